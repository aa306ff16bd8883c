"""A threshold against its four counts and its place on the ROC curve, whose area does without a threshold."""

import numpy as np
import numpy.typing as npt

from lrlib import metrics
from lrlib.checks import Array, as_binary, as_floats
from lrlib.pictures.controls import fix, slider
from lrlib.pictures.frame import BLUE, GREEN, Frame, clipped, line, panel
from lrlib.pictures.live.threshold import HALF, STOPS, four_counts, reached
from lrlib.pictures.page import Picture, name_of, page

SHARES = Frame((0.0, 1.0), (0.0, 1.0))


def roc(key: str, y: npt.ArrayLike, probabilities: npt.ArrayLike) -> Picture:
    """Return a threshold against its four counts and its place on the ROC curve.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and hyphens; unique in the book.
    y : array_like of shape (m,)
        Labels 0 and 1, both present.
    probabilities : array_like of shape (m,)
        Held-out probabilities of class 1.

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
    >>> roc("r", [0, 1, 1], [0.2, 0.4, 0.9]).text.split(". ")[-1]
    'Recall 0.500, share of false alarms among class 0 0.000; area under the curve 1.000.'
    """
    name, p = name_of("live", key), as_floats(probabilities, "probabilities", ndim=1)
    truth = as_binary(y, len(p))
    if (p < 0).any() or (p > 1).any():
        raise ValueError("a probability lies outside 0 to 1; wanted are probabilities")
    area, counts = metrics.auc(truth, p), reached(truth, p)
    no, yes = np.array(counts)
    cells = (no[0] - no[HALF], no[HALF], yes[0] - yes[HALF], yes[HALF])
    panels = [
        panel(
            name,
            "a",
            "The confusion matrix",
            "Rows: the truth. Columns: what the model says at this threshold.",
            four_counts(cells),
        ),
        panel(
            name,
            "b",
            "The ROC curve",
            "Curve: recall against the share of false alarms at every threshold. The dot is yours; solid, what a "
            "threshold passes on its way down from 1. Dashed: an alarm drawn by lot.",
            SHARES.axes(("false alarms, share of class 0", "recall, share of class 1"))
            + clipped(name, "b", _curve(metrics.curve(truth, p), no / no[0], yes / yes[0])),
        ),
    ]
    left, false, missed, hits = cells
    words = (
        f"Threshold {fix(HALF / STOPS, 3)}: {hits} hits, {missed} misses, {false} false alarms, {left} rightly left "
        f"alone. Recall {fix(hits / yes[0], 3)}, share of false alarms among class 0 {fix(false / no[0], 3)}; "
        f"area under the curve {fix(area, 3)}."
    )
    controls = slider(name, "t", "threshold", HALF / STOPS, (0, 1, 1 / STOPS), digits=3)
    return page(
        name,
        "A threshold and the ROC curve",
        panels,
        controls,
        words,
        "roc",
        {"counts": counts, "stops": STOPS, "area": area},
        hint="Left: the four counts at your threshold. Right: its place on the ROC curve; dashed, alarms by lot.",
    )


def _curve(whole: metrics.Curve, alarms: Array, recall: Array) -> str:
    """Return the curve of all thresholds, the part of it above this one, and the dot of this one."""
    at = np.column_stack((alarms, recall))
    every = SHARES.pixels(np.column_stack((whole.false_alarm_rate, whole.recall)))
    ((x, y),) = SHARES.pixels(at[[HALF]])
    lot = line(SHARES.pixels(np.array([[0.0, 0.0], [1.0, 1.0]])))
    return (
        f'<path d="{lot}" stroke="currentColor" stroke-dasharray="6 4" stroke-width="1"/>'
        f'<path d="{line(every)}" stroke="{BLUE}" stroke-width="1.5"/>'
        f'<path class="swept" d="{line(SHARES.pixels(at[: HALF - 1 : -1]))}" stroke="{BLUE}" stroke-width="4"/>'
        f'<circle class="here" cx="{x:.1f}" cy="{y:.1f}" r="7" stroke="{GREEN}" stroke-width="3"/>'
    )
