"""What only a notebook needs: showing the library's own source. The only user of IPython's display protocol."""

import ast
import inspect
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any


class Source:
    """The source of a function, shown as highlighted code.

    Parameters
    ----------
    text : str
        The code.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        """Show the code itself."""
        return self.text

    def _repr_markdown_(self) -> str:
        return f"```python\n{self.text}\n```"


def show_source(function: Callable[..., Any], *, docstring: bool = False) -> Source:
    """Return the source of one of lrlib's functions, to be shown as the last line of a cell.

    Parameters
    ----------
    function : callable
        Which one.
    docstring : bool
        Whether its documentation is shown too; without it the page stays short.

    Returns
    -------
    Source
        Displays itself.

    Raises
    ------
    TypeError
        If the function has no Python source, or is a lambda.

    Examples
    --------
    >>> show_source(show_source).text.splitlines()[0]
    '# lrlib/pictures/notebook.py'
    """
    if inspect.ismodule(function):
        raise TypeError(f"{function!r} is a module; wanted is one of its functions")
    if not hasattr(function, "__name__") or function.__name__ == "<lambda>":
        raise TypeError(f"{function!r} has no name; wanted is a function written with def")
    function = inspect.unwrap(function)  # below what decorates it
    try:
        path = Path(inspect.getsourcefile(function) or "")
        text = textwrap.dedent(inspect.getsource(function))
    except OSError as error:
        raise TypeError(f"the source of {function.__name__} is in no file; wanted is a function of lrlib") from error
    if not docstring:
        text = _without_docstring(text)
    package = function.__module__.partition(".")[0]
    first = len(path.parts) - 1 - path.parts[::-1].index(package) if package in path.parts else -2
    return Source(f"# {'/'.join(path.parts[first:])}\n{text.rstrip()}")


def _without_docstring(text: str) -> str:
    body = ast.parse(text).body[0].body  # type: ignore[attr-defined]
    first = body[0]
    if not (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
        and len(body) > 1
    ):
        return text
    lines = text.splitlines()
    return "\n".join(lines[: first.lineno - 1] + lines[first.end_lineno :])
