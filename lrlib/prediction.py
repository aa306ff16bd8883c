"""How sure a predicted probability is: an interval on the logit, turned into probabilities."""

from statistics import NormalDist
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from lrlib import logistic
from lrlib.activations import sigmoid
from lrlib.checks import Array, as_design
from lrlib.engine.frames import inside


class Prediction(NamedTuple):
    """Probabilities with the ends of their intervals, each of shape (r,)."""

    probability: Array
    lower: Array
    upper: Array


def interval(
    theta: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike, rows: npt.ArrayLike, *, level: float = 0.95
) -> Prediction:
    """Return the probabilities of class 1 at given rows, each with an interval.

    The interval is that of the logit, which is never cut off at 0 or 1; it holds what the data leave open if the model
    is right there too, and says nothing of the model.

    Parameters
    ----------
    theta : array_like of shape (n,)
        The minimum of the cost without penalty on `X` and `y`.
    X : array_like of shape (m, n)
        Examples in rows.
    y : array_like of shape (m,)
        Labels 0 and 1.
    rows : array_like of shape (r, n)
        Where to predict, with the same columns.
    level : float
        Between 0 and 1.

    Returns
    -------
    Prediction
        Probability, lower and upper end for each row.

    Raises
    ------
    TypeError, ValueError
        If the shapes disagree, or `logistic.summary` refuses theta.

    References
    ----------
    .. [1] Chapter 14; A. Agresti, Categorical Data Analysis, 3rd ed., Wiley 2013, section 5.2.

    Examples
    --------
    >>> X, y = [[1, 0], [1, 1], [1, 2], [1, 3]], [0, 1, 0, 1]
    >>> interval(logistic.fit(X, y).theta, X, y, [[1, 2]]).upper.round(2)
    array([0.95])
    """
    summary = logistic.summary(theta, X, y, level=level)
    frame, asked = inside(as_design(X)), as_design(rows, "rows")
    if asked.shape[1] != frame.X.shape[1]:
        raise ValueError(f"rows has {asked.shape[1]} columns and X {frame.X.shape[1]}; wanted are the same")
    asked, parameters = asked @ frame.out, frame.into @ summary.coefficient
    information = len(frame.X) * logistic.hessian(parameters, frame.X, y)
    units = np.sqrt(np.diag(information))
    scaled = asked / units
    variance = np.einsum("ij,ij->i", scaled, np.linalg.solve(information / units / units[:, None], scaled.T).T)
    half = NormalDist().inv_cdf((1 + level) / 2) * np.sqrt(variance)
    z = asked @ parameters
    return Prediction(*(np.asarray(sigmoid(logit)) for logit in (z, z - half, z + half)))
