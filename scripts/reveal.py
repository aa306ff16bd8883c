"""Renew what a deck is made with: python scripts/reveal.py takes reveal.js from npm, as its lock names it.

Only an upgrade needs this; the site is built from what is committed in slides/packs.
"""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

SLIDES = Path(__file__).resolve().parent.parent / "slides"
TAKEN = {"dist/reveal.mjs": "reveal.mjs", "dist/reveal.css": "reveal.css", "LICENSE": "reveal-LICENSE.txt"}


def main() -> None:
    """Fetch, copy, and write down what was copied."""
    command = ["npm", "ci", "--ignore-scripts", "--silent", "--no-audit", "--no-fund"]
    subprocess.run(command, cwd=SLIDES, check=True)
    reveal = SLIDES / "node_modules" / "reveal.js"
    for source, name in TAKEN.items():
        shutil.copy(reveal / source, SLIDES / "packs" / name)
    about = {
        "reveal.js": json.loads((reveal / "package.json").read_text(encoding="utf-8"))["version"],
        "sha256": {n: hashlib.sha256((SLIDES / "packs" / n).read_bytes()).hexdigest() for n in sorted(TAKEN.values())},
    }
    (SLIDES / "manifest.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    print(f"reveal.js {about['reveal.js']} is in {SLIDES / 'packs'}")


if __name__ == "__main__":
    main()
