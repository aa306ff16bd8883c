"""What every test begins with: what a step has of its shell and home, and time for a busy machine."""

import os
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent / "scripts"))

import repeat
import surroundings

kept = surroundings.steady(os.environ, Path(sys.prefix))
os.environ.clear()
os.environ.update(kept)


def pytest_collection_modifyitems(items):
    """Let outputs of a cell come as late as a busy machine sends them: nbval waits 5 seconds, and has no option."""
    for item in items:
        if hasattr(item, "output_timeout"):
            item.output_timeout = repeat.PATIENCE
