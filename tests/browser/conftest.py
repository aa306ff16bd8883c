"""The built site in a real browser: served from this machine, opened in headless Chromium, any other host refused."""

import functools
import http.server
import os
import shutil
import threading
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

SITE = Path(os.environ.get("SITE", Path(__file__).parent.parent.parent / "_build" / "html"))
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
QUIET = (
    "--no-sandbox",  # in a container the browser runs as root
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site and says nothing."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        """Keep the report of the tests clean."""


@pytest.fixture(scope="session")
def site():
    """The address of the built site."""
    assert (SITE / "index.html").exists(), "there is no site yet; build it first: make book"
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=SITE)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
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
    """A fresh page of the site; `page.goto("/chapters/02-sigmoid.html")` opens one."""
    context = browser.new_context(base_url=site)
    yield context.new_page()
    context.close()
