"""What a fitted coefficient is worth: standard errors, z and p values, odds ratios, and intervals (Wald)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, as_floats, as_level, as_whole
from lrlib.engine.frames import centred
from lrlib.engine.kernel import Problem


@dataclass(frozen=True)
class Summary:
    """One row for each coefficient; it shows itself as a table.

    Attributes
    ----------
    names : tuple of str
        What the columns are called.
    coefficient, standard_error, z, p, odds_ratio, lower, upper : ndarray of shape (n,)
        Log-odds for one unit of the column; its standard error; their quotient; the chance of so large a quotient if
        the coefficient is 0; exp of the coefficient; and the ends of the interval for the coefficient.
    level : float
        How often such an interval holds the true coefficient.
    """

    names: tuple[str, ...]
    coefficient: Array
    standard_error: Array
    z: Array
    p: Array
    odds_ratio: Array
    lower: Array
    upper: Array
    level: float

    def __repr__(self) -> str:
        """Show a row for each coefficient."""
        width = max(map(len, self.names))
        title = (
            f"{'':{width}}  coefficient  std error        z         p  odds ratio   {100 * self.level:.12g}% interval"
        )
        columns = (self.coefficient, self.standard_error, self.z, self.p, self.odds_ratio, self.lower, self.upper)
        lines = [
            f"{name:{width}}  {b:11{_digits(s)}}  {s:9{_digits(s)}}  {z:7.3f}  {p:8.2g}  {o:10.4g}   "
            f"{low:{_digits(s)}} to {high:{_digits(s)}}"
            for name, b, s, z, p, o, low, high in zip(self.names, *columns, strict=True)
        ]
        return "\n".join((title, *lines))


def _digits(error: float) -> str:
    """Return a format that shows of a coefficient what its standard error leaves certain: four places, or digits."""
    return ".4f" if 1e-3 <= error < 1e6 else ".4g"


def covariance(problem: Problem, W: Array, name: str, rows: Sequence[int] = (0,)) -> Array:
    """Return the covariance of rows of a fit without penalty: the inverse of m times their part of the Hessian.

    Parameters
    ----------
    problem : Problem
        Without a penalty.
    W : ndarray of shape (K, n)
        Its minimum.
    name : str
        What the message calls the parameters.
    rows : sequence of int
        The rows of W that are free; all others stand where they are.

    Returns
    -------
    ndarray of shape (R n, R n)
        For the R rows, one after the other.

    Raises
    ------
    ValueError
        If columns depend on each other, or W is more than a hundredth of a standard error from the minimum.
    """
    m, n = len(problem.examples), W.shape[1]
    frame = centred(problem)  # columns far from zero only look dependent
    inside, V = (problem, W) if frame is None else (frame.problem, frame.enter(W))
    kept = (n * np.asarray(rows)[:, None] + np.arange(n)).ravel()
    curvature = m * inside.hessian(V)[np.ix_(kept, kept)]
    units = np.sqrt(np.diag(curvature))
    if not (units > 0).all() or np.linalg.cond(curvature / units / units[:, None]) > 1e12:
        raise ValueError("columns of X depend on each other, so no standard errors exist; drop one of them")
    found = np.linalg.inv(curvature / units / units[:, None]) / units / units[:, None]
    slope = m * inside.gradient(V).ravel()[kept]
    away = float(np.sqrt(slope @ found @ slope))
    if away > 0.01:
        raise ValueError(
            f"{name} is {away:.2g} standard errors from the minimum of the cost without penalty, where alone the "
            "formulas hold; wanted is a fit with l2 = 0 that converged"
        )
    if frame is not None:
        turn = np.kron(np.eye(len(rows)), [frame.leave(axis[None])[0] for axis in np.eye(n)])
        found = turn.T @ found @ turn
    return found


@dataclass(frozen=True)
class RatioTest:
    """What a likelihood-ratio test says of two nested models.

    Attributes
    ----------
    statistic : float
        By how much twice the log-likelihood falls, if the parameters that are tested are taken away.
    df : int
        How many they are.
    p : float
        The chance of so large a fall if they are 0 and the examples many.
    """

    statistic: float
    df: int
    p: float


def likelihood_ratio(smaller: float, larger: float, m: int, df: int = 1) -> RatioTest:
    """Return the likelihood-ratio test of two nested models, from their lowest costs without penalty.

    Parameters
    ----------
    smaller, larger : float
        The costs, means over the same examples: of the model with fewer parameters, and of the one with all.
    m : int
        The number of examples.
    df : int
        How many parameters more the larger model has.

    Returns
    -------
    RatioTest
        The statistic, df and p.

    Raises
    ------
    TypeError, ValueError
        If m or df is no whole number from 1 on, a cost is negative, or the larger model has the higher one.

    References
    ----------
    .. [1] Chapter 11, equation (11.1).

    Examples
    --------
    >>> round(likelihood_ratio(0.69, 0.67, 100).p, 4)
    0.0455
    """
    low, high = as_floats(larger, "larger", ndim=0), as_floats(smaller, "smaller", ndim=0)
    examples, freedom = as_whole(m, "m", 1), as_whole(df, "df", 1)
    for name, lowest in (("smaller", high), ("larger", low)):
        if lowest < 0:
            raise ValueError(f"{name} is {lowest}; wanted is a cost, 0 or more")
    if low > high * (1 + 1e-12):
        raise ValueError(
            f"the larger model has the cost {larger} and the smaller one {smaller}; at their minima the larger is "
            "never higher, so one of the fits has not converged, or they are not nested"
        )
    statistic = max(0.0, float(2 * examples * (high - low)))
    return RatioTest(statistic, freedom, chi_squared_tail(statistic, freedom))


def chi_squared_tail(statistic: float, df: int) -> float:
    """Return the chance that a chi-squared number is as large, by the finite sum for whole degrees of freedom.

    Parameters
    ----------
    statistic : float
        0 or more; it may be infinite.
    df : int
        Degrees of freedom, 1 or more.

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    TypeError, ValueError
        If the statistic is negative or no number, or df is no whole number from 1 on.

    References
    ----------
    .. [1] M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 1964, 26.4.4 and 26.4.5.

    Examples
    --------
    >>> round(chi_squared_tail(3.841459, 1), 6)
    0.05
    """
    freedom = as_whole(df, "df", 1)
    given = np.asarray(statistic)
    if given.ndim == 0 and given.dtype.kind == "f" and given == np.inf:
        return 0.0
    half, odd = float(as_floats(statistic, "statistic", ndim=0)) / 2, freedom % 2
    if half < 0:
        raise ValueError(f"statistic is {statistic}; wanted is a number of 0 or more")
    if half == 0:
        return 1.0
    terms = (math.exp(a * math.log(half) - half - math.lgamma(a + 1)) for a in np.arange(odd / 2, freedom / 2))
    return min(1.0, sum(terms, math.erfc(math.sqrt(half)) if odd else 0.0))


def wald(
    coefficient: npt.ArrayLike, covariance: npt.ArrayLike, names: Sequence[str] | None = None, *, level: float = 0.95
) -> Summary:
    """Return the summary that follows from coefficients and their covariance.

    Parameters
    ----------
    coefficient : array_like of shape (n,)
        Estimates.
    covariance : array_like of shape (n, n)
        Of the estimates; the roots of its diagonal are the standard errors.
    names : sequence of str, optional
        What the columns are called; without it, theta_0, theta_1, and so on.
    level : float
        Between 0 and 1.

    Returns
    -------
    Summary
        A row for each coefficient.

    Raises
    ------
    TypeError, ValueError
        If shapes disagree, a variance is not above 0, the level is not between 0 and 1, or a name is no text.

    References
    ----------
    .. [1] A. Agresti, Categorical Data Analysis, 3rd ed., Wiley 2013, section 5.2.

    Examples
    --------
    >>> wald([0.0], [[4.0]]).p
    array([1.])
    """
    estimate, matrix = as_floats(coefficient, "coefficient", ndim=1), as_floats(covariance, "covariance", ndim=2)
    called = tuple(names) if names is not None else tuple(f"theta_{j}" for j in range(len(estimate)))
    share = as_level(level)
    if isinstance(names, str) or not all(isinstance(name, str) for name in called):
        raise TypeError(f"names is {names!r}; wanted is a sequence of {len(estimate)} words")
    if matrix.shape != 2 * estimate.shape or len(called) != len(estimate):
        raise ValueError(
            f"{len(estimate)} coefficients, a covariance of shape {matrix.shape} and {len(called)} names do not go "
            "together"
        )
    variances = np.diag(matrix)
    if (variances <= 0).any():
        raise ValueError(f"the covariance has {variances.min():g} on its diagonal; wanted are variances above 0")
    error = np.sqrt(variances)
    with np.errstate(over="ignore"):  # a quotient beyond the numbers is infinite
        z = estimate / error
    p = np.array([math.erfc(abs(t) / math.sqrt(2)) for t in z])
    half = NormalDist().inv_cdf((1 + share) / 2) * error
    with np.errstate(over="ignore"):  # odds beyond the numbers are infinite
        odds = np.exp(estimate)
    return Summary(called, estimate, error, z, p, odds, estimate - half, estimate + half, share)
