"""The real roots of an expression in one symbol: exact ones of polynomials, enclosed ones of anything else."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

import mpmath
import sympy as sp

from lrlib.proofs.tape import Tape, number

KEPT = 450  # digits of a root
POWER = sp.Dummy("t")  # of e
REMEMBERED = 1024  # forms, of which each case of a claim has the same
HIGHEST = 8  # degree of a polynomial whose roots are looked for


@lru_cache(maxsize=REMEMBERED)
def exact_roots(form: Any, s: Any) -> tuple[Any, ...] | None:
    """Return the real roots of a quotient of polynomials in a symbol or in its exponential; None of anything else.

    Parameters
    ----------
    form : expression
        In one symbol.
    s : Symbol
        The one that moves.

    Returns
    -------
    tuple or None
        Fractions, or numbers with `KEPT` digits.
    """
    shares = [term.as_coeff_Mul() for e in form.atoms(sp.exp) for term in sp.Add.make_args(sp.expand(e.exp))]
    moving = [c for c, rest in shares if rest == s]
    if any(rest not in (s, 1) and rest.has(s) for _, rest in shares) or not all(c.is_Rational for c in moving):
        return None
    step = sp.Rational(1, int(sp.ilcm(1, 1, *(c.q for c in moving))))
    plain = form.replace(
        sp.exp, lambda x: sp.exp(sp.expand(x).coeff(s, 0)) * POWER ** (sp.expand(x).coeff(s, 1) / step)
    )
    variables = {v for v in (s, POWER) if plain.has(v)}
    if len(variables) != 1 or plain.atoms(sp.Function) or plain.has(sp.Abs, sp.Max, sp.Min):
        return None
    (variable,) = variables
    try:
        poly = sp.Poly(sp.numer(sp.together(plain)), variable, domain="QQ")
    except (sp.PolynomialError, sp.CoercionFailed):
        return None
    if poly.degree() > HIGHEST or poly.is_zero:
        return None
    roots = sp.real_roots(poly, multiple=False)
    if variable is s:
        return tuple(_kept(r) for r, _ in roots)
    with mpmath.workdps(KEPT):
        positive = (r for r, _ in roots if r.is_positive)
        return tuple(Fraction(0) if r == 1 else mpmath.log(_mpf(r)) / _mpf(1 / step) for r in positive)


def _kept(root: Any) -> Any:
    if root.is_Rational:
        return Fraction(int(root.p), int(root.q))
    with mpmath.workdps(KEPT):
        return _mpf(root)


def _mpf(number: Any) -> Any:
    return mpmath.mpf(str(sp.N(number, KEPT)))


def enclosed_roots(form: Any, s: Any, grid: Sequence[Fraction]) -> Iterator[Any]:
    """Give a root for each change of sign between neighbours of a grid.

    Parameters
    ----------
    form : expression
        In one symbol.
    s : Symbol
        The one that moves.
    grid : sequence of Fraction
        From small to large.

    Yields
    ------
    number
        A root, with `KEPT` digits.
    """
    try:
        tape = Tape([s], [form])
    except NotImplementedError:
        return

    before: tuple[Any, int] | None = None
    for v in grid:
        sign = _sign(tape, v)
        if sign and before and sign != before[1]:
            root = _between(tape, before[0], v)
            if root is not None:
                yield root
        before = (v, sign) if sign else None


def _sign(tape: Tape, v: Any) -> int | None:
    with mpmath.workdps(60):
        try:
            value = tape(number(v))[0]
            return None if mpmath.im(value) or not mpmath.isfinite(value) else int(mpmath.sign(value))
        except (ZeroDivisionError, ValueError, OverflowError, TypeError):
            return None


def _between(tape: Tape, low: Fraction, high: Fraction) -> Any:
    with mpmath.workdps(KEPT):
        ends = [number(v) for v in (low, high)]
        try:
            root = mpmath.findroot(
                lambda v: tape(v)[0], ends, solver="anderson", tol=mpmath.mpf(10) ** (-2 * KEPT + 60), maxsteps=60
            )
        except (ZeroDivisionError, ValueError, OverflowError, TypeError):
            return None
        if mpmath.im(root) or not ends[0] <= root <= ends[1]:
            return None
        return root if abs(tape(root)[0]) < mpmath.mpf(10) ** (50 - KEPT) else None
