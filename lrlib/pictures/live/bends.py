"""Points that no line separates, and the border of a network with as many hidden neurons as are chosen."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from lrlib import network
from lrlib.checks import Array, as_binary, as_floats
from lrlib.data import add_intercept
from lrlib.pictures.contours import border
from lrlib.pictures.controls import fix, slider
from lrlib.pictures.frame import BLUE, GREEN, RED, Frame, clipped, line, marks, panel
from lrlib.pictures.page import Picture, name_of, page

GRID = 37


def bends(key: str, X: npt.ArrayLike, y: npt.ArrayLike, networks: Sequence[network.Fit], *, span: float) -> Picture:
    """Return the border of networks with 1, 2, ... hidden neurons, and the line of each neuron.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and hyphens; unique in the book.
    X : array_like of shape (m, 2)
        Points of the plane, at most 200.
    y : array_like of shape (m,)
        Labels 0 and 1.
    networks : sequence of network.Fit
        The first has one hidden neuron, the next two, and so on; each with an intercept, of two classes.
    span : float
        Half the width of the plane.

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
    >>> X, y = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]
    >>> nets = [network.fit(add_intercept(X), y, H, steps=9, alpha=0.1) for H in (1, 2)]
    >>> print(str(bends("two", X, y, nets, span=2)).split(":")[0])
    What hidden neurons buy
    """
    name, points = name_of("live", key), as_floats(X, "X", ndim=2).round(2)
    if points.ndim != 2 or points.shape[1] != 2 or len(points) > 200 or not np.abs(points).max() <= span < np.inf:
        raise ValueError(f"X has shape {points.shape} and span is {span}; wanted are (m, 2), m <= 200, within the span")
    if not all(isinstance(net, network.Fit) for net in networks):
        raise TypeError(f"networks is {networks!r}; wanted are fits of lrlib.network")
    labels, sizes = as_binary(y, len(points)), [len(net.V) for net in networks]
    if sizes != list(range(1, len(sizes) + 1)) or len(sizes) < 2 or any(len(net.W) != 2 for net in networks):
        raise ValueError(f"the networks have {sizes} hidden neurons; wanted are 1, 2, ..., and two classes each")
    plane = Frame((-span, span), (-span, span))
    given: dict[str, Any] = {"shown": [_shown(net, points, labels, plane) for net in networks], "count": len(points)}
    first = given["shown"][0]
    share = Frame((-0.5, len(sizes) - 0.5), (0.4, 1.0))
    told = "class 0: orange circles, class 1: blue crosses"
    dots = "".join(
        f'<path d="{marks(plane.pixels(points[labels == k]), k)}" stroke="{colour}" stroke-width="1.5" fill="none"/>'
        for k, colour in enumerate((RED, BLUE))
    )
    lines = (
        f'<path class="lines" d="{first["lines"]}" stroke="currentColor" stroke-dasharray="3 5" stroke-width="1"/>'
        f'<path class="border" d="{first["border"]}" stroke="{GREEN}" stroke-width="3"/>'
    )
    reached = share.pixels(np.array([(i, one["right"] / len(points)) for i, one in enumerate(given["shown"])]))
    x, y_ = reached[0]
    panels = [
        panel(
            name,
            "a",
            "The plane of the two inputs",
            f"{told}. Green: the border of the network. Dotted: where a hidden neuron is 0.",
            plane.axes(("x1", "x2")) + clipped(name, "a", dots + lines),
        ),
        panel(
            name,
            "b",
            "The share that is right",
            "One dot for each number of hidden neurons; the large one is chosen.",
            share.axes(("hidden neurons", "share right"), ticks=4, below=[str(n) for n in sizes])
            + f'<path d="{line(reached)}" fill="none" stroke="{BLUE}" stroke-width="2"/>'
            + f'<circle class="dot" cx="{x:.1f}" cy="{y_:.1f}" r="6" fill="{BLUE}" stroke="currentColor"/>',
        ),
    ]
    controls = slider(name, "H", "hidden neurons", 1, (1, len(sizes), 1), digits=0)
    hint = f"{told}. Green: the border. Dotted: where a hidden neuron is 0."
    return page(name, "What hidden neurons buy", panels, controls, _told(1, given), "bends", given, hint=hint)


def _shown(net: network.Fit, points: Array, labels: Array, plane: Frame) -> dict[str, object]:
    """Return the border of a network, the lines of its neurons, how many it has right, and its last cost."""

    def _apart(places: Array) -> Array:
        S = network.hidden(net.V, add_intercept(places))
        return np.asarray(S @ (net.W[1] - net.W[0]))

    right = int(np.sum((_apart(points) > 0) == (labels == 1)))
    ends = "".join(line(plane.near(_ends(v, plane))) for v in net.V)
    return {
        "border": border(_apart, plane, GRID),
        "lines": ends,
        "right": right,
        "cost": round(float(net.costs[-1]), 4),
    }


def _ends(v: Array, plane: Frame) -> Array:
    """Return two points, far out, of the line along which a neuron is 0."""
    length = np.hypot(v[1], v[2])
    if length == 0:
        return np.zeros((0, 2))
    foot, way = -v[0] * v[1:] / length**2, np.array([-v[2], v[1]]) / length
    return np.array([foot - 3 * plane.across[1] * way, foot + 3 * plane.across[1] * way])


def _told(H: int, given: dict[str, Any]) -> str:
    one, count = given["shown"][H - 1], given["count"]
    plural = "s" if H > 1 else ""
    return f"{H} hidden neuron{plural}: {one['right']} of {count} right, cost {fix(one['cost'], 3)}."
