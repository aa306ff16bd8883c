"""Proportional odds against statsmodels, against published tables, and against what the model is said to be."""

import numpy as np
import pytest

from lrlib import coding, data, logistic, ordinal, softmax

# MASS 7.3, ?polr: house.plr, coefficients and cuts with their standard errors
POLR = [0.5663937, 1.2888191, -0.5723501, -0.3661866, -1.0910149, 0.3602841, -0.4961353, 0.6907083]
ERRORS = [0.10465, 0.12716, 0.11924, 0.15517, 0.15149, 0.09554, 0.1248, 0.1255]


@pytest.fixture(scope="module")
def housing():
    table = data.load("housing")
    influence, home, contact = table.X.T
    return np.column_stack((coding.dummy(influence), coding.dummy(home), contact)), table.y


def drawn(rng, m, theta, cuts):
    X = rng.normal(size=(m, len(theta)))
    return X, (X @ theta + rng.logistic(size=m) > np.asarray(cuts)[:, None]).sum(axis=0)


def test_the_copenhagen_table_of_mass(housing):
    X, y = housing
    run = ordinal.fit(X, y)
    np.testing.assert_allclose(run.parameters, POLR, atol=2e-6)
    errors = np.sqrt(np.diag(np.linalg.inv(len(y) * ordinal.hessian(run.theta, run.cuts, X, y))))
    np.testing.assert_allclose(errors, ERRORS, atol=6e-5)
    assert 2 * len(y) * run.cost == pytest.approx(3479.149, abs=5e-4)


def test_the_fit_is_that_of_statsmodels():
    from statsmodels.miscmodels.ordinal_model import OrderedModel

    table = data.load("anes96")
    X = table.X[:, 1:] / [1, 10, 1, 10]
    theirs = OrderedModel(table.y, X, distr="logit").fit(method="bfgs", disp=False, gtol=1e-7)
    ours = ordinal.fit(X, table.y)
    np.testing.assert_allclose(ours.theta, theirs.params[:4], atol=1e-5)
    cuts = np.cumsum([theirs.params[4], *np.exp(theirs.params[5:])])
    np.testing.assert_allclose(ours.cuts, cuts, atol=1e-5)
    assert -len(X) * ours.cost == pytest.approx(theirs.llf, abs=1e-6)
    np.testing.assert_allclose(ordinal.predict_proba(ours.theta, ours.cuts, X), theirs.predict(X), atol=1e-5)


def test_two_classes_are_logistic_regression(housing):
    X, y = housing[0], housing[1] > 0
    two, one = ordinal.fit(X, y), logistic.fit(data.add_intercept(X), y, tol=1e-12).theta
    np.testing.assert_allclose([*-two.cuts, *two.theta], one, atol=1e-7)


def test_the_reversed_order_turns_every_sign(housing):
    X, y = housing
    there, back = ordinal.fit(X, y), ordinal.fit(X, 2 - y)
    np.testing.assert_allclose(back.theta, -there.theta, atol=1e-8)
    np.testing.assert_allclose(back.cuts, -there.cuts[::-1], atol=1e-8)


@pytest.mark.parametrize("seed", range(4))
def test_derivatives_probabilities_and_the_slope_along_the_score(seed):
    rng = np.random.default_rng(seed)
    theta, cuts = rng.normal(size=3), np.sort(rng.normal(size=4) * 2)
    X, y = rng.normal(size=(12, 3)), rng.integers(0, 5, 12)
    P = ordinal.predict_proba(theta, cuts, X)
    np.testing.assert_allclose(P.sum(axis=1), 1)
    assert ordinal.cost(theta, cuts, X, y) == pytest.approx(-np.log(P[np.arange(12), y]).mean())
    above, below = (np.array([row[part].sum() for row, part in zip(P, parts, strict=True)]) for parts in
                    ([slice(k + 1, None) for k in y], [slice(0, k) for k in y]))  # fmt: skip
    np.testing.assert_allclose(ordinal.gradient(theta, cuts, X, y)[:3], (above - below) @ X / 12)
    point = np.concatenate((theta, cuts))

    def moved(function, axis):
        ends = [function(*np.split(point + step * axis, [3]), X, y) for step in (1e-5, -1e-5)]
        return (ends[0] - ends[1]) / 2e-5

    slopes = [moved(ordinal.cost, axis) for axis in np.eye(7)]
    np.testing.assert_allclose(ordinal.gradient(theta, cuts, X, y), slopes, atol=1e-8)
    for j, axis in enumerate(np.eye(7)):
        np.testing.assert_allclose(ordinal.hessian(theta, cuts, X, y)[j], moved(ordinal.gradient, axis), atol=1e-8)
    assert (np.linalg.eigvalsh(ordinal.hessian(theta, cuts, X, y)) > -1e-12).all()


def test_far_from_every_cut_no_probability_is_lost():
    P = ordinal.predict_proba([1.0], [0.0, 1e-9], [[-700.0], [0.0], [700.0]])
    np.testing.assert_allclose(P[:, 1], np.array([np.exp(-700), 0.25, np.exp(-700)]) * 1e-9, rtol=1e-7)
    assert ordinal.cost([1.0], [0.0, 1e-9], [[700.0]], [1]) == pytest.approx(700 + 9 * np.log(10))


def test_another_unit_and_another_zero_of_a_column_change_no_probability(housing):
    X, y = housing
    run, other = ordinal.fit(X, y), ordinal.fit(X * 1e5 - 3e7, y)
    first, second = (ordinal.predict_proba(r.theta, r.cuts, A) for r, A in ((run, X), (other, X * 1e5 - 3e7)))
    np.testing.assert_allclose(first, second, atol=1e-7)


@pytest.mark.parametrize("y", [[0, 0, 1, 1, 2, 2], [0, 1, 1, 1, 1, 2]])
def test_a_direction_that_puts_the_classes_in_order_is_said(y):
    with pytest.warns(logistic.SeparationWarning, match="no minimum"):
        run = ordinal.fit([[0.0], [0.0], [1.0], [1.0], [1.0], [2.0]], y)
    assert not run.converged


@pytest.mark.parametrize("y", [[0, 0, 1, 2, 1, 2], [1, 0, 1, 2, 1, 1]])
def test_without_one_the_fit_converges_and_says_nothing(y):
    assert ordinal.fit([[0.0], [0.0], [1.0], [0.0], [1.0], [2.0]], y).converged


def test_where_odds_are_proportional_the_test_of_brant_rejects_as_often_as_it_says():
    rng = np.random.default_rng(0)
    found = [ordinal.parallel(*drawn(rng, 400, [1.0, -0.5], [-1, 0, 1])).p for _ in range(200)]
    assert np.mean(np.array(found) < 0.05) == pytest.approx(0.05, abs=0.04)
    assert np.mean(found) == pytest.approx(0.5, abs=0.06)


def test_where_they_are_not_it_rejects_and_softmax_fits_better():
    rng = np.random.default_rng(1)
    X = rng.normal(size=(600, 1))
    y = np.where(rng.random(600) < 1 / (1 + np.exp(-2 * X[:, 0])), rng.integers(1, 3, 600), 0)
    test = ordinal.parallel(X, y)
    assert test.df == 1
    assert test.p < 1e-6
    assert ordinal.fit(X, y).cost > softmax.fit(data.add_intercept(X), y).cost


@pytest.mark.parametrize(
    ("X", "y", "words"),
    [
        ([[1.0], [2.0], [3.0]], [0, 2, 2], "each of 0"),
        ([[1.0], [2.0]], [0, 0], "each of 0"),
        ([[1.0, 1.0], [1.0, 2.0], [1.0, 0.0]], [0, 1, 0], "column 0 of X is constant"),
    ],
)
def test_data_that_do_not_fit_are_refused_in_words(X, y, words):
    with pytest.raises(ValueError, match=words):
        ordinal.fit(X, y)


@pytest.mark.parametrize("cuts", [[], [1.0, 1.0], [1.0, 0.0], [np.nan]])
def test_cuts_that_do_not_rise_are_refused(cuts):
    with pytest.raises(ValueError, match="wanted"):
        ordinal.predict_proba([1.0], cuts, [[0.0]])


def test_labels_and_rows_must_agree_and_two_classes_have_nothing_to_compare():
    with pytest.raises(ValueError, match="needs"):
        ordinal.cost([1.0], [0.0], [[0.0]], [0, 1])
    with pytest.raises(ValueError, match="3 or more"):
        ordinal.parallel([[0.0], [1.0]], [0, 1])
    with pytest.raises(ValueError, match="wanted is each of"):
        ordinal.parallel([[0.0], [1.0], [2.0], [1.0]], [0, 2, 0, 2])
    with pytest.raises(ValueError, match="has no minimum; wanted are classes that overlap"):  # and no warning of l2
        ordinal.parallel([[0.0], [1.0], [2.0], [3.0], [4.0], [5.0]], [0, 0, 1, 1, 2, 2])


@pytest.mark.parametrize("unit", [1e-3, 1.0, 1e3])
def test_the_slope_that_a_fit_tells_is_of_columns_of_deviation_1(unit):
    rng = np.random.default_rng(1)
    x, cause = 5 * rng.normal(size=(2, 200))
    y = np.digitize(cause + x + rng.logistic(size=200), [-3, 4])
    alone = ordinal.fit((x / x.std())[:, None], y, max_steps=1)
    run = ordinal.fit(unit * x[:, None], y, max_steps=1)
    assert alone.gradient_norm > 1e-3
    assert run.gradient_norm == pytest.approx(alone.gradient_norm, rel=1e-6)


@pytest.mark.parametrize("gap", [1000.0, 3000.0])
def test_a_wide_gap_has_no_slope_no_curvature_and_no_warning(gap):
    given = [0.0], [-gap, 0.0], [[0.0], [1.0]], [1, 1]
    np.testing.assert_allclose(ordinal.gradient(*given), [0.5 * 0.5, 0, -0.5], atol=1e-12)
    assert np.isfinite(ordinal.hessian(*given)).all()


def test_of_cuts_that_nearly_touch_what_is_no_number_is_refused_and_the_rest_is_right():
    close = [0.0, 1e-170]
    np.testing.assert_array_equal(ordinal.hessian([1.0], close, [[0.0]], [0]), np.diag([0.0, 0.25, 0.0]))
    np.testing.assert_array_equal(ordinal.gradient([1.0], close, [[0.0]], [0]), [0.0, -0.5, 0.0])
    assert ordinal.cost([1.0], close, [[0.0]], [1]) == pytest.approx(np.log(4) + 170 * np.log(10), rel=1e-12)
    with pytest.raises(ValueError, match="cuts further apart"):
        ordinal.hessian([1.0], close, [[0.0]], [1])
    with pytest.raises(ValueError, match="cuts further apart"):
        ordinal.gradient([1.0], [0.0, 5e-324], [[0.0]], [1])
    for call in (
        lambda cuts: ordinal.predict_proba([1.0], cuts, [[0.0]]),
        lambda cuts: ordinal.cost([1], cuts, [[0]], [1]),
    ):
        with pytest.raises(ValueError, match=r"cuts holds -1.7e.308; wanted are numbers up to 1e.150"):
            call([-1.7e308, 1.6e308])


@pytest.mark.parametrize("width", [0.05, 0.1, 0.2])
@pytest.mark.parametrize("seed", range(4))
def test_a_rare_class_in_the_middle_leaves_no_doubt_that_there_is_a_minimum(seed, width):
    """Without the gap between its cuts, each cut alone would lie far off."""
    rng = np.random.default_rng(seed)
    X = np.column_stack((rng.normal(size=1000), rng.integers(0, 2, 1000)))
    y = np.digitize(X @ [1, 0.5] + rng.logistic(size=1000), [0.3, 0.3 + width])
    assert ordinal.fit(X, y).converged
