r"""Check an update of parameters: a step of some size against a gradient."""

import re

from lrlib.proofs.authors import Table

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
    return [
        (
            f"a step against the gradient of {words}",
            rf"{right} = {target} - {rate} \frac{{\partial}}{{\partial {target}}} \left({cost}\right)",
        )
        for words, cost in costs.items()
    ]
