"""The list of sources holds what the chapters cite."""

import re
from pathlib import Path

CHAPTERS = Path(__file__).parent.parent / "chapters"
LISTED = {doi.lower() for doi in re.findall(r"doi\s*=\s*\{(.*?)\}", (CHAPTERS / "references.bib").read_text("utf-8"))}


def test_every_paper_that_a_chapter_cites_is_listed():
    for page in sorted(CHAPTERS.glob("*.ipynb")):
        cited = {doi.lower() for doi in re.findall(r"\[doi:(10\.[^\]]+)\]", page.read_text("utf-8"))}
        assert cited <= LISTED, f"{page.name} cites what chapters/references.bib lacks: {sorted(cited - LISTED)}"
