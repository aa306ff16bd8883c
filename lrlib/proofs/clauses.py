r"""What stands behind "where": it says what letters mean, or of which numbers a line speaks."""

import re
from collections.abc import Collection

from lrlib.proofs.brackets import split
from lrlib.proofs.symbols import Unreadable
from lrlib.proofs.words import word

SPACE = r"(?:\s|\\quad|\\qquad|\\[ ,;:!])*"
NAME = r"\\(?:hat|tilde|bar|mathbf|mathcal|boldsymbol)\s*\{\\?[A-Za-z]+\}|\\?[A-Za-z]+"
WHERE = re.compile(
    rf"{SPACE}[,;]?{SPACE}(?:\\(?:text|textrm|mathrm|mbox)\s*\{{\s*,?\s*(?:where|in which)\s*\}}"
    rf"|\\text\s*\{{\s*,?\s*with\s*\}}(?={SPACE}(?:{NAME})\s*=[^=]*[A-Za-z])|(?<![A-Za-z\\])where(?![A-Za-z])){SPACE}"
)
AND = re.compile(rf"{SPACE}\\(?:text|textrm|mathrm|mbox)\s*\{{\s*,?\s*and\s*\}}{SPACE}")
RELATION = re.compile(r":=|[=<>]|\\(?:in|leq?|geq?|neq?)(?![A-Za-z])")
TABULAR = re.compile(r"\\begin\{(?:cases|bmatrix)\}.*?\\end\{(?:cases|bmatrix)\}", re.S)
SAID = r"\text{said}"  # behind a line that says what a letter means


def where(latex: str) -> str:
    r"""Put what a line says behind "where" in the place of its letter, in front, or into a condition.

    Parameters
    ----------
    latex : str
        A formula.

    Returns
    -------
    str
        In one or more lines.

    Raises
    ------
    Unreadable
        If a letter is said to be two things.

    Examples
    --------
    >>> where(r"h = \sigma(s) \text{ where } s = \theta^T x")
    'h = \\sigma(\\theta^T x)'
    >>> where(r"\ell = -\log h \text{ where } y = 1")
    '\\ell = -\\log h \\quad \\text{if } y = 1'
    """
    parts = WHERE.split(latex)
    if len(parts) != 2 or "=" not in parts[1] or not RELATION.search(parts[0]):
        return latex
    said_last = re.fullmatch(r"(.*?)((?:\s*\\end\s*\{\w+\*?\})*\s*)", parts[1], re.S)
    clauses, ends = (said_last[1].replace("&", ""), said_last[2].strip()) if said_last else (parts[1], "")
    main, front, conditions = re.sub(r"(?:\s|&|\\\\)*$", "", parts[0]) + ends, [], []
    meant: list[str] = []
    for clause in _clauses(clauses):
        found = re.fullmatch(rf"\s*({NAME})\s*:?=\s*([^=<>]+)", clause)
        if re.search(r"\\text(?!\s*\{\s*is one-hot\s*\})|\\forall", clause):
            return "\n".join([parts[1], parts[0]])
        if RELATION.search(clause) is None or _is_condition(clause):
            conditions.append(clause.strip())
        elif found and found[1] in meant:
            raise Unreadable(f"{found[1]} is said to be two things: write one, or another letter for the other")
        elif found and not RELATION.search(found[2]) and _stands_alone(found[1], main) and not _clash(found[2], main):
            meant.append(found[1])
            main = _instead(main, found[1], found[2].strip())
        else:
            front.append(f"{clause.strip()} {SAID}")
    if conditions:
        main += (", " if r"\text{if }" in main else r" \quad \text{if } ") + ", ".join(conditions)
    return "\n".join([*front, main])


def said(text: str, known: Collection[str], letters: Collection[str]) -> str:
    r"""Return a formula with what "where" says of a letter without a meaning as its definition.

    Parameters
    ----------
    text : str
        A formula in the letters of a table.
    known : collection of str
        The letters that have a definition: what is said of them is compared with it.
    letters : collection of str
        The letters that have a meaning and no definition, as y: what is said of them is a condition.

    Returns
    -------
    str
        Without marks.
    """
    if SAID not in text:
        return text
    inside = re.sub(r"\\(?:begin|end)\{aligned\}", " ", text)
    *front, main = [line.strip() for line in re.split(rf"{re.escape(SAID)}\s*(?:\\\\)?", inside)]
    lines, conditions = [], []
    for line in front:
        name = re.match(rf"\s*({NAME})", line)
        if name is None or name[1] in known or ":=" in line:
            lines.append(line)
        elif name[1] in letters:
            conditions.append(line)
        else:
            lines.append(line.replace("=", ":=", 1))
    if conditions:
        main += (", " if r"\text{if }" in main else r" \quad \text{if } ") + ", ".join(conditions)
    whole = r" \\ ".join([*lines, main])
    return rf"\begin{{aligned}} {whole} \end{{aligned}}" if r"\\" in TABULAR.sub("", whole) else whole


def _clauses(latex: str) -> list[str]:
    """Split at each comma outside brackets, and at "and"."""
    return [part for part in split(AND.sub(",", latex), ",") if part.strip()]


def _is_condition(clause: str) -> bool:
    """Say whether a clause says which numbers are meant, as y = 1 or y \\in \\{0, 1\\} does."""
    found = re.fullmatch(r"[^=]*[^:=]=\s*([^=]*)", clause)
    if found is None:
        return ":=" not in clause and "=" not in clause
    return not re.search(r"[A-Za-z]", re.sub(r"\\[dt]?frac|\\sqrt", "", found[1]))


def _stands_alone(name: str, latex: str) -> bool:
    """Say whether a name stands in a formula, and nowhere with an index, a prime, arguments or as what is derived."""
    every = len(re.findall(word(name), latex))
    alone = len(re.findall(rf"{word(name)}(?!\s*(?:_|'|\(|\[|\^\s*\{{\s*[(\[]))", latex))
    derived = re.search(rf"(?:\\partial|\\nabla\s*_?\s*\{{?|(?<![A-Za-z\\])d)\s*{re.escape(name)}(?![A-Za-z])", latex)
    return every == alone > 0 and derived is None


def _clash(meaning: str, latex: str) -> bool:
    """Say whether a sum in the meaning of a letter runs over an index of the formula."""
    over = re.findall(r"\\(?:sum|prod|max)(?:\\limits)?\s*_\s*\{?\s*([a-z])", meaning)
    return any(re.search(rf"_\s*\{{?[^{{}}]*(?<![A-Za-z\\]){index}(?![A-Za-z])", latex) for index in over)


def _instead(latex: str, name: str, meaning: str) -> str:
    """Write the meaning of a name in its place, in brackets where it has none."""

    def written(m: re.Match[str]) -> str:
        before, behind = m[1] or "", m[2] or ""
        return f"{before}{meaning}{behind}" if before and behind else f"{before}({meaning}){behind}"

    return re.sub(rf"([({{]\s*)?{word(name)}(\s*[)}}])?", written, latex)
