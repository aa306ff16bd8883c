"""A site in a folder of its host, as GitHub Pages has it: the 404 page at any depth, cards named in full.

A small site with an address is built by the course's own extensions; the server answers as the host does.
"""

import functools
import os
import subprocess
import sys
import threading
from http.server import ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from conftest import Handler
from PIL import Image
from playwright.sync_api import expect

ROOT = Path(__file__).parents[2]
CONF = f"""
import sys
sys.path.insert(0, {str(ROOT / "sphinx_ext")!r})
extensions = ["myst_parser", "notfound.extension", "published", "page_facts", "steady", "finish"]
root_doc = "chapters/index"
html_theme, html_title = "sphinx_book_theme", "Logistic and softmax regression"
html_static_path, html_css_files = [{str(ROOT / "_static")!r}], ["course.css"]
"""


class Host(Handler):
    """Answers what is not there with the site's 404 page."""

    def send_error(self, code, message=None, explain=None):
        """Send the page with its code."""
        page = (Path(self.directory) / "course" / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


@pytest.fixture(scope="module")
def below(tmp_path_factory):
    """The address of the small site."""
    folder, source = tmp_path_factory.mktemp("host"), tmp_path_factory.mktemp("source")
    (source / "chapters").mkdir()
    (source / "conf.py").write_text(CONF, encoding="utf-8")
    more = "```{toctree}\none\n```\n"
    (source / "chapters" / "index.md").write_text(f"# The front page\n\nWords.\n\n{more}", encoding="utf-8")
    (source / "chapters" / "one.md").write_text("# One: the first page\n\n" + "Some words. " * 9, encoding="utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=folder)) as server:
        base = f"http://127.0.0.1:{server.server_port}/course"
        command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", source, folder / "course"]
        subprocess.run(command, check=True, env=os.environ | {"PAGES_URL": base})
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield base
        server.shutdown()


@pytest.mark.parametrize("missing", ["nothing.html", "chapters/nothing.html", "a/b/c/nothing"])
def test_the_404_page_is_whole_at_any_depth_and_leads_back(page, below, missing):
    answers = {}
    page.on("response", lambda answer: answers.update({answer.url: answer.status}))
    first = page.goto(f"{below}/{missing}", wait_until="load")
    assert first.status == 404
    assert {url: status for url, status in answers.items() if status != 200} == {f"{below}/{missing}": 404}
    assert f"{below}/_static/course.css" in {url.split("?")[0] for url in answers}
    expect(page.locator(".bd-article h1")).to_have_text("Page not found")
    page.locator(".bd-article a", has_text="front page").click()
    expect(page.locator(".bd-article h1")).to_contain_text("The front page")
    page.go_back()
    page.locator(".bd-sidebar-primary a", has_text="One: the first page").click()
    expect(page.locator(".bd-article h1")).to_contain_text("One: the first page")
    assert page.url == f"{below}/chapters/one.html"


@pytest.mark.parametrize("name", ["chapters/index", "chapters/one"])
def test_a_card_is_named_in_full_and_comes(page, below, name):
    page.goto(f"{below}/{name}.html")
    facts = {
        fact.get_attribute("property"): fact.get_attribute("content")
        for fact in page.locator("meta[property^='og:']").all()
    }
    assert facts["og:url"] == f"{below}/{name}.html"
    assert facts["og:site_name"] == "Logistic and softmax regression"
    answer = page.request.get(facts["og:image"])
    assert answer.headers["content-type"] == "image/png"
    with Image.open(BytesIO(answer.body())) as picture:
        size = (facts["og:image:width"], facts["og:image:height"])
        assert tuple(map(str, picture.size)) == size == ("1200", "630")
