"""Write an exam and its key, as Markdown and PDF: python scripts/exam.py SEED writes exam-SEED and key-SEED.

The written questions are in docs/exam; those with drawn numbers are in lrlib/questions. The prover reads every formula
before anything is written. The chapters are those of the lecture; --chapters 13 14 names others. --all takes every
question there is of them; --markdown leaves the PDF, which needs Chromium, out.
"""

import argparse
import re
import shutil
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from html import escape
from pathlib import Path

import numpy as np
from chromium import NAMES, QUIET

from lrlib import questions
from lrlib.proofs.pages import check_inline, check_page
from lrlib.proofs.register import Entry

ROOT = Path(__file__).resolve().parent.parent
BANK = ROOT / "docs" / "exam"
PLACE = ROOT / "_build" / "exam"
FONT = ROOT / "sphinx_ext" / "fonts" / "stix-two-math.woff"
CHAPTERS = range(1, 10)  # of the lecture; part two has questions with drawn numbers alone
KINDS = {"derivations": 3, "computations": 8, "outputs": 2, "code": 2}  # how many of each an exam has
DISPLAY = re.compile(r"(?m)^\$\$\n(.*?)\n\$\$[ \t]*$", re.S)
SHEET = """
@page { margin: 18mm; } body { font: 10.5pt/1.45 "DejaVu Serif", Georgia, serif; margin: 0; }
h1, h2 { font-family: "DejaVu Sans", sans-serif; break-after: avoid; } h1 { font-size: 18pt; } h2 { font-size: 12pt; }
math { font-family: "STIX Two Math", math; font-size: 1.05em; }
pre { font: 8.5pt/1.35 "DejaVu Sans Mono", monospace; white-space: pre-wrap; border-left: 2px solid #999;
padding: .3em .8em; } section, pre, .math.block, li { break-inside: avoid; }
.math.block { display: flex; align-items: center; }
.math.block math { flex: 1; } .number { margin-left: 1em; }
code { font: .85em "DejaVu Sans Mono", monospace; }
"""


@dataclass(frozen=True)
class Asked:
    """One question of an exam: its text, its solution step by step, and what the prover must know about it."""

    name: str
    kind: str
    chapter: int
    text: str
    steps: tuple[tuple[int, str], ...]
    wrong: tuple[str, ...] = ()
    family: str = "softmax"
    free: tuple[str, ...] = ()

    @property
    def marks(self) -> int:
        """Return what all steps earn together."""
        return sum(marks for marks, _ in self.steps)


def fenced(code: str) -> str:
    """Return code as Markdown shows it."""
    return f"```python\n{code.strip()}\n```"


def written(kind: str) -> list[Asked]:
    """Return the questions of one file of docs/exam."""
    found = []
    for entry in tomllib.loads((BANK / f"{kind}.toml").read_text(encoding="utf-8"))["question"]:
        text = entry["text"].strip()
        steps = [(step["marks"], step["words"].strip()) for step in entry["steps"]]
        if kind == "outputs":
            text += f"\n\n{fenced(entry['code'])}\n\nIt prints:\n\n```text\n{entry['output'].strip(chr(10))}\n```"
        if kind == "code":
            text += "\n\n" + fenced(entry["broken"])
            steps[-1] = (steps[-1][0], steps[-1][1] + "\n\n" + fenced(entry["mended"]))
        family, free = entry.get("family", "softmax"), tuple(entry.get("free", ()))
        found.append(Asked(entry["name"], kind, entry["chapter"], text, tuple(steps), (), family, free))
    return found


def computed(name: str, seed: int) -> Asked:
    """Return a question with drawn numbers; its steps share the marks, the last ones first."""
    drawn = questions.draw(name, seed)
    earned = [0] * len(drawn.steps)
    for mark in range(drawn.marks):
        earned[-1 - mark % len(earned)] += 1
    steps = tuple(zip(earned, (*drawn.steps[:-1], f"{drawn.steps[-1]} The answer: {drawn.right.words}."), strict=True))
    wrong = tuple(f"{a.words} ({a.thought}): {a.reason}" for a in drawn.wrong)
    return Asked(name, "computations", drawn.chapter, drawn.words, steps, wrong)


def bank(seed: int, chapters: Collection[int] = CHAPTERS) -> dict[str, list[Asked]]:
    """Return every question there is of the chapters, by kind, the numbers drawn."""
    every = {
        kind: [computed(name, seed) for name in questions.names()] if kind == "computations" else written(kind)
        for kind in KINDS
    }
    return {kind: [question for question in asked if question.chapter in chapters] for kind, asked in every.items()}


def chosen(seed: int, chapters: Collection[int] = CHAPTERS) -> list[Asked]:
    """Return the questions of an exam, in the order of the chapters: as many of a kind as KINDS says, or all there are.

    Of one kind no chapter is asked twice while there is another.
    """
    rng, taken = np.random.default_rng(seed), []
    for kind, asked in bank(seed, chapters).items():
        order = [asked[i] for i in rng.permutation(len(asked))]
        seen: dict[int, int] = {}
        for question in order:
            seen[question.chapter] = seen.get(question.chapter, -1) + 1
            taken.append((seen[question.chapter], kind, question))
    picked = [
        question
        for kind, number in KINDS.items()
        for _, _, question in sorted((t for t in taken if t[1] == kind), key=lambda t: t[0])[:number]
    ]
    return sorted(picked, key=lambda question: question.chapter)


def numbered(text: str, number: int, first: int = 1) -> str:
    """Return Markdown whose displays have tags: Q3.1, Q3.2 in question 3."""
    tags = iter(range(first, 1000))
    return DISPLAY.sub(lambda m: f"$$\n{m[1]} \\tag{{Q{number}.{next(tags)}}}\n$$", text)


def worth(marks: int) -> str:
    """Return marks in words."""
    return "1 mark" if marks == 1 else f"{marks} marks"


def solution(question: Asked, number: int) -> str:
    """Return the solution of a question as Markdown, with the marks of each step."""
    lines = [
        (f"**{worth(marks)}.**" + ("\n\n" if words.startswith("$$") else " ") if marks else "") + words
        for marks, words in question.steps
    ]
    seen = ["Seen instead:\n\n" + "\n".join(f"- {one}" for one in question.wrong)] if question.wrong else []
    return numbered("\n\n".join([*lines, *seen]), number)


def paper(asked: list[Asked], seed: int, *, key: bool) -> str:
    """Return an exam, or its key, as Markdown."""
    marks = sum(question.marks for question in asked)
    title = f"# {'Key to the exam' if key else 'Exam'} {seed}: logistic and softmax regression"
    head = f"{len(asked)} questions, {marks} marks." + (
        "" if key else f" Show your way: it earns marks too.\n\nName: {'.' * 60}"
    )
    parts = [title, head]
    for number, question in enumerate(asked, 1):
        parts += [f"## {number}. Chapter {question.chapter}, {worth(question.marks)}", question.text]
        parts += [solution(question, number)] if key else []
    return "\n\n".join(parts) + "\n"


def failures(question: Asked, number: int = 1) -> list[str]:
    """Return what the prover finds wrong in the formulas of a question and of its solution."""
    text = f"{question.text}\n\n{solution(question, number)}"
    tags = re.findall(r"\\tag\{(.*?)\}", text)
    entry = Entry(question.family, "proved", free=question.free)
    found = check_page(question.name, dict.fromkeys(tags, entry), text) + check_inline(question.name, {}, text)
    return [f"{question.name}: {c.display.latex}: {c.failure}" for c in found if c.failure]


def html(markdown: str) -> str:
    """Return a page of Markdown as HTML, its formulas as MathML."""
    from markdown_it import MarkdownIt
    from math_core import LatexToMathML
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    convert = LatexToMathML().convert_with_local_state

    def render(latex: str, options: dict) -> str:
        tag = re.search(r"\\tag\{(.*?)\}", latex)
        shown = convert(re.sub(r"\\tag\{.*?\}", "", latex).strip(), displaystyle=options["display_mode"])
        number = f' <span class="number">({tag[1]})</span>' if tag else ""
        return f"{shown}{number}"

    body = MarkdownIt("commonmark").use(dollarmath_plugin, renderer=render, double_inline=True).render(markdown)
    head, *asked = body.split("<h2>")
    body = head + "".join(f"<section><h2>{one}</section>" for one in asked)  # one question, on one page if it fits
    title = escape(markdown.splitlines()[0].lstrip("# "))
    face = f'@font-face {{ font-family: "STIX Two Math"; src: url("{FONT.as_uri()}"); }}'
    head = f'<meta charset="utf-8"><title>{title}</title><style>{face}{SHEET}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'


def printed(pages: list[Path], executable: str) -> None:
    """Print Markdown files as PDF beside them."""
    from playwright.sync_api import sync_playwright

    foot = '<div style="font-size:8px;width:100%;text-align:center"><span class="pageNumber"></span></div>'
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(QUIET))
        for path in pages:
            source = path.with_suffix(".html")
            source.write_text(html(path.read_text(encoding="utf-8")), encoding="utf-8")
            page = browser.new_page()
            page.goto(source.as_uri(), wait_until="load")
            page.evaluate("document.fonts.ready.then(() => true)")
            page.pdf(path=path.with_suffix(".pdf"), format="A4", outline=True, tagged=True, print_background=True,
                     display_header_footer=True, header_template="<span></span>", footer_template=foot,
                     margin=dict.fromkeys(("top", "bottom", "left", "right"), "18mm"))  # fmt: skip
            page.close()
            source.unlink()
        browser.close()


def main() -> None:
    """Choose, check, write and print."""
    parser = argparse.ArgumentParser(description="Write an exam and its key.")
    parser.add_argument("seed", type=int, nargs="?", default=1, help="which exam: the same seed, the same exam (1)")
    parser.add_argument("--all", action="store_true", help="every question of the chapters")
    parser.add_argument("--chapters", type=int, nargs="+", default=CHAPTERS, help="from which (1 to 9)")
    parser.add_argument("--markdown", action="store_true", help="no PDF")
    parser.add_argument("--folder", type=Path, default=PLACE, help="where to (_build/exam)")
    options = parser.parse_args()
    if options.seed < 0:
        parser.error(f"the seed is {options.seed}; wanted is 0 or more")
    found = bank(options.seed, options.chapters)
    asked = [q for some in found.values() for q in some] if options.all else chosen(options.seed, options.chapters)
    if not asked:
        parser.error(f"chapters {options.chapters} have no questions; wanted are some of 1 to 19")
    wrong = [line for number, question in enumerate(asked, 1) for line in failures(question, number)]
    if wrong:
        raise SystemExit("\n".join(wrong))
    options.folder.mkdir(parents=True, exist_ok=True)
    pages = [options.folder / f"{name}-{options.seed}.md" for name in ("exam", "key")]
    for path, key in zip(pages, (False, True), strict=True):
        path.write_text(paper(asked, options.seed, key=key), encoding="utf-8")
    if not options.markdown:
        path = next(filter(None, map(shutil.which, NAMES)), None)
        if path is None:
            raise SystemExit("there is no Chromium: install it for the PDF, or leave the PDF out with --markdown")
        printed(pages, path)
    count = sum(map(len, found.values()))
    print(
        f"{len(asked)} of {count} questions, {sum(q.marks for q in asked)} marks; exam and key are in {options.folder}"
    )


if __name__ == "__main__":
    main()
