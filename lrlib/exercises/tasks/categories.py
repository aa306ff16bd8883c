"""Exercises on categories, ordered classes and several labels: columns, risk ratios, cuts, a cost for all labels."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from lrlib import activations, coding, ordinal
from lrlib.checks import Array
from lrlib.exercises.exercise import Arguments, Exercise, Mimic
from lrlib.exercises.tasks.binary import EPS, SMALL, cost_clipped, cost_with_eps, cost_with_floor


def _groups(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([0, 1, 2]), 0, 3
    yield np.array([1, 0]), 1, 2
    for K, m in ((3, 5), (4, 7), (5, 6)):
        yield rng.integers(0, K, m), int(rng.integers(1, K - 1)), K
    yield np.array([2, 0, 2, 0]), 1, 4  # two categories that do not occur


def _dummy(values: Array, reference: int, K: int) -> Array:
    return coding.dummy(values, reference=reference, K=K)


def _weights(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([[0.0, 0.0], [1.0, 0.5], [-1.0, 2.0]]), 0
    yield np.array([[0, 1], [1, 0]]), 1
    yield np.array([[0.5, -1.0], [1.5, 0.2]]), 0
    for K, n in ((3, 2), (4, 3), (5, 2)):
        yield rng.normal(size=(K, n)).round(2), int(rng.integers(0, K))


def _relative(W: Array, reference: int) -> Array:
    return np.asarray(np.exp(np.asarray(W, dtype=float) - W[reference]))


def _ordered(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([1.0]), np.array([-1.0, 1.0]), np.array([[0.0], [2.0]])
    yield np.array([1, -1]), np.array([0]), np.array([[1, 2], [0, 0], [3, 1]])
    for n, K, m in ((2, 3, 4), (3, 5, 2)):
        cuts = np.sort(rng.normal(size=K - 1) * 2).round(2) + np.arange(K - 1)
        yield rng.normal(size=n).round(2), cuts, rng.normal(size=(m, n)).round(2)


def _labelled(rng: np.random.Generator) -> Iterator[Arguments]:
    for theta, cuts, X in _ordered(rng):
        yield theta, cuts, X, np.arange(len(X)) % (len(cuts) + 1)


def _side(theta: Array, cuts: Array, X: Array, y: Array) -> tuple[Array, Array]:
    """Return the probability of the classes above the own one, and of those below."""
    P = ordinal.predict_proba(theta, cuts, X)
    k = np.arange(P.shape[1])
    return (P * (k > np.asarray(y)[:, None])).sum(axis=1), (P * (k < np.asarray(y)[:, None])).sum(axis=1)


def _slope(theta: Array, cuts: Array, X: Array, y: Array) -> Array:
    above, below = _side(theta, cuts, X, y)
    return np.asarray(above - below)


def _several(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([[1.0, 2.0]]), np.array([[1, 0]])
    for K, n, m in ((3, 2, 4), (4, 3, 2), (2, 3, 5)):
        yield rng.normal(size=(K, n)), rng.normal(size=(m, n)), rng.integers(0, 2, (m, K))
    yield np.array([[0.5, 1.0], [-1.0, 0.5]]), np.array([[1.0, -1.0], [1.0, 2.0]]), np.array([[1, 0], [0, 1]])


def _sure(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([[800.0], [-800.0]]), np.array([[1.0], [-1.0]]), np.array([[1, 0], [0, 0]])
    yield np.array([[-800.0]]), np.ones((1, 1)), np.array([[1]])
    yield np.reshape((*SMALL, -28.0), (4, 1)), np.ones((1, 1)), np.ones((1, 4), dtype=int)  # as in `column_loss`


def _prices(W: Array, X: Array, Y: Array) -> Array:
    Z = X @ W.T
    return np.asarray(np.logaddexp(0, Z) - Y * Z)


def _by_shares(form: Callable[..., Any], W: Array, X: Array, Y: Array, eps: float) -> Any:
    """Return the cost by a wrong form of that of two classes, in which each label of each example is one."""
    return len(W) * form(np.ones(1), np.reshape(X @ W.T, (-1, 1)), np.ravel(Y), eps)


def _labels_cost(W: Array, X: Array, Y: Array) -> float:
    return float(_prices(W, X, Y).sum(axis=1).mean())


EXERCISES = [
    Exercise(
        name="dummies",
        chapter=16,
        title="One column for each category but one",
        task="Return one column of 0 and 1 for each of the K categories but the reference, in their order. "
        "Not every category need occur.",
        minutes=6,
        stub='''def dummies(values, reference, K):
    """Return the columns of a category.

    values: (m,), categories 0 to K - 1. reference: has no column.
    Returns: array of shape (m, K - 1).
    """
    return ...
''',
        reference=_dummy,
        cases=_groups,
        wrong=(
            Mimic("reference-kept", lambda values, reference, K: np.eye(K)[values]),
            Mimic("first-always-left-out", lambda values, reference, K: np.eye(K)[values][:, 1:]),
            Mimic("last-always-left-out", lambda values, reference, K: np.eye(K)[values][:, :-1]),
            Mimic(
                "effects-for-dummies",
                lambda values, reference, K: coding.effect(values, reference=reference, K=K),
            ),
            Mimic("zeros-for-ones", lambda values, reference, K: 1 - _dummy(values, reference, K)),
        ),
        hints=(
            "np.eye(K)[values] has a column for each category. Which one is too many?",
            "Leave out the column of the reference: its rows are then 0 everywhere.",
            "np.delete(np.eye(K)[values], reference, axis=1)",
        ),
        solution="""import numpy as np


def dummies(values, reference, K):
    return np.delete(np.eye(K)[values], reference, axis=1)""",
    ),
    Exercise(
        name="relative_risks",
        chapter=16,
        title="Relative risk ratios",
        task="A softmax has a row of weights for each class. Return, for each class and column, by what one unit of "
        "the column multiplies the ratio of the class to the reference.",
        minutes=6,
        stub='''def relative_risks(W, reference):
    """Return the relative risk ratios of a softmax.

    W: (K, n), one row for each class. reference: a class, from 0 on.
    Returns: array of shape (K, n).
    """
    return ...
''',
        reference=_relative,
        cases=_weights,
        wrong=(
            Mimic("reference-not-subtracted", lambda W, r: np.exp(np.asarray(W, dtype=float))),
            Mimic("logarithm-of-ratio", lambda W, r: np.asarray(W, dtype=float) - W[r]),
            Mimic("reference-above", lambda W, r: 1 / _relative(W, r)),
            Mimic("first-always-left-out", lambda W, r: _relative(W, 0)),
            Mimic("last-always-left-out", lambda W, r: _relative(W, -1)),
        ),
        hints=(
            "The ratio of two classes is e to the difference of their scores. What does one unit add to it?",
            "Row k less the row of the reference, then the exponential.",
            "np.exp(W - W[reference])",
        ),
        solution="""import numpy as np


def relative_risks(W, reference):
    return np.exp(W - W[reference])  # the row of the reference is all 1""",
    ),
    Exercise(
        name="ordered",
        chapter=16,
        title="The classes between the cuts",
        task="Return the probability of each ordered class: `P(y <= k)` is the sigmoid of `cuts[k] - x @ theta`.",
        minutes=8,
        stub='''def ordered(theta, cuts, X):
    """Return the probabilities of ordered classes.

    theta: (n,). cuts: (K - 1,), rising. X: (m, n), no column of ones.
    Returns: array of shape (m, K).
    """
    return ...
''',
        reference=ordinal.predict_proba,
        cases=_ordered,
        wrong=(
            Mimic(
                "cumulative-returned",
                lambda t, c, X: np.cumsum(ordinal.predict_proba(t, c, X), axis=1)[:, :-1],
            ),
            Mimic("cumulative-returned", lambda t, c, X: np.cumsum(ordinal.predict_proba(t, c, X), axis=1)),
            Mimic("order-reversed", lambda t, c, X: ordinal.predict_proba(t, c, X)[:, ::-1]),
            Mimic("score-added", lambda t, c, X: ordinal.predict_proba(-np.asarray(t), c, X)),
            Mimic("last-class-missing", lambda t, c, X: ordinal.predict_proba(t, c, X)[:, :-1]),
            Mimic(
                "softmax-of-cuts",
                lambda t, c, X: activations.softmax(np.column_stack((np.zeros(len(X)), (X @ t)[:, None] - c))),
            ),
        ),
        hints=(
            "How probable is class 1, if P(y <= 0) and P(y <= 1) are known?",
            "Put a column of zeros in front of the cumulated probabilities and a column of ones behind them.",
            "np.diff of these columns, along axis 1.",
        ),
        solution="""import numpy as np


def ordered(theta, cuts, X):
    below = 1 / (1 + np.exp((X @ theta)[:, None] - cuts))  # P(y <= k)
    ends = np.zeros((len(X), 1)), np.ones((len(X), 1))
    return np.diff(np.hstack((ends[0], below, ends[1])), axis=1)""",
    ),
    Exercise(
        name="ordered_slope",
        chapter=16,
        title="Above less below",
        task="For each example return the slope of its loss, minus the logarithm of the probability of its class, "
        "along the score `x @ theta`.",
        minutes=8,
        stub='''def ordered_slope(theta, cuts, X, y):
    """Return the slope of each example's loss along its score.

    theta: (n,). cuts: (K - 1,), rising. X: (m, n). y: (m,), 0 to K - 1.
    Returns: array of shape (m,).
    """
    return ...
''',
        reference=_slope,
        cases=_labelled,
        wrong=(
            Mimic("own-class-alone", lambda t, c, X, y: ordinal.predict_proba(t, c, X)[np.arange(len(X)), y] - 1),
            Mimic("half-the-pull", lambda t, c, X, y: _side(t, c, X, y)[0]),
            Mimic("half-the-pull", lambda t, c, X, y: -_side(t, c, X, y)[1]),
            Mimic("sides-added", lambda t, c, X, y: sum(_side(t, c, X, y))),
            Mimic("expected-less-own", lambda t, c, X, y: ordinal.predict_proba(t, c, X) @ np.arange(len(c) + 1) - y),
        ),
        hints=(
            "A higher score moves probability upwards. When does that lower the loss?",
            "By (16.9) it is the probability of the classes above the own one, less that of the classes below.",
            "1 - P(y <= own class), less P(y <= class before); of class 0 the second is 0, of the last the first.",
        ),
        solution="""import numpy as np


def ordered_slope(theta, cuts, X, y):
    below = 1 / (1 + np.exp((X @ theta)[:, None] - cuts))
    ends = np.zeros((len(X), 1)), np.ones((len(X), 1))
    below = np.hstack((ends[0], below, ends[1]))  # P(y < 0) to P(y < K)
    each = np.arange(len(X))
    return 1 - below[each, y + 1] - below[each, y]""",
    ),
    Exercise(
        name="labels_cost",
        chapter=16,
        title="A cost for several labels",
        task="Any number of the K labels may be right at once. Return the mean over the examples of the sum over the "
        "labels of the binary cross-entropy. It should hold for logits of any size.",
        minutes=8,
        stub='''def labels_cost(W, X, Y):
    """Return the cost of K labels, each with a sigmoid of its own.

    W: (K, n), one row for each label. X: (m, n). Y: (m, K) of 0 and 1.
    Returns: a number, in nats for each example.
    """
    return ...
''',
        reference=_labels_cost,
        cases=_several,
        extremes=_sure,
        returns="number",
        wrong=(
            Mimic("mean-over-labels", lambda W, X, Y: _labels_cost(W, X, Y) / len(W)),
            Mimic("missing-mean", lambda W, X, Y: _labels_cost(W, X, Y) * len(X)),
            Mimic(
                "softmax-of-labels",
                lambda W, X, Y: -np.mean(np.sum(Y * activations.log_softmax(X @ W.T), axis=1)),
            ),
            Mimic("one-branch-only", lambda W, X, Y: np.mean(np.sum(Y * np.logaddexp(0, -X @ W.T), axis=1))),
            Mimic("labels-exchanged", lambda W, X, Y: _labels_cost(W, X, 1 - np.asarray(Y))),
            Mimic("base-2-logarithm", lambda W, X, Y: _labels_cost(W, X, Y) / np.log(2)),
            Mimic("base-10-logarithm", lambda W, X, Y: _labels_cost(W, X, Y) / np.log(10)),
            *(
                Mimic(mistake, lambda W, X, Y, eps, form=form: _by_shares(form, W, X, Y, eps), EPS)
                for mistake, form in (
                    ("clipped", cost_clipped),
                    ("clipped", cost_with_floor),
                    ("log-plus-eps", cost_with_eps),
                )
            ),
        ),
        words={
            "labels-exchanged": {
                "hint": "Of two labels that are 1, one with the probability 0.9 and one with 0.1: which should "
                "cost more?",
                "why": "A label costs minus the logarithm of its probability where Y is 1, and of 1 minus it "
                "where Y is 0.",
            },
        },
        hints=(
            "X @ W.T has a logit for each example and label. What does one of them cost?",
            "log(1 + e^z) - y z, as in chapter 3. np.logaddexp(0, Z) is the first part, free of overflow.",
            "Sum over the labels (axis 1), then the mean over the examples.",
        ),
        solution="""import numpy as np


def labels_cost(W, X, Y):
    Z = X @ W.T
    return np.mean(np.sum(np.logaddexp(0, Z) - Y * Z, axis=1))""",
    ),
]
