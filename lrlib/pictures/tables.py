"""Numbers in a table: the same strings as aligned text in a terminal and as HTML on a page."""

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np

from lrlib.languages import translate


class Table:
    """A table that displays itself.

    Parameters
    ----------
    head : sequence of str
        A heading for each column.
    rows : sequence of sequence of str
        As they are shown.
    numeric : sequence of bool
        Which columns stand to the right.
    """

    def __init__(self, head: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> None:
        self.head, self.rows, self.numeric = head, rows, numeric

    def __repr__(self) -> str:
        """Return the columns, two spaces apart."""
        lines = [self.head, *self.rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        return "\n".join(
            "  ".join(
                text.rjust(w) if right else text.ljust(w)
                for text, w, right in zip(line, widths, self.numeric, strict=True)
            ).rstrip()
            for line in lines
        )

    def _repr_html_(self) -> str:
        marks = [' class="lr-number"' if right else "" for right in self.numeric]

        def line(kind: str, texts: Sequence[str]) -> str:
            cells = (f"<{kind}{mark}>{escape(t)}</{kind[:2]}>" for t, mark in zip(texts, marks, strict=True))
            return f"<tr>{''.join(cells)}</tr>"

        body = "\n".join(line("td", row) for row in self.rows)
        return f'<table class="lr-table">\n<thead>{line("th", self.head)}</thead>\n<tbody>\n{body}\n</tbody>\n</table>'


def table(head: Sequence[str], rows: Sequence[Sequence[Any]], form: Sequence[str] | str = "") -> Table:
    """Return a table of numbers and words, to be shown as the last line of a cell.

    Parameters
    ----------
    head : sequence of str
        A heading for each column.
    rows : sequence of sequence
        What stands in each row: text, numbers, or anything that `format` knows. A text stands as it is.
    form : sequence of str, or str
        How the numbers of each column are written, such as ".4f" (see `format`); one for all, or one a column.

    Returns
    -------
    Table
        Displays itself: text in a terminal, HTML on a page, of the same strings.

    Raises
    ------
    ValueError
        If there is no row, a heading is empty, or a row or `form` has another length than `head`.

    Examples
    --------
    >>> table(["truth got", "cost in nats"], [(0.9, -np.log(0.9)), (0.01, -np.log(0.01))], [".2f", ".4f"])
    truth got  cost in nats
         0.90        0.1054
         0.01        4.6052
    """
    forms = [form] * len(head) if isinstance(form, str) else list(form)
    rows = [list(row) for row in rows]
    if not rows:
        raise ValueError("there is no row; wanted is at least one")
    for what, size in [("form", len(forms)), *((f"row {i}", len(row)) for i, row in enumerate(rows))]:
        if size != len(head):
            raise ValueError(f"{what} has {size} entries and the head {len(head)}; give one for each column")
    if not all(text.strip() for text in head):
        raise ValueError(f"the head is {list(head)}; give each column a heading, which is read aloud with its numbers")
    shown = [
        [translate(v) if isinstance(v, str) else format(v, f) for v, f in zip(row, forms, strict=True)] for row in rows
    ]
    numeric = [not any(isinstance(v, str | bool | np.bool_) for v in column) for column in zip(*rows, strict=True)]
    return Table(list(head), shown, numeric)
