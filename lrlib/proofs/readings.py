r"""Find whose letters a formula is written in: the tables with which it is tried, the likeliest first."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from lrlib.proofs.authors import INFORMATION, TABLES
from lrlib.proofs.classes import classes
from lrlib.proofs.hessians import with_hessian
from lrlib.proofs.labels import between
from lrlib.proofs.names import Table
from lrlib.proofs.one_label import margin, one_label
from lrlib.proofs.signs import has, letters, several
from lrlib.proofs.words import word

COSTS = {r"J_\lambda": "binary", r"L_\lambda": "softmax"}  # which this book alone writes so
LABEL = re.compile(r"(?<![A-Za-z\\{])y\s*(?:=\s*[01](?![\d.])|\\in\s*\\\{\s*0)")  # y is a number
WEIGHTS = (r"\theta", r"\beta", "w")
ORDER = re.compile(r"[<>]|\\(?:leq?|geq?|neq?)(?![A-Za-z])")
FUNCTION = re.compile(r"((?<![A-Za-z\\])[hfp]|\\hat\{y\})_\s*\{?\s*w(?:\s*,\s*b)?\s*\}?(?=\s*\()")
BOOK = re.compile(r"\\hat|\\mathcal|(?<![A-Za-z\\])[WKYZ](?![A-Za-z])|softmax|[wyz]_\{?[jkl]|\\sum_\{?[jkl]")
WORKING = re.compile(  # z is what a step of IRLS fits, beside its weights or beside another letter for the score
    r"(?<![A-Za-z\\])[WRS]\s*z(?![A-Za-z])|(?<![A-Za-z\\])z(?:_i|_\{[in]\}|\^\{\([in]\)\})?\s*:?=[^=]*"
    r"(?:[WRS]\s*\^\s*\{\s*-\s*1|\\frac\s*\{[^{}]*-[^{}]*\}\s*\{[^{}]*\(\s*1\s*-)"
)
CLASS = re.compile(r"_\s*\{?\s*[kjlc](?![A-Za-z])|(?<![A-Za-z\\])[KWYZ](?![A-Za-z])|softmax|\\theta\^|diag")
ONE = re.compile(r"(?<![A-Za-z\\])h(?![A-Za-z])|\\theta|\\ell|\\beta|(?<![A-Za-z])J(?![A-Za-z])")


def readings(
    latex: str, wanted: str | None = None, defined: Collection[str] | None = None
) -> Iterator[tuple[str, Table]]:
    """Give the tables with which a formula is tried, one after the other.

    Parameters
    ----------
    latex : str
        Spelt without fonts.
    wanted : str, optional
        A family or a notation.
    defined : collection of str, optional
        Letters that a reader has defined, which therefore need not be those of a model.

    Yields
    ------
    name : str
        "softmax" or "binary" for this book's; else "other".
    table : Table
        The names.
    """
    bare = FUNCTION.sub(r"\1", latex)
    own = [t for t in [_one_label(bare)] if t] if bare != latex and not several(bare) else []  # h_w is no entry of h
    if wanted is not None:
        if wanted == "binary":
            yield from (("other", t) for t in own)
        yield wanted, fitted(wanted, latex)
        foreign = ONE.search(latex) and len(BOOK.findall(latex)) <= len(ONE.findall(latex))
        if wanted == "softmax" and (foreign or not BOOK.search(latex)):
            yield "binary", TABLES["binary"]
        return
    latex = bare
    own_cost = next((n for name, n in COSTS.items() if has(latex, name)), "")
    if own_cost:
        yield own_cost, TABLES[own_cost]
        return
    others = [t for t in _foreign(latex) if t is not None] or own
    yield from (("other", t) for t in others)
    one, many = len(ONE.findall(latex)) + 2 * len(LABEL.findall(latex)), len(BOOK.findall(latex))
    yield from ((name, TABLES[name]) for name in (("binary", "softmax") if one > many else ("softmax", "binary")))
    fallback = [classes_of(latex), _one_label(latex)]
    if re.search(r"1\s*-\s*[yt](?![A-Za-z_])", latex) or not (several(latex) or CLASS.search(latex)):
        fallback.reverse()
    yield from (("other", t) for t in fallback if t not in others and _elsewhere(t, latex))
    if defined is not None:
        for n in defined:
            latex = re.sub(word(n), r"\\own ", latex)
        models = [classes_of(latex), _one_label(latex)]
        yield from (("other", t) for t in (models if several(latex) or CLASS.search(latex) else models[::-1]))


def _elsewhere(table: Table, latex: str) -> bool:
    """Say whether a table has letters that this book's have not."""
    book = TABLES["softmax" if table.many else "binary"]
    own = (table.y, table.w, table.z, table.p) != (book.y, book.w, book.z, book.p)
    return own or "operatorname" in latex or table.notation.axes.get(r"\phi") == "n"


def fitted(wanted: str, latex: str) -> Table:
    """Return a named table; with its intercept, where the formula has one.

    Parameters
    ----------
    wanted : str
        A family or a notation.
    latex : str
        Spelt without fonts.

    Returns
    -------
    Table
        In the letters of the formula, where the author has several for the same.
    """
    if wanted == "statistics":
        return _one_label(latex, w=r"\beta", said='notation="statistics"', likelihood=True)
    if wanted == "ng":
        if has(latex, r"\theta") and not has(latex, "w"):  # as in his first course
            return _one_label(latex, w=r"\theta", said='notation="ng" with \\theta', likelihood=False)
        return _one_label(latex, w="w", bias="b", said='notation="ng"', likelihood=False, mark="a")
    if wanted == "cs229":
        h = _instead(latex, "h", (r"\phi",) if _of_bernoulli(latex) else ())
        table = _one_label(latex, w=r"\theta", h=h, said='notation="cs229"', likelihood=True)
        return with_hessian(table, r"\ell")
    if wanted == "ufldl" and _one_of_ufldl(latex):
        return _one_label(latex, w=r"\theta", total="sum", said='notation="ufldl" of one label')
    if wanted == "bishop":
        table = one_label(r"\phi", "t", "w", "a", _instead(latex, "y"), said='notation="bishop"', likelihood=True)
        return with_hessian(table, "E")
    if wanted == "d2l" and re.search(r"X\s*(?:\^\s*\{?\s*(?:\\top|T)\s*\}?\s*\(|W(?![A-Za-z]))", latex):
        return replace(classes(z="o", bias="b", across=True), said='notation="d2l"')
    return TABLES[wanted]


def _of_bernoulli(latex: str) -> bool:
    r"""Say whether \phi is a probability, as in the notes of CS229, and no column of features."""
    return has(latex, r"\phi") and not re.search(r"\\phi\s*\(\s*x|\\top\s*\\phi|\\phi\s*\^\s*\{?\s*\\top|\\Phi", latex)


def _one_of_ufldl(latex: str) -> bool:
    """Say whether a formula is one of the tutorial's logistic regression, and not of its softmax."""
    classes = r"K|\\mathbb\{1\}|1\s*\\\{|softmax|\^\s*\{?\s*\(\s*[kjl]\s*\)"
    index = r"_\s*\{?\s*[kl](?![A-Za-z])|\\sum_\{?j"
    other = re.search(r"1\s*-\s*(?:y|h|\\hat\{y\}|\\sigma)(?!\s*_)", latex)  # of what is not the label
    if re.search(classes, latex) or (not other and (several(latex) or re.search(index, latex))):
        return False
    return bool(other or re.search(r"(?<![A-Za-z\\])h(?![A-Za-z])|\\sigma", latex))


def _instead(latex: str, own: str, also: tuple[str, ...] = ()) -> str:
    """Return an author's letter of the probability; where it is missing, the one that stands for it, no free number."""
    free = [n for n in (r"\hat{y}", r"\hat{p}", r"\mu", r"\pi", "p", *also) if re.search(word(n) + r"(?!\s*\()", latex)]
    return free[0] if len(free) == 1 and not has(latex, own) else own


def _foreign(latex: str) -> Sequence[Table | None]:
    """Return tables for letters that are certainly not this book's."""
    if _divergences(latex) or _shares(latex):
        return [INFORMATION]
    if re.match(r"\s*(?:a|p|\\mu|\\pi|\\hat\{p\})\s*=\s*\\sigma\s*\(", latex) and not several(latex):
        return [_one_label(latex)]  # what is called a probability there
    w = re.escape(_weights(latex))
    if re.search(rf"{w}_\{{?0\}}?\s*\+\s*{w}_\{{?1\}}?\s*x_\{{?1", latex) and not several(latex):
        return [_one_label(latex)]  # a weight beside those of the columns
    score = r"(?:w|\\theta|\\beta|f|z|\()(?![A-Za-z])"
    if re.search(rf"(?:e\s*\^\s*\{{|\\exp\s*\()\s*y\s*(?:_i|_\{{i\}}|\^\{{\(i\)\}})?\s*{score}", latex) or re.search(
        r"e\^\s*\{\s*-\s*(?:y|\\tilde)|\\exp\s*[({]\s*-\s*(?:y|\\tilde)|y(?:_i|\^\{\(i\)\})?\s*\\in\s*\\\{\s*-\s*1|\\sigma\s*\(\s*-?\s*y",
        latex,
    ):
        return [_margin(latex)]
    if re.search(r"\\theta\s*\^\s*\{?\s*\(\s*[a-z0-9]\s*\)|\\theta_[kjl]\s*\^\s*(?:\\top|T)", latex):
        return [classes_of(latex)]
    if has(latex, r"\phi", r"\Phi", "t_n", "R_{nn}") and has(latex, "w", "t", "a", "y"):
        return [classes_of(latex), _one_label(latex)] if several(latex) else [_one_label(latex)]
    if re.search(r"softmax|\\mathcal|\\hat", latex) and has(latex, "W") and has(latex, "o", "O"):
        return [classes_of(latex)]
    if re.search(r"(?<![A-Za-z\\])b_\s*\{?\s*[kjlc](?![A-Za-z])", latex):
        return [classes_of(latex)]
    of_class = re.search(r"(?<![A-Za-z\\])p\s*_\s*\{?\s*[kjlc](?![A-Za-z])", latex)
    if of_class and not has(latex, r"\hat{y}", "q", "n", "x") and not re.search(r"1\s*-\s*[yt]", latex):
        return [classes_of(latex)]  # probabilities of classes, and no numbers of any kind
    if several(latex):
        out, score = letters(latex)
        if (out, score) != (r"\hat{y}", "z") and (out or score):
            return [classes_of(latex)]
    elif (
        has(latex, r"\beta", *(rf"\operatorname{{{n}}}" for n in ("dz", "dw", "db", "NLL")))
        or (
            re.search(r"\(\s*(?:y\s*,\s*p|p\s*,\s*y)\s*\)", latex)
            or has(latex, "g(", "g'", r"\operatorname{BCE}", r"\operatorname{Cost}", r"\operatorname{odds}")
            or (
                (has(latex, "b") and has(latex, "w") and not has(latex, "K", "W", r"\theta"))
                or (
                    has(latex, "t")
                    and has(latex, "y")
                    and re.search(r"1\s*-\s*t(?![A-Za-z_])|-\s*t(?![A-Za-z_])", latex)
                )
                or re.search(r"\\sum\s*_\s*\{?x(?![A-Za-z])|(?:\\theta|(?<![A-Za-z\\])w)\s*x(?![A-Za-z])", latex)
                or (
                    re.search(r":=|\\leftarrow|\\gets", latex)
                    and has(latex, "w", r"\beta")
                    and not re.search(r"\\hat\{y\}\s*_\s*\{?\s*[a-hj-z]", latex)
                )
                or re.search(r"(?<![A-Za-z\\])H\s*\^\s*\{\s*-\s*1|\^\s*\{?\s*(?:T|\\top)\s*\}?\s*H(?![A-Za-z])", latex)
                or (has(latex, r"\lambda") and has(latex, "J") and r"\sum" in latex)
                or (_penalised(latex) and ":=" not in latex)
                or (re.search(r"(?<![A-Za-z\\])X\s*w(?![A-Za-z_])", latex) and not has(latex, "K", "W", r"\theta"))
                or re.search(r"(?<![A-Za-z\\])y\s*\^\s*\{?\s*(?:T(?![A-Za-z])|\\top)", latex)
            )
        )
        or (
            not _of_this_book(latex)
            and re.search(r"\\hat\{y\}(?!_)|(?<![A-Za-z\\])a(?![A-Za-z])|\\mu|\\pi|\bp[_(]", latex)
            and re.search(
                r"1\s*-\s*(?:y|\\hat\{y\}|p|\\mu|\\pi|a)(?![A-Za-z])|\\sigma|[-=]\s*y(?![A-Za-z_])|[AY]\s*[-)]", latex
            )
            and re.search(r"(?<![A-Za-z\\])[yA]|\\hat", latex)
        )
        or re.search(r"\\ell\s*\(\s*\\theta|\\theta\s*\)\s*=\s*\\prod|(?<![A-Za-z\\])P(?![A-Za-z])|L\(\\theta", latex)
    ):
        return [_one_label(latex)]
    return []


def _of_this_book(latex: str) -> bool:
    """Say whether a formula has this book's letters for several classes, and none for one label."""
    if has(latex, "W") or r"\sum_{j=1}^{K}" in latex:
        return True
    own = r"\mathcal{L}" in latex and r"\hat{y}" in latex
    return own and not re.search(r"1\s*-|\\sigma|\\log|\(\s*\\hat|(?<![A-Za-z\\])[abwp](?![A-Za-z])", latex)


def _divergences(latex: str) -> bool:
    return has(
        latex,
        r"\operatorname{KL}",
        r"\operatorname{KLr}",
        r"\operatorname{Hc}",
        r"\operatorname{Hr}",
        r"\operatorname{Hp}",
        r"\operatorname{Hq}",
    ) or (has(latex, "H") and bool(re.search(r"(?<![A-Za-z\\])[pq]_", latex)) and has(latex, "q_", "q"))


def _shares(latex: str) -> bool:
    """Say whether a line is about the logarithms of p_k and q_k, of which it says that they sum to 1."""
    sums = (rf"\\sum_\s*\{{?\s*([a-z])[^_]*(?<![A-Za-z\\]){n}_\s*\{{?\s*\1\s*\}}?\s*=\s*1(?![\d.])" for n in "pq")
    return r"\log" in latex and all(re.search(one, latex) for one in sums)


def _weights(latex: str) -> str:
    return next((n for n in WEIGHTS if has(latex, n)), "w")


def classes_of(latex: str, likelihood: bool | None = None) -> Table:
    r"""Return the table of several classes in the letters that a formula uses.

    Parameters
    ----------
    latex : str
        Spelt without fonts.
    likelihood : bool, optional
        As in `Table`.

    Returns
    -------
    Table
        For the letters that are found, whoever's they are.
    """
    out, score = letters(latex)
    w = _weights(latex)
    if has(latex, r"\phi") and has(latex, "y") and not has(latex, "p_"):
        out = "y"
    y = "t" if out == "y" or (has(latex, "t") and not has(latex, "y")) else "y"
    x = r"\phi" if has(latex, r"\phi") and out != r"\phi" else "x"
    score = score if score not in (x,) or not has(latex, w) else ""
    if score == "x":
        x = "v"
    out = out or (r"\hat{y}" if score == "z" or has(latex, r"\hat{y}", r"\hat{Y}") else "p")
    score = score or ("z" if out not in ("z", "a") else "a")
    numbered = re.search(r"(?<![A-Za-z\\])W_\s*\{\s*0\s*,", latex)  # W_{0, k} of a column that is 1
    bias = "b" if numbered or (has(latex, "b", "b_k", "b_i", "b_j", r"\mathbf{b}") and out != "b") else ""
    across = bool(re.search(r"X\s*W|X\s*\\Theta", latex))
    total = "sum" if w == r"\theta" and re.search(r"\\theta\s*\^\s*\{?\s*\(|\\mathbb|1\s*\\\{", latex) else "mean"
    return classes(x, y, w, score, out, bias=bias, across=across, total=total, likelihood=likelihood)


def _one_label(
    latex: str,
    w: str = "",
    h: str = "",
    bias: str = "",
    said: str = "",
    likelihood: bool | None = None,
    total: str = "mean",
    mark: str = "h",
) -> Table:
    w = w or _weights(latex)
    other = bool(re.search(r"[JE]\s*\(\s*\\phi\s*\)", latex))  # weights at another place
    features = has(latex, r"\phi", r"\Phi") and h != r"\phi" and not other
    weight = between(latex, "t")  # of a mean of two points
    label = has(latex, "t") and not weight and has(latex, "y", r"\phi", "w")
    y = "t" if label or features or has(latex, "R") else "y"
    x = r"\phi" if features else "x"
    inner = [n for n in ("f", "a") if re.search(rf"\\sigma\s*[(\[]\s*{n}(?![A-Za-z])", latex)]
    marks = [r"\hat{y}", r"\hat{p}", r"\mu", r"\pi", "h", "p", "f", "a", "A"]
    h = h or (
        "y"
        if y == "t"
        else next((n for n in marks if n not in inner and has(latex.replace(r"\hat{Y}", r"\hat{y}"), n)), mark)
    )
    h = "a" if h == "A" else h
    working = bool(WORKING.search(latex)) and "z" not in (h, x, y, w)
    named = re.match(rf"\s*([tus])\s*=\s*{re.escape(w)}", latex)
    z = (
        named[1]
        if named
        else "a"
        if y == "t" and x == r"\phi"
        else next((n for n in ("z", r"\eta", "a", "f", "s") if n != h and has(latex, n)), "z" if h != "z" else "s")
    )
    if working and z == "z":
        z = r"\eta"
    digit = re.search(rf"{re.escape(w)}_\s*\{{?[01]", latex)
    named_x = rf"(?:{word(x)}|(?<![A-Za-z\\])d\s*{re.escape(x)}(?![A-Za-z]))"
    alone = re.search(rf"{named_x}(?!\s*_\s*\{{?\s*[\dj])", latex) and not re.search(
        rf"{word(x)}\s*_\s*\{{?\s*[\dj]", latex
    )
    first = bool(digit and alone and not re.search(r"\\top|\^\s*\{?\s*T(?![A-Za-z])|\\cdot\s*x|\\cdots", latex))
    if not bias and not first:
        zero = re.search(rf"{re.escape(w)}_\{{?0\}}?\s*\+|[-+]\s*{re.escape(w)}_\{{?0\}}?", latex) and re.search(
            rf"{re.escape(w)}(?:_\{{?0\}}?)?\s*(?:\^|\+[^=]*(?:\\cdots|\\sum|\\ldots|\\dots))|{re.escape(w)}\s*\\cdot|X_|\\top\s*{re.escape(w)}",
            latex,
        )
        bias = "b" if has(latex, "b", r"\operatorname{db}") else f"{w}_0" if zero else ""
    across = bool(
        re.search(
            rf"(?<![A-Za-z\\])A(?![A-Za-z])|{re.escape(w)}\s*\^\s*\{{?\s*(?:T|\\top)\s*\}}?\s*X|\\operatorname\{{dZ",
            latex,
        )
    )
    also = tuple(n for n in ("a", r"\hat{y}", r"\mu") if n not in (h, z) and has(latex, n) and h in (marks[0], "a"))
    regular = _penalised(latex)
    deviance = has(latex, "D") and not re.search(r"(?<![A-Za-z\\])D\s*_|\\top|diag|\\Phi|(?<![A-Za-z\\])X", latex)
    table = one_label(
        *(x, y, w, z, h),
        bias=bias,
        first=first,
        across=across,
        regular=regular,
        total=total,
        deviance=deviance,
        working=working,
        also=also,
        said=said,
        likelihood=likelihood,
    )
    return replace(table, notation=table.notation.with_names(axes={r"\phi": "n"})) if other else table


def _penalised(latex: str) -> bool | None:
    r"""Say whether J holds a penalty, as \lambda stands on the other side only; nothing, where it is added to J."""
    weight = r"\\lambda(?![A-Za-z]|\s*_)"
    if not has(latex, "J") or not re.search(weight, latex):
        return None
    sides = re.split(r":?=|[<>]|\\(?:le|ge|leq|geq|neq|text)(?![A-Za-z])", latex)
    if not any(has(side, "J") and re.search(weight, side) for side in sides):
        return True
    return None if re.search(r"(?<![A-Za-z\\])J\s*(?:\([^()]*\))?\s*\+", latex) else False


def with_likelihood(table: Table, latex: str) -> Table:
    r"""Return a table in which \ell is a log-likelihood, for a line in the letters of another.

    Parameters
    ----------
    table : Table
        In which \ell is a loss.
    latex : str
        Spelt without fonts.

    Returns
    -------
    Table
        Of one label or of several classes, as that.
    """
    return classes_of(latex, likelihood=True) if table.many else _one_label(latex, likelihood=True)


def with_probability(latex: str) -> Table | None:
    r"""Return the table of one label in which p is the probability, where an equation has no other letter for it.

    Parameters
    ----------
    latex : str
        Spelt without fonts.

    Returns
    -------
    Table or None
        None where p is a number beside it, or in an order: at its ends that is false of a number.
    """
    table = _one_label(latex) if has(latex, "p") and not ORDER.search(latex) else None
    return table if table is not None and table.p == "p" else None


def _margin(latex: str) -> Table:
    w = _weights(latex)
    f = "f" if has(latex, "f") else "z"
    return margin(w, _intercept(latex, w), f)


def _intercept(latex: str, w: str) -> str:
    return "b" if has(latex, "b") else "c" if has(latex, "c") else f"{w}_0" if has(latex, f"{w}_0") else ""


AUTHORS = {  # of one label, in a notation: features, label, weights, score, probability
    "cs229": ("x", "y", r"\theta", "z", "h"),
    "bishop": (r"\phi", "t", "w", "a", "y"),
    "statistics": ("x", "y", r"\beta", r"\eta", "p"),
    "ng": ("x", "y", "w", "z", "a"),
    "binary": ("x", "y", r"\theta", "z", "h"),
}


def of_signs(latex: str, wanted: str | None, letter: str) -> Table:
    r"""Return the table of labels −1 and 1, in the letters of an author or in those that a line has.

    Parameters
    ----------
    latex : str
        Spelt without fonts.
    wanted : str or None
        The notation, where one is named.
    letter : str
        That of the label.

    Returns
    -------
    Table
        Whose loss is a function of the margin.
    """
    free = ("x", letter, _weights(latex), "z", "h")
    if letter != AUTHORS.get(wanted or "", free)[1]:
        wanted = None  # in letters of another
    x, _, w, f, h = AUTHORS.get(wanted or "", AUTHORS["bishop"] if letter == "t" and has(latex, r"\phi") else free)
    w = w if has(latex, w) or wanted not in ("ng", None) else _weights(latex)
    taken = {x, letter, w}
    f = next((n for n in ("f", f, "z", r"\eta", "s", "a") if n not in taken and has(latex, n)), f)
    marks = (h, r"\hat{y}", r"\hat{p}", r"\mu", r"\pi", "h", "p", "a")
    h = next((n for n in marks if n not in {*taken, f} and has(latex, n)), h if h not in {*taken, f} else "h")
    likelihood = {"cs229": True, "bishop": True, "statistics": True, "ng": False}.get(wanted or "")
    bias = _intercept(latex, w) if wanted in (None, "ng") else ""
    return margin(w, bias, f, x=x, y=letter, h=h, likelihood=likelihood)
