"""Ratios of times within one interleaved run, and the facts without which they mean nothing."""

import os
import platform
import subprocess
import sys
import time
import tracemalloc
from importlib import metadata

import numpy as np
from threadpoolctl import threadpool_info

PACKAGES = ("numpy", "scipy", "scikit-learn", "statsmodels", "lrlib")


def seconds(function, calls=1) -> float:
    start = time.perf_counter()
    for _ in range(calls):
        function()
    return (time.perf_counter() - start) / calls


def interleaved(functions: dict, rounds: int, shortest: float = 0.02) -> dict[str, np.ndarray]:
    """Return the seconds of each function in each round; a round calls each for `shortest` at least, order turning."""
    calls = {name: max(1, int(shortest / seconds(function))) for name, function in functions.items()}
    times, names = {name: [] for name in functions}, list(functions)
    for _ in range(rounds):
        names = names[1:] + names[:1]
        for name in names:
            times[name].append(seconds(functions[name], calls[name]))
    return {name: np.array(row) for name, row in times.items()}


def ratio(ours: np.ndarray, theirs: np.ndarray) -> dict[str, float]:
    low, middle, high = np.percentile(ours / theirs, [25, 50, 75]).round(3)
    return {"ratio": float(middle), "quartiles": [float(low), float(high)], "rounds": len(ours)}


def temporaries(function) -> int:
    """Return the peak of what a call allocates, in bytes."""
    tracemalloc.start()
    function()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def import_seconds(statement: str) -> float:
    return seconds(lambda: subprocess.run([sys.executable, "-c", statement], check=True))


def facts() -> dict:
    machine = {**processor(), "system": platform.system(), "cores": os.cpu_count(), "blas": blas()}
    return {"machine": machine, "versions": {"python": platform.python_version()} | {p: version(p) for p in PACKAGES}}


def processor() -> dict[str, str]:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            return {"processor": next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))}
    except (OSError, StopIteration):
        return {"processor": platform.processor() or platform.machine()}


def blas() -> list[str]:
    return sorted(
        f"{part['internal_api']} {part['version']} ({part.get('architecture')}), threads: {part['num_threads']}"
        for part in threadpool_info()
        if part["user_api"] == "blas"
    )


def version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"
