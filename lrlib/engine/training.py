"""A fit from its beginning to its end: the frames around it, what is near enough, what is true of its last point."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lrlib import inverses, solvers
from lrlib.checks import Array, as_floats, as_whole, check_strength
from lrlib.engine import precisions
from lrlib.engine.decision import verdict
from lrlib.engine.frames import Frame, centred
from lrlib.engine.kernel import Problem
from lrlib.engine.span import spanned

SOLVERS = ("auto", "newton", "newton-cg", "lbfgs")
CLOSE = 1e-14, 1e-9  # of the cost: half the square of Newton's decrement is what it still can fall; beside a tol
ERRORS = 1e-10, 1e-5  # the square of the distance from the minimum, in standard errors; beside a tol
ROOM = 0.5  # of a tol: the rest is for what single precision rounds the parameters by in the end
LOST = 10  # times the cost at zero: a start that costs more is worse than none
HELD = 1e-6  # of the cost: what may be lost where the units of the columns cannot hold the minimum better


@dataclass(frozen=True)
class Trained(solvers.Solution):
    """Where a solver stopped, in the coordinates of the data.

    Attributes
    ----------
    separable : bool or None
        Whether the classes are separable, so that there is no minimum; None where that was not decided.
    """

    separable: bool | None = False


def train(
    problem: Problem, solver: str, tol: float | None, max_steps: int, start: Array | None = None, decide: bool = True
) -> Trained:
    """Return the minimum of the problem, by the named solver or by the one that suits its size.

    Parameters
    ----------
    problem : Problem
        The cost, with its derivatives.
    solver : {"auto", "newton", "newton-cg", "lbfgs"}
        The method; "auto" goes by the number of parameters and examples.
    tol : float or None
        Bound on the largest entry of the last gradient; None leaves the end to Newton's decrement.
    max_steps : int
        The largest number of steps.
    start : ndarray of shape (K, n), optional
        Where to begin; without it at zero, but "auto" knows better places: a linear discriminant, a sample's optimum.
    decide : bool
        Whether to look for separation where nothing is penalised.

    Returns
    -------
    Trained
        Parameters of shape (K, n), costs, gradient norm, converged, separable.

    Raises
    ------
    ValueError
        If there is no such solver, tol or max_steps is negative or no number, or the penalty leaves the numbers.
    """
    if solver not in SOLVERS:
        raise ValueError(f"solver is {solver!r}; wanted is one of {', '.join(SOLVERS)}")
    if tol is not None and not as_floats(tol, "tol", ndim=0) >= 0:
        raise ValueError(f"tol is {tol}; wanted is a number from 0 on, or None")
    max_steps = as_whole(max_steps, "max_steps")
    check_strength(float(problem.penalty.max()), len(problem.examples))
    frames: list[Frame] = []
    outer = problem
    finders: tuple[Callable[[Problem], Frame | None], ...] = (centred, spanned)
    for find in finders:
        if (frame := find(problem)) is not None:
            frames.append(frame)
            problem = frame.problem
            start = None if start is None else frame.enter(start)
    if start is not None and max_steps and _is_lost(problem, start):
        start = None
    bound = np.inf if tol is None else tol
    lost = inverses.EPSILON / 4 if problem.examples.loss.coupled else 0.0  # by log(1 + small)
    inner = bound * ROOM if outer.examples.X.dtype == np.float32 else bound
    options: dict[str, Any] = {"tol": inner, "near": _near(problem, tol is not None), "size": _size(frames)}
    options |= {"rounding": (inverses.EPSILON, lost), "max_steps": max_steps}
    run = precisions.minimum(problem, solver, options, start)
    separable = verdict(outer, frames, run.parameters) if decide and problem.free else False
    W, costs, norm, converged = run.parameters, run.costs, run.gradient_norm, run.converged and separable is False
    for frame in reversed(frames):
        W = frame.leave(W)
    if outer.examples.loss.coupled:
        mean = _drift(W, outer.examples.X.dtype)  # the same probabilities without it
        if not frames and not outer.free and mean.any():
            norm = float(np.abs(outer.gradient(W) - outer.penalty * mean).max())
            converged = converged and norm <= bound
        W = W - mean
    if frames or outer.examples.X.dtype == np.float32:
        largest = np.finfo(outer.examples.X.dtype).max  # beyond, where there is no minimum or columns are tiny
        W = np.clip(W, -largest, largest).astype(outer.examples.X.dtype, copy=False)
        value = run.cost
        if frames or (run.parameters != W).any():
            value, slope = outer.value_and_gradient(W)
            norm = float(np.abs(slope).max())
        held = value <= run.cost * (1 + HELD)
        converged = converged and norm <= bound and held
        if not held:
            costs = np.append(costs[:-1], value)
    return Trained(W, costs, norm, bool(converged), separable)


def _drift(W: Array, precision: np.dtype[Any]) -> Array:
    """Return the mean over the classes, along which the cost is flat but for the penalty; 0 where it is rounding."""
    mean = W.mean(axis=0)
    mean[np.abs(mean) <= np.finfo(precision).eps * np.abs(W).max(axis=0)] = 0
    return np.asarray(mean)


def _is_lost(problem: Problem, start: Array) -> bool:
    """Say whether a start is so far out that each example is certain, of the wrong class often, and nothing bends."""
    K = problem.shape[0]
    at_zero = np.log(K) if problem.examples.loss.coupled else K * np.log(2)
    return not problem.cost(start) <= LOST * at_zero


def _size(frames: list[Frame]) -> Callable[[Array], float] | None:
    """Return what measures a gradient inside all frames by its largest entry outside, or a bound on it."""
    if not frames:
        return None
    *outer, last = frames
    stretch = float(np.prod([frame.stretch for frame in outer]))
    return lambda slope: stretch * last.size(slope)


def _near(problem: Problem, has_tol: bool) -> solvers.Near:
    """Return what is near enough: the cost within a part in 10^14, each parameter within 1/100,000 standard error.

    Without a penalty the inverse of m times the curvature is the covariance of the parameters, so that m times the
    square of Newton's decrement is their distance from the minimum, squared, in standard errors. And a mean cost below
    log(2) / m is that of examples which are all right, so that no minimum is near: the classes are separable.
    """
    m = len(problem.examples)
    least = 1.0 if problem.examples.weights is None else float(problem.examples.weights.min())
    lost = least * np.log(2) / m if problem.free and not problem.examples.are_soft() else -1.0
    return lambda decrement, cost: decrement <= min(CLOSE[has_tol] * cost, ERRORS[has_tol] / m) or cost < lost
