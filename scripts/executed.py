"""Run each notebook once in a run of `make test`: the folder that EXECUTED names keeps what its cells put out (0026).

A fork of the book differs in the set-up cell alone, which names its address; so there that cell is run, and the others
are what they were, as long as their text, lrlib, Python and the list of packages are those that were run. Such a run
draws each picture as SVG and PDF too, which scripts/figures.py takes from there.
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
PICTURES = ("image/svg+xml", "application/pdf")
# What a kernel is started with so that it draws these as well. A figure is laid out anew each time it is drawn, so the
# PNG of the page comes first, as where it is drawn alone; IPython would begin with the SVG.
DRAWING = (
    *(f"--InlineBackend.figure_formats={kind}" for kind in ("png", "svg", "pdf")),
    "--InlineBackend.rc={'svg.hashsalt': 'lrlib'}",  # else chance makes its ids
    "--IPKernelApp.exec_lines=kinds = get_ipython().display_formatter.formatters",
    "--IPKernelApp.exec_lines=kinds['image/svg+xml'] = kinds.pop('image/svg+xml'); del kinds",
)


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


def pictures(cell: dict) -> dict[str, str]:
    """Take the SVG and the PDF out of what a cell put out, and return them; the PNG stays."""
    taken: dict[str, str] = {}
    for output in cell["outputs"]:
        if "image/png" in output.get("data", {}):
            taken |= {kind: output["data"].pop(kind) for kind in PICTURES if kind in output["data"]}
    return taken


def file_of(notebook: dict) -> Path | None:
    """Return where a notebook's outputs are kept in this run; None where no folder is named."""
    place = os.environ.get("EXECUTED")
    return Path(place, f"{digest(notebook)}.json") if place else None


def kept(file: Path | None) -> dict | None:
    """Return what a file of this run keeps; None where the notebook was not run."""
    return json.loads(file.read_text(encoding="utf-8")) if file and file.exists() else None


def begin(source: str, folder: str | None) -> str:
    """Run a set-up cell alone and return what it says; it may not fail."""
    command = [sys.executable, "-c", source]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the set-up cell ended with {done.returncode}: {done.stdout}")
    return done.stdout


def run(execute: Callable, notebook: dict, **options) -> None:
    """Put outputs into a notebook as `execute` does, or those of a run whose cells but the first were the same."""
    file = file_of(notebook)
    known = kept(file)
    if file is None:
        execute(notebook, **options)
    elif known is None:
        execute(notebook, extra_arguments=list(DRAWING), **options)
        drawn = [pictures(cell) for cell in code(notebook)]
        cells = [{key: cell[key] for key in ("execution_count", "outputs")} for cell in code(notebook)]
        file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"metadata": notebook["metadata"], "cells": cells, "pictures": drawn})
        file.write_text(text, encoding="utf-8")
    else:
        first, *_ = code(notebook)
        said = begin(first["source"], options.get("cwd"))
        if said != "".join(output.get("text", "") for output in known["cells"][0]["outputs"]):
            raise RuntimeError(f"the set-up cell says something else than before: {said}")
        notebook["metadata"].update(known["metadata"])
        for cell, outputs in zip(code(notebook), known["cells"], strict=True):
            cell.update(from_dict(outputs))
