"""The axes along which columns agree are found where they are, and make conjugate gradients shorter."""

from types import SimpleNamespace

import numpy as np
import pytest

from lrlib import softmax, solvers
from lrlib.engine import agreement, examples, kernel, losses, preconditioners


def problem(X, K=3, l2=1e-3, weights=None, seed=0):
    X = np.column_stack((np.ones(len(X)), X))
    y = np.random.default_rng(seed).integers(0, K, len(X))
    penalty = np.append(0.0, np.full(X.shape[1] - 1, l2))
    return kernel.Problem(examples.Examples(losses.SOFTMAX, X, y, K, weights), penalty)


def shared(m, n, axes=1, seed=0):
    """Return columns that share so many things, beside each one's own."""
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((m, n)) + rng.standard_normal((m, axes)) @ rng.standard_normal((axes, n)) * 2
    return X * 10.0 ** rng.uniform(-1, 1, n) + rng.uniform(-3, 3, n)


@pytest.mark.parametrize("weighted", [False, True])
def test_columns_are_multiplied_with_about_their_means_block_by_block(monkeypatch, weighted):
    monkeypatch.setattr(examples, "BLOCK", 3000)
    X, rng = shared(700, 12), np.random.default_rng(1)
    weights = rng.uniform(0.1, 1.9, 700) if weighted else None
    ours = problem(X, weights=weights)
    assert len(ours.examples.parts) > 3
    columns, V = agreement.Columns(ours.examples, True), rng.standard_normal((13, 4))
    expected = np.cov(X.T, aweights=np.ones(700) if weights is None else weights, ddof=0)
    np.testing.assert_allclose(columns.variance, np.append(1.0, expected.diagonal()), rtol=1e-10)
    np.testing.assert_allclose(columns.covariance(V)[1:], expected @ V[1:], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(columns.covariance(V)[0], V[0], atol=1e-9)  # nothing joins the intercept and the others
    about_zero = agreement.Columns(ours.examples, False)
    assert (about_zero.mean == 0).all()


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("m", "n"), [(600, 300), (300, 300), (1500, 60)])
def test_what_columns_share_is_found_and_what_chance_makes_is_not(m, n, seed):
    rng = np.random.default_rng(seed)
    alone = agreement.Agreement(problem(rng.standard_normal((m, n))))
    assert not alone.open
    assert alone.search(np.inf) is None
    X = shared(m, n, axes=3, seed=seed)
    found = agreement.Agreement(problem(X)).search(np.inf)
    sizes, directions = np.linalg.eigh(np.corrcoef(X.T))
    assert len(found.sizes) == 3
    np.testing.assert_allclose(np.sort(found.sizes), sizes[-3:], rtol=0.02)
    together = np.linalg.svd(found.directions[1:].T @ directions[:, -3:])[1]
    assert together.min() > 0.99  # the cosine of the largest angle between both spaces
    np.testing.assert_allclose(found.directions.T @ found.directions, np.eye(3), atol=1e-12)
    assert 1 <= found.level <= (1 + (n / m) ** 0.5) ** 2 < found.sizes.min()


def test_a_search_takes_no_more_vectors_than_it_may_and_goes_on_where_it_stopped():
    ours = problem(shared(900, 200, axes=12))
    search = agreement.Agreement(ours)
    assert search.search(agreement.SIGNS - 1) is None
    assert search.basis.shape == (201, 0)
    few = search.search(agreement.SIGNS)
    assert search.basis.shape[1] == len(few.sizes) == agreement.SIGNS
    assert search.open
    more = search.search(1000)
    assert search.basis.shape[1] == 2 * agreement.SIGNS == agreement.MOST
    assert len(more.sizes) == 12
    assert not search.open
    assert search.search(1000) is more


def test_axes_bring_the_largest_curvatures_down_to_the_level_of_the_others():
    """Columns that are all as long: two axes at right angles stand out, and nothing else does."""
    rng, mixed = np.random.default_rng(3), np.ones((1, 1))
    for _ in range(5):
        mixed = np.kron(mixed, [[1, 1], [1, -1]])
    Q = np.linalg.qr(np.column_stack((np.ones(400), rng.standard_normal((400, 32)))))[0][:, 1:]
    ours = problem(Q * np.append([9.0, 7.0], np.ones(30)) @ mixed, l2=0.001)
    axes = agreement.Agreement(ours).search(np.inf)
    assert len(axes.sizes) == 2
    zero, inverses = np.zeros((3, 33)), []
    own, unit = ours.hessian(zero)[:33, :33], np.eye(33)
    for each in (None, axes):
        solve = preconditioners.diagonal(ours, zero, each)
        inverses.append(np.array([solve(np.tile(row, (3, 1)))[0] for row in unit]))
    alone, both = (np.linalg.cond(np.linalg.cholesky(S).T @ own @ np.linalg.cholesky(S)) for S in inverses)
    assert alone > 70
    assert both < 10
    np.testing.assert_allclose(inverses[1], inverses[1].T, atol=1e-12)


def test_where_the_penalty_is_all_no_axis_is_longer_than_another():
    axes = agreement.Axes(np.eye(5)[:, :2], np.array([9.0, 4.0]), 2.0)
    np.testing.assert_allclose(axes.less(np.array([[0.0], [1.0]])), [[0, 0], [7 / 9, 1 / 2]])


@pytest.mark.parametrize(("m", "n", "K"), [(500, 250, 5), (900, 300, 10), (250, 400, 5)])
def test_few_examples_of_columns_that_agree_take_fewer_products_and_those_of_others_as_many(monkeypatch, m, n, K):
    def _products(X):
        count = [0]

        def _counted(self, W, product=kernel.Problem.product):
            times = product(self, W)

            def _times(V):
                count[0] += 1
                return times(V)

            return _times

        y = np.random.default_rng(5).integers(0, K, m)
        with monkeypatch.context() as patch:
            patch.setattr(kernel.Problem, "product", _counted)
            run = softmax.fit(np.column_stack((np.ones(m), X)), y, l2=1e-3, tol=1e-6)
        assert run.converged
        return count[0], run.cost

    X = shared(m, n)
    alike = np.random.default_rng(2).standard_normal((m, n))
    (with_axes, cost), others = _products(X), _products(alike)
    with monkeypatch.context() as patch:
        patch.setattr(agreement.Agreement, "search", lambda *_: None)
        without, same = _products(X)
        assert _products(alike) == others
    assert with_axes <= 0.8 * without
    assert cost == pytest.approx(same, rel=1e-7)


def test_small_problems_and_short_runs_are_not_searched(monkeypatch):
    monkeypatch.setattr(preconditioners, "Agreement", lambda _: pytest.fail("a search"))
    growing = preconditioners.Growing(problem(shared(200, 100)))
    growing.spent = 10**6
    growing.rough(np.zeros((3, 101)))
    large = preconditioners.Growing(problem(shared(600, 200)))
    times = large.product(np.zeros((3, 201)))
    for _ in range(preconditioners.DEARER * agreement.SIGNS // 3):
        times(np.ones((3, 201)))
    large.rough(np.zeros((3, 201)))
    times(np.ones((3, 201)))
    with pytest.raises(pytest.fail.Exception, match="a search"):
        large.rough(np.zeros((3, 201)))


def test_conjugate_gradients_know_a_growing_preconditioner():
    ours = problem(shared(600, 200), K=5)
    growing = preconditioners.Growing(ours)
    run = solvers.newton_cg(ours.cost, ours.gradient, growing.product, np.zeros(ours.shape), rough=growing.rough)
    assert run.converged
    assert growing.spent == 5 * round(growing.spent / 5) > 0
    assert growing.agreement is not None


@pytest.mark.parametrize("left", [0.9, 0.1])
def test_where_rounding_leaves_less_of_a_column_than_its_penalty_no_step_goes_uphill(monkeypatch, left):
    rng = np.random.default_rng(0)
    ours = problem(shared(300, 20), l2=1e-9)
    axes = agreement.Axes(np.linalg.qr(rng.standard_normal((21, 2)))[0], np.array([40.0, 9.0]), 1.0)
    own, first = ours.curvature(np.zeros((3, 21))).diagonal()
    own[:, 1:] = first[:, 1:] ** 2 / own[:, :1] + left * 1e-9
    monkeypatch.setattr(kernel.Problem, "curvature", lambda *_: SimpleNamespace(diagonal=lambda: (own.copy(), first)))
    monkeypatch.setattr(preconditioners, "SHARE", 1e-30)
    solve = preconditioners.diagonal(ours, np.zeros((3, 21)), axes)
    units = np.append(1.0, np.full(20, 1e-5))
    S = np.array([units * solve(np.tile(row, (3, 1)))[0] for row in np.diag(units)])
    assert np.linalg.eigvalsh((S + S.T) / 2).min() > 0


@pytest.mark.parametrize("seed", range(3))
def test_classes_that_count_as_much_as_each_other_end_at_the_minimum(seed):
    """As many use it, class_weight="balanced": columns far from zero that agree, and examples of unequal weight."""
    rng = np.random.default_rng(seed)
    X = np.column_stack((np.ones(900), rng.standard_normal((900, 140)) + 2 * rng.standard_normal((900, 1)) + 3))
    y = (X[:, 1:] @ rng.standard_normal((140, 10)) / 140**0.5 + rng.gumbel(size=(900, 10))).argmax(axis=1)
    y[:10] = range(10)
    weights = (90 / np.bincount(y))[y]
    auto, slow = (softmax.fit(X, y, l2=1e-3, sample_weight=weights, solver=solver) for solver in ("auto", "lbfgs"))
    assert auto.converged
    assert slow.converged
    assert auto.cost == pytest.approx(slow.cost, rel=1e-9)
    assert np.abs(softmax.gradient(auto.W, X, y, l2=1e-3, sample_weight=weights)).max() <= 1e-6
