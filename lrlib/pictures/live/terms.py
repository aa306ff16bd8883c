"""The nine terms of the loss of three examples and three classes, of which the chosen classes leave three."""

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, are_distributions, as_floats
from lrlib.pictures.controls import fix, radios
from lrlib.pictures.frame import COLOURS, GREEN, PANEL, Frame, panel
from lrlib.pictures.page import Picture, name_of, page

UP = ("⁽¹⁾", "⁽²⁾", "⁽³⁾")
DOWN = ("₁", "₂", "₃")
LEFT, TOP, WIDE, HIGH = 34, 26, 108, 84  # pixels: where the first cell begins, and the size of each
FIRST, APART, BAR = 30, 96, 44  # pixels: where the first bar begins, where the next, how wide one is
WORST = 3.0  # nats, the upper end of the axis


def terms(key: str, Y_hat: npt.ArrayLike, first: int = 0) -> Picture:
    """Return the nine terms of the loss of three examples, which shrink to three as classes are chosen.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and hyphens; unique in the book.
    Y_hat : array_like of shape (3, 3)
        The probabilities of three classes for three examples, each at least 0.05.
    first : {0, 1, 2, 3}
        Which class example 1 has at first; 0 for none.

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
    >>> terms("t", [[0.7, 0.2, 0.1], [0.3, 0.6, 0.1], [0.1, 0.1, 0.8]])
    The terms of the loss: 9 of 9 terms stand. Choose the class of an example: of its three terms one is left.
    """
    name, P = name_of("live", key), as_floats(Y_hat, "Y_hat", ndim=2)
    if P.shape != (3, 3) or not are_distributions(P, Y_hat) or P.min() < 0.05:
        raise ValueError("Y_hat does not fit; wanted are three rows of three shares, each at least 0.05, of sum 1")
    if first not in range(4):
        raise ValueError(f"first is {first!r}; wanted is a class, 1 to 3, or 0 for none")
    costs = Frame((0.0, 1.0), (0.0, WORST))
    panels = [
        panel(
            name,
            "a",
            "The terms of the double sum",
            "A grid of examples by classes. A term whose label is 0 turns pale, the one whose label is 1 is framed.",
            _names() + "".join(_cell(P, i, k, 0 if i else first) for i, k in np.ndindex(3, 3)),
        ),
        panel(
            name,
            "b",
            "What each example pays",
            "One bar for each example whose class is chosen; the dashed line is the mean, once all three are.",
            costs.axes(("example", "−log of its own share (nats)"), below=("1", "2", "3"), ticks=4) + _bars(P, first),
        ),
    ]
    controls = "".join(
        radios(name, f"c{i}", f"Class of example {i + 1}", ("not chosen", "1", "2", "3"), 0 if i else first)
        for i in range(3)
    )
    words = "9 of 9 terms stand. Choose the class of an example: of its three terms one is left."
    if first:
        share = P[0, first - 1]
        words = f"7 of 9 terms stand. Example 1 is of class {first} and pays −log {fix(share, 2)} = {_price(share)}."
    given = {"shares": P.tolist()}
    hint = "The nine terms, where y is 1 for the class of the example and 0 for the others; the bars show what it pays."
    return page(name, "The terms of the loss", panels, controls, words, "terms", given, hint=hint)


def _names() -> str:
    out = "".join(
        f'<text x="{LEFT + WIDE * (k + 0.5):.0f}" y="16" text-anchor="middle">class {k + 1}</text>' for k in range(3)
    )
    for i in range(3):
        y = TOP + HIGH * (i + 0.5)
        out += (
            f'<text x="14" y="{y:.0f}" text-anchor="middle" transform="rotate(-90 14 {y:.0f})">example {i + 1}</text>'
        )
    return out


def _price(share: float) -> str:
    return fix(-float(np.log(share)), 3)


def _cell(P: Array, i: int, k: int, own: int) -> str:
    """Return one term: its letters, its numbers, and its value where a class is chosen."""
    x, y = LEFT + WIDE * k, TOP + HIGH * i
    log = fix(float(np.log(P[i, k])), 3)
    label, value, opacity, stroke, width = ("y", "", "1", "currentColor", 1)
    if own:
        label, value, opacity, stroke, width = ("0", "= 0", "0.65", "currentColor", 1)
    if own == k + 1:
        label, value, opacity, stroke, width = ("1", f"= {log}", "1", GREEN, 3)
    rows = (f"y{DOWN[k]}{UP[i]} log ŷ{DOWN[k]}{UP[i]}", f"{label} · ({log})", value)
    texts = "".join(
        f'<text class="{mark}{i}{k}" x="{x + WIDE // 2}" y="{y + 25 + 22 * n}" text-anchor="middle">{row}</text>'
        for n, (mark, row) in enumerate(zip("lnv", rows, strict=True))
    )
    return (
        f'<g class="t{i}{k}" opacity="{opacity}"><rect class="f{i}{k}" x="{x + 3}" y="{y + 3}" width="{WIDE - 6}" '
        f'height="{HIGH - 6}" rx="6" fill="none" stroke="{stroke}" stroke-width="{width}"/>{texts}</g>'
    )


def _bars(P: Array, first: int) -> str:
    """Return what each example pays, example 1 alone if its class is chosen."""
    bottom, out = PANEL.top + PANEL.height, ""
    for i in range(3):
        share = P[0, first - 1] if first and not i else 1.0
        high, x = PANEL.height * float(np.log(1 / share)) / WORST, PANEL.left + FIRST + APART * i
        said = _price(share) if first and not i else ""
        out += (
            f'<rect class="b{i}" x="{x}" width="{BAR}" y="{bottom - high:.1f}" height="{high:.1f}" fill="{GREEN}"/>'
            f'<text class="p{i}" x="{x + BAR // 2}" y="{bottom - high - 5:.1f}" text-anchor="middle">{said}</text>'
        )
    return f'{out}<path class="mean" d="" stroke="{COLOURS[3]}" stroke-width="2" stroke-dasharray="5 4"/>'
