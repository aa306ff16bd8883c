"""What a browser would fetch or run: every file is there and from this site, on every page and in every style sheet."""

import re
from urllib.parse import unquote, urlsplit

import pytest
from built import PAGES, SITE, article, elements, page, prose

OURS = [path for path in PAGES if path.parent.name == "chapters"]
every_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(SITE).as_posix())
every_chapter = pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
FETCHED = [("script", "src"), ("link", "href"), ("img", "src"), ("img", "srcset"), ("iframe", "src")]
FETCHED += [("source", "src"), ("source", "srcset"), ("object", "data"), ("embed", "src"), ("video", "src")]

UNSEEN = {"pre", "code", "script", "style", "math"}


def named(path, name, key):
    """The elements of a page that have a name and an attribute."""
    return [element for element in elements(path).get(name, []) if element.has_attr(key)]


def base():
    """The path below which the site lies at its host, as its pages name it; / where it has no address yet."""
    canonical = page(SITE / "chapters" / "index.html").find("link", rel="canonical")
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
        for element in named(path, tag, key):
            if {"canonical", "alternate"} & set(element.get("rel", [])):
                continue  # it names this very page, or the same in another language; no browser fetches it
            address = element[key].split()[0]
            assert not urlsplit(address).netloc, f"asks {address}"
            target = here(path, address)
            assert target is None or target.exists(), f"{element.name} {address} is not there"


@every_page
def test_every_link_leads_to_a_file(path):
    for link in named(path, "a", "href"):
        target = here(path, link["href"])
        assert target is None or target.exists(), link["href"]


def test_the_front_door_leads_to_the_first_page():
    door = (SITE / "index.html").read_text(encoding="utf-8")
    assert (SITE / re.search(r"url=([^\"]+)\"", door)[1]).exists()
    assert page(SITE / "index.html").html["lang"] == "en"
    led = [element["href"] for element in page(SITE / "index.html").select("a, link")]
    assert len(led) == 2
    assert all((SITE / address).exists() for address in led)


@pytest.mark.parametrize("path", sorted(SITE.rglob("*.css")), ids=lambda path: path.name)
def test_a_style_sheet_fetches_only_files_that_are_there(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    for address in re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")\s;]+)", text):
        assert not urlsplit(address).netloc, f"asks {address}"
        target = here(path, address)
        assert target is None or target.exists(), address


@every_page
def test_no_style_on_a_page_fetches_from_another_host(path):
    written = [style.text for style in elements(path).get("style", [])]
    written += [tag["style"] for some in elements(path).values() for tag in some if tag.has_attr("style")]
    assert not re.search(r"url\(['\"]?(https?:)?//|@import", " ".join(written))


@every_page
def test_no_script_names_another_host_and_no_constant_twice(path):
    code = [script.text for script in elements(path).get("script", []) if not script.get("src")]
    for text in code:
        assert not re.search(r"https?://(?!www\.w3\.org)", text), text[:200]
    shared = [text for text in code if not text.lstrip().startswith("(")]  # what a function holds is its own
    names = re.findall(r"(?:^|;)\s*(?:const|let) (\w+)", "\n".join(shared), re.M)
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)


@every_chapter
def test_no_formula_and_no_reference_is_left_as_it_was_written(path):
    content = article(f"chapters/{path.stem}")
    for link in content.select("a:not([href])"):
        assert not link.select(".xref"), f"unresolved: {link}"
    for code in content.find_all("code", class_=False):
        assert not re.search(r"\\[a-zA-Z]+", code.text), f"a formula that could not be set: {code}"
    left = re.search(r"(?<!\\)\$[^$\n]*[\\^_{][^$\n]*\$", prose(content, UNSEEN))
    assert not left, f"chapters/{path.stem} shows a formula as it was written, {left[0]}: look at its source"


@every_chapter
def test_no_output_is_an_error(path):
    content = article(f"chapters/{path.stem}")
    assert not content.select(".traceback, .stderr"), content.select(".traceback, .stderr")[0].text[:300]
