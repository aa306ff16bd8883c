r"""Other signs between two sides: an implication, and the order of matrices, as in A \\succeq 0."""

import re

from lrlib.proofs.symbols import Unreadable

IMPLIES = r"\\(?:Rightarrow|implies|Longrightarrow)(?![A-Za-z])"
LOEWNER = {"preceq": r"\le", "succeq": r"\ge"}
SIGN = re.compile(r"\\(preceq|succeq|prec|succ)(?![A-Za-z])")
BEHIND = re.compile(r"(?:,|\s|\\quad|\\qquad|\\[,;])*\\text\s*\{|,\s*\\q?quad")
RELATION = re.compile(r":=|[=<>]|\\(?:leq?|geq?|neq?|approx|iff)(?![A-Za-z])")


def orders(latex: str) -> str:
    r"""Write an implication as a condition, and an order of matrices as one of numbers.

    Parameters
    ----------
    latex : str
        A formula.

    Returns
    -------
    str
        With B \text{ if } A for A \Rightarrow B, and v^\top A v \ge 0 for A \succeq 0.

    Raises
    ------
    Unreadable
        If v is something else already.

    Examples
    --------
    >>> orders(r"z = 0 \Rightarrow h = \frac{1}{2}")
    'h = \\frac{1}{2} \\quad \\text{if } z = 0'
    >>> orders(r"\nabla^2 J \succeq 0")
    'v^\\top (\\nabla^2 J) v \\ge 0'
    """
    latex = re.sub(rf"(^|\\\\)(\s*&?\s*){IMPLIES}", r"\1\2", latex)  # a step of a derivation stands on its own
    parts = re.split(IMPLIES, latex)
    if len(parts) == 2 and all(RELATION.search(part) for part in parts) and r"\text" not in latex:
        latex = rf"{parts[1].strip()} \quad \text{{if }} {parts[0].strip()}"
    found = SIGN.findall(latex)
    if set(found) & {"prec", "succ"}:
        raise Unreadable(
            r"\succ is no sign that is read here, but \succeq is: that no v \neq 0 gives 0 is not looked for"
        )
    if len(found) != 1 or RELATION.search(BEHIND.split(latex)[0]):
        return latex
    behind = BEHIND.search(latex)
    claim, condition = (latex[: behind.start()], latex[behind.start() :]) if behind else (latex, "")
    if re.search(r"(?<![A-Za-z\\])v(?![A-Za-z])", latex):
        raise Unreadable(rf"\{found[0]}: write it with a vector, as in u^\top A u \geq 0")
    left, right = (_form(side.strip()) for side in SIGN.split(claim)[::2])
    return f"{left} {LOEWNER[found[0]]} {right}{condition}"


def explained(problem: Unreadable, latex: str) -> Unreadable:
    r"""Say that such an order is read of matrices that are known, where a line with it is not read.

    Parameters
    ----------
    problem : Unreadable
        Why it is not.
    latex : str
        The line.

    Returns
    -------
    Unreadable
        The same, where the line has no such sign.
    """
    found = SIGN.search(latex)
    if found is None or found[1] not in LOEWNER or "no sign that is read" in str(problem):
        return problem
    return Unreadable(rf"\{found[1]} is no sign that is read here, but between matrices that are known: {problem}")


def _form(side: str) -> str:
    if side in ("0", r"\mathbf{0}"):
        return "0"
    return rf"v^\top {side} v" if re.fullmatch(r"\\[a-z]+\s*\{[A-Z]\}|[A-Z]", side) else rf"v^\top ({side}) v"
