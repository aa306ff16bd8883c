r"""A small concrete world in which a formula is evaluated: how many classes, columns and examples, and what names mean.

In a world with K = 3 a sum over k has three terms, z_k is one of the symbols z_1, z_2, z_3, and a partial derivative is
one that SymPy takes.
"""

import random
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

import sympy as sp

from lrlib.proofs.names import Definition
from lrlib.proofs.places import FIRST, Places
from lrlib.proofs.symbols import MEANING, Unreadable, symbol


@dataclass(frozen=True)
class World(Places):
    """What the names mean where the indices stand."""

    @property
    def names(self) -> set[str]:
        """Return all names that mean something here."""
        return {*self.definitions, *self.notation.axes, *self.notation.rows}

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
        return replace(self, definitions={**self.definitions, **more}, known={})

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
        if at not in self.known:
            self.known[at] = self._value(name, axes.removeprefix("^"), places, sample)
        return self.known[at]

    def _value(self, name: str, axes: str, places: tuple[Any, ...], sample: Any) -> Any:
        if name in self.notation.rows and name not in self.definitions:
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
        return replace(self, definitions={n: d for n, d in self.definitions.items() if n not in names}, known={})

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
            return definition.body(replace(inside, definitions={**plain}, known={}))
        if len(args) != len(definition.parameters):
            raise Unreadable(f"{name} takes {len(definition.parameters)} arguments, found {len(args)}")
        args = [self._fitting(name, p, v) for p, v in zip(definition.parameters, args, strict=True)]
        if len(args) == 1 and hasattr(args[0], "applyfunc") and self._takes_numbers(definition):
            return args[0].applyfunc(lambda v: self.call(name, places, [v], primes))
        if primes:
            variable = sp.Dummy(real=True)
            before = len(self.partial)
            out = self._apply(inside, definition, [variable, *args[1:]])
            self.partial[before:] = [v.subs(variable, args[0]) for v in self.partial[before:]]
            return sp.diff(out, variable, primes).subs(variable, args[0])
        return self._apply(inside, definition, args)

    def own(self, name: str) -> list[Any]:
        """Return the parameter of a function of one number, as its argument.

        Parameters
        ----------
        name : str
            A defined function.

        Returns
        -------
        list
            Of one symbol.

        Raises
        ------
        Unreadable
            If it has more parameters, or a vector.
        """
        definition = self.definitions[name]
        if len(definition.parameters) != 1 or not self._takes_numbers(definition):
            raise Unreadable(f"{name}' has a meaning where {name} takes one number; write a gradient for a vector")
        return [self.value(definition.parameters[0])]

    def _takes_numbers(self, definition: Definition) -> bool:
        return not self.notation.axes.get(definition.parameters[0], "").removeprefix("^")

    def _fitting(self, name: str, parameter: str, value: Any) -> Any:
        """Return an argument in the shape of its parameter: 0 is the vector of zeros, too."""
        axes = self.notation.axes.get(parameter, "").removeprefix("^")
        if axes and not isinstance(value, sp.MatrixBase):
            if sp.sympify(value) != 0:
                raise Unreadable(f"{name} takes a vector such as {parameter}; {value} is a number")
            shape = [self.range(a) for a in axes]
            return sp.zeros(len(shape[0]), len(shape[1]) if len(shape) > 1 else 1)
        return value

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
        return set(sp.sympify(expression).free_symbols)

    def _apply(self, inside: "World", definition: Definition, args: Sequence[Any]) -> Any:
        given = {p: Definition((), None, (), _always(v)) for p, v in zip(definition.parameters, args, strict=True)}
        return definition.body(inside.define(given))

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


DIGITS = 420  # of a number that is drawn: more than any comparison uses


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


@dataclass(frozen=True)
class Sampled(Large):
    """A world with hundreds of classes, columns or examples, in which names are random numbers.

    Attributes
    ----------
    free : frozenset of str
        Names that stay symbols: those of which conditions speak, and those by which is differentiated.
    facts : mapping
        What conditions say that symbols are; their names are free no longer.
    """

    free: frozenset[str] = frozenset()
    facts: Mapping[Any, Any] = field(default_factory=dict)

    def leaf(self, name: str, places: tuple[Any, ...], sample: Any) -> Any:
        """Return a number for a name that has no definition.

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
        Float or Symbol
            The same number for the same place.
        """
        own = super().leaf(name, places, sample)
        if name in self.free:
            return own
        if own in self.facts:
            return sp.sympify(self.facts[own]).xreplace({s: self.drawn(s) for s in self.facts[own].free_symbols})
        return self.drawn(own)

    def drawn(self, s: Any) -> Any:
        """Return a number for a symbol.

        Parameters
        ----------
        s : Symbol
            Of a name at its place.

        Returns
        -------
        number
            Always the same for the same symbol.
        """
        name, places, sample = MEANING[s]
        rng = random.Random(f"{name} {places} {sample}")
        domain = self.notation.domains.get(name, "real")
        if domain == "class":
            return sp.Integer(rng.choice(self.range("K")))
        low, high = {"unit": (0.05, 0.95), "positive": (0.1, 3.0)}.get(domain, (-2.0, 2.0))
        return sp.Float(rng.uniform(low, high), DIGITS)

    def with_facts(self, facts: Mapping[Any, Any]) -> Self:
        """Return the world in which names are what conditions say, and no symbol is left.

        Parameters
        ----------
        facts : mapping
            From symbols to expressions.

        Returns
        -------
        Sampled
            A new one.
        """
        return replace(self, facts=facts, free=frozenset(), known={})

    def forget(self, names: Collection[str]) -> "Sampled":
        """Return the world in which some names are symbols.

        Parameters
        ----------
        names : collection of str
            Which.

        Returns
        -------
        Sampled
            A new one.
        """
        definitions = {n: d for n, d in self.definitions.items() if n not in names}
        return replace(self, definitions=definitions, free=self.free | set(names), known={})


def _always(value: Any) -> Callable[[World], Any]:
    return lambda w: value
