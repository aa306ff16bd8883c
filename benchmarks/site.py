"""Time until the mathematics of a page can be read: MathML made at build time against self-hosted MathJax 3.

Needs the built site (`make book`) and `npm ci` in this folder. Both ways are loaded in turns by one Chromium, each time
with an empty cache, from one local server; the same formulas, the same page around them. Writes benchmarks/site.json.
"""

import functools
import gzip
import json
import pickle
import re
import shutil
import statistics
import sys
import tempfile
import threading
from html import escape
from http.server import ThreadingHTTPServer
from pathlib import Path

from docutils import nodes
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "browser"))
sys.path.insert(0, str(ROOT))

from conftest import NAMES, QUIET, Handler  # noqa: E402 - the server and the browser of the tests

from lrlib.displays import displays, markdown  # noqa: E402 - from this checkout

TIMES = 5
TAG = re.compile(r"\\tag\{[^}]+\}")
MATHJAX = """<script>MathJax = {options: {enableMenu: false}, startup: {pageReady: () =>
MathJax.startup.defaultPageReady().then(() => { window.set = true; })}};</script>
<script defer src="../_mathjax/es5/tex-chtml.js"></script></head>"""
WATCH = """window.shift = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => {
if (!entry.hadRecentInput) shift += entry.value; }))
.observe({type: "layout-shift", buffered: true});
const frames = then => requestAnimationFrame(() => requestAnimationFrame(then));
const look = () => {
if (document.readyState !== "loading" && (window.set || !document.querySelector("[src*=tex-chtml]")))
frames(() => { window.readable = performance.now(); }); else setTimeout(look, 5); };
document.addEventListener("DOMContentLoaded", look);"""


def formulas(site, name):
    """Return the LaTeX of a page in the order of its formulas; of the register, its displays."""
    if name == "register":
        sources = [p for p in sorted((ROOT / "chapters").iterdir()) if p.suffix in {".md", ".ipynb"}]
        return [(d.latex, True) for p in sources if p.stem != name for d in displays(markdown(p)) if d.tag]
    tree = pickle.loads((site.parent / ".doctrees" / "chapters" / f"{name}.doctree").read_bytes())
    found = tree.findall(lambda node: isinstance(node, nodes.math | nodes.math_block))
    return [(node.astext(), isinstance(node, nodes.math_block)) for node in found]


def with_mathjax(html, latex, name):
    """Return the page with its formulas as text that MathJax sets; what has no LaTeX here stays MathML."""
    left = iter(latex)
    head, body = html.split('<article class="bd-article">', 1)

    def text(match):
        source, display = next(left, (None, None))
        if source is None:
            raise ValueError(f"{name} has more formulas than sources")
        source = escape(TAG.sub("", source).strip(), quote=False)
        return f"\\[{source}\\]" if display else f"\\({source}\\)"

    pattern = r"<math display=\"block\".*?</math>" if name == "register" else r"<math\b.*?</math>"
    body = re.sub(pattern, text, body, flags=re.S)
    if next(left, None) is not None:
        raise ValueError(f"{name} has fewer formulas than sources")
    body = body.replace("mathjax_ignore", "").replace("tex2jax_ignore", "")
    return (head + '<article class="bd-article">' + body).replace("</head>", MATHJAX, 1)


def load(browser, base, name):
    """Return the milliseconds to readable mathematics, the layout shift and the requests of one visit."""
    context = browser.new_context(base_url=base, viewport={"width": 1280, "height": 800})
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(WATCH)
    page.goto(name, wait_until="load")
    page.wait_for_function("window.readable")
    page.evaluate("document.fonts.ready.then(() => 0)")
    page.wait_for_timeout(500)
    found = page.evaluate("[readable, shift, document.querySelectorAll('mjx-container').length]")
    context.close()
    return *found, len(asked), asked


def weight(folder, base, asked):
    """Return the bytes of the answers, those that a server compresses counted compressed."""
    total = 0
    for address in set(asked):
        path = folder / address.removeprefix(base + "/").split("?")[0].split("#")[0]
        data = path.read_bytes()
        total += len(data) if path.suffix in {".png", ".woff", ".woff2"} else len(gzip.compress(data, 6))
    return total


def compare(browser, base, folder, name):
    """Return what two ways to show the formulas of a page cost, visited in turns."""
    ways = {"MathML": f"{base}/chapters/{name}.html", "MathJax 3": f"{base}/chapters/{name}-mathjax.html"}
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
            "bytes": weight(folder, base, found[0][4]),
            "set by MathJax": found[0][2],
        }
    row["ratio"] = round(row["MathML"]["ms"] / row["MathJax 3"]["ms"], 3)
    return row


def main(site):
    """Measure an ordinary page and the heaviest one, and the weight of all."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        copy = Path(folder) / "html"
        shutil.copytree(site, copy)
        shutil.copytree(ROOT / "benchmarks" / "node_modules" / "mathjax" / "es5", copy / "_mathjax" / "es5")
        for name in ("03-cost", "register"):
            html = (copy / "chapters" / f"{name}.html").read_text(encoding="utf-8")
            changed = with_mathjax(html, formulas(site, name), name)
            (copy / "chapters" / f"{name}-mathjax.html").write_text(changed, encoding="utf-8")
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
