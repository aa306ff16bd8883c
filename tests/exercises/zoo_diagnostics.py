"""Wrong and right submissions for the exercises on whether a fit is good."""

import math

import numpy as np


def roots(y, p, factor=2.0, signed=True, power=0.5):
    out = []
    for label, chance in zip(y, p, strict=True):
        part = (-factor * math.log(chance if label else 1 - chance)) ** power
        out.append(part if label or not signed else -part)
    return np.array(out)


def standardised(y, p):
    return (y - p) / (p * (1 - p)) ** 0.5


def criteria(costs, sizes, m):
    return [2 * (m * cost + size) for cost, size in zip(costs, sizes, strict=True)]


def first_of(costs, sizes, m):
    best = 0
    for k, value in enumerate(criteria(costs, sizes, m)):
        if value < criteria(costs, sizes, m)[best]:
            best = k
    return best


def sliced(values, order, k):
    size = len(order) // k
    return np.array([np.mean([values[i] for i in order[j * size : (j + 1) * size]]) for j in range(k)])


def equally_wide(x, y, p, k):
    low, high = x.min(), x.max()
    cell = np.minimum(((x - low) / (high - low) * k).astype(int), k - 1)
    with np.errstate(invalid="ignore"):
        return np.bincount(cell, y - p, minlength=k) / np.bincount(cell, minlength=k)


def told(y, p, weigh=True, against=None):
    groups = {}
    for label, value in zip(y.tolist(), p.tolist(), strict=True):
        groups.setdefault(value, []).append(label)
    far = [((value if against is None else against) - sum(g) / len(g)) ** 2 for value, g in groups.items()]
    sizes = [len(g) if weigh else 1 for g in groups.values()]
    return sum(s * f for s, f in zip(sizes, far, strict=True)) / sum(sizes)


def chi(y, p, k, order, zeros=True):
    total, size = 0.0, len(y) // k
    for j in range(k):
        rows = order[j * size : (j + 1) * size]
        a, c = y[rows].sum(), p[rows].sum()
        total += (a - c) ** 2 / c
        if zeros:
            total += (a - c) ** 2 / (size - c)
    return total


def diagonal(theta, X, power=0.5, weights=None):
    h = 1 / (1 + np.exp(-(X @ theta)))
    w = h * (1 - h) if weights is None else weights(h)
    A = w[:, None] ** power * X
    return np.einsum("ij,jk,ik->i", A, np.linalg.inv(A.T @ A), A)


def whole(theta, X):
    h = 1 / (1 + np.exp(-(X @ theta)))
    A = np.sqrt(h * (1 - h))[:, None] * X
    return A @ np.linalg.pinv(A)


def by_solve(theta, X):
    h = 1 / (1 + np.exp(-(X @ theta)))
    A = np.sqrt(h * (1 - h))[:, None] * X
    return (A * np.linalg.solve(A.T @ A, A.T).T).sum(axis=1)


ZOO = {
    "deviance_residual": {
        "wrong": [
            ("base-2-logarithm", lambda y, p: np.sign(y - 0.5) * np.sqrt(-2 * np.log2(np.where(y == 1, p, 1 - p)))),
            ("base-10-logarithm", lambda y, p: np.sign(y - 0.5) * np.sqrt(-2 * np.log10(np.where(y == 1, p, 1 - p)))),
            ("sign-lost", lambda y, p: roots(y, p, signed=False)),
            ("two-forgotten", lambda y, p: roots(y, p, factor=1)),
            ("unsquared-root", lambda y, p: roots(y, p, power=1)),
            ("unsquared-root", lambda y, p: roots(y, p, power=1, signed=False)),
            ("pearson-for-deviance", standardised),
            ("labels-exchanged", lambda y, p: np.where(y == 1, 1, -1) * np.abs(roots(1 - y, p))),
            ("wrong-sign", lambda y, p: -roots(y, p)),
            ("returns-list", lambda y, p: roots(y, p).tolist()),
            ("prints", lambda y, p: print(roots(y, p))),
        ],
        "right": [
            roots,
            lambda y, p: np.where(y == 1, np.sqrt(-2 * np.log(p)), -np.sqrt(-2 * np.log1p(-p))),
            lambda y, p: (2 * y - 1) * np.sqrt(-2 * (y * np.log(p) + (1 - y) * np.log(1 - p))),
        ],
    },
    "lowest_aic": {
        "wrong": [
            ("wrong-values", lambda costs, sizes, m: int(np.argmin(m * costs + 2 * sizes))),
            ("wrong-values", lambda costs, sizes, m: int(np.argmin(2 * m * costs + sizes))),
            ("wrong-values", lambda costs, sizes, m: int(np.argmin(2 * m * costs + 4 * sizes))),
            ("wrong-values", lambda costs, sizes, m: int(np.argmin(2 * m * costs + np.log(m) * sizes))),
            ("wrong-values", lambda costs, sizes, m: int(np.argmin(2 * m * np.log(costs) + 2 * sizes))),
            ("wrong-values", lambda costs, sizes, m: int(np.argmin(sizes))),
            ("mean-cost-for-deviance", lambda costs, sizes, m: int(np.argmin(2 * costs + 2 * sizes))),
            ("cost-for-aic", lambda costs, sizes, m: int(np.argmin(costs))),
            ("mean-cost-for-deviance", lambda costs, sizes, m: int(np.argmin(costs + 2 * sizes))),
            ("mean-cost-for-deviance", lambda costs, sizes, m: int(np.argmin(2 * costs + 2 * sizes))),
            ("aic-returned", lambda costs, sizes, m: min(criteria(costs, sizes, m))),
            ("wrong-way", lambda costs, sizes, m: int(np.argmax(2 * m * costs + 2 * sizes))),
            ("wrong-dtype", lambda costs, sizes, m: float(first_of(costs, sizes, m))),
            ("prints", lambda costs, sizes, m: print(first_of(costs, sizes, m))),
            ("still-empty", lambda costs, sizes, m: ...),
        ],
        "right": [
            first_of,
            lambda costs, sizes, m: np.argmin(m * costs + sizes),
            lambda costs, sizes, m: min(range(len(costs)), key=criteria(costs, sizes, m).__getitem__),
        ],
    },
    "mean_residuals": {
        "wrong": [
            ("unsorted-groups", lambda x, y, p, k: (y - p).reshape(k, -1).mean(axis=1)),
            ("sorted-by-prediction", lambda x, y, p, k: sliced(y - p, np.argsort(p), k)),
            ("wrong-sign", lambda x, y, p, k: sliced(p - y, np.argsort(x), k)),
            ("residual-for-its-size", lambda x, y, p, k: sliced(abs(y - p), np.argsort(x), k)),
            ("bins-of-equal-width", equally_wide),
            ("missing-mean", lambda x, y, p, k: (y - p)[np.argsort(x)].reshape(k, -1).sum(axis=1)),
            ("returns-list", lambda x, y, p, k: sliced(y - p, np.argsort(x), k).tolist()),
        ],
        "right": [
            lambda x, y, p, k: sliced(y - p, np.argsort(x), k),
            lambda x, y, p, k: np.array([part.mean() for part in np.split((y - p)[np.argsort(x)], k)]),
            lambda x, y, p, k: np.bincount(np.argsort(np.argsort(x)) * k // len(x), y - p) * k / len(x),
        ],
    },
    "reliability": {
        "wrong": [
            ("groups-unweighted", lambda y, p: told(y, p, weigh=False)),
            ("brier-for-reliability", lambda y, p: np.mean((y - p) ** 2)),
            ("resolution-for-reliability", lambda y, p: told(y, p, against=y.mean())),
            ("missing-mean", lambda y, p: told(y, p) * len(y)),
            ("one-group-for-all", lambda y, p: (y.mean() - p.mean()) ** 2),
            ("prints", lambda y, p: print(told(y, p))),
            ("wrong-sign", lambda y, p: -told(y, p)),
        ],
        "right": [
            told,
            lambda y, p: np.mean([(v - y[p == v].mean()) ** 2 for v in p]),
            lambda y, p: sum(np.mean(p == v) * (v - y[p == v].mean()) ** 2 for v in set(p.tolist())),
        ],
    },
    "group_statistic": {
        "wrong": [
            ("unsorted-groups", lambda y, p, k: chi(y, p, k, np.arange(len(y)))),
            ("counts-for-variances", lambda y, p, k: chi(y, p, k, np.argsort(p), zeros=False)),
            ("shares-for-counts", lambda y, p, k: chi(y, p, k, np.argsort(p)) * k / len(y)),
            ("mean-for-sum", lambda y, p, k: chi(y, p, k, np.argsort(p)) / k),
            ("wrong-sign", lambda y, p, k: -chi(y, p, k, np.argsort(p))),
            ("prints", lambda y, p, k: print(chi(y, p, k, np.argsort(p)))),
        ],
        "right": [
            lambda y, p, k: chi(y, p, k, np.argsort(p)),
            lambda y, p, k: chi(1 - y, 1 - p, k, np.argsort(p)),
            lambda y, p, k: float(np.float64(chi(y, p, k, np.argsort(-p)))),
        ],
    },
    "leverage": {
        "wrong": [
            ("least-squares-leverage", lambda theta, X: diagonal(theta, X, weights=np.ones_like)),
            ("hat-matrix-returned", whole),
            ("variance-not-root", lambda theta, X: diagonal(theta, X, power=1.0)),
            ("one-minus-h-forgotten", lambda theta, X: diagonal(theta, X, weights=lambda h: h)),
            ("wrong-sign", lambda theta, X: -diagonal(theta, X)),
            ("returns-list", lambda theta, X: list(diagonal(theta, X))),
            ("prints", lambda theta, X: print(diagonal(theta, X))),
        ],
        "right": [diagonal, by_solve, lambda theta, X: np.diag(whole(theta, X))],
    },
}
