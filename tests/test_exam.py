"""An exam is the same for the same seed, its formulas are true, its code and outputs are what they are said to be."""

import contextlib
import io
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest

from lrlib import exercises
from lrlib.exercises.mistakes import CATALOGUE

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))  # scripts/ is no package

import exam  # noqa: E402

pytestmark = pytest.mark.slow

RAW = {kind: tomllib.loads((exam.BANK / f"{kind}.toml").read_text(encoding="utf-8"))["question"]
       for kind in exam.KINDS if kind != "computations"}  # fmt: skip
WRITTEN = [question for kind in RAW for question in exam.written(kind)]
BASE = {"np": np}


def test_the_bank_has_sixty_questions_of_four_kinds_for_every_chapter():
    bank = exam.bank(7)
    assert {kind for kind, asked in bank.items() if len(asked) >= 8} == set(exam.KINDS)
    assert sum(map(len, bank.values())) >= 60
    assert {question.chapter for asked in bank.values() for question in asked} == set(range(1, 10))
    for kind, asked in bank.items():
        names = [question.name for question in asked]
        assert len(names) == len(set(names)), kind
        assert all(question.marks > 0 and question.text for question in asked)


def test_an_exam_of_other_chapters_has_questions_of_those_alone():
    asked = exam.chosen(7, [13, 19, 4])
    assert {question.chapter for question in asked} == {4, 13, 19}
    assert {question.kind for question in exam.chosen(7, [16])} == {"computations"}


@pytest.mark.parametrize("question", WRITTEN, ids=lambda question: question.name)
def test_the_prover_finds_every_formula_of_a_written_question_true(question):
    assert exam.failures(question) == []
    if question.kind == "derivations":
        assert "$$" in exam.solution(question, 1)


def test_a_formula_that_is_false_is_found_displayed_or_in_a_line():
    steps = ((1, "So $2 + 2 = 5$."), (1, "$$\n\\sigma'(z) = \\sigma(z) (1 + \\sigma(z))\n$$"))
    found = exam.failures(exam.Asked("wrong", "derivations", 2, "Why?", steps, family="binary"))
    assert len(found) == 2
    assert "2 + 2 = 5" in "".join(found)


@pytest.mark.parametrize("entry", [*RAW["outputs"], *RAW["code"]], ids=lambda entry: entry["name"])
def test_no_line_of_code_is_wider_than_the_paper(entry):
    shown = [line for key in ("code", "output", "broken", "mended") for line in entry.get(key, "").splitlines()]
    assert max(map(len, shown)) <= 84


@pytest.mark.parametrize("entry", RAW["outputs"], ids=lambda entry: entry["name"])
def test_code_prints_what_the_exam_says(entry):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(entry["code"], {})
    assert said.getvalue().strip("\n") == entry["output"].strip("\n")


@pytest.mark.parametrize("entry", RAW["code"], ids=lambda entry: entry["name"])
@pytest.mark.usefixtures("at_the_desk")
def test_broken_code_makes_the_mistake_it_is_said_to_make_and_the_mended_passes(entry):
    for text, mistake in ((entry["broken"], entry["mistake"]), (entry["mended"], None)):
        scope = dict(BASE)
        exec(text, scope)
        judgement = exercises.check(entry["exercise"], scope[entry["exercise"]])
        assert judgement.mistake == mistake, judgement.message
        assert judgement.passed == (mistake is None)
    assert entry["mistake"] in CATALOGUE
    assert exercises.find(entry["exercise"]).chapter == entry["chapter"]


@pytest.mark.parametrize("seed", [0, 7, 2026])
def test_the_same_seed_is_the_same_exam_of_the_right_size(seed):
    asked = exam.chosen(seed)
    assert asked == exam.chosen(seed)
    kinds = [question.kind for question in asked]
    assert {kind: kinds.count(kind) for kind in exam.KINDS} == exam.KINDS
    assert [question.chapter for question in asked] == sorted(question.chapter for question in asked)
    computed = [question.chapter for question in asked if question.kind == "computations"]
    assert len(set(computed)) == len(computed), "a chapter is asked twice while another is not"


def test_different_seeds_are_different_exams():
    papers = [exam.paper(exam.chosen(seed), 0, key=False) for seed in range(12)]
    assert len(set(papers)) == 12


def test_the_paper_gives_no_answer_away_and_the_key_has_all_marks():
    asked = exam.chosen(7)
    paper, key = (exam.paper(asked, 7, key=key) for key in (False, True))
    headings = re.findall(r"(?m)^## .*$", paper)
    assert headings == re.findall(r"(?m)^## .*$", key)
    assert len(headings) == len(asked)
    assert "The answer" not in paper
    assert "Seen instead" not in paper
    total = int(re.search(r"(\d+) marks\.", key)[1])
    assert total == sum(int(n) for n in re.findall(r"(?m)^\*\*(\d+) marks?\.\*\*", key))
    assert total == sum(int(n) for n in re.findall(r"(?m)^## .*, (\d+) marks?$", paper))
    tags = re.findall(r"\\tag\{(.*?)\}", key)
    assert len(tags) == len(set(tags)) > 0


def test_every_formula_is_set_as_mathematics():
    page = exam.html(exam.paper(exam.chosen(7), 7, key=True))
    assert "$" not in re.sub(r"<pre>.*?</pre>", "", page, flags=re.S)
    assert page.count("<math") > 40
    assert "http" not in re.sub(r'xmlns="[^"]*"', "", page)
    assert "<li>" in page


def test_the_script_writes_exam_and_key_and_says_how_many(tmp_path):
    command = (sys.executable, str(ROOT / "scripts" / "exam.py"), "3", "--markdown", "--folder", str(tmp_path))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert re.match(r"15 of \d+ questions, \d+ marks", done.stdout)
    assert {path.name for path in tmp_path.iterdir()} == {"exam-3.md", "key-3.md"}
    assert (tmp_path / "exam-3.md").read_text(encoding="utf-8") == exam.paper(exam.chosen(3), 3, key=False)


def test_a_false_formula_stops_it_before_anything_is_written(tmp_path, monkeypatch):
    false = exam.Asked("false", "code", 1, "Is $1 + 1 = 3$?", ((1, "No."),))
    monkeypatch.setattr(exam, "chosen", lambda *_: [false])
    monkeypatch.setattr(sys, "argv", ["exam.py", "3", "--markdown", "--folder", str(tmp_path)])
    with pytest.raises(SystemExit, match=r"1 \+ 1 = 3"):
        exam.main()
    assert list(tmp_path.iterdir()) == []


def test_a_negative_seed_is_refused(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["exam.py", "--", "-3"])
    with pytest.raises(SystemExit):
        exam.main()
    assert "wanted is 0 or more" in capsys.readouterr().err
