"""One pass over the examples, block by block: the cost, gradient and curvature of the models, for the solvers.

Parameters are (K, n), one row a class. Logits are class-major, (K, b) for a block of b examples, so that sums over
classes run along memory; a block and its logits stay in the cache, and nothing of the size of X is ever made.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lrlib.checks import Array

BLOCK = 800_000  # multiplications in a block's product: below 1e6 OpenBLAS takes its fast path, up to twice as fast
LONGEST = 16_000  # examples in a block: the temporaries of the logits stay in the cache


@dataclass(frozen=True)
class Loss:
    """What a model makes of a block of logits.

    Attributes
    ----------
    residual : callable
        Turns logits into probabilities minus labels, in place, and returns the summed cross-entropy.
    weights : callable
        Turns logits into the weights of the Hessian: p (1 - p), or p where the classes are coupled.
    coupled : bool
        Whether a product with the Hessian takes off the mean over the classes: their probabilities share a sum.
    """

    residual: Callable[[Array, Array], float]
    weights: Callable[[Array], Array]
    coupled: bool


class Problem:
    """A mean cross-entropy plus half the squares of W, weighed by a penalty for each column, on checked data.

    Labels are class indices of shape (m,), which never become one-hot rows, or shares of shape (m, K).
    """

    def __init__(self, loss: Loss, X: Array, y: Array, K: int, penalty: Array) -> None:
        self.loss, self.X, self.y, self.penalty = loss, X, y, penalty
        self.shape, self.order = (K, X.shape[1]), K * X.shape[1]
        size = min(LONGEST, max(1, BLOCK // self.order))
        self.blocks = [(X[a : a + size], _aligned(y[a : a + size])) for a in range(0, len(X), size)]
        self.point: Array | None = None

    def value_and_gradient(self, W: Array) -> tuple[float, Array]:
        """Return the cost and its gradient at W, from one forward pass."""
        total, slope = 0.0, np.zeros(self.shape)
        for X, y in self.blocks:
            Z = W @ X.T
            total += self.loss.residual(Z, y)
            slope += Z @ X
        m, weights = len(self.X), self.penalty * W
        return total / m + float(np.vdot(weights, W)) / 2, slope / m + weights

    def cost(self, W: Array) -> float:
        """Return the cost at W; the last point is remembered, so that its gradient needs no second pass."""
        return self._visit(W)[0]

    def gradient(self, W: Array) -> Array:
        """Return the gradient at W, without a pass where `cost` was just asked about the same array."""
        return self._visit(W)[1]

    def hessian(self, W: Array) -> Array:
        """Return the second derivatives at W, of shape (K n, K n), for W read row by row."""
        K, n = self.shape
        H, own = np.zeros((K * n, K * n)), np.zeros((K, n, n)) + np.diag(len(self.X) * self.penalty)
        for X, _ in self.blocks:
            B = self.loss.weights(W @ X.T)[:, :, None] * X
            own += X.T @ B
            if self.loss.coupled:
                B = B.transpose(1, 0, 2).reshape(len(X), K * n)
                H -= B.T @ B
        for k in range(K):
            H.reshape(K, n, K, n)[k, :, k] += own[k]
        return H / len(self.X)

    def product(self, W: Array) -> Callable[[Array], Array]:
        """Return the function V -> H V with H the Hessian at W, which is never formed."""
        weights = [self.loss.weights(W @ X.T) for X, _ in self.blocks]

        def times(V: Array) -> Array:
            total = np.zeros(self.shape)
            for (X, _), P in zip(self.blocks, weights, strict=True):
                A = V @ X.T
                A *= P
                if self.loss.coupled:
                    A -= P * A.sum(axis=0)
                total += A @ X
            return np.asarray(total / len(self.X) + self.penalty * V)

        return times

    def mean_curvature(self, W: Array) -> Array:
        """Return the mean of the K diagonal blocks of the Hessian at W, of shape (n, n)."""
        total = np.diag(len(self.X) * self.penalty)
        for X, _ in self.blocks:
            P = self.loss.weights(W @ X.T)
            B = X * np.sqrt((P * (1 - P) if self.loss.coupled else P).mean(axis=0))[:, None]
            total += B.T @ B
        return total / len(self.X)

    def sample(self, size: int) -> "Problem":
        """Return the same problem on `size` of its examples."""
        rows = spread(len(self.X), size)
        return Problem(self.loss, self.X[rows], self.y[rows], self.shape[0], self.penalty)

    def _visit(self, W: Array) -> tuple[float, Array]:
        if W is not self.point:
            self.point, self.seen = W, self.value_and_gradient(W)
        return self.seen


def spread(m: int, size: int) -> Array | slice:
    """Return `size` of m row numbers at multiples of the golden ratio: even, and in step with no period of the data."""
    golden = (5**0.5 - 1) / 2
    return slice(None) if m <= size else (np.arange(size) * golden % 1 * m).astype(np.intp)


def _sigmoid_residual(Z: Array, y: Array) -> float:
    e = np.exp(-np.abs(Z))  # at most 1: cannot overflow
    costs = np.maximum(Z, 0)
    _subtract(costs, y, Z)
    costs += np.log1p(e)
    np.divide(np.maximum(e, Z >= 0), 1 + e, out=Z)
    _subtract(Z, y, 1.0)
    return float(costs.sum())


def _sigmoid_weights(Z: Array) -> Array:
    e = np.exp(-np.abs(Z))
    return np.asarray(e / (1 + e) ** 2)  # p (1 - p), without a difference of near numbers


def _softmax_residual(Z: Array, y: Array) -> float:
    Z -= Z.max(axis=0)
    own = float(np.vdot(y, Z)) if y.ndim == 2 else Z.take(y).sum()
    total = np.exp(Z, out=Z).sum(axis=0)
    Z *= 1 / total
    _subtract(Z, y, 1.0)
    return float(np.log(total).sum() - own)


def _softmax_weights(Z: Array) -> Array:
    Z -= Z.max(axis=0)
    Z /= np.exp(Z, out=Z).sum(axis=0)
    return Z


def _aligned(y: Array) -> Array:
    """Return labels in the order of the (K, b) logits: shares transposed, indices as places in the flattened array."""
    return y * len(y) + np.arange(len(y)) if y.ndim == 1 else y.T


def _subtract(A: Array, y: Array, amount: Array | float) -> None:
    """Take the amount off where the label is, in place."""
    if y.ndim == 2:
        A -= y * amount
    else:
        A.reshape(-1)[y] -= amount if isinstance(amount, float) else amount.take(y)


SIGMOID = Loss(_sigmoid_residual, _sigmoid_weights, coupled=False)
SOFTMAX = Loss(_softmax_residual, _softmax_weights, coupled=True)
