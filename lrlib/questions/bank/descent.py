"""Chapter 4: slopes of one example and of two, steps, rates that overshoot, Newton's step, and standardised columns."""

from math import log
from types import SimpleNamespace
from typing import Any

import numpy as np

from lrlib import data, descent, logistic
from lrlib.checks import Array
from lrlib.questions.printed import equals, number, row, signed
from lrlib.questions.template import Template, Wrong


def _tenths(rng: np.random.Generator) -> float:
    return int(rng.choice([1, 2, 3, 4, 6, 7, 8, 9])) / 10


def _one(rng: np.random.Generator) -> dict[str, Any]:
    return {"h": _tenths(rng), "y": int(rng.integers(0, 2)), "x": int(rng.choice([-4, -3, -2, 2, 3, 4, 5]))}


def _two(rng: np.random.Generator) -> dict[str, Any]:
    h, x = [_tenths(rng), _tenths(rng)], [int(n) for n in rng.choice([-3, -2, 2, 3, 4], size=2)]
    return {"h": h, "x": x, "y": [1, 0]}


def _slope(h: list[float], y: list[int], x: list[int]) -> Array:
    """Return lrlib's mean slope by the weight of x, at scores that have the probabilities h."""
    scores = np.log(h) - np.log1p(-np.asarray(h))
    return logistic.gradient([1.0, 0.0], np.column_stack((scores, x)), y)[1:]


def errors(d: SimpleNamespace) -> list[float]:
    """Return h - y of the examples of a question.

    Parameters
    ----------
    d : SimpleNamespace
        With h and y.

    Returns
    -------
    list of float
        One for each example.
    """
    return [h - y for h, y in zip(d.h, d.y, strict=True)]


def _step(rng: np.random.Generator) -> dict[str, Any]:
    theta, slope = (int(rng.choice([-4, -3, -2, -1, 1, 2, 3, 4])) / 2 for _ in range(2))
    return {"theta": theta, "slope": slope, "alpha": float(rng.choice([0.1, 0.2, 0.4, 0.5]))}


def _bowl(rng: np.random.Generator) -> dict[str, Any]:
    bend, rate = int(rng.integers(1, 6)), int(rng.integers(1, 10)) / 10
    return {"bend": bend, "alpha": rate, "theta": int(rng.integers(1, 6))}


def _after(d: SimpleNamespace, steps: int) -> float:
    run = descent.descend(
        lambda t: d.bend * t[0] ** 2 / 2, lambda t: d.bend * t, np.array([float(d.theta)]), alpha=d.alpha, steps=steps
    )
    return float(run.parameters[0])


def _column(rng: np.random.Generator) -> dict[str, Any]:
    return {"x": [int(n) for n in rng.choice([1, 2, 3, 4, 5, 6], size=int(rng.integers(2, 5)))]}


def _squares(d: SimpleNamespace) -> int:
    return sum(x * x for x in d.x)


def _spread(rng: np.random.Generator) -> dict[str, Any]:
    middle, half = int(rng.integers(10, 60)), int(rng.choice([2, 4, 5, 8]))
    return {"low": middle - half, "high": middle + half, "x": middle + int(rng.choice([-7, -3, 3, 6, 7, 9]))}


TEMPLATES = (
    Template(
        "slope-of-one-example", 4, 2, _one,
        lambda d: f"An example has the input ${d.x}$ at a weight, the label y = {d.y}, and the model gives class 1 the "
        f"probability {number(d.h)}. What is the slope of its cost by that weight?",
        lambda d: _slope([d.h], [d.y], [d.x])[0],
        lambda d: f"The error ${number(d.h - d.y)}$ times the input.",
        (
            Wrong(
                "slope of the squared error kept",
                lambda d: (d.h - d.y) * d.h * (1 - d.h) * d.x,
                lambda d: f"The factor {number(d.h)} · {number(1 - d.h)} cancels against the slope of the logarithm.",
            ),
            Wrong(
                "truth minus prediction",
                lambda d: (d.y - d.h) * d.x,
                lambda d: f"The error is prediction minus truth, ${number(d.h - d.y)}$.",
            ),
            Wrong(
                "input forgotten",
                lambda d: d.h - d.y,
                lambda d: f"That is the slope by the score; the weight enters it times ${d.x}$.",
            ),
        ),
        (
            lambda d: f"The error: ${number(d.h)} - {d.y} = {number(d.h - d.y)}$.",
            lambda d: rf"Times the input: ${number(d.h - d.y)} \cdot {signed(d.x)} = {number((d.h - d.y) * d.x)}$.",
        ),
    ),
    Template(
        "slope-of-two-examples", 4, 3, _two,
        lambda d: rf"Two examples have the labels $y = {row(d.y)}$, the probabilities $h = {row(d.h)}$ and, at one weight, "
        rf"the inputs $({d.x[0]}, {d.x[1]})$. What is the slope of the cost by that weight?",
        lambda d: _slope(d.h, d.y, d.x)[0],
        lambda d: "The mean of error times input.",
        (
            Wrong(
                "mean forgotten",
                lambda d: np.dot(errors(d), d.x),
                lambda d: f"${number(np.dot(errors(d), d.x))}$ is the sum of both; the cost is a mean of two.",
            ),
            Wrong(
                "truth minus prediction",
                lambda d: -np.dot(errors(d), d.x) / 2,
                lambda d: f"The errors are ${row(errors(d))}$: prediction minus truth.",
            ),
            Wrong(
                "input forgotten",
                lambda d: sum(errors(d)) / 2,
                lambda d: f"That is the slope by the bias, whose input is 1; here the inputs are ${row(d.x)}$.",
            ),
        ),
        (
            lambda d: f"The errors: ${number(d.h[0])} - 1 = {number(errors(d)[0])}$ and ${number(d.h[1])} - 0 = "
            f"{number(errors(d)[1])}$.",
            lambda d: rf"The mean of error times input: $\frac{{{number(errors(d)[0])} \cdot {signed(d.x[0])} + "
            rf"{number(errors(d)[1])} \cdot {signed(d.x[1])}}}{{2}} {equals(np.dot(errors(d), d.x) / 2)}$.",
        ),
    ),
    Template(
        "one-step", 4, 2, _step,
        lambda d: rf"A weight is ${number(d.theta)}$, the slope of the cost by it ${number(d.slope)}$, and "
        rf"$\alpha = {number(d.alpha)}$. What is the weight after one step of gradient descent?",
        lambda d: float(
            descent.descend(
                lambda t: d.slope * t[0], lambda t: np.array([d.slope]), np.array([d.theta]), alpha=d.alpha, steps=1
            ).parameters[0]
        ),
        lambda d: f"${number(d.theta)}$ less {number(d.alpha)} times ${number(d.slope)}$.",
        (
            Wrong(
                "wrong-way",
                lambda d: d.theta + d.alpha * d.slope,
                lambda d: f"The slope ${number(d.slope)}$ points uphill: the step goes against it.",
            ),
            Wrong(
                "alpha-missing",
                lambda d: d.theta - d.slope,
                lambda d: f"The step is {number(d.alpha)} of the slope, not all of it.",
            ),
            Wrong(
                "alpha-twice",
                lambda d: d.theta - d.alpha**2 * d.slope,
                lambda d: f"{number(d.alpha)} stands in the step once, not squared.",
            ),
        ),
        (
            lambda d: rf"The step: ${number(d.alpha)} \cdot {signed(d.slope)} = {number(d.alpha * d.slope)}$.",
            lambda d: f"The new weight: ${number(d.theta)} - {signed(d.alpha * d.slope)} = "
            f"{number(d.theta - d.alpha * d.slope)}$.",
        ),
    ),
    Template(
        "two-steps-in-a-bowl", 4, 3, _bowl,
        lambda d: f"A cost of one weight has at the weight t the slope {d.bend} t. Descent begins at {d.theta} with the "
        f"rate {number(d.alpha)}. Where is it after two steps?",
        lambda d: _after(d, 2),
        lambda d: f"Each step multiplies by $1 - {number(d.alpha)} \\cdot {d.bend}$.",
        (
            Wrong(
                "gradient-once",
                lambda d: d.theta - 2 * d.alpha * d.bend * d.theta,
                lambda d: f"The second step has another slope, that at ${number(_after(d, 1))}$.",
            ),
            Wrong(
                "steps-from-the-start",
                lambda d: d.theta - d.alpha * d.bend * _after(d, 1),
                lambda d: f"The second step sets out from ${number(_after(d, 1))}$, not from {d.theta} again.",
            ),
            Wrong(
                "wrong-way",
                lambda d: d.theta * (1 + d.alpha * d.bend) ** 2,
                lambda d: f"From {d.theta} the slope is {d.bend * d.theta}: downhill is towards smaller weights.",
            ),
        ),
        (
            lambda d: rf"First step: ${d.theta} - {number(d.alpha)} \cdot {d.bend} \cdot {d.theta} = {number(_after(d, 1))}$.",
            lambda d: rf"Second step: ${number(_after(d, 1))} - {number(d.alpha)} \cdot {d.bend} \cdot "
            rf"{signed(_after(d, 1))} {equals(_after(d, 2))}$.",
        ),
    ),
    Template(
        "rate-that-overshoots", 4, 2,
        lambda rng: {"bend": int(rng.integers(2, 21))},
        lambda d: f"A cost of one weight t is {d.bend} t² / 2. From which rate on does descent no longer come nearer to 0?",
        lambda d: 2 / d.bend,
        lambda d: f"Each step multiplies t by $1 - {d.bend} \\alpha$, which is $-1$ there.",
        (
            Wrong(
                "best rate is the border",
                lambda d: 1 / d.bend,
                lambda d: "At this rate one step leads to the bottom at once: the best rate, not the border.",
            ),
            Wrong(
                "rate is a bend",
                lambda d: float(d.bend),
                lambda d: f"{d.bend} is the bend; a rate is measured in one over a bend.",
            ),
        ),
        (
            lambda d: rf"A step turns $t$ into $(1 - {d.bend} \alpha) t$: it overshoots for good where "
            rf"${d.bend} \alpha$ is 2 or more.",
            lambda d: rf"The border is $\frac{{2}}{{{d.bend}}} {equals(2 / d.bend)}$.",
        ),
    ),
    Template(
        "rate-that-is-promised", 4, 3, _column,
        lambda d: f"A logistic regression has {len(d.x)} examples and one column, ${row(d.x)}$, and no penalty. Below which "
        r"rate $2 / \beta$ does every step lower the cost, by the bound of chapter 4?",
        lambda d: 2 / logistic.smoothness([[x] for x in d.x]),
        lambda d: f"The squares sum to {_squares(d)}; the bound divides by 4 and by {len(d.x)}.",
        (
            Wrong(
                "mean forgotten",
                lambda d: 8 / _squares(d),
                lambda d: f"The cost is a mean of {len(d.x)} examples: so is its bend.",
            ),
            Wrong(
                "slope bounded by one eighth",
                lambda d: 16 * len(d.x) / _squares(d),
                lambda d: "The slope of the sigmoid reaches 1/4, not 1/8: such a rate may overshoot.",
            ),
        ),
        (
            lambda d: "The squares: $" + " + ".join(f"{x}^2" for x in d.x) + f" = {_squares(d)}$.",
            lambda d: rf"The bound of the bend: $\frac{{{_squares(d)}}}{{4 \cdot {len(d.x)}}} "
            rf"{equals(_squares(d) / 4 / len(d.x))}$.",
            lambda d: rf"The rate: $\frac{{2 \cdot 4 \cdot {len(d.x)}}}{{{_squares(d)}}} {equals(8 * len(d.x) / _squares(d))}$.",
        ),
    ),
    Template(
        "newton-step-of-the-bias", 4, 3,
        lambda rng: {"n": int(rng.choice([1, 2, 3, 4, 6, 7, 8, 9])), "m": 10},
        lambda d: f"A model has nothing but a bias, which is 0; of {d.m} examples {d.n} are of class 1. Where does one step "
        "of Newton's method lead?",
        lambda d: logistic.newton_step([0.0], np.ones((10, 1)), (np.arange(10) < d.n).astype(float))[0],
        lambda d: f"The slope ${number(0.5 - d.n / 10)}$ divided by the bend 0.25, with the sign turned.",
        (
            Wrong(
                "hessian-not-inverted",
                lambda d: (d.n / 10 - 0.5) / 4,
                lambda d: f"The slope ${number(0.5 - d.n / 10)}$ is divided by the bend 0.25, not multiplied.",
            ),
            Wrong(
                "gradient-for-newton",
                lambda d: d.n / 10 - 0.5,
                lambda d: "That is a step of gradient descent with rate 1; Newton divides by the bend 0.25.",
            ),
            Wrong(
                "not-converged",
                lambda d: log(d.n / (10 - d.n)),
                lambda d: f"There the model gives {number(d.n / 10)}; one step comes nearer to it, but not to it.",
            ),
        ),
        (
            lambda d: f"All probabilities are 0.5, so the slope is $0.5 - {number(d.n / 10)} = {number(0.5 - d.n / 10)}$.",
            lambda d: r"The bend is $0.5 \cdot (1 - 0.5) = 0.25$.",
            lambda d: rf"The step leads to $0 - \frac{{{number(0.5 - d.n / 10)}}}{{0.25}} = {number((d.n / 10 - 0.5) * 4)}$.",
        ),
    ),
    Template(
        "standardised-value", 4, 2, _spread,
        lambda d: f"A training column holds {d.low}, {d.high}, {d.low} and {d.high}. What becomes of the value {d.x} of a "
        "new example when the column is standardised?",
        lambda d: data.standardize([[float(v)] for v in (d.low, d.high) * 2], [[float(d.x)]])[1][0, 0],
        lambda d: f"It lies {d.x - (d.low + d.high) // 2} from the mean, in units of {(d.high - d.low) // 2}."
        .replace("-", "−"),
        (
            Wrong(
                "variance-for-deviation",
                lambda d: (d.x - (d.low + d.high) / 2) / ((d.high - d.low) / 2) ** 2,
                lambda d: f"{(d.high - d.low) ** 2 // 4} is the variance; its root is the unit.",
            ),
            Wrong(
                "half-standardised",
                lambda d: float(d.x - (d.low + d.high) // 2),
                lambda d: f"The mean is taken off; the division by {(d.high - d.low) // 2} is missing.",
            ),
            Wrong(
                "range-for-deviation",
                lambda d: (d.x - (d.low + d.high) / 2) / (d.high - d.low),
                lambda d: f"{d.high - d.low} is the range; the standard deviation is {(d.high - d.low) // 2}.",
            ),
        ),
        (
            lambda d: rf"The mean: $\frac{{{d.low} + {d.high}}}{{2}} = {(d.low + d.high) // 2}$; each value is "
            f"{(d.high - d.low) // 2} away from it, which is the standard deviation.",
            lambda d: rf"So $\frac{{{d.x} - {(d.low + d.high) // 2}}}{{{(d.high - d.low) // 2}}} "
            rf"{equals((d.x - (d.low + d.high) / 2) / ((d.high - d.low) / 2))}$.",
        ),
    ),
)  # fmt: skip
