"""Every picture of the book comes as SVG and PDF under a name of its own, and says what it shows."""

import csv
import functools
import io
import re
import sys
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import nbclient
import nbformat
import pytest
from pypdf import PdfReader

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import downloads  # noqa: E402 - scripts/ is no package
import executed  # noqa: E402
import figures  # noqa: E402

DRAW = "import matplotlib.pyplot as plt\n_ = plt.plot([1, 2], [3, 4])"


def page(folder, *cells):
    """A notebook with cells of code; a cell with a text has a picture."""
    made = [nbformat.v4.new_markdown_cell("# A page\n\n## Two: *x* & y")]
    for source, text in cells:
        about = {"mystnb": {"image": {"alt": text}}} if text else {}
        made.append(nbformat.v4.new_code_cell(source, metadata=about))
    path = folder / "99-page.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=made), path)
    return path


@pytest.mark.slow
def test_a_picture_is_drawn_as_both_and_says_what_it_shows_and_the_same_twice(tmp_path):
    text = "A line that rises & ends."
    path = page(tmp_path, (DRAW, ""), (DRAW, text), ("raise ValueError('is not run')", ""))
    for packed in ("a.zip", "b.zip"):
        figures.main([path], tmp_path / packed)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as found:
        held = {name.removeprefix(f"{downloads.FOLDER}/"): found.read(name) for name in found.namelist()}
    assert set(held) == {"99-page-1-two-x-y.svg", "99-page-1-two-x-y.pdf", "index.csv", "LICENSE-TEXT"}
    svg = ElementTree.fromstring(held["99-page-1-two-x-y.svg"])
    assert svg.find("{http://www.w3.org/2000/svg}title").text == text
    assert len(svg.findall(".//{http://www.w3.org/2000/svg}path")) > 5
    assert len(PdfReader(io.BytesIO(held["99-page-1-two-x-y.pdf"])).pages) == 1
    (row,) = csv.DictReader(io.StringIO(held["index.csv"].decode()))
    assert (row["page"], row["shows"], row["licence"]) == ("chapters/99-page.html", text, "CC BY 4.0")


LAID_OUT = """import matplotlib.pyplot as plt
figure, (left, right) = plt.subplots(1, 2, figsize=(6.2, 2.4), layout="constrained")  # anew each time it is drawn
left.plot([1, 2], [3, 4]), right.set_ylabel("a label"), figure.colorbar(right.scatter([1, 2], [3, 4], c=[0, 1]))
None"""


@pytest.mark.slow
def test_a_run_of_the_tests_draws_what_each_draws_alone(tmp_path, monkeypatch):
    path, execute = page(tmp_path, (LAID_OUT, "Two axes.")), functools.partial(nbclient.execute, cwd=str(tmp_path))
    alone = list(figures.drawn(path))
    monkeypatch.delenv("MPLBACKEND", raising=False)
    plain, both = (nbformat.read(path, as_version=4) for _ in range(2))
    execute(plain)
    monkeypatch.setenv("EXECUTED", str(tmp_path / "executed"))
    executed.run(execute, both)
    shown, beside = (run.cells[-1].outputs[-1].data for run in (plain, both))
    assert "image/png" in shown
    assert beside == shown
    monkeypatch.setattr(figures, "NotebookClient", None)  # nothing is run again
    assert list(figures.drawn(path)) == alone


@pytest.mark.slow
def test_a_text_without_a_picture_is_refused(tmp_path):
    with pytest.raises(SystemExit, match="cell 2, has the text of a picture and draws none"):
        list(figures.drawn(page(tmp_path, ("1 + 1", "A sum."))))


def test_every_picture_of_the_book_has_a_name_and_a_text_of_its_own():
    names, texts = [], []
    for path in figures.pages():
        notebook = nbformat.read(path, as_version=4)
        count = 0
        for cell, heading in zip(notebook.cells, figures.headings(notebook), strict=True):
            if text := figures.alternative(cell):
                count += 1
                names.append(figures.name(path.stem, count, heading))
                texts.append(text)
    assert len(names) >= 25
    assert [name for name in names if not re.fullmatch(r"[a-z0-9-]+", name) or name.endswith("-")] == []
    assert [name for found in (names, texts) for name, times in Counter(found).items() if times > 1] == []
