"""Notebooks as files: which there are below a folder, and the code cells of each."""

import json
import os
from pathlib import Path
from typing import Any

SKIPPED = {".ipynb_checkpoints", "__MACOSX"}


def below(folder: Path) -> list[Path]:
    """Return everything below a folder whose name ends as that of a notebook.

    Parameters
    ----------
    folder : Path
        Where.

    Returns
    -------
    list of Path
        In order, folders of such a name too: each gets its row.
    """
    found = (path for path in folder.rglob("*") if path.suffix.lower() == ".ipynb")
    return sorted(path for path in found if not SKIPPED & set(path.relative_to(folder).parts))


def title(path: Path, folder: Path) -> str:
    """Return the name of a notebook in text that every file can hold.

    Parameters
    ----------
    path, folder : Path
        Which, and where it was looked for.

    Returns
    -------
    str
        Its path below the folder; bytes that are no UTF-8, and letters that cannot be shown, are written out.
    """
    text = os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def cells(content: bytes) -> list[str]:
    """Return the code cells of a notebook, of format 3 or later.

    Parameters
    ----------
    content : bytes
        Of the file, with or without a byte-order mark.

    Returns
    -------
    list of str
        One source for each code cell, as it stands.

    Raises
    ------
    ValueError
        If it is no notebook.

    Examples
    --------
    >>> cells(b'{"cells": [{"cell_type": "code", "source": ["%pip install x\\\\n", "a = 1"]}, {"cell_type": "code"}]}')
    ['%pip install x\\na = 1', '']
    """
    if not content.strip():
        raise ValueError("the file is empty")
    try:
        text = content.decode("utf-8-sig").lstrip()
    except UnicodeDecodeError as error:
        raise ValueError(f"it is no UTF-8 (byte {error.start})") from None
    if not text.startswith("{"):
        raise ValueError(f"it begins with {text[:20]!r} and not with a brace")
    try:
        book = json.loads(text)
        sheets = book["worksheets"] if "cells" not in book and "worksheets" in book else [book]
        found = [cell for sheet in sheets for cell in sheet["cells"]]
        return [_source(cell) for cell in found if cell.get("cell_type") == "code"]
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"its JSON is that of no notebook ({type(error).__name__})") from None


def _source(cell: dict[str, Any]) -> str:
    """Return the text of a cell; what is no text is none, and half a character is a question mark."""
    text = cell.get("source", cell.get("input"))
    lines = [text] if isinstance(text, str) else text if isinstance(text, list) else []
    return "".join(map(str, lines)).encode("utf-8", "replace").decode()
