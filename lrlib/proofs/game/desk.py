r"""What a page or a script asks of the game: each question holds all that it needs, and nothing is remembered.

>>> asked({"ask": "write", "level": "short-road", "lines": [], "text": r"1 - y_k"})["kind"]
'false'
"""

import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import lru_cache
from typing import Any

from lrlib.proofs.game.judge import REMEMBERED, Answer, judge, sides
from lrlib.proofs.game.letters import given
from lrlib.proofs.game.level import Level
from lrlib.proofs.game.levels import LEVELS
from lrlib.proofs.game.moves import GAP, applied, gaps
from lrlib.proofs.game.reading import read
from lrlib.proofs.game.rules import FREE, explained, named, same, single, used
from lrlib.proofs.game.tree import Node, canonical, parts
from lrlib.proofs.game.writing import latex

MOVES = tuple(rule for rule in FREE if rule != "order")  # of arithmetic, what one may choose


def level_of(name: str) -> Level:
    """Return a level by its name.

    Parameters
    ----------
    name : str
        Such as "softmax-slope".

    Returns
    -------
    Level
        It.

    Raises
    ------
    ValueError
        If there is none of that name.
    """
    if name not in LEVELS:
        raise ValueError(f"there is no level {name!r}; wanted is one of {', '.join(LEVELS)}")
    return LEVELS[name]


def write(level: Level, lines: Sequence[str], text: str) -> list[Answer]:
    """Judge what a reader typed: a line, or several with equals signs between them.

    Parameters
    ----------
    level : Level
        What is derived.
    lines : sequence of str
        Those that stand.
    text : str
        In LaTeX.

    Returns
    -------
    list of Answer
        One for each line, up to the first that does not stand.
    """
    stand, answers = [level.left, *lines], []
    found, condition = sides(level, text)
    if not found:
        return [Answer("unread", "There is nothing to read. Type the next line, without the left side.", text)]
    for line in found:
        answers.append(judge(level, stand, line, condition))
        if not answers[-1].taken:
            break
        stand.append(line)
    if answers[-1].kind == "step" and (words := outlook(level, stand[1:])):
        answers[-1] = replace(answers[-1], words=f"{answers[-1].words} {words}")
    return answers


def outlook(level: Level, lines: Sequence[str]) -> str:
    """Say what is still needed where no road that is known leads on.

    Parameters
    ----------
    level : Level
        What is derived.
    lines : sequence of str
        Those that stand.

    Returns
    -------
    str
        A sentence; empty on a known road.
    """
    before, goal = read([level.left, *lines][-1]), read(level.goal)
    roads = [read(line) for road in level.roads for line in road]
    if any(_follows(level, before, new) for new in reversed(roads)):
        return ""
    needed = used(before, goal, level.known, level.rules, level.world, level.apart) or ()
    words = ", ".join(named(rule) for rule in needed)
    return f"No road that is known here leads on from it. To the goal you still need {words}; or take it back."


def moves(level: Level, lines: Sequence[str]) -> list[str]:
    """Return the rules that lead from the last line to another one.

    Parameters
    ----------
    level : Level
        What is derived.
    lines : sequence of str
        Those that stand.

    Returns
    -------
    list of str
        Their names.
    """
    found = {rule for rule, _ in _after(level, lines)}
    return [rule for rule in (*level.rules, *MOVES) if rule in found]


def move(level: Level, lines: Sequence[str], rule: str) -> list[Answer]:
    """Apply a rule to the last line.

    Parameters
    ----------
    level : Level
        What is derived.
    lines : sequence of str
        Those that stand.
    rule : str
        Its name.

    Returns
    -------
    list of Answer
        Of the line that it gives.
    """
    line = next((line for _, line in _after(level, lines, rule)), "")
    if not line:
        words = f"There is nothing in the last line to which {named(rule)} applies here."
        return [Answer("unclear", words, (lines or [level.left])[-1], (rule,))]
    return [judge(level, [level.left, *lines], line)]


@lru_cache(maxsize=REMEMBERED)
def _follows(level: Level, before: Node, new: Node) -> str | None:
    """Return the one rule by which a line follows, or None."""
    return single(before, new, level.known, level.rules, level.world, level.apart)


def _after(level: Level, lines: Sequence[str], wanted: str = "") -> Iterator[tuple[str, str]]:
    """Give rules and the lines that follow by them: first those of the known roads, then what a rule makes itself."""
    before = read([level.left, *lines][-1])
    old = {canonical(read(line)) for line in (level.left, *lines)}
    made = (
        latex(node)
        for rule in dict.fromkeys((wanted, *level.rules, *MOVES))
        for node in applied(rule, before, level.known)
    )
    known = dict.fromkeys(line for road in (*level.others, level.short, level.road) for line in road)
    for line in itertools.chain(reversed(known), made):
        new = canonical(read(line))
        if new not in old:
            old.add(new)
            rule = _follows(level, before, read(line))
            if rule is not None and wanted in ("", rule):
                yield rule, line


def hint(level: Level, lines: Sequence[str], number: int) -> str:
    """Help from where the reader is: first the rule, then what the next line is made of, then the line.

    Parameters
    ----------
    level : Level
        What is derived.
    lines : sequence of str
        Those that stand.
    number : int
        How many hints were given here before.

    Returns
    -------
    str
        A sentence; mathematics between dollars.
    """
    before = read([level.left, *lines][-1])
    if same(before, read(level.goal)):
        return "You are there."
    for road in level.roads:
        for line in reversed(road):
            rule = None if same(before, read(line)) else _follows(level, before, read(line))
            if rule is not None:
                return _hint(before, line, rule, number)
    return outlook(level, lines)


def _hint(before: Node, line: str, rule: str, number: int) -> str:
    if number == 0:
        return f"Next comes {named(rule)}: {explained(rule)}."
    with_gaps = gaps(read(line), before)
    if number == 1 and with_gaps != GAP and GAP in parts(with_gaps):
        return f"The next line has this form: ${latex(with_gaps)}$"
    return f"The next line: ${line}$"


def palette(level: Level) -> list[str]:
    """Return the signs that a level's lines are written with.

    Parameters
    ----------
    level : Level
        Any.

    Returns
    -------
    list of str
        In LaTeX, with ``#`` where something is to be put in.
    """
    text = " ".join((level.left, level.goal, *itertools.chain(*level.roads)))
    names = re.findall(
        r"(?:\\hat\{[yY]\}|\\mathcal\{L\}|\\mathbf\{[hy]\}|\\theta|(?<![A-Za-z\\{])[a-zA-Z](?![A-Za-z}]))"
        r"(?:_(?:[a-z\d]|\{\w+\}))?(?:\^\{\(i\)\})?",
        re.sub(r"\\(?:text|begin|end)\{\w*|\\q?quad|\\sum_\{[^}]*\}(?:\^\{?\w\}?)?", " ", text),
    )
    found = list(dict.fromkeys(n for n in names if n not in ("e", "d", "i", "j", "k", "l", "T")))
    templates = {
        r"\frac": r"\frac{#}{#}",
        r"\partial": r"\frac{\partial #}{\partial #}",
        r"\frac{d": r"\frac{d #}{d #}",
        r"\sum_{j=1}": r"\sum_{j=1}^{K} #",
        r"\sum_{l=1}": r"\sum_{l=1}^{K} #",
        r"\sum_{k=1}": r"\sum_{k=1}^{K} #",
        r"\sum_{i=1}": r"\sum_{i=1}^{m} #",
        r"\neq k}": r"\sum_{j \neq k} #",
        r"\log": r"\log #",
        "e^{": r"e^{#}",
        r"\sigma": r"\sigma(#)",
        r"\delta": r"\delta_{jk}",
        "^2": r"#^2",
        r"\top": r"#^\top",
    }
    primed = re.findall(r"'\((\w)\)", level.left)
    always = (r"\frac", r"\log", "e^{")  # of which other roads are made
    return (
        sorted(found, key=lambda n: (len(n), n))
        + [s for key, s in templates.items() if key in text or key in always]
        + [rf"\frac{{d}}{{d{letter}}} \left( # \right)" for letter in primed]
    )


def about(level: Level) -> dict[str, Any]:
    """Return what is shown of a level before it is played.

    Parameters
    ----------
    level : Level
        Any.

    Returns
    -------
    dict
        Its name, title, chapter, goal, first line, what is given, and the signs of its palette.
    """
    return {
        "name": level.name,
        "title": level.title,
        "chapter": level.chapter,
        "says": level.says,
        "goal": level.formula,
        "left": level.left,
        "given": level.given,
        "letters": given(level),
        "after": list(level.after),
        "palette": palette(level),
    }


def answered(question: str) -> str:
    """Answer a question of a page in JSON.

    Parameters
    ----------
    question : str
        As `asked` takes it, in JSON.

    Returns
    -------
    str
        The answer, in JSON.
    """
    return json.dumps(asked(json.loads(question)))


def asked(question: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a question of a page.

    Parameters
    ----------
    question : mapping
        With "ask" ("write", "move", "moves", "hint", "map" or "roads"), "level", "lines", and "text", "rule"
        or "number".

    Returns
    -------
    dict
        What can be sent as JSON.

    Raises
    ------
    ValueError
        If the question is another one.
    """
    level, lines = level_of(question["level"]), list(question.get("lines", ()))
    ask = question["ask"]
    if ask in ("write", "move"):
        answers = write(level, lines, question["text"]) if ask == "write" else move(level, lines, question["rule"])
        stand = [a.line for a in answers if a.taken]
        return {
            **asdict(answers[-1]),
            "head": answers[-1].head,
            "stand": stand,
            "by": [a.by for a in answers if a.taken],
        }
    if ask == "moves":
        return {"moves": [[rule, named(rule), explained(rule)] for rule in moves(level, lines)]}
    if ask == "hint":
        return {"hint": hint(level, lines, int(question["number"]))}
    if ask == "map":
        return {"levels": [about(other) for other in LEVELS.values() if other.chapter == level.chapter]}
    if ask == "roads":
        return {"road": list(level.road), "short": list(level.short)}
    raise ValueError(f"{ask!r} is no question; wanted is write, move, moves, hint, map or roads")
