r"""Ask whether two lines agree by some rules alone: whatever the letters, their slopes and the functions stand for.

What no rule speaks of is taken at random: not only y and z, but the exponential too, and each slope that is not taken.
Two lines that agree there are equal by the rules of arithmetic and those that were allowed, and by nothing else.
"""

import itertools
import math
import random
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from lrlib.proofs.game.knowledge import Knowledge, sigmoid
from lrlib.proofs.game.matrices import AXES, ENTRIES, shape
from lrlib.proofs.game.slopes import Differentiation
from lrlib.proofs.game.tree import (
    Call,
    Cases,
    Delta,
    Dot,
    Name,
    Node,
    Num,
    Plus,
    Power,
    Product,
    Slope,
    Times,
    Total,
    Turned,
    free,
    parts,
)

COLUMN = 2  # the entry of a column that is looked at, where a line is about whole columns
SIZES = {"K": 3, "m": 4, "n": 2}  # three numbers, so that a mean over the one is none over another
STEP = 0.37
CLOSE = 1e-9


@cache
def noise(*key: Any) -> float:
    """Return a number between 0.15 and 0.95 that belongs to a key.

    Parameters
    ----------
    *key : object
        What it stands for.

    Returns
    -------
    float
        The same at each call, on each machine.
    """
    return random.Random(repr(key)).uniform(0.15, 0.95)


class Point:
    """One choice of all that is not fixed.

    Parameters
    ----------
    differentiation : Differentiation
        The rules that hold, and what is known of the letters.
    sizes : mapping
        How many classes, examples and columns.
    seed : int
        Which choice.
    """

    def __init__(self, differentiation: Differentiation, sizes: Mapping[str, int], seed: int) -> None:
        self.known, self.rules, self.differentiation = differentiation.known, differentiation.rules, differentiation
        self.sizes, self.seed = sizes, seed
        self.steps: list[Name] = []  # the letters that stand a step further just now
        self.held: list[str] = []  # the letters by which a slope is taken just now: they stand for themselves

    def value(self, node: Node, at: Mapping[str, int]) -> float:
        """Return the value of a line.

        Parameters
        ----------
        node : Node
            The line.
        at : mapping
            Where its indices stand.

        Returns
        -------
        float
            Its value at this choice.
        """
        if isinstance(node, Num):
            return float(node.value)
        if isinstance(node, Plus):
            return math.fsum(self.value(term, at) for term in node.terms)
        if isinstance(node, Times):
            return math.prod(self.value(factor, at) for factor in node.factors)
        if isinstance(node, Power):
            return self._power(self.value(node.base, at), self.value(node.exponent, at))
        if isinstance(node, Name):
            return self._name(node, at)
        if isinstance(node, Call):
            return self._call(node, at)
        if isinstance(node, Total):
            return self._total(node, at)
        if isinstance(node, Delta):
            return float(_place(node.one, at) == _place(node.other, at))
        if isinstance(node, Slope):
            return self._slope(node, at)
        if isinstance(node, Cases):
            return self._cases(node, at)
        if isinstance(node, Dot):
            return self._dot(node, at)
        return self._entry(node, at["#row"], at["#column"], at)

    def _power(self, base: float, exponent: float) -> float:
        """Return a power of a number."""
        if exponent != round(exponent):
            return math.exp(exponent * math.log(abs(base)))
        return float(base**exponent) if base or exponent > 0 else math.inf

    def _call(self, node: Call, at: Mapping[str, int]) -> float:
        """Return the value of a function."""
        if node.function == r"\sigma" and "definition of σ" in self.rules:
            return self.value(sigmoid(node.argument), at)
        u = self.value(node.argument, at)
        if node.function == r"\exp" and self.rules & {"exponential", "logarithm"}:
            return math.exp(u)
        if node.function == r"\log" and "logarithm" in self.rules:
            return math.log(abs(u)) if u else -math.inf
        return 1.3 + math.sin(1.7 * u + noise(node.function, self.seed)) + 0.31 * u * u * noise("bend", node.function)

    def _name(self, node: Name, at: Mapping[str, int]) -> float:
        """Return the value of a letter."""
        if node.name in self.sizes and not node.at:
            return float(self.sizes[node.name])
        if node.name in AXES and not (node.name == r"\theta" and node.at):
            return self._entry(node, at["#row"], at["#column"], at)
        unfolds = node.name in self.known.definitions and f"definition of {node.name}" in self.rules
        if unfolds and node.name not in self.held:
            return self.value(self.known.unfolded(node), at)
        places = tuple(_place(i, at) for i in node.at)
        out = self._letter(node.name, places, _place(node.sample, at) if node.sample else 0)
        for by in self.steps:
            if self.known.depends(node, by):
                out += STEP * self._moved(_fixed(node, at), by)
        return out

    def _letter(self, name: str, places: tuple[int, ...], sample: int) -> float:
        """Return the value that a letter has at random."""
        K = self.sizes["K"]
        if name == "y" and "one-hot" in self.rules:
            chosen = (self.seed + sample) % K + 1
            return float(places[0] == chosen) if places else float(chosen == 1)
        whole = (name == "y" and "labels" in self.rules) or (name == r"\hat{y}" and "shares" in self.rules)
        if whole and places == (K,):
            return 1 - math.fsum(self._letter(name, (k,), sample) for k in range(1, K))
        if name in ("x", "w") and len(places) < (2 if name == "w" else 1):
            places = (*places, COLUMN)
        return noise(name, places, sample, self.seed)

    def _total(self, node: Total, at: Mapping[str, int]) -> float:
        """Return the value of a sum."""
        values = [self.value(node.body, {**at, node.letter: i}) for i in range(1, self.sizes[node.size] + 1)]
        if node.without is None:
            return math.fsum(values)
        left_out = _place(node.without, at)
        if self.rules & {"split", "labels"}:
            return math.fsum(v for i, v in enumerate(values, 1) if i != left_out)
        return math.fsum(noise("others", i, left_out) * v for i, v in enumerate(values, 1) if i != left_out)

    def _cases(self, node: Cases, at: Mapping[str, int]) -> float:
        """Return the value of a table of cases."""
        mixture = 0.0
        for value, (kind, left, right) in node.parts:
            if kind.startswith("index"):
                if (_place(left, at) == _place(right, at)) == kind.endswith("="):
                    return self.value(value, at)
            elif kind == "otherwise":
                return self.value(value, at)
            elif "one-hot" in self.rules:
                label = self._letter("y", (_place(left, at),) if left else (), 0)
                if (label == float(right)) == kind.endswith("="):
                    return self.value(value, at)
            else:
                mixture += noise("case", right, self.seed) * self.value(value, at)
        return mixture

    def _slope(self, node: Slope, at: Mapping[str, int]) -> float:
        """Return the value of a slope."""
        if "inside" not in self.rules:
            taken = self.differentiation.take(node.of, node.by)
            if taken != node:
                return self.value(taken, at)
        by = _fixed(node.by, at)
        if isinstance(node.of, Name):
            return self._moved(_fixed(node.of, at), by)
        if isinstance(node.of, Slope) and isinstance(node.of.of, Name):
            return noise("bend", _fixed(node.of.of, at), _fixed(node.of.by, at), by, self.seed)
        self.held.append(by.name)
        before = self.value(node.of, at)
        self.steps.append(by)
        try:
            return (self.value(node.of, at) - before) / STEP
        finally:
            self.steps.pop()
            self.held.pop()

    def _moved(self, name: Name, by: Name) -> float:
        """Return how a letter moves with another one."""
        if name.name == by.name:
            return float(name.at[: len(by.at)] == by.at and (name.sample or by.sample) == (by.sample or name.sample))
        if not self.known.depends(name, by):
            return 0.0
        if "inside" not in self.rules:
            taken = self.differentiation.take(name, by)
            if taken != Slope(name, by):
                standing, self.steps = self.steps, []  # it moves as it did before the step
                try:
                    return self.value(taken, {})
                finally:
                    self.steps = standing
        link = self.known.links.get(name.name)
        if link and link.own and name.at[:1] != by.at[:1]:
            return 0.0
        return noise("slope", name, by, self.seed)

    def _dot(self, node: Dot, at: Mapping[str, int]) -> float:
        """Return the value of a row times a column."""
        columns = [(n, Name(v.name, (*v.at, "#dot"), v.sample)) for n, v in enumerate((node.left, node.right))]
        return math.fsum(
            math.prod(self._name(v, {**at, "#dot": n}) for _, v in columns) for n in range(1, self.sizes["n"] + 1)
        )

    def _entry(self, node: Node, row: int, column: int, at: Mapping[str, int]) -> float:
        """Return one entry of a matrix."""
        if isinstance(node, Turned):
            return self._entry(node.of, column, row, at)
        if isinstance(node, Product):  # without the rule its terms have weights: all other laws of products hold then
            axis = shape(node.left)[1]
            return math.fsum(
                (1 if "entries" in self.rules else noise("weight", axis, i, self.seed))
                * self._entry(node.left, row, i, at)
                * self._entry(node.right, i, column, at)
                for i in range(1, self.sizes[axis] + 1)
            )
        if isinstance(node, Name) and node.name == r"\theta":
            return self._letter(node.name, (row,), 0)
        if isinstance(node, Name) and node.name in ENTRIES:
            axes = AXES[node.name]
            if "entries" not in self.rules:
                return noise(node.name, row, column, self.seed)
            if axes[0] == "m":
                return self._name(Name(ENTRIES[node.name], ("#entry",) * (len(axes) - 1), "#sample"),
                                 {**at, "#entry": column, "#sample": row})  # fmt: skip
            return self._letter(ENTRIES[node.name], (row, column), 0)
        if isinstance(node, Slope):
            if "entries" not in self.rules:
                return noise("gradient", row, column, self.seed)
            by = node.by
            one = Name("w", ("#r", "#c")) if by.name == "W" else Name(by.name, ("#r",))
            return self._slope(Slope(node.of, one), {**at, "#r": row, "#c": column})
        if isinstance(node, Plus):
            return math.fsum(self._entry(term, row, column, at) for term in node.terms)
        if isinstance(node, Times):
            return math.prod(self._entry(f, row, column, at) if shape(f) else self.value(f, at) for f in node.factors)
        return self.value(node, at)


def _place(index: str | None, at: Mapping[str, int]) -> int:
    assert index is not None
    return int(index) if index.isdigit() else at[index]


def _fixed(name: Name, at: Mapping[str, int]) -> Name:
    return Name(
        name.name, tuple(str(_place(i, at)) for i in name.at), str(_place(name.sample, at)) if name.sample else None
    )


def agree(
    one: Node,
    other: Node,
    known: Knowledge,
    rules: Collection[str],
    sizes: Mapping[str, int] = SIZES,
    apart: bool = False,
) -> bool:
    """Say whether two lines are equal by some rules alone.

    Parameters
    ----------
    one, other : Node
        The lines.
    known : Knowledge
        Of their letters.
    rules : collection of str
        The rules that are allowed.
    sizes : mapping
        How many classes, examples and columns there are.
    apart : bool
        Whether j is another index than k.

    Returns
    -------
    bool
        Whether they agree at some choices of all that the rules do not speak of.
    """
    letters = sorted((free(one) | free(other)) - {"k", *sizes})
    compound = all(any(isinstance(p, Slope) and not isinstance(p.of, Name) for p in parts(n)) for n in (one, other))
    if compound and "inside" not in rules and agree(one, other, known, (*rules, "inside"), sizes, apart):
        return True  # what is differentiated is equal
    differentiation, compared = Differentiation(known, rules), False
    for seed in range(sizes["K"]):
        point = Point(differentiation, sizes, seed)
        for places in itertools.product((1, 2), repeat=len(letters)):
            at = {**sizes, "k": 1, "#row": COLUMN, "#column": 1, **dict(zip(letters, places, strict=True))}
            if apart and at.get("j") == at["k"]:
                continue
            try:
                a, b = point.value(one, at), point.value(other, at)
            except (ArithmeticError, LookupError, ValueError):  # too large, or without an index that it needs
                return False
            if not (math.isfinite(a) and math.isfinite(b)):
                continue
            compared = True
            if not abs(a - b) <= CLOSE * (1 + abs(a) + abs(b)):
                return False
    return compared
