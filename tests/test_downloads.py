"""The zip is the same twice and holds what it is given; the first page links to the downloads once."""

import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import downloads  # noqa: E402 - scripts/ is no package

SIZES = {"pdf": 1.0, "zip": 2.0, "figures": 3.0}


def test_the_same_files_make_the_same_zip_in_any_order(tmp_path):
    downloads.pack(tmp_path / "a.zip", {"b": b"2", "a": b"1"})
    downloads.pack(tmp_path / "b.zip", {"a": b"1", "b": b"2"})
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        assert packed.read(f"{downloads.FOLDER}/a") == b"1"
        assert {name.split("/")[0] for name in packed.namelist()} == {downloads.FOLDER}


def test_the_links_come_once_before_the_last_line():
    page = '<article><h1>t</h1><div class="verified">v</div></article>'
    once = downloads.linked(page, SIZES)
    assert once.index("course.pdf") < once.index("course.zip") < once.index("figures.zip") < once.index("verified")
    assert downloads.linked(once, SIZES) == once
    with pytest.raises(SystemExit, match="no last line"):
        downloads.linked("<article></article>", SIZES)
