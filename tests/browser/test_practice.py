"""Another one like this: a reader at work on drawn questions, by mouse and by keyboard; no host is asked."""

import pytest

from lrlib import questions


@pytest.fixture
def practised(browser):
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(f"<!doctype html><title>Practice</title><body>{questions.practice(6)._repr_html_()}</body>")
    yield page
    assert asked == []
    page.close()


def legend(page):
    return page.locator(".lr-practice legend").inner_text()


def test_another_one_has_other_numbers_and_comes_round(practised):
    more = practised.get_by_role("button", name="Another one like this")
    seen = [legend(practised)]
    for _ in range(3):
        more.click()
        seen.append(legend(practised))
    assert seen[3] == seen[0]
    assert len(set(seen)) == 3
    assert len({text.split("(")[0] for text in seen}) == 1, "not one like this"


def test_another_kind_is_another_question_and_remembers_where_it_was(practised):
    kinds = len(questions.names(6))
    practised.get_by_role("button", name="Another one like this").click()
    first = legend(practised)
    seen = set()
    for _ in range(kinds):
        practised.get_by_role("button", name="Another kind of question").click()
        seen.add(legend(practised))
    assert legend(practised) == first
    assert len(seen) == kinds


def test_every_question_is_judged_and_the_next_one_is_fresh(practised):
    for _ in range(4):
        for value, word in (("wrong", "Not yet."), ("right", "Right.")):
            practised.locator(f".lr-practice input[value={value}]").first.check()
            assert word in practised.locator(".lr-practice output").inner_text()
        practised.locator(".lr-practice summary").click()
        practised.get_by_role("button", name="Another one like this").click()
        assert practised.locator(".lr-practice output").inner_text() == ""
        assert practised.locator(".lr-practice input:checked").count() == 0
        assert practised.locator(".lr-practice details[open]").count() == 0


def test_the_keyboard_is_led_to_the_new_question(practised):
    practised.get_by_role("button", name="Another one like this").focus()
    practised.keyboard.press("Enter")
    assert practised.evaluate("document.activeElement.tagName") == "LEGEND"
    practised.keyboard.press("Tab")
    practised.keyboard.press("Space")
    assert practised.locator(".lr-practice output").inner_text() != ""
