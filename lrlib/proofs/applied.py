r"""A probability or a score at other features or another score than those of the line, as in p(x + 1) or h(-z)."""

import re

from lrlib.proofs.losses import closed
from lrlib.proofs.names import Table
from lrlib.proofs.symbols import Ambiguous
from lrlib.proofs.words import word

ODDS = r"\operatorname{odds}"


def at_others(text: str, table: Table) -> str:
    r"""Return a formula with what its probability is at other features, by the definition of the score.

    Parameters
    ----------
    text : str
        A formula in the letters of a table.
    table : Table
        Whose letters.

    Returns
    -------
    str
        With ``\sigma(\beta_0 + \beta_1 (x+1))`` for ``p(x+1)``; as it was, where nothing of that kind stands there.

    Raises
    ------
    Ambiguous
        If single features stand in the brackets, as in h(x_1 + x_2).
    """
    if not table.p or ":=" in text:
        return text
    x = next((n for n in ("x", r"\phi") if table.notation.axes.get(n, "").startswith("^")), "x")
    score = next((d.split(":=")[1].strip() for d in table.definitions if d.startswith(f"{table.z} :=")), "")
    names = [n for n in (table.p, table.z, ODDS) if n]
    call = re.compile("|".join(rf"(?:{word(n)})(?=\s*\()" for n in names))
    out, place = "", 0
    while found := call.search(text, place):
        start = text.index("(", found.end()) + 1
        end = closed(text, start)
        inside = text[start : end - 1]
        value = _score(inside, x, table, score, found[0])
        value = None if table.many else value
        if value is None:
            out, place = out + text[place:start], start
            continue
        outer = {table.p: rf"\sigma({value})", ODDS: rf"e^{{{value}}}"}.get(found[0], f"({value})")
        out, place = f"{out}{text[place : found.start()]}{outer}", end
    return out + text[place:]


def _score(inside: str, x: str, table: Table, score: str, name: str) -> str | None:
    """Return the score at what stands in brackets; None where that is a product, or what the line speaks of anyway."""
    names = _names(inside)
    if re.search(r",|\\mid|[|;=]", inside) or not re.search(r"[-+\d/]|\\(?:cdot|frac|top)", inside):
        return None
    if names == {x} and re.search(rf"{word(x)}\s*_", inside):
        product = rf"{name} \cdot ({inside.strip()})"
        raise Ambiguous(f"{name}({inside.strip()}) may be {name} at other features, or the product: write {product}")
    if re.search(r"[_']|\^\s*\{\(", inside):
        return None
    if names == {x}:
        return re.sub(word(x), lambda _: f"({inside.strip()})", score)
    if name != table.z and (names == {table.z} or ({table.w, x} <= names <= {table.w, x, "b", r"\top", "T", r"\cdot"})):
        return inside.strip()
    return None


def _names(text: str) -> set[str]:
    plain = re.sub(r"\\(?:frac|left|right|,|cdot)(?![A-Za-z])", " ", text)
    return set(re.findall(r"\\[A-Za-z]+|[A-Za-z]", plain))
