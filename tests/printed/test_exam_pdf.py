"""A printed exam holds every question of its Markdown, and its formulas are drawn, not spelt."""

import re
import shutil
import sys
from pathlib import Path

from pypdf import PdfReader

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import exam  # noqa: E402 - scripts/ is no package


def test_exam_and_key_are_printed_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["exam.py", "7", "--folder", str(tmp_path)])
    exam.main()
    assert next(filter(None, map(shutil.which, exam.NAMES)))
    assert {path.suffix for path in tmp_path.iterdir()} == {".md", ".pdf"}
    for name in ("exam-7", "key-7"):
        book = PdfReader(tmp_path / f"{name}.pdf")
        text = " ".join(page.extract_text() for page in book.pages)
        headings = re.findall(r"(?m)^## (.*)$", (tmp_path / f"{name}.md").read_text(encoding="utf-8"))
        assert len(headings) == sum(exam.KINDS.values())
        for heading in headings:
            assert re.sub(r"\s+", "", heading) in re.sub(r"\s+", "", text)
        assert "\\frac" not in text
        assert "$" not in text
        assert book.trailer["/Root"]["/Lang"].startswith("en")
