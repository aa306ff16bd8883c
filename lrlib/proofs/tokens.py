r"""The signs of a formula: LaTeX taken apart into tokens, and the place up to which they were read."""

import re
from collections.abc import Collection, Mapping
from typing import Any

import sympy as sp

from lrlib.proofs.names import Definition
from lrlib.proofs.symbols import Unreadable

WORDS = r"\\(?:text|begin|end)\s*\{[^{}]*\}"
HATS = r"\\(?:hat|tilde|mathcal|mathbb|mathbf|mathrm|operatorname)\s*\{(?:[^{}]|\{[^{}]*\})*\}"
PLAIN = rf"{WORDS} | {HATS} | \\[A-Za-z]+ | \\. | := | \d+\.\d+ | \d+ | [A-Za-z] | \S"
INVISIBLE = {
    rf"\{word}"
    for word in ["left", "right", "big", "Big", "bigl", "bigr", "Bigl", "Bigr", "limits", "displaystyle", *",;!:"]
} | {"\\ "}
SPELLINGS = {  # other ways to write the same
    **{
        "ŷ": r"\hat{y}",
        "σ": r"\sigma",
        "θ": r"\theta",
        "α": r"\alpha",
        "λ": r"\lambda",
        "δ": r"\delta",
        "ℒ": r"\mathcal{L}",
    },
    **{
        "Σ": r"\sum",
        "∑": r"\sum",
        "∂": r"\partial",
        "∇": r"\nabla",
        "⊤": r"\top",
        "−": "-",
        "·": r"\cdot",
        "×": r"\cdot",
    },
    **{"≤": r"\le", "≥": r"\ge", "≠": r"\neq", "≈": r"\approx", "ℓ": r"\ell", "ĉ": r"\hat{c}"},
}
ALIASES = {
    **{
        r"\leq": r"\le",
        r"\geq": r"\ge",
        r"\ne": r"\neq",
        r"\ln": r"\log",
        r"\coloneqq": ":=",
        r"\times": r"\cdot",
        "*": r"\cdot",
        r"\ast": r"\cdot",
    },
    **{r"\dfrac": r"\frac", r"\tfrac": r"\frac", r"\qquad": r"\quad"},
    **{r"\lvert": "|", r"\rvert": "|", r"\operatorname{arg\,max}": r"\arg\max", r"\operatorname{Var}": "Var"},
}
RELATIONS: dict[str, Any] = {
    "=": sp.Eq,
    r"\approx": sp.Eq,
    r"\neq": sp.Ne,
    "<": sp.Lt,
    ">": sp.Gt,
    r"\le": sp.Le,
    r"\ge": sp.Ge,
}
LARGEST = (r"\rho_{\max}", r"\lambda_{\max}")  # the largest eigenvalue; without a bracket behind it, a number
BRACKETS = {"(": ")", "[": "]", "{": "}"}
ENDS = {"+", "-", *BRACKETS.values(), "&", ",", ";", ":", r"\\", r"\}", r"\in", r"\mid", r"\rVert", ":=", *RELATIONS}


def tokens(latex: str, names: Collection[str] = ()) -> list[str]:
    r"""Split LaTeX into tokens; a declared name of several signs, such as ``J_\lambda``, stays one token.

    Parameters
    ----------
    latex : str
        A formula.
    names : collection of str
        The names that are longer than a letter.

    Returns
    -------
    list of str
        Without spaces and without the commands that only place things.

    Examples
    --------
    >>> tokens(r"J_\lambda(\theta) \geq 0.5", [r"J_\lambda"])
    ['J_\\lambda', '(', '\\theta', ')', '\\ge', '0.5']
    """
    for sign, command in SPELLINGS.items():
        latex = latex.replace(sign, f"{command} ")
    latex = re.sub(r"(?<=\d)(?:\\,|\{,\})(?=\d{3}(?!\d))", "", latex)  # 1\,000
    latex = re.sub(r"\\hat\s+([A-Za-z])(?![A-Za-z])", r"\\hat{\1}", latex)
    latex = re.sub(r"\\hat\{([A-Za-z])(_(?:\w|\{\w+\}))\}", r"\\hat{\1}\2", latex)
    long = sorted((n for n in names if len(n) > 1 and not n.isalpha()), key=len, reverse=True)
    own = "".join(f"{re.escape(n)}(?![A-Za-z])|" for n in (r"\operatorname{arg\,max}", *LARGEST, *long))
    own = own.replace(r"\ ", r"\s*")
    found = re.findall(f"(?x:{own.replace('#', r'[#]')}{PLAIN})", re.sub(r"\{\}", "", latex))
    out = [ALIASES.get(t, t) for t in found if t not in INVISIBLE]
    return re.sub(r"\\arg\x00\\max", r"\\arg\\max", "\x00".join(out)).split("\x00") if out else []


def without_spaces(found: list[str]) -> list[str]:
    r"""Drop each ``\quad`` that stands beside words, a comma or a relation; between two formulas it says nothing.

    Parameters
    ----------
    found : list of str
        Tokens.

    Returns
    -------
    list of str
        Those that are read.

    Raises
    ------
    Unreadable
        If only a ``\quad`` stands between two formulas.
    """
    out: list[str] = []
    for i, token in enumerate(found):
        if token != r"\quad":
            out.append(token)
            continue
        beside = [*out[-1:], *found[i + 1 : i + 2]]
        if out and i + 1 < len(found) and not any(is_words(t) or t in (",", "&", r"\quad", *RELATIONS) for t in beside):
            raise Unreadable(r"a \quad between two formulas: put a comma or words there")
    return out


def is_words(token: str | None) -> bool:
    r"""Say whether a token is ``\text{...}``.

    Parameters
    ----------
    token : str or None
        A token.

    Returns
    -------
    bool
        Whether it is.
    """
    return token is not None and token.startswith(r"\text")


def text(token: str | None) -> str:
    r"""Return the words of ``\text{...}``.

    Parameters
    ----------
    token : str or None
        A token.

    Returns
    -------
    str
        Empty if it is something else.
    """
    found = re.fullmatch(r"\\text\s*\{\s*(.*?)\s*\}", token or "")
    return found[1] if found else ""


class Scan:
    """The tokens of one formula, how far they are read, and what was met on the way.

    Parameters
    ----------
    latex : str
        The formula.
    names : collection of str
        All names that have a meaning.
    functions : collection of str
        Those among them that take arguments.
    uses : mapping, optional
        From names to what their definitions are made of.
    """

    def __init__(
        self,
        latex: str,
        names: Collection[str],
        functions: Collection[str] = (),
        uses: Mapping[str, set[str]] | None = None,
    ) -> None:
        self.tokens: list[str | None] = [*without_spaces(tokens(latex, names)), None]
        self.names, self.functions = names, set(functions)
        self.used: set[str] = set()
        self.sizes: dict[str, int] = {}
        self.local: dict[str, Definition] = {}
        self.cases: list[list[bool]] = []
        self.running: list[str] = []  # the indices of the sums that are being read
        self.bars = 0  # how many | are open
        self.open = ""  # a function whose argument was read without brackets
        self.uses: Mapping[str, set[str]] = uses or {}
        self.called: set[str] = set()  # functions that were given arguments
        self.bare: list[Any] = []  # functions that were not
        self.conditioned: set[str] = set()  # names of which conditions speak
        self.subjects: set[str] = set()  # sizes and indices that stand as numbers
        self.by: list[Any] = []  # by what is differentiated
        self.orders: dict[str, list[str]] = {}  # of the names in brackets behind a name

    @property
    def next(self) -> str | None:
        """Return the next token, or None at the end."""
        return self.tokens[0]

    def take(self, expected: str | None = None) -> str:
        """Take the next token.

        Parameters
        ----------
        expected : str, optional
            What it must be.

        Returns
        -------
        str
            The token.

        Raises
        ------
        Unreadable
            If there is none, or another.
        """
        token = self.tokens[0]
        if token is None or (expected is not None and token != expected):
            raise Unreadable(f"expected {expected or 'more'}, found {token or 'the end'}")
        del self.tokens[0]
        return token

    def skip(self, *wanted: str) -> str | None:
        """Take the next token if it is one of those wanted.

        Parameters
        ----------
        *wanted : str
            Tokens.

        Returns
        -------
        str or None
            The token, or None if it is another.
        """
        return self.take() if self.next is not None and self.next in wanted else None

    def words(self, *wanted: str) -> bool:
        """Take the next token if it is text that says one of these.

        Parameters
        ----------
        *wanted : str
            Words.

        Returns
        -------
        bool
            Whether it was.
        """
        if is_words(self.next) and text(self.next) in wanted:
            self.take()
            return True
        return False

    def comma(self) -> int:
        """Return how many tokens there are to the next comma outside brackets, or to the end.

        Returns
        -------
        int
            A number of tokens.
        """
        depth = 0
        for i, t in enumerate(self.tokens):
            depth += (t in BRACKETS or t == r"\{") - (t in BRACKETS.values() or t == r"\}")
            if t == "," and not depth:
                return i
        return len(self.tokens)

    def inside(self) -> list[str]:
        """Return what stands between the bracket that opens next and the one that closes it.

        Returns
        -------
        list of str
            Tokens.

        Raises
        ------
        Unreadable
            If it stays open.
        """
        depth = 0
        for i, t in enumerate(self.tokens):
            depth += (t in BRACKETS) - (t in BRACKETS.values())
            if not depth:
                return [str(t) for t in self.tokens[1:i]]
        raise Unreadable("a bracket is left open")

    def foreign(self) -> bool:
        """Say whether the next token is words that are no name.

        Returns
        -------
        bool
            Whether it is.
        """
        return is_words(self.next) and self.next not in self.names
