"""Name what is folded: a cell that begins with "# @title Solution 3.1" folds under that name, as in Colab.

The line itself is Colab's, and leaves the page. Where a formula was checked and proved, the fold is named by that, and
holds the cell with what it printed. The code of a picture or a table folds below it, where it parts no sentence from
what it speaks of. A paragraph of nothing but items of the lecture, such as *L04, L05*, becomes a small mark in the
heading above it, which leads to the map; contents and search, which were read before, keep the heading alone.
"""

import re

from docutils import nodes
from docutils.transforms import Transform
from sphinx.transforms.post_transforms import SphinxPostTransform

TITLE = re.compile(r"# @title (?P<name>.*?)(?: \{.*\})?\n")
CHECKED = "How it was checked"
PROVED = re.compile(r"proved(?: for [^:]*?(?P<every>for every K)|(?P<sizes> for [^:]+))?: \d+ cases?")
QUIZ = re.compile(r"^quiz\(", re.M)
ANSWERS = "The quiz as code, with its answers"
MAP = "chapters/lecture"
ITEMS = re.compile(r"L\d\d(?:, L\d\d)*")


class Names(Transform):
    """Take the titles out of the code, and give them to the folds."""

    default_priority = 402

    def apply(self):
        for cell in self.document.findall(nodes.container):
            if cell.get("nb_element") != "cell_code":
                continue
            for code in cell.findall(lambda n: isinstance(n, nodes.literal_block)):
                title = TITLE.match(code.astext())
                if title is None:
                    break
                text = code.astext()[title.end() :]
                code.rawsource = text
                code.children = [nodes.Text(text)]
                if cell.get("hide_mode"):
                    name = ANSWERS if QUIZ.search(text) else title["name"]
                    cell["prompt_show"] = cell["prompt_hide"] = name
                    if title["name"] == CHECKED:
                        self.judge(cell)
                break  # only the source, which comes first

    @staticmethod
    def judge(cell):
        """Fold what was checked under what came of it."""
        printed = [match for match in map(PROVED.match, told(cell)) if match]
        cell["classes"].append("lr-checked")
        if len(printed) == 1:
            cell["hide_mode"] = "all"
            words = f"\N{CHECK MARK} proved{printed[0]['sizes'] or ''}"
            cell["prompt_show"] = cell["prompt_hide"] = words + (" for every K" if printed[0]["every"] else "")


class Below(SphinxPostTransform):
    """Put folded code below what it put out."""

    default_priority = 201  # after myst_nb has made the fold
    formats = ("html",)

    def run(self):
        for cell in self.document.findall(nodes.container):
            if cell.get("nb_element") == "cell_code" and cell.get("hide_mode") == "input" and len(cell) > 1:
                cell.append(cell.pop(0))


def told(cell):
    """Return what a cell printed."""
    outputs = [node for node in cell.findall(nodes.container) if node.get("nb_element") == "cell_code_output"]
    return [block.astext() for output in outputs for block in output.findall(nodes.literal_block)]


def mark(app, doctree, docname):
    """Move the items of the lecture into the headings."""
    for paragraph in list(doctree.findall(nodes.paragraph)):
        section = paragraph.parent
        alone = len(paragraph) == 1 and isinstance(paragraph[0], nodes.emphasis)
        if not (alone and ITEMS.fullmatch(paragraph.astext()) and isinstance(section, nodes.section)):
            continue
        above = section[section.index(paragraph) - 1]
        if isinstance(above, nodes.title):
            above += led(app, docname, paragraph.astext())
            section.remove(paragraph)


def led(app, docname, items):
    """Return the mark of items of the lecture, which leads to their map where the site has one."""
    if MAP not in app.env.found_docs:
        return nodes.inline("", items, classes=["lecture-item"])
    uri = app.builder.get_relative_uri(docname, MAP)
    said = "Items of the lecture that this course follows: see the map"
    return nodes.reference("", items, refuri=uri, internal=True, reftitle=said, classes=["lecture-item"])


def setup(app):
    """Register all."""
    app.add_transform(Names)
    app.add_post_transform(Below)
    app.connect("doctree-resolved", mark, priority=200)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
