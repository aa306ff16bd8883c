"""The notations of other books: each table of definitions is compared with lrlib, and formulas are as they print them."""

import numpy as np
import pytest

from lrlib import logistic, softmax
from lrlib.proofs import try_step
from lrlib.proofs.authors import INFORMATION, TABLES
from lrlib.proofs.lesson import Lesson
from lrlib.proofs.numbers import numbers
from lrlib.proofs.one_label import margin
from lrlib.proofs.register import sample
from lrlib.proofs.symbols import Unreadable

PROBABILITY = lambda d: logistic.predict_proba(d.theta, d.X)  # noqa: E731
LIKELIHOOD = lambda d: -d.m * logistic.cost(d.theta, d.X, d.y)  # noqa: E731
GIVEN = {
    "cs229": {"x": "X", "y": "y", r"\theta": "theta"},
    "bishop": {r"\phi": "X", "t": "y", "w": "theta"},
    "statistics": {"x": "X", "y": "y", r"\beta": "theta"},
    "d2l": {"x": "X", "y": "Y", "w": "W", "b": "b"},
    "ufldl": {"x": "X", "y": "Y", r"\theta": "W"},
    "ng": {"x": "X", "y": "y", "w": "theta"},
    "margin": {"x": "X", "w": "theta"},
    "columns": {"x": "X", "y": "Y", "w": "W"},
    "information": {},
}
ALL = {**TABLES, "margin": margin(), "information": INFORMATION}
SHARES = lambda v: v / np.sum(v)  # noqa: E731
ENTROPY = lambda p, q: -np.sum(SHARES(p) * np.log(SHARES(q)))  # noqa: E731
WITH_BIAS = lambda d: np.column_stack((d.b, d.W)), lambda d: np.column_stack((np.ones(d.m), d.X))
MEANS = [
    ("cs229", r"r := \ell(\theta)", LIKELIHOOD),
    ("cs229", r"r := J(\theta)", lambda d: logistic.cost(d.theta, d.X, d.y)),
    ("cs229", r"r := g(\theta^\top x^{(1)})", lambda d: PROBABILITY(d)[0]),
    ("bishop", r"r := E(w)", lambda d: -LIKELIHOOD(d)),
    ("bishop", r"r := y^{(1)}", lambda d: PROBABILITY(d)[0]),
    ("statistics", r"r := \ell(\beta)", LIKELIHOOD),
    ("statistics", r"r := L(\beta)", lambda d: np.exp(LIKELIHOOD(d))),
    ("statistics", r"r := p^{(1)}", lambda d: PROBABILITY(d)[0]),
    ("cs229", r"r := L(\theta)", lambda d: np.exp(LIKELIHOOD(d))),
    ("cs229", r"r := P^{(1)}", lambda d: PROBABILITY(d)[0] if d.y[0] else 1 - PROBABILITY(d)[0]),
    ("cs229", r"r := \operatorname{odds}^{(1)}", lambda d: np.exp(d.X[0] @ d.theta)),
    ("cs229", r"v := \operatorname{dw}", lambda d: logistic.gradient(d.theta, d.X, d.y)),
    ("cs229", r"v := H_{10}", lambda d: logistic.hessian(d.theta, d.X, d.y)[1, 0]),
    ("statistics", r"r := W_{11}", lambda d: PROBABILITY(d)[0] * (1 - PROBABILITY(d)[0])),
    ("d2l", r"a := J(w, b)", lambda d: softmax.cost(WITH_BIAS[0](d), WITH_BIAS[1](d), d.Y)),
    ("d2l", r"a := E(w, b)", lambda d: d.m * softmax.cost(WITH_BIAS[0](d), WITH_BIAS[1](d), d.Y)),
    ("d2l", r"a := \ell^{(1)}", lambda d: softmax.cost(WITH_BIAS[0](d), WITH_BIAS[1](d)[:1], d.Y[:1])),
    ("d2l", r"a := \hat{y}_1^{(1)}", lambda d: softmax.predict_proba(WITH_BIAS[0](d), WITH_BIAS[1](d))[0, 0]),
    ("ufldl", r"a := J(\theta)", lambda d: d.m * softmax.cost(d.W, d.X, d.Y)),
    ("margin", r"a := J(w)", lambda d: logistic.cost(d.theta, d.X, d.y)),
    ("margin", r"a := E(w)", lambda d: -LIKELIHOOD(d)),
    ("margin", r"a := \operatorname{NLL}(w)", lambda d: -LIKELIHOOD(d)),
    ("margin", r"a := \ell^{(2)}", lambda d: logistic.cost(d.theta, d.X[1:2], d.y[1:2])),
    ("margin", r"a := P^{(1)}", lambda d: PROBABILITY(d)[0] if d.y[0] else 1 - PROBABILITY(d)[0]),
    ("columns", r"a := J(w)", lambda d: softmax.cost(d.W, d.X, d.Y)),
    ("information", r"a := p_2", lambda d: SHARES(distributions(d)[0])[1]),
    ("information", r"a := H", lambda d: ENTROPY(*distributions(d))),
    ("information", r"a := \operatorname{Hp}", lambda d: ENTROPY(*2 * distributions(d)[:1])),
    ("information", r"a := \operatorname{Hq}", lambda d: ENTROPY(*2 * distributions(d)[1:])),
    ("information", r"a := \operatorname{KL}", lambda d: ENTROPY(*distributions(d)) - ENTROPY(*2 * distributions(d)[:1])),
    ("information", r"a := \operatorname{KLr}", lambda d: ENTROPY(*distributions(d)[::-1]) - ENTROPY(*2 * distributions(d)[1:])),
    ("ng", r"r := J(w, b)", lambda d: logistic.cost(np.append(d.theta, 0.3), np.column_stack((d.X, np.ones(d.m))), d.y)),
    ("ng", r"r := \operatorname{db}", lambda d: logistic.gradient(np.append(d.theta, 0.3), np.column_stack((d.X, np.ones(d.m))), d.y)[-1]),
]  # fmt: skip


def distributions(d):
    """Return two rows of positive numbers, one for each class."""
    return np.exp(d.W[:, 0]), np.exp(d.W[:, 1])


@pytest.mark.parametrize(("notation", "line", "code"), MEANS, ids=[f"{n}: {line}" for n, line, _ in MEANS])
def test_a_table_of_definitions_is_that_of_lrlib(notation, line, code):
    table = ALL[notation]
    lesson = Lesson((table.notation, table.definitions))
    (formula,) = lesson.formulas(line)
    for seed in (0, 1):
        d = sample(seed)
        given = {name: getattr(d, value) for name, value in GIVEN[notation].items()}
        given |= {"b": 0.3} if notation == "ng" else {}
        given |= {"y": 2 * d.y - 1} if notation == "margin" else {}  # the condition under which the table holds
        given |= dict(zip("uv", distributions(d), strict=True)) if notation == "information" else {}
        found = numbers(lesson, formula, given, {"K": d.K, "m": d.m, "n": d.n})
        np.testing.assert_allclose(found, code(d), rtol=1e-10)


CONDITIONS = [  # what is true in a table only under what its author states once
    (margin(), r"P = \frac{1 + y}{2} \sigma(f) + \frac{1 - y}{2} (1 - \sigma(f))"),
    (margin(), r"\mathcal{L} = \log(1 + e^{f}) - \frac{1 + y}{2} f"),
    (TABLES["cs229"], r"P = y h + (1 - y) (1 - h)"),
    (TABLES["columns"], r"\frac{\partial \mathcal{L}}{\partial z_k} = \hat{y}_k - y_k"),
    (TABLES["d2l"], r"\frac{\partial \ell}{\partial o_k} = \hat{y}_k - y_k"),
]


@pytest.mark.parametrize(("table", "formula"), CONDITIONS)
def test_a_table_says_under_which_condition_it_holds(table, formula):
    lesson = Lesson((table.notation, table.definitions))
    assert "false" in lesson.read(formula).kinds
    assert any(lesson.read(rf"{formula} \quad \text{{if }} {condition}").true for condition in table.holds)


def test_the_shares_of_a_distribution_sum_to_one_and_need_no_condition():
    lesson = Lesson((INFORMATION.notation, INFORMATION.definitions))
    for formula in (r"\sum_{k=1}^{K} p_k = 1", r"\sum_{k=1}^{K} q_k = 1", r"H = \operatorname{Hp} + \operatorname{KL}"):
        assert lesson.read(formula).kind == "proved"
    assert "false" in lesson.read(r"H = \operatorname{Hq} + \operatorname{KL}").kinds
    assert INFORMATION.holds == ()


@pytest.mark.parametrize(
    ("notation", "formula", "true"),
    [
        ("cs229", r"g'(z) = g(z) (1 - g(z))", True),
        ("cs229", r"\frac{\partial}{\partial \theta_j} \ell(\theta) = \sum_{i=1}^{m} (y^{(i)} - h_\theta(x^{(i)})) x^{(i)}_j", True),
        ("cs229", r"\frac{\partial}{\partial \theta_j} \ell(\theta) = \sum_{i=1}^{m} (h_\theta(x^{(i)}) - y^{(i)}) x^{(i)}_j", False),
        ("bishop", r"\nabla E(\mathbf{w}) = \sum_{n=1}^{N} (y_n - t_n) \boldsymbol{\phi}_n", True),
        ("bishop", r"\nabla E(\mathbf{w}) = \sum_{n=1}^{N} (t_n - y_n) \boldsymbol{\phi}_n", False),
        ("bishop", r"\frac{d\sigma}{da} = \sigma (1 - \sigma)", True),
        ("statistics", r"\log \frac{p_i}{1 - p_i} = \beta^\top x_i", True),
        ("statistics", r"\frac{\partial \ell}{\partial \beta_j} = \sum_{i=1}^{n} (y_i - p_i) x_{ij}", True),
        ("statistics", r"\frac{\partial \ell}{\partial \beta_j} = \sum_{i=1}^{n} (y_i - p_i)", False),
        ("columns", r"\nabla_W L = \frac{1}{m} X^\top (\hat{Y} - Y)", True),
        ("columns", r"\nabla_W L = \frac{1}{m} X^\top (Y - \hat{Y})", False),
        ("columns", r"\nabla_W L = \frac{1}{m} (\hat{Y} - Y)^\top X", False),
        ("columns", r"Z = X W", True),
        ("d2l", r"\frac{\partial \ell}{\partial o_j} = \hat{y}_j - y_j \quad \text{if } \sum_{k=1}^{K} y_k = 1", True),
        ("d2l", r"\frac{\partial \ell}{\partial o_j} = y_j - \hat{y}_j \quad \text{if } \sum_{k=1}^{K} y_k = 1", False),
    ],
)  # fmt: skip
@pytest.mark.slow
def test_a_formula_as_its_book_prints_it(notation, formula, true):
    found = try_step(formula, notation=notation)
    assert found.true == true, found


def verdict(formula, notation):
    """Whether a formula is true, or nothing where it is not read."""
    try:
        return try_step(formula, notation=notation).true
    except Unreadable:
        return None


@pytest.mark.parametrize("over", ["", "_i", "^{(i)}"])
@pytest.mark.parametrize(
    ("notation", "score", "out"),
    [*(("statistics", r"\eta", p) for p in ("p", r"\pi", r"\mu")), ("cs229", "z", "h"), ("cs229", "z", r"h_\theta(x)")],
)
@pytest.mark.slow
def test_a_log_likelihood_is_no_loss_in_any_reading(notation, score, out, over):
    """Read as a loss of classes, a slope with the sign turned was proved, and the true one false."""
    slope, out = (
        rf"\frac{{\partial \ell}}{{\partial {score}{over}}}",
        out.replace("(x)", f"(x{over})") if "(" in out else out + over,
    )
    true, turned = (verdict(f"{slope} = {right}", notation) for right in (f"y{over} - {out}", f"{out} - y{over}"))
    assert (true, turned) in ((True, False), (None, None))
    assert (true is None) == (not over)
