r"""What an index means where an author has two models: that of one label for an example, and that of several classes.

CS229, Bishop and statistics write y_k in both. A sum up to K, two indices, an indicator or w_k^T x tell that k is a
class; where nothing tells, both readings are tried.
"""

import re
from dataclasses import replace

from lrlib.proofs.classes import classes
from lrlib.proofs.names import Table
from lrlib.proofs.signs import has
from lrlib.proofs.words import word

MODEL = {"cs229": ("x", "y", r"\theta"), "bishop": (r"\phi", "t", "w"), "statistics": ("x", "y", r"\beta")}
OUTS = {  # what a probability is called, the author's own letter first
    "cs229": ("h", r"\phi", "p", r"\hat{y}", r"\hat{p}", r"\pi", r"\mu", "s"),
    "bishop": ("y", "p", r"\pi", r"\mu", r"\hat{y}", r"\hat{p}"),
    "statistics": (r"\pi", "p", r"\mu", r"\hat{p}", r"\hat{y}", "h"),
}
SCORES = {
    "cs229": ("z", r"\eta", "t", "o", "a", "s", "f", "u"),
    "bishop": ("a", "z", r"\eta"),
    "statistics": (r"\eta", "z", "u", "f", "a", "s"),
}
EDITIONS = (
    r"of several classes \ell is the log-likelihood in one edition of these notes and minus that in another, of which "
    r"alone the line is true: write \ell_{ce} for the loss"
)
EXAMPLES = "in"  # the indices of examples, where nothing tells of classes
ONE = r"_\s*(?:\{\s*([a-zK])\s*\}|([a-zK])(?![A-Za-z]))"
TWO = r"_\s*\{\s*[a-zK]\s*,?\s*[a-zK]\s*\}"
ABOVE = r"\s*\^\s*\{\(\s*[a-z]\s*\)\}"
SUM = r"\\(?:sum|prod|max)(?:\\limits)?\s*_\s*\{?\s*([a-z])(?![A-Za-z])(?:\s*=\s*1\s*\}?\s*\^\s*\{?\s*([A-Za-z]))?"
CLASSES = re.compile(
    r"softmax|LSE|one-hot|(?:\\mathcal\{C\}|(?<![A-Za-z\\])C)\s*_\s*\{?\s*[a-zK]|^(?!.*[SWRDX]).*diag"
    r"|(?<![A-Za-z\\_^])(?<![_^]\{)K(?![A-Za-z])"  # as a number
    r"|\\arg\\max\s*_|\\mathbb\{1\}\s*(?:\\\{|[(\[{])[^=]{1,24}=\s*[a-zK]\s*(?:\\\}|[)\]}])"
    r"|(?<![A-Za-z\\])[yYt]\s*(?:_\s*\{?[in]\}?|\^\s*\{\([in]\)\})?\s*=\s*[a-zK]\s*(?:\)|\\mid|\\vert|\||;)"
)


def of_author(latex: str, wanted: str, one: Table) -> tuple[list[Table], bool]:
    """Return the tables with which a line is read, the likeliest first.

    Parameters
    ----------
    latex : str
        Spelt without fonts.
    wanted : str
        A notation with two models.
    one : Table
        That of one label.

    Returns
    -------
    tables : list of Table
        One or two.
    open : bool
        Whether nothing in the line tells which of them is meant.
    """
    many = _of_classes(latex, wanted)
    score = rf"(?:{'|'.join(word(n) for n in (MODEL[wanted][1], *OUTS[wanted], *SCORES[wanted]))})"
    found = {a or b for a, b in re.findall(rf"{score}\s*{ONE}", latex)}
    summed = dict(re.findall(SUM, latex))
    of_examples = {i for i, last in summed.items() if last and last in "mnN"}
    other = re.search(rf"1\s*-\s*{word(MODEL[wanted][1])}(?!\s*{TWO})", latex)  # what is not the label
    if other and not CLASSES.search(latex):
        return [one, many], bool(re.search(r"[\^=]\s*\{?K", latex))
    if re.search(r"\\top\s*H(?![A-Za-z])", latex):
        return [one], False  # a Hessian; of classes, H is a cross-entropy
    if _tells(latex, wanted, score, found - of_examples, summed):
        return [many], False
    vectors = re.search(rf"\\top\s*(?:\\log\s*)?{score}|{score}\s*\^\s*\\top|\\mathbf\{{1\}}", latex)
    likely = [one, many] if found <= {*EXAMPLES, *of_examples} else [many, one]
    return likely, bool(found - of_examples or vectors)


def up_to_k(latex: str) -> tuple[str, bool]:
    r"""Write K for the number of classes, where CS229 calls it k: \phi_k is then the last probability.

    Parameters
    ----------
    latex : str
        A formula.

    Returns
    -------
    latex : str
        With K; as it was, where a sum runs over k.
    sure : bool
        Whether a sum ends at k: else k may be any class.
    """
    if re.search(r"\\(?:sum|prod|max)(?:\\limits)?\s*_\s*\{?\s*k(?![A-Za-z])", latex):
        return latex, False
    ends = re.search(r"\\(?:sum|prod)[^^]*?=\s*1\s*\}?\s*\^\s*\{?\s*k(?![A-Za-z])", latex)
    beside = ends or {a or b for a, b in re.findall(ONE, latex)} - {i for i, _ in re.findall(SUM, latex)} > {"k"}
    return re.sub(r"(?<![A-Za-z\\])k(?![A-Za-z])", "K", latex) if beside else latex, bool(ends)


def _tells(latex: str, wanted: str, score: str, found: set[str], summed: dict[str, str]) -> bool:
    """Say whether something in a line tells that it is about several classes."""
    w = word(MODEL[wanted][2])
    if CLASSES.search(latex) or re.search(rf"{score}\s*(?:{TWO}|{ONE}{ABOVE})|{w}\s*{TWO}", latex):
        return True
    if re.search(rf"{w}\s*{ONE}\s*\^\s*\\top|\\top\s*{w}\s*{ONE}", latex):
        return True
    columns = {a or b for a, b in re.findall(rf"{word(MODEL[wanted][0])}\s*{ONE}", latex)}
    summed = {i: last for i, last in summed.items() if i in found - columns}
    if any(last in ("K", "k", "C") or (i not in EXAMPLES and not last) for i, last in summed.items()):
        return True
    below = {a or b for a, b in re.findall(rf"(?:\\partial\s*|\\nabla\s*_\s*\{{?\s*){w}\s*{ONE}", latex)}
    return bool(below & found - columns) or len(found - set(EXAMPLES)) > 1


def _of_classes(latex: str, wanted: str, likelihood: bool = True) -> Table:
    """Return the table of several classes, in the letters that an author has for them in a line."""
    x, y, w = MODEL[wanted]
    out = _letter(latex, OUTS[wanted], {x, y, w})
    score = _letter(latex, SCORES[wanted], {x, y, w, out})
    bias = "b" if has(latex, "b_k", "b_j", "b_l", "b_i") else ""
    said = f'notation="{wanted}" of several classes: {out} for the softmax of {score}'.replace(r"\hat{y}", "ŷ")
    table = classes(x, y, w, score, out, bias=bias, said=said, likelihood=likelihood)
    whole = next(d for d in table.definitions if d.startswith("E(")).removeprefix("E")
    table = replace(table, other={**table.other, "J the sum over the examples": f"J{whole}"})
    if not re.search(r"_\s*\{?\s*[a-z]?\s*,?\s*K(?![A-Za-z])|K\s*-\s*1", latex):
        return table
    zero = [f"{name}_K = 0" for name in (score, w)]  # the last class is the one that the others are set against
    return replace(table, holds=(*table.holds, *zero, *(f"{c}, {table.holds[0]}" for c in zero)))


def as_loss(latex: str, wanted: str) -> Table:
    r"""Return the table of several classes in which \ell is a loss, as in later editions of the notes of CS229.

    Parameters
    ----------
    latex : str
        Spelt without fonts.
    wanted : str
        A notation with two models.

    Returns
    -------
    Table
        In the letters of the line.
    """
    return _of_classes(latex, wanted, likelihood=False)


def _letter(latex: str, letters: tuple[str, ...], taken: set[str]) -> str:
    """Return the letter that has an index in a line, else one that stands there, else the author's own."""
    free = [n for n in letters if n not in taken]
    indexed = [n for n in free if re.search(rf"{word(n)}\s*(?:{ONE}|{TWO}|_\s*\{{?\d)", latex)]
    there = [n for n in free if re.search(rf"{word(n)}(?!\s*\()", latex)]
    return (indexed + there + free)[0]


def to_write(wanted: str, latex: str) -> str:
    """Say what to write where an index may be that of a class or that of an example.

    Parameters
    ----------
    wanted : str
        A notation with two models.
    latex : str
        Spelt without fonts.

    Returns
    -------
    str
        In a sentence.
    """
    y = MODEL[wanted][1]
    names = "|".join(word(n) for n in (y, *OUTS[wanted], *SCORES[wanted]))
    index = next((a or b for a, b in re.findall(rf"(?:{names})\s*{ONE}", latex)), "")
    what = f"the index {index}" if index else "what stands here"
    return (
        f"{what} may be that of a class or of an example, and only one of the two is true. Write "
        rf"\text{{if }} \sum_{{k=1}}^{{K}} {y}_k = 1 behind it for classes, and {y}^{{(i)}} for an example"
    )
