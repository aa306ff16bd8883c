"""Exercises on training: gradient descent."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from lrlib.checks import Array
from lrlib.descent import descend
from lrlib.exercises.exercise import Arguments, Exercise, Mimic, Trap


@dataclass(frozen=True)
class Bowl:
    """The gradient of a bowl: A theta - b."""

    A: Array
    b: Array

    def __call__(self, theta: Any) -> Array:
        """Return the gradient at theta.

        Parameters
        ----------
        theta : array_like of shape (n,)
            Where.

        Returns
        -------
        ndarray of shape (n,)
            The slope there.
        """
        return np.asarray(self.A @ np.asarray(theta, dtype=float) - self.b)

    def _height(self, theta: Array) -> float:
        """Return the height at theta above the lowest point."""
        away = theta - np.linalg.solve(self.A, self.b)
        return float(away @ self.A @ away / 2)

    @property
    def __doc__(self) -> str:  # type: ignore[override]
        """Say in the message what the function is.

        Returns
        -------
        str
            One line.
        """
        return f"theta -> {self.A.tolist()} @ theta - {self.b.tolist()}"


def _bowls(rng: np.random.Generator) -> Iterator[Arguments]:
    yield Bowl(np.array([[2.0, 1.0], [1.0, 2.0]]), np.array([1.0, 0.0])), np.array([1.0, -1.0]), 0.25, 2
    yield Bowl(np.array([[2.0, 1.0], [1.0, 2.0]]), np.array([1.0, 0.0])), np.array([1.0, -1.0]), 0.25, 1
    for n, steps in ((1, 3), (3, 5), (4, 30)):
        B = rng.normal(size=(n, n)).round(1)
        yield Bowl(B @ B.T / n + np.eye(n), rng.normal(size=n).round(1)), rng.normal(size=n), 0.1, steps
    yield Bowl(np.array([[2.0, 1.0], [1.0, 2.0]]), np.array([1.0, 0.0])), np.array([3, 2]), 0.1, 4
    yield Bowl(np.array([[1.0]]), np.array([0.0])), np.array([8.3e-6]), 1e-3, 31  # small steps lead somewhere, too
    yield Bowl(np.array([[2.0, 1.0], [1.0, 2.0]]), np.array([1.0, 0.0])), np.array([1.0, -1.0]), 1.5, 6  # and too long


def _end(gradient: Bowl, start: Array, alpha: float, steps: int) -> Array:
    return descend(gradient._height, gradient, start, alpha=alpha, steps=steps).parameters


def _walk(gradient: Bowl, start: Array, alpha: float, steps: int) -> Array:
    theta = np.asarray(start, dtype=float)
    for _ in range(steps):
        theta = theta - alpha * gradient(theta)
    return theta


def _from_start(gradient: Bowl, start: Array, alpha: float, steps: int) -> Array:
    theta = np.asarray(start, dtype=float)
    for _ in range(steps):
        theta = start - alpha * gradient(theta)
    return theta


def _stands_earlier(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether a walk has taken some of its steps, and not the last ones; what is rounded has taken all."""
    gradient, start, alpha, steps = arguments
    theta = np.asarray(start, dtype=float)
    if np.allclose(came, expected) or any(np.allclose(came, np.round(expected, d), rtol=1e-12) for d in range(3, 9)):
        return False
    for _ in range(steps):
        if np.allclose(came, theta, rtol=1e-9, atol=1e-12):
            return True
        theta = theta - alpha * gradient(theta)
    return False


def _in_turn(gradient: Bowl, start: Array, alpha: float, steps: int) -> Array:
    theta = np.array(start, dtype=float)
    for _ in range(steps):
        for j in range(len(theta)):
            theta[j] -= alpha * gradient(theta)[j]
    return theta


EXERCISES = [
    Exercise(
        name="descend",
        chapter=4,
        title="Gradient descent",
        task="Write the loop: from `start`, take `steps` steps against the gradient, all parameters at once, and "
        "return where you are. The array `start` belongs to the caller and stays as it is.",
        minutes=10,
        stub='''def descend(gradient, start, alpha, steps):
    """Return the parameters after gradient descent.

    gradient: a function of the parameters. start: (n,). alpha: the learning
    rate. steps: how many steps.
    Returns: array of shape (n,).
    """
    return ...
''',
        reference=_end,
        cases=_bowls,
        wrong=(
            Mimic("wrong-way", lambda g, s, a, n: _walk(g, s, -a, n)),
            Mimic("alpha-twice", lambda g, s, a, n: _walk(g, s, a * a, n)),
            Mimic("one-after-the-other", _in_turn),
            Mimic("steps-from-the-start", _from_start),
            Mimic("gradient-once", lambda g, s, a, n: s - n * a * g(s)),
            Mimic("step-count", lambda g, s, a, n: _walk(g, s, a, n - 1)),
            Mimic("step-count", lambda g, s, a, n: _walk(g, s, a, n + 1)),
            Mimic("returns-too-early", lambda g, s, a, n: _walk(g, s, a, 1)),
            Mimic("alpha-missing", lambda g, s, a, n: _walk(g, s, 1.0, n)),
            Trap("step-count", _stands_earlier, everywhere=True),
        ),
        words={
            "wrong-way": {
                "hint": "Which way does the gradient point, and which way does your step lead?",
            },
        },
        hints=(
            "One step goes from theta to theta - alpha * gradient(theta). Do that `steps` times.",
            "for _ in range(steps): with a new theta each time. theta -= ... would write into start.",
            "np.asarray(start, dtype=float) makes floats of whole numbers, which may be what start holds.",
        ),
        solution="""def descend(gradient, start, alpha, steps):
    theta = np.asarray(start, dtype=float)
    for _ in range(steps):
        theta = theta - alpha * gradient(theta)
    return theta
""",
    ),
]
