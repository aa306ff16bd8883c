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
    "sigm": r"\sigma",
    "expit": r"\sigma",
    "sig": r"\sigma",
    "Cost": r"\operatorname{Cost}",
    "cost": r"\operatorname{Cost}",
    "loss": r"\operatorname{Cost}",
    "BCE": r"\operatorname{BCE}",
    "LogLoss": r"\operatorname{BCE}",
    "logloss": r"\operatorname{BCE}",
    "CE": r"\operatorname{BCE}",
    "LogSoftmax": r"\log \operatorname{softmax}",
    "LogSigmoid": r"\log \sigma",
    "odds": r"\operatorname{odds}",
    "Sigmoid": r"\sigma",
    "Softmax": r"\operatorname{softmax}",
    "log-sum-exp": r"\operatorname{LSE}",
    "lse": r"\operatorname{LSE}",
    "softplus": r"\zeta",
    "Softplus": r"\zeta",
    "LCE": r"\operatorname{BCE}",
    "NLL": r"\operatorname{NLL}",
    "Pr": r"\Pr",
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
    (r"\\ln(?![A-Za-z])", r"\\log "),
    (r"([_^])([A-Za-z])(?=[A-Za-z])", r"\1\2 "),
    (r"\\(?:mathrm|text|operatorname)\{diag\}", r"\\operatorname{diag}"),
    (r"\^\s*\{\s*\(\s*([a-z])\s*\)\s*(?:\\top|T)\s*\}", r"^{(\1)}^\\top "),  # x^{(i)T}
    (r"\{\\(?:rm|bf|it)\s+([A-Za-z]+)\s*\}", r"\\mathrm{\1}"),
    (r"\\in\s*\\\{\s*-\s*1\s*,\s*\+\s*1\s*\\\}", r"\\in \\{-1, 1\\}"),
    (r"\[\d+(?:\.\d+)?(?:pt|em|ex|mm)\]", " "),
    (r"[.,;]\s*(?=\\\\(?![A-Za-z]))", " "),
    (r"\\nabla\s*\\nabla", r"\\nabla^2 "),
    (r"(?<![A-Za-z\\])I_\s*\{\s*([a-z])\s*,?\s*([a-z])\s*\}", r"\\delta_{\1\2}"),
    (r"(\\tanh|\\log|\\ln|\\exp|\\sigma|\\operatorname\{tanh\})\s*\^\s*\{?(\d)\}?\s*(\([^()]*\))", r"(\1\3)^\2"),
    (r"\\sigma\s*\^\s*\{\s*-\s*1\s*\}", r"\\operatorname{logit}"),
    (r"\\log_\s*\{?e\}?", r"\\log "),
    (r"\\Sigma(?=\s*_)", r"\\sum"),
    (r"\\Pi(?=\s*_)", r"\\prod"),
    (r"\\(?:left|right)\s*\\([{}])", r"\\\1"),
    (r"\\mathcal\s+([A-Z])", r"\\mathcal{\1}"),
    (r"\\(?:intercal|mathsf\{T\}|mathrm\{T\}|mathbf\{T\}|transp)(?![A-Za-z])", r"\\top"),
    (r"(?<=\^)\{\s*(?:T|\\top|\\mathrm\{T\}|\\intercal)\s*\}", r"\\top "),
    (r"\^\s*T(?![a-z]{2})", r"^\\top "),
    (r"_\{(?!\\max)(\\?[A-Za-z]+)\}(?=\s*\()", r"_\1 "),  # h_{\theta}(x)
    (r"\\widehat|\\bar(?=\{y\})", r"\\hat"),
    (r"\\mathop\{\\(?:rm|mathrm)\s*\{?arg\\?,?\s*max\}?\}", r"\\arg\\max"),
    (r"\\underset\s*\{([^{}]*)\}\s*\{\s*(\\arg\s*\\?,?\s*\\max|\\operatorname\{argmax\}|\\max)\s*\}", r"\2_{\1}"),
    (r"\\epsilon|\\varepsilon", r"\\alpha"),
)  # fmt: skip


def word(name: str) -> str:
    """Return the pattern of a name that is no part of a longer one.

    Parameters
    ----------
    name : str
        A letter or a command.

    Returns
    -------
    str
        A regular expression without groups.
    """
    before = r"(?<![A-Za-z\\])(?<!hat\{)(?<!cal\{)(?<!bf\{)(?<!bb\{)(?<!ilde\{)" if name[0] != "\\" else ""
    return before + re.escape(name) + (r"(?![A-Za-z])" if name[-1].isalpha() else "")


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
    '\\theta^\\top x = z'
    """
    latex = latex.strip().strip("$").strip()
    latex = re.sub(r"^\\\[|\\\]$|^\\\(|\\\)$", "", latex).strip()
    latex = _norms(divergences(latex))
    for pattern, new in PLAIN:
        latex = re.sub(pattern, new, latex)
    latex = re.sub(FONTS + r"\{((?:[^{}]|\{[^{}]*\})*)\}", lambda m: _without_font(m, names), latex)
    latex = re.sub(
        r"\\(?:mathbf|boldsymbol|bm|mathrm|pmb|vec)\s*(\\[A-Za-z]+|[A-Za-z](?![A-Za-z])|(?<=\s)[A-Za-z])", r" \1", latex
    )
    latex = re.sub(r"\s+(?=[_^])", "", latex)
    latex = re.sub(r"\\hat\s*(?:\{\s*([A-Za-z])\s*\}|([A-Za-z])(?![A-Za-z]))", r"\\hat{\1\2}", latex)
    if re.search(r"\\hat\{p\}_\{?[a-z]\}?\s*\(", latex) and not re.search(word("p"), latex):
        latex = latex.replace(r"\hat{p}", "p")  # of each class
    latex = _softmax_of(_one_feature(_network(latex)))
    latex = re.sub(r"(?<![A-Za-z\\])f\s*([(\[][^()\[\]]*?)\s*[,;]\s*(?:\\phi|\\theta|w)\s*(?=[)\]])", r"f\1", latex)
    latex = re.sub(r"(?<![A-Za-z\\_{])l(?=\s*\()", r"\\ell ", latex)
    for name in ("softmax", "sigmoid", "softplus", "expit", "NLL", "LSE"):
        latex = re.sub(rf"(?<![A-Za-z\\{{]){name}(?![A-Za-z])", lambda m: WORDS[m[0]], latex)
    latex = letters(indicators(latex))
    latex = re.sub(r"\\text\s*\{\s*(?:where|for which|provided that|whenever)\s*\}", r"\\text{ with }", latex)
    return re.sub(r"\s*[.,;]\s*$", "", " ".join(latex.split()))


def _softmax_of(latex: str) -> str:
    r"""Write the index of a softmax behind its argument, as in ``\\operatorname{softmax}(z)_k``."""
    soft = r"\\operatorname\{softmax\}\s*"
    return re.sub(
        rf"{soft}_\s*\{{?\s*([a-z])\s*\}}?\s*[\[(]([^()\[\]]+)[\])]", r"\\operatorname{softmax}(\2)_\1 ", latex
    )


def _one_feature(latex: str) -> str:
    r"""Write x for X where it is one feature, as in \\beta_0 + \\beta_1 X."""
    if not re.search(r"\\beta_\{?1\}?\s*X(?![_^A-Za-z])", latex) or re.search(r"X\s*(?:[_^=])", latex):
        return latex
    return re.sub(r"(?<![A-Za-z\\{])X(?![A-Za-z])", "x", latex)


def _network(latex: str) -> str:
    r"""Write f for the output f[x, \\phi] of a network, and w for its parameters."""
    found = re.compile(
        r"(?<![A-Za-z\\])f\s*(_\s*(?:\{[^{}]*\}|[a-z]))?\s*"
        r"\[\s*x\s*(?:_\s*\{?\s*([a-z])\s*\}?)?\s*,\s*\\phi\s*\]"
    )
    if not found.search(latex):
        return latex
    several = re.search(r"\\sum[^_]{0,8}_\s*\{?\s*i(?![A-Za-z])", latex)  # else the loss is that of one example
    latex = found.sub(lambda m: f"f{m[1] or ''}" + f"^{{({m[2]})}}" * bool(m[2] and (several or not m[1])) + " ", latex)
    return re.sub(r"(?<![A-Za-z\\])([LE])\s*\[\s*\\phi\s*\]", r"\1(w)", latex)


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
    two = rf"(?<![A-Za-z\\{{])H{sides}\s*,\s*([pPqQ])\s*\)"
    out = re.sub(two, lambda m: "H " if (m[1] + m[2]).lower() == "pq" else m[0], out)
    entropies = out != latex
    out = re.sub(rf"(?<![A-Za-z\\{{])H{sides}\s*\)", lambda m: rf"\operatorname{{H{m[1].lower()}}} ", out)
    if not entropies and (out == latex or not re.search(r"\\log|\\ln", latex)):
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


def indicators(latex: str) -> str:
    r"""Write every indicator as ``\\mathbb{1}\\{y = k\\}``.

    Parameters
    ----------
    latex : str
        A formula.

    Returns
    -------
    str
        With one kind of them.
    """
    latex = re.sub(r"\\(?:mathbbm|mathds|mathbb|mathbf|boldsymbol)\s*(?:\{\s*1\s*\}|1)", r"\\mathbb{1}", latex)
    latex = re.sub(r"(?:\\mathbb\{I\}|(?<![A-Za-z\\{])I)\s*(?=[(\[{]|\\\{)(?=[^=)\]]*=)", r"\\mathbb{1}", latex)
    latex = re.sub(r"(?<![\w\\.^{])1\s*(?:_\s*)?(?=\\\{[^=]{1,24}=)", r"\\mathbb{1}", latex)
    latex = re.sub(r"(?<![\w\\.^])(?<!\d\})1\s*_\s*(?=\{[^=}]*=)", r"\\mathbb{1}_", latex)
    return re.sub(
        r"\\mathbb\{1\}\s*_\s*\{\s*(?:\\\{|\[|\()?([^{}=]*(?:\{[^{}]*\})?\s*=[^{}]*?)\s*(?:\\\}|\]|\))?\s*\}",
        r"\\mathbb{1}\\{\1\\}",
        latex,
    )


def letters(latex: str) -> str:
    """Give a letter of their own to numbers and indices that have a mark, such as x^*, o with a bar, or c'.

    Parameters
    ----------
    latex : str
        A formula.

    Returns
    -------
    str
        With free letters in their places.
    """
    layer = r"\^\s*(?:\{\s*(?:\[\s*\w\s*\]|[Ll]|\(L\))\s*\}|L(?![A-Za-z]))"
    layered = rf"((?<![A-Za-z\\])[azwbAZWB])({layer})"
    if len({m[1] for m in re.findall(layered, latex)}) == 1:
        latex = re.sub(layered, r"\1", latex)
    free = iter([n for n in ("r", "v", "u", "d") if not re.search(word(n), latex)])
    mark = (
        r"\\bar\s*(?:\{\s*[a-xz]\s*\}|[a-xz](?![A-Za-z]))"
        r"|(?<![A-Za-z\\])[a-z]\s*\^\s*(?:\{\s*(?:\*|\\ast|\\star)\s*\}|\*|\\ast|\\star)"
        r"|(?<![A-Za-z\\])[a-z]_\s*(?:\{\s*\\?max\s*\}|\{\s*\\text\{\s*max\s*\}\s*\}|\\max)"
    )
    if not re.search(r"\\(?:leq?|geq?|arg)(?![A-Za-z])|[<>]|=\s*\\max", latex):
        own: dict[str, str] = {}
        latex = re.sub(
            mark,
            lambda m: f" {own[k] if (k := ''.join(m[0].split())) in own else own.setdefault(k, next(free, m[0]))} ",
            latex,
        )
    for marked in dict.fromkeys(re.findall(r"([a-z])'(?=\s*[=},])", latex) if "_{" in latex else ()):
        if re.search(rf"\\sum[^_^]*_\{{\s*{marked}'", latex):
            index = next(i for i in "ljkpq" if not re.search(rf"_\{{?\s*{i}(?![A-Za-z])", latex))
            latex = latex.replace(f"{marked}'", index)
    return latex


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
        return whole if not re.fullmatch(r"[A-Za-z]", inside) else f" {inside} "
    if re.fullmatch(r"\\[A-Za-z]+|[A-Za-z\d]", inside):
        return f" {inside} "
    if whole.startswith((r"\mathbf", r"\boldsymbol", r"\bm")) and re.fullmatch(
        r"(?:[A-Za-z]|\\[A-Za-z]+\s*){2,3}", inside
    ):
        return " " + " ".join(re.findall(r"\\[A-Za-z]+|[A-Za-z]", inside)) + " "  # \mathbf{Xw}
    return rf"\operatorname{{{inside}}}" if whole.startswith(r"\mathrm") and inside.isalpha() else whole


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


FROM_ZERO = r"(\\(?:sum|prod)(?:\\limits)?)_\{\s*([a-hj-mo-z])\s*=\s*0\s*\}\s*\^\s*\{\s*K\s*-\s*1\s*\}"


def _from_one(m: re.Match[str], latex: str) -> str:
    """Count classes from 1 where they are counted from 0 and have no numbers of their own."""
    name = m[2]
    bare = re.search(rf"(?<![A-Za-z_\\{{,]){name}(?![A-Za-z])(?!\s*=\s*0)", latex)
    numbered = re.search(r"[a-zA-Z}]_\s*\{?\s*\d", latex)
    return m[0] if bare or numbered else f"{m[1]}_{{{name}=1}}^{{K}}"


def classes_up_to_k(latex: str) -> str:
    r"""Write K for the number of classes, where a sum over classes ends at another letter.

    Parameters
    ----------
    latex : str
        A formula about several classes.

    Returns
    -------
    str
        With ``\\sum_{j=1}^{K}``; as it was, where such sums end at several letters.
    """
    latex = re.sub(FROM_ZERO, lambda m: _from_one(m, latex), latex)
    over = r"(\\(?:sum|prod)(?:\\limits)?_\{?\s*[a-hj-mo-z]\s*=\s*1\s*\}?\s*\^)\s*(?:\{\s*([CKNMnqkm])\s*\}|([CNKMnq]))"
    ends = {a or b for _, a, b in re.findall(over, latex)}
    return re.sub(over, r"\1{K}", latex) if len(ends) == 1 else latex
