"""A claim of a page, compared in small worlds, in a larger one, and for every K."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import sympy as sp

from lrlib.proofs.decide import decide, refute
from lrlib.proofs.every import EveryK
from lrlib.proofs.latex import Formula
from lrlib.proofs.names import Definition, Notation
from lrlib.proofs.positions import Touched, entries, place, plain, positions, rounds
from lrlib.proofs.result import Result
from lrlib.proofs.solve import branches, solve
from lrlib.proofs.symbols import MEANING, Elsewhere, Unreadable, written
from lrlib.proofs.totals import Beyond, K
from lrlib.proofs.world import Large, World

LARGE = {"K": 7, "n": 4, "m": 5}  # what is proved in small worlds only is tried here with numbers
LARGE_BY_CLASSES = {"K": 6, "n": 2, "m": 1}  # and where derivatives are taken, which cost most of the time
LARGE_BY_EXAMPLES = {"K": 2, "n": 2, "m": 4}


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
            world = World(touched, self.notation, self.definitions)
            for w, values, alternatives in positions(world, formula):
                for constraints in alternatives:
                    self._compare(w, values, constraints, result)
                    if not result.true:
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
            self._try_large()

    def _try_large(self) -> None:
        """Look for a counter-example where there is more of everything: (K - 2)(K - 3)(K - 4)(K - 5) is not 0."""
        formula, result, probe = self.formula, self.result, Result("", trial=True)
        large = LARGE
        if re.search(r"\\(?:partial|nabla)|\{d", result.latex):
            large = LARGE_BY_CLASSES if "K" in result.sizes else LARGE_BY_EXAMPLES
        touched = Touched({**large, **formula.sizes})
        for w, values, alternatives in positions(Large(touched, self.notation, self.definitions), formula):
            for constraints in alternatives[:: max(len(alternatives) - 1, 1)]:
                self._compare(w, values, constraints, probe)
                if not probe.true:
                    result.kinds.add("false")
                    result.where = place(touched, touched.seen, w.at, probe.where)
                    return

    def _for_every_K(self) -> bool:
        """Try to prove the formula with K a letter; to fail is no shame, since it was proved for K = 2, ..., 5."""
        probe = Result("")
        world = EveryK({**self.worlds[1], **self.formula.sizes, "K": K}, self.notation, self.definitions)
        try:
            for w, values, alternatives in positions(world, self.formula):
                for constraints in alternatives:
                    self._compare(w, values, constraints, probe)
        except (Beyond, Unreadable, TypeError, NotImplementedError):
            return False
        return probe.kinds == {"proved"}

    def _compare(self, w: World, values: list[Any], constraints: list[Any], result: Result) -> None:
        f = self.formula
        claims = list(zip(f.relations, values, values[1:], f.decimals, f.decimals[1:], strict=False))
        if f.equivalent:
            self._equivalent(w, claims, constraints, result)
            return
        for relation, a, b, da, db in claims:
            pairs = entries(a, b, result)
            for p, q in pairs[:2] + pairs[2:][-1:] if result.trial else pairs:
                for case, left, right in branches(p, q):
                    before = result.cases
                    self._decide(relation, left, right, [*constraints, *case], max(da or 0, db or 0), result)
                    if not result.true:
                        return
                    if case:
                        named = str(case[0][2])  # y_k = 1 at one k and at another is the same case
                        result.met[named] = result.met.get(named, False) or result.cases > before

    def _decide(self, relation: str, p: Any, q: Any, constraints: list[Any], decimals: int, result: Result) -> None:
        try:
            solutions = solve(constraints)
        except Elsewhere:  # a condition such as x = (1, 2) speaks of another number of columns
            return
        for facts, open_guards in solutions:
            left, right = sp.sympify(p).xreplace(facts), sp.sympify(q).xreplace(facts)
            guards = [g.subs(facts) for g in open_guards]
            if sp.false in guards or not all(self._possible(s, v) for s, v in facts.items()):
                continue
            guards = [g for g in guards if g != sp.true]
            result.cases += 1
            if decimals and relation in ("=", r"\approx"):
                verdict = rounds(left, right, decimals)
            else:
                if relation == r"\approx":
                    raise Unreadable(r"\approx needs a decimal number on one side")
                domains = self._domains(left, right, *(g.lhs for g in guards), *(g.rhs for g in guards))
                if result.trial:
                    verdict = refute(relation, left, right, guards, domains)
                else:  # where one inequality is tested only, so is the whole: the search for a proof is long
                    verdict = decide(relation, left, right, guards, domains, prove="tested" not in result.kinds)
            result.kinds.add(verdict.kind)
            result.where = verdict.where
            if not result.true:
                named = {s: v for s, v in facts.items() if s in p.free_symbols | q.free_symbols}
                given = ", ".join(f"{written(s)} = {plain(v)}" for s, v in named.items())
                result.where = f"{given}, {result.where}" if given else result.where
                return

    def _equivalent(self, w: World, claims: list[Any], constraints: list[Any], result: Result) -> None:
        """Check "A exactly if B": where B holds, so does A, and where A holds, so does B."""
        other = self.formula.equivalent
        assert other is not None
        ((relation, a, b, *_),) = claims
        c, d = (side(w) for side in other.sides)
        if relation == "=" and other.relations == ["="]:
            self._decide("=", a, b, [*constraints, ("=", c, d)], 0, result)
            if result.true:
                self._decide("=", c, d, [*constraints, ("=", a, b)], 0, result)
            return
        for forward, back in ((0, 1), (1, 0)):
            pairs = [(relation, a, b), (other.relations[0], c, d)]
            self._decide(*pairs[back], [*constraints, pairs[forward]], 0, result)
            if not result.true:
                return

    def _possible(self, s: Any, value: Any) -> bool:
        """Say whether a symbol can have a value: a probability is not 2."""
        domain = self.notation.domains.get(MEANING[s][0]) if s in MEANING else None
        outside = value.is_nonpositive or (domain == "unit" and (1 - value).is_nonpositive)
        return not (domain in ("unit", "positive") and outside)

    def _domains(self, *expressions: Any) -> dict[Any, str]:
        symbols = set().union(*(sp.sympify(e).free_symbols for e in expressions))
        return {s: self.notation.domains.get(MEANING[s][0], "real") for s in symbols if s in MEANING}
