"""Chapter 19: a value on the scale of the training part, a bill, the border of a logit, and the shares of groups."""

from math import log, log1p
from types import SimpleNamespace
from typing import Any

import numpy as np

from lrlib import data, metrics
from lrlib.questions.printed import equals, number
from lrlib.questions.template import Template, Wrong


def _mail(rng: np.random.Generator) -> dict[str, Any]:
    mean, other = (int(v) / 10 for v in rng.choice(np.arange(2, 30), size=2, replace=False))
    deviation, own = (float(v) for v in rng.choice([0.4, 0.5, 0.8, 1.0, 1.25, 2.0], size=2, replace=False))
    return {"x": int(rng.integers(1, 40)), "mean": mean, "sd": deviation, "other": other, "own": own}


def _scaled(d: SimpleNamespace) -> float:
    """Return the value by lrlib, from two training values of that mean and standard deviation."""
    train = np.array([[d.mean - d.sd], [d.mean + d.sd]])
    return float(data.standardize(train, np.log1p([[float(d.x)]]))[1][0, 0])


def _errors(rng: np.random.Generator) -> dict[str, Any]:
    return {
        "m": int(rng.choice([400, 500, 800, 1000, 2000])),
        "lost": int(rng.integers(1, 12)),
        "missed": int(rng.integers(20, 120)),
        "alarm": int(rng.integers(5, 21)),
        "miss": int(rng.integers(1, 4)),
    }


def _bill(d: SimpleNamespace) -> float:
    y = np.arange(d.m) < d.m // 2
    said = y.copy()
    said[: d.missed], said[d.m // 2 : d.m // 2 + d.lost] = False, True
    return float(1000 * (metrics.confusion(y, said, 2) * [[0, d.alarm], [d.miss, 0]]).sum() / d.m)


def _prices(rng: np.random.Generator) -> dict[str, Any]:
    alarm, miss = (int(v) for v in rng.choice([1, 2, 3, 4, 5, 8, 10, 12, 20], size=2, replace=False))
    return {"alarm": alarm, "miss": miss}


def _two(rng: np.random.Generator) -> dict[str, Any]:
    names = ("kept", "lost", "missed", "found")
    first = dict(zip(names, (int(n) for n in rng.integers((40, 1, 2, 5), (120, 9, 30, 60))), strict=True))
    second = dict(zip(names, (int(n) for n in rng.integers((40, 1, 2, 40), (120, 9, 30, 120))), strict=True))
    return {"first": first, "second": second}


def _share(d: SimpleNamespace) -> float:
    """Return what lrlib's recall leaves of the first group."""
    counts = [d.first["found"], d.first["missed"]]
    return 1 - metrics.recall(np.ones(sum(counts)), np.repeat([1, 0], counts))


TEMPLATES = (
    Template(
        "value-on-the-training-scale", 19, 2, _mail,
        lambda d: f"Of the logarithms of 1 + x in the training part the mean is {number(d.mean)} and the standard deviation "
        f"{number(d.sd)}; in the test part they are {number(d.other)} and {number(d.own)}. A test mail has x = {d.x}. What does the "
        "model get?",
        _scaled,
        lambda d: f"The logarithm of {1 + d.x}, on the scale of the training part.",
        (
            Wrong(
                "logarithm-left-out",
                lambda d: (d.x - d.mean) / d.sd,
                lambda d: f"The logarithm comes first: of 1 + {d.x}.",
            ),
            Wrong(
                "own-statistics",
                lambda d: (log1p(d.x) - d.other) / d.own,
                lambda d: f"The test part is the future, whose mean of {number(d.other)} nobody knows when the model is made.",
            ),
            Wrong(
                "half-standardised",
                lambda d: log1p(d.x) - d.mean,
                lambda d: f"It is also divided by the standard deviation, {number(d.sd)}.",
            ),
        ),
        (
            lambda d: rf"The logarithm: $\log {1 + d.x} {equals(log1p(d.x))}$.",
            lambda d: rf"$\frac{{\log {1 + d.x} - {number(d.mean)}}}{{{number(d.sd)}}} {equals((log1p(d.x) - d.mean) / d.sd)}$.",
        ),
    ),
    Template(
        "bill-for-a-thousand", 19, 2, _errors,
        lambda d: f"Of {d.m} mails a filter loses {d.lost} letters and misses {d.missed} spam. A lost letter costs {d.alarm}, a missed "
        f"spam {d.miss}. What is the bill for 1000 mails?",
        _bill,
        lambda d: f"{d.lost} at {d.alarm} and {d.missed} at {d.miss}, of {d.m} mails brought to 1000.",
        (
            Wrong(
                "costs-exchanged",
                lambda d: 1000 * (d.miss * d.lost + d.alarm * d.missed) / d.m,
                lambda d: f"The {d.lost} lost letters cost {d.alarm} each, not {d.miss}.",
            ),
            Wrong(
                "one-label-only",
                lambda d: 1000 * d.miss * d.missed / d.m,
                lambda d: f"The {d.lost} lost letters cost {d.alarm * d.lost} as well.",
            ),
            Wrong(
                "shares-for-counts",
                lambda d: 1000 * (d.lost + d.missed) / d.m,
                lambda d: f"That counts the {d.lost + d.missed} errors, whatever each costs.",
            ),
        ),
        (
            lambda d: rf"The errors cost ${d.lost} \cdot {d.alarm} + {d.missed} \cdot {d.miss} = {d.alarm * d.lost + d.miss * d.missed}$.",
            lambda d: rf"For 1000 mails: $\frac{{1000 \cdot {d.alarm * d.lost + d.miss * d.missed}}}{{{d.m}}} "
            rf"{equals(1000 * (d.alarm * d.lost + d.miss * d.missed) / d.m)}$.",
        ),
    ),
    Template(
        "border-of-a-logit", 19, 2, _prices,
        lambda d: f"A false alarm costs {d.alarm}, a miss {d.miss}. From which logit on is an alarm the cheaper choice?",
        lambda d: float(log((t := metrics.cost_threshold(d.alarm, d.miss)) / (1 - t))),
        lambda d: f"The probability is {d.alarm} over {d.alarm + d.miss} there, so the odds are {d.alarm} to {d.miss}.",
        (
            Wrong(
                "threshold-on-logit",
                lambda d: d.alarm / (d.alarm + d.miss),
                lambda d: f"{number(d.alarm / (d.alarm + d.miss))} is the threshold of the probability.",
            ),
            Wrong(
                "odds-against-a-logit",
                lambda d: d.alarm / d.miss,
                lambda d: f"{d.alarm} to {d.miss} are the odds; the logit is their logarithm.",
            ),
            Wrong(
                "costs-exchanged",
                lambda d: log(d.miss / d.alarm),
                lambda d: f"That is the border where the false alarm costs {d.miss} and the miss {d.alarm}.",
            ),
        ),
        (
            lambda d: f"At the border the mean prices are equal, so the odds are {d.alarm} to {d.miss}.",
            lambda d: rf"$\log \frac{{{d.alarm}}}{{{d.miss}}} {equals(log(d.alarm / d.miss))}$.",
        ),
    ),
    Template(
        "missed-in-a-group", 19, 2, _two,
        lambda d: "A filter serves two groups. " + " ".join(
            f"In the {name} {group['kept']} letters are kept and {group['lost']} lost, {group['found']} spam found and "
            f"{group['missed']} missed." for name, group in (("first", d.first), ("second", d.second))
        ) + " Which share of its spam does the first group still get?",
        _share,
        lambda d: f"{d.first['missed']} of its {d.first['missed'] + d.first['found']} spam.",
        (
            Wrong(
                "one number tells all",
                lambda d: (d.first["missed"] + d.second["missed"])
                / sum(group[name] for group in (d.first, d.second) for name in ("missed", "found")),
                lambda d: f"That is the share over both groups, {d.first['missed'] + d.second['missed']} missed in all.",
            ),
            Wrong(
                "divided-by-all",
                lambda d: d.first["missed"] / sum(d.first.values()),
                lambda d: f"Only the {d.first['missed'] + d.first['found']} spam can be missed, not all {sum(d.first.values())} mails.",
            ),
            Wrong(
                "rate of the wrong group",
                lambda d: d.first["missed"] / (d.first["missed"] + d.first["kept"]),
                lambda d: f"That is the spam among the {d.first['missed'] + d.first['kept']} mails of the inbox.",
            ),
        ),
        (
            lambda d: rf"Its spam: ${d.first['missed']} + {d.first['found']} = {d.first['missed'] + d.first['found']}$.",
            lambda d: rf"The share: $\frac{{{d.first['missed']}}}{{{d.first['missed'] + d.first['found']}}} "
            rf"{equals(d.first['missed'] / (d.first['missed'] + d.first['found']))}$.",
        ),
    ),
)  # fmt: skip
