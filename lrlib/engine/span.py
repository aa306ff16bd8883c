"""No more columns than examples: where there are more, a fit lies in the span of the examples."""

import numpy as np

from lrlib.checks import Array
from lrlib.engine.agreement import Agreement
from lrlib.engine.frames import has_intercept
from lrlib.engine.kernel import TINY, Problem
from lrlib.inverses import EPSILON
from lrlib.triangular import backward, forward

PAYS = 2  # columns for each example, in single precision twice: with fewer, their own sizes are lost for little
FASTER = 13  # multiplications of a Gram matrix in the time of one by a vector, in double precision
LITTLE = 0.01  # of the curvature is penalty
FEWEST, EACH = 5, 11.5  # products of conjugate gradients, and more for each power of ten of the condition
WEAK = 1e-5  # of the largest pivot of a Gram matrix's factor: below, its digits are spent


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
        m, self.first, self.stretch, self.ones = len(problem.examples), int(intercept), 1.0, 0.0
        self.free = problem.free
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
            self.ones = (G.trace() / m or 1.0) / m
            G += self.ones
        self.L, self.Q = self._factor(G)
        penalty = np.append(np.zeros(self.first), np.full(self.L.shape[1], strength))
        design = np.column_stack((np.ones(m), self.L)) if intercept else self.L
        self.problem = Problem(problem.examples.of(design), penalty)
        self.problem.turned = True

    def _factor(self, G: Array) -> tuple[Array, Array | None]:
        """Return L, and where examples depend on each other an orthonormal basis of their span, in columns.

        Without a penalty, what is rounding alone is no direction: along it examples that are the same could be told
        apart.
        """
        try:
            L = np.linalg.cholesky(G)
            if L.diagonal().min() > WEAK * L.diagonal().max():
                return L, None
        except np.linalg.LinAlgError:
            pass
        rows = self.X - self.mean
        if not self.free:
            Q, R = np.linalg.qr(rows.T)
            return R.T, Q
        lengths = np.linalg.norm(rows, axis=1)
        lengths[lengths == 0] = 1
        Q, R = np.linalg.qr((rows / lengths[:, None]).T)
        U, S, V = np.linalg.svd(R.T)
        real = max(rows.shape) * EPSILON * S[0] < S
        real[0] = True
        return lengths[:, None] * (U[:, real] * S[real]), Q @ V[real].T

    def enter(self, W: Array) -> Array:
        """Return the parameters inside whose logits are those of W, as near as the span allows.

        Parameters
        ----------
        W : ndarray of shape (K, n)
            Outside.

        Returns
        -------
        ndarray of shape (K, any)
            Inside.
        """
        inside = W[:, self.first :] if self.units is None else W[:, self.first :] / self.units
        offset = inside @ self.mean
        V = inside @ self.Q if self.Q is not None else forward(self.L, self.X @ inside.T - offset).T
        return np.column_stack((W[:, 0] + offset, V)) if self.first else V

    def leave(self, V: Array) -> Array:
        """Return the weights of all columns.

        Parameters
        ----------
        V : ndarray of shape (K, any)
            Inside.

        Returns
        -------
        ndarray of shape (K, n)
            Outside.
        """
        lost: Array | float = 0.0
        if self.Q is not None:
            W = V[:, self.first :] @ self.Q.T
        else:
            A = backward(self.L, V[:, self.first :].T).T
            W = A @ self.X - A.sum(axis=1)[:, None] * self.mean
            lost = self.ones * A.sum(axis=1)
        outside = W if self.units is None else W * self.units
        return np.column_stack((V[:, 0] + lost - W @ self.mean, outside)) if self.first else outside

    def size(self, slope: Array) -> float:
        """Return a bound: the rows of slopes outside are as long as those inside, but for what the mean adds.

        Parameters
        ----------
        slope : ndarray of shape (K, any)
            A gradient inside.

        Returns
        -------
        float
            Zero or above.
        """
        units = 1.0 if self.units is None else float(1 / self.units.min())
        inside = np.sqrt((slope[:, self.first :] ** 2).sum(axis=1)).max() * units
        return float(inside + self.first * np.abs(slope[:, 0]).max() * max(1.0, np.abs(self.mean).max() * units))


def spanned(problem: Problem) -> Span | None:
    """Return a frame with as many columns as examples, where there are more.

    Parameters
    ----------
    problem : Problem
        Any.

    Returns
    -------
    Span or None
        None where the columns are not twice as many (without a penalty: not more), some have no penalty, the examples
        are in a file, or a Gram matrix takes longer than what it saves.
    """
    m, n = problem.examples.X.shape
    rows = m * (1 if problem.free else PAYS * 8 / problem.examples.X.dtype.itemsize)
    if n <= rows or not problem.examples.in_memory:
        return None
    intercept = has_intercept(problem)
    if n - intercept <= rows or (not problem.free and (problem.penalty[int(intercept) :] == 0).any()):
        return None
    return Span(problem, intercept) if problem.free or _pays(problem) else None


def _pays(problem: Problem) -> bool:
    """Say whether a Gram matrix takes less time than it saves: products with examples of fewer columns.

    How many there will be is foretold as for independent columns, whose largest curvature is (1 + sqrt(n / m))^2 times
    one alone, and whose smallest is the penalty. With little penalty columns that agree may take any number.
    """
    (m, n), K = problem.examples.X.shape, problem.shape[0]
    share = max(problem.penalised, TINY)
    condition = 1 + (1 - share) / share * (1 + (n / m) ** 0.5) ** 2
    products = FEWEST + EACH * np.log10(condition)
    saved = FASTER * problem.examples.X.dtype.itemsize / 8 * products * K * (n - m)
    return bool(saved > m * n + m**2 / 2) or (share < LITTLE and Agreement(problem).open)
