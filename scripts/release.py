"""Build the sdist and the wheel, and try what was built: python scripts/release.py leaves both in dist/.

The sdist must build the very same wheel; the wheel must work where nothing but NumPy is.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import environments

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
EXTRAS = {"matplotlib", "sympy", "mpmath", "sklearn", "statsmodels", "scipy", "dask", "distributed", "IPython"}
TESTS = (
    *("test_descent", "test_gradcheck", "test_gradcheck_details", "test_invariances", "engine/test_kernel"),
    *("test_one_vs_all", "engine/test_separation", "test_solvers", "engine/test_training"),
)
DOCTESTS = """\
import doctest, importlib, pkgutil, sys, lrlib
assert "site-packages" in lrlib.__file__, lrlib.__file__
extras, ran, left = set(sys.argv[1:]), 0, []
for found in pkgutil.walk_packages(lrlib.__path__, "lrlib.", onerror=lambda name: None):
    if found.name.endswith("__main__"):
        continue
    try:
        module = importlib.import_module(found.name)
    except ModuleNotFoundError as error:
        assert error.name.split(".")[0] in extras, error
        left.append(found.name)
        continue
    try:
        result = doctest.testmod(module, raise_on_error=True)
    except doctest.UnexpectedException as error:
        kind, value, _ = error.exc_info
        if kind is not ModuleNotFoundError or value.name.split(".")[0] not in extras:
            raise
        left.append(found.name)
        continue
    ran += result.attempted
print(f"{ran} examples run with NumPy alone; want more than NumPy: {', '.join(left)}")
assert ran >= 50
"""


def build(source: Path, out: Path, kind: str) -> Path:
    """Build one of sdist and wheel with the locked hatchling, and return it."""
    command = [sys.executable, "-m", "build", "--no-isolation", f"--{kind}", "--outdir", out, source]
    subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL)
    return next(out.glob("*.tar.gz" if kind == "sdist" else "*.whl"))


def digest(path: Path) -> str:
    """Return the sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def contents(path: Path) -> list[str]:
    """Return the files in a wheel or an sdist, an sdist's without its folder."""
    if path.suffix == ".whl":
        return sorted(zipfile.ZipFile(path).namelist())
    with tarfile.open(path) as packed:
        return sorted(name.partition("/")[2] for name in packed.getnames())


def junk(names: list[str], tracked: set[str]) -> list[str]:
    """Return what has no place in a release: all that git does not keep, apart from what the packing adds."""
    return [name for name in names if name not in tracked and name != "PKG-INFO" and ".dist-info/" not in name]


def same_wheel(sdist: Path, wheel: Path, folder: Path) -> None:
    """Stop unless the sdist builds the wheel, byte for byte."""
    with tarfile.open(sdist) as packed:
        packed.extractall(folder / "source", filter="data")
    again = build(next((folder / "source").iterdir()), folder / "again", "wheel")
    if digest(again) != digest(wheel):
        raise SystemExit("the wheel built from the sdist differs from the wheel built from the checkout")


def try_wheel(wheel: Path, folder: Path) -> None:
    """Run the examples with NumPy alone, then the tests that want no other library."""
    python = environments.make(folder / "clean", Path(sys.executable), wheel)
    environments.uv("pip", "check", "-p", python)
    subprocess.run([python, "-I", "-c", DOCTESTS, *sorted(EXTRAS)], cwd=folder, check=True)
    environments.uv("pip", "install", "-q", "-p", python, "pytest", "hypothesis")
    (folder / "tests").mkdir()
    for name in ("conftest.py", *(f"{test}.py" for test in TESTS)):
        shutil.copy(ROOT / "tests" / name, folder / "tests")
    subprocess.run([python, "-I", "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"], cwd=folder, check=True)


def main() -> None:
    """Do all of it and print what is in dist/."""
    shutil.rmtree(DIST, ignore_errors=True)
    sdist, wheel = build(ROOT, DIST, "sdist"), build(ROOT, DIST, "wheel")
    subprocess.run([sys.executable, "-m", "twine", "check", "--strict", str(sdist), str(wheel)], check=True)
    tracked = set(
        subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    )
    for path in (sdist, wheel):
        left = junk(contents(path), tracked)
        if left:
            raise SystemExit(f"{path.name} holds what git does not keep: {', '.join(left)}")
    with tempfile.TemporaryDirectory(prefix="release-") as name:
        same_wheel(sdist, wheel, Path(name))
        try_wheel(wheel, Path(name))
    for path in (sdist, wheel):
        print(f"{path.name}  {path.stat().st_size // 1024} KB  {len(contents(path))} files  sha256 {digest(path)}")


if __name__ == "__main__":
    main()
