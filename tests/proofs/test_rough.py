"""The first look in floating point against many digits, and what SymPy is not asked against what it says."""

from fractions import Fraction

import mpmath
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from lrlib.proofs.rough import Rough
from lrlib.proofs.search import PRECISIONS, _order
from lrlib.proofs.tape import Tape
from lrlib.proofs.unasked import exponential, logarithm, rebuilt

X, Y = sp.symbols("x y", real=True)
P = sp.Symbol("p", positive=True)
NUMBERS = st.sampled_from([sp.Integer(2), sp.Integer(-1), sp.Rational(1, 3)])
LETTERS = st.sampled_from([X, Y, P])


def grown(inner):
    """Return expressions one step larger, with a letter in each: what the sides of a claim are made of."""
    pair = st.tuples(inner, st.one_of(inner, NUMBERS))
    return st.one_of(
        pair.map(lambda p: p[0] + p[1]),
        pair.map(lambda p: p[0] - p[1]),
        pair.map(lambda p: p[0] * p[1]),
        st.tuples(LETTERS, st.sampled_from([-3, -1, 2, 5])).map(lambda p: p[0] ** p[1]),
        inner.map(lambda e: 1 / (1 + e**2)),
        pair.map(lambda p: sp.Max(*p)),
        inner.map(sp.Abs),
        LETTERS.map(sp.exp),
        st.tuples(LETTERS, LETTERS, NUMBERS).map(lambda p: sp.exp(p[0] * p[1] - p[2])),
        inner.map(lambda e: sp.log(1 + e**2)),
        LETTERS.map(sp.log),
        LETTERS.map(lambda e: sp.sqrt(1 + sp.exp(e))),
    ).filter(lambda e: bool(e.free_symbols))


EXPRESSIONS = st.recursive(LETTERS, grown, max_leaves=5)
PLACES = st.fractions(min_value=-50, max_value=50, max_denominator=1000)


@given(EXPRESSIONS, EXPRESSIONS, PLACES, PLACES, PLACES.filter(lambda v: v > 0))
def test_what_is_seen_at_a_first_look_is_what_many_digits_say(left, right, x, y, p):
    try:
        rough, tape = Rough([X, Y, P], left, right), Tape([X, Y, P], [left, right])
    except NotImplementedError:
        return
    sign = rough.order([x, y, p])
    if sign:
        for near in (False, True):
            found = _order(tape, [x, y, p], near_enough=near)
            assert found is not None
            assert found[0] == sign


@pytest.mark.parametrize(
    ("left", "right", "point"),
    [
        (X, X, [Fraction(1, 3)]),  # a tie
        (1 / (1 + sp.exp(-X)), sp.Integer(1), [Fraction(60)]),  # beyond the digits of a float
        (sp.exp(X), sp.Integer(0), [Fraction(-(10**20))]),  # which is not computed with any digits
        (sp.exp(X), X, [Fraction(10**4)]),  # too large
        (sp.log(1 + X) - X, sp.Integer(0), [Fraction(1, 10**12)]),
        (sp.log(X), sp.Integer(-1), [Fraction(0)]),
        (1 / X, sp.Integer(0), [Fraction(0)]),
        (X, sp.Integer(0), [Fraction(1, 10**300)]),
        (sp.Max(X * X, 1), sp.Integer(0), [Fraction(10**300)]),
    ],
)
def test_what_is_close_or_at_an_edge_is_left_to_more_digits(left, right, point):
    assert Rough([X], left, right).order(point) == 0


def test_a_root_with_many_digits_is_a_place_too():
    with mpmath.workdps(PRECISIONS[-1]):
        root = mpmath.sqrt(2)
    assert Rough([X], X**2, sp.Integer(1)).order([root]) == 1
    assert Rough([X], X**2, sp.Integer(2)).order([root]) == 0


@given(EXPRESSIONS)
def test_an_exponential_and_a_logarithm_are_those_of_sympy(e):
    assert sp.srepr(exponential(e)) == sp.srepr(sp.exp(e))
    assert sp.srepr(logarithm(e)) == sp.srepr(sp.log(e))
    for whole in (e, sp.exp(e), sp.log(e)):
        assert whole.is_Atom or rebuilt(whole, whole.args) == whole.func(*whole.args)
