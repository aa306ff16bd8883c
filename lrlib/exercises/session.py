"""One session of a student: what is asked, hinted, judged and solved."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from lrlib import __version__
from lrlib.exercises import judge as court
from lrlib.exercises import sandbox
from lrlib.exercises.call import Outcome
from lrlib.exercises.exercise import Arguments, Exercise
from lrlib.exercises.ownership import is_lrlibs
from lrlib.exercises.tasks import ALL, find
from lrlib.exercises.verdict import Page, Verdict, as_html, show, table, verdict
from lrlib.pictures.notebook import show_source


@dataclass
class Record:
    """What happened to one exercise in this session."""

    passed: bool = False
    failures: int = 0
    hints: int = 0
    mistake: str | None = None


SESSION: dict[str, Record] = {}
PASSED: dict[str, Callable[..., Any]] = {}  # the last function of each exercise that was right


def check(name: str, function: Callable[..., Any]) -> Verdict:
    """Judge a function, show the verdict, and return it.

    It is called on seeded inputs, in a process of its own (see `lrlib.exercises.sandbox`). A function that prints
    passes if it is right, and so does one at which NumPy warns of an overflow that spoils no value: both with a remark.
    Lists as input are welcome, no more.

    Parameters
    ----------
    name : str
        Of the exercise.
    function : callable
        The student's.

    Returns
    -------
    Verdict
        Passed or not, the name of the mistake, and the message.

    Raises
    ------
    TypeError, ValueError
        If there is no such exercise, or what came cannot be called.

    Examples
    --------
    >>> import numpy as np
    >>> check("sigmoid", lambda z: np.exp(-np.logaddexp(0, -z)))
    ✓ sigmoid: passed.
    It takes arrays only; with np.asarray at the top it would take lists too.
    Verdict(passed)
    """
    exercise = find(name)
    if not callable(function):
        raise TypeError(f"{type(function).__name__} came; wanted is the function itself: check({name!r}, {name})")
    finding = court.judge(exercise, _run(exercise, function, court.calls(exercise)))
    record = SESSION.setdefault(name, Record())
    record.mistake = finding.mistake
    record.passed |= finding.mistake is None
    record.failures += finding.mistake is not None
    size = lost = None
    run = partial(_run, exercise, function)
    if finding.warned:
        (size,) = court.breaking_points(exercise, run, "warned")
    elif finding.mistake == "unstable":
        size, lost = court.breaking_points(exercise, run, "wrong", "lost")
    own = is_lrlibs(function)
    if finding.mistake is None:
        PASSED[name] = function
    judgement = verdict(exercise, finding, attempt=record.failures, breaks_at=size, lost_at=lost, own=own)
    show(judgement.message, as_html(judgement.message, judgement.passed))
    return judgement


def _run(exercise: Exercise, function: Callable[..., Any], calls: Sequence[Arguments]) -> Sequence[Outcome]:
    return sandbox.run(function, calls, seconds=exercise.seconds, chance=exercise.chance)


def yours(name: str) -> Callable[..., Any]:
    """Return the student's function as it last passed its check in this session, and lrlib's until then.

    Parameters
    ----------
    name : str
        Of the exercise.

    Returns
    -------
    callable
        What a chapter goes on with.

    Raises
    ------
    TypeError, ValueError
        If there is no such exercise.

    Examples
    --------
    >>> yours("decided")([-1.0, 3.0], 10, 1)
    array([0, 1])
    """
    return PASSED.get(name, find(name).reference)


def case(name: str, number: int) -> Arguments:
    """Return the arguments of one call of `check`, to be handed to a function as f(*case(...)).

    Parameters
    ----------
    name : str
        Of the exercise.
    number : int
        As the line Repeat of a verdict has it.

    Returns
    -------
    tuple
        New arrays at every call.

    Raises
    ------
    TypeError, ValueError
        If there is no such exercise, or no such call.

    Examples
    --------
    >>> case("threshold", 0)
    (1, 9)
    """
    asked = court.calls(find(name))
    if type(number) is not int or not 0 <= number < len(asked):
        raise ValueError(f"the number is {number!r}; wanted is one of 0 to {len(asked) - 1}")
    return asked[number]


def stub(name: str) -> str:
    """Return the source that the student starts from.

    Parameters
    ----------
    name : str
        Of the exercise.

    Returns
    -------
    str
        A function that runs and does nothing.

    Examples
    --------
    >>> stub("sigmoid").splitlines()[0]
    'def sigmoid(z):'
    """
    return find(name).stub


def task(name: str) -> Page:
    """Return what is to be done, to be shown as the last line of a cell.

    Parameters
    ----------
    name : str
        Of the exercise.

    Returns
    -------
    Page
        Displays itself.

    Examples
    --------
    >>> print(task("one_hot").text.splitlines()[0])
    **One-hot labels** (`one_hot`, chapter 7, about 5 minutes)
    """
    e = find(name)
    return Page(f"**{e.title}** (`{e.name}`, chapter {e.chapter}, about {e.minutes} minutes)\n\n{e.task}")


def hint(name: str) -> Page:
    """Return the next hint; after the last one it stays.

    Parameters
    ----------
    name : str
        Of the exercise.

    Returns
    -------
    Page
        Displays itself.

    Examples
    --------
    >>> "chapter" in hint("softmax").text
    False
    """
    e, record = find(name), SESSION.setdefault(name, Record())
    record.hints = min(record.hints + 1, len(e.hints))
    return Page(f"Hint {record.hints} of {len(e.hints)}: {e.hints[record.hints - 1]}")


def solution(name: str) -> Page:
    """Return lrlib's own source of the answer, to be shown as the last line of a cell.

    Parameters
    ----------
    name : str
        Of the exercise.

    Returns
    -------
    Page
        Displays itself.

    Examples
    --------
    >>> "def softmax" in solution("softmax").text
    True
    """
    e = find(name)
    parts = e.solution if isinstance(e.solution, tuple) else (e.solution,)
    texts = [part if isinstance(part, str) else show_source(part).text for part in parts]
    return Page("\n\n".join(f"```python\n{text.rstrip()}\n```" for text in texts))


def progress() -> Page:
    """Return what is solved in this session and what is open, to be shown as the last line of a cell.

    Returns
    -------
    Page
        Displays itself.

    Examples
    --------
    >>> progress().text.splitlines()[0]
    '| Chapter | Exercise | State |'
    """
    return table([(str(e.chapter), f"`{e.name}`", _state(SESSION.get(e.name))) for e in ALL.values()])


def _state(record: Record | None) -> str:
    if record is None or not (record.passed or record.failures):
        return "○ open"
    return "✓ solved" if record.passed else f"✗ tried: {record.mistake}"


def report(student: str, folder: str | Path = ".") -> Path:
    """Write what this session has solved to a file that an instructor can collect, and say where.

    Parameters
    ----------
    student : str
        A name: letters of any script, digits, spaces, dots, hyphens and apostrophes.
    folder : str or Path
        Where the file goes.

    Returns
    -------
    Path
        The file, JSON.

    Raises
    ------
    TypeError, ValueError
        If the name is none, or the folder does not exist.
    """
    if not isinstance(student, str):
        raise TypeError(f"the name is {type(student).__name__}; wanted is text")
    if not re.fullmatch(r"[^\W_](?:[\w .'’-]{0,78}[\w.])?", student) or not re.search(r"[^\W\d_]", student):
        raise ValueError(f"the name is {student[:60]!r}; wanted are 1 to 80 letters, digits, spaces, dots and hyphens")
    if not Path(folder).is_dir():
        raise ValueError(f"{folder} is no folder; wanted is one that exists")
    slug = re.sub(r"[^\w-]+", "-", student).strip("-").lower()
    path = Path(folder) / f"exercises-{slug}.json"
    rows = {n: vars(SESSION[n]) if n in SESSION else vars(Record()) for n in ALL}
    content = {"student": student, "lrlib": __version__, "solved": sum(r["passed"] for r in rows.values())}
    path.write_text(json.dumps(content | {"exercises": rows}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"Written to {path}: {content['solved']} of {len(ALL)} exercises solved.")
    return path
