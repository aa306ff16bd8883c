"""A trial: one case with what became of it and what was expected; and when two values agree."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lrlib.exercises.call import Outcome
from lrlib.exercises.exercise import Arguments, Exercise
from lrlib.exercises.wire import Other

RAISED = Other("an error")
ROUGH = (1e-3, 1e-5)  # relative and absolute, where float32 is computed with


@dataclass(frozen=True)
class Trial:
    """One case with its outcome.

    Attributes
    ----------
    number : int
        Of the case, for `exercises.case`.
    arguments : tuple
        Of the call.
    outcome : Outcome
        What became of it.
    expected : object
        What lrlib gives.
    right : bool
        Whether both agree.
    extreme : bool
        Whether only a stable formula is right here.
    """

    number: int
    arguments: Arguments
    outcome: Outcome
    expected: Any
    right: bool
    extreme: bool = False

    @property
    def returned(self) -> bool:
        """Return whether the call came to a return.

        Returns
        -------
        bool
            Whatever it returned.
        """
        return self.outcome.end == "returned"

    def size(self) -> int:
        """Return how many numbers the arguments hold.

        Returns
        -------
        int
            By which the smallest input is found.
        """
        return sum(np.size(a) for a in self.arguments if isinstance(a, np.ndarray))

    def pairs(self) -> Iterator[tuple[Any, Any]]:
        """Yield each part of the result, with what was expected for it, as arrays of numbers.

        Yields
        ------
        tuple of ndarray
            None in place of what is no array of real numbers.
        """
        came = self.outcome.value if self.returned else None
        if not isinstance(self.expected, tuple):
            yield numbers(came), numbers(self.expected)
        elif isinstance(came, tuple | list) and len(came) == len(self.expected):
            for a, b in zip(came, self.expected, strict=True):
                yield numbers(a), numbers(b)
        else:
            yield None, None


def attempt(exercise: Exercise, number: int, arguments: Arguments, outcome: Outcome, extreme: bool = False) -> Trial:
    """Return the trial of a case, judged.

    Parameters
    ----------
    exercise : Exercise
        Which one.
    number : int
        Of the case.
    arguments : tuple
        Of the call.
    outcome : Outcome
        What became of it.
    extreme : bool
        Whether only a stable formula is right here.

    Returns
    -------
    Trial
        With what lrlib gives for numbers of full precision.
    """
    wide = tuple(a.astype(float) if isinstance(a, np.ndarray) and a.dtype == np.float32 else a for a in arguments)
    expected = exercise.reference(*wide)
    if _unpacks(exercise, outcome.value):
        outcome = replace(outcome, value=tuple(outcome.value))
    came = outcome.value if outcome.end == "returned" else RAISED
    return Trial(number, arguments, outcome, expected, _agrees(exercise, arguments, came, expected), extreme)


def _unpacks(exercise: Exercise, came: Any) -> bool:
    """Say whether an array is as good as the several arrays asked for: `a, b = f(x)` takes it apart into these."""
    several = isinstance(exercise.returns, tuple) and set(exercise.returns) == {"array"}
    return several and isinstance(came, np.ndarray) and came.ndim > 1 and len(came) == len(exercise.returns)


def _agrees(exercise: Exercise, arguments: Arguments, came: Any, expected: Any) -> bool:
    if isinstance(came, Other):
        return isinstance(expected, Other) and came == expected
    if exercise.agrees and not isinstance(expected, Other):
        came = tuple(came) if isinstance(came, list) and isinstance(expected, tuple) else came
        return shape(came) == shape(expected) and bool(safely(exercise.agrees, arguments, came, expected))
    return close(came, expected, *(ROUGH if is_rough(arguments, came) else (exercise.rtol, exercise.atol)))


def safely(look: Callable[..., Any], *what: Any) -> Any:
    """Return what a function of an exercise says of a student's numbers; nothing where it cannot compute with them.

    Parameters
    ----------
    look : callable
        Such as the sign of a mistake. It may hand the numbers to lrlib, which refuses what is no parameter of a model.
    *what : object
        What it takes.

    Returns
    -------
    object
        None where it stops with an error: it has seen nothing.
    """
    with quiet():
        try:
            return look(*what)
        except Exception:  # the numbers of a student may be any
            return None


@contextmanager
def quiet() -> Iterator[None]:
    """Compute without warnings, also where a student has made errors of them.

    Yields
    ------
    None
        Once.
    """
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def is_rough(arguments: Arguments, came: Any) -> bool:
    """Say whether float32 has entered, or come out.

    Parameters
    ----------
    arguments : tuple
        Of the call.
    came : object
        What was returned.

    Returns
    -------
    bool
        Then `ROUGH` is the tolerance.
    """
    return any(getattr(x, "dtype", None) == np.float32 for x in (*arguments, came))


def close(came: Any, expected: Any, rtol: float, atol: float) -> bool:
    """Say whether two results agree, part by part.

    Parameters
    ----------
    came, expected : object
        Numbers, arrays, or tuples of these.
    rtol, atol : float
        What may differ.

    Returns
    -------
    bool
        False too where the shapes differ.
    """
    if isinstance(expected, tuple):
        return (
            isinstance(came, tuple | list)
            and len(came) == len(expected)
            and all(close(a, b, rtol, atol) for a, b in zip(came, expected, strict=True))
        )
    found = numbers(came)
    if found is None or isinstance(expected, Other) or found.shape != np.shape(expected):
        return False
    return bool(np.allclose(found, np.asarray(expected, dtype=float), rtol=rtol, atol=atol, equal_nan=True))


def numbers(x: Any) -> Any:
    """Return x as an array of real numbers.

    Parameters
    ----------
    x : object
        Anything.

    Returns
    -------
    ndarray or None
        None where it is none.
    """
    try:
        array = np.asarray(x)
        return array.astype(float) if array.dtype.kind in "biuf" else None
    except (ValueError, TypeError, OverflowError):
        return None


def shape(x: Any) -> Any:
    """Return the shape of a value.

    Parameters
    ----------
    x : object
        A number, an array, a list or a tuple of these.

    Returns
    -------
    tuple or None
        That of each part of a tuple; None where there is none.
    """
    if isinstance(x, tuple):
        return tuple(shape(part) for part in x)
    found = numbers(x)
    return None if found is None else found.shape
