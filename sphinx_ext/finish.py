"""Mend what the theme writes: names and landmarks that axe refuses, pictures without a size."""

import re
import struct
from pathlib import Path

CONTENTS = "Contents of the book"
MENDS = (  # a pattern of the theme, what stands there instead; each is a violation that axe reports
    (r'(<button class="btn search-button-field[^>]*?) aria-label="[^"]*"', r"\1"),  # its text is its name
    (r'(<i class="theme-switch [^>]*?)\s+title="[^"]*"', r"\1"),  # became a text that the button's name lacks
    (r'(<summary) aria-label="[^"]*"', r"\1"),
    (r'(<div id="pst-primary-sidebar" class="[^"]*")', rf'\1 role="region" aria-label="{CONTENTS}"'),
    (r'(<a href="[^"]*") target="_blank"(?=(?:(?!</a>).)*?\bfa-language\b)', r"\1"),  # the same page, in this tab
    (r' role="doc-biblioentry"', ""),  # deprecated in ARIA 1.3
    (r'alt="(?:Binder|Colab|JupyterHub) logo"', 'alt=""'),  # the name stands beside it
    (r"<p>(?=[^<]*Assumed: )", '<p tabindex="0">'),  # scrolls on a phone, where its formulas are wide
    (r"<p>(?=<math[^>]*>(?:(?!</math>).)*</math></p>)", '<p class="lr-formula" tabindex="0">'),  # alone
    (r'<div role="list" class="citation-list">', '<div class="citation-list">'),
)
IMAGE = re.compile(r'<img (?P<rest>[^>]*?src="(?P<source>[^"]+\.png)"[^>]*?)\s*/?>')


def size(path):
    """Return the width and the height of a PNG file."""
    return struct.unpack(">II", path.read_bytes()[16:24])


def picture(match, folder):
    """Return a picture with its size, so that nothing moves when it comes, and fetched when it is near."""
    path = folder / match["source"]
    if "loading=" in match["rest"] or not path.exists():
        return match[0]
    width, height = size(path)
    given = "" if re.search(r"\b(width|height|style)=", match["rest"]) else f' width="{width}" height="{height}"'
    return f'<img {match["rest"]}{given} loading="lazy" decoding="async">'


def finished(html, folder):
    """Return the HTML of a page in a folder of the site, mended."""
    for pattern, instead in MENDS:
        html = re.sub(pattern, instead, html, flags=re.S)
    return IMAGE.sub(lambda match: picture(match, folder), html)


def finish(app, error):
    """Mend every page, once all pictures are there."""
    if error or app.builder.format != "html":
        return
    for path in sorted(Path(app.outdir).rglob("*.html")):
        if "_static" not in path.relative_to(app.outdir).parts:
            path.write_text(finished(path.read_text(encoding="utf-8"), path.parent), encoding="utf-8")


def setup(app):
    """Register the step."""
    app.connect("build-finished", finish, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
