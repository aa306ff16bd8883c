r"""How far a sum reaches that has no brackets: to the next plus, or to the end."""

import re

OPEN = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}


def to_the_end(text: str) -> str:
    r"""Put what follows a sum in brackets, where its index stands behind the next plus or minus too.

    Parameters
    ----------
    text : str
        A formula.

    Returns
    -------
    str
        With brackets; as it was, where no sum can be meant to reach further.

    Examples
    --------
    >>> to_the_end(r"E = -\sum_{i=1}^{m} a^{(i)} + b^{(i)}")
    'E = -\\sum_{i=1}^{m} ( a^{(i)} + b^{(i)} )'
    """
    for found in re.finditer(r"\\sum(?:\\limits)?", text):
        head = _head(text, found.end())
        index = re.search(r"[a-zA-Z]", text[found.end() :])
        end = _end(text, head)
        body = text[head:end]
        first = _first_sign(body)
        if index is None or first is None:
            continue
        behind = body[first:]
        letter = rf"(?:\^\s*\{{\(\s*{index[0]}\s*\)\}}|_\s*\{{?[^{{}}]*{index[0]}(?![A-Za-z]))"
        if re.search(letter, behind) and not re.search(rf"\\sum[^a-zA-Z]*{index[0]}(?![A-Za-z])", behind):
            return f"{text[:head]} ( {body.strip()} ){text[end:]}"
    return text


def _head(text: str, place: int) -> int:
    """Return where the body of a sum begins, behind its limits."""
    while (script := re.match(r"\s*[_^]\s*", text[place:])) is not None:
        place += script.end()
        if text[place : place + 1] == "{":
            depth = 0
            while place < len(text):
                depth += OPEN.get(text[place], 0) * (text[place] in "{}")
                place += 1
                if not depth:
                    break
        else:
            place += 1
    return place


def _end(text: str, place: int) -> int:
    """Return where the side, or the bracket, ends in which the body stands."""
    depth = 0
    for i in range(place, len(text)):
        depth += OPEN.get(text[i], 0)
        if depth < 0 or (
            not depth and re.match(r"[=<>]|,|\\(?:le|ge|neq|approx|leq|geq|text|quad)(?![A-Za-z])|\\\\", text[i:])
        ):
            return i
    return len(text)


def _first_sign(body: str) -> int | None:
    depth = 0
    for i, c in enumerate(body):
        depth += OPEN.get(c, 0)
        if not depth and c in "+-" and body[:i].strip() and not re.search(r"[\^_+\-(\[{]\s*$|\\cdot\s*$", body[:i]):
            return i
    return None
