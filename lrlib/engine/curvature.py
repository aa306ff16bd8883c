"""The second derivatives of a mean cross-entropy at a point: as a matrix, a product, a mean over the classes."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from lrlib import inverses
from lrlib.checks import Array
from lrlib.engine.examples import Examples
from lrlib.engine.losses import logits, pulled

NOISE = 1e-10  # of a slope: what rounding leaves of its mean over the classes, and a small penalty would blow up
FEW, SOME = 4, 6  # classes: up to here the blocks of their differences take less time; with columns enough, up to there
NARROW = 10  # columns: with fewer, one product of all blocks of a class takes less time than squares, a triangle each
SMALL = 120_000  # numbers of X, times columns: below, the one matrix of all classes takes fewer calls, and less time


def by_differences(examples: Examples) -> bool:
    """Say whether the differences between a few classes are solved for in less time than all classes at once.

    Parameters
    ----------
    examples : Examples
        Of classes that are coupled.

    Returns
    -------
    bool
        True for few classes, if there are numbers enough that calls do not count.
    """
    K, (m, n) = examples.K, examples.X.shape
    return m * n**2 >= SMALL and (K <= FEW or (K <= SOME and n > 2 * K))


class Curvature:
    """The Hessian at W, from the residuals there; each block of it is computed when it is asked for.

    Parameters
    ----------
    examples : Examples
        In blocks.
    W : ndarray of shape (K, n)
        Weights.
    penalty : ndarray of shape (n,)
        What joins on the diagonal of each row of W.
    residuals : sequence of ndarray of shape (K, b), optional
        Probabilities minus labels at W, a block each, where a pass has kept them.
    exact : bool
        Whether examples in single precision are computed in double.
    """

    def __init__(
        self,
        examples: Examples,
        W: Array,
        penalty: Array,
        residuals: Sequence[Array | None] | None = None,
        exact: bool = False,
    ) -> None:
        self.examples, self.loss, self.W, self.penalty = examples, examples.loss, W, penalty
        self.residuals, self.exact = residuals, exact

    def matrix(self) -> Array:
        """Return the second derivatives for W read row by row.

        Block (j, k) is X^T diag(p_j (delta_jk - p_k)) X / m for the softmax, and zero off the diagonal for sigmoids.

        Returns
        -------
        ndarray of shape (K n, K n)
            Symmetric, positive semi-definite, an array of its own.
        """
        K, n = self.W.shape
        own = np.zeros((K * n, n))
        H = own if K == 1 else np.zeros((K * n, K * n))
        for X, P in self._weighed():
            if K == 1:
                B = X * np.sqrt(P[0])[:, None]
                H += B.T @ B  # one triangle is computed
                continue
            B = np.multiply(P[:, None], X.T, order="C").reshape(K * n, len(X))
            own += B @ X
            if self.loss.coupled:
                H -= B @ B.T
        if K > 1:
            np.einsum("kikj->kij", H.reshape(K, n, K, n))[:] += own.reshape(K, n, n)  # a view of the blocks
        H /= len(self.examples)
        if self.penalty.any():
            H.reshape(-1)[:: K * n + 1].reshape(K, n)[:] += self.penalty
        return H

    def solver(self) -> Callable[[Array], Array]:
        """Return the function V -> H^-1 V, with the ridge of `inverses.definite`.

        Classes that are not coupled are solved for one by one. A softmax stays the same when one vector joins all rows
        of W: with a penalty few classes are solved for as differences from the most frequent one, in (K - 1) n
        parameters, and that vector apart.

        Returns
        -------
        callable
            Takes and returns arrays of the shape of W.
        """
        K = len(self.W)
        if not self.loss.coupled and K > 1:
            solvers = [inverses.factored(H) for H in self._own()]
            return lambda V: np.concatenate([solve(row) for solve, row in zip(solvers, V[:, None], strict=True)])
        if K == 1 or not by_differences(self.examples) or not self.penalty.any():  # curvatures may vanish in a class
            return inverses.factored(self.matrix())
        y = np.asarray(self.examples.y[:])  # of a file only the labels are read
        times = np.bincount(y.astype(np.intp), minlength=K) if y.ndim == 1 else y.sum(axis=0)
        others = np.flatnonzero(np.arange(K) != int(times.argmax()))
        solve, penalty = inverses.factored(self._among(others)), np.where(self.penalty > 0, self.penalty, np.inf)

        def _solve(V: Array) -> Array:
            mean, step = np.add.reduce(V) / K, np.zeros_like(V)
            mean[np.abs(mean) <= NOISE * np.maximum.reduce(np.abs(V))] = 0
            step[others] = solve(V[others] - mean)
            step -= np.add.reduce(step) / K
            if mean.any():
                step += mean / penalty
            return step

        return _solve

    def _own(self) -> list[Array]:
        """Return the diagonal block of each class."""
        blocks = [np.diag(len(self.examples) * self.penalty) for _ in self.W]
        for X, P in self._weighed():
            for H, p in zip(blocks, P, strict=True):
                B = X * np.sqrt(p)[:, None]
                H += B.T @ B  # one triangle is computed
        return [H / len(self.examples) for H in blocks]

    def _among(self, classes: Array) -> Array:
        """Return the matrix for what the other classes differ by from the one left out.

        What is written as products of probabilities keeps its digits where one class is nearly certain.
        """
        K, n = self.W.shape
        H = np.zeros((K - 1, n, K - 1, n))
        for X, P in self._weighed():
            rest = [P[:k].sum(axis=0) + P[k + 1 :].sum(axis=0) for k in classes]
            if n < NARROW:
                for i, k in enumerate(classes):
                    S = np.vstack((P[k] * rest[i], -P[k] * P[classes[i + 1 :]]))
                    B = np.multiply(S[:, None], X.T, order="C").reshape(-1, len(X))
                    H[i:, :, i] += (B @ X).reshape(-1, n, n)
                continue
            roots, B = np.sqrt(P), np.empty_like(X)
            for i, k in enumerate(classes):
                np.multiply(X, (roots[k] * np.sqrt(rest[i]))[:, None], out=B)
                H[i, :, i] += B.T @ B  # one triangle is computed
                for j, other in enumerate(classes[i + 1 :], i + 1):
                    np.multiply(X, (roots[k] * roots[other])[:, None], out=B)
                    H[j, :, i] -= B.T @ B
        for i in range(K - 1):
            H[i, :, i + 1 :] = H[i + 1 :, :, i].transpose(2, 0, 1)
        H /= len(self.examples)
        columns = np.arange(n)
        H[:, columns, :, columns] += self.penalty[:, None, None] * (np.eye(K - 1) - 1 / K)
        return H.reshape((K - 1) * n, -1)

    def product(self) -> Callable[[Array], Array]:
        """Return the function V -> H V; H is never formed.

        A product of a softmax is the same when each logit is taken as its distance from that of the likeliest class. In
        single precision only such distances leave the digits of a probability that is nearly 1.

        Returns
        -------
        callable
            Takes and returns arrays of the shape of W; it holds m K numbers, and of examples in memory that do not all
            count the same m n more.
        """
        held, coupled, K, m = self.examples.in_memory, self.loss.coupled, len(self.W), len(self.examples)
        weighed = [(X if held else None, P, self._likeliest(P)) for X, P in self._weighed()]

        def _times(V: Array) -> Array:
            total = np.zeros(self.W.shape)
            rows = (X for X, _, _ in weighed) if held else self._rows()
            for X, (_, P, top) in zip(rows, weighed, strict=True):
                assert X is not None
                A = logits(V.astype(X.dtype, copy=False), X, coupled)
                if top is not None:
                    A -= A.take(top)
                A *= P
                if coupled:
                    A -= P * np.add.reduce(A)
                total += pulled(A, X, coupled)
            total /= m
            if coupled:
                total -= np.add.reduce(total) / K  # 0 but for rounding, as of a gradient
            total += self.penalty * V
            return total

        return _times

    def _likeliest(self, P: Array) -> Array | None:
        """Return places in P of the likeliest class of each example, where its probability lacks digits."""
        if not self.loss.coupled or P.dtype != np.float32:
            return None
        return np.asarray(P.argmax(axis=0) * P.shape[1] + np.arange(P.shape[1]))

    def mean(self) -> Array:
        """Return the mean of the K diagonal blocks: a preconditioner for each row of W.

        Returns
        -------
        ndarray of shape (n, n)
            Symmetric and positive semi-definite.
        """
        m = len(self.examples)
        total = np.diag(m * self.penalty)
        for B in self.roots():
            total += B.T @ B
        return total / m

    def diagonal(self) -> tuple[Array, Array]:
        """Return the diagonal of the matrix, without forming it, and the first row of the block of each class.

        Returns
        -------
        diagonal : ndarray of shape (K, n)
            Zero or above.
        first : ndarray of shape (K, n)
            Without the penalty: where there is an intercept, the sums of the columns, weighed.
        """
        m = len(self.examples)
        total, first = m * np.tile(self.penalty, (len(self.W), 1)), np.zeros(self.W.shape)
        for X, P in self._weighed():
            Q = P * (1 - P) if self.loss.coupled else P
            total += pulled(Q, X**2)
            first += pulled(Q * X[:, 0], X)
        return total / m, first / m

    def roots(self) -> Iterator[Array]:
        """Yield examples weighed so that sum B^T B / m is the mean curvature without the penalty.

        Yields
        ------
        ndarray of shape (b, n)
            A block.
        """
        for X, P in self._weighed():
            yield X * np.sqrt((P * (1 - P) if self.loss.coupled else P).mean(axis=0))[:, None]

    def _rows(self) -> Iterator[Array]:
        """Yield the examples of each block, times the roots of what they count."""
        for (X, _), counts in self.examples.parts:
            X = X.astype(np.float64, copy=False) if self.exact else X
            yield X if counts is None else X * np.sqrt(counts).astype(X.dtype, copy=False)[:, None]

    def _weighed(self) -> Iterator[tuple[Array, Array]]:
        """Yield the examples of each block, times the roots of what they count, with the weights of the Hessian."""
        for number, ((X, y), counts) in enumerate(self.examples.parts):
            kept = self.residuals[number] if self.residuals else None
            X = X.astype(np.float64, copy=False) if self.exact else X
            R = logits(self.W.astype(X.dtype, copy=False), X, self.loss.coupled) if kept is None else kept
            if kept is None:
                self.loss.residual(R, y)
            P = self.loss.weights(R, y).astype(X.dtype, copy=False)
            yield X if counts is None else X * np.sqrt(counts).astype(X.dtype, copy=False)[:, None], P
