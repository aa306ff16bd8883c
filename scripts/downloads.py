"""Put what a reader may take along into the built site: the book as a PDF, its chapters to run offline, its pictures.

The zip holds the notebooks, the wheel of lrlib, and a README that says how to name the wheel to the set-up cells. One
commit gives one zip, byte for byte. The first page gets its links here, so that none leads nowhere.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import repeat

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "_build" / "html"
BOOK = ROOT / "_build" / "course.pdf"
PICTURES = ROOT / "_build" / "figures.zip"
FOLDER = "logistic-regression-course"
README = """\
Logistic and softmax regression: all chapters, to run without the network.

1. Have Python 3.11 or newer with numpy, matplotlib, sympy, mpmath and JupyterLab; chapter 10 also wants
   scikit-learn and statsmodels, the page on scale dask.
2. In this folder:   jupyter lab chapters/01-classification.ipynb

The first cell of a chapter finds {wheel} in this folder and installs it. Once for all:
   python -m pip install --no-deps {wheel}
"""
LINKS = (
    '<section id="downloads"><h2>Downloads</h2><ul>'
    '<li><a href="../course.pdf">The whole book as a PDF</a> ({pdf:.1f} MB)</li>'
    '<li><a href="../course.zip">All chapters, to run without the network</a> ({zip:.1f} MB)</li>'
    '<li><a href="../figures.zip">Every drawn picture as SVG and PDF</a>, with a list of what each shows '
    "({figures:.1f} MB)</li></ul></section>"
)


def wheel(folder: Path) -> Path:
    """Build the wheel of lrlib from this checkout with the locked hatchling."""
    words = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **repeat.settings()})
    return next(folder.glob("*.whl"))


def pack(path: Path, files: dict[str, bytes]) -> None:
    """Write a zip whose bytes follow from its files and the last commit alone."""
    day = time.gmtime(max(int(repeat.settings()["SOURCE_DATE_EPOCH"]), 315532800))[:6]  # a zip knows no day before 1980
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", day)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            packed.writestr(entry, files[name])


def linked(html: str, sizes: dict[str, float]) -> str:
    """Return the first page with its links to the downloads, once, before its last line."""
    if 'id="downloads"' in html:
        return html
    place = html.find('<div class="verified')
    if place < 0:
        raise SystemExit("chapters/index.html has no last line of what was verified, before which the links go")
    return html[:place] + LINKS.format(**sizes) + html[place:]


def main() -> None:
    """Pack, copy and link."""
    with tempfile.TemporaryDirectory() as name:
        built = wheel(Path(name))
        files = {f"chapters/{path.name}": path.read_bytes() for path in sorted((ROOT / "chapters").glob("*.ipynb"))}
        files |= {built.name: built.read_bytes(), "README.txt": README.format(wheel=built.name).encode()}
        files |= {part: (ROOT / part).read_bytes() for part in ("LICENSE", "LICENSE-TEXT")}
        pack(SITE / "course.zip", files)
    for taken in (BOOK, PICTURES):
        shutil.copy(taken, SITE / taken.name)
    names = {"pdf": "course.pdf", "zip": "course.zip", "figures": "figures.zip"}
    sizes = {kind: (SITE / name).stat().st_size / 1e6 for kind, name in names.items()}
    index = SITE / "chapters" / "index.html"
    index.write_text(linked(index.read_text(encoding="utf-8"), sizes), encoding="utf-8")
    print(f"course.pdf {sizes['pdf']:.1f} MB, course.zip {sizes['zip']:.1f} MB, figures.zip {sizes['figures']:.1f} MB")


if __name__ == "__main__":
    main()
