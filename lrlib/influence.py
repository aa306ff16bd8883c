"""Which examples a fit hangs on: how far each pulls its own prediction, and how far the fit moves without it."""

import numpy as np
import numpy.typing as npt

from lrlib import deviance, logistic
from lrlib.activations import _sigmoid
from lrlib.checks import Array, as_design, as_parameters


def leverages(theta: npt.ArrayLike, X: npt.ArrayLike) -> Array:
    """Return how far each example pulls its own probability: the diagonal of the weighted hat matrix.

    Parameters
    ----------
    theta : array_like of shape (n,)
        A fit without penalty.
    X : array_like of shape (m, n)
        Examples in rows.

    Returns
    -------
    ndarray of shape (m,)
        From 0 to 1; they sum to n.

    Raises
    ------
    TypeError, ValueError
        If the shapes disagree, too few predictions are not sure, or columns depend on each other among these.

    References
    ----------
    .. [1] Chapter 13; D. Pregibon, "Logistic Regression Diagnostics", Annals of Statistics 9 (1981).

    Examples
    --------
    >>> leverages([0, 0], [[1, 0], [1, 1], [1, 2], [1, 5]]).round(3)
    array([0.536, 0.321, 0.25 , 0.893])
    """
    design = as_design(X)
    z = design @ as_parameters(theta, "theta", (design.shape[1],))
    weighted = np.sqrt(_sigmoid(z) * _sigmoid(-z))[:, None] * design  # no 1 - h, which has no digits next to 1
    units = np.linalg.norm(weighted, axis=0)
    if not (units > 0).all() or np.linalg.matrix_rank(weighted / units) < len(units):
        sizes = np.linalg.norm(design, axis=0)
        if not sizes.all() or np.linalg.matrix_rank(design / sizes) < len(sizes):
            raise ValueError("columns of X depend on each other; drop one of them")
        raise ValueError(
            "too few predictions lie between 0 and 1: among the examples that are not sure columns of X depend on each "
            "other; wanted is a theta that is sure of fewer"
        )
    axes, _ = np.linalg.qr(weighted / units)
    return np.asarray((axes**2).sum(axis=1))


def cooks_distances(theta: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike) -> Array:
    """Return how far the parameters would move without each example, by one step, in the units of their uncertainty.

    Parameters
    ----------
    theta : array_like of shape (n,)
        The minimum of the cost without penalty.
    X : array_like of shape (m, n)
        Examples in rows.
    y : array_like of shape (m,)
        Labels 0 and 1.

    Returns
    -------
    ndarray of shape (m,)
        0 or more; the squared length of the step, divided by n.

    Raises
    ------
    TypeError, ValueError
        As `leverages`, if a label is neither 0 nor 1, or an example has all the leverage.

    References
    ----------
    .. [1] Chapter 13, equation (13.7); D. Pregibon, "Logistic Regression Diagnostics", Annals of Statistics 9 (1981).

    Examples
    --------
    >>> X, y = [[1, 0], [1, 1], [1, 2], [1, 5]], [0, 1, 0, 1]
    >>> cooks_distances(logistic.fit(X, y).theta, X, y).round(2)
    array([0.25, 0.86, 0.58, 0.54])
    """
    pull = leverages(theta, X)
    if (pull >= 1 - 1e-12).any():
        raise ValueError("an example has the leverage 1: without it the fit has no minimum; look at it first")
    residuals = deviance.pearson_residuals(y, logistic.predict_proba(theta, X))
    return np.asarray(residuals**2 * pull / (as_design(X).shape[1] * (1 - pull) ** 2))
