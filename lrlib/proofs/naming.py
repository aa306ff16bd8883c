r"""Read a name with its scripts, and what stands in brackets behind it, such as ``\\hat{y}_k^{(i)}`` or J(w, b)."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from lrlib.proofs.phrases import Name, Phrase
from lrlib.proofs.scan import Scan
from lrlib.proofs.symbols import Unreadable

_OF = "in brackets stand the names that it is made of, each once, as in \\mathcal{L}(h, y)"
SIZES = ("K", "m", "n")


def read_target(s: Scan) -> tuple[Name, tuple[str, ...]]:
    """Read what a definition defines: a name with its parameters.

    Parameters
    ----------
    s : Scan
        Before it; afterwards behind it.

    Returns
    -------
    Name, tuple of str
        The name and its parameters; none, where it is no function.
    """
    name = read_name(s, s.take())
    parameters = []
    if s.skip("("):
        parameters = [s.take()]
        while s.skip(",", ";", r"\mid"):
            parameters.append(s.take())
        s.take(")")
    return name, tuple(parameters)


def read_name(s: Scan, token: str, arguments: Callable[[Scan], Phrase] | None = None) -> Name:
    """Read a name with its scripts and, if it is a function, its arguments.

    Parameters
    ----------
    s : Scan
        Before it; afterwards behind it.
    token : str
        The name.
    arguments : callable, optional
        Reads an argument; without it none may follow.

    Returns
    -------
    Name
        As read.
    """
    out = Name(token)
    s.used.add(token)
    if (token in SIZES and s.next not in ("_", "}")) or (token in "ijkl" and s.next not in ("_", "^")):
        s.subjects.add(token)
    while True:
        if s.skip("'"):
            out.primes += 1
        elif s.next == "_":
            if out.letters:
                raise Unreadable(f"two subscripts in a row: write one, as in {token}_{{kj}}")
            s.take()
            out.letters = read_subscripts(s)
        elif s.tokens[:3] == ["^", "{", "("]:
            if out.sample is not None:
                raise Unreadable(f"two examples in a row: write one, as in {token}^{{(i)}}")
            del s.tokens[:3]
            out.sample = s.take()
            s.take(")"), s.take("}")
        else:
            break
    if arguments and s.next == "(":
        _apply(s, out, arguments)
    if token in s.functions and out.args is None:
        s.bare.append(out)
    return out


def _apply(s: Scan, out: Name, argument: Callable[[Scan], Phrase]) -> None:
    """Read the arguments of a name, where it has some: those of a function, or names that a quantity is made of."""
    inside = s.inside()
    alone = [t for t, after in pairwise([*inside, ")"]) if t == out.name and after not in ("(", "'", "_", "^")]
    if out.name in s.functions:
        if alone:
            return  # as in \sigma (1 - \sigma): a factor
        s.take("(")
        s.called.add(out.name)
        out.args = [argument(s)]
        while s.skip(",", ";", r"\mid"):
            out.args.append(argument(s))
        s.take(")")
        return
    if out.name == r"\delta":
        return  # a factor
    made_of = s.uses.get(out.name, set())
    names = _names_alone(s, inside)
    if not names or out.name in {n.name for n in names}:
        if made_of and s.lists():
            values = r"write a value behind \text{if }, as in \text{if } y = 1"
            raise Unreadable(f"{out.name}({' '.join(inside)}): {_OF}; {values}")
        return  # a product
    if not all(n.name in made_of for n in names):
        raise Unreadable(
            f"{out.name}({', '.join(n.name for n in names)}) may be a function or a product. Define it in front, as in "
            rf"{out.name}({names[0].name}) := …, or write {out.name} \cdot {names[0].name}"
        )
    _one_of_each(out, names)
    order = [n.name for n in names]
    before = s.orders.setdefault(out.name, order)
    if before != order and sorted(before) == sorted(order):
        both = " and ".join(f"{out.name}({', '.join(some)})" for some in (before, order))
        raise Unreadable(f"{both}: the order of what {out.name} is made of says nothing here. Keep to one")
    s.take("(")
    del s.tokens[: len(inside) + 1]
    s.used.update(n.name for n in names)
    out.of = names
    samples = {n.sample for n in names if n.sample is not None}
    if len(samples) == 1 and out.sample is None and not out.primes:
        out.sample = samples.pop()


def _one_of_each(out: Name, names: list[Name]) -> None:
    """Refuse names in brackets that are not what a quantity is made of: one twice, or of two examples."""
    twice = [n.name for i, n in enumerate(names) if n.name in {m.name for m in names[:i]}]
    if twice:
        raise Unreadable(f"{out.name} of {twice[0]} twice: {_OF}")
    if len({n.sample for n in names}) > 1 and len({n.sample for n in names if n.sample is not None}) > 1:
        raise Unreadable(f"{out.name} of two examples: {_OF}, of one example")
    entries = next((n for n in names if n.letters and n.letters != out.letters), None)
    if entries:
        at = "".join(map(str, entries.letters))
        raise Unreadable(f"{out.name} of {entries.name}_{at}, which is one entry: {_OF}, whole")


def _names_alone(s: Scan, inside: list[str]) -> list[Name]:
    """Return the names in brackets that hold nothing else, as in (\\hat{y}, y); none where they hold more."""
    if not inside or inside[0] not in s.names or any(t in "+-/=0123456789" or t == r"\cdot" for t in inside):
        return []
    inner = Scan("", s.names, s.functions)
    inner.tokens = [*inside, None]
    found = []
    while True:
        if inner.next not in s.names:
            return []
        found.append(read_name(inner, inner.take()))
        if inner.next is None:
            return found
        if not inner.skip(",", ";", r"\mid", "|"):
            return []


def read_subscripts(s: Scan) -> tuple[Any, ...]:
    """Read the indices of a name: letters, digits, or a name with an example, as in c^{(i)}.

    Parameters
    ----------
    s : Scan
        Before it; afterwards behind it.

    Returns
    -------
    tuple
        As they stand.
    """
    if not s.skip("{"):
        return (_one_digit(s),)
    inside: list[Any] = []
    while not s.skip("}"):
        if s.skip(","):
            continue
        token = _one_digit(s)
        if s.next in ("^", "_"):
            inside.append(read_name(s, token))
        else:
            inside.append(token)
    return tuple(inside)


def _one_digit(s: Scan) -> str:
    token = s.take()
    if token.isdigit() and len(token) > 1:
        s.tokens.insert(0, token[1:])
        token = token[0]
    return token
