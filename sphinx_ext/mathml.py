"""Set mathematics at build time as MathML: nothing to load, nothing to run, readable by a screen reader.

A display that may be broken is set as several formulas (breaking.py); course.css says where they go.
"""

import re

import breaking
from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.util import logging

logger = logging.getLogger(__name__)
converter = LatexToMathML()
EQUATION = "equation"
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


def row(node, latex):
    """Return one row of a display: its statements, the parts of each, and the formulas of each part."""
    found = breaking.parts(latex)
    if len(found) == 1 and len(found[0].formulas) == 1:
        return set_in_line(node, found[0].formulas[0])
    states = []
    for part in found:
        if part.apart or not states:
            states.append("")
        states[-1] += f'<span class="lr-part">{"".join(set_in_line(node, one) for one in part.formulas)}</span>'
    if len(states) == 1:
        return states[0]
    return "".join(f'<span class="lr-state">{state}</span>' for state in states)


def set_in_line(node, latex):
    """Return a formula that stands in a line of text and looks as in a display."""
    return render(node, latex, True).replace('<math display="block">', '<math displaystyle="true">')


def display(node, latex):
    """Return a whole display: rows of two cells, one row that may be broken, or one formula."""
    table = breaking.rows(latex)
    if table:
        cells = "".join(f"<span>{row(node, cell) if cell.strip() else ''}</span>" for line in table for cell in line)
        return f'<span class="lr-rows">{cells}</span>'
    found = breaking.parts(latex)
    if len(found) == 1 and len(found[0].formulas) == 1:
        return render(node, latex, True)
    return row(node, latex)


def visit_math_block(self, node):
    """Write a display with its number at the right, which links to itself."""
    latex = node.astext().strip()
    tag = TAG.search(latex)
    ids = node["ids"][:1]
    self.body.append(self.starttag(node, "div", CLASS="math display"))
    formula = display(node, TAG.sub("", latex).strip())
    self.body.append(f'<div class="equation" tabindex="0">{formula}</div>')
    if tag and ids:
        self.body.append(f'<a class="number" href="#{ids[0]}" aria-label="{EQUATION} {tag[1]}">({tag[1]})</a>')
    self.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app):
    """Register the renderer."""
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_math_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
