"""Categories as columns of numbers: dummies against a reference, and effects against the mean of the categories."""

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, as_indices, as_whole


def dummy(values: npt.ArrayLike, *, reference: int = 0, K: int | None = None) -> Array:
    """Return one column of 0 and 1 for each category but the reference.

    Beside a column of ones, a coefficient is the logit of its category less that of the reference.

    Parameters
    ----------
    values : array_like of shape (m,)
        Categories 0, ..., K - 1.
    reference : int
        The category without a column.
    K : int, optional
        How many categories there are; without it, one more than the largest value.

    Returns
    -------
    ndarray of shape (m, K - 1)
        The columns in the order of the categories.

    Raises
    ------
    TypeError, ValueError
        If a value is no category, there is only one, or the reference is none of them.

    References
    ----------
    .. [1] Chapter 16, equation (16.1).

    Examples
    --------
    >>> dummy([0, 1, 2])
    array([[0., 0.],
           [1., 0.],
           [0., 1.]])
    """
    indices, reference, K = _categories(values, reference, K)
    columns: Array = (indices[:, None] == np.delete(np.arange(K), reference)).astype(float)
    return columns


def effect(values: npt.ArrayLike, *, reference: int = 0, K: int | None = None) -> Array:
    """Return the columns of `dummy`, with -1 in each of them where the category is the reference.

    Beside a column of ones, a coefficient is the logit of its category less the mean over the categories, each counted
    once; that of the reference is minus the sum of the others.

    Parameters
    ----------
    values : array_like of shape (m,)
        Categories 0, ..., K - 1.
    reference : int
        The category without a column.
    K : int, optional
        How many categories there are; without it, one more than the largest value.

    Returns
    -------
    ndarray of shape (m, K - 1)
        The columns in the order of the categories.

    Raises
    ------
    TypeError, ValueError
        If a value is no category, there is only one, or the reference is none of them.

    References
    ----------
    .. [1] Chapter 16, equation (16.2).

    Examples
    --------
    >>> effect([0, 1, 2])
    array([[-1., -1.],
           [ 1.,  0.],
           [ 0.,  1.]])
    """
    columns = dummy(values, reference=reference, K=K)
    columns[_categories(values, reference, K)[0] == reference] = -1
    return columns


def _categories(values: npt.ArrayLike, reference: int, K: int | None) -> tuple[npt.NDArray[np.intp], int, int]:
    indices = as_indices(values, K, "values")
    count = int(indices.max()) + 1 if K is None else K
    if count < 2:
        raise ValueError(f"there is {count} category; wanted are two or more: give K if the values hold the first only")
    return indices, as_whole(reference, "reference", 0, count - 1), count
