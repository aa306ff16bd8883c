r"""Write a formula in the letters of a table: functions without parameters, losses by one name, indices in place."""

import re

from lrlib.proofs.chances import by_letter
from lrlib.proofs.examples import above, vectors
from lrlib.proofs.expected import expected
from lrlib.proofs.idioms import classes_up_to_k, one_number
from lrlib.proofs.losses import at_zero, guessed, losses
from lrlib.proofs.names import Table
from lrlib.proofs.notation import ERROR_OF_ONE, OF_ONE
from lrlib.proofs.spelling import spelt
from lrlib.proofs.words import word

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
    text = _round(_listed(text, table))
    if table.w:
        inside = rf"({re.escape(table.w)}(?:\s*,\s*b)?)"
        text = re.sub(rf"((?<![A-Za-z\\])[EJL]|\\ell)\s*\[\s*{inside}\s*\]", r"\1(\2)", text)
    if table.y == "y" and not has_own_y(text):
        text = text.replace(r"\tilde{y}", "y")
    if table.w:  # \\beta'x and x_i'\\beta
        w, x = word(table.w), r"(?:(?<![A-Za-z\\])[xX]|\\phi)"
        at = r"(?:_\s*(?:\{\s*\w\s*\}|\w)|\^\s*\{\(\w\)\})?"
        text = re.sub(rf"({w}{at})'(?=\s*{x})|({x}{at})'(?=\s*{w})", r"{\1\2}^\\top ", text)
    row = r"(?<![A-Za-z\\])X_\s*(?:\{\s*([in])\s*\}|([in])(?=w|W_|[^A-Za-z]|$))\s*"
    text = re.sub(row + r"(?=w|W_|\\theta|\\beta)", r"(x^{(\1\2)})^\\top ", text)
    text = re.sub(row, r"x^{(\1\2)} ", text)
    if table.many and not own:
        text = re.sub(r"(?<![A-Za-z\\])W_\s*\{\s*0\s*,?\s*([a-z])\s*\}", r"b_\1 ", text)
        text = _row_by_column(text, table)
        text = re.sub(
            r"(?<![A-Za-z\\])W_\s*(?:\{\s*([a-z])\s*\}|([a-z])(?![A-Za-z]))", rf"{re.escape(table.w)}_\1\2 ", text
        )
    if table.p:
        text = at_zero(expected(text, table), table)
        other = "-1" if "-1" in "".join(table.holds) else "0"
        likely = "P" in notation.axes or (table.many and bool(table.likelihood))
        text = by_letter(text, table.p, table.w, table.many, likely and not own, other)
    if table.p and not own:
        text = _errors_of_one(text, table)
    if table.p and not table.many:
        text = guessed(text, table)
    if table.p and not own:
        text = _over_examples(text, table)
        text = _functions(text, table)
        text = losses(text, table)
    if table.many:
        text = _of_classes(text, table)
    if table.w and not table.many:  # by the weights, where nothing else is said
        of_one = rf"\\mathcal\{{L\}}|{re.escape(OF_ONE)}"
        text = re.sub(rf"\\nabla\s*(?={of_one})", lambda _: rf"\nabla_{{{table.w}}} ", text)
    text = _diagonal(above(text, notation))
    if table.p and not table.many:
        p = rf"(?:\\mathbf\s*\{{\s*{re.escape(table.p)}\s*\}}|{word(table.p)})\s*"
        spread = rf"\\operatorname\{{diag\}}\s*(?:\(|\\\{{)\s*{p}(?:\\odot|\\cdot)?\s*\(\s*1\s*-\s*{p}\)\s*(?:\)|\\\}})"
        text = re.sub(spread, " S ", text)
    text = vectors(text, notation)
    if table.many or not table.p:
        text = classes_up_to_k(text)
    text = _columns(text, table)
    return one_number(text)


def _errors_of_one(text: str, table: Table) -> str:
    r"""Tell the error of one example, as E_n or J^{(i)}(w), from that of all, which has no index."""
    one = r"(?<![A-Za-z\\])[EJ]\s*(?:_\s*(?:\{\s*([in])\s*\}|([in])(?![A-Za-z]))|\^\s*\{\(\s*([in])\s*\)\})"
    one += rf"(?:\s*\(\s*{re.escape(table.w)}(?:\s*,\s*b)?\s*\))?"
    text = re.sub(rf"\\nabla\s*(?={one})", lambda _: rf"\nabla_{{{table.w}}} ", text)
    return re.sub(one, lambda m: rf"{ERROR_OF_ONE}^{{({m[1] or m[2] or m[3]})}} ", text)


def _row_by_column(text: str, table: Table) -> str:
    """Give an entry of the weights the index of its class first, where the classes are the columns of their matrix."""
    matrix = next((big for big in table.notation.across if table.notation.rows[big] == table.w), None)
    if matrix is None:
        return text
    index = r"(\d|[a-zK])"
    entry = rf"(?:{word(matrix)}|{word(table.w)})\s*_\s*\{{\s*{index}\s*,?\s*{index}\s*\}}"
    return re.sub(entry, lambda m: f"{table.w}_{{{m[2]}{m[1]}}}", text)


def has_own_y(text: str) -> bool:
    """Say whether a formula has labels y beside those with a tilde.

    Parameters
    ----------
    text : str
        A formula.

    Returns
    -------
    bool
        Whether it has.
    """
    return bool(re.search(word("y"), text.replace(r"\tilde{y}", "")))


def _round(text: str) -> str:
    """Write round brackets around the arguments of functions."""
    for found in re.finditer(r"(?:\\sigma|\\operatorname\{softmax\}|(?<![A-Za-z\\])f)\s*\[", text):
        depth, i = 1, found.end()
        while i < len(text) and depth:
            depth += (text[i] == "[") - (text[i] == "]")
            i += 1
        if not depth:
            text = f"{text[: found.end() - 1]}({text[found.end() : i - 1]}){text[i:]}"
    return text


def _listed(text: str, table: Table) -> str:
    """Write out what dots stand for: x_1, ..., x_n is x, and f(x_1) + ... + f(x_n) a sum."""
    letter = r"(\\?[A-Za-z]+)"
    text = re.sub(
        rf"([(|]|\\mid|\\vert)\s*{letter}_\{{?1\}}?\s*,(?:\s*\2_\{{?2\}}?\s*,)?{DOTS},\s*\2_\{{?[A-Za-z]\}}?\s*\)",
        r"\1 \2)",
        text,
    )
    for dots in re.finditer(rf"\+{DOTS}\+\s*((?:[^-+=(){{}},]|\([^()]*\)|\{{[^{{}}]*\}})+)", text):
        final = dots[1].strip()
        for last in dict.fromkeys(re.findall(r"_\{?\s*([A-Za-z])", final)):
            general = re.sub(rf"_(\{{?)\s*{last}(?![A-Za-z])", r"_\1j", final)
            first = _squeezed(re.sub(r"_(\{?)j", r"_\g<1>1", general))
            pattern = r"[\s{}]*".join(re.escape(c) for c in first) + r"[\s{}]*"
            begun = re.search(rf"({pattern})(?:\+[^-+=]*)?$", text[: dots.start()])
            if begun:
                return f"{_from_zero(text[: begun.start()], general, table)} {general}{text[dots.end() :]}"
    return text


def _from_zero(before: str, general: str, table: Table) -> str:
    """Return what is in front of a sum with its sign: a term of the column 0, or an intercept, is none of its terms."""
    zero = r"[\s{}]*".join(re.escape(c) for c in _squeezed(re.sub(r"_(\{?)j", r"_\g<1>0", general)))
    whole = re.search(rf"{zero}[\s{{}}]*\+\s*$", before)
    if whole:
        return rf"{before[: whole.start()]} \sum_j"
    own = any(d.startswith(f"{table.z} :=") and "+" in d for d in table.definitions)
    first = re.search(rf"{re.escape(table.w)}_\{{?0\}}?\s*\+\s*$", before) if table.w else None
    return before + (r" \sum_{j=1}^{n-1}" if first and not own and not table.many else r" \sum_j")


def _squeezed(text: str) -> str:
    return re.sub(r"[\s{}]", "", text)


def _over_examples(text: str, table: Table) -> str:
    r"""Give every name with a value for each example its index, where a sum runs over them without one."""
    whole = r"\\sum\s*(?:\\limits)?_\s*(?:\{\s*x\s*\}|x(?![A-Za-z]))"
    if not re.search(whole, text):
        return text
    text = re.sub(whole, r"\\sum_{i=1}^{m} ", text)
    for n, axes in table.notation.axes.items():
        if axes.startswith("^"):
            scripts = r"((?:_\s*(?:\{[^{}]*\}|\w))?)"
            text = re.sub(rf"({word(n)}){scripts}(?!\s*\^\{{\()", r"\1\2^{(i)} ", text)
    return re.sub(r"\\frac\s*\{?1\}?\s*(?:\{\s*n\s*\}|n)", r"\\frac{1}{m}", text)


def _functions(text: str, table: Table) -> str:
    """Drop the parameters that stand below the letter of a function: h_\\theta is h."""
    bias = next((r"(?:\s*,\s*b)" for d in table.definitions if d.startswith(table.z) and d.endswith("+ b")), "")
    weights = rf"{re.escape(table.w)}{bias}"
    name = rf"({re.escape(table.p)}|(?<![A-Za-z\\])[hfp])"
    return re.sub(rf"{name}_\s*(?:\{{\s*{weights}\s*\}}|{weights}(?![A-Za-z]))", lambda _: table.p + " ", text)


def _of_classes(text: str, table: Table) -> str:
    """Write indicators, weights and softmaxes of classes with an index below."""
    text = re.sub(
        r"(\\theta|\\beta|(?<![A-Za-z\\])w)\s*\^\s*\{\s*\(?\s*([a-z0-9])\s*\)?\s*(\\top|T)?\s*\}", _below, text
    )
    predicted = rf"({word(table.z)}|{word(table.p)})_\s*\{{\s*\\hat\{{c\}}\s*\}}"  # the largest of them
    text = re.sub(predicted, lambda m: rf"(\max_{{q}} {m[1]}_q)", text)
    text = re.sub(r"([zoasf])\s*\^\s*\{?\(?([ijkl])\)?\}?(?=[^)]|$)", lambda m: m[0], text)
    z = word(table.z)
    text = re.sub(rf"\\sigma\s*\(\s*({z})\s*,\s*([a-z])\s*\)", r"\\operatorname{softmax}(\1)_\2 ", text)
    text = re.sub(
        rf"(?<![A-Za-z\\])D_\{{?\s*([a-z])\s*\}}?\s*({re.escape(table.p)}_\{{?[a-z]\}}?)",
        lambda m: rf"\frac{{\partial {m[2]}}}{{\partial {table.z}_{m[1]}}}",
        text,
    )
    soft = r"\\operatorname\{softmax\}\s*"
    text = re.sub(rf"{soft}\(\s*({z})_\s*\{{?\s*([a-z])\s*\}}?\s*\)", r"\\operatorname{softmax}(\1)_\2 ", text)
    text = re.sub(
        rf"(?:\\sigma|(?<![A-Za-z\\])[Ss])\s*\(\s*{z}\s*\)\s*_",
        lambda _: rf"\operatorname{{softmax}}({table.z})_",
        text,
    )
    return re.sub(
        rf"(?:{soft}|(?<![A-Za-z\\])[Ss]|\\sigma)\s*\(\s*{z}\s*_\s*\{{?\s*([a-z])\s*\}}?\s*\)(?=\s*=\s*\\frac)",
        lambda m: rf"\operatorname{{softmax}}({table.z})_{m[1]} ",
        text,
    )


def _diagonal(text: str) -> str:
    """Write a diagonal matrix by its entries, where these have an index: S = diag(h_i (1 - h_i)), or R_nn = h_n."""
    found = re.fullmatch(
        r"\s*([A-Z](?=\s*:)|[SWRD])\s*(:?=)\s*\\operatorname\{diag\}\s*(?:\(|\\\{)(.*\^\{\(([a-z])\)\}.*)(?:\)|\\\})\s*",
        text,
    )
    if found and len(set(re.findall(r"\^\{\(([a-z])\)\}", found[3]))) == 1 and r"\sum" not in found[3]:
        entry = found[3].replace(f"^{{({found[4]})}}", "^{(i)}")
        return rf"{found[1]}_{{ij}} {found[2]} \delta_{{ij}} ({entry})"
    entries = re.fullmatch(r"\s*([SWRD])_\{\s*([a-z])\s*,?\s*\2\s*\}\s*:=\s*(.*)", text)
    if entries and r"\sum" not in entries[3]:
        entry = entries[3].replace(f"^{{({entries[2]})}}", "^{(i)}")
        return rf"{entries[1]}_{{ij}} := \delta_{{ij}} ({entry})"
    return text


def _below(m: re.Match[str]) -> str:
    return rf"{m[1]}_{m[2]}" + r"^\top " * bool(m[3])


def _columns(text: str, table: Table) -> str:
    """Let a sum over columns run over all of them, whatever their number is called."""
    if not table.p or table.many:
        return text
    w = re.escape(table.w)
    for index in "jkli":
        if not re.search(rf"(?:{w}|(?<![A-Za-z\\])x|\\phi)_\{{?\s*{index}(?![A-Za-z])", text):
            continue
        beside = any(d.startswith(f"J({table.w},") for d in table.definitions)  # the intercept has a letter of its own
        if not beside and re.search(word("J"), text) and r"\lambda" in text:  # it has no penalty
            power = rf"(?=\s*\|?\s*{w}_\{{?{index}\}}?\s*\^)"
            text = re.sub(
                rf"(\\sum)_\{{\s*{index}\s*=\s*1\s*\}}\s*\^\s*(?:\{{\s*[ndpD]\s*\}}|[ndpD]){power}",
                rf"\1_{{{index}=1}}^{{n-1}}",
                text,
            )
        limits = rf"\\sum_\{{\s*{index}\s*=\s*([01])\s*\}}\s*\^\s*(?:\{{\s*([ndpDM])\s*\}}|([ndpDM]))"
        if len(set(re.findall(limits, text))) == 1:
            text = re.sub(limits, rf"\\sum_{index} ", text)
    return text
