"""What the browser runs: the modules of `browser/` joined into one script, since Colab shows each output alone."""

import re
from functools import cache
from pathlib import Path

from lrlib import languages
from lrlib.languages import javascript

FILES = Path(__file__).parent / "browser"
COMMENT = re.compile(r"/\*.*?\*/| // [^\n]*", re.S)
IMPORT = re.compile(r'^import \{ [\w, ]+ \} from "\./(\w+)\.js";\n', re.M)
NAME = re.compile(r"^(?:function|const|let|class) (\w+)", re.M)


def script(name: str, key: str) -> str:
    """Return a script that starts one module of `browser/` at the element with an id."""
    return f'<script>(() => {{\n{joined(name)}start(document.getElementById("{key}"));\n}})();</script>'


@cache
def joined(name: str) -> str:
    """Return a module after all that it imports, as one text without import and export."""
    order: list[str] = []
    _collect(name, order)
    text = "".join(re.sub(r"(?m)^export ", "", IMPORT.sub("", _spoken(f"{part}.js"))) for part in order)
    names = NAME.findall(text)
    if twice := sorted({found for found in names if names.count(found) > 1}):
        raise ValueError(f"{name}.js and what it imports name {', '.join(twice)} twice; wanted are names of their own")
    return _lean(text)


@cache
def style(name: str) -> str:
    """Return a style sheet of `browser/`."""
    return f"<style>\n{_lean(_text(f'{name}.css'))}</style>"


def _collect(name: str, order: list[str]) -> None:
    """Add a module to the list, and before it the modules that it imports."""
    for part in IMPORT.findall(_text(f"{name}.js")):
        if part not in order:
            _collect(part, order)
    order.append(name)


def _lean(text: str) -> str:
    """Return a text without comments, indentation and empty lines: they help a reader of the file, and only weigh."""
    rows = [row.strip() for row in COMMENT.sub("", text).splitlines()]
    return "".join(f"{row}\n" for row in rows if row)


def _spoken(name: str) -> str:
    """Return the text of a module, its words in the language chosen."""
    held = languages.catalogue(languages.chosen())
    say = languages.speaker(held, f"lrlib/pictures/browser/{name}")
    return javascript.translated(_text(name), say) if held else _text(name)


@cache
def _text(name: str) -> str:
    return (FILES / name).read_text(encoding="utf-8")
