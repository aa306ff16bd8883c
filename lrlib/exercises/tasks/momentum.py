"""Exercises on descent, understood: condition, memory, fading rates, weighted least squares, a fair gradient check."""

from collections.abc import Iterator

import numpy as np

from lrlib import activations, gradcheck
from lrlib.checks import Array
from lrlib.exercises.exercise import Arguments, Exercise, Mimic

ONE_SCALE = {
    "title": "it divides by the size of the same gradient always, not by the larger",
    "hint": "What comes out if you exchange the two gradients?",
    "why": "Whichever of the two is the larger gives the scale: then the error is between 0 and 2, and the same for "
    "both orders.",
}


def _bowls(rng: np.random.Generator) -> Iterator[Arguments]:
    yield (np.array([[4.0, 0.0], [0.0, 1.0]]),)
    yield (np.array([[2, 1], [1, 2]]),)
    for n in (3, 5):
        A = rng.normal(size=(n + 4, n))
        yield (A.T @ A / 3,)


def _condition(H: Array) -> float:
    bends = np.linalg.eigvalsh(np.asarray(H, dtype=float))
    return float(bends[-1] / bends[0])


def _balls(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([1.0, 2.0]), np.array([0.5, 0.0]), np.array([2.0, -1.0]), 0.1, 0.9
    for n in (3, 6):
        yield (*rng.normal(size=(3, n)).round(2), round(float(rng.uniform(0.05, 0.6)), 2), 0.8)


def _ball(theta: Array, velocity: Array, slope: Array, alpha: float, beta: float) -> tuple[Array, Array]:
    kept = beta * np.asarray(velocity) - alpha * np.asarray(slope)
    return theta + kept, kept


def _times(rng: np.random.Generator) -> Iterator[Arguments]:
    yield 0, 10, 110, 0.5
    yield 5, 10, 110, 0.5
    yield 60, 10, 110, 0.5
    for step in (1, 19, 20, 21, 300):
        yield step, 20, 300, round(float(rng.uniform(0.1, 2)), 2)
    yield 80, 90, 100, 1.0


def _warmed(step: int, warm: int, steps: int, highest: float) -> float:
    if step < warm:
        return float(highest * step / warm)
    return float(highest * (1 + np.cos(np.pi * (step - warm) / (steps - warm))) / 2)


def _fits(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([0.5, 1.0]), np.array([[1.0, 0.0], [1.0, 2.0], [1.0, -1.0]]), np.array([1, 0, 0])
    for m, n in ((7, 3), (10, 4)):
        X = np.column_stack((np.ones(m), rng.normal(size=(m, n - 1))))
        yield rng.normal(size=n).round(2), X, rng.permutation(np.arange(m) % 2)


def _working(theta: Array, X: Array, y: Array) -> tuple[Array, Array]:
    z = np.asarray(X @ theta, dtype=float)
    h = activations.sigmoid(z)
    return h * (1 - h), z + (y - h) / (h * (1 - h))


def _swapped(
    theta: Array, X: Array, y: Array, sign: float = 1.0, score: bool = True, divide: bool = True
) -> tuple[Array, Array]:
    weights, response = _working(theta, X, y)
    z = np.asarray(X @ theta, dtype=float)
    gap = (response - z) * (1 if divide else weights)
    return weights, sign * gap + (z if score else 0)


def _slopes(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([2.0, 0.0]), np.array([1.0, 0.0])
    yield np.array([1.0, -4.0, 2.0]), np.array([1.0, -4.0, 1.9])
    for n in (3, 7):
        g = rng.normal(size=n)
        yield g, g + rng.normal(scale=1e-3, size=n)
    yield np.array([1e-4, 2e-4]), np.array([1.1e-4, 2e-4])
    yield np.array([1.0, -2.0]), np.array([-1.0, 4.0])


EXERCISES = [
    Exercise(
        name="condition",
        chapter=17,
        title="How long a valley is",
        task="Return the condition number of a bowl: its largest bend divided by its smallest. H is the Hessian, "
        "symmetric, and bends up in every direction.",
        minutes=4,
        stub='''def condition(H):
    """Return the condition number.

    H: (n, n), symmetric, all its eigenvalues above 0.
    Returns: a number of 1 or more.
    """
    return ...
''',
        reference=_condition,
        cases=_bowls,
        returns="number",
        wrong=(
            Mimic("bends-exchanged", lambda H: 1 / _condition(H)),
            Mimic("diagonal-for-bends", lambda H: np.diag(H).max() / np.diag(H).min()),
            Mimic("difference-for-ratio", lambda H: np.ptp(np.linalg.eigvalsh(np.asarray(H, dtype=float)))),
            Mimic("condition-squared", lambda H: _condition(H) ** 2),
        ),
        hints=("The bends along the axes of the bowl are the eigenvalues of H.", "np.linalg.eigvalsh sorts them."),
        solution="""import numpy as np


def condition(H):
    bends = np.linalg.eigvalsh(H)
    return bends[-1] / bends[0]""",
    ),
    Exercise(
        name="ball_step",
        chapter=17,
        title="One step with a memory",
        task="Take one step of the heavy ball: keep the part `beta` of the velocity, add the pull of the slope, and "
        "move by the new velocity. Return the new parameters and the new velocity, and leave the old ones as they are.",
        minutes=5,
        stub='''def ball_step(theta, velocity, slope, alpha, beta):
    """Return where the ball is, and its velocity.

    theta, velocity, slope: (n,). alpha: the learning rate. beta: the
    memory. Returns: two arrays of shape (n,).
    """
    return ...
''',
        reference=_ball,
        cases=_balls,
        returns=("array", "array"),
        wrong=(
            Mimic("old-velocity-moves", lambda t, v, g, a, b: (t + v, b * v - a * g)),
            Mimic("pull-upwards", lambda t, v, g, a, b: (t + b * v + a * g, b * v + a * g)),
            Mimic("memory-forgotten", lambda t, v, g, a, b: (t - a * g, -a * g)),
            Mimic("memory-as-a-mean", lambda t, v, g, a, b: (t + b * v - (1 - b) * a * g, b * v - (1 - b) * a * g)),
        ),
        hints=(
            "First the velocity: beta * velocity, and what pulls the ball down the slope.",
            "velocity = beta * velocity - alpha * slope makes a new array. Then move by it.",
        ),
        solution="""def ball_step(theta, velocity, slope, alpha, beta):
    velocity = beta * velocity - alpha * slope
    return theta + velocity, velocity""",
    ),
    Exercise(
        name="warmed",
        chapter=17,
        title="A rate that warms up and fades",
        task="Return the learning rate of a step. It rises in a straight line from 0 at step 0 to `highest` at step "
        "`warm`, then falls along half a wave of the cosine to 0 at step `steps`.",
        minutes=7,
        stub='''def warmed(step, warm, steps, highest):
    """Return the learning rate of this step.

    step: from 0 to steps. warm: above 0, below steps. highest: above 0.
    Returns: a number from 0 to highest.
    """
    return ...
''',
        reference=_warmed,
        cases=_times,
        returns="number",
        wrong=(
            Mimic(
                "warm-up-forgotten",
                lambda k, w, n, r: r * (1 + np.cos(np.pi * k / n)) / 2,
                seen="and the wave begins at step 0, where the rise belongs",
            ),
            Mimic(
                "wave-from-the-start",
                lambda k, w, n, r: r * k / w if k < w else r * (1 + np.cos(np.pi * k / n)) / 2,
            ),
            Mimic(
                "whole-wave",
                lambda k, w, n, r: r * k / w if k < w else r * (1 + np.cos(2 * np.pi * (k - w) / (n - w))) / 2,
            ),
            Mimic("straight-for-cosine", lambda k, w, n, r: r * k / w if k < w else r * (1 - (k - w) / (n - w))),
            Mimic(
                "wrong-values",
                lambda k, w, n, r: min(r * k / w, r * (1 + np.cos(np.pi * (k - w) / (n - w))) / 2),
                words={
                    "title": "it takes the lower of the line and the wave",
                    "hint": "What does the wave give at steps long before `warm`?",
                    "why": "Before `warm` the line counts, whatever the wave would be there: drawn backwards it falls "
                    "again, and may lie below the line.",
                },
            ),
        ),
        hints=(
            "Two cases: step < warm, and the rest.",
            "How far along the fall is the step, as a share from 0 to 1?",
            "(1 + np.cos(np.pi * share)) / 2 goes from 1 to 0.",
        ),
        solution="""import numpy as np


def warmed(step, warm, steps, highest):
    if step < warm:
        return highest * step / warm
    share = (step - warm) / (steps - warm)
    return highest * (1 + np.cos(np.pi * share)) / 2""",
    ),
    Exercise(
        name="working",
        chapter=17,
        title="What a step of Newton fits",
        task="A step of Newton's method fits a weighted least-squares line to made-up numbers. Return the weights, "
        "h (1 - h), and the numbers: each score, and what is missing, y - h, divided by the weight.",
        minutes=6,
        stub='''def working(theta, X, y):
    """Return the weights and the working response of IRLS.

    theta: (n,). X: (m, n), its first column ones. y: (m,), 0 and 1.
    Returns: two arrays of shape (m,).
    """
    return ...
''',
        reference=_working,
        cases=_fits,
        returns=("array", "array"),
        wrong=(
            Mimic("gap-turned-round", lambda t, X, y: _swapped(t, X, y, sign=-1.0)),
            Mimic("score-forgotten", lambda t, X, y: _swapped(t, X, y, score=False)),
            Mimic("gap-undivided", lambda t, X, y: _swapped(t, X, y, divide=False)),
            Mimic("weights-upside-down", lambda t, X, y: (1 / _working(t, X, y)[0], _working(t, X, y)[1])),
        ),
        hints=(
            "First the scores z, then h = 1 / (1 + exp(-z)).",
            "weights = h * (1 - h); the response is z + (y - h) / weights.",
        ),
        solution="""import numpy as np


def working(theta, X, y):
    z = X @ theta
    h = 1 / (1 + np.exp(-z))
    weights = h * (1 - h)
    return weights, z + (y - h) / weights""",
    ),
    Exercise(
        name="gradient_error",
        chapter=17,
        title="How far two gradients differ",
        task="Return the largest difference between two gradients, entry by entry, divided by the largest entry in "
        "size that either has.",
        minutes=5,
        stub='''def gradient_error(gradient, numeric):
    """Return the relative error.

    gradient, numeric: (n,), not both all zeros.
    Returns: a number of 0 or more.
    """
    return ...
''',
        reference=lambda gradient, numeric: gradcheck.compare(gradient, numeric, floor=1e-300),
        cases=_slopes,
        returns="number",
        wrong=(
            Mimic("error-not-relative", lambda g, n: np.abs(g - n).max()),
            Mimic("sign-of-the-slope-kept", lambda g, n: (g - n).max() / max(np.abs(g).max(), np.abs(n).max())),
            Mimic("differences-cancel", lambda g, n: abs(np.sum(g - n)) / max(np.abs(g).max(), np.abs(n).max())),
            Mimic("smallest-for-largest", lambda g, n: np.abs(g - n).max() / min(np.abs(g).max(), np.abs(n).max())),
            Mimic("smallest-for-largest", lambda g, n: np.abs(g - n).max() / np.abs(g).max(), words=ONE_SCALE),
            Mimic("smallest-for-largest", lambda g, n: np.abs(g - n).max() / np.abs(n).max(), words=ONE_SCALE),
            Mimic(
                "wrong-values",
                lambda g, n: np.abs(np.abs(g) - np.abs(n)).max() / max(np.abs(g).max(), np.abs(n).max()),
                words={
                    "title": "it compares the sizes of the entries, not the entries",
                    "hint": "What comes out for a gradient that points the opposite way?",
                    "why": "1 and -1 are equal in size and 2 apart: subtract first, then take the size of each "
                    "difference.",
                },
            ),
        ),
        words={
            "sign-of-the-slope-kept": {
                "title": "it takes the largest difference, not the largest in size",
                "hint": "What comes out if every entry of gradient is too small?",
                "why": "An entry that is too small is as wrong as one that is too large: take the size of each "
                "difference first.",
            },
        },
        hints=(
            "The numerator: np.abs(gradient - numeric).max().",
            "The denominator: the larger of the two largest entries, in size.",
        ),
        solution="""import numpy as np


def gradient_error(gradient, numeric):
    largest = max(np.abs(gradient).max(), np.abs(numeric).max())
    return np.abs(gradient - numeric).max() / largest""",
    ),
]
