"""Whatever a function does, the session stays as it was, with a fork and with the thread that stands in for it."""

import os
import sys
import warnings

import numpy as np
import pytest

from lrlib.exercises import sandbox, state, wire

WAYS = [pytest.param(True, id="fork"), pytest.param(False, id="thread")]


@pytest.fixture(params=WAYS)
def run(request, monkeypatch):
    if request.param and not sandbox.ISOLATED:
        pytest.skip("no fork on this system")
    monkeypatch.setattr(sandbox, "ISOLATED", request.param)
    return sandbox.run


def loops(x):
    while True:
        x += 1


def recurses(x):
    return recurses(x)


def prints(x):
    print("hello")
    return x


def exits(x):
    sys.exit(3)


def raises(x):
    return 1 / 0


def deep(x):
    for _ in range(10_000):
        x = [x]
    return x


@pytest.mark.parametrize(
    ("function", "end"),
    [
        (loops, "hung"),
        (recurses, "recursed"),
        (exits, "exited"),
        (raises, "raised"),
        (prints, "returned"),
    ],
)
def test_each_end_is_told(run, function, end, capfd):
    assert run(function, [(1,)], seconds=0.3)[-1].end == end
    assert capfd.readouterr() == ("", "")
    assert run(np.negative, [(1,)])[0].value == -1


@pytest.mark.skipif(not sandbox.ISOLATED, reason="only a process of its own survives these")
@pytest.mark.parametrize(
    ("function", "end"),
    [
        (lambda x: sum(range(10**12)), "hung"),
        (lambda x: os._exit(0), "exited"),
        (lambda x: os.kill(os.getpid(), 9), "crashed"),
        (lambda x: np.ones(10**11), "memory"),
    ],
)
def test_a_process_of_its_own_holds_what_a_thread_cannot(function, end):
    outcome = sandbox.run(function, [(1,)], seconds=0.3)[-1]
    assert outcome.end == end


def seterr(x):
    np.seterr(all="ignore")


def seed(x):
    np.random.seed(3)  # noqa: NPY002  the legacy generator is what is changed


def patch(x):
    np.exp = None


def environment(x):
    os.environ["LRLIB_TEST"] = "1"


def folder(x):
    os.chdir("/")


def filters(x):
    warnings.simplefilter("ignore")


def variable(x):
    WAYS.append(1)


@pytest.mark.parametrize(
    ("function", "what"),
    [
        (seterr, "np.seterr"),
        (seed, "np.random"),
        (patch, "numpy.exp"),
        (environment, "os.environ"),
        (folder, "the working directory"),
        (filters, "the filters of warnings"),
        (variable, "the variable WAYS"),
    ],
)
def test_what_all_code_shares_is_told(run, function, what):
    before = state._parts(), np.exp
    assert run(function, [(1,)])[0].shared == (what,)
    assert (state._parts(), np.exp) == before
    del WAYS[2:]


def test_arguments_are_copied_and_their_change_is_told(run):
    x = np.zeros(2)
    assert run(lambda a, b: b.fill(1), [(x, x)])[0].arguments == (1,)
    assert not x.any()


@pytest.mark.parametrize(
    ("function", "what"), [(lambda x: object(), "object"), (lambda x: (i for i in ()), "generator"), (deep, "list")]
)
def test_only_values_cross(run, function, what):
    value = run(function, [(1,)])[0].value
    while isinstance(value, list):
        value = value[0]
    assert isinstance(value, wire.Other)
    assert value.what.startswith(what)


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"{}",
        b"[]",
        b'["eval", "1"]',
        b'["int", "1"]',
        b"[" * 100_000,
        b'["array", "|O", [1], "AAAAAAAAAAA="]',
        b'["array", "<f8", [-1], ""]',
        b'["array", "<f8", [9], "AAAA"]',
        b'["list", 3]',
        b"\xff",
    ],
)
def test_a_message_of_an_enemy_is_refused(message):
    with pytest.raises(wire.BadMessage):
        wire.decode(message)
