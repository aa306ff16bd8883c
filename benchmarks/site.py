"""Time until the mathematics of a page can be read: MathML made at build time against self-hosted MathJax and KaTeX.

Needs the built site (`make book`) and `npm ci` in this folder. All ways are loaded in turns by one Chromium, each time
with an empty cache, from one local server; the same formulas, the same page around them. "stock" is the whole book in
the theme as it comes, with MathJax 3 from the same server: it is built first, two minutes. Writes benchmarks/site.json.
"""

import functools
import gzip
import json
import pickle
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from html import escape
from http.server import ThreadingHTTPServer
from pathlib import Path

import yaml
from docutils import nodes
from playwright.sync_api import sync_playwright

from lrlib.proofs.displays import displays, markdown

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from conftest import NAMES, QUIET, Handler  # noqa: E402 - the server and the browser of the tests

TIMES = 5
TAG = re.compile(r"\\tag\{[^}]+\}")
PACKAGES = ROOT / "benchmarks" / "node_modules"
OWN = ("mathml", "own_host", "published", "page_facts", "steady", "finish", "repeatable")  # what changes the pages
WAYS = {  # beside MathML: what the page's head gets, and which folders of the packages it needs
    "MathJax 3": (
        "<script>MathJax = {options: {enableMenu: false}};</script>"
        '<script defer src="../_mathjax3/tex-chtml.js"></script>',
        {"_mathjax3": "mathjax/es5"},
    ),
    "MathJax 4": (
        "<script>MathJax = {options: {enableMenu: false}, output: {fontPath: '../_%%FONT%%-font'}};"
        '</script><script defer src="../_mathjax4/tex-chtml.js"></script>',
        {"_mathjax4": "mathjax4", "_mathjax-newcm-font": "@mathjax/mathjax-newcm-font"},
    ),
    "KaTeX": ('<link rel="stylesheet" href="../_katex/katex.min.css">', {"_katex": "katex/dist"}),
}
KATEX = """const katex = require("katex");
const formulas = JSON.parse(require("fs").readFileSync(0));
console.log(JSON.stringify(formulas.map(([tex, display]) => katex.renderToString(tex, {displayMode: display}))));"""
WATCH = """window.shift = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => {
if (!entry.hadRecentInput) shift += entry.value; }))
.observe({type: "layout-shift", buffered: true});
const frames = then => requestAnimationFrame(() => requestAnimationFrame(then));
const look = () => {
const set = document.querySelector("script[src*=-chtml]") ? window.MathJax?.startup?.promise : Promise.resolve();
if (document.readyState !== "loading" && document.fonts.status === "loaded" && set)
set.then(() => frames(() => { window.readable = performance.now(); })); else setTimeout(look, 5); };
document.addEventListener("DOMContentLoaded", look);"""


def in_the_stock_theme(folder):
    """Build the book without what the course does to the theme, and return where its pages are."""
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in files.splitlines():
        if not name.startswith("_static"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    shutil.copytree(PACKAGES / "mathjax/es5", folder / "_static/mathjax3")
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    own = config["sphinx"]
    own["local_extensions"] = {name: at for name, at in own["local_extensions"].items() if name not in OWN}
    for option in ("html_js_files", "html_theme_options", "nb_merge_streams"):
        own["config"].pop(option)
    own["config"] |= {"html_math_renderer": "mathjax", "mathjax_path": "../_static/mathjax3/tex-mml-chtml.js"}
    (folder / "_config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    book = Path(sys.executable).parent / "jupyter-book"
    subprocess.run([book, "build", ".", "-q"], cwd=folder, check=True)
    return folder / "_build" / "html"


def formulas(site, name):
    """Return the LaTeX of a page in the order of its formulas; of the register, its displays."""
    if name == "register":
        sources = [p for p in sorted((ROOT / "chapters").iterdir()) if p.suffix in {".md", ".ipynb"}]
        return [(d.latex, True) for p in sources if p.stem != name for d in displays(markdown(p)) if d.tag]
    tree = pickle.loads((site.parent / ".doctrees" / "chapters" / f"{name}.doctree").read_bytes())
    found = tree.findall(lambda node: isinstance(node, nodes.math | nodes.math_block))
    return [(node.astext(), isinstance(node, nodes.math_block)) for node in found]


def by_katex(latex):
    """Return the formulas as KaTeX sets them, without a browser."""
    command = [shutil.which("node"), "-e", KATEX]
    told = subprocess.run(
        command, input=json.dumps(latex), capture_output=True, text=True, cwd=PACKAGES.parent, check=True
    )
    return json.loads(told.stdout)


def in_another_way(html, latex, way, name):
    """Return the page with its formulas as text that MathJax sets, or as KaTeX did; what has no LaTeX stays MathML."""
    latex = [(TAG.sub("", source).strip(), display) for source, display in latex]
    if way == "KaTeX":
        texts = by_katex(latex)
    else:
        texts = [("\\[{}\\]" if display else "\\({}\\)").format(escape(tex, quote=False)) for tex, display in latex]
    head, body = html.split('<article class="bd-article">', 1)
    pattern = r"<math display=\"block\".*?</math>" if name == "register" else r"<math\b.*?</math>"
    if len(re.findall(pattern, body, flags=re.S)) != len(texts):
        raise ValueError(f"{name} has not as many formulas as sources")
    left = iter(texts)
    body = re.sub(pattern, lambda _: next(left), body, flags=re.S)
    body = body.replace("mathjax_ignore", "").replace("tex2jax_ignore", "")
    return (head + '<article class="bd-article">' + body).replace("</head>", WAYS[way][0] + "</head>", 1)


def load(browser, base, name):
    """Return the milliseconds to readable mathematics, the layout shift and the requests of one visit."""
    context = browser.new_context(base_url=base, viewport={"width": 1280, "height": 800})
    page, asked = context.new_page(), []
    page.on("request", lambda request: request.url.startswith(("blob:", "data:")) or asked.append(request.url))
    page.add_init_script(WATCH)
    page.goto(name, wait_until="load")
    page.wait_for_function("window.readable")
    page.evaluate("document.fonts.ready.then(() => 0)")
    page.wait_for_timeout(500)
    found = page.evaluate("[readable, shift, document.querySelectorAll('mjx-container').length]")
    context.close()
    return *found, len(asked), asked


def weight(folder, base, asked):
    """Return the bytes of our server's answers, those that a server compresses counted compressed."""
    total = 0
    for address in {address for address in asked if address.startswith(base)}:
        path = folder / address.removeprefix(base + "/").split("?")[0].split("#")[0]
        data = path.read_bytes() if path.is_file() else b""  # the stock page asks for a file that is not there
        total += len(data) if path.suffix in {".png", ".woff", ".woff2"} else len(gzip.compress(data, 6))
    return total


def compare(browser, base, folder, name):
    """Return what the ways to show the formulas of a page cost, visited in turns."""
    ways = {"MathML": f"{base}/chapters/{name}.html"}
    ways |= {way: f"{base}/chapters/{name}-{way.replace(' ', '')}.html" for way in WAYS}
    ways["stock"] = f"{base}/stock/chapters/{name}.html"
    visits = {way: [] for way in ways}
    for _ in range(TIMES):
        for way, address in ways.items():
            visits[way].append(load(browser, base, address))
    row = {"page": name}
    for way, found in visits.items():
        row[way] = {
            "ms": round(statistics.median(v[0] for v in found)),
            "layout shift": round(max(v[1] for v in found), 4),
            "requests": found[0][3],
            "to other hosts": sum(not address.startswith(base) for address in found[0][4]),
            "bytes": weight(folder, base, found[0][4]),
            "set by MathJax": found[0][2],
        }
    for way in [*WAYS, "stock"]:
        pairs = zip(visits["MathML"], visits[way], strict=True)
        row[way]["ratio"] = round(statistics.median(ours[0] / theirs[0] for ours, theirs in pairs), 3)
    return row


def main(site):
    """Measure an ordinary page and the heaviest one, and the weight of all."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        copy = Path(folder) / "html"
        shutil.copytree(site, copy)
        shutil.copytree(in_the_stock_theme(Path(folder) / "book"), copy / "stock")
        for _, parts in WAYS.values():
            for place, package in parts.items():
                shutil.copytree(PACKAGES / package, copy / place)
        for name in ("03-cost", "register"):
            html = (copy / "chapters" / f"{name}.html").read_text(encoding="utf-8")
            for way in WAYS:
                changed = in_another_way(html, formulas(site, name), way, name)
                (copy / "chapters" / f"{name}-{way.replace(' ', '')}.html").write_text(changed, encoding="utf-8")
        with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=copy)) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            base = f"http://127.0.0.1:{server.server_port}"
            path = next(filter(None, map(shutil.which, NAMES)))
            browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
            rows = [compare(browser, base, copy, name) for name in ("03-cost", "register")]
            pages = {}
            for page in sorted((site / "chapters").glob("*.html")):
                _, shift, _, requests, asked = load(browser, base, f"{base}/chapters/{page.name}")
                pages[page.stem] = {
                    "bytes": weight(copy, base, asked),
                    "requests": requests,
                    "layout shift": round(shift, 4),
                }
            results = {"chromium": browser.version, "times": TIMES, "compared": rows, "pages": pages}
            browser.close()
            server.shutdown()
    (ROOT / "benchmarks" / "site.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(results, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "_build" / "html")
