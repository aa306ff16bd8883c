"""Run a function that nobody has checked: it may raise, hang, exit or crash, and harms nothing.

The calls run in a process of their own, below a watcher (see `lrlib.exercises.guard`): the session's state stays as it
is, what hangs is ended, C code and a bare except too, and with it all that it had started. Outcomes come back through a
pipe in the form of `lrlib.exercises.wire`, which cannot carry code, each with the token of its question.

Where the system is Linux that process is a fork of the session. Elsewhere (Windows has no fork; on macOS the system's
own libraries may abort in a forked child) it is a fresh interpreter, to which the function goes as a parcel: its code,
and of its globals what can be carried. `FORKS` says which of the two it is.

What holds where: on all three the session lives on, keeps its state, and ends what hangs. On Linux no signal and no
limit reaches the session, and what fork and setsid leave behind is ended. On macOS a process that left its group may
stay, and who looks for the session's number can signal it. On Windows there is no watcher: os.kill(os.getppid()) ends
the session.
"""

import contextlib
import faulthandler
import gc
import json
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from lrlib.exercises import frames, guard, parcel, wire
from lrlib.exercises.call import Outcome, answer, mark, outcome_of
from lrlib.exercises.meter import LOOK, NAPS, Meter

FORKS = sys.platform.startswith("linux")
SECONDS = 1.0  # of processor time, for each call
MEMORY = 2**30  # bytes above what the session holds already
LIBRARIES = 3 * 2**30  # bytes more while libraries are loaded, whose threads reserve what they never use
PATIENCE = 1000  # looks, two milliseconds apart, at a process that has closed its pipe and is about to end
START = (
    "import json, sys; place, sys.path[:] = json.loads(sys.argv[1]); scope = {}; "
    "exec(compile(open(place).read(), place, 'exec'), scope); scope['supervise'](); "
    "from lrlib.exercises import sandbox; sandbox.serve()"
)


def run(
    function: Callable[..., Any],
    calls: Sequence[Sequence[Any]],
    *,
    seconds: float = SECONDS,
    memory: int = MEMORY,
    chance: bool = False,
) -> list[Outcome]:
    """Call the function with each of the argument lists, and tell what became of each.

    Parameters
    ----------
    function : callable
        Not to be trusted.
    calls : sequence of sequences
        The arguments of each call; they are copied.
    seconds : float
        Of processor time, for each call.
    memory : int
        Bytes that the calls may take.
    chance : bool
        Whether the function may draw random numbers.

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
    begin = _fork if FORKS else _spawn
    with begin(function, calls, memory, chance) as (reader, asking, meter, status):
        meter.seconds, meter.naps = seconds, NAPS
        return _collect(calls, reader, asking, meter, status)


def _collect(
    calls: Sequence[Sequence[Any]], reader: frames.Reader, asking: int, meter: Meter, status: Callable[[], int]
) -> list[Outcome]:
    """Ask for one call after the other until all are answered, the process is gone, or it hangs."""
    outcomes: list[Outcome] = []
    for arguments in calls:
        token = secrets.token_bytes(8)
        meter.restart()
        try:
            os.write(asking, token)
            content = _wait(reader, meter, token)
            if content is None:
                return [*outcomes, Outcome("hung")]
            told = wire.decode(content)
            if not isinstance(told, tuple) or len(told) != 8 or not isinstance(told[4], tuple):
                raise wire.BadMessage("an outcome has eight parts")
            before = tuple(mark(a) for a in arguments)
            changed = tuple(i for i, (a, b) in enumerate(zip(before, told[4], strict=True)) if a != b)
            outcomes.append(outcome_of((*told[:4], changed, *told[5:])))
        except (EOFError, BrokenPipeError):  # gone before its answer, or before it was asked
            return [*outcomes, Outcome("crashed" if status() else "exited")]
        except (ValueError, OSError):
            return [*outcomes, Outcome("crashed")]
    return outcomes


def _wait(reader: frames.Reader, meter: Meter, token: bytes) -> bytes | None:
    """Return the answer with this token, None where the process hangs; raise EOFError where it is gone."""
    while True:
        frame = reader.next(LOOK)
        if frame is not None and frame.kind == frames.END:
            raise EOFError
        if frame is not None and frame.kind == frames.ALIVE:
            meter.told(float(wire.decode(frame.content)))
        elif frame is not None:
            if frame.token != token or frame.kind > frames.LOADED:
                raise wire.BadMessage("an answer without its question")
            if frame.kind == frames.OUTCOME:
                return frame.content
            meter.loading(frame.kind == frames.LOADING)
        if meter.hangs(waited=frame is None):
            return None


@contextlib.contextmanager
def _fork(function: Callable[..., Any], calls: Sequence[Sequence[Any]], memory: int, chance: bool) -> Iterator[Any]:
    (source, sink), (asked, asking) = os.pipe(), os.pipe()
    with warnings.catch_warnings():
        # Python 3.12 warns of forks beside threads, whose locks the child never gets: ours takes none of theirs, and
        # one that does wait is found asleep and ended.
        warnings.simplefilter("ignore", DeprecationWarning)
        watcher = os.fork()
    if watcher == 0:
        try:
            os.close(source)
            os.close(asking)
            gc.freeze()  # of what the session holds nothing is looked through, and so no page of it copied
            guard.supervise()
            frames.send(sink, frames.ALIVE, b"", wire.encode(os.getpid()))
            room = _silence(memory, (asked, sink))
            answer(function, calls, asked, sink, chance=chance, room=room)
            os._exit(0)
        finally:
            os._exit(1)
    os.close(sink)
    os.close(asked)
    reader, watched = frames.Reader(source), _Watched(watcher)
    try:
        yield reader, asking, Meter(_first(reader), SECONDS), watched.status
    finally:
        os.close(asking)
        watched.end()


def _first(reader: frames.Reader) -> int:
    """Return the number of the process that answers: it sends it before it calls anything."""
    frame = reader.next(60.0)  # a fork takes milliseconds; a machine that takes a minute for one has ended
    return int(wire.decode(frame.content)) if frame is not None and frame.kind == frames.ALIVE else 0


class _Watched:
    """The watcher of a forked process, as the session sees it."""

    def __init__(self, process: int) -> None:
        self.process, self.gone = process, False

    def status(self) -> int:
        """Return 0 where the process ended by itself, else how; one that lingers without its pipe is ended."""
        for _ in range(PATIENCE):
            done, status = _waited(self.process, os.WNOHANG)
            if done:
                self.gone = True
                return status
            time.sleep(0.002)
        return 0

    def end(self) -> None:
        """End the process with all that it had started."""
        if not self.gone:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.process, signal.SIGTERM)
            _waited(self.process, 0)


def _waited(process: int, how: int) -> tuple[int, int]:
    """Wait for a process; where the session ignores the ends of its children, all that is known is that it is gone."""
    try:
        return os.waitpid(process, how)
    except ChildProcessError:
        return process, 0


def _silence(memory: int, kept: tuple[int, int]) -> Callable[[bool], None]:
    """In the child: close what the session has open and limit the memory; return what gives libraries more room."""
    faulthandler.disable()  # it would tell of a crash on the session's own stream
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    low, high = sorted(kept)
    for first, last in ((3, low), (low + 1, high), (high + 1, 2**16)):
        os.closerange(first, last)
    if not sys.platform.startswith("linux"):
        return lambda more: None
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def _room(more: bool) -> None:
        with open("/proc/self/statm") as file:
            most = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE") + memory + LIBRARIES * more
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))

    _room(False)
    return _room


@contextlib.contextmanager
def _spawn(function: Callable[..., Any], calls: Sequence[Sequence[Any]], memory: int, chance: bool) -> Iterator[Any]:
    content = parcel.pack((function, [tuple(call) for call in calls], memory, chance))
    places = [str(Path(place).resolve()) for place in sys.path]
    child = subprocess.Popen(
        [sys.executable, "-c", START, json.dumps([guard.__file__, places])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    reader = frames.Reader(os.dup(child.stdout.fileno()))
    with contextlib.suppress(OSError):
        child.stdin.write(len(content).to_bytes(8, "little") + content)
        child.stdin.flush()
    try:
        # its pipe is closed already; a process that does not end within a minute then is ended below
        yield reader, child.stdin.fileno(), Meter(_first(reader), SECONDS), lambda: _code(child)
    finally:
        with contextlib.suppress(OSError):
            child.terminate()
        child.wait()
        child.stdout.close()
        with contextlib.suppress(OSError):
            child.stdin.close()


def _code(child: "subprocess.Popen[bytes]") -> int:
    try:
        return child.wait(60)
    except subprocess.TimeoutExpired:
        return 0


def serve() -> None:
    """In a fresh interpreter: unpack the parcel from the standard input and answer through the standard output."""
    asked, sink = os.dup(0), os.dup(1)
    if sys.platform == "win32":
        import msvcrt

        for stream in (asked, sink):
            msvcrt.setmode(stream, os.O_BINARY)
    length = int.from_bytes(_exactly(asked, 8), "little")
    frames.send(sink, frames.ALIVE, b"", wire.encode(os.getpid()))
    function, calls, memory, chance = parcel.unpack(_exactly(asked, length))
    room = _silence(memory, (asked, sink))
    if not sys.platform.startswith("linux"):
        threading.Thread(target=_tell, args=(sink, frames.send), daemon=True).start()
    answer(function, calls, asked, sink, chance=chance, room=room)
    os._exit(0)


def _tell(sink: int, send: Callable[..., None]) -> None:
    """Tell the processor time of this process again and again, where the system does not tell it to others."""
    while True:
        send(sink, frames.ALIVE, b"", wire.encode(sum(os.times()[:4])))
        time.sleep(LOOK)


def _exactly(source: int, length: int) -> bytes:
    parts = b""
    while len(parts) < length:
        part = os.read(source, length - len(parts))
        if not part:
            os._exit(1)
        parts += part
    return parts
