"""Run every chapter as a student runs it in Colab: alone, in an empty folder, with nothing but its own set-up cell.

python scripts/colab_check.py                Colab's versions (tests/colab-constraints.txt), a new environment a chapter
python scripts/colab_check.py --here         the environment of this Python, as it is: for use inside Colab's image
python scripts/colab_check.py [--here] 03 06 some chapters

`LRLIB_SOURCE` names what the set-up cells install; without it, that is an archive of this checkout in the form that
GitHub serves.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import environments
import repeat

import chapters

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "tests" / "colab-constraints.txt"
LIMIT = 60  # seconds of the processor for a chapter
FORBIDDEN = {
    r"pip3? install|conda install|%(pip|conda)\b|[\"']install[\"']": "installs a package",
    r"restart|os\.kill|do_shutdown": "asks for a restart of the kernel",
}
RUN = """\
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
patience = dict.fromkeys(("timeout", "startup_timeout", "iopub_timeout"), int(sys.argv[2]))
NotebookClient(notebook, **patience, kernel_name="python3").execute()
"""
FREEZE = """\
import importlib.metadata as m, json
print(json.dumps({str(d.metadata["Name"]).lower(): d.version for d in m.distributions()}))
"""
LOOK = "import importlib.util as u, sys; sys.exit(u.find_spec('lrlib') is not None)"


def complaints(path: Path) -> list[str]:
    """Say which cells install what Colab has, or ask for a restart; the set-up cell installs lrlib, and only that."""
    code = [
        "".join(c["source"]) for c in json.loads(path.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "code"
    ]
    found, set_up = [], chapters.setup_cell()
    for number, source in enumerate(code, 1):
        if number == 1 and source == set_up:
            continue
        found += [f"cell {number} {what}" for sign, what in FORBIDDEN.items() if re.search(sign, source)]
    return found


def archive(folder: Path) -> Path:
    """Pack the tracked files, as they are now, as GitHub packs a branch: below one folder NAME-main/."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    path = folder / "main.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in filter(None, listed.split("\0")):
            if (ROOT / name).is_file():
                packed.write(ROOT / name, f"course-main/{name}")
    return path


def freeze(python: Path, clean: dict[str, str]) -> dict[str, str]:
    """Return the version of each package of an environment."""
    done = subprocess.run(
        [python, "-c", FREEZE], capture_output=True, text=True, check=True, env=clean, cwd=tempfile.gettempdir()
    )
    return json.loads(done.stdout)


def changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Say what a chapter did to the packages, apart from installing lrlib."""
    kept = {name: number for name, number in after.items() if name != "lrlib"}
    names = sorted(name for name in before | kept if before.get(name) != kept.get(name))
    return [f"{name} was {before.get(name, 'absent')}, is {kept.get(name, 'absent')}" for name in names]


def surroundings(python: Path, source: str, here: bool) -> dict[str, str]:
    """Return the variables for a chapter: this shell's without what leads to another Python; in an image, all."""
    foreign = () if here else ("PYTHON", "VIRTUAL_ENV", "JUPYTER", "MPL")
    kept = {name: value for name, value in os.environ.items() if not (foreign and name.startswith(foreign))}
    return kept | {"LRLIB_SOURCE": source, "PATH": f"{python.parent}{os.pathsep}{kept.get('PATH', '')}"}


def student(python: Path, chapter: Path, clean: dict[str, str]) -> tuple[float, list[str]]:
    """Run one chapter with that Python in an empty folder; return its seconds of the processor and what was wrong."""
    with tempfile.TemporaryDirectory(prefix="student-") as name:
        folder = Path(name)
        shutil.copy(chapter, folder)
        if subprocess.run([python, "-c", LOOK], cwd=folder, env=clean, check=False).returncode:
            return 0.0, ["lrlib is there before the set-up cell was run, so nothing would be shown"]
        before, start = freeze(python, clean), sum(os.times()[2:4])
        command = [python, "-c", RUN, chapter.name, str(repeat.PATIENCE)]
        done = subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True, check=False)
        seconds = sum(os.times()[2:4]) - start  # of the kernel too, and of pip
        wrong = complaints(chapter) + changes(before, freeze(python, clean))
    if done.returncode:
        wrong.append("\n".join(done.stderr.strip().splitlines()[-25:]))
    if seconds > LIMIT:
        wrong.append(f"takes {seconds:.0f} s of the processor; {LIMIT} s are allowed")
    return seconds, wrong


def chosen(words: list[str]) -> list[Path]:
    """Return the chapters whose names begin with one of the words; all where there is none."""
    paths = sorted((ROOT / "chapters").glob("*.ipynb"))
    found = [path for path in paths if not words or path.name.startswith(tuple(words))]
    if not found:
        raise SystemExit(f"no chapter begins with {' or '.join(words)}")
    return found


def main(words: list[str]) -> int:
    """Run the chapters and print the table; return how many failed."""
    here = "--here" in words
    paths = chosen([word for word in words if word != "--here"])
    python = Path(sys.executable)
    number, interpreter = (
        (environments.version(python), python) if here else environments.nearest("3.13", "3.12", "3.11")
    )
    print(f"Python {number}{'' if number == '3.13' else ', not the 3.13 of Colab, which is not here'}; ", end="")
    print("packages as they are" if here else f"packages of {CONSTRAINTS.relative_to(ROOT)}", flush=True)
    failures = 0
    with tempfile.TemporaryDirectory(prefix="colab-") as name:
        source = os.environ.get("LRLIB_SOURCE") or archive(Path(name)).as_uri()
        print(f"{'chapter':<28}{'seconds':>8}  result")
        for path in paths:
            if not here:
                python = environments.make(Path(name) / path.stem, interpreter, "-r", CONSTRAINTS)
            seconds, wrong = student(python, path, surroundings(python, source, here))
            failures += bool(wrong)
            print(f"{path.stem:<28}{seconds:>8.1f}  {'ok' if not wrong else '; '.join(wrong)}", flush=True)
            tidy(python, Path(name) / path.stem, here)
    print(f"{len(paths) - failures} of {len(paths)} chapters run as in Colab")
    return failures


def tidy(python: Path, folder: Path, here: bool) -> None:
    """Leave no lrlib for the next chapter."""
    if here:
        subprocess.run([python, "-m", "pip", "uninstall", "-q", "-y", "lrlib"], check=False)
    else:
        shutil.rmtree(folder)


if __name__ == "__main__":
    raise SystemExit(min(main(sys.argv[1:]), 1))
