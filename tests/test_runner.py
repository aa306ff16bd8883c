"""The runner says in one line what it cannot do, and mends an environment that was broken off half-way."""

import ast
import importlib.util
import os
import re
import runpy
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))  # as it is where the runner is started


SET_UP = ["install the locked packages", "compile them", "install lrlib", "nothing that a package needs is missing"]


@pytest.fixture
def course(tmp_path, monkeypatch):
    """The runner, with a checkout of its own in which nothing is installed."""
    spec = importlib.util.spec_from_file_location("course", ROOT / "scripts" / "course.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    environment = tmp_path / ".venv"
    binaries = environment / module.BIN.name
    (tmp_path / "requirements.txt").write_text("")
    (tmp_path / "pyproject.toml").write_text("")
    for name, value in {
        "ROOT": tmp_path,
        "VENV": environment,
        "BIN": binaries,
        "PYTHON": binaries / module.PYTHON.name,
        "STAMP": environment / ".ready",
        "SITE": tmp_path / "site",
    }.items():
        monkeypatch.setattr(module, name, value)
    return module


@pytest.fixture
def commands(course, monkeypatch):
    """The titles of the commands that the runner would run, none of which is run."""
    titles = []
    monkeypatch.setattr(course, "run", lambda title, *command: titles.append(title))
    return titles


def test_a_second_set_up_installs_nothing_until_the_list_changes(course, commands, monkeypatch):
    def create(folder, **options):
        course.BIN.mkdir(parents=True)

    monkeypatch.setattr(course.venv, "create", create)
    course.setup()
    assert commands == SET_UP
    course.setup()
    assert commands == SET_UP
    course.PYTHON.symlink_to(sys.executable)
    (course.ROOT / "requirements.txt").write_text("another==1.0")
    course.setup()
    assert commands == SET_UP * 2


@pytest.mark.skipif(os.name == "nt", reason="makes a link to Python")
def test_an_environment_without_pip_is_mended_and_one_with_pip_is_kept(course, commands, monkeypatch, tmp_path):
    made = []
    monkeypatch.setattr(course.venv, "create", lambda folder, **options: made.append((folder, options)))
    course.BIN.mkdir(parents=True)
    course.PYTHON.write_text("#!/bin/sh\nexit 1\n")
    course.PYTHON.chmod(0o755)
    course.setup()
    assert made == [(course.VENV, {"with_pip": True})], "never with clear: the folder may hold more than ours"
    course.STAMP.unlink()
    course.PYTHON.write_text("#!/bin/sh\nexit 0\n")
    course.setup()
    assert len(made) == 1


RUNNER = ROOT / "scripts" / "course.py"


@pytest.mark.parametrize("version", [(3, 6, 1), (3, 10, 0), (2, 7, 18)])
def test_an_older_python_is_refused_in_one_line_before_it_reads_what_it_cannot(monkeypatch, version):
    ast.parse(RUNNER.read_text(encoding="utf-8"), feature_version=(3, 6))  # else it would end with a SyntaxError
    monkeypatch.setattr(sys, "version_info", version)
    monkeypatch.setitem(sys.modules, "contextlib", None)  # what it would import first
    with pytest.raises(SystemExit, match=r"the course needs 3\.11 or newer: name one, as in make book PYTHON="):
        runpy.run_path(str(RUNNER))


def test_a_python_that_was_not_tried_is_named_and_used(course, commands, monkeypatch, capsys):
    monkeypatch.setattr(course.venv, "create", lambda folder, **options: course.BIN.mkdir(parents=True))
    monkeypatch.setattr(course.sys, "version_info", (3, 16, 0))
    course.setup()
    assert "3.11 to 3.15 were tried. Going on." in capsys.readouterr().out
    assert commands == SET_UP


def test_a_folder_that_cannot_be_written_ends_in_one_line(course, monkeypatch):
    def create(folder, **options):
        raise OSError(30, "Read-only file system", str(folder))

    monkeypatch.setattr(course.venv, "create", create)
    with pytest.raises(SystemExit, match=r"cannot be written \(Read-only file system\): put the course into a folder"):
        course.setup()


def test_an_address_installs_nothing_again(course, commands, monkeypatch):
    monkeypatch.setattr(course.venv, "create", lambda folder, **options: course.BIN.mkdir(parents=True))
    place = course.ROOT / "pyproject.toml"
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    place.write_text(course.published.project(text, None, "heads/main"))
    course.setup()
    place.write_text(course.published.project(text, course.published.Address("alice", "course"), "tags/v1"))
    course.setup()
    assert commands == SET_UP
    course.PYTHON.symlink_to(sys.executable)
    place.write_text(place.read_text().replace("numpy>=2.0", "numpy>=2.1"))
    course.setup()
    assert commands == SET_UP * 2


@pytest.mark.parametrize("name", ["chapters/nothing.ipynb", "README", "chapters/"])
def test_a_page_that_is_not_there_is_named_with_one_that_is(course, name):
    with pytest.raises(SystemExit, match=r"wanted is one of chapters/, such as PAGE=chapters/03-cost\.ipynb"):
        course.one_page(name)


def test_serving_before_building_says_what_to_do(course):
    with pytest.raises(SystemExit, match="make book"):
        course.serve()


def test_a_port_that_is_taken_is_named(course, monkeypatch):
    course.SITE.mkdir()
    (course.SITE / "index.html").write_text("")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        with pytest.raises(SystemExit, match=f"port {port} cannot be had"):
            course.serve()


def test_a_failing_step_ends_the_run_with_its_code(course, capfd):
    with pytest.raises(SystemExit) as stopped:
        course.run("a step", sys.executable, "-c", "raise SystemExit(3)")
    assert stopped.value.code == 3
    assert "== a step: failed with code 3" in capfd.readouterr().out


def test_a_step_says_what_it_cost_and_has_one_thread_unless_another_number_is_asked_for(course, capfd, monkeypatch):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    show = (sys.executable, "-c", "import os; print(os.environ['OPENBLAS_NUM_THREADS'], 'threads')")
    course.run("a step", *show)
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "2")
    course.run("a step", *show)
    said = capfd.readouterr().out
    assert re.findall(r"\d threads", said) == ["1 threads", "2 threads"]
    assert len(re.findall(r"== a step: passed, \d+ s \(\d+ s of the processor\)", said)) == 2


def test_without_a_command_it_lists_them():
    done = subprocess.run([sys.executable, ROOT / "scripts" / "course.py"], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "book, test, check, mutate, bench, proofs, chapters, lab, serve, runtime, lock" in done.stderr
