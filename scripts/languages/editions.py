"""Build the pages that the book has in other languages, below the site: site/de/chapters/01-classification.html."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import catalogues
import pages
import yaml

from lrlib import languages

ROOT = catalogues.ROOT
SITE = ROOT / "_build" / "html"
TITLE = "Logistic and softmax regression"
RIGHTS = "2026. Text and pictures: CC BY 4.0. Code: BSD-3-Clause. After a lecture by Dr. Muhammad Safyan"
AUTHORS = "The authors of the logistic regression course"
DOOR = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<link rel="icon" href="{up}_static/icon.svg"><meta http-equiv="refresh" content="0; url=chapters/index.html"></head>
<body><p><a href="chapters/index.html">{title}</a></p></body></html>
"""
INDEX = (
    "This part of the course is there in this language. Links to the other chapters lead to the English ones.",
    "The whole course in English",
)


def main(some: list[str]) -> None:
    """Build languages below the English site; what is the same there is not kept twice."""
    SITE.mkdir(parents=True, exist_ok=True)  # in a fresh checkout no English site is there
    open_door(SITE, "en", TITLE)
    for language in some:
        if language not in catalogues.languages():
            raise SystemExit(f"there is no language {language}; wanted is one of {', '.join(catalogues.languages())}")
        build(language, SITE / language)


def build(language: str, target: Path) -> None:
    """Build the pages of a language into a folder of the site."""
    place = ROOT / "_build" / "languages" / language
    shutil.rmtree(place, ignore_errors=True)
    write(language, place / "source")
    command = [Path(sys.executable).parent / "jupyter-book", "build", place / "source", "--path-output", place]
    environment = {**os.environ, "LRLIB_LANGUAGE": language, "PYTHONPATH": str(ROOT)}
    subprocess.run([*map(str, command), "-n", "-W", "--keep-going", "-q"], cwd=ROOT, env=environment, check=True)
    shutil.rmtree(target, ignore_errors=True)
    shutil.move(place / "_build" / "html", target)
    for name in ("404.html", "genindex.html"):  # the site has one for any depth; no page leads to the other
        (target / name).unlink(missing_ok=True)
    open_door(target, language, speaker(language)(TITLE), up="../")
    share(target)


def open_door(folder: Path, language: str, title: str, up: str = "") -> None:
    """Lead from a folder to its first page; what jupyter-book leaves there has no language, no name and no link."""
    (folder / "index.html").write_text(DOOR.format(language=language, title=title, up=up), encoding="utf-8")


def speaker(language: str) -> pages.Say:
    """Return what puts the sentences of this file into a language."""
    return languages.speaker(languages.entries(catalogues.place("site", language)), "scripts/languages/editions.py")


def write(language: str, source: Path) -> None:
    """Write what Sphinx builds: the translated pages, an index, and the book's configuration in this language."""
    say = speaker(language)
    names = catalogues.translated_pages(language)
    for name in names:
        path = next(p for p in (ROOT / f"{name}.ipynb", ROOT / f"{name}.md") if p.exists())
        held = languages.entries(catalogues.place(name, language))
        made = pages.translated(path, lambda text, held=held: held[text].text if text in held else text, language)
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).with_suffix(path.suffix).write_text(made, encoding="utf-8")
    links = "\n".join(f"- [](../{name})" for name in names)
    whole = f'<a href="../../chapters/index.html" hreflang="en" lang="en">{INDEX[1]}</a>'
    text = f"# {say(TITLE)}\n\n{say(INDEX[0])}\n\n{links}\n\n{whole}\n"
    (source / "chapters" / "index.md").write_text(text, encoding="utf-8")
    contents = {"format": "jb-book", "root": "chapters/index", "chapters": [{"file": name} for name in names]}
    (source / "_toc.yml").write_text(yaml.safe_dump(contents), encoding="utf-8")
    (source / "_config.yml").write_text(yaml.safe_dump(configuration(language, say), sort_keys=False), encoding="utf-8")
    for name in ("_static", "sphinx_ext/scorer.js", "chapters/references.bib"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, source / name)


def configuration(language: str, say: pages.Say) -> dict:
    """Return the book's configuration for another language."""
    held = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    if (held["title"], held["copyright"], held["author"]) != (TITLE, RIGHTS, AUTHORS):
        raise SystemExit(
            "_config.yml has another title, copyright or author: write it into scripts/languages/editions.py too"
        )
    held |= {"title": say(TITLE), "copyright": say(RIGHTS), "author": say(AUTHORS)}
    held["sphinx"]["config"]["language"] = language
    held["sphinx"]["local_extensions"] = {name: str(ROOT / "sphinx_ext") for name in held["sphinx"]["local_extensions"]}
    return held


def share(target: Path) -> None:
    """Have the pages of a language fetch from the English site what is the same there, and keep no copy of it."""
    same = {
        path.relative_to(target).as_posix()
        for path in (target / "_static").rglob("*")
        if path.is_file() and alike(path, SITE / path.relative_to(target))
    }
    for name in same:
        (target / name).unlink()
    for folder in sorted((p for p in (target / "_static").rglob("*") if p.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    for path in target.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        text = shared(text, path.relative_to(target).as_posix().count("/"), same)
        path.write_text(home(text, path, target), encoding="utf-8")


def home(html: str, page: Path, target: Path) -> str:
    """Return a page whose links to pages that this language has not lead to the English ones."""

    def lead(match: re.Match) -> str:
        place = (page.parent / match[1]).resolve()
        if place.exists() or not place.is_relative_to(target):
            return match[0]
        english = SITE / place.relative_to(target)
        return f'href="{os.path.relpath(english, page.parent)}{match[2]}"' if english.exists() else match[0]

    return re.sub(r'href="([\w./-]+\.html)((?:#[^"]*)?)"', lead, html)


def shared(html: str, depth: int, same: set[str]) -> str:
    """Return a page whose addresses of shared files lead one folder higher."""
    up = "../" * depth

    def lead(match: re.Match) -> str:
        name = match[2].partition("?")[0].partition("#")[0]
        whole = name in same or (name.endswith("/") and any(one.startswith(name) for one in same))
        return f'{match[1]}{up}../{match[2]}"' if whole else match[0]

    return re.sub(rf'((?:href|src|content|data-[\w-]+)="){re.escape(up)}(_static/[^"]*)"', lead, html)


def alike(one: Path, other: Path) -> bool:
    """Say whether two files hold the same."""
    return other.is_file() and one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()
