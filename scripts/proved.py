"""Check every formula of the book once in a run of `make test`: python scripts/proved.py FILE.

The file that PROVED names holds what came of it, for the tests of the formulas and for the build (0026). It is of use
only for as long as the pages, lrlib and the packages are those that it was computed from.
"""

import hashlib
import importlib.metadata
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import repeat

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("numpy", "sympy", "mpmath")


def pages(root: Path = ROOT) -> list[Path]:
    """Return every page of the book."""
    return sorted(path for path in (root / "chapters").iterdir() if path.suffix in (".ipynb", ".md"))


def digest(root: Path = ROOT) -> str:
    """Return a sum of all that decides whether a formula is true: the text of the pages, lrlib, Python, its packages.

    Not of the set-up cell, which alone is another one in a fork, nor of the outputs of cells.
    """
    found = hashlib.sha256(" ".join([sys.version, *map(importlib.metadata.version, PACKAGES)]).encode())
    library = sorted(path for path in (root / "lrlib").rglob("*.*") if path.suffix in (".py", ".csv"))
    for path in [*pages(root), *library]:
        text = path.read_bytes() if path.suffix != ".ipynb" else written(path)
        found.update(f"{path.relative_to(root).as_posix()} {len(text)}\n".encode() + text)
    return found.hexdigest()


def written(path: Path) -> bytes:
    """Return the cells of a notebook as they are written, without the first of code."""
    try:
        cells = [(c["cell_type"], "".join(c["source"])) for c in json.loads(path.read_bytes())["cells"]]
    except (ValueError, KeyError, TypeError):  # no notebook: the check says so
        return path.read_bytes()
    first = next((i for i, (kind, _) in enumerate(cells) if kind == "code"), len(cells))
    return json.dumps(cells[:first] + cells[first + 1 :]).encode()


def kept(root: Path = ROOT) -> list[dict] | None:
    """Return what came of every formula, as `python -m lrlib.proofs --json` writes it; None where it is not known."""
    name = os.environ.get("PROVED")
    if not name or not Path(name).exists():
        return None
    answer = json.loads(Path(name).read_text(encoding="utf-8"))
    return answer["found"] if answer["of"] == digest(root) else None


def main(file: str) -> int:
    """Check all pages and write what came of them; return the code of the check."""
    of = digest()
    with tempfile.TemporaryDirectory(prefix="proved-") as folder:
        answer = Path(folder) / "found.json"
        command = [sys.executable, "-m", "lrlib.proofs", "--json", answer, *pages()]
        code = subprocess.run(command, cwd=ROOT, env={**os.environ, **repeat.settings()}, check=False).returncode
        if code in (0, 1):
            found = json.loads(answer.read_text(encoding="utf-8"))
            Path(file).write_text(json.dumps({"of": of, "found": found}), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
