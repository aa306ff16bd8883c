"""Chapter 17: how fast an error shrinks in a valley, a rate that fades, and numbers that check and replace a slope."""

from math import exp, sqrt
from types import SimpleNamespace
from typing import Any

import numpy as np

from lrlib import descent, gradcheck, logistic, momentum, stochastic
from lrlib.questions.printed import equals, number, signed, value
from lrlib.questions.template import Template, Wrong


def _condition(rng: np.random.Generator) -> dict[str, Any]:
    return {"q": int(rng.choice([2, 3, 4, 5, 6, 7, 8, 9, 10, 20]))}


def _bowl(kappa: float) -> tuple[Any, Any]:
    bends = np.array([1.0, kappa])
    return (lambda t: float(bends @ t**2 / 2)), (lambda t: bends * t)


def _plain(d: SimpleNamespace) -> float:
    """Return the factor of one step of lrlib's descent with the best rate, in a bowl with the bends 1 and kappa."""
    end = descent.descend(*_bowl(d.q**2), np.ones(2), alpha=2 / (1 + d.q**2), steps=1).parameters
    return float(np.linalg.norm(end) / np.linalg.norm(np.ones(2)))


def _kept(d: SimpleNamespace) -> float:
    """Return the factor of a step in the long run, read off the rule of two steps that lrlib's best ball follows."""
    c = momentum.descend(
        *_bowl(d.q**2), np.ones(2), alpha=4 / (d.q + 1) ** 2, beta=((d.q - 1) / (d.q + 1)) ** 2, steps=3, keep_path=True
    ).path
    assert c is not None  # it was asked for
    flat = c[:, 0]
    _, kept = np.linalg.solve([[flat[1], -flat[0]], [flat[2], -flat[1]]], [flat[2], flat[3]])
    return sqrt(kept)


def _fades(rng: np.random.Generator) -> dict[str, Any]:
    c = int(rng.choice([50, 100, 200, 400]))
    return {"alpha": float(rng.choice([0.2, 0.5, 1.0, 2.0])), "c": c, "t": int(c * rng.choice([0.5, 1.5, 2, 3, 4]))}


def _example(rng: np.random.Generator) -> dict[str, Any]:
    return {"y": int(rng.integers(0, 2)), "z": int(rng.choice([-20, -15, -10, -5, 5, 10, 15, 20])) / 10}


def _sure(d: SimpleNamespace) -> float:
    return 1 / (1 + exp(-d.z))


def _gap(d: SimpleNamespace) -> float:
    return float((d.y - _sure(d)) / (_sure(d) * (1 - _sure(d))))


TEMPLATES = (
    Template(
        "factor-of-a-plain-step", 17, 2, _condition,
        lambda d: f"A bowl has the condition number {d.q**2}. By which factor does a step of plain descent with the best rate "
        "shrink the error?",
        _plain,
        lambda d: f"{d.q**2} less 1, over {d.q**2} and 1.",
        (
            Wrong(
                "root without a memory",
                lambda d: (d.q - 1) / (d.q + 1),
                lambda d: f"The root {d.q} of {d.q**2} counts with a memory only.",
            ),
            Wrong(
                "safe rate is the best",
                lambda d: 1 - 1 / d.q**2,
                lambda d: f"That is the rate of one over the largest bend; one of 2 over 1 + {d.q**2} is better.",
            ),
        ),
        (
            lambda d: rf"With the bends 1 and ${d.q**2}$ the best rate is $\frac{{2}}{{1 + {d.q**2}}} {equals(2 / (1 + d.q**2))}$.",
            lambda d: rf"The error shrinks by $1 - \frac{{2}}{{1 + {d.q**2}}} {equals(1 - 2 / (1 + d.q**2))}$.",
        ),
    ),
    Template(
        "factor-of-a-memory", 17, 2, _condition,
        lambda d: f"A bowl has the condition number {d.q**2}. By which factor does a step of the heavy ball with the best rate "
        "and the best memory shrink the error in the long run?",
        _kept,
        lambda d: f"With the root of {d.q**2}: {d.q - 1} over {d.q + 1}.",
        (
            Wrong(
                "memory cures any condition",
                lambda d: (d.q**2 - 1) / (d.q**2 + 1),
                lambda d: f"That is plain descent; with a memory the root {d.q} stands for {d.q**2}.",
            ),
            Wrong(
                "unsquared-root",
                lambda d: ((d.q - 1) / (d.q + 1)) ** 2,
                lambda d: f"{number(((d.q - 1) / (d.q + 1)) ** 2)} is the memory itself; a step shrinks by its root.",
            ),
        ),
        (
            lambda d: rf"$\sqrt{{{d.q**2}}} = {d.q}$.",
            lambda d: rf"$\frac{{{d.q} - 1}}{{{d.q} + 1}} {equals((d.q - 1) / (d.q + 1))}$.",
        ),
    ),
    Template(
        "rate-that-fades", 17, 1, _fades,
        lambda d: f"A rate begins at {number(d.alpha)} and fades: after {d.c} steps a half of it is left, after {2 * d.c} a third. What is "
        f"it at step {d.t}?",
        lambda d: stochastic.fading(d.alpha, d.c)(d.t),
        lambda d: f"{number(d.alpha)} over 1 and {d.t} parts of {d.c}.",
        (
            Wrong(
                "base-2-power",
                lambda d: d.alpha * 2 ** (-d.t / d.c),
                lambda d: f"Only the first {d.c} steps halve it; the next {d.c} take a third of what is left.",
            ),
            Wrong(
                "straight-for-cosine",
                lambda d: d.alpha * max(0, 1 - d.t / (2 * d.c)),
                lambda d: f"A straight line would be at 0 after {2 * d.c} steps; this rate never is.",
            ),
            Wrong(
                "difference-undivided",
                lambda d: d.alpha / (1 + d.t),
                lambda d: f"The {d.t} steps are counted in parts of {d.c}.",
            ),
        ),
        (
            lambda d: rf"$\frac{{{d.t}}}{{{d.c}}} = {number(d.t / d.c)}$.",
            lambda d: rf"$\frac{{{number(d.alpha)}}}{{1 + {number(d.t / d.c)}}} {equals(d.alpha / (1 + d.t / d.c))}$.",
        ),
    ),
    Template(
        "number-for-least-squares", 17, 3, _example,
        lambda d: f"An example of class {d.y} has the score {value(d.z, 4)}. Which number takes the place of its label in the "
        "weighted least squares that are Newton's step?",
        lambda d: float(logistic.newton_step(np.array([d.z]), np.ones((1, 1)), np.array([d.y]))[0]),
        lambda d: f"The score {value(d.z, 4)}, and what is missing divided by the weight.",
        (
            Wrong(
                "gap-undivided",
                lambda d: d.z + d.y - _sure(d),
                lambda d: f"What is missing is divided by the weight {number(_sure(d) * (1 - _sure(d)))}.",
            ),
            Wrong(
                "gap-turned-round",
                lambda d: d.z - _gap(d),
                lambda d: "The label 1 pulls the score up." if d.y else "The label 0 pulls the score down.",
            ),
            Wrong(
                "score-forgotten",
                _gap,
                lambda d: f"{value(_gap(d), 4)} is the step; the score {value(d.z, 4)} is where it begins.",
            ),
        ),
        (
            lambda d: rf"The probability: $\frac{{1}}{{1 + e^{{{number(-d.z)}}}}} {equals(_sure(d))}$.",
            lambda d: rf"{'One over the probability of class 1' if d.y else 'Minus one over the probability of class 0'} is what is "
            rf"missing over the weight: ${'' if d.y else '-'}(1 + e^{{{number(-d.z if d.y else d.z)}}}) {equals(_gap(d))}$.",
            lambda d: rf"${number(d.z)} {'+' if d.y else '-'} (1 + e^{{{number(-d.z if d.y else d.z)}}}) {equals(d.z + _gap(d))}$.",
        ),
    ),
    Template(
        "slope-that-is-measured", 17, 2,
        lambda rng: {"a": int(rng.choice([-3, -2, -1, 1, 2, 3])), "h": float(rng.choice([0.1, 0.2, 0.3, 0.5]))},
        lambda d: f"The slope of the cube of $t$ at $t = {number(d.a)}$ is measured by a difference to both sides, of width "
        f"{number(d.h)} on each. What comes out?",
        lambda d: float(gradcheck.numeric_gradient(lambda t: float(t[0] ** 3), [float(d.a)], h=d.h)[0]),
        lambda d: f"The slope {3 * d.a**2} and the square of the width.",
        (
            Wrong(
                "one-sided-difference",
                lambda d: ((d.a + d.h) ** 3 - d.a**3) / d.h,
                lambda d: f"That is the difference to one side, from {value(d.a, 4)} to {value(d.a + d.h, 4)}.",
            ),
            Wrong(
                "divided-by-h",
                lambda d: ((d.a + d.h) ** 3 - (d.a - d.h) ** 3) / d.h,
                lambda d: f"From one side to the other it is twice {number(d.h)}.",
            ),
            Wrong(
                "derivative-returned",
                lambda d: 3 * d.a**2,
                lambda d: f"{3 * d.a**2} is the slope itself; a difference of this width is off by a little.",
            ),
        ),
        (
            lambda d: rf"The two values: ${signed(d.a + d.h)}^3 = {number((d.a + d.h) ** 3)}$ and ${signed(d.a - d.h)}^3 = "
            rf"{number((d.a - d.h) ** 3)}$.",
            lambda d: rf"$\frac{{{number((d.a + d.h) ** 3)} - {signed((d.a - d.h) ** 3)}}}{{2 \cdot {number(d.h)}}} "
            rf"{equals(3 * d.a**2 + d.h**2)}$.",
        ),
    ),
)  # fmt: skip
