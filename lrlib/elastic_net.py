"""Logistic regression with an L1 penalty beside the L2 one: descent by coordinates in each step of Newton, and paths.

The cost is J(theta) + l1 sum |theta_j| + l2 / 2 sum theta_j^2, both sums without the intercept. Where it is least, most
slopes of the smooth part do not vanish: that of a weight other than 0 is l1 against its sign, that of a 0 at most l1.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lrlib import logistic
from lrlib.checks import Array, as_binary, as_design, as_floats, as_parameters, as_whole, penalised

PASSES = 10_000  # over the coordinates of one parabola, at most
ROUNDING = 1e-15  # relative to the slopes; a parabola is not known better
SUFFICIENT = 1e-4  # the part of the promised fall that a step must keep


@dataclass(frozen=True)
class ElasticNet:
    """A fit, and how it was found.

    Attributes
    ----------
    theta : ndarray of shape (n,)
        Parameters; many are 0 exactly where l1 is large.
    cost : float
        The mean cross-entropy and both penalties, in nats per example.
    violation : float
        How far the slopes are from what a minimum asks, at most, over the parameters.
    steps : int
        How many parabolas were minimised.
    passes : int
        How often all coordinates were visited, in all steps together.
    converged : bool
        Whether the violation is at most the tolerance.
    """

    theta: Array
    cost: float
    violation: float
    steps: int
    passes: int
    converged: bool


def soft(z: npt.ArrayLike, t: npt.ArrayLike) -> Array:
    """Return z moved by t towards 0, and 0 where it would pass it: the u for which (u - z)^2 / 2 + t |u| is least.

    Parameters
    ----------
    z : array_like
        Real numbers.
    t : array_like
        By how much, 0 or more; of a shape that fits z.

    Returns
    -------
    ndarray
        Soft-thresholded numbers.

    Raises
    ------
    TypeError, ValueError
        If something is no finite number, or t is negative.

    References
    ----------
    .. [1] Chapter 15, equation (15.3).

    Examples
    --------
    >>> soft([3.0, -0.5, -2.0], 1.0).tolist()
    [2.0, 0.0, -1.0]
    """
    numbers, width = as_floats(z, "z"), as_floats(t, "t")
    if (width < 0).any():
        raise ValueError(f"t is {width}; wanted are numbers of 0 or more")
    try:
        np.broadcast_shapes(numbers.shape, width.shape)
    except ValueError as error:
        raise ValueError(
            f"t has shape {width.shape}; wanted is one number, or what goes with z of {numbers.shape}"
        ) from error
    return np.asarray(np.sign(numbers) * np.maximum(np.abs(numbers) - width, 0) + 0.0)


@np.errstate(over="ignore")  # a penalty that leaves the numbers is infinite
def cost(theta: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike, *, l1: float, l2: float = 0.0) -> float:
    """Return the mean cross-entropy, plus l1 times the sum of |theta_j| and l2 / 2 times that of the squares.

    Parameters
    ----------
    theta : array_like of shape (n,)
        Parameters.
    X : array_like of shape (m, n)
        Examples in rows; a leading column of ones is the intercept, which is not penalised.
    y : array_like of shape (m,)
        Labels, each 0 or 1.
    l1, l2 : float
        Strengths, 0 or more.

    Returns
    -------
    float
        In nats per example.

    Raises
    ------
    TypeError, ValueError
        As `logistic.cost`, and if l1 is negative.

    References
    ----------
    .. [1] Chapter 15, equation (15.5).

    Examples
    --------
    >>> round(cost([0, -2], [[1, 0], [1, 0]], [0, 1], l1=0.5), 4)
    1.6931
    """
    design = as_design(X)
    smooth = logistic.cost(theta, design, y, l2=l2)
    return smooth + float(_strength(l1, "l1") * penalised(design) @ np.abs(as_floats(theta, "theta")))


@np.errstate(over="ignore")  # a penalty that leaves the numbers is infinite
def violation(theta: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike, *, l1: float, l2: float = 0.0) -> Array:
    """Return for each parameter how far its slope is from what a minimum asks: 0 for all at a minimum, and only there.

    Parameters
    ----------
    theta : array_like of shape (n,)
        Parameters.
    X : array_like of shape (m, n)
        Examples in rows; a leading column of ones is the intercept, which is not penalised.
    y : array_like of shape (m,)
        Labels, each 0 or 1.
    l1, l2 : float
        Strengths, 0 or more.

    Returns
    -------
    ndarray of shape (n,)
        Numbers of 0 or more.

    Raises
    ------
    TypeError, ValueError
        As `cost`.

    Examples
    --------
    >>> violation([0, 0], [[1, -1], [1, 1]], [0, 1], l1=0.5).tolist()
    [0.0, 0.0]
    """
    design = as_design(X)
    slope = logistic.gradient(theta, design, y, l2=l2)
    return _violation(slope, as_floats(theta, "theta"), _strength(l1, "l1") * penalised(design))


def strongest(X: npt.ArrayLike, y: npt.ArrayLike) -> float:
    """Return the smallest l1 under which all weights are 0: the largest slope of J where only the intercept is fitted.

    Parameters
    ----------
    X : array_like of shape (m, n)
        Examples in rows; a leading column of ones is the intercept.
    y : array_like of shape (m,)
        Labels, each 0 or 1, both present.

    Returns
    -------
    float
        Of 0 or more.

    Raises
    ------
    TypeError, ValueError
        If X and y do not belong together, or y holds one class only.

    References
    ----------
    .. [1] Chapter 15, equation (15.6).

    Examples
    --------
    >>> strongest([[1, -1], [1, 1]], [0, 1])
    0.5
    """
    design, labels, weights = _checked(X, y)
    return float(np.abs(weights * logistic.gradient(_level(labels, weights), design, labels)).max())


def fit(
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    l1: float,
    l2: float = 0.0,
    start: npt.ArrayLike | None = None,
    tol: float = 1e-8,
    max_steps: int = 100,
) -> ElasticNet:
    """Return the theta of least `cost`: Newton's parabola is minimised by coordinates, again and again.

    Parameters
    ----------
    X : array_like of shape (m, n)
        Examples in rows; a leading column of ones is the intercept, which is not penalised.
        Put the others on one scale.
    y : array_like of shape (m,)
        Labels, each 0 or 1, both present.
    l1, l2 : float
        Strengths, 0 or more and not both 0.
    start : array_like of shape (n,), optional
        Where to begin, such as the fit of a similar strength; without it, at the fit of the intercept alone.
    tol : float
        Stop when no parameter violates what a minimum asks by more.
    max_steps : int
        Stop after so many steps in any case.

    Returns
    -------
    ElasticNet
        Parameters, cost, violation, steps, passes, converged.

    Raises
    ------
    TypeError, ValueError
        If X and y do not belong together, y holds one class only, or an option is out of its range.

    References
    ----------
    .. [1] J. Friedman, T. Hastie, R. Tibshirani, Journal of Statistical Software 33(1) (2010); chapter 15.

    Examples
    --------
    >>> X, y = [[1, -1, 2], [1, 1, 1], [1, 2, 0], [1, 3, 2]], [0, 1, 0, 1]
    >>> run = fit(X, y, l1=0.2)
    >>> run.theta.round(3), run.converged
    (array([-0.419,  0.332,  0.   ]), True)
    """
    design, labels, weights = _checked(X, y)
    lasso, ridge = _strength(l1, "l1"), _strength(l2, "l2")
    if not lasso + ridge > 0:
        raise ValueError("l1 and l2 are 0; wanted is a penalty, or logistic.fit, which does without")
    bound, limit = _strength(tol, "tol"), as_whole(max_steps, "max_steps")
    strengths = lasso * weights
    theta = _level(labels, weights) if start is None else as_parameters(start, "start", (len(weights),)).astype(float)
    value, passes, steps = cost(theta, design, labels, l1=lasso, l2=ridge), 0, 0
    while True:
        slope = logistic.gradient(theta, design, labels, l2=ridge)
        wrong = float(_violation(slope, theta, strengths).max())
        if wrong <= bound or steps == limit:
            break
        bend = logistic.hessian(theta, design, labels, l2=ridge)
        enough = max(wrong * min(0.1, wrong), bound / 10, ROUNDING * (lasso + np.abs(np.diag(bend) * theta).max()))
        lowest, visits = _lowest(theta, slope, bend, strengths, enough)
        passes += visits
        found = _halve(theta, lowest, slope, strengths, value, lambda at: cost(at, design, labels, l1=lasso, l2=ridge))
        if found is None:  # no step lowers the cost: the numbers have no more digits to give
            break
        (theta, value), steps = found, steps + 1
    return ElasticNet(theta, value, wrong, steps, passes, bool(wrong <= bound))


def path(
    X: npt.ArrayLike, y: npt.ArrayLike, strengths: Sequence[float] | Array, *, share: float = 1.0, tol: float = 1e-8
) -> list[ElasticNet]:
    """Return a fit for each strength, each started where the one before ended.

    Parameters
    ----------
    X : array_like of shape (m, n)
        Examples in rows; a leading column of ones is the intercept, which is not penalised.
    y : array_like of shape (m,)
        Labels, each 0 or 1, both present.
    strengths : sequence of float
        Above 0, best from the strongest to the weakest.
    share : float
        Of each strength, what is l1; the rest is l2. scikit-learn calls it l1_ratio, glmnet alpha.
    tol : float
        As in `fit`.

    Returns
    -------
    list of ElasticNet
        In the order of the strengths.

    Raises
    ------
    TypeError, ValueError
        As `fit`, and if the share is not from 0 to 1.

    Examples
    --------
    >>> [int(np.count_nonzero(run.theta)) for run in path([[1, -1], [1, 1], [1, 2]], [0, 1, 1], [1, 0.1])]
    [1, 2]
    """
    part = _strength(share, "share")
    if part > 1:
        raise ValueError(f"share is {share}; wanted is a number from 0 to 1")
    runs: list[ElasticNet] = []
    for strength in as_floats(strengths, "strengths", ndim=1).astype(float).tolist():
        start = runs[-1].theta if runs else None
        runs.append(fit(X, y, l1=part * strength, l2=(1 - part) * strength, start=start, tol=tol))
    return runs


def _lowest(theta: Array, slope: Array, bend: Array, strengths: Array, tol: float) -> tuple[Array, int]:
    """Return where parabola and penalty together are least, by coordinates in turn, and after how many passes."""
    place, rise = theta.copy(), slope.copy()
    columns = np.flatnonzero(np.diag(bend) > 0).tolist()
    passes = 0
    while passes < PASSES:
        passes += 1
        for j in columns:
            b, t = float(bend[j, j]), float(strengths[j])
            old = float(place[j])
            z = b * old - float(rise[j])
            new = (z - t if z > t else z + t if z < -t else 0.0) / b
            if new != old:
                rise += (new - old) * bend[j]
                place[j] = new
        if _violation(rise, place, strengths).max() <= tol:
            break
    return place, passes


def _violation(slope: Array, theta: Array, strengths: Array) -> Array:
    at_zero = np.maximum(np.abs(slope) - strengths, 0)
    return np.asarray(np.where(theta == 0, at_zero, np.abs(slope + strengths * np.sign(theta))))


def _halve(
    theta: Array, lowest: Array, slope: Array, strengths: Array, value: float, total: Callable[[Array], float]
) -> tuple[Array, float] | None:
    """Return the first of the steps 1, 1/2, 1/4, ... that keeps a ten-thousandth of its promise."""
    way = lowest - theta
    promised = -float(slope @ way + strengths @ (np.abs(lowest) - np.abs(theta)))
    slack = 8 * np.finfo(float).eps * abs(value)
    for share in 0.5 ** np.arange(40):
        place = lowest if share == 1 else theta + share * way
        reached = total(place)
        if reached <= value - SUFFICIENT * share * promised + slack:
            return place, reached
    return None


def _level(y: Array, weights: Array) -> Array:
    """Return the fit of the intercept alone; 0 where there is none."""
    theta = np.zeros(len(weights))
    if not weights[0]:
        theta[0] = np.log(y.mean() / (1 - y.mean()))
    return theta


def _checked(X: npt.ArrayLike, y: npt.ArrayLike) -> tuple[Array, Array, Array]:
    """Return design, labels, and 1 for each column that is penalised."""
    design = as_design(X).astype(float)
    labels = as_binary(y, len(design)).astype(float)
    if not 0 < labels.mean() < 1:
        raise ValueError("y holds one class only; wanted are examples of 0 and of 1, which a model tells apart")
    return design, labels, penalised(design)


def _strength(value: float, name: str) -> float:
    strength = float(as_floats(value, name, ndim=0))
    if strength < 0:
        raise ValueError(f"{name} is {strength:g}; wanted is 0 or more")
    return strength
