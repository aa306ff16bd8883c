"""An expression as a tape of steps, each computed once: numbers in, numbers out, or intervals in, intervals out.

It is written in one walk over the expression, which costs a small part of what generating Python's code for it does.
"""

import operator
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any

import mpmath
import sympy as sp
from mpmath import libmp

from lrlib.proofs.symbols import ArgMax, LambdaMax

HIGHEST = 10**14  # exponent of e: the digits of a larger one would not fit


class Tape:
    """Expressions as functions of numbers.

    Parameters
    ----------
    symbols : sequence of Symbol
        In the order of the numbers.
    expressions : sequence of expression
        What is computed.
    arithmetic : context
        mpmath's: of numbers, `mpmath.mp`, or of intervals that hold the value for certain, `mpmath.iv`.

    Raises
    ------
    NotImplementedError
        If an expression holds what has no value here, such as a derivative that is left.

    Examples
    --------
    >>> x = sp.Symbol("x")
    >>> Tape([x], [x**2 + 1, sp.exp(0 * x)])(mpmath.mpf(3))
    [mpf('10.0'), mpf('1.0')]
    """

    def __init__(self, symbols: Sequence[Any], expressions: Sequence[Any], arithmetic: Any = mpmath.mp) -> None:
        self.symbols, self.arithmetic = list(symbols), arithmetic
        self._at = {s: i for i, s in enumerate(self.symbols)}
        self._size = len(self.symbols)  # how many values there are: of the symbols, then of each part
        self._fixed: list[tuple[int, Callable[[], Any]]] = []
        self._steps: list[tuple[int, Callable[..., Any], tuple[int, ...]]] = []
        self._begun: dict[int, list[Any]] = {}  # by precision: the values before the first step
        self._wanted = [self._place(sp.sympify(e)) for e in expressions]

    def __call__(self, *numbers: Any) -> list[Any]:
        """Return the values of the expressions.

        Parameters
        ----------
        *numbers : number
            One for each symbol.

        Returns
        -------
        list of number
            In the precision of the moment.
        """
        values = self._constants()
        values[: len(numbers)] = numbers
        for at, step, places in self._steps:
            values[at] = step(*[values[i] for i in places])
        return [values[i] for i in self._wanted]

    def _constants(self) -> list[Any]:
        precision = self.arithmetic.prec
        if precision not in self._begun:
            fixed = dict(self._fixed)
            self._begun[precision] = [fixed[i]() if i in fixed else None for i in range(self._size)]
        return self._begun[precision].copy()

    def _place(self, e: Any) -> int:
        if e not in self._at:
            if isinstance(e, sp.Piecewise):
                step, places = self._first_that_holds(e), tuple(range(len(self.symbols)))
            else:
                step, parts = _step(e, self.arithmetic)
                places = tuple(self._place(part) for part in parts)
            if places or isinstance(e, sp.Piecewise):
                self._steps.append((self._size, step, places))
            else:
                self._fixed.append((self._size, step))
            self._at[e] = self._size
            self._size += 1
        return self._at[e]

    def _first_that_holds(self, e: Any) -> Callable[..., Any]:
        cases = [
            (
                Tape(self.symbols, [value], self.arithmetic),
                None if when is sp.true else (when.rel_op, Tape(self.symbols, when.args, self.arithmetic)),
            )
            for value, when in e.args
        ]

        def step(*numbers: Any) -> Any:
            for value, when in cases:
                holds = when is None or COMPARE[when[0]](*when[1](*numbers))
                if holds is None:
                    raise ValueError("an interval reaches over the border of a case")
                if holds:
                    return value(*numbers)[0]
            raise ValueError("no case holds")

        return step


def number(v: Any) -> Any:
    """Return a fraction, or a number of mpmath, in the precision of the moment.

    Parameters
    ----------
    v : Fraction or number
        Any.

    Returns
    -------
    number
        In mpmath's arithmetic.
    """
    if not isinstance(v, Fraction):
        return +v
    return mpmath.make_mpf(libmp.from_rational(v.numerator, v.denominator, mpmath.mp.prec, "n"))


COMPARE = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _step(e: Any, arithmetic: Any) -> tuple[Callable[..., Any], Sequence[Any]]:
    if e.is_Rational:
        return (lambda: arithmetic.mpf(e.p) / e.q), ()
    if e.is_Float:
        return (lambda: +arithmetic.mpf(mpmath.make_mpf(e._mpf_))), ()
    if e.is_Add:
        return (operator.add if len(e.args) == 2 else _sum), e.args
    if e.is_Mul:
        if len(e.args) == 2:
            return (operator.neg, e.args[1:]) if e.args[0] == -1 else (operator.mul, e.args)
        return _product, e.args
    steps = INTERVALS if arithmetic is mpmath.iv else STEPS
    if e.is_Pow and not isinstance(e, sp.exp):
        if e.exp.is_Integer:
            return (lambda base, n=int(e.exp): base**n), (e.base,)
        return (steps[sp.sqrt], (e.base,)) if e.exp == sp.S.Half else (operator.pow, e.args)
    if e in (sp.pi, sp.E):
        return (lambda: +(arithmetic.pi if e is sp.pi else arithmetic.e)), ()
    if e.func not in steps:
        raise NotImplementedError(f"{e.func} is not computed")
    return steps[e.func], e.args


def _sum(*terms: Any) -> Any:
    return reduce(operator.add, terms)


def _product(*factors: Any) -> Any:
    return reduce(operator.mul, factors)


def _real_log(x: Any) -> Any:
    if mpmath.im(x) or mpmath.re(x) <= 0:
        raise ValueError("the logarithm of what is not positive")
    return mpmath.log(x)


def _real_sqrt(x: Any) -> Any:
    if mpmath.im(x) or mpmath.re(x) < 0:
        raise ValueError("the root of what is negative")
    return mpmath.sqrt(x)


def _bounded_exp(x: Any) -> Any:
    if abs(x) > HIGHEST:
        raise OverflowError("an exponent of more than 10^14")
    return mpmath.exp(x)


def _interval_log(x: Any) -> Any:
    if not x.a > 0:
        raise ValueError("the logarithm of what may not be positive")
    return mpmath.iv.log(x)


def _interval_sqrt(x: Any) -> Any:
    if not x.a >= 0:
        raise ValueError("the root of what may be negative")
    return mpmath.iv.sqrt(x)


def _interval_exp(x: Any) -> Any:
    if not (x.a > -HIGHEST and x.b < HIGHEST):
        raise OverflowError("an exponent of more than 10^14")
    return mpmath.iv.exp(x)


def _outer(choose: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *parts: mpmath.iv.mpf([choose(p.a for p in parts), choose(p.b for p in parts)])


STEPS: dict[Any, Callable[..., Any]] = {
    sp.exp: _bounded_exp,
    sp.log: _real_log,
    sp.sqrt: _real_sqrt,
    sp.Abs: abs,
    sp.sign: mpmath.sign,
    sp.Max: max,
    sp.Min: min,
    sp.Heaviside: lambda x, half: mpmath.mpf(x > 0) if x else half,
    ArgMax: ArgMax.place,
    LambdaMax: LambdaMax.largest,
}
INTERVALS: dict[Any, Callable[..., Any]] = {
    sp.exp: _interval_exp,
    sp.log: _interval_log,
    sp.sqrt: _interval_sqrt,
    sp.Abs: abs,
    sp.Max: _outer(max),
    sp.Min: _outer(min),
}
