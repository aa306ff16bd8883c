r"""What is read: a phrase is a function from a `World` to the value of an expression there."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from lrlib.proofs import functions
from lrlib.proofs.calculus import derivative
from lrlib.proofs.needs import Need, of_power
from lrlib.proofs.symbols import Elsewhere, Unbound, Unknown, Unreadable, times
from lrlib.proofs.tokens import RELATIONS
from lrlib.proofs.world import World

Phrase = Callable[[World], Any]
Constraint = tuple[str, Any, Any]
Condition = Callable[[World], list[list[Constraint]]]
HIGHEST = 1000  # power that is computed


@dataclass
class Name:
    r"""A name with its scripts and arguments, such as ``\hat{y}_k^{(i)}`` or ``\sigma'(z)``."""

    name: str
    letters: tuple[Any, ...] = ()
    sample: Any = None
    primes: int = 0
    args: list[Phrase] | None = None
    of: "list[Name] | None" = None  # what it is made of, written behind it as in h(x)

    def __call__(self, w: World) -> Any:
        """Return the value of the name in a world."""
        if self.name == r"\delta":
            if len(self.letters) != 2:
                raise Unreadable(r"\delta needs two indices")
            j, k = (w.number(x, "any") for x in self.letters)
            return w.delta(j, k)
        definition = w.definitions.get(self.name)
        if str(self.sample).isdigit() and functions.is_of_numbers(w, self.name):
            return replace(self, sample=None, primes=self.primes + int(self.sample))(w)
        if self.primes and self.of is not None:
            if len(self.of) > 1:
                raise Unreadable(f"{self.name}{chr(39) * self.primes} of {len(self.of)} names: by which?")
            return derivative(w, replace(self, primes=0, of=None), self.of * self.primes)
        if self.args is not None or self.primes:
            if definition is None or not definition.parameters:
                raise Unreadable(f"{self.name} is no function here; define it in front, as in {self.name}(t) := …")
            if self.args is None and self.primes:
                return functions.call(w, self.name, self._places(w), functions.own(w, self.name), self.primes)
            args = None if self.args is None else [a(w) for a in self.args]
            return functions.call(w, self.name, self._places(w), args, self.primes)
        if not self.letters and not self.sample and (self.name in w.at or self.name in w.sizes):
            return sp.sympify(w.at[self.name] if self.name in w.at else w.sizes[self.name])
        if not w.knows(self.name):
            raise Unbound(self.name) if self.name in "ijkl" else Unknown(self.name)
        if self.sample is not None and not w.notation.axes.get(self.name, "").startswith("^"):
            raise Unreadable(f"{self.name} is not indexed by examples")
        sample = None if self.sample is None else w.number(self.sample, "m")
        if definition is not None and definition.parameters:
            return functions.call(w, self.name, self._places(w), None, 0)
        return w.value(self.name, self._places(w), sample)

    def _places(self, w: World) -> tuple[Any, ...]:
        axes = w.notation.axes.get(self.name, "").removeprefix("^")
        if len(self.letters) > len(axes):
            raise Unreadable(f"{self.name} has too many indices")
        try:
            return tuple(w.number(x, a) for x, a in zip(self.letters, axes, strict=False))
        except Unreadable as problem:
            raise Unreadable(f"{self.name}_{''.join(map(str, self.letters))}: {problem}") from None


def constant(value: Any) -> Phrase:
    """Return a phrase that has the same value in every world.

    Parameters
    ----------
    value : any
        The value.

    Returns
    -------
    phrase
        Of it.
    """
    return lambda w: value


def multiply(a: Phrase, b: Phrase) -> Phrase:
    """Return the product of two phrases.

    Parameters
    ----------
    a, b : phrase
        Factors.

    Returns
    -------
    phrase
        Of the product.
    """

    def value(w: World) -> Any:
        left, right = a(w), b(w)
        if w.notation.broadcast and all(isinstance(v, sp.MatrixBase) and v.cols == 1 < v.rows for v in (left, right)):
            left = left.T  # \theta x without a sign of transposition
        return times(left, right)

    return value


def dot(a: Phrase, b: Phrase) -> Phrase:
    r"""Return what ``\cdot`` makes of two phrases: the inner product of two columns, else the product.

    Parameters
    ----------
    a, b : phrase
        Factors.

    Returns
    -------
    phrase
        Of the product.
    """

    def value(w: World) -> Any:
        left, right = a(w), b(w)
        columns = all(isinstance(v, sp.MatrixBase) and v.cols == 1 < v.rows for v in (left, right))
        return times(left.T if columns and left.shape == right.shape else left, right)

    return value


def entrywise(a: Phrase, b: Phrase) -> Phrase:
    r"""Return what ``\odot`` makes of two phrases: the product entry by entry.

    Parameters
    ----------
    a, b : phrase
        Factors of one shape.

    Returns
    -------
    phrase
        Of the product.
    """

    def value(w: World) -> Any:
        left, right = a(w), b(w)
        if not isinstance(left, sp.MatrixBase) or not isinstance(right, sp.MatrixBase):
            return times(left, right)
        if left.shape != right.shape:
            raise Unreadable(f"shapes {left.shape} and {right.shape} differ under \\odot")
        return left.multiply_elementwise(right)

    return value


def divide(a: Phrase, b: Phrase) -> Phrase:
    """Return the quotient of two phrases.

    Parameters
    ----------
    a, b : phrase
        Numerator and denominator.

    Returns
    -------
    phrase
        Of the quotient.
    """

    def value(w: World) -> Any:
        top, bottom = a(w), b(w)
        if not isinstance(bottom, sp.MatrixBase):
            w.partial.want(Need(r"\neq", sp.sympify(bottom), "divides by 0", tacit=True))
        return top / bottom

    return value


def transpose(a: Phrase) -> Phrase:
    """Return the transpose of a phrase.

    Parameters
    ----------
    a : phrase
        Of a vector, a matrix or a number.

    Returns
    -------
    phrase
        Of its transpose.
    """

    def value(w: World) -> Any:
        out = a(w)
        if out == 1:
            raise Unreadable(
                r"1^\top stands for a row of ones: write a sum over the classes, examples or columns for it"
            )
        return out.T if hasattr(out, "T") else out  # a product of one row and one column is a number

    return value


def power(a: Phrase, b: Phrase) -> Phrase:
    """Return a power.

    Parameters
    ----------
    a, b : phrase
        Base and exponent.

    Returns
    -------
    phrase
        Of the power; unreadable where the base is a vector or the exponent is very large.
    """

    def value(w: World) -> Any:
        base = a(w)
        if isinstance(base, sp.MatrixBase) and base.rows != base.cols:
            raise Unreadable("a power of a vector has no meaning; write its norm, or its product with itself")
        exponent = sp.sympify(b(w))
        if exponent.is_number and abs(exponent) > HIGHEST:
            raise Unreadable(f"a power of {exponent} is too high")
        if isinstance(base, sp.MatrixBase) and exponent == -1:
            return _inverse(base, w)
        if not isinstance(base, sp.MatrixBase) and not isinstance(exponent, sp.MatrixBase):
            w.partial.want(of_power(sp.sympify(base), exponent))
        return base**exponent

    return value


def _inverse(matrix: Any, w: World) -> Any:
    """Return an inverse, exactly; a matrix that has none, as X^T S X of fewer examples than columns, is left out."""
    if matrix.is_diagonal() and 0 not in matrix.diagonal():
        return sp.diag(*(divide(constant(sp.Integer(1)), constant(v))(w) for v in matrix.diagonal()))
    symbols = sorted(matrix.free_symbols, key=str)
    rng = random.Random(2)
    here = {s: sp.Rational(rng.randint(1, 30), 31) for s in symbols}
    there = matrix.xreplace(here).applyfunc(lambda v: sp.N(v, 40))
    if abs(there.det()) < sp.Rational(1, 10**25):
        raise Elsewhere
    determinant = matrix.det(method="berkowitz")
    if determinant.free_symbols:
        w.partial.want(Need(r"\neq", determinant, "divides by 0"))
    return matrix.adjugate(method="berkowitz") / determinant


def compare(relation: str, a: Any, b: Any) -> Any:
    """Return a relation between two numbers, as a case has it.

    Parameters
    ----------
    relation : str
        One of `RELATIONS`.
    a, b : expression
        Its sides.

    Returns
    -------
    relation
        True or false where that is known.

    Raises
    ------
    Unreadable
        If a side is a vector.
    """
    if isinstance(a, sp.MatrixBase) or isinstance(b, sp.MatrixBase):
        raise Unreadable("a case compares numbers, not vectors")
    return RELATIONS[relation](a, b)
