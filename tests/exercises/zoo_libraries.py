"""Wrong and right submissions for the exercises on the way to other libraries."""

import numpy as np


def squash(z):
    return 0.5 + 0.5 * np.tanh(z / 2)


def shares(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def logits_loop(P):
    return np.array([[float(np.log(p)) for p in row] for row in P])


def logits_from_the_last(P):
    return np.log(P) - np.log(P[:, -1:])


def loss_loop(Z, y):
    total = 0.0
    for z, label in zip(Z[:, 0], y, strict=True):
        total += np.logaddexp(0, -z if label else z)
    return total / len(y)


def loss_by(guarded, Z, y):
    """By probabilities whose exp overflows and spoils nothing; what is guarded of them spoils the rest."""
    h = 1 / (1 + np.exp(-Z[:, 0]))
    return -np.mean(np.where(y == 1, np.log(guarded(h)), np.log(guarded(1 - h))))


def loss_of_pairs(Z, y):
    return np.mean(np.logaddexp(0, Z) - Z * y)


def loss_naive(Z, y):
    h = 1 / (1 + np.exp(-Z[:, 0]))
    return -np.mean(y * np.log(h) + (1 - y) * np.log(1 - h))


def loss_of_softmax(Z, y):
    return -np.mean(np.log(shares(Z)))


def loss_in_place(Z, y):
    Z *= 1 - 2 * y[:, None]
    return np.mean(np.logaddexp(0, Z))


ZOO = {
    "logits_of": {
        "wrong": [
            ("probabilities-for-logits", lambda P: P),
            ("probabilities-for-logits", lambda P: P - P.max(axis=1, keepdims=True)),
            ("softmax-twice", shares),
            ("odds-for-logits", lambda P: np.log(P) - np.log1p(-P)),
            ("odds-for-logits", lambda P: P / (1 - P)),
            ("base-2-logarithm", lambda P: np.log2(P)),
            ("base-10-logarithm", lambda P: np.log10(P)),
            ("odds-for-logits", lambda P: P / (1 - P)),
            ("probabilities-for-logits", lambda P: P - 1),
            ("probabilities-for-logits", lambda P: np.log(shares(P))),
            ("log-plus-eps", lambda P: np.log(P + 1e-3)),
            *(("log-plus-eps", lambda P, eps=eps: np.log(P + eps)) for eps in (1e-6, 1e-8, 1e-12, 1e-16, 1e-300)),
            *(("clipped", lambda P, eps=eps: np.log(np.maximum(P, eps))) for eps in (1e-3, 1e-8, 1e-15, 1e-300)),
            *(("clipped", lambda P, eps=eps: np.log(np.clip(P, eps, 1 - eps))) for eps in (1e-2, 1e-7, 1e-15)),
            ("wrong-sign", lambda P: -np.log(P)),
            ("prints", lambda P: print(np.log(P))),
            ("returns-list", lambda P: logits_loop(P).tolist()),
            ("transposed-result", lambda P: np.log(P).T),
        ],
        "right": [
            np.log,
            logits_loop,
            logits_from_the_last,
            lambda P: np.log(P) - np.log(P).mean(axis=1, keepdims=True),
            lambda P: np.log(P.astype(float)) + 5,
        ],
    },
    "l2_of_C": {
        "wrong": [
            ("mean-forgotten", lambda C, m: 1 / C),
            ("not-inverted", lambda C, m: C),
            ("not-inverted", lambda C, m: C / m),
            ("not-inverted", lambda C, m: m * C),
            ("mean-misplaced", lambda C, m: m / C),
            ("penalty-factor-2", lambda C, m: 2 / (m * C)),
            ("penalty-factor-half", lambda C, m: 0.5 / C / m),
            ("wrong-sign", lambda C, m: -1 / C / m),
            ("prints", lambda C, m: print(1 / C / m)),
            ("wrong-shape", lambda C, m: np.array([1 / C / m])),
        ],
        "right": [
            lambda C, m: 1 / (C * m),
            lambda C, m: (1 / m) / C,
            lambda C, m: np.float32(1 / C / m),
        ],
    },
    "column_loss": {
        "wrong": [
            ("clipped", lambda Z, y: loss_by(lambda h: np.clip(h, 1e-7, 1 - 1e-7), Z, y)),
            ("clipped", lambda Z, y: loss_by(lambda h: np.maximum(h, 1e-10), Z, y)),
            ("log-plus-eps", lambda Z, y: loss_by(lambda h: h + 1e-12, Z, y)),
            ("unstable", lambda Z, y: loss_by(lambda h: h, Z, y)),
            ("every-pair", loss_of_pairs),
            ("every-pair", lambda Z, y: np.sum(np.logaddexp(0, Z) - y * Z) / len(y)),
            ("every-pair", lambda Z, y: np.sum(np.logaddexp(0, Z) - y * Z)),
            ("base-2-logarithm", lambda Z, y: loss_loop(Z, y) / np.log(2)),
            ("base-10-logarithm", lambda Z, y: loss_loop(Z, y) / np.log(10)),
            ("missing-mean", lambda Z, y: np.sum(np.logaddexp(0, Z[:, 0]) - y * Z[:, 0])),
            ("softmax-of-one", loss_of_softmax),
            ("softmax-twice", lambda Z, y: loss_loop(squash(Z), y)),
            ("labels-exchanged", lambda Z, y: loss_loop(Z, 1 - y)),
            ("squared-error", lambda Z, y: np.mean((squash(Z[:, 0]) - y) ** 2)),
            ("one-label-only", lambda Z, y: np.mean(y * np.logaddexp(0, -Z[:, 0]))),
            ("unstable", loss_naive),
            ("wrong-sign", lambda Z, y: -loss_loop(Z, y)),
            ("changes-argument", loss_in_place),
        ],
        "right": [
            loss_loop,
            lambda Z, y: np.mean(np.logaddexp(0, np.where(y == 1, -Z[:, 0], Z[:, 0]))),
            lambda Z, y: np.mean(np.logaddexp(0, Z.ravel()) - y * Z.ravel()),
            lambda Z, y: float(np.mean(np.logaddexp(0, Z) - y[:, None] * Z)),
        ],
    },
}
