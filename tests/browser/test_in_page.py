"""Python in the page: a cell runs, keeps its state, is changed, checked, stopped and restored; nobody else is asked."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from test_game import violations

PAGE = "chapters/03-cost.html"
CHECK = 'from lrlib import exercises\n\nexercises.check("cost", cost)'
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
    """The cell whose code holds the text, and keeps its place when the code is changed.

    The page's own text is asked: an editor draws the lines that are near the window, and no others.
    """
    place = """text => [...document.querySelectorAll("article div.cell")].indexOf(
        window.lrChapter.cells.find(cell => cell.source.includes(text)).node)"""
    return page.locator("article div.cell").nth(page.evaluate(place, text))


def press(where, name):
    """Press a button by the keyboard: what lies above may still be laid out, and a mouse would miss what moves."""
    button = where.get_by_role("button", name=name, exact=True)
    button.focus()
    button.press("Enter")


def done(found):
    """Wait until a cell has run."""
    expect(found.locator(".lr-word")).to_have_text("done", timeout=PATIENCE)
    return found.locator(".cell_output").inner_text()


def alone(page):
    """Have a press run its own cell and none above it: that those come first is asked elsewhere, and takes a minute."""
    page.evaluate("window.lrChapter.cells.forEach(cell => { cell.ran = true; })")


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
    press(found, "Run")
    assert done(found).split() == stored.split()
    editor = found.locator(".cm-content")
    editor.fill("print(6 * 7)")
    editor.press("Shift+Enter")
    expect(found.locator(".cell_output")).to_have_text("42", timeout=PATIENCE)
    editor.fill("import sklearn")
    editor.press("Shift+Enter")
    expect(found.locator(".lr-elsewhere")).to_contain_text("This cell needs scikit-learn", timeout=PATIENCE)
    assert found.locator(".cell_output").inner_text().split() == stored.split()
    press(found, "As it was")
    assert found.locator(".lr-elsewhere").count() == 0
    assert found.locator(".cell_output").inner_text().split() == stored.split()
    assert "math.log(p)" in editor.inner_text()


def test_an_error_is_told_as_python_tells_it_and_the_next_cell_still_runs(running):
    page = running[0]
    found = cell(page, "math.log(p)")
    found.locator(".cm-content").fill("1 / 0")
    press(found, "Run")
    expect(found.locator(".cell_output")).to_contain_text("ZeroDivisionError: division by zero", timeout=PATIENCE)
    assert violations(page, ".lr-python, div.cell:has(.lr-stderr)") == []
    press(found, "As it was")


def test_a_function_is_judged_with_the_name_of_its_mistake(running):
    page = running[0]
    stub, check = cell(page, "def cost(theta, X, y)"), cell(page, 'exercises.check("cost"')
    alone(page)
    check.locator(".cm-content").fill(CHECK)
    lines = (
        "import numpy as np\ndef cost(theta, X, y):\n    z = X @ theta\n    return np.{}(np.logaddexp(0, z) - y * z)"
    )
    for word, told in (("sum", "Mistake: missing-mean"), ("mean", "✓ cost: passed")):
        stub.locator(".cm-content").fill(lines.format(word))
        press(stub, "Run")
        expect(stub.locator(".lr-word")).to_have_text("done", timeout=PATIENCE)
        press(check, "Check")
        expect(check.locator(".cell_output")).to_contain_text(told, timeout=PATIENCE)
    for button, said in (("Hint", "Hint 1 of 3: "), ("Hint", "Hint 2 of 3: "), ("Solution", "def cost(theta, X, y):")):
        press(check, button)
        expect(check.locator(".lr-help")).to_contain_text(said, timeout=PATIENCE)
    assert violations(page, "div.cell:has(.lr-help:not(:empty))") == []
    with page.expect_download() as caught:
        stub.locator(".cm-content").fill('exercises.report("Ada")')
        press(stub, "Run")
        stub.get_by_role("link", name="Save exercises-ada.json").click()
    report = json.loads(Path(caught.value.path()).read_text(encoding="utf-8"))
    assert (report["solved"], report["exercises"]["cost"]["passed"]) == (1, True)
    press(stub, "As it was")


def test_a_check_reads_the_function_anew_and_runs_no_cell_that_it_does_not_need(running):
    page = running[0]
    stub, check = cell(page, "def cost(theta, X, y)"), cell(page, 'exercises.check("cost"')
    page.evaluate("window.lrChapter.forget()")
    for body, told in (
        ("return np.zeros(3)", "Mistake: "),
        ("z = X @ theta\n    return np.mean(np.logaddexp(0, z) - y * z)", "✓ cost: passed"),
    ):
        stub.locator(".cm-content").fill(f"def cost(theta, X, y):\n    {body}")
        press(check, "Check")
        expect(check.locator(".cell_output")).to_contain_text(told, timeout=PATIENCE)
    ran = page.evaluate("window.lrChapter.cells.filter(cell => cell.ran).map(cell => cell.source)")
    assert len(ran) <= 4, ran
    for changed in (stub, check):
        press(changed, "As it was")


def test_a_picture_keeps_what_it_says_to_who_cannot_see_it_until_its_cell_is_changed(running):
    page = running[0]
    found = cell(page, "squared_error_cost(theta)")
    said = found.locator(".cell_output img").get_attribute("alt")
    assert said.startswith("Two curves over one parameter theta")
    press(found, "Run")
    expect(found.locator(".lr-fresh img")).to_have_attribute("alt", said, timeout=PATIENCE)
    editor = found.locator(".cm-content")
    editor.fill("_ = plt.plot([1, 2])")
    editor.press("Shift+Enter")
    expect(found.locator(".lr-fresh img")).to_have_attribute(
        "alt", f"Drawn by the changed cell. As it was: {said}", timeout=PATIENCE
    )
    press(found, "As it was")


def test_begin_anew_forgets_what_cells_have_bound(running):
    page = running[0]
    found = cell(page, "math.log(p)")
    for source, told in (("kept = 7", None), ("kept", "7")):
        found.locator(".cm-content").fill(source)
        press(found, "Run")
        expect(found.locator(".lr-word")).to_have_text("done", timeout=PATIENCE)
        assert told is None or found.locator(".cell_output").inner_text().strip() == told
    press(page, "Begin anew")
    expect(page.locator(".lr-python")).to_contain_text("has forgotten", timeout=PATIENCE)
    press(found, "Run")
    expect(found.locator(".cell_output")).to_contain_text("name 'kept' is not defined", timeout=PATIENCE)
    press(found, "As it was")


def test_a_picture_that_a_cell_has_just_made_answers(running):
    """Its script is none that the page's policy knows."""
    page, failed = running[0], running[3]
    page.evaluate("addEventListener('securitypolicyviolation', event => { window.refused = event.blockedURI; })")
    found = cell(page, "live.")
    press(found, "Run")
    done(found)
    slider = found.locator("input[type=range]").first
    words = found.locator(".lr-live output")
    before = words.inner_text()
    slider.press("ArrowRight")
    slider.press("ArrowRight")
    expect(words).not_to_have_text(before, timeout=PATIENCE)
    assert (page.evaluate("window.refused"), failed) == (None, [])


def test_a_press_is_taken_at_once_and_what_waits_ends_with_stop(running):
    page = running[0]
    endless, next_one = cell(page, "math.log(p)"), cell(page, "squared_error_cost(theta)")
    alone(page)
    endless.locator(".cm-content").fill("10 ** 10 ** 10 % 7")
    next_one.locator(".cm-content").fill("1 + 1")
    press(endless, "Run")
    expect(endless.locator(".lr-word")).to_have_text("runs …", timeout=PATIENCE)
    press(next_one, "Run")
    expect(next_one.locator(".lr-word")).to_have_text("waits …", timeout=PATIENCE)
    press(page, "Stop")
    for stopped in (endless, next_one):
        expect(stopped.locator(".lr-word")).to_have_text("stopped", timeout=PATIENCE)
    alone(page)
    press(next_one, "Run")
    expect(next_one.locator(".cell_output")).to_have_text("2", timeout=PATIENCE)
    for changed in (endless, next_one):
        press(changed, "As it was")


def test_a_run_that_the_page_itself_could_not_make_says_so_and_the_next_one_runs(running):
    page = running[0]
    found = cell(page, "math.log(p)")
    alone(page)
    found.locator(".cm-content").fill("1 + 1")
    page.evaluate("() => { window.lrChapter.before = () => Promise.reject(new Error('no answer')); }")
    press(found, "Run")
    expect(found.locator(".lr-word")).to_have_text("did not run", timeout=PATIENCE)
    expect(page.locator(".lr-python")).to_contain_text("(no answer). Press it again")
    page.evaluate("delete window.lrChapter.before")
    press(found, "Run")
    expect(found.locator(".cell_output")).to_have_text("2", timeout=PATIENCE)
    press(found, "As it was")


ENDS = {  # of the zoo: what no limit inside Python ends, and what ends Python
    "hangs": "def cost(theta, X, y):\n    return 10 ** 10 ** 10 % 7",
    "crashes": "import os\n\n\ndef cost(theta, X, y):\n    os.kill(os.getpid(), 11)",
}


@pytest.mark.parametrize("mistake", ENDS)
def test_what_ends_python_is_judged_in_the_words_of_lrlib_and_python_begins_anew(running, mistake):
    page = running[0]
    stub, check = cell(page, "def cost(theta, X, y)"), cell(page, 'exercises.check("cost"')
    alone(page)
    stub.locator(".cm-content").fill(ENDS[mistake])
    press(stub, "Run")
    expect(stub.locator(".lr-word")).to_have_text("done", timeout=PATIENCE)
    check.locator(".cm-content").fill(CHECK)
    press(check, "Check")
    if mistake == "hangs":
        expect(check.locator(".lr-word")).to_have_text("runs …", timeout=PATIENCE)
        press(page, "Stop")
    expect(check.locator(".cell_output")).to_contain_text(f"Mistake: {mistake} ", timeout=PATIENCE)
    found = cell(page, "math.log(p)")
    found.locator(".cm-content").fill("1 + 1")
    press(found, "Run")
    expect(found.locator(".cell_output")).to_have_text("2", timeout=PATIENCE)
    for changed in (found, stub, check):
        press(changed, "As it was")
