"""What people reported of other libraries: the situation of each report, with the value that is right."""

import warnings

import numpy as np
import pytest

from lrlib import estimators, logistic, softmax
from lrlib.checks import Array


def intercept(X) -> Array:
    return np.column_stack((np.ones(len(X)), X))


def test_columns_of_very_different_scale_need_no_scaler():
    """scikit-learn 15556: L-BFGS fails on unscaled columns, and reaches another minimum than on scaled ones."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(400, 6))
    y = (X @ [1, -1, 0.5, 0, 0.3, 1] + rng.logistic(size=400) > 0).astype(int)
    units = np.array([1, 1e4, 1e-3, 1e6, 1, 1e2])
    scaled = estimators.LogisticRegression(C=np.inf).fit(X, y)
    raw = estimators.LogisticRegression(C=np.inf).fit(X * units, y)
    np.testing.assert_allclose(raw.coef_ * units, scaled.coef_, rtol=1e-6)
    assert raw.n_iter_ <= 10


def test_every_solver_gives_the_coefficients_of_balance_income_and_student():
    """scikit-learn 19193: five solvers, five answers, for a balance in dollars and an income in tens of thousands."""
    rng = np.random.default_rng(1)
    m = 10_000
    student = rng.random(m) < 0.3
    balance, income = rng.gamma(3, 280, m), np.where(student, 18_000, 40_000) + 8000 * rng.standard_normal(m)
    y = (-10.9 + 5.7e-3 * balance + 3e-6 * income - 0.65 * student + rng.logistic(size=m) > 0).astype(int)
    X = intercept(np.column_stack((balance, income, student)))
    assert 0.01 < y.mean() < 0.1
    mean, deviation = X[:, 1:].mean(axis=0), X[:, 1:].std(axis=0)
    standard = logistic.fit(intercept((X[:, 1:] - mean) / deviation), y, tol=1e-12).theta
    slopes = standard[1:] / deviation
    right = np.append(standard[0] - slopes @ mean, slopes)
    for solver in ("auto", "newton", "newton-cg", "lbfgs"):
        run = logistic.fit(X, y, solver=solver)
        assert run.converged
        np.testing.assert_allclose(run.theta, right, rtol=1e-4, atol=1e-8)


def test_separable_and_dependent_columns_are_called_separable():
    """statsmodels 659: two solvers raise different errors, and one none, on four examples with a repeated column."""
    with pytest.warns(logistic.SeparationWarning, match="are separable"):
        run = logistic.fit([[1, 0, 1], [1, 0, 1], [1, 2, 1], [1, 1, 1.0]], [1, 1, 0, 0])
    assert not run.converged


def test_a_constant_alone_with_one_overwhelming_class_gives_the_shares():
    """statsmodels 3635: the model of a constant alone overflows where one outcome is far likelier than the others."""
    counts = np.array([3, 5, 200_000, 2, 1, 4, 2, 7])
    y = np.repeat(np.arange(8), counts)
    run = softmax.fit(np.ones((len(y), 1)), y)
    assert run.converged
    np.testing.assert_allclose(softmax.predict_proba(run.W, [[1.0]])[0], counts / len(y), rtol=1e-5)


@pytest.mark.parametrize("solver", ["auto", "newton", "newton-cg", "lbfgs"])
def test_dummies_of_all_categories_beside_a_constant_still_have_a_fit(solver):
    """statsmodels 4782: a singular matrix, whatever one does; the probabilities are those without one dummy."""
    rng = np.random.default_rng(2)
    X = intercept(np.column_stack((rng.integers(0, 3, 300)[:, None] == range(3), rng.normal(size=300))).astype(float))
    y = (X @ [0, 1, 0, -1, 1] + rng.logistic(size=300) > 0).astype(int)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run, fewer = logistic.fit(X, y, solver=solver), logistic.fit(X[:, [0, 2, 3, 4]], y)
    assert run.converged
    np.testing.assert_allclose(
        logistic.predict_proba(run.theta, X), logistic.predict_proba(fewer.theta, X[:, [0, 2, 3, 4]]), atol=1e-5
    )
    with pytest.raises(ValueError, match="columns of X depend on each other"):
        logistic.summary(run.theta, X, y)
