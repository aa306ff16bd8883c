"""The path from the weights to the loss of one example, link by link: forward the numbers, backward the slopes."""

import numpy.typing as npt

from lrlib.checks import as_floats
from lrlib.pictures.controls import fix, radios, slider
from lrlib.pictures.frame import BLUE, GREEN, RED, panel
from lrlib.pictures.live.chain import DOWN, LAST, Pass, passed
from lrlib.pictures.page import Picture, name_of, page

COLUMNS, ROWS = (44, 138, 232, 322), (72, 150, 228)  # pixels: the middles of the boxes
WIDE, HIGH = 72, 46


def links(key: str, W: npt.ArrayLike, x: npt.ArrayLike, *, step: int = 3) -> Picture:
    """Return the path from three rows of weights to the loss of one example, lit up link by link.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and hyphens; unique in the book.
    W : array_like of shape (3, 3)
        One row of weights for each class.
    x : array_like of shape (3,)
        One example, its 1 first. Its class is the first, until the reader chooses another.
    step : int
        The step at first: 0 is the start, 1 to 3 lead forward, 4 to 6 back.

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
    >>> links("l", [[0, 0, 0], [0, 0, 0], [0, 0, 0]], [1, 2, 3])
    The path to the loss: Forward 3: the loss, −log ŷ of the true class. Class 1 is true: loss 1.099 nats.
    """
    name, weights, example = name_of("live", key), as_floats(W, "W", ndim=2), as_floats(x, "x", ndim=1)
    if weights.shape != (3, 3) or example.shape != (3,):
        raise ValueError(f"W has shape {weights.shape} and x {example.shape}; wanted are (3, 3) and (3,)")
    if step not in range(LAST + 1):
        raise ValueError(f"step is {step!r}; wanted is a whole number from 0 to {LAST}")
    one = passed(weights, example, 0)
    panels = [
        panel(
            name,
            "a",
            "The computation",
            "Boxes from left to right: three rows of weights, three logits, three probabilities, the loss. "
            "The last seven show their numbers once they are computed. On the way back the slope of the loss comes "
            "below all boxes before it.",
            _arrows(step) + "".join(_boxes(one, step)),
        ),
        panel(
            name,
            "b",
            "The link that is lit",
            "What is computed at this step, a line for each class.",
            "".join(
                f'<text class="r{n}" x="8" y="{40 + 40 * n}" font-weight="{400 if n else 600}">{row}</text>'
                for n, row in enumerate(one.lines(step))
            ),
        ),
    ]
    buttons = (
        "<fieldset><legend>One link</legend>"
        '<button type="button" data-by="-1">← back</button><button type="button" data-by="1">next →</button></fieldset>'
    )
    controls = (
        slider(name, "step", "step of the path", step, (0, LAST, 1), digits=0)
        + buttons
        + radios(name, "c", "True class", ("1", "2", "3"))
    )
    given = {"W": weights.tolist(), "x": example.tolist()}
    hint = (
        "Forward, the boxes behind the weights fill with numbers; backward, the slope of the loss comes below all "
        "boxes before it. A slope above 0 is blue, one below 0 orange. Numbers are rounded for show."
    )
    return page(name, "The path to the loss", panels, controls, one.told(step), "links", given, hint=hint)


def _boxes(one: Pass, step: int) -> list[str]:
    out = []
    for k in range(3):
        out.append(_box(f"w{k}", 0, k, f"w{DOWN[k]}", "row of W", _slope(one.by_z[k], step >= 6, " · x")))
        out.append(_box(f"z{k}", 1, k, f"z{DOWN[k]}", _shown(one.z[k], step >= 1), _slope(one.by_z[k], step >= 5)))
        out.append(_box(f"p{k}", 2, k, f"ŷ{DOWN[k]}", _shown(one.p[k], step >= 2), _slope(one.by_p[k], step >= 4)))
    out.append(_box("L", 3, 1, "𝓛", _shown(one.loss, step >= 3), ("", "currentColor")))
    return out


def _shown(value: float, lit: bool) -> str:
    """Return a number, or nothing where its link is not lit yet."""
    return fix(value, 3) if lit else ""


def _slope(value: float, lit: bool, more: str = "") -> tuple[str, str]:
    """Return a slope with its sign and its colour, or nothing where its link is not lit yet."""
    if not lit:
        return "", "currentColor"
    text = fix(value, 3)
    if not float(text.replace("−", "-")):
        return text + more, "currentColor"
    return (text + more, RED) if text.startswith("−") else (f"+{text}{more}", BLUE)


def _box(name: str, column: int, row: int, letter: str, number: str, below: tuple[str, str]) -> str:
    x, y = COLUMNS[column], ROWS[row]
    stroke = GREEN if name == "L" else "currentColor"
    text, colour = below
    return (
        f'<rect x="{x - WIDE // 2}" y="{y - HIGH // 2}" width="{WIDE}" height="{HIGH}" rx="7" fill="none" '
        f'stroke="{stroke}"/><text x="{x}" y="{y - 6}" text-anchor="middle">{letter}</text>'
        f'<text class="n{name}" x="{x}" y="{y + 13}" text-anchor="middle">{number}</text>'
        f'<path class="u{name}" d="M{x - 26} {y + HIGH // 2 + 4}h52" stroke="{colour}" '
        f'stroke-opacity="{1 if text else 0}" stroke-width="3"/>'
        f'<text class="s{name}" x="{x}" y="{y + HIGH // 2 + 20}" text-anchor="middle">{text}</text>'
    )


def _arrows(step: int) -> str:
    """Return the three bundles of links, each with an opacity that says whether it is lit."""
    edges = (
        [(0, k, 1, k) for k in range(3)],
        [(1, k, 2, j) for k in range(3) for j in range(3)],
        [(2, j, 3, 1) for j in range(3)],
    )
    out = ""
    for n, bundle in enumerate(edges):
        d = "".join(f"M{COLUMNS[a] + WIDE // 2} {ROWS[i]}L{COLUMNS[b] - WIDE // 2} {ROWS[j]}" for a, i, b, j in bundle)
        lit = step == n + 1 or step == LAST - n
        out += f'<path class="e{n}" d="{d}" fill="none" stroke="currentColor" stroke-width="{3 if lit else 1}"/>'
    return out
