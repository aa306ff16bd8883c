"""What the front page shows: a picture that answers, the chapters as stations with their minutes, links as buttons.

The picture is lrlib's own, made while the site is built. A station's title and minutes are those of its notebook. A
paragraph of the front page that holds nothing but links becomes a row of buttons.
"""

import json
import re
from html import escape
from pathlib import Path

import yaml
from docutils import nodes
from docutils.parsers.rst import Directive

from lrlib import data
from lrlib.pictures import live

ROOT = Path(__file__).parent.parent
CHAPTER = re.compile(r"(\d\d)-")
LINES = 4  # with a name, on the map: two classes, many classes, what learners ask next, beyond
TIME = re.compile(r"(?:<summary>|\*\*Time\.\*\* )(?P<read>\d+) minutes(?:, and (?P<write>\d+) )?")


def penguins():
    """Return the picture: every fourteenth penguin, of which each may be dragged."""
    birds = data.load("penguins")
    names = ("bill length", "flipper length")
    two = [birds.features.index(name) for name in names]
    axes = tuple(f"{name} (scaled)" for name in names)
    (places,) = data.standardize(birds.X[:, two])
    some = range(0, len(birds.y), 14)
    return live.regions("front-penguins", places[some], birds.y[some], classes=birds.classes, features=axes)


def first_cell(path):
    """Return the first cell of a notebook; of a page without cells its text."""
    text = path.read_text(encoding="utf-8")
    return "".join(json.loads(text)["cells"][0]["source"]) if path.suffix == ".ipynb" else text


def source(name):
    """Return the file of a page."""
    return next(path for path in (ROOT / f"{name}.ipynb", ROOT / f"{name}.md") if path.exists())


def facts(name):
    """Return the title of a page, and its minutes to read and to write."""
    text = first_cell(source(name))
    title, time = re.match(r"# (.+)", text), TIME.search(text)
    if not title or not time:
        raise ValueError(f"{name} begins with no title, or tells no time: the map shows both")
    return title[1], int(time["read"]), int(time["write"] or 0)


def lines():
    """Return the lines of the map: the name of each part of the book that is one, and its pages."""
    parts = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))["parts"][:LINES]
    return [(part["caption"], [chapter["file"] for chapter in part["chapters"]]) for part in parts]


def stop(name, mark):
    """Return a station: a link with the number of the chapter, its title in two parts, and its minutes."""
    title, read, write = facts(name)
    head, _, rest = title.partition(":")
    small = f"<small>{escape(rest.strip())}</small>" if rest else ""
    minutes = f"{read} min" + (f" + {write} to write" if write else "")
    return (
        f'<li><a href="{Path(name).name}.html"><b>{mark}</b><span>{escape(head)}</span>{small}<i>{minutes}</i>'
        f'<em data-lr-done="{Path(name).name}" hidden></em></a></li>'
    )


class Live(Directive):
    """``{live}``: the picture of the front page."""

    def run(self):
        return [nodes.raw("", penguins().html, format="html")]


class Stations(Directive):
    """``{stations}``: the chapters, each a station of its line that leads to its page."""

    def run(self):
        env, rows = self.state.document.settings.env, []
        for caption, names in lines():
            stops = []
            for name in names:
                env.note_dependency(str(source(name)))
                number = CHAPTER.match(Path(name).name)
                stops.append(stop(name, int(number[1]) if number else "+"))
            rows.append(f'<div class="lr-line"><p>{escape(caption)}</p><ul>{"".join(stops)}</ul></div>')
        return [nodes.raw("", f'<div class="lr-map">{"".join(rows)}</div>', format="html")]


def buttons(app, doctree, docname):
    """Give a paragraph of nothing but links its class, on the front page."""
    if docname != app.config.root_doc:
        return
    for paragraph in doctree.findall(nodes.paragraph):
        links = [child for child in paragraph if isinstance(child, nodes.reference)]
        between = "".join(child.astext() for child in paragraph if not isinstance(child, nodes.reference))
        if len(links) > 1 and not between.strip(" ·\n"):
            paragraph["classes"].append("lr-buttons")


def widen(app, pagename, templatename, context, doctree):
    """Give the front page its width in the head: a style that waited for the map would move what stands above it."""
    if pagename == app.config.root_doc:
        wide = "<style>.bd-main .bd-content .bd-article-container { max-width: 60rem; }</style>"
        context["metatags"] = context.get("metatags", "") + wide


def setup(app):
    """Register the two directives, and both steps."""
    app.add_directive("live", Live)
    app.add_directive("stations", Stations)
    app.connect("doctree-resolved", buttons)
    app.connect("html-page-context", widen)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
