"""Time lrlib against scikit-learn and statsmodels; print the tables and write them to benchmarks/results.json.

Every number is a ratio, ours / theirs, within one interleaved run: the median over the rounds and its quartiles. One
BLAS thread on both sides. A solver is timed with its whole call, checks included, at the loosest tolerance of a grid
at which it solves: cost within 1e-8 of the least, gradient within 1e-5. `--quick` has fewer rounds and smaller sets
and takes a minute; the whole run takes half an hour, most of it for the solvers that it waits for.
"""

import os

os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

import argparse
import json
import warnings
from pathlib import Path

import numpy as np

from benchmarks import cases, exact, grid, rivals, streaming, timing
from lrlib.checks import penalised
from lrlib.engine import examples, kernel, losses

PATIENCE = 2  # a solver that takes so many times the best so far is given up
SHORT = 0.05  # seconds that nobody is grudged
RESULTS = Path(__file__).parent / "results.json"


def evaluation(case, rounds, goal):
    """One cost and gradient, against LinearModelLoss.loss_gradient."""
    design, K = case.design, 1 if case.K == 2 else case.K
    W = np.random.default_rng(0).standard_normal((K, design.shape[1])) / 10
    loss, y = (losses.SIGMOID, case.y[:, None].astype(float)) if K == 1 else (losses.SOFTMAX, case.y)
    problem = kernel.Problem(examples.Examples(loss, design, y, K), case.l2 * penalised(design))
    functions = {"ours": lambda: problem.value_and_gradient(W), "theirs": rivals.loss_gradient(case, W)}
    times = timing.interleaved(functions, rounds)
    peak = timing.temporaries(functions["ours"])
    return {"set": case.name, **timing.ratio(times["ours"], times["theirs"]), "goal": goal,
            "temporaries / X": round(peak / case.X.nbytes, 5),
            "temporaries / logits": round(peak / (8 * K * len(y)), 3)}  # fmt: skip


def solution(case, rounds, goal, quick=False):
    """Time to equal quality, against the best of scikit-learn's solvers, chosen afterwards."""
    print(f"solving {case.name} ...", flush=True)
    design = case.design
    judge = rivals.Judge(case, design)
    functions, cut, fastest = {"ours": judge.loosest(rivals.ours(case, design))}, [], np.inf
    for name in rivals.solvers_of_scikit_learn(case, quick):
        if name == "newton-cholesky" and case.K * design.shape[1] > 1000:  # a Hessian of 500 MB
            cut.append(name)
            continue
        by = rivals.LiblinearJudge(case) if name == "liblinear" else judge
        found = by.loosest(rivals.theirs(case, name), limit=PATIENCE * max(fastest, SHORT))
        if found is None:
            cut.append(name)
        else:
            functions[name] = found
            fastest = min(fastest, timing.seconds(found))
    first = timing.interleaved(functions, 1)
    fastest = min(first[name].min() for name in functions if name != "ours")
    kept = {name: f for name, f in functions.items() if name == "ours" or first[name].min() < 1.2 * fastest}
    times = timing.interleaved(kept, rounds)
    best = min((name for name in times if name != "ours"), key=lambda name: np.median(times[name]))
    slower = {name: round(float(first[name].min() / fastest), 1) for name in first if name not in kept}
    near = [name for name in kept if name not in ("ours", best)]
    return {"set": case.name, "against": best, **timing.ratio(times["ours"], times[best]), "goal": goal,
            "near": near, "slower": slower, "given up": cut}  # fmt: skip


def against_statsmodels(case, columns, rounds, goal):
    """Newton's method without a penalty, against statsmodels' Logit, which steps likewise."""
    try:
        from statsmodels.discrete.discrete_model import Logit
    except ImportError:
        return None
    case = cases.Case(f"{case.name}, {columns} columns", case.X[:, :columns], case.y, C=np.inf)
    design = case.design
    fit = rivals.Judge(case, design).loosest(rivals.ours(case, design))
    functions = {"ours": fit, "theirs": lambda: Logit(case.y, design).fit(disp=False)}
    times = timing.interleaved(functions, rounds)
    return {"set": case.name, "against": "Logit", **timing.ratio(times["ours"], times["theirs"]), "goal": goal}


def imports(rounds):
    """A fresh interpreter that imports lrlib, against one that imports NumPy."""
    times = timing.interleaved(
        {name: lambda name=name: timing.import_seconds(f"import {name}") for name in ("lrlib", "numpy")},
        rounds,
        shortest=0,
    )
    return [{"set": "import lrlib", "against": "numpy", **timing.ratio(times["lrlib"], times["numpy"]), "goal": 1.1}]


def given_up(row):
    """Return which solvers were near the best, what the others took in its times, and which ones were given up."""
    slower = [f"{name} {times:g}" for name, times in row.get("slower", {}).items()]
    others = ", ".join([f"near: {name}" for name in row.get("near", [])] + slower)
    over = f"; over {PATIENCE} times, or unsolved: {', '.join(row['given up'])}" if row.get("given up") else ""
    return f"  ({others or 'none'}{over})" if "slower" in row else ""


def show(title, rows):
    print(f"\n{title}")
    for row in rows:
        verdict = "met" if row["ratio"] <= row["goal"] else "MISSED"
        extra = ""
        if "temporaries / X" in row:
            extra = f"  temporaries {row['temporaries / X']:.2%} of X, {row['temporaries / logits']:.3g} m K numbers"
        print(
            f"  {row['set']:32} {row.get('against', ''):16} {row['ratio']:6.3f} {row['quartiles']!s:16} "
            f"goal {row['goal']:4} {verdict}{extra}{given_up(row)}",
            flush=True,
        )


def main(quick):
    rounds, few, m_pictures, m_table = (5, 3, 3_000, 400_000) if quick else (21, 7, 60_000, 1_000_000)
    small = {name: cases.bundled(name) for name in cases.BUNDLED}
    result = {"quick": quick, **timing.facts()}
    for part, facts in result.items():
        print(f"{part}: {facts}")
    result["evaluation"] = [evaluation(small["tumour"], rounds, 0.7), evaluation(small["digits"], rounds, 0.5)]
    result["solution"] = [solution(case, rounds, 0.5) for case in small.values()]
    big = cases.table(m_table)
    result["evaluation"].append(evaluation(big, few, 0.5))
    result["solution"].append(solution(big, few, 0.2, quick))
    result["statsmodels"] = [
        against_statsmodels(small["tumour"], 4, rounds, 0.4), against_statsmodels(big, 20, few, 0.4)]  # fmt: skip
    result["statsmodels"] = [row for row in result["statsmodels"] if row]
    big = cases.pictures(m_pictures)
    result["evaluation"].insert(2, evaluation(big, few, 0.6))
    result["solution"].insert(4, solution(big, few, 0.5, quick))
    if not quick:
        independent = (cases.pictures(m_pictures, correlated=False), 0.5), (cases.table(m_table, correlated=False), 0.2)
        result["solution"] += [solution(case, few, goal) for case, goal in independent]
    result["import"] = imports(rounds)
    result["exact"] = exact.table()
    result["streaming"] = streaming.measure(200_000 if quick else 4_000_000)
    show("One evaluation / LinearModelLoss.loss_gradient", result["evaluation"])
    show("Time to solution / best of scikit-learn", result["solution"])
    show("Time to solution / statsmodels", result["statsmodels"])
    show("Import / import numpy", result["import"])
    print("\nUnits in the last place from the truth of 50 digits, at worst")
    for line in result["exact"]:
        print(f"  {line['function']:12} K = {line['K']:<5} {line['format']:8} {line['way']:18} {line['units']:.3g}")
    print("\nFits from a file")
    for line in result["streaming"]:
        print(" ", ", ".join(f"{name} {value}" for name, value in line.items()))
    print("\nShapes that a seed draws: processor time / best of scikit-learn")
    if quick:
        list(grid.rows(4, 0, largest=1e5))
    else:
        grid.main()
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, smaller sets: under a minute")
    warnings.simplefilter("ignore")
    main(parser.parse_args().quick)
