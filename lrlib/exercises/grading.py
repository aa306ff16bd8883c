"""Grade a folder of notebooks: each runs in its own process, and the judge never leaves this one.

A notebook hands over outcomes only, as `lrlib.exercises.wire` carries them, so that whatever it does spoils its
own row at most. It runs on a copy, in a session, a folder and a HOME of its own, below a watcher
(`lrlib.exercises.guard`): what it starts ends with it. On Linux no signal of its own reaches the grader, and it does
not see the folder of the notebooks (`lrlib.exercises.enclosure`). All notebooks are read before the first one runs, and
each row is kept as soon as it is known. It is not kept from the network, and off Linux not from files that it names:
grade the work of strangers in a container (docs/grading.md).
"""

import argparse
import contextlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from lrlib.exercises import frames, guard, judge, notebooks, tasks, wire
from lrlib.exercises.call import outcome_of
from lrlib.exercises.grades import OWN, Book, Row, none
from lrlib.exercises.meter import Meter

SECONDS = 60.0
LOOK = 0.2  # seconds between two looks at a notebook and what it started
DATA = 64 * 2**20  # bytes of other files that go with a notebook
START = (
    "import json, sys; place, sys.path[:] = json.loads(sys.argv[1]); scope = {}; "
    "exec(compile(open(place).read(), place, 'exec'), scope); scope['supervise'](); "
    "from lrlib.exercises import examinee; examinee.serve(*sys.argv[2:])"
)


def grade(
    folder: Path, *, seconds: float = SECONDS, again: bool = False, tell: Callable[[Row], object] | None = None
) -> list[Row]:
    """Return a row for each notebook below a folder; grades.json, grades.csv and grades.html hold them at any moment.

    Parameters
    ----------
    folder : Path
        Where the notebooks are.
    seconds : float
        Of processor time for each notebook; as long may it sleep.
    again : bool
        Whether to grade also what is graded already.
    tell : callable, optional
        Takes each row as it comes.

    Returns
    -------
    list of Row
        By path.
    """
    book, rows = Book(folder, again=again), {}
    contents = {path: _content(path) for path in notebooks.below(folder)}
    names = {path: notebooks.title(path, folder) for path in contents}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as beside:
        copies = _copies(contents, folder, Path(beside))
        for path in sorted(contents, key=lambda p: (book.begun(names[p]), p)):
            name, content = names[path], contents[path]
            row = book.known(name, content) if isinstance(content, bytes) else none(name, content)
            if row is None:
                book.begin(name, content)
                try:
                    row = _row(name, content, folder, copies[path.parent], seconds)
                except BaseException:
                    book.leave(name)
                    raise
                book.enter(row, content)
            rows[path] = row
            book.publish([rows[p] for p in sorted(rows)])
            if tell:
                tell(row)
    return [rows[path] for path in sorted(rows)]


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
    return _row(name, content, path.parent, None, seconds) if isinstance(content, bytes) else none(name, content)


def _content(path: Path) -> Any:
    """Return the bytes of a file, or why there are none."""
    try:
        return path.read_bytes() if path.is_file() else "no notebook: it is no file"
    except OSError as error:
        return f"no notebook: {error.strerror}"


def _copies(contents: Any, folder: Path, beside: Path) -> dict[Path, Path]:
    """Copy what lies beside the notebooks, such as data, without the notebooks and the grades."""
    copies = {}
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


def _row(name: str, content: bytes, folder: Path, beside: Path | None, seconds: float) -> Row:
    try:
        code = notebooks.cells(content)
    except ValueError as error:
        return none(name, f"no notebook: {str(error)[:100]}")
    results = dict.fromkeys(tasks.names(), "missing")
    cell, reason = 0, "it was ended before it came to its end"
    for message in _messages(code, folder, beside, seconds):
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
            reason = f"it did not finish within {seconds:g} seconds of work or of sleep"
        elif results.get(exercise, "passed") != "passed":
            results[exercise] = OWN if told == "own" else _judged(exercise, told)
    return Row(name, results, f"{reason}, in code cell {cell}" if cell else reason)


def _judged(name: str, told: Any) -> str:
    try:
        outcomes = [outcome_of(parts) for parts in told]
        return judge.judge(tasks.find(name), outcomes).mistake or "passed"
    except Exception as error:  # outcomes made to upset the judge cost their own cell
        return f"broken ({type(error).__name__})"


def _messages(code: list[str], folder: Path, beside: Path | None, seconds: float) -> Iterator[Any]:
    """Run the cells in a process of their own and yield what it sends; end all that it started afterwards."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        work = Path(home) / "work"
        shutil.copytree(beside, work) if beside else work.mkdir()
        (Path(home) / "cells.json").write_text(json.dumps(code), encoding="utf-8")
        environment = {k: os.environ[k] for k in ("PATH", "LANG", "SYSTEMROOT") if k in os.environ}
        environment |= {"HOME": home, "TMPDIR": home, "IPYTHONDIR": home, "MPLBACKEND": "Agg", "OMP_NUM_THREADS": "1"}
        places = json.dumps([guard.__file__, [str(Path(place).resolve()) for place in sys.path]])
        child = subprocess.Popen(
            [sys.executable, "-c", START, places, str(Path(home) / "cells.json"), str(folder.resolve())],
            cwd=work,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert child.stdout is not None
        reader = frames.Reader(os.dup(child.stdout.fileno()))
        try:
            yield from _told(reader, Meter(child.pid, seconds, naps=int(seconds / LOOK)), seconds)
        finally:
            with contextlib.suppress(OSError):
                child.terminate()
            child.wait()
            child.stdout.close()


def _told(reader: frames.Reader, meter: Meter, seconds: float) -> Iterator[Any]:
    while True:
        frame = reader.next(LOOK)
        if frame is not None and frame.kind == frames.END:
            return
        if frame is not None:
            message = _decoded(frame)
            if frame.kind == frames.ALIVE:
                meter.told(message if isinstance(message, float) else seconds)
            else:
                yield message
            if isinstance(message, tuple) and message[:1] == ("end",):
                return
        if meter.hangs(waited=frame is None):
            yield "late", ""
            return


def _decoded(frame: frames.Frame) -> Any:
    try:
        return wire.decode(frame.content)
    except wire.BadMessage:
        return None


def main(arguments: Sequence[str] | None = None) -> int:
    """Write grades.csv, grades.html and grades.json into the folder of the notebooks.

    Parameters
    ----------
    arguments : sequence of str, optional
        Such as grade folder/ --seconds 60; else those of the command line.

    Returns
    -------
    int
        0 where all was graded, 2 where there is nothing to grade or nothing to grade with.
    """
    parser = argparse.ArgumentParser(prog="python -m lrlib.exercises", description="Grade a folder of notebooks.")
    parser.add_argument("command", choices=["grade"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for each notebook (default: %(default)g)")
    parser.add_argument("--again", action="store_true", help="grade also what is graded already")
    options = parser.parse_args(arguments)
    if not notebooks.below(options.folder):
        print(f"{options.folder} holds no notebook; wanted is a folder with .ipynb files", file=sys.stderr)
        return 2
    if importlib.util.find_spec("IPython") is None:
        print("IPython is not installed; grading reads notebooks as it does: pip install ipython", file=sys.stderr)
        return 2
    rows = grade(options.folder, seconds=options.seconds, again=options.again)
    print(f"{len(rows)} notebooks graded.")
    for name in ("grades.csv", "grades.html"):
        print(f"Written to {options.folder / name}")
    return 0
