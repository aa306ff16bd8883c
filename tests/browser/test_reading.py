"""What helps a reader: a link shows the equation that it means, the search finds a chapter without another host."""

import functools
import http.server
import re
import threading

import pytest
from conftest import SITE, Handler, settle, until
from playwright.sync_api import expect

LINK = '.bd-article a[href="#eq-8-6"]:not(.number)'
LEAVE = 300  # milliseconds, above the 250 that equations.js gives the pointer to get from the link into the preview
FAR = '.bd-article a[href="errata.html#eq-e-6"]'


def markup(display):
    """The markup of what a display, or its preview, shows."""
    assert display.locator("math").count() > 0
    return display.inner_html()


def contrast(one, other):
    """WCAG's ratio of two colours as the browser computes them, `rgb(r, g, b)`."""

    def luminance(text):
        parts = [int(x) / 255 for x in re.findall(r"\d+", text)[:3]]
        red, green, blue = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.fixture
def tip(page):
    """The preview; the reader asks for less motion, so that a page does not scroll while it is measured."""
    page.emulate_media(reduced_motion="reduce")
    return page.locator("#equation-preview")


def test_a_focused_link_shows_its_equation_and_says_so(page, tip):
    page.goto("chapters/08-derivation.html")
    link = page.locator(LINK).first
    expect(tip).to_be_hidden()
    link.focus()
    expect(tip).to_be_visible()
    assert markup(tip) == markup(page.locator("#eq-8-6 .equation"))
    expect(tip).to_have_role("tooltip")
    expect(link).to_have_attribute("aria-describedby", "equation-preview")
    expect(link).to_have_accessible_description(re.compile(r"∂.*=.*y"))
    page.evaluate("document.activeElement.blur()")
    expect(tip).to_be_hidden()
    expect(link).not_to_have_attribute("aria-describedby", "equation-preview")


@pytest.mark.parametrize("way", ["focus", "hover"])
def test_escape_closes_the_preview_and_leaves_focus_and_page_where_they_are(page, tip, way):
    page.goto("chapters/08-derivation.html")
    link = page.locator(LINK).first
    getattr(link, way)()
    expect(tip).to_be_visible()
    place = "[document.activeElement.tagName, document.activeElement.getAttribute('href'), scrollY, location.href]"
    before = page.evaluate(place)
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    expect(link).not_to_have_attribute("aria-describedby", "equation-preview")
    assert page.evaluate(place) == before


def test_the_pointer_may_go_into_the_preview_and_stay(page, tip):
    page.goto("chapters/08-derivation.html")
    link = page.locator(LINK).first
    link.hover()
    expect(tip).to_be_visible()
    box = tip.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=12)
    settle(page, LEAVE)
    expect(tip).to_be_visible()
    page.mouse.move(2, 2)
    expect(tip).to_be_hidden()


def test_a_preview_stays_while_the_page_is_scrolled_and_lies_within_it(page, tip):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("chapters/08-derivation.html")
    link = page.locator(LINK).first
    link.focus()
    expect(tip).to_be_visible()
    distance = tip.bounding_box()["y"] - link.bounding_box()["y"]
    top = page.evaluate("scrollY")
    page.mouse.wheel(0, 60)
    until(page, "top => scrollY !== top", top)
    settle(page, LEAVE)
    expect(tip).to_be_visible()
    box = tip.bounding_box()
    assert box["y"] - link.bounding_box()["y"] == pytest.approx(distance, abs=1)
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_link_to_another_page_shows_the_equation_of_that_page(page, tip, site):
    page.goto("chapters/06-softmax.html")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator(FAR).first.hover()
    expect(tip).to_be_visible()
    assert f"{site}chapters/errata.html" in asked
    assert all(url.startswith(site) for url in asked)
    shown = markup(tip)
    page.goto("chapters/errata.html")
    assert shown == markup(page.locator("#eq-e-6 .equation"))


def test_a_page_that_does_not_come_shows_nothing_and_may_come_later(page, tip):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("chapters/06-softmax.html")
    link = page.locator(FAR).first
    page.route(
        "**/errata.html",
        lambda route: route.fulfill(status=404, body="<p id=eq-e-6><span class=equation><math></math></span></p>"),
    )
    with page.expect_event("requestfinished", lambda request: "errata" in request.url):
        link.focus()
    settle(page)
    expect(tip).to_be_hidden()
    page.unroute("**/errata.html")
    page.evaluate("document.activeElement.blur()")
    settle(page, LEAVE)
    link.focus()
    expect(tip).to_be_visible()
    assert errors == []


def test_another_host_is_not_asked(page, tip, site):
    page.goto("chapters/06-softmax.html")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    link = page.locator(FAR).first.element_handle()
    link.evaluate("link => { link.href = 'http://other.example/chapters/errata.html#eq-e-6'; }")
    link.focus()
    settle(page, LEAVE)
    expect(tip).to_be_hidden()
    assert [url for url in asked if "errata" in url] == []


def test_without_a_server_a_link_of_the_page_shows_its_equation_and_a_far_one_nothing(page, tip):
    errors = []
    page.on("console", lambda message: errors.append(message.text) if "equation" in message.text else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((SITE / "chapters" / "08-derivation.html").as_uri())
    page.locator(LINK).first.focus()
    expect(tip).to_be_visible()
    page.goto((SITE / "chapters" / "06-softmax.html").as_uri())
    page.locator(FAR).first.focus()
    settle(page, LEAVE)
    expect(tip).to_be_hidden()
    assert errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_preview_can_be_read_in_both_modes_and_does_not_move(browser, site, scheme):
    context = browser.new_context(base_url=site, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto("chapters/08-derivation.html")
    page.locator(LINK).first.focus()
    tip = page.locator("#equation-preview")
    expect(tip).to_be_visible()
    style = tip.evaluate(
        "part => { const s = getComputedStyle(part), ink = getComputedStyle(part.querySelector('mi')).color;"
        "return [ink, s.backgroundColor, s.borderColor, getComputedStyle(document.body).backgroundColor,"
        "s.animationName, s.transitionDuration]; }"
    )
    assert contrast(style[0], style[1]) >= 7
    assert contrast(style[2], style[3]) >= 1.3
    assert style[4:] == ["none", "0s"]
    context.close()


def test_the_search_finds_the_chapter_on_softmax(page):
    page.goto("search.html?q=softmax")
    expect(page.locator('#search-results a[href*="06-softmax.html"]').first).to_be_visible(timeout=15000)


@pytest.fixture
def below(tmp_path):
    """The site in a folder of its server, as a repository's site lies at its host."""
    (tmp_path / "course").symlink_to(SITE)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=tmp_path)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/course"
        server.shutdown()


def test_previews_come_from_a_site_in_a_folder_too(page, tip, below):
    page.goto(f"{below}/chapters/06-softmax.html")
    page.locator(FAR).first.focus()
    expect(tip).to_be_visible()
