"""The examples dealt into folds: each is held out once, and equal rows are held out together."""

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, as_design, as_indices

Rows = npt.NDArray[np.intp]


def folds(
    X: npt.ArrayLike, y: npt.ArrayLike, k: int = 5, *, rng: int | np.random.Generator = 0
) -> list[tuple[Rows, Rows]]:
    """Return k pairs of rows, to train on and held out; the distinct rows of each class are dealt out evenly.

    Parameters
    ----------
    X : array_like of shape (m, n)
        Features; rows that are equal land in the same fold.
    y : array_like of shape (m,)
        Class indices. Equal rows count as of the class of the first of them.
    k : int
        The number of folds, 2 or more.
    rng : int or Generator
        Seed of the shuffle, or its generator.

    Returns
    -------
    list of tuple of ndarray
        For each fold the rows to train on and the rows held out, both rising.

    Raises
    ------
    TypeError, ValueError
        If X and y do not belong together, or a class has fewer distinct rows than there are folds.

    References
    ----------
    .. [1] Chapter 15.

    Examples
    --------
    >>> [out.tolist() for _, out in folds([[1], [2], [2], [3], [4], [5]], [0, 1, 1, 0, 1, 0], k=2)]
    [[0, 1, 2, 3], [4, 5]]
    """
    design, labels = as_design(X), as_indices(y)
    if len(labels) != len(design):
        raise ValueError(f"y has {len(labels)} entries; wanted are {len(design)}, one for each row of X")
    if isinstance(k, bool) or not isinstance(k, int | np.integer):
        raise TypeError(f"k is {k!r}; wanted is a whole number")
    _, first, group = np.unique(design, axis=0, return_index=True, return_inverse=True)
    kinds = labels[first]
    sizes = np.bincount(kinds)
    if k < 2 or sizes[sizes > 0].min() < k:
        raise ValueError(f"k is {k}; wanted are 2 folds or more, and of each class as many distinct rows: {sizes}")
    return _dealt(kinds, group.reshape(-1), int(k), np.random.default_rng(rng))


def _dealt(kinds: Rows, group: Rows, k: int, rng: np.random.Generator) -> list[tuple[Rows, Rows]]:
    """Return the folds, the distinct rows dealt out like cards, one class after the other."""
    order = rng.permutation(len(kinds))
    order = order[np.argsort(kinds[order], kind="stable")]
    hand = np.empty(len(kinds), dtype=np.intp)
    hand[order] = np.arange(len(kinds)) % k
    held: Array = hand[group]
    return [(np.flatnonzero(held != fold), np.flatnonzero(held == fold)) for fold in range(k)]
