"""Say whose each file of the site is: tables on a page, from licences.toml, and the texts in _static/licences."""

import json
import re
import tomllib
from fnmatch import fnmatch
from importlib.metadata import distribution
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive

ROOT = Path(__file__).parent.parent
FOLDER = "_static/licences"
OWN = {
    "course-LICENSE.txt": ROOT / "LICENSE",
    "course-LICENSE-TEXT.txt": ROOT / "LICENSE-TEXT",
    "data-ATTRIBUTION.txt": ROOT / "lrlib" / "data" / "ATTRIBUTION.md",
    "reveal-LICENSE.txt": ROOT / "slides" / "packs" / "reveal-LICENSE.txt",
    "stix-OFL.txt": ROOT / "sphinx_ext" / "fonts" / "OFL.txt",
}
DATA = re.compile(r"^## (\S+)\n(.+?)(?=^## |\Z)", re.M | re.S)
LICENCE = re.compile(r"Licence: ([^,.]+(?:\.\d)?)")


def parts():
    """Return what the site is made of, and what is inside its packs."""
    listed = tomllib.loads((ROOT / "sphinx_ext" / "licences.toml").read_text(encoding="utf-8"))
    return listed["part"], listed["packed"]


def versions():
    """Return the versions of what is packed, by name."""
    return json.loads((ROOT / "runtime" / "packs" / "manifest.json").read_text(encoding="utf-8"))["about"]


def installed(name):
    """Return the licence texts that an installed distribution carries, by the name that each has here."""
    files = [file for file in distribution(name).files or () if re.match(r"(LICEN|COPYING)", file.name, re.I)]
    return {f"{name}-{file.name.removesuffix('.txt')}.txt": file.locate() for file in files}


def texts():
    """Return the places of all texts, by the names that they have here."""
    found = dict(OWN)
    for folder in ("packs/licences", "licences"):
        found |= {path.name: path for path in sorted((ROOT / "runtime" / folder).glob("*.txt"))}
    for part in parts()[0]:
        if "distribution" in part:
            found |= installed(part["distribution"])
    return found


def of(part, names):
    """Return the names of the texts of a part."""
    wanted = [f"{part['distribution']}-*"] if "distribution" in part else part["texts"]
    return sorted({name for name in names for pattern in wanted if fnmatch(name, pattern)})


def data():
    """Return each data set's file and its licence in a word or a sentence."""
    for file, words in DATA.findall((ROOT / "lrlib" / "data" / "ATTRIBUTION.md").read_text(encoding="utf-8")):
        found = LICENCE.search(words)
        yield file, found[1] if found else "facts, measured or asked; the source is named in the text"


def row(name, licence, names):
    """Return a row of the table."""
    cells = [nodes.paragraph("", name), nodes.paragraph("", licence)]
    links = nodes.paragraph()
    for text in names:
        links += nodes.raw("", f'<a href="../{FOLDER}/{text}">{text.removesuffix(".txt")}</a> ', format="html")
    if not names:
        links += nodes.Text("none is needed")
    return nodes.row("", *(nodes.entry("", cell) for cell in (*cells, links)))


def table(rows):
    """Return a table with its heads."""
    heads = nodes.row("", *(nodes.entry("", nodes.paragraph("", head)) for head in ("what", "licence", "its text")))
    widths = [nodes.colspec(colwidth=width) for width in (40, 25, 35)]
    group = nodes.tgroup("", *widths, nodes.thead("", heads), nodes.tbody("", *rows), cols=3)
    return nodes.table("", group, classes=["lr-licences"])


class Licences(Directive):
    """``{licences} part``: what the site serves; ``packed``: what is inside its packs; ``data``: its data sets."""

    required_arguments = 1

    def run(self):
        if self.arguments[0] == "data":
            return [table([row(file, licence, ["data-ATTRIBUTION.txt"]) for file, licence in data()])]
        names, known = texts(), versions()
        rows = []
        for part in parts()[self.arguments[0] == "packed"]:
            version = known.get(part.get("version", part["name"]), "")
            rows.append(row(f"{part['name']} {version}".strip(), part["licence"], of(part, names)))
        return [table(rows)]


def put(app, error):
    """Write the texts."""
    if error or app.builder.format != "html":
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, path in texts().items():
        (folder / name).write_bytes(Path(path).read_bytes())


def setup(app):
    """Register the directive and the step."""
    app.add_directive("licences", Licences)
    app.connect("build-finished", put, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
