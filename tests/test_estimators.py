"""The estimators pass every check that scikit-learn has for an estimator, and work in its tools."""

import numpy as np
import pytest
from scipy import sparse
from sklearn import datasets, linear_model
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import check_estimator, parametrize_with_checks

from lrlib import logistic, one_vs_all, softmax
from lrlib.crossvalidation import LogisticRegressionCV
from lrlib.estimators import LogisticRegression, OneVsRest, SoftmaxRegression

ALL = [LogisticRegression(), SoftmaxRegression(), OneVsRest()]


@parametrize_with_checks(ALL)
def test_scikit_learns_checks(estimator, check):
    check(estimator)


@pytest.mark.slow
@pytest.mark.parametrize("estimator", ALL, ids=lambda e: type(e).__name__)
def test_no_check_is_skipped(estimator):
    done = check_estimator(estimator, on_skip=None, on_fail="raise")
    assert len(done) > 40
    assert {one["status"] for one in done} == {"passed"}


@pytest.fixture(scope="module")
def wine():
    X, y = datasets.load_wine(return_X_y=True)
    return StandardScaler().fit_transform(X), y


@pytest.mark.parametrize("C", [0.1, 10.0])
@pytest.mark.parametrize("fit_intercept", [True, False])
def test_softmax_and_logistic_equal_those_of_scikit_learn(wine, C, fit_intercept):
    X, y = wine
    for labels, ours in ((y, SoftmaxRegression), (y == 0, LogisticRegression)):
        options = {"C": C, "fit_intercept": fit_intercept, "tol": 1e-10}
        a = ours(**options).fit(X, labels)
        b = linear_model.LogisticRegression(**options, max_iter=10_000).fit(X, labels)
        np.testing.assert_allclose(a.predict_proba(X), b.predict_proba(X), atol=2e-5)
        assert (a.predict(X) == b.predict(X)).all()


def test_one_vs_rest_equals_that_of_scikit_learn(wine):
    X, y = wine
    theirs = OneVsRestClassifier(linear_model.LogisticRegression(tol=1e-10, max_iter=10_000)).fit(X, y)
    np.testing.assert_allclose(OneVsRest(tol=1e-10).fit(X, y).predict_proba(X), theirs.predict_proba(X), atol=2e-5)


def test_they_work_in_a_pipeline_in_a_grid_search_and_in_cross_validation():
    X, y = datasets.load_iris(return_X_y=True)
    pipeline = make_pipeline(StandardScaler(), SoftmaxRegression())
    assert cross_val_score(pipeline, X, y, cv=3).mean() > 0.93
    search = GridSearchCV(pipeline, {"softmaxregression__C": [0.01, 1.0, 100.0]}, cv=3).fit(X, y)
    assert search.best_score_ > 0.93
    assert set(search.predict(X)) == {0, 1, 2}


def test_labels_that_are_words_come_back_as_words():
    model = LogisticRegression().fit([[0.0], [1.0], [2.0], [3.0]], ["no", "no", "yes", "yes"])
    assert model.predict([[3.0]])[0] == "yes"
    assert model.predict_proba([[3.0]])[0, 1] > 0.5


def test_a_run_that_is_cut_short_says_so(wine):
    with pytest.warns(Warning, match="no convergence"):
        SoftmaxRegression(max_iter=1).fit(*wine)


@pytest.mark.parametrize("C", [0, -1.0, float("nan")])
def test_a_weight_that_is_none_is_refused(C, wine):
    with pytest.raises(ValueError, match="C is"):
        SoftmaxRegression(C=C).fit(*wine)


@pytest.mark.parametrize("class_weight", [None, "balanced", {0: 1.0, 1: 3.0, 2: 0.5}])
@pytest.mark.parametrize("solver_sees", ["few rows", "many"])
def test_weights_of_examples_and_classes_are_those_of_scikit_learn(wine, class_weight, solver_sees):
    X, y = wine
    rng = np.random.default_rng(3)
    if solver_sees == "many":
        y = np.tile(y, 12)
        X = np.tile(X, (12, 5)) + rng.standard_normal((len(y), 65))
    weights = rng.uniform(0, 3, len(y)) * (rng.random(len(y)) < 0.8)
    for labels, ours in ((y, SoftmaxRegression), (np.minimum(y, 1), LogisticRegression)):
        weight = {k: class_weight[k] for k in np.unique(labels)} if isinstance(class_weight, dict) else class_weight
        a = ours(class_weight=weight, tol=1e-10).fit(X, labels, sample_weight=weights)
        theirs = linear_model.LogisticRegression(class_weight=weight, tol=1e-10, max_iter=10_000)
        b = theirs.fit(X, labels, sample_weight=weights)
        np.testing.assert_allclose(a.predict_proba(X), b.predict_proba(X), atol=2e-5)


@pytest.mark.parametrize("model", ALL, ids=lambda e: type(e).__name__)
def test_a_class_weight_is_a_weight_of_each_of_its_examples(wine, model):
    X, y = wine
    y = np.minimum(y, 1) if isinstance(model, LogisticRegression) else y
    by_class = type(model)(class_weight={0: 2.0, 1: 1.0, 2: 5.0} if y.max() == 2 else {0: 2.0, 1: 1.0}, tol=1e-9)
    by_example = type(model)(tol=1e-9).fit(X, y, sample_weight=np.array([2.0, 1.0, 5.0])[y])
    np.testing.assert_allclose(by_class.fit(X, y).coef_, by_example.coef_, atol=1e-6)
    with pytest.raises(ValueError, match="weight"):
        type(model)(class_weight="balanced").fit(X, y, sample_weight=np.zeros(len(y)))


@pytest.mark.parametrize("model", ALL, ids=lambda e: type(e).__name__)
@pytest.mark.parametrize("fit_intercept", [True, False])
def test_a_sparse_matrix_gives_the_fit_of_the_dense_one(wine, model, fit_intercept):
    X, y = wine
    X, y = np.where(np.abs(X) > 1, X, 0), np.minimum(y, 1) if isinstance(model, LogisticRegression) else y
    dense = type(model)(fit_intercept=fit_intercept).fit(X, y)
    for kind in (sparse.csr_matrix, sparse.csc_array):
        ours = type(model)(fit_intercept=fit_intercept).fit(kind(X), y)
        np.testing.assert_allclose(ours.coef_, dense.coef_, atol=1e-7)
        np.testing.assert_allclose(ours.predict_proba(kind(X)), dense.predict_proba(X), atol=1e-7)


@pytest.mark.parametrize("model", ALL, ids=lambda e: type(e).__name__)
def test_a_warm_start_begins_where_the_last_fit_ended(wine, model):
    X, y = wine
    for K in (2, 3):
        if K == 3 and isinstance(model, LogisticRegression):
            continue
        labels = np.minimum(y, K - 1)
        warm, cold = type(model)(warm_start=True, tol=1e-8).fit(X, labels), type(model)(tol=1e-8).fit(X, labels)
        assert warm.fit(X, labels).n_iter_ < cold.n_iter_
        np.testing.assert_allclose(warm.coef_, cold.coef_, atol=1e-6)
        warm.set_params(C=3.0).fit(X, labels)
        np.testing.assert_allclose(warm.coef_, type(model)(C=3.0, tol=1e-8).fit(X, labels).coef_, atol=1e-6)
        other = warm.fit(X[:, :5], labels)  # other columns: from the beginning
        np.testing.assert_allclose(other.coef_, type(model)(C=3.0, tol=1e-8).fit(X[:, :5], labels).coef_, atol=1e-6)


@pytest.mark.parametrize("model", [SoftmaxRegression(), OneVsRest(), LogisticRegressionCV(Cs=[1.0], cv=2)])
def test_a_fit_that_raises_changes_nothing(model):
    X, y = np.arange(24.0)[:, None], np.arange(24) % 3
    model.fit(X, y)
    before, said = dict(vars(model)), model.predict(X)
    letters = np.array(list("abcd"))[np.arange(24) % 4]
    for wrong in ({"class_weight": {"a": 0, "b": 1, "c": 1, "d": 1}}, {"max_iter": -1}):
        model.set_params(**wrong)
        with pytest.raises(ValueError, match="wanted"):
            model.fit(np.c_[X, X], letters)
        model.set_params(**{name: before[name] for name in wrong})
        assert vars(model) == before
        assert (model.predict(X) == said).all()
    with pytest.raises(ValueError, match="multiclass"):
        LogisticRegression().fit(X, y)


@pytest.mark.parametrize("model", [SoftmaxRegression, OneVsRest])
@pytest.mark.parametrize("lost", [0, 1, 2])
def test_a_class_whose_weights_are_all_0_is_refused_by_its_name(model, lost):
    X, y = np.arange(12.0)[:, None], np.array(["a", "b", "c"])[np.arange(12) % 3]
    name = "abc"[lost]
    with pytest.raises(ValueError, match=f"class '{name}' has weight 0"):
        model().fit(X, y, sample_weight=(y != name).astype(float))
    with pytest.raises(ValueError, match=f"class '{name}' has weight 0"):
        model(class_weight={other: float(other != name) for other in "abc"}).fit(X, y)


@pytest.mark.parametrize("rows", [lambda y: y, lambda y: np.eye(3)[y]])
@pytest.mark.parametrize("fit", [softmax.fit, one_vs_all.fit])
def test_so_it_is_in_the_fits_themselves(fit, rows):
    X, y = np.column_stack((np.ones(12), np.arange(12.0))), np.arange(12) % 3
    for lost in range(3):
        with pytest.raises(ValueError, match=f"every example of class {lost} has weight 0"):
            fit(X, rows(y), sample_weight=(y != lost).astype(float))


def test_a_C_whose_inverse_is_no_number_and_weights_below_0_are_refused(wine):
    with pytest.raises(ValueError, match="C is 1e-320"):
        SoftmaxRegression(C=1e-320).fit(*wine)
    with pytest.raises(ValueError, match=r"[Nn]egative"):
        LogisticRegressionCV(Cs=[1.0]).fit(*wine, sample_weight=-np.ones(len(wine[1])))


@pytest.mark.parametrize(
    ("options", "weights", "said"),
    [
        ({"class_weight": {0: -1, 1: 1}}, None, "class_weight gives 0 the weight -1"),
        ({"max_iter": -1}, None, "max_iter is -1"),
        ({"max_iter": 2.5}, None, "max_iter is 2.5"),
        ({}, [1e308] * 4, "the weights sum to more than a number holds"),
        ({"C": 1e-307}, None, "C is 1e-307, whose inverse is too large"),
    ],
)
def test_a_message_names_what_the_caller_gave(options, weights, said):
    with pytest.raises(ValueError, match=said):
        LogisticRegression(**options).fit([[0.0], [1.0], [2.0], [3.0]], [0, 1, 0, 1], weights)


def test_a_logit_that_leaves_the_numbers_is_said():
    model = LogisticRegression().fit([[0.0, 0.0], [1.0, 2.0], [2.0, 1.0], [3.0, 0.0]], [0, 1, 0, 1])
    model.coef_ = np.array([[1e140, -1e140]])
    with pytest.raises(ValueError, match="a logit leaves the numbers"):
        model.predict([[1e200, 1e200]])


def test_without_a_penalty_separable_classes_are_named_with_a_cure_that_an_estimator_has():
    with (
        pytest.warns(ConvergenceWarning),
        pytest.warns(logistic.SeparationWarning, match="no minimum; give a finite C for a finite answer") as told,
    ):
        LogisticRegression(C=np.inf).fit([[0.0], [1.0], [2.0], [3.0]], [0, 0, 1, 1])
    assert not any("l2" in str(warning.message) for warning in told)
