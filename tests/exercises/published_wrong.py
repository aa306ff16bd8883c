"""Wrong answers in the forms in which people publish them, each with its name, or with what is seen of it."""

import functools
import math

import numpy as np


def sg(z):
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(z)))


def sm(Z):
    e = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def loss(z, y):
    return np.logaddexp(0, z) - y * z


def naive(z):
    return 1 / (1 + np.exp(-z))


NAMED = [
    ("sigmoid", "wrong-sign", lambda z: 1.0 / (1 + np.power(np.e, z))),
    ("sigmoid", "unstable", lambda z: np.exp(z) / (np.exp(z) + 1)),
    ("sigmoid", "derivative-returned", lambda z: sg(z) * (1 - sg(z))),
    ("sigmoid", "tangent-for-sigmoid", lambda z: np.tanh(z)),
    ("sigmoid", "raises", lambda z: 1 / (1 + math.exp(-z))),
    ("sigmoid", "clipped", lambda z: naive(np.clip(z, -500, 500))),
    ("sigmoid", "clipped", lambda z: naive(np.clip(z, -20, 20))),
    ("sigmoid", "clipped", lambda z: np.clip(sg(z), 1e-5, 1 - 1e-5)),
    ("sigmoid", "returns-list", lambda z: [float(sg(v)) for v in z]),
    ("sigmoid", "returns-list", lambda z: sg(z).tolist()),
    ("sigmoid", "returns-something-else", lambda z: str(sg(z))),
    ("sigmoid", "returns-something-else", lambda z: {"g": sg(z)}),
    ("sigmoid", "takes-wrong-arguments", lambda self, z: sg(z)),
    ("sigmoid", "takes-wrong-arguments", lambda: 0.5),
    ("sigmoid", "returns-something-else", lambda z: np.frompyfunc(lambda v: 0.5 + 0.5 * math.tanh(v / 2), 1, 1)(z)),
    ("sigmoid", "unstable", lambda z: np.nan_to_num(np.exp(z) / (1 + np.exp(z)))),
    ("sigmoid", "wrong-factor", lambda z: 2 * sg(z)),
    ("sigmoid", "returns-something-else", lambda z: sg),
    ("sigmoid", "sigmoid-of-2x", lambda z: 1 / (1 + np.exp(np.clip(-2 * z, -700, 700)))),
    ("cost", "wrong-sign", lambda t, X, y: np.mean(y * np.log(naive(X @ t)) + (1 - y) * np.log(1 - naive(X @ t)))),
    ("cost", "unstable", lambda t, X, y: -np.mean(y * np.log(naive(X @ t)) + (1 - y) * np.log(1 - naive(X @ t)))),
    (
        "cost",
        "unstable",
        lambda t, X, y: np.nan_to_num(-np.mean(y * np.log(naive(X @ t)) + (1 - y) * np.log(1 - naive(X @ t)))),
    ),
    (
        "cost",
        "unstable",
        lambda t, X, y: (lambda J: np.inf if np.isnan(J) else J)(
            -np.mean(y * np.log(naive(X @ t)) + (1 - y) * np.log(1 - naive(X @ t)))
        ),
    ),
    (
        "cost",
        "log-plus-eps",
        lambda t, X, y: -np.mean(y * np.log(sg(X @ t) + 1e-5) + (1 - y) * np.log(1 - sg(X @ t) + 1e-5)),
    ),
    (
        "cost",
        "clipped",
        lambda t, X, y: (lambda p: -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))(
            np.clip(sg(X @ t), 1e-15, 1 - 1e-15)
        ),
    ),
    (
        "cost",
        "clipped",
        lambda t, X, y: (lambda p: -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))(
            np.clip(sg(X @ t), np.finfo(float).eps, 1 - np.finfo(float).eps)
        ),
    ),
    (
        "cost",
        "clipped",
        lambda t, X, y: (
            lambda p: -np.mean(y * np.log(np.maximum(p, 1e-10)) + (1 - y) * np.log(np.maximum(1 - p, 1e-10)))
        )(sg(X @ t)),
    ),
    ("cost", "missing-mean", lambda t, X, y: loss(X @ t, y).sum()),
    ("cost", "wrong-factor", lambda t, X, y: loss(X @ t, y).sum() / 2 / len(y)),
    ("cost", "squared-error", lambda t, X, y: ((sg(X @ t) - y) ** 2).mean()),
    ("cost", "squared-error", lambda t, X, y: ((sg(X @ t) - y) ** 2).sum() / (2 * len(y))),
    ("cost", "squared-error", lambda t, X, y: ((X @ t - y) ** 2).mean()),
    ("cost", "squared-error", lambda t, X, y: ((X @ t - y) ** 2).sum() / (2 * len(y))),
    ("cost", "base-2-logarithm", lambda t, X, y: loss(X @ t, y).mean() / math.log(2)),
    (
        "cost",
        "base-10-logarithm",
        lambda t, X, y: -np.mean(y * np.log10(sg(X @ t)) + (1 - y) * np.log10(1 - sg(X @ t))),
    ),
    ("cost", "one-label-only", lambda t, X, y: -np.mean(y * np.log(sg(X @ t)))),
    ("cost", "wrong-shape", lambda t, X, y: loss(X @ t, y)),
    (
        "cost",
        "wrong-shape",
        lambda t, X, y: (lambda z, c: (np.logaddexp(0, z).T @ np.ones_like(z) - c.T @ z) / len(y))(
            (X @ t)[:, None], y[:, None]
        ),
    ),
    ("cost", "labels-exchanged", lambda t, X, y: -np.mean((1 - y) * np.log(sg(X @ t)) + y * np.log(1 - sg(X @ t)))),
    ("cost", "labels-exchanged", lambda t, X, y: loss(-(X @ t), y).mean()),
    ("cost", "wrong-shape", lambda t, X, y: X.T @ (sg(X @ t) - y) / len(y)),
    ("cost", "returns-something-else", lambda t, X, y: (loss(X @ t, y).mean(), X.T @ (sg(X @ t) - y) / len(y))),
    ("cost", "returns-something-else", lambda t, X, y: [loss(X @ t, y).mean()]),
    ("cost", "raises", lambda t, X, y: loss(np.c_[np.ones(len(X)), X] @ t, y).mean()),
    ("gradient", "wrong-sign", lambda t, X, y: X.T @ (y - sg(X @ t)) / len(y)),
    ("gradient", "missing-mean", lambda t, X, y: X.T @ (sg(X @ t) - y)),
    ("gradient", "missing-sigmoid", lambda t, X, y: X.T.dot(X.dot(t) - y) / y.size),
    ("gradient", "wrong-shape", lambda t, X, y: X.T @ (sg(X @ t) - y)[:, None] / len(y)),
    ("gradient", "wrong-shape", lambda t, X, y: (sg(X @ t) - y)[None] @ X / len(y)),
    ("gradient", "wrong-shape", lambda t, X, y: (sg(X @ t) - y) / len(y)),
    ("gradient", "raises", lambda t, X, y: (X * (sg(X @ t) - y)).mean(0)),
    ("gradient", "wrong-shape", lambda t, X, y: X * (sg(X @ t) - y)[:, None] / len(y)),
    ("gradient", "wrong-factor", lambda t, X, y: 2 * X.T @ (sg(X @ t) - y) / len(y)),
    ("gradient", "doubled-mean", lambda t, X, y: np.mean((sg(X @ t) - y)[:, None] * X, axis=0) / len(y)),
    ("gradient", "leftover-derivative", lambda t, X, y: X.T @ ((sg(X @ t) - y) * sg(X @ t) * (1 - sg(X @ t))) / len(y)),
    ("gradient", "wrong-factor", lambda t, X, y: 0.01 * X.T @ (sg(X @ t) - y) / len(y)),
    (
        "penalised_cost",
        "penalty-over-m",
        lambda t, X, y, l2: loss(X @ t, y).mean() + l2 / (2 * len(y)) * np.sum(t[1:] ** 2),
    ),
    (
        "penalised_cost",
        "intercept-penalised",
        lambda t, X, y, l2: (loss(X @ t, y).sum() + l2 / 2 * np.sum(t**2)) / len(y),
    ),
    ("penalised_cost", "intercept-penalised", lambda t, X, y, l2: loss(X @ t, y).mean() + l2 / 2 * np.sum(t**2)),
    ("penalised_cost", "penalty-factor-2", lambda t, X, y, l2: loss(X @ t, y).mean() + l2 * np.sum(t[1:] ** 2)),
    ("penalised_cost", "penalty-not-squared", lambda t, X, y, l2: loss(X @ t, y).mean() + l2 * np.abs(t[1:]).sum()),
    ("penalised_cost", "penalty-forgotten", lambda t, X, y, l2: loss(X @ t, y).mean()),
    ("penalised_cost", "wrong-shape", lambda t, X, y, l2: loss(X @ t, y).mean() + l2 / 2 * t[1:] ** 2),
    ("penalised_cost", "penalty-factor-2", lambda t, X, y, l2: np.mean(loss(X @ t, y) + l2 * np.sum(t[1:] ** 2))),
    ("penalised_cost", "missing-mean", lambda t, X, y, l2: loss(X @ t, y).sum() + l2 / 2 * np.sum(t[1:] ** 2)),
    (
        "penalised_cost",
        "log-plus-eps",
        lambda t, X, y, l2: (
            -np.mean(y * np.log(sg(X @ t) + 1e-8) + (1 - y) * np.log(1 - sg(X @ t) + 1e-8))
            + l2 / 2 * np.sum(t[1:] ** 2)
        ),
    ),
    (
        "penalised_cost",
        "unstable",
        lambda t, X, y, l2: (
            -np.mean(y * np.log(naive(X @ t)) + (1 - y) * np.log(1 - naive(X @ t))) + l2 / 2 * np.sum(t[1:] ** 2)
        ),
    ),
    ("penalised_cost", "penalty-subtracted", lambda t, X, y, l2: loss(X @ t, y).mean() - l2 / 2 * np.sum(t[1:] ** 2)),
    (
        "descend",
        "wrong-way",
        lambda g, s, a, n: functools.reduce(lambda t, _: t + a * g(t), range(n), np.array(s, float)),
    ),
    (
        "gradient_check",
        "h-ignored",
        lambda c, t, h: np.array([(c(t + 1e-5 * e) - c(t - 1e-5 * e)) / 2e-5 for e in np.eye(len(t))]),
    ),
    (
        "gradient_check",
        "divided-by-h",
        lambda c, t, h: np.array([(c(t + h * e) - c(t - h * e)) / h for e in np.eye(len(t))]),
    ),
    ("gradient_check", "all-entries-at-once", lambda c, t, h: (c(t + h) - c(t - h)) / (2 * h) * np.ones(len(t))),
    ("gradient_check", "wrong-shape", lambda c, t, h: (c(t + h) - c(t - h)) / (2 * h)),
    (
        "gradient_check",
        "one-sided-difference",
        lambda c, t, h: np.array([(c(t) - c(t - h * e)) / h for e in np.eye(len(t))]),
    ),
    (
        "gradient_check",
        "wrong-sign",
        lambda c, t, h: np.array([(c(t - h * e) - c(t + h * e)) / (2 * h) for e in np.eye(len(t))]),
    ),
    ("gradient_check", "wrong-shape", lambda c, t, h: 1e-9),
    (
        "standardize",
        "range-for-deviation",
        lambda a, b: tuple((p - a.min(0)) / np.where(np.ptp(a, axis=0) > 0, np.ptp(a, axis=0), 1) for p in (a, b)),
    ),
    (
        "standardize",
        "range-for-deviation",
        lambda a, b: tuple((p - a.mean(0)) / np.where(np.ptp(a, axis=0) > 0, np.ptp(a, axis=0), 1) for p in (a, b)),
    ),
    (
        "standardize",
        "sample-deviation",
        lambda a, b: (lambda s: tuple((p - a.mean(0)) / np.where(s > 0, s, 1) for p in (a, b)))(a.std(0, ddof=1)),
    ),
    (
        "standardize",
        "variance-for-deviation",
        lambda a, b: tuple((p - a.mean(0)) / np.where(a.var(0) > 0, a.var(0), 1) for p in (a, b)),
    ),
    (
        "standardize",
        "uses-test-data",
        lambda a, b: (lambda c: tuple((p - c.mean(0)) / np.where(c.std(0) > 0, c.std(0), 1) for p in (a, b)))(
            np.r_[a, b]
        ),
    ),
    ("standardize", "statistics-over-wrong-axis", lambda a, b: ((a - a.mean()) / a.std(), (b - b.mean()) / b.std())),
    ("standardize", "statistics-over-wrong-axis", lambda a, b: ((a - a.mean()) / a.std(), (b - a.mean()) / a.std())),
    ("standardize", "raises", lambda a, b: ((a - a.mean(1)) / a.std(1), (b - a.mean(1)) / a.std(1))),
    ("standardize", "constant-column", lambda a, b: ((a - a.mean(0)) / a.std(0), (b - a.mean(0)) / a.std(0))),
    (
        "standardize",
        "constant-column",
        lambda a, b: ((a - a.mean(0)) / (a.std(0) + 1e-8), (b - a.mean(0)) / (a.std(0) + 1e-8)),
    ),
    ("standardize", "half-standardised", lambda a, b: (a - a.mean(0), b - a.mean(0))),
    (
        "standardize",
        "half-standardised",
        lambda a, b: (a / np.where(a.std(0) > 0, a.std(0), 1), b / np.where(a.std(0) > 0, a.std(0), 1)),
    ),
    ("standardize", "test-left-raw", lambda a, b: ((a - a.mean(0)) / np.where(a.std(0) > 0, a.std(0), 1), b)),
    (
        "standardize",
        "returns-something-else",
        lambda a, b: np.vstack(((a - a.mean(0)) / np.where(a.std(0) > 0, a.std(0), 1), b)),
    ),
    ("standardize", "returns-something-else", lambda a, b: (a, b, a.mean(0), a.std(0))),
    (
        "standardize",
        "constant-column",
        lambda a, b: tuple(
            np.where(a.std(0) > 0, (p - a.mean(0)) / np.where(a.std(0) > 0, a.std(0), 1), 1) for p in (a, b)
        ),
    ),
    (
        "newton_step",
        "hessian-not-inverted",
        lambda t, X, y: (lambda h: t - (X.T * (h * (1 - h))) @ X / len(y) @ (X.T @ (h - y) / len(y)))(sg(X @ t)),
    ),
    (
        "newton_step",
        "mean-in-one-only",
        lambda t, X, y: (lambda h: t - np.linalg.solve((X.T * (h * (1 - h))) @ X, X.T @ (h - y) / len(y)))(sg(X @ t)),
    ),
    (
        "newton_step",
        "step-for-parameters",
        lambda t, X, y: (lambda h: np.linalg.solve((X.T * (h * (1 - h))) @ X, X.T @ (h - y)))(sg(X @ t)),
    ),
    (
        "newton_step",
        "wrong-way",
        lambda t, X, y: (lambda h: t - np.linalg.solve((X.T * (h * (1 - h))) @ X, X.T @ (y - h)))(sg(X @ t)),
    ),
    (
        "newton_step",
        "wrong-shape",
        lambda t, X, y: (lambda h: t - (X.T @ (h - y)) / ((X.T * (h * (1 - h))) @ X))(sg(X @ t)),
    ),
    ("newton_step", "curvature-weights-wrong", lambda t, X, y: t - np.linalg.solve(X.T @ X, X.T @ (sg(X @ t) - y))),
    ("newton_step", "gradient-for-newton", lambda t, X, y: t - X.T @ (sg(X @ t) - y) / len(y)),
    (
        "newton_step",
        "raises",
        lambda t, X, y: (lambda h: t - np.linalg.solve(X @ X.T * (h * (1 - h)), X.T @ (h - y)))(sg(X @ t)),
    ),
    ("one_hot", "sorted-classes", lambda y, K: np.eye(y.max() + 1)[y]),
    ("one_hot", "wrong-dtype", lambda y, K: y[:, None] == np.arange(K)),
    ("one_hot", "wrong-shape", lambda y, K: np.array([1 if i == y[0] else 0 for i in range(K)])),
    ("one_hot", "takes-wrong-arguments", lambda y: np.eye(y.max() + 1)[y]),
    ("one_hot", "returns-something-else", lambda y, K: np.eye(K)[y].astype(int).astype(str)),
    ("one_hot", "returns-list", lambda y, K: [np.eye(K)[c] for c in y]),
    ("softmax", "unstable", lambda Z: np.exp(Z - Z.max()) / np.exp(Z - Z.max()).sum(1, keepdims=True)),
    ("softmax", "softmax-over-wrong-axis", lambda Z: np.exp(Z - np.max(Z)) / sum(np.exp(Z - np.max(Z)))),
    (
        "softmax",
        "normalised-over-everything",
        lambda Z: np.exp(Z - Z.max(1, keepdims=True)) / np.exp(Z - Z.max(1, keepdims=True)).sum(),
    ),
    ("softmax", "raises", lambda Z: np.exp(Z) / np.exp(Z).sum(axis=1)),
    ("softmax", "unstable", lambda Z: np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)),
    ("softmax", "softmax-over-wrong-axis", lambda Z: np.exp(Z) / np.exp(Z).sum(axis=0)),
    ("softmax", "transposed-result", lambda Z: sm(Z).T),
    ("softmax", "wrong-shape", lambda Z: np.exp(Z[0]) / np.exp(Z[0]).sum()),
    ("softmax", "wrong-sign", lambda Z: sm(-Z)),
    ("softmax", "missing-normalisation", lambda Z: np.exp(Z) / np.exp(Z).max(1, keepdims=True)),
    ("log_softmax", "log-of-an-underflow", lambda Z: np.log(sm(Z))),
    ("log_softmax", "log-plus-eps", lambda Z: np.log(sm(Z) + 1e-12)),
    ("log_softmax", "unstable", lambda Z: Z - np.log(np.exp(Z).sum(1, keepdims=True))),
    ("log_softmax", "softmax-over-wrong-axis", lambda Z: Z - np.logaddexp.reduce(Z, 0)),
    (
        "log_softmax",
        "shift-not-added-back",
        lambda Z: Z - np.log(np.exp(Z - Z.max(1, keepdims=True)).sum(1, keepdims=True)),
    ),
    ("log_softmax", "wrong-sign", lambda Z: -np.log(sm(Z))),
    ("log_softmax", "raises", lambda Z: Z - np.logaddexp.reduce(Z, 1)),
    ("cross_entropy", "missing-softmax", lambda Z, Y: -np.mean(np.sum(Y * np.log(Z), axis=1))),
    ("cross_entropy", "mean-over-classes", lambda Z, Y: -np.mean(Y * (Z - np.logaddexp.reduce(Z, 1)[:, None]))),
    ("cross_entropy", "missing-mean", lambda Z, Y: -np.sum(Y * (Z - np.logaddexp.reduce(Z, 1)[:, None]))),
    ("cross_entropy", "log-plus-eps", lambda Z, Y: -np.sum(Y * np.log(sm(Z) + 1e-9)) / len(Z)),
    ("cross_entropy", "clipped", lambda Z, Y: -np.sum(Y * np.log(np.clip(sm(Z), 1e-12, 1.0))) / len(Z)),
    ("cross_entropy", "hard-labels-only", lambda Z, Y: -np.log(sm(Z)[range(len(Z)), Y.argmax(1)]).mean()),
    (
        "cross_entropy",
        "unstable",
        lambda Z, Y: -np.sum(Y * np.log(np.exp(Z) / np.exp(Z).sum(1, keepdims=True))) / len(Z),
    ),
    ("cross_entropy", "labels-and-probabilities-exchanged", lambda Z, Y: -np.sum(sm(Z) * np.log(Y + 1e-9)) / len(Z)),
    ("cross_entropy", "squared-error", lambda Z, Y: np.mean((sm(Z) - Y) ** 2)),
    ("softmax_jacobian", "off-diagonal-missing", lambda z: np.diag(sm(z[None])[0] * (1 - sm(z[None])[0]))),
    ("softmax_jacobian", "off-diagonal-missing", lambda z: sm(z[None])[0] * (1 - sm(z[None])[0])),
    (
        "softmax_jacobian",
        "off-diagonal-sign",
        lambda z: np.diag(sm(z[None])[0]) + np.outer(sm(z[None])[0], sm(z[None])[0]),
    ),
    ("softmax_jacobian", "unstable", lambda z: (lambda p: np.diag(p) - np.outer(p, p))(np.exp(z) / np.exp(z).sum())),
    (
        "softmax_jacobian",
        "wrong-shape",
        lambda z: (lambda p: (np.diag(p) - np.outer(p, p)) @ np.ones(len(p)))(sm(z[None])[0]),
    ),
    ("softmax_jacobian", "jacobian-of-the-logarithm", lambda z: np.eye(len(z)) - sm(z[None])),
    ("softmax_jacobian", "wrong-shape", lambda z: (lambda p: (np.diag(p) - np.outer(p, p))[None])(sm(z[None])[0])),
    ("softmax_gradient", "wrong-sign", lambda W, X, Y: (Y - sm(X @ W.T)).T @ X / len(X)),
    ("softmax_gradient", "missing-mean", lambda W, X, Y: (sm(X @ W.T) - Y).T @ X),
    ("softmax_gradient", "transposed-result", lambda W, X, Y: X.T @ (sm(X @ W.T) - Y) / len(X)),
    ("softmax_gradient", "softmax-over-wrong-axis", lambda W, X, Y: (sm((X @ W.T).T).T - Y).T @ X / len(X)),
    (
        "softmax_gradient",
        "leftover-derivative",
        lambda W, X, Y: (lambda P: ((P - Y) * P * (1 - P)).T @ X / len(X))(sm(X @ W.T)),
    ),
    (
        "softmax_gradient",
        "unstable",
        lambda W, X, Y: (
            lambda Z: (np.exp(Z - Z.max()) / np.exp(Z - Z.max()).sum(1, keepdims=True) - Y).T @ X / len(X)
        )(X @ W.T),
    ),
    ("softmax_gradient", "mean-over-classes", lambda W, X, Y: (sm(X @ W.T) - Y).T @ X / Y.size),
    ("penalised_gradient", "intercept-penalised", lambda W, X, Y, l2: (sm(X @ W.T) - Y).T @ X / len(X) + l2 * W),
    (
        "penalised_gradient",
        "first-class-unpenalised",
        lambda W, X, Y, l2: (lambda V: (V.__setitem__(0, 0), (sm(X @ W.T) - Y).T @ X / len(X) + l2 * V)[1])(
            W.astype(float).copy()
        ),
    ),
    (
        "penalised_gradient",
        "penalty-over-m",
        lambda W, X, Y, l2: (sm(X @ W.T) - Y).T @ X / len(X) + l2 / len(X) * W * (np.arange(W.shape[1]) > 0),
    ),
    (
        "confusion",
        "truth-and-prediction-exchanged",
        lambda y, p, K: np.histogram2d(p, y, bins=(np.arange(K + 1), np.arange(K + 1)))[0].astype(int),
    ),
    (
        "confusion",
        "two-classes-only",
        lambda y, p, K: np.array(
            [
                [np.sum((y == 0) & (p == 0)), np.sum((y == 0) & (p == 1))],
                [np.sum((y == 1) & (p == 0)), np.sum((y == 1) & (p == 1))],
            ]
        ),
    ),
    (
        "confusion",
        "shares-for-counts",
        lambda y, p, K: np.histogram2d(y, p, bins=(np.arange(K + 1), np.arange(K + 1)))[0] / len(y),
    ),
    ("confusion", "returns-something-else", lambda y, p, K: {"TP": 1}),
    ("confusion", "returns-something-else", lambda y, p, K: (1, 2, 3, 4)),
    (
        "confusion",
        "classes-exchanged",
        lambda y, p, K: np.histogram2d(y, p, bins=(np.arange(K + 1), np.arange(K + 1)))[0][::-1, ::-1],
    ),
    (
        "confusion",
        "returns-list",
        lambda y, p, K: np.histogram2d(y, p, bins=(np.arange(K + 1), np.arange(K + 1)))[0].tolist(),
    ),
    (
        "precision_recall",
        "truth-and-prediction-exchanged",
        lambda y, p: (np.sum(y * p) / y.sum(), np.sum(y * p) / p.sum()),
    ),
    ("precision_recall", "classes-exchanged", lambda y, p: (np.mean(y[p == 0] == 0), np.mean(p[y == 0] == 0))),
    ("precision_recall", "returns-something-else", lambda y, p: 0.5),
    ("precision_recall", "returns-something-else", lambda y, p: (0.5, 0.5, 0.5)),
    ("precision_recall", "accuracy-for-precision", lambda y, p: (np.mean(y == p), np.mean(p[y == 1]))),
    ("precision_recall", "returns-something-else", lambda y, p: {"precision": 0.5, "recall": 0.3}),
    ("precision_recall", "whole-division", lambda y, p: (np.sum(y * p) // p.sum(), np.sum(y * p) // y.sum())),
    ("threshold", "costs-exchanged", lambda a, m: m / (m + a)),
    ("threshold", "always-one-half", lambda a, m: 0.5),
    ("threshold", "odds-for-probability", lambda a, m: a / m),
    ("threshold", "logit-for-probability", lambda a, m: math.log(a / m)),
    ("threshold", "wrong-shape", lambda a, m: np.array([a / (a + m)])),
    ("threshold", "returns-something-else", lambda a, m: f"{a / (a + m):.2f}"),
    ("predict", "above-for-at-least", lambda t, X, c: (sg(X @ t) > c).astype(int)),
    ("predict", "wrong-dtype", lambda t, X, c: sg(X @ t) >= c),
    ("predict", "wrong-dtype", lambda t, X, c: np.where(sg(X @ t) >= c, 1.0, 0.0)),
    ("predict", "wrong-dtype", lambda t, X, c: np.round(sg(X @ t))),
    ("predict", "threshold-on-logit", lambda t, X, c: (X @ t >= c).astype(int)),
    ("predict", "wrong-dtype", lambda t, X, c: sg(X @ t)),
    ("predict", "returns-list", lambda t, X, c: [1 if p >= c else 0 for p in sg(X @ t)]),
    ("predict", "classes-exchanged", lambda t, X, c: (sg(X @ t) < c).astype(int)),
    ("predict", "unstable", lambda t, X, c: (np.exp(X @ t) / (1 + np.exp(X @ t)) >= c).astype(int)),
    ("predict", "wrong-shape", lambda t, X, c: int(sg(X[0] @ t) >= c)),
    ("predict", "wrong-shape", lambda t, X, c: (sg(X @ t) >= c).astype(int)[:, None]),
    ("boundary", "wrong-sign", lambda t, x: (t[0] + t[1] * x) / t[2]),
    ("boundary", "coefficients-exchanged", lambda t, x: -(t[0] + t[2] * x) / t[1]),
    ("boundary", "bias-forgotten", lambda t, x: -t[1] * x / t[2]),
    ("boundary", "logit-one-half", lambda t, x: (0.5 - t[0] - t[1] * x) / t[2]),
    ("boundary", "still-empty", lambda t, x: None),
    ("boundary", "wrong-shape", lambda t, x: np.column_stack((x, -(t[0] + t[1] * x) / t[2]))),
    ("boundary", "wrong-shape", lambda t, x: -(t[0] + t[1] * np.array([x.min(), x.max()])) / t[2]),
    ("boundary", "returns-something-else", lambda t, x: (x, -(t[0] + t[1] * x) / t[2])),
    ("one_vs_all_labels", "class-and-rest-exchanged", lambda y, k: np.where(y == k, 0, 1)),
    ("one_vs_all_labels", "wrong-dtype", lambda y, k: y == k),
    ("one_vs_all_labels", "wrong-shape", lambda y, k: np.where(y == k)[0]),
    ("one_vs_all_labels", "classes-counted-from-1", lambda y, k: (y == k + 1).astype(int)),
    ("one_vs_all_predict", "compares-rounded-sigmoids", lambda W, X: np.argmax(sg(X @ W.T), axis=1)),
    ("one_vs_all_predict", "argmax-over-wrong-axis", lambda W, X: np.argmax(X @ W.T, axis=0)),
    ("one_vs_all_predict", "classes-counted-from-1", lambda W, X: np.argmax(X @ W.T, axis=1) + 1),
    ("one_vs_all_predict", "returns-the-score", lambda W, X: np.max(X @ W.T, axis=1)),
    ("one_vs_all_predict", "wrong-shape", lambda W, X: np.argmax(X @ W.T, axis=1).reshape(-1, 1)),
    ("one_vs_all_predict", "wrong-dtype", lambda W, X: sg(X @ W.T) > 0.5),
    ("softmax_predict", "wrong-shape", lambda W, X: sm(X @ W.T)),
    ("softmax_predict", "wrong-shape", lambda W, X: np.eye(len(W), dtype=int)[np.argmax(X @ W.T, axis=1)]),
    ("softmax_predict", "unstable", lambda W, X: (np.exp(X @ W.T) / np.exp(X @ W.T).sum(1, keepdims=True)).argmax(1)),
    ("softmax_predict", "smallest-score", lambda W, X: np.argmin(X @ W.T, axis=1)),
    ("softmax_predict", "argmax-over-wrong-axis", lambda W, X: np.argmax(X @ W.T)),
    ("fit_softmax", "same-answer-for-every-row", lambda a, y, b: np.tile(np.bincount(y) / len(y), (len(b), 1))),
]
SEEN = [
    (
        "sigmoid",
        "some values are above 1, where all that are expected lie from 0 to 1",
        lambda z: 1 / (1 - np.exp(-np.abs(z) - 1)),
    ),
    ("sigmoid", "every value is 1 divided by the expected", lambda z: 1 / 1 + np.exp(-np.clip(z, -50, 50))),
    ("sigmoid", "wrong: all entries here", lambda z: 1 / (1 + 2.718 ** -np.clip(z, -500, 500))),
    ("sigmoid", "wrong: all entries here", lambda z: np.clip(0.2 * z + 0.5, 0, 1)),
    ("sigmoid", "wrong: all entries here", lambda z: np.heaviside(z, 0.5)),
    ("sigmoid", "some values are above 1, where all that are expected lie from 0 to 1", lambda z: np.logaddexp(0, z)),
    ("sigmoid", "every value is the expected one, rounded to 3 decimals", lambda z: np.round(sg(z), 3)),
    ("sigmoid", "too small", lambda z: sg(z - 1)),
    (
        "cost",
        "some values are below 0, where none is expected there",
        lambda t, X, y: -np.mean(y * np.log(sg(X @ t)) + (1 - y) * 1 - np.log(sg(X @ t))),
    ),
    (
        "cost",
        "some values are below 0, where none is expected there",
        lambda t, X, y: -np.mean(y * np.log(np.abs(X @ t)) + (1 - y) * np.log(np.abs(1 - X @ t))),
    ),
    ("cost", "only the whole part of each value came", lambda t, X, y: int(loss(X @ t, y).mean())),
    ("cost", "too small", lambda t, X, y: loss(X @ t, y).std()),
    ("cost", "too small", lambda t, X, y: np.median(loss(X @ t, y))),
    ("cost", "too large", lambda t, X, y: np.mean((X @ t >= 0) == y)),
    ("cost", "too large", lambda t, X, y: loss(X @ t, y).mean() + 0.1 * t @ t),
    ("cost", "too large", lambda t, X, y: loss((X @ t).astype(int), y).mean()),
    ("gradient", "wrong: all entries", lambda t, X, y: X.T @ (sg(X @ t) - y) ** 2 / len(y)),
    ("gradient", "wrong: all entries", lambda t, X, y: X.T @ ((X @ t > 0) - y) / len(y)),
    (
        "gradient",
        "in each call all values are off by one factor",
        lambda t, X, y: (lambda g: g / np.linalg.norm(g))(X.T @ (sg(X @ t) - y)),
    ),
    ("gradient", "it is wrong only where there is more than one example", lambda t, X, y: X[0] * (sg(X[0] @ t) - y[0])),
    (
        "gradient",
        "it is wrong only where there is more than one example",
        lambda t, X, y: np.sum(sg(X @ t) - y) * X.mean(0),
    ),
    ("gradient", "wrong: some entries", lambda t, X, y: np.clip(X.T @ (sg(X @ t) - y) / len(y), -0.2, 0.2)),
    ("penalised_cost", "too small", lambda t, X, y, l2: loss(X @ t, y).mean() + l2**2 / 2 * np.sum(t[1:] ** 2)),
    (
        "penalised_cost",
        "too large",
        lambda t, X, y, l2: loss(X @ t, y).mean() + (1 / l2 if l2 else 0) / 2 * np.sum(t[1:] ** 2),
    ),
    (
        "penalised_cost",
        "it is wrong in 7 of 8 calls",
        lambda t, X, y, l2: l2 * loss(X @ t, y).mean() + 0.5 * np.sum(t[1:] ** 2),
    ),
    (
        "penalised_cost",
        "it is wrong only where l2 is not 0",
        lambda t, X, y, l2: loss(X @ t, y).mean() + l2 / 2 * np.sum(t[:-1] ** 2),
    ),
    (
        "penalised_cost",
        "it is wrong only where l2 is not 0",
        lambda t, X, y, l2: loss(X @ t, y).mean() + l2 / 2 * np.sum(t[2:] ** 2),
    ),
    (
        "penalised_cost",
        "it is wrong only where l2 is not 0",
        lambda t, X, y, l2: loss(X @ t, y).mean() + l2 / 2 * np.sum((X @ t) ** 2),
    ),
    (
        "penalised_cost",
        "it is wrong only where l2 is not 0",
        lambda t, X, y, l2: loss(X @ t, y).mean() + l2 / 2 * np.sum(np.power(t[1:], 3)),
    ),
    (
        "penalised_cost",
        "it is wrong only where l2 is not 0",
        lambda t, X, y, l2: loss(X @ t, y).mean() + l2 / 2 * t[0] ** 2,
    ),
    (
        "descend",
        "too small",
        lambda g, s, a, n: functools.reduce(lambda t, _: t - a * np.sign(g(t)), range(n), np.array(s, float)),
    ),
    (
        "gradient_check",
        "too large",
        lambda c, t, h: np.array([(c(t + h / 2 * e) - c(t - h / 2 * e)) / h for e in np.eye(len(t))]),
    ),
    (
        "gradient_check",
        "too large",
        lambda c, t, h: np.array([(c(t + h * e) - 2 * c(t) + c(t - h * e)) / h**2 for e in np.eye(len(t))]),
    ),
    (
        "standardize",
        "wrong: some entries",
        lambda a, b: ((a - a.mean(0)) / np.sqrt(a.var(0) + 1e-5), (b - a.mean(0)) / np.sqrt(a.var(0) + 1e-5)),
    ),
    (
        "standardize",
        "wrong: all entries",
        lambda a, b: tuple(p / np.linalg.norm(p, axis=1, keepdims=True) for p in (a, b)),
    ),
    (
        "standardize",
        "wrong: some entries",
        lambda a, b: tuple((p - np.median(a, 0)) / np.where(a.std(0) > 0, a.std(0), 1) for p in (a, b)),
    ),
    (
        "newton_step",
        "wrong: all entries",
        lambda t, X, y: (lambda h: t - (1 / ((X.T * (h * (1 - h))) @ X)) @ (X.T @ (h - y)))(sg(X @ t)),
    ),
    (
        "newton_step",
        "wrong: all entries",
        lambda t, X, y: (lambda h: t - 0.5 * np.linalg.solve((X.T * (h * (1 - h))) @ X, X.T @ (h - y)))(sg(X @ t)),
    ),
    (
        "newton_step",
        "wrong: all entries",
        lambda t, X, y: functools.reduce(
            lambda t, _: (
                lambda h: t - np.linalg.solve((X.T * (h * (1 - h))) @ X + 1e-9 * np.eye(len(t)), X.T @ (h - y))
            )(sg(X @ t)),
            range(3),
            t,
        ),
    ),
    ("one_hot", "the rows do not sum to 1", lambda y, K: 2 * np.eye(K)[y] - 1),
    ("one_hot", "wrong: all entries", lambda y, K: 0.9 * np.eye(K)[y] + 0.1 / K),
    ("one_hot", "every value is 1 minus the expected", lambda y, K: 1 - np.eye(K)[y]),
    ("softmax", "wrong: all entries", lambda Z: np.exp(Z) / (np.exp(Z).sum(axis=1, keepdims=True) + 1e-3)),
    ("softmax", "wrong: all entries", lambda Z: sm(Z / 2)),
    ("softmax", "every value is the expected one, rounded to 2 decimals", lambda Z: sm(Z).round(2)),
    ("softmax", "wrong: all entries", lambda Z: (Z.max(1, keepdims=True) == Z).astype(float)),
    ("softmax", "wrong: only one row", lambda Z: sm(np.where(Z > 100, 100, Z))),
    (
        "cross_entropy",
        "it is wrong only where the labels are shares and not only 0 and 1",
        lambda Z, Y: np.mean(
            np.sum(
                np.where(Y > 0, Y * (np.log(np.where(Y > 0, Y, 1)) - (Z - np.logaddexp.reduce(Z, 1)[:, None])), 0), 1
            )
        ),
    ),
    ("cross_entropy", "too small", lambda Z, Y: -(Y * np.log(sm(sm(Z)))).sum(1).mean()),
    ("cross_entropy", "too small", lambda Z, Y: np.mean(1 - (Y * sm(Z)).sum(1))),
    ("cross_entropy", "too small", lambda Z, Y: -np.log(sm(Z).max(1)).mean()),
    (
        "softmax_jacobian",
        "wrong: all entries",
        lambda z: np.diag(sm(z[None])[0]) - np.dot(sm(z[None])[0], sm(z[None])[0]),
    ),
    ("softmax_jacobian", "wrong: all entries", lambda z: np.diag(z) - np.outer(z, z)),
    (
        "softmax_jacobian",
        "wrong: only the diagonal",
        lambda z: (lambda p: np.diag(p**2) - np.outer(p, p))(sm(z[None])[0]),
    ),
    (
        "softmax_gradient",
        "it is wrong only where there is more than one example",
        lambda W, X, Y: (sm(X @ W.T) - Y).mean(0)[:, None] * X.mean(0),
    ),
    (
        "penalised_gradient",
        "wrong: some entries",
        lambda W, X, Y, l2: (sm(X @ W.T) - Y).T @ X / len(X) + l2 * np.hstack((W[:, :-1], 0 * W[:, -1:])),
    ),
    (
        "penalised_gradient",
        "wrong: some entries",
        lambda W, X, Y, l2: (sm(X @ W.T) - Y).T @ X / len(X) + l2 * np.sign(W) * (np.arange(W.shape[1]) > 0),
    ),
    ("penalised_gradient", "wrong: all entries", lambda W, X, Y, l2: (sm(X @ W.T) - Y).T @ X / len(X) * (1 + l2)),
    (
        "precision_recall",
        "wrong: only the second of the 2 values",
        lambda y, p: (np.mean(y[p == 1]), np.sum((y == 0) & (p == 0)) / np.sum(y == 0)),
    ),
    ("precision_recall", "too small", lambda y, p: (np.sum(y * p) / (p.sum() + 1), np.sum(y * p) / (y.sum() + 1))),
    (
        "precision_recall",
        "too small",
        lambda y, p: (
            (np.mean(y[p == 1]) + np.mean(y[p == 0] == 0)) / 2 if (p == 0).any() else 0.25,
            np.mean([np.mean(p[y == c] == c) for c in (0, 1)]),
        ),
    ),
    ("threshold", "every value is the expected one, rounded to 1 decimal", lambda a, m: round(a / (a + m), 1)),
    ("threshold", "some values are above 1, where all that are expected lie from 0 to 1", lambda a, m: a / a + m),
    ("predict", "wrong: some entries", lambda t, X, c: (100 * sg(X @ t) >= c).astype(int)),
    ("boundary", "too large", lambda t, x: -t[0] + t[1] * x / t[2]),
    ("fit_logistic", "what came is no number (nan or inf)", lambda X, y, l2: np.full(X.shape[1], np.nan)),
]
