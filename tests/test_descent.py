"""The loop of the lecture, against steps written out and against the theorem on the step 1 / L."""

import numpy as np
import pytest

from lrlib import logistic
from lrlib.descent import DivergenceError, descend


def problem(data):
    return lambda t: logistic.cost(t, *data), lambda t: logistic.gradient(t, *data)


def test_three_steps_are_the_three_updates_written_out(binary):
    cost, gradient = problem(binary)
    theta = np.zeros(4)
    path = [theta]
    for _ in range(3):
        theta = theta - 0.5 * gradient(theta)
        path.append(theta)
    run = descend(cost, gradient, np.zeros(4), alpha=0.5, steps=3, keep_path=True)
    np.testing.assert_array_equal(run.path, path)
    np.testing.assert_array_equal(run.costs, [cost(t) for t in path])
    assert (run.steps, run.converged) == (3, False)


def test_all_parameters_move_at_once_as_in_the_counterexample_of_the_errata():
    data = np.array([[1.0, 1], [1, 2], [1, -1]]), np.array([1, 1, 0])
    run = descend(*problem(data), [0.0, 0.0], alpha=1, steps=1)
    np.testing.assert_allclose(run.parameters, [1 / 6, 2 / 3])


def test_the_cost_never_rises_with_the_step_one_over_L(binary):
    X, _ = binary
    L = np.linalg.eigvalsh(X.T @ X).max() / (4 * len(X))
    run = descend(*problem(binary), np.zeros(4), alpha=1 / L, steps=500)
    assert (np.diff(run.costs) <= 1e-16).all()


def test_descent_and_newton_end_at_the_same_place(binary):
    run = descend(*problem(binary), np.zeros(4), alpha=2.0, steps=20_000, tol=1e-9)
    assert run.converged
    np.testing.assert_allclose(run.parameters, logistic.fit(*binary, tol=1e-9).theta, atol=1e-6)


def test_divergence_names_alpha_and_the_step():
    with pytest.raises(DivergenceError, match=r"alpha = 3 .* after step 1 "):
        descend(lambda t: float(t @ t), lambda t: 2 * t, [1.0], alpha=3, steps=10)


@pytest.mark.filterwarnings("ignore:overflow encountered:RuntimeWarning")
def test_a_cost_that_leaves_the_numbers_is_divergence():
    with pytest.raises(DivergenceError, match="alpha"):
        descend(lambda t: float(t @ t), lambda t: 2 * t, [1.0], alpha=1e200, steps=10)


def test_the_start_is_not_changed_and_may_be_a_matrix():
    start = np.ones((2, 3))
    start.flags.writeable = False
    run = descend(lambda W: float((W**2).sum()), lambda W: 2 * W, start, alpha=0.1, steps=2)
    np.testing.assert_allclose(run.parameters, 0.64)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"alpha": 0.0}, ValueError),
        ({"alpha": -1.0}, ValueError),
        ({"alpha": np.nan}, ValueError),
        ({"alpha": "big"}, TypeError),
        ({"steps": 0}, ValueError),
        ({"steps": 2.5}, TypeError),
        ({"steps": True}, TypeError),
        ({"tol": -1.0}, ValueError),
    ],
)
def test_options_out_of_range_are_refused(options, error):
    with pytest.raises(error, match="wanted"):
        descend(lambda t: float(t @ t), lambda t: 2 * t, [1.0], **{"alpha": 0.1, "steps": 5, **options})
