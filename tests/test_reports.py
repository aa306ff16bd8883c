"""What people reported of other libraries: the situation of each report, with the value that is right."""

import warnings

import numpy as np
import pytest
from sklearn.model_selection import StratifiedKFold

from lrlib import crossvalidation, estimators, logistic, softmax
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


@pytest.mark.parametrize("unit", [1e30, 1e100])
def test_numbers_of_1e100_freeze_no_fit_and_change_nothing(unit):
    """scikit-learn 7486: liblinear never ends where a number is 1e100."""
    rng = np.random.default_rng(3)
    x = rng.normal(size=(200, 2))
    y = (x @ [1.0, -2.0] + rng.logistic(size=200) > 0).astype(int)
    for model in (estimators.LogisticRegression, estimators.SoftmaxRegression, estimators.OneVsRest):
        clean, large = model(C=np.inf).fit(x, y), model(C=np.inf).fit(x * [unit, 1], y)
        np.testing.assert_allclose(large.coef_ * [unit, 1], clean.coef_, rtol=1e-6)
        assert large.n_iter_ <= 20
    two = estimators.LogisticRegression(max_iter=1000).fit([[0.0], [unit]], [0, 1])  # the report's own two examples
    z = two.decision_function([[0.0], [unit]])
    np.testing.assert_allclose(z[0], -z[1], rtol=1e-9)
    weight = np.exp(-z[1]) * unit  # the minimum: w = C (1 - p) x, where 1 - p is e^-z next to 1
    np.testing.assert_allclose(two.coef_[0], weight, rtol=1e-3)


def test_one_vs_rest_far_from_all_classes_still_gives_a_distribution():
    """scikit-learn 17978: all scores underflow to 0, their sum divides, and the probabilities are NaN."""
    centres = np.array([[2.0, 0], [-1, 1.7], [-1, -1.7]])
    rng = np.random.default_rng(4)
    X, y = np.repeat(centres, 40, axis=0) + rng.normal(size=(120, 2)), np.repeat([0, 1, 2], 40)
    model = estimators.OneVsRest(C=1e3).fit(X, y)
    model.intercept_ = model.intercept_ - 2000  # every class is denied
    far = np.vstack((X, 1e6 * centres, 1e12 * centres))
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        logs = model.predict_log_proba(far)
    P = model.predict_proba(far)
    assert np.isfinite(P).all()
    np.testing.assert_allclose(P.sum(axis=1), 1, rtol=1e-12)
    np.testing.assert_array_equal(P.argmax(axis=1), model.decision_function(far).argmax(axis=1))
    z = model.decision_function(X)
    right = z - z.max(axis=1, keepdims=True)  # where a sigmoid is e^z, the scores divided by their sum are a softmax
    right -= np.log(np.exp(right).sum(axis=1, keepdims=True))
    np.testing.assert_allclose(logs[: len(X)], right, atol=1e-9)


def test_a_fold_that_holds_out_no_example_of_a_rare_class_is_scored_and_one_that_learns_from_none_is_refused():
    """scikit-learn 28178: the log loss of a fold raises an exception about its number of classes."""
    shares = np.array([5, 5, 3])
    y, X = np.repeat([1, 2, 3], shares), np.zeros((13, 1))  # a constant alone: the minimum is the shares
    right, without = [], 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the folds' own: a class with fewer members than there are folds
        model = crossvalidation.LogisticRegressionCV(Cs=[0.1, 10.0], cv=5).fit(X, y)
        for train, test in StratifiedKFold(5).split(X, y):
            share = np.bincount(y[train], minlength=4) / len(train)
            right.append(np.log(share[y[test]]).mean())
            without += 3 not in y[test]
        with pytest.raises(ValueError, match="no example of the class 3 to learn from; wanted are fewer folds"):
            crossvalidation.LogisticRegressionCV(cv=5).fit(np.zeros((10, 1)), [1, 1, 1, 1, 1, 2, 2, 2, 2, 3])
    assert 0 < without < 5
    np.testing.assert_allclose(model.scores_, np.column_stack((right, right)), rtol=1e-6)
    np.testing.assert_allclose(model.predict_proba([[0.0]])[0], shares / 13, rtol=1e-6)
