"""The metrics against counting by hand and scikit-learn."""

import numpy as np
import pytest
from sklearn import metrics as theirs

from lrlib import metrics as ours

rng = np.random.default_rng(4)
Y, LABELS = rng.integers(0, 2, 50), rng.integers(0, 2, 50)
Y3, LABELS3 = rng.integers(0, 3, 50), rng.integers(0, 3, 50)
P, P3 = rng.random(50), rng.dirichlet(np.ones(3), 50)


def test_counts_and_rates_equal_those_of_scikit_learn():
    np.testing.assert_array_equal(ours.confusion(Y3, LABELS3), theirs.confusion_matrix(Y3, LABELS3))
    assert ours.accuracy(Y3, LABELS3) == pytest.approx(theirs.accuracy_score(Y3, LABELS3))
    assert ours.precision(Y, LABELS) == pytest.approx(theirs.precision_score(Y, LABELS))
    assert ours.recall(Y, LABELS) == pytest.approx(theirs.recall_score(Y, LABELS))
    assert ours.log_loss(Y, P) == pytest.approx(theirs.log_loss(Y, P))
    assert ours.log_loss(Y3, P3) == pytest.approx(theirs.log_loss(Y3, P3))
    assert ours.log_loss(np.eye(3)[Y3], P3) == pytest.approx(theirs.log_loss(Y3, P3))


def test_the_confusion_matrix_has_as_many_rows_as_classes_also_where_one_is_absent():
    assert ours.confusion([0, 1], [1, 1], 3).tolist() == [[0, 1, 0], [0, 1, 0], [0, 0, 0]]


def test_labels_beyond_2_to_the_53_are_told_apart_and_a_table_of_them_is_refused():
    assert ours.accuracy([2**53 + 1, 7], [2**53, 7]) == 0.5
    assert ours.accuracy(np.array([2**60 + 1]), np.array([2**60 + 1])) == 1.0
    for count in (ours.confusion, ours.by_class):
        with pytest.raises(ValueError, match="class 10000000000 wants a table of 10000000001 rows"):
            count([0, 10**10], [0, 1])
    with pytest.raises(ValueError, match="class 999999 wants a table"):
        ours.confusion([0], [0], 10**6)


@pytest.mark.parametrize(
    ("p", "old", "new", "said"),
    [
        ([1e-160], 1e-165, 1e-165, [1e-160]),
        ([0.5], 1e-200, 2e-200, [2 / 3]),
        ([1e-160, 0.0, 1.0], 1e-300, 1e-140, [0.5, 0.0, 1.0]),
        ([0.5, 1.0], 0.5, 1e-320, [1e-320, 1.0]),
        (np.float32([0.5, 0.25]), 1e-50, 1e-50, [0.5, 0.25]),
    ],
)
def test_a_shifted_prior_does_not_leave_the_numbers_on_the_way(p, old, new, said):
    found = ours.shift_prior(p, old, new)
    assert found.dtype == np.asarray(p).dtype
    np.testing.assert_allclose(found, said, rtol=1e-15, atol=0)


def test_the_example_of_the_lecture_costs_what_the_errata_say():
    assert ours.log_loss([1, 0], [0.8, 0.3]) == pytest.approx(0.2899, abs=5e-5)


def test_a_rate_without_cases_is_nan_and_an_impossible_event_costs_infinity():
    assert np.isnan(ours.precision([0, 1], [0, 0]))
    assert np.isnan(ours.recall([0, 0], [0, 1]))
    assert ours.log_loss([1], [0.0]) == np.inf


@pytest.mark.parametrize(
    ("y", "labels", "error"),
    [
        ([0, 1], [0], ValueError),
        ([], [], ValueError),
        ([0, -1], [0, 1], ValueError),
        ([0, 1.5], [0, 1], ValueError),
        (["a"], [0], TypeError),
        ([[0, 1]], [0], ValueError),
    ],
)
def test_labels_that_are_none_are_refused(y, labels, error):
    for function in (ours.confusion, ours.accuracy):
        with pytest.raises(error, match="wanted"):
            function(y, labels)


@pytest.mark.parametrize("function", [ours.precision, ours.recall])
def test_precision_and_recall_want_two_classes(function):
    with pytest.raises(ValueError, match="wanted"):
        function([0, 2], [0, 1])


@pytest.mark.parametrize("probabilities", [[0.5, 1.5], [-0.1, 0.5], [np.nan, 0.5], [0.5], [[0.5, 0.6], [0.5, 0.5]]])
def test_what_is_no_probability_is_refused(probabilities):
    with pytest.raises(ValueError, match="wanted"):
        ours.log_loss([0, 1], probabilities)


def test_a_threshold_of_two_costs_is_a_share_whatever_their_size():
    rng = np.random.default_rng(0)
    for alarm, miss in 10 ** rng.uniform(-9, 9, (200, 2)):
        assert ours.cost_threshold(alarm, miss) == alarm / (alarm + miss)
        for unit in (2.0**-960, 2.0**985):
            assert ours.cost_threshold(alarm * unit, miss * unit) == alarm / (alarm + miss)
    for same in (5e-324, 1e308, np.finfo(float).max):
        assert ours.cost_threshold(same, same) == 0.5
