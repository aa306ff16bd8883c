"""A neuron with two inputs: its weights and its bias against its decision line and its sigmoid."""

import numpy as np
import numpy.typing as npt

from lrlib import activations, logistic
from lrlib.checks import Array, as_binary, as_floats, as_parameters, as_words
from lrlib.pictures.controls import fix, radios, slider
from lrlib.pictures.frame import BLUE, RED, Frame, clipped, line, marks, panel
from lrlib.pictures.page import Picture, name_of, page

SCORES = Frame((-8.0, 8.0), (0.0, 1.0))
DOUBLED = ("nothing", "w and b", "w alone")


def neuron(
    key: str,
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    start: tuple[float, float, float],
    features: tuple[str, str],
    classes: tuple[str, str],
    span: float = 3.0,
) -> Picture:
    """Return a neuron: two weights and a bias against its decision line and its sigmoid.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and hyphens; unique in the book.
    X : array_like of shape (m, 2)
        Two features, best standardised; rounded to two decimals.
    y : array_like of shape (m,)
        Labels 0 and 1.
    start : tuple of float
        Where w1, w2 and b stand at first, each from -5 to 5.
    features, classes : tuple of str
        What they are called.
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
    >>> neuron("two", [[-1, 0], [1, 0]], [0, 1], start=(1, 0, 0), features=("a", "b"), classes=("no", "yes"))
    A neuron with two inputs: Length of w 1.00, origin at signed distance 0.00 from the line; 2 of 2 right, cost 0.3133.
    """
    name, points = name_of("live", key), as_floats(X, "X", ndim=2).round(2)
    if points.shape[1] != 2 or not 0 < span < np.inf:
        raise ValueError(f"X has shape {points.shape} and span is {span}; wanted are (m, 2) and above 0")
    as_parameters(start, "start", (3,))
    as_words(features, "features", 2)
    as_words(classes, "classes", 2)
    labels, (w1, w2, b) = as_binary(y, len(points)), start
    z, frame = points @ [w1, w2] + b, Frame((-span, span), (-span, span))
    told = f"{classes[0]}: orange circles, {classes[1]}: blue crosses"
    panels = [
        panel(
            name,
            "a",
            "The plane of the two inputs",
            f"{told}. Solid: probability one half. Dashed: 0.1 and 0.9.",
            frame.axes(features) + clipped(name, "a", _plane(points, labels, np.array([b, w1, w2]), frame)),
        ),
        panel(
            name,
            "b",
            "The sigmoid of the score",
            f"Each example stands at its score; {told}.",
            SCORES.axes(("score z", "probability")) + clipped(name, "b", _sigmoid(z, labels)),
        ),
    ]
    controls = "".join(
        slider(name, c, label, value, (-5, 5, 0.1))
        for c, label, value in (("w1", "weight w₁", w1), ("w2", "weight w₂", w2), ("b", "bias b", b))
    ) + radios(name, "double", "× 2", DOUBLED)
    return page(
        name,
        "A neuron with two inputs",
        panels,
        controls,
        _words(z, labels, float(np.hypot(w1, w2)), b),
        "neuron",
        {"x": points.tolist(), "y": labels.astype(int).tolist(), "span": span},
        hint=f"{told}. The dashed lines are 0.1 and 0.9.",
    )


def _plane(points: Array, labels: Array, theta: Array, frame: Frame) -> str:
    half, less, more = (_level(theta, z, frame) for z in (0.0, np.log(9), -np.log(9)))
    lines = (
        f'<path class="half" d="{half}" stroke="currentColor" stroke-width="3"/>'
        f'<path class="sure" d="{less}{more}" stroke="currentColor" stroke-dasharray="5 4" stroke-width="1.5"/>'
    )
    return lines + _dots(frame.pixels(points), labels, "x")


def _level(theta: Array, z: float, frame: Frame) -> str:
    """Return the line where the score is z, as a path longer than the frame."""
    (b, *w), length = theta, np.hypot(*theta[1:])
    if not length:
        return ""
    normal = np.array(w) / length
    foot, along = (z - b) / length * normal, 9 * np.array([-normal[1], normal[0]])
    return line(frame.pixels(np.array([foot + along, foot - along])))


def _sigmoid(z: Array, labels: Array) -> str:
    curve = np.linspace(*SCORES.across, 81)
    wave = line(SCORES.pixels(np.column_stack((curve, activations.sigmoid(curve)))))
    on = SCORES.pixels(np.column_stack((np.clip(z, *SCORES.across), activations.sigmoid(z))))
    return f'<path d="{wave}" stroke="currentColor"/>' + _dots(on, labels, "p")


def _dots(pixels: Array, labels: Array, name: str) -> str:
    return "".join(
        f'<path class="{name}{k}" d="{marks(pixels[labels == k], k)}" stroke="{colour}" fill="none" stroke-width="2"/>'
        for k, colour in enumerate((RED, BLUE))
    )


def _words(z: Array, labels: Array, length: float, b: float) -> str:
    right = int(np.sum((z >= 0) == (labels == 1)))
    away = f", origin at signed distance {fix(b / length, 2)} from the line" if length else ", no line"
    return (
        f"Length of w {fix(length, 2)}{away}; {right} of {len(z)} right, "
        f"cost {fix(logistic.cost([1.0], z[:, None], labels), 4)}."
    )
