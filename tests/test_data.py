"""The data sets against the counts that their makers publish; the tools against counting by hand."""

import numpy as np
import pytest

from lrlib import data

PUBLISHED = {  # rows, features, examples of each class
    "spam": (4601, 57, [2788, 1813]),
    "tumour": (569, 30, [357, 212]),
    "fraud": (200, 6, [100, 100]),
    "digits": (1797, 64, [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]),
    "iris": (150, 4, [50, 50, 50]),
    "penguins": (342, 4, [151, 68, 123]),
    "default": (10_000, 3, [9667, 333]),
    "birthweight": (189, 8, [130, 59]),
    "admissions": (4526, 2, [2771, 1755]),
    "wells": (3020, 3, [1283, 1737]),
    "menarche": (3918, 1, [1610, 2308]),
    "challenger": (23, 2, [16, 7]),
    "endometrial": (79, 3, [49, 30]),
    "womenlf": (263, 2, [155, 42, 66]),
    "housing": (1681, 3, [567, 446, 668]),
    "anes96": (944, 5, [200, 180, 108, 37, 94, 150, 175]),
    "whickham": (1314, 2, [945, 369]),
    "mortgages": (2380, 9, [2095, 285]),
    "resumes": (4870, 9, [4478, 392]),
    "credit": (1000, 5, [700, 300]),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_set_has_the_rows_features_and_classes_that_its_makers_publish(name):
    table = data.load(name)
    m, n, counts = PUBLISHED[name]
    assert table.X.shape == (m, n) == (len(table.y), len(table.features))
    assert np.bincount(table.y).tolist() == counts
    assert len(table.classes) == len(counts)
    assert np.isfinite(table.X).all()
    assert table.source
    assert table.licence
    assert len(table.DESCR) > 50


@pytest.mark.parametrize(
    ("name", "theirs"), [("iris", "load_iris"), ("digits", "load_digits"), ("tumour", "load_breast_cancer")]
)
def test_the_numbers_are_those_of_scikit_learn(name, theirs):
    import sklearn.datasets

    X, y = getattr(sklearn.datasets, theirs)(return_X_y=True)
    table = data.load(name)
    np.testing.assert_array_equal(table.X, X)
    np.testing.assert_array_equal(table.y, 1 - y if name == "tumour" else y)


def test_malignant_tumours_are_larger_and_forged_notes_shorter_in_the_diagonal():
    tumours, notes = data.load("tumour"), data.load("fraud")
    assert tumours.X[tumours.y == 1, 0].mean() > tumours.X[tumours.y == 0, 0].mean()
    assert notes.X[notes.y == 1, -1].mean() < notes.X[notes.y == 0, -1].mean()


def test_loading_twice_gives_arrays_of_their_own():
    data.load("iris").X[:] = 0
    assert data.load("iris").X.mean() > 3


def test_an_unknown_name_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match=f"wanted is one of {', '.join(PUBLISHED)}"):
        data.load("mnist")


def test_spam_repeats_391_rows_and_no_split_lets_one_leak():
    mails = data.load("spam")
    whole = np.column_stack((mails.X, mails.y))
    assert len(whole) - len(np.unique(whole, axis=0)) == 391
    train, test, *_ = data.split(mails.X, mails.y)
    assert not {row.tobytes() for row in train} & {row.tobytes() for row in test}
    assert len(train) + len(test) == 4601


def test_a_split_keeps_rows_and_labels_together_and_repeats_itself():
    X, y = np.arange(40.0).reshape(20, 2), np.arange(20) % 2
    parts = data.split(X, y, test=0.3, rng=4)
    assert [len(part) for part in parts] == [14, 6, 14, 6]
    for rows, labels in ((parts[0], parts[2]), (parts[1], parts[3])):
        np.testing.assert_array_equal(labels, rows[:, 0] / 2 % 2)
    for a, b in zip(parts, data.split(X, y, test=0.3, rng=np.random.default_rng(4)), strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("test", [0.0, 1.0, -0.5, 2.0, np.nan])
def test_a_split_that_leaves_a_part_empty_is_refused(test):
    with pytest.raises(ValueError, match="wanted"):
        data.split([[1.0], [2.0]], [0, 1], test=test)


def test_standardize_uses_the_training_part_alone():
    rng = np.random.default_rng(0)
    train, test = rng.normal(5, 3, (50, 2)), rng.normal(-1, 1, (9, 2))
    a, b = data.standardize(train, test)
    np.testing.assert_allclose(a.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(a.std(axis=0), 1)
    np.testing.assert_allclose(b * train.std(axis=0) + train.mean(axis=0), test)


def test_a_constant_column_becomes_zero():
    assert data.standardize([[0.1, 1], [0.1, 2], [0.1, 3]])[0][:, 0].tolist() == [0, 0, 0]


@pytest.mark.parametrize("value", [0.1, 1 / 3, 1e6 + 0.1])
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_a_constant_becomes_zero_also_where_the_mean_of_many_rounds_and_its_weight_stays(kind, value):
    m = 100_000
    train = np.column_stack((np.full(m, value), np.arange(m) % 7)).astype(kind)
    (scaled,) = data.standardize(train)
    assert scaled.dtype == kind
    assert not scaled[:, 0].any()
    assert data.standardize(train[:7, :1])[0].tolist() == [[0]] * 7
    assert data.raw_parameters([1.0, 2.0, 3.0], train)[1] == 2


@pytest.mark.parametrize(
    "column", [[1e-170, 3e-170], [1e-307, 0.0], [1.0, 1 + 2**-32], [1e8, 1e8 + 2**-2, 1e8 + 2**-1]]
)
def test_what_varies_by_however_little_gets_mean_0_and_deviation_1(column):
    (scaled,) = data.standardize(np.reshape(column, (-1, 1)))
    assert scaled.mean() == pytest.approx(0, abs=1e-6)
    assert scaled.std() == pytest.approx(1, rel=1e-6)


@pytest.mark.parametrize("shape", [(4,), (5, 4)])
def test_raw_parameters_give_the_same_score_to_raw_features(shape):
    rng = np.random.default_rng(1)
    train, test = rng.normal(5, 3, (50, 3)), rng.normal(-1, 1, (9, 3))
    train[:, 1], parameters = 0.1, rng.normal(size=shape)
    translated = data.raw_parameters(parameters, train)
    for raw, scaled in zip((train, test), data.standardize(train, test), strict=True):
        wanted = data.add_intercept(scaled) @ parameters.T
        np.testing.assert_allclose(data.add_intercept(raw) @ translated.T, wanted, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("parameters", [1.0, [1.0], [1.0, 2.0, 3.0], [[[1.0, 2.0]]]])
def test_raw_parameters_that_do_not_belong_to_the_columns_are_refused(parameters):
    with pytest.raises(ValueError, match=r"wanted is \(2,\) or \(K, 2\)"):
        data.raw_parameters(parameters, [[1.0], [2.0]])


def test_one_hot_rows_hold_a_single_one_at_the_class():
    assert data.one_hot([2, 0], 4).tolist() == [[0, 0, 1, 0], [1, 0, 0, 0]]


@pytest.mark.parametrize(
    ("y", "error"),
    [
        ([0, 4], ValueError),
        ([-1], ValueError),
        ([0.5], ValueError),
        (["a"], TypeError),
        ([], ValueError),
        ([[0]], ValueError),
    ],
)
def test_what_is_no_class_index_has_no_one_hot_row(y, error):
    with pytest.raises(error, match="wanted"):
        data.one_hot(y, 4)


def test_the_simulator_keeps_its_prevalence_and_says_what_it_is():
    payments = data.simulate_fraud(50_000, prevalence=0.02, rng=1)
    assert payments.y.mean() == pytest.approx(0.02, abs=4 * np.sqrt(0.02 * 0.98 / 50_000))
    assert "SIMULATED" in payments.name
    assert "SIMULATED" in payments.DESCR
    with pytest.raises(ValueError, match="wanted"):
        data.simulate_fraud(10, prevalence=0)


def test_every_file_is_attributed():
    from importlib.resources import files

    folder = files("lrlib") / "data"
    text = (folder / "ATTRIBUTION.md").read_text(encoding="utf-8")
    for file, *_ in data.SETS.values():
        assert f"## {file}" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"m": 2.5}, "m is 2.5; wanted is a whole number from 2 on"),
        ({"m": "a"}, "^m "),
        ({"m": 1}, "m is 1; wanted"),
        ({"prevalence": float("nan")}, "prevalence"),
        ({"prevalence": 1}, "prevalence is 1; wanted is a probability above 0 and below 1"),
    ],
)
def test_the_simulator_names_what_does_not_fit(arguments, said):
    with pytest.raises((TypeError, ValueError), match=said):
        data.simulate_fraud(**arguments)
    with pytest.raises(ValueError, match=r"no data set \['spam'\]"):
        data.load(["spam"])
