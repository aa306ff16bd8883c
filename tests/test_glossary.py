"""What the glossary says of other libraries: each name that is installed here is there, lrlib's own too."""

import importlib
import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).parent.parent / "chapters" / "glossary.md").read_text(encoding="utf-8")
NAMES = sorted(set(re.findall(r"`((?:\w+\.)+\w+)`", PAGE[PAGE.index("## The same under other names") :])))
ELSEWHERE = [name for name in NAMES if name.startswith("torch.")]  # not installed for these tests


def found(name):
    """The thing of that name, where its module can be imported."""
    module, _, last = name.rpartition(".")
    if module.split(".")[0] not in {"numpy", "scipy", "sklearn", "statsmodels"}:
        module = f"lrlib.{module}"
    return getattr(importlib.import_module(module), last)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ELSEWHERE])
def test_a_name_is_that_of_something(name):
    assert callable(found(name))


def test_the_table_names_enough_of_each():
    assert len(NAMES) > 30
    assert len(ELSEWHERE) < 10
