"""Formulas fit their page: few scroll on a phone, and what scrolls shows that it does."""

import pytest
from conftest import CUT, PAGES, settle

CHAPTERS = [name for name in PAGES if name.startswith("chapters/") and name != "chapters/register.html"]
CUES = """all => all.map(e => [e.scrollWidth > e.clientWidth + 1,
getComputedStyle(e).backgroundImage.split("gradient(").length - 1])"""
TALLER = """() => { const height = e => e.getBoundingClientRect().height;
return [...document.querySelectorAll("math mrow")].filter(row => ["(", "["].includes(row.firstElementChild?.textContent)
&& row.firstElementChild.localName === "mo" && row.querySelector("mfrac"))
.map(row => height(row.firstElementChild) / height(row.querySelector("mfrac"))); }"""
FEW = 3  # on all pages, at 390 pixels


@pytest.fixture
def narrow(browser, site):
    context = browser.new_context(base_url=site, viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def test_hardly_a_display_scrolls_on_a_phone_and_no_number_stands_over_one(narrow):
    scrolling = {}
    for name in CHAPTERS:
        narrow.goto(name, wait_until="load")
        scrolling[name] = narrow.evaluate(CUT)
        over = narrow.evaluate(
            """() => [...document.querySelectorAll("div.math.display")].filter(e => e.checkVisibility()
            && e.querySelector(".number")).filter(e => e.querySelector(".equation").getBoundingClientRect().right
            > e.querySelector(".number").getBoundingClientRect().left).map(e => e.id)"""
        )
        assert over == [], name
    assert sum(map(len, scrolling.values())) <= FEW, scrolling


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_scrolls_sideways_has_a_shadow_at_its_edges(browser, site, scheme):
    context = browser.new_context(base_url=site, viewport={"width": 320, "height": 800}, color_scheme=scheme)
    page, seen = context.new_page(), 0
    for name in ("chapters/scale.html", "chapters/03-cost.html", "chapters/measured.html"):
        page.goto(name, wait_until="load")
        kinds = ".equation, .pst-scrollable-table-container, .cell_output, .output:has(> .lr-table), .highlight pre"
        for scrolls, gradients in page.eval_on_selector_all(kinds, CUES):
            seen += scrolls
            assert gradients >= 4 or not scrolls, name
    assert seen > 0
    context.close()


def test_a_task_is_read_whole_on_a_phone(narrow):
    narrow.goto("chapters/02-sigmoid.html", wait_until="load")
    wide = "all => all.filter(e => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"
    assert narrow.locator(".cell_input pre").evaluate_all(wide) == []
    assert narrow.locator(".cell_input pre:visible").count() > 5


def lines(page, kind):
    """The heights at which the pieces of each display end, of those displays that have several."""
    ends = "all => all.map(e => e.getBoundingClientRect().bottom)"
    displays = [d for d in page.locator("div.math.display:visible").all() if d.locator(kind).count() > 1]
    return [display.locator(kind).evaluate_all(ends) for display in displays]


def test_wide_formulas_are_broken_before_their_relations(narrow):
    narrow.goto("chapters/03-cost.html", wait_until="load")
    broken = [ends for ends in lines(narrow, ".lr-part") if max(ends) - min(ends) > 20]
    assert len(broken) > 3
    assert all(ends[-1] > ends[0] - 20 for ends in lines(narrow, ".lr-state"))
    narrow.set_viewport_size({"width": 1600, "height": 900})
    settle(narrow)
    whole = [ends for ends in lines(narrow, ".lr-part") if max(ends) - min(ends) <= 20]
    assert len(whole) > len(broken)


def test_brackets_stretch_over_their_fractions_at_the_first_visit(page):
    shares = []
    for name in ("chapters/02-sigmoid.html", "chapters/08-derivation.html", "chapters/errata.html"):
        page.goto(name, wait_until="load")
        shares += page.evaluate(TALLER)
    assert len(shares) > 3
    assert min(shares) > 0.8


@pytest.mark.parametrize("name", ["chapters/03-cost.html", "chapters/errata.html", "chapters/index.html"])
@pytest.mark.parametrize("width", [390, 1280])
def test_headings_shrink_in_order(page, name, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(name)
    sizes = {}
    for level in ("h1", "h2", "h3", "h4"):
        found = page.locator(f".bd-article {level}")
        if found.count():
            sizes[level] = float(found.first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)"))
    assert list(sizes.values()) == sorted(set(sizes.values()), reverse=True)
