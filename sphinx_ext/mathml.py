"""Set mathematics at build time as MathML: nothing to load, nothing to run, readable by a screen reader."""

import re

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.util import logging

logger = logging.getLogger(__name__)
converter = LatexToMathML()
TAG = re.compile(r"\\tag\{([^}]+)\}")


def render(node, latex, display):
    """Return MathML, or warn, which fails a build with -W."""
    try:
        return converter.convert_with_local_state(latex, displaystyle=display)
    except LatexError as error:
        logger.warning("mathematics that cannot be set: %s in %r", error, latex, location=node)
        return "<code>" + nodes.unescape(latex).replace("&", "&amp;").replace("<", "&lt;") + "</code>"


def visit_math(self, node):
    """Write inline mathematics."""
    self.body.append(render(node, node.astext().strip(), False))
    raise nodes.SkipNode


def visit_math_block(self, node):
    """Write a display with its number at the right, which links to itself."""
    latex = node.astext().strip()
    tag = TAG.search(latex)
    ids = node["ids"][:1]
    self.body.append(self.starttag(node, "div", CLASS="math display"))
    self.body.append('<div class="equation" tabindex="0">' + render(node, TAG.sub("", latex).strip(), True) + "</div>")
    if tag and ids:
        self.body.append(f'<a class="number" href="#{ids[0]}" aria-label="equation {tag[1]}">({tag[1]})</a>')
    self.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app):
    """Register the renderer."""
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_math_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
