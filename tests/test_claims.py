"""Every sentence that claims something of data or method has a witness: listed here, found there, and able to fail.

`tests/claims.tsv` holds them: the page, the sentence, its witness. A witness is a test (`test_...`), a stored
output of the same page (`prints ...`; the strict runs compare it), an equation of the register (`(4.13)`), or why the
sentence needs none (`NO_WITNESS`). `python tests/test_claims.py` counts them.
"""

import ast
import csv
import functools
import importlib
import itertools
import json
import re
import warnings
from pathlib import Path

import numpy as np
import pytest
from scipy import special
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from lrlib import activations, calibration, data, descent, gradcheck, logistic, metrics, one_vs_all, profile, softmax
from lrlib.engine import routes
from lrlib.proofs.displays import markdown
from lrlib.proofs.register import REGISTER

ROOT = Path(__file__).parent.parent
TABLE = Path(__file__).with_name("claims.tsv")
CLAIM = re.compile(
    r"\b(?:(?:hard|eas[iy]|fast|slow|larg|small|long|short|cheap|dear|clos|low|high|sharp|flat|steep|sur|round|wid)e?r"
    r"|better|worse|best|worst|more|less|fewer|most|least|mostly|nearly|almost|hardly|about as|as many|as much|enough"
    r"|never|always|often|usually|seldom|rarely|sometimes|everywhere|nobody|nowhere|every|whatever|at any"
    r"|because|therefore|agrees?|outshouts?|settles?|converges|crawls|cycles?|overshoots?|diverges?|fails?|luck"
    r"|cannot|only)\b",
    re.IGNORECASE,
)
NO_WITNESS = {
    "definition": "it says what a word means",
    "advice": "it says what to do",
    "question": "it asks, or announces",
    "arithmetic": "the reader adds it up",
    "source": "it is told by the source that the page names",
    "program": "it says what the code beside it does",
    "wrong": "a wrong answer of a quiz, named as one",
}
OTHERS = {"errata", "published-mistakes", "questions"}  # each has a test file of its own
PAGES = {
    path.stem: path
    for path in [*sorted((ROOT / "chapters").glob("*.*")), ROOT / "README.md"]
    if path.suffix in {".ipynb", ".md"} and path.stem not in OTHERS | {"references", "register"}
}


def texts(path):
    """Return what a page says: its prose without displays, the strings of its quiz, the words for its pictures."""
    found = re.split(r"\n\s*\n|\n[-*|] ", re.sub(r"\$\$.*?\$\$|```.*?```", " ", markdown(path), flags=re.DOTALL))
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if path.suffix == ".ipynb" else []:
        found.append(cell["metadata"].get("mystnb", {}).get("image", {}).get("alt", ""))
        source = "".join(cell["source"])
        if "# @title Quiz" in source:
            found += [n.value for n in ast.walk(ast.parse(source)) if isinstance(getattr(n, "value", None), str)]
    return found


def sentences(path):
    """Return the sentences of a page."""
    return [s for text in texts(path) for s in re.split(r"(?<=[.?!:])\s+", " ".join(text.split())) if s]


def printed(path):
    """Return all stored outputs of a page."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"] if path.suffix == ".ipynb" else []
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return "\n".join("".join(o.get("text", o.get("data", {}).get("text/plain", ""))) for o in outputs)


@functools.cache
def table():
    """Return the rows of the table: page, sentence, witness."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def listed(page):
    """Return the sentences that are listed for a page."""
    return [sentence for where, sentence, _ in table() if where == page]


# The inventory


@pytest.mark.parametrize("page", PAGES)
def test_every_claim_of_a_page_is_listed_and_every_listed_one_stands_there(page):
    found = {s for s in sentences(PAGES[page]) if CLAIM.search(s)}
    assert sorted(found - set(listed(page))) == [], "new or changed: what is its witness? Write both into claims.tsv"
    assert sorted(set(listed(page)) - found) == [], "gone from the page: take it out of claims.tsv"


def test_every_witness_exists():
    tests = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/test_*.py"))
    assert {page for page, _, _ in table()} <= set(PAGES)
    assert len({row[:2] for row in table()}) == len(table())
    for page, sentence, witness in table():
        kind, _, rest = witness.partition(" ")
        if kind == "prints":
            assert rest in printed(PAGES[page]), (page, sentence, rest)
        elif kind.startswith("test_"):
            assert f"def {witness}(" in tests, (page, sentence, witness)
        elif kind.startswith("("):
            assert witness.strip("()") in REGISTER, (page, sentence, witness)
        else:
            assert witness in NO_WITNESS, (page, sentence, witness)


# Chapter 1


@pytest.fixture(scope="module")
def tumours():
    return data.load("tumour")


@pytest.fixture(scope="module")
def mails():
    return data.load("spam")


def judged(table, seed, l2=1e-3):
    """Return held-out labels, and what a model fitted to the other examples says of them."""
    train, test, y_train, y_test = data.split(table.X, table.y, rng=seed)
    train, test = (data.add_intercept(part) for part in data.standardize(train, test))
    return y_test, logistic.predict_proba(logistic.fit(train, y_train, l2=l2).theta, test)


def bill(truth, chance, threshold, alarm, miss):
    called = chance >= threshold
    return alarm * np.sum(called & (truth == 0)) + miss * np.sum(~called & (truth == 1))


def test_far_examples_on_the_right_side_move_a_line_and_not_the_logistic_border(tumours):
    radius, y = tumours.X[:, 0], tumours.y
    free = logistic.fit(data.add_intercept(radius[:, None]), y).theta
    for count, place in ((5, 60.0), (10, 90.0), (20, 200.0)):
        x, labels = np.append(radius, np.full(count, place)), np.append(y, np.ones(count))
        b, a = np.polyfit(x, labels, 1)
        missed = np.mean(a + b * radius[y == 1] < 0.5)
        theta = logistic.fit(data.add_intercept(x[:, None]), labels).theta
        assert missed > np.mean(np.polyval(np.polyfit(radius, y, 1), radius[y == 1]) < 0.5)
        assert -theta[0] / theta[1] == pytest.approx(-free[0] / free[1], abs=5e-3)
    places = []
    for place in (1e2, 1e3, 1e4, 1e5):
        slope, level = np.polyfit(np.append(radius, np.full(10, place)), np.append(y, np.ones(10)), 1)
        places.append((0.5 - level) / slope)
    assert (np.diff(np.log10(places)) > 0.6).all()  # without limit: ten times as far, almost ten times as far
    wrong = []  # far and benign
    for count, place in ((0, 0.0), (1, 60.0), (10, 28.0), (10, 60.0), (10, 90.0)):
        x, labels = np.append(radius, np.full(count, place)), np.append(y, np.zeros(count))
        theta = logistic.fit(data.add_intercept(x[:, None]), labels).theta
        wrong.append(int(np.sum(theta[0] + theta[1] * radius[y == 1] < 0)))
    assert (np.diff(wrong) >= 5).all()
    assert wrong[-1] == np.sum(y)


def test_right_examples_move_the_curve_where_they_lie_close_to_the_border(tumours):
    radius, y = tumours.X[:, 0], tumours.y
    moved = []
    for count, place in ((0, 16.0), (10, 16.0), (200, 17.0), (10, 28.0)):
        x, labels = np.append(radius, np.full(count, place)), np.append(y, np.ones(count))
        theta = logistic.fit(data.add_intercept(x[:, None]), labels, tol=1e-9).theta
        moved.append(-theta[0] / theta[1])
    assert moved[2] < moved[1] - 0.1 < moved[0] - 0.15
    assert moved[3] == pytest.approx(moved[0], abs=1e-3)


def test_a_higher_threshold_turns_alarms_into_silence_and_no_silence_into_an_alarm(tumours):
    truth, chance = judged(tumours, 3)
    alarms = [chance >= t for t in np.linspace(0, 1, 101)]
    assert all((later <= sooner).all() for sooner, later in itertools.pairwise(alarms))
    counts = np.array([(np.sum(a & (truth == 0)), np.sum(a & (truth == 1))) for a in alarms])
    assert (np.diff(counts, axis=0) <= 0).all()
    assert (counts[0] > counts[-1]).all()


def test_on_the_first_split_mails_are_cheapest_near_the_prices_and_the_other_two_are_not(mails, tumours):
    thresholds = np.arange(1, 1000) / 1000
    payments = data.simulate_fraud(20_000, prevalence=0.005, rng=7)
    costs, asked = {}, {}
    for name, table, alarm, miss in (("spam", mails, 10, 1), ("fraud", payments, 1, 50), ("tumour", tumours, 1, 20)):
        truth, chance = judged(table, 0)
        costs[name] = np.array([bill(truth, chance, t, alarm, miss) for t in thresholds])
        asked[name] = bill(truth, chance, metrics.cost_threshold(alarm, miss), alarm, miss)
        cheapest, prices = thresholds[costs[name].argmin()], metrics.cost_threshold(alarm, miss)
        assert (abs(cheapest - prices) < 0.01) == (name == "spam")
        misses = [int(np.sum((chance < t) & (truth == 1))) for t in (cheapest, prices, 0.5)]
        assert (max(misses[:2]) <= 3) == (name != "spam")
        if name == "tumour":
            assert misses == [0, 1, 1]
        if name == "fraud":
            assert misses[:2] == [3, 2]
    assert asked["spam"] < 1.01 * costs["spam"].min()
    assert asked["fraud"] > 1.4 * costs["fraud"].min()
    assert costs["tumour"].min() < costs["tumour"][499] < asked["tumour"]


@pytest.mark.slow
def test_over_other_splits_too_the_threshold_of_the_prices_is_cheaper_in_sum(mails, tumours):
    payments = data.simulate_fraud(20_000, prevalence=0.005, rng=7)
    for table, alarm, miss in ((mails, 10, 1), (payments, 1, 50), (tumours, 1, 20)):
        asked = metrics.cost_threshold(alarm, miss)
        bills = [[bill(*judged(table, s), t, alarm, miss) for t in (0.5, asked)] for s in range(20, 26)]
        half, prices = np.sum(bills, axis=0)
        assert prices < half


def test_rebalancing_finds_frauds_too_and_spoils_the_probabilities():
    for draw in (1, 2, 3):
        payments = data.simulate_fraud(20_000, prevalence=0.005, rng=draw)
        found = []
        for seed in range(5):
            train, test, y_train, truth = data.split(payments.X, payments.y, rng=seed)
            train, test = (data.add_intercept(part) for part in data.standardize(train, test))
            common = np.random.default_rng(seed).permutation(np.flatnonzero(y_train == 0))[: int(y_train.sum())]
            kept = np.concatenate((np.flatnonzero(y_train == 1), common))
            plain, balanced = (
                logistic.predict_proba(logistic.fit(train[rows], y_train[rows], l2=1e-3).theta, test)
                for rows in (slice(None), kept)
            )
            calls = (plain >= 0.5, plain >= 1 / 51, balanced >= 0.5)
            found.append((truth.sum(), *(np.sum(c & (truth == 1)) for c in calls), plain.mean(), balanced.mean()))
        frauds, half, prices, fair, plain, balanced = np.sum(found, axis=0)
        assert half < frauds / 2 < 0.7 * frauds < min(prices, fair)
        assert plain == pytest.approx(frauds / len(truth), rel=0.3)
        assert balanced > 10 * plain


def test_george_and_650_are_signs_of_ham(mails):
    for word in ("george", "650"):
        holds = mails.X[:, mails.features.index(word)] > 0
        assert mails.y[holds].mean() < mails.y[~holds].mean() / 2
    A = data.add_intercept(data.standardize(mails.X)[0])
    assert logistic.fit(A, mails.y, l2=1e-3).theta[1 + mails.features.index("george")] < -1


def test_some_forged_notes_lie_among_the_genuine_ones_and_two_genuine_among_the_forged():
    notes = data.load("fraud")
    (X,) = data.standardize(notes.X[:, [notes.features.index(name) for name in ("bottom", "top")]])
    apart = ((X[:, None] - X) ** 2).sum(axis=2)
    np.fill_diagonal(apart, np.inf)
    around = notes.y[np.argsort(apart, axis=1)[:, :9]].mean(axis=1)
    assert np.sum((notes.y == 0) & (around > 0.5)) == 2
    assert 3 <= np.sum((notes.y == 1) & (around < 0.5)) <= 10


# Chapter 2


@pytest.mark.parametrize("seed", range(5))
def test_a_weight_turns_the_line_the_bias_only_shifts_it(seed):
    rng = np.random.default_rng(seed)
    b, w1, w2, change = rng.normal(size=4)
    slope = lambda b, w1, w2: -w1 / w2  # noqa: E731
    away = lambda b, w1, w2: abs(b) / np.hypot(w1, w2)  # noqa: E731
    assert slope(b + change, w1, w2) == slope(b, w1, w2)
    assert slope(b, w1 + change, w2) != slope(b, w1, w2) != slope(b, w1, w2 + change)
    assert slope(b, 0.0, w2) == slope(b, 0.0, w2 + np.sign(w2)) == 0  # where one weight is 0 the other only shifts
    assert away(b, w1 + change, w2) != away(b, w1, w2)
    assert away(b, 2 * w1, 2 * w2) == pytest.approx(away(b, w1, w2) / 2)
    assert away(2 * b, 2 * w1, 2 * w2) == pytest.approx(away(b, w1, w2))


@pytest.mark.parametrize("seed", range(5))
def test_doubled_parameters_are_cheaper_where_right_and_dearer_where_wrong(seed):
    z = np.random.default_rng(seed).normal(size=50)
    once, twice = -activations.log_sigmoid(z), -activations.log_sigmoid(2 * z)
    assert ((twice < once) == (z > 0)).all()


def test_where_the_typed_sigmoid_overflows_the_answer_is_close_to_0_and_the_twin_has_none():
    for z in (-710.0, -745.0, -1e4):
        with np.errstate(over="raise"), pytest.raises(FloatingPointError):
            np.exp(-z)
        assert 0 <= activations.sigmoid(z) < 1e-300
    with np.errstate(over="ignore", invalid="ignore"):
        assert np.isnan(np.exp(710.0) / (1 + np.exp(710.0)))


def test_with_two_columns_the_direction_of_the_line_through_the_ring_is_chance():
    turns = []
    for seed in range(60):
        rng = np.random.default_rng(seed)
        y = np.arange(4000) % 2
        X = np.where(y == 1, 1.0, 3.0)[:, None] * rng.normal(size=(4000, 2))
        theta = logistic.fit(data.add_intercept(X), y).theta
        turns.append(np.arctan2(theta[2], theta[1]))
    assert np.abs(np.mean(np.exp(1j * np.array(turns)))) < 0.3  # no direction is preferred


def test_about_95_of_100_intervals_hold_the_true_coefficient():
    rng, theta = np.random.default_rng(3), np.array([-0.5, 1.0, -0.7])
    inside = []
    for _ in range(400):
        X = data.add_intercept(rng.normal(size=(400, 2)))
        y = (rng.random(400) < activations.sigmoid(X @ theta)).astype(int)
        found = logistic.summary(logistic.fit(X, y).theta, X, y)
        inside.append((found.lower < theta) & (theta < found.upper))
    assert np.mean(inside) == pytest.approx(0.95, abs=0.02)


def test_squares_find_the_circle_that_a_line_cannot():
    for seed in range(10, 15):
        rng = np.random.default_rng(seed)
        y, z = np.arange(8000) % 2, rng.normal(size=(8000, 2))
        X = np.where(y == 1, 1.0, 3.0)[:, None] * z
        losses = []
        for columns in (X, np.column_stack((X, X**2))):
            A = data.add_intercept(columns)
            theta = logistic.fit(A[:4000], y[:4000]).theta
            losses.append(logistic.cost(theta, A[4000:], y[4000:]))
        assert losses[0] == pytest.approx(np.log(2), abs=0.003)
        assert losses[1] < 0.42
        np.testing.assert_allclose(theta, [2 * np.log(3), 0, 0, -4 / 9, -4 / 9], atol=0.25)


# Chapter 3


def test_the_one_line_has_no_floor_for_a_label_of_minus_one():
    h = np.array([1e-2, 1e-50, 1e-300])
    line = np.log(h) - 2 * np.log(1 - h)
    assert (np.diff(line) < -100).all()


def test_squared_error_is_steepest_at_minus_log_2_and_flatter_on_both_sides():
    t = np.linspace(-12, 6, 100_001)
    s = activations.sigmoid(t)
    slope = 2 * s * (1 - s) ** 2
    assert t[slope.argmax()] == pytest.approx(-np.log(2), abs=1e-3)
    assert (np.diff(slope[t < -np.log(2)]) > 0).all()


@pytest.mark.parametrize("seed", range(3))
def test_examples_on_the_border_leave_no_minimum_either(seed):
    """One of each class lies on the border: from anywhere the cost falls all the way along the direction that parts."""
    X, y = np.array([[1.0, -1.0], [1.0, 0.0], [1.0, 0.0], [1.0, 2.0]]), np.array([0, 0, 1, 1])
    start = np.random.default_rng(seed).normal(size=2)
    costs = [logistic.cost(start + c * np.array([0.0, 1.0]), X, y) for c in (0, 1, 4, 16)]
    assert (np.diff(costs) < 0).all()
    assert costs[-1] > np.log(2) / 2 - 1e-9  # and is never below that of the two on the border


def few_mails(mails, seed, m, l2, columns=57):
    """Return training and held-out loss of a model of m mails and so many columns."""
    train, test, y_train, y_test = data.split(mails.X[:, :columns], mails.y, rng=seed)
    rows = np.random.default_rng(seed).permutation(len(y_train))[:m]
    used = train[rows].std(axis=0) > 0
    A, B = (data.add_intercept(part) for part in data.standardize(train[rows][:, used], test[:, used]))
    theta = logistic.fit(A, y_train[rows], l2=l2).theta
    return logistic.cost(theta, A, y_train[rows]), logistic.cost(theta, B, y_test)


@pytest.mark.slow
def test_a_weak_penalty_overfits_small_training_sets_and_a_strong_one_underfits(mails):
    found = np.array([[few_mails(mails, s, 200, l2) for l2 in (1e-5, 1e-3, 0.1, 10)] for s in range(30, 36)])
    training, held = found[:, :, 0], found[:, :, 1]
    assert (np.diff(training, axis=1) > 0).all()
    assert (training[:, 0] < 0.06).all()
    assert (held[:, 0] > np.log(2)).all()
    assert (held.argmin(axis=1) == 2).mean() > 0.5
    assert (found[:, 3] > 0.55).all()
    assert (np.abs(found[:, 3, 1] - found[:, 3, 0]) < 0.05).all()


@pytest.mark.slow
def test_few_examples_and_many_columns_widen_the_gap_and_a_penalty_narrows_it(mails):
    def gap(*setting):
        return np.mean([np.diff(few_mails(mails, s, *setting))[0] for s in range(40, 46)])

    assert gap(200, 1e-3) > 1.5 * gap(1000, 1e-3)
    assert gap(200, 1e-3) > 1.5 * gap(200, 1e-3, 10)
    assert gap(200, 1e-3) > 1.5 * gap(200, 1e-2)


def test_the_training_loss_of_the_best_model_never_falls_as_the_penalty_grows(tumours):
    rng = np.random.default_rng(8)
    X = data.add_intercept(rng.normal(size=(40, 6)))
    for A, y in ((X, np.arange(40) % 2), (data.add_intercept(data.standardize(tumours.X)[0]), tumours.y)):
        path = [logistic.fit(A, y, l2=l2, tol=1e-10).theta for l2 in 10.0 ** np.arange(-4, 4)]
        assert (np.diff([logistic.cost(theta, A, y) for theta in path]) > 0).all()


def test_the_divergence_is_zero_where_the_truth_is_said_and_above_zero_elsewhere():
    grid = np.linspace(0.01, 0.99, 99)
    r, p = np.meshgrid(grid, grid)
    divergence = r * np.log(r / p) + (1 - r) * np.log((1 - r) / (1 - p))
    assert (divergence[r != p] > 0).all()
    np.testing.assert_allclose(divergence[r == p], 0, atol=1e-15)


def test_noise_that_mixes_the_classes_changes_the_data_and_small_noise_leaves_them_apart():
    rng = np.random.default_rng(6)
    for deviation, apart in ((0.1, 1.0), (5.0, 0.6)):
        moved = np.array([1.0, -1.0]) + deviation * rng.standard_normal((4000, 2))
        assert np.mean(moved[:, 0] > moved[:, 1]) == pytest.approx(apart, abs=0.03)


def test_independent_rows_can_be_given_any_scores():
    rng = np.random.default_rng(7)
    for m, n in ((5, 5), (10, 12), (20, 60)):
        X, s = rng.standard_normal((m, n)), rng.choice([-1.0, 1.0], m)
        np.testing.assert_allclose(X @ np.linalg.lstsq(X, s, rcond=None)[0], s, atol=1e-8)


def test_on_other_splits_held_out_loss_is_higher_on_average_and_nearly_always_on_spam(mails, tumours):
    for table, l2, often in ((mails, 1e-3, 8), (tumours, 0.01, 0)):
        gaps = []
        for seed in range(40, 50):
            train, test, y_train, y_test = data.split(table.X, table.y, rng=seed)
            A, B = (data.add_intercept(part) for part in data.standardize(train, test))
            theta = logistic.fit(A, y_train, l2=l2).theta
            loss = metrics.log_loss(y_test, logistic.predict_proba(theta, B))
            gaps.append(loss - logistic.cost(theta, A, y_train))
        assert np.mean(gaps) > 0
        assert np.sum(np.array(gaps) > 0) >= often


def test_the_least_and_the_largest_eigenvalue_are_the_least_and_the_largest_bend():
    X, y, fit = overlapping(2)
    hessian = logistic.hessian(fit.theta, X, y)
    directions = np.random.default_rng(5).normal(size=(20_000, 3))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    bends = np.einsum("ij,jk,ik->i", directions, hessian, directions)
    least, _, largest = np.linalg.eigvalsh(hessian)
    assert least <= bends.min() + 1e-12
    assert bends.max() <= largest + 1e-12
    assert [bends.min(), bends.max()] == pytest.approx([least, largest], rel=0.02)


def test_a_model_of_the_right_form_has_a_gap_too():
    """Few parameters, drawn from the model itself, without penalty: the gap is above 0 on average and most often."""
    rng, theta, gaps = np.random.default_rng(0), np.array([0.3, 1.0, -1.0, 0.5, 0.0, 0.0]), []
    for _ in range(200):
        X = [data.add_intercept(rng.normal(size=(m, 5))) for m in (200, 2000)]
        y = [(rng.random(len(A)) < activations.sigmoid(A @ theta)).astype(int) for A in X]
        fit = logistic.fit(X[0], y[0])
        gaps.append(logistic.cost(fit.theta, X[1], y[1]) - fit.cost)
    assert 0.02 < np.mean(gaps) < 0.05
    assert np.mean(np.array(gaps) > 0) > 0.65


@pytest.mark.slow
def test_the_tumours_of_the_first_split_are_lucky_and_its_mails_are_not(mails, tumours):
    for table, l2 in ((tumours, 0.01), (mails, 1e-3)):
        saved = []
        for seed in range(40):
            train, test, y_train, y_test = data.split(table.X, table.y, rng=seed)
            A, B = (data.add_intercept(part) for part in data.standardize(train, test))
            held = logistic.cost(logistic.fit(A, y_train, l2=l2).theta, B, y_test)
            saved.append(1 - held / metrics.log_loss(y_test, np.full(len(y_test), y_train.mean())))
        below = np.mean(np.array(saved) < saved[0])
        assert below > 0.85 if table is tumours else 0.2 < below < 0.8


def test_a_price_from_the_rounded_probability_is_infinite_on_some_split_and_from_the_score_it_is_not(mails):
    train, test, y_train, y_test = data.split(mails.X, mails.y, rng=36)
    A, B = (data.add_intercept(part) for part in data.standardize(train, test))
    theta = logistic.fit(A, y_train, l2=1e-3).theta
    assert metrics.log_loss(y_test, logistic.predict_proba(theta, B)) == np.inf
    assert 0.2 < logistic.cost(theta, B, y_test) < 0.4


# Chapter 4


def overlapping(seed, m=40):
    """Return examples of two classes that no line separates, columns of unlike size, and their best fit."""
    rng = np.random.default_rng(seed)
    X = np.column_stack((np.ones(m), rng.normal(size=(m, 2)) * rng.uniform(0.3, 3, 2)))
    y = (X @ rng.normal(size=3) + 2 * rng.logistic(size=m) > 0).astype(float)
    fit = logistic.fit(X, y, tol=1e-10)
    assert fit.converged
    return X, y, fit


def at_once(X, y, l2=0.0):
    """The cost of a softmax and its gradient, which come from one look at the data at each place."""
    place, found = None, None

    def look(W):
        nonlocal place, found
        if W is not place:
            place, found = W, softmax.value_and_gradient(W, X, y, l2=l2)
        return found

    return lambda W: look(W)[0], lambda W: look(W)[1]


def walk(X, y, alpha, steps, start=(0, 0, 0)):
    return descent.descend(
        lambda t: logistic.cost(t, X, y), lambda t: logistic.gradient(t, X, y), start, alpha=alpha, steps=steps
    )


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 6))])
def test_the_border_is_two_over_the_largest_bend_at_the_minimum(seed):
    """Begun close to the minimum, below the border the path comes nearer, above it never settles there."""
    X, y, fit = overlapping(seed)
    edge = 2 / np.linalg.eigvalsh(logistic.hessian(fit.theta, X, y)).max()
    near = fit.theta + 1e-3
    below, above = (walk(X, y, part * edge, 3000, near) for part in (0.97, 1.05))
    assert below.outcome == "falling"
    assert below.costs[-1] - fit.cost < (below.costs[0] - fit.cost) / 2
    assert above.outcome == "cycling"
    assert above.costs[-100:].min() > fit.cost * (1 + 1e-9)
    assert edge > 2 / logistic.smoothness(X)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 4))])
def test_at_no_rate_descent_runs_away_where_no_line_separates(seed):
    X, y, fit = overlapping(seed)
    edge = 2 / np.linalg.eigvalsh(logistic.hessian(fit.theta, X, y)).max()
    for part in (1.5, 4, 30):
        run = walk(X, y, part * edge, 3000)
        assert run.outcome == "cycling"
        assert run.costs[1500:].max() <= 1.5 * run.costs[:1500].max()


def test_far_out_the_cost_rises_in_every_direction_where_no_line_separates():
    X, y, fit = overlapping(1)
    for direction in np.random.default_rng(0).normal(size=(200, 3)):
        assert (np.diff([logistic.cost(fit.theta + t * direction, X, y) for t in (0, 1, 10, 100, 1000)]) > 0).all()


def test_with_examples_on_the_line_or_dependent_columns_there_is_a_direction_in_which_it_does_not_rise():
    touching, labels = np.array([[1, -1], [1, 0], [1, 0], [1, 1.0]]), np.array([0, 0, 1, 1])
    outwards = [logistic.cost([0, t], touching, labels) for t in (0, 1, 10, 30)]
    assert (np.diff(outwards) < 0).all()
    assert outwards[-1] == pytest.approx(np.log(2) / 2)
    X, y, fit = overlapping(1)
    twice, theta = np.column_stack((X, X[:, 1] + X[:, 2])), np.append(fit.theta, 0)
    along = [logistic.cost(theta + t * np.array([0, 1, 1, -1]), twice, y) for t in (0, 1, 10, 1000)]
    np.testing.assert_allclose(along, fit.cost)


@pytest.mark.parametrize("seed", range(4))
def test_with_a_penalty_a_rate_above_two_over_it_drives_the_weights_away(seed):
    X, y, _ = overlapping(seed)
    for l2 in (1.0, 0.1, 0.01):
        ends = [
            descent.descend(
                lambda t, l2=l2: logistic.cost(t, X, y, l2=l2),
                lambda t, l2=l2: logistic.gradient(t, X, y, l2=l2),
                np.zeros(3),
                alpha=part * 2 / l2,
                steps=200,
            )
            for part in (0.9, 1.1)
        ]
        bound = np.abs(X).mean(axis=0).max() * 0.9 * 2 / l2 / (1 - 0.8)
        assert np.abs(ends[0].parameters[1:]).max() <= bound < np.abs(ends[1].parameters[1:]).max()
        assert ends[1].outcome == "growing"


@pytest.mark.parametrize("seed", range(5))
def test_no_slope_exceeds_the_mean_size_of_its_column(seed):
    X, y, _ = overlapping(seed)
    for theta in 100 * np.random.default_rng(seed).normal(size=(50, 3)):
        assert (np.abs(logistic.gradient(theta, X, y)) <= np.abs(X).mean(axis=0) + 1e-12).all()


def test_at_28_each_step_after_the_20th_crosses_and_the_jumps_widen_then_settle(tumours):
    X = data.add_intercept(data.standardize(tumours.X[:, [0]])[0])
    best = logistic.fit(X, tumours.y)
    steepest = np.linalg.eigh(logistic.hessian(best.theta, X, tumours.y))[1][:, -1]
    run = descent.descend(
        lambda t: logistic.cost(t, X, tumours.y),
        lambda t: logistic.gradient(t, X, tumours.y),
        [0, 0],
        alpha=28.0,
        steps=2000,
        keep_path=True,
    )
    side = (run.path - best.theta) @ steepest
    assert (side[20:-1] * side[21:] < 0).all()
    assert (np.diff(np.abs(side[20:33])) > 0).all()
    late = run.costs[-100:]
    assert run.costs[20] < best.cost + 5e-5
    assert run.costs[20:60].max() > 1.15 * late.max()
    assert np.ptp(late[::2]) < 1e-6
    assert late.min() > 1.2 * best.cost


def test_at_the_raw_radius_a_larger_rate_saws_before_the_fall_is_quick(tumours):
    raw = data.add_intercept(tumours.X[:, [0]])
    low, edge = logistic.fit(raw, tumours.y).cost, 2 / logistic.smoothness(raw)
    smooth, saw = (walk(raw, tumours.y, alpha, 100, (0, 0)).costs for alpha in (edge, 0.05))
    assert (np.diff(smooth) < 0).all()
    assert (smooth[0] - smooth[-1]) < 0.1 * (smooth[0] - low)
    assert np.sum(np.diff(saw) > 0) > 20
    even = data.add_intercept(data.standardize(tumours.X[:, [0]])[0])
    quick = walk(even, tumours.y, 2 / logistic.smoothness(even), 100, (0, 0)).costs
    assert (np.diff(quick) < 1e-12).all()
    assert quick[-1] - low < 1e-6


def test_bare_newton_runs_away_from_some_starts_and_the_fit_does_not(tumours):
    X = data.add_intercept(data.standardize(tumours.X[:, [0]])[0])
    best = logistic.fit(X, tumours.y)
    for start in ((2.0, -2.0), (5.0, 10.0), (-5.0, -5.0)):
        theta = np.array(start)
        while np.abs(theta).max() < 300:
            before = np.abs(theta).max()
            step = np.linalg.solve(logistic.hessian(theta, X, tumours.y), logistic.gradient(theta, X, tumours.y))
            theta = theta - step
            assert np.abs(theta).max() > 4 * before
        fit = logistic.fit(X, tumours.y, solver="newton", start=start)
        assert fit.converged
        assert fit.cost == pytest.approx(best.cost)


def test_newton_changes_the_direction_of_the_step_too():
    X, y, theta = np.array([[1, 2], [1, -1], [1, 0.5]]), np.array([1, 0, 0]), np.array([0, 0.5])
    slope = logistic.gradient(theta, X, y)
    step = np.linalg.solve(logistic.hessian(theta, X, y), slope)
    assert slope @ step < 0.99 * np.linalg.norm(slope) * np.linalg.norm(step)


def test_at_48_the_cost_falls_nearly_to_the_minimum_is_thrown_out_and_falls_again(tumours):
    X = data.add_intercept(data.standardize(tumours.X[:, [0]])[0])
    costs, low = walk(X, tumours.y, 48.0, 60, (0, 0)).costs, logistic.fit(X, tumours.y).cost
    assert costs[1] > costs[0]
    down = np.flatnonzero(costs < low + 0.005)
    thrown = [costs[a:b].max() for a, b in itertools.pairwise(down) if b > a + 1]
    assert np.sum(np.array(thrown) > costs[0]) >= 2


def test_on_raw_columns_a_rate_of_one_hundredth_overshoots(tumours):
    raw = data.add_intercept(tumours.X[:, [tumours.features.index("mean area")]])
    assert walk(raw, tumours.y, 0.01, 300, (0, 0)).outcome == "cycling"


def test_one_parameter_after_the_other_goes_down_too_and_no_gradient_check_finds_it(tumours):
    X = data.add_intercept(data.standardize(tumours.X[:, [0]])[0])
    theta = np.zeros(2)
    for _ in range(50):
        before = logistic.cost(theta, X, tumours.y)
        for j in range(2):
            theta[j] -= 1.0 * logistic.gradient(theta, X, tumours.y)[j]
        assert logistic.cost(theta, X, tumours.y) < before


@pytest.mark.parametrize("seed", range(3))
def test_newton_does_not_care_about_the_scale_of_the_columns(seed):
    X, y, _ = overlapping(seed)
    scale = np.array([1, 1e3, 1e-2])
    plain, scaled = np.zeros(3), np.zeros(3)
    for _ in range(3):
        plain = plain - np.linalg.solve(logistic.hessian(plain, X, y), logistic.gradient(plain, X, y))
        wide = X * scale
        scaled = scaled - np.linalg.solve(logistic.hessian(scaled, wide, y), logistic.gradient(scaled, wide, y))
        np.testing.assert_allclose(scaled * scale, plain, rtol=1e-6)


def test_standardising_does_not_cure_columns_that_repeat_each_other(tumours):
    def condition(*names):
        A = data.standardize(tumours.X[:, [tumours.features.index(name) for name in names]])[0]
        bends = np.linalg.eigvalsh(data.add_intercept(A).T @ data.add_intercept(A))
        return bends.max() / bends.min()

    assert condition("mean radius", "mean perimeter") > 50 * condition("mean radius", "mean texture")


def test_the_logarithm_matters_more_than_all_steps_after_the_hundredth(mails):
    losses = {}
    for name, table in (("raw", mails.X), ("log", np.log(mails.X + 0.1))):
        train, test, y_train, y_test = data.split(table, mails.y, rng=0)
        A, B = (data.add_intercept(part) for part in data.standardize(train, test))
        losses[name] = metrics.log_loss(y_test, logistic.predict_proba(logistic.fit(A, y_train, l2=1e-3).theta, B))
    assert losses["raw"] - losses["log"] > 10 * (0.1873 - 0.1823)


def test_most_entries_of_the_mails_are_0_and_a_few_are_large(mails):
    shares = mails.X[:, :-3]  # the last three columns count capitals
    assert 0.7 < np.mean(shares == 0) < 0.9
    assert shares.max() > 50 * shares.mean()


@pytest.mark.parametrize("b", [1, 2, 3])
def test_the_noise_of_a_batch_is_that_of_one_example_over_the_root_of_its_size(b):
    """Over all batches that can be drawn the mean is the whole slope, and the variance that of one example over b."""
    X, y, best = overlapping(1, m=12)
    theta = best.theta + 0.5
    whole, own = logistic.gradient(theta, X, y), X * (logistic.predict_proba(theta, X) - y)[:, None]
    slopes = np.array([own[list(rows)].mean(axis=0) for rows in itertools.product(range(len(y)), repeat=b)])
    assert slopes.mean(axis=0) == pytest.approx(whole, abs=1e-12)
    assert slopes.var(axis=0) == pytest.approx(own.var(axis=0) / b, rel=1e-9)


def test_a_rate_that_grows_like_the_batch_keeps_the_cost_after_an_epoch(mails):
    train, _, y, _ = data.split(np.log(mails.X + 0.1), mails.y, rng=1)
    A = data.add_intercept(data.standardize(train)[0])

    def _after_an_epoch(b, rate, seed):
        order, theta = np.random.default_rng(seed).permutation(len(A)), np.zeros(A.shape[1])
        for first in range(0, len(A), b):
            rows = order[first : first + b]
            theta = theta - rate * logistic.gradient(theta, A[rows], y[rows], l2=1e-3)
        return logistic.cost(theta, A, y, l2=1e-3)

    for seed in (5, 6):
        one = _after_an_epoch(1, 0.003, seed)
        assert max(abs(_after_an_epoch(b, 0.003 * b, seed) - one) for b in (8, 32, 128)) < 0.005
        kept = [_after_an_epoch(b, 0.003, seed) for b in (1, 8, 32, 128)]
        assert min(np.diff(kept)) > 0.1


@pytest.mark.parametrize("seed", range(5, 11))
def test_walked_on_with_200_mails_every_split_gets_worse_on_new_mail(mails, seed):
    """Both costs fall at first; the lowest validation cost comes early, and new mail costs less there than later."""
    train, rest, t, t_rest = data.split(np.log(mails.X + 0.1), mails.y, rng=seed)
    few = np.random.default_rng(seed).permutation(len(train))[:200]
    look, last, t_look, t_last = data.split(rest, t_rest, test=0.5, rng=seed)
    assert max(abs(part.mean() - t.mean()) for part in (t_look, t_last)) < 0.07  # halves of one population
    D, V = map(data.add_intercept, data.standardize(train[few], look))
    N = data.add_intercept(data.standardize(train[few], last)[1])
    rate, theta, path = 1 / logistic.smoothness(D), np.zeros(D.shape[1]), []
    for _ in range(1001):
        path.append(theta)
        theta = theta - rate * logistic.gradient(theta, D, t[few])
    validation = [logistic.cost(theta, V, t_look) for theta in path[:200]]
    stop = int(np.argmin(validation))
    assert 5 < stop < 150
    assert (np.diff(validation[:4]) < 0).all()
    training = [logistic.cost(path[s], D, t[few]) for s in (0, stop, 1000)]
    assert training[0] > training[1] > 2 * training[2]
    new = [logistic.cost(path[s], N, t_last) for s in (stop, 1000)]
    right = [np.mean(logistic.predict(path[s], N) == t_last) for s in (stop, 1000)]
    assert new[1] > 1.2 * new[0]
    assert right[1] < right[0]


# Chapter 5


@pytest.mark.parametrize("K", [2, 3, 5])
def test_a_sum_of_scores_tells_not_how_many_say_yes(K):
    """If all say no the sum is below K / 2, if two say yes above 1; neither goes backwards once K is 3."""
    s = np.random.default_rng(K).uniform(size=(20_000, K))
    yes, total = (s > 0.5).sum(axis=1), s.sum(axis=1)
    assert total[yes == 0].max() < K / 2
    assert total[yes >= 2].min() > 1
    if K > 2:
        assert total[yes == 0].max() > 1
        assert total[yes == 1].min() < 1


def in_a_row(seed, middle, lift, l2=1e-3):
    draw, y = np.random.default_rng(seed), np.repeat([0, 1, 2], [60, middle, 60])
    X = data.add_intercept(np.column_stack((draw.normal(1.5 * (y - 1), 0.5), draw.normal(lift * (y == 1), 1))))
    ova, soft = one_vs_all.fit(X, y, l2=l2), softmax.fit(X, y, l2=l2)
    return [np.mean(found[y == 1] == 1) for found in (ova.predict(X), softmax.predict(soft.W, X))]


def test_one_vs_all_loses_a_class_that_is_rare_and_in_the_middle_and_neither_alone():
    """On other draws than those of the page."""
    rare, common, lifted = (
        np.mean([in_a_row(seed, *setting) for seed in range(30, 40)], axis=0) for setting in ((15, 0), (60, 0), (15, 4))
    )
    assert rare[0] < 0.4 < 0.65 < common[0]
    assert lifted.min() > 0.9
    assert rare[1] > rare[0] + 0.3
    assert rare[1] < common[1]


def test_the_middle_model_says_about_its_base_rate_everywhere():
    draw, y = np.random.default_rng(5), np.repeat([0, 1, 2], [60, 15, 60])
    X = data.add_intercept(np.column_stack((draw.normal(1.5 * (y - 1), 0.5), draw.normal(0, 1, len(y)))))
    chance = one_vs_all.fit(X, y, l2=1e-3).scores(X)[:, 1]
    assert np.abs(chance - 15 / 135).max() < 0.1


def in_a_long_row(seed, sizes, apart):
    """Return what one-vs-all and softmax find of the inner classes of a row."""
    draw, y = np.random.default_rng(seed), np.repeat(np.arange(len(sizes)), sizes)
    X = data.add_intercept(np.column_stack((draw.normal(apart * y, 0.5), draw.normal(size=len(y)))))
    inner = (y > 0) & (y < len(sizes) - 1)
    ova, soft = one_vs_all.fit(X, y, l2=1e-3), softmax.fit(X, y, l2=1e-3)
    return [np.mean(found[inner] == y[inner]) for found in (ova.predict(X), softmax.predict(soft.W, X))]


def test_far_neighbours_spare_a_rare_class_and_a_long_row_of_equal_classes_loses_some():
    """On other draws than those of the page."""
    near, far, three, ten, ten_far = (
        np.mean([in_a_long_row(seed, *setting) for seed in range(30, 34)], axis=0)
        for setting in (([60, 15, 60], 1.5), ([60, 15, 60], 5), ([60] * 3, 3), ([60] * 10, 3), ([60] * 10, 30))
    )
    assert near[0] < 0.4 < 0.95 < far[0]
    assert three[0] > 0.95
    for found in (ten, ten_far):
        assert 0.65 < found[0] < 0.85
        assert found[1] > 0.98


def test_the_penalty_too_hides_a_rare_middle_class():
    """On other draws than those of the page."""
    strong, weak, none = (
        np.mean([in_a_row(seed, 15, 0, l2) for seed in range(30, 40)], axis=0) for l2 in (1e-2, 1e-3, 1e-6)
    )
    assert strong[0] < 0.05 < weak[0] < none[0] - 0.1
    assert strong[1] < weak[1] < none[1] + 0.02
    assert none[1] - strong[1] < none[0] - strong[0] + 0.05
    assert (np.array([strong, weak, none]) @ [-1, 1] > 0.2).all(), "softmax finds more under each"


def test_a_long_row_loses_its_middle_whatever_the_penalty():
    """On other draws than those of the page."""
    labels, found, spans = np.repeat(np.arange(10), 60), [], []
    for seed in range(30, 38):
        draw = np.random.default_rng(seed)
        row = data.add_intercept(np.column_stack((draw.normal(3 * (labels - 4.5), 0.5), draw.normal(size=600))))
        runs = [one_vs_all.fit(row, labels, l2=l2) for l2 in (1e-3, 1e-6)]
        said = [*(run.predict(row) for run in runs), softmax.predict(softmax.fit(row, labels, l2=1e-3).W, row)]
        found.append([[np.mean(s[labels == k] == k) for k in range(10)] for s in said])
        spans.append(np.ptp(runs[0].scores(row), axis=0))
    penalised, free, soft = np.mean(found, axis=0)
    assert abs(penalised.mean() - free.mean()) < 0.03
    assert soft.min() > 0.98
    assert max(penalised[2:8]) < 0.8 < 0.85 < min(penalised[[0, 1, 8, 9]])
    middle_first = np.mean(spans, axis=0)[:5][::-1], np.mean(spans, axis=0)[5:]
    assert (np.diff(middle_first) > 0).all()


def test_the_middle_region_of_softmax_is_wider_than_that_of_one_vs_all():
    """The points of the page's picture, and other draws of as many."""
    y, some = np.repeat([0, 1, 2], [60, 15, 60]), np.r_[:10, 60:65, 75:85]
    square = data.add_intercept(np.stack(np.meshgrid(*[np.linspace(-2.5, 2.5, 60)] * 2), axis=-1).reshape(-1, 2))
    for seed in (5, *range(40, 60)):
        draw = np.random.default_rng(seed)
        X = data.add_intercept(np.column_stack((draw.normal(1.5 * (y - 1), 0.5), draw.normal(0, 1, len(y)))))[some]
        apart = one_vs_all.fit(X, y[some], l2=0.01).predict(square)
        joint = softmax.predict(softmax.fit(X, y[some], l2=0.01).W, square)
        assert np.mean(apart == 1) < np.mean(joint == 1)
        assert np.mean(apart == 1) < 1 / 3


def test_a_long_row_is_found_without_the_feature_that_tells_nothing():
    """On other draws than those of the page."""
    labels = np.repeat(np.arange(10), 60)
    inner = (labels > 0) & (labels < 9)
    for apart in (3, 30):
        for seed in range(30, 34):
            row = data.add_intercept(np.random.default_rng(seed).normal(apart * (labels - 4.5), 0.5)[:, None])
            said = one_vs_all.fit(row, labels, l2=1e-3).predict(row)
            assert np.mean(said[inner] == labels[inner]) > 0.95


def test_the_rare_middle_class_is_left_a_wedge_by_one_vs_all():
    draw, y = np.random.default_rng(5), np.repeat([0, 1, 2], [60, 15, 60])
    X = data.add_intercept(np.column_stack((draw.normal(1.5 * (y - 1), 0.5), draw.normal(0, 1, len(y)))))
    W, first, widths = one_vs_all.fit(X, y, l2=1e-3).W, np.linspace(-4, 4, 4001), []
    for second in (-3, -2, -1, 0, 1, 2, 3):
        scores = np.column_stack((np.ones(4001), first, np.full(4001, second))) @ W.T
        widths.append(0.002 * np.sum(scores.argmax(axis=1) == 1))
    assert widths[0] < 0.7
    assert (np.diff(widths) < 0).all()
    assert widths[-1] == 0


def test_no_model_claims_a_triangle_in_the_middle_and_two_claim_three_wedges_at_the_rim():
    birds = data.load("penguins")
    two = [birds.features.index("bill length"), birds.features.index("flipper length")]
    train, _, y, _ = data.split(birds.X[:, two], birds.y, rng=0)
    run = one_vs_all.fit(data.add_intercept(data.standardize(train)[0]), y, l2=1e-3)
    a, b = np.meshgrid(np.linspace(-2.5, 2.8, 200), np.linspace(-2.2, 2.2, 200))
    yes = (run.scores(data.add_intercept(np.column_stack((a.ravel(), b.ravel())))) > 0.5).sum(axis=1).reshape(a.shape)
    rim = np.concatenate((yes[0], yes[1:, -1], yes[-1, -2::-1], yes[-2:0:-1, 0]))
    assert np.sum((rim == 2) & (np.roll(rim, 1) != 2)) == 3
    assert (rim > 0).all()
    assert (yes == 0).any()
    assert np.mean(yes == 1) > 0.5


# Chapters 6 to 9


@pytest.mark.parametrize("K", [2, 3, 10])
def test_a_softmax_of_probabilities_says_at_most_e_over_e_plus_K_minus_1(K):
    P = activations.softmax(np.random.default_rng(K).normal(0, 6, (5000, K)))
    P[0] = np.eye(K)[0]
    Q = activations.softmax(P)
    assert Q.max() == pytest.approx(np.e / (np.e + K - 1), abs=1e-12)
    assert (Q.max(axis=1) / Q.min(axis=1)).max() == pytest.approx(np.e, abs=1e-12)
    assert (Q.argmax(axis=1) == P.argmax(axis=1)).all()


@pytest.mark.parametrize("unit", [0.0, 0.5, -1.3])
def test_hidden_units_that_start_equal_get_equal_slopes(unit):
    """Differences of the cost, for four tanh units and one output; at zero the bias alone has a slope."""
    rng = np.random.default_rng(3)
    X, t = np.column_stack((np.ones(30), rng.normal(size=(30, 2)))), rng.integers(2, size=30)

    def _cost(parameters):
        V, w, bias = parameters[:12].reshape(4, 3), parameters[12:16], parameters[16]
        z = np.tanh(X @ V.T) @ w + bias
        return float(np.mean(np.logaddexp(0, z) - t * z))

    slopes = gradcheck.numeric_gradient(_cost, np.append(np.tile([unit, unit, -unit], 4), [unit] * 4 + [0.1]))
    assert np.ptp(slopes[:12].reshape(4, 3), axis=0) == pytest.approx(0, abs=1e-9)
    assert np.ptp(slopes[12:16]) == pytest.approx(0, abs=1e-9)
    assert slopes[16] != 0
    assert (np.abs(slopes[:16]).max() < 1e-9) == (unit == 0)


def test_logits_are_log_probabilities_but_for_a_shift_of_each_example():
    z = np.random.default_rng(0).normal(size=(50, 4))
    left = z - np.log(activations.softmax(z))
    np.testing.assert_allclose(left, left[:, :1] + np.zeros(4))
    assert np.ptp(left[:, 0]) > 0.5


def test_a_constant_reaches_the_entropy_of_the_shares_which_lies_below_log_K():
    for sizes in ([60, 15, 60], [5, 1, 1, 1]):
        y, shares = np.repeat(np.arange(len(sizes)), sizes), np.array(sizes) / sum(sizes)
        entropy = -np.sum(shares * np.log(shares))
        assert metrics.log_loss(y, np.tile(shares, (len(y), 1))) == pytest.approx(entropy)
        assert entropy < np.log(len(sizes)) - 0.05
    digits = data.load("digits")
    assert metrics.log_loss(digits.y, np.tile(np.bincount(digits.y) / 1797, (1797, 1))) == pytest.approx(
        np.log(10), abs=1e-3
    )


def test_with_a_penalty_too_the_mean_probability_is_the_base_rate_if_the_intercept_is_free(tumours):
    A = data.standardize(tumours.X)[0]
    for l2 in (1e-3, 0.1, 10):
        h = logistic.predict_proba(logistic.fit(data.add_intercept(A), tumours.y, l2=l2).theta, data.add_intercept(A))
        assert h.mean() == pytest.approx(tumours.y.mean(), abs=1e-6)
        upper = np.argsort(h)[-250:]
        assert abs(h[upper].mean() - tumours.y[upper].mean()) > 1e-3
        bare = logistic.predict_proba(logistic.fit(A, tumours.y, l2=l2, intercept=False).theta, A)
        assert abs(bare.mean() - tumours.y.mean()) > 1e-4


@pytest.mark.filterwarnings("ignore::lrlib.logistic.SeparationWarning")
def test_without_a_penalty_most_splits_of_the_tumours_are_judged_worse_and_not_all(tumours):
    worse, tenfold = [], []
    for seed in range(12):
        truth, tame = judged(tumours, seed)
        _, wild = judged(tumours, seed, l2=0)
        worse.append(metrics.accuracy(truth, wild >= 0.5) < metrics.accuracy(truth, tame >= 0.5))
        tenfold.append(metrics.log_loss(truth, wild) > 10 * metrics.log_loss(truth, tame))
    assert 9 <= sum(worse) < 12
    assert 7 <= sum(tenfold) < 12


def test_a_large_file_is_sampled_by_as_many_rows_as_the_page_says():
    assert routes.SAMPLE == 20_000
    assert "a sample of 20,000 rows" in markdown(PAGES["scale"])


def test_two_blas_threads_change_the_last_digits_at_most():
    rng = np.random.default_rng(0)
    X = np.column_stack((np.ones(30_000), rng.normal(size=(30_000, 40))))
    y = (X @ rng.normal(size=41) + rng.logistic(size=30_000) > 0).astype(int)
    found = []
    for threads in (1, 1, 2):
        with threadpool_limits(threads):
            found.append(logistic.fit(X, y, l2=1e-3).theta)
    np.testing.assert_array_equal(found[0], found[1])
    np.testing.assert_allclose(found[2], found[0], rtol=1e-9)


def test_the_lost_rounding_of_the_shift_can_cost_hundreds_of_units():
    mp = pytest.importorskip("mpmath")
    worst = [0.0, 0.0]
    with mp.workdps(50):
        for z in np.random.default_rng(0).uniform(-300, 300, (200, 3)):
            true = mp.e ** mp.mpf(z.min()) / mp.fsum(mp.e ** mp.mpf(t) for t in z)
            e = np.exp(z - z.max())
            for i, p in enumerate((e.min() / e.sum(), activations.softmax(z).min())):
                worst[i] = max(worst[i], float(abs(mp.mpf(p) - true) / true) / np.finfo(float).eps)
    assert worst[0] > 100
    assert worst[1] < 3


def test_a_small_temperature_sharpens_and_a_large_one_flattens():
    z = np.random.default_rng(0).normal(size=(50, 4))
    tops = [activations.softmax(z / T).max(axis=1) for T in (0.2, 1, 5, 25)]
    assert (np.diff(tops, axis=0) < 0).all()


def test_a_product_of_logits_may_stand_beside_equal_steps_of_probability():
    rises = special.logit([0.12, 0.55]) - special.logit([0.02, 0.45])
    np.testing.assert_allclose(rises, (1.90, 0.40), atol=0.005)
    flags = np.array([(a, b, k) for a in (0, 1) for b in (0, 1) for k in range(100)])
    y = flags[:, 2] < np.array([[2, 45], [12, 55]])[flags[:, 0], flags[:, 1]]
    X = data.add_intercept(np.column_stack((flags[:, :2], flags[:, 0] * flags[:, 1])))
    np.testing.assert_allclose(logistic.fit(X, y.astype(int)).theta[3], rises[1] - rises[0], rtol=1e-6)


def test_separable_data_may_stop_a_solver_without_a_word():
    """Far out the slope is small: descent ends by it, and so do scikit-learn's solvers, each elsewhere."""
    X, y = np.array([[1.0, 1.0], [1.0, -1.0]]), np.array([1, 0])
    run = descent.descend(
        lambda t: logistic.cost(t, X, y),
        lambda t: logistic.gradient(t, X, y),
        np.zeros(2),
        alpha=4,
        steps=5000,
        tol=1e-4,
    )
    assert run.outcome == "converged"
    mails = data.load("spam")
    rows, labels = np.log(mails.X[::23] + 0.1), mails.y[::23]
    rows = (rows - rows.mean(axis=0)) / np.where(np.ptp(rows, axis=0) > 0, rows.std(axis=0), 1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ends = [LogisticRegression(C=1e12, solver=name).fit(rows, labels) for name in ("lbfgs", "newton-cg")]
    assert all(end.score(rows, labels) == 1 for end in ends)
    largest = [np.abs(end.coef_).max() for end in ends]
    assert max(largest) > 1.1 * min(largest)


def test_turning_columns_leaves_every_bend_and_whitening_does_not():
    scaled = data.standardize(data.load("tumour").X)[0]
    y, turns, bends = data.load("tumour").y, np.linalg.svd(scaled, full_matrices=False)[2].T, []
    for table in (scaled, scaled @ turns, scaled @ turns / np.std(scaled @ turns, axis=0)):
        X = data.add_intercept(table)
        theta = logistic.fit(X, y, l2=1e-3).theta
        bends.append(np.linalg.eigvalsh(logistic.hessian(theta, X, y, l2=1e-3)))
    np.testing.assert_allclose(bends[1], bends[0], rtol=1e-6)
    assert bends[2][-1] / bends[2][0] < bends[0][-1] / bends[0][0] / 2


@pytest.mark.slow
def test_what_leaks_into_a_careless_split_is_read_better_by_memory_and_is_not_easier():
    """Sixty shuffles; the same mails are read by a model that has seen their copies, and by one that has not."""
    mails = data.load("spam")
    X, rows, shares = np.log1p(mails.X), np.unique(mails.X, axis=0, return_inverse=True)[1].ravel(), []

    def right(old, new):
        A, B = map(data.add_intercept, data.standardize(X[old], X[new]))
        return logistic.predict(logistic.fit(A, mails.y[old], l2=1e-3).theta, B) == mails.y[new]

    for seed in range(60):
        old, new = np.split(np.random.default_rng(seed).permutation(len(X)), [3 * len(X) // 4])
        leaked = np.isin(rows[new], rows[old])
        seen, unseen = right(old, new), right(old[~np.isin(rows[old], rows[new])], new)
        shares.append([seen[leaked].mean(), unseen[leaked].mean(), seen[~leaked].mean(), unseen[~leaked].mean()])
    np.testing.assert_allclose(np.mean(shares, axis=0), (0.954, 0.937, 0.935, 0.935), atol=5e-4)


@pytest.mark.slow
def test_a_long_training_on_few_digits_without_a_penalty_turns_the_validation_curve():
    digits = data.load("digits")
    train, _, y_train, _ = data.split(digits.X / 16, digits.y, rng=0)
    lower = []
    for seed in range(1, 7):
        fit, choose, y_fit, y_choose = data.split(train, y_train, rng=seed)
        F, V, y_fit = data.add_intercept(fit[:60]), data.add_intercept(choose), y_fit[:60]
        ends, last = {}, {}
        for l2 in (0.0, 1e-3):
            run = descent.descend(
                *at_once(F, y_fit, l2),
                np.zeros((10, 65)),
                alpha=1.0,
                steps=3000,
                keep_path=True,
            )
            assert (np.diff(run.costs) < 0).all()
            unseen = [softmax.cost(W, V, y_choose) for W in run.path[::50]]
            ends[l2], last[l2] = unseen[-1] / min(unseen), unseen[-1]
            if not l2:
                best, end = (softmax.predict(W, V) for W in (run.path[50 * np.argmin(unseen)], run.path[-1]))
                assert abs(np.mean(best == y_choose) - np.mean(end == y_choose)) < 0.03
        assert ends[0.0] > 1.02 > 1.015 > ends[1e-3]
        lower.append(last[1e-3] < last[0.0])
    assert sum(lower) >= 5


@pytest.mark.slow
def test_a_softmax_taken_twice_learns_more_slowly_and_its_slopes_are_smaller():
    for name, scale in (("digits", lambda X: X / 16), ("penguins", lambda X: data.standardize(X)[0])):
        table = data.load(name)
        train, test, y, y_test = data.split(scale(table.X), table.y, rng=0)
        A, B, Y = data.add_intercept(train), data.add_intercept(test), data.one_hot(y)

        def once(W, A=A, Y=Y):
            return (activations.softmax(A @ W.T) - Y).T @ A / len(A)

        def twice(W, A=A, Y=Y):
            P = activations.softmax(A @ W.T)
            errors = activations.softmax(P) - Y
            return (P * (errors - (P * errors).sum(axis=1, keepdims=True))).T @ A / len(A)

        zero = np.zeros((Y.shape[1], A.shape[1]))
        assert np.linalg.norm(twice(zero)) < np.linalg.norm(once(zero)) / 2
        right = []
        for slope in (once, twice):
            W, found = zero, []
            for step in range(1, 1001):
                W = W - slope(W)
                if step in (10, 100, 1000):
                    found.append(metrics.accuracy(y_test, softmax.predict(W, B)))
            right.append(found)
        drop = np.subtract(*right)
        assert (drop >= 0).all()
        assert drop[0] > 0
        assert drop[-1] < 0.02


def test_two_equal_examples_with_different_labels_cost_at_least_two_bits():
    p = activations.softmax(np.random.default_rng(0).normal(scale=3, size=(1000, 4)))
    assert (-np.log(p[:, 0]) - np.log(p[:, 1]) >= 2 * np.log(2)).all()


@pytest.mark.slow
def test_on_most_splits_an_8_or_a_9_pays_most_and_several_times_the_least():
    digits, dearest = data.load("digits"), []
    for seed in range(12, 18):
        train, test, y, y_test = data.split(digits.X / 16, digits.y, rng=seed)
        A, B, W = data.add_intercept(train), data.add_intercept(test), np.zeros((10, 65))
        for _ in range(300):
            W = W - 0.5 * softmax.gradient(W, A, y)
        paid = -np.log(softmax.predict_proba(W, B)[np.arange(len(B)), y_test])
        each = [paid[y_test == k].mean() for k in range(10)]
        dearest.append(int(np.argmax(each)))
        assert 3 < max(each) / min(each) < 11
    assert sum(k in (8, 9) for k in dearest) >= 4


def test_a_few_answers_that_are_sure_and_wrong_bring_the_mean_to_log_K():
    logits = 30.0 * np.eye(10)  # nine of ten right, with near certainty
    gap = 10 * np.log(10)
    logits[9] = np.r_[gap, np.zeros(8), 0.0]
    losses = -activations.log_softmax(logits)[np.arange(10), np.arange(10)]
    assert losses.mean() == pytest.approx(np.log(10), rel=1e-3)
    assert (logits.argmax(axis=1) == np.arange(10)).sum() == 9


def test_the_fewer_examples_the_noisier_the_slope_and_a_part_points_nearly_the_same_way():
    digits = data.load("digits")
    train, _, y, _ = data.split(digits.X / 16, digits.y, rng=0)
    A, rng = data.add_intercept(train), np.random.default_rng(0)
    full = softmax.gradient(np.zeros((10, 65)), A, y)
    noise, aligned = [], []
    for size in (8, 32, 256, len(A)):
        rows = [rng.choice(len(A), size, replace=False) for _ in range(20)]
        slopes = [softmax.gradient(np.zeros((10, 65)), A[part], y[part]) for part in rows]
        noise.append(np.mean([np.linalg.norm(slope - full) for slope in slopes]))
        aligned.append(np.mean([(s * full).sum() / np.linalg.norm(s) / np.linalg.norm(full) for s in slopes]))
    assert (np.diff(noise) < 0).all()
    assert aligned[2] > 0.9


def test_micro_averages_of_all_classes_are_the_accuracy():
    rng = np.random.default_rng(0)
    for K in (2, 3, 10):
        y, said = rng.integers(0, K, (2, 200))
        counts = metrics.confusion(y, said, K=K)
        hits = np.trace(counts)
        misses, alarms = (counts.sum(axis=axis).sum() - hits for axis in (1, 0))
        for share in (hits / (hits + misses), hits / (hits + alarms)):
            assert share == pytest.approx(metrics.accuracy(y, said))


def test_the_softmax_of_a_softmax_is_never_sure():
    rng = np.random.default_rng(0)
    for K in (2, 3, 10, 40):
        ceiling = np.e / (np.e + K - 1)
        for Z in (rng.normal(scale=5, size=(200, K)), 800 * np.eye(K)):
            assert activations.softmax(activations.softmax(Z)).max() <= ceiling + 1e-12
        assert activations.softmax(activations.softmax(800 * np.eye(K))).max() == pytest.approx(ceiling)


@pytest.mark.slow
def test_what_is_learnt_from_shuffled_labels_is_worth_nothing_on_other_pictures():
    digits = data.load("digits")
    train, test, y_train, y_test = data.split(digits.X / 16, digits.y, rng=0)
    A, B = data.add_intercept(train), data.add_intercept(test)
    for seed in range(3):
        y = np.random.default_rng(seed).permutation(y_train)
        run = descent.descend(
            *at_once(A, y),
            np.zeros((10, 65)),
            alpha=0.5,
            steps=300,
        )
        assert run.costs[-1] < np.log(10) < softmax.cost(run.parameters, B, y_test)


def test_a_loss_divided_by_K_too_has_the_same_minimum_and_shorter_steps(multiclass):
    X, y = multiclass
    W = np.random.default_rng(0).normal(size=(4, 3))
    np.testing.assert_allclose(
        -np.mean(data.one_hot(y, 4) * activations.log_softmax(X @ W.T)), softmax.cost(W, X, y) / 4
    )


def by_each_recipe(name, size, seed, l2):
    """Return truth; shares by softmax, by one-vs-all divided, and through a softmax; and how far logits lie apart."""
    table = data.load(name)
    train, test, y_train, y_test = data.split(table.X, table.y, rng=seed)
    train, test = (train / size, test / size) if size else data.standardize(train, test)
    A, B = data.add_intercept(train), data.add_intercept(test)
    W, scores = softmax.fit(A, y_train, l2=l2).W, one_vs_all.fit(A, y_train, l2=l2).W
    logits = np.sort(B @ W.T, axis=1), np.sort(B @ scores.T, axis=1)
    shares = softmax.predict_proba(W, B), one_vs_all.predict_proba(scores, B), softmax.predict_proba(scores, B)
    return y_test, shares, [np.mean(z[:, -1] - z[:, -2]) for z in logits]


@pytest.mark.slow
def test_the_recipe_for_its_shares_decides_the_log_loss_of_one_vs_all():
    """On other splits than those of the page."""
    for l2 in (1e-5, 1e-3):
        losses, lead = [], []
        for seed in range(11, 14):
            truth, shares, apart = by_each_recipe("digits", 16, seed, l2)
            losses.append([metrics.log_loss(truth, p) for p in shares])
            sure, _, surer = (p.max(axis=1).mean() for p in shares)
            right = metrics.accuracy(truth, shares[2].argmax(axis=1))
            lead.append(metrics.accuracy(truth, shares[0].argmax(axis=1)) - right)
            assert losses[-1][0] < losses[-1][1]
            assert apart[0] < apart[1]
            assert sure < surer
            assert surer < right if l2 == 1e-3 else right < sure
        assert 0.002 < np.mean(lead) < 0.02, "the accuracy of softmax is higher on average"
        soft, _, through = np.transpose(losses)
        assert (through < soft).all() if l2 == 1e-3 else soft.mean() < through.mean() - 0.01


@pytest.mark.slow
def test_at_the_rate_of_the_page_batches_of_two_or_one_are_too_noisy():
    digits = data.load("digits")
    train, _, y, _ = data.split(digits.X / 16, digits.y, rng=0)
    A = data.add_intercept(train)
    found = []
    for size in (8, 2, 1):
        draw, W = np.random.default_rng(6), np.zeros((10, 65))
        for _ in range(5):
            order = draw.permutation(len(A))
            for rows in np.split(order, range(size, len(order), size)):
                W = W - 0.5 * softmax.gradient(W, A[rows], y[rows], l2=1e-3)
        found.append(softmax.cost(W, A, y, l2=1e-3))
    assert found[0] < found[1] - 0.02 < found[2] - 0.04


@pytest.mark.parametrize("l2", [1e-7, 1e-5, 1e-4, 1e-3, 1e-2, 0.03, 0.1])
def test_on_the_irises_softmax_has_the_higher_accuracy_and_but_for_extreme_penalties_the_lower_log_loss(l2):
    found = [by_each_recipe("iris", 0, seed, l2)[:2] for seed in range(60)]
    soft, divided, through = (np.mean([metrics.log_loss(y, s[j]) for y, s in found]) for j in range(3))
    assert (soft < min(divided, through)) == (1e-5 <= l2 <= 0.03)
    right = [np.mean([metrics.accuracy(y, s[j].argmax(axis=1)) for y, s in found]) for j in (0, 2)]
    assert right[0] > right[1] + 0.004


def test_the_standard_error_is_the_spread_of_the_accuracy_over_draws():
    shares = np.random.default_rng(0).binomial(449, 0.9555, size=100_000) / 449
    assert shares.std() == pytest.approx(metrics.standard_error(0.9555, 449), rel=0.02)


# Chapter 10


@pytest.mark.parametrize("K", [2, 3, 10])
def test_the_squared_error_of_a_softmax_is_flat_where_it_is_sure_and_wrong(K):
    for sure in (5.0, 10.0, 20.0):
        z = np.zeros(K)
        z[0] = sure
        p, y = activations.softmax(z), np.eye(K)[1]
        squared = p * (2 * (p - y) - np.sum(2 * (p - y) * p))
        assert np.abs(squared).max() < 4 * K * np.exp(-sure)
        assert np.abs(p - y).max() > 0.9


# The front page and the measurements


def minutes():
    """Return the minutes that the boxes of the nine chapters name, for reading and for the functions."""
    boxes = [
        re.search(r"<summary>(\d+) minutes(?:, and (\d+) for the functions)?", markdown(path)).groups(default="0")
        for name, path in PAGES.items()
        if name[:2].isdigit() and "beyond the lecture" not in markdown(path)
    ]
    assert len(boxes) == 9
    return np.sum(np.array(boxes, dtype=int), axis=0)


def test_the_hours_of_the_front_page_are_those_of_the_boxes():
    read, _ = minutes()
    chapters = [PAGES[page].read_text(encoding="utf-8") for page in PAGES if re.match(r"0[1-9]-", page)]
    tried = sum(int(n) for text in chapters for n in re.findall(r"\*\*Exercise \d+\.\d+ \((\d+) minutes\)", text))
    words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    hours = [words[round(part / 60)] for part in (read, tried)]
    page = " ".join(PAGES["index"].read_text(encoding="utf-8").split())
    assert f"about {hours[0]} hours to read and try, and all their exercises about {hours[1]} more" in page


def reading(path):
    """Return the minutes for what is open before the exercises: 200 words each, and each formula, table and picture."""
    words = shown = 0
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            text, ends, _ = source.partition("## Exercises")
            text = re.sub(r"<details>.*?</details>", " ", text, flags=re.DOTALL)
            shown += len(re.findall(r"\$\$.*?\$\$", text, re.DOTALL))
            words += len(re.sub(r"\$\$.*?\$\$|\$[^$]*\$|\]\([^)]*\)", " ", text, flags=re.DOTALL).split())
            if ends:
                return words / 200 + shown
        elif not {"hide-cell", "remove-cell"} & set(cell["metadata"].get("tags", ())):
            kinds = [output.get("data", {}) for output in cell["outputs"]]
            shown += sum("text/html" in d or "".join(d.get("text/plain", "")).startswith("<Figure") for d in kinds)
    raise AssertionError(f"{path.name} has no exercises")


@pytest.mark.parametrize("page", ["01-classification", "02-sigmoid", "03-cost"])
def test_the_minutes_of_a_chapter_are_those_of_its_words_formulas_tables_and_pictures(page):
    told = int(re.search(r"<summary>(\d+) minutes", markdown(PAGES[page]))[1])
    assert told == 5 * round(reading(PAGES[page]) / 5), reading(PAGES[page])


def test_more_than_three_thousand_altered_equations_are_tried(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "proofs"))
    mutants = importlib.import_module("mutants")
    assert "more than three thousand altered equations" in PAGES["README"].read_text(encoding="utf-8")
    assert 3000 < sum(len(altered) for _, _, altered in mutants.jobs()) < 4000


def test_the_page_of_measurements_says_what_the_numbers_say():
    results = json.loads((ROOT / "benchmarks" / "results.json").read_text(encoding="utf-8"))
    ratio = {row["set"]: row["ratio"] for row in results["solution"]}
    for name in ("60,000 x 784 x 10", "1,000,000 x 20"):
        assert ratio[name] < ratio[f"{name}, independent"] < 1
    memory = {row["set"]: row["temporaries / logits"] for row in results["evaluation"]}
    assert max(memory["60,000 x 784 x 10"], memory["1,000,000 x 20"]) < 0.1 < min(memory["tumour"], memory["digits"])
    units = [row for row in results["exact"] if row["way"] == "as typed"]
    assert all(row["units"] > 1e6 for row in units)
    assert any(row["units"] > 1e6 and row["way"] not in {"lrlib", "as typed"} for row in results["exact"])
    compared = json.loads((ROOT / "benchmarks" / "site.json").read_text(encoding="utf-8"))["compared"]
    assert all(found.get("ratio", 0) < 1 for row in compared for way, found in row.items() if way != "page")
    way = {row["way"]: row for row in results["streaming"]}
    assert all(row["peak MB"] < way["in memory"]["peak MB"] for name, row in way.items() if name != "in memory")
    one, two, dask = (row["time / in memory"] for name, row in way.items() if name != "in memory")
    assert max(one, two) < 0.9
    assert dask > 1.1


def test_the_stock_theme_is_given_no_ratio_where_it_sets_no_formula(monkeypatch):
    pytest.importorskip("docutils")
    monkeypatch.syspath_prepend(str(ROOT / "sphinx_ext"))
    measured = importlib.import_module("measured")
    results = json.loads(measured.SITE.read_text(encoding="utf-8"))
    rows = iter(measured.loaded(results).astext().split("stock")[1:])
    for page in results["compared"]:
        stock, others = page["stock"], [page[way]["set by MathJax"] for way in ("MathJax 3", "MathJax 4")]
        assert stock["set by MathJax"] < others[0] == others[1]
        assert (next(rows).split()[0] == "–") == (stock["set by MathJax"] == 0) == (page["page"] == "register")


def test_one_after_the_other_falls_at_every_move_below_two_over_beta():
    for seed in range(40):
        rng = np.random.default_rng(seed)
        X = np.column_stack((np.ones(30), rng.normal(size=(30, 3)) * 10 ** rng.uniform(-2, 2, 3)))
        y, theta = rng.integers(0, 2, 30), rng.normal(size=4)
        alpha, before = 1.99 / logistic.smoothness(X), logistic.cost(theta, X, y)
        for move in range(40):
            theta[move % 4] -= alpha * logistic.gradient(theta, X, y)[move % 4]
            after = logistic.cost(theta, X, y)
            assert after <= before + 1e-15
            before = after


def test_a_class_that_a_line_parts_only_just_may_lose_points_to_the_penalty_in_both_models():
    labels, found = np.repeat([0, 1, 2], [600, 5, 600]), []
    for seed in range(5):
        draw = np.random.default_rng(seed)
        x, up = draw.normal(1.5 * (labels - 1), 0.5), draw.normal(0, 0.3, 1205) + 3 * (labels == 1)
        assert up[labels == 1].min() > up[labels != 1].max(), "a line parts them"
        row = data.add_intercept(np.column_stack((x, up)))
        W = softmax.fit(row, labels, l2=0.01).W
        said = one_vs_all.fit(row, labels, l2=0.01).predict(row), softmax.predict(W, row)
        found.append([np.mean(s[labels == 1] == 1) for s in said])
    assert np.max(found) < 1


def test_the_wrong_sign_grows_along_a_straight_line():
    tumours = data.load("tumour")
    radius = tumours.X[:, [tumours.features.index("mean radius")]]
    X, theta, costs = data.add_intercept(data.standardize(radius)[0]), np.zeros(2), []
    for _ in range(4000):
        theta = theta + 0.1 * logistic.gradient(theta, X, tumours.y)
        costs.append(logistic.cost(theta, X, tumours.y))
    rises = np.diff(costs)
    assert (rises > 0).all()
    np.testing.assert_allclose(rises[-1000:], rises[-1], rtol=1e-3)


def test_in_a_long_row_chance_weights_mislead_one_vs_all_and_more_points_make_them_smaller():
    def inner(points, seed, plain=False):
        draw, labels = np.random.default_rng(seed), np.repeat(np.arange(10), points)
        first = draw.normal(30 * (labels - 4.5), 0.5)
        row = data.add_intercept(np.column_stack((first, draw.normal(0, 1, len(labels)))))
        W = one_vs_all.fit(row, labels, l2=1e-3).W
        W[:, 2] *= not plain
        right = one_vs_all.predict(W, row) == labels
        return right[(labels > 0) & (labels < 9)].mean()

    few, plain, many = (
        np.mean([inner(points, seed, off) for seed in range(4)])
        for points, off in ((60, False), (60, True), (1000, False))
    )
    assert few < 0.8
    assert plain > 0.97
    assert few + 0.1 < many < 0.98


def test_the_scores_of_a_training_set_sum_to_one_on_average():
    penguins = data.load("penguins")
    X = data.add_intercept(data.standardize(penguins.X)[0])
    for l2 in (1e-3, 1.0):
        scores = one_vs_all.fit(X, penguins.y, l2=l2, tol=1e-10).scores(X)
        assert scores.sum(axis=1).mean() == pytest.approx(1, abs=1e-8)


def test_a_pixel_moves_a_probability_by_its_weight_less_the_mean_that_the_rivals_make():
    digits = data.load("digits")
    fit = softmax.fit(digits.X, digits.y, l2=0.01)
    np.testing.assert_allclose(fit.W.sum(axis=0), 0, atol=1e-6)  # ten weights of a pixel
    (p,), h = softmax.predict_proba(fit.W, digits.X[:1]), 1e-6
    more = np.log(softmax.predict_proba(fit.W, digits.X[:1] + h * np.eye(64)))
    less = np.log(softmax.predict_proba(fit.W, digits.X[:1] - h * np.eye(64)))
    slopes = (more - less).T / (2 * h)
    np.testing.assert_allclose(slopes, fit.W - p @ fit.W, atol=1e-6)
    assert ((slopes > 0) != (fit.W > 0)).any(), "a rising logit does not mean a rising probability"


if __name__ == "__main__":
    kinds = [witness.split()[0] for _, _, witness in table()]
    without = sum(kind in NO_WITNESS for kind in kinds)
    print(f"{len(kinds)} sentences hold a word of a claim; {without} claim nothing of data or method; of the other")
    print(f"{len(kinds) - without} each has a witness: {sum(k.startswith('test_') for k in kinds)} a test, ", end="")
    print(
        f"{kinds.count('prints')} a printed line beside it, {sum(k.startswith('(') for k in kinds)} a proved equation"
    )


def test_z_falls_back_where_the_classes_nearly_come_apart_and_the_ratio_goes_on():
    zs, ratios = [], []
    for right in (80, 90, 95, 99):  # of 100 treated; of 100 others 52 are of class 1
        X = data.add_intercept(np.repeat([1.0, 0.0], 100)[:, None])
        y = np.r_[np.arange(100) < right, np.arange(100) < 52].astype(int)
        fit, less = logistic.fit(X, y, tol=1e-10), logistic.fit(X[:, :1], y, tol=1e-10)
        zs.append(logistic.summary(fit.theta, X, y).z[1])
        ratios.append(2 * 200 * (less.cost - fit.cost))
        odds = np.exp(fit.theta[1])  # its standard error is odds times that of the coefficient: another z
        assert abs(zs[-1]) > 1.5 * (odds - 1) / (odds * logistic.summary(fit.theta, X, y).standard_error[1])
    assert zs[0] < zs[1] < zs[2] > zs[3] > 0
    assert ratios == sorted(ratios)


def test_the_profile_of_black_lies_below_its_parabola_on_both_sides():
    births = data.load("birthweight")
    age, weight, race, *_, visits = births.X.T
    X = data.add_intercept(np.column_stack((age, weight, race == 2, race == 3, visits)))
    run = logistic.fit(X, births.y, tol=1e-10)
    found = logistic.summary(run.theta, X, births.y)
    for value in (-0.3, 0.3, 1.7, 2.4):
        rise = 2 * len(births.y) * (profile.cost_at(value, run.theta, X, births.y, 3)[0] - run.cost)
        assert rise < ((value - found.coefficient[3]) / found.standard_error[3]) ** 2


def test_where_men_and_where_women_are_ahead_at_berkeley():
    applied = data.load("admissions")
    male, department = applied.X.T
    lead = [np.subtract(*(applied.y[(department == k) & (male == sex)].mean() for sex in (1, 0))) for k in range(6)]
    assert lead[0] < -0.15
    assert all(-0.06 < lead[k] < 0 for k in (1, 3, 5))
    assert all(0 < lead[k] < 0.06 for k in (2, 4))


def test_the_customers_overfit_by_nothing_and_the_tumours_by_much():
    gaps = {"default": [], "tumour": []}
    for name, found in gaps.items():
        rows = data.load(name)
        for seed in range(10):
            train, test, y_train, y_test = data.split(rows.X, rows.y, rng=seed)
            A, B = map(data.add_intercept, data.standardize(train, test))
            theta = logistic.fit(A, y_train, l2=1e-5 if name == "tumour" else 0.0).theta
            found.append(logistic.cost(theta, B, y_test) - logistic.cost(theta, A, y_train))
    assert abs(np.mean(gaps["default"])) < 0.005
    assert np.mean(gaps["tumour"]) > 0.1


def test_a_threshold_that_evens_out_the_refusals_grants_the_young_more_bad_loans():
    loans = data.load("credit")
    account, savings, months, marks, age = loans.X.T
    bad, young = loans.y, age <= 25
    flags = [account == k for k in (1, 2, 3)] + [savings == k for k in (1, 2, 3, 4)]
    X, p = np.column_stack((*flags, months, marks, young)), np.empty(len(bad))
    for train, test in data.folds(X, bad, 10):
        A, B = map(data.add_intercept, data.standardize(X[train], X[test]))
        p[test] = logistic.predict_proba(logistic.fit(A, bad[train]).theta, B)
    older = np.mean(p[~young & (bad == 0)] >= 1 / 6)
    even = np.quantile(p[young & (bad == 0)], 1 - older)
    assert abs(np.mean(p[young & (bad == 0)] >= even) - older) < 0.01
    granted = [np.mean(p[young & (bad == 1)] < t) for t in (1 / 6, even)]
    assert granted[1] > granted[0] + 0.05


def test_right_probabilities_may_err_equally_often_in_two_groups_and_then_precision_differs():
    cells = np.indices((2, 2, 2)).reshape(3, 8)  # group, label, signal
    group, y, signal = np.repeat(cells, (128, 64, 12, 36, 96, 48, 24, 72), axis=1)
    X = data.add_intercept(np.column_stack((group, signal)))
    p = logistic.predict_proba(logistic.fit(X, y, tol=1e-10).theta, X)
    rates = []
    for k in (0, 1):
        for s in (0, 1):
            here = (group == k) & (signal == s)
            assert p[here].mean() == pytest.approx(y[here].mean(), abs=1e-6)  # right, cell by cell
        truth, alarm = y[group == k], p[group == k] >= 0.3
        rates.append((truth.mean(), alarm[truth == 0].mean(), alarm[truth == 1].mean(), truth[alarm].mean()))
    shares, false, found, precise = np.transpose(rates)
    assert shares == pytest.approx((0.2, 0.4))
    assert false == pytest.approx((1 / 3, 1 / 3))
    assert found == pytest.approx((0.75, 0.75))
    assert precise == pytest.approx((0.36, 0.6))


def test_twelve_steps_of_newton_are_enough_for_the_mails_and_ten_are_not(mails):
    rows = np.random.default_rng(0).permutation(len(mails.y))[:2600]
    A, y = data.add_intercept(*data.standardize(np.log1p(mails.X[rows]))), mails.y[rows]
    exact, theta, off = logistic.fit(A, y, l2=1e-5, tol=1e-11).theta, np.zeros(A.shape[1]), []
    for _ in range(12):
        theta = logistic.newton_step(theta, A, y, l2=1e-5)
        off.append(np.abs(theta - exact).max())
    assert off[9] > 1e-3 > off[11]


def test_statsmodels_prints_nan_where_a_variance_of_a_singular_hessian_comes_out_negative():
    from statsmodels.discrete.discrete_model import Logit

    seen = set()
    for seed in range(8):
        rng = np.random.default_rng(seed)
        kind, y, copy = rng.integers(3, size=30), rng.integers(2, size=30), rng.normal(size=30)
        for title, X in (
            ("copy", data.add_intercept(np.column_stack((copy, copy)))),
            ("full set", data.add_intercept(np.eye(3)[kind])),
            ("wide", data.add_intercept(rng.normal(size=(30, 40)))),
        ):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                try:
                    fitted = Logit(y, X).fit(disp=False)
                except np.linalg.LinAlgError:
                    seen.add((title, "raises"))
                    continue
                errors = fitted.bse
            assert (np.isnan(errors) == (np.diag(fitted.cov_params()) < 0)).all()
            seen.add((title, "nan" if np.isnan(errors).any() else "huge" if errors.max() > 1e3 else "a number"))
    assert {("copy", "raises"), ("full set", "nan"), ("full set", "huge"), ("wide", "nan")} <= seen
    assert "a number" not in {found for _, found in seen}


def test_the_average_of_shuffled_blocks_is_near_the_fit_where_rows_are_many_for_the_columns():
    rows = data.load("default")
    X, y = data.add_intercept(*data.standardize(rows.X)), rows.y
    order = np.random.default_rng(0).permutation(len(y))
    lost = []
    for blocks in (10, 40):
        parts = np.array_split(order, blocks)
        mean = np.mean([logistic.fit(X[part], y[part], l2=1e-3).theta for part in parts], axis=0)
        lost.append(logistic.cost(mean, X, y, l2=1e-3) - logistic.fit(X, y, l2=1e-3).cost)
    assert 0 < lost[0] < 0.001
    assert lost[1] > 2 * lost[0]
    with pytest.raises(ValueError, match="only"):
        logistic.fit(X[np.argsort(y)[:1000]], np.sort(y)[:1000], l2=1e-3)


def test_shares_of_drawn_labels_lie_between_their_bounds_95_times_in_a_hundred_or_a_little_more():
    rng = np.random.default_rng(0)
    p = np.sort(activations.sigmoid(rng.normal(-0.5, 3, 1140)))
    low, high = np.quantile(
        [calibration.groups((draw < p).astype(int), p, 5).seen for draw in rng.random((2000, 1140))],
        (0.025, 0.975),
        axis=0,
    )
    fresh = np.array([calibration.groups((draw < p).astype(int), p, 5).seen for draw in rng.random((4000, 1140))])
    inside = ((low <= fresh) & (fresh <= high)).mean(axis=0)
    assert ((inside > 0.94) & (inside < 0.995)).all()
