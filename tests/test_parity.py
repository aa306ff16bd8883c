"""The fits equal scikit-learn's and statsmodels', with and without penalty, with and without an intercept."""

import numpy as np
import pytest

from lrlib import data, inference, logistic, parity, softmax


@pytest.fixture(scope="module")
def tumour():
    loaded = data.load("tumour")
    (X,) = data.standardize(loaded.X[:, :4])
    return data.add_intercept(X), loaded.y


@pytest.fixture(scope="module")
def penguins():
    loaded = data.load("penguins")
    (X,) = data.standardize(loaded.X)
    return data.add_intercept(X), loaded.y


def close(ours, theirs, cost):
    """At equal cost to 1e-8, coefficients equal to 1e-6 of the largest."""
    assert cost(ours) == pytest.approx(cost(theirs), rel=1e-8)
    assert np.abs(ours - theirs).max() <= 1e-6 * np.abs(theirs).max()


@pytest.mark.parametrize("l2", [0.0, 1e-3, 0.1, 10.0])
@pytest.mark.parametrize("intercept", [True, False])
def test_logistic_regression_equals_scikit_learns(tumour, l2, intercept):
    X, y = tumour
    X = X if intercept else X[:, 1:]
    ours = logistic.fit(X, y, l2=l2, tol=1e-12).theta
    close(ours, parity.fit_logistic(X, y, l2=l2), lambda theta: logistic.cost(theta, X, y, l2=l2))


@pytest.mark.parametrize("l2", [1e-3, 0.1, 10.0])
@pytest.mark.parametrize("intercept", [True, False])
def test_softmax_regression_equals_scikit_learns(penguins, l2, intercept):
    X, y = penguins
    X = X if intercept else X[:, 1:]
    ours = softmax.fit(X, y, l2=l2, tol=1e-12).W
    close(ours, parity.fit_softmax(X, y, l2=l2), lambda W: softmax.cost(W, X, y, l2=l2))


def test_softmax_regression_without_penalty_equals_scikit_learns(multiclass):
    X, y = multiclass
    ours = softmax.fit(X, y, tol=1e-12).W
    close(ours, parity.fit_softmax(X, y), lambda W: softmax.cost(W, X, y))


def test_standard_errors_z_and_p_values_equal_those_of_statsmodels(tumour, binary):
    for X, y in (tumour, binary):
        theta = logistic.fit(X, y, tol=1e-12).theta
        ours, theirs = logistic.summary(theta, X, y), parity.infer_logistic(X, y)
        np.testing.assert_allclose(theta, theirs.theta, rtol=1e-6)
        np.testing.assert_allclose(ours.standard_error, theirs.standard_error, rtol=1e-6)
        np.testing.assert_allclose(ours.z, theirs.z, rtol=1e-6)
        np.testing.assert_allclose(ours.p, theirs.p, rtol=1e-5, atol=1e-300)
        np.testing.assert_allclose(np.column_stack((ours.lower, ours.upper)), theirs.interval, rtol=1e-6, atol=1e-9)
        np.testing.assert_allclose(ours.odds_ratio, np.exp(theirs.theta), rtol=1e-6)


def test_the_interval_holds_the_truth_as_often_as_it_says():
    rng, theta, held = np.random.default_rng(0), np.array([-0.5, 1.0]), 0
    for _ in range(400):
        X = data.add_intercept(rng.normal(size=(300, 1)))
        y = (rng.random(300) < logistic.predict_proba(theta, X)).astype(int)
        summary = logistic.summary(logistic.fit(X, y).theta, X, y, level=0.9)
        held += summary.lower[1] <= theta[1] <= summary.upper[1]
    assert 0.86 <= held / 400 <= 0.94


def test_a_summary_shows_a_row_for_each_column(binary):
    X, y = binary
    shown = repr(logistic.summary(logistic.fit(X, y).theta, X, y, names=["one", "a", "b", "c"], level=0.9))
    assert [line.split()[0] for line in shown.splitlines()[1:]] == ["one", "a", "b", "c"]
    assert "90% interval" in shown


def test_a_summary_where_the_formulas_do_not_hold_is_refused(binary):
    X, y = binary
    theta = logistic.fit(X, y).theta
    with pytest.raises(ValueError, match="standard errors from the minimum"):
        logistic.summary(logistic.fit(X, y, l2=0.5).theta, X, y)
    with pytest.raises(ValueError, match="depend on each other"):
        logistic.summary(np.append(theta, 0), np.column_stack((X, X[:, 1])), y)
    with pytest.raises(ValueError, match="separable"):
        logistic.summary([0.0, 30.0], [[1, -1], [1, -2], [1, 1], [1, 2]], [0, 0, 1, 1])
    border = np.array([[1, 0.0], [1, 1], [1, 1], [1, 2]]), [0, 0, 1, 1]
    for large in (0.0, 20.0, 40.0):
        with pytest.raises(ValueError, match="are separable"):
            logistic.summary([-large, large], *border)
        with pytest.raises(ValueError, match="are separable"):
            softmax.summary([[0, 0], [-large, large]], *border)
    with pytest.raises(ValueError, match="names"):
        logistic.summary(theta, X, y, names=["one"])
    with pytest.raises(ValueError, match="level"):
        logistic.summary(theta, X, y, level=95)


def test_variances_that_are_none_are_refused():
    with pytest.raises(ValueError, match="variances above 0"):
        inference.wald([1.0], [[0.0]])
    with pytest.raises(ValueError, match="go together"):
        inference.wald([1.0], np.eye(2))
