"""Leave out what would ask another host: Jupyter Book always loads sphinx-thebe, which this course does not use.

It also writes its settings twice, so that every page ended with a JavaScript error.
"""

from docutils import nodes


def is_thebe(text: str) -> bool:
    """Return whether a script or a piece of HTML belongs to Thebe."""
    return "thebe" in text.lower()


def drop_scripts(app, pagename, templatename, context, doctree):
    """Take Thebe's scripts and styles from the page's lists."""
    for kind in ("script_files", "css_files"):
        context[kind] = [
            file
            for file in context.get(kind, [])
            if not is_thebe(f"{getattr(file, 'filename', file)} {getattr(file, 'attributes', {}).get('body', '')}")
        ]


def drop_settings(app, doctree, docname):
    """Take the settings of a Binder service that nobody asked for from the page's text."""
    for node in list(doctree.findall(nodes.raw)):
        if "text/x-thebe-config" in node.astext() or "thebe-kernel" in node.astext():
            node.parent.remove(node)


def setup(app):
    """Register both, after the extensions that add what they take away."""
    app.connect("html-page-context", drop_scripts, priority=900)
    app.connect("doctree-resolved", drop_settings, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
