"""Exercises on the way down: the penalty, the check of a gradient, standardised columns, and Newton's step."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from lrlib import data, gradcheck, logistic
from lrlib.activations import sigmoid
from lrlib.checks import Array
from lrlib.exercises.exercise import Arguments, Beyond, Exercise, Mimic, Only, Trap
from lrlib.exercises.tasks.binary import EPS, SMALL, cost_clipped, cost_with_eps, cost_with_floor, examples

WHOLE = "and l2 stands before the squares where l2 / 2 should"
TWICE = "and the penalty is divided by m, which stands in l2 already"
NEARLY_NOTHING = {  # whether the small number is added or is the least that is taken
    "title": "it divides by a small number where a column is constant",
    "hint": "By what do you divide where the standard deviation is 2? And where it is 0?",
    "why": "Where a column is constant, what lies apart from it is divided by nearly 0 and becomes huge. Divide by 1 "
    "there, and elsewhere by the standard deviation itself, with nothing added.",
}


def _penalties(rng: np.random.Generator) -> Iterator[Arguments]:
    for m, n, l2 in ((2, 2, 0.5), (1, 2, 1.0), (3, 3, 0.1), (7, 3, 2.0), (12, 4, 0.3), (5, 2, 0.0)):
        yield *examples(rng, m, n), l2


def _far(rng: np.random.Generator) -> Iterator[Arguments]:
    for logit, label in ((800.0, 0.0), (-800.0, 1.0), (40.0, 1.0), (800.0, 1.0), (-800.0, 0.0)):
        yield np.array([logit, 0.5]), np.array([[1.0, 0.0]]), np.array([label]), 0.1
    yield np.array([-28.0, 0.5]), np.array([[1.0, 0.0]]), np.ones(1), 0.1  # as in `cost`
    yield np.array([0.0, 1.0]), np.column_stack((np.ones(3), SMALL)), np.ones(3), 0.1


def _with_penalty(penalty: Callable[[Array, float, int], Any]) -> Callable[..., Any]:
    """Return a wrong cost: the right one without penalty, and this penalty of theta, l2 and m."""
    return lambda theta, X, y, l2: logistic.cost(theta, X, y) + penalty(theta, l2, len(y))


@dataclass(frozen=True)
class Price:
    """The cost of a logistic model as a function of theta alone."""

    X: Array
    y: Array

    def __call__(self, theta: Any) -> float:
        """Return the cost at theta.

        Parameters
        ----------
        theta : array_like of shape (n,)
            Where.

        Returns
        -------
        float
            In nats per example.
        """
        return logistic.cost(np.asarray(theta, dtype=float), self.X, self.y)

    @property
    def __doc__(self) -> str:  # type: ignore[override]
        """Say in the message what the function is.

        Returns
        -------
        str
            One line.
        """
        return f"theta -> J(theta) for X = {self.X.tolist()}, y = {self.y.tolist()}"


def _prices(rng: np.random.Generator) -> Iterator[Arguments]:
    y = np.array([1.0, 0.0])
    yield Price(np.array([[1.0, 2.0], [1.0, -1.0]]), y), np.array([0.5, -1.0]), 0.5
    yield Price(np.array([[1.5], [-0.5]]), y), np.array([1.0]), 0.1
    for m, n, h in ((4, 2, 0.2), (5, 3, 0.01), (6, 5, 0.05)):
        theta, X, labels = examples(rng, m, n)
        yield Price(X.round(1), labels), theta, h
    yield Price(np.array([[1.0, 2.0], [1.0, -1.0]]), y), np.array([1, -2]), 0.25


def _difference(cost: Price, theta: Array, ahead: float, behind: float, width: float) -> Any:
    """Return (cost(theta + ahead) - cost(theta - behind)) / width for each entry."""
    axes = np.eye(len(theta))
    return np.array([cost(theta + ahead * e) - cost(theta - behind * e) for e in axes]) / width


def _wandering(cost: Price, theta: Array, h: float, back: float) -> Any:
    """Return the differences where each entry that was moved stays there."""
    place, slopes = np.array(theta, dtype=float), np.empty(len(theta))
    for i in range(len(theta)):
        place[i] += h
        ahead = cost(place)
        place[i] -= 2 * h
        slopes[i] = (ahead - cost(place)) / (2 * h)
        place[i] += back * h
    return slopes


def _growing(cost: Price, theta: Array, h: float) -> Any:
    """Return the differences along a step that is never set back to 0: it grows by one entry each time."""
    steps = h * np.tri(len(theta))
    return np.array([cost(theta + step) - cost(theta - step) for step in steps]) / (2 * h)


def _own_width(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Say whether the slopes are far nearer to the true ones than differences of the width h can be."""
    cost, theta, _ = arguments
    true = logistic.gradient(np.asarray(theta, dtype=float), cost.X, cost.y)
    near, far = np.abs(np.asarray(came) - true).max(), np.abs(np.asarray(expected) - true).max()
    return bool(near < far / 10)


def _all_at_once(cost: Price, theta: Array, h: float) -> Any:
    return np.full(len(theta), (cost(theta + h) - cost(theta - h)) / (2 * h))


def _parts(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([[1.0, 10.0], [3.0, 30.0], [2.0, 80.0]]), np.array([[4.0, 20.0], [0.0, 60.0]])
    for m, k, n in ((4, 3, 2), (6, 2, 3), (5, 5, 5)):
        yield rng.normal(3, 2, size=(m, n)), rng.normal(1, 4, size=(k, n))
    yield np.array([[1.0, 5.0], [1.0, 7.0], [1.0, 3.0]]), np.array([[1.0, 6.0], [1.0, 1.0]])  # a column of ones
    yield np.array([[2.0, 5.0], [2.0, 7.0], [2.0, 3.0]]), np.array([[2.5, 6.0], [2.0, 1.0]])  # that is none in test
    yield np.array([[1, 2], [3, 2], [2, 8]]), np.array([[2, 5], [4, 4]])


def _varies(train: Array, test: Array) -> bool:
    return bool((np.ptp(train, axis=0) > 0).all())


def _agrees(arguments: Arguments, came: Any, expected: Any) -> bool:
    """Compare; what is held out in a column that does not vary in train may be its distance from there, or 0."""
    train, _ = arguments
    rough = any(part.dtype == np.float32 for part in (*arguments, *map(np.asarray, came)))
    free = [np.zeros_like(expected[0]), np.where(np.ptp(train, axis=0) > 0, 0, expected[1])]
    tolerance = (1e-3, 1e-5) if rough else (1e-6, 1e-8)
    return all(
        bool((np.isclose(a, b, *tolerance) | np.isclose(a, b - gap, *tolerance)).all())
        for a, b, gap in zip(came, expected, free, strict=True)
    )


def _scaled(part: Array, mean: Any, spread: Any, guarded: bool) -> Any:
    return (part - mean) / (np.where(spread > 0, spread, 1.0) if guarded else spread)


def _pooled(train: Array, test: Array, guarded: bool) -> Any:
    both = np.concatenate((train, test))
    return tuple(_scaled(part, both.mean(axis=0), both.std(axis=0), guarded) for part in (train, test))


def _own(train: Array, test: Array, guarded: bool) -> Any:
    return tuple(_scaled(part, part.mean(axis=0), part.std(axis=0), guarded) for part in (train, test))


def _with_spread(spread: Callable[[Array], Any]) -> Callable[..., Any]:
    return lambda train, test, guarded: tuple(
        _scaled(part, train.mean(axis=0), spread(train), guarded) for part in (train, test)
    )


def _shifted(train: Array, test: Array) -> Any:
    return train - train.mean(axis=0), test - train.mean(axis=0)


def _divided(train: Array, test: Array, guarded: bool) -> Any:
    return tuple(_scaled(part, 0, train.std(axis=0), guarded) for part in (train, test))


def _by_rows(train: Array, test: Array, guarded: bool) -> Any:
    return tuple(
        _scaled(part, part.mean(axis=1, keepdims=True), part.std(axis=1, keepdims=True), guarded)
        for part in (train, test)
    )


def _by_one(train: Array, test: Array) -> Any:
    return tuple((part - train.mean()) / train.std() for part in (train, test))


def _each_by_one(train: Array, test: Array) -> Any:
    return tuple((part - part.mean()) / part.std() for part in (train, test))


def _padded(train: Array, test: Array, eps: float) -> Any:
    return tuple((part - train.mean(axis=0)) / (train.std(axis=0) + eps) for part in (train, test))


def _with_least_spread(train: Array, test: Array, eps: float) -> Any:
    return tuple((part - train.mean(axis=0)) / np.maximum(train.std(axis=0), eps) for part in (train, test))


def _by_range(train: Array, test: Array, guarded: bool) -> Any:
    low = train.min(axis=0)
    return tuple(_scaled(part, low, np.ptp(train, axis=0), guarded) for part in (train, test))


def _curved(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([0.0, 0.5]), np.array([[1.0, 2.0], [1.0, -1.0], [1.0, 0.5]]), np.array([1.0, 0.0, 0.0])
    for m, n in ((6, 2), (9, 3), (15, 4)):
        theta, X, y = examples(rng, m, n)
        yield theta / 2, X, y
    yield np.array([0, 1]), np.array([[1, 2], [1, -1], [1, 0]]), np.array([1, 0, 1])
    yield np.array([0.5, 0.25]), np.array([[2.0, 1.0], [-1.0, 2.0], [0.5, -1.0]]), np.array([1.0, 0.0, 1.0])


STEEP = np.array([[1.0, -800.0], [1.0, 800.0], [1.0, 1.0], [1.0, -1.0], [1.0, 0.5]])


def _newton_by(weights: Callable[[Array], Array]) -> Callable[..., Any]:
    """Return Newton's step with other weights of the examples than h (1 - h)."""

    def _step(theta: Array, X: Array, y: Array) -> Any:
        bend = X.T @ (weights(sigmoid(np.asarray(X @ theta, dtype=float)))[:, None] * X) / len(y)
        return theta - np.linalg.solve(bend, logistic.gradient(theta, X, y))

    return _step


def _newton_times(power: float) -> Callable[..., Any]:
    """Return Newton's step, too long or too short by a power of m."""
    return lambda theta, X, y: theta + len(y) ** power * (logistic.newton_step(theta, X, y) - theta)


def _not_inverted(theta: Array, X: Array, y: Array) -> Any:
    return theta - logistic.hessian(theta, X, y) @ logistic.gradient(theta, X, y)


def _by_diagonal(theta: Array, X: Array, y: Array) -> Any:
    return theta - logistic.gradient(theta, X, y) / np.diag(logistic.hessian(theta, X, y))


def _clipped_with_penalty(theta: Array, X: Array, y: Array, l2: float, eps: float) -> Any:
    return cost_clipped(theta, X, y, eps) + _of_weights(theta, l2, len(y))


def _with_floor_and_penalty(theta: Array, X: Array, y: Array, l2: float, eps: float) -> Any:
    return cost_with_floor(theta, X, y, eps) + _of_weights(theta, l2, len(y))


def _padded_with_penalty(theta: Array, X: Array, y: Array, l2: float, eps: float) -> Any:
    return cost_with_eps(theta, X, y, eps) + _of_weights(theta, l2, len(y))


def _of_theta(theta: Array, l2: float, m: int, *, share: float = 0.5) -> float:
    return share * l2 * float(theta @ theta)


def _of_weights(theta: Array, l2: float, m: int, *, share: float = 0.5) -> float:
    return _of_theta(theta[1:], l2, m, share=share)


EXERCISES = [
    Exercise(
        name="penalised_cost",
        chapter=3,
        title="The cost with a penalty",
        task="Before any data you believe of each weight $w$ that its density is $e^{-w^2 / (2 v)}$ times a constant, "
        "a bell around 0 with the variance $v$, and of the intercept you believe nothing. Multiply the likelihood by "
        "these densities. Return minus the logarithm of the product, divided by $m$, without the terms that hold no "
        "parameter. The argument `l2` is $1 / (m v)$; where it is 0 there is no belief.",
        minutes=8,
        stub='''def penalised_cost(theta, X, y, l2):
    """Return the mean cross-entropy plus the penalty, in nats.

    theta: (n,). X: (m, n), examples in rows, the first column is ones. y:
    (m,), each 0 or 1. l2: 0 or more.
    Returns: a number.
    """
    return ...
''',
        reference=lambda theta, X, y, l2: logistic.cost(theta, X, y, l2=l2),
        cases=_penalties,
        extremes=_far,
        breaks_at=lambda t: (np.array([t, 0.5]), np.array([[1.0, 0.0]]), np.zeros(1), 0.1),
        returns="number",
        wrong=(
            Mimic("penalty-forgotten", lambda theta, X, y, l2: logistic.cost(theta, X, y)),
            Mimic("penalty-factor-2", _with_penalty(lambda t, l2, m: _of_weights(t, l2, m, share=1.0))),
            Mimic("intercept-penalised", _with_penalty(_of_theta)),
            Mimic("intercept-penalised", _with_penalty(lambda t, l2, m: _of_theta(t, l2, m, share=1.0)), seen=WHOLE),
            Mimic("intercept-penalised", _with_penalty(lambda t, l2, m: _of_theta(t, l2, m) / m), seen=TWICE),
            Mimic("penalty-factor-half", _with_penalty(lambda t, l2, m: _of_weights(t, l2, m, share=0.25))),
            Mimic("penalty-over-m", _with_penalty(lambda t, l2, m: _of_weights(t, l2, m) / m)),
            Mimic("penalty-over-m", _with_penalty(lambda t, l2, m: _of_weights(t, l2, m, share=1.0) / m), seen=WHOLE),
            Mimic("penalty-not-squared", _with_penalty(lambda t, l2, m: l2 / 2 * np.abs(t[1:]).sum())),
            Mimic("penalty-not-squared", _with_penalty(lambda t, l2, m: l2 / 2 * np.linalg.norm(t[1:]))),
            Mimic("penalty-not-squared", _with_penalty(lambda t, l2, m: l2 / 2 * t[1:].sum())),
            Mimic("penalty-not-squared", _with_penalty(lambda t, l2, m: l2 * np.abs(t[1:]).sum())),
            Mimic("penalty-not-squared", _with_penalty(lambda t, l2, m: l2 * np.linalg.norm(t[1:]))),
            Mimic("penalty-not-squared", _with_penalty(lambda t, l2, m: l2 * t[1:].sum())),
            Mimic("penalty-not-squared", _with_penalty(lambda t, l2, m: l2 / 2 * t[1:].sum() ** 2)),
            Mimic("penalty-subtracted", _with_penalty(lambda t, l2, m: -_of_weights(t, l2, m))),
            Mimic(
                "missing-mean",
                lambda t, X, y, l2: len(y) * logistic.cost(t, X, y) + _of_weights(t, l2, 1),
            ),
            Mimic("missing-mean", lambda t, X, y, l2: len(y) * logistic.cost(t, X, y, l2=l2)),
            Mimic("clipped", _clipped_with_penalty, EPS),
            Mimic("clipped", _with_floor_and_penalty, EPS),
            Mimic("log-plus-eps", _padded_with_penalty, EPS),
        ),
        words={
            "penalty-over-m": {
                "hint": "How often is your belief divided by m, if l2 is 1 / (m v)?",
                "why": "The logarithm of the densities is divided by m once, and that m stands in l2 already.",
            },
        },
        hints=(
            "The logarithm of a product is a sum: the cost of exercise cost, and a term for each weight. What is minus "
            "the logarithm of exp(-w**2 / (2 * v))?",
            "A weight w adds w**2 / (2 * v), and the sum is divided by m. theta[1:] is theta without the intercept.",
            "Write v as 1 / (m * l2). Which number stands before the sum of theta[1:] ** 2?",
        ),
        solution="""import numpy as np


def penalised_cost(theta, X, y, l2):
    z = X @ theta
    belief = l2 / 2 * np.sum(theta[1:] ** 2)  # without the intercept
    return np.mean(np.logaddexp(0, z) - y * z) + belief""",
    ),
    Exercise(
        name="gradient_check",
        chapter=4,
        title="A gradient from differences",
        task="Measure the gradient of any cost without a formula: move one parameter by a small width to both "
        "sides, and divide the difference of the costs by the distance of the two places. The argument `h` is that "
        "width, not a probability. The array `theta` stays as it is.",
        minutes=10,
        stub='''def gradient_check(cost, theta, h):
    """Return the gradient of the cost by central differences.

    cost: a function of the parameters. theta: (n,). h: how far each
    parameter is moved to either side.
    Returns: array of shape (n,).
    """
    return ...
''',
        reference=lambda cost, theta, h: gradcheck.numeric_gradient(cost, theta, h=h),
        cases=_prices,
        wrong=(
            Mimic("one-sided-difference", lambda cost, theta, h: _difference(cost, theta, h, 0, h)),
            Mimic("one-sided-difference", lambda cost, theta, h: _difference(cost, theta, 0, h, h)),
            Mimic("divided-by-h", lambda cost, theta, h: _difference(cost, theta, h, h, h)),
            Mimic("difference-undivided", lambda cost, theta, h: _difference(cost, theta, h, h, 1)),
            Mimic("all-entries-at-once", _all_at_once),
            Mimic("not-put-back", _wandering, (0.0, 2.0)),
            Mimic("not-put-back", _growing),
            Mimic(
                "difference-undivided",
                lambda cost, theta, h: _difference(cost, theta, h, h, 2 / h),
                seen="(a - b) / 2 * h multiplies by h: Python goes from left to right",
            ),
            Trap("h-ignored", _own_width),
            Only("truncates-integers", lambda cost, theta, h: theta.dtype.kind == "f"),
        ),
        hints=(
            "For each entry: a copy of theta with that entry h larger, and one with it h smaller.",
            "The two places are 2 * h apart. The next entry starts from theta again.",
            "np.zeros(len(theta)) with h at entry i is the step to one side; subtract it for the other side.",
        ),
        solution="""def gradient_check(cost, theta, h):
    slopes = np.empty(len(theta))
    for i in range(len(theta)):
        step = np.zeros(len(theta))
        step[i] = h
        slopes[i] = (cost(theta + step) - cost(theta - step)) / (2 * h)
    return slopes
""",
    ),
    Exercise(
        name="standardize",
        chapter=4,
        title="Standardised columns",
        task="Shift and scale each column to mean 0 and standard deviation 1. What is held out gets the same shift and "
        "scale: nothing may be learned from it. A column that is constant becomes 0.",
        minutes=10,
        stub='''def standardize(train, test):
    """Return both parts, standardised by what the training part says.

    train: (m, n). test: (k, n). Returns: two arrays, of the same shapes.
    """
    return ...
''',
        reference=data.standardize,
        cases=_parts,
        agrees=_agrees,
        beyond=(
            Beyond(
                (np.array([[0.1, 1.0], [0.1, 2.0], [0.1, 3.0]]), np.array([[0.1, 2.0]])),
                "A column of 0.1 becomes -1: its standard deviation is computed as 1.4e-17, which is above 0. "
                "np.ptp(train, axis=0) > 0 tells for sure whether a column varies.",
            ),
        ),
        returns=("array", "array"),
        wrong=(
            Mimic("uses-test-data", _pooled, (False, True)),
            Mimic("own-statistics", _own, (False, True)),
            Mimic("variance-for-deviation", _with_spread(lambda train: train.var(axis=0)), (False, True)),
            Mimic("sample-deviation", _with_spread(lambda train: train.std(axis=0, ddof=1)), (False, True)),
            Mimic("half-standardised", _shifted),
            Mimic("half-standardised", _divided, (False, True)),
            Mimic("statistics-over-wrong-axis", _by_rows, (False, True)),
            Mimic("statistics-over-wrong-axis", _by_one),
            Mimic("statistics-over-wrong-axis", _each_by_one),
            Mimic("test-left-raw", lambda train, test, g: (_own(train, test, g)[0], test), (False, True)),
            Mimic("range-for-deviation", _by_range, (False, True)),
            Mimic("range-for-deviation", _with_spread(lambda train: np.ptp(train, axis=0)), (False, True)),
            Mimic("constant-column", _padded, EPS, words=NEARLY_NOTHING),
            Mimic("constant-column", _with_least_spread, EPS, words=NEARLY_NOTHING),
            Only("constant-column", _varies),
        ),
        hints=(
            "Mean and standard deviation of each column: train.mean(axis=0) and train.std(axis=0).",
            "Both parts use the same two rows of numbers, those of train. Where is the standard deviation 0?",
            "By rounding, equal numbers may have a spread above 0. np.ptp(train, axis=0) > 0 tells which columns vary. "
            "By what may the others be divided?",
        ),
        solution="""def standardize(train, test):
    varies = np.ptp(train, axis=0) > 0
    mean = np.where(varies, train.mean(axis=0), train[0])
    spread = np.where(varies, train.std(axis=0), 1)
    return (train - mean) / spread, (test - mean) / spread
""",
    ),
    Exercise(
        name="newton_step",
        chapter=4,
        title="One step of Newton's method",
        task="Take one step of Newton's method on the cost without penalty: the gradient tells the slope; the "
        "matrix of second derivatives corrects the step, in direction and in length. That matrix is $X^\\top S X / m$ "
        "with $S$ the diagonal matrix of $h (1 - h)$.",
        minutes=12,
        stub='''def newton_step(theta, X, y):
    """Return the parameters after one step of Newton's method.

    theta: (n,). X: (m, n), examples in rows. y: (m,), each 0 or 1. Returns:
    array of shape (n,).
    """
    return ...
''',
        reference=logistic.newton_step,
        cases=_curved,
        beyond=(
            Beyond(
                (np.array([0.0, 1.0]), STEEP, np.array([0.0, 1.0, 1.0, 0.0, 0.0])),
                "Where scores are -800 and 800 it gives another step, or none: there h (1 - h) is 0, and exp(800) "
                "infinite.",
            ),
        ),
        wrong=(
            Mimic("wrong-way", lambda theta, X, y: 2 * theta - logistic.newton_step(theta, X, y)),
            Mimic("gradient-for-newton", lambda theta, X, y: theta - logistic.gradient(theta, X, y)),
            Mimic("mean-in-one-only", _newton_times(1.0)),
            Mimic("mean-in-one-only", _newton_times(-1.0)),
            Mimic("curvature-weights-wrong", _newton_by(np.ones_like)),
            Mimic("curvature-weights-wrong", _newton_by(lambda h: h)),
            Mimic("curvature-weights-wrong", _newton_by(lambda h: (h * (1 - h)) ** 2)),
            Mimic("step-for-parameters", lambda theta, X, y: theta - logistic.newton_step(theta, X, y)),
            Mimic(
                "step-for-parameters",
                lambda theta, X, y: logistic.newton_step(theta, X, y) - theta,
                words={"why": "What you return is the way from the old parameters: the new ones are their sum."},
            ),
            Mimic("hessian-not-inverted", _not_inverted),
            Mimic("hessian-diagonal-only", _by_diagonal),
        ),
        hints=(
            "You have the gradient from exercise gradient. The step solves a system: matrix times step = gradient.",
            "The matrix is X.T @ (s[:, None] * X) / m with s = h * (1 - h). np.linalg.solve needs no inverse.",
            "np.linalg.solve(matrix, gradient) is the step. Which way does it lead?",
        ),
        solution="""def newton_step(theta, X, y):
    h = logistic.predict_proba(theta, X)
    gradient = X.T @ (h - y) / len(y)
    hessian = X.T @ ((h * (1 - h))[:, None] * X) / len(y)
    return theta - np.linalg.solve(hessian, gradient)
""",
    ),
]
