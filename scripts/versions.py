"""Run the chapters and lrlib's tests with the oldest and the newest packages that pyproject.toml allows.

python scripts/versions.py                  oldest on Python 3.11, newest on 3.12 to 3.15
python scripts/versions.py 3.11:lowest      one of them; `newest` is the other word

Chapters are run and not compared: what is stored comes from the locked packages, and others may print otherwise.
"""

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import environments
import repeat

ROOT = Path(__file__).resolve().parent.parent
LEGS = ("3.11:lowest", *(f"3.{minor}:newest" for minor in range(12, 16)))
RESOLUTION = {"lowest": "lowest-direct", "newest": "highest"}
SHOWN = ("numpy", "matplotlib", "sympy", "scipy", "scikit-learn", "pandas", "pytest")
PLAIN = ("-q", "-p", "no:cacheprovider", "-o", "addopts=", "-o", "filterwarnings=default", "-n", "2")
PATIENT = f"--nbval-kernel-startup-timeout={repeat.PATIENCE}"
CHAPTERS = ("--nbval-lax", "--nbval-current-env", PATIENT, "--dist", "loadscope", "chapters")
ROOMS = ("", "engine", "pictures", "proofs")  # the judge's tests start processes, and the browser's want a site
TOOLS = {
    "environments",
    "course",
    "chapters",
    "mutate",
    "address",
    "colab_check",
    "release",
    "links",
    "sheets",
    "yaml",
}  # of the repository


def needs(test: Path) -> set[str]:
    """Return the modules that a test file imports, by their first name."""
    return set(re.findall(r"(?m)^\s*(?:import|from) (\w+)", test.read_text(encoding="utf-8")))


def of_lrlib() -> list[str]:
    """Return the test files about lrlib: those that import it and start no tool of the repository."""
    tests = [path for room in ROOMS for path in sorted((ROOT / "tests" / room).glob("test_*.py"))]
    return [str(path.relative_to(ROOT)) for path in tests if "lrlib" in needs(path) and not needs(path) & TOOLS]


def leg(name: str, folder: Path) -> dict[str, str]:
    """Make one environment and run both in it; return what the table shows."""
    wanted, _, words = name.partition(":")
    if words not in RESOLUTION:
        raise SystemExit(f"{name!r} came; wanted is a Python and {' or '.join(RESOLUTION)}, such as {LEGS[0]}")
    resolved = ("--resolution", RESOLUTION[words], "-r", ROOT / "pyproject.toml", "--extra", "test")
    found = environments.interpreter(wanted)
    if not found:
        return {"Python": f"{wanted} is not here", "packages": words, "resolve": resolve(wanted, folder, resolved)}
    python = environments.make(folder / name.replace(":", "-"), found, *resolved)
    environments.uv("pip", "install", "-q", "-p", python, "--no-deps", ROOT)
    row = {"Python": wanted, "packages": words}
    tests = ("--hypothesis-profile=search", "--doctest-modules", *of_lrlib(), "lrlib")
    for title, rest in {"chapters": CHAPTERS, "tests": tests}.items():
        row[title] = pytest(python, *PLAIN, *rest)
    row["versions"] = " ".join(f"{p}={v}" for p, v in versions(python).items())
    return row


def resolve(wanted: str, folder: Path, resolved: tuple[object, ...]) -> str:
    """Say whether all packages, those and the locked ones, are there as wheels for a Python that is not here."""
    for packages in (resolved, ("-r", ROOT / "requirements.txt")):
        words = ("pip", "install", "--dry-run", "-q", "--only-binary", ":all:", "--python-version", wanted)
        try:
            environments.uv(*words, "--target", folder / "nothing", *packages)
        except SystemExit as error:
            return f"FAILED: {error}"
    return "all from wheels, and the locked ones too; nothing was run"


def pytest(python: Path, *words: str) -> str:
    """Run pytest and return its last line; what failed is shown."""
    start = time.perf_counter()
    command = [python, "-m", "pytest", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout[-6000:], done.stderr[-2000:], flush=True)
    passed = re.search(r"(\d+) passed", done.stdout)
    said = f"{passed[1] if passed else 0} passed" if not done.returncode else f"FAILED ({done.returncode})"
    return f"{said}, {time.perf_counter() - start:.0f} s"


def versions(python: Path) -> dict[str, str]:
    """Return the versions of the packages that decide."""
    code = f"import importlib.metadata as m; print(*(m.version(p) for p in {SHOWN!r}))"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    return dict(zip(SHOWN, done.stdout.split(), strict=True))


def main(names: list[str]) -> int:
    """Run the legs and print a line for each; return how many failed."""
    failed = 0
    with tempfile.TemporaryDirectory(prefix="versions-") as folder:
        for name in names or LEGS:
            row = leg(name, Path(folder))
            failed += any("FAILED" in cell for cell in row.values())
            print("  ".join(f"{title}: {cell}" for title, cell in row.items()), flush=True)
    return failed


if __name__ == "__main__":
    raise SystemExit(min(main(sys.argv[1:]), 1))
