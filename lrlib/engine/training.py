"""Which solver suits a problem of which size, and from where it starts."""

from functools import partial

import numpy as np

from lrlib import solvers
from lrlib.checks import Array
from lrlib.engine.examples import spread
from lrlib.engine.kernel import Problem

SOLVERS = ("auto", "newton", "newton-cg", "lbfgs")
NEWTON = 200  # the largest number of parameters whose Hessian is worth forming
CACHED = 2**20  # numbers of X: beyond, a product with the Hessian costs as much as a gradient, and L-BFGS needs fewer
SAMPLE = 20_000  # examples that tell the Hessian of millions to about one per cent
DOUBT = 3.0  # a score per parameter, 1 on average: beyond, the sample has missed something
FEW = 100  # columns whose correlations with all others are looked at
ROUGH = 10_000  # examples for a preconditioner, or eight for each column


def train(problem: Problem, solver: str, tol: float, max_steps: int, start: Array | None = None) -> solvers.Solution:
    """Return the minimum of the problem, by the named solver or by the one that suits its size.

    Parameters
    ----------
    problem : Problem
        The cost, with its derivatives.
    solver : {"auto", "newton", "newton-cg", "lbfgs"}
        The method; "auto" goes by the number of parameters and examples.
    tol : float
        Bound on the largest entry of the last gradient.
    max_steps : int
        The largest number of steps.
    start : ndarray of shape (K, n), optional
        Where to begin; without it at zero, but "auto" knows better places: a linear discriminant, a sample's optimum.

    Returns
    -------
    Solution
        Parameters of shape (K, n), costs, gradient norm, converged.

    Raises
    ------
    ValueError
        If there is no such solver, tol is negative, or max_steps is below 1.
    """
    if solver not in SOLVERS:
        raise ValueError(f"solver is {solver!r}; wanted is one of {', '.join(SOLVERS)}")
    if solver == "auto":
        solver = _choose(problem)
        if solver == "newton" and problem.shape[0] == 1 and start is None:
            start = _discriminant(problem)
    if solver == "lbfgs" and _is_tall(problem) and start is None:
        return _from_sample(problem, tol, max_steps)
    cost, gradient, start = problem.cost, problem.gradient, np.zeros(problem.shape) if start is None else start
    if solver == "newton":
        return solvers.newton(cost, gradient, problem.hessian, start, tol=tol, max_steps=max_steps)
    if solver == "newton-cg":
        part = _roughly(problem)
        return solvers.newton_cg(
            cost,
            gradient,
            problem.product,
            start,
            rough=lambda W: part.curvature(W).mean(),
            tol=tol,
            max_steps=max_steps,
        )
    rough = partial(_correlated, problem)
    return solvers.lbfgs(cost, gradient, start, rough=rough, tol=tol, max_steps=max_steps)


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


def _choose(problem: Problem) -> str:
    if problem.order > NEWTON:
        return "newton-cg" if problem.examples.X.size <= CACHED else "lbfgs"
    return "lbfgs" if _is_tall(problem) else "newton"


def _is_tall(problem: Problem) -> bool:
    return problem.order <= NEWTON and len(problem.examples) >= 4 * SAMPLE


def _discriminant(problem: Problem) -> Array:
    """Return Fisher's linear discriminant of two classes, where Newton's method would be after a step or two.

    Newton's first step from zero is the least-squares fit of the labels. That is the discriminant but for its length:
    it is too short by the share of the labels' variance that it leaves, 1 - R^2. With their signs s, s^T s is m, the
    slope at zero s^T X / 2 m and the curvature X^T X / 4 m. (Where one class is rare, the intercept is only a start.)
    """
    m, n = problem.examples.X.shape
    G, b, mean = np.diag(4 * m * problem.penalty), np.zeros((1, n)), 0.0
    for X, signs in problem.examples.blocks:
        G += X.T @ X
        b += signs @ X
        mean += signs.sum() / m
    step = solvers.newton_step(G, b)
    left = (1 - np.vdot(b, step) / m) / (1 - mean**2)
    return np.asarray(-2 * step / max(left, 0.1))


def _roughly(problem: Problem) -> Problem:
    return problem.sample(max(ROUGH, 8 * problem.shape[1]))


def _correlated(problem: Problem, W: Array) -> Array:
    """Return the mean curvature of a sample, or its diagonal alone where the columns look independent.

    Correlations of s independent draws have the mean square 1 / s: a small sample that shows no more than four times
    that would only add its noise to the preconditioner, and the large one costs as much as several passes. A hundred
    columns against all show it.
    """
    n = problem.shape[1]
    size = 2 * max(n, ROUGH // 10)
    B = np.vstack(list(problem.sample(size).curvature(W).roots())) / np.sqrt(min(size, len(problem.examples)))
    diagonal = np.einsum("ij,ij->j", B, B) + problem.penalty
    few = np.arange(n)[spread(n, FEW)]
    C = B.T @ B[:, few]
    C[few, range(len(few))] += problem.penalty[few]
    scale = np.sqrt(np.where(diagonal > 0, diagonal, 1.0))
    C /= scale[:, None] * scale[few]
    others = float(np.vdot(C, C)) - len(few)
    if others * size <= 4 * n * len(few):
        return np.asarray(diagonal)
    return _roughly(problem).curvature(W).mean()


def _from_sample(problem: Problem, tol: float, max_steps: int) -> solvers.Solution:
    """Start at the optimum of a sample with its Hessian, which L-BFGS corrects: a handful of passes over all examples.

    The sample's loose tolerance is its own noise, and keeps a class that it hardly holds from running away. At the
    optimum of a sample like the rest, s g^T H^-1 g of all is a chi-square (the score test); else Newton takes over.
    """
    part = problem.sample(SAMPLE)
    start = solvers.newton(part.cost, part.gradient, part.hessian, np.zeros(part.shape), tol=1e-3).parameters
    H, slope = part.hessian(start), problem.gradient(start)
    if SAMPLE * np.vdot(slope, solvers.inverse(H)(slope)) > DOUBT * problem.order:
        return solvers.newton(problem.cost, problem.gradient, problem.hessian, start, tol=tol, max_steps=max_steps)
    return solvers.lbfgs(problem.cost, problem.gradient, start, rough=lambda _: H, tol=tol, max_steps=max_steps)
