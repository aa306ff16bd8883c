"""Grades as an LMS takes them: each notebook finds its student in a roster, and what comes out is a CSV to import."""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lrlib.exercises import tasks
from lrlib.exercises.classroom import UNDONE
from lrlib.exercises.grades import Row

NOTEBOOK = "notebook"  # a column that an instructor may add: the path of the notebook of each student


@dataclass(frozen=True)
class Form:
    """What an LMS calls the columns of its students.

    Attributes
    ----------
    name : str
        Of the LMS.
    needed : tuple of str
        What the roster must have.
    kept : tuple of str
        What the import wants back, in its order.
    known : tuple of str
        By which a notebook may name its student.
    export : str
        Where the roster comes from.
    """

    name: str
    needed: tuple[str, ...]
    kept: tuple[str, ...]
    known: tuple[str, ...]
    export: str


CANVAS = Form(
    "Canvas",
    ("Student", "ID", "Section"),
    ("Student", "ID", "SIS User ID", "SIS Login ID", "Integration ID", "Root Account", "Section"),
    ("Student", "ID", "SIS User ID", "SIS Login ID"),
    "in Canvas: Grades, Export, Export Entire Gradebook",
)
MOODLE = Form(
    "Moodle",
    ("Email address",),
    ("First name", "Last name", "ID number", "Username", "Email address"),
    ("ID number", "Username", "Email address"),
    "in Moodle: Grades, Export, Plain text file",
)
FORMS = {"canvas": CANVAS, "moodle": MOODLE}


def roster(path: Path, form: Form) -> list[dict[str, str]]:
    """Return the students of a roster, each by its columns.

    Parameters
    ----------
    path : Path
        A CSV, as the LMS exports it, with commas or semicolons.
    form : Form
        Of which LMS.

    Returns
    -------
    list of dict
        Without the lines that hold no student.

    Raises
    ------
    ValueError
        If it is no text, lacks a column, or holds nobody.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(f"{path} is no UTF-8; wanted is the CSV as it comes from the LMS ({form.export})") from None
    head = text.partition("\n")[0]
    lines = csv.DictReader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
    found = [{key: (line[key] or "").strip() for key in line if key} for line in lines]
    missing = [name for name in form.needed if name not in (lines.fieldnames or [])]
    if missing:
        raise ValueError(f"{path} has no column {missing[0]!r}; wanted is the CSV as it comes, {form.export}")
    first = form.needed[0]
    students = [line for line in found if line[first] and "Points Possible" not in line[first]]
    if not students:
        raise ValueError(f"{path} holds no student; wanted is the CSV as it comes, {form.export}")
    return students


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().strip()


def _called(student: Mapping[str, str], form: Form) -> set[str]:
    """Return by what words in its path a notebook may name a student."""
    words = {student.get(name, "") for name in form.known}
    words |= {
        " ".join(reversed(student.get("Student", "").split(", "))),
        " ".join(map(student.get, form.kept[:2], "  ")),
    }
    return {_plain(word) for word in words if word.strip()}


def matched(rows: Sequence[Row], students: Sequence[Mapping[str, str]], form: Form) -> list[Row | None]:
    """Return the row of each student.

    A notebook names its student by the roster's column `notebook`, where there is one; else by a part of its path,
    between slashes and underscores, that is an identifier or the whole name, as the downloads of both LMSs have it.

    Parameters
    ----------
    rows : sequence of Row
        From `grade`.
    students : sequence of mapping
        From `roster`.
    form : Form
        Of which LMS.

    Returns
    -------
    list of Row or None
        None where a student handed in nothing.

    Raises
    ------
    ValueError
        If a notebook names nobody or more than one, or a student has two; all of them are told.
    """
    owners: dict[int, list[Row]] = {}
    faults = []
    called = [_called(student, form) for student in students]
    for row in rows:
        given = [i for i, s in enumerate(students) if s.get(NOTEBOOK) and _plain(s[NOTEBOOK]) == _plain(row.notebook)]
        parts = {_plain(part) for part in re.split(r"[/_]", re.sub(r"(?i)\.ipynb", "", row.notebook))}
        found = given or [i for i, words in enumerate(called) if words & parts]
        if len(found) != 1:
            whom = "nobody" if not found else " and ".join(students[i][form.needed[0]] for i in found)
            faults.append(f"{row.notebook} names {whom}")
        else:
            owners.setdefault(found[0], []).append(row)
    for i, own in owners.items():
        if len(own) > 1:
            faults.append(f"{students[i][form.needed[0]]} has {' and '.join(row.notebook for row in own)}")
    if faults:
        raise ValueError(
            "; ".join(faults) + f". Give the roster a column {NOTEBOOK!r} with the path of each student's notebook, "
            "or take what is nobody's out of the folder"
        )
    return [owners[i][0] if i in owners else None for i in range(len(students))]


def exercises(rows: Sequence[Row], chapters: Sequence[int] = ()) -> list[str]:
    """Return the exercises that count.

    Parameters
    ----------
    rows : sequence of Row
        From `grade`.
    chapters : sequence of int
        Whose exercises; without any, those of the chapters in which anybody began one.

    Returns
    -------
    list of str
        Their names.

    Raises
    ------
    ValueError
        If there is none.
    """
    begun = {tasks.find(name).chapter for row in rows for name, result in row.results.items() if result not in UNDONE}
    found = [name for name in tasks.names() if tasks.find(name).chapter in (chapters or begun)]
    if not found:
        said = f"chapter {chapters[0]} has no exercise" if chapters else "nobody began an exercise"
        raise ValueError(f"{said}; name a chapter that has some, such as --chapter 6")
    return found


def table(
    rows: Sequence[Row], students: Sequence[Mapping[str, str]], form: Form, *, chapters: Sequence[int], column: str = ""
) -> str:
    """Return the grades as the CSV that an LMS imports.

    Parameters
    ----------
    rows : sequence of Row
        From `grade`.
    students : sequence of mapping
        From `roster`.
    form : Form
        Of which LMS.
    chapters : sequence of int
        Whose exercises count; without any, those of the chapters in which anybody began one.
    column : str
        The name of the assignment; of one that Canvas has already, the roster's own heading is taken.

    Returns
    -------
    str
        One point for each exercise that passed; empty where nothing was handed in.

    Raises
    ------
    ValueError
        As `matched` and `exercises` say.
    """
    found, counted = matched(rows, students, form), exercises(rows, chapters)
    numbers = sorted({tasks.find(name).chapter for name in counted})
    title = column or f"Chapter{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"
    has = [name for name in students[0] if re.fullmatch(re.escape(title) + r" \(\d+\)", name)]
    title = has[0] if len(has) == 1 else title
    kept = [name for name in form.kept if name in students[0]]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*kept, title] + ([f"{title} feedback"] if form is MOODLE else []))
    if form is CANVAS:
        writer.writerow(["    Points Possible", *[""] * (len(kept) - 1), len(counted)])
    for student, row in zip(students, found, strict=True):
        results = {name: row.results[name] for name in counted} if row else {}
        points = sum(result == "passed" for result in results.values()) if row else ""
        said = "; ".join(f"{name}: {result}" for name, result in results.items())
        writer.writerow([*(student[name] for name in kept), points] + ([said] if form is MOODLE else []))
    return text.getvalue()
