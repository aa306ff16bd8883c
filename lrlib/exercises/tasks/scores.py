"""Exercises on K scores: a model for each class against the rest, the logarithm of the softmax, the prediction."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from lrlib import activations, data, one_vs_all, softmax
from lrlib.activations import _log_softmax, _softmax
from lrlib.checks import Array
from lrlib.exercises.exercise import Arguments, Exercise, Mimic, Only, Trap
from lrlib.exercises.tasks.binary import EPS, SMALL
from lrlib.exercises.tasks.multiclass import CLIPS

Known = Mimic | Only | Trap


def _labelled(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([0, 2, 1, 2]), 2
    yield np.array([0, 1, 1]), 1
    yield np.array([0, 1, 1]), 0
    yield np.array([1, 0, 3]), 0
    yield rng.integers(5, size=9), 3
    yield rng.integers(3, size=6), 1


def models(rng: np.random.Generator) -> Iterator[Arguments]:
    """Yield (W, X): K rows of weights and m examples; K = n in two of them, where also a wrong product has a shape.

    Parameters
    ----------
    rng : Generator
        The source of chance.

    Yields
    ------
    tuple of ndarray
        Of shape (K, n) and (m, n).
    """
    yield np.array([[1.0, 0.5], [0.0, -1.0], [-1.0, 2.0]]), np.array([[1.0, 0.25], [1.0, -2.0]])
    for K, n, m in ((2, 3, 1), (3, 3, 4), (2, 2, 5), (3, 4, 6), (5, 3, 8)):
        yield rng.normal(size=(K, n)), np.column_stack((np.ones(m), rng.normal(size=(m, n - 1))))
    yield np.array([[1, 0], [0, 2], [-1, 1]]), np.array([[1, 2], [1, -3], [1, 0], [1, 1]])
    yield np.array([[1.0, 2.0], [3.0, 0.5], [-1.0, 1.0]]), np.array([[-2.0, 1.0], [0.5, 2.0], [0.0, -1.0]])
    yield np.array([[0.5, 1.0], [-0.5, -1.0]]), np.array([[1.0, 1.0], [1.0, -2.0], [1.0, 2.0]])  # two classes, both won
    # rounded, the logits of the first row are equal and those of the second are not; cut, it is the other way
    yield np.array([[0.6, -0.6], [1.4, -0.8], [-5.0, 5.3]]), np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]])


def _far(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([[800.0], [900.0], [0.0]]), np.array([[1.0], [-1.0]])
    yield np.array([[-900.0, 1.0], [-800.0, 0.0], [-850.0, 2.0]]), np.array([[1.0, 0.5], [1.0, -0.5]])
    yield np.array([[-2000.0], [800.0], [900.0]]), np.array([[1.0], [0.5]])
    yield np.array([[16.0, 19.3], [17.0, 19.7], [0.0, 0.0]]), np.eye(2)  # a tanh tells the first two only
    # the first row is right by sigmoids, but not where logits end at 30; the next two by exp, not by sigmoids; the last
    # is right by sigmoids of any precision, but not by a tanh
    yield np.array([[31.0, 40.0, -720.0, -30.0], [36.0, 45.0, -715.0, -25.0], [0.0, 0.0, -730.0, -40.0]]), np.eye(4)


def _chosen(scores: Callable[[Array], Any]) -> tuple[Known, ...]:
    """Return what goes wrong between K logits and a class, for a model whose scores are sigmoids or a softmax."""
    return (
        Mimic("argmax-over-wrong-axis", lambda W, X: scores(X @ W.T).argmax(axis=0)),
        Mimic("argmax-over-wrong-axis", lambda W, X: scores(X @ W.T).argmax()),
        Mimic("argmax-over-wrong-axis", lambda W, X: (X @ W.T).argmax(axis=0)),
        Mimic("argmax-over-wrong-axis", lambda W, X: (X @ W.T).argmax()),
        Mimic("transposed-weights", lambda W, X: scores(X @ W).argmax(axis=1)),
        Mimic("classes-counted-from-1", lambda W, X: scores(X @ W.T).argmax(axis=1) + 1),
        Mimic("smallest-score", lambda W, X: (X @ W.T).argmin(axis=1)),
        Mimic("returns-the-score", lambda W, X: (X @ W.T).max(axis=1)),
        Mimic("returns-the-score", lambda W, X: scores(X @ W.T).max(axis=1)),
        Mimic("threshold-for-each-class", lambda W, X: (scores(X @ W.T) >= 0.5).argmax(axis=1)),
        Mimic("threshold-for-each-class", lambda W, X: (scores(X @ W.T) > 0.5).argmax(axis=1)),
        Mimic("threshold-for-each-class", lambda W, X: (scores(X @ W.T) >= 0.5).astype(int)),
        Mimic("threshold-for-each-class", lambda W, X: (scores(X @ W.T) > 0.5).astype(int)),
    )


def _last(mistakes: tuple[Known, ...]) -> tuple[Known, ...]:
    return (
        *mistakes,
        Mimic("two-classes-only", lambda W, X: (X @ (W[1] - W[0]) > 0).astype(int)),
        Only("two-classes-only", lambda W, X: len(W) == 2),
        Trap("wrong-dtype", lambda arguments, came, expected: np.asarray(came).dtype.kind == "f"),
    )


def _logits(rng: np.random.Generator) -> Iterator[Arguments]:
    yield (np.array([[1.0, -0.5, 0.25], [0.0, 2.0, 1.0]]),)
    yield (np.array([[0.5, -1.0]]),)
    yield (rng.normal(size=(3, 2)),)
    yield (rng.normal(scale=2, size=(4, 5)),)
    yield (rng.normal(size=(3, 3)),)
    yield (np.array([[1, 2, 0], [-1, 0, 3]]),)


def _total(Z: Array, axis: int | None = 1) -> Any:
    return np.log(np.exp(Z).sum(axis=axis, keepdims=True))


def _coarse(Z: Array) -> Any:
    """Return the sigmoids in single precision, where they are 1 from about 17 on."""
    return 1 / (1 + np.exp(-np.asarray(Z, dtype=np.float32)))


def _top(Z: Array) -> Any:
    return Z.max(axis=1, keepdims=True)


def _of_two(Z: Array) -> Any:
    apart = Z[:, 0] - Z[:, 1]
    return np.column_stack((activations.log_sigmoid(apart), activations.log_sigmoid(-apart)))


EXERCISES = [
    Exercise(
        name="one_vs_all_labels",
        chapter=5,
        title="The labels of one class against the rest",
        task="The model of class $k$ learns from labels of its own: 1 for the examples of class $k$, 0 for all others. "
        "Make them from the class indices, and leave those as they are.",
        minutes=3,
        stub='''def one_vs_all_labels(y, k):
    """Return the labels for the model of class k.

    y: (m,), class indices 0, ..., K - 1. k: one of them. Returns: array of
    shape (m,) of the numbers 0 and 1.
    """
    return ...
''',
        reference=lambda y, k: data.one_hot(y, int(max(*y, k)) + 1)[:, k],
        cases=_labelled,
        wrong=(
            Mimic("class-and-rest-exchanged", lambda y, k: (y != k).astype(float)),
            Mimic("classes-counted-from-1", lambda y, k: (y == k - 1).astype(float)),
            Mimic("classes-counted-from-1", lambda y, k: (y == k + 1).astype(float)),
            Mimic("plus-minus-one", lambda y, k: np.where(y == k, 1.0, -1.0)),
            Mimic("rest-keeps-its-classes", lambda y, k: np.where(y == k, 1, y)),
            Mimic("class-keeps-its-number", lambda y, k: np.where(y == k, k, 0)),
            Mimic("class-or-above", lambda y, k: (y >= k).astype(float)),
            Mimic("rest-keeps-its-classes", lambda y, k: y, seen="and so does class k: the result is y itself"),
            Only("two-classes-only", lambda y, k: bool(y.max() < 2)),
        ),
        words={
            "rest-keeps-its-classes": {
                "hint": "Which label has an example of class k in your result, and which has one of another class?",
            },
        },
        hints=(
            "Which examples get a 1? Write that as a comparison.",
            "A comparison of an array with a number gives True and False, one for each entry; numbers are wanted.",
            "An array of True and False has a method that makes numbers of another kind of it.",
        ),
        solution="import numpy as np\n\n\ndef one_vs_all_labels(y, k):\n    return (np.asarray(y) == k).astype(float)",
    ),
    Exercise(
        name="one_vs_all_predict",
        chapter=5,
        title="The class of the surest model",
        task="Row $k$ of $W$ is the binary model of class $k$. Return for each row of $X$ the class whose model is the "
        "surest. It should hold also where several models are so sure that their sigmoids round to one.",
        minutes=8,
        stub='''def one_vs_all_predict(W, X):
    """Return the class whose model is the surest.

    W: (K, n), one row of weights for each class. X: (m, n), examples in
    rows.
    Returns: array of shape (m,), whole numbers 0, ..., K - 1.
    """
    return ...
''',
        reference=one_vs_all.predict,
        cases=models,
        extremes=_far,
        wrong=_last(
            (
                *_chosen(activations._sigmoid),
                Mimic("compares-rounded-sigmoids", lambda W, X: activations.sigmoid(X @ W.T).argmax(axis=1)),
                Mimic("compares-rounded-sigmoids", lambda W, X: (1 + np.tanh(X @ W.T / 2)).argmax(axis=1)),
                Mimic("compares-rounded-sigmoids", lambda W, X: _coarse(X @ W.T).argmax(axis=1)),
                Mimic(
                    "compares-rounded-sigmoids",
                    lambda W, X: activations.log_sigmoid(X @ W.T).argmax(axis=1),
                    words={
                        "title": "it compares logarithms of sigmoids, which do not tell large scores apart",
                        "why": "In floating point both logarithms are 0, and the first model wins. The sigmoid and the "
                        "logarithm are increasing: compare the logits themselves.",
                    },
                ),
                Mimic(
                    "compares-rounded-sigmoids",
                    lambda W, X: np.tanh(X @ W.T).argmax(axis=1),
                    words={
                        "title": "it compares numbers that come out rounded to -1 or 1, or to 0 or 1",
                        "hint": "What do you compare for a score of 30, and what for one of 40?",
                        "why": "From about 19 on they are equal, and the first model wins: so it is with a tanh, and "
                        "with a sigmoid of eight decimals. Compare the logits themselves.",
                    },
                ),
                Mimic("clipped", lambda W, X, top: np.clip(X @ W.T, -top, top).argmax(axis=1), CLIPS),
            )
        ),
        words={
            "threshold-for-each-class": {
                "title": "it cuts each model's probability at one half",
                "hint": "What if no model of a row says yes, or several do?",
                "why": "A score of 0 has the probability one half. Only the comparison among the models always gives "
                "exactly one class.",
            },
        },
        hints=(
            "First the scores of all models for all examples: which product of X and W has the shape (m, K)?",
            "`X @ W.T` has one row for each example. `argmax` says where the largest entry of a row stands.",
            "The sigmoid is increasing: comparing the logits is the same, and they are not rounded to 1. "
            "Which `axis` of `argmax` goes along a row?",
        ),
        solution="def one_vs_all_predict(W, X):\n"
        "    # the sigmoid keeps the order, and from about 37 on it rounds to 1\n    return (X @ W.T).argmax(axis=1)\n",
    ),
    Exercise(
        name="log_softmax",
        chapter=6,
        title="The logarithm of the softmax",
        task="Return the logarithm of each softmax probability. It should hold also where the probability itself "
        "is too small for a floating-point number.",
        minutes=10,
        stub='''def log_softmax(Z):
    """Return the logarithms of the softmax probabilities.

    Z: (m, K), one row of logits for each example. Returns: array of shape
    (m, K), each entry 0 or below.
    """
    return ...
''',
        reference=activations.log_softmax,
        cases=_logits,
        extremes=lambda rng: [
            (np.array([[800.0, 0.0]]),),
            (np.array([[0.0, -800.0], [1.0, 2.0]]),),
            (np.array([[0.0, -16.0, -20.0, -25.0, -30.0, -35.0]]),),
            (np.array([[1000.0, 0.0, -1000.0], [-1000.0, -1000.0, -1001.0]]),),
            (np.array([[0.0, 800.0], [1000.0, -1000.0]]),),
            (np.append(0.0, SMALL)[None],),
        ],
        breaks_at=lambda t: (np.array([[t, 0.0], [-t, -t]]),),
        wrong=(
            Mimic("wrong-sign", lambda Z: _total(Z) - Z),
            Mimic("softmax-over-wrong-axis", lambda Z: Z - _total(Z, 0)),
            Mimic("normalised-over-everything", lambda Z: Z - _total(Z, None)),
            Mimic("normalised-over-everything", lambda Z: Z - _top(Z) - _total(Z - _top(Z), None)),
            Mimic("shift-not-added-back", lambda Z: Z - _total(Z - _top(Z))),
            Mimic("shift-not-added-back", lambda Z: Z - _top(Z) - _total(Z)),
            Mimic("missing-normalisation", lambda Z: Z),
            Mimic("missing-normalisation", lambda Z: Z - _top(Z)),
            Mimic("missing-logarithm", lambda Z: _softmax(np.asarray(Z, dtype=float))),
            Mimic(
                "missing-logarithm",
                lambda Z: Z - np.exp(Z).sum(axis=1, keepdims=True),
                words={
                    "title": "the sum is subtracted, not its logarithm",
                    "hint": "Take the exponential of your result. Does each row sum to 1?",
                    "why": "The softmax divides by the sum of a row. The logarithm of a quotient is a difference of "
                    "logarithms.",
                },
            ),
            Mimic("base-2-logarithm", lambda Z: _log_softmax(np.asarray(Z, dtype=float)) / np.log(2)),
            Mimic("base-10-logarithm", lambda Z: _log_softmax(np.asarray(Z, dtype=float)) / np.log(10)),
            Mimic("sigmoid-for-each-class", lambda Z: activations.log_sigmoid(Z)),
            Mimic("two-classes-only", _of_two),
            Only("two-classes-only", lambda Z: np.shape(Z)[1] == 2),
            Mimic("log-of-an-underflow", lambda Z: np.log(activations.softmax(Z))),
            Mimic("log-plus-eps", lambda Z, eps: np.log(activations.softmax(Z) + eps), EPS),
            Mimic("clipped", lambda Z, eps: np.log(np.clip(activations.softmax(Z), eps, 1)), EPS),
            Mimic("clipped", lambda Z, eps: np.log(np.clip(activations.softmax(Z), eps, 1 - eps)), EPS),
        ),
        words={
            "softmax-over-wrong-axis": {
                "hint": "Take the exponential of your result. Which sums are 1: those of the rows, or of the columns?",
            },
            "missing-normalisation": {
                "title": "the logarithm of the sum is not subtracted",
                "hint": "Take the exponential of your result. Does each row sum to 1?",
                "why": "The softmax divides by the sum of a row; the logarithm of a quotient is a difference.",
            },
            "log-plus-eps": {
                "why": "A logarithm with 1e-15 added within never falls below -34.5, and is above 0 where the "
                "probability is 1. A formula in the logits needs none: the largest logit of the row is "
                "subtracted first.",
            },
        },
        hints=(
            "Take the logarithm of the formula with pencil and paper before you type: a quotient becomes a difference.",
            "`z - log(sum of exp(z))`, the sum over the row. What is the exponential of a very large logit?",
            "Subtract the largest logit of the row first: `S = Z - Z.max(axis=1, keepdims=True)`, then "
            "`S - np.log(np.exp(S).sum(axis=1, keepdims=True))`.",
        ),
        solution="""def log_softmax(Z):
    S = Z - Z.max(axis=1, keepdims=True)
    return S - np.log(np.exp(S).sum(axis=1, keepdims=True))
""",
    ),
    Exercise(
        name="softmax_predict",
        chapter=6,
        title="The most probable class",
        task="Return for each row of $X$ the class that the softmax of $W x$ finds most probable. The logits may be of "
        "any size, so ask first which steps of the softmax you can leave out.",
        minutes=5,
        stub='''def softmax_predict(W, X):
    """Return the most probable class.

    W: (K, n), one row of weights for each class. X: (m, n), examples in
    rows.
    Returns: array of shape (m,), whole numbers 0, ..., K - 1.
    """
    return ...
''',
        reference=softmax.predict,
        cases=models,
        extremes=_far,
        breaks_at=lambda t: (np.array([[t], [t + 1], [0.0]]), np.ones((1, 1))),
        wrong=_last(
            (
                *_chosen(_softmax),
                Mimic("softmax-over-wrong-axis", lambda W, X: _softmax((X @ W.T).T.astype(float)).argmax(axis=0)),
            )
        ),
        words={
            "threshold-for-each-class": {
                "title": "it cuts each probability at one half",
                "hint": "What if no class of a row reaches one half?",
                "why": "With three classes or more the largest probability may be less than one half. Only the "
                "comparison among the classes always gives exactly one.",
            },
        },
        hints=(
            "Which product of X and W has one row of K logits for each example?",
            "The softmax raises e to each logit of a row, and divides the row by one positive number. Does either "
            "change which entry is the largest?",
            "Neither does, so no exponential is needed: `(X @ W.T).argmax(axis=1)`.",
        ),
        solution="def softmax_predict(W, X):\n    # neither the exponential nor the common divisor changes the order\n"
        "    return (X @ W.T).argmax(axis=1)\n",
    ),
]
