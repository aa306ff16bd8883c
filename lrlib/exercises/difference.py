"""Where and by how much values differ, and one question about that: what is said of a mistake without a name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lrlib.exercises.trial import ROUGH, Trial, is_rough, shape

Named = dict[str, Any]
FINE = (1e-6, 1e-8)


@dataclass(frozen=True)
class Condition:
    """What the failing inputs may have in common.

    Attributes
    ----------
    words : str
        Continues "it is wrong only where".
    question : str
        What to ask then.
    holds : callable
        Takes the arguments by name and the trial.
    """

    words: str
    question: str
    holds: Callable[[Named, Trial], bool]


def _is_soft(named: Named, trial: Trial) -> bool:
    Y = np.asarray(named.get("Y", 0))
    return bool(((Y != 0) & (Y != 1)).any())


def _classes(named: Named) -> int:
    """Return how many classes there are where the exercise has any number of them, else 0."""
    if "K" in named:
        return int(named["K"])
    if "W" in named:
        return len(named["W"])
    widest = named.get("Y", named.get("Z"))
    if widest is not None and np.ndim(widest) == 2:
        return int(np.shape(widest)[1])
    labels = named.get("y_train", named.get("y") if "k" in named else None)
    return int(np.max(labels)) + 1 if labels is not None and np.size(labels) else 0


def _examples(named: Named) -> int:
    return next((len(named[n]) for n in ("X", "Z", "y") if n in named and np.ndim(named[n])), 2)


def _lacks_ones(named: Named, trial: Trial) -> bool:
    X = np.asarray(named.get("X", 1))
    return X.ndim == 2 and bool((X[:, 0] != 1).any())


def _is_whole(named: Named, trial: Trial) -> bool:
    arrays = [a for a in trial.arguments if isinstance(a, np.ndarray)]
    return bool(arrays) and all(a.dtype.kind in "iu" for a in arrays)


CONDITIONS = (
    Condition(
        "the labels are shares and not only 0 and 1",
        "Which line takes one label for the whole row of labels?",
        _is_soft,
    ),
    Condition(
        "the first column of X is not ones",
        "Where do you take it for granted that the first column of X is ones? Nobody promises it here.",
        _lacks_ones,
    ),
    Condition(
        "the numbers are large",
        "Which step changes or cuts off a large number, and is that part of the formula?",
        lambda named, trial: trial.extreme,
    ),
    Condition(
        "the input holds whole numbers",
        "Which of your arrays takes its type from the input?",
        _is_whole,
    ),
    Condition(
        "the input is float32",
        "Which line asks for a type, or loses digits?",
        lambda named, trial: is_rough(trial.arguments, None),
    ),
    Condition(
        "there are more than two classes",
        "Which line is right for two classes only?",
        lambda named, trial: _classes(named) > 2,
    ),
    Condition(
        "there are two classes",
        "Which line needs a third class?",
        lambda named, trial: _classes(named) == 2,
    ),
    Condition(
        "there is a single example",
        "What are your sums, means and shapes for one example?",
        lambda named, trial: _examples(named) == 1,
    ),
    Condition(
        "there is more than one example",
        "Which line is right for one example only: a sum, a mean, a shape?",
        lambda named, trial: _examples(named) > 1,
    ),
    Condition(
        "l2 is not 0",
        "Which of your terms has l2 in it, and which entries does it see?",
        lambda named, trial: named.get("l2", 0) != 0,
    ),
    Condition(
        "the threshold is not one half",
        "Where does the threshold enter?",
        lambda named, trial: named.get("threshold", 0.5) != 0.5,
    ),
)
PLACES = {  # what is wrong within one result, and what to ask then
    "all entries": "Take the first entry: which step of your formula gives another number than on paper?",
    "only the first entry, that of the intercept": "What does your function do with entry 0 that it does not do with "
    "the others?",
    "only the first entry": "What does your function do with entry 0 that it does not do with the others?",
    "all entries but the first": "What does your function do with entry 0 that it should do with all?",
    "only the first column, that of the intercepts": "What does your function do with column 0 that it does not do "
    "with the others?",
    "all columns but the first": "What does your function do with column 0 that it should do with all?",
    "only the first row, that of the first class": "What is special about class 0 in your function?",
    "all rows but the first": "Which line uses the first row where each row's own is wanted?",
    "only one row": "What has that row of the input that the others have not?",
    "only one column": "What has that column of the input that the others have not?",
    "only the diagonal": "What is the formula where both indices are the same?",
    "all but the diagonal": "What is the formula where the indices differ?",
    "only some entries": "What have the inputs of these entries in common?",
}


def describe(names: Sequence[str], trials: Sequence[Trial], failed: Sequence[Trial]) -> tuple[str, str]:
    """Return in words how far off the values are and where, and a question about it.

    Parameters
    ----------
    names : sequence of str
        Of the arguments.
    trials : sequence of Trial
        All.
    failed : sequence of Trial
        The wrong ones; the first is the one that is shown.

    Returns
    -------
    tuple of str
        What is seen, and the question.
    """
    common = _common(names, trials, failed)
    seen = [f"it is wrong only where {common.words}" if common else _how_many(trials, failed)]
    shift = _shift(failed)
    places = [_place(trial) for trial in failed]
    if shift is not None:
        seen.append(f"every value is {abs(shift):.4g} too {'large' if shift > 0 else 'small'}")
    elif places[0]:
        same = all(place == places[0] for place in places)
        seen.append(f"wrong: {places[0]}{'' if same else ' here'}, by up to {_far(failed[0])}")
    else:
        seen.append(f"it differs by {_far(failed[0])}")
    question = "By hand, with the input above: which step gives another number?"
    if shift is not None:
        question = "Which term is the same whatever the input is, and should it be there?"
    elif places[0]:
        question = PLACES[places[0]]
    return "; ".join(seen), common.question if common else question


def _common(names: Sequence[str], trials: Sequence[Trial], failed: Sequence[Trial]) -> Condition | None:
    wrong = {id(trial) for trial in failed}
    for condition in CONDITIONS if len(failed) < len(trials) else ():
        holds = [condition.holds(dict(zip(names, t.arguments, strict=False)), t) for t in trials]
        if holds == [id(trial) in wrong for trial in trials]:
            return condition
    return None


def _how_many(trials: Sequence[Trial], failed: Sequence[Trial]) -> str:
    if len(failed) == len(trials):
        return f"it is wrong in each of {len(trials)} calls" if len(trials) > 1 else "it is wrong"
    return f"it is wrong in {len(failed)} of {len(trials)} calls"


def _shift(failed: Sequence[Trial]) -> float | None:
    """Return by what all values are too large, where it is the same everywhere and there are several."""
    gaps = [a - b for t in failed for a, b in t.pairs() if a is not None and b is not None and a.shape == b.shape]
    flat = np.concatenate([gap.ravel() for gap in gaps]) if gaps else np.empty(0)
    if flat.size < 2 or not np.isfinite(flat).all() or abs(flat[0]) < 1e-4:
        return None
    return float(flat[0]) if np.allclose(flat, flat[0], rtol=1e-4, atol=1e-7) else None


def _off(trial: Trial) -> list[tuple[Any, Any]]:
    """Return for each part which entries differ, and by how much."""
    tolerance = ROUGH if is_rough(trial.arguments, trial.outcome.value) else FINE
    found = []
    with np.errstate(invalid="ignore"):
        for a, b in trial.pairs():
            if a is not None and b is not None and a.shape == b.shape:
                found.append((~np.isclose(a, b, *tolerance, equal_nan=True), np.abs(a - b)))
    return found


def _far(trial: Trial) -> str:
    gaps = [gap[wrong] for wrong, gap in _off(trial) if wrong.any()]
    flat = np.concatenate(gaps) if gaps else np.empty(0)
    if flat.size and not np.isfinite(flat).all():
        return "a number that is none (nan or inf)"
    return f"{flat.max():.3g}" if flat.size else "little"


def _place(trial: Trial) -> str:
    """Say which entries of a result differ; nothing for a single number."""
    parts = [wrong for wrong, _ in _off(trial) if wrong.any()]
    if not parts or parts[0].size < 2:
        return ""
    wrong = parts[0]
    if wrong.all():
        return "all entries"
    if wrong.ndim == 1:
        if wrong[0] and not wrong[1:].any():
            return "only the first entry, that of the intercept" if _has_theta(trial) else "only the first entry"
        return "all entries but the first" if wrong[1:].all() else "only some entries"
    if wrong.ndim == 2:
        return _place_in_table(wrong, is_weights=_has_weights(trial))
    return "only some entries"


def _place_in_table(wrong: Any, *, is_weights: bool) -> str:
    rows, columns = wrong.any(axis=1), wrong.any(axis=0)
    if wrong.shape[0] == wrong.shape[1]:
        own = np.eye(len(wrong), dtype=bool)
        if not wrong[~own].any() and wrong[own].all():
            return "only the diagonal"
        if not wrong[own].any() and wrong[~own].all():
            return "all but the diagonal"
    if columns.sum() == 1:
        return "only the first column, that of the intercepts" if is_weights and columns[0] else "only one column"
    if rows.sum() == 1:
        return "only the first row, that of the first class" if is_weights and rows[0] else "only one row"
    if not columns[0] and wrong[:, 1:].all():
        return "all columns but the first"
    return "all rows but the first" if not rows[0] and wrong[1:].all() else "only some entries"


def _has_theta(trial: Trial) -> bool:
    """Say whether the result has an entry for each parameter, and the first of these is the intercept."""
    if len(trial.arguments) < 2 or shape(trial.arguments[0]) != shape(trial.expected):
        return False
    X = np.asarray(trial.arguments[1])
    return X.ndim == 2 and bool((X[:, 0] == 1).all())


def _has_weights(trial: Trial) -> bool:
    return _has_theta(trial) and len(shape(trial.expected)) == 2
