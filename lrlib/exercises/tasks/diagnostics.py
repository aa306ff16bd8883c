"""Exercises on whether a fit is good: residuals, criteria, calibration and leverage."""

from collections.abc import Iterator, Sequence

import numpy as np

from lrlib import calibration, deviance, influence, logistic
from lrlib.checks import Array
from lrlib.exercises.exercise import Arguments, Exercise, Mimic, Trap


def _predicted(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([1, 0]), np.array([0.8, 0.3])
    yield np.array([1]), np.array([0.5])
    for m in (5, 9):
        yield rng.permutation(np.arange(m) % 2), rng.uniform(0.05, 0.95, size=m).round(3)


def _sure(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([1, 0]), np.array([1e-8, 0.9999])
    yield np.array([0, 1]), np.array([0.99, 0.01])


def _costs(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([0.50, 0.49]), np.array([2, 5]), 100
    yield np.array([0.60, 0.50, 0.499]), np.array([2, 3, 9]), 200
    yield np.array([0.40, 0.55]), np.array([3, 1]), 50
    for m in (80, 500):
        yield np.sort(rng.uniform(0.3, 0.6, size=4)).round(3), rng.permutation([2, 4, 6, 12]), m
    for costs in ((0.50, 0.47), (0.50, 0.485)):  # a gain of one and a half for each parameter, and of three quarters
        yield np.array(costs), np.array([2, 4]), 100
    for costs in ((4.6, 1.2), (4.6, 3.1)):  # a hundred classes
        yield np.array(costs), np.array([1, 2]), 20
    for costs, m in (
        ((0.12, 0.09), 50),
        ((0.50, 0.49), 1000),
        ((0.5, 0.4973), 1000),
    ):  # where a logarithm, or 0.01 for each, tells otherwise
        yield np.array(costs), np.array([2, 4]), m
    for costs in ((0.40, 0.10), (4.60, 3.85)):  # a gain of 0.3 and of 0.75: a parameter as much as 1 or 2 of the cost
        yield np.array(costs), np.array([1, 2]), 20
    yield np.array([0.60, 0.38]), np.array([2, 6]), 20  # with the correction for few examples the first is the lower


def _criteria(costs: Sequence[float], sizes: Sequence[int], m: int) -> list[float]:
    return [deviance.aic(cost, m, int(n)) for cost, n in zip(costs, sizes, strict=True)]


def _column(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([3.0, 1.0, 2.0, 7.0]), np.array([1, 0, 1, 1]), np.array([0.7, 0.4, 0.2, 0.6]), 2
    for m, k in ((12, 3), (20, 4)):
        x = rng.permutation(np.arange(m) ** 2) / 4
        yield x, rng.permutation(np.arange(m) % 2), rng.uniform(0.1, 0.9, size=m).round(3), k


def _means(order: Array, residuals: Array, k: int) -> Array:
    return np.array([part.mean() for part in np.array_split(np.asarray(residuals)[order], k)])


def _wide(x: Array, y: Array, p: Array, k: int) -> Array:
    edges = np.linspace(np.min(x), np.max(x), k + 1)[1:-1]
    cell = np.digitize(x, edges)
    return np.array([np.mean((np.asarray(y) - p)[cell == i]) if (cell == i).any() else np.nan for i in range(k)])


def _said(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([0, 1, 1, 1]), np.array([0.5, 0.5, 0.75, 0.75])
    yield np.array([1, 0, 0, 1, 1, 1]), np.array([0.2, 0.2, 0.2, 0.2, 0.9, 0.9])
    for m in (12, 30):
        yield rng.permutation(np.arange(m) % 3 > 0).astype(int), rng.choice([0.1, 0.4, 0.6, 0.8], size=m)
    yield np.array([1, 0, 0, 0, 1, 1]), np.array([0.11, 0.11, 0.14, 0.14, 0.9, 0.9])  # two groups, rounded they are one


def _apart(y: Array, p: Array, which: str) -> float:
    found = calibration.groups(y, p, None)
    far = {"unweighted": np.mean((found.said - found.seen) ** 2), "resolution": found.resolution}
    return float(far[which])


def _cut(rng: np.random.Generator) -> Iterator[Arguments]:
    for m, k in ((6, 3), (20, 4), (30, 5)):
        p = rng.permutation(np.linspace(0.05, 0.9, m)).round(3)
        yield rng.permutation(np.arange(m) % 2), p, k


def _pearson(y: Array, p: Array, k: int, order: Array) -> float:
    seen, told = (np.asarray(a, dtype=float)[order].reshape(k, -1) for a in (y, p))
    n, ones, expected = seen.shape[1], seen.sum(axis=1), told.sum(axis=1)
    return float(np.sum((ones - expected) ** 2 / (expected * (1 - expected / n))))


def _only_ones(y: Array, p: Array, k: int) -> float:
    found = calibration.groups(y, p, k)
    return float(np.sum(found.size * (found.seen - found.said) ** 2 / found.said))


def _designs(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([0.0, 0.0]), np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]])
    for m, n in ((5, 2), (9, 3)):
        X = np.column_stack((np.ones(m), rng.normal(size=(m, n - 1)).round(2)))
        yield rng.normal(size=n).round(2), X


def _hat(theta: Array, X: Array, root: float) -> Array:
    """Return the matrix that the weights make, with any power of them beside the columns."""
    h = logistic.predict_proba(theta, X)
    weights = h * (1 - h)
    inner = np.linalg.inv(X.T @ (weights[:, None] * X))
    return np.asarray((weights**root)[:, None] * (X @ inner @ X.T) * weights**root)


def _line(X: Array) -> Array:
    return np.asarray(np.diag(X @ np.linalg.inv(X.T @ X) @ X.T))


EXERCISES = [
    Exercise(
        name="deviance_residual",
        chapter=13,
        title="The deviance residual",
        task="For each example return the root of what it adds to the deviance, above 0 where the label is 1 and below "
        "0 where it is 0.",
        minutes=5,
        stub='''def deviance_residual(y, p):
    """Return the deviance residuals.

    y: (m,), labels 0 and 1. p: (m,), probabilities of class 1, between
    0 and 1.
    Returns: array of shape (m,).
    """
    return ...
''',
        reference=deviance.deviance_residuals,
        cases=_predicted,
        extremes=_sure,
        wrong=(
            Mimic("sign-lost", lambda y, p: np.abs(deviance.deviance_residuals(y, p))),
            Mimic("two-forgotten", lambda y, p: deviance.deviance_residuals(y, p) / np.sqrt(2)),
            Mimic("unsquared-root", lambda y, p: deviance.deviance_residuals(y, p) ** 2),
            Mimic("unsquared-root", lambda y, p: np.sign(y - 0.5) * deviance.deviance_residuals(y, p) ** 2),
            Mimic("pearson-for-deviance", deviance.pearson_residuals),
            Mimic("labels-exchanged", lambda y, p: deviance.deviance_residuals(y, 1 - np.asarray(p))),
            Mimic("base-2-logarithm", lambda y, p: deviance.deviance_residuals(y, p) / np.sqrt(np.log(2))),
            Mimic("base-10-logarithm", lambda y, p: deviance.deviance_residuals(y, p) / np.sqrt(np.log(10))),
        ),
        words={
            "base-2-logarithm": {"why": "log is the natural logarithm, np.log; np.log2 gives bits."},
            "base-10-logarithm": {"why": "log is the natural logarithm, np.log."},
            "labels-exchanged": {
                "title": "p and 1 - p have changed places",
                "hint": "Of two examples with y = 1, one with p = 0.9 and one with p = 0.1: which has the "
                "larger residual?",
                "why": "Below the root stands the logarithm of the probability of what happened: p where y is "
                "1, 1 - p where y is 0.",
            },
        },
        hints=(
            "What does one example add to the deviance? That is twice its cost.",
            "The cost is -log(p) where y is 1, else -log(1 - p). Take the root of twice that.",
            "np.sign(y - p) * np.sqrt(-2 * np.log(np.where(y == 1, p, 1 - p)))",
        ),
        solution="""import numpy as np


def deviance_residual(y, p):
    said = np.where(y == 1, p, 1 - p)  # to what happened
    return np.sign(y - p) * np.sqrt(-2 * np.log(said))""",
    ),
    Exercise(
        name="lowest_aic",
        chapter=13,
        title="The model with the lowest AIC",
        task="Several models were fitted to the same `m` examples. Return the place of the one with the lowest AIC.",
        minutes=4,
        stub='''def lowest_aic(costs, sizes, m):
    """Return which model has the lowest AIC: 0 for the first.

    costs: (k,), lowest mean costs without penalty. sizes: (k,), numbers of
    parameters. m: the number of examples.
    Returns: a whole number.
    """
    return ...
''',
        reference=lambda costs, sizes, m: int(np.argmin(_criteria(costs, sizes, m))),
        cases=_costs,
        returns="number",
        wrong=(
            Mimic("cost-for-aic", lambda costs, sizes, m: int(np.argmin(costs))),
            Mimic("mean-cost-for-deviance", lambda costs, sizes, m: int(np.argmin(np.asarray(costs) + 2 * sizes))),
            Mimic(
                "mean-cost-for-deviance",
                lambda costs, sizes, m: int(np.argmin(2 * np.asarray(costs) + 2 * sizes)),
                words={"title": "a parameter weighs as much as 1 of the mean cost"},
            ),
            Mimic("aic-returned", lambda costs, sizes, m: float(np.min(_criteria(costs, sizes, m)))),
            Mimic("wrong-way", lambda costs, sizes, m: int(np.argmax(_criteria(costs, sizes, m)))),
            Trap(
                "wrong-dtype",
                lambda arguments, came, expected: np.asarray(came).dtype.kind == "f" and came == expected,
                words={
                    "hint": "Is the place of a model a whole number, and does your last line return one?",
                    "why": "A place is a whole number: no array has an entry 0.0. np.argmin gives one, and int makes "
                    "one of a float.",
                },
                everywhere=True,
            ),
        ),
        words={
            "wrong-way": {
                "title": "it takes the model with the highest AIC",
                "hint": "Is a high AIC good or bad?",
                "why": "The AIC grows with the cost and with the number of parameters: the lowest is wanted.",
            },
        },
        hints=(
            "What is the deviance of a model, if its mean cost and m are known?",
            "It is 2 m times the cost. Add 2 for each parameter; the arrays do it for all models at once.",
            "np.argmin(2 * m * costs + 2 * sizes)",
        ),
        solution="""import numpy as np


def lowest_aic(costs, sizes, m):
    criteria = 2 * m * costs + 2 * sizes
    return np.argmin(criteria)""",
    ),
    Exercise(
        name="mean_residuals",
        chapter=13,
        title="Binned residuals",
        task="Sort the examples by `x`, cut them into `k` groups of equal size, and return the mean of y - p in each "
        "group.",
        minutes=6,
        stub='''def mean_residuals(x, y, p, k):
    """Return the mean residuals of the groups, from low x to high x.

    x: (m,), no two equal. y: (m,), labels 0 and 1. p: (m,), probabilities
    of class 1. k: the number of groups; it divides m.
    Returns: array of shape (k,).
    """
    return ...
''',
        reference=lambda x, y, p, k: calibration.binned_residuals(x, y, p, k).residual,
        cases=_column,
        wrong=(
            Mimic("unsorted-groups", lambda x, y, p, k: _means(np.arange(len(y)), y - p, k)),
            Mimic("sorted-by-prediction", lambda x, y, p, k: _means(np.argsort(p, kind="stable"), y - p, k)),
            Mimic("wrong-sign", lambda x, y, p, k: _means(np.argsort(x), p - y, k)),
            Mimic("residual-for-its-size", lambda x, y, p, k: _means(np.argsort(x), np.abs(y - p), k)),
            Mimic("bins-of-equal-width", _wide),
            Mimic("missing-mean", lambda x, y, p, k: _means(np.argsort(x), y - p, k) * (len(y) // k)),
        ),
        words={
            "missing-mean": {
                "title": "it sums instead of averaging",
                "hint": "Can a residual y - p be above 1? Can your result?",
                "why": "The mean of each group is asked for: the sum grows with the size of the group.",
            },
        },
        hints=(
            "In which order must the residuals stand, so that neighbours have a like x?",
            "np.argsort(x) gives that order. With the residuals in it, reshape(k, -1) makes a row of each group.",
            "(y - p)[np.argsort(x)].reshape(k, -1).mean(axis=1)",
        ),
        solution="""import numpy as np


def mean_residuals(x, y, p, k):
    residuals = (y - p)[np.argsort(x)]
    return residuals.reshape(k, -1).mean(axis=1)""",
    ),
    Exercise(
        name="reliability",
        chapter=13,
        title="The reliability of what was said",
        task="A forecaster uses few values. Group the examples by the value of `p`; return the mean, over the "
        "examples, of the squared distance between what was said and the share of class 1 in that group.",
        minutes=6,
        stub='''def reliability(y, p):
    """Return the part of the Brier score that wrong probabilities add.

    y: (m,), labels 0 and 1. p: (m,), probabilities of class 1, of which
    many are equal.
    Returns: a number, 0 or more.
    """
    return ...
''',
        reference=lambda y, p: calibration.groups(y, p, None).reliability,
        cases=_said,
        returns="number",
        wrong=(
            Mimic("groups-unweighted", lambda y, p: _apart(y, p, "unweighted")),
            Mimic("brier-for-reliability", calibration.brier),
            Mimic("resolution-for-reliability", lambda y, p: _apart(y, p, "resolution")),
            Mimic("missing-mean", lambda y, p: len(y) * calibration.groups(y, p, None).reliability),
            Mimic("one-group-for-all", lambda y, p: float(np.mean(np.asarray(p) - y) ** 2)),
        ),
        words={
            "missing-mean": {
                "why": "A mean over the m examples is asked for: as a sum the number would be larger for more "
                "data, and say nothing of the forecaster.",
            },
        },
        hints=(
            "Which values of p are there? np.unique(p) lists them. What share of each group is of class 1?",
            "For a value v the group is y[p == v]. Weigh its squared distance by the number of its examples.",
            "sum((p == v).mean() * (v - y[p == v].mean()) ** 2 for v in np.unique(p))",
        ),
        solution="""import numpy as np


def reliability(y, p):
    total = 0.0
    for value in np.unique(p):
        group = y[p == value]
        total += len(group) * (value - group.mean()) ** 2
    return total / len(y)""",
    ),
    Exercise(
        name="group_statistic",
        chapter=13,
        title="The statistic of Hosmer and Lemeshow",
        task="Sort the examples by `p`, cut them into `k` groups of equal size, and return the statistic of Hosmer and "
        "Lemeshow.",
        minutes=7,
        stub='''def group_statistic(y, p, k):
    """Return the statistic of Hosmer and Lemeshow.

    y: (m,), labels 0 and 1. p: (m,), probabilities between 0 and 1, no two
    equal. k: the number of groups; it divides m.
    Returns: a number, 0 or more.
    """
    return ...
''',
        reference=lambda y, p, k: calibration.hosmer_lemeshow(y, p, k).statistic,
        cases=_cut,
        returns="number",
        wrong=(
            Mimic("unsorted-groups", lambda y, p, k: _pearson(y, p, k, np.arange(len(y)))),
            Mimic("counts-for-variances", _only_ones),
            Mimic("shares-for-counts", lambda y, p, k: calibration.hosmer_lemeshow(y, p, k).statistic * k / len(y)),
            Mimic("mean-for-sum", lambda y, p, k: calibration.hosmer_lemeshow(y, p, k).statistic / k),
        ),
        words={
            "shares-for-counts": {
                "title": "it takes shares where counts are wanted",
                "hint": "What becomes of your statistic if every group is ten times as large, with the same "
                "shares? Should it stay?",
                "why": "The same distance between two shares tells more in a large group than in a small one: "
                "counts keep the size.",
            },
        },
        hints=(
            "How many of class 1 are in each group, and how many were expected? Both are sums.",
            "Put y and p in the order of p and reshape(k, -1): a row is a group. A count varies by c (1 - c / n).",
            "a, c = ys.sum(axis=1), ps.sum(axis=1); then np.sum((a - c) ** 2 / (c * (1 - c / n)))",
        ),
        solution="""import numpy as np


def group_statistic(y, p, k):
    order = np.argsort(p)
    ys, ps = y[order].reshape(k, -1), p[order].reshape(k, -1)
    seen, expected, n = ys.sum(axis=1), ps.sum(axis=1), ys.shape[1]
    return np.sum((seen - expected) ** 2 / (expected * (1 - expected / n)))""",
    ),
    Exercise(
        name="leverage",
        chapter=13,
        title="How an example pulls itself",
        task="Multiply each row of `X` by the root of h (1 - h). Return the diagonal of A (AᵀA)⁻¹ Aᵀ for the matrix A "
        "that comes out.",
        minutes=6,
        stub='''def leverage(theta, X):
    """Return the leverage of each example.

    theta: (n,). X: (m, n), examples in rows, of full rank.
    Returns: array of shape (m,); it sums to n.
    """
    return ...
''',
        reference=influence.leverages,
        cases=_designs,
        wrong=(
            Mimic("least-squares-leverage", lambda theta, X: _line(X)),
            Mimic("hat-matrix-returned", lambda theta, X: _hat(theta, X, 0.5)),
            Mimic("variance-not-root", lambda theta, X: np.diag(_hat(theta, X, 0.0))),
            Mimic("variance-not-root", lambda theta, X: np.diag(_hat(theta, X, 1.0))),
            Mimic(
                "one-minus-h-forgotten",
                lambda theta, X: _line(np.sqrt(logistic.predict_proba(theta, X))[:, None] * X),
            ),
            Mimic(
                "variance-not-root",
                lambda theta, X: _line(
                    (logistic.predict_proba(theta, X) * (1 - logistic.predict_proba(theta, X)))[:, None] * X
                ),
            ),
        ),
        words={
            "one-minus-h-forgotten": {
                "hint": "What should an example weigh whose probability is nearly 1?",
                "why": "The weight is h (1 - h): an example that is sure weighs little at both ends, not at "
                "the lower one alone.",
            },
        },
        hints=(
            "Compute h first; then A has the rows of X, each times a number.",
            "h * (1 - h) has the shape (m,); [:, None] makes a column of it, which multiplies the rows.",
            "A = np.sqrt(h * (1 - h))[:, None] * X; then np.diag(A @ np.linalg.inv(A.T @ A) @ A.T)",
        ),
        solution="""import numpy as np


def leverage(theta, X):
    h = 1 / (1 + np.exp(-(X @ theta)))
    A = np.sqrt(h * (1 - h))[:, None] * X
    return np.diag(A @ np.linalg.inv(A.T @ A) @ A.T)""",
    ),
]
