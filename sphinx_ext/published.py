"""Name the repository that is being built: buttons to it, to Colab, Binder and a JupyterHub; and the site's address.

Which one: GITHUB_REPOSITORY in a workflow, else the git remote `origin`, else pyproject.toml (scripts/address.py), so
that a fork needs no edit. PAGES_URL says where the site lies if its name does not: a custom domain, a server of one's
own.
Launch buttons come once the set-up cells know a repository: before that they could only refuse.
"""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

import address

BUTTONS = ("use_repository_button", "use_edit_page_button", "use_issues_button")


def launchers(place, settings):
    """Return where a chapter can be run: Colab and Binder open what lies on github.com, a JupyterHub what it pulls."""
    if not settings["repository"]:
        return {}
    public = {"colab_url": "https://colab.research.google.com", "binderhub_url": "https://mybinder.org"}
    found = public if place.server == address.GITHUB else {}
    if settings["jupyterhub"]:
        found = {**found, "jupyterhub_url": settings["jupyterhub"]}
    return {**found, "notebook_interface": "jupyterlab"} if found else {}


def name_the_place(app, config):
    """Set the theme's options, and the base address that sitemap, canonical links, cards and the 404 page need."""
    place = address.published()
    site = os.environ.get("PAGES_URL") or (place.site if place else "")
    if site:
        config.html_baseurl = site.rstrip("/") + "/"
        if hasattr(config, "notfound_urls_prefix"):  # the 404 page is shown at any depth
            config.notfound_urls_prefix = urlsplit(config.html_baseurl).path
    if not place:
        return
    options = config.html_theme_options
    options |= dict.fromkeys(BUTTONS, True)
    branch = address.built().partition("/")[2]
    options |= {"repository_url": place.url, "repository_branch": branch, "repository_provider": "github"}
    options["launch_buttons"] = launchers(place, address.settings())


def help_beside_the_buttons(app, pagename, templatename, context, doctree):
    """Put a link to what to do where Colab cannot fetch lrlib below the buttons that lead there."""
    for group in context.get("header_buttons", []):
        if group.get("label") == "launch-buttons":
            url = context["pathto"]("chapters/run") + "#where-lrlib-comes-from"
            tip = "What to do where lrlib cannot be fetched"
            group["buttons"].append({"type": "link", "text": "Not installed?", "tooltip": tip, "url": url})


def list_the_pages(app, config):
    """Have a sitemap written where the site has an address: without one sphinx-sitemap could only warn."""
    if config.html_baseurl:
        app.setup_extension("sphinx_sitemap")
        config.sitemap_url_scheme = "{link}"


def lead_back(app, config):
    """Have the 404 page lead to the front page: on a phone the table of contents is folded away."""
    front = f"{config.notfound_urls_prefix}{config.root_doc}.html"
    body = f'<h1>Page not found</h1>\n<p>There is no such page. Begin at the <a href="{front}">front page</a>.</p>'
    config.notfound_context = {"title": "Page not found", "body": body}


def setup(app):
    """Register all before any extension reads the configuration."""
    app.connect("config-inited", name_the_place, priority=100)
    app.connect("config-inited", list_the_pages, priority=101)
    app.connect("config-inited", lead_back, priority=102)
    app.connect("html-page-context", help_beside_the_buttons, priority=900)  # after the theme's own
    return {"parallel_read_safe": True, "parallel_write_safe": True}
