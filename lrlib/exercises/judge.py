"""From outcomes to a finding: right, or which known mistake, shown by the smallest input that fails.

The judge runs in the clean process and sees values only, never the function.
"""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lrlib.exercises.exercise import Arguments, Exercise, Mimic, Only, Trap, listed, single
from lrlib.exercises.sandbox import Outcome
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
RAISED = Other("an error")


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
    notes : tuple of str
        What a right function may still improve.
    """

    mistake: str | None
    arguments: Arguments = ()
    expected: Any = None
    came: Any = None
    detail: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trial:
    """One case with its outcome."""

    arguments: Arguments
    outcome: Outcome
    expected: Any
    right: bool
    extreme: bool = False


def calls(exercise: Exercise) -> list[Arguments]:
    """Return the argument lists of all calls: cases, extremes, the first in float32 and again, and as lists.

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
    return [*ordinary, *exercise.extreme(), single(ordinary[0]), ordinary[0], listed(ordinary[0])]


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
    trials = [
        _trial(exercise, arguments, outcome, count <= i < count + extremes)
        for i, (arguments, outcome) in enumerate(zip(asked[:-1], outcomes, strict=False))
    ]
    if not trials or (len(outcomes) < len(asked) and outcomes[-1].end == "returned"):
        return Finding("crashes", detail="the calls were not all answered")
    for look in (_ending, _conduct, _kind, _ordinary, _extreme):
        finding = look(exercise, trials)
        if finding:
            return finding
    return Finding(None, notes=_notes(exercise, trials, outcomes[-1], asked[-1]))


def breaking_point(exercise: Exercise, run: Callable[[Sequence[Arguments]], Sequence[Outcome]]) -> int | None:
    """Return the smallest size of the input at which a function breaks, found by tens, then by ones.

    Parameters
    ----------
    exercise : Exercise
        With a `breaks_at`.
    run : callable
        Takes argument lists, gives outcomes.

    Returns
    -------
    int or None
        None where it does not break.
    """
    if exercise.breaks_at is None:
        return None
    tens = _first_broken(exercise, run, range(10, 1101, 10))
    return None if tens is None else _first_broken(exercise, run, range(tens - 9, tens + 1))


def _first_broken(
    exercise: Exercise, run: Callable[[Sequence[Arguments]], Sequence[Outcome]], sizes: range
) -> int | None:
    asked = [exercise.breaks_at(float(t)) for t in sizes] if exercise.breaks_at else []
    for t, arguments, outcome in zip(sizes, asked, run(asked), strict=False):
        if outcome.warned or not _trial(exercise, arguments, outcome, True).right:
            return t
    return None


def _trial(exercise: Exercise, arguments: Arguments, outcome: Outcome, extreme: bool) -> Trial:
    wide = tuple(a.astype(float) if isinstance(a, np.ndarray) and a.dtype == np.float32 else a for a in arguments)
    expected = exercise.reference(*wide)
    came = outcome.value if outcome.end == "returned" else RAISED
    return Trial(arguments, outcome, expected, _agrees(exercise, arguments, came, expected), extreme)


def _agrees(exercise: Exercise, arguments: Arguments, came: Any, expected: Any) -> bool:
    if isinstance(came, Other):
        return isinstance(expected, Other) and came == expected
    if exercise.agrees and not isinstance(expected, Other):
        try:
            return shape(came) == shape(expected) and bool(exercise.agrees(arguments, came, expected))
        except (ValueError, TypeError, ArithmeticError):
            return False
    rough = any(getattr(x, "dtype", None) == np.float32 for x in (*arguments, came))
    return _close(came, expected, *((1e-3, 1e-5) if rough else (exercise.rtol, exercise.atol)))


def _close(came: Any, expected: Any, rtol: float, atol: float) -> bool:
    if isinstance(expected, tuple):
        return (
            isinstance(came, tuple | list)
            and len(came) == len(expected)
            and all(_close(a, b, rtol, atol) for a, b in zip(came, expected, strict=True))
        )
    numbers = _numbers(came)
    if numbers is None or isinstance(expected, Other) or numbers.shape != np.shape(expected):
        return False
    return bool(np.allclose(numbers, np.asarray(expected, dtype=float), rtol=rtol, atol=atol, equal_nan=True))


def _numbers(x: Any) -> Any:
    """Return x as an array of real numbers, or None."""
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
    numbers = _numbers(x)
    return None if numbers is None else numbers.shape


def _show(trials: Sequence[Trial], mistake: str, detail: str = "") -> Finding:
    """Return the finding with the smallest of the trials."""
    trial = min(trials, key=lambda t: sum(np.size(a) for a in t.arguments if isinstance(a, np.ndarray)))
    came = trial.outcome.error if trial.outcome.end != "returned" else trial.outcome.value
    return Finding(mistake, trial.arguments, trial.expected, came, detail)


def _ending(exercise: Exercise, trials: Sequence[Trial]) -> Finding | None:
    for trial in trials:
        if trial.outcome.end in FATAL:
            return _show([trial], FATAL[trial.outcome.end])
        if trial.outcome.end not in (*FATAL, "returned", "raised"):
            return _show([trial], "crashes")
    values = [t.outcome.value for t in trials if t.outcome.end == "returned"]
    if values and all(value is ... for value in values):
        return _show(trials, "still-empty")
    return None


def _conduct(exercise: Exercise, trials: Sequence[Trial]) -> Finding | None:
    shared = [t for t in trials if t.outcome.shared]
    if shared:
        return _show(shared[:1], "changes-global-state", "it changed " + ", ".join(shared[0].outcome.shared))
    changed = [t for t in trials if t.outcome.arguments]
    if changed:
        names = arguments_of(exercise)
        which = ", ".join(names[i] for i in changed[0].outcome.arguments if 0 <= i < len(names))
        return _show(changed, "changes-argument", f"after the call the argument {which} is another")
    first, a, b = trials[0], trials[0].outcome, trials[-1].outcome  # the first case is asked again at the end
    if a.end == b.end == "returned" and repr(a.value) != repr(b.value):
        return replace(_show([first], "not-deterministic"), detail=f"the second time came {brief(b.value)}")
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


def _kind(exercise: Exercise, trials: Sequence[Trial]) -> Finding | None:
    several = isinstance(exercise.returns, tuple)
    for trial in (t for t in trials if t.outcome.end == "returned"):
        value, wanted = trial.outcome.value, exercise.returns
        if value is None:
            return _show([trial], "prints" if trial.outcome.printed else "returns-none")
        if several:
            if not isinstance(value, tuple | list) or len(value) != len(wanted):
                return _show([trial], "returns-something-else", f"{len(wanted)} values are wanted")
            found = next((m for v, w in zip(value, wanted, strict=True) if (m := _kind_of(v, w))), None)
        else:
            found = _kind_of(value, str(wanted))
        if found:
            return _show([trial], found)
    return None


def _kind_of(value: Any, wanted: str) -> str | None:
    if value is None:
        return "returns-none"
    if isinstance(value, Other):
        return "returns-matrix" if value.what == "matrix" else "returns-something-else"
    if wanted == "any":
        return None
    if isinstance(value, list | tuple):
        return "returns-list" if wanted != "number" else "returns-something-else"
    if isinstance(value, str) or value is ...:
        return "returns-something-else"
    kind = np.asarray(value).dtype.kind
    return "wrong-dtype" if kind not in ("iu" if wanted == "labels" else "iuf") else None


def _ordinary(exercise: Exercise, trials: Sequence[Trial]) -> Finding | None:
    usual = [t for t in trials if not t.extreme]
    failed = [t for t in usual if not t.right]
    if not failed:
        return None
    named = _named(exercise, usual)
    if named:
        return _show([t for t in failed if t.outcome.end == "returned"] or failed, named)
    return _generic(exercise, usual, failed)


def _named(exercise: Exercise, trials: Sequence[Trial]) -> str | None:
    """Return the first known mistake of the exercise that fits all the trials."""
    for known in exercise.wrong:
        if isinstance(known, Mimic) and any(_mimics(exercise, form, trials) for form in known.forms()):
            return known.mistake
        if isinstance(known, Only):
            visible = [not known.when(*t.arguments) for t in trials]
            if any(visible) and not all(visible) and all(t.right != v for t, v in zip(trials, visible, strict=True)):
                return known.mistake
        if isinstance(known, Trap) and any(_trapped(known, t) for t in trials if not t.right):
            return known.mistake
    return None


def _trapped(trap: Trap, trial: Trial) -> bool:
    if trial.outcome.end != "returned" or shape(trial.outcome.value) != shape(trial.expected):
        return False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return bool(trap.sign(trial.arguments, trial.outcome.value, trial.expected))


def _mimics(exercise: Exercise, form: Callable[..., Any], trials: Sequence[Trial]) -> bool:
    """Say whether every outcome is that of the wrong formula, and some outcome tells it from the right one."""
    telling = False
    for trial in trials:
        value = _of_mimic(form, trial.arguments)
        came = trial.outcome.value if trial.outcome.end == "returned" else RAISED
        if isinstance(value, Other) or isinstance(came, Other):
            if not (isinstance(value, Other) and isinstance(came, Other)):
                return False
        elif not _agrees_with(trial, came, value):
            return False
        telling = telling or (not trial.right and came is not RAISED)
    return telling


def _agrees_with(trial: Trial, came: Any, value: Any) -> bool:
    rough = any(getattr(x, "dtype", None) == np.float32 for x in (*trial.arguments, came))
    return _close(came, value, *((1e-3, 1e-5) if rough else (1e-6, 1e-9)))


def _of_mimic(form: Callable[..., Any], arguments: Arguments) -> Any:
    copies = [a.copy() if isinstance(a, np.ndarray) else a for a in arguments]
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            return form(*copies)
        except Exception:  # the wrong formula may fail in any way, as the student's does
            return RAISED


def _generic(exercise: Exercise, usual: Sequence[Trial], failed: Sequence[Trial]) -> Finding:
    """Return what can be told without a known mistake of the exercise."""
    raised = [t for t in failed if t.outcome.end == "raised"]
    if raised:
        return _show(raised, "raises")
    pairs = [(_numbers(t.outcome.value), _numbers(t.expected)) for t in usual]
    if all(a is not None and b is not None for a, b in pairs):
        if any(a.shape != b.shape for a, b in pairs):
            flat = all(a.shape == b.T.shape and np.allclose(a, b.T) for a, b in pairs)
            bad = [t for t, (a, b) in zip(usual, pairs, strict=True) if a.shape != b.shape]
            return _show(bad, "transposed-result" if flat else "wrong-shape", _shapes(bad[0]))
        factor = _factor(pairs)
        if factor is not None:
            name = "wrong-sign" if abs(factor + 1) < 1e-6 else "wrong-factor"
            return _show(failed, name, f"every value is {factor:.4g} times the expected")
        whole = [t for t in failed if all(np.asarray(a).dtype.kind in "iu" for a in t.arguments)]
        if len(whole) == len(failed) and all(np.asarray(t.outcome.value).dtype.kind in "iu" for t in failed):
            return _show(failed, "truncates-integers")
        if all(not np.isfinite(_numbers(t.outcome.value)).all() for t in failed):
            return _show(failed, "unstable")
    return _show(failed, "wrong-values")


def _shapes(trial: Trial) -> str:
    return f"the shape is {shape(trial.outcome.value)}; expected is {shape(trial.expected)}"


def _factor(pairs: Sequence[tuple[Any, Any]]) -> float | None:
    came, wanted = (np.concatenate([p[i].ravel() for p in pairs]) for i in (0, 1))
    if not np.isfinite(came).all() or not wanted.any():
        return None
    factor = float(came @ wanted / (wanted @ wanted))
    same = np.allclose(came, factor * wanted, rtol=1e-4, atol=1e-6)
    return factor if same and abs(factor) > 1e-6 else None


def _extreme(exercise: Exercise, trials: Sequence[Trial]) -> Finding | None:
    for known in exercise.wrong:
        trapped = [t for t in trials if isinstance(known, Trap) and _trapped(known, t)]
        if trapped:
            return _show(trapped, known.mistake)
    failed = [t for t in trials if not t.right]
    if failed:
        named = _named(exercise, trials)
        return _show(failed, named or "unstable")
    warned = [t for t in trials if t.outcome.warned]
    return _show(warned, "unstable", f"NumPy warns: {warned[0].outcome.warned}") if warned else None


def _notes(exercise: Exercise, trials: Sequence[Trial], last: Outcome, arguments: Arguments) -> tuple[str, ...]:
    notes = []
    if any(t.outcome.printed for t in trials):
        notes.append("It also prints; take the print out when you no longer need it.")
    if any(isinstance(a, list) for a in arguments) and last.end != "returned":
        notes.append("It takes arrays only; with np.asarray at the top it would take lists too.")
    return tuple(notes)


def brief(x: Any) -> str:
    """Return a value in few characters, the same at every run.

    Parameters
    ----------
    x : object
        An argument or a result.

    Returns
    -------
    str
        With four digits, and a middle left out where it is long.

    Examples
    --------
    >>> brief(np.array([1 / 3, 2]))
    '[0.3333 2.    ]'
    """
    if isinstance(x, tuple) and not all(isinstance(part, int | float) for part in x):
        return "(" + ", ".join(brief(part) for part in x) + ")"
    if isinstance(x, Other):
        return f"a value of the kind {x.what}"
    if isinstance(x, np.ndarray):
        return np.array2string(x, precision=4, threshold=24, edgeitems=2, max_line_width=88)
    if isinstance(x, float | np.floating):
        return f"{float(x):.4g}"
    if callable(x):
        return str(getattr(x, "__doc__", None) or getattr(x, "__name__", "a function")).splitlines()[0].rstrip(".")
    return str(x) if len(str(x)) <= 200 else str(x)[:200] + " …"
