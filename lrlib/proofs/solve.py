"""Where constraints hold: values of symbols, and inequalities that are left."""

from collections.abc import Sequence
from typing import Any

import sympy as sp

from lrlib.proofs.parts import parts
from lrlib.proofs.phrases import Constraint
from lrlib.proofs.slope import slope
from lrlib.proofs.symbols import Elsewhere, Unreadable, symbols_of
from lrlib.proofs.tokens import RELATIONS


def solve(constraints: Sequence[Constraint]) -> list[tuple[dict[Any, Any], list[Any]]]:
    """Return where constraints hold together.

    Parameters
    ----------
    constraints : sequence of (relation, left, right)
        A number on the right of a vector or matrix is meant for every entry.

    Returns
    -------
    list of (dict, list)
        For each solution what the symbols are, and the inequalities that are left to be met; empty if there is none.

    Raises
    ------
    Elsewhere
        If the sides do not have the same shape.

    Examples
    --------
    >>> a, b = sp.symbols("a b")
    >>> solve([("=", a + b, 1), ("=", b, 0)])
    [({b: 0, a: 1}, [])]
    """
    found: list[tuple[dict[Any, Any], list[Any]]] = [({}, [])]
    plain = True  # whether every symbol that is known is a number
    for relation, left, right in constraints:
        for p, q in pairs_of(relation, left, right):
            if plain and relation == "=" and p.is_Symbol and q.is_Rational:  # hundreds of labels
                found = [({**facts, p: q}, guards) for facts, guards in found if facts.get(p, q) == q]
                continue
            found = [more for facts, guards in found for more in _solve_one(relation, p, q, facts, guards)]
            plain = all(v.is_Rational for facts, _ in found for v in facts.values())
    return found


def _put_in(facts: dict[Any, Any], expression: Any) -> Any:
    known = {s: facts[s] for s in symbols_of(expression) if s in facts}
    return expression.subs(known) if known else expression


def pairs_of(relation: str, left: Any, right: Any) -> list[tuple[Any, Any]]:
    """Return the entries of two sides, each with its own.

    Parameters
    ----------
    relation : str
        Between them.
    left, right : expression or Matrix
        A number on the right of a vector or matrix is meant for every entry.

    Returns
    -------
    list of (expression, expression)
        One where the sides are numbers, or where a vector is not another.

    Raises
    ------
    Elsewhere
        If the sides do not have the same shape.
    """
    if not isinstance(left, sp.MatrixBase) and not isinstance(right, sp.MatrixBase):
        return [(sp.sympify(left), sp.sympify(right))]
    p, q = (v if isinstance(v, sp.MatrixBase) else sp.Matrix([v]) for v in (left, right))
    if p.shape != q.shape:
        if q.shape != (1, 1):
            raise Elsewhere
        q = [sp.sympify(right)] * len(p)
    if relation == r"\neq" and len(p) > 1:  # a vector is not zero when one entry is not
        return [(sum((a - b) ** 2 for a, b in zip(p, q, strict=True)), sp.Integer(0))]
    return list(zip(p, q, strict=True))


def _solve_one(
    relation: str, p: Any, q: Any, facts: dict[Any, Any], guards: list[Any]
) -> list[tuple[dict[Any, Any], list[Any]]]:
    p, q = _put_in(facts, p), _put_in(facts, q)
    test = RELATIONS[relation](p, q)
    if test in (sp.true, sp.false):
        return [(facts, guards)] if test else []
    if relation != "=":
        return [(facts, [*guards, test])]
    found = []
    difference = p - q
    if not (p.is_Symbol and not q.has(p)) and not _solvable(difference):
        return [(facts, [*guards, test])]  # it is met where the search finds a root
    for unknown, root, more in [(p, q, [])] if p.is_Symbol and not q.has(p) else _roots(p - q):
        if not root.has(sp.zoo, sp.oo, sp.nan, sp.I):
            known = {s: v.subs(unknown, root) if unknown in symbols_of(v) else v for s, v in facts.items()}
            found.append(({**known, unknown: root}, [*guards, *more]))
    return found


def _roots(expression: Any) -> list[tuple[Any, Any, list[Any]]]:
    """Return all ways in which an expression is 0: a symbol, its value, and what must not be 0 for that."""
    for s in sorted(expression.free_symbols, key=str, reverse=True):
        rise = slope(expression, s)
        if rise.is_Rational and rise != 0:  # most conditions: nothing has to be taken apart
            return [(s, sp.expand(s - expression / rise), [])]
    found: list[tuple[Any, Any, list[Any]]] = []
    for factor in sp.Mul.make_args(sp.factor(sp.together(expression))):
        base, power = factor.as_base_exp()
        letters = sorted(base.free_symbols, key=str, reverse=True)
        if not letters or base.is_nonzero or power.is_negative:
            continue
        slopes = {s: sp.factor(slope(base, s)) for s in letters}
        linear = [s for s in letters if not slopes[s].has(s)]
        unknown = next((s for s in linear if slopes[s].is_nonzero), None)
        if unknown is not None:
            found.append((unknown, sp.factor(unknown - base / slopes[unknown]), []))
        elif linear:
            s = linear[0]
            found.append((s, (s - base / slopes[s]).cancel(), [sp.Ne(slopes[s], 0)]))
            if _roots(slopes[s]) and _roots(base.subs(s, 0)) != []:
                raise Unreadable(f"the condition {base} = 0 leaves open where {slopes[s]} is 0")
        else:
            found += [(letters[0], root, []) for root in _roots_of_a_polynomial(base, letters[0])]
    return found


def _solvable(expression: Any) -> bool:
    """Say whether some symbol stands in it as in a polynomial, or in one exponential only."""
    for s in expression.free_symbols:
        if expression.is_polynomial(s) or (slope(expression, s).has(s) is False):
            return True
    inner = expression.atoms(sp.exp, sp.log)
    if not inner and not expression.has(sp.Abs, sp.Max, sp.Min):
        return True
    opaque = expression.xreplace({a: sp.Dummy("a") for a in inner})
    return len(inner) == 1 and not opaque.free_symbols & expression.free_symbols


def _roots_of_a_polynomial(base: Any, s: Any) -> list[Any]:
    return [root for root in sp.solve(base, s) if root.is_real is not False]


def branches(p: Any, q: Any) -> list[tuple[list[Constraint], Any, Any]]:
    """Take a side with cases apart: one claim for each case, under its condition.

    Parameters
    ----------
    p, q : expression
        The sides.

    Returns
    -------
    list of (constraints, expression, expression)
        One for each case; the sides as they are where there are no cases, or the last is "otherwise".
    """
    for side in (p, q):
        for cases in parts(side):
            if not isinstance(cases, sp.Piecewise):
                continue
            conditions = [c for _, c in cases.args]
            if sp.true not in conditions and all(isinstance(c, sp.Eq) for c in conditions):
                return [([("=", c.lhs, c.rhs)], p.xreplace({cases: v}), q.xreplace({cases: v})) for v, c in cases.args]
    return [([], p, q)]
