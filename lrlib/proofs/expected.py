r"""Write the expected value and the variance of a label by the probability that it is 1."""

import re

from lrlib.proofs.brackets import closing
from lrlib.proofs.names import Table
from lrlib.proofs.symbols import Unreadable
from lrlib.proofs.words import word

VALUE = r"\\mathbb\{E\}|\\operatorname\{E\}|\\mathrm\{E\}|(?<![A-Za-z\\{])E"
VARIANCE = r"\\(?:operatorname|mathrm)\{[Vv]ar\}|\\mathbb\{V\}|(?<![A-Za-z\\{])Var"
EXPECTED = re.compile(rf"(?:{VALUE}|({VARIANCE}))\s*(?:_\s*(?:\{{[^{{}}]*\}}|\w))?\s*([\[(])")
OF_A_LABEL = re.compile(rf"{EXPECTED.pattern}(?:(?<=\[)|\s*[yYtT](?![A-Za-z]))")
AT = r"((?:\s*(?:_\s*(?:\{[^{}]*\}|\w)|\^\s*\{\(\w\)\}))*)"  # behind a label


def expected(latex: str, table: Table) -> str:
    r"""Write the expected value or the variance of what is made of a label by the probability that the label is 1.

    Parameters
    ----------
    latex : str
        A formula.
    table : Table
        Whose letters; of several classes only the label itself is read.

    Returns
    -------
    str
        With h for E[y]; as it was, where E is a cost.

    Raises
    ------
    Unreadable
        If the expected value is that of something else.
    """
    y, h, place = table.y, table.p, 0
    weights = re.compile(rf"\s*(?:{re.escape(table.w)}|\\mathbf\{{\s*{re.escape(table.w)}\s*\}})\s*(?:,\s*b\s*)?")
    label = rf"(?:{word(y)}|{word(y.upper())}){AT}"
    while found := EXPECTED.search(latex, place):
        variance, bracket = found[1], found[2]
        end = closing(latex, found.end(), bracket)
        inside = "" if end is None else re.split(r"\\mid|\\vert|\||;", latex[found.end() : end], maxsplit=1)[0]
        at = {a.replace(" ", "") for a in re.findall(label, inside)}
        cost = bracket == "(" and not variance and (not at or "," in inside)
        if end is None or cost or (not at and weights.fullmatch(inside)):
            place = found.end()
            continue
        alone = re.fullmatch(rf"\s*{label}\s*", inside)
        if len(at) != 1 or "-1" in "".join(table.holds) or (table.many and not alone) or r"\sum" in inside:
            kind = "a variance" if variance else "an expected value"
            raise Unreadable(f"{kind} is read of one label that is 0 or 1, as in E[{y}] or E[({y} - {h})^2]")
        chance = h + at.pop()
        value = _variance(inside, label, chance) if variance else _mean(inside, label, chance)
        if alone:
            value = rf"{chance} (1 - {chance})" if variance else chance
        latex, place = f"{latex[: found.start()]}{value} {latex[end + 1 :]}", found.start()
    return latex


def _mean(inside: str, label: str, chance: str, power: str = "") -> str:
    """Write the mean of something over a label that is 1 with some chance, else 0."""
    one, zero = (re.sub(label, f"({value})", inside).strip() for value in "10")
    return f"({chance} ({one}){power} + (1 - {chance}) ({zero}){power})"


def _variance(inside: str, label: str, chance: str) -> str:
    return f"({_mean(inside, label, chance, '^2')} - {_mean(inside, label, chance)}^2)"
