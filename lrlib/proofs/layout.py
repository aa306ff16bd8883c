r"""Take off a formula what a page puts around it: full stops, ranges of indices, other signs for "is defined as"."""

import re

EQUALS = (
    r"\\(?:stackrel|overset)\s*\{\s*(?:\\text\s*\{?\s*def\.?\s*\}?|\\mathrm\s*\{?\s*def\s*\}?|\\triangle|\\Delta|def)\s*\}"
    r"\s*\{\s*(?:=|\\equiv)\s*\}|\\(?:triangleq|equiv|doteq|overset\{\\triangle\}\{=\}|coloneqq(?=\s*\\sigma))(?![A-Za-z])"
)
LAST = r"(?:\s|\\[,;!: ]|\\quad|\\qquad|~)*"
RANGE = (
    r"\d\s*\\leq?\s*[a-z]\s*\\leq?\s*[A-Z]|\\?[a-zA-Z](?:\s*'?)\s*=\s*[01]\s*,\s*(?:\d\s*,\s*)*"
    r"\\?(?:dots|ldots|cdots|dotsc|\.\.)\.?\s*,\s*[A-Za-z]\s*(?:-\s*1)?"
)
EVERY = (
    r"\\forall\s*(?:\(?\s*\\?[a-z](?:\s*,\s*[a-z])*\s*\)?)"
    r"(?:\s*\\in\s*(?:\\\{.*?\\\}|\\?[A-Za-z]+(?:\{\w\})?|\[[^\]]*\]|1\s*\.\.\.?\s*[A-Z]|\d[^=]*))?"
)
FOR = (
    r"(?:\\text(?:rm)?\s*\{\s*,?\s*(?:for|where|with|for all|for every|for each|and)\s*\}"
    r"|\\mathrm\{\s*for\s*\}|for(?![a-z]))?"
)
AFTER = re.compile(rf"(?:,|;)?{LAST}[(\[]?{LAST}{FOR}{LAST}(?:{RANGE}|{EVERY}){LAST}[)\]]?{LAST}$")
BEFORE = re.compile(
    r"^\s*\\text\s*\{\s*(?:If|if|For|for|When|when)\s*\}\s*([a-z]\s*(?:=|\\neq?)\s*[a-z])\s*(?::|,|\\quad|\\text\s*\{[^{}]*\})\s*(.*)$",
    re.S,
)
STEP = re.compile(
    r"^\s*(\\?[A-Za-z]+|\\mathbf\{\w\}|\\boldsymbol\{?\\?\w+\}?)\s*(?:_\s*\{\s*(?:t\s*\+\s*1|new)\s*\}|\^\s*\{\s*\(?\s*(?:(?:[tk]|\\tau)\s*\+\s*1|new|\\text\{new\})\s*\)?\s*\})"
    r"\s*&?\s*(?::=|=|\\leftarrow|\\gets)\s*&?\s*\1\s*(?:_\s*\{?\s*(?:t|old)\s*\}?|\^\s*\{\s*\(?\s*(?:[tk]|\\tau|old|\\text\{old\})\s*\)?\s*\})"
)
ASSIGNED = re.compile(  # \theta = \theta - \alpha ..., as in a program
    r"^\s*((?:\\(?:mathbf|boldsymbol)\s*\{\\?\w+\}|\\?[A-Za-z]+)(?:\s*_\s*(?:\{\w\}|\w))?)\s*&?\s*=\s*&?\s*(?=\1\s*[-+]\s*"
    r"(?:\\[dt]?frac\s*\{\s*)?\\(?:alpha|eta|gamma)(?![A-Za-z]))"
)
INVERSE = re.compile(  # \beta^{new} = (X^T W X)^{-1} ...
    r"^\s*(\\?[A-Za-z]+|\\(?:mathbf|boldsymbol)\s*\{?\\?\w+\}?)\s*"
    r"\^\s*\{\s*\(?\s*(?:(?:[tk]|\\tau)\s*\+\s*1|new|\\(?:text|mathrm)\{new\})\s*\)?\s*\}"
    r"\s*&?\s*(?::=|=|\\leftarrow|\\gets)(?=\s*&?\s*(?:\\left)?\s*\()(?=.*-\s*1\s*\})"
)
OLD = re.compile(
    r"(?<=[\w}])\s*(?:_\s*\{?\s*(?:t|old)\s*\}?(?![A-Za-z])|\^\s*\{\(?(?:t|k|\\tau\s*|old|\\text\{old\})\)?\})"
)
BEHIND = re.compile(
    rf"(?:,|;|\\quad|\\qquad){LAST}[(]?(?:\\(?:text|mathrm)\{{\s*(?:for|if|when|with)\s*\}})?{LAST}"
    r"([a-z]\s*(?:=|\\neq?)\s*[a-z]|(?:[Kmny]|y_\w|y\^\{\(i\)\})\s*=\s*\d+|y(?:_i|\^\{\(i\)\})?\s*\\in\s*\\\{[^{}]*\\\})\s*[)]?\s*$"
)
ASIDE = re.compile(
    r"\(\s*\\text\s*\{[^{}]*\}\s*(?:\$?[a-z]\$?)?\s*\)|\\text\s*\{\s*\((?:simultan|for|vector|sum|update|cross|log)[^{}]*\)?\s*\}[^=]*$"
)
DIFFERENTIALS = re.compile(r"(?<![A-Za-z\\{])d\s*([zawbZ])(?:\s*(_\s*\{?\w\}?))?(\^\{\(\w\)\})?(?![A-Za-z(_])")

NAME = (
    r"(?:\\(?:hat|tilde|mathcal)\s*\{[A-Za-z]\}|\\[A-Za-z]+|[A-Za-z])"
    r"(?:\s*(?:_\s*(?:\{[^{}]*\}|\w)|\^\s*\{\s*\(\w\)\s*\}))*(?![A-Za-z])"
)
D = r"(?:\\mathrm\s*\{\s*d\s*\}|(?<![A-Za-z\\])d)\s*"
ORDER = r"(?:\^\s*(\d|\{\d\})\s*)?"
SECOND = re.compile(
    rf"\\partial\s*\^\s*(?:2|\{{2\}})\s*({NAME})\s*/\s*\\partial\s*({NAME})\s*(?:\^\s*(?:2|\{{2\}})|\\partial\s*({NAME}))"
)
SLASH = re.compile(rf"{D}{ORDER}({NAME})\s*/\s*{D}({NAME})\s*{ORDER}")


def bare(latex: str) -> str:
    r"""Return a formula without its layout.

    Parameters
    ----------
    latex : str
        As it was written.

    Returns
    -------
    str
        What it claims.

    Examples
    --------
    >>> bare(r"\hat{y}_k > 0, \quad k = 1, \dots, K.")
    '\\hat{y}_k > 0'
    """
    out = latex.strip().strip("$").strip()
    out = re.sub(r"^\\\[|\\\]$|^\\\(|\\\)$", "", out).strip()
    out = re.sub(r"\\(?:text|mathrm)\s*\{\s*(new|old)\s*\}", r"\1", out)
    out = re.sub(EQUALS, "=", out)
    out = re.sub(
        r"\\(?:hspace|vspace|label|tag|hphantom|phantom)\*?\s*\{[^{}]*\}|\\(?:nonumber|notag)(?![A-Za-z])", " ", out
    )
    out = re.sub(r"\\(?:iff|(?:L|l|Longl)eftrightarrow)(?![A-Za-z])", r"\\quad \\text{exactly if} \\quad ", out)
    out = ASIDE.sub(" ", out)
    out = re.sub(rf"{LAST}[.,;]?{LAST}$", "", out)
    shorter = AFTER.sub("", out)
    out = shorter if re.search(r"[=<>]|\\[lg]e", shorter) else out
    out = re.sub(BEFORE, r"\2 \\quad \\text{if } \1", out)
    begun = re.match(r"\s*\\begin\s*\{(?:aligned|align|split|gather|gathered|equation)\*?\}", out)
    front, out = (begun[0], out[begun.end() :]) if begun else ("", out)
    out = re.sub(STEP, r"\1 := \1", out)
    out = re.sub(ASSIGNED, r"\1 := ", out)
    out = front + re.sub(INVERSE, r"\1 := ", out)
    if ":=" in out:
        out = re.sub(OLD, "", out)
    if not re.search(r"\\text\s*\{\s*(?:if|with|when|where)\s*\}.*,|(?<![A-Za-z])where", out, re.S):
        out = re.sub(BEHIND, r" \\quad \\text{if } \1", out)
    out = re.sub(r"^\s*(?:\\mathbf\{g\}|g)\s*=\s*(?=\\nabla|\\d?frac\{\s*(?:d|\\partial))", "", out)
    out = re.sub(r"\\gets(?![A-Za-z])", r"\\leftarrow ", out)
    if re.search(r":=|\\leftarrow", out):
        out = re.sub(
            rf"{LAST}[(]?{LAST}\\text\s*\{{\s*\(?for (?:all|every|each)\s*\}}\s*\$?[a-z]\$?\s*[)]?\s*$", "", out
        )
    return re.sub(rf"{LAST}[.,;]?{LAST}$", "", out)


def slashes(latex: str) -> str:
    r"""Write a derivative with a slash, as in dp/dx, as a fraction.

    Parameters
    ----------
    latex : str
        A formula.

    Returns
    -------
    str
        With ``\\frac{d p}{d x}``.
    """
    latex = re.sub(r"(\\[dt]?frac\s*\{[^{}]*\}\s*\{\s*d)(?=[A-Za-z]\s*\})", r"\1 ", latex)
    latex = SECOND.sub(lambda m: rf"\frac{{\partial^2 {m[1]}}}{{\partial {m[2]} \partial {m[3] or m[2]}}}", latex)
    return SLASH.sub(
        lambda m: rf"\frac{{d{_power(m[1])} {m[2]}}}{{d {m[3]}{_power(m[4])}}}" if m[1] == m[4] else m[0], latex
    )


def _power(order: str | None) -> str:
    return f"^{order}" if order else ""


def differentials(latex: str) -> str:
    r"""Write dz for the derivative by z where it stands alone, as in ``dz = a - y``.

    Parameters
    ----------
    latex : str
        A formula.

    Returns
    -------
    str
        With ``\\operatorname{dz}``; as it was, where a fraction has such a sign below the line.
    """
    parts = re.split(r"(\\(?:d|t)?frac\s*\{[^{}]*\}\s*\{[^{}]*\}|\\int.*)", latex)
    return "".join(
        p if i % 2 else DIFFERENTIALS.sub(lambda m: rf"\operatorname{{d{m[1]}}}{m[2] or ''}{m[3] or ''}", p)
        for i, p in enumerate(parts)
    )
