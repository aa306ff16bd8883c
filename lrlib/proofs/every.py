r"""A world with any number K of classes: what is proved here is proved for every K.

The classes that a formula names (k, or j and k) are distinct places; a sum over all classes is a total.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from lrlib.proofs.slope import slope
from lrlib.proofs.symbols import MEANING, Unbound
from lrlib.proofs.totals import INNER, Beyond, K, Place, Totals, at
from lrlib.proofs.world import World


@dataclass(frozen=True)
class EveryK(World):
    """A world in which K is a letter.

    Attributes
    ----------
    totals : Totals
        The sums over all classes that were met.
    """

    everywhere = True  # a named class is corrected in each sum
    totals: Totals = field(default_factory=Totals)

    def range(self, axis: str) -> range:
        """Return the places of an axis; those of the classes cannot be listed.

        Parameters
        ----------
        axis : str
            "n" or "m".

        Returns
        -------
        range
            As in a small world.

        Raises
        ------
        Beyond
            For the classes.
        """
        if axis == "K":
            raise Beyond
        return super().range(axis)

    def number(self, index: Any, axis: str) -> Any:
        """Return the place of an index.

        Parameters
        ----------
        index : str or callable
            A letter or a digit.
        axis : str
            What it runs over.

        Returns
        -------
        Symbol or int
            A symbol for a class.

        Raises
        ------
        Unbound
            If the letter has no place yet.
        Beyond
            If a class is named by a number.
        """
        if axis == "any":
            axis = "K" if isinstance(self.at.get(index), Place) or index not in self.at else "m"
        if axis != "K":
            return super().number(index, axis)
        if callable(index) or index.isdigit():
            raise Beyond
        if index not in self.at:
            raise Unbound(index, 1, K)
        return self.at[index]

    def places(self, first: Any, last: Any) -> Sequence[Any]:
        """Return where a free index may stand: at a class that is named already, or at a new one.

        Parameters
        ----------
        first, last : int or Symbol
            Its range.

        Returns
        -------
        sequence
            Places.
        """
        if last != K:
            return super().places(first, last)
        named = self._named()
        return [*named, Place("kjlpqr"[len(named)])]

    def _named(self) -> list[Any]:
        return list(dict.fromkeys(p for p in self.at.values() if isinstance(p, Place)))

    def value(self, name: str, places: tuple[Any, ...] = (), sample: Any = None) -> Any:
        """Return the value of a name at these indices.

        Parameters
        ----------
        name : str
            As it is written.
        places : tuple
            The indices that are given.
        sample : int or None
            The example.

        Returns
        -------
        expression or Matrix
            As in a small world.

        Raises
        ------
        Beyond
            If it is a vector over the classes.
        """
        if name in self.notation.rows and name not in self.definitions:
            raise Beyond
        return super().value(name, places, sample)

    def over(
        self,
        token: str,
        join: Callable[[Sequence[Any]], Any],
        body: Callable[[Any], Any],
        index: str,
        first: Any,
        last: Any,
        hole: Any,
    ) -> Any:
        """Return a sum over the classes as a total; other joins as in a small world.

        Parameters
        ----------
        token : str
            Which join it is.
        join : callable
            From the terms to the value.
        body : callable
            From a world to a term.
        index : str
            The letter that runs.
        first, last : int or Symbol
            Its range.
        hole : Symbol or None
            A class that is left out.

        Returns
        -------
        expression
            The value.

        Raises
        ------
        Beyond
            If it is no sum over all classes.
        """
        if last != K:
            return super().over(token, join, body, index, first, last, hole)
        named = self._named()
        own = next((o for o in INNER if o not in named), None)
        if token != r"\sum" or first != 1 or own is None:
            raise Beyond
        generic = sp.sympify(body(self.bind(**{index: own})))
        out = self.totals.of(generic, own)
        for place in named:
            special = sp.Integer(0) if place == hole else sp.sympify(body(self.bind(**{index: place})))
            out += special - at(generic, own, place)
        return out

    def spoken(self, expression: Any) -> set[Any]:
        """Return the symbols that an expression depends on.

        Parameters
        ----------
        expression : expression or Matrix
            Any.

        Returns
        -------
        set of Symbol
            Those in totals, too.
        """
        found = super().spoken(expression)
        return found.union(*(term.free_symbols for term, total in self.totals.found.items() if total in found))

    def diff(self, expression: Any, by: Any) -> Any:
        """Return the derivative of an expression by a symbol, through the totals too.

        Parameters
        ----------
        expression : expression or Matrix
            What to differentiate.
        by : Symbol
            By what.

        Returns
        -------
        expression or Matrix
            The derivative.
        """
        if isinstance(expression, sp.MatrixBase):
            return expression.applyfunc(lambda e: self.diff(e, by))
        name = MEANING.get(by, ("", (), None))[0]
        return slope(expression, by) + self.totals.diff(expression, by, self.notation.domains.get(name, "real"))

    def put_back(self, expression: Any, names: set[str]) -> Any:
        """Give names their meaning again, inside the totals too.

        Parameters
        ----------
        expression : expression or Matrix
            Where they were forgotten.
        names : set of str
            Which.

        Returns
        -------
        expression or Matrix
            With their definitions.
        """
        again = self.totals.again(expression, names, lambda term: super(EveryK, self).put_back(term, names))
        return super().put_back(expression, names).subs(again)
