"""The search knows numbers of equations and the names of other libraries, puts the chapter first, and shows text."""

import re

import pytest
from conftest import until
from playwright.sync_api import expect

RESULT = "#search-results .search > li"


def results(page, words):
    """The results of a search, each with where it leads."""
    page.goto(f"search.html?q={words}")
    expect(page.locator("#search-results")).to_contain_text(re.compile(r"Search finished"), timeout=15000)
    return [link.get_attribute("href") for link in page.locator(f"{RESULT} > a").all()]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("3.4", "chapters/03-cost.html#eq-3-4"),
        ("(3.4)", "chapters/03-cost.html#eq-3-4"),
        ("equation 8.17", "chapters/08-derivation.html#eq-8-17"),
        ("E.6", "chapters/errata.html#eq-e-6"),
    ],
)
def test_the_number_of_an_equation_leads_to_it(page, words, first):
    assert results(page, words)[0] == first
    page.goto(first)
    expect(page.locator(":target .equation")).to_be_visible()


@pytest.mark.parametrize(
    "words",
    ["sklearn", "scipy", "torch", "logsumexp", "expit", "LogisticRegression", "sklearn.metrics.log_loss", "MNLogit"],
)
def test_a_name_of_another_library_leads_to_the_row_that_has_it(page, words):
    place = next(href for href in results(page, words) if href.startswith("chapters/glossary.html#"))
    page.goto(place)
    assert words.split(".")[-1] in page.locator(f"[id='{place.split('#')[1]}']").inner_text()


@pytest.mark.parametrize(
    ("words", "chapter"),
    [
        ("log loss", r"\d\d-"),
        ("softmax", r"06-softmax"),
        ("gradient descent", r"04-gradient-descent"),
        ("learning rate", r"\d\d-"),
        ("one-vs-all", r"05-one-vs-all"),
        ("overflow", r"\d\d-"),
    ],
)
def test_a_chapter_comes_before_the_errata(page, words, chapter):
    found = results(page, words)
    assert re.match(rf"chapters/(?:{chapter})", found[0]), found[:4]
    assert not [href for href in found[:1] if "errata" in href]


def test_a_result_shows_the_text_of_its_page_and_not_the_list_of_its_contents(page):
    results(page, "sigmoid")
    until(page, f"() => document.querySelectorAll('{RESULT} p.context').length > 4")
    shown = page.locator(f"{RESULT} p.context").all_inner_texts()
    for text in shown:
        assert "Contents" not in text
        assert len(text) > 60
        assert "Skip to main content" not in text
    assert sum("sigmoid" in text.lower() for text in shown) > len(shown) / 2
