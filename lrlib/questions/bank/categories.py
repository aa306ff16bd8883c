"""Chapter 16: a coefficient from another base line, a ratio of two classes, a middle class, and several labels."""

from math import exp, log
from types import SimpleNamespace
from typing import Any

import numpy as np

from lrlib import activations, coding, data, metrics, ordinal
from lrlib.questions.printed import equals, number, row, signed, value
from lrlib.questions.template import Template, Wrong


def _two(rng: np.random.Generator) -> dict[str, Any]:
    b, c = (int(v) / 10 for v in rng.choice(np.arange(-25, 26), size=2, replace=False))
    return {"a": int(rng.integers(-15, 16)) / 10, "b": b, "c": c}


def _moved(d: SimpleNamespace) -> float:
    """Return the coefficient of the third category where the second is the reference, by refitting the logits."""
    values = np.arange(3)
    logits = data.add_intercept(coding.dummy(values)) @ np.array([d.a, d.b, d.c])
    return float(np.linalg.solve(data.add_intercept(coding.dummy(values, reference=1)), logits)[2])


def _between(d: SimpleNamespace) -> float:
    """Return by what one unit multiplies the ratio of two classes, of the softmax at 0 and at 1."""
    low, high = activations.softmax(np.array([[0.0, 0.0], [d.w, d.v]]))
    return float(high[0] / high[1] / (low[0] / low[1]))


def _cuts(rng: np.random.Generator) -> dict[str, Any]:
    low = int(rng.integers(-20, 6)) / 10
    return {
        "low": low,
        "high": low + int(rng.integers(5, 31)) / 10,
        "t": int(rng.choice([-15, -10, -5, 5, 10, 15])) / 10,
    }


def _below(cut: float) -> float:
    return 1 / (1 + exp(-cut))


def _labelled(rng: np.random.Generator) -> dict[str, Any]:
    y = [int(v) for v in rng.permutation([1, 0, int(rng.integers(0, 2))])]
    return {"y": y, "p": [int(v) / 10 for v in rng.choice(np.arange(1, 10), size=3, replace=False)]}


def _paid(d: SimpleNamespace) -> list[float]:
    return [-log(p if y else 1 - p) for y, p in zip(d.y, d.p, strict=True)]


def _logarithms(d: SimpleNamespace) -> str:
    return " ".join(rf"- \log {number(p if y else 1 - p)}" for y, p in zip(d.y, d.p, strict=True))


TEMPLATES = (
    Template(
        "coefficient-from-another-reference", 16, 2, _two,
        lambda d: f"With the reference A the intercept is {value(d.a, 4)}, and the coefficients are {value(d.b, 4)} for B and "
        f"{value(d.c, 4)} for C. What is the coefficient of C with the reference B?",
        _moved,
        lambda d: f"The way from B to C, from {value(d.b, 4)} to {value(d.c, 4)}.",
        (
            Wrong(
                "reference-not-subtracted",
                lambda d: d.c,
                lambda d: f"{value(d.c, 4)} is measured from A; from B the way is another.",
            ),
            Wrong(
                "reference-above",
                lambda d: d.b - d.c,
                lambda d: f"That is the way back, from C to B: {value(d.b, 4)} less {value(d.c, 4)}.",
            ),
            Wrong(
                "sides-added",
                lambda d: d.b + d.c,
                lambda d: f"{value(d.b, 4)} leads from A to B; to begin at B it is taken off.",
            ),
        ),
        (
            lambda d: rf"The logits: B ${number(d.a)} + {signed(d.b)} = {number(d.a + d.b)}$, C ${number(d.a)} + {signed(d.c)} = "
            rf"{number(d.a + d.c)}$.",
            lambda d: rf"From B to C: ${number(d.a + d.c)} - {signed(d.a + d.b)} = {number(d.c - d.b)}$.",
        ),
    ),
    Template(
        "ratio-of-two-classes", 16, 2,
        lambda rng: dict(zip("wv", (int(n) / 10 for n in rng.choice(np.arange(-15, 16), size=2, replace=False)), strict=True)),
        lambda d: f"A softmax has for one column the weight {value(d.w, 4)} in class 1 and {value(d.v, 4)} in class 2. By what does "
        "one unit of the column multiply the ratio of class 1 to class 2?",
        _between,
        lambda d: f"e to the difference {value(d.w - d.v, 4)} of the two weights.",
        (
            Wrong(
                "reference-not-subtracted",
                lambda d: exp(d.w),
                lambda d: f"The weight {value(d.v, 4)} of class 2 moves the ratio too.",
            ),
            Wrong(
                "logarithm-of-ratio",
                lambda d: d.w - d.v,
                lambda d: f"{value(d.w - d.v, 4)} is added to the logarithm of the ratio.",
            ),
            Wrong(
                "reference-above",
                lambda d: exp(d.v - d.w),
                lambda d: f"That is the ratio of class 2 to class 1, with {value(d.v - d.w, 4)} in the exponent.",
            ),
        ),
        (
            lambda d: rf"The difference of the weights: ${number(d.w)} - {signed(d.v)} = {number(d.w - d.v)}$.",
            lambda d: rf"$e^{{{number(d.w - d.v)}}} {equals(exp(d.w - d.v))}$.",
        ),
    ),
    Template(
        "chance-of-the-middle-class", 16, 3, _cuts,
        lambda d: f"Three classes in order have the cuts {value(d.low, 4)} and {value(d.high, 4)}; the score is {value(d.t, 4)}. Which "
        "probability has the middle class?",
        lambda d: float(ordinal.predict_proba([1.0], [d.low, d.high], [[d.t]])[0, 1]),
        lambda d: f"Below the upper cut, {number(_below(d.high - d.t))}, but not below the lower one, {number(_below(d.low - d.t))}.",
        (
            Wrong(
                "cumulative-returned",
                lambda d: _below(d.high - d.t),
                lambda d: f"That counts the first class too, whose probability is {number(_below(d.low - d.t))}.",
            ),
            Wrong(
                "score-added",
                lambda d: _below(d.high + d.t) - _below(d.low + d.t),
                lambda d: f"The score {value(d.t, 4)} is subtracted from the cuts: a higher one makes higher classes more probable.",
            ),
        ),
        (
            lambda d: rf"Up to the middle class: $\frac{{1}}{{1 + e^{{{number(d.t - d.high)}}}}} {equals(_below(d.high - d.t))}$; "
            rf"the first class alone: $\frac{{1}}{{1 + e^{{{number(d.t - d.low)}}}}} {equals(_below(d.low - d.t))}$.",
            lambda d: rf"$\frac{{1}}{{1 + e^{{{number(d.t - d.high)}}}}} - \frac{{1}}{{1 + e^{{{number(d.t - d.low)}}}}} "
            rf"{equals(_below(d.high - d.t) - _below(d.low - d.t))}$.",
        ),
    ),
    Template(
        "loss-of-several-labels", 16, 2, _labelled,
        lambda d: f"Three labels, each with a sigmoid of its own, are ${row(d.y)}$, and the probabilities are ${row(d.p)}$. What does "
        "the example pay?",
        lambda d: sum(metrics.log_loss([y], [p]) for y, p in zip(d.y, d.p, strict=True)),
        lambda d: f"Each label pays, the {d.y.count(0)} that {'is' if d.y.count(0) == 1 else 'are'} 0 as well.",
        (
            Wrong(
                "one-branch-only",
                lambda d: sum(cost for y, cost in zip(d.y, _paid(d), strict=True) if y),
                lambda d: f"The labels that are 0 pay {number(sum(c for y, c in zip(d.y, _paid(d), strict=True) if not y))} more.",
            ),
            Wrong(
                "mean-over-labels",
                lambda d: sum(_paid(d)) / 3,
                lambda d: f"The three costs are added: {number(sum(_paid(d)))}.",
            ),
            Wrong(
                "classes-exchanged",
                lambda d: sum(-log(1 - p if y else p) for y, p in zip(d.y, d.p, strict=True)),
                lambda d: f"A label of 1 with the probability {number(d.p[d.y.index(1)])} pays minus the logarithm of that.",
            ),
        ),
        (
            lambda d: "To what happened was said "
            + ", ".join(f"${number(p if y else 1 - p)}$" for y, p in zip(d.y, d.p, strict=True))
            + ".",
            lambda d: f"${_logarithms(d)} {equals(sum(_paid(d)))}$.",
        ),
    ),
)  # fmt: skip
