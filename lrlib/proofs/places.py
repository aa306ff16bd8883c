"""Where the indices of a formula may stand, in a world of a few classes, columns and examples."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

import sympy as sp

from lrlib.proofs.names import Definition, Notation
from lrlib.proofs.needs import Needs
from lrlib.proofs.symbols import Elsewhere, Unbound, Unreadable

COUNTED = {"K": "classes", "m": "examples", "n": "columns"}
FIRST = {"K": 1, "m": 1, "n": 0}


@dataclass(frozen=True)
class Places:
    """How many of everything there are, what the names mean, and where the indices stand."""

    everywhere: ClassVar[bool] = False  # whether a sum depends on where all indices stand, not only on those in it
    sizes: Mapping[str, Any]
    notation: Notation
    definitions: Mapping[str, Definition]
    at: Mapping[str, Any] = field(default_factory=dict)
    sample: Any = None
    partial: Needs = field(default_factory=Needs)  # what must hold for the values that were asked for to be there
    known: dict[Any, Any] = field(default_factory=dict)  # values of names, and what they need, while definitions stay

    def bind(self, **at: Any) -> Self:
        """Return the world with indices placed.

        Parameters
        ----------
        **at : int
            The place of each.

        Returns
        -------
        World
            A new one.
        """
        return self.but(at={**self.at, **at})

    def but(self, **changes: Any) -> Self:
        """Return the world with some of its fields changed.

        Parameters
        ----------
        **changes : any
            The fields.

        Returns
        -------
        World
            A new one.
        """
        out = object.__new__(type(self))  # for each term of each sum: `replace` takes four times as long
        vars(out).update(vars(self), **changes)
        return out

    def once(self, at: Any, compute: Callable[[], Any]) -> Any:
        """Return what is computed once for each key, while the definitions stay; and need again what it needs.

        Parameters
        ----------
        at : hashable
            The key.
        compute : callable
            What gives the value.

        Returns
        -------
        expression or Matrix
            The value.
        """
        if at not in self.known:
            before = len(self.partial)
            self.known[at] = compute(), self.partial[before:]
            return self.known[at][0]
        value, needed = self.known[at]
        self.partial.extend(needed)
        return value

    def without(self, index: str) -> Self:
        """Return the world with an index taken away.

        Parameters
        ----------
        index : str
            Its letter.

        Returns
        -------
        World
            A new one.
        """
        return self.but(at={k: n for k, n in self.at.items() if k != index})

    def places(self, first: Any, last: Any) -> Sequence[Any]:
        """Return where a free index may stand.

        Parameters
        ----------
        first, last : int
            Its range.

        Returns
        -------
        sequence of int
            All of it.
        """
        return range(first, last + 1)

    def every(self, first: Any, last: Any) -> Sequence[Any]:
        """Return the places of which a condition speaks that holds for all.

        Parameters
        ----------
        first, last : int
            Their range.

        Returns
        -------
        sequence of int
            All of it.
        """
        return list(range(first, last + 1))

    def alone(self, phrase: Callable[[Any], Any]) -> Any:
        """Return the value of a side of a condition.

        Parameters
        ----------
        phrase : callable
            The side.

        Returns
        -------
        expression or Matrix
            As everywhere.
        """
        return phrase(self)

    def range(self, axis: str) -> range:
        """Return the places of an axis.

        Parameters
        ----------
        axis : str
            "K", "n" or "m".

        Returns
        -------
        range
            Classes and examples from 1, columns from 0.
        """
        return range(FIRST[axis], FIRST[axis] + int(self.sizes[axis]))

    def number(self, index: Any, axis: str) -> Any:
        """Return the place of an index.

        Parameters
        ----------
        index : str or callable
            A letter, a digit, or a name whose value is the place; K is the last class.
        axis : str
            What it runs over; "any" for none in particular.

        Returns
        -------
        int or None
            None for the example that is not named.

        Raises
        ------
        Unbound
            If the letter has no place yet.
        Elsewhere
            If a digit is beyond the axis.
        Unreadable
            If a letter is.
        """
        if callable(index):
            out = index(self)
            if not out.is_Integer:
                raise Unreadable(f"the index {index.name} is no number here")
            return int(out)
        written = index.isdigit()
        if axis == "any":
            if written:
                return int(index)
            if index not in self.at:
                raise Unbound(index, 1, None)
            return self.at[index]
        places = self.range(axis)
        if index == "K" == axis and index not in self.at:
            return places[-1]
        if not written and index not in self.at:
            raise Unbound(index, places[0], places[-1])
        place = int(index) if written else self.at[index]
        if place is None and axis == "m":
            return None
        if place not in places:
            if written and place >= places[0]:
                raise Elsewhere
            raise Unreadable(f"{index} = {place} is none of the {COUNTED[axis]} {places[0]}, ..., {places[-1]}")
        return place

    def delta(self, j: Any, k: Any) -> Any:
        """Return Kronecker's delta.

        Parameters
        ----------
        j, k : int
            Places.

        Returns
        -------
        int
            1 if they are the same, else 0.
        """
        return sp.Integer(int(j == k))

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
        """Join the terms of a sum, product, max or arg max.

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
        expression or Matrix
            The value.

        Raises
        ------
        Unreadable
            If there is no term.
        """
        terms = [body(self.bind(**{index: n})) for n in range(int(first), int(last) + 1) if n != hole]
        if not terms:
            if token == r"\sum":
                return sp.Integer(0)
            raise Unreadable(f"{token} over nothing")
        return join(terms)
