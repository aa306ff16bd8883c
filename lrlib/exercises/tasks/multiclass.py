"""Exercises on K classes: one-hot rows and the softmax."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from lrlib import activations, data
from lrlib.checks import Array
from lrlib.exercises.exercise import Arguments, Exercise, Mimic, Only

CLIPS = (20.0, 30.0, 50.0, 100.0, 500.0, 700.0, 709.0)
WHOLE_ROWS = {
    "title": "it fills whole rows, those that have the number of a class",
    "hint": "Which places does rows[2] = 1 fill, and which place should an example of class 2 fill?",
    "why": "One index chooses a whole row, and the classes number columns: a place has a row and a column. Where there "
    "are more classes than rows, such a row does not exist.",
}


def _logits(rng: np.random.Generator) -> Iterator[Arguments]:
    yield (np.array([[1.0, -0.5, 0.25], [0.0, 2.0, 1.0]]),)
    yield (np.array([[0.5, -1.0]]),)
    yield (rng.normal(size=(3, 2)),)
    yield (rng.normal(scale=2, size=(4, 5)),)
    yield (rng.normal(size=(3, 3)),)
    yield (np.array([[1, 2, 0], [-1, 0, 3]]),)


def _labels(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([0, 2, 1]), 3
    yield np.array([1]), 2
    yield np.array([0, 2]), 4
    yield rng.integers(5, size=8), 5
    yield np.array([0, 1, 1]), 2
    yield np.array([2, 1, 2]), 3  # class 0 does not occur


def _shifted(Z: Array, top: Any) -> Any:
    e = np.exp(Z - top)
    return e / e.sum(axis=1, keepdims=True)


def _over(Z: Array, axis: int | None) -> Any:
    e = np.exp(Z)
    return e / e.sum(axis=axis, keepdims=True)


def _shared(parts: Any) -> Any:
    return parts / parts.sum(axis=1, keepdims=True)


def _filled(y: Array, K: int) -> Any:
    """Return rows of zeros, of which those are filled with ones that have the number of a class."""
    rows = np.zeros((len(y), K))
    rows[y] = 1
    return rows


def _first_column(Z: Array) -> Any:
    share = activations.sigmoid(Z[:, 0] - Z[:, 1])
    return np.column_stack((share, 1 - share))


def _marked(y: Array, K: int, *, width: int, shift: int = 0) -> Any:
    rows = np.zeros((len(y), width))
    rows[np.arange(len(y)), y + shift] = 1
    return rows


EXERCISES = [
    Exercise(
        name="one_hot",
        chapter=7,
        title="One-hot labels",
        task="Turn $m$ class indices into $m$ rows of $K$ numbers: a one in the column of the class, zeros elsewhere.",
        minutes=5,
        stub='''def one_hot(y, K):
    """Return one-hot rows.

    y: (m,), whole numbers 0, ..., K - 1. K: how many classes. Returns:
    array of shape (m, K).
    """
    return ...
''',
        reference=data.one_hot,
        cases=_labels,
        wrong=(
            Mimic("one-hot-off-by-one", lambda y, K: np.roll(_marked(y, K, width=K), 1, axis=1)),
            Mimic("one-hot-off-by-one", lambda y, K: _marked(y, K, width=K, shift=-1)),
            Mimic("one-hot-off-by-one", lambda y, K: _marked(y, K, width=K + 1, shift=1)),
            Mimic("one-hot-off-by-one", lambda y, K: (np.arange(1, K + 1) == y[:, None]).astype(float)),
            Mimic("one-hot-too-wide", lambda y, K: _marked(y, K, width=K + 1)),
            Mimic("sorted-classes", lambda y, K: (np.unique(y) == y[:, None]).astype(float)),
            Mimic("sorted-classes", lambda y, K: _marked(y, K, width=int(y.max()) + 1)),
            Mimic("whole-columns", lambda y, K: np.tile(_marked(y, K, width=K).max(axis=0), (len(y), 1))),
            Mimic("wrong-values", _filled, words=WHOLE_ROWS),
            Only("two-classes-only", lambda y, K: K == 2),
        ),
        words={
            "sorted-classes": {
                "title": "how many columns there are is taken from the labels, not from K",
                "why": "Each of the K classes has a column, also one without examples; otherwise the columns of two "
                "data sets do not match.",
            },
        },
        hints=(
            "Begin with np.zeros((m, K)) and think of where each row gets its one.",
            "Row i gets its one in column y[i]. An array of row numbers and one of column numbers address all at once.",
            "rows[np.arange(len(y)), y] = 1, or the rows y of np.eye(K).",
        ),
        solution=(
            "def one_hot(y, K):\n    rows = np.zeros((len(y), K))\n    rows[np.arange(len(y)), y] = 1\n    return rows",
            data.one_hot,
        ),
    ),
    Exercise(
        name="softmax",
        chapter=6,
        title="The softmax",
        task="Turn each row of $K$ logits into $K$ probabilities. It should hold for logits as large as 1000.",
        minutes=10,
        stub='''def softmax(Z):
    """Return the probabilities of K classes.

    Z: (m, K), one row of logits for each example. Returns: array of shape
    (m, K); each row sums to 1.
    """
    return ...
''',
        reference=activations.softmax,
        cases=_logits,
        extremes=lambda rng: [
            (np.array([[800.0, 0.0], [0.0, -800.0]]),),
            (np.array([[-800.0, -801.0, -802.0], [0.0, 1.0, 2.0]]),),
            (np.array([[1000.0, 999.0, 0.0], [-1000.0, -1000.0, -1000.0]]),),
            (np.array([[0.0, 1000.0], [1000.0, -1000.0]]),),
        ],
        breaks_at=lambda t: (np.array([[t, 0.0], [-t, -t]]),),
        wrong=(
            Mimic("wrong-sign", lambda Z: _over(-Z, 1)),
            Mimic("softmax-over-wrong-axis", lambda Z: _over(Z, 0)),
            Mimic("softmax-over-wrong-axis", lambda Z: _over(Z - Z.max(axis=1, keepdims=True), 0)),
            Mimic("base-2-power", lambda Z: _over(Z * np.log(2), 1)),
            Mimic("logarithm-returned", activations.log_softmax),
            Mimic("normalised-over-everything", lambda Z: _over(Z, None)),
            Mimic("normalised-over-everything", lambda Z: _over(Z - Z.max(axis=1, keepdims=True), None)),
            Mimic("missing-normalisation", lambda Z: np.exp(Z)),
            Mimic("missing-normalisation", lambda Z: np.exp(Z - Z.max(axis=1, keepdims=True))),
            Mimic("missing-exponential", lambda Z: Z / Z.sum(axis=1, keepdims=True)),
            Mimic("sigmoid-for-each-class", lambda Z: activations.sigmoid(Z)),
            Mimic("sigmoids-shared-out", lambda Z: _shared(activations.sigmoid(Z))),
            Mimic("two-classes-only", _first_column),
            Only("two-classes-only", lambda Z: np.shape(Z)[1] == 2),
            Mimic(
                "clipped",
                lambda Z, top: _over(np.clip(Z, -top, top), 1),
                CLIPS,
            ),
        ),
        words={
            "base-2-power": {
                "hint": "Compute the row (1, 0) by hand, with e = 2.718 and with 2.",
            },
        },
        hints=(
            "Probabilities are positive and sum to 1: make every logit positive first, then divide.",
            "exp(Z) divided by the sum of its row; the sum needs axis=1 and keepdims=True. What is exp(1000)?",
            "Subtracting one number from a whole row changes no quotient: subtract the largest of the row first.",
        ),
        solution="""def softmax(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
""",
    ),
]
