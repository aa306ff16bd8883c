"""What the checkers must not say: no refusal at a minimum, no proof of nothing, no FALSE without a place."""

import json
from pathlib import Path

import numpy as np
import pytest
from bs4 import BeautifulSoup

from lrlib import gradcheck, logistic
from lrlib.pictures.motion import descent_path
from lrlib.pictures.notebook import show_source
from lrlib.pictures.quizzes import quiz


@pytest.mark.parametrize("tol", [1e-4, 1e-6, 1e-8])
def test_a_right_gradient_passes_at_the_minimum_too(binary, tol):
    theta = logistic.fit(*binary, tol=tol).theta
    gradcheck.check(lambda t: logistic.cost(t, *binary), lambda t: logistic.gradient(t, *binary), theta)


def test_an_error_that_is_no_number_does_not_pass():
    with pytest.raises(gradcheck.GradientError):
        gradcheck.check(lambda q: float(q @ q), lambda q: -2 * q, [1.0], tol=float("nan"))


def test_a_zigzag_is_drawn_as_a_zigzag():
    k = np.arange(119)
    path = np.column_stack(((-1.0) ** k, k / 200))
    html = descent_path("z", lambda t: float(t @ t), path, (path**2).sum(1), centre=[0, 0], span=2).html
    points = [p.split(",") for p in BeautifulSoup(html, "html.parser").find("polyline")["points"].split()]
    assert [float(x) for x, _ in points] == [300.0 if i % 2 == 0 else 140.0 for i in k]


def ticks(**place):
    html = descent_path("t", lambda t: float(t @ t), [[1, 1], [0, 0]], [2, 0], **place).html
    return [t.text for t in BeautifulSoup(html, "html.parser").find_all("text")][:6]


def test_ticks_differ_in_a_small_picture_and_zero_has_no_sign():
    assert ticks(centre=[0.5, 0], span=0.001) == ["0.499", "−0.001", "0.5", "0", "0.501", "0.001"]
    assert "−0" not in ticks(centre=[-2.001, 0], span=2)


@pytest.mark.parametrize("wrong", [{"key": "a b"}, {"span": np.inf}, {"cost": lambda t: np.inf}])
def test_a_picture_that_would_be_broken_is_refused(wrong):
    given = {"key": "k", "cost": lambda t: float(t @ t), "path": [[1, 1], [0, 0]], "costs": [2, 0], "span": 2.0}
    with pytest.raises(ValueError, match="wanted"):
        descent_path(**{**given, **wrong}, centre=[0, 0])


def test_a_reason_keeps_its_signs_and_indices():
    answers = [("a", True, "z &lt; 0, so ŷ<sub>j</sub> falls"), ("b", False, "if a < b and c > d")]
    page = BeautifulSoup(quiz("k", [("?", answers)])._repr_html_(), "html.parser")
    assert [radio["data-reason"] for radio in page.find_all("input")] == [reason for *_, reason in answers]


@pytest.mark.parametrize("questions", [[], [(" ", [("a", True, "r"), ("b", False, "r")])]])
def test_a_quiz_without_a_question_is_refused(questions):
    with pytest.raises(ValueError, match="wanted"):
        quiz("k", questions)


def test_a_lambda_is_refused_in_words():
    with pytest.raises(TypeError, match="wanted is a function written with def"):
        show_source(lambda v: v)


def test_what_has_no_source_is_refused_in_words():
    made = {}
    exec("def f():\n    return 1", made)
    with pytest.raises(TypeError, match="source of f is in no file"):
        show_source(made["f"])
    with pytest.raises(TypeError, match="is a module"):
        show_source(logistic)


def test_the_right_answer_is_not_always_at_the_same_place():
    for path in sorted((Path(__file__).parent.parent / "chapters").glob("[0-9]*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        found = [o["data"] for c in cells for o in c.get("outputs", []) if "data" in o]
        html = "".join("".join(data.get("text/html", "")) for data in found)
        fields = BeautifulSoup(html, "html.parser").select(".lr-quiz fieldset")
        places = {[r["value"] for r in field.find_all("input")].index("right") for field in fields}
        assert len(places) > 1, f"{path.name}: the right answer is always number {places.pop() + 1}"
