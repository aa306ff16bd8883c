"""A bound that holds for a few classes or examples, looked at where there are many of them that are alike.

All but the first have the same values (`alike`), so that their number may be a letter.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

import sympy as sp

from lrlib.proofs.alike import Alike
from lrlib.proofs.places import FIRST
from lrlib.proofs.positions import entries, positions
from lrlib.proofs.result import Result
from lrlib.proofs.search import Sides
from lrlib.proofs.symbols import Elsewhere, Unbound, Unreadable
from lrlib.proofs.tokens import RELATIONS
from lrlib.proofs.totals import Beyond

if TYPE_CHECKING:
    from lrlib.proofs.claims import Claim

INDEX = {"K": "k", "m": "i", "n": "j"}
DERIVATIVE = re.compile(r"\\(?:partial|nabla)|\{d")
COUNTS = (10, 100)  # where a number cannot be a letter
MANY = (*range(2, 12), *(d * 10**k for k in range(1, 7) for d in (2, 5, 10)), *(10**k for k in (9, 12, 20, 40)))
SOME = (2, 3, 5, 10, 100, 10**4, 10**9)  # where they are not alike
REMEMBERED = 1024  # differences of conditions
LEVELS = ((0, 0), (1, 1), (1, 0), (50, 0), (-50, 0))  # of the first, and of all others
BEYOND = (Beyond, Unreadable, Unbound, Elsewhere, TypeError, ValueError, NotImplementedError)


def refute_many(claim: "Claim") -> None:
    """Look for a number of classes or examples at which a bound fails where they are alike.

    Parameters
    ----------
    claim : Claim
        What was not refuted; a counter-example, or how far was looked, is written into its result.
    """
    formula, result = claim.formula, claim.result
    for axis in INDEX:
        if axis not in result.sizes or axis in formula.sizes or formula.subjects & set("ijkl"):
            continue  # with its place as a number, no class is like another
        letter = sp.Symbol(axis, positive=True)
        for count in (letter, *_counts(claim)):
            sizes = {**claim.worlds[1], **formula.sizes, axis: count}
            world = Alike(sizes, claim.notation, claim.definitions, axis=axis)
            try:
                found = next(filter(None, (_failure(claim, w, letter) for w in _worlds(claim, world))), "")
            except BEYOND:
                continue
            if found:
                result.kinds.add("false")
                result.where = found
                return
            if count is letter:
                break


def _counts(claim: "Claim") -> tuple[int, ...]:
    """Return how many are looked at where a number cannot be a letter: more, where they are quickly written out."""
    if DERIVATIVE.search(claim.result.latex) or re.search(r"_\{\\max\}", claim.result.latex):  # of an eigenvalue
        return ()
    axes, rows = claim.notation.axes, claim.notation.rows
    tables = (n in rows or len(axes.get(n, "").strip("^")) > 1 for n in claim.formula.used)
    if "diag" in claim.result.latex or any(tables):
        return COUNTS[:1]  # a table grows with the square
    plain = claim.result.latex.count(r"\sum") < 2 and not claim.formula.used & set(claim.definitions)
    return (*COUNTS, 1000) if plain else COUNTS


def _worlds(claim: "Claim", world: Alike) -> Iterator[Alike]:
    """Give the worlds in which the conditions hold somewhere, first those in which all are alike."""
    formula = replace(claim.formula, sides=[], equivalent=None)
    names = sorted({claim.notation.rows.get(n, n) for n in formula.conditioned})
    names = [n for n in names if world.axis in claim.notation.axes.get(n, "").replace("^", "m")]
    share = 1 / sp.sympify(world.count)
    own = [((share, share), (1, 0), *LEVELS[:2])] * min(len(names), 2)
    for some in product(*own):
        levels = dict(zip(names, [*some, *some[-1:] * len(names)], strict=False))
        there = replace(world, levels=levels, known={})
        if names and not any(_hold(c) for _, _, every in positions(there, formula) for c in every):
            continue
        for others in LEVELS:
            yield replace(there, levels={**levels, "": others}, known={}, asked={})


def _failure(claim: "Claim", world: Alike, letter: Any) -> str:
    """Return where the claim fails in a world, in words; empty if that is not seen."""
    count, alike = world.count, all(first == other for first, other in world.levels.values())
    for w, values, alternatives in positions(world, claim.formula):
        if not any(_hold(constraints) for constraints in alternatives):
            continue
        for relation, (a, b) in zip(claim.formula.relations, pairwise(values), strict=True):
            for p, q in entries(a, b, Result("", trial=True), w):
                p, q = sp.sympify(p), sp.sympify(q)
                if relation in ("=", r"\approx") or p.has(sp.zoo, sp.nan) or q.has(sp.zoo, sp.nan):
                    continue
                sides = Sides(relation, p, q, [], {letter: "positive"}, [need for need in w.partial if not need.met])
                if alike and (p - q).has(letter):
                    claim.result.grows.add(world.axis)
                if not sides.symbols:
                    failed = sides.fails([])
                    if isinstance(failed, str):
                        return f"for {_said(w, count)}: {failed}"
                    continue
                n = _smallest(sides, MANY if alike else SOME)
                if n:
                    return f"for {_said(w, n)}: {str(sides.fails([Fraction(n)])).rpartition(': ')[2]}"
    return ""


def _smallest(sides: Sides, counts: Sequence[int]) -> int:
    """Return a number at which the sides fail, where the one before it is not seen to fail; 0 if none is found."""
    low = 1
    for n in counts:
        if not isinstance(sides.fails([Fraction(n)]), str):
            low = n
            continue
        while n - low > 1:
            middle = (low + n) // 2
            failed = isinstance(sides.fails([Fraction(middle)]), str)
            low, n = (low, middle) if failed else (middle, n)
        return n
    return 0


def _hold(constraints: Sequence[Any]) -> bool:
    """Say whether all conditions hold for certain."""
    for relation, left, right in constraints:
        p, q = (v if isinstance(v, sp.MatrixBase) else sp.Matrix([v]) for v in (left, right))
        q = q if q.shape == p.shape else sp.Matrix(p.rows, p.cols, [right] * len(p))
        if not all(_known(relation, a - b) for a, b in zip(p, q, strict=True)):
            return False
    return True


@lru_cache(maxsize=REMEMBERED)
def _known(relation: str, difference: Any) -> bool:
    return bool(RELATIONS[relation](sp.simplify(difference), 0) == sp.true)


def _said(w: Alike, n: int) -> str:
    """Say how many there are, and what their values are."""
    index = INDEX[w.axis]
    out = [f"{w.axis} = {n}", *(f"{i} = {p}" for i, p in w.at.items())]
    for name, values in w.asked.items():
        first, other = (sp.sympify(v).subs(sp.Symbol(w.axis, positive=True), n) for v in values)
        one, any_ = (f"{name}^({i})" if w.axis == "m" else f"{name}_{i}" for i in (FIRST[w.axis], index))
        alike = f"{any_} = {other} for all {'other ' * (first != other)}{index}"
        out.append(alike if first == other else f"{one} = {first}, {alike}")
    return ", ".join(out)
