"""Tables of models with one label for each example: 0 or 1, or −1 and 1, in the letters of an author."""

from lrlib.proofs.names import Notation, Table
from lrlib.proofs.notation import ERROR_OF_ONE, FUNCTIONS, LOSSES, NUMBERS, OF_ALL, OF_ONE


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
    regular: bool | None = None,
    total: str = "mean",
    deviance: bool = False,
    working: bool = False,
    also: tuple[str, ...] = (),
    said: str = "",
    likelihood: bool | None = None,
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
    regular : bool, optional
        Whether J has a penalty with \lambda, for all weights but the one that is the intercept; where it is False, a
        penalty stands beside J.
    total : str
        What J is of the examples' losses: "mean" or "sum".
    deviance : bool
        Whether D is the deviance, a number, and no diagonal matrix.
    working : bool
        Whether z is the working response of a step of IRLS.
    also : tuple of str
        More letters for the probability.
    said : str
        As in `Table`.
    likelihood : bool, optional
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
    sign = "-" * (likelihood is False)
    slope = f"({h}^{{(i)}} - {y}^{{(i)}})"
    curved = rf"\frac{{1}}{{m}} \sum_{{i=1}}^{{m}} {h}^{{(i)}} (1 - {h}^{{(i)}}) {x}^{{(i)}} ({x}^{{(i)}})^\top"
    per, over = ("", "2") if total == "sum" else (r"\frac{1}{m} ", "2 m")
    sizes = (("J", "m " * (total == "sum")), ("E", "m "), (r"\ell", "-m "))
    hessians = {cost: f"H := {sized}{curved}" for cost, sized in sizes}
    whole = rf"{w}^\top {w}" + f" - {w}_0^2" * (not bias)
    penalty = rf" + \frac{{\lambda}}{{{over}}} ({whole})"
    axes = {
        **dict.fromkeys(NUMBERS, ""),
        **{"g": "", r"\sigma": "", r"\zeta": "", "J": "", "E": "", "L": "", r"\operatorname{NLL}": "", "H": "nn"},
        **{x: "^" if first else "^n", y: "^", z: "^", h: "^", w: "n", r"\mathcal{L}": "^", r"\ell": "", "P": "^"},
        **{OF_ONE: "^", ERROR_OF_ONE: "^"},
        **dict.fromkeys(("S", "R", "W", "D"), "mm"),
        **({"D": ""} if deviance else {}),
        **({"z": "^"} if working else {}),
        **{r"\operatorname{dz}": "^", r"\operatorname{da}": "^", r"\operatorname{dw}": "" if first else "n"},
        **{r"\operatorname{db}": "", r"\operatorname{odds}": "^", **dict.fromkeys(also, "^")},
    }
    big = {x: r"\Phi" if x == r"\phi" else "X"}
    vectors = {rf"\mathbf{{{v}}}": v for v in (y, h, z, *["z"] * working)}
    if not across:
        vectors |= {n: v for n, v in (("Y", y), (r"\hat{Y}", h)) if n == "Y" or h == r"\hat{y}"}
    if across:
        vectors |= {"Y": y, "A" if h == "a" else r"\hat{Y}": h, "Z": z, r"\operatorname{dZ}": r"\operatorname{dz}"}
    spread = [
        rf"{name}_{{ij}} := \delta_{{ij}} {h}^{{(i)}} (1 - {h}^{{(i)}})"
        for name in ("SRWD" if w == r"\beta" or h != "h" else "SRD")
        if not (deviance and name == "D")
    ]
    definitions = (
        *FUNCTIONS,
        rf"g({z}) := \frac{{1}}{{1 + e^{{-{z}}}}}",
        f"{z} := {score}",
        rf"{h} := \sigma({z})",
        rf"\mathcal{{L}} := -({one})",
        f"P := {h}^{{{y}}} (1 - {h})^{{1 - {y}}}",
        rf"J({inside}) := -{per}\sum_{{i=1}}^{{m}} ({point}){penalty * bool(regular)}",
        rf"E({inside}) := -\sum_{{i=1}}^{{m}} ({point})",
        rf"\operatorname{{NLL}}({inside}) := -\sum_{{i=1}}^{{m}} ({point})",
        rf"\ell({inside}) := {sign}\sum_{{i=1}}^{{m}} ({point})",
        rf"{OF_ONE} := {sign}({one})",
        rf"{ERROR_OF_ONE} := -({one})",
        rf"L({inside}) := \prod_{{i=1}}^{{m}} ({h}^{{(i)}})^{{{y}^{{(i)}}}} (1 - {h}^{{(i)}})^{{1 - {y}^{{(i)}}}}",
        *([rf"z := {z} + \frac{{{y} - {h}}}{{{h} (1 - {h})}}"] if working else []),
        *([rf"D({inside}) := -2 \sum_{{i=1}}^{{m}} ({point})"] if deviance else []),
        *([] if first else [hessians["J"]]),
        *spread,
        rf"\operatorname{{dz}} := {h} - {y}",
        rf"\operatorname{{da}} := -\frac{{{y}}}{{{h}}} + \frac{{1 - {y}}}{{1 - {h}}}",
        rf"\operatorname{{dw}} := \frac{{1}}{{m}} \sum_{{i=1}}^{{m}} {slope} {x}^{{(i)}}",
        rf"\operatorname{{db}} := \frac{{1}}{{m}} \sum_{{i=1}}^{{m}} {slope}",
        rf"\operatorname{{odds}} := \frac{{{h}}}{{1 - {h}}}",
        *(f"{letter} := {h}" for letter in also),
    )
    mean = rf"-\frac{{1}}{{m}} \sum_{{i=1}}^{{m}} ({point})"
    cost = rf"-{per}\sum_{{i=1}}^{{m}} ({point})"
    every = rf" + \frac{{\lambda}}{{{over}}} {w}^\top {w}"
    begun = rf"J has the penalty \frac{{\lambda}}{{{over}}} {w}^\top {w} here, and the line is true only with"
    unsaid = {
        rf"{begun} {half}: write J + {half} for that": rf"J({inside}) := {cost} + {half}"
        for half in dict.fromkeys((rf"\frac{{\lambda}}{{2}} {w}^\top {w}", rf"\frac{{\lambda}}{{2}} ({whole})"))
    }
    within = {
        "a penalty stands beside J, which is the mean loss then, and the line is true only where J holds one "
        "itself: write the mean loss in place of J": rf"J({inside}) := {cost}{penalty}"
    }
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
            r"\ell of one example": rf"\ell({inside}) := {sign}({one})",
            r"\mathcal{L} the mean over the examples": rf"\mathcal{{L}} := {mean}",
            r"\mathcal{L} the sum over the examples": rf"\mathcal{{L}} := m ({mean})",
            "L the mean of the losses": rf"L({inside}) := {mean}",
            "L the sum of the losses": rf"L({inside}) := m ({mean})",
            **({} if first else {"dw of one example": rf"\operatorname{{dw}} := ({h} - {y}) {x}"}),
            **({"J with a penalty for every weight": rf"J({inside}) := {cost}{every}"} if regular and not bias else {}),
            **({"db of one example": rf"\operatorname{{db}} := {h} - {y}"} if bias else {}),
        },
        *(y, w, z, h),
        likelihood=likelihood,
        hessians={} if first else hessians,
        unsaid={} if regular is None else unsaid if regular else within,
    )  # fmt: skip


def margin(
    w: str = "w",
    bias: str = "",
    f: str = "f",
    *,
    x: str = "x",
    y: str = "y",
    h: str = "h",
    likelihood: bool | None = None,
) -> Table:
    r"""Return the table of labels −1 and 1, whose loss is a function of the margin.

    Parameters
    ----------
    w : str
        The letter of the weights.
    bias : str
        The letter of an intercept; empty where it is one of the weights.
    f : str
        The letter of the score.
    x, y, h : str
        The letters of features, label and probability of the label 1.
    likelihood : bool, optional
        As in `Table`.

    Returns
    -------
    Table
        Checked against lrlib.
    """
    inside = f"{w}, {bias}" if bias else w
    one = rf"\log(1 + e^{{-{y} {f}}})"
    total = rf"\sum_{{i=1}}^{{m}} \log(1 + e^{{-{y}^{{(i)}} {f}^{{(i)}}}})"
    mean = rf"\frac{{1}}{{m}} {total}"
    sign = "-" * bool(likelihood)
    whole = {"E": "the loss", r"\operatorname{NLL}": "NLL", OF_ALL: r"\ell"}
    losses = [n for n in (*LOSSES, "L") if likelihood is None or n != r"\ell"]
    return Table(
        Notation(
            axes={
                **dict.fromkeys(NUMBERS, ""),
                **{"g": "", r"\sigma": "", r"\zeta": "", r"\ell": "^" if likelihood is None else ""},
                **{OF_ONE: "^", ERROR_OF_ONE: "^"},
                **{"J": "", "P": "^", "L": "^", r"\mathcal{L}": "^"}, **dict.fromkeys(whole, ""),
                **{x: "^n", y: "^", f: "^", h: "^", w: "n"}, **({bias: ""} if bias else {}),
            },
            rows={r"\Phi" if x == r"\phi" else "X": x, rf"\mathbf{{{y}}}": y},
            loose=(f,),
            open=(f,),
            broadcast=True,
        ),
        (
            *FUNCTIONS,
            rf"g({f}) := \frac{{1}}{{1 + e^{{-{f}}}}}",
            rf"{f} := {w}^\top {x}" + f" + {bias}" * bool(bias),
            rf"{h} := \sigma({f})",
            rf"P := \sigma({y} {f})",
            *(rf"{name} := {one}" for name in losses),
            rf"{OF_ONE} := {sign}{one}",
            rf"{ERROR_OF_ONE} := {one}",
            rf"J({inside}) := {mean}",
            *(rf"{name}({inside}) := {sign * (name == OF_ALL)}{total}" for name in whole),
            *([] if likelihood is None else [rf"\ell({inside}) := {sign}{total}"]),
            *([rf"L({inside}) := \prod_{{i=1}}^{{m}} \sigma({y}^{{(i)}} {f}^{{(i)}})"] if likelihood else []),
        ),
        rf"labels {y} of -1 and 1",
        (rf"{y} \in \{{-1, 1\}}",),
        {
            **{
                f"{words} the mean over the examples": rf"{name}({inside}) := {sign * (name == OF_ALL)}{mean}"
                for name, words in whole.items()
            },
            r"\mathcal{L} the mean over the examples": rf"\mathcal{{L}} := {mean}",
            r"\mathcal{L} the sum over the examples": rf"\mathcal{{L}} := {total}",
        },
        *(y, w, f, h),
        likelihood=likelihood,
        unsaid={} if likelihood is not None else {
            r"\ell is a loss here, and the line is true only where it is a log-likelihood: write -\ell for it":
                rf"{OF_ALL}({inside}) := -{total}",
        },
    )  # fmt: skip
