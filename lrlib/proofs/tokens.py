r"""The signs of a formula: LaTeX taken apart into tokens, and the place up to which they were read."""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Any

import sympy as sp

from lrlib.proofs.brackets import BRACKETS
from lrlib.proofs.symbols import Unreadable

REMEMBERED = 256  # sets of names: those of an author are the same for each line
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
    **{
        r"\lvert": "|",
        r"\rvert": "|",
        r"\operatorname{arg\,max}": r"\arg\max",
        r"\operatorname{arg\,min}": r"\arg\min",
        r"\operatorname{Var}": "Var",
    },
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
    found = _sign(frozenset(names)).findall(re.sub(r"\{\}", "", latex))
    out = [ALIASES.get(t, t) for t in found if t not in INVISIBLE]
    return re.sub(r"\\arg\x00\\(max|min)", r"\\arg\\\1", "\x00".join(out)).split("\x00") if out else []


@lru_cache(maxsize=REMEMBERED)
def _sign(names: frozenset[str]) -> re.Pattern[str]:
    long = sorted((n for n in names if len(n) > 1 and not n.isalpha()), key=len, reverse=True)
    own = "".join(
        f"{re.escape(n)}(?![A-Za-z])|"
        for n in (r"\operatorname{arg\,max}", r"\operatorname{arg\,min}", *LARGEST, *long)
    )
    own = own.replace(r"\ ", r"\s*")
    return re.compile(f"(?x:{own.replace('#', r'[#]')}{PLAIN})")


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
