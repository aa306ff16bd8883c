"""The printed book holds what the site holds: every page in the outline, links, formulas, pictures, numbers."""

import re
import sys
import unicodedata
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import pdf  # noqa: E402 - scripts/ is no package

NAMES = [name for _, names in pdf.contents() for name in names]


@pytest.fixture(scope="module")
def book():
    return PdfReader(pdf.BOOK)


@pytest.fixture(scope="module")
def read(book):
    """Each page's text, and its pieces with the matrices that say where they stand: read once."""
    found = []
    for page in book.pages:
        marks = []
        text = page.extract_text(visitor_text=lambda *piece, marks=marks: marks.append(piece[:3]))
        found.append((text, marks))
    return found


@pytest.fixture(scope="module")
def texts(read):
    return [text for text, _ in read]


@pytest.fixture(scope="module")
def articles():
    pages = (pdf.SITE / f"{name}.html" for name in NAMES)
    return [BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").find("article") for page in pages]


def flat(outline):
    for entry in outline:
        yield from flat(entry) if isinstance(entry, list) else [entry.title]


def squeezed(text):
    return re.sub(r"[\s#]+", "", unicodedata.normalize("NFKC", text))


def test_every_page_of_the_site_stands_in_the_outline(book, articles):
    found = {squeezed(title) for title in flat(book.outline)}
    for article in articles:
        heading = article.find("h1")
        assert heading.find("math") or squeezed(heading.get_text()) in found, heading.get_text()


def test_the_book_says_its_title_and_its_language_and_is_tagged(book):
    assert book.metadata.title == "Logistic and softmax regression"
    assert book.trailer["/Root"]["/Lang"].startswith("en")
    assert book.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_quiz_is_printed_once_with_its_answers_and_without_its_source(texts):
    whole = " ".join(texts)
    assert "quiz(" not in whole
    assert len(re.findall(r"It\s+does\s+not\s+toss\s+a\s+coin", whole)) == 1


def test_answers_stand_at_the_end_and_folded_code_nowhere(book, texts, articles):
    begins = next(i for i, text in enumerate(texts) if text.lstrip().startswith("Answers") and i > 10)
    told = [f.get_text() for article in articles for f in article.select("summary .expanded")]
    solutions = sorted({text for text in told if text.startswith("Solution")})
    assert len(solutions) > 30
    for title in solutions:
        places = [i for i, text in enumerate(texts) if re.search(rf"{re.escape(title)}(?!\d|: at)", text)]
        assert places, title
        assert min(places) >= begins, f"{title} stands open on page {min(places) + 1}"
    early = " ".join(texts[:begins])
    assert "It does not toss a coin" not in " ".join(early.split())
    for fold in ("How this picture was made", "How it was checked", "Show code cell"):
        assert fold not in " ".join(texts)


def test_the_contents_name_the_page_on_which_each_part_begins(book, texts):
    begins = pdf.numbered(pdf.BOOK)
    titles = [entry.title for entry in book.outline if not isinstance(entry, list)][1:]
    assert titles[-1] == "Answers"
    assert len(begins) == len(titles) == len(NAMES) + 1
    listed = squeezed("".join(texts[1 : begins[0] - 1]))
    for title, number in zip(titles, begins, strict=True):
        assert f"{squeezed(title)}{number}" in listed
        assert squeezed(title) in squeezed(texts[number - 1])


def test_no_number_of_an_equation_stands_over_its_formula(book, read):
    over = []
    for number, (page, (_, marks)) in enumerate(zip(book.pages, read, strict=True), 1):
        edge = float(page.mediabox.width) - 18 / 25.4 * 72
        for text, cm, tm in marks:
            if re.fullmatch(r"\s*\([1-9ENPS]\.\d+\)\s*", text) and tm[4] * cm[0] + cm[4] > edge:
                over.append((number, text))
    assert over == []


def test_the_pages_are_a4_and_numbered(book, texts):
    assert len(book.pages) > 100
    for number, page in enumerate(book.pages, 1):
        assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]
        assert str(number) in texts[number - 1].split(), number


def test_links_within_the_site_lead_within_the_book(book, articles):
    notes = [note.get_object() for page in book.pages for note in page.get("/Annots", [])]
    inside = [note for note in notes if "/Dest" in note or note.get("/A", {}).get("/S") == "/GoTo"]
    links = [a["href"] for article in articles for a in article.select("a[href]:not(.headerlink)")]
    wanted = [href for href in links if not re.match(r"\w+:", href) and re.search(r"\.html|^#", href)]
    assert len(inside) >= len(wanted) * 0.95 > 300  # Chromium makes none for a link to where it cannot be seen
    outside = {str(note["/A"]["/URI"]) for note in notes if "/URI" in note.get("/A", {})}
    assert not [address for address in outside if not address.startswith(("https://", "http://"))]


def test_every_picture_is_printed(book, articles):
    wanted = len({img["src"] for article in articles for img in article.find_all("img")})
    things = [thing for page in book.pages for thing in page["/Resources"].get("/XObject", {}).items()]
    drawn = {id(thing.get_object()) for _, thing in things if thing.get_object().get("/Subtype") == "/Image"}
    assert len(drawn) >= wanted > 30


def test_every_equation_number_is_printed(texts, articles):
    text = squeezed("".join(texts))
    numbers = [a.get_text() for article in articles for a in article.select("a.number")]
    assert len(numbers) > 100
    assert [number for number in numbers if number not in text] == []
    assert "σ" in text
