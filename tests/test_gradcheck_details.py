"""The checker finds an error in one entry, wherever it sits, and the entry named is the one that is wrong."""

import numpy as np
import pytest

from lrlib import gradcheck, logistic


def cost(p):
    return float((np.sin(p) + p**2).sum())


def slope(p):
    return np.cos(p) + 2 * p


@pytest.mark.parametrize("shape", [(1,), (5,), (2, 3), (2, 1, 3)])
def test_one_wrong_entry_of_any_shape_is_named_with_both_numbers(shape):
    p = np.random.default_rng(3).normal(size=shape)
    assert gradcheck.check(cost, slope, p) < 1e-8
    for place in np.ndindex(shape):

        def wrong(q, place=place):
            out = slope(q)
            out[place] += 0.25
            return out

        with pytest.raises(gradcheck.GradientError) as caught:
            gradcheck.check(cost, wrong, p)
        named = ", ".join(map(str, place))
        assert f"entry ({named}) of the gradient is {slope(p)[place] + 0.25:.6g}" in str(caught.value)
        assert f"rises by {slope(p)[place]:.5g}"[:14] in str(caught.value)


MISTAKES = {
    "mean forgotten": lambda theta, X, y: X.T @ (logistic.predict_proba(theta, X) - y),
    "input forgotten": lambda theta, X, y: np.full(4, (logistic.predict_proba(theta, X) - y).mean()),
    "labels minus probabilities": lambda theta, X, y: X.T @ (y - logistic.predict_proba(theta, X)) / len(y),
    "intercept forgotten": lambda theta, X, y: logistic.gradient(theta, X, y) * [0, 1, 1, 1],
    "squared error's slope left in": lambda theta, X, y: (
        X.T
        @ (
            (logistic.predict_proba(theta, X) - y)
            * logistic.predict_proba(theta, X)
            * (1 - logistic.predict_proba(theta, X))
        )
        / len(y)
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_usual_mistakes_are_found(binary, mistake):
    theta = np.array([0.2, -0.4, 0.3, 0.1])
    with pytest.raises(gradcheck.GradientError):
        gradcheck.check(lambda t: logistic.cost(t, *binary), lambda t: MISTAKES[mistake](t, *binary), theta)


def test_a_gradient_that_writes_into_its_argument_changes_nothing_outside():
    p = np.array([1.0, 2.0])

    def greedy(q):
        q *= 2
        return q

    gradcheck.check(lambda q: float(q @ q), greedy, p)
    np.testing.assert_array_equal(p, [1.0, 2.0])


def test_the_relative_error_of_the_two_classical_mistakes():
    g = np.array([0.3, -2.0, 1.0])
    assert gradcheck.compare(2 * g, g) == 0.5
    assert gradcheck.compare(-g, g) == 2.0
    assert gradcheck.compare(g, g) == 0.0
    assert gradcheck.compare(1e308 * np.sign(g), -1e308 * np.sign(g)) == 2.0
    assert gradcheck.compare([0.0], [0.0], floor=0.0) == 0.0


@pytest.mark.parametrize(
    ("cost", "message"),
    [
        (lambda p: float("nan"), "the cost holds NaN"),
        (lambda p: p, "the cost has shape"),
        (lambda p: 0.0 if p[0] == 1 else float("inf"), "the difference of costs nearby holds NaN"),
    ],
)
def test_a_cost_that_is_no_number_is_named(cost, message):
    with pytest.raises(ValueError, match=message):
        gradcheck.check(cost, lambda p: p, [1.0])
