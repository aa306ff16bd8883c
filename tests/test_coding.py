"""Coded categories against patsy's columns, and against what a coefficient is said to be: a difference of logits."""

import numpy as np
import pytest

from lrlib import coding, data, logistic

CODES = pytest.mark.parametrize("code", [coding.dummy, coding.effect])


@pytest.mark.parametrize("reference", [0, 2, 3])
def test_the_columns_are_those_of_patsy(reference):
    from patsy.contrasts import Sum, Treatment

    values = np.random.default_rng(1).integers(0, 4, 30)
    for code, contrast in ((coding.dummy, Treatment(reference)), (coding.effect, Sum(omit=reference))):
        matrix = contrast.code_without_intercept(list(range(4))).matrix
        np.testing.assert_array_equal(code(values, reference=reference, K=4), matrix[values])


@pytest.mark.parametrize("reference", range(4))
def test_coefficients_are_logits_above_the_reference_or_above_their_mean(reference):
    rng = np.random.default_rng(2)
    values, others = np.repeat(np.arange(4), 25), np.delete(np.arange(4), reference)
    y = (rng.random(100) < np.array([0.2, 0.5, 0.7, 0.9])[values]).astype(int)
    shares = np.array([y[values == k].mean() for k in range(4)])
    logits = np.log(shares / (1 - shares))
    for code, ground in ((coding.dummy, logits[reference]), (coding.effect, logits.mean())):
        theta = logistic.fit(data.add_intercept(code(values, reference=reference)), y, tol=1e-12).theta
        np.testing.assert_allclose(theta, [ground, *(logits[others] - ground)], atol=1e-9)


@CODES
def test_with_a_column_of_ones_every_code_spans_the_same(code):
    values = np.arange(5)
    full = [data.add_intercept(code(values, reference=k)) for k in range(5)]
    assert all(np.linalg.matrix_rank(X) == 5 for X in full)
    assert np.linalg.matrix_rank(data.add_intercept(np.eye(5))) == 5  # six columns: the trap


@CODES
@pytest.mark.parametrize(
    ("values", "options"),
    [([0, 1], {"reference": 2}), ([0, 1], {"reference": -1}), ([0, 0], {}), ([0, 3], {"K": 3}), ([0.5, 1], {})],
)
def test_what_is_no_category_is_refused_in_words(code, values, options):
    with pytest.raises(ValueError, match="wanted"):
        code(values, **options)
