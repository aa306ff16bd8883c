"""Each page ends with what was checked on it, and the register shows every equation of the book."""

import re
import sys

import built
import pytest
from built import ROOT

sys.path.insert(0, str(ROOT))

from lrlib.proofs.displays import displays, markdown
from lrlib.proofs.register import REGISTER

SOURCES = [path for path in sorted((ROOT / "chapters").iterdir()) if path.suffix in {".md", ".ipynb"}]
SOURCES = [path for path in SOURCES if path.stem != "register"]


def article(name):
    return built.article(f"chapters/{name}")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_the_last_line_counts_what_the_page_displays(path):
    (line,) = article(path.stem).select(".verified")
    tags = [d.tag for d in displays(markdown(path))]
    kinds = [REGISTER[tag].kind.split(" + ")[-1] for tag in tags]
    text = line.get_text(" ", strip=True)
    assert re.search(rf"displays {len(tags) or 'no'} equations?\b", text)
    for kind, words in {
        "proved": "proved",
        "tested": "tested with 50 digits",
        "definition": r"definitions?, compared",
        "update": r"updates?, compared",
    }.items():
        counted = re.search(rf"(\d+) (?:is|are)(?: an?)? {words}", text)
        assert int(counted[1] if counted else 0) == kinds.count(kind), text
    assert line.find("a")["href"] == "register.html"
    following = line.find_next_siblings()
    assert not [element for element in following if element.get_text(strip=True)]


def test_the_register_shows_every_equation_and_links_to_it():
    page = article("register")
    entries = page.select(".equation-entry")
    assert [entry.find("a").get_text() for entry in entries] == [f"({tag})" for tag in in_the_order_of_the_site()]
    for entry in entries:
        address, anchor = entry.find("a")["href"].split("#")
        (target,) = built.with_id(built.SITE / "chapters" / address)[anchor]
        assert target.find("a", class_="number").get_text() == entry.find("a").get_text()
        assert entry.find("math")
        kind = REGISTER[entry.find("a").get_text().strip("()")].kind
        assert entry.find_all("p")[-1].get_text().lower().startswith(kind)


def in_the_order_of_the_site():
    return [d.tag for path in SOURCES for d in displays(markdown(path))]


def test_the_table_of_the_register_adds_up():
    rows = [
        [cell.get_text(strip=True) for cell in row.find_all("td")] for row in article("register").select("tbody tr")
    ]
    *pages, total = [[int(number) for number in row[1:]] for row in rows]
    assert [sum(column) for column in zip(*pages, strict=True)][:-1] == total[:-1]  # the last are rounded seconds
    assert total[0] == len(REGISTER) == sum(total[1:5])


def test_a_condition_on_display_is_named_as_an_assumption():
    (entry,) = [e for e in article("register").select(".equation-entry") if e.find("a").get_text() == "(8.17)"]
    assert "Assumed:" in entry.get_text()
    assert "and for every K" in entry.get_text()


@pytest.mark.parametrize("path", [path for path in SOURCES if path.suffix == ".ipynb"], ids=lambda path: path.stem)
def test_what_was_proved_says_so_above_its_cell_and_in_it(path):
    for cell in article(path.stem).select(".lr-checked"):
        name = cell.summary.select_one(".collapsed").get_text()
        printed = cell.select_one(".cell_output").get_text().strip()
        assert ("\N{CHECK MARK} proved" in name) == printed.startswith("proved"), printed
        assert ("for every K" in name) == ("for every K" in printed)
        assert cell.select_one("details .cell_output" if "proved" in name else ":scope > .cell_output"), printed
