"""Grade a folder of notebooks: each runs in its own process, and the judge never leaves this one.

A notebook hands over outcomes only, as `lrlib.exercises.wire` carries them, so that whatever it does spoils its
own row at most. It has its own folder and HOME; it is not kept from the network, nor from files that it names: grade
the work of strangers in a container.
"""

import argparse
import contextlib
import csv
import io
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from lrlib.exercises import judge, sandbox, tasks, wire

SECONDS = 60.0
MEMORY = 4 * 2**30
START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from lrlib.exercises import grading; grading.serve(*sys.argv[2:])"
)
STYLE = "body{font-family:sans-serif}table{border-collapse:collapse}td,th{border:1px solid;padding:.3em .6em}"


@dataclass(frozen=True)
class Row:
    """What one notebook achieved.

    Attributes
    ----------
    notebook : str
        Its file name.
    results : dict of str to str
        For each exercise: passed, missing, or the name of the mistake.
    reason : str
        What kept the notebook from running to its end; empty where nothing did.
    """

    notebook: str
    results: dict[str, str]
    reason: str = ""

    @property
    def total(self) -> int:
        """Return how many exercises passed.

        Returns
        -------
        int
            From 0 on.
        """
        return sum(result == "passed" for result in self.results.values())


def grade(folder: Path, *, seconds: float = SECONDS) -> list[Row]:
    """Return a row for each notebook of a folder.

    Parameters
    ----------
    folder : Path
        Where the notebooks are.
    seconds : float
        For each notebook, its checks included.

    Returns
    -------
    list of Row
        By file name.
    """
    return [grade_one(path, seconds=seconds) for path in sorted(folder.glob("*.ipynb"))]


def grade_one(path: Path, *, seconds: float = SECONDS) -> Row:
    """Return the row of a notebook.

    Parameters
    ----------
    path : Path
        The notebook.
    seconds : float
        After which it is ended.

    Returns
    -------
    Row
        Whatever the notebook does.
    """
    results = dict.fromkeys(tasks.names(), "missing")
    try:
        code = cells(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return Row(path.name, results, f"no notebook: {str(error)[:100]}")
    reason = "it was ended before it handed over its functions"
    for message in _messages(code, seconds):
        if not isinstance(message, tuple) or len(message) != 2 or not isinstance(message[0], str):
            reason = "it sent what no notebook sends"
            break
        name, content = message
        if name == "end":
            reason = content[:200] if isinstance(content, str) else "it sent what no notebook sends"
        elif name == "time":
            reason = f"it did not finish within {seconds:g} seconds"
        elif results.get(name) == "missing":
            results[name] = _judged(name, content)
    return Row(path.name, results, reason)


def cells(text: str) -> list[str]:
    """Return the code cells of a notebook, without the lines that only IPython understands.

    Parameters
    ----------
    text : str
        The JSON of the notebook.

    Returns
    -------
    list of str
        One source for each code cell.

    Raises
    ------
    ValueError
        If it is no notebook.

    Examples
    --------
    >>> cells('{"cells": [{"cell_type": "code", "source": ["%pip install x\\\\n", "a = 1"]}]}')
    ['a = 1']
    """
    try:
        sources = ["".join(c["source"]) for c in json.loads(text)["cells"] if c["cell_type"] == "code"]
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"its JSON is that of no notebook ({type(error).__name__})") from None
    plain = [source for source in sources if not source.lstrip().startswith("%%")]
    return ["\n".join(line for line in s.splitlines() if not line.lstrip().startswith(("!", "%"))) for s in plain]


def _judged(name: str, content: Any) -> str:
    try:
        outcomes = [sandbox.outcome_of(parts) for parts in content]
        return judge.judge(tasks.find(name), outcomes).mistake or "passed"
    except Exception as error:  # outcomes made to upset the judge cost their own cell
        return f"broken ({type(error).__name__})"


def _messages(code: list[str], seconds: float) -> Any:
    """Run the cells in a process of their own and yield what it sends; end its whole group afterwards."""
    source, sink = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        work = Path(home) / "work"
        work.mkdir()
        (Path(home) / "cells.json").write_text(json.dumps(code), encoding="utf-8")
        environment = {k: os.environ[k] for k in ("PATH", "LANG", "SYSTEMROOT") if k in os.environ}
        environment |= {"HOME": home, "TMPDIR": home, "MPLBACKEND": "Agg", "OMP_NUM_THREADS": "1"}
        places = json.dumps([str(Path(place).resolve()) for place in sys.path])
        child = subprocess.Popen(
            [sys.executable, "-c", START, places, str(Path(home) / "cells.json"), str(sink)],
            pass_fds=[sink],
            cwd=work,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(sink)
        try:
            yield from _frames(source, time.monotonic() + seconds)
        finally:
            os.close(source)
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, signal.SIGKILL)
            child.kill()
            child.wait()


def _frames(source: int, deadline: float) -> Any:
    buffer, total = b"", 0
    while total < sandbox.LIMIT:
        if not select.select([source], [], [], max(0.0, deadline - time.monotonic()))[0]:
            yield "time", None
            return
        part = os.read(source, 2**16)
        if not part:
            return
        total += len(part)
        buffer += part
        while len(buffer) >= 4 and len(buffer) >= 4 + sandbox.HEAD.unpack_from(buffer)[0]:
            end = 4 + sandbox.HEAD.unpack_from(buffer)[0]
            try:
                message = wire.decode(buffer[4:end])
            except wire.BadMessage:
                message = None
            yield message
            if message is None or message[:1] == ("end",):
                return
            buffer = buffer[end:]


def serve(path: str, sink: str) -> None:
    """In the process of a notebook: run its cells, then answer the calls of every exercise that it holds.

    Parameters
    ----------
    path : str
        Of the cells, JSON.
    sink : str
        The number of the pipe to the grader.
    """
    asked = {name: judge.calls(tasks.find(name)) for name in tasks.names()}
    write, run, encode, pack = os.write, sandbox.run, wire.encode, sandbox.HEAD.pack
    code = json.loads(Path(path).read_text(encoding="utf-8"))
    scope: dict[str, Any] = {"__name__": "__main__"}
    if sandbox.ISOLATED:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    def _send(name: str, content: Any) -> None:
        """Write one message; the functions it needs were bound before the notebook ran."""
        message = encode((name, content))
        message = pack(len(message)) + message
        while message:
            message = message[write(int(sink), message) :]

    reason = ""
    for number, cell in enumerate(code, 1):
        try:
            exec(compile(cell, f"cell {number}", "exec"), scope)
        except BaseException as error:
            reason = reason or f"code cell {number} ends with {type(error).__name__}"
    for name, calls in asked.items():
        if callable(scope.get(name)):
            outcomes = run(scope[name], calls, seconds=tasks.find(name).seconds)
            _send(name, [sandbox._parts_of(outcome) for outcome in outcomes])
    _send("end", reason)


def as_csv(rows: Sequence[Row]) -> str:
    """Return the rows as CSV in which no cell is a formula.

    Parameters
    ----------
    rows : sequence of Row
        From `grade`.

    Returns
    -------
    str
        With a header.

    Examples
    --------
    >>> as_csv([Row("=1+1.ipynb", {}, "")]).splitlines()[1]
    "'=1+1.ipynb,0,"
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["notebook", *_columns(rows), "total", "reason"])
    for row in rows:
        cells_of = [row.notebook, *row.results.values(), str(row.total), row.reason]
        writer.writerow(
            ["'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell for cell in cells_of]
        )
    return text.getvalue()


def as_html(rows: Sequence[Row]) -> str:
    """Return the rows as a page with one accessible table.

    Parameters
    ----------
    rows : sequence of Row
        From `grade`.

    Returns
    -------
    str
        A whole page; every text in it is escaped.
    """
    head = "".join(f'<th scope="col">{escape(c)}</th>' for c in ("notebook", *_columns(rows), "total", "reason"))
    body = "\n".join(
        f'<tr><th scope="row">{escape(row.notebook)}</th>'
        + "".join(f"<td>{'✓ ' if r == 'passed' else ''}{escape(r)}</td>" for r in row.results.values())
        + f"<td>{row.total}</td><td>{escape(row.reason)}</td></tr>"
        for row in rows
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Grades</title>'
        f"<style>{STYLE}</style></head>\n"
        f"<body><main><h1>Grades</h1><table><caption>{len(rows)} notebooks: passed, missing, or the name of the mistake"
        f"</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></main></body></html>\n"
    )


def _columns(rows: Sequence[Row]) -> list[str]:
    return list(rows[0].results) if rows else []


def main(arguments: Sequence[str] | None = None) -> int:
    """Write grades.csv and grades.html into the folder of the notebooks.

    Parameters
    ----------
    arguments : sequence of str, optional
        Such as grade folder/ --seconds 60; else those of the command line.

    Returns
    -------
    int
        0 where all was graded, 2 where there is nothing to grade.
    """
    parser = argparse.ArgumentParser(prog="python -m lrlib.exercises", description="Grade a folder of notebooks.")
    parser.add_argument("command", choices=["grade"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for each notebook (default: %(default)g)")
    options = parser.parse_args(arguments)
    if not any(options.folder.glob("*.ipynb")):
        print(f"{options.folder} holds no notebook; wanted is a folder with .ipynb files", file=sys.stderr)
        return 2
    rows = grade(options.folder, seconds=options.seconds)
    for name, text in (("grades.csv", as_csv(rows)), ("grades.html", as_html(rows))):
        (options.folder / name).write_text(text, encoding="utf-8")
        print(f"Written to {options.folder / name}")
    return 0
