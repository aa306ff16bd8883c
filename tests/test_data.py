"""The data sets are what their sources say, and preparing data never lets the test part into training."""

import builtins
import socket
from dataclasses import FrozenInstanceError
from importlib.resources import files

import numpy as np
import pytest
import sklearn.datasets

from lrlib import data

COUNTS = {
    "spam": (57, [2788, 1813]),
    "tumour": (30, [357, 212]),
    "fraud": (6, [100, 100]),
    "digits": (64, [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]),
    "iris": (4, [50, 50, 50]),
    "penguins": (4, [151, 68, 123]),
}


@pytest.mark.parametrize("name", COUNTS)
def test_each_set_has_the_size_and_the_class_counts_of_its_source(name):
    found = data.load(name)
    width, counts = COUNTS[name]
    assert found.name == name
    assert found.X.shape == (sum(counts), width)
    assert np.bincount(found.y).tolist() == counts
    assert (found.X.dtype, found.y.dtype) == (np.float64, np.int64)
    assert np.isfinite(found.X).all()


@pytest.mark.parametrize("name", COUNTS)
def test_each_column_and_class_has_one_name_of_its_own(name):
    found = data.load(name)
    assert len(set(found.features)) == found.X.shape[1]
    assert len(set(found.classes)) == len(COUNTS[name][1])
    assert "" not in (*found.features, *found.classes)


@pytest.mark.parametrize("name", COUNTS)
def test_each_set_tells_its_source_its_terms_and_its_size(name):
    found = data.load(name)
    assert any(mark in found.source for mark in ("https://doi.org/", "Chapman & Hall"))
    assert any(terms in found.licence for terms in ("CC BY 4.0", "CC0", "GPL"))
    assert found.DESCR.startswith(str(len(found.X)))


def test_each_data_file_is_attributed_and_each_attribution_has_its_file():
    folder = files("lrlib") / "data"
    blocks = [line[3:] for line in (folder / "ATTRIBUTION.md").read_text("utf-8").splitlines() if line[:3] == "## "]
    assert sorted(blocks) == sorted(entry.name for entry in folder.iterdir() if ".csv" in entry.name)


@pytest.mark.parametrize("file", ["spam.csv.gz", "digits.csv.gz"])
def test_a_compressed_file_holds_no_date_so_that_making_it_again_changes_nothing(file):
    raw = (files("lrlib") / "data" / file).read_bytes()
    assert raw[:2] == b"\x1f\x8b"
    assert raw[4:8] == bytes(4)  # RFC 1952: the time of last change


@pytest.mark.parametrize(
    ("name", "original"),
    [("iris", sklearn.datasets.load_iris), ("digits", sklearn.datasets.load_digits)],
)
def test_the_numbers_are_those_that_scikit_learn_ships(name, original):
    found, wanted = data.load(name), original()
    np.testing.assert_array_equal(found.X, wanted.data)
    np.testing.assert_array_equal(found.y, wanted.target)
    assert list(found.classes) == [str(label) for label in wanted.target_names]


def test_a_malignant_tumour_is_class_one_though_scikit_learn_calls_it_zero():
    found, wanted = data.load("tumour"), sklearn.datasets.load_breast_cancer()
    np.testing.assert_array_equal(found.X, wanted.data)
    np.testing.assert_array_equal(found.y == 1, wanted.target_names[wanted.target] == "malignant")
    assert found.classes[1] == "malignant"


def test_the_spam_columns_have_the_means_and_maxima_of_the_published_documentation():
    spam = data.load("spam")
    column = dict(zip(spam.features, spam.X.T, strict=True))
    assert column["make"].mean() == pytest.approx(0.10455, abs=5e-6)
    assert column["make"].max() == 4.54
    assert column["george"].mean() == pytest.approx(0.7673, abs=5e-5)
    assert column["CAP_tot"].mean() == pytest.approx(283.29, abs=5e-3)
    assert column["CAP_tot"].max() == 15841


def test_391_messages_repeat_the_features_and_the_label_of_an_earlier_one():
    spam = data.load("spam")
    assert len(spam.y) - len(set(_lines(spam.X, spam.y))) == 391
    assert "391" in spam.DESCR


def test_the_words_of_the_donor_mark_ham_and_the_description_warns_of_them():
    spam = data.load("spam")
    for word in ("george", "650"):
        used = spam.X[:, spam.features.index(word)] > 0
        assert used[spam.y == 0].mean() > 9 * used[spam.y == 1].mean()
        assert word in spam.DESCR


def test_the_mean_notes_are_those_of_flury_and_riedwyl():
    notes = data.load("fraud")
    genuine, forged = (notes.X[notes.y == k].mean(axis=0) for k in (0, 1))
    np.testing.assert_allclose(genuine, [214.969, 129.943, 129.720, 8.305, 10.168, 141.517], atol=5e-4)
    np.testing.assert_allclose(forged, [214.823, 130.300, 130.193, 10.530, 11.133, 139.450], atol=5e-4)
    assert "not card fraud" in notes.DESCR


def test_the_mean_penguin_is_the_published_one():
    X = data.load("penguins").X
    np.testing.assert_allclose(X.mean(axis=0), [43.92193, 17.15117, 200.91520, 4201.75439], atol=5e-6)


def test_the_arrays_belong_to_the_caller():
    first = data.load("iris")
    first.X[:], first.y[:] = -1, 9
    assert data.load("iris").X.min() > 0
    assert data.load("iris").y.max() == 2
    with pytest.raises(FrozenInstanceError):
        first.name = "other"


def test_loading_opens_no_socket(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    for name in COUNTS:
        data.load(name)


def test_loading_needs_neither_scikit_learn_nor_pandas(monkeypatch):
    real = builtins.__import__

    def only_numpy(name, *args, **kwargs):
        assert name.split(".")[0] not in {"sklearn", "pandas", "scipy", "matplotlib"}, name
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", only_numpy)
    for name in COUNTS:
        data.load(name)


@pytest.mark.parametrize("name", ["Spam", "", "../secret", "mnist"])
def test_an_unknown_name_is_answered_with_the_known_ones(name):
    with pytest.raises(ValueError, match="spam, tumour, fraud, digits, iris, penguins"):
        data.load(name)


def test_simulated_payments_say_so_and_are_as_rare_as_promised():
    made = data.simulate_fraud()
    assert "SIMULATED" in made.name
    assert "SIMULATED" in made.DESCR
    assert made.X.shape == (20_000, len(made.features))
    assert np.isfinite(made.X).all()
    # a binomial count stays within four standard deviations of its mean
    assert abs(made.y.sum() - 100) < 4 * np.sqrt(20_000 * 0.005 * 0.995)


def test_the_median_simulated_amounts_are_the_documented_ones():
    made = data.simulate_fraud(40_000, prevalence=0.5, rng=3)
    honest, fraud = (np.exp(np.median(made.X[made.y == k, 0])) for k in (0, 1))
    assert honest == pytest.approx(25, rel=0.05)
    assert fraud == pytest.approx(120, rel=0.05)


def test_the_same_seed_simulates_the_same_payments():
    one, same, other = (data.simulate_fraud(500, rng=seed) for seed in (1, np.random.default_rng(1), 2))
    np.testing.assert_array_equal(one.X, same.X)
    assert (one.X != other.X).any()


@pytest.mark.parametrize("wrong", [{"m": 1}, {"prevalence": 0.0}, {"prevalence": 1.0}, {"prevalence": np.nan}])
def test_an_impossible_simulation_is_refused(wrong):
    with pytest.raises(ValueError, match="wanted"):
        data.simulate_fraud(**wrong)


def test_one_hot_rows_have_their_one_at_the_class():
    y = np.array([2, 0, 1, 2])
    rows = data.one_hot(y, 4)
    assert rows.shape == (4, 4)
    assert rows.dtype == np.float64
    np.testing.assert_array_equal(rows.sum(axis=1), 1)
    np.testing.assert_array_equal(rows @ np.arange(4), y)


def test_without_k_the_largest_index_is_the_last_class():
    assert data.one_hot([0, 3]).shape == (2, 4)


@pytest.mark.parametrize(
    "wrong", [[-1], [3], [0.5], [np.nan], [np.inf], ["1"], [None], [[0]], [], [1j], np.array([1, 0], dtype=object)]
)
def test_what_is_no_class_index_has_no_one_hot_row(wrong):
    with pytest.raises((ValueError, TypeError), match="wanted"):
        data.one_hot(wrong, 3)


def test_the_intercept_is_the_first_column_and_x_stays_as_it_was():
    X = np.array([[5, 6], [7, 8]])
    before = X.copy()
    np.testing.assert_array_equal(data.add_intercept(X), [[1, 5, 6], [1, 7, 8]])
    np.testing.assert_array_equal(X, before)


@pytest.mark.parametrize("wrong", [[1, 2], [[np.nan]], [["a"]], [[]]])
def test_the_intercept_needs_a_matrix_of_finite_numbers(wrong):
    with pytest.raises((ValueError, TypeError), match="wanted"):
        data.add_intercept(wrong)


def test_only_the_training_part_sets_the_scale():
    rng = np.random.default_rng(0)
    train, test = rng.normal(5, 3, (50, 3)), rng.normal(-20, 9, (20, 3))
    kept = train.copy(), test.copy()
    scaled, other = data.standardize(train, test)
    np.testing.assert_allclose(scaled.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(scaled.std(axis=0), 1)
    for j in range(3):  # the oracle: the definition, written out with sums
        mean = sum(train[:, j]) / 50
        spread = (sum((train[:, j] - mean) ** 2) / 50) ** 0.5
        np.testing.assert_allclose(other[:, j], (test[:, j] - mean) / spread)
    np.testing.assert_array_equal(train, kept[0])
    np.testing.assert_array_equal(test, kept[1])
    (alone,) = data.standardize(train)
    np.testing.assert_array_equal(alone, scaled)


@pytest.mark.parametrize("constant", [0.0, 0.1, 3.0, 1e9])
def test_a_constant_column_is_only_shifted(constant):
    train, test = data.standardize(np.full((7, 1), constant), [[constant + 2]])
    np.testing.assert_allclose(train, 0, atol=1e-12)
    np.testing.assert_allclose(test, 2)


@pytest.mark.parametrize("parts", [([[np.nan]],), ([[np.inf]],), ([[1, 2]], [[1]]), ([1, 2],), ([[1]], [["a"]])])
def test_parts_that_cannot_be_scaled_are_refused(parts):
    with pytest.raises((ValueError, TypeError), match="wanted"):
        data.standardize(*parts)


def _lines(X, y):
    return sorted((*row, label) for row, label in zip(X.tolist(), y.tolist(), strict=True))


def test_a_split_loses_no_example_and_invents_none():
    spam = data.load("spam")
    X_train, X_test, y_train, y_test = data.split(spam.X, spam.y, rng=4)
    assert _lines(np.vstack((X_train, X_test)), np.concatenate((y_train, y_test))) == _lines(spam.X, spam.y)


@pytest.mark.parametrize("name", ["spam", "iris"])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_no_row_of_x_lies_on_both_sides(name, seed):
    found = data.load(name)
    X_train, X_test, _, _ = data.split(found.X, found.y, rng=seed)
    assert not {tuple(row) for row in X_train.tolist()} & {tuple(row) for row in X_test.tolist()}


def test_equal_rows_with_different_labels_stay_together():
    X = np.repeat(np.arange(10.0), 3)[:, None]
    X_train, X_test, _, _ = data.split(X, np.tile([0, 1, 1], 10), test=0.4)
    assert (len(X_train), len(X_test)) == (18, 12)
    assert not set(X_train.ravel()) & set(X_test.ravel())


def test_minus_zero_is_zero_to_a_split():
    X = np.array([[0.0], [-0.0], [1.0]])
    for seed in range(6):
        X_train, X_test, _, _ = data.split(X, [0, 1, 1], test=0.5, rng=seed)
        assert not set(X_train.ravel()) & set(X_test.ravel())


@pytest.mark.parametrize("test", [0.1, 0.25, 0.5, 0.8])
def test_the_test_part_has_about_the_share_that_was_asked_for(test):
    spam = data.load("spam")
    _, X_test, _, y_test = data.split(spam.X, spam.y, test=test)
    assert len(X_test) == len(y_test)
    assert len(X_test) / len(spam.X) == pytest.approx(test, abs=0.02)


def test_a_split_follows_from_its_seed_and_its_parts_are_copies():
    found = data.load("iris")
    first, same, other = (data.split(found.X, found.y, rng=s) for s in (5, np.random.default_rng(5), 6))
    for a, b in zip(first, same, strict=True):
        np.testing.assert_array_equal(a, b)
    assert len(first[1]) != len(other[1]) or (first[1] != other[1]).any()
    assert not any(np.shares_memory(part, found.X) for part in first)


@pytest.mark.parametrize("test", [0, 1, -0.1, 1.5, np.nan, np.inf, "half", None, 0.01, [0.5]])
def test_a_share_that_leaves_a_part_empty_is_refused(test):
    with pytest.raises((ValueError, TypeError), match="wanted"):
        data.split(np.arange(20.0)[:, None], np.zeros(20, dtype=int), test=test)


@pytest.mark.parametrize(
    ("X", "y"), [([[1], [2]], [0]), ([[1], [np.nan]], [0, 1]), ([1, 2], [0, 1]), ([[1], [2]], [0, 0.5])]
)
def test_a_split_needs_one_label_for_each_row_of_finite_numbers(X, y):
    with pytest.raises((ValueError, TypeError), match="wanted"):
        data.split(X, y, test=0.5)
