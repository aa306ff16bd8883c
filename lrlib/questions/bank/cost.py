"""Chapter 3: what one example pays and what several pay on average, and the best price of one probability for all."""

from math import exp, log
from types import SimpleNamespace
from typing import Any

import numpy as np

from lrlib import logistic, metrics
from lrlib.questions.printed import equals, number, row
from lrlib.questions.template import Template, Wrong


def _one(rng: np.random.Generator) -> dict[str, Any]:
    return {"h": int(rng.choice([n for n in range(5, 100, 5) if n != 50])) / 100, "y": int(rng.integers(0, 2))}


def _three(rng: np.random.Generator) -> dict[str, Any]:
    y = rng.permutation([0, 1, int(rng.integers(0, 2))])
    return {"h": [int(n) / 10 for n in rng.choice(np.arange(1, 10), size=3, replace=False)], "y": [int(n) for n in y]}


def given(d: SimpleNamespace) -> list[float]:
    """Return the probabilities that were given to what happened.

    Parameters
    ----------
    d : SimpleNamespace
        With h and y, each of three numbers.

    Returns
    -------
    list of float
        For each example h where y is 1, else 1 - h.
    """
    return [h if y else 1 - h for h, y in zip(d.h, d.y, strict=True)]


def _truth(d: SimpleNamespace) -> float:
    return float(d.h if d.y else 1 - d.h)


TEMPLATES = (
    Template(
        "price-of-one-example", 3, 2, _one,
        lambda d: f"A model gives class 1 the probability {number(d.h)}, and the truth is y = {d.y}. What does it pay, in "
        "nats?",
        lambda d: metrics.log_loss([d.y], [d.h]),
        lambda d: f"What happened had been given {number(_truth(d))}.",
        (
            Wrong(
                "labels swapped",
                lambda d: metrics.log_loss([1 - d.y], [d.h]),
                lambda d: f"That is the price if y = {1 - d.y} had happened.",
            ),
            Wrong(
                "squared-error",
                lambda d: (d.h - d.y) ** 2,
                lambda d: f"That is the squared distance of {number(d.h)} from {d.y}; the price is a logarithm.",
            ),
            Wrong(
                "negative loss",
                lambda d: log(_truth(d)),
                lambda d: f"The logarithm of {number(_truth(d))} is below 0: the minus sign is missing.",
            ),
        ),
        (
            lambda d: f"The probability of what happened is {number(_truth(d))}.",
            lambda d: rf"The price is $-\log {number(_truth(d))} {equals(-log(_truth(d)))}$.",
        ),
    ),
    Template(
        "cost-of-three-examples", 3, 3, _three,
        lambda d: rf"Three examples have the labels $y = {row(d.y)}$; a model gives class 1 the probabilities "
        rf"$h = {row(d.h)}$. What is its cost?",
        lambda d: metrics.log_loss(d.y, d.h),
        lambda d: f"The mean of the prices of {row(given(d))}.",
        (
            Wrong(
                "missing-mean",
                lambda d: 3 * metrics.log_loss(d.y, d.h),
                lambda d: "That is the sum of the three prices; the cost is their mean.",
            ),
            Wrong(
                "labels-exchanged",
                lambda d: metrics.log_loss([1 - y for y in d.y], d.h),
                lambda d: f"These are the prices for the labels {row([1 - y for y in d.y])}.",
            ),
            Wrong(
                "base-10-logarithm",
                lambda d: -np.log10(given(d)).mean(),
                lambda d: f"The logarithm is the natural one: {number(given(d)[0])} costs "
                f"{number(-log(given(d)[0]))}, not {number(-np.log10(given(d)[0]))}.",
            ),
        ),
        (
            lambda d: f"What happened had been given {', '.join(map(number, given(d)))}.",
            lambda d: "The three prices: " + ", ".join(rf"$-\log {number(p)} {equals(-log(p))}$" for p in given(d)) + ".",
            lambda d: "Their mean: $"
            + rf"-\frac{{\log {number(given(d)[0])} + \log {number(given(d)[1])} + \log {number(given(d)[2])}}}{{3}} "
            + rf"{equals(-sum(map(log, given(d))) / 3)}$.",
        ),
    ),
    Template(
        "cost-of-a-score", 3, 3,
        lambda rng: {"z": int(rng.choice([-4, -3, -2, -1, 1, 2, 3, 4])), "y": 0},
        lambda d: rf"An example of class 0 has the score ${d.z}$. What does it cost?",
        lambda d: logistic.cost([d.z], [[1.0]], [0.0]),
        lambda d: rf"$\log (1 + e^{{{d.z}}})$, since y = 0 leaves nothing to subtract.",
        (
            Wrong(
                "labels-exchanged",
                lambda d: logistic.cost([d.z], [[1.0]], [1.0]),
                lambda d: rf"That is the price of an example of class 1 with the score ${d.z}$.",
            ),
            Wrong(
                "logarithm-misplaced",
                lambda d: -(1 - log(1 / (1 + exp(-d.z)))),
                lambda d: f"The probability of class 0 is 1 − {number(1 / (1 + exp(-d.z)))}, and the logarithm is taken "
                "of that.",
            ),
            Wrong(
                "missing-sigmoid",
                lambda d: float(d.z),
                lambda d: f"${d.z}$ is the score; the price needs the probability that follows from it.",
            ),
        ),
        (
            lambda d: rf"The probability of class 0: $\frac{{1}}{{1 + e^{{{d.z}}}}} {equals(1 / (1 + exp(d.z)))}$.",
            lambda d: rf"Its price: $-\log \frac{{1}}{{1 + e^{{{d.z}}}}} {equals(log(1 + exp(d.z)))}$.",
        ),
    ),
    Template(
        "best-constant-cost", 3, 3,
        lambda rng: {"n": int(rng.choice([1, 2, 3, 4, 6, 7, 8, 9])), "m": 10},
        lambda d: f"Of {10 * d.m} examples {10 * d.n} are of class 1. Which cost has the best model that gives all of "
        "them the same probability?",
        lambda d: metrics.log_loss(np.arange(10) < d.n, np.full(10, d.n / 10)),
        lambda d: f"The best such probability is the share {number(d.n / 10)}.",
        (
            Wrong(
                "one-label-only",
                lambda d: -d.n / 10 * log(d.n / 10),
                lambda d: f"The {100 - 10 * d.n} examples of class 0 pay too.",
            ),
            Wrong(
                "always-one-half",
                lambda d: log(2),
                lambda d: f"That is the cost of one half for all; {number(d.n / 10)} costs less.",
            ),
            Wrong(
                "base-2-logarithm",
                lambda d: -d.n / 10 * np.log2(d.n / 10) - (1 - d.n / 10) * np.log2(1 - d.n / 10),
                lambda d: "That is the same in bits; the cost is in nats.",
            ),
        ),
        (
            lambda d: rf"The share of class 1 is $\frac{{{10 * d.n}}}{{{10 * d.m}}} {equals(d.n / 10)}$.",
            lambda d: rf"Each label pays with its share: $-{number(d.n / 10)} \log {number(d.n / 10)} - "
            rf"{number(1 - d.n / 10)} \log {number(1 - d.n / 10)} "
            rf"{equals(-d.n / 10 * log(d.n / 10) - (1 - d.n / 10) * log(1 - d.n / 10))}$.",
        ),
    ),
)  # fmt: skip
