"""What gradient descent does with one learning rate: how it goes, and where it ends when it is let run on."""

from dataclasses import dataclass

import numpy as np

from lrlib import logistic
from lrlib.checks import Array
from lrlib.pictures.controls import fix

END = 1000  # steps after which it is asked whether the descent rests, goes in a cycle, or neither
LONGEST = 8  # steps of a cycle that is looked for
SAME = 1e-3  # two places nearer to each other than this are one
CLOSE = 1e-3  # a cost no farther above the minimum has converged
SEEN = 1e-6  # a step that ends nearer above the minimum is not asked whether it overshoots


@dataclass(frozen=True)
class Walk:
    """A descent of a few steps, and the cycle in which it would end."""

    alpha: float
    path: Array
    costs: Array
    low: float
    overshoots: int
    cycle: Array
    levels: Array
    wanders: bool

    @property
    def name(self) -> str:
        """Return what it does, in one word."""
        if self.wanders:
            return "wanders"
        if len(self.cycle):
            return "cycles"
        if self.overshoots:
            return "overshoots"
        return "crawls" if self.costs[-1] - self.low > CLOSE else "converges"

    @property
    def words(self) -> str:
        """Return what it does, with the numbers that say so."""
        n = len(self.costs) - 1
        said = (
            f"Learning rate {fix(self.alpha, 2)} {self.name}: cost {fix(self.costs[-1], 4)} after {_steps(n)}, "
            f"the minimum is {fix(self.low, 4)}."
        )
        if self.overshoots:
            said += f" {self.overshoots} of {_steps(n)} overshoot{'s' if self.overshoots == 1 else ''}"
        if self.wanders:
            return f"{said}; after {END} it has found neither rest nor a cycle of up to {LONGEST} places."
        if len(self.cycle):
            low, high = fix(self.levels.min(), 4), fix(self.levels.max(), 4)
            return f"{said}; in the end {len(self.cycle)} places take turns, with costs from {low} to {high}."
        return f"{said}." if self.overshoots else said


def _steps(n: int) -> str:
    return f"{n} step{'' if n == 1 else 's'}"


def walk(X: Array, y: Array, alpha: float, steps: int, low: float) -> Walk:
    """Descend from the origin; `low` is the least cost."""
    path, costs, overshoots = [np.zeros(X.shape[1])], [logistic.cost(np.zeros(X.shape[1]), X, y)], 0
    slope = logistic.gradient(path[0], X, y)
    for step in range(max(steps, END)):
        path.append(path[-1] - alpha * slope)
        before, slope = slope, logistic.gradient(path[-1], X, y)
        if step < steps:
            costs.append(logistic.cost(path[-1], X, y))
            overshoots += bool(before @ slope < 0 and costs[-1] - low > SEEN)
    cycle = _cycle(np.array(path))
    found, rests = cycle if cycle is not None else np.zeros((0, X.shape[1])), cycle is not None and len(cycle) == 1
    places = found[:0] if rests else found
    levels = np.array([logistic.cost(theta, X, y) for theta in places])
    return Walk(alpha, np.array(path[: steps + 1]), np.array(costs), low, overshoots, places, levels, cycle is None)


def _cycle(path: Array) -> Array | None:
    """Return the places that take turns at the end of a path, a single one where it rests; None if none are found."""
    tail = path[-8 * LONGEST :]
    for period in range(1, LONGEST + 1):
        if np.abs(tail[period:] - tail[:-period]).max() < SAME:
            return tail[-period:]
    return None
