"""Exercises on softmax regression: its cost, its derivatives, the penalty."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from lrlib import activations, softmax
from lrlib.activations import _log_softmax, _sigmoid, _softmax
from lrlib.checks import Array
from lrlib.exercises.exercise import Arguments, Exercise, Mimic, Only
from lrlib.exercises.tasks.binary import EPS, SMALL


def _rows(rng: np.random.Generator, m: int, K: int, *, soft: bool = False) -> Array:
    """Return m one-hot rows, or soft ones."""
    return rng.dirichlet(np.ones(K), size=m) if soft else np.eye(K)[rng.permutation(np.arange(m) % K)]


def _scored(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([[1.0, -0.5, 0.25], [0.0, 2.0, 1.0]]), np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    yield np.array([[0.5, -1.0]]), np.array([[0.0, 1.0]])
    for m, K, soft in ((3, 2, False), (4, 3, True), (6, 5, False), (3, 3, False), (5, 2, True)):
        yield rng.normal(scale=1.5, size=(m, K)), _rows(rng, m, K, soft=soft)
    yield np.array([[1, 2, 0], [-1, 0, 3]]), np.array([[0, 1, 0], [1, 0, 0]])


def _far_scores(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([[800.0, 0.0]]), np.array([[0.0, 1.0]])
    yield np.array([[0.0, -800.0]]), np.array([[1.0, 0.0]])
    yield np.array([[0.0, -20.0, -35.0]]), np.array([[0.5, 0.25, 0.25]])
    yield np.array([[1000.0, 0.0, -1000.0], [1.0, 2.0, 3.0]]), np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 0.0]])
    yield np.array([[0.0, 800.0], [1000.0, -1000.0]]), np.array([[0.0, 1.0], [1.0, 0.0]])
    yield np.column_stack((np.zeros(3), SMALL)), np.eye(2)[[1, 1, 1]]


def _mean(losses: Any) -> Any:
    return losses.sum(axis=1).mean()


def _logs(Z: Any) -> Array:
    return _log_softmax(np.asarray(Z, dtype=float))


def _shares(Z: Any) -> Array:
    return _softmax(np.asarray(Z, dtype=float))


def _binary(Z: Array, Y: Array) -> Any:
    """Return the cost of class 1 against class 0, whatever other classes there are."""
    apart, y = Z[:, 1] - Z[:, 0], Y[:, 1]
    return -np.mean(y * activations.log_sigmoid(apart) + (1 - y) * activations.log_sigmoid(-apart))


def _switched(Z: Array, Y: Array) -> Any:
    """Return the cost with both terms of the two-class cost, of column 1 alone."""
    p = _shares(Z)[:, 1]
    return -np.mean(Y[:, 1] * np.log(p) + (1 - Y[:, 1]) * np.log(1 - p))


def _sigmoids(Z: Array, Y: Array) -> Any:
    """Return the K binary costs of each row, added up."""
    return -_mean(Y * activations.log_sigmoid(Z) + (1 - Y) * activations.log_sigmoid(-Z))


def _each(P: Array, Y: Array) -> Array:
    """Return the cost of two classes for each entry."""
    return np.asarray(-Y * np.log(P) - (1 - Y) * np.log(1 - P))


def _single_logits(rng: np.random.Generator) -> Iterator[Arguments]:
    yield (np.array([1.0, 0.0, -1.0]),)
    yield (np.array([0.5, -1.0]),)
    yield (rng.normal(size=3),)
    yield (rng.normal(scale=2, size=5),)
    yield (np.array([2, 0, 1]),)


def _crossed(z: Any) -> tuple[Array, Array]:
    """Return the probabilities as a row and as a column."""
    p = _shares(z)
    return p[None, :], p[:, None]


def _problems(rng: np.random.Generator) -> Iterator[Arguments]:
    """Yield (W, X, Y); K = n in one of them, where also a wrong product has a shape."""
    yield np.array([[0.5, 0.0], [0.0, -1.0], [0.0, 1.0]]), np.array([[1.0, 2.0], [1.0, -1.0]]), np.eye(3)[[0, 2]]
    yield rng.normal(size=(2, 3)), np.column_stack((np.ones(1), rng.normal(size=(1, 2)))), np.eye(2)[[1]]
    for m, n, K, soft in ((4, 3, 3, False), (7, 3, 2, False), (6, 4, 3, True), (9, 2, 5, False)):
        X = np.column_stack((np.ones(m), rng.normal(size=(m, n - 1))))
        yield rng.normal(size=(K, n)), X, _rows(rng, m, K, soft=soft)
    yield (
        np.array([[1, 0], [0, 1], [-1, 2]]),
        np.array([[1, 2], [1, 0], [1, -1], [1, 3]]),
        np.eye(3, dtype=int)[[0, 1, 2, 0]],
    )


def _unpromised(rng: np.random.Generator) -> Iterator[Arguments]:
    yield from _problems(rng)
    yield np.array([[1.0, 0.5], [-0.5, 2.0]]), np.array([[2.0, -1.0], [-1.0, 0.5], [0.5, 3.0]]), np.eye(2)[[0, 1, 1]]


def _penalised_problems(rng: np.random.Generator) -> Iterator[Arguments]:
    for (W, X, Y), l2 in zip(_problems(rng), (0.5, 1.0, 0.1, 0.25, 2.0, 0.03, 1), strict=True):
        yield W, X, Y, l2


def _far_problems(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([[800.0], [0.0]]), np.ones((1, 1)), np.array([[0.0, 1.0]])
    yield np.array([[0.0], [900.0], [-900.0]]), np.array([[1.0], [-1.0], [0.0]]), np.eye(3)[[0, 1, 2]]


def _slope(W: Array, X: Array, errors: Any) -> Any:
    return errors.T @ X / len(X)


def _errors(W: Array, X: Array, Y: Array) -> Array:
    return np.asarray(_shares(X @ W.T) - Y)


def _upright(W: Any) -> Array:
    """Return the weights with zeros in place of the intercepts."""
    kept = np.array(W, dtype=float)
    kept[:, 0] = 0
    return kept


def _with(penalty: Callable[[Array, float, int], Any]) -> Callable[..., Any]:
    """Return the gradient with another term for the penalty, made from the weights, its strength and m."""
    return lambda W, X, Y, l2: _slope(W, X, _errors(W, X, Y)) + penalty(W, l2, len(X))


def _below_first(W: Any) -> Array:
    kept = np.array(W, dtype=float)
    kept[0] = 0
    return kept


EXERCISES = [
    Exercise(
        name="cross_entropy",
        chapter=7,
        title="The cross-entropy of K classes",
        task="From the logits and the labels, one row for each example, return the mean cross-entropy. The labels may "
        "be soft. It should hold for an example that the model gets wrong with full confidence.",
        minutes=10,
        stub='''def cross_entropy(Z, Y):
    """Return the mean cross-entropy of the softmax of Z, in nats.

    Z: (m, K), logits. Y: (m, K), each row one-hot, or shares that sum to 1.
    Returns: a number.
    """
    return ...
''',
        reference=lambda Z, Y: softmax.cost(np.eye(np.shape(Z)[1]), Z, Y),
        cases=_scored,
        extremes=_far_scores,
        breaks_at=lambda t: (np.array([[t, 0.0]]), np.array([[0.0, 1.0]])),
        returns="number",
        wrong=(
            Mimic("wrong-sign", lambda Z, Y: _mean(Y * _logs(Z))),
            Mimic("missing-mean", lambda Z, Y: -(Y * _logs(Z)).sum()),
            Mimic("doubled-mean", lambda Z, Y: -_mean(Y * _logs(Z)) / len(Z)),
            Mimic("mean-over-classes", lambda Z, Y: -(Y * _logs(Z)).mean()),
            Mimic("base-2-logarithm", lambda Z, Y: -_mean(Y * _logs(Z)) / np.log(2)),
            Mimic("base-10-logarithm", lambda Z, Y: -_mean(Y * _logs(Z)) / np.log(10)),
            Mimic("labels-and-probabilities-exchanged", lambda Z, Y: -_mean(_shares(Z) * np.log(Y))),
            Mimic("labels-and-probabilities-exchanged", lambda Z, Y, e: -_mean(_shares(Z) * np.log(Y + e)), EPS),
            Mimic("hard-labels-only", lambda Z, Y: -_logs(Z)[np.arange(len(Z)), Y.argmax(axis=1)].mean()),
            Mimic("softmax-over-wrong-axis", lambda Z, Y: -_mean(Y * _logs(np.transpose(Z)).T)),
            Mimic(
                "missing-softmax",
                lambda Z, Y: -_mean(Y * np.log(Z)),
                words={
                    "title": "what comes is no number",
                    "hint": "Of what do you take the logarithm, and are these numbers all above 0?",
                    "why": "A number below 0 has no logarithm, and a logit may be below 0. The softmax makes "
                    "probabilities of the logits, and their logarithms are what the cost adds up.",
                },
            ),
            Mimic("missing-softmax", lambda Z, Y: -_mean(Y * Z)),
            Mimic("sigmoid-for-each-class", _sigmoids),
            Mimic("sigmoid-for-each-class", lambda Z, Y: -_mean(Y * activations.log_sigmoid(Z))),
            Mimic("binary-cost-for-each-class", lambda Z, Y: _each(_shares(Z), Y).sum(axis=1).mean()),
            Mimic("binary-cost-for-each-class", lambda Z, Y: _each(_shares(Z), Y).mean()),
            Mimic("squared-error", lambda Z, Y: _mean((_shares(Z) - Y) ** 2)),
            Mimic("squared-error", lambda Z, Y: ((_shares(Z) - Y) ** 2).mean()),
            Mimic("squared-error", lambda Z, Y: _mean((_shares(Z) - Y) ** 2) / 2),
            Mimic("two-classes-only", _binary),
            Mimic("two-classes-only", _switched),
            Only("two-classes-only", lambda Z, Y: np.shape(Z)[1] == 2),
            Mimic("log-of-an-underflow", lambda Z, Y: -_mean(Y * np.log(_shares(Z)))),
            Mimic("log-of-an-underflow", lambda Z, Y: -np.nansum(Y * np.log(_shares(Z)), axis=1).mean()),
            Mimic("log-plus-eps", lambda Z, Y, eps: -_mean(Y * np.log(_shares(Z) + eps)), EPS),
            Mimic("clipped", lambda Z, Y, eps: -_mean(Y * np.log(np.clip(_shares(Z), eps, 1))), EPS),
            Mimic("clipped", lambda Z, Y, eps: -_mean(Y * np.log(np.clip(_shares(Z), eps, 1 - eps))), EPS),
        ),
        words={
            "log-plus-eps": {
                "why": "A small number added to a probability caps the cost of a confident mistake; 1e-15 caps it "
                "at 34.5, and gives a right answer with probability 1 a cost below 0. A formula in the logits "
                "needs none: the largest logit of the row is subtracted first.",
            },
            "missing-softmax": {
                "title": "the softmax is missing",
                "hint": "Where in your function does e to the power of a logit stand?",
                "why": "Logits are any real numbers, no probabilities and no logarithms of them. The softmax makes "
                "probabilities, and their logarithms are what the cost adds up.",
            },
        },
        hints=(
            "Each example pays minus the logarithm of the probability that its own class received.",
            "The labels pick the terms: multiply Y by the logarithms, sum over each row, then average over the rows.",
            "The logarithm of the softmax has a stable form, the one of the exercise `log_softmax`: "
            "`-(Y * log_softmax(Z)).sum(axis=1).mean()`.",
        ),
        solution=(
            "from lrlib import activations\n\n\n"
            "def cross_entropy(Z, Y):\n    return -(np.asarray(Y) * activations.log_softmax(Z)).sum(axis=1).mean()",
            activations._log_softmax,
        ),
    ),
    Exercise(
        name="softmax_jacobian",
        chapter=8,
        title="The Jacobian of the softmax",
        task="Return the table of the derivatives of the softmax: entry $(j, k)$ is "
        "$\\partial \\hat{y}_j / \\partial z_k$.",
        minutes=8,
        stub='''def softmax_jacobian(z):
    """Return the derivatives of the softmax.

    z: (K,), logits. Returns: array of shape (K, K).
    """
    return ...
''',
        reference=lambda z: softmax.hessian(np.reshape(z, (-1, 1)), [[1.0]], [0]),
        cases=_single_logits,
        extremes=lambda rng: [
            (np.array([800.0, 0.0, -800.0]),),
            (np.array([-1000.0, -1000.0]),),
            (np.array([0.0, 1000.0]),),
        ],
        breaks_at=lambda t: (np.array([t, 0.0]),),
        wrong=(
            Mimic("wrong-sign", lambda z: np.outer(_shares(z), _shares(z)) - np.diag(_shares(z))),
            Mimic("off-diagonal-missing", lambda z: np.diag(_shares(z) * (1 - _shares(z)))),
            Mimic("off-diagonal-missing", lambda z: _shares(z) * (1 - _shares(z))),
            Mimic("off-diagonal-sign", lambda z: np.abs(np.diag(_shares(z)) - np.outer(_shares(z), _shares(z)))),
            Mimic(
                "off-diagonal-sign",
                lambda z: np.diag(_shares(z)) + np.outer(_shares(z), _shares(z)),
                words={
                    "title": "the product of the two shares is added, not subtracted",
                    "hint": "Can a share rise by more than 1/4 for each unit of its logit?",
                    "why": "The probabilities sum to 1, so what one gains the others lose: each row sums to 0. With a "
                    "minus before the product of the two shares it does, on the diagonal as beside it.",
                },
            ),
            Mimic("diagonal-formula-everywhere", lambda z: np.outer(_shares(z), 1 - _shares(z))),
            Mimic("diagonal-formula-everywhere", lambda z: np.outer(1 - _shares(z), _shares(z))),
            Mimic("off-diagonal-formula-everywhere", lambda z: -np.outer(_shares(z), _shares(z))),
            Mimic("jacobian-of-the-logarithm", lambda z: np.eye(len(z)) - _crossed(z)[0]),
            Mimic(
                "jacobian-of-the-logarithm",
                lambda z: np.eye(len(z)) - _crossed(z)[1],
                words={
                    "title": "it is the Jacobian of the logarithm of the softmax, with rows for columns",
                    "why": "In row j and column k the derivative of log p_j is 1 or 0 minus p_k; p_j stands there in "
                    "yours. And the derivative of p_j itself has one more factor p_j.",
                },
            ),
            Mimic("sigmoid-for-each-class", lambda z: np.diag(activations.sigmoid(z) * activations.sigmoid(-1.0 * z))),
            Only("two-classes-only", lambda z: len(z) == 2),
        ),
        words={
            "sigmoid-for-each-class": {
                "title": "it takes the slope of a sigmoid for each logit",
                "hint": "Do K sigmoids sum to 1?",
            },
        },
        hints=(
            "There are two cases: the derivative by the class's own logit, and by another one. Which signs have they?",
            "Own logit: `p[k] * (1 - p[k])`. Another one: `-p[j] * p[k]`. The diagonal has a term more.",
            "`np.outer(p, p)` is the table of the products; `np.diag(p)` has p on the diagonal.",
        ),
        solution="from lrlib import activations\n\n\n"
        "def softmax_jacobian(z):\n    p = activations.softmax(z)\n    return np.diag(p) - np.outer(p, p)",
    ),
    Exercise(
        name="softmax_gradient",
        chapter=8,
        title="The gradient of K classes",
        task="Write the gradient of the mean cross-entropy by $W$ as the difference of two tables: what the model "
        "expects of each column in each class, and what the labels say of it. Both are means over the batch.",
        minutes=10,
        stub='''def softmax_gradient(W, X, Y):
    """Return the gradient of the mean cross-entropy.

    W: (K, n), one row of weights for each class. X: (m, n), examples in
    rows. Y: (m, K), rows that sum to 1.
    Returns: array of shape (K, n).
    """
    return ...
''',
        reference=softmax.gradient,
        cases=_unpromised,
        extremes=_far_problems,
        breaks_at=lambda t: (np.array([[t], [0.0]]), np.ones((1, 1)), np.array([[0.0, 1.0]])),
        wrong=(
            Mimic("wrong-sign", lambda W, X, Y: -_slope(W, X, _errors(W, X, Y))),
            Mimic("missing-mean", lambda W, X, Y: _errors(W, X, Y).T @ X),
            Mimic("doubled-mean", lambda W, X, Y: _slope(W, X, _errors(W, X, Y)) / len(X)),
            Mimic("mean-over-wrong-axis", lambda W, X, Y: _errors(W, X, Y).T @ X / X.shape[1]),
            Mimic("mean-over-classes", lambda W, X, Y: _errors(W, X, Y).T @ X / len(W)),
            Mimic("mean-over-classes", lambda W, X, Y: _slope(W, X, _errors(W, X, Y)) / len(W)),
            Mimic("sigmoid-for-each-class", lambda W, X, Y: _slope(W, X, _sigmoid(1.0 * X @ W.T) - Y)),
            Mimic("softmax-over-wrong-axis", lambda W, X, Y: _slope(W, X, _shares(W @ X.T).T - Y)),
            Mimic("transposed-weights", lambda W, X, Y: _slope(W, X, _shares(X @ W) - Y)),
            Mimic("missing-softmax", lambda W, X, Y: _slope(W, X, X @ W.T - Y)),
            Mimic(
                "hard-labels-only",
                lambda W, X, Y: _slope(W, X, _shares(X @ W.T) - np.eye(len(W))[np.argmax(Y, axis=1)]),
            ),
            Mimic("only-the-own-class", lambda W, X, Y: _slope(W, X, _errors(W, X, Y) * Y)),
            Mimic("only-the-own-class", lambda W, X, Y: _slope(W, X, (_shares(X @ W.T) - 1) * Y)),
            Mimic(
                "leftover-derivative",
                lambda W, X, Y: _slope(W, X, _errors(W, X, Y) * _shares(X @ W.T) * (1 - _shares(X @ W.T))),
            ),
            Only("two-classes-only", lambda W, X, Y: len(W) == 2),
        ),
        words={
            "mean-over-classes": {
                "hint": "Over how many numbers does the mean run: m, K or both?",
                "why": "The mean runs over the m examples. Each class has a row of its own in the result: over "
                "the classes nothing is averaged.",
            },
            "leftover-derivative": {
                "title": "a factor P (1 - P) is left over",
                "hint": "Is the slope of the softmax in P - Y already?",
                "why": "The derivative of the logarithm has P below, and it cancels with what the softmax "
                "brings: P - Y is left.",
            },
        },
        hints=(
            "Take one example apart: of column j in class k the model expects its probability of k times x_j.",
            "With P the softmax of `X @ W.T`, which product of P and X adds these up over the examples, in a table of "
            "shape (K, n)? The labels have another like it.",
            "`(P.T @ X - Y.T @ X) / m`",
        ),
        solution=(
            "from lrlib import activations\n\n\n"
            "def softmax_gradient(W, X, Y):\n    P = activations.softmax(X @ W.T)\n"
            "    expected, seen = P.T @ X / len(X), Y.T @ X / len(X)\n    return expected - seen",
            softmax._gradient,
        ),
    ),
    Exercise(
        name="penalised_gradient",
        chapter=9,
        title="The gradient with the penalty",
        task="Other libraries know the penalty as *weight decay*. Here each step first multiplies the weights by "
        "$1 - \\alpha \\lambda$, but not the intercepts, which are the first column of $W$, and then goes against the "
        "slope of the mean cross-entropy at the old $W$. Return the $G$ with which a plain step $W - \\alpha G$ does "
        "the same for any $\\alpha$.",
        minutes=8,
        stub='''def penalised_gradient(W, X, Y, l2):
    """Return the gradient of the mean cross-entropy plus l2 / 2 times the
    squared weights without the intercepts.

    W: (K, n). X: (m, n), the first column ones. Y: (m, K), rows that sum to
    1. l2: a number, 0 or more.
    Returns: array of shape (K, n).
    """
    return ...
''',
        reference=lambda W, X, Y, l2: softmax.gradient(W, X, Y, l2=l2),
        cases=_penalised_problems,
        wrong=(
            Mimic("intercept-penalised", _with(lambda W, l2, m: l2 * W)),
            Mimic("intercept-penalised", _with(lambda W, l2, m: 2 * l2 * W), seen="and it is l2 times w, not 2 l2 w"),
            Mimic("intercept-penalised", _with(lambda W, l2, m: l2 * W / m), seen="and nothing is divided by m"),
            Mimic("penalty-factor-2", _with(lambda W, l2, m: 2 * l2 * _upright(W))),
            Mimic("penalty-factor-half", _with(lambda W, l2, m: l2 / 2 * _upright(W))),
            Mimic("penalty-subtracted", _with(lambda W, l2, m: -l2 * _upright(W))),
            Mimic("penalty-forgotten", _with(lambda W, l2, m: 0)),
            Mimic("penalty-over-m", _with(lambda W, l2, m: l2 * _upright(W) / m)),
            Mimic("first-class-unpenalised", _with(lambda W, l2, m: l2 * _below_first(W))),
            Mimic(
                "wrong-values",
                _with(lambda W, l2, m: l2 * np.column_stack((np.zeros(len(W)), W[:, :-1]))),
                words={
                    "title": "each weight is pulled by the one to its left",
                    "hint": "Which column of W do you add to column 1, and which to column 2?",
                    "why": "A weight's own square gives its slope: column by column, l2 times that column of W itself. "
                    "Only the first, that of the intercepts, gets none.",
                },
            ),
            Mimic("penalty-not-differentiated", _with(lambda W, l2, m: l2 / 2 * (_upright(W) ** 2).sum())),
            Mimic("penalty-not-differentiated", _with(lambda W, l2, m: l2 / 2 * _upright(W) ** 2)),
            Mimic("wrong-sign", lambda W, X, Y, l2: l2 * _upright(W) - _slope(W, X, _errors(W, X, Y))),
            Mimic("missing-mean", lambda W, X, Y, l2: _errors(W, X, Y).T @ X + l2 * _upright(W)),
        ),
        words={
            "intercept-penalised": {
                "why": "A penalty on the intercepts pulls them together, and the mean probabilities to 1 / K, whatever "
                "the shares of the classes are. W[:, 1:] leaves them out.",
            },
        },
        hints=(
            "Write both steps down, one below the other. What does the factor 1 - alpha * l2 take off a weight?",
            "It takes off alpha * l2 * w, and nothing off an intercept. The rest of G is that of `softmax_gradient`.",
            "Copy W, set its first column to 0, and add `l2` times that copy. Do not write into W itself.",
        ),
        solution=(
            "from lrlib import activations\n\n\n"
            "def penalised_gradient(W, X, Y, l2):\n    P = activations.softmax(X @ W.T)\n"
            "    kept = np.array(W, dtype=float)\n    kept[:, 0] = 0  # the intercepts are free\n"
            "    return (P - Y).T @ X / len(X) + l2 * kept",
            softmax._gradient,
        ),
    ),
]
