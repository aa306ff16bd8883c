"""The examples and their labels, block by block: which rows make a block, who maps over them, which make a sample."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from math import ceil, gcd
from typing import Any

import numpy as np

from lrlib.checks import Array
from lrlib.engine.losses import Loss, rows_of

BLOCK = 800_000  # multiplications in a block's product: below 1e6 OpenBLAS takes its fast path, up to twice as fast
MANY, SINGLE = 10, 8  # in single precision up to so many rows of W the same, and beyond so many times as many
LEAST = 80  # examples in a block all the same, if it is not too large: each adds a gradient of K n numbers
LARGEST = 2**21  # bytes of a block: it is read twice, the second time from the cache
REST = 0.25  # of a block: so few examples left over make all blocks larger, since each costs calls
LONGEST = 5_000  # examples in a block: the logits stay in the cache too


class Examples:
    """Rows of X with their labels, cut into blocks that stay in the cache.

    Labels are class indices of shape (m,), which never become one-hot rows, or shares of shape (m, K). A sum over
    blocks runs through `map`: any function that applies another one to each of a list, in order, will do.

    Parameters
    ----------
    loss : Loss
        Says in which form labels are wanted.
    X : ndarray of shape (m, n)
        Examples in rows, finite.
    y : ndarray of shape (m,) or (m, K)
        Labels.
    K : int
        The number of rows of W.
    weights : ndarray of shape (m,), optional
        What an example counts, above 0, with a mean of 1.
    """

    map: Callable[..., Iterable[Any]] = staticmethod(map)
    in_memory = True
    told: Callable[[float, Array], None] | None = None  # hears the cost and the gradient of each pass

    def __init__(self, loss: Loss, X: Array, y: Array, K: int, weights: Array | None = None) -> None:
        self.loss, self.y, self.K, self.weights = loss, y, K, weights
        self._cut(X)

    def _cut(self, X: Any) -> None:
        """Cut rows into blocks, and into parts: a block with what its examples count, None where all count the same."""
        self.X = X
        rows, weights = self.rows(), self.weights
        self.blocks: Sequence[Iterable[Array]] = [self.block(self.loss, X, self.y, part) for part in rows]
        counts = [None if weights is None else weights[part] for part in rows]
        self.parts = list(zip(self.blocks, counts, strict=True))

    def __len__(self) -> int:
        """Return the number of examples."""
        return len(self.X)

    def are_soft(self) -> bool:
        """Say whether a label is shared between classes.

        Returns
        -------
        bool
            False for class indices and one-hot rows.
        """
        if len(self.y.shape) == 1 or self.K == 1:
            return False
        return any(((y > 0) & (y < 1)).any() for _, y in self.blocks)

    def sample(self, size: int) -> "Examples":
        """Return `size` of the examples.

        Parameters
        ----------
        size : int
            How many; all where there are no more.

        Returns
        -------
        Examples
            In memory, wherever these are.
        """
        rows = spread(len(self), size)
        weights = None if self.weights is None else self.weights[rows]
        return Examples(self.loss, self.X[rows], self.y[rows], self.K, weights)

    def of(self, X: Any) -> "Examples":
        """Return other rows with the same labels.

        Parameters
        ----------
        X : ndarray of shape (m, any)
            Rows, or what gives slices of them.

        Returns
        -------
        Examples
            Where these are: in memory, or read block by block.
        """
        other = copy(self)
        other._cut(X)
        return other

    def rows(self) -> list[slice]:
        """Return the rows of each block.

        Returns
        -------
        list of slice
            One after the other, up to the last row.
        """
        n, bytes_each = self.X.shape[1], self.X.dtype.itemsize
        block = BLOCK * SINGLE if bytes_each == 4 and self.K > MANY else BLOCK
        rows = rows_of(self.K, n, self.loss.coupled)
        size = min(LONGEST, max(1, min(LARGEST // bytes_each, max(block // rows, LEAST * n)) // n))
        size = ceil(len(self.X) / max(1, ceil(len(self.X) / size - REST))) or 1
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
        part = X[rows]
        return part, loss.labels(y[rows], part.dtype)


class Unread:
    """A block that is read each time that it is looked into; what travels to a worker is where it stands.

    Parameters
    ----------
    loss : Loss
        The model's.
    X, y : rows
        What gives slices of examples and of labels.
    rows : slice
        Which of them.
    """

    def __init__(self, loss: Loss, X: Any, y: Any, rows: slice) -> None:
        self.loss, self.X, self.y, self.rows = loss, X, y, rows

    def __iter__(self) -> Iterator[Array]:
        """Yield the examples and the labels of the block."""
        return iter(Examples.block(self.loss, self.X, self.y, self.rows))


def spread(m: int, size: int) -> Array | slice:
    """Return `size` of m row numbers at multiples of the golden ratio: even, and in step with no period of the data.

    Up to a third of the rows are far enough apart for as many numbers. More are taken in whole steps that have no
    divisor in common with m, so that none is taken twice.

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
    if m <= size:
        return slice(None)
    if 3 * size <= m:
        return (np.arange(size) * golden % 1 * m).astype(np.intp)
    step = next(step for step in range(round(golden * m), m + round(golden * m)) if gcd(step, m) == 1)
    return np.arange(size, dtype=np.intp) * step % m
