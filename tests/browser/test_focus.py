"""Every control does what it says, shows that it has the focus, and is reached by the keyboard."""

import json
import re
from pathlib import Path

import pytest
from conftest import SITE, until
from playwright.sync_api import expect

ROOT = Path(__file__).parents[2]
KINDS = ("01-classification", "04-gradient-descent", "08-derivation", "register", "glossary", "references", "index")
PAGES = [f"chapters/{name}.html" for name in KINDS] + ["404.html", "search.html", "genindex.html"]
CONTROLS = (
    "a[href], button:not([disabled]), input:not([disabled]):not([type=hidden]), select, textarea, summary,"
    "[tabindex]:not([tabindex='-1'])"
)
READY = f"""() => {{
document.querySelectorAll("details").forEach(part => {{ part.open = true; }});
window.controls = [...document.querySelectorAll("{CONTROLS}")].filter(part => part.tabIndex >= 0 &&
part.checkVisibility({{visibilityProperty: true, contentVisibilityAuto: true}}) && part.getClientRects().length);
window.named = part => `${{part.localName}}.${{part.getAttribute("class")}} ` +
`${{part.textContent.trim().slice(0, 30)}} ${{part.href ?? part.id}}`;
window.around = part => {{ const s = getComputedStyle(part);
return [s.outlineStyle === "none" ? "" : s.outlineWidth + s.outlineColor, s.boxShadow,
part.form ? getComputedStyle(part.form).boxShadow : ""].join(" "); }};
}}"""
UNSEEN = """() => { document.activeElement.blur(); return controls.filter(part => {
const before = around(part); part.focus({preventScroll: true});
const seen = document.activeElement === part && around(part) !== before; part.blur(); return !seen; }).map(named); }"""
RADIO = 'input[type="radio"]'
STOPS = f"""() => {{ const groups = new Set(); return controls.filter(part => {{
if (!part.matches('{RADIO}')) return true;
const known = groups.has(part.name); groups.add(part.name);
return !known; }}).map(part => controls.indexOf(part)); }}"""
HERE = f"""() => {{ const part = document.activeElement; if (part === document.body) return null;
const box = part.getClientRects()[0], group = part.matches('{RADIO}') ? part.name : null;
const free = [.1, .5, .9].some(x => [.1, .5, .9].some(y => {{
const top = document.elementFromPoint(box.x + x * box.width, box.y + y * box.height);
return top && (part.contains(top) || top.contains(part)); }}));
return [
group === null ? controls.indexOf(part) : controls.findIndex(one => one.name === group), free, named(part)
]; }}"""


@pytest.fixture
def still(page):
    """A page whose reader asks for less motion."""
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 1280, "height": 800})
    return page


@pytest.mark.parametrize("name", ["01-classification", "06-softmax"])
def test_a_copy_button_copies_the_code_of_its_cell(still, name, site):
    still.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    still.goto(f"chapters/{name}.html")
    still.evaluate(READY)
    cells = json.loads((ROOT / "chapters" / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]).strip() for cell in cells if cell["cell_type"] == "code"]
    code = [re.sub(r"^# @title .*\n", "", text) for text in code]  # the page shows it as the name of a fold
    buttons = still.locator(".cell_input button.copybtn").all()
    copied = []
    for button in buttons:
        still.evaluate("navigator.clipboard.writeText('nothing')")
        button.press("Enter")
        expect(button).to_have_attribute("data-tooltip", "Copied!")
        copied.append(still.evaluate("navigator.clipboard.readText()").strip())
    assert len(copied) > 3
    assert copied == [cell for cell in code if cell in copied]
    assert len(copied) >= len(code) - 1  # the set-up cell is not shown


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_switch_turns_light_to_dark_and_the_choice_stays(browser, site, scheme):
    context = browser.new_context(base_url=site, color_scheme=scheme, reduced_motion="reduce")
    page, ground = context.new_page(), "getComputedStyle(document.body).backgroundColor"
    page.goto("chapters/03-cost.html")
    switch = page.locator(".bd-header-article .theme-switch-button")
    seen = {}
    for _ in range(3):
        switch.press("Enter")
        mode, theme = page.evaluate("[document.documentElement.dataset.mode, document.documentElement.dataset.theme]")
        seen[mode] = theme
        expect(switch.locator(f"svg[data-mode={mode}]")).to_be_visible()
        expect(switch.locator("svg:visible")).to_have_count(1)
        here = page.evaluate(ground)
        page.goto("chapters/register.html")
        assert page.evaluate("document.documentElement.dataset.theme") == theme
        assert page.evaluate(ground) == here
        assert sum(map(int, re.findall(r"\d+", here))) > 3 * 128 or theme == "dark"
    assert seen == {"light": "light", "dark": "dark", "auto": scheme}
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_every_control_shows_that_it_has_the_focus(still, name):
    still.goto(name, wait_until="load")
    for scheme in ("light", "dark"):
        still.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        until(still, "scheme => document.documentElement.dataset.theme === scheme", scheme)
        still.evaluate(READY)
        still.keyboard.press("Tab")  # from here on the focus is the keyboard's
        assert still.evaluate("controls.length") > 10
        unseen = still.evaluate(UNSEEN)
        assert unseen == []


@pytest.mark.parametrize("name", ["chapters/01-classification.html", "404.html"])
def test_every_control_is_reached_by_tab_and_none_is_covered(still, name):
    still.goto(name, wait_until="load")
    still.evaluate(READY)
    wanted, reached, covered = still.evaluate(STOPS), [], []
    for _ in range(len(wanted) + 20):
        still.keyboard.press("Tab")
        found = still.evaluate(HERE)
        if found is None:
            break
        reached.append(found[0])
        covered += [] if found[1] else [found[2]]
    names = still.evaluate("controls.map(named)")
    assert [names[i] for i in wanted if i not in reached] == []
    assert covered == []


@pytest.mark.parametrize("name", ["01-classification", "02-sigmoid"])
def test_a_verdict_stands_on_the_ground_of_the_page_in_the_dark(browser, site, name):
    context = browser.new_context(base_url=site, color_scheme="dark")
    page = context.new_page()
    page.goto(f"chapters/{name}.html", wait_until="load")
    outputs = page.locator(".cell_output .text_html").all()
    assert page.locator(".text_html .lr-verdict").count() > 0
    ground, ink = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    assert ground != ink
    for output in outputs:
        shown = output.evaluate(
            """part => { let under = part; const clear = "rgba(0, 0, 0, 0)";
            while (getComputedStyle(under).backgroundColor === clear) under = under.parentElement;
            return [getComputedStyle(under).backgroundColor, getComputedStyle(part).color]; }"""
        )
        assert shown == [ground, ink]
    context.close()


def test_paper_and_pictures_are_white_but_for_who_reads_in_the_dark(browser, site):
    context = browser.new_context(base_url=site, color_scheme="dark")
    page, theme = context.new_page(), "document.documentElement.dataset.theme"
    dimmed = "getComputedStyle(document.querySelector('.cell_output img')).filter"
    page.goto("chapters/04-gradient-descent.html", wait_until="load")
    assert page.evaluate(theme) == "dark"
    assert page.evaluate(dimmed) == "brightness(0.84)"
    page.emulate_media(media="print")
    until(page, f"() => {theme} === 'light'")
    assert page.evaluate(dimmed) == "none"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.emulate_media(media="screen")
    until(page, f"() => {theme} === 'dark'")
    page.evaluate(f"addEventListener('beforeprint', () => {{ window.printed = {theme}; }})")
    page.pdf()
    assert page.evaluate(f"[printed, {theme}]") == ["light", "dark"]
    context.close()


def test_the_pages_of_this_file_are_there():
    assert [name for name in PAGES if not (SITE / name).exists()] == []
