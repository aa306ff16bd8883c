"""The font of the mathematics, cut: every character is in it, tall brackets are built of it, and it is small."""

import io
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

sys.path.insert(0, str(Path(__file__).parent.parent / "sphinx_ext"))

import mathfont

HEAD = '<html><head><title>t</title><link href="../_static/course.css?v=1"></head>'
TALL = "()[]{}|‖√∑∏⟨⟩"


@pytest.fixture(scope="module")
def small():
    return mathfont.cut(mathfont.ALWAYS | set("xh√∑∏αδ") | set(map(mathfont.italic, "xhαδ")))


def variants(font):
    """The glyphs of which the MATH table draws each upright variant, and the pieces of those that are built."""
    table = font["MATH"].table.MathVariants
    built = dict(zip(table.VertGlyphCoverage.glyphs, table.VertGlyphConstruction, strict=True))
    return {
        name: (
            [one.VariantGlyph for one in found.MathGlyphVariantRecord],
            [piece.glyph for piece in found.GlyphAssembly.PartRecords] if found.GlyphAssembly else [],
        )
        for name, found in built.items()
    }


def test_brackets_keep_their_taller_variants_and_the_pieces_of_the_tallest(small):
    font, whole = TTFont(io.BytesIO(small)), TTFont(mathfont.FONT)
    names, shapes = font.getBestCmap(), font["glyf"]
    found, before = variants(font), variants(whole)
    for character in TALL:
        taller, pieces = found[names[ord(character)]]
        wanted, parts = before[whole.getBestCmap()[ord(character)]]
        assert len(taller) == len(wanted) >= 1, character
        assert len(taller) + len(pieces) > 1, character
        assert len(pieces) == len(parts), character
        assert all(shapes[name].numberOfContours != 0 for name in [*taller, *pieces]), character


@pytest.mark.parametrize(("letter", "drawn"), [("x", "𝑥"), ("h", "ℎ"), ("A", "𝐴"), ("α", "𝛼"), ("∂", "𝜕"), ("1", "1")])
def test_a_name_of_one_letter_is_drawn_in_italics(letter, drawn):
    assert mathfont.italic(letter) == drawn
    assert ord(drawn) in TTFont(mathfont.FONT).getBestCmap()


def test_the_characters_of_a_page_are_those_of_its_formulas():
    page = "<p>ö</p><math><mi>x</mi><mo>&lt;</mo></math><math\n display='block'><mi>β</mi></math>"
    assert mathfont.characters(page) == set("x<β\n") - {"\n"} | {"𝑥", "𝛽"}


def test_the_same_characters_give_the_same_bytes_and_few(small):
    assert small == mathfont.cut(mathfont.ALWAYS | set("δα∏∑√hx") | set(map(mathfont.italic, "δαhx")))
    assert len(small) < 40_000 < mathfont.FONT.stat().st_size / 10


def test_a_page_with_a_formula_or_a_link_to_one_gets_the_font_once_and_another_none():
    for inside in ("<math></math>", '<a href="x.html#eq-3-1">'):
        page = mathfont.dressed(HEAD + inside, "12")
        assert page.count('<script src="../_static/mathematics.js?v=12"></script>') == 1
        assert page.count('<noscript><link rel="stylesheet" href="../_static/mathematics.css?v=12"></noscript>') == 1
        assert mathfont.dressed(page, "13") == page
    assert mathfont.dressed(HEAD, "12") == HEAD
