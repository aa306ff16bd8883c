"""Where a display may be broken: before a relation, at a wide space, and within such a part before a plus or minus.

No engine breaks MathML, so a display is set as several formulas in one line of text, and the browser breaks the line
where they meet. What stands in brackets, in braces or between \\begin and \\end stays whole. The rows of an `aligned`
keep their column at the & as long as there is room.
"""

import re
from typing import NamedTuple

TOKEN = re.compile(
    r"\\begin\{[^}]*\}|\\end\{[^}]*\}|\\(?:[bB]igg?[lrm]?|left|right)(?![a-zA-Z])\s*(?:\\[a-zA-Z]+|\\.|.)"
    r"|\\text\s*\{[^{}]*\}|\\[a-zA-Z]+\*?|\\.|\s+|.",
    re.DOTALL,
)
OPEN = {"{", r"\{", "(", "[", r"\lVert", r"\lvert", r"\langle", r"\lfloor", r"\lceil"}
CLOSE = {"}", r"\}", ")", "]", r"\rVert", r"\rvert", r"\rangle", r"\rfloor", r"\rceil"}
LEFT, RIGHT = re.compile(r"\\left(?![a-zA-Z])"), re.compile(r"\\right(?![a-zA-Z])")
NAMES = ("le", "leq", "ge", "geq", "ne", "neq", "lt", "gt", "approx", "equiv", "propto", "sim", "to", "iff", "implies")
ARROWS = ("leftarrow", "rightarrow", "Leftarrow", "Rightarrow", "Leftrightarrow")
RELATIONS = {"=", "<", ">", ":", *(f"\\{name}" for name in (*NAMES, *ARROWS))}
WIDE = {r"\quad", r"\qquad"}
THIN = {r"\,", r"\ ", r"\;", r"\:", r"\!"}
OPERATORS = {r"\cdot", r"\times", r"\mid", "+", "-", "/", ","} | RELATIONS
TALL = re.compile(r"\\(?:frac|sum|prod|begin|sqrt)")
ALIGNED = re.compile(r"\\begin\{aligned\}(.*)\\end\{aligned\}", re.DOTALL)


class Part(NamedTuple):
    """Formulas that stay together where there is room; whether a wide space stands before them."""

    formulas: list[str]
    apart: bool


def change(token):
    """Return by how much a token goes deeper into brackets."""
    opens = token in OPEN or token.startswith(r"\begin{") or LEFT.match(token)
    closes = token in CLOSE or token.startswith(r"\end{") or RIGHT.match(token)
    return bool(opens) - bool(closes)


def top(latex):
    """Return the tokens of a formula, each with whether it stands outside of all brackets; None if one has no match."""
    found, depth = [], 0
    for token in TOKEN.findall(latex):
        step = change(token)
        depth += min(step, 0)
        if depth < 0:
            return None
        found.append((token, depth == 0 and step == 0))
        depth += max(step, 0)
    return found if depth == 0 else None


def loosened(latex):
    """Return a row in which brackets around a sum of plain terms are as tall as a line: it may be broken in them."""
    tokens, waiting = TOKEN.findall(latex), []
    for place, token in enumerate(tokens):
        step = change(token)
        if step > 0:
            waiting.append(place)
        elif step < 0 and waiting:
            start = waiting.pop()
            if (
                RIGHT.match(token)
                and LEFT.match(tokens[start])
                and not waiting
                and sums("".join(tokens[start + 1 : place]))
            ):
                tokens[start] = LEFT.sub(r"\\bigl", tokens[start])
                tokens[place] = RIGHT.sub(r"\\bigr", token)
    return "".join(tokens)


def sums(latex):
    """Return whether a formula is a sum of terms no taller than a line."""
    return not TALL.search(latex) and any(free and token in "+-" for token, free in (top(latex.strip()) or [])[1:])


def parts(latex):
    """Return the parts of one row in their order; joined they are the row."""
    tokens = top(loosened(latex))
    if tokens is None:
        return [Part([within(latex)], False)]
    found, last = [Part([""], False)], ""
    for token, free in tokens:
        formulas, blank = found[-1].formulas, not token.strip() or token in THIN
        begun, condition = "".join(formulas).strip(), formulas[0].lstrip().startswith(r"\text")
        if free and token in WIDE:
            found += [Part([""], True)] if begun else []
            last = ""
            continue
        listed = condition and ((last == "," and not blank) or (token.startswith(r"\text") and last))
        if free and begun and not condition and token in RELATIONS and last not in RELATIONS:
            found.append(Part([""], False))
        elif free and not condition and token in "+-" and last and last not in OPERATORS:
            formulas.append("{} ")
        elif free and listed:
            formulas.append("")
        found[-1].formulas[-1] += token
        last = last if blank else token
    return [Part([within(f) for f in part.formulas], part.apart) for part in found if "".join(part.formulas).strip()]


def within(formula):
    """Return a formula as it looks in its row: a relation at its start and a comma at its end keep their space."""
    formula = re.sub(r"(?<!\\)\s+$", "", formula.lstrip())
    begins = TOKEN.match(formula)
    return "{} " * bool(begins and begins[0] in RELATIONS) + formula + r"\ " * formula.endswith(",")


def rows(latex):
    """Return the rows of an `aligned`, each as its two cells; None for any other display."""
    inside = ALIGNED.fullmatch(latex.strip())
    if not inside:
        return None
    lines, depth = [[""]], 0
    for token in TOKEN.findall(inside[1]):
        depth += (token == "{" or token.startswith(r"\begin{")) - (token == "}" or token.startswith(r"\end{"))
        if depth == 0 and token == r"\\":
            lines.append([""])
        elif depth == 0 and token == "&":
            lines[-1].append("")
        else:
            lines[-1][-1] += token
    return lines if all(len(row) == 2 for row in lines) else None
