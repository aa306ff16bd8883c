"""What formulas are made of: the symbols of names at their indices, and functions that SymPy lacks."""

import re
from collections.abc import Callable, Collection, Sequence
from difflib import get_close_matches
from functools import lru_cache, reduce
from typing import Any

import numpy as np
import sympy as sp

GREEK = re.compile(  # letters, which may be given a meaning
    r"\\(?:alpha|beta|gamma|delta|(?:var)?epsilon|zeta|eta|(?:var)?theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|"
    r"upsilon|(?:var)?phi|chi|psi|omega|ell)",
    re.IGNORECASE,
)

REMEMBERED = 20_000  # expressions, of which a formula asks for the symbols again and again


class Unreadable(ValueError):
    """The formula uses something that the reader does not know."""


class Ambiguous(Unreadable):
    """The formula is true in one reading and false in another, and does not say which is meant."""


class Unknown(Unreadable):
    """A name was met that has no meaning.

    Parameters
    ----------
    name : str
        As it is written.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.sign = re.fullmatch(r"\\[A-Za-z]+", name) is not None and GREEK.fullmatch(name) is None
        define = f"{name} has no meaning here. Define it in front, as in {name} := …"
        super().__init__(f"{name} is no sign that is read here" if self.sign else define)

    def nearest(self, names: Collection[str]) -> str:
        """Say which known name it is nearest to.

        Parameters
        ----------
        names : collection of str
            Those that have a meaning.

        Returns
        -------
        str
            A sentence, or nothing.
        """
        if self.sign:
            return ""
        near = get_close_matches(self.name, sorted(names), 1)
        return f", or write {near[0]}" if near else ""


class Elsewhere(Exception):
    """The formula speaks of more classes, columns or examples than this world has."""


class Unbound(Exception):
    """An index was met that has no value yet.

    Parameters
    ----------
    index : str
        The index.
    first, last : int or expression, optional
        How far it runs.
    """

    def __init__(self, index: str, first: Any = None, last: Any = None) -> None:
        super().__init__(f"the index {index} has no value")
        self.index, self.first, self.last = index, first, last


class ArgMax(sp.Function):  # type: ignore[misc]
    """The place (1, 2, ...) of the largest argument."""

    @staticmethod
    def place(*values: Any) -> int:
        """Return the place of the first largest value, counted from 1.

        Parameters
        ----------
        *values : numbers
            What to compare.

        Returns
        -------
        int
            From 1 on.
        """
        return 1 + max(range(len(values)), key=values.__getitem__)


class LambdaMax(sp.Function):  # type: ignore[misc]
    """The largest eigenvalue of a symmetric matrix, given by its entries."""

    @staticmethod
    def largest(*entries: Any) -> Any:
        """Return the largest eigenvalue.

        Parameters
        ----------
        *entries : numbers
            Of a square symmetric matrix, row by row.

        Returns
        -------
        number
            In the arithmetic of the entries.
        """
        import mpmath

        side = round(len(entries) ** 0.5)
        rows = [list(entries[i * side : (i + 1) * side]) for i in range(side)]
        return max(mpmath.eigsy(mpmath.matrix(rows), eigvals_only=True))


MEANING: dict[Any, tuple[str, tuple[Any, ...], Any]] = {}


def symbol(name: str, places: tuple[Any, ...], sample: Any, domain: str = "real") -> Any:
    """Return the symbol of a name at its indices.

    Parameters
    ----------
    name : str
        As it is written.
    places : tuple
        Its indices.
    sample : int or None
        The example.
    domain : str
        "real", "positive", "unit" or "class".

    Returns
    -------
    Symbol
        Known to `MEANING`.
    """
    index = f"_{{{','.join(map(str, places))}}}" if places else ""
    text = name + index + ("" if sample is None else f"^{{({sample})}}")
    out = _made(text, "real" if domain == "real" else "positive")
    MEANING[out] = (name, places, sample)
    return out


@lru_cache(maxsize=REMEMBERED)
def _made(text: str, kind: str) -> Any:
    return sp.Symbol(text, **{kind: True})


def symbols_of(value: Any) -> frozenset[Any]:
    """Return the free symbols of a value.

    Parameters
    ----------
    value : expression or Matrix
        Any.

    Returns
    -------
    frozenset of Symbol
        Looked for once in what is asked about again and again.
    """
    return frozenset().union(*map(_symbols, value.flat())) if isinstance(value, sp.MatrixBase) else _symbols(value)


@lru_cache(maxsize=REMEMBERED)
def _symbols(e: Any) -> frozenset[Any]:
    return frozenset(sp.sympify(e).free_symbols)


def written(s: Any) -> str:
    """Return a symbol as the page writes it, without needless braces.

    Parameters
    ----------
    s : Symbol
        Any.

    Returns
    -------
    str
        Such as z_1 or y_2^(1).
    """
    name, places, sample = MEANING.get(s, (str(s), (), None))
    index = "" if not places else f"_{places[0]}" if len(places) == 1 else f"_{{{','.join(map(str, places))}}}"
    return name + index + ("" if sample is None else f"^({sample})")


def times(a: Any, b: Any) -> Any:
    """Multiply numbers or matrices; a 1 x 1 product is a number.

    Parameters
    ----------
    a, b : expression or Matrix
        Factors.

    Returns
    -------
    expression or Matrix
        Their product.

    Raises
    ------
    Unreadable
        If the shapes do not fit.
    """
    try:
        out = _product(a, b) if type(a) is type(b) is sp.Matrix and a.cols == b.rows else a * b
    except sp.ShapeError:
        raise Unreadable(f"shapes {a.shape} and {b.shape} cannot be multiplied") from None
    return out[0, 0] if getattr(out, "shape", None) == (1, 1) else out


def _product(a: Any, b: Any) -> Any:
    """Return a product of matrices: SymPy adds its terms one after the other, and sorts each time."""
    left, right, inner, cols = a.flat(), b.flat(), a.cols, b.cols
    if not left or not right or (left[0].is_Rational and right[0].is_Rational):
        return a * b
    rows = (left[i : i + inner] for i in range(0, len(left), inner))
    out = [sp.Add(*map(sp.Mul, row, right[j::cols])) for row in rows for j in range(cols)]
    return sp.Matrix(a.rows, cols, out) if len(out) > 1 else out[0]


def total(terms: Sequence[Any], plus: Callable[[Any, Any], Any]) -> Any:
    """Add terms: numbers all at once, since one after the other each would be sorted in anew.

    Parameters
    ----------
    terms : sequence of expression or Matrix
        At least one.
    plus : callable
        From two terms to their sum, for others than numbers.

    Returns
    -------
    expression or Matrix
        Their sum.
    """
    if len(terms) > 2 and all(isinstance(t, sp.Expr) for t in terms):
        return sp.Add(*terms)
    return reduce(plus, terms)


def as_array(value: Any) -> np.ndarray:
    """Return a SymPy number or matrix of numbers as an array.

    Parameters
    ----------
    value : expression or Matrix
        Without free symbols.

    Returns
    -------
    array of float
        A column is a vector.
    """
    if isinstance(value, sp.MatrixBase):
        out = np.array(value.evalf(30).tolist(), dtype=float)
        return out[:, 0] if out.shape[1] == 1 else out
    return np.array(float(sp.N(value, 30)))
