"""A broken or malicious notebook spoils its own row only."""

import csv
import json
import time

import pytest

from lrlib import exercises
from lrlib.exercises import grading
from lrlib.exercises.grading import main

RIGHT = "import numpy as np\ndef sigmoid(z):\n    return 0.5 + 0.5 * np.tanh(z / 2)"
SLEEP = "import os, time\nif os.fork() == 0:\n    time.sleep({0})\n    {1}\ntime.sleep(60)"
DELETE = "import shutil, os\nfor place in (os.getcwd(), os.environ['HOME']):\n    shutil.rmtree(place)"
NASTY = "class Nasty:\n    def __reduce__(self): return print, ()\ndef sigmoid(z): return Nasty()"
SHOUT = "import os\nfor fd in range(3, 40):\n    try: os.write(fd, b'x' * 5000)\n    except OSError: pass"
NOTEBOOKS = {
    "right": ([exercises.stub("cost"), "%pip install x\n!ls\n" + RIGHT], "passed", ""),
    "wrong": (["import numpy as np\ndef sigmoid(z):\n    return 0.5 + 0.5 * np.tanh(z)"], "sigmoid-of-2x", ""),
    "empty": (["1 + 1"], "missing", ""),
    "raises": (["oops", RIGHT], "passed", "code cell 1 ends with NameError"),
    "patches": (
        [
            "import numpy as np, lrlib.exercises.judge, lrlib.activations, lrlib.exercises",
            "lrlib.exercises.judge.judge = lambda *a: lrlib.exercises.judge.Finding(None)\n"
            "lrlib.activations.sigmoid = lambda z: z * 0",
            "def sigmoid(z): return z * 0\nprint('passed')",
        ],
        "wrong-values",
        "",
    ),
    "exits": (["import os", "os._exit(0)", RIGHT], "missing", "ended before"),
    "sleeps": (
        ["import os, time\nif os.fork() == 0:\n    time.sleep(60)\ntime.sleep(60)"],
        "missing",
        "did not finish",
    ),
    "hangs-in-a-call": (
        ["def sigmoid(z):\n    while True: pass", "def descend(gradient, start, alpha, steps): ..."],
        "hangs",
        "",
    ),
    "deletes": (
        ["import shutil, os\nfor d in (os.getcwd(), os.environ['HOME']):\n    shutil.rmtree(d)", RIGHT],
        None,
        None,
    ),
    "nasty": ([NASTY], "returns-something-else", ""),
    "shouts": ([SHOUT], "missing", None),
    "=cmd<script>": ([RIGHT], "passed", ""),
}


def write(path, cells):
    cells = [{"cell_type": "code", "source": cell, "metadata": {}, "outputs": []} for cell in cells]
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    for name, (cells, _, _) in NOTEBOOKS.items():
        write(folder / f"{name}.ipynb", cells)
    (folder / "torn.ipynb").write_text('{"cells": [', encoding="utf-8")
    assert main(["grade", str(folder), "--seconds", "8"]) == 0
    lines = (folder / "grades.csv").read_text(encoding="utf-8").splitlines()
    return folder, {row["notebook"].lstrip("'"): row for row in csv.DictReader(lines)}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_each_notebook_gets_its_own_row(rows, name):
    row, (_, result, reason) = rows[1][f"{name}.ipynb"], NOTEBOOKS[name]
    if result is not None:
        assert row["sigmoid"] == result, row
        assert row["total"] == str(int(result == "passed"))
    if reason is not None:
        assert (reason in row["reason"]) if reason else not row["reason"], row


def test_an_unfilled_stub_is_told_and_a_torn_file_has_its_reason(rows):
    assert rows[1]["right.ipynb"]["cost"] == "still-empty"
    assert rows[1]["hangs-in-a-call.ipynb"]["descend"] == "still-empty"
    assert "no notebook" in rows[1]["torn.ipynb"]["reason"]


def test_no_cell_is_a_formula_and_no_name_is_markup(rows):
    assert "\n'=cmd" in (rows[0] / "grades.csv").read_text(encoding="utf-8")
    page = (rows[0] / "grades.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "=cmd&lt;script&gt;" in page
    assert page.count('scope="row"') == len(NOTEBOOKS) + 1


def test_a_folder_without_notebooks_ends_with_2(tmp_path, capsys):
    assert main(["grade", str(tmp_path)]) == 2
    assert main(["grade", str(tmp_path / "none")]) == 2
    assert "wanted is a folder with .ipynb files" in capsys.readouterr().err


def test_a_sleeping_notebook_is_ended_with_its_children(tmp_path):
    mark = tmp_path / "mark"
    write(tmp_path / "a.ipynb", [SLEEP.format(3, f"open({str(mark)!r}, 'w')")])
    grading.grade_one(tmp_path / "a.ipynb", seconds=1.5)
    time.sleep(3)
    assert not mark.exists()
