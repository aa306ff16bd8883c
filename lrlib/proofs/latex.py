r"""Read a displayed formula strictly: each phrase becomes a function from a `World` to its value there.

What the reader does not know is an error, never a guess. `:=` defines, ``\leftarrow`` updates, and everything else must
be true.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from lrlib.proofs import derivatives, joins, tables  # noqa: F401 - each registers the commands that it reads
from lrlib.proofs.conditions import read_conditions
from lrlib.proofs.expressions import read_chain
from lrlib.proofs.names import Definition
from lrlib.proofs.naming import read_target
from lrlib.proofs.phrases import Condition, Name, Phrase
from lrlib.proofs.scan import Scan
from lrlib.proofs.symbols import Unreadable
from lrlib.proofs.tokens import is_words


@dataclass
class Formula:
    """One formula of a display, as read.

    Attributes
    ----------
    kind : str
        "claim", "definition" or "update".
    sides : list of callable
        What stands between the relations.
    relations : list of str
        The relations between the sides.
    conditions : list of callable
        From a world to alternatives, each a list of constraints; none means: not in this world.
    target : Name or None
        What a definition defines or an update changes.
    parameters : tuple of str
        The parameters of a defined function.
    equivalent : Formula or None
        What stands after "exactly if".
    sizes : dict
        Sizes that the conditions fix, such as K = 3.
    local : dict
        Definitions made by "with A := B".
    used : set of str
        The names that were met.
    cases : list of list
        For each case of a display with cases, whether its condition was ever possible where it was evaluated.
    decimals : list
        For each side, the digits after the point if it is a decimal number, else None.
    called : set of str
        The functions that were given arguments.
    subjects : set of str
        The sizes and indices that stand as numbers, as K in log K.
    conditioned : set of str
        The names of which the conditions speak.
    """

    kind: str
    sides: list[Phrase]
    relations: list[str]
    conditions: list[Condition] = field(default_factory=list)
    target: Name | None = None
    parameters: tuple[str, ...] = ()
    equivalent: "Formula | None" = None
    sizes: dict[str, int] = field(default_factory=dict)
    local: dict[str, Definition] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    cases: list[list[bool]] = field(default_factory=list)
    decimals: list[int | None] = field(default_factory=list)
    called: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    conditioned: set[str] = field(default_factory=set)


def read_formulas(
    latex: str, names: Collection[str], functions: Collection[str] = (), uses: Mapping[str, set[str]] | None = None
) -> list[Formula]:
    """Read formulas separated by commas; the conditions at the end hold for all of them.

    Parameters
    ----------
    latex : str
        The formulas.
    names : collection of str
        All names that have a meaning.
    functions : collection of str
        Those among them that take arguments.
    uses : mapping, optional
        From names to what their definitions are made of.

    Returns
    -------
    list of Formula
        As they stand.

    Raises
    ------
    Unreadable
        Where something is not known.
    """
    s = Scan(latex, names, functions, uses)
    whole = [str(t) for t in s.tokens[:-1]]
    try:
        return _read(s)
    except Unreadable as problem:
        before = " ".join(whole[: max(len(whole) - len(s.tokens), 0)])
        place = len(before) + bool(before)
        raise Unreadable(f"{problem}\n  {' '.join(whole)}\n  {' ' * place}^") from None
    except (IndexError, ValueError, RecursionError, AttributeError, TypeError):
        raise Unreadable(
            f"this cannot be read; it ends too early, or is nested too deep:\n  {' '.join(whole)}"
        ) from None


def _read(s: Scan) -> list[Formula]:
    found = [_formula(s)]
    while s.next == "," and (not is_words(s.tokens[1]) or s.tokens[1] in s.names):
        s.take(",")
        found.append(_formula(s))
    equivalent = None
    if s.words("exactly if"):
        equivalent = _formula(s)
    conditions = read_conditions(s, found[0].kind == "update")
    if s.next is not None:
        raise Unreadable(f"cannot read from {s.next} on")
    _arguments(s)
    for formula in found:
        formula.conditions, formula.equivalent = conditions, equivalent
        formula.sizes, formula.local, formula.used = s.sizes, s.local, s.used
        formula.cases, formula.called = s.cases, s.called
        formula.subjects, formula.conditioned = s.subjects, s.conditioned
    return found


def _arguments(s: Scan) -> None:
    r"""Give a function without an argument, as in d\sigma/dz, the argument by which is differentiated."""
    by = {v.name: v for v in s.by}
    if len(by) != 1:
        return
    ((variable, name),) = by.items()
    for function in s.bare:
        if variable not in s.uses.get(function.name, {variable}) and not function.primes:
            function.args = [Name(name.name, name.letters, name.sample)]
            s.called.add(function.name)


def _formula(s: Scan) -> Formula:
    start = list(s.tokens)
    ends = [i for i, t in enumerate(start) if t in (":=", r"\leftarrow")]
    words = next((i for i, t in enumerate(start) if is_words(t) and t not in s.names), len(start))
    comma = s.comma()
    here = [i for i in ends if i < min(words, comma)]
    if not here:
        sides, relations, decimals = read_chain(s)
        if not relations:
            raise Unreadable("there is no relation: nothing is claimed")
        return Formula("claim", sides, relations, decimals=decimals)
    kind = "definition" if start[here[0]] == ":=" else "update"
    target, parameters = read_target(s)
    s.take(":=" if kind == "definition" else r"\leftarrow")
    sides, relations, decimals = read_chain(s)
    return Formula(kind, sides, relations, target=target, parameters=parameters, decimals=decimals)
