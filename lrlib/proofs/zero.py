r"""Whether an expression of exponentials and logarithms vanishes identically.

Every exponential becomes a power of a positive letter, and every logarithm a sum over the factors of its argument: the
logarithm of a product that is positive is the sum of the logarithms of the sizes of its factors. What is left is a
quotient of polynomials, which vanishes when its expanded numerator does.
"""

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import sympy as sp

from lrlib.proofs.parts import parts
from lrlib.proofs.symbols import ArgMax, LambdaMax

SIZE = sp.Function("LogOfSize", real=True)  # of f: log |f|
MOST_CASES = 64
MOST_SHARES = 24  # of an exponent: each multiplies the degree of the polynomials
REMEMBERED = 1024  # differences: the readings of a formula, its places and the lines of a game ask of many again
SIGNS = {"<": "is_negative", ">": "is_positive", r"\le": "is_nonpositive", r"\ge": "is_nonnegative"}
BENDS = (sp.Abs, sp.Max, sp.Min, sp.Piecewise)


def is_zero(expression: Any, domains: Mapping[Any, str] | None = None) -> bool:
    """Say whether an expression of exponentials and logarithms vanishes identically, where it has a value.

    Parameters
    ----------
    expression : expression
        In real symbols.
    domains : mapping, optional
        From symbols to "unit", for those between 0 and 1.

    Returns
    -------
    bool
        True only where the cancellation is complete.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> is_zero(sp.exp(2 * x) - sp.exp(x) ** 2), is_zero(sp.exp(2 * x) - 2 * sp.exp(x))
    (True, False)
    >>> is_zero(sp.log(1 / (1 - x)) + sp.log(1 - x))
    True
    """
    e = sp.sympify(expression)
    if e == 0:
        return True
    return _cancels(e, frozenset((domains or {}).items()))


@lru_cache(maxsize=REMEMBERED)
def _cancels(e: Any, known: frozenset[tuple[Any, str]]) -> bool:
    if e.has(sp.nan, sp.zoo, sp.oo, ArgMax, LambdaMax):
        return False
    domains = dict(known)
    bends = e.atoms(*BENDS) if e.has(*BENDS) else ()
    if not bends:
        return _vanishes_exactly(e, domains)
    if _vanishes_exactly(e.xreplace({b: sp.Dummy("bend", real=True) for b in bends}), domains):
        return True  # whatever the largest is, it cancels
    cases = list(_straight(e, domains))
    return 0 < len(cases) <= MOST_CASES and all(_vanishes_exactly(case, domains) for case in cases)


def _straight(e: Any, domains: Mapping[Any, str]) -> Iterator[Any]:
    """Give an expression without absolute values and largest values, once for each piece on which it has that form."""
    bending = set().union(*(b.free_symbols for b in e.atoms(*BENDS)))
    if e.has(sp.Piecewise) and len(e.free_symbols) != 1:
        yield sp.nan  # cases in several letters are not taken apart here
        return
    if len(bending) == 1:
        (s,) = bending
        corners = _corners(e, s)
        if corners is None:
            return
        low, high = {"unit": (0, 1)}.get(domains.get(s, ""), (0 if s.is_positive else None, None))
        inside = [c for c in corners if (low is None or c > low) and (high is None or c < high)]
        first, last = (inside[0], inside[-1]) if inside else (sp.Rational(1, 2), sp.Rational(1, 2))
        ends = [first - 2 if low is None else low, *inside, last + 2 if high is None else high]
        middles = [(a + b) / 2 for a, b in pairwise(ends)]
        corners_too = inside if e.has(sp.Piecewise) else []
        for place in [*middles, *corners_too]:
            form = _at_a_middle(e, s, place) if place in middles else e.subs(s, place)
            if not form.has(sp.nan):  # no case holds there
                yield form
        return
    bend = next(iter(e.atoms(sp.Max, sp.Min)), None) or next(iter(e.atoms(sp.Abs)), None)
    if bend is None:
        yield e
        return
    forms = bend.args if bend.func is not sp.Abs else (bend.args[0], -bend.args[0])
    for form in forms:
        yield from _straight(e.subs(bend, form), domains)


def _corners(e: Any, s: Any) -> list[Any] | None:
    """Return where the form of an expression of one symbol changes, or None if that is not known."""
    corners: set[Any] = set()
    for bend in e.atoms(*BENDS):
        parts = bend.args
        zeros = [parts[0]]
        if bend.func in (sp.Max, sp.Min):
            zeros = [a - b for a in parts for b in parts if a != b]
        if bend.func is sp.Piecewise:
            zeros = [c.lhs - c.rhs for _, c in parts if isinstance(c, sp.core.relational.Relational)]
        for zero in zeros:
            if zero.atoms(sp.Abs, sp.Max, sp.Min):
                return None
            try:
                corners.update(sp.real_roots(sp.Poly(zero, s, domain="QQ")))
            except (sp.PolynomialError, NotImplementedError, sp.CoercionFailed):
                return None
    return sorted(corners)


def _at_a_middle(e: Any, s: Any, middle: Any) -> Any:
    def value(part: Any) -> Any:
        return part.subs(s, middle).evalf(30)

    e = e.replace(sp.Piecewise, lambda *pairs: next((v for v, c in pairs if c.subs(s, middle) == sp.true), sp.nan))
    e = e.replace(sp.Abs, lambda a: a if value(a) >= 0 else -a)
    e = e.replace(sp.Max, lambda *parts: max(parts, key=value))
    return e.replace(sp.Min, lambda *parts: min(parts, key=value))


@cache
def positive(name: str, key: Hashable) -> Any:
    """Return a positive letter that stands nowhere else: for one key the same, so that SymPy knows again what it knew.

    Parameters
    ----------
    name : str
        What it is called.
    key : hashable
        For what it stands, or the how manieth of an expression it is.

    Returns
    -------
    Symbol
        A dummy.
    """
    return sp.Dummy(name, positive=True)


class _Letters:
    """The positive letters that stand for exponentials and roots in one expression."""

    def __init__(self, e: Any, domains: Mapping[Any, str]) -> None:
        self.units = {s for s, domain in domains.items() if domain == "unit"}
        all_parts = parts(e)
        shares = {r.q for x in all_parts if isinstance(x, sp.exp) for r in parts(x.exp) if r.is_Rational}
        shares |= {p.exp.q for p in all_parts if isinstance(p, sp.Pow) and p.exp.is_Rational}
        self.share = int(sp.ilcm(1, 1, *shares))
        self.of: dict[Any, Any] = {}
        self.roots: dict[Any, Any] = {}
        self.signs: dict[Any, int] = {}  # of what must have one, since a logarithm or a root of it has a value
        self.canonical = cache(self._canonical)  # a sum that stands below many numerators is rewritten once

    def _canonical(self, e: Any) -> Any:
        if e.is_Add or e.is_Mul:
            return e.func(*map(self.canonical, e.args))
        if isinstance(e, sp.exp):
            return self.exponential(self.canonical(e.exp))
        if e.is_Pow:
            base = self.canonical(e.base)
            return base**e.exp if e.exp.is_Integer else self.exponential(self.canonical(e.exp) * self.logarithm(base))
        if isinstance(e, sp.log):
            return self.logarithm(self.canonical(e.args[0]))
        return e.func(*map(self.canonical, e.args)) if e.args else e

    def exponential(self, exponent: Any) -> Any:
        out: Any = sp.Integer(1)
        for term in sp.Add.make_args(sp.expand(exponent)):
            number, s = term.as_coeff_Mul()
            times = number * self.share
            if s == 1 or not isinstance(s, SIZE):
                letter = self.of.setdefault(s, positive("t", len(self.of)))
                out *= letter**times
                continue
            f = s.args[0]
            sign = self._sign(f)
            if number.is_Integer and (sign or number % 2 == 0):
                out *= (sign * f if sign else f) ** number
            else:
                out *= self.roots.setdefault(f, positive("r", len(self.roots))) ** times
        return out

    def _sign(self, f: Any) -> int:
        if f.is_positive or any(sp.expand(1 - s - f) == 0 for s in self.units & f.free_symbols):
            return 1
        return -1 if f.is_negative or any(sp.expand(s - 1 - f) == 0 for s in self.units & f.free_symbols) else 0

    def logarithm(self, argument: Any) -> Any:
        out: Any = sp.Integer(0)
        known = {letter: s / self.share for s, letter in self.of.items()}
        known |= {letter: SIZE(f) / self.share for f, letter in self.roots.items()}
        sign, open_signs = 1, []
        for factor in sp.Mul.make_args(sp.factor(sp.together(argument))):
            base, times = factor.as_base_exp()
            if base in known:
                out += times * known[base]
            elif base.is_Rational:
                sign *= -1 if base < 0 and times.is_odd else 1
                out += times * sum(k * SIZE(sp.Integer(p)) for p, k in sp.factorrat(abs(base)).items() if p != 1)
            else:
                f, turned = (-base, -1) if base.could_extract_minus_sign() else (base, 1)
                out += times * SIZE(f)
                if not times.is_Integer:
                    self.signs[f] = turned
                elif times.is_odd:
                    sign *= turned * (self._sign(f) or 1)
                    open_signs += [f] * (self._sign(f) == 0)
        if len(open_signs) == 1:  # the argument is positive, and so is all the rest of it
            self.signs[open_signs[0]] = sign
        return out


def _vanishes_exactly(e: Any, domains: Mapping[Any, str]) -> bool:
    letters = _Letters(e, domains)
    if letters.share > MOST_SHARES:
        return False
    out = letters.canonical(e)
    if _vanishes(out):
        return True
    if not letters.roots or len(letters.roots) > 4:
        return False
    top = sp.expand(sp.numer(sp.together(out)))
    for f, root in letters.roots.items():  # a root of |f|: its power is f only where the sign of f is known
        sign = letters.signs.get(f, 0)
        whole = root**letters.share - sign * f if sign else root ** (2 * letters.share) - f**2
        top = sp.expand(sp.rem(top, whole, root))
    return bool(top == 0)


def _vanishes(expression: Any) -> bool:
    """Say whether a quotient of polynomials is 0; what is neither sum, product nor whole power counts as a letter.

    Each part is kept as a number times powers of factors, where a sum takes out the powers that its terms share. So the
    denominators of a softmax cancel before anything is multiplied out. The factors have whole coefficients, with which
    Python computes much faster than with fractions.
    """
    letters: dict[Any, int] = {}

    def collect(e: Any) -> None:
        if e.is_Add or e.is_Mul or (e.is_Pow and e.exp.is_Integer):
            for a in e.args:
                collect(a)
        elif not e.is_Rational:
            letters.setdefault(e, len(letters))

    collect(expression)
    ring, *gens = sp.ring([f"x{i}" for i in range(len(letters))] or ["x"], sp.ZZ)
    Product = tuple[Any, Counter[Any]]

    def factored(poly: Any) -> Product:
        if not poly:
            return sp.QQ(0), Counter()
        lowest = [min(powers) for powers in zip(*poly.monoms(), strict=True)]
        factors = Counter({g: k for g, k in zip(gens, lowest, strict=True) if k})
        poly = poly.quo(ring({tuple(lowest): ring.domain.one})) if factors else poly
        if len(poly) == 1:
            return sp.QQ(poly.LC), factors
        number, poly = poly.primitive()
        number, poly = (number, poly) if poly.LC > 0 else (-number, -poly)
        factors[poly] += 1
        return sp.QQ(number), factors

    @cache  # a sum that stands below many numerators is taken apart once
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
        whole = math.lcm(*(int(n.denominator) for n, _ in parts))
        total = ring(0)
        for n, own in parts:
            term = ring(int(n * whole))
            for f, k in shared.items():
                if own[f] > k:
                    term *= f ** (own[f] - k)
            total += term
        number, factors = factored(total)
        factors.update(shared)
        return number / whole, factors

    return not product(expression)[0]


@lru_cache(maxsize=REMEMBERED)
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
    if relation not in SIGNS:
        return False
    terms = sp.Add.make_args(_in_positive_symbols(difference))
    sign = SIGNS[relation]
    parts = [sp.factor(sp.together(term)) for term in terms] if len(terms) > 1 else []
    whole = [] if parts and all(getattr(p, sign) for p in parts) else [sp.factor(sp.together(sp.Add(*terms)))]
    return all(getattr(v, sign) for v in whole)


def _in_positive_symbols(expression: Any) -> Any:
    of: dict[Any, Any] = {}

    def power(exponent: Any) -> Any:
        out: Any = sp.Integer(1)
        for term in sp.Add.make_args(sp.expand(exponent)):
            factor, s = term.as_coeff_Mul()
            letter = of.setdefault(s, positive("t", len(of))) if s.free_symbols else None
            out *= sp.exp(term) if letter is None else letter**factor
        return out

    out = sp.sympify(expression).replace(sp.exp, power)
    if out.has(sp.log):
        out = out.subs({s: sp.log(t) for s, t in of.items()})
        out = out.replace(sp.log, lambda a: sp.expand_log(sp.log(sp.factor(a)), force=True))
    return out
