"""The notations of other books: each table of definitions is compared with lrlib, and formulas are as they print them."""

import numpy as np
import pytest

from lrlib import logistic, softmax
from lrlib.proofs import try_step
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
    ("d2l", r"a := L", lambda d: softmax.cost(WITH_BIAS[0](d), WITH_BIAS[1](d), d.Y)),
    ("d2l", r"a := \hat{y}_1^{(1)}", lambda d: softmax.predict_proba(WITH_BIAS[0](d), WITH_BIAS[1](d))[0, 0]),
]


@pytest.mark.parametrize(("notation", "line", "code"), MEANS, ids=[f"{n}: {line}" for n, line, _ in MEANS])
def test_a_table_of_definitions_is_that_of_lrlib(notation, line, code):
    lesson = Lesson(notation)
    (formula,) = lesson.formulas(line)
    for seed in (0, 1):
        d = sample(seed)
        given = {name: getattr(d, value) for name, value in GIVEN[notation].items()}
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
