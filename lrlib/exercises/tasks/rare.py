"""Exercises on rare classes: weights, the intercept put back, Firth's gradient, and intervals for probabilities."""

from collections.abc import Iterator

import numpy as np

from lrlib import firth, influence, logistic
from lrlib.activations import sigmoid
from lrlib.checks import Array
from lrlib.exercises.exercise import Arguments, Exercise, Mimic


def _labels(rng: np.random.Generator) -> Iterator[Arguments]:
    yield (np.array([0, 0, 0, 1]),)
    yield (np.array([1, 0, 1, 1, 1]),)
    for m, ones in ((9, 2), (20, 3)):
        yield (rng.permutation(np.arange(m) < ones).astype(int),)


def _balanced(y: Array) -> Array:
    counts = np.bincount(y, minlength=2)
    return np.asarray(len(y) / (2 * counts[y]))


def _thetas(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([0.0, 1.0]), 0.5
    yield np.array([-2.0, 0.5, 3.0]), 0.1
    yield np.array([1, -2, 3]), 0.25
    for n in (3, 5):
        yield rng.normal(size=n).round(2), round(float(rng.uniform(0.02, 0.9)), 3)


def _moved(theta: Array, by: float, columns: slice = slice(0, 1)) -> Array:
    new = np.array(theta, dtype=float)
    new[columns] += by
    return new


def _problems(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([0.5, 0.0]), np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]]), np.array([0, 1, 1])
    for m, n in ((6, 2), (9, 3)):
        X = np.column_stack((np.ones(m), rng.normal(size=(m, n - 1)).round(2)))
        yield rng.normal(size=n).round(2), X, rng.permutation(np.arange(m) % 2)


def _slope(theta: Array, X: Array, y: Array, move: str) -> Array:
    h, q = logistic.predict_proba(theta, X), influence.leverages(theta, X)
    parts = {
        "none": 0 * h,
        "away": -q * (0.5 - h),
        "one": q * (1 - h),
        "zero": -q * h,
        "all": X.shape[1] / len(X) * (0.5 - h),
        "plain": 0.5 - h,
    }
    return np.asarray(X.T @ (h - y - parts[move]) / len(X))


def _rows(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([1.0, 2.0]), np.array([0.5, -1.0]), np.array([[0.5, -0.1], [-0.1, 0.2]])
    for n in (2, 3):
        A = rng.normal(size=(n, n)).round(2)
        yield np.append(1.0, rng.normal(size=n - 1).round(2)), rng.normal(size=n).round(2), A @ A.T / 4


def _ends(x: Array, theta: Array, C: Array, error: float) -> Array:
    z = float(np.asarray(x) @ theta)
    return np.asarray(sigmoid(np.array([z - 1.96 * error, z + 1.96 * error])))


def _error(x: Array, C: Array) -> float:
    return float(np.sqrt(np.asarray(x) @ C @ x))


def _flat(x: Array, theta: Array, C: Array) -> Array:
    p = float(sigmoid(float(np.asarray(x) @ theta)))
    half = 1.96 * p * (1 - p) * _error(x, C)
    return np.array([p - half, p + half])


def _trials(rng: np.random.Generator) -> Iterator[Arguments]:
    yield from ((1, 0.95), (10, 0.95), (100, 0.9))
    for _ in range(2):
        yield int(rng.integers(3, 60)), round(float(rng.uniform(0.5, 0.99)), 2)


EXERCISES = [
    Exercise(
        name="balanced",
        chapter=14,
        title="Balanced weights",
        task="Return a weight for each example, so that both classes weigh the same and all weights sum to m.",
        minutes=4,
        stub='''def balanced(y):
    """Return the weights that libraries call balanced.

    y: (m,), labels 0 and 1, both present.
    Returns: array of shape (m,).
    """
    return ...
''',
        reference=_balanced,
        cases=_labels,
        wrong=(
            Mimic("weights-not-scaled", lambda y: 1 / np.bincount(y, minlength=2)[y]),
            Mimic("weights-not-scaled", lambda y: len(y) / np.bincount(y, minlength=2)[y]),
            Mimic("weights-not-scaled", lambda y: np.where(y == 1, np.sum(y == 0) / np.sum(y == 1), 1.0)),
            Mimic("share-for-weight", lambda y: np.bincount(y, minlength=2)[y] / len(y)),
            Mimic("share-for-weight", lambda y: 2 * np.bincount(y, minlength=2)[y] / len(y)),
            Mimic("classes-exchanged", lambda y: len(y) / (2 * np.bincount(y, minlength=2)[1 - np.asarray(y)])),
        ),
        words={
            "classes-exchanged": {
                "title": "each class has the weight of the other",
                "hint": "Which class should weigh more, the rare one or the common one?",
                "why": "The weight of an example is divided by the count of its own class: the fewer there "
                "are, the more each one weighs.",
            },
        },
        hints=(
            "What must the weights of each class sum to?",
            "To m / 2. How many examples share it? np.bincount(y) counts both classes.",
            "counts = np.bincount(y); len(y) / (2 * counts[y])",
        ),
        solution="""import numpy as np


def balanced(y):
    counts = np.bincount(y)
    return len(y) / (2 * counts[y])""",
    ),
    Exercise(
        name="put_back",
        chapter=14,
        title="The intercept put back",
        task="A model was trained on all examples of class 1 and on a share `kept` of class 0, drawn by lot. Return "
        "its parameters with the intercept that holds for all examples.",
        minutes=4,
        stub='''def put_back(theta, kept):
    """Return the parameters with the intercept corrected.

    theta: (n,), the intercept first. kept: the share of class 0 that was
    kept, between 0 and 1.
    Returns: array of shape (n,).
    """
    return ...
''',
        reference=lambda theta, kept: _moved(theta, float(np.log(kept))),
        cases=_thetas,
        wrong=(
            Mimic("wrong-way", lambda theta, kept: _moved(theta, -float(np.log(kept)))),
            Mimic("odds-of-the-share", lambda theta, kept: _moved(theta, float(np.log(kept / (1 - kept))))),
            Mimic("correction-added-to-all", lambda theta, kept: _moved(theta, float(np.log(kept)), slice(None))),
            Mimic("share-for-its-logarithm", lambda theta, kept: _moved(theta, -kept)),
            Mimic("share-for-its-logarithm", lambda theta, kept: _moved(theta, kept)),
            Mimic("missing-logarithm", lambda theta, kept: np.append(theta[0] * kept, theta[1:])),
        ),
        words={
            "wrong-way": {
                "title": "the intercept is moved the wrong way",
                "hint": "Is class 1 rarer among all examples than in training, or more frequent?",
                "why": "Class 0 was thinned out, so the odds of class 1 are too high in training: the "
                "intercept has to fall.",
            },
            "missing-logarithm": {
                "title": "the intercept is multiplied by the share",
                "hint": "Is the intercept a part of the odds, or of their logarithm?",
                "why": "The share is a factor of the odds. The intercept is a part of their logarithm, where a "
                "factor becomes a sum.",
            },
        },
        hints=(
            "In the sample class 1 looks too probable. By which factor are its odds too high?",
            "By 1 / kept. A factor of the odds is a shift of the logit, which the intercept takes.",
            "new = theta.astype(float); new[0] += np.log(kept); return new",
        ),
        solution="""import numpy as np


def put_back(theta, kept):
    new = theta.astype(float)  # a copy
    new[0] += np.log(kept)
    return new""",
    ),
    Exercise(
        name="firth_slope",
        chapter=14,
        title="Firth's gradient",
        task="Return the gradient of Firth's penalised cost: the mean of the rows of X, each times its residual, which "
        "is moved by its leverage.",
        minutes=8,
        stub='''def firth_slope(theta, X, y):
    """Return the gradient of the penalised cost.

    theta: (n,). X: (m, n), of full rank. y: (m,), labels 0 and 1.
    Returns: array of shape (n,).
    """
    return ...
''',
        reference=firth.gradient,
        cases=_problems,
        wrong=(
            Mimic("leverage-forgotten", lambda theta, X, y: _slope(theta, X, y, "none")),
            Mimic("pulled-the-wrong-way", lambda theta, X, y: _slope(theta, X, y, "away")),
            Mimic("half-forgotten", lambda theta, X, y: _slope(theta, X, y, "one")),
            Mimic("half-forgotten", lambda theta, X, y: _slope(theta, X, y, "zero")),
            Mimic(
                "leverage-one-for-all",
                lambda theta, X, y: _slope(theta, X, y, "all"),
                words={
                    "title": "the mean of the leverages stands for each of them",
                    "hint": "Do all examples have the same leverage?",
                },
            ),
            Mimic("leverage-one-for-all", lambda theta, X, y: _slope(theta, X, y, "plain")),
            Mimic("missing-mean", lambda theta, X, y: firth.gradient(theta, X, y) * len(X)),
        ),
        hints=(
            "Begin with the usual gradient: X.T @ (h - y) / m. What is added to each residual?",
            "The leverages are the diagonal of A (AᵀA)⁻¹ Aᵀ; A has the rows of X, each times the root of h (1 - h).",
            "X.T @ (h - y - q * (0.5 - h)) / len(y)",
        ),
        solution="""import numpy as np


def firth_slope(theta, X, y):
    h = 1 / (1 + np.exp(-(X @ theta)))
    A = np.sqrt(h * (1 - h))[:, None] * X
    q = np.diag(A @ np.linalg.inv(A.T @ A) @ A.T)
    return X.T @ (h - y - q * (0.5 - h)) / len(y)""",
    ),
    Exercise(
        name="chance_between",
        chapter=14,
        title="An interval for a probability",
        task="The estimate `theta` has the covariance `C`. Return the ends of the 95 % interval for the probability of "
        "class 1 at the row `x`: make it on the logit, with 1.96 standard errors.",
        minutes=6,
        stub='''def chance_between(x, theta, C):
    """Return the lower and the upper end.

    x: (n,), a row with its 1 first. theta: (n,). C: (n, n), the covariance
    of theta.
    Returns: array of shape (2,).
    """
    return ...
''',
        reference=lambda x, theta, C: _ends(x, theta, C, _error(x, C)),
        cases=_rows,
        wrong=(
            Mimic("interval-on-the-probability", _flat),
            Mimic("variance-for-error", lambda x, theta, C: _ends(x, theta, C, _error(x, C) ** 2)),
            Mimic("columns-apart", lambda x, theta, C: _ends(x, theta, C, float(np.sqrt(x**2 @ np.diag(C))))),
            Mimic("logit-for-probability", lambda x, theta, C: x @ theta + 1.96 * _error(x, C) * np.array([-1, 1])),
            Mimic("classes-exchanged", lambda x, theta, C: 1 - _ends(x, theta, C, _error(x, C))),
        ),
        words={
            "logit-for-probability": {
                "title": "the ends are those of the logit",
                "hint": "Do your ends lie between 0 and 1?",
                "why": "The interval is made on the logit; a probability is the sigmoid of it.",
            },
            "classes-exchanged": {
                "title": "it is the interval of class 0",
                "hint": "Which class is the interval for, and which end comes first?",
                "why": "1 minus a probability belongs to the other class, and turns the lower end into the upper one.",
            },
        },
        hints=(
            "The logit is a sum of coefficients, each times a number. What is the variance of such a sum?",
            "x @ C @ x, and the standard error is its root. Go 1.96 of them up and down from x @ theta.",
            "z = x @ theta + 1.96 * np.sqrt(x @ C @ x) * np.array([-1, 1]); then the sigmoid of z",
        ),
        solution="""import numpy as np


def chance_between(x, theta, C):
    half = 1.96 * np.sqrt(x @ C @ x)
    z = x @ theta + np.array([-half, half])
    return 1 / (1 + np.exp(-z))""",
    ),
    Exercise(
        name="none_seen",
        chapter=14,
        title="Nothing happened: how probable may it be?",
        task="In `m` independent trials an event did not happen. Return the probability p at which m trials without it "
        "have the chance 1 - level.",
        minutes=4,
        stub='''def none_seen(m, level):
    """Return the upper end of the interval for a probability.

    m: the number of trials. level: between 0 and 1, such as 0.95.
    Returns: a number from 0 to 1.
    """
    return ...
''',
        reference=lambda m, level: 1 - (1 - level) ** (1 / m),
        cases=_trials,
        returns="number",
        wrong=(
            Mimic("quotient-for-root", lambda m, level: 3 / m),
            Mimic("quotient-for-root", lambda m, level: -np.log(1 - level) / m),
            Mimic(
                "quotient-for-root",
                lambda m, level: (1 - level) / m,
                words={"title": "it divides the chance by m, where a root is wanted"},
            ),
            Mimic("classes-exchanged", lambda m, level: (1 - level) ** (1 / m)),
            Mimic("level-for-the-rest", lambda m, level: 1 - level ** (1 / m)),
        ),
        words={
            "classes-exchanged": {
                "title": "it returns 1 - p",
                "hint": "For many trials, should the result be near 0 or near 1?",
                "why": "The root is the chance that a single trial passes without the event. What is asked for "
                "is the chance of the event.",
            },
        },
        hints=(
            "What is the chance that one trial does not bring it? And m of them?",
            "(1 - p) ** m shall be 1 - level. Take the m-th root.",
            "1 - (1 - level) ** (1 / m)",
        ),
        solution="""def none_seen(m, level):
    return 1 - (1 - level) ** (1 / m)""",
    ),
]
