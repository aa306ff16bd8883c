"""A threshold and its price: the confusion matrix, precision, recall and the cost of both kinds of error."""

from collections.abc import Mapping
from html import escape
from typing import Any

import numpy as np
import numpy.typing as npt

from lrlib import metrics
from lrlib.checks import Array, as_binary, as_floats
from lrlib.languages import translate
from lrlib.pictures.controls import choice, fix, number, slider
from lrlib.pictures.frame import BLUE, PANEL, RED, Frame, clipped, line, panel
from lrlib.pictures.page import Picture, name_of, page

STOPS = 200  # of the threshold, from 0 to 1
HALF = STOPS // 2  # where it stands at first
SHARES = Frame((0.0, 1.0), (0.0, 1.0))


def threshold(key: str, problems: Mapping[str, tuple[npt.ArrayLike, npt.ArrayLike, float, float]]) -> Picture:
    """Return a threshold against the confusion matrix, precision, recall and the cost of both kinds of error.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and hyphens; unique in the book.
    problems : mapping of str to tuple
        For each problem its labels, its held-out probabilities, what a false alarm costs and what a miss costs.

    Returns
    -------
    Picture
        Displays itself.

    Raises
    ------
    TypeError, ValueError
        If an argument does not fit.

    Examples
    --------
    >>> print(threshold("t", {"spam": ([0, 1, 1], [0.2, 0.4, 0.9], 3, 1)}).text.split(" left")[0])
    A threshold and its price: spam, threshold 0.500: 1 hits, 1 misses, 0 false alarms, 1 rightly
    """
    if not isinstance(problems, Mapping):
        raise TypeError(
            f"problems is {problems!r}; wanted is a dictionary from a name to y, probabilities and two costs"
        )
    name, problems = name_of("live", key), {translate(problem): held for problem, held in problems.items()}
    given = [_problem(*item) for item in problems.items()]
    if not given:
        raise ValueError("there is no problem; wanted is at least one")
    (no, yes), (alarm, miss) = np.array(given[0]["counts"]), given[0]["costs"]
    cells = (no[0] - no[HALF], no[HALF], yes[0] - yes[HALF], yes[HALF])
    prices = _prices(alarm * no + miss * (yes[0] - yes), metrics.cost_threshold(alarm, miss))
    named = ", ".join(escape(problem) for problem in problems)
    panels = [
        panel(
            name,
            "a",
            "The confusion matrix",
            f"Rows: the truth. Columns: what the model says. For {named}.",
            four_counts(cells),
        ),
        panel(
            name,
            "b",
            "The cost at every threshold",
            f"For {named}. Curve: the cost as a share of the highest. Upright: the threshold; dashed, what the prices "
            "ask for.",
            SHARES.axes(("threshold", "cost, share of the highest")) + clipped(name, "b", prices),
        ),
    ]
    controls = (
        choice(name, "problem", "problem", list(problems))
        + slider(name, "t", "threshold", HALF / STOPS, (0, 1, 1 / STOPS), digits=3)
        + number(name, "alarm", "cost of a false alarm", alarm)
        + number(name, "miss", "cost of a miss", miss)
    )
    return page(
        name,
        "A threshold and its price",
        panels,
        controls,
        _bill(given[0]["name"], cells, alarm, miss),
        "threshold",
        {"problems": given, "stops": STOPS},
        hint="Right: the cost at every threshold. The upright line is yours; the dashed one is what the prices ask.",
    )


def _problem(name: str, held: tuple[npt.ArrayLike, npt.ArrayLike, float, float]) -> dict[str, Any]:
    """Return what the page needs of a problem: at each threshold, how many of both classes get an alarm."""
    truth, probabilities, alarm, miss = held
    p = as_floats(probabilities, "probabilities", ndim=1)
    y = as_binary(truth, len(p))
    metrics.cost_threshold(alarm, miss)
    if (p < 0).any() or (p > 1).any():
        raise ValueError(f"{name} has a probability outside 0 to 1; wanted are probabilities")
    return {"name": name, "counts": reached(y, p), "costs": [alarm, miss]}


def reached(y: Array, p: Array) -> list[list[int]]:
    """Return how many of class 0, and of class 1, get an alarm at each stop of the threshold."""
    stops = np.arange(STOPS + 1) / STOPS
    return [[int(np.sum(p[y == k] >= stop)) for stop in stops] for k in (0, 1)]


def _prices(prices: Array, best: float) -> str:
    curve = SHARES.pixels(np.column_stack((np.arange(STOPS + 1) / STOPS, prices / max(1, prices.max()))))
    here, asked = (f"M{PANEL.left + PANEL.width * t:.1f} {PANEL.top}v{PANEL.height}" for t in (HALF / STOPS, best))
    return (
        f'<path class="price" d="{line(curve)}" stroke="{RED}"/><path class="here" d="{here}" stroke="currentColor"/>'
        f'<path class="best" d="{asked}" stroke="{BLUE}" stroke-dasharray="6 4"/>'
    )


def four_counts(cells: tuple[int, ...]) -> str:
    """Return the four counts in a square, right answers tinted."""
    out = "".join(
        f'<text x="{x}" y="{y}" text-anchor="{anchor}">{word}</text>'
        for x, y, anchor, word in (
            (150, 26, "middle", "says 0"),
            (272, 26, "middle", "says 1"),
            (80, 101, "end", "is 0"),
            (80, 211, "end", "is 1"),
        )
    )
    for k, (count, word) in enumerate(zip(cells, ("left alone", "false alarms", "misses", "hits"), strict=True)):
        x, y, right = 90 + 122 * (k % 2), 40 + 110 * (k // 2), k in (0, 3)
        colour, dashes = (BLUE, "") if right else (RED, ' stroke-dasharray="6 4"')
        out += (
            f'<rect x="{x}" y="{y}" width="120" height="108" fill="{colour}" fill-opacity=".16" stroke="{colour}" '
            f'stroke-width="2"{dashes}/>'
            f'<text class="n{k}" x="{x + 60}" y="{y + 54}" text-anchor="middle" style="font-size:26px">{count}</text>'
            f'<text x="{x + 60}" y="{y + 82}" text-anchor="middle">{word}</text>'
        )
    return out


def _bill(problem: str, cells: tuple[int, ...], alarm: float, miss: float) -> str:
    left, false, missed, hits = cells
    shares = [fix(hits / whole, 3) if whole else "undefined" for whole in (hits + false, hits + missed)]
    return (
        f"{problem}, threshold {fix(HALF / STOPS, 3)}: {hits} hits, {missed} misses, {false} false alarms, "
        f"{left} rightly left alone. Precision {shares[0]}, recall {shares[1]}, "
        f"cost {fix(alarm * false + miss * missed, 0)}; "
        f"the prices ask for threshold {fix(metrics.cost_threshold(alarm, miss), 3)}."
    )
