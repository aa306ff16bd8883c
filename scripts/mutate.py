"""Alter every displayed equation, and damage the reader itself: all must be noticed.

scripts/mutate.py [displays | reader] [--every N] [--store]; without a part, both. What is altered, and how, stands in
tests/proofs/mutants.py and tests/proofs/damages.py.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "proofs"))

import damages
import mutants


def displays(every: int, processes: int) -> int:
    """Print what became of the altered equations; return how many were not as they should be."""
    found, wrong = mutants.run(every, processes)
    print("\n".join([*wrong, mutants.summary(found, wrong)]), flush=True)
    return len(wrong)


def reader(every: int, store: bool) -> int:
    """Print what became of the damages; return how many were not noticed."""
    results = damages.run(every)
    for name, why, test in results:
        print(f"NOT NOTICED: {name}: {why}" if why else f"noticed: {name}, by {test}")
    if store:
        damages.store({name: test for name, _, test in results if test})
    alive = sum(bool(why) for _, why, _ in results)
    print(f"{len(results) - alive} of {len(results)} damages to the reader noticed", flush=True)
    return alive


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="?", choices=("displays", "reader"), help="one of the two parts")
    parser.add_argument("--every", type=int, default=1, help="take every N-th")
    parser.add_argument("--store", action="store_true", help="keep which test noticed each damage")
    parser.add_argument("-j", "--processes", type=int, default=2)
    options = parser.parse_args()
    wrong = displays(options.every, options.processes) if options.part != "reader" else 0
    wrong += reader(options.every, options.store) if options.part != "displays" else 0
    sys.exit(bool(wrong))
