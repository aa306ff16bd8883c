"""Exercises on the way to other libraries: logits from probabilities, a strength in another form, a loss by logits."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from lrlib import activations
from lrlib.activations import _log_softmax, _softmax
from lrlib.checks import Array
from lrlib.exercises.excerpt import apart
from lrlib.exercises.exercise import Arguments, Exercise, Mimic, Trap
from lrlib.exercises.tasks.binary import EPS, SMALL, cost_clipped, cost_with_eps, cost_with_floor
from lrlib.penalty import translate


def _shares(rng: np.random.Generator) -> Iterator[Arguments]:
    yield (np.array([[0.5, 0.25, 0.25]]),)
    yield (np.array([[0.9, 0.1], [0.2, 0.8], [0.5, 0.5]]),)
    for m, K in ((4, 3), (3, 5)):
        yield (rng.dirichlet(np.ones(K), size=m),)


def _tiny(rng: np.random.Generator) -> Iterator[Arguments]:
    yield (np.array([[1e-300, 1.0], [1.0, 1e-300]]),)
    yield (np.array([[1.0, 1e-8, 1e-13, 1e-20, 1e-300, 1e-307]]),)  # about as small as each of EPS


def _same_shares(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether both have the same softmax: the logits of a row are free to move together."""
    ours, theirs = np.asarray(came, dtype=float), np.asarray(expected, dtype=float)
    if ours.shape != theirs.shape or not np.isfinite(ours).all():
        return False
    return bool(np.allclose(_from_the_first(ours), _from_the_first(theirs), rtol=1e-5))


def _other_shares(arguments: Arguments, came: Any, expected: Any) -> tuple[str, str]:
    """Compare in one row what the loss would make of it: the logits of a row are free to move together."""
    P, theirs = _softmax(np.asarray(came, dtype=float)), np.asarray(arguments[0], dtype=float)
    factors = np.abs(_log_softmax(np.asarray(came, dtype=float)) - np.log(theirs))  # what is small may differ by many
    i = int(np.argmax(factors.max(axis=1)))
    k = int(np.argmax(factors[i]))
    made, wanted = apart(float(P[i, k]), float(theirs[i, k]))
    return (
        f"in row {i} the softmax makes {made} of class {k}, where P has {wanted}",
        "A number added to a whole row changes no softmax: which differences within that row are right?",
    )


def _are_shares(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether the softmax is that of P; of two classes it is that of the squares of P too."""
    return np.shape(came)[1] > 2 and _same_shares(arguments, came, arguments[0])


def _from_the_first(Z: Array) -> Array:
    return Z - Z[:, :1]


def _strengths(rng: np.random.Generator) -> Iterator[Arguments]:
    yield 1.0, 50
    yield 0.1, 400
    yield 4, 8
    for m in (30, 1000):
        yield round(float(rng.uniform(0.01, 20)), 3), m
    yield 0.013, 10  # a strength may be above 1


def _losses(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([[2.0], [-1.0], [0.5]]), np.array([1, 0, 0])
    yield np.array([[0.0]]), np.array([1])
    for m in (4, 9):
        yield rng.normal(scale=2, size=(m, 1)), rng.permutation(np.arange(m) % 2)


def _far(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([[800.0], [-800.0]]), np.array([1, 0])
    yield np.array([[60.0], [-900.0]]), np.array([0, 1])
    yield np.array([[-800.0]]), np.array([1])
    yield np.reshape((*SMALL, -28.0), (4, 1)), np.ones(4, dtype=int)  # here log(h + eps) is none of max(h, eps)


def _loss(Z: Array, y: Array) -> float:
    z = np.asarray(Z, dtype=float)[:, 0]
    return float(np.mean(np.logaddexp(0, z) - np.asarray(y) * z))


def _against_all(Z: Array, y: Array) -> float:
    return float(np.mean(np.logaddexp(0, Z) - y * Z))


EXERCISES = [
    Exercise(
        name="logits_of",
        chapter=10,
        title="Logits for a loss that wants them",
        task="A model hands you probabilities, and the loss that you must use takes logits and applies the softmax "
        "itself. Return logits for it, so that it computes with just these probabilities. None of them is 0.",
        minutes=5,
        stub='''def logits_of(P):
    """Return logits whose softmax is P.

    P: (m, K), each row sums to 1, all entries above 0. Returns: array of
    shape (m, K).
    """
    return ...
''',
        reference=lambda P: np.log(np.asarray(P, dtype=float)),
        cases=_shares,
        extremes=_tiny,
        agrees=_same_shares,
        told=_other_shares,
        wrong=(
            Trap("probabilities-for-logits", _are_shares),
            Mimic("softmax-twice", lambda P: activations.softmax(P)),
            Mimic("odds-for-logits", lambda P: np.log(P / (1 - P))),
            Mimic(
                "odds-for-logits",
                lambda P: P / (1 - P),
                words={
                    "title": "it takes the odds",
                    "hint": "Compute the softmax of your result by hand for 0.9, 0.05, 0.05.",
                    "why": "The softmax takes e to the power of what it is given: a logarithm undoes that, a quotient "
                    "does not. Of log(P) it makes P.",
                },
            ),
            Mimic("base-2-logarithm", np.log2),
            Mimic("base-10-logarithm", np.log10),
            Mimic("log-plus-eps", lambda P, eps: np.log(P + eps), (1e-2, *EPS)),
            Mimic("clipped", lambda P, eps: np.log(np.clip(P, eps, 1)), (1e-2, *EPS)),
            Mimic("clipped", lambda P, eps: np.log(np.clip(P, eps, 1 - eps)), (1e-2, *EPS)),
        ),
        words={
            "softmax-twice": {
                "hint": "P came out of a softmax, and the loss takes one. How many are there with yours?",
                "why": "P is what a softmax gives, and the loss takes another: what you hand over has to undo "
                "it, not to repeat it.",
            },
            "base-2-logarithm": {
                "hint": "Which power does a softmax take: of 2, of 10 or of e?",
                "why": "The softmax takes powers of e, and np.log undoes them. With np.log2 the logits lie "
                "1.443 times as far from 0.",
            },
            "base-10-logarithm": {
                "hint": "Which power does a softmax take: of 2, of 10 or of e?",
                "why": "The softmax takes powers of e, and np.log undoes them. With np.log10 the logits come "
                "out divided by 2.303.",
            },
            "clipped": {
                "hint": "Is any entry of P 0?",
                "why": "All that lies below the limit gets the same logit, so the softmax gives back another P. No "
                "entry is 0: nothing has to be guarded.",
            },
            "log-plus-eps": {
                "hint": "Is any entry of P 0?",
                "why": "The small number raises a small probability by a larger factor than a large one, so the "
                "softmax gives back another P. No entry is 0: nothing has to be guarded.",
            },
        },
        hints=(
            "The softmax raises e to each logit and divides by the sum. What must e to the logit be?",
            "If e to the logit is already P, the sum is 1 and nothing is divided.",
            "One function of NumPy, applied to each entry. Adding the same number to a row changes nothing.",
        ),
        solution="""import numpy as np


def logits_of(P):
    return np.log(P)  # e to this is P, whose rows sum to 1 already""",
    ),
    Exercise(
        name="l2_of_C",
        chapter=10,
        title="The same penalty by another name",
        task="A colleague has fitted LogisticRegression with this C to m examples. Return the l2 with which "
        "`logistic.fit` has its minimum at the same place.",
        minutes=4,
        stub='''def l2_of_C(C, m):
    """Return the strength of the penalty as this course writes it.

    C: above 0, as scikit-learn means it. m: how many examples.
    Returns: a number.
    """
    return ...
''',
        reference=lambda C, m: translate(C, "C", "l2", m),
        cases=_strengths,
        returns="number",
        wrong=(
            Mimic("mean-forgotten", lambda C, m: 1 / C),
            Mimic("not-inverted", lambda C, m: C),
            Mimic("not-inverted", lambda C, m: C / m),
            Mimic("not-inverted", lambda C, m: C * m),
            Mimic("mean-misplaced", lambda C, m: m / C),
            Mimic("penalty-factor-2", lambda C, m: 2 / (C * m)),
            Mimic("penalty-factor-half", lambda C, m: 1 / (2 * C * m)),
        ),
        words={
            "penalty-factor-2": {
                "hint": "Who halves the squares: scikit-learn, the course, or both?",
                "why": "Both have half the squares: the halves cancel, and no 2 is left.",
            },
            "penalty-factor-half": {
                "hint": "Who halves the squares: scikit-learn, the course, or both?",
                "why": "Both have half the squares: the halves cancel, and no 2 is left.",
            },
        },
        hints=(
            "Does a larger C mean a stronger penalty or a weaker one?",
            "C stands in front of a sum over m examples, l2 beside a mean. Divide the whole objective by C times m.",
            "Half the squares have no factor before you divide. Which have they after?",
        ),
        solution="""def l2_of_C(C, m):
    # C * sum + half the squares, divided by C * m, is mean + 1 / (C m) halves
    return 1 / (C * m)""",
    ),
    Exercise(
        name="column_loss",
        chapter=10,
        title="A column of logits and a row of labels",
        task="A network for two classes ends with one output, so its logits have the shape (m, 1); the labels have the "
        "shape (m,). Return the mean cross-entropy. It should hold for logits of any size.",
        minutes=8,
        stub='''def column_loss(Z, y):
    """Return the mean cross-entropy of two classes from logits.

    Z: (m, 1), the logits of class 1. y: (m,), labels 0 and 1.
    Returns: a number.
    """
    return ...
''',
        reference=_loss,
        cases=_losses,
        extremes=_far,
        returns="number",
        wrong=(
            Mimic("every-pair", _against_all),
            Mimic(
                "every-pair",
                lambda Z, y, power: len(y) ** power * _against_all(Z, y),
                (1, 2),
                words={
                    "why": "NumPy and PyTorch spread (m, 1) against (m,) to (m, m): the sum is then over all m times m "
                    "pairs, without an error. Divided by m it is no mean of them either.",
                },
            ),
            Mimic("missing-mean", lambda Z, y: len(y) * _loss(Z, y)),
            Mimic("base-2-logarithm", lambda Z, y: _loss(Z, y) / np.log(2)),
            Mimic("base-10-logarithm", lambda Z, y: _loss(Z, y) / np.log(10)),
            Mimic(
                "softmax-of-one",
                lambda Z, y: 0.0,
                words={
                    "title": "the loss is 0, whatever the logits are",
                    "why": "Nothing is learned from a loss that is always 0. A softmax over one class is such a case: "
                    "its probability is always 1. One output for two classes takes the sigmoid.",
                },
            ),
            Mimic("softmax-twice", lambda Z, y: _loss(activations.sigmoid(Z), y)),
            Mimic("labels-exchanged", lambda Z, y: _loss(-Z, y)),
            Mimic("squared-error", lambda Z, y: np.mean((activations.sigmoid(Z[:, 0]) - y) ** 2)),
            Mimic("one-label-only", lambda Z, y: -np.mean(y * activations.log_sigmoid(Z[:, 0]))),
            Mimic("clipped", lambda Z, y, eps: cost_clipped(np.ones(1), Z, y, eps), EPS),
            Mimic("clipped", lambda Z, y, eps: cost_with_floor(np.ones(1), Z, y, eps), EPS),
            Mimic("log-plus-eps", lambda Z, y, eps: cost_with_eps(np.ones(1), Z, y, eps), EPS),
        ),
        hints=(
            "Which shape has Z - y?",
            "Take the column as a row first: z = Z[:, 0]. Then each logit meets its own label.",
            "Write the loss of one example with logaddexp, as in chapter 3, then take the mean.",
        ),
        solution="""import numpy as np


def column_loss(Z, y):
    z = Z[:, 0]  # (m, 1) against (m,) would make (m, m)
    return np.mean(np.logaddexp(0, z) - y * z)""",
    ),
]
