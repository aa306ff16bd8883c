"""What is said of a formula that is not read: the place, what is read there, and how to go on."""

import re

from lrlib.proofs.symbols import Unreadable
from lrlib.proofs.tokens import tokens

SIGNS = (  # a sign that is not read, and what is read in its place
    (r"\\int is no sign", r"the derivative: \frac{d}{dz} of one side is what stands behind \int"),
    (r"\\lim is no sign", r"a bound that says how near it comes, as in 1 - \sigma(z) \leq e^{-z}"),
    (r"\\Pr is no sign", r"P(y = 1 \mid x) of one label; of several classes p_k"),
    (r"\\pm is no sign", r"a set, as in \text{if } y \in \{-1, 1\}"),
    (
        r"expected \), found =",
        r"the chance of a class by its letter: \hat{y}_k or p_k for P(y = k \mid x), p_K for the last",
    ),
    (r"expected \}, found ,", r"a sum for each index: \sum_{i=1}^{m} \sum_{k=1}^{K}"),
    (r"no base of a logarithm", r"\log, the natural one, or \log_2 and \log_{10}"),
)
FORMS = (  # what a message says, and the nearest form that is read
    (r"cannot be multiplied", r"two columns side by side are no product: a^\top b is a number, a b^\top a table"),
    (r"cannot add|shapes differ", r"a number is added to a number, a column to a column of the same length"),
    (r"a power of a vector", r"write \lVert v \rVert^2, or v^\top v"),
    (r"no relation", r"a formula claims something: A = B, A \leq B, or A = B \quad \text{if } C"),
    (r"each example|indexed by examples", r"an example is written above, in round brackets: z^{(i)}"),
    (r"too many indices", r"an index is a class (k) or a column (j); an example is written above: z^{(i)}"),
    (r"is none of the", r"each letter has its own entries: z_k and u_k for classes, x_j and v_j for columns"),
    (r"by what\?", r"\nabla_\theta J(\theta), or the gradient of a function of one vector: \nabla f(v)"),
    (r"power of \\", r"(\log z)^2"),
    (r"how large a rest is", r"a bound on the rest, as in |\sigma(z) - \frac{1}{2} - \frac{z}{4}| \leq |z|^3"),
    (r"has no range", r"an index runs over classes (k), columns (j) or examples (i): \sum_{k=1}^{K}"),
    (r"may be a function|no function|Define it in front",
     r"a name is given like this: given=r'g(z) := \frac{1}{1 + e^{-z}}'"),
    (r"did not expect|cannot read from",
     r"words are read in \text{if }, \text{for all }, \text{with } and \text{where }"),
    (r"ends too early|expected", r"every bracket is closed, \frac has two pairs of braces: \frac{a}{b}"),
    (r"cannot be computed", r"smaller steps are read: one equals sign, one derivative"),
)  # fmt: skip
OTHERWISE = r"A = B, with +, -, \cdot, powers, \frac, \sum_{k=1}^{K}, \log, derivatives and cases in A and B"
STANDS = "which stands for"  # in front of what was written in other letters than those that are read
BOOKS = 'letters of others are read with notation="cs229", "bishop", "statistics", "d2l", "ng", "ufldl" or "columns"'


def explained(problem: Unreadable, latex: str) -> Unreadable:
    """Return a problem with the place under which it stands, and the nearest form that is read.

    Parameters
    ----------
    problem : Unreadable
        As it was raised.
    latex : str
        As the formula was written.

    Returns
    -------
    Unreadable
        In three parts: what is not understood; the formula with a caret; what is read.
    """
    said = str(problem)
    head, *rest = said.split("\n")
    text = " ".join(latex.split())
    if not any(line.strip() == "^" for line in rest):
        rest = [f"  {text}", f"  {' ' * _place(head, text)}^"]
    elif tokens(rest[0]) != tokens(text):  # it was written in other letters before it was read
        rest = [*rest, f"{STANDS} {text}"]
    form = next((form for pattern, form in (*SIGNS, *FORMS) if re.search(pattern, said)), OTHERWISE)
    return Unreadable("\n".join([head, *rest, f"Read is: {form}", f"({BOOKS})"]))


def _place(said: str, text: str) -> int:
    """Return where what a message names stands in a formula; its beginning, if it names nothing there."""
    found = [text.find(part) for part in said.split() if len(part) > 1 or not part.isalnum() or part not in "aAI"]
    named = [place for place, part in zip(found, said.split(), strict=False) if place >= 0 and part.strip("\\.,:")]
    return named[0] if named else 0
