r"""A small concrete world in which a formula is evaluated: how many classes, columns and examples, and what names mean.

In a world with K = 3 a sum over k has three terms, z_k is one of the symbols z_1, z_2, z_3, and a partial derivative is
one that SymPy takes.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp

from lrlib.proofs.names import Definition
from lrlib.proofs.needs import put_in
from lrlib.proofs.places import FIRST, Places
from lrlib.proofs.slope import slope
from lrlib.proofs.symbols import MEANING, Unreadable, symbol, symbols_of


@dataclass(frozen=True)
class World(Places):
    """What the names mean where the indices stand."""

    def knows(self, name: str) -> bool:
        """Say whether a name means something here.

        Parameters
        ----------
        name : str
            As it is written.

        Returns
        -------
        bool
            Whether it is defined, or one of the notation's.
        """
        return name in self.definitions or name in self.notation.axes or name in self.notation.rows

    def define(self, more: Mapping[str, Definition]) -> "World":
        """Return the world with more definitions.

        Parameters
        ----------
        more : mapping
            From names to definitions.

        Returns
        -------
        World
            A new one.
        """
        return self.but(definitions={**self.definitions, **more}, known={})

    def plus(self, a: Any, b: Any) -> Any:
        """Add numbers, or matrices of one shape.

        Parameters
        ----------
        a, b : expression or Matrix
            Terms.

        Returns
        -------
        expression or Matrix
            Their sum.

        Raises
        ------
        Unreadable
            If one is a matrix and the other is not, or the shapes differ.
        """
        try:
            return a + b
        except (TypeError, sp.ShapeError):
            if {getattr(v, "shape", (1, 1)) for v in (a, b)} == {(1, 1)}:
                return sum(v[0, 0] if isinstance(v, sp.MatrixBase) else v for v in (a, b))
            if self.notation.broadcast and all(isinstance(v, sp.MatrixBase) for v in (a, b)):
                if b.cols == 1 and b.rows == a.cols:  # to each row
                    return sp.Matrix(a.rows, a.cols, lambda i, j: a[i, j] + b[j, 0])
            elif self.notation.broadcast:
                whole, number = (a, b) if isinstance(a, sp.MatrixBase) else (b, a)
                return whole.applyfunc(lambda v: v + number)
            shapes = [getattr(v, "shape", "a number") for v in (a, b)]
            raise Unreadable(f"cannot add shapes {shapes[0]} and {shapes[1]}") from None

    def value(self, name: str, places: tuple[Any, ...] = (), sample: Any = None) -> Any:
        """Return the value of a name; where indices are left out, a vector or matrix.

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
            Symbols, or what the definition makes of them.
        """
        axes = self.notation.axes.get(name, "")
        if axes.startswith("^") and sample is None:
            sample = self.sample
        at = (name, places, sample)
        return self.once(at, lambda: self._value(name, axes.removeprefix("^"), places, sample))

    def _value(self, name: str, axes: str, places: tuple[Any, ...], sample: Any) -> Any:
        if name in self.notation.rows and name not in self.definitions:
            if name in self.notation.across:
                return (
                    self._stack(self.notation.rows[name], ()).T
                    if not places
                    else self._stack(self.notation.rows[name], places[::-1])
                )
            return self._stack(self.notation.rows[name], places)
        definition = self.definitions.get(name)
        if definition and definition.parameters:
            raise Unreadable(f"{name} is a function; its arguments are missing")
        if definition and len(places) >= len(definition.letters):
            return self._unfold(definition, axes, places, sample)
        if len(places) + 2 == len(axes):
            first, second = (self.range(a) for a in axes)
            return sp.Matrix([[self.value(name, (j, k), sample) for k in second] for j in first])
        if len(places) < len(axes):
            return sp.Matrix([self.value(name, (*places, n), sample) for n in self.range(axes[len(places)])])
        return self.leaf(name, places, sample)

    def leaf(self, name: str, places: tuple[Any, ...], sample: Any) -> Any:
        """Return the value of a name that has no definition.

        Parameters
        ----------
        name : str
            As it is written.
        places : tuple
            Its indices.
        sample : int or None
            The example.

        Returns
        -------
        Symbol
            One for each place.
        """
        return symbol(name, places, sample, self.notation.domains.get(name, "real"))

    def forget(self, names: Collection[str]) -> "World":
        """Return the world in which some names are symbols, whatever they are defined to be.

        Parameters
        ----------
        names : collection of str
            Which.

        Returns
        -------
        World
            A new one.
        """
        return self.but(definitions={n: d for n, d in self.definitions.items() if n not in names}, known={})

    def _stack(self, row: str, places: tuple[Any, ...]) -> Any:
        axes = self.notation.axes[row]
        if axes.startswith("^"):
            rows = [sp.Matrix([self.value(row, (), i)]).T for i in self.range("m")]
        else:
            rows = [sp.Matrix([self.value(row, (k,))]).T for k in self.range(axes[0])]
        out = sp.Matrix(rows)
        return out if not places else out[tuple(p - 1 for p in places)]

    def _unfold(self, definition: Definition, axes: str, places: tuple[Any, ...], sample: Any) -> Any:
        at = dict(zip(definition.letters, places, strict=False))  # a definition knows its own indices only
        inside = self.but(at=at, sample=sample)
        if definition.sample:
            inside = self.but(at={**at, definition.sample: sample}, sample=None)
        out = definition.body(inside)
        rest = [p - FIRST[a] for p, a in zip(places, axes, strict=False)][len(definition.letters) :]
        if not rest:
            return out
        if len(rest) == 1:
            return out[rest[0]] if out.cols == 1 else out.row(rest[0]).T
        return out[rest[0], rest[1]]

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
        return set(symbols_of(expression))

    def diff(self, expression: Any, by: Any) -> Any:
        """Return the derivative of an expression by a symbol.

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
        if not getattr(by, "is_Symbol", False):
            raise Unreadable(f"cannot differentiate by {by}")
        if isinstance(expression, sp.MatrixBase):
            return expression.applyfunc(lambda e: slope(e, by))
        return slope(expression, by)

    def put_back(self, expression: Any, names: set[str]) -> Any:
        """Give names their meaning again.

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
        back = {s: self.value(*MEANING[s]) for s in symbols_of(expression) if MEANING.get(s, ("",))[0] in names}
        put = put_in({s: v for s, v in back.items() if s != v})
        return expression.applyfunc(put) if isinstance(expression, sp.MatrixBase) else put(expression)
