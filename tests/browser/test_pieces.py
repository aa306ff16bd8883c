"""A page that comes in pieces, as over a slow line: what was painted of it stays where it is.

A page that ends within the first window is the case to ask for: its footer stands at the window's lower edge. So
is one that begins with a table, whose columns change with its rows. How a browser cuts what comes at once is its own
affair and another one on a slow machine, so the pieces are cut here.
"""

import functools
import http.server
import itertools
import re
import threading
import time

import pytest
from conftest import SITE, WATCH, Handler, below, moved

PART = re.compile(rb"<(?:div|p|tr|form|footer|script)[ >]")
PAUSE = 0.1  # seconds, some frames: what has come can be painted before the next piece


class Slow(Handler):
    """Sends a page in some twenty pieces, each beginning with an element."""

    def do_GET(self):
        """Send pages so, and all else as ever."""
        if not self.path.endswith(".html"):
            super().do_GET()
            return
        page = (SITE / self.path.removeprefix(self.place)).read_bytes()
        parts = [part.start() for part in PART.finditer(page, page.index(b"<body"))]
        cuts = [0, *parts[:: len(parts) // 20], len(page)]
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        for start, end in itertools.pairwise(cuts):
            self.wfile.write(page[start:end])
            self.wfile.flush()
            time.sleep(PAUSE)


@pytest.mark.parametrize(
    ("name", "width"),
    [("search.html", 390), ("404.html", 390), ("chapters/licences.html", 390), ("chapters/licences.html", 1280)],
)
def test_what_was_painted_stays(browser, name, width):
    slow = type("Here", (Slow,), {"place": below()})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(slow, directory=SITE)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        context = browser.new_context(viewport={"width": width, "height": 800})
        page = context.new_page()
        page.add_init_script(WATCH)
        page.goto(f"http://127.0.0.1:{server.server_port}{below()}{name}", wait_until="load")
        assert moved(page) == []
        context.close()
        server.shutdown()
