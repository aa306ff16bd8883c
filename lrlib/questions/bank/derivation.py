"""Chapter 8: entries of the Jacobian, prediction minus truth, and the slopes by weights and biases."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from lrlib import softmax
from lrlib.checks import Array
from lrlib.questions.printed import equals, number, row, signed
from lrlib.questions.template import Template, Wrong


def _shares(rng: np.random.Generator) -> list[float]:
    while True:
        first = [int(n) for n in rng.choice(np.arange(1, 8), size=2, replace=False)]
        if (rest := 10 - sum(first)) > 0 and rest not in first:
            return [n / 10 for n in (*first, rest)]


def _pair(rng: np.random.Generator) -> dict[str, Any]:
    j, k = (int(n) for n in rng.choice(3, size=2, replace=False))
    return {"p": _shares(rng), "j": j, "k": k}


def _example(rng: np.random.Generator) -> dict[str, Any]:
    c, k = (int(n) for n in rng.choice(3, size=2, replace=False))
    if rng.random() < 0.5:
        k = c
    return {"p": _shares(rng), "c": c, "k": k, "x": int(rng.choice([-4, -3, -2, 2, 3, 4, 5]))}


def _other(rng: np.random.Generator) -> dict[str, Any]:
    given = _example(rng)
    return given | {"k": (given["c"] + 1) % 3}


def _by_weights(d: SimpleNamespace) -> Array:
    """Return lrlib's slopes by biases and weights, at scores that have the probabilities p."""
    theta = np.column_stack((np.log(d.p), np.zeros(3)))
    return softmax.gradient(theta, [[1.0, d.x]], [d.c])


def _jacobian(p: list[float]) -> Array:
    """Return the table of the slopes: the second derivatives of lrlib's loss by the logits, whatever the label is."""
    return softmax.hessian(np.log(p)[:, None], [[1.0]], [0])


def error(d: SimpleNamespace) -> float:
    """Return prediction minus truth at the class that is asked for.

    Parameters
    ----------
    d : SimpleNamespace
        With p, c and k.

    Returns
    -------
    float
        At the true class p_k less 1, else p_k.
    """
    return float(d.p[d.k] - (d.k == d.c))


def _said(d: SimpleNamespace) -> str:
    return f"Softmax gives an example the probabilities ${row(d.p)}$; it belongs to class {d.c + 1}."


TEMPLATES = (
    Template(
        "jacobian-off-the-diagonal", 8, 2, _pair,
        lambda d: f"Softmax gives three classes the probabilities ${row(d.p)}$. What is the derivative of the probability "
        f"of class {d.j + 1} by the logit of class {d.k + 1}?",
        lambda d: _jacobian(d.p)[d.j, d.k],
        lambda d: f"Minus the product of {number(d.p[d.j])} and {number(d.p[d.k])}.",
        (
            Wrong(
                "off-diagonal forgotten",
                lambda d: 0.0,
                lambda d: f"The logit of class {d.k + 1} stands in the sum below, and so moves all three.",
            ),
            Wrong(
                "sign of the Jacobian",
                lambda d: d.p[d.j] * d.p[d.k],
                lambda d: f"If class {d.k + 1} gains, class {d.j + 1} loses: the slope is negative.",
            ),
            Wrong(
                "diagonal-formula-everywhere",
                lambda d: d.p[d.j] * (1 - d.p[d.j]),
                lambda d: f"That is the slope by the own logit, that of class {d.j + 1}.",
            ),
        ),
        (
            lambda d: rf"Two different classes: $-{number(d.p[d.j])} \cdot {number(d.p[d.k])} "
            rf"{equals(-d.p[d.j] * d.p[d.k])}$.",
        ),
    ),
    Template(
        "jacobian-on-the-diagonal", 8, 2, _pair,
        lambda d: f"Softmax gives three classes the probabilities ${row(d.p)}$. What is the derivative of the probability "
        f"of class {d.k + 1} by its own logit?",
        lambda d: _jacobian(d.p)[d.k, d.k],
        lambda d: f"{number(d.p[d.k])} times what is left to 1.",
        (
            Wrong(
                "off-diagonal-formula-everywhere",
                lambda d: -d.p[d.k] ** 2,
                lambda d: "That rule is for two different classes; the own logit raises the probability.",
            ),
            Wrong(
                "jacobian-of-the-logarithm",
                lambda d: 1 - d.p[d.k],
                lambda d: f"That is the slope of the logarithm; the probability itself has one more factor "
                f"{number(d.p[d.k])}.",
            ),
            Wrong(
                "slope of the sigmoid",
                lambda d: d.p[d.k] * (1 + d.p[d.k]),
                lambda d: f"With a plus the slope would grow as {number(d.p[d.k])} comes near 1.",
            ),
        ),
        (
            lambda d: rf"The own logit: ${number(d.p[d.k])} \cdot (1 - {number(d.p[d.k])}) "
            rf"{equals(d.p[d.k] * (1 - d.p[d.k]))}$.",
        ),
    ),
    Template(
        "slope-by-another-logit", 8, 2, _other,
        lambda d: f"{_said(d)} What is the derivative of its loss by the logit of class {d.k + 1}?",
        lambda d: _by_weights(d)[d.k, 0],
        lambda d: "Prediction minus truth, and the truth is 0 there.",
        (
            Wrong(
                "truth minus prediction",
                lambda d: -d.p[d.k],
                lambda d: f"Raising the logit of class {d.k + 1} raises the loss: the slope is positive.",
            ),
            Wrong(
                "minus one for every class",
                lambda d: d.p[d.k] - 1,
                lambda d: f"The 1 belongs to class {d.c + 1} alone.",
            ),
            Wrong(
                "only-the-own-class",
                lambda d: 0.0,
                lambda d: f"Class {d.k + 1} has got {number(d.p[d.k])} that it should not have: it is pushed down.",
            ),
        ),
        (
            lambda d: f"The label of class {d.k + 1} is 0.",
            lambda d: f"Prediction minus truth: ${number(d.p[d.k])} - 0 = {number(d.p[d.k])}$.",
        ),
    ),
    Template(
        "slope-by-a-weight", 8, 2, _example,
        lambda d: f"{_said(d)} One feature of it is ${d.x}$. What is the derivative of its loss by the weight of that "
        f"feature in the row of class {d.k + 1}?",
        lambda d: _by_weights(d)[d.k, 1],
        lambda d: f"The error ${number(error(d))}$ times the feature.",
        (
            Wrong(
                "input forgotten",
                lambda d: error(d),
                lambda d: f"That is the slope by the logit; the weight enters it times ${d.x}$.",
            ),
            Wrong(
                "truth minus prediction",
                lambda d: -error(d) * d.x,
                lambda d: f"The error is prediction minus truth, ${number(error(d))}$.",
            ),
            Wrong(
                "mean over classes",
                lambda d: error(d) * d.x / 3,
                lambda d: "Nothing is divided by the number of classes.",
            ),
        ),
        (
            lambda d: f"The error of class {d.k + 1}: ${number(d.p[d.k])} - {int(d.k == d.c)} = {number(error(d))}$.",
            lambda d: rf"Times the feature: ${number(error(d))} \cdot {signed(d.x)} = {number(error(d) * d.x)}$.",
        ),
    ),
    Template(
        "slope-by-a-bias", 8, 2, _example,
        lambda d: f"{_said(d)} One feature of it is ${d.x}$. What is the derivative of its loss by the bias of class "
        f"{d.k + 1}?",
        lambda d: _by_weights(d)[d.k, 0],
        lambda d: "The error alone: the input of a bias is 1.",
        (
            Wrong(
                "input at the bias",
                lambda d: error(d) * d.x,
                lambda d: f"The bias is multiplied by 1, not by the feature ${d.x}$.",
            ),
            Wrong(
                "truth minus prediction",
                lambda d: -error(d),
                lambda d: f"The error is prediction minus truth, ${number(error(d))}$.",
            ),
        ),
        (
            lambda d: f"Prediction minus truth: ${number(d.p[d.k])} - {int(d.k == d.c)} = {number(error(d))}$.",
            lambda d: rf"Times the input 1 of the bias: ${number(error(d))} \cdot 1 = {number(error(d))}$.",
        ),
    ),
)  # fmt: skip
