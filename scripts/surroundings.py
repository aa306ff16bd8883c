"""What a step takes from the shell and the home that start it: on every machine the same, whatever its user likes."""

import locale
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Threads of the linear algebra add in another order, and wait for one another at full speed: most of the seconds of a
# chapter were those of waiting.
THREADS = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1")
QUICK = THREADS | {"SYMPY_CACHE_SIZE": "20000"}  # with 1000, SymPy forgets within one formula what it has worked out
GIT = {  # no key is asked for, and what git says is read: no line more, and no colours in it
    **dict.fromkeys(("commit.gpgsign", "tag.gpgsign", "log.showSignature"), "false"),
    **dict.fromkeys(("color.ui", "diff.noprefix", "diff.mnemonicPrefix"), "false"),
}
UNWANTED = ("FORCE_COLOR", "CLICOLOR_FORCE", "MPLBACKEND")  # colours in what is read, windows for what is kept
TONGUES = ("", "C.UTF-8", "en_US.UTF-8")  # this shell's first
ASCII = ("ANSI_X3.4-1968", "US-ASCII", "646")  # as systems name it


def steady(shell: Mapping[str, str], environment: Path) -> dict[str, str]:
    """Return the variables of a step, from those of a shell and the folder of an environment of Python.

    Threads and SymPy's room are as the shell has them, where it has. IPython and Matplotlib are as they come: a home
    may ask them for other outputs, and for other pictures.
    """
    kept = {name: value for name, value in shell.items() if name not in UNWANTED}
    as_they_come = {"IPYTHONDIR": str(environment / "ipython"), "MATPLOTLIBRC": str(ROOT / "scripts" / "matplotlibrc")}
    return QUICK | kept | git(shell) | tongue() | as_they_come


def git(shell: Mapping[str, str]) -> dict[str, str]:
    """Return variables that have git do what is expected of it, behind those that a shell has for it."""
    first = int(shell.get("GIT_CONFIG_COUNT", "0"))
    found = {"GIT_CONFIG_COUNT": str(first + len(GIT))}
    for number, (key, value) in enumerate(GIT.items(), first):
        found |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return found


def tongue() -> dict[str, str]:
    """Return what names a language that this machine has, with all letters; nothing where the shell names one.

    A shell may have come from another machine, with the name of a language that only that one knows: Sphinx then does
    not begin. And where letters are ASCII alone, Python does not find a folder with others in its name.
    """
    before = locale.setlocale(locale.LC_ALL)
    try:
        for name in TONGUES:
            try:
                locale.setlocale(locale.LC_ALL, name)
            except locale.Error:
                continue
            if locale.getencoding() not in ASCII:
                return {"LC_ALL": name} if name else {}
    finally:
        locale.setlocale(locale.LC_ALL, before)
    return {"LC_ALL": "C"}
