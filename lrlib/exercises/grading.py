"""Grade a folder of notebooks: each runs in its own process, and the judge never leaves this one.

A notebook hands over outcomes only, as `lrlib.exercises.wire` carries them, so that whatever it does spoils its
own row at most. It runs on a copy, in a session, a folder and a HOME of its own, below a watcher
(`lrlib.exercises.guard`): what it starts ends with it. On Linux no signal of its own reaches the grader, and it sees
neither the folder of the notebooks nor those that run beside it (`lrlib.exercises.enclosure`). All notebooks are read
before the first one runs, and each row is kept as soon as it is known. It is not kept from the network, and off Linux
not from files that it names: grade the work of strangers in a container (docs/grading.md).
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

from lrlib.exercises import classroom, enclosure, judge, notebooks, tasks
from lrlib.exercises.call import outcome_of
from lrlib.exercises.grades import OWN, Book, Row, none, write
from lrlib.exercises.running import Room, messages

SECONDS = 60.0
CLASS = "grades.class.html"
DATA = 64 * 2**20  # bytes of other files that go with a notebook


def jobs() -> int:
    """Return how many notebooks run side by side if nobody says otherwise.

    Returns
    -------
    int
        As many as there are processors, where none can signal another; else 1.
    """
    return len(os.sched_getaffinity(0)) if enclosure.apart() else 1


def grade(
    folder: Path,
    *,
    seconds: float = SECONDS,
    again: bool = False,
    beside: int = 1,
    tell: Callable[[Row], object] | None = None,
) -> list[Row]:
    """Return a row for each notebook below a folder; grades.json, .csv, .html and .class.html hold them at any moment.

    Parameters
    ----------
    folder : Path
        Where the notebooks are.
    seconds : float
        Of processor time for each notebook; as long may it sleep.
    again : bool
        Whether to grade also what is graded already.
    beside : int
        How many run side by side; one during which an earlier grader was ended runs alone, and last.
    tell : callable, optional
        Takes each row as it comes.

    Returns
    -------
    list of Row
        By path.

    Raises
    ------
    ValueError
        If fewer than one is to run.
    """
    if beside < 1:
        raise ValueError(f"{beside} notebooks are to run side by side; wanted is 1 or more")
    book, rows = Book(folder, again=again), {}
    contents = {path: _content(path) for path in notebooks.below(folder)}
    names = {path: notebooks.title(path, folder) for path in contents}

    def _enter(path: Path, row: Row) -> None:
        rows[path] = row
        known = [rows[p] for p in sorted(rows)]
        book.publish(known)
        write(folder / CLASS, classroom.as_html(known))
        if tell:
            tell(row)

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        copies = _copies(contents, folder, Path(place) / "copies")
        room = Room(folder, Path(place), seconds)
        waiting = []
        for path in sorted(contents, key=lambda p: (book.begun(names[p]), p)):
            content = contents[path]
            row = book.known(names[path], content) if isinstance(content, bytes) else none(names[path], content)
            waiting += [path] if row is None else []
            if row is not None:
                _enter(path, row)
        alone = [path for path in waiting if book.begun(names[path])]
        for some, number in (([path for path in waiting if path not in alone], beside), (alone, 1)):
            for path, row in _run(some, number, names, contents, copies, room, book):
                _enter(path, row)
    return [rows[path] for path in sorted(rows)]


def _run(
    waiting: Sequence[Path],
    number: int,
    names: Mapping[Path, str],
    contents: Mapping[Path, Any],
    copies: Mapping[Path, Path],
    room: Room,
    book: Book,
) -> Iterator[tuple[Path, Row]]:
    """Run notebooks, so many at a time, and yield the row of each; the book knows at any moment which are running."""
    ahead, running = iter(waiting), dict[Future[Row], Path]()
    with ThreadPoolExecutor(number) as pool:
        try:
            while True:
                for path in (p for _ in range(number - len(running)) if (p := next(ahead, None))):
                    book.begin(names[path], contents[path])
                    running[pool.submit(_row, names[path], contents[path], room, copies[path.parent])] = path
                if not running:
                    return
                for done in wait(running, return_when=FIRST_COMPLETED).done:
                    row = done.result()
                    path = running.pop(done)
                    book.enter(row, contents[path])
                    yield path, row
        except BaseException:
            room.closed.set()
            for path in running.values():
                book.leave(names[path])
            raise


def graded(folder: Path) -> list[Row]:
    """Return the rows of the notebooks below a folder, as an earlier grader left them.

    Parameters
    ----------
    folder : Path
        Where the notebooks are.

    Returns
    -------
    list of Row
        By path.

    Raises
    ------
    ValueError
        If there is none, or one was not graded as it is now.
    """
    book = Book(folder)
    contents = {notebooks.title(path, folder): _content(path) for path in notebooks.below(folder)}
    rows = {name: book.known(name, content) for name, content in contents.items() if isinstance(content, bytes)}
    late = [name for name, row in rows.items() if row is None]
    if not contents:
        raise ValueError(f"{folder} holds no notebook; wanted is a folder with .ipynb files")
    if late:
        said = f"not graded as they are now: {', '.join(late[:3])}{', ...' if len(late) > 3 else ''}"
        raise ValueError(f"{said}; first: python -m lrlib.exercises grade {folder}")
    return [row for _, row in sorted(rows.items()) if row]


def grade_one(path: Path, *, seconds: float = SECONDS) -> Row:
    """Return the row of one notebook, and keep it nowhere.

    Parameters
    ----------
    path : Path
        The notebook.
    seconds : float
        Of processor time; as long may it sleep.

    Returns
    -------
    Row
        Whatever the notebook does.
    """
    content, name = _content(path), notebooks.title(path, path.parent)
    if not isinstance(content, bytes):
        return none(name, content)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        return _row(name, content, Room(path.parent, Path(place), seconds), None)


def _content(path: Path) -> Any:
    """Return the bytes of a file, or why there are none."""
    try:
        return path.read_bytes() if path.is_file() else "no notebook: it is no file"
    except OSError as error:
        return f"no notebook: {error.strerror}"


def _copies(contents: Any, folder: Path, beside: Path) -> dict[Path, Path]:
    """Copy what lies beside the notebooks, such as data, without the notebooks and the grades."""
    copies = {}
    beside.mkdir()
    for number, place in enumerate(sorted({path.parent for path in contents})):
        copies[place] = beside / str(number)
        copies[place].mkdir()
        room = DATA
        for path in sorted(place.iterdir()):
            mine = place == folder and path.name.lstrip(".").startswith("grades.")
            if mine or path.suffix.lower() == ".ipynb" or path.is_symlink() or not path.is_file():
                continue
            with contextlib.suppress(OSError):
                room -= path.stat().st_size
                if room >= 0:
                    shutil.copyfile(path, copies[place] / path.name)
    return copies


def _row(name: str, content: bytes, room: Room, beside: Path | None) -> Row:
    try:
        code = notebooks.cells(content)
    except ValueError as error:
        return none(name, f"no notebook: {str(error)[:100]}")
    results = dict.fromkeys(tasks.names(), "missing")
    cell, reason = 0, "it was ended before it came to its end"
    for message in messages(code, room, beside):
        if not isinstance(message, tuple) or len(message) != 2 or not isinstance(message[0], str):
            reason = "it sent what no notebook sends"
            break
        exercise, told = message
        if exercise == "cell":
            cell = told if isinstance(told, int) else 0
        elif exercise == "end":
            words = " ".join(told.split())[:200] if isinstance(told, str) else ""
            reason, cell = words or "it sent what no notebook sends", 0
        elif exercise == "late":
            reason = f"it did not finish within {room.seconds:g} seconds of work or of sleep"
        elif results.get(exercise, "passed") != "passed":
            with room.judging:
                results[exercise] = OWN if told == "own" else _judged(exercise, told)
    return Row(name, results, f"{reason}, in code cell {cell}" if cell else reason)


def _judged(name: str, told: Any) -> str:
    try:
        outcomes = [outcome_of(parts) for parts in told]
        return judge.judge(tasks.find(name), outcomes).mistake or "passed"
    except Exception as error:  # outcomes made to upset the judge cost their own cell
        return f"broken ({type(error).__name__})"
