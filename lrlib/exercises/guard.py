"""A process that watches another: what that one starts ends with it, and no signal of its own reaches the session.

It stands alone, without NumPy, so that a fresh interpreter can run this file before it loads anything else.
"""

import contextlib
import ctypes
import os
import platform
import signal
import struct
import sys
from typing import Any

LINUX = sys.platform.startswith("linux")
WATCHES = hasattr(os, "fork")  # Windows has no fork: there nothing stands between a function and its session
SUBREAPER, DEATH_SIGNAL, NO_NEW_PRIVILEGES, SECCOMP = 36, 1, 38, 22  # of prctl
# The numbers of the calls that send a signal, and of those that reach into another process, for each kind of machine:
# kill, tkill, tgkill, rt_sigqueueinfo, rt_tgsigqueueinfo; pidfd_send_signal, ptrace, process_vm_readv and writev,
# pidfd_getfd; prlimit, whose limits end a process too; fcntl and ioctl, which have a signal sent to an owner.
MACHINES = {
    "x86_64": (0xC000003E, (62, 200, 234, 129, 297), (424, 101, 310, 311, 438), (302,), (72, 16)),
    "aarch64": (0xC00000B7, (129, 130, 131, 138, 240), (424, 117, 270, 271, 438), (261,), (25, 29)),
}
OWNERS = (8, 15, 0x8901, 0x8902)  # F_SETOWN, F_SETOWN_EX, FIOSETOWN, SIOCSPGRP
LOAD, EQUAL, ABOVE, AT_LEAST, RETURN = 0x20, 0x15, 0x25, 0x35, 0x06
ALLOW, REFUSE = 0x7FFF0000, 0x00050001  # as EPERM


def supervise() -> None:
    """Go on as the child of a watcher, which ends what this process leaves behind; where there is no fork, just go on.

    The watcher ends with 0 where the child ended by itself, else with the number of the signal that ended it. SIGTERM
    to the watcher ends all.
    """
    if not WATCHES:
        return
    session = os.getppid()
    with contextlib.suppress(PermissionError):  # it leads a session already
        os.setsid()
    _prctl(SUBREAPER, 1)  # what leaves its group and its session is still found
    _prctl(DEATH_SIGNAL, int(signal.SIGTERM))
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # a session may ignore its children, and their ends with them
    watcher, child = os.getpid(), os.fork()
    if child == 0:
        os.setpgid(0, 0)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
        fence(watcher, session)
        return
    try:
        os._exit(_watch(child))
    finally:
        os._exit(1)


def _watch(child: int) -> int:
    """Wait for the child, end what it leaves behind, and return the signal that ended it, or 0."""
    os.closerange(0, 2**16)

    def _end(*_: Any) -> None:
        with contextlib.suppress(ProcessLookupError):  # it may end by itself at the same moment
            os.kill(child, signal.SIGKILL)

    signal.signal(signal.SIGTERM, _end)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
    done, status = os.waitpid(-1, 0)
    while done != child:  # an orphan of the child's
        done, status = os.waitpid(-1, 0)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while True:
            if not os.waitpid(-1, os.WNOHANG)[0]:
                for orphan in _children(os.getpid()):
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(orphan, signal.SIGKILL)
                os.waitpid(-1, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def _children(parent: int) -> list[int]:
    found = []
    for entry in os.listdir("/proc") if LINUX else []:
        with contextlib.suppress(OSError, ValueError), open(f"/proc/{int(entry)}/stat", encoding="latin-1") as file:
            if int(file.read().rpartition(")")[2].split()[1]) == parent:
                found.append(int(entry))
    return found


def fence(*above: int) -> bool:
    """Let signals of this process and of all its children reach only itself and what was started after it.

    Parameters
    ----------
    *above : int
        Processes that stay out of reach even where the system's numbers have begun again from below.

    Returns
    -------
    bool
        False where the system cannot: elsewhere than on Linux, and on a machine whose calls are not known here.
    """
    if not LINUX or platform.machine() not in MACHINES or sys.byteorder != "little":
        return False
    if _prctl(NO_NEW_PRIVILEGES, 1):
        return False
    code = _filter(MACHINES[platform.machine()], os.getpid(), above)
    text = ctypes.create_string_buffer(code, len(code))
    head = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(text))
    return _prctl(SECCOMP, 2, ctypes.create_string_buffer(head, len(head))) == 0


def _filter(kind: tuple[Any, ...], own: int, above: tuple[int, ...]) -> bytes:
    """Return the program of the filter: of the first argument, a process or the negative of a group, it asks the size.

    As an unsigned number a process that came later lies above `own`, and the negative of a later group below minus own.
    """
    machine, signals, never, limits, owners = kind
    lines: list[tuple[int, str, str, int]] = [
        (LOAD, "", "", 4),
        (EQUAL, "", "refuse", machine),
        (LOAD, "", "", 0),
        (AT_LEAST, "refuse", "", 0x40000000),  # a second table of the same calls
        *((EQUAL, "refuse", "", number) for number in never),
        *((EQUAL, "whom", "", number) for number in signals),
        *((EQUAL, "self", "", number) for number in limits),
        *((EQUAL, "what", "", number) for number in owners),
        (RETURN, "", "", ALLOW),
    ]
    places = {"what": len(lines)}
    lines += [(LOAD, "", "", 24), *((EQUAL, "refuse", "", value) for value in OWNERS), (RETURN, "", "", ALLOW)]
    places["self"] = len(lines)
    lines += [(LOAD, "", "", 16), (EQUAL, "allow", "", 0)]
    places["whom"] = len(lines)
    lines += [(LOAD, "", "", 16), (AT_LEAST, "", "refuse", own), (ABOVE, "refuse", "", 2**32 - own)]
    lines += [(EQUAL, "refuse", "", number % 2**32) for pid in above for number in (pid, -pid)]
    places |= {"allow": len(lines), "refuse": len(lines) + 1}
    lines += [(RETURN, "", "", ALLOW), (RETURN, "", "", REFUSE)]
    return b"".join(
        struct.pack("HBBI", op, places[yes] - i - 1 if yes else 0, places[no] - i - 1 if no else 0, k)
        for i, (op, yes, no, k) in enumerate(lines)
    )


def _prctl(what: int, value: int, more: Any = 0) -> int:
    return int(ctypes.CDLL(None).prctl(what, value, more, 0, 0)) if LINUX else -1
