r"""Other ways to write the same: what students and books type, in the notation that the reader knows.

Pages of the book are read as they stand; a student's formula is spelt anew first. Nothing here changes what is claimed:
a font, a space, a bracket's size or the place of an index is no part of it.
"""

import re
from collections.abc import Callable, Collection

from lrlib.proofs.divergences import divergences
from lrlib.proofs.idioms import network, one_feature, softmax_of
from lrlib.proofs.marks import indicators, letters, ones
from lrlib.proofs.words import WORDS, word

FONTS = r"\\(?:mathbf|boldsymbol|mathbi|bm|vec|mathit|pmb|mathsf|mathrm|textbf|operatorname\*?|text)\s*"
DISPLAYS = ("equation", "align", "aligned", "gather", "gathered", "multline", "split", "eqnarray", "alignat", "math")


def _signs(match: re.Match[str]) -> str:
    """Write a set of labels with signs without the plus, the minus first."""
    both = sorted(re.sub(r"[\s+]", "", number) for number in match.groups())
    return rf"\in \{{{', '.join(both)}\}}"


PLAIN: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"\\(?:hspace|vspace|label|tag|phantom|hphantom)\*?\s*\{[^{}]*\}", " "),
    (r"\\(?:nonumber|notag|textstyle|scriptstyle|displaystyle|middle)(?![A-Za-z])", " "),
    (rf"\\(?:begin|end)\{{(?:{'|'.join(DISPLAYS)})\*?\}}(?:\{{\d\}})?", " "),
    (r"\\(?:left|right)?\\?\|(?=\\)|\\(?:left|right|big|Big|bigg|Bigg)[lr]?\s*(?=[|\\(\[\])./])\.?", " "),
    (r"~", " "),
    (r"(?<=[JL])_\s*\{\s*\\lambda\s*\}", r"_\\lambda "),
    (r"\\ln(?![A-Za-z])", r"\\log "),
    (r"([_^])([A-Za-z])(?=[A-Za-z])", r"\1\2 "),
    (r"\\(?:mathrm|text|operatorname)\{diag\}", r"\\operatorname{diag}"),
    (r"\^\s*\{\s*\(\s*([a-z])\s*\)\s*(?:\\top|T)\s*\}", r"^{(\1)}^\\top "),  # x^{(i)T}
    (r"\{\\(?:rm|bf|it)\s+([A-Za-z]+)\s*\}", r"\\mathrm{\1}"),
    (r"\\in\s*\\\{\s*(-\s*1|\+\s*1|1)\s*,\s*(-\s*1|\+\s*1|1)\s*\\\}", _signs),
    (r"(?:\\in\s*\\\{\s*\\pm\s*1\s*\\\}|(?<=[yt}])\s*=\s*\\pm\s*1(?![\d.]))", r" \\in \\{-1, 1\\}"),
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
    (r"\\(?:intercal|mathsf\{T\}|mathrm\{T\}|(?:(?<=\^\\)|(?<=\^\{\\))mathbf\{T\}|transp)(?![A-Za-z])", r"\\top"),
    (r"(?<=\^)\{\s*(?:T|\\top|\\mathrm\{T\}|\\intercal)\s*\}", r"\\top "),
    (r"\^\s*T(?![a-z]{2})", r"^\\top "),
    (r"_\{(?!\\max)(\\[A-Za-z]+|[A-Za-z])\}(?=\s*\()", r"_\1 "),  # h_{\theta}(x)
    (r"\\widetilde(?![A-Za-z])", r"\\tilde"),
    (r"\\widehat|\\bar(?=\{y\})", r"\\hat"),
    (r"\\mathop\{\\(?:rm|mathrm)\s*\{?arg\\?,?\s*max\}?\}", r"\\arg\\max"),
    (r"\\underset\s*\{([^{}]*)\}\s*\{\s*(\\arg\s*\\?,?\s*\\max|\\operatorname\{argmax\}|\\max)\s*\}", r"\2_{\1}"),
    (r"\\epsilon|\\varepsilon", r"\\alpha"),
    (r"\\(?:mathbf|boldsymbol)\s*\{\s*(\\mathsf\{[^{}]*\})\s*\}", r"\1"),
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
    '\\theta^\\top x = z'
    """
    latex = latex.strip().strip("$").strip()
    latex = re.sub(r"^\\\[|\\\]$|^\\\(|\\\)$", "", latex).strip()
    latex = _norms(divergences(ones(latex)))
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
    latex = softmax_of(one_feature(network(latex)))
    latex = re.sub(r"(?<![A-Za-z\\])f\s*([(\[][^()\[\]]*?)\s*[,;]\s*(?:\\phi|\\theta|w)\s*(?=[)\]])", r"f\1", latex)
    latex = re.sub(r"(?<![A-Za-z\\_{])l(?=\s*\()", r"\\ell ", latex)
    if not re.search(r"_\s*(?:\{[^{}]*)?(?<![A-Za-z\\])l(?![A-Za-z])", latex):  # else it is an index
        latex = re.sub(r"(?<![A-Za-z\\{])l(?=\s*=)|(?<=\\partial )l(?=\s*\})|(?<=\{d )l(?=\s*\})", r"\\ell ", latex)
    for name in ("softmax", "sigmoid", "softplus", "expit", "NLL", "LSE"):
        latex = re.sub(rf"(?<![A-Za-z\\{{]){name}(?![A-Za-z])", lambda m: WORDS[m[0]], latex)
    latex = letters(indicators(latex))
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
    bold = rf"\mathbf{{{inside}}}"
    if bold in names and re.match(r"\\(?:boldsymbol|mathbi|bm|pmb|mathsf)", whole):
        return bold
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
