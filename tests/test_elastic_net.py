"""L1 and elastic net against scikit-learn, against what a minimum must fulfil, and against trying out."""

import warnings

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from lrlib import data, elastic_net, logistic


def drawn(seed, m=40, n=6, intercept=True):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(m, n)) * rng.uniform(0.5, 2, size=n)
    y = (X[:, 0] - X[:, 1] + rng.normal(size=m) > 0.5).astype(int)
    return (np.column_stack((np.ones(m), X)) if intercept else X), y


PENALTIES = [(0.1, 0.0), (0.02, 0.0), (0.05, 0.05), (0.001, 0.1), (0.0, 0.2)]
every_penalty = pytest.mark.parametrize(("l1", "l2"), PENALTIES)


@every_penalty
@pytest.mark.parametrize("intercept", [True, False])
def test_the_fit_is_that_of_scikit_learn(l1, l2, intercept):
    X, y = drawn(3, intercept=intercept)
    run = elastic_net.fit(X, y, l1=l1, l2=l2, tol=1e-10)
    assert run.converged
    theirs = LogisticRegression(
        C=1 / (len(y) * (l1 + l2)), l1_ratio=l1 / (l1 + l2), solver="saga", tol=1e-10, max_iter=20_000,
        fit_intercept=intercept, random_state=0,
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        theirs.fit(X[:, 1:] if intercept else X, y)
    found = np.append(theirs.intercept_, theirs.coef_) if intercept else theirs.coef_[0]
    np.testing.assert_allclose(run.theta, found, atol=2e-6)
    assert run.cost <= elastic_net.cost(found, X, y, l1=l1, l2=l2) + 1e-14


@every_penalty
@pytest.mark.parametrize("seed", range(4))
def test_the_slopes_are_what_a_minimum_asks_and_every_other_place_costs_more(seed, l1, l2):
    X, y = drawn(seed)
    run = elastic_net.fit(X, y, l1=l1, l2=l2)
    slope = logistic.gradient(run.theta, X, y, l2=l2)
    free = run.theta != 0
    free[0] = False
    np.testing.assert_allclose(slope[free], -l1 * np.sign(run.theta[free]), atol=1e-8)
    assert abs(slope[0]) <= 1e-8
    assert (np.abs(slope[1:]) <= l1 + 1e-8).all()
    assert run.violation == elastic_net.violation(run.theta, X, y, l1=l1, l2=l2).max()
    assert run.cost == elastic_net.cost(run.theta, X, y, l1=l1, l2=l2)
    rng = np.random.default_rng(seed)
    for size in (1e-3, 0.1, 1.0):
        other = run.theta + size * rng.normal(size=len(run.theta))
        assert elastic_net.cost(other, X, y, l1=l1, l2=l2) > run.cost


@pytest.mark.parametrize("seed", range(6))
def test_without_l1_it_is_the_fit_of_the_library(seed):
    X, y = drawn(seed)
    expected = logistic.fit(X, y, l2=0.03, tol=1e-10).theta
    np.testing.assert_allclose(elastic_net.fit(X, y, l1=0, l2=0.03).theta, expected, atol=1e-6)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("intercept", [True, False])
def test_the_strongest_is_where_the_last_weight_vanishes(seed, intercept):
    X, y = drawn(seed, intercept=intercept)
    top = elastic_net.strongest(X, y)
    weights = slice(1, None) if intercept else slice(None)
    assert not elastic_net.fit(X, y, l1=top * (1 + 1e-9)).theta[weights].any()
    assert np.count_nonzero(elastic_net.fit(X, y, l1=0.999 * top).theta[weights]) == 1


def test_a_path_holds_the_fits_of_its_strengths():
    X, y = drawn(1)
    strengths = elastic_net.strongest(X, y) * np.array([1.0, 0.3, 0.01])
    for share in (1.0, 0.4):
        for strength, run in zip(strengths, elastic_net.path(X, y, strengths, share=share), strict=True):
            alone = elastic_net.fit(X, y, l1=share * strength, l2=(1 - share) * strength)
            np.testing.assert_allclose(run.theta, alone.theta, atol=1e-6)


def test_more_columns_than_rows_keep_at_most_as_many_as_rows_and_separable_ones_stay_finite():
    for seed in range(4):
        X, y = drawn(seed, m=20, n=60)
        run = elastic_net.fit(X, y, l1=0.01 * elastic_net.strongest(X, y))
        assert run.converged
        assert 0 < np.count_nonzero(run.theta) <= 20


def test_soft_thresholding_is_the_lowest_place_of_parabola_and_corner():
    grid = np.linspace(-4, 4, 8001)
    for z, t in ((3.0, 1.0), (-2.5, 0.3), (0.4, 0.5), (-0.5, 0.5), (1.2, 0.0)):
        lowest = grid[np.argmin((grid - z) ** 2 / 2 + t * np.abs(grid))]
        assert elastic_net.soft(z, t) == pytest.approx(lowest, abs=1e-3)
    np.testing.assert_array_equal(elastic_net.soft([[3.0], [-3.0]], [1.0, 4.0]), [[2, 0], [-2, 0]])
    assert not np.signbit(elastic_net.soft(-0.5, 1.0))


def test_a_column_of_zeros_gets_no_weight():
    X, y = drawn(0)
    X = np.column_stack((X, np.zeros(len(y))))
    for l2 in (0.0, 0.1):
        assert elastic_net.fit(X, y, l1=0.01, l2=l2).theta[-1] == 0


def test_a_fit_that_may_not_go_on_says_so():
    X, y = drawn(0)
    run = elastic_net.fit(X, y, l1=0.01, max_steps=1)
    assert (run.steps, run.converged) == (1, False)
    assert run.violation > 1e-8
    assert not elastic_net.fit(X, y, l1=0.01, tol=0.0).violation > 1e-14  # it ends where the numbers do


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"l1": -0.1}, "l1 is -0.1"),
        ({"l1": 0.1, "l2": -1}, "l2 is -1"),
        ({"l1": 0.0}, "wanted is a penalty"),
        ({"l1": 0.1, "start": [0.0]}, "start has shape"),
        ({"l1": 0.1, "tol": -1}, "tol is -1"),
        ({"l1": 0.1, "max_steps": -1}, "max_steps is -1"),
    ],
)
def test_what_is_no_penalty_is_refused(wrong, said):
    X, y = drawn(0)
    with pytest.raises(ValueError, match=said):
        elastic_net.fit(X, y, **wrong)


def test_one_class_a_negative_threshold_and_a_share_above_1_are_refused():
    X, y = drawn(0)
    for call in (elastic_net.strongest, lambda X, y: elastic_net.fit(X, y, l1=1)):
        with pytest.raises(ValueError, match="one class only"):
            call(X, np.ones(len(y)))
    with pytest.raises(ValueError, match="t is -1"):
        elastic_net.soft(1.0, -1)
    with pytest.raises(ValueError, match=r"share is 1\.5"):
        elastic_net.path(X, y, [1.0], share=1.5)
    before = X.copy(), y.copy()
    elastic_net.fit(X, y, l1=0.1)
    np.testing.assert_array_equal(X, before[0])


# What chapter 15 says


@pytest.fixture(scope="module")
def few_mails():
    """Twelve columns of 100 mails, and of those held out, as the picture that opens chapter 15 has them."""
    spam = data.load("spam")
    words = ["your", "free", "money", "000", "business", "our", "hp", "george", "meeting", "edu", "C!", "CAP_avg"]
    X_train, X_test, y_train, y_test = data.split(np.log(spam.X + 0.1), spam.y, rng=0)  # equal rows are those of 57
    few, shown = np.random.default_rng(0).permutation(len(y_train))[:100], list(map(spam.features.index, words))
    A, B = map(data.add_intercept, data.standardize(X_train[few][:, shown], X_test[:, shown]))
    return A, y_train[few], B, y_test


def test_l1_lets_weights_go_l2_keeps_all_and_the_best_strength_lies_between(few_mails):
    A, y, B, y_test = few_mails
    for share in (1, 0):
        path = elastic_net.path(A, y, 10.0 ** np.arange(0, -5, -1), share=share, tol=1e-6)
        left = [np.count_nonzero(run.theta[1:]) for run in path]
        assert left == sorted(left)
        assert (left[0] == 0) if share else left == [12] * 5
        training = [logistic.cost(run.theta, A, y) for run in path]
        held_out = [logistic.cost(run.theta, B, y_test) for run in path]
        assert training == sorted(training, reverse=True)
        assert 0 < np.argmin(held_out) < 4
        assert np.abs(path[0].theta[1:]).max() < 0.2


def test_weights_shrink_together_and_single_ones_grow_change_sign_or_return(few_mails):
    A, y = few_mails[:2]
    strengths = 10 ** np.arange(0, -4.05, -0.1)
    l1, l2 = (
        np.array([run.theta[1:] for run in elastic_net.path(A, y, strengths, share=share, tol=1e-8)])
        for share in (1, 0)
    )
    assert (np.diff(np.abs(l1).sum(axis=1)) > -1e-9).all()  # as the strength falls
    assert (np.diff((l2**2).sum(axis=1)) > 0).all()
    assert (np.diff(np.abs(l2), axis=0) < -1e-3).any(axis=0).sum() >= 2  # larger at a larger strength
    assert (np.diff(np.sign(l2), axis=0) != 0).any(axis=0).sum() >= 2
    assert (l2 != 0).all()
    assert ((l1[:-1] != 0) & (l1[1:] == 0)).any()


@pytest.mark.slow
def test_a_wide_belief_alone_stops_the_weights_of_words_that_no_spam_holds(few_mails):
    A, y = few_mails[:2]
    lone = [j for j in range(1, 13) if np.ptp(A[y == 1, j]) < 1e-12]
    assert lone == [8, 10]  # "george" and "edu"
    narrow, wide = (elastic_net.fit(A, y, l1=0, l2=1 / (len(y) * tau**2)).theta for tau in (30, 300))
    assert (np.abs(wide[lone]) > 1.3 * np.abs(narrow[lone])).all()
    assert np.delete(np.abs(wide - narrow), lone)[1:].max() < 0.15


def test_a_narrow_belief_leaves_weights_smaller_than_it():
    for seed in range(5):
        X, y = drawn(seed)
        tau = np.array([0.01, 0.1])
        sizes = [np.sqrt(np.mean(elastic_net.fit(X, y, l1=0, l2=1 / (len(y) * t**2)).theta[1:] ** 2)) for t in tau]
        assert sizes[0] / tau[0] < 0.5
        assert sizes[0] / tau[0] < 0.2 * sizes[1] / tau[1]


def test_a_strong_elastic_net_sets_most_columns_of_noise_to_0_and_a_weak_one_few():
    zeros = {0.1: [], 0.01: []}
    for seed in range(20):
        rng = np.random.default_rng(seed)
        X = data.add_intercept(data.standardize(rng.normal(size=(200, 4)))[0])
        y = (X[:, 1] + rng.normal(size=200) > 0).astype(int)
        for strength, found in zeros.items():
            found.append(np.mean(elastic_net.path(X, y, [strength], share=0.5)[0].theta[2:] == 0))
    assert np.mean(zeros[0.1]) > 0.9
    assert np.mean(zeros[0.01]) < 0.3


def test_under_l1_two_columns_of_softmax_pay_what_their_difference_pays():
    theta = np.linspace(-3, 3, 13)
    for kept in np.linspace(-3, 3, 25):
        assert (np.abs(kept) + np.abs(theta + kept) >= np.abs(theta) - 1e-12).all()
    assert (np.abs(theta / 2) + np.abs(-theta / 2) == np.abs(theta)).all()


@pytest.mark.parametrize("seed", range(5))
def test_a_weight_under_l1_alone_leaves_0_where_its_slope_passes_l1(seed):
    X, y = drawn(seed)
    level = np.log(y.mean() / (1 - y.mean()))
    theta = np.array([level, *np.zeros(X.shape[1] - 1)])
    np.testing.assert_allclose(logistic.predict_proba(theta, X), y.mean())  # the intercept alone says the base rate
    steepest = np.abs(logistic.gradient(theta, X, y))[1:].max()
    assert elastic_net.violation(theta, X, y, l1=steepest + 1e-12).max() < 1e-9
    assert elastic_net.violation(theta, X, y, l1=0.99 * steepest).max() > 0


@pytest.mark.parametrize("seed", range(3))
def test_a_column_in_a_larger_unit_is_dropped_unless_columns_are_standardised(seed):
    X, y = drawn(seed)
    in_tonnes = X.copy()
    in_tonnes[:, 1] /= 2000
    assert elastic_net.fit(X, y, l1=0.02).theta[1]
    assert elastic_net.fit(in_tonnes, y, l1=0.02).theta[1] == 0
    same = [data.add_intercept(data.standardize(part[:, 1:])[0]) for part in (X, in_tonnes)]
    first, second = (elastic_net.fit(part, y, l1=0.02).theta for part in same)
    np.testing.assert_allclose(first, second, atol=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_with_more_columns_than_rows_any_labels_are_separated(seed):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(10, 12))
    for signs in rng.choice([-1.0, 1.0], (20, 10)):
        theta = np.linalg.lstsq(X, signs, rcond=None)[0]
        assert (np.sign(X @ theta) == signs).all()
