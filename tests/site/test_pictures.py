"""Every picture says what it shows, in words of its own, on every page; every page has a card of its own."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from built import NAMES, PAGES, SITE, elements, with_id
from PIL import Image
from told import tell

FILE = re.compile(r"^[\w./-]*$|\.(?:png|svg|jpe?g|gif|webp)\b|^(?:image|picture|figure|plot|graph)\b.{0,12}$", re.I)


def said(path, picture):
    """The text of a picture: its own, or that of the elements which it names."""
    if picture.name == "img":
        return picture.get("alt", "")
    named = [with_id(path).get(key, [None])[0] for key in picture.get("aria-labelledby", "").split()]
    return picture.get("aria-label") or " ".join(part.get_text(" ", strip=True) for part in named if part)


def pictures():
    """Every picture of the site with its page, what it is made of, and its text."""
    for path in PAGES:
        for picture in elements(path).get("img", []) + elements(path).get("svg", []):
            beside = picture.find_parent(["a", "button"])
            named = picture.get("alt") == "" and beside is not None and beside.get_text(strip=True)
            if picture.get("aria-hidden") != "true" and not named:  # what stands beside it says it
                made = Path(picture["src"]).name if picture.name == "img" else str(picture)
                yield path.relative_to(SITE).as_posix(), made, said(path, picture)


FOUND = list(pictures())


def test_the_pages_have_pictures_of_both_kinds():
    assert sum(made.startswith("<svg") for _, made, _ in FOUND) >= 5
    assert sum(made.endswith(".png") for _, made, _ in FOUND) >= 25


def test_every_picture_says_what_it_shows():
    bad = [f"{name}: {made[:80]} says {text!r}" for name, made, text in FOUND if len(text) < 20 or FILE.search(text)]
    tell(
        bad,
        'say what each shows: {"mystnb": {"image": {"alt": "..."}}} in the metadata of its cell, or a label',
    )


def test_no_two_pictures_say_the_same():
    shown = defaultdict(set)
    for _, made, text in FOUND:
        shown[text].add(made)
    tell([f"{len(made)} times: {text}" for text, made in shown.items() if len(made) > 1], "say what sets these apart")


@pytest.mark.parametrize("text", ["", "plot", "output_12.png", "Figure 3", "chapters/loss-curve", "A file loss.svg"])
def test_what_looks_like_a_file_would_be_noticed(text):
    assert FILE.search(text)


def card(name):
    return SITE / "_static" / "cards" / (name.replace("/", "-") + ".png")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_a_card_that_is_a_picture(name):
    with Image.open(card(name)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
        parts = {"title": (0, 0, 1200, 240), "curves": (0, 240, 1200, 630)}
        inks = {part: 1 - white(picture.convert("L").crop(box)) for part, box in parts.items()}
    assert {part: ink for part, ink in inks.items() if not 0.01 < ink < 0.5} == {}


def white(picture):
    """The share of a picture that is empty paper."""
    return picture.histogram()[255] / (picture.width * picture.height)


def test_no_two_cards_are_the_same():
    assert len({card(name).read_bytes() for name in NAMES}) == len(NAMES)
