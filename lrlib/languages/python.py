"""The sentences of Python: what its literals say, f-strings with their places; and the same in another language."""

import ast
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lrlib.languages.sentence import is_html, of_html, sentence, sentences, split

Say = Callable[[str], str]
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
CONTROLS = {"slider", "choice", "number", "radios"}  # begin with two names, of the picture and of the control
SCRIPTS = {"page", "script", "style", "joined"}  # name a script or a style sheet
ASKED = {"startswith", "endswith", "compile", "match", "fullmatch", "search", "sub", "findall", "finditer", "split"}
ASKED |= {"simplefilter", "filterwarnings", "removeprefix", "removesuffix", "replace", "partition", "rpartition"}


def messages(source: str) -> Iterator[tuple[int, str]]:
    """Yield each sentence of a module with its line; errors, docstrings and what is only compared are none.

    Parameters
    ----------
    source : str
        Of the module.

    Yields
    ------
    tuple of int and str
        Where it stands, and the sentence as the catalogue has it.

    Examples
    --------
    >>> list(messages('print(f"{n} far points")'))
    [(1, '{n} far points')]
    """
    tree = ast.parse(source)
    silent = {*_parts(tree), *_unsaid(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.expr) and id(node) not in silent:
            yield from ((node.lineno, text) for text in sentences(*pieces(node)))


def pieces(node: ast.AST) -> tuple[list[str], list[str]]:
    """Return the words of a literal and the source of what stands between them; nothing for another node.

    Parameters
    ----------
    node : ast.AST
        Any.

    Returns
    -------
    tuple of list
        Words, one more than places, and places.
    """
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value], []
    if not isinstance(node, ast.JoinedStr):
        return [], []
    parts, places = [""], list[str]()
    for value in node.values:
        if isinstance(value, ast.Constant):
            parts[-1] += str(value.value)
        else:
            places.append(_place(value))
            parts.append("")
    return parts, places


def _place(value: ast.expr) -> str:
    """Return what stands between the braces of an f-string, the same for every version of Python."""
    assert isinstance(value, ast.FormattedValue)
    words, places = pieces(value.format_spec) if value.format_spec else ([], [])
    held = (
        "".join(word + place for word, place in zip(words, [*(f"{{{p}}}" for p in places), ""], strict=True))
        if words
        else ""
    )
    return (
        ast.unparse(value.value)
        + (f"!{chr(value.conversion)}" if value.conversion > 0 else "")
        + f":{held}" * bool(held)
    )


def _parts(tree: ast.Module) -> Iterator[int]:
    """Yield what is no literal of its own: parts of f-strings; and docstrings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield from (id(value) for value in node.values if isinstance(value, ast.Constant))
            held = (value.format_spec for value in node.values if isinstance(value, ast.FormattedValue))
            yield from (id(part) for spec in held if spec for part in ast.walk(spec))
        elif isinstance(node, DOCUMENTED) and ast.get_docstring(node) is not None:
            yield from map(id, ast.walk(node.body[0]))


def _unsaid(tree: ast.Module) -> Iterator[int]:
    """Yield what no reader sees: errors, and what others' words are compared with."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise | ast.Compare | ast.Assert):
            yield from map(id, ast.walk(node))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKED:
            yield from (id(part) for argument in node.args for part in ast.walk(argument))


def keys(tree: ast.Module) -> Iterator[int]:
    """Yield the ids of names by which something is found: they stay, whatever they are in another language.

    Parameters
    ----------
    tree : ast.Module
        A module.

    Yields
    ------
    int
        Of keys of a dictionary, of indices, of what is compared, of names of controls and of scripts.
    """
    for node in ast.walk(tree):
        found: Sequence[Any] = []
        if isinstance(node, ast.Dict):
            found = node.keys
        elif isinstance(node, ast.Subscript):
            found = [node.slice]
        elif isinstance(node, ast.Compare):
            found = [node.left, *node.comparators]
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "id", "")
            found = node.args[:2] if name in CONTROLS else node.args if name in SCRIPTS else []
        yield from (id(key) for key in found if isinstance(key, ast.Constant) and str(key.value).isidentifier())


class _Translated(ast.NodeTransformer):
    """Puts the words of literals through a function."""

    def __init__(self, say: Say, silent: set[int]) -> None:
        self.say, self.silent = say, silent

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if not isinstance(node.value, str) or id(node) in self.silent:
            return node
        (text,) = of_html([node.value], self.say) if is_html(node.value) else [self.say(node.value)]
        return ast.copy_location(ast.Constant(text), node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        if id(node) in self.silent:
            return node
        parts, places = pieces(node)
        held = [self.visit(v) for v in node.values if isinstance(v, ast.FormattedValue)]
        if is_html("".join(parts)):
            texts, order = of_html(parts, self.say), list(range(len(held)))
        else:
            whole = sentence(parts, places)
            said = self.say(whole)
            texts, order = (parts, list(range(len(held)))) if said == whole else split(said, places)
        values: list[Any] = [ast.Constant(texts[0])]
        for number, text in zip(order, texts[1:], strict=True):
            values += [held[number], ast.Constant(text)]
        return ast.copy_location(ast.JoinedStr([v for v in values if getattr(v, "value", "") != ""]), node)

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.AST:
        node.value = self.visit(node.value)
        return node


def translated(source: str | bytes, path: str, say: Say) -> ast.Module:
    """Return a module whose literals are put through a function.

    Parameters
    ----------
    source : str or bytes
        Of the module.
    path : str
        Its file, for tracebacks.
    say : callable
        Takes a sentence, gives it in another language, or as it is.

    Returns
    -------
    ast.Module
        To be compiled; every line is where it was.

    Examples
    --------
    >>> scope = {"n": 2}
    >>> tree = translated('said = f"{n} points"', "x.py", {"{n} points": "Punkte: {n}"}.get)
    >>> exec(compile(tree, "x.py", "exec"), scope)
    >>> scope["said"]
    'Punkte: 2'
    """
    tree = ast.parse(source, path)
    made: ast.Module = _Translated(say, {*_parts(tree), *keys(tree)}).visit(tree)
    return ast.fix_missing_locations(made)
