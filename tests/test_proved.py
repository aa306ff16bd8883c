"""What came of the formulas is used again only for the book that it was found for."""

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import proved  # noqa: E402 - scripts/ is no package


def notebook(text, *code):
    """A page with a text, a set-up and more code."""
    cells = [("markdown", text), *(("code", source) for source in code)]
    return json.dumps({"cells": [{"cell_type": kind, "source": [source]} for kind, source in cells]})


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A book of two pages and a library of a module and a table, with the answer that was found for it."""
    for name in ("chapters/01.ipynb", "chapters/index.md", "lrlib/proofs/decide.py", "lrlib/data/cases.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "chapters" / "01.ipynb").write_text(notebook("text", "set-up", "code"))
    (tmp_path / "answer.json").write_text(json.dumps({"of": proved.digest(tmp_path), "found": ["an answer"]}))
    monkeypatch.setenv("PROVED", str(tmp_path / "answer.json"))
    return tmp_path


def test_the_answer_for_the_book_as_it_is_is_read(book):
    assert proved.kept(book) == ["an answer"]


@pytest.mark.parametrize(
    "name", ["chapters/index.md", "lrlib/proofs/decide.py", "lrlib/data/cases.csv", "lrlib/new.py"]
)
def test_after_any_change_there_is_none(book, name):
    with (book / name).open("a") as file:
        file.write("more")
    assert proved.kept(book) is None


@pytest.mark.parametrize(
    ("texts", "same"),
    [
        (("text", "another address", "code"), True),
        (("another text", "set-up", "code"), False),
        (("text", "set-up", "another code"), False),
    ],
)
def test_in_a_notebook_the_set_up_cell_alone_decides_nothing(book, texts, same):
    (book / "chapters" / "01.ipynb").write_text(notebook(*texts))
    assert (proved.kept(book) == ["an answer"]) == same


def test_a_file_that_moved_and_another_package_are_changes_too(book, monkeypatch):
    monkeypatch.setattr(proved.importlib.metadata, "version", lambda package: "0.1")
    assert proved.kept(book) is None
    monkeypatch.undo()
    monkeypatch.setenv("PROVED", str(book / "answer.json"))
    (book / "chapters" / "01.ipynb").rename(book / "chapters" / "02.ipynb")
    assert proved.kept(book) is None


def test_without_an_answer_there_is_none(book, monkeypatch):
    monkeypatch.setenv("PROVED", str(book / "not-there.json"))
    assert proved.kept(book) is None
    monkeypatch.delenv("PROVED")
    assert proved.kept(book) is None


def test_all_pages_are_checked_and_what_was_found_is_written_with_its_sum(tmp_path, monkeypatch):
    """With the check of the formulas replaced by one that says whether it was asked for every page."""

    def run(command, **options):
        assert command[-len(proved.pages()) :] == proved.pages()
        Path(command[4]).write_text('[{"page": "01"}]')
        return proved.subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(proved.subprocess, "run", run)
    monkeypatch.setattr(proved.repeat, "settings", dict)
    monkeypatch.setenv("PROVED", str(tmp_path / "answer.json"))
    assert proved.main(str(tmp_path / "answer.json")) == 1, "a false formula ends the run"
    assert proved.kept() == [{"page": "01"}]
