"""The estimator that chooses its penalty: against one fit after the other, from zero, and against scikit-learn's."""

import numpy as np
import pytest
from scipy import sparse
from sklearn import datasets, linear_model
from sklearn.metrics import log_loss
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import check_estimator, parametrize_with_checks

from lrlib.crossvalidation import LogisticRegressionCV
from lrlib.estimators import LogisticRegression, SoftmaxRegression


@pytest.mark.slow
@parametrize_with_checks([LogisticRegressionCV(cv=3, Cs=4)])
def test_scikit_learns_checks(estimator, check):
    check(estimator)


@pytest.mark.slow
def test_no_check_is_skipped():
    done = check_estimator(LogisticRegressionCV(cv=3, Cs=3), on_skip=None, on_fail="raise")
    assert len(done) > 40
    assert {one["status"] for one in done} == {"passed"}


@pytest.fixture(scope="module")
def wine():
    X, y = datasets.load_wine(return_X_y=True)
    return StandardScaler().fit_transform(X), y


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("weighted", [False, True])
def test_the_scores_are_those_of_fits_from_zero(wine, classes, weighted):
    X, y = wine
    y = y if classes == 3 else (y == 1).astype(int)
    weights = np.random.default_rng(0).uniform(0, 2, len(y)) if weighted else None
    folds = StratifiedKFold(4, shuffle=True, random_state=1)
    ours = LogisticRegressionCV(Cs=5, cv=folds).fit(X, y, weights)
    alone = LogisticRegression if classes == 2 else SoftmaxRegression
    for row, (train, test) in zip(ours.scores_, folds.split(X, y), strict=True):
        own, held = (None, None) if weights is None else (weights[train], weights[test])
        fits = [alone(C=C).fit(X[train], y[train], own) for C in ours.Cs_]
        right = [-log_loss(y[test], fit.predict_proba(X[test]), sample_weight=held) for fit in fits]
        np.testing.assert_allclose(row, right, rtol=1e-6)
    assert ours.Cs_[ours.scores_.mean(axis=0).argmax()] == ours.C_
    whole = alone(C=ours.C_).fit(X, y, weights)
    np.testing.assert_allclose(ours.coef_, whole.coef_, rtol=1e-6)
    np.testing.assert_array_equal(ours.predict(X), whole.predict(X))


def test_it_chooses_as_that_of_scikit_learn(wine):
    X, y = wine
    for labels in (y, y == 1):
        ours = LogisticRegressionCV(Cs=6, cv=KFold(4, shuffle=True, random_state=2)).fit(X, labels)
        theirs = linear_model.LogisticRegressionCV(
            Cs=6,
            cv=KFold(4, shuffle=True, random_state=2),
            scoring="neg_log_loss",
            solver="newton-cholesky",  # L-BFGS stops too early where C is 10,000
            tol=1e-9,
            l1_ratios=(0,),
            use_legacy_attributes=False,
        ).fit(X, labels)
        assert pytest.approx(theirs.C_, rel=1e-12) == ours.C_
        np.testing.assert_allclose(ours.scores_, theirs.scores_.reshape(4, 6), atol=1e-5)
        np.testing.assert_allclose(ours.predict_proba(X), theirs.predict_proba(X), atol=1e-5)


def test_of_equal_scores_the_strongest_penalty_is_taken_and_the_order_of_Cs_does_not_matter(wine):
    X, y = wine
    same = LogisticRegressionCV(Cs=[1.0, 0.1, 10.0], scoring=lambda *_: 0.5, cv=3).fit(X, y)
    assert same.C_ == 0.1
    one, other = (LogisticRegressionCV(Cs=Cs, cv=3).fit(X, y) for Cs in ([0.1, 1, 10], [10, 0.1, 1]))
    np.testing.assert_array_equal(one.scores_, other.scores_)
    by_name = LogisticRegressionCV(Cs=[0.1, 1], scoring="accuracy", cv=3).fit(X, y)
    assert ((by_name.scores_ > 0.8) & (by_name.scores_ <= 1)).all()
    dense, thin = (LogisticRegressionCV(Cs=3, cv=3).fit(form, y) for form in (X, sparse.csr_array(X)))
    np.testing.assert_allclose(dense.scores_, thin.scores_, rtol=1e-9)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"Cs": 0}, "at least one"),
        ({"Cs": [1.0, -1.0]}, "above 0"),
        ({"Cs": []}, "above 0"),
        ({"Cs": [np.nan]}, "NaN"),
        ({"cv": KFold(3)}, "no example of the class"),
        ({"Cs": [0.1, 1], "scoring": lambda model, X, y: np.nan if model.C < 1 else 1.0}, "C = 0.1 in fold 0 is NaN"),
    ],
)
def test_what_cannot_be_chosen_from_is_refused(wine, options, said):
    X, y = wine  # sorted: a fold that is not shuffled holds a whole class
    with pytest.raises(ValueError, match=said):
        LogisticRegressionCV(**options).fit(X, y)
