"""A page in another language beside the English one: each leads to the other, and all but the words is the same."""

import re

import pytest
import yaml
from bs4.element import NavigableString
from built import ROOT, SITE, page

from lrlib import languages

LOCALE = ROOT / "locale"
TRANSLATED = [
    (path.name, page.relative_to(path / "LC_MESSAGES").with_suffix(".html").as_posix())
    for path in sorted(LOCALE.iterdir())
    if path.is_dir()
    for page in sorted((path / "LC_MESSAGES").glob("chapters/*.po"))
]
ALIKE = yaml.safe_load((ROOT / "tests" / "site" / "alike.yml").read_text(encoding="utf-8"))
CODE = re.compile(r"[\w.]+\(.*\)|\w\.\w+|\[.*\]")  # calls and values in the cells of a table
SILENT = {"script", "style", "pre", "code", "math"}
NAMED = ("aria-label", "title", "alt", "placeholder", "data-reason")
each = pytest.mark.parametrize(("language", "name"), TRANSLATED)


def said(path):
    """Every text that a page shows or has read aloud, each once, without code and formulas."""
    whole, found = page(path), set()
    for text in whole.find_all(string=True):
        if type(text) is NavigableString and not SILENT & {parent.name for parent in text.parents}:
            found.add(" ".join(text.split()))
    found |= {" ".join(tag[name].split()) for name in NAMED for tag in whole.find_all(attrs={name: True})}
    return {text for text in found if re.search(r"[^\W\d_]{3,}", text) and not CODE.fullmatch(text)}


@each
def test_no_english_is_left_on_the_page(language, name):
    left = said(SITE / language / name) & said(SITE / name) - set(ALIKE.get(language, []))
    assert sorted(left) == []


@each
def test_the_two_pages_lead_to_one_another(language, name):
    for here, there, code in (
        (SITE / name, SITE / language / name, language),
        (SITE / language / name, SITE / name, "en"),
    ):
        whole = page(here)
        assert whole.html["lang"] == ({language, "en"} - {code}).pop()
        assert whole.find("link", rel="alternate", hreflang=code) is not None
        links = [link["href"] for link in whole.select("a.btn, .article-header-buttons a") if link.has_attr("href")]
        assert there.resolve() in [(here.parent / link).resolve() for link in links if "://" not in link]


@each
def test_formulas_numbers_and_pictures_are_the_same(language, name):
    ours, theirs = page(SITE / language / name).find("article"), page(SITE / name).find("article")

    def formulas(article):
        return [re.sub(r"<mtext>.*?</mtext>", "", str(formula)) for formula in article.find_all("math")]

    def numbers(article):
        tables = [cell.text for cell in article.select(".lr-table td.lr-number")]
        return tables + [re.findall(r"\d+\.\d+|\d+", out.text) for out in article.select(".output pre")]

    assert formulas(ours) == formulas(theirs)
    assert numbers(ours) == numbers(theirs)
    assert len(ours.find_all("img")) == len(theirs.find_all("img"))
    assert [out["id"] for out in ours.select(".lr-live, .lr-quiz")] == [
        out["id"] for out in theirs.select(".lr-live, .lr-quiz")
    ]


def test_a_language_fetches_from_the_english_site_what_is_the_same():
    for language in languages.LANGUAGES:
        for path in (SITE / language / "_static").rglob("*"):
            beside = SITE / path.relative_to(SITE / language)
            assert not (path.is_file() and beside.is_file() and path.read_bytes() == beside.read_bytes()), path
