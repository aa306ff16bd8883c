"""The pieces of a picture that answers: panels of SVG, native controls, a line that is read aloud, and their script."""

import json
import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import numpy as np

from lrlib.checks import Array

WIDTH, HEIGHT, LEFT, TOP, ACROSS, UP = 360, 300, 52, 12, 296, 240  # a panel, and the plot in it
LIMIT = 30_000  # bytes of a whole picture, its data included
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")  # Okabe and Ito: told apart by the colour-blind too
Limits = tuple[float, float]

FILES = Path(__file__).parent / "browser"  # the scripts and the style, set into every picture whole


class Live:
    """A picture that answers, and that displays itself.

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


def fix(x: float, digits: int) -> str:
    """Write a number with so many decimals, as the script does: a true minus, and none before zero."""
    text = f"{x:.{digits}f}"
    return text.replace("-", "−" if float(text) else "")


def pixels(points: Array, across: Limits, up: Limits) -> Array:
    """Return points of the plane as pixels of a panel."""
    x, y = points.T
    return np.column_stack(
        (
            LEFT + ACROSS * (x - across[0]) / (across[1] - across[0]),
            TOP + UP * (up[1] - y) / (up[1] - up[0]),
        )
    )


def line(points: Array) -> str:
    """Return pixels as an SVG path."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) if len(points) else ""


def marks(points: Array, kind: int) -> str:
    """Return pixels as an SVG path of small circles, crosses or squares: no class is told by colour alone."""
    shape = ("m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0", "m-4-4l8 8m0-8l-8 8", "m-3.5-3.5h7v7h-7z")[kind]
    return "".join(f"M{x:.1f} {y:.1f}{shape}" for x, y in points)


def slider(key: str, name: str, label: str, value: float, limits: tuple[float, float, float], **options: Any) -> str:
    """Return a slider with its label and its value; limits are lowest, highest and step, options digits, unit, log."""
    low, high, step = limits
    if not low <= value <= high or step <= 0:
        raise ValueError(f"{label} starts at {value:g}; wanted is a start between {low:g} and {high:g}, and a step")
    digits, unit, log = options.get("digits", 1), options.get("unit", ""), options.get("log", False)
    shown = fix(float(f"{10**value:.2g}") if log else value, digits)
    return (
        f'<label for="{key}-{name}">{escape(label)}</label><input type="range" id="{key}-{name}" data-c="{name}" '
        f'min="{low:g}" max="{high:g}" step="{step:g}" value="{value:g}" data-digits="{digits}" '
        f'data-unit="{escape(unit)}"{" data-log=1" if log else ""} aria-valuetext="{shown}{escape(unit)}">'
        f"<b>{shown}</b>"
    )


def radios(key: str, name: str, legend: str, labels: Sequence[str]) -> str:
    """Return a group of radio buttons with the values 0, 1, ...; the first is chosen."""
    inner = "".join(
        f'<label for="{key}-{name}-{k}"><input type="radio" name="{key}-{name}" id="{key}-{name}-{k}" data-c="{name}" '
        f'value="{k}"{"" if k else " checked"}>{escape(label)}</label>'
        for k, label in enumerate(labels)
    )
    return f"<fieldset><legend>{escape(legend)}</legend>{inner}</fieldset>"


def panel(key: str, name: str, title: str, text: str, body: str, *, role: str = "img") -> str:
    """Return one SVG with title and description; the body is drawn inside."""
    place = f"{key}-{name}"
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" role="{role}" aria-labelledby="{place}-t {place}-d">'
        f'<title id="{place}-t">{escape(title)}</title><desc id="{place}-d">{escape(text)}</desc>'
        f'<clipPath id="{place}-c"><rect x="{LEFT}" y="{TOP}" width="{ACROSS}" height="{UP}"/></clipPath>{body}</svg>'
    )


def clipped(key: str, name: str, body: str) -> str:
    """Return what is drawn in a panel and cut off at its frame."""
    return f'<g clip-path="url(#{key}-{name}-c)" fill="none" stroke-width="2">{body}</g>'


def axes(across: Limits, up: Limits, names: tuple[str, str], *, below: Sequence[str] = ()) -> str:
    """Return the frame of a panel with numbers along it, or words below it, and the names of both axes."""
    out = [f'<path d="M{LEFT} {TOP}v{UP}h{ACROSS}" fill="none" stroke="currentColor"/>']
    shares = np.linspace(0, 1, 5)
    words = below or [_tick(across[0] + share * (across[1] - across[0])) for share in shares]
    places = (np.arange(len(below)) + 0.5) / len(below) if below else shares
    for word, share in zip(words, places, strict=True):
        out.append(
            f'<text x="{LEFT + ACROSS * share:.0f}" y="{TOP + UP + 17}" text-anchor="middle">{escape(word)}</text>'
        )
    for share in shares:
        y, value = TOP + UP * (1 - share) + 4, up[0] + share * (up[1] - up[0])
        out.append(f'<text x="{LEFT - 6}" y="{y:.0f}" text-anchor="end">{_tick(value)}</text>')
    middle = TOP + UP // 2
    out.append(f'<text x="{LEFT + ACROSS // 2}" y="{HEIGHT - 9}" text-anchor="middle">{escape(names[0])}</text>')
    turn = f'transform="rotate(-90 13 {middle})"'
    out.append(f'<text {turn} x="13" y="{middle}" text-anchor="middle">{escape(names[1])}</text>')
    return "".join(out)


def _tick(x: float) -> str:
    return f"{round(x, 3) + 0.0:g}".replace("-", "−")


def page(
    key: str,
    heading: str,
    panels: Sequence[str],
    controls: str,
    words: str,
    script: str,
    given: Mapping[str, Any],
    *,
    hint: str,
) -> Live:
    """Return the whole picture: panels, controls, the line of words, and the script that redraws them."""
    style, core, draw = (_file(name) for name in ("live.css", "core.js", f"{script}.js"))
    core = core.replace("@key@", key).replace("@draw@", draw)
    data = escape(json.dumps(given, separators=(",", ":"), ensure_ascii=False))
    html = (
        f'<div class="lr-live" id="{key}" role="group" aria-label="{escape(heading)}" data-given="{data}">'
        f"<style>{style}</style>\n"
        f'<p>{escape(hint)}</p><div class="lr-panels">{"".join(panels)}</div>\n<form autocomplete="off">{controls}'
        f'<button type="reset">Start again</button></form>\n<output aria-live="polite">{escape(words)}</output>\n'
        f"<script>{core}</script></div>"
    )
    if "$" in html:
        raise ValueError(f"{key} holds a dollar sign; wanted is plain text, since Colab sets no mathematics there")
    if len(html.encode()) > LIMIT:
        raise ValueError(f"{key} has {len(html.encode())} bytes; wanted are at most {LIMIT}: give fewer points")
    return Live(html, f"{heading}: {words}")


def _file(name: str) -> str:
    """Return a file without its line breaks and indents, which would only weigh."""
    return "\n".join(row.strip() for row in (FILES / name).read_text(encoding="utf-8").splitlines())


def name_of(key: str) -> str:
    """Return the id of a picture, if its key has lower-case letters, digits and hyphens only."""
    if not re.fullmatch(r"[a-z0-9-]+", key):
        raise ValueError(f"the key is {key!r}; wanted are lower-case letters, digits and hyphens")
    return f"live-{key}"
