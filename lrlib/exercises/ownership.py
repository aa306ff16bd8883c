"""Whose function it is: lrlib's own, handed in, is right, and nobody's work."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parents[1]


def is_lrlibs(function: Callable[..., Any]) -> bool:
    """Say whether a function was written in lrlib, whatever it is called and however it is wrapped.

    Parameters
    ----------
    function : callable
        A student's, or not.

    Returns
    -------
    bool
        False for a function of the student's that calls lrlib.

    Examples
    --------
    >>> is_lrlibs(is_lrlibs), is_lrlibs(lambda: is_lrlibs(None)), is_lrlibs(max)
    (True, False, False)
    """
    for _ in range(10):  # of wrappers
        inner = getattr(function, "__wrapped__", None) or getattr(function, "func", None)
        if inner is None:
            break
        function = inner
    code = getattr(getattr(function, "__func__", function), "__code__", None)
    if code is None or code.co_filename.startswith("<"):
        return False
    return Path(code.co_filename).resolve().is_relative_to(HOME)
