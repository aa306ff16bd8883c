r"""Check the equations of the book as they are displayed: ``python -m lrlib.proofs FILE...`` reads what is on disk.

A student's formula is checked by `try_step`:

>>> try_step(r"\frac{\partial \mathcal{L}}{\partial z_k} = \hat{y}_k - y_k")
FALSE for K = 2, k = 1, y_1 = 1, y_2 = 1, z_1 = 1, z_2 = 1: 0.0 = -0.5
true if $\sum_{j=1}^{K} y_j = 1$
>>> try_step(r"\frac{\partial \mathcal{L}}{\partial z_k} = \hat{y}_k - y_k \quad \text{if } \sum_{j=1}^{K} y_j = 1")
proved for K = 2, 3, 4, 5 and for every K: 14 cases
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from lrlib.displays import BadPage
from lrlib.lesson import Lesson, Result
from lrlib.pages import Checked, check_inline, check_page, check_pages, counts
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
    except (ArithmeticError, LookupError, NotImplementedError, RecursionError, TypeError) as problem:
        raise Unreadable(f"that cannot be computed: {problem}") from None
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
    parser.add_argument("--json", metavar="FILE", help="write what came of each formula there too")
    options = parser.parse_args(arguments)
    start = time.perf_counter()
    try:
        found = check_pages(options.files, options.processes)
    except BadPage as problem:
        print(problem, file=sys.stderr)
        return 2
    if options.json:
        Path(options.json).write_text(json.dumps([asdict(c) | {"assumptions": c.assumptions} for c in found]))
    print("\n".join(_report(found)), f"in {time.perf_counter() - start:.1f} s")
    return int(any(c.failure for c in found))


if __name__ == "__main__":
    sys.exit(main())
