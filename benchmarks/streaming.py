"""What a fit costs in memory and time when the examples stay in a file, beside the same fit in memory."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

SCRIPT = """
import json, re, sys, time
import numpy as np
from lrlib import logistic, scale
how, X, y = sys.argv[1:]
start = time.perf_counter()
if how == "in memory":
    run = logistic.fit(np.load(X), np.load(y), l2=1e-4)
else:
    if how == "from the file":
        run = scale.fit_logistic(X, y, l2=1e-4)
    elif how == "from the file, two processes":
        from concurrent.futures import ProcessPoolExecutor
        with ProcessPoolExecutor(2) as pool:
            run = scale.fit_logistic(X, y, l2=1e-4, map=lambda f, items: pool.map(f, items, chunksize=8))
    else:
        from distributed import Client, LocalCluster
        options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
        with LocalCluster(**options) as cluster, Client(cluster) as client:
            run = scale.fit_logistic(X, y, l2=1e-4, map=scale.on_cluster(client))
peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1]) / 1024
print(json.dumps([time.perf_counter() - start, peak, run.theta.tobytes().hex(), run.converged]))
"""
WAYS = ("in memory", "from the file", "from the file, two processes", "from the file, Dask with two workers")


def store(folder: Path, m: int, n: int) -> None:
    """Write m examples of n columns, part by part."""
    rng, part = np.random.default_rng(0), 50_000
    theta = rng.normal(size=n)
    stored = np.lib.format.open_memmap(folder / "X.npy", "w+", np.float64, (m, n))
    labels = np.empty(m, np.int8)
    for first in range(0, m, part):
        X = rng.normal(size=(min(part, m - first), n))
        X[:, 0] = 1
        stored[first : first + part] = X
        labels[first : first + part] = X @ theta + rng.logistic(size=len(X)) > 0
    stored.flush()
    np.save(folder / "y.npy", labels)


def measure(m: int, n: int = 50) -> list[dict[str, object]]:
    """Return, for each way, its time over that in memory, the peak of its memory, and whether theta is the same."""
    found: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store(folder, m, n)
        size = (folder / "X.npy").stat().st_size / 1e6
        for way in WAYS:
            script = folder / "run.py"
            script.write_text(f"if __name__ == '__main__':\n    exec({SCRIPT!r})\n" if "Dask" in way else SCRIPT)
            command = [sys.executable, str(script), way, str(folder / "X.npy"), str(folder / "y.npy")]
            environment = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PATH": "/usr/bin:/bin"}
            done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
            seconds, peak, theta, converged = json.loads(done.stdout.splitlines()[-1])
            if not found:
                first, same = seconds, theta
            found.append(
                {"way": way, "file MB": round(size), "time / in memory": round(seconds / first, 2),
                 "peak MB": round(peak), "same bits": theta == same, "converged": converged}
            )  # fmt: skip
    return found


if __name__ == "__main__":
    for line in measure(int(sys.argv[1]) if len(sys.argv) > 1 else 4_000_000):
        print(line)
