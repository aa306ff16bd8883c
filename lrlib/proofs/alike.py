"""A world in which all classes, columns or examples but the first have the same values.

So a sum over them is a product, and their number may be a letter.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sympy as sp

from lrlib.proofs.phrases import Name
from lrlib.proofs.places import FIRST
from lrlib.proofs.sampled import Sampled
from lrlib.proofs.symbols import Unbound
from lrlib.proofs.totals import Beyond


@dataclass(frozen=True)
class Alike(Sampled):
    """A world in which all but the first have the same values; their number is a letter, or a number.

    Attributes
    ----------
    axis : str
        "K", "m" or "n".
    levels : mapping
        From names to the value of the first and that of the others; "" is any name that is not there.
    asked : dict
        What was asked for: from names to values.
    listed : bool
        Whether a column of them is written as the first and another.
    """

    everywhere = True  # one that is named is not among those that are alike
    axis: str = "K"
    levels: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    asked: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    listed: bool = False

    @property
    def count(self) -> Any:
        """Return how many there are.

        Returns
        -------
        int or expression
            A number, or a letter.
        """
        return self.sizes[self.axis]

    @property
    def last(self) -> Any:
        """Return the place of the last.

        Returns
        -------
        int or expression
            A number, or what a letter makes of it.
        """
        return FIRST[self.axis] + self.count - 1

    def range(self, axis: str) -> range:
        """Return the places of an axis; where their number is a letter they cannot be listed.

        Parameters
        ----------
        axis : str
            "K", "n" or "m".

        Returns
        -------
        range
            As in a small world.

        Raises
        ------
        Beyond
            If there is no such list.
        """
        if axis == self.axis and sp.sympify(self.count).free_symbols:
            if not self.listed:
                raise Beyond
            return range(FIRST[axis], FIRST[axis] + 2)
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
        int
            Of the first, or of another.

        Raises
        ------
        Unbound
            If a letter has no place yet.
        Beyond
            If it is the last of many.
        """
        if axis != self.axis or not sp.sympify(self.count).free_symbols:
            return super().number(index, axis)
        if callable(index) or index == self.axis or (index.isdigit() and int(index) != FIRST[axis]):
            raise Beyond
        if index.isdigit():
            return FIRST[axis]
        if index not in self.at:
            raise Unbound(index, FIRST[axis], self.last)
        return self.at[index]

    def every(self, first: Any, last: Any) -> Sequence[Any]:
        """Return the places of which a condition speaks that holds for all.

        Parameters
        ----------
        first, last : int
            Their range.

        Returns
        -------
        sequence of int
            The first and another, of those that are alike.
        """
        return [first, first + 1] if sp.sympify(last).free_symbols else super().every(first, last)

    def alone(self, phrase: Callable[[Any], Any]) -> Any:
        """Return the value of a side of a condition; a name alone is compared entry by entry.

        Parameters
        ----------
        phrase : callable
            The side.

        Returns
        -------
        expression or Matrix
            Of the first and another, where it is a column.
        """
        return phrase(replace(self, listed=True, known={}) if isinstance(phrase, Name) else self)

    def places(self, first: Any, last: Any) -> Sequence[Any]:
        """Return where a free index may stand.

        Parameters
        ----------
        first, last : int
            Its range.

        Returns
        -------
        sequence of int
            The first place and another.
        """
        return [first, first + 1] if sp.sympify(last).free_symbols else super().places(first, last)

    def leaf(self, name: str, places: tuple[Any, ...], sample: Any) -> Any:
        """Return a value for a name that has no definition.

        Parameters
        ----------
        name : str
            Which.
        places : tuple of int
            Its indices.
        sample : int or None
            The example.

        Returns
        -------
        number
            One of two, where the name has a value for each; else one that is drawn.
        """
        own = super(Sampled, self).leaf(name, places, sample)
        if name in self.free:
            return own
        axes = self.notation.axes.get(name, "").replace("^", "m")
        at = dict(zip(axes.replace("m", ""), places, strict=False)).get(self.axis) if self.axis != "m" else sample
        domain = self.notation.domains.get(name, "real")
        if self.axis not in axes or domain == "class":
            return self.drawn(own)
        first, other = self.levels.get(name, self.levels.get("", (0, 0)))
        share = 1 / sp.sympify(self.count)
        if domain == "unit":  # first shares that sum to 1, none of them 0, then numbers
            near = sp.Rational(1, 100)
            first, other = {
                (0, 0): (share, share),
                (1, 0): (1 - share, share / (self.count - 1)),
                (1, 1): (1 - near, 1 - near),
                (50, 0): (1 - near, near),
                (-50, 0): (near, 1 - near),
            }.get((first, other), (first, other))
        elif domain == "positive":
            first, other = (2, 1) if first != other else (1, 1)
        self.asked[name] = first, other
        return sp.sympify(first if at == FIRST[self.axis] else other)

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
        """Join the terms of a sum, product or maximum: of those that are alike one is computed.

        Parameters
        ----------
        token : str
            Which of them.
        join : callable
            From the terms to the value.
        body : callable
            From a world to a term.
        index : str
            The letter that runs.
        first, last : int
            Its range.
        hole : int or None
            A place that is left out.

        Returns
        -------
        expression
            The value.

        Raises
        ------
        Beyond
            If it runs to another number of them, or is an arg max.
        """
        if not sp.sympify(last).free_symbols:
            return super().over(token, join, body, index, first, last, hole)
        if last != self.last or first != FIRST[self.axis] or token == r"\arg\max":
            raise Beyond
        known = {first, *(p for p in self.at.values() if isinstance(p, int))}
        special = [sp.sympify(body(self.bind(**{index: p}))) for p in sorted(known) if p != hole]
        other = sp.sympify(body(self.bind(**{index: max(known) + 1})))
        if any(isinstance(value, sp.MatrixBase) for value in (*special, other)):
            raise Beyond
        many = self.count - len(known)
        if token == r"\sum":
            return sp.Add(*special, many * other)
        return sp.Mul(*special, other**many) if token == r"\prod" else join([*special, other])
