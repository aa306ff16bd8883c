"""Logistic and softmax regression in NumPy: every algorithm of the course, once."""

__version__ = "0.1.0"


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
