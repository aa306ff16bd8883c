r"""Which labels a line says it speaks of: 0 and 1, −1 and 1, or all numbers between."""

import re

from lrlib.proofs.symbols import Unreadable
from lrlib.proofs.words import word

LETTERS = ("y", "t")  # of a label, with and without the index of an example
AT = r"\s*(?:_\s*(?:\{\s*[a-z]\s*\}|[a-z](?![A-Za-z]))|\^\s*\{?\(\s*[a-z]\s*\)\}?)?\s*"
SET = r"\\in\s*\\\{([-+\d\s,]+)\\\}"
BEHIND = re.compile(r"(?:,|;|\\quad|\\text\s*\{\s*(?:if|for|when|with|where|and)[^{}]*\})")
ORDER = r"(?:[<>]|\\(?:le|ge|leq|geq|leqslant|geqslant)(?![A-Za-z]))"


def stated(latex: str, letter: str) -> set[int]:
    """Return the labels of which a line says that it speaks; none, where it does not say it.

    Parameters
    ----------
    latex : str
        Spelt without fonts.
    letter : str
        That of the label.

    Returns
    -------
    set of int
        As in y \\in \\{-1, 1\\}; for y = -1 it is -1 alone.
    """
    found = re.search(rf"{word(letter)}{AT}{SET}", latex)
    if found:
        return {int(number) for number in re.findall(r"[-+]?\d+", re.sub(r"\s", "", found[1]))}
    square = rf"(?:{word(letter)}{AT}\^\s*\{{?\s*2\s*\}}?|\|\s*{word(letter)}{AT}\|)\s*=\s*1(?![\d.])"
    if re.search(rf"{BEHIND.pattern}\s*{square}", latex):
        return {-1, 1}
    behind = BEHIND.search(latex)
    alone = behind and re.search(rf"{word(letter)}{AT}=\s*-\s*1(?![\d.])", latex[behind.start() :])
    of_one = re.search(rf"\(\s*{word(letter)}{AT}=\s*-\s*1\s*(?:\\mid|\\vert|\||;)", latex)  # p(y = -1 | x)
    return {-1} if alone or of_one else set()


def signed(latex: str) -> str:
    r"""Return the letter of which a line says that it is −1 or 1; empty where none is.

    Parameters
    ----------
    latex : str
        Spelt without fonts.

    Returns
    -------
    str
        "y", "t" or nothing.
    """
    return next((letter for letter in LETTERS if -1 in stated(latex, letter) <= {-1, 1}), "")


def refuse_others(latex: str) -> None:
    """Refuse a line of which the labels are said to be two numbers that no model here has.

    Parameters
    ----------
    latex : str
        Spelt without fonts.

    Raises
    ------
    Unreadable
        With what to write.
    """
    for letter in LETTERS:
        labels = stated(latex, letter)
        if labels - {0, 1} and not labels <= {-1, 1}:
            some = ", ".join(map(str, sorted(labels)))
            raise Unreadable(
                rf"labels {letter} of {some} are in no model that is read: write them as 0 and 1, or as -1 and 1; of "
                rf"several classes, {letter} is one-hot"
            )


def between(latex: str, letter: str) -> bool:
    """Say whether a line says that a letter is any number on one side of another, as no label is.

    Parameters
    ----------
    latex : str
        Spelt without fonts.
    letter : str
        Perhaps that of a label.

    Returns
    -------
    bool
        Whether an inequality with a number stands behind "if", or an interval.
    """
    behind = BEHIND.search(latex)
    if behind is None:
        return False
    alone, number = rf"{word(letter)}{AT}", r"(?:-?\d+(?:\.\d+)?|\\frac\{\d+\}\{\d+\})"
    pattern = rf"{alone}(?:{ORDER}\s*{number}|\\in\s*[(\[])|(?<![\d.A-Za-z}}]){number}\s*{ORDER}\s*{alone}(?=$|[,\\<>])"
    return bool(re.search(pattern, latex[behind.start() :]))
