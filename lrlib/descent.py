"""Gradient descent, the lecture's loop, with its history and a name for what the costs did."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, as_floats

REACH = 1e150  # about what lrlib's own costs take: squares of larger numbers leave double precision
ROUNDING = 1e-12  # relative to the costs; a smaller change is none


class DivergenceError(ValueError):
    """The descent left the numbers: a parameter, its cost or its slope is infinite or no number."""


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
    outcome : str
        "converged" if the tolerance was met, else what the last half of the steps did: "falling" if none failed to
        lower the cost, but for rounding, "growing" if each raised it, else "cycling": the cost rose and fell, or stood
        still, as it does where steps jump to and fro over the minimum. It may have come nearer all the same.
    path : ndarray of shape (steps + 1, ...) or None
        All parameters, where they were asked for.
    """

    parameters: Array
    costs: Array
    converged: bool
    outcome: str
    path: Array | None = None

    @property
    def steps(self) -> int:
        """Return how many steps were taken."""
        return len(self.costs) - 1


@np.errstate(over="ignore", invalid="ignore")  # what leaves the numbers is named below
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
        Parameters, costs, converged, outcome, and the path where it was asked for.

    Raises
    ------
    DivergenceError
        If a step leads to a parameter, a cost or a slope that is not finite.
    TypeError, ValueError
        If an argument is out of its range, the cost or its slope is not finite at the start, or the gradient has
        another shape than the parameters.

    References
    ----------
    .. [1] Lecture items L06 and L18; chapters 4, 7 and 9, equations (4.9), (7.10) and (9.1).

    Examples
    --------
    >>> run = descend(lambda t: float(t @ t), lambda t: 2 * t, [1.0, 2.0], alpha=0.25, steps=3)
    >>> run.parameters, run.steps, run.outcome
    (array([0.125, 0.25 ]), 3, 'falling')
    >>> descend(lambda t: float(t @ t), lambda t: 2 * t, [1.0, 2.0], alpha=1.0, steps=3).outcome
    'cycling'
    """
    theta = as_floats(start, "start").astype(np.float64)
    _check_options(alpha, steps, tol)
    slope, costs, path = np.asarray(gradient(theta)), [float(cost(theta))], [theta]
    _check_start(costs[0], slope, theta)
    promised: list[float] = []
    while len(promised) < steps and np.abs(slope).max() > tol:
        promised.append(alpha * float(np.sum(slope**2)))
        theta = _finite("a parameter", theta - alpha * slope, alpha, costs)
        costs.append(float(_at(theta, "the cost", cost, alpha, costs)))
        slope = _at(theta, "a slope", gradient, alpha, costs)
        if keep_path:
            path.append(theta)
    converged = bool(np.abs(slope).max() <= tol)
    outcome = "converged" if converged else _outcome(np.array(costs), np.array(promised))
    return Descent(theta, np.array(costs), converged, outcome, np.array(path) if keep_path else None)


def _outcome(costs: Array, promised: Array) -> str:
    """Name what the last half of the steps did; the slope promised each a fall of alpha times its square."""
    half = len(promised) // 2
    change, size = np.diff(costs)[half:], ROUNDING * (np.abs(costs[1:]) + np.abs(costs[:-1]))[half:]
    failed = (change > -size) & (promised[half:] > 1000 * size)  # where rounding hides the promise, nothing failed
    if not failed.any():
        return "falling"
    return "growing" if (failed & (change > size)).all() else "cycling"


def _check_options(alpha: float, steps: int, tol: float) -> None:
    rate, limit = as_floats(alpha, "alpha", ndim=0), as_floats(tol, "tol", ndim=0)
    if rate <= 0:
        raise ValueError(f"alpha is {alpha}; wanted is a learning rate above 0")
    if isinstance(steps, bool) or not isinstance(steps, int | np.integer):
        raise TypeError(f"steps is {steps!r}; wanted is a whole number")
    if steps < 1 or limit < 0:
        raise ValueError(f"steps is {steps} and tol {tol}; wanted are steps >= 1 and tol >= 0")


def _check_start(cost: float, slope: Array, theta: Array) -> None:
    if not theta.size:
        raise ValueError("start is empty; wanted is at least one parameter")
    if slope.shape != theta.shape:
        raise ValueError(f"the gradient has shape {slope.shape}; wanted is that of the parameters, {theta.shape}")
    if not np.isfinite([cost, *slope.flat]).all():
        raise ValueError(f"at the start the cost is {cost:g} and its slope {slope}; wanted are finite numbers")


def _at(theta: Array, what: str, function: Callable[[Array], npt.ArrayLike], alpha: float, costs: list[float]) -> Array:
    """Return a cost or a slope; one that takes no parameters so large is infinite there."""
    try:
        value = function(theta)
    except ValueError:
        if np.abs(theta).max() < REACH:
            raise
        value = np.inf
    return _finite(what, value, alpha, costs)


def _finite(what: str, value: npt.ArrayLike, alpha: float, costs: list[float]) -> Array:
    """Return the value, or say at which step the descent left the numbers, and how it went there."""
    if type(value) is float and isfinite(value):
        return np.asarray(value)
    found = np.asarray(value)
    finite = np.isfinite(found)
    if not finite.all():
        bad = found[~finite]
        step = len(costs) - (what == "a slope")  # which is taken after the cost of its step
        raise DivergenceError(
            f"gradient descent left the numbers: with alpha = {alpha:g} {what} is {bad[0]} after step {step}; the cost "
            f"was {costs[0]:.4g} at the start and {costs[-1]:.4g} when last seen. Take a smaller alpha; if the costs "
            "grew from the first step on, check the sign of the gradient"
        )
    return found
