"""Exponentials and logarithms as SymPy has them, without what it asks of their arguments where that is known.

Of each part of an exponent it asks whether a logarithm is in it, and of the argument of each logarithm whether it is 0:
a large part of the seconds of a formula, where every score is a polynomial and every argument a sum of exponentials.
"""

from collections.abc import Sequence
from typing import Any

import sympy as sp


def exponential(v: Any) -> Any:
    """Return an exponential.

    Parameters
    ----------
    v : expression
        Its exponent.

    Returns
    -------
    expression
        What `sympy.exp` makes of it.

    Examples
    --------
    >>> x, y = sp.symbols("x y", real=True)
    >>> exponential(x * y - 2), exponential(sp.log(x) - sp.log(y)), exponential(sp.Integer(0))
    (exp(x*y - 2), x/y, 1)
    """
    if isinstance(v, sp.Expr) and not v.is_Rational and _is_polynomial(v):
        return sp.exp(v, evaluate=False)
    return sp.exp(v)


def logarithm(v: Any) -> Any:
    """Return a logarithm.

    Parameters
    ----------
    v : expression
        Its argument.

    Returns
    -------
    expression
        What `sympy.log` makes of it.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> logarithm(1 + sp.exp(x)), logarithm(sp.exp(x)), logarithm(sp.Integer(1))
    (log(exp(x) + 1), x, 0)
    """
    plain = isinstance(v, sp.Expr) and (v.is_Add or v.is_Mul) and bool(v.free_symbols) and is_positive(v)
    return sp.log(v, evaluate=False) if plain else sp.log(v)


def rebuilt(e: Any, args: Sequence[Any]) -> Any:
    """Return an expression with other arguments.

    Parameters
    ----------
    e : expression
        Any.
    args : sequence of expression
        In place of its own.

    Returns
    -------
    expression
        What SymPy makes of them.
    """
    if isinstance(e, sp.exp):
        return exponential(args[0])
    return logarithm(args[0]) if isinstance(e, sp.log) else e.func(*args)


def is_positive(value: Any) -> bool:
    """Say whether a value is made of exponentials and positive numbers; SymPy asks long of a sum of hundreds.

    Parameters
    ----------
    value : expression
        Of real letters.

    Returns
    -------
    bool
        False where that is not seen.
    """
    if value.is_Add or value.is_Mul:
        return all(map(is_positive, value.args))
    if value.is_Pow and not isinstance(value, sp.exp):
        return is_positive(value.base)
    return isinstance(value, sp.exp) or bool(value.is_Rational and value > 0)


def _is_polynomial(v: Any) -> bool:
    if v.is_Add or v.is_Mul:
        return all(map(_is_polynomial, v.args))
    if v.is_Pow and not isinstance(v, sp.exp):
        return bool(v.base.is_Symbol and v.exp.is_Integer)
    return bool(v.is_Symbol or v.is_Rational)
