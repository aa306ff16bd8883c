"""What a process may reach: it writes in its own folder only; some folders, and other processes, are kept from it."""

import ctypes
import os
import stat
import struct
import sys
from pathlib import Path
from typing import Any

NO_NEW_PRIVILEGES = 38  # of prctl
CREATE, ADD, RESTRICT = 444, 445, 446  # the system's calls, of the same number on every machine
READ = 0b1101  # execute, read a file, list a folder
FILE = 0b100000000000111  # what a rule for a single file may name: execute, write, read, truncate
ALL = 2**13 - 1  # what the first version of the system's rules knows; later ones know more
MORE = {2: 2**13, 3: 2**14}  # moving between folders, cutting a file short
DEVICES = ("null", "zero", "full", "random", "urandom", "tty")  # that keep nothing; /dev/shm is a folder as any other
APART, SIGNALS = 6, 2  # the version from which on a process signals only what is enclosed with it


def version() -> int:
    """Return the version of the system's rules.

    Returns
    -------
    int
        From 1 on; 0 or less where it has none: Linux before 5.13, or without Landlock, and other systems.
    """
    if not sys.platform.startswith("linux"):
        return 0
    return int(ctypes.CDLL(None, use_errno=True).syscall(CREATE, None, 0, 1))


def apart() -> bool:
    """Return whether processes that are enclosed, each for itself, cannot signal one another.

    Returns
    -------
    bool
        True on Linux 6.12 or later with Landlock.
    """
    return version() >= APART


def enclose(own: Path, *hidden: Path) -> bool:
    """Let this process and all its children write below one folder only, and not read below others.

    All else may be read: rules can only allow, so what lies beside the hidden folders and those above them gets one,
    and so does what Python itself loads.

    Parameters
    ----------
    own : Path
        The folder to write in; it may lie in a hidden one.
    *hidden : Path
        The folders out of sight.

    Returns
    -------
    bool
        False where the system cannot.
    """
    known = version()
    if known < 1:
        return False
    call: Any = ctypes.CDLL(None, use_errno=True).syscall
    every = ALL | sum(right for since, right in MORE.items() if known >= since)
    words = (every, 0, SIGNALS) if known >= APART else (every,)  # files, network, what is kept apart
    attribute = ctypes.create_string_buffer(struct.pack(f"{len(words)}Q", *words), 8 * len(words))
    rules = call(CREATE, attribute, 8 * len(words), 0)
    own, secret = own.resolve(), [folder.resolve() for folder in hidden]
    loaded = (Path(p).resolve() for p in (sys.prefix, sys.base_prefix, *sys.path) if p and os.path.exists(p))
    allowed = dict.fromkeys(_beside(Path(own.anchor), secret), READ)
    allowed |= {path: READ for path in loaded if not any(folder.is_relative_to(path) for folder in secret)}
    allowed |= {Path("/dev", name): every for name in DEVICES} | {own: every}
    for path, rights in allowed.items():
        _allow(call, rules, path, rights)
    ctypes.CDLL(None).prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    done = bool(call(RESTRICT, rules, 0) == 0)
    os.close(rules)
    return done


def _beside(folder: Path, secret: list[Path]) -> list[Path]:
    """Return what lies in a folder beside what is secret and what leads to it, but for links that do."""
    found = []
    try:
        within = [path.resolve() for path in folder.iterdir()]
    except OSError:
        return []
    for path in within:
        if any(path.is_relative_to(place) for place in secret):
            continue
        if not any(place.is_relative_to(path) for place in secret):
            found.append(path)
        elif path.parent == folder:
            found += _beside(path, secret)
    return found


def _allow(call: Any, rules: int, path: Path, rights: int) -> None:
    try:
        number = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # it has gone since
        return
    if not stat.S_ISDIR(os.fstat(number).st_mode):
        rights &= FILE
    call(ADD, rules, 1, ctypes.create_string_buffer(struct.pack("=Qi", rights, number), 12), 0)
    os.close(number)
