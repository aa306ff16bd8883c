r"""Read an expression: sums of products of powers of what stands alone.

A sum reaches to the next + or −; a superscript ``(i)`` is an example, any other superscript a power.
"""

import re
from collections.abc import Callable
from typing import Any

import sympy as sp

from lrlib.proofs.brackets import BRACKETS, has_letters
from lrlib.proofs.elementary import FUNCTIONS, applied
from lrlib.proofs.naming import read_name, read_subscripts
from lrlib.proofs.phrases import Name, Phrase, constant, divide, dot, entrywise, multiply, power, transpose
from lrlib.proofs.scan import Scan
from lrlib.proofs.symbols import Unknown, Unreadable, total
from lrlib.proofs.tokens import ENDS, LARGEST, RELATIONS, is_words
from lrlib.proofs.unasked import exponential

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
        The sides and the relations; for each side, the digits after the point if it is a decimal number alone, −1 if
        decimal numbers are in it, else None.
    """
    sides: list[Phrase] = []
    relations: list[str] = []
    decimals: list[int | None] = []
    while True:
        before = list(s.tokens)
        sides.append(read_sum(s))
        number = [t for t in before[: len(before) - len(s.tokens)] if t is not None]
        lone = len(number) - (number[:1] == ["-"]) == 1 and "." in number[-1]
        decimals.append(len(number[-1].split(".")[1]) if lone else -1 if any("." in t for t in number) else None)
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

    return lambda w: total([term(w) if sign == 1 else -term(w) for sign, term in terms], w.plus)


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
    before = list(s.tokens)
    s.open = ""
    out = read_power(s)
    slash = False
    while s.next is not None and s.next not in ENDS and not _stops(s):
        if s.skip("/"):
            out, slash = divide(out, read_power(s)), True
            continue
        if s.skip(r"\odot"):
            out = entrywise(out, read_power(s))
            continue
        if s.skip(r"\cdot"):
            out = dot(out, read_power(s))
            continue
        _one_reading(s, [str(t) for t in before[: len(before) - len(s.tokens)]], slash)
        s.open = ""
        out = multiply(out, read_power(s))
    return out


def _one_reading(s: Scan, before: list[str], slash: bool) -> None:
    """Refuse a factor that stands beside what is before it where that can be read in two ways."""
    last = before[-1]
    if re.fullmatch(r"\\[A-Za-z]+", last) and last not in s.names and Unknown(last).sign and last != r"\top":
        raise Unknown(last)
    if s.next in ("_", "'"):
        raise Unreadable(f"{s.next} stands behind {last}: an index or a prime stands behind a letter, as in h_k(x)")
    if str(s.next)[:1].isdigit():
        two = rf"one number or a product? Write {last}{s.next} or {last} \cdot {s.next}"
        front = r"a number stands in front of what it multiplies, or behind \cdot"
        raise Unreadable(f"{last} {s.next}: {two if last.isdigit() else front}")
    if slash:
        below, factor = _shown(_behind(before, "/")), _shown([str(s.next)])
        two = f"(…/{below}) {factor} or …/({below} {factor})"
        raise Unreadable(f"…/{below} {factor}: {two}? Write the brackets")
    if s.open and s.next not in FUNCTIONS:
        inside, factor = _shown(_behind(before, s.open)), _shown([str(s.next)])
        two = rf"{s.open}({inside} {factor}) or {s.open}({inside}) \cdot {factor}"
        raise Unreadable(f"{s.open} {inside} {factor}: is it {two}? Write the brackets")


def _behind(signs: list[str], sign: str) -> list[str]:
    """Return what stands behind the last sign of a kind that is outside brackets."""
    depth = 0
    for i in range(len(signs) - 1, -1, -1):
        depth += (signs[i] in BRACKETS.values()) - (signs[i] in BRACKETS)
        if signs[i] == sign and not depth:
            return signs[i + 1 :]
    return signs[-1:]


def _shown(signs: list[str]) -> str:
    """Return signs as they are written, a bracket that opens at the end with the one that closes it."""
    joined = " ".join([*signs, "…", BRACKETS[signs[-1]]] if signs[-1] in BRACKETS else signs)
    return re.sub(r" (?=[\^_'})\]])|(?<=[\^_{(\[]) ", "", joined)


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
    raised = False
    while s.skip("^"):
        if s.next in ("T", r"\top") or s.tokens[:3] == ["{", r"\top", "}"]:
            del s.tokens[: 3 if s.next == "{" else 1]
            base = transpose(base)
        elif raised:
            raise Unreadable("two superscripts in a row: write the brackets, as in 2^{2^3}")
        elif s.tokens[:2] == ["{", "["]:
            layer = "".join(str(t) for t in s.tokens[1 : s.tokens.index("}")])
            raise Unreadable(
                f"{layer} above a letter is a layer, and those of a network are not read: "
                "write each letter without it, and give those of two layers two names"
            )
        else:
            base, raised = power(base, read_group(s)), True
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
    if token == r"\{":
        braced = read_sum(s)
        s.take(r"\}")
        return braced
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
        return lambda w: exponential(exponent(w))
    if token in FUNCTIONS and not (token in LARGEST and s.next != "("):
        if token == r"\sqrt":
            return _root(s)
        if s.next == "^":
            raise Unreadable(rf"write the power of {token} behind brackets around it, as in ({token} z)^2")
        base = _base(s) if token == r"\log" and s.skip("_") else None
        bare = s.next not in ("(", "[", "{", "|")
        argument = _argument(s, token)
        s.open = token if bare else ""
        if base is not None:
            return lambda w: applied(token, argument(w), w) / sp.log(base)
        if token == r"\operatorname{softmax}" and s.skip("_"):
            (letter,) = read_subscripts(s)
            return lambda w: applied(token, argument(w), w)[w.number(letter, "K") - 1]
        return lambda w: applied(token, argument(w), w)
    return read_name(s, token, read_sum)


def _argument(s: Scan, token: str) -> Phrase:
    r"""Read what a function is taken of: behind brackets a power is that of the value, as in ``\\tanh(z)^2``.

    The logarithm of a probability is negative and has no power y: log(1 − h)^{1−y} is the logarithm of the power.
    """
    if s.next not in ("(", "["):
        return read_power(s)
    inside = _atom(s)
    if token == r"\log" and s.next == "^" and has_letters([str(t) for t in s.tokens[1:]]):
        s.take("^")
        return power(inside, read_group(s))
    return inside


def _base(s: Scan) -> Any:
    braces = s.skip("{")
    token = s.take()
    if not braces and len(token) > 1:
        s.tokens.insert(0, token[1:])
        token = token[0]
    if braces:
        s.take("}")
    if not token.isdigit() or int(token) < 2:
        raise Unreadable(f"{token} is no base of a logarithm")
    return sp.Integer(token)


def _root(s: Scan) -> Phrase:
    degree = 2
    if s.skip("["):
        degree = int(s.take()) if str(s.next).isdigit() else 0
        s.take("]")
        if not 2 <= degree <= 9:
            raise Unreadable("the degree of a root is one of 2, 3, ..., 9")
    inside = read_group(s)
    if degree == 2:
        return lambda w: applied(r"\sqrt", inside(w), w)
    if degree % 2:
        return lambda w: sp.sign(inside(w)) * sp.Abs(inside(w)) ** sp.Rational(1, degree)
    return lambda w: applied(r"\sqrt", inside(w), w) ** sp.Rational(2, degree)
