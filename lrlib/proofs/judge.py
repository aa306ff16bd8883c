"""What is decided of two sides under conditions: in every case that is left, at the ends, where both have values."""

from typing import Any

import sympy as sp

from lrlib.proofs.cases import ENDS, LEFT, RIGHT, Case, Sides, cases, closed, edges
from lrlib.proofs.decide import Verdict, decide, refute
from lrlib.proofs.form import form_of
from lrlib.proofs.names import Notation
from lrlib.proofs.positions import rounds
from lrlib.proofs.result import Result
from lrlib.proofs.search import Sides as Search
from lrlib.proofs.search import counter_example
from lrlib.proofs.solve import solve
from lrlib.proofs.symbols import MEANING, Unreadable, symbols_of

SIGNS = {"==": "=", "!=": r"\neq", "<": "<", ">": ">", "<=": r"\le", ">=": r"\ge"}
LOOKED = 24  # needs of a formula, each of which is looked at once


class Judge:
    """What decides of two sides in one notation.

    Parameters
    ----------
    notation : Notation
        Which values a name can have.
    """

    def __init__(self, notation: Notation) -> None:
        self.notation = notation
        self.proved: dict[Any, int] = {}  # equations, up to the names of their symbols, and how many cases they had
        self.always: set[Any] = set()  # what the sides need, and was not seen to be otherwise

    def decide(self, sides: Sides, constraints: list[Any], decimals: int, result: Result) -> None:
        """Decide whether two sides compare as they say, in every case that the conditions leave.

        Parameters
        ----------
        sides : Sides
            With their relation.
        constraints : list
            What the conditions say.
        decimals : int
            To how many the one side is rounded; 0 where it is not.
        result : Result
            Where the outcome is written.
        """
        plain = result.trial or sides.relation != "=" or sides.left == sides.right
        form = None if plain else form_of(sides, constraints, decimals, self.notation)
        if self.proved.get(form):
            result.cases += self.proved[form]
            result.kinds.add("proved")
            return
        before, kinds = result.cases, set()
        ends = closed(constraints, self._domain)
        for case in cases(sides, constraints, lambda s, v: self.possible(s, v, s in ends)):
            result.cases += 1
            verdict = self._verdict(case, decimals, result)
            kinds.add(verdict.kind)
            result.kinds.add(verdict.kind)
            result.where = case.at(verdict.where, sides) if result.failed else verdict.where
            if result.failed:
                return
        if form is not None and kinds == {"proved"}:
            self.proved[form] = result.cases - before

    def at_edges(self, sides: Sides, constraints: list[Any], result: Result) -> None:
        """Look where the conditions hold with equality: a bound fails there first, and p is 0 there if 0 <= p.

        Parameters
        ----------
        sides : Sides
            With their relation.
        constraints : list
            What the conditions say.
        result : Result
            Where a failure is written.
        """
        ends = closed(constraints, self._domain)
        for edge in edges(sides, constraints, self._domain):
            for case in cases(sides, edge, lambda s, v: self.possible(s, v, s in ends)):
                if case.lost:
                    result.partly = True
                elif sides.relation not in ("=", r"\approx"):
                    domains = self._domains(*case.spoken)
                    verdict = refute(sides.relation, case.left, case.right, case.guards, domains, case.wanted)
                    if verdict.kind == "false":
                        result.kinds.add("false")
                        result.where = case.at(verdict.where, sides)
                        return

    def agree(self, pieces: Any, constraints: list[Any]) -> None:
        """Refuse cases of which two hold at once and differ.

        Parameters
        ----------
        pieces : Piecewise
            With their conditions.
        constraints : list
            What else holds.

        Raises
        ------
        Unreadable
            If two differ.
        """
        stated = [(value, c) for value, c in pieces.args if isinstance(c, sp.core.relational.Relational)]
        for i, (a, first) in enumerate(stated):
            for b, second in stated[:i]:
                both = [(SIGNS[c.rel_op], c.lhs, c.rhs) for c in (first, second)]
                for facts, guards in solve([*constraints, *both]):
                    p, q = a.xreplace(facts), b.xreplace(facts)
                    if (p - q) != 0 and isinstance(
                        counter_example(Search("=", p, q, guards, self._domains(p, q)), 4), str
                    ):
                        raise Unreadable(f"two cases hold at once, {first} and {second}, and they differ")

    def possible(self, s: Any, value: Any, closed: bool = False) -> bool:
        """Say whether a symbol can have a value: a probability is not 2.

        Parameters
        ----------
        s : Symbol
            Of a name.
        value : expression
            What a condition gives it.
        closed : bool
            Whether the ends of its domain belong to it, since a condition names one.

        Returns
        -------
        bool
            False where its domain forbids it.
        """
        domain = self._domain(s)
        if closed and value in ENDS.get(domain, ()):
            return True
        if domain not in ("unit", "positive"):
            return True
        return not (value.is_nonpositive or (domain == "unit" and (1 - value).is_nonpositive))

    def _verdict(self, case: Case, decimals: int, result: Result) -> Verdict:
        relation, left, right = case.relation, case.left, case.right
        if case.lost and not result.trial:
            return Verdict("false", case.lost)
        if decimals and relation in ("=", r"\approx") and not (left - right).free_symbols:
            return rounds(left, right, decimals)
        if relation == r"\approx":
            raise Unreadable(r"\approx needs a decimal number on one side")
        domains = self._domains(*case.spoken)
        if result.trial:
            return refute(relation, left, right, case.guards, domains, case.wanted)
        prove = "tested" not in result.kinds  # else the whole is not proved: the search for a proof is long
        verdict = decide(relation, left, right, case.guards, domains, needs=case.wanted, prove=prove)
        result.sparsely |= verdict.kind == "tested" and len(symbols_of(left) | symbols_of(right)) > 1
        if verdict.kind in ("proved", "tested") and not result.partly:
            result.partly = self._partly(case)
        return verdict

    def _partly(self, case: Case) -> bool:
        """Say whether the argument of a logarithm or of a root, or a divisor, can be what it must not be."""
        for need in (*case.needs[LEFT], *case.needs[RIGHT]):
            if need.tacit or (need, *case.guards) in self.always:
                continue
            if len(self.always) == LOOKED:
                break
            self.always.add((need, *case.guards))
            sides = Search(need.relation, need.value, sp.Integer(0), case.guards, self._domains(*case.spoken))
            if isinstance(counter_example(sides, 12, near=len(sides.symbols) == 1), str):
                return True
        return False

    def _domain(self, s: Any) -> str:
        return self.notation.domains.get(MEANING[s][0], "real") if s in MEANING else "real"

    def _domains(self, *expressions: Any) -> dict[Any, str]:
        return {s: self._domain(s) for s in set().union(*map(symbols_of, expressions)) if s in MEANING}
