"""A plan holds all chapters in their order, and no other division of them has a shorter longest session."""

import itertools
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "sphinx_ext"))

import teaching

from lrlib.pictures.misconceptions import MISCONCEPTIONS


def longest(minutes, begins):
    return max(sum(minutes[a:b]) for a, b in itertools.pairwise((*begins, len(minutes))))


@pytest.mark.parametrize(("number", "best"), [(1, 21), (2, 11), (3, 9), (6, 6)])
def test_the_longest_session_is_as_short_as_it_can_be(number, best):
    minutes = [1, 2, 3, 4, 5, 6]
    begins = teaching.sessions(minutes, number)
    assert len(begins) == number
    assert longest(minutes, begins) == best


@pytest.mark.parametrize("number", [0, 4])
def test_more_sessions_than_chapters_are_refused(number):
    with pytest.raises(ValueError, match="3 chapters; wanted"):
        teaching.sessions([1, 2, 3], number)


def test_every_chapter_is_planned_and_its_quiz_treats_what_the_list_knows():
    names = teaching.chapters()
    assert len(names) >= 18
    treated = {name: set(teaching.TREATED.findall(teaching.quiz(name))) for name in names}
    assert all(treated[name] for name in names[:9])
    assert set().union(*treated.values()) <= set(MISCONCEPTIONS)
