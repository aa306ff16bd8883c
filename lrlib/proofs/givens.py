"""What a reader defines for a line: it is used, or found to be what the letter means already, or refused."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lrlib.proofs.applied import ODDS, at_others
from lrlib.proofs.clauses import SAID, with_conditions
from lrlib.proofs.favour import FAILURES, lesson_of
from lrlib.proofs.lesson import Lesson
from lrlib.proofs.letters import in_letters
from lrlib.proofs.moves import flat, is_move
from lrlib.proofs.names import Table
from lrlib.proofs.naming import SIZES
from lrlib.proofs.own import RESERVED, target_of
from lrlib.proofs.spelling import spelt
from lrlib.proofs.symbols import Elsewhere, Unbound, Unreadable
from lrlib.proofs.tokens import tokens
from lrlib.proofs.words import word

BOOK = {"x", "y", "z", "h", r"\theta", "w", r"\hat{y}", r"\mathcal{L}", r"\ell", "J", "L", "X", "Y", "W", r"\sigma"}
COSTS = ("J", "L", "E", r"\ell")


def spelled(given: str) -> str:
    """Return definitions without fonts, for what their letters tell of a table.

    Parameters
    ----------
    given : str
        Definitions, one on a line.

    Returns
    -------
    str
        The same.
    """
    return "\n".join(spelt(d.replace(SAID, ""), ()) for d in given.split("\n"))


def free_letters(given: str) -> list[str] | None:
    """Return the letters that are defined, and that have no part in the models of this book.

    Parameters
    ----------
    given : str
        Definitions, one on a line.

    Returns
    -------
    list of str or None
        Each once; None where nothing is given.
    """
    if not given:
        return None
    names = (target_of(d) for d in spelled(given).split("\n"))
    return [n for n in dict.fromkeys(names) if n and n not in BOOK]


@dataclass
class Given:
    """One definition: as it was typed, and in the letters of a table."""

    typed: str
    name: str
    text: str
    said: bool  # whether it stands behind "where"
    same: bool = False  # whether it says what its letter means already


class Otherwise(Unreadable):
    """What is given says that a letter is not what it would be read as."""


def settled(text: str, latex: str, table: Table, given: Sequence[str], own: bool) -> tuple[str, str, list[str]]:
    """Return a line with what is defined for it, all in the letters of a table.

    Parameters
    ----------
    text : str
        The line, in these letters.
    latex : str
        As it was typed.
    table : Table
        Whose letters.
    given : sequence of str
        Definitions as they were typed; those behind "where" have a mark.
    own : bool
        Whether it is a table of this book.

    Returns
    -------
    text : str
        The line; with what "where" says of a label or of weights behind it, as a condition.
    given : str
        Definitions, one on a line.
    anew : list of str
        The letters of the table that are something else for this line.

    Raises
    ------
    Unreadable
        If a definition would be passed over.
    """
    axes = table.notation.axes
    known = {target_of(d, axes) for d in table.definitions}
    known |= {big for big, row in table.notation.rows.items() if row in known}
    bound = {table.w, *(n for n, a in axes.items() if a.startswith("^"))} - known
    x = next((n for n in ("x", r"\phi") if axes.get(n, "").startswith("^")), "x")
    mine = [_in_letters(typed, table, own, x) for typed in given]
    conditions = [g.text.replace(":=", "=") for g in mine if g.said and g.name in bound]
    mine = [g for g in mine if not (g.said and g.name in bound) and _sides(g.text)[0] != _sides(g.text)[1]]
    _compare(mine, table, known)
    anew = [g.name for g in mine if g.name in known and not g.same]
    for g in mine:
        left, right = _sides(g.text)
        g.text = f"{left} := {elsewhere(right, table, anew).strip()}"
        if not g.same and re.search(word(g.name), right):
            raise Unreadable(f"{g.name} is given as something that {g.name} stands in: take another letter for that")
    if not anew and not re.search(r":=|\\leftarrow", text):  # in an update, what is given may hold the old weights
        mine = [g for g in mine if not g.same]
    if not own and "notation=" not in table.said:
        roles = {table.p, table.z, table.y, table.w} - BOOK
        other = next((g.name for g in mine if g.name in roles and not g.same), "")
        if other:
            raise Otherwise(f"{other} is given, and is not what it stands for where {table.said}")
    numbers = {n for n in axes if re.fullmatch(r"\\?[a-z]+", n)} - known - {x, table.y, table.w}
    _refuse_mixed(
        [(text, latex), *((g.text, g.typed) for g in mine)], numbers | {g.name for g in mine if g.name.isupper()}
    )
    used = _used(text, lesson_of(table, "\n".join(g.text for g in mine)))
    claims = [g for g in mine if g.name not in used and g.said]
    for g in mine:
        stands = re.search(word(target_of(spelt(g.typed, ())) or g.name), spelt(latex, ()))
        if g.name not in used and not g.said and (g.name in known or g.name in BOOK or stands):
            letter = target_of(g.typed) or g.name
            raise Unreadable(
                f"what is given of {letter} is not used in this line, and is not what {letter} means: "
                "leave it out, or take another letter"
            )
    _refuse_closed(text, known, axes)
    if claims:
        text = _in_front([g.text.replace(":=", "=") for g in claims], text)
    mine = [g for g in mine if g not in claims]
    anew += [g.name for g in mine if g.name in bound and not g.same]
    return with_conditions(text, conditions), "\n".join(g.text for g in mine), anew


def _sides(definition: str) -> tuple[str, str]:
    left, _, right = definition.partition(":=")
    return left.strip(), right.strip()


def _in_letters(typed: str, table: Table, own: bool, x: str) -> Given:
    """Return a definition in the letters of a table: h(x) is h of an example, and J is what it is a function of."""
    axes = table.notation.axes
    definition = in_letters(typed.replace(SAID, ""), table, own)
    name, (left, right) = target_of(definition, axes), _sides(definition)
    if definition.count(":=") != 1 or not name:
        raise Unreadable(f"what is given defines a letter, as in a := …; {typed.replace(SAID, '').strip()} is none")
    of_one = re.fullmatch(rf"(.*?)\s*\(\s*(?:{word(x)}|{word(table.z or x)})\s*\)", left)
    if of_one and axes.get(name, "").startswith("^"):
        left = of_one[1]
    called = (re.match(rf"{re.escape(name)}(\([^()]*\)) :=", d) for d in table.definitions)
    left += next((found[1] for found in called if found and "(" not in left), "")
    return Given(typed, name, f"{left} := {right}", SAID in typed)


def _refuse_mixed(texts: Sequence[tuple[str, str]], letters: Collection[str]) -> None:
    """Refuse a letter that is typed in one place, and written for something else that is typed in another."""
    for i, (text, typed) in enumerate(texts):
        written = [n for n in letters if _stands(n, text) and not _stands(n, typed)]
        others = [other for j, (_, other) in enumerate(texts) if j != i]
        mixed = next((n for n in written if any(_stands(n, other) for other in others)), "")
        if mixed:
            raise Unreadable(f"{mixed} is written for something else here: take another letter for {mixed}")


def _stands(letter: str, latex: str) -> bool:
    before = r"(?<![A-Za-z\\])" if letter[0] != "\\" else ""
    return bool(re.search(before + re.escape(letter) + r"(?![A-Za-z])", latex))


def _refuse_closed(text: str, known: set[str], axes: Mapping[str, str]) -> None:
    """Refuse a derivative by its closed form beside a definition, in the line, of what it is a derivative of."""
    closed = re.search(r"\\operatorname\{d[zawb]\}|(?<![A-Za-z\\])H(?![A-Za-z])", text) if ":=" in text else None
    if closed is None or is_move(flat(text)):
        return
    defined = [target_of(f"{d}:=", axes) for d in re.findall(r"([^,=]*?):=", text)]
    name = next((n for n in defined if n in known and n != target_of(f"{closed[0]}:=")), "")
    if name:
        raise Unreadable(f"{closed[0]} rests on {name}, which the line defines: give its definition by given=")


def elsewhere(text: str, table: Table, anew: Sequence[str]) -> str:
    """Return a formula with what the probability is at other features; refuse it, where that is what is given.

    Parameters
    ----------
    text : str
        A formula in the letters of a table.
    table : Table
        Whose letters.
    anew : sequence of str
        The letters of the table that are something else.

    Returns
    -------
    str
        As `at_others` has it.
    """
    applied = at_others(text, table)
    called = "|".join(word(n) for n in (table.p, table.z, ODDS) if n)
    at_other = applied != text and re.search(rf"(?:{called})\s*(?:_\s*(?:\{{[^{{}}]*\}}|\w)\s*)?\(", text)
    if at_other and {table.p, table.z, "z", r"\sigma"} & set(anew):
        raise Unreadable(
            f"{table.p} is given, and stands at other features here: give it a letter of its own, as in f(x) := …"
        )
    return applied


def with_entries(text: str, lesson: Lesson) -> None:
    """Let a free letter have an entry for each class, where it stands with the index of one and in no condition.

    Parameters
    ----------
    text : str
        A line about several classes.
    lesson : Lesson
        With the letters of a table, and with what is given.
    """
    free = [n for n, axes in lesson.notation.axes.items() if not axes and re.fullmatch("[a-z]", n)]
    index = r"\s*_\s*(?:[jkl](?![A-Za-z])|\{\s*[jkl]\s*\})"
    some = [n for n in free if n not in lesson.definitions and re.search(word(n) + index, text)]
    entries = {n: "K" for n in some if not re.search(rf"{word(n)}(?!{index})|\\text.*{word(n)}", text)}
    lesson.notation = lesson.notation.with_names(axes=entries)


def _compare(mine: Sequence[Given], table: Table, known: set[str]) -> None:
    """Find which definitions say what their letter means already; refuse to define what has one meaning only."""
    before: list[str] = []
    for g in mine:
        if g.name in known or g.name in RESERVED:
            try:
                g.same = lesson_of(table, "\n".join(before)).read(g.text.replace(":=", "=", 1)).true
            except (*FAILURES, Elsewhere, Unbound):
                g.same = False
        if g.name in RESERVED and not g.same:
            size = rf", or write \text{{if }} {g.name} = … behind the line" * (g.name in SIZES)
            raise Unreadable(f"{g.name} has one meaning here, and is given another: take another letter{size}")
        if not g.same:
            before.append(g.text)


def _used(text: str, lesson: Lesson) -> set[str]:
    """Return the names that a line speaks of, and all that they are made of."""
    names = {*lesson.notation.axes, *lesson.notation.rows, *lesson.definitions}
    spoken = set(tokens(text, names)) & names
    if re.search(r":=|\\leftarrow", text):
        spoken |= {*COSTS} & names
    out: set[str] = set()
    while spoken - out:
        out |= spoken
        spoken |= {lesson.notation.rows[n] for n in spoken & set(lesson.notation.rows)}
        spoken |= set().union(*(lesson.made.of(n) for n in spoken))
    return out


def _in_front(claims: Sequence[str], text: str) -> str:
    inside = re.sub(r"\\(?:begin|end)\{aligned\}", " ", text).strip()
    whole = r" \\ ".join([*claims, inside])
    return rf"\begin{{aligned}} {whole} \end{{aligned}}"
