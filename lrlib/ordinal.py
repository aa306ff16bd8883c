"""Ordered classes by proportional odds: one score, and a cut between each class and the next.

P(y <= k) is the sigmoid of c_k - x theta. The cuts are the intercepts, so X has no column of ones.
"""

from dataclasses import dataclass
from warnings import catch_warnings, simplefilter, warn

import numpy as np
import numpy.typing as npt

from lrlib import inference, logistic, solvers
from lrlib.activations import log_sigmoid, sigmoid
from lrlib.checks import Array, as_design, as_floats, as_indices, as_parameters, class_counts
from lrlib.data.preparation import mean_and_spread
from lrlib.engine.decision import settled
from lrlib.engine.examples import Examples
from lrlib.engine.kernel import Problem
from lrlib.engine.losses import SIGMOID

REACH = 1e150  # of a cut: a gap between two is a number, too
UNORDERED = (
    "a direction of the columns puts the classes in order, but for examples on the border, so the cost falls for ever "
    "as the coefficients grow and has no minimum; give more examples, or leave out the column that tells all"
)
UNDECIDED = "it was not decided whether the cost has a minimum; look at the coefficients before you believe them"


@dataclass(frozen=True)
class Fit(solvers.Solution):
    """A fitted model: the solution of its training, whose parameters are the coefficients and then the cuts.

    Attributes
    ----------
    features : int
        How many of the parameters are coefficients.
    """

    features: int

    @property
    def theta(self) -> Array:
        """Return the coefficients, of shape (n,)."""
        return self.parameters[: self.features]

    @property
    def cuts(self) -> Array:
        """Return the cuts.

        Returns
        -------
        ndarray of shape (K - 1,)
            Rising.
        """
        return self.parameters[self.features :]


def predict_proba(theta: npt.ArrayLike, cuts: npt.ArrayLike, X: npt.ArrayLike) -> Array:
    """Return the probability of each class.

    Parameters
    ----------
    theta : array_like of shape (n,)
        Coefficients.
    cuts : array_like of shape (K - 1,)
        Rising.
    X : array_like of shape (m, n)
        Examples in rows, without a column of ones.

    Returns
    -------
    ndarray of shape (m, K)
        Rows that sum to 1.

    Raises
    ------
    TypeError, ValueError
        If shapes disagree, a number is not finite, or the cuts do not rise.

    References
    ----------
    .. [1] Chapter 16, equations (16.6) and (16.8).

    Examples
    --------
    >>> predict_proba([1.0], [-1.0, 1.0], [[0.0]]).round(3)
    array([[0.269, 0.462, 0.269]])
    """
    design = as_design(X)
    weights, borders = as_parameters(theta, "theta", (design.shape[1],)), _rising(cuts)
    a = borders - (design @ weights)[:, None]
    inner = np.exp(log_sigmoid(a[:, 1:]) + log_sigmoid(-a[:, :-1])) * -np.expm1(-np.diff(borders))  # no difference
    return np.column_stack((sigmoid(a[:, 0]), inner, sigmoid(-a[:, -1])))


def cost(theta: npt.ArrayLike, cuts: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike) -> float:
    """Return the mean of minus the logarithm of the probability of the true class.

    Parameters
    ----------
    theta : array_like of shape (n,)
        Coefficients.
    cuts : array_like of shape (K - 1,)
        Rising.
    X : array_like of shape (m, n)
        Examples in rows, without a column of ones.
    y : array_like of shape (m,)
        Classes 0, ..., K - 1, in their order.

    Returns
    -------
    float
        Nats per example.

    Raises
    ------
    TypeError, ValueError
        If shapes disagree, a number is not finite, a label is no class, or the cuts do not rise.

    References
    ----------
    .. [1] Chapter 16, equation (16.8).

    Examples
    --------
    >>> round(cost([1.0], [-1.0, 1.0], [[0.0]], [1]), 4)
    0.7719
    """
    model, parameters = _model(theta, cuts, X, y)
    return model.value(parameters)


def gradient(theta: npt.ArrayLike, cuts: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike) -> Array:
    """Return the derivatives of `cost` by the coefficients, and then by the cuts.

    Along the score the slope of one example is the probability of the classes above its own less that of those below.

    Parameters
    ----------
    theta : array_like of shape (n,)
        Coefficients.
    cuts : array_like of shape (K - 1,)
        Rising.
    X : array_like of shape (m, n)
        Examples in rows, without a column of ones.
    y : array_like of shape (m,)
        Classes 0, ..., K - 1, in their order.

    Returns
    -------
    ndarray of shape (n + K - 1,)
        Nats per example and unit of each parameter.

    Raises
    ------
    TypeError, ValueError
        As `cost`.

    References
    ----------
    .. [1] Chapter 16, equation (16.9).

    Examples
    --------
    >>> gradient([1.0], [-1.0, 1.0], [[2.0]], [2]).round(3)
    array([-0.538,  0.   ,  0.269])
    """
    model, parameters = _model(theta, cuts, X, y)
    return model.slope(parameters)


def hessian(theta: npt.ArrayLike, cuts: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike) -> Array:
    """Return the second derivatives of `cost` by the coefficients and the cuts.

    Parameters
    ----------
    theta : array_like of shape (n,)
        Coefficients.
    cuts : array_like of shape (K - 1,)
        Rising.
    X : array_like of shape (m, n)
        Examples in rows, without a column of ones.
    y : array_like of shape (m,)
        Classes 0, ..., K - 1, in their order.

    Returns
    -------
    ndarray of shape (n + K - 1, n + K - 1)
        Symmetric, positive semi-definite.

    Raises
    ------
    TypeError, ValueError
        As `cost`.

    Examples
    --------
    >>> hessian([1.0], [0.0], [[0.0], [0.0]], [0, 1])
    array([[0.  , 0.  ],
           [0.  , 0.25]])
    """
    model, parameters = _model(theta, cuts, X, y)
    return model.curvature(parameters)


def fit(X: npt.ArrayLike, y: npt.ArrayLike, *, tol: float = 1e-8, max_steps: int = 100) -> Fit:
    """Fit proportional odds by Newton's method.

    Parameters
    ----------
    X : array_like of shape (m, n)
        Examples in rows, without a column of ones.
    y : array_like of shape (m,)
        Classes 0, ..., K - 1, in their order; each occurs.
    tol : float
        Bound on the largest entry of the last gradient, for columns of standard deviation 1.
    max_steps : int
        The largest number of steps.

    Returns
    -------
    Fit
        With theta, cuts, costs, steps, converged, and gradient_norm for columns of standard deviation 1.

    Raises
    ------
    TypeError, ValueError
        If the data are not as above, or a column is constant.

    Warns
    -----
    SeparationWarning
        If the cost has no minimum, since a direction of the score puts all classes in order, also if some examples lie
        on the border, or if that was not decided; `converged` is False.

    References
    ----------
    .. [1] P. McCullagh, Regression Models for Ordinal Data, J. R. Statist. Soc. B 42 (1980) 109-142.

    Examples
    --------
    >>> run = fit([[0], [1], [2], [3], [4], [5]], [0, 1, 0, 2, 1, 2])
    >>> run.theta.round(3), run.cuts.round(3), run.converged
    (array([1.06]), array([1.447, 3.851]), True)
    """
    design, labels, counts = _training(X, y)
    middle, spread = mean_and_spread(design)
    model = _Model((design - middle) / spread, labels, len(counts))
    below = np.cumsum(counts)[:-1] / len(labels)
    start = np.concatenate((np.zeros(design.shape[1]), np.log(below / (1 - below))))  # no column tells anything
    run = solvers.newton(model.value, model.slope, model.curvature, start, tol=tol, max_steps=max_steps)
    separable = model.separable(run.parameters)
    if separable is not False:
        warn(UNORDERED if separable else UNDECIDED, logistic.SeparationWarning, stacklevel=2)
    theta = run.parameters[: design.shape[1]] / spread
    parameters = np.concatenate((theta, run.parameters[design.shape[1] :] + middle @ theta))
    converged = run.converged and separable is False
    return Fit(parameters, run.costs, run.gradient_norm, converged, design.shape[1])


def parallel(X: npt.ArrayLike, y: npt.ArrayLike) -> inference.RatioTest:
    """Return Brant's test of proportional odds: whether the K - 1 fits of "above k or not" share their coefficients.

    Parameters
    ----------
    X : array_like of shape (m, n)
        Examples in rows, without a column of ones.
    y : array_like of shape (m,)
        Classes 0, ..., K - 1, in their order; K is 3 or more, and each occurs.

    Returns
    -------
    RatioTest
        The statistic, its (K - 2) n degrees of freedom, and the chance of so large a one if the odds are proportional.

    Raises
    ------
    TypeError, ValueError
        If the data are not as above, a column is constant, columns depend on each other, one of the fits has no
        minimum, or the examples are too few.

    References
    ----------
    .. [1] R. Brant, Assessing Proportionality in the Proportional Odds Model, Biometrics 46 (1990) 1171-1178.

    Examples
    --------
    >>> parallel([[0], [1], [2], [3], [4], [5]], [0, 1, 0, 2, 1, 2]).df
    1
    """
    design, labels, counts = _training(X, y)
    K, (m, n) = len(counts), design.shape
    if K < 3:
        raise ValueError(f"y holds {K} classes; wanted are 3 or more: with two there is one fit and nothing to compare")
    middle, spread = mean_and_spread(design)
    full = np.column_stack((np.ones(m), (design - middle) / spread))  # the test does not see units and shifts
    if np.linalg.matrix_rank(full) <= n:
        raise ValueError("columns of X depend on each other, or on the cuts; drop one of them")
    with catch_warnings():  # what has no minimum is named below
        simplefilter("ignore", logistic.SeparationWarning)
        fits = [logistic.fit(full, labels > k) for k in range(K - 1)]
    if not all(run.converged for run in fits):
        raise ValueError('a fit of "above k or not" has no minimum; wanted are classes that overlap at each cut')
    thetas = [run.theta for run in fits]
    above = sigmoid(full @ np.transpose(thetas))
    inverse = [np.linalg.inv((full.T * (p * (1 - p))) @ full) for p in above.T]
    apart, shared = np.concatenate([theta[1:] for theta in thetas]), np.zeros((K - 1, n, K - 1, n))
    for k in range(K - 1):
        for j in range(k, K - 1):
            both = (full.T * (above[:, j] * (1 - above[:, k]))) @ full  # above the later cut, so above both
            shared[k, :, j] = (inverse[k] @ both @ inverse[j])[1:, 1:]
            shared[j, :, k] = shared[k, :, j].T
    contrast = np.kron(np.column_stack((-np.ones(K - 2), np.eye(K - 2))), np.eye(n))
    off = contrast @ apart
    covariance = contrast @ shared.reshape((K - 1) * n, -1) @ contrast.T
    units = np.sqrt(np.maximum(np.diag(covariance), 0))
    if not units.all() or np.linalg.eigvalsh(covariance / units / units[:, None])[0] < 1e-10:
        raise ValueError(f"{m} examples are too few for the test: the fits do not differ on their own; wanted are more")
    statistic = float(off @ np.linalg.solve(covariance, off))
    return inference.RatioTest(statistic, len(off), inference.chi_squared_tail(statistic, len(off)))


def _training(X: npt.ArrayLike, y: npt.ArrayLike) -> tuple[Array, npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return columns that vary, class indices, and how often each class occurs; refuse one that does not."""
    design, labels = as_design(X).astype(float, copy=False), as_indices(y)
    if len(labels) != len(design):
        raise ValueError(f"y has shape {labels.shape}; X of shape {design.shape} needs ({len(design)},)")
    counts = class_counts(labels)
    if len(counts) < 2 or not counts.all():
        raise ValueError(f"y holds the classes {sorted(set(labels.tolist()))}; wanted is each of 0, ..., K - 1, K >= 2")
    if (flat := np.flatnonzero(np.ptp(design, axis=0) == 0)).size:
        raise ValueError(f"column {flat[0]} of X is constant; wanted is none: the cuts are the intercepts already")
    return design, labels, counts


class _Model:
    """The cost of labels for parameters (theta, cuts): two binary losses for each example, and one of the gaps.

    The probability of a class between the cuts b < a is sigmoid(a) sigmoid(-b) (1 - exp(b - a)).
    """

    def __init__(self, X: Array, y: npt.NDArray[np.intp], K: int) -> None:
        self.n, self.m, rows = X.shape[1], len(X), np.eye(K - 1)
        self.share = np.bincount(y, minlength=K)[1:-1] / self.m
        lower, upper = y > 0, y < K - 1
        self.A = np.column_stack((-X[upper], rows[y[upper]]))  # the cut above, less the score
        self.B = np.column_stack((X[lower], -rows[y[lower] - 1]))  # the score, less the cut below
        self.rows = np.vstack((self.A, self.B))

    def value(self, parameters: Array) -> float:
        """Return the cost, infinite where the cuts do not rise."""
        gaps = np.diff(parameters[self.n :])
        if not (gaps > 0).all():
            return float(np.inf)
        return float(-log_sigmoid(self.rows @ parameters).sum() / self.m - self.share @ np.log(-np.expm1(-gaps)))

    def slope(self, parameters: Array) -> Array:
        """Return the derivatives of the cost."""
        out = -(sigmoid(-(self.rows @ parameters)) @ self.rows) / self.m
        with np.errstate(over="ignore"):  # of a wide gap nothing is left
            pull = self._of_gaps(np.expm1(np.diff(parameters[self.n :])))
        out[self.n :] += np.diff(pull, prepend=0, append=0)
        return np.asarray(out)

    def curvature(self, parameters: Array) -> Array:
        """Return the second derivatives of the cost."""
        h = sigmoid(self.rows @ parameters)
        out = (self.rows.T * (h * (1 - h))) @ self.rows / self.m
        step = np.diff(np.eye(len(parameters) - self.n), axis=0)
        with np.errstate(over="ignore"):
            bend = self._of_gaps(4 * np.sinh(np.diff(parameters[self.n :]) / 2) ** 2)
        out[self.n :, self.n :] += (step.T * bend) @ step
        return np.asarray(out)

    def _of_gaps(self, below: Array) -> Array:
        """Return the shares of the classes between cuts over numbers that shrink with the gaps; 0 of those without."""
        some = self.share > 0
        with np.errstate(over="ignore", divide="ignore"):
            out = np.where(some, self.share, 0) / np.where(some, below, 1)
        if not np.isfinite(out).all():
            raise ValueError("two cuts are so close that derivatives leave the numbers; wanted are cuts further apart")
        return np.asarray(out)

    def separable(self, parameters: Array) -> bool | None:
        """Say whether a direction raises no loss and lowers some: whether the binary losses have one.

        Their own minimum may be far from that of the cost, where a class between two cuts is rare.
        """
        signed = np.vstack((self.A, -self.B))
        labels = np.repeat([1.0, 0.0], (len(self.A), len(self.B)))
        problem = Problem(Examples(SIGMOID, signed, labels[:, None], 1), np.zeros(signed.shape[1]))
        return settled(problem, parameters[None])


def _rising(cuts: npt.ArrayLike) -> Array:
    borders = as_floats(cuts, "cuts", ndim=1)
    if (far := np.abs(borders) > REACH).any():
        raise ValueError(f"cuts holds {borders[far][0]:g}; wanted are numbers up to {REACH:g}, as for all parameters")
    if not len(borders) or not (np.diff(borders) > 0).all():
        raise ValueError(f"cuts are {borders.tolist()}; wanted is at least one, each above the one before")
    return borders


def _model(theta: npt.ArrayLike, cuts: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike) -> tuple[_Model, Array]:
    design, borders = as_design(X), _rising(cuts)
    weights, labels = as_parameters(theta, "theta", (design.shape[1],)), as_indices(y, len(borders) + 1)
    if len(labels) != len(design):
        raise ValueError(f"y has shape {labels.shape}; X of shape {design.shape} needs ({len(design)},)")
    return _Model(design, labels, len(borders) + 1), np.concatenate((weights, borders))
