"""Every statement of the register is proved, and a slip in any kind of statement is found."""

import pytest
import sympy as sp

from lrlib import proofs


@pytest.mark.parametrize("item", proofs.items())
def test_every_statement_is_proved_for_two_to_five_classes(item):
    proof = proofs.prove(item)
    assert proof.true, proof
    assert proof.sizes == (2, 3, 4, 5)


def test_the_derivation_is_complete():
    assert {f"L{n}" for n in range(19, 37)} <= set(proofs.items())


def sides(K):
    z, y = proofs.logits(K), proofs.logits(K, "y")
    p = proofs.probabilities(z)
    return z, y, p, proofs.loss(y, p)


SLIPS = {
    "sign": lambda z, y, p, L: L.diff(z[0]) - (y[0] - p[0] * sum(y)),
    "sum of labels forgotten": lambda z, y, p, L: L.diff(z[0]) - (p[0] - y[0]),
    "diagonal only": lambda z, y, p, L: p[0].diff(z[1]),
    "sign of the off-diagonal": lambda z, y, p, L: p[0].diff(z[1]) - p[0] * p[1],
    "plus for minus": lambda z, y, p, L: p[0].diff(z[0]) - p[0] * (1 + p[0]),
    "own index under the sum": lambda z, y, p, L: L.diff(z[0]) - sum(p[k] - y[k] for k in range(len(z))),
    "scale for shift": lambda z, y, p, L: p[0] - proofs.probabilities([2 * v for v in z])[0],
    "share of the logits": lambda z, y, p, L: p[0] - z[0] / sum(z),
    "log of a sum": lambda z, y, p, L: sp.log(sum(sp.exp(v) for v in z)) - sum(z),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_found_and_shown_at_a_place(slip):
    proof = proofs.claim(lambda K: [SLIPS[slip](*sides(K))], slip)
    assert not proof.true
    assert "FALSE at K = 2" in repr(proof)
    assert "differ by" in proof.counterexample


def test_a_statement_that_holds_for_two_classes_only_fails_at_three():
    proof = proofs.claim(
        lambda K: [
            proofs.probabilities(proofs.logits(K))[0]
            - 1 / (1 + sp.exp(-(sp.Symbol("z_1", real=True) - sp.Symbol("z_2", real=True))))
        ],
        "softmax is the sigmoid",
    )
    assert "at K = 3" in proof.counterexample


def test_nothing_to_check_is_no_proof():
    with pytest.raises(ValueError, match="no residual"):
        proofs.claim(lambda K: [], "nothing")


def test_an_unknown_statement_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match="L31"):
        proofs.prove("L99")
