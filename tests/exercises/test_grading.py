"""A broken or malicious notebook spoils its own row only, and a right function counts whatever stands around it."""

import contextlib
import csv
import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from lrlib import exercises
from lrlib.exercises import enclosure, examinee, grades, grading, notebooks
from lrlib.exercises.commands import main
from lrlib.exercises.grades import Book, Row

CHAPTERS = Path(__file__).parents[2] / "chapters"
SIGMOID = "import numpy as np\ndef sigmoid(z):\n    return 0.5 + 0.5 * np.tanh(np.asarray(z) / 2)\n"
THRESHOLD = "def threshold(false_alarm, miss):\n    return false_alarm / (false_alarm + miss)\n"
COST = "def cost(theta, X, y):\n    z = X @ theta\n    return np.mean(np.logaddexp(0, z) - y * z)\n"
GRADIENT = "def gradient(theta, X, y):\n    return X.T @ (sigmoid(X @ theta) - y) / len(y)\n"
ONE_HOT = "def one_hot(y, K):\n    return np.eye(K)[y]\n"
LABELS = "def one_vs_all_labels(y, k):\n    return (y == k).astype(float)\n"
BOUNDARY = "def boundary(theta, x1):\n    return -(theta[0] + theta[1] * x1) / theta[2]\n"
CHOICE = "def one_vs_all_predict(W, X):\n    return (X @ W.T).argmax(axis=1)\n"
SOFTMAX = "def softmax(Z):\n    e = np.exp(Z - Z.max(1, keepdims=True))\n    return e / e.sum(1, keepdims=True)\n"
CASE = "np.zeros(1), np.ones((2, 1)), np.array([0.0, 1.0])"
IN_IPYTHON = [  # what stands around a right function, cell by cell
    "%%time\n" + SIGMOID,
    "%%capture\n" + THRESHOLD,
    f"{COST}J = cost({CASE})",
    f"cost = cost({CASE})\nthreshold = threshold(1, 9)",
    "display(3)\nget_ipython().run_line_magic('matplotlib', 'inline')\nsigmoid?\nfiles = !ls\n" + ONE_HOT,
    "!pip install no-such-package-of-ours \\\n    another\n%pip install a-third\n" + LABELS,
    "import asyncio\nawait asyncio.sleep(0)\n" + BOUNDARY,
    "print('the value is %.3f'\n      % sigmoid(0.3))\nfor i in range(2):\n    %time sigmoid(i)\n" + CHOICE,
    "exit()",
    "import sys; sys.exit(1)",
    "name = input('Your name? ')\n" + SOFTMAX,
    "%no_such_magic\n%%no_such_cell_magic\n",
    "%%of_another_place\n" + GRADIENT,
    f"sigmoid = sigmoid(0.5)\ngradient = gradient({CASE})" + "  # what it calls is a number by now",
]
AROUND = ("sigmoid", "threshold", "cost", "one_hot", "one_vs_all_labels", "boundary", "one_vs_all_predict", "softmax")
ATTACKS = (
    "import os\nfor pid, number in ((os.getppid(), 9), (-1, 9), (0, 15), (-os.getppid(), 9)):\n"
    "    try: os.kill(pid, number)\n    except OSError: pass\n"
)
DELETES = "import os, shutil\nfor place in (os.getcwd(), os.environ['HOME']):\n    shutil.rmtree(place)\n"
NASTY = "class Nasty:\n    def __reduce__(self): return print, ()\ndef sigmoid(z): return Nasty()"
SHOUT = "import os\nfor fd in range(3, 40):\n    try: os.write(fd, b'x' * 5000)\n    except OSError: pass"
PATCHES = [
    "import numpy as np, lrlib.exercises.judge, lrlib.activations, lrlib.exercises",
    "lrlib.exercises.judge.judge = lambda *a: lrlib.exercises.judge.Finding(None)\n"
    "lrlib.activations.sigmoid = lambda z: z * 0",
    "def sigmoid(z): return z * 0\nprint('passed')",
]
GIVEN = "from lrlib.exercises import ALL\nfor n, e in ALL.items(): globals()[n] = e.reference"
ODD = [  # errors that cannot be shown, or are none; then a session without the ends of its children
    "class Wordless(Exception):\n    def __str__(self): raise ValueError\nraise Wordless",
    "raise KeyboardInterrupt",
    "raise GeneratorExit('no')",
    "import signal\nsignal.signal(signal.SIGCHLD, signal.SIG_IGN)",
]
TWICE = "import numpy as np\ndef sigmoid(z):\n    return 0.5 + 0.5 * np.tanh(z)"
USED = "from lrlib.activations import sigmoid\n"
ENDED = "it ran to its end"
NOTEBOOKS = {  # cells, what the exercises get, and what the reason says
    "in IPython": (IN_IPYTHON, dict.fromkeys((*AROUND, "gradient"), "passed"), "code cell 10 ends with SystemExit"),
    "stub": ([exercises.stub("cost"), SIGMOID], {"sigmoid": "passed", "cost": "still-empty"}, ENDED),
    "wrong": ([TWICE], {"sigmoid": "sigmoid-of-2x"}, ENDED),
    "nothing": (["1 + 1"], {"sigmoid": "missing"}, "defines no function of an exercise"),
    "raises": (["oops", SIGMOID], {"sigmoid": "passed"}, "code cell 1 ends with NameError: name 'oops'"),
    "syntax": (
        [SIGMOID, "def cost(z)\n    return", THRESHOLD],
        {"threshold": "passed"},
        "code cell 2 ends with Syntax",
    ),
    "patches": (PATCHES, {"sigmoid": "wrong-values"}, ENDED),
    "exits": (
        [SIGMOID, "import os\nos._exit(0)", COST],
        {"sigmoid": "passed", "cost": "missing"},
        "before it came to its end, in code cell 2",
    ),
    "loops": (
        [SIGMOID, "while True: pass"],
        {"sigmoid": "passed"},
        "did not finish within 3 seconds of work or of sleep, in code cell 2",
    ),
    "odd errors": ([*ODD, SIGMOID], {"sigmoid": "passed"}, "code cell 1 ends with Wordless, and 2 more cells end so"),
    "sleeps": (["import os, time\nif os.fork() == 0: time.sleep(600)\ntime.sleep(600)"], {}, "did not finish"),
    "attacks": ([ATTACKS, DELETES, SIGMOID], {"sigmoid": "passed"}, None),
    "nasty": ([NASTY], {"sigmoid": "returns-something-else"}, ENDED),
    "shouts": ([SHOUT], {"sigmoid": "missing"}, None),
    "given": ([GIVEN], {"sigmoid": "lrlib's own", "cost": "lrlib's own"}, ENDED),
    "assigned": (["import lrlib.activations as a\nsigmoid = a.sigmoid"], {"sigmoid": "lrlib's own"}, ENDED),
    "imported": ([USED + THRESHOLD], {"sigmoid": "missing", "threshold": "passed"}, ENDED),
    "=cmd<script>": (["import data_of_ours\ndata_of_ours\n" + SIGMOID], {"sigmoid": "passed"}, ENDED),
}


def book(cells, **more):
    cells = [{"cell_type": "code", "source": cell, "metadata": {}, "outputs": []} for cell in cells]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | more)


def read(folder):
    lines = (folder / "grades.csv").read_text(encoding="utf-8").splitlines()
    return {row["notebook"].lstrip("'"): row for row in csv.DictReader(lines)}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    for name, (cells, _, _) in NOTEBOOKS.items():
        (folder / f"{name}.ipynb").write_text(book(cells), encoding="utf-8")
    (folder / "data_of_ours.py").write_text("", encoding="utf-8")
    (folder / "torn.ipynb").write_text('{"cells": [', encoding="utf-8")
    (folder / "empty.ipynb").write_bytes(b"")
    (folder / "latin.ipynb").write_bytes(book(["# Größe"]).replace("\\u00f6", "ö").encode("latin-1"))
    (folder / "folder.ipynb").mkdir()
    with open(os.fsencode(folder) + b"/M\xfcller.IPYNB", "w", encoding="utf-8-sig") as file:
        file.write(book([THRESHOLD]))
    (folder / "Zoë Ängström").mkdir()
    old = {
        "worksheets": [{"cells": [{"cell_type": "code", "input": THRESHOLD.splitlines(True)}, {"cell_type": "code"}]}]
    }
    (folder / "Zoë Ängström" / "old.ipynb").write_text(json.dumps(old), encoding="utf-8")
    assert main(["grade", str(folder), "--seconds", "3"]) == 0
    return folder, read(folder)


@pytest.mark.slow
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_each_notebook_gets_its_own_row(graded, name):
    row, (_, results, reason) = graded[1][f"{name}.ipynb"], NOTEBOOKS[name]
    assert {exercise: row[exercise] for exercise in results} == results, row
    assert row["total"] == str(sum(row[exercise] == "passed" for exercise in exercises.names()))
    assert (reason or "") in row["reason"]


@pytest.mark.slow
def test_every_row_says_why(graded):
    assert all(len(row["reason"]) > 10 for row in graded[1].values())
    for name in ("torn", "empty", "latin", "folder"):
        assert graded[1][f"{name}.ipynb"]["reason"].startswith("no notebook"), name


@pytest.mark.parametrize(
    ("source", "text"),
    [(None, ""), (3, ""), (["a\n", "b"], "a\nb"), ("# \ud83d\na", "# ?\na"), ([["a"], 1], "['a']1")],
)
def test_a_cell_without_a_text_costs_nothing_but_itself(source, text):
    cells = [{"cell_type": "code", "source": source}, {"cell_type": "code", "source": "x"}]
    assert notebooks.cells(json.dumps({"cells": cells}).encode()) == [text, "x"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "the file is empty"),
        (b" \n", "the file is empty"),
        (b"<!DOCTYPE html><html>", "begins with '<!DOCTYPE html><html' and not with a brace"),
        (b"<<<<<<< HEAD\n{}", "begins with '<<<<<<< HEAD"),
        (b"PK\x03\x04\xff", "no UTF-8"),
        ("{}".encode("utf-16"), "no UTF-8"),
        (b"\0" * 99, "begins with"),
        (b"null", "begins with 'null'"),
        (b"{}", "that of no notebook"),
        (b'{"cells": {"a": 1}}', "that of no notebook"),
        (b'{"cells": ["a"]}', "that of no notebook"),
        (b'{"cells": ' + b"[" * 100_000 + b"}", "that of no notebook"),
        (b'{"cells": [,]}', "Expecting value"),
    ],
)
def test_what_is_no_notebook_is_told(content, why):
    with pytest.raises(ValueError, match=re.escape(why)):
        notebooks.cells(content)


@pytest.mark.slow
def test_any_name_format_and_folder_gets_its_row(graded):
    assert graded[1]["M\\xfcller.IPYNB"]["threshold"] == "passed"
    assert graded[1]["Zoë Ängström/old.ipynb"]["threshold"] == "passed"
    assert len(graded[1]) == len(NOTEBOOKS) + 6


@pytest.mark.slow
def test_no_cell_is_a_formula_and_no_name_is_markup(graded):
    assert "\n'=cmd" in (graded[0] / "grades.csv").read_text(encoding="utf-8")
    page = (graded[0] / "grades.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "=cmd&lt;script&gt;" in page
    assert page.count('scope="row"') == len(graded[1])


SPIES = """
import os
from pathlib import Path
def tried(what, *more):
    try:
        what(*more)
    except OSError:
        return 0
    return 1
home = Path(os.environ["HOME"])
folder = Path({folder!r})
found = [tried(os.listdir, folder), tried((folder / "b.ipynb").read_text), tried((folder / "b.ipynb").unlink),
         tried((folder.parent / "link").read_text), tried((folder / "grades.csv").write_text, "forged"),
         tried((folder.parent / "beside").write_text, "x"), tried(Path("/dev/shm", folder.parent.name).write_text, "x")]
able = [tried((home / "mine").write_text, "x"), tried(Path(os.__file__).read_text), tried(Path("data.txt").read_text),
        tried(Path("/dev/null").write_text, "x")]
def threshold(false_alarm, miss):
    return false_alarm / (false_alarm + miss) + sum(found) + 10 * (4 - sum(able))
"""


def test_a_notebook_does_not_see_the_others_and_writes_in_its_own_folder(tmp_path, monkeypatch):
    probe = "import sys, pathlib; from lrlib.exercises.enclosure import enclose; p = pathlib.Path(sys.argv[1]); "
    able = subprocess.run([sys.executable, "-c", probe + "sys.exit(not enclose(p, p))", str(tmp_path)], check=False)
    if able.returncode:
        pytest.skip("this system cannot hide a folder")
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "a.ipynb").write_text(book([SPIES.format(folder=str(folder))]), encoding="utf-8")
    (folder / "b.ipynb").write_text(book([THRESHOLD]), encoding="utf-8")
    (folder / "data.txt").write_text("1", encoding="utf-8")
    (tmp_path / "link").symlink_to(folder / "b.ipynb")
    monkeypatch.chdir(tmp_path)  # as is natural: the grader's own place leads to the folder
    monkeypatch.syspath_prepend("")
    rows = grading.grade(folder)
    assert [row.results["threshold"] for row in rows] == ["passed", "passed"], rows
    assert len(list(folder.iterdir())) == 7


NEIGHBOUR = """
import os
from pathlib import Path
reached = 0
for turn in range(40):
    for other in range(os.getpid() + 1, os.getpid() + 500):
        try:
            os.kill(other, 9)
            reached += 1
        except OSError:
            pass
    try:
        reached += len(os.listdir(Path(os.environ["HOME"]).parent))
    except OSError:
        pass
def threshold(false_alarm, miss):
    return false_alarm / (false_alarm + miss) + reached
"""
THERE = "import time\ntime.sleep(1)\n" + THRESHOLD  # as long as the others look for it


@pytest.mark.slow
def test_notebooks_side_by_side_do_not_reach_one_another(tmp_path):
    if not enclosure.apart():
        pytest.skip("this system lets one process signal another; so one notebook runs at a time")
    for name, cell in {"a": NEIGHBOUR, "b": THERE, "c": NEIGHBOUR, "d": THERE}.items():
        (tmp_path / f"{name}.ipynb").write_text(book([cell]), encoding="utf-8")
    rows = grading.grade(tmp_path, beside=4)
    assert [row.results["threshold"] for row in rows] == ["passed"] * 4, rows


def test_so_many_run_side_by_side_and_what_ended_a_grader_runs_alone(tmp_path, monkeypatch):
    for name in "abcdef":
        (tmp_path / f"{name}.ipynb").write_text(book([]), encoding="utf-8")
    Book(tmp_path).begin("a.ipynb", book([]).encode())
    inside, seen, meet = [], {}, threading.Barrier(3, timeout=60)

    def _row(name, *rest):
        inside.append(name)
        if name != "a.ipynb":
            with contextlib.suppress(threading.BrokenBarrierError):
                meet.wait()
        seen[name] = len(inside)
        if name != "a.ipynb":
            with contextlib.suppress(threading.BrokenBarrierError):
                meet.wait()
        inside.remove(name)
        return grades.none(name, "it ran")

    monkeypatch.setattr(grading, "_row", _row)
    (tmp_path / "g.ipynb").write_text(book([]), encoding="utf-8")
    rows = grading.grade(tmp_path, beside=3)
    assert len(rows) == 7
    assert seen.pop("a.ipynb") == 1
    assert set(seen.values()) == {3}
    with pytest.raises(ValueError, match="wanted is 1 or more"):
        grading.grade(tmp_path, beside=0)


@pytest.mark.slow
def test_what_is_graded_is_not_run_again(graded, monkeypatch):
    ran = []
    monkeypatch.setattr(grading, "_row", lambda name, *rest: ran.append(name) or grades.none(name, "ran"))
    before = read(graded[0])
    changed = graded[0] / "nothing.ipynb"
    changed.write_text(book(["2 + 2"]), encoding="utf-8")
    grading.grade(graded[0])
    assert ran == ["nothing.ipynb"]
    kept = {name: row for name, row in read(graded[0]).items() if name != "nothing.ipynb"}
    assert kept == {name: row for name, row in before.items() if name != "nothing.ipynb"}


def test_a_row_is_kept_as_soon_as_it_is_known_also_where_the_folder_is_gone(tmp_path, monkeypatch):
    folder = tmp_path / "class"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.ipynb").write_text(book([]), encoding="utf-8")

    def _row(name, *rest):
        if name == "b.ipynb":
            for path in folder.iterdir():
                path.unlink()
            folder.rmdir()
        if name == "c.ipynb":
            assert set(read(folder)) == {"a.ipynb", "b.ipynb"}
            raise KeyboardInterrupt
        return grades.none(name, "it ran")

    monkeypatch.setattr(grading, "_row", _row)
    with pytest.raises(KeyboardInterrupt):
        grading.grade(folder)
    assert set(read(folder)) == {"a.ipynb", "b.ipynb"}
    assert Book(folder).begun("c.ipynb") == 0


def test_a_notebook_that_ends_the_grader_is_tried_once_more_and_last(tmp_path, monkeypatch):
    for name in "abc":
        (tmp_path / f"{name}.ipynb").write_text(book([]), encoding="utf-8")
    content, ran = book([]).encode(), []
    Book(tmp_path).begin("a.ipynb", content)
    monkeypatch.setattr(grading, "_row", lambda name, *rest: ran.append(name) or grades.none(name, "ran"))
    grading.grade(tmp_path)
    assert ran == ["b.ipynb", "c.ipynb", "a.ipynb"]
    for _ in range(2):
        Book(tmp_path).begin("a.ipynb", content + b" ")
    assert "--again" in Book(tmp_path).known("a.ipynb", content + b" ").reason
    assert Book(tmp_path, again=True).known("a.ipynb", content + b" ") is None


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "grades.csv"
    grades.write(path, "first \udcfc")
    assert path.read_text(encoding="utf-8") == "first \\udcfc"
    monkeypatch.setattr(os, "replace", lambda *a: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        grades.write(path, "second")
    assert os.listdir(tmp_path) == ["grades.csv"]
    assert path.read_text(encoding="utf-8").startswith("first")
    assert "\\ud800" in grades.as_csv([Row("a", {}, "\ud800")])


def test_a_folder_without_notebooks_or_a_place_without_ipython_ends_with_2(tmp_path, capsys, monkeypatch):
    assert main(["grade", str(tmp_path)]) == 2
    assert main(["grade", str(tmp_path / "none")]) == 2
    assert "wanted is a folder with .ipynb files" in capsys.readouterr().err
    (tmp_path / "a.ipynb").write_text(book([]), encoding="utf-8")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert main(["grade", str(tmp_path)]) == 2
    assert "pip install ipython" in capsys.readouterr().err


@pytest.mark.parametrize("path", sorted(CHAPTERS.glob("[0-9]*.ipynb")), ids=lambda path: path.stem)
def test_in_a_chapter_only_its_own_exercises_count_from_their_cells_on(path):
    sources = notebooks.cells(path.read_bytes())
    begin = examinee.wanted(sources)
    assert set(begin) == {e.name for e in exercises.ALL.values() if e.chapter == int(path.stem[:2])}
    for name, cell in begin.items():
        assert sources[cell].rstrip() == exercises.stub(name).rstrip()


@pytest.mark.slow
@pytest.mark.parametrize("number", ["03", "04"])
def test_a_delivered_chapter_earns_nothing(number, tmp_path):
    """Chapter 3 imports what chapter 2 asks for; what no exercise asks for earns nothing, and is not run here."""
    (path,) = CHAPTERS.glob(f"{number}-*.ipynb")
    earning = rf"import|def ({'|'.join(exercises.names())})\(|exercises.check"
    sources = [s for s in notebooks.cells(path.read_bytes()) if re.search(earning, s)]
    (tmp_path / "chapter.ipynb").write_text(book(sources), encoding="utf-8")
    row = grading.grade_one(tmp_path / "chapter.ipynb")
    assert set(row.results.values()) == {"missing", "still-empty"}
