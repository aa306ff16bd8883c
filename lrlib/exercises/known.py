"""The known mistakes of an exercise: which of them, if any, explains all that came."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lrlib.exercises.exercise import Arguments, Exercise, Mimic, Only, Pattern, Seen, Trap
from lrlib.exercises.trial import RAISED, ROUGH, Trial, close, is_rough, safely, shape
from lrlib.exercises.wire import Other

Known = Mimic | Only | Trap | Pattern


def recognise(exercise: Exercise, trials: Sequence[Trial]) -> Known | None:
    """Return the first known mistake of the exercise that fits all the trials.

    Parameters
    ----------
    exercise : Exercise
        Which one.
    trials : sequence of Trial
        Some of them wrong.

    Returns
    -------
    Mimic, Only, Trap, Pattern or None
        As `exercise.wrong` holds it.
    """
    for known in exercise.wrong:
        if isinstance(known, Mimic) and any(_mimics(form, trials) for form in known.forms()):
            return known
        if isinstance(known, Only):
            visible = [not known.when(*t.arguments) for t in trials]
            if not all(t.returned or t.right for t in trials):  # an error is told as one
                continue
            if any(visible) and not all(visible) and all(t.right != v for t, v in zip(trials, visible, strict=True)):
                return known
        if isinstance(known, Trap) and not known.remark and any(not t.right for t in caught(known, trials)):
            return known
        if isinstance(known, Pattern) and seen(known, trials):
            return known
    return None


def seen(pattern: Pattern, trials: Sequence[Trial]) -> Seen | None:
    """Return which trial shows a pattern, and what is seen of it there.

    Parameters
    ----------
    pattern : Pattern
        A known mistake.
    trials : sequence of Trial
        Some of them wrong.

    Returns
    -------
    tuple or None
        None also where a call did not return, or a result has another shape.
    """
    if not all(t.returned and shape(t.outcome.value) == shape(t.expected) for t in trials):
        return None
    answered = [(t.arguments, t.outcome.value, t.expected, t.right) for t in trials]
    shown: Seen | None = safely(pattern.sign, answered)
    return shown


def caught(trap: Trap, trials: Sequence[Trial]) -> list[Trial]:
    """Return the trials in which a trap sees its sign.

    Parameters
    ----------
    trap : Trap
        A known mistake.
    trials : sequence of Trial
        All that count.

    Returns
    -------
    list of Trial
        None where the sign has to be everywhere, and a wrong trial does not show it.
    """
    if trap.everywhere and not all(springs(trap, trial) for trial in trials if not trial.right):
        return []
    return [trial for trial in trials if springs(trap, trial)]


def springs(trap: Trap, trial: Trial) -> bool:
    """Say whether a trap sees its sign.

    Parameters
    ----------
    trap : Trap
        A known mistake.
    trial : Trial
        Also one that is within the tolerance.

    Returns
    -------
    bool
        False where the result has another shape.
    """
    if not trial.returned or shape(trial.outcome.value) != shape(trial.expected):
        return False
    return bool(safely(trap.sign, trial.arguments, trial.outcome.value, trial.expected))


def _mimics(form: Callable[..., Any], trials: Sequence[Trial]) -> bool:
    """Say whether every outcome is that of the wrong formula, and some outcome tells it from the right one."""
    telling = False
    for trial in trials:
        value = _of_mimic(form, trial.arguments)
        came = trial.outcome.value if trial.returned else RAISED
        if isinstance(value, Other) or isinstance(came, Other):
            if not (isinstance(value, Other) and isinstance(came, Other)):
                return False
        elif not close(came, value, *(ROUGH if is_rough(trial.arguments, came) else (1e-6, 1e-9))):
            return False
        telling = telling or (not trial.right and came is not RAISED)
    return telling


def _of_mimic(form: Callable[..., Any], arguments: Arguments) -> Any:
    copies = [a.copy() if isinstance(a, np.ndarray) else a for a in arguments]
    value = safely(form, *copies)  # the wrong formula may fail in any way, as the student's does
    return RAISED if value is None else value
