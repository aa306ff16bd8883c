"""Exercises on training: gradient descent."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from lrlib.checks import Array
from lrlib.descent import descend
from lrlib.exercises.exercise import Arguments, Exercise, Mimic


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
    A, b, start = np.array([[2.0, 1.0], [1.0, 2.0]]), np.array([1.0, 0.0]), np.array([1.0, -1.0])
    yield Bowl(A, b), start, 0.25, 2, 0.0
    yield Bowl(A, b), start, 0.25, 1, 0.0
    yield Bowl(A, b), start, 0.25, 50, 0.1
    yield Bowl(A, b), start, 0.25, 50, 0.01
    for n, steps, tol in ((1, 3, 0.0), (3, 5, 0.0), (4, 30, 0.0), (3, 400, 0.05), (4, 400, 0.02), (1, 400, 0.1)):
        B = rng.normal(size=(n, n)).round(1)
        yield Bowl(B @ B.T / n + np.eye(n), rng.normal(size=n).round(1)), rng.normal(size=n) + 1, 0.1, steps, tol
    yield Bowl(A, b), np.array([3, 2]), 0.1, 4, 0.0
    yield Bowl(A, b), np.linalg.solve(A, b), 0.1, 3, 0.5


def _end(gradient: Bowl, start: Array, alpha: float, steps: int, tol: float) -> Array:
    return descend(gradient._height, gradient, start, alpha=alpha, steps=steps, tol=tol).parameters


def _largest(slope: Array) -> float:
    return float(np.abs(slope).max())


def _walk(
    gradient: Bowl, start: Array, alpha: float, steps: int, tol: float, size: Callable[[Array], float] = _largest
) -> Array:
    theta = np.asarray(start, dtype=float)
    for _ in range(steps):
        if size(gradient(theta)) <= tol:
            break
        theta = theta - alpha * gradient(theta)
    return theta


def _one_more(gradient: Bowl, start: Array, alpha: float, steps: int, tol: float) -> Array:
    """Return where the loop ends that takes a step before it looks at the slope."""
    theta = np.asarray(start, dtype=float)
    for _ in range(steps):
        slope = gradient(theta)
        theta = theta - alpha * slope
        if _largest(slope) <= tol:
            break
    return theta


def _in_turn(gradient: Bowl, start: Array, alpha: float, steps: int, tol: float) -> Array:
    theta = np.array(start, dtype=float)
    for _ in range(steps):
        if _largest(gradient(theta)) <= tol:
            break
        for j in range(len(theta)):
            theta[j] -= alpha * gradient(theta)[j]
    return theta


GOES_ON = "it takes every step, also where no slope is larger than tol any more"
SIGN = "a slope that points down counts as small, however steep it is: compare its size, np.abs(slope)"

EXERCISES = [
    Exercise(
        name="descend",
        chapter=4,
        title="Gradient descent",
        task="Write the loop, and let it stop by itself: from `start`, step against the gradient, all parameters at "
        "once, until no entry of the gradient is larger in size than `tol`, and at most `steps` times. Return where "
        "you are. The array `start` belongs to the caller and stays as it is.",
        minutes=10,
        stub='''def descend(gradient, start, alpha, steps, tol):
    """Return the parameters after gradient descent.

    gradient: a function of the parameters. start: (n,). alpha: the learning
    rate. steps: how many steps at most. tol: how small a slope is enough.
    Returns: array of shape (n,).
    """
    return ...
''',
        reference=_end,
        cases=_bowls,
        wrong=(
            Mimic("wrong-way", lambda g, s, a, n, tol: _walk(g, s, -a, n, tol)),
            Mimic("alpha-twice", lambda g, s, a, n, tol: _walk(g, s, a * a, n, tol)),
            Mimic("one-after-the-other", _in_turn),
            Mimic("gradient-once", lambda g, s, a, n, tol: s - n * a * g(s)),
            Mimic("step-count", lambda g, s, a, n, tol: _walk(g, s, a, n - 1, tol)),
            Mimic("step-count", lambda g, s, a, n, tol: _walk(g, s, a, n + 1, tol)),
            Mimic("returns-too-early", lambda g, s, a, n, tol: _walk(g, s, a, 1, tol)),
            Mimic("alpha-missing", lambda g, s, a, n, tol: _walk(g, s, 1.0, n, tol)),
            Mimic("wrong-values", lambda g, s, a, n, tol: _walk(g, s, a, n, -1.0), seen=GOES_ON),
            Mimic("wrong-values", _one_more, seen="one step is taken after the slope was small enough: look first"),
            Mimic("wrong-values", lambda g, s, a, n, tol: _walk(g, s, a, n, tol, np.max), seen=SIGN),
            Mimic(
                "wrong-values",
                lambda g, s, a, n, tol: _walk(g, s, a, n, tol, lambda slope: float(np.abs(slope).min())),
                seen="it stops when one entry of the gradient is small; wanted is all of them",
            ),
            Mimic(
                "wrong-values",
                lambda g, s, a, n, tol: _walk(g, s, a, n, tol, lambda slope: float(np.linalg.norm(slope))),
                seen="it stops by the length of the gradient; wanted is by its largest entry",
            ),
        ),
        hints=(
            "One step goes from theta to theta - alpha * gradient(theta). Look at the slope before each step.",
            "np.abs(gradient(theta)).max() <= tol: then stop. theta -= ... would write into start.",
            "theta = np.asarray(start, dtype=float); for _ in range(steps): slope = gradient(theta); break if "
            "np.abs(slope).max() <= tol; theta = theta - alpha * slope.",
        ),
        solution="""def descend(gradient, start, alpha, steps, tol):
    theta = np.asarray(start, dtype=float)
    for _ in range(steps):
        slope = gradient(theta)
        if np.abs(slope).max() <= tol:
            break
        theta = theta - alpha * slope
    return theta
""",
    ),
]
