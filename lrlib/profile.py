"""The profile of a coefficient: the lowest cost at each of its values, and the interval that follows from it."""

from collections.abc import Callable
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from lrlib import logistic
from lrlib.checks import Array, as_binary, as_column, as_design, as_floats, as_parameters, penalised
from lrlib.engine.frames import inside

STEPS = 100  # of Newton's method, and of the search for an end


def cost_at(value: float, theta: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike, column: int) -> tuple[float, Array]:
    """Return the lowest cost without penalty at which one coefficient has a given value, and where it is.

    Parameters
    ----------
    value : float
        Of the coefficient.
    theta : array_like of shape (n,)
        Where the search begins, such as the minimum over all coefficients.
    X : array_like of shape (m, n)
        Examples in rows.
    y : array_like of shape (m,)
        Labels 0 and 1.
    column : int
        Which coefficient, 0 to n - 1.

    Returns
    -------
    cost : float
        The lowest that the other coefficients can reach.
    theta : ndarray of shape (n,)
        Where.

    Raises
    ------
    TypeError, ValueError
        If the data are not as above, columns depend on each other, or the others have no minimum.

    Examples
    --------
    >>> X, y = [[1, 0], [1, 1], [1, 2], [1, 3]], [0, 1, 0, 1]
    >>> round(cost_at(0.0, [0, 0], X, y, 1)[0], 4)
    0.6931
    """
    design = as_design(X)
    labels, start = as_binary(y, len(design)), as_parameters(theta, "theta", (design.shape[1],))
    place, wanted = as_column(column, len(start)), float(as_floats(value, "value", ndim=0))
    frame = inside(design, place)
    if not frame.has_full_rank():
        raise ValueError("columns of X depend on each other, so the others have no one minimum; drop one of them")
    found, point = _lowest(wanted / frame.out[place, place], frame.into @ start, frame.X, labels, place)
    theta = frame.out @ point
    theta[place] = wanted
    return found, theta


def _lowest(value: float, start: Array, design: Array, labels: Array, column: int) -> tuple[float, Array]:
    """Return the lowest cost where one parameter has a value, and the parameters there."""
    point = start.copy()
    point[column] = value
    if column and not penalised(design)[0]:  # the intercept holds the mean logit where it was, also of a far column
        point[0] -= (value - start[column]) * design[:, column].mean()
    others = np.arange(len(point)) != column
    along = start * (value / start[column]) if start[column] else point  # the same border, more or less steep
    cost, point = min(((logistic.cost(p, design, labels), p) for p in (point, along)), key=lambda found: found[0])
    for _ in range(STEPS):
        slope = logistic.gradient(point, design, labels)[others]
        bends = logistic.hessian(point, design, labels)[np.ix_(others, others)]
        units = np.sqrt(np.diag(bends))
        if not (units > 0).all():
            break
        try:
            step = np.linalg.solve(bends / units / units[:, None], slope / units) / units
        except np.linalg.LinAlgError:
            break
        gain = float(slope @ step)
        if gain < 1e-20:
            return cost, point
        for length in 0.5 ** np.arange(30):
            new = point.copy()
            new[others] -= length * step
            lower = logistic.cost(new, design, labels)
            if lower <= cost - length * gain / 4 or gain < 1e-14:
                break
        cost, point = lower, new
    raise ValueError(f"with coefficient {column} held there the others have no minimum that {STEPS} steps reach")


def interval(
    theta: npt.ArrayLike, X: npt.ArrayLike, y: npt.ArrayLike, column: int, *, level: float = 0.95
) -> tuple[float, float]:
    """Return the values of a coefficient that the likelihood-ratio test does not reject.

    Parameters
    ----------
    theta : array_like of shape (n,)
        The minimum of the cost without penalty, such as ``logistic.fit(X, y).theta``.
    X : array_like of shape (m, n)
        Examples in rows.
    y : array_like of shape (m,)
        Labels 0 and 1.
    column : int
        Which coefficient, 0 to n - 1.
    level : float
        Between 0 and 1.

    Returns
    -------
    lower : float
        The lower end of the interval.
    upper : float
        The upper end.

    Raises
    ------
    TypeError, ValueError
        If the data are not as above, or `logistic.summary` refuses theta.

    References
    ----------
    .. [1] D. J. Venzon, S. H. Moolgavkar, "A method for computing profile-likelihood-based confidence intervals",
       Applied Statistics 37 (1988) 87-94.

    Examples
    --------
    >>> X, y = [[1, 0], [1, 1], [1, 2], [1, 3]], [0, 1, 0, 1]
    >>> [round(end, 2) for end in interval(logistic.fit(X, y).theta, X, y, 1)]
    [-0.96, 4.01]
    """
    summary = logistic.summary(theta, X, y, level=level)
    place = as_column(column, len(summary.coefficient))
    frame = inside(as_design(X), place)
    best, design, unit = frame.into @ summary.coefficient, frame.X, float(frame.out[place, place])
    labels = as_binary(y, len(design))
    allowed = NormalDist().inv_cdf((1 + level) / 2) ** 2 / (2 * len(design))
    limit = logistic.cost(best, design, labels) + allowed
    error = float(summary.standard_error[place]) / unit
    low, high = (unit * _end(best, design, labels, place, sign * error, limit) for sign in (-1, 1))
    return low, high


def _end(best: Array, X: Array, y: Array, column: int, error: float, limit: float) -> float:
    """Return where the profile reaches the limit, on the side of the sign of error."""
    start, point = float(best[column]), best

    def above(distance: float) -> float:
        nonlocal point
        cost, point = _lowest(start + distance * error, point, X, y, column)
        return cost - limit

    near, far = (0.0, logistic.cost(best, X, y) - limit), (2.0, above(2.0))
    while far[1] < 0:  # ends: a convex cost with a minimum grows without bound
        near, far = far, (2 * far[0], above(2 * far[0]))
    return start + error * _root(above, near, far, 1e-10)


def _root(
    function: Callable[[float], float], low: tuple[float, float], high: tuple[float, float], share: float
) -> float:
    """Return where an increasing function is 0, between two places whose values are known, to a share of the place.

    By T. R. Chandrupatla, Advances in Engineering Software 28 (1997) 145-149: through three places an inverse parabola
    where these lie on a curve that one follows, else the middle.
    """
    (a, at_a), (b, at_b), step = high, low, 0.5  # the zero is between a, the newest, and b
    while True:
        x = a + step * (b - a)
        at_x = function(x)
        if (at_x < 0) == (at_a < 0):
            c, at_c = a, at_a
        else:
            (c, at_c), (b, at_b) = (b, at_b), (a, at_a)
        a, at_a = x, at_x
        least = share * max(a, b) / abs(b - a) / 2
        if least > 0.5 or at_a == 0:
            return a if abs(at_a) < abs(at_b) else b
        place, value = (a - b) / (c - b), (at_a - at_b) / (at_c - at_b)
        step = 0.5
        if value**2 < place and (1 - value) ** 2 < 1 - place:
            ends = at_a / (at_b - at_a) * at_c / (at_b - at_c)
            step = ends + (c - a) / (b - a) * at_a / (at_c - at_a) * at_b / (at_c - at_b)
        step = min(max(step, least), 1 - least)
