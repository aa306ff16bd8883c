"""Say of each page when it was last changed, of one that is no chapter how long it takes to read; draw its card.

A chapter tells its own time in its first lines.

The date is that of the last commit to the page's source, so that two builds of one commit agree; outside a checkout
there is none. The card is a picture of 1200 by 630 pixels with the page's title, drawn with the course's own style.
"""

import re
import subprocess
from datetime import date
from html import escape
from pathlib import Path

from docutils import nodes

ROOT = Path(__file__).parent.parent
WORDS = 200  # a minute, for a text that is studied
FORMULAS = 6  # a minute, set apart from the text
LINES = 20  # of code a minute
LONGEST = 200  # characters of a description
CHAPTER = re.compile(r"chapters/\d\d-")


def minutes(doctree):
    """Return about how long a page takes to read, in whole minutes."""
    words = sum(len(part.astext().split()) for part in doctree.findall(nodes.paragraph))
    formulas = len(list(doctree.findall(nodes.math_block)))
    lines = sum(part.astext().count("\n") + 1 for part in doctree.findall(nodes.literal_block))
    return max(1, round(words / WORDS + formulas / FORMULAS + lines / LINES))


def changed(source):
    """Return the date of the last commit to a file, or None where git knows none."""
    command = ["git", "log", "-1", "--format=%cs", "--", str(source)]
    try:
        found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None
    return date.fromisoformat(found) if found else None


def spoken(day):
    """Return a date in words."""
    return f"{day.day} {day:%B %Y}"


def description(doctree):
    """Return what the page is about in plain words: its objectives, or its first paragraph; no formula."""
    for part in doctree.findall(nodes.paragraph):
        words = part.deepcopy()
        for formula in list(words.findall(nodes.math)):
            formula.parent.remove(formula)
        text = " ".join(words.astext().split())
        if len(text) > 60 and not text.startswith("Lecture item"):
            return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
    return ""


def tell(app, doctree, docname):
    """Put the line at the end of the page."""
    title = next(iter(doctree.findall(nodes.title)), None)
    if title is None or not docname.startswith("chapters/"):
        return
    app.env.page_descriptions = {**getattr(app.env, "page_descriptions", {}), docname: description(doctree)}
    n, day = minutes(doctree), changed(app.env.doc2path(docname))
    facts = [] if CHAPTER.match(docname) else [f"About {n} minutes to read" if n > 1 else "About 1 minute to read"]
    if day:
        facts += [f"last changed on {spoken(day)}" if facts else f"Last changed on {spoken(day)}"]
    if facts:
        title.parent += nodes.paragraph("", " · ".join(facts), classes=["page-facts"])


def draw(title, path):
    """Draw the card of a page."""
    import matplotlib.pyplot as plt
    import numpy as np

    from lrlib.activations import softmax

    x = np.linspace(-4, 4, 200)
    shares = softmax(np.column_stack((-1.5 * x - 1, np.zeros_like(x) + 0.6, 1.5 * x - 1)))
    with plt.style.context(ROOT / "lrlib" / "pictures" / "course.mplstyle"):
        figure = plt.figure(figsize=(12, 6.3), dpi=100, layout="none")
        ax = figure.add_axes((0, 0, 1, 0.62))
        for share, style in zip(shares.T, ("-", "--", "-."), strict=True):
            ax.plot(x, share, style, linewidth=6)
        ax.set_axis_off()
        head, _, rest = title.partition(":")
        figure.text(0.05, 0.88, head, fontsize=40, weight="bold", va="top")
        figure.text(0.05, 0.74, rest.strip(), fontsize=24, va="top")
        figure.text(0.05, 0.93, "Logistic and softmax regression", fontsize=18)
        figure.savefig(path, metadata={"Software": None}, facecolor="white")
        plt.close(figure)


def card(app, pagename, templatename, context, doctree):
    """Name the page, what it is about and its picture in the head, for whoever shows a link to it."""
    if doctree is None:
        return
    title = re.sub(r"<[^>]+>", "", context.get("title", ""))
    folder = Path(app.outdir) / "_static" / "cards"
    folder.mkdir(parents=True, exist_ok=True)
    picture = folder / (pagename.replace("/", "-") + ".png")
    draw(title, picture)
    about = getattr(app.env, "page_descriptions", {}).get(pagename, "")
    facts = {"og:type": "article", "og:title": title, "og:description": about, "og:site_name": app.config.html_title}
    if app.config.html_baseurl:  # the picture of a card has to be named in full
        base = app.config.html_baseurl
        facts |= {"og:url": f"{base}{pagename}.html", "og:image": f"{base}_static/cards/{picture.name}"}
        facts |= {
            "og:image:width": "1200",
            "og:image:height": "630",
            "og:image:alt": f"Three curves and the title: {title}",
        }
    lines = [f'<meta property="{name}" content="{escape(text)}">' for name, text in facts.items() if text]
    if about:
        lines.append(f'<meta name="description" content="{escape(about)}">')
    lines.append('<meta name="twitter:card" content="summary_large_image">')
    context["metatags"] = context.get("metatags", "") + "\n".join(lines)


def setup(app):
    """Register both steps."""
    app.connect("doctree-resolved", tell, priority=100)
    app.connect("html-page-context", card)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
