"""The page of published mistakes: each printed formula is false, each repaired one true, each among the mutants."""

import json
import re
import sys
from pathlib import Path

import pytest

from lrlib.proofs import try_step
from lrlib.proofs.register import REGISTER

sys.path.insert(0, str(Path(__file__).parent / "proofs"))

import mutants
from test_steps import calls

PAGE = Path(__file__).parent.parent / "chapters" / "published-mistakes.ipynb"
CELLS = json.loads(PAGE.read_text(encoding="utf-8"))["cells"]
TEXT = "\n\n".join("".join(c["source"]) for c in CELLS if c["cell_type"] == "markdown")
SECTIONS = {s.split("\n")[0]: s for s in re.split(r"(?m)^## ", TEXT)[1:]}
MISTAKES = {name: text for name, text in SECTIONS.items() if name not in ("What finds them", "Sources")}
TRUE_ON_THE_PAGE = {r"\hat{y}_1 = \sigma(z_1 - z_2) \quad \text{if } K = 2"}  # the answer of the exercise


def test_what_is_printed_elsewhere_is_false_and_its_counter_example_is_on_the_page():
    shown = " ".join("".join(o.get("text", []) or o["data"]["text/plain"]) for c in CELLS for o in c.get("outputs", []))
    formulas = calls(PAGE.stem)
    assert len(formulas) >= 12
    for formula, *family in formulas:
        result = try_step(formula, *family)
        assert result.true == (formula in TRUE_ON_THE_PAGE), formula
        assert " ".join(repr(result).split()) in " ".join(shown.split())


@pytest.mark.parametrize("name", sorted(MISTAKES))
def test_each_section_names_its_source_the_claim_and_the_right_form(name):
    text = MISTAKES[name]
    where, _, rest = text.partition("**Where.**")[2].partition("**Right.**")
    assert "http" in where or re.search(r"`[\w.-]+\.md`|tutorial W1D3", where)
    assert re.search(r"commit|20\d\d|same (?:book|course|school)", where)
    right = re.findall(r"\((\w+\.\d+)\)", rest) + re.findall(r"\\tag\{(\w+\.\d+)\}", rest)
    assert set(right) <= set(REGISTER)
    assert right or "computed" in rest or "the cell prints" in rest or "chapter" in rest


def test_the_table_has_a_row_for_each_section():
    rows = [line for line in SECTIONS["What finds them"].splitlines() if line.startswith("| ")][1:]
    assert len(rows) == len(MISTAKES)


def test_the_published_formulas_are_among_the_mutants_and_refused():
    assert sum(map(len, mutants.PUBLISHED.values())) >= 9
    for path, tag, chosen in mutants.jobs():
        published = [mutant for mutant in chosen if mutant[0] == "published"]
        assert len(published) == len(mutants.PUBLISHED.get(tag, []))
        if published:
            assert not [m.latex for m in mutants.try_mutants((path, tag, published)) if m.survived]
