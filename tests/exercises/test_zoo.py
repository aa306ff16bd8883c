"""Each exercise knows its mistakes: every wrong submission gets its own name, every right one passes."""

import importlib
import re
from dataclasses import asdict, astuple, replace
from pathlib import Path

import pytest
from desk import judged

from lrlib import exercises
from lrlib.exercises import judge
from lrlib.exercises.mistakes import CATALOGUE, explain

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


def tellings(exercise, mistake):
    """Return in which words a mistake may be told: the exercise's, and those of a formula that has its own."""
    told = explain(mistake, exercise.words)
    own = [getattr(known, "words", {}) for known in exercise.wrong if known.mistake == mistake]
    return [told, *(replace(told, **words) for words in (*own, judge.SEVERAL, judge.LISTS, judge.FLOATS))]


@pytest.mark.parametrize(
    ("name", "mistake", "function"),
    [pytest.param(n, m, f, id=f"{n}-{i}-{m}", marks=[SLOW] * (i > 0)) for n, i, m, f in WRONG],
)
def test_a_wrong_submission_gets_the_name_of_its_mistake(name, mistake, function, monkeypatch):
    if mistake == "hangs":  # whose seconds are all used: a few tenths tell as much as ten
        monkeypatch.setitem(exercises.ALL, name, replace(exercises.find(name), seconds=0.3))
    judgement = (exercises.check if mistake in HARMFUL else judged)(name, function)
    assert (judgement.passed, judgement.mistake) == (False, mistake), judgement.message
    assert any(told.hint in judgement.message for told in tellings(exercises.find(name), mistake))


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


LETTERS = re.compile(
    r"(?<![A-Za-z\d'])(?:[b-df-zB-HJ-Z]|[a-z]\d|theta|alpha|beta|gamma|tau)(?![A-Za-z\d])"
)  # e is 2.718


@pytest.mark.parametrize("name", exercises.names())
def test_what_is_said_of_a_mistake_names_no_letter_that_the_exercise_has_not(name):
    exercise = exercises.find(name)
    had = (exercise.task, exercise.stub, *exercise.hints, exercises.solution(name).text)
    letters = {letter for text in had for letter in LETTERS.findall(text)}
    for mistake in dict.fromkeys(known.mistake for known in exercise.wrong):
        for said in {text for told in tellings(exercise, mistake) for text in astuple(told)}:
            strange = set(LETTERS.findall(said)) - letters
            assert not strange, (mistake, said)


@pytest.mark.parametrize("name", exercises.names())
def test_an_exercise_has_words_of_its_own_for_its_own_mistakes_and_for_these_alone(name):
    exercise = exercises.find(name)
    assert set(exercise.words) <= {known.mistake for known in exercise.wrong}
    for mistake, words in exercise.words.items():
        assert words.items().isdisjoint(asdict(CATALOGUE[mistake]).items()), mistake
    for known in exercise.wrong:
        told = asdict(explain(known.mistake, exercise.words))
        assert getattr(known, "words", {}).items().isdisjoint(told.items()), known.mistake


def test_every_mistake_of_the_catalogue_is_made_by_some_submission():
    made = {mistake for zoo in ZOO.values() for mistake, _ in zoo["wrong"]} | {"still-empty"}
    assert made == set(CATALOGUE)
