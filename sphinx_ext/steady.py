"""Nothing moves while a page loads: icons are drawn in it, and the colours come first.

The theme sends 1.5 MB of JavaScript to draw a dozen icons, which widened the header when it came.
The theme knows light from dark only when its script has come; until then it had neither colours nor borders. A page
comes in pieces, and a table whose last row is not there yet has other columns, a header other buttons: the first paint
waits for both. A short page ends in the first window, and its footer stands at the window's lower edge: it rose as its
lines came. Chromium waits for the start of an element, so it is told to expect what stands behind them.
"""

import re
from functools import cache
from html import escape
from pathlib import Path

import pydata_sphinx_theme

SCRIPT = Path(pydata_sphinx_theme.__file__).parent / "theme/pydata_sphinx_theme/static/scripts/fontawesome.js"
SHAPE = re.compile(r'[,{]"?([a-z0-9-]+)"?:\[(\d+),(\d+),\[([^\]]*)\],"[0-9a-f]+","([^"]+)"\]')
ICON = re.compile(r'<(i|span) class="([^"]*\bfa[bs]?(?:-solid|-brands)? [^"]*)"([^>]*)>\s*</\1>')
LOADED = re.compile(r'\s*<script src="[^"]*scripts/fontawesome\.js[^"]*"></script>')
STYLES = {"fa", "fas", "fab", "fa-solid", "fa-brands"}
SIZES = {"fa-lg", "fa-fw"}
THEME = 'dataset.theme = localStorage.getItem("theme") || "auto";'
KNOWN = (
    'dataset.theme = ["light", "dark"].find(known => known === document.documentElement.dataset.mode) '
    '|| (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");'
)
TABLE = re.compile(r'<table class="(?:[^"]* )?table">.*?</table>', re.DOTALL)
ORDER = re.compile(r'class="(?:left-prev|right-next)"')  # what leads from a page of the book to its neighbours
AWAITED = re.compile(r'<(?:div|span) id="(jb-print-docs-body|behind-table|behind-footer)"')


@cache
def shapes():
    """Return the icons of the theme by name: brands stand first in its script, solid ones last."""
    brands, solid = {}, {}
    for name, width, height, others, path in SHAPE.findall(SCRIPT.read_text(encoding="utf-8")):
        for known in (name, *re.findall(r'"([a-z0-9-]+)"', others)):
            brands.setdefault(known, (width, height, path))
            solid[known] = (width, height, path)
    return brands, solid


def drawn(match):
    """Return an icon as a picture that needs no script."""
    classes, rest = match[2].split(), match[3]
    names = [name[3:] for name in classes if name.startswith("fa-") and name not in STYLES | SIZES]
    brands, solid = shapes()
    known = brands if {"fab", "fa-brands"} & set(classes) else solid
    if len(names) != 1 or names[0] not in known:
        raise ValueError(f"the icon {match[0]!r} is not drawn; wanted is one of {SCRIPT.name}")
    width, height, path = known[names[0]]
    style = f"aspect-ratio:{width}/{height}"
    kept = " ".join(["svg-inline--fa", *(name for name in classes if name not in STYLES)])
    return (
        f'<svg class="{escape(kept)}"{rest} style="{style}" aria-hidden="true" '
        f'focusable="false" viewBox="0 0 {width} {height}"><path fill="currentColor" d="{path}"/></svg>'
    )


def steady(html):
    """Return a page that stays as it is first painted."""
    if KNOWN in html:
        return html  # of an earlier build
    html = LOADED.sub("", ICON.sub(drawn, html)).replace(THEME, KNOWN)
    html = html.replace(' data-theme="auto">', ">", 1)  # where no script runs the theme is light, not without colours
    first = []
    html = TABLE.sub(r'\g<0><span id="behind-table" hidden></span>', html, count=1)
    if not ORDER.search(html):  # search, 404: short ones
        html = '</footer><span id="behind-footer" hidden></span>'.join(html.rsplit("</footer>", 1))
    for known in AWAITED.findall(html):
        first.append(f'<link rel="expect" href="#{known}" blocking="render">')
    return html.replace("</title>", "\n    ".join(["</title>", *first]), 1)


def finish(app, error):
    """Mend every page; the script that nobody asks for any more goes."""
    if error or app.builder.format != "html":
        return
    for path in sorted(Path(app.outdir).rglob("*.html")):
        if "_static" not in path.relative_to(app.outdir).parts:
            path.write_text(steady(path.read_text(encoding="utf-8")), encoding="utf-8")
    for name in ("fontawesome.js", "fontawesome.js.map", "fontawesome.js.LICENSE.txt"):
        (Path(app.outdir) / "_static" / "scripts" / name).unlink(missing_ok=True)


def setup(app):
    """Register the step."""
    app.connect("build-finished", finish, priority=890)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
