"""A claim up to the names of its symbols: what holds of class 2 is what holds of class 1, with other letters.

Classes, columns and examples change places, so that what stands most often comes first. Two claims of one form are one
claim, since a name for a number may be any.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import sympy as sp

from lrlib.proofs.cases import Sides
from lrlib.proofs.names import Notation
from lrlib.proofs.needs import put_in
from lrlib.proofs.phrases import Constraint
from lrlib.proofs.places import FIRST
from lrlib.proofs.solve import pairs_of
from lrlib.proofs.symbols import MEANING, symbol, symbols_of

REMEMBERED = 20_000  # parts, of which the entries of a gradient share most
Moves = Mapping[tuple[str, int], int]


def form_of(sides: Sides, constraints: Sequence[Constraint], decimals: int, notation: Notation) -> Any:
    """Return a claim in the names that all claims of its form share.

    Parameters
    ----------
    sides : Sides
        With their relation, and what they need.
    constraints : sequence of (relation, left, right)
        What the conditions say.
    decimals : int
        To how many the one side is rounded.
    notation : Notation
        What a name is indexed by.

    Returns
    -------
    hashable or None
        None where a class is no number, or what a name is indexed by is not known.
    """
    stated = [(relation, p, q) for relation, a, b in constraints for p, q in pairs_of(relation, a, b)]
    needs = [need for some in sides.needs.values() for need in some]
    groups = (
        [sides.left],
        [sides.right],
        [part for _, p, q in stated for part in (p, q)],
        [need.value for need in needs],
    )
    axes: dict[Any, list[tuple[str, int]]] = {}  # of each symbol: along what its indices run, and where they stand
    for s in set().union(*(symbols_of(e) for group in groups for e in group)):
        name, places, sample = MEANING.get(s, ("", (), None))
        along = notation.axes.get(name, "").removeprefix("^")
        if len(places) > len(along) or not all(isinstance(p, int) for p in (*places, sample or 0)):
            return None
        axes[s] = [*zip(along, places, strict=False), *([] if sample is None else [("m", sample)])]
    moves = _moves(groups, axes)
    moved = {s: _moved(s, moves, notation) for s, at in axes.items() if any(moves[place] != place[1] for place in at)}
    put = put_in(moved) if moved else sp.sympify
    wanted = tuple(
        frozenset((n.relation, put(n.value), None if n.exponent is None else put(n.exponent), n.tacit) for n in some)
        for some in sides.needs.values()
    )
    return decimals, put(sides.left), put(sides.right), frozenset((r, put(p), put(q)) for r, p, q in stated), wanted


def _moves(groups: Sequence[Sequence[Any]], axes: Mapping[Any, Sequence[tuple[str, int]]]) -> Moves:
    """Return where each place goes: those that stand most often in a claim come first."""
    stands: dict[tuple[str, int], list[tuple[int, str, int]]] = {}
    for number, group in enumerate(groups):
        for e in group:
            for s, times in _count(e).items():
                for at in axes[s]:
                    stands.setdefault(at, []).append((number, MEANING[s][0], -times))
    order = sorted(stands, key=lambda at: (at[0], sorted(stands[at]), at[1]))
    seen: Counter[str] = Counter()
    moves = {}
    for axis, place in order:
        moves[axis, place] = FIRST[axis] + seen[axis]
        seen[axis] += 1
    return moves


def _moved(s: Any, moves: Moves, notation: Notation) -> Any:
    name, places, sample = MEANING[s]
    axes = notation.axes[name].removeprefix("^")
    where = tuple(moves[at] for at in zip(axes, places, strict=False))
    domain = notation.domains.get(name, "real")
    return symbol(name, where, sample if sample is None else moves["m", sample], domain)


@lru_cache(maxsize=REMEMBERED)
def _count(e: Any) -> Counter[Any]:
    """Return how often each symbol stands in an expression."""
    found = Counter[Any]([e] if e.is_Symbol else [])
    for part in e.args:
        found.update(_count(part))
    return found
