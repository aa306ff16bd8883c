"""Proofs in integers that a direction separates: every double is a whole number of a power of two."""

from collections.abc import Iterator
from fractions import Fraction
from math import lcm

import numpy as np

from lrlib.checks import Array
from lrlib.engine.examples import Examples
from lrlib.engine.losses import shares
from lrlib.inverses import EPSILON

BITS = 12  # of the entries of a direction that is rounded to simple numbers
LONG = 40  # of the free entries of a direction whose others follow from the border
BORDER = (1e-6, 1e-4, 1e-8, 1e-2, 1e-10, 1e-3, 1e-5)  # of the largest margin: what may be meant to be 0
WORK = 1e6  # integers that an elimination may touch
LEAST = 1e-290  # of a number whose products still keep their digits
SPENT = 1e-10  # of a column's square, left beside the columns before it: where it may depend on them
SIMPLE = 1, 10, 100, 1000, 10_000  # the largest denominators of a part by which a column is a sum of others
NOTHING = Fraction(1, 10**11)  # of a part, in units in which all columns have one size: the rounding of the others
FINE, REFINED = 120, 3  # bits of the parts of a sum that is taken away, and how often what is left is taken apart again
MANY = 2_000_000  # entries of examples that are looked at in integers


def direction(examples: Examples, D: Array, thorough: bool = False) -> bool | None:
    """Say whether D, or a direction next to it, is proved to separate.

    Parameters
    ----------
    examples : Examples
        In blocks.
    D : ndarray of shape (K, n)
        About a direction.
    thorough : bool
        Whether to try all borders, not only the likeliest.

    Returns
    -------
    bool or None
        True for a proof; None where none was found.
    """
    exponents, sizes = columns_of(examples)
    scaled = np.vstack((np.zeros_like(D), D)) if len(D) == 1 else D - D[0]
    scaled = scaled * np.ldexp(1.0, sizes)
    if not scaled.any() or not np.isfinite(scaled).all():
        return None
    scaled = scaled / np.abs(scaled).max()
    if _separates(examples, _whole(scaled, BITS, exponents, sizes), exponents, sizes):
        return True
    for border in BORDER if thorough else BORDER[:1]:
        found = _beside(examples, scaled, border, exponents, sizes)
        if found is not None and _separates(examples, found, exponents, sizes):
            return True
    return None


def columns_of(examples: Examples) -> tuple[Array, Array]:
    """Return of each column the exponent of the last bit that any example uses, and that of its size.

    Parameters
    ----------
    examples : Examples
        In blocks.

    Returns
    -------
    exponents : ndarray of shape (n,)
        Whole numbers; a column of zeros has 0.
    sizes : ndarray of shape (n,)
        Likewise.
    """
    low, high = [], []
    for X, _ in examples.blocks:
        mantissa, exponent = np.frexp(X)
        whole = np.ldexp(np.abs(mantissa), 53).astype(np.int64)
        last = np.log2((whole & -whole).clip(1)).astype(int)  # zeros at the end of the mantissa
        low.append(np.where(whole > 0, exponent - 53 + last, 2000).min(axis=0))
        high.append(np.where(whole > 0, exponent, -2000).max(axis=0))
    lowest, highest = np.min(low, axis=0), np.max(high, axis=0)
    return np.where(lowest == 2000, 0, lowest), np.where(highest == -2000, 0, highest)


def integers(X: Array, exponents: Array) -> Array:
    """Return X / 2^exponents, column by column, as Python's integers.

    Parameters
    ----------
    X : ndarray of shape (b, n)
        Some of the examples.
    exponents : ndarray of shape (n,)
        As `columns_of` returns them.

    Returns
    -------
    ndarray of shape (b, n) of int
        No digit is lost.
    """
    mantissa, exponent = np.frexp(X.astype(float))
    whole = np.ldexp(mantissa, 53).astype(np.int64).astype(object)
    shift = (exponent - 53 - exponents).astype(object)
    return np.asarray(np.where(shift >= 0, whole << np.maximum(shift, 0), whole >> np.maximum(-shift, 0)))


def _whole(scaled: Array, bits: int, exponents: Array, sizes: Array) -> Array:
    """Return rounded entries as integers that go with integers of the examples."""
    shift = exponents - sizes
    shift = np.asarray(shift - shift.min(), dtype=object)
    rounded = np.rint(np.ldexp(scaled, bits)).astype(np.int64).astype(object)
    return np.asarray(rounded << shift)


def independent_columns(examples: Examples) -> Array:
    """Return numbers of columns of which all others are proved to be sums, or all numbers where that is not proved.

    Parameters
    ----------
    examples : Examples
        In blocks.

    Returns
    -------
    ndarray of int
        In rising order.
    """
    exponents, sizes = columns_of(examples)
    kept, others, parts = sums([X * np.ldexp(1.0, -sizes) for X, _ in examples.blocks])
    relations = _relations(kept, others, parts, exponents, sizes)
    return np.asarray(kept if all(_vanishes(examples, row, exponents) for row in relations) else np.arange(len(sizes)))


def _relations(kept: Array, others: Array, parts: Array, exponents: Array, sizes: Array) -> Iterator[Array]:
    """Yield for each of the other columns simple fractions next to its parts, as integers that go with the columns."""
    shift = np.asarray(exponents - exponents.min(), dtype=object)
    for column, part in zip(others, parts.T, strict=True):
        simple = [_simple(float(c), int(n)) for c, n in zip(part, sizes[column] - sizes[kept], strict=True)]
        row = np.full((1, len(sizes)), 0, dtype=object)
        common = lcm(*(c.denominator for c in simple))
        row[0, kept], row[0, column] = [int(c * common) for c in simple], -common
        yield row << shift


def _simple(part: float, shift: int) -> Fraction:
    """Return the simplest fraction that is part * 2^shift but for rounding; it, its inverse, or one but for 2^shift."""
    unit = Fraction(2) ** shift
    real = Fraction(part) * unit
    if abs(part) <= NOTHING:
        return Fraction(0)
    for scale in (unit, Fraction(1)):
        for largest in SIMPLE:
            near, back = (real / scale).limit_denominator(largest), (scale / real).limit_denominator(largest)
            for simple in (near * scale, scale / back if back else near * scale):
                if abs(simple - real) <= NOTHING * unit:
                    return simple
    return real


def sums(blocks: list[Array]) -> tuple[Array, Array, Array]:
    """Return numbers of columns that are about independent, those of the others, and what sums up to each of these.

    Parameters
    ----------
    blocks : list of ndarray of shape (b, n)
        Examples, their columns of about one size.

    Returns
    -------
    kept, others : ndarray of int
        In rising order.
    parts : ndarray of shape (len(kept), len(others))
        In floating point.
    """
    gram = np.sum([X.T @ X for X in blocks], axis=0)
    chosen: list[int] = []
    left = gram.copy()
    for _ in range(len(gram)):
        column = int(left.diagonal().argmax())
        if left[column, column] <= SPENT * gram[column, column]:
            break
        chosen.append(column)
        left -= np.outer(left[column], left[column]) / left[column, column]
    kept = np.sort(np.array(chosen, dtype=int))
    others = np.setdiff1d(np.arange(len(gram)), kept)
    return kept, others, np.linalg.solve(gram[np.ix_(kept, kept)], gram[np.ix_(kept, others)])


def apart(examples: Examples) -> Array | None:
    """Return the examples with columns of the same span, where a sum of others gives way to what it misses them by.

    A column that is computed from others is their sum but for rounding. What rounding left is a number like any other,
    found in integers, and has as many digits: no matrix of products tells it from 0 before.

    Parameters
    ----------
    examples : Examples
        In memory.

    Returns
    -------
    ndarray of shape (m, n) or None
        Columns in units of their size; None where there are too many numbers to look at.
    """
    exponents, sizes = columns_of(examples)
    if not examples.in_memory or len(examples) * len(sizes) > MANY:
        return None
    given = np.vstack([X for X, _ in examples.blocks]).astype(float)
    X = given * np.ldexp(1.0, -sizes)
    kept, others, parts = sums([X])
    if not np.isfinite(parts).all():
        return None
    shift = np.asarray(exponents - sizes, dtype=object)
    whole = integers(given, exponents) << (shift - shift.min())
    relations = _relations(kept, others, parts, exponents, sizes)
    for column, part, relation in zip(others, parts.T, relations, strict=True):
        if _vanishes(examples, relation, exponents):
            X[:, column] = 0
            continue
        missed = _missed(whole[:, kept], whole[:, column], X[:, kept], part, float(np.ldexp(1.0, int(shift.min()))))
        if missed is None:
            return None
        X[:, column] = missed
    return np.asarray(X)


def _missed(whole: Array, column: Array, X: Array, part: Array, unit: float) -> Array | None:
    """Return what a sum of columns misses another by, over its largest entry, if it is no sum of them any more.

    The columns are given in integers, and as X, `unit` times these; each turn takes away what the last left of a sum.
    """
    left = column << FINE
    for _ in range(REFINED):
        left = left - whole @ np.array([round(c) for c in np.ldexp(part, FINE)], dtype=object)
        top = max(map(abs, left)) or 1
        missed = np.array([number / top for number in left])
        again = np.linalg.lstsq(X, missed)[0]
        if np.linalg.norm(missed - X @ again) > np.linalg.norm(missed) / 2:
            return missed
        part = again * (top / (1 << FINE)) * unit
    return None


def _vanishes(examples: Examples, C: Array, exponents: Array) -> bool:
    """Say whether the integers C make 0 of every example."""
    used = np.array([any(column) for column in C.T])
    if len(examples) * used.sum() > MANY:
        return False
    return not any((C[:, used] @ integers(X[:, used], exponents[used]).T).any() for X, _ in examples.blocks)


def _beside(examples: Examples, scaled: Array, border: float, exponents: Array, sizes: Array) -> Array | None:
    """Return the direction next to this one along which all margins at the border are 0, in integers.

    The margins at the border are linear in the direction: what makes them 0 is found by elimination, exactly.
    """
    K, n = scaled.shape
    rows = _at_the_border(examples, scaled * np.ldexp(1.0, -sizes), border)
    if rows is None or not len(rows[0]):
        return None
    X, own, other = rows
    size = (np.ldexp(1.0, exponents - sizes)).clip(1e-300)
    A = np.zeros((len(X), K, n))
    np.add.at(A, (np.arange(len(X)), own), X * np.ldexp(1.0, -sizes))
    np.add.at(A, (np.arange(len(X)), other), -X * np.ldexp(1.0, -sizes))
    picked = _independent(A[:, 1:].reshape(len(X), -1))
    if len(picked) ** 2 * (K - 1) * n > WORK or len(picked) == (K - 1) * n:
        return None
    B = np.full((len(picked), K, n), 0, dtype=object)
    whole = integers(X[picked], exponents)
    for row, (x, here, there) in enumerate(zip(whole, own[picked], other[picked], strict=True)):
        B[row, here] += x
        B[row, there] -= x
    solved = eliminated(B[:, 1:].reshape(len(picked), (K - 1) * n), np.tile(size, K - 1))
    C = _whole(scaled[1:], LONG, exponents, sizes).ravel()
    pivots, B, common = solved
    free = np.setdiff1d(np.arange(len(C)), pivots)
    C[pivots] = -(B[:, free] @ C[free])
    C[free] *= common
    C = C if common > 0 else -C
    return np.concatenate((np.full((1, n), 0, dtype=object), C.reshape(K - 1, n)))


def _at_the_border(examples: Examples, D: Array, border: float) -> tuple[Array, Array, Array] | None:
    """Return the different examples whose margin is next to 0 along D, each with an own class and another."""
    found = [(X, margins, positive, zero) for X, margins, _, positive, zero in _pairs(examples, D)]
    high = max(float(np.where(positive, margins, -np.inf).max()) for _, margins, positive, _ in found)
    if high <= 0:
        return None
    rows = []
    for X, margins, positive, zero in found:
        other, example = np.nonzero((positive & (np.abs(margins) <= border * high)) | zero)
        own = np.argmax(~(positive | zero), axis=0)[example]
        rows.append(np.column_stack((own, other, X[example])))
    together = np.vstack(rows).astype(float)
    if together.size > MANY:
        return None
    together = np.unique(together, axis=0)
    return together[:, 2:], together[:, 0].astype(int), together[:, 1].astype(int)


def _independent(A: Array) -> list[int]:
    """Return numbers of rows that are independent and span the others, as far as floating point sees it."""
    A, picked = A.copy(), []
    first = (A**2).sum(axis=1)
    left = first.copy()
    for _ in range(min(A.shape)):
        row = int(left.argmax())
        if left[row] <= 1e-18 * first.max():
            break
        picked.append(row)
        unit = A[row] / np.sqrt(left[row])
        A -= np.outer(A @ unit, unit)
        left = (A**2).sum(axis=1)
        left[picked] = 0
    return picked


def eliminated(B: Array, sizes: Array) -> tuple[list[int], Array, int]:
    """Return pivot columns, and the rows reduced to one common pivot: Gauss and Jordan without fractions (Bareiss).

    Parameters
    ----------
    B : ndarray of shape (any, n) of int
        Python's integers; they are changed.
    sizes : ndarray of shape (n,)
        By which entries of a row are compared: its largest becomes the pivot.

    Returns
    -------
    pivots : list of int
        A column for each row that is independent of those before.
    rows : ndarray of shape (len(pivots), n) of int
        Zero in each other's pivot.
    common : int
        What stands in all pivots.
    """
    pivots: list[int] = []
    kept: list[int] = []
    last = 1
    for row in range(len(B)):
        column = int(np.argmax([abs(b) * s for b, s in zip(_floats(B[row]), sizes, strict=True)]))
        pivot = B[row, column]
        if not pivot:
            continue
        for other in range(len(B)):
            if other != row:
                B[other] = (pivot * B[other] - B[other, column] * B[row]) // last
        last = pivot
        pivots.append(column)
        kept.append(row)
    return pivots, B[kept], last


def _directions(C: Array, exponents: Array, sizes: Array) -> Array:
    """Return C / 2^exponents as floats, in units in which the largest product with an example is about 1."""
    shift = sizes - exponents
    whole = np.asarray(C << np.asarray(shift - shift.min(), dtype=object))
    return np.reshape(_floats(whole), C.shape) * np.ldexp(1.0, -sizes)


def _floats(numbers: Array) -> list[float]:
    """Return integers divided by the largest, as floats."""
    top = max(abs(c) for c in numbers.ravel()) or 1
    return [c / top for c in numbers.ravel()]


def _pairs(examples: Examples, D: Array) -> Iterator[tuple[Array, Array, Array, Array, Array]]:
    """Yield for each block X, the margins of the own logits over all, their rounding; which must be >= 0, which 0."""
    for X, y in examples.blocks:
        Z, room = D @ X.T, (X.shape[1] + 2) * EPSILON * (np.abs(D) @ np.abs(X.T))
        room += LEAST * ((D != 0).astype(float) @ (X.T != 0))
        share = shares(y, len(X), len(D))
        own, example = share.argmax(axis=0), np.arange(len(X))
        others = np.arange(len(Z))[:, None] != own
        yield (X, Z[own, example] - Z, room + room[own, example], (share == 0) & others, (share > 0) & others)


def _separates(examples: Examples, C: Array, exponents: Array, sizes: Array) -> bool:
    """Say whether the integers C separate: in floating point where that is sure, else in integers."""
    if not C.any():
        return False
    D = _directions(C, exponents, sizes)
    if ((np.abs(D) < LEAST) & (C != 0)).any():  # rounding could not be told
        return False
    strict, looked = False, 0
    for X, margins, room, positive, zero in _pairs(examples, D):
        if (positive & (margins < -room)).any() or (zero & (np.abs(margins) > room)).any():
            return False
        strict = strict or bool((positive & (margins > room)).any())
        unsure = (((positive & (margins <= room)) | zero) & (room > 0)).any(axis=0)
        looked += int(unsure.sum()) * X.shape[1]
        if looked > MANY:
            return False
        if unsure.any():
            used = np.array([any(column) for column in C.T])
            Z = C[:, used] @ integers(X[unsure][:, used], exponents[used]).T
            own = np.argmax(~(positive | zero)[:, unsure], axis=0)
            exact = Z[own, range(Z.shape[1])] - Z
            if ((exact < 0) & positive[:, unsure]).any() or ((exact != 0) & zero[:, unsure]).any():
                return False
            strict = strict or bool(((exact > 0) & positive[:, unsure]).any())
    return strict
