"""The prover's rules of differentiation against SymPy's, on expressions that a free seed draws."""

from fractions import Fraction

import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from lrlib.proofs.slope import slope

X, Y = sp.symbols("x y", real=True)
PLACES = ((Fraction(1, 3), Fraction(7, 5)), (Fraction(-9, 7), Fraction(2, 3)), (Fraction(5, 2), Fraction(-11, 8)))


def grown(inner: st.SearchStrategy[sp.Expr]) -> st.SearchStrategy[sp.Expr]:
    """Return expressions one step larger: what formulas of the course are made of."""
    pair = st.tuples(inner, inner)
    above = inner.map(lambda e: 1 + e**2)  # so that powers and logarithms have real values
    return st.one_of(
        pair.map(lambda p: p[0] + p[1]),
        pair.map(lambda p: p[0] * p[1]),
        st.tuples(above, inner).map(lambda p: p[0] ** sp.tanh(p[1])),
        st.tuples(inner, st.integers(2, 4)).map(lambda p: p[0] ** p[1]),
        st.tuples(above, st.sampled_from([-2, -1, sp.Rational(1, 2), sp.Rational(-3, 2)])).map(lambda p: p[0] ** p[1]),
        inner.map(lambda e: sp.exp(sp.tanh(e))),
        above.map(sp.log),
        inner.map(sp.tanh),
        inner.map(sp.sin),
    )


NUMBERS = st.sampled_from([sp.Integer(2), sp.Integer(-1), sp.Rational(1, 3)])
EXPRESSIONS = st.recursive(st.one_of(st.just(X), st.just(Y), NUMBERS), grown, max_leaves=6)


@given(EXPRESSIONS, st.sampled_from([X, Y]))
def test_slopes_are_those_of_sympy(e: sp.Expr, s: sp.Symbol) -> None:
    ours, theirs = slope(e, s), e.diff(s)
    if ours == theirs:
        return
    for x, y in PLACES:
        a, b = (d.subs({X: sp.Rational(x), Y: sp.Rational(y)}).evalf(40) for d in (ours, theirs))
        assert abs(a - b) <= 1e-25 * (1 + abs(b)), (e, s, ours, theirs)
