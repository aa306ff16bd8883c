"""Chapter 1: base rates, prices of errors, and readings of a table of right and wrong."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from lrlib import metrics
from lrlib.questions.printed import equals, number
from lrlib.questions.template import Template, Wrong


def _detector(rng: np.random.Generator) -> dict[str, Any]:
    m = int(rng.choice([200, 500, 1000, 2000]))
    return {"m": m, "rare": int(rng.integers(1, m // 20))}


def _counts(rng: np.random.Generator) -> dict[str, Any]:
    hits, misses, false_alarms = (int(n) for n in rng.integers(2, 40, size=3))
    total = int(rng.choice([200, 400, 500, 800]))
    return {"tp": hits, "fn": misses, "fp": false_alarms, "tn": total - hits - misses - false_alarms, "m": total}


def labels(d: SimpleNamespace) -> tuple[np.ndarray, np.ndarray]:
    """Return true and predicted labels that have the counts of a question.

    Parameters
    ----------
    d : SimpleNamespace
        With tp, fn, fp and tn.

    Returns
    -------
    tuple of ndarray
        Truth and prediction, each of shape (m,).
    """
    counts = [d.tp, d.fn, d.fp, d.tn]
    return np.repeat([1, 1, 0, 0], counts), np.repeat([1, 0, 1, 0], counts)


def _table(d: SimpleNamespace) -> str:
    return (
        f"A detector was tried on {d.m} cases: {d.tp} hits, {d.fn} misses, {d.fp} false alarms, and {d.tn} cases of "
        "class 0 on which it rightly stayed silent."
    )


TEMPLATES = (
    Template(
        "accuracy-of-silence", 1, 2, _detector,
        lambda d: f"Of {d.m} payments {d.rare} are frauds. Which accuracy has a detector that never raises an alarm?",
        lambda d: metrics.accuracy(np.arange(d.m) < d.rare, np.zeros(d.m, dtype=bool)),
        lambda d: f"It is right for the {d.m - d.rare} honest payments.",
        (
            Wrong(
                "rate of the wrong group",
                lambda d: d.rare / d.m,
                lambda d: f"That is the share of the {d.rare} frauds, on which it is wrong.",
            ),
            Wrong(
                "always-one-half",
                lambda d: 0.5,
                lambda d: f"It tosses no coin: it says honest {d.m} times, and {d.m - d.rare} of them are.",
            ),
        ),
        (
            lambda d: f"It is right on all honest payments: ${d.m} - {d.rare} = {d.m - d.rare}$.",
            lambda d: rf"The accuracy is $\frac{{{d.m - d.rare}}}{{{d.m}}} {equals(1 - d.rare / d.m)}$.",
        ),
    ),
    Template(
        "threshold-from-prices", 1, 2,
        lambda rng: {"alarm": int(rng.integers(1, 10)), "miss": int(rng.integers(11, 60))},
        lambda d: f"A false alarm costs {d.alarm}, a miss costs {d.miss}. From which probability of class 1 on is an "
        "alarm the cheaper choice?",
        lambda d: metrics.cost_threshold(d.alarm, d.miss),
        lambda d: f"An alarm costs $(1 - p) \\cdot {d.alarm}$ on average, silence $p \\cdot {d.miss}$; there they are equal.",
        (
            Wrong(
                "one half is the threshold",
                lambda d: 0.5,
                lambda d: f"Only where both errors cost the same; here they cost {d.alarm} and {d.miss}.",
            ),
            Wrong(
                "costs-exchanged",
                lambda d: d.miss / (d.alarm + d.miss),
                lambda d: f"That is the threshold where the false alarm costs {d.miss} and the miss {d.alarm}.",
            ),
            Wrong(
                "odds-for-probability",
                lambda d: d.alarm / d.miss,
                lambda d: f"{d.alarm} to {d.miss} are the odds; the probability divides by the sum of both.",
            ),
        ),
        (
            lambda d: f"An alarm is cheaper from where the mean price $p \\cdot {d.miss}$ of silence is the mean price "
            f"$(1 - p) \\cdot {d.alarm}$ of an alarm.",
            lambda d: rf"The threshold is $\frac{{{d.alarm}}}{{{d.alarm} + {d.miss}}} "
            rf"{equals(d.alarm / (d.alarm + d.miss))}$.",
        ),
    ),
    Template(
        "precision-from-counts", 1, 2, _counts,
        lambda d: f"{_table(d)} What is its precision?",
        lambda d: metrics.precision(*labels(d)),
        lambda d: f"{d.tp} of its {d.tp + d.fp} alarms are right.",
        (
            Wrong(
                "rate of the wrong group",
                lambda d: d.tp / (d.tp + d.fn),
                lambda d: f"That is the recall: it divides by the {d.tp + d.fn} cases of class 1, not by the alarms.",
            ),
            Wrong(
                "accuracy-for-precision",
                lambda d: (d.tp + d.tn) / d.m,
                lambda d: f"That is the accuracy: the {d.tn} silent cases are no alarms.",
            ),
            Wrong(
                "specificity-for-precision",
                lambda d: d.tn / (d.tn + d.fp),
                lambda d: f"That is the share of the {d.tn + d.fp} cases of class 0 that stayed without an alarm.",
            ),
        ),
        (
            lambda d: f"Its alarms: ${d.tp} + {d.fp} = {d.tp + d.fp}$.",
            lambda d: rf"The right ones among them: $\frac{{{d.tp}}}{{{d.tp + d.fp}}} {equals(d.tp / (d.tp + d.fp))}$.",
        ),
    ),
    Template(
        "recall-from-counts", 1, 2, _counts,
        lambda d: f"{_table(d)} What is its recall?",
        lambda d: metrics.recall(*labels(d)),
        lambda d: f"It found {d.tp} of the {d.tp + d.fn} cases of class 1.",
        (
            Wrong(
                "rate of the wrong group",
                lambda d: d.tp / (d.tp + d.fp),
                lambda d: f"That is the precision: it divides by the {d.tp + d.fp} alarms, not by the cases of class 1.",
            ),
            Wrong(
                "divided-by-all",
                lambda d: d.tp / d.m,
                lambda d: f"Only {d.tp + d.fn} of the {d.m} cases can be found: divide by those.",
            ),
        ),
        (
            lambda d: f"Cases of class 1: ${d.tp} + {d.fn} = {d.tp + d.fn}$.",
            lambda d: rf"Those found: $\frac{{{d.tp}}}{{{d.tp + d.fn}}} {equals(d.tp / (d.tp + d.fn))}$.",
        ),
    ),
    Template(
        "bill-of-a-detector", 1, 2,
        lambda rng: _counts(rng) | {"alarm": int(rng.integers(1, 6)), "miss": int(rng.integers(8, 40))},
        lambda d: f"{_table(d)} A false alarm costs {d.alarm}, a miss {d.miss}. What do its errors cost in all?",
        lambda d: int((metrics.confusion(*labels(d), 2) * [[0, d.alarm], [d.miss, 0]]).sum()),
        lambda d: f"{d.fp} false alarms at {d.alarm} and {d.fn} misses at {d.miss}.",
        (
            Wrong(
                "costs-exchanged",
                lambda d: d.fp * d.miss + d.fn * d.alarm,
                lambda d: f"The {d.fp} false alarms cost {d.alarm} each, not {d.miss}.",
            ),
            Wrong(
                "one-label-only",
                lambda d: d.fn * d.miss,
                lambda d: f"The {d.fp} false alarms are errors on class 0, and cost {d.fp * d.alarm} more.",
            ),
        ),
        (
            lambda d: rf"False alarms: ${d.fp} \cdot {d.alarm} = {d.fp * d.alarm}$.",
            lambda d: rf"Misses: ${d.fn} \cdot {d.miss} = {d.fn * d.miss}$.",
            lambda d: f"Together: ${d.fp * d.alarm} + {d.fn * d.miss} = {number(d.fp * d.alarm + d.fn * d.miss)}$.",
        ),
    ),
)  # fmt: skip
