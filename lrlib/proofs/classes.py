"""Tables of a softmax, in the letters of an author."""

from lrlib.proofs.names import Notation, Table
from lrlib.proofs.notation import ERROR_OF_ONE, FUNCTIONS, LOSSES, NUMBERS


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
    likelihood: bool | None = None,
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
    likelihood : bool, optional
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
    signs = {r"\ell": ""} if likelihood else {}
    others = ("C", "H") if likelihood else ("L", "C", "H")  # beside a log-likelihood, L is the likelihood
    losses = [name for name in (*LOSSES, *others) if name not in (x, y, w, z, p)]
    chance = rf"\prod_{{i=1}}^{{m}} \prod_{{k=1}}^{{K}} ({p}_k^{{(i)}})^{{{y}_k^{{(i)}}}}"
    return Table(
        Notation(
            axes={
                **dict.fromkeys(NUMBERS, ""),
                **{"g": "", r"\sigma": "", r"\zeta": "", "J": "", "E": "", "L": "", "K": ""},
                **dict.fromkeys((*losses, ERROR_OF_ONE), "^"),
                **{x: "^n", y: "^K", z: "^K", p: "^K", w: "Kn", r"\mathbf{1}": "K"},
                **({bias: "K"} if bias else {}),
                r"\hat{c}": "^",
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
            *(rf"{name} := {signs.get(name, '-')}\sum_{{k=1}}^{{K}} {y}_k \log {p}_k" for name in losses),
            rf"{ERROR_OF_ONE} := -\sum_{{k=1}}^{{K}} {y}_k \log {p}_k",
            rf"J({inside}) := {factor}\sum_{{i=1}}^{{m}} ({loss})",
            rf"E({inside}) := -{summed}",
            *([rf"L({inside}) := {chance}"] if likelihood else []),
            rf"\hat{{c}} := \arg\max_k {p}_k",
            r"\mathbf{1}_k := 1",
        ),
        said or f"{p} for the softmax of {z}".replace(r"\hat{y}", "ŷ"),
        (
            rf"\sum_{{j=1}}^{{K}} {y}_j = 1",
            rf"\sum_{{j=1}}^{{K}} {y}_j^{{(i)}} = 1 \text{{ for all }} i",
            rf"{y} \text{{ is one-hot}}",
        ),
        {
            **{
                f"{name} the {word} over the examples": rf"{name} := {signs.get(name, '-')}{part}{summed}"
                for name in losses
                for word, part in (("mean", r"\frac{1}{m} "), ("sum", ""))
            },
        },
        *(y, w, z, p, True, likelihood),
    )
