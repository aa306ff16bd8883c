"""Whether probabilities are what they say: groups of like predictions, the Brier score and its parts, a test."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, as_binary, as_design, as_floats, as_probabilities
from lrlib.inference import chi_squared_tail


@dataclass(frozen=True)
class Groups:
    """Examples in groups of like predictions, from the lowest to the highest.

    Attributes
    ----------
    size : ndarray of shape (k,)
        How many examples are in each.
    said, seen : ndarray of shape (k,)
        The mean probability that was predicted, and the share of class 1 that was found.
    """

    size: npt.NDArray[np.int64]
    said: Array
    seen: Array

    @property
    def reliability(self) -> float:
        """Return the mean squared distance of what was said from what was seen; 0 is calibrated.

        Returns
        -------
        float
            From 0 to 1.
        """
        return float(self.size @ (self.said - self.seen) ** 2 / self.size.sum())

    @property
    def resolution(self) -> float:
        """Return how far the groups are from one another: the mean squared distance of their shares from that of all.

        Returns
        -------
        float
            From 0 to the uncertainty.
        """
        share = self.size @ self.seen / self.size.sum()
        return float(self.size @ (self.seen - share) ** 2 / self.size.sum())

    @property
    def uncertainty(self) -> float:
        """Return the Brier score of who says the share of class 1 to everybody.

        Returns
        -------
        float
            From 0 to a quarter.
        """
        share = float(self.size @ self.seen / self.size.sum())
        return share * (1 - share)


def groups(y: npt.ArrayLike, probabilities: npt.ArrayLike, k: int | None = 10) -> Groups:
    """Sort examples by their predictions and cut them into k groups of about equal size.

    Parameters
    ----------
    y : array_like of shape (m,)
        Labels 0 and 1.
    probabilities : array_like of shape (m,)
        Of class 1.
    k : int, optional
        How many groups, from 1 to m; equal predictions stay together, so there may be fewer. None makes a group of each
        value.

    Returns
    -------
    Groups
        Size, mean prediction and share of each.

    Raises
    ------
    TypeError, ValueError
        If the lengths differ, a number is no probability, or k is no whole number from 1 to m.

    References
    ----------
    .. [1] Chapter 13; A. H. Murphy, Journal of Applied Meteorology 12 (1973) 595-600, on the parts of the score.

    Examples
    --------
    >>> groups([0, 1, 0, 1, 1, 1], [0.1, 0.2, 0.3, 0.6, 0.7, 0.8], 2).seen.round(4)
    array([0.3333, 1.    ])
    """
    p = _probabilities(probabilities)
    true = as_binary(y, len(p))
    cell, size = _cells(p, k)
    said, seen = (np.bincount(cell, weights) / size for weights in (p, true))
    return Groups(size, said, seen)


@dataclass(frozen=True)
class Bins:
    """Residuals averaged over examples of like values.

    Attributes
    ----------
    x, residual, standard_error : ndarray of shape (k,)
        The mean value in each group, the mean of what happened less what was predicted, and how far that mean would
        stray if the predictions are right.
    """

    x: Array
    residual: Array
    standard_error: Array


def binned_residuals(x: npt.ArrayLike, y: npt.ArrayLike, probabilities: npt.ArrayLike, k: int | None = 20) -> Bins:
    """Return the mean residual in groups of about equal size, along a column or along the predictions.

    Parameters
    ----------
    x : array_like of shape (m,)
        What the examples are sorted by; equal values stay together.
    y : array_like of shape (m,)
        Labels 0 and 1.
    probabilities : array_like of shape (m,)
        Of class 1.
    k : int, optional
        How many groups, from 1 to m; None makes a group of each value.

    Returns
    -------
    Bins
        Of a right model 95 of 100 means lie within two standard errors of 0, if the groups are large.

    Raises
    ------
    TypeError, ValueError
        As `groups`, and if x has another length.

    References
    ----------
    .. [1] Chapter 13; A. Gelman, J. Hill, Data Analysis Using Regression, Cambridge 2007, section 5.6.

    Examples
    --------
    >>> binned_residuals([1, 2, 3, 4], [0, 1, 1, 1], [0.5, 0.5, 0.5, 0.5], 2).residual
    array([0. , 0.5])
    """
    p, values = _probabilities(probabilities), as_floats(x, "x", ndim=1)
    residuals = as_binary(y, len(p)) - p
    if len(values) != len(p):
        raise ValueError(f"x has {len(values)} entries and probabilities {len(p)}; give as many of each")
    as_design(values[:, None], "x")  # the sums of a group stay in the numbers
    cell, size = _cells(values, k)
    error = np.sqrt(np.bincount(cell, p * (1 - p))) / size
    return Bins(np.bincount(cell, values) / size, np.bincount(cell, residuals) / size, error)


def brier(y: npt.ArrayLike, probabilities: npt.ArrayLike) -> float:
    """Return the mean squared distance of the probability from what then happened.

    With a group for each value of the probability it is reliability - resolution + uncertainty of the groups.

    Parameters
    ----------
    y : array_like of shape (m,)
        Labels 0 and 1.
    probabilities : array_like of shape (m,)
        Of class 1.

    Returns
    -------
    float
        From 0 to 1; a quarter for who always says one half.

    Raises
    ------
    TypeError, ValueError
        If the lengths differ, or a number is no probability.

    References
    ----------
    .. [1] Chapter 13, equation (13.5); G. W. Brier, Monthly Weather Review 78 (1950) 1-3.

    Examples
    --------
    >>> round(brier([1, 0], [0.8, 0.3]), 4)
    0.065
    """
    p = _probabilities(probabilities)
    return float(np.mean((p - as_binary(y, len(p))) ** 2))


@dataclass(frozen=True)
class GroupTest:
    """What the test of Hosmer and Lemeshow says.

    Attributes
    ----------
    statistic : float
        The squared distances of the counts from the expected ones, each divided by its variance, summed.
    df : int
        Two less than the groups.
    p : float
        The chance of so large a number if the model is right and the groups are large.
    """

    statistic: float
    df: int
    p: float


def hosmer_lemeshow(y: npt.ArrayLike, probabilities: npt.ArrayLike, k: int = 10) -> GroupTest:
    """Return the test of Hosmer and Lemeshow, for the predictions of a fit on the examples of that fit.

    Parameters
    ----------
    y : array_like of shape (m,)
        Labels 0 and 1.
    probabilities : array_like of shape (m,)
        Of class 1, between 0 and 1.
    k : int
        How many groups, 3 or more; another number is another test.

    Returns
    -------
    GroupTest
        Statistic, degrees of freedom, p.

    Raises
    ------
    TypeError, ValueError
        As `groups`, and if fewer than 3 groups come out, or one is sure.

    References
    ----------
    .. [1] Chapter 13, equation (13.6); D. W. Hosmer, S. Lemeshow, Communications in Statistics A9 (1980) 1043-1069.

    Examples
    --------
    >>> hosmer_lemeshow([0, 1, 0, 1, 1, 1], [0.1, 0.2, 0.3, 0.6, 0.7, 0.8], 3).df
    1
    """
    if k is None:
        raise ValueError("k is None; wanted is a whole number of groups, 3 or more")
    found = groups(y, probabilities, k)
    variance = found.size * found.said * (1 - found.said)
    if len(found.size) < 3 or not (variance > 0).all():
        raise ValueError(
            f"{len(found.size)} groups came out, with probabilities from {found.said[0]:g} to {found.said[-1]:g}; "
            "wanted are 3 or more, between 0 and 1"
        )
    with np.errstate(over="ignore"):  # of the next to impossible that happened it is infinite
        statistic = float(np.sum((found.size * (found.seen - found.said)) ** 2 / variance))
    df = len(found.size) - 2
    return GroupTest(statistic, df, chi_squared_tail(statistic, df))


def _cells(values: Array, k: int | None) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.int64]]:
    """Return the group of each value, by its place among all, and the sizes of the groups."""
    m = len(values)
    if k is not None and (isinstance(k, bool) or not isinstance(k, int | np.integer) or not 1 <= k <= m):
        raise ValueError(f"k is {k!r}; wanted is a whole number from 1 to {m}, or None for a group of each value")
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    cell = place if k is None else ((2 * np.cumsum(counts) - counts) * k // (2 * m))[place]
    _, cell, size = np.unique(cell, return_inverse=True, return_counts=True)
    return cell, size.astype(np.int64)


def _probabilities(probabilities: npt.ArrayLike) -> Array:
    p = as_probabilities(probabilities, ndim=1)
    if not len(p):
        raise ValueError("probabilities is empty; wanted is at least one number from 0 to 1")
    return p
