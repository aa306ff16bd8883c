"""The statements of the chapters that are no formula: each has a test here, and a new one without a test is found."""

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from told import tell

from lrlib import activations, descent, logistic, metrics, one_vs_all, softmax
from lrlib.proofs.displays import markdown
from lrlib.proofs.register import REGISTER

ROOT = Path(__file__).parent.parent
seeds = given(st.integers(0, 10_000))


def drawn(seed, m=12, n=3):
    """Return a random X with a leading column of ones, both labels, and a wide random theta."""
    rng = np.random.default_rng(seed)
    X = np.column_stack((np.ones(m), rng.normal(size=(m, n - 1))))
    return X, rng.permutation(np.arange(m) % 2), 3 * rng.normal(size=n), rng


# The sigmoid and the logarithm


def test_the_sigmoid_increases_and_stays_inside_0_and_1():
    t = np.linspace(-700, 30, 100_001)
    assert (np.diff(activations.sigmoid(t)) > 0).all()
    assert activations.sigmoid(t[0]) > 0
    assert activations.sigmoid(t[-1]) < 1


@seeds
def test_the_logarithm_does_not_move_a_maximum(seed):
    likelihoods = np.random.default_rng(seed).uniform(1e-9, 1, 50)
    assert np.log(likelihoods).argmax() == likelihoods.argmax() == (-np.log(likelihoods) / 50).argmin()


def test_the_library_never_raises_e_to_a_positive_power(monkeypatch):
    powers = []
    exp = np.exp
    monkeypatch.setattr(np, "exp", lambda t, *a, **k: powers.append(np.max(t)) or exp(t, *a, **k))
    activations.sigmoid(np.array([-800.0, -1.0, 0.0, 1.0, 800.0]))
    activations.softmax(np.array([[800.0, 1.0], [-5.0, -900.0]]))
    assert powers
    assert max(powers) <= 0


@seeds
def test_the_weights_are_perpendicular_to_the_boundary(seed):
    _, _, theta, rng = drawn(seed)
    along = rng.normal(size=2)
    along = np.array([-theta[2], theta[1]]) * along[0]
    on = -theta[0] * theta[1:] / (theta[1:] @ theta[1:])
    for point in (on, on + along):
        assert logistic.predict_proba(theta, [[1, *point]])[0] == pytest.approx(0.5, abs=1e-9)
    assert theta[1:] @ along == pytest.approx(0, abs=1e-9)


# The cost of two classes


@seeds
def test_the_hessian_is_positive_semi_definite_for_every_data_set(seed):
    X, y, theta, _ = drawn(seed)
    assert np.linalg.eigvalsh(logistic.hessian(theta, X, y)).min() >= -1e-12


@seeds
def test_strictly_convex_exactly_when_the_columns_are_independent(seed):
    X, y, theta, rng = drawn(seed)
    theta /= 3
    assert np.linalg.eigvalsh(logistic.hessian(theta, X, y)).min() > 0
    mix = np.column_stack((X, X @ rng.normal(size=3)))
    flat = np.linalg.svd(mix)[2][-1]
    longer = np.append(theta, 0.3)
    assert flat @ logistic.hessian(longer, mix, y) @ flat == pytest.approx(0, abs=1e-12)
    assert logistic.cost(longer + flat, mix, y) == pytest.approx(logistic.cost(longer, mix, y), rel=1e-12)


@seeds
def test_a_zero_gradient_is_a_global_minimum(seed):
    rng = np.random.default_rng(seed)
    X = np.vstack([drawn(seed)[0]] * 2)
    y = np.repeat([0, 1], 12)  # every example once with each label: nothing separates them
    best = logistic.fit(X, y, tol=1e-9)
    elsewhere = [logistic.cost(best.theta + rng.normal(size=3) * scale, X, y) for scale in (0.01, 1, 10)]
    assert min(elsewhere) >= best.cost


@seeds
def test_separable_data_have_no_minimum(seed):
    X, _, theta, _ = drawn(seed)
    y = (X @ theta > 0).astype(int)
    costs = [logistic.cost(c * theta, X, y) for c in (1, 3, 10, 30)]
    assert (np.diff(costs) < 0).all()
    assert min(costs) > 0
    assert logistic.cost(1e9 * theta, X, y) < 1e-3


@pytest.mark.parametrize(
    ("X", "y"),
    [([[0], [1], [-1]], [1, 1, 0]), ([[1, -1], [1, 0], [1, 0], [1, 1]], [0, 0, 1, 1])],
    ids=["one class on the border", "both classes on it"],
)
def test_quasi_complete_separation_has_no_minimum_and_spares_its_border(X, y):
    X, y = np.asarray(X, dtype=float), np.array(y)
    theta = np.eye(X.shape[1])[-1]
    border = X @ theta == 0
    costs = [logistic.cost(c * theta, X, y) for c in (0, 1, 3, 10, 30)]
    assert (np.diff(costs) < 0).all()
    assert costs[-1] > np.mean(border) * np.log(2)
    assert costs[-1] == pytest.approx(np.mean(border) * np.log(2))
    with pytest.warns(logistic.SeparationWarning, match="border"):
        said = logistic.predict_proba(logistic.fit(X, y).theta, X)
    np.testing.assert_allclose(said[border], 0.5, atol=1e-6)
    assert np.abs(said - y)[~border].max() < 0.01


@seeds
def test_the_penalty_and_both_classes_make_the_minimum_unique(seed):
    X, _, theta, rng = drawn(seed)
    y = (X @ theta > np.median(X @ theta)).astype(int)  # separable
    wide = np.column_stack((X, X[:, 1]))  # and columns that depend on each other
    first = descent.descend(
        lambda t: logistic.cost(t, wide, y, l2=0.3), lambda t: logistic.gradient(t, wide, y, l2=0.3),
        rng.normal(size=4), alpha=1 / logistic.smoothness(wide, l2=0.3), steps=20_000, tol=1e-9,
    )  # fmt: skip
    second = logistic.fit(wide, y, l2=0.3, tol=1e-9)
    assert first.converged
    np.testing.assert_allclose(first.parameters, second.theta, atol=1e-5)
    assert np.linalg.eigvalsh(logistic.hessian(second.theta, wide, y, l2=0.3)).min() > 0


def test_with_one_class_only_the_penalty_does_not_help():
    X = np.column_stack((np.ones(5), np.arange(5.0)))
    costs = [logistic.cost([b, 0], X, np.ones(5, int), l2=0.3) for b in (1, 10, 100, 600)]
    assert costs == sorted(costs, reverse=True)
    assert len(set(costs)) == 4


def test_the_squared_error_of_the_sigmoid_is_not_convex():
    q = lambda t: (activations.sigmoid(t) - 1) ** 2  # noqa: E731
    assert q(-3.0) > (q(-8.0) + q(2.0)) / 2
    bend = lambda t: (q(t + 1e-3) - 2 * q(t) + q(t - 1e-3)) / 1e-6  # noqa: E731
    assert bend(-np.log(2) - 0.05) < 0 < bend(-np.log(2) + 0.05)


@seeds
def test_log_loss_and_brier_score_are_proper(seed):
    rng = np.random.default_rng(seed)
    q = rng.uniform(0.02, 0.98)
    p = np.linspace(0.01, 0.99, 981)
    log_loss = -q * np.log(p) - (1 - q) * np.log(1 - p)
    brier = q * (p - 1) ** 2 + (1 - q) * p**2
    absolute = q * abs(p - 1) + (1 - q) * p
    assert abs(p[log_loss.argmin()] - q) <= 0.0011
    assert abs(p[brier.argmin()] - q) <= 0.0011
    assert abs(p[absolute.argmin()] - round(q)) <= 0.011 or abs(q - 0.5) < 0.01  # one that is not


@seeds
def test_the_best_constant_is_the_base_rate(seed):
    y = np.random.default_rng(seed).permutation([0, 1, *np.random.default_rng(seed).integers(0, 2, 20)])
    assert logistic.fit(np.ones((22, 1)), y, tol=1e-10).theta[0] == pytest.approx(
        np.log(y.mean() / (1 - y.mean())), abs=1e-8
    )


@seeds
def test_the_mean_probability_at_the_minimum_is_the_base_rate(seed):
    X = np.vstack([drawn(seed)[0]] * 2)
    y = np.repeat([0, 1], 12)
    y[:6] = 1
    assert logistic.predict_proba(logistic.fit(X, y, tol=1e-10).theta, X).mean() == pytest.approx(y.mean(), abs=1e-8)


# Descent


@seeds
def test_the_step_one_over_beta_never_raises_the_cost(seed):
    X, y, theta, rng = drawn(seed)
    L = logistic.smoothness(X)
    for alpha in (0.1 / L, 1 / L, 1.99 / L):
        after = theta - alpha * logistic.gradient(theta, X, y)
        assert logistic.cost(after, X, y) < logistic.cost(theta, X, y)
    v = rng.normal(size=3)
    assert v @ logistic.hessian(theta, X, y) @ v <= L * (v @ v) * (1 + 1e-12)


def test_beyond_two_over_beta_the_cost_can_rise():
    X, y = np.array([[1.0], [1.0]]), np.array([0, 1])  # at its minimum the cost bends by L
    L = logistic.smoothness(X)
    theta = np.array([1e-3])
    assert logistic.cost(theta - 2.1 / L * logistic.gradient(theta, X, y), X, y) > logistic.cost(theta, X, y)


@seeds
def test_the_gradient_is_perpendicular_to_the_contour(seed):
    X, y, theta, rng = drawn(seed)
    slope = logistic.gradient(theta, X, y)
    along = rng.normal(size=3)
    along -= slope * (along @ slope) / (slope @ slope)
    ahead, behind = (logistic.cost(theta + h * along, X, y) for h in (1e-5, -1e-5))
    assert (ahead - behind) / 2e-5 == pytest.approx(0, abs=1e-7)


@seeds
def test_no_direction_is_steeper_than_minus_the_gradient(seed):
    X, y, theta, rng = drawn(seed)
    slope = logistic.gradient(theta, X, y)
    u = rng.normal(size=(100, 3))
    u /= np.linalg.norm(u, axis=1, keepdims=True)
    assert (u @ slope).min() >= -np.linalg.norm(slope) - 1e-12
    assert -slope / np.linalg.norm(slope) @ slope == pytest.approx(-np.linalg.norm(slope))


def test_near_the_minimum_newton_doubles_the_right_digits(binary):
    run = logistic.fit(*binary, solver="newton", tol=1e-12)
    best = logistic.fit(*binary, tol=1e-13).cost
    digits = [-np.log10(cost - best) for cost in run.costs if cost - best > 1e-15]
    gained = np.diff(digits)
    assert gained[-1] > 1.7 * gained[-2] > 0


def test_condition_number():
    """Of a quadratic bowl with bends 1 and kappa, descent with 1/L leaves (1 - 1/kappa) of the error at each step."""
    for kappa in (2.0, 50.0):
        theta = np.array([1.0, 1.0])
        bends = np.array([1.0, kappa])
        for _ in range(10):
            theta = theta - bends * theta / kappa
        assert theta[0] == pytest.approx((1 - 1 / kappa) ** 10)


# K classes


@seeds
def test_the_loss_is_convex_in_the_logits_and_in_the_weights(seed):
    X, _, _, rng = drawn(seed)
    y = rng.integers(0, 4, 12)
    W, V = 2 * rng.normal(size=(2, 4, 3))
    assert np.linalg.eigvalsh(softmax.hessian(W, X, y)).min() >= -1e-12
    t = rng.random()
    chord = t * softmax.cost(W, X, y) + (1 - t) * softmax.cost(V, X, y)
    assert softmax.cost(t * W + (1 - t) * V, X, y) <= chord + 1e-12
    p = activations.softmax(W[:, 0])
    assert np.linalg.eigvalsh(np.diag(p) - np.outer(p, p)).min() >= -1e-15


@seeds
def test_the_loss_bends_by_a_variance_between_zero_and_half_the_square(seed):
    rng = np.random.default_rng(seed)
    for K in (2, 3, 7):
        u, p = rng.normal(size=K), activations.softmax(3 * rng.normal(size=K))
        bends = u @ (np.diag(p) - np.outer(p, p)) @ u
        assert bends == pytest.approx(p @ (u - p @ u) ** 2)
        assert 0 < bends <= min(p @ (u - rng.normal()) ** 2, u @ u / 2)
        assert p @ (np.full(K, u[0]) - p @ np.full(K, u[0])) ** 2 == pytest.approx(0, abs=1e-15)
    p, u = np.array([0.5, 0.5]), np.array([1.0, -1.0])
    assert u @ (np.diag(p) - np.outer(p, p)) @ u == u @ u / 2


def test_W_with_a_penalty_is_unique_but_for_the_intercepts(multiclass):
    X, y = multiclass
    best = softmax.fit(X, y, l2=0.1, tol=1e-9)
    shift = np.zeros_like(best.W)
    shift[:, 0] = 1.7
    assert softmax.cost(best.W + shift, X, y, l2=0.1) == pytest.approx(best.cost, rel=1e-12)
    bends = np.linalg.eigvalsh(softmax.hessian(best.W, X, y, l2=0.1))
    assert bends[0] == pytest.approx(0, abs=1e-12)
    assert bends[1] > 1e-3


@seeds
def test_the_softmax_step_one_over_beta_never_raises_the_cost(seed):
    X, _, _, rng = drawn(seed)
    y, W = rng.integers(0, 4, 12), 2 * rng.normal(size=(4, 3))
    L = softmax.smoothness(X)
    assert softmax.cost(W - softmax.gradient(W, X, y) / L, X, y) < softmax.cost(W, X, y)
    assert np.linalg.eigvalsh(softmax.hessian(W, X, y)).max() <= L * (1 + 1e-12)


@seeds
def test_one_vs_all_scores_need_not_sum_to_1_and_their_shares_are_another_function(seed):
    X, _, _, rng = drawn(seed)
    W = 2 * rng.normal(size=(3, 3))
    scores = one_vs_all.scores(W, X)
    assert (np.abs(scores.sum(axis=1) - 1) > 1e-6).any()
    shares = one_vs_all.predict_proba(W, X)
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    assert np.abs(shares - softmax.predict_proba(W, X)).max() > 1e-3
    assert (one_vs_all.predict(W, X) == (X @ W.T).argmax(axis=1)).all()


@seeds
def test_no_cost_is_negative(seed):
    X, y, theta, rng = drawn(seed)
    assert logistic.cost(theta, X, y) > 0
    assert softmax.cost(rng.normal(size=(3, 3)), X, rng.integers(0, 3, 12)) > 0


@seeds
def test_the_slopes_in_the_logits_sum_to_zero(seed):
    _, _, _, rng = drawn(seed)
    y = rng.dirichlet(np.ones(4))
    assert np.sum(activations.softmax(rng.normal(size=4)) - y) == pytest.approx(0, abs=1e-15)


# The functions that displays are compared with


def test_smoothness_is_the_largest_bend(binary):
    X, y = binary
    assert logistic.smoothness(X) == pytest.approx(np.linalg.eigvalsh(logistic.hessian(np.zeros(4), X, y)).max())
    assert logistic.smoothness(X, l2=0.3) == pytest.approx(logistic.smoothness(X) + 0.3)
    assert softmax.smoothness(X) == pytest.approx(2 * logistic.smoothness(X))
    for module in (logistic, softmax):
        with pytest.raises(ValueError, match="l2"):
            module.smoothness(X, l2=-1)


def test_the_standard_error_is_the_spread_of_counted_shares():
    shares = np.random.default_rng(0).binomial(200, 0.3, size=20_000) / 200
    assert metrics.standard_error(0.3, 200) == pytest.approx(shares.std(), rel=0.02)
    for share, m in ((1.2, 10), (0.5, 0), (0.5, 2.5), (float("nan"), 3)):
        with pytest.raises(ValueError, match="share"):
            metrics.standard_error(share, m)


def test_above_the_cost_threshold_an_alarm_is_cheaper():
    t = metrics.cost_threshold(2, 30)
    assert (1 - (t + 1e-9)) * 2 < (t + 1e-9) * 30
    assert (1 - (t - 1e-9)) * 2 > (t - 1e-9) * 30
    for costs in ((0, 1), (1, -2), (float("inf"), 1)):
        with pytest.raises(ValueError, match=r"cost|finite"):
            metrics.cost_threshold(*costs)


# The book

# Words that make a sentence a statement about every data set, and what each such sentence rests on:
# a test, an equation of the register, or why it states nothing of the kind.
UNIVERSAL = re.compile(
    r"convex|unique|proper\b|increasing\b|strictly|separab|separates|global|perpendicular|right angle|no minimum"
    r"|for ever\b|at every step|every data|whatever|rises everywhere|sums? to (?:zero|1)\b|minimum exists|doubles"
    r"|never (?:negative|exactly|exceed\w*|more|below)|exceeds|always right|does not move|moves nothing|base rate,",
    re.IGNORECASE,
)
TESTS = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
NO_CLAIM = "announces or names it"
STATEMENTS = {
    "01-classification": {
        "almost always right": "a figure that the cell prints",
        "Compare with the base rate, on data": "advice",
    },
    "02-sigmoid": {
        "rises everywhere": "test_the_sigmoid_increases_and_stays_inside_0_and_1",
        "is perpendicular to the line": "test_the_weights_are_perpendicular_to_the_boundary",
        "straight and perpendicular": "test_the_weights_are_perpendicular_to_the_boundary",
    },
    "03-cost": {
        "whatever happens": "(3.2)",
        "prove that it is convex": NO_CLAIM,
        "never exactly 0 or 1": "test_the_sigmoid_increases_and_stays_inside_0_and_1",
        "A label strictly between": NO_CLAIM,
        "does not move a minimum": "test_the_logarithm_does_not_move_a_maximum",
        "strictly increasing": "test_the_logarithm_does_not_move_a_maximum",
        "moves nothing": "test_the_logarithm_does_not_move_a_maximum",
        "is a *proper scoring rule*": "test_log_loss_and_brier_score_are_proper",
        "A curve is **convex** if": NO_CLAIM,
        "so $q$ is not convex": "test_the_squared_error_of_the_sigmoid_is_not_convex",
        "the Brier score, is a proper": "test_log_loss_and_brier_score_are_proper",
        "the proof of convexity": NO_CLAIM,
        "only one place to end": "test_strictly_convex_exactly_when_the_columns_are_independent",
        "that is what convex means": "test_the_hessian_is_positive_semi_definite_for_every_data_set",
        "**$J$ is convex**": "test_the_hessian_is_positive_semi_definite_for_every_data_set",
        "is a *global* minimum": "test_a_zero_gradient_is_a_global_minimum",
        "*strictly* convex exactly when": "test_strictly_convex_exactly_when_the_columns_are_independent",
        "may fall for ever": NO_CLAIM,
        "puts no example on the wrong side": "test_quasi_complete_separation_has_no_minimum_and_spares_its_border",
        "falls for ever and is never 0": "test_separable_data_have_no_minimum",
        "There is no minimum": "test_separable_data_have_no_minimum",
        "exists and is unique": "test_the_penalty_and_both_classes_make_the_minimum_unique",
        "both classes present": "test_with_one_class_only_the_penalty_does_not_help",
        "For which scores": "test_the_squared_error_of_the_sigmoid_is_not_convex",
        "its best constant is the base rate": "test_the_best_constant_is_the_base_rate",
        "Separable data have no minimum": "test_separable_data_have_no_minimum",
        "stay separable in 1000 of 1000": "a figure that the cell prints",
        "there is no minimum there either": "test_independent_rows_can_be_given_any_scores",
        "divergence is never": "test_the_divergence_is_zero_where_the_truth_is_said_and_above_zero_elsewhere",
        "*Convex Optimization*": NO_CLAIM,
        "*Strictly Proper": NO_CLAIM,
    },
    "04-gradient-descent": {
        "Never more than a number": "(4.12)",
        "no limit is high enough": "test_separable_data_have_no_minimum",
        "no minimum to arrive at": "test_separable_data_have_no_minimum",
        "even goes down at every step": "test_one_after_the_other_falls_at_every_move_below_two_over_beta",
        "never below $-": "test_no_direction_is_steeper_than_minus_the_gradient",
        "the cost falls at every step**": "test_the_step_one_over_beta_never_raises_the_cost",
        "and the cost falls at every step": "test_the_step_one_over_beta_never_raises_the_cost",
        "doubles at each Newton step": "test_near_the_minimum_newton_doubles_the_right_digits",
        "equals the base rate, whatever": "test_the_mean_probability_at_the_minimum_is_the_base_rate",
        "*Convex Optimization*": NO_CLAIM,
    },
    "05-one-vs-all": {
        "The sigmoid is increasing": "test_the_sigmoid_increases_and_stays_inside_0_and_1",
        "the sigmoid is increasing": "test_the_sigmoid_increases_and_stays_inside_0_and_1",
        "its shares sum to 1": "(6.3)",
        "still says its base rate": "test_the_middle_model_says_about_its_base_rate_everywhere",
        "Divided answers sum to 1": ("test_one_vs_all_scores_need_not_sum_to_1_and_their_shares_are_another_function"),
    },
    "06-softmax": {
        "from any other start": "(8.25)",
        "You want three": "a question",
        "Probabilities are positive and sum to 1": "(6.3)",
        "whose rows sum to zero": "test_rows_of_the_fit_sum_to_zero",
        "Then no exponential exceeds 1": "test_the_library_never_raises_e_to_a_positive_power",
        "are a point in a triangle": "(6.3)",
        "Moving all scores together": "(6.5)",
        "cannot fall below that number": "test_a_softmax_of_probabilities_says_at_most_e_over_e_plus_K_minus_1",
        "exponentials of log-probabilities sum": "(6.3)",
        "stay equal at every step": "test_hidden_units_that_start_equal_get_equal_slopes",
    },
    "07-multiclass-loss": {
        "A loss is never negative": "test_no_cost_is_negative",
        "exactly one of them is 1, and they sum to 1": "a definition in words",
        "its three numbers need not": "an example that the cell prints",
        "With $W = 0$ every class": "(7.11)",
    },
    "08-derivation": {
        "That they sum to 1 comes in": "(6.3)",
        "since the probabilities sum to 1,": "(6.3)",
        "Soft labels, which sum": "(E.17)",
        "the numbers of a column sum to 0": "(8.9)",
        "and the labels sum to 1:": "(8.1)",
        "if the labels sum to 1, because": "(8.2)",
        "and for all labels that sum to 1, first": "(8.23)",
        "if and only if they sum to 1": "(8.15)",
        "do not sum to 1 it fails": "(8.15)",
        "The slopes sum to zero": "test_the_slopes_in_the_logits_sum_to_zero",
        "convex in the logits": "test_the_loss_is_convex_in_the_logits_and_in_the_weights",
        "convex in $W$": "test_the_loss_is_convex_in_the_logits_and_in_the_weights",
        "whatever the probabilities are": "(8.26)",
        "exceeds half the largest": "test_the_softmax_step_one_over_beta_never_raises_the_cost",
        "Labels that sum to 1 make it": "(8.17)",
    },
    "09-training": {
        "the ten weights sum to zero": "test_rows_of_the_fit_sum_to_zero",
        "A fit that never settles": "test_separable_data_have_no_minimum",
        "is unique but for": "test_W_with_a_penalty_is_unique_but_for_the_intercepts",
        "0 and 1 need not sum to 1": "test_one_vs_all_scores_need_not_sum_to_1_and_their_shares_are_another_function",
        "it is not tuned": "what the cells do",
    },
    "10-libraries": {
        "softmax of whatever stands": "a picture that computes it",
        "What to look at": "advice",
        "no solver can arrive": "test_separable_data_have_no_minimum",
    },
    "11-reading-a-model": {
        "It is never below 0": "test_the_ratio_of_nested_fits_is_never_negative",
        "whatever their other columns": "a definition in words",
    },
    "12-decisions": {
        "compared with the base rate, not": "advice",
        "whatever the prices are": "test_youden_weighs_the_rates_alike_whatever_the_prices",
        "They no longer sum to 1": "a hint of an exercise",
    },
    "13-fit": {
        "is a proper score, but": "test_log_loss_and_brier_score_are_proper",
        "np.unique(p)": "a hint of an exercise",
        "the deviance doubles": "test_the_deviance_of_groups_doubles_with_their_counts",
    },
    "14-rare": {
        "can raise that coefficient for ever": "test_the_cancers_lose_cost_for_ever_along_the_vessels_alone",
        "separable *but for the border*": "test_the_cancers_lose_cost_for_ever_along_the_vessels_alone",
        "no minimum exists, and": "test_more_columns_than_rows_are_separable",
        "falls for ever as the logit": "test_with_one_class_only_the_penalty_does_not_help",
        "leave out separable draws": "the cell prints it",
        "separable draws are treated": "told by the source that is named",
    },
    "15-penalties": {
        "for a convex cost they": "test_the_slopes_are_what_a_minimum_asks_and_every_other_place_costs_more",
        "belongs inside the folds": "advice",
    },
    "17-descent": {
        "at every step": "test_the_factors_on_a_bowl_are_those_of_the_roots",
        "it promises that after": "test_nesterov_keeps_his_promise",
    },
    "16-categories": {
        "whatever the base line happens to be": "a definition in words",
        "its probability doubles": "the cell prints it",
        'not working", which doubles too': "the cell prints it",
        "The cost is convex": "test_derivatives_probabilities_and_the_slope_along_the_score",
    },
    "18-networks": {
        "show it on points that no line separates": "announces it",
        "A ring of crosses lies around": "the cells draw and print it",
        "No line separates this": "test_no_line_separates_exclusive_or",
    },
    "19-capstone": {},
    "errata": {
        "as long as the labels sum to 1": "(E.18)",
        "So it is never negative": "test_no_cost_is_negative",
        "Without a bias, $h$ is one half": "(2.7)",
        "labels of the sample sum to 1": "(E.18)",
    },
    "published-mistakes": {"a cross-entropy is never negative": "test_no_cost_is_negative"},
    "glossary": {
        "**convex**": "a definition in words",
        "**separable**": "a definition in words",
        "then has no minimum": "test_separable_data_have_no_minimum",
    },
    "register": {},
    "questions": {
        "on a sigmoid stop being convex?": "a question that was asked",
        "whatever I train": "a question that was asked",
        "whatever I do": "a question that was asked",
        "still has huge standard errors": "a question that was asked",
        "Proper score in training": "a question that was asked",
    },
    "licences": {},
    "measured": {"for nearly separable classes": "a test of tests/engine/test_routes.py"},
    "scale": {
        "has no minimum at all": "test_with_one_class_only_the_penalty_does_not_help",
    },
    "notation": {
        "each row sums to 1": "(6.3)",
    },
    "index": {},
    "lecture": {},
    "run": {},
    "teach": {},
}


def statements(page):
    """Return the sentences of a page that hold a word of UNIVERSAL."""
    text = re.sub(r"\$\$.*?\$\$|```.*?```|~~~.*?~~~", " ", markdown(page), flags=re.DOTALL)
    blocks = re.split(r"\n\s*\n|\n[-*|] ", text)
    sentences = [s for block in blocks for s in re.split(r"(?<=[.?!:])\s+", " ".join(block.split()))]
    return [sentence for sentence in sentences if UNIVERSAL.search(sentence)]


@pytest.mark.parametrize("page", sorted(STATEMENTS))
def test_every_sentence_about_all_data_rests_on_a_test(page):
    path = next((ROOT / "chapters").glob(f"{page}.*"))
    found = statements(path)
    listed = STATEMENTS[page]
    bare = [f"chapters/{path.name}: {s}" for s in found if not any(part in s for part in listed)]
    tell(
        bare,
        "these sentences speak of all data: weaken each, or list words of it in STATEMENTS of this file with its test",
    )
    idle = [f"chapters/{path.name}: {part!r}" for part in listed if not any(part in s for s in found)]
    tell(idle, "no sentence about all data holds these words any more: take them out of STATEMENTS of this file")


def test_every_page_is_listed_and_every_reason_leads_somewhere():
    pages = {path.stem for path in (ROOT / "chapters").glob("*.*") if path.suffix in {".md", ".ipynb"}}
    assert pages - {"references"} <= set(STATEMENTS)
    for reason in (reason for listed in STATEMENTS.values() for reason in listed.values()):
        if reason.startswith("test_"):
            assert f"def {reason}(" in TESTS
        elif reason.startswith("("):
            assert reason.strip("()") in REGISTER
        else:
            assert " " in reason or reason == "advice"
