"""What holds for every stored chapter, before anything is run."""

import ast
import json
import re
import sys
from html import unescape
from pathlib import Path

import pytest
from told import place, tell

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import chapters as tool  # noqa: E402 - scripts/ is no package

NOTEBOOKS = tool.chapters()
PREFIXES = {"errata": "E", "published-mistakes": "P", "scale": "S"}  # of the tags on the pages that are no chapters
LESSONS = [path for path in NOTEBOOKS if path.stem not in PREFIXES]
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
every_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


def cells(path, kind=None):
    found = enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"], 1)
    return [{**c, "source": "".join(c["source"]), "number": n} for n, c in found if kind in (None, c["cell_type"])]


def rerun(path):
    """The command that runs a chapter and stores it as the tests want it."""
    return f"run and store it: python3 scripts/course.py chapters chapters/{path.name}"


def prose(path):
    return "\n\n".join(cell["source"] for cell in cells(path, "markdown"))


def test_the_course_has_its_chapters_in_order_and_an_appendix():
    assert [path.stem[:2] for path in LESSONS] == [f"{n:02d}" for n in range(1, 1 + len(LESSONS))]
    assert len(LESSONS) >= 9
    assert {path.stem for path in NOTEBOOKS} - {path.stem for path in LESSONS} == set(PREFIXES)


@every_notebook
def test_it_was_run_from_top_to_bottom(path):
    code = cells(path, "code")
    wrong = [cell for count, cell in enumerate(code, 1) if cell["execution_count"] != count]
    tell([f"{place(path, cell)} has the count {cell['execution_count']}" for cell in wrong], rerun(path))


@every_notebook
def test_it_holds_text_outputs_only_and_no_failure(path):
    wrong = []
    for cell in cells(path, "code"):
        for output in cell["outputs"]:
            if output["output_type"] == "error" or output.get("name") == "stderr":
                said = output.get("evalue") or "".join(output["text"])
                wrong.append(f"{place(path, cell)} ends in an error or a warning: {said[:200]}")
            if any(kind.startswith("image/") for kind in output.get("data", {})):
                wrong.append(f"{place(path, cell)} holds a picture, which the site draws itself")
    tell(wrong, f"mend the cell, then {rerun(path)}")
    assert path.stat().st_size < 1_000_000, f"{path.name} is larger than a megabyte: show less"
    assert "widgets" not in json.loads(path.read_text(encoding="utf-8"))["metadata"], rerun(path)


@every_notebook
def test_what_it_stores_has_no_digits_that_are_a_processors_own(path):
    """Sums of floats are made in another order on each kind of processor, and so end in other digits."""
    unseen, wrong = re.compile(r"<(script|style).*?</\1>", re.S), []
    for cell in cells(path, "code"):
        for output in cell["outputs"]:
            shown = [text for kind, text in output.get("data", {}).items() if kind.startswith("text/")]
            text = unseen.sub("", "\n".join(map("".join, [*shown, output.get("text", "")])))
            long = [word for word in re.findall(r"\d*\.\d+", text) if len(word.replace(".", "").lstrip("0")) > 12]
            wrong += [f"{place(path, cell)} stores {word}" for word in long]
    tell(wrong, f"round them in the cell, then {rerun(path)}")


@every_notebook
def test_its_first_code_cell_is_the_set_up_of_the_course(path):
    first = cells(path, "code")[0]
    same = first["source"] == tool.setup_cell() and "remove-cell" in first["metadata"].get("tags", [])
    tell([place(path, first)] * (not same), f"the first cell of code is not the set-up of the course; {rerun(path)}")


@every_notebook
def test_its_text_needs_no_directive_and_no_attachment(path):
    wrong = []
    for cell in cells(path, "markdown"):
        found = re.search(r"```\{|^:::|\{(eq|ref|numref|cite|doc|term)\}`", cell["source"], re.M)
        wrong += [f"{place(path, cell)}: {found[0]}"] if found else []
        wrong += [f"{place(path, cell)} has an attachment"] if "attachments" in cell else []
    tell(wrong, "Colab and GitHub show these as they are typed: write plain Markdown, a link or a quote instead")


@every_notebook
def test_every_display_stands_alone_and_carries_a_tag(path):
    wrong = []
    for cell in cells(path, "markdown"):
        lines = cell["source"].split("\n")
        fences = [i for i, line in enumerate(lines) if line.strip() == "$$"]
        if cell["source"].count("$$") != len(fences) or len(fences) % 2:
            wrong.append(f"{place(path, cell)}: a $$ that is not alone on its line, or has no other to close it")
            continue
        for start, end in zip(fences[::2], fences[1::2], strict=True):
            begins = " ".join(lines[start + 1 : end])[:60]
            if start and lines[start - 1].strip():
                wrong.append(f"{place(path, cell)}: no blank line before {begins}")
            if end + 1 < len(lines) and lines[end + 1].strip():
                wrong.append(f"{place(path, cell)}: no blank line after {begins}")
            if not re.search(r"\\tag\{[^}]+\}", "\n".join(lines[start:end])):
                wrong.append(f"{place(path, cell)}: no \\tag{{...}} in {begins}")
    tell(wrong, "a display stands between two lines of $$, blank lines around them, and carries the next tag")


def test_tags_are_unique_in_the_book_and_count_up_in_each_chapter():
    seen = []
    for path in NOTEBOOKS:
        tags = re.findall(r"\\tag\{([^}]+)\}", prose(path))
        prefix = PREFIXES.get(path.stem) or str(int(path.stem[:2]))
        wrong = [f"chapters/{path.name}: {t} stands where {prefix}.{n} is due" for n, t in enumerate(tags, 1)
                 if t != f"{prefix}.{n}"]  # fmt: skip
        tell(wrong, "tags count up on a page: number these anew, and the links to them")
        seen += tags
    assert len(seen) == len(set(seen))


@every_notebook
def test_every_equation_that_is_referred_to_stands_on_the_page(path):
    text = prose(path)
    tags = {"eq-" + tag.lower().replace(".", "-") for tag in re.findall(r"\\tag\{([^}]+)\}", text)}
    lost = sorted(set(re.findall(r"\]\(#(eq-[^)]+)\)", text)) - tags)
    tell(
        [f"chapters/{path.name}: #{name}" for name in lost],
        "no display of the page has these tags; of another page write FILE#eq-1-2",
    )


ALTERNATIVE = (
    "write what each of these pictures shows, a sentence of more than 40 characters that begins with no "
    'Figure, Image or Plot, into the metadata of its cell: {"mystnb": {"image": {"alt": "..."}}}'
)


def drawing(path):
    """The cells that draw a picture, each with its alternative text."""
    for cell in cells(path, "code"):
        shown = ["".join(o.get("data", {}).get("text/plain", "")) for o in cell["outputs"]]
        if any(text.startswith("<Figure") for text in shown):
            several = sum(text.startswith("<Figure") for text in shown) > 1
            yield cell, several, cell["metadata"].get("mystnb", {}).get("image", {}).get("alt", "")


@every_notebook
def test_every_picture_says_what_it_shows(path):
    drawn = list(drawing(path))
    tell(
        [place(path, cell) for cell, several, _ in drawn if several],
        "several pictures of one cell have one text: a cell each",
    )
    silent = [(c, t) for c, _, t in drawn if len(t) <= 40 or re.search(r"\.(png|svg)|^(figure|image|plot)\b", t, re.I)]
    tell([f"{place(path, cell)}: {text!r}" for cell, text in silent], ALTERNATIVE)


def test_no_two_pictures_say_the_same():
    found = [(text, place(path, cell)) for path in NOTEBOOKS for cell, _, text in drawing(path)]
    texts = [text for text, _ in found]
    tell(
        [where for text, where in found if texts.count(text) > 1], "these have the same text: say what sets them apart"
    )


STYLED = re.compile(  # pictures.plots takes the style when it is imported
    r'^(?:plt\.style\.use\("lrlib\.pictures\.course"\)$|from lrlib\.pictures import (?:\([^)]*|[^(\n]*)\bplots\b)', re.M
)


@every_notebook
def test_every_picture_has_the_style_of_the_course(path):
    numbers = [cell["number"] for cell in cells(path, "code") if STYLED.search(cell["source"])]
    tell(
        [place(path, cell) for cell, *_ in drawing(path) if not numbers or cell["number"] < numbers[0]],
        'drawn in the style of matplotlib; where the page first imports pyplot: plt.style.use("lrlib.pictures.course")',
    )


@pytest.mark.parametrize(
    ("line", "has"),
    [
        ('plt.style.use("lrlib.pictures.course")', True),
        ("from lrlib.pictures import plots, quiz", True),
        ("from lrlib.pictures import (\n    motion,\n    plots,\n)", True),
        ('# plt.style.use("lrlib.pictures.course")', False),
        ("def later():\n    from lrlib.pictures import plots", False),
        ("from lrlib.pictures import quiz\nplots = []", False),
        ("from lrlib.pictures import (\n    quiz,\n)\nplots = []", False),
    ],
)
def test_a_picture_has_the_style_once_a_cell_takes_it_and_not_before(tmp_path, line, has):
    figure = {"output_type": "display_data", "data": {"text/plain": ["<Figure size 600x400>"]}}
    draws = {"cell_type": "code", "source": ["plt.plot(x)"], "outputs": [figure], "metadata": {}}
    takes = {"cell_type": "code", "source": [line], "outputs": [], "metadata": {}}
    path = tmp_path / "10-new.ipynb"
    for found, good in (([takes, draws], has), ([draws, takes], False), ([draws], False), ([takes], True)):
        path.write_text(json.dumps({"cells": found}))
        if good:
            test_every_picture_has_the_style_of_the_course(path)
        else:
            with pytest.raises(pytest.fail.Exception, match=r"(?s)lrlib\.pictures\.course.*\('plt\.plot\(x\)'\)"):
                test_every_picture_has_the_style_of_the_course(path)


def test_a_contributor_is_told_the_page_the_cell_and_the_key(tmp_path):
    figure = {"output_type": "display_data", "data": {"text/plain": ["<Figure size 600x400>"]}}
    drawn = {"cell_type": "code", "source": ["plt.plot(x)"], "outputs": [figure], "metadata": {}}
    path = tmp_path / "10-new.ipynb"
    path.write_text(json.dumps({"cells": [{"cell_type": "markdown", "source": ["# New"]}, drawn]}))
    with pytest.raises(
        pytest.fail.Exception, match=r"(?s)\"mystnb\".*chapters/10-new\.ipynb, cell 2 \('plt\.plot\(x\)'\)"
    ):
        test_every_picture_says_what_it_shows(path)
    drawn["metadata"] = {
        "mystnb": {"image": {"alt": "The cost falls from 0.7 to 0.3 within ten steps of the descent."}}
    }
    path.write_text(json.dumps({"cells": [drawn]}))
    test_every_picture_says_what_it_shows(path)
    drawn["outputs"] *= 2
    path.write_text(json.dumps({"cells": [drawn]}))
    with pytest.raises(pytest.fail.Exception, match="a cell each"):
        test_every_picture_says_what_it_shows(path)


HEAD = (
    r"\A# .+\n\n<details>\n<summary>\d+ minutes, .* · (?:L\d\d.*|beyond the lecture) · what you will be able to do"
    r"</summary>\n\n"
    r"You can .+\n\n\*\*Before this:\*\* .+\n\n</details>"
)


@every_lesson
def test_a_lesson_has_all_its_parts(path):
    text, code = prose(path), cells(path, "code")
    for part in ("Question", "Common mistake", "Take-away"):
        assert re.search(rf"(?m)^> \*\*{part}[^*]*\*\*", text), f"{part} is missing"
    assert re.match(HEAD, text), "its first lines are no head: a title, and what unfolds below it"
    assert "## Sources" in text
    assert ("M. Safyan" in text) == ("beyond the lecture" not in text)
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


def shown(text):
    """What a reader sees of a text with tags."""
    return unescape(re.sub(r"<[^>]+>", "", text))


def lengths(quiz):
    """Of each question of a quiz's source: how long its right option is, and how long each of the wrong ones."""
    questions = ast.literal_eval(ast.parse(quiz).body[-1].value.args[1])
    told = [[(right, len(shown(option))) for option, right, _ in options] for _, options, *_ in questions]
    return [(dict(options)[True], [n for right, n in options if not right]) for options in told]


def test_what_a_quiz_shows_is_measured_without_its_tags():
    options = [("<b>w</b><sub>k</sub> &lt; 1", True, "r"), ("0", False, "<b>long</b>"), ("1 and 2", False, "r")]
    assert lengths(f"# @title Quiz\nquiz('a', {[('?', options), ('?', options[:2], 'treats')]})") == [
        (6, [1, 7]),
        (6, [1]),
    ]


def test_no_quiz_is_passed_by_the_length_of_an_option():
    quizzes = {path: c["source"] for path in LESSONS for c in cells(path, "code") if "# @title Quiz" in c["source"]}
    asked = {path.stem: lengths(source) for path, source in quizzes.items()}
    everywhere = [question for questions in asked.values() for question in questions]
    for extreme in (lambda right, wrong: right > max(wrong), lambda right, wrong: right < min(wrong)):
        guessed = {name: sum(extreme(*q) for q in questions) for name, questions in asked.items()}
        tell(
            [f"{name}: {n}" for name, n in guessed.items() if n > len(asked[name]) / 2],
            "wanted is the right option as the longest, or the shortest, in at most half of a quiz",
        )
        assert sum(guessed.values()) <= 0.4 * len(everywhere)
    long = [
        f"{name}: {right} of {wrong}" for name, qs in asked.items() for right, wrong in qs if right > 4 / 3 * max(wrong)
    ]
    tell(long, "a right option at most a third longer than the longest wrong one: its reason belongs into the feedback")


def slug(heading):
    """The anchor that GitHub and MyST give a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower().replace(" ", "-"))


def test_the_map_of_the_lecture_leads_every_item_to_a_section_that_names_it():
    lecture = (ROOT / "chapters" / "lecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| (L\d\d) \| .* \| \[[^\]]+\]\(([^#)]+)#([^)]+)\) \|$", lecture)
    assert [row[0] for row in rows] == [f"L{n:02d}" for n in range(1, 37)]
    for item, file, anchor in rows:
        sections = re.findall(r"(?m)^##+ (.*)\n\n(\*L\d\d.*\*)?", prose(ROOT / "chapters" / file))
        section = [(heading, marks) for heading, marks in sections if slug(heading) == anchor]
        assert section, f"{item}: {file} has no section {anchor}"
        assert item in section[0][1], f"{item}: no mark below the heading {section[0][0]!r} names it"


@every_notebook
def test_nothing_private_is_stored(path):
    found = re.findall(r".{0,40}/(?:home|root|work|tmp|Users)/.{0,40}", path.read_text(encoding="utf-8"))
    tell([f"chapters/{path.name}: {text}" for text in found], "a path of a machine: print no path, or its name alone")


WIDEST = 76  # characters, which a page of 1280 px shows


@every_notebook
def test_no_line_of_code_is_wider_than_the_page(path):
    wrong = []
    for cell in cells(path, "code"):
        if not cell["source"].startswith(("# @title Set-up", "# @title Quiz")):  # the page shows neither
            wide = [line.strip() for line in cell["source"].split("\n") if len(line) > WIDEST]
            wrong += [f"{place(path, cell)}: {line}" for line in wide]
    tell(wrong, f"wanted are at most {WIDEST} characters: break the line, or give a part of it a name")


@every_notebook
def test_what_is_folded_has_a_name(path):
    folded = {"hide-cell", "hide-input", "hide-output"}
    wrong = [c for c in cells(path, "code") if folded & set(c["metadata"].get("tags", ()))]
    wrong = [place(path, c) for c in wrong if not re.match(r'# @title \w.* \{display-mode: "form"\}\n', c["source"])]
    tell(wrong, 'begin the cell with: # @title Solution 3.1 {display-mode: "form"}; the page shows the name')
