"""The built site in a real browser: served from this machine, opened in headless Chromium, any other host refused."""

import functools
import http.server
import os
import re
import shutil
import threading
from pathlib import Path
from urllib.parse import urlsplit

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
