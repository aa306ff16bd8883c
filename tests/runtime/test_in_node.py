"""Python as a page starts it, under node: a chapter prints there what is stored, and the judge finds the same names."""

import collections
import gzip
import hashlib
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "sphinx_ext"))
in_page = importlib.import_module("in_page")
ALL = os.environ.get("RUNTIME") == "all"  # weekly, and before an upgrade: every page that the site offers to run
SOME = in_page.runnable() if ALL else [ROOT / "chapters" / f"{name}.ipynb" for name in ("01-classification", "scale")]
ELSEWHERE = {  # cells that no page can run
    "10-libraries": {"statsmodels": 7},
    "19-capstone": {"scikit-learn": 1},
    "scale": {"threads": 1, "Dask": 1},
}


def test_the_packs_are_those_that_were_built():
    manifest = json.loads((in_page.RUNTIME / "packs" / "manifest.json").read_text())
    for name, about in manifest["files"].items():
        data = (in_page.RUNTIME / "packs" / name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (about["bytes"], about["sha256"]), name
    pinned = json.loads((in_page.RUNTIME / "package-lock.json").read_text())["packages"]["node_modules/pyodide"]
    assert manifest["about"]["pyodide"] == pinned["version"]


def test_what_the_first_press_fetches_leaves_a_megabyte_of_the_ten():
    held = in_page.files()
    assert in_page.first_press(held) < 9_000_000


def test_lrlib_travels_as_it_is():
    packs, *_ = in_page.lrlib()
    assert packs == in_page.lrlib()[0]
    came = {}
    for data in map(gzip.decompress, packs.values()):
        at = 4 + int.from_bytes(data[:4], "little")
        for name, size in json.loads(data[4:at]):
            came[name] = data[at : at + size]
            at += size
    there = [p for p in (ROOT / "lrlib").rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    assert came == {p.relative_to(ROOT).as_posix(): p.read_bytes() for p in there}


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    """Ask Python in node to run cells, each list in a fresh namespace."""
    assert shutil.which("node"), "node is not on this machine; `make test` installs Debian's"
    folder = tmp_path_factory.mktemp("python")
    for name, data in in_page.files().items():
        (folder / name).write_bytes(data)
    command = ["node", str(Path(__file__).parent / "node.mjs"), str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:

        def run(cells):
            process.stdin.write(json.dumps({"cells": cells}) + "\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            run.fetched = answer["fetched"]
            return answer["outputs"]

        yield run
        process.stdin.close()


def words(outputs):
    """What outputs show in plain text: streams joined, then each value."""
    shown = []
    for output in outputs:
        if output["output_type"] == "error":
            shown.append("\n".join(output["traceback"]))
        else:
            shown.append("".join(output.get("text") or output["data"]["text/plain"]).rstrip("\n"))
    return "\n".join(shown)


def test_a_pack_is_fetched_when_a_cell_first_needs_it(kernel):
    cells = ["import numpy as np\nfrom lrlib import data, descent, exercises, inference, questions, softmax\n"
             "from lrlib.pictures import live, quiz, table", 'exercises.check("one_hot", len)']  # fmt: skip
    kernel(cells)
    assert kernel.fetched == []
    assert words(kernel(['from lrlib import data\ndata.load("iris").X.shape'])[0]) == "(150, 4)"
    assert kernel.fetched == ["iris.csv"]
    assert words(kernel(["import calendar, numpy\ncalendar.isleap(2000), numpy.fft.fft([1.0])"])[0]).startswith("(True")
    assert kernel.fetched == ["iris.csv", "library", "arrays"]


def test_a_judged_function_needs_the_cells_that_bind_its_names_and_no_other(kernel):
    above = ["import numpy as np", "slow = 1", "a = np.ones(2)", "b = ((", "def f():\n    return a", "c = slow"]
    for source, wanted in (
        ("f()", [0, 2, 4]),
        ("d = 1", []),
        ("def f():\n    return c", [1, 5]),
        ("def f(a, c):\n    f = a", []),
        ("((", []),
    ):
        (outputs,) = kernel([f'__import__("page").needed({source!r}, {above!r})'])
        assert json.loads(words(outputs)) == wanted


def test_what_no_page_can_run_is_said_in_a_sentence_and_so_is_what_rests_on_it(kernel):
    cells = ["from sklearn.linear_model import LogisticRegression as Peer\nk = 3", "def fit():\n    return Peer()",
             "model = fit()", "print(model)", "print(k)", "print(unknown)", "Peer = len\nPeer([1])"]  # fmt: skip
    first, second, third, fourth, fifth, sixth, last = kernel(cells)
    assert "This cell needs scikit-learn: no page can run it." in words(first)
    assert second == []
    assert "needs `Peer`, which comes from a cell that needs scikit-learn" in words(third)
    assert "needs `model`, which comes from a cell that needs scikit-learn" in words(fourth)
    assert "needs `k`, which" in words(fifth)
    assert sixth[0]["ename"] == "NameError"
    assert words(last) == "1"
    assert words(kernel(["print(Peer)"])[0]).startswith("Traceback")  # a fresh namespace has lost nothing


def test_what_a_cell_leaves_half_made_is_lost_and_what_it_has_imported_is_not(kernel):
    half = "import math\ndef fit(k):\n    import sklearn\nfound = {}\nfor k in (1, 2):\n    found[k] = fit(k)"
    _, second, third, last = kernel(["found = 1", half, "print(found[1])", "print(math.sqrt(4), fit.__name__)"])
    assert "This cell needs scikit-learn" in words(second)
    assert "needs `found`, which comes from a cell that needs scikit-learn" in words(third)
    assert words(last) == "2.0 fit"


REFUSES = """\
import numpy as np
stack = [np.eye(2), np.zeros((2, 2))]
for compute in (
    lambda: np.linalg.cholesky([[1.0, 2.0], [2.0, 1.0]]),
    lambda: np.linalg.inv(np.ones((3, 3))),
    lambda: np.linalg.solve(np.zeros((2, 2)), [1.0, 2.0]),
    lambda: np.linalg.inv(stack),
    lambda: np.linalg.solve(stack, np.ones((2, 2, 1))),
    lambda: np.linalg.matrix_power(np.zeros((2, 2)), -1),
):
    try:
        print(compute())
    except np.linalg.LinAlgError as error:
        print(error)
print(np.linalg.inv(np.eye(2)).tolist(), np.linalg.cholesky(np.zeros((0, 0))).shape)
print(np.linalg.solve(np.eye(2), [np.nan, 1.0]))
"""


def test_a_matrix_is_refused_in_the_page_as_elsewhere(kernel, capsys):
    exec(REFUSES, {})
    there = capsys.readouterr().out
    assert there.count("Singular matrix") == 5
    assert words(kernel([REFUSES])[0]) == there.rstrip("\n")


@pytest.mark.parametrize("path", SOME, ids=lambda path: path.stem)
def test_a_page_prints_in_the_browser_what_is_stored(kernel, path):
    cells = [c for c in json.loads(path.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "code"][1:]
    came, apart = kernel(["".join(cell["source"]) for cell in cells]), []
    for cell, outputs in zip(cells, came, strict=True):
        if needs := re.search(r"^This cell needs (?:.* needs )?([\w -]+): no page can run it", words(outputs[-1:])):
            apart.append(needs[1])  # the page says so, or the cell itself
        else:
            assert words(outputs) == words(cell["outputs"]), "".join(cell["source"])[:200]
    assert collections.Counter(apart) == ELSEWHERE.get(path.stem, {})


LOOP = """\
def sigmoid(z):
    while True:
        z = z + 1
"""
CASES = {
    "def sigmoid(z):\n    return 1 / (1 + np.exp(-z))\n": "passed",
    "def sigmoid(z):\n    return 1 / (1 + np.exp(z))\n": "wrong-sign",
    "def sigmoid(z):\n    return ...\n": "not checked yet",
    LOOP: "hangs",
    "def sigmoid(z):\n    np.random.seed(0)\n    return 1 / (1 + np.exp(-z))\n": "changes-global-state",
    "def sigmoid(z):\n    z += 0.0\n    z *= -1\n    return 1 / (1 + np.exp(z))\n": "changes-argument",
    "def sigmoid(z):\n    return 1 / (1 + undefined)\n": "raises",
    "import sys\ndef sigmoid(z):\n    sys.exit()\n": "exits",
}


def test_the_judge_finds_in_the_page_what_it_finds_elsewhere(kernel):
    for source, name in CASES.items():
        cells = ["import numpy as np\nfrom lrlib import exercises", source, 'exercises.check("sigmoid", sigmoid)']
        assert name in words(kernel(cells)[-1]), source


LEVELS = ["softmax-slope", "cost-slope", "two-classes"]
PLAYED = """\
import json
from lrlib.proofs.game import desk
from lrlib.proofs.game.levels import LEVELS
for level in [LEVELS[name] for name in {names}] if {names} else LEVELS.values():
    for road in level.roads:
        for n, line in enumerate(road):
            told = desk.asked({{"ask": "write", "level": level.name, "lines": road[:n], "text": line}})
            print(level.name, told["kind"] == ("done" if line == road[-1] else "step"))
    for mistake in level.mistakes:
        told = desk.asked({{"ask": "write", "level": level.name, "lines": [], "text": mistake.line}})
        print(level.name, told["mistake"] == mistake.name)
"""


def test_a_derivation_is_judged_in_the_page_as_elsewhere(kernel):
    lines = words(kernel([PLAYED.format(names=[] if ALL else LEVELS)])[0]).split("\n")
    assert len(lines) >= 35
    assert [line for line in lines if not line.endswith(" True")] == []


def zoo():
    """All right and wrong functions of the tests, as text."""
    sys.path.insert(0, str(ROOT / "tests" / "exercises"))
    for file in sorted((ROOT / "tests" / "exercises").glob("zoo_*.py")):
        module = importlib.import_module(file.stem)
        for name, kinds in module.ZOO.items():
            for number, (mistake, _) in enumerate(kinds["wrong"]):
                yield file, name, f"ZOO[{name!r}]['wrong'][{number}][1]", mistake
            for number, _ in enumerate(kinds["right"]):
                yield file, name, f"ZOO[{name!r}]['right'][{number}]", None


ENDS = ("crashes", "exits", "hangs")  # with Python itself, in a page: there its Stop button is the end


def test_the_zoo_gets_the_same_names(kernel):
    kept = [animal for animal in zoo() if animal[3] not in ENDS][:: 1 if ALL else 20]
    assert len(kept) >= 20
    wrong, source = [], {file: file.read_text(encoding="utf-8") for file, *_ in kept}
    for file, name, which, mistake in kept:
        told = words(kernel(["from lrlib import exercises", source[file], f"exercises.check({name!r}, {which})"])[-1])
        if (f"Mistake: {mistake} " if mistake else f"{name}: passed") not in told and "not checked yet" not in told:
            wrong.append((name, which, mistake, told[:300]))
    assert wrong == []
