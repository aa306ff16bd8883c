r"""Write the index of an example above, as in ``x^{(i)}``, wherever an author has put it."""

import re

from lrlib.proofs.names import Notation
from lrlib.proofs.words import word

INDEX = r"[a-zA-Z]"
SUM = r"\\(?:sum|prod)(?:\\limits)?\s*"


def above(latex: str, notation: Notation) -> str:
    r"""Write the index of an example above, where it was written below or without brackets.

    Parameters
    ----------
    latex : str
        A formula.
    notation : Notation
        Whose names with a value for each example are meant.

    Returns
    -------
    str
        With ``y_i`` as ``y^{(i)}`` where y has no index of its own, and ``x_i`` too where another name says that i is
        an example; a sum over examples ends at m.
    """
    sampled = {n: a.removeprefix("^") for n, a in notation.axes.items() if a.startswith("^")}
    latex = re.sub(r"(?<=[A-Za-z}])\^\s*(?:\{\s*i\s*\}|i(?![a-z]{2}))", r"^{(i)}", latex)
    latex = _from_one(latex)
    features = [n for n, a in notation.axes.items() if a in ("n", "Kn")]
    columns = set(re.findall(rf"(?:{_any(features)})\s*_\{{?\s*({INDEX})(?![A-Za-z])", latex)) if features else set()
    many = "K" in sampled.values()
    alone = [n for n, a in sampled.items() if not a and not many]
    examples = (
        set(re.findall(rf"(?:{_any(alone)})\s*_\{{?\s*({INDEX})\s*(?:\}}|(?![A-Za-z{{]))", latex)) if alone else set()
    )
    examples |= set(re.findall(rf"\^\s*\{{\(\s*({INDEX})\s*\)\}}", latex))
    if alone and not columns:  # a sum to m or N is one over examples
        examples |= {i for i, last in _sums(latex) if last in ("m", "N", "n")}
    double = [n for n, a in sampled.items() if a]
    if not alone:
        double = list(sampled)
        for n in double:
            found = re.findall(rf"(?:{_any([n])})\s*_\{{\s*([in])\s*,?\s*([a-zK])\s*\}}", latex)
            examples |= {i for i, _ in found} if sampled[n] == "K" else set()
        examples |= {i for i, last in _sums(latex) if i in "in" and last in ("m", "N", "n") and examples}
    examples -= columns
    if not re.search(r"1\s*-\s*[yt](?![A-Za-z])", latex):  # else K may be the number of examples, of one label each
        up_to_k = {i for i, last in _sums(latex) if last == "K"}
        examples -= {i for i in up_to_k if not re.search(rf"(?:x|\\phi)_\{{?\s*{i}(?![A-Za-z])", latex)}
    ends = {last for i, last in _sums(latex) if i in examples}
    if len(ends) > 1:
        return latex  # sums that end at different letters are not both over all examples
    for index in examples:
        for n in double:
            latex = re.sub(rf"({_any([n])})\s*_\{{\s*{index}\s*,?\s*([a-z0-9K])\s*\}}", rf"\1_\2^{{({index})}}", latex)
            latex = re.sub(rf"({_any([n])})\s*_\{{\s*([a-z0-9K])\s*,\s*{index}\s*\}}", rf"\1_\2^{{({index})}}", latex)
        below = rf"({_any([*alone, *double])})\s*_(?:\{{\s*{index}\s*\}}|{index})(?![A-Za-z])"
        latex = re.sub(below, rf"\1^{{({index})}}", latex)
        latex = re.sub(rf"({SUM}_\{{?\s*{index}\s*=\s*1\s*\}}?\s*\^)\s*\{{?\s*{INDEX}\s*\}}?", r"\1{m}", latex)
        latex = re.sub(
            rf"{SUM}\^\s*\{{?\s*{INDEX}\s*\}}?\s*_\{{?\s*{index}\s*=\s*1\s*\}}?", rf"\\sum_{{{index}=1}}^{{m}}", latex
        )
    size = "".join(ends) or "nNM"
    if ends or (examples and not re.search(r"\\(?:sum|prod)", latex)) or _whole(latex, notation):
        latex = re.sub(rf"\\frac\s*\{{?1\}}?\s*(?:\{{\s*[{size}]\s*\}}|[{size}](?![A-Za-z]))", r"\\frac{1}{m}", latex)
        latex = re.sub(
            rf"\\frac\s*\{{\s*\\lambda\s*\}}\s*\{{\s*(2?)\s*[{size}]\s*\}}", r"\\frac{\\lambda}{\1 m}", latex
        )
    names = _any([*alone, *double])
    latex = re.sub(rf"({names})(\^\{{\([a-z]\)\}})\s*\^?\s*(\\top(?![A-Za-z])|T(?![A-Za-z]))", r"{\1\2}^\\top ", latex)
    return re.sub(rf"({names})(\^\{{\([a-z]\)\}})\s*\^\s*(\d)", r"{\1\2}^\3", latex)


def vectors(latex: str, notation: Notation) -> str:
    r"""Write the vectors of all examples in bold beside X, as in ``X^\\top (h - y)``.

    Parameters
    ----------
    latex : str
        A formula.
    notation : Notation
        With rows such as ``\\mathbf{h}``.

    Returns
    -------
    str
        As it was, where a single example is spoken of.
    """
    bold = {small: big for big, small in notation.rows.items() if big.startswith(r"\mathbf")}
    big = [n for n in notation.rows if n in ("X", r"\Phi")]
    feature = notation.rows[big[0]] if big else "x"
    if not bold:
        return latex
    rows = {notation.rows[name]: name for name in notation.across if notation.rows[name] in bold}
    lines = re.split(r"(,|\\\\)", latex)
    return "".join(_line(line, bold, rows, big, feature) for line in lines)


def _line(line: str, bold: dict[str, str], rows: dict[str, str], big: list[str], feature: str) -> str:
    r"""Write the vectors of a line in bold; beside X \beta a score is that of every example, too."""
    sides = re.split(r"(:?=|\\leftarrow)", line)
    if len(sides) != 3 or not big:
        return "".join(_side(side, bold, big, feature, beside=False) for side in sides)
    if rows and any(re.search(rf"\\top\s*{_any(big)}", side) for side in sides):
        return "".join(_side(side, rows, big, feature, beside=True) for side in sides)  # as columns of X stand there
    product = re.compile(rf"(?<![A-Za-z\\])(?:{'|'.join(map(re.escape, big))})\s*\\?[a-z]")
    beside = any(product.search(side) and not re.search(r"\\top", side) for side in sides)
    return "".join(_side(side, bold, big, feature, beside=beside) for side in sides)


def _side(side: str, bold: dict[str, str], big: list[str], feature: str, *, beside: bool) -> str:
    """Write the vectors of one side in bold, where it is one of matrices, or is beside one."""
    product = rf"(?:{_any(list(bold))})\s*\^\s*(?:\\top|T|\{{\s*(?:\\top|T)\s*\}})"
    if not beside and not re.search(_any([*big, "S"]), side) and not re.search(product, side):
        return side
    if re.search(rf"{_any([feature])}|\^\{{\(|\\sum", side):
        row = rf"(?=\s*\^\s*(?:\\top|T|\{{\s*(?:\\top|T)\s*\}})\s*(?:{_any(big)}))" if big else "(?!)"  # y^\top X
        for small, name in bold.items():
            side = re.sub(rf"{_any([small])}{row}", name.replace("\\", r"\\"), side)
        return side
    for small, name in bold.items():
        side = re.sub(rf"(?<!bf\{{){_any([small])}(?!\s*[(_])", name.replace("\\", r"\\"), side)
    return side


def _whole(latex: str, notation: Notation) -> bool:
    big = [n for n in notation.rows if not n.startswith(r"\mathbf")]
    return bool(big) and bool(re.search(_any(big), latex))


def _sums(latex: str) -> list[tuple[str, str]]:
    forward = re.findall(rf"{SUM}_\{{?\s*({INDEX})\s*=\s*1\s*\}}?\s*\^\s*\{{?\s*({INDEX})", latex)
    back = re.findall(rf"{SUM}\^\s*\{{?\s*({INDEX})\s*\}}?\s*_\{{?\s*({INDEX})\s*=\s*1", latex)
    return [*forward, *((i, last) for last, i in back)]


def _from_one(latex: str) -> str:
    """Count examples from 1 where they are counted from 0."""
    return re.sub(rf"({SUM})_\{{\s*([in])\s*=\s*0\s*\}}\s*\^\s*\{{\s*([mnN])\s*-\s*1\s*\}}", r"\1_{\2=1}^{\3}", latex)


def _any(names: list[str]) -> str:
    return "|".join(word(n) for n in sorted(names, key=len)[::-1])
