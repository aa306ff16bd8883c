"""Find the formulas of a page, a notebook or Markdown, as it is on disk."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

DISPLAY = re.compile(r"^\$\$\n(.*?)\n\$\$[ \t]*$", re.S | re.M)
TAG = re.compile(r"\s*\\tag\{([^}]+)\}\s*$")
OTHER = re.compile(
    r"\$\$|\\\[|\\begin\{(?:equation|align|gather|multline|math)\b|^[ \t>]*\\begin\{|\{math\}|:label:", re.M
)
INLINE = re.compile(r"(?<![\\$])\$(?!\$)((?:[^$\n]|\n(?!\s*\n))+?)(?<!\\)\$(?!\$)")
CODE = re.compile(r"^(```+)(\{(?!code)[\w-]+\})?(.*?)^\1|`[^`\n]*`", re.S | re.M)
RELATION = re.compile(
    r"\S.*(?:[=<>≤≥≠≈≡∝∼⇔⇒→]|\\(?:leq?|geq?|neq?|lt|gt|approx|leftarrow|to|propto|equiv|sim|simeq|cong|iff|implies"
    r"|leqslant|geqslant|ll|gg|preceq|succeq|prec|succ|perp|Rightarrow|Leftrightarrow|mapsto)(?![A-Za-z])).*\S",
    re.S,
)


@dataclass(frozen=True)
class Display:
    """One displayed equation.

    Attributes
    ----------
    tag : str
        As in (8.9).
    latex : str
        Without the tag.
    heading : str
        The heading above it.
    """

    tag: str
    latex: str
    heading: str


class BadPage(ValueError):
    """A page that cannot be read, or a display that cannot be told apart."""


def markdown(path: Path) -> str:
    """Return the text of a page: of a notebook, its Markdown cells.

    Parameters
    ----------
    path : Path
        A notebook or a Markdown file.

    Returns
    -------
    str
        The Markdown.

    Raises
    ------
    BadPage
        If there is no such file, or it is no notebook.
    """
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".ipynb":
            return text
        cells = json.loads(text)["cells"]
        return "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError) as error:
        raise BadPage(f"{path} cannot be read: {error}") from None


def displays(text: str) -> list[Display]:
    r"""Return the displayed equations of a page.

    Parameters
    ----------
    text : str
        Its Markdown.

    Returns
    -------
    list of Display
        In order.

    Raises
    ------
    BadPage
        If a display has no tag, or is written in another way than ``$$`` on lines of their own.

    Examples
    --------
    >>> displays("## Sums\n\n$$\n1 + 1 = 2 \\tag{1.1}\n$$")
    [Display(tag='1.1', latex='1 + 1 = 2', heading='Sums')]
    """
    text = _without_code(text)
    found = []
    for match in DISPLAY.finditer(text):
        tag = TAG.search(match[1])
        if not tag:
            raise BadPage(f"a display without a tag: {match[1][:60]}")
        headings = re.findall(r"(?m)^#+ +(.*)$", text[: match.start()])
        found.append(Display(tag[1], TAG.sub("", match[1]), headings[-1] if headings else ""))
    stray = OTHER.search(DISPLAY.sub("", text))
    if stray:
        raise BadPage(f"a display that is not $$ on lines of its own, at {stray[0]!r}")
    return found


def inline(text: str) -> list[str]:
    """Return the formulas within the lines of a page, those with a relation only.

    Parameters
    ----------
    text : str
        Its Markdown.

    Returns
    -------
    list of str
        In order, each once.

    Examples
    --------
    >>> inline("Let $z$ be 0; then $e^{z} = 1$.")
    ['e^{z} = 1']
    """
    text = DISPLAY.sub("", _without_code(text))
    events = re.compile(r"[_^]\{[^{}]*\}|\bP\([^()]*\)")  # the = in a subscript or an event states nothing
    found = [" ".join(m[1].split()) for m in INLINE.finditer(text)]
    return list(dict.fromkeys(f for f in found if RELATION.search(events.sub("_", f))))


def _without_code(text: str) -> str:
    """Blank out code; what stands in a directive such as {note} is prose, and is read."""
    return CODE.sub(lambda m: m[2] + m[3] if m[2] else "\n" * m[0].count("\n"), text)
