"""The built site leads to its own repository, and to Colab and Binder once the set-up cells know where that is."""

import json
import re
import sys
import tomllib

import pytest
from built import ROOT, SITE, page

sys.path.insert(0, str(ROOT / "scripts"))

import address

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["course"]
CHAPTERS = sorted(path.stem for path in (ROOT / "chapters").glob("*.ipynb"))
every_chapter = pytest.mark.parametrize("name", CHAPTERS)


def links(name):
    buttons = page(SITE / "chapters" / f"{name}.html").select(".header-article a[href], .bd-header-article a[href]")
    return [link["href"] for link in buttons]


@every_chapter
def test_the_launch_buttons_open_this_chapter_or_are_not_there(name):
    found = links(name)
    colab = [url for url in found if url.startswith("https://colab.research.google.com/")]
    binder = [url for url in found if url.startswith("https://mybinder.org/")]
    if not SETTINGS["repository"].startswith("https://github.com/"):
        assert colab == binder == []
        return
    repository = [url for url in found if re.fullmatch(r"https://github\.com/[\w.-]+/[\w.-]+", url)]
    assert len(repository) == 1
    slug = repository[0].removeprefix("https://github.com/")
    path, ref = f"chapters/{name}.ipynb", address.built().partition("/")[2]
    assert colab == [f"https://colab.research.google.com/github/{slug}/blob/{ref}/{path}"]
    assert binder == [f"https://mybinder.org/v2/gh/{slug}/{ref}?urlpath=lab/tree/{path}"]
    assert f"https://github.com/{slug}/edit/{ref}/{path}" in found
    assert "run.html#where-lrlib-comes-from" in found, "what to do where it cannot be fetched"
    assert any(url.startswith(f"https://github.com/{slug}/issues/new") for url in found)


@every_chapter
def test_what_colab_opens_installs_from_where_the_site_says(name):
    cells = json.loads((ROOT / "chapters" / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    first = "".join(next(cell for cell in cells if cell["cell_type"] == "code")["source"])
    assert f'REPOSITORY = "{SETTINGS["repository"]}"' in first
    assert f'REF = "{SETTINGS["ref"]}"' in first
