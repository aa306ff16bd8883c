"""Categories at the height of their logits, measured from a base line that can be chosen: that is what coding does."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, as_floats
from lrlib.pictures.controls import choice, fix
from lrlib.pictures.frame import BLUE, PANEL, RED, Frame, panel
from lrlib.pictures.page import Picture, name_of, page

SHARES = Frame((0.0, 1.0), (0.0, 1.0))
GAP = 5  # pixels between a bar and its number


def baseline(key: str, names: Sequence[str], shares: npt.ArrayLike, *, across: str, up: str) -> Picture:
    """Return the logit of each category, measured from a reference or from the mean, beside the shares.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and hyphens; unique in the book.
    names : sequence of str
        The categories, two to eight.
    shares : array_like of shape (K,)
        The share of class 1 in each, above 0 and below 1: where it is one of these, there is no logit.
    across, up : str
        What the categories are, and what the shares are of.

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
    >>> baseline("two", "AB", [0.5, 0.8], across="group", up="share")
    A coefficient is a height above a base line: Reference A: intercept 0.00, coefficients B 1.39. No share has moved.
    """
    name, p = name_of("live", key), as_floats(shares, "shares", ndim=1)
    K = len(p)
    if len(names) != K or not 2 <= K <= 8 or not ((p > 0) & (p < 1)).all():
        raise ValueError(
            f"there are {len(names)} names and shares {p}; wanted are 2 to 8 of each, the shares above 0 and below 1"
        )
    z = np.log(p / (1 - p)).round(4)
    low, high = np.floor(z.min() - 0.2), np.ceil(z.max() + 0.2)
    given = {"names": list(names), "z": z.tolist(), "up": [low, high]}
    heights = Frame((0.0, 1.0), (low, high))
    panels = [
        panel(
            name,
            "a",
            "The coefficients",
            "For each category a bar from the base line to its logit; its length, with the sign, is the coefficient.",
            heights.axes((across, f"logit of {up}"), below=names) + _bars(z, heights),
        ),
        panel(
            name,
            "b",
            "The shares",
            "For each category the share that the model gives it: the same for every base line.",
            SHARES.axes((across, up), below=names) + _shares(p),
        ),
    ]
    controls = choice(name, "base", "Base line", [*(f"category {n}" for n in names), "mean of all categories"])
    return page(
        name,
        "A coefficient is a height above a base line",
        panels,
        controls,
        _told(given),
        "baseline",
        given,
        hint="Left: from the base line to each logit. Right: what the model says of each category.",
    )


def _bars(z: Array, frame: Frame) -> str:
    """Return the base line at the first logit, and from there a bar to each, with its number."""
    ends = frame.pixels(np.column_stack((np.zeros_like(z), z)))[:, 1]
    wide = PANEL.width / len(z)
    out = f'<path class="base" d="M{PANEL.left} {ends[0]:.1f}h{PANEL.width}" stroke="currentColor" stroke-width="2"/>'
    for k, end in enumerate(ends):
        x, value = PANEL.left + wide * k, z[k] - z[0]
        out += (
            f'<rect class="s{k}" fill="{RED if value < 0 else BLUE}" fill-opacity=".6" x="{x + wide / 4:.1f}" '
            f'width="{wide / 2:.1f}" y="{min(end, ends[0]):.1f}" height="{abs(end - ends[0]):.1f}"/>'
            f'<text class="c{k}" x="{x + wide / 2:.1f}" y="{min(end, ends[0]) - GAP:.1f}" text-anchor="middle">'
            f"{_signed(value)}</text>"
        )
    return out


def _shares(p: Array) -> str:
    wide, out = PANEL.width / len(p), ""
    for k, share in enumerate(p):
        x, y = PANEL.left + wide * k, PANEL.top + PANEL.height * (1 - share)
        out += (
            f'<rect fill="{BLUE}" x="{x + wide / 4:.1f}" width="{wide / 2:.1f}" y="{y:.1f}" '
            f'height="{PANEL.height * share:.1f}"/><text x="{x + wide / 2:.1f}" y="{y - GAP:.1f}" '
            f'text-anchor="middle">{fix(share, 2)}</text>'
        )
    return out


def _signed(value: float) -> str:
    text = fix(value, 2)
    return f"+{text}" if value > 0 and float(f"{value:.2f}") else text


def _told(given: dict[str, list[float]]) -> str:
    """Return what is said where the first category is the reference."""
    names, z = given["names"], given["z"]
    others = ", ".join(f"{n} {fix(v - z[0], 2)}" for n, v in zip(names[1:], z[1:], strict=True))
    return f"Reference {names[0]}: intercept {fix(z[0], 2)}, coefficients {others}. No share has moved."
