"""Put the downloads into the built site: all chapters as a zip that runs offline, and the PDF if it was made.

The page of the index gets its links here, so that a site without the files has no dead link.
"""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "_build" / "html"
PDF = ROOT / "_build" / "logistic-regression.pdf"
FOLDER = SITE / "downloads"
ZIP = "logistic-regression-chapters.zip"
README = """Logistic and softmax regression: all chapters, to run without the internet

1. Unpack this folder. You need Python 3.11 to 3.13 with numpy, matplotlib, sympy and JupyterLab; the page on large data
   wants dask and distributed too.
2. Install the library from this folder:        python -m pip install --no-deps {wheel}
3. Open the chapters:                           jupyter lab

The first cell of a chapter then finds lrlib and installs nothing.
Code: BSD-3-Clause. Words and pictures: CC BY 4.0. Data: lrlib/data/ATTRIBUTION.md within the wheel.
"""


def pack(target):
    """Write the zip: the same bytes for the same chapters and library."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
            cwd=ROOT, check=True, capture_output=True,
        )  # fmt: skip
        (wheel,) = Path(folder).glob("lrlib-*.whl")
        files = {wheel.name: wheel.read_bytes(), "README.txt": README.format(wheel=wheel.name).encode()}
        files |= {f"chapters/{path.name}": path.read_bytes() for path in (ROOT / "chapters").glob("*.ipynb")}
    files |= {name: (ROOT / name).read_bytes() for name in ("LICENSE", "LICENSE-TEXT")}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), files[name], zipfile.ZIP_DEFLATED)


def link(files):
    """Name the files at the end of the index."""
    path = SITE / "chapters" / "index.html"
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    for old in soup.select("#downloads"):
        old.decompose()
    items = "".join(
        f'<li><a href="../downloads/{file.name}" download>{words}</a> ({file.stat().st_size / 1e6:.1f} MB)</li>'
        for file, words in files
    )
    new = BeautifulSoup(f'<section id="downloads"><h2>Downloads</h2><ul>{items}</ul></section>', "html.parser")
    soup.select_one("article.bd-article section").append(new)
    path.write_text(str(soup), encoding="utf-8")


def main():
    """Write the files and their links."""
    if not (SITE / "index.html").exists():
        raise SystemExit("there is no site yet; build it first: make book")
    FOLDER.mkdir(exist_ok=True)
    pack(FOLDER / ZIP)
    files = [(FOLDER / ZIP, "All chapters, with the library, to run offline")]
    if PDF.exists():
        shutil.copy(PDF, FOLDER)
        files.append((FOLDER / PDF.name, "The whole book as a PDF"))
    link(files)
    print(", ".join(f"{file.name} {file.stat().st_size / 1e6:.1f} MB" for file, _ in files))


if __name__ == "__main__":
    main()
