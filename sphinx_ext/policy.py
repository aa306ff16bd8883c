"""Give every page a content security policy: scripts of this site, and those in the page by their hash; no other host.

Where a page can run Python, a cell that is run again may bring a script of its own (a picture that answers); cells.mjs
hands it over as a blob, and WebAssembly may be compiled. Styles stand in the pages, so those may be inline.
"""

import base64
import hashlib
import re
from html import unescape
from pathlib import Path

SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.S)
HANDLER = re.compile(r'<[a-z][^<>]*?\son[a-z]+="(?P<code>[^"]*)"')
DATA = re.compile(r'type="application/(?:ld\+)?json"')
PYTHON = re.compile(r"<script[^>]*\sdata-lr-python=")
CHARSET = re.compile(r'<meta charset="utf-8"\s*/?>')


def digest(code):
    """Return the hash of a script as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def hashes(html):
    """Return the hashes of what a page may run: the scripts that stand in it, and its handlers."""
    scripts = {
        digest(match["code"])
        for match in SCRIPT.finditer(html)
        if match["code"] and not re.search(r"\bsrc=", match["attributes"]) and not DATA.search(match["attributes"])
    }
    handlers = {digest(unescape(match["code"])) for match in HANDLER.finditer(SCRIPT.sub("", html))}
    return sorted(scripts), sorted(handlers)


def policy(html):
    """Return the policy of a page."""
    scripts, handlers = hashes(html)
    python = ["blob:", "'wasm-unsafe-eval'"] * bool(PYTHON.search(html))
    allowed = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *python, *scripts, *["'unsafe-hashes'"] * bool(handlers), *handlers],
        "worker-src": ["'self'"],
        "connect-src": ["'self'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'", "data:"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in allowed.items())


def guarded(html):
    """Return a page that begins its head with its policy."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(html)}" />'
    return CHARSET.sub(lambda charset: f"{charset[0]}\n    {meta}", html, count=1)


def guard(app, error):
    """Guard every page, as the last step: a change after it would need another hash."""
    if error or app.builder.format != "html":
        return
    for path in sorted(Path(app.outdir).rglob("*.html")):
        if "_static" not in path.relative_to(app.outdir).parts:
            path.write_text(guarded(path.read_text(encoding="utf-8")), encoding="utf-8")


def setup(app):
    """Register the step."""
    app.connect("build-finished", guard, priority=990)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
