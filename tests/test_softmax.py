"""The model of K classes against sums written out, derivatives taken numerically, scikit-learn, and two classes."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from lrlib import logistic, softmax

W = np.random.default_rng(3).normal(size=(4, 3))


def loop_cost(W, X, Y):
    total = 0.0
    for x, target in zip(X, Y, strict=True):
        e = np.exp([sum(w * v for w, v in zip(row, x, strict=True)) for row in W])
        total -= sum(t * np.log(p) for t, p in zip(target, e / e.sum(), strict=True))
    return total / len(X)


def differences(function, point, h=1e-5):
    columns = []
    for unit in np.eye(point.size):
        move = h * unit.reshape(point.shape)
        columns.append((function(point + move) - function(point - move)) / (2 * h))
    return np.array(columns)


def test_cost_is_the_double_sum_written_out(multiclass):
    X, y = multiclass
    assert softmax.cost(W, X, y) == pytest.approx(loop_cost(W, X, np.eye(4)[y]), rel=1e-13)


def test_indices_one_hot_rows_and_soft_labels_agree_where_they_say_the_same(multiclass):
    X, y = multiclass
    Y = np.eye(4)[y]
    assert softmax.cost(W, X, Y, l2=0.2) == pytest.approx(softmax.cost(W, X, y, l2=0.2))
    np.testing.assert_allclose(softmax.gradient(W, X, Y), softmax.gradient(W, X, y), atol=1e-16)
    soft = 0.7 * Y + 0.3 / 4
    assert softmax.cost(W, X, soft) == pytest.approx(loop_cost(W, X, soft))


@pytest.mark.parametrize("l2", [0.0, 0.4])
def test_gradient_is_the_difference_of_costs(multiclass, l2):
    numeric = differences(lambda V: softmax.cost(V, *multiclass, l2=l2), W)
    np.testing.assert_allclose(softmax.gradient(W, *multiclass, l2=l2).ravel(), numeric, atol=1e-9)


@pytest.mark.parametrize("l2", [0.0, 0.4])
def test_hessian_is_the_difference_of_gradients_row_by_row(multiclass, l2):
    numeric = differences(lambda V: softmax.gradient(V, *multiclass, l2=l2).ravel(), W)
    np.testing.assert_allclose(softmax.hessian(W, *multiclass, l2=l2), numeric, atol=1e-9)


def test_gradient_sums_to_zero_over_the_classes(multiclass):
    np.testing.assert_allclose(softmax.gradient(W, *multiclass).sum(axis=0), 0, atol=1e-15)


def test_cost_at_zero_is_log_K(multiclass):
    assert softmax.cost(np.zeros((4, 3)), *multiclass) == pytest.approx(np.log(4))


def test_one_vector_added_to_all_rows_changes_no_probability(multiclass):
    X, _ = multiclass
    np.testing.assert_allclose(
        softmax.predict_proba(W + np.array([1.0, -2.0, 3.0]), X), softmax.predict_proba(W, X), rtol=1e-12
    )


def test_two_classes_are_logistic_regression(binary):
    X, y = binary
    theta = np.array([0.2, -0.4, 0.7, 1.1])
    both = np.array([np.zeros(4), theta])
    assert softmax.cost(both, X, y) == pytest.approx(logistic.cost(theta, X, y))
    np.testing.assert_allclose(softmax.gradient(both, X, y)[1], logistic.gradient(theta, X, y), atol=1e-15)
    fitted = softmax.fit(X, y, tol=1e-9).W
    np.testing.assert_allclose(fitted[1] - fitted[0], logistic.fit(X, y, tol=1e-9).theta, atol=1e-6)


@pytest.mark.parametrize("l2", [0.01, 0.3])
def test_fit_finds_the_coefficients_of_scikit_learn(multiclass, l2):
    X, y = multiclass
    theirs = LogisticRegression(C=1 / (l2 * len(y)), tol=1e-10, max_iter=10_000).fit(X[:, 1:], y)
    ours = softmax.fit(X, y, l2=l2, tol=1e-10)
    np.testing.assert_allclose(ours.W[:, 1:], theirs.coef_, atol=1e-5)
    intercepts = theirs.intercept_ - theirs.intercept_.mean()
    np.testing.assert_allclose(ours.W[:, 0], intercepts, atol=1e-5)
    assert ours.converged


def test_rows_of_the_fit_sum_to_zero(multiclass):
    np.testing.assert_allclose(softmax.fit(*multiclass).W.sum(axis=0), 0, atol=1e-12)


def test_fit_names_separation_and_the_cure():
    X, y = [[1, -4], [1, -3], [1, 0], [1, 0.5], [1, 3], [1, 4]], [0, 0, 1, 1, 2, 2]
    with pytest.warns(logistic.SeparationWarning, match="l2 > 0"):
        run = softmax.fit(X, y)
    assert not run.converged
    assert softmax.fit(X, y, l2=0.1).converged


def test_predictions_are_distributions_and_their_largest_entry(multiclass):
    X, _ = multiclass
    P = softmax.predict_proba(W, X)
    np.testing.assert_allclose(P.sum(axis=1), 1)
    assert (softmax.predict(W, X) == P.argmax(axis=1)).all()


GOOD = {"W": np.zeros((2, 2)), "X": [[1.0, 2.0], [1.0, 3.0]], "y": [0, 1], "l2": 0.0}
BAD = [
    ({"W": np.zeros((2, 3))}, ValueError),
    ({"W": np.zeros((1, 2))}, ValueError),
    ({"W": np.zeros(2)}, ValueError),
    ({"W": [[0.0, np.nan], [0.0, 0.0]]}, ValueError),
    ({"X": [1.0, 2.0]}, ValueError),
    ({"y": [0, 2]}, ValueError),
    ({"y": [-1, 0]}, ValueError),
    ({"y": [0, 0.5]}, ValueError),
    ({"y": [0, 1e300]}, ValueError),
    ({"y": [0, 2**70]}, (ValueError, TypeError)),
    ({"y": [0]}, ValueError),
    ({"y": np.eye(3)[:2]}, ValueError),
    ({"y": [[0.5, 0.4], [1.0, 0.0]]}, ValueError),
    ({"y": [[-0.5, 1.5], [1.0, 0.0]]}, ValueError),
    ({"y": [None, 1]}, TypeError),
    ({"y": np.zeros((2, 2, 2))}, ValueError),
    ({"l2": -0.1}, ValueError),
]


@pytest.mark.parametrize(("bad", "error"), BAD)
@pytest.mark.parametrize("function", [softmax.cost, softmax.gradient, softmax.hessian])
def test_bad_input_is_refused_at_the_door(function, bad, error):
    arguments = GOOD | bad
    with pytest.raises(error, match="wanted"):
        function(arguments["W"], arguments["X"], arguments["y"], l2=arguments["l2"])


@pytest.mark.parametrize("y", [[0, 0, 0], [0, 2, 2], [1, 1, 2]])
def test_fit_refuses_a_class_that_never_occurs(y):
    with pytest.raises(ValueError, match="wanted"):
        softmax.fit([[1.0, 2.0], [1.0, 3.0], [1.0, 4.0]], y)
