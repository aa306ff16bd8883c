"""Chapter 6: softmax by hand, its shifts and scales, the logarithm of its sum, and the weights that data can tell."""

from math import exp, log
from types import SimpleNamespace
from typing import Any

import numpy as np

from lrlib import activations, softmax
from lrlib.checks import Array
from lrlib.questions.printed import equals, number, row, signed
from lrlib.questions.template import Template, Wrong


def _logits(rng: np.random.Generator) -> dict[str, Any]:
    z = [int(n) for n in rng.choice(np.arange(-2, 5), size=3, replace=False)]
    return {"z": z, "k": int(rng.integers(0, 3))}


def _parts(rng: np.random.Generator) -> dict[str, Any]:
    return {"a": [int(n) for n in rng.choice(np.arange(1, 10), size=3, replace=False)], "k": int(rng.integers(0, 3))}


def _two(rng: np.random.Generator) -> dict[str, Any]:
    return {"z": [int(n) for n in rng.choice(np.arange(-3, 4), size=2, replace=False)]}


def _shares(z: Any) -> Array:
    return activations.softmax(np.asarray(z, dtype=float))


def exponentials(z: list[int]) -> str:
    """Return the sum of the exponentials of logits, as LaTeX.

    Parameters
    ----------
    z : list of int
        The logits.

    Returns
    -------
    str
        Such as e^{2} + e^{0}.
    """
    return " + ".join(f"e^{{{v}}}" for v in z)


def _by_hand(d: SimpleNamespace) -> str:
    return rf"\frac{{e^{{{d.z[d.k]}}}}}{{{exponentials(d.z)}}}"


def _divided(part: float, whole: float) -> float:
    """Return a quotient; with 0 below there is no share, and the wrong formula ends here."""
    return part / whole if whole else float(part)


def _no_share(z: list[int]) -> str:
    """Return what is wrong with logits divided by their sum."""
    if sum(z) == 0:
        return "nothing is a share of 0"
    return "a negative one would get a negative share" if sum(z) > 0 else "the largest would get the smallest share"


def _told(d: SimpleNamespace) -> int:
    """Return how many directions of W bend lrlib's cost, at random data."""
    rng = np.random.default_rng(0)
    X = np.column_stack((np.ones(4 * d.n), rng.normal(size=(4 * d.n, d.n - 1))))
    H = softmax.hessian(np.zeros((d.K, d.n)), X, np.arange(4 * d.n) % d.K)
    return int(np.linalg.matrix_rank(H))


TEMPLATES = (
    Template(
        "softmax-by-hand", 6, 3, _logits,
        lambda d: f"Three classes have the logits $z = {row(d.z)}$. Which probability does softmax give class {d.k + 1}?",
        lambda d: _shares(d.z)[d.k],
        lambda d: f"Its exponential divided by the sum of all three, {number(sum(map(exp, d.z)))}.",
        (
            Wrong(
                "shares of logits",
                lambda d: _divided(d.z[d.k], sum(d.z)),
                lambda d: f"The logits sum to ${sum(d.z)}$, and {_no_share(d.z)}: the exponential comes first.",
            ),
            Wrong(
                "sigmoid of the own logit",
                lambda d: activations.sigmoid(d.z[d.k]),
                lambda d: f"That is a share against 1 alone; the other logits, {_others(d)}, must count.",
            ),
            Wrong(
                "base-2-power",
                lambda d: 2.0 ** d.z[d.k] / sum(2.0**v for v in d.z),
                lambda d: f"The powers are those of e: e to ${d.z[d.k]}$ is {number(exp(d.z[d.k]))}.",
            ),
        ),
        (
            lambda d: "The exponentials: " + ", ".join(f"$e^{{{v}}} {equals(exp(v))}$" for v in d.z) + ".",
            lambda d: f"Their sum: ${exponentials(d.z)} {equals(sum(map(exp, d.z)))}$.",
            lambda d: f"The share of class {d.k + 1}: ${_by_hand(d)} {equals(_shares(d.z)[d.k])}$.",
        ),
    ),
    Template(
        "softmax-of-logarithms", 6, 2, _parts,
        lambda d: rf"Three classes have the logits $\log {d.a[0]}$, $\log {d.a[1]}$ and $\log {d.a[2]}$. Which probability "
        f"does softmax give class {d.k + 1}?",
        lambda d: _shares(np.log(d.a))[d.k],
        lambda d: f"The exponentials are {d.a[0]}, {d.a[1]} and {d.a[2]}.",
        (
            Wrong(
                "shares of logits",
                lambda d: log(d.a[d.k]) / sum(map(log, d.a)),
                lambda d: f"The logits themselves were divided; their exponentials are {d.a[0]}, {d.a[1]}, {d.a[2]}.",
            ),
            Wrong(
                "sigmoid of the own logit",
                lambda d: d.a[d.k] / (1 + d.a[d.k]),
                lambda d: f"{d.a[d.k]} is divided by the sum {sum(d.a)}, not by 1 + {d.a[d.k]}.",
            ),
            Wrong(
                "missing-normalisation",
                lambda d: float(d.a[d.k]),
                lambda d: f"{d.a[d.k]} is the exponential; it is divided by the sum {sum(d.a)}.",
            ),
        ),
        (
            lambda d: f"The exponential of a logarithm is the number itself: {d.a[0]}, {d.a[1]}, {d.a[2]}.",
            lambda d: f"Their sum: ${d.a[0]} + {d.a[1]} + {d.a[2]} = {sum(d.a)}$.",
            lambda d: rf"The share: $\frac{{{d.a[d.k]}}}{{{sum(d.a)}}} {equals(d.a[d.k] / sum(d.a))}$.",
        ),
    ),
    Template(
        "log-sum-exp", 6, 3,
        lambda rng: {"top": int(rng.choice([700, 800, 900, 1000])), "less": [int(n) for n in rng.integers(1, 4, size=2)]},
        lambda d: f"Three logits are $({d.top}, {d.top - d.less[0]}, {d.top - d.less[1]})$. What is the logarithm of the "
        "sum of their exponentials?",
        lambda d: d.top - activations.log_softmax([float(d.top), *(float(d.top - v) for v in d.less)])[0],
        lambda d: f"{d.top} is taken off first and added again at the end.",
        (
            Wrong(
                "log of a sum",
                lambda d: float(3 * d.top - sum(d.less)),
                lambda d: "That is the sum of the logits: the logarithm of a product, not of a sum.",
            ),
            Wrong(
                "shift-not-added-back",
                lambda d: log(1 + sum(exp(-v) for v in d.less)),
                lambda d: f"The {d.top} that was taken off is missing.",
            ),
            Wrong(
                "two-classes-only",
                lambda d: d.top + log(1 + exp(-d.less[0])),
                lambda d: f"The third logit, {d.top - d.less[1]}, belongs to the sum as well.",
            ),
        ),
        (
            lambda d: f"Take the largest, {d.top}, off: what remains is 0, ${-d.less[0]}$ and ${-d.less[1]}$.",
            lambda d: rf"$\log (1 + e^{{{-d.less[0]}}} + e^{{{-d.less[1]}}}) "
            rf"{equals(log(1 + sum(exp(-v) for v in d.less)))}$.",
            lambda d: rf"Add it again: ${d.top} + \log (1 + e^{{{-d.less[0]}}} + e^{{{-d.less[1]}}}) "
            rf"{equals(d.top + log(1 + sum(exp(-v) for v in d.less)))}$.",
        ),
    ),
    Template(
        "doubled-logits", 6, 2, _parts,
        lambda d: f"Softmax gives three classes the shares {d.a[0]} : {d.a[1]} : {d.a[2]}. All logits are doubled. Which "
        f"probability has class {d.k + 1} now?",
        lambda d: _shares(2 * np.log(d.a))[d.k],
        lambda d: f"The shares are squared: {d.a[0] ** 2} : {d.a[1] ** 2} : {d.a[2] ** 2}.",
        (
            Wrong(
                "invariant under scaling",
                lambda d: d.a[d.k] / sum(d.a),
                lambda d: f"That is what it was: a shift changes nothing, a factor 2 squares {d.a[d.k]}.",
            ),
            Wrong(
                "missing-normalisation",
                lambda d: (d.a[d.k] / sum(d.a)) ** 2,
                lambda d: "The squares of the three probabilities do not sum to 1: they are shared out anew.",
            ),
        ),
        (
            lambda d: f"Doubled logits square the exponentials: ${d.a[0]}^2 = {d.a[0] ** 2}$, ${d.a[1]}^2 = {d.a[1] ** 2}$, "
            f"${d.a[2]}^2 = {d.a[2] ** 2}$.",
            lambda d: rf"The share: $\frac{{{d.a[d.k]}^2}}{{{d.a[0]}^2 + {d.a[1]}^2 + {d.a[2]}^2}} "
            rf"{equals(d.a[d.k] ** 2 / sum(v * v for v in d.a))}$.",
        ),
    ),
    Template(
        "weights-that-data-tell", 6, 2,
        lambda rng: {"K": int(rng.integers(3, 6)), "n": int(rng.integers(2, 6))},
        lambda d: f"Softmax with {d.K} classes and {d.n} columns, the ones counted: how many of its weights, at most, "
        "can be told from data?",
        _told,
        lambda d: f"Only differences of rows count: {d.K} − 1 rows of {d.n}.",
        (
            Wrong(
                "weights are unique",
                lambda d: d.K * d.n,
                lambda d: f"Add the same {d.n} numbers to all {d.K} rows, and no probability moves.",
            ),
            Wrong(
                "bias-forgotten",
                lambda d: (d.K - 1) * (d.n - 1),
                lambda d: f"The column of ones is one of the {d.n}: biases are told apart too.",
            ),
            Wrong(
                "one number is free",
                lambda d: d.K * d.n - 1,
                lambda d: f"Not one number is free but a whole row, {d.n} of them.",
            ),
        ),
        (
            lambda d: rf"All weights: ${d.K} \cdot {d.n} = {d.K * d.n}$.",
            lambda d: f"Free is one row that is added to all: ${d.K * d.n} - {d.n} = {(d.K - 1) * d.n}$.",
        ),
        places=0,
    ),
    Template(
        "softmax-of-two", 6, 2, _two,
        lambda d: f"Two classes have the logits $({d.z[0]}, {d.z[1]})$. Which probability does softmax give class 1?",
        lambda d: _shares(d.z)[0],
        lambda d: rf"The sigmoid of the difference ${d.z[0] - d.z[1]}$.",
        (
            Wrong(
                "sigmoid of the own logit",
                lambda d: activations.sigmoid(d.z[0]),
                lambda d: f"The other logit, ${d.z[1]}$, must count: the sigmoid takes the difference.",
            ),
            Wrong(
                "classes-exchanged",
                lambda d: activations.sigmoid(d.z[1] - d.z[0]),
                lambda d: f"That is class 2: the difference is ${d.z[0] - d.z[1]}$.",
            ),
            Wrong(
                "sigmoid-of-2x",
                lambda d: activations.sigmoid(2 * (d.z[0] - d.z[1])),
                lambda d: "The logits count once; doubled they are another softmax.",
            ),
        ),
        (
            lambda d: f"The difference: ${d.z[0]} - {signed(d.z[1])} = {d.z[0] - d.z[1]}$.",
            lambda d: rf"Its sigmoid: $\frac{{1}}{{1 + e^{{{d.z[1] - d.z[0]}}}}} "
            rf"{equals(1 / (1 + exp(d.z[1] - d.z[0])))}$.",
        ),
    ),
)  # fmt: skip


def _others(d: SimpleNamespace) -> str:
    return " and ".join(f"${v}$" for k, v in enumerate(d.z) if k != d.k)
