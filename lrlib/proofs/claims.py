"""A claim of a page, compared in small worlds, in a larger one, and for every K."""

from collections.abc import Mapping, Sequence
from typing import Any

import sympy as sp

from lrlib.proofs.core import same_sign
from lrlib.proofs.decide import decide, refute
from lrlib.proofs.every import EveryK
from lrlib.proofs.latex import Formula
from lrlib.proofs.names import Definition, Notation
from lrlib.proofs.parts import parts
from lrlib.proofs.positions import Touched, entries, place, plain, positions, rounded, rounds
from lrlib.proofs.result import Result
from lrlib.proofs.search import Sides, counter_example
from lrlib.proofs.sizes import refute_hundreds, refute_large, refute_sizes, speaks_of_sizes
from lrlib.proofs.solve import branches, solve
from lrlib.proofs.symbols import MEANING, Elsewhere, Unreadable, written
from lrlib.proofs.totals import Beyond, K
from lrlib.proofs.world import World

SIGNS = {"==": "=", "!=": r"\neq", "<": "<", ">": ">", "<=": r"\le", ">=": r"\ge"}
MIRROR = {"<": ">", ">": "<", r"\le": r"\ge", r"\ge": r"\le"}


class Claim:
    """One formula that claims something.

    Parameters
    ----------
    formula : Formula
        As read.
    notation : Notation
        What its names are.
    definitions : mapping
        What is known of them; those of the formula itself are added.
    worlds : sequence of mapping
        The sizes to try.
    result : Result
        Where the outcome is written.
    """

    def __init__(
        self,
        formula: Formula,
        notation: Notation,
        definitions: Mapping[str, Definition],
        worlds: Sequence[Mapping[str, int]],
        result: Result,
    ) -> None:
        self.formula, self.notation, self.worlds, self.result = formula, notation, worlds, result
        self.definitions = {**definitions, **formula.local}
        self.partial: list[Any] = []
        self.symbols = False  # whether a side was ever more than a number

    def check(self) -> None:
        """Compare the sides in every world, at every place of the indices; then look beyond what was compared.

        Raises
        ------
        Unreadable
            Where something is not known, or nothing is compared.
        """
        formula, result = self.formula, self.result
        before = result.cases
        worlds = [{**w, **formula.sizes} for w in self.worlds]
        done: list[dict[str, int]] = []
        for sizes in worlds:
            if any(all(sizes[s] == n for s, n in small.items()) for small in done):
                continue  # it differs only in what the formula does not speak of
            touched = Touched(sizes)
            world = World(touched, self.notation, self.definitions, partial=self.partial)
            for w, values, alternatives in positions(world, formula):
                for constraints in alternatives:
                    self.compare(w, values, constraints, result)
                    if result.failed:
                        result.where = place(sizes, touched.seen, w.at, result.where)
                        return
            done.append({s: sizes[s] for s in touched.seen})
            for s in touched.seen:
                result.sizes.setdefault(s, set()).add(sizes[s])
        if result.cases == before or not all(result.met.values()) or not all(met[0] for met in formula.cases):
            raise Unreadable("nothing was compared: a condition, or that of a case, is never met")
        if "K" in result.sizes and "K" not in formula.sizes and result.every is not False:
            result.every = self._for_every_K()
        if set(result.sizes) - {"K"} - set(formula.sizes) or ("K" in result.sizes and not result.every):
            refute_large(self)
        if not result.failed and not self.symbols and formula.equivalent is None:
            refute_sizes(self)
        if not result.failed and speaks_of_sizes(self):
            refute_hundreds(self)
            if "K" in formula.subjects and "K" in result.sizes and not result.every and not self.symbols:
                result.kinds.add("tested")

    def _for_every_K(self) -> bool:
        """Try to prove the formula with K a letter; to fail is no shame, since it was proved for K = 2, ..., 5."""
        probe = Result("")
        world = EveryK({**self.worlds[1], **self.formula.sizes, "K": K}, self.notation, self.definitions)
        try:
            for w, values, alternatives in positions(world, self.formula):
                for constraints in alternatives:
                    self.compare(w, values, constraints, probe)
        except (Beyond, Unreadable, TypeError, NotImplementedError):
            return False
        return probe.kinds == {"proved"}

    def compare(self, w: World, values: list[Any], constraints: list[Any], result: Result) -> None:
        """Compare the sides at one place, under one choice of what the conditions allow.

        Parameters
        ----------
        w : World
            At the place.
        values : list
            Of the sides.
        constraints : list
            What the conditions say there.
        result : Result
            Where the outcome is written.
        """
        f = self.formula
        claims = list(zip(f.relations, values, values[1:], f.decimals, f.decimals[1:], strict=False))
        if f.equivalent:
            self._equivalent(w, claims, constraints, result)
            return
        for relation, a, b, da, db in claims:
            pairs = entries(a, b, result, w)
            decimals = rounded(relation, (a, da), (b, db))
            if relation == r"\neq" and len(pairs) > 1:  # a vector is not another when one entry is not
                pairs = [(sp.Add(*((p - q) ** 2 for p, q in pairs)), sp.Integer(0))]
            if not isinstance(w, EveryK):
                self.symbols = self.symbols or any(sp.sympify(v).free_symbols for pair in pairs for v in pair)
            for p, q in pairs[:2] + pairs[2:][-1:] if result.trial else pairs:
                for part in dict.fromkeys([*parts(sp.sympify(p)), *parts(sp.sympify(q))]):
                    if isinstance(part, sp.Piecewise):
                        self._agree(part, constraints)
                for case, left, right in branches(p, q):
                    before = result.cases
                    self._decide(relation, left, right, [*constraints, *case], decimals, result)
                    if result.failed:
                        return
                    if case:
                        named = str(case[0][2])  # y_k = 1 at one k and at another is the same case
                        result.met[named] = result.met.get(named, False) or result.cases > before

    def _agree(self, cases: Any, constraints: list[Any]) -> None:
        """Refuse cases of which two hold at once and differ."""
        stated = [(value, c) for value, c in cases.args if isinstance(c, sp.core.relational.Relational)]
        for i, (a, first) in enumerate(stated):
            for b, second in stated[:i]:
                both = [(SIGNS[c.rel_op], c.lhs, c.rhs) for c in (first, second)]
                for facts, guards in solve([*constraints, *both]):
                    p, q = a.xreplace(facts), b.xreplace(facts)
                    if (p - q) != 0 and isinstance(
                        counter_example(Sides("=", p, q, guards, self._domains(p, q)), 4), str
                    ):
                        raise Unreadable(f"two cases hold at once, {first} and {second}, and they differ")

    def _decide(self, relation: str, p: Any, q: Any, constraints: list[Any], decimals: int, result: Result) -> None:
        try:
            solutions = solve(constraints)
        except Elsewhere:  # a condition such as x = (1, 2) speaks of another number of columns
            return
        for facts, open_guards in solutions:
            left, right = sp.sympify(p).xreplace(facts), sp.sympify(q).xreplace(facts)
            guards = [g.subs(facts) for g in open_guards]
            if sp.false in guards or not all(self.possible(s, v) for s, v in facts.items()):
                continue
            guards = [g for g in guards if g != sp.true]
            result.cases += 1
            if decimals and relation in ("=", r"\approx") and not (left - right).free_symbols:
                verdict = rounds(left, right, decimals)
            else:
                if relation == r"\approx":
                    raise Unreadable(r"\approx needs a decimal number on one side")
                domains = self._domains(left, right, *(g.lhs for g in guards), *(g.rhs for g in guards))
                if result.trial:
                    verdict = refute(relation, left, right, guards, domains)
                else:  # where one inequality is tested only, so is the whole: the search for a proof is long
                    verdict = decide(relation, left, right, guards, domains, prove="tested" not in result.kinds)
                    if verdict.kind in ("proved", "tested") and not result.partly:
                        result.partly = self._partly(facts, guards)
            result.kinds.add(verdict.kind)
            result.where = verdict.where
            if result.failed:
                named = {s: v for s, v in facts.items() if s in p.free_symbols | q.free_symbols}
                given = ", ".join(f"{written(s)} = {plain(v)}" for s, v in named.items())
                result.where = f"{given}, {result.where}" if given else result.where
                return

    def _partly(self, facts: Any, guards: list[Any]) -> bool:
        """Say whether the argument of a logarithm or of a root, or a determinant, can be what it must not be."""
        checked, self.partial[:] = list(dict.fromkeys(self.partial)), []
        for value in checked[:6]:
            inner, relation = value.xreplace(facts), r"\ge"
            if isinstance(value, sp.Ne) and inner in (sp.true, sp.false):
                if inner == sp.false:
                    return True
                continue
            if isinstance(value, sp.Ne):
                inner, relation = inner.lhs, r"\neq"
            domains = self._domains(inner, *(g.lhs for g in guards), *(g.rhs for g in guards))
            sides = Sides(relation, inner, sp.Integer(0), guards, domains)
            if inner.free_symbols and isinstance(counter_example(sides, 12, near=False), str):
                return True
        return False

    def _equivalent(self, w: World, claims: list[Any], constraints: list[Any], result: Result) -> None:
        """Check "A exactly if B": where B holds, so does A, and where A holds, so does B."""
        other = self.formula.equivalent
        assert other is not None
        ((relation, a, b, *_),) = claims
        c, d = (side(w) for side in other.sides)
        if not constraints and self._same_order((relation, a, b), (other.relations[0], c, d)):
            result.cases += 1
            result.kinds.add("proved")
            return
        if relation == "=" and other.relations == ["="]:
            self._decide("=", a, b, [*constraints, ("=", c, d)], 0, result)
            if not result.failed:
                self._decide("=", c, d, [*constraints, ("=", a, b)], 0, result)
            return
        for forward, back in ((0, 1), (1, 0)):
            pairs = [(relation, a, b), (other.relations[0], c, d)]
            self._decide(*pairs[back], [*constraints, pairs[forward]], 0, result)
            if result.failed:
                return

    @staticmethod
    def _same_order(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
        """Say whether two comparisons are one, since their differences have one sign."""
        (r, a, b), (s, c, d) = one, other
        if r != s and r == MIRROR.get(s):
            s, c, d = r, d, c
        a, b, c, d = map(sp.sympify, (a, b, c, d))
        return r == s and all(isinstance(v, sp.Expr) for v in (a, b, c, d)) and same_sign(a - b, c - d)

    def possible(self, s: Any, value: Any) -> bool:
        """Say whether a symbol can have a value: a probability is not 2.

        Parameters
        ----------
        s : Symbol
            Of a name.
        value : expression
            What a condition gives it.

        Returns
        -------
        bool
            False where its domain forbids it.
        """
        domain = self.notation.domains.get(MEANING[s][0]) if s in MEANING else None
        outside = value.is_nonpositive or (domain == "unit" and (1 - value).is_nonpositive)
        return not (domain in ("unit", "positive") and outside)

    def _domains(self, *expressions: Any) -> dict[Any, str]:
        symbols = set().union(*(sp.sympify(e).free_symbols for e in expressions))
        return {s: self.notation.domains.get(MEANING[s][0], "real") for s in symbols if s in MEANING}
