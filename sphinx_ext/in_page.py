"""Put Python beside the site: the packs of runtime/ and lrlib as it is now, in a folder named by what it holds."""

import gzip
import hashlib
import json
import re
import shutil
from pathlib import Path

from docutils import nodes

ROOT = Path(__file__).parent.parent
RUNTIME = ROOT / "runtime"
PROVER, DATA = ROOT / "lrlib" / "proofs", ROOT / "lrlib" / "data"
PAGE = ("kernel.mjs", "page.py", "unpack.py")
FIRST = (
    "kernel.mjs", "manifest.json", "pyodide.mjs", "pyodide.asm.mjs", "lock.json", "core.bin", "stdlib.bin", "numpy.bin",
    "lrlib.bin", "page.py", "unpack.py", "editor.mjs",
)  # fmt: skip


def runnable():
    """Return the notebooks whose pages offer to run: all of them."""
    return sorted((ROOT / "chapters").glob("*.ipynb"))


def packed(paths):
    """Return files of lrlib as a pack, the same bytes for the same files."""
    index = json.dumps([[p.relative_to(ROOT).as_posix(), p.stat().st_size] for p in paths]).encode()
    content = len(index).to_bytes(4, "little") + index + b"".join(p.read_bytes() for p in paths)
    return gzip.compress(content, mtime=0)


def lrlib():
    """Return lrlib as packs: what every chapter needs, the prover, each data set and catalogue; when each is wanted.

    The last is, by name, the module at whose import or the file at whose opening a pack is fetched.
    """
    found = [p for p in sorted((ROOT / "lrlib").rglob("*")) if p.is_file() and "__pycache__" not in p.parts]
    proofs = [p for p in found if p.is_relative_to(PROVER)]
    data = [p for p in found if (p.parent == DATA and p.suffix in (".csv", ".gz")) or p.suffix == ".po"]
    needed = [p for p in found if p not in {*proofs, *data}]
    packs = {"lrlib.bin": packed(needed), "proofs.bin": packed(proofs)} | {f"{apart(p)}.bin": packed([p]) for p in data}
    return packs, {"lrlib.proofs": "proofs"}, {p.relative_to(ROOT).as_posix(): apart(p) for p in data}


def apart(path):
    """Return the name of the pack of a file that is fetched when it is opened: a data set, or a catalogue of words."""
    return f"{path.parents[1].name}-{path.name}" if path.suffix == ".po" else path.name


def files():
    """Return the name and the content of each file of the folder."""
    held = {p.name: p.read_bytes() for p in (RUNTIME / "packs").iterdir() if p.is_file() and p.name != "manifest.json"}
    packs, imported, opened = lrlib()
    held |= {name: (RUNTIME / name).read_bytes() for name in PAGE} | packs
    needs = json.loads((RUNTIME / "packs" / "manifest.json").read_text(encoding="utf-8"))["needs"] | imported
    about = {name: {"bytes": len(data)} for name, data in sorted(held.items())}
    manifest = {"files": about, "imported": needs, "opened": opened}
    return held | {"manifest.json": json.dumps(manifest).encode()}


def first_press(held):
    """Return how many bytes travel before the first cell runs, where the host gzips what is text."""
    return travel(held, FIRST)


def travel(held, names):
    """Return how many bytes some files are on their way; a pack is compressed already."""
    return sum(len(held[n]) if n.endswith(".bin") else len(gzip.compress(held[n])) for n in names)


BAR = (  # what cells.mjs fills: it stands on the page from the start, so that nothing moves when the script comes
    '<div class="lr-python pst-js-only" role="region" aria-label="Python in this page">'
    '<button type="button">Run in this page</button>'
    '<progress max="1" value="0" aria-label="Fetched of Python" hidden></progress>'
    '<span role="status">Fetches Python once, {megabytes:.1f} MB, from this site. Nothing leaves your machine.</span>'
    "</div>"
)
PROVER_NEEDS = ("algebra.bin", "library.bin", "proofs.bin", "typeset.mjs")  # beside what a first cell needs
GAME = re.compile(r'(<div class="lr-play" data-level="[a-z-]+">)</div>')
ELSE = (
    "<p>This derivation is played line by line here, in a browser with scripts, or in "
    '<a href="{}" download>the notebook</a>.</p>'
)
HEAD = re.compile(r"</h1>(?:\s*<details\b.*?</details>)?", re.DOTALL)
PLACE = "<!-- Python in this page -->"


def placed(app, doctree, docname):
    """Mark the end of the picture that opens a page: what a reader came for is seen before what may be run."""
    opening = next(doctree.findall(nodes.section), nodes.section()).children
    cells = [node for node in opening if node.get("nb_element") == "cell_code" and node.get("hide_mode") == "input"]
    shown = [cell for cell in cells if len(cell) > 1]
    if app.builder.format == "html" and shown:
        shown[0].parent.insert(shown[0].parent.index(shown[0]) + 1, nodes.raw("", PLACE, format="html"))


def barred(body, size):
    """Return a page's body with the bar below the picture that opens it, else below its head."""
    bar = BAR.format(megabytes=size / 1e6)
    if PLACE in body:
        return body.replace(PLACE, bar)
    return HEAD.sub(lambda head: f"{head[0]}\n{bar}", body, count=1)


def prepare(app):
    """Name the folder, so that a browser that has it fetches nothing."""
    if app.builder.format != "html":
        return
    app.in_page = files()
    digest = hashlib.sha256(b"".join(hashlib.sha256(app.in_page[n]).digest() for n in sorted(app.in_page)))
    app.in_page_bytes = first_press(app.in_page)
    app.in_page_folder = f"_static/python-{digest.hexdigest()[:12]}"


def offer(app, pagename, templatename, context, doctree):
    """Have a chapter's page offer to run its cells."""
    if doctree is None or ROOT / f"{pagename}.ipynb" not in runnable():
        return
    context["body"] = barred(context["body"], app.in_page_bytes)
    app.add_js_file(
        "cells.mjs",
        type="module",
        **{"data-lr-python": f"{context['pathto'](app.in_page_folder, 1)}/"},
    )
    if GAME.search(context["body"]):
        notebook = context["pathto"](f"_sources/{pagename}.ipynb", 1)
        size = f' data-megabytes="{travel(app.in_page, PROVER_NEEDS) / 1e6:.1f}">'
        context["body"] = GAME.sub(lambda place: f"{place[1][:-1]}{size}{ELSE.format(notebook)}</div>", context["body"])
        app.add_js_file("play.mjs", type="module")


def put(app, error):
    """Write the folder."""
    if error or app.builder.format != "html":
        return
    folder = Path(app.outdir) / app.in_page_folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in app.in_page.items():
        (folder / name).write_bytes(data)
    for name in ("cells.mjs", "play.mjs"):
        shutil.copy(RUNTIME / name, Path(app.outdir) / "_static" / name)


def setup(app):
    """Register the steps."""
    app.connect("builder-inited", prepare)
    app.connect("doctree-resolved", placed, priority=300)  # after slides.py has marked its blocks
    app.connect("html-page-context", offer)
    app.connect("build-finished", put, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
