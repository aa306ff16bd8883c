"""The fast solver: Newton's method with a safeguarded step, for any cost with its gradient and Hessian."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, as_floats

RIDGE = 1e-10  # of the mean curvature: lets Cholesky pass where a direction is flat, moves nothing else


@dataclass(frozen=True)
class Solution:
    """Where a solver stopped, and how it got there.

    Attributes
    ----------
    parameters : ndarray
        The last parameters, in the shape of the start.
    costs : ndarray of shape (steps + 1,)
        The cost before the first step and after each.
    gradient_norm : float
        The largest entry of the last gradient, in absolute value.
    converged : bool
        Whether that is at most the tolerance.
    """

    parameters: Array
    costs: Array
    gradient_norm: float
    converged: bool

    @property
    def steps(self) -> int:
        """Return how many steps were taken."""
        return len(self.costs) - 1

    @property
    def cost(self) -> float:
        """Return the last cost."""
        return float(self.costs[-1])


def newton(
    cost: Callable[[Array], float],
    gradient: Callable[[Array], Array],
    hessian: Callable[[Array], Array],
    start: npt.ArrayLike,
    *,
    tol: float = 1e-6,
    max_steps: int = 100,
) -> Solution:
    """Minimise a convex cost by Newton's method, halving a step until the cost falls enough.

    Parameters
    ----------
    cost, gradient, hessian : callable
        Functions of the parameters; the Hessian is square, of the order of their number.
    start : array_like
        Where to begin.
    tol : float
        Stop when no entry of the gradient is larger.
    max_steps : int
        Stop after so many steps in any case.

    Returns
    -------
    Solution
        Parameters, costs, gradient norm, converged.

    Raises
    ------
    ValueError
        If tol is negative or max_steps is below 1, or the start is not finite.

    References
    ----------
    .. [1] J. Nocedal and S. Wright, Numerical Optimization, 2nd ed., chapter 3.

    Examples
    --------
    >>> run = newton(lambda t: float((t**2).sum()), lambda t: 2 * t, lambda t: 2 * np.eye(1), [3.0])
    >>> run.steps, run.converged
    (1, True)
    """
    parameters = as_floats(start, "start").astype(np.float64)
    if not tol >= 0 or max_steps < 1:
        raise ValueError(f"tol is {tol} and max_steps {max_steps}; wanted are tol >= 0 and max_steps >= 1")
    costs, slope = [cost(parameters)], gradient(parameters)
    while np.abs(slope).max() > tol and len(costs) <= max_steps:
        step = _direction(hessian(parameters), slope)
        found = _halve(cost, parameters, step, float((slope * step).sum()), costs[-1])
        if found is None:  # no step lowers the cost: the numbers have no more digits to give
            break
        parameters, value = found
        costs.append(value)
        slope = gradient(parameters)
    norm = float(np.abs(slope).max())
    return Solution(parameters, np.array(costs), norm, norm <= tol)


def _direction(curvature: Array, slope: Array) -> Array:
    """Return the Newton step; a flat direction, where the gradient is zero, is left alone."""
    order = len(curvature)
    ridge = RIDGE * max(float(np.trace(curvature)) / order, np.finfo(float).tiny)
    step: Array = np.linalg.solve(curvature + ridge * np.eye(order), slope.ravel())
    return step.reshape(slope.shape)


def _halve(
    cost: Callable[[Array], float], parameters: Array, step: Array, descent: float, before: float
) -> tuple[Array, float] | None:
    """Return the first of the steps 1, 1/2, 1/4, ... that keeps a ten-thousandth of its promise."""
    slack = 4 * np.finfo(float).eps * abs(before)
    for halvings in range(40):
        share = 0.5**halvings
        candidate = parameters - share * step
        value = cost(candidate)
        if value <= before - 1e-4 * share * descent + slack:
            return candidate, value
    return None
