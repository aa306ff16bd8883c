"""Logistic regression: two classes, one parameter vector; the cost, its derivatives, predictions, and the fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from warnings import warn

import numpy as np
import numpy.typing as npt

from lrlib import inference, solvers
from lrlib.activations import _log_sigmoid, _sigmoid
from lrlib.checks import (
    Array,
    as_binary,
    as_design,
    as_floats,
    as_parameters,
    as_penalty,
    check_strength,
    penalised,
    penalties,
    weighed,
)
from lrlib.engine import sparse, training
from lrlib.engine.examples import Examples
from lrlib.engine.kernel import Problem
from lrlib.engine.losses import SIGMOID
from lrlib.engine.separation import is_separable

SURE = 1e3  # errors in standard deviations: beyond, an example has its part in the slope alone
FAINT = 1e-10  # of the largest curvature: what is left of the digits of such a slope


class SeparationWarning(RuntimeWarning):
    """Without a penalty there is no minimum, or it was not decided: separable classes, wholly or but for the border."""

    SEPARABLE = (
        "the classes are separable, wholly or but for examples on the border, so the cost falls for ever as the "
        "parameters grow and has no minimum"
    )
    TEXT = f"{SEPARABLE}; give l2 > 0 for a finite answer"
    UNDECIDED = (
        "it was not decided whether the classes are separable, but for examples on the border, and so whether the cost "
        "has a minimum; give l2 > 0 for an answer that is sure"
    )

    @classmethod
    def text(cls, separable: bool | None) -> str:
        """Return what is to be said.

        Parameters
        ----------
        separable : bool or None
            None where it was not decided.

        Returns
        -------
        str
            A sentence with its cure.
        """
        return cls.TEXT if separable else cls.UNDECIDED


@dataclass(frozen=True)
class Fit(solvers.Solution):
    """A fitted model: the solution of its training, with the parameters under the lecture's name."""

    @property
    def theta(self) -> Array:
        """Return the parameters, of shape (n,)."""
        return self.parameters


@np.errstate(over="ignore")  # a penalty that leaves the numbers is infinite
def cost(
    theta: npt.ArrayLike,
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    l2: float = 0.0,
    sample_weight: npt.ArrayLike | None = None,
) -> float:
    """Return J(theta), the mean cross-entropy, plus l2 / 2 times the squared length of theta without the intercept.

    Each example costs -log of the probability of its own class, computed from z = X theta and so free of log(0).

    Parameters
    ----------
    theta : array_like of shape (n,)
        One parameter for each column of `X`.
    X : array_like of shape (m, n)
        Examples in rows; a leading column of ones is the intercept, which is not penalised.
    y : array_like of shape (m,)
        Labels, each 0 or 1.
    l2 : float
        Strength of the penalty, 0 or more.
    sample_weight : array_like of shape (m,), optional
        How often each example counts, 0 or more: the mean is the weighted one.

    Returns
    -------
    float
        Cost in nats per example; log 2 = 0.6931 is a coin toss.

    Raises
    ------
    TypeError, ValueError
        If shapes disagree, a number is not finite, a label is neither 0 nor 1, or l2 or a
        weight is negative.

    References
    ----------
    .. [1] Lecture items L04 and L05; chapter 3, equations (3.4) and, with a penalty, (3.18); of one example (4.1). The
       likelihood (3.6) is exp(-m J).

    Examples
    --------
    >>> round(cost([0, 0], [[1, 5], [1, 7]], [0, 1]), 4)
    0.6931
    """
    if sample_weight is not None:
        return value_and_gradient(theta, X, y, l2=l2, sample_weight=sample_weight)[0]
    return _cost(*_checked(theta, X, y, l2))


@np.errstate(over="ignore")  # a penalty that leaves the numbers is infinite
def gradient(
    theta: npt.ArrayLike,
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    l2: float = 0.0,
    sample_weight: npt.ArrayLike | None = None,
) -> Array:
    """Return the gradient of `cost`: X^T (h - y) / m, plus l2 theta without the intercept.

    Parameters
    ----------
    theta : array_like of shape (n,)
        One parameter for each column of `X`.
    X : array_like of shape (m, n)
        Examples in rows; a leading column of ones is the intercept, which is not penalised.
    y : array_like of shape (m,)
        Labels, each 0 or 1.
    l2 : float
        Strength of the penalty, 0 or more.
    sample_weight : array_like of shape (m,), optional
        How often each example counts, 0 or more: the mean is the weighted one.

    Returns
    -------
    ndarray of shape (n,)
        Nats per example and unit of each parameter.

    Raises
    ------
    TypeError, ValueError
        As `cost`.

    References
    ----------
    .. [1] Lecture item L06; chapter 4, equation (4.8).

    Examples
    --------
    >>> gradient([0, 0], [[1, 5], [1, 7]], [0, 1])
    array([ 0. , -0.5])
    """
    if sample_weight is not None:
        return value_and_gradient(theta, X, y, l2=l2, sample_weight=sample_weight)[1]
    return _gradient(*_checked(theta, X, y, l2))


@np.errstate(over="ignore")  # a penalty that leaves the numbers is infinite
def value_and_gradient(
    theta: npt.ArrayLike,
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    l2: float = 0.0,
    sample_weight: npt.ArrayLike | None = None,
) -> tuple[float, Array]:
    """Return `cost` and `gradient` together, from one pass over the examples.

    The pass goes block by block, so that it needs little memory beside `X`. It rounds otherwise than these two: the
    error of an example that is nearly sure keeps its digits, where `gradient` takes a difference of numbers next to 1.

    Parameters
    ----------
    theta : array_like of shape (n,)
        One parameter for each column of `X`.
    X : array_like of shape (m, n)
        Examples in rows; a leading column of ones is the intercept, which is not penalised.
    y : array_like of shape (m,)
        Labels, each 0 or 1.
    l2 : float
        Strength of the penalty, 0 or more.
    sample_weight : array_like of shape (m,), optional
        How often each example counts, 0 or more: the mean is the weighted one.

    Returns
    -------
    value : float
        The cost, in nats per example.
    gradient : ndarray of shape (n,)
        In the shape of `theta`.

    Raises
    ------
    TypeError, ValueError
        As `cost`.

    Examples
    --------
    >>> J, slope = value_and_gradient([0, 0], [[1, 5], [1, 7]], [0, 1])
    >>> round(J, 4), slope
    (0.6931, array([ 0. , -0.5]))
    """
    parameters, design, labels, strength = _checked(theta, X, y, l2)
    design, labels, weights = weighed(design, labels, sample_weight, every_class=False)
    problem = Problem(Examples(SIGMOID, design, labels[:, None], 1, weights), penalties(strength, design))
    value, slope = problem.value_and_gradient(parameters[None])
    return value, slope[0]


def hessian(theta: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike, *, l2: float = 0.0) -> Array:
    """Return the second derivatives of `cost`: X^T S X / m with S = diag(h (1 - h)), plus l2 off the intercept.

    Parameters
    ----------
    theta : array_like of shape (n,)
        One parameter for each column of `X`.
    X : array_like of shape (m, n)
        Examples in rows; a leading column of ones is the intercept, which is not penalised.
    y : array_like of shape (m,)
        Labels, each 0 or 1; the result does not depend on them.
    l2 : float
        Strength of the penalty, 0 or more.

    Returns
    -------
    ndarray of shape (n, n)
        Symmetric and positive semi-definite.

    Raises
    ------
    TypeError, ValueError
        As `cost`.

    References
    ----------
    .. [1] Chapter 3, equation (3.14).

    Examples
    --------
    >>> hessian([0, 0], [[1, 5], [1, 7]], [0, 1])
    array([[0.25, 1.5 ],
           [1.5 , 9.25]])
    """
    return _hessian(*_checked(theta, X, y, l2))


def newton_step(theta: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike, *, l2: float = 0.0) -> Array:
    """Return where one bare step of Newton's method leads: theta less the Hessian's inverse times the gradient.

    Nothing shortens the step: far from the minimum it can raise the cost. `fit` halves it where it does.

    Parameters
    ----------
    theta : array_like of shape (n,)
        One parameter for each column of `X`.
    X : array_like of shape (m, n)
        Examples in rows; a leading column of ones is the intercept, which is not penalised.
    y : array_like of shape (m,)
        Labels, each 0 or 1.
    l2 : float
        Strength of the penalty, 0 or more.

    Returns
    -------
    ndarray of shape (n,)
        The parameters after the step.

    Raises
    ------
    TypeError, ValueError
        As `cost`.
    LinAlgError
        If the Hessian has no inverse in the numbers: dependent columns, columns far from zero, or all probabilities at
        0 or 1; or if the step leaves the numbers.

    References
    ----------
    .. [1] Chapter 4, equation (4.14).

    Examples
    --------
    >>> newton_step([0.0], [[1.0], [1.0], [1.0], [1.0]], [0, 1, 1, 1])
    array([1.])
    """
    weights, design, labels, strength = _checked(theta, X, y, l2)
    check_strength(strength, len(design))
    design = design.astype(float, copy=False)
    h, penalty = _sigmoid(design @ weights), len(design) * penalties(strength, design)
    roots, errors = np.sqrt(h * (1 - h)), h - labels
    near = np.abs(errors) <= SURE * roots  # of an example that is surely wrong the curvature tells next to nothing
    rows = np.vstack((roots[:, None] * design, np.diag(np.sqrt(penalty))))
    units = np.abs(rows).max(axis=0)
    scaled = rows / np.where(units > 0, units, 1)  # rank and digits do not depend on the units of the columns
    lengths = np.linalg.norm(scaled, axis=0)
    scaled /= np.where(units > 0, lengths, 1)
    least = None if near.all() else FAINT
    if not units.all() or np.linalg.matrix_rank(scaled.T @ scaled, least, hermitian=True) < len(units):
        raise np.linalg.LinAlgError(
            "the Hessian has no inverse at this theta: columns of X depend on each other, or lie so far from zero that "
            "they seem to, or every probability is 0 or 1; drop a column, take off its mean, set l2 > 0, or start "
            "nearer to zero"
        )
    axes, triangle = np.linalg.qr(scaled)  # of the Hessian's root: its product with itself would halve the digits
    told = np.concatenate((np.where(near, errors, 0) / np.where(roots > 0, roots, 1), np.sqrt(penalty) * weights))
    with np.errstate(over="ignore", invalid="ignore"):  # what leaves the numbers is named below
        rest = np.where(near, 0, errors) @ (design / units / lengths)
        found = weights - np.linalg.solve(triangle, axes.T @ told + np.linalg.solve(triangle.T, rest)) / lengths / units
    if not np.isfinite(found).all():
        raise np.linalg.LinAlgError(
            "the step leaves the numbers; start nearer to zero, or choose smaller units of columns so small"
        )
    return np.asarray(found)


def smoothness(X: npt.ArrayLike, *, l2: float = 0.0) -> float:
    """Return a bound on how strongly `cost` can bend: the largest eigenvalue of X^T X, over 4 m, plus l2.

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
    .. [1] Chapter 4, equation (4.12).

    Examples
    --------
    >>> smoothness([[1.0], [1.0]])
    0.25
    """
    design = as_design(X).astype(float, copy=False)
    return float(np.linalg.eigvalsh(design.T @ design)[-1]) / (4 * len(design)) + as_penalty(l2)


def predict_proba(theta: npt.ArrayLike, X: npt.ArrayLike) -> Array:
    """Return h = P(y = 1 | x) for each row of `X`.

    Parameters
    ----------
    theta : array_like of shape (n,)
        One parameter for each column of `X`.
    X : array_like of shape (m, n)
        Examples in rows.

    Returns
    -------
    ndarray of shape (m,)
        Probabilities of class 1.

    Raises
    ------
    TypeError, ValueError
        If shapes disagree or a number is not finite.

    References
    ----------
    .. [1] Lecture item L03; chapter 2, equation (2.3); the probability of a label is (3.5).

    Examples
    --------
    >>> predict_proba([0, 1], [[1, 0], [1, 2]]).round(4)
    array([0.5   , 0.8808])
    """
    design = as_design(X)
    return _sigmoid(design @ as_parameters(theta, "theta", (design.shape[1],)))


def predict(theta: npt.ArrayLike, X: npt.ArrayLike, *, threshold: float = 0.5) -> npt.NDArray[np.int64]:
    """Return 1 for each row of `X` whose probability reaches the threshold, else 0.

    Parameters
    ----------
    theta : array_like of shape (n,)
        One parameter for each column of `X`.
    X : array_like of shape (m, n)
        Examples in rows.
    threshold : float
        From 0 to 1; lower where a missed 1 costs more than a false alarm.

    Returns
    -------
    ndarray of shape (m,)
        Classes 0 and 1.

    Raises
    ------
    TypeError, ValueError
        As `predict_proba`, and if the threshold is not between 0 and 1.

    Examples
    --------
    >>> predict([0, 1], [[1, -2], [1, 2]])
    array([0, 1])
    """
    limit = float(as_floats(threshold, "threshold", ndim=0))
    if not 0 <= limit <= 1:
        raise ValueError(f"threshold is {limit:g}; wanted is a probability from 0 to 1")
    return (predict_proba(theta, X) >= limit).astype(np.int64)


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
    """Return the parameters of the least cost.

    Parameters
    ----------
    X : array_like or SciPy sparse matrix of shape (m, n)
        Examples in rows; a leading column of ones is the intercept, which is not penalised.
    y : array_like of shape (m,)
        Labels 0 and 1, both of them present.
    l2 : float
        Strength of the penalty, 0 or more.
    solver : {"auto", "newton", "newton-cg", "lbfgs"}
        The method; "auto" takes what should be fastest, by size and by what a sample of the columns shows, and may go
        over from one to another. Where that pays, first steps are in single precision, and their costs true to 8
        digits; a fit that converged has ended in double.
    tol : float, optional
        Bound on the largest entry of the last gradient, which depends on the units of the columns. Without it Newton's
        decrement decides, in any units: the cost within a part in 10^14 of the least, each parameter within 1/100,000
        of its standard error. Where X is in single precision, the parameters are then rounded to it.
    max_steps : int
        The largest number of steps.
    start : array_like of shape (n,), optional
        Where to begin; where the columns are more than the rows, perhaps at its projection onto the span of the rows.
        Without it, or where it costs more than ten times what zero does, at zero or at a guess from the data. A fit
        that converged has ended at the minimum in any case.
    intercept : bool, optional
        Whether the first column is an intercept, which is not penalised; without it, a leading column of ones is one.
        Nothing else absorbs the means of columns: of one some 10^5 standard deviations from zero a fit without an
        intercept may not converge, and says so.
    sample_weight : array_like of shape (m,), optional
        How often each example counts, 0 or more: the cost is the weighted mean, and 2 is a row that stands twice.

    Returns
    -------
    Fit
        With theta, costs, gradient_norm, steps, converged.

    Raises
    ------
    TypeError, ValueError
        If the data are not as above.

    Warns
    -----
    SeparationWarning
        If l2 is 0 and the classes are separable, also if some examples lie on the border: the cost then has no minimum,
        and `converged` is False. The same where that was not decided.

    References
    ----------
    .. [1] Chapter 4; A. Albert and J. Anderson, Biometrika 71 (1984) 1-10, on separation.

    Examples
    --------
    >>> run = fit([[1, 0], [1, 1], [1, 2], [1, 3]], [0, 1, 0, 1])
    >>> run.theta.round(3), run.converged
    (array([-1.362,  0.908]), True)
    """
    design, strength = sparse.as_rows(X), as_penalty(l2)
    design, labels, weights = weighed(design, as_binary(y, len(design)), sample_weight)
    if labels.min() == labels.max():
        raise ValueError(f"y holds the class {labels[0]:g} only; wanted are both 0 and 1")
    examples = sparse.examples(SIGMOID, design, labels[:, None], 1, weights)
    problem = Problem(examples, penalties(strength, design, intercept))
    first = None if start is None else as_parameters(start, "start", (design.shape[1],))[None]
    run = training.train(problem, solver, tol, max_steps, first)
    if run.separable is not False:
        warn(SeparationWarning.text(run.separable), SeparationWarning, stacklevel=2)
    return Fit(run.parameters[0], run.costs, run.gradient_norm, run.converged)


def _checked(theta: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike, l2: float) -> tuple[Array, Array, Array, float]:
    design = as_design(X)
    m, n = design.shape
    return as_parameters(theta, "theta", (n,)), design, as_binary(y, m), as_penalty(l2)


def _cost(theta: Array, X: Array, y: Array, l2: float) -> float:
    z: Any = X @ theta
    return float(-np.mean(_log_sigmoid(np.where(y == 1, z, -z))) + theta @ (penalties(l2, X) * theta) / 2)


def _gradient(theta: Array, X: Array, y: Array, l2: float) -> Array:
    return np.asarray(X.T @ (_sigmoid(X @ theta) - y) / len(y) + penalties(l2, X) * theta)


def _hessian(theta: Array, X: Array, y: Array, l2: float) -> Array:
    h = _sigmoid(X @ theta)
    return np.asarray(X.T @ ((h * (1 - h))[:, None] * X) / len(y) + l2 * np.diag(penalised(X)))


def summary(
    theta: npt.ArrayLike,
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    *,
    names: Sequence[str] | None = None,
    level: float = 0.95,
) -> inference.Summary:
    """Return standard errors, z and p values, odds ratios and intervals of a fit without penalty.

    The covariance of the estimate is the inverse of m times the Hessian at the minimum.

    Parameters
    ----------
    theta : array_like of shape (n,)
        The minimum of the cost without penalty, such as ``fit(X, y).theta``.
    X : array_like of shape (m, n)
        Examples in rows.
    y : array_like of shape (m,)
        Labels 0 and 1.
    names : sequence of str, optional
        What the columns are called.
    level : float
        How often the intervals shall hold the true coefficient, between 0 and 1.

    Returns
    -------
    Summary
        A row for each column; it shows itself as a table.

    Raises
    ------
    TypeError, ValueError
        If the data are not as above, the classes are separable, columns depend on each other, or theta is more than a
        hundredth of a standard error from the minimum: there the formulas do not hold.

    References
    ----------
    .. [1] A. Agresti, Categorical Data Analysis, 3rd ed., Wiley 2013, section 5.2.

    Examples
    --------
    >>> X, y = [[1, 0], [1, 1], [1, 2], [1, 3]], [0, 1, 0, 1]
    >>> summary(fit(X, y).theta, X, y, names=["one", "hours"])
           coefficient  std error        z         p  odds ratio   95% interval
    one        -1.3623     1.9749   -0.690      0.49      0.2561   -5.2330 to 2.5084
    hours       0.9082     1.0852    0.837       0.4        2.48   -1.2188 to 3.0351
    """
    parameters, design, labels, _ = _checked(theta, X, y, 0.0)
    if labels.min() == labels.max():
        raise ValueError(f"y holds the class {labels[0]:g} only; wanted are both 0 and 1")
    problem = Problem(Examples(SIGMOID, design, labels[:, None], 1), np.zeros(design.shape[1]))
    if is_separable(problem, parameters[None]):
        raise ValueError(
            f"no standard errors: {SeparationWarning.SEPARABLE}; leave out a column that tells all, or take firth.fit"
        )
    covariance = inference.covariance(problem, parameters[None], "theta")
    return inference.wald(parameters, covariance, names, level=level)
