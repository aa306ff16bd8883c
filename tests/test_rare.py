"""Rare and separable: Firth's fit, weights, resampling and intervals, against published fits, peers and properties."""

import contextlib
import warnings

import mpmath
import numpy as np
import pytest
import statsmodels.api as sm
from scipy.optimize import brentq, minimize
from scipy.stats import chi2

from lrlib import data, firth, influence, logistic, metrics, prediction, profile
from lrlib.activations import sigmoid


def drawn(seed, m=40):
    rng = np.random.default_rng(seed)
    X = np.column_stack((np.ones(m), rng.normal(size=(m, 2)) * [1.0, 5.0]))
    return X, (rng.random(m) < sigmoid(X @ [-0.5, 1.0, 0.1])).astype(int)


@pytest.fixture(scope="module")
def cancers():
    table = data.load("endometrial")
    return data.add_intercept(table.X), table.y


def test_firths_fit_of_the_cancers_is_that_of_logistf(cancers):
    X, y = cancers
    run = firth.fit(X, y)
    np.testing.assert_allclose(run.theta, [3.77455951, 2.92927330, -0.03475175, -2.60416387], rtol=1e-6)
    theirs = [(1.0825371, 7.20928050), (0.6097244, 7.85463171), (-0.1244587, 0.04045547), (-4.3651832, -1.23272106)]
    np.testing.assert_allclose([firth.interval(X, y, j) for j in range(4)], theirs, atol=2e-7, rtol=1e-6)


def test_the_cancers_lose_cost_for_ever_along_the_vessels_alone(cancers):
    X, y = cancers
    with pytest.warns(logistic.SeparationWarning, match="on the border"):
        run = logistic.fit(X, y)
    costs = [logistic.cost(run.theta * [1, 0, 1, 1] + [0, far, 0, 0], X, y) for far in (1, 3, 9, 27)]
    assert (np.diff(costs) < 0).all()
    rest = X[:, 1] == 0  # the others overlap
    assert logistic.fit(X[rest][:, [0, 2, 3]], y[rest]).converged


@pytest.mark.parametrize("seed", range(3))
def test_firths_gradient_is_that_of_its_cost_and_vanishes_at_the_fit(seed):
    X, y = drawn(seed)
    theta = np.array([0.3, -0.7, 0.05])
    steps = np.eye(3) * 1e-6
    numbers = [(firth.cost(theta + s, X, y) - firth.cost(theta - s, X, y)) / 2e-6 for s in steps]
    np.testing.assert_allclose(firth.gradient(theta, X, y), numbers, atol=1e-8)
    run = firth.fit(X, y)
    np.testing.assert_allclose(firth.gradient(run.theta, X, y), 0, atol=1e-9)
    assert firth.cost(run.theta + 0.01, X, y) > run.cost
    assert run.cost == firth.cost(run.theta, X, y)


@pytest.mark.parametrize(("ones", "m"), [(0, 5), (1, 4), (3, 10), (7, 7)])
def test_of_an_intercept_alone_firth_adds_half_an_example_to_each_class(ones, m):
    theta = firth.fit(np.ones((m, 1)), np.arange(m) < ones).theta
    assert sigmoid(theta[0]) == pytest.approx((ones + 0.5) / (m + 1), rel=1e-8)


def test_of_two_by_two_counts_firth_adds_half_to_each_cell():
    counts = np.array([[5, 3], [6, 0]])  # one cell is empty
    x, y = np.repeat([0, 0, 1, 1], counts.ravel()), np.repeat([1, 0, 1, 0], counts.ravel())
    a, b, c, d = counts.ravel() + 0.5
    found = firth.fit(np.column_stack((np.ones(14), x)), y).theta
    np.testing.assert_allclose(found, [np.log(a / b), np.log(c / d) - np.log(a / b)], rtol=1e-8)


@pytest.mark.parametrize("rows", [1, *(pytest.param(rows, marks=pytest.mark.slow) for rows in (2, 3))])
def test_a_column_that_is_1_in_few_rows_has_a_fit_and_an_interval_and_a_lone_one_says_three_quarters(cancers, rows):
    X, y = cancers[0].copy(), cancers[1]
    for seed in range(10):
        place = np.random.default_rng(seed).choice(len(y), rows, replace=False)
        X[:, 1] = np.isin(np.arange(len(y)), place)
        run = firth.fit(X, y)
        for start in (0.9 * run.theta, *(run.theta + np.array([[0, 3, 0, 0], [0, -3, 0, 0]]))):
            peer = minimize(firth._cost, start, (X, y), method="Nelder-Mead", options={"maxfev": 300})
            assert run.cost <= firth.cost(peer.x, X, y) + 1e-12  # of two rows there may be two valleys
        np.testing.assert_allclose(firth.gradient(run.theta, X, y), 0, atol=1e-9)
        if rows == 1:  # an empty column of its own: half an example is added to each class
            said = logistic.predict_proba(run.theta, X)[place[0]]
            assert said == pytest.approx(0.75 if y[place[0]] else 0.25, abs=1e-8)
        if seed < 3:
            for end in firth.interval(X, y, 1):
                lack = 2 * len(y) * (firth.cost_at(end, X, y, 1) - run.cost)
                assert lack == pytest.approx(chi2.isf(0.05, 1), rel=1e-6)


@pytest.mark.parametrize("zero", [0.1, 1.96, 3.0, 7.99])
def test_where_a_profile_reaches_its_limit_is_found_in_few_steps_on_a_curve_and_on_any_line(zero):
    curves = {
        "a curve": (14, lambda x: x**2 - zero**2),
        "a steep end": (9, lambda x: np.expm1(x - zero)),
        "a kink beside it": (14, lambda x: min(x - zero, 40 * (x - zero) + 4)),
        "an end beyond the numbers": (12, lambda x: x - zero if x < 7.995 else np.inf),
        "a kink": (55, lambda x: min(x - zero, 40 * (x - zero))),
        "a step": (40, lambda x: -1.0 if x < zero else 1.0),
    }
    for name, (steps, curve) in curves.items():
        asked = []
        found = profile._root(lambda x, f=curve, a=asked: a.append(x) or f(x), (0, curve(0)), (8, curve(8)), 1e-10)
        assert found == pytest.approx(zero, rel=2e-10), name
        assert len(asked) <= steps, name


def test_of_a_lone_row_and_counts_firths_fit_is_the_closed_form():
    for ones, m, label in ((3, 9, 1), (0, 5, 0), (6, 6, 1)):
        X = np.column_stack((np.ones(m + 1), np.arange(m + 1) == m))
        first = np.log((ones + 0.5) / (m - ones + 0.5))
        found = firth.fit(X, np.append(np.arange(m) < ones, label == 1)).theta
        np.testing.assert_allclose(found, [first, (1 if label else -1) * np.log(3) - first], atol=1e-9)


def test_where_few_rows_decide_the_fit_arrives_and_lies_inside_its_intervals():
    for seed in (4, 9, 10, 14, 15, 57):
        rng = np.random.default_rng(seed)
        m = int(rng.integers(4, 12))
        d = int(rng.integers(1, min(m - 1, 4)))
        X = np.column_stack((np.ones(m), rng.standard_cauchy(size=(m, d)) * 10.0 ** rng.integers(-3, 4, size=d)))
        y = rng.random(m) < 0.5
        theta = firth.fit(X, y).theta
        assert np.abs(firth.gradient(theta, X, y) / np.linalg.norm(X, axis=0)).max() < 1e-8
        low, high = firth.interval(X, y, d)
        assert low < theta[d] < high


def test_the_hessian_of_the_penalised_cost_is_that_of_its_gradient_and_lies_below_the_other():
    for seed in range(5):
        X, y = drawn(seed, 9)
        theta = np.random.default_rng(seed).normal(size=3)
        exact, above = firth._hessians(theta, X, firth._axes(theta, X))
        steps = np.eye(3) * 1e-6
        numbers = [(firth.gradient(theta + s, X, y) - firth.gradient(theta - s, X, y)) / 2e-6 for s in steps]
        np.testing.assert_allclose(exact, numbers, atol=1e-7)
        assert np.linalg.eigvalsh(above - exact).min() > -1e-12


def test_firths_fit_does_not_see_units_and_shifts(cancers):
    X, y = cancers
    units = np.array([1.0, 1.0, 1e-3, 1e4])
    np.testing.assert_allclose(firth.fit(X * units, y).theta * units, firth.fit(X, y).theta, rtol=1e-6)
    moved = X - np.array([0, 0, 17.0, 2.0])
    np.testing.assert_allclose(firth.fit(moved, y).theta[1:], firth.fit(X, y).theta[1:], rtol=1e-6)


def test_the_profile_is_lowest_at_the_fit_and_reaches_the_limit_at_the_ends(cancers):
    X, y = cancers
    run, (low, high) = firth.fit(X, y), firth.interval(X, y, 1)
    assert firth.cost_at(run.theta[1], X, y, 1) == pytest.approx(run.cost, rel=1e-12)
    for end in (low, high):
        assert 2 * len(y) * (firth.cost_at(end, X, y, 1) - run.cost) == pytest.approx(chi2.isf(0.05, 1), rel=1e-6)
    plain = [profile.cost_at(v, [3.0, 2.0, 0.0, -2.0], X, y, 1)[0] for v in (2, 4, 8, 16)]
    assert (np.diff(plain) < 0).all()


def test_separable_irises_have_a_finite_fit_and_a_wide_interval_that_leaves_out_zero():
    irises = data.load("iris")
    two = irises.y < 2
    X, y = data.add_intercept(irises.X[two][:, [2]]), irises.y[two]
    with pytest.warns(logistic.SeparationWarning):
        logistic.fit(X, y)
    run = firth.fit(X, y)
    low, high = firth.interval(X, y, 1)
    assert 0 < low < run.theta[1] < high < np.inf
    assert high - run.theta[1] > run.theta[1] - low
    assert run.theta[1] - 1.96 * run.standard_error[1] < low  # Wald reaches further down


def test_with_many_examples_firth_and_the_plain_fit_agree():
    rng = np.random.default_rng(1)
    X = np.column_stack((np.ones(5000), rng.normal(size=5000)))
    y = (rng.random(5000) < sigmoid(X @ [-1, 1])).astype(int)
    plain = logistic.fit(X, y).theta
    assert np.abs(firth.fit(X, y).theta - plain).max() < 0.05 * logistic.summary(plain, X, y).standard_error.min()


def test_intervals_of_probabilities_are_those_of_statsmodels():
    X, y = drawn(4, 60)
    theta = logistic.fit(X, y, tol=1e-12).theta
    rows = np.array([[1, 0.0, 0.0], [1, 3.0, -20.0], [1, -1.0, 4.0]])
    theirs = sm.GLM(y, X, family=sm.families.Binomial()).fit(tol=1e-14, tol_criterion="params").get_prediction(rows)
    for level in (0.95, 0.5):
        ours = prediction.interval(theta, X, y, rows, level=level)
        np.testing.assert_allclose(ours.probability, theirs.predicted_mean, rtol=1e-8)
        np.testing.assert_allclose(np.column_stack(ours[1:]), theirs.conf_int(alpha=1 - level), rtol=1e-6)


def test_an_interval_of_a_probability_holds_it_about_as_often_as_it_says():
    rng, held = np.random.default_rng(2), []
    X = np.column_stack((np.ones(200), rng.normal(size=200)))
    truth, rows = np.array([-0.5, 1.0]), np.array([[1, 2.0], [1, -1.0]])
    for _ in range(300):
        y = (rng.random(200) < sigmoid(X @ truth)).astype(int)
        found = prediction.interval(logistic.fit(X, y).theta, X, y, rows)
        held.append((found.lower < sigmoid(rows @ truth)) & (sigmoid(rows @ truth) < found.upper))
    assert np.mean(held) == pytest.approx(0.95, abs=0.03)


def test_the_launches_have_the_published_fit_and_their_interval_widens_with_the_cold():
    launches = data.load("challenger")
    X, y = data.add_intercept(launches.X[:, :1]), launches.y
    theta = logistic.fit(X, y, tol=1e-12).theta
    summary = logistic.summary(theta, X, y)
    np.testing.assert_allclose(theta, [15.0429, -0.2322], atol=5e-5)
    np.testing.assert_allclose(summary.standard_error, [7.3786, 0.1082], atol=6e-5)
    widths = []
    assert profile.interval(theta, X, y, 1)[1] < 0
    for cold in (65, 53, 31):
        wald = prediction.interval(theta, X, y, [[1, cold]])
        z = np.log([wald.lower[0] / (1 - wald.lower[0]), wald.upper[0] / (1 - wald.upper[0])])
        moved = X - np.array([0, cold])
        ratio = profile.interval(logistic.fit(moved, y, tol=1e-12).theta, moved, y, 0)
        widths.append([z[1] - z[0], ratio[1] - ratio[0]])
    assert (np.diff(widths, axis=0) > 0).all()


@pytest.fixture(scope="module")
def customers():
    table = data.load("default")
    return data.add_intercept(*data.standardize(table.X)), table.y


def test_weights_and_lots_move_the_base_rate_and_the_intercept_brings_it_back(customers):
    X, y = customers
    share, means = y.mean(), []
    weights = np.where(y == 1, 0.5 / share, 0.5 / (1 - share))
    weighed = logistic.fit(X, y, sample_weight=weights).theta
    assert logistic.predict_proba(weighed, X).mean() == pytest.approx(0.198, abs=5e-4)
    plain = logistic.predict_proba(logistic.fit(X, y).theta, X)
    assert plain.mean() == pytest.approx(share, rel=1e-6)
    for seed in range(20):
        zeros = np.random.default_rng(seed).choice(np.flatnonzero(y == 0), int(y.sum()), replace=False)
        rows = np.concatenate((np.flatnonzero(y == 1), zeros))
        theta = logistic.fit(X[rows], y[rows]).theta
        back = theta + np.log(y.sum() / (y == 0).sum()) * (np.arange(4) == 0)
        means.append([logistic.predict_proba(t, X).mean() for t in (theta, back)])
        said = metrics.shift_prior(logistic.predict_proba(theta, X), 0.5, share)
        np.testing.assert_allclose(said, logistic.predict_proba(back, X), rtol=1e-9)
    low, high = np.min(means, axis=0), np.max(means, axis=0)
    assert low[0] < 0.1924 < high[0]
    assert low[1] < 0.0351 < high[1]
    assert high[1] < 0.045


def test_balanced_weights_shift_the_logits_by_nearly_one_number_and_one_half_then_finds_what_the_prices_find(customers):
    table = data.load("default")
    train, test, y, y_test = data.split(table.X, table.y, rng=0)
    train, test = map(data.add_intercept, data.standardize(train, test))
    share = y.mean()
    weights = np.where(y == 1, 0.5 / share, 0.5 / (1 - share))
    plain, weighed = logistic.fit(train, y).theta, logistic.fit(train, y, sample_weight=weights).theta
    shift = test @ (weighed - plain)
    assert shift.mean() == pytest.approx(np.log((1 - share) / share), abs=0.1)
    assert shift.std() < 0.1 * np.std(test @ plain)
    found = [
        metrics.recall(y_test, logistic.predict(theta, test, threshold=t))
        for theta, t in ((plain, 0.5), (plain, 1 / 21), (weighed, 0.5))
    ]
    assert found[0] < 0.4
    assert found[1] > 0.8
    assert abs(found[2] - found[1]) < 0.1
    right = logistic.predict_proba(plain, test)[np.abs(logistic.predict_proba(weighed, test) - 0.5) < 0.1]
    assert right.mean() == pytest.approx(share, abs=0.02)


def test_firth_makes_the_mean_of_a_rare_class_too_high_by_at_most_half_the_number_of_parameters():
    excess = []
    for slope in (0.0, 1.0, 2.0):
        rng = np.random.default_rng(5)
        X = np.column_stack((np.ones(600), rng.normal(size=(600, 4))))
        y = (rng.random(600) < sigmoid(X @ [-3.5, slope, slope / 2, 0, 0])).astype(int)
        theta = firth.fit(X, y).theta
        excess.append(logistic.predict_proba(theta, X).sum() - y.sum())
    assert 5 / 2 > excess[0] > excess[1] + 0.2 > excess[2] + 0.6 > 1
    shift = brentq(lambda c: np.sum(sigmoid(X @ theta + c) - y), -1, 1)  # the minimum of the cost in the intercept
    assert -0.3 < shift < 0
    held = X @ theta
    assert logistic.cost([1, shift], np.column_stack((held, np.ones(600))), y) < logistic.cost([1], held[:, None], y)


def test_firth_moves_the_mean_by_the_mean_of_its_own_term_and_of_the_cancers_away_from_one_half(cancers):
    X, y = cancers
    theta = firth.fit(X, y).theta
    h = logistic.predict_proba(theta, X)
    own = influence.leverages(theta, X) * (0.5 - h)
    assert np.sum(h - y) == pytest.approx(own.sum(), abs=1e-8)
    assert h.mean() < y.mean() - 1e-3 < 0.5
    for seed in range(10):  # as a rule towards one half
        X, y = drawn(seed)
        moved = logistic.predict_proba(firth.fit(X, y).theta, X).mean() - y.mean()
        assert moved * (0.5 - y.mean()) > 0


def test_descent_of_small_steps_finds_firths_fit_and_of_large_ones_does_not():
    X = np.column_stack((np.ones(20), np.linspace(-2, 2, 20)))
    y = (X[:, 1] > 0).astype(int)  # wholly separated
    best = firth.fit(X, y)
    for alpha, arrives in ((10.0, True), (100.0, False)):
        theta = np.zeros(2)
        for _ in range(100):
            theta = theta - alpha * firth.gradient(theta, X, y)
        assert (np.abs(theta - best.theta).max() < 1e-2) == arrives


def test_separation_ends_newtons_steps_near_40_and_near_copies_of_a_column_lie_far_above(cancers):
    theta = np.zeros(4)
    with contextlib.suppress(ValueError):  # where the Hessian has no inverse any more
        for _ in range(60):
            theta = logistic.newton_step(theta, *cancers)
    assert 30 < theta[1] < 50
    rng = np.random.default_rng(0)
    x = rng.normal(size=200)
    twins, labels = np.column_stack((np.ones(200), x, x + 1e-6 * rng.normal(size=200))), rng.random(200) < sigmoid(x)
    theta = np.zeros(3)
    for _ in range(20):
        theta = logistic.newton_step(theta, twins, labels)
    assert np.abs(theta[1:]).min() > 1e4


@pytest.mark.parametrize("seed", [8, 12, 38, 182, 249, 305])
def test_a_profile_is_followed_along_a_steep_border(seed):
    """Of nearly separable classes the other coefficient goes along; left where it was, each example is certain."""
    rng = np.random.default_rng(seed)
    X = np.column_stack((np.ones(14), rng.normal(size=14)))
    y = (X @ [-8.0, 10.0] + rng.logistic(size=14) > 0).astype(int)
    run = logistic.fit(X, y)
    for column in (0, 1):
        for end in profile.interval(run.theta, X, y, column):
            other = minimize(  # from a border between the classes that is as steep as the end
                lambda w, at=end, place=column: logistic.cost(np.insert(w, place, at), X, y),
                [run.theta[1 - column] / run.theta[column] * end],
                method="Nelder-Mead",
                options={"xatol": 1e-9, "fatol": 1e-13},
            )
            assert other.fun == pytest.approx(run.costs[-1] + chi2.ppf(0.95, 1) / 2 / 14, abs=1e-7)


def test_the_likelihood_gives_the_cold_launch_less_doubt_than_wald():
    launches = data.load("challenger")
    X = data.add_intercept(launches.X[:, :1] - 31.0)
    theta = logistic.fit(X, launches.y, tol=1e-12).theta
    low = profile.interval(theta, X, launches.y, 0)[0]
    theirs = sm.GLM(launches.y, X[:, 1:], family=sm.families.Binomial(), offset=np.full(23, low)).fit(tol=1e-12)
    assert theirs.deviance - 46 * logistic.cost(theta, X, launches.y) == pytest.approx(chi2.isf(0.05, 1), rel=1e-5)
    assert sigmoid(low) == pytest.approx(0.8037, abs=5e-5)


def test_weights_leave_the_slope_of_a_right_model_and_not_of_a_wrong_one():
    rng = np.random.default_rng(0)
    x = rng.uniform(-2, 2, size=5000)
    slopes = []
    for logit in (x - 3, x + 0.7 * x**2 - 4):
        X, y = data.add_intercept(x[:, None]), rng.random(len(x)) < sigmoid(logit)
        weights = np.where(y, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
        slopes.append([logistic.fit(X, y.astype(int), sample_weight=w).theta[1] for w in (None, weights)])
    assert abs(np.diff(slopes[0])) < 0.1 < 0.3 < abs(np.diff(slopes[1]))


def test_a_weight_of_two_is_a_row_that_stands_twice(customers):
    X, y = customers[0][:300], np.arange(300) % 3 == 0
    twice = np.concatenate((np.arange(300), np.flatnonzero(y)))
    ours = logistic.fit(X, y, sample_weight=1 + y, tol=1e-12).theta
    np.testing.assert_allclose(ours, logistic.fit(X[twice], y[twice], tol=1e-12).theta, rtol=1e-7)


def test_more_columns_than_rows_are_separable():
    rng = np.random.default_rng(0)
    X, y = np.column_stack((np.ones(10), rng.normal(size=(10, 12)))), rng.permutation(np.arange(10) % 2)
    with pytest.warns(logistic.SeparationWarning):
        logistic.fit(X, y)
    with pytest.raises(ValueError, match="depend on each other"):
        firth.fit(X, y)
    assert np.isfinite(logistic.fit(X, y, l2=0.1).theta).all()


def test_noise_leaves_a_gap_a_gap_and_where_there_is_none_decides_the_minimum(cancers):
    rng = np.random.default_rng(0)
    y = np.arange(60) % 2
    x = y + rng.uniform(-0.3, 0.3, size=60)

    def fits(X, y, size):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", logistic.SeparationWarning)
            noise = [np.outer(rng.normal(size=len(y)) * size, np.arange(X.shape[1]) == 1) for _ in range(20)]
            return [logistic.fit(X + moves, y) for moves in noise]

    for size, overlaps in ((0.05, False), (0.5, True)):
        assert {run.converged for run in fits(data.add_intercept(x[:, None]), y, size)} == {overlaps}
    least, more = (fits(*cancers, size) for size in (0.001, 0.05))
    assert all(run.converged for run in least + more)
    least, more = (np.array([run.theta[1] for run in runs]) for runs in (least, more))
    assert np.median(least) > 1.5 * np.median(more)
    assert least.max() > 2 * least.min()


def test_a_point_of_a_profile_is_the_lowest_of_two_valleys_and_an_interval_ends_where_that_reaches_the_limit():
    X, y = [[1, 2, 1], [1, 1, 2], [1, 0, 2], [1, 1, 2], [1, 0, 1], [1, 1, 0]], [1, 1, 0, 0, 0, 1]
    assert firth.cost_at(6.6609, X, y, 1) <= firth.cost([-5.21662, 6.6609, -0.53066], X, y)
    X = np.transpose([[1] * 8, [0, 0, 0, 2, 1, 0, 1, 2], [2, 1, 1, 0, 2, 2, 1, 0], [0, 1, 1, 0, 2, 1, 2, 1]])
    y = [0, 0, 0, 1, 1, 0, 1, 1]
    limit = firth.fit(X, y).cost + chi2.isf(0.05, 1) / 16
    high = firth.interval(X, y, 1)[1]
    assert firth.cost_at(high, X, y, 1) == pytest.approx(limit, rel=1e-7)
    assert firth.cost_at(7.0, X, y, 1) < limit < firth.cost_at(7.5, X, y, 1)
    assert 7.0 < high < 7.5


STEPS = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0], [1.0, 3.0]])


@pytest.mark.parametrize("theta", [[0, 30], [0, 36], [0, 38], [0, 200], [-100, 50], [-3, 2], [700, -470]])
def test_the_penalised_cost_keeps_its_digits_where_a_probability_is_next_to_1(theta):
    y = [0, 1, 0, 1]
    with mpmath.workdps(700):
        z = mpmath.matrix(STEPS.tolist()) * mpmath.matrix(theta)
        lost = sum(mpmath.log1p(mpmath.exp(-v if label else v)) for v, label in zip(z, y, strict=True)) / 4
        bends = mpmath.diag([mpmath.exp(v) / (1 + mpmath.exp(v)) ** 2 for v in z])
        information = mpmath.matrix(STEPS.T.tolist()) * bends * mpmath.matrix(STEPS.tolist())
        exact = float(lost - mpmath.log(mpmath.det(information)) / 8)
    assert firth.cost(theta, STEPS, y) == pytest.approx(exact, rel=1e-13)
    assert firth.cost(-np.array(theta), STEPS, 1 - np.array(y)) == pytest.approx(exact, rel=1e-13)


def test_a_profile_far_out_and_an_interval_of_any_level_are_those_of_their_mirror_images():
    assert firth.cost_at(60.0, STEPS, [0, 0, 1, 1], 1) == pytest.approx(7.5, rel=1e-12)
    assert firth.cost_at(-300.0, STEPS, [0, 1, 0, 1], 1) == pytest.approx(262.5, rel=1e-12)
    for column, level in ((0, 0.999), (1, 1 - 1e-12)):
        low, high = firth.interval(STEPS, [0, 0, 1, 1], column, level=level)
        mirrored = firth.interval(STEPS, [1, 1, 0, 0], column, level=level)
        assert mirrored == pytest.approx((-high, -low), rel=1e-7)
    for value in (3000.0, 1e200):
        with pytest.raises(ValueError, match="wanted are a theta, a value or a level"):
            firth.cost_at(value, STEPS, [0, 1, 0, 1], 1)


def test_firths_fit_does_not_see_units_near_the_end_of_the_numbers():
    near, there = (firth.fit(STEPS * [1, unit], [0, 1, 0, 1]) for unit in (1.0, 1e-152))
    np.testing.assert_allclose(there.theta * [1, 1e-152], near.theta, rtol=1e-9)
    np.testing.assert_allclose(there.standard_error * [1, 1e-152], near.standard_error, rtol=1e-9)
    assert there.cost == pytest.approx(near.cost + 152 * np.log(10) / 4, rel=1e-12)
    with pytest.raises(ValueError, match="column 1 of X holds at most 3e-300; choose a smaller unit"):
        firth.fit(STEPS * [1, 1e-300], [0, 1, 0, 1])


def test_what_has_no_fit_and_no_interval_is_refused():
    X, y = drawn(0)
    theta = logistic.fit(X, y).theta
    for call, match in (
        (lambda: firth.fit(np.column_stack((X, X[:, 1])), y), "depend on each other"),
        (lambda: firth.fit(X, y + 1), "wanted are labels 0 and 1"),
        (lambda: firth.interval(X, y, 3), "from 0 to 2"),
        (lambda: firth.interval(X, y, True), "column is True"),
        (lambda: firth.interval(X, y, 1, level=1.0), "level is 1"),
        (lambda: prediction.interval(theta, X, y, [[1, 2]]), "rows has 2 columns"),
        (lambda: prediction.interval(theta + 5, X, y, X[:1]), "standard errors from the minimum"),
    ):
        with pytest.raises(ValueError, match=match):
            call()
    assert firth.cost([800.0, 0.0, 0.0], X, y) == np.inf
    with pytest.raises(ValueError, match="too few predictions lie between"):
        firth.gradient([800.0, 0.0, 0.0], X, y)


@pytest.mark.parametrize("column", [-1, 2, True, 1.0])
def test_a_profile_of_no_column_is_refused(column):
    X, y = [[1, 0], [1, 1], [1, 2], [1, 3]], [0, 1, 0, 1]
    theta = logistic.fit(X, y).theta
    for search in (lambda: profile.interval(theta, X, y, column), lambda: profile.cost_at(0.0, theta, X, y, column)):
        with pytest.raises(ValueError, match="whole number from 0 to 1"):
            search()
