r"""Name what a step does that needs arithmetic only.

>>> from lrlib.proofs.game.reading import read
>>> free_move(read(r"2 (a - b) (b - a)"), read(r"-2 (a - b)^2"))
'turn'
"""

from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

from lrlib.proofs.game.matrices import shape
from lrlib.proofs.game.moves import expanded
from lrlib.proofs.game.tree import (
    MINUS,
    Cases,
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
    Turned,
    canonical,
    each,
    free,
    parts,
    times,
)

Kind = TypeVar("Kind", bound=Node)


def free_move(before: Node, after: Node) -> str:
    """Return what a step does that needs arithmetic only.

    Parameters
    ----------
    before, after : Node
        The lines.

    Returns
    -------
    str
        A key of `FREE`.
    """
    old, new = canonical(before), canonical(after)
    return next((rule for rule, did in MOVES if did(old, new)), "order")


def _differentiated(old: Node, new: Node) -> bool:
    """Say whether less stands under derivatives that are not taken, or in fewer of them."""
    inside = [[_size(p.of) for p in _all(node, Slope)] for node in (old, new)]
    return sum(inside[1]) < sum(inside[0]) or len(inside[1]) < len(inside[0])


def _written_out(old: Node, new: Node) -> bool:
    """Say whether the terms of a sum have come to stand one by one, or have gone under its sign."""
    sums = [{p.size for p in _all(node, Total)} for node in (old, new)]
    numbered = [{p for p in _all(node, Name) if any(i.isdigit() for i in p.at)} for node in (old, new)]
    return any(sums[a] - sums[b] and numbered[b] - numbered[a] for a, b in ((0, 1), (1, 0)))


def _gone(old: Node, new: Node) -> bool:
    """Say whether a term went together with its opposite."""
    return _opposite(new) < _opposite(old)


def _joined(old: Node, new: Node) -> bool:
    """Say whether fractions came over one denominator, or terms that are alike into one."""
    fractions = [sum(bool(_below(t)) for p in _all(node, Plus) for t in p.terms) for node in (old, new)]
    return bool(fractions[1] < fractions[0] and set(_below(old)) <= set(_below(new))) or _alike(new) < _alike(old)


def _divided(old: Node, new: Node) -> bool:
    """Say whether something went above a line and below it."""
    below, above = [_below(node) for node in (old, new)], [_above(node) for node in (old, new)]
    return len(below[1]) < len(below[0]) or (all(below) and above[1] < above[0]) or _inverse(new) < _inverse(old)


def _sifted(old: Node, new: Node) -> bool:
    """Say whether a delta, or a table of two cases of the indices, went or came."""
    return _switches(new) != _switches(old)


def _expanded(old: Node, new: Node) -> bool:
    """Say whether brackets were multiplied out, and nothing else was done."""
    return _spread(old) == _spread(new) and _collection(new) < _collection(old)


def _put_in(old: Node, new: Node) -> bool:
    """Say whether a term came in together with its opposite."""
    return _opposite(new) > _opposite(old)


def _multiplied(old: Node, new: Node) -> bool:
    """Say whether a factor came in above a line and below it."""
    return _over_itself(new) > _over_itself(old)


def _collected(old: Node, new: Node) -> bool:
    """Say whether something was put in front of brackets, and nothing else was done."""
    return _expanded(new, old)


def _transposed(old: Node, new: Node) -> bool:
    """Say whether a transpose is taken of something else."""
    turned = [{p.of for p in _all(node, Turned)} for node in (old, new)]
    twice = [any(isinstance(of, Turned) for of in some) for some in turned]
    return bool(turned[0] - turned[1] and turned[1] - turned[0]) or twice[0] != twice[1]


def _turned_round(old: Node, new: Node) -> bool:
    """Say whether a difference went, and stands there with the other sign."""
    gone = set(_all(old, Plus)) - set(_all(new, Plus))
    return any(canonical(times(MINUS, difference)) in _all(new, Plus) for difference in gone)


def _shorter(old: Node, new: Node) -> bool:
    """Say whether a line has become shorter."""
    return _size(new) < _size(old)


MOVES: tuple[tuple[str, Callable[[Node, Node], bool]], ...] = (  # the first that was made names the step
    ("derivative", _differentiated),
    ("sum", _written_out),
    ("cancel", _gone),
    ("collect", _joined),
    ("cancel", _divided),
    ("expand", _expanded),
    ("zero", _put_in),
    ("collect", _collected),
    ("zero", _multiplied),
    ("delta", _sifted),
    ("transpose", _transposed),
    ("turn", _turned_round),
    ("cancel", _shorter),
)


def _all(node: Node, kind: type[Kind]) -> list[Kind]:
    return [p for p in parts(node) if isinstance(p, kind)]


def _switches(node: Node) -> tuple[int, int]:
    """Count the deltas, and the tables whose cases are of the indices."""
    return len(_all(node, Delta)), sum(c.parts[0][1][0].startswith("index") for c in _all(node, Cases))


def _size(node: Node) -> int:
    return sum(1 for _ in parts(node))


def _terms(node: Node) -> tuple[Node, ...]:
    return node.terms if isinstance(node, Plus) else (node,)


def _factors(node: Node) -> tuple[Node, ...]:
    return node.factors if isinstance(node, Times) else (node,)


def _below(node: Node) -> list[Node]:
    """Return what stands below a line."""
    return [p.base for p in _all(node, Power) if isinstance(p.exponent, Num) and p.exponent.value < 0]


def _above(node: Node) -> Counter[Node]:
    """Return the factors of a line that do not stand below one."""
    return Counter(f for f in _factors(node) if not (isinstance(f, Power) and f.base in _below(f)))


def _over_itself(node: Node) -> int:
    """Count the factors that stand above and below the same line."""
    products = [_factors(p) for p in _all(node, Times)]
    return sum(isinstance(f, Power) and f.exponent == MINUS and f.base in some for some in products for f in some)


def _inverse(node: Node) -> int:
    """Count the numbers that stand in products together with one over them."""
    seen = Counter(abs(Fraction(f.value)) for p in _all(node, Times) for f in p.factors if isinstance(f, Num))
    return sum(min(n, seen[1 / value]) for value, n in seen.items() if value > 1)


def _body(term: Node) -> tuple[Fraction, frozenset[tuple[Node, Fraction]]]:
    """Return the number before a term, and the powers of which the rest is a product."""
    number, powers = Fraction(1), Counter[Node]()
    for factor in _factors(term):
        if isinstance(factor, Num):
            number *= factor.value
        elif isinstance(factor, Power) and isinstance(factor.exponent, Num):
            powers[factor.base] += factor.exponent.value  # type: ignore[assignment]
        else:
            powers[factor] += 1
    return number, frozenset((base, Fraction(n)) for base, n in powers.items() if n)


def _opposite(node: Node) -> int:
    """Count the terms that stand beside their opposites."""
    found = 0
    for some in _all(node, Plus):
        seen = Counter(map(_body, some.terms))
        found += sum(min(n, seen[-number, body]) for (number, body), n in seen.items() if number > 0)
    return found


def _alike(node: Node) -> int:
    """Count the terms that could be joined to others."""
    return sum(len(p.terms) - len({_body(t)[1] for t in p.terms}) for p in _all(node, Plus))


def _spread(node: Node) -> dict[frozenset[tuple[Node, Fraction]], Fraction]:
    """Return a line multiplied out, as numbers before products of powers."""

    def apart(part: Node) -> Node:
        part = each(part, apart)
        if isinstance(part, Turned):
            return _inward(part.of)
        if isinstance(part, Power) and isinstance(part.base, Plus) and part.exponent in (Num(2), Num(3)):
            return Times((part.base,) * (2 if part.exponent == Num(2) else 3))
        return part

    found: dict[frozenset[tuple[Node, Fraction]], Fraction] = {}
    for term in _terms(canonical(expanded(apart(node)))):
        number, body = _body(term)
        found[body] = found.get(body, Fraction(0)) + number
    return {body: number for body, number in found.items() if number}


def _inward(node: Node) -> Node:
    """Return the transpose of a matrix, taken of its parts."""
    if isinstance(node, Product):
        return Product(_inward(node.right), _inward(node.left))
    if isinstance(node, Plus | Times):
        return each(node, lambda part: _inward(part) if shape(part) else part)
    return node.of if isinstance(node, Turned) else Turned(node)


def _collection(node: Node) -> tuple[int, int, int, int]:
    """Return how far a line is collected: how many brackets a term has, and all, and what could be put in front."""
    return (
        _brackets(node, 0, max),
        _brackets(node, 0, sum),
        -sum(map(_shared, _all(node, Plus))),
        -sum(map(_constants, _all(node, Total))),
    )


def _brackets(node: Node, sums: int, joined: Callable[[list[int]], int]) -> int:
    """Count the brackets in products and powers of each term, those within sums over an index the more."""
    inner: list[Node] = []
    each(node, lambda part: inner.append(part) or part)  # type: ignore[func-returns-value]
    each_of = [_brackets(part, sums + isinstance(node, Total), joined) for part in inner]
    found = joined(each_of) if isinstance(node, Plus) else sum(each_of)
    if isinstance(node, Times | Product | Turned | Total):
        found += (1 + sums + isinstance(node, Total)) * sum(isinstance(part, Plus) for part in inner)
    if isinstance(node, Power) and isinstance(node.base, Plus) and isinstance(node.exponent, Num):
        found += (1 + sums) * max(0, int(node.exponent.value))
    return found


def _shared(node: Plus) -> bool:
    """Say whether all terms of a sum have a factor in common."""
    first, *rest = ({end for base, n in _body(t)[1] if n > 0 for end in _ends(base)} for t in node.terms)
    return bool(first.intersection(*rest))


def _ends(node: Node) -> set[tuple[str, Node]]:
    """Return what a factor is, or of a product of matrices the first and the last one."""
    left = right = node
    while isinstance(left, Product):
        left = left.left
    while isinstance(right, Product):
        right = right.right
    return {("left", left), ("right", right)} if isinstance(node, Product) else {("", node)}


def _constants(node: Total) -> int:
    """Count the factors under a sum that could stand before it."""
    return sum(node.letter not in free(factor) for factor in _factors(node.body))
