"""The gradient checker accepts right gradients and names what is wrong with the others."""

import numpy as np
import pytest

from lrlib import gradcheck, softmax


def test_the_numeric_gradient_of_a_cubic_is_its_derivative():
    p = np.array([[1.0, -2.0], [0.5, 3.0]])
    np.testing.assert_allclose(gradcheck.numeric_gradient(lambda q: float((q**3).sum()), p), 3 * p**2, rtol=1e-8)


def test_a_right_gradient_passes(multiclass):
    W = np.random.default_rng(0).normal(size=(4, 3))
    assert gradcheck.check(lambda V: softmax.cost(V, *multiclass), lambda V: softmax.gradient(V, *multiclass), W) < 1e-8


@pytest.mark.parametrize("wrong", [lambda g: -g, lambda g: 2 * g, lambda g: g * 60, lambda g: g + 0.01])
def test_a_wrong_gradient_is_refused_with_both_numbers(multiclass, wrong):
    W = np.random.default_rng(0).normal(size=(4, 3))
    with pytest.raises(gradcheck.GradientError, match=r"entry \(\d, \d\) of the gradient is .* the cost rises by"):
        gradcheck.check(lambda V: softmax.cost(V, *multiclass), lambda V: wrong(softmax.gradient(V, *multiclass)), W)


@pytest.mark.parametrize("size", [1e-3, 1e-6, 1e-12, 1e-100, 1e-250])
def test_a_wrong_gradient_of_a_small_cost_is_refused_and_a_right_one_passes(size):
    def cost(p):
        return size * float(p @ p)

    for wrong in (-2, 1, 2.01, 4):
        with pytest.raises(gradcheck.GradientError, match=r"entry \(1\)"):
            gradcheck.check(cost, lambda p, wrong=wrong: wrong * size * p, [1.0, 3.0])
    for point in ([1.0, 3.0], [0.0, 0.0], [1e-6, 0.0]):
        assert gradcheck.check(cost, lambda p: 2 * size * p, point) < 1e-6


def test_a_right_gradient_of_a_cost_that_rounds_as_numbers_of_the_size_of_1_passes():
    """Written as -log p the cost of a sure example is a difference from 1, and its own differences are rounding."""
    for z in np.arange(1, 60, 0.25):
        cost, slope = (lambda p: float(-np.log(1 / (1 + np.exp(-p[0]))))), lambda p: -1 / (1 + np.exp(p))
        gradcheck.check(cost, slope, [z])
        if z < 21:
            with pytest.raises(gradcheck.GradientError):
                gradcheck.check(cost, lambda p, slope=slope: -slope(p), [z])


def test_a_gradient_of_another_shape_is_refused():
    with pytest.raises(ValueError, match=r"wanted is \(2,\)"):
        gradcheck.check(lambda p: float(p @ p), lambda p: np.zeros((2, 1)), [1.0, 2.0])


def test_the_parameters_are_not_changed():
    p = np.ones(3)
    p.flags.writeable = False
    gradcheck.check(lambda q: float(q @ q), lambda q: 2 * q, p)
    with pytest.raises(ValueError, match="h is 0"):
        gradcheck.numeric_gradient(lambda q: float(q @ q), p, h=0)
