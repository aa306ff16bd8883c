"""Where a relation is nearest to failing: roots of left − right, stationary points, edges of the conditions, far ends.

Polynomials in a symbol, or in its exponential, are solved exactly; other roots are enclosed by a change of sign. Roots
are kept to more digits than any comparison uses. Far out two sides agree in all of these without being equal, as those
of tanh(z) < 1 do: a tie is exact, or one beside which they differ.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

import mpmath
import sympy as sp

from lrlib.proofs.roots import KEPT, enclosed_roots, exact_roots
from lrlib.proofs.slope import slope
from lrlib.proofs.symbols import ArgMax, LambdaMax
from lrlib.proofs.tape import Tape, number
from lrlib.proofs.zero import is_zero

NEAR = tuple(Fraction(1, 10**k) for k in (2, 6, 12, 20))
FAR = tuple(Fraction(s * 10**k) for k in (2, 3, 4, 6, 9, 12, 20, 40, 100) for s in (1, -1))
STEPS = tuple(Fraction(i, 4) for i in range(-48, 49))
COARSE = tuple(Fraction(i) for i in range(-8, 9))
BASES = 1  # drawn places from which each symbol is moved in turn
TRIES = 24  # draws of such a place
WHOLE = (31, 97, 7, 1)  # a drawn number is below 3, below 1, below 14, below 97
DESCENDED = 4  # symbols that are moved to where f is least
STRICT = ("<", ">", r"\neq")
PAIRS = 3  # pairs of symbols that are made equal
MOVED = 3  # symbols that are moved
LARGEST = 200  # operations in an expression that is looked at so closely
BESIDE = Fraction(1, 10**6)  # how far from a place where both sides seem equal they are looked at again
Tie = bool | list[Any] | None  # whether both sides are equal; or places beside it, where they differ if they are
Place = tuple[list[Any], Tie]


def critical_places(
    f: Any, symbols: Sequence[Any], guards: Sequence[Any], domains: Mapping[Any, str], relation: str = r"\neq"
) -> Iterator[Place]:
    """Give the places at which a relation is nearest to failing.

    Parameters
    ----------
    f : expression
        Left minus right.
    symbols : sequence of Symbol
        In the order of the places' numbers.
    guards : sequence of relations
        The conditions.
    domains : mapping
        From symbols to "unit" or "positive".
    relation : str
        What is claimed: only a strict one fails where both sides are equal.

    Yields
    ------
    list of number
        A place.
    bool, list or None
        Whether both sides are equal there, exactly; a place on each side of it, where only digits can tell that: there
        they differ if it is no rounding; None where nothing is known.
    """
    surfaces = [f, *(g.lhs - g.rhs for g in guards)]
    if any(s.has(ArgMax) or s.has(LambdaMax) for s in surfaces) or sp.count_ops(f) > LARGEST:
        return
    if len(symbols) == 1:
        for v, tie in _along(surfaces, symbols[0], domains.get(symbols[0], "real"), STEPS):
            yield [v], [[w] for w in tie] if isinstance(tie, list) else tie
        return
    simple = [g for g in guards if not g.atoms(sp.Function)]  # those that are quickly put numbers into
    rng, enclose = random.Random(1), "crossings" if relation == r"\neq" else "none"
    for _ in range(BASES):
        base = _base(rng, symbols, simple, domains)
        for moved in symbols[:MOVED]:
            others = {s: _rational(v) for s, v in base.items() if s != moved}
            lines = [sp.sympify(s).xreplace(others) for s in surfaces]
            for v, tie in _along(lines, moved, domains.get(moved, "real"), COARSE, enclose):
                beside = [_listed({**base, moved: w}, symbols) for w in tie] if isinstance(tie, list) else tie
                yield _listed({**base, moved: v}, symbols), beside
        places = _in_common(symbols, base, domains) if relation in STRICT else []
        places += [_descended(f, symbols, base, domains)] if f.is_polynomial(*symbols) else []
        yield from _with_ties(f, symbols, simple, places)


def _listed(place: Mapping[Any, Any], symbols: Sequence[Any]) -> list[Any]:
    return [place[s] for s in symbols]


def _descended(
    f: Any, symbols: Sequence[Any], base: Mapping[Any, Fraction], domains: Mapping[Any, str]
) -> dict[Any, Fraction]:
    """Move each symbol in turn to where a derivative by it is 0, twice."""
    here = dict(base)
    for s in [*symbols, *symbols][: 2 * DESCENDED]:
        line = f.xreplace({other: _rational(v) for other, v in here.items() if other != s})
        roots = exact_roots(slope(line, s), s) or ()
        rational = [r for r in roots if isinstance(r, Fraction) and _allowed(r, domains.get(s, "real"))]
        here[s] = rational[0] if rational else here[s]
    return here


def _rational(v: Fraction) -> Any:
    return sp.Rational(v.numerator, v.denominator)


def _in_common(
    symbols: Sequence[Any], base: Mapping[Any, Fraction], domains: Mapping[Any, str]
) -> list[dict[Any, Fraction]]:
    """Return the places at which two symbols, or all, are equal, and those at which two are opposite."""
    same = [s for s in symbols if domains.get(s, "real") == domains.get(symbols[0], "real")]
    pairs = [(a, b) for a, b in combinations(symbols, 2) if domains.get(a) == domains.get(b)][:PAIRS]
    places = [{**base, b: base[a]} for a, b in pairs] + [{**base, a: base[b]} for a, b in pairs]
    places += [{**base, b: -base[a]} for a, b in pairs if domains.get(a, "real") == "real"]
    return places + ([{**base, **dict.fromkeys(same, base[s])} for s in same[:PAIRS]] if len(same) > 2 else [])


def _with_ties(
    f: Any, symbols: Sequence[Any], guards: Sequence[Any], places: Sequence[Mapping[Any, Fraction]]
) -> Iterator[Place]:
    """Give the places at which the conditions hold, each with whether f is 0 there."""
    tape = Tape(list(symbols), [f])
    for place in places:
        here = {s: _rational(v) for s, v in place.items()}
        if any(g.xreplace(here) == sp.false for g in guards):
            continue
        point = [place[s] for s in symbols]
        near = _zero_at(tape, point)
        if near is not None:
            yield point, (near and is_zero(f.xreplace(here))) or None


def _zero_at(tape: Tape, point: Sequence[Fraction]) -> bool | None:
    """Say whether a value looks like 0; None where there is none."""
    with mpmath.workdps(60):
        try:
            value = tape(*(number(v) for v in point))[0]
        except (ZeroDivisionError, ValueError, OverflowError, TypeError):
            return None
        return bool(mpmath.isfinite(value) and abs(value) < mpmath.mpf(10) ** -40)


def _base(
    rng: random.Random, symbols: Sequence[Any], guards: Sequence[Any], domains: Mapping[Any, str]
) -> dict[Any, Fraction]:
    """Draw a place at which the conditions hold; after some draws, any."""
    base: dict[Any, Fraction] = {}
    for attempt in range(TRIES):
        whole, signs = WHOLE[attempt % len(WHOLE)], (1, -1) if attempt >= len(WHOLE) else (1,)
        base = {s: Fraction(rng.randint(1, 96), 97 if domains.get(s) == "unit" else whole) for s in symbols}
        base = {s: v * rng.choice(signs) if domains.get(s, "real") == "real" else v for s, v in base.items()}
        here = {s: _rational(v) for s, v in base.items()}
        if all(g.xreplace(here) == sp.true for g in guards):
            break
    return base


def _along(
    surfaces: Sequence[Any], s: Any, domain: str, grid: Sequence[Fraction], enclose: str = "all"
) -> Iterator[tuple[Any, Tie]]:
    grid = _grid(domain, grid)
    yield from ((v, None) for v in grid)
    for corner in _corners(surfaces[0], s):
        if _allowed(corner, domain):
            yield corner, _tie(surfaces[0], s, corner, domain)
    for place, surface in enumerate(surfaces):
        for form in (surface, slope(surface, s)) if place == 0 else (surface,):
            if not form.has(s) or form.has(sp.Derivative):
                continue
            exact = exact_roots(form, s)
            if exact is None and (enclose == "none" or (enclose == "crossings" and form is not surfaces[0])):
                continue
            roots = enclosed_roots(form, s, grid) if exact is None else exact
            for root in roots:
                if _allowed(root, domain):
                    sure = exact is not None and form is surfaces[0]
                    tie = sure or (_tie(surfaces[0], s, root, domain) if place == 0 else None)
                    yield root, tie
                    for step in NEAR:
                        for v in (root + _like(step, root), root - _like(step, root)):
                            if _allowed(v, domain):
                                yield v, None


def _tie(f: Any, s: Any, root: Any, domain: str) -> Tie:
    """Say whether an expression is 0 at an exact place, or name a place on each side of one that is known by digits."""
    if isinstance(root, Fraction):
        return is_zero(f.subs(s, _rational(root)))
    with mpmath.workdps(KEPT):
        room = {"unit": min(root, 1 - root), "positive": root}.get(domain, 1)
        step = min(_like(BESIDE, root), room / 1000)
        return [root - step, root + step]


def _corners(f: Any, s: Any) -> Iterator[Any]:
    """Give where an absolute value or a largest value changes its form."""
    for bend in sorted(f.atoms(sp.Abs, sp.Max, sp.Min), key=str):
        parts = (bend.args[0], sp.Integer(0)) if bend.func is sp.Abs else bend.args
        for a, b in combinations(parts, 2):
            if (a - b).has(s):
                yield from exact_roots(a - b, s) or ()


def _grid(domain: str, grid: Sequence[Fraction]) -> list[Fraction]:
    if domain == "unit":
        tails = [Fraction(1, 10**k) for k in (2, 3, 6, 12, 40, 300)]
        middle = [Fraction(i, 16) for i in range(1, 16)]
        tiny = [mpmath.mpf(10) ** -(10**k) for k in (6, 4)]
        return [*tiny, *sorted({*tails, *middle, *(1 - t for t in tails)})]
    if domain == "positive":
        return sorted({v for v in (*grid, *FAR, *NEAR) if v > 0})
    return sorted({*grid, *FAR})


def _allowed(v: Any, domain: str) -> bool:
    return domain == "real" or (v > 0 and (domain != "unit" or v < 1))


def _like(step: Fraction, root: Any) -> Any:
    return step if isinstance(root, Fraction) else mpmath.mpf(step.numerator) / step.denominator
