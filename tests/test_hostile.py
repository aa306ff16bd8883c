"""What is not wanted meets a sentence; what only looks strange gets the right answer; no argument is changed."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy import sparse

import lrlib
from lrlib import (
    activations,
    calibration,
    coding,
    data,
    descent,
    deviance,
    effects,
    elastic_net,
    estimators,
    firth,
    inference,
    logistic,
    metrics,
    momentum,
    network,
    one_vs_all,
    ordinal,
    parity,
    softmax,
    stochastic,
)

rng = np.random.default_rng(0)
X = np.column_stack((np.ones(12), rng.normal(size=(12, 2))))
Y2, Y3 = np.arange(12) % 2, np.arange(12) % 3
THETA, W = np.array([0.1, -0.2, 0.3]), rng.normal(size=(3, 3))


def swapped(array):
    return array.astype(array.dtype.newbyteorder())


def backwards(array):
    return array[::-1].copy()[::-1]


# Everything that takes a matrix of examples, with the other arguments filled in.
OF_X = {
    "logistic.cost": lambda x: logistic.cost(THETA, x, Y2),
    "logistic.gradient": lambda x: logistic.gradient(THETA, x, Y2),
    "logistic.hessian": lambda x: logistic.hessian(THETA, x, Y2),
    "logistic.newton_step": lambda x: logistic.newton_step(THETA, x, Y2, l2=0.1),
    "logistic.smoothness": logistic.smoothness,
    "logistic.predict_proba": lambda x: logistic.predict_proba(THETA, x),
    "logistic.predict": lambda x: logistic.predict(THETA, x),
    "logistic.fit": lambda x: logistic.fit(x, Y2, l2=0.1).theta,
    "softmax.cost": lambda x: softmax.cost(W, x, Y3),
    "softmax.gradient": lambda x: softmax.gradient(W, x, Y3),
    "softmax.hessian": lambda x: softmax.hessian(W, x, Y3),
    "softmax.predict_proba": lambda x: softmax.predict_proba(W, x),
    "softmax.predict": lambda x: softmax.predict(W, x),
    "softmax.fit": lambda x: softmax.fit(x, Y3, l2=0.1).W,
    "one_vs_all.scores": lambda x: one_vs_all.scores(W, x),
    "one_vs_all.predict": lambda x: one_vs_all.predict(W, x),
    "one_vs_all.fit": lambda x: one_vs_all.fit(x, Y3, l2=0.1).W,
}


def with_entry(value):
    changed = X.copy()
    changed[3, 1] = value
    return changed


REFUSED = {
    "NaN": (with_entry(np.nan), "NaN or infinity"),
    "infinity": (with_entry(np.inf), "NaN or infinity"),
    "1e300": (with_entry(1e300), "larger unit"),
    "-1e300": (with_entry(-1e300), "X holds -1e.300; .*larger unit"),
    "float32 of 1e30": (with_entry(1e30).astype(np.float32), "larger unit"),
    "no row": (X[:0], "at least one example"),
    "no column": (X[:, :0], "at least one example"),
    "one axis": (X[0], "2 axes"),
    "three axes": (X[None], "2 axes"),
    "a number": (3.0, "2 axes"),
    "strings": (X.astype(str), "real numbers"),
    "bytes": (X.astype("S8"), "real numbers"),
    "None": (None, "real numbers"),
    "objects": (X.astype(object), "real numbers"),
    "ragged rows": ([[1.0, 2.0, 3.0], [1.0, 2.0]], "different lengths|real numbers"),
    "complex numbers": (X + 1j, "real numbers"),
    "dates": (np.full((12, 3), np.datetime64("2026-01-01")), "real numbers"),
    "huge integers": ([[10**400, 1, 1]] * 12, "real numbers"),
    "a masked array": (np.ma.masked_greater(X, 1), "masked"),
    "a sparse matrix": (sparse.csr_matrix(X), "real numbers"),
    "a sparse array": (sparse.csr_array(X), "real numbers"),
    "a data frame with words": (pd.DataFrame(X).assign(word="a"), "real numbers"),
    "a data frame with a hole": (pd.DataFrame(with_entry(np.nan)), "NaN or infinity"),
    "a nullable frame with a hole": (pd.DataFrame(X).convert_dtypes().mask(X > 1), "real numbers|NaN"),
    "a dictionary": ({"a": 1}, "real numbers"),
    "a generator": ((row for row in X), "real numbers"),
}
TAKEN = {
    "a list": X.tolist(),
    "tuples": tuple(map(tuple, X)),
    "Fortran order": np.asfortranarray(X),
    "the other byte order": swapped(X),
    "negative strides": backwards(X),
    "every second of a larger array": np.repeat(X, 2, axis=0)[::2],
    "read-only": X.copy(),
    "a data frame": pd.DataFrame(X, columns=list("abc"), index=np.arange(12)[::-1]),
    "np.matrix": np.asmatrix(X),
    "extended precision": X.astype(np.longdouble),
}
TAKEN["read-only"].flags.writeable = False


@pytest.mark.parametrize("function", OF_X)
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_matrix_of_examples_is_refused(function, name):
    hostile, message = REFUSED[name]
    if "sparse" in name and function.endswith(".fit"):
        np.testing.assert_allclose(OF_X[function](hostile), OF_X[function](X), rtol=1e-6, atol=1e-9)
        return
    with pytest.raises((TypeError, ValueError), match=message):
        OF_X[function](hostile)


@pytest.mark.parametrize("function", OF_X)
@pytest.mark.parametrize("name", TAKEN)
def test_what_only_looks_strange_gets_the_same_answer(function, name):
    before = np.array(TAKEN[name], dtype=float)
    np.testing.assert_allclose(OF_X[function](TAKEN[name]), OF_X[function](X), rtol=1e-9, atol=1e-12)
    assert (np.array(TAKEN[name], dtype=float) == before).all()


@pytest.mark.parametrize("function", OF_X)
def test_single_precision_and_integers_get_an_answer_close_by(function):
    np.testing.assert_allclose(OF_X[function](X.astype(np.float32)), OF_X[function](X), rtol=2e-3, atol=2e-3)
    whole = np.round(10 * X).astype(int)
    whole[:, 0] = 1
    np.testing.assert_allclose(OF_X[function](whole), OF_X[function](whole.astype(float)))


LABELS_REFUSED = {
    "too few": Y2[:5],
    "none": [],
    "a column": Y2[:, None] * 1.0 + 0.2,
    "one half": Y2 + 0.5,
    "minus one": 2 * Y2 - 1,
    "NaN": np.where(Y2, np.nan, 0),
    "words": np.where(Y2, "spam", "ham"),
    "None": [None] * 12,
    "a masked array": np.ma.masked_equal(Y2, 1),
    "one class": np.zeros(12),
    "1e300": Y2 * 1e300,
    "objects": Y2.astype(object),
}
FITS = {"logistic": logistic.fit, "softmax": softmax.fit, "one_vs_all": one_vs_all.fit}


@pytest.mark.parametrize("model", FITS)
@pytest.mark.parametrize("name", LABELS_REFUSED)
def test_what_are_no_labels_is_refused(model, name):
    with pytest.raises((TypeError, ValueError), match=r"\by\b"):
        FITS[model](X, LABELS_REFUSED[name], l2=0.1)


@pytest.mark.parametrize("model", ["softmax", "one_vs_all"])
def test_classes_that_are_not_counted_through_are_refused(model):
    with pytest.raises(ValueError, match=r"never occurs|all present"):
        FITS[model](X, 2 * Y3, l2=0.1)


@pytest.mark.parametrize("model", FITS)
@pytest.mark.parametrize("kind", [list, bool, np.float32, np.uint8, np.int64, pd.Series, swapped, backwards])
def test_labels_of_any_whole_kind_are_taken(model, kind):
    clean = FITS[model](X, Y2, l2=0.1)
    labels = Y2.astype(kind) if isinstance(kind, type) and kind not in (list, pd.Series) else kind(Y2)
    np.testing.assert_array_equal(getattr(FITS[model](X, labels, l2=0.1), "W", clean.W if model != "logistic" else 0),
                                  getattr(clean, "W", 0))  # fmt: skip


STRANGE_DATA = {
    "more columns than examples": rng.normal(size=(12, 40)),
    "a column twice": np.column_stack((X, X[:, 1])),
    "a constant column": np.column_stack((X, np.full(12, 7.0))),
    "zeros": np.column_stack((X, np.zeros(12))),
    "columns of very different size": X * [1, 1e6, 1e-6],
    "one column": X[:, 1:2],
    "an example many times": np.repeat(X[:1], 12, axis=0),
}


@pytest.mark.parametrize("model", FITS)
@pytest.mark.parametrize("name", STRANGE_DATA)
def test_with_a_penalty_every_data_set_has_a_fit(model, name):
    run = FITS[model](STRANGE_DATA[name], Y2 if model == "logistic" else Y3, l2=0.1, tol=1e-6)
    assert run.converged
    assert run.gradient_norm <= 1e-6


OTHERS = {
    "sigmoid of NaN": (lambda: activations.sigmoid(np.nan), "NaN"),
    "sigmoid of words": (lambda: activations.sigmoid("one"), "real numbers"),
    "softmax of a number": (lambda: activations.softmax(1.0), "at least one logit"),
    "softmax of nothing": (lambda: activations.softmax(np.zeros((3, 0))), "at least one logit"),
    "log_softmax of infinity": (lambda: activations.log_softmax([np.inf, 0.0]), "infinity"),
    "log_sigmoid of a sparse matrix": (lambda: activations.log_sigmoid(sparse.csr_matrix(X)), "real numbers"),
    "theta of another length": (lambda: logistic.cost([1.0], X, Y2), "theta has shape"),
    "theta of 1e300": (lambda: logistic.cost([1e300, 0, 0], X, Y2), "theta holds 1e.300; .*smaller unit of the col"),
    "theta of -1e300": (lambda: logistic.cost([-1e300, 0, 0], X, Y2), "theta holds -1e.300"),
    "V of 1e155": (lambda: network.cost([[1e155]], W[:2, :2], [[1.0]], [0]), "V holds 1e.155"),
    "V whose logits are no numbers": (lambda: network.hidden([[1e200, -1e200]], [[1e120, 1e120]]), "V holds -?1e.200"),
    "a network of no neuron": (lambda: network.hidden(np.zeros((0, 1)), [[1.0]]), r"V has shape \(0, 1\).* H of 1 or"),
    "W of one row": (lambda: softmax.cost(W[:1], X, Y3), "W has shape"),
    "a negative penalty": (lambda: logistic.fit(X, Y2, l2=-1), "l2 is -1"),
    "a penalty that is NaN": (lambda: logistic.fit(X, Y2, l2=np.nan), "l2"),
    "a penalty in words": (lambda: softmax.fit(X, Y3, l2="much"), "l2"),
    "tol of NaN": (lambda: logistic.fit(X, Y2, l2=0.1, tol=np.nan), "tol"),
    "steps below none": (lambda: softmax.fit(X, Y3, l2=0.1, max_steps=-1), "max_steps"),
    "soft labels for one-vs-all": (lambda: one_vs_all.fit(X, np.full((12, 3), 1 / 3)), "soft label"),
    "labels that sum to 2": (lambda: softmax.cost(W, X, np.full((12, 3), 2 / 3)), "sum to 1"),
    "a threshold of 2": (lambda: logistic.predict(THETA, X, threshold=2), "threshold"),
    "a rate of 0": (lambda: descent.descend(np.sum, np.ones_like, [1.0], alpha=0, steps=1), "alpha"),
    "probabilities above 1": (lambda: metrics.log_loss([1], [1.5]), "0 to 1"),
    "one_hot of class 5 of 3": (lambda: data.one_hot([5], 3), "class indices"),
    "standardise NaN": (lambda: data.standardize([[np.nan], [1.0]]), "NaN"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_arguments_that_make_no_sense_are_refused(name):
    call, message = OTHERS[name]
    with pytest.raises((TypeError, ValueError), match=message):
        call()


numbers = arrays.arrays(
    np.float64, arrays.array_shapes(min_dims=2, max_dims=2, max_side=7), elements=st.floats(width=64)
)


@settings(max_examples=150)
@given(numbers, st.integers(0, 2**31), st.sampled_from([0.0, 1e-9, 0.1, 1e6]))
@example(np.array([[-1.11253693e-308], [1.0], [0.0]]), 1, 0.0)  # the second is 1e308 times the first
def test_whatever_the_numbers_there_is_an_answer_or_a_sentence(examples, seed, l2):
    labels = np.random.default_rng(seed).integers(0, 3, len(examples))
    kept = examples.copy()
    for fit, y in ((logistic.fit, labels % 2), (softmax.fit, labels), (one_vs_all.fit, labels)):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.simplefilter("ignore", logistic.SeparationWarning)  # the one that is documented
            try:
                run = fit(examples, y, l2=l2, max_steps=30)
            except (TypeError, ValueError):
                continue
        assert np.isfinite(run.W if hasattr(run, "W") else run.theta).all()
        assert np.isfinite(run.cost)
    np.testing.assert_array_equal(examples, kept)


def test_there_are_at_least_sixty_hostile_inputs():
    assert len(REFUSED) + len(TAKEN) + len(LABELS_REFUSED) + len(STRANGE_DATA) + len(OTHERS) + 8 >= 60


REFUSED_OPTIONS = {
    "a network of infinitely many": (lambda: network.fit(X, Y2, np.inf), "H holds NaN or infinity"),
    "a network of one class": (lambda: network.fit(X, 0 * Y2, 2), "y holds the class 0 only"),
    "batches of two and a half": (lambda: stochastic.batches(5, 2.5, 0), "size is 2.5"),
    "half a pass": (
        lambda: stochastic.descend(lambda t, X, y: t, X, Y2, [0.0], alpha=0.1, size=2, passes=0.5),
        "passes is 0.5",
    ),
    "a step and a half": (lambda: elastic_net.fit(X, Y2, l1=0.1, max_steps=1.5), "max_steps is 1.5"),
    "more classes than examples": (lambda: softmax.fit(X[:2], [0, 10**10]), "class 1 never occurs in y"),
    "more of them in order": (lambda: ordinal.fit(X[:3, 1:], [0, 1, 10**10]), "class 2 never occurs in y"),
    "a network of more": (lambda: network.fit(X[:2], [0, 10**10], 2), "class 1 never occurs in y"),
    "one of more against all": (lambda: one_vs_all.fit(X[:2], [0, 10**10]), "class 1 never occurs in y"),
    "a gap in scikit-learn's classes": (
        lambda: parity.fit_softmax(X, np.resize([0, 5, 2], 12)),
        "class 1 never occurs",
    ),
    "an intercept alone for scikit-learn": (lambda: parity.fit_logistic(X[:, :1], Y2), "a column of ones alone"),
    "a penalty beyond 1e300": (lambda: logistic.fit(X, Y2, l2=1.7e308), r"l2 is 1.7e.308; wanted is 8e.305 at most"),
    "a step under such a penalty": (lambda: logistic.newton_step(THETA, X, Y2, l2=1.7e308), "l2 is 1.7e.308"),
    "two and a half of cuts": (lambda: ordinal.fit(X[:, 1:], Y3, max_steps=2.5), "max_steps is 2.5"),
    "two and a half steps": (lambda: softmax.fit(X, Y3, max_steps=2.5), "max_steps is 2.5"),
    "extended numbers": (lambda: activations.sigmoid(np.longdouble("1e4000")), "z holds a number beyond double|inf"),
    "a gradient of another shape": (
        lambda: stochastic.descend(lambda t, X, y: 1.0, X, Y2, [0.0, 0.0], alpha=0.1, size=2, passes=1),
        r"the gradient has shape \(\); wanted is that of the parameters, \(2,\)",
    ),
    "a column of it": (
        lambda: stochastic.descend(lambda t, X, y: np.ones((3, 1)), X, Y2, [0.0] * 3, alpha=0.1, size=2, passes=1),
        r"the gradient has shape \(3, 1\)",
    ),
    "batches that leave the numbers": (
        lambda: stochastic.descend(lambda t, X, y: -1e300 * t, X, Y2, [1.0], alpha=1e200, size=12, passes=1),
        "theta after 1 steps holds NaN or infinity",
    ),
    "a level next to 1": (lambda: inference.wald([0.0], [[1.0]], level=np.nextafter(1, 0)), "level is 0.99"),
    "a likelihood above 1": (lambda: inference.likelihood_ratio(-1, -1, 10), "smaller is -1"),
    "a threshold too many": (lambda: elastic_net.soft([1, 2], [1, 2, 3]), r"t has shape \(3,\)"),
    "sums of bins": (lambda: calibration.binned_residuals([1e308] * 2, [0, 1], [0.5, 0.5], 1), "x holds 1e.308"),
    "a step before the first": (lambda: momentum.nesterov_memory(-1), "step is -1"),
    "a version in letters": (lambda: lrlib.require("0.1a"), "version is '0.1a'"),
    "a number of a column that is a float": (lambda: effects.mean_risks(THETA, X, 2.0, [1]), "stored as an integer"),
    "no class": (lambda: metrics.confusion([0], [0], 0), "K is 0"),
    "class 2 of two": (lambda: metrics.confusion([0], [2], 2), "from 0 to 1"),
    "no start": (lambda: descent.descend(lambda t: 0.0, lambda t: t, [], alpha=1.0, steps=1), "start is empty"),
    "a part of train": (lambda: data.standardize([[1.0]], [1.0]), "part 1 has shape"),
}


@pytest.mark.parametrize("call", REFUSED_OPTIONS)
def test_a_message_names_the_argument_that_came(call):
    with pytest.raises(ValueError, match=REFUSED_OPTIONS[call][1]):
        REFUSED_OPTIONS[call][0]()


NO_NUMBERS = {
    "tol": lambda: logistic.fit(X, Y2, tol="a"),
    "tol of cuts": lambda: ordinal.fit(X[:, 1:], Y3, tol="a"),
    "first": lambda: stochastic.fading("a", 1),
    "steps": lambda: stochastic.cosine(1, "a"),
    "level": lambda: firth.interval(X, Y2, 0, level="a"),
    "level of a table": lambda: inference.wald([0.0], [[1.0]], level="a"),
    "C": lambda: estimators.LogisticRegression(C=[1]).fit(X, Y2),
    "max_steps": lambda: logistic.fit(X, Y2, max_steps="a"),
    "intercept": lambda: logistic.fit(X, Y2, intercept="no"),
    "names": lambda: inference.wald([0, 0], np.eye(2), "ab"),
    "names of numbers": lambda: inference.wald([0], [[1]], [5]),
    "names of classes": lambda: softmax.summary(W, X, Y3, names="abc"),
}


@pytest.mark.parametrize("name", NO_NUMBERS)
def test_what_is_no_number_or_no_word_where_one_is_wanted_is_named(name):
    with pytest.raises(TypeError, match=rf"^{name.split()[0]} (is|holds) .*; wanted (is|are)"):
        NO_NUMBERS[name]()


SMALL = np.column_stack((np.ones(4), np.arange(4)))
FAR_OUT = {
    "a cost": (lambda: logistic.cost([0, 1e10], SMALL, [0, 1, 0, 1], l2=1e300), np.inf),
    "its slope": (lambda: logistic.gradient([0, -1e10], SMALL, [0, 1, 0, 1], l2=1e300)[1], -np.inf),
    "both": (lambda: logistic.value_and_gradient([0, 1e10], SMALL, [0, 1, 0, 1], l2=1e300)[1][1], np.inf),
    "a softmax": (lambda: softmax.cost([[0, 1e10], [0, 0]], SMALL, [0, 1, 0, 1], l2=1e300), np.inf),
    "its slopes": (lambda: softmax.gradient([[0, 1e10], [0, 0]], SMALL, [0, 1, 0, 1], l2=1e300)[0, 1], np.inf),
    "a fit": (lambda: round(logistic.fit(SMALL, [0, 1, 0, 1], l2=1e300).theta[1], 9), 0.0),
    "a fit of a tiny column": (lambda: logistic.fit(SMALL * [1, 1e-300], [0, 1, 0, 1], l2=1e200).theta[1], 0.0),
    "a network": (lambda: network.cost([[1e100]], W[:2, :2], [[2.0]], [0], l2=1e300), np.inf),
    "corners": (lambda: elastic_net.cost([0, 1e100], SMALL, [0, 1, 0, 1], l1=1e300), np.inf),
    "a z value": (lambda: inference.wald([1e308], [[1e-300]]).z[0], np.inf),
    "a tail": (lambda: inference.chi_squared_tail(np.float32(np.inf), 1), 0.0),
    "the tail of an array": (lambda: inference.chi_squared_tail(np.array(np.inf), 1), 0.0),
    "a curve": (lambda: metrics.curve([0, 1], [-1e308, 1e308]).hits[1], 1),
    "a test": (lambda: calibration.hosmer_lemeshow([1, 1, 0, 1], [1e-310, 2e-310, 0.5, 0.7], 4).p, 0.0),
    "a residual": (lambda: float(f"{deviance.pearson_residuals([1], [5e-324], [10.0])[0]:.5g}"), 1.4227e162),
    "a class of no weight": (
        lambda: logistic.fit(SMALL, [0, 1, 0, 1], l2=0.1, sample_weight=[1e-20, 1, 1e-20, 1]).converged,
        True,
    ),
}


@pytest.mark.parametrize("name", FAR_OUT)
def test_at_the_ends_of_the_numbers_there_is_an_answer_and_no_warning(name):
    call, answer = FAR_OUT[name]
    assert call() == answer


@pytest.mark.parametrize("K", ["3", 2.5, 3.0])
@pytest.mark.parametrize("call", [data.one_hot, coding.dummy, lambda y, K: metrics.confusion(y, y, K)])
def test_what_is_no_number_of_classes_is_refused(call, K):
    with pytest.raises(TypeError, match=r"K is .*; wanted is a whole number"):
        call([0], K=K)


def test_zeros_at_the_end_of_a_version_say_nothing_and_a_list_of_words_and_numbers_is_no_list_of_words():
    lrlib.require(lrlib.__version__ + ".0.0")
    with pytest.raises(ImportError, match="is here"):
        lrlib.require(lrlib.__version__ + ".0.1")
    with pytest.raises(TypeError, match="wanted are real numbers"):
        metrics.confusion(["a", "b"], ["a", 1])
    assert activations.sigmoid(np.array([1.0], dtype=">f4")).dtype == np.float32
