"""The transforms of the build on a page of a few lines: anchors, numbers, boxes, and warnings for what is broken."""

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


def build(folder, text):
    """Build one page as the book is built, with warnings as errors."""
    (folder / "conf.py").write_text(CONFIG, encoding="utf-8")
    (folder / "index.md").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", "--keep-going", str(folder), str(folder / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done, BeautifulSoup((folder / "out" / "index.html").read_text(encoding="utf-8"), "html.parser")


def test_a_tagged_display_is_numbered_and_can_be_linked_to(tmp_path):
    done, page = build(tmp_path, PAGE)
    assert done.returncode == 0, done.stderr
    display = page.find(id="eq-3-1")
    assert display.find("a", class_="number").text == "(3.1)"
    assert display.find("math") is not None
    assert "tag" not in display.find("math").text
    assert page.find("a", string="(3.1)", class_="reference") or page.find("a", href="#eq-3-1")


def test_a_quote_with_a_bold_first_word_becomes_a_box_and_others_stay(tmp_path):
    _, page = build(tmp_path, PAGE)
    titles = [title.text for title in page.select("div.admonition > p.admonition-title")]
    assert titles == ["Definition (Sum)", "Common mistake"]
    assert page.select("div.admonition.warning > p")[1].text == "To forget."
    assert page.find("blockquote").text.strip() == "A plain quotation."


@pytest.mark.parametrize(
    ("slip", "complaint"),
    [("[there](#eq-9-9)", "eq-9-9"), ("[there](nowhere.md)", "nowhere"), (r"$\unknownmacro x$", "cannot be set")],
)
def test_a_broken_link_or_formula_turns_the_build_red(tmp_path, slip, complaint):
    done, _ = build(tmp_path, PAGE + "\n" + slip + "\n")
    assert done.returncode != 0
    assert complaint in done.stderr
