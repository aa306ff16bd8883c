r"""A formula of a question in a line without mathematics set: as text for a terminal, as HTML for a quiz.

It knows what the bank writes, and refuses any other command, so that no backslash reaches a reader.
"""

import re
from html import escape

WORDS = {
    **{"cdot": "·", "approx": "≈", "le": "≤", "ge": "≥", "ne": "≠", "sigma": "σ", "theta": "θ", "alpha": "α"},
    **{"lambda": "λ", "beta": "β", "mathcal": "", "partial": "∂", "infty": "∞", "ldots": "…"},
    **{"left": "", "right": "", "times": "×", "quad": " "},
}
TOKEN = re.compile(r"\\([A-Za-z]+)|\\([,;: ])|\d+(?:\.\d+)?|\S|\s+")
FORMULA = re.compile(r"\$([^$]+)\$")
LOW = str.maketrans("0123456789jk", "₀₁₂₃₄₅₆₇₈₉ⱼₖ")


def text(words: str) -> str:
    r"""Return words with their formulas spelt out for a terminal.

    Parameters
    ----------
    words : str
        With formulas between dollar signs.

    Returns
    -------
    str
        Without dollar sign and backslash.

    Raises
    ------
    ValueError
        If a formula has a command that is not known here, or lacks what one stands before.

    Examples
    --------
    >>> text(r"It is $\frac{1}{1 + e^{-2}} \approx 0.8808$.")
    'It is 1/(1 + e^(−2)) ≈ 0.8808.'
    """
    return FORMULA.sub(lambda m: _Spelt(m[1], tags=False).whole(), words)


def html(words: str) -> str:
    r"""Return words with their formulas spelt out as HTML.

    Parameters
    ----------
    words : str
        With formulas between dollar signs.

    Returns
    -------
    str
        With sub and sup as its only tags.

    Raises
    ------
    ValueError
        If a formula has a command that is not known here, or lacks what one stands before.

    Examples
    --------
    >>> html(r"Is $e^{-2} < z_1$?")
    'Is e<sup>−2</sup> &lt; z<sub>1</sub>?'
    """
    parts = FORMULA.split(words)  # words, formula, words, ...
    return "".join(_Spelt(p, tags=True).whole() if i % 2 else escape(p, quote=False) for i, p in enumerate(parts))


class _Spelt:
    """One formula on its way into a line."""

    def __init__(self, latex: str, *, tags: bool) -> None:
        self.tokens = [m[0] for m in TOKEN.finditer(latex)]
        self.latex, self.tags, self.at = latex, tags, 0

    def whole(self) -> str:
        return re.sub(r" +", " ", self.until("")).strip()

    def until(self, end: str) -> str:
        found = ""
        while self.at < len(self.tokens) and self.tokens[self.at] != end:
            found += self.one()
        self.at += 1
        return found

    def one(self) -> str:
        if self.at >= len(self.tokens):
            raise ValueError(f"{self.latex!r} ends too soon; wanted is what its last command or sign stands before")
        token = self.tokens[self.at]
        self.at += 1
        if token == "{":
            return self.until("}")
        if token in "^_":
            return self.raised(token, self.one())
        if token == r"\frac":
            above, below = self.one(), self.one()
            return f"{_held(above)}/{_held(below)}"
        if token == r"\log":
            while self.at < len(self.tokens) and self.tokens[self.at].isspace():
                self.at += 1
            shared = self.at < len(self.tokens) and self.tokens[self.at] == r"\frac"
            return f"log ({self.one()})" if shared else "log "
        if token == r"\sqrt":
            return f"√({self.one()})"
        if token == r"\hat":
            return self.one() + "\u0302"
        if token.startswith("\\") and token[1:].isalpha():
            if token[1:] not in WORDS:
                raise ValueError(f"{self.latex!r} has {token}; wanted is a command of lrlib/questions/spelling.py")
            return WORDS[token[1:]]
        if token.startswith("\\") or token.isspace():
            return " "
        return {"-": "−", "'": "′"}.get(token, escape(token, quote=False) if self.tags else token)

    def raised(self, sign: str, part: str) -> str:
        if self.tags:
            tag = "sup" if sign == "^" else "sub"
            return f"<{tag}>{part}</{tag}>"
        if sign == "_":
            return low if (low := part.translate(LOW)) != part and len(part) == 1 else f"_{_held(part)}"
        return "²" if part == "2" else f"^{_held(part)}"


def _held(part: str) -> str:
    """Return a part in brackets, unless it is one number, one name, or has its brackets."""
    bare = re.sub(r"<su[bp]>[^<]*</su[bp]>", "", part).strip()
    inside = bare.startswith("(") and bare.endswith(")") and bare.count("(") == 1
    return part if inside or re.fullmatch(r"[\w.\u0302²]+(\^\(−?[\d.]+\)|\^\d+)?", bare) else f"({part.strip()})"
