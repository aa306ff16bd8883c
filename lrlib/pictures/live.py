"""Five pictures that answer when touched: neuron, learning rate, softmax, threshold, and regions of three classes.

Python draws each where its controls stand at first; the script in the page computes the same for every other place.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import numpy as np
import numpy.typing as npt

from lrlib import activations, logistic, metrics, one_vs_all, softmax
from lrlib.checks import Array, as_binary, as_floats, as_indices
from lrlib.data import add_intercept, standardize
from lrlib.pictures.motion import _contours
from lrlib.pictures.pieces import (
    COLOURS,
    LEFT,
    TOP,
    UP,
    Limits,
    Live,
    axes,
    clipped,
    fix,
    line,
    marks,
    name_of,
    page,
    panel,
    pixels,
    radios,
    slider,
)

STOPS = 200  # of the threshold, from 0 to 1
BLUE, RED, GREEN = COLOURS[:3]

SHAPES = ("m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0", "m-4-4l8 8m0-8l-8 8")


def neuron(
    key: str,
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    start: tuple[float, float, float],
    features: tuple[str, str],
    classes: tuple[str, str],
    span: float = 3.0,
) -> Live:
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
    Live
        Displays itself.

    Raises
    ------
    TypeError, ValueError
        If an argument does not fit.

    Examples
    --------
    >>> neuron("two", [[-1, 0], [1, 0]], [0, 1], start=(1, 0, 0), features=("a", "b"), classes=("no", "yes"))
    A neuron with two inputs: Length of w 1.00, line at signed distance 0.00 from the origin; 2 of 2 right, cost 0.3133.
    """
    name, points = name_of(key), as_floats(X, "X", ndim=2).round(2)
    if points.shape[1] != 2 or not 0 < span < np.inf:
        raise ValueError(f"X has shape {points.shape} and span is {span}; wanted are (m, 2) and above 0")
    labels, (w1, w2, b) = as_binary(y, len(points)), start
    z, length, frame = points @ [w1, w2] + b, float(np.hypot(w1, w2)), (-span, span)
    where = pixels(points, frame, frame)
    curve = np.column_stack((np.linspace(-8, 8, 81), activations.sigmoid(np.linspace(-8, 8, 81))))
    on = pixels(np.column_stack((np.clip(z, -8, 8), activations.sigmoid(z))), (-8, 8), (0, 1))
    levels = [_level(w1, w2, b, c, frame) for c in (0.0, np.log(9), -np.log(9))]
    plane = (
        f'<path class="c0" d="{levels[0]}" stroke="currentColor" stroke-width="3"/><path class="c1" '
        f'd="{levels[1]}{levels[2]}" stroke="currentColor" stroke-dasharray="5 4" stroke-width="1.5"/>'
    )
    dots = [f'<path class="{{}}" d="{{}}" stroke="{colour}" fill="none" stroke-width="2"/>' for colour in (BLUE, RED)]
    plane += "".join(dots[k].format("", marks(where[labels == k], k)) for k in (0, 1))
    wave = f'<path d="{line(pixels(curve, (-8, 8), (0, 1)))}" stroke="currentColor"/>'
    wave += "".join(dots[k].format(f"p{k}", marks(on[labels == k], k)) for k in (0, 1))
    told = f"{classes[0]}: blue circles, {classes[1]}: red crosses"
    panels = [
        panel(
            name,
            "a",
            "The plane of the two inputs",
            f"{told}. Solid: probability one half. Dashed: 0.1 and 0.9.",
            axes(frame, frame, features) + clipped(name, "a", plane),
        ),
        panel(
            name,
            "b",
            "The sigmoid of the score",
            f"Each example stands at its score; {told}.",
            axes((-8, 8), (0, 1), ("score z", "probability")) + clipped(name, "b", wave),
        ),
    ]
    right = int(np.sum((z >= 0) == (labels == 1)))
    away = f", line at signed distance {fix(-b / length, 2)} from the origin" if length else ", no line"
    words = (
        f"Length of w {fix(length, 2)}{away}; {right} of {len(z)} right, "
        f"cost {fix(logistic.cost([1.0], z[:, None], labels), 4)}."
    )
    controls = "".join(
        slider(name, c, label, value, (-5, 5, 0.1))
        for c, label, value in (("w1", "weight w₁", w1), ("w2", "weight w₂", w2), ("b", "bias b", b))
    )
    given = {"x": points.tolist(), "y": labels.astype(int).tolist(), "span": span, "mark": SHAPES}
    return page(
        name,
        "A neuron with two inputs",
        panels,
        controls,
        words,
        "neuron",
        given,
        hint=f"{told}. The dashed lines are 0.1 and 0.9.",
    )


def _level(w1: float, w2: float, b: float, c: float, frame: Limits) -> str:
    """Return the line where the score is c, as a path longer than the frame."""
    length = np.hypot(w1, w2)
    if not length:
        return ""
    foot, along = (c - b) / length * np.array([w1, w2]) / length, 9 * np.array([-w2, w1]) / length
    return line(pixels(np.array([foot + along, foot - along]), frame, frame))


def rate(
    key: str,
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    centre: tuple[float, float],
    span: float,
    name: str,
    steps: int = 60,
    alpha: float = 4.0,
) -> Live:
    """Return the path of gradient descent over the contour lines of J, for a learning rate to be chosen.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and hyphens; unique in the book.
    x : array_like of shape (m,)
        One feature in its own unit; it is standardised here and in the page.
    y : array_like of shape (m,)
        Labels 0 and 1.
    centre : tuple of float
        The intercept and the weight in the middle of the picture.
    span : float
        Half the width of the picture.
    name : str
        What the weight is called.
    steps : int
        How many steps are taken.
    alpha : float
        Where the learning rate stands at first: from 0.01 to 100.

    Returns
    -------
    Live
        Displays itself.

    Raises
    ------
    TypeError, ValueError
        If an argument does not fit.

    Examples
    --------
    >>> rate("r", [1, 2, 3, 4], [0, 1, 0, 1], centre=(0, 1), span=3, name="weight", steps=20)
    Learning rate and descent: Learning rate 4.00 converges: cost 0.5869 after 20 steps, the minimum is 0.5869.
    """
    place, column = name_of(key), as_floats(x, "x", ndim=1)
    labels, X = as_binary(y, len(column)), add_intercept(standardize(column[:, None])[0])
    if not 0.01 <= alpha <= 100 or not 0 < span < np.inf:
        raise ValueError(f"alpha is {alpha} and span {span}; wanted are a rate from 0.01 to 100 and a span above 0")
    low = logistic.fit(X, labels).cost
    setting = float(np.round(np.log10(alpha), 2))
    chosen = float(f"{10**setting:.2g}")
    path, costs = _descend(X, labels, chosen, steps)
    frame = [(c - span, c + span) for c in centre]
    kept = pixels(np.clip(path, [2 * a - b for a, b in frame], [2 * b - a for a, b in frame]), *frame)
    contour = _contours(
        lambda t: logistic.cost(t, X, labels), np.array(centre, dtype=float), span, (LEFT, TOP, 296, UP), 28
    )
    bowl = (
        f'<path d="{contour}" stroke="currentColor" stroke-opacity=".45" stroke-width="1"/>'
        f'<path class="path" d="{line(kept)}" stroke="{RED}"/>'
        f'<circle class="end" cx="{kept[-1, 0]:.1f}" cy="{kept[-1, 1]:.1f}" r="5" fill="{RED}" stroke="currentColor"/>'
    )
    curve = pixels(np.column_stack((np.arange(len(costs)), np.minimum(costs, 2))), (0, steps), (0, 1))
    floor = pixels(np.array([[0, low], [steps, low]]), (0, steps), (0, 1))
    fall = (
        f'<path d="{line(floor)}" stroke="{GREEN}" stroke-dasharray="5 4"/>'
        f'<path class="costs" d="{line(curve)}" stroke="{RED}"/>'
    )
    panels = [
        panel(
            place,
            "a",
            "The path of the descent",
            "Contour lines of the cost; the path starts at the origin and ends at the dot.",
            axes(frame[0], frame[1], ("intercept", name)) + clipped(place, "a", bowl),
        ),
        panel(
            place,
            "b",
            "The cost at every step",
            "Solid: the cost. Dashed: the least cost that there is.",
            axes((0, steps), (0, 1), ("step", "cost J")) + clipped(place, "b", fall),
        ),
    ]
    words = _regime(chosen, costs, low)
    controls = slider(place, "alpha", "learning rate α", setting, (-2, 2, 0.01), digits=2, log=True)
    given = {
        "x": [int(v) if v == int(v) else float(v) for v in column],
        "y": labels.astype(int).tolist(),
        "s": [float(column.mean()), float(column.std())],
        "steps": steps,
        "low": low,
        "frame": frame,
    }
    return page(
        place,
        "Learning rate and descent",
        panels,
        controls,
        words,
        "rate",
        given,
        hint="Left: the path over the contour lines of J. Right: J at every step; the dashed line is the minimum.",
    )


def _descend(X: Array, y: Array, alpha: float, steps: int) -> tuple[Array, Array]:
    """Return the path and its costs, with the step that diverges as the last one."""
    theta, costs = np.zeros(2), [logistic.cost(np.zeros(2), X, y)]
    path = [theta]
    while len(costs) <= steps and costs[-1] <= costs[0] * (1 + 1e-12):
        theta = theta - alpha * logistic.gradient(theta, X, y)
        path.append(theta)
        costs.append(logistic.cost(theta, X, y))
    return np.array(path), np.array(costs)


def _regime(alpha: float, costs: Array, low: float) -> str:
    if costs[-1] > costs[0] * (1 + 1e-12):
        name = "diverges"
    elif (np.diff(costs) > 1e-6).any():
        name = "zigzags"
    else:
        name = "crawls" if costs[-1] - low > 0.001 else "converges"
    n = len(costs) - 1
    return (
        f"Learning rate {fix(alpha, 2)} {name}: cost {fix(costs[-1], 4)} after {n} step{'s' if n > 1 else ''}, "
        f"the minimum is {fix(low, 4)}."
    )


def logits(key: str, z: Sequence[float] = (2.0, 1.0, 0.0)) -> Live:
    """Return three logits against their softmax, with a temperature, and the cross-entropy of the true class.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and hyphens; unique in the book.
    z : sequence of three floats
        Where the logits stand at first, each from -4 to 4.

    Returns
    -------
    Live
        Displays itself.

    Raises
    ------
    TypeError, ValueError
        If an argument does not fit.

    Examples
    --------
    >>> logits("equal", (0, 0, 0))
    Logits and softmax: Probabilities 0.333, 0.333, 0.333, sum 1. Class 1 is true: cross-entropy 1.099 nats.
    """
    name, scores, limits = name_of(key), as_floats(z, "z", ndim=1), (-4.0, 4.0)
    if scores.shape != (3,):
        raise ValueError(f"z has shape {scores.shape}; wanted are three logits")
    p = activations.softmax(scores)
    bars, shares = "", ""
    for k in range(3):
        x, (y, top) = LEFT + 30 + 96 * k, ((TOP + UP * (4 - scores[k]) / 8), TOP + UP * (1 - p[k]))
        zero = TOP + UP / 2
        fill = f'fill="{COLOURS[k]}" x="{x}" width="44"'
        bars += f'<rect class="z{k}" {fill} y="{min(y, zero):.1f}" height="{abs(y - zero):.1f}"/>'
        shares += f'<rect class="p{k}" {fill} y="{top:.1f}" height="{UP * p[k]:.1f}"/>'
        shares += f'<text class="n{k}" x="{x + 22}" y="{top - 5:.1f}" text-anchor="middle">{fix(p[k], 3)}</text>'
    bars += f'<path d="M{LEFT} {zero}h296" stroke="currentColor"/>'
    panels = [
        panel(
            name,
            "a",
            "The logits",
            "One bar for each of three classes.",
            axes((0, 1), limits, ("class", "logit z"), below=("1", "2", "3")) + bars,
        ),
        panel(
            name,
            "b",
            "Their softmax",
            "One bar for each class; they sum to 1.",
            axes((0, 1), (0, 1), ("class", "probability"), below=("1", "2", "3")) + shares,
        ),
    ]
    words = (
        f"Probabilities {', '.join(fix(v, 3) for v in p)}, sum 1. Class 1 is true: "
        f"cross-entropy {fix(metrics.log_loss([0], p[None]), 3)} nats."
    )
    controls = "".join(
        slider(name, f"z{k}", f"logit of class {k + 1}", float(v), (-4, 4, 0.1)) for k, v in enumerate(scores)
    )
    controls += slider(name, "T", "temperature T", 1.0, (0.2, 5, 0.1))
    controls += radios(name, "c", "True class", ("1", "2", "3"))
    return page(
        name,
        "Logits and softmax",
        panels,
        controls,
        words,
        "softmax",
        {"r": limits},
        hint="Left: the logits. Right: the softmax of the logits, divided by the temperature.",
    )


def threshold(key: str, problems: Mapping[str, tuple[npt.ArrayLike, npt.ArrayLike, float, float]]) -> Live:
    """Return a threshold against the confusion matrix, precision, recall and the cost of both kinds of error.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and hyphens; unique in the book.
    problems : mapping of str to tuple
        For each problem its labels, its held-out probabilities, what a false alarm costs and what a miss costs.

    Returns
    -------
    Live
        Displays itself.

    Raises
    ------
    TypeError, ValueError
        If an argument does not fit.

    Examples
    --------
    >>> print(threshold("t", {"spam": ([0, 1, 1], [0.2, 0.4, 0.9], 3, 1)}).text.split(" left")[0])
    A threshold and its price: spam, threshold 0.500: 1 hits, 1 misses, 0 false alarms, 1 rightly
    """
    name, given = name_of(key), list[dict[str, Any]]()
    if not problems:
        raise ValueError("there is no problem; wanted is at least one")
    for problem, (truth, probabilities, false_alarm, missed) in problems.items():
        p = as_floats(probabilities, "probabilities", ndim=1)
        y = as_binary(truth, len(p))
        metrics.cost_threshold(false_alarm, missed)
        if (p < 0).any() or (p > 1).any():
            raise ValueError(f"{problem} has a probability outside 0 to 1; wanted are probabilities")
        stops = np.arange(STOPS + 1) / STOPS
        counts = [[int(np.sum(p[y == k] >= stop)) for stop in stops] for k in (0, 1)]
        given.append({"name": problem, "counts": counts, "costs": [false_alarm, missed]})
    texts = list(problems)
    (no, yes), (alarm, miss) = given[0]["counts"], given[0]["costs"]
    half = STOPS // 2
    cells = (no[0] - no[half], no[half], yes[0] - yes[half], yes[half])
    prices = np.array([alarm * a + miss * (yes[0] - b) for a, b in zip(no, yes, strict=True)])
    words = _bill(texts[0], cells, alarm, miss)
    panels = [
        panel(name, "a", "The confusion matrix", "Rows: the truth. Columns: what the model says.", _matrix(cells)),
        panel(
            name,
            "b",
            "The cost at every threshold",
            "Curve: the cost as a share of the highest. Upright: the threshold; dashed, what the prices ask for.",
            axes((0, 1), (0, 1), ("threshold", "cost, share of the highest"))
            + clipped(name, "b", _prices(prices, metrics.cost_threshold(alarm, miss))),
        ),
    ]
    options = "".join(f'<option value="{k}">{escape(text)}</option>' for k, text in enumerate(texts))
    controls = (
        f'<label for="{name}-problem">problem</label><select id="{name}-problem" data-c="problem">{options}</select>'
    )
    controls += "<b></b>" + slider(name, "t", "threshold", 0.5, (0, 1, 1 / STOPS), digits=3)
    for c, label, cost in (("alarm", "cost of a false alarm", alarm), ("miss", "cost of a miss", miss)):
        controls += f'<label for="{name}-{c}">{label}</label><input type="number" id="{name}-{c}" data-c="{c}" '
        controls += f'min="0" max="1000" step="1" value="{cost:g}"><b></b>'
    return page(
        name,
        "A threshold and its price",
        panels,
        controls,
        words,
        "threshold",
        {"problems": given, "stops": STOPS},
        hint="Right: the cost at every threshold. The upright line is yours; the dashed one is what the prices ask.",
    )


def _prices(prices: Array, best: float) -> str:
    curve = pixels(np.column_stack((np.arange(STOPS + 1), prices / max(1, prices.max()))), (0, STOPS), (0, 1))
    here, asked = (f"M{LEFT + 296 * t:.1f} {TOP}v{UP}" for t in (0.5, best))
    return (
        f'<path class="price" d="{line(curve)}" stroke="{RED}"/><path class="here" d="{here}" stroke="currentColor"/>'
        f'<path class="best" d="{asked}" stroke="{BLUE}" stroke-dasharray="6 4"/>'
    )


def _matrix(cells: tuple[int, ...]) -> str:
    """Return the four counts in a square, right answers tinted."""
    out = "".join(
        f'<text x="{x}" y="{y}" text-anchor="{anchor}">{word}</text>'
        for x, y, anchor, word in (
            (150, 26, "middle", "says 0"),
            (272, 26, "middle", "says 1"),
            (80, 101, "end", "is 0"),
            (80, 211, "end", "is 1"),
        )
    )
    for k, (count, word) in enumerate(zip(cells, ("left alone", "false alarms", "misses", "hits"), strict=True)):
        x, y, right = 90 + 122 * (k % 2), 40 + 110 * (k // 2), k in (0, 3)
        dashes = "" if right else ' stroke-dasharray="6 4"'
        out += f'<rect x="{x}" y="{y}" width="120" height="108" fill="{BLUE if right else RED}" fill-opacity=".16"'
        out += f' stroke="{BLUE if right else RED}" stroke-width="2"{dashes}/>'
        out += (
            f'<text class="n{k}" x="{x + 60}" y="{y + 54}" text-anchor="middle" style="font-size:26px">{count}</text>'
        )
        out += f'<text x="{x + 60}" y="{y + 82}" text-anchor="middle">{word}</text>'
    return out


def _bill(problem: str, cells: tuple[int, ...], alarm: float, miss: float) -> str:
    left, false, missed, hits = cells
    shares = [fix(hits / whole, 3) if whole else "undefined" for whole in (hits + false, hits + missed)]
    return (
        f"{problem}, threshold 0.500: {hits} hits, {missed} misses, {false} false alarms, {left} rightly left alone. "
        f"Precision {shares[0]}, recall {shares[1]}, cost {fix(alarm * false + miss * missed, 0)}; "
        f"the prices ask for threshold {fix(metrics.cost_threshold(alarm, miss), 3)}."
    )


def regions(
    key: str, X: npt.ArrayLike, y: npt.ArrayLike, *, classes: Sequence[str], l2: float = 0.01, span: float = 3.0
) -> Live:
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

    Returns
    -------
    Live
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
    name, points = name_of(key), as_floats(X, "X", ndim=2).round(2)
    labels = as_indices(y, 3)
    if points.shape != (len(labels), 2) or len(labels) > 60 or np.abs(points).max() > span or l2 <= 0:
        raise ValueError(
            f"X has shape {points.shape}, l2 is {l2} and span {span}; wanted are ({len(labels)}, 2), at most 60, "
            "within the span, and l2 above 0"
        )
    if len(classes) != 3 or set(labels.tolist()) != {0, 1, 2}:
        raise ValueError(
            f"classes are {classes!r} and y holds {sorted(set(labels.tolist()))}; wanted are three of each"
        )
    design, frame = add_intercept(points), (-span, span)
    fits = {"a": one_vs_all.fit(design, labels, l2=l2).W, "b": softmax.fit(design, labels, l2=l2).W}
    panels = []
    for side, title in (("a", "One-vs-all"), ("b", "Softmax")):
        areas = "".join(
            f'<path class="{side}{k}" d="{_region(fits[side], k, frame)}" fill="{COLOURS[k]}" fill-opacity=".22" '
            f'stroke="currentColor" stroke-width="1"/>'
            for k in range(3)
        )
        dots = "".join(
            _point(i, p, labels[i], classes, side == "a") for i, p in enumerate(pixels(points, frame, frame))
        )
        for i, (u, v) in enumerate(points):
            dots = dots.replace(f"@{i}@", f"{fix(u, 2)}, {fix(v, 2)}")
        told = ", ".join(
            f"{word}: {shape}" for word, shape in zip(classes, ("circles", "crosses", "squares"), strict=True)
        )
        body = axes(frame, frame, (f"{title}: first feature", "second feature")) + clipped(name, side, areas) + dots
        text = f"{told}. Drag a point, or move it with the arrow keys; with shift it goes farther."
        panels.append(panel(name, side, f"Regions of {title}", text, body, role="group"))
    said = []
    for side, text in (("a", "One-vs-all"), ("b", "softmax")):
        hit = (design @ fits[side].T).argmax(axis=1) == labels
        own = hit[labels == 1]
        said.append(f"{text} has {hit.sum()} of {len(hit)} right, {own.sum()} of {len(own)} in class {classes[1]}")
    words = f"{'; '.join(said)}. Cost of softmax without penalty {fix(softmax.cost(fits['b'], design, labels), 4)}."
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


def _point(i: int, place: Array, k: int, classes: Sequence[str], focus: bool) -> str:
    """Return one point that can be dragged; in one of the panels it can be reached by keyboard."""
    reached = f'tabindex="0" role="button" aria-label="point {i + 1}, {escape(classes[k])}, at @{i}@"'
    state = reached if focus else 'aria-hidden="true"'
    return (
        f'<g data-i="{i}" transform="translate({place[0]:.1f} {place[1]:.1f})" {state}>'
        f'<circle r="12" fill="none" pointer-events="all"/><path d="{marks(np.zeros((1, 2)), k)}" '
        f'stroke="currentColor" stroke-width="2" fill="{COLOURS[k]}"/></g>'
    )


def _region(W: Array, k: int, frame: Limits) -> str:
    """Return where class k has the largest score: the square, cut by one line for each other class."""
    low, high = frame
    corners = [np.array(p) for p in ((low, low), (high, low), (high, high), (low, high))]
    for other in np.delete(np.arange(3), k):
        v = W[k] - W[other]
        kept = []
        for p, q in zip(corners, corners[1:] + corners[:1], strict=True):
            a, b = v[0] + v[1:] @ p, v[0] + v[1:] @ q
            kept += [p] if a >= 0 else []
            kept += [p + a / (a - b) * (q - p)] if (a >= 0) != (b >= 0) else []
        corners = kept
    return line(pixels(np.array(corners), frame, frame)) + "Z" if corners else ""
