"""What people write, right and wrong: nobody's right answer is refused, and a wrong one is told where it is wrong."""

import contextlib
import math
import os
import re
import sys
import warnings

import numpy as np
import pytest
from desk import judged

from lrlib import exercises
from lrlib.exercises import sandbox
from lrlib.exercises.call import outcome_of


def sigmoid(z):
    return 0.5 + 0.5 * np.tanh(np.asarray(z) / 2)


def softmax(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def losses(theta, X, y):
    return np.logaddexp(0, X @ theta) - y * (X @ theta)


def slope(theta, X, y):
    return X.T @ (sigmoid(X @ theta) - y) / len(y)


def ones(X):
    return np.column_stack((np.ones(len(X)), X))


# Right, and refused by a judge that takes a warning, an import or a draw for a mistake.


def cost_that_asserts(theta, X, y):
    J = losses(theta, X, y).mean()
    assert J.dtype == float
    return J


def sigmoid_by_scipy(z):
    from scipy.special import expit

    return expit(z)


def standardize_by_sklearn(train, test):
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(train)
    return scaler.transform(train), scaler.transform(test)


def confusion_by_pandas(y, labels, K):
    import pandas as pd

    return pd.crosstab(y, labels).reindex(index=range(K), columns=range(K), fill_value=0).to_numpy()


def fit_by_scipy(X, y, l2):
    from scipy.optimize import minimize

    return minimize(lambda t: losses(t, X, y).mean() + l2 / 2 * t[1:] @ t[1:], np.zeros(X.shape[1])).x


def fit_that_overflows_once(X, y, l2):
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        1 / (1 + np.exp(4000 * X[:, 1]))
    return fit_by_scipy(X, y, l2)


def fit_in_batches(X_train, y_train, X_test, draw=None):
    mean, spread = X_train.mean(axis=0), X_train.std(axis=0)
    A, T = ones((X_train - mean) / spread), ones((X_test - mean) / spread)
    W = np.random.randn(y_train.max() + 1, A.shape[1]) * 0.01  # noqa: NPY002  as people write it
    for _ in range(60):
        order = np.random.permutation(len(A))  # noqa: NPY002
        for i in range(0, len(A), 20):
            b = order[i : i + 20]
            W = W - 0.3 * (softmax(A[b] @ W.T) - np.eye(len(W))[y_train[b]]).T @ A[b] / len(b)
    return softmax(T @ W.T)


def fit_from_anywhere(X_train, y_train, X_test):
    np.random.seed(0)  # noqa: NPY002
    W = np.random.default_rng().normal(size=(y_train.max() + 1, X_train.shape[1] + 1)) * 0.01
    mean, spread = X_train.mean(axis=0), X_train.std(axis=0)
    A, T = ones((X_train - mean) / spread), ones((X_test - mean) / spread)
    for _ in range(800):
        W = W - 0.5 * (softmax(A @ W.T) - np.eye(len(W))[y_train]).T @ A / len(A)
    return softmax(T @ W.T)


def prints_much(z):
    for i in range(5000):
        print("epoch", i, z)
    return sigmoid(z)


RIGHT = [
    ("cost", cost_that_asserts, "float32 it stops with AssertionError"),
    ("cost", cost_that_asserts, "dtype=np.float32"),
    ("sigmoid", sigmoid_by_scipy, ""),
    pytest.param("standardize", standardize_by_sklearn, "", marks=pytest.mark.slow),
    ("confusion", confusion_by_pandas, ""),
    ("fit_logistic", fit_by_scipy, ""),
    ("fit_logistic", fit_that_overflows_once, "NumPy warns: overflow"),
    ("fit_softmax", fit_in_batches, ""),
    ("fit_softmax", fit_from_anywhere, ""),
    ("sigmoid", prints_much, "It also prints"),
    ("sigmoid", lambda z: z.ravel().reshape(z.shape) * 0 + sigmoid(z), "for one number, sigmoid(0.5)"),
    (
        "standardize",
        lambda a, b: tuple(np.where(a.std(0) > 0, (p - a.mean(0)) / a.std(0), 0) for p in (a, b)),
        "A column of 0.1 becomes -1",
    ),
    (
        "softmax",
        lambda Z: np.where(Z > -1e9, softmax(Z), 1 / np.zeros(1)),
        "divide by zero encountered in divide. The values are right",
    ),
    ("confusion", lambda y, labels, K: np.eye(K)[y].T @ np.eye(K)[labels], ""),
    ("sigmoid", np.vectorize(lambda v: 0.5 + 0.5 * math.tanh(v / 2), otypes=[float]), ""),
]


@pytest.mark.parametrize(("name", "function", "remark"), RIGHT)
def test_a_right_answer_passes_with_its_remark(name, function, remark):
    verdict = exercises.check(name, function)
    assert verdict.passed, verdict.message
    assert remark in verdict.message


# Wrong, without a known name: how far, where, and a question.


def nothing_at_zero(theta, X, y):
    g = slope(theta, X, y)
    g[0] = 0
    return g


def first_column_taken_for_ones(theta, X, y):
    return losses(theta, np.column_stack((np.ones(len(X)), X[:, 1:])), y).mean()


def right_for_two_classes(W, X, Y, l2):
    kept = W * (np.arange(W.shape[1]) > 0)
    return (softmax(X @ W.T) - Y).T @ X / len(X) + l2 * kept + 0.1 * (len(W) > 2)


def jacobian_off(z):
    return jacobian(z) * (1.1 - 0.1 * np.eye(len(z)))


def cost_in_pairs(theta, X, y):
    return (np.logaddexp(0, X @ theta) - y[:, None] * (X @ theta)).mean()


def gradient_in_pairs(theta, X, y):
    return (X.T @ (sigmoid(X @ theta).reshape(-1, 1) - y)).mean(axis=1)


def gradient_in_columns(theta, X, y):
    return X.T @ (sigmoid(X @ theta) - y[:, None]) / len(y)


def gradient_with_weights(W, X, Y):
    return (softmax(X @ W.T) - Y).T @ X / len(X) + W / 9


PLACED = [  # what is seen and asked, as patterns
    ("gradient", nothing_at_zero, "only the first entry, that of the intercept", "entry 0"),
    ("cost", first_column_taken_for_ones, "only where the first column of X is not ones", "take it for granted"),
    ("cost", lambda *a: losses(*a).mean() + 0.25, "every value is 0.25 too large", "the same whatever the input"),
    ("penalised_gradient", right_for_two_classes, "only where there are more than two classes", "two classes only"),
    ("softmax_jacobian", jacobian_off, "all but the diagonal", "where the indices differ"),
    ("cost", cost_in_pairs, "a column of shape .* each score was paired with each label", ""),
    ("gradient", gradient_in_pairs, "a column of shape .* each score was paired with each label", ""),
    (
        "gradient",
        lambda *a: slope(*a) * (1 + (len(a[1]) > 1)),
        "only where there is more than one example",
        "one example",
    ),
    ("gradient", gradient_in_columns, r"the shape is \(2, 1\); expected is \(2,\)", ""),
    (
        "softmax_gradient",
        gradient_with_weights,
        "in each of .* calls; wrong: all entries",
        r"entry \(0, 0\): .* expected",
    ),
    (
        "one_hot",
        lambda y, K: np.eye(K, dtype=int)[y] * (y[:, None] + 1),
        "the rows do not sum to 1",
        "What should a row add up to",
    ),
    ("newton_step", lambda t, X, y: 1.00001 * newton(t, X, y), "all entries, by up to 1.*e-05", "Which step"),
]


def jacobian(z):
    p = softmax(np.asarray(z, dtype=float)[None])[0]
    return np.diag(p) - np.outer(p, p)


def newton(theta, X, y):
    h = sigmoid(X @ theta)
    return theta - np.linalg.solve(X.T @ ((h * (1 - h))[:, None] * X), X.T @ (h - y))


@pytest.mark.parametrize(("name", "function", "seen", "question"), PLACED)
@pytest.mark.usefixtures("at_the_desk")
def test_wrong_values_say_how_far_where_and_ask(name, function, seen, question):
    verdict = exercises.check(name, function)
    assert not verdict.passed
    lines = dict(line.partition(": ")[::2] for line in verdict.message.splitlines())
    assert lines["Expected"] != lines["Came"]
    assert f"{name}(" in lines["Repeat"]
    assert re.search(seen, lines["Seen"]), verdict.message
    assert re.search(question, lines.get("Question", "")), verdict.message


def gradient_as_in_a_lecture(W, X, Y, l2):
    return (softmax(X @ W.T) - Y).T @ X / len(X) + 2 * l2 * W


NAMED = [
    ("gradient", lambda t, X, y: (losses(t, X, y).mean(), slope(t, X, y)), "returns-something-else"),
    ("sigmoid", lambda z: tuple(sigmoid(z)), "returns-list"),
    ("cost", lambda X, y, theta: losses(theta, X, y).mean(), "takes-wrong-arguments"),
    ("confusion", lambda labels, y, K: np.eye(K)[y].T @ np.eye(K)[labels], "truth-and-prediction-exchanged"),
    ("confusion", lambda y, labels, K: 2 * table_of(y, labels, range(K)) + 1, "wrong-values"),
    ("confusion", lambda y, labels, K: table_of(y, labels, sorted(set(y.tolist()))), "sorted-classes"),
    ("precision_recall", lambda y, p: (100 * np.mean(y[p == 1]), 100 * np.mean(p[y == 1])), "wrong-factor"),
    ("penalised_gradient", gradient_as_in_a_lecture, "intercept-penalised"),
    ("standardize", lambda a, b: tuple(np.nan_to_num((p - a.mean(0)) / a.std(0)) for p in (a, b)), "wrong-values"),
    ("standardize", lambda a, b: tuple((p - a.mean(0)) / a.std(0) for p in (a, b)), "constant-column"),
    ("sigmoid", lambda z: np.exp(z) / (1 + np.exp(z)), "unstable"),
    ("sigmoid", lambda z: np.where(z > 500, 0.25, sigmoid(z)), "wrong-values"),
    ("one_vs_all_predict", lambda W, X: (W[:, 0] + X[:, 1:] @ W[:, 1:].T).argmax(axis=1), "wrong-values"),
]


def hides_a_change(z):
    from lrlib.exercises import call, judge, sandbox, state

    state.changes = lambda *a: []
    call.mark = sandbox.mark = lambda a: ""
    judge.attempt = judge.judge = None
    answer = sigmoid(z)
    z[...] = 0
    return answer


def answers_for_the_judge(z):
    from lrlib.exercises import find, frames, judge, wire

    exercise = find("sigmoid")
    for arguments in judge.calls(exercise):
        message = wire.encode(("returned", exercise.reference(*arguments), "", "", ("",), (), "", ("z",)))
        for descriptor in range(3, 30):
            with contextlib.suppress(OSError):
                frames.send(descriptor, frames.OUTCOME, bytes(8), message)
    os._exit(0)


def answers_with_the_token(z):
    from lrlib.exercises import frames, wire

    frame = sys._getframe()
    while not {"token", "sink"} <= set(frame.f_locals):
        frame = frame.f_back
    message = wire.encode(("returned", sigmoid(z), "", "", ("",), (), "", ("z",)))
    frames.send(frame.f_locals["sink"], frames.OUTCOME, frame.f_locals["token"], message)
    os._exit(0)


@pytest.mark.parametrize(
    ("function", "mistake"),
    [(hides_a_change, "changes-argument"), (answers_for_the_judge, "crashes"), (answers_with_the_token, "exits")],
)
def test_who_attacks_the_judge_of_today_is_refused_under_the_right_name(function, mistake):
    verdict = exercises.check("sigmoid", function)
    assert verdict.mistake == mistake, verdict.message


@pytest.mark.skipif(not sandbox.FORKS, reason="only a fork has a watcher to wait for")
def test_who_is_gone_before_it_is_asked_again_has_exited(monkeypatch):
    def late(parts):
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)  # the watcher, which ends after the process
        return outcome_of(parts)

    monkeypatch.setattr(sandbox, "outcome_of", late)
    assert exercises.check("sigmoid", answers_with_the_token).mistake == "exits"


REMEMBERED = {}


def remembers(z):
    return REMEMBERED.setdefault(z.tobytes(), sigmoid(z))


def test_right_values_with_a_wrong_conduct_are_shown_as_such():
    message = exercises.check("sigmoid", remembers).message
    assert "as expected\nSeen: it changed the variable REMEMBERED" in message


def table_of(y, labels, classes):
    return np.array([[np.sum((y == a) & (labels == b)) for b in classes] for a in classes])


@pytest.mark.parametrize(("name", "function", "mistake"), NAMED)
@pytest.mark.usefixtures("at_the_desk")
def test_a_name_does_not_mislead(name, function, mistake):
    verdict = exercises.check(name, function)
    assert verdict.mistake == mistake, verdict.message
    assert " 1 times" not in verdict.message


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("return X.T @ (sigmoid(X @ theta) - y) / len(y)", "write `from lrlib.activations import sigmoid` above"),
        ("return X.T @ (activations.sigmoid(X @ theta) - y)", "Then write `from lrlib import activations` above"),
        ("return X.T @ (my_sigmoid(X @ theta) - y)", "is the cell that defines it not run yet?"),
    ],
)
@pytest.mark.usefixtures("at_the_desk")
def test_a_name_that_is_missing_is_said_with_where_it_may_come_from(body, said):
    scope = {}
    exec(f"def gradient(theta, X, y):\n    {body}", scope)
    verdict = exercises.check("gradient", scope["gradient"])
    assert verdict.mistake == "raises"
    assert said in verdict.message


def test_of_two_numbers_each_is_said_to_be_too_large_or_too_small():
    verdict = exercises.check("precision_recall", lambda y, labels: (0.95, 0.05))
    said = re.search(r"the first value is (\S+) too (\w+), the second value is (\S+) too (\w+) here", verdict.message)
    wanted = [float(number) for number in re.search(r"Expected: \((\S+), (\S+)\)", verdict.message).groups()]
    for came, right, far, way in zip((0.95, 0.05), wanted, said.groups()[::2], said.groups()[1::2], strict=True):
        assert float(far) == pytest.approx(abs(came - right), abs=1e-3)
        assert way == ("large" if came > right else "small")


def grown(value):
    """Numbers of the same shape, as a walk leaves them that runs away."""
    if isinstance(value, tuple):
        return tuple(map(grown, value))
    signs = np.resize([1.0, -1.0], np.shape(value))
    return 1e300 * signs if np.ndim(value) else 1e300


@pytest.mark.parametrize("name", exercises.names())
def test_whatever_numbers_come_there_is_a_verdict(name):
    """Also where a student has made an error of every warning of NumPy."""
    exercise = exercises.find(name)
    with np.errstate(all="raise"):
        assert judged(name, lambda *arguments: grown(exercise.reference(*arguments))).passed is False
