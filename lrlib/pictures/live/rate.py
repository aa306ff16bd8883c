"""The path of gradient descent over the contour lines of J, for a learning rate to be chosen."""

from warnings import catch_warnings, simplefilter

import numpy as np
import numpy.typing as npt

from lrlib import logistic
from lrlib.checks import as_binary, as_floats, as_parameters, as_whole
from lrlib.data import add_intercept, standardize
from lrlib.pictures.contours import contours
from lrlib.pictures.controls import slider
from lrlib.pictures.frame import GREEN, RED, Frame, clipped, line, marks, panel
from lrlib.pictures.live.walk import Walk, walk
from lrlib.pictures.page import Picture, name_of, page

GRID = 28


def rate(
    key: str,
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    centre: tuple[float, float],
    span: float,
    name: str,
    steps: int = 60,
    alpha: float = 4.0,
) -> Picture:
    """Return the path of gradient descent over the contour lines of J, for a learning rate to be chosen.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and hyphens; unique in the book.
    x : array_like of shape (m,)
        One feature in its own unit; it is standardised here and in the page.
    y : array_like of shape (m,)
        Labels 0 and 1 that no value of x tells apart: else the cost has no minimum.
    centre : tuple of float
        The intercept and the weight in the middle of the picture.
    span : float
        Half the width of the picture.
    name : str
        What the weight is called.
    steps : int
        How many steps are taken.
    alpha : float
        Where the learning rate stands at first: from 0.01 to 100.

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
    >>> rate("r", [1, 2, 3, 4], [0, 1, 0, 1], centre=(0, 1), span=3, name="weight", steps=20)
    Learning rate and descent: Learning rate 4.00 converges: cost 0.5869 after 20 steps, the minimum is 0.5869.
    """
    place, column = name_of("live", key), as_floats(x, "x", ndim=1)
    labels, X = as_binary(y, len(column)), add_intercept(standardize(column[:, None])[0])
    as_parameters(centre, "centre", (2,))
    as_whole(steps, "steps", 1)
    if not 0.01 <= alpha <= 100 or not 0 < span < np.inf:
        raise ValueError(f"alpha is {alpha} and span {span}; wanted are a rate from 0.01 to 100 and a span above 0")
    setting = float(np.round(np.log10(alpha), 2))
    with catch_warnings():
        simplefilter("ignore", logistic.SeparationWarning)
        fit = logistic.fit(X, labels)
    if not fit.converged:
        raise ValueError("a value of x tells the classes apart; wanted are labels for which the cost has a minimum")
    low = fit.cost
    taken = walk(X, labels, float(f"{10**setting:.2g}"), steps, low)
    plane = Frame((centre[0] - span, centre[0] + span), (centre[1] - span, centre[1] + span))
    time = Frame((0, steps), (0, 1))
    bowl = contours(lambda theta: logistic.cost(theta, X, labels), plane, GRID)
    panels = [
        panel(
            place,
            "a",
            "The path of the descent",
            "Contour lines of the cost; the path starts at the origin and ends at the dot. Rings: a cycle, if any.",
            plane.axes(("intercept", name)) + clipped(place, "a", _path(taken, bowl, plane)),
        ),
        panel(
            place,
            "b",
            "The cost at every step",
            "Solid: the cost. Dashed: the least cost that there is.",
            time.axes(("step", "cost J")) + clipped(place, "b", _costs(taken, time)),
        ),
    ]
    given = {
        "x": [int(v) if v == int(v) else float(v) for v in column],
        "y": labels.astype(int).tolist(),
        "mean": float(column.mean()),
        "deviation": float(column.std()),
        "steps": steps,
        "low": low,
        "frame": [plane.across, plane.up],
    }
    return page(
        place,
        "Learning rate and descent",
        panels,
        slider(place, "alpha", "learning rate α", setting, (-2, 2, 0.01), digits=2, log=True),
        taken.words,
        "rate",
        given,
        hint="The path runs over the contour lines of J; rings joined by a line are the cycle in which it would end. "
        "Beside it stands J at every step; the dashed line is the minimum. A step overshoots if it passes the lowest "
        "point on its way.",
    )


def _path(taken: Walk, bowl: str, plane: Frame) -> str:
    path = plane.near(taken.path)
    cycle = plane.near(np.concatenate((taken.cycle, taken.cycle[:1])))
    x, y = path[-1]
    return (
        f'<path d="{bowl}" stroke="currentColor" stroke-opacity=".45" stroke-width="1"/>'
        f'<path class="path" d="{line(path)}" stroke="{RED}"/>'
        f'<path class="cycle" d="{line(cycle)}{marks(cycle, 0)}" stroke="currentColor"/>'
        f'<circle class="end" cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{RED}" stroke="currentColor"/>'
    )


def _costs(taken: Walk, time: Frame) -> str:
    curve = np.column_stack((np.arange(len(taken.costs)), np.minimum(taken.costs, 2)))
    floor = np.array([[0, taken.low], [time.across[1], taken.low]])
    return (
        f'<path d="{line(time.pixels(floor))}" stroke="{GREEN}" stroke-dasharray="5 4"/>'
        f'<path class="costs" d="{line(time.pixels(curve))}" stroke="{RED}"/>'
    )
