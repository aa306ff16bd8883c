"""A wide display is broken where a person would break it, and says the same as before."""

import re
import sys
from pathlib import Path

import pytest

from lrlib.proofs.displays import displays, markdown

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "sphinx_ext"))

import breaking  # noqa: E402 - sphinx_ext/ is no package

BOOK = [d for path in sorted((ROOT / "chapters").iterdir()) if path.suffix in {".md", ".ipynb"}
        for d in displays(markdown(path))]  # fmt: skip


def said(latex):
    """What a formula says, without spaces and the size of its brackets."""
    return re.sub(r"\s|\\[ ,;:!]|\\q?quad|\{\}|\\left(?![a-z])|\\right(?![a-z])|\\[bB]igg?[lr]?", "", latex)


def flat(latex):
    """All formulas of one row."""
    return [formula for part in breaking.parts(latex) for formula in part.formulas]


@pytest.mark.parametrize(
    ("latex", "wanted"),
    [
        (r"a = b", [["a"], ["{} = b"]]),
        (r"c := a + b - d", [["c"], ["{} := a", "{} + b", "{} - d"]]),
        (r"-y = -z \cdot -t", [["-y"], [r"{} = -z \cdot -t"]]),
        (r"f(a = b) \leq \frac{a = b}{c}", [["f(a = b)"], [r"{} \leq \frac{a = b}{c}"]]),
        (r"\{ i : a = b \} \neq A", [[r"\{ i : a = b \}"], [r"{} \neq A"]]),
        (r"W \leftarrow W - \alpha G", [["W"], [r"{} \leftarrow W", r"{} - \alpha G"]]),
        (r"\lVert a - b \rVert > 0", [[r"\lVert a - b \rVert"], ["{} > 0"]]),
        (r"a = \begin{cases} 1 & \text{if } b = 0 \\ 0 & c \end{cases}",
         [["a"], [r"{} = \begin{cases} 1 & \text{if } b = 0 \\ 0 & c \end{cases}"]]),
        (r"a = \sum_i \left[ b + c \right]", [["a"], [r"{} = \sum_i \bigl[ b", r"{} + c \bigr]"]]),
        (r"a = \left( \frac{b}{c} + d \right)", [["a"], [r"{} = \left( \frac{b}{c} + d \right)"]]),
    ],
)  # fmt: skip
def test_a_row_is_broken_before_relations_and_within_its_parts_before_signs(latex, wanted):
    assert [part.formulas for part in breaking.parts(latex)] == wanted


def test_a_condition_stands_apart_and_is_broken_at_its_commas_only():
    left, right, condition = breaking.parts(r"a = b \quad \text{if } m = 3,\ y = (1, 0) \text{ and } b > 0")
    assert (left.apart, right.apart, condition.apart) == (False, False, True)
    assert condition.formulas == [r"\text{if } m = 3,\ ", "y = (1, 0)", r"\text{ and } b > 0"]


@pytest.mark.parametrize("latex", ["(a = b", "a) = b", r"\left( a = b", "{a = b"])
def test_brackets_that_do_not_match_are_left_as_they_are(latex):
    assert flat(latex) == [latex]


def test_an_aligned_display_has_its_rows_in_two_cells_and_others_have_none():
    rows = breaking.rows(
        r"\begin{aligned} a &= \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} \\ &= {b \\ c} \end{aligned}"
    )
    assert [[cell.strip() for cell in row] for row in rows] == [
        ["a", r"= \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}"],
        ["", r"= {b \\ c}"],
    ]
    assert breaking.rows("a = b") is None
    assert breaking.rows(r"\begin{aligned} a &= b & c &= d \end{aligned}") is None


def test_every_display_of_the_book_says_what_it_said_and_no_piece_is_empty():
    assert len(BOOK) > 100
    for display in BOOK:
        latex = re.sub(r"\\tag\{[^}]*\}", "", display.latex)
        table = breaking.rows(latex)
        cells = [cell for row in table for cell in row] if table else [latex]
        pieces = [formula for cell in cells for formula in flat(cell)]
        whole = re.sub(r"\\begin\{aligned\}|\\end\{aligned\}", "", latex) if table else latex
        if table:
            whole = "".join(cells)
        assert said("".join(pieces)) == said(whole), display.tag
        assert all(said(piece) or "{}" in piece for piece in pieces), display.tag


def test_most_displays_of_the_book_can_be_broken():
    assert sum(len(flat(display.latex)) > 1 for display in BOOK) > 0.8 * len(BOOK)
