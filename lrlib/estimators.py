"""The models as scikit-learn estimators, for Pipeline, GridSearchCV and cross_val_score.

Importing this module needs scikit-learn. C is scikit-learn's: the sum of the losses is weighted with it, so that
l2 = 1 / (m C). For two classes SoftmaxRegression penalises two opposite rows: it is scikit-learn's fit with 2 C.
"""

import warnings
from collections.abc import Callable
from functools import wraps
from numbers import Real
from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils.class_weight import compute_class_weight
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from lrlib import activations, logistic, one_vs_all, softmax
from lrlib.checks import STRONGEST, Array, as_whole
from lrlib.data import add_intercept
from lrlib.engine.sparse import Rows


def whole_or_not_at_all(fit: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method that leaves its object as it was, where it raises.

    Parameters
    ----------
    fit : callable
        A method that learns.

    Returns
    -------
    callable
        The same, but for that.
    """

    @wraps(fit)
    def _fit(self: Any, X: Any, y: Any, sample_weight: Any = None) -> Any:
        before = dict(vars(self))
        try:
            return fit(self, X, y, sample_weight)
        except BaseException:
            vars(self).clear()
            vars(self).update(before)
            raise

    return _fit


class _Linear(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """What the three have in common: parameters, checks, scores."""

    coef_: Array
    intercept_: Array

    def __init__(
        self,
        *,
        C: float = 1.0,
        fit_intercept: bool = True,
        tol: float | None = None,
        max_iter: int = 100,
        class_weight: dict[Any, float] | str | None = None,
        warm_start: bool = False,
    ) -> None:
        self.C = C
        self.fit_intercept = fit_intercept
        self.tol = tol
        self.max_iter = max_iter
        self.class_weight = class_weight
        self.warm_start = warm_start

    @whole_or_not_at_all
    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Learn from examples; where that fails, nothing changes.

        Parameters
        ----------
        X : array_like or sparse matrix of shape (m, p)
            Examples in rows, without a column of ones.
        y : array_like of shape (m,)
            Class labels, numbers or text.
        sample_weight : array_like of shape (m,), optional
            How often each example counts, 0 or more.

        Returns
        -------
        estimator
            Itself, with classes_, coef_ of shape (K, p) or (1, p), intercept_ and n_iter_.

        Raises
        ------
        TypeError, ValueError
            If the data are no finite matrix with one class label for each row, all examples of a class have weight 0,
            or a parameter is out of range.

        Warns
        -----
        ConvergenceWarning
            If max_iter steps, or the digits of the numbers, do not lead to the minimum.
        SeparationWarning
            If C is infinite, or so large that no penalty is left, and the classes are separable; see `logistic.fit`.
        """
        X, y = validate_data(self, X, y, dtype=[np.float64, np.float32], accept_sparse="csr")
        check_classification_targets(y)
        before = getattr(self, "classes_", None)
        self.classes_, indices = np.unique(y, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError(f"y holds one class only, {self.classes_.tolist()[0]!r}; wanted are two or more")
        if not isinstance(self.C, Real):
            raise TypeError(f"C is {self.C!r}; wanted is a number above 0")
        if not self.C > 0:
            raise ValueError(f"C is {self.C}; wanted is a number above 0")
        steps = as_whole(self.max_iter, "max_iter")
        if hasattr(X, "tocsr"):
            design: Any = Rows(X, self.fit_intercept)
        else:
            design = add_intercept(X).astype(X.dtype, copy=False) if self.fit_intercept else X
        weights = self._weights(X, y, indices, sample_weight)
        with np.errstate(over="ignore"):
            total = len(design) if weights is None else float(weights.sum())
        if not total < np.inf:
            raise ValueError("the weights sum to more than a number holds; wanted are smaller ones")
        if not total > 0:
            raise ValueError("all weights are 0; wanted are some above")
        if weights is not None and not (sums := np.bincount(indices, weights)).all():
            lost = self.classes_.tolist()[sums.argmin()]
            raise ValueError(f"every example of the class {lost!r} has weight 0; wanted is none of it, or some above 0")
        with np.errstate(over="ignore"):
            l2 = float(1 / np.float64(self.C * total))
        if l2 > STRONGEST / len(design):
            raise ValueError(f"C is {self.C}, whose inverse is too large a number; wanted is a larger one")
        options: dict[str, Any] = {"tol": self.tol, "max_steps": steps, "intercept": self.fit_intercept}
        if self.warm_start and before is not None and np.array_equal(before, self.classes_):
            options["start"] = self._start(design.shape[1])
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", logistic.SeparationWarning)
            run = self._train(design, indices, l2=l2, sample_weight=weights, **options)
        for warning in caught:  # a penalty is called C here
            warnings.warn(str(warning.message).replace("l2 > 0", "a finite C"), warning.category, stacklevel=3)
        if not run.converged:
            warnings.warn(
                f"no convergence in {run.steps} steps: the largest entry of the gradient is {run.gradient_norm:.2g}",
                ConvergenceWarning,
                stacklevel=3,
            )
        rows = self._rows(run)
        self.intercept_ = rows[:, 0] if self.fit_intercept else np.zeros(len(rows), rows.dtype)
        self.coef_ = rows[:, 1:] if self.fit_intercept else rows
        self.n_iter_ = run.steps
        return self

    def _start(self, n: int) -> Array | None:
        """Return the parameters of the last fit, or None where it had other columns."""
        rows = np.column_stack((self.intercept_, self.coef_)) if self.fit_intercept else self.coef_
        return self._parameters(rows) if rows.shape[1] == n else None

    def _parameters(self, rows: Array) -> Array:
        """Return what the rows of the decision stand for: of two classes, rows that differ by the one."""
        return np.vstack((-rows / 2, rows / 2)) if len(rows) == 1 else rows

    def _weights(self, X: Array, y: Array, indices: Array, sample_weight: Any) -> Array | None:
        """Return what each example counts, its own weight times that of its class; None where all count 1."""
        if sample_weight is None and self.class_weight is None:
            return None
        weights = _check_sample_weight(sample_weight, X, dtype=np.float64, ensure_non_negative=True)
        if isinstance(self.class_weight, str) and self.class_weight == "balanced":
            sums = np.bincount(indices, weights)
            weights = weights * (sums.sum() / (len(sums) * np.where(sums > 0, sums, 1)))[indices]
        elif self.class_weight is not None:
            own = compute_class_weight(self.class_weight, classes=self.classes_, y=y)
            if (own < 0).any():
                lowest = self.classes_.tolist()[own.argmin()]
                raise ValueError(f"class_weight gives {lowest!r} the weight {own.min():g}; wanted is 0 or more")
            with np.errstate(over="ignore"):  # their sum is asked next
                weights = weights * own[indices]
        return np.asarray(weights)

    def decision_function(self, X: Any) -> Array:
        """Return the logits.

        Parameters
        ----------
        X : array_like or sparse matrix of shape (m, p)
            Examples in rows.

        Returns
        -------
        ndarray of shape (m, K), or (m,) for two classes with one row of weights
            Their largest, or their sign, decides.
        """
        check_is_fitted(self)
        examples = validate_data(self, X, reset=False, dtype=[np.float64, np.float32], accept_sparse="csr")
        with np.errstate(over="ignore", invalid="ignore"):  # what leaves the numbers is named below
            scores = examples @ self.coef_.T + self.intercept_
        if not np.isfinite(scores).all():
            raise ValueError("X holds numbers so large that a logit leaves the numbers; wanted are smaller ones")
        return np.asarray(scores[:, 0] if scores.shape[1] == 1 else scores)

    def predict(self, X: Any) -> Array:
        """Return the most probable class of each row.

        Parameters
        ----------
        X : array_like or sparse matrix of shape (m, p)
            Examples in rows.

        Returns
        -------
        ndarray of shape (m,)
            Labels as they were learned.
        """
        scores = self.decision_function(X)
        indices = (scores > 0).astype(np.intp) if scores.ndim == 1 else scores.argmax(axis=1)
        return np.asarray(self.classes_[indices])

    def predict_proba(self, X: Any) -> Array:
        """Return the probability of each class.

        Parameters
        ----------
        X : array_like or sparse matrix of shape (m, p)
            Examples in rows.

        Returns
        -------
        ndarray of shape (m, K)
            Each row sums to 1.
        """
        return np.exp(self.predict_log_proba(X))

    def predict_log_proba(self, X: Any) -> Array:
        """Return the logarithm of the probability of each class.

        Parameters
        ----------
        X : array_like or sparse matrix of shape (m, p)
            Examples in rows.

        Returns
        -------
        ndarray of shape (m, K)
            Zero or below.
        """
        z = self.decision_function(X)
        if z.ndim == 1:
            return np.stack((activations.log_sigmoid(-z), activations.log_sigmoid(z)), axis=1)
        return self._log_probabilities(z)

    def _log_probabilities(self, Z: Array) -> Array:
        return activations.log_softmax(Z)

    def __sklearn_tags__(self) -> Any:
        """Say that sparse matrices are taken."""
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        return tags

    @staticmethod
    def _rows(run: Any) -> Array:
        """Return a row of weights for each class; of two classes, the one row whose logit decides."""
        raise AttributeError("a subclass says which row decides")


class LogisticRegression(_Linear):
    """Two classes, one row of weights.

    Parameters
    ----------
    C : float
        The weight of the data against the penalty, above 0.
    fit_intercept : bool
        Whether there is a column of ones, which is not penalised.
    tol : float, optional
        Bound on the largest entry of the last gradient of the mean cost; without it as in `logistic.fit`.
    max_iter : int
        The largest number of steps.
    class_weight : dict or "balanced", optional
        What an example of each class counts; "balanced" gives all classes the same sum.
    warm_start : bool
        Whether a fit begins where the last one ended, if that had the same classes and columns.

    Examples
    --------
    >>> LogisticRegression().fit([[0.0], [1.0], [2.0], [3.0]], ["ham", "ham", "spam", "spam"]).predict([[2.5]])
    array(['spam'], dtype='<U4')
    """

    def _train(self, design: Array, indices: Array, **options: Any) -> Any:
        if len(self.classes_) > 2:
            raise ValueError(
                f"Only binary classification is supported. The type of the target is multiclass: y holds "
                f"{len(self.classes_)} classes; use SoftmaxRegression or OneVsRest"
            )
        return logistic.fit(design, indices, **options)

    @staticmethod
    def _rows(run: Any) -> Array:
        return np.asarray(run.theta[None])

    def _parameters(self, rows: Array) -> Array:
        return np.asarray(rows[0])

    def __sklearn_tags__(self) -> Any:
        """Say that it tells two classes apart, no more."""
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags


class SoftmaxRegression(_Linear):
    """K classes, K rows of weights, one distribution.

    Parameters
    ----------
    C : float
        The weight of the data against the penalty, above 0.
    fit_intercept : bool
        Whether there is a column of ones, which is not penalised.
    tol : float, optional
        Bound on the largest entry of the last gradient of the mean cost; without it as in `logistic.fit`.
    max_iter : int
        The largest number of steps.
    class_weight : dict or "balanced", optional
        What an example of each class counts; "balanced" gives all classes the same sum.
    warm_start : bool
        Whether a fit begins where the last one ended, if that had the same classes and columns.

    Examples
    --------
    >>> model = SoftmaxRegression().fit([[0.0], [1.0], [2.0], [3.0]], [5, 5, 7, 9])
    >>> model.predict_proba([[2.5]]).shape
    (1, 3)
    """

    def _train(self, design: Array, indices: Array, **options: Any) -> Any:
        return softmax.fit(design, indices, **options)

    @staticmethod
    def _rows(run: Any) -> Array:
        return np.asarray(run.W if len(run.W) > 2 else run.W[1:] - run.W[:1])


class OneVsRest(_Linear):
    """K classes, K binary models; the probabilities are their scores divided by the sum.

    Parameters
    ----------
    C : float
        The weight of the data against the penalty, above 0.
    fit_intercept : bool
        Whether there is a column of ones, which is not penalised.
    tol : float, optional
        Bound on the largest entry of the last gradient of each mean cost; without it as in `logistic.fit`.
    max_iter : int
        The largest number of steps of each model, with those of all together; n_iter_ sums over the models.
    class_weight : dict or "balanced", optional
        What an example of each class counts; "balanced" gives all classes the same sum.
    warm_start : bool
        Whether a fit begins where the last one ended, if that had the same classes and columns.

    Examples
    --------
    >>> OneVsRest().fit([[0.0], [1.0], [2.0], [3.0]], [5, 5, 7, 9]).coef_.shape
    (3, 1)
    """

    def _train(self, design: Array, indices: Array, **options: Any) -> Any:
        return one_vs_all.fit(design, indices, **options)

    @staticmethod
    def _rows(run: Any) -> Array:
        return np.asarray(run.W if len(run.W) > 2 else run.W[1:])  # of two, one mirrors the other

    def _parameters(self, rows: Array) -> Array:
        return np.vstack((-rows, rows)) if len(rows) == 1 else rows

    def _log_probabilities(self, Z: Array) -> Array:
        return activations.log_softmax(activations.log_sigmoid(Z))
