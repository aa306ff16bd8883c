r"""A small concrete world in which a formula is evaluated: how many classes, columns and examples, and what names mean.

In a world with K = 3 a sum over k has three terms, z_k is one of the symbols z_1, z_2, z_3, and a partial derivative is
one that SymPy takes.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import sympy as sp

FIRST = {"K": 1, "m": 1, "n": 0}


class Unreadable(ValueError):
    """The formula uses something that the reader does not know."""


class Elsewhere(Exception):
    """The formula speaks of more classes, columns or examples than this world has."""


class Unbound(Exception):
    """An index was met that has no value yet.

    Parameters
    ----------
    index : str
        The index.
    first, last : int or expression, optional
        How far it runs.
    """

    def __init__(self, index: str, first: Any = None, last: Any = None) -> None:
        super().__init__(f"the index {index} has no value")
        self.index, self.first, self.last = index, first, last


@dataclass(frozen=True)
class Notation:
    r"""What the names of a page are.

    Attributes
    ----------
    axes : mapping
        What a name is indexed by: "K" classes, "n" columns, "m" examples as subscripts; a leading "^" says that it has
        a value for each example, written ``^{(i)}``.
    rows : mapping
        "W": "w" says that the rows of W are w_1, w_2, ...
    domains : mapping
        "unit" (between 0 and 1), "positive" or "class" for names that are not any real number.
    loose : collection of str
        Defined names that can take every value: where a formula does not say what they are made of, they are symbols.
    """

    axes: Mapping[str, str]
    rows: Mapping[str, str] = field(default_factory=dict)
    domains: Mapping[str, str] = field(default_factory=dict)
    loose: Collection[str] = ()

    def with_names(self, **more: Mapping[str, str]) -> "Notation":
        """Return the notation with more names.

        Parameters
        ----------
        **more : mapping
            Additions to `axes`, `rows` or `domains`.

        Returns
        -------
        Notation
            A new one.
        """
        return replace(self, **{kind: {**getattr(self, kind), **names} for kind, names in more.items()})


@dataclass(frozen=True)
class Definition:
    """What stands right of `:=`, with the indices, the example and the parameters of its left side."""

    letters: tuple[Any, ...]
    sample: Any
    parameters: tuple[str, ...]
    body: Callable[["World"], Any]


class ArgMax(sp.Function):  # type: ignore[misc]
    """The place (1, 2, ...) of the largest argument."""

    @staticmethod
    def place(*values: Any) -> int:
        """Return the place of the first largest value, counted from 1.

        Parameters
        ----------
        *values : numbers
            What to compare.

        Returns
        -------
        int
            From 1 on.
        """
        return 1 + max(range(len(values)), key=values.__getitem__)


class LambdaMax(sp.Function):  # type: ignore[misc]
    """The largest eigenvalue of a symmetric matrix, given by its entries."""

    @staticmethod
    def largest(*entries: Any) -> Any:
        """Return the largest eigenvalue.

        Parameters
        ----------
        *entries : numbers
            Of a square symmetric matrix, row by row.

        Returns
        -------
        number
            In the arithmetic of the entries.
        """
        import mpmath

        side = round(len(entries) ** 0.5)
        rows = [list(entries[i * side : (i + 1) * side]) for i in range(side)]
        return max(mpmath.eigsy(mpmath.matrix(rows), eigvals_only=True))


MEANING: dict[Any, tuple[str, tuple[Any, ...], Any]] = {}


def symbol(name: str, places: tuple[Any, ...], sample: Any, domain: str = "real") -> Any:
    """Return the symbol of a name at its indices.

    Parameters
    ----------
    name : str
        As it is written.
    places : tuple
        Its indices.
    sample : int or None
        The example.
    domain : str
        "real", "positive", "unit" or "class".

    Returns
    -------
    Symbol
        Known to `MEANING`.
    """
    index = f"_{{{','.join(map(str, places))}}}" if places else ""
    text = name + index + ("" if sample is None else f"^{{({sample})}}")
    out = sp.Symbol(text, real=True) if domain == "real" else sp.Symbol(text, positive=True)
    MEANING[out] = (name, places, sample)
    return out


def times(a: Any, b: Any) -> Any:
    """Multiply numbers or matrices; a 1 x 1 product is a number.

    Parameters
    ----------
    a, b : expression or Matrix
        Factors.

    Returns
    -------
    expression or Matrix
        Their product.

    Raises
    ------
    Unreadable
        If the shapes do not fit.
    """
    try:
        out = a * b
    except sp.ShapeError:
        raise Unreadable(f"shapes {a.shape} and {b.shape} cannot be multiplied") from None
    return out[0, 0] if getattr(out, "shape", None) == (1, 1) else out


@dataclass(frozen=True)
class World:
    """How many of everything there are, what the names mean, and where the indices stand."""

    sizes: Mapping[str, Any]
    notation: Notation
    definitions: Mapping[str, Definition]
    at: Mapping[str, Any] = field(default_factory=dict)
    sample: Any = None

    @property
    def names(self) -> set[str]:
        """Return all names that mean something here."""
        return {*self.definitions, *self.notation.axes, *self.notation.rows}

    def bind(self, **at: Any) -> "World":
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
        return replace(self, at={**self.at, **at})

    def without(self, index: str) -> "World":
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
        return replace(self, at={k: n for k, n in self.at.items() if k != index})

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
        return replace(self, definitions={**self.definitions, **more})

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
            A letter, a digit, or a name whose value is the place.
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
        if not written and index not in self.at:
            raise Unbound(index, places[0], places[-1])
        place = int(index) if written else self.at[index]
        if place is None and axis == "m":
            return None
        if place not in places:
            if written and place >= places[0]:
                raise Elsewhere
            raise Unreadable(f"{index} = {place} is not among {places[0]}, ..., {places[-1]}")
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
            shapes = [getattr(v, "shape", "a number") for v in (a, b)]
            raise Unreadable(f"cannot add shapes {shapes[0]} and {shapes[1]}") from None

    def over(
        self,
        token: str,
        join: Callable[[Sequence[Any]], Any],
        body: Callable[["World"], Any],
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
        if name in self.notation.rows and name not in self.definitions:
            return self._stack(self.notation.rows[name], places)
        axes = self.notation.axes.get(name, "")
        if axes.startswith("^"):
            axes, sample = axes[1:], self.sample if sample is None else sample
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
        return symbol(name, places, sample, self.notation.domains.get(name, "real"))

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
        inside = replace(self, at=at, sample=sample)
        if definition.sample:
            inside = replace(self, at={**at, definition.sample: sample}, sample=None)
        out = definition.body(inside)
        rest = [p - FIRST[a] for p, a in zip(places, axes, strict=False)][len(definition.letters) :]
        if not rest:
            return out
        if len(rest) == 1:
            return out[rest[0]] if out.cols == 1 else out.row(rest[0]).T
        return out[rest[0], rest[1]]

    def call(self, name: str, places: tuple[Any, ...], args: Sequence[Any] | None, primes: int) -> Any:
        """Return the value of a function.

        Parameters
        ----------
        name : str
            A defined function.
        places : tuple
            Its indices.
        args : sequence or None
            Its arguments; None for its own parameters.
        primes : int
            How often to differentiate by the first.

        Returns
        -------
        expression or Matrix
            The value.

        Raises
        ------
        Unreadable
            If the number of arguments is wrong.
        """
        definition = self.definitions[name]
        inside = replace(self, at=dict(zip(definition.letters, places, strict=False)), sample=None)
        if args is None:
            plain = {n: d for n, d in self.definitions.items() if n not in definition.parameters}
            return definition.body(replace(inside, definitions={**plain}))
        if len(args) != len(definition.parameters):
            raise Unreadable(f"{name} takes {len(definition.parameters)} arguments, found {len(args)}")
        if len(args) == 1 and hasattr(args[0], "applyfunc") and self._takes_numbers(definition):
            return args[0].applyfunc(lambda v: self.call(name, places, [v], primes))
        if primes:
            variable = sp.Dummy(real=True)
            out = self._apply(inside, definition, [variable, *args[1:]])
            return sp.diff(out, variable, primes).subs(variable, args[0])
        return self._apply(inside, definition, args)

    def _takes_numbers(self, definition: Definition) -> bool:
        return not self.notation.axes.get(definition.parameters[0], "").removeprefix("^")

    def _apply(self, inside: "World", definition: Definition, args: Sequence[Any]) -> Any:
        given = {p: Definition((), None, (), _always(v)) for p, v in zip(definition.parameters, args, strict=True)}
        return definition.body(inside.define(given))

    def gradient(self, name: str, args: Sequence[Any] | None, order: int) -> Any:
        r"""Return ``\nabla f`` as a column, or ``\nabla^2 f`` as a matrix, at the arguments.

        Parameters
        ----------
        name : str
            A defined function of a vector.
        args : sequence or None
            Where; None for its own parameter.
        order : int
            1 or 2.

        Returns
        -------
        Matrix
            The derivatives.
        """
        (parameter,) = self.definitions[name].parameters
        plain = replace(self, definitions={n: d for n, d in self.definitions.items() if n != parameter})
        variables = plain.value(parameter)
        out = plain.call(name, (), None, 0)
        found = sp.Matrix([out.diff(v) for v in variables])
        if order == 2:
            found = found.jacobian(variables)
        if args is None:
            args = [self.value(parameter)]
        return found.xreplace(dict(zip(variables, args[0], strict=True)))

    def derivative(self, body: Callable[["World"], Any], variables: Sequence[Any]) -> Any:
        """Forget what the variables stand for, differentiate, then put their meaning back.

        Parameters
        ----------
        body : callable
            What is differentiated.
        variables : sequence of Name
            By what.

        Returns
        -------
        expression or Matrix
            A gradient is a column; a matrix of derivatives has the shape of what it is taken by.
        """
        names = {self.notation.rows.get(v.name, v.name) for v in variables}
        plain = replace(self, definitions={n: d for n, d in self.definitions.items() if n not in names})
        out = body(plain)
        for v in variables:
            by = v(plain)
            if not isinstance(by, sp.MatrixBase):
                out = self.diff(out, by)
            elif isinstance(out, sp.MatrixBase):
                out = sp.Matrix([[self.diff(o, b) for b in by] for o in out])
            else:
                out = sp.Matrix(by.rows, by.cols, [self.diff(out, b) for b in by])
        return self.put_back(out, names)

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
        return expression.diff(by)

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
        back = {s: self.value(*MEANING[s]) for s in expression.free_symbols if MEANING.get(s, ("",))[0] in names}
        return expression.xreplace({s: v for s, v in back.items() if s != v})


@dataclass(frozen=True)
class Large(World):
    """A world with more of everything than is proved: a free index stands at its first place and at its last."""

    def places(self, first: Any, last: Any) -> Sequence[Any]:
        """Return where a free index may stand.

        Parameters
        ----------
        first, last : int
            Its range.

        Returns
        -------
        sequence of int
            Its two ends.
        """
        return sorted({first, last})


def _always(value: Any) -> Callable[[World], Any]:
    return lambda w: value


def as_array(value: Any) -> np.ndarray:
    """Return a SymPy number or matrix of numbers as an array.

    Parameters
    ----------
    value : expression or Matrix
        Without free symbols.

    Returns
    -------
    array of float
        A column is a vector.
    """
    if isinstance(value, sp.MatrixBase):
        out = np.array(value.evalf(30).tolist(), dtype=float)
        return out[:, 0] if out.shape[1] == 1 else out
    return np.array(float(sp.N(value, 30)))
