"""The sigmoid, the softmax and their logarithms: stable by algebra for every finite input, never by clipping."""

from typing import Any

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, as_floats


def sigmoid(z: npt.ArrayLike) -> Any:
    """Return 1 / (1 + exp(-z)), the probability whose log-odds are z.

    Written with e = exp(-abs(z)), which cannot overflow: 1 / (1 + e) where z >= 0, else e / (1 + e).

    Parameters
    ----------
    z : array_like
        Log-odds, any shape; float32 stays float32.

    Returns
    -------
    ndarray or float
        Probabilities, in the shape of `z`.

    Raises
    ------
    TypeError, ValueError
        If `z` holds anything but finite real numbers.

    References
    ----------
    .. [1] Lecture item L02; chapter 2, equation (2.2), with its slope (2.5).

    Examples
    --------
    >>> sigmoid([-1000.0, 0.0, 1000.0])
    array([0. , 0.5, 1. ])
    """
    return _sigmoid(as_floats(z, "z"))[()]


def log_sigmoid(z: npt.ArrayLike) -> Any:
    """Return log(1 / (1 + exp(-z))), exact also where the sigmoid itself is 0 or 1 in floating point.

    Parameters
    ----------
    z : array_like
        Log-odds, any shape; float32 stays float32.

    Returns
    -------
    ndarray or float
        Logarithms of probabilities, zero or below.

    Raises
    ------
    TypeError, ValueError
        If `z` holds anything but finite real numbers.

    References
    ----------
    .. [1] Lecture item L04; chapter 3, equation (3.12), computed as (3.17).

    Examples
    --------
    >>> log_sigmoid([-1000.0, 1000.0])
    array([-1000.,     0.])
    """
    return _log_sigmoid(as_floats(z, "z"))[()]


def softmax(Z: npt.ArrayLike) -> Array:
    """Return exp(z_k) / sum_j exp(z_j) along the last axis.

    The largest logit of each row is taken off first: the quotient is the same and exp cannot overflow.

    Parameters
    ----------
    Z : array_like of shape (..., K)
        Logits; float32 stays float32.

    Returns
    -------
    ndarray of shape (..., K)
        Probabilities; each row sums to 1.

    Raises
    ------
    TypeError, ValueError
        If `Z` holds anything but finite real numbers, or its last axis is empty.

    References
    ----------
    .. [1] Lecture items L08 and L23; chapter 6, equation (6.2), computed with the shift of (6.5).

    Examples
    --------
    >>> softmax([2.0, 1.0, 0.0]).round(3)
    array([0.665, 0.245, 0.09 ])
    """
    return _softmax(_logits(Z))


def log_softmax(Z: npt.ArrayLike) -> Array:
    """Return z_k - log(sum_j exp(z_j)) along the last axis, exact also next to 0.

    Parameters
    ----------
    Z : array_like of shape (..., K)
        Logits; float32 stays float32.

    Returns
    -------
    ndarray of shape (..., K)
        Logarithms of probabilities, zero or below; -inf where two logits differ by more than a number holds.

    Raises
    ------
    TypeError, ValueError
        If `Z` holds anything but finite real numbers, or its last axis is empty.

    References
    ----------
    .. [1] Lecture item L13; chapter 7.

    Examples
    --------
    >>> log_softmax([1000.0, 0.0])
    array([    0., -1000.])
    """
    return _log_softmax(_logits(Z))


def _logits(Z: npt.ArrayLike) -> Array:
    logits = as_floats(Z, "Z")
    if logits.ndim == 0 or logits.shape[-1] == 0:
        raise ValueError(f"Z has shape {logits.shape}; wanted is at least one logit along the last axis")
    return logits


def _sigmoid(z: Array) -> Array:
    e = np.exp(-np.abs(z))
    return np.asarray(np.maximum(e, z >= 0) / (1 + e))


def _log_sigmoid(z: Array) -> Array:
    return np.asarray(np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z))))


def _shifted(Z: Array) -> tuple[Array, Array]:
    """Return Z less its largest entry along the last axis, and what that difference lost by rounding.

    The two together are the exact difference (D. Knuth's two-sum): exp would turn half a unit of a difference of
    some hundreds into hundreds of units.
    """
    top = Z.max(axis=-1, keepdims=True)
    with np.errstate(over="ignore", invalid="ignore"):  # of a difference that no float holds nothing is lost
        S = Z - top
        back = S - Z
        lost = (Z - (S - back)) - (top + back)
    return S, np.where(np.isfinite(S), lost, 0)


def _softmax(Z: Array) -> Array:
    S, lost = _shifted(Z)
    e = np.exp(S)
    e += e * lost
    return np.asarray(e / e.sum(axis=-1, keepdims=True))


def _log_softmax(Z: Array) -> Array:
    S, lost = _shifted(Z)
    scale = 2.0 ** (np.finfo(Z.dtype).maxexp // 4)  # a sum of many subnormal numbers would add up their roundings
    e = (np.exp(S / 2) * scale) ** 2
    e += e * lost
    np.put_along_axis(e, Z.argmax(axis=-1, keepdims=True), 0, axis=-1)  # its 1 goes into log1p, which keeps small sums
    return np.asarray(S - (np.log1p(e.sum(axis=-1, keepdims=True) / scale**2) - lost))
