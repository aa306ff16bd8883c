"""Two sides of a comparison where its conditions hold: with what they say put in, and at what they name as an edge."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import sympy as sp

from lrlib.proofs.needs import Need, changed, put_in
from lrlib.proofs.phrases import Constraint
from lrlib.proofs.positions import plain
from lrlib.proofs.solve import pairs_of, solve
from lrlib.proofs.symbols import Unreadable, symbols_of, written

LEFT, RIGHT, IF = "left side", "right side", "condition"  # the parts of a formula that need something
SOFT = (r"\le", r"\ge")
MOST = 40  # edges and corners that are looked at
ALL = 3  # inequalities of which every choice is turned into equations
ENDS = {"unit": (sp.Integer(0), sp.Integer(1)), "positive": (sp.Integer(0),)}  # of an open interval


@dataclass(frozen=True)
class Sides:
    """Two sides of a comparison, and what each of them and the conditions need to have a value."""

    relation: str
    left: Any
    right: Any
    needs: Mapping[str, Sequence[Need]]

    @property
    def letters(self) -> set[Any]:
        """Return the letters in them, and in what cancels in them.

        Returns
        -------
        set of Symbol
            All.
        """
        values = [self.left, self.right, *(need.value for some in self.needs.values() for need in some)]
        return set().union(*map(symbols_of, values))


@dataclass(frozen=True)
class Case(Sides):
    """Two sides with what the conditions say put in, and the inequalities that are left."""

    facts: Mapping[Any, Any]
    guards: Sequence[Any]

    @property
    def lost(self) -> str:
        """Return which side has no value, in words; empty if both may have one.

        Returns
        -------
        str
            A clause.
        """
        for side, value in ((LEFT, self.left), (RIGHT, self.right)):
            if value.has(sp.zoo, sp.nan):
                return f"the {side} has no value: it divides by 0 or takes the logarithm of 0"
        found = ((part, need) for part, some in self.needs.items() for need in some if need.unmet)
        return next((f"the {part} has no value: it {need.why}" for part, need in found), "")

    @property
    def wanted(self) -> tuple[Need, ...]:
        """Return what must be met for all parts to have values.

        Returns
        -------
        tuple of Need
            Each once.
        """
        return tuple(dict.fromkeys(need for some in self.needs.values() for need in some))

    @property
    def spoken(self) -> list[Any]:
        """Return all expressions in it.

        Returns
        -------
        list of expression
            Of the sides, the inequalities and what is needed.
        """
        guards = [part for guard in self.guards for part in guard.args]
        return [self.left, self.right, *guards, *(need.value for need in self.wanted)]

    def at(self, where: str, sides: Sides) -> str:
        """Say what the conditions make of the letters of the sides, in front of a place.

        Parameters
        ----------
        where : str
            The place.
        sides : Sides
            Before anything was put in.

        Returns
        -------
        str
            In words.
        """
        letters = sides.letters
        given = ", ".join(f"{written(s)} = {plain(v)}" for s, v in self.facts.items() if s in letters)
        return ", ".join(part for part in (given, where) if part)


def cases(sides: Sides, constraints: Sequence[Constraint], possible: Callable[[Any, Any], bool]) -> Iterator[Case]:
    """Give the sides for each solution of the constraints.

    Parameters
    ----------
    sides : Sides
        Before anything is put in.
    constraints : sequence of (relation, left, right)
        What the conditions say.
    possible : callable
        Whether a letter can have a value.

    Yields
    ------
    Case
        For each.
    """
    for facts, open_guards in solve(constraints):
        guards = [g.subs(facts) for g in open_guards]
        if sp.false in guards or not all(possible(s, v) for s, v in facts.items()):
            continue
        put = put_in(facts)
        needed = {part: [need for need in changed(some, put) if not need.met] for part, some in sides.needs.items()}
        if any(need.unmet for need in needed[IF]):
            continue  # a condition without a value is not met
        guards = [g for g in guards if g != sp.true]
        yield Case(sides.relation, put(sides.left), put(sides.right), needed, facts, guards)


def edges(sides: Sides, constraints: Sequence[Constraint], domain: Callable[[Any], str]) -> Iterator[list[Constraint]]:
    """Give the constraints with some of the inequalities as equations, which come first.

    Parameters
    ----------
    sides : Sides
        Inequalities between other letters than theirs stay as they are.
    constraints : sequence of (relation, left, right)
        What the conditions say at one place.
    domain : callable
        From a symbol to "unit", "positive" or another.

    Yields
    ------
    list of (relation, left, right)
        For each edge or corner that can be solved.
    """
    each = list(_entries(constraints))
    near = sides.letters
    for own in [_letters(constraint) for constraint in each] * 2:
        near |= own if own & near else set()
    soft = [i for i, constraint in enumerate(each) if constraint[0] in SOFT and _letters(constraint) & near]
    if not soft:
        return  # there is no edge
    many = range(1, len(soft) + 1) if len(soft) <= ALL else (1, len(soft), len(soft) - 1)
    chosen = [some for n in many for some in combinations(soft, n)]
    by_letter: dict[Any, list[int]] = {}
    for i in soft:
        by_letter.setdefault(frozenset(_letters(each[i])), []).append(i)
    chosen += product(*by_letter.values())  # of 0 <= p <= 1, 0 <= r <= 1 one end for each
    for some in list(dict.fromkeys(chosen))[:MOST]:
        equations = (_ends(each[i], domain) or [("=", *each[i][1:])] for i in some)
        others = [constraint for i, constraint in enumerate(each) if i not in some]
        others.sort(key=lambda constraint: constraint[0] != "=")
        for turned in product(*equations):
            try:
                solve([*turned, *others])
            except Unreadable:
                continue
            yield [*turned, *others]


def closed(constraints: Sequence[Constraint], domain: Callable[[Any], str]) -> set[Any]:
    """Return the letters of which a condition names an end of their open interval: 0 <= p, or p = 1.

    Parameters
    ----------
    constraints : sequence of (relation, left, right)
        What the conditions say at one place.
    domain : callable
        From a symbol to "unit", "positive" or another.

    Returns
    -------
    set of Symbol
        They may be 0, and those between 0 and 1 may be 1.
    """
    return {s for constraint in _entries(constraints) for _, s, _ in _ends(constraint, domain)}


def _ends(constraint: Constraint, domain: Callable[[Any], str]) -> list[Constraint]:
    """Return the ends of the interval of a letter, where a condition that speaks of it alone holds with equality."""
    relation, p, q = constraint
    own = _letters(constraint)
    if relation not in ("=", *SOFT) or len(own) != 1:
        return []
    (s,) = own
    return [("=", s, end) for end in ENDS.get(domain(s), ()) if (p - q).subs(s, end) == 0]


def _letters(constraint: Constraint) -> set[Any]:
    _, p, q = constraint
    return set(symbols_of(p - q) if symbols_of(p) and symbols_of(q) else symbols_of(p) | symbols_of(q))


def _entries(constraints: Sequence[Constraint]) -> Iterator[Constraint]:
    for relation, left, right in constraints:
        yield from ((relation, sp.sympify(p), sp.sympify(q)) for p, q in pairs_of(relation, left, right))
