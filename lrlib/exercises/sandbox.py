"""Run a function that nobody has checked: it may raise, hang, exit or crash, and harms nothing.

Where the system is Linux, the calls run in a forked child, which is killed at the time limit: that ends C code and a
bare except too. A fork shares nothing that is written afterwards, so all state of the session stays as it was. Results
come back through a pipe in the form of `lrlib.exercises.wire`, which cannot carry code.

Elsewhere (Windows has no fork; on macOS the system's own libraries may abort in a forked child) the calls run in a
thread of this process. Then the state is put back afterwards, and a loop in Python is stopped; a hang in C code goes on
in the background, and `os._exit` ends the session. `ISOLATED` says which of the two it is.
"""

import contextlib
import copy
import ctypes
import faulthandler
import io
import os
import re
import select
import signal
import struct
import sys
import threading
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from inspect import signature
from typing import Any

import numpy as np

from lrlib.exercises import state, wire

ISOLATED = sys.platform.startswith("linux")
SECONDS = 1.0  # for all calls together
PATIENCE = 10.0  # how much longer a child may take that waits for a busy machine
MEMORY = 2**30  # bytes above what the session holds already
LIMIT = 2**27  # bytes of results
HEAD = struct.Struct("<I")


@dataclass(frozen=True)
class Outcome:
    """What became of one call.

    Attributes
    ----------
    end : str
        One of returned, raised, recursed, memory, arguments, exited, crashed, hung, empty.
    value : object
        What was returned, if it may cross; else `lrlib.exercises.wire.Other`.
    error : str
        The exception in words.
    printed : str
        The begin of what was printed.
    arguments : tuple of int
        Which arguments were changed.
    shared : tuple of str
        Which shared state was changed.
    warned : str
        The first floating-point warning.
    """

    end: str
    value: Any = None
    error: str = ""
    printed: str = ""
    arguments: tuple[int, ...] = ()
    shared: tuple[str, ...] = ()
    warned: str = ""


def run(
    function: Callable[..., Any], calls: Sequence[Sequence[Any]], *, seconds: float = SECONDS, memory: int = MEMORY
) -> list[Outcome]:
    """Call the function with each of the argument lists, and tell what became of each.

    Parameters
    ----------
    function : callable
        Not to be trusted.
    calls : sequence of sequences
        The arguments of each call; they are copied.
    seconds : float
        For all calls together.
    memory : int
        Bytes that the calls may take.

    Returns
    -------
    list of Outcome
        One for each call, or fewer: the last is then the call that hung, exited or crashed.

    Examples
    --------
    >>> [outcome.value for outcome in run(abs, [(-1,), (2,)])]
    [1, 2]
    >>> run(exit, [()])[0].end
    'exited'
    """
    return _forked(function, calls, seconds, memory) if ISOLATED else _threaded(function, calls, seconds)


def _forked(function: Callable[..., Any], calls: Sequence[Sequence[Any]], seconds: float, memory: int) -> list[Outcome]:
    source, sink = os.pipe()
    with warnings.catch_warnings():
        # Python 3.12 warns of forks beside threads, whose locks the child never gets: ours takes none of theirs, and
        # one that does wait is killed at the limit.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            os.close(source)
            _serve(function, calls, sink, memory)
        finally:
            os._exit(1)
    os.close(sink)
    try:
        return _collect(source, child, len(calls), seconds)
    finally:
        os.close(source)


def _serve(function: Callable[..., Any], calls: Sequence[Sequence[Any]], sink: int, memory: int) -> None:
    """In the child: silence it, limit it, and write one message for each call."""
    import resource

    os.setpgid(0, 0)
    faulthandler.disable()  # it would tell of a crash on the session's own stream
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    with open("/proc/self/statm") as file:
        held = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = held + memory if hard == resource.RLIM_INFINITY else min(held + memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    write, leave, pack = os.write, os._exit, HEAD.pack
    for outcome in _outcomes(function, calls):
        message = wire.encode(_parts_of(outcome))
        message = pack(len(message)) + message
        while message:
            message = message[write(sink, message) :]
    leave(0)


def _collect(source: int, child: int, count: int, seconds: float) -> list[Outcome]:
    """In the parent: read until all is there, the child is gone, or time is up; then end its whole group."""
    outcomes: list[Outcome] = []
    start, buffer, end, total = time.monotonic(), b"", "hung", 0
    while len(outcomes) < count:
        if not select.select([source], [], [], max(0.0, min(0.1, start + seconds - time.monotonic())))[0]:
            waited = time.monotonic() - start
            if waited >= seconds and not (waited < seconds + PATIENCE and _starved(child, seconds)):
                break
            continue
        part = os.read(source, 2**16)
        total += len(part)
        if not part or total > LIMIT:
            end = "crashed"
            break
        try:
            buffer = _take(buffer + part, outcomes)
        except wire.BadMessage:
            end = "crashed"
            break
    status = _end(child, gone=end == "crashed" and not part)
    if len(outcomes) < count:
        outcomes.append(Outcome("exited" if end == "crashed" and os.WIFEXITED(status) else end))
    return outcomes


def _take(buffer: bytes, outcomes: list[Outcome]) -> bytes:
    while len(buffer) >= HEAD.size and len(buffer) >= HEAD.size + HEAD.unpack_from(buffer)[0]:
        end = HEAD.size + HEAD.unpack_from(buffer)[0]
        outcomes.append(outcome_of(wire.decode(buffer[HEAD.size : end])))
        buffer = buffer[end:]
    return buffer


def outcome_of(parts: Any) -> Outcome:
    """Return the outcome that a message told, or refuse it.

    Parameters
    ----------
    parts : object
        What `lrlib.exercises.wire.decode` read.

    Returns
    -------
    Outcome
        With every part of its own type.

    Raises
    ------
    BadMessage
        If a part is another.
    """
    if not isinstance(parts, tuple) or len(parts) != 7:
        raise wire.BadMessage("an outcome has seven parts")
    end, value, error, printed, arguments, shared, warned = parts
    texts = (end, error, printed, warned, *shared) if isinstance(shared, tuple) else (None,)
    if not all(isinstance(text, str) for text in texts) or not isinstance(arguments, tuple):
        raise wire.BadMessage("an outcome with parts of other types")
    if not all(type(i) is int for i in arguments):
        raise wire.BadMessage("an outcome with arguments that have no number")
    return Outcome(end, value, error, printed, arguments, shared, warned)


def _parts_of(outcome: Outcome) -> tuple[Any, ...]:
    return tuple(getattr(outcome, field.name) for field in fields(outcome))


def _starved(child: int, seconds: float) -> bool:
    """Say whether the child is ready to run and got less than a quarter of its time, because other processes had it."""
    try:
        with open(f"/proc/{child}/stat") as file:
            told = file.read().rpartition(")")[2].split()
    except OSError:
        return False
    return told[0] in "RD" and (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK") < seconds / 4


def _end(child: int, *, gone: bool) -> int:
    """Kill the child with everything it started; return its status."""
    if gone:  # it closed its end: give it the moment that it needs to die by itself
        for _ in range(100):
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(child, signal.SIGKILL)
                return status
            time.sleep(0.002)
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def _threaded(function: Callable[..., Any], calls: Sequence[Sequence[Any]], seconds: float) -> list[Outcome]:
    outcomes: list[Outcome] = []
    before, random_states = state.snapshot(function), state.generators()
    streams = sys.stdout, sys.stderr

    def work() -> None:
        for outcome in _outcomes(function, calls):
            outcomes.append(outcome_of(wire.decode(wire.encode(_parts_of(outcome)))))

    thread = threading.Thread(target=work, daemon=True)
    with warnings.catch_warnings():
        thread.start()
        thread.join(seconds)
        if thread.is_alive():
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(SystemExit))
            thread.join(0.1)
            outcomes.append(Outcome("hung"))
    sys.stdout, sys.stderr = streams
    state.restore(before, function, random_states)
    hung = [i for i, outcome in enumerate(outcomes) if outcome.end == "hung"]
    return outcomes[: hung[0] + 1] if hung else outcomes


def _outcomes(function: Callable[..., Any], calls: Sequence[Sequence[Any]]) -> Any:
    for arguments in calls:
        yield _call(function, arguments)


def _call(function: Callable[..., Any], arguments: Sequence[Any]) -> Outcome:
    given, printed = [_copied(a) for a in arguments], io.StringIO()
    try:
        signature(function).bind(*given)
    except TypeError as error:
        return Outcome("arguments", error=str(error))
    except ValueError:  # a built-in function without a signature: the call will tell
        pass
    end, value, told, heard = "returned", None, "", [""]
    with warnings.catch_warnings(), np.errstate(over="warn", divide="warn", invalid="warn", under="ignore"):
        warnings.simplefilter("always")
        warnings.showwarning = lambda message, category, *_: _hear(heard, message, category)
        streams, sys.stdout, sys.stderr = (sys.stdout, sys.stderr), printed, printed
        watching = state.snapshot(function)
        try:
            value = function(*given)
        except BaseException as exception:
            end, told = _told(exception, function)
        shared = tuple(name[:80] for name in state.changes(watching, function))
        sys.stdout, sys.stderr = streams
    if end == "returned" and value is None and _is_empty(function):
        end = "empty"
    changed = tuple(i for i, (a, b) in enumerate(zip(arguments, given, strict=True)) if not _same(a, b))
    return Outcome(end, value, told, printed.getvalue()[:200], changed, shared[:5], heard[0])


def _hear(heard: list[str], message: Any, category: type) -> None:
    if issubclass(category, RuntimeWarning) and not heard[0]:
        heard[0] = str(message)[:200]


def _told(exception: BaseException, function: Callable[..., Any]) -> tuple[str, str]:
    """Return how it ended and the exception in words, the same at every run."""
    text = re.sub(r"0x[0-9a-f]+", "0x…", f"{type(exception).__name__}: {exception}")[:300]
    code, trace, line = getattr(function, "__code__", None), exception.__traceback__, ""
    while trace is not None:
        if code is not None and trace.tb_frame.f_code is code:
            line = f" (line {trace.tb_lineno - code.co_firstlineno + 1} of the function)"
        trace = trace.tb_next
    if isinstance(exception, NotImplementedError) or "ellipsis" in text:
        return "empty", text
    kinds = ((RecursionError, "recursed"), (MemoryError, "memory"), (SystemExit, "exited"))
    return next((end for kind, end in kinds if isinstance(exception, kind)), "raised"), text + line


def _is_empty(function: Callable[..., Any]) -> bool:
    """Say whether the body does nothing: no name is looked up and no variable set."""
    code = getattr(function, "__code__", None)
    return code is not None and not code.co_names and code.co_nlocals == code.co_argcount


def _copied(argument: Any) -> Any:
    return copy.deepcopy(argument) if isinstance(argument, np.ndarray | list | tuple | dict) else argument


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, np.ndarray):
        return bool(before.shape == after.shape and before.dtype == after.dtype and before.tobytes() == after.tobytes())
    return not isinstance(before, list | tuple | dict) or bool(before == after)
