"""Logistic and softmax regression in NumPy: every algorithm of the course, once."""

import os as _os

__version__ = "0.1.0"

if _os.environ.get("LRLIB_LANGUAGE"):  # else every word is as it stands in the source
    from lrlib import languages as _languages

    _languages.install()


def require(version: str) -> None:
    """Raise ImportError where this lrlib is older than a chapter needs.

    Parameters
    ----------
    version : str
        The oldest version that will do, such as "0.1".

    Raises
    ------
    ImportError
        If lrlib is older.

    Examples
    --------
    >>> require("0.1")
    """
    have, want = ([int(n) for n in text.split(".")] for text in (__version__, version))
    if have < want:
        raise ImportError(
            f"lrlib {__version__} is here and this chapter needs {version}: install the newer lrlib, restart, run again"
        )
