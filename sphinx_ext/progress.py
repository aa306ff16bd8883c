"""What there is to do on each page, for the script that keeps what a reader has done in the reader's own browser."""

import json
import re
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive

from lrlib.proofs import levels

ROOT = Path(__file__).parent.parent
CHECK = re.compile(r'^exercises\.check\(\s*"(\w+)"', re.M)
PLAY = re.compile(r"^proofs\.play\(", re.M)
QUIZ = re.compile(r'^quiz\(\s*"([\w-]+)"', re.M)
QUESTION = re.compile(r"<fieldset")


def codes(path):
    """Return the code cells of a notebook."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def shown(cell):
    """Return what a cell shows as HTML."""
    return "".join("".join(output.get("data", {}).get("text/html", "")) for output in cell["outputs"])


def to_do(path):
    """Return the exercises of a chapter, its quiz with the number of its questions, and its derivations."""
    cells = [("".join(cell["source"]), cell) for cell in codes(path)]
    found = {
        "exercises": [name for source, _ in cells for name in CHECK.findall(source)],
        "derivations": list(levels(int(path.stem[:2]))) if any(PLAY.search(source) for source, _ in cells) else [],
    }
    quizzes = [(match[1], shown(cell)) for source, cell in cells if (match := QUIZ.search(source))]
    for key, html in quizzes:
        found |= {"quiz": f"quiz-{key}", "questions": len(QUESTION.findall(html))}
    return found


def course():
    """Return what there is to do, by the name of the page, where there is anything."""
    found = {path.stem: to_do(path) for path in sorted((ROOT / "chapters").glob("*.ipynb"))}
    return {name: todo for name, todo in found.items() if any(todo.values())}


class Progress(Directive):
    """``{progress}``: what was done in the whole course, and how to save it, read it and forget it."""

    def run(self):
        return [
            nodes.raw(
                "",
                '<div id="lr-progress" class="pst-js-only"><p>&#160;</p>'
                '<button type="button">Save as a file</button> <button type="button">Read a file</button> '
                '<button type="button">Forget everything</button>'
                '<input type="file" accept="application/json,.json" aria-label="A file of progress" hidden> '
                '<output aria-live="polite"></output></div>',
                format="html",
            )
        ]


def line(name, todo):
    """Return the line of a chapter as it reads where nothing was done yet: the script changes its numbers alone."""
    exercises, questions, derivations = len(todo["exercises"]), todo.get("questions", 0), len(todo["derivations"])
    counts = (
        (exercises, f"0 of {exercises} functions"),
        (questions, f"0 of {questions} quiz questions"),
        (derivations, f"0 of {derivations} derivations"),
    )
    said = " · ".join(words for of, words in counts if of)
    return f'<p class="lr-kept pst-js-only" data-lr-done="{name}">Done in this browser: {said}</p>'


def offer(app, pagename, templatename, context, doctree):
    """Give a page the list that its script counts by, and a chapter the line that it fills."""
    if doctree is None:
        return
    name, things = Path(pagename).name, app.to_do
    if name not in things and pagename != app.config.root_doc and 'id="lr-progress"' not in context["body"]:
        return
    here = {name: things[name]} if name in things else things
    app.add_js_file(None, body=json.dumps(here, separators=(",", ":")), type="application/json", id="lr-course")
    app.add_js_file("progress.mjs", type="module")
    if name in things:
        context["body"] = re.sub(r'(?=<div class="lr-python)', line(name, things[name]), context["body"], count=1)


def prepare(app):
    """Read once what there is to do."""
    app.to_do = course()


def setup(app):
    """Register the directive and the steps."""
    app.add_directive("progress", Progress)
    app.connect("builder-inited", prepare)
    app.connect("html-page-context", offer, priority=600)  # after the bar of Python is there
    return {"parallel_read_safe": True, "parallel_write_safe": True}
