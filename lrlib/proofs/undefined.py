"""Letters that a false line may define: where it says what one is, it is false of any other number only."""

import re

from lrlib.proofs.brackets import split
from lrlib.proofs.lesson import Lesson
from lrlib.proofs.symbols import Unreadable
from lrlib.proofs.words import word

CONDITION = re.compile(r"(?:\\q?quad|\\[,;]|,|\s)*\\text\s*\{\s*(?:if|for|when|with|where|and)(?![A-Za-z])")
OTHER = re.compile(r"[<>&]|:=|\\(?:leq?|geq?|neq?|approx|in|implies|iff|leftarrow|begin)(?![A-Za-z])")
SCRIPTS = r"\s*(?:_\s*(?:\w|\{[^{}]*\}))?\s*(?:\^\s*\{\s*\(\s*\w+\s*\)\s*\})?\s*"
GRADIENT = r"\nabla J"
RATE = re.compile(r"\\(?:alpha|eta|gamma|rho|lambda|epsilon)(?![A-Za-z])")


class Undefined(Unreadable):
    """A letter has no definition, and the line is false of some of its values only."""


def refuse_definition(text: str, lesson: Lesson) -> None:
    """Refuse a false equation with a letter alone on a side that no definition speaks of.

    Not p, which is read as the probability, too.

    Parameters
    ----------
    text : str
        A formula in the letters of the lesson.
    lesson : Lesson
        With what is defined.

    Raises
    ------
    Undefined
        With the definition that it may be.
    """
    main, condition = _apart(text)
    sides = [side.strip().lstrip("=").strip() for side in split(main, "=")]
    if len(sides) != 2 or OTHER.search(main) or lesson.own:
        return  # who defines letters in front knows how that is said
    for side, other in (sides, sides[::-1]):
        for name in _free(side, lesson):
            if (
                name != "p"
                and re.fullmatch(word(name) + SCRIPTS, side)
                and not re.search(word(name), other + condition)
            ):
                said = f"{name} has no definition, and the line may be one"
                raise Undefined(f"{said}. Define it in front, as in {name} := {other}")


def refuse_step(text: str, lesson: Lesson) -> None:
    r"""Refuse a false step along a letter that no definition speaks of, as \theta - \alpha v, which may be a velocity.

    Parameters
    ----------
    text : str
        An update in the letters of the lesson.
    lesson : Lesson
        With what is defined.

    Raises
    ------
    Undefined
        With the letter.
    """
    main, condition = _apart(text)
    right = main.partition(":=")[2] or main.partition(r"\leftarrow")[2]
    rate = RATE.search(right)
    for name in _free(right, lesson, bare=True):
        if not (rate and name == rate[0]) and not re.search(word(name), condition):
            said = f"{name} has no definition, and an update is checked as a step against a gradient"
            raise Undefined(rf"{said}. Define it in front, as in {name} := {'…' if name[0] == chr(92) else GRADIENT}")


def _apart(text: str) -> tuple[str, str]:
    found = CONDITION.search(text)
    return (text[: found.start()], text[found.start() :]) if found else (text, "")


def _free(text: str, lesson: Lesson, *, bare: bool = False) -> list[str]:
    """Return the names in a text that have no definition, and of which nothing is made that has one.

    Bare are those, too, that are functions of a number and have no argument there.
    """
    known = {*lesson.definitions, *lesson.made.parts(), *lesson.own}
    axes = lesson.notation.axes
    free = [n for n in axes if n not in known and lesson.notation.domains.get(n) != "class"]
    if bare:
        of_numbers = (
            n
            for n, d in lesson.definitions.items()
            if d.parameters and not any(axes.get(p, "").removeprefix("^") for p in d.parameters)
        )
        free += [n for n in of_numbers if n not in lesson.own and not re.search(word(n) + r"\s*['(^]", text)]
    return sorted((n for n in free if re.search(word(n), text)), key=len, reverse=True)
