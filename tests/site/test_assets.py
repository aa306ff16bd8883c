"""What a browser would fetch or run: every file is there and from this site, on every page and in every style sheet."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

ROOT = Path(__file__).parents[2]
SITE = ROOT / "_build" / "html"
PAGES = sorted(SITE.rglob("*.html"))
PAGES = [path for path in PAGES if "_static" not in path.parts]  # fragments of the theme, no pages
OURS = [path for path in PAGES if path.parent.name == "chapters"]
every_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(SITE).as_posix())
every_chapter = pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
FETCHED = [("script", "src"), ("link", "href"), ("img", "src"), ("img", "srcset"), ("iframe", "src")]
FETCHED += [("source", "src"), ("source", "srcset"), ("object", "data"), ("embed", "src"), ("video", "src")]


def read(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def base():
    """The path below which the site lies at its host, as its pages name it; / where it has no address yet."""
    canonical = read(SITE / "chapters" / "index.html").find("link", rel="canonical")
    return urlsplit(canonical["href"]).path.removesuffix("chapters/index.html") if canonical else "/"


def here(path, address):
    """The file that an address on a page means, or None where it leads to another host or is no file."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    if parts.path.startswith("/"):  # on the 404 page, which is shown at any depth
        assert parts.path.startswith(base()), address
        return SITE / unquote(parts.path.removeprefix(base()))
    return (path.parent / unquote(parts.path)).resolve()


@every_page
def test_every_file_that_a_page_fetches_is_there_and_its_own(path):
    for tag, key in FETCHED:
        for element in read(path).find_all(tag, attrs={key: True}):
            if "canonical" in element.get("rel", []):
                continue  # it names this very page; no browser fetches it
            address = element[key].split()[0]
            assert not urlsplit(address).netloc, f"asks {address}"
            target = here(path, address)
            assert target is None or target.exists(), f"{element.name} {address} is not there"


@every_page
def test_every_link_leads_to_a_file(path):
    for link in read(path).find_all("a", href=True):
        target = here(path, link["href"])
        assert target is None or target.exists(), link["href"]


def test_the_front_door_leads_to_the_first_page():
    address = re.search(r"url=([^\"]+)\"", (SITE / "index.html").read_text(encoding="utf-8"))[1]
    assert (SITE / address).exists()


@pytest.mark.parametrize("path", sorted(SITE.rglob("*.css")), ids=lambda path: path.name)
def test_a_style_sheet_fetches_only_files_that_are_there(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    for address in re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")\s;]+)", text):
        assert not urlsplit(address).netloc, f"asks {address}"
        target = here(path, address)
        assert target is None or target.exists(), address


@every_page
def test_no_style_on_a_page_fetches_from_another_host(path):
    page = read(path)
    written = [style.text for style in page.find_all("style")] + [tag["style"] for tag in page.find_all(style=True)]
    assert not re.search(r"url\(['\"]?(https?:)?//|@import", " ".join(written))


@every_page
def test_no_script_names_another_host_and_no_constant_twice(path):
    code = [script.text for script in read(path).find_all("script") if not script.get("src")]
    for text in code:
        assert not re.search(r"https?://(?!www\.w3\.org)", text), text[:200]
    shared = [text for text in code if not text.lstrip().startswith("(")]  # what a function holds is its own
    names = re.findall(r"(?:^|;)\s*(?:const|let) (\w+)", "\n".join(shared), re.M)
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)


@every_chapter
def test_no_formula_and_no_reference_is_left_as_it_was_written(path):
    content = read(path).find("article")
    for link in content.select("a:not([href])"):
        assert not link.select(".xref"), f"unresolved: {link}"
    for code in content.find_all("code", class_=False):
        assert not re.search(r"\\[a-zA-Z]+", code.text), f"a formula that could not be set: {code}"
    for unseen in content.select("pre, code, script, style, math"):
        unseen.decompose()
    assert not re.search(r"(?<!\\)\$[^$\n]*[\\^_{][^$\n]*\$", content.get_text())


@every_chapter
def test_no_output_is_an_error(path):
    content = read(path).find("article")
    assert not content.select(".traceback, .stderr"), content.select(".traceback, .stderr")[0].text[:300]
