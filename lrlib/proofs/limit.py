"""A limit to the processor time that one answer may take."""

import contextlib
import signal
import threading
from collections.abc import Iterator
from typing import Any


class OutOfTime(Exception):
    """The limit was reached."""


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
    if not hasattr(signal, "ITIMER_VIRTUAL") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def _stop(*_: Any) -> None:
        """End what runs."""
        raise OutOfTime

    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
