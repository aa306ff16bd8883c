"""What a fit is read by: likelihood ratios, profiles and average slopes, against statsmodels, SciPy and properties."""

import numpy as np
import pytest
from scipy.optimize import brentq, minimize
from scipy.stats import chi2
from statsmodels.discrete.discrete_model import Logit

from lrlib import data, effects, inference, logistic, profile


@pytest.fixture(scope="module", params=["drawn", "far", "births"])
def problem(request):
    if request.param == "births":
        births = data.load("birthweight")
        return data.add_intercept(births.X[:, :2]), births.y
    rng = np.random.default_rng(5)
    X = np.column_stack((np.ones(80), rng.normal(size=(80, 2)) * [1.0, 40.0]))
    y = (rng.random(80) < 1 / (1 + np.exp(-(X @ [0.3, 1.0, -0.02])))).astype(int)
    return (X + np.array([0, 50.0, 0]) if request.param == "far" else X), y


@pytest.mark.parametrize("df", range(1, 14))
def test_the_tail_is_that_of_scipy(df):
    for statistic in (0.0, 1e-9, 0.3, 3.841459, 25.0, 700.0):
        assert inference.chi_squared_tail(statistic, df) == pytest.approx(chi2.sf(statistic, df), rel=1e-12)


def test_the_tail_goes_from_1_to_0_and_what_has_none_is_refused():
    assert [inference.chi_squared_tail(np.inf, df) for df in (1, 2)] == [0, 0]
    assert inference.chi_squared_tail(6.600075022827075, 56) <= 1
    for wrong in ((-1, 1), (1.0, 0), (1.0, 2.5), (np.nan, 1)):
        with pytest.raises(ValueError, match="wanted"):
            inference.chi_squared_tail(*wrong)


def test_the_tail_of_three_degrees_is_the_share_of_drawn_squares():
    squares = (np.random.default_rng(1).normal(size=(200_000, 3)) ** 2).sum(axis=1)
    for statistic in (1.0, 4.0, 9.0):
        assert inference.chi_squared_tail(statistic, 3) == pytest.approx(np.mean(squares >= statistic), abs=4e-3)


def test_the_ratio_of_all_columns_is_that_of_statsmodels(problem):
    X, y = problem
    theirs = Logit(y, X).fit(disp=0, tol=1e-12)
    larger, smaller = (logistic.fit(part, y, tol=1e-12).cost for part in (X, X[:, :1]))
    ours = inference.likelihood_ratio(smaller, larger, len(y), df=2)
    assert ours.statistic == pytest.approx(theirs.llr, rel=1e-8)
    assert ours.p == pytest.approx(theirs.llr_pvalue, rel=1e-8)


@pytest.mark.slow
def test_where_a_column_tells_nothing_small_p_values_are_as_rare_as_they_say():
    rng, found = np.random.default_rng(3), []
    for _ in range(1000):
        X = np.column_stack((np.ones(100), rng.normal(size=(100, 2))))
        y = (rng.random(100) < 1 / (1 + np.exp(-X[:, 1]))).astype(int)
        costs = [logistic.fit(part, y).cost for part in (X[:, :2], X)]
        found.append(inference.likelihood_ratio(*costs, 100).p)
    assert np.mean(np.array(found) < 0.05) == pytest.approx(0.05, abs=0.025)
    assert np.mean(found) == pytest.approx(0.5, abs=0.04)


@pytest.mark.parametrize("seed", range(5))
def test_the_ratio_of_nested_fits_is_never_negative(seed):
    rng = np.random.default_rng(seed)
    X, y = np.column_stack((np.ones(60), rng.normal(size=(60, 4)))), rng.permutation(np.arange(60) % 2)
    costs = [logistic.fit(X[:, :n], y, tol=1e-12).cost for n in range(1, 6)]
    assert (np.diff(costs) < 0).all()
    assert inference.likelihood_ratio(costs[2], costs[2], 60).p == 1


def test_with_enough_examples_any_difference_gets_a_small_p(problem):
    X, y = problem
    theta = logistic.fit(X, y, tol=1e-12).theta
    once, often = (logistic.summary(theta, np.tile(X, (k, 1)), np.tile(y, k)) for k in (1, 400))
    np.testing.assert_allclose(often.z, 20 * once.z, rtol=1e-8)
    assert (often.p[1:] < 0.01).all()


def test_men_applied_where_most_are_admitted_and_women_where_few_are():
    table = data.load("admissions")
    male, department = table.X.T
    shares = [table.y[department == k].mean() for k in range(6)]
    assert min(shares[:2]) > 0.6 > 0.36 > max(shares[2:])
    assert np.mean(department[male == 1] < 2) > 0.5 > 0.1 > np.mean(department[male == 0] < 2)


@pytest.mark.parametrize("wrong", [(0.6, 0.7, 10, 1), (0.7, 0.6, 0, 1), (0.7, 0.6, 10, 0), (0.7, 0.6, 10, 1.5)])
def test_costs_in_the_wrong_order_and_counts_that_are_none_are_refused(wrong):
    with pytest.raises(ValueError, match=r"wanted is a whole number|never"):
        inference.likelihood_ratio(*wrong)


def test_a_profile_interval_is_that_of_scipy_by_another_minimiser(problem):
    X, y = problem
    theta = logistic.fit(X, y, tol=1e-12).theta
    units = np.append(1, X[:, 1:].std(axis=0))
    for j in range(1, X.shape[1]):
        rest = np.arange(X.shape[1]) != j

        def excess(value, j=j, rest=rest):
            def objective(free):
                z = X[:, rest] @ (free / units[rest]) + value * X[:, j]
                return np.mean(np.logaddexp(0, z) - y * z)

            found = minimize(objective, theta[rest] * units[rest], method="Nelder-Mead",
                             options={"xatol": 1e-9, "fatol": 1e-13, "maxiter": 4000})  # fmt: skip
            return 2 * len(y) * (found.fun - logistic.cost(theta, X, y)) - chi2.ppf(0.95, 1)

        error = logistic.summary(theta, X, y).standard_error[j]
        ends = (brentq(excess, theta[j] + s * error, theta[j] + 4 * s * error, rtol=1e-7) for s in (-1, 1))
        np.testing.assert_allclose(profile.interval(theta, X, y, j), list(ends), rtol=1e-4)


def test_at_the_ends_of_the_interval_the_ratio_test_has_the_p_value_of_the_level(problem):
    X, y = problem
    run = logistic.fit(X, y, tol=1e-12)
    for level in (0.5, 0.95):
        for end in profile.interval(run.theta, X, y, 1, level=level):
            cost, there = profile.cost_at(end, run.theta, X, y, 1)
            assert there[1] == end
            assert inference.likelihood_ratio(cost, run.cost, len(y)).p == pytest.approx(1 - level, rel=1e-6)
            slope = logistic.gradient(there, X, y)[[0, 2]]
            assert np.abs(slope / np.append(1, X[:, 2].std())).max() < 1e-8


def test_a_profile_follows_the_unit_of_its_column_and_wald_and_profile_meet_on_many_examples():
    rng = np.random.default_rng(8)
    X = np.column_stack((np.ones(20_000), rng.normal(size=(20_000, 2))))
    y = (rng.random(20_000) < 1 / (1 + np.exp(-(X @ [0.2, 0.5, -0.7])))).astype(int)
    theta = logistic.fit(X, y, tol=1e-12).theta
    ours, wald = profile.interval(theta, X, y, 1), logistic.summary(theta, X, y)
    np.testing.assert_allclose(ours, (wald.lower[1], wald.upper[1]), rtol=2e-3)
    tall = profile.interval(theta / [1, 100, 1], X * [1, 100, 1], y, 1)
    np.testing.assert_allclose(np.array(tall) * 100, ours, rtol=1e-8)


def test_with_the_coefficient_at_0_the_profile_is_the_cost_of_the_smaller_model(problem):
    X, y = problem
    cost, _ = profile.cost_at(0.0, np.zeros(3), X, y, 2)
    assert cost == pytest.approx(logistic.fit(X[:, :2], y, tol=1e-12).cost, rel=1e-10)


def test_a_column_that_is_none_and_a_theta_on_the_way_are_refused(problem):
    X, y = problem
    theta = logistic.fit(X, y, tol=1e-12).theta
    for column in (-1, 3, True, 1.0):
        with pytest.raises(ValueError, match="column is"):
            profile.cost_at(0.0, theta, X, y, column)
    with pytest.raises(ValueError, match="column is"):
        profile.interval(theta, X, y, 7)
    with pytest.raises(ValueError, match="standard errors from the minimum"):
        profile.interval(theta * 0.5, X, y, 1)


def test_average_slopes_are_those_of_statsmodels(problem):
    X, y = problem
    theirs = Logit(y, X).fit(disp=0, tol=1e-12).get_margeff(at="overall", method="dydx")
    ours = effects.average_slopes(logistic.fit(X, y, tol=1e-12).theta, X, y)
    np.testing.assert_allclose(ours.effect[1:], theirs.margeff, rtol=1e-6)
    np.testing.assert_allclose(ours.standard_error[1:], theirs.margeff_se, rtol=1e-5)
    np.testing.assert_allclose(np.column_stack((ours.lower, ours.upper))[1:], theirs.conf_int(), rtol=1e-4)


def test_an_average_slope_is_what_a_small_step_of_all_examples_brings(problem):
    X, y = problem
    theta = logistic.fit(X, y, tol=1e-12).theta
    for j in (1, 2):
        step = 1e-6 * X[:, j].std() * np.eye(3)[j]
        up, down = (logistic.predict_proba(theta, X + s * step).mean() for s in (1, -1))
        slope = (up - down) / (2 * step[j])
        assert effects.mean_slope(theta, X)[j] == pytest.approx(slope, rel=1e-6)


def test_mean_risks_are_the_contrast_of_statsmodels_and_leave_X_alone():
    births = data.load("birthweight")
    X = data.add_intercept(births.X[:, [1, 3]])
    model = Logit(births.y, X).fit(disp=0, tol=1e-12)
    kept = X.copy()
    low, high = effects.mean_risks(model.params, X, 2, [0, 1])
    assert high - low == pytest.approx(model.get_margeff(dummy=True).margeff[1], rel=1e-8)
    np.testing.assert_array_equal(X, kept)
    own = logistic.predict_proba(model.params, np.column_stack((X[:, :2], np.ones(len(X))))).mean()
    assert high == pytest.approx(own, rel=1e-14)
    with pytest.raises(ValueError, match="column is 3"):
        effects.mean_risks(model.params, X, 3, [0, 1])


def test_published_tables_come_out_to_their_digits():
    """Hosmer and Lemeshow, table 2.2; ISLR, tables 4.1 to 4.3; Bickel and others' departments, as often fitted."""
    births = data.load("birthweight")
    age, weight, race, visits = births.X[:, [0, 1, 2, 7]].T
    X = np.column_stack((np.ones(189), age, weight, race == 2, race == 3, visits))
    run = logistic.fit(X, births.y, tol=1e-12)
    shown = logistic.summary(run.theta, X, births.y)
    np.testing.assert_array_equal(shown.coefficient.round(3), [1.295, -0.024, -0.014, 1.004, 0.433, -0.049])
    np.testing.assert_array_equal(shown.standard_error.round(3), [1.071, 0.034, 0.007, 0.498, 0.362, 0.167])
    assert round(2 * 189 * run.cost, 3) == 222.573
    loans = data.load("default")
    student, balance, income = loans.X.T
    for columns, wanted in (
        ((balance,), (-10.6513, 0.0055)),
        ((student,), (-3.5041, 0.4049)),
        ((balance, income / 1000, student), (-10.8690, 0.0057, 0.0030, -0.6468)),
    ):
        theta = logistic.fit(data.add_intercept(np.column_stack(columns)), loans.y, tol=1e-12).theta
        np.testing.assert_array_equal(theta.round(4), wanted)
    male, department = data.load("admissions").X.T
    admitted = data.load("admissions").y
    alone = np.column_stack((np.ones(len(male)), male))
    beside = np.column_stack((alone, *(department == k for k in range(1, 6))))
    found = [logistic.fit(X, admitted, tol=1e-12).theta[1] for X in (alone, beside)]
    np.testing.assert_array_equal(np.round(found, 4), [0.6104, -0.0999])
