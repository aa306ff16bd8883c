"""Every page, opened twice with an empty cache: light and wide, dark and narrow. All that a page must be is asked then.

It asks no other host, reports no error, and nothing moves while it loads; its icons are drawn, and no display is cut;
axe finds nothing, wide and narrow, light and dark, with all folds open and a quiz answered; the words in its pictures
can be read; nothing moves sideways at 320 pixels, and it is no wider than its paper.
"""

import contextlib
import re
from pathlib import Path

import pytest
from conftest import CUT, PAGES, WATCH, moved, settle

AXE = (Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # what a theme can change
LATE = 400  # milliseconds, above the 300 after which the theme looks for boxes that scroll when the size has changed
OPEN = """() => {
document.querySelectorAll("details").forEach(part => { part.open = true; });
document.querySelectorAll(".lr-quiz fieldset").forEach((question, i) => {
const answers = question.querySelectorAll("input"); answers[i % answers.length].click(); });
}"""
UNSHADED = """() => { for (const part of document.querySelectorAll(".bd-article *")) {
const style = getComputedStyle(part), shaded = style.getPropertyValue("--ground") && style.backgroundImage !== "none";
if (shaded) part.style.backgroundImage = "none"; } }"""
RUN = """async ([runOnly, parts]) => { const where = parts ? {include: window[parts]} : document;
if (parts && !window[parts].length) return [];
const run = await axe.run(where, {runOnly, resultTypes: ["violations"]});
return run.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(" ")}`)); }"""
TO_JUDGE = """() => { window.ids ??= new Map(); window.judged ??= new Set();
const before = window.looks ?? new Map(), names = ["color", "backgroundColor", "backgroundImage", "opacity", "filter",
"mixBlendMode", "textShadow", "fontSize", "fontWeight", "position"];
window.looks = new Map();
for (const part of document.body.querySelectorAll("*")) {
if (!part.checkVisibility({visibilityProperty: true}) || !part.getClientRects().length) continue;
let around = part.parentElement; while (around && !looks.has(around)) around = around.parentElement;
const style = getComputedStyle(part), look = [looks.get(around), ...names.map(name => style[name])].join();
if (!ids.has(look)) ids.set(look, ids.size);
const id = ids.get(look), alike = judged.has(id) && part.closest("pre, math");
const text = [...part.childNodes].filter(node => node.nodeType === 3).map(node => node.data.trim()).join("");
looks.set(part, id);
part.toggleAttribute("data-to-judge", text.length > 1 && before.get(part) !== id && !alike);
if (/[a-z0-9]{2}/i.test(text)) judged.add(id); }
axe.configure({rules: [{id: "color-contrast", selector: "[data-to-judge]"}]}); }"""  # of a sign alone it says nothing
LABELS = r"""() => { const found = [], parts = [0.1, 0.5, 0.9];
const rgba = text => text.startsWith("rgb") ? [...text.match(/[\d.]+/g).map(Number), 1].slice(0, 4) : null;
const shown = part => part.checkVisibility({visibilityProperty: true}) && !part.closest("defs, clipPath, marker");
const paint = part => { const style = getComputedStyle(part), colour = rgba(style.fill);
if (colour) colour[3] *= style.fillOpacity;
for (let at = part; colour && !at.matches("svg"); at = at.parentElement) colour[3] *= getComputedStyle(at).opacity;
return colour; };
const over = ([r, g, b, a], under) => [r, g, b].map((value, i) => a * value + (1 - a) * under[i]);
const linear = part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
const light = ([r, g, b]) => 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
const contrast = (one, other) => { const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
return (high + 0.05) / (low + 0.05); };
for (const svg of document.querySelectorAll(".bd-article svg:has(text)")) {
let ground = svg; while (rgba(getComputedStyle(ground).backgroundColor)[3] < 1) ground = ground.parentElement;
const shapes = [...svg.querySelectorAll("rect, circle, path, polygon")].filter(part => shown(part) && paint(part));
for (const text of svg.querySelectorAll("text, tspan")) {
if (!shown(text) || !text.textContent.trim()) continue;
const box = text.getBoundingClientRect(), style = getComputedStyle(text), size = parseFloat(style.fontSize);
const least = size >= 24 || size >= 18.66 && style.fontWeight >= 700 ? 3 : 4.5;
if (parts.some(part => { const point = new DOMPoint(box.left + part * box.width, box.top + box.height / 2);
let under = rgba(getComputedStyle(ground).backgroundColor);
for (const shape of shapes) if (shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING
&& shape.isPointInFill(point.matrixTransform(shape.getScreenCTM().inverse()))) under = over(paint(shape), under);
return contrast(over(paint(text), under), under) < least; })) found.push(text.textContent); } }
return found; }"""  # of a word in a picture axe never says whether it can be read
OTHER_GROUND = """() => { const seen = part => getComputedStyle(part), clear = "rgba(0, 0, 0, 0)";
const found = new Set();
for (const part of document.querySelectorAll(".bd-article *")) { const style = seen(part);
if (!style.getPropertyValue("--ground") || !style.backgroundImage.includes("linear-gradient")) continue;
let under = part.parentElement; while (seen(under).backgroundColor === clear) under = under.parentElement;
const covers = style.backgroundImage.match(/rgba?\\([^)]*\\)/)[0];
if (covers !== seen(under).backgroundColor) found.add(part.className || part.tagName);
} return [...found]; }"""  # what hides the shadow at an edge has the colour on which it lies
ICONS = "header svg.svg-inline--fa path, .bd-header-article svg.svg-inline--fa path"
UNPRINTED = ".copybtn:visible, .headerlink:visible, .bd-sidebar-primary:visible"
DOORS = re.compile(r"(?:\w\w/)?index\.html")  # they lead on at once
every_page = pytest.mark.parametrize("name", [name for name in PAGES if not DOORS.fullmatch(name)])


@contextlib.contextmanager
def opened(browser, site, name, scheme, width):
    """A page just opened, and what is wrong with it so far."""
    context = browser.new_context(base_url=site, color_scheme=scheme, viewport={"width": width, "height": 800})
    page, others, errors = context.new_page(), [], []
    page.add_init_script(WATCH)
    page.on("request", lambda request: others.append(request.url) if not request.url.startswith((site, "data:")) else 0)
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else 0)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(name, wait_until="load")
    yield page, {"moved": moved(page), "other hosts": others, "errors": errors}
    context.close()


def ready_for_axe(page):
    """Open what is folded, answer the quizzes, and let nothing glide: a colour on its way is none.

    Shadows at the edges of what scrolls are put aside: over a picture axe says of no colour whether it can be read.
    """
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(OPEN)
    page.evaluate(UNSHADED)
    page.evaluate(AXE)


def resize(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    settle(page, LATE)


def wide_and_narrow(page, rules):
    """What axe finds on a page, wide and narrow.

    Colours are judged of what was not there before or looked otherwise, by itself or around it, and within code and
    formulas, whose parts never lie on one another, once for each look.
    """
    found = {}
    for width, where in ((1280, "axe, wide"), (390, "axe, narrow")):
        resize(page, width)
        page.evaluate(TO_JUDGE)
        found[where] = page.evaluate(RUN, [rules, None])
    return found


def wrong(found):
    return {what: where for what, where in found.items() if where}


@every_page
def test_a_page_in_the_light(browser, site, name):
    with opened(browser, site, name, "light", 1280) as (page, found):
        found["icons not drawn"] = page.locator("i[class*=fa-], span[class*=fa-]").count()
        found["too few icons"] = page.locator(ICONS).count() <= 3
        found["displays cut"] = page.evaluate(CUT)
        found["shadows that lie on another ground"] = page.evaluate(OTHER_GROUND)
        ready_for_axe(page)
        found["pale words in pictures"] = page.evaluate(LABELS)
        found |= wide_and_narrow(page, ALL)
        resize(page, 320)
        found["wider than 320 pixels"] = page.evaluate("Math.max(0, document.documentElement.scrollWidth - 320)")
        page.emulate_media(media="print")
        resize(page, 718)  # A4 between margins of 1 cm
        found["wider than paper"] = page.evaluate("Math.max(0, document.documentElement.scrollWidth - 718)")
        found["printed"] = page.locator(UNPRINTED).count()
    assert wrong(found) == {}


@every_page
def test_a_page_in_the_dark(browser, site, name):
    with opened(browser, site, name, "dark", 390) as (page, found):
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        found["shadows that lie on another ground"] = page.evaluate(OTHER_GROUND)
        ready_for_axe(page)
        found["pale words in pictures"] = page.evaluate(LABELS)
        found |= wide_and_narrow(page, COLOURS)
    assert wrong(found) == {}


def test_the_front_door_asks_no_other_host_and_leads_on(page, site):
    others, errors = [], []
    page.on("request", lambda request: others.append(request.url) if not request.url.startswith((site, "data:")) else 0)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("index.html", wait_until="load")
    page.wait_for_url("**/chapters/index.html")
    assert (others, errors) == ([], [])


HARM = """() => { const [text, more] = document.querySelectorAll(".bd-article p:not(:has(*))");
text.style.color = "#888"; text.id = "pale"; more.id = "pale-where-narrow";
const code = [...document.querySelectorAll("pre span:not(:has(*))")].findLast(part => part.textContent.length > 3);
code.style.color = "#888"; code.id = "pale-code";
document.querySelector(".bd-article img").removeAttribute("alt");
const label = document.querySelector(".bd-article svg text");
label.style.fillOpacity = 0.5; label.id = "pale-label";
const sheet = new CSSStyleSheet(); document.adoptedStyleSheets.push(sheet);
sheet.replaceSync("@media (max-width: 400px) { #pale-where-narrow { color: #888; } }"); }"""


def test_harm_would_be_noticed(browser, site):
    with opened(browser, site, "chapters/01-classification.html", "light", 1280) as (page, found):
        ready_for_axe(page)
        page.evaluate(HARM)
        assert page.evaluate(LABELS) == [page.evaluate("document.querySelector('#pale-label').textContent")]
        found = wrong(found | wide_and_narrow(page, ALL))
    image = found["axe, narrow"][-1]
    assert found.pop("axe, wide") == ["color-contrast: #pale", "color-contrast: #pale-code", image]
    assert image.startswith("image-alt: ")
    assert found == {"axe, narrow": ["color-contrast: #pale-where-narrow", image]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_who_asks_for_less_motion_sees_no_transition(browser, site, scheme):
    context = browser.new_context(base_url=site, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto("chapters/04-gradient-descent.html", wait_until="load")
    moving = """[...document.querySelectorAll("*")].filter(part => { const style = getComputedStyle(part);
return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0; }).length"""
    assert page.evaluate(moving) == 0
    context.close()
