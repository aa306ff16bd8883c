r"""What the letters of a level are made of: which depends on which, and how each is defined."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lrlib.proofs.game.reading import read
from lrlib.proofs.game.tree import Call, Name, Node, Num, Total, each, over, parts, plus, renamed, times

EACH = frozenset({"x", "y", "z", "h", r"\hat{y}", r"\mathcal{L}"})  # what has a value for each example


@dataclass(frozen=True)
class Link:
    """How one letter is made of another.

    Attributes
    ----------
    inner : str
        The other letter.
    over : str
        Over what a chain rule sums: "K", "m", or nothing where one letter is made of one other.
    own : bool
        Whether entry k is made of entry k alone, as a logit of its row of weights.
    """

    inner: str
    over: str = ""
    own: bool = False


@dataclass(frozen=True)
class Knowledge:
    """Letters, links and definitions.

    Attributes
    ----------
    links : mapping
        From a letter to what it is made of directly.
    definitions : mapping
        From a letter to the name as it is defined and its body.
    """

    links: Mapping[str, Link]
    definitions: Mapping[str, tuple[Name, Node]] = field(default_factory=dict)

    def made_of(self, name: str) -> set[str]:
        """Return all letters that a letter depends on, itself among them.

        Parameters
        ----------
        name : str
            A letter.

        Returns
        -------
        set of str
            Through all links.
        """
        found = {name}
        while name in self.links:
            name = self.links[name].inner
            found.add(name)
        return found

    def depends(self, node: Node, by: Name) -> bool:
        """Say whether a tree changes with a letter.

        Parameters
        ----------
        node : Node
            Any.
        by : Name
            The letter; its indices do not matter here.

        Returns
        -------
        bool
            Whether it may.
        """
        return any(isinstance(p, Name) and by.name in self.made_of(p.name) for p in parts(node))

    def unfolded(self, name: Name) -> Node:
        """Return what a name is defined to be.

        Parameters
        ----------
        name : Name
            With the indices it has in a line.

        Returns
        -------
        Node
            The body of its definition, with these indices.
        """
        head, body = self.definitions[name.name]
        for old, new in zip(head.at, name.at, strict=True):
            body = renamed(body, old, new)
        return sampled(body, name.sample) if name.sample is not None and head.sample is None else body


def sampled(node: Node, sample: str) -> Node:
    """Return a tree about one example.

    Parameters
    ----------
    node : Node
        Written without examples.
    sample : str
        The example.

    Returns
    -------
    Node
        With ``^{(i)}`` at each letter that has a value for each example.
    """
    if isinstance(node, Name):
        return Name(node.name, node.at, sample) if node.name in EACH and node.sample is None else node
    if isinstance(node, Total) and node.letter == sample:
        fresh = f"{sample}'"
        return Total(fresh, node.size, node.without, sampled(renamed(node.body, sample, fresh), sample))
    return each(node, lambda part: sampled(part, sample))


def defined(*lines: str) -> dict[str, tuple[Name, Node]]:
    """Read definitions.

    Parameters
    ----------
    *lines : str
        In LaTeX, with ``:=``.

    Returns
    -------
    dict
        From letters to heads and bodies.
    """
    found = {}
    for line in lines:
        left, right = line.split(":=")
        head = read(left)
        assert isinstance(head, Name), line
        found[head.name] = (head, read(right))
    return found


def sigmoid(argument: Node) -> Node:
    """Return what the sigmoid of something is defined to be.

    Parameters
    ----------
    argument : Node
        Of what.

    Returns
    -------
    Node
        One over one plus an exponential.
    """
    return over(Num(1), plus(Num(1), Call(r"\exp", times(Num(-1), argument))))


SOFTMAX = Knowledge(
    {
        "L": Link(r"\mathcal{L}", "m"),
        r"\mathcal{L}": Link(r"\hat{y}", "K"),
        r"\hat{y}": Link("z", "K"),
        "z": Link("w", own=True),
    },
    defined(
        r"z_k := w_k^\top x",
        r"\hat{y}_k := \frac{e^{z_k}}{\sum_{j=1}^{K} e^{z_j}}",
        r"\mathcal{L} := -\sum_{k=1}^{K} y_k \log \hat{y}_k",
        r"L := \frac{1}{m} \sum_{i=1}^{m} \mathcal{L}^{(i)}",
    ),
)
BINARY = Knowledge(
    {"J": Link(r"\mathcal{L}", "m"), r"\mathcal{L}": Link("h"), "h": Link("z"), "z": Link(r"\theta", "n")},
    defined(
        r"z := \theta^\top x",
        r"h := \sigma(z)",
        r"\mathcal{L} := -y \log h - (1 - y) \log(1 - h)",
        r"J := \frac{1}{m} \sum_{i=1}^{m} \mathcal{L}^{(i)}",
    ),
)
