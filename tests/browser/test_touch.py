"""A reader at work: on a built page of each kind every control is moved, a quiz is answered, a solution is opened."""

import pytest
from playwright.sync_api import expect

PICTURES = [
    ("01-classification", "tilt-tumours"),
    ("01-classification", "roc-mails"),
    ("01-classification", "threshold-prices"),
    ("02-sigmoid", "neuron-banknotes"),
    ("03-cost", "two-filters"),
    ("04-gradient-descent", "rate-tumour"),
    ("05-one-vs-all", "surest-penguins"),
    ("05-one-vs-all", "regions-row"),
    ("06-softmax", "logits-softmax"),
    ("07-multiclass-loss", "terms-three"),
    ("08-derivation", "links-one"),
    ("09-training", "digits-training"),
    ("13-fit", "reliability-wells"),
    ("15-penalties", "shrink-mails"),
    ("17-descent", "bowl-memory"),
    ("16-categories", "baseline-departments"),
    ("18-networks", "bends-rings"),
    ("19-capstone", "threshold-mails"),
]


@pytest.mark.parametrize(("name", "key"), PICTURES)
def test_every_slider_of_a_picture_changes_what_it_says(page, name, key):
    page.goto(f"chapters/{name}.html")
    picture = page.locator(f"#live-{key}")
    said = picture.locator("output")
    first = said.inner_text()
    for slider in picture.locator("input[type=range]").all():
        picture.get_by_role("button", name="Start again").click()  # where three logits are equal, T changes nothing
        expect(said).to_have_text(first)
        for act in (lambda at: at.press("ArrowRight"), lambda at: at.press("PageDown"), press_near_the_end):
            before, value = said.inner_text(), slider.input_value()
            act(slider)
            assert slider.input_value() != value
            expect(said).not_to_have_text(before)
    for number in picture.locator("input[type=number]").all():
        before = said.inner_text()
        number.press("ArrowUp")
        expect(said).not_to_have_text(before)
    for choice in picture.locator("select").all():
        before = said.inner_text()
        choice.select_option(index=1)
        expect(said).not_to_have_text(before)
    for choice in picture.locator("input[type=radio]").all()[1:]:
        if choice.is_checked():
            continue  # the first of a further group
        before = said.inner_text()
        choice.check()
        expect(said).not_to_have_text(before)


def press_near_the_end(slider):
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    slider.page.mouse.click(box["x"] + 0.93 * box["width"], box["y"] + box["height"] / 2)


@pytest.mark.parametrize("which", ["#live-regions-row [data-i='10'][tabindex]", "#live-surest-penguins [data-i]"])
def test_a_point_is_moved_by_the_keyboard_and_by_the_mouse(page, which):
    page.goto("chapters/05-one-vs-all.html")
    point = page.locator(which)
    name = point.get_attribute("aria-label")
    point.press("ArrowUp")
    moved = point.get_attribute("aria-label")
    assert moved != name
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 80, box["y"] - 30, steps=5)
    page.mouse.up()
    assert point.get_attribute("aria-label") not in (name, moved)


def test_the_descent_is_played_step_by_step(page):
    page.goto("chapters/04-gradient-descent.html")
    picture = page.locator("#motion-descent-tumour")
    page.locator("details", has=picture).locator("summary").first.click()
    slider = picture.locator("input")
    slider.press("Home")
    expect(picture.locator("output")).to_have_text("step 0: cost 0.6931")
    slider.press("ArrowRight")
    expect(picture.locator("output")).to_contain_text("step 1: ")
    picture.get_by_role("button", name="Play").click()
    expect(picture.get_by_role("button", name="Pause")).to_be_visible()
    picture.get_by_role("button", name="Pause").click()
    expect(picture.get_by_role("button", name="Play")).to_be_visible()


@pytest.mark.parametrize("name", ["01-classification", "08-derivation"])
def test_a_quiz_is_answered_wrong_and_right_by_mouse_and_by_keyboard(page, name):
    page.goto(f"chapters/{name}.html")
    for field in page.locator(".lr-quiz fieldset").all():
        out = field.locator("output")
        expect(out).to_have_attribute("aria-live", "polite")
        wrong, right = (field.locator(f"input[value={kind}]").first for kind in ("wrong", "right"))
        wrong.check()
        expect(out).to_contain_text("✗ Not yet. ")
        right.check()
        expect(out).to_contain_text("✓ Right. ")
        right.press("ArrowDown")
        expect(out).to_contain_text("✗ Not yet. ")
        page.keyboard.press("ArrowUp")
        expect(out).to_contain_text("✓ Right. ")


def test_a_folded_solution_is_opened_by_the_keyboard(page):
    page.goto("chapters/01-classification.html")
    fold = page.locator("details").filter(has_text="Solution 1.1").first
    output = fold.get_by_text("precision 0.0917")
    expect(output).to_be_hidden()
    fold.locator("summary").first.press("Enter")
    expect(output).to_be_visible()
