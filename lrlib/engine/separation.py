"""Whether a direction exists along which the cost without penalty falls for ever, so that it has no minimum.

A direction D in the space of W separates if it raises no example's other logits above its own, and lowers some below.
Where a label is shared, the classes with a share are its own: D must keep their logits equal. What is said here is
proved, or it is not said: floating point proves that there is no such D, integers that there is one.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from lrlib.checks import Array
from lrlib.engine.exact import apart, direction, independent_columns
from lrlib.engine.kernel import Problem
from lrlib.engine.losses import shares
from lrlib.inverses import EPSILON
from lrlib.solvers import newton

Proof = Callable[[Array, bool], bool | None]

FORMED = 3000  # the largest number of parameters for which a matrix of their order is formed
FAINT = 1e-10  # an example whose wrong class is less probable pulls too little to be counted
FLAT = 1e-9  # the square of a pivot of a matrix with ones on its diagonal: below, too few digits are left
FEW = 50  # flat directions in which a fit is made
MOVED = 1e-6  # of the largest number along an axis: a margin that is not rounding
ROUNDS = 4  # steps towards the minimum, or along what has none


def is_separable(problem: Problem, W: Array, prove: Proof | None = None) -> bool | None:
    """Say whether the classes can be told apart, without error or but for examples on the border.

    Parameters
    ----------
    problem : Problem
        Without a penalty.
    W : ndarray of shape (K, n)
        Where a solver stopped.
    prove : callable, optional
        Takes about a direction, and whether to be thorough, and says whether it, or one next to it, is proved to
        separate: where the examples are rounded, with the numbers that they are rounded from.

    Returns
    -------
    bool or None
        True for perfect separation and for quasi-complete separation; None where neither could be proved.

    References
    ----------
    .. [1] A. Albert and J. A. Anderson, Biometrika 71 (1984) 1-10, on the existence of maximum likelihood estimates.
    """
    prove = partial(direction, problem.examples) if prove is None else prove
    if bounds_all(problem):
        return False
    if tells_all_apart(problem, W):
        return True
    if problem.order > FORMED:
        return prove(W, False)
    weights = problem.examples.weights
    pull = FAINT if weights is None else FAINT * min(1.0, float(weights.min()))
    for turn in range(ROUNDS):
        M, G, most = _pull(problem, W)
        step = _solved(problem, M, G)
        if step is None and _resists(problem, W):
            return False
        if step is None:
            return prove(_along(problem, M, W), True)
        if 4 * np.vdot(G, step) < pull or most(step) < 0.5:
            return False
        if prove(-step, turn == ROUNDS - 1):
            return True
        W = W - step
    return None


def _resists(problem: Problem, W: Array) -> bool:
    """Say whether no direction separates, where columns are sums of others but for their rounding."""
    X = apart(problem.examples)
    if X is None:
        return False
    logits = np.vstack([rows @ W.T for rows, _ in problem.examples.blocks])
    other, W = problem.of(X), np.linalg.lstsq(X, logits)[0].T
    for _ in range(5 * ROUNDS):
        M, G, most = _pull(other, W)
        step = _solved(other, M, G)
        if step is None:
            return False
        if most(step) < 0.5:
            return True
        W = W - step
    return False


def bounds_all(problem: Problem) -> bool:
    """Say whether each label is shared between all classes, which bounds every logit.

    Parameters
    ----------
    problem : Problem
        Without a penalty.

    Returns
    -------
    bool
        True where there is a minimum, whatever the examples.
    """
    if problem.shape[0] == 1 or len(problem.examples.y.shape) == 1:
        return False
    return all((y > 0).all() for _, y in problem.examples.blocks)


def tells_all_apart(problem: Problem, W: Array) -> bool:
    """Say whether each example's own logit is the largest, by more than rounding, of the examples too.

    Parameters
    ----------
    problem : Problem
        Any.
    W : ndarray of shape (K, n)
        Weights.

    Returns
    -------
    bool
        True only for classes that are separable without error.
    """
    if problem.examples.are_soft():
        return False
    for X, y in problem.examples.blocks:
        Z = W @ X.T
        if len(Z) == 1:  # the other logit is 0
            Z = np.vstack((np.zeros_like(Z), Z))
        own = shares(y, len(X), len(Z)) > 0
        least = np.where(own, Z, np.inf).min(axis=0) - np.where(own, -np.inf, Z).max(axis=0)
        if least.min() <= 0:
            return False
        room = 2 * (X.shape[1] + 2) * EPSILON * (np.abs(W) @ np.abs(X.T)).max(axis=0)
        if not (least > room).all():
            return False
    return True


def _pull(problem: Problem, W: Array) -> tuple[Array, Array, Callable[[Array], float]]:
    """Return M, G, and what tells of a step by how much at most it lowers an own logit against another.

    Write q for the probabilities of wrong classes, times what an example counts, a D for the differences that a
    direction D makes between an own and a wrong logit, G = -sum q a for the slope, and M = sum q a a^T. With
    u = M^-1 G the weights q (1 + a u) sum all a to 0. Where all a u > -1 they are positive: then no D has all a D >= 0
    but one that has all a D = 0. The few q that are next to 0 may be left out, since what is proved for some examples
    holds for all. Where a direction separates, the mean of -a u, weighed by q a D, is 1, so that the largest is 1 or
    more. And q (a u)^2 is a part of u M u = G u, so that no a u is more than 1/2 where no q is less than 4 G u: so it
    is next to a minimum.
    """
    K, n = problem.shape
    M, G, own = np.zeros((K * n, K * n)), np.zeros((K, n)), np.zeros((K, n, n))
    for X, R, q, share, counts in _weighed(problem, W):
        if K == 1:
            M += (np.abs(q) * counts * X.T) @ X
            G += (q * counts) @ X
            continue
        R = np.where(share > 0, R, q)
        G += ((R - share * R.sum(axis=0)) * counts) @ X  # what was left out is taken back
        X = X * np.sqrt(counts)[:, None]
        B, S = ((A[:, None] * X.T).reshape(K * n, -1) for A in (q, share))
        half = (S * ((q.sum(axis=0) - 1) / 2) - B) @ S.T
        M += half + half.T
        alone = q + share * (1 - share) + share**2 * q.sum(axis=0)  # 0 where nothing pulls, not what rounding leaves
        own += ((alone[:, None] * X.T).reshape(K * n, -1) @ X).reshape(K, n, n)
    if K > 1:
        M.reshape(K, n, K, n)[range(K), :, range(K)] = own

    def _most(step: Array) -> float:
        moved = ((np.sign(q), step @ X.T, share) for X, _, q, share, _ in _weighed(problem, W))
        return max(float((sign * (d - (share * d).sum(axis=0))).max()) for sign, d, share in moved)

    return M, G, _most


def _weighed(problem: Problem, W: Array) -> Iterator[tuple[Array, Array, Array, Array, Array]]:
    """Yield for each block X, residuals, probabilities of wrong classes that pull, the labels' shares, the counts."""
    K = len(W)
    for (X, y), weights in problem.examples.parts:
        R = W @ X.T
        problem.examples.loss.residual(R, y)
        share = shares(y, len(X), K) if K > 1 else np.zeros_like(R)
        counts = np.ones(1) if weights is None else weights
        yield X, R, np.where((share > 0) | (np.abs(R) * np.maximum(counts, 1) < FAINT), 0, R), share, counts


def _solved(problem: Problem, M: Array, G: Array) -> Array | None:
    """Return M^-1 G, without the first of several classes and without columns that depend on others.

    None is returned where M has no digits for that.
    """
    K, n = G.shape
    units = np.sqrt(np.where(M.diagonal() > 0, M.diagonal(), 1.0))
    S, g = M / units / units[:, None], G.ravel() / units
    for columns in (lambda: np.arange(n), lambda: independent_columns(problem.examples)):
        kept = (n * np.arange(K > 1, K)[:, None] + columns()).ravel()
        part = S[np.ix_(kept, kept)]
        try:
            pivots = np.linalg.cholesky(part).diagonal()
        except np.linalg.LinAlgError:
            continue
        if (pivots**2 > FLAT).all():
            step = np.zeros(K * n)
            step[kept] = np.linalg.solve(part, g[kept])
            return np.asarray((step / units).reshape(K, n))
    return None


def _along(problem: Problem, M: Array, W: Array) -> Array:
    """Return a direction along which M is flat, since no example resists, and that tells apart all examples it moves.

    W has grown along such a direction, but not along that alone; where its flat part fails, a fit in the flat
    directions alone finds one: there the examples that move are separable, without error.
    """
    K, n = W.shape
    units = np.sqrt(np.where(M.diagonal() > 0, M.diagonal(), 1.0))
    curvatures, axes = np.linalg.eigh(M / units / units[:, None])
    flat = axes[:, curvatures < FLAT]
    start = flat.T @ ((W - W[:1] * (K > 1)).ravel() * units)
    axes = (flat / units[:, None]).T.reshape(-1, K, n)
    margins = _moved(problem, axes) if len(axes) <= FEW else np.zeros((0, len(axes)))
    if len(margins) and (margins @ start).min() <= 0:
        start = _told_apart(margins, start)
    return np.asarray(np.tensordot(start, axes, axes=1))


def _moved(problem: Problem, axes: Array) -> Array:
    """Return the margins of examples along each of the axes, a row for each margin that moves, of length 1."""
    found, reach = [], np.abs(axes).max(axis=(0, 1))
    least = MOVED * max(float((reach * np.abs(X)).max()) for X, _ in problem.examples.blocks)
    for X, y in problem.examples.blocks:
        Z = np.einsum("dkn,bn->kbd", axes, X)
        if len(Z) == 1:
            Z = np.concatenate((np.zeros_like(Z), Z))
        share = shares(y, len(X), len(Z))
        own = share.argmax(axis=0)
        margins = (Z[own, np.arange(len(X))] - Z)[share == 0]
        sizes = np.sqrt((margins**2).sum(axis=1))
        moves = sizes > least
        found.append(margins[moves] / sizes[moves, None])
    return np.vstack(found)


def _told_apart(margins: Array, start: Array) -> Array:
    """Return a direction with all margins above 0, if a fit finds one."""
    m = len(margins)

    def _cost(d: Array) -> float:
        return float(np.logaddexp(0, -margins @ d).mean())

    def _gradient(d: Array) -> Array:
        return np.asarray(-margins.T @ _wrong(d) / m)

    def _hessian(d: Array) -> Array:
        q = _wrong(d)
        return np.asarray((margins.T * (q * (1 - q))) @ margins / m)

    def _wrong(d: Array) -> Array:
        return np.asarray(np.exp(-np.logaddexp(0, margins @ d)))

    start = start / max(np.abs(margins @ start).max(), 1e-300)
    options: Any = {"tol": np.inf, "near": lambda _, cost: cost < np.log(2) / m}
    return newton(_cost, _gradient, _hessian, start, **options).parameters
