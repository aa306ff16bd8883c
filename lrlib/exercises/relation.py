"""What wrong values have to do with the right ones: rounded, turned over, in other places, off by one factor."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lrlib.exercises.trial import Trial

Named = dict[str, Any]
Pairs = Sequence[tuple[Any, Any]]
NEAR = (1e-5, 1e-7)


@dataclass(frozen=True)
class Relation:
    """One way in which all that came depends on what was expected.

    Attributes
    ----------
    words : str
        What is seen.
    question : str
        What to ask then.
    shown : int
        The number of the wrong call in which it is seen.
    """

    words: str
    question: str
    shown: int = 0


def between(named: Sequence[Named], failed: Sequence[Trial], trials: Sequence[Trial]) -> Relation | None:
    """Return the first relation that holds in every call that failed.

    Parameters
    ----------
    named : sequence of dict
        The arguments of each of the calls by name.
    failed : sequence of Trial
        The wrong ones.
    trials : sequence of Trial
        All, which tell where the values lie that are expected.

    Returns
    -------
    Relation or None
        None also where a shape is wrong, or what came are too few numbers to tell.
    """
    calls = [list(trial.pairs()) for trial in failed]
    pairs = [pair for call in calls for pair in call]
    if any(a is None or b is None or a.shape != b.shape for a, b in pairs):
        return None
    lost = [i for i, call in enumerate(calls) if not all(np.isfinite(a).all() for a, _ in call)]
    if 0 in lost:
        return Relation(
            "what came is no number (nan or inf)"
            if len(lost) == len(calls)
            else "in some of these calls what came is no number (nan or inf)",
            "Does a line divide by 0, take a logarithm or a root of what is below 0, or overflow?",
        )
    if sum(a.size for a, _ in pairs) < 3:
        return None
    rounded = _rounded(pairs)
    if rounded or all(np.allclose(a, b, rtol=1e-3, atol=1e-5) for a, b in pairs):
        return rounded
    for relation, holds in _KNOWN:
        if all(holds(a, b) for a, b in pairs):
            return relation
    return (
        _factor(named, calls) or _shift(calls) or _impossible(calls, [b for trial in trials for _, b in trial.pairs()])
    )


def _of(form: Callable[[Any], Any]) -> Callable[[Any, Any], bool]:
    def _holds(came: Any, wanted: Any) -> bool:
        with np.errstate(all="ignore"):
            return bool(np.allclose(came, form(wanted), *NEAR))

    return _holds


def _in_another_order(came: Any, wanted: Any) -> bool:
    if came.size < 2 or not np.allclose(np.sort(came, axis=None), np.sort(wanted, axis=None), *NEAR):
        return False
    return np.unique(wanted).size > 2 or bool((wanted != np.round(wanted)).any())  # two labels say nothing of places


_KNOWN: tuple[tuple[Relation, Callable[[Any, Any], bool]], ...] = (
    (
        Relation("every value is 1 minus the expected", "Of which of two answers is this the share or the label?"),
        _of(lambda x: 1 - x),
    ),
    (
        Relation("every value is right but for its sign", "Which sign should each value have, and what gives it?"),
        lambda came, wanted: _of(np.abs)(np.abs(came), wanted),
    ),
    (Relation("every value is the square of the expected", "Is something squared that should not be?"), _of(np.square)),
    (Relation("every value is the root of the expected", "Is a square missing, or a root too much?"), _of(np.sqrt)),
    (
        Relation("every value is the logarithm of the expected", "Should the result be a logarithm?"),
        _of(np.log),
    ),
    (
        Relation("every value is the exponential of the expected", "Is a logarithm missing at the end?"),
        _of(np.exp),
    ),
    (
        Relation("every value is 1 divided by the expected", "What should stand above the line, and what below it?"),
        _of(lambda x: 1 / x),
    ),
    (
        Relation("all numbers are right, but stand in other places", "Which index or axis says where each one goes?"),
        _in_another_order,
    ),
)


def _rounded(pairs: Pairs) -> Relation | None:
    for digits in range(5):
        if all(np.allclose(a, np.round(b, digits), rtol=0, atol=1e-7) for a, b in pairs) and any(map(_some, pairs)):
            if all(np.isin(a, (0, 1)).all() for a, _ in pairs):
                return Relation(
                    "every value is 0 or 1, whichever is nearer to what is expected",
                    "Does a line round, or compare, where a number between 0 and 1 is asked for?",
                )
            some = f"rounded to {digits} decimals" if digits > 1 else "rounded to 1 decimal"
            what = some if digits else "rounded to a whole number"
            return Relation(
                f"every value is the expected one, {what}",
                "Does a line round, or cut off what is too small or too large? Return all the digits.",
            )
    if all(np.array_equal(a, np.floor(np.round(b, 9))) for a, b in pairs) and any(map(_some, pairs)):
        return Relation("only the whole part of each value came", "Which line cuts the decimals off: int, //, a type?")
    return None


def _some(pair: tuple[Any, Any]) -> bool:
    """Say whether anything came but zeros, which are no rounding of what is small."""
    return bool(np.any(pair[0]))


def _factors(calls: Sequence[Pairs]) -> list[float] | None:
    found, several = [], False
    for pairs in calls:
        came, wanted = (np.concatenate([pair[i].ravel() for pair in pairs]) for i in (0, 1))
        if not wanted.any():
            return None
        several = several or len(np.unique(wanted[wanted != 0])) > 1  # a single number is a multiple of any other
        found.append(float(came @ wanted / (wanted @ wanted)))
        if not np.allclose(came, found[-1] * wanted, *NEAR) or abs(found[-1]) < 1e-6:
            return None
    return found if several or len(found) > 1 else None


def _factor(named: Sequence[Named], calls: Sequence[Pairs]) -> Relation | None:
    """Return the relation of one factor for each call, by the name of the factor where it has one."""
    factors = _factors(calls)
    if factors is None:
        return None
    for words, sizes in _quantities(named):
        if len(set(sizes)) > 1 and np.allclose(factors, sizes, rtol=1e-4):
            return Relation(
                f"every value is {words} times the expected, here {factors[0]:.4g} times",
                "Is something counted, summed or divided there once too often, or not at all?",
            )
    if min(sum(a.size for a, _ in pairs) for pairs in calls) < 2:
        return None
    return Relation(
        f"in each call all values are off by one factor, here {factors[0]:.4g}",
        "Is that factor a number of the input, or a length, or is another number taken where each one's own is wanted?",
    )


def _quantities(named: Sequence[Named]) -> Iterator[tuple[str, list[float]]]:
    """Yield what a factor may be, in words and for each call."""
    kinds: dict[str, list[float]] = {
        "m, the number of examples,": [_length(arguments, 0) for arguments in named],
        "n, the number of columns,": [_length(arguments, 1) for arguments in named],
        "K, the number of classes,": [len(arguments.get("W", ())) for arguments in named],
    }
    for name in sorted({n for arguments in named for n, x in arguments.items() if isinstance(x, int | float)}):
        kinds[name] = [float(arguments[name]) for arguments in named]
    for words, sizes in kinds.items():
        if all(size > 0 for size in sizes):
            yield words, sizes
            yield f"1 / {words}", [1 / size for size in sizes]
            yield f"2 / {words}", [2 / size for size in sizes]
            yield f"1 + {words}", [1 + size for size in sizes]


def _length(arguments: Named, axis: int) -> int:
    tables = [np.shape(arguments[n]) for n in ("X", "Z") if n in arguments]
    return int(tables[0][axis]) if tables else 0


def _shift(calls: Sequence[Pairs]) -> Relation | None:
    gaps = [np.concatenate([(a - b).ravel() for a, b in pairs]) for pairs in calls]
    if min(gap.size for gap in gaps) < 2 or not all(np.allclose(gap, gap[0], rtol=1e-4, atol=1e-7) for gap in gaps):
        return None
    size, way = abs(gaps[0][0]), "large" if gaps[0][0] > 0 else "small"
    return Relation(
        f"in each call all values are off by the same amount, here {size:.4g} too {way}",
        "Is a term the same for all entries, and should it be there?",
    )


def _impossible(calls: Sequence[Pairs], expected: Sequence[Any]) -> Relation | None:
    """Return in which way what came cannot be what is asked for, whatever the formula is, and where that is seen."""
    if all(map(_sums_to_one, expected)) and not any(_sums_to_one(a) for pairs in calls for a, _ in pairs):
        return Relation("the rows do not sum to 1", "What should a row add up to, and why?")
    found = ((i, _out_of_bounds(pairs, expected)) for i, pairs in enumerate(calls))
    return next((replace(relation, shown=i) for i, relation in found if relation), None)


def _out_of_bounds(pairs: Pairs, expected: Sequence[Any]) -> Relation | None:
    low = any((a < -1e-9).any() for a, _ in pairs)
    high = any((a > 1 + 1e-9).any() for a, _ in pairs)
    if all(((b >= 0) & (b <= 1)).all() for b in expected) and (low or high):
        what = "below 0 and above 1" if low and high else "below 0" if low else "above 1"
        return Relation(
            f"some values are {what}, where all that are expected lie from 0 to 1",
            "Can a result lie elsewhere? If not, which step should keep it there?",
        )
    if low and all((b >= 0).all() for b in expected):
        return Relation(
            "some values are below 0, where none is expected there",
            "Can a result be below 0? If not, which sign or which logarithm makes it so?",
        )
    return None


def _sums_to_one(x: Any) -> bool:
    return x.ndim == 2 and bool(np.allclose(x.sum(axis=1), 1, atol=1e-3))
