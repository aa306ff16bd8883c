"""Print the built site as one PDF, _build/logistic-regression.pdf: the same pages, in the order of _toc.yml.

The articles are joined into one page, in which each link to another chapter becomes a link within; folds are open, what
answers when touched stands still. Chromium prints it with its bookmarks, and what came is looked at before it counts.
"""

import functools
import posixpath
import re
import shutil
import sys
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from conftest import NAMES, QUIET, Handler  # noqa: E402 - the server and the browser of the tests

SITE = ROOT / "_build" / "html"
PDF = ROOT / "_build" / "logistic-regression.pdf"
TITLE = "Logistic and softmax regression"
OWN = ("script", "button", "a.headerlink", ".lr-controls", ".lr-quiz style", ".page-facts")  # nothing of it on paper
STYLE = """<style>
@page { size: A4; margin: 18mm 16mm 20mm; }
html { font-size: 10.5pt; } body { background: #fff; color: #000; display: block; }
article.bd-article { padding: 0; } article.bd-article + article.bd-article { break-before: page; }
.cover { height: 230mm; display: flex; flex-direction: column; justify-content: center; }
.cover h1 { font-size: 34pt; }
nav.contents { break-before: page; break-after: page; } nav.contents li { margin: .3em 0; }
h1, h2, h3 { break-after: avoid; } figure, img, svg, tr, .admonition, .equation-entry { break-inside: avoid; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; } .cell_output pre { white-space: pre-wrap; }
.math.display, .math.display .equation, .cell_output, .pst-scrollable-table-container { overflow: visible !important; }
img, svg { max-width: 100%; height: auto; } table { width: 100%; font-size: .92em; }
.lr-quiz input { display: none; } .toggle-details__summary, details > summary { list-style: none; }
.cell.tag_hide-cell .cell_output,
details .cell_output { display: block !important; }
</style>"""


def pages():
    """Return the names of the book's pages, in order."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    return [toc["root"], *(chapter["file"] for part in toc["parts"] for chapter in part["chapters"])]


def inside(link, page, names):
    """Return where a link of a page leads within the joined page, or None where it leaves the book."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), parts.path)) if parts.path else f"{page}.html"
    name = target.removesuffix(".html")
    if name not in names:
        return None
    return f"#{name.replace('/', '-')}--{parts.fragment}" if parts.fragment else f"#{name.replace('/', '-')}"


def article(page, names):
    """Return the article of a page as it goes on paper."""
    soup = BeautifulSoup((SITE / f"{page}.html").read_text(encoding="utf-8"), "html.parser")
    found, prefix = soup.select_one("article.bd-article"), page.replace("/", "-")
    for part in found.select(", ".join(OWN)):
        part.decompose()
    for part in found.select("[id]"):
        if not part.find_parent(class_=re.compile("^lr-")) and "lr-" not in " ".join(part.get("class", [])):
            part["id"] = f"{prefix}--{part['id']}"
    found["id"] = prefix
    for link in found.select("a[href]"):
        within = inside(link["href"], page, names)
        if within:
            link["href"] = within
        elif not urlsplit(link["href"]).scheme:
            link.unwrap()  # such as the download of a notebook: on paper it leads nowhere
    for picture in found.select("img[src]"):
        picture["src"] = posixpath.normpath(posixpath.join(posixpath.dirname(page), picture["src"]))
        del picture["loading"]
    for source in found.select(".tag_hide-input details"):
        source.decompose()  # of a quiz or a picture: the reader of the PDF sees what it makes
    for fold in found.select("details"):
        fold["open"] = ""
    for label in found.select("details.hide > summary"):
        label.decompose()  # "Hide code cell content" asks for a click
    return found


def joined():
    """Return the whole book as one page, and the title of each of its pages."""
    names = pages()
    articles = [article(page, names) for page in names]
    titles = [part.find("h1").get_text(" ", strip=True) for part in articles]
    head = BeautifulSoup((SITE / f"{names[0]}.html").read_text(encoding="utf-8"), "html.parser")
    styles = "".join(
        f'<link rel="stylesheet" href="{link["href"].removeprefix("../")}">'
        for link in head.select("link[rel~=stylesheet]")
    )
    contents = "".join(
        f'<li><a href="#{part["id"]}">{title}</a></li>' for part, title in zip(articles, titles, strict=True)
    )
    return (
        f'<!doctype html><html lang="en" data-theme="light" data-mode="light"><head><meta charset="utf-8">'
        f"<title>{TITLE}</title>{styles}{STYLE}</head><body>"
        f'<div class="cover"><p>A course after a lecture by Dr. Muhammad Safyan</p><h1>{TITLE}</h1>'
        "<p>Every displayed equation was checked by a machine, every result was printed by code. Text and pictures: "
        "CC BY 4.0. Code: BSD-3-Clause.</p></div>"
        f'<nav class="contents"><h1>Contents</h1><ul>{contents}</ul></nav>'
        f"{''.join(map(str, articles))}</body></html>"
    ), titles


def printed(html):
    """Print a page of the site by Chromium."""
    chromium = next(filter(None, map(shutil.which, NAMES)), None)
    if not chromium:
        raise SystemExit("no Chromium is on this machine, which prints the PDF; install it, for example with apt-get")
    source = SITE / "_print.html"
    source.write_text(html, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=SITE))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{server.server_port}/_print.html", wait_until="load")
            page.evaluate("document.fonts.ready.then(() => true)")
            number = '<div style="font-size:8pt;width:100%;text-align:center"><span class="pageNumber"></span></div>'
            page.pdf(path=PDF, prefer_css_page_size=True, print_background=True, outline=True, tagged=True,
                     display_header_footer=True, header_template="<div></div>", footer_template=number)  # fmt: skip
            browser.close()
    finally:
        server.shutdown()
        source.unlink()


def flat(outline):
    """Return the bookmarks of all levels."""
    return [title for part in outline for title in (flat(part) if isinstance(part, list) else [part.title])]


def check(html, titles):
    """Look at what was printed: every page has a bookmark, every link within and every picture is there."""
    reader, soup = PdfReader(PDF), BeautifulSoup(html, "html.parser")
    bookmarks = {
        "".join(title.split()) for title in flat(reader.outline)
    }  # Chromium drops a space where a title breaks
    missing = [title for title in titles if "".join(title.split()) not in bookmarks]
    if missing:
        raise SystemExit(f"the PDF has no bookmark for {missing}")
    ids = {part["id"] for part in soup.select("[id]")}
    dead = [link["href"] for link in soup.select('a[href^="#"]') if link["href"][1:] not in ids]
    if dead:
        raise SystemExit(f"links within the PDF lead nowhere: {dead[:5]}")
    links = sum(len(page.get("/Annots") or []) for page in reader.pages)
    wanted = len(soup.select("a[href]"))
    if links < wanted:  # a link that breaks over two lines counts twice
        raise SystemExit(f"the PDF has {links} links; wanted are the {wanted} of the pages")
    pictures = sum(len(page.images) for page in reader.pages)
    if pictures < len(soup.select("img")):
        raise SystemExit(f"the PDF has {pictures} pictures; wanted are the {len(soup.select('img'))} of the pages")
    text = "".join(page.extract_text() for page in reader.pages)
    numbers = [tag.get_text() for tag in soup.select("a.number")]
    lost = [number for number in numbers if number not in text]
    if lost:
        raise SystemExit(f"equations {lost[:5]} are not in the PDF")
    print(f"{PDF}: {len(reader.pages)} pages, {len(bookmarks)} bookmarks, {links} links, {pictures} pictures, "
          f"{len(numbers)} equations, {PDF.stat().st_size / 1e6:.1f} MB")  # fmt: skip


if __name__ == "__main__":
    if not (SITE / "index.html").exists():
        raise SystemExit("there is no site yet; build it first: make book")
    book, headings = joined()
    printed(book)
    check(book, headings)
