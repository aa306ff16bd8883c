"""No statement of the register is true whatever is put in: with a wrong ingredient it is found false."""

import pytest
import sympy as sp

from lrlib import proofs, residuals


def doubled(z):
    """Mistake the temperature of the softmax."""
    return residuals.probabilities([2 * v for v in z])


def without_minus(y, p):
    return -residuals.loss(y, p)


def own_sigmoid(z):
    """Take the sigmoid of each logit for the softmax."""
    return [1 / (1 + sp.exp(-v)) for v in z]


def without_bracket(z):
    return 1 / (1 + sp.exp(z))


FALSE = {
    ("_sigmoid", without_bracket): ["L02", "L06", "two-classes"],
    ("probabilities", own_sigmoid): ["L08", "shift", "two-classes", "L23", "L24", "L28", "L31", "L32", "L36"],
    ("probabilities", doubled): [
        "L23",
        "L24",
        "L28",
        "general-labels",
        "L31",
        "L32",
        "L36",
        "jacobian",
        "hessian",
        "batch",
    ],
    ("loss", without_minus): ["L14", "L15", "L21", "L22", "L25", "L28", "general-labels", "L31", "L32", "L36", "batch"],
}
CASES = [(name, wrong, item) for (name, wrong), found in FALSE.items() for item in found]


@pytest.mark.parametrize(("name", "wrong", "item"), CASES, ids=[f"{n}={w.__name__}-{i}" for n, w, i in CASES])
def test_with_a_wrong_ingredient_the_statement_is_false(monkeypatch, name, wrong, item):
    monkeypatch.setattr(proofs, name, wrong)
    proof = proofs.prove(item)
    assert not proof.true
    assert repr(proof).startswith(f"{item}: FALSE at K = ")


def test_the_condition_of_the_result_bears_weight(monkeypatch):
    monkeypatch.setattr(proofs, "_summing_to_one", lambda K: residuals.logits(K, "y"))
    assert [item for item in ("L31", "L36") if proofs.prove(item).true] == []


def test_a_one_vector_of_ones_is_no_one_hot_vector(monkeypatch):
    monkeypatch.setattr(proofs, "_one_hot", lambda K: [[1] * K])
    assert [item for item in ("L15", "L21", "L30", "L32", "batch") if _holds(item)] == []


def _holds(item):
    try:
        return proofs.prove(item).true
    except (IndexError, ValueError):  # as many vectors as classes are wanted there
        return False


def test_a_proof_is_shown_the_same_each_time():
    assert repr(proofs.prove("L24")) == repr(proofs.prove("L24"))
    assert "seconds" not in repr(proofs.prove("L24"))
