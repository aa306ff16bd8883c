"""All exercises, in the order of the chapters: found by name, judged nowhere here."""

import difflib

from lrlib.exercises.exercise import Exercise
from lrlib.exercises.tasks import (
    binary,
    categories,
    decisions,
    descent,
    diagnostics,
    fit_logistic,
    fit_softmax,
    libraries,
    momentum,
    multiclass,
    networks,
    penalties,
    pipeline,
    rare,
    reading,
    scores,
    softmax,
    thresholds,
    training,
)

GROUPS = (
    binary,
    categories,
    decisions,
    descent,
    diagnostics,
    fit_logistic,
    libraries,
    momentum,
    multiclass,
    networks,
    penalties,
    pipeline,
    rare,
    reading,
    scores,
    softmax,
    fit_softmax,
    thresholds,
    training,
)
ALL: dict[str, Exercise] = {
    e.name: e for e in sorted((e for group in GROUPS for e in group.EXERCISES), key=lambda e: e.chapter)
}


def names() -> list[str]:
    """Return the names of all exercises, in the order of the chapters.

    Returns
    -------
    list of str
        Such as sigmoid.

    Examples
    --------
    >>> names()[0]
    'confusion'
    """
    return list(ALL)


def find(name: str) -> Exercise:
    """Return an exercise by its name.

    Parameters
    ----------
    name : str
        As `names` gives it.

    Returns
    -------
    Exercise
        The data of the exercise.

    Raises
    ------
    TypeError, ValueError
        If it is no text, or no such exercise exists.
    """
    if not isinstance(name, str):
        raise TypeError(f"the name is {type(name).__name__}; wanted is text, such as 'sigmoid'")
    if name not in ALL:
        near = difflib.get_close_matches(name, ALL, n=3, cutoff=0.4) or list(ALL)
        raise ValueError(f"there is no exercise {name[:60]!r}; wanted is one of {', '.join(near)}")
    return ALL[name]
