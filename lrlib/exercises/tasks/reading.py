"""Exercises on reading a fit: a risk ratio from an odds ratio, the mean slope of the probability."""

from collections.abc import Iterator

import numpy as np

from lrlib import activations
from lrlib.checks import Array
from lrlib.effects import mean_slope
from lrlib.exercises.exercise import Arguments, Exercise, Mimic


def _ratios(rng: np.random.Generator) -> Iterator[Arguments]:
    yield 2.0, 0.5
    yield 0.25, 0.2
    yield 3, 0.1
    for _ in range(3):
        yield round(float(rng.uniform(0.1, 8)), 2), round(float(rng.uniform(0.02, 0.9)), 2)


def _risk_ratio(odds_ratio: float, risk: float) -> float:
    return float(odds_ratio / (1 - risk + risk * odds_ratio))


def _fits(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([0.5, 2.0]), np.array([[1.0, 0.0], [1.0, 1.0], [1.0, -2.0]])
    for m, n in ((5, 2), (8, 3), (12, 4)):
        yield rng.normal(scale=1.5, size=n), np.column_stack((np.ones(m), rng.normal(size=(m, n - 1))))
    yield np.array([-1, 2]), np.array([[1, 0], [1, 1], [1, 3]])


def _sure(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([0.0, 1.0]), np.array([[1.0, -800.0], [1.0, 800.0], [1.0, 0.0]])


def _h(theta: Array, X: Array) -> Array:
    return np.asarray(activations.sigmoid(np.asarray(X @ theta, dtype=float)))


def _at_the_mean(theta: Array, X: Array) -> Array:
    h = float(activations.sigmoid(float(X.mean(axis=0) @ theta)))
    return np.asarray(h * (1 - h) * np.asarray(theta, dtype=float))


EXERCISES = [
    Exercise(
        name="risk_ratio",
        chapter=11,
        title="From an odds ratio to a risk ratio",
        task="Without the treatment the probability is `risk`. The treatment multiplies the *odds* by `odds_ratio`. "
        "By what does it multiply the probability?",
        minutes=6,
        stub='''def risk_ratio(odds_ratio, risk):
    """Return the ratio of the two probabilities.

    odds_ratio: above 0. risk: the probability without the treatment,
    between 0 and 1.
    Returns: a number.
    """
    return ...
''',
        reference=_risk_ratio,
        cases=_ratios,
        returns="number",
        wrong=(
            Mimic("odds-ratio-for-risk-ratio", lambda r, q: r),
            Mimic("probability-for-ratio", lambda r, q: _risk_ratio(r, q) * q),
            Mimic("odds-returned", lambda r, q: r * q / (1 - q)),
            Mimic("risk-difference", lambda r, q: _risk_ratio(r, q) * q - q),
            Mimic("ratio-upside-down", lambda r, q: 1 / _risk_ratio(r, q)),
            Mimic("logarithm-returned", lambda r, q: np.log(_risk_ratio(r, q))),
        ),
        words={
            "logarithm-returned": {
                "title": "it returns the logarithm of the ratio",
                "hint": "What should come out if the treatment does nothing: 0 or 1?",
                "why": "Of equal probabilities the ratio is 1, and its logarithm 0. What is asked for "
                "multiplies the probability: the ratio itself.",
            },
        },
        hints=(
            "Go by way of the odds: which odds belong to `risk`, and which to the treated?",
            "Odds o belong to the probability o / (1 + o). Divide the new probability by the old one.",
            "Three lines: the odds of the treated, their probability, and its quotient by `risk`.",
        ),
        solution="""def risk_ratio(odds_ratio, risk):
    odds = odds_ratio * risk / (1 - risk)
    treated = odds / (1 + odds)
    return treated / risk""",
    ),
    Exercise(
        name="mean_slope",
        chapter=11,
        title="How fast the probability rises, on average",
        task="For each column return the slope of the probability along it, averaged over the examples. "
        "It should hold for scores of any size.",
        minutes=8,
        stub='''def mean_slope(theta, X):
    """Return the mean slope of the probability along each column.

    theta: (n,). X: (m, n), examples in rows, the first column is ones.
    Returns: array of shape (n,).
    """
    return ...
''',
        reference=mean_slope,
        cases=_fits,
        extremes=_sure,
        wrong=(
            Mimic("coefficient-for-slope", lambda theta, X: np.asarray(theta, dtype=float)),
            Mimic("slope-at-the-mean", _at_the_mean),
            Mimic("slope-at-one-half", lambda theta, X: np.asarray(theta) / 4),
            Mimic("missing-mean", lambda theta, X: len(X) * mean_slope(theta, X)),
            Mimic("product-of-means", lambda theta, X: _h(theta, X).mean() * (1 - _h(theta, X).mean()) * theta),
            Mimic("column-for-coefficient", lambda theta, X: X.T @ (_h(theta, X) * (1 - _h(theta, X))) / len(X)),
            Mimic("one-minus-h-forgotten", lambda theta, X: _h(theta, X).mean() * theta),
        ),
        words={
            "missing-mean": {
                "why": "The slope is asked for on average: the sum of m slopes grows with the data and is no "
                "slope of a probability.",
            },
        },
        hints=(
            "One example first: what is the slope of h along x_j?",
            "It is theta_j h (1 - h). The coefficient is the same for all examples; what is to be averaged?",
            "One mean over the examples, times the whole of theta. For large scores write h (1 - h) with the "
            "exponential of minus the absolute score.",
        ),
        solution="""import numpy as np


def mean_slope(theta, X):
    e = np.exp(-np.abs(X @ theta))
    return np.mean(e / (1 + e) ** 2) * theta  # h (1 - h), free of overflow""",
    ),
]
