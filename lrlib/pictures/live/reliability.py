"""Whether probabilities are what they say: a reliability diagram whose logits a reader stretches and shifts."""

import numpy as np
import numpy.typing as npt

from lrlib import calibration, logistic, metrics
from lrlib.activations import sigmoid
from lrlib.checks import Array, as_binary, as_floats
from lrlib.pictures.controls import fix, slider
from lrlib.pictures.frame import BLUE, GREEN, PANEL, RED, Frame, clipped, line, marks, panel
from lrlib.pictures.page import Picture, name_of, page

GROUPS = 10
STRETCHES = (0.2, 3.0, 0.05)  # lowest, highest, step
SHIFTS = (-2.0, 2.0, 0.1)
SHARES = Frame((0.0, 1.0), (0.0, 1.0))
HIGH = 0.4  # nats that the panel of the log loss holds above its lowest


def reliability(key: str, y: npt.ArrayLike, logits: npt.ArrayLike) -> Picture:
    """Return a reliability diagram of ten groups, with the log loss at every stretch of the logits.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and hyphens; unique in the book.
    y : array_like of shape (m,)
        Labels 0 and 1, both present, of ten examples or more.
    logits : array_like of shape (m,)
        Predicted on them.

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
    >>> words = reliability("r", [0, 1] * 6, [-1, 1] * 6).text
    >>> words.split(";")[0]
    'Said and seen: Stretch 1.00, shift 0.0: log loss 0.313, Brier score 0.072'
    """
    name, scores = name_of("live", key), as_floats(logits, "logits", ndim=1)
    labels = as_binary(y, len(scores))
    if len(scores) < GROUPS or not 0 < labels.sum() < len(labels):
        raise ValueError(
            f"there are {len(scores)} labels of which {labels.sum():g} are 1; wanted are ten and both kinds"
        )
    order = np.argsort(scores, kind="stable")
    z, truth = scores[order].round(3), labels[order]
    low = float(np.floor(20 * _loss(z, truth)) / 20) - 0.05
    area = fix(metrics.auc(truth, z), 3)
    panels = [
        panel(
            name,
            "a",
            "Said and seen",
            "Circles: ten groups of like predictions, at the mean probability that was said and the share that was "
            "seen. Dotted: where both are equal.",
            SHARES.axes(("said: predicted probability", "seen: share of class 1"))
            + clipped(name, "a", _diagram(z, truth)),
        ),
        panel(
            name,
            "b",
            "The log loss at every stretch",
            "Curve: the log loss with this shift. Upright: the stretch that is chosen.",
            _frame(low).axes(("stretch", "log loss, nats")) + clipped(name, "b", _losses(z, truth, low)),
        ),
    ]
    controls = slider(name, "stretch", "stretch of the logits", 1.0, STRETCHES, digits=2) + slider(
        name, "shift", "shift of the logits", 0.0, SHIFTS
    )
    given = {"z": z.tolist(), "y": "".join(f"{label:.0f}" for label in truth), "low": low, "area": area}
    hint = (
        "Circles on the dotted line: of those that got 0.7, seven in ten are of class 1. Green: your stretch and shift."
    )
    return page(name, "Said and seen", panels, controls, _words(z, truth, area), "reliability", given, hint=hint)


def _loss(z: Array, y: Array) -> float:
    return logistic.cost([1.0], z[:, None], y)


def _frame(low: float) -> Frame:
    return Frame((0.0, 3.0), (low, low + HIGH))


def _diagram(z: Array, y: Array) -> str:
    found = _groups(z, y)
    points = SHARES.pixels(np.column_stack((found.said, found.seen)))
    ends = SHARES.pixels(np.array([[0.0, 0.0], [1.0, 1.0]]))
    return (
        f'<path d="{line(ends)}" stroke="currentColor" stroke-dasharray="2 4"/>'
        f'<path class="way" d="{line(points)}" stroke="{BLUE}" stroke-opacity=".5"/>'
        f'<path class="dots" d="{marks(points, 0)}" stroke="{BLUE}" fill="{BLUE}"/>'
    )


def _losses(z: Array, y: Array, low: float) -> str:
    stops = np.arange(round((STRETCHES[1] - STRETCHES[0]) / STRETCHES[2]) + 1) * STRETCHES[2] + STRETCHES[0]
    curve = _frame(low).near(np.column_stack((stops, [_loss(stop * z, y) for stop in stops])))
    here = _frame(low).pixels(np.array([[1.0, low]]))[0, 0]
    return (
        f'<path class="losses" d="{line(curve)}" stroke="{RED}"/>'
        f'<path class="here" d="M{here:.1f} {PANEL.top}v{PANEL.height}" stroke="{GREEN}"/>'
    )


def _groups(z: Array, y: Array) -> calibration.Groups:
    """Return ten groups by place, equal logits apart where they fall, as the script cuts them."""
    p, m = sigmoid(z), len(z)
    cell = (2 * np.arange(m) + 1) * GROUPS // (2 * m)
    size = np.bincount(cell)
    return calibration.Groups(size.astype(np.int64), np.bincount(cell, p) / size, np.bincount(cell, y) / size)


def _words(z: Array, y: Array, area: str) -> str:
    found, score = _groups(z, y), calibration.brier(y, sigmoid(z))
    return (
        f"Stretch 1.00, shift 0.0: log loss {fix(_loss(z, y), 3)}, Brier score {fix(score, 3)}; "
        f"the highest of ten groups: said {fix(found.said[-1], 2)}, seen {fix(found.seen[-1], 2)}. Area below the ROC "
        f"curve {area}, whatever you choose."
    )
