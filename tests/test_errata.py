"""The errata: each item has a standing, in the tables as in its section; what is called right is right."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from lrlib import data, logistic, softmax
from lrlib.proofs import try_step
from lrlib.proofs.register import REGISTER

PAGE = Path(__file__).parent.parent / "chapters" / "errata.ipynb"
CELLS = json.loads(PAGE.read_text(encoding="utf-8"))["cells"]
STANDINGS = {
    "**Not right as it stands,**": ({"L15", "L20"}, "**Repaired"),
    "**Most likely the conversion's:**": ({"L03", "L14", "L16", "L17", "L18"}, "**Written out"),
    "**Right for a reader who knows what is left unsaid:**": (
        {"L02", "L05", "L06", "L10", "L18", "L36", "L19", "L35"},
        "**Written out",
    ),
    "**Right as it stands;**": ({"L12", "L29", "L30", "L31", "L32"}, "**A step further"),
}
ROW = re.compile(r"(?m)^\| (L[\dL, ]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$")

RIGHT = r"\*\*Right (as printed when|once)\*\*|\*\*Right as printed\*\* always"


def prose():
    return "\n\n".join("".join(c["source"]) for c in CELLS if c["cell_type"] == "markdown")


def sections():
    """Return the sections of the items with a mark where a cell prints."""
    text = ""
    for cell in CELLS:
        if cell["cell_type"] == "code":
            text += "<printed>\n\n" * any(o["output_type"] in ("stream", "execute_result") for o in cell["outputs"])
        else:
            text += "".join(cell["source"]) + "\n\n"
    return [s for s in re.split(r"(?m)^## ", text)[1:] if re.search(r"L\d\d", s.split("\n")[0])]


def tables():
    """Return the rows under each standing."""
    starts = [(prose().index(name), name) for name in STANDINGS]
    ends = [start for start, _ in starts[1:]] + [prose().index("## ", starts[-1][0])]
    return {name: ROW.findall(prose()[start:end]) for (start, name), end in zip(starts, ends, strict=True)}


def items(text):
    return re.findall(r"L\d\d", text)


def test_it_says_first_that_the_copy_was_converted():
    opening = prose().split("**Not right as it stands,**")[0]
    assert "conversion lost characters" in opening
    assert "may be the conversion's and not the lecture's" in " ".join(opening.split())


@pytest.mark.parametrize("name", STANDINGS)
def test_each_table_holds_its_items_with_equation_and_condition(name):
    rows = tables()[name]
    assert set(items(" ".join(row[0] for row in rows))) == STANDINGS[name][0]
    for item, slide, written, condition in rows:
        assert set(re.findall(r"E\.\d+(?=\))", written)) <= set(REGISTER), item
        assert "E." in written, item
        assert slide.strip(), item
        assert condition.strip(), item


def test_each_section_has_an_example_that_a_cell_computes_and_the_words_of_its_standing():
    found = sections()
    assert len(found) == 18
    standing = {item: mark for rows, mark in STANDINGS.values() for item in rows}
    standing["L18"] = "**Written out"
    for section in found:
        title = section.split("\n")[0]
        for part in (r"\*\*The slide", r"\*\*Example\.\*\*", r"\\tag\{E\.", "<printed>", RIGHT):
            assert re.search(part, section), (part, title)
        (mark,) = {standing[item] for item in items(title)}
        assert mark in section, title
        assert not [other for _, other in STANDINGS.values() if other != mark and other in section], title


def test_what_may_be_the_conversions_is_called_so_in_its_section_and_what_is_right_is_called_right():
    for section in sections():
        title, said = section.split("\n")[0], section.split("**Example.**")[0]
        if set(items(title)) <= {"L03", "L14", "L16", "L17", "L18"}:
            assert "most likely" in said.lower(), title
            assert "conversion" in said, title
        if set(items(title)) & STANDINGS["**Right as it stands;**"][0]:
            assert re.search(r"\bright\b|\btrue\b", said), title


@pytest.mark.slow
def test_the_slides_that_stand_in_the_list_of_right_ones_are_right_for_one_hot_labels():
    for formula in (
        r"\sum_{j \neq k} y_j = \begin{cases} 1 & \text{if } y_k = 0 \\ 0 & \text{if } y_k = 1 \end{cases}",
        r"\frac{\partial \mathcal{L}}{\partial z_k} = \hat{y}_k - y_k",
        r"\frac{\partial \mathcal{L}}{\partial z_k} = (-1 + \hat{y}_k) y_k + \hat{y}_k (1 - y_k)",
    ):
        assert try_step(formula + r" \quad \text{if } y \text{ is one-hot}").true
        assert not try_step(formula).true
    assert try_step(
        r"-y_k (1 - \hat{y}_k) + \sum_{j \neq k} y_j \hat{y}_k = -y_k + y_k \hat{y}_k + \hat{y}_k \sum_{j \neq k} y_j"
    ).true


@pytest.mark.parametrize("name", ["iris", "penguins"])
@pytest.mark.parametrize("seed", range(3))
def test_one_vs_all_has_n_more_free_parameters_than_softmax(name, seed):
    d = data.load(name)
    A = data.add_intercept(*data.standardize(d.X))
    K, n = len(set(d.y)), A.shape[1]
    W = np.random.default_rng(seed).normal(size=(K, n))
    free = sum(np.linalg.matrix_rank(logistic.hessian(w, A, d.y == k)) for k, w in enumerate(W))
    assert free == K * n
    assert np.linalg.matrix_rank(softmax.hessian(W, A, d.y)) == (K - 1) * n
