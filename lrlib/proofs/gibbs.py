r"""Gibbs' inequality: a sum of positive numbers times logarithms has a bound, since $\log t \geq 1 - 1/t$."""

from typing import Any

import sympy as sp

from lrlib.proofs.zero import SIGNS, has_sign, is_zero

MIRROR = {"<": ">", ">": "<", r"\le": r"\ge", r"\ge": r"\le"}


def each_has_sign(relation: str, difference: Any) -> bool:
    r"""Say whether each term of a sum is on one side of 0: a number, or a logarithm of what is on one side of 1.

    Parameters
    ----------
    relation : str
        An inequality.
    difference : expression
        In symbols; left minus right.

    Returns
    -------
    bool
        True only where every term is for certain; of other terms nothing is asked, so that it costs little.

    Examples
    --------
    >>> t, u = sp.symbols("t u", positive=True)
    >>> each_has_sign(">", sp.log(1 + t) - sp.log(t / (t + u)) / 3), each_has_sign(">", sp.log(t) + sp.log(1 + t))
    (True, False)
    """
    if relation not in MIRROR:
        return False
    terms = [term.as_coeff_Mul() for term in sp.Add.make_args(sp.expand_mul(difference))]
    if not all(rest == 1 or isinstance(rest, sp.log) for _, rest in terms):
        return False
    return all(
        has_sign(relation, factor)
        if rest == 1
        else _beside_one(relation if factor > 0 else MIRROR[relation], rest.args[0])
        for factor, rest in terms
    )


def _beside_one(relation: str, argument: Any) -> bool:
    """Say whether an expression is on one side of 1: of a softmax, the terms of its denominator tell it at once."""
    above, below = sp.fraction(argument)
    each = [getattr(term, SIGNS[relation]) for term in sp.Add.make_args(above - below)]
    return bool(below.is_positive and all(each)) or has_sign(relation, argument - 1)


def at_least_zero(difference: Any) -> bool:
    r"""Say whether a sum of logarithms is at least 0 by the bound for each of them.

    A divergence $\sum_k p_k \log (p_k / q_k)$ is at least $\sum_k p_k (1 - q_k / p_k) = \sum_k p_k - \sum_k q_k = 0$.

    Parameters
    ----------
    difference : expression
        In symbols, with positive numbers before logarithms.

    Returns
    -------
    bool
        True only where the bound is at least 0 for certain.

    Examples
    --------
    >>> p, q = sp.symbols("p q", positive=True)
    >>> at_least_zero(p * sp.log(p / q) - p + q), at_least_zero(p * sp.log(p / q))
    (True, False)
    """
    shares: dict[Any, Any] = {}
    bound: Any = sp.Integer(0)
    for term in sp.Add.make_args(sp.expand_mul(difference)):
        share, logarithms = term.as_independent(sp.log)
        if logarithms == 1:
            bound += term
            continue
        if not isinstance(logarithms, sp.log):
            return False
        share = sp.factor(share)
        sign = -1 if share.could_extract_minus_sign() else 1
        shares[sign * share] = shares.get(sign * share, 1) * logarithms.args[0] ** sign
    if not shares or not all(share.is_positive for share in shares):
        return False
    for share, argument in shares.items():
        bound += share * (1 - 1 / argument)
    return is_zero(bound) or has_sign(r"\ge", bound)
