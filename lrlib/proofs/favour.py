"""A formula of another author, read as it stands, else in the one other reading that makes it true."""

import re
from collections.abc import Sequence
from dataclasses import replace

from lrlib.proofs.clauses import in_place
from lrlib.proofs.hessians import by_meaning, in_hessians, speaks_of_hessian
from lrlib.proofs.labels import between
from lrlib.proofs.lesson import Lesson, under
from lrlib.proofs.moves import as_claims, flat, is_move
from lrlib.proofs.names import Table
from lrlib.proofs.own import target_of
from lrlib.proofs.reach import to_the_end
from lrlib.proofs.result import Result
from lrlib.proofs.symbols import Ambiguous, Elsewhere, Unbound, Unreadable
from lrlib.proofs.undefined import refuse_definition, refuse_step
from lrlib.proofs.words import word

CONDITION = re.compile(r"\\text\s*\{\s*(?:if|for|when|with)(?![A-Za-z])")
CASES = re.compile(r"\\begin\{cases\}.*?\\end\{cases\}", re.DOTALL)  # whose conditions are no condition on the line
RELATION = re.compile(r"[=<>]|\\(?:le|ge|ne|approx|leq|geq|neq)(?![A-Za-z])")
BOUND = re.compile(r"[<>]|\\(?:le|ge|leq|geq|leqslant|geqslant)(?![A-Za-z])")
FAILURES = (ArithmeticError, AttributeError, LookupError, NotImplementedError, RecursionError, TypeError, ValueError)


def lesson_of(table: Table, given: str = "", instead: str = "") -> Lesson:
    """Return a lesson in the letters of a table, with what is given; and with one definition in place of another.

    Parameters
    ----------
    table : Table
        Whose letters.
    given : str
        Definitions, one on a line.
    instead : str
        A definition in place of one of the table.

    Returns
    -------
    Lesson
        To read one formula with.
    """
    mine = given.split("\n") if given else []
    names = table.notation.axes
    given_names = (target_of(d, names) for d in mine)
    anew = {table.notation.rows.get(n, n) for n in given_names} & {target_of(d, names) for d in table.definitions}
    of_table = (by_meaning(d, table, anew) if anew else d for d in table.definitions)
    lesson = Lesson((table.notation, [d for d in of_table if d]))
    if instead:
        lesson.learn(by_meaning(instead, table, anew) if anew else instead)
    lesson.anew = True
    if anew:  # what is a derivative by its meaning speaks of what is not in the line
        lesson.notation = replace(lesson.notation, loose=())
    for definition in mine:
        try:
            lesson.give(definition)
        except Unreadable as problem:
            raise Unreadable(f"in what is given, {problem}") from None
    if r"h_\theta" in names and len(anew & {"h", r"h_\theta"}) == 1:  # two names of one thing
        lesson.give(r"h_\theta(x) := h" if "h" in anew else r"h := h_\theta(x)")
    return lesson


def read_in_favour(text: str, table: Table, given: str, lesson: Lesson) -> Result:
    """Read a formula as it stands; where it is false so, in the author's favour, if just one other reading is true.

    Parameters
    ----------
    text : str
        A formula in the letters of a table.
    table : Table
        Whose letters.
    given : str
        Definitions, one on a line.
    lesson : Lesson
        With the definitions of the table.

    Returns
    -------
    Result
        Of the formula as it stands, or of the one other reading that is true.
    """
    text = flat(text)
    if speaks_of_hessian(text, table, given):
        alone = replace(table, hessians={})
        return in_hessians(text, table, lambda h: read_in_favour(text, alone, given, lesson_of(table, given, h)))
    moves = as_claims(text, table) or as_claims(_step(text, table, given), table)
    if moves:
        step = _first_true([(words, claim, lesson) for words, claim in moves], text, table.holds if table.many else ())
        if "false" in step.kinds:
            refuse_step(text, lesson)
        return step
    if is_move(text):
        raise Unreadable("an update is checked as a step against a gradient; of what, is not seen here")
    try:
        result = lesson.read(text)
    except (Unreadable, Unbound):
        if to_the_end(text) == text:
            raise
        result = None
    if result is not None and "false" not in result.kinds:
        return result
    taught = () if result is None or CONDITION.search(CASES.sub("", text)) else table.taught
    if result is not None and lesson.needs(text, taught, told=False):
        refuse_definition(text, lesson)
        _refuse_no_value(text, table, lesson)
        result.needs = lesson.needs(text, taught)
        return result
    for wide in dict.fromkeys((text, to_the_end(text))):
        said = ["the sum reaches over all that follows"] * (wide != text)
        found = _favoured(wide, table, given, lesson, wide != text)
        if len(found) == 1:
            ((words, other),) = found.items()
            other.family = "; ".join([*said, *([words] if words else [])])
            return other
        if len(found) > 1:
            raise Unreadable(f"it is true in several readings ({'; '.join(found)}): say which is meant, as with given=")
    for words, definition in table.unsaid.items():
        if definition.split("(")[0] in text and _true(lesson_of(table, given, definition), text):
            raise Ambiguous(words)
    convention = table.y and re.search(rf"{word(table.y)}\s*(?:_\s*\w\s*)?\\log\s*\(?\s*{word(table.y)}", text)
    if result is None or "has no value" not in result.where or convention:
        _refuse_no_value(text, table, lesson)
    if result is None:
        return lesson.read(to_the_end(text))
    refuse_definition(text, lesson)
    return result


def _step(text: str, table: Table, given: str) -> str:
    """Return an update with what is given in the places of its letters: the old weights may stand in that only."""
    found = re.fullmatch(rf"\s*{re.escape(table.w)}\s*:=(.+)", text, re.S) if table.w else None
    if found is None:
        return text
    right = found[1]
    for definition in reversed(given.split("\n") if given else []):
        name, _, meaning = definition.partition(":=")
        if re.fullmatch(r"\s*(?:\\(?:mathbf|hat)\{\w\}|\\?[A-Za-z]+)\s*", name) and "=" not in meaning:
            right = in_place(right, name.strip(), meaning.strip())
    return f"{table.w} := {right}"


def as_claim(text: str, lesson: Lesson) -> str:
    """Return a lone definition of what is defined already as the claim that it says the same.

    Parameters
    ----------
    text : str
        A formula in the letters of a table.
    lesson : Lesson
        With the definitions of the table.

    Returns
    -------
    str
        A formula.
    """
    found = re.match(r"\s*(\\[A-Za-z]+\s*\{[^{}]*\}|\\?[A-Za-z]+)", text)
    if text.count(":=") != 1 or found is None or r"\begin{aligned}" in text or "," in re.sub(r"\([^()]*\)", "", text):
        return text
    if "=" in text[: text.index(":=")]:
        return text  # it stands in a condition
    return text.replace(":=", "=") if found[1] in lesson.definitions else text


def _favoured(text: str, table: Table, given: str, lesson: Lesson, plain: bool) -> dict[str, Result]:
    """Return what is true under what the author states once, else by the other meanings that a name may have."""
    if plain and (found := _true(lesson, text)):
        return {"": found}
    holds = [c for c in table.holds if "_0 = 1" not in c or re.search(r"_\s*\{?\s*\d|\\sum_j", text)]
    if between(text, table.y):  # no label is: that it is one would leave out the most of what is claimed
        holds = [c for c in holds if r"\in" not in c and "one-hot" not in c]
    if BOUND.search(CONDITION.split(CASES.sub("", text))[0]):
        holds.sort(key=lambda condition: "one-hot" not in condition)  # a bound needs the signs of labels, too
    for condition in holds:
        if found := _true(lesson, text, condition):
            return {f"where {condition}": found}
    several = re.search(r"\^\{\([a-z]\)\}|\\sum_\{?[in](?![A-Za-z])|(?<![A-Za-z\\])[XYA](?![A-Za-z])|\\mathbf", text)
    favoured = {}
    for words, definition in table.other.items():
        name = definition.split(":=")[0].split("(")[0].strip()
        if name not in text or bool(several) == ("one example" in words):
            continue
        other = lesson_of(table, given, definition)
        for condition in ("", *holds):
            if found := _true(other, text, condition):
                favoured[words + f", where {condition}" * bool(condition)] = found
                break
    return favoured


def _true(lesson: Lesson, text: str, condition: str = "") -> Result | None:
    """Return what came of a formula under a condition, if it is true."""
    joined = under(text, condition)
    if condition and r"\begin{aligned}" in text:
        return None
    try:
        result = lesson.read(joined)
    except (*FAILURES, Elsewhere, Unbound):
        return None
    return result if result.true else None


def _refuse_no_value(text: str, table: Table, lesson: Lesson) -> None:
    r"""Refuse a line with y \log y, which has no value where y is 0: by a convention that is not read it is 0."""
    y = table.y
    if not y or not re.search(rf"\\log\s*\(?\s*(?:\\frac\s*\{{)?\s*\(?\s*(?:1\s*-\s*)?{word(y)}", text):
        return
    for condition in (c for c in table.holds if rf"{y} \in" in c or "one-hot" in c):
        try:
            where = lesson.read(under(text, condition)).where
        except (*FAILURES, Elsewhere, Unbound):
            continue
        if "takes the logarithm of" in where:
            said = rf"where {y} is 0, {y} \log {y} has no value: leave out the terms with \log {y} alone"
            raise Unreadable(f"{said}, which others count as 0")


def _first_true(readings: Sequence[tuple[str, str, Lesson]], text: str, holds: Sequence[str] = ()) -> Result:
    """Return the first of some readings that is true, as it stands or where a condition holds; else a false one."""
    refused: list[Unreadable] = []
    result = None
    for words, claim, lesson in readings:
        try:
            found = lesson.read(claim)
        except Unreadable as problem:
            refused.append(problem)
            continue
        if found.true:
            found.latex, found.family = text, words
            return found
        if result is None or "shape" in found.where or ("shape" not in result.where and ": " in found.where):
            result = found  # the last in which something does not fit, else the last that says where
    if result is None:
        raise refused[0]
    for condition in holds:
        for words, claim, lesson in readings:
            if fitting := _true(lesson, claim, condition):
                fitting.latex, fitting.family = text, f"{words}, where {condition}"
                return fitting
    result.where = f"{result.where} (read as a step against a gradient)"
    result.needs = " "
    return result


def lines_of(latex: str) -> list[str]:
    """Split a text into formulas, where each of its lines is one.

    Parameters
    ----------
    latex : str
        A formula.

    Returns
    -------
    list of str
        One or more formulas.
    """
    found = [line.strip() for line in latex.strip().strip("$").split("\n") if line.strip()]
    whole = all(RELATION.search(line) and line.count("{") == line.count("}") for line in found)
    return found if whole and r"\begin" not in latex else [" ".join(found)] * bool(found)
