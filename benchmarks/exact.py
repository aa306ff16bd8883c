"""How exact the activations are, in units in the last place, beside SciPy and scikit-learn.

The truth has 50 digits (mpmath). A unit is the spacing of the format at the true value; below the smallest normal
number that is one subnormal step. Run it by itself with ``python -m benchmarks.exact``.
"""

import warnings
from collections.abc import Callable, Iterator

import mpmath
import numpy as np
from numpy.typing import NDArray

from lrlib import activations

DIGITS = 50
Array = NDArray[np.floating]


def logits(dtype: type, seed: int = 0) -> Array:
    """Return numbers from -10,000 to 10,000: dense near 0, and in the tails where exp leaves the normal numbers."""
    rng = np.random.default_rng(seed)
    tail = np.linspace(*_tail(dtype), 300)
    wide = rng.choice([-1, 1], 700) * 10 ** rng.uniform(-6, 4, 700)
    z = np.concatenate((wide, tail, -tail, [0.0, -0.0, 36.7, -36.7, 1e4, -1e4]))
    return z.astype(dtype)


def _tail(dtype: type) -> tuple[float, float]:
    """Return where exp passes through the subnormal numbers, and a little more."""
    kind = np.finfo(dtype)
    return float(np.log(float(kind.smallest_subnormal))) - 2, float(np.log(float(kind.tiny))) + 2


def rows(K: int, dtype: type, seed: int = 0) -> Array:
    """Return rows of K logits at many scales: with ties, one class far ahead, or all others in the subnormal tail."""
    rng = np.random.default_rng(seed)
    count = max(12, 600 // K)
    Z = rng.normal(size=(count, K)) * 10 ** rng.uniform(-2, 3.5, (count, 1))
    Z += 10 ** rng.uniform(0, 3.8, (count, 1)) * rng.choice([-1, 1], (count, 1))
    Z[::5, 0] = Z[::5].max(axis=1) + rng.uniform(20, 60, len(Z[::5]))  # nearly certain: losses of 1e-9 to 1e-26
    Z[1::5, :2] = Z[1::5].max(axis=1, keepdims=True)  # two equal ones
    Z[2::5] = rng.uniform(-5, 5, Z[2::5, :1].shape) + rng.uniform(*_tail(dtype), Z[2::5].shape)
    Z[2::5, 0] = 0  # shares from just above the smallest normal number down to none
    return np.clip(Z, -1e4, 1e4).astype(dtype)


def off(got: Array, true: list[mpmath.mpf]) -> float:
    """Return the largest distance from the truth in units in the last place; infinite where a number is none."""
    if not np.isfinite(got).all():
        return float("inf")
    kind, values = np.finfo(got.dtype), np.asarray(got, float).ravel()
    near = np.array([float(exact) for exact in true])
    least = float(kind.smallest_subnormal)
    units = np.where(near == 0, least, np.maximum(np.ldexp(1.0, np.frexp(near)[1] - 1 - kind.nmant), least))
    with np.errstate(over="ignore"):
        about = np.abs(values - near) / units  # from the true values in double precision: those are half a unit off
    worst = about >= about.max() - 1.5
    pairs = zip(values, true, units, worst, strict=True)
    return max(float(abs(mpmath.mpf(value) - exact) / mpmath.mpf(unit)) for value, exact, unit, far in pairs if far)


def true_sigmoid(z: Array) -> list[mpmath.mpf]:
    """Return the sigmoid of each number."""
    return [1 / (1 + mpmath.exp(-mpmath.mpf(float(t)))) for t in z]


def true_log_sigmoid(z: Array) -> list[mpmath.mpf]:
    """Return the logarithm of the sigmoid of each number."""
    return [-mpmath.log1p(mpmath.exp(-mpmath.mpf(float(t)))) for t in z]


def true_softmax(Z: Array) -> list[mpmath.mpf]:
    """Return the softmax of each row, one row after the other."""
    return [p for row in Z for p in _distribution(row)]


def true_log_softmax(Z: Array) -> list[mpmath.mpf]:
    """Return the logarithms of the softmax of each row, free of the cancellation at a sum near 1."""
    found = []
    for row in Z:
        values = [mpmath.mpf(float(t)) for t in row]
        top = max(values)
        where = values.index(top)
        rest = mpmath.fsum(mpmath.exp(v - top) for k, v in enumerate(values) if k != where)
        found += [v - top - mpmath.log1p(rest) for v in values]
    return found


def _distribution(row: Array) -> Iterator[mpmath.mpf]:
    values = [mpmath.exp(mpmath.mpf(float(t))) for t in row]
    total = mpmath.fsum(values)
    yield from (v / total for v in values)


def competitors() -> dict[str, list[tuple[str, Callable[[Array], Array]]]]:
    """Return, for each function, the ways to compute it: ours first."""
    from scipy import special
    from sklearn._loss import HalfBinomialLoss, HalfMultinomialLoss

    def binomial(z: Array) -> Array:  # the loss of label 1 is minus the log-sigmoid
        loss = HalfBinomialLoss().loss(np.ones_like(z), np.ascontiguousarray(z))
        return -np.asarray(loss, z.dtype)

    def multinomial(Z: Array) -> Array:  # one call for each class gives all its log-probabilities
        loss = HalfMultinomialLoss(n_classes=Z.shape[1])
        columns = [loss.loss(np.full(len(Z), float(k), Z.dtype), np.ascontiguousarray(Z)) for k in range(Z.shape[1])]
        return -np.asarray(np.stack(columns, axis=1), Z.dtype)

    return {
        "sigmoid": [("lrlib", activations.sigmoid), ("scipy expit", special.expit),
                    ("as typed", lambda z: 1 / (1 + np.exp(-z)))],
        "log_sigmoid": [("lrlib", activations.log_sigmoid), ("scipy log_expit", special.log_expit),
                        ("scikit-learn loss", binomial), ("as typed", lambda z: np.log(1 / (1 + np.exp(-z))))],
        "softmax": [("lrlib", activations.softmax), ("scipy softmax", lambda Z: special.softmax(Z, axis=1)),
                    ("as typed", lambda Z: np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True))],
        "log_softmax": [("lrlib", activations.log_softmax),
                        ("scipy log_softmax", lambda Z: special.log_softmax(Z, axis=1)),
                        ("scikit-learn loss", multinomial),
                        ("as typed", lambda Z: np.log(np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)))],
    }  # fmt: skip


TRUTH = {
    "sigmoid": true_sigmoid,
    "log_sigmoid": true_log_sigmoid,
    "softmax": true_softmax,
    "log_softmax": true_log_softmax,
}
CASES = {"sigmoid": [0], "log_sigmoid": [0], "softmax": [3, 10, 1000], "log_softmax": [3, 10, 1000]}


def table() -> list[dict[str, object]]:
    """Return the largest distance of every way from the truth: function, K, way, format, units."""
    found: list[dict[str, object]] = []
    with mpmath.workdps(DIGITS), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, ways in competitors().items():
            for K in CASES[name]:
                for dtype in (np.float64, np.float32):
                    data = rows(K, dtype) if K else logits(dtype)
                    true = TRUTH[name](data)
                    for way, function in ways:
                        units = off(np.asarray(function(data)), true)
                        found.append({"function": name, "K": K, "way": way, "format": dtype.__name__, "units": units})
    return found


if __name__ == "__main__":
    for line in table():
        K = f"K = {line['K']}" if line["K"] else ""
        print(f"{line['function']:12s} {K:9s} {line['format']:8s} {line['way']:18s} {line['units']:10.3g}")
