"""Time to solution once more where the processor's kernel counts most: `python -m benchmarks.kernel`.

OpenBLAS multiplies small matrices faster on processors with AVX-512. With the kernel for those without, the set of
many pictures with independent columns is solved as in `make bench`; benchmarks/kernel.json holds the row.
"""

import os

os.environ |= {"OPENBLAS_CORETYPE": "Haswell"} if __name__ == "__main__" else {}

import json
from pathlib import Path

from benchmarks import __main__ as bench
from benchmarks import cases, timing

STORE = Path(__file__).with_name("kernel.json")
KERNEL = "Haswell"
ROUNDS = 7


def measure(examples: int = 60_000, rounds: int = ROUNDS) -> dict[str, object]:
    """Return the row of the set, and with which kernels it was taken."""
    return {**timing.facts(), "rows": [bench.solution(cases.pictures(examples, correlated=False), rounds, 0.5)]}


if __name__ == "__main__":
    found = measure()
    STORE.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    bench.show(f"with the kernel {KERNEL}", found["rows"])
