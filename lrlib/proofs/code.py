"""Definitions and updates of a page, compared with the functions of lrlib on random data."""

import numpy as np

from lrlib.proofs.displays import Display
from lrlib.proofs.latex import Formula
from lrlib.proofs.lesson import Lesson, lines
from lrlib.proofs.numbers import numbers
from lrlib.proofs.register import GIVEN, Entry, sample

DRAWS, DRAWS_OF_CASES = 2, 12  # each case must be met


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
        for seed in range(DRAWS_OF_CASES if r"\begin{cases}" in display.latex else DRAWS):
            d = sample(seed, **entry.sizes)
            given = {name: value(d) for name, value in {**GIVEN[entry.family], **entry.given}.items()}
            assert formula.target is not None
            missing = [p for p in formula.parameters if p not in given]
            if missing:
                return f"{formula.target.name} has parameters that the data do not have: {', '.join(missing)}"
            if formula.kind == "definition" and formula.target.name in {*GIVEN[entry.family], *formula.parameters}:
                return f"{formula.target.name} is given; it cannot be defined"
            page = numbers(lesson, formula, given, {"K": d.K, "m": d.m, "n": d.n})
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
