"""What an instructor types: grade a folder of notebooks, and hand the grades to Canvas or Moodle."""

import argparse
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path

from lrlib.exercises import notebooks, rosters
from lrlib.exercises.grades import write
from lrlib.exercises.grading import CLASS, SECONDS, grade, graded, jobs


def main(arguments: Sequence[str] | None = None) -> int:
    """Grade a folder of notebooks, or write the grades in it as an LMS takes them.

    Parameters
    ----------
    arguments : sequence of str, optional
        Such as grade folder/ --seconds 60; else those of the command line.

    Returns
    -------
    int
        0 where it was done, 2 where something is missing: it is said what.
    """
    parser = argparse.ArgumentParser(
        prog="python -m lrlib.exercises", description="Grade notebooks, and hand over the grades."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    own = commands.add_parser("grade", help="run the notebooks, and write a table, and a page on the class")
    own.add_argument("folder", type=Path)
    own.add_argument("--seconds", type=float, default=SECONDS, help="for each notebook (default: %(default)g)")
    own.add_argument("--again", action="store_true", help="grade also what is graded already")
    own.add_argument("--jobs", type=int, default=jobs(), help="notebooks side by side (default: %(default)s)")
    for name, form in rosters.FORMS.items():
        lms = commands.add_parser(name, help=f"write the grades of a folder as a CSV that {form.name} imports")
        lms.add_argument("folder", type=Path, help="that was graded")
        lms.add_argument("--roster", type=Path, required=True, help=f"the students: a CSV ({form.export})")
        lms.add_argument("--chapter", type=int, action="append", default=[], help="whose exercises count (those begun)")
        lms.add_argument("--column", default="", help="the name of the assignment (the chapters)")
    options = parser.parse_args(arguments)
    try:
        return _grade(options) if options.command == "grade" else _hand_over(options)
    except (ValueError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 2


def _grade(options: argparse.Namespace) -> int:
    if not notebooks.below(options.folder):
        raise ValueError(f"{options.folder} holds no notebook; wanted is a folder with .ipynb files")
    if importlib.util.find_spec("IPython") is None:
        raise ValueError("IPython is not installed; grading reads notebooks as it does: pip install ipython")
    rows = grade(options.folder, seconds=options.seconds, again=options.again, beside=options.jobs)
    print(f"{len(rows)} notebooks graded.")
    for name in ("grades.csv", "grades.html", CLASS):
        print(f"Written to {options.folder / name}")
    return 0


def _hand_over(options: argparse.Namespace) -> int:
    form, rows = rosters.FORMS[options.command], graded(options.folder)
    students = rosters.roster(options.roster, form)
    text = rosters.table(rows, students, form, chapters=options.chapter, column=options.column)
    path = options.folder / f"grades.{options.command}.csv"
    write(path, text)
    print(f"Written to {path}: {len(rows)} of {len(students)} students have a grade; what the others have stays.")
    return 0
