"""Letters with a mark, layers and indicators: each is written in one way, or gets a letter of its own."""

import re

from lrlib.proofs.symbols import Unreadable
from lrlib.proofs.words import word

BEHIND = {None: "", "T": r"^\top ", r"\top": r"^\top "}  # what stands behind a layer, without it


ONES = r"\\(?:mathbf|boldsymbol|mathbbm|mathds|mathbb)\s*(?:\{\s*1\s*\}|1)(?!\s*(?:[_\[(]|\\\{|\^))"


def ones(latex: str) -> str:
    r"""Write the number for a vector of ones, where it is added to another: z + c for z + c \mathbf{1}.

    Parameters
    ----------
    latex : str
        A formula.

    Returns
    -------
    str
        With numbers.

    Raises
    ------
    Unreadable
        If a matrix stands in front of it.
    """
    latex = re.sub(rf"([-+]\s*(?:\\?[a-z]+\s*)){ONES}", r"\1", latex)
    latex = re.sub(rf"(?<=[-+])(\s*){ONES}|{ONES}(?=\s*[-+])", r"\g<1>1 ", latex)
    if re.search(rf"[A-Za-z}})]\s*{ONES}", latex):
        raise Unreadable(
            r"\mathbf{1} stands for a column of ones: write a sum over the classes, examples or columns for it"
        )
    return latex


def indicators(latex: str) -> str:
    r"""Write every indicator as ``\\mathbb{1}\\{y = k\\}``.

    Parameters
    ----------
    latex : str
        A formula.

    Returns
    -------
    str
        With one kind of them.
    """
    latex = re.sub(r"\\(?:mathbbm|mathds|mathbb|mathbf|boldsymbol)\s*(?:\{\s*1\s*\}|1)", r"\\mathbb{1}", latex)
    latex = re.sub(r"(?:\\mathbb\{I\}|(?<![A-Za-z\\{])I)\s*(?=[(\[{]|\\\{)(?=[^=)\]]*=)", r"\\mathbb{1}", latex)
    latex = re.sub(r"(?<![\w\\.^{])1\s*(?:_\s*)?(?=\\\{[^=]{1,24}=)", r"\\mathbb{1}", latex)
    latex = re.sub(r"(?<=\^\{)\s*1\s*(?=\\\{[^=]{1,24}=)", r"\\mathbb{1}", latex)  # as an exponent
    latex = re.sub(r"(?<![\w\\.^])(?<!\d\})1\s*_\s*(?=\{[^=}]*=)", r"\\mathbb{1}_", latex)
    return re.sub(
        r"\\mathbb\{1\}\s*_\s*\{\s*(?:\\\{|\[|\()?([^{}=]*(?:\{[^{}]*\})?\s*=[^{}]*?)\s*(?:\\\}|\]|\))?\s*\}",
        r"\\mathbb{1}\\{\1\\}",
        latex,
    )


def letters(latex: str) -> str:
    """Give a letter of their own to numbers and indices that have a mark, such as x^*, o with a bar, or c'.

    Parameters
    ----------
    latex : str
        A formula.

    Returns
    -------
    str
        With free letters in their places.
    """
    layer = r"\^\s*(?:\{\s*(?:\[\s*\w\s*\]\s*(\(\w\)|T|\\top)?|[Ll]|\(L\))\s*\}|L(?![A-Za-z]))"
    layered = rf"((?<![A-Za-z\\])[azwbgAZWB]|\\operatorname\{{d[azwbZ]\}})({layer})"
    marked = [(m[1], re.sub(r"\s|\(\w\)|T|\\top", "", m[2])) for m in re.finditer(layered, latex)]
    bare = any(re.search(rf"{word(n)}(?!\s*{layer})", latex) for n, _ in marked)
    if len({m for _, m in marked}) == 1 and not bare:  # of one layer, and of no other beside it
        latex = re.sub(layered, lambda m: m[1] + BEHIND.get(m[3], f"^{{{m[3]}}}"), latex)
    free = iter([n for n in ("r", "v", "u", "d") if not re.search(word(n), latex)])
    mark = (
        r"\\bar\s*(?:\{\s*[a-xz]\s*\}|[a-xz](?![A-Za-z]))"
        r"|(?<![A-Za-z\\])[a-z]\s*\^\s*(?:\{\s*(?:\*|\\ast|\\star)\s*\}|\*|\\ast|\\star)"
        r"|(?<![A-Za-z\\])[a-z]_\s*(?:\{\s*\\?max\s*\}|\{\s*\\text\{\s*max\s*\}\s*\}|\\max)"
    )
    if not re.search(r"\\(?:leq?|geq?|arg)(?![A-Za-z])|[<>]|=\s*\\max", latex):
        own: dict[str, str] = {}
        latex = re.sub(
            mark,
            lambda m: f" {own[k] if (k := ''.join(m[0].split())) in own else own.setdefault(k, next(free, m[0]))} ",
            latex,
        )
    for marked in dict.fromkeys(re.findall(r"([a-z])'(?=\s*[=},])", latex) if "_{" in latex else ()):
        if re.search(rf"\\sum[^_^]*_\{{\s*{marked}'", latex):
            index = next(i for i in "ljkpq" if not re.search(rf"_\{{?\s*{i}(?![A-Za-z])", latex))
            latex = latex.replace(f"{marked}'", index)
    return latex
