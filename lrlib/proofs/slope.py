"""The derivative of an expression, as SymPy takes it, without what SymPy asks of each part of it on the way.

`Expr.diff` asks of each part's derivative whether it is zero, and looks through it for derivatives that are left: most
of the seconds of a gradient were those of these questions.
"""

from functools import lru_cache
from typing import Any

import sympy as sp

REMEMBERED = 20_000  # parts: those that entries of a gradient share are differentiated once


@lru_cache(maxsize=REMEMBERED)
def slope(e: Any, s: Any) -> Any:
    """Return the derivative of an expression by a symbol.

    Parameters
    ----------
    e : expression
        What to differentiate.
    s : Symbol
        By what.

    Returns
    -------
    expression
        What `e.diff(s)` is.

    Examples
    --------
    >>> x, y = sp.symbols("x y", real=True)
    >>> slope(sp.log(1 + sp.exp(x * y)), x)
    y*exp(x*y)/(exp(x*y) + 1)
    """
    if e.is_Atom:
        return sp.Integer(int(e == s))
    if e.is_Add:
        return sp.Add(*[slope(a, s) for a in e.args])
    if e.is_Mul:
        slopes = [(i, slope(a, s)) for i, a in enumerate(e.args)]
        return sp.Add(*[sp.Mul(*e.args[:i], d, *e.args[i + 1 :]) for i, d in slopes if d != 0])
    inner = [slope(a, s) for a in e.args] if e.func in (sp.exp, sp.log, sp.Pow) else None
    if inner is None:
        return e.diff(s)
    if not any(inner):
        return sp.Integer(0)
    if e.func is sp.exp:
        return e * inner[0]
    if e.func is sp.log:
        return 1 / e.args[0] * inner[0]
    raised = inner[1] * sp.log(e.base) if inner[1] else 0
    return e * (raised + inner[0] * e.exp / e.base)
