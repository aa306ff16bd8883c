"""The notations of other books: each table of definitions is compared with lrlib, and formulas are as they print them."""

import numpy as np
import pytest

from lrlib import logistic, softmax
from lrlib.proofs import try_step
from lrlib.proofs.authors import INFORMATION, TABLES
from lrlib.proofs.lesson import Lesson
from lrlib.proofs.numbers import numbers
from lrlib.proofs.one_label import margin
from lrlib.proofs.register import sample
from lrlib.proofs.symbols import Unreadable

PROBABILITY = lambda d: logistic.predict_proba(d.theta, d.X)  # noqa: E731
LIKELIHOOD = lambda d: -d.m * logistic.cost(d.theta, d.X, d.y)  # noqa: E731
GIVEN = {
    "cs229": {"x": "X", "y": "y", r"\theta": "theta"},
    "bishop": {r"\phi": "X", "t": "y", "w": "theta"},
    "statistics": {"x": "X", "y": "y", r"\beta": "theta"},
    "d2l": {"x": "X", "y": "Y", "w": "W", "b": "b"},
    "ufldl": {"x": "X", "y": "Y", r"\theta": "W"},
    "ng": {"x": "X", "y": "y", "w": "theta"},
    "margin": {"x": "X", "w": "theta"},
    "margin of bishop": {r"\phi": "X", "w": "theta"},
    "binary": {"x": "X", "y": "y", r"\theta": "theta"},
    "softmax": {"x": "X", "y": "Y", "w": "W"},
    "columns": {"x": "X", "y": "Y", "w": "W"},
    "information": {},
}
OF_BISHOP = margin(x=r"\phi", y="t", f="a", h="y", likelihood=True)
ALL = {**TABLES, "margin": margin(), "margin of bishop": OF_BISHOP, "information": INFORMATION}
SHARES = lambda v: v / np.sum(v)  # noqa: E731
ENTROPY = lambda p, q: -np.sum(SHARES(p) * np.log(SHARES(q)))  # noqa: E731
WITH_BIAS = lambda d: np.column_stack((d.b, d.W)), lambda d: np.column_stack((np.ones(d.m), d.X))
MEANS = [
    ("cs229", r"r := \ell(\theta)", LIKELIHOOD),
    ("cs229", r"r := J(\theta)", lambda d: logistic.cost(d.theta, d.X, d.y)),
    ("cs229", r"r := g(\theta^\top x^{(1)})", lambda d: PROBABILITY(d)[0]),
    ("bishop", r"r := E(w)", lambda d: -LIKELIHOOD(d)),
    ("bishop", r"r := y^{(1)}", lambda d: PROBABILITY(d)[0]),
    ("statistics", r"r := \ell(\beta)", LIKELIHOOD),
    ("statistics", r"r := L(\beta)", lambda d: np.exp(LIKELIHOOD(d))),
    ("statistics", r"r := p^{(1)}", lambda d: PROBABILITY(d)[0]),
    ("cs229", r"r := L(\theta)", lambda d: np.exp(LIKELIHOOD(d))),
    ("cs229", r"r := P^{(1)}", lambda d: PROBABILITY(d)[0] if d.y[0] else 1 - PROBABILITY(d)[0]),
    ("cs229", r"r := \operatorname{odds}^{(1)}", lambda d: np.exp(d.X[0] @ d.theta)),
    ("cs229", r"v := \operatorname{dw}", lambda d: logistic.gradient(d.theta, d.X, d.y)),
    ("cs229", r"v := H_{10}", lambda d: -d.m * logistic.hessian(d.theta, d.X, d.y)[1, 0]),
    ("bishop", r"v := H_{10}", lambda d: d.m * logistic.hessian(d.theta, d.X, d.y)[1, 0]),
    ("ng", r"v := H_{10}", lambda d: logistic.hessian(np.append(d.theta, 0.3), np.column_stack((d.X, np.ones(d.m))), d.y)[1, 0]),
    ("statistics", r"r := W_{11}", lambda d: PROBABILITY(d)[0] * (1 - PROBABILITY(d)[0])),
    ("d2l", r"a := J(w, b)", lambda d: softmax.cost(WITH_BIAS[0](d), WITH_BIAS[1](d), d.Y)),
    ("d2l", r"a := E(w, b)", lambda d: d.m * softmax.cost(WITH_BIAS[0](d), WITH_BIAS[1](d), d.Y)),
    ("d2l", r"a := \ell^{(1)}", lambda d: softmax.cost(WITH_BIAS[0](d), WITH_BIAS[1](d)[:1], d.Y[:1])),
    ("d2l", r"a := \hat{y}_1^{(1)}", lambda d: softmax.predict_proba(WITH_BIAS[0](d), WITH_BIAS[1](d))[0, 0]),
    ("ufldl", r"a := J(\theta)", lambda d: d.m * softmax.cost(d.W, d.X, d.Y)),
    ("margin", r"a := J(w)", lambda d: logistic.cost(d.theta, d.X, d.y)),
    ("margin", r"a := E(w)", lambda d: -LIKELIHOOD(d)),
    ("margin", r"a := \operatorname{NLL}(w)", lambda d: -LIKELIHOOD(d)),
    ("margin", r"a := \ell^{(2)}", lambda d: logistic.cost(d.theta, d.X[1:2], d.y[1:2])),
    ("margin", r"a := P^{(1)}", lambda d: PROBABILITY(d)[0] if d.y[0] else 1 - PROBABILITY(d)[0]),
    ("margin", r"a := h^{(1)}", lambda d: PROBABILITY(d)[0]),
    ("margin of bishop", r"r := \ell(w)", LIKELIHOOD),
    ("margin of bishop", r"r := L(w)", lambda d: np.exp(LIKELIHOOD(d))),
    ("margin of bishop", r"r := E(w)", lambda d: -LIKELIHOOD(d)),
    ("margin of bishop", r"r := \operatorname{En}^{(2)}", lambda d: logistic.cost(d.theta, d.X[1:2], d.y[1:2])),
    ("margin of bishop", r"r := y^{(1)}", lambda d: PROBABILITY(d)[0]),
    ("bishop", r"r := \operatorname{En}^{(2)}", lambda d: logistic.cost(d.theta, d.X[1:2], d.y[1:2])),
    ("d2l", r"r := \operatorname{En}^{(1)}", lambda d: softmax.cost(WITH_BIAS[0](d), WITH_BIAS[1](d)[:1], d.Y[:1])),
    ("binary", r"r := J_\lambda(\theta)", lambda d: logistic.cost(d.theta, d.X, d.y, l2=0.7)),
    ("softmax", r"a := L_\lambda", lambda d: softmax.cost(d.W, d.X, d.Y, l2=0.7)),
    ("softmax", r"a := \hat{c}^{(2)}", lambda d: 1 + softmax.predict(d.W, d.X)[1]),
    ("columns", r"a := \hat{c}^{(2)}", lambda d: 1 + softmax.predict(d.W, d.X)[1]),
    ("columns", r"a := J(w)", lambda d: softmax.cost(d.W, d.X, d.Y)),
    ("information", r"a := p_2", lambda d: SHARES(distributions(d)[0])[1]),
    ("information", r"a := H", lambda d: ENTROPY(*distributions(d))),
    ("information", r"a := \operatorname{Hr}", lambda d: ENTROPY(*distributions(d)[::-1])),
    ("information", r"a := \operatorname{Hp}", lambda d: ENTROPY(*2 * distributions(d)[:1])),
    ("information", r"a := \operatorname{Hq}", lambda d: ENTROPY(*2 * distributions(d)[1:])),
    ("information", r"a := \operatorname{KL}", lambda d: ENTROPY(*distributions(d)) - ENTROPY(*2 * distributions(d)[:1])),
    ("information", r"a := \operatorname{KLr}", lambda d: ENTROPY(*distributions(d)[::-1]) - ENTROPY(*2 * distributions(d)[1:])),
    ("ng", r"r := J(w, b)", lambda d: logistic.cost(np.append(d.theta, 0.3), np.column_stack((d.X, np.ones(d.m))), d.y)),
    ("ng", r"r := \operatorname{db}", lambda d: logistic.gradient(np.append(d.theta, 0.3), np.column_stack((d.X, np.ones(d.m))), d.y)[-1]),
]  # fmt: skip


def distributions(d):
    """Return two rows of positive numbers, one for each class."""
    return np.exp(d.W[:, 0]), np.exp(d.W[:, 1])


@pytest.mark.parametrize(("notation", "line", "code"), MEANS, ids=[f"{n}: {line}" for n, line, _ in MEANS])
def test_a_table_of_definitions_is_that_of_lrlib(notation, line, code):
    table = ALL[notation]
    lesson = Lesson((table.notation, table.definitions))
    (formula,) = lesson.formulas(line)
    for seed in (0, 1):
        d = sample(seed)
        given = {name: getattr(d, value) for name, value in GIVEN[notation].items()}
        given |= {"b": 0.3} if notation == "ng" else {}
        given |= {r"\lambda": 0.7} if notation in ("binary", "softmax") else {}
        given |= {ALL[notation].y: 2 * d.y - 1} if "margin" in notation else {}  # under which the table holds
        given |= dict(zip("uv", distributions(d), strict=True)) if notation == "information" else {}
        found = numbers(lesson, formula, given, {"K": d.K, "m": d.m, "n": d.n})
        np.testing.assert_allclose(found, code(d), rtol=1e-10)


CONDITIONS = [  # what is true in a table only under what its author states once
    (margin(), r"P = \frac{1 + y}{2} \sigma(f) + \frac{1 - y}{2} (1 - \sigma(f))"),
    (margin(), r"\mathcal{L} = \log(1 + e^{f}) - \frac{1 + y}{2} f"),
    (TABLES["cs229"], r"P = y h + (1 - y) (1 - h)"),
    (TABLES["columns"], r"\frac{\partial \mathcal{L}}{\partial z_k} = \hat{y}_k - y_k"),
    (TABLES["d2l"], r"\frac{\partial \ell}{\partial o_k} = \hat{y}_k - y_k"),
]


@pytest.mark.parametrize(("table", "formula"), CONDITIONS)
def test_a_table_says_under_which_condition_it_holds(table, formula):
    lesson = Lesson((table.notation, table.definitions))
    assert "false" in lesson.read(formula).kinds
    assert any(lesson.read(rf"{formula} \quad \text{{if }} {condition}").true for condition in table.holds)


def test_the_shares_of_a_distribution_sum_to_one_and_need_no_condition():
    lesson = Lesson((INFORMATION.notation, INFORMATION.definitions))
    for formula in (r"\sum_{k=1}^{K} p_k = 1", r"\sum_{k=1}^{K} q_k = 1", r"H = \operatorname{Hp} + \operatorname{KL}"):
        assert lesson.read(formula).kind == "proved"
    assert "false" in lesson.read(r"H = \operatorname{Hq} + \operatorname{KL}").kinds
    assert INFORMATION.holds == ()


@pytest.mark.parametrize(
    ("notation", "formula", "true"),
    [
        ("cs229", r"g'(z) = g(z) (1 - g(z))", True),
        ("cs229", r"\frac{\partial}{\partial \theta_j} \ell(\theta) = \sum_{i=1}^{m} (y^{(i)} - h_\theta(x^{(i)})) x^{(i)}_j", True),
        ("cs229", r"\frac{\partial}{\partial \theta_j} \ell(\theta) = \sum_{i=1}^{m} (h_\theta(x^{(i)}) - y^{(i)}) x^{(i)}_j", False),
        ("bishop", r"\nabla E(\mathbf{w}) = \sum_{n=1}^{N} (y_n - t_n) \boldsymbol{\phi}_n", True),
        ("bishop", r"\nabla E(\mathbf{w}) = \sum_{n=1}^{N} (t_n - y_n) \boldsymbol{\phi}_n", False),
        ("bishop", r"\frac{d\sigma}{da} = \sigma (1 - \sigma)", True),
        ("statistics", r"\log \frac{p_i}{1 - p_i} = \beta^\top x_i", True),
        ("statistics", r"\frac{\partial \ell}{\partial \beta_j} = \sum_{i=1}^{n} (y_i - p_i) x_{ij}", True),
        ("statistics", r"\frac{\partial \ell}{\partial \beta_j} = \sum_{i=1}^{n} (y_i - p_i)", False),
        ("columns", r"\nabla_W L = \frac{1}{m} X^\top (\hat{Y} - Y)", True),
        ("columns", r"\nabla_W L = \frac{1}{m} X^\top (Y - \hat{Y})", False),
        ("columns", r"\nabla_W L = \frac{1}{m} (\hat{Y} - Y)^\top X", False),
        ("columns", r"Z = X W", True),
        ("d2l", r"\frac{\partial \ell}{\partial o_j} = \hat{y}_j - y_j \quad \text{if } \sum_{k=1}^{K} y_k = 1", True),
        ("d2l", r"\frac{\partial \ell}{\partial o_j} = y_j - \hat{y}_j \quad \text{if } \sum_{k=1}^{K} y_k = 1", False),
    ],
)  # fmt: skip
@pytest.mark.slow
def test_a_formula_as_its_book_prints_it(notation, formula, true):
    found = try_step(formula, notation=notation)
    assert found.true == true, found


HESSIANS = [  # what H is the Hessian of: true, FALSE, or refused with what to write
    ("bishop", r"H = \Phi^T R \Phi", True),
    ("bishop", r"H = \frac{1}{N} \Phi^T R \Phi", False),
    ("bishop", r"\mathbf{H} = \sum_{n=1}^N y_n (1 - y_n) \boldsymbol\phi_n \boldsymbol\phi_n^T", True),
    ("bishop", r"\mathbf{H} = \frac{1}{N} \sum_{n=1}^N y_n (1 - y_n) \boldsymbol\phi_n \boldsymbol\phi_n^T", False),
    ("bishop", r"H = \nabla\nabla E", True),
    ("bishop", r"H = \frac{1}{N} \nabla\nabla E", False),
    ("bishop", r"w := w + H^{-1} \nabla E(w)", False),
    ("bishop", r"w := w + H^{-1} \nabla \ell(w)", r"\nabla^2 E(w)"),
    ("cs229", r"H_{ij} = \frac{\partial^2 \ell(\theta)}{\partial\theta_i \partial\theta_j}", True),
    ("cs229", r"H_{ij} = -\frac{\partial^2 \ell(\theta)}{\partial\theta_i \partial\theta_j}", False),
    ("cs229", r"H = \frac{1}{n} \sum_{i=1}^n h(x^{(i)}) (1 - h(x^{(i)})) x^{(i)} x^{(i)T}", r"\nabla^2 J(\theta)"),
    ("cs229", r"H = \sum_{i=1}^n h(x^{(i)}) (1 - h(x^{(i)})) x^{(i)} x^{(i)T}", False),
    ("cs229", r"H = \nabla^2 J(\theta)", True),
    ("cs229", r"\theta := \theta - H^{-1} \nabla_\theta \ell(\theta)", True),
    ("cs229", r"\theta := \theta + H^{-1} \nabla_\theta \ell(\theta)", False),
    ("cs229", r"\theta := \theta - H^{-1} \nabla_\theta J(\theta)", True),
    ("statistics", r"H = X^T W X", r"-\nabla^2 \ell(\beta)"),
    ("statistics", r"H = -X^T W X", r"\nabla^2 \ell(\beta)"),
    ("statistics", r"H = 2 X^T W X", False),
    ("statistics", r"H = -\nabla^2 \ell(\beta) = X^T W X", True),
    ("statistics", r"H = H^T", True),
    (None, r"H = -X^T S X", r"\nabla^2 \ell(w)"),
    (None, r"\theta := \theta - H^{-1} \nabla \ell(\theta)", True),
    (None, r"\theta := \theta + H^{-1} \nabla \ell(\theta)", r"\nabla^2 E(\theta)"),
]


@pytest.mark.parametrize(("notation", "formula", "outcome"), HESSIANS)
def test_h_is_the_hessian_of_its_book_and_no_line_is_true_in_both_signs(notation, formula, outcome):
    r"""Bishop's is that of E, a sum, that of the notes of CS229 that of \ell; other books have one or the other."""
    if isinstance(outcome, bool):
        assert try_step(formula, notation=notation).true == outcome
        return
    with pytest.raises(Unreadable) as refused:
        try_step(formula, notation=notation)
    assert f"{outcome}: write that for H" in str(refused.value)


def test_whose_hessian_h_is_is_said_where_no_book_says_it():
    assert "H of the mean over the examples" in repr(try_step(r"H = \frac{1}{m} X^\top S X"))
    assert "H of" not in repr(try_step(r"H = \Phi^T R \Phi", notation="bishop"))


CURVED = r"(\operatorname{diag}(\hat y) - \hat y \hat y^\top)"
COLUMNS = [  # letters that are numbers where no line transposes them
    *((None, rf"{v}^\top {CURVED} {v} \ge 0", True) for v in "vac"),
    (None, rf"v^\top {CURVED} v \le 0", False),
    (None, rf"v^\top {CURVED} v > 0", False),
    (None, rf"v^\top {CURVED} v \le \frac{{1}}{{2}} v^\top v", True),
    (None, rf"v^\top {CURVED} v \le \frac{{1}}{{10}} v^\top v", False),
    (None, rf"v^\top {CURVED} v \le \frac{{49}}{{100}} v^\top v", False),
    (None, r"c^\top \hat y \le \max_k c_k", True),
    (None, r"a^\top X^\top X a \ge 0", True),
    (None, r"a^\top X^\top X a = \lVert X a \rVert^2", True),
    (None, r"r^\top X = (X^\top r)^\top", True),
    ("statistics", r"v^\top X^\top W X v \le 0", False),
    ("statistics", r"(Xv)^\top (Xv) \ge 0", True),
    ("bishop", r"u^T H u \ge 0", True),
    ("bishop", r"u^T H u > 0", False),
    ("cs229", r"z^T H z \le 0", True),
]


@pytest.mark.parametrize(("notation", "formula", "true"), COLUMNS)
def test_a_letter_that_a_line_transposes_is_a_column(notation, formula, true):
    """Read as a number, v made the quadratic form of a matrix an entry of it, and a true line FALSE."""
    found = try_step(formula, notation=notation)
    assert found.true == true, found
    assert "a column, an entry for each" in repr(found)


def test_a_letter_with_an_index_that_is_given_is_a_column_too():
    formula = rf"v^\top {CURVED} v \geq 0"
    assert try_step(formula, given="v_k := z_k").true
    assert not try_step(rf"v^\top {CURVED} v \leq 0", given="v_k := z_k").true


def test_a_column_that_fits_nowhere_is_refused_in_a_sentence():
    with pytest.raises(Unreadable, match="is a column here, as"):
        try_step(r"v^\top X = v^\top X^\top", notation="statistics")


SLOPE = r"\frac{1}{m} \sum_{i=1}^m (h^{(i)} - y^{(i)}) x_j^{(i)}"
MEAN = r"-\frac{1}{m} \sum_{i=1}^m [y^{(i)} \log h^{(i)} + (1 - y^{(i)}) \log(1 - h^{(i)})]"
SQUARES = r"\frac{\lambda}{2m} \sum_{k=1}^n \theta_k^2"
ADDED = rf"\frac{{\partial}}{{\partial\theta_j}} \left[J + {SQUARES}\right] = {SLOPE}"
MARGIN = r"\sum_{i=1}^n \log(1 + e^{-y_i w^\top x_i})"
PULLED = r"\sum_{i=1}^n \frac{y_i x_i}{1 + e^{y_i w^\top x_i}}"
COSTS = [  # a penalty on J, and labels of -1 and 1: true, FALSE, or refused; and what is said
    (rf"{ADDED} + \frac{{\lambda}}{{m}} \theta_j \quad \text{{if }} j \geq 1", True, ""),
    (rf"{ADDED} + \frac{{2\lambda}}{{m}} \theta_j \quad \text{{if }} j \geq 1", False, ""),
    (rf"J(\theta) + \frac{{\lambda}}{{2}} \theta^\top \theta = {MEAN} + \frac{{\lambda}}{{2}} \theta^\top \theta", True, ""),
    (rf"J(\theta) + \frac{{\lambda}}{{2}} \theta^\top \theta = {MEAN} + \lambda \theta^\top \theta", False, ""),
    (rf"J(\theta) = {MEAN} + {SQUARES}", True, r"J with \frac{\lambda}{2 m}"),
    (rf"J(\theta) = {MEAN} - {SQUARES}", False, r"J with \frac{\lambda}{2 m}"),
    (rf"J(\theta) = {MEAN} + \frac{{\lambda}}{{2}} \theta^\top \theta", None, "write J + "),
    (rf"J(\theta) - {SQUARES} = {MEAN}", None, "write the mean loss in place of J"),
    (r"\nabla J = \frac{1}{m} X^\top (h - y) + \frac{\lambda}{m} \theta", True, "for every weight"),
    (r"\nabla J = \frac{1}{m} X^\top (h - y) + \lambda \theta", None, "write J + "),
    (r"\theta := \theta - \alpha (\nabla J(\theta) + \frac{\lambda}{m} \theta)", True, "and"),
    (r"\theta := \theta - \alpha (\nabla J(\theta) - \frac{\lambda}{m} \theta)", False, ""),
    *((rf"{name}(w) = \frac{{1}}{{n}} {MARGIN}", True, "") for name in ("L", r"\ell", "E", "J")),
    (rf"L = \frac{{1}}{{n}} {MARGIN}", True, "the mean over the examples"),
    (rf"L(w) = -\frac{{1}}{{n}} {MARGIN}", False, ""),
    (rf"\ell(w) = -{MARGIN}", None, r"write -\ell for it"),
    (rf"\nabla L(w) = -\frac{{1}}{{n}} {PULLED}", True, ""),
    (rf"\nabla L(w) = \frac{{1}}{{n}} {PULLED}", False, ""),
    (r"L(w, b) = \frac{1}{n} \sum_{i=1}^n \log(1 + \exp(-y_i (w^\top x_i + b)))", True, "the loss the mean"),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "true", "said"), COSTS)
def test_a_cost_is_what_its_line_has_it_to_be_or_the_reader_says_what_to_write(formula, true, said):
    r"""J held a penalty wherever \lambda stood; with labels of -1 and 1 only J was read as a mean over examples."""
    if true is not None:
        found = try_step(formula)
        assert found.true == true, found
        assert said in repr(found)
        return
    with pytest.raises(Unreadable) as refused:
        try_step(formula)
    assert said in str(refused.value)


def verdict(formula, notation):
    """Whether a formula is true, or nothing where it is not read."""
    try:
        return try_step(formula, notation=notation).true
    except Unreadable:
        return None


def with_its_sign(formula, notation):
    r"""As `verdict`; what is true only with the \ell of another edition is not true with that of this one."""
    try:
        return try_step(formula, notation=notation).true
    except Unreadable as problem:
        return False if "in one edition" in str(problem) else None


LABELS = [  # what needs labels that are labels: a line in the letters of the book, whether it is true, and what is said
    ("softmax", r"L \ge 0", True, "is one-hot"),
    ("softmax", r"L > 0", True, "is one-hot"),
    ("softmax", r"L \ge \log 2", False, ""),
    (None, r"L \ge 0", True, "is one-hot"),
    ("softmax", r"L = \log K \text{ if } z = 0", True, r"\sum_{j=1}^{K} y_j = 1"),
    ("softmax", r"L = K \text{ if } z = 0", False, ""),
    ("softmax", r"\mathcal{L} = \log K \text{ if } z = 0", True, r"\sum_{j=1}^{K} y_j = 1"),
    ("softmax", r"L = -\log \hat{y}_c \text{ if } y_c = 1", True, "L of one example, where y \\text{ is one-hot}"),
    ("softmax", r"L = \log \hat{y}_c \text{ if } y_c = 1", False, ""),
    (None, r"\mathcal{L} = -\log \hat{y}_c \text{ if } y_c = 1", True, "is one-hot"),
    ("softmax", r"w_k := w_k - \alpha (\hat{y}_k - y_k) x", True, r"the loss of one example, where \sum_{j=1}^{K} y_j = 1"),
    ("softmax", r"w_k := w_k + \alpha (\hat{y}_k - y_k) x", False, ""),
    ("softmax", r"w_k := w_k - \alpha (\hat{y}_k - y_k) x \quad \text{if } \sum_{j=1}^K y_j = 1", True, ""),
    ("softmax", r"w_k := w_k - \alpha \hat{y}_k x \text{ if } y_k = 0", True, ""),
    ("softmax", r"W := W - \frac{\alpha}{m} (\hat{Y} - Y)^\top X", True, "the mean over the examples"),
    ("softmax", r"W := W - \frac{\alpha}{m} (Y - \hat{Y})^\top X", False, ""),
    ("binary", r"J \ge 0", True, r"where y \in \{0, 1\}"),
    ("binary", r"J \le 0", False, ""),
    ("ufldl", r"J(\theta) \ge 0", True, "is one-hot"),
]  # fmt: skip


@pytest.mark.parametrize(("notation", "formula", "true", "said"), LABELS)
def test_labels_are_labels_where_a_line_does_not_say_otherwise(notation, formula, true, said):
    """With y any row of numbers, a loss could be below 0, and a step of gradient descent was none."""
    found = try_step(formula, notation=notation)
    assert found.true == true, found
    assert said in repr(found)


def test_the_sum_that_a_slope_needs_is_still_to_be_said():
    """The lesson of chapter 8; where a line says something of its own, what is missing is read in its favour."""
    assert try_step(r"\nabla_z \mathcal{L} = \hat{y} - y", "softmax").needs == r"\sum_{j=1}^{K} y_j = 1"


JUDGED = [  # what its author counts, calls or writes so: true, FALSE, or not read
    ("bishop", r"E(0) = N \ln 2", True),
    ("bishop", r"E(\mathbf{0}) = N \ln 2", True),
    ("bishop", r"E(0) = -N \ln 2", False),
    ("statistics", r"\eta = X\beta", True),
    ("statistics", r"\eta = -X\beta", False),
    ("statistics", r"p = \sigma(X\beta)", True),
    ("statistics", r"p = X\beta", False),
    ("bishop", r"a = \Phi w", True),
    ("bishop", r"a = -\Phi w", False),
    ("cs229", r"h = g(X\theta)", True),
    (None, r"z = Xw", True),
    (None, r"z = -Xw", False),
    ("ng", r"z = w^T X + b", True),
    ("ng", r"a = \sigma(w^T X + b)", True),
    ("ng", r"a = w^T X + b", False),
    ("statistics", r"D = -2\ell", True),
    ("statistics", r"D = -\ell", False),
    ("statistics", r"D(0) = 2 n \log 2", True),
    ("statistics", r"\frac{\partial D}{\partial \beta_j} = -2 \sum_i (y_i - p_i) x_{ij}", True),
    ("statistics", r"\frac{\partial D}{\partial \beta_j} = 2 \sum_i (y_i - p_i) x_{ij}", False),
    ("statistics", r"D_{ii} = p_i (1 - p_i)", True),
    ("statistics", r"X^T D X = -\nabla^2 \ell(\beta)", True),
    ("statistics", r"\frac{dp}{dx} = \beta_1 p (1 - p)", True),
    ("statistics", r"\frac{dp}{dx} = p (1 - p)", False),
    ("cs229", r"\theta := \theta + H^{-1} X^T (h - y)", True),
    ("cs229", r"\theta := \theta - H^{-1} X^T (h - y)", False),
    ("cs229", r"\theta := \theta + H^{-1} X^T (y - h)", False),
    ("bishop", r"w := w + H^{-1} \Phi^T (t - y)", True),
    ("bishop", r"w := w + H^{-1} \Phi^T (y - t)", False),
    ("cs229", r"\phi = 1/(1+e^{-\eta})", True),
    ("cs229", r"\phi = \frac{1}{1 + e^{\eta}}", False),
    ("cs229", r"\eta = \log \frac{\phi}{1 - \phi}", True),
    ("cs229", r"p(y; \phi) = \phi^y (1 - \phi)^{1-y}", True),
    ("ufldl", r"J(\theta) = -\sum_i (y^{(i)} \log h_\theta(x^{(i)}) + (1 - y^{(i)}) \log(1 - h_\theta(x^{(i)})))", True),
    ("ufldl", r"J(\theta) = -\frac1m \sum_i (y^{(i)} \log h_\theta(x^{(i)}) + (1 - y^{(i)}) \log(1 - h_\theta(x^{(i)})))", False),
    ("ufldl", r"\frac{\partial J(\theta)}{\partial \theta_j} = \sum_i x^{(i)}_j (h_\theta(x^{(i)}) - y^{(i)})", True),
    ("ufldl", r"\frac{\partial J(\theta)}{\partial \theta_j} = \sum_i x^{(i)}_j (y^{(i)} - h_\theta(x^{(i)}))", False),
    ("ufldl", r"\theta_j := \theta_j - \alpha \sum_i x_j^{(i)} (h_\theta(x^{(i)}) - y^{(i)})", True),
    ("ng", r"db = \frac1m \sum_i dz^{(i)}", True),
    ("ng", r"db = \sum_i dz^{(i)}", False),
    ("columns", r"z_k = \sum_j w_{jk} x_j", True),
    ("columns", r"z_k = \sum_j w_{kj} x_j", False),
    ("columns", r"z_k = \sum_j W_{jk} x_j", True),
    ("columns", r"\frac{\partial L}{\partial w_{jk}} = (\hat{y}_k - y_k) x_j", True),
    ("columns", r"\frac{\partial L}{\partial w_{jk}} = (\hat{y}_j - y_j) x_k", None),
    ("columns", r"\frac{\partial L}{\partial w_{kj}} = (\hat{y}_k - y_k) x_j", None),
    ("columns", r"\frac{\partial L}{\partial W_{jk}} = \frac1m \sum_i x_{ij} (\hat{y}_{ik} - y_{ik})", True),
    ("columns", r"\frac{\partial L}{\partial W_{jk}} = \frac1m \sum_i x_{ik} (\hat{y}_{ij} - y_{ij})", None),
    ("columns", r"w_{jk} := w_{jk} - \alpha (\hat{y}_k - y_k) x_j", True),
    ("columns", r"w_{jk} := w_{jk} - \alpha (y_k - \hat{y}_k) x_j", False),
    (None, r"\sum_k p_k = 1", True),
    (None, r"\sum_k p_k = K", False),
    (None, r"-\sum_k p_k \log p_k \le \log K", True),
    (None, r"-\sum_k p_k \log p_k \ge \log K", False),
    (None, r"E(0) = N \ln 2", True),
    (None, r"E(0) = N", False),
    ("bishop", r"E = N \ln K \text{ if } w = 0", True),
    ("bishop", r"E(w) = N K \text{ if } w_k = 0 \text{ for all } k", False),
    ("bishop", r"p(t|w) = \prod_n y_n^{t_n} (1 - y_n)^{1 - t_n}", True),
    ("bishop", r"-\ln p(t|w) = E(w)", True),
    ("bishop", r"\ln p(t|w) = E(w)", False),
    ("statistics", r"\ell(0) = -n \log 2", True),
    ("statistics", r"\ell(0) = -n \log K", True),
    ("statistics", r"\ell(0) = n \log K", False),
    (None, r"\ell(0) = -m \log 2", True),
    (None, r"\ell(0) = 0", None),
    (None, r"L(0) = \log K", None),
    ("ufldl", r"J(0) = m \log K", True),
    ("ufldl", r"\nabla^2 J(\theta) = \sum_i h_\theta(x^{(i)}) (1 - h_\theta(x^{(i)})) x^{(i)} x^{(i)\top}", True),
    ("ufldl", r"\frac{\partial^2 J}{\partial \theta_j \partial \theta_l} = \sum_i h^{(i)} (1 - h^{(i)}) x_j^{(i)} x_l^{(i)}", True),
    ("cs229", r"\phi (1 - \phi) \le \frac14", True),
    ("cs229", r"\phi (1 - \phi) \le \frac15", False),
    ("statistics", r"z_i = \eta_i + \frac{y_i - p_i}{p_i (1 - p_i)}", True),
    ("statistics", r"z_i = \eta_i - \frac{y_i - p_i}{p_i (1 - p_i)}", False),
    ("statistics", r"z = X\beta - W^{-1} (y - p)", False),
    ("statistics", r"y - p = y - \sigma(X\beta)", True),
    ("statistics", r"y - p = \sigma(X\beta) - y", False),
    ("statistics", r"\ell(\beta) = y^\top X\beta - \sum_i \log(1 + e^{\eta_i})", True),
    ("statistics", r"\ell(\beta) = y^\top X\beta + \sum_i \log(1 + e^{\eta_i})", False),
    ("columns", r"\frac{\partial \hat{y}_k}{\partial w_{jk}} = \hat{y}_k (1 - \hat{y}_k) x_j", True),
    ("columns", r"\frac{\partial \hat{y}_k}{\partial w_{kj}} = \hat{y}_k (1 - \hat{y}_k) x_j", False),
    ("columns", r"\frac{\partial z_k}{\partial x_j} = w_{jk}", True),
]  # fmt: skip


@pytest.mark.parametrize(("notation", "formula", "true"), JUDGED)
def test_a_line_is_judged_by_what_its_author_means_and_its_twin_is_not_true(notation, formula, true):
    """Of each kind a true line had been called FALSE, or a false one proved."""
    assert verdict(formula, notation) == true


def test_where_a_label_is_0_its_logarithm_is_none_and_the_reader_says_what_to_leave_out():
    with pytest.raises(Unreadable, match="leave out the terms with"):
        try_step(
            r"D = 2 \sum_i [y_i \log \frac{y_i}{p_i} + (1 - y_i) \log \frac{1 - y_i}{1 - p_i}]", notation="statistics"
        )


TWO = ("p", r"\pi", r"\mu", r"\hat{p}", r"\hat{y}")
LETTERS = {  # score, weights, features, label, and what the probability may be called
    "cs229": ("z", r"\theta", "x", "y", ("h", r"h_\theta(x)", *TWO)),
    "statistics": (r"\eta", r"\beta", "x", "y", TWO),
    "bishop": ("a", "w", r"\phi", "t", ("y", *TWO)),
    "ng": ("z", "w", "x", "y", ("a", r"\hat{y}")),
    "d2l": ("o", "w", "x", "y", (r"\hat{y}",)),
    "columns": ("z", "w", "x", "y", (r"\hat{y}",)),
    "ufldl": ("z", r"\theta", "x", "y", (r"\hat{y}",)),
}
OF_ONE_LABEL = {  # a slope of \ell, where score, weights and features stand, and the slope but for its sign
    r"\frac{\partial \ell}{\partial SCORE}": "DIFF",
    r"\frac{d \ell}{d SCORE}": "DIFF",
    r"\partial_{SCORE} \ell": "DIFF",
    r"\nabla_{SCORE} \ell": "DIFF",
    r"\frac{\partial \ell}{\partial SCORE_i}": "DIFF_i",
    r"\frac{\partial \ell_i}{\partial SCORE_i}": "DIFF_i",
    r"\frac{\partial \ell}{\partial SCORE^{(i)}}": "DIFF^{(i)}",
    r"\frac{\partial \ell^{(i)}}{\partial SCORE^{(i)}}": "DIFF^{(i)}",
    r"\frac{\partial \ell}{\partial WEIGHTS_j}": "DIFF FEATURES_j",
    r"\frac{\partial \ell(WEIGHTS)}{\partial WEIGHTS_j}": r"\sum_{i=1}^{m} DIFF^{(i)} FEATURES_j^{(i)}",
    r"\nabla \ell": "DIFF FEATURES",
    r"\nabla_{WEIGHTS} \ell": "DIFF FEATURES",
    r"\nabla \ell(WEIGHTS)": r"\sum_{i=1}^{m} DIFF^{(i)} FEATURES^{(i)}",
}
OF_CLASSES = {
    r"\frac{\partial \ell}{\partial SCORE_k}": "DIFF_k",
    r"\frac{\partial \ell}{\partial WEIGHTS_k}": "DIFF_k FEATURES",
}
BIAS = {
    r"\nabla \ell",
    r"\nabla_{WEIGHTS} \ell",
    r"\nabla \ell(WEIGHTS)",
    r"\frac{\partial \ell(WEIGHTS)}{\partial WEIGHTS_j}",
}


def slopes():
    """Give each slope of each notation, with the difference of its two sides in both orders."""
    for notation, (score, weights, features, label, outs) in LETTERS.items():
        many = TABLES[notation].many
        for out in outs:
            for left, right in OF_CLASSES.items() if many else (OF_ONE_LABEL | OF_CLASSES).items():
                if notation == "ng" and left in BIAS | set(OF_CLASSES):
                    continue  # the gradient has a part for b, too; there are no classes
                if "_k" in left and "(x)" in out:
                    continue
                at = next((a for a in ("^{(i)}", "_i", "_k") if "DIFF" + a in right), "")
                guess = out.replace("(x)", f"(x{at})") if "(x)" in out else out + at
                lines = [
                    f"{left} = {right.replace(f'DIFF{at}', f'({first} - {second})')}"
                    .replace("SCORE", score).replace("WEIGHTS", weights).replace("FEATURES", features)
                    for first, second in ((label + at, guess), (guess, label + at))
                ]  # fmt: skip
                yield notation, *(lines if TABLES[notation].likelihood else lines[::-1])


@pytest.mark.parametrize(("notation", "true", "turned"), list(slopes()))
@pytest.mark.slow
def test_a_slope_has_one_sign_in_every_spelling(notation, true, turned):
    r"""Read once as of one label and once as of classes, \ell was a log-likelihood here, and a loss there."""
    assert (verdict(true, notation), with_its_sign(turned, notation)) == (True, False)


@pytest.mark.parametrize(
    ("notation", "true", "turned"),
    [
        *((n, rf"\ell({h}, {y}) = {y} \log {h} + (1 - {y}) \log(1 - {h})", rf"\ell({h}, {y}) = -{y} \log {h} - (1 - {y}) \log(1 - {h})")
          for n, h, y in (("cs229", "h", "y"), ("statistics", "p", "y"), ("bishop", "y", "t"))),
        ("cs229", r"\frac{d\ell}{dz} = y - g(z)", r"\frac{d\ell}{dz} = g(z) - y"),
        ("statistics", r"\ell(\eta) = y \eta - \log(1 + e^\eta)", r"\ell(\eta) = \log(1 + e^\eta) - y \eta"),
        ("statistics", r"\ell(\beta) = \sum_{i=1}^{n} \ell_i(\beta)", r"\ell(\beta) = -\sum_{i=1}^{n} \ell_i(\beta)"),
        ("cs229", r"\ell(\theta) = \log L(\theta)", r"\ell(\theta) = -\log L(\theta)"),
        ("statistics", r"\ell(\beta) = -E(\beta)", r"\ell(\beta) = E(\beta)"),
        ("bishop", r"\ell(w) = -E(w)", r"\ell(w) = E(w)"),
        ("ng", r"\ell(a, y) = -y \log a - (1 - y) \log(1 - a)", r"\ell(a, y) = y \log a + (1 - y) \log(1 - a)"),
        ("ng", r"\ell(w, b) = m J(w, b)", r"\ell(w, b) = -m J(w, b)"),
        ("statistics", r"\beta := \beta + \alpha \nabla \ell", r"\beta := \beta - \alpha \nabla \ell"),
    ],
)  # fmt: skip
@pytest.mark.slow
def test_what_a_log_likelihood_is_has_one_sign_too(notation, true, turned):
    assert (verdict(true, notation), verdict(turned, notation)) == (True, False)


def test_where_no_notation_says_it_the_answer_tells_what_a_log_likelihood_is_and_what_a_loss():
    for formula, said in (
        (r"\frac{\partial \ell}{\partial \eta} = \pi - y", r"\ell a loss"),
        (r"\frac{\partial \ell}{\partial \beta_j} = (y - \pi) x_j", r"\ell a log-likelihood"),
        (r"\frac{\partial \ell}{\partial \eta_k} = \pi_k - y_k", r"\ell a loss"),
    ):
        assert said in repr(try_step(formula))


SCORED = {  # of several classes: label, weights, features, and what probability and score may be called
    "cs229": ("y", r"\theta", "x", (("p", "z"), (r"\phi", r"\eta"), (r"\phi", "t"), (r"\hat{y}", "z"), ("h", "z"))),
    "bishop": ("t", "w", r"\phi", (("y", "a"), ("p", "a"))),
    "statistics": ("y", r"\beta", "x", (("p", r"\eta"), (r"\pi", r"\eta"), (r"\mu", r"\eta"))),
}
SOFT = r"\frac{e^{SCORE_k}}{\sum_{j=1}^{K} e^{SCORE_j}}"
OF_SEVERAL = [  # what is true of several classes, and the same with a sign, an index or a sum that is wrong
    (r"\frac{\partial OUT_k}{\partial SCORE_j} = OUT_k (\delta_{kj} - OUT_j)", r"\frac{\partial OUT_k}{\partial SCORE_j} = OUT_k (OUT_j - \delta_{kj})"),
    (r"\frac{\partial OUT_j}{\partial SCORE_k} = OUT_j (I_{jk} - OUT_k)", r"\frac{\partial OUT_j}{\partial SCORE_k} = OUT_j (I_{jk} - OUT_j)"),
    (r"\frac{\partial OUT_k}{\partial SCORE_k} = OUT_k (1 - OUT_k)", r"\frac{\partial OUT_k}{\partial SCORE_k} = OUT_k (1 + OUT_k)"),
    (r"\frac{\partial OUT_k}{\partial SCORE_j} = -OUT_k OUT_j \quad \text{if } j \neq k", r"\frac{\partial OUT_k}{\partial SCORE_j} = OUT_k OUT_j \quad \text{if } j \neq k"),
    (rf"OUT_k = {SOFT}", rf"OUT_k = {SOFT.replace('_k', '_j')}"),
    (rf"OUT_k = {SOFT}", rf"OUT_k = {SOFT.replace('SCORE_k', '-SCORE_k')}"),
    (r"\sum_{k=1}^{K} OUT_k = 1", r"\sum_{k=1}^{K} OUT_k = K"),
    (r"\sum_k OUT_k = 1", r"\sum_k OUT_k = 0"),
    (r"\sum_k (LABEL_k - OUT_k) = 0", r"\sum_k (LABEL_k + OUT_k) = 0"),
    (r"\ell = \sum_k LABEL_k \log OUT_k", r"\ell = -\sum_k LABEL_k \log OUT_k"),
    (r"\ell = \sum_{k=1}^{K} LABEL_k \log OUT_k", r"\ell = -\sum_{k=1}^{K} LABEL_k \log OUT_k"),
    (r"\frac{\partial \ell}{\partial SCORE_k} = LABEL_k - OUT_k", r"\frac{\partial \ell}{\partial SCORE_k} = OUT_k - LABEL_k"),
    (r"\frac{\partial \ell}{\partial OUT_k} = \frac{LABEL_k}{OUT_k}", r"\frac{\partial \ell}{\partial OUT_k} = -\frac{LABEL_k}{OUT_k}"),
    (r"\nabla_{WEIGHTS_k} \ell = (LABEL_k - OUT_k) FEATURES", r"\nabla_{WEIGHTS_k} \ell = (OUT_k - LABEL_k) FEATURES"),
    (r"\frac{\partial \ell}{\partial WEIGHTS_{kj}} = (LABEL_k - OUT_k) FEATURES_j", r"\frac{\partial \ell}{\partial WEIGHTS_{kj}} = (OUT_k - LABEL_k) FEATURES_j"),
    (r"\frac{\partial^2 \ell}{\partial SCORE_k \partial SCORE_j} = -OUT_k (\delta_{kj} - OUT_j)", r"\frac{\partial^2 \ell}{\partial SCORE_k \partial SCORE_j} = OUT_k (\delta_{kj} - OUT_j)"),
    (r"\frac{\partial}{\partial SCORE_k} \sum_j LABEL_j \log OUT_j = LABEL_k - OUT_k", r"\frac{\partial}{\partial SCORE_k} \sum_j LABEL_j \log OUT_j = OUT_k - LABEL_k"),
    (r"\log OUT_k = SCORE_k - \log \sum_j e^{SCORE_j}", r"\log OUT_k = SCORE_k + \log \sum_j e^{SCORE_j}"),
    (r"\log \frac{OUT_k}{OUT_j} = SCORE_k - SCORE_j", r"\log \frac{OUT_k}{OUT_j} = SCORE_j - SCORE_k"),
    (r"\frac{\partial \log OUT_k}{\partial SCORE_j} = \delta_{kj} - OUT_j", r"\frac{\partial \log OUT_k}{\partial SCORE_j} = \delta_{kj} - OUT_k"),
    (r"\ell = \sum_k LABEL_k SCORE_k - \log \sum_k e^{SCORE_k} \quad \text{if } \sum_k LABEL_k = 1", r"\ell = \log \sum_k e^{SCORE_k} - \sum_k LABEL_k SCORE_k \quad \text{if } \sum_k LABEL_k = 1"),
]  # fmt: skip
PRINTED = [  # as the author prints them: true, and spoilt
    ("bishop", r"y_k(\boldsymbol{\phi}) = \frac{\exp(a_k)}{\sum_j \exp(a_j)}", r"y_k(\boldsymbol{\phi}) = \frac{\exp(a_j)}{\sum_j \exp(a_j)}"),  # (4.104)
    ("bishop", r"p(\mathcal{C}_k | \boldsymbol{\phi}) = y_k(\boldsymbol{\phi}) = \frac{\exp(a_k)}{\sum_j \exp(a_j)}", r"p(\mathcal{C}_k | \boldsymbol{\phi}) = \frac{\exp(-a_k)}{\sum_j \exp(a_j)}"),
    ("bishop", r"a_k = \mathbf{w}_k^{\mathrm{T}} \boldsymbol{\phi}", r"a_k = -\mathbf{w}_k^{\mathrm{T}} \boldsymbol{\phi}"),  # (4.105)
    ("bishop", r"\frac{\partial y_k}{\partial a_j} = y_k (I_{kj} - y_j)", r"\frac{\partial y_k}{\partial a_j} = y_k (I_{kj} - y_k)"),  # (4.106)
    ("bishop", r"E(\mathbf{w}_1, \ldots, \mathbf{w}_K) = -\sum_{n=1}^{N} \sum_{k=1}^{K} t_{nk} \ln y_{nk}", r"E(\mathbf{w}_1, \ldots, \mathbf{w}_K) = \sum_{n=1}^{N} \sum_{k=1}^{K} t_{nk} \ln y_{nk}"),  # (4.108)
    ("bishop", r"\nabla_{\mathbf{w}_j} E(\mathbf{w}_1, \ldots, \mathbf{w}_K) = \sum_{n=1}^{N} (y_{nj} - t_{nj}) \boldsymbol{\phi}_n", r"\nabla_{\mathbf{w}_j} E(\mathbf{w}_1, \ldots, \mathbf{w}_K) = \sum_{n=1}^{N} (t_{nj} - y_{nj}) \boldsymbol{\phi}_n"),  # (4.109)
    ("bishop", r"-\sum_k t_k \frac{1}{y_k} \frac{\partial y_k}{\partial a_j} = y_j - t_j", r"-\sum_k t_k \frac{1}{y_k} \frac{\partial y_k}{\partial a_j} = t_j - y_j"),
    ("cs229", r"p(y = i | x; \theta) = \frac{e^{\theta_i^T x}}{\sum_{j=1}^{k} e^{\theta_j^T x}}", r"p(y = i | x; \theta) = \frac{e^{\theta_i^T x}}{1 + \sum_{j=1}^{k} e^{\theta_j^T x}}"),
    ("cs229", r"\sum_{i=1}^{k} \phi_i = 1", r"\sum_{i=1}^{k} \phi_i = k"),
    ("cs229", r"\phi_k = 1 - \sum_{i=1}^{k-1} \phi_i", r"\phi_k = 1 - \sum_{i=1}^{k} \phi_i"),
    ("cs229", r"\phi_i = \frac{\exp(t_i)}{\sum_{j=1}^{k} \exp(t_j)}", r"\phi_i = \frac{\exp(t_j)}{\sum_{j=1}^{k} \exp(t_j)}"),
    ("cs229", r"\ell_{ce}((t_1, \ldots, t_k), y) = -\log \frac{\exp(t_y)}{\sum_{j=1}^{k} \exp(t_j)}", r"\ell_{ce}((t_1, \ldots, t_k), y) = \log \frac{\exp(t_y)}{\sum_{j=1}^{k} \exp(t_j)}"),
    ("cs229", r"\frac{\partial \ell_{ce}(t, y)}{\partial t_i} = \phi_i - 1\{y = i\}", r"\frac{\partial \ell_{ce}(t, y)}{\partial t_i} = 1\{y = i\} - \phi_i"),
    ("cs229", r"\frac{\partial \ell}{\partial t_i} = 1\{y = i\} - \phi_i", r"\frac{\partial \ell}{\partial t_i} = \phi_i - 1\{y = i\}"),
    ("cs229", r"\nabla_{\theta_l} \ell(\theta) = \sum_{i=1}^{m} (1\{y^{(i)} = l\} - \phi_l^{(i)}) x^{(i)}", r"\nabla_{\theta_l} \ell(\theta) = \sum_{i=1}^{m} (\phi_l^{(i)} - 1\{y^{(i)} = l\}) x^{(i)}"),
    ("statistics", r"\pi_{ij} = \frac{\exp(x_i^\top \beta_j)}{\sum_{k=1}^{K} \exp(x_i^\top \beta_k)}", r"\pi_{ij} = \frac{\exp(x_i^\top \beta_k)}{\sum_{k=1}^{K} \exp(x_i^\top \beta_k)}"),
    ("statistics", r"\pi_{ij} = \frac{\exp(x_i^\top \beta_j)}{1 + \sum_{k=1}^{K-1} \exp(x_i^\top \beta_k)}", r"\pi_{ij} = \frac{\exp(x_i^\top \beta_j)}{1 + \sum_{k=1}^{K} \exp(x_i^\top \beta_k)}"),
    ("statistics", r"\log \frac{\pi_{ij}}{\pi_{iK}} = x_i^\top \beta_j", r"\log \frac{\pi_{ij}}{\pi_{iK}} = -x_i^\top \beta_j"),
    ("statistics", r"\log \frac{\pi_j}{\pi_K} = x^\top \beta_j", r"\log \frac{\pi_K}{\pi_j} = x^\top \beta_j"),
    ("statistics", r"\pi_K = \frac{1}{1 + \sum_{k=1}^{K-1} e^{\eta_k}}", r"\pi_K = \frac{1}{1 + \sum_{k=1}^{K-1} e^{-\eta_k}}"),
    ("statistics", r"\log \frac{\pi_j}{\pi_k} = x^\top (\beta_j - \beta_k)", r"\log \frac{\pi_j}{\pi_k} = x^\top (\beta_k - \beta_j)"),
    ("statistics", r"\ell(\beta) = \sum_{i=1}^{n} \sum_{j=1}^{K} y_{ij} \log \pi_{ij}", r"\ell(\beta) = -\sum_{i=1}^{n} \sum_{j=1}^{K} y_{ij} \log \pi_{ij}"),
    ("statistics", r"L(\beta) = \prod_{i=1}^{n} \prod_{j=1}^{K} \pi_{ij}^{y_{ij}}", r"L(\beta) = \prod_{i=1}^{n} \prod_{j=1}^{K} y_{ij}^{\pi_{ij}}"),
    ("statistics", r"\frac{\partial \ell}{\partial \beta_j} = \sum_{i=1}^{n} (y_{ij} - \pi_{ij}) x_i", r"\frac{\partial \ell}{\partial \beta_j} = \sum_{i=1}^{n} (\pi_{ij} - y_{ij}) x_i"),
    ("statistics", r"\frac{\partial \ell}{\partial \beta_{jk}} = \sum_{i=1}^{n} (y_{ij} - \pi_{ij}) x_{ik}", r"\frac{\partial \ell}{\partial \beta_{jk}} = \sum_{i=1}^{n} (\pi_{ij} - y_{ij}) x_{ik}"),
    ("statistics", r"\frac{\partial \ell_i}{\partial \eta_{ij}} = y_{ij} - \pi_{ij}", r"\frac{\partial \ell_i}{\partial \eta_{ij}} = \pi_{ij} - y_{ij}"),
]  # fmt: skip


def of_several():
    """Give each line of several classes in the letters of each author, and those that they print."""
    for notation, (label, weights, features, pairs) in SCORED.items():
        for out, score in pairs:
            own = {"LABEL": label, "WEIGHTS": weights, "FEATURES": features, "OUT": out, "SCORE": score}
            for lines in OF_SEVERAL:
                for name, letter in own.items():
                    lines = [line.replace(name, letter) for line in lines]
                yield notation, *lines
    yield from PRINTED


@pytest.mark.parametrize(("notation", "true", "spoilt"), list(of_several()))
@pytest.mark.slow
def test_a_line_of_several_classes_is_read_in_classes_where_its_author_has_both_models(notation, true, spoilt):
    """Read as of one label, with k for an example, a true one was FALSE: a sum to K, two indices or w_k tell it."""
    assert (verdict(true, notation), with_its_sign(spoilt, notation)) == (True, False)


@pytest.mark.parametrize(
    ("notation", "formula", "said"),
    [
        ("cs229", r"\frac{\partial \ell}{\partial t_k} = \phi_k - y_k \quad \text{if } \sum_{k=1}^{K} y_k = 1", "in one edition"),
        ("statistics", r"\frac{\partial \ell}{\partial p_i} = \frac{y_i}{p_i}", r"Write \text{if } \sum_{k=1}^{K} y_k = 1"),
        ("cs229", r"\frac{\partial \ell}{\partial h_k} = \frac{y_k - h_k}{h_k (1 - h_k)}", r"and y^{(i)} for an example"),
        ("bishop", r"\frac{\partial y_n}{\partial a_j} = 0 \quad \text{if } n \neq j", "the index n may be that of a class"),
        ("cs229", r"\eta_i = \log \frac{\phi_i}{\phi_k}", "write K for that"),
    ],
)  # fmt: skip
def test_where_a_line_does_not_tell_what_its_index_is_the_reader_says_what_to_write(notation, formula, said):
    with pytest.raises(Unreadable) as refused:
        try_step(formula, notation=notation)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("notation", "formula"),
    [
        ("statistics", r"\frac{\partial \ell}{\partial p_i} = \frac{y_i}{p_i} \quad \text{if } \sum_{k=1}^{K} y_k = 1"),
        ("cs229", r"\frac{\partial \ell}{\partial h^{(i)}} = \frac{y^{(i)} - h^{(i)}}{h^{(i)} (1 - h^{(i)})}"),
        ("cs229", r"\eta_i = \log \frac{\phi_i}{\phi_K}"),
        ("statistics", r"\ell(\beta) = \sum_j (y_j \log p_j + (1 - y_j) \log(1 - p_j))"),
        ("bishop", r"p(\mathcal{C}_2 | \phi) = 1 - p(\mathcal{C}_1 | \phi)"),
        ("statistics", r"W = \operatorname{diag}(p_i (1 - p_i))"),
    ],
)
def test_what_the_reader_asks_for_is_read_and_one_label_is_no_class(notation, formula):
    assert try_step(formula, notation=notation).true


def test_the_last_class_has_the_index_k():
    assert try_step(r"\hat{y}_K = 1 - \sum_{k=1}^{K-1} \hat{y}_k").true
    assert "false" in try_step(r"\hat{y}_K = 1 - \sum_{k=1}^{K} \hat{y}_k").kinds
    assert r"where \eta_K = 0" in repr(try_step(r"\log \frac{\pi_j}{\pi_K} = \eta_j", notation="statistics"))
    assert "false" in try_step(r"z_K = z_1").kinds


def test_two_indices_below_stay_two_in_front_of_a_bracket():
    assert try_step(r"y_{nk} (1 - t_{nk}) = y_{nk} - y_{nk} t_{nk}", notation="bishop").true


def test_the_own_tables_tell_what_a_log_likelihood_is_too():
    found = repr(try_step(r"\frac{\partial \ell}{\partial z} = h - y"))
    assert r"\ell a loss" in found
    assert r"\ell a" not in repr(try_step(r"\ell = z^2", given=r"\ell := z^2"))
