"""The order of two sides in floating point, with a bound on what the value can be off by: a first look, or none.

A value is a pair: a number, and how far from it at most the true value is, and that of every finer arithmetic too. So
what is decided here is decided the same way with 50 digits; what is too close, too large, or at the edge of what a
function takes is not decided.
"""

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import sympy as sp

Value = tuple[float, float]
UNIT = 2.0**-50  # what one step of the processor, or of any finer arithmetic, is off by at most: relative to its result
TINY = 1e-290  # and near 0, where the processor's numbers end
CLEAR = 1e-7  # of a difference: what it may be off by
APART = 1e-25  # what is no closer than that is not taken for equal
MOST = 700  # exponent of e that fits
EXACT = 2**53  # whole numbers up to here are floats


class Uncertain(ArithmeticError):
    """A value that may be outside of what a function takes."""


class Rough:
    """Expressions as functions of numbers, in floating point with bounds.

    Parameters
    ----------
    symbols : sequence of Symbol
        In the order of the numbers.
    left, right : expression
        What is compared.

    Raises
    ------
    NotImplementedError
        If a function is in them that has no bound here.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> rough = Rough([x], sp.exp(x), 1 + x)
    >>> rough.order([Fraction(1)]), rough.order([Fraction(0)])
    (1, 0)
    """

    def __init__(self, symbols: Sequence[Any], left: Any, right: Any) -> None:
        self._at = {s: i for i, s in enumerate(symbols)}
        self._begun: list[Value | None] = [None] * len(symbols)
        self._steps: list[tuple[int, Callable[..., Value], tuple[int, ...]]] = []
        self._wanted = self._place(sp.sympify(left)), self._place(sp.sympify(right))

    def order(self, point: Sequence[Any]) -> int:
        """Return the sign of left - right at a place.

        Parameters
        ----------
        point : sequence of number
            One for each symbol.

        Returns
        -------
        int
            0 where it is not certain.
        """
        values: list[Any] = self._begun.copy()
        try:
            for i, v in enumerate(point):
                number = float(v)
                values[i] = number, abs(number) * UNIT + TINY
            for at, step, places in self._steps:
                values[at] = step(*[values[i] for i in places])
        except (ArithmeticError, ValueError):  # too large, or at an edge
            return 0
        (left, one), (right, other) = (values[i] for i in self._wanted)
        difference, size = left - right, abs(left) + abs(right)
        off = one + other + size * UNIT
        if off <= abs(difference) * CLEAR and abs(difference) > APART * (1 + size) and size < math.inf:
            return 1 if difference > 0 else -1
        return 0

    def _place(self, e: Any) -> int:
        if e not in self._at:
            step, parts = _step(e)
            places = tuple(self._place(part) for part in parts)
            self._at[e] = len(self._begun)
            self._begun.append(None if places else step())
            if places:
                self._steps.append((self._at[e], step, places))
        return self._at[e]


def _step(e: Any) -> tuple[Callable[..., Value], Sequence[Any]]:
    if e.is_Rational or e.is_Float:
        try:
            number = float(Fraction(e.p, e.q)) if e.is_Rational else float(e)
        except OverflowError:
            raise NotImplementedError(f"{e} is no float") from None
        return (lambda: (number, abs(number) * UNIT + TINY)), ()
    if e.is_Add:
        return _sum, e.args
    if e.is_Mul:
        return _product, e.args
    if e.is_Pow and not isinstance(e, sp.exp):
        if e.exp.is_Integer and abs(e.exp) < EXACT:
            n = int(e.exp)
            return (lambda base: _power(base, n)), (e.base,)
        if e.exp == sp.S.Half:
            return _sqrt, (e.base,)
    if e.func not in STEPS:
        raise NotImplementedError(f"{e.func} has no bound here")
    return STEPS[e.func], e.args


def _sum(*terms: Value) -> Value:
    total = off = size = 0.0
    for v, e in terms:
        total += v
        size += abs(v)
        off += e
    return total, off + len(terms) * (size + off) * UNIT + TINY


def _product(*factors: Value) -> Value:
    (out, off), *rest = factors
    for v, e in rest:
        size = abs(out)
        off = off * (abs(v) + e) + size * e
        out *= v
        off += (abs(out) + off) * UNIT + TINY
    return out, off


def _power(base: Value, n: int) -> Value:
    v, e = base
    size = abs(v)
    if n < 0:
        if not size > 2 * e:
            raise Uncertain
        v, e = 1 / v, e / (size * (size - e)) * (1 + UNIT)
        size = abs(v)
        e += size * UNIT + TINY
        n = -n
    most = size + e
    out = v**n
    return out, n * e * most ** (n - 1) * (1 + n * UNIT) + most**n * UNIT + TINY


def _sqrt(x: Value) -> Value:
    v, e = x
    if not v > 2 * e:
        raise Uncertain
    out = math.sqrt(v)
    return out, e / out + out * UNIT


def _exp(x: Value) -> Value:
    v, e = x
    if not (e < 1 and abs(v) < MOST):  # of one that is far below 0 finer arithmetic has no value either
        raise Uncertain
    out = math.exp(v)
    return out, out * (2 * e + UNIT) + TINY


def _log(x: Value) -> Value:
    v, e = x
    if not v > 2 * e:
        raise Uncertain
    out = math.log(v)
    return out, 2 * e / v + abs(out) * UNIT + TINY


def _abs(x: Value) -> Value:
    return abs(x[0]), x[1]


def _bound(choose: Callable[..., float]) -> Callable[..., Value]:
    def step(*parts: Value) -> Value:
        off = math.fsum(e for _, e in parts)
        if not math.isfinite(off):  # what cannot be told from a number is no largest
            raise Uncertain
        return choose(v for v, _ in parts), off

    return step


STEPS: dict[Any, Callable[..., Value]] = {
    sp.exp: _exp,
    sp.log: _log,
    sp.Abs: _abs,
    sp.Max: _bound(max),
    sp.Min: _bound(min),
}
