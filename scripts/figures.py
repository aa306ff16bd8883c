"""Draw every picture of the book as SVG and PDF and pack them: python scripts/figures.py writes _build/figures.zip.

Each page that has pictures is run up to its last one, in a kernel that draws both; in a run of `make test` they were
drawn when the site was built, and are taken from there (executed.py). A file is named by page, number and section;
index.csv tells of each what it shows, where it stands and its licence. Each SVG tells what it shows itself.
"""

import base64
import csv
import io
import os
import re
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

import executed
import nbformat
import repeat
import yaml
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
PACKED = ROOT / "_build" / "figures.zip"
LICENCE = "CC BY 4.0"
DRAWN = dict(zip(executed.PICTURES, ("svg", "pdf"), strict=True))


def alternative(cell: nbformat.NotebookNode) -> str:
    """Return what the picture of a cell shows in words, or nothing where it draws none."""
    return cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")


def headings(notebook: nbformat.NotebookNode) -> Iterator[str]:
    """Yield for each cell the heading under which it stands."""
    now = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            now = (re.findall(r"^#+ (.+)$", cell.source, re.M) or [now])[-1]
        yield now


def name(page: str, number: int, heading: str) -> str:
    """Return the name of a picture, without its ending."""
    return f"{page}-{number}-" + re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


def told(svg: str, text: str) -> str:
    """Return an SVG that says what it shows to whoever cannot see it."""
    return re.sub(r"(<svg\b[^>]*)>", lambda m: f'{m[1]} role="img"><title>{escape(text)}</title>', svg, count=1)


def outputs(notebook: nbformat.NotebookNode, folder: Path) -> dict[int, dict[str, str]]:
    """Return what each cell of code up to the last picture drew, by its number."""
    numbers = [number for number, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    known = executed.kept(executed.file_of(notebook))
    if known is not None:
        return dict(zip(numbers, known["pictures"], strict=True))
    last = max(number for number, cell in enumerate(notebook.cells) if alternative(cell))
    run = nbformat.from_dict({**notebook, "cells": notebook.cells[: last + 1]})
    patience = dict.fromkeys(("timeout", "startup_timeout", "iopub_timeout"), repeat.PATIENCE)
    resources = {"metadata": {"path": str(folder)}}
    arguments = ["--matplotlib=inline", *executed.DRAWING]
    NotebookClient(run, **patience, extra_arguments=arguments, resources=resources).execute()
    return {number: executed.pictures(run.cells[number]) for number in numbers if number <= last}


def drawn(path: Path) -> Iterator[tuple[dict[str, str], dict[str, bytes]]]:
    """Run a page and yield for each picture its line of the index, and its files by their ending."""
    notebook = nbformat.read(path, as_version=4)
    with_picture = [number for number, cell in enumerate(notebook.cells) if alternative(cell)]
    if not with_picture:
        return
    sections, made = list(headings(notebook)), outputs(notebook, path.parent)
    for count, number in enumerate(with_picture, 1):
        text = alternative(notebook.cells[number])
        files: dict[str, bytes] = {}
        for kind, data in made[number].items():
            files[DRAWN[kind]] = told(data, text).encode() if kind == "image/svg+xml" else base64.b64decode(data)
        if set(files) != {"svg", "pdf"}:
            raise SystemExit(f"{path.name}, cell {number + 1}, has the text of a picture and draws none")
        about = {"file": name(path.stem, count, sections[number]), "page": f"chapters/{path.stem}.html"}
        yield about | {"section": sections[number], "shows": text, "licence": LICENCE}, files


def pages() -> list[Path]:
    """Return the notebooks of the book, in its order."""
    parts = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))["parts"]
    named = [ROOT / f"{chapter['file']}.ipynb" for part in parts for chapter in part["chapters"]]
    return [path for path in named if path.exists()]


def index(rows: list[dict[str, str]]) -> bytes:
    """Return the list of all pictures as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, ["file", "page", "section", "shows", "licence"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def main(paths: list[Path], packed: Path) -> None:
    """Draw, and pack."""
    import downloads

    os.environ.update(repeat.settings())
    rows, files = [], {}
    for path in paths:
        for row, made in drawn(path):
            rows.append(row)
            files |= {f"{row['file']}.{ending}": data for ending, data in made.items()}
            print(row["file"], flush=True)
    files |= {"index.csv": index(rows), "LICENSE-TEXT": (ROOT / "LICENSE-TEXT").read_bytes()}
    packed.parent.mkdir(exist_ok=True)
    downloads.pack(packed, files)
    print(f"{len(rows)} pictures, each as SVG and PDF, are in {packed} ({packed.stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main([Path(word).resolve() for word in sys.argv[1:]] or pages(), PACKED)
