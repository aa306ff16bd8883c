"""The house keeps its own rules: one description of each step, one direction of imports, nothing private in files."""

import doctest
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

import lrlib

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
MODELS = ["activations", "checks", "logistic", "softmax", "one_vs_all"]
CORE = [*MODELS, "descent", "engine", "solvers", "metrics", "data", "gradcheck", "pictures", "exercises", "questions"]


@pytest.mark.parametrize("target", ["book", "test"])
def test_the_readme_without_make_says_what_the_makefile_does(target):
    recipe = re.search(rf"(?m)^{target}:.*\n\t(.*)$", MAKEFILE)[1]
    assert f"make {target}" in README
    assert f"\n{recipe.replace('$(PYTHON)', 'python3')}\n" in README


def test_make_help_names_every_target():
    targets = re.search(r"(?m)^\.PHONY: (.*)$", MAKEFILE)[1].split()
    shown = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [line.split()[0] for line in shown.splitlines()] == targets
    assert targets == re.findall(r"(?m)^([a-z-]+):", MAKEFILE)


def test_the_example_of_the_readme_prints_what_it_says():
    results = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert results.attempted >= 6
    assert results.failed == 0


def test_ci_runs_the_readme_command_and_nothing_else():
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "make test" in (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")


def test_the_lock_names_hashes_and_no_index():
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert "http" not in lock
    assert "index" not in re.sub(r"#.*|importlib.*|.*sphinx.*", "", lock)
    assert lock.count("--hash=sha256:") > lock.count("==") / 2 > 50


def test_the_version_stands_the_same_everywhere():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert citation["version"] == lrlib.__version__
    assert project["project"]["dynamic"] == ["version"], "the package takes it from lrlib/__init__.py"
    assert project["tool"]["hatch"]["version"] == {"path": "lrlib/__init__.py"}
    assert f"## {lrlib.__version__} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    with pytest.raises(ImportError, match=r"needs 99\.0"):
        lrlib.require("99.0")


def test_the_core_needs_numpy_alone():
    code = f"import sys; from lrlib import {', '.join(CORE)}; print(*sorted(m for m in sys.modules if '.' not in m))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "numpy" in loaded
    assert not {"matplotlib", "sympy", "IPython", "sklearn", "scipy", "pandas"} & set(loaded)


def test_no_file_names_an_index_or_a_path_of_a_machine():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    private = re.compile(
        r"https?://[^ \"]*/(simple|packages)/|--(extra-)?index-" + "url [^-]|(?<![A-Za-z0-9.])/(wor" + "k|roo" + "t)/"
    )
    for name in filter(None, listed):
        path = ROOT / name
        if path.suffix in (".gz", ".png", ".woff2", ".woff", ".bin") or not path.exists():
            continue
        assert not private.search(path.read_text(encoding="utf-8")), name
