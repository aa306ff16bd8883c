"""Firth's penalised likelihood: estimates that are finite also for separable classes, and less biased for few."""

from contextlib import suppress
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from lrlib import logistic
from lrlib.activations import _sigmoid
from lrlib.checks import Array, as_binary, as_column, as_design, as_floats, as_level, as_parameters, penalised
from lrlib.engine.frames import Inside, inside
from lrlib.inverses import EPSILON
from lrlib.profile import _root

STEPS = 2000  # of the search for a minimum: along a ridge between two valleys it begins slowly
WIDE = 20.0  # logits that a step may move, besides twice their size
ROUNDING = 1e-12  # of the cost, near its minimum
SMALLEST = 1e-250  # in a column: coefficients of smaller ones leave the numbers
EVEN = 1e4  # roots of the weights of rows that differ by less leave elimination no digit to save
NOISE = 8 * EPSILON  # of a number: what rounding leaves of a difference that is 0
VANISHED = (
    "the information has no inverse in the numbers: too few predictions lie between 0 and 1; wanted are a theta, a "
    "value or a level at which more do"
)


@dataclass(frozen=True)
class FirthFit:
    """Where the penalised cost is lowest.

    Attributes
    ----------
    theta : ndarray of shape (n,)
        The parameters.
    cost : float
        The mean cross-entropy less half the log determinant of the information, divided by m.
    standard_error : ndarray of shape (n,)
        Roots of the diagonal of the inverse information.
    """

    theta: Array
    cost: float
    standard_error: Array


def cost(theta: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike) -> float:
    """Return the mean cross-entropy less half the logarithm of the determinant of the information, divided by m.

    Parameters
    ----------
    theta : array_like of shape (n,)
        One parameter per column of `X`.
    X : array_like of shape (m, n)
        Examples in rows, of full rank.
    y : array_like of shape (m,)
        Labels 0 and 1; all may be equal.

    Returns
    -------
    float
        Nats per example; infinite where the information vanishes in the numbers.

    Raises
    ------
    TypeError, ValueError
        If the data are not as above.

    References
    ----------
    .. [1] Chapter 14; D. Firth, Biometrika 80 (1993) 27-38.

    Examples
    --------
    >>> round(cost([0.0], [[1], [1], [1], [1]], [0, 1, 1, 1]), 4)
    0.6931
    """
    frame = _inside(X)
    m, parameters = len(frame.X), frame.into @ as_parameters(theta, "theta", (frame.X.shape[1],))
    return _cost(parameters, frame.X, as_binary(y, m)) + float(np.linalg.slogdet(frame.out)[1]) / m


def errors(theta: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike) -> Array:
    """Return prediction less label of each example, and less the pull of its leverage towards one half.

    Parameters
    ----------
    theta : array_like of shape (n,)
        One parameter per column of `X`.
    X : array_like of shape (m, n)
        Examples in rows, of full rank.
    y : array_like of shape (m,)
        Labels 0 and 1.

    Returns
    -------
    ndarray of shape (m,)
        What stands in the gradient where the cost without penalty has h - y.

    Raises
    ------
    TypeError, ValueError
        If the data are not as above.

    References
    ----------
    .. [1] Chapter 14, equation (14.4); G. Heinze, M. Schemper, Statistics in Medicine 21 (2002) 2409-2419.

    Examples
    --------
    >>> errors([0.0], [[1], [1], [1], [1]], [0, 1, 1, 1])
    array([ 0.5, -0.5, -0.5, -0.5])
    """
    frame = _inside(X)
    parameters = frame.into @ as_parameters(theta, "theta", (frame.X.shape[1],))
    return _errors(parameters, frame.X, as_binary(y, len(frame.X)), _axes(parameters, frame.X))


def gradient(theta: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike) -> Array:
    """Return the gradient of the penalised cost: that of the cost, with each residual moved by its leverage.

    Parameters
    ----------
    theta : array_like of shape (n,)
        One parameter per column of `X`.
    X : array_like of shape (m, n)
        Examples in rows, of full rank.
    y : array_like of shape (m,)
        Labels 0 and 1.

    Returns
    -------
    ndarray of shape (n,)
        One slope for each parameter.

    Raises
    ------
    TypeError, ValueError
        If the data are not as above.

    References
    ----------
    .. [1] Chapter 14; G. Heinze, M. Schemper, Statistics in Medicine 21 (2002) 2409-2419.

    Examples
    --------
    >>> gradient([0.0], [[1], [1], [1], [1]], [0, 1, 1, 1])
    array([-0.25])
    """
    design = as_design(X)
    return np.asarray(design.T @ errors(theta, design, y) / len(design))


def fit(X: npt.ArrayLike, y: npt.ArrayLike) -> FirthFit:
    """Return the parameters of the lowest penalised cost, which exist for separable classes, too.

    Parameters
    ----------
    X : array_like of shape (m, n)
        Examples in rows, of full rank.
    y : array_like of shape (m,)
        Labels 0 and 1.

    Returns
    -------
    FirthFit
        Parameters, cost and standard errors.

    Raises
    ------
    TypeError, ValueError
        If the data are not as above, or columns depend on each other.

    Notes
    -----
    A column that is 1 in two rows with other labels can have two places of equal cost; one of them is returned, and
    the interval shows both.

    References
    ----------
    .. [1] Chapter 14, equation (14.3) of intercepts alone; D. Firth, "Bias Reduction of Maximum Likelihood Estimates",
       Biometrika 80 (1993) 27-38.

    Examples
    --------
    >>> fit([[1, 0], [1, 1], [1, 2], [1, 3]], [0, 0, 1, 1]).theta.round(3)
    array([-1.965,  1.31 ])
    """
    frame = _inside(X)
    labels = as_binary(y, len(frame.X))
    best, inverse = _fit(frame.X, labels)
    lowest = _cost(best, frame.X, labels) + float(np.linalg.slogdet(frame.out)[1]) / len(labels)
    size = np.sqrt(np.diag(inverse))  # outside its squares might leave the numbers
    turned = frame.out * size
    errors = np.linalg.norm(turned @ np.linalg.cholesky(inverse / size / size[:, None]), axis=1)
    return FirthFit(frame.out @ best, lowest, errors)


def _fit(X: Array, y: Array) -> tuple[Array, Array]:
    """Return the parameters of the lowest penalised cost, and the inverse of the information there."""
    n = X.shape[1]
    theta = _deepest(np.zeros(n), X, y, np.ones(n, dtype=bool))
    return theta, np.linalg.inv(_information(theta, X))


def cost_at(value: float, X: npt.ArrayLike, y: npt.ArrayLike, column: int) -> float:
    """Return the lowest penalised cost at which one coefficient has a given value: a point of its profile.

    A few examples that decide leave several valleys; the lowest is returned of those to which searches lead from the
    fit and, where a row decides, from four standard errors away.

    Parameters
    ----------
    value : float
        Of the coefficient.
    X : array_like of shape (m, n)
        Examples in rows, of full rank.
    y : array_like of shape (m,)
        Labels 0 and 1.
    column : int
        Which coefficient, 0 to n - 1.

    Returns
    -------
    float
        Nats per example.

    Raises
    ------
    TypeError, ValueError
        As `fit`, and if there is no such column.

    Examples
    --------
    >>> X, y = [[1, 0], [1, 1], [1, 2], [1, 3]], [0, 0, 1, 1]
    >>> cost_at(0.0, X, y, 1) > fit(X, y).cost
    True
    """
    wanted = float(as_floats(value, "value", ndim=0))
    place, frame = _held(X, column)
    labels = as_binary(y, len(frame.X))
    best, _ = _fit(frame.X, labels)
    point = _lowest_at(wanted / frame.out[place, place], best, frame.X, labels, place)
    return _cost(point, frame.X, labels) + float(np.linalg.slogdet(frame.out)[1]) / len(labels)


def interval(X: npt.ArrayLike, y: npt.ArrayLike, column: int, *, level: float = 0.95) -> tuple[float, float]:
    """Return the values of a coefficient that the ratio of the penalised likelihoods does not reject.

    Parameters
    ----------
    X : array_like of shape (m, n)
        Examples in rows, of full rank.
    y : array_like of shape (m,)
        Labels 0 and 1.
    column : int
        Which coefficient, 0 to n - 1.
    level : float
        Between 0 and 1.

    Returns
    -------
    lower : float
        The lower end; finite, also where the classes are separable.
    upper : float
        The upper end.

    Raises
    ------
    TypeError, ValueError
        As `fit`, and if there is no such column or the level is not between 0 and 1.

    References
    ----------
    .. [1] G. Heinze, M. Schemper, "A Solution to the Problem of Separation in Logistic Regression", Statistics in
       Medicine 21 (2002) 2409-2419.

    Examples
    --------
    >>> [round(end, 2) for end in interval([[1, 0], [1, 1], [1, 2], [1, 3]], [0, 0, 1, 1], 1)]
    [-0.35, 6.7]
    """
    share = as_level(level)
    place, frame = _held(X, column)
    labels = as_binary(y, len(frame.X))
    best, inverse = _fit(frame.X, labels)
    limit = _cost(best, frame.X, labels) + NormalDist().inv_cdf((1 + share) / 2) ** 2 / (2 * len(labels))
    unit, error = float(frame.out[place, place]), float(np.sqrt(inverse[place, place]))
    low, high = (unit * _end(best, frame.X, labels, place, sign * error, limit) for sign in (-1, 1))
    return low, high


def _inside(X: npt.ArrayLike, column: int | None = None) -> Inside:
    """Return the columns about zero: the penalised cost is the same there, but for a number."""
    design = as_design(X)
    sizes = np.abs(design).max(axis=0)
    if (faint := (sizes > 0) & (sizes < SMALLEST)).any():
        raise ValueError(f"column {faint.argmax()} of X holds at most {sizes[faint][0]:g}; choose a smaller unit")
    frame = inside(design, column)
    if not frame.has_full_rank():
        raise ValueError("columns of X depend on each other, so the information has no inverse; drop one of them")
    return frame


def _held(X: npt.ArrayLike, column: int) -> tuple[int, Inside]:
    place = as_column(column, as_design(X).shape[1])
    return place, _inside(X, place)


def _cost(theta: Array, X: Array, y: Array) -> float:
    parts = _parts(X @ theta, X)
    if parts is None:
        return float("inf")
    lengths = np.abs(np.linalg.qr(parts[0], mode="raw")[0].diagonal())  # those of the triangle
    if not lengths.all():
        return float("inf")
    size = parts[1] + 2 * float(np.log(lengths).sum())
    return logistic._cost(as_parameters(theta, "theta", theta.shape), X, y, 0.0) - size / (2 * len(X))


def _errors(theta: Array, X: Array, y: Array, axes: Array) -> Array:
    z = X @ theta
    residual = np.where(y == 1, -_sigmoid(-z), _sigmoid(z))  # no difference: next to 1 a probability has no digits left
    return np.asarray(residual + (axes**2).sum(axis=1) * np.tanh(z / 2) / 2)


def _gradient(theta: Array, X: Array, y: Array, axes: Array) -> Array:
    return np.asarray(X.T @ _errors(theta, X, y, axes) / len(X))


def _weights(z: Array) -> Array:
    """Return h (1 - h), as exact for large logits as for those far below zero."""
    e = np.exp(-np.abs(z))
    return np.asarray(e / (1 + e) ** 2)


def _information(theta: Array, X: Array) -> Array:
    return np.asarray(X.T @ (_weights(X @ theta)[:, None] * X))


def _parts(z: Array, X: Array) -> tuple[Array, float] | None:
    """Return a basis of the weighted columns, and the logarithm of what its Gram determinant is to be multiplied with.

    The product is the determinant of the information; None where that is 0. Where the weights of the rows are very
    different, elimination with the largest pivot of all leaves no digit behind: the basis is then one without small
    directions, and the factor has the squares of the pivots.
    """
    norms, roots = np.linalg.norm(X, axis=0), np.sqrt(_weights(z))
    rest, size = roots[:, None] * (X / norms), 2 * float(np.log(norms).sum())
    if roots.max() < EVEN * roots.min():
        return rest, size
    basis: list[Array] = []
    for _ in norms:
        row, column = np.unravel_index(int(np.abs(rest).argmax()), rest.shape)
        pivot = rest[row, column]
        if pivot == 0:
            return None
        size += 2 * float(np.log(np.abs(pivot)))
        basis.append(rest[:, column] / pivot)
        left = rest - np.outer(basis[-1], rest[row])
        left[row], left[:, column] = 0, 0
        rest = np.where(np.abs(left) <= NOISE * np.abs(rest), 0, left)
    return np.column_stack(basis), size


def _axes(theta: Array, X: Array) -> Array:
    """Return an orthonormal basis of the weighted columns: its rows squared sum to the leverages."""
    parts = _parts(X @ theta, X)
    if parts is not None:
        axes, triangle = np.linalg.qr(parts[0])
        if triangle.diagonal().all():
            return np.asarray(axes)
    raise ValueError(VANISHED)


def _hessians(theta: Array, X: Array, axes: Array) -> tuple[Array, Array]:
    """Return the Hessian of the penalised cost, and one that is nowhere below it and positive definite."""
    z = X @ theta
    tilted, q = -np.tanh(z / 2)[:, None] / 2 * X, (axes**2).sum(axis=1)
    above = X.T @ ((_weights(z) * (1 + q))[:, None] * X)
    mixed = (axes.T @ (tilted.T[:, :, None] * axes)).reshape(X.shape[1], -1)
    return (above - 2 * (tilted.T @ (q[:, None] * tilted) - mixed @ mixed.T)) / len(X), above / len(X)


def _factor(bends: tuple[Array, Array], free: npt.NDArray[np.bool_]) -> Array:
    """Return Cholesky's factor of the first that is positive definite in the free parameters."""
    exact, above = (bend[free][:, free] for bend in bends)
    try:
        return np.asarray(np.linalg.cholesky(exact))
    except np.linalg.LinAlgError:
        return np.asarray(np.linalg.cholesky(above))


def _lowest(start: Array, X: Array, y: Array, free: npt.NDArray[np.bool_]) -> Array:
    """Return where the penalised cost is lowest in the free parameters: Newton's steps, halved until the cost falls.

    Where costs differ by their rounding alone, until the gradient falls; it ends where that cannot fall either.
    """
    units = np.linalg.norm(X, axis=0)
    theta, scaled = start * units, X / units
    here, axes = _cost(theta, scaled, y), _axes(theta, scaled)
    slope = _gradient(theta, scaled, y, axes)[free]
    for _ in range(STEPS):
        factor = _factor(_hessians(theta, scaled, axes), free)
        seen = np.linalg.solve(factor, slope)
        step, gain = np.linalg.solve(factor.T, seen), float(seen @ seen)
        if gain < 1e-20:
            return np.asarray(theta / units)
        far, move = np.abs(scaled @ theta).max(), np.abs(scaled[:, free] @ step).max()
        first = min(1.0, (WIDE + 2 * far) / move) if move > 0 else 1.0  # in flat places a whole step leaves the numbers
        for length in first * 0.5 ** np.arange(40):
            new = theta.copy()
            new[free] -= length * step
            there = _cost(new, scaled, y)
            if gain > ROUNDING and not there <= here - length * gain / 4:
                continue
            axes = _axes(new, scaled)
            slope = _gradient(new, scaled, y, axes)[free]
            if gain > ROUNDING or (np.linalg.solve(factor, slope) ** 2).sum() < (1 - length / 4) * gain:
                break
        else:
            if gain < ROUNDING:
                return np.asarray(theta / units)
            axes = _axes(new, scaled)
        theta, here = new, there
    raise ValueError(f"the penalised cost has no minimum that {STEPS} steps reach")


def _lowest_at(value: float, start: Array, X: Array, y: Array, column: int) -> Array:
    """Return where the penalised cost is lowest with one parameter at a value."""
    point, free = start.copy(), np.arange(len(start)) != column
    if column and not penalised(X)[0]:  # the intercept holds the mean logit where it was
        point[0] -= (value - point[column]) * X[:, column].mean()
    point[column] = value
    return _deepest(point, X, y, free) if free.any() else point


def _deepest(start: Array, X: Array, y: Array, free: npt.NDArray[np.bool_]) -> Array:
    """Return the lowest of the places where searches end: a row that decides can make two valleys."""
    theta = _lowest(start, X, y, free)
    if (_axes(theta, X) ** 2).sum(axis=1).max() <= 0.5:
        return theta
    return min((theta, *_others(theta, X, y, free)), key=lambda place: _cost(place, X, y))


def _others(theta: Array, X: Array, y: Array, free: npt.NDArray[np.bool_]) -> list[Array]:
    """Return where the search ends from four standard errors away."""
    inverse = np.linalg.inv(_information(theta, X)[np.ix_(free, free)])
    aside = 4 * inverse / np.sqrt(np.diag(inverse))[:, None]  # each row moves one coefficient; the others follow
    found = []
    for step in (*aside, *-aside):
        start = theta.copy()
        start[free] += step
        with suppress(ValueError):  # a search that leaves the numbers has found no other valley
            found.append(_lowest(start, X, y, free))
    return found


def _end(best: Array, X: Array, y: Array, column: int, error: float, limit: float) -> float:
    """Return where the profile reaches the limit, on the side of the sign of error."""
    within = best

    def above(distance: float) -> float:
        nonlocal within
        point = _lowest_at(best[column] + distance * error, within, X, y, column)
        height = _cost(point, X, y) - limit
        within = point if height < 0 else within  # from outside a search may end in another valley
        return height

    near, far = (0.0, _cost(best, X, y) - limit), (1.0, above(1.0))
    while far[1] < 0:
        near, far = far, (1.5 * far[0], above(1.5 * far[0]))
    return float(best[column]) + error * _root(above, near, far, 1e-9)
