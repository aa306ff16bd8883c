"""The search for a place where a relation fails: at drawn places, then where it is nearest to failing.

Numbers are exact rationals, and the sides are computed with 50 digits; where they are too close to be told apart, with
120 and with 400. What then still looks equal counts as a place where nothing is known, unless it is proved to be equal.
"""

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from typing import Any

import mpmath
import sympy as sp

from lrlib.proofs.critical import STRICT, Tie, critical_places
from lrlib.proofs.needs import Need
from lrlib.proofs.rough import Rough
from lrlib.proofs.symbols import ArgMax, symbols_of, written
from lrlib.proofs.tape import Tape, number
from lrlib.proofs.zero import BENDS, is_zero

DIGITS = 50
PRECISIONS = (DIGITS, 120, 400)
CERTAIN = (60, 460, 1400)
HOLDS = {"=": (0,), r"\neq": (-1, 1), "<": (-1,), ">": (1,), r"\le": (-1, 0), r"\ge": (1, 0)}  # signs of left - right
ALLOWED = {"==": (0,), "!=": (-1, 1), "<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (1, 0)}
POINTS = 50  # places for a relation that is tested, not proved
DRAWN = 400  # places that are tried to find so many
FEW, PLAIN = 3, tuple(Fraction(v, 2) for v in (0, 2, 4, -2, 1, -1))  # symbols, and where each is looked at last


def _tenth(digits: int, times: int) -> Any:
    with mpmath.workdps(digits):
        return mpmath.mpf(10) ** -times


NEARNESS = {  # by digits: what is near enough to be equal, what is rounding, and what a difference no longer changes by
    digits: tuple(_tenth(digits, k) for k in (digits - 20, digits - 10, 6)) for digits in PRECISIONS
}
TIES = 100  # places of plain numbers for a strict relation of more symbols
SIMPLE = 4  # numerators and denominators of places at which a tie is looked at exactly


class _Pair:
    """Two values as functions of numbers, whose order may be seen at a first look."""

    def __init__(self, symbols: Sequence[Any], left: Any, right: Any) -> None:
        self.tape = Tape(symbols, [left, right])
        self._look: Rough | None = None
        with suppress(NotImplementedError):  # then every order is computed with many digits
            self._look = Rough(symbols, left, right)

    def rough(self, point: Sequence[Any]) -> int:
        """Return the sign of left − right; 0 where that is not seen at once."""
        return self._look.order(point) if self._look is not None else 0

    def sign(self, point: Sequence[Any]) -> int | None:
        """Return the sign of left − right, or None where one has no value."""
        sign = self.rough(point)
        if sign:
            return sign
        found = _order(self.tape, point)
        return None if found is None else found[0]


class Sides:
    """Two sides of a relation as functions of numbers, with the conditions under which they count.

    Parameters
    ----------
    relation : str
        One of `RELATIONS`.
    p, q : expression
        The sides.
    guards : sequence of relations
        Only places where they hold count.
    domains : mapping
        From symbols to "unit" or "positive"; the others are any real number.
    needs : sequence of Need
        Only places where they are met count: there the sides, as they were written, have values.
    """

    def __init__(
        self,
        relation: str,
        p: Any,
        q: Any,
        guards: Sequence[Any],
        domains: Mapping[Any, str],
        needs: Sequence[Need] = (),
    ) -> None:
        self.relation, self.p, self.q, self.guards, self.domains = relation, p, q, guards, domains
        free = set().union(*map(symbols_of, (p, q, *guards, *(n.value for n in needs))))
        self.symbols = sorted(free, key=str)
        self._sides = _Pair(self.symbols, p, q)
        self._guards = [(ALLOWED[g.rel_op], _Pair(self.symbols, g.lhs, g.rhs)) for g in guards]
        self._intervals: Tape | None = None
        self._needs = [(HOLDS[n.relation], _Pair(self.symbols, n.value, sp.Integer(0))) for n in needs]
        self.somewhere = not needs  # whether a place was seen at which the sides, as they are written, have values
        self.undefined = 0  # places where a side has no value
        self.widened = relation != "="  # whether sides that are very close are computed with more digits

    def inside(self, point: Sequence[Any]) -> bool:
        """Say whether the conditions hold at a place.

        Parameters
        ----------
        point : sequence of number
            One for each symbol.

        Returns
        -------
        bool
            False where that cannot be told.
        """
        return all(pair.sign(point) in allowed for allowed, pair in self._guards)

    def fails(self, point: Sequence[Any], tie: Tie = None) -> str | bool | None:
        """Say whether the relation fails at a place.

        Parameters
        ----------
        point : sequence of number
            One for each symbol.
        tie : bool or list, optional
            Whether the sides are known to be equal there; or places beside it, at which they differ if they are.

        Returns
        -------
        str, bool or None
            The place in words; False where it holds; None where nothing is known.
        """
        holds = HOLDS[self.relation]
        sign = self._sides.rough(point) if self.widened else 0
        if sign and sign in holds:
            return False if self.somewhere or self._seen(point) else None
        found = _order(self._sides.tape, point, near_enough=not self.widened)
        if found is None:
            self.undefined += 1
            return None
        sign, left, right = found
        if sign == 0 and self.relation in STRICT:
            if tie is None:
                tie = all(isinstance(v, Fraction) and abs(v) <= SIMPLE >= v.denominator for v in point)
                tie = tie and self._equal(point)
            elif isinstance(tie, list):
                tie = all(map(self._differ, tie))
            if not tie:
                return None
        certain = self._order_of_intervals(point) if sign and sign not in holds else sign
        if certain is None:
            return None
        if (certain not in holds or not self.somewhere) and not self._seen(point):
            return None
        return False if certain in holds else self._say(point, left, right)

    def _seen(self, point: Sequence[Any]) -> bool:
        """Say whether the sides as they are written have values at a place: what cancels has, too."""
        if all(pair.sign(point) in holds for holds, pair in self._needs):
            self.somewhere = True
            return True
        self.undefined += 1
        return False

    def _order_of_intervals(self, point: Sequence[Any]) -> int | None:
        """Return the sign of left − right for certain: a difference may be rounding, as of 1 − h where h is tiny."""
        if self._intervals is None:
            try:
                self._intervals = Tape(self.symbols, [self.p, self.q], mpmath.iv)
            except NotImplementedError:  # the largest eigenvalue
                found = _order(self._sides.tape, point)
                return None if found is None else found[0]
        kept = mpmath.iv.dps
        try:
            for digits in CERTAIN:
                mpmath.iv.dps = digits
                numbers = [_interval(v) for v in point]
                try:
                    left, right = self._intervals(*numbers)
                except (ZeroDivisionError, ValueError, OverflowError, TypeError):
                    continue
                if left.b < right.a or right.b < left.a:
                    return -1 if left.b < right.a else 1
        finally:
            mpmath.iv.dps = kept
        return None

    def _differ(self, point: Sequence[Any]) -> bool:
        found = _order(self._sides.tape, point)
        return found is not None and found[0] != 0

    def _equal(self, point: Sequence[Any]) -> bool:
        here = {s: sp.Rational(v.numerator, v.denominator) for s, v in zip(self.symbols, point, strict=True)}
        return is_zero((self.p - self.q).subs(here))

    def _say(self, point: Sequence[Any], left: Any, right: Any) -> str:
        at = ", ".join(f"{written(s)} = {_short(v)}" for s, v in zip(self.symbols, point, strict=True))
        tiny = mpmath.mpf(10) ** (20 - DIGITS) * max(abs(left), abs(right), 1)
        if min(abs(left), abs(right)) < tiny:
            left, right = self._without_rounding(point, left, right)
        digits = next((d for d in (5, 8, 15, 30, 50) if mpmath.nstr(left, d) != mpmath.nstr(right, d)), 5)
        if self.relation in STRICT and digits == 50:
            digits = 5
        there = f"{mpmath.nstr(left, digits)} {self.relation} {mpmath.nstr(right, digits)}"
        if self.relation == "=" and mpmath.nstr(left, 50) == mpmath.nstr(right, 50):
            with mpmath.workdps(PRECISIONS[-1]):
                there += f", with a difference of {mpmath.nstr(left - right, 3)}"
        return f"{at}: {there}" if at else there

    def _without_rounding(self, point: Sequence[Any], *values: Any) -> list[Any]:
        """Return the values of the sides, with 0 for one that changes with the digits it is computed with."""
        found = []
        for digits in PRECISIONS[-2:]:
            with mpmath.workdps(digits):
                try:
                    found.append([mpmath.re(v) for v in self._sides.tape(*map(number, point))])
                except (ZeroDivisionError, ValueError, OverflowError, TypeError):
                    return list(values)
        same = NEARNESS[DIGITS][-1]
        return [v if abs(v - u) <= same * abs(v) else mpmath.mpf(0) for u, v in zip(*found, strict=True)]


def counter_example(sides: Sides, wanted: int, *, near: bool = True) -> str | int:
    """Return a place where the relation fails, in words, or at how many places it was seen to hold.

    Parameters
    ----------
    sides : Sides
        The relation.
    wanted : int
        At how many places to look.
    near : bool
        Whether to look where an inequality is nearest to failing, too.

    Returns
    -------
    str or int
        The place, or the number of places.
    """
    held, known = 0, 0
    places = _draws(sides) if sides.symbols else iter([[]])
    for point in places:
        if not sides.inside(point):
            continue
        failed = sides.fails(point)
        if isinstance(failed, str):
            return failed
        known += failed is False
        held = known
        if held >= wanted:
            break
    if near and sides.relation != "=":
        for corner in _corners(sides):  # ties, and what chance misses
            if sides.inside(corner) and isinstance(failed := sides.fails(corner), str):
                return failed
    if near and sides.symbols and (sides.relation != "=" or (sides.p - sides.q).has(*BENDS)):
        for point, tie in critical_places(
            sides.p - sides.q, sides.symbols, sides.guards, sides.domains, sides.relation
        ):
            if sides.inside(point):
                failed = sides.fails(point, tie)
                if isinstance(failed, str):
                    return failed
                held += failed is False
    return POINTS if held and not sides.symbols else held


def _order(pair: Any, point: Sequence[Any], *, near_enough: bool = False) -> tuple[int, Any, Any] | None:
    """Return the sign of left − right and both sides, or None where one has no value."""
    before = None
    for digits in PRECISIONS:
        with mpmath.workdps(digits):
            try:
                left, right = pair(*[number(v) for v in point])
                difference = left - right
                if not (isinstance(left, mpmath.mpf) and isinstance(right, mpmath.mpf)):
                    if mpmath.im(left) or mpmath.im(right):
                        return None
                    left, right, difference = map(mpmath.re, (left, right, difference))
                if not mpmath.isfinite(difference):
                    return None
            except (ZeroDivisionError, ValueError, OverflowError, TypeError):
                if digits == PRECISIONS[-1]:
                    return None
                continue  # 1 - h may be 0 only because it is rounded
            size = abs(left) + abs(right)
            near, rounding, steady = NEARNESS[digits]
            if near_enough and abs(difference) < near * (1 + size):
                break
            apart = abs(difference) > rounding * size
            if apart and before is not None and abs(difference - before) <= abs(difference) * steady:
                return (1 if difference > 0 else -1), left, right
            before = difference
    return 0, left, right


def _draws(sides: Sides) -> Iterator[list[Fraction]]:
    """Draw places: first simple ones, so that a counter-example is short, then any; in between extreme ones."""
    rng = random.Random(0)
    extreme = (sides.relation != "=" or sides.guards) and not sides.p.has(ArgMax) and not sides.q.has(ArgMax)
    for attempt in range(DRAWN):
        wide = extreme and attempt >= 6 and attempt % 3 == 0
        small = attempt % 7 == 5  # together they may have to sum to less than 1
        scale = Fraction(10) ** rng.choice((0, 1, 2, 4, 8, 12)) if wide else Fraction(1)
        yield [
            _draw(rng, sides.domains.get(s, "real"), attempt, scale, small, len(sides.symbols)) for s in sides.symbols
        ]


def _corners(sides: Sides) -> Iterator[Sequence[Fraction]]:
    """Return places of plain numbers: all of them for few symbols; for more, some, where a tie is against the relation.

    Two columns of an x with numbers so plain cancel now and then, which numbers drawn from a line never do.
    """
    count = len(sides.symbols)
    some = PLAIN if count <= FEW else [v for v in PLAIN if abs(v) in (0, 1)]
    plain = [[v for v in some if _within(sides.domains.get(s, "real"), v)] for s in sides.symbols]
    if 0 < count <= FEW + 1:  # two classes: a score and a direction for each
        yield from itertools.product(*plain)
    elif sides.relation in STRICT and all(plain):
        rng = random.Random(0)
        yield from ([rng.choice(values) for values in plain] for _ in range(TIES))


def _draw(rng: random.Random, domain: str, attempt: int, scale: Fraction, small: bool, many: int) -> Fraction:
    if domain == "unit":
        if scale > 1:
            tail = Fraction(1, 10 ** rng.choice((3, 6, 12, 40, 300)))
            return rng.choice((tail, 1 - tail))
        return Fraction(rng.choice((1, 2, 3)), 4) if attempt < 3 else Fraction(rng.randint(1, 996), 997)
    sign = 1 if domain == "positive" else rng.choice((1, -1))
    if scale > 1:
        return Fraction(rng.randint(1, 40)) * scale / rng.choice((1, 1, 10)) * sign
    if small:
        return Fraction(rng.randint(1, 96), 97 * many)
    size = Fraction(rng.choice((0, 1, 1, 2))) if attempt < 3 else Fraction(rng.randint(1, 397), 101)
    if domain == "positive":
        return size or Fraction(1, 2)
    return size * sign if attempt > 1 else Fraction(1 - attempt)


def _within(domain: str, v: Fraction) -> bool:
    return domain == "real" or (v > 0 and (domain == "positive" or v < 1))


def _interval(v: Any) -> Any:
    return mpmath.iv.mpf(v.numerator) / v.denominator if isinstance(v, Fraction) else mpmath.iv.mpf(v)


def _short(v: Any) -> str:
    if isinstance(v, Fraction):
        text = str(v)
        if len(text) <= 12:
            return text
        near = abs(v - 1) < Fraction(1, 10**8)
        return f"1 - {mpmath.nstr(number(1 - v), 3)}" if near else str(mpmath.nstr(number(v), 8))
    return str(mpmath.nstr(v, 8))
