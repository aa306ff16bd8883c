"""A deck for each chapter that has one, cut from its own page: the cells that carry Jupyter's slideshow mark.

A cell's metadata says where a slide begins, `{"slideshow": {"slide_type": "slide"}}` (or subslide, fragment, notes, or
- for what goes on below), and, beside it, which of its blocks `show`: first, last, text, formula, box, list, table,
code, output; all, where nothing is said. What is left out of such a cell goes to the speaker's notes. A cell without a
mark is on no slide. Nothing is written twice: a slide is the HTML of the page.
"""

import hashlib
import json
import shutil
from html import escape
from pathlib import Path

import deck
import front
from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.errors import ExtensionError

ROOT = Path(__file__).parent.parent
SLIDES = ROOT / "slides"
CELL = 10_000  # MyST-NB counts the lines of cell n from (n + 1) times this
KINDS = (
    (nodes.math_block, "formula"),
    (nodes.admonition, "box"),
    ((nodes.bullet_list, nodes.enumerated_list, nodes.definition_list), "list"),
    (nodes.table, "table"),
)
PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8" />
<title>{title}: slides</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="../_static/icon.svg">
<link rel="stylesheet" href="../_static/pygments.css">
<link rel="stylesheet" href="../_static/course.css">
<link rel="stylesheet" href="../{folder}/reveal.css">
<link rel="stylesheet" href="../{folder}/deck.css">
<script type="module" src="../{folder}/deck.mjs"></script>
</head>
<body>
<main><div class="reveal"><div class="slides">
{slides}
</div></div></main>
<noscript><p>Slides need scripts; <a href="{page}">the chapter itself</a> does not.</p></noscript>
</body>
</html>
"""


class Decks(Directive):
    """``{decks}``: a list of all decks, each on the screen and laid out for paper."""

    def run(self):
        env, rows = self.state.document.settings.env, []
        for docname in sorted(env.found_docs):
            if marks(docname):
                env.note_dependency(str(ROOT / f"{docname}.ipynb"))
                title, place = front.facts(docname)[0], f"../slides/{Path(docname).name}.html"
                paper = f'<a href="{place}?print-pdf" aria-label="{escape(title)}, for paper">for paper</a>'
                rows.append(f'<li><a href="{place}">{escape(title)}</a> · {paper}</li>')
        return [nodes.raw("", f"<ol>{''.join(rows)}</ol>", format="html")]


def marks(docname):
    """Return the marks of a chapter's cells by their number; where it has no deck, none."""
    path, found = ROOT / f"{docname}.ipynb", {}
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"] if path.exists() else []
    for number, cell in enumerate(cells):
        mark = cell["metadata"].get("slideshow", {})
        how, show = mark.get("slide_type", "skip"), set(mark.get("show", "").split())
        if how not in deck.TYPES or show - deck.SHOWN:
            raise ExtensionError(
                f"{docname}: the slideshow mark of cell {number + 1} is {mark}; wanted is a slide_type of "
                f"{', '.join(sorted(deck.TYPES))}, to show some of {', '.join(sorted(deck.SHOWN))}"
            )
        if how != "skip":
            found[number] = (how, show)
        if how not in ("skip", "slide") and len(found) == 1:
            raise ExtensionError(
                f"{docname}: cell {number + 1} is the first with a slideshow mark; wanted is slide there"
            )
    return found


def blocks(parent):
    """Yield each block of a page with its kind; what is folded is one block."""
    folded = 0
    for child in list(parent.children):
        opened = child.astext().count("<details") - child.astext().count("</details") if is_raw(child) else 0
        if isinstance(child, nodes.section):
            yield child, "heading"
            yield from blocks(child)
        elif folded or opened:
            if not folded:
                yield child, "fold"
            folded += opened
        elif isinstance(child, nodes.container) and child.get("nb_element") == "cell_code":
            yield child, "cell"
        elif not isinstance(child, nodes.title):
            yield child, next((name for classes, name in KINDS if isinstance(child, classes)), "text")


def is_raw(node):
    """Say whether a node is HTML as it was written."""
    return isinstance(node, nodes.raw)


def line(node):
    """Return the line of a node, or of what is in it."""
    return next((part.line for part in node.findall() if getattr(part, "line", None)), 0)


def divide(app, doctree, docname):
    """Put a mark before each block of a chapter that has a deck, and one at its end; `cut` takes them away."""
    if app.builder.format != "html" or not marks(docname):
        return
    number = 0
    for node, kind in list(blocks(doctree)):
        number = max(number, node["cell_index"] if kind == "cell" else line(node) // CELL - 1)
        mark = nodes.raw("", f"<!--block {number} {kind}-->\n", format="html")
        node.parent.insert(node.parent.index(node), mark)
    doctree += nodes.raw("", f"<!--block {number} end-->\n", format="html")


def cut(app, pagename, templatename, context, doctree):
    """Cut the deck out of the page, before anything is added to it."""
    if doctree is None or not deck.MARK.search(context["body"]):
        return
    folder, name = pagename.rsplit("/", 1)
    made = deck.slides(deck.pieces(context["body"]), marks(pagename))
    made[-1].notes.append(deck.in_code(int(name[:2])) if name[:2].isdigit() else "")
    title = app.env.titles[pagename].astext()
    app.decks[name] = (title, deck.led(deck.stacks(made), folder, name), f"../{folder}/{name}.html")
    context["body"] = deck.MARK.sub("", context["body"])


def offer(app, pagename, templatename, context, doctree):
    """Put a button that opens the deck first among those of its page."""
    name = pagename.rpartition("/")[2]
    if doctree is not None and name in app.decks:
        button = {"type": "link", "text": "Slides", "tooltip": "Slides of this chapter", "icon": "fas fa-display"}
        context["header_buttons"].insert(0, {**button, "url": f"{context['pathto']('slides/', 1)}{name}.html"})


def prepare(app):
    """Name the folder of what each deck loads by what it holds."""
    app.decks = {}
    files = [SLIDES / "deck.css", SLIDES / "deck.mjs", *sorted((SLIDES / "packs").iterdir())]
    app.deck_files = {path.name: path.read_bytes() for path in files}
    digest = hashlib.sha256(b"".join(app.deck_files[name] for name in sorted(app.deck_files)))
    app.deck_folder = f"_static/slides-{digest.hexdigest()[:12]}"


def put(app, error):
    """Write the decks, and what they load."""
    if error or app.builder.format != "html" or not app.decks:
        return
    for folder in (Path(app.outdir) / "slides", Path(app.outdir) / app.deck_folder):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    for name, data in app.deck_files.items():
        (Path(app.outdir) / app.deck_folder / name).write_bytes(data)
    for name, (title, slides, page) in app.decks.items():
        words = {"language": app.config.language, "title": escape(title), "folder": app.deck_folder}
        text = PAGE.format(**words, slides=slides, page=page)
        (Path(app.outdir) / "slides" / f"{name}.html").write_text(text, encoding="utf-8")


def setup(app):
    """Register the steps; decks are there before finish.py mends all pages, and policy.py guards them."""
    app.add_directive("decks", Decks)
    app.connect("builder-inited", prepare)
    app.connect("doctree-resolved", divide, priority=250)  # after folds.py has moved marks into headings
    app.connect("html-page-context", cut, priority=300)
    app.connect("html-page-context", offer, priority=510)  # after the theme's own
    app.connect("build-finished", put, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
