"""Chapter 7: the loss of one example, of several, of equal shares, of soft labels, and what of it can be avoided."""

from math import log
from types import SimpleNamespace
from typing import Any

import numpy as np

from lrlib import data, metrics
from lrlib.questions.printed import equals, number, row
from lrlib.questions.template import Template, Wrong


def _tenths(rng: np.random.Generator, K: int = 3) -> list[float]:
    """Draw K different tenths that sum to 1."""
    while True:
        first = [int(n) for n in rng.choice(np.arange(1, 8), size=K - 1, replace=False)]
        if (rest := 10 - sum(first)) > 0 and rest not in first:
            return [n / 10 for n in (*first, rest)]


def _row(rng: np.random.Generator) -> dict[str, Any]:
    return {"p": _tenths(rng), "c": int(rng.integers(0, 3))}


def _rows(rng: np.random.Generator) -> dict[str, Any]:
    return {"P": [_tenths(rng), _tenths(rng)], "c": [int(n) for n in rng.integers(0, 3, size=2)]}


def _soft(rng: np.random.Generator) -> dict[str, Any]:
    return {"p": _tenths(rng), "y": _tenths(rng)}


def _crossed(y: list[float], p: list[float]) -> float:
    return -float(np.dot(y, np.log(p)))


def _terms(y: list[float], p: list[float]) -> str:
    return "-" + " - ".join(rf"{number(a)} \log {number(b)}" for a, b in zip(y, p, strict=True))


def _paid(d: SimpleNamespace) -> list[float]:
    return [p[c] for p, c in zip(d.P, d.c, strict=True)]


TEMPLATES = (
    Template(
        "loss-of-one-example", 7, 2, _row,
        lambda d: rf"Softmax gives an example the probabilities ${row(d.p)}$, and it belongs to class {d.c + 1}. What is its "
        "loss?",
        lambda d: metrics.log_loss([d.c], [d.p]),
        lambda d: f"Only the true class pays, with the logarithm of {number(d.p[d.c])}.",
        (
            Wrong(
                "binary-cost-for-each-class",
                lambda d: -sum(log(p if k == d.c else 1 - p) for k, p in enumerate(d.p)),
                lambda d: "The other classes do not pay: that their probabilities are small follows from the sum 1.",
            ),
            Wrong(
                "negative loss",
                lambda d: log(d.p[d.c]),
                lambda d: f"The logarithm of {number(d.p[d.c])} is below 0: the minus sign is missing.",
            ),
            Wrong(
                "mean over classes",
                lambda d: -log(d.p[d.c]) / 3,
                lambda d: "The sum runs over the three classes, and two of its terms are 0.",
            ),
        ),
        (
            lambda d: f"The true class has the probability {number(d.p[d.c])}.",
            lambda d: rf"The loss is $-\log {number(d.p[d.c])} {equals(-log(d.p[d.c]))}$.",
        ),
    ),
    Template(
        "mean-loss-of-two", 7, 3, _rows,
        lambda d: rf"Softmax gives two examples the rows ${row(d.P[0])}$ and ${row(d.P[1])}$; they belong to the classes "
        f"{d.c[0] + 1} and {d.c[1] + 1}. What is the loss?",
        lambda d: metrics.log_loss(data.one_hot(d.c, 3), d.P),
        lambda d: f"The mean of the prices of {number(_paid(d)[0])} and {number(_paid(d)[1])}.",
        (
            Wrong(
                "missing-mean",
                lambda d: -sum(map(log, _paid(d))),
                lambda d: "That is the sum of both prices; the loss is their mean.",
            ),
            Wrong(
                "mean-over-classes",
                lambda d: -sum(map(log, _paid(d))) / 6,
                lambda d: "Divided by all six entries; the mean runs over the two examples.",
            ),
            Wrong(
                "base-10-logarithm",
                lambda d: -sum(map(np.log10, _paid(d))) / 2,
                lambda d: f"The logarithm is the natural one: {number(_paid(d)[0])} costs {number(-log(_paid(d)[0]))}.",
            ),
        ),
        (
            lambda d: f"The true classes have {number(_paid(d)[0])} and {number(_paid(d)[1])}.",
            lambda d: rf"The mean price: $-\frac{{\log {number(_paid(d)[0])} + \log {number(_paid(d)[1])}}}{{2}} "
            rf"{equals(-sum(map(log, _paid(d))) / 2)}$.",
        ),
    ),
    Template(
        "loss-of-equal-shares", 7, 1,
        lambda rng: {"K": int(rng.integers(3, 40))},
        lambda d: f"A model of {d.K} classes gives every class the same probability. What is its loss, in nats?",
        lambda d: metrics.log_loss([0], np.full((1, d.K), 1 / d.K)),
        lambda d: f"The logarithm of {d.K}, whatever the labels are.",
        (
            Wrong(
                "base-2-logarithm",
                lambda d: np.log2(d.K),
                lambda d: f"That is log {d.K} in bits; the loss is in nats.",
            ),
            Wrong(
                "always-one-half",
                lambda d: log(2),
                lambda d: f"That is the coin, two classes; here there are {d.K}.",
            ),
            Wrong(
                "mean over classes",
                lambda d: log(d.K) / d.K,
                lambda d: f"The sum runs over the {d.K} classes: one term is log {d.K}, the others are 0.",
            ),
        ),
        (
            lambda d: f"The true class has the probability 1/{d.K}.",
            lambda d: rf"The loss: $-\log \frac{{1}}{{{d.K}}} = \log {d.K}$, which is $\log {d.K} {equals(log(d.K))}$.",
        ),
    ),
    Template(
        "loss-of-soft-labels", 7, 3, _soft,
        lambda d: rf"The label of an example is the distribution ${row(d.y)}$, and softmax gives ${row(d.p)}$. What is its "
        "loss?",
        lambda d: metrics.log_loss([d.y], [d.p]),
        lambda d: "Each class pays by its share of the label.",
        (
            Wrong(
                "hard-labels-only",
                lambda d: -log(d.p[int(np.argmax(d.y))]),
                lambda d: f"Only the largest share, {number(max(d.y))}, was taken, and as if it were 1.",
            ),
            Wrong(
                "labels-and-probabilities-exchanged",
                lambda d: _crossed(d.p, d.y),
                lambda d: "The logarithm is taken of the probabilities; the label is the weight.",
            ),
            Wrong(
                "mean over classes",
                lambda d: _crossed(d.y, d.p) / 3,
                lambda d: "The sum runs over the three classes: their weights sum to 1 already.",
            ),
        ),
        (
            lambda d: "Each share of the label times the price of its class.",
            lambda d: f"Their sum: ${_terms(d.y, d.p)} {equals(_crossed(d.y, d.p))}$.",
        ),
    ),
    Template(
        "loss-above-the-entropy", 7, 3, _soft,
        lambda d: rf"The label of an example is the distribution ${row(d.y)}$, and softmax gives ${row(d.p)}$. By how much "
        "does its loss exceed the smallest that any model can have (the divergence KL)?",
        lambda d: metrics.log_loss([d.y], [d.p]) - metrics.log_loss([d.y], [d.y]),
        lambda d: "The loss less the entropy of the label.",
        (
            Wrong(
                "labels-and-probabilities-exchanged",
                lambda d: _crossed(d.p, d.y) - _crossed(d.p, d.p),
                lambda d: "That is the divergence the other way round: the label is the weight.",
            ),
            Wrong(
                "negative loss",
                lambda d: _crossed(d.y, d.y) - _crossed(d.y, d.p),
                lambda d: "The entropy is the smallest loss: it is subtracted from the loss, not the other way round.",
            ),
            Wrong(
                "entropy forgotten",
                lambda d: _crossed(d.y, d.p),
                lambda d: f"That is the loss itself; {number(_crossed(d.y, d.y))} of it no model can avoid.",
            ),
        ),
        (
            lambda d: f"The loss: ${_terms(d.y, d.p)} {equals(_crossed(d.y, d.p))}$.",
            lambda d: f"The entropy: ${_terms(d.y, d.y)} {equals(_crossed(d.y, d.y))}$.",
            lambda d: "The difference: $"
            + " + ".join(rf"{number(a)} \log \frac{{{number(a)}}}{{{number(b)}}}" for a, b in zip(d.y, d.p, strict=True))
            + f" {equals(_crossed(d.y, d.p) - _crossed(d.y, d.y))}$.",
        ),
    ),
)  # fmt: skip
