"""Thresholds: curves, areas and rates of classes against scikit-learn, by counting, and by what must hold."""

import itertools

import numpy as np
import pytest
from sklearn import metrics as theirs

from lrlib import metrics


def drawn(seed, m=60, ties=False):
    rng = np.random.default_rng(seed)
    y = rng.permutation(np.arange(m) % 3 == 0).astype(int)
    scores = rng.normal(size=m) + y
    return y, scores.round(0 if ties else 8)


every_draw = pytest.mark.parametrize(("seed", "ties"), list(itertools.product(range(6), (False, True))))


@every_draw
def test_the_curve_is_that_of_scikit_learn(seed, ties):
    y, scores = drawn(seed, ties=ties)
    found = metrics.curve(y, scores)
    false, hits, thresholds = theirs.roc_curve(y, scores, drop_intermediate=False)
    np.testing.assert_allclose(found.false_alarm_rate, false)
    np.testing.assert_allclose(found.recall, hits)
    np.testing.assert_array_equal(found.thresholds, thresholds)
    precision, recall, _ = theirs.precision_recall_curve(y, scores)
    np.testing.assert_allclose(found.precision, precision[::-1])
    np.testing.assert_allclose(found.recall, recall[::-1])


@every_draw
def test_a_point_of_the_curve_is_the_count_at_its_threshold(seed, ties):
    y, scores = drawn(seed, ties=ties)
    found = metrics.curve(y, scores)
    for threshold, false, hits in zip(found.thresholds, found.false_alarms, found.hits, strict=True):
        (_, alarms), (_, right) = metrics.confusion(y, (scores >= threshold).astype(int), 2)
        assert (false, hits) == (alarms, right)


@every_draw
def test_the_area_counts_pairs_and_equal_scores_one_half(seed, ties):
    y, scores = drawn(seed, ties=ties)
    apart = scores[y == 1][:, None] - scores[y == 0]
    assert metrics.auc(y, scores) == pytest.approx(np.mean((apart > 0) + (apart == 0) / 2), rel=1e-14)
    assert metrics.auc(y, scores) == pytest.approx(theirs.roc_auc_score(y, scores), rel=1e-12)
    assert metrics.auc(1 - y, scores) == pytest.approx(1 - metrics.auc(y, scores), rel=1e-12)
    assert metrics.average_precision(y, scores) == pytest.approx(theirs.average_precision_score(y, scores), rel=1e-12)


@every_draw
def test_the_area_does_not_change_with_an_increasing_function_nor_with_the_share_of_a_class(seed, ties):
    y, scores = drawn(seed, ties=ties)
    assert metrics.auc(y, np.exp(scores)) == metrics.auc(y, scores)
    more = np.concatenate((np.arange(len(y)), *[np.flatnonzero(y == 0)] * 9))
    assert metrics.auc(y[more], scores[more]) == pytest.approx(metrics.auc(y, scores), rel=1e-12)
    assert metrics.average_precision(y[more], scores[more]) < metrics.average_precision(y, scores)


@every_draw
def test_youden_weighs_the_rates_alike_whatever_the_prices(seed, ties):
    y, scores = drawn(seed, ties=ties)
    found = metrics.curve(y, scores)
    gain = found.recall - found.false_alarm_rate
    misses = found.hits[-1] - found.hits
    bill = np.sum(y == 1) * found.false_alarms + np.sum(y == 0) * misses  # the prices that ask for the base rate
    np.testing.assert_allclose(bill, np.sum(y == 1) * np.sum(y == 0) * (1 - gain))
    assert metrics.cost_threshold(np.sum(y == 1), np.sum(y == 0)) == pytest.approx(y.mean())


def test_scores_that_tell_nothing_have_an_area_of_one_half_and_the_share_as_precision():
    y = np.arange(10) % 5 == 0
    assert metrics.auc(y, np.zeros(10)) == 0.5
    assert metrics.average_precision(y, np.zeros(10)) == pytest.approx(0.2)


@pytest.mark.parametrize("seed", range(4))
def test_rates_of_classes_are_those_of_scikit_learn_and_micro_is_accuracy(seed):
    rng = np.random.default_rng(seed)
    y, labels = rng.integers(0, 4, size=(2, 80))
    precision, recall = metrics.by_class(y, labels)
    np.testing.assert_allclose(precision, theirs.precision_score(y, labels, average=None))
    np.testing.assert_allclose(recall, theirs.recall_score(y, labels, average=None))
    for score in (theirs.precision_score, theirs.recall_score):
        assert score(y, labels, average="micro") == pytest.approx(metrics.accuracy(y, labels))
    shares = np.bincount(y) / len(y)
    assert shares @ recall == pytest.approx(metrics.accuracy(y, labels))


def test_a_class_that_is_never_predicted_has_no_precision():
    precision, recall = metrics.by_class([0, 1, 2], [0, 1, 1], 4)
    np.testing.assert_array_equal(np.isnan(precision), [False, False, True, True])
    np.testing.assert_array_equal(np.isnan(recall), [False, False, False, True])


def test_a_shifted_prior_is_the_rule_of_bayes_on_two_bells():
    x = np.linspace(-4, 5, 31)
    bells = [np.exp(-((x - centre) ** 2) / 2) for centre in (0, 1)]

    def share(prior):
        return prior * bells[1] / (prior * bells[1] + (1 - prior) * bells[0])

    for old, new in ((0.5, 0.01), (0.2, 0.7)):
        moved = metrics.shift_prior(share(old), old, new)
        np.testing.assert_allclose(moved, share(new), rtol=1e-12)
        np.testing.assert_allclose(metrics.shift_prior(moved, new, old), share(old), rtol=1e-12)
    np.testing.assert_array_equal(metrics.shift_prior([0, 1], 0.5, 0.1), [0, 1])


def test_what_has_no_curve_and_what_is_no_share_is_refused():
    with pytest.raises(ValueError, match="one class only"):
        metrics.curve([1, 1], [0.2, 0.3])
    with pytest.raises(ValueError, match="y has"):
        metrics.auc([0, 1, 1], [0.2, 0.3])
    for wrong in (([0.5], 0, 0.5), ([0.5], 0.5, 1)):
        with pytest.raises(ValueError, match="wanted are shares"):
            metrics.shift_prior(*wrong)
    for wrong, words in ((([1.5], 0.5, 0.5), "probabilities holds 1.5"), (([0.5], 1.5, 0.5), "old holds 1.5")):
        with pytest.raises(ValueError, match=words):
            metrics.shift_prior(*wrong)


def test_the_smallest_shares_and_probabilities_are_numbers_too():
    assert metrics.shift_prior([1, 0.5], 1e-310, 0.5).tolist() == [1, 1]
    assert metrics.log_loss([0], [1e-20]) == 1e-20
