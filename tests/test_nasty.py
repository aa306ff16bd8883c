"""Data as they come: units, far from zero, rare, nearly separable; each fit has the value that is right."""

import warnings
from functools import cache

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from lrlib import estimators, logistic, metrics, one_vs_all, softmax

seeds = given(st.integers(0, 10**6))


@cache
def slope_by_hand(x, y):
    """Return intercept and slope of one column, by Newton's method in fifty digits."""
    with mpmath.workdps(50):
        xs, b, w = [mpmath.mpf(float(v)) for v in x], mpmath.mpf(0), mpmath.mpf(0)
        for _ in range(200):
            p = [1 / (1 + mpmath.exp(-(b + w * v))) for v in xs]
            g = [
                sum(q - t for q, t in zip(p, y, strict=True)),
                sum((q - t) * v for q, t, v in zip(p, y, xs, strict=True)),
            ]
            h = [sum(q * (1 - q) * v**k for q, v in zip(p, xs, strict=True)) for k in range(3)]
            d = h[0] * h[2] - h[1] ** 2
            step = (h[2] * g[0] - h[1] * g[1]) / d, (h[0] * g[1] - h[1] * g[0]) / d
            length = min(1, 5 / max(abs(v * step[1] + step[0]) for v in xs))
            b, w = b - length * step[0], w - length * step[1]
            if abs(step[0]) + abs(step[1]) < mpmath.mpf(10) ** -30:
                break
        return float(b), float(w)


def overlapping(seed, m=60, n=3, K=3):
    """Return columns and labels with a minimum: each example occurs with two classes."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(m, n))
    y = (X @ rng.normal(size=(n, K)) + rng.gumbel(size=(m, K))).argmax(axis=1)
    return rng, np.vstack((X, X)), np.append(y, (y + 1) % K)


@settings(max_examples=30)
@seeds
def test_units_and_places_of_the_columns_change_nothing(seed):
    rng, X, y = overlapping(seed)
    clean = softmax.fit(np.column_stack((np.ones(len(X)), X)), y)
    units, places = 10.0 ** rng.uniform(-9, 9, 3), rng.uniform(-1e4, 1e4, 3)
    design = np.column_stack((np.ones(len(X)), (X + places) * units))
    moved = softmax.fit(design, y)
    assert moved.converged
    assert moved.cost == pytest.approx(clean.cost, rel=1e-11)
    np.testing.assert_allclose(moved.W[:, 1:] * units, clean.W[:, 1:], rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("unit", [1e-150, 1e-100, 1e-12, 1e-6, 1.0, 1e6, 1e12, 1e100, 1e130])
@pytest.mark.parametrize("l2", [0.0, 0.1])
def test_a_unit_of_any_size_has_its_minimum(unit, l2):
    rng = np.random.default_rng(1)
    X = rng.normal(size=(120, 3))
    y = (X @ [1, -1, 0.5] + rng.logistic(size=120) > 0).astype(int)
    clean = logistic.fit(np.column_stack((np.ones(len(X)), X)), y)
    run = logistic.fit(np.column_stack((np.ones(len(X)), X * unit)), y, l2=l2)
    assert run.converged
    if l2 == 0 or unit >= 1e6:  # such a column hardly needs a weight
        np.testing.assert_allclose(run.theta[1:] * unit, clean.theta[1:], rtol=1e-4)
    if l2 and unit <= 1e-6:
        share = y.mean()
        assert run.cost == pytest.approx(-share * np.log(share) - (1 - share) * np.log(1 - share), rel=1e-6)


@pytest.mark.parametrize("rare", [3, 15, 100])
def test_rare_classes_are_fitted_as_well_as_common_ones_and_have_standard_errors(rare):
    rng = np.random.default_rng(rare)
    m = 100_000
    X = np.column_stack((np.ones(m), rng.standard_normal((m, 2))))
    y = np.zeros(m, int)
    y[np.argsort(X @ [0, 1, -1] + 2 * rng.logistic(size=m))[-rare:]] = 1
    run, exact = logistic.fit(X, y), logistic.fit(X, y, solver="newton", tol=1e-15)
    np.testing.assert_allclose(run.theta, exact.theta, rtol=1e-5)
    assert (logistic.summary(run.theta, X, y).standard_error > 0).all()


@pytest.mark.parametrize("far", [1e2, 1e4, 1e6, 1e7, 1e9])
@pytest.mark.parametrize("solver", ["auto", "newton", "newton-cg", "lbfgs"])
def test_columns_far_from_zero_have_the_slopes_of_centred_ones(far, solver):
    rng = np.random.default_rng(0)
    t = rng.standard_normal(300)
    y = (1.5 * t + rng.logistic(size=300) > 0).astype(int)
    x = t + far
    intercept, slope = slope_by_hand(tuple(x), tuple(y))
    design = np.column_stack((np.ones(300), x))
    run = logistic.fit(design, y, solver=solver)
    assert run.converged
    assert run.steps <= 30
    np.testing.assert_allclose(run.theta, [intercept, slope], rtol=1e-5)
    error = logistic.summary(run.theta, design, y).standard_error[1]
    centred = np.column_stack((np.ones(300), x - far))
    assert error == pytest.approx(
        logistic.summary(logistic.fit(centred, y).theta, centred, y).standard_error[1], rel=1e-6
    )


def test_times_in_seconds_since_1970_have_a_slope():
    rng = np.random.default_rng(5)
    seconds = 1.7e9 + rng.random(500) * 3e7
    y = ((seconds - seconds.mean()) / seconds.std() * 1.5 + rng.logistic(size=500) > 0).astype(int)
    run = logistic.fit(np.column_stack((np.ones(500), seconds)), y)
    assert run.converged
    assert run.theta[1] == pytest.approx(slope_by_hand(tuple(seconds), tuple(y))[1], rel=1e-5)


def test_ten_classes_of_thirty_columns_far_from_zero():
    rng = np.random.default_rng(0)
    x = rng.standard_normal((500, 30))
    y = (x[:, :10] * 1.5 + rng.gumbel(size=(500, 10))).argmax(axis=1)
    near, far = (np.column_stack((np.ones(500), x + place)) for place in (0, 1e4))
    least = softmax.fit(near, y, l2=1e-3, tol=1e-9).cost
    for solver in ("auto", "newton", "lbfgs"):
        run = softmax.fit(far, y, l2=1e-3, solver=solver)
        assert run.converged
        assert run.steps <= 60
        assert run.cost == pytest.approx(least, rel=1e-9)


@pytest.mark.parametrize("l2", [0.0, 1e-3, 1.0])
@pytest.mark.parametrize("constant", [1e-14, 7.0, 1e14])
def test_constant_columns_get_no_weight_and_break_nothing(constant, l2):
    _, X, y = overlapping(2)
    X = np.column_stack((np.ones(len(X)), X, *[np.full(len(X), constant)] * 5))
    run = softmax.fit(X, y, l2=l2)
    assert run.converged
    assert run.cost == pytest.approx(softmax.fit(X[:, :4], y, l2=l2).cost, rel=1e-9)
    if l2:
        assert np.abs(run.W[:, 4:] * constant).max() < 1e-6


def test_whether_there_is_an_intercept_is_said_and_not_guessed():
    rng = np.random.default_rng(0)
    X = np.column_stack((np.ones(200), rng.standard_normal((200, 2))))
    y = (X @ [2, 1, -1] + rng.logistic(size=200) > 0).astype(int)

    def objective(theta):
        return 0.01 * np.logaddexp(0, np.where(y == 1, -1, 1) * (X @ theta)).sum() + theta @ theta / 2

    right = minimize(objective, np.zeros(3), tol=1e-12).x
    model = estimators.LogisticRegression(C=0.01, fit_intercept=False)
    np.testing.assert_allclose(model.fit(X, y).coef_[0], right, atol=1e-6)
    np.testing.assert_allclose(model.fit(X[:, ::-1], y).coef_[0][::-1], right, atol=1e-6)
    for fit in (logistic.fit, softmax.fit, one_vs_all.fit):
        with pytest.raises(ValueError, match="wanted is a leading column of ones"):
            fit(X[:, ::-1], y, l2=0.1, intercept=True)


@pytest.mark.parametrize("overlap", [1e-3, 1e-6])
def test_nearly_separable_data_have_their_minimum(overlap):
    x = np.array([-2, -1.5, -1, overlap, -overlap, 1, 1.5, 2])
    y = np.repeat([0, 1], 4)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run = logistic.fit(np.column_stack((np.ones(8), x)), y)
    assert run.converged
    assert run.theta[1] == pytest.approx(slope_by_hand(tuple(x), tuple(y))[1], rel=2e-5)


def test_the_right_slope_of_an_overlap_of_a_millionth_is_known():
    assert slope_by_hand((-2, -1.5, -1, 1e-6, -1e-6, 1, 1.5, 2), (0, 0, 0, 0, 1, 1, 1, 1))[1] == pytest.approx(
        14.5097, abs=5e-5
    )


def test_no_step_gives_the_start():
    X, y = np.array([[1.0, 0], [1, 1], [1, 2], [1, 3]]), [0, 1, 0, 1]
    for solver in ("newton", "newton-cg", "lbfgs"):
        run = logistic.fit(X, y, max_steps=0, solver=solver)
        assert (run.steps, run.converged, run.theta.tolist()) == (0, False, [0, 0])
    with pytest.warns(Warning, match="no convergence in 0 steps"):
        estimators.LogisticRegression(max_iter=0).fit(X[:, 1:], y)


def test_a_summary_shows_digits_of_small_coefficients():
    rng = np.random.default_rng(0)
    income = rng.normal(33_000, 13_000, 2000)
    y = ((income - 33_000) / 13_000 + rng.logistic(size=2000) > 0).astype(int)
    design = np.column_stack((np.ones(2000), income))
    shown = logistic.summary(logistic.fit(design, y).theta, design, y, names=["one", "income"])
    line = repr(shown).splitlines()[-1].split()
    assert float(line[1]) == pytest.approx(shown.coefficient[1], rel=1e-3)
    assert float(line[2]) == pytest.approx(shown.standard_error[1], rel=1e-3)


def test_a_perfect_forecast_costs_nothing_and_no_minus():
    for loss in (
        metrics.log_loss([1], [1.0]),
        metrics.log_loss([0, 1], np.eye(2)),
        metrics.log_loss(np.eye(2), np.eye(2)),
    ):
        assert str(loss) == "0.0"


def test_half_precision_rows_are_distributions_and_words_are_labels():
    P = np.exp(np.random.default_rng(0).normal(size=(5, 10)))
    half = (P / P.sum(axis=1, keepdims=True)).astype(np.float16)
    assert metrics.log_loss([0] * 5, half) == pytest.approx(-np.log(half[:, 0].astype(float)).mean(), rel=1e-12)
    with pytest.raises(ValueError, match="sum to 1"):
        metrics.log_loss([0] * 5, half * 1.2)
    assert metrics.accuracy(["ham", "spam", "ham"], ["ham", "ham", "ham"]) == pytest.approx(2 / 3)
    assert metrics.confusion(["b", "a", "b"], ["b", "b", "a"]).tolist() == [[0, 1], [1, 1]]
    with pytest.raises(TypeError, match="real numbers"):
        metrics.accuracy(["ham"], [0])


@pytest.mark.parametrize("solver", ["auto", "newton", "newton-cg", "lbfgs"])
@pytest.mark.parametrize("n", [4, 120])
def test_single_precision_stays_so_and_its_gradient_is_that_of_its_numbers(solver, n):
    rng = np.random.default_rng(n)
    X = np.column_stack((np.ones(900), rng.standard_normal((900, n)))).astype(np.float32)
    y = (X[:, 1] - X[:, 2] + rng.logistic(size=900) > 0).astype(int)
    for model, labels in ((logistic, y), (softmax, (y + (X[:, 3] > 0)).astype(int))):
        run, double = (model.fit(A, labels, l2=1e-2, tol=1e-6, solver=solver) for A in (X, X.astype(float)))
        assert run.parameters.dtype == np.float32
        np.testing.assert_allclose(run.parameters, double.parameters, atol=2e-5)
        slope = model.gradient(run.parameters.astype(float), X.astype(float), labels, l2=1e-2)
        assert run.gradient_norm == pytest.approx(np.abs(slope).max(), rel=1e-6, abs=1e-12)
        assert run.converged == (run.gradient_norm <= 1e-6)


def test_estimators_keep_single_precision():
    X = np.float32([[0], [1], [2], [3]])
    for model in (estimators.LogisticRegression(), estimators.SoftmaxRegression(), estimators.OneVsRest()):
        fitted = model.fit(X, [0, 1, 0, 1])
        assert fitted.coef_.dtype == fitted.intercept_.dtype == fitted.predict_proba(X).dtype == np.float32
