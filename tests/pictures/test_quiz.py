"""The quiz is plain, labelled, and the same each time."""

import pytest
from bs4 import BeautifulSoup

from lrlib.pictures.quizzes import quiz

QUESTIONS = [
    ("1 + 1?", [("2", True, "One & one."), ("3", False, "One <b>too</b> many.")]),
    ("2 + 2?", [("4", True, "Two and two."), ("5", False, "Too many."), ("22", False, "No string.")]),
]


def test_every_answer_is_a_labelled_radio_button_of_its_question():
    page = BeautifulSoup(quiz("sum", QUESTIONS)._repr_html_(), "html.parser")
    for number, field in enumerate(page.find_all("fieldset"), 1):
        assert field.legend.text.startswith(f"{number}. ")
        assert len({radio["name"] for radio in field.find_all("input")}) == 1
        for radio in field.find_all("input"):
            assert field.find("label", attrs={"for": radio["id"]}) is not None
        assert field.output["aria-live"] == "polite"
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids)) == 6


def test_exactly_the_right_answer_is_marked_right_and_all_reasons_are_there():
    page = BeautifulSoup(quiz("sum", QUESTIONS)._repr_html_(), "html.parser")
    assert [radio["value"] for radio in page.find_all("input")] == ["right", "wrong", "right", "wrong", "wrong"]
    assert page.find("input")["data-reason"] == "One & one."
    assert "One too many." in page.find("details").text


def test_it_is_the_same_each_time_and_asks_nobody():
    html = quiz("sum", QUESTIONS)._repr_html_()
    assert html == quiz("sum", QUESTIONS)._repr_html_()
    assert "http" not in html
    assert repr(quiz("sum", QUESTIONS)) == "Quiz 'sum': 2 questions"


@pytest.mark.parametrize(
    ("key", "questions"),
    [
        ("Big Key", QUESTIONS),
        ("k", [("?", [("a", True, "r")])]),
        ("k", [("?", [("a", True, "r"), ("b", True, "r")])]),
        ("k", [("?", [("a", False, "r"), ("b", False, "r")])]),
        ("k", [("?", [("a", True, ""), ("b", False, "r")])]),
        ("k", [("$x$?", [("a", True, "r"), ("b", False, "r")])]),
    ],
)
def test_a_quiz_that_cannot_be_answered_is_refused(key, questions):
    with pytest.raises(ValueError, match="wanted"):
        quiz(key, questions)


def test_how_many_answers_are_right_is_said():
    answers = [("a", True, "r"), ("b", True, "r"), ("c", False, "r")]
    with pytest.raises(ValueError, match="has 3 answers, 2 of them right; wanted are two or more, exactly one"):
        quiz("two", [("Which?", answers)])
