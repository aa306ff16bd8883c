"""Newton's method on costs whose minimum is known."""

import numpy as np
import pytest

from lrlib.solvers import newton


def test_a_quadratic_takes_one_step():
    A, b = np.array([[3.0, 1.0], [1.0, 2.0]]), np.array([1.0, -1.0])
    run = newton(lambda t: float(t @ A @ t / 2 - b @ t), lambda t: A @ t - b, lambda t: A, [5.0, 5.0])
    np.testing.assert_allclose(run.parameters, np.linalg.solve(A, b), atol=1e-8)
    assert run.steps <= 2
    assert run.converged


def test_a_step_that_overshoots_is_halved():
    def cost(t):
        return float(np.sqrt(1 + t[0] ** 2))  # the full Newton step from 2 goes to -8, then further out

    run = newton(cost, lambda t: t / cost(t), lambda t: np.array([[cost(t) ** -3]]), [2.0], tol=1e-9)
    assert run.converged
    assert abs(run.parameters[0]) < 1e-8
    assert (np.diff(run.costs) <= 0).all()


def test_max_steps_ends_the_run_and_says_so():
    run = newton(
        lambda t: float(t[0] ** 4), lambda t: 4 * t**3, lambda t: np.array([[12 * t[0] ** 2]]), [1.0], max_steps=3
    )
    assert run.steps == 3
    assert not run.converged


@pytest.mark.parametrize("options", [{"tol": -1}, {"tol": np.nan}, {"max_steps": 0}])
def test_options_out_of_range_are_refused(options):
    with pytest.raises(ValueError, match="wanted"):
        newton(lambda t: 0.0, lambda t: t, lambda t: np.eye(1), [1.0], **options)
