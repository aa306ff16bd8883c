"""The pages that run Python, in each browser: a cell prints what is stored, a derivation is played, nobody is asked.

BROWSERS names those that are asked (firefox, webkit, chromium); with RUNTIME=all every page is run, else one.
"""

import functools
import http.server
import importlib
import json
import os
import sys
import threading
from pathlib import Path

import pytest
from drivers import DRIVERS, Refusal

ROOT = Path(__file__).resolve().parents[2]
SITE = Path(os.environ.get("SITE", ROOT / "_build" / "html"))
sys.path[:0] = [str(ROOT / "sphinx_ext"), str(ROOT / "tests" / "runtime")]
in_page, in_node = importlib.import_module("in_page"), importlib.import_module("test_in_node")
ALL = os.environ.get("RUNTIME") == "all"
PAGES = [path.stem for path in in_page.runnable()] if ALL else ["01-classification"]
UNTIL = "new Promise(done => {{ const look = () => {true} ? done(true) : setTimeout(look, 50); look(); }})"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the site and says nothing."""

    protocol_version = "HTTP/1.1"
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {".mjs": "text/javascript"}

    def log_message(self, *_):
        """Keep the report of the tests clean."""


@pytest.fixture(scope="module")
def site():
    """The address of the built site."""
    assert (SITE / "index.html").exists(), "there is no site yet; build it first: make book"
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=SITE)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module", params=(os.environ.get("BROWSERS") or "firefox").split(","))
def driven(request, tmp_path_factory):
    """A browser, and what it has asked of others since it is there."""
    proxy = Refusal()
    browser = DRIVERS[request.param](tmp_path_factory.mktemp(request.param), proxy.port)
    browser.others = proxy.asked
    yield browser
    browser.close()
    proxy.close()


def until(browser, true, *given):
    """Wait until the page says so."""
    browser.ask(f"(page, ...given) => {UNTIL.format(true=true)}", *given)


def started(browser, address):
    """Open a page and press its button."""
    browser.open(address)
    until(browser, "page.lrChapter")
    browser.ask("page => { page.document.querySelector('article .lr-python button').click(); }")
    until(browser, "/Python is here|could not be/.test(page.document.querySelector('.lr-python').textContent)")
    assert "Python is here" in browser.ask("page => page.document.querySelector('.lr-python').textContent")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_prints_what_is_stored(driven, site, name):
    started(driven, f"{site}/chapters/{name}.html")
    press = "page.document.querySelectorAll('article .lr-cell-buttons')[{}]"
    path = ROOT / "chapters" / f"{name}.ipynb"
    cells = [c for c in json.loads(path.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "code"][1:]
    sources = ["".join(cell["source"]) for cell in cells]
    number = next(i for i, cell in enumerate(cells) if "print(" in sources[i] and "exercises" not in sources[i])
    driven.ask(f"page => {{ {press.format(number)}.querySelector('button').click(); }}")
    until(driven, f"{press.format(number)}.querySelector('.lr-word').textContent === 'done'")
    shown = "page => page.document.querySelectorAll('article div.cell:has(.lr-cell-buttons)')"
    came = driven.ask(f"{shown}[{number}].querySelector('.cell_output pre').textContent")
    assert came.strip() == "".join(cells[number]["outputs"][0]["text"]).strip()
    driven.ask("page => page.lrChapter.kernel.fresh().then(() => true)")
    run = "(page, source) => page.lrChapter.kernel.run(source).then(answer => JSON.stringify(answer))"
    apart = 0
    for cell, source in zip(cells, sources, strict=True):
        outputs = json.loads(driven.ask(run, source))["outputs"]
        if "no page can run it" in in_node.words(outputs[-1:]):
            apart += 1
        else:
            assert in_node.words(outputs) == in_node.words(cell["outputs"]), source[:200]
    assert apart == sum(in_node.ELSEWHERE.get(name, {}).values())
    assert driven.others == []


def test_a_derivation_is_played_from_the_keyboard(driven, site):
    from lrlib.proofs.game.levels import LEVELS

    started(driven, f"{site}/chapters/08-derivation.html")
    game = "page.document.querySelector('.lr-play')"
    driven.ask(f"page => {{ {game}.querySelector('button').click(); }}")
    until(driven, f"{game}.querySelector('textarea')")
    level = LEVELS[driven.ask(f"page => {game}.dataset.level")]
    for number, line in enumerate(level.short, 1):
        driven.keys(".lr-play textarea", line + "\ue007")
        until(driven, f"{game}.querySelectorAll('.lr-lines > li').length === {number + 1}")
    until(driven, f"{game}.querySelector('.lr-roads h4')")
    kept = driven.ask("page => page.localStorage.getItem('lrlib-progress')")
    assert json.loads(kept)["derivations"] == {level.name: True}
    assert driven.others == []
