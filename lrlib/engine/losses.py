"""What a model makes of a block of logits: the cost, the residuals and the curvature of two classes and of many.

Logits are class-major, (K, b) for b examples, so that sums over classes run along memory. They are changed in place.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lrlib.checks import Array

ROWS = 4  # that OpenBLAS computes at once, on all that were tried
NARROW = 20  # columns: with fewer, products are made as they are
FEW = 3  # coupled classes: the products with the one or two rows that tell them are fast one by one
LARGEST = {"d": 700.0, "f": 80.0}  # a logit whose exponential is a number with room to spare


@dataclass(frozen=True)
class Loss:
    """What a model makes of a block of logits.

    Attributes
    ----------
    labels : callable
        Turns the labels of a block, in rows, into the form that the residual takes, given the type of its examples.
    residual : callable
        Turns logits into probabilities minus labels, in place, and returns the summed cross-entropy, weighed if weights
        of the examples are given.
    weights : callable
        Turns those residuals into the weights of the Hessian: p (1 - p), or p where the classes are coupled.
    coupled : bool
        Whether a product with the Hessian takes off the mean over the classes: their probabilities share a sum.
    """

    labels: Callable[[Array, np.dtype[Any]], Array]
    residual: Callable[..., float]
    weights: Callable[[Array, Array], Array]
    coupled: bool


def rows_of(K: int, columns: int, coupled: bool) -> int:
    """Return how many rows a product has whose K rows are wanted.

    Coupled classes are told by their differences from the last one, where that saves time: there are few, or one more
    than a multiple of four, at which OpenBLAS is fast. One less is filled up with a row of zeros.

    Parameters
    ----------
    K : int
        The number of classes.
    columns : int
        Of the examples; with a few, calls take more time than products.
    coupled : bool
        Whether only differences between the classes count.

    Returns
    -------
    int
        K, or one less or more.

    Examples
    --------
    >>> [rows_of(K, 100, True) for K in (1, 2, 3, 4, 5, 6, 7, 8)]
    [1, 1, 2, 4, 4, 6, 8, 8]
    """
    if K == 1 or columns < NARROW:
        return K
    if coupled and (K <= FEW or K % ROWS == 1):
        return K - 1
    return K + (K % ROWS == ROWS - 1)


def logits(W: Array, X: Array, coupled: bool = False) -> Array:
    """Return W X^T of a block, by a product that OpenBLAS makes up to five times as fast, of a few rows of W above all.

    Parameters
    ----------
    W : ndarray of shape (K, n)
        Weights, or what a Hessian is multiplied with.
    X : ndarray of shape (b, n)
        A block of examples, as precise.
    coupled : bool
        Whether only differences between the K numbers of an example count.

    Returns
    -------
    ndarray of shape (K, b)
        Contiguous; but for one number for each example where they are coupled.
    """
    K = len(W)
    if K == 1:
        return W @ X.T
    rows = rows_of(K, X.shape[1], coupled)
    if rows >= K:
        return np.ascontiguousarray((X @ np.ascontiguousarray((W if rows == K else _filled(W)).T)).T[:K])
    V, Z = W[:-1] - W[-1], np.empty((K, len(X)), W.dtype)
    Z[-1] = 0
    if K > FEW:
        Z[:-1] = (X @ np.ascontiguousarray(V.T)).T
    else:
        for v, row in zip(V, Z, strict=False):
            np.dot(X, v, out=row)
    return Z


def pulled(R: Array, X: Array, coupled: bool = False) -> Array:
    """Return R X of a block.

    Parameters
    ----------
    R : ndarray of shape (K, b)
        What each example says of each class.
    X : ndarray of shape (b, n)
        A block of examples, as precise.
    coupled : bool
        Whether the K numbers of each example sum to 0.

    Returns
    -------
    ndarray of shape (K, n)
        The sums over the examples.
    """
    K = len(R)
    rows = K if K == 1 else rows_of(K, X.shape[1], coupled)
    if rows >= K:
        return R @ X if rows == K else (_filled(R) @ X)[:K]
    total = np.empty((K, X.shape[1]), R.dtype)
    if K > FEW:
        np.matmul(R[:-1], X, out=total[:-1])
    else:
        for r, row in zip(R[:-1], total, strict=False):
            np.dot(r, X, out=row)
    np.negative(np.add.reduce(total[:-1]), out=total[-1])
    return total


def _filled(A: Array) -> Array:
    """Return A with a row of zeros below."""
    filled = np.zeros((len(A) + 1, A.shape[1]), A.dtype)
    filled[:-1] = A
    return filled


def _sigmoid_residual(Z: Array, y: Array, weights: Array | None = None) -> float:
    """With v the logit of the wrong answer a cost is log(1 + e^v), a residual +-e^v / (1 + e^v): nothing cancels."""
    _turn(Z, y)
    cost, largest = 0.0, LARGEST[Z.dtype.char]
    if Z.item(Z.argmax()) > largest:
        cost = _summed(np.maximum(Z - largest, 0), weights)  # where e^v would overflow, a unit of v costs 1
        np.minimum(Z, largest, out=Z)
    np.exp(Z, out=Z)
    cost += _summed(np.log1p(Z), weights)
    Z /= 1 + Z
    _turn(Z, y)
    return cost


def _summed(costs: Array, weights: Array | None) -> float:
    return float(costs.sum(dtype=float) if weights is None else np.vdot(costs.sum(axis=0, dtype=float), weights))


def _sigmoid_weights(R: Array, y: Array) -> Array:
    """Return p (1 - p): labels are 0 and 1, so that the residual is p or p - 1."""
    away = np.abs(R)
    return np.asarray(away * (1 - away))


def _softmax_residual(Z: Array, y: Array, weights: Array | None = None) -> float:
    Z -= Z.max(axis=0)
    if weights is not None:
        own = float(np.vdot((y * Z).sum(axis=0, dtype=float) if y.ndim == 2 else Z.take(y), weights))
    else:
        own = float(np.vdot(y, Z)) if y.ndim == 2 else Z.take(y).sum(dtype=float)
    total = np.exp(Z, out=Z).sum(axis=0)
    Z *= 1 / total
    _take_off(Z, y)
    return _summed(np.log(total)[None], weights) - float(own)


def _softmax_weights(R: Array, y: Array) -> Array:
    """Return the probabilities, the residuals with the labels put back."""
    return _take_off(R.copy(), y, -1)


def shares(y: Array, b: int, K: int) -> Array:
    """Return the labels of a block as shares of K classes, whatever form the loss has given them.

    Parameters
    ----------
    y : ndarray of shape (b,), (K, b) or (1, b)
        Places, shares, or signs of two classes.
    b : int
        How many examples there are.
    K : int
        How many classes.

    Returns
    -------
    ndarray of shape (K, b)
        Each column sums to 1.
    """
    if y.ndim == 2:
        return y if len(y) > 1 else np.vstack((y > 0, y < 0)).astype(float)
    found = np.zeros((K, b))
    found.reshape(-1)[y] = 1
    return found


def _turn(A: Array, y: Array) -> None:
    """Change, in place, the signs of what belongs to the own class of each example."""
    if y.ndim == 2:
        A *= y
    else:
        A.reshape(-1)[y] *= -1


def _take_off(A: Array, y: Array, times: int = 1) -> Array:
    """Take the labels off, in place: 1 at each index, or the shares."""
    if y.ndim == 2:
        A -= y if times == 1 else times * y
    else:
        A.reshape(-1)[y] -= times
    return A


def _signs(y: Array, precision: np.dtype[Any]) -> Array:
    """Return 1 - 2 y of two classes, in single precision as the logits are; indices of more as `_places`."""
    if y.ndim != 2:
        return _places(y, precision)
    return 1 - 2 * y.T.astype(np.float32 if precision == np.float32 else float)


def _places(y: Array, _: np.dtype[Any]) -> Array:
    """Return labels in the order of the (K, b) logits: shares transposed, indices as places in the flattened array."""
    return y * len(y) + np.arange(len(y)) if y.ndim == 1 else y.T


SIGMOID = Loss(_signs, _sigmoid_residual, _sigmoid_weights, coupled=False)
SOFTMAX = Loss(_places, _softmax_residual, _softmax_weights, coupled=True)
