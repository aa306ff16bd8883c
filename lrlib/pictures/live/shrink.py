"""Weights under an L2 or an L1 penalty of a strength to be chosen, beside the loss on both parts of the data."""

from collections.abc import Sequence
from html import escape

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, as_floats
from lrlib.pictures.controls import fix, radios, slider
from lrlib.pictures.frame import BLUE, GREEN, RED, Frame, clipped, line, panel
from lrlib.pictures.page import Picture, name_of, page

KINDS = ("L1", "L2")
MOST = 12  # weights
FARTHEST = 100  # power of ten of a strength
MIDDLE, HALF, TOP, APART, BAR = 186, 108, 18, 23, 15  # pixels: where bars begin, their reach, the rows
STEP = 0.1  # of the power of ten of the strength


def shrink(
    key: str,
    names: Sequence[str],
    weights: npt.ArrayLike,
    losses: npt.ArrayLike,
    *,
    lowest: float,
    reach: float,
    at: int,
) -> Picture:
    """Return the weights of a fit under both penalties, for a strength to be chosen, and what the fits lose.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and hyphens; unique in the book.
    names : sequence of str
        What the weights belong to; at most 12.
    weights : array_like of shape (2, s, p)
        Under L1 and under L2, for strengths of 10**lowest and up in steps of a tenth of a power of ten.
    losses : array_like of shape (2, s, 2)
        The loss of each fit on the training part and on the held-out part.
    lowest : float
        The power of ten of the weakest strength.
    reach : float
        The largest weight that a bar shows.
    at : int
        Which strength is shown at first, from 0.

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
    >>> given = {"weights": [[[1, 0.5], [0.2, 0]]] * 2, "losses": [[[0.3, 0.4], [0.5, 0.6]]] * 2}
    >>> shrink("s", ["a", "b"], **given, lowest=-1, reach=2, at=1)
    Two penalties: L1, strength 0.1259: 1 of 2 weights is left. Log loss: training 0.5000, held out 0.6000.
    """
    name, W, lost = name_of("live", key), as_floats(weights, "weights", ndim=3), as_floats(losses, "losses", ndim=3)
    _, s, p = W.shape
    if W.shape != (2, s, len(names)) or not 1 <= p <= MOST or lost.shape != (2, s, 2) or s < 2:
        raise ValueError(
            f"weights {W.shape}, losses {lost.shape} and {len(names)} names; wanted are (2, s, p), (2, s, 2) and p"
        )
    if at not in range(s) or not 0 < reach < np.inf or not -FARTHEST <= lowest <= FARTHEST:
        raise ValueError(
            f"at is {at!r}, reach {reach} and lowest {lowest}; wanted are a whole number from 0 to {s - 1}, a number "
            f"above 0, and one from -{FARTHEST} to {FARTHEST}"
        )
    given = {
        "weights": [[[_short(w) for w in row] for row in kind] for kind in W.tolist()],
        "losses": lost.round(4).tolist(),
        "lowest": lowest,
        "reach": reach,
        "top": float(np.ceil(10 * lost.max()) / 10),
    }
    plane = Frame((lowest, round(lowest + STEP * (s - 1), 1)), (0.0, given["top"]))
    bars = "".join(_row(i, word, given["weights"][0][at][i], reach) for i, word in enumerate(names))
    panels = [
        panel(name, "a", "The weights", "A bar for each weight, to the right above 0; a weight of 0 has none.", bars),
        panel(
            name,
            "b",
            "The loss at each strength",
            "Solid: the loss on held-out examples. Dashed: in training. The upright line is the strength.",
            plane.axes(("strength, as a power of ten", "log loss"))
            + clipped(name, "b", _curves(lost[0].round(4), plane, lowest + STEP * at)),
        ),
    ]
    controls = radios(name, "kind", "Penalty", KINDS) + slider(
        name, "at", "strength, as a power of ten", round(lowest + STEP * at, 1), (*plane.across, STEP)
    )
    hint = (
        "Left: the weights, a 0 where a column is out. Right: the loss, solid on held-out examples, dashed in training."
    )
    return page(name, "Two penalties", panels, controls, _told(given, at), "shrink", given, hint=hint)


def _short(weight: float) -> float:
    """Return three decimals of a weight, but never 0 for one that is not."""
    return round(weight, 3) or (np.copysign(0.0005, weight) if weight else 0.0)


def _told(given: dict[str, list[list[list[float]]]], at: int) -> str:
    """Return what is said of the L1 penalty at one of the strengths."""
    row, (train, held) = given["weights"][0][at], given["losses"][0][at]
    left = sum(w != 0 for w in row)
    strength = fix(10 ** round(float(given["lowest"]) + STEP * at, 1), 4)  # type: ignore[arg-type]
    return (
        f"L1, strength {strength}: {left} of {len(row)} weights {'is' if left == 1 else 'are'} left. "
        f"Log loss: training {fix(train, 4)}, held out {fix(held, 4)}."
    )


def _row(i: int, word: str, weight: float, reach: float) -> str:
    y, wide = TOP + APART * i, HALF * min(abs(weight) / reach, 1)
    return (
        f'<text x="{MIDDLE - HALF - 8}" y="{y + 4}" text-anchor="end">{escape(word)}</text>'
        f'<path d="M{MIDDLE} {y - 8}v{BAR + 1}" stroke="currentColor" stroke-opacity=".5"/>'
        f'<rect class="b{i}" x="{MIDDLE - (wide if weight < 0 else 0):.1f}" y="{y - 7}" width="{wide:.1f}" '
        f'height="{BAR}" fill="{RED if weight < 0 else BLUE}"/>'
        f'<text class="n{i}" x="354" y="{y + 4}" text-anchor="end">{fix(weight, 2) if weight else "0"}</text>'
    )


def _curves(lost: Array, plane: Frame, here: float) -> str:
    powers = np.linspace(*plane.across, len(lost))
    train, held = (line(plane.pixels(np.column_stack((powers, lost[:, k])))) for k in (0, 1))
    x = plane.box.left + plane.box.width * (here - plane.across[0]) / (plane.across[1] - plane.across[0])
    return (
        f'<path class="train" d="{train}" stroke="currentColor" stroke-dasharray="5 4"/>'
        f'<path class="held" d="{held}" stroke="{GREEN}"/>'
        f'<path class="here" d="M{x:.1f} {plane.box.top}v{plane.box.height}" stroke="currentColor"/>'
    )
