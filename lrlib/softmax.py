"""Softmax regression: K classes, one row of weights each; cost, derivatives, predictions, and the fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from warnings import warn

import numpy as np
import numpy.typing as npt

from lrlib import inference, solvers
from lrlib.activations import _log_softmax, _softmax
from lrlib.checks import (
    Array,
    as_design,
    as_parameters,
    as_penalty,
    as_targets,
    as_whole,
    class_counts,
    penalised,
    penalties,
    weighed,
)
from lrlib.engine import sparse, training
from lrlib.engine.examples import Examples
from lrlib.engine.kernel import Problem
from lrlib.engine.losses import SOFTMAX
from lrlib.engine.separation import is_separable
from lrlib.logistic import SeparationWarning


@dataclass(frozen=True)
class Fit(solvers.Solution):
    """A fitted model: the solution of its training, with the parameters under the lecture's name."""

    @property
    def W(self) -> Array:
        """Return the weights, of shape (K, n)."""
        return self.parameters


@np.errstate(over="ignore")  # a penalty that leaves the numbers is infinite
def cost(
    W: npt.ArrayLike,
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    l2: float = 0.0,
    sample_weight: npt.ArrayLike | None = None,
) -> float:
    """Return L(W), the mean cross-entropy, plus l2 / 2 times the squared length of W without its intercepts.

    Parameters
    ----------
    W : array_like of shape (K, n)
        Row k holds the weights of class k.
    X : array_like of shape (m, n)
        Examples in rows; a leading column of ones is the intercept, which is not penalised.
    y : array_like of shape (m,) or (m, K)
        Class indices 0, ..., K - 1, or rows that sum to 1 (one-hot or soft labels).
    l2 : float
        Strength of the penalty, 0 or more.
    sample_weight : array_like of shape (m,), optional
        How often each example counts, 0 or more: the mean is the weighted one.

    Returns
    -------
    float
        Cost in nats per example; log K is a guess among K classes.

    Raises
    ------
    TypeError, ValueError
        If shapes disagree, a number is not finite, a label is no class, or l2 or a weight is
        negative.

    References
    ----------
    .. [1] Lecture item L13; chapter 7, equations (7.2) for one example, minus the logarithm of (7.1), and (7.3); with
       hard labels (9.4).

    Examples
    --------
    >>> round(cost(np.zeros((3, 2)), [[1, 5], [1, 7]], [0, 2]), 4)
    1.0986
    """
    if sample_weight is not None:
        return value_and_gradient(W, X, y, l2=l2, sample_weight=sample_weight)[0]
    return _cost(*_checked(W, X, y, l2))


@np.errstate(over="ignore")  # a penalty that leaves the numbers is infinite
def gradient(
    W: npt.ArrayLike,
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    l2: float = 0.0,
    sample_weight: npt.ArrayLike | None = None,
) -> Array:
    """Return the gradient of `cost`: (Y_hat - Y)^T X / m, plus l2 W without its intercepts.

    Parameters
    ----------
    W : array_like of shape (K, n)
        Row k holds the weights of class k.
    X : array_like of shape (m, n)
        Examples in rows; a leading column of ones is the intercept, which is not penalised.
    y : array_like of shape (m,) or (m, K)
        Class indices 0, ..., K - 1, or rows that sum to 1 (one-hot or soft labels).
    l2 : float
        Strength of the penalty, 0 or more.
    sample_weight : array_like of shape (m,), optional
        How often each example counts, 0 or more: the mean is the weighted one.

    Returns
    -------
    ndarray of shape (K, n)
        Nats per example and unit of each weight.

    Raises
    ------
    TypeError, ValueError
        As `cost`.

    References
    ----------
    .. [1] Lecture item L36; chapter 8, equation (8.23).

    Examples
    --------
    >>> gradient(np.zeros((2, 2)), [[1, 5], [1, 7]], [0, 1])
    array([[ 0. ,  0.5],
           [ 0. , -0.5]])
    """
    if sample_weight is not None:
        return value_and_gradient(W, X, y, l2=l2, sample_weight=sample_weight)[1]
    return _gradient(*_checked(W, X, y, l2))


@np.errstate(over="ignore")  # a penalty that leaves the numbers is infinite
def value_and_gradient(
    W: npt.ArrayLike,
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    l2: float = 0.0,
    sample_weight: npt.ArrayLike | None = None,
) -> tuple[float, Array]:
    """Return `cost` and `gradient` together, from one pass over the examples.

    The pass goes block by block, so that it needs little memory beside `X`. It rounds otherwise than these two, and the
    rows of its gradient sum to 0 more nearly.

    Parameters
    ----------
    W : array_like of shape (K, n)
        Row k holds the weights of class k.
    X : array_like of shape (m, n)
        Examples in rows; a leading column of ones is the intercept, which is not penalised.
    y : array_like of shape (m,) or (m, K)
        Class indices 0, ..., K - 1, or rows that sum to 1 (one-hot or soft labels).
    l2 : float
        Strength of the penalty, 0 or more.
    sample_weight : array_like of shape (m,), optional
        How often each example counts, 0 or more: the mean is the weighted one.

    Returns
    -------
    value : float
        The cost, in nats per example.
    gradient : ndarray of shape (K, n)
        In the shape of `W`.

    Raises
    ------
    TypeError, ValueError
        As `cost`.

    Examples
    --------
    >>> J, slope = value_and_gradient(np.zeros((2, 1)), [[2], [4]], [0, 1])
    >>> round(J, 4), slope
    (0.6931, array([[ 0.5],
           [-0.5]]))
    """
    weights, design, targets, strength = _checked(W, X, y, l2)
    design, targets, counts = weighed(design, targets, sample_weight, every_class=False)
    problem = Problem(Examples(SOFTMAX, design, targets, len(weights), counts), penalties(strength, design))
    return problem.value_and_gradient(weights)


def hessian(W: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike, *, l2: float = 0.0) -> Array:
    """Return the second derivatives of `cost` for W read row by row.

    Block (j, k) is X^T diag(y_hat_j (delta_jk - y_hat_k)) X / m; l2 joins on the diagonal off the intercepts.

    Parameters
    ----------
    W : array_like of shape (K, n)
        Row k holds the weights of class k.
    X : array_like of shape (m, n)
        Examples in rows; a leading column of ones is the intercept, which is not penalised.
    y : array_like of shape (m,) or (m, K)
        Labels; the result does not depend on them.
    l2 : float
        Strength of the penalty, 0 or more.

    Returns
    -------
    ndarray of shape (K n, K n)
        Symmetric, positive semi-definite; singular where l2 is 0, and with an intercept always.

    Raises
    ------
    TypeError, ValueError
        As `cost`.

    References
    ----------
    .. [1] D. Boehning, Ann. Inst. Statist. Math. 44 (1992) 197-200; chapter 8.

    Examples
    --------
    >>> hessian(np.zeros((2, 1)), [[1], [1]], [0, 1])
    array([[ 0.25, -0.25],
           [-0.25,  0.25]])
    """
    return _hessian(*_checked(W, X, y, l2))


def smoothness(X: npt.ArrayLike, *, l2: float = 0.0) -> float:
    """Return a bound on how strongly `cost` can bend: the largest eigenvalue of X^T X, over 2 m, plus l2.

    A step of gradient descent with alpha at most one over it never raises the cost.

    Parameters
    ----------
    X : array_like of shape (m, n)
        Examples in rows.
    l2 : float
        Strength of the penalty, 0 or more.

    Returns
    -------
    float
        The bound; it holds for all parameters and labels, but for the rounding of double precision.

    Raises
    ------
    TypeError, ValueError
        If a number is not finite, or the penalty is negative.

    References
    ----------
    .. [1] D. Böhning, "Multinomial logistic regression algorithm", Annals of the Institute of Statistical Mathematics
       44 (1992); chapter 9, equation (9.2).

    Examples
    --------
    >>> smoothness([[1.0], [1.0]])
    0.5
    """
    design = as_design(X).astype(float, copy=False)
    return float(np.linalg.eigvalsh(design.T @ design)[-1]) / (2 * len(design)) + as_penalty(l2)


def predict_proba(W: npt.ArrayLike, X: npt.ArrayLike) -> Array:
    """Return P(y = k | x) for each row of `X` and each class.

    Parameters
    ----------
    W : array_like of shape (K, n)
        Row k holds the weights of class k.
    X : array_like of shape (m, n)
        Examples in rows.

    Returns
    -------
    ndarray of shape (m, K)
        Probabilities; each row sums to 1.

    Raises
    ------
    TypeError, ValueError
        If shapes disagree or a number is not finite.

    References
    ----------
    .. [1] Lecture items L08 and L09; chapter 6.

    Examples
    --------
    >>> predict_proba([[0, 0], [0, 1]], [[1, 0], [1, 2]]).round(4)
    array([[0.5   , 0.5   ],
           [0.1192, 0.8808]])
    """
    return _softmax(_scores(W, X))


def predict(W: npt.ArrayLike, X: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Return the most probable class of each row of `X`; of equal ones the first.

    Parameters
    ----------
    W : array_like of shape (K, n)
        Row k holds the weights of class k.
    X : array_like of shape (m, n)
        Examples in rows.

    Returns
    -------
    ndarray of shape (m,)
        Class indices.

    Raises
    ------
    TypeError, ValueError
        If shapes disagree or a number is not finite.

    References
    ----------
    .. [1] Lecture item L10; chapter 6, equation (6.6).

    Examples
    --------
    >>> predict([[0, 0], [0, 1]], [[1, -2], [1, 2]])
    array([0, 1])
    """
    labels: npt.NDArray[np.int64] = _scores(W, X).argmax(axis=1).astype(np.int64)
    return labels


def fit(
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    l2: float = 0.0,
    solver: str = "auto",
    tol: float | None = None,
    max_steps: int = 1000,
    start: npt.ArrayLike | None = None,
    intercept: bool | None = None,
    sample_weight: npt.ArrayLike | None = None,
) -> Fit:
    """Return the weights of the least cost.

    Adding one vector to every row of W changes no probability; of all minimisers this is one whose
    rows sum to zero.

    Parameters
    ----------
    X : array_like or SciPy sparse matrix of shape (m, n)
        Examples in rows; a leading column of ones is the intercept, which is not penalised.
    y : array_like of shape (m,) or (m, K)
        Class indices 0, ..., K - 1, or rows that sum to 1; each class occurs.
    l2 : float
        Strength of the penalty, 0 or more.
    solver : {"auto", "newton", "newton-cg", "lbfgs"}
        The method, as in `logistic.fit`.
    tol : float, optional
        Bound on the largest entry of the last gradient, which depends on the units of the columns. Without it Newton's
        decrement decides, in any units: the cost within a part in 10^14 of the least, each parameter within 1/100,000
        of its standard error. Where X is in single precision, the parameters are then rounded to it.
    max_steps : int
        The largest number of steps.
    start : array_like of shape (K, n), optional
        Where to begin, as in `logistic.fit`.
    intercept : bool, optional
        Whether the first column is an intercept, which is not penalised; without it, a leading column of ones is one.
        Nothing else absorbs the means of columns: of one some 10^5 standard deviations from zero a fit without an
        intercept may not converge, and says so.
    sample_weight : array_like of shape (m,), optional
        How often each example counts, 0 or more: the cost is the weighted mean, and 2 is a row that stands twice.

    Returns
    -------
    Fit
        With W, costs, gradient_norm, steps, converged.

    Raises
    ------
    TypeError, ValueError
        If the data are not as above.

    Warns
    -----
    SeparationWarning
        As `logistic.fit`.

    Examples
    --------
    >>> run = fit([[1, 0], [1, 1], [1, 2], [1, 3]], [0, 1, 0, 1])
    >>> (run.W[1] - run.W[0]).round(3)
    array([-1.362,  0.908])
    """
    design = sparse.as_rows(X)
    design, targets, weights = weighed(design, as_targets(y, len(design)), sample_weight)
    strength = as_penalty(l2)
    K = _count_classes(targets)
    problem = Problem(sparse.examples(SOFTMAX, design, targets, K, weights), penalties(strength, design, intercept))
    first = None if start is None else as_parameters(start, "start", (K, design.shape[1]))
    run = training.train(problem, solver, tol, max_steps, first)
    if run.separable is not False:
        warn(SeparationWarning.text(run.separable), SeparationWarning, stacklevel=2)
    return Fit(run.parameters, run.costs, run.gradient_norm, run.converged)


def _count_classes(targets: Array) -> int:
    """Return K, and refuse a class that never occurs: its weights would run away."""
    present = class_counts(targets) > 0 if targets.ndim == 1 else targets.sum(axis=0) > 0
    if len(present) < 2 or present.sum() < 2:
        raise ValueError(f"y holds {present.sum()} class of {len(present)}; wanted are two or more")
    if not present.all():
        raise ValueError(
            f"class {present.argmin()} never occurs in y; wanted is every class 0, ..., {len(present) - 1}"
        )
    return len(present)


def summary(
    W: npt.ArrayLike,
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    reference: int = 0,
    names: Sequence[str] | None = None,
    level: float = 0.95,
) -> inference.Summary:
    """Return standard errors, z and p values, odds ratios and intervals of a fit without penalty.

    Only differences between rows of W are certain, so each class is compared with one of reference: the coefficients
    are W[k] - W[reference], log-odds of class k against that one. Their covariance is the inverse of m times the
    Hessian at the minimum without the rows of the reference.

    Parameters
    ----------
    W : array_like of shape (K, n)
        The minimum of the cost without penalty, such as ``fit(X, y).W``.
    X : array_like of shape (m, n)
        Examples in rows.
    y : array_like of shape (m,) or (m, K)
        Class indices 0, ..., K - 1, or one-hot rows.
    reference : int
        The class that all others are compared with.
    names : sequence of str, optional
        What the columns are called.
    level : float
        How often the intervals shall hold the true coefficient, between 0 and 1.

    Returns
    -------
    Summary
        A row for each column of each class but the reference, in the order of the classes; it shows itself as a table.

    Raises
    ------
    TypeError, ValueError
        If the data are not as above, a label is soft, the classes are separable, columns depend on each other, or W is
        more than a hundredth of a standard error from the minimum: there the formulas do not hold.

    References
    ----------
    .. [1] A. Agresti, Categorical Data Analysis, 3rd ed., Wiley 2013, section 8.1.

    Examples
    --------
    >>> X, y = [[1, 0], [1, 1], [1, 2], [1, 3], [1, 1]], [0, 1, 0, 1, 2]
    >>> shown = summary(fit(X, y).W, X, y, names=["one", "hours"])
    >>> shown.names
    ('1: one', '1: hours', '2: one', '2: hours')
    """
    weights, design, targets, _ = _checked(W, X, y, 0.0)
    K, n = weights.shape
    if targets.ndim == 2:
        if (targets.max(axis=1) < 1).any():
            raise ValueError("a row of y is a soft label; a summary wants class indices or one-hot rows")
        targets = targets.argmax(axis=1)
    base = as_whole(reference, "reference", 0, K - 1)
    if names is not None and len(names) != n:
        raise ValueError(f"{len(names)} names came; wanted are {n}, one for each column of X")
    if isinstance(names, str) or not all(isinstance(name, str) for name in (() if names is None else names)):
        raise TypeError(f"names is {names!r}; wanted is a sequence of {n} words")
    problem = Problem(Examples(SOFTMAX, design, targets, K), np.zeros(n))
    if is_separable(problem, weights):
        raise ValueError(f"no standard errors: {SeparationWarning.SEPARABLE}; leave out a column that tells all")
    rows = [k for k in range(K) if k != base]
    covariance = inference.covariance(problem, weights, "W", rows)
    called = [f"{k}: {name}" for k in rows for name in ([f"w_{j}" for j in range(n)] if names is None else names)]
    return inference.wald((weights[rows] - weights[base]).ravel(), covariance, called, level=level)


def _scores(W: npt.ArrayLike, X: npt.ArrayLike) -> Array:
    design = as_design(X)
    return np.asarray(design @ as_parameters(W, "W", (None, design.shape[1])).T)


def _checked(W: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike, l2: float) -> tuple[Array, Array, Array, float]:
    design = as_design(X)
    m, n = design.shape
    weights = as_parameters(W, "W", (None, n))
    return weights, design, as_targets(y, m, len(weights)), as_penalty(l2)


def _cost(W: Array, X: Array, targets: Array, l2: float) -> float:
    logs = _log_softmax(X @ W.T)
    own = logs[np.arange(len(X)), targets] if targets.ndim == 1 else (targets * logs).sum(axis=1)
    return float(-own.mean() + l2 / 2 * ((W * penalised(X)) ** 2).sum())


def _gradient(W: Array, X: Array, targets: Array, l2: float) -> Array:
    residual = _softmax(X @ W.T)
    if targets.ndim == 1:
        residual[np.arange(len(X)), targets] -= 1
    else:
        residual -= targets
    return np.asarray(residual.T @ X / len(X) + l2 * W * penalised(X))


def _hessian(W: Array, X: Array, targets: Array, l2: float) -> Array:
    P, (K, n) = _softmax(X @ W.T), W.shape
    H = np.empty((K, n, K, n))
    for j in range(K):
        for k in range(j + 1):
            block = X.T @ ((P[:, j] * ((j == k) - P[:, k]))[:, None] * X) / len(X)
            H[j, :, k], H[k, :, j] = block, block.T
    return H.reshape(K * n, K * n) + l2 * np.diag(np.tile(penalised(X), K))
