r"""A line of a derivation as a tree, and the form in which two trees that differ in order only are one.

>>> canonical(times(Name("a"), plus(Name("b"), Num(2)))) == canonical(times(plus(Num(2), Name("b")), Name("a")))
True
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from typing import Any


@dataclass(frozen=True)
class Node:
    """What every part of a line is."""


@dataclass(frozen=True)
class Num(Node):
    """A number."""

    value: Fraction | int

    def __post_init__(self) -> None:
        """Keep one kind of number, so that equal ones look equal."""
        object.__setattr__(self, "value", Fraction(self.value))


@dataclass(frozen=True)
class Name(Node):
    r"""A letter with its indices and its example, as in ``\hat{y}_k^{(i)}``."""

    name: str
    at: tuple[str, ...] = ()
    sample: str | None = None


@dataclass(frozen=True)
class Plus(Node):
    """A sum that is written out."""

    terms: tuple[Node, ...]


@dataclass(frozen=True)
class Times(Node):
    """A product; a quotient is a product with a power of minus one."""

    factors: tuple[Node, ...]


@dataclass(frozen=True)
class Power(Node):
    """A base with an exponent."""

    base: Node
    exponent: Node


@dataclass(frozen=True)
class Call(Node):
    r"""``\exp``, ``\log`` or ``\sigma`` of something."""

    function: str
    argument: Node


@dataclass(frozen=True)
class Total(Node):
    """A sum over classes, examples or columns; `without` is the index that it leaves out."""

    letter: str
    size: str
    without: str | None
    body: Node


@dataclass(frozen=True)
class Slope(Node):
    """A derivative that is written down and not yet taken."""

    of: Node
    by: Name


@dataclass(frozen=True)
class Delta(Node):
    """1 where two indices are equal, else 0."""

    one: str
    other: str


@dataclass(frozen=True)
class Dot(Node):
    r"""``w_k^\top x``."""

    left: Name
    right: Name


@dataclass(frozen=True)
class Cases(Node):
    """Values, each under a condition: two indices are equal (or not), or a label has a value."""

    parts: tuple[tuple[Node, tuple[str, Any, Any]], ...]


@dataclass(frozen=True)
class Product(Node):
    """A product of matrices, in which the order matters."""

    left: Node
    right: Node


@dataclass(frozen=True)
class Turned(Node):
    """A transpose."""

    of: Node


ZERO, ONE, MINUS = Num(0), Num(1), Num(-1)


def plus(*terms: Node) -> Node:
    """Return a sum, flat and without zeros.

    Parameters
    ----------
    *terms : Node
        What is added.

    Returns
    -------
    Node
        Their sum.
    """
    flat = [t for term in terms for t in (term.terms if isinstance(term, Plus) else (term,)) if t != ZERO]
    return ZERO if not flat else flat[0] if len(flat) == 1 else Plus(tuple(flat))


def times(*factors: Node) -> Node:
    """Return a product, flat, its numbers in one, without ones.

    Parameters
    ----------
    *factors : Node
        What is multiplied.

    Returns
    -------
    Node
        Their product.
    """
    flat = [f for factor in factors for f in (factor.factors if isinstance(factor, Times) else (factor,))]
    number = Fraction(1)
    for f in flat:
        number *= f.value if isinstance(f, Num) else 1
    rest = [f for f in flat if not isinstance(f, Num)]
    if number == 0:
        return ZERO
    front = [] if number == 1 else [Num(number)]
    return ONE if not front + rest else (front + rest)[0] if len(front + rest) == 1 else Times((*front, *rest))


def over(top: Node, bottom: Node) -> Node:
    """Return a quotient.

    Parameters
    ----------
    top, bottom : Node
        Numerator and denominator.

    Returns
    -------
    Node
        The product of the one with the power −1 of the other.
    """
    return times(top, Num(Fraction(1) / bottom.value) if isinstance(bottom, Num) else Power(bottom, MINUS))


def parts(node: Node) -> Iterator[Node]:
    """Go through a tree, from the top down.

    Parameters
    ----------
    node : Node
        Its root.

    Yields
    ------
    Node
        It and all below it.
    """
    yield node
    for field in fields(node):
        value = getattr(node, field.name)
        for inner in value if isinstance(value, tuple) else (value,):
            inner = inner[0] if isinstance(node, Cases) else inner
            if isinstance(inner, Node):
                yield from parts(inner)


def each(node: Node, change: Callable[[Node], Node]) -> Node:
    """Return a node whose parts, one level down, are changed.

    Parameters
    ----------
    node : Node
        Any.
    change : callable
        From a part to another.

    Returns
    -------
    Node
        Sums and products stay flat.
    """
    if isinstance(node, Plus):
        return plus(*map(change, node.terms))
    if isinstance(node, Times):
        return times(*map(change, node.factors))
    if isinstance(node, Cases):
        return Cases(tuple((change(value), condition) for value, condition in node.parts))
    new = {f.name: getattr(node, f.name) for f in fields(node) if isinstance(getattr(node, f.name), Node)}
    return replace(node, **{key: change(value) for key, value in new.items()}) if new else node


def renamed(node: Node, old: str, new: str) -> Node:
    """Return a tree with another letter for an index.

    Parameters
    ----------
    node : Node
        Any; sums that bind the letter stay.
    old, new : str
        The letters.

    Returns
    -------
    Node
        The same with the new letter.
    """

    def swap(index: Any) -> Any:
        return new if index == old else index

    if isinstance(node, Total):
        if node.letter == old:
            return node
        if node.letter == new:
            fresh = f"{new}'"
            node = Total(fresh, node.size, node.without, renamed(node.body, new, fresh))
        return Total(node.letter, node.size, swap(node.without), renamed(node.body, old, new))
    if isinstance(node, Name):
        return Name(node.name, tuple(map(swap, node.at)), swap(node.sample))
    if isinstance(node, Delta):
        return Delta(swap(node.one), swap(node.other))
    if isinstance(node, Cases):
        return Cases(tuple((renamed(v, old, new), tuple(map(swap, c))) for v, c in node.parts))
    return each(node, lambda part: renamed(part, old, new))


def canonical(node: Node, depth: int = 0) -> Node:
    """Return the form in which order, names of bound indices and the place of a sign do not matter.

    Parameters
    ----------
    node : Node
        Any.
    depth : int
        How many sums stand around it.

    Returns
    -------
    Node
        Equal for lines that say the same in the same way.
    """
    if isinstance(node, Total):
        letter = f"#{depth}"
        return Total(letter, node.size, node.without, canonical(renamed(node.body, node.letter, letter), depth + 1))
    node = each(node, lambda part: canonical(part, depth))
    if isinstance(node, Plus):
        return Plus(tuple(sorted(node.terms, key=repr)))
    if isinstance(node, Times):
        if node.factors[0] == MINUS and len(node.factors) == 2 and isinstance(node.factors[1], Plus):
            return canonical(plus(*(times(MINUS, t) for t in node.factors[1].terms)), depth)
        return _powers(node)
    if isinstance(node, Power) and isinstance(node.base, Times) and isinstance(node.exponent, Num):
        return canonical(times(*(Power(f, node.exponent) for f in node.base.factors)), depth)
    if isinstance(node, Power):
        return _power(node.base, node.exponent)
    if isinstance(node, Delta):
        return Delta(*sorted((node.one, node.other)))
    return node


def _power(base: Node, exponent: Node) -> Node:
    if isinstance(base, Power) and isinstance(base.exponent, Num) and isinstance(exponent, Num):
        return _power(base.base, Num(base.exponent.value * exponent.value))
    if isinstance(base, Num) and isinstance(exponent, Num) and Fraction(exponent.value).denominator == 1 and base.value:
        return Num(Fraction(base.value) ** int(exponent.value))
    return base if exponent == ONE else Power(base, exponent)


def _powers(node: Times) -> Node:
    """Join equal factors of a product into powers; what stands above and below a line is not cancelled."""
    found: dict[tuple[Node, bool], Fraction] = {}
    rest = []
    for factor in node.factors:
        base, exponent = (factor.base, factor.exponent) if isinstance(factor, Power) else (factor, ONE)
        if isinstance(exponent, Num) and not isinstance(base, Num):
            key = (base, exponent.value > 0)
            found[key] = found.get(key, Fraction(0)) + exponent.value
        else:
            rest.append(factor)
    joined = [_power(base, Num(n)) for (base, _), n in found.items()]
    product = times(*rest, *joined)
    return Times(tuple(sorted(product.factors, key=repr))) if isinstance(product, Times) else product


def free(node: Node) -> set[str]:
    """Return the indices of a line that no sum binds.

    Parameters
    ----------
    node : Node
        The line.

    Returns
    -------
    set of str
        Letters.
    """
    if isinstance(node, Total):
        return (free(node.body) - {node.letter}) | ({node.without} if node.without else set())
    found = set()
    if isinstance(node, Name):
        found = {*node.at, *([node.sample] if node.sample else [])}
    elif isinstance(node, Delta):
        found = {node.one, node.other}
    elif isinstance(node, Slope):
        found = free(node.by) | free(node.of)
    elif isinstance(node, Cases):
        for value, (kind, left, right) in node.parts:
            found |= free(value) | ({left, right} if kind.startswith("index") else {left})
    elif isinstance(node, Dot):
        found = free(node.left) | free(node.right)
    else:
        return set().union(*(free(p) for p in _children(node)))
    return {i for i in found if i and not i.isdigit()}


def _children(node: Node) -> Iterator[Node]:
    for key in ("terms", "factors"):
        yield from getattr(node, key, ())
    for key in ("base", "exponent", "argument", "left", "right", "of"):
        value = getattr(node, key, None)
        if isinstance(value, Node):
            yield value
