"""What the student reads: the verdict, as text and as accessible HTML, the same at every run."""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from lrlib.exercises.excerpt import all_apart, apart, brief
from lrlib.exercises.exercise import Exercise
from lrlib.exercises.judge import Finding, arguments_of
from lrlib.exercises.mistakes import explain
from lrlib.exercises.wire import Other

CONDUCT = ("changes-argument", "changes-global-state")  # which may come with the right values


@dataclass(frozen=True)
class Verdict:
    """The judgement of one function; `check` has shown it already.

    Attributes
    ----------
    passed : bool
        Whether the function is right.
    mistake : str or None
        The name of the mistake in `lrlib.exercises.mistakes`.
    message : str
        What was tried, what was expected, what came, and which mistake it is.
    """

    passed: bool
    mistake: str | None
    message: str

    def __repr__(self) -> str:
        """Say the judgement in a word; the message was shown."""
        return f"Verdict({'passed' if self.passed else self.mistake})"

    def _ipython_display_(self) -> None:
        """Show nothing: a cell that ends in check would show the verdict twice."""


def verdict(
    exercise: Exercise,
    finding: Finding,
    *,
    attempt: int,
    breaks_at: int | None = None,
    lost_at: int | None = None,
    own: bool = False,
) -> Verdict:
    """Return the verdict for a finding.

    Parameters
    ----------
    exercise : Exercise
        Which one.
    finding : Finding
        From the judge.
    attempt : int
        How often this exercise has failed, this time included: the explanation comes from the second time on.
    breaks_at : int, optional
        The smallest size of the input at which an unstable formula breaks, or a right one warns.
    lost_at : int, optional
        The smallest size at which it gives no number any more.
    own : bool
        Whether the function is lrlib's own.

    Returns
    -------
    Verdict
        With its message.
    """
    if finding.mistake is None:
        lines = [f"✓ {exercise.name}: passed.", *finding.notes]
        if own:
            lines.insert(1, "This is lrlib's own function. It is right; a grade counts only what you wrote.")
        if finding.warned:
            size = f" from a size of {breaks_at} on" if breaks_at else ""
            lines.append(f"NumPy warns{size}: {finding.warned}. The values are right but for what may differ.")
            lines.append("Question: which line meets that number, and does its result reach the answer?")
        return Verdict(True, None, "\n".join(lines))
    mistake = replace(explain(finding.mistake, exercise.words), **finding.words)
    if finding.mistake == "still-empty":
        return Verdict(False, finding.mistake, f"{exercise.name}: not checked yet. {mistake.hint}")
    lines = [f"✗ {exercise.name}: not yet. Mistake: {finding.mistake} ({mistake.title})."]
    if finding.by_values:
        lines = [f"✗ {exercise.name}: not yet. Mistake: {finding.mistake} (by its values: {mistake.title})."]
    values = finding.expected, finding.came
    expected, came = map(brief, values) if finding.mistake in CONDUCT else apart(*values)
    lines.append(f"Tried: {_tried(exercise, finding)}")
    if finding.repeat:
        lines.append(f"Repeat: {finding.repeat}")
    lines.append(f"Expected: {_line(expected)}")
    lines.append(f"Came: {_came(finding, came)}")
    if finding.detail:
        lines.append(f"Seen: {finding.detail}.")
    if breaks_at:
        lost = f"; from {lost_at} on no number is left" if lost_at and lost_at > breaks_at else ""
        lines.append(f"Breaks: from a size of {breaks_at} on{' digits are lost' * bool(lost)}{lost}.")
    lines.append(f"Hint: {mistake.hint}")
    if finding.question:
        lines.append(f"Question: {finding.question}")
    lines.append(f"Why: {mistake.why}" if attempt > 1 else "Check again to read why.")
    return Verdict(False, finding.mistake, "\n".join(lines))


def _tried(exercise: Exercise, finding: Finding) -> str:
    names = arguments_of(exercise)
    return ", ".join(f"{n} = {_line(a)}" for n, a in zip(names, all_apart(finding.arguments), strict=False))


def _line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text)


def _came(finding: Finding, text: str) -> str:
    if isinstance(finding.came, str | Other) or finding.came is None:
        return _line(brief(finding.came)) or "nothing: the call was ended"
    if finding.mistake in CONDUCT and text == brief(finding.expected):
        return f"{_line(text)}, as expected"
    kind = type(finding.came).__name__
    several = isinstance(finding.expected, tuple) and isinstance(finding.came, tuple)
    return f"{_line(text)} ({kind})" if isinstance(finding.came, list | tuple) and not several else _line(text)


def as_html(message: str, passed: bool) -> str:
    """Return a message as a block of HTML that says by word and sign, not by colour alone, how it ended.

    Parameters
    ----------
    message : str
        Of a verdict.
    passed : bool
        Whether it is good news.

    Returns
    -------
    str
        With every character escaped.
    """
    first, *rest = message.split("\n")
    if not passed and not rest:
        return f'<div role="status" class="lr-verdict">{escape(first)}</div>'
    body = ""
    for line in rest:
        word, colon, text = line.partition(": ")
        if colon and word.isalpha():
            body += f"<dl><dt>{word}</dt><dd>{escape(text)}</dd></dl>"
        else:
            body += f"<p>{escape(line)}</p>"
    body = body.replace("</dl><dl>", "")
    edge = "solid" if passed else "dashed"
    style = f"border-left:4px {edge} currentColor;padding:.2em 1em"
    return f'<div role="status" class="lr-verdict" style="{style}"><strong>{escape(first)}</strong>{body}</div>'


def show(text: str, html: str) -> None:
    """Show a text, rich where IPython is running, else by print.

    Parameters
    ----------
    text : str
        For a terminal.
    html : str
        For a notebook.
    """
    ipython = sys.modules.get("IPython")
    if ipython is not None and ipython.get_ipython() is not None:
        ipython.display.display({"text/plain": text, "text/html": html}, raw=True)
    else:
        print(text)


class Page:
    """A short text that displays itself as the last line of a cell.

    Parameters
    ----------
    text : str
        In Markdown.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        """Show the text itself."""
        return self.text

    def _repr_markdown_(self) -> str:
        return self.text


def table(rows: Sequence[tuple[str, str, str]]) -> Page:
    """Return a table of chapter, exercise and state.

    Parameters
    ----------
    rows : sequence of (str, str, str)
        One for each exercise.

    Returns
    -------
    Page
        In Markdown.
    """
    lines = ["| Chapter | Exercise | State |", "|---|---|---|", *(f"| {a} | {b} | {c} |" for a, b, c in rows)]
    return Page("\n".join(lines))
