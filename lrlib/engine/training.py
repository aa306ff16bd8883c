"""Which solver suits a problem of which size, and from where it starts."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from lrlib import solvers
from lrlib.checks import Array
from lrlib.engine.examples import spread
from lrlib.engine.frames import Frame, centred
from lrlib.engine.kernel import Problem
from lrlib.engine.separation import is_separable
from lrlib.engine.span import spanned

SOLVERS = ("auto", "newton", "newton-cg", "lbfgs")
NEWTON = 200  # the largest number of parameters whose Hessian is worth forming
FEWEST = 60  # parameters: from here on independent columns are told, and L-BFGS from a diagonal takes the least time
SMALL = 2**15  # numbers of X: below, a Hessian of up to 200 parameters costs less than the calls of a few more passes
CHORD = 2**17  # numbers of X: from here on a Hessian of two classes is formed once
WIDE = 4  # examples for each parameter: with fewer, the curvature changes too much on the way to be formed but once
UNSEEN = 30.0  # times as far may the minimum be as L-BFGS can tell from few examples
STRONG = 0.002  # of the curvature is penalty: then the passes of L-BFGS cost less than matrices of wide data
PATIENCE = 6, 20  # steps that correct it; more where a new one is not formed but multiplied with
CACHED = 2**20  # numbers of X: beyond, a product with the Hessian costs as much as a gradient, and L-BFGS needs fewer
SAMPLE = 20_000  # examples that tell the Hessian of millions to about one per cent
DOUBT = 3.0  # a score per parameter, 1 on average: beyond, the sample has missed something
LOOKED = 1000  # examples whose columns are correlated, or one for each column
SIGNS = 8  # vectors of random signs that tell the mean square of all correlations
ROUGH = 10_000  # examples for a preconditioner, or eight for each column
CLOSE = 1e-14, 1e-8  # of the cost: half the square of Newton's decrement is what it still can fall; beside a tol
SINGLE = 1e-8  # of the cost: what single precision still tells from rounding, of it and of the decrement's square
SAFE = 1e15  # numbers whose squares, and those of their inverses, are numbers in single precision
COPIED = 2**24  # numbers of X that may be copied in single precision
HELD = 1e-6  # of the cost: what may be lost where the units of the columns cannot hold the minimum better
ERRORS = 1e-10, 1e-4  # the square of the distance from the minimum, in standard errors; beside a tol


@dataclass(frozen=True)
class Trained(solvers.Solution):
    """Where a solver stopped, in the coordinates of the data.

    Attributes
    ----------
    separable : bool or None
        Whether the classes are separable, so that there is no minimum; None where that was not decided.
    """

    separable: bool | None = False


def train(
    problem: Problem, solver: str, tol: float | None, max_steps: int, start: Array | None = None, decide: bool = True
) -> Trained:
    """Return the minimum of the problem, by the named solver or by the one that suits its size.

    Parameters
    ----------
    problem : Problem
        The cost, with its derivatives.
    solver : {"auto", "newton", "newton-cg", "lbfgs"}
        The method; "auto" goes by the number of parameters and examples.
    tol : float or None
        Bound on the largest entry of the last gradient; None leaves the end to Newton's decrement.
    max_steps : int
        The largest number of steps.
    start : ndarray of shape (K, n), optional
        Where to begin; without it at zero, but "auto" knows better places: a linear discriminant, a sample's optimum.
    decide : bool
        Whether to look for separation where nothing is penalised.

    Returns
    -------
    Trained
        Parameters of shape (K, n), costs, gradient norm, converged, separable.

    Raises
    ------
    ValueError
        If there is no such solver, or tol or max_steps is negative.
    """
    if solver not in SOLVERS:
        raise ValueError(f"solver is {solver!r}; wanted is one of {', '.join(SOLVERS)}")
    if tol is not None and not tol >= 0:
        raise ValueError(f"tol is {tol}; wanted is a number from 0 on, or None")
    frames: list[Frame] = []
    outer = problem
    finders: tuple[Callable[[Problem], Frame | None], ...] = (centred, spanned)
    for find in finders:
        if (frame := find(problem)) is not None:
            frames.append(frame)
            problem = frame.problem
            start = None if start is None else frame.enter(start)
    bound = np.inf if tol is None else tol
    rounding = solvers.EPSILON, solvers.EPSILON / 4 if problem.examples.loss.coupled else 0.0  # log(1 + small) lost it
    options: dict[str, Any] = {"tol": bound, "size": _size(frames), "rounding": rounding, "max_steps": max_steps}
    options["near"] = _near(problem, tol is not None)
    run = (_in_two_precisions if _is_long(problem, solver) else _solve)(
        problem, solver, options, start, solvers.Memory()
    )
    separable = is_separable(problem, run.parameters) if decide and problem.free else False
    W, norm, converged = run.parameters, run.gradient_norm, run.converged and separable is False
    for frame in reversed(frames):
        W = frame.leave(W)
    if outer.examples.loss.coupled:
        mean = W.mean(axis=0)  # the same probabilities, and no drift along what is free
        if not frames and not outer.free and mean.any():
            norm = float(np.abs(outer.gradient(W) - outer.penalty * mean).max())
            converged = converged and norm <= bound
        W = W - mean
    if frames or outer.examples.X.dtype == np.float32:
        W = W.astype(outer.examples.X.dtype, copy=False) if outer.examples.in_memory else W
        value, slope = outer.value_and_gradient(W)
        norm = float(np.abs(slope).max())
        converged = converged and norm <= bound and value <= run.cost * (1 + HELD)
    return Trained(W, run.costs, norm, converged, separable)


def _size(frames: list[Frame]) -> Callable[[Array], float] | None:
    """Return what measures a gradient inside all frames by its largest entry outside, or a bound on it."""
    if not frames:
        return None
    *outer, last = frames
    stretch = float(np.prod([frame.stretch for frame in outer]))
    return lambda slope: stretch * last.size(slope)


def _near(problem: Problem, has_tol: bool) -> solvers.Near:
    """Return what is near enough: the cost within a part in 10^14, each parameter within 1/100,000 standard error.

    Without a penalty the inverse of m times the curvature is the covariance of the parameters, so that m times the
    square of Newton's decrement is their distance from the minimum, squared, in standard errors. And a mean cost below
    log(2) / m is that of examples which are all right, so that no minimum is near: the classes are separable.
    """
    m = len(problem.examples)
    least = 1.0 if problem.examples.weights is None else float(problem.examples.weights.min())
    lost = least * np.log(2) / m if problem.free and not problem.examples.are_soft() else -1.0
    return lambda decrement, cost: decrement <= min(CLOSE[has_tol] * cost, ERRORS[has_tol] / m) or cost < lost


def _solve(
    problem: Problem, solver: str, options: dict[str, Any], start: Array | None, memory: solvers.Memory
) -> solvers.Solution:
    if solver == "auto":
        return _suited(problem, options, start, memory)
    if solver == "lbfgs" and _is_tall(problem) and start is None:
        return _from_sample(problem, options)
    return _run(problem, solver, options, start, memory, partial(_correlated, problem))


def _run(
    problem: Problem,
    solver: str,
    options: dict[str, Any],
    start: Array | None,
    memory: solvers.Memory,
    rough: Callable[[Array], Array | solvers.Function],
) -> solvers.Solution:
    cost, gradient, start = problem.cost, problem.gradient, np.zeros(problem.shape) if start is None else start
    if solver == "newton":
        return solvers.newton(cost, gradient, problem.hessian, start, **options)
    if solver == "newton-cg":
        return solvers.newton_cg(cost, gradient, problem.product, start, rough=partial(_rough, problem), **options)
    return solvers.lbfgs(cost, gradient, start, rough=rough, memory=memory, **options)


def _suited(problem: Problem, options: dict[str, Any], start: Array | None, memory: solvers.Memory) -> solvers.Solution:
    """Go by size and by what a small sample shows: the method that takes the least time."""
    if _is_tall(problem) and start is None:
        return _from_sample(problem, options)
    single = problem.shape[0] == 1
    if problem.order >= FEWEST and (problem.order > NEWTON or problem.examples.X.size >= SMALL):
        diagonal, independent, share = _probe(problem)
        wide = single and problem.order > NEWTON and len(problem.examples) < WIDE * problem.order
        if independent or (wide and share >= STRONG):
            if len(problem.examples) < WIDE * problem.shape[1]:
                options = options | {"near": _doubted(options["near"])}
            return _run(problem, "lbfgs", options, start, memory, lambda _: diagonal)
    if single and len(problem.examples) >= WIDE * problem.order and problem.examples.X.size >= CHORD:
        return _along_chords(problem, options, start, memory)
    if single and problem.order <= NEWTON and start is None:
        start = _discriminant(problem)[0]
    return _run(problem, _choose(problem), options, start, memory, partial(_rough, problem))


def _doubted(near: solvers.Near) -> solvers.Near:
    """Return the same question where the examples are few: what L-BFGS has not learned there makes decrements small."""
    return lambda decrement, cost: near(UNSEEN * decrement, cost)


def _along_chords(
    problem: Problem, options: dict[str, Any], start: Array | None, memory: solvers.Memory
) -> solvers.Solution:
    """Form one curvature, at a start near the minimum, and correct it as L-BFGS does; where that fails, go on anew.

    A Hessian costs as much as n / 30 passes, the correction of an old one a pass.
    """
    part, n = _roughly(problem), problem.order
    found, curvature = _discriminant(part)
    start = found if start is None else start
    if n <= NEWTON:
        curvature = part.hessian(start)
    steps = min(PATIENCE[n > NEWTON], options["max_steps"])
    run = _run(problem, "lbfgs", options | {"max_steps": steps}, start, memory, lambda _: curvature)
    if run.converged or steps == options["max_steps"]:
        return run
    rest = options | {"max_steps": options["max_steps"] - run.steps}
    solver = "newton" if n <= NEWTON else "newton-cg"
    return _joined(run, _run(problem, solver, rest, run.parameters, memory, lambda _: curvature))


def _joined(first: solvers.Solution, second: solvers.Solution) -> solvers.Solution:
    costs = np.append(first.costs[:-1], second.costs)
    return solvers.Solution(second.parameters, costs, second.gradient_norm, second.converged)


def pays_together(problem: Problem) -> bool:
    """Say whether K models train faster at once: not if all are small, or a sample gives each one its Hessian.

    Parameters
    ----------
    problem : Problem
        With a row of weights for each model.

    Returns
    -------
    bool
        True where one run of all is faster than K runs.
    """
    return problem.order > NEWTON and (problem.shape[1] > NEWTON or len(problem.examples) < 4 * SAMPLE)


def _in_two_precisions(
    problem: Problem, solver: str, options: dict[str, Any], start: Array | None, memory: solvers.Memory
) -> solvers.Solution:
    """Go most of the way in single precision, and the rest with gradients in double: the last one is true."""
    part = _in_single(problem)
    if part is None:
        return _solve(problem, solver, options, start, memory)
    part.exact = False
    loose = {
        "tol": np.inf,
        "near": lambda decrement, cost: decrement <= SINGLE * cost,
        "rounding": (SINGLE, SINGLE / 10),
    }
    first = _solve(part, solver, options | loose, start, memory)
    part.exact, part.point = True, None
    rest = options | {"max_steps": options["max_steps"] - first.steps}
    if memory.pairs:
        solver = "lbfgs"
    elif solver == "auto":
        solver = "newton" if problem.order <= NEWTON and not _is_tall(problem) else "newton-cg"
    return _joined(first, _run(problem, solver, rest, first.parameters, memory, partial(_correlated, problem)))


def _in_single(problem: Problem) -> Problem | None:
    """Return the problem with its data in single precision, or None where their squares would leave the numbers."""
    X = problem.examples.X
    if X.dtype == np.float32:
        return problem
    sizes = np.abs(X[spread(len(X), LOOKED)]).max(axis=0)
    if ((sizes > 0) & (sizes < 1 / SAFE)).any() or sizes.max() > SAFE:
        return None
    with np.errstate(over="ignore"):
        single = X[:].astype(np.float32)
        if not np.vdot(single, single) <= SAFE**2:
            return None
    return Problem(problem.examples.of(single), problem.penalty)


def _is_long(problem: Problem, solver: str) -> bool:
    """Say whether most steps are made in single precision: the data are, or a copy of them pays."""
    X = problem.examples.X
    if X.dtype == np.float32:
        return True
    many = problem.order >= FEWEST and X.size <= COPIED and not _is_tall(problem)
    return solver == "auto" and many and problem.examples.in_memory


def _choose(problem: Problem) -> str:
    if problem.order > NEWTON:
        return "newton-cg" if problem.examples.X.size <= CACHED else "lbfgs"
    return "lbfgs" if _is_tall(problem) else "newton"


def _is_tall(problem: Problem) -> bool:
    return problem.order <= NEWTON and len(problem.examples) >= 4 * SAMPLE


def _discriminant(problem: Problem) -> tuple[Array, Array]:
    """Return Fisher's linear discriminant of two classes, where Newton's method would be after a step or two.

    Newton's first step from zero is the least-squares fit of the labels. That is the discriminant but for its length:
    it is too short by the share of the labels' variance that it leaves, 1 - R^2. With their signs s, s^T s is m, the
    slope at zero s^T X / 2 m and the curvature X^T X / 4 m, which is returned too. (Where one class is rare, the
    intercept is only a start.)
    """
    m, n = problem.examples.X.shape
    G, b, mean = np.diag(4 * m * problem.penalty), np.zeros((1, n)), 0.0
    for (X, signs), counts in zip(problem.examples.blocks, problem.examples.counts(), strict=True):
        weighed, marks = (X, signs) if counts is None else (X * np.sqrt(counts)[:, None], signs * counts)
        G += weighed.T @ weighed
        b += marks @ X
        mean += marks.sum() / m
    step = solvers.newton_direction(G, b)
    left = (1 - np.vdot(b, step) / m) / (1 - mean**2)
    return np.asarray(-2 * step / max(left, 0.1)), G / (4 * m)


def _roughly(problem: Problem) -> Problem:
    return problem.sample(max(ROUGH, 8 * problem.shape[1]))


def _rough(problem: Problem, W: Array) -> solvers.Function:
    """Return what solves for the mean curvature of a sample, in the size that it has for each class."""
    curvature = _roughly(problem).curvature(W)
    mean = curvature.mean()
    solve = solvers.inverse(mean)
    if len(W) == 1:
        return solve
    own = mean.diagonal() > 0
    sizes = (curvature.diagonal()[:, own] / mean.diagonal()[own]).mean(axis=1, keepdims=True)
    return lambda V: solve(V) / np.maximum(sizes, solvers.EPSILON)


def _correlated(problem: Problem, W: Array) -> Array | solvers.Function:
    """Return the mean curvature of a sample, or its diagonal alone where the columns look independent."""
    diagonal, independent, _ = _probe(problem)
    return diagonal if independent else _rough(problem, W)


def _probe(problem: Problem) -> tuple[Array | solvers.Function, bool, float]:
    """Return the diagonal of the curvature at zero, about the means of the columns, and whether they look independent.

    What is returned last is the penalty's share of that diagonal, in the middle of the columns.

    Where there is an intercept it absorbs the means, and what solves for such a diagonal is returned. Correlations of
    s independent draws have the mean square 1 / s: a small sample that shows no more than four times that would only
    add its noise to a preconditioner, and a large one costs as much as several passes. The sum of all squares is the
    mean length, squared, of what the correlations make of random signs.
    """
    (K, n), part = problem.shape, problem.examples.sample(max(problem.shape[1], LOOKED))
    X, mean = part.X.astype(float, copy=False), np.zeros(n)
    if problem.penalty[0] == 0 and (X[:, 0] == 1).all():
        mean[1:] = np.average(X[:, 1:], axis=0, weights=part.weights)
        X = X - mean
    if part.weights is not None:
        X = X * np.sqrt(part.weights)[:, None]
    weight = (1 / 4 if not problem.examples.loss.coupled else (1 - 1 / K) / K) / len(X)
    own = weight * np.einsum("ij,ij->j", X, X)
    diagonal = np.where(own > 0, own, own.max() / len(X)) + problem.penalty  # what it lacks, few examples have
    diagonal = np.where(diagonal > 0, diagonal, 1.0)
    scale = np.sqrt(diagonal)[:, None]
    signs = np.random.default_rng(0).integers(0, 2, (n, SIGNS)) * 2.0 - 1
    V = signs / scale
    others = (weight * (X.T @ (X @ V)) - own[:, None] * V) / scale
    independent = bool(np.vdot(others, others) / SIGNS * len(X) <= 4 * n**2)
    share = float(np.median(problem.penalty / diagonal))
    if not independent:  # the first step shall not be too long where the columns agree
        turned = signs + others
        diagonal = diagonal * max(1.0, float(np.vdot(turned, turned) / np.vdot(signs, turned)))
    return (_about(mean, diagonal) if mean.any() else np.tile(diagonal, K)), independent, share


def _about(mean: Array, diagonal: Array) -> solvers.Function:
    """Return what solves for a diagonal curvature of columns less their means, in the coordinates of the columns."""

    def _solve(slope: Array) -> Array:
        G = slope.reshape(-1, len(mean))
        steps = (G - G[:, :1] * mean) / diagonal
        steps[:, 0] -= steps @ mean
        return np.asarray(steps.reshape(slope.shape))

    return _solve


def _from_sample(problem: Problem, options: dict[str, Any]) -> solvers.Solution:
    """Start at the optimum of a sample with its Hessian, which L-BFGS corrects: a handful of passes over all examples.

    The sample's loose tolerance is its own noise, and keeps a class that it hardly holds from running away. At the
    optimum of a sample like the rest, s g^T H^-1 g of all is a chi-square (the score test); else Newton takes over.
    """
    part = problem.sample(SAMPLE)
    zero, noise = np.zeros(part.shape), 0.01 * problem.order / SAMPLE
    loose: Any = {"tol": np.inf, "near": lambda decrement, _: decrement <= noise}
    start = solvers.newton(part.cost, part.gradient, part.hessian, zero, **loose).parameters
    H, slope = part.hessian(start), problem.gradient(start)
    if SAMPLE * np.vdot(slope, solvers.inverse(H)(slope)) > DOUBT * problem.order:
        return solvers.newton(problem.cost, problem.gradient, problem.hessian, start, **options)
    return solvers.lbfgs(problem.cost, problem.gradient, start, rough=lambda _: H, **options)
