"""The set-up cell, run as in Colab: in a Python without lrlib, in an empty folder; it installs, or says what to do."""

import ensurepip
import functools
import http.server
import os
import shutil
import subprocess
import sys
import sysconfig
import threading
import venv
import zipfile
from pathlib import Path

import pytest

import lrlib

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import downloads  # noqa: E402

import chapters  # noqa: E402 - scripts/ is no package

pytestmark = pytest.mark.slow  # each test installs
USED = ("numpy", "matplotlib", "sympy")
SHOW = "\nprint('from', Path(lrlib.__file__).resolve().is_relative_to(sys.prefix), lrlib.__version__)"


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """A Python of its own with the pip that comes with it, and nothing else."""
    folder = tmp_path_factory.mktemp("colab") / "environment"
    bundled = sorted((Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl"))  # Debian has it elsewhere
    venv.create(folder, with_pip=not bundled)
    for wheel in bundled:  # unpacked, which takes a tenth of the time of pip installing itself
        zipfile.ZipFile(wheel).extractall(packages(folder))
    for name in USED:  # as Colab has them
        (packages(folder) / f"{name}.py").touch()
    return folder / ("Scripts" if os.name == "nt" else "bin") / "python"


def packages(folder):
    """The folder into which an environment installs."""
    return Path(sysconfig.get_path("purelib", vars=dict.fromkeys(("base", "platbase"), str(folder))))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return downloads.wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture
def student(python, tmp_path):
    """Run the cell as a student does, after what may stand above it; in the end lrlib is taken away again."""
    folder = tmp_path / "My Course"
    folder.mkdir()

    def run(above="", cell=None, where=folder):
        foreign = ("PYTHON", "VIRTUAL_ENV", "LRLIB", "PIP_")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        clean["PIP_COMPILE"] = "0"  # ahead of time, all of lrlib: what is imported is compiled then
        code = f"{above}\n{cell or chapters.setup_cell()}{SHOW}"
        return subprocess.run([python, "-c", code], cwd=where, env=clean, capture_output=True, text=True, check=False)

    run.folder = folder
    yield run
    for part in packages(python.parents[1]).glob("lrlib*"):
        shutil.rmtree(part)


@pytest.fixture(scope="module")
def host(tmp_path_factory, wheel):
    """A server on this machine that has the wheel, and no archive."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    serve = functools.partial(Handler, directory=wheel.parent)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def variable(source):
    return f"import os; os.environ['LRLIB_SOURCE'] = {str(source)!r}"


def placed(wheel, folder):
    """The wheel under its own name in a folder."""
    copy = folder / wheel.name
    copy.write_bytes(wheel.read_bytes())
    return copy


@pytest.mark.parametrize("form", ["path", "relative", "home", "file", "file-with-space", "http"])
def test_the_variable_takes_a_path_a_wheel_or_an_address(student, wheel, host, form, monkeypatch):
    (student.folder / "a place").mkdir()
    copy = placed(wheel, student.folder / "a place")
    monkeypatch.setenv("HOME", str(student.folder))
    source = {
        "path": copy,
        "relative": f"a place/{copy.name}",
        "home": f"~/a place/{copy.name}",
        "file": copy.as_uri(),
        "file-with-space": f"file://{copy}",
        "http": f"{host}/{copy.name}",
    }[form]
    done = student(variable(source))
    assert done.stdout == f"from True {lrlib.__version__}\n", done.stderr


@pytest.mark.parametrize("place", [".", ".."])
def test_a_wheel_beside_the_notebook_or_above_it_is_taken_without_a_word(student, wheel, place):
    inside = student.folder / "chapters"
    inside.mkdir()
    placed(wheel, inside / place)
    done = student(where=inside)
    assert done.stdout.startswith("from True"), done.stderr


def test_the_zip_runs_in_a_folder_with_a_space(student, wheel):
    files = {"chapters/01-classification.ipynb": b"{}", wheel.name: wheel.read_bytes()}
    downloads.pack(student.folder / "course.zip", files)
    with zipfile.ZipFile(student.folder / "course.zip") as packed:
        packed.extractall(student.folder)
    done = student(where=student.folder / downloads.FOLDER / "chapters")
    assert done.stdout.startswith("from True"), done.stderr
    assert "LRLIB_SOURCE" not in downloads.README, "no command that a space breaks"


def said(done):
    """The one sentence with which the cell ends."""
    assert done.returncode == 1
    assert "Traceback" not in done.stderr, done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


def test_without_an_address_it_installs_nothing_and_says_what_to_do(student):
    cell = chapters.SETUP.format(repository="", ref="heads/main")
    sentence = said(student(cell=cell))
    assert "make repository URL=" in sentence
    assert "put the wheel of lrlib into the folder of this notebook" in sentence


@pytest.mark.parametrize("where", ["private", "unreachable", "path"])
def test_what_cannot_be_fetched_ends_in_one_sentence_that_says_what_to_do(student, host, where):
    closed = "http://127.0.0.1:9"  # where nothing listens
    repository = {"private": f"{host}/alice/course", "unreachable": closed, "path": ""}[where]
    above = variable("nowhere/lrlib-9-py3-none-any.whl") if where == "path" else ""
    sentence = said(student(above, cell=chapters.SETUP.format(repository=repository, ref="heads/fall-2026")))
    source = "nowhere/lrlib-9" if where == "path" else f"{repository}/archive/refs/heads/fall-2026.zip"
    assert sentence.startswith(f"lrlib could not be installed from {source}")
    for word in ("private or has another name now", "ask for the wheel", "in Colab: Files", "run this cell again"):
        assert word in sentence
    assert "pip said: ERROR" in sentence


def test_of_what_pip_says_its_error_is_quoted_and_not_its_advice(student):
    (student.folder / "pip").mkdir()
    (student.folder / "pip" / "__init__.py").touch()
    (student.folder / "pip" / "__main__.py").write_text(
        "raise SystemExit('ERROR: no such archive\\n\\nnotice: a new pip is out\\nhint: see the settings')"
    )
    sentence = said(student(variable("nowhere")))
    assert sentence.endswith("pip said: ERROR: no such archive")


@pytest.mark.parametrize("ref", ["heads/fall-2026", "tags/v1"])
def test_the_archive_is_that_of_the_branch_or_tag(student, ref):
    sentence = said(student(cell=chapters.SETUP.format(repository="http://127.0.0.1:9/a/b", ref=ref)))
    assert f"http://127.0.0.1:9/a/b/archive/refs/{ref}.zip" in sentence


def test_an_lrlib_that_is_there_is_kept_and_one_that_is_too_old_is_named(student):
    (student.folder / "lrlib.py").write_text("__version__ = 'own'\ndef require(version): print('asked for', version)")
    done = student(variable("nowhere"), cell=chapters.setup_cell().replace("\nlrlib.require", "\nlrlib.require"))
    assert done.stdout == "asked for 0.1\nfrom False own\n", done.stderr


@pytest.mark.parametrize("missing", [USED, ("sympy",)])
def test_where_packages_of_a_chapter_are_missing_it_says_how_to_install_them(python, student, wheel, missing):
    for name in missing:
        (packages(python.parents[1]) / f"{name}.py").unlink()
    try:
        done = student(variable(wheel))
    finally:
        for name in missing:
            (packages(python.parents[1]) / f"{name}.py").touch()
    sentence = done.stderr.strip().splitlines()[-1]
    assert sentence.startswith("ImportError: chapters need packages that this Python has not")
    assert f"pip install {' '.join(missing)}`" in sentence


def test_nothing_is_installed_by_a_bare_name():
    assert chapters.setup_cell().count('"pip"') == 1
    assert 'wanted = f"lrlib @ {source' in chapters.setup_cell()
    assert '"--no-deps"' in chapters.setup_cell()
