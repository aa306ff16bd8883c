"""Every page opens in a browser without an error and without asking another host."""

import pytest
from conftest import SITE

PAGES = sorted(str(path.relative_to(SITE)) for path in SITE.rglob("*.html") if "_static" not in path.parts)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_no_other_host_and_reports_no_error(page, site, name):
    others, errors = [], []
    page.on("request", lambda request: others.append(request.url) if not request.url.startswith((site, "data:")) else 0)
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else 0)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(name, wait_until="load")
    assert (others, errors) == ([], [])
