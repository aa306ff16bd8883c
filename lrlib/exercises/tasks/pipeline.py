"""Exercises from a raw file to a model: a part held out, a scale, a fit, its strength, a decision, errors by group."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from lrlib import logistic
from lrlib.activations import sigmoid
from lrlib.checks import Array
from lrlib.exercises.exercise import Arguments, Exercise, Mimic, Trap
from lrlib.exercises.tasks.fit_logistic import APART, ELSEWHERE, LINE, UPHILL, by_squares, ran_away, rounded, uphill

PLACES = 1e-3, 6e-4  # a part and a number: what is right to three places is within


def _repeated(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([0, 1, 1, 2, 3]), 0.5, 0
    yield np.array([3, 0, 0, 0, 2, 1, 3, 4]), 0.4, 1
    for groups, rows, share in ((10, 17, 0.3), (20, 31, 0.25), (12, 12, 0.5)):
        yield rng.permutation(np.arange(rows) % groups), share, int(rng.integers(2, 99))
    for share in (0.25, 0.3):  # of seven numbers 1.75 and 2.1
        yield np.array([6, 1, 2, 3, 3, 4, 5, 0, 1]), share, 7
    yield np.array([4, 0, 2, 1, 3, 3]), 0.5, 3  # of five numbers 2.5, which round makes 2


def _held(same: Array, share: float, seed: int, tail: bool = False) -> Array:
    groups = int(np.max(same)) + 1
    order, count = np.random.default_rng(seed).permutation(groups), round(share * groups)
    return np.flatnonzero(np.isin(same, order[-count:] if tail else order[:count]))


def _rows_dealt(same: Array, share: float, seed: int) -> Array:
    order = np.random.default_rng(seed).permutation(len(same))
    return np.sort(order[: round(share * len(same))])


def _tables(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([[0.0, 1.0], [3.0, 2.0]]), np.array([[1.0, 1.0], [7.0, 3.0]])
    for m, k, n in ((6, 4, 2), (9, 5, 3)):
        yield rng.exponential(3, size=(m, n)).round(2), rng.exponential(3, size=(k, n)).round(2)


def _on_scale(train: Array, part: Array, *, logs: bool = True, ddof: int = 0, of: str = "train") -> Array:
    seen, new = (np.log1p(table) if logs else np.asarray(table, dtype=float) for table in (train, part))
    source = {"train": seen, "part": new, "both": np.concatenate((seen, new)), "raw": np.asarray(train)}[of]
    return np.column_stack((np.ones(len(new)), (new - source.mean(axis=0)) / source.std(axis=0, ddof=ddof)))


def _by_one_scale(train: Array, part: Array) -> Array:
    seen = np.log1p(train)
    return np.column_stack((np.ones(len(part)), (np.log1p(part) - seen.mean()) / seen.std()))


def _only_shifted(train: Array, part: Array) -> Array:
    return np.column_stack((np.ones(len(part)), np.log1p(part) - np.log1p(train).mean(axis=0)))


def _left(train: Array) -> Array:
    """Return what stays in the columns where the mean is not subtracted."""
    seen = np.log1p(train)
    return np.append(0.0, seen.mean(axis=0) / seen.std(axis=0))


def _labelled(rng: np.random.Generator) -> Iterator[Arguments]:
    for m, n, l2 in ((12, 2, 0.2), (30, 3, 0.05), (40, 4, 0.5)):
        X = np.column_stack((np.ones(m), rng.normal(size=(m, n - 1)).round(2)))
        yield X, (rng.random(m) < sigmoid(X @ np.linspace(-1.5, 1.5, n))).astype(int), l2


def _least(X: Array, y: Array, strengths: Any) -> Array:
    """Return the minimum with a strength for each parameter, by more steps of Newton than are needed."""
    theta, penalty = np.zeros(X.shape[1]), np.broadcast_to(np.asarray(strengths, dtype=float), X.shape[1])
    for _ in range(60):
        h = sigmoid(X @ theta)
        bend = X.T @ ((h * (1 - h))[:, None] * X) / len(y) + np.diag(penalty)
        theta = theta - np.linalg.solve(bend, X.T @ (h - y) / len(y) + penalty * theta)
    return theta


def _penalised(factor: Callable[[Array], float], first: bool = False) -> Callable[[Array, Array, float], Array]:
    def fit(X: Array, y: Array, l2: float) -> Array:
        X = np.asarray(X, dtype=float)
        strengths = np.full(X.shape[1], l2 * factor(X))
        strengths[0] *= first
        return _least(X, np.asarray(y), strengths)

    return fit


def _few_steps(X: Array, y: Array, l2: float, steps: int) -> Array:
    theta = np.zeros(np.shape(X)[1])
    for _ in range(steps):
        theta = logistic.newton_step(theta, X, y, l2=l2)
    return theta


def _elsewhere(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether a fit has lowered the cost and is not at the minimum."""
    X, y, l2 = arguments
    theta = np.asarray(came, dtype=float)
    if not np.isfinite(theta).all() or np.allclose(theta, expected, *PLACES) or rounded(theta, expected):
        return False
    return logistic.cost(theta, X, y, l2=l2) < logistic.cost(np.zeros_like(theta), X, y)


def _tried(rng: np.random.Generator) -> Iterator[Arguments]:
    for m, n, count in ((9, 2, 3), (25, 3, 5), (30, 4, 6), (40, 3, 7)):
        X = np.column_stack((np.ones(m), rng.normal(size=(m, n - 1)).round(2)))
        y = (rng.random(m) < sigmoid(2 * X @ np.linspace(-1, 1, n))).astype(int)
        strengths = rng.permutation(np.round(10.0 ** -np.arange(count), 6))
        thetas = np.linspace(-1, 1, n) * np.linspace(0.3, 5, count)[np.argsort(np.argsort(-strengths)), None]
        yield strengths, (thetas + rng.normal(scale=0.4, size=(count, n))).round(2), X, y
    X, y = np.array([[1.0, -1.0], [1.0, 1.0], [1.0, 2.0], [1.0, -2.0]]), np.array([0, 1, 0, 1])
    yield np.array([1.0, 0.1, 0.01]), np.array([[0.0, 0.1], [0.0, 0.2], [0.0, 0.4]]), X, y  # the strongest is the best
    likes = np.array([[1.0, 1.0], [1.0, -1.0], [1.0, 2.0], [1.0, -2.0]]), np.array([1, 0, 1, 0])
    yield np.array([1.0, 0.001]), np.array([[0.0, 2.5], [0.0, 2.0]]), *likes  # a penalty over m would tell otherwise
    yield np.array([2.0, 2.001]), np.array([[0.0, 0.4], [0.0, 0.1]]), X, y  # a strength may be above 1


def _surest(rng: np.random.Generator) -> Iterator[Arguments]:
    X, y = np.array([[1.0, 1.0], [1.0, 1.0], [1.0, -1.0]]), np.array([1, 0, 0])
    yield np.array([0.001, 1.0]), np.array([[0.0, 20.0], [0.0, 18.0]]), X, y


def _losses(thetas: Array, X: Array, y: Array) -> Array:
    return np.array([logistic.cost(theta, X, y) for theta in np.asarray(thetas)])


def _right(thetas: Array, X: Array, y: Array) -> Array:
    return np.array([np.mean((np.asarray(X) @ theta >= 0) == y) for theta in np.asarray(thetas)])


def _squares(thetas: Array) -> Array:
    return np.asarray(np.sum(np.asarray(thetas)[:, 1:] ** 2, axis=1))


def _logits(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([-3.0, -0.7, 0.2, 0.9, 3.0]), 10, 1
    yield np.array([-4.0, -2.0, -0.5, 0.1, 2.0]), 1, 20
    for size in (8, 15):
        yield rng.normal(scale=3, size=size).round(2), int(rng.integers(2, 9)), int(rng.integers(10, 30))
    yield np.array([-3.0, -1.0, 0.2, 1.0]), 2, 16
    for alarm, miss in ((10, 1), (2, 16)):  # so near to each other that other borders lie elsewhere
        yield np.arange(-59.7, 60) / 20, alarm, miss


def _above(z: Array, cut: float) -> Array:
    return (np.asarray(z) >= cut).astype(int)


def _judged(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([0, 0, 1, 1]), np.array([0, 1, 1, 1]), np.array([0, 0, 0, 1])
    for m, groups in ((20, 2), (40, 3), (30, 4)):
        y = rng.permutation(np.arange(m) % 3 == 0).astype(int)
        yield y, np.where(rng.random(m) < 0.3, 1 - y, y), rng.permutation(np.arange(m) % groups)
    yield np.array([0, 1, 1, 0]), np.array([0, 1, 0, 0]), np.array([0, 2, 3, 2])  # of group 1 there is nobody


def _counts(y: Array, said: Array, group: Array) -> Array:
    table = np.zeros((int(np.max(group)) + 1, 2, 2), dtype=int)
    np.add.at(table, (group, y, said), 1)
    return table


def _shares(y: Array, said: Array, group: Array, least: int, *, axes: tuple[int, ...] = (1, 2)) -> Array:
    table = _counts(y, said, group)
    return np.asarray(table / np.maximum(least, table.sum(axis=axes, keepdims=True)))


EXERCISES = [
    Exercise(
        name="hold_out",
        chapter=19,
        title="A part for the end",
        task="Rows with the same number in `same` are equal, and no equal rows may be parted. Shuffle the numbers 0 to "
        "G - 1 by `np.random.default_rng(seed).permutation(G)`; the first round(share * G) of them are held out. "
        "Return the places of their rows, rising.",
        minutes=6,
        stub='''def hold_out(same, share, seed):
    """Return which rows are held out.

    same: (m,), a number from 0 to G - 1 for each row, the same for equal
    rows; each number occurs. share: between 0 and 1. seed: whole number.
    Returns: array of whole numbers, rising.
    """
    return ...
''',
        reference=_held,
        cases=_repeated,
        returns="labels",
        wrong=(
            Mimic("equal-rows-parted", _rows_dealt),
            Mimic(
                "parts-exchanged",
                lambda same, share, seed: np.setdiff1d(np.arange(len(same)), _held(same, share, seed)),
            ),
            Mimic("seed-ignored", lambda same, share, seed: _held(same, share, 0)),
            Mimic("numbers-for-rows", lambda same, share, seed: np.unique(np.asarray(same)[_held(same, share, seed)])),
            Mimic("last-for-first", lambda same, share, seed: _held(same, share, seed, tail=True)),
        ),
        hints=(
            "How many different numbers are there? Shuffle these, not the rows.",
            "out = np.random.default_rng(seed).permutation(G)[:round(share * G)] are the numbers. Which rows bear one "
            "of them?",
            "np.flatnonzero(np.isin(same, out))",
        ),
        solution="""import numpy as np


def hold_out(same, share, seed):
    G = same.max() + 1
    out = np.random.default_rng(seed).permutation(G)[: round(share * G)]
    return np.flatnonzero(np.isin(same, out))""",
    ),
    Exercise(
        name="prepared",
        chapter=19,
        title="Ready for the model",
        task="Take the logarithm of 1 + x of every entry, then subtract the mean of each column and divide by its "
        "standard deviation, both taken from `train`. Return `part` so, behind a column of ones.",
        minutes=6,
        stub='''def prepared(train, part):
    """Return a part on the scale of the training part.

    train: (m, n), part: (k, n), entries of 0 or more; the columns of train
    vary. Returns: array of shape (k, n + 1), its first column ones.
    """
    return ...
''',
        reference=_on_scale,
        cases=_tables,
        wrong=(
            Mimic("own-statistics", lambda train, part: _on_scale(train, part, of="part")),
            Mimic("uses-test-data", lambda train, part: _on_scale(train, part, of="both")),
            Mimic("statistics-of-the-raw", lambda train, part: _on_scale(train, part, of="raw")),
            Mimic("logarithm-left-out", lambda train, part: _on_scale(train, part, logs=False)),
            Mimic("sample-deviation", lambda train, part: _on_scale(train, part, ddof=1)),
            Mimic("statistics-over-wrong-axis", _by_one_scale),
            Mimic("half-standardised", lambda train, part: _on_scale(train, part) + _left(train)),
            Mimic("half-standardised", _only_shifted),
            Mimic("ones-behind", lambda train, part: np.roll(_on_scale(train, part), -1, axis=1)),
            Mimic("ones-left-out", lambda train, part: _on_scale(train, part)[:, 1:]),
        ),
        words={
            "uses-test-data": {
                "title": "mean and deviation are those of both parts together",
                "why": "The scale is that of train alone. A part that is held out plays the future: a mean "
                "that has seen it leaks.",
            },
        },
        hints=(
            "Which part gives the mean and the standard deviation? The logarithm comes first, for both parts.",
            "L = np.log1p(train) has the mean L.mean(axis=0) and the deviation L.std(axis=0).",
            "Z = (np.log1p(part) - L.mean(axis=0)) / L.std(axis=0); np.column_stack((np.ones(len(Z)), Z))",
        ),
        solution="""import numpy as np


def prepared(train, part):
    L = np.log1p(train)
    Z = (np.log1p(part) - L.mean(axis=0)) / L.std(axis=0)
    return np.column_stack((np.ones(len(Z)), Z))""",
    ),
    Exercise(
        name="fitted",
        chapter=19,
        title="Your own fit",
        task="Return the parameters of least cost: the mean cross-entropy plus l2 / 2 times the squared weights "
        "without the intercept. Descent or Newton, as you like; each parameter must be right to three places.",
        minutes=10,
        stub='''def fitted(X, y, l2):
    """Return the parameters of least penalised cost.

    X: (m, n), its first column ones. y: (m,), labels 0 and 1. l2: above 0.
    Returns: array of shape (n,).
    """
    return ...
''',
        reference=lambda X, y, l2: logistic.fit(X, y, l2=l2, tol=1e-10).theta,
        cases=_labelled,
        told=ran_away,
        rtol=PLACES[0],
        atol=PLACES[1],
        wrong=(
            Mimic("intercept-penalised", _penalised(lambda X: 1, first=True)),
            Mimic("penalty-factor-2", _penalised(lambda X: 2)),
            Mimic("penalty-factor-half", _penalised(lambda X: 0.5)),
            Mimic("penalty-over-m", _penalised(lambda X: 1 / len(X))),
            Mimic("penalty-forgotten", _penalised(lambda X: 0)),
            Mimic("not-converged", _few_steps, variants=(1, 2)),
            Mimic("classes-exchanged", lambda X, y, l2: -logistic.fit(X, y, l2=l2, tol=1e-10).theta),
            Trap("squared-error", by_squares),
            Trap("wrong-way", uphill),
            Trap("not-converged", _elsewhere),
        ),
        words={"not-converged": ELSEWHERE, "penalty-over-m": APART, "squared-error": LINE, "wrong-way": UPHILL},
        hints=(
            "The gradient is X.T @ (h - y) / m plus l2 times theta, the latter without the intercept.",
            "Newton needs the Hessian too: X.T @ ((h * (1 - h))[:, None] * X) / m, plus l2 on the diagonal, but for "
            "the first entry. Twelve steps from zeros are enough here.",
            "theta = theta - np.linalg.solve(hessian, gradient)",
        ),
        solution="""import numpy as np


def fitted(X, y, l2):
    m, n = X.shape
    strength = np.full(n, l2)
    strength[0] = 0  # the intercept is free
    theta = np.zeros(n)
    for _ in range(12):
        h = 1 / (1 + np.exp(-(X @ theta)))
        gradient = X.T @ (h - y) / m + strength * theta
        hessian = X.T @ ((h * (1 - h))[:, None] * X) / m + np.diag(strength)
        theta = theta - np.linalg.solve(hessian, gradient)
    return theta""",
    ),
    Exercise(
        name="best_strength",
        chapter=19,
        title="The strength that serves new examples",
        task="Row i of `thetas` was fitted with the strength `strengths[i]`. Return the strength whose parameters have "
        "the lowest log loss on the validation part.",
        minutes=6,
        stub='''def best_strength(strengths, thetas, X, y):
    """Return the strength that does best on the validation part.

    strengths: (s,). thetas: (s, n). X: (m, n), its first column ones, and
    y: (m,), labels 0 and 1: the validation part. Returns: a number.
    """
    return ...
''',
        reference=lambda strengths, thetas, X, y: float(np.asarray(strengths)[_losses(thetas, X, y).argmin()]),
        cases=_tried,
        extremes=_surest,
        returns="number",
        wrong=(
            Mimic("place-for-value", lambda strengths, thetas, X, y: float(_losses(thetas, X, y).argmin())),
            Mimic("lowest-loss-returned", lambda strengths, thetas, X, y: float(_losses(thetas, X, y).min())),
            Mimic(
                "accuracy-for-loss",
                lambda strengths, thetas, X, y: float(np.asarray(strengths)[_right(thetas, X, y).argmax()]),
            ),
            Mimic(
                "penalty-in-the-score",
                lambda strengths, thetas, X, y, power: float(
                    np.asarray(strengths)[
                        (_losses(thetas, X, y) + strengths / (2 * len(y) ** power) * _squares(thetas)).argmin()
                    ]
                ),
                (0, 1),
            ),
            Mimic(
                "worst-for-best",
                lambda strengths, thetas, X, y: float(np.asarray(strengths)[_losses(thetas, X, y).argmax()]),
            ),
        ),
        hints=(
            "One log loss for each row of thetas. The penalty helped to fit; does it belong to the score?",
            "Z = X @ thetas.T has a column for each strength, and np.logaddexp(0, Z) - y[:, None] * Z its losses.",
            "strengths[np.argmin(losses.mean(axis=0))]",
        ),
        solution="""import numpy as np


def best_strength(strengths, thetas, X, y):
    Z = X @ thetas.T  # (m, s), a column for each strength
    losses = np.logaddexp(0, Z) - y[:, None] * Z
    return strengths[np.argmin(losses.mean(axis=0))]""",
    ),
    Exercise(
        name="decided",
        chapter=19,
        title="A decision from a logit",
        task="A false alarm costs `alarm` and a miss costs `miss`. Return for each logit the label of lower expected "
        "cost; no logit lies just on the border.",
        minutes=5,
        stub='''def decided(z, alarm, miss):
    """Return the labels that cost the least on average.

    z: (m,), logits of class 1. alarm, miss: above 0.
    Returns: array of shape (m,), 0 and 1.
    """
    return ...
''',
        reference=lambda z, alarm, miss: _above(z, float(np.log(alarm / miss))),
        cases=_logits,
        returns="labels",
        wrong=(
            Mimic("threshold-on-logit", lambda z, alarm, miss: _above(z, alarm / (alarm + miss))),
            Mimic("costs-exchanged", lambda z, alarm, miss: _above(z, float(np.log(miss / alarm)))),
            Mimic("always-one-half", lambda z, alarm, miss: _above(z, 0)),
            Mimic("odds-against-a-logit", lambda z, alarm, miss: _above(z, alarm / miss)),
            Mimic("classes-exchanged", lambda z, alarm, miss: 1 - _above(z, float(np.log(alarm / miss)))),
        ),
        words={
            "always-one-half": {
                "hint": "Does the answer change when the prices do?",
            },
            "threshold-on-logit": {
                "title": "the logit is compared with the threshold of the probability",
                "hint": "Is z a probability?",
                "why": "The threshold alarm / (alarm + miss) lies between 0 and 1, the logit anywhere: take "
                "the sigmoid of z, or the log-odds of the threshold.",
            },
        },
        hints=(
            "With the probability p of class 1 an alarm costs (1 - p) * alarm on average, and silence p * miss.",
            "So the threshold of p is alarm / (alarm + miss). Which logit has that probability?",
            "(z >= np.log(alarm / miss)).astype(int)",
        ),
        solution="""import numpy as np


def decided(z, alarm, miss):
    # the logit of alarm / (alarm + miss) is the logarithm of alarm / miss
    return (z >= np.log(alarm / miss)).astype(int)""",
    ),
    Exercise(
        name="by_group",
        chapter=19,
        title="The errors of every group",
        task="Return a confusion matrix of counts for each group: the truth in rows, what was said in columns.",
        minutes=7,
        stub='''def by_group(y, said, group):
    """Return the confusion matrix of every group.

    y, said: (m,), labels 0 and 1. group: (m,), numbers from 0 to G - 1, the
    largest. A number that is missing has a matrix of zeros.
    Returns: array of shape (G, 2, 2), whole numbers.
    """
    return ...
''',
        reference=_counts,
        cases=_judged,
        wrong=(
            Mimic("truth-and-prediction-exchanged", lambda y, said, group: _counts(said, y, group)),
            Mimic("shares-for-counts", _shares, (0, 1)),  # of nobody 0 / 0 or 0
            Mimic("shares-for-counts", lambda *a: _shares(*a, axes=(2,)), (0, 1)),
            Mimic("shares-for-counts", lambda *a: _shares(*a, axes=(1,)), (0, 1)),
            Mimic("shares-for-counts", lambda *a: _shares(*a, axes=(0, 1, 2)), (0, 1)),
            Mimic("classes-exchanged", lambda y, said, group: _counts(1 - np.asarray(y), 1 - np.asarray(said), group)),
            Mimic("repeated-index", lambda y, said, group: np.minimum(_counts(y, said, group), 1)),
        ),
        words={
            "classes-exchanged": {
                "hint": "Which row belongs to the truth 0, and which column to a 0 that was said?",
                "why": "Row and column have the number of their label, and 0 comes first.",
            },
        },
        hints=(
            "Which cell of which table does one example belong to?",
            "To [group, y, said]. Begin with np.zeros((G, 2, 2), dtype=int) and add 1 for each example.",
            "np.add.at(table, (group, y, said), 1) also counts where a cell is met again.",
        ),
        solution="""import numpy as np


def by_group(y, said, group):
    table = np.zeros((group.max() + 1, 2, 2), dtype=int)
    np.add.at(table, (group, y, said), 1)
    return table""",
    ),
]
