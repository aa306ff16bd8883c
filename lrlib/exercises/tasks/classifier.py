"""The problems on which a whole classifier is tried, and what it has to reach on rows whose labels it never sees."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from lrlib import data, softmax
from lrlib.checks import Array
from lrlib.exercises.exercise import Arguments

MARGIN = 0.1  # of the way from the held-out cost of lrlib's own fit up to that of a guess
SLACK = 0.05  # of the held-out accuracy
ONE = 1e-5  # by which the sum of a row may differ from 1


@dataclass(frozen=True)
class Split:
    """A problem of classification whose test labels the student does not see; -1 marks a row that does not count."""

    X_train: Array
    y_train: Any
    X_test: Array
    y_test: Any
    kind: str


def _clouds(rng: np.random.Generator, m: int, K: int) -> tuple[Array, Any]:
    """Return m points in the plane around K centres, about one unit wide, in random order."""
    y = rng.permutation(np.arange(m) % K)
    centres = np.array([[0.0, 0.0], [2.0, 1.0], [-1.0, 2.0]])
    return (centres[y] + rng.normal(scale=0.9, size=(m, 2))).round(2), y


@lru_cache
def splits() -> tuple[Split, ...]:
    """Return the problems; each has another number of test rows, by which `split_of` knows it again.

    Three have the same training rows and the same test rows with a label: only who looks at the order of the ones, or
    at the others without a label, answers otherwise there. A fourth has the same rows in another unit.

    Returns
    -------
    tuple of Split
        The plain one first.
    """
    rng = np.random.default_rng(5)
    X, y = _clouds(rng, 153, 3)
    sort = np.argsort(y[:90], kind="stable")
    A, a = _clouds(rng, 242, 2)
    kept = (a == 0) | (np.cumsum(a) % 4 == 0)  # a quarter of the second class: without an intercept it fails
    A, a = A[kept], a[kept]
    far = np.array([[300.0, -200.0], [-200.0, 300.0]])
    birds = data.load("penguins")
    P_train, P_test, s_train, s_test = data.split(birds.X, birds.y, rng=0)
    mixed = rng.permutation(len(s_train))
    grammes, again = np.array([1.0, 800.0]), [*range(90, 150), *range(90, 97)]
    return (
        Split(X[:90], y[:90], X[90:150], y[90:150], "plain"),
        Split(A[:90], a[:90], A[90:], a[90:], "two classes"),
        Split(X[:90][sort], y[:90][sort], X[90:], np.append(y[90:150], [-1] * 3), "sorted"),
        Split(X[:90], y[:90], np.vstack((X[90:150], far)), np.append(y[90:150], [-1, -1]), "far test rows"),
        Split(P_train[mixed], s_train[mixed], P_test, s_test, "other scales"),
        Split(X[:90] * grammes, y[:90], X[again] * grammes, y[again], "another unit"),
    )


def split_of(X_test: Array) -> Split:
    """Return the problem to which test rows belong.

    Parameters
    ----------
    X_test : ndarray
        As they are handed to the student.

    Returns
    -------
    Split
        By their number.
    """
    return next(split for split in splits() if len(split.X_test) == len(X_test))


def fit(X_train: Array, y_train: Any, X_test: Array) -> Array:
    """Return the probabilities of the test rows by lrlib's own fit.

    Parameters
    ----------
    X_train, y_train, X_test : ndarray
        As they are handed to the student.

    Returns
    -------
    ndarray
        One row for each test row.
    """
    train, test = data.standardize(X_train, X_test)
    fitted = softmax.fit(data.add_intercept(train), y_train, l2=1e-3)
    return softmax.predict_proba(fitted.W, data.add_intercept(test))


def known(arguments: Arguments, P: Any) -> tuple[Array, Any]:
    """Return the probabilities of the test rows that count, and their classes.

    Parameters
    ----------
    arguments : tuple
        Of the call.
    P : object
        The probabilities of all test rows.

    Returns
    -------
    tuple of ndarray
        As floats, and as whole numbers.
    """
    y = split_of(arguments[2]).y_test
    return np.asarray(P, dtype=float)[y >= 0], y[y >= 0]


def judged(arguments: Arguments, P: Any) -> tuple[float, float]:
    """Return held-out cost and accuracy.

    Parameters
    ----------
    arguments : tuple
        Of the call.
    P : object
        The probabilities of the test rows.

    Returns
    -------
    tuple of float
        Of the rows that have a label.
    """
    shares, y = known(arguments, P)
    with np.errstate(divide="ignore", invalid="ignore"):
        cost = -np.log(shares[np.arange(len(y)), y]).mean()
    return float(cost), float((shares.argmax(axis=1) == y).mean())


def sums_to_one(P: Any, axis: int = 1) -> bool:
    """Say whether all rows add up to 1, or all columns.

    Parameters
    ----------
    P : object
        A table.
    axis : int
        0 for the columns.

    Returns
    -------
    bool
        To five decimals.
    """
    return bool(np.allclose(np.asarray(P, dtype=float).sum(axis=axis), 1, rtol=0, atol=ONE))


def asked(arguments: Arguments, expected: Any) -> tuple[float, float]:
    """Return the held-out cost that is not to be exceeded, and the accuracy that is to be reached.

    Parameters
    ----------
    arguments : tuple
        Of the call.
    expected : object
        What lrlib gives.

    Returns
    -------
    tuple of float
        By how well lrlib's own fit does.
    """
    best, share = judged(arguments, expected)
    return best + MARGIN * (float(np.log(np.shape(expected)[1])) - best), share - SLACK - 1e-9


def reaches(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether the probabilities are some, and come near the cost and the accuracy of lrlib's own fit.

    Parameters
    ----------
    arguments : tuple
        Of the call.
    came, expected : object
        What was returned, and what lrlib gives.

    Returns
    -------
    bool
        False too where a row without a label holds no probabilities.
    """
    shares = np.asarray(came, dtype=float)
    if not (sums_to_one(shares) and (shares >= 0).all()):
        return False
    (cost, accuracy), (dear, low) = judged(arguments, shares), asked(arguments, expected)
    return cost <= dear and accuracy >= low
