"""Check every displayed equation of some files: ``python -m lrlib.proofs FILE...``."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from lrlib.proofs.checked import Checked
from lrlib.proofs.displays import BadPage
from lrlib.proofs.pages import check_pages, counts


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
    try:
        found = check_pages(options.files, options.processes)
    except BadPage as problem:
        print(problem, file=sys.stderr)
        return 2
    if options.json:
        Path(options.json).write_text(json.dumps([asdict(c) | {"assumptions": c.assumptions} for c in found]))
    print("\n".join(_report(found)), f"in {sum(c.seconds for c in found):.1f} s of the processor")
    return int(any(c.failure for c in found))


if __name__ == "__main__":
    sys.exit(main())
