"""Wrong and right submissions for the exercises on categories, ordered classes and several labels."""

import numpy as np


def one_by_one(values, reference, K):
    kept = [k for k in range(K) if k != reference]
    return np.array([[float(v == k) for k in kept] for v in values])


def against_last(values, reference, K):
    return one_by_one(values, K - 1, K)


def effects(values, reference, K):
    out = one_by_one(values, reference, K)
    out[values == reference] = -1
    return out


def ratios(W, reference):
    return np.array([[np.exp(w) / np.exp(v) for w, v in zip(row, W[reference], strict=True)] for row in W])


def ratios_in_place(W, reference):
    W -= W[reference].copy()
    return np.exp(W)


def cumulated(theta, cuts, X):
    return 0.5 + 0.5 * np.tanh((np.asarray(cuts) - (X @ theta)[:, None]) / 2)


def between(theta, cuts, X):
    full = np.column_stack((np.zeros(len(X)), cumulated(theta, cuts, X), np.ones(len(X))))
    return full[:, 1:] - full[:, :-1]


def by_loop(theta, cuts, X):
    out = []
    for row in X:
        z, left, shares = sum(t * x for t, x in zip(theta, row, strict=True)), 0.0, []
        for cut in cuts:
            up_to = 1 / (1 + np.exp(z - cut))
            shares.append(up_to - left)
            left = up_to
        out.append([*shares, 1 - left])
    return np.array(out)


def softmax_of_cuts(theta, cuts, X):
    Z = np.column_stack((np.zeros(len(X)), (X @ theta)[:, None] - cuts))
    return np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)


def sides(theta, cuts, X, y):
    P = between(theta, cuts, X)
    above = [row[k + 1 :].sum() for row, k in zip(P, y, strict=True)]
    below = [row[:k].sum() for row, k in zip(P, y, strict=True)]
    return np.array(above), np.array(below)


def above_less_below(theta, cuts, X, y):
    above, below = sides(theta, cuts, X, y)
    return above - below


def by_sigmoids(theta, cuts, X, y):
    """Return what a high cut leaves above and a low one leaves below, with cuts at the two ends."""
    ends, z = np.array([-np.inf, *cuts, np.inf]), X @ theta
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(ends[y + 1] - z)) - 1 / (1 + np.exp(z - ends[y]))


def expected(theta, cuts, X, y):
    return between(theta, cuts, X) @ np.arange(len(cuts) + 1) - y


def price(W, X, Y):
    Z = X @ W.T
    return np.maximum(Z, 0) - Y * Z + np.log1p(np.exp(-np.abs(Z)))


def total(W, X, Y):
    return price(W, X, Y).sum() / len(X)


def total_naive(W, X, Y):
    P = 1 / (1 + np.exp(-(X @ W.T)))
    return -np.mean(np.sum(Y * np.log(P) + (1 - Y) * np.log(1 - P), axis=1))


def total_by(guarded, W, X, Y):
    h = 1 / (1 + np.exp(-(X @ W.T)))
    return -np.where(Y == 1, np.log(guarded(h)), np.log(guarded(1 - h))).sum() / len(X)


def total_softmax(W, X, Y):
    E = np.exp(X @ W.T)
    return -np.sum(Y * np.log(E / E.sum(axis=1, keepdims=True))) / len(X)


ZOO = {
    "dummies": {
        "wrong": [
            ("reference-kept", lambda values, reference, K: np.eye(K)[values]),
            ("first-always-left-out", lambda values, reference, K: one_by_one(values, 0, K)),
            ("last-always-left-out", against_last),
            ("effects-for-dummies", effects),
            ("zeros-for-ones", lambda values, reference, K: 1 - one_by_one(values, reference, K)),
            ("transposed-result", lambda values, reference, K: one_by_one(values, reference, K).T),
            ("returns-list", lambda values, reference, K: one_by_one(values, reference, K).tolist()),
        ],
        "right": [
            one_by_one,
            lambda values, reference, K: np.delete(np.eye(K), reference, axis=1)[values],
            lambda values, reference, K: (values[:, None] == np.delete(np.arange(K), reference)) * 1.0,
        ],
    },
    "relative_risks": {
        "wrong": [
            ("reference-not-subtracted", lambda W, reference: np.exp(W)),
            ("logarithm-of-ratio", lambda W, reference: W - W[reference]),
            ("reference-above", lambda W, reference: np.exp(W[reference] - W)),
            ("first-always-left-out", lambda W, reference: ratios(W, 0)),
            ("last-always-left-out", lambda W, reference: ratios(W, -1)),
            ("changes-argument", ratios_in_place),
            ("wrong-sign", lambda W, reference: -ratios(W, reference)),
        ],
        "right": [
            ratios,
            lambda W, reference: np.exp(W - W[reference : reference + 1]),
            lambda W, reference: np.exp(W) / np.exp(W)[reference],
        ],
    },
    "ordered": {
        "wrong": [
            ("cumulative-returned", cumulated),
            ("cumulative-returned", lambda theta, cuts, X: between(theta, cuts, X).cumsum(axis=1)),
            ("order-reversed", lambda theta, cuts, X: between(theta, cuts, X)[:, ::-1]),
            ("score-added", lambda theta, cuts, X: between(theta, cuts, -X)),
            ("last-class-missing", lambda theta, cuts, X: between(theta, cuts, X)[:, :-1]),
            ("softmax-of-cuts", softmax_of_cuts),
            ("returns-list", lambda theta, cuts, X: by_loop(theta, cuts, X).tolist()),
        ],
        "right": [between, by_loop, lambda theta, cuts, X: np.abs(between(theta, cuts, X))],
    },
    "ordered_slope": {
        "wrong": [
            ("own-class-alone", lambda theta, cuts, X, y: between(theta, cuts, X)[np.arange(len(y)), y] - 1),
            ("half-the-pull", lambda theta, cuts, X, y: sides(theta, cuts, X, y)[0]),
            ("half-the-pull", lambda theta, cuts, X, y: -sides(theta, cuts, X, y)[1]),
            ("sides-added", lambda theta, cuts, X, y: sum(sides(theta, cuts, X, y))),
            ("expected-less-own", expected),
            ("wrong-sign", lambda theta, cuts, X, y: -above_less_below(theta, cuts, X, y)),
            ("prints", lambda theta, cuts, X, y: print(above_less_below(theta, cuts, X, y))),
        ],
        "right": [
            above_less_below,
            by_sigmoids,
            lambda theta, cuts, X, y: np.array(
                [above_less_below(theta, cuts, X[i : i + 1], y[i : i + 1])[0] for i in range(len(y))]
            ),
        ],
    },
    "labels_cost": {
        "wrong": [
            ("clipped", lambda W, X, Y: total_by(lambda h: np.clip(h, 1e-7, 1 - 1e-7), W, X, Y)),
            ("clipped", lambda W, X, Y: total_by(lambda h: np.maximum(h, 1e-10), W, X, Y)),
            ("log-plus-eps", lambda W, X, Y: total_by(lambda h: h + 1e-12, W, X, Y)),
            ("unstable", lambda W, X, Y: total_by(lambda h: h, W, X, Y)),
            ("base-2-logarithm", lambda W, X, Y: total(W, X, Y) / np.log(2)),
            ("base-10-logarithm", lambda W, X, Y: total(W, X, Y) / np.log(10)),
            ("mean-over-labels", lambda W, X, Y: price(W, X, Y).mean()),
            ("missing-mean", lambda W, X, Y: price(W, X, Y).sum()),
            ("softmax-of-labels", total_softmax),
            ("one-branch-only", lambda W, X, Y: np.sum(Y * np.logaddexp(0, -(X @ W.T))) / len(X)),
            ("labels-exchanged", lambda W, X, Y: total(W, X, 1 - Y)),
            ("unstable", total_naive),
            ("wrong-sign", lambda W, X, Y: -total(W, X, Y)),
        ],
        "right": [
            total,
            lambda W, X, Y: np.mean(np.sum(np.logaddexp(0, np.where(Y == 1, -1, 1) * (X @ W.T)), axis=1)),
            lambda W, X, Y: sum(price(W[k : k + 1], X, Y[:, k : k + 1]).mean() for k in range(len(W))),
        ],
    },
}
