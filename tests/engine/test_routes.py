"""Each way on which `auto` goes ends where Newton's method does, and the gradient that it reports is the true one."""

import warnings
from itertools import pairwise

import numpy as np
import pytest

from lrlib import inverses, logistic, softmax, solvers
from lrlib.engine import (
    curvature,
    examples,
    frames,
    kernel,
    losses,
    precisions,
    preconditioners,
    routes,
    separation,
    span,
)


def drawn(m, n, K=2, *, shared=0.0, means=0.0, flags=False, seed=0):
    rng = np.random.default_rng(seed)
    X = (rng.random((m, n)) < 0.1).astype(float) if flags else rng.standard_normal((m, n))
    spread = X / X.std(axis=0)
    X = np.column_stack((np.ones(m), X + shared * rng.standard_normal((m, 1)) + means))
    y = (spread @ rng.standard_normal((n, K)) / np.sqrt(n) + rng.gumbel(size=(m, K))).argmax(axis=1)
    return X, y


ROUTES = {
    "a diagonal": drawn(3000, 90),
    "a diagonal about means": drawn(3000, 90, means=5.0),
    "flags": drawn(3000, 120, flags=True),
    "one Hessian": drawn(3000, 80, shared=1.0),
    "one Gram matrix": drawn(2500, 230, shared=1.0),
    "wide and correlated": drawn(300, 260, shared=1.0),
    "the span": drawn(90, 400),
    "classes": drawn(2000, 60, 4),
    "classes and means": drawn(2000, 60, 4, means=3.0),
    "correlated classes": drawn(1500, 70, 5, shared=1.0),
}


@pytest.mark.parametrize("name", ROUTES)
@pytest.mark.parametrize("l2", [1e-4, 0.1])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_every_route_ends_at_the_minimum_with_a_true_gradient(name, l2, dtype):
    X, y = ROUTES[name]
    X = X.astype(dtype)
    model = logistic if y.max() == 1 else softmax
    exact = model.fit(X.astype(float), y, l2=l2, tol=1e-11, solver="newton-cg")
    for tol in (None, 1e-6):
        run = model.fit(X, y, l2=l2, tol=tol)
        assert run.converged
        assert run.cost == pytest.approx(exact.cost, rel=1e-8)
        W = run.parameters.astype(np.longdouble)
        slope = model.gradient(W.astype(float), X.astype(float), y, l2=l2)
        assert run.gradient_norm == pytest.approx(np.abs(slope).max(), rel=1e-5, abs=1e-14)
        assert run.gradient_norm <= 1e-5
        assert model.cost(W.astype(float), X.astype(float), y, l2=l2) == pytest.approx(run.cost, rel=1e-7)


def test_the_last_cost_is_in_double_and_the_named_solvers_know_no_single_precision(monkeypatch):
    X, y = ROUTES["a diagonal"]
    run = logistic.fit(X, y, l2=0.01, tol=1e-6)
    assert run.cost == pytest.approx(logistic.cost(run.theta, X, y, l2=0.01), rel=1e-14)
    monkeypatch.setattr(precisions, "in_single", lambda problem: pytest.fail("single precision"))
    for solver in ("newton", "newton-cg", "lbfgs"):
        assert logistic.fit(X, y, l2=0.01, solver=solver).converged


@pytest.mark.parametrize("unit", [1e-20, 1e18, 1e60])
def test_numbers_that_single_precision_cannot_square_are_not_put_into_it(unit):
    X, y = drawn(700, 70)
    X[:, 3] *= unit
    run, clean = logistic.fit(X, y), logistic.fit(X / np.where(np.arange(71) == 3, unit, 1), y)
    assert run.converged
    assert run.cost == pytest.approx(clean.cost, rel=1e-9)


def test_one_number_beyond_single_precision_is_found_outside_the_sample():
    X, y = drawn(5000, 70)
    X[4321, 5] = 1e45
    ours = kernel.Problem(examples.Examples(losses.SIGMOID, X, y[:, None] * 1.0, 1), np.zeros(71))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert precisions.in_single(ours) is None


def test_the_preconditioner_about_means_is_the_inverse_of_the_curvature_of_independent_columns():
    rng = np.random.default_rng(4)
    X = np.column_stack((np.ones(60_000), rng.standard_normal((60_000, 6)) * [1, 2, 3, 1, 1, 5] + [9, 0, -4, 1, 0, 20]))
    ours = kernel.Problem(
        examples.Examples(losses.SIGMOID, X, np.ones((60_000, 1)), 1), np.append(0.0, np.full(6, 0.3))
    )
    solve, independent = preconditioners.probe(ours)
    H = X.T @ X / 240_000 + np.diag(ours.penalty)
    v = rng.standard_normal((1, 7))
    np.testing.assert_allclose(solve(v) @ H, v, atol=0.5)
    np.testing.assert_allclose(solve(np.eye(7)), solve(np.eye(7)).T, atol=1e-12)
    assert np.linalg.eigvalsh(solve(np.eye(7))).min() > 0
    assert independent


@pytest.mark.parametrize("counted", [False, True])
def test_the_preconditioner_is_about_the_means_of_all_examples_not_of_a_sample(counted):
    X, y = drawn(5000, 30, means=0.1)
    counts = np.random.default_rng(1).uniform(0.1, 1.9, 5000) if counted else None
    ours = kernel.Problem(
        examples.Examples(losses.SIGMOID, X, y[:, None] * 1.0, 1, counts), np.append(0.0, np.ones(30))
    )
    solve, _ = preconditioners.probe(ours)
    assert preconditioners.LOOKED < 5000
    inverse = np.array([solve(v[None])[0] for v in np.eye(31)])
    about = -inverse[0, 1:] / inverse.diagonal()[1:]
    np.testing.assert_allclose(about, np.average(X[:, 1:], axis=0, weights=counts), rtol=1e-9)


@pytest.mark.parametrize("m", [400, 2000])
def test_columns_that_share_something_are_told_and_independent_ones_too(m):
    for shared, expected in ((0.0, True), (0.5, False), (2.0, False)):
        X, y = drawn(m, 100, shared=shared, seed=m)
        penalty = np.append(0.0, np.full(100, 1e-3))
        ours = kernel.Problem(examples.Examples(losses.SIGMOID, X, y[:, None] * 1.0, 1), penalty)
        assert preconditioners.probe(ours)[1] == expected


def test_what_a_run_has_learned_is_handed_to_the_next():
    rng = np.random.default_rng(1)
    A = rng.standard_normal((30, 30))
    A = A @ A.T + np.eye(30)
    memory, b = inverses.Memory(), rng.standard_normal(30)
    problem = (lambda t: float(t @ A @ t / 2 - b @ t), lambda t: A @ t - b)
    first = solvers.lbfgs(*problem, np.zeros(30), memory=memory, tol=1e-2)
    again, fresh = (
        solvers.lbfgs(*problem, first.parameters, memory=known, tol=1e-8) for known in (memory, inverses.Memory())
    )
    assert again.converged
    assert again.steps < fresh.steps
    assert memory(b) @ b > 0


def test_blocks_hold_two_megabytes_of_either_precision_or_a_quarter_more_and_all_rows():
    for dtype in (np.float64, np.float32):
        for m, n, K in ((30_000, 100, 1), (200, 5000, 1), (5000, 50, 20), (3, 400_000, 1)):
            part = examples.Examples(losses.SOFTMAX, np.broadcast_to(dtype(1), (m, n)), np.zeros(m, int), K)
            rows = part.rows()
            assert rows[0].start == 0
            assert rows[-1].stop >= m
            assert all(one.stop == other.start for one, other in pairwise(rows))
            most = (1 + examples.REST) * examples.LARGEST / np.dtype(dtype).itemsize
            assert max((r.stop - r.start) * n for r in rows) <= max(n, most)


def test_few_examples_left_over_make_no_block_of_their_own():
    full = examples.LARGEST // 8 // 1000  # rows of 1000 columns in double precision
    for more, blocks in ((0, 1), (full // 5, 1), (full // 3, 2), (full + full // 5, 2)):
        part = examples.Examples(
            losses.SOFTMAX, np.broadcast_to(1.0, (full + more, 1000)), np.zeros(full + more, int), 1
        )
        sizes = [min(r.stop, full + more) - r.start for r in part.rows()]
        assert len(sizes) == blocks
        assert max(sizes) - min(sizes) < blocks
        assert sum(sizes) == full + more


def test_a_margin_is_compared_with_all_examples_and_not_with_its_block(monkeypatch):
    monkeypatch.setattr(examples, "LARGEST", 8 * 3 * 4)  # blocks of four examples
    X, y = np.ones((40, 3)), np.arange(40) % 2
    X[:, 2] = 0
    X[:2, 2] = 1
    ours = kernel.Problem(examples.Examples(losses.SIGMOID, X, y[:, None] * 1.0, 1), np.zeros(3))
    axis = np.array([[[1e-18, 0.0, 1.0]]])
    assert len(separation._moved(ours, axis)) == 2


def test_few_more_columns_than_examples_need_no_other_coordinates():
    for n, expected in ((150, False), (210, True)):
        X, y = drawn(100, n)
        problem = kernel.Problem(
            examples.Examples(losses.SIGMOID, X, y[:, None] * 1.0, 1), np.append(0.0, np.full(n, 0.1))
        )
        assert frames.has_intercept(problem)
        assert (span.spanned(problem) is not None) == expected


@pytest.mark.parametrize(
    ("l2", "K", "expected"), [(1e-5, 2, True), (3.0, 2, False), (3.0, 20, True), (0.0, 2, True), (1e-300, 3, True)]
)
def test_the_span_is_entered_where_its_gram_matrix_saves_more_than_it_costs(l2, K, expected):
    """With a strong penalty few products follow; each is that of many rows of W where classes are many."""
    X, y = drawn(400, 1000)
    loss, labels, rows = (losses.SIGMOID, y[:, None] * 1.0, 1) if K == 2 else (losses.SOFTMAX, y, K)
    problem = kernel.Problem(examples.Examples(loss, X, labels, rows), np.append(0.0, np.full(1000, l2)))
    assert (span.spanned(problem) is not None) == expected
    run = (logistic if K == 2 else softmax).fit(X, y, l2=max(l2, 1e-5), tol=1e-6)
    assert run.converged


def test_what_of_a_curvature_is_penalty_is_told_by_the_columns_in_the_middle():
    X, y = drawn(5000, 30)
    for K, own in ((1, 1 / 4), (4, 3 / 16)):
        loss, labels = (losses.SIGMOID, y[:, None] * 1.0) if K == 1 else (losses.SOFTMAX, y)
        ours = kernel.Problem(examples.Examples(loss, X, labels, K), np.append(0.0, np.full(30, own)))
        assert ours.penalised == pytest.approx(0.5, abs=0.03)
    assert kernel.Problem(ours.examples, np.zeros(31)).penalised == 0.0
    constant = examples.Examples(losses.SIGMOID, np.ones((50, 3)), np.zeros((50, 1)), 1)
    assert kernel.Problem(constant, np.zeros(3)).penalised == 0.0


@pytest.mark.parametrize(("m", "n", "once"), [(300, 5, False), (15_000, 6, True), (1500, 60, True), (5000, 80, True)])
def test_one_hessian_of_two_classes_is_corrected_where_it_costs_some_products(monkeypatch, m, n, once):
    X, y = drawn(m, n, shared=0.5)
    formed, matrix = [], curvature.Curvature.matrix
    monkeypatch.setattr(curvature.Curvature, "matrix", lambda self: formed.append(len(self.examples)) or matrix(self))
    run = logistic.fit(X, y, l2=1e-3, tol=1e-6)
    assert run.converged
    ours = kernel.Problem(examples.Examples(losses.SIGMOID, X, y[:, None] * 1.0, 1), np.full(n + 1, 1e-3))
    assert (routes.price(ours) >= routes.CHORD) == once
    assert (len(formed) == 1) == once


def exactly(model, W, X, y, l2):
    """The cost in long double."""
    W, X = np.atleast_2d(W).astype(np.longdouble), X.astype(np.longdouble)
    Z = X @ W.T
    if len(W) == 1:
        Z = np.column_stack((np.zeros(len(X), Z.dtype), Z))
    Z -= Z.max(axis=1, keepdims=True)
    mean = (np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(len(y)), y]).mean()
    return mean + np.longdouble(l2) / 2 * (W[:, 1:] ** 2).sum()


@pytest.mark.parametrize("solver", ["auto", "newton-cg", "lbfgs"])
@pytest.mark.parametrize(
    ("m", "n", "K", "shared"), [(90, 60, 2, 0), (300, 280, 2, 0), (300, 280, 2, 1), (150, 40, 4, 0), (748, 5, 3, 1)]
)
def test_without_a_tol_the_cost_is_the_least_to_a_part_in_10_to_the_14(m, n, K, shared, solver):
    """The promise of the docstring, also where L-BFGS takes the minimum to be up to twenty times nearer than it is."""
    for seed, l2 in enumerate((1e-4, 1e-3, 0.1)):
        X, y = drawn(m, n, K, shared=shared, seed=seed)
        model = logistic if K == 2 else softmax
        least = exactly(model, model.fit(X, y, l2=l2, solver="newton").parameters, X, y, l2)
        run = model.fit(X, y, l2=l2, solver=solver)
        assert run.converged
        assert exactly(model, run.parameters, X, y, l2) - least <= 1e-14 * least


@pytest.mark.parametrize(("m", "n", "K"), [(350, 100, 2), (400, 240, 2), (60, 50, 5), (200, 120, 3)])
def test_nearly_separable_classes_take_the_steps_of_newtons_method_and_not_hundreds(m, n, K):
    """L-BFGS takes a thousand steps there, and single precision cannot tell the end from its rounding."""
    X, y = drawn(m, n, K, seed=5)
    y = (X @ np.random.default_rng(6).standard_normal((n + 1, K))).argmax(axis=1)
    model = logistic if K == 2 else softmax
    for dtype in (float, np.float32):
        run = model.fit(X.astype(dtype), y, l2=1e-6)
        assert run.converged
        assert run.steps <= 40


def test_single_precision_that_falls_no_more_ends():
    """The cost jumps by its rounding, and no decrement is small: five steps of that are enough."""
    near = precisions._Loose()
    assert not any(near(1e-3, cost) for cost in (0.5, 0.4, 0.3, 0.3 + 1e-10, 0.3 - 1e-10, 0.3 + 2e-10, 0.3 - 2e-10))
    assert near(1e-3, 0.3)
    fresh = precisions._Loose()
    assert not any(fresh(1e-3, 1 - k / 1000) for k in range(100))
    assert fresh(1e-10, 0.9)


@pytest.mark.parametrize("K", [2, 3, 4, 6])
@pytest.mark.parametrize("loss", [losses.SOFTMAX, losses.SIGMOID], ids=["softmax", "sigmoids"])
@pytest.mark.parametrize("intercept", [True, False])
def test_what_solves_for_a_hessian_is_its_inverse_for_few_classes_and_for_many(K, loss, intercept):
    rng = np.random.default_rng(K)
    X = np.column_stack((np.ones(300), rng.standard_normal((300, 6)) * 10.0 ** np.arange(-1, 2, 0.5)))
    penalty = np.append(0.0 if intercept else 0.3, np.full(6, 0.3))
    ours = kernel.Problem(examples.Examples(loss, X, rng.integers(0, K, 300), K), penalty)
    W = rng.standard_normal((K, 7)) / 5
    W -= W.mean(axis=0) * intercept
    slope = ours.gradient(W)
    step = ours.newton(W)(slope)
    back = (ours.hessian(W) @ step.ravel()).reshape(slope.shape)
    np.testing.assert_allclose(back, slope, atol=1e-8 * np.abs(slope).max())


@pytest.mark.parametrize(
    ("m", "n", "K", "units"),
    [(700, 200, 2, 0), (210, 82, 3, 1), (300, 120, 3, 0), (400, 60, 5, 1)],
    ids=["two classes", "three in other units", "three", "five"],
)
def test_nearly_separable_classes_end_at_the_minimum_in_a_few_products_and_hessians(m, n, K, units, monkeypatch):
    """Conjugate gradients alone took thousands of products, and where the units differ they never ended."""
    rng = np.random.default_rng(n)
    X, y = drawn(m, n, K, seed=n)
    y = (X[:, 1:] @ rng.standard_normal((n, K)) + 0.2 * rng.gumbel(size=(m, K))).argmax(axis=1)
    X[:, 1:] *= 10.0 ** (units * rng.uniform(-2, 3, n))
    model, counted = (logistic if K == 2 else softmax), []
    plain = kernel.Problem.product

    def _counting(self, W):
        times = plain(self, W)
        return lambda V: counted.append(1) or times(V)

    monkeypatch.setattr(kernel.Problem, "product", _counting)
    for tol in (None, 1e-7):
        counted.clear()
        run = model.fit(X, y, l2=1e-6, tol=tol)
        assert run.converged
        assert run.steps <= 150
        assert len(counted) <= 1500
        slope = model.gradient(run.parameters, X, y, l2=1e-6)
        assert np.abs(slope).max() <= 1e-5


def test_a_step_that_is_not_solved_in_so_many_products_ends_a_run():
    rng = np.random.default_rng(3)
    A = np.diag(10.0 ** np.linspace(0, 3, 40))
    b = rng.standard_normal(40)
    problem = (lambda t: float(t @ A @ t / 2 - b @ t), lambda t: A @ t - b, lambda t: lambda v: A @ v)
    short = solvers.newton_cg(*problem, np.zeros(40), patience=3, tol=1e-9)
    assert (short.steps, short.converged) == (0, False)
    assert solvers.newton_cg(*problem, np.zeros(40), patience=1000, tol=1e-6, max_steps=50).converged


def test_a_tiny_decrement_does_not_cut_the_steps_that_a_tol_still_needs():
    """In small units a gradient can be large where the cost is nearly the least: one product a step led nowhere."""
    rng = np.random.default_rng(17)
    X = np.column_stack((np.ones(3500), rng.standard_normal((3500, 9)) * 10.0 ** rng.uniform(-2, 3, 9)))
    y = (X[:, 1:] / X[:, 1:].std(axis=0) @ rng.standard_normal((9, 3)) + rng.gumbel(size=(3500, 3))).argmax(axis=1)
    run = softmax.fit(X, y, l2=1e-6, tol=1e-8, solver="newton-cg")
    assert run.converged
    assert run.steps <= 20


def test_in_the_span_of_the_examples_one_size_stands_for_all_columns():
    X, y = drawn(90, 400, shared=1.0)
    outer = kernel.Problem(examples.Examples(losses.SIGMOID, X, y[:, None] * 1.0, 1), np.append(0.0, np.full(400, 0.1)))
    inner = span.spanned(outer).problem
    assert (outer.turned, inner.turned, inner.sample(50).turned) == (False, True, True)
    ones = np.ones((1, inner.shape[1]))
    solved = preconditioners.diagonal(inner, 0 * ones)(ones)
    assert len(np.unique(solved[0, 1:].round(12))) == 1
    assert solved[0, 1] == pytest.approx(1 / inner.hessian(0 * ones).diagonal()[1:].mean())


def test_an_intercept_absorbs_the_means_of_the_columns_in_a_diagonal_preconditioner():
    """Columns that are orthogonal about their means have a curvature which is an arrow, and is solved for exactly."""
    rng = np.random.default_rng(7)
    Q = np.linalg.qr(np.column_stack((np.ones(200), rng.standard_normal((200, 9)))))[0]
    X = np.column_stack((np.ones(200), Q[:, 1:] * rng.uniform(1, 9, 9) + rng.uniform(-3, 3, 9)))
    for loss, y, K in (
        (losses.SIGMOID, rng.integers(0, 2, (200, 1)) * 1.0, 1),
        (losses.SOFTMAX, np.arange(200) % 3, 3),
    ):
        ours = kernel.Problem(examples.Examples(loss, X, y, K), np.append(0.0, np.full(9, 0.01)))
        zero, V = np.zeros((K, 10)), rng.standard_normal((K, 10))
        solve = preconditioners.diagonal(ours, zero)
        own = ours.hessian(zero)[:10, :10]
        np.testing.assert_allclose(solve(V @ own), V, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("K", [1, 3])
def test_the_first_row_of_the_curvature_counts_examples_as_the_hessian_does(K):
    rng = np.random.default_rng(6)
    X = np.column_stack((np.ones(80), rng.standard_normal((80, 5)) + 2))
    loss, y = (losses.SIGMOID, rng.integers(0, 2, (80, 1)) * 1.0) if K == 1 else (losses.SOFTMAX, np.arange(80) % 3)
    weights = 10.0 ** rng.uniform(-3, 3, 80)
    ours = kernel.Problem(examples.Examples(loss, X, y, K, weights / weights.mean()), np.append(0.0, np.full(5, 0.1)))
    W = rng.standard_normal((K, 6))
    own, first = ours.curvature(W).diagonal()
    H = ours.hessian(W).reshape(K, 6, K, 6)
    for k in range(K):
        np.testing.assert_allclose(own[k], H[k, :, k].diagonal(), rtol=1e-12)
        np.testing.assert_allclose(first[k], H[k, 0, k], rtol=1e-12, atol=1e-14)


def test_few_examples_that_count_very_differently_end_at_the_minimum():
    """A preconditioner about other means than the weighed ones made far points look near."""
    rng = np.random.default_rng(42)
    X = rng.standard_normal((194, 9))[:, rng.integers(0, 9, 26)]
    X, y, weights = np.column_stack((np.ones(194), X)), rng.integers(0, 60, 194), 10.0 ** rng.uniform(-6, 6, 194)
    y[:60] = np.arange(60)
    found = [softmax.fit(X, y, l2=2e-5, sample_weight=weights, solver=solver) for solver in ("auto", "newton-cg")]
    exact = softmax.fit(X, y, l2=2e-5, sample_weight=weights, solver="newton")
    for run in found:
        assert run.converged
        assert run.cost == pytest.approx(exact.cost, rel=1e-9)


def test_what_is_the_same_for_all_classes_is_solved_for_apart():
    X, y = drawn(300, 20, 4)
    for free in (0.0, 0.3):
        penalty = np.append(free, np.full(20, 1e-4))
        ours = kernel.Problem(examples.Examples(losses.SOFTMAX, X, y, 4), penalty)
        W, same = 0.1 * np.random.default_rng(8).standard_normal((4, 21)), np.ones((4, 1)) * np.arange(21.0)
        solve = preconditioners.apart(ours, preconditioners.diagonal(ours, W), W)
        differences = W - W.mean(axis=0)
        assert np.abs(solve(differences).mean(axis=0)).max() <= 1e-12
        np.testing.assert_allclose(solve(penalty * same), same, atol=1e-9)
        assert np.vdot(differences, solve(differences)) > 0
        between = preconditioners.apart(ours, preconditioners.diagonal(ours, W), differences)
        np.testing.assert_allclose(between(differences), solve(differences), rtol=1e-9)
        assert np.abs(between(differences + same).mean(axis=0)).max() <= 1e-12
        product = ours.product(W)(differences)
        assert np.abs((product - penalty * differences).mean(axis=0)).max() <= 1e-15


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize(("kind", "most"), [("independent", 100), ("flags", 80), ("heavy tails", 180)])
def test_conjugate_gradients_take_few_products_whatever_the_columns(kind, most, dtype, monkeypatch):
    """They were two or three times as many with a diagonal of no means and a part of each step for all classes."""
    rng = np.random.default_rng(0)
    n, K = 120, 10
    X = {
        "independent": rng.standard_normal((1100, n)),
        "flags": rng.random((1100, n)) < 0.1,
        "heavy tails": rng.standard_t(2, size=(1100, n)),
    }[kind].astype(dtype)
    y = (X / X.std(axis=0) @ rng.standard_normal((n, K)) * 2 / n**0.5 + rng.gumbel(size=(1100, K))).argmax(axis=1)
    X = np.column_stack((np.ones(1100, dtype), X))
    plain, counted = kernel.Problem.product, []

    def _counting(self, W):
        times = plain(self, W)
        return lambda V: counted.append(1) or times(V)

    monkeypatch.setattr(kernel.Problem, "product", _counting)
    run = softmax.fit(X, y, l2=1e-4, tol=1e-6, solver="newton-cg")
    assert run.converged
    assert len(counted) <= most
    assert np.abs(softmax.gradient(run.parameters, X, y, l2=1e-4)).max() <= 1e-5


@pytest.mark.parametrize("K", [2, 4])
def test_few_numbers_in_single_precision_are_fitted_in_double_and_the_parameters_rounded(K):
    X, y = drawn(300, 20, K)
    X = X.astype(np.float32)
    single, double = softmax.fit(X, y, l2=1e-2), softmax.fit(X.astype(float), y, l2=1e-2)
    np.testing.assert_array_equal(single.W, double.W.astype(np.float32))
    np.testing.assert_array_equal(single.costs, double.costs)
    slope = softmax.gradient(single.W.astype(float), X.astype(float), y, l2=1e-2)
    assert single.gradient_norm == pytest.approx(np.abs(slope).max(), rel=1e-6)


def test_a_copy_in_double_is_made_of_columns_that_are_shifted_as_they_are_read():
    """Single precision, large units, few examples for many classes: products need more digits than the data have."""
    rng = np.random.default_rng(4)
    X = (rng.standard_normal((200, 1)) + 1e-2 * rng.standard_normal((200, 40))) * 1e8
    X, y = np.column_stack((np.ones(200), X)).astype(np.float32), np.arange(200) % 20
    run = softmax.fit(X, y, l2=1e-4, max_steps=30)
    assert run.cost < 1e-3
    slope = softmax.gradient(run.W.astype(float), X.astype(float), y, l2=1e-4)
    assert run.gradient_norm == pytest.approx(np.abs(slope).max(), rel=1e-3)


def test_columns_of_very_unequal_sizes_stay_in_their_own_units():
    """In the span of few more columns than examples a diagonal would not know them: twenty times as long."""
    rng = np.random.default_rng(1)
    X, y = np.column_stack((np.ones(227), rng.standard_t(1, (227, 360)))), rng.integers(0, 6, 227)
    penalty = np.append(0.0, np.full(360, 1e-4))
    assert span.spanned(kernel.Problem(examples.Examples(losses.SOFTMAX, X, y, 6), penalty)) is None
    run = softmax.fit(X, y, l2=1e-4)
    assert run.converged
    assert run.steps <= 60


def test_in_single_precision_a_span_has_to_save_twice_as_much():
    for dtype, expected in ((float, True), (np.float32, False)):
        X, y = drawn(100, 300)
        problem = kernel.Problem(
            examples.Examples(losses.SIGMOID, X.astype(dtype), y[:, None] * 1.0, 1), np.append(0.0, np.full(300, 0.1))
        )
        assert (span.spanned(problem) is not None) == expected


def test_a_step_is_doubled_where_the_cost_falls_as_an_exponential_and_not_in_a_parabola():
    steep = (lambda t: float(np.exp(-t).sum()), lambda t: -np.exp(-t), lambda t: np.diag(np.exp(-t)))
    near = lambda _, cost: cost < 1e-9  # noqa: E731
    bold, bare = (
        solvers.newton(*steep, np.zeros(3), bold=way, tol=np.inf, near=near, max_steps=50) for way in (True, False)
    )
    assert bold.converged
    assert bare.converged
    assert bold.steps * 3 <= bare.steps
    parabola = (lambda t: float(t @ t), lambda t: 2 * t, lambda _: 2 * np.eye(3))
    assert solvers.newton(*parabola, np.ones(3), bold=True).steps == 1


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_products_are_in_single_precision_unless_the_penalty_is_next_to_nothing(dtype, monkeypatch):
    """With a penalty of 1e-8 a step solved in single precision led nowhere, while its classes had lost their digits."""
    X, y = drawn(137, 300, 30, shared=1.0)
    plain, counted = kernel.Problem.product, []

    def _counting(self, W):
        times = plain(self, W)
        return lambda V: counted.append(1) or times(V)

    monkeypatch.setattr(kernel.Problem, "product", _counting)
    run = softmax.fit(X.astype(dtype), y, l2=1e-8, tol=1e-6)
    assert run.converged
    assert run.steps <= 30
    assert len(counted) <= 600
    for l2, expected in ((1e-12, np.float64), (1e-8, np.float32), (0.1, np.float32)):
        ours = kernel.Problem(
            examples.Examples(losses.SOFTMAX, X.astype(dtype), y, 30), np.append(0.0, np.full(300, l2))
        )
        copy = precisions._factors(ours)
        assert (dtype if copy is None else copy.X.dtype) == expected


def test_what_a_step_lacks_is_told_by_what_the_last_products_have_added():
    """The residual, in the norm of a preconditioner that knows little, tells up to a thousand times too little."""
    for seed, spread in enumerate((1, 2, 3, 4, 4, 4)):
        rng = np.random.default_rng(seed)
        Q, slope, known = np.linalg.qr(rng.standard_normal((120, 120)))[0], rng.standard_normal(120), []
        H = (Q * 10.0 ** np.linspace(-spread, 0, 120)) @ Q.T

        def _enough(now, H=H, known=known):
            error = np.linalg.solve(H, now.residual)
            known.append((now.lacking, float(error @ H @ error), inverses.ROOM * now.left))
            return len(known) == 100

        inverses.conjugate_gradients(lambda v, H=H: H @ v, lambda v: v, slope, _enough)
        told, true, residual = np.array(known[inverses.TOLD :]).T
        large = true > 1e-20 * true[0]
        assert (told * 10 >= true)[large].all()
        assert (residual * 10 < true)[large].any() == (spread == 4)


def test_products_in_single_precision_keep_the_digits_of_classes_that_are_nearly_certain():
    """Each a less the mean of all, where one probability is nearly 1, is a small difference of rounded numbers."""
    X, _ = drawn(4000, 40, 5)
    X = X.astype(np.float32)
    W = (6 * np.random.default_rng(3).standard_normal((5, 41))).astype(np.float32).astype(float)
    ordered = np.sort(X @ W.T, axis=1)
    X = X[(ordered[:, -1] - ordered[:, -2] > 9) & (ordered[:, -1] - ordered[:, -2] < 12)]
    assert len(X) > 100
    ours, single = (
        kernel.Problem(examples.Examples(losses.SOFTMAX, Z, (X @ W.T).argmax(axis=1), 5), np.zeros(41))
        for Z in (X.astype(float), X)
    )
    V = np.random.default_rng(4).standard_normal((5, 41))
    true = ours.product(W)(V)
    assert np.abs(single.product(W)(V) - true).max() <= 3e-5 * np.abs(true).max()


def test_a_step_uphill_is_no_minimum():
    """Heavy tails and little penalty: conjugate gradients in single went uphill, and that was taken for near."""
    rng = np.random.default_rng(28)
    X = rng.standard_t(2, size=(690, 262))
    W = rng.standard_normal((262, 10)) * 2 / np.sqrt(262)
    y = (X / X.std(axis=0) @ W + rng.gumbel(size=(690, 10))).argmax(axis=1)
    X = np.column_stack((np.ones(690), X))
    run = softmax.fit(X, y, l2=1.2826273306503602e-06, tol=1e-5)
    assert run.converged
    assert run.cost <= softmax.fit(X, y, l2=1.2826273306503602e-06, tol=1e-9).cost * (1 + 1e-8)


def test_the_hessian_of_many_examples_is_formed_for_nearly_separable_classes_alone(monkeypatch):
    formed, hessian = [], kernel.Problem.hessian

    def noted(self, W):
        formed.append(len(self.examples))
        return hessian(self, W)

    def newton(self, W):
        formed.append(len(self.examples))
        return solver(self, W)

    solver = kernel.Problem.newton
    monkeypatch.setattr(kernel.Problem, "hessian", noted)
    monkeypatch.setattr(kernel.Problem, "newton", newton)
    rng = np.random.default_rng(0)
    A = rng.normal(size=(10_500, 80)) @ (np.eye(80) + rng.normal(size=(80, 80)) / 4)
    A /= A.std(axis=0)
    B = rng.normal(size=(80, 5)) / 9
    for strength, l2, whole in ((200, 1e-9, True), (200, 1e-3, False), (3, 1e-3, False)):
        y = (strength * A @ B + rng.gumbel(size=(len(A), 5))).argmax(axis=1)
        formed.clear()
        assert softmax.fit(np.column_stack((np.ones(len(A)), A)), y, l2=l2).converged
        assert (len(A) in formed) == whole


@pytest.mark.parametrize("solver", ["newton", "newton-cg", "lbfgs"])
def test_an_intercept_alone_and_columns_of_any_units_are_fitted_by_every_solver(solver):
    """A floor for the diagonal, a part of the largest, took small columns for flat: CG stopped far from the minimum."""
    assert logistic.fit(np.ones((9, 1)), np.arange(9) % 2, solver=solver).converged
    assert softmax.fit(np.ones((9, 1)), np.arange(9) % 3, solver=solver).converged
    for m, n in ((30, 8), (150, 40)):
        for seed in range(4):
            rng = np.random.default_rng(seed)
            X = np.column_stack((np.ones(m), rng.normal(size=(m, n)) * 10.0 ** rng.integers(-6, 7, n)))
            y = rng.integers(0, 2, m)
            best, run = logistic.fit(X, y), logistic.fit(X, y, solver=solver)
            assert not run.converged or run.cost <= best.cost * (1 + 1e-8)
            assert run.converged == best.converged or solver == "lbfgs"


def test_classes_that_are_nearly_separable_differ_in_size_and_each_column_of_each_has_its_own(monkeypatch):
    """One curvature for all classes, and a hundred steps before it, took ten times as many passes and products."""
    X, y = drawn(1500, 12, 50, flags=True)
    _, y = np.unique(y, return_inverse=True)
    passes, products = [], []
    plain, product = kernel.Problem.value_and_gradient, kernel.Problem.product

    def _counting(self, W):
        times = product(self, W)
        return lambda V: products.append(1) or times(V)

    monkeypatch.setattr(kernel.Problem, "value_and_gradient", lambda self, W: passes.append(1) or plain(self, W))
    monkeypatch.setattr(kernel.Problem, "product", _counting)
    run = softmax.fit(X, y, l2=1e-7, tol=1e-5)
    assert run.converged
    assert len(passes) <= 40
    assert len(products) <= 100


@pytest.mark.parametrize(("m", "n", "K"), [(2500, 7, 3), (2000, 8, 4), (400, 20, 6)])
@pytest.mark.parametrize("intercept", [True, False])
def test_differences_between_few_classes_are_solved_for_as_all_classes_are(m, n, K, intercept):
    rng = np.random.default_rng(K)
    X = np.column_stack((np.ones(m), rng.standard_normal((m, n)) * 10.0 ** rng.uniform(-1, 2, n)))
    penalty = np.append(0.0 if intercept else 0.3, np.full(n, 0.3))
    ours = kernel.Problem(examples.Examples(losses.SOFTMAX, X, rng.integers(0, K, m), K), penalty)
    assert curvature.by_differences(ours.examples)
    W = rng.standard_normal((K, n + 1)) / 20
    W -= W.mean(axis=0) * intercept
    slope = ours.gradient(W)
    step = ours.newton(W)(slope)
    back = (ours.hessian(W) @ step.ravel()).reshape(slope.shape)
    np.testing.assert_allclose(back, slope, atol=1e-8 * np.abs(slope).max())


@pytest.mark.parametrize("sizes", [(5000, 40), (4000, 300)])
def test_single_precision_holds_the_point_at_which_the_last_slope_was_taken(sizes):
    X, y = drawn(*sizes, seed=5)
    X = X.astype(np.float32)
    run = logistic.fit(X, y, l2=0.01, tol=1e-4)
    value, slope = logistic.value_and_gradient(run.theta, X, y, l2=0.01)
    assert run.converged
    assert run.gradient_norm == pytest.approx(np.abs(slope).max(), rel=1e-9)
    assert run.cost == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize("K", [2, 3, 10])
def test_where_single_precision_leads_far_enough_double_is_asked_once(K, monkeypatch):
    """What it holds in the end, without the mean over the classes, is where double begins, and often ends."""
    X, y = drawn(4000, 100, K, seed=5)
    X, plain, asked = X.astype(np.float32), kernel.Problem.value_and_gradient, []

    def _counting(self, W):
        asked.append(self.exact)
        return plain(self, W)

    monkeypatch.setattr(kernel.Problem, "value_and_gradient", _counting)
    model = logistic if K == 2 else softmax
    run = model.fit(X, y, l2=0.01, tol=1e-4)
    assert run.converged
    assert asked.count(True) == 1
    value, slope = model.value_and_gradient(run.parameters, X, y, l2=0.01)
    assert run.gradient_norm == pytest.approx(np.abs(slope).max(), rel=1e-9)
    assert run.cost == pytest.approx(value, rel=1e-12)
    if K > 2:
        np.testing.assert_array_less(np.abs(run.W.mean(axis=0, dtype=float)), 2e-7 * np.abs(run.W).max(axis=0))


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_few_examples_of_many_numbers_end_in_double_with_the_preconditioner_that_single_precision_has_left(
    dtype, monkeypatch
):
    X, y = drawn(700, 1000, seed=5)
    X, plain, diagonal, seen = X.astype(dtype), kernel.Problem.value_and_gradient, preconditioners.diagonal, []

    def _counting(self, W):
        seen.append(("a pass", self.exact))
        return plain(self, W)

    def _renewing(problem, *rest):
        seen.append(("a preconditioner", problem.exact))
        return diagonal(problem, *rest)

    monkeypatch.setattr(kernel.Problem, "value_and_gradient", _counting)
    monkeypatch.setattr(preconditioners, "diagonal", _renewing)
    run = logistic.fit(X, y, l2=0.1, tol=1e-4)
    assert run.converged
    assert seen.count(("a preconditioner", False)) >= 1
    assert seen.count(("a preconditioner", True)) == 0
    assert seen.count(("a pass", True)) == 1
    slope = logistic.gradient(run.theta.astype(float), X.astype(float), y, l2=0.1)
    assert run.gradient_norm == pytest.approx(np.abs(slope).max(), rel=1e-6)


@pytest.mark.parametrize("K", [2, 4])
def test_where_single_precision_has_converged_it_multiplies_in_the_last_steps_too(K, monkeypatch):
    X, y = drawn(700, 1000, K, seed=6)
    plain, precisions_seen = curvature.Curvature.product, []

    def _noting(self):
        precisions_seen.append(self.examples.X.dtype)
        return plain(self)

    monkeypatch.setattr(curvature.Curvature, "product", _noting)
    model = logistic if K == 2 else softmax
    run = model.fit(X, y, l2=0.1)
    assert run.converged
    assert set(precisions_seen) == {np.dtype(np.float32)}
    assert run.gradient_norm == pytest.approx(np.abs(model.gradient(run.parameters, X, y, l2=0.1)).max(), rel=1e-5)
    assert run.gradient_norm <= 1e-7


def test_where_the_ridge_of_newtons_method_keeps_its_steps_short_products_lead_on():
    """Two classes lie on each other, five million units away: Newton's method stood there for a thousand steps."""
    X, y = np.column_stack((np.ones(3), np.zeros(3), [4.649e6, 0.0, 4.649e6])), np.array([0, 2, 1])
    run = softmax.fit(X, y, l2=0.29, tol=4e-9)
    assert run.converged
    assert run.gradient_norm <= 4e-9
    assert run.steps <= 100
    bare = softmax.fit(X, y, l2=0.29, tol=4e-9, solver="newton", max_steps=200)
    assert not bare.converged
    assert run.cost <= bare.cost


@pytest.mark.parametrize(("m", "n", "l2", "seed"), [(2072, 11, 1.359e-4, 89), (2777, 8, 1.831e-4, 42)])
def test_what_single_precision_rounds_in_the_end_is_within_tol(m, n, l2, seed):
    """Columns in units up to a thousand: a run that ended just below tol was above it once it was rounded."""
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((m, n)) * 10 ** rng.uniform(-2, 3, n)
    y = ((X / X.std(axis=0)) @ rng.standard_normal((n, 50)) * 2 / np.sqrt(n) + rng.gumbel(size=(m, 50))).argmax(axis=1)
    _, y = np.unique(y, return_inverse=True)
    design = np.column_stack((np.ones(m), X)).astype(np.float32)
    for tol in (1e-5, 1e-4):
        run = softmax.fit(design, y, l2=l2, tol=tol)
        assert run.converged
        assert run.gradient_norm <= tol
        slope = softmax.gradient(run.W.astype(float), design.astype(float), y, l2=l2)
        assert run.gradient_norm == pytest.approx(np.abs(slope).max(), rel=1e-3)
