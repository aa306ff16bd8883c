"""What a teacher plans with, taken from the chapters: sessions with their minutes, and what students stumble over.

A session holds neighbouring chapters, so that the fullest one is as short as it can be. What is believed comes from the
chapter's quiz, what goes wrong in code from its exercises.
"""

import itertools
import json
import re
from html import escape

import deck
import front
from docutils import nodes
from docutils.parsers.rst import Directive

from lrlib.pictures.misconceptions import MISCONCEPTIONS

CHAPTER = re.compile(r"chapters/(\d\d)-")
LECTURE = 9  # the chapters that follow it
TREATED = re.compile("|".join(map(re.escape, MISCONCEPTIONS)))


def chapters():
    """Return the names of all chapters, in their order."""
    return [name for _, names in front.lines() for name in names if CHAPTER.match(name)]


def sessions(minutes, number):
    """Return where each of so many sessions begins, so that the longest is as short as it can be."""
    ends = range(1, len(minutes))
    if not 1 <= number <= len(minutes):
        raise ValueError(f"{number} sessions of {len(minutes)} chapters; wanted is a chapter or more in each")

    def spread(cuts):
        spans = itertools.pairwise((0, *cuts, len(minutes)))
        return sorted((sum(minutes[a:b]) for a, b in spans), reverse=True)

    return (0, *min(itertools.combinations(ends, number - 1), key=spread))


def link(name):
    """Return a link to a chapter by its number and title."""
    title = front.facts(name)[0]
    return f'<a href="{name.rpartition("/")[2]}.html">{int(CHAPTER.match(name)[1])}. {escape(title)}</a>'


def depend(directive):
    """Have the page written anew where a chapter changes."""
    for name in chapters():
        directive.state.document.settings.env.note_dependency(str(front.source(name)))


class Plan(Directive):
    """``{plan} 4``: so many sessions on the chapters of the lecture, or on all where there are more sessions."""

    required_arguments = 1

    def run(self):
        depend(self)
        number = int(self.arguments[0])
        names = [name for name in chapters() if number > LECTURE or int(CHAPTER.match(name)[1]) <= LECTURE]
        times = [front.facts(name)[1:] for name in names]
        begins = sessions([read + write for read, write in times], number)
        rows = []
        for first, end in itertools.pairwise((*begins, len(names))):
            read, write = (sum(column) for column in zip(*times[first:end], strict=True))
            rows.append(f"<li>{'; '.join(map(link, names[first:end]))}: {read} min, and {write} to write</li>")
        return [nodes.raw("", f"<ol>{''.join(rows)}</ol>", format="html")]


class Stumbles(Directive):
    """``{stumbles}``: for each chapter what some believe, and how it shows itself in what they write."""

    def run(self):
        depend(self)
        parts = []
        for name in chapters():
            found = dict.fromkeys(TREATED.findall(quiz(name)))
            believed = "".join(f"<li>{escape(MISCONCEPTIONS[key])}</li>" for key in found)
            body = (f"<p>What some believe:</p><ul>{believed}</ul>" if found else "") + deck.in_code(
                int(CHAPTER.match(name)[1])
            )
            parts.append(f"<details><summary>{escape(front.facts(name)[0])}</summary>{body}</details>" * bool(body))
        return [nodes.raw("", "".join(parts), format="html")]


def quiz(name):
    """Return the source of the quiz of a chapter."""
    cells = json.loads(front.source(name).read_text(encoding="utf-8"))["cells"]
    return "".join("".join(cell["source"]) for cell in cells if "# @title Quiz" in "".join(cell["source"]))


def setup(app):
    """Register both."""
    app.add_directive("plan", Plan)
    app.add_directive("stumbles", Stumbles)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
