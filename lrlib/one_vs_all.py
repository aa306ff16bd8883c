"""One-vs-all: K logistic regressions, each telling one class from the rest, stacked into one weight matrix."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from lrlib import logistic
from lrlib.activations import _log_sigmoid, _sigmoid, _softmax
from lrlib.checks import Array, as_design, as_parameters, as_penalty, as_targets, class_counts, penalties, weighed
from lrlib.engine import routes, sparse, training
from lrlib.engine.kernel import Problem
from lrlib.engine.losses import SIGMOID


@dataclass(frozen=True)
class Fit:
    """K fitted models.

    Attributes
    ----------
    W : ndarray of shape (K, n)
        Row k is the theta of class k against the rest.
    fits : tuple of logistic.Fit
        The K binary fits.
    steps_together : int
        The steps of all K at once, from whose end the fits started; 0 where each was trained alone.
    """

    W: Array
    fits: tuple[logistic.Fit, ...]
    steps_together: int = 0

    @property
    def costs(self) -> Array:
        """Return the last cost of each of the K fits."""
        return np.array([run.cost for run in self.fits])

    @property
    def cost(self) -> float:
        """Return the sum of the K costs."""
        return float(self.costs.sum())

    @property
    def gradient_norm(self) -> float:
        """Return the largest entry of the K last gradients."""
        return max(run.gradient_norm for run in self.fits)

    @property
    def steps(self) -> int:
        """Return the number of steps, of all K at once and of each fit."""
        return self.steps_together + sum(run.steps for run in self.fits)

    @property
    def converged(self) -> bool:
        """Return whether all K fits converged."""
        return all(run.converged for run in self.fits)

    def scores(self, X: npt.ArrayLike) -> Array:
        """Return the K sigmoids of each row of `X`; see the function `scores`.

        Parameters
        ----------
        X : array_like of shape (m, n)
            Examples in rows.

        Returns
        -------
        ndarray of shape (m, K)
            One sigmoid for each class.
        """
        return scores(self.W, X)

    def predict(self, X: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """Return the class of the largest score; see the function `predict`.

        Parameters
        ----------
        X : array_like of shape (m, n)
            Examples in rows.

        Returns
        -------
        ndarray of shape (m,)
            Class indices.
        """
        return predict(self.W, X)


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
    """Train K logistic regressions: for class k the labels are 1 where y = k and 0 elsewhere.

    Parameters
    ----------
    X : array_like or SciPy sparse matrix of shape (m, n)
        Examples in rows; a leading column of ones is the intercept.
    y : array_like of shape (m,) or (m, K)
        Class indices 0, ..., K - 1, all of them present, or one-hot rows.
    l2 : float
        Strength of the penalty, 0 or more.
    solver : {"auto", "newton", "newton-cg", "lbfgs"}
        As in `logistic.fit`; "auto" trains the K models together where that is faster, and each one to its end.
    tol : float, optional
        As in `logistic.fit`.
    max_steps : int
        The largest number of steps of each model, with those of all K together.
    start : array_like of shape (K, n), optional
        Where each model begins, as in `logistic.fit`; without it perhaps at the end of the steps of all K together.
    intercept : bool, optional
        As in `logistic.fit`.
    sample_weight : array_like of shape (m,), optional
        As in `logistic.fit`.

    Returns
    -------
    Fit
        With W of shape (K, n), scores, predict, and what the K fits say.

    Raises
    ------
    TypeError, ValueError
        If the data are not as above.

    Warns
    -----
    SeparationWarning
        As `logistic.fit`, for each class that can be told from the rest.

    References
    ----------
    .. [1] Lecture item L07; chapter 5.

    Examples
    --------
    >>> run = fit([[1, 0], [1, 1], [1, 2], [1, 3]], [0, 1, 2, 1], l2=0.1)
    >>> run.W.shape
    (3, 2)
    """
    options: Any = {"l2": l2, "solver": solver, "tol": tol, "max_steps": max_steps, "intercept": intercept}
    design = sparse.as_rows(X)
    design, labels, weights = weighed(design, as_targets(y, len(design)), sample_weight)
    labels, K = _classes(labels, len(design))
    if start is None:
        starts, steps = _start_together(design, labels, K, weights, **options)
    else:
        starts, steps = list(as_parameters(start, "start", (K, design.shape[1]))), 0
    options["max_steps"] -= steps
    fits = tuple(logistic.fit(design, labels == k, start=starts[k], sample_weight=weights, **options) for k in range(K))
    return Fit(np.array([run.theta for run in fits]), fits, steps)


def _classes(y: npt.ArrayLike, m: int) -> tuple[Array, int]:
    """Return class indices and their number, and refuse soft labels and classes that never occur."""
    labels = as_targets(y, m)
    if labels.ndim == 2:
        if (labels.max(axis=1) < 1).any():
            raise ValueError("a row of y is a soft label; one-vs-all wants class indices or one-hot rows")
        K, labels = labels.shape[1], labels.argmax(axis=1)
    else:
        K = len(class_counts(labels))
    missing = sorted(set(range(K)) - set(labels.tolist()))
    if K < 2 or missing:
        raise ValueError(
            f"y holds {K - len(missing)} of the classes 0, ..., {K - 1}; wanted are two or more, all present"
        )
    return labels, K


def _start_together(
    X: Array,
    labels: Array,
    K: int,
    weights: Array | None,
    *,
    l2: float,
    solver: str,
    tol: float | None,
    max_steps: int,
    intercept: bool | None,
) -> tuple[list[Array | None], int]:
    """Return where the K models begin: at the end of a run of all at once, where that is faster, else at zero."""
    together = Problem(sparse.examples(SIGMOID, X, labels, K, weights), penalties(as_penalty(l2), X, intercept))
    if solver != "auto" or not routes.pays_together(together):
        return [None] * K, 0
    run = training.train(together, solver, tol, max_steps, decide=False)
    return list(run.parameters), run.steps


def scores(W: npt.ArrayLike, X: npt.ArrayLike) -> Array:
    """Return the K sigmoids of each row of `X`; they are no distribution, since their sum need not be 1.

    Parameters
    ----------
    W : array_like of shape (K, n)
        Row k is the theta of class k against the rest.
    X : array_like of shape (m, n)
        Examples in rows.

    Returns
    -------
    ndarray of shape (m, K)
        One sigmoid for each class.

    Raises
    ------
    TypeError, ValueError
        If shapes disagree or a number is not finite.

    References
    ----------
    .. [1] Lecture item L07; chapter 5, equation (5.2).

    Examples
    --------
    >>> scores([[2.0], [1.0], [0.0]], [[1.0]]).round(3)
    array([[0.881, 0.731, 0.5  ]])
    """
    return _sigmoid(_logits(W, X))


def predict(W: npt.ArrayLike, X: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Return the class whose model is the surest; of equal ones the first.

    The logits are compared, not their sigmoids: those are rounded to 1 where two models are both very sure.

    Parameters
    ----------
    W : array_like of shape (K, n)
        Row k is the theta of class k against the rest.
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
    .. [1] Lecture item L07; chapter 5, equation (5.3).

    Examples
    --------
    >>> predict([[90.0], [100.0]], [[1.0]])
    array([1])
    """
    labels: npt.NDArray[np.int64] = _logits(W, X).argmax(axis=1).astype(np.int64)
    return labels


def _logits(W: npt.ArrayLike, X: npt.ArrayLike) -> Array:
    design = as_design(X)
    return np.asarray(design @ as_parameters(W, "W", (None, design.shape[1])).T)


def predict_proba(W: npt.ArrayLike, X: npt.ArrayLike) -> Array:
    """Return the K sigmoids of each row of `X`, divided by their sum: a distribution, though no model made it one.

    Parameters
    ----------
    W : array_like of shape (K, n)
        Row k is the theta of class k against the rest.
    X : array_like of shape (m, n)
        Examples in rows.

    Returns
    -------
    ndarray of shape (m, K)
        Each row sums to 1.

    Raises
    ------
    TypeError, ValueError
        If shapes disagree or a number is not finite.

    References
    ----------
    .. [1] Chapter 9, equation (9.9).

    Examples
    --------
    >>> predict_proba([[0.0], [0.0]], [[1.0]])
    array([[0.5, 0.5]])
    """
    L = _log_sigmoid(_logits(W, X))  # logarithms, since all K sigmoids may round to 0
    return _softmax(L)
