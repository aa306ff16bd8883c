"""Exercises on penalties: from a prior to a strength, towards 0 and no farther, and the choice of a strength."""

from collections.abc import Iterator

import numpy as np

from lrlib import data, elastic_net, logistic
from lrlib.checks import Array
from lrlib.exercises.exercise import Arguments, Exercise, Mimic


def _bells(rng: np.random.Generator) -> Iterator[Arguments]:
    yield 1.0, 100
    yield 0.5, 40
    yield 2, 10
    for _ in range(3):
        yield round(float(rng.uniform(0.1, 4)), 2), int(rng.integers(5, 900))
    yield 0.1, 13  # a strength may be above 1


def _prior(tau: float, m: int) -> float:
    return float(1 / (m * tau**2))


def _moved(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([3.0, -0.5, -2.0]), 1.0
    yield np.array([0.2]), 0.5
    yield np.array([3, -3, 1]), 2
    yield np.array([3, -1, 2]), 0.5  # whole numbers, and the answer has none
    for size in (4, 9):
        yield rng.normal(scale=2, size=size).round(2), round(float(rng.uniform(0.2, 1.5)), 2)
    yield np.array([1.0, -2.0, 0.5]) / 3, 0.25  # with more digits than can be rounded away
    for t in (0.75, 0.0):  # what is 0 stays there
        yield np.array([0.0, 2.0, -0.5]), t


def _labelled(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([[1.0, -1.0], [1.0, 1.0], [1.0, 4.0]]), np.array([0, 1, 1])
    for m, n in ((8, 3), (15, 5), (12, 4)):
        y = rng.permutation(np.arange(m) % 3 == 0).astype(int)
        X = data.standardize(rng.normal(size=(m, n)) - y[:, None])[0]
        yield data.add_intercept(X), y
    steep = np.array([[-2.0, 1.0], [-1.0, 0.5], [1.0, -0.5], [2.0, -1.0]])  # of slopes -0.75 and 0.375
    yield data.add_intercept(steep), np.array([0, 0, 1, 1])
    yield data.add_intercept(-steep), np.array([0, 0, 1, 1])
    yield data.add_intercept(4 * steep), np.array([0, 0, 1, 1])  # a strength may be above 1


def _slopes(X: Array, y: Array) -> Array:
    return np.asarray(np.asarray(X)[:, 1:].T @ (np.mean(y) - y) / len(y))


def _half(X: Array, y: Array) -> float:
    return float(np.abs(logistic.gradient(np.zeros(X.shape[1]), X, y)[1:]).max())


def _places(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([1.0, 0.0, 0.0]), np.array([-0.5, 0.2, 0.7]), 0.5
    yield np.array([-2.0, 0.0]), np.array([-0.1, -0.6]), 0.25
    yield np.array([4e-4, 0.0, -2e-5]), np.array([-0.3, 0.1, 0.2]), 0.4  # what is small is not 0
    for p in (4, 8):
        theta = rng.normal(size=p).round(2) * (rng.random(p) < 0.6)
        yield theta, rng.normal(scale=0.4, size=p).round(3), round(float(rng.uniform(0.1, 0.5)), 2)
    yield np.array([2.0, 0.0]), np.array([1.25, -2.0]), 0.5  # more than 1 may be missing


def _violation(theta: Array, slope: Array, l1: float) -> Array:
    return np.where(theta == 0, np.maximum(np.abs(slope) - l1, 0), np.abs(slope + l1 * np.sign(theta)))


def _scored(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([1.0, 0.1, 0.01]), np.array([[0.6, 0.5, 0.5], [0.5, 0.45, 0.3]])
    for folds, s in ((5, 6), (10, 9), (4, 7)):
        strengths = rng.permutation(np.round(10.0 ** np.linspace(0, -3, s), 4))
        bowl = 0.3 + 0.04 * (np.log10(strengths) + 1.8) ** 2
        yield strengths, (bowl + rng.normal(scale=0.07, size=(folds, 1)) + rng.normal(scale=0.03, size=(folds, s)))
    fine = np.round(10.0 ** np.linspace(0, -3, 40), 4)
    for folds in (3, 5):
        wild = rng.normal(scale=np.where(fine > 0.5, 0.3, 0.001), size=(folds, 40))  # most where it is strongest
        losses = 0.3 + 0.04 * (np.log10(fine) + 1.8) ** 2 + rng.normal(scale=0.04, size=(folds, 1))
        yield fine, losses + wild - wild.mean(axis=0)
    yield np.array([2.0, 10.0]), np.array([[0.5, 0.75], [0.5, 1.0], [0.5, 1.25]])  # the lowest has no error
    around = np.array([[0.50, 0.60, 0.505], [0.52, 0.62, 0.525], [0.54, 0.64, 0.545]])  # what is between is too high
    yield np.array([0.01, 0.1, 1.0]), around


def _within(
    strengths: Array, losses: Array, root: float = 0.5, own: bool = False, weakest: bool = False, ddof: int = 1
) -> float:
    mean, error = losses.mean(axis=0), losses.std(axis=0, ddof=ddof) / len(losses) ** root
    best = mean.argmin()
    near = np.asarray(strengths)[mean <= mean[best] + (error if own else error[best])]
    return float(near.min() if weakest else near.max())


EXERCISES = [
    Exercise(
        name="prior_strength",
        chapter=15,
        title="From a belief to a strength",
        task="Before you see the m examples you believe that each weight is near 0, give or take `tau`: a normal "
        "distribution of that standard deviation. Return the l2, λ in (15.1), whose fit is the likeliest under "
        "that belief.",
        minutes=4,
        stub='''def prior_strength(tau, m):
    """Return the l2 of the mean cost that stands for the belief.

    tau: a standard deviation, above 0. m: the number of examples.
    Returns: a number.
    """
    return ...
''',
        reference=_prior,
        cases=_bells,
        returns="number",
        wrong=(
            Mimic("deviation-for-variance", lambda tau, m: 1 / (m * tau)),
            Mimic("mean-forgotten", lambda tau, m: 1 / tau**2),
            Mimic("belief-upside-down", lambda tau, m: tau**2 / m),
            Mimic("penalty-factor-half", lambda tau, m: 1 / (2 * m * tau**2)),
        ),
        words={
            "mean-forgotten": {
                "why": "Minus the logarithm of likelihood times belief is a sum over the m examples plus the "
                "belief once. The cost is a mean: divided by m, so is the belief.",
            },
            "penalty-factor-half": {
                "hint": "Where is a 2 in the density of a normal distribution, and where in the penalty?",
                "why": "The belief costs w^2 / (2 tau^2), and the penalty has its half as well: l2 / 2 times "
                "w^2. The halves cancel.",
            },
        },
        hints=(
            "The logarithm of the bell is -w^2 / (2 tau^2), and a constant. What is the cost, the mean over m?",
            "Compare w^2 / (2 m tau^2) with l2 / 2 * w^2.",
        ),
        solution="""def prior_strength(tau, m):
    return 1 / (m * tau**2)""",
    ),
    Exercise(
        name="towards_zero",
        chapter=15,
        title="Towards 0 and no farther",
        task="Move each number of `z` by `t` towards 0; one that would pass 0 stays there.",
        minutes=5,
        stub='''def towards_zero(z, t):
    """Return the numbers, moved by t towards 0.

    z: (p,). t: a number of 0 or more.
    Returns: array of shape (p,).
    """
    return ...
''',
        reference=elastic_net.soft,
        cases=_moved,
        wrong=(
            Mimic("passes-zero", lambda z, t: z - t * np.sign(z)),
            Mimic("passes-zero", lambda z, t, way: z - np.where(z == 0, way, np.sign(z)) * t, (-1, 1)),
            Mimic("kept-or-killed", lambda z, t: np.where(np.abs(z) > t, z, 0)),
            Mimic("sign-dropped", lambda z, t: np.maximum(np.abs(z) - t, 0)),
            Mimic("one-side-only", lambda z, t: np.maximum(z - t, 0)),
        ),
        hints=(
            "The distance from 0 becomes smaller by t. What if it was less than t?",
            "np.maximum(np.abs(z) - t, 0) is the new distance. Which side is z on?",
        ),
        solution="""import numpy as np


def towards_zero(z, t):
    return np.sign(z) * np.maximum(np.abs(z) - t, 0)""",
    ),
    Exercise(
        name="strongest_l1",
        chapter=15,
        title="Where a path begins",
        task="Return the smallest l1 under which all weights of the fit are 0. The first column of X is ones, and the "
        "intercept is not penalised.",
        minutes=7,
        stub='''def strongest_l1(X, y):
    """Return the smallest l1 that leaves the intercept alone.

    X: (m, n), its first column ones. y: (m,), labels 0 and 1.
    Returns: a number.
    """
    return ...
''',
        reference=elastic_net.strongest,
        cases=_labelled,
        returns="number",
        wrong=(
            Mimic("starts-at-one-half", _half),
            Mimic("sign-of-the-slope-kept", lambda X, y: _slopes(X, y).max()),
            Mimic("sign-of-the-slope-kept", lambda X, y: max(_slopes(X, y).max(), 0.0)),
            Mimic("sign-of-the-slope-kept", lambda X, y: -_slopes(X, y).min()),
            Mimic("sign-of-the-slope-kept", lambda X, y: max(-_slopes(X, y).min(), 0.0)),
            Mimic("sign-of-the-slope-kept", lambda X, y: abs(_slopes(X, y).max())),
            Mimic("sign-of-the-slope-kept", lambda X, y: abs(_slopes(X, y).min())),
            Mimic("mean-forgotten", lambda X, y: np.abs(_slopes(X, y)).max() * len(y)),
            Mimic("sum-for-largest", lambda X, y: np.abs(_slopes(X, y)).sum()),
        ),
        words={
            "mean-forgotten": {
                "title": "it sums over the examples instead of averaging",
                "hint": "Does your answer grow when each example is there twice?",
                "why": "The penalty stands beside the mean cross-entropy, so l1 is compared with the slopes of a mean.",
            },
        },
        hints=(
            "With the intercept alone the model says the same to every example. What does it say?",
            "Where a weight is 0 its slope may be l1 at most. So l1 must be as large as the largest slope.",
            "The slopes there are X.T @ (y.mean() - y) / len(y).",
        ),
        solution="""import numpy as np


def strongest_l1(X, y):
    return np.abs(X.T @ (y.mean() - y)).max() / len(y)""",
    ),
    Exercise(
        name="settled",
        chapter=15,
        title="Has the fit arrived?",
        task="At the minimum with an L1 penalty, the slope of the cross-entropy by a weight that is not 0 is l1 "
        "against the sign of the weight; by a weight of 0 it lies between -l1 and l1. Return by how much each weight "
        "misses that.",
        minutes=7,
        stub='''def settled(theta, slope, l1):
    """Return for each weight how far its slope is from what is asked.

    theta: (p,), weights, without the intercept. slope: (p,), the gradient
    of the mean cross-entropy there. l1: a number of 0 or more.
    Returns: array of shape (p,), 0 where nothing is missed.
    """
    return ...
''',
        reference=_violation,
        cases=_places,
        wrong=(
            Mimic("zero-like-the-others", lambda w, g, l1: np.abs(g + l1 * np.sign(w))),
            Mimic(
                "sign-of-the-weight-forgotten",
                lambda w, g, l1: np.where(w == 0, np.maximum(np.abs(g) - l1, 0), np.abs(np.abs(g) - l1)),
            ),
            Mimic(
                "less-than-nothing-missed",
                lambda w, g, l1: np.where(w == 0, np.abs(g) - l1, np.abs(g + l1 * np.sign(w))),
            ),
            Mimic(
                "with-the-sign",
                lambda w, g, l1: np.where(w == 0, np.maximum(np.abs(g) - l1, 0), np.abs(g - l1 * np.sign(w))),
            ),
        ),
        hints=(
            "There are two kinds of weights: np.where(theta == 0, ..., ...).",
            "A positive weight is pushed down by l1. So the cross-entropy must pull up: its slope is -l1.",
            "Of a 0: np.maximum(np.abs(slope) - l1, 0). Of another: np.abs(slope + l1 * np.sign(theta)).",
        ),
        solution="""import numpy as np


def settled(theta, slope, l1):
    at_zero = np.maximum(np.abs(slope) - l1, 0)
    elsewhere = np.abs(slope + l1 * np.sign(theta))
    return np.where(theta == 0, at_zero, elsewhere)""",
    ),
    Exercise(
        name="one_error_rule",
        chapter=15,
        title="As strong as the noise allows",
        task="Return the largest strength whose mean loss over the folds is at most one standard error above the "
        "lowest mean. The error is that of the strength with the lowest mean: the standard deviation of its losses, "
        "with k - 1 in the denominator, over the root of k, the number of folds.",
        minutes=7,
        stub='''def one_error_rule(strengths, losses):
    """Return the chosen strength.

    strengths: (s,), in any order. losses: (k, s), one row for each fold.
    Returns: a number, one of the strengths.
    """
    return ...
''',
        reference=_within,
        cases=_scored,
        returns="number",
        wrong=(
            Mimic("lowest-mean-alone", lambda s, losses: s[losses.mean(axis=0).argmin()]),
            Mimic("deviation-for-error", lambda s, losses: _within(s, losses, root=0.0)),
            Mimic("deviation-over-k", lambda s, losses: _within(s, losses, ddof=0)),
            Mimic("error-of-each-strength", lambda s, losses: _within(s, losses, own=True)),
            Mimic("weakest-within", lambda s, losses: _within(s, losses, weakest=True)),
        ),
        hints=(
            "Three lines: the mean of each strength, where it is lowest, the error there.",
            "strengths[mean <= mean[best] + error] are the candidates.",
            "error = losses[:, best].std(ddof=1) / np.sqrt(len(losses))",
        ),
        solution="""import numpy as np


def one_error_rule(strengths, losses):
    mean = losses.mean(axis=0)
    best = mean.argmin()
    error = losses[:, best].std(ddof=1) / np.sqrt(len(losses))
    return strengths[mean <= mean[best] + error].max()""",
    ),
]
