r"""Read derivatives, partial ones, slashes and gradients; and, since they begin alike, other fractions."""

from collections.abc import Sequence
from typing import Any

from lrlib.proofs.brackets import BRACKETS
from lrlib.proofs.calculus import derivative, gradient
from lrlib.proofs.expressions import command, read_group, read_power, read_product, read_sum
from lrlib.proofs.naming import read_name
from lrlib.proofs.phrases import Phrase, divide
from lrlib.proofs.scan import Scan
from lrlib.proofs.symbols import Unreadable
from lrlib.proofs.world import World


@command(r"\frac")
def _fraction(s: Scan, token: str) -> Phrase:
    t = s.tokens
    if t[0] == "{" and t[1] == r"\partial":
        del t[:2]
        return _derivative(s, r"\partial")
    if t[:2] == ["{", "d"] and _behind(t)[:2] == ["{", "d"]:
        del t[:2]
        return _derivative(s, "d")
    top = read_group(s)
    before, spoken = list(s.tokens), set(s.subjects)
    bottom = read_group(s)
    if [t for t in before[: len(before) - len(s.tokens)] if t not in ("{", "}")] in (["m"], ["n"]):
        s.subjects = spoken  # a mean says nothing about how many there are
    return divide(top, bottom)


def _behind(tokens: Sequence[str | None]) -> Sequence[str | None]:
    """Return what stands behind the group that begins here, whatever groups are in it."""
    depth = [_depth(tokens[:i]) for i in range(1, len(tokens) + 1)]
    return tokens[depth.index(0) + 1 :] if 0 in depth else ()


def _derivative(s: Scan, sign: str) -> Phrase:
    order = 1
    if s.skip("^"):
        order = int(s.take())
    body = None if s.next == "}" else read_product(s)
    s.take("}"), s.take("{")
    variables: list[Any] = []
    while not s.skip("}"):
        s.take(sign)
        variable = read_name(s, s.take())
        s.by.append(variable)
        times = 1
        if s.tokens[:2] in (["^", r"\top"], ["^", "T"]):  # \partial\theta \, \partial\theta^\top
            del s.tokens[:2]
        elif s.skip("^"):
            times = int(s.take())
        variables += [variable] * times
    if body is None:
        before = list(s.tokens)
        body = read_product(s)
        read = before[: len(before) - len(s.tokens)]
        if r"\cdot" in [t for i, t in enumerate(read) if not _depth(read[:i])]:
            raise Unreadable(r"how far does the derivative reach? Put what is differentiated in brackets")
    if len(variables) != order:
        raise Unreadable(f"a derivative of order {order} by {len(variables)} variables")
    return lambda w: derivative(w, body, variables)


def _depth(tokens: Sequence[str | None]) -> int:
    return sum((t in BRACKETS) - (t in BRACKETS.values()) for t in tokens)


@command(r"\partial")
def _slash_derivative(s: Scan, token: str) -> Phrase:
    r"""Read ``\partial A / \partial v`` in a line of text, or ``\partial_v A``."""
    if s.skip("_"):
        braces = s.skip("{")
        variable = read_name(s, s.take())
        if braces:
            s.take("}")
        s.by.append(variable)
        inner = read_power(s)
        return lambda w: derivative(w, inner, [variable])
    body = read_name(s, s.take(), read_sum)
    s.take("/"), s.take(r"\partial")
    variable = read_name(s, s.take())
    s.by.append(variable)
    return lambda w: derivative(w, body, [variable])


@command(r"\nabla")
def _nabla(s: Scan, token: str) -> Phrase:
    order = 1
    if s.skip("^"):
        order = int(s.take())
    if s.skip("_"):
        return _gradient_by(s, order)
    function = read_name(s, s.take(), read_sum)
    if function.name not in s.functions:
        raise Unreadable(rf"\nabla {function.name}: by what? Write it below, as in \nabla_\theta {function.name}")

    s.called.add(function.name)

    def value(w: World) -> Any:
        args = None if function.args is None else [a(w) for a in function.args]
        return gradient(w, function.name, args, order)

    return value


def _gradient_by(s: Scan, order: int) -> Phrase:
    r"""Read ``\nabla_\theta J`` from the name on, by which is differentiated."""
    braces = s.skip("{")
    variable = read_name(s, s.take())
    if braces:
        s.take("}")
    if s.skip("^"):
        order = int(s.take())
    s.by.append(variable)
    body = read_power(s)
    return lambda w: derivative(w, body, [variable] * order)
