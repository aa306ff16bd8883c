"""Every character of every formula on the site is in the font that the site sends, which is small."""

import base64
import functools
import io
import re

import pytest
from built import PAGES, SITE, elements
from fontTools.ttLib import TTFont

INVISIBLE = set("\u2061\u2062\u2063\u2064\ufe00 \n\t")  # operators that nobody draws, a choice of shape, spaces
SCRIPT, SHEET = ((SITE / "_static" / f"mathematics.{end}").read_text(encoding="utf-8") for end in ("js", "css"))
ITALIC = {"h": "ℎ"}


def drawn(element):
    """What a browser draws of an element that holds text: a name of one letter is italic, but for `normal` ones."""
    text = element.get_text().strip()
    if element.name != "mi" or len(text) != 1 or element.get("mathvariant") == "normal":
        return set(text)
    code = ord(text)
    for first, last, place in ((65, 90, 0x1D434), (97, 122, 0x1D44E), (0x3B1, 0x3C9, 0x1D6FC)):
        if first <= code <= last:
            return {ITALIC.get(text, chr(place + code - first))}
    return {text}


@functools.cache
def font(sheet):
    """The font of a style sheet: each language has its own, since its formulas hold words of it."""
    return TTFont(io.BytesIO(base64.b64decode(re.search(r"base64,([^\"]+)", sheet.read_text(encoding="utf-8"))[1])))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(SITE).as_posix())
def test_every_character_of_a_formula_is_in_the_font(path):
    own = SITE / path.relative_to(SITE).parts[0] / "_static" / "mathematics.css"
    known = {chr(code) for code in font(own if own.exists() else SITE / "_static" / "mathematics.css").getBestCmap()}
    found = elements(path)
    shown = set().union(*(drawn(e) for name in ("mi", "mo", "mn", "mtext") for e in found.get(name, [])))
    assert sorted(shown - known - INVISIBLE) == []
    scripts = [script.get("src", "").split("?")[0] for script in found.get("script", [])]
    assert not found.get("math") or "../_static/mathematics.js" in scripts


def test_the_font_is_a_tenth_of_what_it_was_and_no_page_fetches_another():
    assert max(len(SCRIPT), len(SHEET)) < 60_000
    assert re.search(r"[\w+/]{2000,}", SCRIPT)[0] == re.search(r"[\w+/]{2000,}", SHEET)[0]
    assert {path.suffix for path in SITE.rglob("*stix*")} <= {".txt"}  # its licence
