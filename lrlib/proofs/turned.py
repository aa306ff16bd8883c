r"""A missing transpose: where shapes do not fit, and with one matrix transposed the line is true."""

import re
from collections.abc import Iterator
from itertools import combinations

SHAPES = re.compile(r"shapes? .*(?:cannot be multiplied|differ)|cannot add shapes|wanted is|has the shape")
FONT = r"\\(?:mathbf|boldsymbol|bm|mathrm|hat|widehat)"
MATRIX = (
    rf"{FONT}\s*(?:\{{\s*(?:\\?[A-Z][a-z]*|{FONT}\s*\{{\s*[A-Z]\s*\}})\s*\}}|\\?[A-Z][a-z]*)"
    r"|\\(?:Phi|Theta)(?![A-Za-z])|d?[A-Z]"
)
TRANSPOSED = r"(?:T|\\top|\\intercal|\\mathrm\{T\}|\\mathsf\{T\})"
TOP = rf"\s*\^\s*(?:\{{\s*{TRANSPOSED}\s*\}}|\\top(?![A-Za-z])|T(?![a-z]|$)|T(?=d[A-Z]|$))"
BEFORE = r"(?:(?<![A-Za-z\\_^{])|(?<=\^T)|(?<=\\top))"
DIFFERENCE = r"\((?=[^()]*[A-Z])(?=[^()]*-)[^()=,]*\)"
EVERY = re.compile(rf"{BEFORE}({DIFFERENCE}|(?:{MATRIX})(?![A-Za-z_]))({TOP})?")
SIZES = ("K", "N", "M", "J", "E", "L", "C", "D", "H", "P", "T")  # no matrices of features, weights or probabilities
MOST = 4


def turned(latex: str, most: int) -> Iterator[tuple[str, str]]:
    r"""Give a formula with one of its matrices transposed, or no longer transposed; then with two.

    Parameters
    ----------
    latex : str
        A formula.
    most : int
        How many are turned at once: where no notation is named, two may be what another author writes.

    Yields
    ------
    str, str
        The matrices, and the formula.
    """
    found = [m for m in EVERY.finditer(latex) if m[1] not in SIZES][:MOST]
    for some in (some for n in range(1, most + 1) for some in combinations(found, n)):
        other = latex
        for m in reversed(some):
            new = f"{m[1]} " if m[2] else rf"{m[1]}^\top "
            other = other[: m.start()] + new + other[m.end() :]
        if len({re.sub(r"[\s{}]", "", side) for side in other.split("=")}) == 1:
            continue  # of what is the same on both sides nothing can be learnt
        yield " and ".join(m[1] + r"^\top" * bool(m[2]) for m in some), other
