r"""What decides the sign of a difference: its positive factors go, and of two powers their exponents are compared."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import sympy as sp

IMPLIED = {"<": ("<", r"\le", r"\neq"), ">": (">", r"\ge", r"\neq"), "<=": (r"\le",), ">=": (r"\ge",), "!=": (r"\neq",)}
REMEMBERED = 1024  # differences: each condition is compared with each side again
TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "!=": "!="}


@lru_cache(maxsize=REMEMBERED)
def core(difference: Any) -> Any:
    r"""Return something with the sign of a difference, wherever that has a value, as simple as it is found.

    Parameters
    ----------
    difference : expression
        In real symbols.

    Returns
    -------
    expression
        Without factors that are positive; where two positive terms are compared, the difference of their logarithms,
        since the logarithm keeps the order.

    Examples
    --------
    >>> a, b = sp.symbols("a b", real=True)
    >>> core((sp.exp(a) - sp.exp(b)) / (sp.exp(a) + sp.exp(b)))
    a - b
    >>> core(1 / (1 + sp.exp(-a)) - sp.Rational(1, 2))
    a
    """
    sign, left = 1, []
    for factor in sp.Mul.make_args(sp.factor(sp.together(difference))):
        base, times = factor.as_base_exp()
        if not times.is_Integer or base.is_positive or (times.is_even and base.is_nonzero):
            sign *= 1 if factor.is_positive else 0
        elif base.is_negative:
            sign *= -1
        else:
            left.append(base if times.is_odd else base**2)
        if not sign:
            return difference
    out = sp.Mul(*left)
    terms = sp.Add.make_args(out)
    if len(terms) == 2:
        up = [t for t in terms if t.is_positive]
        down = [-t for t in terms if t.is_negative]
        if up and down:
            out = sp.expand(sp.expand_log(sp.log(up[0]), force=True) - sp.expand_log(sp.log(down[0]), force=True))
    return sign * out


def same_sign(one: Any, other: Any) -> bool:
    """Say whether two differences are seen to have one sign wherever they have a value.

    Parameters
    ----------
    one, other : expression
        In real symbols.

    Returns
    -------
    bool
        True only where their cores are the same but for a positive number.
    """
    a, b = core(one), core(other)
    ratio = sp.cancel(a / b) if b != 0 else sp.nan
    return bool(ratio.is_number and ratio.is_positive)


def follows(relation: str, difference: Any, guards: Sequence[Any]) -> bool:
    r"""Say whether a comparison is one of its conditions, put otherwise.

    Parameters
    ----------
    relation : str
        One of `lrlib.proofs.latex.RELATIONS`.
    difference : expression
        Left minus right.
    guards : sequence of relations
        The conditions.

    Returns
    -------
    bool
        True only where the difference and that of a condition are seen to have one sign, or opposite ones.

    Examples
    --------
    >>> a, b = sp.symbols("a b", real=True)
    >>> follows(r"\ge", sp.exp(a) - sp.exp(b), [a > b]), follows(">", sp.exp(a) - sp.exp(b), [a >= b])
    (True, False)
    """
    for guard in guards:
        if guard.rel_op not in TURNED:
            continue
        known = guard.lhs - guard.rhs
        if relation in IMPLIED[guard.rel_op] and same_sign(difference, known):
            return True
        if relation in IMPLIED[TURNED[guard.rel_op]] and same_sign(difference, -known):
            return True
    return False
