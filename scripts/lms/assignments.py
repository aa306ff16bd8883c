"""Assignments of the chapters' exercises for otter and nbgrader: python scripts/lms/assignments.py [--chapter N].

Each exercise is a cell to fill, with its solution marked, and a test that calls exercises.check and says the mistake
where it fails. `otter assign` and `nbgrader generate_assignment` make of it what students get.
"""

import argparse
import ast
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sheets  # first: it finds the lrlib of this checkout

from lrlib.exercises import tasks
from lrlib.exercises.exercise import Exercise

PLACE = sheets.ROOT / "_build" / "lms"
MODULES = ("activations", "data", "logistic", "softmax")  # of lrlib, that a solution may name
SETTINGS = """\
c = get_config()
c.CourseDirectory.course_id = "logistic-regression"
c.ClearSolutions.code_stub = {"python": "return ..."}  # as exercises.check knows a stub
c.ExecutePreprocessor.timeout = 300
"""
Cell = dict[str, Any]


def cell(kind: str, name: str, source: str, **metadata: Any) -> Cell:
    """Return a cell."""
    found: Cell = {
        "cell_type": kind,
        "id": name.replace("_", "-")[:64],
        "metadata": metadata,
        "source": source.splitlines(True),
    }
    return found | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def solution(exercise: Exercise) -> list[str]:
    """Return the lines of a body that solves an exercise, free of the stub's own names."""
    first = exercise.solution[0] if isinstance(exercise.solution, tuple) else exercise.solution
    stub = ast.parse(exercise.stub).body[0]
    assert isinstance(stub, ast.FunctionDef)
    if not isinstance(first, str):
        names = ", ".join(argument.arg for argument in stub.args.args)
        return [f"return exercises.find({exercise.name!r}).reference({names})"]
    tree, lines = ast.parse(first), first.splitlines()
    (function,) = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    named = {
        node.value.id
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    known = {argument.arg for argument in stub.args.args}
    needed = [name for name in MODULES if name in named - known]
    body = lines[function.lineno : function.end_lineno]
    return [f"from lrlib import {', '.join(needed)}"] * bool(needed) + [line.removeprefix("    ") for line in body]


def filled(exercise: Exercise, begin: str, end: str, prompt: str = "") -> str:
    """Return the stub with its solution between two marks in place of the three dots."""
    *head, dots = exercise.stub.rstrip().splitlines()
    if dots.strip() != "return ...":
        raise SystemExit(f"the stub of {exercise.name} ends with {dots!r}; wanted is 'return ...'")
    body = [begin, *solution(exercise), end, *prompt.splitlines()]
    return "\n".join([*head, *(f"    {line}" if line else "" for line in body)]) + "\n"


def task(exercise: Exercise) -> str:
    """Return what is to be done, with the hints folded."""
    hints = "\n".join(f"{i}. {hint}" for i, hint in enumerate(exercise.hints, 1))
    folded = f"<details>\n<summary>Hints</summary>\n\n{hints}\n\n</details>"
    return f"## {exercise.title}\n\n{exercise.task} (About {exercise.minutes} minutes.)\n\n{folded}\n"


def checked(name: str) -> str:
    """Return the lines of a test."""
    return f'verdict = exercises.check("{name}", {name})\nassert verdict.passed, verdict.message\n'


def opening(number: int) -> list[Cell]:
    """Return the heading and the set-up cell of a chapter, which installs lrlib where it is missing."""
    cells = json.loads(sheets.chapters()[number].read_text(encoding="utf-8"))["cells"]
    setup = next(c for c in cells if c["cell_type"] == "code")
    heading = "".join(cells[0]["source"]).partition("\n")[0]
    code = "import numpy as np\n\nfrom lrlib import exercises\n"
    return [
        cell("markdown", "heading", f"{heading}: exercises\n"),
        cell("code", "set-up", "".join(setup["source"])),
        cell("code", "imports", code),
    ]


def otter(number: int, chosen: list[Exercise]) -> list[Cell]:
    """Return an assignment as `otter assign` takes it: raw cells around each question."""
    name = sheets.chapters()[number].stem
    config = (
        f"# ASSIGNMENT CONFIG\nname: {name}\ninit_cell: true\ncheck_all_cell: true\nrequirements: requirements.txt\n"
        "tests:\n  ok_format: false\nexport_cell:\n  pdf: false\ngenerate:\n  show_stdout: true\n"
    )
    cells = [cell("raw", "config", config), *opening(number)]
    prompt = '""" # BEGIN PROMPT\nreturn ...\n"""; # END PROMPT'
    for e in chosen:
        test = f"def test_{e.name}({e.name}):\n    from lrlib import exercises\n\n"
        test += "".join(f"    {line}" for line in checked(e.name).splitlines(True))
        code = filled(e, "# BEGIN SOLUTION NO PROMPT", "# END SOLUTION", prompt)
        cells += [
            cell("raw", f"begin-{e.name}", f"# BEGIN QUESTION\nname: {e.name}\npoints: 1\n"),
            cell("markdown", f"task-{e.name}", task(e)),
            cell("raw", f"begin-solution-{e.name}", "# BEGIN SOLUTION\n"),
            cell("code", f"solution-{e.name}", code),
            cell("raw", f"end-solution-{e.name}", "# END SOLUTION\n"),
            cell("raw", f"begin-tests-{e.name}", "# BEGIN TESTS\n"),
            cell("code", f"test-{e.name}", test),
            cell("raw", f"end-tests-{e.name}", "# END TESTS\n"),
            cell("raw", f"end-{e.name}", "# END QUESTION\n"),
        ]
    return cells


def nbgrader(number: int, chosen: list[Exercise]) -> list[Cell]:
    """Return an assignment as `nbgrader generate_assignment` takes it: metadata says what is filled and what counts."""

    def mark(name: str, **kind: bool | int) -> dict[str, Any]:
        every = {"grade": False, "solution": False, "locked": False, "task": False}
        return {"nbgrader": {**every, **kind, "grade_id": name, "schema_version": 3}}

    cells = opening(number)
    for part in cells:
        part["metadata"] = mark(part["id"], locked=True)
    for e in chosen:
        code = filled(e, "### BEGIN SOLUTION", "### END SOLUTION")
        cells += [
            cell("markdown", f"task-{e.name}", task(e), **mark(f"task-{e.name}", locked=True)),
            cell("code", f"solution-{e.name}", code, **mark(e.name, solution=True)),
            cell(
                "code", f"test-{e.name}", checked(e.name), **mark(f"test-{e.name}", grade=True, locked=True, points=1)
            ),
        ]
    return cells


def notebook(cells: list[Cell]) -> str:
    """Return cells as the text of a notebook."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def requirements() -> str:
    """Return what an autograder installs: lrlib from where this copy is published, or how to name it by hand."""
    course = tomllib.loads((sheets.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["course"]
    place = f"{course['repository']}/archive/refs/{course['ref']}.zip"
    lrlib = (
        f"lrlib @ {place}" if course["repository"] else "# lrlib: name here the wheel of `make release`, or an address"
    )
    return f"numpy>=2.0\n{lrlib}\n"


FORMS: dict[str, Callable[[int, list[Exercise]], list[Cell]]] = {"otter": otter, "nbgrader": nbgrader}


def write(number: int, folder: Path) -> list[Path]:
    """Write the assignment of a chapter in both forms, and return the notebooks."""
    chosen = [exercise for exercise in tasks.ALL.values() if exercise.chapter == number]
    if not chosen:
        raise SystemExit(
            f"chapter {number} has no exercise; wanted is one of {sorted({e.chapter for e in tasks.ALL.values()})}"
        )
    name = sheets.chapters()[number].stem
    places = {"otter": folder / "otter" / name, "nbgrader": folder / "nbgrader" / "source" / name}
    for form, place in places.items():
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{name}.ipynb").write_text(notebook(FORMS[form](number, chosen)), encoding="utf-8")
    (places["otter"] / "requirements.txt").write_text(requirements(), encoding="utf-8")
    (folder / "nbgrader" / "nbgrader_config.py").write_text(SETTINGS, encoding="utf-8")
    return [place / f"{name}.ipynb" for place in places.values()]


def main() -> None:
    """Write the assignments of the chapters that were asked for, or of all."""
    parser = argparse.ArgumentParser(prog="python scripts/lms/assignments.py", description=__doc__.splitlines()[0])
    parser.add_argument("--chapter", type=int, action="append", help="one chapter; may be given more than once")
    parser.add_argument("--folder", type=Path, default=PLACE, help="where to (_build/lms)")
    options = parser.parse_args()
    numbers = options.chapter or sorted({exercise.chapter for exercise in tasks.ALL.values()})
    for number in numbers:
        write(number, options.folder)
    print(f"{len(numbers)} assignments, for otter and for nbgrader, are in {options.folder}")


if __name__ == "__main__":
    main()
