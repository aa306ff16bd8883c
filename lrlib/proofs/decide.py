"""Decide a relation between two expressions: a proof, a place where it fails, or neither."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sympy as sp

from lrlib.proofs.core import follows
from lrlib.proofs.gibbs import at_least_zero, each_has_sign
from lrlib.proofs.needs import Need, changed, put_in
from lrlib.proofs.search import POINTS, Sides, counter_example
from lrlib.proofs.symbols import ArgMax, LambdaMax, written
from lrlib.proofs.zero import has_sign, is_zero, positive

EQUAL = 5  # places at which an equation is looked at before a proof is tried
REMEMBERED = 1024  # claims: the readings of a formula, its places and the lines of a game make many of them again


@dataclass(frozen=True)
class Verdict:
    """What came of one relation at one place.

    Attributes
    ----------
    kind : str
        "proved", "tested", "false" or "undecided".
    where : str
        The values of the symbols at a counter-example, and the two sides there; or why it is undecided.
    """

    kind: str
    where: str = ""


def decide(
    relation: str,
    p: Any,
    q: Any,
    guards: Sequence[Any] = (),
    domains: Mapping[Any, str] | None = None,
    *,
    needs: Sequence[Need] = (),
    prove: bool = True,
) -> Verdict:
    """Look for a place where a relation fails; where there is none, try to prove it.

    Parameters
    ----------
    relation : str
        One of `RELATIONS`.
    p, q : expression
        Its sides.
    guards : sequence of relations
        Only places where they hold count.
    domains : mapping
        From symbols to "unit" or "positive"; the others are any real number.
    needs : sequence of Need
        What the sides need to have values.
    prove : bool
        Whether to try to prove an inequality.

    Returns
    -------
    Verdict
        Proved; or tested at 50 random places with 50 digits, where the relation is no equation or an arg max or an
        eigenvalue is in it; or false, or undecided.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> decide("=", sp.exp(2 * x), sp.exp(x) ** 2).kind
    'proved'
    >>> decide("=", sp.exp(2 * x), 2 * sp.exp(x))
    Verdict(kind='false', where='x = 1: 7.3891 = 5.4366')
    """
    for side, expression in (("left", p), ("right", q)):
        if expression.has(sp.zoo, sp.nan):
            return Verdict("false", f"the {side} side has no value: it divides by 0 or takes the logarithm of 0")
    numeric = p.has(ArgMax, LambdaMax) or q.has(ArgMax, LambdaMax)
    equation, domains = relation == "=", domains or {}
    if equation and p == q and not (numeric or guards or needs):
        return Verdict("proved")  # and what needs nothing has a value everywhere
    if prove and not (numeric or guards or needs) and each_has_sign(relation, p - q):
        return Verdict("proved")  # which is known before any place is looked at
    claim = (relation, p, q, tuple(guards), frozenset(domains.items()), tuple(needs))
    place = _place(*claim, EQUAL if equation and not numeric else POINTS)
    if not isinstance(place, str) and not equation:
        place = _mirrored(relation, p, q, guards, domains, needs) or place
    if isinstance(place, str):
        return Verdict("false", place)
    if guards and not place:
        valued = " and both sides have a value" * bool(needs)
        return Verdict("undecided", f"no place was found where its conditions hold together{valued}")
    signs = {g.lhs: positive("s", g.lhs) for g in guards if g.func in (sp.Gt, sp.Ge) and _sign_of_letter(g)}
    signs.update({g.lhs: -positive("s", g.lhs) for g in guards if g.func is sp.Lt and _sign_of_letter(g)})
    signs.update({n.value: positive("s", n.value) for n in needs if n.relation == ">" and n.value.is_Symbol})
    difference = (p - q).subs(signs)  # |z| is z where z >= 0, or where \log z has a value
    if not place:
        return Verdict("undecided", "no place was found where both sides have a value")
    proved = not numeric and (
        is_zero(difference, domains) if equation else prove and not guards and has_sign(relation, p - q)
    )
    if not proved and not numeric and prove and not equation and guards:
        proved = follows(relation, p - q, guards)
    if not proved and not numeric and prove and relation in (r"\ge", r"\le"):
        proved = at_least_zero(p - q if relation == r"\ge" else q - p)
    if proved:
        return Verdict("proved")
    if equation and not numeric:
        place = _place(*claim, POINTS, widened=True)  # as of 1 and \sigma(z), where z is large
        if isinstance(place, str):
            return Verdict("false", place)
    if equation and not numeric:
        return Verdict("undecided", "the sides agree at random places, but no proof was found")
    return Verdict("tested")


@lru_cache(maxsize=REMEMBERED)
def _place(
    relation: str,
    p: Any,
    q: Any,
    guards: tuple[Any, ...],
    domains: frozenset[tuple[Any, str]],
    needs: tuple[Need, ...],
    wanted: int,
    *,
    near: bool = True,
    widened: bool = False,
) -> str | int:
    """Return what `counter_example` finds, which is the same whenever the claim is the same."""
    sides = Sides(relation, p, q, guards, dict(domains), needs)
    sides.widened = sides.widened or widened
    return counter_example(sides, wanted, near=near)


def _mirrored(
    relation: str, p: Any, q: Any, guards: Sequence[Any], domains: Mapping[Any, str], needs: Sequence[Need]
) -> str:
    """Look for a place where 1 − h is so small that h cannot be told from 1."""
    for s in sorted(p.free_symbols | q.free_symbols, key=str):
        if domains.get(s) == "unit" and any(a.has(1 - s) for a in (p - q).atoms(sp.log)):
            t = sp.Symbol(f"1 - {written(s)}", positive=True)
            left, right = p.subs(s, 1 - t), q.subs(s, 1 - t)
            there = [g for g in (g.subs(s, 1 - t) for g in guards) if g is not sp.true]  # such as s < 1
            if sp.false in there:
                continue
            needed = tuple(changed(needs, put_in({s: 1 - t})))
            known = frozenset({**domains, t: "unit"}.items())
            place = _place(relation, left, right, tuple(there), known, needed, POINTS)
            if isinstance(place, str):
                return place
    return ""


def refute(
    relation: str, p: Any, q: Any, guards: Sequence[Any], domains: Mapping[Any, str], needs: Sequence[Need] = ()
) -> Verdict:
    """Look for a place where a relation fails, at a few places and without a proof.

    Parameters
    ----------
    relation : str
        One of `RELATIONS`.
    p, q : expression
        Its sides.
    guards : sequence of relations
        Only places where they hold count.
    domains : mapping
        As in `decide`.
    needs : sequence of Need
        What the sides need to have values; a place where one is not met is none.

    Returns
    -------
    Verdict
        False; or tested, which here is no claim.
    """
    claim = (relation, p, q, tuple(guards), frozenset(domains.items()), tuple(needs))
    place = _place(*claim, 4 if relation == "=" else 8, near=False)
    return Verdict("false", place) if isinstance(place, str) else Verdict("tested")


def _sign_of_letter(guard: Any) -> bool:
    return bool(guard.lhs.is_Symbol and guard.rhs == 0)
