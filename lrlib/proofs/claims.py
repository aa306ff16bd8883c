"""A claim of a page, compared in small worlds, in a larger one, and for every K."""

from collections.abc import Mapping, Sequence
from typing import Any

import sympy as sp

from lrlib.proofs.cases import IF, LEFT, RIGHT, Sides
from lrlib.proofs.core import same_sign
from lrlib.proofs.every import EveryK
from lrlib.proofs.gibbs import MIRROR
from lrlib.proofs.judge import Judge
from lrlib.proofs.latex import Formula
from lrlib.proofs.many import refute_many
from lrlib.proofs.names import Definition, Notation
from lrlib.proofs.parts import parts
from lrlib.proofs.positions import Touched, entries, place, positions, rounded
from lrlib.proofs.result import Result
from lrlib.proofs.sizes import refute_hundreds, refute_large, refute_sizes, speaks_of_sizes
from lrlib.proofs.solve import branches
from lrlib.proofs.symbols import Elsewhere, Unreadable, symbols_of
from lrlib.proofs.totals import Beyond, K
from lrlib.proofs.world import World


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
        self.judge = Judge(notation)
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
            world = World(touched, self.notation, self.definitions)
            for w, values, alternatives in positions(world, formula):
                for constraints in alternatives:
                    self.compare(w, values, constraints, result)
                    if result.failed:
                        result.where = place(sizes, touched.seen, w.at, result.where)
                        return
            done.append({s: sizes[s] for s in touched.seen})
            for s in touched.seen:
                result.sizes.setdefault(s, set()).add(sizes[s])
            if len(done) == 1 and self.symbols and speaks_of_sizes(self):  # to prove it takes longer
                refute_many(self)
                if result.failed:
                    return
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
        for number, (relation, a, b, da, db) in enumerate(claims):
            needs = {LEFT: w.partial.side(number), RIGHT: w.partial.side(number + 1), IF: w.partial.side(-1)}
            pairs = entries(a, b, result, w)
            decimals = rounded(relation, (a, da), (b, db))
            if relation == r"\neq" and len(pairs) > 1:  # a vector is not another when one entry is not
                pairs = [(sp.Add(*((p - q) ** 2 for p, q in pairs)), sp.Integer(0))]
            if not isinstance(w, EveryK):
                self.symbols = self.symbols or any(symbols_of(v) for pair in pairs for v in pair)
            for p, q in pairs[:2] + pairs[2:][-1:] if result.trial else pairs:
                for part in dict.fromkeys([*parts(sp.sympify(p)), *parts(sp.sympify(q))]):
                    if isinstance(part, sp.Piecewise):
                        self.judge.agree(part, constraints)
                for case, left, right in branches(p, q):
                    before = result.cases
                    sides, where = Sides(relation, sp.sympify(left), sp.sympify(right), needs), [*constraints, *case]
                    try:
                        self.judge.decide(sides, where, decimals, result)
                        if not result.failed and not result.trial and not isinstance(w, EveryK):
                            self.judge.at_edges(sides, where, result)
                    except Elsewhere:  # a condition such as x = (1, 2) speaks of another number of columns
                        continue
                    if result.failed:
                        return
                    if case:
                        named = str(case[0][2])  # y_k = 1 at one k and at another is the same case
                        result.met[named] = result.met.get(named, False) or result.cases > before

    def _equivalent(self, w: World, claims: list[Any], constraints: list[Any], result: Result) -> None:
        """Check "A exactly if B": where B holds, so does A, and where A holds, so does B."""
        other = self.formula.equivalent
        assert other is not None
        ((relation, a, b, *_),) = claims
        own, stated, known = {LEFT: w.partial.side(0), RIGHT: w.partial.side(1)}, w.partial.side(-1), len(w.partial)
        c, d = (sp.sympify(side(w)) for side in other.sides)
        others = w.partial[known:]
        if not constraints and self._same_order((relation, a, b), (other.relations[0], c, d)):
            result.cases += 1
            result.kinds.add("proved")
            return
        one = Sides(relation, sp.sympify(a), sp.sympify(b), {**own, IF: (*stated, *others)})
        two = Sides(other.relations[0], c, d, {LEFT: others, RIGHT: (), IF: (*stated, *own[LEFT], *own[RIGHT])})
        for sides, (sign, left, right) in ((one, (two.relation, c, d)), (two, (relation, a, b))):
            self.judge.decide(sides, [*constraints, (sign, left, right)], 0, result)
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
