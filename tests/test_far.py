"""Columns far from zero: what is said of a fit there is what is said about the mean; the intercept takes the shift."""

import numpy as np
import pytest

from lrlib import effects, firth, logistic, ordinal, prediction, profile
from lrlib.engine.frames import inside

M = 60
rng = np.random.default_rng(3)
NEAR = rng.normal(size=(M, 2))
Y = (rng.random(M) < 1 / (1 + np.exp(-NEAR[:, 0] - 0.3))).astype(int)
SHIFT = np.array([1.0, -0.5])
FAR = [40.0, 1e6, 1e8]


def design(far):
    return np.column_stack((np.ones(M), NEAR + far * SHIFT))


def fitted(far):
    X = design(far)
    return logistic.fit(X, Y).theta, X, Y


@pytest.mark.parametrize("far", FAR)
def test_slopes_and_predictions_do_not_see_where_a_column_lies(far):
    near, there = (effects.average_slopes(*fitted(place)) for place in (0.0, far))
    np.testing.assert_allclose(there.effect[1:], near.effect[1:], rtol=1e-6)
    np.testing.assert_allclose(there.standard_error[1:], near.standard_error[1:], rtol=1e-6)
    ends = [prediction.interval(*fitted(place), design(place)[:5]) for place in (0.0, far)]
    np.testing.assert_allclose(ends[1], ends[0], rtol=1e-6)


@pytest.mark.parametrize("far", FAR)
def test_profiles_do_not_see_it_either(far):
    for column in (1, 2):
        ends = [profile.interval(*fitted(place), column) for place in (0.0, far)]
        np.testing.assert_allclose(ends[1], ends[0], rtol=1e-6)
        costs = [profile.cost_at(0.2, *fitted(place), column)[0] for place in (0.0, far)]
        assert costs[1] == pytest.approx(costs[0], rel=1e-9)


@pytest.mark.parametrize("far", FAR)
def test_nor_does_firths_fit(far):
    near, there = (firth.fit(design(place), Y) for place in (0.0, far))
    np.testing.assert_allclose(there.theta[1:], near.theta[1:], rtol=1e-6)
    np.testing.assert_allclose(there.standard_error[1:], near.standard_error[1:], rtol=1e-6)
    assert there.cost == pytest.approx(near.cost, rel=1e-9)
    for column in (1, 2):
        np.testing.assert_allclose(*(firth.interval(design(place), Y, column) for place in (0.0, far)), rtol=1e-6)
        costs = [firth.cost_at(0.2, design(place), Y, column) for place in (0.0, far)]
        assert costs[1] == pytest.approx(costs[0], rel=1e-9)


@pytest.mark.parametrize("of", [firth, profile])
def test_the_intercept_of_columns_far_away_is_held_too(of):
    """There it is the far column's coefficient that the interval is about."""
    X = np.column_stack((np.ones(M), NEAR[:, 0] + 1e6))
    theta = firth.fit(X, Y).theta if of is firth else logistic.fit(X, Y).theta
    ends = [of.interval(*(() if of is firth else (theta,)), X, Y, column) for column in (0, 1)]
    np.testing.assert_allclose(ends[0], -1e6 * np.array(ends[1])[::-1], rtol=1e-4)


@pytest.mark.parametrize("column", [None, 0, 1, 2])
def test_the_way_out_is_the_way_in_turned_round_and_no_score_changes(column):
    frame, X = inside(design(1e4), column), design(1e4)
    np.testing.assert_allclose(frame.out @ frame.into, np.eye(3), atol=1e-8)
    theta = np.array([0.3, -0.2, 0.1])
    np.testing.assert_allclose(frame.X @ (frame.into @ theta), X @ theta, rtol=1e-9)
    if column is not None:
        assert not np.delete(frame.out[column], column).any()
    np.testing.assert_array_equal(inside(design(0.0), column).X, design(0.0))


@pytest.mark.parametrize("m", [20, 100])
def test_years_have_the_interval_of_years_counted_from_2000(m):
    rng = np.random.default_rng(m)
    years, y = rng.integers(0, 20, m), rng.integers(0, 2, m)
    ends = [firth.interval(np.column_stack((np.ones(m), first + years)), y, 1) for first in (0, 2000)]
    np.testing.assert_allclose(ends[1], ends[0], rtol=1e-6)


@pytest.mark.parametrize("far", FAR)
def test_ordered_classes_have_the_same_test_wherever_the_columns_lie(far):
    classes = np.digitize(NEAR[:, 0] + rng.logistic(size=M), [-1, 1])
    near, there = (ordinal.parallel(NEAR + place * SHIFT, classes) for place in (0.0, far))
    assert there.statistic == pytest.approx(near.statistic, rel=1e-6)
    near, there = (ordinal.fit(NEAR + place * SHIFT, classes) for place in (0.0, far))
    np.testing.assert_allclose(there.theta, near.theta, rtol=1e-6)
    tiny = ordinal.fit(NEAR * 1e-170, classes).theta * 1e-170
    np.testing.assert_allclose(tiny, near.theta, rtol=1e-6)


def test_single_precision_has_a_profile_and_slopes_as_double_has():
    theta, X, _ = fitted(0.0)
    small = X.astype(np.float32)
    rough = logistic.fit(small, Y).theta
    np.testing.assert_allclose(profile.interval(rough, small, Y, 1), profile.interval(theta, X, Y, 1), rtol=1e-5)
    assert profile.cost_at(0.5, rough, small, Y, 1)[0] == pytest.approx(
        profile.cost_at(0.5, theta, X, Y, 1)[0], rel=1e-6
    )
    years = np.column_stack((np.ones(M), 2000 + np.round(5 * NEAR[:, 0])))
    theta = logistic.fit(years, Y).theta
    exact, small = (effects.average_slopes(theta, years.astype(kind), Y) for kind in (np.float64, np.float32))
    np.testing.assert_array_equal(small.standard_error, exact.standard_error)


def test_columns_that_depend_on_each_other_and_too_few_examples_are_refused():
    twice = np.column_stack((design(0.0), NEAR.sum(axis=1)))
    classes = np.arange(M) % 3
    for call in (
        lambda: firth.cost([0.3, 0.1, 0.1, 0.1], twice, Y),
        lambda: firth.errors([0.3, 0.1], [[1, 1], [2, 2], [3, 3]], [0, 1, 1]),
        lambda: firth.gradient([0.3, 0.1], [[1, 0], [1, 0], [1, 0]], [0, 1, 1]),
        lambda: profile.cost_at(0.2, [0, 0, 0, 0], twice, Y, 1),
        lambda: ordinal.parallel(twice[:, 1:], classes),
        lambda: ordinal.parallel(NEAR[:, [0, 0]], classes),
    ):
        with pytest.raises(ValueError, match="depend on each other"):
            call()
    with pytest.raises(ValueError, match="too few for the test"):
        ordinal.parallel(np.c_[[1, 4, 4, 0, 0, 0, 0, 2, 1, 2]], [0, 2, 2, 1, 0, 0, 2, 0, 2, 2])
    for call in (ordinal.fit, ordinal.parallel):
        with pytest.raises(ValueError, match=r"y has shape \(3,\)"):
            call([[1], [2]], [0, 1, 2])
    with pytest.raises(ValueError, match="rows has shape"):
        prediction.interval(*fitted(0.0), [1, 2])


def test_a_search_that_begins_on_a_ridge_between_two_valleys_takes_its_time():
    X = [[1, 0, 2, 2], [1, 2, 2, 0], [1, 0, 0, 2], [1, 0, 1, 2], [1, 0, 2, 0], [1, 1, 2, 2], [1, 1, 0, 2], [1, 2, 2, 2]]
    y = [0, 0, 0, 1, 1, 0, 1, 0]
    low, high = (firth.cost_at(end, X, y, 1) for end in firth.interval(X, y, 1))
    assert low == pytest.approx(high, rel=1e-8)
