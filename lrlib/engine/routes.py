"""Which solver suits a problem of which size, and from where it starts."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from lrlib import inverses, solvers
from lrlib.checks import Array
from lrlib.engine import preconditioners
from lrlib.engine.curvature import NARROW, by_differences
from lrlib.engine.kernel import Problem

Products = Callable[[Array], inverses.Function]

NEWTON = 200  # the largest number of parameters whose Hessian is worth forming
FEWEST = 110  # parameters: from here on few examples are multiplied with a Hessian that is never formed
HESSIANS, CORRECTIONS, CALLS = 6, 40, 3  # that Newton's method and L-BFGS take, where they take many; calls of a step
CHORD = 4  # products that a Hessian costs: from here on one of two classes is formed once
WIDE = 4  # examples for each column: with fewer, the curvature changes too much on the way to be formed but once
STRONG = 0.002  # of the curvature is penalty: then the passes of L-BFGS cost less than matrices of wide data
PATIENCE = 6, 20  # steps that correct a Hessian; more where a new one is not formed but multiplied with
LONGEST = 100  # steps from a diagonal: classes that are nearly separable take hundreds, and Newton's method twenty
FORETOLD = 22, 44  # steps of L-BFGS still to come, beyond which Newton's method arrives sooner; where those cost less
CACHED = 2**20  # numbers of X: beyond, a product with the Hessian costs as much as a gradient, and L-BFGS needs fewer
FORMED = 3000  # parameters: beyond, their matrix takes too much memory
PRODUCT, WEIGHED, CALL = 4, 70, 300_000  # multiplications of a Hessian in the time of one by a vector, a weight, a call
DEAR = 12  # products: from here on conjugate gradients are tried first also where the parameters are few
STANDS, FURTHER = 20, 100  # steps that halve no decrement, after which Newton's method gives up; and more with products
EITHER = "newton-cg, then newton"  # where conjugate gradients take more time than a Hessian
SAMPLE = 20_000  # examples that tell the Hessian of millions to about one per cent
DOUBT = 3.0  # a score per parameter, 1 on average: beyond, the sample has missed something


def solve(
    problem: Problem, solver: str, options: dict[str, Any], start: Array | None, memory: inverses.Memory
) -> solvers.Solution:
    """Return where the named solver ends, or the one that suits the problem.

    Parameters
    ----------
    problem : Problem
        The cost, with its derivatives.
    solver : {"auto", "newton", "newton-cg", "lbfgs"}
        The method.
    options : dict
        What all solvers take: tol, near, size, rounding, max_steps.
    start : ndarray of shape (K, n), optional
        Where to begin.
    memory : Memory
        Where a run keeps what it learns, and the next one finds it.

    Returns
    -------
    Solution
        Of the solver.
    """
    if solver == "auto":
        return _suited(problem, options, start, memory)
    if solver == "lbfgs" and is_tall(problem) and start is None:
        return _from_sample(problem, options)
    run = _run(problem, solver, options, start, memory)
    named = solver == "lbfgs" or (solver == "newton-cg" and problem.order <= NEWTON)
    return _confirmed(problem, options, run, memory) if named and problem.exact and run.converged else run


def _confirmed(
    problem: Problem, options: dict[str, Any], run: solvers.Solution, memory: inverses.Memory
) -> solvers.Solution:
    """Go on where a run without a Hessian has ended, by what knows flat directions too: it may not have met them.

    Where the penalty alone keeps the curvature up, the gradient tells all; else one Hessian does, or products with it.
    """
    slope, least = problem.gradient(run.parameters), float(problem.penalty.min())
    if least > 0 and options["near"](float(np.vdot(slope, slope)) / least, run.cost):
        return run
    rest = options | {"max_steps": options["max_steps"] - run.steps}
    if problem.order <= NEWTON:
        return joined(run, solvers.newton(problem.cost, problem.gradient, problem.newton, run.parameters, **rest))
    cost, gradient, product = problem.cost, problem.gradient, problem.product
    return joined(run, solvers.newton_cg(cost, gradient, product, run.parameters, memory=memory, **rest))


def finish(
    problem: Problem,
    part: Problem,
    solver: str,
    options: dict[str, Any],
    first: solvers.Solution,
    memory: inverses.Memory,
) -> solvers.Solution:
    """Return the minimum from where a run in single precision has ended: near it, or where that led no further.

    Parameters
    ----------
    problem, part : Problem
        In double precision and in single: there the curvature is multiplied with, in half the time.
    solver : {"auto", "newton", "newton-cg", "lbfgs"}
        The method of the run.
    options : dict
        What all solvers take.
    first : Solution
        The run.
    memory : Memory
        What the run has learned on the way.

    Returns
    -------
    Solution
        With gradients in double precision.
    """
    start, problem.diagonal = first.parameters, part.diagonal
    if memory.learned:
        return solvers.newton_cg(problem.cost, problem.gradient, part.product, start, memory=memory, **options)
    if first.converged and problem.factors is None:
        problem.factors = part.examples
    if solver == "auto":
        small = problem.order <= NEWTON and price(problem) <= DEAR and not is_tall(problem)
        stiff = not first.converged and problem.order <= FORMED
        solver = "newton" if small or stiff else EITHER
        return _run(problem, solver, options, start, memory, bold=True)
    return _run(problem, solver, options, start, memory)


def _run(
    problem: Problem,
    solver: str,
    options: dict[str, Any],
    start: Array | None,
    memory: inverses.Memory,
    rough: Callable[[Array], Array | inverses.Function] | None = None,
    bold: bool = False,
    foretold: float = np.inf,
) -> solvers.Solution:
    cost, gradient, start = problem.cost, problem.gradient, np.zeros(problem.shape) if start is None else start
    if solver == "newton":
        double, stands = bold and price(problem) > DEAR, STANDS if bold and problem.order <= NEWTON else np.inf
        ways: dict[str, Any] = {"bold": double, "frugal": bold, "patience": stands}
        run = solvers.newton(cost, gradient, problem.newton, start, **ways, **options)
        stood = stands < run.steps < options["max_steps"]
        return _beyond(problem, options, run) if stood and problem.exact and not run.converged else run
    if solver in ("newton-cg", EITHER):
        known, product = _known(problem)
        patience = price(problem) if solver == EITHER and problem.order <= FORMED else np.inf
        run = solvers.newton_cg(
            cost, gradient, product, start, rough=known, memory=memory, patience=patience, **options
        )
        if run.converged or patience == np.inf or not problem.exact:
            return run
        rest = options | {"max_steps": options["max_steps"] - run.steps}
        return joined(run, solvers.newton(cost, gradient, problem.newton, run.parameters, bold=True, **rest))
    if rough is None:
        rough = partial(preconditioners.correlated, problem)
    if is_few(problem) or (problem.exact and not np.isfinite(options["tol"])):
        options = options | {"near": _doubted(options["near"])}
    return solvers.lbfgs(cost, gradient, start, rough=rough, memory=memory, patience=foretold, **options)


def _beyond(problem: Problem, options: dict[str, Any], run: solvers.Solution) -> solvers.Solution:
    """Go on where Newton's steps have become short: products with a nearly singular Hessian need no ridge."""
    rest = options | {"max_steps": min(FURTHER, options["max_steps"] - run.steps)}
    known, product = _known(problem)
    further = solvers.newton_cg(problem.cost, problem.gradient, product, run.parameters, rough=known, **rest)
    both = joined(run, further)
    return _confirmed(problem, options, both, inverses.Memory()) if further.converged else both


def _known(problem: Problem) -> tuple[Products, Products]:
    """Return the preconditioner of conjugate gradients, and the products: a diagonal where the curvature changes often.

    So it does with few examples. Where columns are independent too, or the mean over the classes has not led on: each
    class has its own there.
    """
    if is_few(problem) or problem.diagonal:
        growing = preconditioners.Growing(problem)
        return growing.rough, growing.product
    return (lambda W: preconditioners.apart(problem, preconditioners.rough(problem, W), W)), problem.product


def _doubted(near: solvers.Near) -> solvers.Near:
    """Return the same question asked with doubt: what L-BFGS has not learned makes decrements small."""
    return lambda decrement, cost: near(inverses.ROOM * decrement, cost)


def _suited(
    problem: Problem, options: dict[str, Any], start: Array | None, memory: inverses.Memory
) -> solvers.Solution:
    """Go by size and by what a small sample shows: the method that takes the least time."""
    if is_tall(problem) and start is None:
        return _from_sample(problem, options)
    single, few = problem.shape[0] == 1, is_few(problem)
    if few and problem.order >= FEWEST:
        if problem.examples.in_memory:
            return _run(problem, EITHER, options, start, memory)
        return _with_patience(problem, LONGEST, options, start, memory, preconditioners.probe(problem)[0])
    if not few and _corrects(problem):
        curvature, problem.diagonal = preconditioners.probe(problem)
        if problem.diagonal:
            return _with_patience(problem, LONGEST, options, start, memory, curvature, FORETOLD[single])
        if not single:
            rough = preconditioners.rough(problem, np.zeros(problem.shape))
            return _with_patience(problem, LONGEST, options, start, memory, rough, FORETOLD[1])
    if single and not few and price(problem) >= CHORD and problem.order <= preconditioners.WIDEST:
        return _along_chords(problem, options, start, memory)
    if single and problem.order <= NEWTON and start is None:
        start = preconditioners.discriminant(problem)[0]
    return _run(problem, _choose(problem), options, start, memory, partial(preconditioners.rough, problem), bold=True)


def _with_patience(
    problem: Problem,
    patience: int,
    options: dict[str, Any],
    start: Array | None,
    memory: inverses.Memory,
    curvature: Array | inverses.Function,
    foretold: float = np.inf,
) -> solvers.Solution:
    """Correct a curvature as L-BFGS does; where so many steps do not lead to the minimum, go on with new ones."""
    steps = min(patience, (options["max_steps"] + 1) // 2)  # the other way needs some too
    short = options | {"max_steps": steps}
    run = _run(problem, "lbfgs", short, start, memory, lambda _: curvature, foretold=foretold)
    ended = run.steps < steps and solvers.foretold(run.costs) <= foretold
    if run.converged or ended or run.steps == options["max_steps"]:
        return run
    memory.begin(inverses.unchanged)
    problem.diagonal = problem.diagonal or problem.shape[0] > 1
    rest = options | {"max_steps": options["max_steps"] - run.steps}
    solver = "newton" if problem.order <= NEWTON and price(problem) <= DEAR else EITHER
    return joined(run, _run(problem, solver, rest, run.parameters, memory, bold=True))


def _along_chords(
    problem: Problem, options: dict[str, Any], start: Array | None, memory: inverses.Memory
) -> solvers.Solution:
    """Form one curvature, at a start near the minimum: a Hessian costs n / 30 passes, to correct it but one a step."""
    part, n = preconditioners.roughly(problem), problem.order
    found, curvature = preconditioners.discriminant(part)
    start = found if start is None else start
    if n <= NEWTON:
        curvature = part.hessian(start)
    return _with_patience(problem, PATIENCE[n > NEWTON], options, start, memory, curvature)


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


def joined(first: solvers.Solution, second: solvers.Solution) -> solvers.Solution:
    """Return two runs as one, the second from where the first ended.

    Parameters
    ----------
    first, second : Solution
        One after the other.

    Returns
    -------
    Solution
        With the costs of both.
    """
    costs = np.append(first.costs[:-1], second.costs)
    return solvers.Solution(second.parameters, costs, second.gradient_norm, second.converged)


def _choose(problem: Problem) -> str:
    if problem.order > NEWTON or (price(problem) > DEAR and not is_tall(problem)):
        return EITHER if problem.examples.X.size <= CACHED or is_few(problem) else "lbfgs"
    return "lbfgs" if is_tall(problem) else "newton"


def _corrects(problem: Problem) -> bool:
    """Say whether many steps that correct one curvature take less time than a Hessian in each of a few."""
    return CORRECTIONS * (_multiplied(problem) + CALLS * CALL) < HESSIANS * _formed(problem)


def price(problem: Problem) -> float:
    """Return in the time of how many products with it a Hessian is formed, proved definite and solved with.

    Parameters
    ----------
    problem : Problem
        Any.

    Returns
    -------
    float
        By the multiplications of both, each weighed by how fast they run.
    """
    return float(_formed(problem) / (_multiplied(problem) + CALL))


def _multiplied(problem: Problem) -> float:
    """Return the multiplications of a product with the Hessian, weighed by how fast they run."""
    examples = problem.examples if problem.factors is None else problem.factors
    precision = 0.5 if examples.X.dtype == np.float32 else 1.0
    return float(2 * PRODUCT * len(problem.examples) * problem.order * precision)


def _formed(problem: Problem) -> float:
    """Return those of a Hessian and of what solves for it."""
    (K, n), m, coupled = problem.shape, len(problem.examples), problem.examples.loss.coupled
    formed, solved, rows, calls = K * n**2 / 2, K * n**3, float(K), 0.0
    if coupled and by_differences(problem.examples):
        pairs = K * (K - 1) / 2
        formed, solved, rows = pairs * n**2, ((K - 1) * n) ** 3, pairs
        if n >= NARROW:
            formed, rows, calls = formed / 2, rows * 2 / 3, pairs
    elif coupled:
        formed, solved, rows = (K + K**2 / 2) * n**2, (K * n) ** 3, float(K)
    return float(m * formed + WEIGHED * m * n * rows + 1.5 * solved + CALL * calls)


def is_few(problem: Problem) -> bool:
    """Say whether the examples are few for so many columns and classes, so that the curvature changes on the way.

    Parameters
    ----------
    problem : Problem
        Any.

    Returns
    -------
    bool
        True where many are nearly certain at the minimum of a small penalty.
    """
    K, n = problem.shape
    return bool(len(problem.examples) < WIDE * n * K**0.5)


def is_far(problem: Problem) -> bool:
    """Say whether the minimum may be far: few examples and little penalty, so that the classes are nearly separable.

    Then the curvature changes much on the way, and the logits there are large for single precision.

    Parameters
    ----------
    problem : Problem
        Any.

    Returns
    -------
    bool
        True where the penalty is a small part of the curvature at zero, in the middle of the columns.
    """
    return is_few(problem) and problem.penalised < STRONG


def is_tall(problem: Problem) -> bool:
    """Say whether the Hessian of a sample is nearly that of all examples, and small.

    Parameters
    ----------
    problem : Problem
        Any.

    Returns
    -------
    bool
        True for few parameters and many examples.
    """
    return problem.order <= NEWTON and len(problem.examples) >= 4 * SAMPLE


def _from_sample(problem: Problem, options: dict[str, Any]) -> solvers.Solution:
    """Start at the optimum of a sample with its Hessian, which L-BFGS corrects: a handful of passes over all examples.

    The sample's loose tolerance is its own noise, and keeps a class that it hardly holds from running away. At the
    optimum of a sample like the rest, s g^T H^-1 g of all is a chi-square (the score test); else Newton takes over.
    """
    part = problem.sample(SAMPLE)
    zero, noise = np.zeros(part.shape), 0.01 * problem.order / SAMPLE
    loose: Any = {"tol": np.inf, "near": lambda decrement, _: decrement <= noise}
    start = solvers.newton(part.cost, part.gradient, part.newton, zero, **loose).parameters
    H, slope = part.hessian(start), problem.gradient(start)
    if SAMPLE * np.vdot(slope, inverses.inverse(H)(slope)) > DOUBT * problem.order:
        return solvers.newton(problem.cost, problem.gradient, problem.newton, start, **options)
    return solvers.lbfgs(problem.cost, problem.gradient, start, rough=lambda _: H, **options)
