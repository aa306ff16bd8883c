"""Wrong and right submissions for the exercises on reading a fit."""

import numpy as np


def squash(z):
    return 0.5 + 0.5 * np.tanh(z / 2)


def by_odds(odds_ratio, risk):
    odds = odds_ratio * risk / (1 - risk)
    return odds / (1 + odds) / risk


def by_logit(odds_ratio, risk):
    return squash(np.log(risk / (1 - risk)) + np.log(odds_ratio)) / risk


def slope_loop(theta, X):
    total = np.zeros(len(theta))
    for row in X:
        h = squash(row @ theta)
        total = total + h * (1 - h) * theta
    return total / len(X)


def slope_naive(theta, X):
    e = np.exp(X @ theta)
    return np.mean(e / (1 + e) ** 2) * theta


def slope_in_place(theta, X):
    h = squash(X @ theta)
    theta *= np.mean(h * (1 - h))
    return theta


ZOO = {
    "risk_ratio": {
        "wrong": [
            ("odds-ratio-for-risk-ratio", lambda odds_ratio, risk: odds_ratio),
            ("probability-for-ratio", lambda odds_ratio, risk: risk * by_odds(odds_ratio, risk)),
            ("odds-returned", lambda odds_ratio, risk: odds_ratio * risk / (1 - risk)),
            ("risk-difference", lambda odds_ratio, risk: risk * (by_odds(odds_ratio, risk) - 1)),
            ("ratio-upside-down", lambda odds_ratio, risk: 1 / by_odds(odds_ratio, risk)),
            ("logarithm-returned", lambda odds_ratio, risk: np.log(by_logit(odds_ratio, risk))),
            ("wrong-sign", lambda odds_ratio, risk: -by_odds(odds_ratio, risk)),
            ("wrong-factor", lambda odds_ratio, risk: 100 * by_odds(odds_ratio, risk)),
            ("prints", lambda odds_ratio, risk: print(by_odds(odds_ratio, risk))),
        ],
        "right": [
            by_odds,
            by_logit,
            lambda odds_ratio, risk: odds_ratio / (1 - risk + odds_ratio * risk),
        ],
    },
    "mean_slope": {
        "wrong": [
            ("coefficient-for-slope", lambda theta, X: theta * 1.0),
            ("slope-at-the-mean", lambda theta, X: slope_loop(theta, X.mean(axis=0, keepdims=True))),
            ("slope-at-one-half", lambda theta, X: 0.25 * theta),
            ("missing-mean", lambda theta, X: len(X) * slope_loop(theta, X)),
            ("product-of-means", lambda theta, X: squash(X @ theta).mean() * (1 - squash(X @ theta).mean()) * theta),
            (
                "column-for-coefficient",
                lambda theta, X: np.mean((squash(X @ theta) * squash(-X @ theta))[:, None] * X, axis=0),
            ),
            ("one-minus-h-forgotten", lambda theta, X: squash(X @ theta).mean() * theta),
            ("unstable", slope_naive),
            ("wrong-sign", lambda theta, X: -slope_loop(theta, X)),
            ("changes-argument", slope_in_place),
            ("returns-list", lambda theta, X: slope_loop(theta, X).tolist()),
        ],
        "right": [
            slope_loop,
            lambda theta, X: np.mean(squash(X @ theta) * squash(-(X @ theta))) * theta,
            lambda theta, X: np.array([np.mean(squash(X @ theta) * squash(-(X @ theta)) * t) for t in theta]),
        ],
    },
}
