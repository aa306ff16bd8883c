r"""Apply one rule to a line: what a reader chooses in place of typing."""

from collections.abc import Iterator

from lrlib.proofs.game.knowledge import Knowledge, sigmoid
from lrlib.proofs.game.matrices import shape
from lrlib.proofs.game.slopes import Differentiation
from lrlib.proofs.game.tree import (
    MINUS,
    ZERO,
    Call,
    Delta,
    Name,
    Node,
    Num,
    Plus,
    Power,
    Product,
    Slope,
    Times,
    Total,
    canonical,
    each,
    free,
    parts,
    plus,
    renamed,
    times,
)


def applied(rule: str, node: Node, known: Knowledge) -> Iterator[Node]:
    """Give what a rule makes of a line.

    Parameters
    ----------
    rule : str
        Its name; "expand" and "cancel" are among them.
    node : Node
        The line.
    known : Knowledge
        Of its letters.

    Yields
    ------
    Node
        One line for each way that is known; none where there is nothing to which it applies.
    """
    found = (
        [sifted(slopes(node, Differentiation(known, [rule])))] if rule not in ("expand", "cancel", "collect") else []
    )
    if rule.startswith("definition of "):
        found.append(unfolded(node, rule.removeprefix("definition of "), known))
    if rule == "split":
        found += [split(node, k) for k in sorted(free(node) & {"k"})]
    if rule == "labels":
        found.append(summed(node, "y"))
    if rule == "shares":
        found.append(summed(node, r"\hat{y}"))
    if rule == "expand":
        found.append(expanded(node))
    if rule == "cancel":
        found.append(cancelled(node))
    yield from (line for line in found if line != node)


def slopes(node: Node, rule: Differentiation) -> Node:
    """Take each slope of a line as far as a rule goes.

    Parameters
    ----------
    node : Node
        The line.
    rule : Differentiation
        The rule.

    Returns
    -------
    Node
        The line after it.
    """
    if isinstance(node, Slope):
        return rule.take(node.of, node.by)
    return each(node, lambda part: slopes(part, rule))


def settled(node: Node, known: Knowledge) -> Node:
    """Put 0 for the slope of what does not change.

    Parameters
    ----------
    node : Node
        The line.
    known : Knowledge
        Of its letters.

    Returns
    -------
    Node
        Without slopes of constants.
    """
    if isinstance(node, Slope) and not known.depends(node.of, node.by):
        return ZERO
    return each(node, lambda part: settled(part, known))


def sifted(node: Node) -> Node:
    """Take out of a sum the one term that is not zero.

    Parameters
    ----------
    node : Node
        The line.

    Returns
    -------
    Node
        Without a sum whose letter stands in a delta, and without deltas of one index.
    """
    node = each(node, sifted)
    if isinstance(node, Delta) and node.one == node.other:
        return Num(1)
    if isinstance(node, Total) and node.without is None:
        factors = node.body.factors if isinstance(node.body, Times) else (node.body,)
        for factor in factors:
            if isinstance(factor, Delta) and node.letter in (factor.one, factor.other):
                other = factor.other if factor.one == node.letter else factor.one
                return sifted(renamed(times(*(f for f in factors if f is not factor)), node.letter, other))
    return node


def unfolded(node: Node, name: str, known: Knowledge) -> Node:
    """Put what a letter is defined to be in its place.

    Parameters
    ----------
    node : Node
        The line.
    name : str
        The letter.
    known : Knowledge
        With the definition.

    Returns
    -------
    Node
        The line after it.
    """
    if isinstance(node, Slope):
        return node if node.by.name == name else Slope(unfolded(node.of, name, known), node.by)
    if isinstance(node, Name) and node.name == name and name in known.definitions:
        return known.unfolded(node)
    node = each(node, lambda part: unfolded(part, name, known))
    return sigmoid(node.argument) if isinstance(node, Call) and node.function == "\\" + _plain(name) else node


GAP = Name(r"\square")


def gaps(node: Node, before: Node) -> Node:
    """Leave a gap for what a line has and the line before had not.

    Parameters
    ----------
    node : Node
        The line.
    before : Node
        The line before.

    Returns
    -------
    Node
        With squares in it; one after the other is one.
    """
    old = {canonical(part) for part in parts(before)}

    def left(part: Node) -> Node:
        if isinstance(part, Num) or canonical(part) in old:
            return part
        if not isinstance(part, Plus | Times | Total | Power | Call):
            return GAP
        inner = each(part, left)
        if isinstance(inner, Power | Call) and GAP in parts(inner):
            return GAP
        if isinstance(inner, Plus | Times):
            several = inner.terms if isinstance(inner, Plus) else inner.factors
            some = [p for i, p in enumerate(several) if p != GAP or GAP not in several[:i]]
            return plus(*some) if isinstance(inner, Plus) else times(*some)
        return inner

    return left(node)


def _plain(name: str) -> str:
    return "sigma" if name == "σ" else name


def split(node: Node, k: str) -> Node:
    """Take the term of one index out of each sum over all classes.

    Parameters
    ----------
    node : Node
        The line.
    k : str
        The index.

    Returns
    -------
    Node
        That term, plus the sum over the others.
    """
    if isinstance(node, Total) and node.size == "K" and node.without is None and node.letter != k:
        return plus(renamed(node.body, node.letter, k), Total(node.letter, node.size, k, node.body))
    if isinstance(node, Times):
        done = [split(factor, k) for factor in node.factors]
        moved = [f for f, old in zip(done, node.factors, strict=True) if f != old and isinstance(f, Plus)]
        if len(moved) == 1:
            rest = [f for f in done if f is not moved[0]]
            return plus(*(times(*rest, term) for term in moved[0].terms))
        return times(*done)
    return each(node, lambda part: split(part, k))


def summed(node: Node, name: str) -> Node:
    """Put 1 for the sum of all labels, or of all probabilities.

    Parameters
    ----------
    node : Node
        The line.
    name : str
        Whose sum is one.

    Returns
    -------
    Node
        The line after it.
    """
    if isinstance(node, Total) and node.size == "K":
        body = node.body
        if isinstance(body, Name) and body.name == name and body.at == (node.letter,):
            return (
                Num(1) if node.without is None else plus(Num(1), times(MINUS, renamed(body, node.letter, node.without)))
            )
    return each(node, lambda part: summed(part, name))


def expanded(node: Node) -> Node:
    """Multiply out what stands in brackets.

    Parameters
    ----------
    node : Node
        The line.

    Returns
    -------
    Node
        Sums of products, also inside of sums over classes.
    """
    node = each(node, expanded)
    if isinstance(node, Times):
        for i, factor in enumerate(node.factors):
            if isinstance(factor, Plus):
                rest = node.factors[:i] + node.factors[i + 1 :]
                return plus(*(expanded(times(*rest, term)) for term in factor.terms))
    if isinstance(node, Product) and isinstance(node.left, Plus):
        return plus(*(expanded(_beside(term, node.right)) for term in node.left.terms))
    if isinstance(node, Product) and isinstance(node.right, Plus):
        return plus(*(_beside(node.left, term) for term in node.right.terms))
    if isinstance(node, Total) and isinstance(node.body, Plus):
        return plus(*(expanded(Total(node.letter, node.size, node.without, term)) for term in node.body.terms))
    if isinstance(node, Total) and isinstance(node.body, Times):
        fixed = [f for f in node.body.factors if node.letter not in free(f)]
        others = [f for f in node.body.factors if node.letter in free(f)]
        if fixed and others:
            return times(*fixed, Total(node.letter, node.size, node.without, times(*others)))
    return node


def _beside(left: Node, right: Node) -> Node:
    """Return a product of matrices, its numbers in front."""
    some = [node.factors if isinstance(node, Times) else (node,) for node in (left, right)]
    fronts = [f for factors in some for f in factors if not shape(f)]
    return times(*fronts, Product(*(times(*(f for f in factors if shape(f))) for factors in some)))


def cancelled(node: Node) -> Node:
    """Cancel what stands above and below a line.

    Parameters
    ----------
    node : Node
        The line.

    Returns
    -------
    Node
        The line after it.
    """
    node = each(node, cancelled)
    if not isinstance(node, Times):
        return node
    factors = list(node.factors)
    for factor in node.factors:
        below = isinstance(factor, Power) and factor.exponent == MINUS
        if below and isinstance(factor, Power) and factor.base in factors and factor in factors:
            factors.remove(factor)
            factors.remove(factor.base)
    return times(*factors)
