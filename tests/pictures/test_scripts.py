"""Every script of the browser stands alone in the page: joined, lean, without a request, and no name twice."""

import re

import pytest

from lrlib.pictures import scripts

MODULES = sorted(path.stem for path in scripts.FILES.glob("*.js"))
ENTRIES = [name for name in MODULES if "\nexport function start(" in (scripts.FILES / f"{name}.js").read_text("utf-8")]


def test_every_kind_of_picture_has_a_script():
    live = [
        "bowl",
        "baseline",
        "bends",
        "branches",
        "digits",
        "links",
        "logits",
        "neuron",
        "rate",
        "regions",
        "reliability",
        "roc",
        "shrink",
        "surest",
        "terms",
        "threshold",
        "tilt",
    ]
    assert sorted([*live, "motion", "practice", "quiz"]) == ENTRIES


def test_every_module_is_in_some_script():
    def below(name):
        parts = scripts.IMPORT.findall((scripts.FILES / f"{name}.js").read_text("utf-8"))
        return {name}.union(*map(below, parts))

    assert sorted(set().union(*map(below, ENTRIES))) == MODULES


@pytest.mark.parametrize("name", ENTRIES)
def test_a_joined_script_has_neither_import_nor_export_nor_comment(name):
    text = scripts.joined(name)
    assert not re.search(r"(?m)^\s|\bimport\b|\bexport\b|/\*|//|\$|</|\n\n", text)
    assert text.count("function start(") == 1


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_written_to_be_read(name):
    text = (scripts.FILES / f"{name}.js").read_text("utf-8")
    rows = text.splitlines()
    assert text.startswith("/* ")
    assert max(map(len, rows)) <= 120
    assert len(rows) <= 150
    code = [re.sub(r'"[^"]*"| // .*', "", row) for row in rows]
    assert [row for row in code if row.count(";") > 1 and "for (" not in row] == []


def test_what_is_named_twice_is_refused(tmp_path, monkeypatch):
    (tmp_path / "a.js").write_text('import { one } from "./b.js";\nconst held = 1;\nexport function start() {}\n')
    (tmp_path / "b.js").write_text("const held = 2;\nexport function one() {\n  const held = 3;\n}\n")
    monkeypatch.setattr(scripts, "FILES", tmp_path)
    for cached in (scripts.joined, scripts._text):
        cached.cache_clear()
    with pytest.raises(ValueError, match="name held twice"):
        scripts.joined("a")
    for cached in (scripts.joined, scripts._text):
        cached.cache_clear()
