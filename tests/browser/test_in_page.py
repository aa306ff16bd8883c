"""Python in the page: a cell runs, keeps its state, is changed, checked, stopped and restored; nobody else is asked."""

import re

import pytest
from playwright.sync_api import expect

PAGE = "chapters/03-cost.html"
PATIENCE = 180_000  # milliseconds until a hang ends the test; nothing is decided by them


@pytest.fixture(scope="module")
def running(browser, site):
    """A chapter in which Python was started, and what it asked for."""
    context, asked, failed = browser.new_context(base_url=site), [], []
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(PAGE)
    before = [url for url in asked if "/python-" in url]
    page.get_by_role("button", name="Run in this page").click()
    page.get_by_text("Python is here.").wait_for()
    page.evaluate(
        "document.querySelectorAll('details').forEach(fold => { fold.open = true; })"
    )  # most cells are folded
    yield page, asked, before, failed
    context.close()


def cell(page, text):
    """The cell whose code holds the text, and keeps its place when the code is changed."""
    cells = page.locator("article div.cell")
    texts = cells.evaluate_all("found => found.map(cell => cell.querySelector('.cm-content')?.textContent ?? '')")
    return cells.nth(next(number for number, code in enumerate(texts) if text in code))


def done(found):
    """Wait until a cell has run."""
    expect(found.locator(".lr-word")).to_have_text("done", timeout=PATIENCE)
    return found.locator(".cell_output").inner_text()


def test_nothing_of_python_is_fetched_before_the_press_and_nobody_else_is_asked_after_it(running, site):
    _, asked, before, failed = running
    assert before == []
    assert {re.search(r"/python-\w+/(.*)", url)[1] for url in asked if "/python-" in url} >= {
        "core.bin", "stdlib.bin", "numpy.bin", "lrlib.bin", "editor.mjs",
    }  # fmt: skip
    assert not [url for url in asked if not url.startswith((site, f"blob:{site}", "data:"))]
    assert failed == []


def test_a_cell_prints_what_is_stored_and_a_changed_one_what_it_computes(running):
    page = running[0]
    found = cell(page, "math.log(p)")
    stored = found.locator(".cell_output").inner_text()
    found.get_by_role("button", name="Run", exact=True).click()
    assert done(found).split() == stored.split()
    editor = found.locator(".cm-content")
    editor.fill("print(6 * 7)")
    editor.press("Shift+Enter")
    expect(found.locator(".cell_output")).to_have_text("42", timeout=PATIENCE)
    found.get_by_role("button", name="As it was").click()
    assert found.locator(".cell_output").inner_text().split() == stored.split()
    assert "math.log(p)" in editor.inner_text()


def test_an_error_is_told_as_python_tells_it_and_the_next_cell_still_runs(running):
    page = running[0]
    found = cell(page, "math.log(p)")
    found.locator(".cm-content").fill("1 / 0")
    found.get_by_role("button", name="Run", exact=True).click()
    expect(found.locator(".cell_output")).to_contain_text("ZeroDivisionError: division by zero", timeout=PATIENCE)
    found.get_by_role("button", name="As it was").click()


def test_a_function_is_judged_with_the_name_of_its_mistake(running):
    page = running[0]
    stub, check = cell(page, "def cost(theta, X, y)"), cell(page, 'exercises.check("cost"')
    lines = "def cost(theta, X, y):\n    z = X @ theta\n    return np.{}(np.logaddexp(0, z) - y * z)"
    for word, told in (("sum", "Mistake: missing-mean"), ("mean", "✓ cost: passed")):
        stub.locator(".cm-content").fill(lines.format(word))
        stub.get_by_role("button", name="Run", exact=True).click()
        expect(stub.locator(".lr-word")).to_have_text("done", timeout=PATIENCE)
        check.get_by_role("button", name="Check").click()
        expect(check.locator(".cell_output")).to_contain_text(told, timeout=PATIENCE)


def test_a_picture_that_a_cell_has_just_made_answers(running):
    """Its script is none that the page's policy knows."""
    page, failed = running[0], running[3]
    page.evaluate("addEventListener('securitypolicyviolation', event => { window.refused = event.blockedURI; })")
    found = cell(page, "live.")
    found.get_by_role("button", name="Run", exact=True).click()
    done(found)
    slider = found.locator("input[type=range]").first
    words = found.locator(".lr-live output")
    before = words.inner_text()
    slider.press("ArrowRight")
    slider.press("ArrowRight")
    expect(words).not_to_have_text(before, timeout=PATIENCE)
    assert (page.evaluate("window.refused"), failed) == (None, [])


def test_what_does_not_end_is_stopped_and_python_begins_anew(running):
    page = running[0]
    found = cell(page, "math.log(p)")
    found.locator(".cm-content").fill("print(len('abc'))\n10 ** 10 ** 10 % 7")
    found.get_by_role("button", name="Run", exact=True).click()
    expect(found.locator(".lr-word")).to_have_text("runs …", timeout=PATIENCE)
    page.get_by_role("button", name="Stop").click()
    expect(found.locator(".lr-word")).to_have_text("stopped", timeout=PATIENCE)
    found.locator(".cm-content").fill("1 + 1")
    found.get_by_role("button", name="Run", exact=True).click()
    expect(found.locator(".cell_output")).to_have_text("2", timeout=PATIENCE)
    found.get_by_role("button", name="As it was").click()
