"""Which letters of the book are matrices, and what their rows and columns stand for."""

from lrlib.proofs.game.tree import Name, Node, Plus, Product, Slope, Turned, parts

MATRICES = ("X", "Y", "W", r"\hat{Y}", r"\mathbf{h}", r"\mathbf{y}")
AXES = {"X": "mn", "Y": "mK", r"\hat{Y}": "mK", "W": "Kn", r"\mathbf{h}": "m", r"\mathbf{y}": "m", r"\theta": "n"}
ENTRIES = {"X": "x", "Y": "y", r"\hat{Y}": r"\hat{y}", "W": "w", r"\mathbf{h}": "h", r"\mathbf{y}": "y"}


def is_matrix(node: Node) -> bool:
    """Say whether a node has rows and columns.

    Parameters
    ----------
    node : Node
        Any.

    Returns
    -------
    bool
        Whether one of the matrices of the book is in it.
    """
    if isinstance(node, Slope):
        return node.by.name in MATRICES or (node.by.name == r"\theta" and not node.by.at)
    return any(isinstance(p, Slope) and is_matrix(p) for p in parts(node)) or any(
        isinstance(p, Name) and p.name in MATRICES for p in parts(node)
    )


def shape(node: Node) -> str:
    """Return what the rows and columns of a matrix stand for.

    Parameters
    ----------
    node : Node
        A matrix; of a number nothing is returned.

    Returns
    -------
    str
        Two of K, m and n, or one.
    """
    if isinstance(node, Turned):
        return (shape(node.of) + "1")[:2][::-1]
    if isinstance(node, Product):
        return shape(node.left)[:1] + shape(node.right)[1:]
    if isinstance(node, Name):
        return "" if node.at else AXES.get(node.name, "")
    if isinstance(node, Slope):
        return shape(node.by)
    return next((s for p in list(parts(node))[1:] if (s := shape(p))), "")


def unfit(node: Node) -> tuple[str, Node, Node] | None:
    """Return two matrices of a line that can be neither multiplied nor added.

    Parameters
    ----------
    node : Node
        The line.

    Returns
    -------
    tuple or None
        What they do not make ("product" or "sum"), and the two; None where all fit.
    """
    for part in parts(node):
        if isinstance(part, Product) and sides(part.left)[1] != sides(part.right)[0]:
            return "product", part.left, part.right
        if isinstance(part, Plus):
            first, *rest = [t for t in part.terms if shape(t)] or [part]
            for term in rest:
                if sides(term) != sides(first):
                    return "sum", first, term
    return None


def sides(node: Node) -> str:
    """Return how many rows and columns a matrix has.

    Parameters
    ----------
    node : Node
        A matrix, or a column.

    Returns
    -------
    str
        Two of K, m, n and 1; of a number "11".
    """
    return (shape(node) + "11")[:2]
