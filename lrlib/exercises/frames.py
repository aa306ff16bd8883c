"""Frames: what two processes send each other, read by a thread so that it works with pipes of any system."""

import contextlib
import os
import queue
import struct
import threading
from dataclasses import dataclass

HEAD = struct.Struct("<IB8s")  # length, kind, token
LIMIT = 2**27  # bytes of all frames together
OUTCOME, LOADING, LOADED, ALIVE, END = range(5)
_TURN = threading.Lock()  # a thread may tell of the time while an outcome is written


@dataclass(frozen=True)
class Frame:
    """One message.

    Attributes
    ----------
    kind : int
        OUTCOME, LOADING (an import begins), LOADED, ALIVE (how much processor time was used), or END.
    token : bytes
        What the asker had sent with its question: who does not know it cannot answer.
    content : bytes
        In the form of `lrlib.exercises.wire`.
    """

    kind: int
    token: bytes = b""
    content: bytes = b""


def send(sink: int, kind: int, token: bytes = b"", content: bytes = b"") -> None:
    """Write one frame.

    Parameters
    ----------
    sink : int
        The descriptor.
    kind : int
        Of the frame.
    token : bytes
        Eight of them.
    content : bytes
        The message.
    """
    message = HEAD.pack(len(content), kind, token) + content
    with _TURN:
        while message:
            message = message[os.write(sink, message) :]


class Reader:
    """Read frames from a descriptor, which it closes.

    Parameters
    ----------
    source : int
        The descriptor.
    """

    def __init__(self, source: int) -> None:
        self._frames: queue.Queue[Frame] = queue.Queue()
        threading.Thread(target=self._read, args=(source,), daemon=True).start()

    def next(self, seconds: float) -> Frame | None:
        """Return the next frame.

        Parameters
        ----------
        seconds : float
            How long to wait for one.

        Returns
        -------
        Frame or None
            None where none has come; one of the kind END where the other side is gone, or sent what is no frame.
        """
        with contextlib.suppress(queue.Empty):
            return self._frames.get(timeout=seconds)
        return None

    def _read(self, source: int) -> None:
        buffer, total = b"", 0
        with contextlib.suppress(OSError):
            while total <= LIMIT and (part := os.read(source, 2**16)):
                total += len(part)
                buffer += part
                while len(buffer) >= HEAD.size:
                    length, kind, token = HEAD.unpack_from(buffer)
                    if len(buffer) < HEAD.size + length:
                        break
                    self._frames.put(Frame(kind, token, buffer[HEAD.size : HEAD.size + length]))
                    buffer = buffer[HEAD.size + length :]
        os.close(source)
        self._frames.put(Frame(END))
