"""What may enter: every argument is checked once, at the door, and the message says what came and what was wanted."""

from collections.abc import Sequence
from math import isfinite
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
STRONGEST = 1e307  # penalty times the number of examples: their curvatures stay in the numbers
MOST = np.iinfo(np.intp).max / 2  # classes
SINGLE, DOUBLE = np.dtype(np.float32), np.dtype(np.float64)
LIMITS = {dtype: 1e-4 * float(np.finfo(dtype).max) ** 0.5 for dtype in (SINGLE, DOUBLE)}  # products of two stay numbers


def as_floats(x: npt.ArrayLike, name: str, *, ndim: int | None = None) -> Array:
    """Return `x` as finite floats; float32 stays float32, everything else becomes float64.

    Parameters
    ----------
    x : array_like
        Real numbers of any shape.
    name : str
        What the message calls them.
    ndim : int, optional
        The number of axes that is wanted.

    Returns
    -------
    ndarray
        The same numbers; `x` itself where nothing has to change, so never write into it.

    Raises
    ------
    TypeError
        If `x` does not hold real numbers.
    ValueError
        If a number is NaN or infinite, rows differ in length, or the number of axes is wrong.

    Examples
    --------
    >>> as_floats([1, 2], "z")
    array([1., 2.])
    """
    return _measured(x, name, ndim)[0]


def _measured(x: npt.ArrayLike, name: str, ndim: int | None = None) -> tuple[Array, float]:
    """Return what `as_floats` returns, and the sum of the squares: the one reading that finds what is not finite."""
    array = x if type(x) is np.ndarray else _as_array(x, name)
    dtype, floats = array.dtype, array
    if dtype is not DOUBLE and dtype is not SINGLE:  # NumPy has one object for each, so nearly all is told by these two
        if dtype.kind not in "biuf":
            raise TypeError(f"{name} holds {dtype} ({type(x).__name__}); wanted are real numbers")
        if dtype not in (SINGLE, DOUBLE):
            with np.errstate(over="ignore"):  # of extended precision; it is named below
                floats = array.astype(SINGLE if dtype.newbyteorder("=") == SINGLE else DOUBLE)
    if ndim is not None and floats.ndim != ndim:
        raise ValueError(f"{name} has shape {floats.shape}; wanted is an array with {ndim} axes")
    flat = floats.ravel(order="K")  # no copy of an array without gaps
    squares = float(np.vdot(flat, flat))  # BLAS: it warns of nothing
    if not isfinite(squares) and not np.isfinite(floats).all():
        what = "a number beyond double precision" if np.isfinite(array).all() else "NaN or infinity"
        raise ValueError(f"{name} holds {what}; wanted are finite numbers")
    return floats, squares


def _as_array(x: npt.ArrayLike, name: str) -> npt.NDArray[Any]:
    if hasattr(x, "toarray") and hasattr(x, "nnz"):
        raise TypeError(f"{name} is sparse; wanted are real numbers in a dense array, such as {name}.toarray()")
    if isinstance(x, np.ma.MaskedArray):
        raise TypeError(f"{name} is a masked array; wanted are plain numbers: fill or drop the masked ones")
    try:
        return np.asarray(x)
    except ValueError as error:
        raise ValueError(f"{name} has rows of different lengths; wanted is a rectangular array") from error


def as_design(X: npt.ArrayLike, name: str = "X") -> Array:
    """Return the design matrix, checked: two axes, at least one row and one column, finite.

    Parameters
    ----------
    X : array_like of shape (m, n)
        Examples in rows.
    name : str
        What the message calls them.

    Returns
    -------
    ndarray of shape (m, n)
        The same numbers as floats.

    Raises
    ------
    TypeError, ValueError
        As `as_floats`, and where a row or a column is missing.

    Examples
    --------
    >>> as_design([[1, 2]]).shape
    (1, 2)
    """
    design, squares = _measured(X, name, 2)
    if 0 in design.shape:
        raise ValueError(f"{name} has shape {design.shape}; wanted are at least one example and one column")
    return _within_range(design, squares, name, "larger unit")


def as_parameters(parameters: npt.ArrayLike, name: str, shape: tuple[int | None, ...]) -> Array:
    """Return parameters as floats of the shape that is wanted; None stands for any length from two on.

    Parameters
    ----------
    parameters : array_like
        Such as theta, of shape (n,), or W, of shape (K, n).
    name : str
        What the message calls them.
    shape : tuple of (int or None)
        The wanted length of each axis.

    Returns
    -------
    ndarray
        The same numbers as floats.

    Raises
    ------
    TypeError, ValueError
        As `as_floats`, and where the shape is another.

    Examples
    --------
    >>> as_parameters([0, 1], "theta", (2,))
    array([0., 1.])
    """
    floats, squares = _measured(parameters, name)
    fits = floats.shape == shape or (
        floats.ndim == len(shape)
        and all(have >= 2 if want is None else have == want for have, want in zip(floats.shape, shape, strict=True))
    )
    if not fits:
        wanted = ", ".join("K >= 2" if n is None else str(n) for n in shape)
        raise ValueError(f"{name} has shape {floats.shape}; wanted is ({wanted}{',' if len(shape) == 1 else ''})")
    return _within_range(floats, squares, name, "smaller unit of the columns, in which parameters are smaller")


def as_binary(y: npt.ArrayLike, m: int) -> Array:
    """Return m labels, each 0 or 1, as floats.

    Parameters
    ----------
    y : array_like of shape (m,)
        Labels.
    m : int
        How many examples there are.

    Returns
    -------
    ndarray of shape (m,)
        The labels as floats.

    Raises
    ------
    TypeError, ValueError
        If the shape is another or a label is neither 0 nor 1.

    Examples
    --------
    >>> as_binary([True, False], 2)
    array([1., 0.])
    """
    quick = type(y) is np.ndarray and y.dtype is DOUBLE and y.shape == (m,)
    if quick and np.count_nonzero(y) == np.count_nonzero(y == 1):  # which what is not finite never passes
        return np.asarray(y)
    labels = as_floats(y, "y")
    if labels.shape != (m,):
        raise ValueError(f"y has shape {labels.shape}; wanted is ({m},), one label for each example")
    if np.count_nonzero(labels) != np.count_nonzero(labels == 1):
        wrong = labels[(labels != 0) & (labels != 1)]
        raise ValueError(f"y holds {wrong[0]:g}; wanted are labels 0 and 1")
    return labels.astype(np.float64, copy=False)


def as_indices(y: npt.ArrayLike, K: int | None = None, name: str = "y") -> npt.NDArray[np.intp]:
    """Return class indices 0, ..., K - 1 as integers.

    Parameters
    ----------
    y : array_like of shape (m,)
        Whole numbers, also stored as floats.
    K : int, optional
        The number of classes; without it any index from 0 on is allowed.
    name : str
        What the message calls them.

    Returns
    -------
    ndarray of shape (m,)
        The indices.

    Raises
    ------
    TypeError, ValueError
        If an entry is no whole number, or no class.

    Examples
    --------
    >>> as_indices([2.0, 0.0]).tolist()
    [2, 0]
    """
    numbers = _as_given(y, name)
    if not numbers.size:
        raise ValueError(f"{name} is empty; wanted is at least one label")
    if K is not None and not isinstance(K, int | np.integer):
        raise TypeError(f"K is {K!r}; wanted is a whole number from 1 on")
    limit = MOST if K is None else as_whole(K, "K", 1)
    if numbers.dtype.kind == "i" and numbers.min() >= 0 and numbers.max() < limit:
        return numbers.astype(np.intp)
    wrong = numbers[(numbers < 0) | (numbers >= limit) | (numbers % 1 != 0)]
    if wrong.size:
        wanted = "0, 1, ..." if K is None else f"from 0 to {limit - 1}"
        raise ValueError(f"{name} holds {wrong[0]:g}; wanted are class indices {wanted}")
    return numbers.astype(np.intp)


def class_counts(indices: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Return how often each class 0, ..., K - 1 occurs; more classes than examples are refused, and not counted.

    Parameters
    ----------
    indices : ndarray of shape (m,)
        Class indices, checked.

    Returns
    -------
    ndarray of shape (K,)
        The counts.

    Raises
    ------
    ValueError
        If the largest index is m or more, so that a class is missing.

    Examples
    --------
    >>> class_counts(np.array([0, 2, 2]))
    array([1, 0, 2])
    """
    largest = int(indices.max())
    if largest >= len(indices):
        missing = np.setdiff1d(np.arange(len(indices) + 1), indices)[0]
        raise ValueError(f"class {missing} never occurs in y; wanted is every class 0, ..., {largest}, all present")
    return np.bincount(indices)


def _as_given(y: npt.ArrayLike, name: str) -> Array:
    """Return a list of numbers; whole ones as they are, since floats do not hold all above 2^53."""
    floats, given = as_floats(y, name, ndim=1), np.asarray(y)
    return given if given.dtype.kind in "iu" else floats


def as_targets(y: npt.ArrayLike, m: int, K: int | None = None) -> Array:
    """Return targets of K classes: m class indices (one axis), or m rows that sum to 1 (two axes).

    Parameters
    ----------
    y : array_like of shape (m,) or (m, K)
        Class indices, one-hot rows, or soft labels.
    m : int
        How many examples there are.
    K : int, optional
        The number of classes; without it, it follows from `y`.

    Returns
    -------
    ndarray of shape (m,) of int, or (m, K) of float
        The targets in the form in which they came.

    Raises
    ------
    TypeError, ValueError
        If the shape is another, an index is no class, or a row is no distribution.

    Examples
    --------
    >>> as_targets([0, 2], 2, 3).tolist()
    [0, 2]
    """
    targets = as_floats(y, "y")
    if targets.ndim not in (1, 2) or len(targets) != m:
        raise ValueError(f"y has shape {targets.shape}; wanted are {m} class indices or {m} rows of K numbers")
    if targets.ndim == 1:
        return as_indices(y, K)
    if K not in (None, targets.shape[1]):
        raise ValueError(f"y has {targets.shape[1]} columns; wanted are {K}, one for each class")
    if (targets < 0).any() or not are_distributions(targets, y):
        raise ValueError("a row of y is negative somewhere or does not sum to 1; wanted are distributions")
    return targets.astype(np.float64, copy=False)


def weighed(
    X: Array, y: Array, sample_weight: npt.ArrayLike | None, *, every_class: bool = True
) -> tuple[Array, Array, Array | None]:
    """Return the examples that count, with what they count: weights above 0 whose mean is 1.

    Parameters
    ----------
    X : ndarray of shape (m, n)
        Examples in rows.
    y : ndarray of shape (m,) or (m, K)
        Their labels.
    sample_weight : array_like of shape (m,), optional
        How often each one counts, 0 or more.
    every_class : bool
        Whether each class of `y` shall keep an example.

    Returns
    -------
    X, y : ndarray
        Without examples of weight 0.
    weights : ndarray or None
        None where all count the same.

    Raises
    ------
    TypeError, ValueError
        If there is not one weight for each example, one is negative, or all are 0, or all of a class.

    Examples
    --------
    >>> weighed(np.eye(3), np.array([0, 1, 1]), [1, 0, 3])[2]
    array([0.5, 1.5])
    """
    if sample_weight is None:
        return X, y, None
    weights = as_floats(sample_weight, "sample_weight")
    if weights.shape != (len(X),):
        raise ValueError(f"sample_weight has shape {weights.shape}; wanted is ({len(X)},), one for each row of X")
    if (weights < 0).any() or not weights.any():
        low = f"{weights.min():g}" if (weights < 0).any() else "zeros only"
        raise ValueError(f"sample_weight holds {low}; wanted are numbers from 0 on, some above")
    kept = weights > 0
    if not kept.all():
        before, after = (_present(labels) for labels in (y, y[kept]))
        if every_class and (lost := before - after):
            raise ValueError(
                f"every example of class {min(lost):g} has weight 0; wanted are some above 0 in each class"
            )
        X = X.kept(kept) if hasattr(X, "kept") else X[kept]
        y, weights = y[kept], weights[kept]
    weights = weights.astype(np.float64, copy=False) / weights.max()  # sums of large ones might leave the numbers
    return X, y, None if (weights == weights[0]).all() else weights / weights.mean()


def _present(y: Array) -> set[int]:
    return set((np.unique(y) if y.ndim == 1 else np.flatnonzero(y.any(axis=0))).tolist())


def are_distributions(rows: Array, given: npt.ArrayLike) -> bool:
    """Say whether rows sum to 1, but for the rounding of the format in which they were given.

    Parameters
    ----------
    rows : ndarray of shape (m, K)
        The numbers.
    given : array_like
        The same as they came: half and single precision round more.

    Returns
    -------
    bool
        False where a sum is off by more than 1e-6, or K units of the format.

    Examples
    --------
    >>> are_distributions(np.array([[0.3, 0.7]]), [[0.3, 0.7]])
    True
    """
    kind = np.asarray(given).dtype
    unit = float(np.finfo(kind).eps) if kind.kind == "f" else 0.0
    return bool(np.allclose(rows.sum(axis=1, dtype=float), 1, rtol=0, atol=max(1e-6, rows.shape[1] * unit)))


def as_whole(number: float, name: str, least: int = 0, most: int | None = None) -> int:
    """Return a whole number within its limits, also one stored as a float, as an integer.

    Parameters
    ----------
    number : float
        Such as a count, or the number of a column.
    name : str
        What the message calls it.
    least, most : int
        The smallest and the largest that will do; without `most` there is no largest.

    Returns
    -------
    int
        The same number.

    Raises
    ------
    TypeError, ValueError
        If it is no number, a truth value, no whole number, or outside its limits.

    Examples
    --------
    >>> as_whole(3.0, "m", 1)
    3
    """
    if type(number) is int and number >= least and (most is None or number <= most):
        return number
    floats = as_floats(number, name, ndim=0)
    value: Any = number if isinstance(number, int | np.integer) else float(floats)
    if isinstance(number, bool | np.bool_) or value % 1 or value < least or (most is not None and value > most):
        limits = f"from {least} on" if most is None else f"from {least} to {most}"
        raise ValueError(f"{name} is {number!r}; wanted is a whole number {limits}")
    return int(value)


def as_column(column: int, n: int) -> int:
    """Return the number of one of n columns.

    Parameters
    ----------
    column : int
        From 0 to n - 1.
    n : int
        How many columns there are.

    Returns
    -------
    int
        The same number.

    Raises
    ------
    ValueError
        If it is no integer, or there is no such column.

    Examples
    --------
    >>> as_column(2, 3)
    2
    """
    if isinstance(column, bool) or not isinstance(column, int | np.integer) or not 0 <= column < n:
        raise ValueError(f"column is {column!r}; wanted is a whole number from 0 to {n - 1}, stored as an integer")
    return int(column)


def as_words(words: Sequence[str], name: str, count: int) -> tuple[str, ...]:
    """Return so many words.

    Parameters
    ----------
    words : sequence of str
        Such as the names of features.
    name : str
        What the message calls them.
    count : int
        How many are wanted.

    Returns
    -------
    tuple of str
        The same words.

    Raises
    ------
    TypeError
        If it is no sequence of text, or a bare text.
    ValueError
        If there are more or fewer.

    Examples
    --------
    >>> as_words(["length", "depth"], "features", 2)
    ('length', 'depth')
    """
    if isinstance(words, str) or not isinstance(words, Sequence) or not all(isinstance(word, str) for word in words):
        raise TypeError(f"{name} is {words!r}; wanted is a tuple of {count} words")
    if len(words) != count:
        raise ValueError(f"{name} is {words!r}; wanted are {count} words")
    return tuple(words)


def as_probabilities(p: npt.ArrayLike, name: str = "probabilities", *, ndim: int | None = None) -> Array:
    """Return numbers from 0 to 1 as floats.

    Parameters
    ----------
    p : array_like
        Probabilities in any shape.
    name : str
        What the message calls them.
    ndim : int, optional
        The number of axes that is wanted.

    Returns
    -------
    ndarray
        The same numbers.

    Raises
    ------
    TypeError, ValueError
        As `as_floats`, and where a number is below 0 or above 1.

    Examples
    --------
    >>> as_probabilities([0, 1])
    array([0., 1.])
    """
    floats = as_floats(p, name, ndim=ndim)
    wrong = floats[(floats < 0) | (floats > 1)]
    if wrong.size:
        raise ValueError(f"{name} holds {wrong[0]:g}; wanted are numbers from 0 to 1")
    return floats


def as_penalty(l2: float) -> float:
    """Return the strength of the penalty: a finite number, zero or above.

    Parameters
    ----------
    l2 : float
        The factor of half the squared length of the parameters without intercept.

    Returns
    -------
    float
        The same number.

    Raises
    ------
    TypeError, ValueError
        If it is no number, negative, or not finite.

    Examples
    --------
    >>> as_penalty(0)
    0.0
    """
    strength = l2 if type(l2) is float and isfinite(l2) else float(as_floats(l2, "l2", ndim=0))
    if strength < 0:
        raise ValueError(f"l2 is {strength:g}; wanted is 0 or more")
    return strength


def check_strength(l2: float, m: int) -> None:
    """Refuse a penalty that leaves the numbers beside the curvatures of m examples.

    Parameters
    ----------
    l2 : float
        The strength, checked.
    m : int
        How many examples there are.

    Raises
    ------
    ValueError
        If l2 times m is beyond 1e307.

    Examples
    --------
    >>> check_strength(1e300, 1000)
    """
    if l2 > STRONGEST / m:
        raise ValueError(f"l2 is {l2:g}; wanted is {STRONGEST / m:.0e} at most for so many examples")


def as_level(level: float) -> float:
    """Return how often an interval shall hold the truth: a number between 0 and 1.

    Parameters
    ----------
    level : float
        Not so near to 1 that no float lies between it and 1.

    Returns
    -------
    float
        The same number.

    Raises
    ------
    TypeError, ValueError
        If it is no number, or not between 0 and 1.

    Examples
    --------
    >>> as_level(0.95)
    0.95
    """
    share = float(as_floats(level, "level", ndim=0))
    if not (share > 0 and (1 + share) / 2 < 1):
        raise ValueError(f"level is {level}; wanted is a number between 0 and 1, such as 0.95")
    return share


def penalised(X: Array, intercept: bool | None = None) -> Array:
    """Return 1 for each column that the penalty covers and 0 for the intercept, a leading column of ones.

    Parameters
    ----------
    X : ndarray of shape (m, n)
        The design matrix.
    intercept : bool, optional
        Whether there is an intercept; without it a leading column of ones is one.

    Returns
    -------
    ndarray of shape (n,)
        Zero for the intercept, else one.

    Raises
    ------
    TypeError, ValueError
        If there shall be an intercept and the first column is not one, or it is not said with True or False.

    Examples
    --------
    >>> penalised(np.array([[1.0, 5.0], [1.0, 7.0]]))
    array([0., 1.])
    """
    _check_said(intercept)
    mask = np.ones(X.shape[1])
    ones = (intercept is None or bool(intercept)) and bool((X[:, 0] == 1).all())
    if intercept and not ones:
        raise ValueError("intercept is True and the first column of X not all ones; wanted is a leading column of ones")
    mask[0] = not ones
    return mask


def penalties(l2: float, X: Array, intercept: bool | None = None) -> Array:
    """Return the strength of the penalty on each column: l2, but 0 for the intercept.

    Parameters
    ----------
    l2 : float
        The strength, checked.
    X : ndarray of shape (m, n)
        The design matrix, which is not looked into where l2 is 0.
    intercept : bool, optional
        As in `penalised`.

    Returns
    -------
    ndarray of shape (n,)
        Zero or above.

    Examples
    --------
    >>> penalties(0.5, np.array([[1.0, 5.0], [1.0, 7.0]]))
    array([0. , 0.5])
    """
    _check_said(intercept)
    return l2 * penalised(X, intercept) if l2 else np.zeros(X.shape[1])


def _check_said(intercept: bool | None) -> None:
    if not (intercept is None or isinstance(intercept, bool | np.bool_)):
        raise TypeError(f"intercept is {intercept!r}; wanted is True, False or None")


def _within_range(floats: Array, squares: float, name: str, unit: str) -> Array:
    """Return the array if neither products of two such numbers nor sums of squares leave the numbers."""
    limit = LIMITS[floats.dtype]
    if squares <= limit * limit:
        return floats
    largest = max(floats.max(), floats.min(), key=abs)
    if abs(largest) > limit:
        raise ValueError(f"{name} holds {largest:g}; wanted are numbers up to {limit:.0e}: choose a {unit}")
    return floats
