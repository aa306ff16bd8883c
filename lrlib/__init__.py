"""Logistic and softmax regression in NumPy: every algorithm of the course, once."""

import os as _os
from importlib.util import find_spec as _find_spec

__version__ = "0.1.0"
_OF_A_CHAPTER = ("numpy", "matplotlib", "sympy")

if _os.environ.get("LRLIB_LANGUAGE"):  # else every word is as it stands in the source
    from lrlib import languages as _languages

    _languages.install()


def require(version: str) -> None:
    """Raise ImportError where a chapter cannot run: this lrlib is older than it needs, or a package is not here.

    Parameters
    ----------
    version : str
        The oldest version that will do, such as "0.1".

    Raises
    ------
    ImportError
        If lrlib is older, or NumPy, Matplotlib or SymPy, which chapters import, is missing.
    ValueError
        If the version is no such text.

    Examples
    --------
    >>> require("0.1")
    """
    if not all(part.isdecimal() for part in version.split(".")):
        raise ValueError(f"version is {version!r}; wanted are whole numbers with dots between them, such as '0.1'")
    have, want = ([int(n) for n in text.split(".")] for text in (__version__, version))
    if have + [0] * len(want) < want + [0] * len(have):
        raise ImportError(
            f"lrlib {__version__} is here and this chapter needs {version}: install the newer lrlib, restart, run again"
        )
    missing = " ".join(name for name in _OF_A_CHAPTER if _find_spec(name) is None)
    if missing:
        raise ImportError(
            f"chapters need packages that this Python has not: run `python -m pip install {missing}` with it "
            f"(in a notebook: `%pip install {missing}`), then this cell again"
        )
