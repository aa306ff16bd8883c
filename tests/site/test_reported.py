"""Faults that readers of other books reported stay away from this one; each test names the public report."""

import json
import re
from pathlib import Path

import pytest
from built import NAMES, ROOT, SITE, article, page

CHAPTERS = [name for name in NAMES if (ROOT / f"{name}.ipynb").exists()]
CSS = re.sub(r"/\*.*?\*/", "", (SITE / "_static" / "course.css").read_text(encoding="utf-8"), flags=re.S)


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_fold_has_a_name_of_its_own(name):
    """jupyter-book 2171: the words on a fold cannot be chosen."""
    heads = [" ".join(head.stripped_strings) for head in article(name).select("details > summary")]
    assert heads or name == "chapters/errata"
    assert not [text for text in heads if not text or re.match(r"(?:Show|Hide) code cell (?:content|source)", text)]


@pytest.mark.parametrize("name", CHAPTERS)
def test_what_is_not_to_be_seen_is_not_on_the_page(name):
    """jupyter-book 619: cells that were hidden came out in print."""
    cells = json.loads((ROOT / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    removed = [c for c in cells if "remove-cell" in c["metadata"].get("tags", ())]
    assert removed
    for cell in removed:
        first = "".join(cell["source"]).split("\n")[1]
        assert first not in article(name).get_text() or first in {"import importlib", "import os"}
        assert "REPOSITORY =" not in article(name).get_text()


@pytest.mark.parametrize("name", [name for name in CHAPTERS if re.match(r"chapters/\d\d-", name)])
def test_a_solution_is_folded_on_the_page_and_marked_in_the_notebook(name):
    """jupyter-book 1160: a notebook without its answers could not be had from the same source."""
    for solution in article(name).find_all("p", class_="expanded", string=re.compile("^Solution")):
        fold = solution.find_parent("details")
        assert fold is not None
        assert not fold.has_attr("open")
    cells = json.loads((ROOT / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    marked = [c for c in cells if "".join(c["source"]).startswith("# @title Solution")]
    assert marked
    assert all("hide-cell" in c["metadata"]["tags"] for c in marked)


def test_the_search_is_told_more_than_words():
    """jupyter-book 815: the search is weak; tests/browser/test_search.py asks it."""
    text = (SITE / "searchindex.js").read_text(encoding="utf-8")
    entries = json.loads(text[text.index("(") + 1 : text.rindex(")")])["indexentries"]
    numbers = {a.get_text() for name in NAMES for a in article(name).select("a.number")}
    assert {number.lower() for number in numbers} <= set(entries)
    assert {"sklearn", "scipy", "torch", "logsumexp"} <= set(entries)
    scripts = [script.get("src", "") for script in page(SITE / "search.html").find_all("script")]
    assert sum("/search.js" in source for source in scripts) == 1
    assert "score([page, title" in (SITE / "_static" / "language_data.js").read_text(encoding="utf-8")


def test_headings_of_a_phone_have_sizes_of_their_own_in_order():
    """jupyter-book 1032: headings too large on a phone; tests/browser/test_formulas.py measures them."""
    sizes = [float(size) for size in re.findall(r"\.bd-article (?::is\()?h[1-4][^{]*\{ font-size: ([\d.]+)rem", CSS)]
    assert len(sizes) == 4
    assert sizes == sorted(set(sizes), reverse=True)


def test_what_scrolls_has_a_cue_for_it():
    """distill, post--bayesian-optimization 15: formulas scroll and nobody sees that they do."""
    (rule,) = re.findall(r"([^{}]*)\{[^{}]*\blocal no-repeat[^{}]*\}", CSS)
    for kind in (".equation", ".pst-scrollable-table-container", ".cell_output", "pre"):
        assert kind in rule


def test_the_scripts_of_the_search_are_sent_with_no_other_page():
    for name in NAMES:
        sources = [script.get("src", "") for script in page(SITE / f"{name}.html").find_all("script")]
        assert not [source for source in sources if re.search(r"/(?:search|scorer)\.js", source)], name
        assert len({Path(source).name for source in sources if source}) == len([s for s in sources if s])
