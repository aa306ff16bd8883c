"""What helps a reader: a link shows the equation that it means, the search finds a chapter without another host."""

from playwright.sync_api import expect


def test_a_focused_link_shows_its_equation_and_escape_closes_it(page):
    page.goto("/chapters/08-derivation.html")
    link, tip = page.locator('.bd-article a[href="#eq-8-4"]:not(.number)').first, page.get_by_role("tooltip")
    link.focus()
    expect(tip).to_be_visible()
    assert tip.locator("math").inner_html() == page.locator("#eq-8-4 math").inner_html()
    expect(link).to_have_attribute("aria-describedby", "equation-preview")
    page.keyboard.press("Escape")
    expect(tip).to_have_count(0)


def test_a_link_to_another_page_shows_the_equation_of_that_page(page):
    page.goto("/chapters/06-softmax.html")
    page.locator('.bd-article a[href="errata.html#eq-e-6"]').first.hover()
    tip = page.locator("#equation-preview")
    expect(tip).to_be_visible()
    shown = tip.locator("math").inner_html()
    page.goto("/chapters/errata.html")
    assert shown == page.locator("#eq-e-6 math").inner_html()


def test_the_search_finds_the_chapter_on_softmax(page):
    page.goto("/search.html?q=softmax")
    expect(page.locator('#search-results a[href*="06-softmax.html"]').first).to_be_visible(timeout=15000)
