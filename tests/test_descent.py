"""The loop of the lecture, against steps written out, and its names for what it sees against theorems on the step."""

import numpy as np
import pytest

from lrlib import logistic
from lrlib.descent import DivergenceError, descend


def problem(data, **penalty):
    return lambda t: logistic.cost(t, *data, **penalty), lambda t: logistic.gradient(t, *data, **penalty)


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
    assert (run.steps, run.converged, run.outcome) == (3, False, "falling")


def test_all_parameters_move_at_once_as_in_the_counterexample_of_the_errata():
    data = np.array([[1.0, 1], [1, 2], [1, -1]]), np.array([1, 1, 0])
    run = descend(*problem(data), [0.0, 0.0], alpha=1, steps=1)
    np.testing.assert_allclose(run.parameters, [1 / 6, 2 / 3])


def test_the_cost_never_rises_with_the_step_one_over_the_smoothness(binary):
    X, _ = binary
    smoothness = np.linalg.eigvalsh(X.T @ X).max() / (4 * len(X))
    run = descend(*problem(binary), np.zeros(4), alpha=1 / smoothness, steps=500)
    assert (np.diff(run.costs) <= 1e-16).all()


def test_descent_and_newton_end_at_the_same_place(binary):
    run = descend(*problem(binary), np.zeros(4), alpha=2.0, steps=20_000, tol=1e-9)
    assert (run.converged, run.outcome) == (True, "converged")
    np.testing.assert_allclose(run.parameters, logistic.fit(*binary, tol=1e-9).theta, atol=1e-6)


def bowl(bends, alpha, steps, start=1.0):
    """Descend on a quadratic with these bends; a step 2 / bend throws that direction back to where it came from."""
    bends = np.asarray(bends, float)
    return descend(
        lambda t: float(bends @ t**2) / 2, lambda t: bends * t, start * np.ones(len(bends)), alpha=alpha, steps=steps
    )


@pytest.mark.parametrize("bends", [[1.0], [0.02], [300.0, 1.0], [7.0, 3.0, 0.01]])
@pytest.mark.parametrize(
    ("part", "name"), [(0.01, "falling"), (1.0, "falling"), (1.9, "falling"), (2.0, "cycling"), (2.2, "growing")]
)
@pytest.mark.parametrize("start", [1e-6, 1.0, 1e4])
def test_on_a_quadratic_two_over_the_largest_bend_parts_falling_from_growing(bends, part, name, start):
    """Any scale, any start, one direction or several: the names follow the theorem."""
    run = bowl(bends, part / max(bends), 60, start)
    if part == 2.0 and len(bends) > 1:
        name = "falling"  # the flatter directions still come nearer
    assert run.outcome == ("converged" if not np.any(run.parameters) else name)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 10))])
def test_squared_error_diverges_where_logistic_regression_cycles(seed):
    """Beyond 2 / (largest bend at the minimum) no step settles; squared error has no bound, the log loss has."""
    rng = np.random.default_rng(seed)
    X = np.column_stack((np.ones(40), rng.normal(size=40)))
    y = (X[:, 1] + rng.normal(size=40) > 0).astype(float)
    line = lambda t: X.T @ (X @ t - y) / 40  # noqa: E731
    alpha = 2.2 / np.linalg.eigvalsh(X.T @ X / 40).max()
    run = descend(lambda t: float(np.mean((X @ t - y) ** 2)) / 2, line, [0, 0], alpha=alpha, steps=100)
    assert run.outcome == "growing"
    with pytest.raises(DivergenceError, match="left the numbers"):
        descend(lambda t: float(np.mean((X @ t - y) ** 2)) / 2, line, [0, 0], alpha=alpha, steps=20_000)
    edge = 2 / np.linalg.eigvalsh(logistic.hessian(logistic.fit(X, y).theta, X, y)).max()
    for part, name in ((0.9, "falling"), (1.3, "cycling"), (2.5, "cycling")):
        run = descend(*problem((X, y)), [0, 0], alpha=part * edge, steps=2000)
        assert run.outcome == name
        assert run.costs.max() < 20


def test_the_wrong_sign_grows(binary):
    cost, gradient = problem(binary)
    assert descend(cost, lambda t: -gradient(t), np.zeros(4), alpha=0.1, steps=30).outcome == "growing"


def test_a_cycle_whose_costs_are_equal_is_one():
    """Two mirrored examples: the path jumps between theta and -theta, at one and the same cost."""
    data = np.array([[1.0], [1.0]]), np.array([0, 1])
    run = descend(*problem(data), [1.3], alpha=2 * 1.3 / (1 / (1 + np.exp(-1.3)) - 0.5), steps=40)
    np.testing.assert_allclose(np.abs(run.parameters), 1.3)
    assert run.outcome == "cycling"


def test_a_cost_that_rose_and_fell_may_have_come_nearer_all_the_same():
    """The steep direction of the bowl grows by 1.002 a step, the flat one shrinks by 0.9."""
    bends = np.array([1.0, 0.05])
    run = descend(lambda t: float(bends @ t**2) / 2, lambda t: bends * t, [0.1, 1.0], alpha=2.002, steps=30)
    assert run.outcome == "cycling"
    late = run.costs[15:]
    assert {*np.sign(np.diff(late))} == {-1, 1}
    assert late[-1] < 0.9 * late[0]


@pytest.mark.slow
def test_what_has_arrived_but_for_rounding_is_not_called_a_cycle(binary):
    run = descend(*problem(binary), np.zeros(4), alpha=2.0, steps=20_000)
    assert run.outcome == "falling"
    assert descend(*problem(binary), run.parameters, alpha=2.0, steps=1).outcome == "falling"


@pytest.mark.parametrize(
    ("cost", "gradient", "alpha", "what"),
    [
        (
            lambda t: float(t @ t),
            lambda t: 2 * t,
            3.0,
            r"alpha = 3 the cost is inf after step 2\d\d; .* 1 at the start",
        ),
        (lambda t: float(t @ t), lambda t: 2 * t, 1e200, "alpha = 1e[+]200 the cost is inf after step 1;"),
        (lambda t: 0.0, lambda t: 1e300 * t, 1e300, "a parameter is -inf after step 1;"),
        (lambda t: 0.0, lambda t: np.sqrt(t), 3.0, "a slope is nan after step 1;"),
        (lambda t: float(np.log(t[0])), lambda t: t, 1.5, "the cost is nan after step 1;"),
    ],
)
def test_what_leaves_the_numbers_is_named_with_its_step(cost, gradient, alpha, what):
    with pytest.raises(DivergenceError, match=what):
        descend(cost, gradient, [1.0], alpha=alpha, steps=10_000)


def test_a_cost_that_takes_no_parameters_so_large_was_left_too(binary):
    """With a penalty the slope has no bound: beyond 2 / l2 every step grows."""
    X, y = binary
    with pytest.raises(DivergenceError, match=r"alpha = 3 (the cost|a slope) is inf after step"):
        descend(*problem(binary, l2=1.0), np.ones(4), alpha=3.0, steps=3000)
    with pytest.raises(ValueError, match="y has shape") as refused:
        descend(lambda t: logistic.cost(t, X, y[:-1]) if t[0] else 1.0, lambda t: t - 1, np.zeros(4), alpha=1, steps=9)
    assert not isinstance(refused.value, DivergenceError)


@pytest.mark.parametrize(
    ("cost", "gradient"),
    [(lambda t: np.nan, lambda t: t), (lambda t: 1.0, lambda t: t * np.inf), (lambda t: 1.0, lambda t: np.ones(2))],
)
def test_a_start_without_numbers_or_a_gradient_of_another_shape_is_refused(cost, gradient):
    with pytest.raises(ValueError, match="wanted"):
        descend(cost, gradient, [1.0], alpha=1, steps=1)


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
