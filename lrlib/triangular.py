"""Lower triangular systems, which NumPy solves as if they were full: by blocks, in products of matrices."""

import numpy as np

from lrlib.checks import Array

BLOCK = 64  # rows of a block, for which LU solves


def forward(L: Array, B: Array) -> Array:
    """Return L^-1 B, block by block: each row of blocks takes off what is known, and solves for its own.

    Parameters
    ----------
    L : ndarray of shape (n, n)
        Lower triangular, without a zero on its diagonal.
    B : ndarray of shape (n,) or (n, any)
        Right-hand sides.

    Returns
    -------
    ndarray
        In the shape of B.

    Examples
    --------
    >>> forward(np.array([[1.0, 0.0], [2.0, 4.0]]), np.array([1.0, 6.0]))
    array([1., 1.])
    """
    out = np.array(B, dtype=np.result_type(L, B))
    for i in range(0, len(L), BLOCK):
        own = slice(i, i + BLOCK)
        out[own] = np.linalg.solve(L[own, own], out[own] - L[own, :i] @ out[:i])
    return out


def backward(L: Array, B: Array) -> Array:
    """Return L^-T B, block by block from the last.

    Parameters
    ----------
    L : ndarray of shape (n, n)
        Lower triangular, without a zero on its diagonal.
    B : ndarray of shape (n,) or (n, any)
        Right-hand sides.

    Returns
    -------
    ndarray
        In the shape of B.

    Examples
    --------
    >>> backward(np.array([[1.0, 0.0], [2.0, 4.0]]), np.array([3.0, 4.0]))
    array([1., 1.])
    """
    out = np.array(B, dtype=np.result_type(L, B))
    for i in reversed(range(0, len(L), BLOCK)):
        own, rest = slice(i, i + BLOCK), slice(i + BLOCK, None)
        out[own] = np.linalg.solve(L[own, own].T, out[own] - L[rest, own].T @ out[rest])
    return out


def lower_inverse(L: Array) -> Array:
    """Return L^-1 by halves: products of matrices, with a third of the multiplications of a full inverse.

    Parameters
    ----------
    L : ndarray of shape (n, n)
        Lower triangular, without a zero on its diagonal.

    Returns
    -------
    ndarray of shape (n, n)
        Lower triangular, but for rounding.

    References
    ----------
    .. [1] J. J. Du Croz and N. J. Higham, Stability of methods for matrix inversion, IMA Journal of Numerical Analysis
       12 (1992) 1-19, on triangular matrices by blocks.

    Examples
    --------
    >>> lower_inverse(np.array([[1.0, 0.0], [2.0, 4.0]]))
    array([[ 1.  ,  0.  ],
           [-0.5 ,  0.25]])
    """
    half = len(L) // 2
    if len(L) <= BLOCK:
        return np.linalg.inv(L)
    M = np.zeros_like(L)
    M[:half, :half] = lower_inverse(L[:half, :half])
    M[half:, half:] = lower_inverse(L[half:, half:])
    M[half:, :half] = M[half:, half:] @ (-L[half:, :half] @ M[:half, :half])
    return M
