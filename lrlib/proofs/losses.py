"""A loss by one name, whatever its arguments: those of an example, or the weights."""

import re

from lrlib.proofs.brackets import behind
from lrlib.proofs.names import Table
from lrlib.proofs.notation import OF_ALL, OF_ONE
from lrlib.proofs.signs import has
from lrlib.proofs.symbols import Ambiguous, Unreadable
from lrlib.proofs.words import word

LOSS = r"(?:(?<![A-Za-z\\{])[LCEJH]|\\ell|\\mathcal\{[LEJ]\}|\\operatorname\{(?:loss|Cost|cost|BCE|CE|NLL)\}|\\xi)"
KIND = r"(?:CE|BCE|NLL|ce|bce|nll|\\?log|cross|logistic|softmax|MLE)"
KINDS = rf"_\s*(?:\{{\s*{KIND}\s*\}}|\{{\s*\\[a-z]+\s*\{{\s*{KIND}\s*\}}\s*\}}|\\[a-z]+\s*\{{\s*{KIND}\s*\}}|{KIND})"

LIKELIHOOD = r"_\s*[{\sa-z\\]*(?:log\b|MLE)"


def losses(text: str, table: Table) -> str:
    r"""Call the loss of an example \mathcal{L}, whatever it is called, with or without what it is a function of.

    Parameters
    ----------
    text : str
        A formula in the letters of a table.
    table : Table
        Whose letters.

    Returns
    -------
    str
        The same formula.
    """
    if table.likelihood:  # a cross-entropy is a loss there, too
        text = re.sub(rf"\\ell\s*(?!{LIKELIHOOD}){KINDS}", lambda _: r"\mathcal{L} ", text)
    text = re.sub(rf"({LOSS})\s*{KINDS}", r"\1 ", text)
    text = re.sub(r"(?<![A-Za-z\\])d\s*L(?![A-Za-z])", r"d\\mathcal{L} ", text)
    text = re.sub(r"(?<![A-Za-z\\])H\s*\(\s*p_([in])\s*,\s*q_\1\s*\)", r"\\mathcal{L}^{(\1)} ", text)
    if table.many:
        text = true_class(text, table)
    if "-1" in "".join(table.holds) and not table.likelihood and re.search(r"\\log\s*\(?\s*L(?![A-Za-z])", text):
        raise Unreadable(
            r"with labels of -1 and 1 L is a loss, and the likelihood has no letter: write NLL for -\log L"
        )
    known = table.many or any(d.startswith("D(") for d in table.definitions)
    if not known and has(text, "D") and not re.search(r"[XI]|\\Phi|diag|D\s*_", text):
        raise Unreadable(rf"D is a matrix here, and the deviance has no letter: write -2 \ell({table.w}) for it")
    calls = []
    for found in re.finditer(rf"({LOSS})\s*\(", text):
        end = behind(text, found.end())
        calls.append((found.start(), end, found[1], text[found.end() : end - 1]))
    kinds = [_arguments(inside, table) for *_, inside in calls]
    if any(kind and kind[0] != "weights" for kind in kinds):  # beside it J(w, b) is another
        kinds = [kind if kind and kind[0] != "weights" else None for kind in kinds]
    orders = {kind[0] for kind in kinds if kind}
    if len(orders) == 1 and len({name for (_, _, name, _), kind in zip(calls, kinds, strict=True) if kind}) == 1:
        out, place = "", 0
        for (start, end, name, _), kind in zip(calls, kinds, strict=True):
            if kind is None or start < place:
                continue
            whole, margin = kind[0] == "weights", "-1" in "".join(table.holds)
            defined = ("J", "E", r"\operatorname{NLL}", *(["L", r"\ell"] if table.likelihood else []))
            if whole and (name in defined if margin else r"\mathcal" not in name):
                continue
            if whole and margin:
                total = OF_ALL if name == r"\ell" else "E"
                called = " " + next(d for d in table.definitions if d.startswith(f"{total}(")).split(":=")[0]
            elif name == r"\ell" and table.likelihood is not None:
                called = (name if table.many else OF_ONE) + kind[1]
            else:
                called = rf"\mathcal{{L}}{kind[1]}"
            out += f"{text[place:start]}{called} "
            place = end
        text = out + text[place:]
    return _bare_losses(_of_one(text, table), table)


def at_zero(text: str, table: Table) -> str:
    r"""Say what a loss at 0 is, where the table has it as a number and not as a function of the weights.

    Parameters
    ----------
    text : str
        A formula in the letters of a table.
    table : Table
        Whose letters.

    Returns
    -------
    str
        With the log-likelihood \ell(0) of several classes as minus the sum of the losses.

    Raises
    ------
    Ambiguous
        If it may be a product.
    """
    if table.many and table.likelihood:
        text = re.sub(r"\\ell\s*\(\s*0\s*\)", r"(-E(0))", text)
    for found in re.finditer(rf"({LOSS})\s*\(\s*0\s*\)", text):
        own = table.p and found[1] in table.notation.axes
        if own and not any(d.startswith(f"{found[1]}(") for d in table.definitions):
            where = rf"write {found[1]} and \text{{if }} {table.w} = 0 behind the line"
            raise Ambiguous(f"{found[1]}(0) may be {found[1]} where the weights are 0, or a product: {where}")
    return text


def guessed(text: str, table: Table) -> str:
    r"""Write the letter of the probability in the brackets behind a loss, where its formula stands there.

    Parameters
    ----------
    text : str
        A formula in the letters of a table.
    table : Table
        Whose letters; of one label.

    Returns
    -------
    str
        With L(h, y) for L(\\sigma(z), y), and -\\log h for L(h, 1).
    """
    score = next((d.split(":=")[1] for d in table.definitions if d.startswith(f"{table.z} :=")), table.z)
    scores = {_squeezed(table.z), _squeezed(score), _squeezed(rf"{table.w} \cdot x + b" if "+ b" in score else score)}
    place = 0
    while found := re.compile(rf"{LOSS}\s*\(").search(text, place):
        end = behind(text, found.end())
        inside = text[found.end() : end - 1]
        for sign in re.finditer(r"(\\sigma|h_\\theta)\s*\(", inside):
            last = behind(inside, sign.end())
            argument = inside[sign.end() : last - 1]
            at = "".join(re.findall(r"\^\{\(\w\)\}\s*$", argument))
            of = {_squeezed(argument.removesuffix(at)), _squeezed(argument)}
            if of & (scores if sign[1] == r"\sigma" else {"x"}):
                inside = f"{inside[: sign.start()]}{table.p}{at}{inside[last:]}"
                break
        value = _at_a_label(inside, table, found[0])
        if value:
            text, place = f"{text[: found.start()]}{value}{text[end:]}", found.start() + len(value)
        else:
            text, place = f"{text[: found.end()]}{inside}{text[end - 1 :]}", found.end()
    return text


def _at_a_label(inside: str, table: Table, name: str) -> str:
    """Return the loss of a label that is 0 or 1, as in L(h, 1); empty where none stands there."""
    mean = rf"\s*({word(table.p)}(?:\^\{{\(\w\)\}})?)\s*"
    found = re.fullmatch(rf"{mean},\s*([01])\s*|\s*([01])\s*,{mean}", inside)
    if found is None:
        return ""
    h = found[1] or found[4]
    sign = "" if table.likelihood and name.startswith(r"\ell") else "-"
    return rf"({sign}\log {h})" if (found[2] or found[3]) == "1" else rf"({sign}\log(1 - {h}))"


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text).replace("^T", r"^\top")


def _of_one(text: str, table: Table) -> str:
    r"""Tell the \ell of one example from that of all: it has an index, or is differentiated by what has none."""
    if table.likelihood is None or table.many:
        return text
    ell = word(r"\ell")
    by = rf"(?:{re.escape(table.z)}|{re.escape(table.p)})(?![A-Za-z])(?!\s*(?:_|\^\s*\{{\())"
    slope = r"(?:\\partial|\\nabla)\s*_?\s*\{?\s*|(?<![A-Za-z\\])(?<!name\{)d\s*"
    if re.search(rf"(?:{slope}){by}|{ell}\s*\(\s*{by}\s*\)", text):
        return re.sub(ell, lambda _: OF_ONE + " ", text)
    return re.sub(rf"{ell}(?=\s*(?:_|\^\s*\{{\())", lambda _: OF_ONE, text)


def _arguments(inside: str, table: Table) -> tuple[str, str] | None:
    """Return in which order a loss has its arguments, and the example of them; None where they are something else."""
    if re.fullmatch(rf"\s*{re.escape(table.w)}\s*(?:,\s*b\s*)?", inside):
        return "weights", ""
    at = r"(?:\s*(?:\^\s*\{\(([in])\)\}|_\s*(?:\{\s*([in])\s*\}|([in])(?![A-Za-z]))))?"
    inside = re.sub(r"^\s*\(([^()]*)\)", r"\1", inside)
    label = rf"\s*{word(table.y)}{at}\s*"
    of = r"(?:\s*\((?:\s*(?:x|\\theta|\\beta|\\phi|w|b)(?:\^\{\([in]\)\}|_\{?[in]\}?)?\s*[,;]?)+\))?"
    mean = "|".join(word(n) for n in {table.p, table.z, "f", "h", r"\hat{y}", "a"} if n != table.y)
    guess = rf"\s*(?:{mean}){at}{of}\s*"
    for order, pattern in (("guess first", f"{guess},{label}"), ("label first", f"{label},{guess}")):
        found = re.fullmatch(pattern, inside)
        if found:
            samples = set(re.findall(r"\(([in])\)|_\{?([in])", inside))
            index = {a or b for a, b in samples}
            if len(index) > 1:
                return None
            return order, f"^{{({index.pop()})}}" if index else ""
    return None


def _bare_losses(text: str, table: Table) -> str:
    """Call a loss that has no arguments as the others, where there is one name for it."""
    alone = [
        n
        for n in ("L", "C", "E", r"\xi", r"\ell", r"\operatorname{Cost}", r"\operatorname{BCE}")
        if not re.search(re.escape(n) + r"\s*\(", text)
    ]
    if re.search(r"\\log\s*\(?\s*L(?![A-Za-z])", text):
        alone = [n for n in alone if n != "L"]  # a likelihood
    if table.hessians and has(text, "H"):
        alone = [n for n in alone if n != "E"]  # of which H is the Hessian
    if re.search(r"\^\s*\{\(|\\sum_\{?[in](?![A-Za-z])|[NX]|\\Phi|(?<![A-Za-z\\])m(?![A-Za-z])", text):
        alone = [n for n in alone if n in ("L", "C") or "operatorname" in n]
    if (
        table.w == r"\beta"
        or table.likelihood is not None
        or (not table.many and r"\sum" in text)
        or (table.w == r"\theta" and r"\ell" in alone and not table.many)
    ):
        alone = [n for n in alone if n != r"\ell"]
    names = [
        n
        for n in alone
        if n not in (table.y, table.p, table.z, table.w) and re.search(rf"(?<!\^)(?<!\^\{{){word(n)}(?!\s*_)", text)
    ]
    if len(names) != 1 or (r"\mathcal{L}" in text and "L" not in names):
        return text
    return re.sub(rf"(?<!\^)(?<!\^\{{){word(names[0])}(?!\s*_)", lambda _: r"\mathcal{L} ", text)


def true_class(text: str, table: Table) -> str:
    r"""Write what is taken at the class y of an example, such as f_{y_i}, as a sum with one-hot labels.

    Parameters
    ----------
    text : str
        A formula in the letters of a table.
    table : Table
        Whose letters.

    Returns
    -------
    str
        The same formula.
    """
    own = r"y(?:_\s*(?:\{\s*i\s*\}|i)|\^\s*\{\(i\)\})?"
    text = re.sub(r"(?<![A-Za-z\\])L_\s*(?:\{\s*i\s*\}|i(?![A-Za-z]))", r"\\mathcal{L} ", text)
    text = re.sub(rf"\\mathbb\{{1\}}\s*(?:\\\{{|\(|\[)\s*{own}\s*=\s*([a-z])\s*(?:\\\}}|\)|\])", _hot, text)
    text = re.sub(rf"\\mathbb\{{1\}}\s*(?:\\\{{|\(|\[)\s*([a-z])\s*=\s*{own}\s*(?:\\\}}|\)|\])", _hot, text)
    for n in (table.z, table.p):
        at = rf"({word(n)})_\s*(?:\{{\s*{own}\s*\}}|y(?![A-Za-z]))"
        text = re.sub(at, lambda m: rf"(\sum_{{q=1}}^{{K}} {table.y}_q {m[1]}_q)", text)
    return text


def _hot(m: re.Match[str]) -> str:
    return m[0] if "(i)" in m[0] else f"y_{m[1]} "
