"""Time one-vs-all against softmax on the digits of chapter 9, and store the ratios for its picture: make bench.

Two in the loop that a program writes first: ten gradients one by one, ten Newton fits one by one. And the fits as the
library does them by itself, where both choose their solver.
"""

import os

os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

import json
from pathlib import Path

from benchmarks import timing
from lrlib import data, logistic, one_vs_all, softmax

STORE = Path(data.__file__).parent / "measured.json"
L2 = 1e-3


def measure(rounds: int = 21) -> dict[str, object]:
    digits = data.load("digits")
    X, _, y, _ = data.split(digits.X / 16, digits.y, test=0.25, rng=0)
    A, Y = data.add_intercept(X), data.one_hot(y, 10)
    W = softmax.fit(A, y, l2=L2).W
    gradients = timing.interleaved(
        {
            "ours": lambda: [logistic.gradient(w, A, t) for w, t in zip(W, Y.T, strict=True)],
            "theirs": lambda: softmax.gradient(W, A, y),
        },
        rounds,
    )
    newton = timing.interleaved(
        {
            "ours": lambda: [logistic.fit(A, t, l2=L2, solver="newton") for t in Y.T],
            "theirs": lambda: softmax.fit(A, y, l2=L2, solver="newton"),
        },
        7,
    )
    chosen = timing.interleaved(
        {"ours": lambda: one_vs_all.fit(A, y, l2=L2), "theirs": lambda: softmax.fit(A, y, l2=L2)}, 21
    )
    return {
        "gradients": timing.ratio(gradients["ours"], gradients["theirs"])["ratio"],
        "newton": timing.ratio(newton["ours"], newton["theirs"])["ratio"],
        "chosen": timing.ratio(chosen["ours"], chosen["theirs"])["ratio"],
        "machine": timing.processor()["processor"],
        "numpy": timing.version("numpy"),
    }


if __name__ == "__main__":
    found = {"one-vs-all": measure()}
    STORE.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(found)
