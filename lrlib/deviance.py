"""How far a fit is from what happened: the deviance, its residuals, and what compares two fits by it."""

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, as_floats, as_probabilities


def deviance(y: npt.ArrayLike, probabilities: npt.ArrayLike, counts: npt.ArrayLike | None = None) -> float:
    """Return twice the log-likelihood that is lost against a model that gives each row its own share.

    Parameters
    ----------
    y : array_like of shape (m,)
        Labels 0 and 1; with `counts`, the share of class 1 in each row.
    probabilities : array_like of shape (m,)
        Of class 1.
    counts : array_like of shape (m,), optional
        How many examples each row stands for; without it, one.

    Returns
    -------
    float
        0 or more; for single examples 2 m times the cost. Infinite where something happened that was called impossible.

    Raises
    ------
    TypeError, ValueError
        If the lengths differ, or a share, a probability or a count is out of its range.

    References
    ----------
    .. [1] Chapter 13, equation (13.1); P. McCullagh, J. A. Nelder, Generalized Linear Models, 2nd ed., 1989, 4.4.

    Examples
    --------
    >>> round(deviance([1, 0], [0.8, 0.3]), 4)
    1.1596
    """
    return float(_parts(*_checked(y, probabilities, counts)).sum())


def deviance_residuals(y: npt.ArrayLike, probabilities: npt.ArrayLike, counts: npt.ArrayLike | None = None) -> Array:
    """Return the root of what each row adds to the deviance, negative where less happened than was predicted.

    Parameters
    ----------
    y, probabilities, counts : array_like of shape (m,)
        As for `deviance`.

    Returns
    -------
    ndarray of shape (m,)
        Their squares sum to the deviance.

    Raises
    ------
    TypeError, ValueError
        As `deviance`.

    References
    ----------
    .. [1] Chapter 13.

    Examples
    --------
    >>> deviance_residuals([1, 0], [0.8, 0.3]).round(4)
    array([ 0.668 , -0.8446])
    """
    share, p, n = _checked(y, probabilities, counts)
    return np.asarray(np.sign(share - p) * np.sqrt(_parts(share, p, n)))


def pearson_residuals(y: npt.ArrayLike, probabilities: npt.ArrayLike, counts: npt.ArrayLike | None = None) -> Array:
    """Return what happened less what was predicted, in standard deviations of the prediction.

    Parameters
    ----------
    y, probabilities, counts : array_like of shape (m,)
        As for `deviance`; the probabilities lie between 0 and 1.

    Returns
    -------
    ndarray of shape (m,)
        The sum of their squares is Pearson's chi-squared.

    Raises
    ------
    TypeError, ValueError
        As `deviance`, and where a probability is 0 or 1.

    References
    ----------
    .. [1] Chapter 13, equation (13.4).

    Examples
    --------
    >>> pearson_residuals([1, 0], [0.8, 0.3]).round(4)
    array([ 0.5   , -0.6547])
    """
    share, p, n = _checked(y, probabilities, counts)
    if (p == 0).any() or (p == 1).any():
        raise ValueError("a probability is 0 or 1, so its standard deviation is 0; wanted are probabilities between")
    return np.asarray((share - p) * np.sqrt(n) / np.sqrt(p) / np.sqrt(1 - p))


def aic(cost: float, m: int, n: int) -> float:
    """Return Akaike's criterion: the deviance of m single examples, plus 2 for each of n parameters.

    Parameters
    ----------
    cost : float
        The lowest cost without penalty, a mean over the examples.
    m, n : int
        The number of examples, and of parameters with the intercept.

    Returns
    -------
    float
        Of two models of the same labels the one with the lower number is expected to do better on new ones.

    Raises
    ------
    TypeError, ValueError
        If the cost is negative, or m or n is no whole number from 1 on.

    References
    ----------
    .. [1] Chapter 13, equation (13.2); H. Akaike, IEEE Transactions on Automatic Control 19 (1974) 716-723.

    Examples
    --------
    >>> aic(0.5, 100, 3)
    106.0
    """
    for name, count in (("m", m), ("n", n)):
        if as_floats(count, name, ndim=0) < 1 or count % 1:
            raise ValueError(f"{name} is {count}; wanted is a whole number from 1 on")
    return float(2 * m * _cost(cost, "cost") + 2 * n)


def mcfadden(cost: float, null: float) -> float:
    """Return McFadden's pseudo R squared: the share of the cost of the shares alone that a model saves.

    Parameters
    ----------
    cost : float
        Of the model, for two classes or for K.
    null : float
        Of the model with intercepts only, on the same examples.

    Returns
    -------
    float
        From 0 to 1, if both are minima and nested.

    Raises
    ------
    TypeError, ValueError
        If a cost is negative, or the null one is 0.

    References
    ----------
    .. [1] Chapter 13, equation (13.3); D. McFadden, in Frontiers in Econometrics, 1974.

    Examples
    --------
    >>> round(mcfadden(0.6, 0.8), 4)
    0.25
    """
    lower, alone = _cost(cost, "cost"), _cost(null, "null")
    if alone == 0:
        raise ValueError("null is 0: one class only, of which nothing can be explained; wanted is a cost above 0")
    return float((alone - lower) / alone)


def _checked(
    y: npt.ArrayLike, probabilities: npt.ArrayLike, counts: npt.ArrayLike | None
) -> tuple[Array, Array, Array]:
    p, share = as_probabilities(probabilities, ndim=1), as_probabilities(y, "y", ndim=1)
    n = np.ones(len(p)) if counts is None else as_floats(counts, "counts", ndim=1)
    if not len(share) == len(p) == len(n):
        raise ValueError(f"y has {len(share)} entries, probabilities {len(p)}, counts {len(n)}; give as many of each")
    if not len(p):
        raise ValueError("y and probabilities are empty; wanted is at least one of each")
    if counts is None and not np.isin(share, (0, 1)).all():
        raise ValueError("y holds shares; wanted are labels 0 and 1, or shares with the counts that they are of")
    if (n <= 0).any():
        raise ValueError(f"counts holds {n.min():g}; wanted are counts above 0")
    return share, p, n


def _parts(share: Array, p: Array, n: Array) -> Array:
    """Return what each row adds: 2 n times the divergence of its probability from its share.

    That is s log(s / p) for each class, and what is added here, p - s for one and s - p for the other, leaves the sum
    as it is: each part is then 0 or more, and no digit is lost where the probability is near the share.
    """
    return np.asarray(2 * n * (_parted(share, p, p - share) + _parted(1 - share, 1 - p, share - p)))


def _parted(share: Array, p: Array, away: Array) -> Array:
    """Return s log(s / p) + p - s, with p - s given: where that is a small part of s by a series.

    With x = (p - s) / s and t = x / (2 + x) the logarithm of 1 + x is 2 (t + t^3 / 3 + t^5 / 5 + ...), and x - 2 t is
    x t.
    """
    some, near = share > 0, np.abs(away) < share / 4
    x = np.where(near, away, 0) / np.where(near, share, 1)
    t = x / (2 + x)
    series = x * t - sum(2 * t**k / k for k in range(3, 26, 2))
    with np.errstate(divide="ignore", over="ignore"):  # the impossible that happened costs infinity
        ratio = p / np.where(some, share, 1)
        logs = np.where(np.isfinite(ratio), np.log(ratio), np.log(p) - np.log(np.where(some, share, 1)))
    return np.where(near, share * series, np.where(some, away - share * np.where(some, logs, 0), away))


def _cost(cost: float, name: str) -> float:
    number = float(as_floats(cost, name, ndim=0))
    if number < 0:
        raise ValueError(f"{name} is {cost}; wanted is a cost, 0 or more")
    return number
