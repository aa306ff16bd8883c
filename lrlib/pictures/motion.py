"""A moving picture of gradient descent: hand-made SVG with a slider, small, without request, the same each time."""

from collections.abc import Callable
from html import escape

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, as_floats
from lrlib.pictures.contours import contours
from lrlib.pictures.controls import track
from lrlib.pictures.frame import RED, SQUARE, Frame, clipped, panel
from lrlib.pictures.page import Picture, name_of
from lrlib.pictures.scripts import script, style

FRAMES, GRID = 600, 48  # every step is kept while it fits: a zigzag thinned out is no zigzag
LIMIT = 100_000  # bytes


def descent_path(
    key: str,
    cost: Callable[[Array], float],
    path: npt.ArrayLike,
    costs: npt.ArrayLike,
    *,
    centre: npt.ArrayLike,
    span: float,
    names: tuple[str, str] = ("θ₀", "θ₁"),
) -> Picture:
    """Return the contour lines of a cost of two parameters with the path of a descent, to be played or dragged.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and hyphens; unique in the book.
    cost : callable
        A function of two parameters.
    path : array_like of shape (steps + 1, 2)
        The parameters at every step.
    costs : array_like of shape (steps + 1,)
        The cost at every step.
    centre : array_like of shape (2,)
        The middle of the picture.
    span : float
        Half its width, in units of the parameters.
    names : tuple of str
        What the axes are called.

    Returns
    -------
    Picture
        Displays itself; below 100 kB.

    Raises
    ------
    TypeError, ValueError
        If the key has other characters, the shapes are others, or the picture would be too large.

    Examples
    --------
    >>> descent_path("bowl", lambda t: float(t @ t), [[1, 1], [0.5, 0.5]], [2, 0.5], centre=[0, 0], span=2)
    Moving picture: gradient descent in 1 steps, cost 2.0000 to 0.5000
    """
    name, steps, values = name_of("motion", key), as_floats(path, "path", ndim=2), as_floats(costs, "costs", ndim=1)
    middle = as_floats(centre, "centre", ndim=1)
    if steps.shape != (len(values), 2) or len(values) < 2:
        raise ValueError(
            f"path has shape {steps.shape} and costs {values.shape}; wanted are (s, 2) and (s,), s above 1"
        )
    if middle.shape != (2,) or not 0 < span < np.inf:
        raise ValueError(f"centre has shape {middle.shape} and span is {span}; wanted are (2,) and a number above 0")
    across, up = ((float(c) - span, float(c) + span) for c in middle)
    frame = Frame(across, up, SQUARE)
    shown = np.unique(np.linspace(0, len(values) - 1, min(FRAMES, len(values))).round().astype(int))
    points = [f"{x:.1f},{y:.1f}" for x, y in frame.near(steps[shown])]
    words = [f"step {i}: cost {values[i]:.4f}" for i in shown]
    text = f"gradient descent in {len(values) - 1} steps, cost {values[0]:.4f} to {values[-1]:.4f}"
    body = clipped(name, "a", _drawn(contours(cost, frame, GRID), points)) + frame.axes(names, ticks=3)
    title = "Path of gradient descent over the contour lines of the cost"
    html = (
        f'<div class="lr-motion" id="{name}">{style("motion")}\n{panel(name, "a", title, text, body, box=SQUARE)}\n'
        f"{_controls(words)}\n{script('motion', name)}</div>"
    )
    if len(html.encode()) > LIMIT:
        raise ValueError(f"the picture has {len(html.encode())} bytes; wanted are at most {LIMIT}")
    return Picture(html, f"Moving picture: {text}")


def _drawn(lines: str, points: list[str]) -> str:
    (x, y), trail = points[-1].split(","), " ".join(points)
    return (
        f'<path d="{lines}" stroke="currentColor" stroke-opacity=".45" stroke-width="1"/>'
        f'<polyline class="lr-trail" points="{trail}" data-points="{trail}" stroke="{RED}" stroke-width="2.5"/>'
        f'<circle cx="{x}" cy="{y}" r="5" fill="{RED}" stroke="currentColor" stroke-width="1"/>'
    )


def _controls(words: list[str]) -> str:
    last = len(words) - 1
    bar = track((0, last, 1), last, 'aria-label="step of the descent"')
    return (
        f'<div class="lr-controls"><button type="button">Play</button>{bar}'
        f'<output aria-live="polite" data-words="{escape("|".join(words))}">{words[-1]}</output></div>'
    )
