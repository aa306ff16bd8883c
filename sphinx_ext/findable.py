"""Let the search know what has no words of its own: equation numbers, and what other libraries call a thing.

An equation is found by "3.4", "(3.4)" and "equation 3.4". A row of the glossary's table of other names is found by each
name in it, whole and by its last part: `sklearn.metrics.log_loss`, `log_loss`. The entries also make up the index.
"""

import shutil
from pathlib import Path

from docutils import nodes
from docutils.transforms import Transform
from portable_markup import TAG, anchor
from sphinx import addnodes

NAMED = "The same under other names"


def entry(text, target):
    """Return an index entry that leads to a place on its page."""
    return addnodes.index(entries=[("single", text, target, "main", None)])


class Equations(Transform):
    """Enter the number of each tagged display, as it is written and as it is said."""

    default_priority = 403

    def apply(self):
        for block in list(self.document.findall(nodes.math_block)):
            tag = TAG.search(block.astext())
            if tag:
                place = block.parent.index(block)
                words = (f"({tag[1].lower()})", f"equation {tag[1].lower()}")
                block.parent[place:place] = [entry(text, anchor(tag[1])) for text in words]


def names(row):
    """Return what other libraries call a thing: each name whole, and its last part unless this book says it too."""
    ours, _, *others = row
    found = [code.astext().lower() for cell in others for code in cell.findall(nodes.literal)]
    last = [name.rpartition(".")[2] for name in found]
    return list(dict.fromkeys([*found, *(name for name in last if name not in ours.astext().lower())]))


class OtherNames(Transform):
    """Enter each name in the rows of the glossary's table."""

    default_priority = 403

    def apply(self):
        for section in list(self.document.findall(nodes.section)):
            if section[0].astext() != NAMED:
                continue
            new = []
            for number, row in enumerate(list(section.findall(nodes.row))):
                found = names(row)
                if found:
                    row["ids"].append(f"name-{number}")
                    new += [entry(name, f"name-{number}") for name in found]
            libraries = {text.partition(".")[0] for node in new for _, text, *_ in node["entries"] if "." in text}
            section[1:1] = new + [entry(name, section["ids"][0]) for name in sorted(libraries)]


def dress(app, pagename, templatename, context, doctree):
    """Give the search page its script, which no other page needs."""
    if pagename == "search":
        context["script_files"] = [*context["script_files"], "_static/search.js"]


def bring(app, error):
    """Copy that script: what lies in _static/ Jupyter Book would send with every page."""
    if not error and app.builder.format == "html":
        shutil.copy(Path(__file__).with_name("search.js"), Path(app.outdir) / "_static")


def setup(app):
    """Register all."""
    app.connect("build-finished", bring)
    app.add_transform(Equations)
    app.add_transform(OtherNames)
    app.connect("html-page-context", dress)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
