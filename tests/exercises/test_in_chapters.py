"""The exercises stand in their chapters as lrlib has them, the filled notebook runs, and no answer is seen unasked."""

import ast
import functools
import itertools
import json
import re
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import pytest

from lrlib import exercises
from lrlib.exercises import ALL, session

CHAPTERS = {int(path.stem[:2]): path for path in (Path(__file__).parents[2] / "chapters").glob("[0-9]*.ipynb")}
FOLDED = {"hide-cell", "hide-output", "remove-cell"}  # of the output; hide-input folds the code only
every_exercise = pytest.mark.parametrize("name", exercises.names())
chapters_with_exercises = pytest.mark.parametrize("number", sorted({e.chapter for e in ALL.values()}))


@functools.cache
def cells(number):
    found = json.loads(CHAPTERS[number].read_text(encoding="utf-8"))["cells"]
    return [{**cell, "source": "".join(cell["source"])} for cell in found]


def place(name):
    """Return the cells of its chapter, and where the stub stands."""
    found = cells(ALL[name].chapter)
    places = [i for i, cell in enumerate(found) if cell["source"] == exercises.stub(name).rstrip()]
    assert len(places) == 1, f"the stub of {name} stands {len(places)} times in chapter {ALL[name].chapter}"
    return found, places[0]


def texts(output):
    """Return all that an output shows."""
    parts = [output.get("text", ""), *output.get("data", {}).values()]
    return "\n".join("".join(part) for part in parts)


def lines(text):
    """Return the lines of code that do something, without their margins."""
    stripped = (line.strip() for line in text.splitlines())
    return [line for line in stripped if len(line) > 12 and not line.startswith(("#", "```", "def ", '"""'))]


@every_exercise
def test_an_exercise_stands_in_its_chapter_with_task_stub_check_and_solution(name):
    found, i = place(name)
    task, check, solution = found[i - 1], found[i + 1], found[i + 2]
    e = ALL[name]
    header = re.search(rf"(?m)^> \*\*Exercise ({e.chapter}\.\d+) \({e.minutes} minutes\)\.\*\* (.*)$", task["source"])
    assert header
    assert header[2] == e.task
    hints = "\n".join(f"{k}. {hint}" for k, hint in enumerate(e.hints, 1))
    assert task["source"].endswith(f"<details>\n<summary>Hints</summary>\n\n{hints}\n\n</details>")
    assert check["source"] == f'exercises.check("{name}", {name})'
    assert solution["source"] == (
        f'# @title Solution {header[1]} {{display-mode: "form"}}\nexercises.solution("{name}")'
    )


@every_exercise
def test_what_is_stored_is_the_verdict_on_the_empty_stub(name):
    found, i = place(name)
    stored = "".join(texts(output) for output in found[i + 1]["outputs"])
    assert f"{name}: not checked yet. Replace the three dots by your own lines" in stored


@every_exercise
def test_the_solution_is_folded_on_the_page_in_jupyterlab_and_in_colab(name):
    found, i = place(name)
    metadata = found[i + 2]["metadata"]
    assert metadata["tags"] == ["hide-cell"]
    assert metadata["cellView"] == "form"
    assert metadata["jupyter"] == {"source_hidden": True, "outputs_hidden": True}
    assert metadata["collapsed"] is True


@every_exercise
def test_the_stored_solution_is_what_lrlib_shows_today(name):
    found, i = place(name)
    (output,) = found[i + 2]["outputs"]
    assert "".join(output["data"]["text/plain"]) == repr(exercises.solution(name))


@every_exercise
def test_no_solution_is_seen_before_it_is_unfolded(name):
    """Two neighbouring lines of the solution, or all of it where it has one, are nowhere on the page in the open."""
    e = ALL[name]
    answer = lines(exercises.solution(name).text)
    pairs = [" ".join(pair) for pair in itertools.pairwise(answer)] or answer
    assert pairs
    for cell in cells(e.chapter):
        tags = set(cell["metadata"].get("tags", ()))
        seen = [] if tags & {"hide-cell", "remove-cell", "hide-input"} else [cell["source"]]
        if cell["cell_type"] == "code" and not tags & FOLDED:
            seen += [texts(output) for output in cell["outputs"]]
        elif cell["cell_type"] == "markdown":
            seen = [re.sub(r"(?s)<details>.*?</details>", "", cell["source"])]
        for text in seen:
            flat = " ".join(lines(text))
            assert not [pair for pair in pairs if pair in flat], cell["source"][:200]


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, e in ALL.items() if isinstance(e.solution, str)])
def test_a_solution_that_is_written_out_passes_its_check(name):
    """It runs with what the chapter imports, and nothing more."""
    scope = {}
    for cell in cells(ALL[name].chapter):
        if cell["cell_type"] == "code" and "import" in cell["source"] and "# @title Set-up" not in cell["source"]:
            imports = [node for node in ast.parse(cell["source"]).body if isinstance(node, ast.Import | ast.ImportFrom)]
            exec("\n".join(map(ast.unparse, imports)), scope)
    exec(ALL[name].solution, scope)
    assert exercises.check(name, scope[name]).passed


@chapters_with_exercises
def test_the_time_of_the_chapter_names_the_minutes_of_its_functions(number):
    minutes = sum(e.minutes for e in ALL.values() if e.chapter == number)
    assert f", and {minutes} for the functions to write · " in cells(number)[0]["source"]


@functools.cache
def names(source, context):
    """Return the names that a cell reads (ast.Load) or sets (ast.Store)."""
    nodes = list(ast.walk(ast.parse(source)))
    found = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, context)}
    if context is ast.Store:
        found |= {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        found |= {(node.asname or node.name).split(".")[0] for node in nodes if isinstance(node, ast.alias)}
    return frozenset(found)


def reached(code, stubs):
    """Return the places of the stubs, and of the cells that read a name which a stub or such a cell sets."""
    places, theirs = [], set()
    for i, source in enumerate(code):
        if i in stubs or names(source, ast.Load) & theirs:
            places.append(i)
            theirs |= names(source, ast.Store)
    return places


def needed(code, places):
    """Return the cells at these places, and of those before only the ones whose names these need."""
    kept, wanted = [], set()
    for i, source in reversed(list(enumerate(code))):
        if i in places or names(source, ast.Store) & wanted:
            kept.insert(0, source)
            wanted |= names(source, ast.Load)
    return kept


def filled(number):
    """Return the code of a chapter with lrlib's function for each stub, and the names of these.

    Cells that no stub reaches do not depend on what the student writes, and strict nbval runs them as they are. What
    asks lrlib's exercises is reached, too: they know which function has passed.
    """
    code = [cell["source"] for cell in cells(number) if cell["cell_type"] == "code"][1:]  # without the set-up
    stubs = {exercises.stub(e.name).rstrip(): e.name for e in ALL.values() if e.chapter == number}
    new = [
        f'from lrlib import exercises\n{stubs[s]} = exercises.find("{stubs[s]}").reference' if s in stubs else s
        for s in code
    ]
    return needed(new, reached(new, {i for i, s in enumerate(code) if s in stubs})), sorted(stubs.values())


@pytest.mark.slow
@chapters_with_exercises
@pytest.mark.usefixtures("at_the_desk")  # lrlib's own is checked in a process apart by test_zoo.py
def test_the_notebook_runs_with_every_stub_filled_and_every_check_passes(number, monkeypatch):
    monkeypatch.setattr(session, "SESSION", {})
    matplotlib.use("Agg")
    code, wanted = filled(number)
    scope = {"__name__": "__main__"}
    with plt.rc_context():
        for source in code:
            exec(compile(source, f"chapter {number}", "exec"), scope)
            plt.close("all")
    asked = [name for source in code for name in re.findall(r'(?m)^exercises\.check\("(\w+)"', source)]
    assert sorted(asked) == wanted
    assert {name: (session.SESSION[name].passed, session.SESSION[name].failures) for name in asked} == (
        dict.fromkeys(asked, (True, 0))
    )


def test_the_cells_that_are_needed_are_those_that_set_what_the_rest_reads():
    code = ["import numpy as np\na = np.ones(2)", "b = 1 / 0", "def f():\n    return a", "g = f()", "print(g)"]
    assert needed(code, {4}) == [code[0], code[2], code[3], code[4]]


def test_where_a_chapter_goes_on_with_the_functions_that_passed_it_does_so_here():
    code, _ = filled(19)
    assert sum("exercises.yours" in source for source in code) == (
        sum("exercises.yours" in cell["source"] for cell in cells(19) if cell["cell_type"] == "code")
    )


def test_a_stub_reaches_what_reads_its_name_and_what_reads_what_that_sets():
    code = ["a = 1", "def f(x):\n    ...", "b = a", "def g(x):\n    return f(x)", "h = b", "k = [g(1)]", "print(k)"]
    assert reached(code, {1}) == [1, 3, 5, 6]
