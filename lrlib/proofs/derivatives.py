r"""Read derivatives, partial ones, slashes and gradients; and, since they begin alike, other fractions."""

from typing import Any

from lrlib.proofs.calculus import derivative, gradient
from lrlib.proofs.expressions import command, read_group, read_name, read_product
from lrlib.proofs.phrases import Phrase, divide
from lrlib.proofs.symbols import Unreadable
from lrlib.proofs.tokens import Scan
from lrlib.proofs.world import World


@command(r"\frac")
def _fraction(s: Scan, token: str) -> Phrase:
    t = s.tokens
    if t[0] == "{" and t[1] == r"\partial":
        del t[:2]
        return _derivative(s, r"\partial")
    if t[:2] == ["{", "d"] and t[t.index("}") + 1 :][:2] == ["{", "d"]:
        del t[:2]
        return _derivative(s, "d")
    top = read_group(s)
    bottom = read_group(s)
    return divide(top, bottom)


def _derivative(s: Scan, sign: str) -> Phrase:
    order = 1
    if s.skip("^"):
        order = int(s.take())
    body = None if s.next == "}" else read_product(s)
    s.take("}"), s.take("{")
    variables: list[Any] = []
    while not s.skip("}"):
        s.take(sign)
        variable = read_name(s, s.take(), call=False)
        variables += [variable] * (int(s.take()) if s.skip("^") else 1)
    body = body or read_product(s)
    if len(variables) != order:
        raise Unreadable(f"a derivative of order {order} by {len(variables)} variables")
    return lambda w: derivative(w, body, variables)


@command(r"\partial")
def _slash_derivative(s: Scan, token: str) -> Phrase:
    r"""Read ``\partial A / \partial v`` in a line of text."""
    body = read_name(s, s.take())
    s.take("/"), s.take(r"\partial")
    variable = read_name(s, s.take(), call=False)
    return lambda w: derivative(w, body, [variable])


@command(r"\nabla")
def _nabla(s: Scan, token: str) -> Phrase:
    order = 1
    if s.skip("^"):
        order = int(s.take())
    function = read_name(s, s.take())
    if function.name not in s.functions:
        raise Unreadable(f"{function.name} after \\nabla is no function here")

    def value(w: World) -> Any:
        args = None if function.args is None else [a(w) for a in function.args]
        return gradient(w, function.name, args, order)

    return value
