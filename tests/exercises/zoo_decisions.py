"""Wrong and right submissions for the exercises on decisions."""

import numpy as np


def share(theta, X):
    return 0.5 + 0.5 * np.tanh(X @ theta / 2)


def naive(theta, X):
    return 1 / (1 + np.exp(-(X @ theta)))


def table_loop(y, labels, K):
    counts = [[0] * K for _ in range(K)]
    for t, p in zip(y, labels, strict=True):
        counts[t][p] += 1
    return np.array(counts)


def table_add(y, labels, K):
    counts = np.zeros((K, K))
    np.add.at(counts, (y, labels), 1)
    return counts


def table_once(y, labels, K):
    counts = np.zeros((K, K), dtype=int)
    counts[y, labels] += 1
    return counts


def table_hits(y, labels, K):
    counts = np.zeros((K, K))
    for k in range(K):
        counts[k, k] = np.sum((y == k) & (labels == k))
    return counts


def table_of_two(y, labels, K):
    counts = np.zeros((2, 2))
    for t, p in zip(y, labels, strict=True):
        counts[int(t > 0), int(p > 0)] += 1
    return counts


def table_as_seen(y, labels, K):
    seen = max(y.max(), labels.max()) + 1
    return table_loop(y, labels, seen)


def table_without_return(y, labels, K):
    table_loop(y, labels, K)


def rates(y, labels):
    hits = np.sum((y == 1) & (labels == 1))
    return hits / np.sum(labels == 1), hits / np.sum(y == 1)


def rates_loop(y, labels):
    hits = alarms = ill = 0
    for t, p in zip(y, labels, strict=True):
        hits, alarms, ill = hits + (t and p), alarms + p, ill + t
    return [float(hits / alarms), float(hits / ill)]


def rates_of_0(y, labels):
    hits = np.sum((y == 0) & (labels == 0))
    return hits / np.sum(labels == 0), hits / np.sum(y == 0)


def specific(y, labels):
    return np.sum((y == 0) & (labels == 0)) / np.sum(y == 0), rates(y, labels)[1]


def labels_loop(theta, X, threshold):
    scores = [sum(a * b for a, b in zip(row, theta, strict=True)) for row in X]
    return np.array([1 if 0.5 + 0.5 * np.tanh(z / 2) >= threshold else 0 for z in scores])


def labels_by_logit(theta, X, threshold):
    return np.where(X @ theta >= np.log(threshold / (1 - threshold)), 1, 0)


def line_loop(theta, x1):
    return np.array([-(theta[0] + theta[1] * x) / theta[2] for x in x1])


def line_truncated(theta, x1):
    x2 = np.zeros_like(x1)
    for i, x in enumerate(x1):
        x2[i] = -(theta[0] + theta[1] * x) / theta[2]
    return x2


def line_in_place(theta, x1):
    x1 *= 2
    return -(theta[0] + theta[1] * x1 / 2) / theta[2]


ZOO = {
    "confusion": {
        "wrong": [
            ("repeated-index", table_once),
            ("truth-and-prediction-exchanged", lambda y, labels, K: table_loop(labels, y, K)),
            ("truth-and-prediction-exchanged", lambda y, labels, K: table_add(y, labels, K).T),
            ("diagonal-only", table_hits),
            ("diagonal-only", lambda y, labels, K: np.bincount(y[y == labels], minlength=K)),
            ("shares-for-counts", lambda y, labels, K: table_loop(y, labels, K) / len(y)),
            ("sorted-classes", table_as_seen),
            ("two-classes-only", table_of_two),
            ("classes-exchanged", lambda y, labels, K: table_loop(y, labels, K)[::-1, ::-1]),
            ("returns-list", lambda y, labels, K: table_loop(y, labels, K).tolist()),
            ("returns-none", table_without_return),
        ],
        "right": [
            table_loop,
            table_add,
            lambda y, labels, K: np.eye(K, dtype=np.float32)[y].T @ np.eye(K, dtype=np.float32)[labels],
        ],
    },
    "precision_recall": {
        "wrong": [
            ("truth-and-prediction-exchanged", lambda y, labels: rates(y, labels)[::-1]),
            ("classes-exchanged", rates_of_0),
            ("accuracy-for-precision", lambda y, labels: (np.mean(y == labels), rates(y, labels)[1])),
            ("divided-by-all", lambda y, labels: (np.mean(y & labels), np.mean(y & labels))),
            ("specificity-for-precision", specific),
            ("whole-division", lambda y, labels: (y @ labels // labels.sum(), y @ labels // y.sum())),
            ("wrong-factor", lambda y, labels: tuple(100 * r for r in rates(y, labels))),
            ("returns-something-else", lambda y, labels: rates(y, labels)[0]),
            ("returns-something-else", lambda y, labels: np.array(rates(y, labels))),
        ],
        "right": [
            rates,
            rates_loop,
            lambda y, labels: (np.mean(y[labels == 1] == 1), np.mean(labels[y == 1] == 1)),
            lambda y, labels: tuple(np.float32(y @ labels / part.sum()) for part in (labels, y)),
        ],
    },
    "threshold": {
        "wrong": [
            ("costs-exchanged", lambda false_alarm, miss: 1 - false_alarm / (false_alarm + miss)),
            ("always-one-half", lambda false_alarm, miss: 0.5),
            ("odds-for-probability", lambda false_alarm, miss: false_alarm / miss),
            ("logit-for-probability", lambda false_alarm, miss: np.log(false_alarm) - np.log(miss)),
            ("whole-division", lambda false_alarm, miss: false_alarm // (false_alarm + miss)),
            ("wrong-sign", lambda false_alarm, miss: -false_alarm / (false_alarm + miss)),
            ("wrong-factor", lambda false_alarm, miss: 100 * false_alarm / (false_alarm + miss)),
            ("prints", lambda false_alarm, miss: print(false_alarm / (false_alarm + miss))),
            ("wrong-shape", lambda false_alarm, miss: np.array([false_alarm / (false_alarm + miss)])),
        ],
        "right": [
            lambda false_alarm, miss: false_alarm / (false_alarm + miss),
            lambda false_alarm, miss: 1 / (1 + miss / false_alarm),
            lambda false_alarm, miss: np.array(1 - miss / (false_alarm + miss), dtype=np.float32),
        ],
    },
    "predict": {
        "wrong": [
            ("above-for-at-least", lambda theta, X, t: (share(theta, X) > t).astype(int)),
            ("threshold-on-logit", lambda theta, X, t: (X @ theta >= t).astype(int)),
            ("always-one-half", lambda theta, X, t: (share(theta, X) >= 0.5).astype(int)),
            ("always-one-half", lambda theta, X, t: np.round(share(theta, X)).astype(int)),
            ("classes-exchanged", lambda theta, X, t: np.where(share(theta, X) >= t, 0, 1)),
            ("bias-forgotten", lambda theta, X, t: (share(theta[1:], X[:, 1:]) >= t).astype(int)),
            ("wrong-dtype", lambda theta, X, t: share(theta, X) >= t),
            ("wrong-dtype", lambda theta, X, t: share(theta, X)),
            ("raises", lambda theta, X, t: 1 if share(theta, X) >= t else 0),
        ],
        "right": [
            lambda theta, X, t: (share(theta, X) >= t).astype(int),
            labels_loop,
            labels_by_logit,
            lambda theta, X, t: (naive(theta, X) >= t).astype(int),
            lambda theta, X, t: (share(theta.astype(np.float32), X.astype(np.float32)) >= t).astype(np.int8),
        ],
    },
    "boundary": {
        "wrong": [
            ("wrong-sign", lambda theta, x1: (theta[0] + theta[1] * x1) / theta[2]),
            ("coefficients-exchanged", lambda theta, x1: -(theta[0] + theta[2] * x1) / theta[1]),
            ("bias-forgotten", lambda theta, x1: -theta[1] / theta[2] * x1),
            ("logit-one-half", lambda theta, x1: (0.5 - theta[0] - theta[1] * x1) / theta[2]),
            ("one-sign-only", lambda theta, x1: (theta[0] - theta[1] * x1) / theta[2]),
            ("one-sign-only", lambda theta, x1: -(theta[0] - theta[1] * x1) / theta[2]),
            ("bias-undivided", lambda theta, x1: -theta[0] - theta[1] / theta[2] * x1),
            ("truncates-integers", line_truncated),
            ("changes-argument", line_in_place),
            ("returns-list", lambda theta, x1: line_loop(theta, x1).tolist()),
        ],
        "right": [
            lambda theta, x1: -(theta[0] + theta[1] * x1) / theta[2],
            line_loop,
            lambda theta, x1: (-theta[0] / theta[2] - theta[1] / theta[2] * x1).astype(np.float32),
        ],
    },
}
