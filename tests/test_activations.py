"""The activations against 50-digit arithmetic and against their own algebra."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrlib.activations import log_sigmoid, log_softmax, sigmoid, softmax

POINTS = np.concatenate((np.linspace(-745, 745, 299), [-1e4, -40.5, -1e-300, 0.0, 1e-20, 36.8, 1e4]))
finite = st.floats(-1e4, 1e4)
logits = st.lists(finite, min_size=1, max_size=8)


def exact(function, z):
    with mpmath.workdps(400):
        return np.array([float(function(mpmath.mpf(float(v)))) for v in z])


def ulps(got, want):
    return np.abs(got - want) / np.spacing(np.maximum(np.abs(want), np.finfo(got.dtype).tiny).astype(got.dtype))


def test_sigmoid_is_within_three_units_of_fifty_digit_arithmetic():
    want = exact(lambda z: 1 / (1 + mpmath.exp(-z)), POINTS)
    assert ulps(sigmoid(POINTS), want).max() <= 3


def test_log_sigmoid_is_within_three_units_of_fifty_digit_arithmetic():
    want = exact(lambda z: -mpmath.log1p(mpmath.exp(-z)), POINTS)
    assert ulps(log_sigmoid(POINTS), want).max() <= 3


def test_log_softmax_keeps_the_digits_of_a_tiny_loss():
    with mpmath.workdps(60):
        want = float(-mpmath.log1p(mpmath.exp(-50) + mpmath.exp(-60)))
    assert log_softmax([50.0, 0.0, -10.0])[0] == pytest.approx(want, rel=1e-15)


def test_softmax_matches_fifty_digit_arithmetic():
    z = np.random.default_rng(0).normal(size=(20, 5)) * 10
    with mpmath.workdps(50):
        for row in z:
            e = [mpmath.exp(float(v)) for v in row]
            np.testing.assert_allclose(softmax(row), [float(v / sum(e)) for v in e], rtol=1e-14)


@given(finite)
def test_the_sigmoids_of_z_and_minus_z_sum_to_one(z):
    assert sigmoid(z) + sigmoid(-z) == pytest.approx(1, abs=2.3e-16)


@given(logits)
def test_softmax_is_a_distribution_and_log_softmax_its_logarithm(z):
    p = softmax(z)
    assert p.sum() == pytest.approx(1, abs=1e-14)
    assert (p >= 0).all()
    np.testing.assert_allclose(np.exp(log_softmax(z)), p, rtol=1e-10, atol=1e-300)


@given(logits, st.integers(-1000, 1000))
def test_one_number_added_to_all_logits_changes_nothing(z, shift):
    np.testing.assert_allclose(softmax(np.array(z) + shift), softmax(z), atol=1e-10)


@given(finite, finite)
def test_two_class_softmax_is_the_sigmoid_of_the_difference(a, b):
    assert softmax([a, b])[0] == pytest.approx(sigmoid(a - b), rel=1e-11, abs=1e-300)


@pytest.mark.parametrize("function", [sigmoid, log_sigmoid, softmax, log_softmax])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_every_finite_input_gives_finite_output_of_the_same_type_without_warning(function, dtype):
    top = np.finfo(dtype).max
    extreme = np.array([[-top / 4, -88.0, -0.0, 1e-30], [0.0, 709.0, 1e4, top / 4]], dtype=dtype)
    result = function(extreme)
    assert result.dtype == dtype
    assert np.isfinite(result).all()


def test_a_number_gives_a_number_and_a_list_an_array():
    assert np.isscalar(sigmoid(0))
    assert sigmoid(0) == 0.5
    assert sigmoid([0, 1]).shape == (2,)


@pytest.mark.parametrize("function", [sigmoid, log_sigmoid, softmax, log_softmax])
@pytest.mark.parametrize(
    ("z", "error"),
    [
        ([np.nan, 0.0], ValueError),
        ([np.inf, 0.0], ValueError),
        (["a", "b"], TypeError),
        ([None, 1.0], TypeError),
        ([1j, 0], TypeError),
        ([[1.0], [1.0, 2.0]], ValueError),
    ],
)
def test_what_is_no_finite_number_is_refused(function, z, error):
    with pytest.raises(error, match="wanted"):
        function(z)


def test_no_logits_have_no_softmax():
    with pytest.raises(ValueError, match="at least one logit"):
        softmax([])


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_logits_at_the_ends_of_the_format_have_probabilities(kind):
    big = np.finfo(kind).max
    np.testing.assert_array_equal(softmax(np.array([big, -big, big], kind)), [0.5, 0, 0.5])
    np.testing.assert_allclose(log_softmax(np.array([big, -big, big], kind)), [-np.log(2), -np.inf, -np.log(2)])
