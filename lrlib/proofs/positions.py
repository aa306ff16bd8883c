"""The places at which a claim is compared, and what is compared there."""

from collections.abc import Iterator, Mapping
from typing import Any

import sympy as sp

from lrlib.proofs.decide import Verdict
from lrlib.proofs.latex import Formula
from lrlib.proofs.result import Result
from lrlib.proofs.symbols import Elsewhere, Unbound, Unreadable, written
from lrlib.proofs.world import World


def positions(w: World, formula: Formula) -> Iterator[tuple[World, list[Any], list[list[Any]]]]:
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
        values = [side(w) for side in formula.sides]
        alternatives: list[list[Any]] = [[]]
        for condition in formula.conditions:
            alternatives = [old + new for old in alternatives for new in condition(w)]
        if formula.equivalent:
            [side(w) for side in formula.equivalent.sides]
        yield w, values, alternatives
        return
    except Elsewhere:
        return
    except Unbound as need:
        index, first, last = need.index, need.first, need.last
    if first is None or last is None:
        raise Unreadable(f"the index {index} has no range")
    for n in w.places(first, last):
        yield from positions(w.bind(**{index: n}), formula)


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
    return str(expression.subs(names, simultaneous=True))


def entries(a: Any, b: Any, result: Result) -> list[tuple[Any, Any]]:
    """Return the pairs of entries of two sides.

    Parameters
    ----------
    a, b : expression or Matrix
        The sides.
    result : Result
        False if their shapes differ.

    Returns
    -------
    list of (expression, expression)
        Entry by entry; a 0 on the right is meant for all of them.
    """
    p, q = sp.Matrix([a]), sp.Matrix([b])
    if p.shape != q.shape:
        if sp.sympify(b) == 0:
            q = sp.zeros(*p.shape)
        else:
            result.kinds.add("false")
            result.where = f"the shapes differ: {_shape(a)} and {_shape(b)}"
            return []
    return list(zip(p, q, strict=True))


def _shape(value: Any) -> str:
    return " × ".join(map(str, value.shape)) if hasattr(value, "shape") else "a number"


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
    head = [f"{s} = {sizes[s]}" for s in ("K", "m", "n") if s in seen] + [f"{k} = {v}" for k, v in at.items()]
    return f"for {', '.join(head)}{', ' * bool(where)}{where}" if head else f"for {where}"
