"""Reverse mode: a number that remembers what it was made of, and the slopes of all of that in one walk back."""

import math


class Node:
    """A number in a graph of computation.

    Parameters
    ----------
    value : float
        The number.
    *made_of : (Node, float)
        Each number that it was made of, with the slope of this one by that one.
    """

    def __init__(self, value: float, *made_of: tuple["Node", float]) -> None:
        self.value, self.made_of = float(value), made_of

    def __add__(self, other: "Node | float") -> "Node":
        """Return the sum, whose slope by each part is 1."""
        other = _node(other)
        return Node(self.value + other.value, (self, 1.0), (other, 1.0))

    def __mul__(self, other: "Node | float") -> "Node":
        """Return the product, whose slope by one factor is the other."""
        other = _node(other)
        return Node(self.value * other.value, (self, other.value), (other, self.value))

    def __neg__(self) -> "Node":
        """Return minus the number."""
        return Node(-self.value, (self, -1.0))

    def __sub__(self, other: "Node | float") -> "Node":
        """Return the difference."""
        return self + -_node(other)

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, other: float) -> "Node":
        """Return a plain number less this one."""
        return -self + other


def tanh(x: Node) -> Node:
    """Return the hyperbolic tangent.

    Parameters
    ----------
    x : Node
        Any number.

    Returns
    -------
    Node
        From -1 to 1; its slope is 1 less its square.

    Examples
    --------
    >>> tanh(Node(0.0)).value
    0.0
    """
    s = math.tanh(x.value)
    return Node(s, (x, 1 - s * s))


def softplus(x: Node) -> Node:
    """Return log(1 + exp(x)), the cost of one example with label 0.

    Parameters
    ----------
    x : Node
        Any number.

    Returns
    -------
    Node
        0 or above, and 0 only where exp(x) is; its slope is the sigmoid.

    Examples
    --------
    >>> round(softplus(Node(0.0)).value, 4)
    0.6931
    """
    small = math.exp(-abs(x.value))
    slope = (1.0 if x.value >= 0 else small) / (1 + small)
    return Node(max(x.value, 0.0) + math.log1p(small), (x, slope))


def slopes(output: Node) -> dict[Node, float]:
    """Return the slope of one number by every number that it was made of.

    Each number passes its own slope on only when all that was made of it has passed on theirs.

    Parameters
    ----------
    output : Node
        Such as the cost.

    Returns
    -------
    dict
        From nodes to slopes; that of the output is 1.

    References
    ----------
    .. [1] Chapter 18, equation (18.1).

    Examples
    --------
    >>> x = Node(3.0)
    >>> slopes(x * x + 2 * x)[x]
    8.0
    """
    order: list[Node] = []
    seen, waiting = set(), [(output, False)]
    while waiting:  # no recursion, which a long graph exhausts
        node, ready = waiting.pop()
        if ready:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            waiting.append((node, True))  # after its parts
            waiting += [(part, False) for part, _ in node.made_of]
    found = dict.fromkeys(order, 0.0)
    found[output] = 1.0
    for node in reversed(order):
        for part, slope in node.made_of:
            found[part] += found[node] * slope
    return found


def _node(x: "Node | float") -> Node:
    return x if isinstance(x, Node) else Node(x)
