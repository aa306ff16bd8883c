"""Exercises on two classes: the sigmoid, the cost and its gradient."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from lrlib import activations, logistic
from lrlib.checks import Array
from lrlib.exercises.exercise import Arguments, Beyond, Exercise, Mimic, Trap

PAIRS = "a column of shape (m, 1) met an array of shape (m,), and each score was paired with each label"
WIDE = f"the shape is (2, 1); expected is (2,). The 1 is m: {PAIRS}, so the result has a column for each example"
ONE_SHAPE = {
    "hint": "Print the shapes of your scores, of the labels, and of what the two make together.",
    "why": "NumPy spreads (m, 1) against (m,) to (m, m) without an error. Give both the shape (m,) before they meet: "
    "ravel() makes it of a column.",
}
OF_SCORES = "and it is that of the scores: the sigmoid is missing too"
EPS = (
    *(10.0**-k for k in range(3, 17)),
    *(float(np.finfo(kind).eps) for kind in (float, np.float32)),
    *(1e-20, 1e-300, float(np.finfo(float).tiny)),
)
SMALL = (-46.0, -690.0, -706.0)  # logits whose probabilities are about as small as the smaller EPS


def examples(rng: np.random.Generator, m: int, n: int) -> tuple[Array, Array, Array]:
    """Return random (theta, X, y): m examples, n columns of which the first is ones, both classes where m > 1.

    Parameters
    ----------
    rng : Generator
        The source of chance.
    m, n : int
        How many rows and columns.

    Returns
    -------
    tuple of ndarray
        Of shape (n,), (m, n) and (m,).
    """
    X = np.column_stack((np.ones(m), rng.normal(size=(m, n - 1))))
    y = rng.permutation(np.arange(m) % 2).astype(float)
    return rng.normal(size=n), X, y


def _logits(rng: np.random.Generator) -> Iterator[Arguments]:
    yield (np.array([0.5, -2.0]),)
    yield (np.array([0.0]),)
    yield (rng.normal(scale=3, size=7),)
    yield (rng.normal(scale=2, size=(3, 2)),)
    yield (np.array([-3, 0, 2]),)


def _problems(rng: np.random.Generator) -> Iterator[Arguments]:
    yield examples(rng, 2, 2)
    yield examples(rng, 1, 2)
    for m, n in ((3, 3), (7, 3), (12, 2)):
        yield examples(rng, m, n)
    theta, X, y = examples(rng, 5, 2)
    yield theta, X, y.astype(int)
    yield np.array([0.5, -1.0]), np.array([[2.0, 1.0], [-1.0, 3.0], [0.5, -2.0]]), np.array([1.0, 0.0, 1.0])


def _far(rng: np.random.Generator) -> Iterator[Arguments]:
    for logit, label in ((800.0, 0.0), (-800.0, 1.0), (40.0, 1.0), (800.0, 1.0), (-800.0, 0.0)):
        yield np.array([logit]), np.ones((1, 1)), np.array([label])
    yield np.array([-28.0]), np.ones((1, 1)), np.ones(1)  # here log(h + 1e-12) is none of max(h, 1e-12)
    yield np.ones(1), np.reshape(SMALL, (3, 1)), np.ones(3)


def _share(theta: Array, X: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-(X @ theta))))


def _loss(theta: Array, X: Array, y: Array) -> Array:
    h = _share(theta, X)
    return np.asarray(-np.where(y == 1, np.log(h), np.log(1 - h)))


def cost_with_eps(theta: Array, X: Array, y: Array, eps: float) -> Any:
    """Return the cost with eps added within the logarithms: a known mistake.

    Parameters
    ----------
    theta, X, y : ndarray
        As `examples` gives them.
    eps : float
        How much.

    Returns
    -------
    float
        In nats.
    """
    h = activations.sigmoid(X @ theta)
    return -np.mean(y * np.log(h + eps) + (1 - y) * np.log(1 - h + eps))


def cost_clipped(theta: Array, X: Array, y: Array, eps: float) -> Any:
    """Return the cost of probabilities that are kept away from 0 and 1 by eps: a known mistake.

    Parameters
    ----------
    theta, X, y : ndarray
        As `examples` gives them.
    eps : float
        How much.

    Returns
    -------
    float
        In nats.
    """
    h = np.clip(activations.sigmoid(X @ theta), eps, 1 - eps)
    return -np.mean(y * np.log(h) + (1 - y) * np.log(1 - h))


def cost_with_floor(theta: Array, X: Array, y: Array, eps: float) -> Any:
    """Return the cost where what the own class received is raised to eps: a known mistake.

    Parameters
    ----------
    theta, X, y : ndarray
        As `examples` gives them.
    eps : float
        How much an example has at least.

    Returns
    -------
    float
        In nats.
    """
    h = activations.sigmoid(X @ theta)
    return -np.mean(np.log(np.maximum(np.where(y == 1, h, 1 - h), eps)))


def _table(theta: Array, X: Array, y: Array) -> Array:
    """Return the losses of all pairs of a score and a label: a column of labels met a row of scores."""
    z = np.asarray(X @ theta, dtype=float)
    return np.asarray(np.logaddexp(0, z) - np.reshape(y, (-1, 1)) * z)


def _pushes(theta: Array, X: Array, y: Array, turned: bool) -> Array:
    """Return the product with the errors of all pairs of a score and a label: a column met a row."""
    errors = activations.sigmoid(np.asarray(X @ theta, dtype=float)) - np.reshape(y, (-1, 1))
    return np.asarray(X.T @ (errors.T if turned else errors))


def _one_less_the_logarithm(theta: Array, X: Array, y: Array) -> Any:
    logs = np.log(_share(theta, X))
    return -np.mean(y * logs + (1 - y) * (1 - logs))


def _logarithm_of_the_labels(theta: Array, X: Array, y: Array, eps: float) -> Any:
    h = _share(theta, X)
    return -np.mean(h * np.log(y + eps) + (1 - h) * np.log(1 - y + eps))


def _has_floor(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether logits far below 0 all get the same probability above 0."""
    far = np.asarray(came)[np.asarray(arguments[0]) <= -600]
    return far.size > 1 and bool((far == far[0]).all() and far[0] > 0)


def _flat_from_somewhere(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether two logits far below 0 get the same probability above 0."""
    far = np.asarray(came)[np.asarray(arguments[0]) <= -600]
    return bool(len(np.unique(far[far > 0])) < np.sum(far > 0))


def _zero_from_somewhere(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether logits get a probability of 0 that an exp does not make of them."""
    return bool((np.asarray(came)[np.asarray(arguments[0]) >= -700] == 0).any())


def _is_lowered(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether 1 divided by each value is too large by one small number; where it is rounded it is by several."""
    if np.size(came) < 6:
        return False
    gaps = 1 / np.asarray(came, dtype=float) - 1 / np.asarray(expected)
    return bool(1e-12 < gaps.min() < 1e-2 and np.allclose(gaps, gaps.min(), rtol=1e-3, atol=1e-12))


def _is_raised(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether all values are too large by one small number, and the largest probability is above 1."""
    gaps = np.asarray(came, dtype=float) - expected
    return bool(
        np.max(came) > 1
        and gaps.min() > 0
        and gaps.max() < 1e-2
        and np.allclose(gaps, gaps.min(), rtol=1e-3, atol=3e-16)
    )


def _errors(theta: Array, X: Array, y: Array) -> Array:
    return np.asarray(activations.sigmoid(X @ theta) - y)


EXERCISES = [
    Exercise(
        name="sigmoid",
        chapter=2,
        title="The sigmoid",
        task="Write the function that turns any real number, the log-odds $z$, into a probability. "
        "It should hold for one number, for an array of any shape, and for numbers as large as 1000.",
        minutes=5,
        stub='''def sigmoid(z):
    """Return the probability whose log-odds are z.

    z: array of any shape. Returns: array of the same shape.
    """
    return ...
''',
        reference=activations.sigmoid,
        cases=_logits,
        extremes=lambda rng: [(np.array([-600.0, -700.0, -740.0, -1000.0]),), (np.array([800.0, -800.0]),)],
        beyond=(Beyond((0.5,), "It takes arrays only: for one number, sigmoid(0.5), it gives no number."),),
        breaks_at=lambda t: (np.array([-t, t]),),
        wrong=(
            Mimic("wrong-sign", lambda z: 1 / (1 + np.exp(z))),
            Mimic("sigmoid-of-2x", lambda z: 1 / (1 + np.exp(-2 * z))),
            Mimic("tangent-for-sigmoid", np.tanh),
            Mimic("derivative-returned", lambda z: activations.sigmoid(z) * activations.sigmoid(-z)),
            Mimic("base-2-power", lambda z: activations.sigmoid(z * np.log(2))),
            Mimic("clipped", lambda z, eps: np.clip(1 / (1 + np.exp(-z)), eps, 1 - eps), EPS[:6]),
            Trap(
                "wrong-values",
                _is_raised,
                words={
                    "title": "a small number is added to every value",
                    "hint": "What is the probability of a very large score? It is above 1 here.",
                    "why": "A small number that is added hides a 0 by a wrong value: no probability is above 1, and "
                    "far below 0 all scores get the same. A formula that never overflows needs none.",
                },
            ),
            Trap(
                "wrong-values",
                _is_lowered,
                words={
                    "title": "a small number is added below the line",
                    "hint": "What is the probability of a score of 0, to ten decimals?",
                    "why": "Nothing has to be guarded there: 1 + exp(-z) is never below 1, and what is added makes "
                    "every probability too small.",
                },
            ),
            Trap("clipped", _has_floor),
            Trap(
                "clipped",
                _flat_from_somewhere,
                "It clips: beyond its limit all scores get one probability, too small "
                "to matter here. Its logarithm, which chapter 3 needs, is wrong there.",
            ),
            Trap(
                "clipped",
                _zero_from_somewhere,
                "Far below 0 it gives 0, where the probability is another number, too small to matter here. Its "
                "logarithm, which chapter 3 needs, does not exist there.",
            ),
        ),
        words={
            "clipped": {
                "title": "scores far from 0 all get the same probability",
                "hint": "Which line keeps the value there from 0: a limit, or a small number that is added? Take it "
                "away and look for a formula that needs none.",
                "why": "A limit, or a small number that is added, hides an overflow or a 0 by a wrong answer: all "
                "beyond it get the same value and no slope.",
            },
        },
        hints=(
            "At z = 0 the probability is one half; for large z it is close to 1.",
            "The formula is 1 / (1 + exp(-z)). For which z does exp(-z) overflow?",
            "exp(-abs(z)) never overflows. Call it e: what is each of the two forms on the page, written with e?",
        ),
        solution="""import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))  # never above 1
    return np.where(np.asarray(z) >= 0, 1, e) / (1 + e)""",
    ),
    Exercise(
        name="cost",
        chapter=3,
        title="The cost of two classes",
        task="Write $J(\\theta)$, the mean cross-entropy of a logistic model on $m$ examples. "
        "It should hold for an example that the model gets wrong with full confidence.",
        minutes=10,
        stub='''def cost(theta, X, y):
    """Return the mean cross-entropy, in nats.

    theta: (n,). X: (m, n), examples in rows. y: (m,), each 0 or 1. Returns:
    a number.
    """
    return ...
''',
        reference=logistic.cost,
        cases=_problems,
        extremes=_far,
        breaks_at=lambda t: (np.array([t]), np.ones((1, 1)), np.zeros(1)),
        returns="number",
        wrong=(
            Mimic("wrong-sign", lambda *a: -_loss(*a).mean()),
            Mimic("missing-mean", lambda *a: _loss(*a).sum()),
            Mimic("doubled-mean", lambda *a: _loss(*a).mean() / len(a[2])),
            Mimic("base-2-logarithm", lambda *a: _loss(*a).mean() / np.log(2)),
            Mimic("base-10-logarithm", lambda *a: _loss(*a).mean() / np.log(10)),
            Mimic("wrong-values", lambda *a: _table(*a).mean(), seen=PAIRS, words=ONE_SHAPE),
            Mimic("wrong-values", lambda *a: _table(*a).sum() / len(a[2]), seen=PAIRS, words=ONE_SHAPE),
            Mimic("labels-exchanged", lambda theta, X, y: _loss(theta, X, 1 - y).mean()),
            Mimic("squared-error", lambda *a: np.mean(_errors(*a) ** 2)),
            Mimic("squared-error", lambda *a: np.mean(_errors(*a) ** 2) / 2),
            Mimic("squared-error", lambda *a: np.mean((a[1] @ a[0] - a[2]) ** 2), seen=OF_SCORES),
            Mimic("squared-error", lambda *a: np.mean((a[1] @ a[0] - a[2]) ** 2) / 2, seen=OF_SCORES),
            Mimic("mean-over-wrong-axis", lambda theta, X, y: _loss(theta, X, y).sum() / X.shape[1]),
            Mimic("one-label-only", lambda theta, X, y: np.mean(y * _loss(theta, X, y))),
            Mimic("one-label-only", lambda theta, X, y: np.mean((1 - y) * _loss(theta, X, y))),
            Mimic("logarithm-misplaced", _one_less_the_logarithm),
            Mimic("labels-and-probabilities-exchanged", _logarithm_of_the_labels, EPS),
            Mimic("clipped", cost_clipped, EPS),
            Mimic("clipped", cost_with_floor, EPS),
            Mimic("log-plus-eps", cost_with_eps, EPS),
        ),
        words={
            "mean-over-wrong-axis": {
                "why": "The cost is a mean over the examples, the rows of X: divide by m, not by the number of "
                "columns.",
            },
            "squared-error": {
                "why": "An example pays minus the logarithm of the probability of its own class. The squared error of "
                "a probability is not convex in the logit, and its slope all but vanishes at confident mistakes; "
                "that of a score charges also one that is large and right.",
            },
        },
        hints=(
            "Each example pays minus the logarithm of the probability that the model gave to its own class.",
            "With h = sigmoid(X @ theta): the mean of -(y log h + (1 - y) log(1 - h)). What if h is exactly 0?",
            "-log(sigmoid(z)) = log(1 + exp(-z)), and np.logaddexp(0, z) is log(1 + exp(z)) without overflow. "
            "What does an example with y = 1 pay, and what one with y = 0?",
        ),
        solution="""import numpy as np


def cost(theta, X, y):
    z = X @ theta
    return np.mean(np.logaddexp(0, z) - y * z)""",
    ),
    Exercise(
        name="gradient",
        chapter=4,
        title="The gradient of two classes",
        task="Write the gradient of the cost by $\\theta$: one number for each parameter.",
        minutes=10,
        stub='''def gradient(theta, X, y):
    """Return the gradient of the mean cross-entropy.

    theta: (n,). X: (m, n), examples in rows. y: (m,), each 0 or 1. Returns:
    array of shape (n,).
    """
    return ...
''',
        reference=logistic.gradient,
        cases=_problems,
        extremes=_far,
        breaks_at=lambda t: (np.array([-t]), np.ones((1, 1)), np.zeros(1)),
        wrong=(
            Mimic("wrong-sign", lambda theta, X, y: -X.T @ _errors(theta, X, y) / len(y)),
            Mimic("missing-sigmoid", lambda theta, X, y: X.T @ (X @ theta - y) / len(y)),
            Mimic("missing-mean", lambda theta, X, y: X.T @ _errors(theta, X, y)),
            Mimic("doubled-mean", lambda theta, X, y: X.T @ _errors(theta, X, y) / len(y) ** 2),
            Mimic("mean-over-wrong-axis", lambda theta, X, y: X.T @ _errors(theta, X, y) / X.shape[1]),
            Mimic("mean-over-wrong-axis", lambda theta, X, y: (X.T * _errors(theta, X, y)).mean(axis=0)),
            Mimic("missing-input", lambda theta, X, y: np.full(len(theta), _errors(theta, X, y).mean())),
            Mimic(
                "missing-input",
                lambda theta, X, y: np.full(len(theta), _errors(theta, X, y).sum()),
                seen="and the errors are summed, not averaged",
            ),
            Mimic(
                "leftover-derivative",
                lambda theta, X, y: X.T @ (_errors(theta, X, y) * _share(theta, X) * (1 - _share(theta, X))) / len(y),
            ),
            Mimic(
                "wrong-values",
                lambda theta, X, y, turned: _pushes(theta, X, y, turned).mean(axis=1),
                (False, True),
                PAIRS,
                ONE_SHAPE,
            ),
            Mimic(
                "wrong-values",
                lambda theta, X, y, turned: _pushes(theta, X, y, turned).sum(axis=1),
                (False, True),
                PAIRS,
                ONE_SHAPE,
            ),
            Mimic(
                "wrong-shape",
                lambda theta, X, y, turned: _pushes(theta, X, y, turned) / len(y),
                (False, True),
                WIDE,
                ONE_SHAPE,
            ),
            Mimic("wrong-shape", _pushes, (False, True), WIDE, ONE_SHAPE),
        ),
        hints=(
            "Each example pushes along its own row of X, by as much as its probability is wrong.",
            "The error of each example is h - y with h = activations.sigmoid(X @ theta). "
            "Which product of X and the errors has shape (n,)?",
            "X.T has shape (n, m). What turns the sum over the examples into their mean?",
        ),
        solution="""def gradient(theta, X, y):
    h = activations.sigmoid(X @ theta)
    return X.T @ (h - y) / len(y)
""",
    ),
]
