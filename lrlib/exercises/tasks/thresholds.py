"""Exercises on thresholds: the area below the ROC curve, and probabilities for another share of class 1."""

from collections.abc import Iterator

import numpy as np

from lrlib import metrics
from lrlib.checks import Array
from lrlib.exercises.exercise import Arguments, Exercise, Mimic


def _ranked(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([0, 1, 0, 1]), np.array([0.1, 0.4, 0.4, 0.8])
    yield np.array([1, 0]), np.array([0.3, 0.6])
    yield np.array([1, 0, 0, 1, 0]), np.array([3, 1, 2, 2, 4])
    for m in (9, 25):
        y = rng.permutation(np.arange(m) % 3 == 0).astype(int)
        yield y, (rng.normal(size=m) + y).round(1)
    yield np.array([1, 0, 0, 1]), np.array([0.9, 0.9, 0.1, 0.2])  # the highest score is had by both classes


def _certain(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([0.0, 0.5, 1.0]), 0.5, 0.1
    yield np.array([1e-9, 1e-6]), 0.001, 0.9


def _pairs(y: Array, scores: Array, equal: float) -> float:
    apart = np.asarray(scores)[y == 1][:, None] - np.asarray(scores)[y == 0]
    return float(np.mean((apart > 0) + equal * (apart == 0)))


def _same(y: Array, scores: Array) -> float:
    return float(np.mean((np.asarray(scores) >= 0.5) == y))


def _shares(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([0.5, 0.9]), 0.5, 0.1
    yield np.array([0.2]), 0.2, 0.6
    for m in (3, 6):
        old, new = rng.uniform(0.05, 0.9, size=2).round(2)
        yield rng.random(m).round(3), float(old), float(new)


def _both(p: Array, odds: float) -> Array:
    return np.asarray(p * odds / (1 - p + p * odds))


def _by_odds(p: Array, old: float, new: float) -> Array:
    odds = p / (1 - p) * (new / old) * ((1 - old) / (1 - new))
    return np.asarray(odds / (1 + odds))


EXERCISES = [
    Exercise(
        name="area",
        chapter=12,
        title="The area below the ROC curve",
        task="Draw an example of class 1 and one of class 0. Return how often the first has the higher score, "
        "over all such pairs; a pair of equal scores counts one half.",
        minutes=8,
        stub='''def area(y, scores):
    """Return the area below the ROC curve.

    y: (m,), labels 0 and 1, both present. scores: (m,), higher for class 1.
    Returns: a number from 0 to 1.
    """
    return ...
''',
        reference=metrics.auc,
        cases=_ranked,
        returns="number",
        wrong=(
            Mimic("ties-lost", lambda y, s: _pairs(y, s, 0.0)),
            Mimic("ties-won", lambda y, s: _pairs(y, s, 1.0)),
            Mimic("classes-exchanged", lambda y, s: 1 - metrics.auc(y, s)),
            Mimic("pairs-not-divided", lambda y, s: metrics.auc(y, s) * np.sum(y == 1) * np.sum(y == 0)),
            Mimic(
                "divided-by-all-pairs", lambda y, s: metrics.auc(y, s) * np.sum(y == 1) * np.sum(y == 0) / len(y) ** 2
            ),
            Mimic("accuracy-for-area", _same),
        ),
        words={
            "classes-exchanged": {
                "hint": "Which of the two should have the higher score, for the pair to count?",
                "why": "A pair counts where the example of class 1 has the higher score; you count where that "
                "of class 0 has it.",
            },
        },
        hints=(
            "How many pairs are there? In how many is the score of class 1 higher?",
            "scores[y == 1][:, None] - scores[y == 0] is a table of all differences.",
            "A comparison is True or False, and the mean of such is a share. Add that of equal pairs, divided by two.",
        ),
        solution="""import numpy as np


def area(y, scores):
    apart = scores[y == 1][:, None] - scores[y == 0]  # one row for each 1
    return np.mean((apart > 0) + 0.5 * (apart == 0))""",
    ),
    Exercise(
        name="shifted",
        chapter=12,
        title="Another share of class 1",
        task="A model was trained where the share of class 1 is `old`; it is used where the share is `new`, and within "
        "each class nothing has changed. Return the probabilities that hold there.",
        minutes=6,
        stub='''def shifted(p, old, new):
    """Return the probabilities of class 1 for another share of class 1.

    p: (m,), what the model says, from 0 to 1. old, new: between 0 and 1.
    Returns: array of shape (m,).
    """
    return ...
''',
        reference=metrics.shift_prior,
        cases=_shares,
        extremes=_certain,
        wrong=(
            Mimic("old-share-forgotten", lambda p, old, new: _both(p, new / (1 - new))),
            Mimic("share-for-odds", lambda p, old, new: p * new / old),
            Mimic("share-for-odds", lambda p, old, new: _both(p, new / old)),
            Mimic("shares-exchanged", lambda p, old, new: metrics.shift_prior(p, new, old)),
            Mimic("share-for-odds", lambda p, old, new: p + new - old),
            Mimic("unstable", _by_odds),
        ),
        words={
            "share-for-odds": {
                "title": "only the share of class 1 enters, not that of class 0",
            },
            "unstable": {
                "title": "for some p from 0 to 1 no number comes",
                "hint": "What does each line give for p = 0, and for p = 1?",
                "why": "At p = 1 the odds p / (1 - p) are inf, and inf / (1 + inf) is nan. A formula that multiplies p "
                "and 1 - p, and divides by neither, has a value for each p.",
            },
        },
        hints=(
            "Each example of class 1 is now new / old times as frequent. And one of class 0?",
            "Weigh p by new / old and 1 - p by (1 - new) / (1 - old). They no longer sum to 1: divide.",
            "Two arrays, one for each class; the answer is the first over the sum of both.",
        ),
        solution="""def shifted(p, old, new):
    one = p * new / old
    zero = (1 - p) * (1 - new) / (1 - old)
    return one / (one + zero)""",
    ),
]
