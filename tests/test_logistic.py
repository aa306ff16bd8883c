"""The two-class model against sums written out, derivatives taken numerically, and scikit-learn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from lrlib import logistic

THETA = np.array([0.2, -0.4, 0.7, 1.1])


def loop_cost(theta, X, y, l2=0.0):
    total = 0.0
    for row, label in zip(X, y, strict=True):
        h = 1 / (1 + np.exp(-sum(t * x for t, x in zip(theta, row, strict=True))))
        total -= np.log(h) if label == 1 else np.log(1 - h)
    return total / len(y) + l2 / 2 * sum(t * t for t in theta[1:])


def complex_cost(theta, X, y, l2):
    z = X @ theta
    return np.mean(np.log(1 + np.exp(z)) - y * z) + l2 / 2 * (theta[1:] @ theta[1:])


@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_cost_is_the_mean_written_out_as_a_loop(binary, l2):
    assert logistic.cost(THETA, *binary, l2=l2) == pytest.approx(loop_cost(THETA, *binary, l2), rel=1e-13)


@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_gradient_is_the_complex_step_derivative(binary, l2):
    X, y = binary
    steps = [complex_cost(THETA + 1e-30j * unit, X, y, l2).imag / 1e-30 for unit in np.eye(4)]
    np.testing.assert_allclose(logistic.gradient(THETA, X, y, l2=l2), steps, rtol=1e-12)


@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_hessian_is_the_difference_of_gradients(binary, l2):
    def rise(unit):
        ahead, behind = (logistic.gradient(THETA + s * 1e-5 * unit, *binary, l2=l2) for s in (1, -1))
        return (ahead - behind) / 2e-5

    np.testing.assert_allclose(logistic.hessian(THETA, *binary, l2=l2), [rise(u) for u in np.eye(4)], atol=1e-9)


@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_newton_step_leads_to_where_the_quadratic_model_has_no_slope(binary, l2):
    step = logistic.newton_step(THETA, *binary, l2=l2) - THETA
    slope = logistic.gradient(THETA, *binary, l2=l2) + logistic.hessian(THETA, *binary, l2=l2) @ step
    np.testing.assert_allclose(slope, 0, atol=1e-12)


def test_newton_steps_do_not_depend_on_the_units_of_a_column(binary):
    X, y = binary
    units = np.array([1.0, 1e-9, 1.0, 1e12])
    step = logistic.newton_step(np.zeros(4), X / units, y)
    np.testing.assert_allclose(step / units, logistic.newton_step(np.zeros(4), X, y), rtol=1e-9)


@pytest.mark.parametrize("X", [[[1.0, 2.0], [1.0, 2.0], [1.0, 2.0]], [[1.0, 0.0], [1.0, 0.0], [1.0, 0.0]]])
def test_a_hessian_without_an_inverse_is_said(X):
    with pytest.raises(np.linalg.LinAlgError, match="drop a column"):
        logistic.newton_step([0.0, 0.0], X, [0, 1, 1])
    assert np.isfinite(logistic.newton_step([0.0, 0.0], X, [0, 1, 1], l2=0.1)).all()


def test_cost_at_zero_is_log_two(binary):
    assert logistic.cost(np.zeros(4), *binary) == pytest.approx(np.log(2))


def test_cost_of_a_very_sure_and_right_model_keeps_its_digits():
    assert logistic.cost([50.0], [[1.0]], [1]) == pytest.approx(np.log1p(np.exp(-50)), rel=1e-14)


def test_cost_of_a_very_sure_and_wrong_model_is_the_logit():
    assert logistic.cost([1e5], [[1.0]], [0]) == 1e5


def test_doubling_the_data_changes_nothing(binary):
    X, y = binary
    twice = np.vstack((X, X)), np.concatenate((y, y))
    assert logistic.cost(THETA, *twice) == pytest.approx(logistic.cost(THETA, X, y))
    np.testing.assert_allclose(logistic.gradient(THETA, *twice), logistic.gradient(THETA, X, y))


@given(st.integers(0, 10_000))
def test_the_cost_is_convex_along_segments(seed):
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(12, 3)), rng.integers(0, 2, 12)
    a, b, t = 3 * rng.normal(size=3), 3 * rng.normal(size=3), rng.random()
    chord = t * logistic.cost(a, X, y) + (1 - t) * logistic.cost(b, X, y)
    assert logistic.cost(t * a + (1 - t) * b, X, y) <= chord + 1e-12


@pytest.mark.parametrize("l2", [0.01, 0.5])
def test_fit_finds_the_coefficients_of_scikit_learn(binary, l2):
    X, y = binary
    theirs = LogisticRegression(C=1 / (l2 * len(y)), tol=1e-10, max_iter=10_000).fit(X[:, 1:], y)
    ours = logistic.fit(X, y, l2=l2, tol=1e-10)
    np.testing.assert_allclose(ours.theta, [*theirs.intercept_, *theirs.coef_[0]], rtol=1e-5)
    assert ours.converged


def test_fit_without_penalty_reaches_a_gradient_below_tol(binary):
    run = logistic.fit(*binary, tol=1e-9)
    assert np.abs(logistic.gradient(run.theta, *binary)).max() <= 1e-9
    assert run.cost == pytest.approx(logistic.cost(run.theta, *binary))
    assert (np.diff(run.costs) < 1e-15).all()
    assert run.steps == len(run.costs) - 1
    assert run.gradient_norm <= 1e-9


def test_fit_names_separation_and_the_cure():
    X, y = [[1, -2], [1, -1], [1, 1], [1, 2]], [0, 0, 1, 1]
    with pytest.warns(logistic.SeparationWarning, match="l2 > 0"):
        run = logistic.fit(X, y)
    assert not run.converged
    assert logistic.fit(X, y, l2=0.1).converged


def test_a_column_that_repeats_another_still_has_a_fit(binary):
    X, y = binary
    doubled = np.column_stack((X, X[:, 1]))
    run = logistic.fit(doubled, y)
    np.testing.assert_allclose(doubled @ run.theta, X @ logistic.fit(X, y).theta, atol=1e-4)


def test_predictions_follow_the_threshold(binary):
    X, _ = binary
    h = 1 / (1 + np.exp(-X @ THETA))
    np.testing.assert_allclose(logistic.predict_proba(THETA, X), h)
    assert (logistic.predict(THETA, X, threshold=0.8) == (h >= 0.8)).all()


def test_lists_and_read_only_arrays_are_taken_and_never_changed(binary):
    X, y = binary
    for array in (X, y, THETA):
        array.flags.writeable = False
    try:
        a = logistic.gradient(THETA, X, y, l2=0.1)
        b = logistic.gradient(THETA.tolist(), X.tolist(), y.tolist(), l2=0.1)
        np.testing.assert_array_equal(a, b)
        logistic.fit(X, y)
    finally:
        THETA.flags.writeable = True


GOOD = {"theta": [0.0, 0.0], "X": [[1.0, 2.0], [1.0, 3.0]], "y": [0, 1], "l2": 0.0}
BAD = [
    ({"theta": [0.0]}, ValueError),
    ({"theta": [[0.0, 0.0]]}, ValueError),
    ({"theta": [0.0, np.nan]}, ValueError),
    ({"theta": ["a", "b"]}, TypeError),
    ({"theta": None}, TypeError),
    ({"X": [1.0, 2.0]}, ValueError),
    ({"X": np.zeros((0, 2)), "y": []}, ValueError),
    ({"X": np.zeros((2, 0)), "theta": []}, ValueError),
    ({"X": [[1.0, np.inf], [1.0, 3.0]]}, ValueError),
    ({"X": [[1.0], [1.0, 3.0]]}, ValueError),
    ({"X": np.array([[1, "a"], [1, 2]], dtype=object)}, TypeError),
    ({"X": np.ma.masked_equal([[1.0, 2.0], [1.0, 3.0]], 3.0)}, TypeError),
    ({"y": [0, 2]}, ValueError),
    ({"y": [-1, 1]}, ValueError),
    ({"y": [0, 1, 1]}, ValueError),
    ({"y": [[0], [1]]}, ValueError),
    ({"y": [0.5, 1]}, ValueError),
    ({"y": ["spam", "ham"]}, TypeError),
    ({"l2": -1.0}, ValueError),
    ({"l2": np.nan}, ValueError),
    ({"l2": "much"}, TypeError),
]


@pytest.mark.parametrize(("bad", "error"), BAD)
@pytest.mark.parametrize("function", [logistic.cost, logistic.gradient, logistic.hessian])
def test_bad_input_is_refused_at_the_door(function, bad, error):
    arguments = GOOD | bad
    with pytest.raises(error, match="wanted"):
        function(arguments["theta"], arguments["X"], arguments["y"], l2=arguments["l2"])


def test_fit_refuses_one_class_only():
    with pytest.raises(ValueError, match="both 0 and 1"):
        logistic.fit([[1.0, 2.0], [1.0, 3.0]], [1, 1])


def test_predict_refuses_a_threshold_that_is_no_probability():
    with pytest.raises(ValueError, match=r"threshold is 1\.5"):
        logistic.predict([0.0], [[1.0]], threshold=1.5)
