"""The built site in a real browser: served from this machine, opened in headless Chromium, any other host refused."""

import functools
import http.server
import os
import re
import shutil
import sys
import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

sys.path.append(str(Path(__file__).parents[2] / "scripts"))  # which is no package

from chromium import NAMES, QUIET

SITE = Path(os.environ.get("SITE", Path(__file__).parent.parent.parent / "_build" / "html"))

KINDS = {"chapters/01-classification.html", "chapters/index.html", "404.html", "search.html"}
LEADING = {
    "test_the_front_door_asks_no_other_host_and_leads_on",
    "test_a_link_to_another_page_shows_the_equation_of_that_page",
    "test_the_search_finds_the_chapter_on_softmax",
}


def pytest_configure(config):
    config.addinivalue_line("markers", "address: what another address, branch or place at its host may break")


def pytest_collection_modifyitems(items):
    """Mark what is asked again of a fork's site: a page of each kind, with its buttons, and what leads elsewhere."""
    for item in items:
        given = item.callspec.params.get("name") if hasattr(item, "callspec") else None
        if given in KINDS or item.originalname in LEADING:
            item.add_marker(pytest.mark.address)


def below():
    """The path at which the site will stand at its host, as its pages name it; / where it has no address yet."""
    front = (SITE / "chapters" / "index.html").read_text(encoding="utf-8")
    named = re.search(r'<link rel="canonical" href="([^"]*)chapters/index\.html"', front)
    return urlsplit(named[1]).path if named else "/"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site where it will stand, and says nothing."""

    protocol_version = "HTTP/1.1"
    place = "/"

    def translate_path(self, path):
        """Find a file of the site; what does not lie below its place is not there."""
        if not path.startswith(self.place):
            return os.path.join(self.directory, "outside")
        return super().translate_path("/" + path.removeprefix(self.place))

    def log_message(self, *_):
        """Keep the report of the tests clean."""


WRITTEN = sorted(str(path.relative_to(SITE)) for path in SITE.rglob("*.html") if "_static" not in path.parts)
DECKS = [name for name in WRITTEN if name.startswith("slides/")]  # test_slides.py looks at them
TRANSLATED = [name for name in WRITTEN if "/slides/" in name]  # and at these, which are cut from a page of a language
PAGES = [name for name in WRITTEN if name not in {*DECKS, *TRANSLATED}]
SETTLED = """after => new Promise(done =>
requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, after))))"""


def settle(page, after=0):
    """Wait until a page has laid out what was done to it, and has run all it put off for less than so many ms.

    Timers of one page run in the order in which they end, however slow the machine is: ours begins last, so whatever
    the page began before, and for less, has run.
    """
    page.evaluate(SETTLED, after)


def until(page, true, arg=None):
    """Wait until a function of the page says so, asked within the page: its policy lets no text be run there later."""
    page.evaluate(
        f"arg => new Promise(done => {{ const look = () => ({true})(arg) ? done() : setTimeout(look, 20); look(); }})",
        arg,
    )


WATCH = """window.moved = [];
window.named = node => node?.nodeType === 1 ? node.outerHTML.slice(0, 80) : node?.textContent.slice(0, 80);
window.noted = list => { for (const entry of list) if (!entry.hadRecentInput)
moved.push([entry.value, ...entry.sources.map(source => named(source.node))]); };
window.watcher = new PerformanceObserver(list => noted(list.getEntries()));
watcher.observe({type: "layout-shift", buffered: true});"""


def moved(page):
    """What moved on a page that began with WATCH, until half a second after its fonts: no event says `the last`."""
    page.evaluate("document.fonts.ready.then(() => 0)")
    settle(page, 500)
    return page.evaluate("noted(watcher.takeRecords()), moved")


CUT = """() => [...document.querySelectorAll(".equation")].filter(e => e.checkVisibility()
&& e.scrollWidth > e.clientWidth + 1).map(e => e.parentElement.id)"""


@pytest.fixture(scope="session")
def site():
    """The address of the built site, with a slash at its end."""
    assert (SITE / "index.html").exists(), "there is no site yet; build it first: make book"
    here = type("Here", (Handler,), {"place": below()})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(here, directory=SITE)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{here.place}"
        server.shutdown()


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    assert path, "no Chromium is on this machine; `make test` installs Debian's"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser, site):
    """A fresh page of the site; `page.goto("chapters/02-sigmoid.html")` opens one."""
    context = browser.new_context(base_url=site)
    yield context.new_page()
    context.close()


@pytest.fixture
def shown(browser):
    """Show a piece of HTML alone, as Colab's frames do, and return the page; it may ask nobody and report no error."""
    context, seen = browser.new_context(), []

    def show(html):
        sheet = context.new_page()
        sheet.on("request", lambda request: seen.append(request.url))
        sheet.on("pageerror", lambda error: seen.append(str(error)))
        sheet.on("console", lambda message: seen.append(message.text) if message.type == "error" else None)
        sheet.set_content(f"<!doctype html><html lang=en><title>t</title><body><main>{html}</main></body></html>")
        return sheet

    yield show
    context.close()
    assert seen == []
