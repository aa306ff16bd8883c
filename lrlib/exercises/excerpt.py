"""How a value is shown: in few characters to read, or as code to paste."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from lrlib.exercises.wire import Other

LONGEST = 400  # characters of a call that is shown as code
USUAL = (np.dtype(float), np.dtype(np.int64), np.dtype(bool))


def brief(x: Any, digits: int = 4) -> str:
    """Return a value in few characters, the same at every run.

    Parameters
    ----------
    x : object
        An argument or a result.
    digits : int
        After the point.

    Returns
    -------
    str
        With a middle left out where it is long.

    Examples
    --------
    >>> brief(np.array([1 / 3, 2]))
    '[0.3333 2.    ]'
    """
    if isinstance(x, tuple):
        numbers = all(isinstance(part, int | float | np.floating) for part in x)
        return "(" + ", ".join(repr(_rounded(part, digits)) if numbers else brief(part, digits) for part in x) + ")"
    if isinstance(x, list) and any(isinstance(part, np.generic | np.ndarray) for part in x):
        return brief([part.tolist() if isinstance(part, np.generic | np.ndarray) else part for part in x])
    if isinstance(x, Other):
        return f"a value of the kind {x.what}"
    if isinstance(x, np.ndarray):
        kind = "" if x.dtype in USUAL or x.dtype.kind not in "fc" else f" ({x.dtype})"
        return np.array2string(x, precision=digits, threshold=24, edgeitems=2, max_line_width=88) + kind
    if isinstance(x, float | np.floating):
        return f"{float(x):.{digits}g}"
    if callable(x):
        return str(getattr(x, "__doc__", None) or getattr(x, "__name__", "a function")).splitlines()[0].rstrip(".")
    return str(x) if len(str(x)) <= 200 else str(x)[:200] + " …"


def _rounded(x: Any, digits: int) -> int | float:
    return round(float(x), digits) if isinstance(x, float | np.floating) else int(x)


def apart(a: Any, b: Any) -> tuple[str, str]:
    """Return two values with as many digits as it takes to tell them apart.

    Parameters
    ----------
    a, b : object
        What was expected and what came.

    Returns
    -------
    tuple of str
        With four digits where these suffice.
    """
    one, other = all_apart([a, b])
    return one, other


def all_apart(values: Sequence[Any]) -> list[str]:
    """Return values with as many digits as it takes to tell each from all the others.

    Parameters
    ----------
    values : sequence
        Of which some may be equal.

    Returns
    -------
    list of str
        With four digits where these suffice.

    Examples
    --------
    >>> all_apart([np.array([1.1e-4, 2e-4]), np.array([1e-4, 2e-4])])
    ['[0.00011 0.0002 ]', '[0.0001 0.0002]']
    """
    tried = [[brief(value, digits) for value in values] for digits in (4, 8, 12, 17)]
    return next(texts for texts in tried if len(set(texts)) == len(set(tried[-1])))


def call(name: str, number: int, arguments: Sequence[Any]) -> str:
    """Return a call as a line that can be pasted: with its values where they are few, else with the case by its number.

    Parameters
    ----------
    name : str
        Of the exercise.
    number : int
        Of the case.
    arguments : sequence
        Of the call.

    Returns
    -------
    str
        Python.

    Examples
    --------
    >>> call("sigmoid", 0, [np.array([0.5, 2.0], dtype=np.float32)])
    'sigmoid(np.array([0.5, 2.0], dtype=np.float32))'
    """
    parts = [_code(a) for a in arguments]
    text = f"{name}({', '.join(str(part) for part in parts)})"
    if None in parts or len(text) > LONGEST:
        return f'{name}(*exercises.case("{name}", {number}))'
    return text


def _code(x: Any) -> str | None:
    if isinstance(x, np.ndarray):
        return f"np.array({x.tolist()!r}{', dtype=np.float32' if x.dtype == np.float32 else ''})"
    if isinstance(x, bool | int | float | str | list) or x is None:
        return repr(x)
    return repr(x.item()) if isinstance(x, np.generic) else None
