"""Act out an instructor's first week in a fresh fork, each step timed: python scripts/dry_run.py [--site].

Publish, examine, ask, hand out, grade, look at the class, hand the grades over. The class is made of the zoos of one
chapter's exercises: each student writes a right function, a wrong one, or none, and must get what the zoo says. With
--site the fork's site is built and looked at too, as `make fork` does. otter and nbgrader are asked by `make test-lms`.
"""

import argparse
import csv
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import address
import course
import fork
import numpy as np
import repeat

ROOT = Path(__file__).resolve().parent.parent
ZOOS = ROOT / "tests" / "exercises"
sys.path[:0] = [str(ROOT), str(ROOT / "scripts" / "lms"), str(ZOOS)]

import assignments  # noqa: E402

from lrlib import exercises  # noqa: E402
from lrlib.exercises import rosters  # noqa: E402

CHAPTER, SEED = 6, 7
SLUG, TERM = "example-univ/logreg", "fall-2026"
Written = tuple[str, str, str]  # exercise, what is handed in for it, and what it must get


class Fork:
    """A copy of this checkout under an address of its own, in which every step is a command."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def python(self, *words: object) -> str:
        """Run Python in the fork, with the fork's lrlib; return what it printed."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(fork.FOREIGN)}
        facts = {"GITHUB_REPOSITORY": SLUG, "GITHUB_REF": f"refs/heads/{TERM}", "PYTHONPATH": str(self.folder)}
        command = [sys.executable, *map(str, words)]
        done = subprocess.run(command, cwd=self.folder, env=kept | facts, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout.strip()


def publish(own: Fork) -> str:
    """Set the address, freeze a term, commit: what the workflow that publishes looks for must be there."""
    repeat.copy(own.folder, memory=False)
    fork.git(own.folder, "init", "-q", "-b", TERM)
    fork.git(own.folder, "remote", "add", "origin", f"{address.GITHUB}/{SLUG}")
    own.python("scripts/chapters.py", "--repository", f"{address.GITHUB}/{SLUG}")
    own.python("scripts/chapters.py", "--ref", f"heads/{TERM}")
    fork.git(own.folder, "add", "-A")
    fork.git(own.folder, "commit", "-q", "-m", "Our own copy")
    return own.python("scripts/address.py", "--here")


def examine(own: Fork) -> str:
    """Write an exam and its key."""
    said = own.python("scripts/exam.py", SEED)
    found = {path.name for path in (own.folder / "_build" / "exam").iterdir()}
    wanted = {f"{name}-{SEED}.{kind}" for name in ("exam", "key") for kind in ("md", "pdf")}
    if found != wanted:
        raise SystemExit(f"the exam is {sorted(found)}; wanted is {sorted(wanted)}")
    return said


def ask(own: Fork) -> str:
    """Write the quizzes for every LMS."""
    return own.python("scripts/lms", SEED)


def validate(own: Fork) -> str:
    """Have the published schemas read the quizzes, in the environment that `make test-lms` has made."""
    python = course.LMS / course.PYTHON.relative_to(course.VENV)
    if not python.exists():
        return "left out: `make test-lms` makes the environment that it needs"
    place = os.environ.get("SCHEMAS") or ROOT / "_build" / "schemas"
    words = (ROOT / "scripts" / "lms" / "valid.py", own.folder / "_build" / "lms", "--schemas", place)
    done = subprocess.run([str(python), *map(str, words)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return done.stdout.splitlines()[-1]


def hand_out(own: Fork) -> str:
    """Write the assignment of a chapter."""
    return own.python("scripts/lms/assignments.py", "--chapter", CHAPTER)


def written(students: int) -> list[list[Written]]:
    """Return what each student hands in for each exercise of the chapter: an expression of the zoo, or nothing."""
    zoos = {}
    for path in sorted(ZOOS.glob("zoo_*.py")):
        for name, zoo in importlib.import_module(path.stem).ZOO.items():
            right = [(f'{path.stem}.ZOO["{name}"]["right"][{i}]', "passed") for i, _ in enumerate(zoo["right"])]
            wrong = [(f'{path.stem}.ZOO["{name}"]["wrong"][{i}][1]', m) for i, (m, _) in enumerate(zoo["wrong"])]
            zoos[name] = (right, wrong)
    rng, found = np.random.default_rng(SEED), []
    for _ in range(students):
        row = []
        for name in (e.name for e in exercises.ALL.values() if e.chapter == CHAPTER):
            some = zoos[name][int(rng.random() < 0.5)]
            text, wanted = some[int(rng.integers(len(some)))] if rng.random() < 0.9 else ("", "still-empty")
            row.append((name, text, wanted))
        found.append(row)
    return found


def submissions(own: Fork, students: int) -> Path:
    """Write a notebook for each student, as Moodle names what it has collected, and the roster of the class."""
    place = own.folder / "_build" / "class"
    lines = []
    for i, row in enumerate(written(students)):
        name = f"Student{i:02} Example"
        cells = assignments.opening(CHAPTER)[1:]
        for exercise, text, _ in row:
            code = f"import {text.partition('.')[0]}\n{exercise} = {text}" if text else exercises.stub(exercise)
            cells.append(assignments.cell("code", f"answer-{exercise}", code))
            cells.append(assignments.cell("code", f"check-{exercise}", f'exercises.check("{exercise}", {exercise})'))
        folder = place / f"{name}_{1000 + i}_assignsubmission_file_"
        folder.mkdir(parents=True)
        for zoo in ZOOS.glob("zoo_*.py"):
            (folder / zoo.name).write_bytes(zoo.read_bytes())
        (folder / "work.ipynb").write_text(assignments.notebook(cells), encoding="utf-8")
        first, last = name.split()
        lms = {"Student": f"{last}, {first}", "ID": 2000 + i, "Section": "Lecture"}
        lines.append(lms | {"First name": first, "Last name": last, "Email address": f"s{i:02}@example.org"})
    for form in rosters.FORMS:
        with (own.folder / "_build" / f"{form}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(lines[0]))
            writer.writeheader()
            writer.writerows(lines)
    return place


def grade(own: Fork, place: Path, students: int) -> str:
    """Grade the class; each function gets what the zoo says; a second run has nothing to do."""
    said = own.python("-m", "lrlib.exercises", "grade", place)
    kept = json.loads((place / "grades.json").read_text(encoding="utf-8"))["notebooks"]
    wrong = []
    for (name, entry), row in zip(sorted(kept.items()), written(students), strict=True):
        for exercise, _, wanted in row:
            if entry["results"][exercise] != wanted:
                wrong.append(f"{name}: {exercise} got {entry['results'][exercise]}, not {wanted} ({entry['reason']})")
    if wrong:
        raise SystemExit("\n".join(wrong))
    return f"{said.splitlines()[0]} All {sum(map(len, written(students)))} functions got what the zoo says."


def again(own: Fork, place: Path) -> str:
    """Start the grader once more: it goes on where it was, with nothing left."""
    before = (place / "grades.json").stat().st_mtime_ns
    own.python("-m", "lrlib.exercises", "grade", place)
    if (place / "grades.json").stat().st_mtime_ns != before:
        raise SystemExit("a class that was graded was graded again")
    return "nothing was run"


def look(place: Path) -> str:
    """Return what the page on the class says first."""
    page = (place / "grades.class.html").read_text(encoding="utf-8")
    return page.partition("<p>")[2].partition("</p>")[0]


def hand_over(own: Fork, place: Path) -> str:
    """Write the grades for both LMSs."""
    said = []
    for lms in rosters.FORMS:
        roster = own.folder / "_build" / f"{lms}.csv"
        said.append(own.python("-m", "lrlib.exercises", lms, place, "--roster", roster, "--chapter", CHAPTER))
    return " ".join(said)


def site(_: Fork) -> str:
    """Build the site of a fork and look at it, as the workflow that publishes does."""
    fork.act("term", sample=True)
    return "built, tested, ready to upload"


def main() -> None:
    """Do each step, and print what it took and what it said."""
    parser = argparse.ArgumentParser(prog="python scripts/dry_run.py", description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=30, help="in the class (30)")
    parser.add_argument("--site", action="store_true", help="build and test the fork's site too: minutes")
    options = parser.parse_args()
    if options.students < 1:
        parser.error(f"{options.students} students came; wanted is one or more")
    with tempfile.TemporaryDirectory(prefix="dry-run-") as name:
        own = Fork(Path(name) / "our copy")
        own.folder.mkdir()
        steps: dict[str, Callable[[], str]] = {
            "publish": lambda: publish(own),
            **({"build the site": lambda: site(own)} if options.site else {}),
            "make an exam": lambda: examine(own),
            "quizzes for the LMS": lambda: ask(own),
            "are they valid?": lambda: validate(own),
            "hand out an assignment": lambda: hand_out(own),
            "collect": lambda: str(len(list(submissions(own, options.students).iterdir()))),
            "grade": lambda: grade(own, own.folder / "_build" / "class", options.students),
            "grade once more": lambda: again(own, own.folder / "_build" / "class"),
            "look at the class": lambda: look(own.folder / "_build" / "class"),
            "hand the grades over": lambda: hand_over(own, own.folder / "_build" / "class"),
        }
        for title, step in steps.items():
            start = time.perf_counter()
            said = step()
            print(f"{title}: {time.perf_counter() - start:.0f} s. {said}", flush=True)


if __name__ == "__main__":
    main()
