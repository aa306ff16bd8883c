"""What is proved of one class, column or example is not proved again of another; what differs is told apart."""

import pytest

from lrlib.proofs import judge
from lrlib.proofs.cases import Sides
from lrlib.proofs.claims import Claim
from lrlib.proofs.form import form_of
from lrlib.proofs.lesson import Lesson
from lrlib.proofs.needs import Need
from lrlib.proofs.result import Result
from lrlib.proofs.symbols import symbol


def forms(monkeypatch, family, latex, sizes):
    """Return the claims that a line makes in one small world, each as it stands and up to the names of its symbols."""
    found = []

    def spy(sides, constraints, decimals, notation):
        own = (sides.left, sides.right, str(constraints))
        found.append((own, form_of(sides, constraints, decimals, notation)))
        return found[-1][1]

    lesson = Lesson(family)
    (formula,) = lesson.formulas(latex)
    claim = Claim(formula, lesson.notation, lesson.known(formula), [sizes, sizes], Result(latex))
    with monkeypatch.context() as patch:
        patch.setattr(judge, "form_of", spy)
        claim.check()
    assert claim.result.true
    return [(own, form) for own, form in found if form is not None]  # without those of any number of classes


@pytest.mark.parametrize(
    ("family", "latex", "claims", "different"),
    [
        ("softmax", r"\frac{\partial \hat{y}_k}{\partial z_k} = \hat{y}_k (1 - \hat{y}_k)", 3, 1),
        ("softmax", r"\frac{\partial \hat{y}_k}{\partial z_j} = \hat{y}_k (\delta_{kj} - e^{z_j-z_k} \hat{y}_k)", 9, 2),
        ("softmax", r"\frac{\partial \mathcal{L}}{\partial z_k} = \hat{y}_k - y_k \text{ if } \sum_j y_j = 1", 3, 1),
        ("softmax", r"\hat{y}_k \hat{y}_1 = \frac{e^{z_k + z_1}}{(\sum_j e^{z_j})^2}", 2, 1),
        ("softmax", r"\hat{y}_k = \hat{y}_1 e^{z_k - z_1}", 2, 1),
        ("binary", r"\frac{\partial J}{\partial \theta_j} = \frac{1}{m} \sum_i (h^{(i)} - y^{(i)}) x_j^{(i)}", 2, 1),
    ],
)  # fmt: skip
def test_claims_that_are_one_up_to_their_letters_have_one_form(monkeypatch, family, latex, claims, different):
    found = forms(monkeypatch, family, latex, {"K": 3, "n": 2, "m": 3})
    assert len({own for own, _ in found}) == claims
    assert len({form for _, form in found}) == different


@pytest.mark.parametrize(
    ("latex", "place"),
    [
        (r"(1 - \delta_{k3}) \hat{y}_k = \hat{y}_k", "k = 3"),
        (r"\hat{y}_k (1 + (k - 1)(k - 2)) = \hat{y}_k", "k = 3"),
        (r"\hat{y}_k \hat{y}_j = \hat{y}_j \hat{y}_k + \delta_{k3} \delta_{j1} z_2", "k = 3, j = 1"),
    ],
)  # fmt: skip
def test_what_fails_at_one_class_only_is_found_there(latex, place):
    found = Lesson("softmax", worlds=[{"K": 3, "n": 2, "m": 1}]).read(latex)
    assert "false" in found.kinds
    assert place in found.where


def test_other_values_conditions_and_needs_are_other_forms():
    lesson = Lesson("softmax")
    y, z = ([symbol(name, (k,), None) for k in (1, 2, 3)] for name in "yz")

    def form(left, right, constraints=(), needs=()):
        return form_of(Sides("=", left, right, {"left side": needs}), list(constraints), 0, lesson.notation)

    assert form(z[0], 2 * z[1]) == form(z[2], 2 * z[0]) != form(2 * z[2], z[0])
    assert form(z[0], z[1]) != form(z[0], z[0])
    assert form(z[0], y[0]) == form(z[2], y[2]) != form(z[0], y[1])
    assert (
        form(z[0], y[0], [("=", y[0], 1)]) == form(z[1], y[1], [("=", y[1], 1)]) != form(z[1], y[1], [("=", y[0], 1)])
    )
    assert form(z[0], y[0], [("=", y[0], 1)]) != form(z[0], y[0], [(r"\le", y[0], 1)])
    needs = [Need(r"\neq", v, "divides by 0") for v in z]
    assert form(z[0], y[0], (), needs[:1]) == form(z[1], y[1], (), needs[1:2]) != form(z[0], y[0], (), needs[1:2])


@pytest.mark.parametrize(
    ("left", "true", "false"),
    [
        (r"\sum_{k=1}^{K} \sum_{j \neq k} z_j", r"(K - 1) \sum_k z_k", r"K \sum_k z_k - K z_1"),
        (r"\sum_{k=1}^{K} \sum_{j=1}^{k} 1", r"\frac{K (K + 1)}{2}", "K"),
        (r"\sum_{k=1}^{K} k \sum_{j=1}^{K} z_j", r"\frac{K (K + 1)}{2} \sum_{j=1}^{K} z_j", r"K \sum_{j=1}^{K} z_j"),
        (r"\sum_{k=1}^{K} \sum_{j=1}^{K} z_j y_k", r"\sum_k y_k \sum_j z_j", r"K y_1 \sum_j z_j"),
    ],
)
def test_a_sum_within_a_sum_is_taken_anew_where_an_index_of_the_outer_one_stands_in_it(left, true, false):
    assert Lesson("softmax").read(f"{left} = {true}").true
    assert "false" in Lesson("softmax").read(f"{left} = {false}").kinds
