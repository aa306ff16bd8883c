"""A page is mended once, so that nothing in it moves: icons are drawn, header and first table are awaited."""

import re
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

sys.path.insert(0, str(Path(__file__).parent.parent / "sphinx_ext"))

import steady

PAGE = """<html lang="en" data-theme="auto"><head><title>t</title>
<script>document.documentElement.dataset.theme = localStorage.getItem("theme") || "auto";</script>
<link href="../_static/course.css?v=1"><script src="../_static/scripts/fontawesome.js?digest=8"></script></head>
<body><i class="fas fa-download"></i><div id="jb-print-docs-body"></div>
<math></math><table class="own table"></table><table class="table"></table></body>"""


def soup(html):
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize(
    ("classes", "box"),
    [
        ("fas fa-download", "0 0 512 512"),
        ("fa-solid fa-angle-left", "0 0 320 512"),
        ("fab fa-github", "0 0 496 512"),
        ("fas fa-pencil-alt", "0 0 512 512"),  # a name that the icon had once
    ],
)
def test_an_icon_becomes_a_picture_with_its_name(classes, box):
    (icon,) = soup(steady.steady(f'<i class="{classes}"></i>')).find_all("svg")
    assert icon["class"] == ["svg-inline--fa", classes.split()[1]]  # the first would call a font
    assert icon["viewbox"] == box
    assert icon["aria-hidden"] == "true"
    assert len(icon.path["d"]) > 40


@pytest.mark.parametrize("classes", ["fas fa-nobody-knows-this", "fas fa-download fa-file"])
def test_an_icon_that_cannot_be_drawn_is_refused(classes):
    with pytest.raises(ValueError, match=r"is not drawn; wanted is one of fontawesome\.js"):
        steady.steady(f'<i class="{classes}"></i>')


def test_other_elements_stay():
    html = '<p><i class="term">word</i><span class="fable fa"></span></p>'
    assert steady.steady(html) == html


def test_a_page_awaits_what_stands_behind_its_header_and_its_first_table():
    page = soup(steady.steady(PAGE))
    header, table = (page.find(id=link["href"][1:]) for link in page.find_all("link", rel="expect"))
    assert header.name == "div"
    assert table.has_attr("hidden")
    assert table.find_previous_sibling() is page.find("table")
    assert [script.get("src") for script in page.find_all("script")] == [None]
    assert not page.html.has_attr("data-theme")


def test_a_page_without_table_awaits_nothing():
    bare = re.sub(r"<table.*?</table>", "", PAGE).replace("jb-print", "")
    assert not soup(steady.steady(bare)).find_all("link", rel="expect")


def test_mending_twice_is_mending_once():
    once = steady.steady(PAGE)
    assert steady.steady(once) == once != PAGE
