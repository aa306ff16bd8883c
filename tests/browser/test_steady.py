"""Nothing moves while a page loads, wide or narrow: Chromium's layout shift of every page, fetched cold, is 0."""

import functools
import http.server
import threading
import time

import pytest
from conftest import SITE, Handler

PAGES = sorted(str(path.relative_to(SITE)) for path in SITE.rglob("*.html") if "_static" not in path.parts)
PAGES.remove("index.html")  # leads on to the first page at once
TABLES = [name for name in PAGES if "<table" in (SITE / name).read_text(encoding="utf-8")]
every_page = pytest.mark.parametrize("name", PAGES)
WATCH = """window.moved = [];
const named = node => node?.nodeType === 1 ? node.outerHTML.slice(0, 80) : node?.textContent.slice(0, 80);
new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput)
moved.push([entry.value, ...entry.sources.map(source => named(source.node))]); })
.observe({type: "layout-shift", buffered: true});"""


@pytest.fixture(params=[1280, 390])
def cold(request, browser, site):
    """A page of one width with an empty cache, which notes what moves."""
    context = browser.new_context(base_url=site, viewport={"width": request.param, "height": 800})
    page = context.new_page()
    page.add_init_script(WATCH)
    yield page
    context.close()


def moved(page):
    page.evaluate("document.fonts.ready.then(() => 0)")
    page.wait_for_timeout(500)
    return page.evaluate("moved")


@every_page
def test_nothing_moves_while_a_page_loads(cold, name):
    cold.goto(name, wait_until="load")
    assert moved(cold) == []


class Halting(Handler):
    """Sends a page in two pieces: the wire is slow where `cut` stands in it."""

    cut = ""

    def do_GET(self):
        if not self.path.endswith(".html"):
            return super().do_GET()
        page = (SITE / self.path.lstrip("/")).read_bytes()
        half = page.index(self.cut.encode())
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page[:half])
        time.sleep(0.5)
        return self.wfile.write(page[half:])


@pytest.mark.parametrize(
    ("cut", "name"), [("</tbody>", name) for name in TABLES] + [("toggleFullScreen()", "chapters/03-cost.html")]
)
def test_nothing_moves_where_a_page_comes_in_pieces(cold, cut, name):
    handler = type("Here", (Halting,), {"cut": cut})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=SITE)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        cold.goto(f"http://127.0.0.1:{server.server_port}/{name}", wait_until="load")
        assert moved(cold) == []
        server.shutdown()


def test_a_shift_would_be_noticed(cold):
    cold.goto("chapters/notation.html", wait_until="load")
    assert moved(cold) == []
    above = "document.querySelector('.bd-article h1').insertAdjacentHTML('beforebegin', '<div style=height:3em></div>')"
    cold.evaluate(above)
    assert moved(cold) != []


def test_the_mathematics_is_set_in_the_font_of_the_course(page):
    page.goto("chapters/03-cost.html", wait_until="load")
    page.reload(wait_until="load")  # at the first visit the font may have come too late
    page.evaluate("document.fonts.ready.then(() => 0)")
    client = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        client.send(f"{domain}.enable")
    root = client.send("DOM.getDocument")["root"]["nodeId"]
    node = client.send("DOM.querySelector", {"nodeId": root, "selector": ".bd-article math mi"})["nodeId"]
    used = client.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert [(font["familyName"], font["isCustomFont"]) for font in used] == [("STIX Two Math", True)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_paint_has_the_readers_colours(browser, site, scheme):
    context = browser.new_context(base_url=site, color_scheme=scheme)
    page = context.new_page()
    page.route("**/pydata-sphinx-theme.js*", lambda route: route.abort())  # the theme's script has not come yet
    page.goto("chapters/03-cost.html", wait_until="load")
    assert page.evaluate("document.documentElement.dataset.theme") == scheme
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == scheme
    context.close()


@every_page
def test_every_icon_is_drawn_in_the_page(page, name):
    page.goto(name, wait_until="load")
    assert page.locator("i[class*=fa-], span[class*=fa-]").count() == 0
    shapes = page.locator("header svg.svg-inline--fa path, .bd-header-article svg.svg-inline--fa path")
    assert shapes.count() > 3
