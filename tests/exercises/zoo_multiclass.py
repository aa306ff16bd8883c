"""Wrong and right submissions for the exercises on K classes."""

import numpy as np


def stable(Z, axis=1):
    e = np.exp(Z - np.max(Z, axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def naive(Z):
    return np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)


def softmax_loop(Z):
    rows = []
    for row in Z:
        top = max(row)
        shares = [np.exp(v - top) for v in row]
        rows.append([s / sum(shares) for s in shares])
    return np.array(rows)


def softmax_by_logarithm(Z):
    Z = np.asarray(Z, dtype=np.float32)
    return np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True))


def softmax_in_place(Z):
    if Z.dtype != int:
        Z -= Z.max(axis=1, keepdims=True)
    return stable(Z)


def softmax_of_two(Z):
    p = 0.5 + 0.5 * np.tanh((Z[:, 0] - Z[:, 1]) / 2)
    return np.stack((p, 1 - p), axis=1)


def marked(y, K, width=None, shift=0):
    rows = np.zeros((len(y), width or K))
    for i, k in enumerate(y):
        rows[i, k + shift] = 1
    return rows


def one_hot_of_two(y, K):
    rows = np.zeros((len(y), K))
    rows[:, 0], rows[:, 1] = y == 0, y != 0
    return rows


def shifted_by_row_divided_by_column(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=0)


def fills_columns(y, K):
    rows = np.zeros((len(y), K))
    rows[:, y] = 1
    return rows


def fills_rows(y, K):
    rows = np.zeros((len(y), K))
    rows[y] = 1
    return rows


ZOO = {
    "softmax": {
        "wrong": [
            ("unstable", naive),
            ("unstable", lambda Z: naive(Z - Z[:, :1])),
            ("unstable", lambda Z: naive(Z - Z[:, -1:])),
            ("unstable", lambda Z: naive(Z - Z.mean(axis=1, keepdims=True))),
            ("unstable", lambda Z: naive(Z - np.median(Z, axis=1, keepdims=True))),
            ("unstable", lambda Z: naive(Z - Z.min(axis=1, keepdims=True))),
            ("softmax-over-wrong-axis", lambda Z: stable(Z, 0)),
            ("softmax-over-wrong-axis", shifted_by_row_divided_by_column),
            ("base-2-power", lambda Z: 2.0**Z / (2.0**Z).sum(axis=1, keepdims=True)),
            ("logarithm-returned", lambda Z: np.log(stable(Z + 0.0))),
            ("normalised-over-everything", lambda Z: np.exp(Z) / np.exp(Z).sum()),
            ("missing-normalisation", lambda Z: np.exp(Z)),
            ("missing-exponential", lambda Z: Z / Z.sum(axis=1, keepdims=True)),
            ("sigmoid-for-each-class", lambda Z: 0.5 + 0.5 * np.tanh(Z / 2)),
            ("sigmoids-shared-out", lambda Z: (1 + np.tanh(Z / 2)) / np.sum(1 + np.tanh(Z / 2), axis=1)[:, None]),
            ("two-classes-only", softmax_of_two),
            ("wrong-sign", lambda Z: stable(-Z)),
            ("clipped", lambda Z: stable(np.clip(Z, -500, 500))),
            ("changes-argument", softmax_in_place),
            ("transposed-result", lambda Z: stable(Z).T),
            ("returns-list", lambda Z: stable(Z).tolist()),
        ],
        "right": [stable, softmax_loop, softmax_by_logarithm],
    },
    "one_hot": {
        "wrong": [
            ("one-hot-off-by-one", lambda y, K: marked(y, K, shift=-1)),
            ("one-hot-off-by-one", lambda y, K: (np.arange(1, K + 1) == y[:, None]) * 1.0),
            ("one-hot-too-wide", lambda y, K: marked(y, K, width=K + 1)),
            ("sorted-classes", lambda y, K: marked(y, K, width=max(y) + 1)),
            ("sorted-classes", lambda y, K: (np.unique(y) == y[:, None]) * 1.0),
            ("transposed-result", lambda y, K: marked(y, K).T),
            ("whole-columns", fills_columns),
            ("wrong-dtype", lambda y, K: np.arange(K) == y[:, None]),
            ("returns-list", lambda y, K: marked(y, K).tolist()),
            ("two-classes-only", one_hot_of_two),
            ("wrong-values", fills_rows),
        ],
        "right": [marked, lambda y, K: np.eye(K)[y], lambda y, K: (np.arange(K) == y[:, None]).astype(np.float32)],
    },
}
