"""Have modules speak another language: their literals are looked up while they are imported, and nowhere stored."""

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from lrlib.languages import python
from lrlib.languages.catalogue import catalogue, chosen, speaker

ROOT = Path(__file__).parents[2]
ROOMS = ("exercises", "pictures", "proofs", "questions", "data")  # those that speak to a reader


class Loader(importlib.machinery.SourceFileLoader):
    """Compiles a module in another language; compiled code is neither read from a cache nor put there."""

    def say(self, path: str) -> Callable[[str], str]:
        """Return what translates the sentences of a file.

        Parameters
        ----------
        path : str
            The file.

        Returns
        -------
        callable
            Takes a sentence, gives its translation.
        """
        return speaker(catalogue(chosen()), Path(path).relative_to(ROOT).as_posix())

    def path_stats(self, path: Any) -> Any:
        """Know of no time of the file, so that Python keeps no compiled code.

        Parameters
        ----------
        path : str
            The file.

        Raises
        ------
        OSError
            Always.
        """
        raise OSError

    def source_to_code(self, data: Any, path: Any, *, _optimize: int = -1) -> CodeType:  # type: ignore[override]
        """Compile the module in the other language.

        Parameters
        ----------
        data : bytes
            The source.
        path : str
            Its file.
        _optimize : int
            As Python hands it over.

        Returns
        -------
        code
            What is run.
        """
        code: CodeType = compile(python.translated(data, str(path), self.say(path)), path, "exec", dont_inherit=True)
        return code


class Finder(importlib.abc.MetaPathFinder):
    """Finds modules as Python does, and hands some of them to a loader that translates.

    Parameters
    ----------
    wanted : callable
        Takes the name of a module and its file; true where its words are translated.
    loader : type
        What loads it then.
    """

    def __init__(self, wanted: Callable[[str, str], bool], loader: type[Loader]) -> None:
        self.wanted, self.loader = wanted, loader

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Find a module; None leaves it to Python.

        Parameters
        ----------
        name : str
            Of the module.
        path, target : object
            As Python hands them over.

        Returns
        -------
        ModuleSpec or None
            With the loader that translates.
        """
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is None or not isinstance(spec.loader, importlib.machinery.SourceFileLoader):
            return None
        if not self.wanted(name, spec.origin or ""):
            return None
        spec.loader = self.loader(name, spec.origin or "")
        return spec


def install() -> None:
    """Have every room of lrlib that speaks to a reader speak the language chosen; for English do nothing."""
    if chosen() == "en" or any(type(finder) is Finder for finder in sys.meta_path):
        return
    rooms = tuple(f"lrlib.{room}" for room in ROOMS)
    sys.meta_path.insert(0, Finder(lambda name, _: name.startswith(rooms), Loader))
