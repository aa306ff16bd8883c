"""Make the packs of runtime/: Python, NumPy, matplotlib and SymPy for the reader's own page.

python scripts/runtime.py [FOLDER]     into FOLDER, or where the site takes them from: runtime/packs

Only an upgrade needs this; the site is built from what is committed. Pyodide and the editor come from npm by
runtime/package-lock.json. The compiled packages have no place of their own in an index: a wheel on the Python index
carries Pyodide's files unchanged, and runtime/build.mjs takes each only if its hash is the one in Pyodide's own lock,
so the carrier needs no trust.
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = ROOT / "runtime"
CARRIER = "open-webui==0.12.4"  # of Pyodide's release that package.json names
INSIDE = "open_webui/frontend/pyodide/"


def wheels(folder: Path) -> None:
    """Take the wheels that the carrier holds."""
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--disable-pip-version-check", "-d"]
    subprocess.run([*command, str(folder), CARRIER], check=True)
    (carrier,) = folder.glob("open_webui-*.whl")
    with zipfile.ZipFile(carrier) as held:
        for name in held.namelist():
            if name.startswith(INSIDE) and name.endswith(".whl"):
                (folder / Path(name).name).write_bytes(held.read(name))
    carrier.unlink()


def main(out: Path) -> None:
    """Fetch, and build."""
    subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=RUNTIME, check=True)
    with tempfile.TemporaryDirectory() as folder:
        wheels(Path(folder))
        subprocess.run(["node", "build.mjs", folder, str(out)], cwd=RUNTIME, check=True)
    print(f"The packs are in {out}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if sys.argv[1:] else RUNTIME / "packs").resolve())
