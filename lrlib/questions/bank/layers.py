"""Chapter 18: the size of a network, and slopes on the way back through it."""

from math import atanh
from types import SimpleNamespace
from typing import Any

import numpy as np

from lrlib import network, reverse
from lrlib.questions.printed import equals, number, signed, value
from lrlib.questions.template import Template, Wrong


def _sizes(rng: np.random.Generator) -> dict[str, Any]:
    return {"n": int(rng.integers(2, 41)), "H": int(rng.integers(2, 21)), "K": int(rng.integers(2, 11))}


def _count(d: SimpleNamespace) -> int:
    """Return the size of both layers: the second has a weight for each column that lrlib's hidden layer makes."""
    V = np.zeros((d.H, d.n + 1))
    return int(V.size + d.K * network.hidden(V, np.ones((1, d.n + 1))).shape[1])


def _chain(rng: np.random.Generator) -> dict[str, Any]:
    return {
        "s": int(rng.choice([-9, -8, -6, -5, -3, -2, 2, 3, 5, 6, 8, 9])) / 10,
        "e": int(rng.choice([-8, -6, -4, -2, 2, 4, 6, 8])) / 10,
        "a": float(rng.choice([-3, -2, -1.5, 1.5, 2, 3])),
        "t": float(rng.choice([-2, -0.5, 0.5, 2, 3])),
    }


def _walked(d: SimpleNamespace) -> float:
    """Return the slope by a hidden weight, by lrlib's walk back from the error times the weighted neuron."""
    weight = reverse.Node(atanh(d.s) / d.t)
    return reverse.slopes(reverse.tanh(weight * d.t) * d.a * d.e)[weight]


def _paths(rng: np.random.Generator) -> dict[str, Any]:
    return dict(zip("pquv", (int(n) / 2 for n in rng.choice([-6, -4, -3, -1, 1, 3, 4, 6], size=4)), strict=True))


def _met(d: SimpleNamespace) -> float:
    """Return the slope of a number from which two paths lead to the cost."""
    begin = reverse.Node(1.0)
    return reverse.slopes((begin * d.p) * d.q + (begin * d.u) * d.v)[begin]


TEMPLATES = (
    Template(
        "parameters-of-a-network", 18, 2, _sizes,
        lambda d: f"A network has {d.n} inputs, {d.H} hidden neurons and a softmax of {d.K} classes, with a bias everywhere. How many "
        "parameters does it store?",
        _count,
        lambda d: f"{d.H} rows of {d.n + 1} and {d.K} rows of {d.H + 1}.",
        (
            Wrong(
                "bias-forgotten",
                lambda d: d.H * d.n + d.K * d.H,
                lambda d: f"Each of the {d.H + d.K} rows has a bias as well.",
            ),
            Wrong(
                "bias-left-out",
                lambda d: d.H * (d.n + 1) + d.K * d.H,
                lambda d: f"The {d.K} rows on top have a bias too.",
            ),
            Wrong(
                "hidden layer not counted",
                lambda d: d.K * (d.n + 1),
                lambda d: f"That is a softmax of the {d.n} inputs, without the hidden neurons.",
            ),
        ),
        (
            lambda d: rf"The hidden layer: ${d.H} \cdot ({d.n} + 1) = {d.H * (d.n + 1)}$.",
            lambda d: rf"The top: ${d.K} \cdot ({d.H} + 1) = {d.K * (d.H + 1)}$.",
            lambda d: rf"Together ${d.H * (d.n + 1)} + {d.K * (d.H + 1)} = {d.H * (d.n + 1) + d.K * (d.H + 1)}$.",
        ),
    ),
    Template(
        "slope-by-a-hidden-weight", 18, 3, _chain,
        lambda d: f"A hidden neuron with a hyperbolic tangent says {value(d.s, 4)}. From it a weight of {value(d.a, 4)} leads to the one "
        f"output, whose error is {value(d.e, 4)}. What is the slope of the loss by the hidden weight whose input is {value(d.t, 4)}?",
        _walked,
        lambda d: f"Error, weight, bend, input; the bend is 1 less the square of {value(d.s, 4)}.",
        (
            Wrong(
                "bend-forgotten",
                lambda d: d.e * d.a * d.t,
                lambda d: f"On the way the slope of the tangent, {number(1 - d.s**2)}, is a factor too.",
            ),
            Wrong(
                "bend-of-the-sigmoid",
                lambda d: d.e * d.a * d.s * (1 - d.s) * d.t,
                lambda d: f"{value(d.s * (1 - d.s), 4)} would be the slope of a sigmoid.",
            ),
            Wrong(
                "local-slopes-only",
                lambda d: d.e + d.a + (1 - d.s**2) + d.t,
                lambda d: f"Along a path slopes are multiplied: {value(d.e, 4)} times {value(d.a, 4)} and so on.",
            ),
        ),
        (
            lambda d: rf"The bend: $1 - {signed(d.s)}^2 = {number(1 - d.s**2)}$.",
            lambda d: rf"${number(d.e)} \cdot {signed(d.a)} \cdot {number(1 - d.s**2)} \cdot {signed(d.t)} "
            rf"{equals(d.e * d.a * (1 - d.s**2) * d.t)}$.",
        ),
    ),
    Template(
        "slope-where-two-paths-meet", 18, 2, _paths,
        lambda d: f"From a number two paths lead to the cost. On one the local slopes are {value(d.p, 4)} and {value(d.q, 4)}, on the other "
        f"{value(d.u, 4)} and {value(d.v, 4)}. What is the slope of the cost by the number?",
        _met,
        lambda d: f"{value(d.p * d.q, 4)} along one path, {value(d.u * d.v, 4)} along the other.",
        (
            Wrong(
                "one path only",
                lambda d: d.p * d.q,
                lambda d: f"The other path hands {value(d.u * d.v, 4)} back as well.",
            ),
            Wrong(
                "last-path-only",
                lambda d: d.u * d.v,
                lambda d: f"The {value(d.p * d.q, 4)} of the first path are not replaced; they are added.",
            ),
            Wrong(
                "slopes-added-along-a-path",
                lambda d: (d.p + d.q) * (d.u + d.v),
                lambda d: f"It is the other way round: {value(d.p, 4)} times {value(d.q, 4)} along a path, plus where paths meet.",
            ),
        ),
        (
            lambda d: rf"Along the paths: ${number(d.p)} \cdot {signed(d.q)} = {number(d.p * d.q)}$ and ${number(d.u)} \cdot "
            rf"{signed(d.v)} = {number(d.u * d.v)}$.",
            lambda d: rf"Where they meet: ${number(d.p * d.q)} + {signed(d.u * d.v)} = {number(d.p * d.q + d.u * d.v)}$.",
        ),
    ),
)  # fmt: skip
