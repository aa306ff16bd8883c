"""What every test begins with: what NumPy and SymPy look up when they come, and time for a busy machine."""

import os
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent / "scripts"))

import repeat

os.environ |= repeat.QUICK | os.environ


def pytest_collection_modifyitems(items):
    """Let outputs of a cell come as late as a busy machine sends them: nbval waits 5 seconds, and has no option."""
    for item in items:
        if hasattr(item, "output_timeout"):
            item.output_timeout = repeat.PATIENCE
