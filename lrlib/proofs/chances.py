r"""Write a probability by the letter that a table has for it: ``P(y = 1 \mid x; \theta)`` is h."""

import re

from lrlib.proofs.brackets import closing
from lrlib.proofs.symbols import Unreadable

NAME = r"(?:\\Pr|\\mathbb\{P\}|\\mathrm\{P\}|\\hat\{P\}|\\hat\{p\}|P|p|Pr)"
SIGN = rf"(?<![A-Za-z\\]){NAME}\s*(?:_\s*\{{?\s*\\?[A-Za-z]+\s*\}}?)?\s*"
LABEL = r"(?:[yYGtT]|\\math(?:bf|sf)\{[yYtT]\}|\\vec\{?\s*[yt]\s*\}?)"
SAMPLE = re.compile(r"\^\s*\{?\(?\s*([in])\s*\)?\}?|_\s*\{?([in])\}?(?![A-Za-z])")


def by_letter(latex: str, h: str, w: str, many: bool, own: bool = True, other: str = "0") -> str:
    """Write each probability of a label by its letter.

    Parameters
    ----------
    latex : str
        A formula.
    h : str
        The letter of the probability.
    w : str
        The letter of the weights.
    many : bool
        Whether there are several classes.
    own : bool
        Whether P is the probability of the label that is there, and L that of all.
    other : str
        The label that is not 1.

    Returns
    -------
    str
        Without those that are known.
    """
    out, place = "", 0
    whole = bool(re.search(r"\\(?:prod|sum)(?![A-Za-z])|(?<![A-Za-z\\])E(?![A-Za-z])", latex))
    for found in re.finditer(SIGN + r"\(", latex):
        if found.start() < place:
            continue
        end = closing(latex, found.end())
        if end is None:
            continue
        letter = _letter(latex[found.end() : end], h, w, many, own, whole, other)
        if letter is None:
            continue
        out += latex[place : found.start()] + letter + " "
        place = end + 1
    return out + latex[place:]


def refuse_ordered(latex: str) -> None:
    r"""Refuse a line with the chance that a label is at most j, which is of another model.

    Parameters
    ----------
    latex : str
        A formula, and what is given for it.

    Raises
    ------
    Unreadable
        With what to write.
    """
    label = r"[yYG]\s*(?:_\s*\{?\s*[in]\s*\}?)?"
    if re.search(SIGN + rf"\(\s*{label}\s*(?:[<>]|\\(?:le|ge|leq|geq)(?![A-Za-z]))", latex):
        raise Unreadable(
            r"P(Y \le j) is of a model of ordered classes, which is not read: write \sigma(a - \beta^\top x) for it, "
            r"with a for \alpha_j, and 1 - \sigma(a - \beta^\top x) for P(Y > j)"
        )


def _letter(inside: str, h: str, w: str, many: bool, own: bool, whole: bool, other: str) -> str | None:
    """Return what stands for P(inside), or None if that is not known; `whole` says that all examples are spoken of."""
    event, *given = re.split(r"\\mid|\\vert|\||;", inside, maxsplit=1)
    sample = next((a or b for a, b in SAMPLE.findall(event)), None)
    if sample is None and given:
        sample = next((a or b for a, b in SAMPLE.findall(re.sub(r"\\?theta|\\beta", "", given[0]))), None)
    at = f"^{{({sample})}}" if sample else ""
    if given and not _of_the_model(given[0], w):
        return None
    value = re.fullmatch(rf"\s*{LABEL}\s*(?:[\^_]\s*\{{?\(?\s*[in]\s*\)?\}}?)?\s*=\s*(-\s*1|[a-z0-9])\s*", event)
    value = value or re.fullmatch(r"\s*(?:\\mathcal\{C\}|C)\s*_\s*\{?\s*([a-z0-9])\s*\}?\s*", event)
    hot = re.fullmatch(r"\s*[yYtT]_\s*\{?\s*([a-z])\s*\}?\s*=\s*1\s*", event)
    if hot and many:
        return f"{h}_{hot[1]}"
    label = re.fullmatch(rf"\s*{LABEL}\s*(?:[\^_]\s*\{{?\(?\s*[in]\s*\)?\}}?)?\s*", event)
    if value and many:
        return rf"{h}_{value[1]}{at}" if value[1].isalpha() else None
    if value and value[1] == "1":
        return h + at
    if value and value[1].replace(" ", "") == (other if "C" not in event else "2"):
        return f"(1 - {h}{at})"
    if label and given and own and many:
        all_of_them = re.fullmatch(rf"\s*{re.escape(w)}\s*", given[0]) and re.search(r"[TY]|\\vec|\\math[bs]f", event)
        return f"L({w})" if all_of_them else None
    if label and given and own:
        whole = whole and not sample and bool(re.fullmatch(rf"\s*{re.escape(w)}\s*", given[0]))  # and nothing of x
        whole |= bool(re.search(r"\\vec|\\math[bs]f", event))
        whole |= not sample and bool(re.search(r"(?<![A-Za-z\\])X(?!\s*=)", given[0]))
        return f"L({w})" if whole else f"P{at}"
    return None


def _of_the_model(given: str, w: str) -> bool:
    """Say whether what a probability is given are features and weights as they are, and nothing else."""
    at = r"(?:_\s*\{?\s*[in]\s*\}?|\^\s*\{?\s*\(?\s*[in]\s*\)?\s*\}?)?"
    features = rf"(?:X|Y|G|x|\\phi|\\vec\{{?\s*x\s*\}}?){at}(?:\s*=\s*x{at})?"
    weights = rf"(?:{re.escape(w)}|W|b|\\mathbf\{{w\}}|\\Theta)"
    return all(re.fullmatch(rf"\s*(?:{features}|{weights})\s*", part) for part in re.split(r"[,;]|\\mid|\|", given))
