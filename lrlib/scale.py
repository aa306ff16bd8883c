"""The same fits on data that do not fit in memory, and on many machines: the gradient is a sum over blocks of examples.

Examples and labels stay in ``.npy`` files. Each block is read, turned into its share of cost and gradient, and let go;
the shares are added in the order of the blocks, wherever they were computed. So the result is the same to the last bit
whoever computes them, given the same NumPy, the same kind of processor and as many BLAS threads. It is the minimum that
`logistic.fit` or `softmax.fit` find for the same numbers in memory: by the same steps and to the last bit, but from 60
parameters on and for few rows, where these take steps that suit memory, as near as `tol` says. Who computes the shares
is the matter of `map`: Python's own, that of a pool, or a cluster's.
"""

import operator
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from warnings import warn

import numpy as np

from lrlib import logistic, softmax
from lrlib.checks import Array, as_binary, as_design, as_penalty, as_targets, as_whole
from lrlib.engine import training
from lrlib.engine.examples import Examples, Unread
from lrlib.engine.kernel import Problem
from lrlib.engine.losses import SIGMOID, SOFTMAX, Loss

Map = Callable[..., Iterable[Any]]
Progress = Callable[[int, float, float], None]


class Rows:
    """An array in a ``.npy`` file, of which only the rows asked for are read.

    Parameters
    ----------
    path : path
        A file of numbers of any kind that `numpy.save` wrote, in C order; on a cluster, where the caller and all
        workers can read it.

    Raises
    ------
    OSError, ValueError
        If there is no such file, or it holds no array of numbers in C order.
    """

    def __init__(self, path: str | Path) -> None:
        try:
            stored = np.load(path, mmap_mode="r")
        except EOFError as error:
            raise ValueError(f"{path} is empty; wanted is an array that numpy.save wrote") from error
        except ValueError as error:  # no such file, or its end is missing
            raise ValueError(f"{path} holds no whole array of numbers; wanted is one that numpy.save wrote") from error
        if hasattr(stored, "files"):
            stored.close()
            raise ValueError(f"{path} holds several arrays; wanted is one that numpy.save wrote")
        if not stored.flags.c_contiguous or stored.dtype.kind not in "biuf" or stored.ndim not in (1, 2):
            raise ValueError(
                f"{path} holds {stored.dtype} of shape {stored.shape}; wanted are rows of numbers, C order"
            )
        self.path, self.shape, self.dtype, self.offset = (
            Path(path).absolute(),
            stored.shape,
            stored.dtype,
            stored.offset,
        )
        self.saved, self.size = stored.dtype, stored.size
        self.width = stored.strides[0]

    def __len__(self) -> int:
        """Return the number of rows."""
        return int(self.shape[0])

    def __getitem__(self, rows: Any) -> Array:
        """Return the rows of a slice, or of a list of numbers, read from the file; -1 is the last, as in an array."""
        if isinstance(rows, slice):
            rows = range(len(self))[rows]
            if rows.step == 1:
                return self._read(rows.start, len(rows))
        if any(isinstance(row, bool | np.bool_) for row in rows):
            raise TypeError("rows holds truth values; wanted are numbers of rows, such as np.flatnonzero gives")
        places = [range(len(self))[operator.index(row)] for row in rows]
        found = np.empty((len(places), *self.shape[1:]), self.dtype)
        for i, place in enumerate(places):
            found[i] = self._read(place, 1)[0]
        return found

    def _read(self, first: int, count: int) -> Array:
        numbers = int(np.prod(self.shape[1:], dtype=int))
        flat = np.fromfile(self.path, self.saved, count * numbers, offset=self.offset + first * self.width)
        return flat.reshape(count, *self.shape[1:]).astype(self.dtype, copy=False)


class _Stored(Examples):
    """Examples that are read block by block, through the caller's `map`."""

    block = staticmethod(Unread)  # type: ignore[assignment]
    in_memory = False

    def __init__(self, loss: Loss, X: Rows, y: Rows, K: int, map: Map) -> None:
        if len(X.shape) != 2 or len(y) != len(X) or not X.size:
            raise ValueError(f"X has shape {X.shape} and y {y.shape}; wanted are rows of numbers and a label for each")
        X.dtype = np.dtype(float)  # whatever the file saves: bytes would overflow
        super().__init__(loss, X, y, K)  # type: ignore[arg-type]
        self.map = map
        found = list(self.map(partial(_look, X, y, max(K, 2)), self.rows()))
        missing = np.flatnonzero(sum(counts for _, counts in found) == 0)
        if missing.size:
            raise ValueError(f"class {missing[0]} never occurs in y; wanted is every class 0, ..., {max(K, 2) - 1}")
        y.dtype = np.dtype(float) if y.shape[1:] else np.dtype(np.intp)  # whole numbers, as was just seen
        self.has_intercept = all(ones for ones, _ in found)


def _problem(examples: _Stored, l2: float, progress: Progress | None) -> Problem:
    """Return a problem that tells of each cost of all its data, in whatever coordinates they are looked at."""
    penalty = np.full(examples.X.shape[1], l2)
    penalty[0] *= not examples.has_intercept
    passes = count(1)
    if progress is not None:
        examples.told = lambda value, slope: progress(next(passes), value, float(np.abs(slope).max()))
    return Problem(examples, penalty)


def fit_logistic(
    X: str | Path,
    y: str | Path,
    *,
    l2: float = 0.0,
    tol: float | None = None,
    max_steps: int = 1000,
    map: Map = map,
    progress: Progress | None = None,
) -> logistic.Fit:
    """Return what `logistic.fit` returns, in double precision, for examples and labels in files.

    Parameters
    ----------
    X, y : path
        ``.npy`` files: examples in rows, a leading column of ones as intercept; and labels 0 and 1.
    l2 : float
        Strength of the penalty, 0 or more.
    tol : float, optional
        Bound on the largest entry of the last gradient, which depends on the units of the columns. Without it Newton's
        decrement decides, in any units: the cost within a part in 10^14 of the least, each parameter within 1/100,000
        of its standard error.
    max_steps : int
        The largest number of steps.
    map : callable
        Applies a function to each of a list and gives the results in order, such as `on_cluster` returns.
    progress : callable, optional
        Is told after each pass that takes cost and gradient of all data: its number, and the cost and the largest entry
        of the gradient there, in the coordinates of the fit (columns far from zero are shifted). Steps on a sample are
        no such passes.

    Returns
    -------
    logistic.Fit
        With theta, costs, gradient_norm, steps, converged.

    Raises
    ------
    OSError, TypeError, ValueError
        If a file cannot be read, or the data are not as above.

    Warns
    -----
    SeparationWarning
        As `logistic.fit`.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     np.save(f"{folder}/X.npy", [[1.0, 0], [1, 1], [1, 2], [1, 3]])
    ...     np.save(f"{folder}/y.npy", [0, 1, 0, 1])
    ...     fit_logistic(f"{folder}/X.npy", f"{folder}/y.npy").theta.round(3)
    array([-1.362,  0.908])
    """
    labels = Rows(y)
    if labels.shape[1:]:
        raise ValueError(f"{y} holds shape {labels.shape}; wanted is a label for each row of X")
    problem = _problem(_Stored(SIGMOID, Rows(X), _column(labels), 1, map), as_penalty(l2), progress)
    return logistic.Fit(*_train(problem, tol, max_steps, row=0))


def fit_softmax(
    X: str | Path,
    y: str | Path,
    K: int,
    *,
    l2: float = 0.0,
    tol: float | None = None,
    max_steps: int = 1000,
    map: Map = map,
    progress: Progress | None = None,
) -> softmax.Fit:
    """Return what `softmax.fit` returns, in double precision, for examples and labels in files.

    Parameters
    ----------
    X, y : path
        ``.npy`` files: examples in rows, a leading column of ones as intercept; and class indices.
    K : int
        The number of classes.
    l2 : float
        Strength of the penalty, 0 or more.
    tol : float, optional
        Bound on the largest entry of the last gradient, which depends on the units of the columns. Without it Newton's
        decrement decides, in any units: the cost within a part in 10^14 of the least, each parameter within 1/100,000
        of its standard error.
    max_steps : int
        The largest number of steps.
    map : callable
        Applies a function to each of a list and gives the results in order, such as `on_cluster` returns.
    progress : callable, optional
        Is told after each pass that takes cost and gradient of all data: its number, and the cost and the largest entry
        of the gradient there, in the coordinates of the fit (columns far from zero are shifted). Steps on a sample are
        no such passes.

    Returns
    -------
    softmax.Fit
        With W, costs, gradient_norm, steps, converged.

    Raises
    ------
    OSError, TypeError, ValueError
        If a file cannot be read, or the data are not as above.

    Warns
    -----
    SeparationWarning
        As `softmax.fit`.
    """
    labels, classes = Rows(y), as_whole(K, "K", 2)
    if labels.shape[1:] not in ((), (classes,)):
        raise ValueError(f"{y} holds shape {labels.shape}; wanted are class indices, or rows of {classes} shares")
    problem = _problem(_Stored(SOFTMAX, Rows(X), labels, classes, map), as_penalty(l2), progress)
    return softmax.Fit(*_train(problem, tol, max_steps))


def on_cluster(client: Any, blocks: int = 16) -> Map:
    """Return a `map` that runs on a Dask cluster, which repeats what a lost worker had not finished.

    Parameters
    ----------
    client : dask.distributed.Client
        Connected to a cluster whose workers can read the files.
    blocks : int
        How many blocks make a task; their results are kept apart, so this changes no bit of the sum.

    Returns
    -------
    callable
        To be given to `fit_logistic` or `fit_softmax`.
    """

    def _mapped(function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        todo = list(items)
        tasks = [todo[first : first + blocks] for first in range(0, len(todo), blocks)]
        for part in client.gather(client.map(partial(_each, function), tasks, pure=False)):
            yield from part

    return _mapped


def show_progress(number: int, cost: float, slope: float) -> None:
    """Print one line for each pass over the data, to be given as `progress`.

    Parameters
    ----------
    number : int
        Which pass.
    cost : float
        The cost there.
    slope : float
        The largest entry of the gradient.
    """
    print(f"pass {number:3d}: cost {cost:.6f}, largest slope {slope:.1e}", file=sys.stderr, flush=True)


def _each(function: Callable[[Any], Any], items: list[Any]) -> list[Any]:
    return [function(item) for item in items]


def _column(labels: Rows) -> Rows:
    """Return the same labels as a column, as the kernel of two classes wants them."""
    labels.shape = (len(labels), 1)
    return labels


def _look(X: Rows, y: Rows, K: int, rows: slice) -> tuple[bool, Array]:
    """Check a block: whether its first column is all ones, and how often each class occurs, in shares of examples."""
    block, labels = as_design(X[rows]), y[rows]
    if labels.shape[1:] == (1,):
        labels = as_binary(labels[:, 0], len(block))
    targets = as_targets(labels, len(block), K)
    counts = np.bincount(targets, minlength=K) if targets.ndim == 1 else targets.sum(axis=0)
    return bool((block[:, 0] == 1).all()), counts


def _train(problem: Problem, tol: float | None, max_steps: int, row: Any = ...) -> tuple[Any, ...]:
    run = training.train(problem, "auto", tol, max_steps)
    if run.separable is not False:
        warn(logistic.SeparationWarning.text(run.separable), logistic.SeparationWarning, stacklevel=3)
    return run.parameters[row], run.costs, run.gradient_norm, run.converged
