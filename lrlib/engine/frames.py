"""Coordinates in which a fit is easy, and among them columns about zero, of the size of one.

A frame holds the same problem in other coordinates, and knows the way there and back.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from lrlib.checks import Array
from lrlib.engine.examples import Examples, spread
from lrlib.engine.kernel import Problem
from lrlib.engine.losses import SIGMOID

LOOK = 2**17, 250, 1000  # numbers that show where columns lie, of so many examples at least and at most
FAR = 30.0  # standard deviations from zero: beyond, a ridge and a preconditioner see the mean and not the column
SIZES = 1e-8, 1e8  # beyond, what is measured over all columns at once sees the largest alone
TINY = 2.0**-400  # a column is not enlarged by more: the penalty on it grows with the square
HELD = 1e300  # and so not by more than leaves its penalty a number with room


class Frame(Protocol):
    """A problem in other coordinates, and by how much at most an entry of a gradient there is larger outside."""

    problem: Problem
    stretch: float

    def enter(self, W: Array) -> Array:
        """Return parameters in the coordinates of the frame.

        Parameters
        ----------
        W : ndarray of shape (K, n)
            Outside.

        Returns
        -------
        ndarray of shape (K, any)
            Inside.
        """

    def leave(self, V: Array) -> Array:
        """Return parameters in the coordinates outside.

        Parameters
        ----------
        V : ndarray of shape (K, any)
            Inside.

        Returns
        -------
        ndarray of shape (K, n)
            Outside.
        """

    def size(self, slope: Array) -> float:
        """Return the largest entry outside of a gradient inside, or a bound on it.

        Parameters
        ----------
        slope : ndarray of shape (K, any)
            A gradient inside.

        Returns
        -------
        float
            Zero or above.
        """


class Shifted:
    """Rows of numbers about zero: those of X without a shift, times powers of two.

    Parameters
    ----------
    X : ndarray of shape (m, n)
        Rows, in memory or in a file.
    shift, factor : ndarray of shape (n,)
        What is taken off each column, and then multiplied with.
    dtype : dtype, optional
        Of the rows; without it that of X.
    """

    def __init__(self, X: Any, shift: Array, factor: Array, dtype: Any = None) -> None:
        self.X, self.shift, self.factor = X, shift, factor
        self.shape, self.size, self.dtype = X.shape, X.size, np.dtype(X.dtype if dtype is None else dtype)

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
        """Return the parameters of shifted columns.

        Parameters
        ----------
        W : ndarray of shape (K, n)
            Outside.

        Returns
        -------
        ndarray of shape (K, any)
            Inside.
        """
        V = W / self.factor
        V[:, 0] += W @ self.shift
        return V

    def leave(self, V: Array) -> Array:
        """Return the parameters of the columns as they are.

        Parameters
        ----------
        V : ndarray of shape (K, any)
            Inside.

        Returns
        -------
        ndarray of shape (K, n)
            Outside.
        """
        W = V * self.factor
        W[:, 0] -= W @ self.shift
        return W

    def size(self, slope: Array) -> float:
        """Return the largest entry of the gradient outside.

        Parameters
        ----------
        slope : ndarray of shape (K, any)
            A gradient inside.

        Returns
        -------
        float
            Zero or above.
        """
        return float(np.abs(slope / self.factor + slope[:, :1] * self.shift).max())

    def is_exact(self) -> bool:
        """Say whether each number inside is the one outside, shifted, to its last bit.

        What a difference is rounded by is a double itself, found by taking the parts of the difference off again.

        Returns
        -------
        bool
            After a look at all examples.
        """
        inside, outside = self.problem.examples.X, self.problem.examples.X.X
        for rows in self.problem.examples.rows():
            given = np.asarray(outside[rows], dtype=float)
            less = given - self.shift
            taken = given - less
            lost = (given - (less + taken)) + (taken - self.shift)
            if lost.any() or (inside[rows] / self.factor != less).any():
                return False
        return True

    def precisely(self) -> Problem:
        """Return the problem inside with all numbers in double precision.

        Returns
        -------
        Problem
            The same where the data are in double precision.
        """
        rows = self.problem.examples.X
        return self.problem.of(Shifted(rows.X, rows.shift, rows.factor, float))


def centred(problem: Problem) -> Centred | None:
    """Return a frame about the columns where they lie far from zero, or are of sizes far from one.

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
    numbers, least, most = LOOK
    part = np.asarray(X[spread(len(X), min(most, max(least, numbers // X.shape[1])))], dtype=float)
    if _are_plain(part):
        return None
    away = part - part[0]
    shift = away.mean(axis=0)
    away -= shift
    deviations = np.sqrt(np.einsum("ij,ij->j", away, away) / len(part))
    shift += part[0]  # of a constant column the constant, to the last bit
    shift[0] = 0
    far = np.abs(shift) > FAR * deviations
    steps = np.ldexp(1.0, np.frexp(deviations)[1] - 6)  # a shift of few bits rounds no difference, but next to zero
    shift = np.where(far, np.where(deviations > 0, np.rint(shift / steps) * steps, shift), 0.0)
    if not has_intercept(problem):
        shift[:] = 0
    if shift.any():
        part = part - shift
    sizes = np.maximum(part.max(axis=0), -part.min(axis=0))
    extreme = (sizes > 0) & ((sizes < SIZES[0]) | (sizes > SIZES[1]))
    if not shift.any() and not extreme.any():
        return None
    floor = np.maximum(TINY, np.sqrt(problem.penalty / HELD))
    exponents = np.frexp(np.where(sizes > 0, np.maximum(sizes, floor), 1.0))[1]
    return Centred(problem, shift, np.ldexp(1.0, 1 - exponents))


def _are_plain(part: Array) -> bool:
    """Say whether sums and sums of squares show that no column is far from zero, or of extreme size."""
    m = len(part)
    means, squares = np.ones(m) @ part / m, np.einsum("ij,ij->j", part, part) / m
    about = means[1:] ** 2 <= FAR**2 * (squares - means**2)[1:]
    return bool(about.all() and squares.min() > SIZES[0] ** 2 and m * squares.max() < SIZES[1] ** 2)


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


@dataclass(frozen=True)
class Inside:
    """A design matrix in memory, in coordinates in which nothing is far from zero.

    Attributes
    ----------
    X : ndarray of shape (m, n)
        The columns inside, in double precision.
    into, out : ndarray of shape (n, n)
        They take the parameters into these coordinates, and out again.
    """

    X: Array
    into: Array
    out: Array

    def has_full_rank(self) -> bool:
        """Say whether no column is a sum of others, as far as floating point sees it.

        Returns
        -------
        bool
            In any units of the columns.
        """
        norms = np.linalg.norm(self.X, axis=0)
        return bool(norms.all() and np.linalg.matrix_rank(self.X / norms) == len(norms))


def inside(X: Array, column: int | None = None) -> Inside:
    """Return a design matrix in the coordinates of `centred`, as it is where these are good.

    Parameters
    ----------
    X : ndarray of shape (m, n)
        Examples in rows.
    column : int, optional
        Whose parameter outside shall be the same one inside, but for a factor.

    Returns
    -------
    Inside
        Columns, and the ways there and back.
    """
    n = X.shape[1]
    problem = Problem(Examples(SIGMOID, X.astype(float, copy=False), np.zeros((len(X), 1)), 1), np.zeros(n))
    frame = centred(problem)
    if frame is None:
        return Inside(problem.examples.X, np.eye(n), np.eye(n))
    columns, into, out = frame.problem.examples.X[:], frame.enter(np.eye(n)).T, frame.leave(np.eye(n)).T
    if column == 0 and frame.shift.any():  # outside the intercept is a sum: it and all that stands at right angles
        axis = out[0] / np.linalg.norm(out[0])
        across = np.linalg.svd(axis[None])[2][1:].T
        turn = np.column_stack((axis / np.linalg.norm(out[0]), across))
        columns, out = columns @ turn, out @ turn
        into = np.vstack((np.eye(n)[:1], across.T @ into))
        out[0] = np.eye(n)[0]
    return Inside(columns, into, out)
