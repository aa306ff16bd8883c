r"""Take in the formulas of a page one after the other: remember what is defined, check what is claimed.

>>> lesson = Lesson("softmax")
>>> lesson.read(r"\sum_{k=1}^{K} \hat{y}_k = 1")
proved for K = 2, 3, 4, 5 and for every K: 4 cases
>>> lesson.read(r"\sum_{k=1}^{K} z_k = 1")
FALSE for K = 2, z_1 = 1, z_2 = 1: 2.0 = 1.0
"""

import re
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import sympy as sp

from lrlib.proofs.decide import Verdict, branches, decide, is_zero, refute, solve, written
from lrlib.proofs.every import Beyond, EveryK, K
from lrlib.proofs.latex import Formula, Reader
from lrlib.proofs.notation import FAMILIES
from lrlib.proofs.world import (
    MEANING,
    ArgMax,
    Definition,
    Elsewhere,
    LambdaMax,
    Large,
    Unbound,
    Unreadable,
    World,
    as_array,
)

WORLDS: tuple[dict[str, int], ...] = (
    {"K": 2, "n": 3, "m": 1},
    {"K": 3, "n": 2, "m": 3},
    {"K": 4, "n": 3, "m": 2},
    {"K": 5, "n": 2, "m": 3},
)
LARGE = {"K": 7, "n": 4, "m": 5}  # what is proved in small worlds only is tried here with numbers
LARGE_BY_CLASSES = {"K": 6, "n": 2, "m": 1}  # and where derivatives are taken, which cost most of the time
LARGE_BY_EXAMPLES = {"K": 2, "n": 2, "m": 4}
ORDER = ("false", "undecided", "tested", "proved")


@dataclass
class Result:
    """What came of reading one display.

    Attributes
    ----------
    latex : str
        As it is displayed.
    kinds : set of str
        Among "definition", "update", "proved", "tested", "false", "undecided".
    cases : int
        How many comparisons were made: places of the indices, entries of vectors and matrices, cases.
    sizes : dict
        For each of K, m and n that matters, the values that were tried.
    where : str
        A counter-example, or why nothing could be decided.
    needs : str
        A condition, in LaTeX, under which a false statement is true; empty if none is known.
    every : bool or None
        Whether it was proved for every K as well; None where K does not matter.
    seconds : float
        How long it took.
    met : dict
        For the right side of each case's condition, whether the case ever applied.
    trial : bool
        Whether counter-examples are looked for and nothing is proved.
    """

    latex: str
    kinds: set[str] = field(default_factory=set)
    cases: int = 0
    sizes: dict[str, set[int]] = field(default_factory=dict)
    where: str = ""
    needs: str = ""
    every: bool | None = None
    seconds: float = 0.0
    met: dict[str, bool] = field(default_factory=dict)
    trial: bool = False

    @property
    def true(self) -> bool:
        """Return whether nothing in the display is false or undecided."""
        return not self.kinds & {"false", "undecided"}

    @property
    def kind(self) -> str:
        """Return the kinds in one word or two, the weakest claim first."""
        claim = next((k for k in ORDER if k in self.kinds), "")
        return " + ".join([k for k in ("definition", "update") if k in self.kinds] + [claim] * bool(claim))

    def __repr__(self) -> str:
        """Say what was proved, or where it fails."""
        if "false" in self.kinds:
            return f"FALSE {self.where}" + (f"\ntrue if ${self.needs}$" if self.needs else "")
        if "undecided" in self.kinds:
            return f"UNDECIDED {self.where}"
        if self.kinds <= {"definition", "update"}:
            return self.kind
        sizes = "; ".join(f"{s} = {', '.join(map(str, sorted(v)))}" for s, v in sorted(self.sizes.items()))
        how = "at random points, not proved" * ("tested" in self.kinds)
        cases = f"{self.cases} case{'s' * (self.cases != 1)}"
        every = " and for every K" * bool(self.every)
        return f"{self.kind}{f' for {sizes}' * bool(sizes)}{every}: {cases}{f' {how}' * bool(how)}"


class Lesson:
    """The names and definitions that are known at one place of the book.

    Parameters
    ----------
    family : str
        "binary" or "softmax".
    axes : mapping
        Names of this page, and what they are indexed by (see `Notation`).
    worlds : sequence of mapping
        The sizes to try.
    """

    def __init__(
        self,
        family: str = "softmax",
        axes: Mapping[str, str] | None = None,
        worlds: Sequence[Mapping[str, int]] = WORLDS,
    ) -> None:
        if family not in FAMILIES:
            raise ValueError(f"there is no family {family!r}; wanted is one of {', '.join(FAMILIES)}")
        notation, definitions = FAMILIES[family]
        self.notation = notation.with_names(axes=axes or {})
        self.worlds = [dict(w) for w in worlds]
        self.definitions: dict[str, Definition] = {}
        self._uses: dict[str, set[str]] = {}
        for latex in definitions:
            self.read(latex)

    def read(self, latex: str, conditions: Sequence[str] = (), *, free: Collection[str] = ()) -> Result:
        r"""Take in one display: remember definitions, check claims.

        Parameters
        ----------
        latex : str
            Without dollars and without ``\tag``.
        conditions : sequence of str
            Conditions in LaTeX, to be tried one by one where it is false.
        free : collection of str
            Names that stand for any value here, whatever was defined before.

        Returns
        -------
        Result
            What came of it.

        Raises
        ------
        Unreadable
            Where something is not known, or nothing is compared.
        """
        start, result, kept = time.perf_counter(), Result(latex), self.definitions
        self.definitions = {n: d for n, d in kept.items() if n not in free}
        for line in lines(latex):
            for formula in self.formulas(line):
                self._take(formula, result)
        self.definitions = {**{n: d for n, d in kept.items() if n in free}, **self.definitions}
        if not result.kinds:
            raise Unreadable("there is nothing to read")
        if "false" in result.kinds:
            result.needs = next((c for c in conditions if self._true_if(latex, c)), "")
        result.seconds = time.perf_counter() - start
        return result

    def learn(self, latex: str) -> None:
        """Remember the definitions of a display and check nothing.

        Parameters
        ----------
        latex : str
            A display.
        """
        for line in lines(latex):
            for formula in self.formulas(line):
                if formula.kind == "definition":
                    self._define(formula)

    def formulas(self, line: str) -> list[Formula]:
        """Read one line without checking it.

        Parameters
        ----------
        line : str
            Formulas in LaTeX, separated by commas.

        Returns
        -------
        list of Formula
            As read.
        """
        names = {*self.notation.axes, *self.notation.rows, *self.definitions}
        functions = {n for n, d in self.definitions.items() if d.parameters}
        own = re.findall(r"([A-Za-z]|\\[A-Za-z]+(?:\{\w+\})?)\s*\(([^()]*)\)\s*:=", line)
        return Reader(line, names, functions | {n for n, _ in own}).formulas()

    def numbers(self, formula: Formula, data: Mapping[str, Any], sizes: Mapping[str, int]) -> np.ndarray:
        """Evaluate what stands right of a definition or update, with numbers in place of names.

        Parameters
        ----------
        formula : Formula
            A definition or an update.
        data : mapping
            From names to arrays; the first axis of a name with examples is the example.
        sizes : mapping
            K, m and n.

        Returns
        -------
        array
            One axis for the examples if the left side has them, then one for each index of the left side.
        """
        assert formula.target is not None
        axes_of = self.notation.axes
        given = {
            n: _given(v, axes_of.get(n, "").startswith("^") and np.ndim(v) == len(axes_of[n])) for n, v in data.items()
        }
        name, axes = formula.target, axes_of.get(formula.target.name, "").removeprefix("^")
        w = World(sizes, self.notation, {**self.definitions, **formula.local, **given})
        places: list[dict[str, Any]] = [{}]
        for letter, axis in [(name.sample, "m"), *zip(name.letters, axes, strict=False)]:
            if letter is not None and not str(letter).isdigit():
                places = [{**at, letter: n} for at in places for n in w.range(axis)]
        for condition in formula.conditions:
            if not any(all(_true_of_numbers(*c) for c in constraints) for constraints in condition(w)):
                raise Unreadable("the data do not meet the condition of the definition")
        found = [_numeric(formula.sides[0](w.bind(**at))) for at in places]
        shape = [len({at[k] for at in places}) for k in places[0]]
        return np.array(found).reshape((*shape, *found[0].shape))

    def steps(self, latex: str, places: int = 2) -> str:
        r"""Write out what is compared in the smallest world, step by step.

        Parameters
        ----------
        latex : str
            One display.
        places : int
            How many places of the indices to show.

        Returns
        -------
        str
            For each place and each relation: both sides, their difference over one denominator, and what is left.

        Examples
        --------
        >>> print(Lesson("binary").steps(r"(1 - y)^2 = 1 - 2 y + y^2"))
          left side:    (1 - y)**2
          right side:   y**2 - 2*y + 1
          left - right: -y**2 + 2*y + (1 - y)**2 - 1
                      = 0
        """
        found = []
        for line in lines(latex):
            for formula in self.formulas(line):
                definitions = {n: d for n, d in self.definitions.items() if not self._loose(n, formula.used)}
                touched = _Touched({**self.worlds[0], **formula.sizes})
                world = World(touched, self.notation, {**definitions, **formula.local})
                for w, values, alternatives in list(self._positions(world, formula))[:places]:
                    found += self._written_out(formula, w, values, alternatives, touched)
        return "\n".join(found)

    def _written_out(
        self, formula: Formula, w: World, values: list[Any], alternatives: list[list[Any]], touched: "_Touched"
    ) -> list[str]:
        out = []
        for constraints in alternatives:
            for facts, _ in solve(constraints):
                where = [f"{s} = {touched[s]}" for s in ("K", "m", "n") if s in touched.seen]
                where += [f"{k} = {v}" for k, v in w.at.items()] + [
                    f"{written(s)} = {plain(v)}" for s, v in facts.items()
                ]
                out += [", ".join(where)] * bool(where)
                for relation, a, b in zip(formula.relations, values, values[1:], strict=False):
                    for p, q in _entries(a, b, Result("")):
                        left, right = sp.sympify(p).subs(facts), sp.sympify(q).subs(facts)
                        difference = sp.together(left - right)
                        out += [f"  left side:    {plain(left)}", f"  right side:   {plain(right)}"]
                        if relation == "=":
                            rest = "0" if is_zero(left - right) else plain(sp.factor(sp.simplify(difference)))
                            out += [f"  left - right: {plain(difference)}", f"              = {rest}"]
        return out

    # -------------------------------------------------------------- claims

    def _take(self, formula: Formula, result: Result) -> None:
        if formula.kind != "claim":
            assert formula.target is not None
            result.kinds.add(formula.kind)
            if formula.kind == "definition":
                self._define(formula)
            if not formula.relations:
                return
        self._check(formula, result)

    def _define(self, formula: Formula) -> None:
        assert formula.target is not None
        t = formula.target
        unknown = [p for p in formula.parameters if p not in self.notation.axes]
        if unknown or len(set(formula.parameters)) < len(formula.parameters):
            raise Unreadable(f"the parameters of {t.name} are {', '.join(formula.parameters)}")
        self.definitions[t.name] = Definition(t.letters, t.sample, formula.parameters, formula.sides[0])
        if t.name not in self.notation.axes and t.name not in self.notation.rows:
            self.notation = self.notation.with_names(axes={t.name: ""})
        uses = set(formula.used) - {t.name, *formula.parameters}
        self._uses[t.name] = uses.union(*(self._uses.get(u, set()) for u in uses))

    def _check(self, formula: Formula, result: Result) -> None:
        before = result.cases
        definitions = {n: d for n, d in self.definitions.items() if not self._loose(n, formula.used)}
        definitions = {**definitions, **formula.local}
        worlds = [{**w, **formula.sizes} for w in self.worlds]
        done: list[dict[str, int]] = []
        for sizes in worlds:
            if any(all(sizes[s] == n for s, n in small.items()) for small in done):
                continue  # it differs only in what the formula does not speak of
            touched = _Touched(sizes)
            world = World(touched, self.notation, definitions)
            for w, values, alternatives in self._positions(world, formula):
                for constraints in alternatives:
                    self._compare(formula, w, values, constraints, result)
                    if not result.true:
                        result.where = _place(sizes, touched.seen, w.at, result.where)
                        return
            done.append({s: sizes[s] for s in touched.seen})
            for s in touched.seen:
                result.sizes.setdefault(s, set()).add(sizes[s])
        if result.cases == before or not all(result.met.values()) or not all(met[0] for met in formula.cases):
            raise Unreadable("nothing was compared: a condition, or that of a case, is never met")
        if "K" in result.sizes and "K" not in formula.sizes and result.every is not False:
            result.every = self._for_every_K(formula, definitions)
        if set(result.sizes) - {"K"} - set(formula.sizes) or ("K" in result.sizes and not result.every):
            self._try_large(formula, definitions, result)

    def _try_large(self, formula: Formula, definitions: dict[str, Definition], result: Result) -> None:
        """Look for a counter-example where there is more of everything: (K - 2)(K - 3)(K - 4)(K - 5) is not 0."""
        probe = Result("", trial=True)
        large = LARGE
        if re.search(r"\\(?:partial|nabla)|\{d", result.latex):
            large = LARGE_BY_CLASSES if "K" in result.sizes else LARGE_BY_EXAMPLES
        touched = _Touched({**large, **formula.sizes})
        for w, values, alternatives in self._positions(Large(touched, self.notation, definitions), formula):
            for constraints in alternatives[:: max(len(alternatives) - 1, 1)]:
                self._compare(formula, w, values, constraints, probe)
                if not probe.true:
                    result.kinds.add("false")
                    result.where = _place(touched, touched.seen, w.at, probe.where)
                    return

    def _for_every_K(self, formula: Formula, definitions: dict[str, Definition]) -> bool:
        """Try to prove the formula with K a letter; to fail is no shame, since it was proved for K = 2, ..., 5."""
        probe = Result("")
        world = EveryK({**self.worlds[1], **formula.sizes, "K": K}, self.notation, definitions)
        try:
            for w, values, alternatives in self._positions(world, formula):
                for constraints in alternatives:
                    self._compare(formula, w, values, constraints, probe)
        except (Beyond, Unreadable, TypeError, NotImplementedError):
            return False
        return probe.kinds == {"proved"}

    def _loose(self, name: str, used: set[str]) -> bool:
        """Say whether a name that can take every value may be a symbol here: nothing it is made of is spoken of."""
        made_of = self._uses.get(name, set())
        rows = {big for big, small in self.notation.rows.items() if small in made_of}
        return name in self.notation.loose and not used & (made_of | rows)

    def _positions(self, w: World, formula: Formula) -> Iterator[tuple[World, list[Any], list[list[Any]]]]:
        """Place the free indices in every possible way; give the sides and the alternatives of the conditions there."""
        try:
            values = [side(w) for side in formula.sides]
            alternatives: list[list[Any]] = [[]]
            for condition in formula.conditions:
                alternatives = [old + new for old in alternatives for new in condition(w)]
            if formula.equivalent:
                [side(w) for side in formula.equivalent.sides]
            yield w, values, alternatives
            return
        except Elsewhere:
            return
        except Unbound as need:
            index, first, last = need.index, need.first, need.last
        if first is None or last is None:
            raise Unreadable(f"the index {index} has no range")
        for n in w.places(first, last):
            yield from self._positions(w.bind(**{index: n}), formula)

    def _compare(self, formula: Formula, w: World, values: list[Any], constraints: list[Any], result: Result) -> None:
        claims = list(zip(formula.relations, values, values[1:], formula.decimals, formula.decimals[1:], strict=False))
        if formula.equivalent:
            self._equivalent(formula, w, claims, constraints, result)
            return
        for relation, a, b, da, db in claims:
            pairs = _entries(a, b, result)
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
                verdict = _rounds(left, right, decimals)
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

    def _equivalent(
        self, formula: Formula, w: World, claims: list[Any], constraints: list[Any], result: Result
    ) -> None:
        """Check "A exactly if B": where B holds, so does A, and where A holds, so does B."""
        other = formula.equivalent
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

    def _true_if(self, latex: str, condition: str) -> bool:
        joined = latex + (r", " if r"\text{if }" in latex else r" \quad \text{if } ") + condition
        try:
            return self.read(joined).true
        except (ArithmeticError, NotImplementedError, TypeError, ValueError, Elsewhere, Unbound):
            return False  # it does not go together with the conditions that are there


class _Touched(dict[str, int]):
    """Sizes that remember which of them were asked for."""

    def __init__(self, sizes: Mapping[str, int]) -> None:
        super().__init__(sizes)
        self.seen: set[str] = set()

    def __getitem__(self, size: str) -> int:
        self.seen.add(size)
        return super().__getitem__(size)


def lines(latex: str) -> list[str]:
    """Split a display into its formulas: a line that begins with a relation or a sign continues the one before.

    Parameters
    ----------
    latex : str
        A display.

    Returns
    -------
    list of str
        One or more formulas.

    Examples
    --------
    >>> lines(r"\\begin{aligned} a &= b \\\\ &= c \\\\ d &= e \\end{aligned}")
    ['a = b = c', 'd = e']
    """
    if r"\begin{aligned}" in latex:
        latex = re.sub(r"\\begin\{aligned\}|\\end\{aligned\}", " ", latex)
        latex = re.sub(r"\\\\\s*&\s*(?=-)", " ", latex)  # a line that begins behind the & with a minus goes on
        tables = re.split(r"(\\begin\{(?:cases|bmatrix)\}.*?\\end\{(?:cases|bmatrix)\})", latex, flags=re.S)
        latex = "".join(t if i % 2 else t.replace("&", " ").replace(r"\\", "\n") for i, t in enumerate(tables))
        latex = re.sub(r"\n(?=\s*(?:\{\})?\s*(?:=|\\(?:leq?|geq?|neq?|approx)(?![A-Za-z])|<|>|\+))", " ", latex)
    else:
        latex = latex.replace("\n", " ")
    return [" ".join(line.split()) for line in latex.split("\n") if line.strip()]


def plain(expression: Any) -> str:
    """Return an expression as text, with names as the page writes them.

    Parameters
    ----------
    expression : expression
        In symbols of names.

    Returns
    -------
    str
        Python's notation.
    """
    names = {s: sp.Symbol(written(s)) for s in expression.free_symbols}
    return str(expression.subs(names, simultaneous=True))


def _entries(a: Any, b: Any, result: Result) -> list[tuple[Any, Any]]:
    p, q = sp.Matrix([a]), sp.Matrix([b])
    if p.shape != q.shape:
        if sp.sympify(b) == 0:
            q = sp.zeros(*p.shape)
        else:
            result.kinds.add("false")
            result.where = f"the shapes differ: {_shape(a)} and {_shape(b)}"
            return []
    return list(zip(p, q, strict=True))


def _shape(value: Any) -> str:
    return " × ".join(map(str, value.shape)) if hasattr(value, "shape") else "a number"


def _rounds(left: Any, right: Any, decimals: int) -> Any:
    off = abs(sp.N(left - right, 30))
    if not off.is_number or off.free_symbols:
        return Verdict("undecided", "a decimal number is compared with letters")
    near = off <= sp.Rational(1, 2) * sp.Rational(10) ** -decimals
    return Verdict("proved") if near else Verdict("false", f"{sp.N(left, decimals + 3)} = {sp.N(right, decimals + 3)}")


def _place(sizes: Mapping[str, int], seen: set[str], at: Mapping[str, Any], where: str) -> str:
    head = [f"{s} = {sizes[s]}" for s in ("K", "m", "n") if s in seen] + [f"{k} = {v}" for k, v in at.items()]
    return f"for {', '.join(head)}{', ' * bool(where)}{where}" if head else f"for {where}"


def _given(value: Any, by_sample: bool) -> Definition:
    array = np.asarray(value)

    def exact(part: Any) -> Any:
        part = np.asarray(part)
        if part.ndim == 0:
            return sp.Integer(int(part)) if part.dtype.kind in "iu" else sp.Float(float(part), 30)
        return sp.Matrix([[exact(v) for v in row] for row in np.atleast_2d(part.T).T])

    def body(w: World) -> Any:
        if by_sample:
            if w.at["example"] is None:
                raise Unreadable("which example?")
            return exact(array[w.at["example"] - 1])
        return exact(array)

    def table(w: World) -> Any:
        return body(w)

    return Definition((), "example" if by_sample else None, (), table)


def _true_of_numbers(relation: str, left: Any, right: Any) -> bool:
    difference = _numeric(
        sp.Matrix([left]) - sp.Matrix([right]) if hasattr(left, "shape") else sp.sympify(left) - right
    )
    tests = {"=": np.abs(difference) < 1e-9, r"\le": difference <= 0, r"\ge": difference >= 0, r"\neq": difference != 0}
    return bool(np.all(tests.get(relation, False)))


def _numeric(value: Any) -> np.ndarray:
    value = sp.sympify(value)
    value = value.replace(ArgMax, lambda *v: sp.Integer(ArgMax.place(*v)))
    value = value.replace(LambdaMax, lambda *v: sp.Float(str(LambdaMax.largest(*map(float, v)))))
    if value.free_symbols:
        raise Unreadable(f"{', '.join(sorted(map(str, value.free_symbols)))} has no value in the data")
    return as_array(value)
