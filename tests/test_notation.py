"""The shapes that the notation page promises are the shapes that lrlib takes and gives."""

import re
from pathlib import Path

import numpy as np
import pytest

from lrlib import activations, data, logistic, softmax
from lrlib.proofs.displays import markdown

PAGE = (Path(__file__).parent.parent / "chapters" / "notation.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"(?m)^\| [^|]+ \| `(\w+)` \| ([^|]+?) \|", PAGE))
SIZES = {"m": 60, "n": 3, "K": 4}


def shape(name):
    """The shape on the page, with the sizes of the example in place of the letters."""
    inside = ROWS[name].strip("()")
    return tuple(SIZES[letter] for letter in re.findall(r"[mnK]", inside)) if inside != "number" else ()


def test_every_shape_on_the_page_is_the_shape_in_the_code(multiclass):
    X, y = multiclass
    theta, W = np.ones(3), np.ones((4, 3))
    found = {
        "theta": theta,
        "X": X,
        "y": y,
        "Y": data.one_hot(y, 4),
        "z": X @ theta,
        "Z": X @ W.T,
        "W": W,
        "y_hat": activations.sigmoid(X @ theta),
        "Y_hat": softmax.predict_proba(W, X),
        "labels": softmax.predict(W, X),
        "cost": softmax.cost(W, X, y),
        "alpha": 0.1,
        "l2": 0.1,
    }
    assert set(found) == set(ROWS)
    assert {name: np.shape(value) for name, value in found.items()} == {name: shape(name) for name in ROWS}
    assert logistic.gradient(theta, X, y % 2).shape == shape("theta")
    assert softmax.gradient(W, X, y).shape == shape("W")


def test_the_penalty_of_N1_and_N2_leaves_the_intercept_out(multiclass):
    X, y = multiclass
    theta, W = np.array([5.0, 2.0, 3.0]), np.arange(12.0).reshape(4, 3)
    binary = y % 2
    rise = logistic.cost(theta, X, binary, l2=0.3) - logistic.cost(theta, X, binary)
    np.testing.assert_allclose(rise, 0.3 / 2 * (2**2 + 3**2))
    np.testing.assert_allclose(softmax.cost(W, X, y, l2=0.3) - softmax.cost(W, X, y), 0.3 / 2 * (W[:, 1:] ** 2).sum())


def test_without_a_leading_column_of_ones_every_parameter_is_penalised():
    X, y, theta = np.array([[2.0, 1.0], [3.0, 1.0]]), [0, 1], np.array([5.0, 2.0])
    rise = logistic.cost(theta, X, y, l2=1) - logistic.cost(theta, X, y)
    np.testing.assert_allclose(rise, (5**2 + 2**2) / 2)


CHAPTERS = [
    path for path in (Path(__file__).parent.parent / "chapters").glob("*.*") if path.suffix in {".ipynb", ".md"}
]
TWICE = {
    "an eigenvalue called like the penalty": r"\\lambda_\{?\\(?:max|min)|λ_?max|λ_?min",
    "a bound on the bends called like the loss": r"(?:\d ?/ ?|\d)L\b|\bL \+ \\lambda|\\alpha L\b|α L\b|α = L\b",
    "a second letter for the loss of one example": r"\\ell\b|ℓ",
    "a penalty in a cost without its index": r"(?m)^(?:J\(\\theta\)|L) :=[^\n]*\\lambda",
}


@pytest.mark.parametrize("meaning", TWICE)
@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_letter_of_the_table_means_one_thing_on_every_page(path, meaning):
    quoted = path.stem == "published-mistakes"  # other books, in their own letters
    assert quoted or re.findall(TWICE[meaning], markdown(path)) == []


def test_the_letters_are_caught():
    for line, meaning in (
        (r"with $\lambda_{\max}$ the", "an eigenvalue called like the penalty"),
        (r"take $\alpha = 1/L$, and", "a bound on the bends called like the loss"),
        (r"\frac{\alpha^2 L}{2} and 2/L", "a bound on the bends called like the loss"),
        (r"write $\ell$ for it", "a second letter for the loss of one example"),
        ("J(\\theta) := x + \\frac{\\lambda}{2}", "a penalty in a cost without its index"),
    ):
        assert re.findall(TWICE[meaning], line), line
