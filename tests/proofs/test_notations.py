"""The notations of other books: each table of definitions is compared with lrlib, and formulas are as they print them."""

import numpy as np
import pytest

from lrlib import logistic, softmax
from lrlib.proofs import try_step
from lrlib.proofs.authors import TABLES
from lrlib.proofs.lesson import Lesson
from lrlib.proofs.numbers import numbers
from lrlib.proofs.register import sample

PROBABILITY = lambda d: logistic.predict_proba(d.theta, d.X)  # noqa: E731
LIKELIHOOD = lambda d: -d.m * logistic.cost(d.theta, d.X, d.y)  # noqa: E731
GIVEN = {
    "cs229": {"x": "X", "y": "y", r"\theta": "theta"},
    "bishop": {r"\phi": "X", "t": "y", "w": "theta"},
    "statistics": {"x": "X", "y": "y", r"\beta": "theta"},
    "d2l": {"x": "X", "y": "Y", "w": "W", "b": "b"},
    "ufldl": {"x": "X", "y": "Y", r"\theta": "W"},
    "ng": {"x": "X", "y": "y", "w": "theta"},
}
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
    ("ng", r"r := J(w, b)", lambda d: logistic.cost(np.append(d.theta, 0.3), np.column_stack((d.X, np.ones(d.m))), d.y)),
    ("ng", r"r := \operatorname{db}", lambda d: logistic.gradient(np.append(d.theta, 0.3), np.column_stack((d.X, np.ones(d.m))), d.y)[-1]),
]  # fmt: skip


@pytest.mark.parametrize(("notation", "line", "code"), MEANS, ids=[f"{n}: {line}" for n, line, _ in MEANS])
def test_a_table_of_definitions_is_that_of_lrlib(notation, line, code):
    table = TABLES[notation]
    lesson = Lesson((table.notation, table.definitions))
    (formula,) = lesson.formulas(line)
    for seed in (0, 1):
        d = sample(seed)
        given = {name: getattr(d, value) for name, value in GIVEN[notation].items()}
        given |= {"b": 0.3} if notation == "ng" else {}
        found = numbers(lesson, formula, given, {"K": d.K, "m": d.m, "n": d.n})
        np.testing.assert_allclose(found, code(d), rtol=1e-10)


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
        ("d2l", r"\frac{\partial \ell}{\partial o_j} = \hat{y}_j - y_j \quad \text{if } \sum_{k=1}^{K} y_k = 1", True),
        ("d2l", r"\frac{\partial \ell}{\partial o_j} = y_j - \hat{y}_j \quad \text{if } \sum_{k=1}^{K} y_k = 1", False),
    ],
)  # fmt: skip
def test_a_formula_as_its_book_prints_it(notation, formula, true):
    found = try_step(formula, notation=notation)
    assert found.true == true, found
