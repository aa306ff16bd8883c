r"""Check the equations of the book as they are displayed: ``python -m lrlib.proofs FILE...`` reads what is on disk.

A student's formula is checked by `try_step`:

>>> try_step(r"\frac{\partial \mathcal{L}}{\partial z_k} = \hat{y}_k - y_k")
FALSE for K = 2, k = 1, y_1 = 1, y_2 = 1, z_1 = 1, z_2 = 1: 0.0 = -0.5
true if $\sum_{j=1}^{K} y_j = 1$
>>> try_step(r"\frac{\partial \mathcal{L}}{\partial z_k} = \hat{y}_k - y_k \quad \text{if } \sum_{j=1}^{K} y_j = 1")
proved for K = 2, 3, 4, 5 and for every K: 14 cases
"""

import argparse
import re
import sys
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lrlib.displays import BadPage, Display, displays, inline, markdown
from lrlib.latex import Formula
from lrlib.lesson import Lesson, Result, lines
from lrlib.register import GIVEN, INLINE, PAGES, REGISTER, Entry, sample
from lrlib.world import Elsewhere, Unbound, Unreadable

__all__ = ["Checked", "Lesson", "Result", "check_inline", "check_page", "check_pages", "main", "show_steps", "try_step"]

CONDITIONS = {
    "softmax": (
        r"\sum_{j=1}^{K} y_j = 1",
        r"y \text{ is one-hot}",
        r"\sum_{j=1}^{K} y_j^{(i)} = 1 \text{ for all } i",
        "j = k",
        r"j \neq k",
        "K = 2",
        "m = 1",
        r"y_k = 1, \sum_{j=1}^{K} y_j = 1",
        r"y_k = 0, \sum_{j=1}^{K} y_j = 1",
        "W = 0",
    ),
    "binary": (r"y \in \{0, 1\}", "y = 1", "y = 0", "m = 1", "x_0 = 1", r"\theta = 0", "z = 0", r"z \geq 0"),
}
DRAWS = 2
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
NUMBER = r"-?\d+(?:\.\d+)?(?:/\d+)?"
SETTING = re.compile(  # one name and a number, or numbers in brackets
    rf"\\?[A-Za-z]+(?:\{{\w+\}})?(?:_\w|_\{{\w+\}})?(?:\^\{{\(\w\)\}})? = (?:\({NUMBER}(?:, {NUMBER})*\)|{NUMBER})"
)


@dataclass(frozen=True)
class Checked:
    """What came of one display of a page.

    Attributes
    ----------
    page : str
        The file's name without its ending.
    display : Display
        Tag, formula and heading.
    kind : str
        As `Result.kind`; empty where the reader failed.
    said : str
        The result in words, or the failure.
    failure : str
        Empty if all is well.
    seconds : float
        How long it took.
    """

    page: str
    display: Display
    kind: str
    said: str
    failure: str
    seconds: float


def try_step(latex: str, family: str = "softmax") -> Result:
    r"""Check a formula of your own.

    Parameters
    ----------
    latex : str
        A relation in the notation of the book; "if" and a condition may follow.
    family : str
        "softmax" (ŷ, w_k, one-hot y) or "binary" (h, θ, y of 0 or 1).

    Returns
    -------
    Result
        Shows itself: proved, or FALSE with a counter-example and, where one is known, a condition that makes it true.

    Raises
    ------
    ValueError
        If something in it cannot be read, or it claims nothing.

    Examples
    --------
    >>> try_step(r"\sigma'(z) = \sigma(z) (1 + \sigma(z))", family="binary")
    FALSE for z = 1: 0.19661 = 1.2655
    """
    try:
        result = Lesson(family).read(latex.strip().strip("$"), CONDITIONS.get(family, ()))
    except (Elsewhere, Unbound) as problem:
        raise Unreadable(str(problem) or "the formula speaks of more than there is") from None
    if not result.kinds - {"definition", "update"}:
        raise Unreadable("that is a definition: it claims nothing that could be checked")
    return result


def show_steps(latex: str, family: str = "softmax") -> None:
    r"""Print what `try_step` compares, in the smallest case, step by step.

    Parameters
    ----------
    latex : str
        A relation in the notation of the book.
    family : str
        "softmax" or "binary".

    Raises
    ------
    ValueError
        If something in it cannot be read.

    Examples
    --------
    >>> show_steps(r"\frac{\partial z_k}{\partial w_k} = x")
    K = 2, n = 3, k = 1
      left side:    x_0
      right side:   x_0
      left - right: 0
                  = 0
    ...
    """
    print(Lesson(family).steps(latex.strip().strip("$")))


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
    page, found = Path(path).stem, displays(markdown(Path(path)) if text is None else text)
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
        lessons[families.index(family)].learn(latex)
    found = [_check_line(page, latex, lessons, listed.get(page, {})) for latex in inline(text)]
    unused = set(listed.get(page, {})) - {c.display.latex for c in found}
    for latex in sorted(unused):
        found.append(Checked(page, Display("", latex, ""), "", "", "it is listed and stands nowhere on the page", 0.0))
    return found


def _check_line(page: str, latex: str, lessons: Sequence[Lesson], listed: Mapping[str, str]) -> Checked:
    start, reason = time.perf_counter(), listed.get(latex, "")
    display = Display("", latex, "")
    if not reason and SETTING.fullmatch(latex):
        return Checked(page, display, "setting", "", "", 0.0)
    if reason and not reason.startswith("if ") and reason != "FALSE":
        return Checked(page, display, "listed", reason, "", 0.0)
    asked = latex if not reason.startswith("if ") else rf"{latex} \text{{if }} {reason[3:]}"
    said = []
    for lesson in lessons:
        try:
            result = lesson.read(asked)
        except PROBLEMS as problem:
            said.append(f"cannot be read or decided: {problem}")
            continue
        said.append(repr(result))
        if result.true != (reason == "FALSE"):
            return Checked(page, display, result.kind, said[-1], "", time.perf_counter() - start)
    failure = "; ".join(said) or "no family"
    return Checked(page, display, "", failure, failure, time.perf_counter() - start)


def _check(page: str, display: Display, entry: Entry | None, lessons: dict[str, Lesson]) -> Checked:
    start = time.perf_counter()
    kind = said = failure = ""
    if entry is None:
        failure = "it is not in the register"
    else:
        lesson = lessons.setdefault(entry.family, Lesson(entry.family, PAGES.get(page)))
        try:
            result = lesson.read(display.latex, free=entry.free)
            kind, said = result.kind, repr(result)
            failure = "" if result.true else said
            if not failure and kind != entry.kind:
                failure = f"it is {kind}; the register wants {entry.kind}"
            failure = failure or compare_with_code(lesson, display, entry)
        except PROBLEMS as problem:
            failure = f"cannot be read or decided: {problem}"
    return Checked(page, display, kind, said or failure, failure, time.perf_counter() - start)


def compare_with_code(lesson: Lesson, display: Display, entry: Entry) -> str:
    """Compare definitions and updates with the functions of lrlib, on random data.

    Parameters
    ----------
    lesson : Lesson
        With all that was defined before.
    display : Display
        What is displayed.
    entry : Entry
        What lrlib computes.

    Returns
    -------
    str
        Empty if they agree, else where they do not.
    """
    made = [f for line in lines(display.latex) for f in lesson.formulas(line) if f.kind != "claim"]
    if len(made) != len(entry.code):
        return f"{len(made)} definitions or updates are displayed, the register has code for {len(entry.code)}"
    for formula, code in zip(made, entry.code, strict=True):
        for seed in range(DRAWS):
            d = sample(seed, **entry.sizes)
            given = {name: value(d) for name, value in {**GIVEN[entry.family], **entry.given}.items()}
            assert formula.target is not None
            missing = [p for p in formula.parameters if p not in given]
            if missing:
                return f"{formula.target.name} has parameters that the data do not have: {', '.join(missing)}"
            if formula.kind == "definition" and formula.target.name in {*GIVEN[entry.family], *formula.parameters}:
                return f"{formula.target.name} is given; it cannot be defined"
            page = lesson.numbers(formula, given, {"K": d.K, "m": d.m, "n": d.n})
            failure = _differ(formula, page, np.asarray(code(d)))
            if failure:
                return failure
    return ""


def _differ(formula: Formula, page: np.ndarray, code: np.ndarray) -> str:
    assert formula.target is not None
    if page.shape != code.shape:
        return f"{formula.target.name} has shape {page.shape} on the page and {code.shape} in lrlib"
    if not np.allclose(page, code, rtol=1e-9, atol=1e-12):
        place = np.unravel_index(np.argmax(np.abs(page - code)), page.shape)
        return f"{formula.target.name} is {page[place]:.6g} on the page and {code[place]:.6g} in lrlib"
    return ""


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


def _report(found: Sequence[Checked]) -> Iterator[str]:
    page = ""
    for c in found:
        if c.page != page:
            page = c.page
            yield f"{page}"
        if c.display.tag:
            yield f"  ({c.display.tag})".ljust(9) + f"{c.kind or 'failed':22s} {c.seconds:6.2f} s"
    for c in found:
        if c.failure:
            where = f"({c.display.tag})" if c.display.tag else "in a line"
            yield f"FAILED {c.page} {where}: {c.failure}\n    {' '.join(c.display.latex.split())}"
    for name, some in (
        ("displays", [c for c in found if c.display.tag]),
        ("formulas in a line", [c for c in found if not c.display.tag]),
    ):
        yield f"{len(some)} {name}: " + ", ".join(f"{n} {kind}" for kind, n in counts(some).items())


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the files named on the command line and print what came of it.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the command line.

    Returns
    -------
    int
        0 if every display is as the register says, 1 if one is not, 2 if a file cannot be read.
    """
    parser = argparse.ArgumentParser(prog="python -m lrlib.proofs", description="Check every displayed equation.")
    parser.add_argument("files", nargs="+", metavar="FILE", help="notebooks or Markdown")
    parser.add_argument("-j", "--processes", type=int, default=2, help="how many at a time (2)")
    options = parser.parse_args(arguments)
    start = time.perf_counter()
    try:
        found = check_pages(options.files, options.processes)
    except BadPage as problem:
        print(problem, file=sys.stderr)
        return 2
    print("\n".join(_report(found)), f"in {time.perf_counter() - start:.1f} s")
    return int(any(c.failure for c in found))


if __name__ == "__main__":
    sys.exit(main())
