"""Run the chapters from top to bottom and store them ready to commit: counts and text kept, pictures left out.

python scripts/chapters.py [chapters/03-cost.ipynb ...]      all chapters where none is named
python scripts/chapters.py --repository https://github.com/OWNER/NAME     sets the course's address everywhere
python scripts/chapters.py --repository none                              forgets it
python scripts/chapters.py --ref heads/fall-2026     sets the branch (or tags/NAME) that the set-up cells install
"""

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

import address
import repeat
import surroundings

ROOT = Path(__file__).resolve().parent.parent
SETUP_METADATA = {"tags": ["remove-cell"], "cellView": "form", "jupyter": {"source_hidden": True}}
SETUP = """\
# @title Set-up: run this first {{display-mode: "form"}}
import importlib
import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = "{repository}"  # written by: make repository URL=...
REF = "{ref}"  # the branch or tag to install; written by: make term

try:
    import lrlib
except ModuleNotFoundError:  # Colab, or a laptop without the course
    archive = f"{{REPOSITORY}}/archive/refs/{{REF}}.zip" if REPOSITORY else ""
    beside = [*Path().glob("lrlib-*.whl"), *Path("..").glob("lrlib-*.whl")]
    source = os.environ.get("LRLIB_SOURCE") or next(iter(beside), archive)
    if not source:
        raise SystemExit(
            "This copy of the course does not know where it is published, so "
            "it installs nothing from a stranger's address. In a checkout run "
            "`make repository URL=https://github.com/OWNER/NAME`, or put the "
            "wheel of lrlib into the folder of this notebook, and run this "
            "cell again."
        ) from None
    if "://" in str(source):
        wanted = f"lrlib @ {{source.replace(' ', '%20')}}"
    else:
        wanted = str(Path(source).expanduser().resolve())
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps"]
    pip += ["--disable-pip-version-check", "--retries", "1", wanted]
    done = subprocess.run(pip, capture_output=True, text=True)
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["nothing"]
        why = [line for line in said if line.startswith("ERROR")] or said
        raise SystemExit(
            f"lrlib could not be installed from {{source}}: if that repository "
            "is private or has another name now, or cannot be reached from "
            "here, ask for the wheel of lrlib (it is in the course's zip too), "
            "upload it into the folder of this notebook (in Colab: Files, at "
            f"the left), and run this cell again. pip said: {{why[-1]}}"
        ) from None
    importlib.invalidate_caches()
    import lrlib

lrlib.require("0.1")"""


def setup_cell() -> str:
    settings = address.settings()
    return SETUP.format(repository=settings["repository"], ref=settings["ref"])


def tidy(notebook: dict[str, Any]) -> None:
    """Give the first code cell the set-up, every cell an id that follows from its text, and Python 3 as kernel."""
    first = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    first["source"], first["metadata"] = setup_cell(), SETUP_METADATA
    seen: dict[str, int] = {}
    for cell in notebook["cells"]:
        name = hashlib.sha256(cell["source"].encode()).hexdigest()[:8]
        seen[name] = seen.get(name, 0) + 1
        cell["id"] = name if seen[name] == 1 else f"{name}-{seen[name]}"
    notebook["metadata"] = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    notebook["nbformat"], notebook["nbformat_minor"] = 4, 5


def strip(notebook: Any) -> None:
    """Leave out what the site and Colab draw themselves, and what differs from run to run."""
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        cell.metadata.pop("execution", None)
        cell.metadata.pop("lines_to_next_cell", None)
        cell.outputs = merged(cell.outputs)
        for output in cell.outputs:
            for kind in [kind for kind in output.get("data", {}) if kind.startswith("image/")]:
                del output["data"][kind]


def merged(outputs: list[Any]) -> list[Any]:
    """Join neighbouring pieces of one stream: where the kernel cuts it is chance."""
    kept: list[Any] = []
    for output in outputs:
        if kept and output.output_type == "stream" == kept[-1].output_type and output.name == kept[-1].name:
            kept[-1].text += output.text
        else:
            kept.append(output)
    return kept


def run(path: Path) -> None:
    import nbformat  # here, since an address is set without it
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    tidy(notebook)
    patience = dict.fromkeys(("timeout", "startup_timeout", "iopub_timeout"), repeat.PATIENCE)
    NotebookClient(notebook, **patience, resources={"metadata": {"path": str(path.parent)}}).execute()
    tidy(notebook)  # again, since the kernel has written its own version into the metadata
    strip(notebook)
    nbformat.validate(notebook)
    nbformat.write(notebook, path)
    print(f"{path.name}: {sum(cell.cell_type == 'code' for cell in notebook.cells)} code cells run")


def move(url: str) -> None:
    """Write the address into every place that names it, last into the set-up cells; nothing is run again."""
    address.write(None if url == "none" else address.parse(url, address.server()))
    write_set_up_cells()


def follow(ref: str) -> None:
    """Have the set-up cells install that branch or tag, and the README lead to it; nothing is run again."""
    address.write(address.written(), ref=address.parse_ref(ref))
    write_set_up_cells()


def write_set_up_cells() -> None:
    for path in chapters():
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
        tidy(notebook)
        for cell in notebook["cells"]:
            cell["source"] = cell["source"].splitlines(True)
        text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True)  # as nbformat writes it
        path.write_text(f"{text}\n", encoding="utf-8")


def chapters() -> list[Path]:
    return sorted((ROOT / "chapters").glob("*.ipynb"))


if __name__ == "__main__":
    os.environ |= surroundings.THREADS | os.environ  # of the kernels: as in the tests, which compare what is stored
    if sys.argv[1:2] == ["--repository"]:
        move(*sys.argv[2:])
    elif sys.argv[1:2] == ["--ref"]:
        follow(*sys.argv[2:])
    else:
        for chapter in [Path(name).resolve() for name in sys.argv[1:]] or chapters():
            run(chapter)
