"""Newton's method on costs whose minimum is known."""

import numpy as np
import pytest

from lrlib import data, inverses, logistic, triangular
from lrlib.inverses import inverse, newton_direction
from lrlib.solvers import foretold, lbfgs, newton, newton_cg


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


@pytest.mark.parametrize("options", [{"tol": -1}, {"tol": np.nan}, {"max_steps": -1}])
def test_options_out_of_range_are_refused(options):
    with pytest.raises(ValueError, match="wanted"):
        newton(lambda t: 0.0, lambda t: t, lambda t: np.eye(1), [1.0], **options)


def bowl(n=6):
    """Return a quadratic of n parameters with curvatures from 1 to 1000, and its minimum."""
    curvature, best = np.logspace(0, 3, n), np.arange(n) - 2.0
    return (
        lambda t: float(curvature @ (t - best) ** 2 / 2),
        lambda t: curvature * (t - best),
        np.diag(curvature),
        best,
    )


def test_newton_cg_and_lbfgs_find_the_minimum_with_and_without_a_rough_hessian():
    cost, gradient, H, best = bowl()
    for rough in (None, lambda t: H, lambda t: H + 5 * np.ones((6, 6)), lambda t: np.zeros((6, 6))):
        runs = (
            newton_cg(cost, gradient, lambda t: lambda v: H @ v, np.zeros(6), rough=rough, tol=1e-8),
            lbfgs(cost, gradient, np.zeros(6), rough=rough, tol=1e-8),
        )
        for run in runs:
            assert run.converged
            np.testing.assert_allclose(run.parameters, best, atol=1e-8)
            assert (np.diff(run.costs) <= 0).all()


def test_a_rough_hessian_that_is_exact_leaves_a_step_or_two():
    cost, gradient, H, _ = bowl()
    assert lbfgs(cost, gradient, np.zeros(6), rough=lambda t: H).steps <= 2
    assert newton_cg(cost, gradient, lambda t: lambda v: H @ v, np.zeros(6), rough=lambda t: H).steps <= 2
    assert lbfgs(cost, gradient, np.zeros(6)).steps > 5


def test_the_inverse_of_a_diagonal_is_that_of_the_diagonal_matrix_and_flat_directions_get_a_curvature():
    V = np.arange(6.0).reshape(2, 3)
    diagonal = np.array([0.5, 2.0, 4.0])
    np.testing.assert_allclose(inverse(diagonal)(V), inverse(np.diag(diagonal))(V), rtol=1e-8)
    np.testing.assert_allclose(inverse(np.array([0.0, 2.0, 4.0]))(V)[:, 0], V[:, 0] / 4)
    np.testing.assert_array_equal(inverse(np.zeros(3))(V), V)


def test_a_product_that_is_flat_ends_the_inner_iteration():
    run = newton_cg(lambda t: abs(float(t[0])), np.sign, lambda t: np.zeros_like, [3.0], max_steps=5)
    assert run.costs[-1] < run.costs[0]


@pytest.mark.parametrize("options", [{"tol": -1}, {"max_steps": -1}])
def test_all_solvers_refuse_options_out_of_range(options):
    with pytest.raises(ValueError, match="wanted"):
        lbfgs(lambda t: 0.0, lambda t: t, [1.0], **options)
    with pytest.raises(ValueError, match="wanted"):
        newton_cg(lambda t: 0.0, lambda t: t, lambda t: lambda v: v, [1.0], **options)


def test_a_curvature_that_rounding_made_indefinite_still_gives_a_way_down():
    axes = np.linalg.qr(np.random.default_rng(0).normal(size=(3, 3)))[0]
    slope = axes @ [1.0, 1.0, 1.0]
    step = newton_direction(axes @ np.diag([1.0, 1.0, -1e-9]) @ axes.T, slope)  # below what the first ridge lifts
    assert slope @ step > 0


@pytest.mark.parametrize("diagonal", [[1e-5, -3e-15], [1e-5, -3e-15, 0.0], [-1e-20, 2e-15, 3.0]])
def test_a_diagonal_that_rounding_left_below_zero_is_lifted_too(diagonal):
    curvature = np.diag(diagonal) + 1e-16 * (1 - np.eye(len(diagonal)))
    assert (np.linalg.eigvalsh(inverses.definite(curvature)[0]) > 0).all()


def test_a_last_step_may_take_the_curvature_of_the_one_before_and_ends_as_near_as_was_asked():
    assert {_steps_without_a_curvature_of_their_own(seed) for seed in range(20)} == {0, 1}


def _steps_without_a_curvature_of_their_own(seed):
    rng = np.random.default_rng(seed)
    A, b, formed = rng.normal(size=(40, 5)), rng.uniform(0.2, 0.8, 40), []

    def gradient(t):
        return A.T @ (1 / (1 + np.exp(-A @ t)) - b) / 40

    def hessian(t):
        h = 1 / (1 + np.exp(-A @ t))
        formed.append(t)
        return (A.T * (h * (1 - h))) @ A / 40

    def cost(t):
        return float(np.mean(np.logaddexp(0, A @ t) - b * (A @ t)))

    near = lambda decrement, cost: decrement <= 1e-14 * cost  # noqa: E731
    start = 3 * rng.normal(size=5)
    run = newton(cost, gradient, hessian, start, frugal=True, tol=np.inf, near=near)
    saved, slope = run.steps - len(formed), gradient(run.parameters)
    assert run.converged
    assert run.gradient_norm == np.abs(slope).max()
    assert near(slope @ np.linalg.solve(hessian(run.parameters), slope) / 1.01, run.cost)
    bare = newton(cost, gradient, hessian, start, tol=np.inf, near=near)
    assert bare.converged
    assert len(formed) == run.steps - saved + 1 + bare.steps
    return saved


def test_a_step_that_goes_uphill_ends_a_run_that_has_not_converged():
    """Its decrement is below 0, and so below any bound on what is near."""

    def near(decrement, _):
        return decrement < 1e-9

    run = newton(lambda t: float(t @ t), lambda t: 2 * t, lambda _: lambda slope: -slope, [1.0], tol=10.0, near=near)
    assert not run.converged
    assert run.steps == 0


@pytest.mark.parametrize("entry", [np.nan, np.inf])
def test_a_hessian_that_is_not_finite_is_refused_and_ends(entry):
    with pytest.raises(ValueError, match="finite Hessian"):
        inverses.definite(np.array([[entry]]))
    with pytest.raises(ValueError, match="finite Hessian"):
        newton(lambda t: float(t @ t), lambda t: 2 * t, lambda t: np.array([[entry]]), [1.0])


def test_a_curvature_below_zero_is_lifted_and_one_of_whole_numbers_is_taken():
    assert inverses.definite(np.array([[-1.0]]))[0][0, 0] > 0
    assert newton(lambda t: float(t @ t), lambda t: 2 * t, lambda t: np.array([[2]]), [3.0]).converged
    assert newton_direction(np.array([[2, 0], [0, 4]]), np.array([2, 4])).round(6).tolist() == [1, 1]


def test_the_start_is_the_callers_own():
    start = np.array([3.0])
    run = newton(lambda t: float(t @ t), lambda t: 2 * t, lambda t: 2 * np.eye(1), start, max_steps=0)
    assert not np.shares_memory(run.parameters, start)


def test_a_message_names_the_option_that_came():
    for options, words in (({"max_steps": -1}, "^max_steps is -1"), ({"tol": -1, "max_steps": 1}, "^tol is -1")):
        with pytest.raises(ValueError, match=words):
            lbfgs(lambda t: float(t @ t), lambda t: 2 * t, [3.0], **options)
    with pytest.raises(ValueError, match="start is empty"):
        newton(lambda t: 0.0, lambda t: t, lambda t: np.zeros((0, 0)), [])


def test_a_decrement_whose_square_is_no_number_ends_no_run():
    """The slope turns into a direction in which the curvature of the step before was flat."""
    small = 1e-60
    run = newton(
        lambda t: 1 + float(t[0] ** 2) / 2 + small * abs(float(t[1])),
        lambda t: np.array([t[0], 0.0 if t[0] else small]),
        lambda t: lambda slope: slope / (1.0, 1e-300 if t[0] else 1.0),
        [0.05, 0.0],
        frugal=True,
        tol=np.inf,
        near=lambda decrement, cost: decrement <= 1e-4 * cost,
    )
    assert run.converged
    assert run.cost == 1


def nearly_separable(seed):
    """Return whole numbers of which a column tells all, but for examples on the border."""
    rng = np.random.default_rng(seed)
    m, d = int(rng.integers(8, 40)), int(rng.integers(1, 5))
    X, y = data.add_intercept(rng.integers(0, 3, (m, d))), rng.integers(0, 2, m)
    y[X[:, -1] == X[:, -1].max()] = 1
    y[X[:, -1].argmin()] = 0
    return X, y


@pytest.mark.parametrize("solver", ["newton-cg", "lbfgs"])
def test_no_solver_says_that_it_is_near_where_a_flat_direction_holds_the_minimum_far_away(solver):
    """L-BFGS knows the decrement by what it has learned: of a direction that it has not taken it knows nothing."""
    X = np.repeat([[1, 0, 0], [1, 1, 0], [1, 0, 1]], [4, 4, 3], axis=0)
    hard = [(X, np.repeat([0, 1, 0, 1, 1, 0], [1, 1, 1, 1, 4, 3]), 1e-11)]
    hard += [(*nearly_separable(seed), l2) for seed in range(60) for l2 in (1e-12, 1e-9)]
    for X, y, l2 in hard:
        theirs, ours = (logistic.fit(X, y, l2=l2, solver=name) for name in ("newton", solver))
        assert ours.converged
        costs = [logistic.cost(run.theta, X, y, l2=l2) for run in (ours, theirs)]
        assert costs[0] <= costs[1] * (1 + 3e-14)


def test_the_rate_of_the_last_falls_foretells_how_many_steps_are_to_come():
    """A cost that falls by a factor reaches a billionth of its end after as many steps as the logarithm says."""
    for rate in (0.9, 0.5, 0.3):
        costs = 1 + rate ** np.arange(250)
        end = np.argmax(costs[8:-4] - costs[12:] <= 1e-9 * costs[12])
        assert foretold(costs[:13]) == pytest.approx(end, abs=1)
    assert foretold(1 + 0.1 ** np.arange(13)) == foretold(costs[:14]) == 0  # near its end; asked at another time
    assert foretold(5 - np.arange(13.0) / 4) == np.inf
    assert [k for k in range(25) if foretold(5 - np.arange(k) / 8) > 0] == [13, 17, 21]
    assert foretold([*np.arange(13.0)[:0:-1], 0.0]) == np.inf
    assert foretold(2.0 ** -np.arange(13)) < foretold(1.5 ** -np.arange(13)) < np.inf


def test_lbfgs_ends_where_more_steps_are_foretold_than_its_patience():
    A = np.diag(10.0 ** np.linspace(0, 3, 60))
    b = np.random.default_rng(2).standard_normal(60)
    problem = (lambda t: float(t @ A @ t / 2 - b @ t) + 50, lambda t: A @ t - b)
    whole = lbfgs(*problem, np.zeros(60), tol=1e-4)
    short = lbfgs(*problem, np.zeros(60), tol=1e-4, patience=10)
    assert (whole.converged, short.converged) == (True, False)
    assert 12 <= short.steps < whole.steps / 2
    assert short.steps % 4 == 0
    np.testing.assert_array_equal(short.costs, whole.costs[: len(short.costs)])


def test_what_lbfgs_has_learned_is_what_its_two_loops_make_of_the_last_ten_steps():
    rng = np.random.default_rng(4)
    A = rng.standard_normal((30, 30))
    A, sizes, g = A @ A.T + np.eye(30), rng.uniform(1, 9, (2, 15)), rng.standard_normal((2, 15))
    memory, pairs = inverses.Memory(), []
    memory.precondition = lambda v: v / sizes
    for step in range(24):
        move = rng.standard_normal((2, 15)) * 10.0 ** -(step / 3)
        change = (A @ move.ravel()).reshape(2, 15)
        memory.learn(move, change, change / sizes)
        memory.learn(move, -change, -change / sizes)  # bends downwards: not learned
        pairs = [*pairs, (move, change)][-10:]
        q, shares = g, []
        for move, change in pairs[::-1]:
            shares.append(np.vdot(move, q) / np.vdot(move, change))
            q = q - shares[-1] * change
        q = q / sizes * np.vdot(*pairs[-1]) / np.vdot(pairs[-1][1], pairs[-1][1] / sizes)
        for (move, change), share in zip(pairs, shares[::-1], strict=True):
            q = q + (share - np.vdot(change, q) / np.vdot(move, change)) * move
        np.testing.assert_allclose(memory(g), q, rtol=1e-9, atol=1e-9 * np.abs(q).max())
        np.testing.assert_array_equal(memory(g, g / sizes), memory(g))


def test_newtons_method_ends_where_its_decrement_is_not_halved_within_its_patience():
    short = (lambda t: float(t @ t), lambda t: 2 * t, lambda _: 40 * np.eye(2))
    near = lambda decrement, cost: decrement <= 1e-12 * cost  # noqa: E731
    run = newton(*short, np.ones(2), tol=np.inf, near=near, patience=5, max_steps=100)
    assert not run.converged
    assert run.steps < 10
    halving = (*short[:2], lambda _: 6 * np.eye(2))  # by 2/3 a step: the decrement by 4/9
    whole = newton(*halving, np.ones(2), tol=1e-9, patience=1)
    assert whole.converged
    assert whole.steps > 20


def test_conjugate_gradients_begin_with_the_preconditioner_that_the_last_run_has_left():
    H = np.diag(10.0 ** np.linspace(0, 4, 30))
    problem = (lambda t: float(t @ H @ t / 2), lambda t: H @ t, lambda t: lambda v: H @ v)
    memory, asked = inverses.Memory(), []
    assert not memory.knows
    first = newton_cg(*problem, np.ones(30), rough=lambda t: asked.append(t) or H, memory=memory, max_steps=1, tol=0)
    assert len(asked) == 1
    assert memory.knows
    g = np.random.default_rng(1).standard_normal(30)
    np.testing.assert_allclose(memory(g), g / H.diagonal(), rtol=1e-9)
    again = newton_cg(*problem, np.ones(30), rough=lambda t: pytest.fail("known"), memory=memory, max_steps=1, tol=0)
    np.testing.assert_allclose(again.parameters, first.parameters, atol=1e-12)


def test_a_step_that_took_most_of_the_patience_ends_a_run_after_it():
    A, b = np.diag(10.0 ** np.linspace(0, 3, 40)), np.random.default_rng(3).standard_normal(40)
    problem = (lambda t: float(t @ A @ t / 2 - b @ t) + 50, lambda t: A @ t - b, lambda t: lambda v: A @ v)
    whole = newton_cg(*problem, np.zeros(40), tol=1e-9)
    counted = []
    newton_cg(*problem[:2], lambda t: lambda v: counted.append(0) or A @ v, np.zeros(40), tol=1e-9, max_steps=1)
    most, more = (newton_cg(*problem, np.zeros(40), tol=1e-9, patience=len(counted) / part) for part in (0.7, 0.2))
    assert whole.converged
    assert (most.steps, most.converged) == (1, False)
    assert more.steps > 1
    np.testing.assert_array_equal(most.costs, whole.costs[:2])


def test_a_step_that_patience_cuts_short_is_gone_as_far_as_it_was_found_but_where_a_whole_one_ends():
    A, b = np.diag(10.0 ** np.linspace(0, 3, 40)), np.random.default_rng(3).standard_normal(40)
    problem = (lambda t: float(t @ A @ t / 2 - b @ t) + 50, lambda t: A @ t - b, lambda t: lambda v: A @ v)
    for close, steps in ((1e-9, 1), (1.0, 0)):
        options = {"tol": 1e-9, "near": lambda decrement, cost, close=close: decrement <= close * cost}
        run = newton_cg(*problem, np.zeros(40), patience=3, **options)
        assert (run.steps, run.converged) == (steps, False)
        assert (run.costs[-1] < run.costs[0]) == (steps == 1)


@pytest.mark.parametrize("n", [1, 2, 63, 64, 65, 128, 200])
@pytest.mark.parametrize("precision", [np.float64, np.float32])
def test_triangular_systems_are_solved_whatever_part_of_a_block_is_left(n, precision):
    rng = np.random.default_rng(n)
    A = rng.normal(size=(2 * n + 1, n))
    L = np.linalg.cholesky(A.T @ A).astype(precision)
    near = {"rtol": 0, "atol": 1e-12 if precision == np.float64 else 1e-4}
    for B in (rng.normal(size=n), rng.normal(size=(n, 3))):
        kept = B.copy()
        np.testing.assert_allclose(L.astype(float) @ triangular.forward(L, B), B, **near)
        np.testing.assert_allclose(L.astype(float).T @ triangular.backward(L, B), B, **near)
        np.testing.assert_array_equal(B, kept)
    np.testing.assert_allclose(L.astype(float) @ triangular.lower_inverse(L), np.eye(n), **near)
    columns = rng.normal(size=(3 * n, n)) * 10.0 ** rng.uniform(-6, 6, n)  # of units of their own
    slope = columns.T @ rng.normal(size=3 * n)
    step = newton_direction(columns.T @ columns, slope)
    units = np.sqrt((columns**2).sum(axis=0))
    scaled = (columns.T @ columns) / units / units[:, None]
    np.testing.assert_allclose(scaled @ (step * units), slope / units, rtol=0, atol=1e-8 * np.abs(slope / units).max())
