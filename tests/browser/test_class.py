"""The page on a class that the grader writes: axe finds nothing, wide and narrow, light and dark; no host is asked."""

import pytest
from test_pages import ALL, AXE, RUN

from lrlib.exercises import classroom, tasks
from lrlib.exercises.grades import Row

RESULTS = ("passed", "unstable", "still-empty", "missing", "broken (TypeError)", "wrong-sign")


@pytest.fixture(scope="module")
def page_of_a_class(tmp_path_factory):
    rows = [
        Row(f"{i}.ipynb", {name: RESULTS[(i + k) % len(RESULTS)] for k, name in enumerate(tasks.names())}, "it ran")
        for i in range(30)
    ]
    path = tmp_path_factory.mktemp("class") / "grades.class.html"
    path.write_text(classroom.as_html(rows), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_on_a_class_is_for_every_reader(browser, page_of_a_class, scheme):
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 800})
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_of_a_class, wait_until="load")
    page.evaluate(AXE)
    assert page.evaluate(RUN, [ALL, None]) == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate(RUN, [ALL, None]) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert asked == [page_of_a_class]
    names = page.locator("svg > text").all_text_contents()
    assert set(tasks.names()) <= set(names)
    assert page.locator("svg").evaluate("s => s.getBBox().x >= 0 && s.getBBox().width <= s.viewBox.baseVal.width")
    context.close()
