"""Perfect and quasi-complete separation are named, for two and for many classes, and nothing else is."""

import warnings

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lrlib import activations, logistic, softmax
from lrlib.engine import separation
from lrlib.engine.examples import Examples
from lrlib.engine.kernel import Problem
from lrlib.engine.losses import SIGMOID, SOFTMAX
from lrlib.inverses import newton_direction

PERFECT = [[1, -2], [1, -1], [1, 1], [1, 2]], [0, 0, 1, 1]
QUASI = [[1, -2], [1, 0], [1, 0], [1, 2]], [0, 0, 1, 1]  # at 0 both classes
A_CATEGORY = [[1, 0], [1, 0], [1, 0], [1, 1], [1, 1]], [0, 1, 0, 1, 1]  # who has the second column is always of class 1
THREE = [[1, -3], [1, -2], [1, 0], [1, 0], [1, 2], [1, 3]], [0, 0, 1, 1, 2, 2]
THREE_QUASI = [[1, -3], [1, -1], [1, -1], [1, 0], [1, 2], [1, 2]], [0, 0, 1, 1, 1, 2]
RNG = np.random.default_rng(4)
ONE_OF_THREE = [[1, -1], [1, -2], [1, 5], [1, 6], [1, 5], [1, 6]], [0, 0, 1, 2, 2, 1]  # class 0 alone stands apart


@pytest.mark.parametrize("solver", ["auto", "newton", "newton-cg", "lbfgs"])
@pytest.mark.parametrize("data", [PERFECT, QUASI, A_CATEGORY], ids=["perfect", "quasi", "a category"])
def test_separation_of_two_classes_is_named_with_its_cure(data, solver):
    with pytest.warns(logistic.SeparationWarning, match="separable.*no minimum.*l2 > 0"):
        run = logistic.fit(*data, solver=solver)
    assert not run.converged
    with pytest.warns(logistic.SeparationWarning):
        softmax.fit(*data, solver=solver)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert logistic.fit(*data, l2=1e-3, solver=solver).converged


@pytest.mark.parametrize("data", [THREE, THREE_QUASI, ONE_OF_THREE], ids=["perfect", "quasi", "one class alone"])
def test_separation_of_three_classes_is_named(data):
    with pytest.warns(logistic.SeparationWarning):
        assert not softmax.fit(*data).converged
    X, y = data
    with pytest.warns(logistic.SeparationWarning):
        softmax.fit(X, np.eye(3)[y])
    assert softmax.fit(X, 0.9 * np.eye(3)[y] + 0.1 / 3).converged  # soft labels always have a minimum


@settings(max_examples=60)
@given(st.integers(0, 100_000), st.integers(2, 4), st.floats(0.1, 30))
def test_data_with_a_minimum_are_never_called_separable(seed, K, scale):
    """Every example occurs with two classes, so that no direction tells them apart."""
    rng = np.random.default_rng(seed)
    X = np.column_stack((np.ones(20), scale * rng.normal(size=(20, 2))))
    y = np.concatenate((np.arange(20) % K, (np.arange(20) + 1) % K))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert softmax.fit(np.vstack((X, X)), y).converged
        if K == 2:
            assert logistic.fit(np.vstack((X, X)), y).converged


@settings(max_examples=200)
@given(st.integers(0, 100_000), st.integers(1, 12), st.integers(2, 4), st.booleans(), st.floats(0.1, 10))
@example(9, 2, 2, True, 7.125)  # probabilities next to 1: a diagonal of zeros beside entries that rounding left
def test_where_classes_are_separable_the_newton_decrement_is_as_large_as_proved(seed, m, K, on_the_border, scale):
    """Else `is_separable` would call a minimum proved that does not exist."""
    rng = np.random.default_rng(seed)
    X = np.column_stack((np.ones(m), rng.normal(size=(m, 2))))
    y = (X @ rng.normal(size=(3, K))).argmax(axis=1)
    if on_the_border:  # an example of each class whose logits are always equal
        X, y = np.vstack((X, np.zeros((K, 3)))), np.append(y, np.arange(K))
    W = scale * rng.normal(size=(K, 3))
    problem = Problem(Examples(SOFTMAX, X, y, K), np.zeros(3))
    slope = problem.gradient(W)
    decrement = np.vdot(slope, newton_direction(problem.hessian(W), slope))
    P = activations.softmax(X @ W.T)
    P[np.arange(len(y)), y] = 1
    assert 2 * len(X) * decrement + 1e-12 >= P.min()  # for the rounding of probabilities next to 1


@settings(max_examples=200)
@given(st.integers(0, 100_000), st.integers(8, 30), st.integers(1, 4), st.booleans(), st.floats(0.1, 4))
def test_what_the_decrement_bounds_is_never_less_than_the_largest_margin_that_a_step_lowers(seed, m, K, heavy, scale):
    """G u >= q (a u)^2 for each example: where it is small, a look at the margins themselves would find no more."""
    rng = np.random.default_rng(seed)
    X = np.column_stack((np.ones(m), rng.normal(size=(m, 2))))
    weights = rng.uniform(0.1, 3.0, m) if heavy else None
    y = rng.integers(0, 2, (m, 1)) * 1.0 if K == 1 else rng.integers(0, K, m)
    problem = Problem(Examples(SIGMOID if K == 1 else SOFTMAX, X, y, K, weights), np.zeros(3))
    W = scale * rng.normal(size=(K, 3))
    M, G, most = separation._pull(problem, W)
    step = separation._solved(problem, M, G)
    if step is None:
        return
    pulls = np.concatenate([(np.abs(q) * counts).ravel() for _, _, q, _, counts in separation._weighed(problem, W)])
    assert most(step) ** 2 * pulls[pulls > 0].min() <= np.vdot(G, step) * (1 + 1e-6) or most(step) <= 0


def test_a_fit_that_converged_is_next_to_its_minimum_and_needs_no_look_at_the_margins(monkeypatch):
    X, y = np.column_stack((np.ones(60), RNG.normal(size=(60, 3)))), RNG.integers(0, 2, 60)
    plain, looked = separation._pull, []

    def _counting(problem, W):
        M, G, most = plain(problem, W)
        return M, G, lambda step: looked.append(1) or most(step)

    monkeypatch.setattr(separation, "_pull", _counting)
    assert logistic.fit(X, y).converged
    assert softmax.fit(X, y, sample_weight=RNG.uniform(0.5, 2, 60)).converged
    assert not looked


@pytest.mark.slow
@settings(max_examples=60)
@given(st.integers(0, 100_000), st.booleans())
def test_random_separable_data_are_always_named(seed, on_the_border):
    rng = np.random.default_rng(seed)
    X = np.column_stack((np.ones(16), rng.normal(size=(16, 2))))
    normal = np.array([0.0, 1.0, rng.normal()])
    X = X[np.abs(X @ normal) > 0.05]
    y = (X @ normal > 0).astype(int)
    y[:2] = 0, 1
    X[:2] = [[1, -5 * normal[1], -5 * normal[2]], [1, 5 * normal[1], 5 * normal[2]]]
    if on_the_border:  # two points of each class on the line itself, in mixed order
        along = np.array([[0.0, -normal[2], normal[1]]]) * np.array([[-2.0], [-1], [1], [2]])
        X, y = np.vstack((X, along + np.eye(3)[0])), np.concatenate((y, [0, 1, 0, 1]))
    with pytest.warns(logistic.SeparationWarning):
        logistic.fit(X, y)


@settings(max_examples=60)
@given(st.integers(0, 100_000), st.integers(2, 3), st.booleans())
def test_what_examples_count_hides_no_border_where_there_is_no_intercept(seed, K, whole):
    """At zero every class may stand; on both sides of it one alone: the weights grow for ever, whatever counts."""
    rng = np.random.default_rng(seed)
    x = rng.integers(-2, 3, 40).astype(float)
    y = np.where(x > 0, 1, np.where(x < 0, 0, rng.integers(0, K, 40)))
    y[:K], x[:K], x[-2:], y[-2:] = np.arange(K), 0, (-1, 1), (0, 1)
    counts = rng.integers(1, 4, 40) if whole else rng.uniform(0.01, 1, 40)
    with pytest.warns(logistic.SeparationWarning, match="separable"):
        assert not softmax.fit(x[:, None], y, intercept=False, sample_weight=counts).converged
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert softmax.fit(np.append(x, [1.0, -1.0])[:, None], np.append(y, [0, 1]), intercept=False).converged
