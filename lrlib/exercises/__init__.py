"""Exercises whose answers are checked where they are written: no network, no answer key, and the mistake by its name.

`python -m lrlib.exercises grade folder/` grades a folder of notebooks.
"""

from lrlib.exercises.session import case, check, hint, progress, report, solution, stub, task, yours
from lrlib.exercises.tasks import ALL, find, names

__all__ = ["ALL", "case", "check", "find", "hint", "names", "progress", "report", "solution", "stub", "task", "yours"]
