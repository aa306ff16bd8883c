r"""How others write the same: tables of definitions in the letters of a book, or in those that a formula uses.

Two kinds, as there are two models: `one_label` (a weight for each column, labels 0 and 1) and `classes` (a row of
weights for each class). tests/proofs/test_notations.py compares the tables with lrlib.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lrlib.proofs.names import Notation
from lrlib.proofs.notation import FAMILIES, SIGMOID

NUMBERS = (
    *("c", "r", "v", "u", "d", "s", "q", "t", "p", "a", "f", "b", "N", "T", "C"),
    *(r"\alpha", r"\lambda", r"\eta", r"\mu", r"\pi", r"\rho", r"\tau", r"\gamma"),
)
FUNCTIONS = (SIGMOID, r"\zeta(a) := \log(1 + e^{a})")
LOSSES = (r"\mathcal{L}", r"\ell")  # of one example


@dataclass(frozen=True)
class Table:
    """What the letters of an author mean.

    Attributes
    ----------
    notation : Notation
        The names.
    definitions : tuple of str
        In the order in which they are read.
    said : str
        In words, for the reader of an answer.
    holds : tuple of str
        Conditions that the author states once, before the formulas: where one makes a false formula true, it is said.
    other : mapping
        From a reading, in words, to the definition that it puts in place of one above.
    y, w, z, p : str
        The letters of label, weights, score and probability.
    many : bool
        Whether there are several classes.
    """

    notation: Notation
    definitions: tuple[str, ...]
    said: str = ""
    holds: tuple[str, ...] = ()
    other: Mapping[str, str] = field(default_factory=dict)
    y: str = "y"
    w: str = ""
    z: str = ""
    p: str = ""
    many: bool = False


def one_label(
    x: str = "x",
    y: str = "y",
    w: str = "w",
    z: str = "z",
    h: str = "h",
    *,
    bias: str = "",
    first: bool = False,
    across: bool = False,
    regular: bool = False,
    also: tuple[str, ...] = (),
    said: str = "",
) -> Table:
    r"""Return the table of a model with one label, 0 or 1, for each example.

    Parameters
    ----------
    x, y, w, z, h : str
        The letters of features, label, weights, score and probability.
    bias : str
        The letter of an intercept beside the weights; empty where it is one of them.
    first : bool
        Whether there is one feature, a number, beside an intercept that is the weight with the index 0.
    across : bool
        Whether examples stand in the columns of X.
    regular : bool
        Whether J has a penalty with \lambda, for all weights but the one that is the intercept.
    also : tuple of str
        More letters for the probability.
    said : str
        As in `Table`.

    Returns
    -------
    Table
        Checked against lrlib.
    """
    inside = f"{w}, {bias}" if bias else w
    score = rf"{w}_0 + {w}_1 {x}" if first else rf"{w}^\top {x}" + f" + {bias}" * bool(bias)
    point = rf"{y}^{{(i)}} \log {h}^{{(i)}} + (1 - {y}^{{(i)}}) \log(1 - {h}^{{(i)}})"
    one = rf"{y} \log {h} + (1 - {y}) \log(1 - {h})"
    slope = f"({h}^{{(i)}} - {y}^{{(i)}})"
    curved = rf"\frac{{1}}{{m}} \sum_{{i=1}}^{{m}} {h}^{{(i)}} (1 - {h}^{{(i)}}) {x}^{{(i)}} ({x}^{{(i)}})^\top"
    whole = rf"{w}^\top {w}" + f" - {w}_0^2" * (not bias)
    penalty = rf" + \frac{{\lambda}}{{2 m}} ({whole})" * regular
    axes = {
        **dict.fromkeys(NUMBERS, ""),
        **{"g": "", r"\sigma": "", r"\zeta": "", "J": "", "E": "", "L": "", r"\operatorname{NLL}": "", "H": "nn"},
        **{x: "^" if first else "^n", y: "^", z: "^", h: "^", w: "n", r"\mathcal{L}": "^", r"\ell": "", "P": "^"},
        **dict.fromkeys(("S", "R", "W", "D"), "mm"),
        **{r"\operatorname{dz}": "^", r"\operatorname{da}": "^", r"\operatorname{dw}": "" if first else "n"},
        **{r"\operatorname{db}": "", r"\operatorname{odds}": "^", **dict.fromkeys(also, "^")},
    }
    big = {x: r"\Phi" if x == r"\phi" else "X"}
    vectors = {rf"\mathbf{{{v}}}": v for v in (y, h, z)}
    if not across:
        vectors |= {n: v for n, v in (("Y", y), (r"\hat{Y}", h)) if n == "Y" or h == r"\hat{y}"}
    if across:
        vectors |= {"Y": y, "A" if h == "a" else r"\hat{Y}": h, "Z": z, r"\operatorname{dZ}": r"\operatorname{dz}"}
    spread = [
        rf"{name}_{{ij}} := \delta_{{ij}} {h}^{{(i)}} (1 - {h}^{{(i)}})"
        for name in ("SRWD" if w == r"\beta" or h != "h" else "SRD")
    ]
    definitions = (
        *FUNCTIONS,
        rf"g({z}) := \frac{{1}}{{1 + e^{{-{z}}}}}",
        f"{z} := {score}",
        rf"{h} := \sigma({z})",
        rf"\mathcal{{L}} := -({one})",
        f"P := {h}^{{{y}}} (1 - {h})^{{1 - {y}}}",
        rf"J({inside}) := -\frac{{1}}{{m}} \sum_{{i=1}}^{{m}} ({point}){penalty}",
        rf"E({inside}) := -\sum_{{i=1}}^{{m}} ({point})",
        rf"\operatorname{{NLL}}({inside}) := -\sum_{{i=1}}^{{m}} ({point})",
        rf"\ell({inside}) := \sum_{{i=1}}^{{m}} ({point})",
        rf"L({inside}) := \prod_{{i=1}}^{{m}} ({h}^{{(i)}})^{{{y}^{{(i)}}}} (1 - {h}^{{(i)}})^{{1 - {y}^{{(i)}}}}",
        *([] if first else [rf"H := {curved}"]),
        *spread,
        rf"\operatorname{{dz}} := {h} - {y}",
        rf"\operatorname{{da}} := -\frac{{{y}}}{{{h}}} + \frac{{1 - {y}}}{{1 - {h}}}",
        rf"\operatorname{{dw}} := \frac{{1}}{{m}} \sum_{{i=1}}^{{m}} {slope} {x}^{{(i)}}",
        rf"\operatorname{{db}} := \frac{{1}}{{m}} \sum_{{i=1}}^{{m}} {slope}",
        rf"\operatorname{{odds}} := \frac{{{h}}}{{1 - {h}}}",
        *(f"{letter} := {h}" for letter in also),
    )
    mean = rf"-\frac{{1}}{{m}} \sum_{{i=1}}^{{m}} ({point})"
    every = rf" + \frac{{\lambda}}{{2 m}} {w}^\top {w}"
    ones = (f"{x}_0 = 1", rf"{x}_0^{{(i)}} = 1 \text{{ for all }} i", *(f"n = {n}, {x}_0 = 1" for n in (2, 3)))
    return Table(
        Notation(
            axes={**axes, **({bias: ""} if bias else {})},
            rows={**({} if first else {big[x]: x}), **vectors},
            domains={h: "unit", **({"p": "unit"} if z != "p" else {})},
            loose=(z, h),
            open=(z,),
            across=frozenset(n for n in (*big.values(), *vectors) if r"\mathbf" not in n) if across else (),
            broadcast=True,
        ),
        definitions,
        said or f"{h} for the probability, {w} for the weights",
        (rf"{y} \in \{{0, 1\}}", *([] if first else ones), *([r"j \neq 0"] if regular else [])),
        {
            r"\ell of one example": rf"\ell({inside}) := {one}",
            r"\mathcal{L} the mean over the examples": rf"\mathcal{{L}} := {mean}",
            r"\mathcal{L} the sum over the examples": rf"\mathcal{{L}} := m ({mean})",
            "L the mean of the losses": rf"L({inside}) := {mean}",
            "L the sum of the losses": rf"L({inside}) := m ({mean})",
            **({} if first else {
                "H of the sum over the examples": rf"H := m {curved}",
                r"H of \ell": rf"H := -m {curved}",
                "dw of one example": rf"\operatorname{{dw}} := ({h} - {y}) {x}",
            }),
            **({"J with a penalty for every weight": rf"J({inside}) := {mean}{every}"} if regular and not bias else {}),
            **({"db of one example": rf"\operatorname{{db}} := {h} - {y}"} if bias else {}),
        },
        *(y, w, z, h),
    )  # fmt: skip


def classes(
    x: str = "x",
    y: str = "y",
    w: str = "w",
    z: str = "z",
    p: str = r"\hat{y}",
    *,
    bias: str = "",
    across: bool = False,
    total: str = "mean",
    said: str = "",
) -> Table:
    r"""Return the table of a softmax.

    Parameters
    ----------
    x, y, w, z, p : str
        The letters of features, label, weights, scores and probabilities.
    bias : str
        The letter of intercepts beside the weights; empty where they are among them.
    across : bool
        Whether classes stand in the columns of W, as in O = X W + b.
    total : str
        What J is of the examples' losses: "mean" or "sum".
    said : str
        As in `Table`.

    Returns
    -------
    Table
        Checked against lrlib.
    """
    loss = rf"-\sum_{{k=1}}^{{K}} {y}_k^{{(i)}} \log {p}_k^{{(i)}}"
    factor = r"\frac{1}{m} " * (total == "mean")
    summed = rf"\sum_{{i=1}}^{{m}} \sum_{{k=1}}^{{K}} {y}_k^{{(i)}} \log {p}_k^{{(i)}}"
    capitals = {v: v.upper() if len(v) == 1 else rf"\hat{{{v[5].upper()}}}" for v in (x, y, z, p) if len(v) in (1, 7)}
    rows = {big: small for small, big in capitals.items() if big not in ("J", "E", "L", "H", "K")}
    matrix = {"w": "W", r"\theta": r"\Theta", r"\beta": r"\mathbf{B}"}[w]
    inside = f"{w}, {bias}" if bias else w
    losses = [name for name in (*LOSSES, "L", "C", "H") if name not in (x, y, w, z, p)]
    return Table(
        Notation(
            axes={
                **dict.fromkeys(NUMBERS, ""),
                **{"g": "", r"\sigma": "", r"\zeta": "", "J": "", "E": "", **dict.fromkeys(losses, "^"), "K": ""},
                **{x: "^n", y: "^K", z: "^K", p: "^K", w: "Kn", r"\mathbf{1}": "K"},
                **({bias: "K"} if bias else {}),
            },
            rows={**rows, matrix: w},
            domains={p: "unit"},
            loose=(z,),
            open=(z,),
            across=frozenset({matrix}) if across else (),
            broadcast=True,
        ),
        (
            *(f for f in FUNCTIONS if p != r"\sigma" or r"\sigma" not in f),
            rf"{z}_k := {w}_k^\top {x}" + f" + {bias}_k" * bool(bias),
            rf"{p}_k := \frac{{e^{{{z}_k}}}}{{\sum_{{j=1}}^{{K}} e^{{{z}_j}}}}",
            *(rf"{name} := -\sum_{{k=1}}^{{K}} {y}_k \log {p}_k" for name in losses),
            rf"J({inside}) := {factor}\sum_{{i=1}}^{{m}} ({loss})",
            rf"E({inside}) := -{summed}",
            r"\mathbf{1}_k := 1",
        ),
        said or f"{p} for the softmax of {z}",
        (
            rf"\sum_{{j=1}}^{{K}} {y}_j = 1",
            rf"\sum_{{j=1}}^{{K}} {y}_j^{{(i)}} = 1 \text{{ for all }} i",
            rf"{y} \text{{ is one-hot}}",
        ),
        {
            **{
                f"{name} the {word} over the examples": rf"{name} := -{part}{summed}"
                for name in losses
                for word, part in (("mean", r"\frac{1}{m} "), ("sum", ""))
            },
        },
        *(y, w, z, p, True),
    )


def margin(w: str = "w", bias: str = "", f: str = "f") -> Table:
    r"""Return the table of labels −1 and 1, whose loss is a function of the margin.

    Parameters
    ----------
    w : str
        The letter of the weights.
    bias : str
        The letter of an intercept; empty where it is one of the weights.
    f : str
        The letter of the score.

    Returns
    -------
    Table
        Checked against lrlib.
    """
    inside = f"{w}, {bias}" if bias else w
    loss = rf"\log(1 + e^{{-y^{{(i)}} {f}^{{(i)}}}})"
    return Table(
        Notation(
            axes={
                **dict.fromkeys(NUMBERS, ""),
                **{"x": "^n", "y": "^", f: "^", w: "n", r"\sigma": "", r"\zeta": "", r"\ell": "^", r"\mathcal{L}": "^"},
                **{"J": "", "E": "", "P": "^", "L": "^", r"\operatorname{NLL}": "", **({bias: ""} if bias else {})},
            },
            rows={"X": "x", r"\mathbf{y}": "y"},
            loose=(f,),
            open=(f,),
            broadcast=True,
        ),
        (
            *FUNCTIONS,
            rf"{f} := {w}^\top x" + f" + {bias}" * bool(bias),
            rf"P := \sigma(y {f})",
            *(rf"{name} := \log(1 + e^{{-y {f}}})" for name in (*LOSSES, "L")),
            rf"J({inside}) := \frac{{1}}{{m}} \sum_{{i=1}}^{{m}} {loss}",
            rf"E({inside}) := \sum_{{i=1}}^{{m}} {loss}",
            rf"\operatorname{{NLL}}({inside}) := \sum_{{i=1}}^{{m}} {loss}",
        ),
        r"labels y of -1 and 1",
        (r"y \in \{-1, 1\}",),
        {},
        *("y", w, f, "h"),
    )


INFORMATION = Table(
    Notation(
        axes={
            **dict.fromkeys(NUMBERS, ""),
            **{"p": "K", "q": "K", "u": "K", "v": "K", "H": "", r"\operatorname{KL}": "", r"\operatorname{KLr}": ""},
            **{r"\operatorname{Hp}": "", r"\operatorname{Hq}": ""},
        },
        domains={"u": "positive", "v": "positive"},
        open=(),
    ),
    (
        r"p_k := \frac{u_k}{\sum_{j=1}^{K} u_j}",
        r"q_k := \frac{v_k}{\sum_{j=1}^{K} v_j}",
        r"H := -\sum_{k=1}^{K} p_k \log q_k",
        r"\operatorname{Hp} := -\sum_{k=1}^{K} p_k \log p_k",
        r"\operatorname{Hq} := -\sum_{k=1}^{K} q_k \log q_k",
        r"\operatorname{KL} := \sum_{k=1}^{K} p_k \log \frac{p_k}{q_k}",
        r"\operatorname{KLr} := \sum_{k=1}^{K} q_k \log \frac{q_k}{p_k}",
    ),
    "p and q for two distributions",
)

TABLES = {
    "binary": Table(*FAMILIES["binary"], "one label: h, θ", w=r"\theta", z="z", p="h"),
    "softmax": Table(*FAMILIES["softmax"], w="w", z="z", p=r"\hat{y}", many=True),
    "cs229": one_label(w=r"\theta", said='notation="cs229"'),
    "bishop": one_label(r"\phi", "t", "w", "a", "y", said='notation="bishop"'),
    "statistics": one_label(w=r"\beta", z=r"\eta", h="p", said='notation="statistics"'),
    "d2l": classes(z="o", bias="b", said='notation="d2l"'),
    "columns": classes(across=True, said='notation="columns": W has a column for each class'),
    "ng": one_label(h="a", bias="b", across=True, said='notation="ng"'),
    "ufldl": classes(w=r"\theta", total="sum", said='notation="ufldl"'),
}
