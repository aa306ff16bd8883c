"""Coded categories against patsy's columns, and against what a coefficient is said to be: a difference of logits."""

import warnings

import numpy as np
import pytest
import statsmodels.api as sm

from lrlib import activations, coding, data, logistic, softmax

CODES = pytest.mark.parametrize("code", [coding.dummy, coding.effect])


@pytest.mark.parametrize("reference", [0, 2, 3])
def test_the_columns_are_those_of_patsy(reference):
    from patsy.contrasts import Sum, Treatment

    values = np.random.default_rng(1).integers(0, 4, 30)
    for code, contrast in ((coding.dummy, Treatment(reference)), (coding.effect, Sum(omit=reference))):
        matrix = contrast.code_without_intercept(list(range(4))).matrix
        np.testing.assert_array_equal(code(values, reference=reference, K=4), matrix[values])


@pytest.mark.parametrize("reference", range(4))
def test_coefficients_are_logits_above_the_reference_or_above_their_mean(reference):
    rng = np.random.default_rng(2)
    values, others = np.repeat(np.arange(4), 25), np.delete(np.arange(4), reference)
    y = (rng.random(100) < np.array([0.2, 0.5, 0.7, 0.9])[values]).astype(int)
    shares = np.array([y[values == k].mean() for k in range(4)])
    logits = np.log(shares / (1 - shares))
    for code, ground in ((coding.dummy, logits[reference]), (coding.effect, logits.mean())):
        theta = logistic.fit(data.add_intercept(code(values, reference=reference)), y, tol=1e-12).theta
        np.testing.assert_allclose(theta, [ground, *(logits[others] - ground)], atol=1e-9)


@CODES
def test_with_a_column_of_ones_every_code_spans_the_same(code):
    values = np.arange(5)
    full = [data.add_intercept(code(values, reference=k)) for k in range(5)]
    assert all(np.linalg.matrix_rank(X) == 5 for X in full)
    assert np.linalg.matrix_rank(data.add_intercept(np.eye(5))) == 5  # six columns: the trap


@CODES
@pytest.mark.parametrize(
    ("values", "options"),
    [([0, 1], {"reference": 2}), ([0, 1], {"reference": -1}), ([0, 0], {}), ([0, 3], {"K": 3}), ([0.5, 1], {})],
)
def test_what_is_no_category_is_refused_in_words(code, values, options):
    with pytest.raises(ValueError, match="wanted"):
        code(values, **options)


def test_under_a_penalty_all_columns_sum_to_zero_and_a_reference_draws_the_others_to_it():
    table = data.load("admissions")
    department, y = table.X[:, 1], table.y
    full = logistic.fit(data.add_intercept(data.one_hot(department)), y, l2=0.01, tol=1e-12).theta
    assert abs(full[1:].sum()) < 1e-9

    def logits(columns, l2):
        X = data.add_intercept(columns)
        z = X @ logistic.fit(X, y, l2=l2, tol=1e-12).theta
        return np.array([z[department == k][0] for k in range(6)])

    even = logits(data.one_hot(department), 0.01)
    for k in range(6):
        bare, drawn = (logits(coding.dummy(department, reference=k), l2) for l2 in (0, 0.01))
        far = [np.sum((z - z[k]) ** 2) for z in (drawn, even, bare)]
        assert far[0] < far[1] < far[2]


def test_rows_of_a_softmax_less_one_of_them_are_what_statsmodels_prints():
    import statsmodels.api as sm
    from sklearn.linear_model import LogisticRegression

    women = data.load("womenlf")
    X = data.add_intercept(women.X)
    W = softmax.fit(X, women.y, tol=1e-10).W
    theirs = sm.MNLogit(women.y, X).fit(disp=False).params
    np.testing.assert_allclose((W - W[0])[1:], np.transpose(theirs), atol=1e-5)
    published = [[-1.432321, 0.006893838, 0.02145558], [1.982842, -0.097232073, -2.55860537]]  # nnet's multinom
    np.testing.assert_allclose((W - W[0])[1:], published, atol=4e-5)
    for C, same in ((np.inf, True), (1.0, False)):  # the second is its own choice, unless told otherwise
        theirs = LogisticRegression(C=C, tol=1e-10, max_iter=5000).fit(women.X, women.y)
        rows = np.column_stack((theirs.intercept_, theirs.coef_))
        assert np.allclose(rows - rows[0], W - W[0], atol=1e-3) == same


def test_the_two_questions_of_the_women_are_answered_as_by_nestedlogit():
    women = data.load("womenlf")
    X, works = data.add_intercept(women.X), women.y > 0
    first = logistic.fit(X, works, tol=1e-10)
    second = logistic.fit(X[works], women.y[works] == 2, tol=1e-10)
    np.testing.assert_allclose(first.theta, [1.33583, -0.04231, -1.57565], atol=5e-6)
    np.testing.assert_allclose(second.theta, [3.4778, -0.1073, -2.6515], atol=5e-5)
    deviances = [2 * m * run.cost for m, run in ((263, first), (108, second))]
    np.testing.assert_allclose(deviances, [319.7, 104.5], atol=0.05)


def test_two_labels_that_are_right_cost_a_softmax_two_log_two_at_least():
    Z = np.random.default_rng(0).normal(size=(500, 4)) * 3
    paid = -activations.log_softmax(Z)[:, :2].sum(axis=1)
    assert paid.min() > 2 * np.log(2)
    assert -activations.log_softmax([[9.0, 9.0, -99.0, -99.0]])[0, :2].sum() == pytest.approx(2 * np.log(2))


def test_the_dummy_trap_passes_silently_through_statsmodels():
    """Logit raises seldom; else its errors are NaN or huge, and those of GLM mostly moderate, as the rounding falls."""
    raised = moderate = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        X = data.add_intercept(data.one_hot(rng.permutation(np.arange(300) % (3 + seed % 4))))
        y = (rng.random(300) < 0.4).astype(int)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with np.errstate(all="ignore"):
                try:
                    errors = sm.Logit(y, X).fit(disp=0).bse
                    assert not (errors < 1e3).all()
                except np.linalg.LinAlgError:
                    raised += 1
                moderate += (sm.GLM(y, X, family=sm.families.Binomial()).fit().bse < 1).all()
        with pytest.raises(ValueError, match="depend on each other"):
            logistic.summary(logistic.fit(X, y).theta, X, y)
    assert raised < 5
    assert moderate > 15


@pytest.mark.parametrize("code", [coding.dummy, coding.effect])
@pytest.mark.parametrize("reference", [True, 0.5, 3, -1])
def test_a_reference_that_is_none_is_refused(code, reference):
    with pytest.raises(ValueError, match="reference is"):
        code([0, 1, 2], reference=reference)


def test_a_reference_stored_as_a_float_will_do():
    assert coding.dummy([0, 1], reference=1.0, K=3).tolist() == [[1, 0], [0, 0]]


def test_many_categories_take_no_more_room_than_their_columns():
    for code, sum_of_first in ((coding.dummy, 0), (coding.effect, -100_000)):
        columns = code([0, 100_000])
        assert columns.shape == (2, 100_000)
        assert columns[0].sum() == sum_of_first
        assert columns[1].sum() == 1
