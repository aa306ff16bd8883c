"""The register of the book's equations: of what kind each must be, and which function of lrlib computes it.

An equation that is displayed and not here is a failure, and so is one that is here and not displayed. The register
holds no formula: those are read where they are displayed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np

from lrlib import (
    activations,
    data,
    descent,
    deviance,
    effects,
    elastic_net,
    firth,
    inference,
    influence,
    logistic,
    metrics,
    one_vs_all,
    ordinal,
    softmax,
    stochastic,
)

Code = Callable[[SimpleNamespace], Any]


@dataclass(frozen=True)
class Entry:
    """What an equation must be.

    Attributes
    ----------
    family : str
        "binary" or "softmax": whose names it uses.
    kind : str
        As `Result.kind` must say.
    code : tuple of callable
        For each definition or update of the display, what lrlib computes from the data.
    given : mapping
        From names to numbers, computed from the data; the names that the family gives need not be here.
    free : tuple of str
        Names that stand for any value in this display.
    sizes : mapping
        Numbers of classes, columns and examples of the data, where they are not the usual ones.
    """

    family: str
    kind: str
    code: tuple[Code, ...] = ()
    given: Mapping[str, Code] = field(default_factory=dict)
    free: tuple[str, ...] = ()
    sizes: Mapping[str, int] = field(default_factory=dict)


def sample(seed: int, K: int = 4, m: int = 4, n: int = 3) -> SimpleNamespace:
    """Return random data on which page and code are compared.

    Parameters
    ----------
    seed : int
        Which draw.
    K, m, n : int
        Classes, examples, columns.

    Returns
    -------
    SimpleNamespace
        X with a leading column of ones, labels hard (c, y) and soft (Y), parameters, rates; the seed sets the label.
    """
    rng = np.random.default_rng(seed)
    X = np.column_stack((np.ones(m), rng.normal(size=(m, n - 1))))
    c = rng.permutation(np.arange(m) % K)
    y = np.roll(np.arange(m) % 2, seed)
    return SimpleNamespace(
        X=X,
        x=X[0],
        y=y,
        said=np.concatenate((1 - y[:2], y[2:])),
        c=c,
        guess=rng.integers(0, K, size=m),
        Y=rng.dirichlet(np.ones(K), size=m),
        theta=rng.normal(size=n),
        W=rng.normal(size=(K, n)),
        b=rng.normal(size=K),
        z=rng.normal(size=K),
        t=float(rng.normal()),
        h=float(rng.uniform(0.1, 0.9)),
        label=seed % 2,
        alpha=float(rng.uniform(0.1, 0.5)),
        l2=float(rng.uniform(0.1, 0.9)),
        share=float(rng.uniform(0.1, 0.9)),
        K=K,
        m=m,
        n=n,
    )


GIVEN: dict[str, dict[str, Code]] = {
    "binary": {
        "x": lambda d: d.X,
        "y": lambda d: d.y,
        r"\theta": lambda d: d.theta,
        r"\alpha": lambda d: d.alpha,
        r"\lambda": lambda d: d.l2,
    },
    "softmax": {
        "x": lambda d: d.X,
        "y": lambda d: d.Y,
        "w": lambda d: d.W,
        "b": lambda d: d.b,
        r"\alpha": lambda d: d.alpha,
        r"\lambda": lambda d: d.l2,
    },
}
ONE_X: dict[str, Code] = {"x": lambda d: d.x}
ONE: dict[str, Code] = {**ONE_X, "y": lambda d: d.label}
LOGIT: dict[str, Code] = {"z": lambda d: d.t}


def _one_cost(d: SimpleNamespace) -> float:
    return logistic.cost(d.theta, [d.x], [d.label])


def _binary_step(d: SimpleNamespace) -> Any:
    slope = descent.descend(
        lambda t: 0.0 * float(t[0]),
        lambda t: logistic.gradient(t, d.X, d.y),
        d.theta,
        alpha=d.alpha,
        steps=1,
    )
    return slope.parameters


def _softmax_step(d: SimpleNamespace, l2: float = 0.0) -> Any:
    run = descent.descend(
        lambda W: 0.0 * float(W[0, 0]),
        lambda W: softmax.gradient(W, d.X, d.Y, l2=l2),
        d.W,
        alpha=d.alpha,
        steps=1,
    )
    return run.parameters


def _with_bias(d: SimpleNamespace) -> Any:
    return np.column_stack((d.b, d.W)) @ data.add_intercept([d.x])[0]


def _three(d: SimpleNamespace) -> Any:
    return d.W[:, [1, 2, 0]]


def _size(d: SimpleNamespace) -> int:
    return int(softmax.gradient(d.W, d.X, d.Y).size)


def _ova_size(d: SimpleNamespace) -> int:
    return sum(logistic.gradient(w, d.X, d.c == k).size for k, w in enumerate(d.W))


def _one_vs_all_gradient(d: SimpleNamespace) -> Any:
    return np.array([logistic.gradient(w, d.X, d.c == k) for k, w in enumerate(d.W)])


def _probability_of_label(d: SimpleNamespace) -> float:
    h = logistic.predict_proba(d.theta, [d.x])[0]
    return float(h if d.label else 1 - h)


def _hits(d: SimpleNamespace) -> Any:
    return metrics.confusion(d.y, d.said, 2)


def _equal(family: str, *tags: str, kind: str = "proved", **more: Any) -> dict[str, Entry]:
    return {tag: Entry(family, kind, **more) for tag in tags}


def _tags(chapter: str, first: int, last: int, *but: int) -> list[str]:
    return [f"{chapter}.{i}" for i in range(first, last + 1) if i not in but]


COUNTS: dict[str, Code] = {
    r"\text{hits}": lambda d: _hits(d)[1, 1],
    r"\text{misses}": lambda d: _hits(d)[1, 0],
    r"\text{false alarms}": lambda d: _hits(d)[0, 1],
}

REGISTER: dict[str, Entry] = {
    "N.1": Entry("binary", "definition", (lambda d: logistic.cost(d.theta, d.X, d.y, l2=d.l2),)),
    "N.2": Entry("softmax", "definition", (lambda d: softmax.cost(d.W, d.X, d.Y, l2=d.l2),)),
    # 1 Classification
    "1.1": Entry(
        "binary",
        "definition",
        (lambda d: metrics.recall(d.y, d.said), lambda d: metrics.precision(d.y, d.said)),
        given=COUNTS,
    ),
    **_equal("binary", "1.2"),
    # 2 The sigmoid
    **_equal("binary", "2.1", free=("h",)),
    "2.2": Entry("binary", "definition", (lambda d: activations.sigmoid(d.t),), given=LOGIT),
    "2.3": Entry("binary", "definition", (lambda d: logistic.predict_proba(d.theta, [d.x])[0],), given=ONE_X),
    **_equal("binary", "2.4", "2.5", "2.7", "2.9"),
    "2.6": Entry(
        "binary",
        "definition",
        (lambda d: d.x @ d.theta,),
        given={**ONE_X, "w": lambda d: d.theta, "b": lambda d: d.theta[0]},
    ),
    **_equal("binary", "2.8", free=("z",)),
    **_equal("binary", "2.10", free=("t", "a", "c", "d", "r")),
    **_equal("binary", "2.11", free=("t", "s")),
    **_equal("binary", "2.12", free=("t", "a", "c", "d", "p", "q", "r")),
    # 3 The cost
    "3.1": Entry(
        "binary",
        "definition",
        (lambda d: metrics.log_loss([d.label], [d.h]),),
        given={"h": lambda d: d.h, "y": lambda d: d.label},
    ),
    **_equal("binary", "3.2", "3.3", "3.7", "3.8", "3.11", "3.13", "3.14", "3.15", "3.16", "3.17"),
    "3.4": Entry("binary", "definition", (lambda d: logistic.cost(d.theta, d.X, d.y),)),
    "3.5": Entry("binary", "definition + proved", (_probability_of_label,), given=ONE),
    "3.6": Entry("binary", "definition", (lambda d: np.exp(-d.m * logistic.cost(d.theta, d.X, d.y)),)),
    "3.9": Entry(
        "binary",
        "definition + proved",
        (lambda d: metrics.log_loss(d.y, np.full(d.m, d.h)),),
        given={"p": lambda d: d.h, "r": lambda d: d.y.mean()},
    ),
    "3.10": Entry(
        "binary",
        "definition + proved",
        (lambda d: (activations.sigmoid(d.t) - 1) ** 2,),
        given={"t": lambda d: d.t},
    ),
    "3.12": Entry(
        "binary", "definition + proved", (lambda d: -activations.log_sigmoid(d.t),), given={"t": lambda d: d.t}
    ),
    "3.18": Entry("binary", "definition", (lambda d: logistic.cost(d.theta, d.X, d.y, l2=d.l2),)),
    **_equal("binary", "3.19"),
    **_equal("binary", "3.20", free=("t",)),
    **_equal("binary", "3.21", kind="tested", free=("p", "r")),
    # 4 Gradient descent
    "4.1": Entry(
        "binary",
        "definition",
        (lambda d: d.x @ d.theta, lambda d: logistic.predict_proba(d.theta, [d.x])[0], _one_cost),
        given=ONE,
    ),
    # 4.2 4.3 4.4 4.5 4.6 4.7 4.8
    **_equal("binary", *_tags("4", 2, 8), "4.10", "4.11"),
    "4.9": Entry("binary", "update", (_binary_step,)),
    **_equal("binary", "4.12", "4.13", kind="tested"),
    "4.14": Entry("binary", "update", (lambda d: logistic.newton_step(d.theta, d.X, d.y),)),
    # 5 One-vs-all
    "5.1": Entry("softmax", "definition", (lambda d: data.one_hot(d.c, d.K),), given={"y": lambda d: d.c + 1}),
    "5.2": Entry("softmax", "definition", (lambda d: one_vs_all.scores(d.W, [d.x])[0],), given=ONE_X),
    "5.3": Entry("softmax", "definition", (lambda d: one_vs_all.predict(d.W, [d.x])[0] + 1,), given=ONE_X),
    # 6 Softmax
    "6.1": Entry("softmax", "definition", (_with_bias,), given=ONE_X),
    "6.2": Entry("softmax", "definition", (lambda d: activations.softmax(d.z),), given={"z": lambda d: d.z}),
    **_equal("softmax", "6.3", "6.4", "6.5"),
    "6.6": Entry(
        "softmax",
        "definition",
        (lambda d: softmax.predict(d.z[:, None], [[1.0]])[0] + 1,),
        given={"z": lambda d: d.z},
    ),
    **_equal("softmax", "6.7", "6.8"),
    # 7 The loss of many classes
    **_equal("softmax", "7.4", "7.5", "7.6", "7.7", "7.8", "7.11", "7.12"),
    "7.1": Entry(
        "softmax",
        "definition",
        (lambda d: np.exp(-softmax.cost(d.W, [d.x], d.Y[:1])),),
        given={**ONE_X, "y": lambda d: d.Y[0], "W": lambda d: d.W},
    ),
    "7.2": Entry(
        "softmax",
        "definition",
        (lambda d: softmax.cost(d.W, [d.x], d.Y[:1]),),
        given={**ONE_X, "y": lambda d: d.Y[0]},
    ),
    "7.3": Entry("softmax", "definition", (lambda d: softmax.cost(d.W, d.X, d.Y),)),
    "7.9": Entry("softmax", "definition + proved", (_three,), given=ONE_X, sizes={"K": 3}),
    "7.10": Entry("softmax", "update", (_softmax_step,)),
    # 8 The derivation
    # 8.1 to 8.25
    **_equal("softmax", *_tags("8", 1, 25), free=("u",)),
    **_equal("softmax", "8.26", kind="tested", free=("u",)),
    # 9 Training
    "9.1": Entry("softmax", "update", (lambda d: _softmax_step(d, d.l2),)),
    "9.2": Entry("softmax", "definition", (lambda d: softmax.smoothness(d.X, l2=d.l2),)),
    "9.3": Entry(
        "softmax",
        "definition",
        (lambda d: metrics.accuracy(d.c, d.guess),),
        given={"c": lambda d: d.c + 1, r"\hat{c}": lambda d: d.guess + 1},
    ),
    "9.4": Entry("softmax", "definition", (lambda d: softmax.cost(d.W, d.X, d.c),), given={"c": lambda d: d.c + 1}),
    "9.5": Entry(
        "softmax",
        "definition",
        (lambda d: metrics.standard_error(d.share, d.m),),
        given={"a": lambda d: d.share},
    ),
    **_equal("softmax", "9.6", "9.7"),
    "9.8": Entry("softmax", "definition", (_one_vs_all_gradient,), given={"y": lambda d: data.one_hot(d.c, d.K)}),
    "9.9": Entry("softmax", "definition", (lambda d: one_vs_all.predict_proba(d.W, [d.x])[0],), given=ONE_X),
    # 10 Libraries
    **_equal("softmax", "10.1", "10.2"),
    **_equal("softmax", "10.3", kind="tested"),
    **_equal("binary", "10.4", free=("r", "C")),
    # 11 Reading a model
    "11.1": Entry(
        "binary",
        "definition",
        (lambda d: inference.likelihood_ratio(d.h + d.l2, d.h, d.m).statistic,),
        given={"s": lambda d: d.h + d.l2, "t": lambda d: d.h},
    ),
    **_equal("binary", "11.2"),
    "11.3": Entry("binary", "definition", (lambda d: effects.mean_slope(d.theta, d.X),)),
    **_equal("binary", "11.4", free=("p", "q", "r")),
    **_equal("binary", "11.5", free=("a", "c", "d", "p", "q")),
    # 12 Decisions
    **_equal("binary", "12.1", free=("a", "r", "q")),
    **_equal("binary", "12.2", free=("a", "c", "p", "r")),
    **_equal("binary", "12.3", free=("a", "d", "q", "r")),
    **_equal("binary", "12.4", free=("a", "p", "t")),
    # 13 Is the fit any good?
    "13.1": Entry("binary", "definition", (lambda d: deviance.deviance(d.y, logistic.predict_proba(d.theta, d.X)),)),
    "13.2": Entry("binary", "definition", (lambda d: deviance.aic(d.h, d.m, d.n),), given={"s": lambda d: d.h}),
    "13.3": Entry(
        "binary",
        "definition",
        (lambda d: deviance.mcfadden(d.h, d.h + d.l2),),
        given={"s": lambda d: d.h + d.l2, "t": lambda d: d.h},
    ),
    "13.4": Entry(
        "binary",
        "definition",
        (lambda d: deviance.pearson_residuals([d.label], [d.h])[0],),
        given={"h": lambda d: d.h, "y": lambda d: d.label},
    ),
    **_equal("binary", "13.5", free=("a", "p")),
    **_equal("binary", "13.6", free=("a", "c", "n")),
    "13.7": Entry(
        "binary",
        "definition",
        (lambda d: influence.cooks_distances(d.theta, d.X, d.y)[0],),
        given={
            "r": lambda d: deviance.pearson_residuals(d.y, logistic.predict_proba(d.theta, d.X))[0],
            "q": lambda d: influence.leverages(d.theta, d.X)[0],
        },
    ),
    # 14 Rare, imbalanced, separated
    **_equal("binary", "14.1", free=("d", "p", "r")),
    **_equal("binary", "14.2", free=("a", "c", "p")),
    **_equal("binary", "14.3", free=("a", "p")),
    "14.4": Entry(
        "binary",
        "definition",
        (lambda d: firth.errors(d.theta, d.X, d.y)[0],),
        given={
            "h": lambda d: logistic.predict_proba(d.theta, d.X)[0],
            "y": lambda d: d.y[0],
            "q": lambda d: influence.leverages(d.theta, d.X)[0],
        },
    ),
    # 15 Penalties
    **_equal("binary", "15.1"),
    **_equal("binary", "15.2", free=("a", "b", "c")),
    "15.3": Entry(
        "binary",
        "definition",
        (lambda d: float(elastic_net.soft(d.t, d.h)),),
        given={"z": lambda d: d.t, "t": lambda d: d.h},
    ),
    **_equal("binary", "15.4", kind="tested", free=("a", "c", "t", "q")),
    "15.5": Entry(
        "binary",
        "definition",
        (lambda d: elastic_net.cost(d.theta, d.X, d.y, l1=d.share * d.l2, l2=(1 - d.share) * d.l2),),
        given={"r": lambda d: d.share},
    ),
    "15.6": Entry("binary", "definition", (lambda d: elastic_net.strongest(d.X, d.y),)),
    # 16 Categories
    **_equal("binary", "16.1", free=("a", "c", "p", "q")),
    **_equal("binary", "16.2", "16.3", free=("a", "c", "d", "t")),
    **_equal("binary", "16.4", free=("a", "c", "t")),
    **_equal("softmax", "16.5", "16.10"),
    "16.6": Entry(
        "binary",
        "definition",
        (lambda d: ordinal.predict_proba([1.0], [d.h - 1, d.h + d.l2], [[d.share]])[0, 1],),
        given={"a": lambda d: d.h + d.l2, "b": lambda d: d.h - 1, "t": lambda d: d.share},
    ),
    **_equal("binary", "16.7", free=("a", "t")),
    **_equal("binary", "16.8", free=("a", "b")),
    **_equal("binary", "16.9", free=("a", "b", "t")),
    # 17 Descent
    **_equal("binary", "17.1", free=("a", "b", "q")),
    **_equal("binary", "17.2", free=("a", "c", "d", "r")),
    **_equal("binary", "17.3", free=("q",)),
    "17.4": Entry(
        "binary",
        "definition",
        (lambda d: stochastic.fading(d.alpha, d.h)(3),),
        given={"c": lambda d: d.h, "t": lambda d: 3},
    ),
    **_equal("binary", "17.5", free=("h", "y", "z")),
    **_equal("binary", "17.6", free=("a", "c")),
    **_equal("binary", "17.7", free=("a", "c")),
    # 18 Networks
    **_equal("binary", "18.1", free=("a", "c", "r")),
    **_equal("softmax", "18.2"),
    **_equal("binary", "18.3", "18.5", free=("t",)),
    **_equal("binary", "18.4", free=("a", "c", "r", "t")),
    # Errata
    "E.1": Entry("binary", "definition", (lambda d: logistic.predict_proba(d.theta, [d.x])[0],), given=ONE_X),
    **_equal("binary", "E.2", "E.3", "E.4"),
    "E.5": Entry("binary", "update", (_binary_step,)),
    "E.6": Entry("softmax", "definition + tested", (lambda d: softmax.predict(d.W, [d.x])[0] + 1,), given=ONE_X),
    "E.7": Entry("softmax", "definition", (_ova_size, _size)),
    # E.13 E.14 E.15 E.16 E.17 E.18 E.19
    **_equal("softmax", "E.8", "E.9", "E.10", *_tags("E", 13, 19)),
    "E.11": Entry("softmax", "definition", (_three,), sizes={"K": 3}),
    "E.12": Entry("softmax", "update", (_softmax_step,)),
    "E.20": Entry("softmax", "definition + proved", (_with_bias,), given={**ONE_X, "y": lambda d: d.Y[0]}),
    # Published mistakes
    **_equal("softmax", "P.1", "P.2"),
    **_equal("binary", "P.3", "P.5"),
    **_equal("binary", "P.4", free=("z", "t")),
    # Outgrowing one machine
    **_equal("binary", "S.1"),
}

PAGES: dict[str, dict[str, str]] = {
    "05-one-vs-all": {"y": "^"},
    "09-training": {"s": ""},
}

CASE = "names a case or gives a letter its value"
SLIDE = "quotes the slide"
SUM_IS_ONE = r"\sum_{j=1}^{K} y_j = 1"
FALSE = "FALSE"

INLINE: dict[str, dict[str, str]] = {
    "notation": {"y = k": CASE},
    "teach": {r"\partial \mathcal{L} / \partial z_k = \hat{y}_k - y_k": f"if {SUM_IS_ONE}"},
    "02-sigmoid": {
        r"\theta = (b, w_1, w_2)": CASE,
        r"x = (1, x_1, x_2)": CASE,
        r"\theta^\top x = z": r"if \theta = (b, w_1, w_2), x = (1, x_1, x_2)",
        r"\theta^\top x = 0": "names the boundary",
        r"w = (w_1, w_2)": CASE,
        r"w^\top (u - v) = 0": "u and v are two points of the line: the difference of their two equations",
        r"u = (x_1, x_2)": CASE,
        r"p = \sigma(z)": CASE,
        r"\log \frac{a}{b} = -\log \frac{b}{a}": "if a > 0, b > 0",
    },
    "03-cost": {
        r"1 - y = 0": "if y = 1",
        "p < r": CASE,
        "p = r": CASE,
        "p > r": CASE,
        r"h = \sigma(t)": CASE,
        "X v = 0": CASE,
        r"z \geq 0": CASE,
        "|z| = z": r"if z \geq 0",
        "z < 0": CASE,
        r"e^{z} = e^{-|z|}": "if z < 0",
        r"J(\theta) = \log(1 + e^{-\theta})": "there is one column, so theta is a number; the cell prints it",
        r"\theta^\top x^{(i)} > 0": CASE,
        r"\theta^\top x^{(i)} < 0": CASE,
        r"J(c\,\theta) \to 0": "a limit: tests/test_theorems.py::test_separable_data_have_no_minimum",
        r"c \to \infty": CASE,
        "J > 0": r"if y^{(i)} \in \{0, 1\} \text{ for all } i",
        r"\lambda > 0": CASE,
        r"v = (v_0, 0, \ldots, 0)": CASE,
        r"s = \sigma(t)": CASE,
        r"X \theta = s": CASE,
        r"t = p / r": CASE,
        r"t = (1 - p) / (1 - r)": CASE,
    },
    "04-gradient-descent": {
        r"z = \theta_0 x_0 + \theta_1 x_1 + \dots": r"the dots stand for all columns; (4.1) is the whole",
        r"j \geq 1": CASE,
        r"\varepsilon > 0": CASE,
        r"u = -\nabla J / \lVert \nabla J \rVert": CASE,
        r"\alpha > 0": CASE,
        r"\theta = (b, w_1, w_2) = (0.5, 1, -1)": CASE,
        "0.8176 = h - y": "a number that the cell prints",
        r"\kappa = \rho_{\max} / \rho_{\min}": "a definition: tests/test_theorems.py::test_condition_number",
        r"\alpha = 1 / \rho_{\max}": CASE,
        r"\alpha = 1/\beta": CASE,
    },
    "05-one-vs-all": {r"w_j^\top x = w_k^\top x": "names the boundary of two classes"},
    "06-softmax": {
        r"Z = X W^\top": "if b = 0",
        r"P(y = j \mid x) / P(y = k \mid x) = e^{z_j - z_k}": "the assumption from which the softmax is derived",
        r"w_j^\top x = w_k^\top x": "names the boundary of two classes",
    },
    "07-multiclass-loss": {
        r"\hat{y} = y": CASE,
        r"\sum_k y_k = 1": CASE,
        "y_1 = y": "two classes: y is the label of chapter 3",
        "y_2 = 1 - y": "two classes: y is the label of chapter 3",
    },
    "08-derivation": {
        r"\partial \mathcal{L} / \partial z_k = \hat{y}_k - y_k": f"if {SUM_IS_ONE}",
        "K = 2, 3, 4, 5": CASE,
        "j = k": CASE,
        r"j \neq k": CASE,
        r"\sum_j y_j = 1": CASE,
        r"\hat{y} = y": CASE,
        "u = V x": CASE,
        "z = W x + b": SLIDE,
        r"\partial \mathcal{L} / \partial b_k = \hat{y}_k - y_k": r"if z_k := w_k^\top x + b_k, \sum_{j=1}^{K} y_j = 1",
        r"\partial z_k / \partial b_k = 1": r"if z_k := w_k^\top x + b_k",
    },
    "09-training": {
        r"\alpha \leq 1 / \beta": CASE,
        r"\lambda > 0": CASE,
        "K n = 650": "if K = 10, n = 65",
        r"a (1 - a)^2 + (1 - a)\, a^2 = a (1 - a)": "true of any number a; here the page has defined a as a mean",
    },
    "17-descent": {
        r"b = \kappa a": CASE,
        "r = ((q - 1) / (q + 1))^2": CASE,
        r"q = \sqrt{\kappa}": CASE,
        "w = h (1 - h)": CASE,
    },
    "15-penalties": {
        r"\tau^2 = 1 / (m \lambda)": CASE,
        r"\lambda = 1 / (m \tau^2)": "the same, solved for lambda",
        "b > 0": CASE,
    },
    "errata": {
        r"\theta_j := \theta_j - \alpha\, \partial J / \partial \theta_j": SLIDE,
        r"z_k = w_k^\top x": SLIDE,
        r"\hat{y} = \arg\max_k P(y = k \mid x)": SLIDE,
        "i = k": CASE,
        r"x = (x_1, x_2, 1)": CASE,
        r"\frac{\partial \mathcal{L}}{\partial z_k} = \hat{y}_k - y_k": f"if {SUM_IS_ONE}",
        "j = k": CASE,
        r"j \neq k": CASE,
        "z = Wx + b": SLIDE,
    },
    "published-mistakes": {
        r"x_2 = \frac{w_1}{w_2} x_1 - \frac{b}{w_2}": FALSE,
        r"C = \frac{1}{\lambda}": FALSE,
    },
}
