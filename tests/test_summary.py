"""Standard errors of softmax regression: against statsmodels, a numerical Hessian, and two classes."""

import numpy as np
import pytest
from statsmodels.discrete.discrete_model import MNLogit

from lrlib import inference, logistic, softmax


def drawn(seed, m=400, n=3, K=3):
    rng = np.random.default_rng(seed)
    X = np.column_stack((np.ones(m), rng.standard_normal((m, n)) * 10.0 ** rng.uniform(-2, 2, n)))
    scaled = X / np.append(1, X[:, 1:].std(axis=0))
    return X, (scaled @ rng.standard_normal((n + 1, K)) + rng.gumbel(size=(m, K))).argmax(axis=1)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("K", [3, 5])
def test_softmax_errors_are_those_of_statsmodels(seed, K):
    X, y = drawn(seed, K=K)
    ours = softmax.summary(softmax.fit(X, y).W, X, y)
    theirs = MNLogit(y, X).fit(disp=False, method="newton", maxiter=100, tol=1e-12)
    for mine, other in ((ours.coefficient, theirs.params), (ours.standard_error, theirs.bse), (ours.p, theirs.pvalues)):
        np.testing.assert_allclose(mine, np.asarray(other).T.ravel(), rtol=1e-4, atol=1e-12)
    np.testing.assert_allclose(np.stack((ours.lower, ours.upper), -1).ravel(), theirs.conf_int().ravel(), rtol=1e-3)


@pytest.mark.parametrize("reference", [0, 2])
def test_softmax_errors_are_those_of_a_numerical_hessian(reference):
    X, y = drawn(7, n=2)
    W = softmax.fit(X, y).W
    rows = [k for k in range(3) if k != reference]
    units = np.tile(X.std(axis=0) + (X.std(axis=0) == 0), 2)

    def slope(B):
        full = np.zeros_like(W)
        full[rows] = (B / units).reshape(2, -1)
        return softmax.gradient(full, X, y)[rows].ravel() / units

    B = (W[rows] - W[reference]).ravel() * units
    H = np.array([(slope(B + e) - slope(B - e)) / 2e-5 for e in 1e-5 * np.eye(len(B))])
    errors = np.sqrt(np.diag(np.linalg.inv(len(X) * H))) / units
    np.testing.assert_allclose(softmax.summary(W, X, y, reference=reference).standard_error, errors, rtol=1e-6)


def test_two_classes_and_far_columns_have_the_errors_of_logistic_regression():
    X, y = drawn(3, K=2)
    for moved in (X, X + np.array([0, 1e4, 0, -1e5])):
        one = logistic.summary(logistic.fit(moved, y).theta, moved, y)
        two = softmax.summary(softmax.fit(moved, np.eye(2)[y]).W, moved, np.eye(2)[y])
        np.testing.assert_allclose(two.coefficient, one.coefficient, rtol=1e-4, atol=1e-6)
        np.testing.assert_allclose(two.standard_error, one.standard_error, rtol=1e-6)


def test_names_and_a_table_of_each_class_against_the_reference():
    X, y = drawn(4)
    shown = softmax.summary(softmax.fit(X, y).W, X, y, reference=1, names=["one", "a", "b", "c"])
    assert shown.names[:2] == ("0: one", "0: a")
    assert shown.names[4] == "2: one"
    assert len(repr(shown).splitlines()) == 9


def test_what_has_no_standard_errors_is_refused():
    X, y = drawn(5)
    W = softmax.fit(X, y).W
    with pytest.raises(ValueError, match="standard errors from the minimum"):
        softmax.summary(W + np.arange(3)[:, None], X, y)
    with pytest.raises(ValueError, match="depend on each other"):
        softmax.summary(np.column_stack((W, np.zeros(3))), np.column_stack((X, X[:, 1])), y)
    with pytest.raises(ValueError, match="soft label"):
        softmax.summary(W, X, 0.8 * np.eye(3)[y] + 0.2 / 3)
    with pytest.raises(ValueError, match="reference is 3; wanted is a whole number from 0 to 2"):
        softmax.summary(W, X, y, reference=3)
    with pytest.raises(ValueError, match="wanted are 4"):
        softmax.summary(W, X, y, names=["one"])
    with pytest.raises(ValueError, match="are separable"):
        softmax.summary([[1, -1.0], [1, 1], [0, 5]], [[1, -9.0], [1, 0.1], [1, 9]], [0, 1, 2])


@pytest.mark.parametrize(("level", "said"), [(0.999, "99.9%"), (0.975, "97.5%"), (0.57, "57%"), (0.001, "0.1%")])
def test_the_title_says_the_level_as_it_is(level, said):
    assert f" {said} interval" in repr(inference.wald([0.0], [[1.0]], level=level))


@pytest.mark.parametrize("reference", [True, 0.5, 2])
def test_a_reference_that_is_no_class_is_refused(reference):
    X, y = [[1, 0], [1, 1], [1, 2], [1, 3]], [0, 1, 0, 1]
    with pytest.raises(ValueError, match="reference is"):
        softmax.summary(softmax.fit(X, y).W, X, y, reference=reference)
    assert softmax.summary(softmax.fit(X, y).W, X, y, reference=1.0).names == ("0: w_0", "0: w_1")


def test_what_has_no_standard_errors_is_told_a_cure_that_a_summary_has():
    X, apart = [[1, 0], [1, 1], [1, 2], [1, 3]], [0, 0, 1, 1]
    for call in (lambda: logistic.summary([0, 0], X, apart), lambda: softmax.summary(np.zeros((2, 2)), X, apart)):
        with pytest.raises(ValueError, match=r"^no standard errors: .* has no minimum; leave out a column") as told:
            call()
        assert "l2" not in str(told.value)
    with pytest.raises(ValueError, match="y holds the class 1 only"):
        logistic.summary([0, 0], X, [1, 1, 1, 1])
