"""The pictures that matplotlib draws for the course; each function draws on `ax`, names its axes, and returns it."""

from collections.abc import Callable, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import numpy.typing as npt
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex

from lrlib.activations import sigmoid

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
SIGNED = LinearSegmentedColormap.from_list("signed", (COLOURS[1], "white", COLOURS[0]))  # negative, 0, positive
MARKERS = ("o", "^", "s", "D", "v", "P", "X")

plt.style.use("lrlib.pictures.course")


def plot_sigmoid(ax: Axes | None = None) -> Axes:
    """Draw the sigmoid and its slope over z from -8 to 8.

    Parameters
    ----------
    ax : Axes, optional
        Where to draw; without it, a new figure.

    Returns
    -------
    Axes
        Where it was drawn.
    """
    ax = _axes(ax, "z (log-odds)", "probability; slope per unit of z")
    z = np.linspace(-8, 8, 321)
    h = sigmoid(z)
    ax.plot(z, h, label="σ(z)")
    ax.plot(z, h * (1 - h), "--", label="slope σ(z) (1 − σ(z))")
    ax.legend()
    return ax


def plot_cost_branches(ax: Axes | None = None) -> Axes:
    """Draw -log h, the cost where y = 1, and -log(1 - h), the cost where y = 0.

    Parameters
    ----------
    ax : Axes, optional
        Where to draw; without it, a new figure.

    Returns
    -------
    Axes
        Where it was drawn.
    """
    ax = _axes(ax, "h, the predicted probability of class 1", "cost (nats)")
    h = np.linspace(0.005, 0.995, 199)
    ax.plot(h, -np.log(h), label="y = 1: −log h")
    ax.plot(h, -np.log1p(-h), "--", label="y = 0: −log(1 − h)")
    ax.legend(loc="upper center")
    return ax


def plot_costs(costs: npt.ArrayLike, *, label: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the cost at every step of a descent.

    Parameters
    ----------
    costs : array_like of shape (steps + 1,)
        From before the first step on.
    label : str, optional
        What the legend calls the line.
    ax : Axes, optional
        Where to draw; without it, a new figure.

    Returns
    -------
    Axes
        Where it was drawn.
    """
    ax = _axes(ax, "step", "cost (nats per example)")
    ax.plot(np.asarray(costs), linestyle=("-", "--", "-.", ":")[len(ax.lines) % 4], label=label)
    if label is not None:
        ax.legend()
    return ax


def plot_contour(
    cost: Callable[[Any], float],
    *,
    centre: npt.ArrayLike,
    span: float,
    path: npt.ArrayLike | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the contour lines of a cost of two parameters, and the path of a descent over them.

    Parameters
    ----------
    cost : callable
        A function of two parameters.
    centre : array_like of shape (2,)
        The middle of the picture.
    span : float
        Half its width, in units of the parameters.
    path : array_like of shape (steps + 1, 2), optional
        The parameters at every step.
    ax : Axes, optional
        Where to draw; without it, a new figure.

    Returns
    -------
    Axes
        Where it was drawn.

    Raises
    ------
    ValueError
        If the cost is the same all over the picture, or somewhere no number.
    """
    a, b = (np.linspace(c - span, c + span, 61) for c in np.asarray(centre, dtype=float))
    values = np.array([[cost(np.array([p, q])) for p in a] for q in b])
    if not 0 < np.ptp(values) < np.inf:
        raise ValueError(f"cost is {values.min():g} to {values.max():g} in the picture; wanted are numbers that differ")
    ax = _axes(ax, "θ₀", "θ₁")
    levels = values.min() + np.ptp(values) * np.linspace(0.02, 1, 14) ** 2
    lines = ax.contour(a, b, values, levels=levels, linewidths=1)
    ax.clabel(lines, fontsize=7)
    if path is not None:
        steps = np.asarray(path)
        ax.plot(steps[:, 0], steps[:, 1], "o-", color=COLOURS[1], markersize=3, linewidth=1.2)
        ax.plot(*steps[-1], "*", color=COLOURS[1], markersize=12)
    ax.set(xlim=(a[0], a[-1]), ylim=(b[0], b[-1]))
    return ax


def plot_points(
    X: npt.ArrayLike, y: npt.ArrayLike, *, features: Sequence[str], classes: Sequence[str], ax: Axes | None = None
) -> Axes:
    """Draw examples of two features, one colour and marker for each class.

    Parameters
    ----------
    X : array_like of shape (m, 2)
        Two features, without a column of ones.
    y : array_like of shape (m,)
        Class indices.
    features, classes : sequence of str
        Names, with units, of the axes; names of the classes.
    ax : Axes, optional
        Where to draw; without it, a new figure.

    Returns
    -------
    Axes
        Where it was drawn.
    """
    ax = _axes(ax, features[0], features[1])
    points, labels = np.asarray(X), np.asarray(y)
    colours = _colours(len(classes))
    for k, name in enumerate(classes):
        mine, marker = points[labels == k], MARKERS[k % len(MARKERS)]
        style: dict[str, Any] = {"color": colours[k], "marker": marker, "s": 28, "edgecolor": "white"}
        ax.scatter(mine[:, 0], mine[:, 1], label=name, zorder=3, linewidth=0.5, **style)
    ax.legend()
    return ax


def plot_boundary(
    theta: npt.ArrayLike,
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    features: Sequence[str],
    classes: Sequence[str],
    ax: Axes | None = None,
) -> Axes:
    """Draw examples over the shaded probability of class 1, and the line where it is one half.

    Parameters
    ----------
    theta : array_like of shape (3,)
        Intercept and two coefficients.
    X : array_like of shape (m, 3)
        A column of ones and two features.
    y : array_like of shape (m,)
        Labels 0 and 1.
    features, classes : sequence of str
        Names of the axes and of the classes.
    ax : Axes, optional
        Where to draw; without it, a new figure.

    Returns
    -------
    Axes
        Where it was drawn.
    """
    points, weights = np.asarray(X)[:, 1:], np.asarray(theta, dtype=float)
    ax = plot_points(points, y, features=features, classes=classes, ax=ax)
    a, b = _grid(points)
    z = weights[0] + weights[1] * a + weights[2] * b
    ax.contourf(a, b, sigmoid(z), levels=np.linspace(0, 1, 11), alpha=0.35, cmap="cividis")
    if z.min() < 0 < z.max():
        ax.contour(a, b, z, levels=[0.0], colors="black")
    return ax


def plot_regions(
    predict: Callable[[Any], Any],
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    features: Sequence[str],
    classes: Sequence[str],
    ax: Axes | None = None,
) -> Axes:
    """Draw examples over the regions in which each class is predicted.

    Parameters
    ----------
    predict : callable
        Maps (p, 2) points to p class indices.
    X : array_like of shape (m, 2)
        Two features, without a column of ones.
    y : array_like of shape (m,)
        Class indices.
    features, classes : sequence of str
        Names of the axes and of the classes.
    ax : Axes, optional
        Where to draw; without it, a new figure.

    Returns
    -------
    Axes
        Where it was drawn.
    """
    ax = plot_points(X, y, features=features, classes=classes, ax=ax)
    a, b = _grid(np.asarray(X))
    regions = np.asarray(predict(np.column_stack((a.ravel(), b.ravel())))).reshape(a.shape)
    K = len(classes)
    ax.contourf(a, b, regions, levels=np.arange(K + 1) - 0.5, colors=_colours(K), alpha=0.18)
    ax.contour(a, b, regions, levels=np.arange(1, K) - 0.5, colors="black", linewidths=0.8)
    return ax


def _colours(K: int) -> list[str]:
    if len(COLOURS) < K:  # so many are not told apart by everyone: markers help
        return [to_hex(colour) for colour in colormaps["turbo"](np.linspace(0.05, 0.95, K))]
    return list(COLOURS[1::-1] if K == 2 else COLOURS[:K])  # of two classes, class 1 is the blue one


def plot_simplex(P: npt.ArrayLike, y: npt.ArrayLike, *, classes: Sequence[str], ax: Axes | None = None) -> Axes:
    """Draw three-class probabilities as points of a triangle; a corner is a sure prediction.

    Parameters
    ----------
    P : array_like of shape (m, 3)
        Probabilities; each row sums to 1.
    y : array_like of shape (m,)
        True classes.
    classes : sequence of str
        Names of the three corners.
    ax : Axes, optional
        Where to draw; without it, a new figure.

    Returns
    -------
    Axes
        Where it was drawn.
    """
    corners = np.array([[0, 0], [1, 0], [0.5, np.sqrt(3) / 2]])
    ax = plot_points(np.asarray(P) @ corners, y, features=("", ""), classes=classes, ax=ax)
    ax.plot(*corners[[0, 1, 2, 0]].T, color="black", linewidth=1)
    for place, name, side in zip(corners, classes, ("right", "left", "center"), strict=True):
        ax.annotate(f" {name} ", place, ha=side, va="bottom" if side == "center" else "top")
    ax.set(aspect="equal", xlim=(-0.3, 1.3))
    ax.set_axis_off()
    return ax


def plot_confusion(counts: npt.ArrayLike, *, classes: Sequence[str], ax: Axes | None = None) -> Axes:
    """Draw a confusion matrix with its counts; the colour is the share of the true class.

    Parameters
    ----------
    counts : array_like of shape (K, K)
        Row: true class. Column: predicted class.
    classes : sequence of str
        Names of the classes.
    ax : Axes, optional
        Where to draw; without it, a new figure.

    Returns
    -------
    Axes
        Where it was drawn.
    """
    table, K = np.asarray(counts), len(classes)
    if ax is None:
        _, ax = plt.subplots(figsize=(2.6 + 0.34 * K, 2.2 + 0.34 * K))
    shares = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    ax.imshow(shares, vmin=0, vmax=1)
    for i, j in np.ndindex(K, K):
        ax.text(j, i, str(table[i, j]), ha="center", va="center", color="black" if shares[i, j] > 0.55 else "white")
    ax.set(xlabel="predicted class", ylabel="true class")
    ax.set_xticks(range(K), classes)
    ax.set_yticks(range(K), classes)
    ax.spines[:].set_visible(False)
    return ax


def plot_digits(images: npt.ArrayLike, titles: Sequence[str], *, columns: int = 5) -> npt.NDArray[Any]:
    """Draw handwritten digits as grey pictures, each under its title.

    Parameters
    ----------
    images : array_like of shape (p, 64)
        8 x 8 pictures, row by row, 0 to 16.
    titles : sequence of str
        One for each.
    columns : int
        How many stand side by side.

    Returns
    -------
    ndarray of Axes
        Where they were drawn.
    """
    pictures = np.asarray(images).reshape(-1, 8, 8)
    rows = -(-len(pictures) // columns)
    _, axes = plt.subplots(rows, columns, figsize=(1.35 * columns, 1.6 * rows), squeeze=False)
    for ax in axes.flat:
        ax.set_axis_off()
    for ax, picture, title in zip(axes.flat, pictures, titles, strict=False):
        ax.imshow(picture, cmap="gray_r", vmin=0, vmax=16)
        ax.set_title(title, fontsize=9)
    return np.asarray(axes)


def plot_bars(names: Sequence[str], values: npt.ArrayLike, *, unit: str, ax: Axes | None = None) -> Axes:
    """Draw named numbers as horizontal bars, the first on top.

    Parameters
    ----------
    names : sequence of str
        One for each bar.
    values : array_like of shape (p,)
        Their lengths.
    unit : str
        What the lengths mean.
    ax : Axes, optional
        Where to draw; without it, a new figure.

    Returns
    -------
    Axes
        Where it was drawn.

    Raises
    ------
    ValueError
        If there are not as many names as numbers.
    """
    lengths = np.asarray(values, dtype=float)
    if lengths.shape != (len(names),):
        raise ValueError(f"values has shape {lengths.shape}; wanted is ({len(names)},), one for each name")
    ax = _axes(ax, unit, "")
    bars = ax.barh(range(len(lengths)), lengths, color=np.where(lengths < 0, COLOURS[1], COLOURS[0]).tolist())
    ax.bar_label(bars, fmt="%.3g", padding=3, fontsize=9)
    ax.set_yticks(range(len(lengths)), names)
    ax.invert_yaxis()
    ax.axvline(0, color="black", linewidth=0.8)
    ax.margins(x=0.12)
    return ax


def plot_calibration(y: npt.ArrayLike, probabilities: npt.ArrayLike, *, bins: int = 10, ax: Axes | None = None) -> Axes:
    """Draw how often class 1 happened where it was predicted with each probability.

    Parameters
    ----------
    y : array_like of shape (m,)
        Labels 0 and 1.
    probabilities : array_like of shape (m,)
        Predicted probabilities of class 1.
    bins : int
        How many groups of equal width.
    ax : Axes, optional
        Where to draw; without it, a new figure.

    Returns
    -------
    Axes
        Where it was drawn.
    """
    ax = _axes(ax, "predicted probability", "share of class 1")
    true, p = np.asarray(y, dtype=float), np.asarray(probabilities)
    group = np.minimum((p * bins).astype(int), bins - 1)
    filled = [k for k in range(bins) if (group == k).any()]
    ax.plot([0, 1], [0, 1], ":", color="black", label="perfect")
    ax.plot([p[group == k].mean() for k in filled], [true[group == k].mean() for k in filled], "o-", label="model")
    ax.legend()
    return ax


def _axes(ax: Axes | None, xlabel: str, ylabel: str) -> Axes:
    if ax is None:
        _, ax = plt.subplots()
    ax.set(xlabel=xlabel, ylabel=ylabel)
    return ax


def _grid(points: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    low, high = points.min(axis=0), points.max(axis=0)
    pad = 0.06 * (high - low)
    a, b = (np.linspace(s, e, 300) for s, e in zip(low - pad, high + pad, strict=True))
    across, up = np.meshgrid(a, b)
    return across, up
