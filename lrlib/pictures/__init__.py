"""What a reader sees and touches: drawn, live and moving pictures, tables, quizzes, and lrlib's own source."""

from importlib import import_module
from types import ModuleType

from lrlib.pictures import live, motion
from lrlib.pictures.notebook import show_source
from lrlib.pictures.quizzes import quiz
from lrlib.pictures.tables import table

__all__ = ["live", "motion", "plots", "quiz", "show_source", "table"]


def __getattr__(name: str) -> ModuleType:
    """Import `plots` when it is asked for: it alone needs matplotlib."""
    if name == "plots":
        return import_module("lrlib.pictures.plots")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
