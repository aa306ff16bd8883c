"""Chapter 15: where a penalty moves the bottom of a parabola, how strong a belief is, and where a path begins."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from lrlib import data, elastic_net, penalty, solvers
from lrlib.questions.printed import equals, number, signed, value
from lrlib.questions.template import Template, Wrong


def _place(rng: np.random.Generator) -> dict[str, Any]:
    t = int(rng.integers(2, 12)) / 10
    return {"t": t, "c": float(rng.choice([-1, 1])) * (t + int(rng.integers(1, 20)) / 10)}


def _parabola(rng: np.random.Generator) -> dict[str, Any]:
    return {
        "b": int(rng.integers(1, 9)) / 2,
        "c": float(rng.choice([-1, 1])) * int(rng.integers(1, 13)) / 2,
        "l2": int(rng.integers(1, 9)) / 2,
    }


def _bottom(d: SimpleNamespace) -> float:
    """Return the lowest place of a penalised parabola, by lrlib's Newton."""
    return float(
        solvers.newton(
            lambda w: float(d.b * (w[0] - d.c) ** 2 / 2 + d.l2 * w[0] ** 2 / 2),
            lambda w: np.array([d.b * (w[0] - d.c) + d.l2 * w[0]]),
            lambda w: np.array([[d.b + d.l2]]),
            np.zeros(1),
            tol=1e-12,
        ).parameters[0]
    )


def _four(rng: np.random.Generator) -> dict[str, Any]:
    return {"x": [int(v) for v in rng.integers(-4, 5, size=4)], "n": int(rng.choice([1, 3]))}


def _labels(d: SimpleNamespace) -> list[int]:
    return [int(i < d.n) for i in range(4)]


def _pulls(d: SimpleNamespace, said: float) -> float:
    return float(sum((said - y) * x for x, y in zip(d.x, _labels(d), strict=True)))


def _terms(d: SimpleNamespace) -> str:
    terms = zip(d.x, _labels(d), strict=True)
    return " + ".join(rf"({number(d.n / 4)} - {y}) \cdot {signed(x)}" for x, y in terms)


TEMPLATES = (
    Template(
        "weight-under-l1", 15, 2, _place,
        lambda d: f"A parabola with bend 1 has its bottom at {value(d.c, 4)}. Where is the bottom with an L1 penalty of strength "
        f"{number(d.t)}?",
        lambda d: float(elastic_net.soft(d.c, d.t)),
        lambda d: f"It moves by {number(d.t)} towards 0.",
        (
            Wrong(
                "kept-or-killed",
                lambda d: d.c,
                lambda d: f"What is not set to 0 moves too, by {number(d.t)}.",
            ),
            Wrong(
                "L1 is a stronger L2",
                lambda d: d.c / (1 + d.t),
                lambda d: f"An L2 penalty divides by 1 + {number(d.t)}; L1 subtracts.",
            ),
            Wrong(
                "wrong-sign",
                lambda d: d.c + d.t * np.sign(d.c),
                lambda d: f"A penalty pulls towards 0, so the size of {value(d.c, 4)} becomes smaller.",
            ),
        ),
        (
            lambda d: rf"The bottom is farther from 0 than the strength: ${number(abs(d.c))} > {number(d.t)}$.",
            lambda d: rf"So it moves by that towards 0: ${number(d.c)} {'-' if d.c > 0 else '+'} {number(d.t)} "
            rf"{equals(float(elastic_net.soft(d.c, d.t)))}$.",
        ),
    ),
    Template(
        "weight-under-l2", 15, 2, _parabola,
        lambda d: f"A parabola with bend {number(d.b)} has its bottom at {value(d.c, 4)}. Where is the bottom with an L2 penalty "
        rf"of strength $\lambda = {number(d.l2)}$?",
        _bottom,
        lambda d: f"It shrinks by the factor {number(d.b)} over {number(d.b + d.l2)}.",
        (
            Wrong(
                "penalty-factor-2",
                lambda d: d.b * d.c / (d.b + 2 * d.l2),
                lambda d: f"The penalty is half of {number(d.l2)} times the square; the 2 of its slope cancels the half.",
            ),
            Wrong(
                "L1 is a stronger L2",
                lambda d: d.c - d.l2 * np.sign(d.c),
                lambda d: f"L2 multiplies {value(d.c, 4)} by a factor. It is L1 that takes something off: "
                rf"$\lambda$ over the bend, and never past 0.",
            ),
            Wrong(
                "penalty-forgotten",
                lambda d: d.c,
                lambda d: f"{value(d.c, 4)} is the bottom without the penalty.",
            ),
        ),
        (
            lambda d: rf"The slope ${number(d.b)} (w - {signed(d.c)}) + {number(d.l2)} w$ is 0 at the bottom.",
            lambda d: rf"$\frac{{{number(d.b)} \cdot {signed(d.c)}}}{{{number(d.b)} + {number(d.l2)}}} "
            rf"{equals(d.b * d.c / (d.b + d.l2))}$.",
        ),
    ),
    Template(
        "strength-of-a-belief", 15, 2,
        lambda rng: {"m": int(rng.choice([50, 100, 200, 400, 500])), "tau": float(rng.choice([0.1, 0.2, 0.5, 2, 4]))},
        lambda d: f"You believe that each weight is near 0, give or take {number(d.tau)}, a normal distribution of that standard "
        rf"deviation. There are {d.m} examples. Which $\lambda$ of an L2 penalty on the mean cost says the same?",
        lambda d: penalty.translate(d.tau**2, "C", "l2", d.m),
        lambda d: f"1 over {d.m} times the variance {number(d.tau**2)}.",
        (
            Wrong(
                "belief-upside-down",
                lambda d: d.tau**2 / d.m,
                lambda d: f"A wider belief than {number(d.tau)} must give a weaker penalty.",
            ),
            Wrong(
                "mean-forgotten",
                lambda d: 1 / d.tau**2,
                lambda d: f"The cost is a mean over {d.m} examples, so the belief is divided too.",
            ),
            Wrong(
                "penalty-not-squared",
                lambda d: 1 / (d.m * d.tau),
                lambda d: f"The bell has the square of the weight over the square of {number(d.tau)}.",
            ),
        ),
        (
            lambda d: rf"The variance of the belief is ${number(d.tau)}^2 = {number(d.tau**2)}$.",
            lambda d: rf"$\frac{{1}}{{{d.m} \cdot {number(d.tau**2)}}} {equals(1 / (d.m * d.tau**2))}$.",
        ),
    ),
    Template(
        "strength-at-which-a-path-begins", 15, 3, _four,
        lambda d: f"One column holds ${', '.join(map(number, d.x))}$, and the labels are ${', '.join(map(str, _labels(d)))}$. From "
        "which strength of L1 on is its weight 0?",
        lambda d: elastic_net.strongest(data.add_intercept(np.array(d.x, dtype=float)[:, None]), np.array(_labels(d))),
        lambda d: f"There the slope for a fit that says {number(d.n / 4)} to all is as large as the strength.",
        (
            Wrong(
                "starts-at-one-half",
                lambda d: abs(_pulls(d, 0.5)) / 4,
                lambda d: f"The intercept is free: it says the share {number(d.n / 4)}, not one half.",
            ),
            Wrong(
                "missing-mean",
                lambda d: abs(_pulls(d, d.n / 4)),
                lambda d: f"{number(abs(_pulls(d, d.n / 4)))} is the sum over the four; the slope is their mean.",
            ),
            Wrong(
                "sign-of-the-slope-kept",
                lambda d: -abs(_pulls(d, d.n / 4)) / 4,
                lambda d: f"A strength is above 0: it must hold a slope of the size {number(abs(_pulls(d, d.n / 4)) / 4)}.",
            ),
        ),
        (
            lambda d: rf"The intercept alone says $\frac{{{d.n}}}{{4}} = {number(d.n / 4)}$ to every example.",
            lambda d: rf"The slope is $\frac{{{_terms(d)}}}{{4}} {equals(_pulls(d, d.n / 4) / 4)}$; its size counts.",
        ),
    ),
)  # fmt: skip
