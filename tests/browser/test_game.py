"""A derivation in the page: played from the keyboard, judged line by line, kept, and read by axe in every state."""

import json

import pytest
from conftest import settle
from playwright.sync_api import expect
from test_pages import ALL, AXE, COLOURS, LATE, RUN, resize

from lrlib.proofs.game.levels import LEVELS

PAGE = "chapters/08-derivation.html"
PATIENCE = 600_000  # milliseconds until a hang ends the test; nothing is decided by them
TABLE = r"\sum_{j=1}^{K} \left( -\frac{y_j}{\hat{y}_j} \right) \hat{y}_j (\delta_{jk} - \hat{y}_k)"


@pytest.fixture(scope="module")
def board(browser, site):
    """A page on which a derivation was begun, its game, what was asked of others, and what failed."""
    context, others, failed = browser.new_context(base_url=site, reduced_motion="reduce"), [], []
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    own = (site, f"blob:{site}", "data:")
    page.on("request", lambda request: others.append(request.url) if not request.url.startswith(own) else 0)
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(PAGE)
    button = page.get_by_role("button", name="Derive it here, line by line")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("The next line")).to_be_focused(timeout=PATIENCE)
    yield page, page.locator(".lr-play"), others, failed
    context.close()


def judged(page, game, said):
    """Send the line, and wait for its answer."""
    page.keyboard.press("Enter")
    expect(game.locator(".lr-answer")).to_contain_text(said, timeout=PATIENCE)


def written(page, game, line, said):
    """Type a line and send it."""
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(line)
    judged(page, game, said)


def violations(page, where=".lr-play"):
    """What axe finds in a part of the page, wide, narrow and in the dark."""
    page.evaluate(AXE)
    page.evaluate("where => { window.board = [...document.querySelectorAll(where)]; }", where)
    found = page.evaluate(RUN, [ALL, "board"])
    resize(page, 390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    found += page.evaluate(RUN, [ALL, "board"])
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    settle(page, LATE)
    found += page.evaluate(RUN, [COLOURS, "board"])
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    resize(page, 1280)
    return found


def test_a_wrong_line_is_answered_with_its_mistake_and_with_numbers(board):
    page, game, *_ = board
    written(
        page, game, r"y_k - \hat{y}_k", "The sign is turned round. Raising the logit of the true class lowers the loss"
    )
    expect(game.locator(".lr-answer dt").first).to_have_text("Put in")
    assert game.locator(".lr-answer dd math").count() >= 3
    assert game.locator(".lr-lines > li").count() == 1
    assert violations(page) == []


def test_what_is_not_read_is_shown_with_its_place(board):
    page, game, *_ = board
    written(page, game, r"\hat{y}_k - q_k", "q has no meaning here")
    formula, caret = game.locator(".lr-answer pre").inner_text().split("\n")[:2]
    assert formula[caret.index("^")] == "q"
    assert violations(page) == []


def test_the_signs_write_a_line_without_knowing_latex(board):
    page, game, *_ = board
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.press("Tab")
    first = game.locator(".lr-palette button").first
    expect(first).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_label("The next line")).to_be_focused()
    line = page.get_by_label("The next line").input_value()
    assert line == game.locator(".lr-palette button").nth(1).get_attribute("title")
    expect(game.locator(".lr-preview math")).to_be_visible()


def test_the_goal_is_reached_by_lines_and_by_a_rule_and_is_kept(board):
    page, game, others, failed = board
    game.get_by_role("button", name="Hint").click()
    expect(game.locator(".lr-answer")).to_contain_text("Next comes the chain rule", timeout=PATIENCE)
    rules = game.get_by_role("combobox", name="A rule in place of a line")
    rules.focus()
    expect(rules.locator("option[value=chain]")).to_have_count(1, timeout=PATIENCE)
    rules.select_option("chain")
    game.get_by_role("button", name="Use this rule").click()
    expect(game.locator(".lr-rule")).to_have_text(["the chain rule"], timeout=PATIENCE)
    field = page.get_by_label("The next line")
    field.focus()
    written(page, game, TABLE, "2 rules were used at once")
    assert violations(page) == []
    both = r"\sum_{j=1}^{K} \left( -\frac{y_j}{\hat{y}_j} \right) \cdot \frac{\partial \hat{y}_j}{\partial z_k}"
    field.focus()
    written(page, game, both, "It follows by the definition of the loss of one example")
    written(page, game, TABLE, "It follows by the slope of the softmax")
    written(page, game, r"\hat{y}_k - y_k", "This is the goal.")
    roads = ["Your road: 4 lines", "The lecture's road: 8 lines", "A short road: 4 lines"]
    expect(game.locator(".lr-roads h4")).to_have_text(roads, timeout=PATIENCE)
    assert json.loads(page.evaluate("localStorage.getItem('lrlib-progress')")) == {
        "derivations": {"softmax-slope": True}
    }
    expect(game.locator(".lr-levels button[aria-current]")).to_have_text("Probability minus truth ✓ done")
    expect(game.get_by_role("button", name="Next: The second split")).to_be_focused()
    assert violations(page) == []
    assert (others, failed) == ([], [])


def test_a_stop_keeps_the_lines_and_the_game_goes_on(board):
    page, game, *_ = board
    page.keyboard.press("Enter")  # the next level
    expect(page.get_by_label("The next line")).to_be_focused()
    line = r"(-1 + \hat{y}_k) y_k + \hat{y}_k (1 - y_k)"
    written(page, game, line, "It follows by labels that are 0 or 1")
    page.evaluate("window.lrChapter.stop()")
    written(page, game, r"\hat{y}_k - y_k", "This is the goal.")
    assert game.locator(".lr-lines > li").count() == 3


def unfold(page):
    """Open what is folded, such as the code of a board."""
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")


def begun(page, game, level):
    """Ask for a level as a notebook does: the cell is changed and run, and the board goes there."""
    unfold(page)
    code = page.locator("article div.cell", has=game).locator(".cm-content")
    code.fill(f'from lrlib import proofs\n\nproofs.play("{level.name}")')
    code.press("Shift+Enter")
    expect(game).to_have_attribute("data-level", level.name, timeout=PATIENCE)
    page.get_by_label("The next line").focus()


def test_the_cell_of_a_derivation_is_run_again_and_the_board_stays(board):
    page, game, *_ = board
    unfold(page)
    cell = page.locator("article div.cell", has=game)
    begun(page, game, LEVELS["short-road"])
    written(page, game, "7", "This is not equal to the line before")
    lines = game.locator(".lr-lines").inner_text()
    cell.get_by_role("button", name="Run", exact=True).press("Enter")
    expect(cell.locator(".lr-word")).to_have_text("done", timeout=PATIENCE)
    assert game.locator(".lr-lines").inner_text() == lines
    expect(page.get_by_label("The next line")).to_have_value("7")
    cell.get_by_role("button", name="As it was").click()
    assert game.locator(".lr-lines").inner_text() == lines


def test_a_condition_that_saves_a_line_is_set_and_not_left_as_source(board):
    page, game, *_ = board
    begun(page, game, LEVELS["no-condition"])
    written(page, game, r"\hat{y}_k - y_k", "True only under a condition")
    answer = game.locator(".lr-answer")
    needs = answer.locator("p", has_text="True if")
    expect(needs.locator("math")).to_have_count(1)
    assert needs.locator("math munderover, math msubsup").count() == 1
    for sign in ("$", "\\sum", "\\hat"):
        assert sign not in answer.inner_text()
    assert violations(page) == []


@pytest.mark.parametrize("name", LEVELS)
def test_a_level_is_played_to_its_goal(board, name):
    page, game, others, failed = board
    level = LEVELS[name]
    begun(page, game, level)
    for number, line in enumerate(level.short, 1):
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(line)
        page.keyboard.press("Enter")
        expect(game.locator(".lr-lines > li")).to_have_count(number + 1, timeout=PATIENCE)
    expect(game.locator(".lr-roads h4").last).to_contain_text("A short road", timeout=PATIENCE)
    assert page.evaluate("name => JSON.parse(localStorage.getItem('lrlib-progress')).derivations[name]", name) is True
    assert (others, failed) == ([], [])


def test_before_the_press_it_says_how_much_is_fetched(page):
    page.goto(PAGE)
    size = page.locator(".lr-play").get_attribute("data-megabytes")
    assert 5 < float(size) < 10
    expect(page.locator(".lr-play [role=status]")).to_contain_text(f"Fetches the prover once, {size} MB")


def test_without_scripts_a_sentence_and_the_notebook(browser, site):
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto(PAGE)
    place = page.locator(".lr-play")
    expect(place).to_contain_text("This derivation is played line by line here")
    href = place.get_by_role("link", name="the notebook").get_attribute("href")
    answer = context.request.get(f"{site}chapters/{href}")
    assert '"nbformat"' in answer.text()
    context.close()
