"""Sigmoid, softmax, their logarithms and the cost of one example against 50 digits; any warning is an error."""

import mpmath
import numpy as np
import pytest
from scipy.special import expit

from benchmarks.exact import (
    DIGITS,
    TRUTH,
    logits,
    off,
    rows,
    table,
    true_log_sigmoid,
    true_log_softmax,
    true_sigmoid,
    true_softmax,
)
from lrlib import activations, logistic, softmax

both_formats = pytest.mark.parametrize("dtype", [np.float64, np.float32])
MANY = pytest.param(1000, 12, marks=pytest.mark.slow)


@pytest.fixture(autouse=True)
def many_digits():
    with mpmath.workdps(DIGITS):
        yield


@both_formats
@pytest.mark.parametrize("name", ["sigmoid", "log_sigmoid"])
@pytest.mark.parametrize("seed", [0, 1])
def test_the_sigmoids_are_within_3_units(name, dtype, seed):
    z = logits(dtype, seed)
    got = getattr(activations, name)(z)
    assert got.dtype == dtype
    assert off(got, TRUTH[name](z)) <= 3


@both_formats
@pytest.mark.parametrize(("K", "units"), [(2, 6), (3, 6), (10, 6), (100, 12), MANY])
def test_the_softmaxes_are_within_6_units_and_12_for_a_thousand_classes(K, units, dtype):
    Z = rows(K, dtype, seed=K)
    p, logs = activations.softmax(Z), activations.log_softmax(Z)
    assert p.dtype == logs.dtype == dtype
    assert off(p, true_softmax(Z)) <= units
    assert off(logs, true_log_softmax(Z)) <= units


@both_formats
def test_a_probability_and_its_complement_sum_to_one(dtype):
    z = logits(dtype)
    total = activations.sigmoid(z) + activations.sigmoid(-z)
    assert np.abs(total - 1).max() <= np.finfo(dtype).eps
    sums = activations.softmax(rows(10, dtype)).sum(axis=1, dtype=np.float64)
    assert np.abs(sums - 1).max() <= 4 * np.finfo(dtype).eps


@both_formats
def test_the_rows_pass_through_the_subnormal_tail_of_the_softmax(dtype):
    kind, p = np.finfo(dtype), activations.softmax(rows(10, dtype))
    assert ((p > 0) & (p < kind.tiny)).sum() > 50
    assert ((p >= kind.tiny) & (p < 8 * kind.tiny)).any()
    assert (p == 0).any()


@both_formats
def test_the_cost_of_one_example_of_two_classes_is_within_3_units(dtype):
    z = logits(dtype)
    for label, sign in ((1, 1), (0, -1)):
        got = [logistic.cost(t[None], np.ones((1, 1), dtype), [label]) for t in z]
        assert off(np.array(got, dtype), [-v for v in true_log_sigmoid(sign * z)]) <= 3


@both_formats
@pytest.mark.parametrize(("K", "units"), [(5, 6), (10, 6), MANY])
def test_the_cost_of_one_example_of_many_classes_is_within_6_units_and_12_for_a_thousand(K, units, dtype):
    Z = rows(K, dtype)
    truth = true_log_softmax(Z)
    for k in (0, K - 1):
        got = [softmax.cost(row[:, None], np.ones((1, 1), dtype), [k]) for row in Z]
        assert off(np.array(got, dtype), [-v for v in truth[k::K]]) <= units


def test_tiny_losses_keep_all_their_digits_where_a_patched_logarithm_keeps_none():
    z = np.array([30.0, 40.0, 200.0, 700.0])
    got = np.array([logistic.cost([t], [[1.0]], [1]) for t in z])
    assert off(got, [-v for v in true_log_sigmoid(z)]) <= 3
    patched = -np.log(activations.sigmoid(z) + 1e-15)
    assert (patched[1:] <= 0).all()
    assert (np.abs(patched - got) > 1e-3 * got).all()


def test_a_soft_label_costs_the_mean_of_the_hard_ones():
    Z, share = rows(4, np.float64), 0.3
    for row in Z[:40]:
        hard = [softmax.cost(row[:, None], [[1.0]], [k]) for k in (0, 2)]
        soft = softmax.cost(row[:, None], [[1.0]], [[share, 0.0, 1 - share, 0.0]])
        assert soft == pytest.approx(share * hard[0] + (1 - share) * hard[1], rel=1e-14)


@pytest.mark.slow
def test_the_table_has_every_way_and_ours_is_the_most_exact_in_the_tails():
    lines = table()
    ours = {(t["function"], t["K"], t["format"]): t["units"] for t in lines if t["way"] == "lrlib"}
    assert len(ours) == 16
    assert max(ours.values()) <= 6
    for line in lines:
        if line["way"] not in ("lrlib", "scipy log_expit"):
            assert line["units"] > 5 * ours[line["function"], line["K"], line["format"]], line


@both_formats
def test_the_sigmoid_of_scipy_loses_its_digits_below_the_normal_numbers_alone(dtype):
    z = logits(dtype)[::3]
    true = true_sigmoid(z)
    units = np.array([off(got[None], [exact]) for got, exact in zip(expit(z), true, strict=True)])
    normal = np.array([float(exact) >= np.finfo(dtype).tiny for exact in true])
    assert units[normal].max() < 3
    assert units[~normal].max() > 1e5
