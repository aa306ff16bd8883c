"""The exercise of a whole logistic regression, judged by where it arrives and not by how."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np

from lrlib import data, logistic
from lrlib.activations import sigmoid
from lrlib.checks import Array, penalised
from lrlib.exercises.exercise import Arguments, Exercise, Trap

SLOPE = 1e-3  # the largest entry of the gradient at which a fit has arrived
EXCESS = 1e-4  # nats above the least cost
PENALTIES: dict[str, Callable[[Array, float], Any]] = {  # wrong ones, of each parameter
    "intercept-penalised": lambda X, l2: l2,
    "penalty-factor-2": lambda X, l2: 2 * l2 * penalised(X),
    "penalty-factor-half": lambda X, l2: l2 / 2 * penalised(X),
    "penalty-over-m": lambda X, l2: l2 / len(X) * penalised(X),
    "penalty-forgotten": lambda X, l2: 0.0,
}
ELSEWHERE = {
    "title": "it ends at another place than the minimum",
    "hint": "Does your result change when you take ten times as many steps?",
    "why": "If it changes, it stops on the way or runs away: more steps, another rate, or Newton's method. If it does "
    "not, more steps will not help. Look at the penalty: its factor, what it leaves out, and whether it sees the "
    "weights in the units of X.",
}
APART = {
    "title": "the penalty is too weak beside the cost, by the factor m",
    "hint": "Which of the two is divided by m in your function, and which should be?",
    "why": "The cost is the mean over the examples; the penalty is added once, as it is. With the penalty over m, or "
    "the cost as a sum, another fit is the best.",
}
ACCURACY = 0.94  # on the tumours held out; lrlib reaches 0.9577


@cache
def _tumours() -> tuple[Array, Array, Array, Array]:
    """Return four columns of the tumours in two parts, standardised, with a column of ones."""
    tumour = data.load("tumour")
    train, test, y, y_test = data.split(tumour.X[:, [1, 20, 24, 27]], tumour.y, rng=3)
    train, test = data.standardize(train, test)
    return data.add_intercept(train), data.add_intercept(test), y.astype(float), y_test


def _sets(rng: np.random.Generator) -> Iterator[Arguments]:
    for m, n, l2 in ((30, 2, 0.1), (60, 3, 0.0), (80, 4, 1.0)):
        X = np.column_stack((np.ones(m), rng.normal(size=(m, n - 1))))
        y = (rng.random(m) < sigmoid(X @ np.linspace(-1.5, 1.5, n))).astype(float)
        yield X, y, l2
    X, _, y, _ = _tumours()
    yield X, y, 0.01


def _slope(theta: Array, X: Array, y: Array, penalty: Any) -> float:
    """Return the largest entry of the gradient, with a penalty of any strength for each parameter."""
    return float(np.abs(logistic.gradient(theta, X, y) + penalty * theta).max())


def _arrived(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether a fit is at the minimum, and tells the tumours apart that it has not seen."""
    X, y, l2 = arguments
    theta = np.asarray(came, dtype=float)
    least = logistic.cost(np.asarray(expected), X, y, l2=l2)
    low = logistic.cost(theta, X, y, l2=l2) <= least + EXCESS
    return low and _slope(theta, X, y, l2 * penalised(X)) <= SLOPE and _held_out(theta, X) >= ACCURACY


def _held_out(theta: Array, X: Array) -> float:
    train, test, _, y_test = _tumours()
    return float(np.mean((test @ theta >= 0) == y_test)) if X.shape == train.shape else 1.0


def _arrived_elsewhere(mistake: str) -> Trap:
    """Return the sign of a fit that is at the minimum of the cost with this wrong penalty, and with no other one."""

    def _sign(arguments: Arguments, came: Any, expected: Any) -> bool:
        X, y, l2 = arguments
        theta = np.asarray(came, dtype=float)
        if not _lost(arguments, came, expected):
            return False
        return [m for m, penalty in PENALTIES.items() if _slope(theta, X, y, penalty(X, l2)) <= SLOPE] == [mistake]

    return Trap(mistake, _sign)


def _lost(arguments: Arguments, came: Any, expected: Any) -> bool:
    return bool(np.isfinite(came).all()) and not _arrived(arguments, came, expected)


def _mirrored(arguments: Arguments, came: Any, expected: Any) -> bool:
    return _lost(arguments, came, expected) and _arrived(arguments, -np.asarray(came, dtype=float), expected)


def _without_bias(arguments: Arguments, came: Any, expected: Any) -> bool:
    X, y, l2 = arguments
    theta = np.asarray(came, dtype=float)
    if not _lost(arguments, came, expected) or theta[0] != 0:
        return False
    return bool(np.abs(logistic.gradient(theta, X, y, l2=l2)[1:]).max() <= SLOPE)


def _by_squares(arguments: Arguments, came: Any, expected: Any) -> bool:
    X, y, _ = arguments
    return _lost(arguments, came, expected) and bool(np.abs(X.T @ (X @ came - y)).max() / len(y) <= SLOPE)


def _uphill(arguments: Arguments, came: Any, expected: Any) -> bool:
    X, y, _ = arguments
    if X.shape[1] < 4:  # few parameters may point there by chance
        return False
    theta, up = np.asarray(came, dtype=float), logistic.gradient(np.zeros(X.shape[1]), X, y)
    return _lost(arguments, came, expected) and float(theta @ up) > 0.9 * float(
        np.linalg.norm(theta) * np.linalg.norm(up)
    )


def _on_the_way(arguments: Arguments, came: Any, expected: Any) -> bool:
    X, y, l2 = arguments
    start = logistic.cost(np.zeros(X.shape[1]), X, y)
    return _lost(arguments, came, expected) and logistic.cost(np.asarray(came, dtype=float), X, y, l2=l2) < start


def _short(arguments: Arguments, came: Any, expected: Any) -> tuple[str, str]:
    """Say how far a fit is from what is asked for."""
    X, y, l2 = arguments
    theta = np.asarray(came, dtype=float)
    if not np.isfinite(theta).all():
        return "what came is no number (nan or inf)", "Which line divides by 0 or overflows, and do the steps grow?"
    cost, least = (logistic.cost(np.asarray(t, dtype=float), X, y, l2=l2) for t in (theta, expected))
    return (
        f"the penalised cost is {cost:.4g} with your parameters and {least:.4g} at the minimum; "
        f"the largest entry of the gradient is {_slope(theta, X, y, l2 * penalised(X)):.3g}",
        "Print the cost after every hundredth step: does it fall, and to where?",
    )


EXERCISES = [
    Exercise(
        name="fit_logistic",
        chapter=9,
        title="A logistic regression from beginning to end",
        task="Return the parameters of least cost: the mean cross-entropy plus $\\lambda / 2$ times the squared "
        "weights without the intercept. Any method will do that arrives: no entry of the gradient above "
        "0.001, the cost within 0.0001 of the least, and on tumours that it has not seen an accuracy of 0.94 or more.",
        minutes=30,
        stub='''def fit_logistic(X, y, l2):
    """Return the parameters of least penalised cost.

    X: (m, n), examples in rows, the first column is ones. y: (m,), each 0
    or 1. l2: 0 or more.
    Returns: array of shape (n,).
    """
    return ...
''',
        reference=lambda X, y, l2: logistic.fit(X, y, l2=l2, tol=1e-9).theta,
        cases=_sets,
        agrees=_arrived,
        told=_short,
        wrong=(
            *map(_arrived_elsewhere, PENALTIES),
            Trap("classes-exchanged", _mirrored),
            Trap("bias-forgotten", _without_bias),
            Trap("squared-error", _by_squares),
            Trap("wrong-way", _uphill),
            Trap("not-converged", _on_the_way),
        ),
        words={
            "squared-error": {
                "title": "it is a least-squares line through the labels",
                "hint": "Where does the sigmoid stand in your gradient?",
                "why": "X @ theta - y is the error of linear regression. The cross-entropy has sigmoid(X @ theta) - y.",
            },
            "wrong-way": {
                "title": "the cost is higher there than at the start",
                "hint": "Follow the signs: in the gradient, in the step, and in what you return.",
                "why": "The gradient is X.T @ (h - y) / m and points to where the cost grows: the step subtracts it. "
                "With one sign turned round every step goes uphill, or the result is the mirror image of the way down.",
            },
            "not-converged": ELSEWHERE,
            "penalty-over-m": APART,
        },
        hints=(
            "You have the parts: the gradient, the penalty, and a loop or Newton's step.",
            "The gradient is X.T @ (h - y) / m plus l2 * theta, the latter without the intercept. Print its largest "
            "entry: are the steps enough?",
            "Newton's method needs few steps here: add l2 to the diagonal of the second derivatives, but for entry 0.",
        ),
        solution="""def fit_logistic(X, y, l2):
    m, n = X.shape
    penalty = np.full(n, float(l2))
    penalty[0] = 0  # the intercept is free
    theta = np.zeros(n)
    for _ in range(25):
        h = logistic.predict_proba(theta, X)
        gradient = X.T @ (h - y) / m + penalty * theta
        hessian = X.T @ ((h * (1 - h))[:, None] * X) / m + np.diag(penalty)
        theta = theta - np.linalg.solve(hessian, gradient)
    return theta
""",
        seconds=10.0,
        chance=True,
    ),
]
