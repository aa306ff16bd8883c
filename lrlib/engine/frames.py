"""Coordinates in which a fit is easy: columns about zero and of a size, or no more columns than examples.

A frame holds the same problem in other coordinates, and knows the way there and back.
"""

from typing import Any, Protocol

import numpy as np

from lrlib.checks import Array
from lrlib.engine.examples import spread
from lrlib.engine.kernel import Problem

LOOK = 1000  # examples that show where a column lies
FAR = 30.0  # standard deviations from zero: beyond, a ridge and a preconditioner see the mean and not the column
SIZES = 1e-30, 1e30  # beyond, squares and their sums come near the ends of the numbers
TINY = 2.0**-400  # a column is not enlarged by more: the penalty on it grows with the square
WEAK = 1e-5  # of the largest pivot of a Gram matrix's factor: below, its digits are spent


class Frame(Protocol):
    """A problem in other coordinates, and by how much at most an entry of a gradient there is larger outside."""

    problem: Problem
    stretch: float

    def enter(self, W: Array) -> Array:
        """Return parameters in the coordinates of the frame."""

    def leave(self, V: Array) -> Array:
        """Return parameters in the coordinates outside."""

    def size(self, slope: Array) -> float:
        """Return the largest entry outside of a gradient inside, or a bound on it."""


class Shifted:
    """Rows of numbers about zero: those of X without a shift, times powers of two.

    Parameters
    ----------
    X : ndarray of shape (m, n)
        Rows, in memory or in a file.
    shift, factor : ndarray of shape (n,)
        What is taken off each column, and then multiplied with.
    """

    def __init__(self, X: Any, shift: Array, factor: Array) -> None:
        self.X, self.shift, self.factor = X, shift, factor
        self.shape, self.size, self.dtype = X.shape, X.size, X.dtype

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.X)

    def __getitem__(self, rows: Any) -> Array:
        """Return the rows asked for, shifted: in single precision too the difference is taken in double."""
        return np.asarray(((self.X[rows] - self.shift) * self.factor).astype(self.dtype, copy=False))


class Centred:
    """Columns about zero and of the size of one: the intercept absorbs the shift.

    Parameters
    ----------
    problem : Problem
        With an intercept without penalty where a shift is not 0.
    shift, factor : ndarray of shape (n,)
        Of each column; the factor a power of two, so that no digit changes.
    """

    def __init__(self, problem: Problem, shift: Array, factor: Array) -> None:
        self.shift, self.factor = shift, factor
        self.stretch = float((1 / factor).max() + np.abs(shift).max())
        inside = problem.examples.of(Shifted(problem.examples.X, shift, factor))
        self.problem = Problem(inside, problem.penalty * factor**2)

    def enter(self, W: Array) -> Array:
        """Return the parameters of shifted columns."""
        V = W / self.factor
        V[:, 0] += W @ self.shift
        return V

    def leave(self, V: Array) -> Array:
        """Return the parameters of the columns as they are."""
        W = V * self.factor
        W[:, 0] -= W @ self.shift
        return W

    def size(self, slope: Array) -> float:
        """Return the largest entry of the gradient outside."""
        return float(np.abs(slope / self.factor + slope[:, :1] * self.shift).max())


class Span:
    """As many columns as examples: the rows of W lie in the span of the examples, the intercept apart.

    With G = X X^T = L L^T the logits X w are L v, and w = X^T L^-T v is as long as v. With an intercept X is centred,
    so that the ones are flat for G; they are given any curvature, since the intercept takes all that lies along them.

    Parameters
    ----------
    problem : Problem
        In memory, with a penalty on every column but the intercept, or on none.
    intercept : bool
        Whether the first column is one, without penalty.
    """

    def __init__(self, problem: Problem, intercept: bool) -> None:
        m, self.first, self.stretch = len(problem.examples), int(intercept), 1.0
        weights, strength = problem.penalty[self.first :], float(problem.penalty[-1])
        self.X = np.asarray(problem.examples.X[:], dtype=float)[:, self.first :]
        self.units = np.sqrt(strength / weights) if (weights != strength).any() else None
        if self.units is not None:
            self.X = self.X * self.units
        self.mean = self.X.mean(axis=0) * self.first
        G = self.X @ self.X.T
        if intercept:
            rows = G.mean(axis=1)
            G += rows.mean() - rows - rows[:, None]
            G += (G.trace() / m or 1.0) / m
        self.L, self.Q = self._factor(G)
        penalty = np.append(np.zeros(self.first), np.full(self.L.shape[1], strength))
        design = np.column_stack((np.ones(m), self.L)) if intercept else self.L
        self.problem = Problem(problem.examples.of(design), penalty)

    def _factor(self, G: Array) -> tuple[Array, Array | None]:
        """Return L, and where examples depend on each other an orthonormal basis of their span, in columns."""
        try:
            L = np.linalg.cholesky(G)
            if L.diagonal().min() > WEAK * L.diagonal().max():
                return L, None
        except np.linalg.LinAlgError:
            pass
        Q, R = np.linalg.qr((self.X - self.mean).T)
        return R.T, Q

    def enter(self, W: Array) -> Array:
        """Return the parameters inside whose logits are those of W, as near as the span allows."""
        inside = W[:, self.first :] if self.units is None else W[:, self.first :] / self.units
        offset = inside @ self.mean
        V = inside @ self.Q if self.Q is not None else np.linalg.solve(self.L, self.X @ inside.T - offset).T
        return np.column_stack((W[:, 0] + offset, V)) if self.first else V

    def leave(self, V: Array) -> Array:
        """Return the weights of all columns."""
        if self.Q is not None:
            W = V[:, self.first :] @ self.Q.T
        else:
            A = np.linalg.solve(self.L.T, V[:, self.first :].T).T
            W = A @ self.X - A.sum(axis=1)[:, None] * self.mean
        outside = W if self.units is None else W * self.units
        return np.column_stack((V[:, 0] - W @ self.mean, outside)) if self.first else outside

    def size(self, slope: Array) -> float:
        """Return a bound: the rows of slopes outside are as long as those inside, but for what the mean adds."""
        units = 1.0 if self.units is None else float(1 / self.units.min())
        inside = np.sqrt((slope[:, self.first :] ** 2).sum(axis=1)).max() * units
        return float(inside + self.first * np.abs(slope[:, 0]).max() * max(1.0, np.abs(self.mean).max() * units))


def centred(problem: Problem) -> Centred | None:
    """Return a frame about the columns where they lie far from zero, or their sizes near the ends of the numbers.

    Parameters
    ----------
    problem : Problem
        Any.

    Returns
    -------
    Centred or None
        None where the coordinates are good as they are, or there is no intercept to absorb a shift.
    """
    X = problem.examples.X
    part = np.asarray(X[spread(len(X), LOOK)], dtype=float)
    shift = part[0] + (part - part[0]).mean(axis=0)  # of a constant column the constant, to the last bit
    shift[0] = 0
    deviations = (part - shift).std(axis=0)
    far = np.abs(shift) > FAR * deviations
    steps = np.ldexp(1.0, np.frexp(deviations)[1] - 6)  # a shift of few bits, so that no difference is rounded
    shift = np.where(deviations > 0, np.rint(shift / steps) * steps, shift)
    if not far.any() or not has_intercept(problem):
        shift[:] = 0
    sizes = np.abs(part - shift).max(axis=0)
    extreme = (sizes > 0) & ((sizes < SIZES[0]) | (sizes > SIZES[1]))
    if not shift.any() and not extreme.any():
        return None
    exponents = np.frexp(np.where(sizes > 0, np.maximum(sizes, TINY), 1.0))[1]
    return Centred(problem, shift, np.ldexp(1.0, 1 - exponents))


def has_intercept(problem: Problem) -> bool:
    """Say whether the first column is one, without a penalty.

    Parameters
    ----------
    problem : Problem
        Any.

    Returns
    -------
    bool
        True only after all examples were looked at, by the caller who left the first column without a penalty, or here.
    """
    if problem.penalty[0] != 0 or problem.examples.X[:1][0, 0] != 1:
        return False
    return not problem.free or all((X[:, 0] == 1).all() for X, _ in problem.examples.blocks)


def spanned(problem: Problem) -> Span | None:
    """Return a frame with as many columns as examples, where there are more.

    Parameters
    ----------
    problem : Problem
        Any.

    Returns
    -------
    Span or None
        None where the columns are fewer, some have no penalty, or the examples are in a file.
    """
    m, n = problem.examples.X.shape
    intercept = has_intercept(problem)
    if (
        n - intercept <= m
        or not problem.examples.in_memory
        or (not problem.free and (problem.penalty[int(intercept) :] == 0).any())
    ):
        return None
    return Span(problem, intercept)
