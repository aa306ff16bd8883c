"""A link to an equation of another chapter resolves without a warning; to one that is not there it does not."""

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
OTHER = "# Other\n\n$$\na = b \\tag{3.1}\n$$\n"
FIRST = "# First\n\nSee [(3.1)](other.md#%s).\n\n```{toctree}\nother\n```\n"


def build(folder, anchor):
    (folder / "conf.py").write_text(CONFIG, encoding="utf-8")
    (folder / "other.md").write_text(OTHER, encoding="utf-8")
    (folder / "index.md").write_text(FIRST % anchor, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", "--keep-going", str(folder), str(folder / "out")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_an_equation_of_another_chapter_can_be_linked_to(tmp_path):
    done = build(tmp_path, "eq-3-1")
    assert done.returncode == 0, done.stderr
    page = BeautifulSoup((tmp_path / "out" / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert page.find("a", href="other.html#eq-3-1").text == "(3.1)"


@pytest.mark.parametrize("anchor", ["eq-3-2", "no-such-section"])
def test_an_equation_that_is_not_there_turns_the_build_red(tmp_path, anchor):
    done = build(tmp_path, anchor)
    assert done.returncode != 0
    assert anchor in done.stderr
