"""Chapter 14: odds that a lot or a weight has moved, and the rate of a few events."""

from math import log
from typing import Any

import numpy as np

from lrlib import activations, firth, metrics
from lrlib.questions.printed import equals, number, value
from lrlib.questions.template import Template, Wrong


def _sampled(rng: np.random.Generator) -> dict[str, Any]:
    return {"d": int(rng.choice([1, 2, 4, 5, 8, 10])) / 100, "r": int(rng.integers(6, 19)) / 20}


def _weighed(rng: np.random.Generator) -> dict[str, Any]:
    return {"a": int(rng.integers(1, 13)) / 100, "r": int(rng.integers(5, 19)) / 20}


def _odds(p: float) -> float:
    return p / (1 - p)


def _share(odds: float) -> float:
    return odds / (1 + odds)


def _logit(p: float) -> float:
    return log(_odds(p))


TEMPLATES = (
    Template(
        "probability-after-undersampling", 14, 3, _sampled,
        lambda d: f"A model was fitted to all of class 1 and to the share {number(d.d)} of class 0, drawn by lot. It says "
        f"{number(d.r)}. What is the probability among all?",
        lambda d: float(activations.sigmoid(_logit(d.r) + log(d.d))),
        lambda d: f"The odds are multiplied by {number(d.d)}.",
        (
            Wrong(
                "share-for-odds",
                lambda d: d.r * d.d,
                lambda d: f"The odds are multiplied by {number(d.d)}, not the probability.",
            ),
            Wrong(
                "odds-returned",
                lambda d: _odds(d.r) * d.d,
                lambda d: f"{number(_odds(d.r) * d.d)} are the odds; divide by 1 and the odds.",
            ),
            Wrong(
                "shares-exchanged",
                lambda d: _share(_odds(d.r) / d.d),
                lambda d: f"That divides the odds by {number(d.d)}: there are more of class 0 among all, not fewer.",
            ),
        ),
        (
            lambda d: rf"The odds in the sample, times the share: $\frac{{{number(d.r)}}}{{{number(1 - d.r)}}} \cdot "
            rf"{number(d.d)} {equals(_odds(d.r) * d.d)}$.",
            lambda d: rf"The probability is $\frac{{{number(d.r)} \cdot {number(d.d)}}}{{{number(d.r)} \cdot {number(d.d)} + "
            rf"{number(1 - d.r)}}} {equals(_share(_odds(d.r) * d.d))}$.",
        ),
    ),
    Template(
        "intercept-after-undersampling", 14, 2,
        lambda rng: {"d": int(rng.choice([1, 2, 4, 5, 8, 10, 20])) / 100, "b": int(rng.integers(-30, 11)) / 10},
        lambda d: f"A model was fitted to all of class 1 and to the share {number(d.d)} of class 0, drawn by lot; its "
        f"intercept is {value(d.b, 4)}. Which intercept is right for all?",
        lambda d: d.b + _logit(float(metrics.shift_prior([0.5], 0.5, d.d / (1 + d.d))[0])),
        lambda d: f"The logarithm of {number(d.d)} is added.",
        (
            Wrong(
                "shares-exchanged",
                lambda d: d.b - log(d.d),
                lambda d: f"Class 1 is rarer among all than in the sample: the logarithm of {number(d.d)} is negative, and added.",
            ),
            Wrong(
                "odds-of-the-share",
                lambda d: d.b + _logit(d.d),
                lambda d: f"The odds change by the factor {number(d.d)} itself, not by {number(d.d)} to {number(1 - d.d)}.",
            ),
            Wrong(
                "missing-logarithm",
                lambda d: d.b + d.d,
                lambda d: f"The odds are multiplied by {number(d.d)}; on the logit its logarithm is added.",
            ),
        ),
        (
            lambda d: rf"The shift is $\log {number(d.d)} {equals(log(d.d))}$.",
            lambda d: rf"The intercept: ${number(d.b)} + \log {number(d.d)} {equals(d.b + log(d.d))}$.",
        ),
    ),
    Template(
        "probability-behind-balanced-weights", 14, 3, _weighed,
        lambda d: f"Of the training examples the share {number(d.a)} is of class 1. A model was fitted with balanced weights, "
        f"and says {number(d.r)}. Which probability is right, if its odds are off by the weights alone?",
        lambda d: float(metrics.shift_prior([d.r], 0.5, d.a)[0]),
        lambda d: f"The weights multiplied the odds by {number(1 - d.a)} to {number(d.a)}; divide by that.",
        (
            Wrong(
                "share-for-odds",
                lambda d: d.r * d.a,
                lambda d: f"The odds change by a factor, not the probability {number(d.r)}.",
            ),
            Wrong(
                "odds-returned",
                lambda d: _odds(d.r) * _odds(d.a),
                lambda d: f"{number(_odds(d.r) * _odds(d.a))} are the odds; divide by 1 and the odds.",
            ),
            Wrong(
                "shares-exchanged",
                lambda d: _share(_odds(d.r) / _odds(d.a)),
                lambda d: f"That moves {number(d.r)} further up; balanced weights had already moved it up.",
            ),
        ),
        (
            lambda d: rf"The odds: $\frac{{{number(d.r)}}}{{{number(1 - d.r)}}} \cdot \frac{{{number(d.a)}}}{{{number(1 - d.a)}}} "
            rf"{equals(_odds(d.r) * _odds(d.a))}$.",
            lambda d: rf"The probability: $\frac{{{number(d.r)} \cdot {number(d.a)}}}{{{number(d.r)} \cdot {number(d.a)} + "
            rf"{number(1 - d.r)} \cdot {number(1 - d.a)}}} {equals(_share(_odds(d.r) * _odds(d.a)))}$.",
        ),
    ),
    Template(
        "rate-of-few-events", 14, 2,
        lambda rng: {"m": int(rng.choice([8, 10, 16, 20, 25, 40])), "a": int(rng.integers(1, 4))},
        lambda d: f"Of {d.m} trials {d.a} had the event. A model of the intercept alone is fitted with Firth's penalty. Which "
        "probability does it say?",
        lambda d: float(activations.sigmoid(firth.fit(np.ones((d.m, 1)), np.arange(d.m) < d.a).theta[0])),
        lambda d: f"Half an example is added to each class: {number(d.a + 0.5)} of {d.m + 1}.",
        (
            Wrong(
                "penalty-forgotten",
                lambda d: d.a / d.m,
                lambda d: f"{d.a} of {d.m} is the share itself, the fit without a penalty.",
            ),
            Wrong(
                "half-forgotten",
                lambda d: (d.a + 1) / (d.m + 1),
                lambda d: f"The event gets a half, not a whole one, of the example that is added to {d.m}.",
            ),
            Wrong(
                "pulled-the-wrong-way",
                lambda d: (d.a - 0.5) / (d.m - 1),
                lambda d: f"The penalty pulls towards one half, away from 0; {number((d.a - 0.5) / (d.m - 1))} is below the share.",
            ),
        ),
        (
            lambda d: rf"With half an example more in each class there are ${d.a} + 0.5 = {number(d.a + 0.5)}$ events in "
            rf"${d.m} + 1 = {d.m + 1}$.",
            lambda d: rf"The share: $\frac{{{number(d.a + 0.5)}}}{{{d.m + 1}}} {equals((d.a + 0.5) / (d.m + 1))}$.",
        ),
    ),
)  # fmt: skip
