"""Two builds are the same: what compares them notices each difference, and chance cuts of a stream leave no trace."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "sphinx_ext")]

import repeat  # noqa: E402 - scripts/ is no package


def tree(folder, **files):
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)
    return repeat.digests(folder)


def test_a_byte_and_a_file_more_are_noticed(tmp_path):
    one = tree(tmp_path / "one", a="1", b="2", c="3")
    assert one["a"] == hashlib.sha256(b"1").hexdigest()
    assert repeat.different(one, tree(tmp_path / "two", a="1", b="2", c="3")) == []
    assert repeat.different(one, tree(tmp_path / "three", a="1", b="5", d="3")) == ["b", "c", "d"]


def test_the_sum_of_a_site_is_that_of_its_list(tmp_path):
    found = tree(tmp_path / "one", b="2", a="1")
    listed = subprocess.run(["sha256sum", "a", "b"], cwd=tmp_path / "one", capture_output=True, check=True).stdout
    assert repeat.whole(found) == hashlib.sha256(listed).hexdigest()


def test_a_course_without_git_is_built_as_of_the_beginning_of_time(tmp_path, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert int(repeat.settings()["SOURCE_DATE_EPOCH"]) > 0
    monkeypatch.setenv("PATH", str(tmp_path))
    assert repeat.settings()["SOURCE_DATE_EPOCH"] == "0"


def test_a_copy_knows_when_each_page_changed(tmp_path):
    repeat.copy(tmp_path)
    words = ["git", "log", "-1", "--format=%cI", "--", "chapters/index.md"]
    here, there = (
        subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True).stdout
        for folder in (ROOT, tmp_path)
    )
    assert here == there != ""
    assert (tmp_path / "lrlib" / "engine" / "kernel.py").read_bytes() == (
        ROOT / "lrlib" / "engine" / "kernel.py"
    ).read_bytes()


def test_the_time_of_a_build_is_that_of_the_last_commit(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    said = subprocess.run(["git", "show", "-s", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert repeat.settings()["SOURCE_DATE_EPOCH"] == said.stdout.strip()


@pytest.mark.slow
def test_what_a_kernel_sends_late_is_waited_for():
    code = (
        "import json, warnings\nwarnings.simplefilter('ignore')\nimport repeatable\n"
        "from types import SimpleNamespace\nfrom jupyter_cache.executors import utils\n"
        "repeatable.setup(SimpleNamespace(connect=lambda *_: None))\n"
        "print(json.dumps(utils.executenb.args[0].keywords))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "sphinx_ext")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert json.loads(done.stdout) == {"startup_timeout": repeat.PATIENCE, "iopub_timeout": repeat.PATIENCE}
    assert f"timeout: {repeat.PATIENCE}" in (ROOT / "_config.yml").read_text(encoding="utf-8")


@pytest.mark.slow
def test_where_a_stream_is_cut_does_not_show():
    """In a process of its own, since importing it changes MyST-NB."""
    code = (
        "import json, warnings\nwarnings.simplefilter('ignore')\nimport repeatable\n"
        "from nbformat.v4 import new_output\n"
        "text = 'mails and columns: 4601 57\\nand more\\n'\n"
        "for cut in range(1, len(text)):\n"
        "    pieces = [new_output('stream', name='stdout', text=t) for t in (text[:cut], text[cut:])]\n"
        "    print(json.dumps([o['text'] for o in repeatable.merge(pieces)]))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "sphinx_ext")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    whole = "mails and columns: 4601 57\nand more\n"
    assert done.stdout.splitlines() == [json.dumps([whole])] * (len(whole) - 1)
