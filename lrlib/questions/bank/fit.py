"""Chapter 13: two models by their costs, one residual, and what a forecaster's groups cost."""

from math import sqrt
from types import SimpleNamespace
from typing import Any

import numpy as np

from lrlib import calibration, deviance, inference
from lrlib.questions.printed import equals, number, value
from lrlib.questions.template import Template, Wrong


def _costs(rng: np.random.Generator) -> dict[str, Any]:
    s = int(rng.integers(450, 660))
    return {
        "m": int(rng.choice([100, 200, 250, 400, 500, 1000])),
        "n": int(rng.integers(2, 8)),
        "k": int(rng.integers(1, 4)),
        "s": s / 1000,
        "t": (s - int(rng.integers(3, 30))) / 1000,
    }


def _groups(rng: np.random.Generator) -> dict[str, Any]:
    small, large = sorted(int(n) for n in rng.choice([10, 20, 30, 40], size=2, replace=False))
    said = sorted(int(p) / 10 for p in rng.choice(np.arange(1, 10), size=2, replace=False))
    seen = [int(rng.integers(1, 9)), int(rng.integers(1, 9))]
    return {"n": [small, large], "p": said, "a": [k / 10 for k in seen]}


def forecasts(d: SimpleNamespace) -> tuple[np.ndarray, np.ndarray]:
    """Return labels and probabilities that have the groups of a question.

    Parameters
    ----------
    d : SimpleNamespace
        With n, the sizes, p, what was said, and a, the shares.

    Returns
    -------
    tuple of ndarray
        Labels and probabilities, each of shape (m,).
    """
    ones = [round(n * a) for n, a in zip(d.n, d.a, strict=True)]
    counts = [ones[0], d.n[0] - ones[0], ones[1], d.n[1] - ones[1]]
    return np.repeat([1, 0, 1, 0], counts), np.repeat(d.p, d.n)


def _mean(d: SimpleNamespace, values: list[float]) -> float:
    return float(np.average(values, weights=d.n))


def _squares(d: SimpleNamespace) -> list[float]:
    return [(p - a) ** 2 for p, a in zip(d.p, d.a, strict=True)]


def _whole(d: SimpleNamespace) -> float:
    return _mean(d, [a * (1 - p) ** 2 + (1 - a) * p**2 for p, a in zip(d.p, d.a, strict=True)])


TEMPLATES = (
    Template(
        "statistic-of-two-models", 13, 2, _costs,
        lambda d: f"On {d.m} examples a model has the mean cost {number(d.s)}. With {d.k} more "
        f"{'column' if d.k == 1 else 'columns'} it has {number(d.t)}. What is $G$?",
        lambda d: inference.likelihood_ratio(d.s, d.t, d.m, df=d.k).statistic,
        lambda d: f"The deviance, twice {d.m} times the mean cost, has fallen by that.",
        (
            Wrong(
                "two-forgotten",
                lambda d: d.m * (d.s - d.t),
                lambda d: f"That is the rise of the log-likelihood, {d.m} times the difference; $G$ is twice that.",
            ),
            Wrong(
                "mean-forgotten",
                lambda d: 2 * (d.s - d.t),
                lambda d: f"The costs are means; the deviance is a sum over {d.m} examples.",
            ),
        ),
        (
            lambda d: rf"The mean cost falls by ${number(d.s)} - {number(d.t)} = {number(d.s - d.t)}$.",
            lambda d: rf"$G$ is $2 \cdot {d.m} \cdot {number(d.s - d.t)} {equals(2 * d.m * (d.s - d.t))}$.",
        ),
    ),
    Template(
        "criterion-of-a-model", 13, 2, _costs,
        lambda d: f"A model has an intercept and {d.n - 1} {'column' if d.n == 2 else 'columns'}, and the mean cost "
        f"{number(d.s)} on {d.m} examples. What is its AIC?",
        lambda d: deviance.aic(d.s, d.m, d.n),
        lambda d: f"The deviance, and 2 for each of {d.n} parameters.",
        (
            Wrong(
                "mean-cost-for-deviance",
                lambda d: 2 * d.s + 2 * d.n,
                lambda d: f"The cost is a mean; the deviance takes all {d.m} examples.",
            ),
            Wrong(
                "bias-forgotten",
                lambda d: 2 * d.m * d.s + 2 * (d.n - 1),
                lambda d: f"The intercept is a parameter too, so there are {d.n}.",
            ),
            Wrong(
                "cost-for-aic",
                lambda d: 2 * d.m * d.s,
                lambda d: f"That is the deviance; {2 * d.n} for the parameters is missing.",
            ),
        ),
        (
            lambda d: rf"The deviance is $2 \cdot {d.m} \cdot {number(d.s)} {equals(2 * d.m * d.s)}$.",
            lambda d: rf"With 2 for each parameter: ${number(2 * d.m * d.s)} + 2 \cdot {d.n} "
            rf"{equals(2 * d.m * d.s + 2 * d.n)}$.",
        ),
    ),
    Template(
        "residual-of-pearson", 13, 2,
        lambda rng: {"y": int(rng.integers(0, 2)), "h": int(rng.integers(1, 20)) / 20},
        lambda d: f"An example of class {d.y} was given the probability {number(d.h)} of class 1. What is its Pearson "
        "residual?",
        lambda d: float(deviance.pearson_residuals([d.y], [d.h])[0]),
        lambda d: f"{value(d.y - d.h, 4)}, divided by its standard deviation.",
        (
            Wrong(
                "variance-for-deviation",
                lambda d: (d.y - d.h) / (d.h * (1 - d.h)),
                lambda d: f"{number(d.h * (1 - d.h))} is the variance; divide by its root.",
            ),
            Wrong(
                "half-standardised",
                lambda d: d.y - d.h,
                lambda d: f"{value(d.y - d.h, 4)} is not yet divided by the standard deviation.",
            ),
            Wrong(
                "truth-and-prediction-exchanged",
                lambda d: (d.h - d.y) / sqrt(d.h * (1 - d.h)),
                lambda d: f"The residual is truth less prediction, {d.y} less {number(d.h)}.",
            ),
        ),
        (
            lambda d: rf"The residual is ${d.y} - {number(d.h)} = {number(d.y - d.h)}$, its variance "
            rf"${number(d.h)} \cdot (1 - {number(d.h)}) {equals(d.h * (1 - d.h))}$.",
            lambda d: rf"$\frac{{{number(d.y - d.h)}}}{{\sqrt{{{number(d.h * (1 - d.h))}}}}} "
            rf"{equals((d.y - d.h) / sqrt(d.h * (1 - d.h)))}$.",
        ),
    ),
    Template(
        "reliability-of-two-groups", 13, 3, _groups,
        lambda d: f"To {d.n[0]} examples a forecaster says {number(d.p[0])}, and the share {number(d.a[0])} of them is of "
        f"class 1. To {d.n[1]} others it says {number(d.p[1])}, and the share is {number(d.a[1])}. What is the "
        "reliability, the part of the Brier score that wrong probabilities add?",
        lambda d: calibration.groups(*forecasts(d), None).reliability,
        lambda d: f"The mean over {sum(d.n)} examples of the squared distance between said and seen.",
        (
            Wrong(
                "brier-for-reliability",
                _whole,
                lambda d: f"{number(_whole(d))} is the whole score; what is uncertain within a group is no fault of the forecaster.",
            ),
            Wrong(
                "groups-unweighted",
                lambda d: sum(_squares(d)) / 2,
                lambda d: f"The groups count by their size, {d.n[0]} and {d.n[1]}.",
            ),
            Wrong(
                "resolution-for-reliability",
                lambda d: _mean(d, [(a - _mean(d, d.a)) ** 2 for a in d.a]),
                lambda d: f"That compares the groups with the share of all, {number(_mean(d, d.a))}, not with what was said.",
            ),
        ),
        (
            lambda d: "The squared distances: "
            + " and ".join(
                rf"$({number(p)} - {number(a)})^2 = {number(s)}$"
                for p, a, s in zip(d.p, d.a, _squares(d), strict=True)
            )
            + ".",
            lambda d: "Their mean over all examples: "
            rf"$\frac{{{d.n[0]} \cdot {number(_squares(d)[0])} + {d.n[1]} \cdot {number(_squares(d)[1])}}}{{{sum(d.n)}}} "
            rf"{equals(_mean(d, _squares(d)))}$.",
        ),
    ),
)  # fmt: skip
