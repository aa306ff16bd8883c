r"""Read what stands between two signs: cases, matrices, norms and absolute values."""

from typing import Any

import sympy as sp

from lrlib.proofs.expressions import command, read_chain, read_sum
from lrlib.proofs.phrases import Phrase, compare, constant
from lrlib.proofs.scan import Scan
from lrlib.proofs.symbols import Unreadable
from lrlib.proofs.tokens import is_words, text
from lrlib.proofs.world import World


@command(r"\begin{cases}", r"\begin{bmatrix}")
def _table(s: Scan, token: str) -> Phrase:
    rows: list[list[Phrase]] = [[]]
    end = token.replace("begin", "end")
    while not s.skip(end):
        if token == r"\begin{cases}" and rows[-1]:
            rows[-1].append(_case(s))
        else:
            rows[-1].append(read_sum(s))
        if not s.skip("&") and s.skip(r"\\"):
            rows.append([])
    if token == r"\begin{bmatrix}":
        return lambda w: sp.Matrix([[cell(w) for cell in row] for row in rows])

    def cases(w: World) -> Any:
        pairs: list[tuple[Any, Any]] = []
        for value, when in rows:
            before = len(w.partial)
            here, holds = value(w), when(w)
            w.partial.within_cases(before, [first for _, first in pairs], holds)
            pairs.append((here, holds))
        for i, (a, first) in enumerate(pairs):
            if any(first == second and a != b for b, second in pairs[:i]) and first not in (sp.true, sp.false):
                raise Unreadable(f"two cases hold at once, where {first}, and they differ")
        return sp.Piecewise(*pairs)

    return cases


def _case(s: Scan) -> Phrase:
    words = s.take() if is_words(s.next) else r"\text{if}"  # & y = 1
    if "otherwise" in words:
        return constant(sp.true)
    if text(words) not in ("if", "when"):
        raise Unreadable(f"a case begins with {words}")
    a, relation, b = _one_relation(s)
    met = [False]
    s.cases.append(met)

    def holds(w: World) -> Any:
        out = compare(relation, a(w), b(w))
        met[0] = met[0] or out != sp.false
        return out

    return holds


# -------------------------------------------------------------- conditions


def _one_relation(s: Scan) -> tuple[Phrase, str, Phrase]:
    sides, relations, _ = read_chain(s)
    if len(relations) != 1:
        raise Unreadable(f"one relation is wanted in a case or a set, {len(relations)} are there")
    return sides[0], relations[0], sides[1]


@command(r"\mathbb{1}", r"\mathbb{I}", r"\mathbf{1}")
def _indicator(s: Scan, token: str) -> Phrase:
    r"""Read ``\mathbb{1}\{y = k\}``; of a one-hot y it is y_k."""
    s.skip("_")
    end = {r"\{": r"\}", "[": "]", "(": ")", "{": "}"}.get(s.take())
    if end is None:
        raise Unreadable(rf"{token} is read before \{{…\}}")
    a, relation, b = _one_relation(s)
    s.take(end)

    def value(w: World) -> Any:
        left, right = a(w), b(w)
        if isinstance(left, sp.MatrixBase) and left.cols == 1 and relation == "=" and not hasattr(right, "shape"):
            return left[int(right) - 1]
        return sp.Piecewise((1, compare(relation, left, right)), (0, True))

    return value


@command("|", r"\lVert")
def _bars(s: Scan, token: str) -> Phrase:
    r"""Read ``|z|``, ``|\{i : a = b\}|`` or ``\lVert w \rVert``."""
    if token == r"\lVert":
        inside = read_sum(s)
        s.take(r"\rVert")
        return lambda w: sp.sqrt(sum(v**2 for v in sp.Matrix([inside(w)])))
    if s.skip(r"\{"):
        index = s.take()
        s.take(":")
        a, relation, b = _one_relation(s)
        s.take(r"\}"), s.take("|")
        return lambda w: sum(
            sp.Piecewise((1, compare(relation, a(v), b(v))), (0, True))
            for v in (w.bind(**{index: i}) for i in w.range("m"))
        )
    s.bars += 1
    inside = read_sum(s)
    s.bars -= 1
    s.take("|")
    return lambda w: sp.Abs(inside(w))
