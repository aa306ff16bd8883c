"""Descent by mini-batches: each step sees a few examples, and the learning rate may fade on the way."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, as_design, as_floats, as_whole

Rows = npt.NDArray[np.intp]
Rate = float | Callable[[int], float]


@dataclass(frozen=True)
class Passes:
    """Where mini-batches led.

    Attributes
    ----------
    parameters : ndarray
        The last parameters.
    path : ndarray of shape (passes + 1, ...)
        Those of the start and after each pass over the examples.
    steps : int
        How many steps were taken in all.
    """

    parameters: Array
    path: Array
    steps: int


def batches(m: int, size: int, rng: int | np.random.Generator) -> list[Rows]:
    """Return the rows of one pass, shuffled and cut into mini-batches.

    Parameters
    ----------
    m : int
        The number of examples.
    size : int
        How many rows a batch has; the last may have fewer.
    rng : int or Generator
        Seed of the shuffle, or its generator.

    Returns
    -------
    list of ndarray
        Each row stands in one of them.

    Raises
    ------
    TypeError, ValueError
        If m is no whole number from 1 on, or the size none from 1 to m.

    Examples
    --------
    >>> [len(rows) for rows in batches(10, 4, rng=0)]
    [4, 4, 2]
    """
    m = as_whole(m, "m", 1)
    size = as_whole(size, "size", 1, m)
    order = np.random.default_rng(rng).permutation(m)
    return np.split(order, range(size, m, size))


def fading(first: float, half: float) -> Callable[[int], float]:
    """Return a rate that is `first` at step 0, half of it after `half` steps, a third after twice as many.

    Parameters
    ----------
    first, half : float
        Above 0.

    Returns
    -------
    callable
        Takes the step, from 0 on, and returns first / (1 + step / half).

    Raises
    ------
    ValueError
        If a number is not above 0.

    References
    ----------
    .. [1] H. Robbins, S. Monro, Annals of Mathematical Statistics 22 (1951) 400-407; chapter 17, equation (17.4).

    Examples
    --------
    >>> [fading(1.0, 100.0)(step) for step in (0, 100, 300)]
    [1.0, 0.5, 0.25]
    """
    if not (as_floats(first, "first", ndim=0) > 0 and as_floats(half, "half", ndim=0) > 0):
        raise ValueError(f"first is {first} and half {half}; wanted are numbers above 0")
    return lambda step: first / (1 + step / half)


def cosine(first: float, steps: int) -> Callable[[int], float]:
    """Return a rate that falls from `first` to 0 along half a wave of the cosine.

    Parameters
    ----------
    first : float
        Above 0.
    steps : int
        After how many steps it is 0; it stays there.

    Returns
    -------
    callable
        Takes the step, from 0 on.

    Raises
    ------
    ValueError
        If a number is not above 0.

    References
    ----------
    .. [1] I. Loshchilov, F. Hutter, ICLR (2017); chapter 17.

    Examples
    --------
    >>> [round(cosine(1.0, 100)(step), 4) for step in (0, 50, 100)]
    [1.0, 0.5, 0.0]
    """
    if not (as_floats(first, "first", ndim=0) > 0 and as_floats(steps, "steps", ndim=0) > 0):
        raise ValueError(f"first is {first} and steps {steps}; wanted are numbers above 0")
    return lambda step: first * (1 + float(np.cos(np.pi * min(step / steps, 1)))) / 2


@np.errstate(over="ignore", invalid="ignore")  # what leaves the numbers is named below
def descend(
    gradient: Callable[[Array, Array, Array], Array],
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    start: npt.ArrayLike,
    *,
    alpha: Rate,
    size: int,
    passes: int,
    rng: int | np.random.Generator = 0,
) -> Passes:
    """Step against the gradient of a mini-batch, until each example was seen `passes` times.

    Parameters
    ----------
    gradient : callable
        Takes parameters and some rows of X and of y; returns the mean slope over them.
    X : array_like of shape (m, n)
        Examples in rows.
    y : array_like of shape (m, ...)
        Their labels.
    start : array_like
        Where to begin; it is not changed.
    alpha : float or callable
        The learning rate, 0 or more, or a function of the step, 0, 1, ..., that returns it.
    size : int
        How many examples a step sees.
    passes : int
        How often each example is seen, 1 or more.
    rng : int or Generator
        Seed of the shuffles, or their generator.

    Returns
    -------
    Passes
        Parameters, the path pass by pass, and the number of steps.

    Raises
    ------
    TypeError, ValueError
        If X and y do not belong together, an option is out of its range, the gradient has another shape than the
        parameters, or a step leaves the numbers.

    Examples
    --------
    >>> run = descend(lambda t, X, y: t - X.mean(), [[1.0], [3.0]], [0, 1], [0.0], alpha=0.5, size=2, passes=3)
    >>> run.path.ravel().tolist(), run.steps
    ([0.0, 1.0, 1.5, 1.75], 3)
    """
    design, labels = as_design(X), np.asarray(y)
    if len(labels) != len(design):
        raise ValueError(f"y has {len(labels)} entries; wanted are {len(design)}, one for each row of X")
    passes = as_whole(passes, "passes", 1)
    theta, generator, step = as_floats(start, "start").astype(np.float64), np.random.default_rng(rng), 0
    path = [theta]
    for _ in range(passes):
        for rows in batches(len(design), size, generator):
            slope = np.asarray(gradient(theta, design[rows], labels[rows]))
            if slope.shape != theta.shape:
                raise ValueError(
                    f"the gradient has shape {slope.shape}; wanted is that of the parameters, {theta.shape}"
                )
            theta = theta - _rate(alpha, step) * slope
            step += 1
        path.append(as_floats(theta, f"theta after {step} steps"))
    return Passes(theta, np.array(path), step)


def _rate(alpha: Rate, step: int) -> float:
    rate = float(as_floats(alpha(step) if callable(alpha) else alpha, "alpha", ndim=0))
    if rate < 0:
        raise ValueError(f"alpha is {rate:g} at step {step}; wanted is 0 or more")
    return rate
