"""Let the search know what has no words of its own: equation numbers, and what other libraries call a thing.

An equation is found by "3.4", "(3.4)" and "equation 3.4". A row of the glossary's table of other names is found by each
name in it, whole and by its last part: `sklearn.metrics.log_loss`, `log_loss`. The entries also make up the index.
"""

import re

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


def names(cell):
    """Return the names in a cell, each whole, without what it is imported from, and the libraries they belong to."""
    found = [code.astext().removesuffix("()") for code in cell.findall(nodes.literal)]
    parts = [part for name in found for part in (name, name.rpartition(".")[2], name.partition(".")[0])]
    return list(dict.fromkeys(part.lower() for part in parts if len(part) > 2))


class OtherNames(Transform):
    """Enter each name in the rows of the glossary's table."""

    default_priority = 403

    def apply(self):
        for section in list(self.document.findall(nodes.section)):
            if section[0].astext() != NAMED:
                continue
            for number, row in enumerate(list(section.findall(nodes.row))):
                found = [name for cell in list(row)[1:] for name in names(cell)]
                if not found:
                    continue
                target = f"name-{number}"
                row["ids"].append(target)
                self.document.note_explicit_target(row, row)
                section[1:1] = [entry(name, target) for name in found]


def dress(app, pagename, templatename, context, doctree):
    """Give the search page its script, which no other page needs."""
    if pagename == "search":
        app.add_js_file("search.js", priority=900)


def setup(app):
    """Register all."""
    app.add_transform(Equations)
    app.add_transform(OtherNames)
    app.connect("html-page-context", dress)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
