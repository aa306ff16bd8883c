"""Every formula of the book is read where it stands, and is what the register says."""

import json
import re
import sys
from pathlib import Path

import numpy as np
import pytest

from lrlib import activations, logistic, softmax
from lrlib.proofs import check_inline, check_page
from lrlib.proofs.displays import displays, markdown
from lrlib.proofs.lesson import Lesson
from lrlib.proofs.notation import FAMILIES
from lrlib.proofs.numbers import numbers
from lrlib.proofs.register import GIVEN, INLINE, PAGES, REGISTER, sample

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(Path(__file__).parent))

import damages  # noqa: E402 - tests/ is no package
import mutants  # noqa: E402

PAGES_OF_THE_BOOK = [*sorted((ROOT / "chapters").glob("*.md")), *sorted((ROOT / "chapters").glob("*.ipynb"))]
every_page = pytest.mark.parametrize("path", PAGES_OF_THE_BOOK, ids=lambda path: path.stem)


@every_page
def test_every_displayed_equation_is_what_the_register_says(path):
    assert [f"({c.display.tag}) {c.failure}" for c in check_page(path) if c.failure] == []


@every_page
def test_every_formula_in_a_line_that_states_something_is_true_or_listed(path):
    assert [f"{c.display.latex}: {c.failure}" for c in check_inline(path) if c.failure] == []


def test_the_register_holds_what_is_displayed_and_nothing_else():
    shown = [d.tag for path in PAGES_OF_THE_BOOK for d in displays(markdown(path))]
    assert sorted(shown) == sorted(REGISTER)
    assert set(PAGES) | set(INLINE) <= {path.stem for path in PAGES_OF_THE_BOOK}


def test_the_stored_seconds_are_those_of_the_equations_in_the_register():
    """`make proofs` writes them; the register page shows them."""
    stored = json.loads((ROOT / "benchmarks" / "proofs.json").read_text(encoding="utf-8"))
    assert sorted(stored["equations"]) == sorted(REGISTER)
    assert set(stored["in lines"]) <= {path.stem for path in PAGES_OF_THE_BOOK}
    assert all(0 <= s == round(s, 2) for part in stored.values() for s in part.values())


def test_a_register_without_an_entry_and_a_page_without_a_label_fail():
    path = ROOT / "chapters" / "06-softmax.ipynb"
    smaller = {tag: entry for tag, entry in REGISTER.items() if tag != "6.3"}
    assert [c.failure for c in check_page(path, smaller) if c.failure] == ["it is not in the register"]
    with pytest.raises(ValueError, match="without a tag"):
        check_page(path, text=re.sub(r"\s*\\tag\{6\.3\}", "", markdown(path)))


def test_a_reason_in_a_line_names_a_test_that_exists():
    for listed in INLINE.values():
        for reason in listed.values():
            for file, name in re.findall(r"(tests/\w+\.py)::(\w+)", reason):
                assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8"), reason


CODE = {
    r"\sigma": lambda d: activations.sigmoid(d.t),
    "z": lambda d: d.X @ d.theta,
    r"h_\theta": lambda d: logistic.predict_proba(d.theta, [d.x])[0],
    "h": lambda d: logistic.predict_proba(d.theta, d.X),
    r"\ell": lambda d: np.array([logistic.cost(d.theta, [x], [y]) for x, y in zip(d.X, d.y, strict=True)]),
    "J": lambda d: logistic.cost(d.theta, d.X, d.y),
    "S": lambda d: np.diag(logistic.predict_proba(d.theta, d.X) * (1 - logistic.predict_proba(d.theta, d.X))),
}
CODE_SOFTMAX = {
    r"\sigma": CODE[r"\sigma"],
    "z": lambda d: d.X @ d.W.T,
    r"\hat{y}": lambda d: softmax.predict_proba(d.W, d.X),
    r"\mathcal{L}": lambda d: np.array([softmax.cost(d.W, [x], [y]) for x, y in zip(d.X, d.Y, strict=True)]),
    "L": lambda d: softmax.cost(d.W, d.X, d.Y),
    r"\tilde{w}": lambda d: np.column_stack((np.zeros(d.K), d.W[:, 1:])),
}  # fmt: skip


@pytest.mark.parametrize(("family", "code"), [("binary", CODE), ("softmax", CODE_SOFTMAX)])
def test_the_definitions_behind_every_page_are_those_of_lrlib(family, code):
    """The displays rest on these; so they are compared with the code as the displayed ones are."""
    lesson = Lesson(family)
    assert {f.target.name for line in FAMILIES[family][1] for f in lesson.formulas(line)} == set(code)
    for seed in (0, 1):
        d = sample(seed)
        given = {name: value(d) for name, value in GIVEN[family].items()}
        sizes = {"K": d.K, "m": d.m, "n": d.n}
        for line in FAMILIES[family][1]:
            (formula,) = lesson.formulas(line)
            name = formula.target.name
            data = {**given, "a": d.t}
            if name == r"h_\theta":
                data["x"] = d.x
            if lesson.notation.axes[name].startswith("^"):
                formula.target.sample, formula.sides[0] = "i", _at_example(formula.sides[0])
            if lesson.notation.axes[name] == "mm":
                formula.target.letters = ("i", "j")
            if name in ("z", r"\hat{y}") and family == "softmax":
                formula.target.letters = ("k",)
            np.testing.assert_allclose(numbers(lesson, formula, data, sizes), code[name](d), rtol=1e-10, err_msg=line)


def _at_example(side):
    from dataclasses import replace

    return lambda w: side(replace(w, sample=w.at["i"], at={k: v for k, v in w.at.items() if k != "i"}))


def test_of_the_mutants_of_the_book_a_sample_is_refused(capsys):
    found, wrong = mutants.run(every=16, processes=1)
    assert wrong == []
    assert len(found) > 100
    with capsys.disabled():
        print("\n" + mutants.summary(found, wrong))


def test_every_operator_makes_a_mutant():
    made = {operator for _, _, some in mutants.jobs() for operator, _ in some}
    assert {*mutants.OPERATORS, "published"} == made
    assert set(mutants.PUBLISHED) <= set(REGISTER)


def test_the_readme_says_how_many_mutants_there_are():
    number = sum(len(some) for _, _, some in mutants.jobs())
    assert round(number, -3) == 2000
    assert "about two thousand altered equations" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_equivalent_mutant_has_a_reason():
    for tag, some in mutants.listed().items():
        assert tag in REGISTER
        assert all(len(reason) >= 20 for reason in some.values())


@pytest.mark.parametrize("name", damages.DAMAGES)
def test_what_is_damaged_stands_where_the_list_says(name):
    module, old, new = damages.DAMAGES[name]
    assert (ROOT / "lrlib" / "proofs" / f"{module}.py").read_text(encoding="utf-8").count(old) == 1
    assert old != new
