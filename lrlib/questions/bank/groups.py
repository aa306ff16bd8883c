"""Chapter 12: the precision where class 1 is rare, and the false alarms of a group with another share."""

from typing import Any

import numpy as np

from lrlib import metrics
from lrlib.questions.printed import equals, number
from lrlib.questions.template import Template, Wrong


def _test(rng: np.random.Generator) -> dict[str, Any]:
    a, r, q = rng.choice([0.02, 0.05, 0.1, 0.2]), rng.choice([0.6, 0.75, 0.8, 0.9]), rng.choice([0.04, 0.05, 0.15, 0.3])
    return {"a": float(a), "r": float(r), "q": float(q)}


def _group(rng: np.random.Generator) -> dict[str, Any]:
    a, d, r = rng.choice([0.1, 0.2, 0.25, 0.4]), rng.choice([0.6, 0.75, 0.8]), rng.choice([0.5, 0.7, 0.9])
    return {"a": float(a), "d": float(d), "r": float(r)}


def _precision(d: Any) -> float:
    """Return the precision as lrlib counts it, on ten thousand examples, of which every share here is a whole number."""
    sizes = [round(1e4 * n) for n in (d.a * d.r, d.a * (1 - d.r), (1 - d.a) * d.q, (1 - d.a) * (1 - d.q))]
    return float(metrics.precision(np.repeat([1, 1, 0, 0], sizes), np.repeat([1, 0, 1, 0], sizes)))


def _alarms(d: Any) -> float:
    """Return the false-alarm rate: the odds of class 1 among the alarms, moved to the share of the group."""
    return float(d.a / (1 - d.a) * (1 - d.d) / d.d * d.r)


TEMPLATES = (
    Template(
        "precision-at-a-share",
        12,
        3,
        _test,
        lambda d: (
            f"A test finds the share {number(d.r)} of class 1 and gives an alarm for {number(d.q)} of class 0. Of "
            f"all examples {number(d.a)} are of class 1. Which share of the alarms is right?"
        ),
        _precision,
        lambda d: f"Right alarms are {number(d.a * d.r)} of all, false ones {number((1 - d.a) * d.q)}.",
        (
            Wrong(
                "rate of the wrong group",
                lambda d: d.r,
                lambda d: f"{number(d.r)} of class 1 is found: a share of the truth, not of the alarms.",
            ),
            Wrong(
                "old-share-forgotten",
                lambda d: d.r / (d.r + d.q),
                lambda d: f"So it would be if both classes were equally many, but {number(d.a)} are of class 1.",
            ),
        ),
        (
            lambda d: f"Of all examples ${number(d.a)} \\cdot {number(d.r)} = {number(d.a * d.r)}$ are right alarms.",
            lambda d: f"False ones are ${number(1 - d.a)} \\cdot {number(d.q)} = {number((1 - d.a) * d.q)}$.",
            lambda d: (
                rf"$\frac{{{number(d.a * d.r)}}}{{{number(d.a * d.r)} + {number((1 - d.a) * d.q)}}} "
                rf"{equals(d.a * d.r / (d.a * d.r + (1 - d.a) * d.q))}$."
            ),
        ),
    ),
    Template(
        "false-alarms-of-a-group",
        12,
        3,
        _group,
        lambda d: (
            f"In a group {number(d.a)} are of class 1. The alarms have precision {number(d.d)} and recall "
            f"{number(d.r)}. Which share of class 0 gets an alarm?"
        ),
        _alarms,
        lambda d: "It follows from the share, the precision and the recall.",
        (
            Wrong(
                "rate of the wrong group",
                lambda d: 1 - d.d,
                lambda d: f"{number(1 - d.d)} of the alarms are false: a share of the alarms, not of class 0.",
            ),
            Wrong(
                "old-share-forgotten",
                lambda d: (1 - d.d) / d.d * d.r,
                lambda d: f"So it would be if half of the group were of class 1, not {number(d.a)}.",
            ),
        ),
        (
            lambda d: f"Of all examples ${number(d.a)} \\cdot {number(d.r)} = {number(d.a * d.r)}$ are right alarms.",
            lambda d: (
                rf"For each there are $\frac{{{number(1 - d.d)}}}{{{number(d.d)}}} {equals((1 - d.d) / d.d)}$ false ones."
            ),
            lambda d: (
                rf"Among class 0 they are $\frac{{{number(d.a * d.r)}}}{{{number(1 - d.a)}}} \cdot "
                rf"\frac{{{number(1 - d.d)}}}{{{number(d.d)}}} {equals(_alarms(d))}$."
            ),
        ),
    ),
)
