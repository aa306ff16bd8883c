"""Whether a direction exists along which the cost without penalty falls for ever, so that it has no minimum."""

from math import exp, log

import numpy as np

from lrlib.checks import Array
from lrlib.engine.kernel import Problem
from lrlib.solvers import newton_step

FORMED = 1000  # the largest number of parameters for which the Hessian is formed to look along its flattest direction


def is_separable(problem: Problem, W: Array) -> bool:
    """Say whether the classes can be told apart, without error or but for examples on the border.

    The cost falls for ever along D exactly if D raises no example's other logits above its own, and lowers some below.
    Two directions are tried: W itself, which has grown along D, and a Newton step. Near a minimum the step is next to
    nothing; where there is none, slope and curvature fall alike along D, and steps still change logits by about 1.

    Often it is proved that there is no such D. Let D raise the own logit of example i by d_ik over that of class k, the
    largest d be 1, and q_ik be the probability of that wrong class. Then the slope along D is -sum q d / m, and the
    curvature no more than sum q d^2 / m; so by Cauchy and Schwarz the square of Newton's decrement is sum q d / m or
    more, and m times that square at least the smallest q.

    Parameters
    ----------
    problem : Problem
        Without a penalty.
    W : ndarray of shape (K, n)
        Where a solver stopped.

    Returns
    -------
    bool
        True for perfect separation and for quasi-complete separation; False for soft labels, which bound every logit.

    References
    ----------
    .. [1] A. Albert and J. A. Anderson, Biometrika 71 (1984) 1-10, on the existence of maximum likelihood estimates.
    """
    if any(y.ndim == 2 and len(y) > 1 and not np.isin(y, (0, 1)).all() for _, y in problem.examples.blocks):
        return False
    low, high = _margins(problem, W)
    if low > 0:
        return True
    if problem.order > FORMED:
        return False
    step, decrement = _newton(problem, W)
    others = max(problem.shape[0] - 1, 1)
    smallest = exp(-np.logaddexp(high, high - low + log(others)))  # at least, of all probabilities of wrong classes
    if 2 * len(problem.examples) * decrement + 1e-12 < smallest:  # with room for rounding
        return False
    for _ in range(3):
        low, high = _margins(problem, -step)
        if high <= 0.1:
            return False
        W = W - step
        step, _ = _newton(problem, W)
    return low >= -1e-6 * high


def _newton(problem: Problem, W: Array) -> tuple[Array, float]:
    """Return Newton's step at W, and the square of its decrement: the product of slope and step."""
    slope = problem.gradient(W)
    step = newton_step(problem.hessian(W), slope)
    return step, float(np.vdot(slope, step))


def _margins(problem: Problem, D: Array) -> tuple[float, float]:
    """Return the least and the largest of all differences between an example's own logit and another one along D."""
    least, largest = np.inf, -np.inf
    for X, y in problem.examples.blocks:
        Z = D @ X.T
        if len(Z) == 1:  # the other logit is 0, and the labels are signs
            differences = -y * Z
        else:
            own = y if y.ndim == 1 else y.argmax(axis=0) * len(X) + np.arange(len(X))  # places in the flat array
            differences = np.delete(Z.take(own) - Z, own)
        least, largest = min(least, differences.min()), max(largest, differences.max())
    return float(least), float(largest)
