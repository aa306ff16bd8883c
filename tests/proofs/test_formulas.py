"""Every formula of the book is read where it stands, and is what the register says."""

import json
import re
import sys
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from told import tell

from lrlib import activations, logistic, softmax
from lrlib.proofs import check_inline, check_page
from lrlib.proofs.displays import displays, inline, markdown
from lrlib.proofs.lesson import Lesson
from lrlib.proofs.notation import FAMILIES
from lrlib.proofs.numbers import numbers
from lrlib.proofs.register import GIVEN, INLINE, PAGES, REGISTER, sample

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(Path(__file__).parent)]

import damages  # noqa: E402 - tests/ is no package
import mutants  # noqa: E402
import proved  # noqa: E402

PAGES_OF_THE_BOOK = proved.pages()
every_page = pytest.mark.parametrize("path", PAGES_OF_THE_BOOK, ids=lambda path: path.stem)
PROVED = proved.kept()  # what `make test` has found before, if nothing has changed since


def of_page(path, check):
    """What came of the displays of a page, or of the formulas in its lines, as check_page or check_inline finds it."""
    if PROVED is None:
        return [asdict(found) for found in check(path)]
    of_this_page = [found for found in PROVED if found["page"] == path.stem]
    return [found for found in of_this_page if bool(found["display"]["tag"]) == (check is check_page)]


@pytest.mark.slow
@every_page
def test_every_displayed_equation_is_what_the_register_says(path):
    found = of_page(path, check_page)
    wrong = [f"chapters/{path.name} ({c['display']['tag']}): {c['failure']}" for c in found if c["failure"]]
    tell(
        wrong,
        "mend the display; if it is right as it stands, write its entry in REGISTER of lrlib/proofs/register.py",
    )
    assert [c["display"]["tag"] for c in found] == [d.tag for d in displays(markdown(path))]


@pytest.mark.slow
@every_page
def test_every_formula_in_a_line_that_states_something_is_true_or_listed(path):
    found = of_page(path, check_inline)
    wrong = [f"chapters/{path.name}, ${c['display']['latex']}$: {c['failure']}" for c in found if c["failure"]]
    tell(wrong, "mend the formula, or list it with its condition or its reason in INLINE of lrlib/proofs/register.py")
    assert [c["display"]["latex"] for c in found] == inline(markdown(path))


def test_the_register_holds_what_is_displayed_and_nothing_else():
    shown = [d.tag for path in PAGES_OF_THE_BOOK for d in displays(markdown(path))]
    missing = [f"({tag})" for tag in shown if tag not in REGISTER]
    tell(
        missing,
        "not in REGISTER of lrlib/proofs/register.py: look whether each is true, then write what kind it is",
    )
    gone = [f"({tag})" for tag in REGISTER if tag not in shown]
    tell(gone, "displayed on no page: take these out of REGISTER of lrlib/proofs/register.py")
    tell([f"({tag})" for tag in REGISTER if shown.count(tag) > 1], "displayed twice: give one of the two another tag")
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
    (said,) = [c.failure for c in check_page(path, smaller) if c.failure]
    line = '"6.3": Entry("softmax", "proved"),'
    assert said == f"it is proved, and it is not in the register: write {line} into lrlib/proofs/register.py"
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
    r"\mathcal{L}": lambda d: np.array([logistic.cost(d.theta, [x], [y]) for x, y in zip(d.X, d.y, strict=True)]),
    r"\ell": lambda d: CODE[r"\mathcal{L}"](d),
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


@pytest.mark.slow
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
    assert 3000 < number < 4000
    assert "more than three thousand altered equations" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_equivalent_mutant_has_a_reason():
    for tag, some in mutants.listed().items():
        assert tag in REGISTER
        assert all(len(reason) >= 20 for reason in some.values())


@pytest.mark.parametrize("name", damages.DAMAGES)
def test_what_is_damaged_stands_where_the_list_says(name):
    module, old, new = damages.DAMAGES[name]
    assert (ROOT / "lrlib" / "proofs" / f"{module}.py").read_text(encoding="utf-8").count(old) == 1
    assert old != new


def test_the_test_that_noticed_a_damage_runs_first_and_all_others_after_it(tmp_path):
    items = [
        SimpleNamespace(nodeid=f"tests/test_reader.py::{name}", get_closest_marker=lambda mark: None)
        for name in ("a", "b[x::y - z]", "c")
    ]
    order = damages.Order("b[x::y - z]", tmp_path / "test.txt")
    order.pytest_collection_modifyitems(items)
    assert [damages.of(item.nodeid) for item in items] == ["b[x::y - z]", "a", "c"]
    order.pytest_runtest_logstart(items[1].nodeid)
    assert (tmp_path / "test.txt").read_text(encoding="utf-8") == "a"
    damages.Order("gone", tmp_path / "test.txt").pytest_collection_modifyitems(items)
    assert len(items) == 3


def test_a_test_that_is_known_is_kept_beside_new_ones_and_goes_with_its_damage(tmp_path, monkeypatch):
    monkeypatch.setattr(damages, "NOTICED", tmp_path / "noticed.json")
    first, second, *_ = damages.DAMAGES
    damages.NOTICED.write_text(json.dumps({first: "test_a", "no longer a damage": "test_b"}), encoding="utf-8")
    damages.store({second: "test_c[σ]"})
    assert damages.noticed() == {first: "test_a", second: "test_c[σ]"}
