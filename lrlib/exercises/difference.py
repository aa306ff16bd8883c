"""Where and by how much values differ, and one question about that: what is said of a mistake without a name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lrlib.exercises import relation
from lrlib.exercises.excerpt import apart
from lrlib.exercises.general import lost
from lrlib.exercises.trial import ROUGH, Trial, close, is_rough, shape

Named = dict[str, Any]
FINE = (1e-6, 1e-8)


@dataclass(frozen=True)
class Condition:
    """What the failing inputs may have in common.

    Attributes
    ----------
    words : str
        Continues "in these calls it is wrong only where".
    question : str
        What to ask then.
    holds : callable
        Takes the arguments by name and the trial.
    denied : callable
        Takes the same: a right call of which this holds clears the function of what the question asks.
    """

    words: str
    question: str
    holds: Callable[[Named, Trial], bool]
    denied: Callable[[Named, Trial], bool] = lambda named, trial: False


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


FAR = Condition(
    "the numbers are very large or very small",
    "Does a step change, round or cut off a very large or very small number, and is that part of the formula?",
    lambda named, trial: trial.extreme,
)


def _is_partly_whole(named: Named, trial: Trial) -> bool:
    kinds = {a.dtype.kind in "iu" for a in trial.arguments if isinstance(a, np.ndarray)}
    return len(kinds) > 1


CONDITIONS = (
    Condition(
        "the labels are shares and not only 0 and 1",
        "What does your formula make of a row of labels such as (0.6, 0.4)?",
        _is_soft,
    ),
    Condition(
        "the first column of X is not ones",
        "Do you take it for granted that the first column of X is ones? Nobody promises it here.",
        _lacks_ones,
    ),
    Condition(
        "the input holds whole numbers",
        "Does one of your arrays take its type from the input?",
        _is_whole,
    ),
    Condition(
        "some of the input are whole numbers",
        "Does one of your arrays take its type from the input?",
        _is_partly_whole,
        denied=_is_whole,
    ),
    Condition(
        "the input is float32",
        "Does a line ask for a type, or lose digits?",
        lambda named, trial: is_rough(trial.arguments, None),
    ),
    Condition(
        "there are more than two classes",
        "Is a line right for two classes only?",
        lambda named, trial: _classes(named) > 2,
    ),
    Condition(
        "there are two classes",
        "Does a line need a third class?",
        lambda named, trial: _classes(named) == 2,
    ),
    Condition(
        "there is a single example",
        "What are your sums, means and shapes for one example?",
        lambda named, trial: _examples(named) == 1,
    ),
    Condition(
        "there is more than one example",
        "Is a line right for one example only, or for one label only: a sum, a mean, a shape, a sign?",
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
    "only the first entry, that of the intercept": "How should entry 0 be treated, and how do you treat it?",
    "only the first entry": "How should entry 0 be treated, and how do you treat it?",
    "all entries but the first": "How should the entries after the first be treated, and how do you treat them?",
    "only the first column, that of the intercepts": "How should column 0 be treated, and how do you treat it?",
    "all columns but the first": "How should the columns after the first be treated, and how do you treat them?",
    "only the first row, that of the first class": "How should class 0 be treated, and how do you treat it?",
    "all rows but the first": "Does a line use the first row where each row's own is wanted?",
    "only one row": "What has that row of the input that the others have not?",
    "only the diagonal": "What is the formula where both indices are the same?",
    "all but the diagonal": "What is the formula where the indices differ?",
    "only above the diagonal": "How does your function come to these entries?",
    "only below the diagonal": "How does your function come to these entries?",
}
ORDINALS = ("first", "second", "third")
FEW = 0.25  # of the right calls may meet a condition that all wrong ones meet


def describe(
    names: Sequence[str],
    trials: Sequence[Trial],
    failed: Sequence[Trial],
    extreme: Sequence[Trial] = (),
    told: tuple[str, str] | None = None,
) -> tuple[str, str, Trial]:
    """Return in words how far off the values are and where, a question about it, and the call that shows it.

    Parameters
    ----------
    names : sequence of str
        Of the arguments.
    trials : sequence of Trial
        All.
    failed : sequence of Trial
        The wrong ones; the first is the one that is shown.
    extreme : sequence of Trial
        Others, right or wrong: a condition that a wrong one of them does not meet is none, and what is expected there
        tells where values may lie.
    told : tuple of str, optional
        What the exercise has to say of the first wrong call, in place of its entries.

    Returns
    -------
    tuple
        What is seen, the question, and one of the wrong trials.
    """
    besides = [t for t in extreme if t.returned and not t.right and not lost(t)]
    common, always = _common(names, trials, failed, besides)
    seen = [f"in these calls it is wrong only where {common.words}" if common and always else _how_many(trials, failed)]
    if common and not always:
        seen[0] += f", only where {common.words}"
    once = _once(failed)
    shift = _shift(once) if len(failed) == len(trials) else None  # a term that is always there spares no call
    related = relation.between([dict(zip(names, t.arguments, strict=False)) for t in once], once, [*trials, *extreme])
    if shift is not None:
        seen.append(f"every value is {abs(shift):.4g} too {'large' if shift > 0 else 'small'}")
        question = "Is a term there that is the same whatever the input is, and should it be?"
    elif related:
        seen.append(related.words)
        question = related.question
    else:
        where, question = told or _where(failed)
        seen.append(where)
    shown = once[related.shown] if related and shift is None else failed[0]
    return "; ".join(seen), common.question if common else question, shown


def _common(
    names: Sequence[str], trials: Sequence[Trial], failed: Sequence[Trial], besides: Sequence[Trial]
) -> tuple[Condition | None, bool]:
    """Return what the wrong calls have in common, and whether each call that has it is wrong."""

    def _named(trial: Trial) -> Named:
        return dict(zip(names, trial.arguments, strict=False))

    def _meets(condition: Condition, trial: Trial) -> bool:
        return condition.holds(_named(trial), trial)

    if all(trial.extreme for trial in failed):
        return FAR, len(failed) == sum(trial.extreme for trial in trials)
    wrong = {id(trial) for trial in failed}
    weak = None
    for condition in CONDITIONS if len(failed) < len(trials) else ():
        if not all(_meets(condition, trial) for trial in besides):
            continue
        if any(trial.right and condition.denied(_named(trial), trial) for trial in trials):
            continue
        met = {id(trial) for trial in trials if _meets(condition, trial)}
        if met == wrong:
            return condition, True
        if weak is None and wrong < met and len(met - wrong) <= FEW * (len(trials) - len(failed)):
            weak = condition
    return weak, False


def _how_many(trials: Sequence[Trial], failed: Sequence[Trial]) -> str:
    if len(failed) == len(trials):
        return f"it is wrong in each of {len(trials)} calls" if len(trials) > 1 else "it is wrong"
    return f"it is wrong in {len(failed)} of {len(trials)} calls"


def _once(failed: Sequence[Trial]) -> list[Trial]:
    """Return the calls without those that repeat the input of another, in another type or order of time."""
    kept: list[Trial] = []
    for trial in failed:
        if not any(_alike(trial.expected, other.expected) for other in kept):
            kept.append(trial)
    return kept


def _alike(one: Any, other: Any) -> bool:
    return shape(one) == shape(other) and bool(close(one, other, *ROUGH))


def _shift(failed: Sequence[Trial]) -> float | None:
    """Return by what all values are too large, where it is the same everywhere and there are several."""
    gaps = [a - b for t in failed for a, b in t.pairs() if a is not None and b is not None and a.shape == b.shape]
    flat = np.concatenate([gap.ravel() for gap in gaps]) if gaps else np.empty(0)
    if flat.size < 2 or not np.isfinite(flat).all() or abs(flat[0]) < 1e-4:
        return None
    return float(flat[0]) if np.allclose(flat, flat[0], rtol=1e-4, atol=1e-7) else None


def _where(failed: Sequence[Trial]) -> tuple[str, str]:
    """Return what of the result is wrong and how far off, and a question about that."""
    if each := _parts(failed):
        return each, _take(failed[0])
    part, far = _part(failed), f"by up to {_far(failed[0])}"
    labels = _labels(failed[0])
    places = [_place(trial) for trial in failed]
    place = places[0] if len({p.partition(", ")[0] for p in places if p}) == 1 else ""
    if place in PLACES:
        return f"wrong: {part}{place}, {far}", PLACES[place]
    if not _first_wrong(failed[0])[0]:
        if part:
            return f"wrong: {part.rstrip(', ')}, {far}", "Which counts belong above and below the line of that number?"
        several = isinstance(failed[0].expected, tuple)
        off = f"{_each(failed[0])} here" if several else f"it is {_far(failed[0])} {_way(failed)}"
        return off, "By hand, with the input above: which step gives another number?"
    here = "all entries here" if places[0] == "all entries" else "some entries"
    return f"wrong: {part}{place or here}, {labels or far}", _take(failed[0])


def _take(trial: Trial) -> str:
    """Ask about the first wrong entry."""
    index, wanted, came = _first_wrong(trial)
    return f"Take {index}: {wanted} is expected and {came} came. Which step gives another number than on paper?"


def _parts(failed: Sequence[Trial]) -> str:
    """Say of each of several arrays that is wrong where it is and how far off; nothing where only one ever is."""
    off = _off(failed[0])
    if not isinstance(failed[0].expected, tuple) or _part(failed) or any(wrong.size < 2 for wrong, _ in off):
        return ""
    said = [
        f"{_place_of(i, failed)} of the {ORDINALS[i]} value, by up to {gap[wrong].max():.3g}"
        for i, (wrong, gap) in enumerate(off)
        if wrong.any()
    ]
    turned = "; in the other order they would be right" if _turned(failed[0]) else ""
    return f"wrong: {'; '.join(said)}{turned}"


def _place_of(part: int, failed: Sequence[Trial]) -> str:
    """Say which entries of one of several values differ, as far as the calls agree on that."""
    places = [_place_in(trial, _off(trial)[part][0]) for trial in failed if _differs(trial, part)]
    if len({place for place in places if place}) == 1:
        return places[0]
    return "all entries here" if places[0] == "all entries" else "some entries"


def _turned(trial: Trial) -> bool:
    """Say whether the values are right in the other order."""
    came, wanted = zip(*trial.pairs(), strict=True)
    return all(a.shape == b.shape and bool(np.allclose(a, b, *FINE)) for a, b in zip(came[::-1], wanted, strict=True))


def _labels(trial: Trial) -> str:
    """Say how many of a row of whole numbers are wrong; nothing of other values."""
    wrong = [w for w, _ in _off(trial) if w.any()]
    if getattr(trial.expected, "ndim", 0) != 1 or trial.expected.dtype.kind not in "iu" or len(wrong) != 1:
        return ""
    return f"{wrong[0].sum()} of {wrong[0].size} in this call"


def _way(failed: Sequence[Trial]) -> str:
    """Say of single numbers whether they are too large or too small, here or always."""
    gaps = [a - b for t in failed for a, b in t.pairs() if a is not None and b is not None and a.shape == b.shape]
    word = "too large" if gaps[0].sum() > 0 else "too small"
    same = len(gaps) > 1 and len({bool(way) for gap in gaps for way in (gap[gap != 0] > 0).ravel()}) == 1
    return f"{word}, and {word} in all of these calls" if same else f"{word} here"


def _each(trial: Trial) -> str:
    """Say of several numbers how far each is off, and which way."""
    said = []
    for ordinal, (wrong, gap), (came, wanted) in zip(ORDINALS, _off(trial), trial.pairs(), strict=False):
        if wrong.any():
            way = "large" if float(came.sum()) > float(wanted.sum()) else "small"
            said.append(f"the {ordinal} value is {gap.max():.3g} too {way}")
    return ", ".join(said)


def _part(failed: Sequence[Trial]) -> str:
    """Say which of several values is wrong, where only one of them is."""
    count = len(failed[0].expected) if isinstance(failed[0].expected, tuple) else 1
    parts = {i for trial in failed for i in range(count) if _differs(trial, i)}
    return f"only the {ORDINALS[parts.pop()]} of the {count} values, " if count > 1 and len(parts) == 1 else ""


def _differs(trial: Trial, part: int) -> bool:
    off = _off(trial)
    return len(off) > part and bool(off[part][0].any())


def _first_wrong(trial: Trial) -> tuple[str, str, str]:
    """Return where the first wrong entry stands, what was expected there and what came; nothing for a single number."""
    for ordinal, (wrong, _), (came, wanted) in zip(ORDINALS, _off(trial), trial.pairs(), strict=False):
        if wrong.any() and wrong.size > 1:
            place = tuple(int(i) for i in np.argwhere(wrong)[0])
            index = f"entry {place[0]}" if len(place) == 1 else f"entry {place}"
            if isinstance(trial.expected, tuple):
                index = f"{index} of the {ordinal} value"
            return index, *apart(float(wanted[place]), float(came[place]))
    return "", "", ""


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
    return f"{flat.max():.3g}" if flat.size else "little"


def _place(trial: Trial) -> str:
    """Say which entries of a result differ; nothing for a single number."""
    wrong = next((wrong for wrong, _ in _off(trial) if wrong.any()), np.empty(0))
    return _place_in(trial, wrong)


def _place_in(trial: Trial, wrong: Any) -> str:
    if wrong.size < 2:
        return ""
    if wrong.all():
        return "all entries"
    if wrong.ndim == 1:
        if wrong[0] and not wrong[1:].any():
            return "only the first entry, that of the intercept" if _has_theta(trial) else "only the first entry"
        return "all entries but the first" if wrong[1:].all() else "some entries"
    if wrong.ndim == 2:
        return _place_in_table(wrong, is_weights=_has_weights(trial))
    return "some entries"


def _place_in_table(wrong: Any, *, is_weights: bool) -> str:
    rows, columns = wrong.any(axis=1), wrong.any(axis=0)
    if wrong.shape[0] == wrong.shape[1]:
        own = np.eye(len(wrong), dtype=bool)
        if not wrong[~own].any() and wrong[own].all():
            return "only the diagonal"
        if not wrong[own].any() and wrong[~own].all():
            return "all but the diagonal"
        if not np.tril(wrong).any() or not np.triu(wrong).any():
            return "only above the diagonal" if wrong[0, -1] else "only below the diagonal"
    if columns.sum() == 1 and is_weights and columns[0]:
        return "only the first column, that of the intercepts"
    if rows.sum() == 1:
        return "only the first row, that of the first class" if is_weights and rows[0] else "only one row"
    if not columns[0] and wrong[:, 1:].all():
        return "all columns but the first"
    return "all rows but the first" if not rows[0] and wrong[1:].all() else "some entries"


def _has_theta(trial: Trial) -> bool:
    """Say whether the result has an entry for each parameter, and the first of these is the intercept."""
    if len(trial.arguments) < 2 or shape(trial.arguments[0]) != shape(trial.expected):
        return False
    X = np.asarray(trial.arguments[1])
    return X.ndim == 2 and bool((X[:, 0] == 1).all())


def _has_weights(trial: Trial) -> bool:
    return _has_theta(trial) and len(shape(trial.expected)) == 2
