"""Which solver suits a problem of which size, and from where it starts."""

import numpy as np

from lrlib import solvers
from lrlib.checks import Array
from lrlib.kernel import Problem

SOLVERS = ("auto", "newton", "newton-cg", "lbfgs")
NEWTON = 200  # the largest number of parameters whose Hessian is worth forming
CACHED = 2**22  # numbers of X: beyond, a product with the Hessian costs as much as a gradient, and L-BFGS needs fewer
SAMPLE = 20_000  # examples that tell the Hessian of millions to about one per cent
DOUBT = 3.0  # a score per parameter, 1 on average, beyond which a sample has missed something: Newton takes over


def train(problem: Problem, solver: str, tol: float, max_steps: int, start: Array | None = None) -> solvers.Solution:
    """Return the minimum of the problem, by the named solver or by the one that suits its size."""
    if solver not in SOLVERS:
        raise ValueError(f"solver is {solver!r}; wanted is one of {', '.join(SOLVERS)}")
    if solver == "auto":
        solver = _choose(problem)
    cost, gradient, zero = problem.cost, problem.gradient, np.zeros(problem.shape)
    if solver == "newton":
        start = zero if start is None else start
        return solvers.newton(cost, gradient, problem.hessian, start, tol=tol, max_steps=max_steps)
    rough: solvers.Function = problem.sample(max(SAMPLE // 2, 8 * problem.shape[1])).mean_curvature
    if start is None and _is_tall(problem):
        start, H = _from_sample(problem)
        if not _is_alike(problem, start, H):
            return solvers.newton(cost, gradient, problem.hessian, start, tol=tol, max_steps=max_steps)
        rough = lambda _: H  # noqa: E731
    start = zero if start is None else start
    if solver == "newton-cg":
        return solvers.newton_cg(cost, gradient, problem.product, start, rough=rough, tol=tol, max_steps=max_steps)
    return solvers.lbfgs(cost, gradient, start, rough=rough, tol=tol, max_steps=max_steps)


def pays_together(problem: Problem) -> bool:
    """Say whether K models train faster at once: not if all are small, or a sample gives each one its Hessian."""
    return problem.order > NEWTON and (problem.shape[1] > NEWTON or len(problem.X) < 4 * SAMPLE)


def _choose(problem: Problem) -> str:
    if problem.order > NEWTON:
        return "newton-cg" if problem.X.size <= CACHED else "lbfgs"
    return "lbfgs" if _is_tall(problem) else "newton"


def _is_tall(problem: Problem) -> bool:
    return problem.order <= NEWTON and len(problem.X) >= 4 * SAMPLE


def _from_sample(problem: Problem) -> tuple[Array, Array]:
    """Return the minimum of a sample and its Hessian there: L-BFGS with these needs a handful of passes over all.

    L-BFGS corrects the Hessian by what it meets. The loose tolerance is the sample's own noise, and keeps a class that
    it hardly holds from running away.
    """
    part = problem.sample(SAMPLE)
    start = solvers.newton(part.cost, part.gradient, part.hessian, np.zeros(part.shape), tol=1e-3).parameters
    return start, part.hessian(start)


def _is_alike(problem: Problem, start: Array, H: Array) -> bool:
    """Say whether a sample is like the rest: at its optimum s g^T H^-1 g is then a chi-square, the score test's."""
    slope = problem.gradient(start)
    score: float = SAMPLE * float(np.vdot(slope, solvers.inverse(H)(slope)))
    return bool(score <= DOUBT * problem.order)
