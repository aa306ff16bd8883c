"""The transforms of the build on pages of a few lines: anchors, numbers, boxes, and warnings for what is broken.

Sphinx is started twice for all of them: for pages without a slip, and for pages with one slip each.
"""

import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

EXTENSIONS = Path(__file__).parent.parent / "sphinx_ext"
CONFIG = f"""
import sys
sys.path.insert(0, {str(EXTENSIONS)!r})
extensions = ["myst_parser", "portable_markup", "mathml"]
myst_enable_extensions = ["dollarmath"]
html_math_renderer = "mathml"
"""
PAGE = r"""# Page

See [(3.1)](#eq-3-1).

$$
\begin{aligned} a &= b \\ &= c \end{aligned} \tag{3.1}
$$

> **Definition (Sum).** It is $a + b$.

> **Common mistake.** To forget.

> A plain quotation.
"""
OTHER = "# Other\n\n$$\na = b \\tag{3.1}\n$$\n"
ACROSS = "# First\n\nSee [(3.1)](other.md#%s).\n"
SLIPS = {  # what a page of that name says beside what is right, and the complaint
    "no-equation": (PAGE + "\n[there](#eq-9-9)\n", "eq-9-9"),
    "no-page": (PAGE + "\n[there](nowhere.md)\n", "nowhere"),
    "no-macro": (PAGE + "\n" + r"$\unknownmacro x$" + "\n", "cannot be set"),
    "no-equation-there": (ACROSS % "eq-3-2", "eq-3-2"),
    "no-section-there": (ACROSS % "no-such-section", "no-such-section"),
}


def build(folder, **pages):
    """Build pages as the book is built, with warnings as errors: how it ended, and what each page looks like."""
    names = [name for name in pages if name != "other"]
    index = "# Index\n\n```{toctree}\n" + "\n".join(pages) + "\n```\n"
    (folder / "conf.py").write_text(CONFIG, encoding="utf-8")
    for name, text in {**pages, "index": index}.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", "--keep-going", str(folder), str(folder / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    htmls = {name: (folder / "out" / f"{name}.html").read_text(encoding="utf-8") for name in names}
    return done, {name: BeautifulSoup(html, "html.parser") for name, html in htmls.items()}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return build(tmp_path_factory.mktemp("right"), page=PAGE, across=ACROSS % "eq-3-1", other=OTHER)


@pytest.fixture(scope="module")
def refused(tmp_path_factory):
    slips = {name: text for name, (text, _) in SLIPS.items()}
    return build(tmp_path_factory.mktemp("wrong"), **slips, page=PAGE, other=OTHER)[0]


def test_pages_without_a_slip_are_built_without_a_warning(built):
    assert (built[0].returncode, built[0].stderr) == (0, "")


def test_a_tagged_display_is_numbered_and_can_be_linked_to(built):
    page = built[1]["page"]
    display = page.find(id="eq-3-1")
    assert display.find("a", class_="number").text == "(3.1)"
    assert display.find("math") is not None
    assert "tag" not in display.find("math").text
    assert page.find("a", string="(3.1)", class_="reference") or page.find("a", href="#eq-3-1")


def test_an_equation_of_another_chapter_can_be_linked_to(built):
    assert built[1]["across"].find("a", href="other.html#eq-3-1").text == "(3.1)"


def test_a_quote_with_a_bold_first_word_becomes_a_box_and_others_stay(built):
    page = built[1]["page"]
    titles = [title.text for title in page.select("div.admonition > p.admonition-title")]
    assert titles == ["Definition (Sum)", "Common mistake"]
    assert page.select("div.admonition.warning > p")[1].text == "To forget."
    assert page.find("blockquote").text.strip() == "A plain quotation."


@pytest.mark.parametrize("name", SLIPS)
def test_a_broken_link_or_formula_turns_the_build_red_and_is_named(refused, name):
    assert refused.returncode != 0
    (said,) = [line for line in refused.stderr.splitlines() if f"{name}.md:" in line]
    assert "WARNING" in said
    assert SLIPS[name][1] in said


def test_a_page_without_a_slip_is_not_named(refused):
    assert "/page.md" not in refused.stderr
    assert "/other.md" not in refused.stderr
