"""A network with one hidden layer: tanh of weighted sums, and a softmax on top."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lrlib import softmax
from lrlib.activations import log_softmax
from lrlib.checks import (
    Array,
    as_design,
    as_floats,
    as_indices,
    as_parameters,
    as_penalty,
    as_whole,
    class_counts,
    penalties,
)
from lrlib.data import add_intercept, one_hot
from lrlib.descent import descend


@dataclass(frozen=True)
class Fit:
    """Where the training of a network ended; another start may end elsewhere.

    Attributes
    ----------
    V : ndarray of shape (H, n)
        Weights of the hidden neurons.
    W : ndarray of shape (K, H + 1)
        Weights of the classes, the bias first.
    costs : ndarray of shape (steps taken + 1,)
        The cost before the first step and after each.
    """

    V: Array
    W: Array
    costs: Array


def hidden(V: npt.ArrayLike, X: npt.ArrayLike) -> Array:
    """Return what the hidden neurons say, behind a column of ones.

    Parameters
    ----------
    V : array_like of shape (H, n)
        A row of weights for each hidden neuron.
    X : array_like of shape (m, n)
        Examples in rows; a column of ones counts in n.

    Returns
    -------
    ndarray of shape (m, H + 1)
        The design matrix of the softmax on top.

    Raises
    ------
    TypeError, ValueError
        If the shapes disagree or a number is not finite.

    Examples
    --------
    >>> hidden([[0.0, 1.0]], [[1, 0]])
    array([[1., 0.]])
    """
    design = as_design(X)
    weights = as_floats(V, "V", ndim=2)
    if not len(weights) or weights.shape[1] != design.shape[1]:
        raise ValueError(
            f"V has shape {weights.shape}; X of shape {design.shape} needs (H, {design.shape[1]}), H of 1 or more"
        )
    weights = as_parameters(weights, "V", weights.shape)  # no product and no square leaves the numbers
    return add_intercept(np.tanh(design @ weights.T))


def predict_proba(V: npt.ArrayLike, W: npt.ArrayLike, X: npt.ArrayLike) -> Array:
    """Return the probability of each class: the softmax of what the hidden neurons say.

    Parameters
    ----------
    V : array_like of shape (H, n)
        Weights of the hidden neurons.
    W : array_like of shape (K, H + 1)
        Weights of the classes, the bias first.
    X : array_like of shape (m, n)
        Examples in rows.

    Returns
    -------
    ndarray of shape (m, K)
        Rows that sum to 1.

    Raises
    ------
    TypeError, ValueError
        If the shapes disagree or a number is not finite.

    Examples
    --------
    >>> predict_proba([[0.0]], [[0.0, 1.0], [0.0, 2.0]], [[5.0]])
    array([[0.5, 0.5]])
    """
    return softmax.predict_proba(W, hidden(V, X))


@np.errstate(over="ignore")  # a penalty that leaves the numbers is infinite
def cost(V: npt.ArrayLike, W: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike, *, l2: float = 0.0) -> float:
    """Return the mean cross-entropy, plus l2 / 2 times the squared length of all weights but the intercepts.

    Parameters
    ----------
    V : array_like of shape (H, n)
        Weights of the hidden neurons.
    W : array_like of shape (K, H + 1)
        Weights of the classes, the bias first.
    X : array_like of shape (m, n)
        Examples in rows; a leading column of ones is the intercept.
    y : array_like of shape (m,)
        Classes 0, ..., K - 1.
    l2 : float
        Strength of the penalty, 0 or more.

    Returns
    -------
    float
        Nats per example.

    Raises
    ------
    TypeError, ValueError
        If the shapes disagree, a number is not finite, a label is no class, or l2 is negative.

    Examples
    --------
    >>> round(cost([[0.0]], [[0.0, 1.0], [0.0, 2.0]], [[5.0]], [0]), 4)
    0.6931
    """
    return _walk(*_checked(V, W, X, y, l2))[0]


@np.errstate(over="ignore")  # a penalty that leaves the numbers is infinite
def gradient(
    V: npt.ArrayLike, W: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike, *, l2: float = 0.0
) -> tuple[Array, Array]:
    """Return the derivatives of `cost` by V and by W, from one walk back.

    On top they are those of a softmax, (Y_hat - Y)^T S / m. What arrives at a hidden neuron is the errors weighed by
    its weights, and it passes on that times the slope of tanh, 1 - s^2.

    Parameters
    ----------
    V : array_like of shape (H, n)
        Weights of the hidden neurons.
    W : array_like of shape (K, H + 1)
        Weights of the classes, the bias first.
    X : array_like of shape (m, n)
        Examples in rows; a leading column of ones is the intercept.
    y : array_like of shape (m,)
        Classes 0, ..., K - 1.
    l2 : float
        Strength of the penalty, 0 or more.

    Returns
    -------
    by_V : ndarray of shape (H, n)
        In the shape of `V`.
    by_W : ndarray of shape (K, H + 1)
        In the shape of `W`.

    Raises
    ------
    TypeError, ValueError
        As `cost`.

    References
    ----------
    .. [1] Chapter 18, equations (18.2) to (18.4).

    Examples
    --------
    >>> gradient([[0.0]], [[0.0, 1.0], [0.0, 2.0]], [[5.0]], [0])[0]
    array([[2.5]])
    """
    _, by_V, by_W = _walk(*_checked(V, W, X, y, l2))
    return by_V, by_W


def fit(
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    H: int,
    *,
    alpha: float = 1.0,
    steps: int = 2000,
    l2: float = 0.0,
    rng: int | np.random.Generator = 0,
    start: tuple[npt.ArrayLike, npt.ArrayLike] | None = None,
) -> Fit:
    """Train a network by gradient descent, from random weights or from a given start.

    Parameters
    ----------
    X : array_like of shape (m, n)
        Examples in rows; a leading column of ones is the intercept. Best standardised.
    y : array_like of shape (m,)
        Classes 0, ..., K - 1.
    H : int
        The number of hidden neurons.
    alpha : float
        The learning rate, above 0.
    steps : int
        How many steps are taken at most: where every slope is exactly 0 the descent stops.
    l2 : float
        Strength of the penalty, 0 or more.
    rng : int or Generator
        Seed of the random start, or its generator.
    start : tuple of two array_like, optional
        V and W to begin with, in place of random ones.

    Returns
    -------
    Fit
        With V, W and costs.

    Raises
    ------
    TypeError, ValueError
        If the data are not as above, or H is no whole number from 1 on.

    Examples
    --------
    >>> X, y = [[1, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]], [0, 1, 1, 0]
    >>> run = fit(X, y, 3, steps=3000)
    >>> predict_proba(run.V, run.W, X).argmax(axis=1)
    array([0, 1, 1, 0])
    """
    design, labels = as_design(X), as_indices(y)
    H = as_whole(H, "H", 1)
    n, K = design.shape[1], len(class_counts(labels))
    if K < 2:
        raise ValueError("y holds the class 0 only; wanted are two classes or more")
    if start is None:
        rng = np.random.default_rng(rng)
        start = rng.normal(size=(H, n)), rng.normal(scale=1 / np.sqrt(H), size=(K, H + 1))
    V, W = as_parameters(start[0], "V", (H, n)), as_parameters(start[1], "W", (K, H + 1))

    flat = np.concatenate((V.ravel(), W.ravel()))
    _, _, _, Y, penalty = _checked(V, W, design, labels, l2)
    known: list[Array] = []  # a walk gives both: the slopes wait until they are asked for

    def _parts(flat: Array) -> tuple[Array, Array]:
        return flat[: H * n].reshape(H, n), flat[H * n :].reshape(K, H + 1)

    def _cost(flat: Array) -> float:
        value, by_V, by_W = _walk(*_parts(flat), design, Y, penalty)
        known[:] = flat, np.concatenate((by_V.ravel(), by_W.ravel()))
        return value

    def _gradient(flat: Array) -> Array:
        if not known or flat is not known[0]:
            _cost(flat)
        return known[1]

    run = descend(_cost, _gradient, flat, alpha=alpha, steps=steps)
    return Fit(*_parts(run.parameters), run.costs)


def _walk(V: Array, W: Array, X: Array, Y: Array, penalty: tuple[Array, Array]) -> tuple[float, Array, Array]:
    """Return the cost and its derivatives by V and by W: one walk forward, and one back."""
    S = np.column_stack((np.ones(len(X)), np.tanh(X @ V.T)))
    Z = S @ W.T
    P = log_softmax(Z)
    value = -float((Y * P).sum() / len(X)) + float((V**2 @ penalty[0]).sum() + (W**2 @ penalty[1]).sum()) / 2
    errors, m = np.exp(P) - Y, len(X)  # divided by m in the end: what cancels is 0 in whatever order it is added
    arrived = errors @ W[:, 1:] * (1 - S[:, 1:] ** 2)
    return value, arrived.T @ X / m + V * penalty[0], errors.T @ S / m + W * penalty[1]


def _checked(
    V: npt.ArrayLike, W: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike, l2: float
) -> tuple[Array, Array, Array, Array, tuple[Array, Array]]:
    design, inner, strength = as_design(X), as_floats(V, "V", ndim=2), as_penalty(l2)
    S = hidden(inner, design)
    outer = as_parameters(W, "W", (None, S.shape[1]))
    labels = as_indices(y, len(outer))
    if len(labels) != len(design):
        raise ValueError(f"y has shape {labels.shape}; X of shape {design.shape} needs ({len(design)},)")
    return (
        inner,
        outer,
        design,
        one_hot(labels, len(outer)),
        (penalties(strength, design), penalties(strength, S, True)),
    )
