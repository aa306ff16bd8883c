"""Every deck, opened once at 1280 by 720: what a hall would see, slide by slide; then keys, notes and paper."""

import io
from pathlib import Path

import pytest
from conftest import DECKS, TRANSLATED, settle, until
from pypdf import PdfReader
from test_pages import ALL, AXE, RUN

CHAPTERS = Path(__file__).parents[2] / "chapters"
LINES = 10
ALONE = """slide => document.querySelectorAll(".slides section").forEach(other =>
other.style.setProperty("display", other === slide || other.contains(slide) ? "block" : "none", "important"))"""
LOOK = """([slide, most]) => {
const wrong = [], right = [], deck = document.querySelector(".slides").getBoundingClientRect();
const seen = part => !part.closest("aside, script, style") && part.getClientRects().length && part.checkVisibility();
for (const part of slide.querySelectorAll("*")) {
  if (!seen(part) || part.parentElement.closest("svg, math")) continue;
  const box = part.getBoundingClientRect();
  if (box.bottom > deck.bottom + 1 || box.right > deck.right + 1 || box.left < deck.left - 1)
    wrong.push(`cut off: ${part.tagName} ${part.className}, ${box.right.toFixed()} by ${box.bottom.toFixed()}`);
  if (part.clientWidth && part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== "visible")
    wrong.push(`scrolls: ${part.tagName} ${part.className}`);
}
const feet = [], walk = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const text = walk.currentNode, part = text.parentElement;
  if (!text.data.trim() || !seen(part) || part.closest("h1, h2, math, svg, form, button")) continue;
  const range = document.createRange();
  range.selectNodeContents(text);
  feet.push(...[...range.getClientRects()].map(box => box.bottom));
}
feet.sort((a, b) => a - b);
let lines = 0, last = -Infinity;
for (const foot of feet) if (foot - last > 14) { lines += 1; last = foot; }
if (lines > most) wrong.push(`${lines} lines of text`);
if (!slide.querySelector("h1, :is(math, svg, img):not(aside *)") && !feet.length) wrong.push("empty");
return wrong.map(what => `${slide.querySelector("h1, h2").textContent}: ${what}`); }"""
every_deck = pytest.mark.parametrize("name", [*DECKS, *TRANSLATED])


@pytest.fixture
def deck(browser, site):
    """Open a deck; it may ask this site alone, and report no error."""
    context, wrong = browser.new_context(base_url=site, viewport={"width": 1280, "height": 720}), []

    def opened(name):
        page = context.new_page()
        page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith((site, "data:")) else 0)
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else 0)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(name, wait_until="load")
        until(page, "() => document.documentElement.dataset.deck === 'ready'")
        return page

    yield opened
    context.close()
    assert wrong == []


def sections(page):
    return page.locator(".slides section:not(.stack)").element_handles()


def looked(page, slides):
    """What is wrong with the slides, each laid out alone."""
    found = []
    for slide in slides:
        page.evaluate(ALONE, slide)
        found += page.evaluate(LOOK, [slide, LINES])
    return found


def test_each_chapter_that_has_marks_has_a_deck():
    marked = [path.stem for path in sorted(CHAPTERS.glob("*.ipynb")) if '"slide_type"' in path.read_text()]
    assert [name.removeprefix("slides/").removesuffix(".html") for name in DECKS] == marked
    assert [name[:2] for name in marked] == [f"{number:02d}" for number in range(1, 20)]


@every_deck
def test_a_deck_fits_and_axe_finds_nothing(deck, name):
    page = deck(name)
    slides = sections(page)
    assert looked(page, slides) == []
    page.evaluate(AXE)
    for slide in (slides[0], page.query_selector(".slides section:not(.stack):has(math):not(:has(h1))")):
        page.evaluate(ALONE, slide)
        assert page.evaluate(RUN, [ALL, None]) == []


def test_what_does_not_fit_would_be_noticed(deck):
    page = deck(DECKS[0])
    slide = page.query_selector(".slides section:has(h1)")
    page.evaluate("slide => slide.insertAdjacentHTML('beforeend', '<p>line</p>'.repeat(11))", slide)
    assert any("lines of text" in what for what in looked(page, [slide]))
    page.evaluate("slide => slide.insertAdjacentHTML('beforeend', '<div style=height:500px>.</div>')", slide)
    assert any("cut off" in what for what in looked(page, [slide]))


def test_keys_lead_through_a_deck_and_leave_a_control_its_own(deck):
    page = deck(DECKS[1])
    page.keyboard.press("ArrowRight")
    until(page, "() => location.hash === '#/1'")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Space")
    until(page, "() => location.hash === '#/0/1'")  # the picture that answers
    slider = page.locator(".present .lr-live input[type=range]").first
    slider.focus()
    before = slider.input_value(), page.evaluate("location.hash")
    page.keyboard.press("ArrowRight")
    settle(page)
    assert slider.input_value() != before[0]
    assert page.evaluate("location.hash") == before[1]


def test_a_question_on_a_slide_is_judged(deck):
    page = deck(DECKS[1])
    page.evaluate("document.querySelector('.lr-quiz input[value=wrong]').click()")
    assert page.locator(".lr-quiz output").first.text_content().startswith("✗")


def test_the_notes_open_beside_and_follow(deck):
    page = deck(DECKS[1])
    with page.expect_popup() as opened:
        page.keyboard.press("s")
    notes = opened.value
    notes.wait_for_load_state("load")  # on a busy machine a new window has no document yet
    until(notes, "() => document.documentElement.dataset.deck === 'ready'")
    page.keyboard.press("ArrowDown")
    until(notes, "() => location.hash === '#/0/1'")
    said = notes.evaluate("document.querySelector('.speaker-notes').textContent.trim()")
    assert len(said) > 100
    assert said == page.evaluate("document.querySelector('.slides > .present > .present > aside').textContent.trim()")


def test_a_deck_is_printed_a_slide_a_page(deck):
    page = deck(f"{DECKS[1]}?print-pdf")
    until(page, "() => document.querySelectorAll('.pdf-page').length > 0")
    slides = page.locator(".slides section:not(.stack)").count()
    book = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    assert len(book.pages) == slides
    assert {tuple(map(round, p.mediabox[2:])) for p in book.pages} == {(960, 540)}
    title = page.locator("h1").first.text_content()
    assert " ".join(title.split()) in " ".join(book.pages[0].extract_text().split())
    assert all(p.extract_text().strip() for p in book.pages)
