"""Is this gradient the derivative of that cost? Central differences tell, and the message names the entry."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, as_floats

WIDTHS = 1.7e-5, 5.3e-5, 1.3e-4  # of other differences: no multiples, so that rounding cannot make all the same
TINY = 1e-300  # to divide by where all is 0


class GradientError(AssertionError):
    """The gradient is not the derivative of the cost."""


def numeric_gradient(cost: Callable[[Array], float], parameters: npt.ArrayLike, *, h: float = 1e-5) -> Array:
    """Return (cost(p + h e) - cost(p - h e)) / 2h for every entry of the parameters.

    Parameters
    ----------
    cost : callable
        A function of the parameters.
    parameters : array_like
        Where to differentiate, any shape; not changed.
    h : float
        Half the width of the difference; 1e-5 balances truncation (h squared) against rounding (1 / h).

    Returns
    -------
    ndarray
        In the shape of the parameters.

    Raises
    ------
    TypeError, ValueError
        If the parameters are not finite numbers, or h is not above 0.

    Examples
    --------
    >>> numeric_gradient(lambda p: float((p**2).sum()), [1.0, 3.0]).round(6)
    array([2., 6.])
    """
    point = as_floats(parameters, "parameters").astype(np.float64)
    if not h > 0:
        raise ValueError(f"h is {h}; wanted is a width above 0")
    slopes = np.empty(point.size)
    for i in range(point.size):
        move = np.zeros(point.size)
        move[i] = h
        ahead, behind = point + move.reshape(point.shape), point - move.reshape(point.shape)
        slopes[i] = (cost(ahead) - cost(behind)) / (2 * h)
    return slopes.reshape(point.shape)


def compare(gradient: npt.ArrayLike, numeric: npt.ArrayLike, *, floor: float = 1e-8) -> float:
    """Return the largest difference of two gradients, relative to their largest entry.

    Parameters
    ----------
    gradient, numeric : array_like
        Two gradients of the same shape.
    floor : float
        What the difference is divided by at least: where both gradients vanish, only rounding is left.

    Returns
    -------
    float
        About 1e-9 for a right gradient, 0.5 for a wrong factor of two, 2 for a wrong sign.

    Raises
    ------
    TypeError, ValueError
        If the shapes differ or a number is not finite.

    Examples
    --------
    >>> compare([2.0, 0.0], [1.0, 0.0])
    0.5
    """
    a, b = as_floats(gradient, "gradient"), as_floats(numeric, "numeric")
    if a.shape != b.shape:
        raise ValueError(f"gradient has shape {a.shape}; wanted is {b.shape}, the shape of the parameters")
    scale = max(float(np.abs(a).max(initial=0)), float(np.abs(b).max(initial=0)), floor)
    return float(np.abs(a / 2 - b / 2).max(initial=0)) / (scale / 2) if scale else 0.0  # halves stay in the numbers


def _rounding(cost: Callable[[Array], float], point: Array, numeric: Array) -> float:
    """Return by how much differences of other widths disagree, with room; infinity where they all vanish."""
    others = [numeric_gradient(cost, point, h=h) for h in WIDTHS]
    if not numeric.any() and not any(other.any() for other in others):
        return np.inf
    return max(1e-5 * float(np.abs(numeric).max()), *(100 * float(np.abs(other - numeric).max()) for other in others))


def check(
    cost: Callable[[Array], float],
    gradient: Callable[[Array], Array],
    parameters: npt.ArrayLike,
    *,
    tol: float = 1e-6,
) -> float:
    """Return the relative error of a gradient, or raise and name its worst entry.

    Parameters
    ----------
    cost, gradient : callable
        Functions of the parameters.
    parameters : array_like
        Where to compare.
    tol : float
        The largest relative error that passes.

    Returns
    -------
    float
        The relative error; of a gradient below 1e-4 of the cost, relative to that: rounding spoils differences by about
        1e-11 of the cost, and so a slope that small is not told from none. Where differences of several widths disagree
        by more, the rounding is taken from them.

    Raises
    ------
    GradientError
        If the error is above tol; the message holds both numbers.
    TypeError, ValueError
        If the shapes differ or a number is not finite.

    Examples
    --------
    >>> check(lambda p: float((p**2).sum()), lambda p: 2 * p, [1.0, 3.0]) < 1e-9
    True
    """
    point = as_floats(parameters, "parameters").astype(np.float64)
    value = abs(float(as_floats(cost(point.copy()), "the cost", ndim=0)))
    mine = np.asarray(gradient(point.copy()))
    numeric = as_floats(numeric_gradient(cost, point), "the difference of costs nearby")
    error = compare(mine, numeric, floor=max(1e-4 * value, TINY))
    if not error <= tol and value < 1:  # it may come from numbers of the size of 1, and round as they do
        error = compare(mine, numeric, floor=max(1e-4 * value, min(1e-4, _rounding(cost, point, numeric) / tol)))
    if not error <= tol:
        worst = np.unravel_index(int(np.abs(mine - numeric).argmax()), mine.shape)
        place = ", ".join(str(int(i)) for i in worst)
        raise GradientError(
            f"entry ({place}) of the gradient is {mine[worst]:.6g}, the cost rises by {numeric[worst]:.6g} there; "
            f"relative error {error:.2g}, wanted is at most {tol:g}"
        )
    return error
