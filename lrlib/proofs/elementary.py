"""The functions that every formula may use, as values: logarithm, root, softmax, the largest eigenvalue."""

from collections.abc import Callable
from typing import Any

import sympy as sp

from lrlib.proofs.needs import Need
from lrlib.proofs.symbols import LambdaMax, Unreadable
from lrlib.proofs.tokens import LARGEST
from lrlib.proofs.unasked import exponential, logarithm
from lrlib.proofs.world import World

FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    r"\exp": exponential,
    r"\log": logarithm,
    r"\sqrt": sp.sqrt,
    r"\tanh": lambda v: (sp.exp(v) - sp.exp(-v)) / (sp.exp(v) + sp.exp(-v)),
    r"\operatorname{logit}": lambda v: sp.log(v / (1 - v)),
    r"\operatorname{softmax}": lambda v: _softmax(v),
    r"\operatorname{LSE}": lambda v: sp.log(sum(v.applyfunc(exponential))),
    r"\operatorname{diag}": lambda v: sp.diag(*v),
    **dict.fromkeys(LARGEST, lambda M: _largest_eigenvalue(M)),
}


NEEDED: dict[str, Callable[[Any], Need]] = {
    r"\log": lambda v: Need(">", v, "takes the logarithm of a number that is not positive"),
    r"\sqrt": lambda v: Need(r"\ge", v, "takes the root of a negative number"),
    r"\operatorname{logit}": lambda v: Need(">", v * (1 - v), "takes the logit of what is not between 0 and 1"),
}


def applied(token: str, value: Any, w: World) -> Any:
    """Return the value of a function; remember what must be positive, or not negative, for it to have one.

    Parameters
    ----------
    token : str
        Its name.
    value : expression
        Its argument.
    w : World
        Where it is computed.

    Returns
    -------
    expression
        Of numbers, vectors or matrices.
    """
    if token in NEEDED:
        for part in value if isinstance(value, sp.MatrixBase) else [value]:
            need = NEEDED[token](sp.sympify(part))
            if need.unmet:
                raise Unreadable(f"{token} of {part} has no value")
            w.partial.want(need)
    if isinstance(value, sp.MatrixBase) and token in (r"\log", r"\exp", r"\tanh"):
        return value.applyfunc(FUNCTIONS[token])
    if token in (r"\operatorname{softmax}", r"\operatorname{LSE}") and not isinstance(value, sp.MatrixBase):
        raise Unreadable(f"{token} takes a vector")
    if token == r"\operatorname{diag}" and not isinstance(value, sp.MatrixBase):
        if 1 not in (w.sizes["m"], w.sizes["n"]):
            raise Unreadable(r"\operatorname{diag} takes a vector, and makes a matrix of it")
        return sp.Matrix([[value]])
    return FUNCTIONS[token](value)


def _softmax(v: Any) -> Any:
    """Return the softmax of a vector, or of each row of a matrix."""
    if v.cols > 1 < v.rows:
        return sp.Matrix.vstack(*(_softmax(v.row(i)) for i in range(v.rows)))
    raised = v.applyfunc(exponential)
    return raised / sum(raised)


def _largest_eigenvalue(M: Any) -> Any:
    if not isinstance(M, sp.MatrixBase) or M != M.T:
        raise Unreadable(r"\lambda_{\max} is read of a symmetric matrix only")
    return LambdaMax(*M)
