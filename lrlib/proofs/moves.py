r"""Check an update of parameters: a step of some size against a gradient."""

import re

from lrlib.proofs.names import Table

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
    return found is not None and re.sub(r"\s", "", found[1]) in re.sub(r"\s", "", found[2].split(",")[0])


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
    found = re.fullmatch(rf"(.+?){SIGN}(.+)", text)
    if not found or not table.w:
        return []
    target, right = (
        found[1].strip(),
        re.sub(rf"(?<![A-Za-z\\])[LE](?=\s*\(\s*{re.escape(table.w)}\s*\))", "J", found[2]),
    )
    name = re.match(r"\\?[A-Za-z]+", target)
    plain = re.sub(r"\s", "", right)
    if re.sub(r"\s", "", target) not in re.sub(r"\s", "", right):
        return []
    newton = _newton(target, found[2], table)
    if newton:
        return newton
    if name is None or name[0] not in (table.w, "b", "W") or not plain.startswith(re.sub(r"\s", "", target)):
        return []
    rate = next((r for r in RATES if re.search(re.escape(r) + r"(?![A-Za-z])", right)), "")
    if not rate:
        return []
    sample = re.search(r"\^\{\(([a-z])\)\}", re.sub(r"\\sum.*", "", right))
    at = f"^{{({sample[1]})}}" if sample else ""
    mean = "L" if table.said == "" and table.many else "J"
    costs = {
        "the loss of one example": rf"\mathcal{{L}}{at}",
        "the mean over the examples": mean,
        "the sum over the examples": f"m {mean}",
    }
    if rate != r"\lambda" and re.search(r"\\lambda(?![A-Za-z])", right) and not table.many:
        square = rf"{table.w}^\top {table.w}"
        for penalty in (rf"\frac{{\lambda}}{{2 m}} {square}", rf"\frac{{\lambda}}{{2}} {square}"):
            costs[f"the mean over the examples and {penalty}"] = f"{mean} + {penalty}"
    return [
        (
            f"a step against the gradient of {words}",
            rf"{right} = {target} - {rate} \frac{{\partial}}{{\partial {target}}} \left({cost}\right)",
        )
        for words, cost in costs.items()
    ]


def _newton(target: str, right: str, table: Table) -> list[tuple[str, str]]:
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
    for words, factor in (("the mean over", ""), ("the sum over", "m "), (r"\ell, the likelihood of", "-m ")):
        cost = rf"{factor}\nabla J({table.w})"
        want = ("" if sign == "-" else "-") + cost if first else rf"{matrix} {table.w} - {cost}"
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
