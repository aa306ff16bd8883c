"""A panel of a picture: an SVG with a frame in it, numbers and names along the frame, and what is drawn inside."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

import numpy as np

from lrlib.checks import Array

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")  # Okabe and Ito: told apart by the colour-blind too
BLUE, RED, GREEN = COLOURS[:3]
SHAPES = ("m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0", "m-4-4l8 8m0-8l-8 8", "m-3.5-3.5h7v7h-7z")  # circle, cross, square
Limits = tuple[float, float]


class Box(NamedTuple):
    """The size of an SVG, and where the frame lies in it, in pixels."""

    size: tuple[int, int]
    left: int
    top: int
    width: int
    height: int


PANEL = Box((360, 300), 52, 12, 296, 240)  # two of them side by side
SQUARE = Box((480, 400), 60, 20, 320, 320)  # one alone


@dataclass(frozen=True)
class Frame:
    """What lies along the two axes of a panel, and where that is in pixels."""

    across: Limits
    up: Limits
    box: Box = PANEL

    def pixels(self, points: Array) -> Array:
        """Return points of the plane as pixels."""
        (x, y), box = points.T, self.box
        return np.column_stack(
            (
                box.left + box.width * (x - self.across[0]) / (self.across[1] - self.across[0]),
                box.top + box.height * (self.up[1] - y) / (self.up[1] - self.up[0]),
            )
        )

    def near(self, points: Array) -> Array:
        """Return points of the plane as pixels, those farther off than the frame is wide brought nearer."""
        limits = np.array([self.across, self.up])
        wide = limits[:, 1] - limits[:, 0]
        return self.pixels(np.clip(points, limits[:, 0] - wide, limits[:, 1] + wide))

    def axes(self, names: tuple[str, str], *, ticks: int = 5, below: Sequence[str] = ()) -> str:
        """Return the two axes with numbers along them, or words below, and with their names."""
        box = self.box
        bottom, middle = box.top + box.height, box.top + box.height // 2
        out = [f'<path d="M{box.left} {box.top}v{box.height}h{box.width}" fill="none" stroke="currentColor"/>']
        for k, word in enumerate(below):
            out.append(_text(box.left + box.width * (k + 0.5) / len(below), bottom + 17, "middle", word))
        for share in np.linspace(0, 1, ticks):
            if not below:
                out.append(_text(box.left + box.width * share, bottom + 17, "middle", _tick(share, self.across)))
            out.append(_text(box.left - 6, bottom - box.height * share + 4, "end", _tick(share, self.up)))
        out.append(_text(box.left + box.width / 2, bottom + 39, "middle", names[0]))
        turned = _text(10, middle, "middle", names[1])
        out.append(turned.replace("<text ", f'<text transform="rotate(-90 10 {middle})" '))
        return "".join(out)


def _text(x: float, y: float, anchor: str, words: str) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{escape(words)}</text>'


def _tick(share: float, limits: Limits) -> str:
    """Write the number at a share of an axis with as many decimals as tell its neighbours apart."""
    wide = limits[1] - limits[0]
    digits = max(2, 2 - int(np.floor(np.log10(wide / 2))))
    return f"{round(limits[0] + share * wide, digits) + 0.0:g}".replace("-", "−")  # + 0.0: no minus at zero


def line(points: Array) -> str:
    """Return pixels as an SVG path."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) if len(points) else ""


def marks(points: Array, kind: int) -> str:
    """Return pixels as an SVG path of small circles, crosses or squares: no class is told by colour alone."""
    return "".join(f"M{x:.1f} {y:.1f}{SHAPES[kind]}" for x, y in points)


def panel(key: str, name: str, title: str, text: str, body: str, *, box: Box = PANEL, role: str = "img") -> str:
    """Return one SVG with title and description; the body is drawn inside."""
    place, (width, height) = f"{key}-{name}", box.size
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-size="13" role="{role}" '
        f'aria-labelledby="{place}-t {place}-d"><title id="{place}-t">{escape(title)}</title>'
        f'<desc id="{place}-d">{escape(text)}</desc><clipPath id="{place}-c"><rect x="{box.left}" y="{box.top}" '
        f'width="{box.width}" height="{box.height}"/></clipPath>{body}</svg>'
    )


def clipped(key: str, name: str, body: str) -> str:
    """Return what is drawn in a panel and cut off at its frame."""
    return f'<g clip-path="url(#{key}-{name}-c)" fill="none" stroke-width="2">{body}</g>'
