"""What a chapter put out is used again only for the code and the library that were run; its set-up cell always runs."""

import json
import sys
from copy import deepcopy
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import executed  # noqa: E402 - scripts/ is no package


def notebook(*sources):
    """A text, a set-up and more code."""
    cells = [
        {"cell_type": "code", "source": s, "outputs": [], "execution_count": None, "metadata": {}} for s in sources
    ]
    return {"cells": [{"cell_type": "markdown", "source": "A text"}, *cells], "metadata": {}}


@pytest.fixture
def kernel(tmp_path, monkeypatch):
    """What stands for a kernel: puts out how often it was asked, and notes its options."""
    asked = []

    def execute(notebook, **options):
        asked.append(options)
        notebook["metadata"]["language_info"] = {"name": "python"}
        for number, cell in enumerate(executed.code(notebook), 1):
            text = [{"output_type": "stream", "name": "stdout", "text": f"{len(asked)}\n"}]
            cell.update(execution_count=number, outputs=text if number > 1 else [])

    monkeypatch.setenv("EXECUTED", str(tmp_path / "executed"))
    execute.asked = asked
    return execute


def out(kernel, *sources):
    """What the last cell put out."""
    page = notebook(*sources)
    executed.run(kernel, page, cwd=None)
    assert page["metadata"] == {"language_info": {"name": "python"}}
    return page["cells"][-1]["outputs"][0]["text"]


def test_a_notebook_is_run_once_and_its_set_up_cell_with_any_address(kernel, tmp_path):
    assert out(kernel, "REPOSITORY = 'a'", "print()") == "1\n"
    ran = tmp_path / "ran"
    assert out(kernel, f"open({str(ran)!r}, 'w').close()", "print()") == "1\n"
    assert ran.exists(), "the set-up cell of the fork"
    assert kernel.asked == [{"extra_arguments": list(executed.DRAWING), "cwd": None}]


def test_svg_and_pdf_of_a_picture_are_kept_apart_from_what_the_page_shows(kernel):
    drawn = {"image/png": "png", "image/svg+xml": "svg", "application/pdf": "pdf", "text/plain": "<Figure>"}
    shown = {"output_type": "display_data", "metadata": {}}
    alone = {**shown, "data": {"image/svg+xml": "no picture of matplotlib's"}}

    def draw(notebook, **options):
        kernel(notebook, **options)
        notebook["cells"][-1]["outputs"] = [{**shown, "data": dict(drawn)}, alone]

    page = notebook("pass", "plot()")
    assert executed.kept(executed.file_of(page)) is None
    for _ in range(2):
        executed.run(draw, page)
        left = {kind: drawn[kind] for kind in ("image/png", "text/plain")}
        assert [output["data"] for output in page["cells"][-1]["outputs"]] == [left, alone["data"]]
    assert executed.kept(executed.file_of(page))["pictures"] == [{}, {kind: drawn[kind] for kind in executed.PICTURES}]


def test_other_code_another_library_or_other_packages_are_run(kernel, tmp_path):
    for name in ("lrlib/softmax.py", "lrlib/data/cases.csv", "lrlib/pictures/browser/frame.js", "requirements.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("before")
    page = notebook("set-up", "code")
    before = executed.digest(page, tmp_path)
    assert executed.digest(notebook("other set-up", "code"), tmp_path) == before
    assert executed.digest(notebook("set-up", "other code"), tmp_path) != before
    other = deepcopy(page)
    other["metadata"]["kernelspec"] = {"name": "another"}
    assert executed.digest(other, tmp_path) != before
    for name in ("lrlib/softmax.py", "lrlib/data/cases.csv", "lrlib/pictures/browser/frame.js", "requirements.txt"):
        (tmp_path / name).write_text("after")
        assert executed.digest(page, tmp_path) != before, name
        (tmp_path / name).write_text("before")
    (tmp_path / "lrlib" / "new.py").write_text("")
    assert executed.digest(page, tmp_path) != before


@pytest.mark.parametrize("source", ["raise SystemExit('no lrlib')", "print('something')"])
def test_a_set_up_cell_that_fails_or_speaks_ends_the_build(kernel, source):
    out(kernel, "pass", "print()")
    with pytest.raises(RuntimeError, match=r"no lrlib|something"):
        out(kernel, source, "print()")


def test_without_a_folder_each_build_runs_it(kernel, monkeypatch):
    monkeypatch.delenv("EXECUTED")
    assert [out(kernel, "pass", "print()") for _ in range(2)] == ["1\n", "2\n"]


def test_what_fails_is_not_kept(kernel, tmp_path):
    def fail(notebook, **options):
        raise ValueError("a cell failed")

    with pytest.raises(ValueError, match="a cell failed"):
        executed.run(fail, notebook("pass", "1 / 0"))
    assert not list(tmp_path.rglob("*.json"))


def test_all_chapters_begin_with_their_set_up_cell():
    for path in sorted((ROOT / "chapters").glob("*.ipynb")):
        first = executed.code(json.loads(path.read_text(encoding="utf-8")))[0]
        assert "REPOSITORY = " in "".join(first["source"]), path.name
