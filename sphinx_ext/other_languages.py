"""Pages that exist in another language too: each leads to the other, and what the build adds speaks that language.

It is the first extension: in a build of another language it has the modules beside it, and the site's scripts, say the
words of locale/LANGUAGE/LC_MESSAGES/site.po.
"""

import json
import os
import re
import sys
from pathlib import Path

from babel import Locale

from lrlib import languages
from lrlib.languages import javascript
from lrlib.languages.loader import Finder, Loader

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
THEME = (  # what the theme says in English whatever the language
    *("Skip to main content", "Back to top", "Search this book...", "Color mode", "Light", "Dark", "System Settings"),
    *("Source repositories", "Repository", "Suggest edit", "Open issue"),
    *("Launch interactive content", "Launch on Binder", "Launch on Colab"),
    *("Link to this heading", "Toggle primary sidebar", "Toggle secondary sidebar", "previous page", "next page"),
    *(
        "Version warning",
        "Main",
        "Page",
        "Search",
        "Contents",
        "Please activate JavaScript to enable the search functionality.",
    ),
)
SCRIPTS = {"cells.mjs": "runtime/cells.mjs", "play.mjs": "runtime/play.mjs"}
LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]]*)\]\((?P<page>(?!https?:)[\w./-]+)\.(?:ipynb|md)(?P<place>#[\w-]+)?\)")


def others():
    """Return the languages of the book beside English, each with the pages that it has."""
    folders = sorted(path / "LC_MESSAGES" for path in LOCALE.iterdir() if path.is_dir()) if LOCALE.is_dir() else []
    return {
        folder.parent.name: {
            path.relative_to(folder).with_suffix("").as_posix() for path in folder.glob("chapters/*.po")
        }
        for folder in folders
    }


def own_name(language):
    """Return what a language calls itself."""
    name = Locale.parse(language).get_language_name(language)
    return name[0].upper() + name[1:]


def held():
    """Return the site's sentences in the language that is built; none for English."""
    path = LOCALE / languages.chosen() / "LC_MESSAGES" / "site.po"
    return languages.entries(path) if languages.chosen() != "en" and path.exists() else {}


class Furniture(Loader):
    """Compiles a module of this folder in the language that is built."""

    def say(self, path):
        """Return what translates the sentences of a file."""
        return languages.speaker(held(), Path(path).resolve().relative_to(ROOT).as_posix())


def is_furniture(name, path):
    """Say whether a module lies beside this one."""
    return Path(path).resolve().parent == Path(__file__).resolve().parent


if languages.chosen() != "en":
    sys.meta_path.insert(0, Finder(is_furniture, Furniture))


def elsewhere(pagename, here):
    """Return where a page stands in its other languages: its language, and the way from here."""
    up = "../" * (pagename.count("/") + (here != "en"))
    found = {"en": f"{up}{pagename}.html"} | {
        language: f"{up}{language}/{pagename}.html" for language, pages in others().items() if pagename in pages
    }
    return {language: place for language, place in found.items() if language != here} if len(found) > 1 else {}


def offer(app, pagename, templatename, context, doctree):
    """Name the page's other languages in its head, and lead there from its buttons."""
    if doctree is None:
        return
    here, base = app.config.language, app.config.html_baseurl
    for number, (language, place) in enumerate(elsewhere(pagename, here).items()):
        root = re.sub(rf"{here}/$", "", base) if here != "en" else base
        full = f"{root}{'' if language == 'en' else language + '/'}{pagename}.html" if base else place
        head = f'<link rel="alternate" hreflang="{language}" href="{full}">'
        context["metatags"] = context.get("metatags", "") + head
        name = own_name(language)
        button = {"type": "link", "text": name, "tooltip": name, "icon": "fas fa-language", "url": place}
        context["header_buttons"].insert(number, button)


def place_it(app, config):
    """Have the pages of another language lie in its folder below the site's address."""
    if config.language != "en" and config.html_baseurl:
        config.html_baseurl += f"{config.language}/"


def lead(app, docname, source):
    """Have links to pages that this language has not lead to the English ones."""
    if app.config.language == "en":
        return
    there = others()[app.config.language]

    def link(match):
        page = os.path.normpath(f"{docname.rpartition('/')[0]}/{match['page']}")
        if page in there:
            return match[0]
        quote = '\\"' if app.env.doc2path(docname).endswith(".ipynb") else '"'
        address = f"{'../' * (docname.count('/') + 1)}{page}.html{match['place'] or ''}"
        return f"<a href={quote}{address}{quote} hreflang={quote}en{quote}>{match['words']}</a>"

    source[0] = LINK.sub(link, source[0])


def uttered(script):
    """Return Sphinx's script of translations without the text that it has run, which the pages' policy forbids."""
    held = json.loads(re.fullmatch(r"Documentation\.addTranslations\((.*)\);?\s*", script, re.S)[1])
    messages = json.dumps(held["messages"], ensure_ascii=False)
    return (
        f"Object.assign(Documentation.TRANSLATIONS, {messages});\n"
        f"Documentation.LOCALE = {json.dumps(held['locale'])};\n"
        f"Documentation.PLURAL_EXPR = (n) => Number({held['plural_expr']});\n"
    )


def dubbed(html, say):
    """Return a page whose theme speaks the language, where a text or an attribute is one of its words."""
    for word in THEME:
        whole = re.escape(word).replace(r"\ ", r"\s+")
        html = re.sub(
            rf'(>\s*|(?:aria-label|title|placeholder|alt)="){whole}(?=\s*<|")', lambda m, w=word: m[1] + say(w), html
        )
    return html


def speak(app, error):
    """Have the site's scripts, and the theme, speak the language that is built."""
    if error or languages.chosen() == "en" or app.builder.format != "html":
        return
    say = languages.speaker(held(), "sphinx_ext/other_languages.py")
    for path in sorted(Path(app.outdir).rglob("*.html")):
        if "_static" not in path.relative_to(app.outdir).parts:
            path.write_text(dubbed(path.read_text(encoding="utf-8"), say), encoding="utf-8")
    told = Path(app.outdir) / "_static" / "translations.js"
    told.write_text(uttered(told.read_text(encoding="utf-8")), encoding="utf-8")
    for path in (Path(app.outdir) / "_static").glob("*.[mj]*s"):
        name = SCRIPTS.get(path.name, f"_static/{path.name}")
        if (ROOT / name).exists():
            text = path.read_text(encoding="utf-8")
            path.write_text(javascript.translated(text, languages.speaker(held(), name)), encoding="utf-8")


def setup(app):
    """Register all."""
    app.connect("config-inited", place_it, priority=101)  # after published.py has found the address
    app.connect("source-read", lead)
    app.connect("html-page-context", offer, priority=520)  # after the theme's own buttons, and the slides'
    app.connect("build-finished", speak, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
