"""Whether the classes are separable as the data are, where a fit was made in other coordinates, which round."""

from functools import partial
from typing import Any

import numpy as np

from lrlib.checks import Array
from lrlib.engine.dependence import Sums, as_sums
from lrlib.engine.exact import direction
from lrlib.engine.frames import Centred, Frame
from lrlib.engine.kernel import Problem
from lrlib.engine.separation import Proof, bounds_all, is_separable, tells_all_apart
from lrlib.engine.span import Span
from lrlib.solvers import newton

FEW = 1000  # parameters with which a fit is made once more
NEAR = 1e-12  # of the cost: half the square of the decrement at its end


def verdict(problem: Problem, frames: list[Frame], W: Array) -> bool | None:
    """Say whether the classes can be told apart, without error or but for examples on the border.

    Parameters
    ----------
    problem : Problem
        The data as they are, without a penalty.
    frames : list of Frame
        Around a fit, the outermost first.
    W : ndarray of shape (K, any)
        Where a solver stopped, in the coordinates of the fit.

    Returns
    -------
    bool or None
        True for perfect separation and for quasi-complete separation; None where neither could be proved.
    """
    shifted = frames[0] if frames and isinstance(frames[0], Centred) else None
    about, prove = (problem, partial(direction, problem.examples)) if shifted is None else _shifted(problem, shifted)
    if not frames or not isinstance(frames[-1], Span):
        said = is_separable(about, W, prove)
        return said if said is not None or not problem.examples.in_memory else _by_sums(problem, about, W, prove)
    W = frames[-1].leave(W)
    if bounds_all(problem):
        return False
    return tells_all_apart(about, W) or _by_sums(problem, about, W, prove)


def settled(few: Problem, W: Array, prove: Proof | None = None) -> bool | None:
    """Decide where a solver stopped, and if that is too far from where these few columns lead, at the end there.

    Parameters
    ----------
    few : Problem
        Without a penalty.
    W : ndarray of shape (K, n)
        Where a solver stopped, perhaps that of another cost.
    prove : callable, optional
        As `is_separable` takes it.

    Returns
    -------
    bool or None
        As `is_separable` says it.
    """
    said = is_separable(few, W, prove)
    if said is not None or few.order > FEW:
        return said
    options: Any = {"tol": np.inf, "near": lambda decrement, cost: decrement <= NEAR * cost}
    return is_separable(few, newton(few.cost, few.gradient, few.newton, W, bold=True, **options).parameters, prove)


def _shifted(problem: Problem, frame: Centred) -> tuple[Problem, Proof]:
    """Return the problem inside, and proofs that hold outside: where a difference was rounded, they are made there.

    What floating point proves inside has room for the rounding of doubles.
    """

    def _prove(D: Array, thorough: bool) -> bool | None:
        told = direction(frame.problem.examples, D, thorough)
        return told if told is None or frame.is_exact() else direction(problem.examples, frame.leave(D), thorough)

    if problem.examples.X.dtype == np.float32 and not frame.is_exact():
        return frame.precisely(), lambda D, thorough: direction(problem.examples, frame.leave(D), thorough)
    return frame.problem, _prove


def _by_sums(problem: Problem, about: Problem, W: Array, prove: Proof) -> bool | None:
    """Decide by what examples are as sums of some of them, the kept.

    The logits of independent examples may be any numbers: so one that is part of no other is told apart alone, from a
    class of which it has no share. That no direction separates in the columns of the sums is true in any case, that one
    does if the kept are independent.
    """
    found = as_sums(problem.examples)
    if found is None:
        return prove(W, True)
    if not len(found.kept):
        return False
    if found.independent and _lacks(problem, found.alone()):
        return True
    if len(found.kept) == len(problem.examples):
        return prove(W, True)
    parts, whole = found.tables()
    few = Problem(problem.examples.of(parts), np.zeros(len(found.kept)))
    start = W @ np.asarray(about.examples.X[found.kept], dtype=float).T
    said = settled(few, start, _within(problem, found, whole))
    return said if said is False or (said and found.independent) else prove(W, True)


def _lacks(problem: Problem, rows: Array) -> bool:
    """Say whether one of these examples has no share of a class."""
    y = problem.examples.y
    return len(rows) > 0 if y.ndim == 1 or problem.shape[0] == 1 else bool((y[rows] == 0).any())


def _within(problem: Problem, found: Sums, whole: Array | None) -> Proof:
    """Return proofs about directions in the columns of the sums."""
    if whole is not None:
        return partial(direction, problem.examples.of(whole))
    rows = np.asarray(problem.examples.X[found.kept], dtype=float)
    return lambda D, thorough: direction(problem.examples, np.linalg.lstsq(rows, D.T)[0].T, thorough)
