"""What holds for every stored chapter, before anything is run."""

import json
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import chapters as tool  # noqa: E402 - scripts/ is no package

NOTEBOOKS = tool.chapters()
PREFIXES = {"errata": "E", "published-mistakes": "P", "scale": "S"}  # of the tags on the pages that are no chapters
LESSONS = [path for path in NOTEBOOKS if path.stem not in PREFIXES]
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
every_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


def cells(path, kind=None):
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [{**c, "source": "".join(c["source"])} for c in found if kind in (None, c["cell_type"])]


def prose(path):
    return "\n\n".join(cell["source"] for cell in cells(path, "markdown"))


def test_the_course_has_nine_chapters_and_an_appendix():
    assert [path.stem[:2] for path in LESSONS] == [f"0{n}" for n in range(1, 10)]
    assert {path.stem for path in NOTEBOOKS} - {path.stem for path in LESSONS} == set(PREFIXES)


@every_notebook
def test_it_was_run_from_top_to_bottom(path):
    code = cells(path, "code")
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))


@every_notebook
def test_it_holds_text_outputs_only_and_no_failure(path):
    for cell in cells(path, "code"):
        for output in cell["outputs"]:
            assert output["output_type"] != "error", cell["source"]
            assert output.get("name") != "stderr", output["text"]
            assert not [kind for kind in output.get("data", {}) if kind.startswith("image/")]
    assert path.stat().st_size < 1_000_000
    assert "widgets" not in json.loads(path.read_text(encoding="utf-8"))["metadata"]


@every_notebook
def test_its_first_code_cell_is_the_set_up_of_the_course(path):
    first = cells(path, "code")[0]
    assert first["source"] == tool.setup_cell()
    assert "remove-cell" in first["metadata"]["tags"]


@every_notebook
def test_its_text_needs_no_directive_and_no_attachment(path):
    for cell in cells(path, "markdown"):
        assert not re.search(r"```\{|^:::|\{(eq|ref|numref|cite|doc|term)\}`", cell["source"], re.M), cell["source"]
        assert "attachments" not in cell


@every_notebook
def test_every_display_stands_alone_and_carries_a_tag(path):
    for cell in cells(path, "markdown"):
        lines = cell["source"].split("\n")
        fences = [i for i, line in enumerate(lines) if line.strip() == "$$"]
        assert cell["source"].count("$$") == len(fences), f"a $$ that is not alone on its line: {cell['source'][:200]}"
        for start, end in zip(fences[::2], fences[1::2], strict=True):
            assert start == 0 or not lines[start - 1].strip(), f"no blank line before {lines[start + 1]}"
            assert end + 1 == len(lines) or not lines[end + 1].strip(), f"no blank line after {lines[end - 1]}"
            assert re.search(r"\\tag\{[^}]+\}", "\n".join(lines[start:end])), f"no tag: {lines[start + 1]}"


def test_tags_are_unique_in_the_book_and_count_up_in_each_chapter():
    seen = []
    for path in NOTEBOOKS:
        tags = re.findall(r"\\tag\{([^}]+)\}", prose(path))
        prefix = PREFIXES.get(path.stem) or str(int(path.stem[:2]))
        assert tags == [f"{prefix}.{n}" for n in range(1, len(tags) + 1)], path.name
        seen += tags
    assert len(seen) == len(set(seen))


@every_notebook
def test_every_equation_that_is_referred_to_stands_on_the_page(path):
    text = prose(path)
    tags = {"eq-" + tag.lower().replace(".", "-") for tag in re.findall(r"\\tag\{([^}]+)\}", text)}
    assert set(re.findall(r"\]\(#(eq-[^)]+)\)", text)) <= tags


def test_every_picture_says_what_it_shows():
    alts = []
    for path in NOTEBOOKS:
        for cell in cells(path, "code"):
            pictures = [
                o for o in cell["outputs"] if "".join(o.get("data", {}).get("text/plain", "")).startswith("<Figure")
            ]
            if not pictures:
                continue
            assert len(pictures) == 1, f"{path.name}: several pictures in one cell"
            alt = cell["metadata"].get("mystnb", {}).get("image", {}).get("alt", "")
            assert len(alt) > 40, f"{path.name}: {cell['source'][:100]}"
            assert not re.search(r"\.(png|svg)|^(figure|image|plot)\b", alt, re.I)
            alts.append(alt)
    assert len(alts) == len(set(alts))


@every_lesson
def test_a_lesson_has_all_its_parts(path):
    text, code = prose(path), cells(path, "code")
    for part in ("Objectives", "Prerequisites", "Time", "Question", "Common mistake", "Take-away"):
        assert re.search(rf"(?m)^> \*\*{part}[^*]*\*\*", text), f"{part} is missing"
    assert "## Sources" in text
    assert "M. Safyan" in text
    drawn = [c for c in code if any("<Figure" in str(o.get("data", {}).get("text/plain")) for o in c["outputs"])]
    assert len(drawn) >= 2
    number = int(path.stem[:2])
    exercises = re.findall(rf"(?m)^> \*\*Exercise {number}\.(\d+) \(\d+ minutes\)\.\*\*", text)
    assert exercises == [str(n) for n in range(1, len(exercises) + 1)]
    assert len(exercises) >= 3
    solutions = [c for c in code if c["source"].startswith("# @title Solution")]
    assert [c["source"].split()[3] for c in solutions] == [f"{number}.{n}" for n in exercises]
    assert all("hide-cell" in c["metadata"]["tags"] and c["outputs"] for c in solutions)
    quizzes = [c for c in code if c["source"].startswith("# @title Quiz")]
    (asked,) = ["".join(c["outputs"][0]["data"]["text/plain"]).split(": ")[1] for c in quizzes]
    assert int(asked.removesuffix(" questions")) >= 5


def slug(heading):
    """The anchor that GitHub and MyST give a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower().replace(" ", "-"))


def test_the_map_of_the_lecture_leads_every_item_to_a_section_that_names_it():
    index = (ROOT / "chapters" / "index.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| (L\d\d) \| .* \| \[[^\]]+\]\(([^#)]+)#([^)]+)\) \|$", index)
    assert [row[0] for row in rows] == [f"L{n:02d}" for n in range(1, 37)]
    for item, file, anchor in rows:
        headings = re.findall(r"(?m)^##+ (.*)$", prose(ROOT / "chapters" / file))
        section = [heading for heading in headings if slug(heading) == anchor]
        assert section, f"{item}: {file} has no section {anchor}"
        assert item in section[0], f"{item}: the section {section[0]!r} does not name it"


@every_notebook
def test_nothing_private_is_stored(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"/(home|root|work|tmp|Users)/", text)
