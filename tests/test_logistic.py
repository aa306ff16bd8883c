"""The two-class model against sums written out, derivatives taken numerically, and scikit-learn."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from lrlib import descent, elastic_net, logistic, momentum, one_vs_all, ordinal, softmax

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


@pytest.mark.parametrize("size", [1e-300, 1e-160, 1e-150, 1e149])
def test_newton_steps_in_units_near_the_ends_of_the_numbers_are_those_of_one(size):
    X = size * np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0], [1.0, 3.0]])
    np.testing.assert_allclose(logistic.newton_step([0, 0], X, [0, 1, 1, 1]) * size, [-0.8, 1.2], rtol=1e-12)


@pytest.mark.parametrize("far", [1e5, 1e6, 1e7])
def test_a_newton_step_loses_few_digits_in_columns_far_from_zero(far):
    rng = np.random.default_rng(5)
    x, y = np.round(rng.normal(size=40), 3), rng.random(40) < 0.4
    near, there = (logistic.newton_step([0, 0], np.c_[np.ones(40), x + shift], y)[1] for shift in (0.0, far))
    exact = logistic.newton_step([0, 0], np.c_[np.ones(40), (x + far) - far], y)[1]  # what the sum has rounded
    assert there == pytest.approx(exact, rel=1e-7)
    assert near == pytest.approx(exact, rel=1e-6)


@pytest.mark.parametrize(("theta", "units"), [([0, 0], [1, 1e-310]), ([-700, 0], [1, 1e-140])])
def test_a_newton_step_that_leaves_the_numbers_is_said(theta, units):
    X = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0], [1.0, 3.0]]) * units
    with pytest.raises(np.linalg.LinAlgError, match="leaves the numbers"):
        logistic.newton_step(theta, X, [0, 1, 1, 1])


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


def test_a_start_with_more_columns_than_rows_is_projected_onto_their_span_and_one_with_fewer_is_not():
    rng = np.random.default_rng(0)
    X, start, l2 = np.column_stack((np.ones(12), rng.normal(size=(12, 60)))), rng.normal(size=61), 0.1
    y = np.arange(12) % 2
    rows = X[:, 1:] - X[:, 1:].mean(axis=0)
    run = logistic.fit(X, y, l2=l2, start=start, max_steps=0)
    np.testing.assert_allclose(run.theta[1:], np.linalg.pinv(rows) @ rows @ start[1:], atol=1e-12)
    np.testing.assert_allclose(X @ run.theta, X @ start, atol=1e-12)
    np.testing.assert_array_equal(logistic.fit(X[:, :6], y, l2=l2, start=start[:6], max_steps=0).theta, start[:6])
    near, far = logistic.fit(X, y, l2=l2), logistic.fit(X, y, l2=l2, start=start)
    assert near.converged
    assert far.converged
    np.testing.assert_allclose(far.theta, near.theta, atol=1e-5)


@pytest.mark.parametrize("size", [100, 1e4, 1e100])
@pytest.mark.parametrize("l2", [0, 0.01])
def test_a_start_far_out_where_nothing_bends_is_worse_than_none(size, l2):
    for seed in range(5):
        rng = np.random.default_rng(seed)
        X = np.column_stack((np.ones(200), rng.normal(size=(200, 2))))
        y = (X @ rng.normal(size=3) + rng.logistic(size=200) > 0).astype(int)
        far, near = logistic.fit(X, y, l2=l2, start=size * rng.normal(size=3)), logistic.fit(X, y, l2=l2)
        assert far.converged
        np.testing.assert_allclose(far.theta, near.theta, atol=1e-6)


@pytest.mark.parametrize("shape", [(40, 3), (150, 70), (4000, 70), (700, 30)])
@pytest.mark.parametrize("kind", [np.float64, np.float32])
def test_costs_are_true_to_8_digits_on_the_way_and_what_converged_has_ended_in_double(shape, kind):
    """Few rows for their columns or many: by whatever way, and in whatever precision."""
    rng = np.random.default_rng(3)
    X = np.column_stack((np.ones(shape[0]), rng.normal(size=shape))).astype(kind)
    y = (X[:, 1:3].sum(axis=1) + rng.logistic(size=shape[0]) > 0).astype(int)
    run = logistic.fit(X, y, l2=0.01)
    assert run.converged
    exact = X.astype(float), y
    slope = np.abs(logistic.gradient(run.theta.astype(float), *exact, l2=0.01)).max()
    assert run.gradient_norm == pytest.approx(slope, rel=1e-2, abs=1e-14)
    assert run.cost == pytest.approx(logistic.cost(run.theta.astype(float), *exact, l2=0.01), rel=1e-12)
    for steps in range(run.steps):
        part = logistic.fit(X, y, l2=0.01, max_steps=steps)
        assert part.costs[-1] == pytest.approx(logistic.cost(part.theta.astype(float), *exact, l2=0.01), rel=3e-8)


@pytest.mark.parametrize("fit", [logistic.fit, softmax.fit])
def test_on_the_way_in_the_span_of_the_rows_no_logit_is_lost(fit):
    """What lies along the ones there goes into the intercept: the cost of the parameters is at most what was told."""
    rng = np.random.default_rng(3)
    X = np.column_stack((np.ones(60), rng.normal(size=(60, 200))))
    y = (X[:, 1:3].sum(axis=1) + rng.logistic(size=60) > 0).astype(int)
    module = logistic if fit is logistic.fit else softmax
    for steps in range(8):
        run = fit(X, y, l2=0.01, max_steps=steps)
        true = module.cost(run.parameters, X, y, l2=0.01)
        assert 0.995 * run.cost <= true <= run.cost * (1 + 1e-12)
    assert fit(X, y, l2=0.01).converged


@pytest.mark.parametrize("steps", [0, 1, 1000])
@pytest.mark.parametrize("tol", [None, np.float64(1e-6)])
def test_what_says_yes_or_no_is_a_bool(steps, tol, multiclass):
    X, c = multiclass
    y, some = (c > 1).astype(int), {"max_steps": steps, "tol": tol}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        runs = [fit(X, labels, **some) for fit, labels in ((logistic.fit, y), (softmax.fit, c), (one_vs_all.fit, c))]
        runs += [logistic.fit(X, y, l2=1.0, solver=solver, **some) for solver in ("newton", "newton-cg", "lbfgs")]
        runs += [
            softmax.fit(X.astype(np.float32), c, l2=1.0, **some),
            logistic.fit(X + np.array([0, 1e6, 0]), y, **some),
        ]
        limit = np.float64(1e-6 if tol is None else tol)
        runs += [ordinal.fit(X[:, 1:], c, tol=limit, max_steps=steps)]
        runs += [elastic_net.fit(X, y, l1=0.01, tol=limit, max_steps=steps)]
    bowl = {"cost": lambda t: t @ t, "gradient": lambda t: 2 * t, "start": [1.0], "alpha": 0.1, "tol": limit}
    runs += [descent.descend(**bowl, steps=1 + steps), momentum.descend(**bowl, beta=0.5, steps=1 + steps)]
    assert {type(run.converged) for run in runs} == {bool}


def test_columns_so_far_from_zero_that_they_seem_dependent_are_told_apart_in_words():
    X = [[1, 1e9], [1, 1e9 + 1], [1, 1e9 + 2], [1, 1e9 + 3]]
    with pytest.raises(np.linalg.LinAlgError, match="take off its mean"):
        logistic.newton_step([0, 0], X, [0, 1, 0, 1])


def test_a_fit_that_needs_no_step_is_no_view_of_the_start():
    start = np.array([np.log(2.0)])
    assert not np.shares_memory(logistic.fit([[1], [1], [1]], [0, 1, 1], start=start).theta, start)


@pytest.mark.parametrize("of", [logistic, softmax])
def test_in_single_precision_too_the_bound_on_the_curvature_is_one(of):
    rng = np.random.default_rng(0)
    for _ in range(50):
        X = rng.normal(size=(20, 3)).astype(np.float32)
        largest = np.linalg.svd(X.astype(np.longdouble).astype(float))[1][0] ** 2 / ((4 if of is logistic else 2) * 20)
        assert of.smoothness(X) == pytest.approx(largest, rel=1e-14)
