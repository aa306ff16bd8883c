"""List, for a reviewer, the pages that a pull request changes: python scripts/preview.py REVISION prints Markdown.

The site itself lies beside the list as the artifact `preview`: unpack it, and `python3 -m http.server` in its folder.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ("_config.yml", "_toc.yml", "_static/", "sphinx_ext/", "lrlib/", "requirements.txt", "chapters/references.bib")


def changed(base: str, root: Path = ROOT) -> list[str]:
    """Return the files that differ from a revision, those that are gone left out."""
    command = ["git", "diff", "--name-only", "--diff-filter=d", base, "HEAD"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout.split("\n")[:-1]


def summary(files: list[str]) -> str:
    """Return the list as Markdown."""
    pages = [name for name in files if name.startswith("chapters/") and name.endswith((".md", ".ipynb"))]
    shared = [name for name in files if name.startswith(SHARED)]
    lines = ["## Pages whose source this pull request changes", ""]
    lines += [f"- `{Path(name).with_suffix('.html').as_posix()}` from `{name}`" for name in pages] or ["None."]
    if shared:
        lines += ["", f"Every page may differ, since these are shared: {', '.join(f'`{name}`' for name in shared)}."]
    return "\n".join([*lines, "", "The built site is the artifact `preview` of this run."])


if __name__ == "__main__":
    print(summary(changed(*sys.argv[1:2])))
