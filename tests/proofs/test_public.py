"""Formulas as their authors write them: what is true is found true, what is false is never called true."""

import tomllib
from pathlib import Path

import pytest

from lrlib.proofs import try_step
from lrlib.proofs.symbols import Unreadable

pytestmark = pytest.mark.slow

PUBLIC = tomllib.loads((Path(__file__).parent / "public.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("formula", PUBLIC["true"])
def test_a_formula_of_others_is_found_true(formula):
    found = try_step(formula)
    assert found.true or found.kind == "definition", found
    assert not found.failed, found


@pytest.mark.parametrize("formula", [*PUBLIC["false"], *PUBLIC["cheats"]])
def test_what_is_false_is_never_called_true(formula):
    try:
        found = try_step(formula)
    except Unreadable:
        return
    assert not found.true, found


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        (r"\ell(\theta) = \sum_{i=1}^{m} y^{(i)} \log h(x^{(i)}) + (1-y^{(i)}) \log(1-h(x^{(i)}))",
         "the sum reaches over all that follows"),
        (r"\frac{\partial}{\partial\theta_j} \ell(\theta) = (y - h_\theta(x)) x_j", r"\ell of one example"),
        (r"\frac{\partial L}{\partial z_i} = p_i - y_i", r"where \sum_{j=1}^{K} y_j = 1"),
        (r"\frac{\partial \mathcal{L}}{\partial w} = \frac{1}{m} X (A - Y)^T", "the mean over the examples"),
        (r"\mathbf{H} = \mathbf{X}^\top \mathbf{S} \mathbf{X}", "H of the sum over the examples"),
        (r"\theta := \theta - \alpha \nabla J(\theta)", "a step against the gradient of the mean over the examples"),
        (r"L = -\sum_i y_i \log(p_i)", "p for the softmax of z"),
    ],
)  # fmt: skip
def test_a_reading_in_the_authors_favour_is_said(formula, said):
    found = try_step(formula)
    assert found.kind == "proved"
    assert said in repr(found)


def test_a_definition_of_an_unknown_function_proves_nothing():
    assert repr(try_step(r"f(x) = x^2 + 3")) == "a definition: nothing is claimed, so nothing is proved"
    assert not try_step(r"f(x) = x^2 + 3").true
    assert try_step("f(x) = x^2 + 3, f'(x) = 2 x").kind == "definition + proved"
    assert not try_step("f(x) = x^2 + 3, f'(x) = 3 x").true


def test_what_is_defined_already_is_compared_with_its_definition():
    assert try_step(r"h_\theta(x) := \frac{1}{1 + e^{-\theta^T x}}").true
    assert not try_step(r"h_\theta(x) := \frac{1}{1 + e^{\theta^T x}}").true


def test_the_divergence_of_two_distributions_is_proved_at_least_zero():
    assert try_step(r"D_{\mathrm{KL}}(p \| q) \geq 0").kind == "proved"


UNREAD = [
    r"\frac{1}{2", "= z", r"\foo = 1", "foo(x) = bar(x)", "x = {", r"\int_0^1 z dz = 1",
    r"\theta x = \theta + 1", r"\nabla q = 0", r"\frac{\partial J}{\partial q} = 1", r"z \in \mathbb{R}",
    r"y \sim \text{Bernoulli}(p)", r"\mathbb{E}[y] = p", "hello world", r"\binom{K}{2} = 1", r"W^{-1} W = 1",
    r"\lfloor z \rfloor = z", r"\theta_{t+1} = \theta_t - H^{-1} g", "z = 1 2 3 4", "h = = h", "",
]  # fmt: skip


@pytest.mark.parametrize("formula", UNREAD)
def test_what_is_not_read_is_pointed_at_and_the_nearest_form_is_said(formula):
    with pytest.raises(Unreadable) as refused:
        try_step(formula)
    said = str(refused.value)
    assert any(line.strip() == "^" for line in said.split("\n"))
    assert "Read is: " in said
    assert 'notation="cs229"' in said
    for python in ("index out of range", "unpack", "recursion", "NoneType", "argument", "Symbol"):
        assert python not in said


def test_an_operator_that_is_not_known_is_no_definition():
    for formula in (r"\operatorname{Var}(y) = p", r"\det(W) = 1", r"\operatorname{tr}(S) = 1"):
        with pytest.raises(Unreadable):
            try_step(formula)
