"""Most steps in single precision, where they take half the time, and the last ones in double: the end is true."""

from dataclasses import replace
from typing import Any

import numpy as np

from lrlib import inverses, solvers
from lrlib.checks import Array
from lrlib.engine import routes
from lrlib.engine.examples import Examples, spread
from lrlib.engine.kernel import Problem

LOOKED = 200  # examples whose sizes tell whether single precision holds the columns
SINGLE = 1e-8  # of the cost: what single precision still tells from rounding
ENDS = 3e-10  # of the cost: the square of a decrement, which it tells better; there double precision finds little to do
STILL = 5  # steps that lower the cost by less than that are enough
SAFE = 1e15  # numbers whose squares, and those of their inverses, are numbers in single precision
WORTH = 2**19, 2**21  # numbers of X, and times rows of W: below both, few examples take less time than a second run
COPIES = 2**17  # numbers of X, times rows of W, below which nothing takes less time in single precision
SMALL = 60  # parameters: with fewer a Hessian is formed so soon that no copy pays
STEEP = 1e12  # times the penalty: a curvature with which rounding in single precision keeps a step from its minimum
COPIED = 2**24  # numbers of X that may be copied in single precision


def minimum(problem: Problem, solver: str, options: dict[str, Any], start: Array | None) -> solvers.Solution:
    """Return the minimum, by a route that suits the problem and in precisions that suit its size.

    Parameters
    ----------
    problem : Problem
        The cost, with its derivatives.
    solver : {"auto", "newton", "newton-cg", "lbfgs"}
        The method.
    options : dict
        What all solvers take: tol, near, size, rounding, max_steps.
    start : ndarray of shape (K, n), optional
        Where to begin.

    Returns
    -------
    Solution
        With the cost and gradient of its last point in double precision.
    """
    memory = inverses.Memory()
    if _is_short(problem):
        problem = problem.of(problem.examples.X[:].astype(float))
    part = in_single(problem) if _is_long(problem, solver) else None
    if part is None:
        if solver == "auto" and _multiplies(problem):
            problem.factors = _factors(problem)
        return routes.solve(problem, solver, options, start, memory)
    part.exact = False
    loose = {"tol": np.inf, "near": _Loose(), "rounding": (SINGLE, SINGLE / 10)}
    first = routes.solve(part, solver, options | loose, start, memory)
    part.exact, part.point = True, None
    if problem.examples.X.dtype == np.float32:
        first = replace(first, parameters=_held(problem, first.parameters))
    rest = options | {"max_steps": options["max_steps"] - first.steps}
    return routes.joined(first, routes.finish(problem, part, solver, rest, first, memory))


def _held(problem: Problem, W: Array) -> Array:
    """Return what single precision holds of the parameters in the end: often no step is left to take from there."""
    apart = W - W.mean(axis=0) if problem.examples.loss.coupled else W
    return apart.astype(np.float32).astype(float)


class _Loose:
    """Near enough for single precision: by the decrement, or since the cost falls no more than its rounding allows."""

    def __init__(self) -> None:
        self.last = self.least = np.inf
        self.still = 0

    def __call__(self, decrement: float, cost: float) -> bool:
        if cost != self.last:
            fell = cost < self.least - SINGLE * abs(cost)
            self.last, self.least, self.still = cost, min(cost, self.least), 0 if fell else self.still + 1
        return decrement <= ENDS * cost or self.still >= STILL


def in_single(problem: Problem) -> Problem | None:
    """Return the problem with its data in single precision.

    Parameters
    ----------
    problem : Problem
        In memory.

    Returns
    -------
    Problem or None
        None where squares of the data would leave the numbers.
    """
    X = problem.examples.X
    if X.dtype == np.float32:
        return problem
    sizes = np.abs(X[spread(len(X), LOOKED)]).max(axis=0)
    if ((sizes > 0) & (sizes < 1 / SAFE)).any() or sizes.max() > SAFE:
        return None
    with np.errstate(over="ignore"):
        single = X[:].astype(np.float32)
        if not np.vdot(single, single) <= SAFE**2:
            return None
    return problem.of(single)


def _is_short(problem: Problem) -> bool:
    """Say whether data in single precision are so few that a copy in double saves more than it costs.

    Products with a Hessian that is never formed, which few examples for many columns take, stay in single.
    """
    X = problem.examples.X
    small = X.dtype == np.float32 and X.size * problem.shape[0] < COPIES
    return small and problem.examples.in_memory and not routes.is_few(problem)


def _multiplies(problem: Problem) -> bool:
    """Say whether few examples are multiplied with so often that a copy of them pays."""
    X = problem.examples.X
    many = X.size * problem.shape[0] >= COPIES and X.size <= COPIED
    return many and routes.is_few(problem) and problem.examples.in_memory


def _factors(problem: Problem) -> Examples | None:
    """Return the examples in the precision that products with a Hessian need: single where its rounding is harmless.

    A product rounds to a part of the largest curvature. What that adds to a step grows with the root of its ratio to
    the smallest one, the penalty, since flat directions change the cost by little; the next gradient mends it.
    """
    X, K = problem.examples.X, problem.shape[0]
    share = (1 - 1 / K) / K if problem.examples.loss.coupled else 1 / 4
    part = X[spread(len(X), LOOKED)].astype(float)
    largest = share * np.vdot(part, part) / len(part)
    if largest > STEEP * np.median(problem.penalty):
        return problem.examples.of(X[:].astype(float)) if X.dtype == np.float32 else None
    if X.dtype == np.float32 or (single := in_single(problem)) is None:
        return None
    return single.examples


def _is_long(problem: Problem, solver: str) -> bool:
    """Say whether most steps are made in single precision: the data are, or a copy of them pays."""
    X = problem.examples.X
    sizes = X.size, X.size * problem.shape[0]
    if solver == "auto" and routes.is_few(problem) and sizes[0] < WORTH[0] and sizes[1] < WORTH[1]:
        return False
    if X.dtype != np.float32:
        many = X.size * problem.shape[0] >= COPIES and X.size <= COPIED
        many = many and problem.order >= SMALL and not routes.is_tall(problem)
        if solver != "auto" or not many or not problem.examples.in_memory:
            return False
    return not routes.is_far(problem)
