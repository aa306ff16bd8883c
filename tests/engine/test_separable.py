"""Whether the classes are separable is what a linear programme says, for every kind of data and many classes."""

import warnings
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from lrlib import logistic, softmax
from lrlib.engine import exact
from lrlib.engine.examples import Examples
from lrlib.engine.losses import SIGMOID, SOFTMAX


def has_no_minimum(X, shares):
    """Say by a linear programme whether a direction lowers no margin, keeps shared labels equal, and raises some."""
    X, K = X / np.abs(X).max(axis=0).clip(1e-300), shares.shape[1]
    grow, keep = [], []
    for x, share in zip(X, shares, strict=True):
        own = share.argmax()
        for k in set(range(K)) - {own}:
            row = np.zeros((K, len(x)))
            row[own] += x
            row[k] -= x
            (keep if share[k] else grow).append(row.ravel())
    if not grow:
        return False
    A, E = np.array(grow), np.array(keep) if keep else None
    limits = np.append(np.zeros(len(A)), np.ones(len(A)))
    found = linprog(-A.sum(axis=0), np.vstack((-A, A)), limits, E, None if E is None else np.zeros(len(E)), (-1e4, 1e4))
    return -found.fun > 1e-6


def drawn(seed, kind):
    """Return columns of a kind, labels as shares, between two and five classes; about half have no minimum."""
    rng = np.random.default_rng(seed)
    K, n = rng.integers(2, 6, size=2)
    m = int(rng.integers(K, 40))
    columns = {
        "whole numbers": lambda: rng.integers(-int(rng.integers(1, 10)), 10, size=(m, n - 1)),
        "real numbers": lambda: rng.normal(size=(m, n - 1)) * 10.0 ** rng.integers(-3, 4),
        "flags": lambda: rng.random((m, n - 1)) < 0.2,
    }
    X = np.column_stack((np.ones(m), columns.get(kind, columns["whole numbers"])())).astype(float)
    y = (X @ rng.normal(size=(n, K)) * rng.choice([0.3, 1, 3, 100]) + rng.gumbel(size=(m, K))).argmax(axis=1)
    if kind == "a border":
        y = (X @ rng.integers(-3, 4, size=(n, K)) + 1e-3 * rng.random((m, K))).argmax(axis=1)
    shares = np.eye(K)[y]
    if kind == "soft labels":
        some = rng.random(m) < 0.4
        shares[some] = (shares[some] + np.eye(K)[rng.integers(K, size=some.sum())]) / 2
    return X, shares[:, shares.any(axis=0)]


def said(fit, X, y, **how):
    """Return (separable, converged); an answer that was not decided is no answer."""
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        run = fit(X, y, **how)
    texts = [str(one.message) for one in heard]
    assert not any("not decided" in text for text in texts)
    return any("are separable" in text for text in texts), run.converged


KINDS = ["whole numbers", "real numbers", "flags", "a border", "soft labels"]


@pytest.mark.parametrize("kind", KINDS)
def test_separation_is_what_a_linear_programme_says(kind):
    seen = set()
    for seed in range(60):
        X, shares = drawn(seed, kind)
        if shares.shape[1] > 1:
            none = has_no_minimum(X, shares)
            assert said(softmax.fit, X, shares if kind == "soft labels" else shares.argmax(axis=1)) == (none, not none)
            seen.add(none)
    assert True in seen


@pytest.mark.parametrize("digits", [*(pytest.param(few, marks=pytest.mark.slow) for few in (2, 5)), 8])
@pytest.mark.parametrize("kind", KINDS)
def test_what_an_example_counts_does_not_change_whether_the_classes_are_separable(kind, digits):
    for seed in range(20):
        X, shares = drawn(seed, kind)
        if shares.shape[1] > 1:
            none, weights = has_no_minimum(X, shares), 10.0 ** (digits * np.random.default_rng(seed).random(len(X)))
            labels = shares if kind == "soft labels" else shares.argmax(axis=1)
            assert said(softmax.fit, X, labels, sample_weight=weights) == (none, not none)


@settings(max_examples=60)
@given(st.integers(0, 10**9), st.sampled_from(KINDS))
def test_two_classes_and_many_are_decided_alike(seed, kind):
    X, shares = drawn(seed, kind)
    y = (shares.argmax(axis=1) > 0).astype(int)
    if 0 < y.sum() < len(y):
        none = has_no_minimum(X, np.eye(2)[y])
        for fit in (logistic.fit, softmax.fit):
            assert said(fit, X, y) == (none, not none)


@pytest.mark.slow
def test_a_flag_of_one_class_is_found_among_a_thousand_columns():
    rng = np.random.default_rng(0)
    m, n = 3000, 1002
    X, y = rng.standard_normal((m, n)), rng.integers(0, 2, m)
    X[:, 0], X[:, 1] = 1, (rng.random(m) < 0.02) & (y == 1)
    assert said(logistic.fit, X, y) == (True, False)
    X[np.flatnonzero(y == 0)[:3], 1] = 1
    assert said(logistic.fit, X, y) == (False, True)


def test_a_label_shared_by_two_classes_leaves_a_third_to_run_away():
    X = [[1, -1], [1, -2], [1, 1], [1, 2.0]]
    Y = np.array([[0.5, 0.5, 0], [0.5, 0.5, 0], [0, 0, 1], [0, 0, 1]])
    for tol in (None, 1e-6, 1e-9, 1e-12):
        assert said(lambda X, Y, tol=tol: softmax.fit(X, Y, tol=tol), X, Y) == (True, False)
    assert said(softmax.fit, X, 0.99 * Y + 0.01 / 3) == (False, True)


@pytest.mark.parametrize("overlap", [1e-2, 1e-4, 1e-6, 1e-8])
def test_the_smallest_overlap_has_a_minimum_and_none_has_not(overlap):
    x = np.array([-2, -1.5, -1, overlap, -overlap, 1, 1.5, 2])
    y = np.repeat([0, 1], 4)
    assert said(logistic.fit, np.column_stack((np.ones(8), x)), y) == (False, True)
    x[3:5] = 0, 0
    assert said(logistic.fit, np.column_stack((np.ones(8), x)), y) == (True, False)


def test_columns_that_are_sums_of_others_are_found():
    rng = np.random.default_rng(1)
    X = np.column_stack((np.ones(30), rng.integers(0, 3, 30)[:, None] == range(3), rng.normal(size=30)))
    kept = exact.independent_columns(Examples(SIGMOID, X, np.zeros((30, 1)), 1))
    assert len(kept) == 4
    X[0, 1] += 1e-9  # next to it, but no sum
    assert len(exact.independent_columns(Examples(SIGMOID, X, np.zeros((30, 1)), 1))) == 5


COMPUTED = {
    "a sum": lambda A: A.sum(axis=1),
    "other units": lambda A: 1.8 * A[:, 0] + 32,
    "two of any parts": lambda A: A @ np.array([[0.3, 1.7, -2.1], [1.1, 0.2, 0.9]]).T,
    "a third and a seventh": lambda A: np.column_stack((A[:, 0] / 3, A[:, 0] / 7)),
}


@pytest.mark.parametrize("kind", COMPUTED)
@pytest.mark.parametrize("K", [2, 4])
def test_a_column_computed_from_others_changes_no_verdict_on_classes_that_overlap(kind, K):
    """Rounding makes it no sum of them: what is left is one more column, which seldom tells many examples apart."""
    for seed in range(5):
        rng = np.random.default_rng(seed)
        A = rng.normal(size=(400, 3)) * (1e-3, 1, 1e4)
        y = (A / A.std(axis=0) @ rng.normal(size=(3, K)) + rng.gumbel(size=(400, K))).argmax(axis=1)
        fit = logistic.fit if K == 2 else softmax.fit
        for columns in ((), (COMPUTED[kind](A),)):
            X = np.column_stack((np.ones(400), A, *columns))
            assert said(fit, X, y) == (False, True)
            assert said(fit, (X - X.mean(axis=0) + np.eye(X.shape[1])[0]), y) == (False, True)


def test_what_a_sum_misses_a_column_by_is_found_to_its_last_bit():
    rng = np.random.default_rng(3)
    a, b = rng.normal(size=(2, 50))
    X = np.column_stack((np.ones(50), a, b, a + b))
    found = exact.apart(Examples(SIGMOID, X, np.zeros((50, 1)), 1))
    missed = [Fraction(c) - Fraction(x) - Fraction(y) for x, y, c in X[:, 1:].tolist()]
    told = np.array([float(x / max(map(abs, missed))) for x in missed])
    fits = [np.linalg.lstsq(np.column_stack((X[:, :3], told)), left)[0] for left in found.T]
    changed = [k for k in (1, 2, 3) if not np.allclose(found[:, k] / found[0, k], X[:, k] / X[0, k], rtol=1e-9)]
    assert len(changed) == 1
    parts = fits[changed[0]]
    np.testing.assert_allclose(np.column_stack((X[:, :3], told)) @ parts, found[:, changed[0]], atol=1e-12)
    assert abs(parts[3]) > 0.1


def test_columns_that_are_exactly_a_sum_by_any_simple_fraction_are_left_out():
    rng = np.random.default_rng(2)
    celsius = 5.0 * rng.integers(-4, 9, 60)
    X = np.column_stack((np.ones(60), celsius, 1.8 * celsius + 32, rng.normal(size=60)))
    assert len(exact.independent_columns(Examples(SIGMOID, X, np.zeros((60, 1)), 1))) == 3
    found = exact.apart(Examples(SIGMOID, X, np.zeros((60, 1)), 1))
    assert sum(not column.any() for column in found.T) == 1


@pytest.mark.parametrize("factor", [2.0**-40, 2.0**-400, 2.0**300, 1e-6, 3e9, -0.75])
def test_a_column_in_other_units_is_no_question_of_their_size(factor):
    rng = np.random.default_rng(4)
    for column in (rng.normal(size=200), 5.0 * rng.integers(0, 10**6, 200)):
        X, y = np.column_stack((np.ones(200), column, factor * column)), rng.integers(0, 2, 200)
        assert said(logistic.fit, X, y) == (False, True)


def test_a_direction_that_is_none_is_not_taken_for_one():
    X, y = np.array([[1.0, 0.1], [1, 0.3], [1, 0.2], [1, 0.6]]), np.array([0, 1, 0, 1])
    examples = Examples(SOFTMAX, X, y, 2)
    away = np.array([[0.25, -1.0], [-0.25, 1.0]])
    assert exact.direction(examples, away)
    assert not exact.direction(examples, -away, thorough=True)
    assert not exact.direction(examples, 0 * away)


def test_margins_below_rounding_are_told_in_integers():
    third = 1 / 3
    X = np.array([[third, 3 * third], [0.1, 0.3], [1.0, 2.0]])  # 3 * 0.1 is not 0.3
    C = np.array([[0, 0], [-3, 1]], dtype=object)
    examples = Examples(SOFTMAX, X, np.array([1, 0, 0]), 2)
    exponents, sizes = exact.columns_of(examples)
    whole = C << np.asarray(exponents - exponents.min(), dtype=object)
    margins = [Fraction(x[1]) - 3 * Fraction(x[0]) for x in X]
    right = margins[0] >= 0 >= max(margins[1:]) and any(margins)
    assert exact._separates(examples, whole, exponents, sizes) == right
