"""Time to solution on shapes that a seed draws: `python -m benchmarks.grid [how many] [seed] [numbers of X]`.

Each shape is drawn: examples, columns, classes, the kind of columns, the penalty and the precision. What counts is
processor time of one thread, ours / the best of scikit-learn's solvers, interleaved; others may use the machine too.
Every shape is written to benchmarks/grid.json, also one that a side did not solve: the page shows them all.
"""

import os

os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

import json
import sys
import time
import warnings
from pathlib import Path

import numpy as np

from benchmarks import cases, rivals, timing

LARGEST = 2e7  # numbers of X
PATIENCE = 8.0  # seconds for a call
ROUNDS = 5
STORE = Path(__file__).with_name("grid.json")
KINDS = ("independent", "correlated", "flags", "heavy tails", "unscaled")


def drawn(rng, largest=LARGEST):
    """Return a case: sizes even in their logarithms, within what a machine of 4 GB takes."""
    while True:
        m, n = (int(10 ** rng.uniform(*ends)) for ends in ((2, 6), (0.5, 3.7)))
        K = int(rng.choice([2, 2, 3, 10, 50]))
        if m * n <= largest and m * K <= largest:
            break
    kind = str(rng.choice(KINDS))
    X = columns(rng, m, n, kind)
    spread = X / np.where(X.std(axis=0) > 0, X.std(axis=0), 1)
    weights = rng.standard_normal((n, K)) * min(1, 2 / np.sqrt(n))
    _, y = np.unique((spread @ weights + rng.gumbel(size=(m, K))).argmax(axis=1), return_inverse=True)
    l2, precision = 10 ** rng.uniform(-8, 0), rng.choice([np.float64, np.float64, np.float32])
    name = f"{m} x {n}, K = {y.max() + 1}, {kind}, l2 = {l2:.0e}, {precision.__name__}"
    return cases.Case(name, X.astype(precision), y, C=1 / (l2 * m))


def columns(rng, m, n, kind):
    """Return columns of a kind."""
    if kind == "flags":
        return (rng.random((m, n)) < 0.1).astype(float)
    X = rng.standard_t(2, size=(m, n)) if kind == "heavy tails" else rng.standard_normal((m, n))
    if kind == "correlated":
        X = (X + rng.standard_normal((m, 1))) / np.sqrt(2)
    return X * 10 ** rng.uniform(-2, 3, n) if kind == "unscaled" else X


def seconds(function):
    """Return what a call took of the processor."""
    start = time.process_time()
    function()
    return time.process_time() - start


def measured(case):
    """Return what is stored of a case: who was the best of scikit-learn's, and ours / its time; None if unsolved."""
    judge = rivals.Judge(case, case.design.astype(case.X.dtype))
    mine = judge.loosest(rivals.ours(case, judge.design), limit=PATIENCE)
    found = {}
    for name in ("lbfgs", "newton-cholesky", "newton-cg"):
        if name != "newton-cholesky" or case.K * case.X.shape[1] <= 1200:
            fit = judge.loosest(rivals.theirs(case, name), limit=PATIENCE)
            if fit is not None:
                found[name] = fit
    row = {"m": len(case.X), "n": case.X.shape[1], "K": case.K, "kind": case.name.split(", ")[2], "l2": case.l2,
           "precision": str(case.X.dtype), "solved": mine is not None, "against": None, "ratio": None}  # fmt: skip
    if found:
        row["against"] = best = min(found, key=lambda name: seconds(found[name]))
    if found and mine is not None:
        pairs = [(seconds(mine), seconds(found[best])) for _ in range(ROUNDS)]
        row["ratio"] = round(float(np.median([ours / theirs for ours, theirs in pairs])), 3)
    return row


def rows(count, seed, largest=LARGEST):
    """Yield the row of each shape that the seed draws."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        case = drawn(rng, largest)
        row = measured(case)
        said = row["ratio"] or ("not solved by scikit-learn" if row["solved"] else "NOT SOLVED by lrlib")
        print(f"  {case.name:70} {row['against'] or '':16} {said}", flush=True)
        yield row


def main(count=40, seed=0, largest=int(LARGEST)):
    """Measure, print and store as many shapes, of so many numbers at most."""
    warnings.simplefilter("ignore")
    result = {"seed": seed, "largest": largest, "patience": PATIENCE, **timing.facts(), "rows": []}
    for row in rows(count, seed, largest):
        result["rows"].append(row)
        STORE.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
