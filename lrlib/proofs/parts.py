"""The parts of an expression: what stands in it, however often, is met once."""

from typing import Any


def parts(expression: Any) -> list[Any]:
    """Return every part of an expression once, itself first.

    Parameters
    ----------
    expression : expression
        Any.

    Returns
    -------
    list of expression
        From the whole inwards.

    Examples
    --------
    >>> import sympy as sp
    >>> x = sp.Symbol("x")
    >>> len(parts(sp.exp(x) / (1 + sp.exp(x))))
    7
    """
    found, seen = [expression], {expression}
    for e in found:
        for part in e.args:
            if part not in seen:
                seen.add(part)
                found.append(part)
    return found
