"""A cost for the solvers: the mean cross-entropy of the examples, a penalty, and what is remembered of a pass.

Parameters are (K, n), one row a class. Logits are class-major, (K, b) for a block of b examples, so that sums over
classes run along memory; a block and its logits stay in the cache, and a pass makes nothing of the size of X.
"""

from collections.abc import Callable, Iterable
from functools import cached_property, partial
from typing import Any

import numpy as np

from lrlib.checks import Array
from lrlib.engine.curvature import Curvature
from lrlib.engine.examples import Examples, spread
from lrlib.engine.losses import Loss, logits, pulled

LOOKED, TINY = 200, 1e-300  # examples that tell the size of the columns; where there is none
KEPT = 2**16  # residuals that a pass keeps: where calls cost more than numbers, the Hessian needs no pass of its own


class Problem:
    """A mean cross-entropy plus half the squares of W, weighed by a penalty for each column.

    Examples in single precision are computed in double, but while `exact` is False in single, in half the time;
    products with second derivatives are taken as they are, or with `factors`, a copy in the other precision. The
    columns are `turned` where they are any axes of a space, so that the size of one means nothing. Their curvature is
    taken for a `diagonal`, of each class its own, where a sample shows no correlation, or the mean over the classes has
    not led to the minimum.

    Parameters
    ----------
    examples : Examples
        Checked data in blocks.
    penalty : ndarray of shape (n,)
        The weight of half the square of each column's parameters.
    """

    def __init__(self, examples: Examples, penalty: Array) -> None:
        self.examples, self.penalty = examples, penalty
        self.shape = K, n = examples.K, examples.X.shape[1]
        self.order, self.keeps = K * n, K * len(examples) <= KEPT
        self.free, self.exact, self.turned, self.diagonal = not penalty.any(), True, False, False
        self.factors: Examples | None = None
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
        examples = self.examples
        total, slope, self.residuals = 0.0, np.zeros(self.shape), []
        V = W.astype(np.float64 if self.exact else examples.X.dtype, copy=False)
        evaluate = partial(_evaluate, examples.loss, V, bool(V.any()), self.keeps)
        for value, rise, residual in examples.map(evaluate, examples.parts):
            total += value
            slope += rise
            self.residuals.append(residual)
        m = len(examples)
        slope /= m
        if examples.loss.coupled:
            slope -= slope.sum(axis=0) / len(slope)  # 0 but for rounding, in a direction in which the cost is flat
        value = total / m
        if not self.free:
            weights = self.penalty * W
            slope += weights
            value += float(np.vdot(weights, W)) / 2
        if examples.told is not None:
            examples.told(value, slope)
        return value, slope

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

    def curvature(self, W: Array) -> Curvature:
        """Return the second derivatives at W; where `cost` was just asked about a small problem, without a pass.

        Parameters
        ----------
        W : ndarray of shape (K, n)
            Weights.

        Returns
        -------
        Curvature
            As a matrix, a product, or a mean over the classes.
        """
        known = self.residuals if self.keeps and W is self.point else None
        return Curvature(self.examples, W, self.penalty, known)

    def hessian(self, W: Array) -> Array:
        """Return the second derivatives at W as a matrix.

        Parameters
        ----------
        W : ndarray of shape (K, n)
            Weights.

        Returns
        -------
        ndarray of shape (K n, K n)
            As `Curvature.matrix`.
        """
        return self.curvature(W).matrix()

    def newton(self, W: Array) -> Callable[[Array], Array]:
        """Return the function V -> H^-1 V with H the Hessian at W.

        Parameters
        ----------
        W : ndarray of shape (K, n)
            Weights.

        Returns
        -------
        callable
            As `Curvature.solver`.
        """
        curvature = self.curvature(W)
        curvature.exact = self.exact
        return curvature.solver()

    def product(self, W: Array) -> Callable[[Array], Array]:
        """Return the function V -> H V with H the Hessian at W, which is never formed.

        Parameters
        ----------
        W : ndarray of shape (K, n)
            Weights.

        Returns
        -------
        callable
            As `Curvature.product`.
        """
        if self.factors is None:
            return self.curvature(W).product()
        alike = self.keeps and W is self.point and self.factors.rows() == self.examples.rows()
        return Curvature(self.factors, W, self.penalty, self.residuals if alike else None).product()

    @cached_property
    def penalised(self) -> float:
        """What part of the curvature at zero is penalty, in the middle of the columns.

        Returns
        -------
        float
            From 0 to 1, by a few examples.
        """
        X, K = self.examples.X, self.shape[0]
        own = X[spread(len(X), LOOKED)].var(axis=0) * ((1 - 1 / K) / K if self.examples.loss.coupled else 1 / 4)
        return float(np.median(self.penalty) / max(np.median(own + self.penalty), TINY))

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
        part = Problem(self.examples.sample(size), self.penalty)
        part.exact, part.turned = self.exact, self.turned
        return part

    def of(self, X: Any) -> "Problem":
        """Return the same problem with its numbers in another precision.

        Parameters
        ----------
        X : ndarray of shape (m, n), or what gives slices of its rows
            The examples.

        Returns
        -------
        Problem
            With the same labels and the same penalty.
        """
        other = Problem(self.examples.of(X), self.penalty)
        other.turned = self.turned
        return other

    def _visit(self, W: Array) -> tuple[float, Array]:
        if W is not self.point:
            if not _are_equal(W, self.point):
                self.seen = self.value_and_gradient(W)
            self.point = W
        return self.seen


def _are_equal(W: Array, V: Array | None) -> bool:
    """Say whether two points are one; mostly the first number tells that they are not."""
    return V is not None and W.item(0) == V.item(0) and bool((W == V).all())


def _evaluate(
    loss: Loss, W: Array, moved: bool, keep: bool, block: tuple[Iterable[Array], Array | None]
) -> tuple[float, Array, Array | None]:
    """Return the summed cross-entropy of a block, its gradient, and if wanted the residuals, as precise as W is."""
    (X, y), weights = block
    X = X.astype(W.dtype, copy=False)
    R = logits(W, X, loss.coupled) if moved else np.zeros((len(W), len(X)), W.dtype)
    value = loss.residual(R, y, weights)
    pull = R if weights is None else R * weights.astype(R.dtype, copy=False)
    return value, pulled(pull, X, loss.coupled and y.ndim == 1), R if keep else None
