"""What is said of separation is true of the numbers that came, also where a fit is made in coordinates that round."""

import warnings
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from lrlib import logistic, softmax
from lrlib.engine import dependence, frames
from lrlib.engine.examples import Examples
from lrlib.engine.kernel import Problem
from lrlib.engine.losses import SIGMOID


def columns(X):
    """Return columns that span those of X, in fractions: Gauss's elimination of the transpose."""
    left = [[Fraction(float(x)) for x in column] for column in X.T]
    found = []
    for row in range(len(X)):
        pivot = next((column for column in left if column[row]), None)
        if pivot is not None:
            left.remove(pivot)
            found.append(pivot)
            left = [[c - column[row] / pivot[row] * p for c, p in zip(column, pivot, strict=True)] for column in left]
    return [list(row) for row in zip(*found, strict=True)] if found else [[] for _ in X]


def has_solution(A, b):
    """Say whether A x = b has a solution x >= 0, in fractions: the first phase of the simplex method, by Bland's rule.

    The right sides are 0 or above.
    """
    n, table = len(A[0]), [[*row, end] for row, end in zip(A, b, strict=True)]
    basis = [None] * len(A)  # an artificial variable each, never to come back
    while True:
        gains = [sum(row[k] for row, own in zip(table, basis, strict=True) if own is None) for k in range(n + 1)]
        if not gains[n]:
            return True
        enter = next((k for k in range(n) if gains[k] > 0), None)
        if enter is None:
            return False
        ratios = [
            (row[n] / row[enter], -1 if own is None else own, i)
            for i, (row, own) in enumerate(zip(table, basis, strict=True))
            if row[enter] > 0
        ]
        _, _, leave = min(ratios)
        table[leave] = [x / table[leave][enter] for x in table[leave]]
        for i, row in enumerate(table):
            if i != leave and row[enter]:
                table[i] = [x - row[enter] * p for x, p in zip(row, table[leave], strict=True)]
        basis[leave] = enter


def has_no_minimum(X, shares):
    """Say, in fractions, whether a direction lowers no margin, keeps shared labels equal, and raises some."""
    rows, K = columns(X), shares.shape[1]
    r = len(rows[0])
    grow, keep = [], []
    for x, share in zip(rows, shares, strict=True):
        own = int(share.argmax())
        for k in set(range(K)) - {own}:
            line = [Fraction(0)] * (K * r)
            line[own * r : own * r + r] = x
            line[k * r : k * r + r] = [-c for c in x]
            (keep if share[k] else grow).append(line)
    if not grow or not r:
        return False
    both = [[*line, *(-c for c in line)] for line in (*grow, *keep)]  # a number is the difference of two above 0
    slack = [[-Fraction(i == j) for j in range(len(grow))] for i in range(len(both))]
    A = [line + s for line, s in zip(both, slack, strict=True)]
    A.append([Fraction(0)] * len(both[0]) + [Fraction(1)] * len(grow))
    return has_solution(A, [Fraction(0)] * len(both) + [Fraction(1)])


def drawn(seed, plain=False):
    """Return few examples that depend on each other, exactly or but for rounding, their shares, what they count."""
    rng = np.random.default_rng(seed)
    K, m = int(rng.integers(2, 5)), int(rng.integers(2, 8))
    rank = int(rng.integers(1, m + 1))
    n = int(rng.choice([1, 2, m, m + 1, 2 * m + 3, 25]))
    whole = rng.random() < 0.6
    B = rng.integers(-9, 10, (rank, n)).astype(float) if whole else rng.normal(size=(rank, n))
    kind = rng.choice(["twice", "sums", "multiples"])
    if kind == "sums":
        X = rng.integers(-2, 3, (m, rank)) @ B
    else:
        X = B[rng.integers(rank, size=m)]
        if kind == "multiples":
            X = X * rng.choice([-1.0, 0.5, 1, 2, 3, 0.1], size=(m, 1))
    if plain:
        return X, np.eye(K)[rng.permutation(np.arange(m) % K)][:, : min(m, K)], None
    X = X * 10.0 ** rng.choice([0, 0, -3, 7, -40], size=(1, n))
    if rng.random() < 0.4:
        X[:, 0] = 1
        if rng.random() < 0.5:
            X[:, 1:] += rng.choice([1e3, -1e6, 1e9])
    if rng.random() < 0.2:
        X = X.astype(np.float32)
    shares = np.eye(K)[rng.permutation(np.arange(m) % K) if m >= K else rng.integers(K, size=m)]
    if rng.random() < 0.2:
        some = rng.random(m) < 0.4
        shares[some] = (shares[some] + np.eye(K)[rng.integers(K, size=some.sum())]) / 2
    return X, shares[:, shares.any(axis=0)], rng.uniform(0.5, 3, m) if rng.random() < 0.3 else None


def said(X, shares, weights=None):
    """Return what the fit says, True, False or None, and the fit."""
    hard = bool((shares.max(axis=1) == 1).all())
    fit = logistic.fit if hard and shares.shape[1] == 2 else softmax.fit
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        run = fit(X, shares.argmax(axis=1) if hard else shares, sample_weight=weights)
    texts = [str(one.message) for one in heard if one.category is logistic.SeparationWarning]
    assert len(texts) == len(heard)
    return (None if "not decided" in texts[0] else True) if texts else False, run


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_what_is_said_of_dependent_examples_is_what_fractions_say(seed):
    X, shares, weights = drawn(seed)
    if shares.shape[1] > 1:
        none = has_no_minimum(X, shares)
        for form in (X, sparse.csr_array(X)):
            told, run = said(form, shares, weights)
            assert told in (none, None)
            assert not (run.converged and none)


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_of_whole_numbers_it_is_always_said(seed):
    X, shares, _ = drawn(seed, plain=True)
    if (np.rint(X) == X).all():
        none = has_no_minimum(X, shares)
        told, run = said(X, shares)
        assert (told, run.converged) == (none, not none)


def test_the_fractions_know_what_is_known():
    for X, y, none in (
        ([[1, 0], [1, 1], [1, 2]], [0, 0, 1], True),
        ([[1, 0], [1, 1], [1, 2]], [0, 1, 0], False),
        ([[1, 0], [1, 1], [1, 1], [1, 2]], [0, 1, 0, 1], True),
        ([[1, 2, 3], [2, 4, 6]], [0, 1], False),
        ([[1, 2, 3], [2, 4, 7]], [0, 1], True),
        ([[0.1, 0.3], [0.3, 0.9]], [0, 1], True),  # 3 * 0.1 is not 0.3
        ([[1, 0], [1, 1], [1, 2]], [0, 1, 2], True),
        ([[1, 0], [1, 0], [1, 0]], [0, 1, 2], False),
    ):
        assert has_no_minimum(np.array(X, dtype=float), np.eye(max(y) + 1)[y]) == none


@pytest.mark.parametrize("factor", [2, 3, 0.5, -1, 1])
@pytest.mark.parametrize("rows", [1, 4])
def test_examples_that_are_others_times_a_number_are_not_told_apart_in_more_columns_than_rows(factor, rows):
    rng = np.random.default_rng(rows)
    B = rng.integers(-99, 100, (rows, 3 * rows + 2)).astype(float)
    X, y = np.vstack((B, factor * B)), np.repeat([0, 1], rows)
    told, run = said(X, np.eye(2)[y])
    assert told == (factor == -1)
    assert run.converged == (factor != -1)
    if factor > 0:  # the margins of each pair are x d and -factor x d: the minimum is where one number has its own
        one = logistic.fit([[1.0], [factor]], [0, 1])
        assert run.cost == pytest.approx(one.cost, rel=1e-12)
    assert logistic.cost(run.theta, X, y) == pytest.approx(run.cost, rel=1e-9)


def test_examples_that_differ_by_rounding_alone_are_told_apart_by_it():
    rng = np.random.default_rng(0)
    B = rng.normal(size=(2, 9))
    X, y = np.vstack((B, B * 0.1)), np.array([0, 0, 1, 1])
    told, run = said(X, np.eye(2)[y])
    assert told
    assert logistic.cost(run.theta, X, y) == pytest.approx(run.cost, rel=1e-6)


def test_what_a_shift_rounds_away_does_not_tell_classes_apart():
    m = 3000
    seen = np.arange(m)[frames.spread(m, 1000)]
    hidden = np.setdiff1d(np.arange(m), seen)[:2]
    x, y = 1000 + np.random.default_rng(0).integers(-8, 9, m) / 8, np.ones(m)
    x[hidden], y[hidden] = (0, 2.0**-60), (1, 0)
    X = np.column_stack((np.ones(m), x))
    frame = frames.centred(Problem(Examples(SIGMOID, X, y[:, None], 1), np.zeros(2)))
    assert not frame.is_exact()
    assert said(X, np.eye(2)[y.astype(int)])[0] is not True
    x[hidden], y[hidden] = (0, 1), (0, 0)  # now a border between them and all others
    X = np.column_stack((np.ones(m), x))
    assert said(X, np.eye(2)[y.astype(int)])[0] is True


@pytest.mark.parametrize("kind", [np.float64, np.float32])
def test_a_shift_is_exact_where_no_bit_is_lost(kind):
    rng = np.random.default_rng(1)
    X = np.column_stack((np.ones(80), 1e6 + rng.normal(size=80), rng.normal(size=80))).astype(kind)
    of = Examples(SIGMOID, X, rng.integers(0, 2, (80, 1)), 1)
    frame = frames.centred(Problem(of, np.zeros(3)))
    exact = [
        Fraction(float(inside)) == (Fraction(float(x)) - Fraction(float(s))) * Fraction(float(f))
        for row, given in zip(frame.problem.examples.X[:], X, strict=True)
        for inside, x, s, f in zip(row, given, frame.shift, frame.factor, strict=True)
    ]
    assert frame.is_exact()
    assert all(exact)
    X[7, 1] = 1e-3
    frame = frames.Centred(Problem(Examples(SIGMOID, X, of.y, 1), np.zeros(3)), frame.shift, frame.factor)
    assert not frame.is_exact()


def test_sums_of_examples_are_found_exactly():
    rng = np.random.default_rng(2)
    B = rng.normal(size=(3, 20))
    B[:, 1:4] = 0
    X = np.vstack((B, B[1] * 4, np.zeros(20), B[0] * 0.1, rng.integers(-9, 9, 20)))
    found = dependence.as_sums(Examples(SIGMOID, X, np.zeros((len(X), 1)), 1))
    assert found.independent
    assert found.kept.tolist() == [0, 1, 2, 5, 6]
    np.testing.assert_array_equal(found.tables()[0] @ X[found.kept], X)
    whole = rng.integers(-3, 4, (6, 2)) @ rng.integers(-99, 99, (2, 9)) * 1e-3
    found = dependence.as_sums(Examples(SIGMOID, whole, np.zeros((6, 1)), 1))
    assert found.independent
    np.testing.assert_allclose(found.tables()[0] @ whole[found.kept], whole, rtol=1e-12)


def test_sums_too_long_for_a_double_are_proved_in_the_columns_of_the_data():
    rng = np.random.default_rng(5)
    B = rng.normal(size=(2, 2))  # two columns: the parts of a third example are fractions of many digits
    X = np.vstack((B, B, rng.normal(size=(3, 2))))
    found = dependence.as_sums(Examples(SIGMOID, X, np.zeros((7, 1)), 1))
    parts, whole = found.tables()
    assert found.independent
    assert found.kept.tolist() == [0, 1]
    assert whole is None
    np.testing.assert_allclose(parts @ X[:2], X, rtol=1e-9)
    for y in ([0, 1, 1, 0, 0, 1, 0], [0, 1, 0, 1, 1, 0, 1]):
        assert said(X, np.eye(2)[y])[0] == has_no_minimum(X, np.eye(2)[y])


def test_what_is_too_much_to_look_at_is_decided_in_the_columns_of_the_data(monkeypatch):
    rng = np.random.default_rng(6)
    X, y = rng.normal(size=(50, 70)), rng.integers(0, 2, 50)
    X[1], y[:2] = X[0], (0, 1)
    limits = (("LONG", 1), ("TABLE", 1), ("WORK", 1))
    for name, limit in limits:
        with monkeypatch.context() as low:
            low.setattr(dependence, name, limit)
            assert said(X, np.eye(2)[y])[0] is True
    X[25:], y = X[:25], np.arange(50) // 25
    assert said(X, np.eye(2)[y])[0] is False
    for name, limit in limits:
        with monkeypatch.context() as low:
            low.setattr(dependence, name, limit)
            assert said(X, np.eye(2)[y])[0] is None
