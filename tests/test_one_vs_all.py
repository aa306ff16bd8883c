"""One-vs-all is K binary fits, neither more nor less."""

import contextlib

import numpy as np
import pytest
from sklearn.exceptions import ConvergenceWarning

from lrlib import estimators, logistic, one_vs_all


def test_each_row_is_the_binary_fit_of_one_class_against_the_rest(multiclass):
    X, y = multiclass
    run = one_vs_all.fit(X, y, l2=0.1)
    for k in range(4):
        np.testing.assert_array_equal(run.W[k], logistic.fit(X, (y == k).astype(int), l2=0.1).theta)
    assert run.converged
    assert run.gradient_norm <= 1e-6
    assert run.cost == pytest.approx(sum(f.cost for f in run.fits))
    assert run.steps == sum(f.steps for f in run.fits)


@pytest.mark.parametrize("most", [0, 1, 3, 7, 1000])
def test_the_steps_of_all_together_count_against_the_limit_of_each(most):
    rng = np.random.default_rng(0)
    X = np.column_stack((np.ones(500), rng.normal(size=(500, 30))))
    y = (X[:, 1:11] + rng.gumbel(size=(500, 10))).argmax(axis=1)
    run = one_vs_all.fit(X, y, l2=1e-3, max_steps=most)
    assert run.steps_together > 0 or most == 0
    assert all(run.steps_together + one.steps <= most for one in run.fits)
    assert run.converged == (most == 1000)
    model = estimators.OneVsRest(max_iter=max(most, 1))
    with contextlib.nullcontext() if most == 1000 else pytest.warns(ConvergenceWarning):
        assert model.fit(X[:, 1:], y).n_iter_ <= 10 * model.max_iter


def test_a_class_that_can_be_told_from_the_rest_is_said():
    with pytest.warns(logistic.SeparationWarning):
        assert not one_vs_all.fit([[1, 0.0], [1, 1], [1, 2], [1, 3]], [0, 0, 1, 1]).converged


def test_one_hot_rows_say_the_same_as_indices(multiclass):
    X, y = multiclass
    np.testing.assert_array_equal(one_vs_all.fit(X, np.eye(4)[y], l2=1).W, one_vs_all.fit(X, y, l2=1).W)


def test_scores_are_sigmoids_that_need_not_sum_to_one():
    scores = one_vs_all.scores([[2.0], [1.0], [0.0]], [[1.0]])
    np.testing.assert_allclose(scores, [1 / (1 + np.exp([-2.0, -1.0, 0.0]))])
    assert scores.sum() == pytest.approx(2.112, abs=5e-4)


def test_the_surer_model_wins_where_both_sigmoids_round_to_one():
    W = [[90.0], [100.0]]
    assert one_vs_all.scores(W, [[1.0]]).tolist() == [[1.0, 1.0]]
    assert one_vs_all.predict(W, [[1.0]]).tolist() == [1]


def test_methods_are_the_functions_with_the_fitted_weights(multiclass):
    X, y = multiclass
    run = one_vs_all.fit(X, y, l2=0.1)
    np.testing.assert_array_equal(run.scores(X), one_vs_all.scores(run.W, X))
    np.testing.assert_array_equal(run.predict(X), one_vs_all.scores(run.W, X).argmax(axis=1))


@pytest.mark.parametrize("y", [[0, 0, 0], [0, 2, 2], [[0.5, 0.5], [1, 0], [0, 1]]])
def test_missing_classes_and_soft_labels_are_refused(y):
    with pytest.raises(ValueError, match="wan"):
        one_vs_all.fit([[1.0, 2.0], [1.0, 3.0], [1.0, 4.0]], y)
