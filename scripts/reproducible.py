"""Build the site twice, from two folders and with two seeds of Python's hashes, and compare every byte.

Prints one sha256 for each build: of the list of the files' own sums, in the order of their names.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def build(folder, seed):
    """Build the site of a checkout and return the sum of each of its files."""
    shutil.rmtree(folder / "_build", ignore_errors=True)
    command = [Path(sys.executable).parent / "jupyter-book", "build", ".", "-n", "-W", "--keep-going", "-q"]
    environment = os.environ | {"PYTHONHASHSEED": str(seed), "PYTHONPATH": str(folder)}
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    site = folder / "_build" / "html"
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return {str(path.relative_to(site)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def total(sums):
    """Return one sum for all."""
    return hashlib.sha256("".join(f"{digest}  {name}\n" for name, digest in sums.items()).encode()).hexdigest()


def main():
    """Compare the two builds; name each file that differs."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "elsewhere"
        left_out = shutil.ignore_patterns("_build", ".venv", "node_modules", ".*_cache", ".hypothesis")
        shutil.copytree(ROOT, copy, ignore=left_out)
        first, second = build(ROOT, 1), build(copy, 2)
    different = sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
    print(f"{len(first)} and {len(second)} files\n{total(first)}\n{total(second)}")
    for name in different:
        print(f"differs: {name}")
    return int(bool(different))


if __name__ == "__main__":
    sys.exit(main())
