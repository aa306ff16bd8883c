r"""Derivatives in a world: partial ones, gradients, matrices of second derivatives."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import sympy as sp

from lrlib.proofs import functions
from lrlib.proofs.needs import changed, put_in
from lrlib.proofs.slope import slope
from lrlib.proofs.symbols import MEANING, Unreadable
from lrlib.proofs.world import World


def derivative(w: World, body: Callable[[World], Any], variables: Sequence[Any]) -> Any:
    """Forget what the variables stand for, differentiate, then put their meaning back.

    Parameters
    ----------
    w : World
        Where.
    body : callable
        What is differentiated.
    variables : sequence of Name
        By what.

    Returns
    -------
    expression or Matrix
        A gradient is a column; a matrix of derivatives has the shape of what it is taken by.
    """
    names = {w.notation.rows.get(v.name, v.name) for v in variables}
    plain = w.forget(names)
    known = len(w.partial)
    out = body(plain)
    needed = w.partial[known:]
    for v in variables:
        _spoken_of(plain, out, v)
    for v in variables:
        by = v(plain)
        if not isinstance(by, sp.MatrixBase):
            out = w.diff(out, by)
        elif isinstance(out, sp.MatrixBase):
            out = sp.Matrix([[w.diff(o, b) for b in by] for o in out])
        else:
            out = sp.Matrix(by.rows, by.cols, [w.diff(out, b) for b in by])
    if needed:  # that what is differentiated has a value is taken for granted
        w.partial[known:] = [replace(need, tacit=True) for need in changed(needed, lambda v: w.put_back(v, names))]
    return w.put_back(out, names)


def _spoken_of(w: World, out: Any, variable: Any) -> None:
    """Refuse a derivative by a name that does not occur: it would be 0, and say nothing."""
    by = variable(w)
    wanted = [MEANING[s] for s in (by if isinstance(by, sp.MatrixBase) else [by]) if s in MEANING]
    present = [MEANING[s] for s in w.spoken(out) if s in MEANING]
    same = [(name, sample is None) for name, _, sample in present]
    if not wanted or any((name, sample is None) in same for name, _, sample in wanted):
        return
    name = wanted[0][0]
    if any(name == n for n, _ in same):
        raise Unreadable(f"{name} has a value for each example here: write {name}^{{(i)}} below the line")
    names = ", ".join(sorted({n for n, _ in same})) or "no name"
    raise Unreadable(
        f"nothing here depends on {name}, so a derivative by it says nothing: what is differentiated depends on "
        f"{names}. Define in front what {name} has to do with it, as in z := …"
    )


def gradient(w: World, name: str, args: Sequence[Any] | None, order: int) -> Any:
    r"""Return ``\nabla f`` as a column, or ``\nabla^2 f`` as a matrix, at the arguments.

    Parameters
    ----------
    w : World
        Where.
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
    (parameter,) = w.definitions[name].parameters
    plain = w.forget({parameter})
    variables = plain.value(parameter)
    known = len(w.partial)
    out = functions.call(plain, name, (), None, 0)
    if not w.spoken(out) & set(variables):
        raise Unreadable(rf"nothing in {name} depends on {parameter} here, so \nabla {name} says nothing")
    found = sp.Matrix([slope(out, v) for v in variables])
    if order == 2:
        found = sp.Matrix([[slope(g, v) for v in variables] for g in found])
    if args is None:
        args = [w.value(parameter)]
    put = put_in({v: there for v, there in zip(variables, args[0], strict=True) if v != there})
    w.partial[known:] = [replace(need, tacit=True) for need in changed(w.partial[known:], put)]
    return found.applyfunc(put)
