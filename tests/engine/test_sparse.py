"""Fits of a sparse X: the minimum of the dense one, and never the whole of it in memory."""

import tracemalloc

import numpy as np
import pytest
from scipy import sparse

from lrlib import logistic, one_vs_all, softmax
from lrlib.engine.sparse import Rows


def drawn(m, n, K=2, seed=0):
    rng = np.random.default_rng(seed)
    X = np.where(rng.random((m, n)) < 0.1, rng.standard_normal((m, n)), 0.0)
    X[:, 0] = 1
    return X, (3 * X @ rng.standard_normal((n, K)) + rng.gumbel(size=(m, K))).argmax(axis=1)


KINDS = ["csr_matrix", "csc_matrix", "coo_array", "csr_array", "lil_matrix"]
SHAPES = [("csr_array", 300, 90), ("csr_array", 900, 250), ("csr_array", 60, 200), ("csr_array", 90_000, 4)]


def parameters(run):
    return run.W if hasattr(run, "W") else run.theta


@pytest.mark.parametrize(("kind", "m", "n"), [*((kind, 200, 5) for kind in KINDS), *SHAPES])
def test_a_sparse_fit_is_the_dense_one(kind, m, n):
    X, y = drawn(m, n)
    weights = np.random.default_rng(1).integers(0, 3, m)
    for options in ({"l2": 0.01}, {"l2": 0.01, "sample_weight": weights}):
        for model in (logistic, softmax, one_vs_all):
            ours, theirs = model.fit(getattr(sparse, kind)(X), y, **options), model.fit(X, y, **options)
            assert not hasattr(ours, "converged") or ours.converged
            np.testing.assert_allclose(parameters(ours), parameters(theirs), atol=1e-6)


def test_classes_without_a_penalty_and_columns_far_from_zero():
    X, y = drawn(800, 6, 3)
    X[:, 1] += 1e4
    ours, theirs = softmax.fit(sparse.csr_array(X), y), softmax.fit(X, y)
    assert ours.converged
    np.testing.assert_allclose(ours.W @ X.T, theirs.W @ X.T, atol=1e-5)
    with pytest.warns(logistic.SeparationWarning, match="separable"):
        logistic.fit(sparse.csr_array([[1.0, -1], [1, 1]]), [0, 1])


@pytest.mark.slow
def test_the_whole_is_never_dense():
    rng = np.random.default_rng(2)
    X = sparse.hstack((np.ones((4000, 1)), sparse.random(4000, 5000, 1e-3, random_state=2)), format="csr")
    y = (np.asarray(X[:, 1:200].sum(axis=1)).ravel() + rng.logistic(size=4000) / 4 > 0.1).astype(int)
    tracemalloc.start()
    run = logistic.fit(X, y, l2=0.1, max_steps=30)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * X.shape[0] * X.shape[1] / 3
    z = X @ run.theta
    slope = X.T @ (1 / (1 + np.exp(-z)) - y) / 4000 + 0.1 * np.append(0, run.theta[1:])
    assert np.abs(slope).max() == pytest.approx(run.gradient_norm, rel=1e-6, abs=1e-12)
    assert run.converged


@pytest.mark.parametrize(
    ("X", "said"),
    [
        (sparse.csr_array([[1.0, np.nan]] * 4), "NaN or infinity"),
        (sparse.csr_array([[1j, 0]] * 4), "real numbers"),
        (sparse.csr_array((4, 0)), "at least one"),
        (sparse.csr_array([[1.0, 1e160]] * 4), "larger unit"),
    ],
)
def test_sparse_numbers_that_are_none_are_refused(X, said):
    for model in (logistic, softmax, one_vs_all):
        with pytest.raises((TypeError, ValueError), match=said):
            model.fit(X, [0, 1, 0, 1])


def test_a_function_that_takes_no_sparse_matrix_says_so_and_what_to_do():
    X = sparse.csr_array([[1.0, 0], [1, 1]])
    for call in (lambda: logistic.cost([0, 0], X, [0, 1]), lambda: logistic.predict([0, 0], X)):
        with pytest.raises(TypeError, match=r"X is sparse; .* X\.toarray\(\)"):
            call()


def test_rows_are_those_of_the_dense_matrix_with_ones_in_front():
    X, _ = drawn(30, 4)
    rows, whole = Rows(sparse.csc_matrix(X), ones=True), np.column_stack((np.ones(30), X))
    for key in (slice(3, 9), np.array([5, 1]), np.arange(30) % 3 == 0, (slice(None), 0), (slice(2, 5), 3)):
        np.testing.assert_array_equal(rows[key], whole[key])
    np.testing.assert_array_equal(rows.kept(np.arange(30) > 10)[:], whole[11:])
    assert rows.shape == whole.shape
    assert rows.size == whole.size


def test_single_precision_comes_back_in_single_precision():
    X, y = drawn(300, 80)
    ours = logistic.fit(sparse.csr_array(X.astype(np.float32)), y, l2=0.01)
    assert ours.theta.dtype == np.float32
    np.testing.assert_allclose(ours.theta, logistic.fit(X, y, l2=0.01).theta, atol=1e-4)
