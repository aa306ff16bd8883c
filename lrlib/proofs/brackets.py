"""Where a formula may be cut: at a sign that stands in no brackets."""


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
