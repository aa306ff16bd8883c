r"""Check the formulas of a page, displayed or within a line, against the register and against lrlib's functions."""

import copy
import re
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from lrlib.proofs.checked import Checked
from lrlib.proofs.code import compare_with_code
from lrlib.proofs.displays import BadPage, Display, displays, inline, markdown
from lrlib.proofs.lesson import Lesson
from lrlib.proofs.limit import OutOfTime, processor_time
from lrlib.proofs.register import GIVEN, INLINE, PAGES, REGISTER, Entry
from lrlib.proofs.symbols import Elsewhere, Unbound

PROBLEMS = (
    ArithmeticError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    Elsewhere,
    Unbound,
)
PATIENCE = 120  # seconds of the processor, many times what a formula takes: the reader can be lost in one for ever
UNDECIDED = f"it was not decided in {PATIENCE} s of the processor: write it in smaller steps"
WHERE = "a page says where that is: add the condition"
NUMBER = r"-?\d+(?:\.\d+)?(?:/\d+)?"
SETTING = re.compile(  # one name and a number, or numbers in brackets
    r"(?!\\pi\b|e )"
    rf"\\?[A-Za-z]+(?:\{{\w+\}})?(?:_\w|_\{{\w+\}})?(?:\^\{{\(\w\)\}})? = (?:\({NUMBER}(?:, {NUMBER})*\)|{NUMBER})"
)


def check_page(path: str | Path, register: Mapping[str, Entry] = REGISTER, text: str | None = None) -> list[Checked]:
    """Check every displayed equation of a page, in order.

    Parameters
    ----------
    path : path
        A notebook or a Markdown file.
    register : mapping
        From tags to what they must be; a display that is not in it is a failure.
    text : str, optional
        The page's Markdown, if it is not to be read from the file.

    Returns
    -------
    list of Checked
        One for each display.

    Raises
    ------
    BadPage
        If the file cannot be read, a display has no tag, or two have the same.
    """
    page = Path(path).stem
    try:
        found = displays(markdown(Path(path)) if text is None else text)
    except BadPage as problem:
        raise BadPage(f"{path}: {problem}".replace(f"{path}: {path} ", f"{path} ")) from None
    tags = [d.tag for d in found]
    if len(set(tags)) < len(tags):
        raise BadPage(f"{path}: tags that occur twice: {', '.join(sorted({t for t in tags if tags.count(t) > 1}))}")
    lessons: dict[str, Lesson] = {}
    return [_check(page, display, register.get(display.tag), lessons) for display in found]


def check_inline(
    path: str | Path, listed: Mapping[str, Mapping[str, str]] = INLINE, text: str | None = None
) -> list[Checked]:
    """Check the formulas within the lines of a page that state something: those with a relation.

    A name and a number (z = 2) are a setting. Everything else must be true, or be listed with the condition under which
    it is, or with the reason why it claims nothing.

    Parameters
    ----------
    path : path
        A notebook or a Markdown file.
    listed : mapping
        From pages to formulas to "if ...", "FALSE" (a slip that is quoted), or a reason.
    text : str, optional
        The page's Markdown, if it is not to be read from the file.

    Returns
    -------
    list of Checked
        One for each formula; the kind is "setting", "listed", "proved", "tested" or "false".
    """
    page, text = Path(path).stem, markdown(Path(path)) if text is None else text
    shown = [(d.latex, REGISTER[d.tag].family) for d in displays(text) if d.tag in REGISTER]
    families = [f for f in GIVEN if f in {family for _, family in shown}] or list(GIVEN)
    lessons = [Lesson(family, PAGES.get(page)) for family in families]
    for latex, family in shown:
        with suppress(*PROBLEMS):  # of a display that cannot be read `check_page` tells
            lessons[families.index(family)].learn(latex)
    found = [_check_line(page, latex, lessons, listed.get(page, {})) for latex in inline(text)]
    unused = set(listed.get(page, {})) - {c.display.latex for c in found}
    for latex in sorted(unused):
        found.append(Checked(page, Display("", latex, ""), "", "", "it is listed and stands nowhere on the page", 0.0))
    return found


def _check_line(page: str, latex: str, lessons: Sequence[Lesson], listed: Mapping[str, str]) -> Checked:
    start, reason = time.process_time(), listed.get(latex, "")
    display = Display("", latex, "")
    if not reason and SETTING.fullmatch(latex):
        return Checked(page, display, "setting", "", "", 0.0)
    if reason and not reason.startswith("if ") and reason != "FALSE":
        return Checked(page, display, "listed", reason, "", 0.0)
    asked = latex if not reason.startswith("if ") else rf"{latex} \text{{if }} {reason[3:]}"
    said = []
    for lesson in lessons:
        known = dict(lesson.definitions)
        try:
            with processor_time(PATIENCE):
                result = lesson.read(asked)
        except OutOfTime:
            said.append(UNDECIDED)
            continue
        except PROBLEMS as problem:
            said.append(f"cannot be read or decided: {problem}")
            continue
        finally:
            lesson.definitions = known
        if result.kinds & {"definition", "update"}:
            said.append("a definition or an update within a line is compared with nothing; display it")
            continue
        said.append(f"{result!r}; {WHERE}" if result.partly else repr(result))
        as_wanted = "false" in result.kinds if reason == "FALSE" else result.true
        if not result.partly and as_wanted:
            return Checked(page, display, result.kind, said[-1], "", time.process_time() - start)
    failure = "; ".join(said) or "no family"
    return Checked(page, display, "", failure, failure, time.process_time() - start)


def _check(page: str, display: Display, entry: Entry | None, lessons: dict[str, Lesson]) -> Checked:
    start = time.process_time()
    try:
        with processor_time(PATIENCE):
            kind, said, failure = _judged(page, display, entry, lessons)
    except OutOfTime:
        kind, said, failure = "", "", UNDECIDED
    return Checked(page, display, kind, said or failure, failure, time.process_time() - start)


def _judged(page: str, display: Display, entry: Entry | None, lessons: dict[str, Lesson]) -> tuple[str, str, str]:
    """Return of which kind a display is, what is said of it, and what is wrong."""
    kind = said = failure = ""
    if entry is None:
        failure = _not_registered(page, display, lessons)
    else:
        lesson = lessons.setdefault(entry.family, Lesson(entry.family, PAGES.get(page)))
        try:
            result = lesson.read(display.latex, free=entry.free)
            kind, said = result.kind, repr(result) if result.true or result.failed else result.kind
            failure = said if result.failed else ""
            if result.partly:
                failure = f"{said}; {WHERE}"
            if not failure and kind != entry.kind:
                failure = f"it is {kind}; the register wants {entry.kind}"
            failure = failure or compare_with_code(lesson, display, entry)
        except PROBLEMS as problem:
            failure = f"cannot be read or decided: {problem}"
    return kind, said, failure


def _not_registered(page: str, display: Display, lessons: dict[str, Lesson]) -> str:
    """Say what a display that is not in the register is, and which line it needs there."""
    said = []
    for family in GIVEN:
        lesson = copy.copy(lessons.get(family) or Lesson(family, PAGES.get(page)))
        try:
            result = lesson.read(display.latex)
        except PROBLEMS as problem:
            said.append(f"cannot be read or decided: {problem}")
            continue
        if not result.failed:
            code = ", (lambda d: …,)" * bool(result.kinds & {"definition", "update"})
            line = f'"{display.tag}": Entry("{family}", "{result.kind}"{code}),'
            return f"it is {result.kind}, and it is not in the register: write {line} into lrlib/proofs/register.py"
        said.insert(0, repr(result))
    return f"{said[0]}; it is not in the register, lrlib/proofs/register.py, either"


def _whole_page(path: str | Path) -> list[Checked]:
    return check_page(path) + check_inline(path)


def check_pages(paths: Sequence[str | Path], processes: int = 2) -> list[Checked]:
    """Check all formulas of several pages at once, displayed or within a line.

    Parameters
    ----------
    paths : sequence of path
        Notebooks or Markdown files.
    processes : int
        How many at a time.

    Returns
    -------
    list of Checked
        In the order of the pages.

    Raises
    ------
    BadPage
        If a file cannot be read, or a tag stands on two pages.
    """
    if processes > 1 and len(paths) > 1:
        order = sorted(paths, key=lambda p: -Path(p).stat().st_size if Path(p).exists() else 0)
        from concurrent.futures import ProcessPoolExecutor  # a browser, which has no processes, needs the rest

        with ProcessPoolExecutor(processes) as pool:
            done = dict(zip(order, pool.map(_whole_page, order), strict=True))
    else:
        done = {p: _whole_page(p) for p in paths}
    found = [c for p in paths for c in done[p]]
    tags = [c.display.tag for c in found if c.display.tag]
    twice = sorted({t for t in tags if tags.count(t) > 1})
    if twice:
        raise BadPage(f"tags that occur on two pages: {', '.join(twice)}")
    return found


def counts(found: Collection[Checked]) -> dict[str, int]:
    """Return how many displays are of each kind.

    Parameters
    ----------
    found : collection of Checked
        What was checked.

    Returns
    -------
    dict
        From kind to number, in the order of the kinds' names.
    """
    kinds = [c.kind or "failed" for c in found]
    return {kind: kinds.count(kind) for kind in sorted(set(kinds))}
