r"""Check an update of parameters: a step of some size against a gradient."""

import re

from lrlib.proofs.brackets import split
from lrlib.proofs.lesson import lines
from lrlib.proofs.names import Table
from lrlib.proofs.tokens import tokens
from lrlib.proofs.words import SPACE

SIGN = r"\s*(?::=|\\leftarrow)\s*"
RATES = (r"\alpha", r"\eta", r"\gamma", r"\rho", r"\lambda")


def is_move(text: str) -> bool:
    """Say whether a formula changes a name by something that is made of it.

    Parameters
    ----------
    text : str
        A formula.

    Returns
    -------
    bool
        Whether the name stands on the right again.
    """
    found = re.fullmatch(rf"(.+?){SIGN}(.+)", text)
    return found is not None and _stands(found[1], found[2].split(",")[0])


def flat(text: str) -> str:
    r"""Return an update on several lines as one: its own chain, and behind a comma what else is claimed.

    Parameters
    ----------
    text : str
        A formula.

    Returns
    -------
    str
        As it was, where no update stands first.
    """
    found = lines(text) if r"\begin{aligned}" in text else []
    return ", ".join(found) if found and is_move(found[0]) and r"\text" not in "".join(found[:-1]) else text


def _stands(target: str, latex: str) -> bool:
    """Say whether a name with its indices stands in a formula."""
    signs = tokens(target)
    name = r"\s*".join(re.escape(t) for t in signs)
    before = "" if signs[0][0] == "\\" else r"(?<![A-Za-z\\])"
    return bool(re.search(f"{before}{name}" + r"(?![A-Za-z])" * signs[-1][-1].isalpha(), latex))


def _with_more(right: str) -> tuple[str, str]:
    """Split what is right of an update at the first comma outside brackets, where a claim stands behind it."""
    step, *rest = split(right, ",")
    more = ",".join(rest)
    return (step, f",{more}") if re.search(r"[=<>]|\\[lg]e", more) else (right, "")


def as_claims(text: str, table: Table) -> list[tuple[str, str]]:
    r"""Return what an update claims if it is a step against a gradient, for each cost that may be meant.

    Parameters
    ----------
    text : str
        A formula in the letters of the table, such as ``\theta_j := \theta_j - \alpha (h - y) x_j``.
    table : Table
        Whose letters.

    Returns
    -------
    list of (str, str)
        The cost in words, and the claim; none where it is no update of parameters.
    """
    text, condition = _apart(text)
    found = re.fullmatch(rf"(.+?){SIGN}(.+)", text)
    if not found or not table.w:
        return []
    step, more = _with_more(found[2])
    if re.search(SIGN, more):  # each update is a step against the gradient of one and the same cost
        others = dict(as_claims(re.sub(rf"^,{SPACE}", "", more), table))
        first = as_claims(f"{found[1]} := {step}", table)
        return [(words, f"{claim}, {others[words]}{condition}") for words, claim in first if words in others]
    target, right = (
        found[1].strip(),
        re.sub(rf"(?<![A-Za-z\\])[LE](?=\s*\(\s*{re.escape(table.w)}\s*\))", "J", step),
    )
    name = re.match(r"\\?[A-Za-z]+", target)
    plain = re.sub(r"\s", "", right)
    if not _stands(target, right):
        return []
    newton = _newton(target, step, table)
    if newton:
        return [(words, claim + more + condition) for words, claim in newton]
    if name is None or name[0] not in (table.w, "b", "W") or not plain.startswith(re.sub(r"\s", "", target)):
        return []
    rate = next((r for r in RATES if re.search(re.escape(r) + r"(?![A-Za-z])", right)), "")
    if not rate:
        return []
    sample = re.search(r"\^\{\(([a-z])\)\}", re.sub(r"\\sum.*", "", right))
    at = f"^{{({sample[1]})}}" if sample else ""
    mean = "L" if table.said == "" and table.many else "J"
    summed = _is_sum(table)
    costs = {
        "the loss of one example": rf"\mathcal{{L}}{at}",
        "the mean over the examples": rf"\frac{{1}}{{m}} {mean}" if summed else mean,
        "the sum over the examples": mean if summed else f"m {mean}",
    }
    if rate != r"\lambda" and re.search(r"\\lambda(?![A-Za-z])", right) and not table.many:
        square = rf"{table.w}^\top {table.w}"
        for penalty in (rf"\frac{{\lambda}}{{2 m}} {square}", rf"\frac{{\lambda}}{{2}} {square}"):
            costs[f"the mean over the examples and {penalty}"] = f"{costs['the mean over the examples']} + {penalty}"
    return [
        (
            f"a step against the gradient of {words}",
            rf"{right} = {target} - {rate} \frac{{\partial}}{{\partial {target}}} \left({cost}\right){more}{condition}",
        )
        for words, cost in costs.items()
    ]


def _is_sum(table: Table) -> bool:
    """Say whether J is defined as a sum over the examples, and no mean."""
    return any(d.startswith("J(") and r"\frac{1}{m}" not in d for d in table.definitions)


def _apart(text: str) -> tuple[str, str]:
    """Return an update, and the condition behind it with the word in front."""
    behind = re.search(r"(?:\s|,|\\quad|\\qquad|\\[,;])*\\text\s*\{\s*(?:if|with)(?![A-Za-z])", text)
    return (text[: behind.start()], text[behind.start() :]) if behind else (text, "")


def _newton(target: str, right: str, table: Table) -> list[tuple[str, str]]:
    r"""Return what a chain of such steps claims: each of its sides, of one and the same cost."""
    sides = [_newton_side(target, side, table) for side in split(right, "=")]
    if not all(sides):
        return []
    return [(same[0][0], ", ".join(claim for _, claim in same)) for same in zip(*sides, strict=True)]


def _newton_side(target: str, right: str, table: Table) -> list[tuple[str, str]]:
    r"""Return what a step by an inverse claims: A is the Hessian, and b the gradient.

    Of ``\beta := A^{-1} b``, that b is A \beta minus the gradient; of ``\beta := \beta - A^{-1} b``, that it is it.
    """
    first, sign, rest = "", "", right.strip()
    begun = re.match(rf"{re.escape(target)}\s*([-+])\s*(.*)$", rest)
    if begun:
        first, sign, rest = target, begun[1], begun[2]
    inverse = _inverse_first(rest)
    if inverse is None or table.many or target != table.w:
        return []
    matrix, vector = inverse
    claims = []
    summed = _is_sum(table)
    one, m = (r"\frac{1}{m} ", "") if summed else ("", "m ")
    for words, factor in (("the mean over", one), ("the sum over", m), (r"\ell, the likelihood of", f"-{m}")):
        cost = rf"{factor}\nabla J({table.w})"
        want = (cost if sign == "-" else f"-({cost})") if first else rf"{matrix} {table.w} - ({cost})"
        same = rf"{matrix} = {factor}\nabla^2 J({table.w})"
        claims.append((f"a Newton step for {words} the examples", rf"{same}, {vector} = {want}"))
    return claims


def _inverse_first(text: str) -> tuple[str, str] | None:
    """Return A and b of ``A^{-1} b``; None where no inverse stands first."""
    power = r"\s*\^\s*\{\s*-\s*1\s*\}\s*"
    letter = re.match(rf"(H|\\mathbf\{{H\}}){power}", text)
    if letter:
        return letter[1], text[letter.end() :]
    if not text.startswith("("):
        return None
    depth = 0
    for i, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            behind = re.match(power, text[i + 1 :])
            return (text[1:i], text[i + 1 + behind.end() :]) if behind else None
    return None
