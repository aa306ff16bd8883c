"""Each exercise knows its mistakes: every wrong submission gets its own name, every right one passes."""

import importlib
from dataclasses import replace
from pathlib import Path

import pytest
from desk import judged

from lrlib import exercises
from lrlib.exercises.mistakes import CATALOGUE

ZOO = {}
for path in sorted(Path(__file__).parent.glob("zoo_*.py")):
    ZOO |= importlib.import_module(path.stem).ZOO
HARMFUL = {  # what is tried in a process apart; the rest at the desk, and each exercise there too by lrlib's own
    "hangs",
    "exits",
    "crashes",
    "recursion",
    "too-much-memory",
    "changes-global-state",
    "not-deterministic",
}
SLOW = pytest.mark.slow  # of each exercise the first right and the first wrong one are tried at every commit
WRONG = [(name, i, mistake, f) for name, zoo in ZOO.items() for i, (mistake, f) in enumerate(zoo["wrong"])]
RIGHT = [(name, i, f) for name, zoo in ZOO.items() for i, f in enumerate(zoo["right"])]


@pytest.mark.parametrize(
    ("name", "mistake", "function"),
    [pytest.param(n, m, f, id=f"{n}-{i}-{m}", marks=[SLOW] * (i > 0)) for n, i, m, f in WRONG],
)
def test_a_wrong_submission_gets_the_name_of_its_mistake(name, mistake, function, monkeypatch):
    if mistake == "hangs":  # whose seconds are all used: a few tenths tell as much as ten
        monkeypatch.setitem(exercises.ALL, name, replace(exercises.find(name), seconds=0.3))
    judgement = (exercises.check if mistake in HARMFUL else judged)(name, function)
    assert (judgement.passed, judgement.mistake) == (False, mistake), judgement.message
    assert CATALOGUE[mistake].hint in judgement.message


@pytest.mark.parametrize(
    ("name", "function"), [pytest.param(n, f, id=f"{n}-{i}", marks=[SLOW] * (i > 0)) for n, i, f in RIGHT]
)
def test_a_right_submission_passes(name, function):
    judgement = judged(name, function)
    assert judgement.passed, judgement.message
    assert judgement.mistake is None


@pytest.mark.parametrize("name", exercises.names())
def test_the_stub_runs_and_is_told_that_it_is_empty(name):
    scope = {}
    exec(exercises.stub(name), scope)
    assert judged(name, scope[name]).mistake == "still-empty"


@pytest.mark.slow
@pytest.mark.parametrize("name", exercises.names())
def test_lrlib_itself_passes(name):
    assert exercises.check(name, exercises.find(name).reference).passed


@pytest.mark.parametrize("name", exercises.names())
def test_an_exercise_has_its_zoo(name):
    zoo = ZOO[name]
    assert len(zoo["wrong"]) >= 6
    assert len(zoo["right"]) >= 3
    known = {known.mistake for known in exercises.find(name).wrong}
    assert known <= {mistake for mistake, _ in zoo["wrong"]}


def test_every_mistake_of_the_catalogue_is_made_by_some_submission():
    made = {mistake for zoo in ZOO.values() for mistake, _ in zoo["wrong"]} | {"still-empty"}
    assert made == set(CATALOGUE)
