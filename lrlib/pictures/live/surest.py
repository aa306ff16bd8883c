"""A point among three classes: the answers of three models, one class against the rest each, and the surest."""

from collections.abc import Sequence
from html import escape

import numpy as np
import numpy.typing as npt

from lrlib import activations
from lrlib.checks import Array, as_floats, as_indices, as_words
from lrlib.pictures.bars import bars, shares
from lrlib.pictures.controls import fix
from lrlib.pictures.frame import COLOURS, Frame, clipped, line, marks, panel
from lrlib.pictures.page import Picture, name_of, page

SHARES = Frame((0.0, 1.0), (0.0, 1.0))
HALF = '<path d="M52 132h296" stroke="currentColor" stroke-opacity=".4"/>'  # above it a model says yes
KINDS = ("circles", "crosses", "squares")


def surest(
    key: str,
    W: npt.ArrayLike,
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    classes: Sequence[str],
    at: Sequence[float] = (0.0, 0.0),
    span: float = 3.0,
    features: tuple[str, str] = ("first feature", "second feature"),
) -> Picture:
    """Return a point that is moved among three classes, with the answers of one-vs-all's three models.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and hyphens; unique in the book.
    W : array_like of shape (3, 3)
        Intercept and two weights of each model, as `one_vs_all.fit` returns them.
    X : array_like of shape (m, 2)
        Points of the plane, which are drawn.
    y : array_like of shape (m,)
        Classes 0, 1 and 2.
    classes : sequence of three str
        What they are called.
    at : sequence of two floats
        Where the ring stands at first, within the span.
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
    >>> W = [[0, -2, 0], [-1, 0, 0], [0, 2, 0]]
    >>> X, y = [[-1, 0], [0, 0], [1, 0]], [0, 1, 2]
    >>> surest("three", W, X, y, classes=("l", "m", "r"), at=(1, 0)).text.split(". ")[-1]
    'The surest: r.'
    """
    name, weights, place = name_of("live", key), as_floats(W, "W", ndim=2), as_floats(at, "at", ndim=1)
    points, labels = as_floats(X, "X", ndim=2), as_indices(y, 3)
    as_words(features, "features", 2)
    if weights.shape != (3, 3) or len(classes) != 3:
        raise ValueError(f"W has shape {weights.shape} and classes are {classes!r}; wanted are (3, 3) and three names")
    if points.shape != (len(labels), 2) or place.shape != (2,) or not np.abs(place).max() <= span < np.inf:
        raise ValueError(
            f"X has shape {points.shape}, at is {at!r} and span {span}; wanted are ({len(labels)}, 2), and two numbers "
            "within the span"
        )
    p, frame = activations.sigmoid(weights @ [1.0, *place]), Frame((-span, span), (-span, span))
    panels = [
        panel(
            name,
            "a",
            "The ring among the examples",
            "Dashed, in the colour of a class: where its model says one half.",
            frame.axes(features) + clipped(name, "a", _drawn(weights, points, labels, frame)) + _ring(place, frame),
            role="group",
        ),
        panel(
            name,
            "b",
            "The three answers",
            "One bar for each model: how sure it is that the ring is of its class. The line is at one half.",
            SHARES.axes(("model", "answer"), below=classes) + HALF + bars("p", p, SHARES) + shares(p),
        ),
    ]
    where = ", ".join(fix(v, 2) for v in place)
    words = (
        f"At {where} the answers are {', '.join(f'{c} {fix(v, 3)}' for c, v in zip(classes, p, strict=True))}; their "
        f"sum is {fix(p.sum(), 3)}. Above one half: {(p > 0.5).sum()} of 3. The surest: {classes[int(p.argmax())]}."
    )
    told = ", ".join(f"{word}: {kind}" for word, kind in zip(classes, KINDS, strict=True))
    return page(
        name,
        "Three answers",
        panels,
        "",
        words,
        "surest",
        {"W": weights.tolist(), "classes": list(classes), "at": place.tolist(), "span": span},
        hint=f"{told}. Drag the ring, or go to it with the tab key and move it with the arrow keys.",
    )


def _drawn(W: Array, X: Array, y: Array, frame: Frame) -> str:
    """Return the examples, and the line on which each model says one half."""
    out = "".join(f'<path d="{marks(frame.pixels(X[y == k]), k)}" stroke="{COLOURS[k]}"/>' for k in range(3))
    for k, (bias, *w) in enumerate(W):
        way, far = np.array([-w[1], w[0]]), np.hypot(*w)
        if far > 0:
            foot, along = -bias * np.array(w) / far**2, 4 * frame.across[1] * way / far
            ends = frame.pixels(np.array([foot - along, foot + along]))
            out += f'<path d="{line(ends)}" stroke="{COLOURS[k]}" stroke-dasharray="6 4"/>'
    return out


def _ring(place: Array, frame: Frame) -> str:
    ((x, y),) = frame.pixels(place[None])
    label = f"the ring, at {', '.join(fix(v, 2) for v in place)}"
    return (
        f'<g data-i="0" transform="translate({x:.1f} {y:.1f})" tabindex="0" role="button" '
        f'aria-label="{escape(label)}"><circle r="14" fill="none" pointer-events="all"/>'
        '<circle r="8" fill="none" stroke="currentColor" stroke-width="3"/></g>'
    )
