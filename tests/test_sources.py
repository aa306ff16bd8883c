"""The list of sources holds what the chapters cite."""

import re
from pathlib import Path

CHAPTERS = Path(__file__).parent.parent / "chapters"
LISTED = {doi.lower() for doi in re.findall(r"doi\s*=\s*\{(.*?)\}", (CHAPTERS / "references.bib").read_text("utf-8"))}


def test_every_paper_that_a_chapter_cites_is_listed():
    for page in sorted(CHAPTERS.glob("*.ipynb")):
        cited = {doi.lower() for doi in re.findall(r"\[doi:(10\.[^\]]+)\]", page.read_text("utf-8"))}
        assert cited <= LISTED, f"{page.name} cites what chapters/references.bib lacks: {sorted(cited - LISTED)}"


def test_every_source_is_closed_and_its_key_stands_once():
    text = (CHAPTERS / "references.bib").read_text("utf-8")
    entries = re.split(r"(?m)^(?=@)", text)[1:]
    keys = [re.match(r"@\w+\{([^,\s]+),\n", entry)[1] for entry in entries]
    assert sorted(keys) == sorted(set(keys))
    broken = [k for k, entry in zip(keys, entries, strict=True) if not entry.rstrip().endswith("\n}")]
    assert broken == [], "a merge of two ends lost their closing lines"
    fields = [re.findall(r"(?m)^  (\w+)\s*= ", entry) for entry in entries]
    assert [k for k, found in zip(keys, fields, strict=True) if len(found) != len(set(found))] == []
