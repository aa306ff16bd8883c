r"""What single books write in a way of their own: f[x, \\phi], a softmax with its index, classes counted from 0."""

import re


def softmax_of(latex: str) -> str:
    r"""Write the index of a softmax behind its argument, as in ``\\operatorname{softmax}(z)_k``.

    Parameters
    ----------
    latex : str
        A formula.

    Returns
    -------
    str
        The same formula.
    """
    soft = r"\\operatorname\{softmax\}\s*"
    return re.sub(
        rf"{soft}_\s*\{{?\s*([a-z])\s*\}}?\s*[\[(]([^()\[\]]+)[\])]", r"\\operatorname{softmax}(\2)_\1 ", latex
    )


def one_feature(latex: str) -> str:
    r"""Write x for X where it is one feature, as in \\beta_0 + \\beta_1 X.

    Parameters
    ----------
    latex : str
        A formula.

    Returns
    -------
    str
        The same formula.
    """
    if not re.search(r"\\beta_\{?1\}?\s*X(?![_^A-Za-z])", latex) or re.search(r"X\s*(?:[_^=])", latex):
        return latex
    return re.sub(r"(?<![A-Za-z\\{])X(?![A-Za-z])", "x", latex)


def network(latex: str) -> str:
    r"""Write f for the output f[x, \\phi] of a network, and w for its parameters.

    Parameters
    ----------
    latex : str
        A formula.

    Returns
    -------
    str
        The same formula.
    """
    found = re.compile(
        r"(?<![A-Za-z\\])f\s*(_\s*(?:\{[^{}]*\}|[a-z]))?\s*"
        r"\[\s*x\s*(?:_\s*\{?\s*([a-z])\s*\}?)?\s*,\s*\\phi\s*\]"
    )
    if not found.search(latex):
        return latex
    several = re.search(r"\\sum[^_]{0,8}_\s*\{?\s*i(?![A-Za-z])", latex)  # else the loss is that of one example
    latex = found.sub(lambda m: f"f{m[1] or ''}" + f"^{{({m[2]})}}" * bool(m[2] and (several or not m[1])) + " ", latex)
    return re.sub(r"(?<![A-Za-z\\])([LE])\s*\[\s*\\phi\s*\]", r"\1(w)", latex)


def one_number(latex: str) -> str:
    r"""Write t for x where x is the only name: then it is a number, as in ``\\tanh(x) = 2 \\sigma(2x) - 1``.

    Parameters
    ----------
    latex : str
        A formula.

    Returns
    -------
    str
        With t, or as it was.
    """
    if re.search(r"\\own[a-z](?![A-Za-z])|\\(?:top|lVert|nabla|partial|cdot|odot|sum)(?![A-Za-z])|\^\s*\{?\s*T", latex):
        return latex  # a vector, or a letter that is defined elsewhere
    plain = re.sub(r"\\(?!theta|beta|phi|hat|mathbf|ell|eta|alpha|lambda)[A-Za-z]+(?:\{[a-z]+\*?\})?", " ", latex)
    if set(re.findall(r"\\[a-z]+|[A-Za-z]", plain)) - {"e", "d"} != {"x"} or "x_" in plain or "x^{(" in plain:
        return latex
    return re.sub(r"(?<![A-Za-z\\])(d?)x(?![A-Za-z])", r"\1t", latex)


FROM_ZERO = r"(\\(?:sum|prod)(?:\\limits)?)_\{\s*([a-hj-mo-z])\s*=\s*0\s*\}\s*\^\s*\{\s*K\s*-\s*1\s*\}"


def _from_one(m: re.Match[str], latex: str) -> str:
    """Count classes from 1 where they are counted from 0 and have no numbers of their own."""
    name = m[2]
    bare = re.search(rf"(?<![A-Za-z_\\{{,]){name}(?![A-Za-z])(?!\s*=\s*0)", latex)
    numbered = re.search(r"[a-zA-Z}]_\s*\{?\s*\d", latex)
    return m[0] if bare or numbered else f"{m[1]}_{{{name}=1}}^{{K}}"


def classes_up_to_k(latex: str) -> str:
    r"""Write K for the number of classes, where a sum over classes ends at another letter.

    Parameters
    ----------
    latex : str
        A formula about several classes.

    Returns
    -------
    str
        With ``\\sum_{j=1}^{K}``; as it was, where such sums end at several letters.
    """
    latex = re.sub(FROM_ZERO, lambda m: _from_one(m, latex), latex)
    over = r"(\\(?:sum|prod)(?:\\limits)?_\{?\s*[a-hj-mo-z]\s*=\s*1\s*\}?\s*\^)\s*(?:\{\s*([CKNMnqkm])\s*\}|([CNKMnq]))"
    ends = {a or b for _, a, b in re.findall(over, latex)}
    return re.sub(over, r"\1{K}", latex) if len(ends) == 1 else latex
