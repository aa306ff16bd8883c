"""Exercises on softmax regression: its cost, its derivatives, the penalty, and a whole classifier on held-out data."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from typing import Any

import numpy as np

from lrlib import activations, data, softmax
from lrlib.activations import _log_softmax, _sigmoid, _softmax
from lrlib.checks import Array
from lrlib.exercises.exercise import Arguments, Exercise, Mimic, Only, Trap
from lrlib.exercises.tasks.binary import EPS, SMALL

MARGIN = 0.1  # of the way from the held-out cost of lrlib's own fit up to that of a guess
SLACK = 0.05  # of the held-out accuracy
POWERS = 1.15 ** np.arange(1, 50)  # of probabilities: up to a thousand times the weights
WIDE, FAR = 600.0, 20.0  # logits, and scaled columns, that are looked at no more


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


@dataclass(frozen=True)
class Split:
    """A problem of classification whose test labels the student does not see; -1 marks a row that does not count."""

    X_train: Array
    y_train: Any
    X_test: Array
    y_test: Any
    kind: str


def _clouds(rng: np.random.Generator, m: int, K: int) -> tuple[Array, Any]:
    """Return m points in the plane around K centres, about one unit wide, in random order."""
    y = rng.permutation(np.arange(m) % K)
    centres = np.array([[0.0, 0.0], [2.0, 1.0], [-1.0, 2.0]])
    return (centres[y] + rng.normal(scale=0.9, size=(m, 2))).round(2), y


@lru_cache
def _splits() -> tuple[Split, ...]:
    """Return the problems; each has another number of test rows, by which `_split_of` knows it again.

    Three have the same training rows and the same test rows with a label: only who looks at the order of the ones, or
    at the others without a label, answers otherwise there.
    """
    rng = np.random.default_rng(5)
    X, y = _clouds(rng, 153, 3)
    sort = np.argsort(y[:90], kind="stable")
    A, a = _clouds(rng, 242, 2)
    kept = (a == 0) | (np.cumsum(a) % 4 == 0)  # a quarter of the second class: without an intercept it fails
    A, a = A[kept], a[kept]
    far = np.array([[300.0, -200.0], [-200.0, 300.0]])
    birds = data.load("penguins")
    P_train, P_test, s_train, s_test = data.split(birds.X, birds.y, rng=0)
    mixed = rng.permutation(len(s_train))
    return (
        Split(X[:90], y[:90], X[90:150], y[90:150], "plain"),
        Split(A[:90], a[:90], A[90:], a[90:], "two classes"),
        Split(X[:90][sort], y[:90][sort], X[90:], np.append(y[90:150], [-1] * 3), "sorted"),
        Split(X[:90], y[:90], np.vstack((X[90:150], far)), np.append(y[90:150], [-1, -1]), "far test rows"),
        Split(P_train[mixed], s_train[mixed], P_test, s_test, "other scales"),
    )


def _split_of(X_test: Array) -> Split:
    return next(split for split in _splits() if len(split.X_test) == len(X_test))


def _is(kind: str) -> Callable[..., bool]:
    return lambda X_train, y_train, X_test: _split_of(X_test).kind != kind


def _fit(X_train: Array, y_train: Any, X_test: Array) -> Array:
    train, test = data.standardize(X_train, X_test)
    fitted = softmax.fit(data.add_intercept(train), y_train, l2=1e-3)
    return softmax.predict_proba(fitted.W, data.add_intercept(test))


def _known(arguments: Arguments, P: Any) -> tuple[Array, Any]:
    """Return the probabilities of the test rows that count, and their classes."""
    y = _split_of(arguments[2]).y_test
    return np.asarray(P, dtype=float)[y >= 0], y[y >= 0]


def _judged(arguments: Arguments, P: Any) -> tuple[float, float]:
    """Return held-out cost and accuracy."""
    shares, y = _known(arguments, P)
    with np.errstate(divide="ignore", invalid="ignore"):
        cost = -np.log(shares[np.arange(len(y)), y]).mean()
    return float(cost), float((shares.argmax(axis=1) == y).mean())


def _sums_to_one(P: Any, axis: int = 1) -> bool:
    return bool(np.allclose(np.asarray(P, dtype=float).sum(axis=axis), 1, atol=1e-4))


def _reaches(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether the probabilities are some, and come near the cost and the accuracy of lrlib's own fit."""
    shares = np.asarray(came, dtype=float)
    if not (_sums_to_one(shares) and (shares >= 0).all()):  # of the rows without a label, too
        return False
    cost, accuracy = _judged(arguments, came)
    best, share = _judged(arguments, expected)
    guess = float(np.log(shares.shape[1]))
    return cost <= best + MARGIN * (guess - best) and accuracy >= share - SLACK - 1e-9


def _broken(arguments: Arguments, came: Any, expected: Any) -> bool:
    return not np.isfinite(np.asarray(came, dtype=float)).all()


def _in_logarithms(arguments: Arguments, came: Any, expected: Any) -> bool:
    return bool((np.asarray(came) <= 0).all()) and _sums_to_one(np.exp(came))


def _undivided(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether these are exponentials, as they are or with the largest of each row taken off before."""
    top = np.asarray(came).max(axis=1)
    return bool((top > 1 + 1e-6).any() or (np.isclose(top, 1).all() and not _sums_to_one(came)))


def _between(P: Any) -> bool:
    return bool((P >= 0).all() and (P <= 1).all() and not _sums_to_one(P))


def _of_columns(arguments: Arguments, V: Array) -> Array | None:
    """Return the numbers of each test row as sums over its columns, scaled as the training rows are: (n + 1, K).

    The first row is what stands at the mean of the training rows. None where they are no such sums.
    """
    A = data.add_intercept(data.standardize(arguments[0], arguments[2])[1])
    told = np.isfinite(V).all(axis=1) & (np.abs(A) < FAR).all(axis=1) & (np.abs(V) < WIDE).all(axis=1)
    if told.sum() < 2 * A.shape[1]:
        return None
    sums, *_ = np.linalg.lstsq(A[told], V[told], rcond=None)
    return np.asarray(sums) if np.abs(A[told] @ sums - V[told]).max() < 1e-3 * (1 + np.abs(sums).max()) else None


def _logits_of(came: Any) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(np.asarray(came, dtype=float))
        return np.asarray(logs - logs.mean(axis=1, keepdims=True))


def _weights(arguments: Arguments, came: Any) -> Array | None:
    """Return what the logits behind the probabilities add up for each column, scaled; None where they are no sums."""
    return _of_columns(arguments, _logits_of(came)) if _sums_to_one(came) else None


def _sigmoids_of_sums(arguments: Arguments, came: Any, expected: Any) -> bool:
    P = np.asarray(came, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _between(P) and _of_columns(arguments, np.log(P) - np.log1p(-P)) is not None


def _one_sum(arguments: Arguments, came: Any, expected: Any) -> bool:
    return _between(np.asarray(came)) and bool(np.isclose(np.sum(came), 1, atol=1e-4))


def _cut(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether several entries have one least value above 0, or one largest below 1."""
    P = np.asarray(came)
    return _between(P) and any(0 < end < 1 and (end == P).sum() > 1 for end in (P.min(), P.max()))


def _without_intercepts(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether all logits are equal at one place: the mean of the training rows, that of all rows, or 0."""
    train, _, test = arguments
    sums, sizes = _weights(arguments, came), np.bincount(arguments[1])
    if sums is None or sizes.max() < 2 * sizes.min():  # intercepts of equal classes may be 0
        return False
    places = np.array([train.mean(axis=0), np.vstack((train, test)).mean(axis=0), np.zeros(train.shape[1])])
    there = data.add_intercept(data.standardize(train, places)[1]) @ sums
    return bool((np.abs(there).max(axis=1) < 1e-5 * np.abs(sums[1:]).max()).any())


def _test_unscaled(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether the same weights reach what is asked for once the test rows are standardised."""
    return _reaches_at(arguments, came, expected, data.standardize(arguments[0], arguments[2])[1])


def _test_by_itself(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether the same weights reach it once the test rows have the scale of the training rows, not their own."""
    train, _, test = arguments
    rows = test.mean(axis=0) + test.std(axis=0) * data.standardize(train, test)[1]
    return _split_of(test).kind == "far test rows" and _reaches_at(arguments, came, expected, rows)


def _reaches_at(arguments: Arguments, came: Any, expected: Any, rows: Array) -> bool:
    """Say whether a softmax classifier reaches what is asked for where it is given other numbers for the test rows."""
    sums = _weights(arguments, came)
    if sums is None:
        return False
    return _reaches(arguments, _shares(data.add_intercept(data.standardize(arguments[0], rows)[1]) @ sums), expected)


def _part_of_the_order(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether, of classes that stood in order, only the first or the last ones are answered, and these rightly."""
    if _split_of(arguments[2]).kind != "sorted":
        return False
    shares, y = _known(arguments, came)
    answers, K = shares.argmax(axis=1), shares.shape[1]
    seen = np.unique(answers)
    at_an_end = len(seen) < K and seen[-1] - seen[0] == len(seen) - 1 and (seen[0] == 0 or seen[-1] == K - 1)
    return bool(at_an_end and (answers == y)[np.isin(y, seen)].mean() > 0.8)


def _same_everywhere(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether all rows get one answer, where the features are alike and the training rows are mixed."""
    return _split_of(arguments[2]).kind == "plain" and bool(np.allclose(came, np.asarray(came)[:1], atol=1e-9))


def _some_unseen(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether a class from the third on gets the same share everywhere, and another class does not."""
    spans = np.ptp(np.asarray(came, dtype=float), axis=0)
    return bool((spans[2:] < 1e-9).any() and spans.max() > 1e-3)


def _reaches_with(arguments: Arguments, came: Any, expected: Any, factors: Array) -> bool:
    """Say whether a softmax classifier reaches what is asked for once its logits are one of these times as large."""
    if _weights(arguments, came) is None:
        return False
    logits = np.maximum(_logits_of(came), -WIDE)
    return any(_reaches(arguments, _shares(factor * logits), expected) for factor in factors)


def _answers(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether nearly as many rows as with lrlib's fit have the right class."""
    return _sums_to_one(came) and _judged(arguments, came)[1] >= _judged(arguments, expected)[1] - 2 * SLACK


def _exchanged(arguments: Arguments, came: Any, expected: Any) -> bool:
    K = np.shape(came)[1]
    orders = [list(order) for order in permutations(range(K)) if K > 2]  # two exchanged classes may be a walk uphill
    return any(_reaches(arguments, np.asarray(came)[:, order], expected) for order in orders[1:])


def _uphill(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether the weights lie where the cost of the training rows rises most steeply from 0."""
    sums = _weights(arguments, came)
    if sums is None or sums.size < 9:  # few weights may lie there by chance
        return False
    A, Y = data.add_intercept(data.standardize(arguments[0], arguments[2])[0]), np.eye(sums.shape[1])[arguments[1]]
    up = A.T @ (1 / sums.shape[1] - Y)
    return float((sums * up).sum()) > 0.9 * float(np.linalg.norm(sums) * np.linalg.norm(up))


def _flat(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether larger weights would do."""
    return _reaches_with(arguments, came, expected, POWERS)


def _steep(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether smaller weights would do."""
    return _reaches_with(arguments, came, expected, 1 / POWERS)


def _failing(mistake: str, sign: Callable[[Arguments, Any, Any], bool]) -> Trap:
    """Return a sign that counts only where the classifier does not reach what is asked for."""
    return Trap(
        mistake,
        lambda arguments, came, expected: not _reaches(arguments, came, expected) and sign(arguments, came, expected),
    )


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
            Mimic("missing-softmax", lambda Z, Y: -_mean(Y * np.log(Z))),
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
        task="Other libraries know the penalty as *weight decay*: each step first multiplies the weights by "
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
    Exercise(
        name="fit_softmax",
        chapter=9,
        title="A whole classifier",
        task="Train a softmax classifier on the training part and return the probabilities of the test part. How you "
        "train is up to you. The labels of the test part you do not get: your answers are compared with them. You pass "
        "if your held-out cost is at most that of `lrlib`'s own fit plus one tenth of its distance to that of a guess, "
        "with at most one wrong answer more in twenty rows. The features come in any units, and the rows in any order.",
        minutes=30,
        stub='''def fit_softmax(X_train, y_train, X_test):
    """Return the probabilities of the test rows by a softmax classifier
    that was trained on the training rows.

    X_train: (m, n), features without a column of ones. y_train: (m,), class
    indices 0, ..., K - 1, all of them present.
    X_test: (any, n). Returns: array of shape (any, K); each row sums to 1.
    """
    return ...
''',
        reference=_fit,
        cases=lambda rng: ((s.X_train, s.y_train, s.X_test) for s in _splits()),
        agrees=_reaches,
        seconds=10.0,
        chance=True,
        wrong=(
            _failing("softmax-over-wrong-axis", lambda a, came, e: _sums_to_one(came, 0) and not _sums_to_one(came)),
            _failing("logarithm-returned", _in_logarithms),
            _failing("missing-softmax", lambda a, came, e: bool((np.asarray(came) < 0).any())),
            _failing("missing-normalisation", _undivided),
            _failing("unstable", _broken),
            _failing("normalised-over-everything", _one_sum),
            _failing("clipped", _cut),
            _failing("sigmoid-for-each-class", _sigmoids_of_sums),
            _failing("hard-labels", lambda a, came, e: _answers(a, came, e) and set(np.unique(came)) <= {0.0, 1.0}),
            _failing("columns-exchanged", _exchanged),
            _failing("same-answer-for-every-row", _same_everywhere),
            _failing("two-classes-only", _some_unseen),
            _failing("wrong-way", _uphill),
            _failing("bias-forgotten", _without_intercepts),
            Only("uses-test-data", _is("far test rows")),
            Only("depends-on-order", _is("sorted")),
            _failing("depends-on-order", _part_of_the_order),
            _failing("not-trained-enough", _flat),
            _failing("overconfident", _steep),
            _failing("uses-test-data", _test_by_itself),
            _failing("test-left-raw", _test_unscaled),
            Only("features-not-scaled", _is("other scales")),
        ),
        words={
            "bias-forgotten": {
                "title": "no class has an intercept",
                "hint": "Which class does your classifier find the most probable where all columns have their mean?",
                "why": "Without a column of ones there is one place where all classes get the same probability, "
                "whatever their shares are. A one in each row gives each class an intercept.",
            },
            "uses-test-data": {
                "hint": "Does X_test enter anything before the last step, such as a mean?",
            },
        },
        hints=(
            "Four parts: bring the features to one scale, add a column of ones, descend, and take the softmax of the "
            "test rows.",
            "The scale is learned too: mean and standard deviation come from the training rows alone, for all rows.",
            "Begin with `W = np.zeros((K, n + 1))` and repeat `W = W - 0.5 * gradient` some hundred times, with the "
            "gradient of the exercise `softmax_gradient`.",
        ),
        solution=(
            "import numpy as np\n\nfrom lrlib import activations\n\n\n"
            "def fit_softmax(X_train, y_train, X_test):\n"
            "    mean, spread = X_train.mean(axis=0), X_train.std(axis=0)\n"
            "    spread[spread == 0] = 1  # a constant column tells nothing\n"
            "    A, B = (\n"
            "        np.column_stack((np.ones(len(X)), (X - mean) / spread))\n"
            "        for X in (X_train, X_test)\n"
            "    )\n"
            "    Y = np.eye(y_train.max() + 1)[y_train]\n"
            "    W = np.zeros((Y.shape[1], A.shape[1]))\n"
            "    for _ in range(300):\n"
            "        P = activations.softmax(A @ W.T)\n"
            "        W = W - 0.5 * (P - Y).T @ A / len(A)\n"
            "    return activations.softmax(B @ W.T)",
            softmax.fit,
        ),
    ),
]
