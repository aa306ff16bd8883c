r"""Signs in a formula: of several classes, of the letter of a probability, of the letter of a score."""

import functools
import re
from collections.abc import Mapping

from lrlib.proofs.names import Definition, Notation
from lrlib.proofs.words import word

SCORES = ("z", "o", "a", "s", r"\eta", "u", "f", "x", "q", "v")
OUTPUTS = (r"\hat{y}", r"\hat{p}", "p", "S", "s", "q", r"\pi", r"\mu", r"\phi", "h", r"\sigma", "a", "y", "f", "o", "P")
NUMBERED = re.compile(  # no e of a power, and no index
    r"((?<![A-Za-z\\{])[a-cf-hp-v]|\\(?:alpha|gamma|pi|rho|tau|mu|eta|beta))_\s*(?:\{\s*[a-z]\s*\}|[a-z](?![A-Za-z]))"
)
INDEX = r"_\s*\{?\s*[a-z]{1,2}(?![A-Za-z])"
CLASSES = "|".join(  # what is written of several classes only
    (
        r"softmax|LSE|\\delta\s*_|diag(?!\}?\s*(?:\(|\\\{)\s*\S+?\s*(?:\\odot\s*)?\(\s*1\s*-)|\\arg\\max|L_i(?![A-Za-z])",
        r"\\mathbb\{1\}|1\s*\\\{|[fzp]_\s*\{?\s*y",  # an indicator, or what is taken at the true class
        r"[ty]_\{\s*[nij]\s*,?\s*[kc]\s*\}|[ty]_\w\}\{\s*[a-z]_",
        r"\\nabla_\s*\{?\s*[zoa](?![A-Za-z])|\\sigma\s*\(\s*[a-z]\s*,\s*[a-z]\s*\)|(?<![A-Za-z\\])D_\{?[a-z]\}?\s*S_",
        r"\\theta\s*\^\s*\{?\s*\(\s*[a-z]\s*\)\s*",
        r"is one-hot|\\sum\s*_\s*\{?\s*(?P<of>[jklc])(?:\s*=\s*1\s*\}\s*\^\s*\{?\s*[A-Zk]\s*)?\}?\s*"
        r"[yt]_\s*\{?\s*(?P=of)\s*\}?\s*=\s*1(?![\d.])",
        r"\\lVert\s*(?:\\hat\{[yp]\}\s*-\s*y|y\s*-\s*\\hat\{[yp]\})\s*\\rVert",  # a vector
    )
)


def has(latex: str, *names: str) -> bool:
    """Say whether one of these names stands in a formula, and not as a part of a longer one.

    Parameters
    ----------
    latex : str
        A formula.
    *names : str
        Letters or commands.

    Returns
    -------
    bool
        Whether one does.
    """
    return any(re.search(word(n), latex) for n in names)


def several(latex: str) -> bool:
    """Say whether a formula speaks of several classes.

    Parameters
    ----------
    latex : str
        Spelt without fonts.

    Returns
    -------
    bool
        Whether something in it says so.
    """
    if _over_classes(latex):
        return True
    score, out = letters(latex)[::-1]
    indexed = re.search(rf"(?:e\s*\^\s*\{{?|\\exp\s*[({{]?)\s*-?\s*(?:[zoasufx]|\\eta|\\theta|\\beta|w){INDEX}", latex)
    return bool(
        re.search(
            CLASSES,
            latex,
        )
        or (indexed and not re.search(r"1\s*\+\s*(?:e|\\exp)", latex))
        or (
            out
            and re.search(rf"{re.escape(out)}{INDEX}", latex)
            and score
            and re.search(rf"{re.escape(score)}{INDEX}", latex)
        )
        or (
            out and re.search(rf"\\log\s*[({{]?\s*{re.escape(out)}\s*{INDEX}", latex) and not re.search(r"1\s*-", latex)
        )
        or (
            out
            and re.search(rf"{re.escape(out)}{INDEX}\}}?\s*-\s*[yt]{INDEX}", latex)
            and not re.search(r"\\sum|x_|\\phi_", latex)
        )
    )


def _over_classes(latex: str) -> bool:
    """Say whether a sum runs over the index of a probability with a hat, and up to no number of examples."""
    sums = re.findall(r"\\sum\s*_\s*\{?\s*([jklc])(?![A-Za-z])(?:\s*=\s*1\s*\}?\s*\^\s*\{?\s*([A-Za-z]))?", latex)
    return any(
        last in ("", "K", "C", "k", "q") and re.search(rf"\\hat\{{[yp]\}}_\s*\{{?\s*{index}(?![A-Za-z])", latex)
        for index, last in sums
    )


def letters(latex: str) -> tuple[str, str]:
    """Return the letters of the probabilities and of the scores.

    Parameters
    ----------
    latex : str
        Spelt without fonts.

    Returns
    -------
    str, str
        Empty where there is no sign of them.
    """
    out = next((n for n in OUTPUTS if _is_output(n, latex)), "")
    score = next((n for n in SCORES if n != out and _is_score(n, latex)), "o" if has(latex, "O") else "")
    return out, score


def _is_output(n: str, latex: str) -> bool:
    return bool(_outputs(n, n == "y" and not has(latex, "t")).search(latex))


@functools.cache
def _outputs(n: str, label: bool) -> re.Pattern[str]:
    """Return what is written of a letter if it is a probability; of y much of it is written if it is the label."""
    own = word(n)
    if label:
        return re.compile(rf"\\frac\s*\{{\s*\\partial\s*y{INDEX}\}}?\s*\}}\s*\{{\s*\\partial\s*[aoszx]_")
    one = rf"{own}\s*{INDEX}\s*\}}?\s*(?:\([^()]*\))?\s*"
    signs = (
        rf"{one}=\s*(?:\\frac\s*\{{\s*(?:e(?![A-Za-z])|\\exp)|\\operatorname\{{softmax)",
        rf"{own}\s*=\s*\\operatorname\{{softmax",
        rf"\\log\s*[({{]?\s*{one}",
        rf"\\frac\s*\{{\s*\\partial\s*{one}\}}?\s*\}}?\s*\{{\s*\\partial",
        rf"{one}\(?\s*(?:-\s*[yt]{INDEX}|\(\s*(?:1|\\delta|\\mathbb))",
        rf"\\frac\s*\{{\s*[yt]{INDEX}\}}?\s*\}}\s*\{{\s*{one}",
        rf"[yt]{INDEX}\}}?\s*-\s*{one}",
        rf"{own}\s*-\s*[yt](?![A-Za-z_])|diag\}}\s*\(\s*{own}(?!\s*(?:\\odot|\\cdot)?\s*\(\s*1\s*-)",
        *([r"(?<![A-Za-z\\])D_\{?[a-z]\}?\s*S_"] if n == "S" else []),
    )
    return re.compile("|".join(signs))


def _is_score(n: str, latex: str) -> bool:
    return bool(_scores(n).search(latex))


@functools.cache
def _scores(n: str) -> re.Pattern[str]:
    own = word(n)
    before = r"e\s*\^\s*\{?|\\exp\s*[({]?|softmax\}\s*(?:_\w)?\s*\(|LSE\}\s*\("
    signs = (
        rf"(?:{before})\s*\(?\s*-?\s*{own}(?![A-Za-z])",
        rf"\}}\s*\{{\s*\\partial\s*{own}(?![A-Za-z])",
        rf"\\partial\s*_\s*\{{?\s*{own}(?![A-Za-z])",
        rf"{own}\s*(?:{INDEX}\s*\}}?)?\s*=\s*\(?\s*[wxW\\]",
        rf"\\arg\\max\s*_\s*\{{?\s*[a-z]\s*\}}?\s*{own}|\\sigma\s*\(\s*{own}\s*,\s*[a-z]\s*\)|\\nabla_\s*\{{?\s*{own}",
    )
    return re.compile("|".join(signs))


def of_each_class(latex: str, notation: Notation, defined: Mapping[str, Definition]) -> list[str]:
    """Return the letters of numbers, or without a meaning, that a line has with the index of a class only.

    Parameters
    ----------
    latex : str
        A formula in the letters of a table of several classes.
    notation : Notation
        Of the table.
    defined : mapping
        From names to definitions: one of x_k, such as u_k := e^{z_k}, is one of each class.

    Returns
    -------
    list of str
        Such as a, where \\sum_k \\hat{y}_k a_k stands and no a without k.
    """
    found = []
    columns = set(re.findall(r"(?:(?<![A-Za-z\\])[xX]|\\phi)_\s*\{?\s*([a-z])", latex))
    classes = {i for n, axes in notation.axes.items() if axes in ("^K", "K") for i in _indices(n, latex)} - columns
    for name in NUMBERED.findall(latex):
        axes = notation.axes.get(name, "")
        known = axes not in ("", "n") and notation.domains.get(name) != "class"
        if known or name in notation.rows or name in found:
            continue
        if name in defined and not defined[name].letters:
            continue
        own = _indices(name, latex)
        if own and None not in own and set(own) <= classes:
            found.append(name)
    return found


def _indices(name: str, latex: str) -> list[str | None]:
    """Return the letters below a name, None where it stands without one."""
    every = re.findall(rf"{word(name)}(?:_\s*(?:\{{\s*([a-z])\s*\}}|([a-z])(?![A-Za-z])))?", latex)
    return [a or b or None for a, b in every]
