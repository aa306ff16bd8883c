r"""Read what follows ``\text{if}``: from a world to alternatives, each a list of constraints."""

from collections.abc import Collection

import sympy as sp

from lrlib.proofs.expressions import read_sum
from lrlib.proofs.names import Definition
from lrlib.proofs.naming import read_target
from lrlib.proofs.phrases import Condition, Constraint, Name, Phrase
from lrlib.proofs.sampled import Sampled
from lrlib.proofs.scan import Scan
from lrlib.proofs.symbols import Unbound, Unreadable
from lrlib.proofs.tokens import RELATIONS
from lrlib.proofs.world import World


def read_conditions(s: Scan, update: bool) -> list[Condition]:
    """Read all conditions of a formula.

    Parameters
    ----------
    s : Scan
        Before it; afterwards behind it.
    update : bool
        Whether it is an update, which is made at once.

    Returns
    -------
    list of callable
        From a world to lists of facts; no facts means: not in this world.

    Raises
    ------
    Unreadable
        If it is no condition.
    """
    spoken, s.used = s.used, set()
    try:
        return _all_conditions(s, update)
    finally:
        s.conditioned, s.used = s.used, s.used | spoken


def _all_conditions(s: Scan, update: bool) -> list[Condition]:
    found: list[Condition] = []
    if update and s.words("for all"):
        s.take()
        while s.skip(","):
            s.take()
        if not s.words("at once"):
            raise Unreadable(r"an update is made \text{at once}")
        return found
    s.skip(",")
    if s.words("for all", "for every", "for each"):  # a free index stands at every place as it is
        while s.next is not None and s.next in "ijkl":
            s.take(), s.skip(",")
        if s.next is None:
            return found
    if not (s.words("if") or s.words("with") or s.words("when") or s.words("for")):
        return found
    while True:
        before = list(s.tokens)
        condition = _condition(s)
        spoken = before[: len(before) - len(s.tokens)]
        if s.words("for all"):
            condition = everywhere(condition, _index_of(s, spoken))
            while s.next == "," and s.tokens[1] in set("ijkl") and s.tokens[2] in (None, ","):
                s.take(",")
                condition = everywhere(condition, _index_of(s, spoken))
        found.append(condition)
        if not (s.skip(",") or s.words("and")):
            return found
        s.words("if") or s.words("with")


def _index_of(s: Scan, spoken: Collection[str | None]) -> str:
    """Take the letter behind "for all"; what it is said of must have it as an index."""
    index = s.take()
    if index not in spoken:
        raise Unreadable(f"for all {index}: what stands in front of it does not speak of {index}")
    return index


def _condition(s: Scan) -> Condition:
    before = list(s.tokens)
    if before[0] in ("K", "m", "n") and before[1] == "=" and str(before[2]).isdigit():
        del s.tokens[:3]
        s.sizes[str(before[0])] = int(str(before[2]))
        size, fixed = str(before[0]), int(str(before[2]))
        return lambda w: [[]] if w.sizes[size] == fixed else []
    if ":=" in before[: s.comma()]:
        target, parameters = read_target(s)
        s.take(":=")
        s.local[target.name] = Definition(target.letters, target.sample, parameters, read_sum(s))
        return lambda w: [[]]
    left = _side(s)
    if s.skip(r"\in"):
        s.take(r"\{")
        options = [read_sum(s)]
        while s.skip(","):
            options.append(read_sum(s))
        s.take(r"\}")
        return lambda w: [[("=", left(w), option(w))] for option in options]
    if s.words("is one-hot"):
        return lambda w: [[("=", w.alone(left), sp.Matrix(row))] for row in sp.eye(len(w.alone(left))).tolist()]
    if s.next not in RELATIONS:
        raise Unreadable(f"a condition without a relation, at {s.next}")
    sides, relations = [left], []
    while s.next in RELATIONS:
        relations.append(s.take())
        sides.append(_side(s))
    triples = list(zip(relations, sides, sides[1:], strict=False))
    return lambda w: [[(relation, w.alone(a), w.alone(b)) for relation, a, b in triples]]


def _side(s: Scan) -> Phrase:
    """Read one side of a condition; a name that stands alone stays one."""
    before = list(s.tokens)
    side = read_sum(s)
    read = before[: len(before) - len(s.tokens)]
    return Name(str(read[0])) if len(read) == 1 and read[0] in s.names and read[0] not in s.functions else side


def everywhere(condition: Condition, index: str) -> Condition:
    """Return the condition for every value of an index at once.

    Parameters
    ----------
    condition : callable
        From a world to alternatives.
    index : str
        The letter after "for all".

    Returns
    -------
    callable
        From a world to the alternatives for all values together.
    """

    def alternatives(w: World) -> list[list[Constraint]]:
        try:
            return condition(w)
        except Unbound as need:
            if need.index != index:
                raise
            places = w.every(need.first, need.last)
        together: list[list[Constraint]] = [[]]
        for n in places:
            more = alternatives(w.bind(**{index: n}))
            if isinstance(w, Sampled) and len(places) > 2:  # of all alternatives one: they are too many
                more = more[n % len(more) :][:1]
            together = [old + new for old in together for new in more]
        return together

    return alternatives
