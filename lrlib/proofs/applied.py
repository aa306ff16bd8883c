r"""A probability or a score at other features or another score than those of the line, as in p(x + 1) or h(-z)."""

import re

from lrlib.proofs.brackets import behind
from lrlib.proofs.names import Table
from lrlib.proofs.symbols import Ambiguous, Unreadable
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
    Unreadable
        If several classes have a probability at other features, and none is named.
    """
    if not table.p or ":=" in text:
        return text
    x = next((n for n in ("x", r"\phi") if table.notation.axes.get(n, "").startswith("^")), "x")
    score = next((d.split(":=")[1].strip() for d in table.definitions if d.startswith(f"{table.z} :=")), "")
    names = [n for n in (table.p, table.z, ODDS) if n]
    call = re.compile("|".join(rf"(?:{word(n)})(?=\s*\()" for n in names))
    if table.many:
        text = _softmaxes(text, table)
    out, place = "", 0
    while found := call.search(text, place):
        start = text.index("(", found.end()) + 1
        end = behind(text, start)
        inside = text[start : end - 1]
        value = _score(inside, x, table, score, found[0])
        if value is not None and table.many:
            raise Unreadable(
                f"{found[0]} at other features is written with its class, as in {found[0]}_k({inside.strip()})"
            )
        if value is None:
            out, place = out + text[place:start], start
            continue
        outer = {table.p: rf"\sigma({value})", ODDS: rf"e^{{{value}}}"}.get(found[0], f"({value})")
        out, place = f"{out}{text[place : found.start()]}{outer}", end
    return out + text[place:]


def _softmaxes(text: str, table: Table) -> str:
    """Write out the probability of a class at another score, as in softmax(z + c)_k."""
    p, z = word(table.p), word(table.z)
    index = r"\s*_\s*(?:\{\s*([a-z])\s*\}|([a-z]))"
    calls = ((rf"{p}{index}\s*\(", ""), (r"\\operatorname\{softmax\}\s*\(", index))
    other = next((n for n in "lqr" if not re.search(word(n), text)), "l")
    for before, after in calls:
        place = 0
        while found := re.compile(before).search(text, place):
            end, place = behind(text, found.end()), found.end()
            inside = text[place : end - 1]
            at = re.compile(after).match(text, end)
            if (
                at is None
                or _names(inside) - {"c", "a", "b", "s", "t"} != {table.z}
                or not re.search(r"[-+\d]", inside)
            ):
                continue
            if re.search(r"[_=,]", inside):
                continue
            k = next(n for n in (*found.groups(), *at.groups()) if n)
            top, bottom = (re.sub(z, rf"{table.z}_{i} ".replace("\\", r"\\"), inside) for i in (k, other))
            written = rf"\frac{{\exp({top})}}{{\sum_{{{other}=1}}^{{K}} \exp({bottom})}}"
            text = f"{text[: found.start()]}{written} {text[at.end() :]}"
    return text


def _score(inside: str, x: str, table: Table, score: str, name: str) -> str | None:
    """Return the score at what stands in brackets; None where that is a product, or what the line speaks of anyway."""
    names = _names(inside)
    if re.search(r",|\\mid|[|;=]", inside) or not re.search(r"[-+\d/]|\\(?:cdot|frac|top)", inside):
        return None
    if names == {x} and re.search(rf"{word(x)}\s*_", inside):
        product = rf"{name} \cdot ({inside.strip()})"
        raise Ambiguous(f"{name}({inside.strip()}) may be {name} at other features, or the product: write {product}")
    if names and names <= {table.w, "b"} and "_" in inside:
        meant = f"{name} at a number, or the product: write {name} \\cdot, or x = … behind \\text{{if }}"
        raise Ambiguous(f"{name}({inside.strip()}) may be {meant}")
    if names == {x} and "'" not in inside:
        return re.sub(word(x), lambda _: f"({inside.strip()})", score)
    if re.search(r"[_']|\^\s*\{\(", inside):
        return None
    if name != table.z and (names == {table.z} or ({table.w, x} <= names <= {table.w, x, "b", r"\top", "T", r"\cdot"})):
        return inside.strip()
    return None


def _names(text: str) -> set[str]:
    plain = re.sub(r"\\(?:frac|left|right|,|cdot)(?![A-Za-z])", " ", text)
    return set(re.findall(r"\\[A-Za-z]+|[A-Za-z]", plain))
