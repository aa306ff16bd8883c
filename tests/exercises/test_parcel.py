"""A function of the session works in a fresh interpreter, with what it needs and without what cannot be carried."""

import functools
import subprocess
import sys

import pytest

from lrlib.exercises import parcel

SESSION = """
import functools, math, sys
import numpy as np
from lrlib.exercises import parcel
TABLE = {"a": np.arange(3.0)}
LOCK = open(__file__ if "__file__" in globals() else "/dev/null")
class Base:
    size = 2
class Model(Base):
    @staticmethod
    def half(x): return x / self_made(2)
    @property
    def twice(self): return self.size * 2
    def __init__(self, a): self.a = a
    def __call__(self, x): return Model.half(x) + self.a + self.twice
def self_made(n): return 1 if n == 0 else 2 * self_made(n - 1) / 2 + 1
def outer(k):
    def inner(x, y=3, *, z=[4]): return x + y + z[0] + k + len(TABLE["a"]) + math.floor(1.5)
    return inner
@functools.lru_cache(maxsize=7)
def kept(x): return x * 10
def needs_lock(x): return LOCK.name
sys.stdout.buffer.write(parcel.pack([outer(5), Model(1), kept, functools.partial(max, 3), np.vectorize(outer(1)),
                                     lambda x: Base().size + x, needs_lock]))
"""


@pytest.fixture(scope="module")
def unpacked():
    """What was packed by a process whose own classes and functions this one does not know."""
    done = subprocess.run([sys.executable, "-c", SESSION], capture_output=True, check=True)
    return parcel.unpack(done.stdout)


def test_functions_classes_and_data_of_the_session_arrive(unpacked):
    inner, model, kept, part, vector, small, _ = unpacked
    assert inner(1) == 1 + 3 + 4 + 5 + 3 + 1
    assert model(6) == 6 / 3 + 1 + 4
    assert (kept(2), kept.cache_parameters()["maxsize"]) == (20, 7)
    assert part(2) == 3
    assert vector([1, 2]).tolist() == [13, 14]
    assert small(1) == 3


def test_what_cannot_be_carried_is_a_name_that_is_missing(unpacked):
    with pytest.raises(NameError, match="LOCK"):
        unpacked[-1](1)


def test_what_can_be_imported_goes_by_its_name():
    assert parcel.unpack(parcel.pack(functools.reduce)) is functools.reduce
    assert parcel.unpack(parcel.pack(subprocess)) is subprocess
