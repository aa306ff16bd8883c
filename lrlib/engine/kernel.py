"""One pass over the examples, block by block: the cost, gradient and curvature of the models, for the solvers.

Parameters are (K, n), one row a class. Logits are class-major, (K, b) for a block of b examples, so that sums over
classes run along memory; a block and its logits stay in the cache, and nothing of the size of X is ever made.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from lrlib.checks import Array
from lrlib.engine.losses import Loss

BLOCK = 800_000  # multiplications in a block's product: below 1e6 OpenBLAS takes its fast path, up to twice as fast
LONGEST = 5_000  # examples in a block: with 20 columns it is read twice from half of a 2 MB cache, the logits too
KEPT = 2**16  # residuals that a pass keeps: where calls cost more than numbers, the Hessian needs no pass of its own


class Problem:
    """A mean cross-entropy plus half the squares of W, weighed by a penalty for each column, on checked data.

    Labels are class indices of shape (m,), which never become one-hot rows, or shares of shape (m, K). The sum over
    blocks runs through `map`: any function that applies another one to each of a list, in order, will do.

    Parameters
    ----------
    loss : Loss
        `SIGMOID`, whose rows of W are models of their own, or `SOFTMAX`, whose rows share a distribution.
    X : ndarray of shape (m, n)
        Examples in rows, finite.
    y : ndarray of shape (m,) or (m, K)
        Labels.
    K : int
        The number of rows of W.
    penalty : ndarray of shape (n,)
        The weight of half the square of each column's parameters.
    """

    map: Callable[..., Iterable[Any]] = staticmethod(map)

    def __init__(self, loss: Loss, X: Array, y: Array, K: int, penalty: Array) -> None:
        self.loss, self.X, self.y, self.penalty = loss, X, y, penalty
        self.shape, self.order, self.keeps = (K, X.shape[1]), K * X.shape[1], K * len(X) <= KEPT
        self.blocks: Sequence[Iterable[Array]] = [self.block(loss, X, y, rows) for rows in self.rows()]
        self.free = not penalty.any()
        self.point: Array | None = None

    def value_and_gradient(self, W: Array) -> tuple[float, Array]:
        """Return the cost and its gradient at W, from one forward pass: a sum over blocks, in their order.

        Parameters
        ----------
        W : ndarray of shape (K, n)
            Weights.

        Returns
        -------
        value : float
            The mean cross-entropy with the penalty.
        gradient : ndarray of shape (K, n)
            Its derivatives.
        """
        total, slope, self.residuals = 0.0, np.zeros(self.shape), []
        for value, rise, residual in self.map(partial(_evaluate, self.loss, W, self.keeps), self.blocks):
            total += value
            slope += rise
            self.residuals.append(residual)
        m = len(self.X)
        slope /= m
        if self.free:
            return total / m, slope
        weights = self.penalty * W
        slope += weights
        return total / m + float(np.vdot(weights, W)) / 2, slope

    def cost(self, W: Array) -> float:
        """Return the cost at W; the last point is remembered, so that its derivatives need no second pass.

        Parameters
        ----------
        W : ndarray of shape (K, n)
            Weights; an array that was asked about is never to be changed.

        Returns
        -------
        float
            The mean cross-entropy with the penalty.
        """
        return self._visit(W)[0]

    def gradient(self, W: Array) -> Array:
        """Return the gradient at W, without a pass where `cost` was just asked about the same array.

        Parameters
        ----------
        W : ndarray of shape (K, n)
            Weights.

        Returns
        -------
        ndarray of shape (K, n)
            The derivatives of the cost.
        """
        return self._visit(W)[1]

    def hessian(self, W: Array) -> Array:
        """Return the second derivatives at W, for W read row by row.

        Block (j, k) is X^T diag(p_j (delta_jk - p_k)) X / m for the softmax, and zero off the diagonal for sigmoids.

        Parameters
        ----------
        W : ndarray of shape (K, n)
            Weights; where `cost` was just asked about a small problem, its probabilities are used again.

        Returns
        -------
        ndarray of shape (K n, K n)
            Symmetric, positive semi-definite, an array of its own.
        """
        K, n = self.shape
        own = np.zeros((K * n, n))
        H = own if K == 1 else np.zeros((K * n, K * n))
        for X, P in self._weighed(W):
            B = np.multiply(P[:, None], X.T, order="C").reshape(K * n, len(X))
            own += B @ X
            if self.loss.coupled:
                H -= B @ B.T
        if K > 1:
            H.reshape(K, n, K, n)[range(K), :, range(K)] += own.reshape(K, n, n)
        H /= len(self.X)
        if not self.free:
            H.reshape(-1)[:: K * n + 1].reshape(K, n)[:] += self.penalty
        return H

    def product(self, W: Array) -> Callable[[Array], Array]:
        """Return the function V -> H V with H the Hessian at W, which is never formed.

        Parameters
        ----------
        W : ndarray of shape (K, n)
            Weights.

        Returns
        -------
        callable
            Takes and returns arrays of the shape of W; it holds m K numbers.
        """
        weighed = list(self._weighed(W))

        def _times(V: Array) -> Array:
            total = np.zeros(self.shape)
            for X, P in weighed:
                A = V @ X.T
                A *= P
                if self.loss.coupled:
                    A -= P * A.sum(axis=0)
                total += A @ X
            total /= len(self.X)
            total += self.penalty * V
            return total

        return _times

    def mean_curvature(self, W: Array) -> Array:
        """Return the mean of the K diagonal blocks of the Hessian at W: a preconditioner for each row of W.

        Parameters
        ----------
        W : ndarray of shape (K, n)
            Weights.

        Returns
        -------
        ndarray of shape (n, n)
            Symmetric and positive semi-definite.
        """
        total = np.diag(len(self.X) * self.penalty)
        for B in self.roots(W):
            total += B.T @ B
        return total / len(self.X)

    def roots(self, W: Array) -> Iterator[Array]:
        """Yield examples weighed so that sum B^T B / m is the mean curvature at W without the penalty.

        Parameters
        ----------
        W : ndarray of shape (K, n)
            Weights.

        Yields
        ------
        ndarray of shape (b, n)
            A block.
        """
        for X, P in self._weighed(W):
            yield X * np.sqrt((P * (1 - P) if self.loss.coupled else P).mean(axis=0))[:, None]

    def sample(self, size: int) -> "Problem":
        """Return the same problem on `size` of its examples.

        Parameters
        ----------
        size : int
            How many; all where there are no more.

        Returns
        -------
        Problem
            In memory, wherever the examples are.
        """
        rows = spread(len(self.X), size)
        return Problem(self.loss, self.X[rows], self.y[rows], self.shape[0], self.penalty)

    def rows(self) -> list[slice]:
        """Return the rows of each block.

        Returns
        -------
        list of slice
            One after the other, up to the last row.
        """
        size = min(LONGEST, max(1, BLOCK // self.order))
        return [slice(first, first + size) for first in range(0, len(self.X), size)]

    @staticmethod
    def block(loss: Loss, X: Array, y: Array, rows: slice) -> tuple[Array, Array]:
        """Return the examples of some rows, and their labels as the loss takes them.

        Parameters
        ----------
        loss : Loss
            The model's.
        X : ndarray of shape (m, n)
            All examples.
        y : ndarray of shape (m,) or (m, K)
            All labels.
        rows : slice
            Which of them.

        Returns
        -------
        X : ndarray of shape (b, n)
            The examples of the block.
        y : ndarray of shape (b,) or (K, b)
            Indices as places in the flattened (K, b) logits, shares transposed, or the signs 1 - 2 y of two classes.
        """
        return X[rows], loss.labels(y[rows])

    def _visit(self, W: Array) -> tuple[float, Array]:
        if W is not self.point:
            self.point, self.seen = W, self.value_and_gradient(W)
        return self.seen

    def _weighed(self, W: Array) -> Iterator[tuple[Array, Array]]:
        """Yield the examples of each block with the weights of the Hessian at W."""
        known = self.keeps and W is self.point
        for number, (X, y) in enumerate(self.blocks):
            R = self.residuals[number] if known else W @ X.T
            if not known:
                self.loss.residual(R, y)
            yield X, self.loss.weights(R, y)


def _evaluate(loss: Loss, W: Array, keep: bool, block: Iterable[Array]) -> tuple[float, Array, Array | None]:
    """Return the summed cross-entropy of a block, its gradient, and if wanted the residuals."""
    X, y = block
    Z = W @ X.T
    return loss.residual(Z, y), Z @ X, Z if keep else None


def spread(m: int, size: int) -> Array | slice:
    """Return `size` of m row numbers at multiples of the golden ratio: even, and in step with no period of the data.

    Parameters
    ----------
    m : int
        How many rows there are.
    size : int
        How many are wanted.

    Returns
    -------
    ndarray of shape (size,) of int, or slice
        Row numbers, in no order; the slice of all rows where there are no more.

    Examples
    --------
    >>> spread(1000, 5).tolist()
    [0, 618, 236, 854, 472]
    """
    golden = (5**0.5 - 1) / 2
    return slice(None) if m <= size else (np.arange(size) * golden % 1 * m).astype(np.intp)
