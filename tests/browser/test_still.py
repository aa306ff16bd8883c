"""A page that comes slowly does not move either, and what is there at first has its fonts and its colours."""

import contextlib
import functools
import http.server
import threading

import pytest
from conftest import PAGES, SITE, WATCH, Handler, moved

# Where a page is cut: at the end of a table, in a form before the widest of its first column.
CUTS = [
    (cut, name)
    for cut in ("</tbody>", "</select>")
    for name in PAGES
    if cut in (SITE / name).read_text(encoding="utf-8")
]
PARSED = """() => new Promise(done => { let [before, looks] = [0, 0];
const look = () => { const count = document.querySelectorAll("*").length;
looks = count > 5 && count === before ? looks + 1 : 0; before = count;
if (looks === 6) done(); else setTimeout(look, 60); };
look(); })"""  # timers, since no frame comes while the page holds back its first paint, as it should


@pytest.fixture(params=[1280, 390])
def cold(request, browser, site):
    """A page of one width with an empty cache, which notes what moves."""
    context = browser.new_context(base_url=site, viewport={"width": request.param, "height": 800})
    page = context.new_page()
    page.add_init_script(WATCH)
    yield page
    context.close()


class Halting(Handler):
    """Sends a page in two pieces, the second when it is told to: the wire is slow where `cut` stands in it."""

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
        self.wfile.flush()
        self.server.go_on.wait()
        return self.wfile.write(page[half:])


@contextlib.contextmanager
def halting(cut):
    """The address of a server that halts in a page, and what makes it go on."""
    handler = functools.partial(type("Here", (Halting,), {"cut": cut}), directory=SITE)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.go_on = threading.Event()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", server.go_on
        server.go_on.set()
        server.shutdown()


@pytest.mark.parametrize(("cut", "name"), [*CUTS, ("toggleFullScreen()", "chapters/03-cost.html")])
def test_nothing_moves_where_a_page_comes_in_pieces(cold, cut, name):
    with halting(cut) as (address, go_on):
        cold.goto(f"{address}/{name}", wait_until="commit")
        cold.evaluate(PARSED)  # the first piece is there, and was painted if nothing held it back
        go_on.set()
        cold.wait_for_load_state("load")
        assert moved(cold) == []


def test_a_shift_would_be_noticed(cold):
    cold.goto("chapters/notation.html", wait_until="load")
    assert moved(cold) == []
    above = "document.querySelector('.bd-article h1').insertAdjacentHTML('beforebegin', '<div style=height:3em></div>')"
    cold.evaluate(above)
    assert moved(cold) != []


def test_the_mathematics_is_set_in_the_font_of_the_course(page):
    page.goto("chapters/03-cost.html", wait_until="load")  # the first visit, with an empty cache
    client = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        client.send(f"{domain}.enable")
    root = client.send("DOM.getDocument")["root"]["nodeId"]
    node = client.send("DOM.querySelector", {"nodeId": root, "selector": ".bd-article .equation mi"})["nodeId"]
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
