"""A fit of numbers of any scale is near the minimum, as many digits say, or a sentence says what to do."""

import warnings

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lrlib import logistic, softmax

SCALES = [-160, -100, -30, -8, -3, 0, 0, 3, 8, 30, 100, 150]
LAYOUTS = {
    "rows": lambda X: X,
    "columns": np.asfortranarray,
    "backwards": lambda X: np.ascontiguousarray(X[::-1, ::-1])[::-1, ::-1],
    "every other": lambda X: np.repeat(np.repeat(X, 2, axis=0), 2, axis=1)[::2, ::2],
    "read only": lambda X: np.frombuffer(X.tobytes()).reshape(X.shape),
}


def decrement(W, X, y, l2):
    """Return (cost, g^T H^-1 g) of a softmax with a penalty on all columns, in units of the columns, in many digits."""
    (K, n), m = W.shape, len(X)
    with mpmath.workdps(700):  # a penalty of 1e-6 in columns of 1e150 is the 306th digit of a curvature
        units = [max((mpmath.mpf(float(abs(v))) for v in column), default=0) or mpmath.mpf(1) for column in X.T]
        rows = [[mpmath.mpf(float(v)) / u for v, u in zip(x, units, strict=True)] for x in X]
        weights = [[mpmath.mpf(float(v)) * u for v, u in zip(w, units, strict=True)] for w in W]
        penalty = [mpmath.mpf(l2) / u**2 for u in units]
        cost = sum(p * w**2 for row in weights for p, w in zip(penalty, row, strict=True)) / 2
        g = mpmath.matrix([p * w for row in weights for p, w in zip(penalty, row, strict=True)])
        H = mpmath.diag(penalty * K)
        for x, own in zip(rows, y, strict=True):
            z = [sum(v * w for v, w in zip(x, row, strict=True)) for row in weights]
            shares = [mpmath.exp(v - max(z)) for v in z]
            total = sum(shares)
            p = [s / total for s in shares]
            cost += (mpmath.log(total) + max(z) - z[own]) / m
            for j in range(K):
                for a in range(n):
                    g[j * n + a] += (p[j] - (j == own)) * x[a] / m
                    for k in range(K):
                        for b in range(n):
                            H[j * n + a, k * n + b] += p[j] * ((j == k) - p[k]) * x[a] * x[b] / m
        step = mpmath.lu_solve(H, g)
        return float(cost), float(sum(a * b for a, b in zip(g, step, strict=True)))


@pytest.mark.slow
@settings(max_examples=40)
@given(st.integers(0, 10**9), st.sampled_from(SCALES), st.sampled_from(list(LAYOUTS)), st.booleans())
def test_what_is_called_converged_is_near_the_minimum_in_many_digits(seed, scale, layout, mixed):
    rng = np.random.default_rng(seed)
    m, n, K = rng.choice([1, 2, 3, 9]), rng.integers(1, 4), rng.integers(2, 4)
    X = rng.standard_normal((m, n)) * 10.0 ** (scale + mixed * rng.integers(-2, 1, n))
    X, y = np.vstack((X, X[: m // 2])), np.append(rng.integers(0, K, m), rng.integers(0, K, m // 2))
    y[0], l2 = K - 1, 10.0 ** rng.integers(-6, 13)
    X[:, : n // 3] = X[:, :1]
    data = LAYOUTS[layout](X)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            run = softmax.fit(data, y, l2=l2, intercept=False) if (y < K).all() and len(set(y)) == K else None
    except ValueError as refused:
        assert "wanted" in str(refused)  # noqa: PT017
        return
    if run is None:
        return
    cost, still = decrement(run.W, X, y, l2)
    hardly = l2 < 1e-10 * (X**2).max(axis=0).min()  # a minimum may be out of reach then: the classes are separable
    assert run.converged or hardly
    assert not run.converged or still <= 1e-11 * cost
    assert run.cost == pytest.approx(cost, rel=1e-10)


@settings(max_examples=10)
@given(st.integers(0, 10**9))
def test_two_hundred_classes_end_with_a_gradient_that_their_decrement_allows_in_long_double(seed):
    rng = np.random.default_rng(seed)
    K = int(rng.integers(100, 201))
    X = np.column_stack((np.ones(3 * K), rng.standard_normal((3 * K, 2)) * 10.0 ** rng.integers(-3, 4)))
    y = rng.permutation(np.arange(3 * K) % K)
    run = softmax.fit(X, y, l2=0.01)
    W, Z = run.W.astype(np.longdouble), X.astype(np.longdouble) @ run.W.T.astype(np.longdouble)
    P = np.exp(Z - Z.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    curvature = (P * (1 - P)).T @ X**2 / len(y) + 0.01
    P[np.arange(len(y)), y] -= 1
    slope = P.T @ X / len(y) + 0.01 * W * [0, 1, 1]
    assert run.converged
    assert (slope**2 <= 1e-14 * run.cost * curvature).all()  # by Cauchy and Schwarz no more than the decrement allows
    assert run.gradient_norm == pytest.approx(float(np.abs(slope).max()), rel=1e-3, abs=1e-15)


@pytest.mark.parametrize("unit", [1e-150, 1.0, 1e145])
@pytest.mark.parametrize("l2", [1e-6, 1.0, 1e12])
def test_two_examples_have_the_minimum_that_fifty_digits_find(unit, l2):
    x = np.array([[3.0], [-1.0]])
    run = logistic.fit(x * unit, [1, 0], l2=l2 * unit**2, intercept=False)

    def slope(w):
        return mpmath.mpf(l2) * w - sum(abs(v) / (1 + mpmath.exp(w * abs(v))) for v in (3, 1)) / 2

    with mpmath.workdps(50):
        right = mpmath.findroot(slope, (0, 3 / mpmath.mpf(l2)), solver="anderson", tol=1e-60, maxsteps=500)
    assert run.theta[0] * unit == pytest.approx(float(right), rel=1e-6)
