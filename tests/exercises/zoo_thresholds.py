"""Wrong and right submissions for the exercises on thresholds."""

import numpy as np


def pairs(y, scores, equal=0.5):
    won = 0.0
    ones, zeros = scores[y == 1], scores[y == 0]
    for a in ones:
        for b in zeros:
            won += 1 if a > b else equal if a == b else 0
    return won / (len(ones) * len(zeros))


def ranks(y, scores):
    place = np.array([np.sum(scores < s) + (np.sum(scores == s) + 1) / 2 for s in scores])
    n = y.sum()
    return (place[y == 1].sum() - n * (n + 1) / 2) / (n * (len(y) - n))


def below_the_curve(y, scores):
    """By trapezoids over all thresholds, but not from the corner where nothing is called 1."""
    at = np.unique(scores)[::-1]
    found, false = (np.array([np.mean(scores[y == label] >= t) for t in at]) for label in (1, 0))
    return float(np.sum(np.diff(false) * (found[1:] + found[:-1]) / 2))


def scores_in_place(y, scores):
    scores -= scores.min()
    return pairs(y, scores)


def by_logit(p, old, new):
    z = np.log(p / (1 - p)) + np.log(new / (1 - new)) - np.log(old / (1 - old))
    return 1 / (1 + np.exp(-z))


def by_weights(p, old, new):
    one, zero = p * new / old, (1 - p) * (1 - new) / (1 - old)
    return one / (one + zero)


def by_odds(p, old, new):
    """No number where p is 1."""
    odds = p * new * (1 - old) / ((1 - p) * old * (1 - new))
    return odds / (1 + odds)


ZOO = {
    "area": {
        "wrong": [
            ("ties-lost", lambda y, scores: pairs(y, scores, 0)),
            ("ties-won", lambda y, scores: pairs(y, scores, 1)),
            ("classes-exchanged", lambda y, scores: pairs(1 - y, scores)),
            ("pairs-not-divided", lambda y, scores: pairs(y, scores) * y.sum() * (1 - y).sum()),
            ("divided-by-all-pairs", lambda y, scores: pairs(y, scores) * np.mean(y) * np.mean(1 - y)),
            ("accuracy-for-area", lambda y, scores: np.mean(y == (scores >= 0.5))),
            ("wrong-values", below_the_curve),
            ("wrong-factor", lambda y, scores: 100 * pairs(y, scores)),
            ("prints", lambda y, scores: print(pairs(y, scores))),
        ],
        "right": [pairs, ranks, lambda y, scores: np.float32(ranks(y, scores))],
    },
    "shifted": {
        "wrong": [
            ("old-share-forgotten", lambda p, old, new: p * new / (p * new + (1 - p) * (1 - new))),
            ("share-for-odds", lambda p, old, new: p * new / old),
            ("share-for-odds", lambda p, old, new: p + (new - old)),
            ("shares-exchanged", lambda p, old, new: by_weights(p, new, old)),
            ("unstable", by_odds),
            ("returns-list", lambda p, old, new: by_weights(p, old, new).tolist()),
            ("wrong-sign", lambda p, old, new: -by_weights(p, old, new)),
            ("prints", lambda p, old, new: print(by_weights(p, old, new))),
        ],
        "right": [
            by_weights,
            by_logit,
            lambda p, old, new: np.array([by_weights(q, old, new) for q in p]),
        ],
    },
}
