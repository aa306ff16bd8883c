"""The pages of the built site, each parsed once for all tests that look at it; a test changes nothing in them."""

from collections import defaultdict
from functools import cache
from pathlib import Path

import yaml
from bs4 import BeautifulSoup
from bs4.element import NavigableString

ROOT = Path(__file__).parents[2]
SITE = ROOT / "_build" / "html"
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
NAMES = [TOC["root"], *(chapter["file"] for part in TOC["parts"] for chapter in part["chapters"])]
PAGES = [path for path in sorted(SITE.rglob("*.html")) if "_static" not in path.parts]  # fragments of the theme


@cache
def page(path):
    """A page, parsed."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@cache
def elements(path):
    """The elements of a page by their name, in the order of the page."""
    found = defaultdict(list)
    for element in page(path).find_all(True):
        found[element.name].append(element)
    return dict(found)


@cache
def with_id(path):
    """The elements of a page by their id."""
    found = defaultdict(list)
    for element in page(path).find_all(id=True):
        found[element["id"]].append(element)
    return dict(found)


@cache
def article(name):
    """What the page of that name says, without the theme's frame."""
    return page(SITE / f"{name}.html").find("article")


def prose(element, without):
    """The text of an element, but for what stands in elements of some names."""
    parts, waiting = [], [element]
    while waiting:
        child = waiting.pop()
        if type(child) is NavigableString:  # its subclasses are comments, scripts and style sheets
            parts.append(child)
        elif getattr(child, "name", None) and child.name not in without:
            waiting += reversed(child.contents)
    return "".join(parts)
