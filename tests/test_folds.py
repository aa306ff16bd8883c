"""Folds: each example is held out once, classes are dealt as scikit-learn deals them, and equal rows stay together."""

import numpy as np
import pytest
from sklearn.model_selection import StratifiedKFold

from lrlib import data


def drawn(seed, m=53):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(m, 2)), rng.integers(0, 3, size=m)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("k", [2, 5, 10])
def test_each_example_is_held_out_once_and_classes_are_dealt_as_by_scikit_learn(seed, k):
    X, y = drawn(seed)
    found = data.folds(X, y, k, rng=seed)
    assert sorted(np.concatenate([out for _, out in found])) == list(range(len(y)))
    for train, out in found:
        assert sorted([*train, *out]) == list(range(len(y)))
    mine = np.array([np.bincount(y[out], minlength=3) for _, out in found])
    theirs = [np.bincount(y[out], minlength=3) for _, out in StratifiedKFold(k).split(X, y)]
    assert (np.ptp(mine, axis=0) <= 1).all()
    np.testing.assert_array_equal(np.sort(mine, axis=0), np.sort(theirs, axis=0))


@pytest.mark.parametrize("seed", range(4))
def test_equal_rows_are_held_out_together(seed):
    X, y = drawn(seed)
    copies = np.random.default_rng(seed).integers(0, len(y), size=120)
    X, y = X[copies], y[copies]
    for train, out in data.folds(X, y, 4, rng=seed):
        assert not {row.tobytes() for row in X[train]} & {row.tobytes() for row in X[out]}


def test_a_seed_gives_the_same_folds_and_another_seed_others():
    X, y = drawn(0)
    first, again, other = (data.folds(X, y, rng=seed)[0][1] for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert first.tolist() != other.tolist()


@pytest.mark.parametrize(
    ("y", "k", "kind", "said"),
    [
        ([0, 1, 0], 2, ValueError, "y has 3 entries"),
        ([0, 1, 0, 0], 2, ValueError, "as many distinct rows"),
        ([0, 1, 0, 1], 1, ValueError, "2 folds or more"),
        ([0, 1, 0, 1], 2.0, TypeError, "wanted is a whole number"),
        ([0, 1, 0, 1], True, TypeError, "wanted is a whole number"),
    ],
)
def test_what_cannot_be_dealt_is_refused(y, k, kind, said):
    with pytest.raises(kind, match=said):
        data.folds([[1.0], [2.0], [3.0], [4.0]], y, k)
