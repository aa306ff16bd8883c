"""Entropies and divergences of two distributions, each by one name."""

import re

from lrlib.proofs.symbols import Unreadable

SIGNS = (  # in a line that is about two distributions and nothing else
    r"\\(?:log|ln|le|ge|leq|geq|neq?|frac|tfrac|cdot|sum|sqrt|left|right|l?r?[vV]ert|bigl?|bigr?|mid|parallel|in|quad|"
    r"operatorname|mathrm|text|implies|lor|land)(?![A-Za-z])|KL|Hp|Hq|Hr|[pqPQHKDkxije]"
)
OTHERS = re.compile(  # letters for a distribution that may be one of two classes, or of labels
    r"(?<![A-Za-z\\{])H\s*[(\[]\s*(\\hat\s*\{?\s*[yp]\s*\}?|y|t|\\pi|\\mu)\s*[)\]]"
)


def divergences(latex: str) -> str:
    r"""Write entropies and divergences of two distributions by one name each, and their values with an index.

    Parameters
    ----------
    latex : str
        A formula.

    Returns
    -------
    str
        With ``\\operatorname{KL}`` for ``D_{KL}(p \\| q)``; as it was, where it speaks of none.
    """
    font = r"(?:\\(?:mathrm|text|operatorname|mathbb)\s*\{\s*)?"
    kl = rf"(?:D|\\mathrm\{{D\}}|\\operatorname\{{D\}})?\s*_?\s*\{{?\s*{font}KL\s*\}}?\s*\}}?"
    mid = r"\s*(?:\\[,;!:]\s*)?(?:\\(?:middle)?\s*\\?\||\|\|?|\\parallel|\\Vert|,|;|\\mid)\s*(?:\|\s*)?(?:\\[,;!:]\s*)?"
    sides = r"\s*(?:\\left|\\big|\\bigl)?\s*[(\[]\s*([pPqQ])"
    out = re.sub(rf"{kl}{sides}{mid}([pPqQ])\s*(?:\\right|\\bigr?)?\s*[)\]]", _divergence, latex)
    two = rf"(?<![A-Za-z\\{{])H{sides}\s*,\s*([pPqQ])\s*[)\]]"
    alone = not re.search(r"[A-Za-z]", re.sub(SIGNS, "", re.sub(r"\\text\s*\{[^{}]*\}", "", latex)))
    crossed = {"pq": r"\operatorname{Hc} " if alone else "H ", "qp": r"\operatorname{Hr} "}
    out = re.sub(two, lambda m: crossed.get((m[1] + m[2]).lower(), m[0]), out)
    entropies = out != latex
    out = re.sub(rf"(?<![A-Za-z\\{{])H{sides}\s*[)\]]", lambda m: rf"\operatorname{{H{m[1].lower()}}} ", out)
    if not entropies and (out == latex or not (alone or re.search(r"\\log|\\ln", latex))):
        return latex
    out = re.sub(r"\\mathbb\{?E\}?\s*_\s*\{?\s*(?:x\s*\\sim\s*)?([pPqQ])\s*(?:\(x\))?\s*\}?", r"\\sum_k \1_k ", out)
    out = re.sub(
        r"\\sum\s*(?:\\limits)?_\s*(?:\{\s*x(?:\s*\\in\s*\\?[A-Za-z]+(?:\s*\{\w\})?)?\s*\}|x)", r"\\sum_k ", out
    )
    out = re.sub(
        r"(?<![A-Za-z\\])([pPqQ])\s*\(\s*([xi])\s*\)", lambda m: f"{m[1]}_{'k' if m[2] == 'x' else m[2]} ", out
    )
    return re.sub(r"(?<![A-Za-z\\])([PQ])(?=\s*_)", lambda m: m[1].lower(), out)


def _divergence(m: re.Match[str]) -> str:
    order = (m[1] + m[2]).lower()
    return {"pq": r"\operatorname{KL} ", "qp": r"\operatorname{KLr} "}.get(order, m[0])


def refuse_entropies(latex: str) -> None:
    r"""Refuse H(\\hat{y}): H is a Hessian or a loss beside letters of a model, and the entropy has no letter.

    Parameters
    ----------
    latex : str
        A formula.

    Raises
    ------
    Unreadable
        With what to write.
    """
    found = OTHERS.search(latex)
    if found is not None and ":=" not in latex:
        name = found[1].strip()
        written = rf"-\sum_k {name}_k \log {name}_k"
        raise Unreadable(f"{found[0]} may be an entropy, of which p and q are the letters: write {written} for it")
