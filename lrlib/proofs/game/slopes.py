r"""Take the derivatives of a line as far as the rules that one has allow; the rest stays written down.

That a derivative of a sum is the sum of the derivatives, that a constant stays in front, and the slopes of a letter, of
its powers, its exponential and its logarithm are free. The chain rule, the rule for quotients, a definition, and the
known slopes of the sigmoid and of the softmax are rules: each is asked for by its name.
"""

from collections.abc import Collection

from lrlib.proofs.game.knowledge import Knowledge, sigmoid
from lrlib.proofs.game.tree import (
    MINUS,
    ONE,
    ZERO,
    Call,
    Cases,
    Delta,
    Dot,
    Name,
    Node,
    Num,
    Plus,
    Power,
    Slope,
    Times,
    Total,
    over,
    parts,
    plus,
    renamed,
    times,
)

FOUND = {"z": "loss slope", "w": "weight slope", r"\theta": "cost slope"}  # what a level has found, and later ones use


class Differentiation:
    """The rules that one has, for the letters of a level.

    Parameters
    ----------
    known : Knowledge
        Of the letters.
    rules : collection of str
        The names of the rules.
    """

    def __init__(self, known: Knowledge, rules: Collection[str]) -> None:
        self.known, self.rules = known, frozenset(rules)
        self.taken: dict[tuple[Node, Name], Node] = {}

    def take(self, node: Node, by: Name) -> Node:
        """Take a derivative as far as it goes.

        Parameters
        ----------
        node : Node
            Of what.
        by : Name
            In which letter.

        Returns
        -------
        Node
            With slopes inside that are not taken.
        """
        if (node, by) not in self.taken:
            self.taken[node, by] = self._take(node, by)
        return self.taken[node, by]

    def _take(self, node: Node, by: Name) -> Node:
        if not self.known.depends(node, by):
            return ZERO
        if isinstance(node, Plus):
            return plus(*(self.take(term, by) for term in node.terms))
        if isinstance(node, Total):
            return self._total(node, by)
        if isinstance(node, Times):
            return self._product(node, by)
        if isinstance(node, Power):
            return self._power(node, by)
        if isinstance(node, Call):
            return self._call(node, by)
        if isinstance(node, Name):
            return self._name(node, by)
        if isinstance(node, Dot):
            return self._dot(node, by)
        if isinstance(node, Cases):
            return Cases(tuple((self.take(value, by), condition) for value, condition in node.parts))
        if isinstance(node, Slope):
            inner = self.take(node.of, node.by)
            return Slope(node, by) if inner == node else self.take(inner, by)
        return Slope(node, by)

    def _total(self, node: Total, by: Name) -> Node:
        """Go inside a sum."""
        if node.letter in by.at or node.letter == by.sample:
            fresh = f"{node.letter}'"
            node = Total(fresh, node.size, node.without, renamed(node.body, node.letter, fresh))
        return Total(node.letter, node.size, node.without, self.take(node.body, by))

    def _product(self, node: Times, by: Name) -> Node:
        """Put constants in front; what is left is a product or a quotient."""
        fixed = [f for f in node.factors if not self.known.depends(f, by)]
        moving = [f for f in node.factors if self.known.depends(f, by)]
        if len(moving) == 1:
            return times(*fixed, self.take(moving[0], by))
        if "quotient" not in self.rules:
            return times(*fixed, Slope(times(*moving), by))
        found = []
        for i, factor in enumerate(moving):
            found.append(times(*fixed, *moving[:i], self.take(factor, by), *moving[i + 1 :]))
        return plus(*found)

    def _power(self, node: Power, by: Name) -> Node:
        """Bring the exponent down."""
        plain = self._straight(node.base, by)
        reciprocal = node.exponent == MINUS and "quotient" in self.rules
        if not isinstance(node.exponent, Num) or not (plain or reciprocal or "chain" in self.rules):
            return Slope(node, by)
        lower = Num(node.exponent.value - 1)
        outer = node.base if lower == ONE else ONE if lower == ZERO else Power(node.base, lower)
        return times(node.exponent, outer, self.take(node.base, by))

    def _call(self, node: Call, by: Name) -> Node:
        """Take the slope of an exponential, a logarithm or a sigmoid."""
        argument = node.argument
        plain = self._straight(argument, by)
        if node.function == r"\sigma" and "definition of σ" in self.rules:
            return self.take(sigmoid(argument), by)
        known = node.function != r"\sigma" or "slope of σ" in self.rules
        if not known or not (plain or "chain" in self.rules):
            return Slope(node, by)
        outer = {
            r"\exp": node,
            r"\log": over(ONE, argument),
            r"\sigma": times(node, plus(ONE, times(MINUS, node))),
        }[node.function]
        return times(outer, self.take(argument, by))

    def _straight(self, node: Node, by: Name) -> bool:
        """Say whether something is the letter itself, or a straight line in it, as 1 − h is in h."""
        moving = [p.name for p in parts(node) if isinstance(p, Name) and self.known.depends(p, by)]
        return (
            set(moving) <= {by.name}
            and not any(isinstance(p, Slope) for p in parts(node))
            and not (self.known.depends(Differentiation(self.known, ()).take(node, by), by))
        )

    def _dot(self, node: Dot, by: Name) -> Node:
        r"""Take the slope of ``w_k^\\top x``."""
        row, column = (node.left, node.right) if node.left.name == by.name else (node.right, node.left)
        same = [Delta(a, b) for a, b in zip(row.at, by.at, strict=False)]
        rest = by.at[len(row.at) :]
        return times(*same, Name(column.name, (*column.at, *rest), column.sample))

    def _name(self, node: Name, by: Name) -> Node:
        """Take the slope of a letter in another, or in itself."""
        if node.name == by.name:
            same = [Delta(a, b) for a, b in zip(node.at, by.at, strict=False)]
            return times(*same, *([Delta(node.sample, by.sample)] if node.sample and by.sample else []))
        link = self.known.links[node.name]
        if node.name == r"\mathcal{L}" and FOUND.get(by.name) in self.rules:
            return self._found(node, by)
        if node.name == r"\hat{y}" and link.inner == by.name and "softmax" in self.rules:
            other = Name(node.name, by.at, node.sample)
            return times(node, plus(Delta(node.at[0], by.at[0]), times(MINUS, other)))
        if node.name == "h" and link.inner == by.name and "slope of σ" in self.rules:
            return times(node, plus(ONE, times(MINUS, node)))
        if node.name in self.known.definitions and f"definition of {node.name}" in self.rules:
            return self.take(self.known.unfolded(node), by)
        if link.own and node.at and by.at and node.at[0] != by.at[0]:
            return times(Delta(node.at[0], by.at[0]), Slope(Name(node.name, by.at[:1], node.sample), by))
        if link.inner == by.name or "chain" not in self.rules or link.over == "m":
            return Slope(node, by)
        letter = f"#{link.inner}"
        inner = Name(link.inner, node.at if link.own else (letter,) if link.over == "K" else (), node.sample)
        product = times(self.take(node, inner), self.take(inner, by))
        return Total(letter, "K", None, product) if link.over == "K" else product

    def _found(self, node: Name, by: Name) -> Node:
        """Return the slope of the loss in a logit, in a row of weights or in a parameter, as it was found before."""
        at = by.at[:1] if by.name in ("z", "w") else ()
        share, label = (Name(name, at, node.sample) for name in (r"\hat{y}" if at else "h", "y"))
        error = plus(share, times(MINUS, label))
        if by.name == "z":
            return error
        return times(error, Name("x", by.at[len(at) :], node.sample))
