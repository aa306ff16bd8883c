"""Wrong and right submissions for the exercises on two classes."""

import os
import sys

import numpy as np


def sigmoid_halves(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_loop(z):
    z = np.asarray(z)
    out = np.empty(z.shape)
    for i, v in np.ndenumerate(z):
        out[i] = 1 / (1 + np.exp(-v)) if v > 0 else np.exp(v) / (1 + np.exp(v))
    return out


def sigmoid_truncated(z):
    out = np.zeros_like(z)
    for i, v in np.ndenumerate(z):
        out[i] = 0.5 + 0.5 * np.tanh(v / 2)
    return out


def sigmoid_in_place(z):
    z *= -0.5
    return 0.5 - 0.5 * np.tanh(z)


def sigmoid_prints(z):
    print(0.5 + 0.5 * np.tanh(z / 2))


def sigmoid_prints_too(z):
    print("here")
    return 0.5 + 0.5 * np.tanh(z / 2)


def sigmoid_hangs(z):
    while True:
        try:
            sum(range(10**12))
        except BaseException:
            continue


def sigmoid_recursive(z):
    return sigmoid_recursive(z)


def sigmoid_seterr(z):
    np.seterr(all="ignore")
    return 1 / (1 + np.exp(-z))


def sigmoid_hungry(z):
    return np.ones((10**6, 10**6)).sum() * z


def sigmoid_random(z):
    return 0.5 + 0.5 * np.tanh(z / 2) + np.random.default_rng().normal(scale=1e-3, size=np.shape(z))


def sigmoid_crashes(z):
    os.kill(os.getpid(), 11)


def sigmoid_forgets_return(z):
    p = 0.5 + 0.5 * np.tanh(z / 2)
    p.sum()


def loss(theta, X, y):
    z = X @ theta
    return np.logaddexp(0, z) - y * z


def h(theta, X):
    return sigmoid_halves(X @ theta)


def cost_loop(theta, X, y):
    total = 0.0
    for row, label in zip(X, y, strict=True):
        z = sum(a * b for a, b in zip(row, theta, strict=True))
        total += max(z, 0) - label * z + np.log1p(np.exp(-abs(z)))
    return total / len(y)


def cost_single(theta, X, y):
    z = X.astype(np.float32) @ theta.astype(np.float32)
    return np.logaddexp(0, z).mean() - (y * z).mean()


def cost_log(theta, X, y, eps=0.0):
    p = h(theta, X)
    return -np.mean(y * np.log(p + eps) + (1 - y) * np.log(1 - p + eps))


def cost_clipped(theta, X, y):
    p = np.clip(h(theta, X), 1e-15, 1 - 1e-15)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def cost_of_the_label(theta, X, y, eps):
    p = h(theta, X)
    return -np.log(np.maximum(np.where(y == 1, p, 1 - p), eps)).mean()


def cost_prints_a_shape(theta, X, y):
    z = X @ theta
    print(z.shape)
    J = np.mean(np.logaddexp(0, z) - y * z)
    J.round(3)


def cost_exchanged(theta, X, y):
    p = h(theta, X)
    return -(p * np.log(y + 1e-12) + (1 - p) * np.log(1 - y + 1e-12)).mean()


def gradient_loop(theta, X, y):
    slope = np.zeros(len(theta))
    for row, label in zip(X, y, strict=True):
        slope += (sigmoid_halves(row @ theta) - label) * row
    return slope / len(y)


def gradient_shifts(theta, X, y):
    theta -= 0
    X[:, 0] = 2
    return X.T @ (h(theta, X) - y) / len(y)


ZOO = {
    "sigmoid": {
        "wrong": [
            ("unstable", lambda z: np.exp(z) / (1 + np.exp(z))),
            ("wrong-sign", lambda z: 1 / (1 + np.exp(z))),
            ("wrong-values", lambda z: 1 / (1 + np.exp(-z) + 1e-9)),
            ("sigmoid-of-2x", lambda z: 0.5 + 0.5 * np.tanh(z)),
            ("tangent-for-sigmoid", lambda z: np.tanh(z)),
            ("derivative-returned", lambda z: sigmoid_halves(z) * (1 - sigmoid_halves(z))),
            ("base-2-power", lambda z: np.where(z > 0, 1, 2.0 ** np.minimum(z, 0)) / (1 + 2.0 ** -np.abs(z))),
            ("clipped", lambda z: sigmoid_halves(np.clip(z, -500, 500))),
            ("clipped", lambda z: np.clip(sigmoid_halves(z), 1e-6, 1 - 1e-6)),
            ("truncates-integers", sigmoid_truncated),
            ("changes-argument", sigmoid_in_place),
            ("returns-list", lambda z: sigmoid_halves(z).tolist()),
            ("returns-matrix", lambda z: np.asmatrix(sigmoid_halves(z))),
            ("returns-something-else", lambda z: (v for v in z)),
            ("prints", sigmoid_prints),
            ("hangs", sigmoid_hangs),
            ("recursion", sigmoid_recursive),
            ("changes-global-state", sigmoid_seterr),
            ("too-much-memory", sigmoid_hungry),
            ("not-deterministic", sigmoid_random),
            ("crashes", sigmoid_crashes),
            ("exits", lambda z: sys.exit(1)),
            ("exits", lambda z: os._exit(0)),
            ("raises", lambda z: z[100]),
            ("takes-wrong-arguments", lambda: 0),
            ("returns-none", sigmoid_forgets_return),
            ("wrong-dtype", lambda z: z > 0),
            ("wrong-values", lambda z: z**2),
            ("wrong-factor", lambda z: 3 * sigmoid_halves(z)),
        ],
        "right": [
            sigmoid_halves,
            sigmoid_loop,
            lambda z: 0.5 + 0.5 * np.tanh(z / 2),
            sigmoid_prints_too,
            lambda z: 1 / (1 + np.exp(-z)),  # 1 / inf is 0: a remark, no mistake
        ],
    },
    "cost": {
        "wrong": [
            ("unstable", cost_log),
            ("wrong-sign", lambda *a: -loss(*a).mean()),
            ("missing-mean", lambda *a: loss(*a).sum()),
            ("doubled-mean", lambda *a: loss(*a).mean() / len(a[2])),
            ("base-2-logarithm", lambda *a: loss(*a).mean() / np.log(2)),
            ("base-10-logarithm", lambda *a: loss(*a).mean() / np.log(10)),
            ("labels-exchanged", lambda theta, X, y: loss(theta, X, 1 - y).mean()),
            ("squared-error", lambda theta, X, y: ((h(theta, X) - y) ** 2).mean()),
            ("mean-over-wrong-axis", lambda theta, X, y: loss(theta, X, y).sum() / len(theta)),
            ("one-label-only", lambda theta, X, y: -np.mean(y * np.log(h(theta, X)))),
            ("one-label-only", lambda theta, X, y: -np.mean((1 - y) * np.log(1 - h(theta, X)))),
            ("logarithm-misplaced", lambda t, X, y: -np.mean(y * np.log(h(t, X)) + (1 - y) * (1 - np.log(h(t, X))))),
            ("labels-and-probabilities-exchanged", cost_exchanged),
            ("log-plus-eps", lambda *a: cost_log(*a, eps=1e-15)),
            ("log-plus-eps", lambda *a: cost_log(*a, eps=1e-8)),
            *(("log-plus-eps", lambda *a, eps=eps: cost_log(*a, eps=eps)) for eps in (1e-10, 1e-12, 1e-20, 1e-300)),
            ("clipped", cost_clipped),
            *(("clipped", lambda *a, eps=eps: cost_of_the_label(*a, eps)) for eps in (1e-10, 1e-15, 1e-20, 1e-300)),
            ("prints", cost_prints_a_shape),
            ("wrong-shape", loss),
            ("wrong-values", lambda theta, X, y: np.mean(np.logaddexp(0, X @ theta) - y[:, None] * (X @ theta))),
            ("wrong-values", lambda theta, X, y: loss(theta, X.T.T, y).mean() + 0.01),
        ],
        "right": [lambda *a: loss(*a).mean(), cost_loop, cost_single],
    },
    "gradient": {
        "wrong": [
            ("wrong-sign", lambda theta, X, y: X.T @ (y - h(theta, X)) / len(y)),
            ("missing-mean", lambda theta, X, y: X.T @ (h(theta, X) - y)),
            ("doubled-mean", lambda theta, X, y: X.T @ (h(theta, X) - y) / len(y) ** 2),
            ("mean-over-wrong-axis", lambda theta, X, y: X.T @ (h(theta, X) - y) / X.shape[1]),
            ("missing-sigmoid", lambda theta, X, y: X.T @ (X @ theta - y) / len(y)),
            ("wrong-values", lambda theta, X, y: (X.T @ (h(theta, X)[:, None] - y)).mean(axis=1)),
            ("missing-input", lambda t, X, y: np.ones(t.shape) * np.mean(h(t, X) - y)),
            ("missing-input", lambda t, X, y: 0 * t + np.sum(h(t, X) - y)),
            ("leftover-derivative", lambda t, X, y: X.T @ ((h(t, X) - y) * h(t, X) * (1 - h(t, X))) / len(y)),
            ("changes-argument", gradient_shifts),
            ("wrong-shape", lambda theta, X, y: (X.T @ (h(theta, X) - y) / len(y))[:, None]),
            ("wrong-shape", lambda theta, X, y: X.T @ (h(theta, X) - y.reshape(-1, 1)) / len(y)),
            ("wrong-shape", lambda theta, X, y: X.T @ (h(theta, X)[:, None] - y)),
            ("returns-list", lambda theta, X, y: tuple(gradient_loop(theta, X, y))),
        ],
        "right": [
            lambda theta, X, y: X.T @ (h(theta, X) - y) / len(y),
            lambda theta, X, y: X.T @ (1 / (1 + np.exp(-X @ theta)) - y) / len(y),
            gradient_loop,
            lambda theta, X, y: np.mean((h(theta, X) - y)[:, None] * X, axis=0).astype(np.float32),
        ],
    },
}
