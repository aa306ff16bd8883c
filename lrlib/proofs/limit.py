"""A limit to the processor time that one answer may take."""

import contextlib
import gc
import signal
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any

AGAIN = 0.01  # seconds of the processor after which it is said again, should somebody have taken it for his own error


class OutOfTime(BaseException):
    """The limit was reached; as of an interrupt, nobody in between is to handle it."""


@contextlib.contextmanager
def processor_time(seconds: float) -> Iterator[None]:
    """Raise `OutOfTime` where the processor has worked so long.

    A proof may take for ever, and a student waits. What is counted is the time that the processor gives to this
    process, so that a busy machine does not change an answer. Where there is no such timer (Windows, a browser, another
    thread than the first) there is no limit.

    Parameters
    ----------
    seconds : float
        The limit.

    Yields
    ------
    None
        Once.

    Raises
    ------
    OutOfTime
        In what runs inside, when the limit is reached.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def _stop(_: Any, frame: FrameType | None) -> None:
        """End what runs, but for a callback of the garbage collector, in which an exception is lost."""
        callbacks = {getattr(callback, "__code__", None) for callback in gc.callbacks}
        while frame is not None and frame.f_code not in callbacks:
            frame = frame.f_back
        if frame is None:
            raise OutOfTime

    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
