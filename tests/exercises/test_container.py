"""The container for grading: built and used where a container tool answers, else held to its own promises as text."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docs" / "grading" / "Dockerfile"
TEXT = FILE.read_text(encoding="utf-8")


def engine():
    """The name of a container tool that answers, or None."""
    for name in ("docker", "podman"):
        if shutil.which(name) and subprocess.run([name, "info"], capture_output=True, check=False).returncode == 0:
            return name
    return None


def test_what_it_copies_exists_and_is_what_the_package_is_built_from():
    copied = [path for line in re.findall(r"(?m)^COPY (.+) \S+$", TEXT) for path in line.split()]
    assert copied
    assert all((ROOT / path).exists() for path in copied)
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert {"pyproject.toml", "lrlib", *re.findall(r'"(LICENSE[\w-]*)"', project)} <= set(copied)
    assert re.search(r'readme = "README.md"', project)


def test_its_python_is_one_that_the_course_knows_and_it_grades():
    (version,) = re.findall(r"(?m)^FROM python:(3\.\d+)-slim$", TEXT)
    assert f"Python :: {version}" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (entry,) = re.findall(r"(?m)^ENTRYPOINT (.+)$", TEXT)
    assert json.loads(entry) == ["python", "-m", "lrlib.exercises", "grade", "/submissions"]
    for limit in ("--network none", "--read-only", "--cap-drop ALL", "no-new-privileges", "--pids-limit", "--memory"):
        assert limit in TEXT


@pytest.mark.skipif(engine() is None, reason="no container tool answers here; the text is checked above")
def test_it_is_built_and_grades(tmp_path):
    tool = engine()
    cell = {"cell_type": "code", "source": "def threshold(a, b):\n    return a / (a + b)"}
    (tmp_path / "a.ipynb").write_text(json.dumps({"cells": [cell], "nbformat": 4}), encoding="utf-8")
    subprocess.run([tool, "build", "-f", FILE, "-t", "lrlib-grading-test", ROOT], check=True)
    limits = ["--network", "none", "--read-only", "--tmpfs", "/tmp:exec", "--cap-drop", "ALL"]
    place = ["-v", f"{tmp_path}:/submissions", "lrlib-grading-test"]
    subprocess.run([tool, "run", "--rm", *limits, *place], check=True)
    assert "passed" in (tmp_path / "grades.csv").read_text(encoding="utf-8")
