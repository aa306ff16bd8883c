"""Each solver finds the same minimum; a sample that misleads costs no more than having none."""

import subprocess
import sys

import numpy as np
import pytest

from lrlib import data, inverses, logistic, one_vs_all, softmax, solvers
from lrlib.checks import penalised
from lrlib.engine import examples, kernel, losses, preconditioners, routes

SOLVERS = ["newton", "newton-cg", "lbfgs"]


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("l2", [0.0, 0.01])
def test_each_solver_finds_the_same_minimum(binary, multiclass, solver, l2):
    ours = logistic.fit(*binary, l2=l2, solver=solver, tol=1e-9)
    np.testing.assert_allclose(ours.theta, logistic.fit(*binary, l2=l2, tol=1e-11).theta, atol=1e-6)
    assert ours.converged
    ours = softmax.fit(*multiclass, l2=l2, solver=solver, tol=1e-9)
    np.testing.assert_allclose(ours.W, softmax.fit(*multiclass, l2=l2, tol=1e-11).W, atol=1e-6)
    assert ours.converged
    assert ours.gradient_norm <= 1e-9


@pytest.mark.parametrize("solver", SOLVERS)
def test_each_solver_names_separation(solver):
    X, y = [[1, -2], [1, -1], [1, 1], [1, 2]], [0, 0, 1, 1]
    for fit in (logistic.fit, softmax.fit):
        with pytest.warns(logistic.SeparationWarning, match="l2 > 0"):
            assert not fit(X, y, solver=solver).converged


@pytest.mark.parametrize("solver", ["", "Newton", "sgd", None])
def test_an_unknown_solver_is_refused(binary, solver):
    with pytest.raises(ValueError, match="wanted is one of auto, newton"):
        logistic.fit(*binary, solver=solver)


def test_units_of_the_features_do_not_matter(binary):
    X, y = binary
    units = np.array([1, 1e-6, 1e6, 1e3])
    for solver in SOLVERS:
        run = logistic.fit(X * units, y, solver=solver, tol=1e-3)
        np.testing.assert_allclose(run.theta * units, logistic.fit(X, y).theta, rtol=1e-2)


def test_the_choice_goes_by_size():
    def choice(m, n, K):
        X = np.broadcast_to(1.0, (m, n))
        return routes._choose(kernel.Problem(examples.Examples(losses.SOFTMAX, X, np.zeros(m, int), K), np.zeros(n)))

    assert choice(569, 31, 1) == "newton"
    assert choice(1797, 65, 10) == routes.EITHER
    assert choice(427, 18, 10) == routes.EITHER
    assert choice(60_000, 785, 10) == "lbfgs"
    assert choice(1_000_000, 21, 1) == "lbfgs"


@pytest.mark.parametrize("l2", [0.0, 0.01])
def test_auto_starts_at_fishers_discriminant_of_two_classes(l2):
    rng = np.random.default_rng(9)
    y = np.arange(300) % 2
    features = rng.normal(size=(300, 3)) @ rng.normal(size=(3, 3)) + y[:, None] * [0.5, -1.0, 0.2]
    means = np.array([features[y == k].mean(axis=0) for k in (0, 1)])
    within = (features - means[y]).T @ (features - means[y]) / 300
    slopes = np.linalg.solve(within, means[1] - means[0])
    problem = kernel.Problem(
        examples.Examples(losses.SIGMOID, np.column_stack((np.ones(300), features)), y[:, None] * 1.0, 1),
        np.array([0, l2, l2, l2]),
    )
    expected = np.append(-slopes @ means.mean(axis=0), slopes)
    found = preconditioners.discriminant(problem)[0][0]
    if l2:
        assert np.linalg.norm(found[1:]) < np.linalg.norm(slopes)
    else:
        np.testing.assert_allclose(found, expected, rtol=1e-6)
        least_squares = inverses.newton_direction(problem.hessian(np.zeros((1, 4))), problem.gradient(np.zeros((1, 4))))
        assert problem.cost(found[None]) < problem.cost(-least_squares)


@pytest.mark.parametrize("rare", [0.5, 0.1, 0.02])
def test_the_start_is_shorter_than_the_discriminant_by_four_times_the_product_of_the_shares(rare):
    rng = np.random.default_rng(0)
    y = (np.arange(100_000) < rare * 100_000).astype(float)
    X = np.column_stack((np.ones(len(y)), rng.normal(size=(len(y), 2)) + y[:, None] * [1.0, 0.5]))
    problem = kernel.Problem(examples.Examples(losses.SIGMOID, X, y[:, None], 1), np.zeros(3))
    start = preconditioners.discriminant(problem)[0][0]
    np.testing.assert_allclose(start[1:], 4 * rare * (1 - rare) * np.array([1.0, 0.5]), rtol=0.1)


def test_auto_takes_fewer_passes_than_newton_from_zero_also_where_one_class_is_rare(monkeypatch):
    passes, one_pass = [], kernel.Problem.value_and_gradient
    monkeypatch.setattr(kernel.Problem, "value_and_gradient", lambda self, W: passes.append(1) or one_pass(self, W))

    def counted(*table, **options):
        passes.clear()
        assert logistic.fit(*table, **options).converged
        return len(passes)

    tumour = data.load("tumour")
    X, y = data.add_intercept(data.standardize(tumour.X)[0]), tumour.y
    assert counted(X, y, l2=1e-3) < counted(X, y, l2=1e-3, solver="newton")
    rng = np.random.default_rng(11)
    X = np.column_stack((np.ones(2000), rng.standard_t(3, size=(2000, 4))))
    y = (X @ [-5, 1, 1, 0, -1] + rng.logistic(size=2000) > 0).astype(int)
    assert 0 < y.mean() < 0.1
    assert counted(X, y) <= counted(X, y, solver="newton")


def test_a_preconditioner_of_independent_columns_is_diagonal_and_of_correlated_ones_is_not():
    rng = np.random.default_rng(12)
    X, y = rng.normal(size=(50_000, 30)), rng.integers(0, 3, 50_000)
    for columns, diagonal in ((X, True), (X + 0.3 * X[:, :1], False)):
        ours = kernel.Problem(examples.Examples(losses.SOFTMAX, columns, y, 3), np.full(30, 0.1))
        rough, V = preconditioners.correlated(ours, np.zeros((3, 30))), rng.normal(size=(3, 30))
        assert callable(rough) != diagonal
        if diagonal:
            np.testing.assert_allclose(rough, np.tile(2 / 9 * (columns**2).mean(axis=0) + 0.1, 3), rtol=0.15)
        else:
            H = 2 / 9 * columns.T @ columns / len(columns) + 0.1 * np.eye(30)
            np.testing.assert_allclose(rough(V @ H), V, atol=0.3)


def test_models_trained_together_are_the_models_trained_alone():
    rng = np.random.default_rng(4)
    X = np.column_stack((np.ones(800), rng.normal(size=(800, 50))))
    y = (X @ rng.normal(size=(51, 5)) + rng.gumbel(size=(800, 5))).argmax(axis=1)
    together, alone = one_vs_all.fit(X, y, l2=0.01, tol=1e-8), one_vs_all.fit(X, y, l2=0.01, solver="newton", tol=1e-8)
    np.testing.assert_allclose(together.W, alone.W, atol=1e-6)
    assert together.converged
    assert together.steps_together > 0
    assert together.steps < alone.steps
    np.testing.assert_allclose(together.costs, alone.costs)


M = 100_000
RNG = np.random.default_rng(5)
PLAIN, THETA = RNG.normal(size=(M, 6)), np.array([0.3, 1.0, -1.0, 0.5, 0.0, 0.8, -0.4])


def labels(X):
    z = THETA[0] + X @ THETA[1:]
    return (z + np.random.default_rng(6).logistic(size=len(X)) > 0).astype(float)


def periodic():
    X = PLAIN.copy()
    X[:: M // routes.SAMPLE] *= [0, 5, 5, 5, 5, 5]
    return X, labels(X)


def by_label():
    y = labels(PLAIN)
    order = np.argsort(y, kind="stable")
    return PLAIN[order], y[order]


def no_positives_in_the_sample():
    y = np.zeros(M)
    y[np.setdiff1d(np.arange(M), examples.spread(M, routes.SAMPLE))[:: M // 20]] = 1
    return PLAIN, y


def a_feature_that_the_sample_lacks():
    X = PLAIN.copy()
    X[:, 4] = 0
    X[np.setdiff1d(np.arange(M), examples.spread(M, routes.SAMPLE))[:: M // 20], 4] = 1
    y = labels(X)
    y[np.flatnonzero(X[:, 4])[::2]] = 1 - y[np.flatnonzero(X[:, 4])[::2]]
    return X, y


def outliers():
    X = PLAIN.copy()
    X[RNG.choice(M, 20, replace=False)] *= 300
    return X, labels(X)


def heavy_tails():
    X = np.random.default_rng(7).standard_t(1.2, size=PLAIN.shape)
    return X, labels(X * 0.05)


def two_regimes():
    X = PLAIN.copy()
    X[M // 2 :] = X[M // 2 :] * 0.01 + 3
    return X, labels(X)


CASES = [periodic, by_label, no_positives_in_the_sample, a_feature_that_the_sample_lacks, outliers, heavy_tails,
         two_regimes]  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_sample_that_misleads_costs_no_more_passes_than_full_newton(case, monkeypatch):
    X, y = case()
    X = np.column_stack((np.ones(M), X))
    passes, one_pass = [], kernel.Problem.value_and_gradient

    def counted(self, W):
        passes.append(len(self.examples) == M)
        return one_pass(self, W)

    monkeypatch.setattr(kernel.Problem, "value_and_gradient", counted)
    sampled, used = logistic.fit(X, y, l2=1e-6), sum(passes)
    passes.clear()
    full = logistic.fit(X, y, l2=1e-6, solver="newton")
    assert sampled.converged
    assert used <= sum(passes)
    assert sampled.cost == pytest.approx(full.cost, rel=1e-5)


def test_a_sample_without_a_feature_still_leads_to_the_minimum_without_a_penalty():
    X, y = a_feature_that_the_sample_lacks()
    X = np.column_stack((np.ones(M), X))
    run = logistic.fit(X, y)
    assert run.converged
    assert run.cost == pytest.approx(logistic.fit(X, y, solver="newton").cost, rel=1e-8)


def test_many_examples_and_classes_start_from_a_sample_too():
    X, W = np.column_stack((np.ones(M), PLAIN)), np.random.default_rng(8).normal(size=(3, 7))
    y = (X @ W.T + np.random.default_rng(9).gumbel(size=(M, 3))).argmax(axis=1)
    run = softmax.fit(X, y, l2=1e-4)
    np.testing.assert_allclose(run.W, softmax.fit(X, y, l2=1e-4, solver="newton").W, atol=1e-4)
    assert run.steps <= 5
    problem = kernel.Problem(examples.Examples(losses.SOFTMAX, X, y, 3), 1e-4 * penalised(X))
    assert run.cost == pytest.approx(problem.cost(run.W), rel=1e-14)


@pytest.mark.parametrize("statement", ["import lrlib", "from lrlib import logistic, one_vs_all, softmax, solvers"])
def test_importing_the_models_loads_nothing_heavy(statement):
    code = f"{statement}; import sys; print(*{{name.partition('.')[0] for name in sys.modules}})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"matplotlib", "sympy", "mpmath", "IPython", "sklearn", "scipy", "pandas"} & set(loaded)
    assert ("numpy" in loaded) == (statement != "import lrlib")


def test_the_last_point_is_remembered_by_the_array_not_by_its_place(binary):
    X, y = binary
    problem = kernel.Problem(examples.Examples(losses.SIGMOID, X, y[:, None].astype(float), 1), np.zeros(4))
    for theta in (np.zeros((1, 4)), np.ones((1, 4))):
        run = solvers.lbfgs(problem.cost, problem.gradient, theta)
        assert problem.gradient(run.parameters) is problem.gradient(run.parameters)
        np.testing.assert_allclose(problem.gradient(theta)[0], logistic.gradient(theta[0], X, y), atol=1e-15)
