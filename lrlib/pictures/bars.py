"""Bars of a panel, one for each of three classes, from 0 to a value, and the numbers over them."""

from lrlib.checks import Array
from lrlib.pictures.controls import fix
from lrlib.pictures.frame import COLOURS, PANEL, Frame

FIRST, APART, WIDE = 30, 96, 44  # pixels: where the first bar begins, where the next, how wide one is


def bars(name: str, values: Array, frame: Frame) -> str:
    """Return a bar for each class, from 0 to its value, and the line of 0."""
    low, high = frame.up
    zero = PANEL.top + PANEL.height * high / (high - low)
    out = f'<path d="M{PANEL.left} {zero}h{PANEL.width}" stroke="currentColor"/>'
    for k, value in enumerate(values):
        y = PANEL.top + PANEL.height * (high - value) / (high - low)
        out += (
            f'<rect class="{name}{k}" fill="{COLOURS[k]}" x="{PANEL.left + FIRST + APART * k}" width="{WIDE}" '
            f'y="{min(y, zero):.1f}" height="{abs(y - zero):.1f}"/>'
        )
    return out


def shares(p: Array) -> str:
    """Return the numbers over bars of shares, from 0 to 1."""
    return "".join(
        f'<text class="n{k}" x="{PANEL.left + FIRST + APART * k + WIDE // 2}" '
        f'y="{PANEL.top + PANEL.height * (1 - v) - 5:.1f}" text-anchor="middle">{fix(v, 3)}</text>'
        for k, v in enumerate(p)
    )
