"""Files of gettext: a .pot for each page, for lrlib and for the site; and the .po of a language, brought up to date."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import sources
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = sources.ROOT
POT = ROOT / "_build" / "gettext"
PAGES = [p for p in sorted((ROOT / "chapters").iterdir()) if p.suffix in (".ipynb", ".md")]


def place(domain: str, language: str) -> Path:
    """Return where the .po of a domain lies: lrlib's goes with lrlib, the others stay with the book."""
    folder = ROOT / ("lrlib/locale" if domain == "lrlib" else "locale")
    return folder / language / "LC_MESSAGES" / f"{domain}.po"


def languages() -> list[str]:
    """Return the languages that the book has beside English."""
    return sorted(path.name for path in (ROOT / "locale").iterdir() if path.is_dir())


def translated_pages(language: str) -> list[str]:
    """Return the pages that a language has."""
    folder = ROOT / "locale" / language / "LC_MESSAGES"
    return sorted(path.relative_to(folder).with_suffix("").as_posix() for path in folder.glob("chapters/*.po"))


def catalogue(found: Iterable[sources.Found], language: str | None = None) -> Catalog:
    """Return sentences as a catalogue, each with the places where it stands; lines stay out, which change too often."""
    held = Catalog(locale=language, project="Logistic and softmax regression", charset="utf-8", fuzzy=False)
    held.creation_date = held.revision_date = datetime.fromtimestamp(0, tz=UTC)
    held.header_comment = "# The course on logistic and softmax regression. Text: CC BY 4.0.\n#"
    for where, sentence in found:
        name, _, number = where.partition(":")
        cell = number if name.endswith(".ipynb") else ""
        held.add(sentence, locations=[(name, int(cell) if cell.isdigit() else None)])
    return held


def write(path: Path, held: Catalog) -> None:
    """Write a catalogue."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, held, width=110, omit_header=False, ignore_obsolete=False)


def templates() -> None:
    """Write all .pot files, for whoever begins a language or another page."""
    for path in PAGES:
        name = path.relative_to(ROOT).with_suffix("").as_posix()
        write(POT / f"{name}.pot", catalogue(sources.of_page(name)))
    write(POT / "lrlib.pot", catalogue(sources.of_lrlib()))
    write(POT / "site.pot", catalogue(sources.of_site()))


def update(language: str, *more: str) -> None:
    """Bring the catalogues of a language up to date with the English of its pages, and of those named, which it gets.

    What is translated is kept; an English sentence that has changed comes empty, its old translation stays at the end.
    """
    wanted: dict[str, list[sources.Found]] = {}
    for page in dict.fromkeys([*translated_pages(language), *more]):
        for domain, found in sources.needed(page).items():
            wanted.setdefault(domain, []).extend(found)
    for domain, found in wanted.items():
        path, held = place(domain, language), catalogue(found, language)
        if path.exists():
            with path.open("rb") as file:
                old = read_po(file, locale=language)
            for message in old:
                if message.id and message.id in held:
                    if message.context:  # a second meaning of a word, as the translator has told it apart
                        places = held[message.id].locations
                        held.add(message.id, message.string, locations=places, context=message.context)
                    else:
                        held[message.id].string = message.string
                elif message.id and message.string:
                    held.obsolete[message.id] = message
            held.obsolete |= {key: message for key, message in old.obsolete.items() if key not in held}
        write(path, held)


def missing(language: str) -> dict[str, list[str]]:
    """Return, by file, the sentences of a language's pages that have no translation; they are to be translated anew."""
    found: dict[str, list[str]] = {}
    for page in translated_pages(language):
        for domain, some in sources.needed(page).items():
            held = {m.id: m for m in read(place(domain, language))}
            lacking = [s for _, s in some if s not in held or not held[s].string or held[s].fuzzy]
            if lacking:
                found.setdefault(str(place(domain, language).relative_to(ROOT)), []).extend(dict.fromkeys(lacking))
    return {file: list(dict.fromkeys(lacking)) for file, lacking in found.items()}


def read(path: Path) -> Catalog:
    """Return a catalogue; one that is not there is empty."""
    if not path.exists():
        return Catalog()
    with path.open("rb") as file:
        return read_po(file)
