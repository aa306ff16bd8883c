"""Chapter 11: a risk ratio from an odds ratio, and a standard error from an interval."""

from math import log
from typing import Any

import numpy as np

from lrlib import metrics
from lrlib.questions.printed import equals, number
from lrlib.questions.template import Template, Wrong


def _odds(rng: np.random.Generator) -> dict[str, Any]:
    return {"r": float(rng.choice([2, 3, 4, 5, 6])), "q": int(rng.integers(2, 15)) / 20}


def _interval(rng: np.random.Generator) -> dict[str, Any]:
    return {"low": int(rng.integers(3, 13)) / 10, "times": int(rng.integers(3, 9))}


def _risk(d: Any) -> float:
    """Return the probability after the odds were multiplied: a shift of the share by the same factor."""
    share = d.r / (1 + d.r)
    return float(metrics.shift_prior([d.q], 0.5, share)[0])


TEMPLATES = (
    Template(
        "risk-ratio-of-an-odds-ratio",
        11,
        3,
        _odds,
        lambda d: (
            f"Without a treatment the probability is {number(d.q)}; the treatment has the odds ratio {number(d.r)}. "
            "By what does it multiply the probability?"
        ),
        lambda d: _risk(d) / d.q,
        lambda d: f"The probability becomes {number(_risk(d))}.",
        (
            Wrong("odds ratio is risk ratio", lambda d: d.r, lambda d: "It multiplies the odds."),
            Wrong("probability-for-ratio", _risk, lambda d: f"That is the new probability; divide by {number(d.q)}."),
        ),
        (
            lambda d: (
                rf"The odds become $\frac{{{number(d.q)}}}{{{number(1 - d.q)}}} \cdot {number(d.r)} "
                rf"{equals(d.r * d.q / (1 - d.q))}$."
            ),
            lambda d: (
                rf"The ratio is $\frac{{{number(d.r)}}}{{{number(1 - d.q)} + {number(d.q)} \cdot {number(d.r)}}} "
                rf"{equals(d.r / (1 - d.q + d.q * d.r))}$."
            ),
        ),
    ),
    Template(
        "error-from-an-interval",
        11,
        3,
        _interval,
        lambda d: (
            f"A report gives an odds ratio with the 95 % interval from {number(d.low)} to "
            f"{number(d.low * d.times)}. What is the standard error of the coefficient?"
        ),
        lambda d: (log(d.low * d.times) - log(d.low)) / 3.92,
        lambda d: "On the scale of the logit the interval is 3.92 standard errors long.",
        (
            Wrong(
                "missing-logarithm",
                lambda d: (d.low * d.times - d.low) / 3.92,
                lambda d: (
                    f"{number(d.low)} and {number(d.low * d.times)} are odds ratios; the interval is even in their logarithms."
                ),
            ),
            Wrong(
                "two-forgotten",
                lambda d: log(d.times) / 1.96,
                lambda d: f"From {number(d.low)} to {number(d.low * d.times)} it is twice 1.96 standard errors.",
            ),
        ),
        (
            lambda d: (
                rf"Its length on the scale of the logit: $\log \frac{{{number(d.low * d.times)}}}{{{number(d.low)}}} "
                rf"{equals(log(d.times))}$."
            ),
            lambda d: rf"Divided by twice 1.96: $\frac{{\log {d.times}}}{{3.92}} {equals(log(d.times) / 3.92)}$.",
        ),
    ),
)
