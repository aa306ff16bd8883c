r"""What H is the Hessian of: of what an author says once, or of the cost that a line names.

Bishop's H is that of E, a sum; that of the notes of CS229 is that of \ell, and their exercises have one of J, a mean.
Others call the Hessian of a cost so, or that of \ell. A line that is true of one and false of another is not decided
by a choice that it does not make.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import replace

from lrlib.proofs.brackets import behind
from lrlib.proofs.names import Table
from lrlib.proofs.result import Result
from lrlib.proofs.signs import has
from lrlib.proofs.symbols import Ambiguous, Unbound, Unreadable

NAMES = {"J": ("J",), "E": ("E", r"\operatorname{NLL}"), r"\ell": (r"\ell",)}
WORDS = {"J": "H of the mean over the examples", "E": "H of the sum over the examples", r"\ell": r"H of \ell"}
BESIDE = {r"\ell": ("J",)}  # what the exercises of an author call H, where the text has another
TWICE = r"\\nabla\s*(?:_\s*\\?\w+\s*)?\^\s*\{?\s*2|\\nabla[^=]{0,16}\\nabla|\\partial\s*\^\s*\{?\s*2"
TOTAL = re.compile(  # the sum of the losses, or their mean
    r"((?:J|E|\\operatorname\{NLL\})\([^()]*\)) := -?(\\frac\{1\}\{m\} )?\\sum_\{i=1\}\^\{m\} \("
)


def with_hessian(table: Table, cost: str) -> Table:
    """Return a table in which H is the Hessian of a cost.

    Parameters
    ----------
    table : Table
        Of one label.
    cost : str
        Among the keys of its `hessians`.

    Returns
    -------
    Table
        A new one.
    """
    definitions = tuple(table.hessians[cost] if d.startswith("H :=") else d for d in table.definitions)
    return replace(table, definitions=definitions, hessian=cost)


def by_meaning(definition: str, table: Table, anew: Collection[str]) -> str:
    r"""Return what a letter is by its meaning, where its closed form rests on what a reader has defined anew.

    Parameters
    ----------
    definition : str
        Of H, or of a derivative such as dz, in the letters of a table.
    table : Table
        Whose letters.
    anew : collection of str
        The letters that have another definition.

    Returns
    -------
    str
        By derivatives, or as the sum of the losses; another definition as it was; empty, where there is nothing to
        differentiate by.
    """
    cost = next((cost for cost, closed in table.hessians.items() if definition == closed), "")
    if cost:
        return rf"H := \frac{{\partial^2 {cost}}}{{\partial {table.w} \partial {table.w}^\top}}"
    summed = TOTAL.match(definition)
    if summed and r"\mathcal{L}" in anew:
        losses = rf"{summed[2] or ''}\sum_{{i=1}}^{{m}} \mathcal{{L}}^{{(i)}}"
        return f"{summed[1]} := {losses}{definition[behind(definition, summed.end()) :]}"
    found = re.match(r"\\operatorname\{d([zawb])\} :=", definition)
    if found is None or table.many:
        return definition
    beside = any(d.startswith(f"{table.z} :=") and d.endswith("+ b") for d in table.definitions)
    by = {"z": table.z, "a": table.p, "w": table.w, "b": "b" if beside else ""}[found[1]]
    of_all = r"\sum" in definition
    mean = any(d.startswith("J(") and r"\frac{1}{m}" in d for d in table.definitions)
    of = r"\mathcal{L}" if not of_all else "J" if mean else r"(\frac{1}{m} J)"
    return rf"\operatorname{{d{found[1]}}} := \frac{{\partial}}{{\partial {by}}} {of}" if by else ""


def speaks_of_hessian(text: str, table: Table, given: str) -> bool:
    """Say whether a formula has an H that it does not define.

    Parameters
    ----------
    text : str
        In the letters of a table.
    table : Table
        Whose letters.
    given : str
        Definitions.

    Returns
    -------
    bool
        Whether what H is depends on the author.
    """
    return bool(table.hessians) and has(text, "H") and not re.search(r"(?<![A-Za-z\\])H[^=:]*:?=", given)


def in_hessians(text: str, table: Table, read: Callable[[str], Result]) -> Result:
    """Read a formula with the Hessian that its author, or the line itself, means by H.

    Parameters
    ----------
    text : str
        In the letters of a table.
    table : Table
        Whose letters.
    read : callable
        From a definition of H to what came of the formula.

    Returns
    -------
    Result
        With the reading in words, where no author has it.

    Raises
    ------
    Ambiguous
        If the line is true of one Hessian and false of another, and does not say which is meant.
    """
    first, rest = _meant(text, table)
    answers: dict[str, Result | Unreadable] = {}
    for cost in (*first, *rest):
        if cost in rest and any(_ok(answers[c]) for c in first):
            break
        try:
            answers[cost] = read(table.hessians[cost])
        except (Unreadable, Unbound) as problem:
            answers[cost] = problem if isinstance(problem, Unreadable) else Unreadable(str(problem))
    if not first and all(map(_ok, answers.values())):
        return _result(answers[rest[0]])
    for cost in first:
        if _ok(answers[cost]):
            out = _result(answers[cost])
            words = [WORDS[cost]] * (cost != table.hessian or cost in BESIDE)
            out.family = "; ".join(part for part in (out.family, *words) if part)
            return out
    true = next((cost for cost in rest if _ok(answers[cost])), "")
    if true:
        raise Ambiguous(_to_write(true, table))
    return _result(next(iter(answers.values())))


def _meant(text: str, table: Table) -> tuple[list[str], list[str]]:
    """Return of which costs H may be the Hessian, and of which others it might be meant to be."""
    own, costs = table.hessian, list(table.hessians)
    named = [cost for cost in costs if has(text, *NAMES[cost])]
    if named and re.search(r":=|\\leftarrow", text):  # a step is one for the cost that it names
        return named, [c for c in costs if c not in named and (not own or c == own)]
    if own:
        first = [own, *(c for c in named if own not in named)]
        return first, [c for c in (*named, *BESIDE.get(own, ())) if c not in first and (own not in named or c in named)]
    if named and re.search(TWICE, text):
        return [*named, *(c for c in costs if c not in named)], []
    if table.likelihood:
        return [], costs
    first = [cost for cost in costs if cost != r"\ell" or cost in named]
    return first, [c for c in costs if c not in first]


def _to_write(true: str, table: Table) -> str:
    """Say what to write for H where a line is true of the Hessian of one cost only."""
    own = f"of {table.hessian} in this notation" if table.hessian else r"of \ell in some books, of a cost in others"
    name, sign = (r"\ell", "-") if true == "E" and table.likelihood and not table.hessian else (true, "")
    what = rf"{sign}\nabla^2 {name}({table.w})"
    return f"H is the Hessian {own}, and the line is true only where it is {what}: write that for H"


def _ok(answer: Result | Unreadable) -> bool:
    return isinstance(answer, Result) and "false" not in answer.kinds


def _result(answer: Result | Unreadable) -> Result:
    if isinstance(answer, Unreadable):
        raise answer
    return answer
