r"""Numbers at which a reader can see that a line fails: labels that are labels, one name for one example, a full rank.

A line is false wherever it fails once; but a counter-example with the label -163/101, with an x beside the x^{(1)} that
is the only one, or with a matrix that has no inverse, convinces nobody. Each is looked for again where it tells.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from fractions import Fraction

from lrlib.proofs.labels import between
from lrlib.proofs.names import Table

NUMBER = r"(-?\d+(?:/\d+)?)"
INVERSE = re.compile(r"\^\s*\{\s*-\s*1\s*\}")
ALIKE = re.compile(r"(?<![\w^])(\\?[A-Za-zθ]+(?:_\w+)?) = \1\^\(1\),? ?")  # x_0 = x_0^(1)


def places(where: str, text: str, table: Table) -> list[str]:
    """Return conditions under which a counter-example tells more than one that was found.

    Parameters
    ----------
    where : str
        The counter-example.
    text : str
        The formula, in the letters of a table.
    table : Table
        Whose letters.

    Returns
    -------
    list of str
        In LaTeX, the one that tells most first; none, where it tells.
    """
    found = []
    x = next((table.notation.rows[n] for n in ("X", r"\Phi") if n in table.notation.rows), "")
    if x and INVERSE.search(text) and f"{x}_0^(1) = " in where:
        rows = ", ".join(
            rf"{x}_{j}^{{({i})}} = {v}" for i, row in ((1, (1, 0)), (2, (1, 1))) for j, v in enumerate(row)
        )
        found.append(f"m = 2, n = 2, {rows}")
    both = [n for n in (x, table.y) if n and _with_one(n, where)]
    if both and "m = 2" not in where:
        found += ["m = 1, " + ", ".join(f"{n} = {n}^{{(1)}}" for n in both), "m = 2"]
    if table.y and not between(text, table.y) and (found or not _are_labels(table, where)):
        label = r" \text{ is one-hot}" if table.many else r" \in \{0, 1\}"
        if f"{table.y}{label}" in table.holds:
            one = table.y in both
            first = [f"{c}, {table.y}{'^{(1)}' * (one and c.startswith('m = 1'))}{label}" for c in found]
            found = [*first, f"{table.y}{label}", *found]
    return found


def better(where: str, text: str, table: Table, read: Callable[[str], str]) -> str:
    """Return a counter-example that tells more, or the one that was found.

    Parameters
    ----------
    where : str
        The counter-example.
    text : str
        The formula, in the letters of a table.
    table : Table
        Whose letters.
    read : callable
        From a condition to a counter-example where it holds; empty if none is found there.

    Returns
    -------
    str
        A place.
    """
    for condition in places(where, text, table):
        if found := read(condition):
            return ALIKE.sub("", found)
    return where


def _with_one(name: str, where: str) -> bool:
    """Say whether a name stands in a place with its one example, and without."""
    of = rf"(?<![\w\\]){re.escape(name)}(?:_\d)?"
    return bool(re.search(rf"{of} = ", where) and re.search(rf"{of}\^\(1\) = ", where))


def _are_labels(table: Table, where: str) -> bool:
    """Say whether the labels of a place are 0 and 1, of several classes a 1 in each example."""
    if re.search(rf"(?<![\w\\]){re.escape(table.y)}(?:_\d)?(?:\^\(\w+\))? = -?[^\s,]*[A-Za-z.(]", where):
        return True  # it is said to be an expression, or is rounded
    of: dict[str, list[Fraction]] = defaultdict(list)
    for at, value in re.findall(
        rf"(?<![\w\\]){re.escape(table.y)}(?:_\d)?((?:\^\(\w+\))?) = {NUMBER}(?![\w/.])", where
    ):
        of[at].append(Fraction(value))
    if not table.many:
        return all(value in (0, 1) for values in of.values() for value in values)
    return all(set(values) <= {0, 1} and sum(values) <= 1 for values in of.values())


def in_typed_letters(where: str, latex: str, table: Table) -> str:
    r"""Write a place in the letters of a line, where it was read in others: t for a number x, u and v for p and q.

    Parameters
    ----------
    where : str
        A place.
    latex : str
        The line, as it was typed.
    table : Table
        Whose letters.

    Returns
    -------
    str
        The same place.
    """
    if not re.search(r"(?<![A-Za-z\\])t(?![A-Za-z])", latex) and re.search(r"(?<![A-Za-z\\])d?x(?![A-Za-z])", latex):
        where = re.sub(r"(?<![\w\\])t(?= = )", "x", where)
    epsilon = re.search(r"\\(?:var)?epsilon", latex)
    if epsilon and r"\alpha" not in latex:
        where = where.replace(r"\alpha", epsilon[0])
    if table.y == "y" and not table.p and r"p_k := \frac{u_k}{\sum_{j=1}^{K} u_j}" in table.definitions:
        where = _as_distributions(where)
    return where


def _as_distributions(where: str) -> str:
    """Write the shares of u and v as p and q, where all of them are there."""
    sizes = re.search(r"K = (\d+)", where)
    for letter, share in (("u", "p"), ("v", "q")):
        found = re.findall(rf"(?<!\w){letter}_(\d+) = {NUMBER}(?=[,:])", where)
        if not found or sizes is None or len(found) != int(sizes[1]):
            continue
        total = sum(Fraction(value) for _, value in found)
        for at, value in found:
            written = f"{share}_{at} = {Fraction(value) / total}"
            where = re.sub(rf"(?<!\w){letter}_{at} = {re.escape(value)}(?=[,:])", written, where)
    return where
