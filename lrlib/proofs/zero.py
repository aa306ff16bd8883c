"""Whether an expression of exponentials and logarithms vanishes identically, or has a sign."""

from collections import Counter
from typing import Any

import sympy as sp

from lrlib.proofs.symbols import ArgMax, LambdaMax


def is_zero(expression: Any) -> bool:
    """Say whether an expression of exponentials and logarithms vanishes identically.

    Every exponential becomes a power of a positive symbol and every logarithm is taken apart; what is left is a
    quotient of polynomials, which vanishes when its expanded numerator does. A maximum or an absolute value is taken
    case by case.

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
    e = sp.sympify(expression)
    if e == 0:
        return True
    if e.has(sp.nan, sp.zoo, sp.oo):
        return False
    if e.has(sp.Abs) or e.has(sp.Max):
        if len(e.free_symbols) == 1:
            (s,) = e.free_symbols
            positive = sp.Dummy("s", positive=True)
            return all(is_zero(e.subs(s, v)) for v in (positive, -positive))
        largest = next(iter(e.atoms(sp.Max)), None)
        return largest is not None and all(is_zero(e.subs(largest, a)) for a in largest.args)
    if e.has(sp.Piecewise) or e.atoms(ArgMax, LambdaMax):
        return False
    return _vanishes(_in_positive_symbols(e))


def _vanishes(expression: Any) -> bool:
    """Say whether a quotient of polynomials is 0; what is neither sum, product nor whole power counts as a letter.

    Each part is kept as a number times powers of factors, where a sum takes out the powers that its terms share. So the
    denominators of a softmax cancel before anything is multiplied out.
    """
    letters: dict[Any, int] = {}

    def collect(e: Any) -> None:
        if e.is_Add or e.is_Mul or (e.is_Pow and e.exp.is_Integer):
            for a in e.args:
                collect(a)
        elif not e.is_Rational:
            letters.setdefault(e, len(letters))

    collect(expression)
    ring, *gens = sp.ring([f"x{i}" for i in range(len(letters))] or ["x"], sp.QQ)
    Product = tuple[Any, Counter[Any]]

    def factored(poly: Any) -> Product:
        if not poly:
            return sp.QQ(0), Counter()
        lowest = [min(powers) for powers in zip(*poly.monoms(), strict=True)]
        factors = Counter({g: k for g, k in zip(gens, lowest, strict=True) if k})
        poly = poly.quo(ring({tuple(lowest): ring.domain.one})) if factors else poly
        if len(poly) > 1:
            factors[poly.monic()] += 1
        return poly.LC, factors

    def product(e: Any) -> Product:
        if e.is_Rational:
            return sp.QQ(e.p, e.q), Counter()
        if e in letters:
            return sp.QQ(1), Counter({gens[letters[e]]: 1})
        if e.is_Pow:
            number, factors = product(e.base)
            return number ** int(e.exp), Counter({f: k * int(e.exp) for f, k in factors.items()})
        parts = [product(a) for a in e.args]
        if e.is_Mul:
            number, factors = sp.QQ(1), Counter[Any]()
            for n, more in parts:
                number *= n
                factors.update(more)
            return (number, factors) if number else (number, Counter())
        parts = [(n, f) for n, f in parts if n]
        shared = Counter({f: min(p[f] for _, p in parts) for f in set().union(*(p for _, p in parts))})
        total = ring(0)
        for n, own in parts:
            term = ring(n)
            for f, k in shared.items():
                term *= f ** (own[f] - k)
            total += term
        number, factors = factored(total)
        factors.update(shared)
        return number, factors

    return not product(expression)[0]


def has_sign(relation: str, difference: Any) -> bool:
    """Say whether SymPy knows the sign of a difference, with every exponential a positive number.

    Parameters
    ----------
    relation : str
        An inequality.
    difference : expression
        Left minus right.

    Returns
    -------
    bool
        True only where it is known.
    """
    test = {"<": "is_negative", ">": "is_positive", r"\le": "is_nonpositive", r"\ge": "is_nonnegative"}
    if relation not in test:
        return False
    terms = sp.Add.make_args(_in_positive_symbols(difference))
    parts = [sp.factor(sp.together(term)) for term in terms] if len(terms) > 1 else []
    whole = [] if parts and all(getattr(p, test[relation]) for p in parts) else [sp.factor(sp.together(sp.Add(*terms)))]
    return all(getattr(v, test[relation]) for v in whole)


def _in_positive_symbols(expression: Any) -> Any:
    positive: dict[Any, Any] = {}

    def power(exponent: Any) -> Any:
        out: Any = sp.Integer(1)
        for term in sp.Add.make_args(sp.expand(exponent)):
            factor, s = term.as_coeff_Mul()
            out *= positive.setdefault(s, sp.Dummy("t", positive=True)) ** factor if s.free_symbols else sp.exp(term)
        return out

    out = sp.sympify(expression).replace(sp.exp, power)
    if out.has(sp.log):
        out = out.subs({s: sp.log(t) for s, t in positive.items()})
        out = out.replace(sp.log, lambda a: sp.expand_log(sp.log(sp.factor(a)), force=True))
    return out
