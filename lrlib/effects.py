"""What a coefficient means for probabilities: average slopes, and the mean probability if a column were set."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from lrlib import logistic
from lrlib.activations import _sigmoid
from lrlib.checks import Array, as_column, as_design, as_floats, as_parameters
from lrlib.engine.frames import inside


@dataclass(frozen=True)
class Effects:
    """Average slopes of the probability, with what chance leaves open.

    Attributes
    ----------
    effect, standard_error, lower, upper : ndarray of shape (n,)
        For each column: the mean slope, its standard error, and the ends of its interval.
    level : float
        How often such an interval holds the true mean slope.
    """

    effect: Array
    standard_error: Array
    lower: Array
    upper: Array
    level: float


def average_slopes(theta: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike, *, level: float = 0.95) -> Effects:
    """Return the mean over the examples of the slope of the probability along each column.

    The standard errors follow from those of the coefficients by the slopes of the means (the delta method); for the
    column of ones the number is a slope along the intercept, and means little.

    Parameters
    ----------
    theta : array_like of shape (n,)
        The minimum of the cost without penalty.
    X : array_like of shape (m, n)
        Examples in rows.
    y : array_like of shape (m,)
        Labels 0 and 1.
    level : float
        Between 0 and 1.

    Returns
    -------
    Effects
        For each column.

    Raises
    ------
    TypeError, ValueError
        If the data are not as above, or `logistic.summary` refuses theta.

    References
    ----------
    .. [1] Chapter 11, equation (11.3).

    Examples
    --------
    >>> X, y = [[1, 0], [1, 1], [1, 2], [1, 3]], [0, 1, 0, 1]
    >>> average_slopes(logistic.fit(X, y).theta, X, y).effect.round(3)
    array([-0.272,  0.182])
    """
    summary = logistic.summary(theta, X, y, level=level)
    frame = inside(as_design(X))
    design, parameters = frame.X, frame.into @ summary.coefficient
    z = design @ parameters
    bend = _sigmoid(z) * _sigmoid(-z)  # no 1 - h, which has no digits next to 1
    turn = np.mean(bend) * np.eye(len(parameters)) + np.outer(
        parameters, np.mean((bend * -np.tanh(z / 2))[:, None] * design, axis=0)
    )
    turn = frame.out @ turn  # the slopes go along with the parameters
    covariance = np.linalg.inv(len(design) * logistic.hessian(parameters, design, y))
    error = np.sqrt(np.diag(turn @ covariance @ turn.T))
    effect = np.mean(bend) * summary.coefficient
    half = NormalDist().inv_cdf((1 + level) / 2) * error
    return Effects(effect, error, effect - half, effect + half, level)


def mean_slope(theta: npt.ArrayLike, X: npt.ArrayLike) -> Array:
    """Return the mean over the examples of the slope of the probability along each column.

    Parameters
    ----------
    theta : array_like of shape (n,)
        One parameter per column of `X`.
    X : array_like of shape (m, n)
        Examples in rows.

    Returns
    -------
    ndarray of shape (n,)
        Probability for one unit of the column.

    Raises
    ------
    TypeError, ValueError
        If the shapes disagree.

    References
    ----------
    .. [1] Chapter 11, equation (11.3).

    Examples
    --------
    >>> mean_slope([0.0, 2.0], [[1, 0], [1, 0]])
    array([0. , 0.5])
    """
    design = as_design(X)
    parameters = as_parameters(theta, "theta", (design.shape[1],))
    z = design @ parameters
    return np.asarray(np.mean(_sigmoid(z) * _sigmoid(-z)) * parameters)


def mean_risks(theta: npt.ArrayLike, X: npt.ArrayLike, column: int, values: Sequence[float]) -> Array:
    """Return the mean probability of class 1, if a column had the same value in all examples, for each such value.

    Parameters
    ----------
    theta : array_like of shape (n,)
        One parameter per column of `X`.
    X : array_like of shape (m, n)
        Examples in rows.
    column : int
        Which is set, 0 to n - 1.
    values : sequence of float
        To what.

    Returns
    -------
    ndarray of shape (len(values),)
        Mean probabilities; their quotient is a risk ratio, their difference a risk difference.

    Raises
    ------
    TypeError, ValueError
        If the shapes disagree, or there is no such column.

    Examples
    --------
    >>> mean_risks([0.0, 1.0], [[1, 0], [1, 5]], 1, [0, 1]).round(3)
    array([0.5  , 0.731])
    """
    design = as_design(X)
    place, risks = as_column(column, design.shape[1]), []
    for value in as_floats(values, "values", ndim=1):
        same = np.array(design, dtype=float)
        same[:, place] = value
        risks.append(float(np.mean(logistic.predict_proba(theta, same))))
    return np.array(risks)
