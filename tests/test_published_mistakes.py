"""The page of published mistakes accuses others, so each entry is held: its place, its context, its counter-example."""

import json
import math
import re
import sys
from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from lrlib.proofs import try_step
from lrlib.proofs.register import REGISTER

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "scripts"), str(HERE / "proofs")]

import mutants  # noqa: E402 - scripts/ is no package
from test_steps import calls  # noqa: E402 - as above

PAGE = HERE.parent / "chapters" / "published-mistakes.ipynb"
CELLS = json.loads(PAGE.read_text(encoding="utf-8"))["cells"]
NO_ENTRY = ("Taken back", "What finds them", "Sources")
PERMALINK = re.compile(r"https://github\.com/[\w.-]+/[\w.-]+/blob/[0-9a-f]{40}/[^)\s]+")
PARTS = re.compile(
    r"\*\*(Where\.|Context\.|Printed as:|Right\.)\*\*(.*?)(?=\*\*(?:Where\.|Context\.|Printed as:|Right\.)\*\*|$)", re.S
)
TRUE_ON_THE_PAGE = {
    r"h \geq t \quad \text{exactly if} \quad z \geq \log \frac{t}{1 - t}",
    r"\hat{y}_1 = \sigma(z_1 - z_2) \quad \text{if } K = 2",
    r"\hat{y}_1 = \sigma(z_1) \quad \text{if } K = 2,\ z_2 = 0",
}


def shown(cell):
    return "".join("".join(o.get("text", []) or o["data"]["text/plain"]) for o in cell.get("outputs", []))


def sections(cells):
    """Return, for each heading of the page, its text and what its cells print."""
    found, name = {}, ""
    for cell in cells:
        if cell["cell_type"] == "code":
            if name:
                found[name][1].append(shown(cell))
            continue
        for part in re.split(r"(?m)^(?=## )", "".join(cell["source"])):
            if part.startswith("## "):
                name = part.split("\n")[0].removeprefix("## ")
                found[name] = ([], [])
            if name:
                found[name][0].append(part)
    return {heading: ("\n\n".join(text), printed) for heading, (text, printed) in found.items()}


SECTIONS = sections(CELLS)
ENTRIES = {name: both for name, both in SECTIONS.items() if name not in NO_ENTRY}


def faults(text, printed):
    """Return what an entry lacks: a permalink, a context, the claim, a computed counter-example, the right form."""
    parts = {name: words.strip() for name, words in PARTS.findall(text)}
    missing = [name for name in ("Where.", "Context.", "Printed as:", "Right.") if not parts.get(name)]
    if missing:
        return missing
    found = []
    if not PERMALINK.search(parts["Where."]):
        found.append("no permalink with a commit")
    if re.search(r"/(?:blob|tree)/(?![0-9a-f]{40}/)", text):
        found.append("a link that moves")
    if len(parts["Context."].split()) < 20:
        found.append("no context")
    if not re.search(r"\bright", parts["Context."] + parts["Right."]):
        found.append("nothing said in the author's favour")
    if not any("FALSE" in out or len(re.findall(r"\d\.\d+", out)) >= 2 for out in printed):
        found.append("no counter-example is printed")
    tags = re.findall(r"\(((?:\d|P)\.\d+)\)|\\tag\{(P\.\d+)\}", parts["Right."])
    if {a or b for a, b in tags} - set(REGISTER):
        found.append("an equation that is not in the register")
    if not tags and "cell prints" not in parts["Right."] and "line" not in parts["Right."]:
        found.append("no right form")
    return found


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_each_entry_is_linked_told_with_its_context_and_refuted_by_numbers(name):
    assert faults(*ENTRIES[name]) == []


def test_an_entry_without_commit_context_or_numbers_is_noticed():
    text, printed = ENTRIES["The sign of a boundary"]
    assert "no permalink with a commit" in faults(re.sub(r"blob/([0-9a-f]{7})[0-9a-f]+", r"blob/\1", text), printed)
    assert "a link that moves" in faults(text + " https://github.com/a/b/blob/main/c.md", printed)
    assert "no context" in faults(
        re.sub(r"(?s)(\*\*Context\.\*\*).*?(?=\*\*Printed)", r"\1 It is right. ", text), printed
    )
    assert "no counter-example is printed" in faults(text, [])
    assert faults(text.replace("**Context.**", ""), printed) == ["Context."]


def test_there_are_a_dozen_and_what_was_taken_back_is_linked_too():
    assert len(ENTRIES) == 12
    rows = [row for row in SECTIONS["Taken back"][0].splitlines() if row.startswith("| ")][1:]
    assert len(rows) == 7
    assert all(PERMALINK.search(row) for row in rows)
    assert not {row.split("](")[1].split(")")[0] for row in rows} & set(
        PERMALINK.findall("".join(text for text, _ in ENTRIES.values()))
    )


def test_what_is_printed_elsewhere_is_false_and_its_counter_example_is_on_the_page():
    everything = " ".join(" ".join(map(shown, CELLS)).split())
    formulas = calls(PAGE.stem)
    assert len(formulas) >= 12
    assert {formula for formula, *_ in formulas} >= TRUE_ON_THE_PAGE
    for formula, *family in formulas:
        result = try_step(formula, *family)
        assert result.true == (formula in TRUE_ON_THE_PAGE), formula
        assert " ".join(repr(result).split()) in everything


def test_the_table_has_a_row_for_each_section():
    rows = [line for line in SECTIONS["What finds them"][0].splitlines() if line.startswith("| ")][1:]
    assert len(rows) == len(ENTRIES)


def test_the_published_formulas_are_among_the_mutants_and_refused():
    right = " ".join(dict(PARTS.findall(text)).get("Right.", "") for text, _ in ENTRIES.values())
    assert set(mutants.PUBLISHED) <= set(re.findall(r"(?<=\(|\{)(?:\d|P)\.\d+(?=\)|\})", right))
    assert sum(map(len, mutants.PUBLISHED.values())) >= 7
    for path, tag, chosen in mutants.jobs():
        published = [mutant for mutant in chosen if mutant[0] == "published"]
        assert len(published) == len(mutants.PUBLISHED.get(tag, []))
        if published:
            assert not [m.latex for m in mutants.try_mutants((path, tag, published)) if m.survived]


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def test_the_joined_loss_fails_where_the_label_is_0_and_holds_where_it_is_1():
    def loss(p, y):
        return -math.log(p if y else 1 - p)

    for p in (0.1, 0.3, 0.8):
        for y in (0, 1):
            printed = y * loss(p, y) + (1 - y) * loss(p, 1 - y)
            assert math.isclose(printed, loss(p, y)) == (y == 1)
            assert math.isclose(y * loss(p, 1) + (1 - y) * loss(p, 0), loss(p, y))


def test_of_those_called_standing_more_than_70_percent_stand_whatever_was_rounded():
    standing, trees = 377 + 49, 377 + 49 + 104 + 129
    least = 0.695 * standing / (0.525 * trees)
    most = 0.705 * standing / (0.515 * trees)
    assert 0.85 < least < most < 0.89


def test_both_readings_of_the_rule_call_a_probable_example_class_0_and_its_repair_does_not():
    for z in (0.8, 2.0, 5.0):
        assert sigmoid(z) > 0.5
        assert not sigmoid(z) >= z
        assert not z <= 0.5
        assert not z <= math.log(0.5 / (1 - 0.5))
    for t in (0.2, 0.5, 0.9):
        for z in np.linspace(-4, 4, 41) + 0.013:
            assert (sigmoid(z) >= t) == (z >= math.log(t / (1 - t)))


def test_one_unit_multiplies_all_odds_alike_and_no_two_probabilities():
    for weight in (0.5, math.log(2), 3.0):
        factors = [sigmoid(z + weight) / sigmoid(z) for z in (-3.0, 0.0, 2.0)]
        assert factors == sorted(factors, reverse=True)
        assert factors[0] - factors[-1] > 0.1
        odds = [sigmoid(z) / (1 - sigmoid(z)) for z in (-3.0, -3.0 + weight, 2.0, 2.0 + weight)]
        assert math.isclose(odds[1] / odds[0], odds[3] / odds[2])


@pytest.mark.parametrize("seed", range(5))
def test_the_library_meets_the_notes_objective_at_one_over_two_m_lambda_and_not_at_one_over_lambda(seed):
    rng = np.random.default_rng(seed)
    m, penalty = 40, 0.05
    x = rng.normal(size=(m, 1))
    y = (x[:, 0] + rng.normal(size=m) > 0).astype(int)

    def objective(model, w):
        z = x[:, 0] * w + model.intercept_[0]
        return np.mean(np.logaddexp(0, z) - y * z) + penalty * w**2

    fits = [LogisticRegression(C=C, tol=1e-10).fit(x, y) for C in (1 / (2 * m * penalty), 1 / penalty)]
    slopes = [(objective(fit, fit.coef_[0, 0] + 1e-5) - objective(fit, fit.coef_[0, 0] - 1e-5)) / 2e-5 for fit in fits]
    assert abs(slopes[0]) < 1e-5
    assert slopes[1] > 0.05


def test_the_problems_own_numbers():
    assert round(3 * math.log(3), 4) == 3.2958
    assert round(math.log(3), 4) == 1.0986
    assert round(-(math.log(0.7) + math.log(0.6)) / 2, 4) == 0.4338
    assert f"{math.exp(300):.2e}" == "1.94e+130"
    assert 3 * 128 * 50_000 * 4 == 76_800_000


def test_what_was_taken_back_is_true():
    with np.errstate(over="ignore"):
        assert all(np.isinf(np.exp(np.float32(z))) for z in (90.01, 100, 1000))
    for z in (-90.01, -95, -100):  # digits are lost: a subnormal number has less than 23 bits
        assert 0 < np.exp(np.float32(z)) < np.finfo(np.float32).tiny
    assert math.isclose(800.0 + math.log(1 + math.exp(-800)), 800.0)
    for label, p in ((1, 0.3), (0, 0.3)):  # hats and ranges exchanged: the hatted letter is the label
        assert math.isclose(-label * math.log(p) - (1 - label) * math.log(1 - p), -math.log(p if label else 1 - p))
