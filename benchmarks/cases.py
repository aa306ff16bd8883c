"""The data: scikit-learn's bundled sets, and two synthetic ones, of correlated and of independent columns."""

from dataclasses import dataclass

import numpy as np
from sklearn import datasets
from sklearn.preprocessing import StandardScaler

BUNDLED = {
    "tumour": datasets.load_breast_cancer,
    "iris": datasets.load_iris,
    "wine": datasets.load_wine,
    "digits": datasets.load_digits,
}


@dataclass(frozen=True)
class Case:
    """A data set, and C of scikit-learn: the penalty is l2 = 1 / (C m)."""

    name: str
    X: np.ndarray  # without a column of ones
    y: np.ndarray
    C: float = 1.0

    @property
    def K(self) -> int:
        return int(self.y.max()) + 1

    @property
    def l2(self) -> float:
        return 1 / (self.C * len(self.X))

    @property
    def design(self) -> np.ndarray:
        return np.column_stack((np.ones(len(self.X)), self.X))


def bundled(name: str) -> Case:
    table = BUNDLED[name]()
    return Case(name, StandardScaler().fit_transform(table.data), table.target)


def pictures(m: int, n: int = 784, K: int = 10, *, correlated: bool = True) -> Case:
    """Return standardised columns whose covariance has the eigenvalues 1, 1/2, 1/3, ..., as pictures have, or all 1."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((m, n))
    if correlated:
        axes = np.linalg.qr(rng.standard_normal((n, n)))[0]
        X = (X / np.sqrt(np.arange(1, n + 1))) @ axes.T
        X /= X.std(axis=0)
    y = (2 * X @ rng.standard_normal((n, K)) / np.sqrt(n) + rng.gumbel(size=(m, K))).argmax(axis=1)
    return Case(f"{m:,} x {n} x {K}{'' if correlated else ', independent'}", X, y, C=0.01)


def table(m: int, n: int = 20, *, correlated: bool = True) -> Case:
    """Return two classes, and columns that share a factor, so that each pair is correlated by one half, or do not."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((m, n))
    if correlated:
        X = (X + rng.standard_normal((m, 1))) / np.sqrt(2)
    y = (X @ rng.standard_normal(n) / 2 + rng.logistic(size=m) > 0).astype(int)
    return Case(f"{m:,} x {n}{'' if correlated else ', independent'}", X, y)
