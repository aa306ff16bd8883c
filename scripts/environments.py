"""Environments for checks: which Python is on this machine, and a fresh folder with the packages that a check wants."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

TELL = "import sys; print('%d.%d' % sys.version_info[:2])"
BIN = "Scripts" if os.name == "nt" else "bin"


def version(python: Path | str) -> str | None:
    """Return "3.13" for a Python that starts, and None for a file that only looks like one."""
    try:
        done = subprocess.run([str(python), "-I", "-c", TELL], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def candidates(wanted: str) -> Iterable[Path]:
    """Yield where a Python of that version may be: on the path, and among those of pyenv, uv and this one."""
    for folder in filter(None, os.environ.get("PATH", "").split(os.pathsep)):
        found = shutil.which(f"python{wanted}", path=folder)
        if found:
            yield Path(found)
    roots = [Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"]
    roots.append(Path(os.environ.get("UV_PYTHON_INSTALL_DIR", Path.home() / ".local" / "share" / "uv" / "python")))
    for root in roots:
        for pattern in (f"{wanted}.*", f"cpython-{wanted}.*"):
            yield from sorted(path / "bin" / "python3" for path in root.glob(pattern))
    yield Path(sys.executable)


def interpreter(wanted: str) -> Path | None:
    """Return a Python of that version, or None where this machine has none; nothing is downloaded."""
    return next((path for path in candidates(wanted) if version(path) == wanted), None)


def nearest(*versions: str) -> tuple[str, Path]:
    """Return the first of the versions that is here, and its Python."""
    for wanted in versions:
        found = interpreter(wanted)
        if found:
            return wanted, found
    raise SystemExit(f"none of Python {', '.join(versions)} is on this machine")


def uv(*command: object) -> None:
    """Run uv; its words are shown only where it fails."""
    line = [sys.executable, "-m", "uv", *map(str, command)]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"uv {' '.join(map(str, command))} failed:\n{done.stderr}")


def make(folder: Path, python: Path, *packages: object) -> Path:
    """Make an environment with those packages, as uv's `pip install` takes them, and return its Python."""
    uv("venv", "-q", "--no-python-downloads", "-p", python, folder)
    made = folder / BIN / "python"
    if packages:
        uv("pip", "install", "-q", "-p", made, *packages)
    return made
