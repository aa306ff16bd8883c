"""Chapter 9: entries of a penalised slope, the readings of a table of three classes, and how sure an accuracy is."""

from math import exp, sqrt
from types import SimpleNamespace
from typing import Any

import numpy as np

from lrlib import descent, logistic, metrics
from lrlib.questions.printed import equals, number, row, signed
from lrlib.questions.template import Template, Wrong


def _entry(rng: np.random.Generator) -> dict[str, Any]:
    slope, weight = (int(rng.choice([-6, -4, -3, -2, 2, 3, 4, 6])) / 10 for _ in range(2))
    return {"slope": slope, "w": 5 * weight, "l2": float(rng.choice([0.1, 0.2, 0.3, 0.4]))}


def _pull(d: SimpleNamespace, column: int) -> float:
    """Return what the penalty adds to lrlib's slope, at the intercept (column 0) or at a weight (column 1)."""
    at, X, y = [float(d.w), float(d.w)], [[1.0, 2.0], [1.0, -1.0]], [0, 1]
    return float((logistic.gradient(at, X, y, l2=d.l2) - logistic.gradient(at, X, y))[column])


def _asked(d: SimpleNamespace, what: str) -> str:
    return (
        f"Without penalty the slope of the cost by {what} is ${number(d.slope)}$; its value is ${number(d.w)}$, and the "
        rf"penalty has $\lambda = {number(d.l2)}$. What is the slope with the penalty?"
    )


def _confused(rng: np.random.Generator) -> dict[str, Any]:
    table = rng.integers(1, 9, size=(3, 3)) + np.diag(rng.integers(10, 60, size=3))
    return {"table": [[int(n) for n in line] for line in table], "k": int(rng.integers(0, 3))}


def pairs(d: SimpleNamespace) -> tuple[np.ndarray, np.ndarray]:
    """Return true and predicted classes that have the table of a question.

    Parameters
    ----------
    d : SimpleNamespace
        With table.

    Returns
    -------
    tuple of ndarray
        Truth and prediction, each of shape (m,).
    """
    cells = [(t, p, n) for t, line in enumerate(d.table) for p, n in enumerate(line)]
    return tuple(np.repeat([cell[i] for cell in cells], [cell[2] for cell in cells]) for i in (0, 1))  # type: ignore[return-value]


def _shown(d: SimpleNamespace) -> str:
    lines = ", ".join(f"${row(line)}$" for line in d.table)
    return f"The rows of a confusion matrix, one for each true class, are {lines}."


def _right(d: SimpleNamespace) -> int:
    return sum(d.table[k][k] for k in range(3))


def _all(d: SimpleNamespace) -> int:
    return sum(map(sum, d.table))


def _called(d: SimpleNamespace) -> int:
    return sum(line[d.k] for line in d.table)


def _share(rng: np.random.Generator) -> dict[str, Any]:
    return {"a": int(rng.integers(60, 99)) / 100, "m": int(rng.choice([50, 100, 200, 400, 500, 1000]))}


TEMPLATES = (
    Template(
        "penalised-slope", 9, 2, _entry,
        lambda d: _asked(d, "a weight"),
        lambda d: d.slope + _pull(d, 1),
        lambda d: rf"The penalty adds ${number(d.l2)} \cdot {signed(d.w)}$.",
        (
            Wrong(
                "penalty-factor-2",
                lambda d: d.slope + 2 * d.l2 * d.w,
                lambda d: "The penalty is half of λ times the square; the 2 of its slope cancels the half.",
            ),
            Wrong(
                "penalty-not-differentiated",
                lambda d: d.slope + d.l2 / 2 * d.w**2,
                lambda d: f"{number(d.l2 / 2 * d.w**2)} is the penalty itself; the slope needs its derivative.",
            ),
            Wrong(
                "penalty-subtracted",
                lambda d: d.slope - d.l2 * d.w,
                lambda d: f"The penalty is added to the cost, so ${number(d.l2 * d.w)}$ is added to its slope.",
            ),
        ),
        (
            lambda d: rf"The slope of the penalty: ${number(d.l2)} \cdot {signed(d.w)} = {number(d.l2 * d.w)}$.",
            lambda d: f"Added: ${number(d.slope)} + {signed(d.l2 * d.w)} = {number(d.slope + d.l2 * d.w)}$.",
        ),
    ),
    Template(
        "penalised-slope-of-the-intercept", 9, 1, _entry,
        lambda d: _asked(d, "the intercept"),
        lambda d: d.slope + _pull(d, 0),
        lambda d: "The intercept is not penalised.",
        (
            Wrong(
                "intercept-penalised",
                lambda d: d.slope + d.l2 * d.w,
                lambda d: f"${number(d.l2 * d.w)}$ would be added for a weight; the intercept goes free.",
            ),
            Wrong(
                "penalty-subtracted",
                lambda d: d.slope - d.l2 * d.w,
                lambda d: "The intercept is neither pulled nor pushed by the penalty.",
            ),
        ),
        (
            lambda d: "The penalty holds the weights without the intercept, so its slope is 0 there.",
            lambda d: f"${number(d.slope)} + 0 = {number(d.slope)}$.",
        ),
    ),
    Template(
        "shrunken-weight", 9, 2,
        lambda rng: _entry(rng) | {"alpha": float(rng.choice([0.1, 0.5]))},
        lambda d: rf"A weight is ${number(d.w)}$, the slope of the cost by it, without penalty, ${number(d.slope)}$; "
        rf"$\lambda = {number(d.l2)}$ and $\alpha = {number(d.alpha)}$. What is the weight after one step with the penalty?",
        lambda d: float(
            descent.descend(
                lambda t: 0.0, lambda t: np.array([d.slope + _pull(d, 1)]), np.array([d.w]), alpha=d.alpha, steps=1
            ).parameters[0]
        ),
        lambda d: f"The slope with the penalty is ${number(d.slope + d.l2 * d.w)}$.",
        (
            Wrong(
                "penalty-forgotten",
                lambda d: d.w - d.alpha * d.slope,
                lambda d: f"The penalty adds ${number(d.l2 * d.w)}$ to the slope.",
            ),
            Wrong(
                "wrong-way",
                lambda d: d.w + d.alpha * (d.slope + d.l2 * d.w),
                lambda d: f"The step goes against the slope ${number(d.slope + d.l2 * d.w)}$.",
            ),
            Wrong(
                "penalty-subtracted",
                lambda d: d.w - d.alpha * (d.slope - d.l2 * d.w),
                lambda d: "A penalty pulls a weight towards 0; here it was pushed away.",
            ),
        ),
        (
            lambda d: rf"The slope: ${number(d.slope)} + {number(d.l2)} \cdot {signed(d.w)} = "
            rf"{number(d.slope + d.l2 * d.w)}$.",
            lambda d: rf"The step: ${number(d.w)} - {number(d.alpha)} \cdot {signed(d.slope + d.l2 * d.w)} = "
            rf"{number(d.w - d.alpha * (d.slope + d.l2 * d.w), 6)}$.",
        ),
    ),
    Template(
        "accuracy-of-three-classes", 9, 2, _confused,
        lambda d: f"{_shown(d)} What is the accuracy?",
        lambda d: metrics.accuracy(*pairs(d)),
        lambda d: f"The diagonal holds {_right(d)} of {_all(d)} examples.",
        (
            Wrong(
                "mean-over-classes",
                lambda d: sum(d.table[k][k] / sum(d.table[k]) for k in range(3)) / 3,
                lambda d: "That is the mean of the three recalls, in which a small class counts as much as a large one.",
            ),
            Wrong(
                "two-classes-only",
                lambda d: (d.table[0][0] + d.table[1][1]) / _all(d),
                lambda d: f"The {d.table[2][2]} right ones of the third class belong to the diagonal as well.",
            ),
        ),
        (
            lambda d: f"Right: ${d.table[0][0]} + {d.table[1][1]} + {d.table[2][2]} = {_right(d)}$.",
            lambda d: rf"Of all: $\frac{{{_right(d)}}}{{{_all(d)}}} {equals(_right(d) / _all(d))}$.",
        ),
    ),
    Template(
        "recall-of-a-class", 9, 2, _confused,
        lambda d: f"{_shown(d)} What is the recall of class {d.k + 1}?",
        lambda d: metrics.recall(*(part == d.k for part in pairs(d))),
        lambda d: f"{d.table[d.k][d.k]} of the {sum(d.table[d.k])} examples of its row.",
        (
            Wrong(
                "rate of the wrong group",
                lambda d: d.table[d.k][d.k] / _called(d),
                lambda d: f"That is the precision: it divides by the column, {_called(d)} examples called so.",
            ),
            Wrong(
                "divided-by-all",
                lambda d: d.table[d.k][d.k] / _all(d),
                lambda d: f"Only the {sum(d.table[d.k])} examples of its row can be found.",
            ),
            Wrong(
                "accuracy-for-precision",
                lambda d: _right(d) / _all(d),
                lambda d: f"That is the accuracy over all three classes, {_right(d)} of {_all(d)}.",
            ),
        ),
        (
            lambda d: f"Its row: ${' + '.join(map(str, d.table[d.k]))} = {sum(d.table[d.k])}$.",
            lambda d: rf"The share that was found: $\frac{{{d.table[d.k][d.k]}}}{{{sum(d.table[d.k])}}} "
            rf"{equals(d.table[d.k][d.k] / sum(d.table[d.k]))}$.",
        ),
    ),
    Template(
        "standard-error-of-an-accuracy", 9, 2, _share,
        lambda d: f"A model has an accuracy of {number(d.a)} on {d.m} held-out examples. What is its standard error?",
        lambda d: metrics.standard_error(d.a, d.m),
        lambda d: f"The root of {number(d.a)} · {number(1 - d.a)} over {d.m}.",
        (
            Wrong(
                "variance-for-deviation",
                lambda d: d.a * (1 - d.a) / d.m,
                lambda d: "That is the variance; the standard error is its root.",
            ),
            Wrong(
                "missing-mean",
                lambda d: sqrt(d.a * (1 - d.a)),
                lambda d: f"That is the spread of one example; a mean of {d.m} varies less.",
            ),
            Wrong(
                "always-one-half",
                lambda d: 0.5 / sqrt(d.m),
                lambda d: f"That is the error of a share of one half; here the share is {number(d.a)}.",
            ),
        ),
        (
            lambda d: rf"The variance of one answer: ${number(d.a)} \cdot (1 - {number(d.a)}) "
            rf"{equals(d.a * (1 - d.a))}$.",
            lambda d: rf"A mean over {d.m} has that variance divided by {d.m}; the root: $\sqrt{{\frac{{{number(d.a)} \cdot {number(1 - d.a)}}}{{{d.m}}}}} "
            rf"{equals(sqrt(d.a * (1 - d.a) / d.m))}$.",
        ),
    ),
    Template(
        "probability-behind-a-loss", 9, 2,
        lambda rng: {"loss": int(rng.integers(5, 160)) / 100},
        lambda d: f"A model has a log loss of {number(d.loss)} nats per example. Which probability does it give to the true "
        "class, as the geometric mean sees it?",
        lambda d: _geometric(d.loss),
        lambda d: f"e to the power −{number(d.loss)}.",
        (
            Wrong(
                "base-2-power",
                lambda d: 2**-d.loss,
                lambda d: f"The loss is in nats, so it is e, not 2, to the power −{number(d.loss)}.",
            ),
            Wrong(
                "missing-exponential",
                lambda d: 1 - d.loss,
                lambda d: f"1 − {number(d.loss)} is near it for a small loss only; the exponential is missing.",
            ),
        ),
        (
            lambda d: "The loss is minus the mean logarithm of these probabilities: turn it round and take the exponential.",
            lambda d: rf"$e^{{-{number(d.loss)}}} {equals(exp(-d.loss))}$.",
        ),
    ),
)  # fmt: skip


def _geometric(loss: float) -> float:
    """Return the probability of the true class that costs so much, found by halving on lrlib's log loss."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if metrics.log_loss([1], [middle]) > loss else (low, middle)
    return (low + high) / 2
