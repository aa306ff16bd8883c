"""How a number is printed in a question: short, with its sign, and called equal only where it is."""

from typing import Any

import numpy as np

EXACT = 1e-12


def number(x: float, places: int = 4) -> str:
    """Return a number with at most so many decimals, as LaTeX has it.

    Parameters
    ----------
    x : float
        Any finite number.
    places : int
        How many decimals at most.

    Returns
    -------
    str
        Without zeros at its end.

    Examples
    --------
    >>> number(-0.50), number(2.0), number(1 / 3)
    ('-0.5', '2', '0.3333')
    """
    text = f"{float(x):.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def signed(x: float, places: int = 4) -> str:
    """Return a number in brackets where it is negative, to stand behind an operator.

    Parameters
    ----------
    x : float
        Any finite number.
    places : int
        How many decimals at most.

    Returns
    -------
    str
        Such as (-0.5).

    Examples
    --------
    >>> signed(-0.5), signed(2)
    ('(-0.5)', '2')
    """
    return f"({number(x, places)})" if number(x, places).startswith("-") else number(x, places)


def equals(x: float, places: int = 4) -> str:
    r"""Return a number behind the sign that is true of it.

    Parameters
    ----------
    x : float
        Any finite number.
    places : int
        How many decimals at most.

    Returns
    -------
    str
        An equality where no more was cut off than rounding, a part in 10^12 of the number or of 1.

    Examples
    --------
    >>> equals(0.75), equals(1 / 3)
    ('= 0.75', '\\approx 0.3333')
    """
    shown = number(x, places)
    return f"= {shown}" if abs(float(shown) - x) <= EXACT * max(1.0, abs(x)) else rf"\approx {shown}"


def row(values: Any, places: int = 4) -> str:
    """Return numbers in round brackets.

    Parameters
    ----------
    values : array_like of shape (K,)
        What is listed.
    places : int
        How many decimals at most.

    Returns
    -------
    str
        Such as (1, 0.5).

    Examples
    --------
    >>> row([1, 0.5])
    '(1, 0.5)'
    """
    return f"({', '.join(number(x, places) for x in values)})"


def value(x: Any, places: int) -> str:
    """Return an answer as it is printed: words stay, a number or a row of numbers is a formula.

    Parameters
    ----------
    x : str, number or sequence of numbers
        The answer.
    places : int
        How many decimals at most.

    Returns
    -------
    str
        With dollar signs around a formula.

    Examples
    --------
    >>> value("class 2", 4), value(-0.25, 4), value([0, 1], 4)
    ('class 2', '$-0.25$', '$(0, 1)$')
    """
    if isinstance(x, str):
        return x
    return f"${row(x, places)}$" if np.ndim(x) else f"${number(x, places)}$"
