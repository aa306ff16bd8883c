"""Firth's penalised likelihood: estimates that are finite also for separable classes, and less biased for few."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from lrlib import logistic
from lrlib.checks import Array, as_binary, as_design, as_floats

STEPS = 200  # of Fisher's scoring, and of the search for an end


@dataclass(frozen=True)
class FirthFit:
    """Where the penalised cost is lowest.

    Attributes
    ----------
    theta : ndarray of shape (n,)
        The parameters.
    cost : float
        The mean cross-entropy less half the log determinant of the information, divided by m.
    standard_error : ndarray of shape (n,)
        Roots of the diagonal of the inverse information.
    """

    theta: Array
    cost: float
    standard_error: Array


def cost(theta: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike) -> float:
    """Return the mean cross-entropy less half the logarithm of the determinant of the information, divided by m.

    Parameters
    ----------
    theta : array_like of shape (n,)
        One parameter per column of `X`.
    X : array_like of shape (m, n)
        Examples in rows, of full rank.
    y : array_like of shape (m,)
        Labels 0 and 1; all may be equal.

    Returns
    -------
    float
        Nats per example; infinite where the information vanishes in the numbers.

    Raises
    ------
    TypeError, ValueError
        If the data are not as above.

    References
    ----------
    .. [1] Chapter 14; D. Firth, Biometrika 80 (1993) 27-38.

    Examples
    --------
    >>> round(cost([0.0], [[1], [1], [1], [1]], [0, 1, 1, 1]), 4)
    0.6931
    """
    m = len(as_design(X))
    sign, size = np.linalg.slogdet(m * logistic.hessian(theta, X, y))
    return logistic.cost(theta, X, y) - float(size) / (2 * m) if sign > 0 else float("inf")


def errors(theta: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike) -> Array:
    """Return prediction less label of each example, moved by its leverage towards one half.

    Parameters
    ----------
    theta : array_like of shape (n,)
        One parameter per column of `X`.
    X : array_like of shape (m, n)
        Examples in rows, of full rank.
    y : array_like of shape (m,)
        Labels 0 and 1.

    Returns
    -------
    ndarray of shape (m,)
        What stands in the gradient where the cost without penalty has h - y.

    Raises
    ------
    TypeError, ValueError
        If the data are not as above.

    References
    ----------
    .. [1] Chapter 14, equation (14.4); G. Heinze, M. Schemper, Statistics in Medicine 21 (2002) 2409-2419.

    Examples
    --------
    >>> errors([0.0], [[1], [1], [1], [1]], [0, 1, 1, 1])
    array([ 0.5, -0.5, -0.5, -0.5])
    """
    design = as_design(X)
    h = logistic.predict_proba(theta, design)
    bends = h * (1 - h)
    information = design.T @ (bends[:, None] * design)
    pull = bends * (design * np.linalg.solve(information, design.T).T).sum(axis=1)
    return np.asarray(h - as_binary(y, len(h)) - pull * (0.5 - h))


def gradient(theta: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike) -> Array:
    """Return the gradient of the penalised cost: that of the cost, with each residual moved by its leverage.

    Parameters
    ----------
    theta : array_like of shape (n,)
        One parameter per column of `X`.
    X : array_like of shape (m, n)
        Examples in rows, of full rank.
    y : array_like of shape (m,)
        Labels 0 and 1.

    Returns
    -------
    ndarray of shape (n,)
        One slope for each parameter.

    Raises
    ------
    TypeError, ValueError
        If the data are not as above.

    References
    ----------
    .. [1] Chapter 14; G. Heinze, M. Schemper, Statistics in Medicine 21 (2002) 2409-2419.

    Examples
    --------
    >>> gradient([0.0], [[1], [1], [1], [1]], [0, 1, 1, 1])
    array([-0.25])
    """
    design = as_design(X)
    return np.asarray(design.T @ errors(theta, design, y) / len(design))


def fit(X: npt.ArrayLike, y: npt.ArrayLike) -> FirthFit:
    """Return the parameters of the lowest penalised cost, which exist for separable classes, too.

    Parameters
    ----------
    X : array_like of shape (m, n)
        Examples in rows, of full rank.
    y : array_like of shape (m,)
        Labels 0 and 1.

    Returns
    -------
    FirthFit
        Parameters, cost and standard errors.

    Raises
    ------
    TypeError, ValueError
        If the data are not as above, or columns depend on each other.

    References
    ----------
    .. [1] Chapter 14, equation (14.3) of intercepts alone; D. Firth, "Bias Reduction of Maximum Likelihood Estimates",
       Biometrika 80 (1993) 27-38.

    Examples
    --------
    >>> fit([[1, 0], [1, 1], [1, 2], [1, 3]], [0, 0, 1, 1]).theta.round(3)
    array([-1.965,  1.31 ])
    """
    design = as_design(X)
    labels, n = as_binary(y, len(design)), design.shape[1]
    if np.linalg.matrix_rank(design / np.linalg.norm(design, axis=0).clip(1e-300)) < n:
        raise ValueError("columns of X depend on each other, so the information has no inverse; drop one of them")
    theta = _lowest(np.zeros(n), design, labels, np.ones(n, dtype=bool))
    inverse = np.linalg.inv(len(design) * logistic.hessian(theta, design, labels))
    return FirthFit(theta, cost(theta, design, labels), np.sqrt(np.diag(inverse)))


def cost_at(value: float, X: npt.ArrayLike, y: npt.ArrayLike, column: int) -> float:
    """Return the lowest penalised cost at which one coefficient has a given value: a point of its profile.

    Parameters
    ----------
    value : float
        Of the coefficient.
    X : array_like of shape (m, n)
        Examples in rows, of full rank.
    y : array_like of shape (m,)
        Labels 0 and 1.
    column : int
        Which coefficient, 0 to n - 1.

    Returns
    -------
    float
        Nats per example.

    Raises
    ------
    TypeError, ValueError
        As `fit`, and if there is no such column.

    Examples
    --------
    >>> X, y = [[1, 0], [1, 1], [1, 2], [1, 3]], [0, 0, 1, 1]
    >>> cost_at(0.0, X, y, 1) > fit(X, y).cost
    True
    """
    design, best = as_design(X), fit(X, y)
    labels, place = as_binary(y, len(design)), _column(column, len(best.theta))
    start = best.theta.copy()
    start[place] = float(as_floats(value, "value", ndim=0))
    free = np.arange(len(start)) != place
    return cost(_lowest(start, design, labels, free) if free.any() else start, design, labels)


def interval(X: npt.ArrayLike, y: npt.ArrayLike, column: int, *, level: float = 0.95) -> tuple[float, float]:
    """Return the values of a coefficient that the ratio of the penalised likelihoods does not reject.

    Parameters
    ----------
    X : array_like of shape (m, n)
        Examples in rows, of full rank.
    y : array_like of shape (m,)
        Labels 0 and 1.
    column : int
        Which coefficient, 0 to n - 1.
    level : float
        Between 0 and 1.

    Returns
    -------
    lower : float
        The lower end; finite, also where the classes are separable.
    upper : float
        The upper end.

    Raises
    ------
    TypeError, ValueError
        As `fit`, and if there is no such column or the level is not between 0 and 1.

    References
    ----------
    .. [1] G. Heinze, M. Schemper, "A Solution to the Problem of Separation in Logistic Regression", Statistics in
       Medicine 21 (2002) 2409-2419.

    Examples
    --------
    >>> [round(end, 2) for end in interval([[1, 0], [1, 1], [1, 2], [1, 3]], [0, 0, 1, 1], 1)]
    [-0.35, 6.7]
    """
    if not 0 < level < 1:
        raise ValueError(f"level is {level}; wanted is a number between 0 and 1, such as 0.95")
    best, design = fit(X, y), as_design(X)
    labels, n = as_binary(y, len(design)), design.shape[1]
    _column(column, n)
    limit = best.cost + NormalDist().inv_cdf((1 + level) / 2) ** 2 / (2 * len(design))
    error = float(best.standard_error[column])
    low, high = (_end(best.theta, design, labels, column, sign * error, limit) for sign in (-1, 1))
    return low, high


def _column(column: int, n: int) -> int:
    if isinstance(column, bool) or not isinstance(column, int | np.integer) or not 0 <= column < n:
        raise ValueError(f"column is {column!r}; wanted is a whole number from 0 to {n - 1}")
    return int(column)


def _lowest(start: Array, X: Array, y: Array, free: npt.NDArray[np.bool_]) -> Array:
    """Return where the penalised cost is lowest in the free parameters, by scoring with halved steps."""
    theta, here = start.copy(), cost(start, X, y)
    for _ in range(STEPS):
        slope = gradient(theta, X, y)[free]
        bends = logistic.hessian(theta, X, y)[np.ix_(free, free)]
        units = np.sqrt(np.diag(bends))
        step = np.linalg.solve(bends / units / units[:, None], slope / units) / units
        gain = float(slope @ step)
        if gain < 1e-20:
            return theta
        for length in 0.5 ** np.arange(40):
            new = theta.copy()
            new[free] -= length * step
            there = cost(new, X, y)
            if there <= here - length * gain / 4 or (gain < 1e-14 and there < here + 1e-13):
                break
        theta, here = new, there
    raise ValueError(f"the penalised cost has no minimum that {STEPS} steps reach")


def _end(best: Array, X: Array, y: Array, column: int, error: float, limit: float) -> float:
    """Return where the profile reaches the limit, on the side of the sign of error."""
    free, point = np.arange(len(best)) != column, best.copy()

    def above(distance: float) -> float:
        nonlocal point
        point = point.copy()
        point[column] = best[column] + distance * error
        point = _lowest(point, X, y, free) if free.any() else point
        return cost(point, X, y) - limit

    far = 1.0
    while above(far) < 0:
        far *= 1.5
    return float(best[column]) + error * _root(above, 0.0, far)


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    """Return where an increasing function is 0, by halving."""
    while high - low > 1e-9 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) < 0 else (low, middle)
    return (low + high) / 2
