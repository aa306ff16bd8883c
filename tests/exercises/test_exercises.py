"""The public face: what is shown, what is refused, what is remembered and written."""

import json
import re

import numpy as np
import pytest

from lrlib import exercises
from lrlib.exercises import session
from lrlib.exercises.verdict import as_html


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(session, "SESSION", {})


def overflows(z):
    return 1 / (1 + np.exp(-z))


def test_the_message_tells_what_was_tried_expected_and_came_and_explains_from_the_second_time_on(capsys):
    first = exercises.check("cost", lambda theta, X, y: np.logaddexp(0, X @ theta).sum() - y @ X @ theta)
    words = [line.partition(":")[0] for line in first.message.splitlines()[1:]]
    assert words[:4] == ["Tried", "Expected", "Came", "Hint"]
    assert "missing-mean" in first.message
    assert "Why:" not in first.message
    second = exercises.check("cost", lambda theta, X, y: np.logaddexp(0, X @ theta).sum() - y @ X @ theta)
    assert "Why: Cost and gradient are means" in second.message
    assert capsys.readouterr().out == f"{first.message}\n{second.message}\n"


def test_where_an_unstable_formula_breaks_is_found():
    largest = next(t for t in range(1, 2000) if np.exp(np.longdouble(t)) > np.finfo(float).max)
    assert f"Breaks: from a size of {largest} on." in exercises.check("sigmoid", overflows).message


def test_a_message_is_the_same_at_every_run():
    messages = []
    for _ in range(2):
        session.SESSION.clear()
        messages.append([exercises.check(name, lambda *a: object()).message for name in exercises.names()])
    assert messages[0] == messages[1]
    assert not re.search("0x[0-9a-f]", str(messages))


def test_what_is_no_exercise_or_no_function_is_refused_with_what_was_wanted():
    with pytest.raises(ValueError, match=r"'sofmax'; wanted is one of softmax"):
        exercises.check("sofmax", abs)
    with pytest.raises(TypeError, match=r"int came; wanted is the function itself"):
        exercises.check("softmax", 3)
    with pytest.raises(TypeError, match="wanted is text"):
        exercises.stub(3)


def test_every_exercise_has_its_words_and_graded_hints():
    for name in exercises.names():
        exercise = exercises.find(name)
        assert f"def {name}(" in exercises.stub(name)
        assert exercise.title in exercises.task(name).text
        hints = [exercises.hint(name).text for _ in range(len(exercise.hints) + 1)]
        assert len(set(hints)) == len(exercise.hints) >= 2
        assert hints[-1] == hints[-2]
        assert "def " in exercises.solution(name).text


def test_progress_and_report_tell_what_is_solved(tmp_path, capsys):
    exercises.check("sigmoid", overflows)
    exercises.check("one_hot", lambda y, K: np.eye(K)[y])
    shown = exercises.progress().text
    assert "`sigmoid` | ✗ tried: unstable" in shown
    assert "`one_hot` | ✓ solved" in shown
    assert "`softmax` | ○ open" in shown
    path = exercises.report("Zoë O'Neill", tmp_path)
    assert path.parent == tmp_path
    assert json.loads(path.read_text(encoding="utf-8"))["solved"] == 1
    assert str(path) in capsys.readouterr().out


@pytest.mark.parametrize("name", ["", " ", "../x", "a/b", "a\nb", "=1", "-", "1", "x" * 81, "_"])
def test_a_silly_name_is_refused(name, tmp_path):
    with pytest.raises(ValueError, match="wanted"):
        exercises.report(name, tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_page_escapes_what_a_student_wrote_and_needs_no_colour():
    page = as_html("✗ cost: not yet.\nCame: <script>", False)
    assert "<script>" not in page
    assert "color" not in page.replace("currentColor", "")


def test_a_notebook_shows_a_verdict_once(tmp_path):
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    cell = "from lrlib import exercises\nexercises.check('sigmoid', lambda z: z * 0)"
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
    nbclient.NotebookClient(book, timeout=60, resources={"metadata": {"path": str(tmp_path)}}).execute()
    (output,) = book.cells[0].outputs
    assert output["output_type"] == "display_data"
    assert set(output["data"]) == {"text/plain", "text/html"}
    assert "wrong-values" in output["data"]["text/plain"]
