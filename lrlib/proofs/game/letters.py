r"""The letters of a level: what is given of them, and which do not belong to it.

>>> from lrlib.proofs.game.levels import LEVELS
>>> given(LEVELS["cross-entropy-slope"])
['c(t) := -\\log \\sigma(t)', '\\sigma(t) := \\frac{1}{1 + e^{-t}}']
"""

import itertools
from collections.abc import Collection, Iterator

from lrlib.proofs.game.level import Level
from lrlib.proofs.game.matrices import ENTRIES
from lrlib.proofs.game.reading import read
from lrlib.proofs.game.tree import Call, Name, Node, Slope, parts
from lrlib.proofs.game.writing import latex

SIGMOID = r"\sigma({0}) := \frac{{1}}{{1 + e^{{-{0}}}}}"


def names(*nodes: Node) -> list[str]:
    """Return the letters of some trees.

    Parameters
    ----------
    *nodes : Node
        Any.

    Returns
    -------
    list of str
        Each once, as they come, without their indices.
    """
    return list(dict.fromkeys(p.name for node in nodes for p in parts(node) if isinstance(p, Name)))


def given(level: Level) -> list[str]:
    r"""Return the definitions from which a derivation sets out.

    Parameters
    ----------
    level : Level
        Any.

    Returns
    -------
    list of str
        In LaTeX, with ``:=``: of the letters that are differentiated, down to the one in which the slope is taken, and
        of those that the goal no longer has.
    """
    left, goal, known = read(level.left), read(level.goal), level.known
    slopes = [p for p in parts(left) if isinstance(p, Slope)]
    ends = set(names(*(slope.by for slope in slopes))) or set(names(left)) & set(names(goal)) or set(names(goal))
    found = list(level.learns)
    for first in names(left, goal):
        chain = list(_down(level, first, ends))
        if first not in ends and known.links.get(chain[-1]) and known.links[chain[-1]].inner in ends:
            heads = (
                known.definitions[name] for name in chain if name in known.definitions and name not in level.made_of
            )
            found += [f"{latex(head)} := {latex(body)}" for head, body in heads]
    if level.made_of or not found:
        bodies = [left, goal, *(known.definitions[name][1] for name in level.made_of)]
        calls = (p.argument for node in bodies for p in parts(node) if isinstance(p, Call) and p.function == r"\sigma")
        found += [SIGMOID.format(letter.name) for letter in calls if isinstance(letter, Name)]
    return list(dict.fromkeys(found))


def foreign(level: Level, node: Node) -> str:
    """Say of a line that it has a letter of which the derivation knows nothing.

    Parameters
    ----------
    level : Level
        What is derived.
    node : Node
        The line.

    Returns
    -------
    str
        A sentence, mathematics between dollars; empty where each letter belongs to the level.
    """
    own = names(*(read(line) for line in (level.left, level.goal, *itertools.chain(*level.roads))))
    wrong = names(*(read(mistake.line) for mistake in level.mistakes))
    reached = {name for letter in own for name in _down(level, letter, set())}
    bodies = [part for name in reached if name in level.known.definitions for part in level.known.definitions[name]]
    allowed = {*own, *wrong, *reached, *names(*bodies)}
    strange = [name for name in names(node) if name not in allowed]
    if not strange:
        return _of_one(own, node)
    listed = ", ".join(f"${name}$" for name in own if name not in level.made_of)
    return f"There is no ${strange[0]}$ in this derivation. Write the line with its own letters: {listed}."


def _of_one(own: Collection[str], node: Node) -> str:
    """Say of a line with matrices that a letter in it is of one example alone."""
    if not any(name in ENTRIES for name in names(node)):
        return ""
    single = {p.name for p in parts(node) if isinstance(p, Name) and not p.at and not p.sample}
    wrong = [(one, every) for every, one in ENTRIES.items() if every in own and one in single]
    return "".join(f"${one}$ is of one example; of all of them it is ${every}$." for one, every in wrong[:1])


def _down(level: Level, name: str, ends: set[str]) -> Iterator[str]:
    """Give a letter and those that it is made of, as far as to the last ones."""
    while name not in ends:
        yield name
        if name not in level.known.links:
            return
        name = level.known.links[name].inner
