r"""Write a formula in the letters of a table: functions without their parameters, losses by one name, indices in place."""

import re

from lrlib.proofs.authors import Table
from lrlib.proofs.chances import by_letter
from lrlib.proofs.examples import above, vectors
from lrlib.proofs.spelling import classes_up_to_k, one_number, spelt, word

LOSS = r"(?:(?<![A-Za-z\\{])[LCEJH]|\\ell|\\mathcal\{[LEJ]\}|\\operatorname\{(?:loss|Cost|cost|BCE|CE|NLL)\}|\\xi)"
KINDS = r"_\s*\{?\s*(?:\\text\s*\{\s*|\\operatorname\s*\{\s*)?(?:CE|BCE|NLL|log|cross|logistic|softmax|MLE)\s*\}?\s*\}?"
DOTS = r"\s*(?:\\cdots|\\dots|\\ldots|\\dotsb|\\dotsc|\.\.\.)\s*"


def in_letters(latex: str, table: Table, own: bool) -> str:
    r"""Return a formula in the letters of a table.

    Parameters
    ----------
    latex : str
        A formula as it was written.
    table : Table
        Whose.
    own : bool
        Whether it is a table of this book, whose functions keep their subscripts.

    Returns
    -------
    str
        The same formula.
    """
    notation = table.notation
    text = spelt(latex, {*notation.axes, *notation.rows})
    text = _listed(text, table)
    if table.p:
        text = by_letter(text, table.p, table.w, table.many, "P" in notation.axes and not own)
    if table.p and not own:
        text = _functions(text, table)
        text = _losses(text, table)
    if table.many:
        text = _of_classes(text, table)
    text = above(text, notation)
    text = vectors(text, notation)
    if table.many or not table.p:
        text = classes_up_to_k(text)
    text = _columns(text, table)
    return one_number(text)


def _listed(text: str, table: Table) -> str:
    """Write out what dots stand for: x_1, ..., x_n is x, and f(x_1) + ... + f(x_n) a sum."""
    letter = r"(\\?[A-Za-z]+)"
    text = re.sub(rf"\(\s*{letter}_\{{?1\}}?\s*,(?:\s*\1_\{{?2\}}?\s*,)?{DOTS},\s*\1_\{{?[A-Za-z]\}}?\s*\)", r"(\1)", text)
    for last in ("n", "K", "N", "m", "p", "d", "k", "D"):
        term = r"((?:[^-+=(){},]|\([^()]*\)|\{[^{}]*\})+?)"
        pattern = rf"{term}\s*\+(?:[^-+=]*\+)?{DOTS}\+\s*((?:[^-+=(){{}},]|\([^()]*\)|\{{[^{{}}]*\}})+)"
        for found in re.finditer(pattern, text):
            first, final = found[1].strip(), found[2].strip()
            general = re.sub(rf"_(?:\{{{last}\}}|{last})(?![A-Za-z])", "_j", final)
            if general != final and _squeezed(re.sub(r"_j", "_1", general)) == _squeezed(first):
                return text.replace(found[0], rf" \sum_j {general}", 1)
    return text


def _squeezed(text: str) -> str:
    return re.sub(r"[\s{}]", "", text)


def _functions(text: str, table: Table) -> str:
    """Drop the parameters that stand below the letter of a function: h_\\theta is h."""
    weights = r"\\theta|\\beta|\\?w|\\mathbf\{w\}"
    return re.sub(
        rf"({re.escape(table.p)}|(?<![A-Za-z\\])[hfp])\s*_\s*\{{?\s*(?:{weights})(?:\s*,\s*b)?\s*\}}?(?=\s*[(),=^\s]|$)",
        lambda _: table.p + " ",
        text,
    )


def _losses(text: str, table: Table) -> str:
    r"""Call the loss of an example \mathcal{L}, whatever it is called, with or without what it is a function of."""
    text = re.sub(rf"({LOSS})\s*{KINDS}", r"\1 ", text)
    out, place = "", 0
    for found in re.finditer(rf"{LOSS}\s*\(", text):
        end = found.end()
        depth = 1
        while end < len(text) and depth:
            depth += (text[end] == "(") - (text[end] == ")")
            end += 1
        inside = text[found.end() : end - 1]
        if found.start() < place:
            continue
        about = "," in inside and re.search(word(table.y), inside)
        weights = re.fullmatch(rf"\s*{re.escape(table.w)}\s*(?:,\s*b\s*)?", inside)
        if about:
            sample = re.search(r"\^\s*\{?\(([in])\)\}?|_\{?([in])\}?(?![A-Za-z])", inside)
            at = f"^{{({sample[1] or sample[2]})}}" if sample and not (table.many and sample[2]) else ""
            out += text[place : found.start()] + rf"\mathcal{{L}}{at} "
            place = end
        elif weights and r"\mathcal" in found[0]:
            out += text[place : found.start()] + r"\mathcal{L} "
            place = end
    text = out + text[place:]
    alone = [n for n in ("L", "C", "E", r"\xi", r"\ell") if not re.search(re.escape(n) + r"\s*\(", text)]
    if re.search(r"\^\s*\{\(|\\sum_\{?[in](?![A-Za-z])|[NX]|\\Phi", text):
        alone = [n for n in alone if n in ("L", "C")]
    if table.w == r"\beta" or (table.w == r"\theta" and r"\ell" in alone and not table.many):
        alone = [n for n in alone if n != r"\ell"]
    taken = {table.y, table.p, table.z, table.w}
    for n in alone:
        if n not in taken:
            text = re.sub(rf"{word(n)}(?!\s*_)", lambda _: r"\mathcal{L} ", text)
    return text


def _of_classes(text: str, table: Table) -> str:
    """Write indicators, weights and softmaxes of classes with an index below."""
    text = re.sub(r"(\\theta|\\beta|(?<![A-Za-z\\])w)\s*\^\s*\{\s*\(?\s*([a-z0-9])\s*\)?\s*(\\top|T)?\s*\}", _below, text)
    text = re.sub(r"([zoasf])\s*\^\s*\{?\(?([ijkl])\)?\}?(?=[^)]|$)", lambda m: m[0], text)
    z = word(table.z)
    soft = r"\\operatorname\{softmax\}\s*"
    text = re.sub(rf"(?:\\sigma|(?<![A-Za-z\\])[Ss])\s*\(\s*{z}\s*\)\s*_", lambda _: rf"\operatorname{{softmax}}({table.z})_", text)
    text = re.sub(
        rf"(?:{soft}|(?<![A-Za-z\\])[Ss]|\\sigma)\s*\(\s*{z}\s*_\s*\{{?\s*([a-z])\s*\}}?\s*\)(?=\s*=\s*\\frac)",
        lambda m: rf"\operatorname{{softmax}}({table.z})_{m[1]} ",
        text,
    )
    return text


def _below(m: re.Match[str]) -> str:
    return rf"{m[1]}_{m[2]}" + r"^\top " * bool(m[3])


def _columns(text: str, table: Table) -> str:
    """Let a sum over columns run over all of them, whatever their number is called."""
    if not table.p:
        return text
    w = re.escape(table.w)
    for index in "jkli":
        spoken = re.search(rf"(?:{w}|(?<![A-Za-z\\])x|\\phi)_\{{?\s*{index}(?![A-Za-z])", text)
        if spoken and not table.many:
            text = re.sub(
                rf"(\\sum)_\{{\s*{index}\s*=\s*[01]\s*\}}\s*\^\s*(?:\{{\s*[ndpDM]\s*(?:-\s*1)?\s*\}}|[ndpDM])", rf"\1_{index}", text
            )
    return text
