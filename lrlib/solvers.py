"""The fast solvers: Newton, Newton-CG and L-BFGS, each with a safeguarded step, for any convex cost.

All take functions of the parameters and a start, as gradient descent does. The two that form no Hessian may be given
`rough`, any approximate one: it changes how fast they arrive, not where.

Two questions end a run. Is no entry of the gradient larger than `tol`? That depends on the units of the parameters.
And is the point `near` the minimum, by Newton's decrement? With slope g and curvature H its square is g^T H^-1 g, twice
what the cost still can fall if it is a parabola, in any units of the parameters.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from numbers import Real

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, as_floats, as_whole
from lrlib.inverses import EPSILON, ROOM, Function, Memory, Progress, conjugate_gradients, factored, inverse

Near = Callable[[float, float], bool]

FORCING = 0.3  # Newton-CG solves for its step to this part of the gradient at least
EXACT = 1e-10  # of its square: more digits of a step are lost in the next gradient
RISING = 0.6  # of the patience: a step that takes so many products is followed by one that takes too many
RENEWAL = 3  # Newton steps that share a preconditioner
QUADRATIC = 0.01  # of the cost: below this decrement a Newton step may be the last, and its curvature says so
STEPS, SOON, SURELY = 4, 1e-9, 1e-7  # that tell a rate, when 12 are made; of the cost: a fall at the end, and near it
TINY = 1e-300  # a cost that is no more
BEYOND, LONGEST, NOISE = 0.1, 64, 1e-9  # what is clearly more than a parabola, up to which step; as a part of the cost


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
    hessian: Callable[[Array], Array | Function],
    start: npt.ArrayLike,
    *,
    bold: bool = False,
    frugal: bool = False,
    patience: float = np.inf,
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
        Functions of the parameters; the Hessian is square, of the order of their number, or the function that solves
        for it.
    start : array_like
        Where to begin.
    bold : bool
        Whether a step is doubled while the cost falls by clearly more than a parabola does: where classes are nearly
        separable it falls as an exponential, and bare steps are too short.
    frugal : bool
        Whether a step that promises to be the last takes the curvature of the step before: no Hessian is formed for it.
    patience : float
        Stop after so many steps in a row that have not halved the least decrement: where a Hessian is singular but for
        rounding, what lets it be solved with keeps the steps short.
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
        If tol or max_steps is negative, or the start is empty or not finite, or the Hessian is not finite.

    References
    ----------
    .. [1] J. Nocedal and S. Wright, Numerical Optimization, 2nd ed., chapter 3.

    Examples
    --------
    >>> run = newton(lambda t: float((t**2).sum()), lambda t: 2 * t, lambda t: 2 * np.eye(1), [3.0])
    >>> run.steps, run.converged
    (1, True)
    """

    last: Function | None = None
    decrement, chord = np.inf, None
    least, stood = np.inf, 0

    def _direction(parameters: Array, slope: Array, _: float) -> Array | None:
        nonlocal last, decrement, chord, least, stood
        if chord is None:
            last = _factored(hessian(parameters))
            step = last(slope)
            decrement = float(np.vdot(slope, step))
        else:
            step, chord = chord, None
        least, stood = (decrement, 0) if decrement <= least / 2 else (least, stood + 1)
        return None if stood >= patience else step

    def _estimate(slope: Array, value: float) -> float:
        """Return the decrement by the last curvature, and keep the step by it where that promises to be the last.

        A Newton step about squares the decrement as a part of the cost; a step with the same curvature once more
        shrinks it by the part by which it has just been shrunk. Where not even both would do, nothing is solved.
        """
        nonlocal decrement, chord
        share = decrement / abs(value) if value else np.inf
        if last is None or near is None or not near(decrement * (share * share), value):
            return np.inf
        step = last(slope)
        before, decrement = decrement, float(np.vdot(slope, step))
        if decrement < 0 or before <= 0:  # rounding alone
            return np.inf
        chord = step if frugal and near(decrement * decrement / before, value) else None
        return decrement

    return _minimise(cost, gradient, _direction, start, tol, near, size, rounding, max_steps, _estimate, bold)


def newton_cg(
    cost: Callable[[Array], float],
    gradient: Function,
    product: Callable[[Array], Function],
    start: npt.ArrayLike,
    *,
    rough: Callable[[Array], Array | Function] | None = None,
    memory: Memory | None = None,
    patience: float = np.inf,
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
    memory : Memory, optional
        What a run has learned of this cost nearby, with which this one begins; it keeps the last preconditioner.
    patience : float
        Stop when so many products have not solved a step; with `near`, first go along what they have found of it, but
        where a whole step would be the last. A step that took most of so many is followed by one that takes too many:
        after it a run stops too.
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
        If tol or max_steps is negative, or the start is empty or not finite.

    References
    ----------
    .. [1] J. Nocedal and S. Wright, Numerical Optimization, 2nd ed., algorithms 5.3 and 7.1.

    Examples
    --------
    >>> run = newton_cg(lambda t: float((t**2).sum()), lambda t: 2 * t, lambda t: lambda v: 2 * v, [3.0, 4.0])
    >>> run.steps, run.converged
    (1, True)
    """
    steps, measure = count(), _largest if size is None else size
    memory = Memory() if memory is None else memory
    known, precondition = memory.knows, memory if memory.learned else memory.precondition
    last: Progress | None = None
    spent = False

    def _length(slope: Array) -> float:
        return float(np.vdot(slope, precondition(slope)))

    def _direction(parameters: Array, slope: Array, value: float) -> Array | None:
        nonlocal precondition, spent
        if spent:
            return None
        number = next(steps)
        if rough is not None and number % RENEWAL == 0 and not (known and number == 0):
            precondition = memory.begin(_solver(rough(parameters)))
        products, unsolved, within = 0, False, FORCING**2
        if last is not None:
            within = min(within, max(EXACT, _length(slope - last.residual) / last.first))

        def _enough(now: Progress) -> bool:
            """Near the minimum a step is solved as well as the parabola there holds, far from it roughly."""
            nonlocal unsolved, last, products
            last, products = now, products + 1
            done = now.left <= within * now.first
            if not done and near is not None and near(now.lacking, value):
                done = measure(now.residual) <= tol
            unsolved = not done and products >= patience
            return done or unsolved

        step = conjugate_gradients(product(parameters), precondition, slope, _enough)
        spent = products >= RISING * patience
        if not unsolved:
            return step
        decrement = float(np.vdot(slope, step))
        share = decrement / abs(value) if value else np.inf
        return None if near is None or near(decrement * share, value) else step  # a whole step may be the last

    def _estimate(slope: Array, _: float) -> float:
        """Return a bound: what the last step lacked, and what the slope differs by from the one that it foretold."""
        if not memory.knows:
            return np.inf
        whole = ROOM * _length(slope)
        return whole if last is None else min(whole, 2 * (last.lacking + ROOM * _length(slope - last.residual)))

    return _minimise(cost, gradient, _direction, start, tol, near, size, rounding, max_steps, _estimate)


def lbfgs(
    cost: Callable[[Array], float],
    gradient: Function,
    start: npt.ArrayLike,
    *,
    rough: Callable[[Array], Array | Function] | None = None,
    memory: Memory | None = None,
    patience: float = np.inf,
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
    patience : float
        Stop when more steps are foretold by the rate at which the cost falls.
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
        If tol or max_steps is negative, or the start is empty or not finite.

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
    if rough is not None and not memory.learned:
        memory.begin(_solver(rough(start)))
    last: tuple[Array, Array, Array] | None = None
    costs: list[float] = []

    def _direction(parameters: Array, slope: Array, value: float) -> Array | None:
        nonlocal last
        image = memory.precondition(slope)
        if last is not None:
            memory.learn(parameters - last[0], slope - last[1], image - last[2])
        last = parameters, slope, image
        costs.append(value)
        return None if foretold(costs) > patience else memory(slope, image)

    return _minimise(cost, gradient, _direction, start, tol, near, size, rounding, max_steps)


def foretold(costs: Sequence[float] | Array) -> float:
    """Return how many steps are still to come if the cost goes on to fall at the rate of the last ones.

    The first steps fall faster than all others; and what is near the end is there before a rate could be told.

    Parameters
    ----------
    costs : sequence of float
        Before the first step, and after each.

    Returns
    -------
    float
        Asked after 12, 16, 20, ... steps: infinite where the cost falls no slower than before; else 0.

    Examples
    --------
    >>> round(foretold(0.5 ** np.arange(13) + 1))
    22
    """
    if len(costs) <= 3 * STEPS or len(costs) % STEPS != 1:
        return 0.0
    value = abs(float(costs[-1]))
    before, last = (float(costs[-1 - 2 * STEPS + k] - costs[-1 - STEPS + k]) for k in (0, STEPS))
    if last <= SURELY * value:
        return 0.0
    end = max(SOON * value, TINY)
    return STEPS * float(np.log(last / end) / np.log(before / last)) if last < before else np.inf


def _minimise(
    cost: Callable[[Array], float],
    gradient: Function,
    direction: Callable[[Array, Array, float], Array | None],
    start: npt.ArrayLike,
    tol: float,
    near: Near | None,
    size: Callable[[Array], float] | None,
    rounding: tuple[float, float],
    max_steps: int,
    estimate: Callable[[Array, float], float] | None = None,
    bold: bool = False,
) -> Solution:
    """Go against the directions, as far as the cost falls, until the gradient is small and the point near.

    A direction may cost several passes, so the decrement is first estimated with what the last one left behind.
    """
    first = as_floats(start, "start")
    parameters = first.astype(np.float64, copy=False)
    if not parameters.size:
        raise ValueError("start is empty; wanted is at least one parameter")
    if not isinstance(tol, Real):
        raise TypeError(f"tol is {tol!r}; wanted is a number of 0 or more")
    if not tol >= 0:
        raise ValueError(f"tol is {tol}; wanted is a number of 0 or more")
    max_steps = as_whole(max_steps, "max_steps")
    costs, slope, converged = [cost(parameters)], gradient(parameters), False
    decrement = np.inf if estimate is None else estimate(slope, costs[-1])
    while True:
        largest = (_largest if size is None else size)(slope)
        small = largest <= tol
        converged = small and (near is None or largest == 0)
        last = decrement <= QUADRATIC * abs(costs[-1])
        if small and near is not None and estimate is not None and last:
            converged = converged or near(estimate(slope, costs[-1]), costs[-1])
        if converged or (len(costs) > max_steps and not small):
            break
        step = direction(parameters, slope, costs[-1])
        if step is None:
            break
        decrement = float(np.vdot(slope, step))
        converged = small and near is not None and decrement >= 0 and near(decrement, costs[-1])
        if converged or decrement < 0 or len(costs) > max_steps:  # below 0 a step goes uphill: rounding alone
            break
        found = _halve(cost, parameters, step, decrement, costs[-1], rounding)
        if found is None:  # no step lowers the cost: the numbers have no more digits to give
            break
        parameters, value = found if not bold else _double(cost, parameters, step, decrement, costs[-1], found)
        costs.append(value)
        slope = gradient(parameters)
    parameters = parameters.copy() if parameters is first else parameters  # the caller keeps the start
    return Solution(parameters, np.array(costs), _largest(slope), bool(converged))


def _largest(slope: Array) -> float:
    return float(np.abs(slope).max())


def _factored(curvature: Array | Function) -> Function:
    return curvature if callable(curvature) else factored(curvature)


def _solver(rough: Array | Function) -> Function:
    return rough if callable(rough) else inverse(rough)


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


def _double(
    cost: Callable[[Array], float],
    parameters: Array,
    step: Array,
    descent: float,
    before: float,
    found: tuple[Array, float],
) -> tuple[Array, float]:
    """Return the last of the steps 1, 2, 4, ... that lowers the cost, if the first did by more than a parabola does."""
    share, (point, value) = 1.0, found
    if descent <= NOISE * abs(before) or before - value <= (1 + BEYOND) / 2 * descent:
        return found
    while share < LONGEST:
        share *= 2
        candidate = parameters - share * step
        further = cost(candidate)
        if not further < value - BEYOND * (before - value):
            break
        point, value = candidate, further
    return point, value
