"""An expression as a tape of steps, each computed once: numbers in, numbers out, in mpmath's arithmetic.

It is written in one walk over the expression, which costs a small part of what generating Python's code for it does.
"""

import operator
from collections.abc import Callable, Sequence
from typing import Any

import mpmath
import sympy as sp

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

    def __init__(self, symbols: Sequence[Any], expressions: Sequence[Any]) -> None:
        self.symbols = list(symbols)
        self._at = {s: i for i, s in enumerate(self.symbols)}
        self._steps: list[tuple[Callable[..., Any], tuple[int, ...]]] = []
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
        values = list(numbers)
        for step, places in self._steps:
            values.append(step(*[values[i] for i in places]))
        return [values[i] for i in self._wanted]

    def _place(self, e: Any) -> int:
        if e not in self._at:
            if isinstance(e, sp.Piecewise):
                step, places = self._first_that_holds(e), tuple(range(len(self.symbols)))
            else:
                step, parts = _step(e)
                places = tuple(self._place(part) for part in parts)
            self._steps.append((step, places))
            self._at[e] = len(self.symbols) + len(self._steps) - 1
        return self._at[e]

    def _first_that_holds(self, e: Any) -> Callable[..., Any]:
        cases = [
            (Tape(self.symbols, [value]), None if when is sp.true else (when.rel_op, Tape(self.symbols, when.args)))
            for value, when in e.args
        ]

        def step(*numbers: Any) -> Any:
            for value, when in cases:
                if when is None or COMPARE[when[0]](*when[1](*numbers)):
                    return value(*numbers)[0]
            raise ValueError("no case holds")

        return step


COMPARE = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _step(e: Any) -> tuple[Callable[..., Any], Sequence[Any]]:
    if e.is_Rational:
        return (lambda: mpmath.mpf(e.p) / e.q), ()
    if e.is_Float:
        return (lambda: +mpmath.make_mpf(e._mpf_)), ()
    if e.is_Add:
        return (lambda *terms: sum(terms[1:], terms[0])), e.args
    if e.is_Mul:
        return _product, e.args
    if e.is_Pow and not isinstance(e, sp.exp):
        if e.exp.is_Integer:
            return (lambda base, n=int(e.exp): base**n), (e.base,)
        return (real_sqrt, (e.base,)) if e.exp == sp.S.Half else (operator.pow, e.args)
    if e in CONSTANTS:
        return CONSTANTS[e], ()
    if e.func not in STEPS:
        raise NotImplementedError(f"{e.func} is not computed")
    return STEPS[e.func], e.args


def _product(*factors: Any) -> Any:
    out = factors[0]
    for factor in factors[1:]:
        out = out * factor
    return out


def real_log(x: Any) -> Any:
    """Return the logarithm of a positive number.

    Parameters
    ----------
    x : number
        The argument.

    Returns
    -------
    number
        In mpmath's arithmetic.

    Raises
    ------
    ValueError
        If the argument is not positive.
    """
    if mpmath.im(x) or mpmath.re(x) <= 0:
        raise ValueError("the logarithm of what is not positive")
    return mpmath.log(x)


def real_sqrt(x: Any) -> Any:
    """Return the root of a number that is not negative.

    Parameters
    ----------
    x : number
        The argument.

    Returns
    -------
    number
        In mpmath's arithmetic.

    Raises
    ------
    ValueError
        If the argument is negative.
    """
    if mpmath.im(x) or mpmath.re(x) < 0:
        raise ValueError("the root of what is negative")
    return mpmath.sqrt(x)


def bounded_exp(x: Any) -> Any:
    """Return e^x, where it can be written down.

    Parameters
    ----------
    x : number
        The exponent.

    Returns
    -------
    number
        In mpmath's arithmetic.

    Raises
    ------
    OverflowError
        If the exponent is so large that its own digits would not fit.
    """
    if abs(x) > HIGHEST:
        raise OverflowError("an exponent of more than 10^14")
    return mpmath.exp(x)


CONSTANTS: dict[Any, Callable[[], Any]] = {sp.pi: lambda: +mpmath.pi, sp.E: lambda: +mpmath.e}
STEPS: dict[Any, Callable[..., Any]] = {
    sp.exp: bounded_exp,
    sp.log: real_log,
    sp.Abs: abs,
    sp.sign: mpmath.sign,
    sp.Max: max,
    sp.Min: min,
    sp.Heaviside: lambda x, half: mpmath.mpf(x > 0) if x else half,
    ArgMax: ArgMax.place,
    LambdaMax: LambdaMax.largest,
}
