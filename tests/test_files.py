"""The files that a repository of this kind owes its readers: licences, credit, and a docstring lint that bites."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("LICENSE", "Redistribution and use in source and binary forms"),
        ("LICENSE-TEXT", "https://creativecommons.org/licenses/by/4.0/"),
        ("LICENSE-TEXT", "Muhammad Safyan"),
        ("CITATION.cff", "Safyan"),
        ("README.md", "Muhammad Safyan"),
        ("sphinx_ext/fonts/OFL.txt", "SIL OPEN FONT LICENSE"),
        ("lrlib/data/ATTRIBUTION.md", "CC BY 4.0"),
    ],
)
def test_licences_and_credit_are_there(name, words):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert words.lower() in " ".join(text.split()).lower()


def test_the_readme_fits_a_screen_and_its_links_and_picture_exist():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    targets = [part.split(")")[0] for part in text.split("](")[1:]]
    assert targets
    for target in targets:
        assert target.startswith("http") or (ROOT / target).exists(), target


def test_the_citation_names_what_the_format_requires():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors", "version", "date-released", "license"} <= set(citation)


@pytest.mark.parametrize(
    ("docstring", "complaint"),
    [
        ("Add one.\n\n    Returns\n    -------\n    int\n        More.\n    ", "PR01"),
        ("add one.\n\n    Parameters\n    ----------\n    n : int\n        A number.\n    ", "SS02"),
    ],
)
def test_the_docstring_lint_names_an_undocumented_parameter(tmp_path, docstring, complaint):
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    (tmp_path / "bad.py").write_text(f'"""A module."""\n\n\ndef more(n):\n    """{docstring}"""\n    return n + 1\n')
    command = [sys.executable, "-m", "numpydoc", "lint", "bad.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert complaint in done.stdout + done.stderr
