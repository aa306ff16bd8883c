"""Say on every page what a machine has checked, and list all equations on one: both from the run of this build.

While the chapters are read, `python -m lrlib.proofs` checks all their formulas in a process of its own. A formula that
is not what the register says is a warning, and so, with -W, ends the build. In `make test` that was done a few minutes
before, and what came of it is read (scripts/proved.py), as long as nothing has changed since. The seconds alone are not
of this build but of the last `make proofs`: a page that shows a time measured now is never the same twice.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive
from portable_markup import anchor
from sphinx.errors import ExtensionError
from sphinx.util import logging

sys.path.append(str(Path(__file__).parent.parent / "scripts"))

import proved

logger = logging.getLogger(__name__)
REGISTER = "chapters/register"
SECONDS = Path(__file__).parent.parent / "benchmarks" / "proofs.json"
KINDS = {  # the last word of a kind, and how a page's line says it, for one and for several
    "proved": ("is proved", "are proved"),
    "tested": ("is tested with 50 digits", "are tested with 50 digits"),
    "definition": ("is a definition, compared with the code", "are definitions, compared with the code"),
    "update": ("is an update, compared with the code", "are updates, compared with the code"),
}


class Place(nodes.General, nodes.Element):
    """Where the register will stand."""


class Register(Directive):
    """``{register}``: all displayed equations, page by page."""

    def run(self):
        return [Place()]


def start(app, env, docnames):
    """Begin to check all pages while Sphinx runs the chapters, unless that has just been done."""
    app.verified_before = proved.kept()
    if app.verified_before is not None:
        return
    english = [
        path for path in proved.pages() if f"chapters/{path.stem}" in env.found_docs
    ]  # in every language the same
    app.verified_folder = tempfile.TemporaryDirectory(prefix="verified-")
    answer = Path(app.verified_folder.name) / "found.json"
    command = [sys.executable, "-m", "lrlib.proofs", "--json", str(answer), *map(str, english)]
    app.verified_answer = answer
    app.verified_process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def checked(app):
    """Return what came of each formula, as soon as it is known."""
    if app.verified_before is not None:
        return app.verified_before
    said = app.verified_process.communicate()[0]
    if app.verified_process.returncode == 2 or not app.verified_answer.exists():
        raise ExtensionError(f"the formulas of the book cannot be checked: {said}")
    answers = json.loads(app.verified_answer.read_text())
    app.verified_folder.cleanup()
    return answers


def results(app):
    """Wait for the checks, once, and return them by page; what failed is a warning."""
    if not hasattr(app, "verified"):
        app.verified = {}
        for found in checked(app):
            if f"chapters/{found['page']}" not in app.env.found_docs:
                continue
            app.verified.setdefault(found["page"], []).append(found)
            if found["failure"]:
                name = found["display"]["tag"] or found["display"]["latex"]
                logger.warning("formula %s: %s", name, found["failure"], location=f"chapters/{found['page']}")
    return app.verified


def count(found):
    """Return how many displays end as each kind: what is defined and then claimed counts as what is claimed."""
    return Counter(f["kind"].split(" + ")[-1] for f in found if f["display"]["tag"])


def line(found):
    """Return the sentence that ends a page."""
    kinds, shown = count(found), sum(1 for f in found if f["display"]["tag"])
    inline = len(found) - shown
    parts = [f"{kinds[kind]} {KINDS[kind][kinds[kind] > 1]}" for kind in KINDS if kinds[kind]]
    said = {0: "This page displays no equations", 1: "This page displays 1 equation"}.get(
        shown, f"This page displays {shown} equations"
    )
    said += f"{': ' * bool(parts)}{', '.join(parts)}."
    if inline:
        said += (
            " 1 formula was read within its lines."
            if inline == 1
            else f" {inline} formulas were read within its lines."
        )
    return said


def stored():
    """Return the seconds of each equation, and those of the formulas in lines by page."""
    found = json.loads(SECONDS.read_text(encoding="utf-8"))
    return found["equations"], found["in lines"]


def entry(app, docname, page, found, seconds):
    """Return what the register says of one equation: where it stands, the formula, what was found."""
    tag, latex = found["display"]["tag"], found["display"]["latex"]
    target = app.builder.get_relative_uri(docname, f"chapters/{page}") + f"#{anchor(tag)}"
    head = nodes.paragraph("", "", nodes.reference("", f"({tag})", refuri=target, internal=True))
    head += nodes.Text(" " + re.sub(r"\$.*?\$", lambda m: m[0].strip("$"), found["display"]["heading"]))
    said = f"{found['said']}; {seconds:.1f} s." if seconds >= 0.05 else f"{found['said']}."
    foot = nodes.paragraph("", said[0].upper() + said[1:])
    for number, assumption in enumerate(found["assumptions"]):
        foot += [nodes.Text("; " if number else " Assumed: "), nodes.math("", assumption)]
    formula = nodes.math_block(latex, latex, nowrap=True, number=None, label=None)
    return nodes.container("", head, formula, foot, classes=["equation-entry"])


def table(titles, found, seconds):
    """Return the counts of every page, and of all."""
    header = ["page", "equations", "proved", "tested", "defined", "updates", "in lines", "seconds"]
    grid = nodes.tgroup("", *(nodes.colspec("", colwidth=1) for _ in header), cols=len(header))
    rows = []
    everything = [f for of_page in found.values() for f in of_page]
    for name, part in [*found.items(), ("all", everything)]:
        kinds, shown = count(part), sum(1 for f in part if f["display"]["tag"])
        numbers = [shown, *(kinds[kind] for kind in KINDS), len(part) - shown, f"{seconds[name]:.0f}"]
        rows.append([titles.get(name, name), *map(str, numbers)])

    def row(cells):
        return nodes.row("", *(nodes.entry("", nodes.paragraph("", cell)) for cell in cells))

    grid += [nodes.thead("", row(header)), nodes.tbody("", *map(row, rows))]
    return nodes.table("", grid)


def fill(app, doctree, docname):
    """End the page with its line, and write the register where it stands."""
    if not docname.startswith("chapters/"):
        return
    found = results(app)
    titles = {page: app.env.titles[f"chapters/{page}"].astext().split(":")[0] for page in found}
    for place in list(doctree.findall(Place)):
        shown = {page: [f for f in some if f["display"]["tag"]] for page, some in found.items()}
        equations, seconds = stored()
        of_page = {page: sum(equations.get(f["display"]["tag"], 0.0) for f in some) for page, some in shown.items()}
        of_page = {page: taken + seconds.get(page, 0.0) for page, taken in of_page.items()}
        of_page["all"] = sum(of_page.values())
        new = [table(titles, {page: some for page, some in found.items() if some}, of_page)]
        for page, some in shown.items():
            if some:
                new += [
                    nodes.rubric("", titles[page]),
                    *(entry(app, docname, page, f, equations.get(f["display"]["tag"], 0.0)) for f in some),
                ]
        place.replace_self(new)
    if docname != REGISTER:
        target = app.builder.get_relative_uri(docname, REGISTER)
        link = nodes.reference("", "Register of equations", refuri=target, internal=True)
        text = nodes.paragraph("", line(found.get(docname.removeprefix("chapters/"), [])) + " ", link, nodes.Text("."))
        doctree += nodes.container("", text, classes=["verified"])


def setup(app):
    """Register the directive and the two events."""
    app.add_node(Place)
    app.add_directive("register", Register)
    app.connect("env-get-outdated", lambda app, env, added, changed, removed: [REGISTER])  # it depends on all pages
    app.connect("env-before-read-docs", start)
    app.connect("doctree-resolved", fill)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
