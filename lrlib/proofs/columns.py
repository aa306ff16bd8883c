r"""A letter that a line transposes, as v in v^\top A v, is a column: of as many entries as the line has room for."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from lrlib.proofs.names import Table
from lrlib.proofs.words import word

LENGTHS = {"K": "class", "n": "feature", "m": "example"}
ALL = r"(?<![A-Za-z\\])[XYSRW](?![A-Za-z])|\\Phi|\\mathbf"
TARGET = re.compile(r"\s*(\\operatorname\{\w+\}|\\[A-Za-z]+(?:\{\w+\})?|\w)")


def transposed(latex: str, table: Table, given: str) -> list[str]:
    r"""Return the letters without a meaning of their own that a line has as columns.

    Parameters
    ----------
    latex : str
        Spelt without fonts.
    table : Table
        Whose letters.
    given : str
        Definitions.

    Returns
    -------
    list of str
        Those with \top behind them, in a norm or behind the matrix of all examples.
    """
    own = {table.w, table.y, table.z, table.p}
    own |= {found[1] for d in table.definitions if (found := TARGET.match(d))}
    lines = [*given.split("\n"), *_local(latex)]
    own |= {found[1] for d in lines if (found := TARGET.match(d)) and not re.match(r"\s*_", d[found.end() :])}
    axes, domains = table.notation.axes, table.notation.domains
    free = [n for n, a in axes.items() if a in ("", "n", "K") or domains.get(n) == "class"]
    free = [n for n in free if re.fullmatch(r"\\[a-z]+|[a-z]", n)]
    return [n for n in free if n not in own and re.search(_column(n), latex)]


def with_columns(names: list[str], table: Table, latex: str) -> Iterator[tuple[str, Table]]:
    """Give a table with letters as columns, of each length that they may have.

    Parameters
    ----------
    names : list of str
        The letters.
    table : Table
        Whose letters.
    latex : str
        The line, spelt without fonts.

    Yields
    ------
    words : str
        What is said of the letters that are numbers, or of another length, elsewhere.
    table : Table
        A new one.
    """
    axes = table.notation.axes
    lengths = "Kn" if table.many else "n" if table.p else "K"
    lengths += "m" * bool(re.search(ALL, latex))  # else nothing has a row for each example
    orders = [[*(a for a in (axes[n],) if a), *(a for a in lengths if a != axes[n])] for n in names]
    same = [(a,) * len(names) for a in lengths]
    for chosen in dict.fromkeys([*(tuple(product(*orders)) if len(names) < 3 else ()), *same]):
        said = [
            f"{n} a column, an entry for each {LENGTHS[a]}" for n, a in zip(names, chosen, strict=True) if a != axes[n]
        ]
        more = dict(zip(names, chosen, strict=True))
        any_number = {n: "real" for n, a in more.items() if a != axes[n] and n != "p"}
        yield "; ".join(said), replace(table, notation=table.notation.with_names(axes=more, domains=any_number))


def instead_of_scores(latex: str, table: Table) -> str:
    r"""Write v for z in z^\top H z of one label, where z is any direction and no score.

    Parameters
    ----------
    latex : str
        A formula.
    table : Table
        Whose letters.

    Returns
    -------
    str
        With v, or as it was.
    """
    if table.many or not table.z or re.search(word("v"), latex):
        return latex
    z = word(table.z)
    form = rf"{z}\s*\^\s*\{{?\s*(?:\\top|T(?![A-Za-z]))\s*\}}?\s*(?:H(?![A-Za-z])|\\nabla|(?:X|\\Phi)\s*\^)"
    return re.sub(z, "v ", latex) if re.search(form, latex) else latex


def _column(n: str) -> str:
    behind = rf"(?:(?<![A-Za-z\\])X|\\Phi(?![A-Za-z]))\s*{re.escape(n)}(?![A-Za-z]|\s*_)"
    return rf"{word(n)}\s*\^\s*\{{?\s*(?:\\top|T(?![A-Za-z]))|\\lVert\s*{word(n)}(?!\s*_)|{behind}"


def _local(latex: str) -> list[str]:
    """Return the definitions that stand in a line."""
    return [part for part in re.split(r"\\\\|,|\n|\\text\s*\{[^{}]*\}", latex) if ":=" in part]
