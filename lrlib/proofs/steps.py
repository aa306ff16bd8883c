"""A formula of the reader's own: checked, or taken apart step by step."""

import re
from collections.abc import Sequence

from lrlib.proofs.lesson import Lesson
from lrlib.proofs.limit import OutOfTime, processor_time
from lrlib.proofs.notation import FAMILIES
from lrlib.proofs.result import Result
from lrlib.proofs.spelling import all_examples, classes_up_to_k, examples_above, one_number, spelt
from lrlib.proofs.symbols import Elsewhere, Unbound, Unknown, Unreadable
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
    ),
    "binary": (r"y \in \{0, 1\}", "y = 1", "y = 0", "m = 1", "x_0 = 1", r"z \geq 0", "z = 0"),
}
SECONDS = 5.0  # of processor time, after which a formula counts as not decided
SUGGESTING = 2.0  # and for the search for a condition that makes a false one true
SIGNS = {  # letters by which a notation is known
    "cs229": re.compile(r"\\ell\s*\(\s*\\theta\s*\)|=\s*g\s*\(\s*\\theta"),
    "statistics": re.compile(r"\\beta(?![A-Za-z])"),
    "bishop": re.compile(r"\\(?:boldsymbol\{)?\\?(?:phi|Phi)(?![A-Za-z])|(?<![A-Za-z\\])t_\{?n"),
    "d2l": re.compile(r"(?<![A-Za-z\\])o_|\\mathbf\{o\}"),
}
ONE_LABEL = re.compile(r"(?<![A-Za-z\\])h(?![A-Za-z])|\\theta|\\ell|\\beta|(?<![A-Za-z])J(?![A-Za-z])")
MANY = re.compile(r"\\hat|\\mathcal|(?<![A-Za-z\\])[WKYZ](?![A-Za-z])|softmax|[wyz]_\{?[jkl]|\\sum_\{?[jkl]")
WEIGHTS = re.compile(
    r"(?<![A-Za-z\\])w\s*(?:\^\s*(?:\\top|T)|\\cdot)\s*x(?![_^A-Za-z])(\s*\+\s*b(?![A-Za-z_]))?"
)  # in place of θ
TABLES = re.compile(r"\\begin\{(?:cases|bmatrix)\}.*?\\end\{(?:cases|bmatrix)\}", re.S)
RELATION = re.compile(r"[=<>]|\\(?:le|ge|ne|approx|leq|geq|neq)(?![A-Za-z])")
FAILURES = (ArithmeticError, AttributeError, LookupError, NotImplementedError, RecursionError, TypeError, ValueError)


def try_step(latex: str, family: str | None = None, *, given: str = "", notation: str | None = None) -> Result:
    r"""Check a formula of your own.

    Parameters
    ----------
    latex : str
        A relation; "if" and a condition may follow. Definitions may stand in front, each on a line of its own.
    family : str, optional
        "softmax" (ŷ, w_k, one-hot y) or "binary" (h, θ, y of 0 or 1); it is found if it is not named.
    given : str
        Definitions that hold for the formula, such as ``g(z) := \frac{1}{1 + e^{-z}}``, one on a line.
    notation : str, optional
        Whose letters are used: "cs229", "bishop", "d2l" or "statistics"; those of this book if it is not named.

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
    >>> try_step(r"g'(z) = g(z) (1 - g(z))", given=r"g(z) := \frac{1}{1 + e^{-z}}")
    proved: 1 case (read with one label: h, θ)
    """
    families = _families(latex + given, family, notation)
    refused: list[Unreadable] = []
    for name in families:
        try:
            result = _answer(latex, name, given)
        except Unreadable as problem:
            refused.append(problem)
            continue
        if name != (notation or family or "softmax"):
            result.family = {"binary": "one label: h, θ"}.get(name, f'notation="{name}"')
        return result
    raise refused[0]


def _families(latex: str, family: str | None, notation: str | None) -> Sequence[str]:
    wanted = notation or family
    if wanted is not None:
        if wanted not in FAMILIES:
            raise ValueError(f"there is no family {wanted!r}; wanted is one of {', '.join(FAMILIES)}")
        other = "binary" if wanted == "softmax" else ""
        foreign = ONE_LABEL.search(latex) and len(MANY.findall(latex)) <= len(ONE_LABEL.findall(latex))
        return [wanted, other] if other and (foreign or not MANY.search(latex)) else [wanted]
    for name, sign in SIGNS.items():
        if sign.search(latex):
            return [name, "binary", "softmax"]
    one, many = len(ONE_LABEL.findall(latex)), len(MANY.findall(latex))
    return ["binary", "softmax"] if one > many else ["softmax", "binary"]


def _answer(latex: str, family: str, given: str) -> Result:
    lesson = Lesson(family)
    text = latex
    try:
        with processor_time(SECONDS):
            lesson.anew = True
            for line in _lines(given):
                lesson.learn(line if ":=" in line else line.replace("=", ":=", 1))
            text = _spelt(latex, lesson)
            weights = (
                WEIGHTS.search(text) if family == "binary" and not re.search(r":=|\\theta", text + given) else None
            )
            if weights:
                lesson.learn(r"z := w^\top x" + " + b" * bool(weights[1]))
            result = lesson.read(text)
    except OutOfTime:
        return Result(latex, kinds={"undecided"}, where=f"in {SECONDS:.0f} s of processor time")
    except Unreadable as problem:
        raise _placed(problem, text, lesson) from None
    except (Elsewhere, Unbound) as problem:
        raise Unreadable(str(problem) or "the formula speaks of more than there is") from None
    except FAILURES:
        raise Unreadable("this cannot be computed as it stands; try it in smaller steps") from None
    if not result.kinds - {"definition", "update"}:
        raise Unreadable("that is a definition: it claims nothing that could be checked")
    if "false" in result.kinds:
        try:
            with processor_time(SUGGESTING):
                result.needs = lesson.needs(text, CONDITIONS.get(family, ()))
        except OutOfTime:
            pass
    return result


def _spelt(latex: str, lesson: Lesson) -> str:
    names = {*lesson.notation.axes, *lesson.notation.rows, *lesson.definitions}
    parts = [spelt(line, names) for line in _lines(latex)]
    if "^" in {lesson.notation.axes.get("y", ""), lesson.notation.axes.get("t", "")}:
        parts = [examples_above(part) for part in parts]
    if "y" in lesson.notation.rows.values() and r"\mathbf{h}" in lesson.notation.rows:
        parts = [all_examples(part) for part in parts]
    if lesson.notation.axes.get("y") == "^K":
        parts = [classes_up_to_k(part) for part in parts]
    parts = [one_number(part) for part in parts]
    text = r" \\ ".join(parts)
    if r"\\" in TABLES.sub("", text):
        return rf"\begin{{aligned}} {text} \end{{aligned}}"
    return TABLES.sub(lambda m: m[0].replace("&", "\x00"), text).replace("&", " ").replace("\x00", "&")


def _lines(latex: str) -> list[str]:
    """Split a text into formulas, where each of its lines is one."""
    found = [line.strip() for line in latex.strip().strip("$").split("\n") if line.strip()]
    whole = all(RELATION.search(line) and line.count("{") == line.count("}") for line in found)
    return found if whole and r"\begin" not in latex else [" ".join(found)] * bool(found)


def _placed(problem: Unreadable, latex: str, lesson: Lesson) -> Unreadable:
    """Return the problem with the place at which it stands, and the nearest name that is known."""
    if not isinstance(problem, Unknown) or problem.name not in latex:
        return problem
    place = latex.index(problem.name)
    names = {*lesson.notation.axes, *lesson.notation.rows, *lesson.definitions}
    return Unreadable(f"{problem}{problem.nearest(names)}\n  {latex}\n  {' ' * place}^")


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
