"""A catalogue: what each sentence is in another language, read from a .po file as gettext has it."""

import ast
import os
import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from lrlib.languages.sentence import is_said

FOLDER = Path(__file__).parent.parent / "locale"
VARIABLE = "LRLIB_LANGUAGE"
LANGUAGES = tuple(sorted(path.name for path in FOLDER.iterdir() if path.is_dir())) if FOLDER.is_dir() else ()
ENTRY = re.compile(r'^(msgctxt|msgid|msgstr) ("(?:[^"\\]|\\.)*"(?:\n"(?:[^"\\]|\\.)*")*)', re.M)
CONTEXT = "\x04"  # as gettext has it, between what tells two meanings apart and the sentence
LISTED = re.compile(r"^#: (.*)", re.M)
FILE = re.compile(r"([\w./-]+)(?::\d+)?(?: |$)")


def chosen() -> str:
    """Return the language that the environment asks for, "en" where it asks for none.

    Returns
    -------
    str
        Such as de.

    Raises
    ------
    ValueError
        If lrlib has no catalogue of it.
    """
    language = os.environ.get(VARIABLE) or "en"
    if language not in ("en", *LANGUAGES):
        raise ValueError(f"{VARIABLE} is {language!r}; lrlib speaks {', '.join(('en', *LANGUAGES))}: choose one")
    return language


class Entry(NamedTuple):
    """A translated sentence, and the files in which it stands."""

    text: str
    files: frozenset[str]


def entries(path: Path) -> dict[str, Entry]:
    """Return the sentences of a .po file that are translated; what is fuzzy or empty is not.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    dict of str to Entry
        From each sentence to its translation.
    """
    found = {}
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        if re.search(r"(?m)^#~|^#,.*\bfuzzy\b", block):
            continue
        parts = {m[1]: "".join(map(ast.literal_eval, m[2].split("\n"))) for m in ENTRY.finditer(block)}
        if parts.get("msgid") and parts.get("msgstr"):
            files = frozenset(name for line in LISTED.findall(block) for name in FILE.findall(line))
            key = f"{parts['msgctxt']}{CONTEXT}{parts['msgid']}" if "msgctxt" in parts else parts["msgid"]
            found[key] = Entry(parts["msgstr"], files)
    return found


@cache
def catalogue(language: str) -> dict[str, Entry]:
    """Return lrlib's own catalogue of a language.

    Parameters
    ----------
    language : str
        Such as de; of "en" it is empty.

    Returns
    -------
    dict of str to Entry
        From each sentence to its translation.
    """
    return {} if language == "en" else entries(FOLDER / language / "LC_MESSAGES" / "lrlib.po")


def speaker(held: Mapping[str, Entry], file: str) -> Callable[[str], str]:
    """Return what puts the sentences of a file into the language of a catalogue.

    Parameters
    ----------
    held : mapping of str to Entry
        The catalogue.
    file : str
        Its name as the catalogue has it: a single word is translated only in the files in which it is listed.

    Returns
    -------
    callable
        Takes a sentence, gives its translation, or the sentence itself.
    """

    return partial(_said, held, file)


def _said(held: Mapping[str, Entry], file: str, text: str) -> str:
    entry = held.get(text)
    return entry.text if entry and (file in entry.files or is_said(text)) else text


def translate(text: str) -> str:
    """Return a name of the data, such as that of a class, in the language chosen, or as it is.

    Parameters
    ----------
    text : str
        As the catalogue has it.

    Returns
    -------
    str
        Its translation.

    Examples
    --------
    >>> translate("malignant")
    'malignant'
    """
    entry = catalogue(chosen()).get(text)
    return entry.text if entry else text
