"""Gradient descent, the lecture's loop, with its history and an honest end where it diverges."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, as_floats


class DivergenceError(ValueError):
    """The learning rate is too large: the cost left the numbers, or grew past its start."""


@dataclass(frozen=True)
class Descent:
    """Where gradient descent ended, and how it got there.

    Attributes
    ----------
    parameters : ndarray
        The last parameters, in the shape of the start.
    costs : ndarray of shape (steps + 1,)
        The cost before the first step and after each.
    converged : bool
        Whether no entry of the last gradient was larger than the tolerance.
    path : ndarray of shape (steps + 1, ...) or None
        All parameters, where they were asked for.
    """

    parameters: Array
    costs: Array
    converged: bool
    path: Array | None = None

    @property
    def steps(self) -> int:
        """Return how many steps were taken."""
        return len(self.costs) - 1


def descend(
    cost: Callable[[Array], float],
    gradient: Callable[[Array], Array],
    start: npt.ArrayLike,
    *,
    alpha: float,
    steps: int,
    tol: float = 0.0,
    keep_path: bool = False,
) -> Descent:
    """Repeat theta <- theta - alpha * gradient(theta), all entries at once.

    Parameters
    ----------
    cost, gradient : callable
        Functions of the parameters alone.
    start : array_like
        Where to begin, any shape; it is not changed.
    alpha : float
        Learning rate, above 0.
    steps : int
        How many steps at most, 1 or more.
    tol : float
        Stop when no entry of the gradient is larger; 0 takes every step, unless the gradient is exactly 0.
    keep_path : bool
        Whether the result holds the parameters of every step.

    Returns
    -------
    Descent
        Parameters, costs, converged, and the path where it was asked for.

    Raises
    ------
    DivergenceError
        If the cost is not finite or grows past its start.
    TypeError, ValueError
        If an argument is out of its range.

    References
    ----------
    .. [1] Lecture items L06 and L18; chapter 4.

    Examples
    --------
    >>> run = descend(lambda t: float(t @ t), lambda t: 2 * t, [1.0, 2.0], alpha=0.25, steps=3)
    >>> run.parameters, run.steps, run.converged
    (array([0.125, 0.25 ]), 3, False)
    """
    theta = as_floats(start, "start").astype(np.float64)
    _check_options(alpha, steps, tol)
    costs, path, slope = [float(cost(theta))], [theta], gradient(theta)
    while len(costs) <= steps and np.abs(slope).max() > tol:
        theta = theta - alpha * slope
        costs.append(_cost_after(cost, theta, alpha, costs))
        slope = gradient(theta)
        if keep_path:
            path.append(theta)
    converged = bool(np.abs(slope).max() <= tol)
    return Descent(theta, np.array(costs), converged, np.array(path) if keep_path else None)


def _check_options(alpha: float, steps: int, tol: float) -> None:
    rate, limit = as_floats(alpha, "alpha", ndim=0), as_floats(tol, "tol", ndim=0)
    if rate <= 0:
        raise ValueError(f"alpha is {alpha}; wanted is a learning rate above 0")
    if isinstance(steps, bool) or not isinstance(steps, int | np.integer):
        raise TypeError(f"steps is {steps!r}; wanted is a whole number")
    if steps < 1 or limit < 0:
        raise ValueError(f"steps is {steps} and tol {tol}; wanted are steps >= 1 and tol >= 0")


def _cost_after(cost: Callable[[Array], float], theta: Array, alpha: float, costs: list[float]) -> float:
    """Return the cost at theta, or say that the descent diverges."""
    step = len(costs)
    value = float(cost(theta)) if np.isfinite(theta).all() else np.inf
    if not np.isfinite(value) or value > costs[0] * (1 + 1e-12):
        raise DivergenceError(
            f"gradient descent diverges: with alpha = {alpha:g} the cost is {value:.4g} after step {step} and was "
            f"{costs[0]:.4g} at the start; take a smaller alpha"
        )
    return value
