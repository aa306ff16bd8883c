"""Functions that a page defines: their values at arguments, and their derivatives."""

from collections.abc import Callable, Sequence
from typing import Any

import sympy as sp

from lrlib.proofs.names import Definition
from lrlib.proofs.needs import changed, put_in
from lrlib.proofs.symbols import Unreadable
from lrlib.proofs.world import World


def call(world: World, name: str, places: tuple[Any, ...], args: Sequence[Any] | None, primes: int) -> Any:
    """Return the value of a function.

    Parameters
    ----------
    world : World
        Where.
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
    definition = world.definitions[name]
    inside = world.but(at=dict(zip(definition.letters, places, strict=False)), sample=None)
    if args is None:
        plain = {n: d for n, d in world.definitions.items() if n not in definition.parameters}
        return definition.body(inside.but(definitions=plain, known={}))
    if len(args) != len(definition.parameters):
        raise Unreadable(f"{name} takes {len(definition.parameters)} arguments, found {len(args)}")
    args = [_fitting(world, name, p, v) for p, v in zip(definition.parameters, args, strict=True)]
    if len(args) == 1 and hasattr(args[0], "applyfunc") and _takes_numbers(world, definition):
        return args[0].applyfunc(lambda v: call(world, name, places, [v], primes))
    if primes:
        variable = sp.Dummy(real=True)
        before = len(world.partial)
        out = _apply(inside, definition, [variable, *args[1:]])
        put = put_in({variable: sp.sympify(args[0])})
        world.partial[before:] = changed(world.partial[before:], put)
        for _ in range(primes):
            out = world.diff(out, variable)
        return put(out)
    return _apply(inside, definition, args)


def own(world: World, name: str) -> list[Any]:
    """Return the parameter of a function of one number, as its argument.

    Parameters
    ----------
    world : World
        Where.
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
    definition = world.definitions[name]
    if len(definition.parameters) != 1 or not _takes_numbers(world, definition):
        raise Unreadable(f"{name}' has a meaning where {name} takes one number; write a gradient for a vector")
    return [world.value(definition.parameters[0])]


def is_of_numbers(world: World, name: str) -> bool:
    r"""Say whether a name is a function of one number and of no example, so that f^{(2)} is its second derivative.

    Parameters
    ----------
    world : World
        Where.
    name : str
        Any name.

    Returns
    -------
    bool
        Whether it is.
    """
    definition = world.definitions.get(name)
    if definition is None or len(definition.parameters) != 1 or definition.sample is not None:
        return False
    return not world.notation.axes.get(name, "").startswith("^") and _takes_numbers(world, definition)


def _takes_numbers(world: World, definition: Definition) -> bool:
    return not world.notation.axes.get(definition.parameters[0], "").removeprefix("^")


def _fitting(world: World, name: str, parameter: str, value: Any) -> Any:
    """Return an argument in the shape of its parameter: 0 is the vector of zeros, too."""
    axes = world.notation.axes.get(parameter, "").removeprefix("^")
    if axes and not isinstance(value, sp.MatrixBase):
        if sp.sympify(value) != 0:
            raise Unreadable(f"{name} takes a vector such as {parameter}; {value} is a number")
        shape = [world.range(a) for a in axes]
        return sp.zeros(len(shape[0]), len(shape[1]) if len(shape) > 1 else 1)
    return value


def _apply(inside: World, definition: Definition, args: Sequence[Any]) -> Any:
    given = {p: Definition((), None, (), _always(v)) for p, v in zip(definition.parameters, args, strict=True)}
    return definition.body(inside.define(given))


def _always(value: Any) -> Callable[[World], Any]:
    return lambda w: value
