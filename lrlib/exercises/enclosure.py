"""What files a process may reach: it writes in its own folder only, and one folder is out of its sight."""

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


def enclose(hidden: Path, own: Path) -> bool:
    """Let this process and all its children write below one folder only, and not read below another.

    Everything else may be read: rules can only allow, so each neighbour of the folder and of those above it gets one,
    and so does what Python itself loads.

    Parameters
    ----------
    hidden : Path
        The folder out of sight.
    own : Path
        The folder to write in.

    Returns
    -------
    bool
        False where the system cannot: Linux before 5.13, or without Landlock, and other systems.
    """
    if not sys.platform.startswith("linux"):
        return False
    call: Any = ctypes.CDLL(None, use_errno=True).syscall
    version = call(CREATE, None, 0, 1)
    if version < 1:
        return False
    every = ALL | sum(right for since, right in MORE.items() if version >= since)
    attribute = ctypes.create_string_buffer(struct.pack("Q", every), 8)
    rules = call(CREATE, attribute, 8, 0)
    allowed = dict.fromkeys(_neighbours(hidden.resolve()), READ)
    allowed |= {Path(p): READ for p in (sys.prefix, sys.base_prefix, *sys.path) if p and os.path.exists(p)}
    allowed |= {Path("/dev"): every, own.resolve(): every}
    for path, rights in allowed.items():
        _allow(call, rules, path, rights)
    ctypes.CDLL(None).prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    done = bool(call(RESTRICT, rules, 0) == 0)
    os.close(rules)
    return done


def _neighbours(hidden: Path) -> list[Path]:
    """Return what lies beside a folder and beside each folder above it, but for links that lead back to it."""
    found = []
    for folder in (hidden, *hidden.parents[:-1]):
        try:
            found += [path.resolve() for path in folder.parent.iterdir()]
        except OSError:
            continue
    return [path for path in found if not hidden.is_relative_to(path)]


def _allow(call: Any, rules: int, path: Path, rights: int) -> None:
    try:
        number = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # it has gone since
        return
    if not stat.S_ISDIR(os.fstat(number).st_mode):
        rights &= FILE
    call(ADD, rules, 1, ctypes.create_string_buffer(struct.pack("=Qi", rights, number), 12), 0)
    os.close(number)
