"""What is said of a wrong answer is true of that answer, whatever made it wrong."""

import numpy as np
import pytest
from desk import judged
from zoo_softmax import (
    gaussians_of_single_columns,
    itself,
    on_columns,
    scaled,
    shifted_by_the_test,
    softmax,
    test_only,
    trained,
)
from zoo_training import one_entry_a_step

from lrlib import exercises, logistic
from lrlib.exercises import judge
from lrlib.exercises.call import Outcome
from lrlib.exercises.difference import CONDITIONS
from lrlib.exercises.exercise import single
from lrlib.exercises.trial import Trial

test_only.__test__ = False  # a maker of scales, no test


def hits(y, labels):
    return np.sum((y == 1) & (labels == 1))


def lowest(criterion):
    return lambda costs, sizes, m: int(np.argmin(criterion(np.asarray(costs), np.asarray(sizes), m)))


def reliability_of_tenths(y, p):
    cells = np.minimum((p * 10).astype(int), 9)
    return sum(np.mean(cells == i) * (p[cells == i].mean() - y[cells == i].mean()) ** 2 for i in np.unique(cells))


def ball(theta, velocity, slope, alpha, beta):
    moved = beta * velocity - alpha * slope
    return theta + moved, moved


def slopes(X, y):
    """Of the weights, where the intercept alone is fitted."""
    return X[:, 1:].T @ (np.mean(y) - y) / len(y)


def tables_of_those_seen(y, said, group):
    there = np.unique(group)
    table = np.zeros((len(there), 2, 2), dtype=int)
    np.add.at(table, (np.searchsorted(there, group), y, said), 1)
    return table


def into_like(values):
    """Fill an array of the type of the first argument."""

    def filled(first, *rest):
        found = np.zeros_like(first)
        found[:] = values(first, *rest)
        return found

    return filled


def soft(z, t):
    return np.sign(z) * np.maximum(np.abs(z) - t, 0)


def scored(score):
    """best_strength by another score than the log losses alone."""
    return lambda strengths, thetas, X, y: score(strengths, np.array([logistic.cost(t, X, y) for t in thetas]))


def replaced(loss, number):
    """Put a number in the place of what overflows."""

    def cost(theta, X, y, *l2):
        each = loss(1 / (1 + np.exp(-(X @ theta))), y)
        each[~np.isfinite(each)] = number
        return each.mean() + (l2[0] / 2 * theta[1:] @ theta[1:] if l2 else 0)

    return cost


def three_times_the_tail(Z, y):
    """Right where the logits are large."""
    z = Z[:, 0]
    return np.mean(np.maximum(z, 0) - y * z + 3 * np.log1p(np.exp(-np.abs(z))))


def own_loss(h, y):
    return -np.where(y == 1, np.log(h), np.log(1 - h))


def log_softmax_with_a_floor(Z):
    logs = np.log(np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True))
    return np.where(np.isfinite(logs), logs, -1000)


def nearest_mean(X_train, y_train, X_test):
    means = np.array([X_train[y_train == k].mean(axis=0) for k in range(max(y_train) + 1)])
    return softmax(-((X_test[:, None] - means) ** 2).sum(axis=2))


def brought_by_their_own(a, b):
    return tuple((x - x.min(axis=0)) / np.where(np.ptp(x, axis=0) > 0, np.ptp(x, axis=0), 1) for x in (a, b))


def in_order(order):
    """A right fit whose rows come back in another order."""
    return lambda *a: (lambda P: P[order(P)])(trained()(*a))


def descending(rate, steps, sign=-1):
    """A fit by descent, which may run away."""

    def fit(X, y, l2):
        theta, weights = np.zeros(X.shape[1]), np.arange(X.shape[1]) > 0
        for _ in range(steps):
            h = 0.5 + 0.5 * np.tanh(X @ theta / 2)
            theta = theta + sign * rate * (X.T @ (h - y) / len(y) + l2 * weights * theta)
        return theta

    return fit


def alarms(y, labels):
    """Precision, and the share of 0 where nothing was alarmed, which may be 0 of 0."""
    return hits(y, labels) / np.sum(labels == 1), np.sum((y == 0) & (labels == 0)) / np.sum(labels == 0)


def each_against_the_rest(X_train, y_train, X_test):
    A, B = (
        np.column_stack((np.ones(len(X)), (X - X_train.mean(axis=0)) / guarded(X_train))) for X in (X_train, X_test)
    )
    fits = [logistic.fit(A, (y_train == k).astype(int), l2=0.01).theta for k in range(max(y_train) + 1)]
    P = sigmoid(B @ np.transpose(fits))
    return P / P.sum(axis=1, keepdims=True)


def of_fourth_order(cost, theta, h):
    axes = h * np.eye(len(theta))
    near, far = ([cost(theta + k * e) - cost(theta - k * e) for e in axes] for k in (1, 2))
    return (8 * np.array(near) - np.array(far)) / (12 * h)


def into_the_type_of_the_labels(theta, X, y):
    slope = np.zeros(len(theta), dtype=y.dtype)
    slope[:] = X.T @ (sigmoid(X @ theta) - y) / len(y)
    return slope


def hat(theta, X):
    w = sigmoid(X @ theta) * sigmoid(-X @ theta)
    return np.linalg.inv(X.T @ (w[:, None] * X)) @ X.T, w


def working(part):
    """working with another second value, which is right for class 1."""

    def both(theta, X, y):
        h = sigmoid(X @ theta)
        return part(h * (1 - h)), X @ theta + np.where(y == 1, 1 / h, 1 / (1 - h))

    return both


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


def overflowing(z):
    return np.exp(z) / (1 + np.exp(z))


def guarded(train):
    return np.where(train.std(axis=0) > 0, train.std(axis=0), 1)


def share_without_return(false_alarm, miss):
    miss = false_alarm / (false_alarm + miss)


def share_of_many_alone(m, level):  # noqa: RET503  as it is forgotten
    if m > 5:
        return 1 - (1 - level) ** (1 / m)


def share_of_one_still_to_do(m, level):
    if m > 1:
        return 1 - (1 - level) ** (1 / m)
    raise NotImplementedError("one trial")


def residual_of_clipped(limit):
    """deviance_residual, where no probability comes nearer to 0 or 1."""

    def residual(y, p):
        p = np.clip(p, limit, 1 - limit)
        return np.sign(y - p) * np.sqrt(-2 * np.log(np.where(y == 1, p, 1 - p)))

    return residual


def by_odds(p, old, new):
    odds = p / (1 - p) * (new / old) * (1 - old) / (1 - new)
    return odds / (1 + odds)


def of_clipped(p, old, new):
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return p * new / old / (p * new / old + (1 - p) * (1 - new) / (1 - old))


def by_clipped_losses(strengths, thetas, X, y):
    H = np.clip(sigmoid(X @ thetas.T), 1e-3, 1 - 1e-3)
    return strengths[np.where(y[:, None] == 1, -np.log(H), -np.log(1 - H)).mean(axis=0).argmin()]


def by_penalised_sums(strengths, thetas, X, y):
    Z = X @ thetas.T
    sums = np.sum(np.logaddexp(0, Z) - y[:, None] * Z, axis=0)
    return strengths[np.argmin(sums + strengths / 2 * np.sum(thetas[:, 1:] ** 2, axis=1))]


def up_to_the_first_too_high(strengths, losses):
    """one_error_rule, as a walk from the best that ends where it first fails."""
    mean = losses.mean(axis=0)
    chosen, error = mean.argmin(), losses[:, mean.argmin()].std(ddof=1) / np.sqrt(len(losses))
    for i in np.argsort(strengths):
        if strengths[i] > strengths[chosen]:
            if mean[i] > mean.min() + error:
                break
            chosen = i
    return strengths[chosen]


def working_response(theta, X, y):
    """newton_step by weighted least squares: 0 / 0 where h (1 - h) is 0."""
    h = sigmoid(X @ theta)
    root = np.sqrt(h * (1 - h))
    return np.linalg.lstsq(root[:, None] * X, root * (X @ theta + (y - h) / root**2), rcond=None)[0]


def without_the_columns(V, W, X, y):
    """down_to_hidden, where X is forgotten."""
    S = np.tanh(X @ V.T)
    gaps = softmax(np.column_stack((np.ones(len(S)), S)) @ W.T) - np.eye(len(W))[y]
    return np.repeat((gaps @ W[:, 1:] * (1 - S**2)).mean(axis=0)[:, None], X.shape[1], axis=1)


PASSING = [
    ("towards_zero", lambda z, t: z - np.clip(z, -t, t)),
    ("shifted", lambda p, old, new: p * new * (1 - old) / (p * new * (1 - old) + (1 - p) * (1 - new) * old)),
    ("shifted", lambda p, old, new: sigmoid(np.log(p / (1 - p)) + np.log(new / old) - np.log((1 - new) / (1 - old)))),
    ("deviance_residual", residual_of_clipped(1e-15)),
    ("deviance_residual", lambda y, p: np.where(y, np.sqrt(-2 * np.log(p)), -np.sqrt(-2 * np.log1p(-p)))),
    ("decided", lambda z, alarm, miss: (sigmoid(z) * miss >= sigmoid(-z) * alarm).astype(int)),
    ("lowest_aic", lowest(lambda c, s, m: c + s / m)),
    ("ball_step", lambda *a: np.array(ball(*a))),
    ("logits_of", lambda P: np.log(P) + np.arange(len(P))[:, None]),
    ("fit_softmax", trained(end=lambda Z: np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True)))),
]
FORMS = [  # fit_softmax: what happens to the scores at the end
    ("wrong-factor", "every row adds up to 100", lambda Z: 100 * softmax(Z)),
    ("wrong-factor", "every row adds up to 0.3333", lambda Z: softmax(Z) / Z.shape[1]),
    ("wrong-factor", "every row adds up to 0.01667", lambda Z: softmax(Z) / len(Z)),
    ("missing-normalisation", "the rows add up to numbers from", lambda Z: np.exp(Z - Z.max())),
    (
        "missing-normalisation",
        "the rows add up to numbers from",
        lambda Z: softmax(Z) / softmax(Z).max(axis=1)[:, None],
    ),
    ("normalised-over-everything", "all entries together add up to 1", lambda Z: np.exp(Z) / np.exp(Z).sum()),
    ("softmax-over-wrong-axis", "each column adds up to 1", lambda Z: softmax(Z, axis=0)),
    ("missing-softmax", "the values run from -", lambda Z: Z),
    ("logarithm-returned", "the exponentials of each row add up to 1", lambda Z: np.log(softmax(Z))),
    ("clipped", "entries are 0.05 and ", lambda Z: np.clip(softmax(Z), 0.05, 0.95)),
    ("wrong-values", "the least value is -0.3", lambda Z: softmax(Z) - 1 / Z.shape[1]),
    ("wrong-values", "the rows add up to numbers from 0.9 to 1.1", lambda Z: np.round(softmax(Z), 1)),
    ("wrong-values", "the held-out cost is", lambda Z: softmax(softmax(Z))),
    ("columns-exchanged", "in the order 2, 1, 0", lambda Z: softmax(Z)[:, ::-1]),
    ("hard-labels", "every entry is 0 or 1", lambda Z: np.eye(Z.shape[1])[Z.argmax(axis=1)]),
]
FITS = [  # fit_softmax: what happens before
    ("wrong-way", "the softmax of -z for that of z", trained(turn=-1)),
    ("not-trained-enough", "times as large it would pass in this call", trained(steps=5)),
    ("overconfident", "with all weights 0.", trained(turn=20)),
    ("test-left-raw", "seem to be raw", trained(scale=test_only(lambda X, a: X))),
    ("test-left-raw", "seem to be only divided", trained(scale=test_only(lambda X, a: X / a.std(axis=0)))),
    ("test-left-raw", "seem to be only shifted", trained(scale=test_only(lambda X, a: X - a.mean(axis=0)))),
    ("uses-test-data", "seem to have their own", trained(scale=shifted_by_the_test)),
    ("features-not-scaled", "probabilities of the same rows change by", trained(scale=itself, alpha=0.01)),
    ("wrong-values", "columns 0 and 1 of X_test change nothing", on_columns(slice(-2, None))),
    ("wrong-values", "column 1 of X_test changes nothing", on_columns(slice(1))),
    ("wrong-values", "the held-out cost is", gaussians_of_single_columns),
    ("wrong-values", "in another order of its rows", in_order(lambda P: np.arange(len(P))[::-1])),
    ("wrong-values", "in another order of its rows", in_order(lambda P: np.argsort(P[:, 0]))),
    ("wrong-values", "in another order of its rows", in_order(lambda P: np.random.default_rng(1).permutation(len(P)))),
    ("features-not-scaled", "probabilities of the same rows change by", nearest_mean),
    ("uses-test-data", "seem to have their own", trained(scale=brought_by_their_own, steps=3000, alpha=2.0)),
    ("wrong-values", "of 60 test rows have the right class", lambda *a: np.sort(trained()(*a), axis=1)),
]
SAID = [
    ("threshold", "returns-none", "Does every path through the function end in a return?", share_without_return),
    ("none_seen", "returns-none", "m = 1, level = 0.95", share_of_many_alone),
    ("none_seen", "raises", "Came: NotImplementedError: one trial", share_of_one_still_to_do),
    ("towards_zero", "wrong-values", "no number", lambda z, t: z / np.abs(z) * np.maximum(np.abs(z) - t, 0)),
    ("towards_zero", "wrong-values", "no number", lambda z, t: z * np.maximum(1 - t / np.abs(z), 0)),
    *(
        ("deviance_residual", "wrong-values", "only where the numbers are very", residual_of_clipped(limit))
        for limit in (0.05, 1e-3, 1e-6)
    ),
    ("shifted", "unstable", "Came: [0.  0.1 nan]", by_odds),
    ("shifted", "unstable", "(by its values: for some p from 0 to 1 no number comes)", by_odds),
    ("shifted", "wrong-values", "only where the numbers are very", of_clipped),
    ("best_strength", "wrong-values", "only where the numbers are very", by_clipped_losses),
    ("best_strength", "penalty-in-the-score", "is added to the validation loss", by_penalised_sums),
    ("one_error_rule", "wrong-values", "it is wrong in 1 of", up_to_the_first_too_high),
    ("decided", "wrong-values", "it is wrong in", lambda z, a, b: (z >= np.log1p(a / b)).astype(int)),
    ("decided", "wrong-values", "it is wrong in", lambda z, a, b: (z >= a * b / (a + b) ** 2).astype(int)),
    ("decided", "wrong-values", "it is wrong in", lambda z, a, b: (np.tanh(z) >= a / (a + b)).astype(int)),
    ("softmax_predict", "wrong-values", "it is wrong in", lambda W, X: np.round(X @ W.T).argmax(axis=1)),
    ("predict", "wrong-values", "it is wrong in 1 of", lambda w, X, t: (sigmoid(X @ w) >= t - 0.01).astype(int)),
    ("lowest_aic", "wrong-values", "it is wrong in 1 of", lowest(lambda c, s, m: 2 * m * c + np.log(m) / 2 * s)),
    (
        "gradient_error",
        "wrong-values",
        "gradient = [0.0001 0.0002], numeric = [0.00011 0.0002 ]",
        lambda g, n: np.linalg.norm(g - n) / max(np.linalg.norm(g), np.linalg.norm(n)),
    ),
    *(
        (
            name,
            "wrong-values",
            "every value is the expected one, rounded to 2 decimals",
            lambda X, y, l2: np.round(logistic.fit(X, y, l2=l2, tol=1e-9).theta, 2),
        )
        for name in ("fit_logistic", "fitted")
    ),
    ("logits_of", "wrong-values", "of class", lambda P: np.log1p(P)),
    ("logits_of", "wrong-values", "in row 0 the softmax makes 0.3333 of class 0, where P has 0.5", np.zeros_like),
    ("precision_recall", "returns-something-else", "it returned a number", lambda y, labels: hits(y, labels) / y.sum()),
    (
        "precision_recall",
        "returns-something-else",
        "it returned an array of shape (2,)",
        lambda y, labels: np.array([hits(y, labels) / labels.sum(), hits(y, labels) / y.sum()]),
    ),
    ("ball_step", "returns-something-else", "it returned an array of shape (4,)", lambda *a: np.concatenate(ball(*a))),
    (
        "standardize",
        "returns-list",
        "Wrap each of the values",
        lambda a, b: tuple(((p - a.mean(axis=0)) / guarded(a)).tolist() for p in (a, b)),
    ),
    ("predict", "wrong-dtype", "where whole numbers are asked for", lambda theta, X, t: (X @ theta >= 0) * 1.0),
    (
        "softmax_predict",
        "wrong-dtype",
        "where whole numbers are asked for",
        lambda W, X: (X @ W.T).argmax(axis=1).astype(float),
    ),
    ("predict", "wrong-values", "some entries, 1 of 3 in this call", lambda theta, X, t: np.ones(len(X), dtype=int)),
    ("ball_step", "wrong-values", "Take entry 0 of the first value", lambda *a: ball(*a)[::-1]),
    ("strongest_l1", "sign-of-the-slope-kept", "Expected: 0.75", lambda X, y: abs(slopes(X, y).max())),
    ("strongest_l1", "wrong-values", "it is wrong in", lambda X, y: np.max(np.abs(slopes(X, y)[1:]), initial=0)),
    ("by_group", "wrong-shape", "expected is (4, 2, 2)", tables_of_those_seen),
    ("towards_zero", "truncates-integers", "Came: [2 0 1]", into_like(soft)),
    (
        "put_back",
        "truncates-integers",
        "Came: [ 0 -2  3]",
        into_like(lambda w, kept: w + np.eye(len(w))[0] * np.log(kept)),
    ),
    ("best_strength", "wrong-values", "it is wrong in 2 of", scored(lambda s, losses: s[np.argmin(losses + s)])),
    ("best_strength", "wrong-values", "it is wrong in 3 of", scored(lambda s, losses: s[np.argmin(losses[1:]) + 1])),
    (
        "settled",
        "wrong-values",
        "it is wrong in 1 of",
        lambda w, g, l1: np.where(np.abs(w) > 1e-3, np.abs(g + l1 * np.sign(w)), np.maximum(np.abs(g) - l1, 0)),
    ),
    ("lowest_aic", "wrong-values", "it is wrong in 1 of", lowest(lambda c, s, m: m * np.log(c) + 2 * s)),
    ("lowest_aic", "wrong-values", "it is wrong in 3 of", lowest(lambda c, s, m: c + s / 100)),
    ("lowest_aic", "wrong-values", "it is wrong in", lowest(lambda c, s, m: 2 * c + s)),
    ("lowest_aic", "wrong-values", "it is wrong in", lowest(lambda c, s, m: c + 2 * s / np.sqrt(m))),
    ("lowest_aic", "wrong-values", "it is wrong in", lowest(lambda c, s, m: c + np.log(s))),
    ("lowest_aic", "wrong-values", "it is wrong in", lowest(lambda c, s, m: c * s)),
    ("lowest_aic", "mean-cost-for-deviance", "as much as 1 of the mean cost", lowest(lambda c, s, m: c + s)),
    ("sigmoid", "wrong-values", "a small number is added", lambda z: 1 / (1 + np.exp(-z)) + 1e-12),
    (
        "one_vs_all_predict",
        "compares-rounded-sigmoids",
        "rounded to -1 or 1",
        lambda W, X: np.tanh(X @ W.T).argmax(axis=1),
    ),
    ("one_vs_all_predict", "clipped", "clips", lambda W, X: np.clip(X @ W.T, -20, 20).argmax(axis=1)),
    ("logits_of", "wrong-values", "in row 0 the softmax makes 0.3762", np.square),
    ("logits_of", "wrong-values", "2.061e-09 of class 0, where P has 1e-300", lambda P: np.clip(np.log(P), -20, 0)),
    ("hold_out", "returns-list", "[0, 3] (list)", lambda *a: list(exercises.find("hold_out").reference(*a))),
    (
        "condition",
        "diagonal-for-bends",
        "(by its values: it takes the diagonal",
        lambda H: np.diag(H).max() / np.diag(H).min(),
    ),
    (
        "labels_cost",
        "wrong-values",
        "wrong only where there is more than one example",
        lambda W, X, Y: np.sum((np.logaddexp(0, X @ W.T) - Y * (X @ W.T))[0]),
    ),
    ("precision_recall", "raises", "if, while, and, or and not", lambda y, labels: (np.sum(y == 1 and labels == 1), 0)),
    ("predict", "raises", ".astype(int)", lambda theta, X, t: int(X @ theta >= 0)),
    ("none_seen", "quotient-for-root", "where a root is wanted", lambda m, level: (1 - level) / m),
    ("lowest_aic", "wrong-values", "it is wrong in", lowest(lambda c, s, m: m * c + s + s * (s + 1) / (m - s - 1))),
    ("reliability", "wrong-values", "it is wrong in 1 of", reliability_of_tenths),
    ("graph_slopes", "wrong-shape", "the shape is ()", lambda graph: 1.0),
    ("fit_logistic", "wrong-values", "e+300 in size, at the minimum it is 0.916", descending(3, 1000)),
    ("fit_logistic", "wrong-values", "do the steps grow?", descending(3, 500)),
    ("fitted", "wrong-values", "e+176 in size, at the minimum it is 0.866", descending(5, 1000)),
    ("fitted", "wrong-values", "e+158 in size", descending(1, 2000, sign=1)),
    (
        "fit_logistic",
        "wrong-values",
        "your parameters are those of least cost for l2 = 0.05, and l2 is 0.1",
        lambda X, y, l2: logistic.fit(X, y, l2=l2 / X.shape[1], tol=1e-9).theta,
    ),
    (
        "fit_logistic",
        "penalty-factor-2",
        "with twice the penalty no entry of the gradient is above 0.001 at your parameters",
        lambda X, y, l2: logistic.fit(X, y, l2=2 * l2, tol=1e-9).theta,
    ),
    ("fit_logistic", "wrong-values", "the penalised cost is 0.6931 with your", lambda X, y, l2: np.zeros(X.shape[1])),
]
SAID += [  # what a fifth stranger found untrue, as it is said now
    (
        "one_vs_all_predict",
        "takes-wrong-arguments",
        "(X, W); the order is (W, X)",
        lambda X, W: (X @ W.T).argmax(axis=1),
    ),
    (
        "decided",
        "takes-wrong-arguments",
        "(miss, alarm, z); the order is (z, alarm, miss)",
        lambda miss, alarm, z: (z >= np.log(alarm / miss)).astype(int),
    ),
    ("none_seen", "takes-wrong-arguments", "the order is (m, level)", lambda level, m: 1 - (1 - level) ** (1 / m)),
    (
        "threshold",
        "costs-exchanged",
        "the order is (false_alarm, miss)",
        lambda miss, false_alarm: false_alarm / (false_alarm + miss),
    ),
    ("gradient", "wrong-values", "only where some of the input are whole numbers", into_the_type_of_the_labels),
    (
        "precision_recall",
        "wrong-factor",
        "or a percentage",
        lambda y, labels: (100 * np.mean(y[labels == 1]), 100 * np.mean(labels[y == 1])),
    ),
    (
        "area",
        "wrong-values",
        "whichever is nearer to what is expected",
        lambda y, s: float(s[y == 1].mean() > s[y == 0].mean()),
    ),
    ("logits_of", "wrong-values", "very large or very small", lambda P: np.maximum(np.log(P), -100)),
    (
        "working",
        "wrong-values",
        "all entries of the first value, by up to 0.25; some entries of the second value, by up to 26.4",
        working(np.sqrt),
    ),
    (
        "ball_step",
        "wrong-values",
        "all entries of the first value, by up to 0.55; some entries of the second value, by up to 0.05",
        lambda theta, v, slope, alpha, beta: (theta - (v - alpha * slope), v - alpha * slope),
    ),
    ("ball_step", "wrong-values", "in the other order they would be right", lambda *a: ball(*a)[::-1]),
    (
        "standardize",
        "wrong-values",
        "wrong: all entries of the first value, by up to",
        lambda a, b: (a / guarded(a), (b - b.mean(axis=0)) / guarded(a)),
    ),
    (
        "one_vs_all_predict",
        "compares-rounded-sigmoids",
        "logarithms of sigmoids",
        lambda W, X: (-np.logaddexp(0, -X @ W.T)).argmax(axis=1),
    ),
    (
        "one_vs_all_predict",
        "wrong-values",
        "only where the numbers are very large",
        lambda W, X: len(W) - 1 - sigmoid(X @ W.T)[:, ::-1].argmax(axis=1),
    ),
    ("precision_recall", "wrong-values", "in some of these calls what came is no number", alarms),
    (
        "deviance_residual",
        "wrong-shape",
        "the shape is (2, 2); expected is (2,); a shape of (m, m) may come of a column",
        lambda y, p: np.sign(y - p[:, None]) * np.sqrt(-2 * np.log(np.where(y == 1, p[:, None], 1 - p[:, None]))),
    ),
    ("leverage", "wrong-shape", "of a product such as X @ X.T", lambda theta, X: X @ hat(theta, X)[0]),
    ("fit_softmax", "wrong-values", "the held-out cost is 0.3665, at most 0.3658 passes", each_against_the_rest),
]
UNSAID = [
    ("ordered_slope", "type from the input", lambda theta, cuts, X, y: sigmoid(X @ theta) - y),
    ("down_to_hidden", "type from the input", without_the_columns),
    ("focal_loss", "type from the input", lambda z, y, g: (own_loss(sigmoid(z), y) * np.abs(sigmoid(z) - y)) ** g),
    ("one_vs_all_predict", "rounded to 0 or 1", lambda W, X: overflowing(X @ W.T).argmax(axis=1)),
    (
        "one_vs_all_predict",
        "-1 or 1",
        lambda W, X: (1 / (1 + np.exp(-(X @ W.T).astype(np.float32)))).argmax(axis=1),
    ),
    ("one_vs_all_predict", "first column of X", lambda W, X: (-np.logaddexp(0, -X @ W.T)).argmax(axis=1)),
    ("logits_of", "are large", lambda P: np.log(P + 1e-8) - np.log(P + 1e-8).max(axis=1, keepdims=True)),
    ("lowest_aic", "forgets", lowest(lambda c, s, m: 2 * m * c + 2 * s / m)),
    ("lowest_aic", "forgets", lowest(lambda c, s, m: m * c + s / m)),
    ("l2_of_C", "from 0 to 1", lambda C, m: 2 / C),
    ("prior_strength", "from 0 to 1", lambda tau, m: m / tau),
    ("strongest_l1", "from 0 to 1", lambda X, y: np.abs(X[:, 1:].T @ y).max()),
    ("settled", "from 0 to 1", lambda theta, slope, l1: np.abs(slope) + l1),
    ("one_error_rule", "from 0 to 1", lambda strengths, losses: losses.sum()),
    ("best_strength", "from 0 to 1", lambda strengths, thetas, X, y: float(len(y))),
    ("one_hot", "a single example", lambda y, K: np.eye(K)[y - y.min()]),
    ("gradient_check", "Where does h stand", of_fourth_order),
    (
        "focal_loss",
        "one factor",
        lambda z, y, g: (1 - sigmoid(np.where(y, z, -z))) ** g * -np.log(sigmoid(np.where(y, z, -z)) + 2e-9),
    ),
    (
        "cost",
        "too large or too small here",
        lambda *a: own_loss(np.clip(1 / (1 + np.exp(-a[1] @ a[0])), 3e-9, 1 - 3e-9), a[2]).mean(),
    ),
    ("descend", "more or fewer steps", one_entry_a_step),
    ("fit_logistic", "by the factor m", lambda X, y, l2: logistic.fit(X, y, l2=1 / len(y), tol=1e-9).theta),
    ("column_loss", "from 0 to 1", three_times_the_tail),
    ("precision_recall", "functions of math", lambda y, labels: (np.sum(y == 1 and labels == 1), 0)),
    ("chance_between", "Which line rounds", lambda x, theta, C: np.array([0.0, 1.0])),
    ("one_vs_all_predict", "two classes", lambda W, X: np.zeros(len(X), dtype=int)),
    ("softmax_predict", "two classes", lambda W, X: (X @ W.T).argmax(axis=1) * 2),
    ("cross_entropy", "softmax is missing", lambda Z, Y: np.nan),
    ("threshold", "cut to a whole number", lambda false_alarm, miss: 0.0),
    ("column_loss", "it takes the softmax", lambda Z, y: 0.0),
    ("towards_zero", "passed", lambda z, t: np.round(np.sign(z) * np.maximum(np.abs(z) - t, 0), 2)),
    ("logits_of", "of class", lambda P: np.where(P < 0.3, np.nan, np.log(P))),
    ("lowest_aic", "every value is 1 too", lambda costs, sizes, m: len(costs) - 1),  # it is right in some calls
    ("predict", "stand in other places", lambda theta, X, t: np.sort((X @ theta >= 0).astype(int))),  # only 0 and 1
    ("fit_softmax", "another number than on paper", gaussians_of_single_columns),
    ("fit_softmax", "no class has an intercept", trained(scale=itself, alpha=1e-9, steps=500)),  # it has a small one
]


@pytest.mark.parametrize(("name", "function"), PASSING)
def test_an_unusual_right_answer_passes(name, function):
    judgement = judged(name, function)
    assert judgement.passed, judgement.message


def test_a_step_that_is_none_where_a_score_is_large_is_told_so():
    judgement = judged("newton_step", working_response)
    assert judgement.passed
    assert "it gives another step, or none: there h (1 - h) is 0, and exp(800) infinite" in judgement.message


@pytest.mark.parametrize(("mistake", "seen", "end"), FORMS)
def test_what_a_classifier_does_to_its_scores_is_seen_in_its_answer(mistake, seen, end):
    judgement = judged("fit_softmax", trained(end=end))
    assert judgement.mistake == mistake, judgement.message
    assert seen in judgement.message


@pytest.mark.parametrize(("mistake", "seen", "function"), FITS)
def test_how_a_classifier_was_trained_is_seen_in_its_answer(mistake, seen, function):
    judgement = judged("fit_softmax", function)
    assert judgement.mistake == mistake, judgement.message
    assert seen in judgement.message


@pytest.mark.parametrize(("name", "mistake", "said", "function"), SAID)
def test_what_is_said_is_true_of_the_answer(name, mistake, said, function):
    judgement = judged(name, function)
    assert judgement.mistake == mistake, judgement.message
    assert said in judgement.message


@pytest.mark.parametrize(("name", "unsaid", "function"), UNSAID)
def test_what_is_not_true_of_the_answer_is_not_said(name, unsaid, function):
    judgement = judged(name, function)
    assert not judgement.passed
    assert unsaid not in judgement.message


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("cost", replaced(own_loss, 100)),
        ("penalised_cost", replaced(own_loss, 100)),
        ("log_softmax", log_softmax_with_a_floor),
    ],
)
def test_where_another_number_stands_a_number_is_left(name, function):
    message = exercises.check(name, function).message
    assert "Breaks: from a size of" in message
    assert "no number is left" not in message


def test_where_no_number_is_left_it_is_said_from_where_on():
    message = exercises.check("cost", lambda *a: own_loss(1 / (1 + np.exp(-(a[1] @ a[0]))), a[2]).mean()).message
    assert "digits are lost; from 37 on no number is left" in message


@pytest.mark.parametrize("name", [name for name in exercises.names() if name != "fit_softmax"])
def test_no_two_conditions_are_met_by_the_same_calls(name):
    """A call that is wrong tells which of them it is: the question is about that one."""
    exercise, met = exercises.find(name), {}
    usual = [*exercise.ordinary(), single(exercise.ordinary()[0])]
    for condition in CONDITIONS:
        holds = [
            condition.holds(
                dict(zip(judge.arguments_of(exercise), a, strict=True)), Trial(0, a, Outcome("returned"), None, True)
            )
            for a in usual
        ]
        if any(holds) and not all(holds):
            assert met.setdefault(tuple(holds), condition) is condition, condition.words


def test_what_lies_out_of_bounds_lies_so_in_the_call_that_is_shown():
    """A row sum of the hat matrix is above 1 in one call only: that one is shown."""

    def row_sums(theta, X):
        h = 1 / (1 + np.exp(-(X @ theta)))
        A = np.sqrt(h * (1 - h))[:, None] * X
        return (A @ np.linalg.inv(A.T @ A) @ A.T).sum(axis=1)

    message = judged("leverage", row_sums).message
    assert "some values are above 1" in message
    came = next(line for line in message.splitlines() if line.startswith("Came: "))
    assert max(float(number) for number in came[6:].strip(" []").split()) > 1


def test_a_probability_of_scaled_columns_does_not_depend_on_a_unit():
    """The witness of features-not-scaled: the same rows, one column in grammes, and the right answers are the same."""
    from lrlib.exercises.tasks.classifier import splits

    plain, grammes = (next(s for s in splits() if s.kind == kind) for kind in ("plain", "another unit"))
    both = [trained(scale=scaled)(s.X_train, s.y_train, s.X_test)[:60] for s in (plain, grammes)]
    assert np.allclose(*both, rtol=1e-6)
