"""The same fits by scikit-learn and statsmodels, in this library's conventions: the only module that calls them.

scikit-learn minimises the sum of the losses with weight C, this library their mean with weight l2: C = 1 / (m l2). A
leading column of ones is the intercept of all three, and no penalty covers it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import statsmodels.api as statsmodels
from sklearn.linear_model import LogisticRegression

from lrlib.checks import Array, as_binary, as_design, as_penalty, as_targets, class_counts, penalised


@dataclass(frozen=True)
class Inference:
    """What statsmodels says of a logistic fit without penalty.

    Attributes
    ----------
    theta, standard_error, z, p : ndarray of shape (n,)
        A number for each column.
    interval : ndarray of shape (n, 2)
        The ends of the 95 % interval of each coefficient.
    """

    theta: Array
    standard_error: Array
    z: Array
    p: Array
    interval: Array


def fit_logistic(X: npt.ArrayLike, y: npt.ArrayLike, *, l2: float = 0.0, tol: float = 1e-12) -> Array:
    """Return theta as scikit-learn's LogisticRegression finds it, with its solver newton-cholesky.

    Parameters
    ----------
    X : array_like of shape (m, n)
        Examples in rows; a leading column of ones is the intercept.
    y : array_like of shape (m,)
        Labels 0 and 1.
    l2 : float
        Strength of the penalty, 0 or more.
    tol : float
        As scikit-learn's.

    Returns
    -------
    ndarray of shape (n,)
        The parameters.

    Raises
    ------
    TypeError, ValueError
        If the data are not as above.

    Examples
    --------
    >>> fit_logistic([[1, 0], [1, 1], [1, 2], [1, 3]], [0, 1, 0, 1]).round(3)
    array([-1.362,  0.908])
    """
    design = as_design(X)
    intercept, coefficients = _fit(design, as_binary(y, len(design)), as_penalty(l2), tol, "newton-cholesky")
    return np.concatenate((intercept, coefficients[0]))


def fit_softmax(X: npt.ArrayLike, y: npt.ArrayLike, *, l2: float = 0.0, tol: float = 1e-12) -> Array:
    """Return W as scikit-learn's LogisticRegression finds it for three or more classes; its rows sum to zero.

    Parameters
    ----------
    X : array_like of shape (m, n)
        Examples in rows; a leading column of ones is the intercept.
    y : array_like of shape (m,)
        Class indices 0, ..., K - 1, with K of 3 or more.
    l2 : float
        Strength of the penalty, 0 or more.
    tol : float
        As scikit-learn's.

    Returns
    -------
    ndarray of shape (K, n)
        The weights.

    Raises
    ------
    TypeError, ValueError
        If the data are not as above.

    Examples
    --------
    >>> fit_softmax([[1, 0], [1, 1], [1, 2], [1, 3]], [0, 1, 2, 1], l2=0.1).shape
    (3, 2)
    """
    design = as_design(X)
    targets = as_targets(y, len(design))
    if targets.ndim != 1 or len(np.unique(targets)) < 3:
        raise ValueError("y has no three classes; wanted are class indices 0, 1, 2 and so on")
    if not (counts := class_counts(targets)).all():
        raise ValueError(f"class {counts.argmin()} never occurs in y; wanted is every class 0, ..., {len(counts) - 1}")
    intercept, coefficients = _fit(design, targets, as_penalty(l2), tol, "newton-cg")
    W = np.column_stack((intercept, coefficients)) if len(intercept) else coefficients
    return np.asarray(W - W.mean(axis=0))


def infer_logistic(X: npt.ArrayLike, y: npt.ArrayLike) -> Inference:
    """Return coefficients, standard errors, z and p values and intervals as statsmodels finds them, without penalty.

    Parameters
    ----------
    X : array_like of shape (m, n)
        Examples in rows; a leading column of ones is the intercept.
    y : array_like of shape (m,)
        Labels 0 and 1.

    Returns
    -------
    Inference
        For each column.

    Raises
    ------
    TypeError, ValueError
        If the data are not as above.

    Examples
    --------
    >>> infer_logistic([[1, 0], [1, 1], [1, 2], [1, 3]], [0, 1, 0, 1]).theta.round(3)
    array([-1.362,  0.908])
    """
    design = as_design(X)
    result = statsmodels.Logit(as_binary(y, len(design)), design).fit(disp=0, method="newton", tol=1e-12, maxiter=100)
    return Inference(
        *(np.asarray(v) for v in (result.params, result.bse, result.tvalues, result.pvalues, result.conf_int()))
    )


def _fit(design: Array, y: Array, l2: float, tol: float, solver: str) -> tuple[Array, Array]:
    """Return scikit-learn's intercepts, none where there is no column of ones, and its coefficients."""
    with_intercept = not penalised(design)[0]
    if with_intercept and design.shape[1] == 1:
        raise ValueError("X holds a column of ones alone; scikit-learn wants another column beside its intercept")
    C = 1 / (l2 * len(design)) if l2 else np.inf
    model = LogisticRegression(C=C, fit_intercept=with_intercept, solver=solver, tol=tol, max_iter=10_000)
    model.fit(design[:, 1:] if with_intercept else design, y)
    return np.asarray(model.intercept_ if with_intercept else []), np.asarray(model.coef_)
