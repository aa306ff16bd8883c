"""Formulas that were tried on the reader, by kind: what is false is never called true, what is true is found true."""

import gc
import time
import tomllib
from pathlib import Path

import pytest

from lrlib.proofs import try_step
from lrlib.proofs.limit import OutOfTime, processor_time
from lrlib.proofs.steps import SECONDS
from lrlib.proofs.symbols import Unreadable

TRIED = tomllib.loads((Path(__file__).parent / "tried.toml").read_text(encoding="utf-8"))
FAMILY = {"S: ": "softmax", "B: ": "binary"}


def tried(verdict):
    return [pytest.param(f, id=f"{kind}: {f}") for kind, some in TRIED.items() for f in some.get(verdict, [])]


def answer(formula):
    family = FAMILY.get(formula[:3])
    return try_step(formula[3:] if family else formula, family)


@pytest.mark.slow
@pytest.mark.parametrize("formula", tried("false"))
def test_what_is_false_is_called_false_with_a_place(formula):
    found = answer(formula)
    assert "false" in found.kinds, found
    assert found.where


@pytest.mark.parametrize("formula", tried("refused"))
def test_what_says_nothing_or_two_things_is_refused_with_a_sentence(formula):
    with pytest.raises(Unreadable) as refused:
        answer(formula)
    said = str(refused.value)
    assert len(said.split()) > 4
    for python in ("index out of range", "unpack", "recursion", "object", "argument"):
        assert python not in said


@pytest.mark.slow
@pytest.mark.parametrize("formula", tried("true"))
def test_what_is_true_is_found_true(formula):
    found = answer(formula)
    assert found.true, found
    assert not found.partly


@pytest.mark.parametrize("formula", tried("partly"))
def test_what_is_true_only_where_it_has_a_value_says_so(formula):
    found = answer(formula)
    assert found.true, found
    assert "where both sides have a value" in repr(found)


@pytest.mark.parametrize("formula", tried("nowhere"))
def test_what_has_a_value_nowhere_is_not_decided(formula):
    found = answer(formula)
    assert found.kinds == {"undecided"}, found
    assert "no place was found where both sides have a value" in repr(found)


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        (r"-\sum_k \hat y_k \log \hat y_k \le 4", "for K = 55, z_k = 0 for all k"),
        (r"\frac{a}{a} = 1 \text{ if } a = 0", "FALSE for a = 0, the left side has no value: it divides by 0"),
        (r"p > 0 \text{ if } 0 \le p \le 1", "FALSE for p = 0, 0.0 > 0.0"),
        (r"e^z < 1000", "1.1833e+17371779276130 < 1000.0"),
        (r"e^z \le z^2 + 1000", "1.1833e+17371779276130 ≤ 1.6e+27"),
        (r"\frac{h}{1-h} < 1000", "1.0e+40 < 1000.0"),
        (r"(z^3-2)^2 > 0", "0.0 > 0.0"),
        (r"\sigma(z) + \sigma(-z) - 1 = z", "0.0 = 1.0"),
        (r"\sum_k \hat y_k^2 \le 1", "proved for K = 2, 3, 4, 5: 4 cases; tried, not proved, for larger K"),
    ],
)
def test_a_verdict_says_where_and_how_far(formula, said):
    assert said in repr(try_step(formula))


@pytest.mark.parametrize(
    ("formula", "notation", "said"),
    [
        (r"\log^2 a = (\log a)^2", None, r"write the power of \log behind brackets"),
        (r"\log h^y (1 - h) = 1", None, r"\log h^y (…): is it \log(h^y (…)) or \log(h^y) \cdot (…)?"),
        (r"a / 2 (z + 1) = 1", None, "…/2 (…): (…/2) (…) or …/(2 (…))?"),
        (r"a / (b / 2) z = 1", None, "…/(b / 2) z: (…/(b / 2)) z or …/((b / 2) z)?"),
        (r"\log 2 z = 1", None, r"\log 2 z: is it \log(2 z) or \log(2) \cdot z?"),
        (r"A \succeq 0", None, r"\succeq is no sign that is read here"),
        (r"\lim_{z \to \infty} \sigma(z) = 1", None, r"\lim is no sign that is read here"),
        (r"\mathbf{1}^\top \hat y = 1", None, r"1^\top stands for a row of ones"),
        (r"p(1) - p(0) = p(2) - p(1)", "statistics", "p(1) may be the probability at a number, or a product"),
        (r"h_\theta(0) = 0", "cs229", r"h_\theta(0) may be the probability at a number"),
        (r"\hat y(1) + \hat y(2) = \hat y(3)", None, r"\hat y(1) may be the probability"),
        (r"\sum_{k=1}^K v_k = \sum_{k=1}^K v_k", "softmax", "v_k: k = 2 is none of the columns 0, ..., 1"),
        (r"\sigma(z) = \frac12 + \frac z4 + O(z^3)", None, "O(z^3) says how large a rest is"),
    ],
)
def test_a_refusal_names_what_is_in_the_way(formula, notation, said):
    with pytest.raises(Unreadable) as refused:
        try_step(formula, notation=notation)
    assert said in str(refused.value)


@pytest.mark.parametrize("formula", [None, 3, b"z = 1"])
def test_what_is_no_string_is_no_formula(formula):
    with pytest.raises(TypeError, match="the formula is to be LaTeX in a string"):
        try_step(formula)


@pytest.mark.parametrize(
    ("formula", "family", "condition"),
    [
        (r"\nabla J \ne 0", "binary", ""),
        (r"\nabla J(\theta)^\top \nabla J(\theta) \ge 0.001", "binary", ""),
        (r"h^2 (1 - h) < \frac4{27}", None, "z = 0"),
        (r"(\hat y_1 - \frac15)^2 > 0", "softmax", ""),
        (r"(\mathcal L - 1)^2 > 0", "softmax", ""),
        (r"\sigma(z) > 10^{-6}", None, r"z \geq 0"),
        (r"\mathcal{L} > 1 - h", None, "y = 1"),
        (r"\hat y_1 = \sigma(z_1 - z_2)", "softmax", "K = 2"),
    ],
)
def test_a_condition_is_told_where_what_it_leaves_is_proved_or_has_one_letter(formula, family, condition):
    """With x_0 = 1 there are more letters, of which few places are tried: (h - 1/3)^2 > 0 was told to be true there."""
    found = try_step(formula, family)
    assert (found.kind, found.needs) == ("false", condition)


def test_a_size_that_a_claim_is_about_is_not_proved_by_a_few():
    found = try_step(r"\log K > \frac{1}{2}", "softmax")
    assert found.kind in ("proved", "tested")
    assert found.every or found.kind == "tested"


@pytest.mark.slow
def test_a_size_at_which_a_claim_fails_is_the_smallest_that_is_found():
    assert "for K = 500, 500.0 < 500.0" in repr(try_step("K < 500", "softmax"))


def test_the_largest_eigenvalue_is_one_of_a_symmetric_matrix():
    with pytest.raises(Unreadable, match="of a symmetric matrix only"):
        try_step(r"\lambda_{\max}(\begin{bmatrix} 0 & 2 \\ 0 & 0 \end{bmatrix}) = 2", "binary")


def test_names_may_be_given():
    given = r"g(u) := \frac{1}{1 + e^{-u}}"
    assert try_step(r"g'(u) = g(u) (1 - g(u))", given=given).true
    assert not try_step(r"g'(u) = g(u) (1 + g(u))", given=given).true
    assert try_step("g(u) := \\frac{1}{1 + e^{-u}}\ng(-u) = 1 - g(u)").true
    with pytest.raises(Unreadable, match="Define it in front"):
        try_step(r"k(z) \cdot 2 = \frac{1}{1 + e^{-z}}")


def test_an_unknown_name_is_pointed_at_and_the_nearest_is_named():
    with pytest.raises(Unreadable) as refused:
        try_step(r"\hat{v}_k = 1", "softmax")
    head, formula, caret, *_ = str(refused.value).split("\n")
    assert r"or write \hat{" in head
    assert formula[caret.index("^") :].startswith(r"\hat{v}")


def test_where_reading_stops_is_pointed_at():
    with pytest.raises(Unreadable) as refused:
        try_step(r"z = \frac{1}{2", "binary")
    assert str(refused.value).split("\n")[2].strip() == "^"


def test_a_transposed_gradient_names_both_shapes():
    found = try_step(
        r"\frac{\partial \mathcal{L}}{\partial W} = x (\hat{y} - y)^\top \quad \text{if } \sum_{j=1}^{K} y_j = 1"
    )
    assert "the right side has the shape (n, K), wanted is (K, n)" in repr(found)


def test_the_family_that_was_found_is_said():
    assert "one label: h, θ" in repr(try_step(r"h = \sigma(\theta^\top x)"))
    assert "read with" not in repr(try_step(r"\sum_k \hat{y}_k = 1"))


def test_the_limit_counts_processor_time_and_not_the_clock():
    with processor_time(0.2):
        time.sleep(0.5)
    with pytest.raises(OutOfTime), processor_time(0.05):
        run_for_ever()


def run_for_ever():
    while True:
        pass


def test_what_takes_too_long_is_not_decided(monkeypatch):
    monkeypatch.setattr("lrlib.proofs.steps.SECONDS", 0.001)
    assert SECONDS <= 5
    found = try_step(r"\nabla^2 J(\theta) = \frac{1}{m} X^\top S X", "binary")
    assert found.kinds == {"undecided"}
    assert "processor time" in repr(found)


def work():
    while True:
        pass


def test_a_limit_that_is_reached_in_the_garbage_collector_is_not_lost():
    def slow(*_):
        end = time.process_time() + 0.05
        while time.process_time() < end:
            pass

    def collects():
        with processor_time(0.01):
            gc.collect()
            work()

    gc.callbacks.append(slow)
    try:
        with pytest.raises(OutOfTime):
            collects()
    finally:
        gc.callbacks.remove(slow)


def test_a_limit_that_somebody_takes_for_his_own_error_is_reached_again():
    taken = []

    def stubborn():
        with processor_time(0.01):
            try:
                work()
            except OutOfTime as error:
                taken.append(error)
            work()

    with pytest.raises(OutOfTime):
        stubborn()
    assert taken
