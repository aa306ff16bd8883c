"""What holds for the built site: each page is there, each link leads somewhere, nothing broken shows."""

import re
from urllib.parse import unquote, urlsplit

import pytest
from built import NAMES, PAGES, SITE, article, page, prose, with_id
from told import tell

ALTERNATIVE = (
    'no alternative text: write a sentence into the metadata of the cell, {"mystnb": {"image": {"alt": "..."}}}'
)
every_page = pytest.mark.parametrize("name", NAMES)


@every_page
def test_the_page_of_the_table_of_contents_is_built_with_one_title(name):
    assert len(article(name).find_all("h1")) == 1


def test_no_title_of_a_page_or_a_deck_shows_a_tag_or_a_dollar():
    titles = {path: page(path).title.get_text(strip=True) for path in PAGES}
    assert [path for path, title in titles.items() if not title or re.search(r"[<>$\\]", title)] == []


@every_page
def test_every_internal_link_and_anchor_resolves(name):
    here = SITE / f"{name}.html"
    for link in page(here).find_all("a", href=True):
        parts = urlsplit(link["href"])
        if parts.scheme or parts.netloc:
            continue
        target = (here.parent / unquote(parts.path)).resolve() if parts.path else here
        assert target.exists(), f"{name} links to {link['href']}"
        if parts.fragment and target.suffix == ".html":
            assert unquote(parts.fragment) in with_id(target), (
                f"{name} links to {link['href']}, where nothing has that id"
            )


@every_page
def test_nothing_unresolved_or_broken_is_shown(name):
    content = article(name)
    assert not content.select(".problematic, .system-message, .error"), name
    for code in content.select("pre, code, script, style"):
        if "Traceback (most recent call last)" in code.text:
            pytest.fail(f"{name} shows a traceback")
    text = prose(content, {"pre", "code", "script", "style", "math"})
    for sign in ("$$", r"\tag", r"\frac", r"\begin{", "```", ":::", "{eq}", "{ref}", "{cite}", "[(", "](#", "> **"):
        assert sign not in text, f"{name} shows {sign!r}: {text[max(0, text.find(sign) - 80) : text.find(sign) + 80]!r}"


@every_page
def test_mathematics_is_set_and_numbered_once(name):
    content = article(name)
    tags = [a.text.strip("()") for a in content.select("div.math a.number")]
    assert len(tags) == len(set(tags))
    for display in content.select("div.math.display"):
        assert display.find("math") is not None
        assert not display.find("code")
    ids = [tag["id"] for tag in content.find_all(id=True)]
    assert len(ids) == len(set(ids)), sorted(i for i in ids if ids.count(i) > 1)


def test_the_chapters_show_their_equations_and_pictures():
    equations = sum(len(article(name).select("div.math.display")) for name in NAMES)
    pictures = sum(len(article(name).select("img")) for name in NAMES)
    assert equations > 100
    assert pictures >= 25


@every_page
def test_every_picture_has_an_alternative_text(name):
    texts = [(picture, picture.get("alt", "")) for picture in article(name).find_all("img")]
    bad = [picture for picture, text in texts if len(text) <= 20 or re.search(r"\.(png|svg)$", text)]
    tell([f"{name}.html: {picture}" for picture in bad], ALTERNATIVE)


@every_page
def test_no_page_loads_anything_from_another_host(name):
    whole = page(SITE / f"{name}.html")
    for tag, key in (("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src"), ("source", "src")):
        for element in whole.find_all(tag, attrs={key: True}):
            if element.name == "link" and not set(element.get("rel", [])) & {
                "stylesheet",
                "preload",
                "icon",
                "preconnect",
            }:
                continue
            assert not urlsplit(element[key]).netloc, f"{name} asks {element[key]}"
    for style in whole.find_all("style"):
        assert "@import" not in style.text
        assert "url(http" not in style.text


@every_page
def test_every_page_names_its_icon(name):
    place = page(SITE / f"{name}.html").find("link", rel="icon")["href"]
    assert (SITE / f"{name}.html").parent.joinpath(place).is_file()


def test_the_set_up_cell_is_not_shown():
    for name in NAMES:
        assert "REPOSITORY" not in article(name).get_text()
