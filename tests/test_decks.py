"""A deck is cut from a page by the marks of its cells: what is shown, what is said beside it, what is refused."""

import hashlib
import json
import re
import sys
from pathlib import Path

import pytest
from sphinx.errors import ExtensionError

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "sphinx_ext"))

import deck  # noqa: E402 - sphinx_ext/ is no package

import slides  # noqa: E402

LESSONS = sorted((ROOT / "chapters").glob("[0-9][0-9]-*.ipynb"))


def body(*parts):
    """A page of blocks, each a cell's number, its kind and its HTML, as slides.py marks them."""
    return "".join(f"<!--block {number} {kind}-->\n{html}\n" for number, kind, html in parts)


def cut(marks, *parts):
    return deck.slides(deck.pieces(body(*parts)), marks)


TITLE = (0, "heading", '<section id="t"><h1>Title<a class="headerlink" href="#t">#</a></h1>')
FIRST = {0: ("slide", {"list"})}


def test_a_slide_shows_what_its_mark_names_and_says_the_rest():
    made = cut(
        FIRST | {1: ("slide", {"formula"})},
        TITLE,
        (1, "heading", "<section><h2>Odds</h2>"),
        (1, "text", "<p>Why.</p>"),
        (1, "formula", "<b>z</b>"),
    )
    assert [(s.heading, s.shown, s.notes) for s in made] == [
        ("Title", [], []),
        ("Odds", ["<b>z</b>"], ["<p>Why.</p>"]),
    ]


def test_a_heading_within_a_cell_begins_a_slide_and_text_before_it_is_said_on_the_slide_before():
    made = cut(
        FIRST | {1: ("slide", {"first"}), 2: ("slide", {"first"})},
        TITLE,
        (1, "heading", "<h2>One</h2>"),
        (1, "text", "<p>a</p>"),
        (1, "text", "<p>b</p>"),
        (2, "text", "<p>c</p>"),
        (2, "heading", "</section><section><h2>Two</h2>"),
        (2, "text", "<p>d</p>"),
    )
    assert [(s.heading, s.shown, s.notes) for s in made[1:]] == [
        ("One", ["<p>a</p>"], ["<p>b</p>", "<p>c</p>"]),
        ("Two", ["<p>d</p>"], []),
    ]


def test_a_formula_before_the_next_heading_has_a_slide_of_its_own():
    made = cut(
        FIRST | {1: ("slide", {"formula"})},
        TITLE,
        (1, "formula", "<b>1</b>"),
        (1, "heading", "<h2>Next</h2>"),
        (1, "formula", "<b>2</b>"),
    )
    assert [(s.heading, s.shown) for s in made[1:]] == [("Title", ["<b>1</b>"]), ("Next", ["<b>2</b>"])]


def test_a_fifth_formula_begins_a_slide_below():
    formulas = [(1, "formula", f'<div class="math display">{n}</div>') for n in range(6)]
    made = cut(FIRST | {1: ("slide", set())}, TITLE, (1, "heading", "<h2>Long</h2>"), *formulas)
    assert [(s.below, s.heading, len(s.shown)) for s in made[1:]] == [(False, "Long", 4), (True, "Long", 2)]


def test_notes_fragments_and_what_goes_on():
    made = cut(
        FIRST | {1: ("-", set()), 2: ("notes", set()), 3: ("fragment", set()), 4: ("subslide", {"output"})},
        TITLE,
        (1, "box", "<i>q</i>"),
        (2, "text", "<p>said</p>"),
        (3, "text", "<p>later</p>"),
        (4, "cell", "<pre>4</pre>"),
        (5, "text", "<p>only on the page</p>"),
    )
    assert made[0].shown == ["<i>q</i>", '<div class="fragment"><p>later</p></div>']
    assert made[0].notes == ["<p>said</p>"]
    assert (made[1].below, made[1].shown) == (True, ['<div class="lr-only-output"><pre>4</pre></div>'])
    html = deck.stacks(made)
    assert html.count("<section>") == 3  # a stack of two
    assert "only on the page" not in html


def test_what_is_folded_on_the_page_is_not_on_the_slide():
    made = cut(
        FIRST | {1: ("slide", set())},
        TITLE,
        (1, "fold", "<details><p>long</p></details>"),
        (1, "cell", '<div><details class="admonition hide above-input"><pre>code</pre></details><img></div>'),
    )
    assert made[1].shown == ["<div><img></div>"]


def test_each_question_of_a_quiz_is_a_slide_with_a_script_and_the_reasons_as_notes():
    from lrlib.pictures import quiz

    asked = [("1 + 1?", [("2", True, "One and one."), ("3", False, "One too many.")], "own index summed")] * 2
    made = cut(FIRST | {1: ("slide", set())}, TITLE, (1, "cell", f"<div>{quiz('sum', asked)._repr_html_()}</div>"))
    assert [s.below for s in made[1:]] == [False, True]
    for number, slide in enumerate(made[1:], 1):
        assert slide.shown[0].count("<fieldset") == 1
        assert f'getElementById("quiz-sum-slide-{number}")' in slide.shown[0]
        assert "the index of the sum is also" in slide.notes[0]
        assert "✓ 2: One and one." in slide.notes[1]
        assert "✗ 3: One too many." in slide.notes[1]


def test_links_lead_from_the_folder_of_decks_to_the_page():
    html = deck.led('<a href="#eq-1">a</a><a href="03-cost.html#x">b</a><img src="../_images/p.png">', "chapters", "02")
    assert re.findall(r'href="([^"]+)"', html) == ["../chapters/02.html#eq-1", "../chapters/03-cost.html#x"]
    assert '<img loading="eager"' in html
    assert deck.led('<a href="https://example.org">', "chapters", "02") == '<a href="https://example.org">'


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        ([{"slide_type": "slides"}], "cell 1 is"),
        ([{"slide_type": "slide", "show": "formulas"}], "to show some of"),
        ([{}, {"slide_type": "fragment"}], "cell 2 is the first"),
    ],
)
def test_a_mark_that_is_none_is_refused(tmp_path, monkeypatch, marks, said):
    cells = [{"metadata": {"slideshow": mark}} for mark in marks]
    (tmp_path / "page.ipynb").write_text(json.dumps({"cells": cells}))
    monkeypatch.setattr(slides, "ROOT", tmp_path)
    with pytest.raises(ExtensionError, match=said):
        slides.marks("page")


def test_a_page_without_marks_and_a_page_that_is_no_notebook_have_no_deck():
    assert slides.marks("chapters/errata") == slides.marks("chapters/teach") == {}


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_chapter_marks_its_question_its_formulas_its_quiz_and_what_is_taken_away(path):
    marks = slides.marks(f"chapters/{path.stem}")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    shown = ["".join(cells[number]["source"]) for number, (how, _) in marks.items() if how != "notes"]
    always = ("> **Question.", "quiz(\n", "> **Take-away.")
    for sign in (*always, "$$", "> **Common mistake.", "live.", "plt.subplots"):
        there = sign in always or any(sign in "".join(cell["source"]) for cell in cells)
        assert not there or any(sign in text for text in shown), f"{path.stem}: no slide shows {sign}"
    assert any(how == "notes" for how, _ in marks.values())


def test_reveal_is_what_the_lock_names():
    about = json.loads((ROOT / "slides/manifest.json").read_text())
    lock = json.loads((ROOT / "slides/package-lock.json").read_text())
    assert lock["packages"]["node_modules/reveal.js"]["version"] == about["reveal.js"]
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (ROOT / "slides/packs").iterdir()}
    assert found == about["sha256"]
