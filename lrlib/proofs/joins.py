r"""Read what joins many terms: ``\sum``, ``\prod``, ``\max``, ``\arg\max`` and ``\arg\min``."""

import re
from collections.abc import Callable, Sequence
from operator import add
from typing import Any

import sympy as sp

from lrlib.proofs.expressions import command, read_group, read_product, read_sum
from lrlib.proofs.phrases import Phrase
from lrlib.proofs.scan import Scan
from lrlib.proofs.symbols import ArgMax, Unbound, Unreadable, total
from lrlib.proofs.world import World

JOIN: dict[str, Callable[[Sequence[Any]], Any]] = {
    r"\sum": lambda values: total(values, add),
    r"\prod": lambda values: sp.Mul(*values),
    r"\max": lambda values: sp.Max(*values),
    r"\arg\max": lambda values: ArgMax(*values),
    r"\arg\min": lambda values: ArgMax(*(-value for value in values)),
}
LONGEST = 1000  # terms of a sum


@command(*JOIN)
def _join(s: Scan, token: str) -> Phrase:
    if s.next in ("_", "^") or token.startswith(r"\arg"):
        return _over_an_index(s, token)
    if token != r"\max":
        raise Unreadable(rf"{token} without an index: write over what it runs, as in {token}_{{i=1}}^{{m}}")
    s.take("(")
    inside = [read_sum(s)]
    while s.skip(","):
        inside.append(read_sum(s))
    s.take(")")
    return lambda w: sp.Max(*(part(w) for part in inside))


def _limit(s: Scan) -> Phrase:
    """Read an upper limit; where it is K alone, K is not what the formula speaks of."""
    before, spoken = list(s.tokens), set(s.subjects)
    high = read_group(s)
    if len([t for t in before[: len(before) - len(s.tokens)] if t not in ("{", "}")]) == 1:
        s.subjects = spoken
    return high


def _over_an_index(s: Scan, token: str) -> Phrase:
    r"""Read ``\sum_{j=1}^{K}``, ``\sum_{j \neq k}``, ``\max_j`` or ``\arg\max_k``, and its body."""
    before = list(s.tokens)
    high: Phrase | None = None
    if s.skip("^"):
        high = _limit(s)
    s.take("_")
    braces = s.skip("{")
    index = s.take()
    low: Phrase | None = None
    other: Phrase | None = None
    if s.skip("=", r"\ge"):
        low = read_sum(s)
    elif s.skip(r"\neq"):
        other = read_sum(s)
    if braces:
        s.take("}")
    if high is None and s.skip("^"):
        high = _limit(s)
    if index in s.running:
        raise Unreadable(f"{index} runs already: a {token} within another needs an index of its own")
    s.running.append(index)
    body = read_product(s)
    s.running.pop()
    written = _letters(before[: len(before) - len(s.tokens) + 1])

    def terms(w: World) -> Any:
        inside, known = w.without(index), len(w.partial)
        try:
            size = None if high is None else high(w)
            if size is None:
                body(inside)
                if w.knows(index):
                    raise Unreadable(
                        f"{token} over {index}, which is no index here: write a bound that holds for all of them"
                    )
                raise Unreadable(f"{index} does not occur under its {token}")
        except Unbound as need:
            if high is not None or need.index != index:
                raise
            first, size = need.first, need.last
            del w.partial[known:]
        else:
            first = 1
        first = low(w) if low else first
        if any(sp.sympify(v).is_integer is False for v in (first, size)):
            raise Unreadable(f"{index} runs from {first} to {size}: whole numbers are wanted")
        if token in (r"\sum", r"\prod") and sp.sympify(size).is_Integer and size > LONGEST:
            raise Unreadable(f"{token} to {size} is too long to be written out")
        try:
            hole = None if other is None else other(w)
        except Unbound as need:
            raise Unbound(need.index, first, size) from None
        return w.over(token, JOIN[token], body, index, first, size, hole)

    def once(w: World) -> Any:
        here = [(i, p) for i, p in w.at.items() if w.everywhere or i in written]
        return w.once((terms, tuple(sorted(here, key=str)), w.sample), lambda: terms(w))

    return once


def _letters(tokens: Sequence[str | None]) -> set[str]:
    """Return all that may be an index in some tokens."""
    return {letter for t in tokens if t for letter in (t, *re.sub(r"\\[A-Za-z]+", "", t))}
