"""Each page names what it may run and whom it may ask: its own scripts by their hash, this site, and nobody else."""

import re

import pytest
from built import SITE

from sphinx_ext import policy

DOORS = {SITE / "index.html", *SITE.glob("??/index.html")}  # they run nothing, and lead on
PAGES = sorted(p for p in SITE.rglob("*.html") if "_static" not in p.parts and p not in DOORS)


def allowed(html):
    """What each directive of a page's policy allows."""
    (content,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)" />', html)
    return {name: set(values) for name, *values in (part.split() for part in content.split("; "))}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(SITE).as_posix())
def test_a_page_allows_itself_and_no_more(path):
    html = path.read_text(encoding="utf-8")
    rules = allowed(html)
    assert rules["default-src"] == rules["base-uri"] == {"'none'"}
    scripts = rules["script-src"]
    python = "data-lr-python" in html
    known = {"'self'"} | ({"blob:", "'wasm-unsafe-eval'"} if python else set())
    hashes = {source for source in scripts if source.startswith("'sha256-")}
    assert scripts - hashes - {"'unsafe-hashes'"} == known
    own, handlers = policy.hashes(html)
    assert hashes == {*own, *handlers}
    assert ("'unsafe-hashes'" in scripts) == bool(handlers)
    for sources in rules.values():
        assert not [source for source in sources - hashes if ":" in source.removesuffix(":") or "*" in source]
        assert "'unsafe-eval'" not in sources
    assert html.index("Content-Security-Policy") < html.index("<script")


def test_the_front_door_runs_nothing():
    assert all("<script" not in door.read_text(encoding="utf-8") for door in DOORS)


def test_a_script_has_its_hash_and_data_has_none():
    html = (
        '<script>a()</script><script type="application/json">{}</script><script src="b.js"></script><b onclick="c()">'
    )
    own, handlers = policy.hashes(html)
    assert own == [policy.digest("a()")]
    assert handlers == [policy.digest("c()")]
    assert policy.digest("a()") != policy.digest("a() ")
