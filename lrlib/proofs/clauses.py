r"""What stands behind "where": it says what letters mean, or of which numbers a line speaks."""

import re
from collections.abc import Sequence

from lrlib.proofs.brackets import split
from lrlib.proofs.symbols import Unreadable
from lrlib.proofs.words import SPACE, word

NAME = r"\\(?:hat|tilde|bar|mathbf|mathcal|boldsymbol)\s*\{\\?[A-Za-z]+\}|\\?[A-Za-z]+"
WHERE = re.compile(
    rf"{SPACE}[,;]?{SPACE}(?:\\(?:text|textrm|mathrm|mbox)\s*\{{\s*,?\s*(?:where|in which)\s*\}}"
    rf"|\\text\s*\{{\s*,?\s*with\s*\}}(?={SPACE}(?:{NAME})\s*=[^=]*[A-Za-z])|(?<![A-Za-z\\])where(?![A-Za-z])){SPACE}"
)
AND = re.compile(rf"{SPACE}\\(?:text|textrm|mathrm|mbox)\s*\{{\s*,?\s*and\s*\}}{SPACE}")
RELATION = re.compile(r":=|[=<>]|\\(?:in|leq?|geq?|neq?)(?![A-Za-z])")
TABULAR = re.compile(r"\\begin\{(?:cases|bmatrix)\}.*?\\end\{(?:cases|bmatrix)\}", re.S)
MADE_OF = re.compile(r"\\hat\{[yp]\}|\\mathcal\{[LJE]\}|\\ell|(?:\\(?:mathbf|boldsymbol)\{)?[hzJLE]\}?")
SAID = r"\text{said}"  # behind a definition that stands behind "where"


def where(latex: str, *, every: bool = False) -> tuple[str, list[str]]:
    r"""Put what a line says behind "where" in the place of its letter, into a definition, or into a condition.

    Parameters
    ----------
    latex : str
        A formula.
    every : bool
        Whether each letter gives way to what it is said to be, even one that others are made of, as h.

    Returns
    -------
    latex : str
        In one or more lines.
    meant : list of str
        Definitions, each with a mark behind it.

    Raises
    ------
    Unreadable
        If a letter is said to be two things.

    Examples
    --------
    >>> where(r"h = \sigma(s) \text{ where } s = \theta^T x")
    ('h = \\sigma(\\theta^T x)', [])
    >>> where(r"\frac{dh}{dz} = 2 h (1 - h) \text{ where } h = \sigma(2 z)")
    ('\\frac{dh}{dz} = 2 h (1 - h)', ['h := \\sigma(2 z) \\text{said}'])
    >>> where(r"\ell = -\log h \text{ where } y = 1")
    ('\\ell = -\\log h \\quad \\text{if } y = 1', [])
    """
    parts = WHERE.split(latex)
    if len(parts) != 2 or "=" not in parts[1] or not RELATION.search(parts[0]):
        return latex, []
    said_last = re.fullmatch(r"(.*?)((?:\s*\\end\s*\{\w+\*?\})*\s*)", parts[1], re.S)
    clauses, ends = (said_last[1].replace("&", ""), said_last[2].strip()) if said_last else (parts[1], "")
    main, front, conditions = re.sub(r"(?:\s|&|\\\\)*$", "", parts[0]) + ends, [], []
    meant: list[str] = []
    defined: list[str] = []
    for clause in _clauses(clauses):
        clause = re.sub(rf"{SPACE}(?:\\text\s*\{{\s*for (?:all|each|every)\s*\}}|\\forall){SPACE}[a-z]\s*$", "", clause)
        found = re.fullmatch(rf"\s*({NAME})\s*:?=\s*([^=<>]+)", clause)
        if re.search(r"\\text(?!\s*\{\s*is one-hot\s*\})|\\forall", clause):
            return "\n".join([parts[1], parts[0]]), []
        if RELATION.search(clause) is None or _is_condition(clause):
            conditions.append(clause.strip())
        elif found and found[1] in meant:
            raise Unreadable(f"{found[1]} is said to be two things: write one, or another letter for the other")
        elif found and not RELATION.search(found[2]) and _gives_way(found[1], found[2], main, every):
            meant.append(found[1])
            main = in_place(main, found[1], found[2].strip())
        elif len(RELATION.findall(_outside(clause))) == 1 and "=" in _outside(clause):
            name, _, meaning = re.sub(r":=", "=", clause).strip().partition("=")
            defined.append(f"{name.strip()} := {meaning.strip()} {SAID}")
        else:
            front.append(clause.strip())
    if conditions:
        main = with_conditions(main, conditions)
    return "\n".join([*front, main]), defined


def with_conditions(latex: str, conditions: Sequence[str]) -> str:
    r"""Return a formula with more conditions behind it.

    Parameters
    ----------
    latex : str
        A formula.
    conditions : sequence of str
        In LaTeX.

    Returns
    -------
    str
        With "if" in front of them, where no condition is there yet.
    """
    return (
        latex + (", " if r"\text{if }" in latex else r" \quad \text{if } ") * bool(conditions) + ", ".join(conditions)
    )


def _gives_way(name: str, meaning: str, main: str, every: bool) -> bool:
    """Say whether what a letter is said to be stands for it; where others are made of it, as of h, it is defined."""
    if "diag" in meaning:
        return False  # of entries with an index, which say what an entry is
    kept = not every and MADE_OF.fullmatch(name) and not re.search(r":=|\\leftarrow", main)
    return not kept and _stands_alone(name, main) and not _clash(meaning, main)


def _clauses(latex: str) -> list[str]:
    """Split at each comma outside brackets, and at "and"."""
    return [part for part in split(AND.sub(",", latex), ",") if part.strip()]


def _outside(latex: str) -> str:
    """Return what stands in no braces."""
    while latex != (shorter := re.sub(r"\{[^{}]*\}", "", latex)):
        latex = shorter
    return latex


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


def in_place(latex: str, name: str, meaning: str) -> str:
    """Write the meaning of a name in its place, in brackets where it has none.

    Parameters
    ----------
    latex : str
        A formula.
    name : str
        A letter.
    meaning : str
        What stands for it.

    Returns
    -------
    str
        A formula.
    """

    def _written(m: re.Match[str]) -> str:
        before, behind = m[1] or "", m[2] or ""
        return f"{before}{meaning}{behind}" if before and behind else f"{before}({meaning}){behind}"

    return re.sub(rf"([({{]\s*)?{word(name)}(\s*[)}}])?", _written, latex)
