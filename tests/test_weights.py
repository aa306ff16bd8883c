"""A weight of an example is how often it stands there: against rows that are repeated, for every path of a fit."""

import warnings

import numpy as np
import pytest

from lrlib import logistic, one_vs_all, softmax
from lrlib.gradcheck import numeric_gradient

SHAPES = {
    "Newton": (300, 4, 2),
    "few examples": (60, 200, 2),
    "a diagonal": (900, 90, 2),
    "chords": (3000, 70, 2),
    "a sample": (90_000, 4, 2),
    "classes": (400, 6, 4),
    "many parameters": (500, 80, 5),
}


def drawn(name, seed=0):
    m, n, K = SHAPES[name]
    rng = np.random.default_rng(seed)
    features = rng.standard_normal((m, n))
    if name == "chords":
        features += rng.standard_normal((m, 1))
    X = np.column_stack((np.ones(m), features))
    W = rng.standard_normal((K, n + 1)) / np.sqrt(n)
    return X, (X @ W.T + rng.gumbel(size=(m, K))).argmax(axis=1), rng.integers(0, 4, m)


def models(y):
    return (logistic, softmax) if y.max() == 1 else (softmax, one_vs_all)


def parameters(run):
    return run.W if hasattr(run, "W") else run.theta


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("l2", [0.0, 0.01])
def test_a_weight_is_a_row_that_stands_so_often(name, l2):
    X, y, times = drawn(name)
    if l2 == 0 and name in ("few examples", "many parameters", "a diagonal"):
        l2 = 1e-3  # without a penalty these are separable, or nearly
    rows = np.repeat(np.arange(len(X)), times)
    for model in models(y):
        ours = model.fit(X, y, l2=l2, sample_weight=times)
        theirs = model.fit(X[rows], y[rows], l2=l2)
        assert ours.converged
        assert ours.cost == pytest.approx(theirs.cost, rel=1e-10)
        np.testing.assert_allclose(parameters(ours), parameters(theirs), atol=2e-5)


@pytest.mark.parametrize("solver", ["newton", "newton-cg", "lbfgs"])
def test_each_solver_knows_weights_and_soft_labels_with_them(solver):
    X, y, times = drawn("classes", seed=1)
    rows, Y = np.repeat(np.arange(len(X)), times), 0.8 * np.eye(4)[y] + 0.05
    for labels in (y, Y):
        ours = softmax.fit(X, labels, solver=solver, sample_weight=times)
        theirs = softmax.fit(X[rows], labels[rows])
        np.testing.assert_allclose(ours.W, theirs.W, atol=1e-5)
        # the slope of the weighted mean, by the formula
        P = softmax.predict_proba(ours.W, X)
        slope = ((P - (np.eye(4)[y] if labels is y else Y)) * (times / times.sum())[:, None]).T @ X
        assert np.abs(slope).max() == pytest.approx(ours.gradient_norm, abs=1e-14)


def test_the_unit_of_the_weights_and_equal_ones_change_nothing():
    X, y, times = drawn("Newton", seed=2)
    plain = logistic.fit(X, y)
    np.testing.assert_array_equal(logistic.fit(X, y, sample_weight=np.full(len(X), 1e-200)).theta, plain.theta)
    one, other = (logistic.fit(X, y, sample_weight=times * unit).theta for unit in (1.0, 1e150))
    np.testing.assert_allclose(one, other, rtol=1e-12)


def test_what_does_not_count_does_not_separate_and_does_not_overlap():
    X = np.array([[1.0, -2], [1, -1], [1, 1], [1, 2], [1, -3]])
    y = [0, 0, 1, 1, 1]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert logistic.fit(X, y).converged
    with pytest.warns(logistic.SeparationWarning, match="separable"):
        assert not logistic.fit(X, y, sample_weight=[1, 5, 1, 0.1, 0]).converged
    with pytest.raises(ValueError, match="every example of class 1 has weight 0"):
        logistic.fit(X, y, sample_weight=[1, 1, 0, 0, 0])


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ([1, 1], "has shape"),
        ([1, 1, 1, -1], "holds -1"),
        ([0, 0, 0, 0], "zeros only"),
        ([1, 1, np.nan, 1], "NaN"),
        (["a"] * 4, "real numbers"),
    ],
)
def test_weights_that_are_none_are_refused(weights, said):
    X, y = [[1.0, 0], [1, 1], [1, 2], [1, 3]], [0, 1, 0, 1]
    for model in (logistic, softmax, one_vs_all):
        with pytest.raises((TypeError, ValueError), match=said):
            model.fit(X, y, sample_weight=weights)


@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_weighted_costs_and_gradients_are_those_of_rows_that_stand_so_often(l2):
    rng = np.random.default_rng(11)
    m, n, K = 60, 4, 3
    X = np.column_stack((np.ones(m), rng.standard_normal((m, n - 1))))
    y, times = rng.integers(0, K, m), rng.integers(0, 4, m)
    rows, W = np.repeat(np.arange(m), times), rng.standard_normal((K, n))
    soft = rng.dirichlet(np.ones(K), m)
    for model, point, labels in ((logistic, W[0], y == 1), (softmax, W, y), (softmax, W, soft)):
        for unit in (1.0, 1e-100):
            weights = times * unit
            cost = model.cost(point, X, labels, l2=l2, sample_weight=weights)
            slope = model.gradient(point, X, labels, l2=l2, sample_weight=weights)
            both = model.value_and_gradient(point, X, labels, l2=l2, sample_weight=weights)
            assert cost == both[0] == pytest.approx(model.cost(point, X[rows], labels[rows], l2=l2), rel=1e-13)
            np.testing.assert_allclose(slope, model.gradient(point, X[rows], labels[rows], l2=l2), atol=1e-13)
            np.testing.assert_array_equal(slope, both[1])
        theirs = numeric_gradient(lambda p: model.cost(p, X, labels, l2=l2, sample_weight=times), point)  # noqa: B023
        np.testing.assert_allclose(slope, theirs, atol=1e-8)


def test_a_fit_with_weights_ends_where_the_weighted_gradient_is_none():
    rng = np.random.default_rng(12)
    X = np.column_stack((np.ones(200), rng.standard_normal((200, 3))))
    y, weights = rng.integers(0, 2, 200), rng.uniform(0, 3, 200)
    for model in (logistic, softmax):
        run = model.fit(X, y, l2=0.01, sample_weight=weights)
        assert np.abs(model.gradient(run.parameters, X, y, l2=0.01, sample_weight=weights)).max() < 1e-9
        assert model.cost(run.parameters, X, y, l2=0.01, sample_weight=weights) == pytest.approx(run.cost, rel=1e-13)
