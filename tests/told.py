"""What a contributor is told when a page breaks a rule: each place, and what to write there."""

import pytest


def tell(wrong, remedy):
    """Fail with the places that are wrong and what to do about them, in place of a traceback."""
    if wrong:
        pytest.fail("\n  ".join([f"{remedy}:", *wrong]), pytrace=False)


def place(path, cell):
    """Name a cell of a page: its file, its number from 1, as an editor counts, and how it begins."""
    begins = next((line for line in cell["source"].splitlines() if line.strip()), "")
    return f"chapters/{path.name}, cell {cell['number']} ({begins[:60]!r})"
