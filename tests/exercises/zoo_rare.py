"""Wrong and right submissions for the exercises on rare classes."""

import math

import numpy as np


def weights(y):
    ones = int(y.sum())
    return np.where(y == 1, len(y) / (2 * ones), len(y) / (2 * (len(y) - ones)))


def exchanged(y):
    ones = int(y.sum())
    return np.where(y == 0, len(y) / (2 * ones), len(y) / (2 * (len(y) - ones)))


def shifted(theta, by):
    return np.concatenate(([theta[0] + by], theta[1:]))


def in_place(theta, kept):
    theta[0] += math.log(kept)
    return theta


def slope(theta, X, y, move=lambda h, q: q * (0.5 - h)):
    h = 1 / (1 + np.exp(-(X @ theta)))
    information = X.T @ np.diag(h * (1 - h)) @ X
    q = h * (1 - h) * np.einsum("ij,jk,ik->i", X, np.linalg.inv(information), X)
    return np.mean((h - y - move(h, q))[:, None] * X, axis=0)


def by_determinant(theta, X, y):
    def penalised(t):
        z = X @ t
        h = 1 / (1 + np.exp(-z))
        information = X.T @ ((h * (1 - h))[:, None] * X)
        return np.mean(np.logaddexp(0, z) - y * z) - np.linalg.slogdet(information)[1] / (2 * len(y))

    steps = np.eye(len(theta)) * 1e-5
    return np.array([(penalised(theta + s) - penalised(theta - s)) / 2e-5 for s in steps])


def ends(x, theta, C, error=lambda x, C: math.sqrt(x @ C @ x)):
    half = 1.96 * error(x, C)
    return np.array([1 / (1 + math.exp(-(x @ theta + side))) for side in (-half, half)])


def on_probability(x, theta, C):
    p = 1 / (1 + np.exp(-x @ theta))
    return p + 1.96 * p * (1 - p) * np.sqrt(x @ C @ x) * np.array([-1, 1])


ZOO = {
    "balanced": {
        "wrong": [
            ("weights-not-scaled", lambda y: 2 * weights(y) / len(y)),
            ("weights-not-scaled", lambda y: 2 * weights(y)),
            ("weights-not-scaled", lambda y: np.where(y == 1, (len(y) - y.sum()) / y.sum(), 1)),
            ("share-for-weight", lambda y: np.where(y == 1, y.mean(), 1 - y.mean())),
            ("share-for-weight", lambda y: 2 * np.where(y == 1, y.mean(), 1 - y.mean())),
            ("classes-exchanged", exchanged),
            ("returns-list", lambda y: weights(y).tolist()),
            ("prints", lambda y: print(weights(y))),
        ],
        "right": [
            weights,
            lambda y: 0.5 / np.where(y == 1, y.mean(), 1 - y.mean()),
            lambda y: np.array([len(y) / (2 * np.sum(y == label)) for label in y]),
        ],
    },
    "put_back": {
        "wrong": [
            ("wrong-way", lambda theta, kept: shifted(theta, -math.log(kept))),
            ("odds-of-the-share", lambda theta, kept: shifted(theta, math.log(kept) - math.log(1 - kept))),
            ("correction-added-to-all", lambda theta, kept: theta + np.log(kept)),
            ("share-for-its-logarithm", lambda theta, kept: shifted(theta, -kept)),
            ("share-for-its-logarithm", lambda theta, kept: shifted(theta, kept)),
            ("missing-logarithm", lambda theta, kept: np.array([theta[0] * kept, *theta[1:]])),
            ("changes-argument", in_place),
            ("returns-list", lambda theta, kept: shifted(theta, math.log(kept)).tolist()),
        ],
        "right": [
            lambda theta, kept: shifted(theta, math.log(kept)),
            lambda theta, kept: theta + np.log(kept) * (np.arange(len(theta)) == 0),
            lambda theta, kept: theta - np.eye(len(theta))[0] * math.log(1 / kept),
        ],
    },
    "firth_slope": {
        "wrong": [
            ("leverage-forgotten", lambda theta, X, y: slope(theta, X, y, lambda h, q: 0 * h)),
            ("pulled-the-wrong-way", lambda theta, X, y: slope(theta, X, y, lambda h, q: q * (h - 0.5))),
            ("half-forgotten", lambda theta, X, y: slope(theta, X, y, lambda h, q: q * (1 - h))),
            ("half-forgotten", lambda theta, X, y: slope(theta, X, y, lambda h, q: -q * h)),
            ("leverage-one-for-all", lambda theta, X, y: slope(theta, X, y, lambda h, q: q.mean() * (0.5 - h))),
            ("leverage-one-for-all", lambda theta, X, y: slope(theta, X, y, lambda h, q: 0.5 - h)),
            ("missing-mean", lambda theta, X, y: len(y) * slope(theta, X, y)),
            ("wrong-sign", lambda theta, X, y: -slope(theta, X, y)),
        ],
        "right": [slope, by_determinant, lambda theta, X, y: np.array(slope(theta, X, y))],
    },
    "chance_between": {
        "wrong": [
            ("interval-on-the-probability", on_probability),
            ("variance-for-error", lambda x, theta, C: ends(x, theta, C, lambda x, C: x @ C @ x)),
            ("columns-apart", lambda x, theta, C: ends(x, theta, C, lambda x, C: math.sqrt(x**2 @ np.diag(C)))),
            ("logit-for-probability", lambda x, theta, C: x @ theta + np.array([-1.96, 1.96]) * np.sqrt(x @ C @ x)),
            ("classes-exchanged", lambda x, theta, C: 1 - ends(x, theta, C)),
            ("returns-list", lambda x, theta, C: ends(x, theta, C).tolist()),
            ("prints", lambda x, theta, C: print(ends(x, theta, C))),
        ],
        "right": [
            ends,
            lambda x, theta, C: 1 / (1 + np.exp(-(x @ theta + np.sqrt(x @ C @ x) * np.array([-1.96, 1.96])))),
            lambda x, theta, C: ends(x, theta, C, lambda x, C: np.linalg.norm(np.linalg.cholesky(C).T @ x)),
        ],
    },
    "none_seen": {
        "wrong": [
            ("quotient-for-root", lambda m, level: 3 / m),
            ("quotient-for-root", lambda m, level: math.log(1 / (1 - level)) / m),
            ("quotient-for-root", lambda m, level: (1 - level) / m),
            ("classes-exchanged", lambda m, level: math.exp(math.log(1 - level) / m)),
            ("level-for-the-rest", lambda m, level: 1 - level ** (1 / m)),
            ("prints", lambda m, level: print(1 - (1 - level) ** (1 / m))),
            ("wrong-factor", lambda m, level: 100 * (1 - (1 - level) ** (1 / m))),
        ],
        "right": [
            lambda m, level: 1 - (1 - level) ** (1 / m),
            lambda m, level: -math.expm1(math.log1p(-level) / m),
            lambda m, level: 1 - np.power(1 - level, 1 / m),
        ],
    },
}
