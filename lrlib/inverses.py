"""How a curvature is inverted: from its matrix, by products with it, or from what a run has learned of it.

A curvature is symmetric and positive semi-definite but for rounding; what is returned goes against no slope.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lrlib.checks import Array
from lrlib.triangular import backward, forward, lower_inverse

Function = Callable[[Array], Array]

EPSILON = float(np.finfo(float).eps)
RIDGE = 1e-10  # of each curvature: lets Cholesky pass where a direction is flat, moves nothing else
SMALL = 160  # rows of a curvature: up to so many LU takes less time than its factor by blocks
MEMORY = 10  # steps that L-BFGS remembers
ROOM = 30.0  # a preconditioner, and what L-BFGS has learned, know the decrement up to such a factor: 20 was seen
DELAY, TOLD = 3, 10  # the last third of the products tells what is lacking, after so many at least


def newton_direction(curvature: Array, slope: Array) -> Array:
    """Return curvature^-1 slope, with the ridge of `definite`.

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
    return factored(curvature)(slope)


def factored(curvature: Array) -> Function:
    """Return v -> curvature^-1 v, with the ridge of `definite`.

    NumPy solves no triangular system. Of a small curvature the factor is the proof, and LU the faster way to the step,
    to the same digits; of a large one the factor is solved with, block by block.

    Parameters
    ----------
    curvature : ndarray of shape (n, n)
        A Hessian, positive semi-definite but for rounding.

    Returns
    -------
    callable
        A function of arrays of n numbers.

    Examples
    --------
    >>> factored(np.diag([1.0, 4.0]))(np.array([2.0, 2.0])).round(6)
    array([2. , 0.5])
    """
    lifted, L = definite(curvature)
    if len(L) <= SMALL:
        return lambda v: solved(lifted, v)
    units = np.sqrt(lifted.diagonal())
    L /= units[:, None]
    return lambda v: (backward(L, forward(L, v.ravel() / units)) / units).reshape(v.shape)


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


def definite(curvature: Array) -> tuple[Array, Array]:
    """Return the curvature with a ridge that grows until a Cholesky factor proves it definite, and the factor.

    Parameters
    ----------
    curvature : ndarray of shape (n, n)
        A Hessian, positive semi-definite but for rounding.

    Returns
    -------
    lifted : ndarray of shape (n, n)
        Positive definite.
    L : ndarray of shape (n, n)
        Lower triangular: L L^T is the first.

    Raises
    ------
    ValueError
        If the curvature is not finite.
    """
    ridge = RIDGE
    while True:
        lifted = ridged(curvature, ridge)
        try:
            L = np.linalg.cholesky(lifted)
        except np.linalg.LinAlgError:
            L = np.zeros_like(lifted)
        if (L.diagonal() ** 2 > EPSILON * lifted.diagonal()).all():  # else it passed by the luck of rounding
            return lifted, L
        if not np.isfinite(lifted).all():
            raise ValueError("the curvature holds NaN, infinity or what no ridge lifts; wanted is a finite Hessian")
        ridge *= 100


def ridged(curvature: Array, ridge: float = RIDGE) -> Array:
    """Return the curvature with a ridge: a part of each diagonal entry, so that units of the features do not matter.

    A flat direction, where the gradient of an exact Hessian is zero, gets a curvature from the others; so does one that
    rounding left below zero.

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
    ridged = curvature.astype(np.result_type(curvature, np.float32), order="C")
    diagonal = curvature.diagonal()
    more = ridge * diagonal
    if diagonal.min(initial=1.0) <= 0:
        largest = np.abs(diagonal).max() or 1.0
        more[diagonal <= 0] = max(ridge, 1.0) * largest  # grows too: what rounding left may be larger
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
    M = lower_inverse(definite(curvature)[1])
    return lambda v: (v.reshape(-1, len(M)) @ M.T @ M).reshape(v.shape)


def unchanged(v: Array) -> Array:
    """Return v: the inverse of a curvature of which nothing is known.

    Parameters
    ----------
    v : ndarray
        A slope.

    Returns
    -------
    ndarray
        The same array.
    """
    return v


class Memory:
    """What a run has learned of a curvature: a function that applies its inverse, about, to a gradient.

    Conjugate gradients leave their last preconditioner, L-BFGS the pairs that correct one as well.

    Held as matrices: of the products of moves with later changes, a triangle, the inverse is kept, so that it takes
    four products with a matrix of ten rows where the two loops take forty with a vector.

    References
    ----------
    .. [1] R. Byrd, J. Nocedal and R. Schnabel, Representations of quasi-Newton matrices and their use in limited memory
       methods, Mathematical Programming 63 (1994), theorem 2.2.
    """

    def __init__(self) -> None:
        self.precondition: Function = unchanged
        self.learned = 0

    @property
    def knows(self) -> bool:
        """Whether it holds more than nothing: pairs, or a preconditioner.

        Returns
        -------
        bool
            False of a new one.
        """
        return self.learned > 0 or self.precondition is not unchanged

    def begin(self, precondition: Function) -> Function:
        """Forget all, and know a preconditioner.

        Parameters
        ----------
        precondition : callable
            Applies an approximate inverse, positive definite, to a slope.

        Returns
        -------
        callable
            The same.
        """
        self.precondition, self.learned = precondition, 0
        return precondition

    def learn(self, move: Array, change: Array, image: Array) -> None:
        """Remember by how much the gradient has changed along a move, if the cost bends upwards there.

        Parameters
        ----------
        move, change, image : ndarray
            In the shape of the parameters; the last is the change preconditioned.
        """
        if not (bend := float(np.vdot(move, change))) > 0:
            return
        if not self.learned:
            self.moves, self.changes, self.images = np.zeros((3, MEMORY, move.size))
            self.bends, self.inverse = np.zeros(MEMORY), np.zeros((MEMORY, MEMORY))
        place, inverse = self.learned % MEMORY, self.inverse  # of the oldest pair
        self.moves[place], self.changes[place], self.images[place] = move.ravel(), change.ravel(), image.ravel()
        self.bends[place], self.length = bend, bend / np.vdot(change, image)
        inverse[place] = inverse[:, place] = 0
        inverse[:, place] = inverse @ (self.moves @ self.changes[place]) / -bend
        inverse[place, place] = 1 / bend
        self.learned += 1

    def __call__(self, slope: Array, image: Array | None = None) -> Array:
        """Return (approximate inverse Hessian) slope, from the pairs remembered.

        Parameters
        ----------
        slope : ndarray
            A gradient.
        image : ndarray, optional
            The same preconditioned, where that is known.

        Returns
        -------
        ndarray
            In the shape of the slope.
        """
        image = self.precondition(slope) if image is None else image
        if not self.learned:
            return image
        shares = self.inverse @ (self.moves @ slope.ravel())
        step = image.ravel() - shares @ self.images
        step *= self.length
        shares = (self.bends * shares - self.changes @ step) @ self.inverse
        step += shares @ self.moves
        return step.reshape(slope.shape)


@dataclass(frozen=True)
class Progress:
    """How far conjugate gradients have come.

    Attributes
    ----------
    left, first : float
        The squares of the lengths of the residual and of the slope, in the preconditioner's norm.
    lacking : float
        What x lacks, as the square of its length in the norm of the curvature: a bound, as far as is known.
    residual : ndarray
        What (curvature) x still differs from the slope by.
    """

    left: float
    first: float
    lacking: float
    residual: Array


def conjugate_gradients(
    times: Function, precondition: Function, slope: Array, enough: Callable[[Progress], bool]
) -> Array:
    """Return an x that solves (curvature) x = slope, as well as is enough.

    A residual tells little of the error where a curvature is small. But each product adds its gain to the square of
    the length of x, and what is added later is all that is lacking: after some products, less than the last third has
    added, or, if the thirds shrink slowly, than thirds that go on to shrink likewise will add.

    Parameters
    ----------
    times : callable
        Takes v and returns (curvature) v.
    precondition : callable
        Applies an approximate inverse, positive definite, to a slope.
    slope : ndarray of n numbers
        A gradient.
    enough : callable
        Takes how far it has come, and says whether x will do.

    Returns
    -------
    ndarray
        In the shape of the slope.

    References
    ----------
    .. [1] Z. Strakos and P. Tichy, On error estimation in the conjugate gradient method, ETNA 13 (2002).

    Examples
    --------
    >>> conjugate_gradients(lambda v: 2 * v, lambda v: v, np.array([2.0, 4.0]), lambda now: now.left < now.first)
    array([1., 2.])
    """
    x, residual, gains = np.zeros_like(slope), slope, list[float]()
    p = z = precondition(residual)
    rz = first = float(np.vdot(residual, z))
    for _ in range(slope.size):
        Hp = times(p)
        bend = float(np.vdot(p, Hp))
        if bend <= 0:  # flat to the last digit
            return x if x.any() else z
        size = rz / bend
        x, residual = x + size * p, residual - size * Hp
        gains.append(size * rz)
        z = precondition(residual)
        rz, before = float(np.vdot(residual, z)), rz
        lacking = ROOM * rz if len(gains) < TOLD else _still(gains)
        if enough(Progress(rz, first, lacking, residual)):
            break
        p = z + rz / before * p
    return x


def _still(gains: list[float]) -> float:
    """Return what is still to be gained, as the last two thirds of the gains foretell it."""
    third = len(gains) // DELAY
    last, before = sum(gains[-third:]), sum(gains[-2 * third : -third])
    return last * max(1.0, last / (before - last)) if last < before else np.inf
