"""What a reader has done is kept in the browser: counted on the page, on the map, saved, read again and forgotten."""

import json
import re

import pytest
from playwright.sync_api import expect

QUIZ = "chapters/07-multiclass-loss.html"
MARKED = "#quiz-multiclass-loss"  # the questions with drawn numbers below it are practice, and not marked
KEPT = "JSON.parse(localStorage.getItem('lrlib-progress'))"


def answer(page, number, value):
    """Choose a right or a wrong answer of one question of the quiz."""
    page.locator(MARKED).evaluate(
        "quiz => { for (let e = quiz; e; e = e.parentElement) if (e.open === false) e.open = true; }"
    )
    page.locator(f"{MARKED} fieldset").nth(number).locator(f"input[value={value}]").first.check()


@pytest.fixture
def quizzed(page):
    page.goto(QUIZ)
    return page


def line(page):
    return page.locator("p.lr-kept").inner_text()


def test_the_line_reads_the_same_before_its_script_has_come(page):
    page.route("**/progress.mjs*", lambda route: route.abort())
    page.goto(QUIZ)
    written = line(page)
    page.unroute_all()
    page.reload()
    assert line(page) == written


def test_a_right_answer_and_a_passed_exercise_count_and_a_wrong_one_does_not(quizzed):
    before = re.fullmatch(
        r"Done in this browser: 0 of (\d+) functions · 0 of (\d+) quiz questions · 0 of (\d+) derivations",
        line(quizzed),
    )
    assert before
    answer(quizzed, 0, "wrong")
    assert line(quizzed) == before[0]
    answer(quizzed, 0, "right")
    answer(quizzed, 0, "wrong")  # what was right once stays
    quizzed.evaluate("document.dispatchEvent(new CustomEvent('lr-passed', { detail: 'one_hot' }))")
    rest = f"0 of {before[3]} derivations"
    after = f"Done in this browser: 1 of {before[1]} functions · 1 of {before[2]} quiz questions · {rest}"
    assert line(quizzed) == after
    quizzed.reload()
    assert line(quizzed) == after
    quizzed.goto("chapters/index.html")
    total = sum(map(int, before.groups()))
    assert quizzed.locator("[data-lr-done='07-multiclass-loss']").inner_text() == f"2/{total} done"
    assert quizzed.locator("[data-lr-done='01-classification']").is_hidden()


def test_marks_are_saved_read_in_another_browser_and_forgotten(quizzed, browser, site, tmp_path):
    answer(quizzed, 1, "right")
    quizzed.goto("chapters/run.html")
    with quizzed.expect_download() as caught:
        quizzed.get_by_role("button", name="Save as a file").click()
    caught.value.save_as(tmp_path / "progress.json")
    assert json.loads((tmp_path / "progress.json").read_text())["quizzes"] == {"quiz-multiclass-loss-2": True}
    context = browser.new_context(base_url=site)
    other = context.new_page()
    other.goto("chapters/run.html")
    nothing = other.locator("#lr-progress p").inner_text()
    assert nothing.startswith("0 of")
    read = other.locator("#lr-progress input[type=file]")
    read.set_input_files({"name": "x.json", "mimeType": "application/json", "buffer": b"no progress"})
    expect(other.locator("#lr-progress output")).to_contain_text("holds no progress")
    read.set_input_files(tmp_path / "progress.json")
    expect(other.locator("#lr-progress output")).to_contain_text("Read: 1 ")
    assert other.locator("#lr-progress p").inner_text() == nothing.replace("· 0 of", "· 1 of", 1)
    forget = other.get_by_role("button", name="Forget everything")
    forget.click()
    assert other.locator("#lr-progress p").inner_text() != nothing  # not before it was pressed twice
    forget.click()
    assert other.locator("#lr-progress p").inner_text() == nothing
    assert other.evaluate("localStorage.getItem('lrlib-progress')") is None
    context.close()


@pytest.mark.parametrize("kept", ["[]", "null", "7", '{"exercises": {"one_hot": "<img>"}}', "{"])
def test_what_else_stands_under_that_name_does_no_harm(quizzed, kept):
    quizzed.evaluate("kept => localStorage.setItem('lrlib-progress', kept)", kept)
    quizzed.reload()
    assert line(quizzed).startswith("Done in this browser: 0 of ")
    answer(quizzed, 0, "right")
    assert quizzed.evaluate(KEPT)["quizzes"] == {"quiz-multiclass-loss-1": True}


def test_a_script_that_the_page_does_not_know_is_not_run(quizzed):
    refused = quizzed.evaluate(
        """() => new Promise(done => {
        document.addEventListener("securitypolicyviolation", event => done(event.effectiveDirective), { once: true });
        const script = document.createElement("script");
        script.textContent = "window.harm = 1";
        document.body.append(script); })"""
    )
    assert refused.startswith("script-src")
    assert quizzed.evaluate("window.harm") is None
