"""The real otter-grader and nbgrader take the assignments: what they hand out, run and grade; and the schemas hold.

Opt-in, in an environment of its own: make test-lms.
"""

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "scripts" / "lms"), str(ROOT)]

import assignments  # noqa: E402 - scripts/ is no package

from lrlib import exercises  # noqa: E402

CHAPTER, NAME = 6, "06-softmax"
UNSTABLE = "def softmax(Z):\n    e = np.exp(Z)\n    return e / e.sum(axis=1, keepdims=True)\n"
NAMES = [e.name for e in exercises.ALL.values() if e.chapter == CHAPTER]
RIGHT = {name: assignments.filled(exercises.find(name), "# by", "# me") for name in NAMES}
STUDENTS = {"ada": RIGHT, "bo": RIGHT | {"softmax": UNSTABLE}, "cy": {}}  # what each has written
POINTS = {"ada": len(NAMES), "bo": len(NAMES) - 1, "cy": 0}
every_chapter = pytest.mark.parametrize("number", sorted({e.chapter for e in exercises.ALL.values()}))


def run(folder, *command):
    """Run a command of the environment with the lrlib of this checkout; return what it said."""
    here = {"PYTHONPATH": str(ROOT), "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=folder, env=os.environ | here, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout + done.stderr


def sources(path):
    return ["".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]


def handed_in(released, path, written):
    """Write a copy of what a student got, its stubs replaced by what the student wrote."""
    book = json.loads(released.read_text(encoding="utf-8"))
    stubs = {exercises.stub(name).strip(): text for name, text in written.items()}
    for cell in book["cells"]:
        cell["source"] = stubs.get("".join(cell["source"]).strip(), "".join(cell["source"]))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(book), encoding="utf-8")


def holds_no_solution(path, number):
    text = "\n".join(sources(path))
    for exercise in exercises.ALL.values():
        if exercise.chapter == number:
            assert exercises.stub(exercise.name).strip() in text
            code = [line for line in assignments.solution(exercise) if len(line) > 12 and not line.startswith("#")]
            hints = "\n".join(exercise.hints) + exercise.task
            assert not [line for line in code if line in text and line.strip() not in hints and "return" in line]
    assert not re.search(r"(BEGIN|END) (SOLUTION|PROMPT|TESTS)", text)


@every_chapter
def test_otter_hands_out_a_chapter_whose_solutions_pass_all_its_tests(tmp_path, number):
    master = assignments.write(number, tmp_path)[0]
    run(
        tmp_path, "otter", "assign", str(master), "out"
    )  # runs the tests on the solutions, and ends with 1 if one fails
    (student,) = (tmp_path / "out" / "student").glob("*.ipynb")
    holds_no_solution(student, number)
    if number == CHAPTER:
        (grader,) = (tmp_path / "out" / "autograder").glob("*.zip")
        for name, written in STUDENTS.items():
            handed_in(student, tmp_path / name / "work.ipynb", written)
            run(tmp_path, "otter", "run", "-a", str(grader), "-o", name, f"{name}/work.ipynb")
            results = json.loads((tmp_path / name / "results.json").read_text(encoding="utf-8"))["tests"]
            assert sum(test.get("score", 0) for test in results) == POINTS[name]
            if name == "bo":
                assert "unstable" in json.dumps(results)


def test_nbgrader_hands_out_every_chapter_and_grades_a_class(tmp_path):
    for number in sorted({e.chapter for e in exercises.ALL.values()}):
        source = assignments.write(number, tmp_path)[1]
        run(tmp_path / "nbgrader", "nbgrader", "generate_assignment", source.stem)
        holds_no_solution(tmp_path / "nbgrader" / "release" / source.stem / source.name, number)
    course = tmp_path / "nbgrader"
    for name, written in STUDENTS.items():
        released = course / "release" / NAME / f"{NAME}.ipynb"
        handed_in(released, course / "submitted" / name / NAME / f"{NAME}.ipynb", written)
    run(course, "nbgrader", "autograde", NAME)
    run(course, "nbgrader", "export")
    with (course / "grades.csv").open(encoding="utf-8") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file) if row["assignment"] == NAME}
    assert {name: float(row["score"]) for name, row in rows.items()} == POINTS
    assert {float(row["max_score"]) for row in rows.values()} == {len(NAMES)}
