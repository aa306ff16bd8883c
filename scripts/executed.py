"""Run each notebook once in a run of `make test`: the folder that EXECUTED names keeps what its cells put out (0026).

A fork of the book differs in the set-up cell alone, which names its address; so there that cell is run, and the others
are what they were, as long as their text, lrlib, Python and the list of packages are those that were run.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from nbformat import from_dict

ROOT = Path(__file__).resolve().parent.parent


def digest(notebook: dict, root: Path = ROOT) -> str:
    """Return a sum of all that decides what the cells of a notebook put out, but for the first of code."""
    cells = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"][1:]
    asked = [sys.version, cells, notebook["metadata"].get("kernelspec"), os.environ.get("LRLIB_LANGUAGE")]
    found = hashlib.sha256(json.dumps(asked).encode())
    library = [path for path in (root / "lrlib").rglob("*") if path.is_file() and path.parent.name != "__pycache__"]
    for path in [root / "requirements.txt", *sorted(library)]:
        text = path.read_bytes()
        found.update(f"{path.relative_to(root).as_posix()} {len(text)}\n".encode() + text)
    return found.hexdigest()


def code(notebook: dict) -> list[dict]:
    """Return the cells of code."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def begin(source: str, folder: str | None) -> str:
    """Run a set-up cell alone and return what it says; it may not fail."""
    command = [sys.executable, "-c", source]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the set-up cell ended with {done.returncode}: {done.stdout}")
    return done.stdout


def run(execute: Callable, notebook: dict, **options) -> None:
    """Put outputs into a notebook as `execute` does, or those of a run whose cells but the first were the same."""
    place = os.environ.get("EXECUTED")
    file = Path(place, f"{digest(notebook)}.json") if place else None
    if file is None or not file.exists():
        execute(notebook, **options)
        if file is not None:
            kept = [{key: cell[key] for key in ("execution_count", "outputs")} for cell in code(notebook)]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps({"metadata": notebook["metadata"], "cells": kept}), encoding="utf-8")
        return
    kept, (first, *_) = json.loads(file.read_text(encoding="utf-8")), code(notebook)
    said = begin(first["source"], options.get("cwd"))
    if said != "".join(output.get("text", "") for output in kept["cells"][0]["outputs"]):
        raise RuntimeError(f"the set-up cell says something else than before: {said}")
    notebook["metadata"].update(kept["metadata"])
    for cell, outputs in zip(code(notebook), kept["cells"], strict=True):
        cell.update(from_dict(outputs))
