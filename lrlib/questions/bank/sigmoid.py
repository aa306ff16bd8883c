"""Chapter 2: scores, odds and probabilities, the slope of the sigmoid, and the boundary."""

from math import exp, log
from types import SimpleNamespace
from typing import Any

import numpy as np

from lrlib import activations, logistic, metrics
from lrlib.questions.printed import equals, number, row, signed
from lrlib.questions.template import Template, Wrong


def _whole(rng: np.random.Generator, size: int) -> list[int]:
    """Draw whole numbers between -3 and 3, none of them 0."""
    return [int(n) for n in rng.choice([-3, -2, -1, 1, 2, 3], size=size)]


def _scored(rng: np.random.Generator) -> dict[str, Any]:
    while True:
        theta, x = _whole(rng, 3), _whole(rng, 2)
        if 0 < abs(theta[0] + theta[1] * x[0] + theta[2] * x[1]) <= 4:
            return {"theta": theta, "x": x}


def score(d: SimpleNamespace) -> int:
    """Return b + w1 x1 + w2 x2 of a question.

    Parameters
    ----------
    d : SimpleNamespace
        With theta and x.

    Returns
    -------
    int
        The score.
    """
    return int(np.dot(d.theta, [1, *d.x]))


def _summed(d: SimpleNamespace) -> str:
    b, w1, w2 = d.theta
    return rf"{b} + {signed(w1)} \cdot {signed(d.x[0])} + {signed(w2)} \cdot {signed(d.x[1])}"


def _probability(rng: np.random.Generator) -> dict[str, Any]:
    return {"p": int(rng.choice([n for n in range(5, 100, 5) if n != 50])) / 100}


def _inverse(p: float) -> float:
    """Return the score whose sigmoid is p: what class 0 would pay there less what class 1 would."""
    return metrics.log_loss([0], [p]) - metrics.log_loss([1], [p])


TEMPLATES = (
    Template(
        "sigmoid-of-a-score", 2, 3, _scored,
        lambda d: rf"A model has $\theta = {row(d.theta)}$, the bias first. What probability of class 1 does it give to "
        rf"the features $({d.x[0]}, {d.x[1]})$?",
        lambda d: logistic.predict_proba(d.theta, [[1, *d.x]])[0],
        lambda d: rf"The score is {number(score(d)).replace('-', '−')}, and $\sigma({score(d)})$ is this.",
        (
            Wrong(
                "bias-forgotten",
                lambda d: activations.sigmoid(score(d) - d.theta[0]),
                lambda d: f"The score is ${_summed(d)}$: the bias ${d.theta[0]}$ belongs to it.",
            ),
            Wrong(
                "wrong-sign",
                lambda d: activations.sigmoid(-score(d)),
                lambda d: f"That is the probability of class 0: the score ${score(d)}$ was turned round.",
            ),
            Wrong(
                "missing-sigmoid",
                lambda d: float(score(d)),
                lambda d: f"${score(d)}$ is the score, a log-odds; its sigmoid is the probability.",
            ),
        ),
        (
            lambda d: rf"The score: ${_summed(d)} = {score(d)}$.",
            lambda d: rf"Its sigmoid: $\frac{{1}}{{1 + e^{{{-score(d)}}}}} {equals(1 / (1 + exp(-score(d))))}$.",
        ),
    ),
    Template(
        "log-odds-of-a-probability", 2, 2, _probability,
        lambda d: rf"Which score $z$ has a probability of {number(d.p)}?",
        lambda d: _inverse(d.p),
        lambda d: f"The logarithm of the odds {number(d.p)} to {number(1 - d.p)}.",
        (
            Wrong(
                "missing-logarithm",
                lambda d: d.p / (1 - d.p),
                lambda d: f"These are the odds, {number(d.p)} to {number(1 - d.p)}; the score is their logarithm.",
            ),
            Wrong(
                "wrong-sign",
                lambda d: -_inverse(d.p),
                lambda d: f"Its sigmoid is {number(1 - d.p)}: the odds were turned round.",
            ),
            Wrong(
                "base-10-logarithm",
                lambda d: np.log10(d.p / (1 - d.p)),
                lambda d: f"The logarithm is the natural one: e to the score must be {number(d.p / (1 - d.p))}.",
            ),
        ),
        (
            lambda d: rf"The odds: $\frac{{{number(d.p)}}}{{1 - {number(d.p)}}} {equals(d.p / (1 - d.p))}$.",
            lambda d: rf"Their logarithm: $\log \frac{{{number(d.p)}}}{{{number(1 - d.p)}}} "
            rf"{equals(log(d.p / (1 - d.p)))}$.",
        ),
    ),
    Template(
        "probability-of-odds", 2, 2,
        lambda rng: {"a": int(rng.integers(2, 16)), "b": int(rng.integers(1, 6))},
        lambda d: f"The odds of class 1 are {d.a} to {d.b}. What is its probability?",
        lambda d: activations.sigmoid(log(d.a) - log(d.b)),
        lambda d: f"{d.a} of {d.a + d.b} equal parts.",
        (
            Wrong(
                "odds-for-probability",
                lambda d: d.a / d.b,
                lambda d: f"That is the quotient of the odds; the probability divides by {d.a} + {d.b}.",
            ),
            Wrong(
                "classes-exchanged",
                lambda d: d.b / (d.a + d.b),
                lambda d: f"That is class 0: {d.b} of {d.a + d.b} parts.",
            ),
        ),
        (
            lambda d: f"All parts: ${d.a} + {d.b} = {d.a + d.b}$.",
            lambda d: rf"Those of class 1: $\frac{{{d.a}}}{{{d.a + d.b}}} {equals(d.a / (d.a + d.b))}$.",
        ),
    ),
    Template(
        "slope-of-the-sigmoid", 2, 2, _probability,
        lambda d: rf"At some score the sigmoid is {number(d.p)}. What is its slope there?",
        lambda d: logistic.hessian([_inverse(d.p)], [[1.0]], [1.0])[0, 0],
        lambda d: rf"$\sigma (1 - \sigma)$ with $\sigma = {number(d.p)}$.",
        (
            Wrong(
                "slope of the sigmoid",
                lambda d: d.p * (1 + d.p),
                lambda d: f"With a plus the slope would still grow where the sigmoid comes near 1; "
                f"{number(d.p)} goes with {number(1 - d.p)}.",
            ),
            Wrong(
                "slope bounded by one eighth",
                lambda d: d.p * (1 - d.p) / 2,
                lambda d: f"Nothing halves the product of {number(d.p)} and {number(1 - d.p)}.",
            ),
        ),
        (
            lambda d: rf"The slope is $\sigma (1 - \sigma)$, here ${number(d.p)} \cdot (1 - {number(d.p)}) "
            rf"{equals(d.p * (1 - d.p))}$.",
        ),
    ),
    Template(
        "factor-of-the-odds", 2, 2,
        lambda rng: {"w": int(rng.choice([-8, -6, -5, -4, -3, -2, 2, 3, 4, 5, 6, 8])) / 10, "rise": int(rng.integers(2, 5))},
        lambda d: f"A feature has the coefficient {number(d.w).replace('-', '−')}. By which factor do the odds of class "
        f"1 change when it rises by {d.rise}, all others kept?",
        lambda d: activations.sigmoid(d.w * d.rise) / activations.sigmoid(-d.w * d.rise),
        lambda d: rf"The score rises by ${number(d.w)} \cdot {d.rise}$, and the odds are its exponential.",
        (
            Wrong(
                "missing-exponential",
                lambda d: d.w * d.rise,
                lambda d: f"${number(d.w * d.rise)}$ is added to the log-odds; the odds get its exponential as a factor.",
            ),
            Wrong(
                "base-2-power",
                lambda d: 2 ** (d.w * d.rise),
                lambda d: f"The log-odds are natural: the factor is e, not 2, to the power ${number(d.w * d.rise)}$.",
            ),
            Wrong(
                "rise of one unit",
                lambda d: exp(d.w),
                lambda d: f"That is a rise by 1; here the feature rises by {d.rise}.",
            ),
        ),
        (
            lambda d: rf"The score changes by ${number(d.w)} \cdot {d.rise} = {number(d.w * d.rise)}$.",
            lambda d: rf"The odds get the factor $e^{{{number(d.w * d.rise)}}} {equals(exp(d.w * d.rise))}$.",
        ),
    ),
    Template(
        "point-on-the-boundary", 2, 3,
        lambda rng: {"theta": [*_whole(rng, 2), int(rng.choice([-4, -2, -1, 1, 2, 4]))], "x": int(rng.integers(2, 7))},
        lambda d: rf"A model has $\theta = {row(d.theta)}$, the bias first. At $x_1 = {d.x}$, where is its boundary?",
        lambda d: -(d.theta[0] + d.theta[1] * d.x) / d.theta[2],  # the tests ask lrlib for the probability there
        lambda d: f"There the score ${d.theta[0]} + {signed(d.theta[1])} x_1 + {signed(d.theta[2])} x_2$ is 0.",
        (
            Wrong(
                "bias-forgotten",
                lambda d: -d.theta[1] * d.x / d.theta[2],
                lambda d: f"The bias ${d.theta[0]}$ belongs to the score.",
            ),
            Wrong(
                "wrong-sign",
                lambda d: (d.theta[0] + d.theta[1] * d.x) / d.theta[2],
                lambda d: f"${d.theta[0] + d.theta[1] * d.x}$ goes to the other side of the equation, and changes its sign.",
            ),
            Wrong(
                "logit-one-half",
                lambda d: (0.5 - d.theta[0] - d.theta[1] * d.x) / d.theta[2],
                lambda d: "There the score is one half; on the boundary the probability is one half, and the score 0.",
            ),
        ),
        (
            lambda d: rf"Without $x_2$ the score is ${d.theta[0]} + {signed(d.theta[1])} \cdot {d.x} = "
            rf"{d.theta[0] + d.theta[1] * d.x}$.",
            lambda d: rf"It is 0 where $x_2$ is $-\frac{{{d.theta[0] + d.theta[1] * d.x}}}{{{d.theta[2]}}} "
            rf"{equals(-(d.theta[0] + d.theta[1] * d.x) / d.theta[2])}$.",
        ),
    ),
)  # fmt: skip
