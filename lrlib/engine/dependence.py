"""Which examples are sums of others, exactly: of separation these say all that is to be said.

Where the examples that are kept are independent, their logits may be any numbers, and those of the others are the same
sums of these: a column for each of the kept says what all columns of the data say.
"""

from dataclasses import dataclass
from math import gcd

import numpy as np

from lrlib.checks import Array
from lrlib.engine.exact import MANY, WORK, columns_of, eliminated, integers
from lrlib.engine.examples import Examples, spread

PRIME = 2**31 - 1  # a remainder times another has 62 bits, and 2^31 leaves 1
LONG = 2e8  # remainders that an elimination may touch
TWICE = 2  # columns for each example, by which dependent ones are looked for
TABLE = 10_000_000  # numbers of a table
WHOLE = 2**53  # up to here a double is any whole number
LARGE = 500  # bits of a part of a sum: its square is a double


@dataclass(frozen=True)
class Sums:
    """Examples as sums of some of them.

    Attributes
    ----------
    kept : ndarray of int
        Numbers of examples, of which all others are proved to be sums.
    independent : bool
        Whether the kept are proved to be no sums of each other.
    others : dict
        For each of the others the kept that it is a sum of, and whole numbers: how many parts of each, and of what.
    """

    kept: Array
    independent: bool
    others: dict[int, tuple[list[int], list[int]]]

    def alone(self) -> Array:
        """Return which of the kept are part of no other.

        Returns
        -------
        ndarray of int
            Numbers of examples.
        """
        parts = [
            row for support, numbers in self.others.values() for row, c in zip(support, numbers, strict=False) if c
        ]
        return np.setdiff1d(self.kept, parts)

    def tables(self) -> tuple[Array, Array | None]:
        """Return what sums up to each example.

        Returns
        -------
        parts : ndarray of shape (m, len(kept))
            But for rounding.
        whole : ndarray of shape (m, len(kept)) or None
            The same of each example times a number above 0, exactly; None where these are too long.
        """
        count = len(self.kept)
        parts, whole = np.zeros((2, count + len(self.others), count))
        parts[self.kept, range(count)] = whole[self.kept, range(count)] = 1
        longest = 0
        for row, (support, numbers) in self.others.items():
            places = np.searchsorted(self.kept, support)
            parts[row, places] = [number / numbers[-1] for number in numbers[:-1]]
            longest = max(longest, *map(abs, numbers))
            whole[row, places] = parts[row, places] if longest > WHOLE else numbers[:-1]
        return parts, whole if longest <= WHOLE else None


def as_sums(examples: Examples) -> Sums | None:
    """Return examples as sums of as few of them as can be proved to do.

    Parameters
    ----------
    examples : Examples
        In memory.

    Returns
    -------
    Sums or None
        All are kept where none is proved to be a sum; None where there are too many numbers to look at.
    """
    X = np.asarray(examples.X[:], dtype=float)
    m, n = X.shape
    columns = np.arange(n)[spread(n, TWICE * m)]
    if min(m, len(columns)) * m * len(columns) > LONG:
        return None
    free, _, parts = _reduced(X[:, columns])
    alike: dict[tuple[int, ...], list[int]] = {}
    for row in np.setdiff1d(np.arange(m), free):
        alike.setdefault(tuple(free[parts[:, row] != 0].tolist()), []).append(int(row))
    exponents, work = columns_of(examples)[0], 0.0
    found: dict[int, tuple[list[int], list[int]]] = {}
    for support, rows in alike.items():
        looked = len(rows) * (len(support) + 1) * n
        work += len(support) ** 2 * (len(support) + len(rows)) + looked * WORK / MANY
        if work <= WORK:
            found |= _solved(X, columns, exponents, list(support), rows)
    kept = np.array([row for row in range(m) if row not in found], dtype=int)
    if len(kept) < m and m * len(kept) > TABLE:
        return None
    return Sums(kept, len(kept) == len(free), found)


def _solved(
    X: Array, columns: Array, exponents: Array, support: list[int], rows: list[int]
) -> dict[int, tuple[list[int], list[int]]]:
    """Return for each of the rows that is proved a sum of the support, of what, and whole numbers: parts of the last.

    As many columns as there are rows in the support tell the parts, all the others whether these are right.
    """
    used = columns[_reduced(X[support][:, columns])[1]]
    given = integers(X[support + rows], exponents)
    sizes = np.repeat([1.0, 0.0], (len(support), len(rows)))
    pivots, solved, common = eliminated(given[:, used].T.copy(), sizes)
    if len(pivots) < len(support):
        return {}
    found = {}
    for number, row in enumerate(rows, len(support)):
        told = [int(c) for c in solved[:, number]]
        if any(abs(c) > abs(common) << LARGE for c in told):
            continue
        if not any(given[pivots].T @ np.array(told, dtype=object) - common * given[number]):
            shared = gcd(common, *told) * (1 if common > 0 else -1)
            found[row] = [support[pivot] for pivot in pivots], [c // shared for c in (*told, common)]
    return found


def _reduced(X: Array) -> tuple[Array, Array, Array]:
    """Return which rows are proved independent, by as many columns, and what of them all rows are, modulo a prime.

    A double is a whole number times a power of two; both have remainders, a power below 1 too. What is independent by
    these is so; that a row is the sum that its remainders are is not proved.
    """
    mantissa, exponent = np.frexp(X.T)
    left = np.ldexp(mantissa, 53).astype(np.int64) % PRIME
    left = left * (np.int64(1) << (exponent.astype(np.int64) - 53) % 31) % PRIME
    rows: list[int] = []
    columns: list[int] = []
    for row in range(len(X)):
        able = np.flatnonzero(left[:, row])
        able = able[~np.isin(able, columns)]
        if not len(able):
            continue
        column = int(able[0])
        pivot = left[column, row:] * pow(int(left[column, row]), -1, PRIME) % PRIME
        left[:, row:] = (left[:, row:] - left[:, row, None] * pivot) % PRIME
        left[column, row:] = pivot
        rows.append(row)
        columns.append(column)
    return np.array(rows, dtype=int), np.array(columns, dtype=int), left[columns]
