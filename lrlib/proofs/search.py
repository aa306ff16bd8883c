"""The search for a place where a relation fails, in 50 digits."""

import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import mpmath
import sympy as sp

from lrlib.proofs.symbols import ArgMax, LambdaMax, written

DIGITS = 50
POINTS = 50  # random places for a relation that is tested, not proved
NUMERIC: dict[str, Any] = {"ArgMax": ArgMax.place, "LambdaMax": LambdaMax.largest, "Max": max, "Abs": abs}


def counter_example(
    relation: str, p: Any, q: Any, guards: Sequence[Any], domains: Mapping[Any, str], wanted: int
) -> str | int:
    """Return a place where the relation fails, in words, or at how many places it was seen to hold.

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
    wanted : int
        At how many places to look.

    Returns
    -------
    str or int
        The place, or the number of places.
    """
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
