"""The two branches of the cost: what happened, the probability that was said, and what it is charged."""

from collections.abc import Mapping
from html import escape

import numpy as np

from lrlib.activations import sigmoid
from lrlib.checks import Array
from lrlib.metrics import log_loss
from lrlib.pictures.controls import fix, radios, slider
from lrlib.pictures.frame import BLUE, PANEL, RED, SHAPES, Frame, clipped, line, panel
from lrlib.pictures.page import Picture, name_of, page

HIGHEST = 10.0  # nats that the picture shows
SHARES, BARS = Frame((0.0, 1.0), (0.0, HIGHEST)), Frame((0.0, 1.0), (0.0, HIGHEST))
LEAST = 0.001  # of h, and of 1 - h
THIN = 0.6  # of the room of a bar


def branches(
    key: str,
    *,
    h: float = 0.6,
    classes: tuple[str, str] = ("class 0", "class 1"),
    marks: Mapping[str, tuple[float, int]] | None = None,
) -> Picture:
    """Return the two branches of the cost against a probability and what happened.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and hyphens; unique in the book.
    h : float
        The probability of class 1 at first, from 0.001 to 0.999.
    classes : tuple of str
        What happens where y is 0, and where it is 1.
    marks : mapping of str to tuple, optional
        Predictions that stand in the picture: for each name its probability of class 1, and the label.

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
    >>> branches("b", h=0.6, marks={"filter": (0.9999, 0)})
    The price of a probability: h = 0.600, y = 0: the truth was given 0.400. You pay 0.9163 nats; for y = 1, 0.5108. Filter pays 9.2103.
    """  # noqa: E501 - the words are one line
    name, stand = name_of("live", key), {} if marks is None else dict(marks)
    for who, (chance, label) in stand.items():
        if not 0 < chance < 1 or label not in (0, 1) or _price(chance, label) > HIGHEST:
            raise ValueError(
                f"{who} says {chance} of label {label}; wanted is a label 0 or 1, at most {HIGHEST:g} nats"
            )
    controls = radios(name, "y", "What happened", [f"y = {k}: {word}" for k, word in enumerate(classes)]) + slider(
        name, "h", "h, the probability of class 1", h, (LEAST, 1 - LEAST, LEAST), digits=3
    )
    paid = [_price(h, 0), _price(h, 1)]
    prices = [_price(*mark) for mark in stand.values()]
    said = "".join(
        f" {who[:1].upper()}{who[1:]} pays {fix(price, 4)}." for who, price in zip(stand, prices, strict=True)
    )
    panels = [
        panel(
            name,
            "a",
            "The two branches of the cost",
            "Solid: the cost where y is 1. Dashed: where y is 0. The dot is what you pay; squares: given predictions.",
            SHARES.axes(("h, the probability of class 1", "cost (nats)"))
            + clipped(name, "a", _curves(h))
            + _dots(h, paid)
            + _marks(stand, prices),
        ),
        panel(
            name,
            "b",
            "The prices as bars",
            "What you pay, what the other label would cost, the given predictions; dotted: the price of a coin toss.",
            BARS.axes(("", "cost (nats)"), below=("you pay", "otherwise", *stand)) + _bars([*paid, *prices]),
        ),
    ]
    return page(
        name,
        "The price of a probability",
        panels,
        controls,
        f"h = {fix(h, 3)}, y = 0: the truth was given {fix(1 - h, 3)}. You pay {fix(paid[0], 4)} nats; "
        f"for y = 1, {fix(paid[1], 4)}.{said}",
        "branches",
        {"said": said},
        hint="Solid, blue: y = 1. Dashed, orange: y = 0. The full dot is what you pay.",
    )


def _price(h: float, y: int) -> float:
    return log_loss([y], [h])


def _curves(h: float) -> str:
    z = np.linspace(-9.5, 9.5, 77)
    up, down = (np.column_stack((sigmoid(z), np.logaddexp(0, sign * z))) for sign in (1, -1))
    ((x, _),) = SHARES.pixels(np.array([[h, 0.0]]))
    return (
        f'<path d="{line(SHARES.pixels(down))}" stroke="{BLUE}"/>'
        f'<path d="{line(SHARES.pixels(up))}" stroke="{RED}" stroke-dasharray="7 4"/>'
        f'<path d="{_coin()}" stroke="currentColor" stroke-dasharray="2 4"/>'
        f'<path class="here" d="M{x:.1f} {PANEL.top}v{PANEL.height}" stroke="currentColor" stroke-width="1"/>'
    )


def _dots(h: float, paid: list[float]) -> str:
    (x, here), (_, other) = SHARES.pixels(np.column_stack(([h, h], paid)))
    return (
        f'<circle class="other" cx="{x:.1f}" cy="{other:.1f}" r="5" fill="none" stroke="currentColor"/>'
        f'<circle class="paid" cx="{x:.1f}" cy="{here:.1f}" r="6" fill="currentColor"/>'
    )


def _coin() -> str:
    return line(SHARES.pixels(np.array([[0, np.log(2)], [1, np.log(2)]])))


def _marks(stand: Mapping[str, tuple[float, int]], prices: list[float]) -> str:
    out = ""
    for (who, (h, _)), price in zip(stand.items(), prices, strict=True):
        x, y = SHARES.pixels(np.array([[h, price]]))[0]
        out += (
            f'<path d="M{x:.1f} {y:.1f}{SHAPES[2]}" fill="none" stroke="currentColor" stroke-width="2"/>'
            f'<text x="{x - 9:.1f}" y="{y - 7:.1f}" text-anchor="end">{escape(who)}</text>'
        )
    return out


def _bars(prices: list[float]) -> str:
    out, room = (
        f'<path d="{_coin()}" fill="none" stroke="currentColor" stroke-dasharray="2 4"/>',
        PANEL.width / len(prices),
    )
    for k, (price, (x, y)) in enumerate(zip(prices, _tops(prices), strict=True)):
        colour = RED if k == 0 else BLUE if k == 1 else "currentColor"
        out += (
            f'<rect class="bar{k}" x="{x - THIN * room / 2:.1f}" y="{y:.1f}" width="{THIN * room:.1f}" '
            f'height="{PANEL.top + PANEL.height - y:.1f}" fill="{colour}" fill-opacity="{0.35 if k > 1 else 0.75}"/>'
            f'<text class="n{k}" x="{x:.1f}" y="{y - 5:.1f}" text-anchor="middle">{fix(price, 3)}</text>'
        )
    return out


def _tops(prices: list[float]) -> Array:
    places = (np.arange(len(prices)) + 0.5) / len(prices)
    return BARS.pixels(np.column_stack((places, prices)))
