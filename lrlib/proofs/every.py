r"""A world with any number K of classes: what is proved here is proved for every K.

The classes that a formula names (k, or j and k) are distinct places; a sum over all classes is a total T[u], where u is
the term of a class of its own. Three rules are enough: T is linear; the derivative of T[u] by z_k is the derivative of
u by its own z, taken at k; and a term that is special at a named class is corrected there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sympy as sp
from sympy.core.relational import _eval_is_eq

from lrlib.proofs.world import MEANING, Unbound, World, symbol

K = sp.Symbol("K", positive=True, integer=True)


class Place(sp.Symbol):  # type: ignore[misc]
    """A class that is not given by a number; two places with different names are two classes."""


@_eval_is_eq.register(Place, Place)  # type: ignore[untyped-decorator]
def _same(a: Place, b: Place) -> bool:
    return bool(a.name == b.name)


OWN = Place("o")  # the place of the class of its own
INNER = (OWN, Place("o'"), Place("o''"))  # in a sum within a sum


class Beyond(Exception):
    """The formula needs more than totals over classes: vectors, products or largest values."""


@dataclass(frozen=True)
class EveryK(World):
    """A world in which K is a letter.

    Attributes
    ----------
    totals : dict
        From the term of a class to the symbol of its total.
    """

    totals: dict[Any, Any] = field(default_factory=dict)

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
        body: Callable[[World], Any],
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
        out = self.total(generic, own)
        for place in named:
            special = sp.Integer(0) if place == hole else sp.sympify(body(self.bind(**{index: place})))
            out += special - at(generic, own, place)
        return out

    def total(self, term: Any, own: Any = OWN) -> Any:
        """Return the total of a term over all classes: a combination of totals that cannot be taken apart.

        Parameters
        ----------
        term : expression
            In symbols at the class of its own and others.
        own : Symbol
            The place of the class of its own.

        Returns
        -------
        expression
            Linear in the symbols of `totals`.

        Raises
        ------
        Beyond
            If it is a vector.
        """
        if isinstance(term, sp.MatrixBase):
            raise Beyond
        term = sp.expand(sp.expand_log(sp.expand(term), force=True), force=True)
        out = sp.Integer(0)
        for part in sp.Add.make_args(term):
            mine = owned(part, own)
            outside, inside = part.as_independent(*mine, as_Add=False) if mine else (part, sp.Integer(1))
            if inside == 1:
                out += outside * K
                continue
            inside = at(inside, own, OWN)
            kind = "positive" if inside.is_positive else "real"
            name = self.totals.setdefault(inside, sp.Symbol(f"T{len(self.totals)}", **{kind: True}))
            out += outside * name
        return out

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
        out = expression.diff(by)
        name, places, sample = MEANING.get(by, ("", (), None))
        if places and isinstance(places[0], sp.Symbol):
            mine = symbol(name, (OWN, *places[1:]), sample, self.notation.domains.get(name, "real"))
            for term, total in list(self.totals.items()):
                if expression.has(total) and term.has(mine):
                    out += expression.diff(total) * at(term.diff(mine), OWN, places[0])
        return out

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
        again = {}
        for term, total in list(self.totals.items()):
            if expression.has(total) and any(MEANING[s][0] in names for s in term.free_symbols):
                again[total] = self.total(super().put_back(term, names))
        return super().put_back(expression, names).subs(again)


def owned(expression: Any, own: Any = OWN) -> set[Any]:
    """Return the symbols at one class.

    Parameters
    ----------
    expression : expression
        Any.
    own : Symbol
        The class.

    Returns
    -------
    set of Symbol
        Those among its free symbols.
    """
    return {s for s in expression.free_symbols if own in MEANING.get(s, ("", (), None))[1]}


def at(expression: Any, own: Any, place: Any) -> Any:
    """Return a term at another class.

    Parameters
    ----------
    expression : expression
        At one class.
    own, place : Symbol
        That class, and the other.

    Returns
    -------
    expression
        There.
    """
    moved = {}
    for s in owned(expression, own):
        name, places, sample = MEANING[s]
        where = tuple(place if p == own else p for p in places)
        moved[s] = symbol(name, where, sample, "positive" if s.is_positive else "real")
    return expression.subs(moved, simultaneous=True)
