"""Chapter 10: one penalty in two forms, and the loss of shares that were taken for logits."""

from math import exp, log
from typing import Any

import numpy as np

from lrlib import activations, metrics
from lrlib.penalty import translate
from lrlib.questions.printed import equals, number
from lrlib.questions.template import Template, Wrong


def _given(rng: np.random.Generator) -> dict[str, Any]:
    return {"C": float(rng.choice([0.2, 0.5, 2, 4, 5, 10])), "m": int(rng.choice([20, 25, 40, 50, 80]))}


def _shares(rng: np.random.Generator) -> dict[str, Any]:
    return {"p": int(rng.integers(11, 20)) / 20}


def _twice(p: float) -> float:
    return float(metrics.log_loss(np.array([0]), activations.softmax(np.array([[p, 1 - p]]))))


TEMPLATES = (
    Template(
        "l2-of-c",
        10,
        2,
        _given,
        lambda d: (
            f"LogisticRegression was fitted to {d.m} examples with C = {number(d.C)}. Which $\\lambda$, beside the "
            "mean of the losses and half the squares, has the same minimum?"
        ),
        lambda d: translate(d.C, "C", "l2", d.m),
        lambda d: f"It is 1 divided by {number(d.C)} times {d.m}.",
        (
            Wrong("mean-forgotten", lambda d: 1 / d.C, lambda d: f"C stands before the sum of {d.m} losses."),
            Wrong("not-inverted", lambda d: d.C / d.m, lambda d: "A large C is a weak penalty."),
            Wrong("mean-misplaced", lambda d: d.m / d.C, lambda d: f"The {d.m} examples stand below the line."),
        ),
        (
            lambda d: f"Divide the whole objective by ${number(d.C)} \\cdot {d.m} = {number(d.C * d.m)}$.",
            lambda d: rf"Half the squares are left with $\frac{{1}}{{{number(d.C * d.m)}}} {equals(1 / (d.C * d.m))}$.",
        ),
    ),
    Template(
        "loss-of-a-second-softmax",
        10,
        3,
        _shares,
        lambda d: (
            f"A model of two classes gives the true class the probability {number(d.p)}. The loss takes these "
            "probabilities for logits. What does it say?"
        ),
        lambda d: _twice(d.p),
        lambda d: "It takes the softmax of shares that differ by less than 1.",
        (
            Wrong(
                "softmax-twice",
                lambda d: -log(d.p),
                lambda d: f"The loss of {number(d.p)} itself: so it would be after one softmax.",
            ),
            Wrong(
                "labels-exchanged",
                lambda d: _twice(1 - d.p),
                lambda d: f"That is the loss of the other class, which has {number(1 - d.p)}.",
            ),
        ),
        (
            lambda d: f"The two differ by ${number(1 - d.p)} - {number(d.p)} = {number(1 - 2 * d.p)}$.",
            lambda d: (
                rf"The loss is $\log\left(1 + e^{{{number(1 - 2 * d.p)}}}\right) "
                rf"{equals(log(1 + exp(1 - 2 * d.p)))}$."
            ),
        ),
    ),
)
