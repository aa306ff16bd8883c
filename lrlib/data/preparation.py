"""What is done to data before a model sees them: coded labels, a column of ones, one scale, and a held-out part."""

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, as_design, as_floats, as_indices


def one_hot(y: npt.ArrayLike, K: int | None = None) -> Array:
    """Return each class index as a row of zeros with a single 1.

    Parameters
    ----------
    y : array_like of shape (m,)
        Class indices 0, ..., K - 1.
    K : int, optional
        The number of classes; without it, one more than the largest index.

    Returns
    -------
    ndarray of shape (m, K)
        One-hot rows.

    Raises
    ------
    TypeError, ValueError
        If an entry is no class index.

    References
    ----------
    .. [1] Lecture items L07 and L11; chapter 5, equation (5.1).

    Examples
    --------
    >>> one_hot([2, 0])
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    indices = as_indices(y, K)
    rows: Array = np.eye(int(indices.max()) + 1 if K is None else K)[indices]
    return rows


def add_intercept(X: npt.ArrayLike) -> Array:
    """Return X behind a leading column of ones.

    Parameters
    ----------
    X : array_like of shape (m, n)
        Features.

    Returns
    -------
    ndarray of shape (m, n + 1)
        A new array.

    Raises
    ------
    TypeError, ValueError
        If X is no matrix of finite numbers.

    References
    ----------
    .. [1] Chapter 6: with such rows the score (6.1) is one product.

    Examples
    --------
    >>> add_intercept([[5, 6]])
    array([[1., 5., 6.]])
    """
    design = as_design(X)
    return np.column_stack((np.ones(len(design)), design))


def standardize(train: npt.ArrayLike, *others: npt.ArrayLike) -> tuple[Array, ...]:
    """Return all parts shifted and scaled by the mean and standard deviation of the training part alone.

    Parameters
    ----------
    train : array_like of shape (m, n)
        The part that training may see.
    *others : array_like of shape (any, n)
        Parts that it may not see, such as the test part.

    Returns
    -------
    tuple of ndarray
        The training part, with mean 0 and standard deviation 1, to the digits of the numbers, in each column that
        varies, and 0 in one that is constant; and the others.

    Raises
    ------
    TypeError, ValueError
        If a part is no matrix of finite numbers, or the widths differ.

    Examples
    --------
    >>> standardize([[1.0], [3.0]], [[4.0]])
    (array([[-1.],
           [ 1.]]), array([[2.]]))
    """
    parts = [as_design(part, f"part {k}" if k else "train") for k, part in enumerate((train, *others))]
    if len({part.shape[1] for part in parts}) > 1:
        raise ValueError(f"the parts have {[part.shape[1] for part in parts]} columns; wanted are as many in each")
    mean, spread = mean_and_spread(parts[0])
    return tuple(((part - mean) / spread).astype(np.result_type(parts[0], part), copy=False) for part in parts)


def mean_and_spread(train: Array) -> tuple[Array, Array]:
    """Return the mean and the standard deviation of each column; of a constant one its value and 1.

    The mean of many numbers far from zero is off by more than they may vary by, so these are counted from the first;
    and squares of very small numbers are 0, so all are measured in units of the range.

    Parameters
    ----------
    train : ndarray of shape (m, n)
        Examples in rows, checked.

    Returns
    -------
    mean : ndarray of shape (n,)
        What a column is shifted by.
    spread : ndarray of shape (n,)
        What it is divided by.
    """
    numbers = train.astype(float, copy=False)
    reach = np.ptp(numbers, axis=0)
    first = np.where(reach < 1e-6 * np.abs(numbers[0]), numbers[0], 0)
    unit = np.ldexp(1.0, np.frexp(reach)[1])  # a power of two: it changes no digit
    away = (numbers - first) / unit
    spread = away.std(axis=0) * unit
    return first + away.mean(axis=0) * unit, np.where(spread > 0, spread, 1)


def raw_parameters(parameters: npt.ArrayLike, train: npt.ArrayLike) -> Array:
    """Return parameters of standardised features as parameters of the raw ones: w_j / s_j, and the intercept's part.

    Parameters
    ----------
    parameters : array_like of shape (n + 1,) or (K, n + 1)
        Of a fit on the columns of `standardize`, behind an intercept.
    train : array_like of shape (m, n)
        The part that `standardize` took its means and standard deviations from, in raw units.

    Returns
    -------
    ndarray, in the shape of the parameters
        They give the same score to the raw features. A column that is constant gets the weight that it had.

    Raises
    ------
    TypeError, ValueError
        If something is not finite, or there is not one weight for each column and one for the intercept.

    References
    ----------
    .. [1] Chapter 2, equation (2.9).

    Examples
    --------
    >>> raw_parameters([0.5, 2.0], [[1.0], [3.0], [5.0], [7.0]]).round(3)
    array([-3.078,  0.894])
    """
    mean, spread = mean_and_spread(as_design(train, "train"))
    theta = as_floats(parameters, "parameters")
    if theta.ndim not in (1, 2) or theta.shape[-1] != len(mean) + 1:
        raise ValueError(
            f"parameters has the shape {theta.shape}; wanted is ({len(mean) + 1},) or (K, {len(mean) + 1}): "
            "one weight for each column of train behind an intercept"
        )
    weights = theta[..., 1:] / spread
    return np.concatenate((theta[..., :1] - weights @ mean[:, None], weights), axis=-1)


def split(
    X: npt.ArrayLike, y: npt.ArrayLike, *, test: float = 0.25, rng: int | np.random.Generator = 0
) -> tuple[Array, Array, Array, Array]:
    """Return a training and a test part, each in the order of X; rows of X that are equal land on the same side.

    Parameters
    ----------
    X : array_like of shape (m, n)
        Features.
    y : array_like of shape (m,)
        Class indices.
    test : float
        The share of distinct rows that is held out, between 0 and 1.
    rng : int or Generator
        Seed of the draw of the test part, or its generator.

    Returns
    -------
    tuple of ndarray
        X_train, X_test, y_train, y_test. Neither part is shuffled, so the first half of a part is no random half of
        it; split the part again.

    Raises
    ------
    TypeError, ValueError
        If X and y do not belong together, or a part would be empty.

    Examples
    --------
    >>> [part.shape for part in split([[1], [2], [2], [3]], [0, 1, 1, 0], test=0.3)]
    [(3, 1), (1, 1), (3,), (1,)]
    """
    design, labels = as_design(X), as_indices(y)
    share = float(as_floats(test, "test", ndim=0))
    if len(labels) != len(design):
        raise ValueError(f"y has {len(labels)} entries; wanted are {len(design)}, one for each row of X")
    _, group = np.unique(design, axis=0, return_inverse=True)
    count = int(group.max()) + 1
    held_out = round(share * count)
    if not 0 < held_out < count:
        raise ValueError(f"test is {share:g} of {count} distinct rows; wanted is a share that leaves both parts some")
    chosen = np.random.default_rng(rng).permutation(count)[:held_out]
    out = np.isin(group.reshape(-1), chosen)
    return design[~out], design[out], labels[~out], labels[out]
