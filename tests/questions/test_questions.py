"""A drawn question is right, whatever its seed: by another road, with wrong answers that differ, and words complete."""

import re
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from bs4 import BeautifulSoup
from by_hand import BY_HAND

from lrlib import descent, logistic, questions
from lrlib.exercises.mistakes import CATALOGUE
from lrlib.pictures.misconceptions import MISCONCEPTIONS
from lrlib.proofs.pages import check_inline
from lrlib.questions import bank, printed, spelling

SEEDS = 200
NAMES = questions.names()
WITHOUT_ARITHMETIC = {"one-vs-all-decision", "labels-of-one-model"}
UNSET = re.compile(r"[{}\\$]|\bNone\b|\bnan\b|\binf\b|np\.|lambda")


@cache
def drawn(name, seeds=SEEDS):
    return [questions.draw(name, seed) for seed in range(seeds)]


@cache
def told(name):
    return [str(question) for question in drawn(name)]


def test_every_template_has_its_other_road_and_every_chapter_its_questions():
    assert sorted(BY_HAND) == sorted(NAMES)
    assert len(NAMES) >= 30
    found = sorted({questions.draw(name, 0).chapter for name in NAMES})
    assert found == [*range(1, 20)]
    assert [name for chapter in found for name in questions.names(chapter)] == NAMES


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_right_answer_is_right_by_another_road(name):
    for question in drawn(name):
        wanted, came = BY_HAND[name](question.numbers), question.right.value
        if isinstance(wanted, str):
            assert came == wanted, question
        else:
            came, wanted = (np.asarray(value, dtype=float) for value in (came, wanted))
            assert came.shape == wanted.shape, question
            assert np.isclose(came, wanted, rtol=1e-9, atol=1e-9, equal_nan=True).all(), question


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_wrong_answers_differ_as_printed_and_bear_a_name(name):
    for question in drawn(name):
        texts = [answer.text for answer in question.answers]
        assert len(set(texts)) == len(texts) >= 3, question
        assert len(question.wrong) == len(question.answers) - 1
        for answer in question.wrong:
            assert answer.misconception in MISCONCEPTIONS or answer.misconception in CATALOGUE
            assert answer.thought
            assert answer.reason
    assert len(set(told(name))) > SEEDS / 50, "too few different questions"
    assert len({a.reason for q in drawn(name, 40) for a in q.wrong}) > len(drawn(name, 1)[0].wrong), "no numbers in it"


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_field_is_unset_in_what_a_reader_sees(name):
    for question, text in zip(drawn(name), told(name), strict=True):
        for words in (text, question.solution, *(spelling.text(a.reason) for a in question.answers)):
            assert not UNSET.search(words), words
            assert "--" not in words.replace("−", "-"), words
        assert question.solution.count("\n") == len(question.steps) - 1


@pytest.mark.parametrize("name", NAMES)
def test_the_same_seed_is_the_same_question(name):
    assert [questions.draw(name, seed) for seed in range(5)] == drawn(name, 5)
    assert questions.draw(name, np.int64(3)) == questions.draw(name, 3)


@pytest.mark.parametrize("name", NAMES)
def test_as_a_quiz_one_radio_button_is_right(name):
    for question in drawn(name, 3):
        page = BeautifulSoup(question._repr_html_(), "html.parser")
        labels = {label.find("input")["value"]: label.get_text().strip() for label in page.find_all("label")}
        assert labels["right"] == BeautifulSoup(spelling.html(question.right.words), "html.parser").get_text()
        assert len(page.find_all("input")) == len(question.answers)
        assert "http" not in str(page)


@pytest.mark.parametrize("name", NAMES)
def test_the_key_is_complete_and_every_formula_in_it_is_true(name):
    for question in drawn(name, 3):
        assert question.markdown(key=True).startswith(question.markdown())
        found = check_inline(f"{name}.md", {}, question.markdown(key=True))
        assert found or name in WITHOUT_ARITHMETIC
        assert [c.failure for c in found if c.failure] == []


def test_the_border_of_a_rate_and_of_a_class_are_where_lrlib_has_them():
    for question in drawn("rate-that-overshoots", 40):
        bend = question.numbers["bend"]
        for factor, nearer in ((0.98, True), (1.02, False)):
            way = descent.descend(
                lambda t, b=bend: b * t[0] ** 2 / 2, lambda t, b=bend: b * t, [1.0],
                alpha=factor * question.right.value, steps=20,
            )  # fmt: skip
            assert (abs(way.parameters[0]) < 1) == nearer
    for question in drawn("point-on-the-boundary", 40):
        n = SimpleNamespace(**question.numbers)
        assert logistic.predict_proba(n.theta, [[1, n.x, question.right.value]])[0] == pytest.approx(0.5)


def test_answers_stand_in_every_place():
    places = [q.answers.index(q.right) for q in drawn("softmax-by-hand")]
    assert min(places.count(place) for place in range(4)) > SEEDS / 8


@pytest.mark.parametrize(
    ("name", "seed", "error", "said"),
    [
        ("softmax", 1, ValueError, "softmax-by-hand"),
        (7, 1, TypeError, "wanted is text"),
        ("one-step", -1, ValueError, "0 or more"),
        ("one-step", 1.0, TypeError, "whole number"),
        ("one-step", True, TypeError, "whole number"),
    ],
)
def test_what_cannot_be_drawn_is_refused(name, seed, error, said):
    with pytest.raises(error, match=said):
        questions.draw(name, seed)


def test_a_template_without_numbers_that_differ_says_so(monkeypatch):
    template = bank.ALL["one-step"]
    stuck = {"theta": 1.0, "slope": 0.0, "alpha": 0.1}
    changed = type(template)(**{**vars(template), "numbers": lambda rng: stuck})
    monkeypatch.setitem(bank.ALL, "one-step", changed)
    with pytest.raises(ValueError, match="widen its numbers"):
        questions.draw("one-step", 0)


@pytest.mark.parametrize(
    ("latex", "text", "html"),
    [
        (r"\frac{1}{1 + e^{-2}} \approx 0.88", "1/(1 + e^(−2)) ≈ 0.88", "1/(1 + e<sup>−2</sup>) ≈ 0.88"),
        (r"\log \frac{0.4}{0.6} < 0", "log (0.4/0.6) < 0", "log (0.4/0.6) &lt; 0"),
        (r"x_1^2 \cdot \sqrt{\frac{2}{3}}", "x₁² · √(2/3)", "x<sub>1</sub><sup>2</sup> · √(2/3)"),
        (r"-\frac{-0.4}{0.25} = 1.6", "−(−0.4)/0.25 = 1.6", "−(−0.4)/0.25 = 1.6"),
    ],
)
def test_a_formula_is_spelt_for_a_line(latex, text, html):
    assert spelling.text(f"${latex}$") == text
    assert spelling.html(f"${latex}$") == html


def test_an_unknown_command_is_refused_and_words_are_left_alone():
    with pytest.raises(ValueError, match=r"has \\int"):
        spelling.text(r"$\int x$")
    assert spelling.text("a_b ^ c") == "a_b ^ c"
    assert spelling.html("a < b & c") == "a &lt; b &amp; c"


def test_a_number_is_called_equal_only_where_it_is():
    assert [printed.equals(x) for x in (0.5, 1 / 3, -2.0, 0.30000000000000004)] == [
        "= 0.5", r"\approx 0.3333", "= -2", "= 0.3",
    ]  # fmt: skip
    assert printed.number(-0.00001) == "0"


def test_no_template_stands_in_two_rooms():
    found = [t.name for group in bank.GROUPS for t in group.TEMPLATES]
    assert len(found) == len(set(found)) == len(bank.ALL)
    assert {path.stem for path in (Path(bank.__file__).parent).glob("*.py")} - {"__init__"} == {
        group.__name__.rpartition(".")[2] for group in bank.GROUPS
    }


@pytest.mark.parametrize("latex", [r"\frac{1}", "a^", r"\sqrt", r"\hat", r"\frac"])
def test_a_formula_that_ends_too_soon_is_refused(latex):
    for spelt in (spelling.text, spelling.html):
        with pytest.raises(ValueError, match="ends too soon"):
            spelt(f"${latex}$")
