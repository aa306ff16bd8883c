"""Whatever a function does, the session stays as it was: in a fork, and in the fresh interpreter in its place."""

import builtins
import os
import random
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import pytest

from lrlib.exercises import frames, guard, meter, sandbox, state, wire

WAYS = [pytest.param(True, id="fork"), pytest.param(False, id="fresh")]
needs_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems keep no signal away")
SHARED = [1]


@pytest.fixture(params=WAYS)
def run(request, monkeypatch):
    if request.param and not sandbox.FORKS:
        pytest.skip("no fork on this system")
    monkeypatch.setattr(sandbox, "FORKS", request.param)
    return sandbox.run


def recurses(x):
    return recurses(x)


def prints(x):
    print("hello")
    return x


def exits(x):
    sys.exit(3)


def raises(x):
    return 1 / 0


class Wordless(Exception):
    def __str__(self):
        raise ValueError("no words")


def raises_without_words(x):
    raise Wordless


def speaks_of_dots(x):
    raise ValueError("draw an ellipsis")


def asks(x):
    return input()


class Unwanted(NotImplementedError):
    pass


def refuses(x):
    raise Unwanted("as a kernel does that asks nobody")


def takes_all(x):
    return np.ones(10**11)


ENDS = {
    recurses: "recursed",
    exits: "exited",
    raises: "raised",
    prints: "returned",
    raises_without_words: "raised",
    speaks_of_dots: "raised",
    asks: "raised",
    refuses: "raised",
    takes_all: "memory",
}


def each_end(which):
    return list(ENDS)[which](which)


def test_each_end_is_told(run, capfd):
    outcomes = run(each_end, [(i,) for i in range(len(ENDS))])
    assert [outcome.end for outcome in outcomes] == list(ENDS.values())
    assert capfd.readouterr() == ("", "")
    assert "(line 2 of the function)" in run(raises, [(1,)])[0].error


def loops(x):
    while True:
        x += 1


def loops_and_catches(x):
    while True:
        try:
            time.sleep(0.01)
        except BaseException:
            continue


@pytest.mark.parametrize(
    ("function", "end"),
    [
        (loops, "hung"),
        (lambda x: sum(range(10**12)), "hung"),
        (loops_and_catches, "hung"),
        (lambda x: time.sleep(1000), "hung"),
        (lambda x: os.kill(os.getpid(), signal.SIGSTOP), "hung"),
        (lambda x: os._exit(0), "exited"),
        (lambda x: os.kill(os.getpid(), 9), "crashed"),
        (lambda x: os.closerange(3, 200), "exited"),
    ],
)
def test_what_ends_its_process_or_never_ends_is_told(function, end, monkeypatch):
    monkeypatch.setattr(sandbox, "NAPS", 6)
    assert sandbox.run(function, [(1,)], seconds=0.2)[-1].end == end


@pytest.mark.parametrize(("function", "end"), [(loops, "hung"), (lambda x: os._exit(0), "exited")])
def test_a_fresh_interpreter_ends_too(function, end, monkeypatch):
    monkeypatch.setattr(sandbox, "FORKS", False)
    assert sandbox.run(function, [(1,)], seconds=0.2)[-1].end == end


ELSEWHERE = {  # what a fresh interpreter, and the clock of this one, are made to believe
    "macOS": "import sys; sys.platform = 'darwin'\n",
    "Windows": "import os, sys; sys.platform = 'darwin'; del os.fork\n",
}


@pytest.fixture(params=ELSEWHERE)
def elsewhere(request, monkeypatch, tmp_path):
    """Return a sandbox without fork or the system's help: no limits, no filter, no /proc, on Windows no watcher."""
    path = tmp_path / "guard.py"
    path.write_text(ELSEWHERE[request.param] + Path(guard.__file__).read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(guard, "__file__", str(path))
    monkeypatch.setattr(sandbox, "FORKS", False)
    monkeypatch.setattr(sandbox, "NAPS", 20)
    monkeypatch.setattr(meter, "_told_by_system", lambda process: None)
    return sandbox.run


def test_where_the_system_does_not_help_ends_and_changes_are_told_all_the_same(elsewhere):
    kinds = [i for i, function in enumerate(ENDS) if function is not takes_all]  # memory is limited on Linux only
    outcomes = elsewhere(each_end, [(i,) for i in kinds])
    assert [outcome.end for outcome in outcomes] == [list(ENDS.values())[i] for i in kinds]


@pytest.mark.parametrize("function", [loops, lambda x: time.sleep(1000)], ids=["loops", "sleeps"])
def test_where_the_system_tells_no_time_the_process_tells_its_own(elsewhere, function):
    assert elsewhere(function, [(1,)], seconds=0.2)[-1].end == "hung"


def test_who_waits_for_workers_does_not_sleep_while_they_work(monkeypatch):
    told = {1: ("S", 0.0), 2: ("R", 0.0)}
    monkeypatch.setattr(meter, "_told_by_system", told.get)
    monkeypatch.setattr(meter, "_family", lambda process: told)
    clock = meter.Meter(1, seconds=1.0, naps=3)
    for step in range(1, 9):
        told[2] = ("R", 0.1 * step)
        assert not clock.hangs()
    told.update({1: ("R", 0.85)})
    del told[2]  # it has ended, and its time is that of the one who waited
    assert not clock.hangs()
    told[1] = ("S", 0.85)
    assert [clock.hangs() for _ in range(4)] == [False, False, False, True]


def test_the_time_of_workers_counts(monkeypatch):
    told = {1: ("S", 0.1), 2: ("R", 1.5)}
    monkeypatch.setattr(meter, "_told_by_system", told.get)
    monkeypatch.setattr(meter, "_family", lambda process: told)
    clock = meter.Meter(1, seconds=1.0)
    assert [clock.hangs() for _ in range(2)] == [False, True]  # they are looked at once the first one sleeps


@needs_linux
def test_all_below_a_process_are_found():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert {os.getpid(), child.pid} <= set(meter._family(os.getpid()))
        child.kill()


def test_a_session_that_ignores_its_children_is_served_too(run):
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert run(abs, [(-1,)])[0].value == 1
        assert run(exits, [(1,)])[0].end == "exited"
    finally:
        signal.signal(signal.SIGCHLD, before)


def test_only_processor_time_counts_and_each_call_has_its_own(monkeypatch):
    def burns(x):
        end = time.process_time() + 0.15
        while time.process_time() < end:
            pass
        return x

    assert [o.end for o in sandbox.run(burns, [(1,), (2,), (3,)], seconds=0.3)] == ["returned"] * 3
    assert sandbox.run(lambda x: time.sleep(0.5), [(1,)], seconds=0.3)[0].end == "returned"


def attacks(x):
    for pid, number in ((os.getppid(), 9), (os.getppid(), signal.SIGINT), (-1, 9), (0, 9), (x, 9), (-x, 15)):
        try:
            os.kill(pid, number)
        except OSError:
            continue
    return "alive"


@needs_linux
def test_no_signal_reaches_the_session(run):
    assert run(attacks, [(os.getpid(),)])[0].value == "alive"


def limits(pid):
    import fcntl
    import resource

    tried = [
        lambda: resource.prlimit(pid, resource.RLIMIT_CPU),
        lambda: fcntl.fcntl(0, fcntl.F_SETOWN, pid),
        lambda: fcntl.ioctl(0, 0x8901, pid.to_bytes(4, "little")),
    ]
    refused = 0
    for call in tried:
        try:
            call()
        except PermissionError:
            refused += 1
    resource.prlimit(0, resource.RLIMIT_CPU)
    resource.prlimit(os.getpid(), resource.RLIMIT_CPU)
    return refused


@needs_linux
def test_no_limit_of_the_session_and_no_owner_of_a_signal_can_be_set(run):
    """Who sets the limit of another process ends it; who makes it the owner of a stream has SIGIO sent to it."""
    assert run(limits, [(os.getpid(),)])[0].value == 3


def leaves_a_process(x):
    source, sink = os.pipe()
    if os.fork() == 0:
        os.setsid()
        child = os.fork()
        if child == 0:
            os.closerange(0, 100)
            time.sleep(600)
        os.write(sink, str(child).encode())
        os._exit(0)
    return int(os.read(source, 20))


@needs_linux
def test_what_fork_and_setsid_leave_behind_is_ended(run):
    child = run(leaves_a_process, [(1,)])[0].value
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


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
    SHARED.append(1)


def depth(x):
    sys.setrecursionlimit(5000)


CHANGES = {
    seterr: "np.seterr",
    seed: "np.random",
    environment: "os.environ",
    folder: "the working directory",
    filters: "the filters of warnings",
    variable: "the variable SHARED",
    depth: "the limit of recursion",
    patch: "numpy.exp",
}


def each_change(which):
    SHARED[:0] = []
    list(CHANGES)[which](which)


def test_what_all_code_shares_is_told_and_stays_as_it_was(run):
    before = state.parts(), np.exp, list(SHARED)
    outcomes = run(each_change, [(i,) for i in range(len(CHANGES))])
    assert [outcome.shared for outcome in outcomes] == [(what,) for what in CHANGES.values()]
    assert (state.parts(), np.exp, SHARED) == before


def patches_all(x):
    builtins.all = lambda values: True
    np.exp = None


def patches_the_comparison(x):
    state.is_ = lambda a, b: True
    np.exp = None


@pytest.mark.parametrize(
    ("function", "what"), [(patches_all, "builtins.all"), (patches_the_comparison, "lrlib.exercises.state.is_")]
)
def test_a_patch_of_what_compares_does_not_hide_itself(function, what):
    assert what in sandbox.run(function, [(1,)])[0].shared


def loads(x):
    import heavy_library

    return heavy_library.answer


def test_a_first_import_is_no_change_and_no_hang(run, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "heavy_library.py").write_text(
        "import os, time, warnings\nimport numpy as np\nnp.seterr(all='ignore')\nwarnings.simplefilter('ignore')\n"
        "os.environ['HEAVY'] = '1'\nend = time.process_time() + 0.6\n"
        "while time.process_time() < end:\n    answer = 42\n",
        encoding="utf-8",
    )
    (outcome,) = run(loads, [(1,)], seconds=0.3)
    assert (outcome.end, outcome.value, outcome.shared) == ("returned", 42, ())


def draws(x):
    np.random.seed(x)  # noqa: NPY002
    first = np.random.default_rng().normal()
    return first, np.random.permutation(8), random.random(), np.random.RandomState().rand()  # noqa: NPY002


def test_who_may_draw_draws_the_same_at_every_run_and_changes_nothing(run):
    before = state.parts()
    a, b = (run(draws, [(3,)], chance=True)[0] for _ in range(2))
    assert repr(a.value) == repr(b.value)
    assert a.shared == ()
    assert state.parts() == before


def test_arguments_are_copied_and_their_change_is_told(run):
    x = np.zeros(2)
    assert run(lambda a, b: b.fill(1), [(x, x)])[0].arguments == (1,)
    assert not x.any()


def deep(x):
    for _ in range(10_000):
        x = [x]
    return x


@pytest.mark.parametrize(
    ("function", "what"), [(lambda x: object(), "object"), (lambda x: (i for i in ()), "generator"), (deep, "list")]
)
def test_only_values_cross(function, what):
    value = sandbox.run(function, [(1,)])[0].value
    while isinstance(value, list):
        value = value[0]
    assert isinstance(value, wire.Other)
    assert value.what.startswith(what)


def patches(x):
    from lrlib.exercises import call

    state.changes = lambda *a: []
    call.mark = call.copy.deepcopy = call.state.snapshot = lambda *a: ""
    wire.encode = lambda value: b'["none"]'
    x[...] = 0
    return x


def forges(x):
    content = wire.encode(("returned", 1.0, "", "", ("",), (), "", ()))
    for stream in range(3, 60):
        for token in (b"", b"12345678"):
            try:
                frames.send(stream, frames.OUTCOME, token, content)
            except OSError:
                break
    os._exit(0)


def claims_imports_for_ever(x):
    while True:
        for stream in range(3, 60):
            try:
                frames.send(stream, frames.ALIVE, b"", b'["float", "0x0.0p+0"]')
            except OSError:
                continue


def test_a_function_cannot_speak_for_the_judge(monkeypatch):
    monkeypatch.setattr(sandbox, "NAPS", 20)
    (first,) = sandbox.run(patches, [(np.ones(2),)])
    assert first.arguments == (0,)
    assert "lrlib.exercises.state.changes" in first.shared
    assert sandbox.run(forges, [(1.0,)])[-1].end == "crashed"
    assert sandbox.run(claims_imports_for_ever, [(1.0,)], seconds=0.2)[-1].end == "hung"


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
