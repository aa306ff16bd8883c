"""The German chapter in a browser: quiz, picture and check answer in German, with the numbers of the English page."""

import re

import pytest
from playwright.sync_api import expect
from test_in_page import PATIENCE, alone, cell

PAGE = "chapters/01-classification.html"
NUMBER = re.compile(r"\d+(?:\.\d+)?")


@pytest.fixture(scope="module")
def both(browser, site):
    """The chapter in German and in English, and what went wrong on them."""
    context, failed = browser.new_context(base_url=site), []
    pages = []
    for name in (f"de/{PAGE}", PAGE):
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: failed.append(str(error)))
        page.goto(name)
        pages.append(page)
    yield *pages, failed
    context.close()


def test_the_language_is_a_press_away_and_back(page):
    page.goto(PAGE)
    page.get_by_role("link", name="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.get_by_role("link", name="English").click()
    expect(page.locator("article h1")).to_contain_text("Classification asks for a probability")


def test_a_quiz_and_a_picture_answer_in_german_with_the_same_numbers(both):
    german, english, failed = both
    said = []
    for page in (german, english):
        question = page.locator("#quiz-classification fieldset").nth(2)
        question.locator("input").first.check()
        page.locator("#live-tilt-tumours [data-c=place]").fill("60")
        page.locator("#live-threshold-prices [data-c=t]").fill("0.25")
        places = ("#live-tilt-tumours", "#live-threshold-prices")
        said.append(
            [question.locator("output").inner_text(), *(page.locator(f"{p} output").inner_text() for p in places)]
        )
    ours, theirs = said
    assert [NUMBER.findall(text) for text in ours] == [NUMBER.findall(text) for text in theirs]
    assert ours[0] == "✓ Richtig. Die Schwelle ist 1 / (1 + 20)."
    assert ours[1].startswith(
        "10 ferne Tumoren bei 60.0. Die Gerade kreuzt ein Halb bei 18.19 und verpasst 124 von 212"
    )
    assert ours[2].startswith("Spam, Schwelle 0.250: ")
    assert "die Preise verlangen die Schwelle 0.909" in ours[2]
    expect(german.locator(".lr-kept")).to_contain_text("0 von 3 Funktionen · 1 von 6 Quizfragen")
    assert failed == []


def test_check_judges_in_german_in_the_page(both):
    page = both[0]
    page.get_by_role("button", name="Auf dieser Seite ausführen").click()
    page.get_by_text("Python ist da.").wait_for()
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    alone(page)
    stub, check = cell(page, "def threshold("), cell(page, 'exercises.check("threshold"')
    check.locator(".cm-content").fill('from lrlib import exercises\n\nexercises.check("threshold", threshold)')
    for line, told in (
        (
            "miss / (false_alarm + miss)",
            "Fehler: costs-exchanged (nach den Werten: die beiden Kosten haben die Plätze getauscht)",
        ),
        ("false_alarm / (false_alarm + miss)", "✓ threshold: bestanden."),
    ):
        stub.locator(".cm-content").fill(f"def threshold(false_alarm, miss):\n    return {line}")
        stub.get_by_role("button", name="Ausführen", exact=True).click()
        expect(stub.locator(".lr-word")).to_have_text("fertig", timeout=PATIENCE)
        check.get_by_role("button", name="Prüfen").click()
        expect(check.locator(".cell_output")).to_contain_text(told, timeout=PATIENCE)
    check.get_by_role("button", name="Hinweis").click()
    expect(check.locator(".lr-help")).to_contain_text("Hinweis 1 von 3: ", timeout=PATIENCE)
    expect(page.locator(".lr-kept")).to_contain_text("1 von 3 Funktionen")
    stub.locator(".cm-content").fill("import sklearn")
    stub.get_by_role("button", name="Ausführen", exact=True).click()
    expect(stub.locator(".cell_output")).to_contain_text("Diese Zelle braucht scikit-learn", timeout=PATIENCE)
    assert both[2] == []
