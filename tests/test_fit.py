"""Whether a fit is good: deviance, influence and calibration, against statsmodels, scikit-learn and by properties."""

import mpmath
import numpy as np
import pytest
import sklearn.metrics
import statsmodels.api as sm
from statsmodels.stats.outliers_influence import GLMInfluence

from lrlib import calibration, data, deviance, effects, inference, influence, logistic, softmax


@pytest.fixture(scope="module", params=["drawn", "births", "launches"])
def fitted(request):
    """A fit by lrlib and by statsmodels: X, y, theta, probabilities, results."""
    if request.param == "drawn":
        rng = np.random.default_rng(4)
        X = np.column_stack((np.ones(90), rng.normal(size=(90, 2)) * [1.0, 30.0]))
        y = (rng.random(90) < 1 / (1 + np.exp(-(X @ [0.2, 1.0, -0.02])))).astype(int)
    else:
        table = data.load({"births": "birthweight", "launches": "challenger"}[request.param])
        X, y = data.add_intercept(table.X[:, :1]), table.y
    theta = logistic.fit(X, y, tol=1e-12).theta
    results = sm.GLM(y, X, family=sm.families.Binomial()).fit(tol=1e-14, tol_criterion="params")
    return X, y, theta, logistic.predict_proba(theta, X), results


def test_deviance_and_residuals_are_those_of_statsmodels(fitted):
    _, y, _, p, theirs = fitted
    assert deviance.deviance(y, p) == pytest.approx(theirs.deviance, rel=1e-12)
    np.testing.assert_allclose(deviance.deviance_residuals(y, p), theirs.resid_deviance, rtol=1e-8)
    np.testing.assert_allclose(deviance.pearson_residuals(y, p), theirs.resid_pearson, rtol=1e-8)


def test_the_criterion_and_the_pseudo_r_squared_are_those_of_statsmodels(fitted):
    X, y, theta, _, theirs = fitted
    cost, null = logistic.cost(theta, X, y), logistic.fit(X[:, :1], y).cost
    assert deviance.aic(cost, *X.shape) == pytest.approx(theirs.aic, rel=1e-12)
    assert deviance.mcfadden(cost, null) == pytest.approx(theirs.pseudo_rsquared("mcf"), rel=1e-9)


def test_for_three_classes_the_pseudo_r_squared_of_two_softmax_fits_is_that_of_statsmodels():
    births = data.load("birthweight")
    X, c = data.add_intercept(births.X[:, [0, 1, 3]]), births.X[:, 2].astype(int) - 1
    theirs = sm.MNLogit(c, X).fit(disp=0, method="newton", tol=1e-12)
    costs = [softmax.fit(part, c, tol=1e-12).cost for part in (X, X[:, :1])]
    assert deviance.mcfadden(*costs) == pytest.approx(theirs.prsquared, rel=1e-8)


def test_the_deviance_is_twice_the_summed_cost_and_the_sum_of_the_squared_residuals(fitted):
    X, y, theta, p, _ = fitted
    assert deviance.deviance(y, p) == pytest.approx(2 * len(y) * logistic.cost(theta, X, y), rel=1e-12)
    assert np.sum(deviance.deviance_residuals(y, p) ** 2) == pytest.approx(deviance.deviance(y, p), rel=1e-12)
    assert (np.sign(deviance.deviance_residuals(y, p)) == 2 * y - 1).all()


def test_leverage_and_cooks_distance_are_those_of_statsmodels(fitted):
    X, y, theta, _, results = fitted
    theirs = GLMInfluence(results)
    np.testing.assert_allclose(influence.leverages(theta, X), theirs.hat_matrix_diag, rtol=1e-8)
    np.testing.assert_allclose(influence.cooks_distances(theta, X, y), theirs.cooks_distance[0], rtol=1e-7)


def test_a_leverage_is_how_far_the_fitted_probability_follows_the_label():
    table = data.load("challenger")
    X, theta = data.add_intercept(table.X[:, :1]), logistic.fit(data.add_intercept(table.X[:, :1]), table.y).theta
    for i in (0, 11, 20):
        moved = []
        for label in (table.y[i] - 1e-4, table.y[i] + 1e-4):
            y = table.y.astype(float)
            y[i] = label
            estimate = theta.copy()
            for _ in range(4):
                h = logistic.predict_proba(estimate, X)
                estimate -= np.linalg.solve(X.T @ ((h * (1 - h))[:, None] * X), X.T @ (h - y))
            moved.append(logistic.predict_proba(estimate, X)[i])
        assert (moved[1] - moved[0]) / 2e-4 == pytest.approx(influence.leverages(theta, X)[i], rel=1e-5)


def test_leverages_sum_to_the_number_of_columns_and_do_not_see_units(fitted):
    X, _, theta, _, _ = fitted
    pull = influence.leverages(theta, X)
    assert pull.sum() == pytest.approx(X.shape[1], rel=1e-12)
    assert (pull > 0).all()
    assert (pull < 1).all()
    units = np.append(1.0, 10.0 ** np.arange(3, 2 + X.shape[1]))
    np.testing.assert_allclose(influence.leverages(theta / units, X * units), pull, rtol=1e-9)


def test_cooks_distance_is_about_how_far_the_fit_moves_without_the_example(fitted):
    X, y, theta, _, _ = fitted
    said = influence.cooks_distances(theta, X, y)
    bends = len(y) * logistic.hessian(theta, X, y)
    moved = []
    for i in np.argsort(said)[-3:]:
        rest = np.arange(len(y)) != i
        step = logistic.fit(X[rest], y[rest]).theta - theta
        moved.append(step @ bends @ step / len(theta))
    assert (np.array(moved) / np.sort(said)[-3:] > 0.8).all()
    assert (np.array(moved) / np.sort(said)[-3:] < 4).all()


def grouped():
    girls = data.load("menarche")
    ages, place, counts = np.unique(girls.X[:, 0], return_inverse=True, return_counts=True)
    return girls, ages, np.bincount(place, girls.y) / counts, counts


def test_grouped_girls_have_the_published_fit_and_the_deviance_of_statsmodels():
    girls, ages, share, counts = grouped()
    theta = logistic.fit(data.add_intercept(girls.X), girls.y).theta
    np.testing.assert_allclose(theta, [-21.22639, 1.63197], atol=5e-6)
    p = logistic.predict_proba(theta, data.add_intercept(ages[:, None]))
    theirs = sm.GLM(
        np.column_stack((share * counts, counts - share * counts)).round(),
        sm.add_constant(ages),
        family=sm.families.Binomial(),
    ).fit(tol=1e-14, tol_criterion="params")
    assert deviance.deviance(share, p, counts) == pytest.approx(theirs.deviance, rel=1e-9)
    np.testing.assert_allclose(deviance.deviance_residuals(share, p, counts), theirs.resid_deviance, atol=1e-6)
    np.testing.assert_allclose(deviance.pearson_residuals(share, p, counts), theirs.resid_pearson, rtol=1e-7)


def test_the_deviance_of_groups_is_that_of_the_girls_less_that_of_their_shares():
    girls, ages, share, counts = grouped()
    p = logistic.predict_proba([-20.0, 1.5], data.add_intercept(ages[:, None]))
    place = np.searchsorted(ages, girls.X[:, 0])
    single = [deviance.deviance(girls.y, q[place]) for q in (p, share)]
    assert deviance.deviance(share, p, counts) == pytest.approx(single[0] - single[1], rel=1e-12)


def test_the_deviance_of_groups_is_about_its_degrees_of_freedom_and_that_of_single_labels_is_not():
    _, ages, _, counts = grouped()
    X = data.add_intercept(ages[:, None])
    truth = logistic.predict_proba([-21.22639, 1.63197], X)
    rng, groups, single = np.random.default_rng(2), [], []
    for _ in range(60):
        drawn = rng.binomial(counts, truth)
        y = np.repeat([1, 0] * len(ages), np.column_stack((drawn, counts - drawn)).ravel())
        theta = logistic.fit(np.repeat(X, counts, axis=0), y).theta
        p = logistic.predict_proba(theta, X)
        groups.append(deviance.deviance(drawn / counts, p, counts))
        single.append(2 * np.sum(-drawn * np.log(p) - (counts - drawn) * np.log1p(-p)))
    assert np.mean(groups) == pytest.approx(len(ages) - 2, abs=3)
    assert np.mean(single) < 0.5 * (counts.sum() - 2)


def forecasts(seed, m=200):
    rng = np.random.default_rng(seed)
    p = rng.beta(1, 2, size=m)
    return (rng.random(m) < p**1.3).astype(int), p


@pytest.mark.parametrize("seed", range(4))
def test_the_brier_score_is_that_of_scikit_learn_and_the_sum_of_its_parts(seed):
    y, p = forecasts(seed)
    assert calibration.brier(y, p) == pytest.approx(sklearn.metrics.brier_score_loss(y, p), rel=1e-12)
    for values in (p, p.round(1)):
        found = calibration.groups(y, values, None)
        parts = found.reliability - found.resolution + found.uncertainty
        assert parts == pytest.approx(calibration.brier(y, values), rel=1e-12)
    found = calibration.groups(y, p, 10)
    inside = np.repeat(found.said, found.size)[np.argsort(np.argsort(p, kind="stable"), kind="stable")]
    parts = found.reliability - found.resolution + found.uncertainty
    assert parts == pytest.approx(calibration.brier(y, inside), rel=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_groups_are_those_of_the_calibration_curve_of_scikit_learn(seed):
    from sklearn.calibration import calibration_curve

    y, p = forecasts(seed)
    found = calibration.groups(y, p, 10)
    seen, said = calibration_curve(y, p, n_bins=10, strategy="quantile")
    np.testing.assert_allclose(found.size, 20)
    np.testing.assert_allclose(found.seen, seen)
    np.testing.assert_allclose(found.said, said)


def test_equal_predictions_stay_together():
    found = calibration.groups([0, 1, 1, 0, 1, 1], [0.5, 0.5, 0.5, 0.5, 0.2, 0.9], 3)
    np.testing.assert_array_equal(found.size, [1, 4, 1])
    np.testing.assert_allclose(found.seen, [1, 0.5, 1])
    assert len(calibration.groups([0, 1, 1], [0.4] * 3, 3).size) == 1


def test_binned_residuals_are_means_of_slices_and_stray_as_far_as_they_say():
    rng, strays = np.random.default_rng(6), []
    for _ in range(40):
        x = rng.normal(size=400)
        p = 1 / (1 + np.exp(-x))
        y = (rng.random(400) < p).astype(int)
        found = calibration.binned_residuals(x, y, p, 10)
        strays.append(found.residual / found.standard_error)
    order = np.argsort(x).reshape(10, 40)
    np.testing.assert_allclose(found.x, x[order].mean(axis=1))
    np.testing.assert_allclose(found.residual, (y - p)[order].mean(axis=1), atol=1e-15)
    assert np.std(strays) == pytest.approx(1, abs=0.1)
    assert np.mean(np.abs(strays) < 2) == pytest.approx(0.95, abs=0.03)


@pytest.mark.parametrize("k", [5, 10])
def test_hosmer_and_lemeshow_is_pearsons_statistic_of_the_two_rows_of_counts(k):
    births = data.load("birthweight")
    X = data.add_intercept(births.X)
    p = logistic.predict_proba(logistic.fit(X, births.y).theta, X)
    found, test = calibration.groups(births.y, p, k), calibration.hosmer_lemeshow(births.y, p, k)
    seen = found.size * np.stack((found.seen, 1 - found.seen))
    said = found.size * np.stack((found.said, 1 - found.said))
    assert test.statistic == pytest.approx(np.sum((seen - said) ** 2 / said), rel=1e-12)
    assert test.df == k - 2
    assert test.p == inference.chi_squared_tail(test.statistic, k - 2)


def test_where_the_model_is_right_the_test_says_no_about_as_often_as_it_should():
    rng, found = np.random.default_rng(0), []
    for _ in range(400):
        X = np.column_stack((np.ones(300), rng.normal(size=300)))
        y = (rng.random(300) < 1 / (1 + np.exp(-(X @ [-0.5, 1.0])))).astype(int)
        p = logistic.predict_proba(logistic.fit(X, y).theta, X)
        found.append(calibration.hosmer_lemeshow(y, p).p)
    assert np.mean(np.array(found) < 0.05) == pytest.approx(0.05, abs=0.03)


def test_the_deviance_of_groups_doubles_with_their_counts():
    _, ages, share, counts = grouped()
    p = logistic.predict_proba([-21.0, 1.6], data.add_intercept(ages[:, None]))
    assert deviance.deviance(share, p, 2 * counts) == pytest.approx(2 * deviance.deviance(share, p, counts), rel=1e-14)


def wells(column, function=np.asarray):
    """Return the households' design with a function of arsenic, arsenic, labels and predictions."""
    table = data.load("wells")
    arsenic, metres, schooling = table.X.T
    X = data.add_intercept(np.column_stack((metres / 100, function(arsenic), schooling / 4))[:, :column])
    run = logistic.fit(X, table.y, tol=1e-12)
    return arsenic, table.y, run, logistic.predict_proba(run.theta, X)


def test_the_wells_have_the_published_coefficients_and_deviances():
    _, y, run, p = wells(1)
    np.testing.assert_allclose(run.theta, [0.60596, -0.62188], atol=5e-6)
    assert deviance.deviance(y, p) == pytest.approx(4076.2, abs=0.05)
    assert deviance.aic(run.cost, len(y), 2) == pytest.approx(4080.238, abs=5e-4)
    np.testing.assert_allclose(wells(2)[2].theta, [0.00275, -0.89664, 0.46077], atol=5e-6)


def test_the_births_have_the_published_deviance():
    age, weight, race, *_, visits = data.load("birthweight").X.T
    y = data.load("birthweight").y
    X = data.add_intercept(np.column_stack((age, weight, race == 2, race == 3, visits)))
    p = logistic.predict_proba(logistic.fit(X, y).theta, X)
    assert deviance.deviance(y, p) == pytest.approx(222.573, abs=5e-4)  # Hosmer and Lemeshow, table 2.2


def test_the_logarithm_of_arsenic_takes_the_bend_away_but_for_the_lowest_group():
    strays = []
    for function in (np.asarray, np.log):
        arsenic, y, _, p = wells(3, function)
        bins = calibration.binned_residuals(arsenic, y, p, 20)
        strays.append(bins.residual / bins.standard_error)
    raw, bent = strays
    assert raw[0] < -5
    assert (np.abs(raw) < 2).sum() == 19
    assert raw[4:17].mean() > 0.5
    assert raw[17:].mean() < -0.5
    assert abs(bent[4:17].mean()) < raw[4:17].mean() / 2
    assert (np.abs(bent) < 2).sum() == 19
    assert (np.abs(bent) < np.abs(raw)).sum() > 12
    assert -4 < bent[0] < -2


def test_the_stretch_of_the_least_log_loss_is_near_the_one_of_the_model_and_the_highest_group_exaggerates_at_2():
    table = data.load("wells")
    arsenic, metres, schooling = table.X.T
    X = data.add_intercept(np.column_stack((metres / 100, np.log(arsenic), schooling / 4)))
    best = []
    for seed in range(10):
        train, test, y_train, y_test = data.split(X, table.y, rng=seed)
        z = test @ logistic.fit(train, y_train).theta
        stretches = np.linspace(0.2, 3, 57)
        best.append(stretches[np.argmin([logistic.cost([s], z[:, None], y_test) for s in stretches])])
        if not seed:
            found = calibration.groups(y_test, 1 / (1 + np.exp(-2 * z)))
            assert found.said[-1] > found.seen[-1] + 0.1
            assert found.said[0] < found.seen[0] - 0.05
            assert best[0] == pytest.approx(1, abs=0.15)
    assert np.mean(best) == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("seed", range(3))
def test_on_its_own_data_a_fit_without_penalty_has_the_slope_1(seed):
    rng = np.random.default_rng(seed)
    X = np.column_stack((np.ones(80), rng.normal(size=(80, 4))))
    y = rng.permutation(np.arange(80) % 2)
    theta = logistic.fit(X, y, tol=1e-12).theta
    np.testing.assert_allclose(logistic.fit(data.add_intercept((X @ theta)[:, None]), y).theta, [0, 1], atol=1e-7)
    assert logistic.predict_proba(theta, X).sum() == pytest.approx(y.sum(), rel=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_a_map_of_the_predictions_mends_the_reliability_and_keeps_the_resolution(seed):
    rng = np.random.default_rng(seed)
    p = rng.choice([0.1, 0.3, 0.6, 0.9], size=200)
    y = (rng.random(200) < p**2).astype(int)
    found = calibration.groups(y, p, None)
    mended = calibration.groups(y, found.seen[np.searchsorted(np.unique(p), p)], None)
    assert mended.reliability == pytest.approx(0, abs=1e-15)
    assert mended.resolution == pytest.approx(found.resolution, rel=1e-12)


def test_with_many_examples_the_test_rejects_what_is_off_by_two_hundredths():
    rng = np.random.default_rng(3)
    x = rng.normal(size=40_000)
    truth = 1 / (1 + np.exp(-(x + 0.1 * (x**2 - 1))))
    X = np.column_stack((np.ones(40_000), x))
    for m, rejected in ((400, False), (40_000, True)):
        y = (rng.random(m) < truth[:m]).astype(int)
        p = logistic.predict_proba(logistic.fit(X[:m], y).theta, X[:m])
        assert (calibration.hosmer_lemeshow(y, p).p < 0.001) == rejected
    assert np.sqrt(np.mean((p - truth) ** 2)) < 0.02


def test_what_is_no_label_no_probability_or_no_group_is_refused():
    for call, match in (
        (lambda: deviance.deviance([0, 1], [0.5]), "as many of each"),
        (lambda: deviance.deviance([0.5], [0.5]), "y holds shares"),
        (lambda: deviance.deviance([1], [1.5]), "probabilities holds 1.5"),
        (lambda: deviance.deviance([-0.5], [0.5]), "y holds -0.5"),
        (lambda: deviance.deviance([], []), "empty"),
        (lambda: calibration.hosmer_lemeshow([0, 1, 1], [0.2, 0.5, 0.6], None), "k is None"),
        (lambda: calibration.brier([1], [1.2]), "probabilities holds 1.2"),
        (lambda: calibration.brier([1, 0, 1], [0.2]), "one label for each example"),
        (lambda: deviance.deviance([0.5], [0.5], [0]), "counts above 0"),
        (lambda: deviance.pearson_residuals([1], [1.0]), "between"),
        (lambda: deviance.aic(-1.0, 3, 1), "cost is -1"),
        (lambda: deviance.aic(1.0, 2.5, 1), "m is 2.5"),
        (lambda: deviance.mcfadden(0.1, 0.0), "one class only"),
        (lambda: influence.leverages([0, 0, 0], [[1, 2, 2], [1, 3, 3], [1, 4, 4]]), "depend on each other"),
        (lambda: influence.cooks_distances([0, 0], [[1, 0], [1, 0], [1, 1]], [0, 1, 1]), "the leverage 1"),
        (lambda: calibration.groups([0, 1], [0.2, 0.3], 3), "from 1 to 2"),
        (lambda: calibration.groups([0, 1], [0.2, 0.3], True), "k is True"),
        (lambda: calibration.binned_residuals([1], [0, 1], [0.2, 0.3], 1), "x has 1"),
        (lambda: calibration.brier([0, 2], [0.2, 0.3]), "y holds 2"),
        (lambda: calibration.brier([0], [-0.1]), "numbers from 0 to 1"),
        (lambda: calibration.hosmer_lemeshow([0, 1], [0.2, 0.3], 2), "2 groups"),
    ):
        with pytest.raises(ValueError, match=match):
            call()
    assert deviance.deviance([1], [0.0]) == np.inf


@pytest.mark.parametrize(
    ("share", "p"),
    [
        *((0.5, 0.5 + away) for away in (1e-9, -1e-12, 1e-3, 0.1)),
        *((1e-200, 1e-200 * factor) for factor in (1 + 1e-9, 0.7, 1.3, 1e-50, 1e150)),
        *((1 - 2.0**-40, p) for p in (1 - 2.0**-39, 0.5, 1 - 2.0**-41, 1e-300)),
        *((label, p) for label in (0.0, 1.0) for p in (1e-300, 1e-9, 0.2, 0.3, 0.9, 1 - 1e-15)),
    ],
)
def test_a_deviance_keeps_its_digits_where_the_probability_is_next_to_the_share(share, p):
    with mpmath.workdps(700):
        parts = zip((share, 1 - mpmath.mpf(share)), (p, 1 - mpmath.mpf(p)), strict=True)
        exact = float(2 * sum(mpmath.mpf(s) * mpmath.log(s / mpmath.mpf(q)) for s, q in parts if s > 0))
    assert deviance.deviance([share], [p], [1.0]) == pytest.approx(exact, rel=1e-14, abs=0)


@pytest.mark.parametrize("logit", [1.0, 20.0, 36.0, 40.0, 200.0])
def test_leverages_and_slopes_are_those_of_the_mirror_image_where_a_probability_is_next_to_1(logit):
    X = np.array([[1.0, 1.0], [1.0, 2.0], [1.0, 3.5]])
    for theta in ([0.0, logit], [logit, 1.0]):
        if logit > 40:
            with pytest.raises(ValueError, match="too few predictions"):
                influence.leverages([0.0, logit], X)
            continue
        ours, mirrored = (influence.leverages(sign * np.array(theta), X) for sign in (1, -1))
        np.testing.assert_allclose(ours, mirrored, rtol=1e-12)
        ours, mirrored = (effects.mean_slope(sign * np.array(theta), X) for sign in (1, -1))
        np.testing.assert_allclose(ours, -mirrored, rtol=1e-12)
        assert ours[1] > 0


def test_leverages_of_predictions_that_are_all_sure_are_refused_for_that():
    with pytest.raises(ValueError, match="too few predictions lie between"):
        influence.leverages([0, 1e5], [[1, 3], [1, 4], [1, -3]])
    with pytest.raises(ValueError, match="depend on each other"):
        influence.leverages([0, 0], [[1, 0], [1, 0], [1, 0]])
