"""The front page: three buttons, a picture that answers, every chapter a station, each promise near its proof."""

import importlib
import json
import re
import sys

import pytest
from built import ROOT, SITE, TOC, article, page

from lrlib.proofs.displays import markdown

FRONT = "chapters/index"
PARTS = {part["caption"]: [chapter["file"] for chapter in part["chapters"]] for part in TOC["parts"]}
NUMBERED = [name for part in TOC["parts"] if "numbered" in part for name in (c["file"] for c in part["chapters"])]
CAPSTONE = "chapters/19-capstone"  # its exercises stand where they are needed, and it displays no formula of its own


def stations():
    return article(FRONT).select(".lr-map li > a")


def test_three_buttons_lead_to_the_first_chapter_how_to_run_it_and_how_to_teach_from_it():
    (row,) = article(FRONT).select("p.lr-buttons")
    assert [a["href"] for a in row.find_all("a")] == ["01-classification.html", "run.html", "teach.html"]
    assert all(a.get_text(strip=True) for a in row.find_all("a"))


def test_the_first_thing_below_the_buttons_is_a_picture_that_answers():
    found = article(FRONT).select("h2, .lr-buttons, .lr-live")
    assert [element.name for element in found[:3]] == ["p", "div", "h2"]
    assert found[1].find("script")
    assert len(found[1].select("[data-i][tabindex]")) > 10


def test_every_chapter_is_a_station_with_its_number_its_title_and_its_minutes():
    named = [link["href"].removesuffix(".html") for link in stations()]
    parts = ("Two classes", "Many classes", "What learners ask next", "Beyond")
    assert named == [name.split("/")[1] for part in parts for name in PARTS[part]]
    numbers = {}
    for link, name in zip(stations(), named, strict=True):
        text = markdown(next((ROOT / "chapters").glob(f"{name}.*")))
        title = re.match(r"# (.+)", text)[1]
        assert link.find("span").get_text() == title.split(":")[0]
        assert " ".join(part.get_text() for part in link.select("span, small")) == title.replace(":", "")
        read, write = re.search(r"(?:<summary>|Time\.\*\* )(\d+) minutes(?:, and (\d+))?", text).groups()
        assert link.find("i").get_text() == f"{read} min" + (f" + {write} to write" if write else "")
        numbers[name] = link.find("b").get_text()
    assert [n for n in numbers.values() if n != "+"] == [
        str(n) for n in range(1, 1 + sum(name[:2].isdigit() for name in named))
    ]
    assert all(number == "+" or int(name[:2]) == int(number) for name, number in numbers.items())


def test_the_map_would_not_be_drawn_of_a_page_that_tells_no_time(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(str(ROOT / "sphinx_ext"))
    front = importlib.import_module("front")
    (tmp_path / "chapters").mkdir()
    cell = {"source": ["# A page\n", "\n", "Words."]}
    (tmp_path / "chapters" / "new.ipynb").write_text(json.dumps({"cells": [cell]}))
    monkeypatch.setattr(front, "ROOT", tmp_path)
    with pytest.raises(ValueError, match=r"chapters/new begins with no title, or tells no time"):
        front.facts("chapters/new")
    sys.modules.pop("front")


@pytest.mark.parametrize(
    ("promise", "proofs"),
    [
        ("The formulas are checked.", ["register.html"]),
        ("Your code is judged.", ["04-gradient-descent.html#exercises"]),
        ("Pictures answer when you touch them.", ["06-softmax.html", "04-gradient-descent.html"]),
        ("You derive it yourself.", ["08-derivation.html"]),
    ],
)
def test_each_promise_is_a_click_from_its_proof(promise, proofs):
    (line,) = [li for li in article(FRONT).select("li") if (li.find("strong") or li).get_text() == promise]
    assert [a["href"] for a in line.find_all("a")] == proofs
    if promise.startswith("Pictures"):
        assert all(article(f"chapters/{name.removesuffix('.html')}").select(".lr-live form") for name in proofs)


def test_the_front_page_names_its_maker_its_licences_and_how_to_cite_it():
    text = " ".join(article(FRONT).get_text().split())
    for words in ("Muhammad Safyan", "CITATION.cff", "CC BY 4.0", "BSD-3-Clause"):
        assert words in text


def test_the_chapters_are_numbered_in_the_sidebar_and_in_their_titles_as_their_equations_are():
    links = page(SITE / f"{FRONT}.html").select(".bd-sidebar-primary nav a")
    shown = {a["href"].removesuffix(".html"): a.get_text(strip=True) for a in links}
    for number, name in enumerate(NUMBERED, 1):
        assert shown[name.split("/")[1]].startswith(f"{number}. ")
        assert article(name).find("h1").get_text().startswith(f"{number}. ")
        tags = [a.get_text() for a in article(name).select("a.number")]
        assert tags or name == CAPSTONE
        assert all(tag.startswith(f"({number}.") for tag in tags)
    others = [text for name, text in shown.items() if f"chapters/{name}" not in NUMBERED]
    assert not [text for text in others if re.match(r"\d", text)]


@pytest.mark.parametrize("name", NUMBERED)
def test_exercises_and_quiz_stand_in_the_contents_of_the_page(name):
    shown = [a.get_text(strip=True) for a in page(SITE / f"{name}.html").select(".bd-sidebar-secondary nav a")]
    assert (shown.count("Exercises"), shown.count("Quiz")) == (int(name != CAPSTONE), 1)
    (quiz,) = article(name).select("section#quiz")
    assert quiz.select(".lr-quiz")
