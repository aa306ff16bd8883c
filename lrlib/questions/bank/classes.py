"""Chapter 5: one model a class, its labels, its weights, its scores, and the class that wins."""

from math import exp
from types import SimpleNamespace
from typing import Any

import numpy as np

from lrlib import data, one_vs_all, softmax
from lrlib.questions.printed import equals, number, row
from lrlib.questions.template import Template, Wrong


def _unsure(rng: np.random.Generator) -> dict[str, Any]:
    return {"z": [int(n) / 10 for n in rng.choice(np.arange(-30, 0), size=4, replace=False)]}


def _logits(rng: np.random.Generator) -> dict[str, Any]:
    return {"z": [int(n) for n in rng.choice(np.arange(-3, 4), size=3, replace=False)]}


def _labels(rng: np.random.Generator) -> dict[str, Any]:
    return {"y": [int(n) for n in rng.permutation(5)], "k": int(rng.choice([2, 3]))}


def _size(rng: np.random.Generator) -> dict[str, Any]:
    return {"K": int(rng.integers(3, 12)), "n": int(rng.integers(4, 80))}


def scores(d: SimpleNamespace) -> np.ndarray:
    """Return the sigmoids of the logits of a question.

    Parameters
    ----------
    d : SimpleNamespace
        With z.

    Returns
    -------
    ndarray of shape (K,)
        One for each class.
    """
    return np.asarray(one_vs_all.scores(np.array(d.z, dtype=float)[:, None], [[1.0]])[0])


def _named(k: int) -> str:
    return f"class {k + 1}"


TEMPLATES = (
    Template(
        "one-vs-all-decision", 5, 1, _unsure,
        lambda d: f"The four models of one-vs-all give an example the logits ${row(d.z)}$. Which class is predicted?",
        lambda d: _named(int(one_vs_all.predict(np.array(d.z)[:, None], [[1.0]])[0])),
        lambda d: f"${number(max(d.z))}$ is the largest.",
        (
            Wrong(
                "threshold-for-each-class",
                lambda d: "none, since no model says yes",
                lambda d: f"All answers are below one half, and still one is the largest: that of ${number(max(d.z))}$.",
            ),
            Wrong(
                "smallest-score",
                lambda d: _named(int(np.argmin(d.z))),
                lambda d: f"${number(min(d.z))}$ is the smallest logit: this model is the surest that it is not its class.",
            ),
        ),
        (
            lambda d: f"The sigmoid is increasing, so the logits decide: the largest of ${row(d.z)}$ is "
            f"${number(max(d.z))}$.",
            lambda d: f"It stands at place {int(np.argmax(d.z)) + 1}.",
        ),
    ),
    Template(
        "labels-of-one-model", 5, 1, _labels,
        lambda d: f"Five examples have the classes ${row(d.y)}$, counted from 0. Which labels does the model of class {d.k} "
        "train on?",
        lambda d: [int(v) for v in data.one_hot(d.y, 5)[:, d.k]],
        lambda d: f"1 where the class is {d.k}, else 0.",
        (
            Wrong(
                "class-or-above",
                lambda d: [int(v >= d.k) for v in d.y],
                lambda d: f"Classes above {d.k} are the rest, too: these classes have no order.",
            ),
            Wrong(
                "class-keeps-its-number",
                lambda d: [d.k * int(v == d.k) for v in d.y],
                lambda d: f"Each model answers yes or no: its labels are 0 and 1, never {d.k}.",
            ),
            Wrong(
                "class-and-rest-exchanged",
                lambda d: [int(v != d.k) for v in d.y],
                lambda d: f"The question is whether it is class {d.k}: yes is 1.",
            ),
        ),
        (
            lambda d: f"Ask each example whether its class is {d.k}: "
            + ", ".join("yes" if v == d.k else "no" for v in d.y)
            + ".",
            lambda d: "Write 1 for yes and 0 for no.",
        ),
    ),
    Template(
        "number-of-weights", 5, 1, _size,
        lambda d: f"How many weights, biases counted, has one-vs-all with {d.K} classes and {d.n} features?",
        lambda d: int(softmax.gradient(np.zeros((d.K, d.n + 1)), np.ones((1, d.n + 1)), [0]).size),
        lambda d: f"{d.K} models of {d.n} + 1 weights.",
        (
            Wrong(
                "bias-forgotten",
                lambda d: d.K * d.n,
                lambda d: f"Each of the {d.K} models has a bias as well.",
            ),
            Wrong(
                "the table of one-vs-all is larger",
                lambda d: d.K * d.K * (d.n + 1),
                lambda d: f"{d.K * (d.n + 1)} are already all {d.K} models; nothing is multiplied by {d.K} again.",
            ),
            Wrong(
                "two-classes-only",
                lambda d: d.n + 1,
                lambda d: f"That is one model of two classes; there are {d.K}.",
            ),
        ),
        (
            lambda d: f"One model: ${d.n} + 1 = {d.n + 1}$ weights.",
            lambda d: rf"All models: ${d.K} \cdot {d.n + 1} = {d.K * (d.n + 1)}$.",
        ),
    ),
    Template(
        "sum-of-the-scores", 5, 3, _logits,
        lambda d: f"Three models of one-vs-all give an example the logits ${row(d.z)}$. What do their three answers, the "
        "sigmoids, sum to?",
        lambda d: scores(d).sum(),
        lambda d: "Each sigmoid is computed alone, and nothing makes the sum 1.",
        (
            Wrong(
                "scores sum to one",
                lambda d: 1.0,
                lambda d: f"Nothing ties three separate models together: {', '.join(number(s) for s in scores(d))}.",
            ),
            Wrong(
                "missing-sigmoid",
                lambda d: float(sum(d.z)),
                lambda d: "That is the sum of the logits; an answer is the sigmoid of one.",
            ),
            Wrong(
                "classes-exchanged",
                lambda d: 3 - scores(d).sum(),
                lambda d: "These are the probabilities of the rest, one minus each answer.",
            ),
        ),
        (
            lambda d: "The answers: "
            + ", ".join(rf"$\frac{{1}}{{1 + e^{{{-z}}}}} {equals(1 / (1 + exp(-z)))}$" for z in d.z)
            + ".",
            lambda d: "Their sum: $"
            + " + ".join(rf"\frac{{1}}{{1 + e^{{{-z}}}}}" for z in d.z)
            + f" {equals(sum(1 / (1 + exp(-z)) for z in d.z))}$.",
        ),
    ),
)  # fmt: skip
