"""What a change of the data's order, names or units may do to a fit, and what it may not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits

from lrlib import activations, data, logistic, one_vs_all, softmax

seeds = given(st.integers(0, 10_000))


def drawn(seed, m=24, n=4, K=3):
    rng = np.random.default_rng(seed)
    X = np.column_stack((np.ones(m), rng.normal(size=(m, n - 1))))
    return rng, X, rng.permutation(np.arange(m) % K), rng.normal(size=(K, n))


@seeds
def test_cost_and_gradient_in_one_pass_are_those_of_two(seed):
    _, X, y, W = drawn(seed)
    for l2 in (0.0, 0.3):
        value, slope = softmax.value_and_gradient(W, X, y, l2=l2)
        assert value == pytest.approx(softmax.cost(W, X, y, l2=l2), rel=1e-14)
        np.testing.assert_allclose(slope, softmax.gradient(W, X, y, l2=l2), atol=1e-15)
        value, slope = logistic.value_and_gradient(W[0], X, y == 0, l2=l2)
        assert value == pytest.approx(logistic.cost(W[0], X, y == 0, l2=l2), rel=1e-14)
        np.testing.assert_allclose(slope, logistic.gradient(W[0], X, y == 0, l2=l2), atol=1e-15)


@seeds
def test_the_softmax_gradient_is_the_complex_step_derivative(seed):
    _, X, y, W = drawn(seed)

    def cost(weights):
        Z = X @ weights.T
        return np.mean(np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(len(y)), y])

    steps = np.empty_like(W)
    for place in np.ndindex(W.shape):
        moved = W.astype(complex)
        moved[place] += 1e-30j
        steps[place] = cost(moved).imag / 1e-30
    np.testing.assert_allclose(softmax.gradient(W, X, y), steps, rtol=1e-12, atol=1e-14)


@pytest.mark.slow
@seeds
def test_an_order_of_the_examples_changes_nothing(seed):
    rng, X, y, _ = drawn(seed)
    order = rng.permutation(len(X))
    for fit in (softmax.fit, one_vs_all.fit):
        np.testing.assert_allclose(
            fit(X[order], y[order], l2=0.1, tol=1e-10).W, fit(X, y, l2=0.1, tol=1e-10).W, atol=1e-8
        )


@seeds
def test_names_of_classes_and_columns_move_rows_and_columns_of_the_weights(seed):
    rng, X, y, _ = drawn(seed)
    W = softmax.fit(X, y, l2=0.1, tol=1e-10).W
    classes, columns = rng.permutation(3), np.concatenate(([0], 1 + rng.permutation(3)))
    np.testing.assert_allclose(softmax.fit(X, classes[y], l2=0.1, tol=1e-10).W[classes], W, atol=1e-8)
    np.testing.assert_allclose(softmax.fit(X[:, columns], y, l2=0.1, tol=1e-10).W, W[:, columns], atol=1e-8)


@seeds
def test_exchanging_the_two_classes_turns_the_sign(seed):
    _, X, y, _ = drawn(seed, K=2)
    ours = logistic.fit(X, y, l2=0.1, tol=1e-10).theta
    np.testing.assert_allclose(logistic.fit(X, 1 - y, l2=0.1, tol=1e-10).theta, -ours, atol=1e-8)


@seeds
def test_without_a_penalty_units_do_not_matter(seed):
    rng, X, y, _ = drawn(seed)
    twice, other = np.vstack((X, X)), np.concatenate((y == 0, y == 1))  # not separable
    units = np.array([1, *10 ** rng.uniform(-3, 3, 3)])
    ours = logistic.fit(twice, other, tol=1e-10).theta
    np.testing.assert_allclose(logistic.fit(twice * units, other, tol=1e-10).theta * units, ours, rtol=1e-4, atol=1e-6)


@seeds
def test_two_classes_of_the_softmax_are_logistic_regression(seed):
    _, X, y, W = drawn(seed, K=2)
    theta = W[1] - W[0]
    assert softmax.cost(W, X, y) == pytest.approx(logistic.cost(theta, X, y), rel=1e-12)
    np.testing.assert_allclose(softmax.gradient(W, X, y)[1], logistic.gradient(theta, X, y), atol=1e-14)
    half = softmax.fit(X, y, l2=0.1, tol=1e-11).W  # two rows of half the length: half the penalty
    whole = logistic.fit(X, y, l2=0.05, tol=1e-11).theta
    np.testing.assert_allclose(half[1] - half[0], whole, atol=1e-8)


@seeds
def test_every_example_twice_is_the_same_data(seed):
    _, X, y, W = drawn(seed)
    doubled = np.repeat(X, 2, axis=0), np.repeat(y, 2)
    assert softmax.cost(W, *doubled) == pytest.approx(softmax.cost(W, X, y), rel=1e-13)
    np.testing.assert_allclose(softmax.gradient(W, *doubled), softmax.gradient(W, X, y), atol=1e-15)


@seeds
def test_soft_labels_are_weights_of_examples(seed):
    """A label shared between two classes is that example once with each, weighed by the shares."""
    _, X, y, W = drawn(seed)
    shared = 0.5 * (np.eye(3)[y] + np.eye(3)[(y + 1) % 3])
    both = np.vstack((X, X)), np.concatenate((y, (y + 1) % 3))
    assert softmax.cost(W, X, shared) == pytest.approx(softmax.cost(W, *both), rel=1e-12)
    np.testing.assert_allclose(softmax.fit(X, shared, l2=0.1).W, softmax.fit(*both, l2=0.1).W, atol=1e-5)


@seeds
def test_one_number_added_to_all_logits_changes_no_probability(seed):
    rng, X, _, W = drawn(seed)
    np.testing.assert_allclose(
        softmax.predict_proba(W + rng.normal(size=4), X), softmax.predict_proba(W, X), rtol=1e-12
    )
    z, c = rng.normal(size=5), 2.0 ** rng.integers(-3, 10)
    np.testing.assert_allclose(activations.softmax(z + c), activations.softmax(z), rtol=1e-12)


@seeds
def test_the_mean_probabilities_at_the_minimum_are_the_shares_of_the_classes(seed):
    _, X, y, _ = drawn(seed)
    W = softmax.fit(X, y, l2=0.1, tol=1e-10).W
    np.testing.assert_allclose(softmax.predict_proba(W, X).mean(axis=0), np.bincount(y) / len(y), atol=1e-8)


@pytest.mark.slow
def test_a_second_thread_of_the_linear_algebra_changes_the_last_digits_only():
    """The tests and the build have one, so that any machine gets the same bits; a reader's has as many as cores."""
    digits = data.load("digits")
    X, runs = data.add_intercept(digits.X / 16), []
    for threads in (1, 2):
        with threadpool_limits(threads):
            runs.append(softmax.fit(X, digits.y, l2=0.01, solver="lbfgs"))
    one, two = runs
    assert one.steps == two.steps
    np.testing.assert_allclose(two.costs, one.costs, rtol=1e-12)
    np.testing.assert_allclose(two.W, one.W, rtol=0, atol=1e-9)


@pytest.mark.parametrize(
    "units", [(1e22, 1), (1e18, 1), (1e12, 1e-3), (1e-16, 1e3), (1e-25, 1), (1e8, 1e-8), (1e-9, 1e6)]
)
@pytest.mark.parametrize("solver", ["auto", "newton", "newton-cg", "lbfgs"])
def test_a_column_of_many_classes_may_have_any_unit(units, solver):
    for seed in range(6):
        rng = np.random.default_rng(seed)
        X, y = np.column_stack((np.ones(30), rng.normal(size=(30, 2)))), np.append(np.arange(4), rng.integers(0, 4, 26))
        plain, other = softmax.fit(X, y), softmax.fit(X * (1, *units), y, solver=solver)
        assert other.converged
        np.testing.assert_allclose(other.cost, plain.cost, rtol=1e-9)
