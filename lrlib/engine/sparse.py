"""A sparse matrix as rows of numbers, dense a block at a time. SciPy is the caller's: nothing is imported here."""

from typing import Any, Self

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, as_design
from lrlib.engine.examples import Examples, Unread
from lrlib.engine.losses import Loss


class Rows:
    """The rows of a SciPy matrix or array, of which only those asked for are made dense.

    Parameters
    ----------
    X : sparse matrix or array of shape (m, p)
        Of any format; kept as CSR.
    ones : bool
        Whether a leading column of ones joins.

    Raises
    ------
    TypeError, ValueError
        If the numbers are not real and finite, or there is no row or no column.
    """

    def __init__(self, X: Any, ones: bool = False) -> None:
        self.matrix, self.ones = X.tocsr(), ones
        if 0 in X.shape:
            raise ValueError(f"X has shape {X.shape}; wanted are at least one example and one column")
        stored = as_design(self.matrix.data[None] if self.matrix.nnz else np.zeros((1, 1)))
        self.dtype = stored.dtype
        self.shape = X.shape[0], X.shape[1] + ones
        self.size = self.shape[0] * self.shape[1]

    def __len__(self) -> int:
        """Return the number of rows."""
        return int(self.shape[0])

    def __getitem__(self, key: Any) -> Array:
        """Return the rows asked for, or of the pair (rows, column) a column."""
        rows, column = key if isinstance(key, tuple) else (key, None)
        part = self.matrix[rows]
        if column is not None:
            if self.ones and column == 0:
                return np.ones(part.shape[0], self.dtype)
            return np.asarray(part[:, [column - self.ones]].toarray()[:, 0])
        dense = part.toarray().astype(self.dtype, copy=False)
        return np.column_stack((np.ones(len(dense), self.dtype), dense)) if self.ones else dense

    def kept(self, rows: Array) -> Self:
        """Return some of the rows, as sparse as they are.

        Parameters
        ----------
        rows : ndarray of shape (m,) of bool
            Which.

        Returns
        -------
        Rows
            Those.
        """
        return type(self)(self.matrix[rows], self.ones)


class Unpacked(Examples):
    """Examples whose rows are made dense block by block, each time that a pass comes to them."""

    block = staticmethod(Unread)  # type: ignore[assignment]
    in_memory = False


def as_rows(X: npt.ArrayLike) -> Any:
    """Return a design matrix, checked: dense as `as_design` does, sparse as rows.

    Parameters
    ----------
    X : array_like or sparse matrix of shape (m, n)
        Examples in rows.

    Returns
    -------
    ndarray of shape (m, n) or Rows
        The same numbers as floats.
    """
    if isinstance(X, Rows):
        return X
    return Rows(X) if hasattr(X, "tocsr") else as_design(X)


def examples(loss: Loss, X: Any, y: Array, K: int, weights: Array | None = None) -> Examples:
    """Return examples of dense or of sparse rows.

    Parameters
    ----------
    loss : Loss
        The model's.
    X : ndarray of shape (m, n) or Rows
        As `as_rows` returns it.
    y : ndarray of shape (m,) or (m, K)
        Labels.
    K : int
        The number of rows of W.
    weights : ndarray of shape (m,), optional
        What an example counts.

    Returns
    -------
    Examples
        In blocks.
    """
    return (Unpacked if isinstance(X, Rows) else Examples)(loss, X, y, K, weights)
