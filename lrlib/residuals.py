"""How SymPy checks a statement: left side minus right side, a residual that must vanish for K = 2, ..., 5."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

SIZES = (2, 3, 4, 5)
Residuals = Callable[[int], Sequence[Any]]


@dataclass(frozen=True)
class Proof:
    """What came of checking one statement.

    Attributes
    ----------
    statement : str
        What is claimed.
    sizes : tuple of int
        The numbers of classes for which it was proved.
    item : str
        The lecture's id, or a name.
    counterexample : str
        A place where it fails; empty where none was found.
    undecided : str
        Where neither a proof nor a counter-example was found; empty otherwise.
    """

    statement: str
    sizes: tuple[int, ...]
    item: str = ""
    counterexample: str = ""
    undecided: str = ""

    @property
    def true(self) -> bool:
        """Return whether the statement was proved."""
        return not (self.counterexample or self.undecided)

    def __repr__(self) -> str:
        """Say what was proved, or where it fails."""
        head = f"{self.item}: " if self.item else ""
        if self.true:
            return f"{head}proved for K = {', '.join(map(str, self.sizes))}: {self.statement}"
        verdict = f"FALSE {self.counterexample}" if self.counterexample else f"UNDECIDED {self.undecided}"
        return f"{head}{verdict}: {self.statement}"


def claim(residuals: Residuals, statement: str, *, item: str = "", sizes: Sequence[int] = SIZES) -> Proof:
    """Check that expressions vanish for every number of classes, or find a place where one does not.

    Parameters
    ----------
    residuals : callable
        From K to the expressions that must be zero: left side minus right side.
    statement : str
        What is claimed, in words or symbols.
    item : str
        The lecture's id, or a name.
    sizes : sequence of int
        The numbers of classes to try.

    Returns
    -------
    Proof
        True, or with a counter-example, or undecided.

    Raises
    ------
    TypeError, ValueError
        If there is nothing to check, or something that is no expression: a matrix, an equation, NaN.

    Examples
    --------
    >>> z = logits(2)
    >>> claim(lambda K: [sum(probabilities(logits(K))) - 1], "the probabilities sum to 1")
    proved for K = 2, 3, 4, 5: the probabilities sum to 1
    >>> claim(lambda K: [sum(logits(K))], "the logits sum to 0")
    FALSE at K = 2, z_1 = 1/2, z_2 = 2/3, where the sides differ by 1.167: the logits sum to 0
    """
    if not sizes:
        raise ValueError(f"{statement!r} came with no number of classes; wanted is at least one")
    for K in sizes:
        found = list(residuals(K))
        if not found:
            raise ValueError(f"{statement!r} gives no residual at K = {K}; wanted is at least one to check")
        for residual in map(_expression, found):
            if is_zero(residual):
                continue
            place = _point(residual)
            if place:
                return Proof(statement, tuple(sizes), item, f"at K = {K}{place}")
            return Proof(
                statement, tuple(sizes), item, undecided=f"at K = {K}, the check found neither proof nor place"
            )
    return Proof(statement, tuple(sizes), item)


def logits(K: int, letter: str = "z") -> list[sp.Symbol]:
    """Return K real symbols z_1, ..., z_K.

    Parameters
    ----------
    K : int
        How many.
    letter : str
        Their name.

    Returns
    -------
    list of Symbol
        The symbols.

    Examples
    --------
    >>> logits(2)
    [z_1, z_2]
    """
    return [sp.Symbol(f"{letter}_{k}", real=True) for k in range(1, K + 1)]


def probabilities(z: Sequence[Any]) -> list[Any]:
    """Return the softmax of symbols.

    Parameters
    ----------
    z : sequence of expressions
        Logits.

    Returns
    -------
    list of expressions
        The exponential of each logit, divided by the sum of all.

    Examples
    --------
    >>> probabilities([0, 0])
    [1/2, 1/2]
    """
    total = sum(sp.exp(v) for v in z)
    return [sp.exp(v) / total for v in z]


def loss(y: Sequence[Any], p: Sequence[Any]) -> Any:
    """Return the cross-entropy of one example, -sum_j y_j log p_j.

    Parameters
    ----------
    y : sequence of expressions
        Labels.
    p : sequence of expressions
        Probabilities.

    Returns
    -------
    expression
        The loss.

    Examples
    --------
    >>> loss([1, 0], logits(2, "p"))
    -log(p_1)
    """
    return -sum(a * sp.log(b) for a, b in zip(y, p, strict=True))


def is_zero(expression: Any) -> bool:
    """Say whether an expression of exponentials and logarithms vanishes identically.

    Every exponential becomes a power of a positive symbol and every logarithm is taken apart; what is left is a
    quotient of polynomials, which vanishes when its expanded numerator does.

    Parameters
    ----------
    expression : expression
        In real symbols.

    Returns
    -------
    bool
        True only where the cancellation is complete.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> is_zero(sp.exp(2 * x) - sp.exp(x) ** 2), is_zero(sp.exp(2 * x) - 2 * sp.exp(x))
    (True, False)
    """
    positive: dict[Any, Any] = {}

    def power(exponent: Any) -> Any:
        out: Any = sp.Integer(1)
        for term in sp.Add.make_args(sp.expand(exponent)):
            factor, symbol = term.as_coeff_Mul()
            if symbol.free_symbols:
                out *= positive.setdefault(symbol, sp.Dummy("t", positive=True)) ** factor
            else:
                out *= sp.exp(term)
        return out

    residual = sp.sympify(expression).rewrite(sp.exp).replace(sp.exp, power)
    if residual.has(sp.log):
        residual = residual.subs({symbol: sp.log(t) for symbol, t in positive.items()})
        residual = residual.replace(sp.log, lambda a: sp.expand_log(sp.log(sp.factor(a)), force=True))
    return bool(sp.expand(sp.numer(sp.together(residual))) == 0)


def _expression(residual: Any) -> Any:
    """Return a residual as an expression, or say why it is none."""
    out = sp.sympify(residual)
    if not isinstance(out, sp.Expr) or getattr(out, "is_Matrix", False):
        raise TypeError(f"a residual is {out} ({type(residual).__name__}); wanted is left side minus right side")
    if out.has(sp.nan, sp.zoo):
        raise ValueError(f"a residual is {out}; wanted is an expression that has a value")
    return out


def _point(residual: Any) -> str:
    """Return the first of a few places where the residual is not zero, and how far off it is there; or nothing."""
    symbols = sorted(residual.free_symbols, key=str)
    for sign, shift in ((sign, shift) for sign in (1, -1) for shift in range(5)):
        place = {s: sign * sp.Rational(i + 1 + shift, i + 2) for i, s in enumerate(symbols)}
        off = sp.N(residual.subs(place), 4)
        if off.is_real and abs(off) > 1e-9:
            at = "".join(f", {s} = {v}" for s, v in place.items())
            return f"{at}, where the sides differ by {off}"
    return ""
