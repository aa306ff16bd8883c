"""The quizzes and moving pictures as the chapters store them: named, unique on their page, readable without scripts."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from lrlib.pictures.misconceptions import MISCONCEPTIONS

CHAPTERS = sorted((Path(__file__).parents[2] / "chapters").glob("[0-9]*.ipynb"))
every_chapter = pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)


def html(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    found = [o["data"]["text/html"] for c in cells for o in c.get("outputs", []) if "text/html" in o.get("data", {})]
    return "\n".join("".join(text) for text in found)


@every_chapter
def test_every_control_has_a_name_and_every_id_is_unique_on_the_page(path):
    page = BeautifulSoup(html(path), "html.parser")
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for control in page.find_all("input"):
        assert control.get("aria-label") or page.find("label", attrs={"for": control["id"]}).text.strip()
    for button in page.find_all("button"):
        assert button["type"] in ("button", "reset")
        assert button.text.strip()
    for referring in page.find_all(attrs={"aria-labelledby": True}):
        assert set(referring["aria-labelledby"].split()) <= set(ids)


@every_chapter
def test_every_reason_can_be_read_without_scripts_and_one_answer_is_right(path):
    quiz = BeautifulSoup(html(path), "html.parser").find(class_="lr-quiz")
    fields, folded = quiz.find_all("fieldset"), quiz.find("details").find("ol").find_all("li", recursive=False)
    assert len(fields) == len(folded) >= 5
    for field, answers in zip(fields, folded, strict=True):
        lines = [line.text for line in answers.find_all("li")]
        values = [radio["value"] for radio in field.find_all("input")]
        assert values.count("right") == 1
        assert [line.startswith("✓ ") for line in lines] == [value == "right" for value in values]
        for label, line in zip(field.find_all("label"), lines, strict=True):
            assert line[2:].startswith(label.text.strip() + ": ")
            assert len(line) > len(label.text.strip()) + 8


def test_no_two_chapters_share_the_name_of_a_quiz_or_picture():
    names = [
        t["id"]
        for p in CHAPTERS
        for t in BeautifulSoup(html(p), "html.parser").select(".lr-quiz, .lr-motion, .lr-live")
    ]
    assert len(names) == len(set(names)) >= len(CHAPTERS)


@every_chapter
def test_pictures_are_well_formed_and_take_the_colours_of_the_page(path):
    page = html(path)
    for piece in page.split("<svg")[1:]:
        root = ElementTree.fromstring("<svg" + piece.split("</svg>")[0] + "</svg>")
        used = {t.get(k) for t in root.iter() for k in ("fill", "stroke")} - {None}
        assert used <= {"none", "currentColor", "#0072B2", "#D55E00", "#009E73", "#CC79A7"}
    assert len(page.encode()) < 100_000


@every_chapter
def test_at_least_half_of_the_questions_treat_a_known_misconception(path):
    fields = BeautifulSoup(html(path), "html.parser").find(class_="lr-quiz").find_all("fieldset")
    treated = [field["data-treats"] for field in fields if field.get("data-treats")]
    assert set(treated) <= set(MISCONCEPTIONS)
    assert len(treated) == len(set(treated)) >= len(fields) / 2


def test_the_place_of_the_right_answer_tells_nothing():
    places = []
    for path in CHAPTERS:
        fields = BeautifulSoup(html(path), "html.parser").find(class_="lr-quiz").find_all("fieldset")
        here = [[radio["value"] for radio in field.find_all("input")].index("right") for field in fields]
        assert len(set(here)) > 1, path.stem
        places += here
    assert max(map(places.count, (0, 1, 2))) < 0.6 * len(places)
    assert min(map(places.count, (0, 1, 2))) > 0.1 * len(places), places


def test_the_pictures_that_answer_stand_in_the_chapters_each_once():
    found = [t["id"] for p in CHAPTERS for t in BeautifulSoup(html(p), "html.parser").select(".lr-live")]
    wanted = {"tilt-tumours", "threshold-prices", "neuron-banknotes", "two-filters", "rate-tumour", "regions-row"}
    wanted |= {"surest-penguins", "logits-softmax", "terms-three", "links-one", "digits-training"}
    assert {f"live-{key}" for key in wanted} <= set(found)
    assert len(found) == len(set(found))
