"""A table says the same in a terminal and on a page."""

import re
from html import unescape

import numpy as np
import pytest

from lrlib.pictures import table

ROWS = [("spam < mail", 0.5, 3), ("a & b", -12.25, 10)]


def strings(html):
    rows = html.split("<tr>")[1:]
    return [[unescape(text) for text in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


def test_text_and_page_hold_the_same_strings_in_the_same_order():
    made = table(["name", "z & more", "n"], ROWS, ["", ".2f", "d"])
    found = strings(made._repr_html_())
    assert found == [["name", "z & more", "n"], ["spam < mail", "0.50", "3"], ["a & b", "-12.25", "10"]]
    assert [re.split(r"\s{2,}", line.strip()) for line in repr(made).splitlines()] == found


def test_numbers_stand_to_the_right_and_words_to_the_left():
    lines = repr(table(["who", "score"], [("me", 1.5), ("everyone", 22.25)], ["", ".2f"])).splitlines()
    assert lines == ["who       score", "me         1.50", "everyone  22.25"]
    html = table(["who", "score"], [("me", 1.5)], ["", ".2f"])._repr_html_()
    assert '<th class="lr-number">score</th>' in html
    assert "<td>me</td>" in html
    assert html.count("lr-number") == 2


def test_a_column_with_one_word_stands_to_the_left():
    assert repr(table(["k", "p"], [(1, 0.25), (2, "none")], ["d", ".2f"])).splitlines()[1] == "1  0.25"


def test_one_form_serves_all_columns_and_arrays_are_rows():
    assert repr(table(["a", "b"], np.eye(2), ".1f")).splitlines()[1:] == ["1.0  0.0", "0.0  1.0"]


@pytest.mark.parametrize(
    ("rows", "form", "said"),
    [([], "", "no row"), ([(1, 2), (1,)], "", "row 1 has 1"), ([(1, 2)], [".2f"], "form has 1 entries and the head 2")],
)
def test_what_does_not_fit_is_refused(rows, form, said):
    with pytest.raises(ValueError, match=said):
        table(["a", "b"], rows, form)


@pytest.mark.parametrize("head", [["", "b"], ["a", " "]])
def test_a_heading_that_says_nothing_is_refused(head):
    with pytest.raises(ValueError, match="give each column a heading"):
        table(head, [(1, 2)])
