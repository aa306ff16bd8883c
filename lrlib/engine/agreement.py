"""Axes along which columns agree: the few large eigenvalues of their correlations, found by products with signs."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lrlib.checks import Array
from lrlib.engine.examples import Examples
from lrlib.engine.frames import has_intercept
from lrlib.engine.kernel import Problem

SIGNS = 8  # columns of random signs: they tell the mean square of all correlations, and the first axes
MOST = 16  # axes: more cost more than they save
LOOKED = 256  # examples that tell whether a search is worth while
SURELY = 2.0  # times the squares of correlations that are chance alone


def means(examples: Examples) -> Array:
    """Return the means of the columns.

    Parameters
    ----------
    examples : Examples
        Rows of X, with what each counts.

    Returns
    -------
    ndarray of shape (n,)
        As precise as the examples are.
    """
    total, count = np.zeros(examples.X.shape[1]), 0.0
    for (X, _), counts in examples.parts:
        shares = np.ones(len(X), X.dtype) if counts is None else counts.astype(X.dtype, copy=False)
        total += shares @ X
        count += float(shares.sum())
    return total / count


class Columns:
    """The columns of some examples about their means: multiplied with block by block, never copied.

    Parameters
    ----------
    examples : Examples
        Rows of X, with what each counts.
    intercept : bool
        Whether the first column is one, and absorbs the means of the others; else they are taken for zero.
    """

    def __init__(self, examples: Examples, intercept: bool) -> None:
        self.examples, n = examples, examples.X.shape[1]
        squares, self.mean, self.count = np.zeros(n), np.zeros(n), 0.0
        if intercept:
            self.mean[1:] = means(examples)[1:]
        for (X, _), counts in examples.parts:
            if counts is None:
                squares += np.einsum("ij,ij->j", X, X)
                self.count += len(X)
            else:
                squares += np.einsum("ij,ij,i->j", X, X, counts)
                self.count += float(counts.sum())
        self.variance = squares / self.count - self.mean**2

    def covariance(self, V: Array) -> Array:
        """Return the covariance of the columns, times V.

        Parameters
        ----------
        V : ndarray of shape (n, s)
            Vectors in columns.

        Returns
        -------
        ndarray of shape (n, s)
            As precise as the examples are.
        """
        total, means = np.zeros(V.shape), self.mean @ V
        for (X, _), counts in self.examples.parts:
            Z = X @ V.astype(X.dtype, copy=False) - means.astype(X.dtype)
            if counts is not None:
                Z *= counts.astype(X.dtype, copy=False)[:, None]
            total += X.T @ Z - np.outer(self.mean, Z.sum(axis=0))
        return total / self.count


@dataclass(frozen=True)
class Axes:
    """Directions along which columns of one size vary together.

    Attributes
    ----------
    directions : ndarray of shape (n, r)
        Orthonormal, in columns.
    sizes : ndarray of shape (r,)
        The eigenvalues of the correlations there.
    level : float
        What the largest ones across them are about.
    """

    directions: Array
    sizes: Array
    level: float

    def less(self, share: Array) -> Array:
        """Return by what part a step along each axis is shorter than one across.

        Parameters
        ----------
        share : ndarray of shape (K, 1)
            Of the diagonal of each class, what is not the penalty: that is the same along each direction.

        Returns
        -------
        ndarray of shape (K, r)
            From 0 to 1.
        """
        return np.asarray(1 - (1 + share * (self.level - 1)) / (1 + share * (self.sizes - 1)))


class Agreement:
    """The axes along which the columns of a problem agree, as many as their search may cost.

    Of columns that do not agree the eigenvalues go up to (1 + sqrt(n / m))^2 by chance, and the mean of their squares
    is 1 + n / m. What stands out is found by one step of a subspace iteration from random signs.

    Parameters
    ----------
    problem : Problem
        Any; of one that is turned no column has a size of its own.

    References
    ----------
    .. [1] N. Halko, P.-G. Martinsson and J. Tropp, Finding structure with randomness, SIAM Review 53 (2011),
       algorithm 4.4.
    .. [2] Z. Frangella, J. Tropp and M. Udell, Randomized Nystrom preconditioning, SIAM Journal on Matrix Analysis and
       Applications 44 (2023).
    .. [3] V. Marchenko and L. Pastur, Distribution of eigenvalues for some sets of random matrices, Mathematics of the
       USSR-Sbornik 1 (1967).
    """

    def __init__(self, problem: Problem) -> None:
        self.examples, self.turned = problem.examples if problem.factors is None else problem.factors, problem.turned
        self.intercept = has_intercept(problem)
        self.axes: Axes | None = None
        self.basis, self.random = np.zeros((problem.shape[1], 0)), np.random.default_rng(0)
        self.open = not self._by_chance()

    def search(self, most: float) -> Axes | None:
        """Return the axes, after a search among so many vectors at most, which goes on where the last one stopped.

        Parameters
        ----------
        most : float
            Vectors.

        Returns
        -------
        Axes or None
            None where none was found so far.
        """
        n, m = len(self.basis), len(self.examples)
        while self.open and (size := max(SIGNS, 2 * self.basis.shape[1])) <= min(most, MOST, n):
            correlations = self._correlations(self.examples)
            others = correlations(self._signs(size - self.basis.shape[1]))
            self.basis = np.linalg.qr(np.hstack((self.basis, others)))[0]
            sizes, turn = np.linalg.eigh(self.basis.T @ correlations(self.basis))
            large = sizes > (1 + (n / m) ** 0.5) ** 2
            self.open = bool(large.all())
            if large.any():
                self.axes = Axes(self.basis @ turn[:, large], sizes[large], max(1.0, float(sizes[0])))
        return self.axes

    def _by_chance(self) -> bool:
        """Say whether a few examples show no more correlations than chance does."""
        part, n = self.examples.sample(LOOKED), len(self.basis)
        others = self._correlations(part)(self._signs(SIGNS))
        return bool(np.vdot(others, others) <= SURELY * others.size * (1 + n / len(part)))

    def _signs(self, size: int) -> Array:
        return self.random.integers(0, 2, (len(self.basis), size)) * 2.0 - 1

    def _correlations(self, examples: Examples) -> Callable[[Array], Array]:
        columns, first = Columns(examples, self.intercept), int(self.intercept)
        variance = columns.variance
        if self.turned:
            variance[first:] = variance[first:].mean()
        units = np.sqrt(np.where(variance > 0, variance, np.inf))[:, None]
        return lambda V: columns.covariance(V / units) / units
