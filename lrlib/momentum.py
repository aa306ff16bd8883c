"""Descent with a memory: each step keeps a part of the one before, by the heavy ball or as Nesterov does."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, as_floats
from lrlib.descent import Descent, _at, _check_options, _check_start, _finite, _outcome

Memory = float | Callable[[int], float]


def nesterov_memory(step: int) -> float:
    """Return (k - 1) / (k + 2) after k steps, 0 after none: the memory with a guarantee on any smooth convex cost.

    Parameters
    ----------
    step : int
        Which step it is for, from 1 on: k + 1. The first has nothing to remember.

    Returns
    -------
    float
        From 0, towards 1.

    Raises
    ------
    ValueError
        If the step is below 1.

    References
    ----------
    .. [1] W. Su, S. Boyd, E. Candès, Journal of Machine Learning Research 17(153) (2016); chapter 17.

    Examples
    --------
    >>> [nesterov_memory(step) for step in (1, 2, 3, 5)]
    [0.0, 0.0, 0.25, 0.5]
    """
    if not step >= 1:
        raise ValueError(f"step is {step}; wanted is a number from 1 on")
    return max(step - 2, 0) / (step + 1)


@np.errstate(over="ignore", invalid="ignore")  # what leaves the numbers is named by descent
def descend(
    cost: Callable[[Array], float],
    gradient: Callable[[Array], Array],
    start: npt.ArrayLike,
    *,
    alpha: float,
    beta: Memory,
    steps: int,
    ahead: bool = False,
    tol: float = 0.0,
    keep_path: bool = False,
) -> Descent:
    """Repeat v <- beta v - alpha gradient, theta <- theta + v.

    Parameters
    ----------
    cost, gradient : callable
        Functions of the parameters alone.
    start : array_like
        Where to begin, any shape, with v = 0; it is not changed.
    alpha : float
        Learning rate, above 0.
    beta : float or callable
        The part of v that is kept, from 0 to below 1; or a function of the step, 1, 2, ..., that returns it.
    steps : int
        How many steps at most, 1 or more.
    ahead : bool
        Whether the gradient is taken at theta + beta v, as Nesterov does, or at theta: the heavy ball.
    tol : float
        Stop when no entry of the gradient at theta is larger, nor one of beta v / alpha: a ball that rolls over the
        bottom has not arrived. 0 takes every step, unless both are exactly 0.
    keep_path : bool
        Whether the result holds the parameters of every step.

    Returns
    -------
    Descent
        As `descent.descend` returns it, but `converged` asks that both be small that tol bounds. Costs may rise on the
        way: a ball rolls past the bottom.

    Raises
    ------
    DivergenceError
        If a step leads to a parameter, a cost or a slope that is not finite.
    TypeError, ValueError
        As `descent.descend`, and if beta is not from 0 to below 1.

    References
    ----------
    .. [1] B. Polyak, USSR Computational Mathematics and Mathematical Physics 4(5) (1964) 1-17; chapter 17.

    Examples
    --------
    >>> bowl = (lambda t: float(t @ t), lambda t: 2 * t, [4.0])
    >>> descend(*bowl, alpha=0.25, beta=0.25, steps=3, keep_path=True).path.ravel().tolist()
    [4.0, 2.0, 0.5, -0.125]
    >>> descend(*bowl, alpha=0.25, beta=0.25, steps=3, ahead=True, keep_path=True).path.ravel().tolist()
    [4.0, 2.0, 0.75, 0.21875]
    """
    theta = as_floats(start, "start").astype(np.float64)
    _check_options(alpha, steps, tol)
    slope, costs, path = np.asarray(gradient(theta)), [float(cost(theta))], [theta]
    _check_start(costs[0], slope, theta)
    kept, promised = _kept(beta, 1) * np.zeros_like(theta), list[float]()  # what a step keeps of the one before
    while not (converged := _rests(slope, kept / alpha, tol)) and len(promised) < steps:
        promised.append(alpha * float(np.sum(slope**2)))
        pull = _at(theta + kept, "a slope", gradient, alpha, costs) if ahead and kept.any() else slope
        velocity = kept - alpha * pull
        theta = _finite("a parameter", theta + velocity, alpha, costs)
        costs.append(float(_at(theta, "the cost", cost, alpha, costs)))
        slope = _at(theta, "a slope", gradient, alpha, costs)
        path.append(theta)
        kept = _kept(beta, min(len(promised) + 1, steps)) * velocity
    outcome = "converged" if converged else _outcome(np.array(costs), np.array(promised))
    return Descent(theta, np.array(costs), converged, outcome, np.array(path) if keep_path else None)


def _rests(slope: Array, kept: Array, tol: float) -> bool:
    return bool(max(np.abs(slope).max(), np.abs(kept).max()) <= tol)


def _kept(beta: Memory, step: int) -> float:
    part = float(as_floats(beta(step) if callable(beta) else beta, "beta", ndim=0))
    if not 0 <= part < 1:
        raise ValueError(f"beta is {part:g} at step {step}; wanted is a number from 0 to below 1")
    return part
