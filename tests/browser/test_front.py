"""The first screen shows the way in and a picture that answers; the map can be read and used on a phone."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

FRONT = "chapters/index.html"
PICTURE = "#live-front-penguins"


@pytest.mark.parametrize(("width", "height", "whole"), [(1280, 900, True), (1366, 768, False), (390, 844, False)])
def test_the_first_screen_holds_three_buttons_and_a_picture(page, width, height, whole):
    page.set_viewport_size({"width": width, "height": height})
    page.goto(FRONT, wait_until="load")
    for link in page.locator(".lr-buttons a").all():
        box = link.bounding_box()
        assert box["y"] + box["height"] < height
    box = page.locator(f"{PICTURE} svg").first.bounding_box()
    assert box["y"] < 0.7 * height
    assert not whole or box["y"] + box["height"] < height
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_penguin_that_is_dragged_teaches_both_models(page):
    page.goto(FRONT)
    picture = page.locator(PICTURE)
    said, point = picture.locator("output"), picture.locator("[data-i='0'][tabindex]")
    first, areas = said.inner_text(), [picture.locator(f".{side}0").get_attribute("d") for side in "ab"]
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] - 90, steps=4)
    page.mouse.up()
    expect(said).not_to_have_text(first)
    moved = [picture.locator(f".{side}0").get_attribute("d") for side in "ab"]
    assert all(one != other for one, other in zip(areas, moved, strict=True))
    picture.get_by_role("button", name="Start again").click()
    expect(said).to_have_text(first)


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_stations_stand_apart_in_the_order_of_the_book(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(FRONT)
    stations = page.locator(".lr-map li > a")
    place = (
        "a => { const b = a.getBoundingClientRect(); return [b.x, b.y, b.right, b.bottom, a.scrollWidth - b.width]; }"
    )
    boxes = stations.evaluate_all(f"all => all.map({place})")
    assert len(boxes) >= 11
    for one, other in pairwise(boxes):
        assert other[0] >= one[2] - 1 or other[1] >= one[3] - 1, "they overlap"
    assert all(box[4] < 1 and box[2] <= width for box in boxes)
    stations.nth(1).press("Enter")
    page.wait_for_url("**/02-sigmoid.html")
