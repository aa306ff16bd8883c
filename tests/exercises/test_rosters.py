"""Grades go to Canvas and Moodle: each notebook finds its student, or is told with all others that find none."""

import csv
import io
import json

import pytest

from lrlib.exercises import classroom, rosters, tasks
from lrlib.exercises.commands import main
from lrlib.exercises.grades import Book, Row
from lrlib.exercises.rosters import CANVAS, MOODLE

CHAPTER = [name for name in tasks.names() if tasks.find(name).chapter == 6]
PASSED = dict.fromkeys(CHAPTER, "passed")
CANVAS_EXPORT = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Homework 2 (4711),Final Score\n"
    "    Points Possible,,,,,10,(read only)\n"
    '"Lovelace, Ada",101,s1815,ada,Lecture 1,,\n'
    '"Ångström, Zoë",102,s1814,zoe,Lecture 1,3,\n'
    '"Student, Test",103,,test,Lecture 1,,\n'
)
MOODLE_EXPORT = (
    "First name;Last name;ID number;Email address;Course total\n"
    "Ada;Lovelace;s1815;ada@example.org;-\n"
    "Zoë;Ångström;s1814;zoe@example.org;-\n"
)


def row(path, **results):
    return Row(path, dict.fromkeys(tasks.names(), "missing") | results, "it ran to its end")


def students(tmp_path, text, form):
    (tmp_path / "roster.csv").write_text(text, encoding="utf-8")
    return rosters.roster(tmp_path / "roster.csv", form)


def imported(text):
    """The scores that Canvas takes from a CSV, by the number of the student: the rules of its importer."""
    head, *lines = csv.reader(io.StringIO(text))
    assert "Student" in head[0]
    assert "ID" in head[1]
    at = head.index("Section")
    assert head[2:at] in ([], ["SIS Login ID"], ["SIS User ID", "SIS Login ID"])
    (name,) = head[at + 1 :]
    possible = [line[-1] for line in lines if "Points Possible" in line[0]]
    return name, possible, {line[1]: line[-1] for line in lines if "Points Possible" not in line[0]}


@pytest.mark.parametrize(
    ("ada", "zoe"),
    [
        ("lovelaceada_101_9_chapter.ipynb", "angstromzoe_LATE_102_8_06-softmax-1.ipynb"),  # Canvas, all at once
        ("s1815/06.ipynb", "S1814_chapter6.ipynb"),
        ("Ada Lovelace.ipynb", "sub/zoe.ipynb"),
    ],
)
def test_canvas_gets_a_column_with_a_point_for_each_exercise(tmp_path, ada, zoe):
    own = students(tmp_path, CANVAS_EXPORT, CANVAS)
    rows = [row(ada, **PASSED), row(zoe, **{CHAPTER[0]: "passed", CHAPTER[1]: "unstable"})]
    name, possible, scores = imported(rosters.table(rows, own, CANVAS, chapters=[], column="Homework 2"))
    assert name == "Homework 2 (4711)"
    assert possible == [str(len(CHAPTER))]
    assert scores == {"101": str(len(CHAPTER)), "102": "1", "103": ""}
    assert imported(rosters.table(rows, own, CANVAS, chapters=[6]))[0] == "Chapter 6"


def test_moodle_gets_points_and_what_they_are_for(tmp_path):
    own = students(tmp_path, MOODLE_EXPORT, MOODLE)
    path = "Zoë Ångström_77_assignsubmission_file_/06.ipynb"  # as Moodle names what it has collected
    text = rosters.table([row(path, **PASSED | {CHAPTER[0]: "unstable"})], own, MOODLE, chapters=[6], column="HW")
    ada, zoe = csv.DictReader(io.StringIO(text))
    assert (ada["Email address"], ada["HW"], ada["HW feedback"]) == ("ada@example.org", "", "")
    assert (zoe["Email address"], zoe["HW"]) == ("zoe@example.org", str(len(CHAPTER) - 1))
    assert f"{CHAPTER[0]}: unstable" in zoe["HW feedback"]


def test_all_that_find_no_student_or_two_are_told_at_once_and_a_column_settles_it(tmp_path):
    own = students(tmp_path, CANVAS_EXPORT, CANVAS)
    rows = [row("101.ipynb"), row("ada/6.ipynb"), row("101_102.ipynb"), row("solution.ipynb")]
    with pytest.raises(ValueError, match=r"101_102.ipynb names Lovelace, Ada and Ångström, Zoë; solution") as told:
        rosters.table(rows, own, CANVAS, chapters=[6])
    assert "Lovelace, Ada has 101.ipynb and ada/6.ipynb" in str(told.value)
    assert "column 'notebook'" in str(told.value)
    lines = CANVAS_EXPORT.splitlines()
    named = ["notebook", "", "x/y.ipynb", "Solution.ipynb", ""]
    text = "\n".join(f"{line},{more}" for line, more in zip(lines, named, strict=True))
    own = students(tmp_path, text, CANVAS)
    assert [found and found.notebook for found in rosters.matched([row("solution.ipynb")], own, CANVAS)] == [
        None,
        "solution.ipynb",
        None,
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Student,ID\nA,1\n", "has no column 'Section'.*Export Entire Gradebook"),
        ("", "has no column 'Student'"),
        ("Student,ID,Section\n    Points Possible,,\n", "holds no student"),
    ],
)
def test_a_roster_of_another_kind_is_refused_and_said_where_it_is_had(tmp_path, text, said):
    with pytest.raises(ValueError, match=said):
        students(tmp_path, text, CANVAS)
    (tmp_path / "roster.csv").write_bytes(b"Student,ID,Section\n\xff,1,2\n")
    with pytest.raises(ValueError, match="no UTF-8"):
        rosters.roster(tmp_path / "roster.csv", CANVAS)


def test_the_command_writes_what_was_graded_and_nothing_that_has_changed_since(tmp_path, capsys):
    (tmp_path / "roster.csv").write_text(CANVAS_EXPORT, encoding="utf-8")
    command = ["canvas", str(tmp_path), "--roster", str(tmp_path / "roster.csv")]
    assert main(command) == 2
    assert "holds no notebook" in capsys.readouterr().err
    (tmp_path / "101.ipynb").write_text(json.dumps({"cells": []}), encoding="utf-8")
    assert main(command) == 2
    assert "101.ipynb; first: python -m lrlib.exercises grade" in capsys.readouterr().err
    Book(tmp_path).enter(row("101.ipynb", **PASSED), (tmp_path / "101.ipynb").read_bytes())
    Book(tmp_path).enter(row("gone.ipynb", **PASSED), b"")
    assert main([*command, "--chapter", "99"]) == 2
    assert "chapter 99 has no exercise" in capsys.readouterr().err
    assert main(command) == 0
    assert "1 of 3 students have a grade" in capsys.readouterr().out
    assert imported((tmp_path / "grades.canvas.csv").read_text(encoding="utf-8"))[2]["101"] == str(len(CHAPTER))
    (tmp_path / "101.ipynb").write_text(json.dumps({"cells": [{}]}), encoding="utf-8")
    assert main(command) == 2


def test_the_page_on_a_class_counts_what_the_rows_hold():
    first, second, *_ = CHAPTER
    rows = [row(f"{i}", **{first: "passed", second: "unstable"}) for i in range(3)]
    rows += [row("<b>", **{first: "broken (TypeError)", second: "unstable"}), row("none")]
    found = {count.name: count for count in classroom.counts(rows)}
    assert set(found) == {first, second}
    assert [count.name for count in classroom.counts(rows)] == [second, first]
    assert (found[first].passed, found[first].mistaken, found[first].undone) == (3, 1, 1)
    assert found[second].lost == 5
    page = classroom.as_html(rows)
    assert f"{second} cost most: 5 of 5 did not pass it" in page
    assert "The mistake that cost most is unstable" in page
    assert 'role="img"' in page
    assert "http" not in page
    assert "No notebook holds a function" in classroom.as_html([row("none")])


def test_the_page_on_a_class_says_of_a_mistake_what_it_is_in_each_exercise():
    rows = [row("a", descend="wrong-way", lowest_aic="wrong-way"), row("b", lowest_aic="wrong-way")]
    page = classroom.as_html(rows)
    assert "it takes the model with the highest AIC; it walks uphill" in page
    assert "the lowest is wanted. The gradient points to where the cost grows" in page
    assert "it takes the model with the highest AIC" not in classroom.as_html([row("c", descend="wrong-way")])
