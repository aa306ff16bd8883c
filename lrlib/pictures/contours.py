"""The contour lines of a cost of two parameters, and the border of two classes, as SVG paths, from values on a grid."""

from collections.abc import Callable

import numpy as np

from lrlib.checks import Array
from lrlib.pictures.frame import Frame

LEVELS = 10


def contours(cost: Callable[[Array], float], frame: Frame, grid: int) -> str:
    """Return the contour lines: in each triangle of a grid a level is crossed along one straight line."""
    across, up = np.linspace(*frame.across, grid), np.linspace(*frame.up, grid)
    places = np.array([(a, b) for b in up for a in across])
    V = np.array([cost(place) for place in places])
    if not np.isfinite(V).all():
        raise ValueError(
            "the cost is NaN or infinite inside the picture; wanted is a finite one: choose a smaller span"
        )
    low, high = V.min(), V.max()
    levels = low + (high - low) * (np.arange(1, LEVELS + 1) / (LEVELS + 1)) ** 2
    corners, triangles = frame.pixels(places), _triangles(grid)
    return "".join(_joined(_level(V, corners, triangles, level)) for level in levels)


def border(value: Callable[[Array], Array], frame: Frame, grid: int) -> str:
    """Return the line along which a function is 0, as an SVG path: it takes all places of the grid at once."""
    across, up = np.linspace(*frame.across, grid), np.linspace(*frame.up, grid)
    places = np.array([(a, b) for b in up for a in across])
    return _joined(_level(value(places), frame.pixels(places), _triangles(grid), 0.0, digits=1))


def _triangles(grid: int) -> Array:
    """Return the corners of two triangles for each square of a grid."""
    i, j = (g.ravel() for g in np.meshgrid(np.arange(grid - 1), np.arange(grid - 1)))
    at = j * grid + i
    return np.vstack((np.column_stack((at, at + 1, at + grid)), np.column_stack((at + 1, at + grid, at + grid + 1))))


def _level(values: Array, corners: Array, triangles: Array, level: float, digits: int = 0) -> list[tuple[str, str]]:
    """Return the line pieces of one level, one for each triangle that it crosses, as their two ends."""
    out = []
    for triangle in triangles:
        above = values[triangle] > level
        if above.all() or not above.any():
            continue
        alone = int(np.flatnonzero(above == (above.sum() == 1))[0])  # the corner on its own side
        p = triangle[alone]
        ends = []
        for q in np.delete(triangle, alone):
            share = (level - values[p]) / (values[q] - values[p])
            ends.append(corners[p] + share * (corners[q] - corners[p]))
        (a, b), (c, d) = ends
        out.append((f"{a:.{digits}f} {b:.{digits}f}", f"{c:.{digits}f} {d:.{digits}f}"))
    return out


def _joined(pieces: list[tuple[str, str]]) -> str:
    """Return the pieces as an SVG path, a piece that starts where another ends being joined to it."""
    at: dict[str, list[str]] = {}
    for a, b in pieces:
        if a != b:
            at.setdefault(a, []).append(b)
            at.setdefault(b, []).append(a)
    out = ""
    for start in sorted(at, key=lambda end: len(at[end])):  # open lines from their ends, then closed ones
        while at[start]:
            out, here = f"{out}M{start}", start
            while at[here]:
                step = at[here].pop()
                at[step].remove(here)
                out, here = f"{out}L{step}", step
    return out
