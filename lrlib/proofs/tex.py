r"""What TeX makes of the signs that are typed: each command has its arguments in braces, letters stand apart."""

import re

from lrlib.proofs.words import WORDS

SIGN = r"\\[A-Za-z]+|\\.|[^\s{}\\&^_]"
GROUP = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
FONT = (
    r"\\(?:mathbf|boldsymbol|mathbi|bm|pmb|mathit|mathsf|mathrm|mathbb|mathcal|widehat|hat|widetilde|tilde|bar|vec)"
    r"(?![A-Za-z])"
)
OLD = re.compile(r"\{\s*\\(rm|bf|it|sf)(?![A-Za-z])\s*([^{}]*)\}")
FRACTION = re.compile(r"\\[dtc]?frac(?![A-Za-z])")
ARGUMENT = re.compile(rf"\s*({GROUP}|(?:{FONT}|\\(?:operatorname|text)\*?)\s*{GROUP}|{SIGN})")
RUNS = re.compile(  # letters that are no word of a command, and no list of indices
    r"(?:\\(?:text[a-z]*|mbox|operatorname|math[a-z]+|tag|label|[hv]space|[hv]?phantom)\*?\s*" + GROUP + r"|"
    r"\\(?:begin|end)\s*\{[^{}]*\}(?:\s*\{[a-z|]*\})?|\\[A-Za-z]+|_\s*\{[A-Za-z0-9,\s]*\})|([A-Za-z]{2,})"
)
DIFFERENTIALS = re.compile(r"(?:d[A-Za-z])+")
NAMES = {"KL", "Var", "ce", "new", "old", "arg", "min", "where", "if", "for", "and", "def"}


def typed(latex: str) -> str:
    r"""Return a formula with its arguments in braces and its letters apart, as TeX takes them.

    Parameters
    ----------
    latex : str
        As it was typed.

    Returns
    -------
    str
        The same formula.

    Examples
    --------
    >>> typed(r"\frac1mX^T\mathbf t = 2 dz")
    '\\frac{1}{m}X^T\\mathbf{t} = 2 dz'
    """
    latex = OLD.sub(lambda m: rf"\math{m[1]}{{{m[2].strip()}}}", latex)
    latex = re.sub(rf"({FONT})\s*(?!{FONT})({SIGN})", r"\1{\2}", latex)
    latex = re.sub(r"\^\s*(?:\{\s*\\prime\s*\}|\\prime(?![A-Za-z]))|′", "'", latex)
    latex = re.sub(r"([_^])\s*([A-Za-z\d])(?=[A-Za-z\d])", r"\1\2 ", latex)
    return RUNS.sub(_apart, _fractions(latex))


def _fractions(latex: str) -> str:
    """Write the two arguments of each fraction in braces."""
    found = FRACTION.search(latex)
    if found is None:
        return latex
    top = ARGUMENT.match(latex, found.end())
    bottom = top and ARGUMENT.match(latex, top.end())
    if top is None or bottom is None:
        return latex[: found.end()] + _fractions(latex[found.end() :])
    inside = "".join(f"{{{_fractions(a[1][1:-1] if a[1][0] == '{' else a[1])}}}" for a in (top, bottom))
    return latex[: found.end()] + inside + _fractions(latex[bottom.end() :])


def _apart(m: re.Match[str]) -> str:
    if m[1] in WORDS:
        return rf"\operatorname{{{m[1]}}}"
    return m[0] if not m[1] or m[1] in NAMES or DIFFERENTIALS.fullmatch(m[1]) else " ".join(m[1])
