"""Wrong and right submissions for the exercises on K scores: one-vs-all, the log-softmax, and predictions."""

import numpy as np


def labels_in_place(y, k):
    y[y != k] = -1
    y[y == k] = 1
    y[y < 0] = 0
    return y


def labels_loop(y, k):
    out = np.zeros(len(y))
    for i, c in enumerate(y):
        if c == k:
            out[i] = 1
    return out


def ones_only(y, k):
    return np.ones(len([c for c in y if c == k]))


def sigmoid(Z):
    return 0.5 + 0.5 * np.tanh(np.asarray(Z) / 2)


def softmax(Z, axis=1):
    e = np.exp(Z - np.max(Z, axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def logits(W, X):
    return np.einsum("ij,kj->ik", X, W)


def surest(W, X):
    return np.argmax(logits(W, X), axis=1)


def surest_loop(W, X):
    found = []
    for x in X:
        best = 0
        for k in range(len(W)):
            if sum(a * b for a, b in zip(x, W[k], strict=True)) > sum(a * b for a, b in zip(x, W[best], strict=True)):
                best = k
        found.append(best)
    return np.array(found)


def surest_sorted(W, X):
    order = np.argsort(X.astype(np.float32) @ W.astype(np.float32).T, axis=1)
    return order[:, -1].astype(np.int32)


def surest_of_two(W, X):
    z = logits(W, X)
    return (z[:, 1] > z[:, 0]) * 1


def surest_of_the_first_two(W, X):
    """Right for two classes; the third and further ones always win."""
    return np.where(len(W) > 2, len(W) - 1 - surest(W, X) * 0, surest_of_two(W, X))


def log_softmax(Z, axis=1):
    S = Z - np.max(Z, axis=axis, keepdims=True)
    return S - np.log(np.sum(np.exp(S), axis=axis, keepdims=True))


def log_softmax_loop(Z):
    rows = np.zeros(np.shape(Z))
    for i, row in enumerate(Z):
        top = max(row)
        total = top + np.log(sum(np.exp(v - top) for v in row))
        for k, v in enumerate(row):
            rows[i, k] = v - total
    return rows


def log_softmax_pairs(Z):
    total = Z[:, 0].astype(float)
    for column in Z.T[1:]:
        total = np.logaddexp(total, column)
    return Z - total[:, None]


def log_softmax_of_two(Z):
    d = Z[:, 0] - Z[:, 1]
    return np.stack((-np.logaddexp(0, -d), -np.logaddexp(0, d)), axis=1)


def log_softmax_in_place(Z):
    if Z.dtype.kind == "f":
        Z -= Z.max(axis=1, keepdims=True)
    return log_softmax(Z)


def naive_logs(Z, axis=1):
    return Z - np.log(np.exp(Z).sum(axis=axis, keepdims=True))


def to_class(score, largest=np.argmax):
    return lambda W, X: largest(score(logits(W, X)), axis=1)


def predictions(score):
    """The submissions that are wrong for both kinds of model."""
    return [
        ("argmax-over-wrong-axis", lambda W, X: score(logits(W, X)).argmax(axis=0)),
        ("argmax-over-wrong-axis", lambda W, X: np.argmax(X @ W.T)),
        ("argmax-over-wrong-axis", lambda W, X: (W @ X.T).argmax(axis=1)),
        ("transposed-weights", lambda W, X: score(X @ W).argmax(axis=1)),
        ("classes-counted-from-1", lambda W, X: surest(W, X) + 1),
        ("smallest-score", to_class(score, np.argmin)),
        ("returns-the-score", to_class(score, np.max)),
        ("returns-the-score", lambda W, X: np.max(X @ W.T, axis=1)),
        ("threshold-for-each-class", lambda W, X: (score(logits(W, X)) >= 0.5).astype(int)),
        ("threshold-for-each-class", lambda W, X: (score(logits(W, X)) > 0.5).argmax(axis=1)),
        ("two-classes-only", surest_of_two),
        ("two-classes-only", surest_of_the_first_two),
        ("wrong-dtype", lambda W, X: surest(W, X).astype(float)),
        ("returns-list", lambda W, X: surest(W, X).tolist()),
        ("wrong-shape", lambda W, X: surest(W, X)[:, None]),
    ]


ZOO = {
    "one_vs_all_labels": {
        "wrong": [
            ("class-and-rest-exchanged", lambda y, k: np.where(y == k, 0, 1)),
            ("classes-counted-from-1", lambda y, k: 1 * (y == k + 1)),
            ("classes-counted-from-1", lambda y, k: 1 * (y + 1 == k)),
            ("plus-minus-one", lambda y, k: 2 * (y == k) - 1),
            ("rest-keeps-its-classes", lambda y, k: np.array([1 if c == k else c for c in y])),
            ("class-keeps-its-number", lambda y, k: (y == k) * k),
            ("class-or-above", lambda y, k: 1 - (y < k)),
            ("rest-keeps-its-classes", lambda y, k: y.copy()),
            ("two-classes-only", lambda y, k: y if k else 1 - y),
            ("changes-argument", labels_in_place),
            ("wrong-dtype", lambda y, k: y == k),
            ("returns-list", lambda y, k: [int(c == k) for c in y]),
            ("wrong-shape", ones_only),
        ],
        "right": [
            labels_loop,
            lambda y, k: np.equal(y, k).astype(np.float32),
            lambda y, k: np.array([int(c == k) for c in y]),
            lambda y, k: np.eye(10)[y][:, k],
        ],
    },
    "one_vs_all_predict": {
        "wrong": [
            *predictions(sigmoid),
            ("compares-rounded-sigmoids", to_class(sigmoid)),
            ("compares-rounded-sigmoids", lambda W, X: (1 / (1 + np.exp(-(X @ W.T)))).argmax(axis=1)),
            ("unstable", to_class(np.exp)),
            ("unstable", to_class(lambda Z: np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True))),
            ("clipped", to_class(lambda Z: np.clip(Z, -500, 500))),
            ("clipped", to_class(lambda Z: sigmoid(np.clip(Z, -20, 20)))),
        ],
        "right": [surest, surest_loop, surest_sorted],
    },
    "log_softmax": {
        "wrong": [
            ("unstable", naive_logs),
            ("unstable", lambda Z: naive_logs(Z - Z[:, :1])),
            ("unstable", lambda Z: naive_logs(Z - Z.mean(axis=1, keepdims=True))),
            ("unstable", lambda Z: np.log(np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True))),
            ("log-of-an-underflow", lambda Z: np.log(softmax(Z))),
            ("log-plus-eps", lambda Z: np.log(softmax(Z) + 1e-12)),
            ("log-plus-eps", lambda Z: np.log(softmax(Z) + 1e-7)),
            ("log-plus-eps", lambda Z: np.log(softmax(Z) + 1e-20)),
            ("log-plus-eps", lambda Z: np.log(softmax(Z) + 1e-300)),
            ("clipped", lambda Z: np.log(np.maximum(softmax(Z), 1e-20))),
            ("clipped", lambda Z: np.log(np.clip(softmax(Z), 1e-300, 1))),
            ("clipped", lambda Z: np.log(np.maximum(softmax(Z), 1e-15))),
            ("clipped", lambda Z: np.log(np.clip(softmax(Z), 1e-7, 1 - 1e-7))),
            ("softmax-over-wrong-axis", lambda Z: log_softmax(Z, 0)),
            ("normalised-over-everything", lambda Z: Z - np.log(np.exp(Z).sum())),
            ("shift-not-added-back", lambda Z: Z - np.log(np.exp(Z - Z.max(axis=1)[:, None]).sum(axis=1))[:, None]),
            ("shift-not-added-back", lambda Z: naive_logs(Z) - Z.max(axis=1)[:, None]),
            ("missing-normalisation", lambda Z: Z - Z.max(axis=1)[:, None]),
            ("missing-normalisation", lambda Z: np.log(np.exp(Z))),
            ("missing-logarithm", softmax),
            ("missing-logarithm", lambda Z: Z - np.exp(Z).sum(axis=1, keepdims=True)),
            ("wrong-sign", lambda Z: -log_softmax(Z)),
            ("base-2-logarithm", lambda Z: np.log2(softmax(Z))),
            ("base-10-logarithm", lambda Z: np.log10(softmax(Z))),
            ("sigmoid-for-each-class", lambda Z: -np.logaddexp(0, -Z)),
            ("two-classes-only", log_softmax_of_two),
            ("two-classes-only", lambda Z: log_softmax_of_two(Z) if Z.shape[1] == 2 else log_softmax(Z) * Z),
            ("changes-argument", log_softmax_in_place),
            ("transposed-result", lambda Z: log_softmax(Z).T),
        ],
        "right": [
            log_softmax,
            log_softmax_loop,
            log_softmax_pairs,
            lambda Z: log_softmax(np.asarray(Z, dtype=np.float32)),
            lambda Z: Z - np.logaddexp.reduce(Z, axis=1)[:, None],
        ],
    },
    "softmax_predict": {
        "wrong": [
            *predictions(softmax),
            ("softmax-over-wrong-axis", lambda W, X: softmax(logits(W, X), 0).argmax(axis=1)),
            ("unstable", to_class(lambda Z: np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True))),
            ("unstable", to_class(lambda Z: np.exp(Z - Z[:, :1]) / np.exp(Z - Z[:, :1]).sum(axis=1, keepdims=True))),
        ],
        "right": [surest, surest_loop, surest_sorted, to_class(softmax)],
    },
}
