r"""Derivatives in a world: partial ones, gradients, matrices of second derivatives."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import sympy as sp

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
    plain = replace(w, definitions={n: d for n, d in w.definitions.items() if n not in names})
    out = body(plain)
    for v in variables:
        by = v(plain)
        if not isinstance(by, sp.MatrixBase):
            out = w.diff(out, by)
        elif isinstance(out, sp.MatrixBase):
            out = sp.Matrix([[w.diff(o, b) for b in by] for o in out])
        else:
            out = sp.Matrix(by.rows, by.cols, [w.diff(out, b) for b in by])
    return w.put_back(out, names)


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
    plain = replace(w, definitions={n: d for n, d in w.definitions.items() if n != parameter})
    variables = plain.value(parameter)
    out = plain.call(name, (), None, 0)
    found = sp.Matrix([out.diff(v) for v in variables])
    if order == 2:
        found = found.jacobian(variables)
    if args is None:
        args = [w.value(parameter)]
    return found.xreplace(dict(zip(variables, args[0], strict=True)))
