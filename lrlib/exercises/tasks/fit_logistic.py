"""The exercise of a whole logistic regression, judged by where it arrives and not by how."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np

from lrlib import data, logistic
from lrlib.activations import sigmoid
from lrlib.checks import Array, penalised
from lrlib.exercises.exercise import Answered, Arguments, Exercise, Pattern, Seen, Trap

SLOPE = 1e-3  # the largest entry of the gradient at which a fit has arrived
EXCESS = 1e-4  # nats above the least cost
FAR = 1e6  # a parameter beyond is on no way to a minimum
PENALTIES: dict[str, tuple[str, Callable[[Array, float], Any]]] = {  # wrong ones, in words and of each parameter
    "intercept-penalised": ("with the intercept in the penalty", lambda X, l2: l2),
    "penalty-factor-2": ("with twice the penalty", lambda X, l2: 2 * l2 * penalised(X)),
    "penalty-factor-half": ("with half the penalty", lambda X, l2: l2 / 2 * penalised(X)),
    "penalty-over-m": ("with the penalty over m", lambda X, l2: l2 / len(X) * penalised(X)),
    "penalty-forgotten": ("without the penalty", lambda X, l2: 0.0),
}
ELSEWHERE = {
    "title": "it ends at another place than the minimum",
    "hint": "Does your result change when you take ten times as many steps?",
    "why": "If it changes, it stops on the way or runs away: more steps, another rate, or Newton's method. If it does "
    "not, more steps will not help. Look at the penalty: its factor, what it leaves out, and whether it sees the "
    "weights in the units of X.",
}
LINE = {
    "title": "it is a least-squares line through the labels",
    "hint": "Where does the sigmoid stand in your gradient?",
    "why": "X @ theta - y is the error of linear regression. The cross-entropy has sigmoid(X @ theta) - y.",
}
UPHILL = {
    "title": "the cost is higher there than at the start",
    "hint": "Follow the signs: in the gradient, in the step, and in what you return.",
    "why": "The gradient is X.T @ (h - y) / m and points to where the cost grows: the step subtracts it. With one sign "
    "turned round every step goes uphill, or the result is the mirror image of the way down.",
}
APART = {
    "title": "the penalty is too weak beside the cost, by the factor m",
    "hint": "Which of the two is divided by m in your function, and which should be?",
    "why": "The cost is the mean over the examples; the penalty is added once, as it is. With the penalty over m, or "
    "the cost as a sum, another fit is the best.",
}
ANOTHER = {
    "title": "it is the fit with another penalty",
    "hint": "Which number multiplies the squared weights in your function, and is it l2 / 2 in each call?",
    "why": "A fixed number is right for one l2 only, and the strength that a library takes, or sets where none is "
    "given, is another number than l2: chapter 10 translates them.",
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


def _arrived_elsewhere(mistake: str) -> Pattern:
    """Return the sign of fits that are at the minimum of the cost with this wrong penalty, and not all with others."""

    def _sign(calls: Sequence[Answered]) -> Seen | None:
        places = {i: _minima(arguments, came) for i, (arguments, came, _, right) in enumerate(calls) if not right}
        if not all(mistake in there for there in places.values()):
            return None
        here = next((i for i, there in places.items() if there == [mistake]), None)
        words = f"{PENALTIES[mistake][0]} no entry of the gradient is above {SLOPE} at your parameters"
        return None if here is None else (here, words)

    return Pattern(mistake, _sign)


def _minima(arguments: Arguments, came: Any) -> list[str]:
    """Return with which of the wrong penalties the cost has its minimum there."""
    X, y, l2 = arguments
    theta = np.asarray(came, dtype=float)
    return [mistake for mistake, (_, penalty) in PENALTIES.items() if _slope(theta, X, y, penalty(X, l2)) <= SLOPE]


def _of_another_strength(calls: Sequence[Answered]) -> Seen | None:
    """Say which l2 has its minimum at the parameters of a wrong call, where each wrong call has some."""
    told = {i: _strength(arguments, came) for i, (arguments, came, _, right) in enumerate(calls) if not right}
    if None in told.values() or not any(calls[i][0][0].shape[1] > 2 for i in told):  # one weight has always some
        return None
    i, strength = next(iter(told.items()))
    l2 = calls[i][0][2]
    return i, f"your parameters are those of least cost for l2 = {strength:.3g}, and l2 is {l2:.3g}"


def _strength(arguments: Arguments, came: Any) -> float | None:
    """Return the l2 for which these are the parameters of least cost; None where there is none."""
    X, y, _ = arguments
    theta = np.asarray(came, dtype=float)
    push, weights = logistic.gradient(theta, X, y), theta * penalised(X)
    strength = -float(push @ weights) / float(weights @ weights)
    return strength if strength >= 0 and np.abs(push + strength * weights).max() <= SLOPE / 10 else None


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


def by_squares(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether a fit is a least-squares line through the labels, with the penalty or without it.

    Parameters
    ----------
    arguments : tuple
        Of the call.
    came, expected : object
        What was returned, and what lrlib gives.

    Returns
    -------
    bool
        False for a fit that has arrived.
    """
    X, y, l2 = arguments
    push, pull = X.T @ (X @ came - y) / len(y), l2 * penalised(X) * came
    there = min(float(np.abs(push + part).max()) for part in (0, pull)) <= SLOPE
    return there and _lost(arguments, came, expected)


def uphill(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether a fit lies where the cost rises the most steeply.

    Parameters
    ----------
    arguments : tuple
        Of the call.
    came, expected : object
        What was returned, and what lrlib gives.

    Returns
    -------
    bool
        False for a fit that has arrived, and where there are too few parameters to tell.
    """
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
    if not _lost(arguments, came, expected) or rounded(came, expected):
        return False
    return logistic.cost(np.asarray(came, dtype=float), X, y, l2=l2) < start


def rounded(came: Any, expected: Any) -> bool:
    """Say whether a fit has arrived, and its digits were cut: more steps change nothing then.

    Parameters
    ----------
    came, expected : object
        What was returned, and what lrlib gives.

    Returns
    -------
    bool
        True where the parameters are those of the minimum, rounded to three decimals or fewer.

    Examples
    --------
    >>> rounded([1.23, 0.5], [1.2345, 0.4987])
    True
    """
    return any(np.allclose(came, np.round(expected, digits), rtol=0, atol=1e-7) for digits in range(4))


def ran_away(arguments: Arguments, came: Any, expected: Any) -> tuple[str, str] | None:
    """Say of parameters that have grown without end how large they are.

    Parameters
    ----------
    arguments : tuple
        Of the call.
    came, expected : object
        What was returned, and what lrlib gives.

    Returns
    -------
    tuple of str or None
        What is seen and a question; None where the parameters are no larger than on a way to the minimum.
    """
    sizes = [float(np.abs(np.asarray(theta, dtype=float)).max()) for theta in (came, expected)]
    if not FAR < sizes[0] < np.inf:
        return None
    return (
        f"the largest of your parameters is {sizes[0]:.3g} in size, at the minimum it is {sizes[1]:.3g}",
        "Print theta after each step: do the steps grow? Is the rate too large, or a sign turned round?",
    )


def _short(arguments: Arguments, came: Any, expected: Any) -> tuple[str, str]:
    """Say how far a fit is from what is asked for."""
    X, y, l2 = arguments
    theta = np.asarray(came, dtype=float)
    if not np.isfinite(theta).all():
        return "what came is no number (nan or inf)", "Which line divides by 0 or overflows, and do the steps grow?"
    if away := ran_away(arguments, came, expected):
        return away
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
            Trap("squared-error", by_squares),
            Trap("wrong-way", uphill),
            Pattern("wrong-values", _of_another_strength, words=ANOTHER),
            Trap("not-converged", _on_the_way),
        ),
        words={
            "squared-error": LINE,
            "wrong-way": UPHILL,
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
