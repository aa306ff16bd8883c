"""The regions of one-vs-all beside those of softmax; both are fitted again when a point is moved."""

from collections.abc import Sequence
from html import escape

import numpy as np
import numpy.typing as npt

from lrlib import one_vs_all, softmax
from lrlib.checks import Array, as_floats, as_indices, as_words
from lrlib.data import add_intercept
from lrlib.pictures.controls import fix
from lrlib.pictures.frame import COLOURS, Frame, clipped, line, marks, panel
from lrlib.pictures.page import Picture, name_of, page


def regions(
    key: str,
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    classes: Sequence[str],
    l2: float = 0.01,
    span: float = 3.0,
    features: tuple[str, str] = ("first feature", "second feature"),
) -> Picture:
    """Return the regions of one-vs-all beside those of softmax; both are fitted again when a point is moved.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and hyphens; unique in the book.
    X : array_like of shape (m, 2)
        Points of the plane, at most 60; rounded to two decimals.
    y : array_like of shape (m,)
        Classes 0, 1 and 2.
    classes : sequence of three str
        What they are called.
    l2 : float
        Strength of the penalty of both models, above 0.
    span : float
        Half the width of the plane.
    features : tuple of str
        What lies along the two axes.

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
    >>> print(regions("three", [[-1, 0], [0, 0], [1, 0]], [0, 1, 2], classes=("l", "m", "r")).text.split(";")[0])
    One-vs-all and softmax: One-vs-all has 3 of 3 right, 1 of 1 in class m
    """
    name, points, labels = name_of("live", key), as_floats(X, "X", ndim=2).round(2), as_indices(y, 3)
    as_words(features, "features", 2)
    _check(points, labels, classes, l2, span)
    design, frame = add_intercept(points), Frame((-span, span), (-span, span))
    apart, joint = one_vs_all.fit(design, labels, l2=l2).W, softmax.fit(design, labels, l2=l2).W
    shapes = zip(classes, ("circles", "crosses", "squares"), strict=True)
    told = ", ".join(f"{word}: {shape}" for word, shape in shapes)
    text = f"{told}. Drag a point, or move it with the arrow keys; with shift it goes farther."
    panels = []
    for side, title, W in (("a", "One-vs-all", apart), ("b", "Softmax", joint)):
        dots = "".join(_point(i, p, labels[i], classes, frame, side == "a") for i, p in enumerate(points))
        axes = frame.axes((f"{title}: {features[0]}", features[1]))
        body = axes + clipped(name, side, _areas(side, W, frame)) + dots
        panels.append(panel(name, side, f"Regions of {title}", text, body, role="group"))
    words = (
        f"{_score('One-vs-all', apart, design, labels, classes)}; {_score('softmax', joint, design, labels, classes)}. "
        f"Cost of softmax without penalty {fix(softmax.cost(joint, design, labels), 4)}."
    )
    given = {"x": points.tolist(), "y": labels.tolist(), "classes": list(classes), "l2": l2, "span": span}
    return page(
        name,
        "One-vs-all and softmax",
        panels,
        "",
        words,
        "regions",
        given,
        hint=f"{told}. Drag a point, or go to it with the tab key and move it with the arrow keys.",
    )


def _check(points: Array, labels: Array, classes: Sequence[str], l2: float, span: float) -> None:
    m = len(labels)
    if points.shape != (m, 2) or m > 60 or not np.abs(points).max() <= span < np.inf or l2 <= 0:
        raise ValueError(
            f"X has shape {points.shape}, l2 is {l2} and span {span}; wanted are ({m}, 2), at most 60, "
            "within the span, and l2 above 0"
        )
    if len(classes) != 3 or set(labels.tolist()) != {0, 1, 2}:
        raise ValueError(
            f"classes are {classes!r} and y holds {sorted(set(labels.tolist()))}; wanted are three of each"
        )


def _areas(side: str, W: Array, frame: Frame) -> str:
    return "".join(
        f'<path class="{side}{k}" d="{_region(W, k, frame)}" fill="{COLOURS[k]}" fill-opacity=".22" '
        f'stroke="currentColor" stroke-width="1"/>'
        for k in range(3)
    )


def _region(W: Array, k: int, frame: Frame) -> str:
    """Return where class k has the largest score: the square, cut by one line for each other class."""
    low, high = frame.across
    corners = [np.array(p) for p in ((low, low), (high, low), (high, high), (low, high))]
    for other in np.delete(np.arange(3), k):
        v = W[k] - W[other]
        kept = []
        for p, q in zip(corners, corners[1:] + corners[:1], strict=True):
            a, b = v[0] + v[1:] @ p, v[0] + v[1:] @ q
            kept += [p] if a >= 0 else []
            kept += [p + a / (a - b) * (q - p)] if (a >= 0) != (b >= 0) else []
        corners = kept
    return line(frame.pixels(np.array(corners))) + "Z" if corners else ""


def _point(i: int, point: Array, k: int, classes: Sequence[str], frame: Frame, focus: bool) -> str:
    """Return one point that can be dragged; in one of the panels it can be reached by keyboard."""
    ((x, y),), (u, v) = frame.pixels(point[None]), point
    label = f"point {i + 1}, {classes[k]}, at {fix(u, 2)}, {fix(v, 2)}"
    state = f'tabindex="0" role="button" aria-label="{escape(label)}"' if focus else 'aria-hidden="true"'
    return (
        f'<g data-i="{i}" transform="translate({x:.1f} {y:.1f})" {state}>'
        f'<circle r="12" fill="none" pointer-events="all"/><path d="{marks(np.zeros((1, 2)), k)}" '
        f'stroke="currentColor" stroke-width="2" fill="{COLOURS[k]}"/></g>'
    )


def _score(model: str, W: Array, design: Array, labels: Array, classes: Sequence[str]) -> str:
    hit = (design @ W.T).argmax(axis=1) == labels
    own = hit[labels == 1]
    return f"{model} has {hit.sum()} of {len(hit)} right, {own.sum()} of {len(own)} in class {classes[1]}"
