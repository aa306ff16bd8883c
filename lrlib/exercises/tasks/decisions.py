"""Exercises on decisions: counts of errors, the threshold that follows from their costs, and the line it draws."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from lrlib import activations, logistic, metrics
from lrlib.checks import Array
from lrlib.exercises.exercise import Arguments, Exercise, Mimic, Only

TURNED = "the last class stands first; row 0 is that of class 0"
SECOND = "recall comes first: either the two arrays are exchanged, or the two results; precision is to come first"


def _predictions(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([0, 0, 1, 1, 1]), np.array([0, 1, 1, 1, 1]), 2
    yield np.array([1]), np.array([0]), 2
    yield np.array([0, 2, 2, 1, 2, 0]), np.array([0, 2, 1, 1, 2, 2]), 3
    yield rng.integers(3, size=9), rng.integers(3, size=9), 4
    yield rng.integers(5, size=30), rng.integers(5, size=30), 5


def _once(y: Array, labels: Array, K: int) -> Any:
    table = np.zeros((K, K))
    table[y, labels] = 1
    return table


def _of_those_that_occur(y: Array, labels: Array, K: int) -> Any:
    there = len(np.unique(y))
    return np.array([[np.sum((y == a) & (labels == b)) for b in range(there)] for a in range(there)])


def _as_shares(y: Array, labels: Array, K: int, axis: int | None) -> Any:
    table = metrics.confusion(y, labels, K)
    return table / table.sum(axis=axis, keepdims=True)


def _alarms(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([1, 1, 0, 0, 1]), np.array([1, 0, 1, 0, 0])
    yield np.array([1, 0]), np.array([1, 1])
    for m, share in ((12, 0.5), (40, 0.2), (60, 0.7)):
        y = rng.permutation(np.arange(m) < share * m).astype(int)
        yield y, np.where(rng.random(m) < 0.3, 1 - y, y)


def _rates(y: Array, labels: Array) -> tuple[float, float]:
    return metrics.precision(y, labels), metrics.recall(y, labels)


def _of_all(y: Array, labels: Array) -> Any:
    hits = np.mean((y == 1) & (labels == 1))
    return hits, hits


def _prices(rng: np.random.Generator) -> Iterator[Arguments]:
    yield 1, 9
    yield 2.0, 2.0
    yield 20, 1
    for _ in range(3):
        yield tuple(float(c) for c in rng.uniform(0.5, 50, size=2).round(2))


def _scored(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([0.5, 1.0, -1.0]), np.array([[1.0, 2.0, 0.0], [1.0, 0.0, 2.0], [1.0, 1.0, 1.5]]), 0.5
    yield np.array([0.0, 1.0]), np.array([[1.0, 0.0]]), 0.5  # a probability of exactly one half
    for m, n, limit in ((8, 2, 0.2), (12, 3, 0.9), (15, 2, 0.1), (20, 4, 0.65)):
        yield rng.normal(size=n), np.column_stack((np.ones(m), rng.normal(size=(m, n - 1)))), limit
    yield np.array([-1, 1]), np.array([[1, 0], [1, 1], [1, 3]]), 0.5
    near = np.arange(-99.5, 100) / 40  # so near to each other that other borders lie elsewhere
    yield np.array([0.0, 1.0]), np.column_stack((np.ones(len(near)), near)), 0.35


def _certain(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([0.0, 1.0]), np.array([[1.0, -800.0], [1.0, 800.0]]), 0.25


def _probability(theta: Array, X: Array) -> Array:
    return np.asarray(activations.sigmoid(np.asarray(X @ theta, dtype=float)))


def _lines(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([1.0, 2.0, -4.0]), np.array([0.0, 3.0])
    yield np.array([-2.0, 0.5, 1.0]), np.array([1.0])
    for size in (4, 7):
        yield rng.normal(size=3) + np.array([0.0, 2.0, 3.0]), rng.normal(scale=2, size=size)
    yield np.array([3, 1, 2]), np.array([-1, 0, 2])


def _line(theta: Array, x1: Array) -> Array:
    b, w1, w2 = theta
    return np.asarray(-(b + w1 * x1) / w2)


EXERCISES = [
    Exercise(
        name="confusion",
        chapter=1,
        title="The confusion matrix",
        task="Count how often each true class was predicted as each class. Rows are true classes, columns predicted "
        "ones. It should hold for any number of classes, also where one of them does not occur.",
        minutes=10,
        stub='''def confusion(y, labels, K):
    """Return the counts of true and predicted classes.

    y: (m,), the true classes 0, ..., K - 1. labels: (m,), the predicted
    ones. K: how many classes.
    Returns: array of shape (K, K), row: true class, column: predicted
    class.
    """
    return ...
''',
        reference=metrics.confusion,
        cases=_predictions,
        wrong=(
            Mimic("repeated-index", _once),
            Mimic("truth-and-prediction-exchanged", lambda y, labels, K: metrics.confusion(labels, y, K)),
            Mimic("diagonal-only", lambda y, labels, K: np.diag(np.diag(metrics.confusion(y, labels, K)))),
            Mimic("diagonal-only", lambda y, labels, K: np.diag(metrics.confusion(y, labels, K))),
            Mimic("shares-for-counts", _as_shares, (None, 1, 0)),
            Mimic("sorted-classes", lambda y, labels, K: metrics.confusion(y, labels)),
            Mimic("sorted-classes", lambda y, labels, K: metrics.confusion(y, labels)[: y.max() + 1, : y.max() + 1]),
            Mimic("sorted-classes", _of_those_that_occur),
            Mimic("classes-exchanged", lambda y, labels, K: metrics.confusion(y, labels, K)[::-1, ::-1], seen=TURNED),
            Only("two-classes-only", lambda y, labels, K: K == 2),
        ),
        words={
            "sorted-classes": {
                "title": "how large the table is, is taken from the labels, not from K",
                "hint": "What if a class has no example, or is never predicted?",
                "why": "Each of the K classes has a row and a column, also one that does not occur; otherwise the "
                "tables of two data sets do not match.",
            },
            "classes-exchanged": {
                "title": "the classes stand in reversed order",
                "hint": "Which row and which column belong to class 0?",
                "why": "Row and column have the number of their class, and class 0 comes first.",
            },
        },
        hints=(
            "Begin with a table of zeros. Each example adds one to one entry: which?",
            "Row: the true class. Column: the predicted class. A loop over zip(y, labels) is enough.",
            "The pair (true, predicted) is itself the place in the table where one is added.",
        ),
        solution="""import numpy as np


def confusion(y, labels, K):
    table = np.zeros((K, K), dtype=int)
    for true, predicted in zip(y, labels):
        table[true, predicted] += 1
    return table""",
    ),
    Exercise(
        name="precision_recall",
        chapter=1,
        title="Precision and recall",
        task="Return two numbers: which share of the alarms is right, and which share of class 1 was found. "
        "There is at least one alarm and one example of class 1.",
        minutes=8,
        stub='''def precision_recall(y, labels):
    """Return precision and recall of class 1.

    y: (m,), the true classes, each 0 or 1. labels: (m,), the predicted
    ones; a 1 is an alarm.
    Returns: two numbers, precision first.
    """
    return ...
''',
        reference=_rates,
        cases=_alarms,
        returns=("number", "number"),
        wrong=(
            Mimic("truth-and-prediction-exchanged", lambda y, labels: _rates(labels, y), seen=SECOND),
            Mimic("classes-exchanged", lambda y, labels: _rates(1 - y, 1 - labels)),
            Mimic("accuracy-for-precision", lambda y, labels: (metrics.accuracy(y, labels), _rates(y, labels)[1])),
            Mimic("divided-by-all", _of_all),
            Mimic("whole-division", lambda y, labels: tuple(int(rate) for rate in _rates(y, labels))),
            Mimic("specificity-for-precision", lambda y, labels: (_rates(1 - y, 1 - labels)[1], _rates(y, labels)[1])),
        ),
        words={
            "truth-and-prediction-exchanged": {
                "title": "truth and prediction have changed places, or the two numbers",
                "hint": "Which of the two arrays is the truth, and where does it belong? Of two results, which "
                "comes first?",
                "why": "Recall divides by what is true, precision by what was predicted; precision comes first.",
            },
            "classes-exchanged": {
                "hint": "Which class do the alarms speak of?",
                "why": "A 1 is an alarm, and a hit is an alarm where class 1 is true; you count those of class 0.",
            },
        },
        hints=(
            "Both begin with the hits: the examples with y = 1 and labels = 1.",
            "Precision divides the hits by the number of alarms, recall by the number of examples of class 1.",
            "np.sum counts where a condition holds; & joins two conditions, each in brackets of its own.",
        ),
        solution="""import numpy as np


def precision_recall(y, labels):
    hits = np.sum((y == 1) & (labels == 1))
    return hits / np.sum(labels == 1), hits / np.sum(y == 1)""",
    ),
    Exercise(
        name="threshold",
        chapter=1,
        title="The threshold that follows from the costs",
        task="An alarm is a bet: where class 1 is true it wins what a miss would have cost, and where it is not it "
        "loses what a false alarm costs. Return the probability of class 1 from which on the bet is worth taking. "
        "Then say which two prices you hand to your function if every alarm, right or wrong, also costs an "
        "examination of 3.",
        minutes=5,
        stub='''def threshold(false_alarm, miss):
    """Return the threshold on the probability of class 1.

    false_alarm, miss: what each error costs, above 0. Returns: a number.
    """
    return ...
''',
        reference=metrics.cost_threshold,
        cases=_prices,
        returns="number",
        wrong=(
            Mimic("costs-exchanged", lambda alarm, miss: miss / (alarm + miss)),
            Mimic("always-one-half", lambda alarm, miss: 0.5),
            Mimic("odds-for-probability", lambda alarm, miss: alarm / miss),
            Mimic("logit-for-probability", lambda alarm, miss: np.log(alarm / miss)),
            Mimic(
                "whole-division",
                lambda alarm, miss: alarm // (alarm + miss),
                words={
                    "title": "it is 0, whatever the costs are",
                    "why": "A threshold of 0 calls every example a 1. A share of the costs lies between 0 and 1, and "
                    "neither // nor int leaves it its decimals: every share below 1 becomes 0.",
                },
            ),
        ),
        hints=(
            "With probability p the bet wins `miss`. How often does it lose, and how much?",
            "The bet is fair where it wins on average what it loses. Write that as an equation and solve it for p.",
            "With the examination: how much does the bet win now where class 1 is true, and how much does it lose "
            "where it is not?",
        ),
        solution="""def threshold(false_alarm, miss):
    # the bet is fair where p * miss = (1 - p) * false_alarm
    return false_alarm / (false_alarm + miss)


# with an examination of 3: threshold(false_alarm + 3, miss - 3); it is worth
# raising an alarm at all only if a miss costs more than 3""",
    ),
    Exercise(
        name="predict",
        chapter=2,
        title="From a score to a label",
        task="Return 1 for each example whose probability of class 1 reaches the threshold, else 0. "
        "It should hold for scores of any size.",
        minutes=8,
        stub='''def predict(theta, X, threshold):
    """Return the predicted classes.

    theta: (n,). X: (m, n), examples in rows, the first column is ones.
    threshold: between 0 and 1.
    Returns: array of shape (m,), whole numbers 0 and 1.
    """
    return ...
''',
        reference=lambda theta, X, threshold: logistic.predict(theta, X, threshold=threshold),
        cases=_scored,
        extremes=_certain,
        returns="labels",
        wrong=(
            Mimic("above-for-at-least", lambda theta, X, t: _probability(theta, X) > t),
            Mimic("threshold-on-logit", lambda theta, X, t: X @ theta >= t),
            Mimic("always-one-half", lambda theta, X, t: X @ theta >= 0),
            Mimic("always-one-half", lambda theta, X, t: X @ theta > 0),
            Mimic("classes-exchanged", lambda theta, X, t: _probability(theta, X) < t),
            Mimic("classes-exchanged", lambda theta, X, t: _probability(theta, X) <= t),
            Mimic("bias-forgotten", lambda theta, X, t: _probability(theta[1:], X[:, 1:]) >= t),
        ),
        words={
            "always-one-half": {
                "hint": "Does the answer change when the threshold does?",
                "why": "A score of 0 has the probability one half. Whoever hands over another threshold wants "
                "the labels to change at that.",
            },
            "bias-forgotten": {
                "why": "The first parameter, the bias or intercept, is added to every score. Without it an example "
                "whose features are all 0 has the probability one half, whatever the model has learned.",
            },
        },
        hints=(
            "First the score of each row, then its probability, then the comparison.",
            "X @ theta is the score. The threshold is one of probabilities: the sigmoid comes before the comparison.",
            "(p >= threshold) gives truth values; .astype(int) makes them 0 and 1. "
            "A sigmoid that does not overflow is in exercise sigmoid.",
        ),
        solution="""import numpy as np


def predict(theta, X, threshold):
    z = X @ theta
    e = np.exp(-np.abs(z))
    h = np.where(z >= 0, 1, e) / (1 + e)
    return (h >= threshold).astype(int)""",
    ),
    Exercise(
        name="boundary",
        chapter=2,
        title="The line between two classes",
        task="A model has two features and the parameters $\\theta = (b, w_1, w_2)$. For each $x_1$ return the $x_2$ "
        "at which the model gives both classes the same probability.",
        minutes=8,
        stub='''def boundary(theta, x1):
    """Return the second coordinate of points on the decision boundary.

    theta: (3,), the bias b and the weights w1 and w2, the last not 0. x1:
    (k,), first coordinates.
    Returns: array of shape (k,).
    """
    return ...
''',
        reference=_line,
        cases=_lines,
        wrong=(
            Mimic("coefficients-exchanged", lambda t, x1: -(t[0] + t[2] * x1) / t[1]),
            Mimic("bias-forgotten", lambda t, x1: -t[1] * x1 / t[2]),
            Mimic("logit-one-half", lambda t, x1: (0.5 - t[0] - t[1] * x1) / t[2]),
            Mimic("one-sign-only", lambda t, x1: (t[0] - t[1] * x1) / t[2]),
            Mimic("one-sign-only", lambda t, x1: (t[1] * x1 - t[0]) / t[2]),
            Mimic("bias-undivided", lambda t, x1: -t[0] - t[1] * x1 / t[2]),
        ),
        words={
            "bias-forgotten": {
                "why": "The score is b + w1 x1 + w2 x2. Without b every boundary goes through the origin.",
            },
        },
        hints=(
            "Which score has probability one half?",
            "The score is 0 on the boundary. Write that as an equation for x1 and x2.",
            "Leave the term with x2 alone on its side, then divide by its weight.",
        ),
        solution="""def boundary(theta, x1):
    b, w1, w2 = theta
    return -(b + w1 * np.asarray(x1)) / w2  # where b + w1 x1 + w2 x2 = 0
""",
    ),
]
