"""The steps that a student runs in a chapter are the formulas that the chapter displays."""

import ast
import json
import re
from pathlib import Path

import pytest

from lrlib.proofs import try_step
from lrlib.proofs.displays import displays, markdown
from lrlib.proofs.register import REGISTER

ROOT = Path(__file__).parents[2]
CHAPTERS = ["02-sigmoid", "06-softmax", "07-multiclass-loss", "08-derivation"]
OWN = {  # what a chapter runs and does not display, with the words that it adds
    r"\frac{\partial \mathcal{L}}{\partial z_k} = \hat{y}_k - y_k": {},  # false without a condition, and shown to be
    r"\frac{\partial g}{\partial z_k} = \hat{y}_k - y_k + 2 \lambda z_k \quad \text{if } \sum_{j=1}^{K} y_j = 1": {
        "given": r"g := \mathcal{L} + \lambda \sum_{j=1}^{K} z_j^2"
    },
    r"\frac{\partial \ell}{\partial o_k} = \hat{y}_k - y_k \quad \text{if } \sum_{j=1}^{K} y_j = 1": {
        "notation": "d2l"
    },
    r"\frac{\partial}{\partial \eta_k} \sum_{j=1}^{K} y_j \log \pi_j = y_k - \pi_k \quad \text{if } "
    r"\sum_{j=1}^{K} y_j = 1": {},
}


def calls(page):
    """Return the arguments of the calls of `try_step` in a chapter's code: a formula, and a family or none."""
    cells = json.loads((ROOT / "chapters" / f"{page}.ipynb").read_text(encoding="utf-8"))["cells"]
    found = []
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and "try_step(" in source:
            for node in ast.walk(ast.parse(re.sub(r"^\s*!.*$", "pass", source, flags=re.M))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "try_step":
                    named = [keyword.value for keyword in node.keywords if keyword.arg == "family"]
                    found.append(tuple(map(ast.literal_eval, [*node.args, *named])))
    return found


def plain(latex):
    return re.sub(r"\s+", "", latex)


def shown(page):
    return {plain(d.latex): d.tag for d in displays(markdown(ROOT / "chapters" / f"{page}.ipynb"))}


@pytest.mark.parametrize("page", CHAPTERS)
def test_what_is_run_is_what_is_displayed(page):
    run = calls(page)
    assert run
    for formula, *family in run:
        tag = shown(page).get(plain(formula))
        if formula in OWN:
            assert tag is None
        else:
            assert tag is not None, formula
            assert [REGISTER[tag].family] == (family or ["softmax"])


def test_every_step_of_the_derivation_is_run_in_order():
    tags = [shown("08-derivation")[plain(f)] for f, *_ in calls("08-derivation") if f not in OWN]
    assert tags == [f"8.{number}" for number in range(1, 27)]


@pytest.mark.slow
def test_only_the_step_without_its_condition_is_false():
    answers = {formula: try_step(formula, **words).true for formula, words in OWN.items()}
    assert [formula for formula, true in answers.items() if not true] == [
        r"\frac{\partial \mathcal{L}}{\partial z_k} = \hat{y}_k - y_k"
    ]


def test_a_chapter_with_steps_is_listed():
    assert [path.stem for path in sorted((ROOT / "chapters").glob("[0-9]*.ipynb")) if calls(path.stem)] == CHAPTERS


def test_a_condition_that_holds_by_itself_near_one_stops_no_check():
    divergence = r"r \log \frac{r}{p} + (1 - r) \log \frac{1 - r}{1 - p} "
    within = r" \quad \text{if } 0 < r < 1, 0 < p < 1"
    assert try_step(divergence + r"\geq 0" + within, "binary").kind == "tested"
    assert try_step(divergence + r"\geq (r - p)^2" + within, "binary").kind == "tested"
    assert try_step(divergence + r"\geq 3 (r - p)^2" + within, "binary").kind == "false"
