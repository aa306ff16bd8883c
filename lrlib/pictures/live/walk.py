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
    """A descent of a few steps, and the end of the same descent after many."""

    alpha: float
    path: Array
    costs: Array
    low: float  # the least cost that there is
    overshoots: int
    end: Array
    turns: Array  # the places that take turns at the end: one where it rests, several in a cycle, none else
    levels: Array  # their costs

    @property
    def name(self) -> str:
        """Return what it does, in one word."""
        if len(self.turns) != 1:
            return "cycles" if len(self.turns) else "wanders"
        if self.overshoots:
            return "overshoots"
        return "crawls" if self.costs[-1] - self.low > CLOSE else "converges"

    @property
    def cycle(self) -> Array:
        """Return the places of the cycle in which it ends, if it ends in one."""
        return self.turns if len(self.turns) > 1 else self.turns[:0]

    @property
    def words(self) -> str:
        """Return what it does, with the numbers that say so."""
        n = len(self.costs) - 1
        said = (
            f"Learning rate {fix(self.alpha, 2)} {self.name}: cost {fix(self.costs[-1], 4)} after {_steps(n)}, "
            f"the minimum is {fix(self.low, 4)}."
        )
        over = f"{said} {self.overshoots} of {_steps(n)} overshoot{'s' if self.overshoots == 1 else ''}"
        if not len(self.turns):
            return f"{over}; after {END} it has found neither rest nor a cycle of up to {LONGEST} places."
        if len(self.turns) > 1:
            low, high = fix(self.levels.min(), 4), fix(self.levels.max(), 4)
            return f"{over}; in the end {len(self.turns)} places take turns, with costs from {low} to {high}."
        return f"{over}." if self.overshoots else said


def _steps(n: int) -> str:
    return f"{n} step{'' if n == 1 else 's'}"


def walk(X: Array, y: Array, alpha: float, steps: int, low: float) -> Walk:
    """Descend from the origin; `low` is the least cost."""
    path, overshoots = [np.zeros(X.shape[1])], 0
    costs, slope = [logistic.cost(path[0], X, y)], logistic.gradient(path[0], X, y)
    for step in range(max(steps, END)):
        path.append(path[-1] - alpha * slope)
        before, slope = slope, logistic.gradient(path[-1], X, y)
        if step < steps:
            costs.append(logistic.cost(path[-1], X, y))
            overshoots += bool(before @ slope < 0 and costs[-1] - low > SEEN)
    end = np.array(path[-8 * LONGEST :])
    turns = _turns(end)
    levels = np.array([logistic.cost(theta, X, y) for theta in turns])
    return Walk(alpha, np.array(path[: steps + 1]), np.array(costs), low, overshoots, end, turns, levels)


def _turns(end: Array) -> Array:
    """Return the places that take turns: as many as the shortest period has steps, none if none is found."""
    for period in range(1, LONGEST + 1):
        if np.abs(end[period:] - end[:-period]).max() < SAME:
            return end[-period:]
    return end[:0]
