"""The page of licences is complete: every file of the site has an owner, every owner a text, every text a link."""

import gzip
import importlib
import json
import sys
from pathlib import Path

import pytest
from built import SITE

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "sphinx_ext"))
licences = importlib.import_module("licences")
PARTS, PACKED = licences.parts()
FILES = [
    path.relative_to(SITE)
    for path in SITE.rglob("*")
    if path.is_file() and not path.is_relative_to(SITE / licences.FOLDER)
]


def covers(pattern, path):
    """Whether a pattern from the root of the site means a file; ** stands for any folders."""
    if pattern.endswith("/**"):
        return path.is_relative_to(pattern.removesuffix("/**"))
    return len(path.parts) == pattern.count("/") + 1 and path.match(pattern)


def packed(name):
    """Return the names of the files in a pack, whose index comes first, after its length."""
    data = gzip.decompress((ROOT / "runtime" / "packs" / name).read_bytes())
    return [file for file, _ in json.loads(data[4 : 4 + int.from_bytes(data[:4], "little")])]


@pytest.fixture(scope="module")
def page():
    return (SITE / "chapters" / "licences.html").read_text(encoding="utf-8")


def test_every_file_of_the_site_has_one_owner():
    owners = {path: [p["name"] for p in PARTS if any(covers(f, path) for f in p["files"])] for path in FILES}
    assert {str(path): names for path, names in owners.items() if len(names) != 1} == {}


def test_every_text_is_there_and_linked_and_every_work_has_one(page):
    there = {path.name for path in (SITE / licences.FOLDER).iterdir()}
    assert there == set(licences.texts())
    assert {name for name in there if f'href="../{licences.FOLDER}/{name}"' not in page} == set()
    bare = {part["name"] for part in PARTS + PACKED if not licences.of(part, there)}
    assert bare == {"SQLite, in Python's core"}
    assert all((SITE / licences.FOLDER / name).stat().st_size > 150 for name in there)


def test_every_package_of_the_packs_is_named_with_its_version(page):
    about = json.loads((ROOT / "runtime" / "packs" / "manifest.json").read_text())["about"]
    named = {part.get("version", part["name"]) for part in PARTS + PACKED}
    assert set(about) <= named
    assert [version for version in about.values() if version not in page] == []


def test_every_font_of_the_packs_has_a_text_that_names_it():
    """Fonts are works of their own: who holds each stands in its table of names, and in a text that is served."""
    holders = {"DejaVu": "Bitstream", "STIX": "STI Pub Companies", "cm": "Basil K. Malyshev"}
    given = "".join((SITE / licences.FOLDER / name).read_text(encoding="utf-8") for name in licences.texts())
    fonts = [
        name.rpartition("/")[2] for name in packed("drawing.bin") if name.endswith((".ttf", ".otf", ".afm", ".pfb"))
    ]
    assert len(fonts) > 30
    assert [name for name in fonts if not name.startswith(tuple(holders))] == []
    assert [holder for holder in holders.values() if holder not in given] == []


def test_every_data_set_is_named_with_its_licence(page):
    sets = {path.name for path in (ROOT / "lrlib" / "data").iterdir() if path.suffix in (".csv", ".gz")}
    assert sets == {file for file, _ in licences.data()}
    assert [name for name in sets if f"<p>{name}</p>" not in page] == []
