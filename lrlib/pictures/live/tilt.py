"""A straight line and an S-curve through the same labels, and examples of class 1 that are moved far out."""

import numpy as np
import numpy.typing as npt

from lrlib import logistic
from lrlib.activations import sigmoid
from lrlib.checks import Array, as_binary, as_floats, as_parameters, as_whole, as_words
from lrlib.data import add_intercept
from lrlib.pictures.controls import fix, slider
from lrlib.pictures.frame import BLUE, GREEN, RED, Frame, clipped, line, panel
from lrlib.pictures.page import Picture, name_of, page

MOST = 20  # far examples
TALL = 9  # pixels: half of the tick of an example
TICK, SQUARE = "M{:g} {:.1f}v18", "M{:.1f} {:.1f}m-4-4h8v8h-8z"
APART = 3  # pixels between two of the squares, which stand one above the other


def tilt(
    key: str,
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    far: tuple[float, float],
    feature: str,
    classes: tuple[str, str],
    things: str,
    count: int = 10,
    across: tuple[float, float],
) -> Picture:
    """Return the least-squares line and the logistic curve of labels, against examples of class 1 far out.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and hyphens; unique in the book.
    x : array_like of shape (m,)
        One feature; rounded to two decimals. The classes must overlap, class 1 lying at the larger values.
    y : array_like of shape (m,)
        Labels 0 and 1.
    far : tuple of float
        From where to where the far examples can be moved; they begin at the first.
    feature : str
        What the feature is called.
    classes : tuple of str
        What the classes are called.
    things : str
        What the examples are called, as in "tumours".
    count : int
        How many far examples there are at first, up to 20.
    across : tuple of float
        What the picture shows of the feature.

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
    >>> given = {"far": (4, 9), "feature": "x", "classes": ("no", "yes"), "things": "points", "across": (0, 10)}
    >>> tilt("t", [1, 2, 3, 4], [0, 1, 0, 1], **given).text.split(". ")[1]
    'The line crosses one half at 2.27 and misses 1 of 2 in class yes; the S-curve crosses it at 2.16 and misses 1.'
    """
    name, column = name_of("live", key), as_floats(x, "x", ndim=1).round(2)
    as_parameters(far, "far", (2,))
    as_parameters(across, "across", (2,))
    as_words(classes, "classes", 2)
    as_whole(count, "count")
    labels, (low, high) = as_binary(y, len(column)), far
    no, yes = column[labels == 0], column[labels == 1]
    if not (len(no) and len(yes) and yes.min() < no.max() and no.min() < yes.max() and no.mean() < yes.mean()):
        raise ValueError(
            "the classes lie apart, or class 1 to the left; wanted are two that overlap, class 1 to the right"
        )
    if not column.mean() < low < high:
        raise ValueError(f"far goes from {low} to {high}; wanted is a way that begins above the mean of x and goes up")
    frame = Frame(across, (-0.5, 1.5))
    line_at, curve_at = _fits(column, labels, count, low)
    told = f"ticks at 1: {classes[1]}, at 0: {classes[0]}"
    alike = f"{told}; squares: the far {things}. Solid: what is fitted. Dashed: where it crosses one half."
    panels = [
        panel(
            name,
            letter,
            title,
            alike,
            frame.axes((feature, up)) + clipped(name, letter, _drawn(no, yes, fitted, letter, frame, count, low)),
        )
        for letter, title, up, fitted in (
            ("a", "The straight line of least squares", "label, and the line", line_at),
            ("b", "The S-curve of logistic regression", "label, and probability", curve_at),
        )
    ]
    controls = slider(name, "place", f"where the far {things} are", low, (low, high, 0.5)) + slider(
        name, "count", f"how many far {things}", count, (0, MOST, 1), digits=0
    )
    words = _words(column, labels, line_at, curve_at, count, low, things, classes[1])
    return page(
        name,
        "A straight line and an S-curve through the same labels",
        panels,
        controls,
        words,
        "tilt",
        {"no": no.tolist(), "yes": yes.tolist(), "across": across, "things": things, "name": classes[1]},
        hint=f"{told[0].upper()}{told[1:]}. Squares, one above the other: {things} that you add.",
    )


def _fits(x: Array, y: Array, count: int, place: float) -> tuple[Array, Array]:
    """Return intercept and slope of the line, and of the score of the curve; both are fitted to all examples."""
    all_x, all_y = np.append(x, np.full(count, place)), np.append(y, np.ones(count))
    slope, intercept = np.polyfit(all_x, all_y, 1)
    curve = logistic.fit(add_intercept(all_x[:, None]), all_y, tol=1e-10).theta
    return np.array([intercept, slope]), curve


def _crossing(fitted: Array, half: float) -> float:
    return float((half - fitted[0]) / fitted[1])


def _drawn(no: Array, yes: Array, fitted: Array, letter: str, frame: Frame, count: int, place: float) -> str:
    x = np.linspace(*frame.across, 121)
    z = fitted[0] + fitted[1] * x
    drawn = frame.near(np.column_stack((x, sigmoid(z) if letter == "b" else z)))
    at = _crossing(fitted, 0.0 if letter == "b" else 0.5)
    middle, border = frame.pixels(np.array([[frame.across[0], 0.5], [frame.across[1], 0.5]])), _upright(at, frame)
    ((px, py),) = frame.pixels(np.array([[place, 1.0]]))
    far = "".join(SQUARE.format(px, py - APART * i) for i in range(count))
    return (
        f'<path d="{line(middle)}" stroke="currentColor" stroke-opacity=".4" stroke-width="1"/>'
        f'<path d="{_ticks(no, 0, frame)}" stroke="{RED}" stroke-opacity=".6" stroke-width="1"/>'
        f'<path d="{_ticks(yes, 1, frame)}" stroke="{BLUE}" stroke-opacity=".6" stroke-width="1"/>'
        f'<path class="far" d="{far}" stroke="{BLUE}" stroke-width="1"/>'
        f'<path class="{letter}" d="{line(drawn)}" stroke="{GREEN}" stroke-width="3"/>'
        f'<path class="at-{letter}" d="{border}" stroke="currentColor" stroke-dasharray="5 4"/>'
    )


def _ticks(x: Array, level: float, frame: Frame) -> str:
    """Return a tick for each place on the axis, once however many examples lie there."""
    pixels = frame.pixels(np.column_stack((x, np.full(len(x), level))))
    return "".join(TICK.format(px, py - TALL) for px, py in np.unique((2 * pixels).round() / 2, axis=0))


def _upright(x: float, frame: Frame) -> str:
    (low, high), box = frame.across, frame.box
    return f"M{box.left + box.width * (x - low) / (high - low):.1f} {box.top}v{box.height}"


def _words(x: Array, y: Array, line_at: Array, curve_at: Array, count: int, place: float, things: str, yes: str) -> str:
    z = x[y == 1]
    by_line, by_curve = (
        int(np.sum(fitted[0] + fitted[1] * z < half)) for fitted, half in ((line_at, 0.5), (curve_at, 0.0))
    )
    return (
        f"{count} far {things} at {fix(place, 1)}. The line crosses one half at {fix(_crossing(line_at, 0.5), 2)} "
        f"and misses {by_line} of {len(z)} in class {yes}; "
        f"the S-curve crosses it at {fix(_crossing(curve_at, 0.0), 2)} and misses {by_curve}."
    )
