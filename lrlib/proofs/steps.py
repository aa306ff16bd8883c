"""A formula of the reader's own: checked, or taken apart step by step."""

from lrlib.proofs.lesson import Lesson
from lrlib.proofs.result import Result
from lrlib.proofs.symbols import Elsewhere, Unbound, Unreadable
from lrlib.proofs.worked import written_out

CONDITIONS = {
    "softmax": (
        r"\sum_{j=1}^{K} y_j = 1",
        r"y \text{ is one-hot}",
        r"\sum_{j=1}^{K} y_j^{(i)} = 1 \text{ for all } i",
        "j = k",
        r"j \neq k",
        "K = 2",
        "m = 1",
        r"y_k = 1, \sum_{j=1}^{K} y_j = 1",
        r"y_k = 0, \sum_{j=1}^{K} y_j = 1",
        "z_2 = 0",
        "W = 0",
    ),
    "binary": (r"y \in \{0, 1\}", "y = 1", "y = 0", "m = 1", "x_0 = 1", r"\theta = 0", "z = 0", r"z \geq 0"),
}


def try_step(latex: str, family: str = "softmax") -> Result:
    r"""Check a formula of your own.

    Parameters
    ----------
    latex : str
        A relation in the notation of the book; "if" and a condition may follow.
    family : str
        "softmax" (ŷ, w_k, one-hot y) or "binary" (h, θ, y of 0 or 1).

    Returns
    -------
    Result
        Shows itself: proved, or FALSE with a counter-example and, where one is known, a condition that makes it true.

    Raises
    ------
    ValueError
        If something in it cannot be read, or it claims nothing.

    Examples
    --------
    >>> try_step(r"\sigma'(z) = \sigma(z) (1 + \sigma(z))", family="binary")
    FALSE for z = 1: 0.19661 = 1.2655
    """
    try:
        result = Lesson(family).read(latex.strip().strip("$"), CONDITIONS.get(family, ()))
    except (Elsewhere, Unbound) as problem:
        raise Unreadable(str(problem) or "the formula speaks of more than there is") from None
    except (ArithmeticError, LookupError, NotImplementedError, RecursionError, TypeError) as problem:
        raise Unreadable(f"that cannot be computed: {problem}") from None
    if not result.kinds - {"definition", "update"}:
        raise Unreadable("that is a definition: it claims nothing that could be checked")
    return result


def show_steps(latex: str, family: str = "softmax") -> None:
    r"""Print what `try_step` compares, in the smallest case, step by step.

    Parameters
    ----------
    latex : str
        A relation in the notation of the book.
    family : str
        "softmax" or "binary".

    Raises
    ------
    ValueError
        If something in it cannot be read.

    Examples
    --------
    >>> show_steps(r"\frac{\partial z_k}{\partial w_k} = x")
    K = 2, n = 3, k = 1
      left side:    x_0
      right side:   x_0
      left - right: 0
                  = 0
    ...
    """
    print(written_out(Lesson(family), latex.strip().strip("$")))
