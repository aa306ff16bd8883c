"""The places at which a claim is compared, and what is compared there."""

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import replace
from itertools import combinations_with_replacement, pairwise, product
from typing import Any, TypeVar

import sympy as sp

from lrlib.proofs.conditions import everywhere
from lrlib.proofs.critical import critical_places
from lrlib.proofs.decide import Verdict
from lrlib.proofs.latex import Formula
from lrlib.proofs.phrases import Condition, Constraint
from lrlib.proofs.places import COUNTED
from lrlib.proofs.result import Result
from lrlib.proofs.sampled import Sampled
from lrlib.proofs.symbols import MEANING, Elsewhere, Unbound, Unreadable, written
from lrlib.proofs.world import World

W = TypeVar("W", bound=World)
EXAMPLES = "in"  # their indices
SMALLEST = {"K": 2, "m": 1, "n": 2}
FEW = 12
WORDS = ("no place", "the ")  # what begins like this is no place
HUNDREDS = (23, 61, 127, 501, 997)
LARGEST = 10**15


def positions(w: W, formula: Formula) -> Iterator[tuple[W, list[Any], list[list[Any]]]]:
    """Place the free indices in every possible way.

    Parameters
    ----------
    w : World
        Where some indices have no place yet.
    formula : Formula
        What is evaluated.

    Yields
    ------
    w : World
        With every index placed.
    values : list
        The sides there.
    alternatives : list
        Those of the conditions there.

    Raises
    ------
    Unreadable
        If an index has no range.
    """
    try:
        w.partial.clear()
        values = []
        for side in formula.sides:
            values.append(side(w))
            w.partial.ends.append(len(w.partial))
        alternatives: list[list[Any]] = [[]]
        alone = len(formula.conditions) == 1 and formula.equivalent is None
        for stated in formula.conditions:
            condition = stated if formula.equivalent else _of_every(stated, w)
            alternatives = [old + new for old in alternatives for new in _reaching(condition, w, values, alone)]
        if formula.equivalent:
            [side(w) for side in formula.equivalent.sides]
        here = w.but(partial=copy(w.partial))  # the next place forgets what this one needs
        yield here, values, alternatives
        return
    except Elsewhere:
        return
    except Unbound as need:
        index, first, last = need.index, need.first, need.last
    if first is None or last is None:
        first, last = _range_elsewhere(w, formula, index)
    if first is None or last is None:
        raise Unreadable(f"the index {index} has no range: say how far it runs, as in \\sum_{{{index}=1}}^{{K}}")
    for n in w.places(first, last):
        yield from positions(w.bind(**{index: n}), formula)


def _of_every(condition: Condition, w: World) -> Condition:
    """Return a condition; where it has an index that no side has, it holds for every one, as in y_k \\ge 0.

    An equation is said of one class, as in y_k = 1, and of every example.
    """
    try:
        condition(w)
    except Unbound as need:
        if need.last is None:
            return condition
        if need.index in EXAMPLES:
            return _of_every(everywhere(condition, need.index), w)
        try:
            at_one = condition(w.bind(**{need.index: need.first}))
        except Unbound:
            return condition
        equation = len(at_one) == 1 and all(relation == "=" for relation, _, _ in at_one[0])
        return condition if equation else everywhere(condition, need.index)
    return condition


def _reaching(condition: Condition, w: World, values: list[Any], alone: bool) -> list[list[Constraint]]:
    """Return the alternatives of a condition; what it says of y without an example, it says of y of each example.

    Where it is the only one and the sides stay the same when two examples change places, each choice of alternatives
    is taken in one order only.
    """
    own = condition(w)
    said = {s for alternative in own for _, a, b in alternative for s in w.spoken(a) | w.spoken(b) if s in MEANING}
    axes = w.notation.axes
    bare = {s for s in said if MEANING[s][2] is None and axes.get(MEANING[s][0], "").startswith("^")}
    names = {MEANING[s][0] for s in bare}
    spoken = set().union(*map(w.spoken, values)) if bare else set()
    examples = sorted({MEANING[s][2] for s in spoken if MEANING.get(s, ("",))[0] in names} - {None})
    if not examples:
        return own
    options = [condition(replace(w, sample=i)) for i in examples]
    if isinstance(w, Sampled):  # of all alternatives one: they are too many
        options = [some[i % len(some) :][:1] for i, some in zip(examples, options, strict=True)]
    if alone and type(w) is World and _alike(values, spoken, w):
        places = combinations_with_replacement(range(len(options[0])), len(options))
        chosen = [[some[n] for n, some in zip(at, options, strict=True)] for at in places]
    else:
        chosen = [list(some) for some in product(*options)]
    begun: list[list[Constraint]] = own if bare & spoken else [[]]
    return [sum(some, list(old)) for old in begun for some in chosen]


def _alike(values: list[Any], spoken: set[Any], w: World) -> bool:
    """Say whether the sides stay as they are when any two examples change places."""
    for i, j in pairwise(w.range("m")):
        other = {i: j, j: i}
        swap = {s: w.leaf(name, places, other[n]) for s in spoken for name, places, n in [MEANING[s]] if n in other}
        if any(value.xreplace(swap) != value for value in map(sp.sympify, values)):
            return False
    return True


def _range_elsewhere(w: World, formula: Formula, index: str) -> tuple[Any, Any]:
    """Return how far an index runs where it stands as an index, if it stands as a number first."""
    for side in formula.sides:
        try:
            side(w)
        except Unbound as need:
            if need.index == index and need.last is not None:
                return need.first, need.last
        except Elsewhere:
            continue
    return None, None


def telling_sizes(formula: Formula, w: World, size: str) -> list[int]:
    """Return the sizes at which a claim about nothing but sizes is looked at: small ones, and where it changes.

    Parameters
    ----------
    formula : Formula
        What is claimed.
    w : World
        Where every size is a number.
    size : str
        "K", "m" or "n".

    Returns
    -------
    list of int
        From small to large.
    """
    found = {*range(SMALLEST[size], FEW), *HUNDREDS}
    letter = sp.Symbol(size, positive=True)
    try:
        as_letter = replace(w, sizes={**w.sizes, **formula.sizes, size: letter}, known={})
        for _, values, _ in positions(as_letter, replace(formula, conditions=[], equivalent=None)):
            for a, b in pairwise(values):
                for (v,), _ in critical_places(a - b, [letter], [], {letter: "positive"}):
                    found |= {int(v) - 1, int(v), int(v) + 1}
    except (TypeError, ValueError, NotImplementedError, Elsewhere, Unbound):
        pass  # a sum over so many is not written with a letter
    return sorted(n for n in found if SMALLEST[size] <= n <= LARGEST)


class Touched(dict[str, int]):
    """Sizes that remember which of them were asked for.

    Parameters
    ----------
    sizes : mapping
        K, m and n.
    """

    def __init__(self, sizes: Mapping[str, int]) -> None:
        super().__init__(sizes)
        self.seen: set[str] = set()

    def __getitem__(self, size: str) -> int:
        self.seen.add(size)
        return super().__getitem__(size)


def plain(expression: Any) -> str:
    """Return an expression as text, with names as the page writes them.

    Parameters
    ----------
    expression : expression
        In symbols of names.

    Returns
    -------
    str
        Python's notation.
    """
    names = {s: sp.Symbol(written(s)) for s in expression.free_symbols}
    return str(expression.xreplace(names))


def entries(a: Any, b: Any, result: Result, w: World) -> list[tuple[Any, Any]]:
    """Return the pairs of entries of two sides.

    Parameters
    ----------
    a, b : expression or Matrix
        The sides.
    result : Result
        False if their shapes differ.
    w : World
        Where.

    Returns
    -------
    list of (expression, expression)
        Entry by entry; a 0 on the right is meant for all of them.
    """
    if not isinstance(a, sp.MatrixBase) and not isinstance(b, sp.MatrixBase):
        return [(sp.sympify(a), sp.sympify(b))]
    p, q = (v if isinstance(v, sp.MatrixBase) else sp.Matrix([v]) for v in (a, b))
    if p.shape != q.shape:
        if sp.sympify(b) == 0:
            q = sp.zeros(*p.shape)
        elif sp.sympify(a) == 0:
            p = sp.zeros(*q.shape)
        elif p.shape == q.T.shape:
            result.kinds.add("false")
            result.where = f"the right side has the shape {_letters(q, w)}, wanted is {_letters(p, w)}: transpose it"
            return []
        else:
            result.kinds.add("false")
            result.where = f"the shapes differ: {_shape(a)} and {_shape(b)}"
            return []
    return list(zip(p, q, strict=True))


def _letters(value: Any, w: World) -> str:
    sizes = {w.sizes[s]: s for s in ("m", "n", "K")}
    return f"({', '.join(str(sizes.get(d, d)) for d in value.shape)})"


def _shape(value: Any) -> str:
    return " × ".join(map(str, value.shape)) if hasattr(value, "shape") else "a number"


def rounded(relation: str, *sides: tuple[Any, int | None]) -> int:
    """Return to how many digits after the point two sides are compared: a decimal number alone is a rounded one.

    Parameters
    ----------
    relation : str
        One of `RELATIONS`.
    *sides : (expression, int or None)
        The digits of a decimal number alone, −1 where such numbers are in it, else None.

    Returns
    -------
    int
        0 where they are compared exactly: what is computed of decimal numbers and ends after some digits is written
        out in full.
    """
    digits = max(0, *(d or 0 for _, d in sides))
    if relation != "=" or any(d is None for _, d in sides):
        return digits
    return 0 if all(_ends(sp.sympify(value)) for value, _ in sides) else digits


def _ends(value: Any) -> bool:
    """Say whether an expression is a decimal number that ends after some digits, or may be one."""
    if isinstance(value, sp.MatrixBase) or value.free_symbols:
        return True
    if not value.is_Rational:
        value = sp.simplify(value)
    return bool(value.is_Rational) and not set(sp.primefactors(value.q)) - {2, 5}


def rounds(left: Any, right: Any, decimals: int) -> Verdict:
    """Say whether two numbers are the same when they are rounded.

    Parameters
    ----------
    left, right : expression
        The sides.
    decimals : int
        The digits after the point.

    Returns
    -------
    Verdict
        Undecided if a letter is left.
    """
    off = abs(sp.N(left - right, 30))
    if not off.is_number or off.free_symbols:
        return Verdict("undecided", "a decimal number is compared with letters")
    near = off <= sp.Rational(1, 2) * sp.Rational(10) ** -decimals
    return Verdict("proved") if near else Verdict("false", f"{sp.N(left, decimals + 3)} = {sp.N(right, decimals + 3)}")


def place(sizes: Mapping[str, int], seen: set[str], at: Mapping[str, Any], where: str) -> str:
    """Say in which world a formula fails, and where.

    Parameters
    ----------
    sizes : mapping
        K, m and n.
    seen : set of str
        Those of them that matter.
    at : mapping
        The places of the indices.
    where : str
        What else there is to say.

    Returns
    -------
    str
        In words.
    """
    head = [f"{sizes[s]} {COUNTED[s]}" if s in at else f"{s} = {sizes[s]}" for s in ("K", "m", "n") if s in seen] + [
        f"{k} = {v}" for k, v in at.items()
    ]
    if not head:
        return where if where.startswith(WORDS) else f"for {where}"
    return f"for {', '.join(head)}{', ' * bool(where)}{where}"
