r"""Read what stands between two signs: cases, matrices, norms and absolute values."""

from typing import Any

import sympy as sp

from lrlib.proofs.expressions import command, read_chain, read_sum
from lrlib.proofs.phrases import Phrase, compare, constant
from lrlib.proofs.symbols import Unreadable
from lrlib.proofs.tokens import Scan, text
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
    return lambda w: sp.Piecewise(*((value(w), when(w)) for value, when in rows))


def _case(s: Scan) -> Phrase:
    words = s.take()
    if "otherwise" in words:
        return constant(sp.true)
    if text(words) not in ("if", "when"):
        raise Unreadable(f"a case begins with {words}")
    (a, b), (relation,), _ = read_chain(s)
    met = [False]
    s.cases.append(met)

    def holds(w: World) -> Any:
        out = compare(relation, a(w), b(w))
        met[0] = met[0] or out != sp.false
        return out

    return holds


# -------------------------------------------------------------- conditions


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
        (a, b), (relation,), _ = read_chain(s)
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
