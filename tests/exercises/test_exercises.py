"""The public face: what is shown, what is refused, what is remembered and written."""

import json
import math
import re
from functools import partial

import numpy as np
import pytest
from desk import judged

from lrlib import activations, exercises
from lrlib.exercises import ALL, sandbox, session
from lrlib.exercises.call import Outcome
from lrlib.exercises.excerpt import call
from lrlib.exercises.judge import calls, judge
from lrlib.exercises.verdict import as_html, verdict
from lrlib.exercises.wire import Other


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(session, "SESSION", {})


def steady(z):
    return np.exp(-np.logaddexp(0, -z))


def overflows(Z):
    return np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)


def test_the_message_tells_what_was_tried_expected_and_came_and_explains_from_the_second_time_on(capsys):
    first = exercises.check("cost", lambda theta, X, y: np.logaddexp(0, X @ theta).sum() - y @ X @ theta)
    words = [line.partition(":")[0] for line in first.message.splitlines()[1:]]
    assert words[:5] == ["Tried", "Repeat", "Expected", "Came", "Hint"]
    assert "missing-mean" in first.message
    assert "Why:" not in first.message
    second = exercises.check("cost", lambda theta, X, y: np.logaddexp(0, X @ theta).sum() - y @ X @ theta)
    assert "Why: Cost and gradient are means" in second.message
    assert capsys.readouterr().out == f"{first.message}\n{second.message}\n"


def test_where_an_unstable_formula_breaks_is_found():
    largest = next(t for t in range(1, 2000) if np.exp(np.longdouble(t)) > np.finfo(float).max)
    assert f"Breaks: from a size of {largest} on." in exercises.check("softmax", overflows).message


def test_digits_that_are_lost_before_the_number_is_are_told_apart():
    """In 1 - h a digit of seven is gone from 27 on; h is rounded to 1 from 37 on."""

    def naive(theta, X, y):
        h = 1 / (1 + np.exp(-(X @ theta)))
        return -np.mean(np.where(y == 1, np.log(h), np.log(1 - h)))

    with np.errstate(divide="ignore"):
        values = [float(naive(np.array([float(t)]), np.ones((1, 1)), np.zeros(1))) for t in range(1, 40)]
    lost = 1 + next(i for i, value in enumerate(values) if not np.isfinite(value))
    rough = 1 + next(i for i, v in enumerate(values) if not np.isclose(v, np.logaddexp(0, i + 1), rtol=1e-6, atol=1e-8))
    words = f"Breaks: from a size of {rough} on digits are lost; from {lost} on no number is left."
    assert words in exercises.check("cost", naive).message
    assert rough < lost == 37


@pytest.mark.parametrize("limit", [650, 700, 709])
def test_a_clip_too_far_out_to_matter_passes_with_a_word(limit):
    verdict = exercises.check("sigmoid", lambda z: 1 / (1 + np.exp(-np.clip(z, -limit, limit))))
    assert verdict.passed
    assert "It clips: beyond its limit all scores get one probability" in verdict.message
    assert "It clips" not in exercises.check("sigmoid", lambda z: np.exp(-np.logaddexp(0, -z))).message


@pytest.mark.parametrize(
    "function", [lambda z: np.where(z < -30, 0, steady(z)), lambda z: steady(z.astype(np.float32))]
)
def test_a_zero_too_far_out_to_matter_passes_with_a_word(function):
    verdict = judged("sigmoid", function)
    assert verdict.passed
    assert "Far below 0 it gives 0" in verdict.message


def test_a_step_that_a_large_score_spoils_passes_with_a_word():
    def step(theta, X, y):
        h = np.exp(X @ theta) / (1 + np.exp(X @ theta))
        return theta - np.linalg.solve(X.T @ ((h * (1 - h))[:, None] * X), X.T @ (h - y))

    verdict = judged("newton_step", step)
    assert verdict.passed
    assert "Where scores are -800 and 800 it gives another step, or none" in verdict.message


@pytest.mark.parametrize(
    ("name", "function", "why"),
    [
        (
            "newton_step",
            lambda t, X, y: (
                -np.linalg.solve(X.T @ ((steady(X @ t) * steady(-X @ t))[:, None] * X), X.T @ (steady(X @ t) - y))
            ),
            "the new ones are their sum",
        ),
        (
            "softmax_gradient",
            lambda W, X, Y: 2 * (activations.softmax(X @ W.T) - Y).T @ X / Y.size,
            "a 2 in the place of K",
        ),
    ],
)
def test_the_reason_is_that_of_the_formula(name, function, why):
    exercises.check(name, function)
    assert why in exercises.check(name, function).message


def test_two_results_in_the_wrong_order_are_told_so():
    def recall_first(y, labels):
        hits = np.sum((y == 1) & (labels == 1))
        return hits / np.sum(y == 1), hits / np.sum(labels == 1)

    message = exercises.check("precision_recall", recall_first).message
    assert "or the two numbers" in message
    assert "Seen: recall comes first" in message


def test_an_error_whose_words_tell_the_cause_is_asked_about():
    def branching(z):
        return 1 / (1 + np.exp(-z)) if z >= 0 else np.exp(z) / (1 + np.exp(z))

    def three_at_most(y, labels, K):
        table = np.zeros((3, 3), dtype=int)
        np.add.at(table, (y, labels), 1)
        return table

    assert "np.where(condition, a, b)" in exercises.check("sigmoid", branching).message
    assert "those of NumPy an array" in exercises.check("sigmoid", lambda z: 1 / (1 + math.exp(-z))).message
    message = exercises.check("confusion", three_at_most).message
    assert "Mistake: raises" in message
    assert "does K say how large it has to be?" in message


def test_a_warning_that_spoils_no_value_is_a_remark_and_a_question():
    message = exercises.check("sigmoid", lambda z: 1 / (1 + np.exp(-z))).message
    assert message.startswith("✓ sigmoid: passed.")
    assert "NumPy warns from a size of 710 on: overflow encountered in exp. The values are right but" in message
    assert "Question: " in message


def test_a_message_is_the_same_at_every_run_and_on_any_machine(monkeypatch):
    """The line Breaks too: no clock is asked, whatever it says."""
    monkeypatch.setattr(sandbox, "NAPS", 10**6)
    first = exercises.check("softmax", overflows).message
    session.SESSION.clear()
    monkeypatch.setattr("time.monotonic", lambda: 1e9)
    assert exercises.check("softmax", overflows).message == first
    for name, exercise in ALL.items():
        outcomes = [Outcome("returned", Other("object"))] * len(calls(exercise))
        messages = {verdict(exercise, judge(exercise, outcomes), attempt=1).message for _ in range(2)}
        assert len(messages) == 1, name
        assert not re.search("0x[0-9a-f]", messages.pop())


def test_lrlibs_own_function_is_accepted_and_said_so():
    for function in (exercises.find("softmax").reference, partial(activations.softmax)):
        verdict_on_it = exercises.check("softmax", function)
        assert verdict_on_it.passed
        assert "This is lrlib's own function" in verdict_on_it.message
    mine = exercises.check("softmax", lambda Z: activations.softmax(Z))
    assert mine.passed
    assert "own" not in mine.message


@pytest.mark.parametrize("name", exercises.names())
def test_the_line_repeat_is_the_call_that_failed(name):
    """Pasted, it hands over the arguments that are shown, to the last digit and with their types."""
    exercise = exercises.find(name)
    for number, arguments in enumerate(calls(exercise)):
        given = []
        scope = {name: lambda *a, given=given: given.extend(a), "np": np, "exercises": exercises}
        exec(call(name, number, arguments), scope)
        for a, b in zip(given, arguments, strict=True):
            assert (type(a), getattr(a, "dtype", None)) == (type(b), getattr(b, "dtype", None))
            assert np.array_equal(a, b) if isinstance(b, np.ndarray) else callable(a) or a == b
    with pytest.raises(ValueError, match="wanted is one of 0 to"):
        exercises.case(name, 1000)


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
    exercises.check("softmax", overflows)
    exercises.check("one_hot", lambda y, K: np.eye(K)[y])
    shown = exercises.progress().text
    assert "`softmax` | ✗ tried: unstable" in shown
    assert "`one_hot` | ✓ solved" in shown
    assert "`sigmoid` | ○ open" in shown
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
    # a kernel that is not there after ten minutes is no slow one
    nbclient.NotebookClient(book, timeout=600, resources={"metadata": {"path": str(tmp_path)}}).execute()
    (output,) = book.cells[0].outputs
    assert output["output_type"] == "display_data"
    assert set(output["data"]) == {"text/plain", "text/html"}
    assert "wrong-values" in output["data"]["text/plain"]


def test_a_chapter_goes_on_with_the_function_that_passed_last_and_with_lrlibs_before(monkeypatch):
    monkeypatch.setattr(session, "PASSED", {})
    assert exercises.yours("decided") is exercises.find("decided").reference

    def right(z, alarm, miss):
        return (z > np.log(alarm / miss)).astype(int)

    for function in (right, lambda z, alarm, miss: (z > 0).astype(int)):  # a wrong one afterwards changes nothing
        exercises.check("decided", function)
        assert exercises.yours("decided") is right
    with pytest.raises(ValueError, match="there is no exercise 'decide'"):
        exercises.yours("decide")
