"""Cut the font of the mathematics to what the pages show, and send it in a script, which the first paint awaits.

What came late was read in the reader's own font, whose brackets may not stretch, or it moved the text. A font that a
style sheet holds is loaded when the first formula is laid out, a frame too late; one that a script makes of its bytes
is there at once. Who runs no script has the sheet. The MATH table keeps the variants and the pieces of which tall
brackets are built. The whole font (SIL Open Font License) is in fonts/.
"""

import base64
import hashlib
import html
import io
import logging
import re
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONT = Path(__file__).parent / "fonts" / "stix-two-math.woff"
MATH = re.compile(r"<math\b.*?</math>", re.DOTALL)
SHEET = re.compile(r'href="([^"]*_static/)course\.css')
FACE = (
    '@font-face { font-family: "STIX Two Math"; font-display: block; '
    'src: url("data:font/woff;base64,%s") format("woff"); }\n'
)
MADE = """document.fonts.add(new FontFace("STIX Two Math",
Uint8Array.from(atob("%s"), sign => sign.charCodeAt(0)).buffer));
"""
ALWAYS = set(map(chr, range(32, 127))) | set("−×·′″‖⟨⟩⌊⌋⌈⌉∣√")  # <msqrt> writes no √


def italic(letter):
    """Return the letter as a name of one letter is drawn: browsers make it italic themselves."""
    code = ord(letter)
    if letter == "h":
        return "ℎ"
    for first, last, place in ((0x41, 0x5A, 0x1D434), (0x61, 0x7A, 0x1D44E), (0x391, 0x3A9, 0x1D6E2),
                               (0x3B1, 0x3C9, 0x1D6FC)):  # fmt: skip
        if first <= code <= last:
            return chr(place + code - first)
    return {"∂": "\U0001d715", "ϵ": "\U0001d716", "ϑ": "\U0001d717", "ϕ": "\U0001d719"}.get(letter, letter)


def characters(page):
    """Return what the formulas of a page are written with, and those letters in italics."""
    found = set(html.unescape("".join(re.sub(r"<[^>]*>", "", formula) for formula in MATH.findall(page))))
    return found | set(map(italic, found))


def cut(wanted):
    """Return the font with these characters alone, as WOFF: the same bytes for the same characters."""
    font = TTFont(FONT, recalcTimestamp=False)
    options = subset.Options(hinting=False, layout_features=["ssty", "dtls", "flac", "rtlm", "mark", "mkmk", "kern"])
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(set(map(ord, wanted))))
    subsetter.subset(font)
    font.flavor, written = "woff", io.BytesIO()
    font.save(written)
    return written.getvalue()


def dressed(page, version):
    """Return a page that shows formulas, or fetches them from another page, with its font; any other as it is."""
    sheet = SHEET.search(page)
    if not sheet or ("<math" not in page and "#eq-" not in page) or "mathematics.js" in page:
        return page
    script = f'<script src="{sheet[1]}mathematics.js?v={version}"></script>'
    link = f'<noscript><link rel="stylesheet" href="{sheet[1]}mathematics.css?v={version}"></noscript>'
    return page.replace("</title>", f"</title>\n    {script}\n    {link}", 1)


def finish(app, error):
    """Write script and sheet, and name both in every page that needs them."""
    if error or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    paths = [path for path in sorted(Path(app.outdir).rglob("*.html")) if static not in path.parents]
    pages = {path: path.read_text(encoding="utf-8") for path in paths}
    font = cut(ALWAYS.union(*map(characters, pages.values())))
    for name, text in (("mathematics.css", FACE), ("mathematics.js", MADE)):
        (static / name).write_text(text % base64.b64encode(font).decode(), encoding="utf-8")
    version = hashlib.sha256(font).hexdigest()[:8]
    for path, page in pages.items():
        path.write_text(dressed(page, version), encoding="utf-8")


def setup(app):
    """Register the step."""
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    app.connect("build-finished", finish, priority=895)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
