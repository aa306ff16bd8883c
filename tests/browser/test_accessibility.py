"""Every page, light and dark, wide and narrow, all folds open, a quiz answered: axe finds nothing."""

from pathlib import Path

import pytest
from conftest import SITE

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = sorted(str(path.relative_to(SITE)) for path in SITE.rglob("*.html") if "_static" not in path.parts)
PAGES.remove("index.html")  # leads on to the first page at once
OPEN = """() => {
document.querySelectorAll("details").forEach(part => { part.open = true; });
document.querySelectorAll(".lr-quiz fieldset").forEach((question, i) => {
const answers = question.querySelectorAll("input"); answers[i % answers.length].click(); });
}"""
RUN = """async tags => (await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]}))
.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(" ")}`))"""
every_page = pytest.mark.parametrize("name", PAGES)


@pytest.fixture(params=["light", "dark"])
def opened(request, browser, site):
    """A page in one of the two colour modes; the reader asks for less motion."""
    context = browser.new_context(base_url=site, color_scheme=request.param, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@every_page
def test_axe_finds_no_violation_wide_or_narrow(opened, name):
    opened.set_viewport_size({"width": 1280, "height": 800})
    opened.goto(name, wait_until="load")
    opened.evaluate(OPEN)
    opened.evaluate(AXE.read_text(encoding="utf-8"))
    found = {}
    for width in (1280, 390):
        opened.set_viewport_size({"width": width, "height": 800})
        opened.wait_for_timeout(400)  # the theme looks for boxes that scroll 300 ms after a change of size
        found[width] = opened.evaluate(RUN, TAGS)
    assert found == {1280: [], 390: []}


@every_page
def test_nothing_moves_sideways_at_320_pixels(page, name):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(name, wait_until="load")
    page.evaluate(OPEN)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_who_asks_for_less_motion_sees_no_transition(opened):
    opened.goto("chapters/04-gradient-descent.html", wait_until="load")
    moving = """[...document.querySelectorAll("*")].filter(part => { const style = getComputedStyle(part);
return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0; }).length"""
    assert opened.evaluate(moving) == 0
