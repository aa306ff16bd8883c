"""A page of the book as sentences, and the page in another language: paragraphs, code cells, alternative texts.

A message is what Sphinx's own gettext builder would take: a paragraph, a heading or a list's item, as Markdown. Beyond
it a notebook has words in its code: strings that it shows, comments, the docstrings of its functions.
"""

import ast
import copy
import inspect
import io
import json
import re
import textwrap
import tokenize
from collections.abc import Callable, Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

from lrlib.languages import python
from lrlib.languages.catalogue import CONTEXT
from lrlib.languages.sentence import is_said, of_html, sentence, split

Say = Callable[[str], str]
MARKDOWN = MarkdownIt("commonmark").enable("table").use(dollarmath_plugin).use(deflist_plugin)
SAID_IN_FORMULA = re.compile(r"\\text\{([^{}]*[^\W\d_]{2}[^{}]*)\}")
TITLE = re.compile(r"# @title (?P<name>.*?)(?P<form> \{.*\})?$")
WIDTH = 76
SET_UP = "# @title Set-up"
FOUND_BY = {"load", "index", "check", "solution", "hint", "yours", "case", "show_source", "name_of"}
CALL = re.compile(r"[\w.]+\(.*\)")
LETTERS = re.compile(r"[^\W\d_]{2,}")


def messages(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each sentence of a page with the place where it stands."""
    found: list[tuple[str, str]] = []

    def heard(place: str) -> Say:
        def say(text: str) -> str:
            found.append((place, text))
            return text

        return say

    if path.suffix == ".ipynb":
        for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"], 1):
            _cell(cell, heard(f"cell {number}"))
    else:
        markdown(path.read_text(encoding="utf-8"), heard("page"))
    yield from found


def translated(path: Path, say: Say, language: str) -> str:
    """Return the text of a page in another language; a sentence that has no translation stays as it is."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return markdown(text, say)
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        _cell(cell, _among(cell, say))
        if "".join(cell["source"]).startswith(SET_UP):
            first = "import importlib\nimport os\n"
            lines = "".join(cell["source"]).replace(
                "try:\n", f'os.environ["LRLIB_LANGUAGE"] = "{language}"\n\ntry:\n', 1
            )
            assert first in lines, "the set-up cell no longer imports os"
            cell["source"] = lines.splitlines(keepends=True)
        if cell["cell_type"] == "code":
            cell["outputs"] = []  # the build draws them anew, in this language
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _among(cell: dict, say: Say) -> Say:
    """Return a function that knows the cell: a word of two meanings is told by another sentence that stands there."""
    beside: list[str] = []
    _cell(copy.deepcopy(cell), lambda text: beside.append(text) or text)  # type: ignore[func-returns-value]

    def said(text: str) -> str:
        keys = (f"{other}{CONTEXT}{text}" for other in dict.fromkeys(beside))
        return next((found for key in keys if CONTEXT not in (found := say(key))), None) or say(text)

    return said


def _cell(cell: dict, say: Say) -> None:
    """Put the words of a cell through a function, in place."""
    source = "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        made = markdown(source, say)
    elif source.startswith(SET_UP):
        made = source
    else:
        made = code(source, say)
    cell["source"] = made.splitlines(keepends=True)
    image = cell["metadata"].get("mystnb", {}).get("image", {})
    if image.get("alt"):
        image["alt"] = say(image["alt"])


def markdown(text: str, say: Say) -> str:
    """Return Markdown with its paragraphs put through a function; to keep marks and links is the translator's."""
    lines = text.split("\n")
    changes: list[tuple[int, int, Callable[[list[str]], list[str]]]] = []
    for token in MARKDOWN.parse(text):
        old = token.content.strip() if token.type == "math_block" else token.content
        if token.map is None or not LETTERS.search(old):
            continue
        if token.type == "html_block":
            (made,) = of_html(["\n".join(lines[slice(*token.map)])], say)
            changes.append((*token.map, lambda _, made=made: made.split("\n")))  # type: ignore[misc]
        elif token.type == "inline" and (new := say(old)) != old:
            changes.append((*token.map, lambda block, old=old, new=new: _put(block, old, new)))  # type: ignore[misc]
        elif token.type == "math_block" and SAID_IN_FORMULA.search(old) and (new := say(old)) != old:
            changes.append((*token.map, lambda _, new=new: ["$$", *new.split("\n"), "$$"]))  # type: ignore[misc]
    for start, end, change in reversed(changes):
        lines[start:end] = change(lines[start:end])
    return "\n".join(lines)


def _put(lines: list[str], old: str, new: str) -> list[str]:
    """Return the lines of a block with its paragraph exchanged, in one line behind what marks the block."""
    first, *rest = old.split("\n")
    for number, line in enumerate(lines):
        if first in line and not rest:
            return [*lines[:number], line.replace(first, new.replace("\n", " "), 1), *lines[number + 1 :]]
        if first in line:
            head = line[: line.index(first)]
            return [*lines[:number], head + new.replace("\n", " "), *lines[number + 1 + len(rest) :]]
    raise ValueError(f"the paragraph {old!r} does not stand in its lines")


def code(source: str, say: Say) -> str:
    """Return the source of a cell with its strings, comments and docstrings put through a function."""
    changes = [*_strings(source, say), *_comments(source, say)]
    for start, end, new in sorted(changes, reverse=True):
        source = source[:start] + new + source[end:]
    return source


def _starts(source: str) -> list[int]:
    starts = [0]
    for line in source.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _strings(source: str, say: Say) -> Iterator[tuple[int, int, str]]:
    """Yield where a string stands that says something else in the other language, and what stands there instead."""
    tree, starts, lines = ast.parse(source), _starts(source), source.split("\n")
    keys, names = set(python.keys(tree)), set(_found_by(tree))
    documented = {
        id(n.body[0].value): n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and ast.get_docstring(n)
    }
    inside = {id(v) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for p in n.values for v in ast.walk(p)}

    def at(line: int, column: int) -> int:
        return starts[line - 1] + len(lines[line - 1].encode()[:column].decode())

    for node in ast.walk(tree):
        if id(node) in inside or id(node) in keys or not isinstance(node, ast.Constant | ast.JoinedStr):
            continue
        parts, places = python.pieces(node)
        if not parts or not LETTERS.search(" ".join(parts)):
            continue
        span = at(node.lineno, node.col_offset), at(node.end_lineno or 0, node.end_col_offset or 0)
        if id(node) in documented:
            old = inspect.cleandoc(node.value)  # type: ignore[union-attr]
            new = say(old)
            if new != old:
                indent = " " * node.col_offset
                yield (
                    *span,
                    '"""' + textwrap.indent(new, indent).strip() + ("\n" + indent if "\n" in new else "") + '"""',
                )
            continue
        if not places and (parts[0] in names or not _is_shown(parts[0])):
            continue
        whole = sentence(parts, places)
        new = say(whole)
        if new != whole:
            yield *span, _literal(*split(new, places), places, node.col_offset)


def _is_shown(text: str) -> bool:
    """Say whether a string is words: no format, no key with hyphens or underscores, no path."""
    if CALL.fullmatch(text):
        return False
    return is_said(text) or bool(
        re.fullmatch(r"[^\W\d_]{2,}", text) or re.search(r"[^\W\d_]{2,}\S* |\w [^\W\d_]", text)
    )


def _found_by(tree: ast.Module) -> Iterator[str]:
    """Yield strings by which something is found, such as a data set or an exercise."""
    for node in ast.walk(tree):
        found: list[ast.AST | None] = []
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            held = name in FOUND_BY or (name in ("quiz",) or _is_live(node.func))
            found = [*(node.args if name in FOUND_BY else node.args[:1])] if held else []
            if name == "quiz":
                found += [item.elts[2] for item in getattr(node.args[1], "elts", []) if len(item.elts) > 2]
        elif isinstance(node, ast.Dict):
            found = [key for key in node.keys if isinstance(key, ast.Constant) and str(key.value).isidentifier()]
        elif isinstance(node, ast.Compare):
            found = [node.left, *node.comparators]
        elif isinstance(node, ast.For) and any(
            isinstance(c, ast.Call) and getattr(c.func, "attr", "") == "load" for c in ast.walk(node)
        ):
            found = list(ast.walk(node.iter))
        elif isinstance(node, ast.ListComp) and any(
            isinstance(c, ast.Call) and getattr(c.func, "attr", "") == "load" for c in ast.walk(node)
        ):
            found = [part for g in node.generators for part in ast.walk(g.iter)]
        yield from (key.value for key in found if isinstance(key, ast.Constant) and isinstance(key.value, str))


def _is_live(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and getattr(function.value, "id", "") == "live"


def _literal(parts: list[str], order: list[int], places: list[str], column: int) -> str:
    """Return a literal, an f-string where something is computed in it; a long one in several lines."""
    quote = "'" if any('"' in place for place in places) or '"' in "".join(parts) else '"'
    pieces = [re.sub(rf"([\\{quote}])", r"\\\1", part).replace("\n", "\\n") for part in parts]
    if places:
        pieces = [re.sub(r"[{}]", r"\g<0>\g<0>", piece) for piece in pieces]
    text = pieces[0] + "".join(f"{{{places[n]}}}{piece}" for n, piece in zip(order, pieces[1:], strict=True))
    letter = "f" if places else ""
    room = WIDTH - column - 3
    if len(text) <= room or " " not in text:
        return f"{letter}{quote}{text}{quote}"
    rows, row = [], ""
    for word in re.findall(r"(?:\{[^{}]*\}|\S)+\s*", text):
        if row and len(row) + len(word) > max(room, 24):
            rows.append(row)
            row = ""
        row += word
    rows.append(row)
    return ("\n" + " " * column).join(f"{letter}{quote}{row}{quote}" for row in rows)


def _comments(source: str, say: Say) -> Iterator[tuple[int, int, str]]:
    """Yield where comments stand, neighbouring lines as one, and what stands there in the other language."""
    starts, found = _starts(source), []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT:
            continue
        (line, column), text = token.start, token.string
        alone = not token.line[:column].strip()
        title = TITLE.match(text)
        if not title and alone and found and found[-1][1] == (line - 1, column):
            found[-1][1], found[-1][3] = (line, column), f"{found[-1][3]} {text.lstrip('# ')}"
            found[-1][2] = starts[line - 1] + column + len(text)
        else:
            key = (line, column) if alone and not title else (0, 0)
            found.append([starts[line - 1] + column, key, starts[line - 1] + column + len(text), text, column])
    for start, key, end, text, column in found:
        title = TITLE.match(text)
        old = title["name"] if title else text.lstrip("# ")
        if not LETTERS.search(old):
            continue
        new = say(old)
        if new == old:
            continue
        if title:
            yield start, end, f"# @title {new}{title['form'] or ''}"
        elif key == (0, 0):
            yield start, end, f"# {new}"
        else:
            rows = textwrap.wrap(new, WIDTH - column, break_long_words=False)
            yield start, end, ("\n" + " " * column).join(f"# {row}" for row in rows)
