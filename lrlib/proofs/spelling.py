r"""Other ways to write the same: what students and books type, in the notation that the reader knows.

Pages of the book are read as they stand; a student's formula is spelt anew first. Nothing here changes what is claimed:
a font, a space, a bracket's size or the place of an index is no part of it.
"""

import re
from collections.abc import Collection

FONTS = r"\\(?:mathbf|boldsymbol|mathbi|bm|vec|mathit|pmb|mathsf|mathrm|textbf|operatorname\*?|text)\s*"
WORDS = {
    "sigmoid": r"\sigma",
    "logistic": r"\sigma",
    "softmax": r"\operatorname{softmax}",
    "LSE": r"\operatorname{LSE}",
    "logsumexp": r"\operatorname{LSE}",
    "logit": r"\operatorname{logit}",
    "tanh": r"\tanh",
    "diag": r"\operatorname{diag}",
    "argmax": r"\arg\max",
    "arg max": r"\arg\max",
    "max": r"\max",
    "exp": r"\exp",
    "log": r"\log",
    "ln": r"\log",
}
DISPLAYS = ("equation", "align", "aligned", "gather", "gathered", "multline", "split", "eqnarray", "alignat", "math")
PLAIN = (
    (r"\\(?:hspace|vspace|label|tag|phantom|hphantom)\*?\s*\{[^{}]*\}", " "),
    (r"\\(?:nonumber|notag|textstyle|scriptstyle|displaystyle|middle)(?![A-Za-z])", " "),
    (rf"\\(?:begin|end)\{{(?:{'|'.join(DISPLAYS)})\*?\}}(?:\{{\d\}})?", " "),
    (r"\\(?:left|right)?\\?\|(?=\\)|\\(?:left|right|big|Big|bigg|Bigg)[lr]?\s*(?=[|\\(\[\])./])\.?", " "),
    (r"~", " "),
    (r"\\Sigma(?=\s*_)", r"\\sum"),
    (r"\\Pi(?=\s*_)", r"\\prod"),
    (r"\\(?:left|right)\s*\\([{}])", r"\\\1"),
    (r"\\mathcal\s+([A-Z])", r"\\mathcal{\1}"),
    (r"\\(?:intercal|mathsf\{T\}|mathrm\{T\}|mathbf\{T\}|transp)(?![A-Za-z])", r"\\top"),
    (r"(?<=\^)\{\s*(?:T|\\top|\\mathrm\{T\}|\\intercal)\s*\}", r"\\top "),
    (r"_\{(?!\\max)(\\?[A-Za-z]+)\}(?=\s*\()", r"_\1 "),  # h_{\theta}(x)
    (r"\\widehat|\\bar(?=\{y\})", r"\\hat"),
    (r"\\mathop\{\\(?:rm|mathrm)\s*\{?arg\\?,?\s*max\}?\}", r"\\arg\\max"),
    (r"\\underset\s*\{([^{}]*)\}\s*\{\s*(\\arg\s*\\?,?\s*\\max|\\operatorname\{argmax\}|\\max)\s*\}", r"\2_{\1}"),
    (r"\\epsilon|\\varepsilon", r"\\alpha"),
)  # fmt: skip


def spelt(latex: str, names: Collection[str]) -> str:
    r"""Return a formula as the reader knows it: without fonts, sizes, spaces and full stops.

    Parameters
    ----------
    latex : str
        As it was written.
    names : collection of str
        The names that have a meaning; one with its font, such as ``\mathbf{h}``, is kept.

    Returns
    -------
    str
        The same formula.

    Examples
    --------
    >>> spelt(r"\boldsymbol{\theta}^{T}\mathbf{x} = z.", ["x", "z", r"\theta"])
    '\\theta ^\\top x = z'
    """
    latex = latex.strip().strip("$").strip()
    latex = re.sub(r"^\\\[|\\\]$|^\\\(|\\\)$", "", latex).strip()
    latex = _norms(latex)
    for pattern, new in PLAIN:
        latex = re.sub(pattern, new, latex)
    latex = re.sub(FONTS + r"\{((?:[^{}]|\{[^{}]*\})*)\}", lambda m: _without_font(m, names), latex)
    latex = re.sub(r"\\(?:mathbf|boldsymbol|bm|mathrm|pmb)\s+(\\?[A-Za-z])", r"\1", latex)
    latex = re.sub(r"\\hat\s*\{\s*([A-Za-z])\s*\}", r"\\hat{\1}", latex)
    latex = re.sub(r"(?<![A-Za-z\\])l(?=\s*\()", r"\\ell ", latex)
    for word in ("softmax", "sigmoid"):
        latex = re.sub(rf"(?<![A-Za-z\\{{]){word}(?![A-Za-z])", lambda m: WORDS[m[0]], latex)
    inner = r"\s*(?:\\mid|\\vert|\||;)[^()]*(?:\([^()]*\)[^()]*)*\)"
    chance = r"(?<![A-Za-z\\])(?:\\Pr|\\mathbb\{P\}|P|p)\s*(?:_\{?\\?[a-z]+\}?)?\s*\(\s*"
    latex = re.sub(rf"{chance}y(\^\{{\(\w\)\}}|_\w)?\s*=\s*1{inner}", r"h\1 ", latex)
    latex = re.sub(rf"{chance}y(\^\{{\(\w\)\}}|_\w)?\s*=\s*0{inner}", r"(1 - h\1) ", latex)
    latex = re.sub(rf"{chance}y(\^\{{\(\w\)\}})?\s*=\s*([jkl]){inner}", r"\\hat{y}_\2\1 ", latex)
    latex = re.sub(r"\\nabla_\s*\{?\s*(?:\\theta|\\beta|w|W|\\mathbf\{w\}|\\mathbf\{W\})\s*\}?", r"\\nabla ", latex)
    latex = re.sub(r"\\text\s*\{\s*(?:where|for which|provided that|whenever)\s*\}", r"\\text{ with }", latex)
    return re.sub(r"\s*[.,;]\s*$", "", " ".join(latex.split()))


def _norms(latex: str) -> str:
    """Write every norm with the brackets that are read; only the Euclidean one is."""
    latex = re.sub(r"\\(?:left|right|big|Big|bigg)?[lr]?\s*(\\\||\\Vert|\\lVert|\\rVert)", r"\1", latex)
    latex = re.sub(r"\|\|", r"\\|", latex)
    parts = re.split(r"\\\||\\Vert(?![A-Za-z])", latex)
    if len(parts) > 1 and len(parts) % 2:
        latex = "".join(
            p + ("" if i == len(parts) - 1 else (r"\rVert " if i % 2 else r"\lVert ")) for i, p in enumerate(parts)
        )
    return re.sub(r"(\\rVert\s*)_\{?2\}?", r"\1", latex)


def _without_font(match: re.Match[str], names: Collection[str]) -> str:
    whole, inside = match[0], match[1].strip()
    if whole.replace(" ", "") in {n.replace(" ", "") for n in names} or whole in names:
        return whole
    if inside in WORDS:
        return WORDS[inside] + " "
    if whole.startswith(r"\text"):
        return whole if not re.fullmatch(r"[A-Za-z]", inside) else inside
    return (
        f"{inside} " if re.fullmatch(r"\\?[A-Za-z]+|\d", inside) and (len(inside) == 1 or inside[0] == "\\") else whole
    )


def one_number(latex: str) -> str:
    r"""Write t for x where x is the only name: then it is a number, as in ``\\tanh(x) = 2 \\sigma(2x) - 1``.

    Parameters
    ----------
    latex : str
        A formula.

    Returns
    -------
    str
        With t, or as it was.
    """
    if re.search(r"\\(?:top|lVert|nabla|partial|cdot|odot|sum)(?![A-Za-z])|\^\s*\{?\s*T", latex):
        return latex  # a vector
    plain = re.sub(r"\\(?!theta|beta|phi|hat|mathbf|ell|eta|alpha|lambda)[A-Za-z]+(?:\{[a-z]+\*?\})?", " ", latex)
    if set(re.findall(r"\\[a-z]+|[A-Za-z]", plain)) - {"e", "d"} != {"x"} or "x_" in plain or "x^{(" in plain:
        return latex
    return re.sub(r"(?<![A-Za-z\\])(d?)x(?![A-Za-z])", r"\1t", latex)


def classes_up_to_k(latex: str) -> str:
    r"""Write K for the number of classes, where a sum over classes ends at another letter.

    Parameters
    ----------
    latex : str
        A formula about several classes.

    Returns
    -------
    str
        With ``\\sum_{j=1}^{K}``.
    """
    return re.sub(
        r"(\\(?:sum|prod)(?:\\limits)?_\{?\s*[cjkl]\s*=\s*1\s*\}?\s*\^)\s*(?:\{\s*[CNq]\s*\}|[CNq])", r"\1{K}", latex
    )


def all_examples(latex: str) -> str:
    r"""Write the vectors of all examples in bold beside X, as in ``X^\\top (h - y)``.

    Parameters
    ----------
    latex : str
        A formula about one binary label for each example.

    Returns
    -------
    str
        With ``\\mathbf{h}``; as it was, where a single example is spoken of.
    """
    if not re.search(r"(?<![A-Za-z\\])X(?![A-Za-z])", latex) or re.search(
        r"(?<![A-Za-z\\])x|\^\{\(|_|\\(?:sum|mathbf)", latex
    ):
        return latex
    return re.sub(r"(?<![A-Za-z\\])([hyz])(?![A-Za-z(])", r"\\mathbf{\1}", latex)


def examples_above(latex: str) -> str:
    r"""Write the index of an example above, as in ``x^{(i)}``, where it was written below or without brackets.

    Parameters
    ----------
    latex : str
        A formula about one binary label for each example.

    Returns
    -------
    str
        With ``y_i`` as ``y^{(i)}``, and ``x_i`` too where ``y_i`` or a sum over m says that i is an example.
    """
    latex = re.sub(r"(?<=[A-Za-z}])\^\s*(?:\{\s*i\s*\}|i)(?![A-Za-z])", r"^{(i)}", latex)
    if re.search(r"(?:\\theta|\\beta|(?<![A-Za-z\\])w)\s*_\{?\s*[in](?![A-Za-z])", latex):
        return latex  # the index runs over columns
    latex = re.sub(r"(\\(?:sum|prod)(?:\\limits)?_\{?\s*[in]\s*=\s*1\s*\}?\s*\^)\s*\{?[nN]\}?", r"\1{m}", latex)
    if r"^{m}" in latex:
        latex = re.sub(r"\\frac\s*\{?1\}?\s*(?:\{\s*[nN]\s*\}|N)", r"\\frac{1}{m}", latex)
    names = r"y|h|z|p|t|\\hat\{y\}|\\ell|\\phi|\\mathcal\{L\}"
    below = {
        m[2].strip("{}") for m in re.finditer(rf"(?<![A-Za-z\\])({names})\s*_(\{{[in]\}}|[in])(?![A-Za-z])", latex)
    }
    below |= set(re.findall(r"\\(?:sum|prod)(?:\\limits)?_\{?\s*([in])\s*=\s*1\s*\}?\s*\^\s*\{?m(?![A-Za-z])", latex))
    for index in below:
        latex = re.sub(rf"(?<![A-Za-z\\])x_\{{\s*{index}\s*,?\s*([jkl\d])\s*\}}", rf"x_\1^{{({index})}}", latex)
        latex = re.sub(rf"(?<![A-Za-z\\])x_\{{\s*([jkl\d])\s*,?\s*{index}\s*\}}", rf"x_\1^{{({index})}}", latex)
        spot = rf"(?<![A-Za-z])(x|{names})\s*_(?:\{{{index}\}}|{index})(?![A-Za-z])"
        latex = re.sub(spot, rf"\1^{{({index})}}", latex)
    return re.sub(r"(?<![A-Za-z\\])(x|y|h|z)(\^\{\([in]\)\})\^\s*(\\top(?![A-Za-z])|T|\d)", r"{\1\2}^\3", latex)
