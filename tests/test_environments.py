"""The checks in other environments: the right Python, chapters alone, oldest and newest packages, a clean release."""

import ast
import http.server
import json
import os
import re
import subprocess
import sys
import threading
import tomllib
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import colab_check  # noqa: E402 - scripts/ is no package
import environments  # noqa: E402
import links  # noqa: E402
import release  # noqa: E402
import versions  # noqa: E402

import chapters  # noqa: E402 - scripts/ is no package

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
BINDER = ROOT / ".binder"
CONSTRAINTS = (ROOT / "tests" / "colab-constraints.txt").read_text(encoding="utf-8")
THIS = ".".join(map(str, sys.version_info[:2]))


@pytest.mark.skipif(os.name == "nt", reason="writes a shell script")
def test_a_python_that_only_looks_like_one_is_passed_over(tmp_path, monkeypatch):
    shim = tmp_path / "shims" / "python3.99"
    shim.parent.mkdir()
    shim.write_text("#!/bin/sh\necho 'command not found' >&2\nexit 127\n")
    shim.chmod(0o755)
    real = tmp_path / "pyenv" / "versions" / "3.99.1" / "bin" / "python3"
    real.parent.mkdir(parents=True)
    real.write_text("#!/bin/sh\necho 3.99\n")
    real.chmod(0o755)
    monkeypatch.setenv("PATH", f"{shim.parent}{os.pathsep}{os.environ['PATH']}")
    assert environments.interpreter("3.99") is None
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    assert environments.interpreter("3.99") == real
    assert environments.nearest("3.98", THIS)[0] == THIS
    with pytest.raises(SystemExit, match=r"none of Python 3\.97, 3\.98"):
        environments.nearest("3.97", "3.98")


@pytest.mark.parametrize("path", sorted((ROOT / "chapters").glob("*.ipynb")), ids=lambda path: path.stem)
def test_no_chapter_installs_what_colab_has_or_asks_for_a_restart(path):
    assert colab_check.complaints(path) == []


@pytest.mark.parametrize(
    ("cells", "number"),
    [
        (["x = 1", "!pip install numpy==2.0"], 1),
        (["!pip install -q lrlib"], 1),
        (["x = 1", "%pip install pandas"], 1),
        (["x = 1", "print('now restart the kernel')"], 1),
        (['subprocess.run([sys.executable, "-m", "pip", "install", "numpy"])'], 1),
        ([chapters.setup_cell()], 0),
        (["x = 1", chapters.setup_cell()], 1),
        ([chapters.setup_cell().replace("wanted]", "'numpy', wanted]")], 1),
    ],
)
def test_a_chapter_that_does_is_found(tmp_path, cells, number):
    path = tmp_path / "x.ipynb"
    path.write_text(json.dumps({"cells": [{"cell_type": "code", "source": [cell]} for cell in cells]}))
    assert len(colab_check.complaints(path)) == number


def test_a_chapter_that_changes_a_package_is_found():
    before = {"numpy": "2.1.3", "pandas": "2.2.3"}
    assert colab_check.changes(before, before | {"lrlib": "0.1.0"}) == []
    assert colab_check.changes(before, {"numpy": "2.5.5", "six": "1"}) == [
        "numpy was 2.1.3, is 2.5.5",
        "pandas was 2.2.3, is absent",
        "six was absent, is 1",
    ]


def test_an_environment_that_has_lrlib_already_shows_nothing(tmp_path):
    chapter = ROOT / "chapters" / "01-classification.ipynb"
    python = Path(sys.executable)
    around = colab_check.surroundings(python, "nowhere", here=False)
    assert "lrlib is there before" in colab_check.student(python, chapter, around)[1][0]


def test_a_chapter_does_not_see_this_shells_python(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    python = Path("somewhere") / "bin" / "python"
    alone, image = (colab_check.surroundings(python, "wheel", here) for here in (False, True))
    assert "PYTHONPATH" not in alone
    assert image["PYTHONPATH"] == "elsewhere", "Colab's own settings are part of Colab"
    assert alone["LRLIB_SOURCE"] == image["LRLIB_SOURCE"] == "wheel"
    assert alone["PATH"].split(os.pathsep)[0] == str(python.parent)


@pytest.mark.slow
def test_the_archive_is_of_the_form_that_github_serves(tmp_path):
    with zipfile.ZipFile(colab_check.archive(tmp_path)) as packed:
        names = packed.namelist()
    assert {name.split("/")[0] for name in names} == {"course-main"}
    assert {"course-main/pyproject.toml", "course-main/lrlib/__init__.py"} <= set(names)


def test_the_versions_of_colab_are_dated_sourced_and_exact():
    comments, pins = (
        [line for line in CONSTRAINTS.splitlines() if line.startswith("#") is wanted] for wanted in (True, False)
    )
    assert re.search(r"20\d\d-\d\d-\d\d", comments[0])
    assert "googlecolab/backend-info" in "".join(comments)
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", pin) for pin in pins)
    assert {"numpy", "ipython", "ipykernel", "matplotlib", "sympy"} <= {pin.split("==")[0] for pin in pins}
    oldest = PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["plots"]
    colab = dict(pin.split("==") for pin in pins)
    for name, bound in (text.split(">=") for text in oldest):
        assert numbers(colab[name]) >= numbers(bound), f"lrlib wants {name} {bound}, newer than Colab's"


def test_what_a_chapter_imports_is_among_the_versions_of_colab():
    pinned = {pin.partition("==")[0].lower() for pin in CONSTRAINTS.splitlines()}
    imported = set()
    for chapter in (ROOT / "chapters").glob("*.ipynb"):
        for cell in json.loads(chapter.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                text = "".join(line for line in cell["source"] if not line.startswith(("%", "!")))
                for node in ast.walk(ast.parse(text)):
                    if isinstance(node, ast.Import):
                        imported |= {alias.name.partition(".")[0] for alias in node.names}
                    elif isinstance(node, ast.ImportFrom):
                        imported.add(str(node.module).partition(".")[0])
    others = imported - sys.stdlib_module_names - {"lrlib"}
    assert {"numpy", "statsmodels", "sklearn"} <= others
    assert {name.replace("sklearn", "scikit-learn") for name in others} <= pinned


def numbers(text):
    return [int(part) for part in text.split(".")]


def test_binder_installs_what_the_project_says_and_this_checkout():
    extras = PROJECT["project"]["optional-dependencies"]
    wanted = {*PROJECT["project"]["dependencies"]}.union(*map(extras.get, ("plots", "proofs", "scale", "parity")))
    lines = (BINDER / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert {line for line in lines if not line.startswith("#")} == wanted
    assert re.fullmatch(r"python-3\.1[1-5]\n", (BINDER / "runtime.txt").read_text(encoding="utf-8"))
    subprocess.run(["bash", "-n", BINDER / "postBuild"], check=True)
    mode = subprocess.run(
        ["git", "ls-files", "-s", ".binder/postBuild"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert mode.stdout.startswith("100755"), "repo2docker runs it"
    assert "pip install --no-cache-dir --no-deps ." in (BINDER / "postBuild").read_text(encoding="utf-8")


def test_every_python_that_is_promised_is_tried():
    promised = {c.rsplit(" ", 1)[1] for c in PROJECT["project"]["classifiers"] if "Python :: 3." in c}
    assert {leg.split(":")[0] for leg in versions.LEGS} == promised
    assert promised == {f"3.{minor}" for minor in range(11, 16)}
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "weekly.yml").read_text(encoding="utf-8"))
    assert workflow["jobs"]["versions"]["strategy"]["matrix"]["leg"] == list(versions.LEGS)
    assert {leg.split(":")[1] for leg in versions.LEGS} == set(versions.RESOLUTION)
    with pytest.raises(SystemExit, match="wanted is a Python and lowest or newest"):
        versions.leg("3.11:other", Path())


def test_the_tests_of_the_library_are_told_from_those_of_the_repository():
    chosen = {Path(name).stem for name in versions.of_lrlib()}
    assert {"test_softmax", "test_solvers", "test_theorems"} <= chosen
    assert not {"test_repository", "test_runner", "test_workflows", "test_address", "test_chapters"} & chosen


def test_what_git_does_not_keep_is_junk_in_a_release():
    tracked = {"lrlib/__init__.py", "README.md"}
    names = ["lrlib/__init__.py", "README.md", "PKG-INFO", "lrlib-0.1.0.dist-info/METADATA"]
    assert release.junk(names, tracked) == []
    assert release.junk([*names, "lrlib/__pycache__/x.pyc", ".env"], tracked) == ["lrlib/__pycache__/x.pyc", ".env"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://a.org/x.", "https://a.org/x"),
        ("https://a.org/x)", "https://a.org/x"),
        ("https://a.org/x_(y)", "https://a.org/x_(y)"),
        ("https://a.org/x_(y)).", "https://a.org/x_(y)"),
        ("https://a.org/x#part", "https://a.org/x"),
    ],
)
def test_an_address_ends_where_the_sentence_goes_on(text, address):
    assert links.trimmed(text) == address


def test_the_addresses_of_the_pages_are_found_and_examples_left_out():
    found = links.addresses(ROOT)
    assert any(address.startswith("https://doi.org/") for address in found)
    assert not [address for address in found if "OWNER" in address or "example." in urlsplit(address).netloc]


def test_a_page_that_is_gone_is_told_from_a_server_that_refuses_machines():
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(int(self.path.strip("/")))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}"
        assert links.ask(f"{base}/200") == ""
        assert links.ask(f"{base}/404").startswith("404")
        assert links.ask(f"{base}/403").startswith("unsure")
        assert links.ask(f"{base}/503").startswith("unsure")
        server.shutdown()
    assert links.ask(f"{base}/200", timeout=5)
