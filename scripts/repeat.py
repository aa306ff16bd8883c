"""Build the site twice, here and in a copy of the checkout elsewhere, and compare every byte: python scripts/repeat.py.

Prints a file that differs, or one sum for the whole site, which another machine with the same lock can compare.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from surroundings import THREADS

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 1800  # seconds to wait for a kernel or a browser that only a deadlock uses up: a cell takes three


def settings(root: Path = ROOT) -> dict[str, str]:
    """Return what a build takes from its surroundings, fixed: order in sets and sums, the last commit's time."""
    words = ("git", "-C", str(root), "log", "-1", "--format=%ct")
    try:
        time = subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:  # a course that was unpacked where there is no git
        time = ""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", time or "0")
    return {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": epoch, "TZ": "UTC", **THREADS}


def digests(site: Path) -> dict[str, str]:
    """Return the sha256 of each file of a site by its name."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def whole(found: dict[str, str]) -> str:
    """Return one sum for all files, as `sha256sum` would list them."""
    return hashlib.sha256("".join(f"{found[name]}  {name}\n" for name in sorted(found)).encode()).hexdigest()


def different(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """Return the names of files that are not in both, or not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def copy(folder: Path, memory: bool = True) -> None:
    """Copy what git keeps, as it lies here, into a folder, and git's memory too: pages say when they last changed."""
    words = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    if not memory:
        return
    words = ("git", "rev-parse", "--path-format=absolute", "--git-common-dir")
    git = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    shutil.copytree(git, folder / ".git")


def build(root: Path, environment: dict[str, str]) -> dict[str, str]:
    """Build the site of a checkout from nothing, with its own lrlib, and return its digests."""
    shutil.rmtree(root / "_build", ignore_errors=True)
    book = [str(Path(sys.executable).parent / "jupyter-book"), "build", ".", "-n", "-W", "--keep-going", "-q"]
    more = [sys.executable, "scripts/languages", "build"]
    for command in (book, more):
        subprocess.run(command, cwd=root, env={**os.environ, **environment, "PYTHONPATH": str(root)}, check=True)
    return digests(root / "_build" / "html")


def main() -> None:
    """Build twice; stop where the two differ."""
    environment = settings()
    here = build(ROOT, environment)
    with tempfile.TemporaryDirectory(prefix="another-folder-") as name:
        folder = Path(name) / "a checkout"
        folder.mkdir()
        copy(folder)
        there = build(folder, environment)
    found = different(here, there)
    print(f"first   {len(here)} files  sha256 {whole(here)}\nsecond  {len(there)} files  sha256 {whole(there)}")
    if found:
        raise SystemExit("these files differ:\n" + "\n".join(found))


if __name__ == "__main__":
    main()
