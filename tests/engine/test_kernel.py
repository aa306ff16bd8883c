"""The pass in blocks against the formulas written out, and what it must not allocate."""

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from lrlib import logistic, softmax
from lrlib.engine import examples, kernel, losses

RNG = np.random.default_rng(11)


def problem(loss, X, y, K, l2):
    return kernel.Problem(examples.Examples(loss, X, y, K), l2 * np.append(0.0, np.ones(X.shape[1] - 1)))


@pytest.fixture(params=[10**6, 7], ids=["one block", "a block for each example or two"])
def block(request, monkeypatch):
    monkeypatch.setattr(examples, "BLOCK", request.param)


@pytest.mark.usefixtures("block")
def test_two_classes_agree_with_the_formulas(binary):
    X, y = binary
    theta = RNG.normal(size=4)
    ours = problem(losses.SIGMOID, X, y[:, None].astype(float), 1, 0.3)
    value, slope = ours.value_and_gradient(theta[None])
    assert value == pytest.approx(logistic.cost(theta, X, y, l2=0.3), rel=1e-14)
    np.testing.assert_allclose(slope[0], logistic.gradient(theta, X, y, l2=0.3), atol=1e-15)
    H = logistic.hessian(theta, X, y, l2=0.3)
    np.testing.assert_allclose(ours.hessian(theta[None]), H, atol=1e-15)
    np.testing.assert_allclose(ours.curvature(theta[None]).mean(), H, atol=1e-15)
    np.testing.assert_allclose(ours.product(theta[None])(X[:1]), X[:1] @ H, atol=1e-14)


@pytest.mark.usefixtures("block")
@pytest.mark.parametrize("form", ["indices", "soft labels"])
def test_K_classes_agree_with_the_formulas(multiclass, form):
    X, y = multiclass
    y = y if form == "indices" else 0.7 * np.eye(4)[y] + 0.3 / 4
    W, V = RNG.normal(size=(2, 4, 3))
    ours = problem(losses.SOFTMAX, X, y, 4, 0.3)
    value, slope = ours.value_and_gradient(W)
    assert value == pytest.approx(softmax.cost(W, X, y, l2=0.3), rel=1e-14)
    np.testing.assert_allclose(slope, softmax.gradient(W, X, y, l2=0.3), atol=1e-15)
    H = softmax.hessian(W, X, y, l2=0.3)
    np.testing.assert_allclose(ours.hessian(W), H, atol=1e-15)
    np.testing.assert_allclose(ours.product(W)(V).ravel(), H @ V.ravel(), atol=1e-14)
    blocks = [H[3 * k : 3 * k + 3, 3 * k : 3 * k + 3] for k in range(4)]
    np.testing.assert_allclose(ours.curvature(W).mean(), np.mean(blocks, axis=0), atol=1e-15)


@pytest.mark.parametrize("K", range(1, 12))
@pytest.mark.parametrize("n", [3, 40])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_products_of_any_number_of_rows_are_those_of_all_of_them(K, n, dtype):
    X, W, R = (RNG.standard_normal(shape).astype(dtype) for shape in ((50, n), (K, n), (K, 50)))
    atol = 1e4 * np.finfo(dtype).eps
    Z = losses.logits(W, X)
    assert Z.flags.c_contiguous
    np.testing.assert_allclose(Z, W @ X.T, atol=atol)
    np.testing.assert_allclose(losses.pulled(R, X), R @ X, atol=atol)
    apart, R = losses.logits(W, X, coupled=True), R - R.mean(axis=0)
    assert apart.flags.c_contiguous
    np.testing.assert_allclose(apart - apart[-1], Z - Z[-1], atol=atol)
    np.testing.assert_allclose(losses.pulled(R, X, coupled=True), R @ X, atol=atol)
    assert {array.dtype for array in (Z, apart, losses.pulled(R, X), losses.pulled(R, X, True))} == {np.dtype(dtype)}


@pytest.mark.usefixtures("block")
def test_K_sigmoids_at_once_are_K_logistic_regressions(multiclass):
    X, y = multiclass
    W = RNG.normal(size=(4, 3))
    value, slope = problem(losses.SIGMOID, X, y, 4, 0.3).value_and_gradient(W)
    assert value == pytest.approx(sum(logistic.cost(W[k], X, y == k, l2=0.3) for k in range(4)))
    np.testing.assert_allclose(slope, [logistic.gradient(W[k], X, y == k, l2=0.3) for k in range(4)], atol=1e-15)


@pytest.mark.parametrize("kind", ["two classes", "indices", "soft labels"])
def test_a_hessian_after_a_cost_takes_its_probabilities_and_is_the_same(binary, multiclass, kind):
    X, y = binary if kind == "two classes" else multiclass
    if kind == "two classes":
        loss, y, K = losses.SIGMOID, y[:, None].astype(float), 1
    else:
        loss, y, K = losses.SOFTMAX, y if kind == "indices" else 0.7 * np.eye(4)[y] + 0.3 / 4, 4
    W = RNG.normal(size=(K, X.shape[1]))
    fresh = problem(loss, X, y, K, 0.3).hessian(W)
    ours = problem(loss, X, y, K, 0.3)
    ours.cost(W)
    np.testing.assert_array_equal(ours.hessian(W), fresh)
    np.testing.assert_array_equal(ours.hessian(W), fresh)  # the first one spoiled nothing
    ours.examples.loss = replace(loss, residual=None)  # another pass would fail
    np.testing.assert_array_equal(ours.product(W)(W).ravel(), problem(loss, X, y, K, 0.3).product(W)(W).ravel())


@pytest.mark.parametrize(("m", "n", "K"), [(60_000, 100, 10), (200_000, 21, 1)])
def test_an_evaluation_of_many_examples_needs_two_per_cent_of_X(m, n, K):
    X, y = np.ones((m, n)), np.arange(m) % max(K, 2)
    ours = problem(*((losses.SIGMOID, X, y[:, None] * 1.0) if K == 1 else (losses.SOFTMAX, X, y)), K, 0.1)
    tracemalloc.start()
    try:
        ours.value_and_gradient(np.zeros((K, n)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak <= 0.02 * X.nbytes


def test_the_public_pair_is_cost_and_gradient(binary, multiclass):
    X, y = binary
    theta = RNG.normal(size=4)
    value, slope = logistic.value_and_gradient(theta, X, y, l2=0.1)
    assert value == pytest.approx(logistic.cost(theta, X, y, l2=0.1), rel=1e-14)
    np.testing.assert_allclose(slope, logistic.gradient(theta, X, y, l2=0.1), atol=1e-15)
    X, y = multiclass
    W = RNG.normal(size=(4, 3))
    value, slope = softmax.value_and_gradient(W, X, y, l2=0.1)
    assert value == pytest.approx(softmax.cost(W, X, y, l2=0.1), rel=1e-14)
    np.testing.assert_allclose(slope, softmax.gradient(W, X, y, l2=0.1), atol=1e-15)
    with pytest.raises(ValueError, match="wanted"):
        softmax.value_and_gradient(W, X, y + 9)


@pytest.mark.parametrize("z", [-1e300, -800.0, 800.0, 1e300])
def test_logits_of_any_size_give_a_finite_cost_and_slope(z):
    for loss, y in ((losses.SIGMOID, np.array([[1.0]])), (losses.SOFTMAX, np.array([0]))):
        K = 1 if loss is losses.SIGMOID else 2
        W = np.append(z, np.zeros(K - 1))[:, None]
        value, slope = kernel.Problem(examples.Examples(loss, np.ones((1, 1)), y, K), np.zeros(1)).value_and_gradient(W)
        assert value == max(-z, 0)
        assert np.isfinite(slope).all()


@pytest.mark.parametrize("K", [1, 10])
def test_an_evaluation_makes_nothing_of_the_size_of_X_or_of_one_hot_labels(K):
    m, n = 400_000 // K, 40
    X, y = np.ones((m, n)), np.arange(m) % max(K, 2)
    ours = problem(*((losses.SIGMOID, X, y[:, None] * 1.0) if K == 1 else (losses.SOFTMAX, X, y)), K, 0.1)
    W = np.zeros((K, n))
    tracemalloc.start()
    try:
        ours.value_and_gradient(W)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak <= 0.02 * X.nbytes if K == 1 else peak <= 0.3 * m * K * 8


@pytest.mark.parametrize("period", [2, 7, 50, 1000])
def test_a_sample_is_in_step_with_no_period_and_even(period):
    rows = examples.spread(100_000, 20_000)
    assert rows.min() >= 0
    assert rows.max() < 100_000
    shares = np.bincount(rows % period, minlength=period) / 20_000
    np.testing.assert_allclose(shares, 1 / period, rtol=0.5)
    np.testing.assert_allclose(np.histogram(rows, bins=10)[0], 2000, atol=3)


def test_no_example_stands_in_a_sample_twice():
    for m in (2, 3, 10, 55, 377, 1000, 1100, 20_100):
        for size in {1, m // 3, m // 3 + 1, m // 2, 2 * m // 3, m - 1} - {0}:
            rows = examples.spread(m, size)
            assert len(set(rows.tolist())) == size
            assert 0 <= rows.min() <= rows.max() < m
    rows = examples.spread(20_100, 20_000)
    np.testing.assert_allclose(np.histogram(rows, bins=10)[0], 2000, atol=20)


@pytest.mark.parametrize("weighed", [False, True])
def test_what_a_product_with_the_hessian_holds_is_what_is_said(weighed):
    m, n, K = 4000, 60, 3
    weights = RNG.uniform(0.5, 1.5, m) if weighed else None
    ours = kernel.Problem(
        examples.Examples(losses.SOFTMAX, RNG.normal(size=(m, n)), np.arange(m) % K, K, weights), np.ones(n)
    )
    W = RNG.normal(size=(K, n))
    ours.product(W)
    tracemalloc.start()
    held = ours.product(W)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert callable(held)
    assert size == pytest.approx(8 * m * (K + n * weighed), rel=0.1)
