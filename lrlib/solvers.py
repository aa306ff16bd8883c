"""The fast solvers: Newton, Newton-CG and L-BFGS, each with a safeguarded step, for any convex cost.

All take functions of the parameters and a start, as gradient descent does. The two that form no Hessian may be given
`rough`, any approximate one: it changes how fast they arrive, not where.

Two questions end a run. Is no entry of the gradient larger than `tol`? That depends on the units of the parameters.
And is the point `near` the minimum, by Newton's decrement? With slope g and curvature H its square is g^T H^-1 g, twice
what the cost still can fall if it is a parabola, in any units of the parameters.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, as_floats

Function = Callable[[Array], Array]
Near = Callable[[float, float], bool]

EPSILON = float(np.finfo(float).eps)
RIDGE = 1e-10  # of each curvature: lets Cholesky pass where a direction is flat, moves nothing else
FORCING = 0.3  # Newton-CG solves for its step to this part of the gradient
RENEWAL = 3  # Newton steps that share a preconditioner
MEMORY = 10  # steps that L-BFGS remembers
QUADRATIC = 0.01  # of the cost: below this decrement a Newton step may be the last, and its curvature says so
ROOM = 4.0  # a preconditioner knows the decrement up to such a factor


@dataclass(frozen=True)
class Solution:
    """Where a solver stopped, and how it got there.

    Attributes
    ----------
    parameters : ndarray
        The last parameters, in the shape of the start.
    costs : ndarray of shape (steps + 1,)
        The cost before the first step and after each.
    gradient_norm : float
        The largest entry of the last gradient, in absolute value.
    converged : bool
        Whether that is at most the tolerance, and the point near the minimum by Newton's decrement.
    """

    parameters: Array
    costs: Array
    gradient_norm: float
    converged: bool

    @property
    def steps(self) -> int:
        """Return how many steps were taken."""
        return len(self.costs) - 1

    @property
    def cost(self) -> float:
        """Return the last cost."""
        return float(self.costs[-1])


def newton(
    cost: Callable[[Array], float],
    gradient: Function,
    hessian: Function,
    start: npt.ArrayLike,
    *,
    tol: float = 1e-6,
    near: Near | None = None,
    size: Callable[[Array], float] | None = None,
    rounding: tuple[float, float] = (EPSILON, 0.0),
    max_steps: int = 100,
) -> Solution:
    """Minimise a convex cost by Newton's method, for logistic regression also known as IRLS.

    Parameters
    ----------
    cost, gradient, hessian : callable
        Functions of the parameters; the Hessian is square, of the order of their number.
    start : array_like
        Where to begin.
    tol : float
        Stop when no entry of the gradient is larger; infinite where `near` alone shall decide.
    near : callable, optional
        Takes the square of Newton's decrement, as far as the method knows it, and the cost, and says whether that is
        near enough to stop.
    size : callable, optional
        Measures a gradient for `tol`; without it the largest entry does.
    rounding : tuple of two floats
        Of the cost, as a part of it and besides: a step that lowers the cost by less may seem to raise it.
    max_steps : int
        Stop after so many steps in any case.

    Returns
    -------
    Solution
        Parameters, costs, gradient norm, converged.

    Raises
    ------
    ValueError
        If tol or max_steps is negative, or the start is not finite.

    References
    ----------
    .. [1] J. Nocedal and S. Wright, Numerical Optimization, 2nd ed., chapter 3.

    Examples
    --------
    >>> run = newton(lambda t: float((t**2).sum()), lambda t: 2 * t, lambda t: 2 * np.eye(1), [3.0])
    >>> run.steps, run.converged
    (1, True)
    """

    last: Array | None = None

    def _direction(parameters: Array, slope: Array) -> Array:
        nonlocal last
        last = definite(hessian(parameters))
        return solved(last, slope)

    def _estimate(slope: Array) -> float:
        return np.inf if last is None else float(np.vdot(slope, solved(last, slope)))

    return _minimise(cost, gradient, _direction, start, tol, near, size, rounding, max_steps, _estimate)


def newton_cg(
    cost: Callable[[Array], float],
    gradient: Function,
    product: Callable[[Array], Function],
    start: npt.ArrayLike,
    *,
    rough: Callable[[Array], Array | Function] | None = None,
    tol: float = 1e-6,
    near: Near | None = None,
    size: Callable[[Array], float] | None = None,
    rounding: tuple[float, float] = (EPSILON, 0.0),
    max_steps: int = 100,
) -> Solution:
    """Minimise a convex cost by Newton's method, each step found by conjugate gradients: no Hessian is formed.

    Parameters
    ----------
    cost, gradient : callable
        Functions of the parameters.
    product : callable
        Takes the parameters and returns the function v -> (Hessian there) v.
    start : array_like
        Where to begin.
    rough : callable, optional
        Gives an approximate Hessian, of all parameters or of each row of them, or its diagonal, or the function that
        solves for it: the preconditioner, renewed at times.
    tol : float
        Stop when no entry of the gradient is larger; infinite where `near` alone shall decide.
    near : callable, optional
        Takes the square of Newton's decrement, as far as the method knows it, and the cost, and says whether that is
        near enough to stop.
    size : callable, optional
        Measures a gradient for `tol`; without it the largest entry does.
    rounding : tuple of two floats
        Of the cost, as a part of it and besides: a step that lowers the cost by less may seem to raise it.
    max_steps : int
        Stop after so many steps in any case.

    Returns
    -------
    Solution
        Parameters, costs, gradient norm, converged.

    Raises
    ------
    ValueError
        If tol or max_steps is negative, or the start is not finite.

    References
    ----------
    .. [1] J. Nocedal and S. Wright, Numerical Optimization, 2nd ed., algorithms 5.3 and 7.1.

    Examples
    --------
    >>> run = newton_cg(lambda t: float((t**2).sum()), lambda t: 2 * t, lambda t: lambda v: 2 * v, [3.0, 4.0])
    >>> run.steps, run.converged
    (1, True)
    """
    steps = count()
    precondition: Function = _unchanged

    def _direction(parameters: Array, slope: Array) -> Array:
        nonlocal precondition
        if rough is not None and next(steps) % RENEWAL == 0:
            precondition = _solver(rough(parameters))
        return _conjugate_gradients(product(parameters), precondition, slope)

    def _estimate(slope: Array) -> float:
        return np.inf if rough is None else ROOM * float(np.vdot(slope, precondition(slope)))

    return _minimise(cost, gradient, _direction, start, tol, near, size, rounding, max_steps, _estimate)


def lbfgs(
    cost: Callable[[Array], float],
    gradient: Function,
    start: npt.ArrayLike,
    *,
    rough: Callable[[Array], Array | Function] | None = None,
    memory: "Memory | None" = None,
    tol: float = 1e-6,
    near: Near | None = None,
    size: Callable[[Array], float] | None = None,
    rounding: tuple[float, float] = (EPSILON, 0.0),
    max_steps: int = 1000,
) -> Solution:
    """Minimise a convex cost by L-BFGS: the last steps tell the curvature, `rough` what they do not.

    Parameters
    ----------
    cost, gradient : callable
        Functions of the parameters.
    start : array_like
        Where to begin.
    rough : callable, optional
        Gives an approximate Hessian, of all parameters or of each row of them, or its diagonal, or the function that
        solves for it; it is called once, at the start.
    memory : Memory, optional
        Where the run keeps what it learns; one that has learned something of this cost is used in place of `rough`.
    tol : float
        Stop when no entry of the gradient is larger; infinite where `near` alone shall decide.
    near : callable, optional
        Takes the square of Newton's decrement, as far as the method knows it, and the cost, and says whether that is
        near enough to stop.
    size : callable, optional
        Measures a gradient for `tol`; without it the largest entry does.
    rounding : tuple of two floats
        Of the cost, as a part of it and besides: a step that lowers the cost by less may seem to raise it.
    max_steps : int
        Stop after so many steps in any case.

    Returns
    -------
    Solution
        Parameters, costs, gradient norm, converged.

    Raises
    ------
    ValueError
        If tol or max_steps is negative, or the start is not finite.

    References
    ----------
    .. [1] J. Nocedal and S. Wright, Numerical Optimization, 2nd ed., algorithm 7.4.

    Examples
    --------
    >>> run = lbfgs(lambda t: float((t**2).sum()), lambda t: 2 * t, [3.0])
    >>> run.converged
    True
    """
    start = as_floats(start, "start")
    memory = Memory() if memory is None else memory
    if rough is not None and not memory.pairs:
        memory.precondition = _solver(rough(start))
    last: tuple[Array, Array] | None = None

    def _direction(parameters: Array, slope: Array) -> Array:
        nonlocal last
        if last is not None:
            memory.learn(parameters - last[0], slope - last[1])
        last = parameters, slope
        return memory(slope)

    return _minimise(cost, gradient, _direction, start, tol, near, size, rounding, max_steps)


class Memory:
    """What L-BFGS has learned of a curvature: a function that applies its inverse, about, to a gradient."""

    def __init__(self) -> None:
        self.precondition: Function = _unchanged
        self.pairs: deque[tuple[Array, Array, float]] = deque(maxlen=MEMORY)  # (move, change, 1 / their product)

    def learn(self, move: Array, change: Array) -> None:
        """Remember by how much the gradient has changed along a move, if the cost bends upwards there.

        Parameters
        ----------
        move, change : ndarray
            In the shape of the parameters.
        """
        if (bend := np.vdot(move, change)) > 0:
            self.pairs.append((move, change, 1 / bend))

    def __call__(self, slope: Array) -> Array:
        """Return (approximate inverse Hessian) slope, from the pairs remembered."""
        q, shares = slope, []
        for move, change, rho in reversed(self.pairs):
            shares.append(rho * np.vdot(move, q))
            q = q - shares[-1] * change
        q = self.precondition(q)
        if self.pairs:  # the length of a step, from the newest pair
            _, change, rho = self.pairs[-1]
            q = q / (rho * np.vdot(change, self.precondition(change)))
        for (move, change, rho), share in zip(self.pairs, reversed(shares), strict=True):
            q = q + (share - rho * np.vdot(change, q)) * move
        return q


def _minimise(
    cost: Callable[[Array], float],
    gradient: Function,
    direction: Callable[[Array, Array], Array],
    start: npt.ArrayLike,
    tol: float,
    near: Near | None,
    size: Callable[[Array], float] | None,
    rounding: tuple[float, float],
    max_steps: int,
    estimate: Callable[[Array], float] | None = None,
) -> Solution:
    """Go against the directions, as far as the cost falls, until the gradient is small and the point near.

    A direction may cost several passes, so the decrement is first estimated with what the last one left behind.
    """
    parameters = as_floats(start, "start").astype(np.float64, copy=False)
    if not tol >= 0 or max_steps < 0:
        raise ValueError(f"tol is {tol} and max_steps {max_steps}; wanted are tol >= 0 and max_steps >= 0")
    costs, slope, decrement, converged = [cost(parameters)], gradient(parameters), np.inf, False
    while True:
        small = (_largest if size is None else size)(slope) <= tol
        converged = small and (near is None or not slope.any())
        last = decrement <= QUADRATIC * abs(costs[-1])
        if small and near is not None and estimate is not None and last:
            converged = converged or near(estimate(slope), costs[-1])
        if converged or (len(costs) > max_steps and not small):
            break
        step = direction(parameters, slope)
        decrement = float(np.vdot(slope, step))
        converged = small and near is not None and near(decrement, costs[-1])
        if converged or len(costs) > max_steps:
            break
        found = _halve(cost, parameters, step, decrement, costs[-1], rounding)
        if found is None:  # no step lowers the cost: the numbers have no more digits to give
            break
        parameters, value = found
        costs.append(value)
        slope = gradient(parameters)
    return Solution(parameters, np.array(costs), _largest(slope), converged)


def _largest(slope: Array) -> float:
    return float(np.abs(slope).max())


def _unchanged(v: Array) -> Array:
    return v


def _solver(rough: Array | Function) -> Function:
    return rough if callable(rough) else inverse(rough)


def newton_direction(curvature: Array, slope: Array) -> Array:
    """Return curvature^-1 slope, with the ridge of `definite`.

    NumPy solves no triangular system: the factor is the proof, LU the faster way to the step, and to the same digits.

    Parameters
    ----------
    curvature : ndarray of shape (n, n)
        A Hessian, positive semi-definite but for rounding.
    slope : ndarray of n numbers
        A gradient.

    Returns
    -------
    ndarray
        In the shape of the slope, with a positive product with it: against it the cost falls.

    Examples
    --------
    >>> newton_direction(np.diag([1.0, 4.0]), np.array([2.0, 2.0])).round(6)
    array([2. , 0.5])
    """
    return solved(definite(curvature), slope)


def solved(curvature: Array, slope: Array) -> Array:
    """Return curvature^-1 slope of a definite curvature; parameters of very different units are brought to one.

    Parameters
    ----------
    curvature : ndarray of shape (n, n)
        Positive definite.
    slope : ndarray of n numbers
        A gradient.

    Returns
    -------
    ndarray
        In the shape of the slope.
    """
    try:
        step = np.linalg.solve(curvature, slope.ravel())
    except np.linalg.LinAlgError:  # LU compares entries, and so knows units; a Cholesky factor does not
        units = np.sqrt(curvature.diagonal())
        step = np.linalg.solve(curvature / units / units[:, None], slope.ravel() / units) / units
    return np.asarray(step.reshape(slope.shape))


def definite(curvature: Array) -> Array:
    """Return the curvature with a ridge that grows until a Cholesky factor proves it definite.

    Parameters
    ----------
    curvature : ndarray of shape (n, n)
        A Hessian, positive semi-definite but for rounding.

    Returns
    -------
    ndarray of shape (n, n)
        Positive definite.
    """
    ridge = RIDGE
    while True:
        lifted = ridged(curvature, ridge)
        try:
            pivots = np.linalg.cholesky(lifted).diagonal()
        except np.linalg.LinAlgError:
            ridge *= 100
        else:
            if (pivots**2 > EPSILON * lifted.diagonal()).all():  # else it passed by the luck of rounding
                return lifted
            ridge *= 100


def ridged(curvature: Array, ridge: float = RIDGE) -> Array:
    """Return the curvature with a ridge: a part of each diagonal entry, so that units of the features do not matter.

    A flat direction, where the gradient of an exact Hessian is zero, gets a curvature from the others.

    Parameters
    ----------
    curvature : ndarray of shape (n, n)
        A Hessian, positive semi-definite.
    ridge : float
        The part.

    Returns
    -------
    ndarray of shape (n, n)
        Positive definite, but for rounding.
    """
    diagonal, ridged = curvature.diagonal(), curvature.copy()
    more = ridge * diagonal
    if np.count_nonzero(more) < len(more):
        more[diagonal <= 0] = max(ridge, 1.0) * (diagonal.max() or 1.0)  # grows too: what rounding left may be larger
    ridged.reshape(-1)[:: len(curvature) + 1] += more
    return ridged


def inverse(curvature: Array) -> Function:
    """Return v -> curvature^-1 v, for all of v or for each of its rows, to be used many times.

    With the Cholesky factor L the inverse is M^T M, M = L^-1: positive definite in spite of rounding.

    Parameters
    ----------
    curvature : ndarray of shape (n, n) or (n,)
        Symmetric and positive semi-definite, or the diagonal of such a matrix.

    Returns
    -------
    callable
        A function of arrays whose size is a multiple of n.

    Examples
    --------
    >>> inverse(np.diag([1.0, 4.0]))(np.array([2.0, 2.0])).round(6)
    array([2. , 0.5])
    """
    if curvature.ndim == 1:
        diagonal = np.where(curvature > 0, curvature, curvature.max() or 1.0)
        return lambda v: (v.reshape(-1, len(diagonal)) / diagonal).reshape(v.shape)
    M = np.linalg.inv(np.linalg.cholesky(definite(curvature)))
    return lambda v: (v.reshape(-1, len(M)) @ M.T @ M).reshape(v.shape)


def _conjugate_gradients(times: Function, precondition: Function, slope: Array) -> Array:
    """Return an x that solves H x = slope up to the forcing term, measured in the preconditioner's norm."""
    x, residual = np.zeros_like(slope), slope
    p = z = precondition(residual)
    rz = first = float(np.vdot(residual, z))
    for _ in range(slope.size):
        Hp = times(p)
        bend = float(np.vdot(p, Hp))
        if bend <= 0:  # flat to the last digit
            return x if x.any() else z
        x, residual = x + rz / bend * p, residual - rz / bend * Hp
        z = precondition(residual)
        rz, before = float(np.vdot(residual, z)), rz
        if rz <= FORCING**2 * first:
            break
        p = z + rz / before * p
    return x


def _halve(
    cost: Callable[[Array], float],
    parameters: Array,
    step: Array,
    descent: float,
    before: float,
    rounding: tuple[float, float],
) -> tuple[Array, float] | None:
    """Return the first of the steps 1, 1/2, 1/4, ... that keeps a ten-thousandth of its promise."""
    slack = 4 * (rounding[0] * abs(before) + rounding[1])
    for halvings in range(40):
        share = 0.5**halvings
        candidate = parameters - share * step
        value = cost(candidate)
        if value <= before - 1e-4 * share * descent + slack:
            return candidate, value
    return None
