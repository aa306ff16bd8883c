"""Enrich the chapters' plain Markdown at build time, so that the same file reads well in Colab, on GitHub and here.

Displays with \\tag{3.1} get the anchor eq-3-1; a quote that begins with a bold word becomes a box.
"""

import re

from docutils import nodes
from docutils.transforms import Transform

TAG = re.compile(r"\\tag\{([^}]+)\}")
BOXES = {
    "objectives": "important",
    "prerequisites": "note",
    "time": "note",
    "question": "hint",
    "definition": "important",
    "theorem": "important",
    "common mistake": "warning",
    "take-away": "tip",
    "exercise": "seealso",
    "note": "note",
    "tip": "tip",
}


def anchor(tag: str) -> str:
    """Return the id of an equation: 3.1 becomes eq-3-1."""
    return "eq-" + re.sub(r"[^0-9a-z]+", "-", tag.lower()).strip("-")


class TaggedEquations(Transform):
    """Give every tagged display its id, before MyST resolves links to it."""

    default_priority = 400

    def apply(self):
        env = getattr(self.document.settings, "env", None)
        for block in list(self.document.findall(nodes.math_block)):
            tag = TAG.search(block.astext())
            if tag:
                block["ids"].append(anchor(tag[1]))
                block["names"].append(anchor(tag[1]))
                self.document.note_explicit_target(block, block)
                if env is not None:  # where MyST looks up a link from another chapter
                    slugs = env.metadata[env.docname].setdefault("myst_slugs", {})
                    slugs[anchor(tag[1])] = (block.line, anchor(tag[1]), f"({tag[1]})")
            block["nowrap"] = True  # Sphinx would add \begin{split}, in which no \tag may stand


class Boxes(Transform):
    """Turn quotes that begin with one of the bold words into admonitions with that title."""

    default_priority = 401

    def apply(self):
        for quote in list(self.document.findall(nodes.block_quote)):
            paragraph = quote.children[0] if quote.children else None
            if not isinstance(paragraph, nodes.paragraph):
                continue
            while paragraph.children and isinstance(paragraph[0], nodes.Text) and not paragraph[0].strip():
                paragraph.pop(0)  # MyST starts such a paragraph with an empty text
            if not paragraph.children or not isinstance(paragraph[0], nodes.strong):
                continue
            title = paragraph[0].astext().strip()
            word = re.match(r"(?:[^\W\d_]|[ -])+", title)
            kind = BOXES.get(word[0].strip().lower()) if word else None
            if kind is None:
                continue
            head = nodes.title("", "", *paragraph.pop(0).children)
            if isinstance(head[-1], nodes.Text):
                head[-1] = nodes.Text(head[-1].rstrip(". "))
            if paragraph.children and isinstance(paragraph[0], nodes.Text):
                paragraph[0] = nodes.Text(paragraph[0].lstrip())
            body = [child for child in quote.children if child.children or not isinstance(child, nodes.paragraph)]
            quote.replace_self(nodes.admonition("", head, *body, classes=[kind]))


def setup(app):
    """Register the two transforms."""
    app.add_transform(TaggedEquations)
    app.add_transform(Boxes)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
