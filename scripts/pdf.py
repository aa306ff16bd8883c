"""Print the built site as one PDF: python scripts/pdf.py writes _build/course.pdf.

The articles of all pages are joined in the order of the table of contents, so the book is the site: same formulas, same
pictures. Ids get the page's name before them, and links between pages become links within the book.
"""

import re
import shutil
import time
from html import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import repeat
import yaml
from bs4 import BeautifulSoup
from chromium import NAMES, QUIET
from playwright.sync_api import sync_playwright
from pypdf import PdfReader, PdfWriter

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "_build" / "html"
BOOK = ROOT / "_build" / "course.pdf"
UNWANTED = (  # a quiz's source and its folded answers too: they would be read thrice
    "script, style, a.headerlink, button.copybtn, .toctree-wrapper, .lr-python, .lr-controls, "
    ".lr-live form, .lr-motion form, .tag_hide-input > details, .lr-quiz details"
)
REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
STYLE = """
math { font-family: "STIX Two Math", math; font-size: 1.05em; }
body { font: 10.5pt/1.45 "DejaVu Serif", Georgia, serif; color: #000; margin: 0; --pst-color-text-base: #000; }
h1, h2, h3, h4, .title, summary, th, .admonition-title, .rubric { font-family: "DejaVu Sans", sans-serif; }
h1 { break-before: page; font-size: 20pt; line-height: 1.2; }
h2 { font-size: 14pt; } h3 { font-size: 11.5pt; }
h1, h2, h3, h4, .rubric, .admonition-title { break-after: avoid; }
a { color: #0b4f8a; text-decoration: none; }
.title { padding-top: 70mm; text-align: center; break-after: page; }
.title p:first-child { font-size: 28pt; }
nav ol { list-style: none; padding-left: 0; } nav li li { padding-left: 1.5em; }
nav h1 { break-before: auto; }
pre { font: 8.2pt/1.35 "DejaVu Sans Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
pre, .admonition, .equation-entry, fieldset { border-left: 2px solid #999; padding: .3em .8em; margin: .6em 0; }
.cell_input pre, .highlight-python pre { background: #f4f4f4; border-left-color: #0b4f8a; }
code { font: .85em "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.admonition-title, .rubric { font-weight: bold; margin: .2em 0; } p.collapsed { display: none; }
table { border-collapse: collapse; font-size: .82em; width: 100%; }
td, th { border-bottom: 1px solid #bbb; padding: .2em .4em; text-align: left; vertical-align: top;
overflow-wrap: anywhere; }
td p, th p { margin: 0; }
img, svg { max-width: 100%; height: auto; max-height: 210mm; } svg { color: #000; }
div.math.display { display: flex; align-items: center; margin: .7em 0; }
.equation { flex: 1; min-width: 0; text-align: center; }
.lr-state, .lr-part { display: inline-block; max-width: 100%; } .lr-state + .lr-state { margin-left: 2em; }
.lr-rows { display: inline-grid; grid-template-columns: max-content minmax(0, auto); text-align: left; }
.lr-rows { align-items: baseline; max-width: 100%; } .lr-rows > :nth-child(odd) { text-align: right; }
.number { margin-left: 1em; white-space: nowrap; color: #000; }
nav li li a { display: flex; } nav li li a::after { content: attr(data-page); margin-left: auto; padding-left: 1em; }
.lr-map ul { list-style: none; font-size: .9em; } .lr-map a > * { margin-right: .6em; }
.lecture-item { font-size: .6em; font-weight: normal; margin-left: .7em; }
.cell_output, tr, img, svg, .math.display, .quiz li { break-inside: avoid; } .long { break-inside: auto; }
.lr-panels { display: flex; flex-wrap: wrap; gap: 1em; } .right { font-weight: bold; } .later { font-size: .85em; }
.verified { border-top: 1px solid #bbb; font-size: .85em; margin-top: 1.5em; }
"""


def contents() -> list[tuple[str, list[str]]]:
    """Return the parts of the book with their pages, as _toc.yml has them."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    parts = [(part["caption"], [chapter["file"] for chapter in part["chapters"]]) for part in toc["parts"]]
    return [("", [toc["root"]]), *parts]


def target(name: str, address: str, pages: dict[str, str]) -> str | None:
    """Return where a link of a page leads within the book; None where it leads out of it."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    page = pages.get(Path(path).stem) if path.endswith(".html") else name if not path else None
    if page is None:
        return None
    return f"#{page}--{unquote(parts.fragment)}" if parts.fragment else f"#{page}"


def still(article, soup) -> None:
    """Replace what waits for a reader: folds open, a quiz lists answers and reasons; its source and sliders go."""
    for unseen in article.select(".lr-practice"):  # drawn anew for who asks, which paper cannot
        unseen.decompose()
    for number, field in enumerate(article.select(".lr-quiz fieldset"), 1):
        new, reasons = soup.new_tag("div", attrs={"class": "quiz"}), soup.new_tag("div", attrs={"class": "reasons"})
        question, head = soup.new_tag("p"), soup.new_tag("p", attrs={"class": "admonition-title"})
        question.string, head.string = f"{number}. {field.find('legend').get_text()}", f"Question {number}"
        choices, answers = (soup.new_tag("ol", attrs={"type": "a"}) for _ in range(2))
        for label in field.find_all("label"):
            choice, item, reason = label.find("input"), soup.new_tag("li"), soup.new_tag("li")
            right = choice.get("value") == "right"
            item.string, reason.string = label.get_text().strip(), "Right. " * right + choice.get("data-reason", "")
            reason["class"] = ["right"] if right else []
            choices.append(item)
            answers.append(reason)
        new.extend([question, choices])
        reasons.extend([head, answers])
        field.replace_with(new, reasons)
    for unseen in article.select(UNWANTED):
        unseen.decompose()
    for fold in article.find_all("details"):
        head = fold.find("summary")
        title = head and head.select_one(".expanded")
        if title and title.get_text().startswith("Solution"):
            head.replace_with(title.extract())
            title["class"] = "admonition-title"
        elif title:
            head.decompose()
        elif head:
            head.name = "p"
            head["class"] = "admonition-title"
        fold.name = "div"
        fold.attrs = {}
    for control in article.select(".lr-live :is(input, select, button, output, label), .lr-motion :is(input, button)"):
        control.decompose()


def answered(article, soup, key: str) -> str:
    """Take solutions and the reasons of a quiz out of an article; return them, for the end of the book."""
    taken = []
    for head in article.select(".cell p.admonition-title"):
        cell = head.find_parent(class_="cell")
        if head.get_text().startswith("Solution") and cell.parent:
            cell["id"] = f"{key}--{head.get_text().strip().lower().replace(' ', '-').replace('.', '-')}"
            later = soup.new_tag("p", attrs={"class": "later"})
            link = soup.new_tag("a", href=f"#{cell['id']}")
            link.string = f"{head.get_text().strip()}: at the end of the book"
            later.append(link)
            cell.replace_with(later)
            taken.append(cell)
    return "".join(map(str, [*taken, *(part.extract() for part in article.select(".reasons"))]))


def chapter(name: str, pages: dict[str, str]) -> tuple[str, str, str]:
    """Return the title of a page, its article, made ready for the book, and its answers."""
    soup = BeautifulSoup((SITE / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
    article, key = soup.find("article"), Path(name).name
    still(article, soup)
    for tag in article.find_all(id=True):
        tag["id"] = f"{key}--{tag['id']}"
    for tag in article.find_all(True):
        for word in REFERRING:
            if tag.get(word):
                tag[word] = " ".join(f"{key}--{part}" for part in str(tag[word]).split())
        for word, value in list(tag.attrs.items()):
            if isinstance(value, str) and "url(#" in value:
                tag[word] = value.replace("url(#", f"url(#{key}--")
    for use in article.select("use[href^='#']"):
        use["href"] = f"#{key}--{use['href'][1:]}"
    for link in article.find_all("a", href=True):
        inside = target(key, link["href"], pages)
        if inside:
            link["href"] = inside
        elif not urlsplit(link["href"]).scheme:
            del link["href"]  # a file of the site, which the book does not have
    for image in article.select("img:not([src^='data:'])"):
        image["src"] = f"html/{Path(name).parent}/{image['src']}"
        image.attrs.pop("loading", None)
        del image["decoding"]
    for output in article.select(".cell_output"):
        if len(output.get_text()) > 1500:
            output["class"].append("long")
    title = re.sub(r"#$", "", article.find("h1").get_text()).strip()
    later = answered(article, soup, key)
    return title, f'<section id="{key}">{article.decode_contents()}</section>', later


def numbered(written: Path) -> list[int]:
    """Return the page on which each chapter of a printed book begins; the contents, which stand first, are none."""
    book = PdfReader(written)
    first = [entry for entry in book.outline if not isinstance(entry, list)]
    return [book.get_destination_page_number(entry) + 1 for entry in first][1:]


def articles() -> list[tuple[str, list[tuple[str, str, str, str]]]]:
    """Return the parts of the book; of each page its name, and what `chapter` makes of it."""
    pages = {Path(name).name: Path(name).name for _, names in contents() for name in names}
    return [(caption, [(Path(name).name, *chapter(name, pages)) for name in names]) for caption, names in contents()]


def book(parts: list[tuple[str, list[tuple[str, str, str, str]]]], begins: list[int] | None = None) -> tuple[str, str]:
    """Return the title and the HTML of the whole book; its contents name the pages where that is known."""
    settings = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    listed, bodies, later, numbers = "", [], "", iter(begins or [])

    def line(key: str, title: str) -> str:
        return f'<li><a href="#{key}" data-page="{next(numbers, "")}">{escape(title)}</a></li>'

    for caption, pages in parts:
        items = ""
        for key, title, body, answers in pages:
            bodies.append(body)
            items += line(key, title)
            later += f"<h2>{escape(title)}</h2>{answers}" if answers else ""
        listed += f"<li>{escape(caption)}<ol>{items}</ol></li>"
    bodies.append(f'<section id="answers"><h1>Answers</h1>{later}</section>')
    listed += f"<li>At the end<ol>{line('answers', 'Answers')}</ol></li>"
    title, author = settings["title"], settings["author"]
    font = '<link rel="stylesheet" href="html/_static/mathematics.css">'
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>{font}<style>{STYLE}</style>'
    colours = (SITE / "_static" / "pygments.css").read_text(encoding="utf-8")
    light = re.findall(r'html\[data-theme="light"\] \.highlight (\.\w+ \{[^}]*\})', colours)
    front = (
        f'<div class="title"><p>{escape(title)}</p><p>{escape(author)}</p><p>{escape(settings["copyright"])}</p></div>'
    )
    style = "<style>" + "".join(f".highlight {rule}" for rule in light) + "</style>"
    body = front + f"<nav><h1>Contents</h1><ol>{listed}</ol></nav>" + "".join(bodies)
    return title, f'<!doctype html><html lang="en"><head>{head}{style}</head><body>{body}</body></html>'


def printed(browser, html: str) -> None:
    """Print the HTML of the book."""
    source = ROOT / "_build" / "book.html"
    source.write_text(html, encoding="utf-8")
    foot = '<div style="font-size:8px;width:100%;text-align:center"><span class="pageNumber"></span></div>'
    page = browser.new_page()
    page.set_default_timeout(1000 * repeat.PATIENCE)
    page.goto(source.as_uri(), wait_until="load")
    page.evaluate("document.fonts.ready.then(() => true)")
    margin = {"top": "18mm", "bottom": "18mm", "left": "18mm", "right": "18mm"}
    page.pdf(path=BOOK, format="A4", outline=True, tagged=True, print_background=True, margin=margin,
             display_header_footer=True, header_template="<span></span>", footer_template=foot)  # fmt: skip
    page.close()
    source.unlink()


def main() -> None:
    """Join, print twice, the second time with the numbers of the pages, and write the dates of the commit."""
    path = next(filter(None, map(shutil.which, NAMES)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        parts = articles()
        title, html = book(parts)
        printed(browser, html)
        begins = numbered(BOOK)
        printed(browser, book(parts, begins)[1])
        browser.close()
    if numbered(BOOK) != begins:
        raise SystemExit("the numbers of the pages moved the pages: look at the contents of the book")
    writer = PdfWriter(clone_from=BOOK)
    day = time.strftime("D:%Y%m%d%H%M%S+00'00'", time.gmtime(int(repeat.settings()["SOURCE_DATE_EPOCH"])))
    writer.add_metadata({"/Title": title, "/CreationDate": day, "/ModDate": day})
    writer.write(BOOK)
    print(f"{BOOK.name}: {len(writer.pages)} pages, {BOOK.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
