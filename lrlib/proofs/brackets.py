"""Where brackets end, and where a formula may be cut: at a sign that stands in none."""

from collections.abc import Sequence

BRACKETS = {"(": ")", "[": "]", "{": "}"}


def split(latex: str, at: str) -> list[str]:
    r"""Split a formula at a sign, where it stands outside brackets and is no command, as in ``\,``.

    Parameters
    ----------
    latex : str
        A formula.
    at : str
        One sign.

    Returns
    -------
    list of str
        At least one part.

    Examples
    --------
    >>> split(r"f(x, y) \, z, w", ",")
    ['f(x, y) \\, z', ' w']
    """
    out, depth, start = [], 0, 0
    for i, sign in enumerate(latex):
        depth += (sign in "([{") - (sign in ")]}")
        if sign == at and not depth and latex[i - 1 : i] != "\\":
            out.append(latex[start:i])
            start = i + 1
    return [*out, latex[start:]]


def closing(latex: str, start: int, opens: str = "(") -> int | None:
    """Return where the bracket closes that is open.

    Parameters
    ----------
    latex : str
        A formula.
    start : int
        Behind the bracket that opens.
    opens : str
        Which it is.

    Returns
    -------
    int or None
        The place of the one that closes it; None where it stays open.
    """
    depth, closes = 1, BRACKETS[opens]
    for i in range(start, len(latex)):
        depth += (latex[i] == opens) - (latex[i] == closes)
        if not depth:
            return i
    return None


def behind(latex: str, start: int) -> int:
    """Return the place behind the bracket that closes; the end of the formula where it stays open.

    Parameters
    ----------
    latex : str
        A formula.
    start : int
        Behind the ``(`` that opens.

    Returns
    -------
    int
        The place.
    """
    end = closing(latex, start)
    return len(latex) if end is None else end + 1


def has_letters(superscript: Sequence[str]) -> bool:
    r"""Say whether the superscript with which some tokens begin has letters, and is no transpose.

    Parameters
    ----------
    superscript : sequence of str
        What stands behind ``^``, to the end of the formula.

    Returns
    -------
    bool
        False of numbers.

    Examples
    --------
    >>> has_letters(["{", "1", "-", "y", "}", "x"]), has_letters(["2", "x"]), has_letters(["{", r"\top", "}"])
    (True, False, False)
    """
    depth, own = 0, []
    for sign in superscript:
        depth += (sign == "{") - (sign == "}")
        own.append(sign)
        if not depth:
            break
    letters = [sign for sign in own if sign.lstrip("\\").isalpha() and sign not in (r"\frac", r"\cdot")]
    return bool(letters) and letters not in (["T"], [r"\top"])
