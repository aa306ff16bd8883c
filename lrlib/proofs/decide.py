"""Decide a relation between two expressions: a proof, a place where it fails, or neither."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import mpmath
import sympy as sp

from lrlib.proofs.latex import RELATIONS, Constraint
from lrlib.proofs.world import MEANING, ArgMax, Elsewhere, LambdaMax, Unreadable

__all__ = ["Verdict", "branches", "decide", "is_zero", "refute", "solve", "written"]

DIGITS = 50
POINTS = 50  # random places for a relation that is tested, not proved
NUMERIC: dict[str, Any] = {"ArgMax": ArgMax.place, "LambdaMax": LambdaMax.largest, "Max": max, "Abs": abs}


@dataclass(frozen=True)
class Verdict:
    """What came of one relation at one place.

    Attributes
    ----------
    kind : str
        "proved", "tested", "false" or "undecided".
    where : str
        The values of the symbols at a counter-example, and the two sides there; or why it is undecided.
    """

    kind: str
    where: str = ""


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
    for relation, left, right in constraints:
        for p, q in _pairs(relation, left, right):
            found = [more for facts, guards in found for more in _solve_one(relation, p, q, facts, guards)]
    return found


def _pairs(relation: str, left: Any, right: Any) -> list[tuple[Any, Any]]:
    p, q = sp.Matrix([left]), sp.Matrix([right])
    if p.shape != q.shape:
        if q.shape != (1, 1):
            raise Elsewhere
        q = sp.Matrix(p.rows, p.cols, [right] * len(p))
    if relation == r"\\neq" and len(p) > 1:  # a vector is not zero when one entry is not
        return [(sum((a - b) ** 2 for a, b in zip(p, q, strict=True)), sp.Integer(0))]
    return list(zip(p, q, strict=True))


def _solve_one(
    relation: str, p: Any, q: Any, facts: dict[Any, Any], guards: list[Any]
) -> list[tuple[dict[Any, Any], list[Any]]]:
    p, q = p.subs(facts), q.subs(facts)
    test = RELATIONS[relation](p, q)
    if test in (sp.true, sp.false):
        return [(facts, guards)] if test else []
    if relation != "=":
        return [(facts, [*guards, test])]
    found = []
    for unknown, root, more in [(p, q, [])] if p.is_Symbol and not q.has(p) else _roots(p - q):
        if not root.has(sp.zoo, sp.oo, sp.nan, sp.I):
            known = {s: v.subs(unknown, root) for s, v in facts.items()}
            found.append(({**known, unknown: root}, [*guards, *more]))
    return found


def _roots(expression: Any) -> list[tuple[Any, Any, list[Any]]]:
    """Return all ways in which an expression is 0: a symbol, its value, and what must not be 0 for that."""
    for s in sorted(expression.free_symbols, key=str, reverse=True):
        slope = expression.diff(s)
        if slope.is_Rational and slope != 0:  # most conditions: nothing has to be taken apart
            return [(s, sp.expand(s - expression / slope), [])]
    found: list[tuple[Any, Any, list[Any]]] = []
    for factor in sp.Mul.make_args(sp.factor(sp.together(expression))):
        base, power = factor.as_base_exp()
        letters = sorted(base.free_symbols, key=str, reverse=True)
        if not letters or base.is_nonzero or power.is_negative:
            continue
        slopes = {s: sp.factor(base.diff(s)) for s in letters}
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
            found += [(letters[0], root, []) for root in sp.solve(base, letters[0])]
    return found


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
        for cases in side.atoms(sp.Piecewise):
            conditions = [c for _, c in cases.args]
            if sp.true not in conditions and all(isinstance(c, sp.Eq) for c in conditions):
                return [([("=", c.lhs, c.rhs)], p.xreplace({cases: v}), q.xreplace({cases: v})) for v, c in cases.args]
    return [([], p, q)]


def decide(
    relation: str,
    p: Any,
    q: Any,
    guards: Sequence[Any] = (),
    domains: Mapping[Any, str] | None = None,
    *,
    prove: bool = True,
) -> Verdict:
    """Look for a place where a relation fails; where there is none, try to prove it.

    Parameters
    ----------
    relation : str
        One of `RELATIONS`.
    p, q : expression
        Its sides.
    guards : sequence of relations
        Only places where they hold count.
    domains : mapping
        From symbols to "unit" or "positive"; the others are any real number.
    prove : bool
        Whether to try to prove an inequality.

    Returns
    -------
    Verdict
        Proved; or tested at 50 random places with 50 digits, where the relation is no equation or an arg max or an
        eigenvalue is in it; or false, or undecided.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> decide("=", sp.exp(2 * x), sp.exp(x) ** 2).kind
    'proved'
    >>> decide("=", sp.exp(2 * x), 2 * sp.exp(x))
    Verdict(kind='false', where='x = 1: 7.3891 = 5.4366')
    """
    for side, expression in (("left", p), ("right", q)):
        if expression.has(sp.zoo, sp.nan):
            return Verdict("false", f"the {side} side has no value: it divides by 0 or takes the logarithm of 0")
    numeric = bool(p.atoms(ArgMax, LambdaMax) | q.atoms(ArgMax, LambdaMax))
    equation = relation == "="
    place = _refute(relation, p, q, guards, domains or {}, 4 if equation and not numeric else POINTS)
    if isinstance(place, str):
        return Verdict("false", place)
    if guards and not place:
        return Verdict("undecided", "no place was found where its conditions hold together")
    signs = {g.lhs: sp.Dummy("s", positive=True) for g in guards if g.func in (sp.Gt, sp.Ge) and _sign_of_letter(g)}
    signs.update({g.lhs: -sp.Dummy("s", positive=True) for g in guards if g.func is sp.Lt and _sign_of_letter(g)})
    difference = (p - q).subs(signs)  # |z| is z where z >= 0
    proved = not numeric and (is_zero(difference) if equation else prove and not guards and _holds(relation, p - q))
    if proved:
        return Verdict("proved")
    if place < 4:
        return Verdict("undecided", f"only {place} places were found where both sides have a value")
    if equation and not numeric:
        return Verdict("undecided", "the sides agree at random places, but no proof was found")
    return Verdict("tested")


def refute(relation: str, p: Any, q: Any, guards: Sequence[Any], domains: Mapping[Any, str]) -> Verdict:
    """Look for a place where a relation fails, at a few places and without a proof.

    Parameters
    ----------
    relation : str
        One of `RELATIONS`.
    p, q : expression
        Its sides.
    guards : sequence of relations
        Only places where they hold count.
    domains : mapping
        As in `decide`.

    Returns
    -------
    Verdict
        False; or tested, which here is no claim.
    """
    place = _refute(relation, p, q, guards, domains, 2 if relation == "=" else 8)
    return Verdict("false", place) if isinstance(place, str) else Verdict("tested")


def _sign_of_letter(guard: Any) -> bool:
    return bool(guard.lhs.is_Symbol and guard.rhs == 0)


def _refute(relation: str, p: Any, q: Any, guards: Sequence[Any], domains: Mapping[Any, str], wanted: int) -> str | int:
    """Return a place where the relation fails, in words, or at how many places it was seen to hold."""
    free = set().union(p.free_symbols, q.free_symbols, *(g.free_symbols for g in guards))
    symbols = sorted(free, key=str)
    sides = sp.lambdify(symbols, [p, q], [NUMERIC, "mpmath"], cse=True)
    inside = sp.lambdify(symbols, list(guards), [NUMERIC, "mpmath"]) if guards else None
    rng, held = random.Random(0), 0
    exact = relation == "=" or bool(p.atoms(ArgMax) | q.atoms(ArgMax))
    with mpmath.workdps(DIGITS):
        for attempt in range(400):
            wide = not exact and attempt >= 6 and attempt % 3 == 0
            point = [_draw(rng, domains.get(s, "real"), attempt, wide) for s in symbols]
            values = [mpmath.mpf(v.numerator) / v.denominator for v in point]
            try:
                if inside and not all(inside(*values)):
                    continue
                left, right = sides(*values)
                scale = 1 + abs(left)
                if mpmath.im(left) or mpmath.im(right) or not mpmath.isfinite(left - right):
                    continue
            except (ZeroDivisionError, ValueError, OverflowError, TypeError):
                continue
            if wide and relation in ("<", ">", r"\neq") and _true("=", left, right, scale):
                continue  # they may differ in a later digit
            if not _true(relation, mpmath.re(left), mpmath.re(right), scale):
                at = ", ".join(f"{written(s)} = {v}" for s, v in zip(symbols, point, strict=True))
                tiny = mpmath.mpf(10) ** (10 - DIGITS)
                left, right = mpmath.chop(mpmath.re(left), tiny), mpmath.chop(mpmath.re(right), tiny)
                digits = next((d for d in (5, 8, 15, 30) if mpmath.nstr(left, d) != mpmath.nstr(right, d)), 5)
                values_there = f"{mpmath.nstr(left, digits)} {relation} {mpmath.nstr(right, digits)}"
                return f"{at}: {values_there}" if at else values_there
            held += 1
            if held == wanted or not symbols:
                return POINTS if not symbols else held
    return held


def _true(relation: str, left: Any, right: Any, scale: Any) -> bool:
    close = abs(left - right) < mpmath.mpf(10) ** (10 - DIGITS) * scale
    if relation == "=":
        return bool(close)
    if relation in (r"\le", r"\ge"):
        return bool(close or (left < right) == (relation == r"\le"))
    if relation == r"\neq":
        return not close
    return not close and bool((left < right) == (relation == "<"))


def _draw(rng: random.Random, domain: str, attempt: int, wide: bool) -> Fraction:
    """Draw a number: first simple ones, so that a counter-example is short, then any; in between extreme ones."""
    if wide and domain == "unit":
        tail = Fraction(1, 10 ** rng.randint(3, 12))
        return rng.choice((tail, 1 - tail))
    if wide:
        return Fraction(rng.randint(1, 40)) * rng.choice((1, 10)) * (1 if domain == "positive" else rng.choice((1, -1)))
    if domain == "unit":
        return Fraction(rng.choice((1, 2, 3)), 4) if attempt < 6 else Fraction(rng.randint(1, 99), 100)
    size = Fraction(rng.choice((0, 1, 1, 2))) if attempt < 6 else Fraction(rng.randint(1, 40), 10)
    if domain == "positive":
        return size or Fraction(1, 2)
    return size * rng.choice((1, -1)) if attempt > 1 else Fraction(1 - attempt)


def written(s: Any) -> str:
    """Return a symbol as the page writes it, without needless braces.

    Parameters
    ----------
    s : Symbol
        Any.

    Returns
    -------
    str
        Such as z_1 or y_2^(1).
    """
    name, places, sample = MEANING.get(s, (str(s), (), None))
    index = "" if not places else f"_{places[0]}" if len(places) == 1 else f"_{{{','.join(map(str, places))}}}"
    return name + index + ("" if sample is None else f"^({sample})")


def _holds(relation: str, difference: Any) -> bool:
    """Say whether SymPy knows the sign of p − q, with every exponential a positive number."""
    test = {"<": "is_negative", ">": "is_positive", r"\le": "is_nonpositive", r"\ge": "is_nonnegative"}
    if relation not in test:
        return False
    terms = sp.Add.make_args(_in_positive_symbols(difference))
    parts = [sp.factor(sp.together(term)) for term in terms] if len(terms) > 1 else []
    whole = [] if parts and all(getattr(p, test[relation]) for p in parts) else [sp.factor(sp.together(sp.Add(*terms)))]
    return all(getattr(v, test[relation]) for v in whole)


def _in_positive_symbols(expression: Any) -> Any:
    positive: dict[Any, Any] = {}

    def power(exponent: Any) -> Any:
        out: Any = sp.Integer(1)
        for term in sp.Add.make_args(sp.expand(exponent)):
            factor, s = term.as_coeff_Mul()
            out *= positive.setdefault(s, sp.Dummy("t", positive=True)) ** factor if s.free_symbols else sp.exp(term)
        return out

    out = sp.sympify(expression).replace(sp.exp, power)
    if out.has(sp.log):
        out = out.subs({s: sp.log(t) for s, t in positive.items()})
        out = out.replace(sp.log, lambda a: sp.expand_log(sp.log(sp.factor(a)), force=True))
    return out


def is_zero(expression: Any) -> bool:
    """Say whether an expression of exponentials and logarithms vanishes identically.

    Every exponential becomes a power of a positive symbol and every logarithm is taken apart; what is left is a
    quotient of polynomials, which vanishes when its expanded numerator does. A maximum or an absolute value is taken
    case by case.

    Parameters
    ----------
    expression : expression
        In real symbols.

    Returns
    -------
    bool
        True only where the cancellation is complete.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> is_zero(sp.exp(2 * x) - sp.exp(x) ** 2), is_zero(sp.exp(2 * x) - 2 * sp.exp(x))
    (True, False)
    """
    e = sp.sympify(expression)
    if e == 0:
        return True
    if e.has(sp.nan, sp.zoo, sp.oo):
        return False
    if e.has(sp.Abs) or e.has(sp.Max):
        if len(e.free_symbols) == 1:
            (s,) = e.free_symbols
            positive = sp.Dummy("s", positive=True)
            return all(is_zero(e.subs(s, v)) for v in (positive, -positive))
        largest = next(iter(e.atoms(sp.Max)), None)
        return largest is not None and all(is_zero(e.subs(largest, a)) for a in largest.args)
    if e.has(sp.Piecewise) or e.atoms(ArgMax, LambdaMax):
        return False
    return _vanishes(_in_positive_symbols(e))


def _vanishes(expression: Any) -> bool:
    """Say whether a quotient of polynomials is 0; what is neither sum, product nor whole power counts as a letter.

    Each part is kept as a number times powers of factors, where a sum takes out the powers that its terms share. So the
    denominators of a softmax cancel before anything is multiplied out.
    """
    letters: dict[Any, int] = {}

    def collect(e: Any) -> None:
        if e.is_Add or e.is_Mul or (e.is_Pow and e.exp.is_Integer):
            for a in e.args:
                collect(a)
        elif not e.is_Rational:
            letters.setdefault(e, len(letters))

    collect(expression)
    ring, *gens = sp.ring([f"x{i}" for i in range(len(letters))] or ["x"], sp.QQ)
    Product = tuple[Any, Counter[Any]]

    def factored(poly: Any) -> Product:
        if not poly:
            return sp.QQ(0), Counter()
        lowest = [min(powers) for powers in zip(*poly.monoms(), strict=True)]
        factors = Counter({g: k for g, k in zip(gens, lowest, strict=True) if k})
        poly = poly.quo(ring({tuple(lowest): ring.domain.one})) if factors else poly
        if len(poly) > 1:
            factors[poly.monic()] += 1
        return poly.LC, factors

    def product(e: Any) -> Product:
        if e.is_Rational:
            return sp.QQ(e.p, e.q), Counter()
        if e in letters:
            return sp.QQ(1), Counter({gens[letters[e]]: 1})
        if e.is_Pow:
            number, factors = product(e.base)
            return number ** int(e.exp), Counter({f: k * int(e.exp) for f, k in factors.items()})
        parts = [product(a) for a in e.args]
        if e.is_Mul:
            number, factors = sp.QQ(1), Counter[Any]()
            for n, more in parts:
                number *= n
                factors.update(more)
            return (number, factors) if number else (number, Counter())
        parts = [(n, f) for n, f in parts if n]
        shared = Counter({f: min(p[f] for _, p in parts) for f in set().union(*(p for _, p in parts))})
        total = ring(0)
        for n, own in parts:
            term = ring(n)
            for f, k in shared.items():
                term *= f ** (own[f] - k)
            total += term
        number, factors = factored(total)
        factors.update(shared)
        return number, factors

    return not product(expression)[0]
