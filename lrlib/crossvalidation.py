"""The strength of the penalty, chosen by cross-validation along a path of fits that start where the last one ended.

Importing this module needs scikit-learn.
"""

from typing import Any, Self

import numpy as np
import numpy.typing as npt
from sklearn.base import clone
from sklearn.metrics import check_scoring
from sklearn.model_selection import check_cv
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import _check_sample_weight, validate_data

from lrlib.checks import Array, as_floats
from lrlib.estimators import LogisticRegression, SoftmaxRegression, _Linear, whole_or_not_at_all

ENDS = -4.0, 4.0  # exponents of 10 between which Cs are spread, as scikit-learn does


class LogisticRegressionCV(_Linear):
    """Two classes or more, with the C under which examples that were held out are likeliest.

    In each fold the fits go from the strongest penalty to the weakest, and each starts where the last one ended. The
    best C has the largest mean score over the folds, and of equal ones it is the smallest; all examples are fitted
    with it. Two classes are those of `LogisticRegression`, more those of `SoftmaxRegression`.

    Parameters
    ----------
    Cs : int or array_like
        The values of C, or how many of them, evenly in their logarithms, from 1e-4 to 1e4.
    cv : int, splitter or iterable, optional
        The folds, as scikit-learn takes them; without it, five, stratified.
    scoring : str or callable, optional
        What a fold is judged by, as scikit-learn takes it; without it, the mean log-likelihood of what was held out.
    fit_intercept : bool
        Whether there is a column of ones, which is not penalised.
    tol : float, optional
        Bound on the largest entry of the last gradient of the mean cost; without it as in `logistic.fit`.
    max_iter : int
        The largest number of steps of each fit.
    class_weight : dict or "balanced", optional
        What an example of each class counts in the fits; "balanced" gives all classes the same sum.

    Attributes
    ----------
    C_ : float
        The best C.
    Cs_ : ndarray of shape (number of Cs,)
        All of them, from the smallest on.
    scores_ : ndarray of shape (folds, number of Cs)
        What was held out, judged.

    Examples
    --------
    >>> hours = np.arange(40.0)
    >>> model = LogisticRegressionCV(Cs=[1e-6, 1e-2, 1e2]).fit(hours[:, None], hours + hours % 7 > 20)
    >>> model.C_, model.scores_.shape
    (100.0, (5, 3))
    """

    def __init__(
        self,
        *,
        Cs: int | npt.ArrayLike = 10,
        cv: Any = None,
        scoring: Any = None,
        fit_intercept: bool = True,
        tol: float | None = None,
        max_iter: int = 100,
        class_weight: dict[Any, float] | str | None = None,
    ) -> None:
        self.Cs = Cs
        self.cv = cv
        self.scoring = scoring
        self.fit_intercept = fit_intercept
        self.tol = tol
        self.max_iter = max_iter
        self.class_weight = class_weight

    @whole_or_not_at_all
    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Choose C, and learn from all examples with it; where that fails, nothing changes.

        Parameters
        ----------
        X : array_like or sparse matrix of shape (m, p)
            Examples in rows, without a column of ones.
        y : array_like of shape (m,)
            Class labels, numbers or text.
        sample_weight : array_like of shape (m,), optional
            How often each example counts, 0 or more, in the fits and in the scores.

        Returns
        -------
        LogisticRegressionCV
            Itself, with C_, Cs_, scores_, classes_, coef_ of shape (K, p) or (1, p), intercept_ and n_iter_.

        Raises
        ------
        TypeError, ValueError
            If the data are no finite matrix with one class label for each row, a fold lacks a class, a score is NaN, or
            a parameter is out of range.
        """
        X, y = validate_data(self, X, y, dtype=[np.float64, np.float32], accept_sparse="csr")
        check_classification_targets(y)
        classes = np.unique(y)
        if len(classes) < 2:
            raise ValueError(f"y holds one class only, {classes.tolist()[0]!r}; wanted are two or more")
        weights = None
        if sample_weight is not None:
            weights = _check_sample_weight(sample_weight, X, dtype=np.float64, ensure_non_negative=True)
        model = (LogisticRegression if len(classes) == 2 else SoftmaxRegression)(
            fit_intercept=self.fit_intercept, tol=self.tol, max_iter=self.max_iter, class_weight=self.class_weight
        )
        Cs = self._candidates()
        folds = check_cv(self.cv, y, classifier=True).split(X, y)
        scores = np.array([self._path(clone(model), Cs, X, y, weights, *fold) for fold in folds])
        if np.isnan(scores).any():
            fold, place = np.argwhere(np.isnan(scores))[0]
            raise ValueError(
                f"the score of C = {Cs[place]:g} in fold {fold} is NaN, so that no C is the best; wanted are numbers: "
                "another scoring, or folds that hold every class"
            )
        best = float(Cs[scores.mean(axis=0).argmax()])
        model.set_params(C=best).fit(X, y, weights)
        self.C_, self.Cs_, self.scores_ = best, Cs, scores
        for name in ("classes_", "coef_", "intercept_", "n_iter_"):
            setattr(self, name, getattr(model, name))
        return self

    def _candidates(self) -> Array:
        """Return the values of C, from the smallest on."""
        if isinstance(self.Cs, (int, np.integer)):
            if self.Cs < 1:
                raise ValueError(f"Cs is {self.Cs}; wanted is at least one value of C")
            return np.logspace(*ENDS, int(self.Cs))
        Cs = np.unique(as_floats(self.Cs, "Cs", ndim=1).astype(float))
        if not len(Cs) or Cs[0] <= 0:
            raise ValueError(f"Cs is {self.Cs}; wanted are numbers above 0")
        return Cs

    def _path(
        self, model: Any, Cs: Array, X: Any, y: Array, weights: Array | None, train: Array, test: Array
    ) -> list[float]:
        """Return the score of each C in a fold."""
        seen = train if weights is None else train[weights[train] > 0]
        missing = np.setdiff1d(y[test], y[seen])
        if len(missing):
            raise ValueError(
                f"a fold has no example of the class {missing.tolist()[0]!r} to learn from; wanted are fewer folds"
            )
        model.set_params(warm_start=True)
        own, held = (None, None) if weights is None else (weights[train], weights[test])
        return [self._score(model.set_params(C=C).fit(X[train], y[train], own), X[test], y[test], held) for C in Cs]

    def _score(self, model: Any, X: Any, y: Array, weights: Array | None) -> float:
        if self.scoring is not None:
            more = {} if weights is None else {"sample_weight": weights}
            return float(check_scoring(model, self.scoring)(model, X, y, **more))
        own = np.searchsorted(model.classes_, y)
        logs = model.predict_log_proba(X)[np.arange(len(y)), own]
        if weights is not None and not weights.any():
            return 0.0
        return float(np.average(logs, weights=weights))
