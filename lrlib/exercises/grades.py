"""Grades: a row for each notebook, kept from the moment when it is known, and shown as CSV and HTML."""

import contextlib
import csv
import hashlib
import io
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from lrlib import __version__
from lrlib.exercises import tasks

STYLE = "body{font-family:sans-serif}table{border-collapse:collapse}td,th{border:1px solid;padding:.3em .6em}"
OWN = "lrlib's own"  # right, but not the student's: it does not count
TRIES = 2  # how often a notebook may run that was running when the grader itself was ended


@dataclass(frozen=True)
class Row:
    """What one notebook achieved.

    Attributes
    ----------
    notebook : str
        Its path below the folder.
    results : dict of str to str
        For each exercise: passed, missing, lrlib's own, or the name of the mistake.
    reason : str
        How the notebook ended; never empty.
    """

    notebook: str
    results: dict[str, str]
    reason: str

    @property
    def total(self) -> int:
        """Return how many exercises passed.

        Returns
        -------
        int
            From 0 on.
        """
        return sum(result == "passed" for result in self.results.values())


def none(notebook: str, reason: str) -> Row:
    """Return the row of a notebook that could not be read or run.

    Parameters
    ----------
    notebook, reason : str
        Which and why.

    Returns
    -------
    Row
        With every exercise missing.
    """
    return Row(notebook, dict.fromkeys(tasks.names(), "missing"), reason)


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all.

    Parameters
    ----------
    path : Path
        Its folder is made where it is gone.
    text : str
        What no UTF-8 can hold is written out.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


class Book:
    """The rows that are known, in a file that outlives the grader.

    Parameters
    ----------
    folder : Path
        Where grades.json, grades.csv and grades.html stand.
    again : bool
        Whether to forget what an earlier grader found.
    """

    def __init__(self, folder: Path, *, again: bool = False) -> None:
        self.folder, self.rows = folder, {} if again else _read(folder / "grades.json")

    def known(self, notebook: str, content: bytes) -> Row | None:
        """Return the row of a notebook that was graded as it is now.

        Parameters
        ----------
        notebook : str
            Which.
        content : bytes
            Of its file.

        Returns
        -------
        Row or None
            None where it has to run.
        """
        entry = self.rows.get(notebook, {})
        if entry.get("digest") != _digest(content):
            return None
        if "results" in entry:
            return Row(notebook, entry["results"], entry["reason"])
        if entry.get("begun", 0) >= TRIES:
            return none(
                notebook, f"the grader was ended {TRIES} times while this notebook ran; --again tries once more"
            )
        return None

    def begun(self, notebook: str) -> int:
        """Return how often the grader was ended while a notebook ran.

        Parameters
        ----------
        notebook : str
            Which.

        Returns
        -------
        int
            Those with the most run last.
        """
        return int(self.rows.get(notebook, {}).get("begun", 0))

    def begin(self, notebook: str, content: bytes) -> None:
        """Note that a notebook is about to run.

        Parameters
        ----------
        notebook : str
            Which.
        content : bytes
            Of its file.
        """
        digest = _digest(content)
        same = self.rows.get(notebook, {}).get("digest") == digest
        self.rows[notebook] = {"digest": digest, "begun": 1 + (self.begun(notebook) if same else 0)}
        self._keep()

    def leave(self, notebook: str) -> None:
        """Forget that a notebook has begun: the grader is stopped by a person.

        Parameters
        ----------
        notebook : str
            Which.
        """
        self.rows.pop(notebook, None)
        self._keep()

    def enter(self, row: Row, content: bytes) -> None:
        """Keep a row.

        Parameters
        ----------
        row : Row
            Of a notebook.
        content : bytes
            Of its file.
        """
        self.rows[row.notebook] = {"digest": _digest(content), "results": row.results, "reason": row.reason}
        self._keep()

    def publish(self, rows: Sequence[Row]) -> None:
        """Write grades.csv and grades.html.

        Parameters
        ----------
        rows : sequence of Row
            Those that are known.
        """
        write(self.folder / "grades.csv", as_csv(rows))
        write(self.folder / "grades.html", as_html(rows))

    def _keep(self) -> None:
        head = {"lrlib": __version__, "exercises": tasks.names()}
        write(self.folder / "grades.json", json.dumps(head | {"notebooks": self.rows}, indent=1) + "\n")


def _read(path: Path) -> dict[str, Any]:
    """Return what an earlier grader of the same version has kept."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["lrlib"] == __version__ and kept["exercises"] == tasks.names():
            return {name: entry for name, entry in kept["notebooks"].items() if isinstance(entry, dict)}
    return {}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _plain(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


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
    >>> as_csv([Row("=1+1.ipynb", {}, "it ran")]).splitlines()[1]
    "'=1+1.ipynb,0,it ran"
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["notebook", *_columns(rows), "total", "reason"])
    for row in rows:
        cells = [_plain(cell) for cell in (row.notebook, *row.results.values(), str(row.total), row.reason)]
        writer.writerow(["'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell for cell in cells])
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
        f'<tr><th scope="row">{escape(_plain(row.notebook))}</th>'
        + "".join(f"<td>{'✓ ' if r == 'passed' else ''}{escape(r)}</td>" for r in row.results.values())
        + f"<td>{row.total}</td><td>{escape(_plain(row.reason))}</td></tr>"
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
