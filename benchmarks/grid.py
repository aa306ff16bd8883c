"""Time to solution on shapes that nobody chose: `python -m benchmarks.grid [how many] [seed]`.

Each shape is drawn: examples, columns, classes, the kind of columns, the penalty and the precision. What counts is
processor time of one thread, ours / the best of scikit-learn's solvers, interleaved; others may use the machine too.
"""

import os

os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

import sys
import time
import warnings

import numpy as np

from benchmarks import cases, rivals

LARGEST = 2e7  # numbers of X
PATIENCE = 8.0  # seconds for a call of a rival
ROUNDS = 5
KINDS = ("independent", "correlated", "flags", "heavy tails", "unscaled")


def drawn(rng):
    """Return a case and its precision: sizes even in their logarithms, within what a machine of 4 GB takes."""
    while True:
        m, n = (int(10 ** rng.uniform(*ends)) for ends in ((2, 6), (0.5, 3.7)))
        if m * n <= LARGEST:
            break
    K, kind = int(rng.choice([2, 2, 3, 10, 50])), str(rng.choice(KINDS))
    X = columns(rng, m, n, kind)
    spread = X / np.where(X.std(axis=0) > 0, X.std(axis=0), 1)
    weights = rng.standard_normal((n, K)) * min(1, 2 / np.sqrt(n))
    _, y = np.unique((spread @ weights + rng.gumbel(size=(m, K))).argmax(axis=1), return_inverse=True)
    l2, precision = 10 ** rng.uniform(-6, 0), rng.choice([np.float64, np.float64, np.float32])
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


def ratio(case):
    """Return (best rival, its seconds, ours / its), or None where neither side solves the case."""
    judge = rivals.Judge(case, case.design.astype(case.X.dtype))
    mine = judge.loosest(rivals.ours(case, judge.design))
    found = {}
    for name in ("lbfgs", "newton-cholesky", "newton-cg"):
        if name != "newton-cholesky" or case.K * case.X.shape[1] <= 1200:
            fit = judge.loosest(rivals.theirs(case, name), limit=PATIENCE)
            if fit is not None:
                found[name] = fit
    if mine is None or not found:
        return None
    best = min(found, key=lambda name: seconds(found[name]))
    pairs = [(seconds(mine), seconds(found[best])) for _ in range(ROUNDS)]
    return best, min(theirs for _, theirs in pairs), float(np.median([ours / theirs for ours, theirs in pairs]))


def main(count=12, seed=0):
    """Print a line for each shape."""
    warnings.simplefilter("ignore")
    rng = np.random.default_rng(seed)
    for _ in range(count):
        case = drawn(rng)
        found = ratio(case)
        said = "not solved on both sides" if found is None else f"{found[0]:16} {found[1]:8.4f} s  ratio {found[2]:.2f}"
        print(f"{case.name:70} {said}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
