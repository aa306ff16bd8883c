"""A frame is the same problem in other coordinates: the same costs, the way there and back, gradients as outside."""

import tracemalloc

import numpy as np
import pytest

from lrlib import logistic, softmax
from lrlib.engine import frames, span
from lrlib.engine.examples import Examples
from lrlib.engine.kernel import Problem
from lrlib.engine.losses import SOFTMAX

RNG = np.random.default_rng(3)


def problem(X, l2, K=3, intercept=True):
    penalty = np.full(X.shape[1], l2)
    penalty[0] *= not intercept
    return Problem(Examples(SOFTMAX, X, np.arange(len(X)) % K, K), penalty)


FAR = np.column_stack((np.ones(40), RNG.normal([1e5, 0, -300], size=(40, 3))))
WIDE = np.column_stack((np.ones(12), RNG.normal(size=(12, 30))))
TWINS = np.column_stack((np.ones(12), np.repeat(RNG.normal(size=(6, 30)), 2, axis=0)))


@pytest.mark.parametrize(("find", "X"), [(frames.centred, FAR), (span.spanned, WIDE), (span.spanned, TWINS)])
@pytest.mark.parametrize("l2", [0.0, 0.1])
def test_costs_are_the_same_inside_and_outside_and_so_is_the_way_back(find, X, l2):
    outside = problem(X, l2)
    frame = find(outside)
    V = frame.enter(frame.leave(RNG.normal(size=frame.problem.shape)))  # what lies along the ones is the intercept's
    W = frame.leave(V)
    assert frame.problem.cost(V) == pytest.approx(outside.cost(W), rel=1e-9)
    np.testing.assert_allclose(X @ frame.leave(frame.enter(W)).T, X @ W.T, atol=1e-7)
    assert np.abs(outside.gradient(W)).max() <= 1.001 * frame.size(frame.problem.gradient(V)) * frame.stretch + 1e-9


@pytest.mark.parametrize("seed", range(20))
def test_a_shift_rounds_nothing_of_what_is_far_from_zero_and_a_constant_becomes_zero(seed):
    rng = np.random.default_rng(seed)
    far = 1_700_000_000 + rng.integers(0, 86_400, 50)
    X = np.column_stack((np.ones(50), far, np.full(50, 0.1), rng.normal(size=50)))
    frame = frames.centred(problem(X, 0.1))
    inside = frame.problem.examples.X[:]
    back = inside / frame.factor + frame.shift
    np.testing.assert_array_equal(back[:, :3], X[:, :3])
    rounding = np.finfo(float).eps * (np.abs(X) + np.abs(frame.shift))  # of one difference and of one sum
    assert (np.abs(back - X) <= rounding).all()
    assert not inside[:, 2].any()
    assert np.abs(inside[:, 1]).max() <= 2


@pytest.mark.parametrize("seed", range(40))
def test_sums_and_squares_let_pass_what_a_closer_look_lets_pass(seed, monkeypatch):
    rng = np.random.default_rng(seed)
    mean, size = rng.choice([0, 20, 29, 31, 1e4]), 10.0 ** rng.choice([-32, -29, 0, 3, 28, 32])
    columns = np.column_stack((rng.normal(size=(300, 2)), size * (seed % 5 > 0) * (rng.normal(size=300) + mean)))
    ours = problem(np.column_stack((np.ones(300), columns)), 0.0)
    plain = frames._are_plain(ours.examples.X)
    monkeypatch.setattr(frames, "_are_plain", lambda _: False)
    assert not plain or frames.centred(ours) is None


def test_columns_that_need_no_frame_get_none():
    assert frames.centred(problem(WIDE, 0.1)) is None
    assert frames.centred(problem(FAR, 0.1, intercept=False)) is None
    assert span.spanned(problem(FAR, 0.1)) is None


@pytest.mark.parametrize(("m", "n", "K"), [(30, 400, 2), (40, 90, 4), (12, 13, 3)])
@pytest.mark.parametrize("l2", [1e-3, 1.0])
def test_more_columns_than_rows_have_the_minimum_that_lies_in_the_span(m, n, K, l2):
    rng = np.random.default_rng(m)
    X = np.column_stack((np.ones(m), rng.normal(size=(m, n))))
    y = np.arange(m) % K
    run = softmax.fit(X, y, l2=l2)
    assert run.converged
    assert np.abs(softmax.gradient(run.W, X, y, l2=l2)).max() <= 1e-6
    inside = np.linalg.lstsq((X[:, 1:] - X[:, 1:].mean(axis=0)).T, run.W[:, 1:].T, rcond=None)
    assert np.abs(run.W[:, 1:].T - (X[:, 1:] - X[:, 1:].mean(axis=0)).T @ inside[0]).max() < 1e-9


def test_columns_without_number_need_no_matrix_of_their_order():
    rng = np.random.default_rng(0)
    X = np.column_stack((np.ones(60), rng.standard_normal((60, 20_000))))
    y = np.arange(60) % 2
    tracemalloc.start()
    try:
        assert logistic.fit(X, y, l2=1 / 60).converged
        assert tracemalloc.get_traced_memory()[1] <= 3 * X.nbytes
    finally:
        tracemalloc.stop()
