"""A picture that answers as a page shows it: an id, panels, controls, a line that is read aloud, and its script."""

import json
import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from lrlib.pictures.scripts import script, style

LIMIT = 30_000  # bytes of a whole picture, its data included
DIGITS = 9  # of a number that is given: the last of sixteen are those of a processor's way to add


class Picture:
    """A picture that displays itself.

    Parameters
    ----------
    html : str
        The picture.
    text : str
        What a plain terminal shows instead.
    """

    def __init__(self, html: str, text: str) -> None:
        self.html, self.text = html, text

    def __repr__(self) -> str:
        """Say what the picture shows where its controls stand at first."""
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def name_of(kind: str, key: str) -> str:
    """Return the id of what stands on a page, if its key has lower-case letters, digits and hyphens only."""
    if not re.fullmatch(r"[a-z0-9-]+", key):
        raise ValueError(f"the key is {key!r}; wanted are lower-case letters, digits and hyphens")
    return f"{kind}-{key}"


def page(
    name: str,
    heading: str,
    panels: Sequence[str],
    controls: str,
    words: str,
    module: str,
    given: Mapping[str, Any],
    *,
    hint: str,
) -> Picture:
    """Return the whole picture; the module redraws what the controls change, from what is given."""
    data = escape(json.dumps(_short(given), separators=(",", ":"), ensure_ascii=False))
    html = (
        f'<div class="lr-live" id="{name}" role="group" aria-label="{escape(heading)}" data-given="{data}">'
        f"{style('live')}\n"
        f'<p>{escape(hint)}</p><div class="lr-panels">{"".join(panels)}</div>\n<form autocomplete="off">{controls}'
        f'<button type="reset">Start again</button></form>\n<output aria-live="polite">{escape(words)}</output>\n'
        f"{script(module, name)}</div>"
    )
    if "$" in html:
        raise ValueError(f"{name} holds a dollar sign; wanted is plain text, since Colab sets no mathematics there")
    if (size := len(html.encode())) > LIMIT:
        raise ValueError(f"{name} has {size} bytes; wanted are at most {LIMIT}: give fewer points")
    return Picture(html, f"{heading}: {words}")


def _short(given: Any) -> Any:
    """Return what is given with numbers that are the same on every machine."""
    if isinstance(given, float):
        return float(f"{given:.{DIGITS}g}")
    if isinstance(given, Mapping):
        return {name: _short(value) for name, value in given.items()}
    return [_short(value) for value in given] if isinstance(given, list | tuple) else given
