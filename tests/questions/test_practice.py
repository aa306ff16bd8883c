"""Practice holds its questions in the page, and says them without a script too."""

import json

import pytest
from bs4 import BeautifulSoup

from lrlib import questions
from lrlib.pictures.quizzes import Quiz
from lrlib.questions import practices

CHAPTERS = (*range(1, 10), *range(13, 20))


def page(chapter):
    return BeautifulSoup(questions.practice(chapter)._repr_html_(), "html.parser").div


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_page_holds_every_question_of_the_chapter_three_times(chapter):
    root = page(chapter)
    kinds = json.loads(root.select_one("[type='application/json']").string)
    assert [len(kind) for kind in kinds] == [3] * len(questions.names(chapter))
    legends = [[BeautifulSoup(one, "html.parser").legend.get_text() for one in kind] for kind in kinds]
    assert all(len(set(kind)) == 3 for kind in legends), legends
    for kind in kinds:
        for one in kind:
            part = BeautifulSoup(one, "html.parser")
            assert [radio["value"] for radio in part.find_all("input")].count("right") == 1
            for radio in part.find_all("input"):
                assert part.find("label", attrs={"for": radio["id"]}) is not None
                assert radio["data-reason"]
            assert part.select("fieldset > output[aria-live=polite]")
            assert part.details.find_all("li")


def test_it_shows_a_question_without_a_script_and_hides_its_buttons():
    root = page(6)
    assert root.fieldset.legend.get_text()
    assert root.details.summary.get_text() == "Solution"
    assert [button.get_text() for button in root.select("p[hidden] > button[type=button]")] == [
        "Another one like this",
        "Another kind of question",
    ]
    ids = [tag["id"] for tag in root.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_it_is_the_same_each_time_and_asks_nobody():
    html = questions.practice(4)._repr_html_()
    assert html == questions.practice(4)._repr_html_()
    assert "http" not in html
    assert html.count("</script>") == 3
    assert repr(questions.practice(4)) == "Practice for chapter 4: 8 kinds, 24 questions"


def test_its_question_is_the_fieldset_of_a_quiz():
    question = questions.draw("one-step", 1)
    answers = Quiz._repr_html_(question.quiz())
    for radio in BeautifulSoup(practices._shown("practice", question), "html.parser").find_all("input"):
        assert f'value="{radio["value"]}" data-reason="{radio["data-reason"]}"' in answers


@pytest.mark.parametrize(("chapter", "each"), [(10, 3), (0, 1), (6, 0)])
def test_what_holds_nothing_is_refused(chapter, each):
    with pytest.raises(ValueError, match="wanted is a chapter of 1, 2, 3"):
        questions.practice(chapter, each)


def test_what_is_too_large_for_a_page_says_so():
    with pytest.raises(ValueError, match="draw fewer"):
        questions.practice(4, 8)._repr_html_()


def test_more_than_a_template_has_says_so():
    with pytest.raises(ValueError, match="cost-of-a-score has 8 different questions"):
        questions.practice(3, 9)
