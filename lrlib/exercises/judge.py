"""From outcomes to a finding: right, or which known mistake, shown by the smallest input that fails.

The judge runs in the clean process and sees values only, never the function.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np

from lrlib.exercises import difference, general
from lrlib.exercises.call import Outcome
from lrlib.exercises.excerpt import brief, call
from lrlib.exercises.exercise import Arguments, Exercise, Mimic, Pattern, Trap, listed, single
from lrlib.exercises.known import Known, caught, recognise, seen, springs
from lrlib.exercises.trial import Trial, attempt, numbers, quiet, safely, shape
from lrlib.exercises.wire import Other

FATAL = {
    "hung": "hangs",
    "exited": "exits",
    "crashed": "crashes",
    "recursed": "recursion",
    "memory": "too-much-memory",
    "arguments": "takes-wrong-arguments",
    "empty": "still-empty",
}
SEVERAL = {
    "title": "it does not return the values that are asked for, one beside the other",
    "hint": "Does your function end with a line such as `return first, second`, with as many values as the line "
    "Returns names?",
    "why": "With commas between them a function hands back several values at once; an array or a dictionary of them is "
    "one value.",
}
LISTS = {
    "title": "a list or a tuple stands where an array is wanted",
    "hint": "Wrap each of the values on its own: np.array makes an array of a list.",
}
FLOATS = {
    "title": "the numbers are floats, where whole numbers are asked for",
    "why": "Labels and places are whole numbers: an array of floats can be no index. Floats that are whole become so "
    "by .astype(int); probabilities have to be compared first.",
}
Runner = Callable[[Sequence[Arguments]], Sequence[Outcome]]


@dataclass(frozen=True)
class Finding:
    """What the judge found.

    Attributes
    ----------
    mistake : str or None
        The name in the catalogue, None where the function is right.
    arguments : tuple
        The smallest input that shows it.
    expected, came : object
        What lrlib and what the student's function returned.
    detail : str
        What cannot be seen from the values.
    words : mapping
        Another title, hint or why than the exercise's.
    question : str
        What to ask about it, where the catalogue cannot know.
    repeat : str
        The call as a line of Python.
    warned : str
        What NumPy warns of, where all values are right.
    notes : tuple of str
        What a right function may still improve.
    by_values : bool
        Whether the name is that of a formula which gives the same values; how the function comes to them nobody saw.
    """

    mistake: str | None
    arguments: Arguments = ()
    expected: Any = None
    came: Any = None
    detail: str = ""
    question: str = ""
    repeat: str = ""
    warned: str = ""
    notes: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    by_values: bool = False


def calls(exercise: Exercise) -> list[Arguments]:
    """Return the arguments of all calls: cases, extremes, the first in float32, again, as lists, and what is beyond.

    Parameters
    ----------
    exercise : Exercise
        Which one.

    Returns
    -------
    list of tuple
        The same at every call.
    """
    ordinary = exercise.ordinary()
    more = [single(ordinary[0]), ordinary[0], listed(ordinary[0])]
    return [*ordinary, *exercise.extreme(), *more, *(b.arguments for b in exercise.beyond)]


@quiet()
def judge(exercise: Exercise, outcomes: Sequence[Outcome]) -> Finding:
    """Return what is wrong with a function, by what became of its calls.

    Parameters
    ----------
    exercise : Exercise
        Which one.
    outcomes : sequence of Outcome
        Of `calls`, in order; fewer where one of them hung or crashed.

    Returns
    -------
    Finding
        With a mistake of the catalogue, or None.
    """
    count, extremes = len(exercise.ordinary()), len(exercise.extreme())
    asked = calls(exercise)
    judged = count + extremes + 2
    if not outcomes or (len(outcomes) < len(asked) and outcomes[-1].end == "returned"):
        return Finding("crashes", detail="the calls were not all answered")
    outcomes = _begun(outcomes)
    trials = [
        attempt(exercise, i, arguments, outcome, count <= i < count + extremes)
        for i, (arguments, outcome) in enumerate(zip(asked[:judged], outcomes, strict=False))
    ]
    notes = list(_rough_only(exercise, trials))
    if notes:
        del trials[judged - 2]
    for look in (_ending, _order, _conduct, _kind, _ordinary, _extreme):
        finding = look(exercise, trials)
        if finding:
            return finding
    notes += _notes(exercise, trials, outcomes[judged:])
    warned = next((t.outcome.warned for t in trials if t.outcome.warned), "")
    return Finding(None, warned=warned, notes=tuple(notes))


@quiet()
def breaking_points(exercise: Exercise, run: Runner, *signs: str) -> list[int | None]:
    """Return the smallest size of the input at which each sign is seen that a function breaks: by tens, then by ones.

    Parameters
    ----------
    exercise : Exercise
        With a `breaks_at`.
    run : callable
        Takes argument lists, gives outcomes.
    *signs : str
        What is looked for: wrong, a value that is not right; lost, none is left; warned, a warning of NumPy.

    Returns
    -------
    list of (int or None)
        For each sign; None where it is not seen.
    """
    breaks_at, found = exercise.breaks_at, list[int | None]()
    if breaks_at is None:
        return [None for _ in signs]

    @cache  # a sign is mostly seen where another is
    def _tried(sizes: range) -> list[tuple[int, Arguments, Outcome]]:
        asked = [breaks_at(float(t)) for t in sizes]
        return list(zip(sizes, asked, run(asked), strict=False))

    for sign in signs:
        tens = _first_broken(exercise, _tried(range(10, 1101, 10)), sign)
        ones = [] if tens is None else _tried(range(tens - 9, tens + 1))
        found.append(_first_broken(exercise, ones, sign))
    return found


def _first_broken(exercise: Exercise, tried: list[tuple[int, Arguments, Outcome]], sign: str) -> int | None:
    for t, arguments, outcome in tried:
        trial = attempt(exercise, t, arguments, outcome)
        if {"wrong": not trial.right, "lost": general.gone(trial), "warned": bool(outcome.warned)}[sign]:
            return t
    return None


def arguments_of(exercise: Exercise) -> list[str]:
    """Return the names of the arguments, from the stub.

    Parameters
    ----------
    exercise : Exercise
        Which one.

    Returns
    -------
    list of str
        In order.
    """
    head = exercise.stub[exercise.stub.index("(") + 1 : exercise.stub.index("):")]
    return [part.split(":")[0].split("=")[0].strip() for part in head.split(",") if part.strip() not in ("", "*", "/")]


def _show(exercise: Exercise, trials: Sequence[Trial], mistake: str, detail: str = "", question: str = "") -> Finding:
    """Return the finding with the smallest of the trials."""
    trial = min(trials, key=Trial.size)
    came = trial.outcome.value if trial.returned else trial.outcome.error
    line = call(exercise.name, trial.number, trial.arguments)
    floats = mistake == "wrong-dtype" and getattr(came, "dtype", np.dtype(type(came))).kind == "f"
    return Finding(
        mistake, trial.arguments, trial.expected, came, detail, question, line, words=FLOATS if floats else {}
    )


def _rough_only(exercise: Exercise, trials: Sequence[Trial]) -> list[str]:
    """Return a remark where a function that is right for all else stops with an error for float32."""
    rough = len(exercise.ordinary()) + len(exercise.extreme())
    if len(trials) <= rough or trials[rough].outcome.end != "raised":
        return []
    if not all(t.right for t in trials if t.number != rough):
        return []
    line = call(exercise.name, rough, trials[rough].arguments)
    return [f"For numbers of the type float32 it stops with {trials[rough].outcome.error}. To see it: {line}"]


def _begun(outcomes: Sequence[Outcome]) -> Sequence[Outcome]:
    """Return what became of the calls: where some gave a value, a NotImplementedError is an error, and no stub's."""
    if not any(o.end == "returned" and o.value is not None and o.value is not ... for o in outcomes):
        return outcomes
    return [replace(o, end="raised") if o.end == "empty" and "ellipsis" not in o.error else o for o in outcomes]


def _ending(exercise: Exercise, trials: Sequence[Trial]) -> Finding | None:
    for trial in trials:
        if trial.outcome.end in FATAL:
            return _show(exercise, [trial], FATAL[trial.outcome.end])
        if trial.outcome.end not in (*FATAL, "returned", "raised"):
            return _show(exercise, [trial], "crashes")
    values = [t.outcome.value for t in trials if t.returned]
    if values and all(value is ... for value in values):
        return _show(exercise, trials, "still-empty")
    return None


def _order(exercise: Exercise, trials: Sequence[Trial]) -> Finding | None:
    """Name arguments in another order before anything that comes of it, unless that has a name by itself."""
    order, failed = general.misordered(arguments_of(exercise), trials), [t for t in trials if not t.right]
    if not order or not failed:
        return None
    usual = [t for t in trials if not t.extreme]
    known = recognise(exercise, usual)
    if known and known.mistake.endswith("-exchanged"):  # such as costs-exchanged
        return replace(_told(exercise, usual, [t for t in usual if not t.right], known), detail=order)
    return _show(exercise, failed, "takes-wrong-arguments", order)


def _conduct(exercise: Exercise, trials: Sequence[Trial]) -> Finding | None:
    changed = [t for t in trials if t.outcome.arguments]
    if changed:
        names, shown = arguments_of(exercise), min(changed, key=Trial.size)
        which = ", ".join(names[i] for i in shown.outcome.arguments if 0 <= i < len(names))
        return _show(exercise, [shown], "changes-argument", f"after the call the argument {which} is another")
    shared = [t for t in trials if t.outcome.shared][:1]
    if shared:
        return _show(exercise, shared, "changes-global-state", "it changed " + ", ".join(shared[0].outcome.shared))
    first, a, b = trials[0], trials[0].outcome, trials[-1].outcome  # the first case is asked again at the end
    if a.end == b.end == "returned" and repr(a.value) != repr(b.value) and not exercise.chance:
        detail = f"the second time came {brief(b.value, 12)}"
        return replace(_show(exercise, [first], "not-deterministic"), detail=detail)
    return None


def _kind(exercise: Exercise, trials: Sequence[Trial]) -> Finding | None:
    several = isinstance(exercise.returns, tuple)
    for trial in (t for t in trials if t.returned):
        value, wanted = trial.outcome.value, exercise.returns
        if value is None:
            return _show(exercise, [trial], "prints" if trial.outcome.printed else "returns-none")
        if several:
            if not isinstance(value, tuple | list) or len(value) != len(wanted):
                return replace(_show(exercise, [trial], "returns-something-else", _parts(value)), words=SEVERAL)
            found = next((m for v, w in zip(value, wanted, strict=True) if (m := _kind_of(v, w, None))), None)
        else:
            found = _kind_of(value, str(wanted), trial.expected)
        if found and several:
            return replace(_show(exercise, [trial], found), words=LISTS if found == "returns-list" else {})
        if found:
            return _show(exercise, [trial], found, _parts(value) if isinstance(value, tuple) else "")
    return None


def _kind_of(value: Any, wanted: str, expected: Any) -> str | None:
    if value is None:
        return "returns-none"
    if isinstance(value, Other):
        return "returns-matrix" if value.what == "matrix" else "returns-something-else"
    if wanted == "any":
        return None
    if isinstance(value, list | tuple):
        found = numbers(value)
        alike = found is not None and (isinstance(value, list) or found.shape == np.shape(expected))
        return "returns-list" if alike and wanted != "number" else "returns-something-else"
    if isinstance(value, str) or value is ...:
        return "returns-something-else"
    kind = np.asarray(value).dtype.kind
    return "wrong-dtype" if kind not in ("iu" if wanted == "labels" else "iuf") else None


def _parts(value: Any) -> str:
    if not isinstance(value, tuple):
        return f"it returned {_named(value)}"
    more = ", ..." if len(value) > 4 else ""
    return f"it returned a tuple of {len(value)}: {', '.join(map(_named, value[:4]))}{more}"


def _named(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"a {type(value).__name__} of {len(value)}"
    if np.ndim(value):
        return f"an array of shape {shape(value)}"
    if isinstance(value, int | float | np.number | np.ndarray):
        return "a number"
    return f"a value of the kind {value.what if isinstance(value, Other) else type(value).__name__}"


def _ordinary(exercise: Exercise, trials: Sequence[Trial]) -> Finding | None:
    usual = [t for t in trials if not t.extreme]
    failed = [t for t in usual if not t.right]
    if not failed:
        return None
    known = recognise(exercise, usual)
    if known:
        return _told(exercise, usual, [t for t in failed if t.returned] or failed, known)
    return _generic(exercise, usual, sorted(failed, key=Trial.size), [t for t in trials if t.extreme])


def _told(exercise: Exercise, trials: Sequence[Trial], failed: Sequence[Trial], known: Known) -> Finding:
    """Return the finding of a known mistake, in its own words where it has some."""
    shown = seen(known, trials) if isinstance(known, Pattern) else None
    if isinstance(known, Pattern) and shown:
        return replace(_show(exercise, [trials[shown[0]]], known.mistake, shown[1]), words=known.words)
    if isinstance(known, Trap):
        sprung = [t for t in failed if springs(known, t)] or failed
        return replace(_in_words(_show(exercise, sprung, known.mistake), known), by_values=True)
    if not isinstance(known, Mimic):
        return replace(_show(exercise, failed, known.mistake), by_values=True)
    return replace(_show(exercise, failed, known.mistake, known.seen), words=known.words, by_values=True)


def _in_words(finding: Finding, trap: Trap) -> Finding:
    return replace(finding, words={**finding.words, **trap.words})


def _generic(exercise: Exercise, usual: Sequence[Trial], failed: Sequence[Trial], extreme: Sequence[Trial]) -> Finding:
    """Return what can be told without a known mistake of the exercise."""
    raised = [t for t in failed if t.outcome.end == "raised"]
    if raised:
        return _stopped(exercise, raised)
    other = general.misshaped(usual)
    if other:
        return _show(exercise, [other[0]], other[1], other[2])
    factor = general.multiple(usual)
    if factor is not None:
        name = "wrong-sign" if abs(factor + 1) < 1e-5 else "wrong-factor"
        return _show(
            exercise, failed, name, f"every value is {factor:.6g} times the expected", general.asked_of(factor)
        )
    if general.truncated(usual, failed):
        return _show(exercise, failed, "truncates-integers")
    return _differing(exercise, usual, failed, extreme)


def _differing(
    exercise: Exercise, trials: Sequence[Trial], failed: Sequence[Trial], extreme: Sequence[Trial] = ()
) -> Finding:
    first = failed[0]
    told = safely(exercise.told, first.arguments, first.outcome.value, first.expected) if exercise.told else None
    detail, question, shown = difference.describe(arguments_of(exercise), trials, failed, extreme, told)
    return _show(exercise, [shown], "wrong-values", detail, question)


def _extreme(exercise: Exercise, trials: Sequence[Trial]) -> Finding | None:
    for known in (k for k in exercise.wrong if isinstance(k, Trap) and not k.remark):
        trapped = caught(known, trials)
        if trapped:
            return _in_words(_show(exercise, trapped, known.mistake), known)
    failed = sorted((t for t in trials if not t.right), key=Trial.size)
    if not failed:
        return None
    known_one = recognise(exercise, trials)
    if known_one:
        return _told(exercise, trials, failed, known_one)
    lost = [t for t in failed if general.lost(t)]
    if lost:
        told = next((t.outcome.warned for t in lost if t.outcome.warned), "")
        return _show(exercise, lost, "unstable", f"NumPy warns: {told}" if told else "")
    raised = [t for t in failed if t.outcome.end == "raised"]
    return _stopped(exercise, raised) if raised else _differing(exercise, trials, failed)


def _stopped(exercise: Exercise, raised: Sequence[Trial]) -> Finding:
    shown = min(raised, key=Trial.size)
    question = general.stopped(shown.outcome.error, arguments_of(exercise), shown.arguments)
    return _show(exercise, [shown], "raises", question=question)


def _notes(exercise: Exercise, trials: Sequence[Trial], rest: Sequence[Outcome]) -> list[str]:
    notes = []
    if any(t.outcome.printed for t in trials):
        notes.append("It also prints; take the print out when you no longer need it.")
    remarks = [known for known in exercise.wrong if isinstance(known, Trap) and known.remark]
    notes += [known.remark for known in remarks if any(springs(known, t) for t in trials)]
    if rest and rest[0].end != "returned" and any(isinstance(a, list) for a in listed(exercise.ordinary()[0])):
        notes.append("It takes arrays only; with np.asarray at the top it would take lists too.")
    for beyond, outcome in zip(exercise.beyond, rest[1:], strict=False):
        if not attempt(exercise, 0, beyond.arguments, outcome).right:
            notes.append(beyond.remark)
    return notes
