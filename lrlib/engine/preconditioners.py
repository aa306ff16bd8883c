"""What is known of a curvature before a fit begins: the discriminant of two classes, a sample's Hessian, a diagonal."""

import numpy as np

from lrlib import inverses
from lrlib.checks import Array
from lrlib.engine.agreement import SIGNS, Agreement, Axes, Columns, means
from lrlib.engine.curvature import NOISE
from lrlib.engine.frames import has_intercept
from lrlib.engine.kernel import Problem

DRIFT = 1e-14  # of a weight: what rounding leaves of the sum over the classes
LOOKED = 1000  # examples whose columns are correlated, or one for each column
WORTH = 2**17  # numbers of X, times rows of W: below, calls take more time than axes save
DEARER = 5  # times a search: what products take before it is made
WIDEST = 2000  # columns: a matrix of more takes more time and memory than the passes that it saves
SHARE = 1e-6  # of a column's square that is left about its mean, at least: the rounding of single precision
ROUGH = 10_000  # examples for a preconditioner, or eight for each column


def discriminant(problem: Problem) -> tuple[Array, Array]:
    """Return along Fisher's linear discriminant of two classes where Newton's method would be after a step or two.

    Newton's first step from zero is the least-squares fit of the labels. That is the discriminant but for its length:
    with shares p and q of the classes it is too short by 4 p q (1 - R^2), where 1 - R^2 is the share of the labels'
    variance that it leaves. The step is made longer by 1 - R^2 alone: with classes alike that is the discriminant,
    and where one is rare a start on the way there. With the labels' signs s, s^T s is m, the slope at zero s^T X / 2 m
    and the curvature X^T X / 4 m, which is returned too.

    Parameters
    ----------
    problem : Problem
        With one row of weights.

    Returns
    -------
    start : ndarray of shape (1, n)
        The discriminant, shorter where one class is rare.
    curvature : ndarray of shape (n, n)
        At zero.
    """
    m, n = problem.examples.X.shape
    G, b, mean = np.diag(4 * m * problem.penalty), np.zeros((1, n)), 0.0
    for (X, signs), counts in problem.examples.parts:
        weighed, marks = (X, signs) if counts is None else (X * np.sqrt(counts)[:, None], signs * counts)
        G += weighed.T @ weighed
        b += marks @ X
        mean += marks.sum() / m
    step = inverses.newton_direction(G, b)
    own = 1 - mean**2  # of the variance of the labels; 0 where weights let one class vanish
    left = (1 - np.vdot(b, step) / m) / own if own > 0 else 1.0
    return np.asarray(-2 * step / max(left, 0.1)), G / (4 * m)


def roughly(problem: Problem) -> Problem:
    """Return the problem on as many examples as tell its curvature roughly: itself where it has no more.

    Parameters
    ----------
    problem : Problem
        Any.

    Returns
    -------
    Problem
        A sample.
    """
    size = max(ROUGH, 8 * problem.shape[1])
    return problem if len(problem.examples) <= size else problem.sample(size)


def rough(problem: Problem, W: Array) -> inverses.Function:
    """Return what solves for the mean curvature of a sample, in the size that it has for each class.

    Parameters
    ----------
    problem : Problem
        Any.
    W : ndarray of shape (K, n)
        Weights.

    Returns
    -------
    callable
        A function of arrays of the shape of W.
    """
    if problem.shape[1] > WIDEST:
        return diagonal(problem, W)
    curvature = roughly(problem).curvature(W)
    mean = curvature.mean()
    solve = inverses.inverse(mean)
    if len(W) == 1:
        return solve
    own = mean.diagonal() > 0
    sizes = (curvature.diagonal()[0][:, own] / mean.diagonal()[own]).mean(axis=1, keepdims=True)
    return lambda V: solve(V) / np.maximum(sizes, inverses.EPSILON)


def diagonal(problem: Problem, W: Array, axes: Axes | None = None) -> inverses.Function:
    """Return what solves for the diagonal of the curvature, of each class its own, about the means of the columns.

    An intercept absorbs the means. Where the columns are any axes of a space, all but the intercept have one size.

    Parameters
    ----------
    problem : Problem
        Any.
    W : ndarray of shape (K, n)
        Weights.
    axes : Axes, optional
        Along which the columns agree: steps there are shorter.

    Returns
    -------
    callable
        A function of arrays of the shape of W.
    """
    own, along = problem.curvature(W).diagonal()
    first = int(has_intercept(problem))
    means = np.zeros_like(own)
    if problem.turned:
        own[:, first:] = own[:, first:].mean(axis=1, keepdims=True)
    elif first:
        means[:, 1:] = along[:, 1:] / np.where(own[:, :1] > 0, own[:, :1], 1.0)
        own = np.maximum(own - means * along, SHARE * own)
    sizes = np.where(own > 0, own, own.max() or 1.0)
    scaled = _shorter(sizes, axes, np.maximum(0, 1 - problem.penalty / sizes).mean(axis=1, keepdims=True))

    def _solve(V: Array) -> Array:
        G = V.reshape(sizes.shape)
        steps = scaled(G - G[:, :1] * means)
        steps[:, 0] -= np.einsum("kn,kn->k", steps, means)
        return np.asarray(steps.reshape(V.shape))

    return _solve if means.any() else lambda V: scaled(V.reshape(sizes.shape)).reshape(V.shape)


def _shorter(sizes: Array, axes: Axes | None, share: Array) -> inverses.Function:
    """Return what divides by the sizes of the columns, and makes a step shorter along the axes."""
    if axes is None:
        return lambda G: G / sizes
    less, roots, directions = axes.less(share), np.sqrt(sizes), axes.directions

    def _solve(G: Array) -> Array:
        steps = G / roots
        steps -= (steps @ directions * less) @ directions.T
        return np.asarray(steps / roots)

    return _solve


class Growing:
    """A diagonal to begin with, and once products with the Hessian have taken as long as a search, the axes, too.

    Parameters
    ----------
    problem : Problem
        Any.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem, self.spent = problem, 0
        self.pays = problem.examples.X.size * problem.shape[0] >= WORTH
        self.agreement: Agreement | None = None

    def product(self, W: Array) -> inverses.Function:
        """Return what multiplies with the Hessian, and counts.

        Parameters
        ----------
        W : ndarray of shape (K, n)
            Weights.

        Returns
        -------
        callable
            As `Problem.product`.
        """
        times = self.problem.product(W)

        def _counted(V: Array) -> Array:
            self.spent += len(W)
            return times(V)

        return _counted

    def rough(self, W: Array) -> inverses.Function:
        """Return what solves for the curvature about, by what is known so far.

        Parameters
        ----------
        W : ndarray of shape (K, n)
            Weights.

        Returns
        -------
        callable
            A function of arrays of the shape of W.
        """
        most = self.spent / DEARER if self.pays else 0.0
        if most >= SIGNS and self.agreement is None:
            self.agreement = Agreement(self.problem)
        axes = None if self.agreement is None else self.agreement.search(most)
        return apart(self.problem, diagonal(self.problem, W, axes), W)


def apart(problem: Problem, solve: inverses.Function, W: Array) -> inverses.Function:
    """Return what solves for the curvature of differences between classes about, and for that of their mean apart.

    The curvature of a softmax along what is the same for all classes is the penalty alone. Sizes of each class its own
    turn a slope without such a part into a step with one, and conjugate gradients take long where a penalty is small.
    Weights without such a part have a slope without one, and so has all that is multiplied with the curvature.

    Parameters
    ----------
    problem : Problem
        Any.
    solve : callable
        What solves for the curvature of each class.
    W : ndarray of shape (K, n)
        Weights from which the steps go.

    Returns
    -------
    callable
        A function of arrays of the shape of W.
    """
    if not problem.examples.loss.coupled:
        return solve
    penalty, K = np.where(problem.penalty > 0, problem.penalty, np.inf), problem.shape[0]

    def _between(V: Array) -> Array:
        step = solve(V)
        step -= np.add.reduce(step) / K
        return step

    def _solve(V: Array) -> Array:
        mean = np.add.reduce(V) / K
        step = solve(V - mean)
        step -= np.add.reduce(step) / K
        along = np.abs(mean) > NOISE * np.maximum.reduce(np.abs(V))
        if along.any():
            step += along * mean / penalty
        return step

    drifts = np.abs(np.add.reduce(W)) > DRIFT * np.maximum.reduce(np.abs(W))
    return _solve if drifts.any() else _between


def correlated(problem: Problem, W: Array) -> Array | inverses.Function:
    """Return the mean curvature of a sample, or its diagonal alone where the columns look independent.

    Parameters
    ----------
    problem : Problem
        Any.
    W : ndarray of shape (K, n)
        Weights.

    Returns
    -------
    ndarray or callable
        As the solvers take it.
    """
    diagonal, independent = probe(problem)
    return diagonal if independent else rough(problem, W)


def probe(problem: Problem) -> tuple[Array | inverses.Function, bool]:
    """Return the diagonal of the curvature at zero, about the means of the columns, and whether they look independent.

    Where there is an intercept it absorbs the means, and what solves for such a diagonal is returned: means of all
    examples, since those of a sample are off by enough, in so many columns, to bend it. Correlations of
    s independent draws have the mean square 1 / s: a small sample that shows no more than four times that would only
    add its noise to a preconditioner, and a large one costs as much as several passes. The sum of all squares is the
    mean length, squared, of what the correlations make of random signs.

    Parameters
    ----------
    problem : Problem
        Any.

    Returns
    -------
    diagonal : ndarray or callable
        As the solvers take it.
    independent : bool
        Whether the columns look so.
    """
    K, n = problem.shape
    part = problem.examples.sample(max(n, LOOKED) if n <= WIDEST else LOOKED)
    intercept = n > 1 and problem.penalty[0] == 0 and bool((part.X[:, 0] == 1).all())
    columns, weight = Columns(part, intercept), (1 - 1 / K) / K if part.loss.coupled else 1 / 4
    own = weight * columns.variance
    diagonal = np.where(own > 0, own, own.max() / len(part)) + problem.penalty  # what it lacks, few examples have
    diagonal = np.where(diagonal > 0, diagonal, 1.0)
    scale = np.sqrt(diagonal)[:, None]
    signs = np.random.default_rng(0).integers(0, 2, (n, SIGNS)) * 2.0 - 1
    V = signs / scale
    others = (weight * columns.covariance(V) - own[:, None] * V) / scale
    independent = bool(np.vdot(others, others) / SIGNS * len(part) <= 4 * n**2)
    if not independent:  # the first step shall not be too long where the columns agree
        turned = signs + others
        diagonal = diagonal * max(1.0, float(np.vdot(turned, turned) / np.vdot(signs, turned)))
    if not columns.mean.any():
        return np.tile(diagonal, K), independent
    mean = means(problem.examples) if problem.examples.in_memory else columns.mean
    mean[0] = 0.0
    return _about(mean, diagonal), independent


def _about(mean: Array, diagonal: Array) -> inverses.Function:
    """Return what solves for a diagonal curvature of columns less their means, in the coordinates of the columns."""

    def _solve(slope: Array) -> Array:
        G = slope.reshape(-1, len(mean))
        steps = (G - G[:, :1] * mean) / diagonal
        steps[:, 0] -= steps @ mean
        return np.asarray(steps.reshape(slope.shape))

    return _solve
