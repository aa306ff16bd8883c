r"""Read an expression: sums of products of powers of what stands alone.

A sum reaches to the next + or −; a superscript ``(i)`` is an example, any other superscript a power.
"""

import re
from collections.abc import Callable
from functools import reduce
from typing import Any

import sympy as sp

from lrlib.proofs.phrases import Name, Phrase, constant, divide, multiply, power, transpose
from lrlib.proofs.symbols import LambdaMax, Unreadable
from lrlib.proofs.tokens import BRACKETS, ENDS, LARGEST, RELATIONS, Scan, is_words

FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    r"\exp": sp.exp,
    r"\log": sp.log,
    r"\sqrt": sp.sqrt,
    r"\operatorname{diag}": lambda v: sp.diag(*v),
    **dict.fromkeys(LARGEST, lambda M: LambdaMax(*M)),
}
COMMANDS: dict[str, Callable[[Scan, str], Phrase]] = {}  # what begins with a sign of its own; see `command`


def command(*signs: str) -> Callable[[Callable[[Scan, str], Phrase]], Callable[[Scan, str], Phrase]]:
    """Register the function that reads what begins with one of these signs.

    Parameters
    ----------
    *signs : str
        Tokens.

    Returns
    -------
    callable
        A decorator.
    """

    def register(reads: Callable[[Scan, str], Phrase]) -> Callable[[Scan, str], Phrase]:
        COMMANDS.update(dict.fromkeys(signs, reads))
        return reads

    return register


def read_chain(s: Scan) -> tuple[list[Phrase], list[str], list[int | None]]:
    """Read sides with relations between them.

    Parameters
    ----------
    s : Scan
        Before it; afterwards behind it.

    Returns
    -------
    list, list, list
        The sides and the relations; for each side, the digits after the point if it is a decimal number, else None.
    """
    sides: list[Phrase] = []
    relations: list[str] = []
    decimals: list[int | None] = []
    while True:
        before = [t for t in s.tokens[:2] if t is not None]
        number = before[0] if before and before[0] != "-" else [*before, ""][1]
        sides.append(read_sum(s))
        alone = "." in number and (s.next in ENDS or s.next is None or is_words(s.next))
        decimals.append(len(number.split(".")[1]) if alone else None)
        if s.next not in RELATIONS:
            return sides, relations, decimals
        relations.append(s.take())


def read_sum(s: Scan) -> Phrase:
    """Read a sum of terms.

    Parameters
    ----------
    s : Scan
        Before it; afterwards behind it.

    Returns
    -------
    phrase
        From a world to the value.
    """
    terms: list[tuple[int, Phrase]] = []
    while not terms or s.next in ("+", "-"):
        sign = -1 if s.skip("+", "-") == "-" else 1
        terms.append((sign, read_product(s)))
    return lambda w: reduce(w.plus, [sign * term(w) for sign, term in terms])


def read_product(s: Scan) -> Phrase:
    """Read a product.

    Parameters
    ----------
    s : Scan
        Before it; afterwards behind it.

    Returns
    -------
    phrase
        From a world to the value.
    """
    out = read_power(s)
    while s.next is not None and s.next not in ENDS and not _stops(s):
        if s.skip("/"):
            out = divide(out, read_power(s))
        else:
            s.skip(r"\cdot")
            out = multiply(out, read_power(s))
    return out


def _stops(s: Scan) -> bool:
    return (
        (is_words(s.next) and s.next not in s.names)
        or str(s.next).startswith(r"\end")
        or (s.next == "|" and s.bars > 0)
    )


def read_power(s: Scan) -> Phrase:
    """Read a power, or a transpose.

    Parameters
    ----------
    s : Scan
        Before it; afterwards behind it.

    Returns
    -------
    phrase
        From a world to the value.
    """
    base = _atom(s)
    function = isinstance(base, Name) and base.args is None and base.name in s.functions
    while s.skip("^"):
        if s.next in ("T", r"\top") or s.tokens[:3] == ["{", r"\top", "}"]:
            del s.tokens[: 3 if s.next == "{" else 1]
            base = transpose(base)
        else:
            base = power(base, read_group(s))
        if function and s.next == "(":
            raise Unreadable("write the power of a function behind its argument, as in f(z)^2")
    return base


def read_group(s: Scan) -> Phrase:
    r"""Read what stands in braces, or a single sign, as in ``\\frac12``.

    Parameters
    ----------
    s : Scan
        Before it; afterwards behind it.

    Returns
    -------
    phrase
        From a world to the value.
    """
    if s.skip("{"):
        inside = read_sum(s)
        s.take("}")
        return inside
    token = s.next
    if token and token.isdigit() and len(token) > 1:
        s.tokens[0] = token[1:]
        return constant(sp.Integer(token[0]))
    return _atom(s)


def _atom(s: Scan) -> Phrase:
    token = s.take()
    if token == "(" or token in BRACKETS:
        inside = [read_sum(s)]
        while token == "(" and s.skip(","):
            inside.append(read_sum(s))
        s.take(BRACKETS[token])
        return inside[0] if len(inside) == 1 else lambda w: sp.Matrix([part(w) for part in inside])
    if token in COMMANDS:
        return COMMANDS[token](s, token)
    if token in ENDS or token.startswith(r"\end") or (is_words(token) and token not in s.names):
        raise Unreadable(f"did not expect {token}")
    if re.fullmatch(r"\d+(\.\d+)?", token):
        return constant(sp.Rational(token))
    if token == "e" and s.skip("^"):
        exponent = read_group(s)
        return lambda w: sp.exp(exponent(w))
    if token in FUNCTIONS and not (token in LARGEST and s.next != "("):
        argument = read_group(s) if token == r"\sqrt" else read_power(s)
        return lambda w: FUNCTIONS[token](argument(w))
    return read_name(s, token)


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
    name = read_name(s, s.take(), call=False)
    parameters = []
    if s.skip("("):
        parameters = [s.take()]
        while s.skip(",", ";", r"\mid"):
            parameters.append(s.take())
        s.take(")")
    return name, tuple(parameters)


def read_name(s: Scan, token: str, call: bool = True) -> Name:
    """Read a name with its scripts and, if it is a function, its arguments.

    Parameters
    ----------
    s : Scan
        Before it; afterwards behind it.
    token : str
        The name.
    call : bool
        Whether arguments may follow.

    Returns
    -------
    Name
        As read.
    """
    out = Name(token)
    s.used.add(token)
    while True:
        if s.skip("'"):
            out.primes += 1
        elif s.skip("_"):
            out.letters = _subscripts(s)
        elif s.tokens[:3] == ["^", "{", "("]:
            del s.tokens[:3]
            out.sample = s.take()
            s.take(")"), s.take("}")
        else:
            break
    if call and token in s.functions and s.skip("("):
        out.args = [read_sum(s)]
        while s.skip(",", ";", r"\mid"):
            out.args.append(read_sum(s))
        s.take(")")
    return out


def _subscripts(s: Scan) -> tuple[Any, ...]:
    """Read the indices of a name: letters, digits, or a name with an example, as in c^{(i)}."""
    if not s.skip("{"):
        return (_one_digit(s),)
    inside: list[Any] = []
    while not s.skip("}"):
        if s.skip(","):
            continue
        token = _one_digit(s)
        if s.next in ("^", "_"):
            inside.append(read_name(s, token, call=False))
        else:
            inside.append(token)
    return tuple(inside)


def _one_digit(s: Scan) -> str:
    token = s.take()
    if token.isdigit() and len(token) > 1:
        s.tokens.insert(0, token[1:])
        token = token[0]
    return token
