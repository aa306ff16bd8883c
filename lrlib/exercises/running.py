"""One notebook at work: it runs in a process of its own, within a room, and what it tells comes as it is told."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lrlib.exercises import frames, guard, wire
from lrlib.exercises.meter import Meter

LOOK = 0.2  # seconds between two looks at a notebook and what it started
START = (
    "import json, sys; place, sys.path[:] = json.loads(sys.argv[1]); scope = {}; "
    "exec(compile(open(place).read(), place, 'exec'), scope); scope['supervise'](); "
    "from lrlib.exercises import examinee; examinee.serve(*sys.argv[2:])"
)


@dataclass(frozen=True)
class Room:
    """Where notebooks run, each out of sight of the others.

    Attributes
    ----------
    folder : Path
        Of the notebooks.
    place : Path
        Where each that runs gets a home of its own.
    seconds : float
        Of processor time for each; as long may it sleep.
    closed : threading.Event
        Set where the grader is stopped: all of them end.
    judging : threading.Lock
        Held by who judges, since warnings are caught for a whole process.
    """

    folder: Path
    place: Path
    seconds: float
    closed: threading.Event = field(default_factory=threading.Event)
    judging: threading.Lock = field(default_factory=threading.Lock)


def messages(code: list[str], room: Room, beside: Path | None) -> Iterator[Any]:
    """Run the cells in a process of their own and yield what it sends; end all that it started afterwards.

    Parameters
    ----------
    code : list of str
        The cells.
    room : Room
        Where.
    beside : Path or None
        A folder that is copied into its home, such as data.

    Yields
    ------
    object
        Pairs of a name and what is told, unless the notebook forges them.
    """
    with tempfile.TemporaryDirectory(dir=room.place, ignore_cleanup_errors=True) as home:
        work = Path(home) / "work"
        shutil.copytree(beside, work) if beside else work.mkdir()
        (Path(home) / "cells.json").write_text(json.dumps(code), encoding="utf-8")
        environment = {k: os.environ[k] for k in ("PATH", "LANG", "SYSTEMROOT") if k in os.environ}
        environment |= {"HOME": home, "TMPDIR": home, "IPYTHONDIR": home, "MPLBACKEND": "Agg", "OMP_NUM_THREADS": "1"}
        places = json.dumps([guard.__file__, [str(Path(place).resolve()) for place in sys.path]])
        hidden = map(str, (room.folder.resolve(), room.place.resolve()))
        child = subprocess.Popen(
            [sys.executable, "-c", START, places, str(Path(home) / "cells.json"), *hidden],
            cwd=work,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert child.stdout is not None
        reader = frames.Reader(os.dup(child.stdout.fileno()))
        try:
            yield from _told(reader, Meter(child.pid, room.seconds, naps=int(room.seconds / LOOK)), room)
        finally:
            with contextlib.suppress(OSError):
                child.terminate()
            child.wait()
            child.stdout.close()


def _told(reader: frames.Reader, meter: Meter, room: Room) -> Iterator[Any]:
    while not room.closed.is_set():
        frame = reader.next(LOOK)
        if frame is not None and frame.kind == frames.END:
            return
        if frame is not None:
            message = _decoded(frame)
            if frame.kind == frames.ALIVE:
                meter.told(message if isinstance(message, float) else room.seconds)
            else:
                yield message
            if isinstance(message, tuple) and message[:1] == ("end",):
                return
        if meter.hangs(waited=frame is None):
            yield "late", ""
            return


def _decoded(frame: frames.Frame) -> Any:
    try:
        return wire.decode(frame.content)
    except wire.BadMessage:
        return None
