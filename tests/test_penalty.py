"""A strength in another form has the same minimum: as the libraries find it, and as each objective is written."""

import itertools

import numpy as np
import pytest
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression, SGDClassifier

from lrlib import logistic
from lrlib.penalty import FORMS, translate

OBJECTIVES = {  # as the docstring says them, of the losses of all examples and half the squares of the weights
    "l2": lambda losses, half, s: losses.mean() + s * half,
    "C": lambda losses, half, s: s * losses.sum() + half,
    "sum": lambda losses, half, s: losses.sum() + s * half,
    "no half": lambda losses, half, s: losses.mean() + 2 * s * half,
}
PAIRS = list(itertools.product(FORMS, FORMS))


@pytest.mark.parametrize(("of", "to"), PAIRS)
@pytest.mark.parametrize("m", [1, 7, 1000])
def test_there_and_back_is_the_same_strength(of, to, m):
    for strength in (1e-8, 0.3, 5.0, 1e6):
        there = translate(strength, of, to, m)
        assert there > 0
        assert translate(there, to, of, m) == pytest.approx(strength, rel=1e-14)
        assert translate(strength, of, of, m) == pytest.approx(strength, rel=1e-14)


@pytest.mark.parametrize(("of", "to"), PAIRS)
def test_by_any_way_round_it_comes_out_the_same(of, to):
    for between in FORMS:
        there = translate(translate(0.02, of, between, 40), between, to, 40)
        assert there == pytest.approx(translate(0.02, of, to, 40), rel=1e-14)


@pytest.mark.parametrize("form", FORMS)
def test_the_objective_of_each_form_has_the_minimum_of_lrlib(form, binary):
    X, y = binary
    l2 = 0.07
    strength = translate(l2, "l2", form, len(y))

    def objective(theta):
        z = X @ theta
        return OBJECTIVES[form](np.logaddexp(0, z) - y * z, np.sum(theta[1:] ** 2) / 2, strength)

    found = minimize(objective, np.zeros(X.shape[1]), method="BFGS", options={"gtol": 1e-9}).x
    np.testing.assert_allclose(found, logistic.fit(X, y, l2=l2, tol=1e-12).theta, atol=2e-5)


@pytest.mark.parametrize("C", [0.01, 1.0, 30.0])
def test_scikit_learn_with_C_is_lrlib_with_its_translation_and_back(C, binary):
    X, y = binary
    model = LogisticRegression(C=C, solver="newton-cholesky", tol=1e-12).fit(X[:, 1:], y)
    theirs = np.r_[model.intercept_, model.coef_[0]]
    l2 = translate(C, "C", "l2", len(y))
    np.testing.assert_allclose(logistic.fit(X, y, l2=l2, tol=1e-12).theta, theirs, atol=1e-7)
    assert translate(l2, "l2", "C", len(y)) == pytest.approx(C)


@pytest.mark.parametrize("C", [0.01, 1.0, 30.0])
def test_liblinear_counts_the_intercept_among_the_weights(C, binary):
    X, y = binary
    model = LogisticRegression(C=C, solver="liblinear", tol=1e-12, max_iter=10_000).fit(X[:, 1:], y)
    theirs, l2 = np.r_[model.intercept_, model.coef_[0]], translate(C, "C", "l2", len(y))
    np.testing.assert_allclose(logistic.fit(X, y, l2=l2, intercept=False, tol=1e-12).theta, theirs, atol=1e-5)
    assert np.abs(logistic.fit(X, y, l2=l2, tol=1e-12).theta - theirs).max() > 1e-3


def test_alpha_of_the_stochastic_classifier_is_l2(binary):
    X, y = binary
    model = SGDClassifier(loss="log_loss", alpha=0.1, learning_rate="invscaling", eta0=0.5, power_t=0.6, tol=None,
                          max_iter=4000, average=len(y), random_state=0).fit(X[:, 1:], y)  # fmt: skip
    ours = logistic.fit(X, y, l2=translate(0.1, "l2", "l2", len(y))).theta
    np.testing.assert_allclose(np.r_[model.intercept_, model.coef_[0]], ours, atol=0.02)


@pytest.mark.parametrize("wrong", [(0, "C", "l2", 5), (-1.0, "C", "l2", 5), (1, "C", "l2", 0), (1, "C", "l2", 2.5)])
def test_a_strength_of_0_and_no_examples_are_refused(wrong):
    with pytest.raises(ValueError, match="wanted are a number above 0"):
        translate(*wrong)


def test_an_unknown_form_is_answered_with_the_known_ones():
    for of, to in (("lambda", "C"), ("C", "alpha")):
        with pytest.raises(ValueError, match="wanted is one of 'l2', 'C', 'sum', 'no half'"):
            translate(1.0, of, to, 10)
