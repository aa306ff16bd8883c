"""Totals over all classes, where the number K of classes is a letter.

A sum over all classes is a total T[u], where u is the term of a class of its own. Three rules are enough: T is linear;
the derivative of T[u] by z_k is the derivative of u by its own z, taken at k; and a term that is special at a named
class is corrected there.
"""

from collections.abc import Callable
from typing import Any

import sympy as sp
from sympy.core.relational import _eval_is_eq

from lrlib.proofs.needs import put_in
from lrlib.proofs.slope import slope
from lrlib.proofs.symbols import MEANING, symbol

K = sp.Symbol("K", positive=True, integer=True)


class Place(sp.Symbol):  # type: ignore[misc]
    """A class that is not given by a number; two places with different names are two classes."""


@_eval_is_eq.register(Place, Place)  # type: ignore[untyped-decorator]
def _same(a: Place, b: Place) -> bool:
    return bool(a.name == b.name)


OWN = Place("o")  # the place of the class of its own
INNER = (OWN, Place("o'"), Place("o''"))  # in a sum within a sum


class Beyond(Exception):
    """The formula needs more than totals over classes: vectors, products or largest values."""


class Totals:
    """From the term of a class to the symbol of its total."""

    def __init__(self) -> None:
        self.found: dict[Any, Any] = {}

    def of(self, term: Any, own: Any = OWN) -> Any:
        """Return the total of a term over all classes: a combination of totals that cannot be taken apart.

        Parameters
        ----------
        term : expression
            In symbols at the class of its own and others.
        own : Symbol
            The place of the class of its own.

        Returns
        -------
        expression
            Linear in the symbols of `found`.

        Raises
        ------
        Beyond
            If it is a vector.
        """
        if isinstance(term, sp.MatrixBase):
            raise Beyond
        term = sp.expand(sp.expand_log(sp.expand(term), force=True), force=True)
        out = sp.Integer(0)
        for part in sp.Add.make_args(term):
            mine = owned(part, own)
            outside, inside = part.as_independent(*mine, as_Add=False) if mine else (part, sp.Integer(1))
            if inside == 1:
                out += outside * K
                continue
            inside = at(inside, own, OWN)
            kind = "positive" if inside.is_positive else "real"
            name = self.found.setdefault(inside, sp.Symbol(f"T{len(self.found)}", **{kind: True}))
            out += outside * name
        return out

    def diff(self, expression: Any, by: Any, domain: str) -> Any:
        """Return what the totals add to the derivative of an expression.

        Parameters
        ----------
        expression : expression
            What to differentiate.
        by : Symbol
            By what.
        domain : str
            Where it may lie.

        Returns
        -------
        expression
            The part of the derivative that goes through totals.
        """
        out = sp.Integer(0)
        name, places, sample = MEANING.get(by, ("", (), None))
        if places and isinstance(places[0], sp.Symbol):
            mine = symbol(name, (OWN, *places[1:]), sample, domain)
            for term, total in list(self.found.items()):
                if expression.has(total) and term.has(mine):
                    out += slope(expression, total) * at(slope(term, mine), OWN, places[0])
        return out

    def again(self, expression: Any, names: set[str], put_back: Callable[[Any], Any]) -> dict[Any, Any]:
        """Return the totals in which names get their meaning again.

        Parameters
        ----------
        expression : expression or Matrix
            Where they were forgotten.
        names : set of str
            Which.
        put_back : callable
            From a term to the term with their definitions.

        Returns
        -------
        dict
            From the symbols of totals to what stands for them.
        """
        return {
            total: self.of(put_back(term))
            for term, total in list(self.found.items())
            if expression.has(total) and any(MEANING[s][0] in names for s in term.free_symbols)
        }


def owned(expression: Any, own: Any = OWN) -> set[Any]:
    """Return the symbols at one class.

    Parameters
    ----------
    expression : expression
        Any.
    own : Symbol
        The class.

    Returns
    -------
    set of Symbol
        Those among its free symbols.
    """
    return {s for s in expression.free_symbols if own in MEANING.get(s, ("", (), None))[1]}


def at(expression: Any, own: Any, place: Any) -> Any:
    """Return a term at another class.

    Parameters
    ----------
    expression : expression
        At one class.
    own, place : Symbol
        That class, and the other.

    Returns
    -------
    expression
        There.
    """
    moved = {}
    for s in owned(expression, own):
        name, places, sample = MEANING[s]
        where = tuple(place if p == own else p for p in places)
        moved[s] = symbol(name, where, sample, "positive" if s.is_positive else "real")
    return put_in(moved)(expression)
