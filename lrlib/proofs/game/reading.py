r"""Read a line of a derivation as a tree. Whether it is true is not asked here.

>>> read(r"\hat{y}_k - y_k").terms[0]
Name(name='\\hat{y}', at=('k',), sample=None)
"""

import re
from collections.abc import Callable
from fractions import Fraction

from lrlib.proofs.game.tree import (
    MINUS,
    Call,
    Cases,
    Delta,
    Dot,
    Name,
    Node,
    Num,
    Plus,
    Power,
    Product,
    Slope,
    Total,
    Turned,
    over,
    parts,
    plus,
    times,
)
from lrlib.proofs.tokens import tokens

FUNCTIONS = (r"\log", r"\exp", r"\sigma")
OF_SOMETHING = (
    "J",
    "L",
    "h_\\theta",
    "q",
    "c",
    "C",
    "g",
    r"\mathcal{L}",
    "H",
)  # names that may say what they are made of
MATRICES = ("X", "Y", "W", r"\hat{Y}", r"\mathbf{h}", r"\mathbf{y}")
CLOSING = {"(": ")", "[": "]", "{": "}", r"\{": r"\}"}
STOPS = {"+", "-", None, "&", ",", r"\\", *CLOSING.values()}


class NotATree(ValueError):
    """The line has something of which no rule of the game speaks."""


def read(latex: str) -> Node:
    """Return an expression as a tree.

    Parameters
    ----------
    latex : str
        One side of a formula.

    Returns
    -------
    Node
        As it stands; nothing is computed.

    Raises
    ------
    NotATree
        Where a sign is not known here.
    """
    reader = Reader(latex)
    try:
        out = reader.sum()
    except (IndexError, KeyError, ValueError, ZeroDivisionError, RecursionError) as problem:
        raise NotATree(str(problem)) from None
    if reader.next is not None:
        raise NotATree(f"cannot go on at {reader.next}")
    return out


def is_matrix(node: Node) -> bool:
    """Say whether a node has rows and columns.

    Parameters
    ----------
    node : Node
        Any.

    Returns
    -------
    bool
        Whether one of the matrices of the book is in it.
    """
    if isinstance(node, Slope):
        return node.by.name in MATRICES or (node.by.name == r"\theta" and not node.by.at)
    return any(isinstance(p, Slope) and is_matrix(p) for p in parts(node)) or any(
        isinstance(p, Name) and p.name in MATRICES for p in parts(node)
    )


class Reader:
    """The signs of one expression, and how far they are read.

    Parameters
    ----------
    latex : str
        The expression.
    """

    def __init__(self, latex: str) -> None:
        found = tokens(latex, ("h_\\theta",))
        self.signs: list[str | None] = [t for t in found if t != r"\quad"] + [None]

    @property
    def next(self) -> str | None:
        """What comes next, or None."""
        return self.signs[0]

    def take(self, *wanted: str) -> str:
        """Take the next sign.

        Parameters
        ----------
        *wanted : str
            What it must be, if anything.

        Returns
        -------
        str
            The sign.
        """
        sign = self.signs[0]
        if sign is None or (wanted and sign not in wanted):
            raise NotATree(f"expected {' or '.join(wanted) or 'more'}, found {sign or 'the end'}")
        del self.signs[0]
        return sign

    def skip(self, *wanted: str) -> bool:
        """Take some signs if they come next.

        Parameters
        ----------
        *wanted : str
            In this order.

        Returns
        -------
        bool
            Whether they came.
        """
        if self.signs[: len(wanted)] != list(wanted):
            return False
        del self.signs[: len(wanted)]
        return True

    def sum(self) -> Node:
        """Read a sum.

        Returns
        -------
        Node
            Its tree.
        """
        terms: list[Node] = []
        while not terms or self.next in ("+", "-"):
            negative = self.skip("-")
            while self.next in ("+", "-"):
                negative ^= self.take() == "-"
            term = self.product()
            terms.append(times(MINUS, term) if negative else term)
        return terms[0] if len(terms) == 1 else plus(*terms) if Num(0) not in terms else Plus(tuple(terms))

    def product(self) -> Node:
        """Read a product.

        Returns
        -------
        Node
            Its tree.
        """
        out = self.power()
        while self.next not in STOPS:
            if self.skip("/"):
                out = over(out, self.power())
                continue
            self.skip(r"\cdot")
            factor = self.power()
            last = out.factors[-1] if hasattr(out, "factors") else out
            if isinstance(last, Turned) and isinstance(last.of, Name) and not is_matrix(last):
                if not isinstance(factor, Name):
                    raise NotATree("a row stands before something that is no column")
                dot = Dot(last.of, factor)
                out = times(*out.factors[:-1], dot) if hasattr(out, "factors") else dot
            elif is_matrix(last) and is_matrix(factor):
                before = out.factors[:-1] if hasattr(out, "factors") else ()
                out = times(*before, Product(last, factor))
            else:
                out = times(out, factor)
        return out

    def power(self) -> Node:
        """Read a power, or a transpose.

        Returns
        -------
        Node
            Its tree.
        """
        base = self.atom()
        while self.skip("^"):
            if self.skip(r"\top") or self.skip("T") or self.skip("{", r"\top", "}"):
                base = Turned(base)
            else:
                base = Power(base, self.group())
        return base

    def group(self) -> Node:
        """Read what stands in braces, or one sign.

        Returns
        -------
        Node
            Its tree.
        """
        if self.skip("{"):
            inside = self.sum()
            self.take("}")
            return inside
        if str(self.next).isdigit() and len(str(self.next)) > 1:
            digit = str(self.next)
            self.signs[0] = digit[1:]
            return Num(int(digit[0]))
        return self.atom()

    def atom(self) -> Node:
        """Read what stands alone.

        Returns
        -------
        Node
            Its tree.
        """
        sign = self.take()
        if sign in CLOSING:
            inside = self.sum()
            self.take(CLOSING[sign])
            return inside
        if re.fullmatch(r"\d+(\.\d+)?", sign):
            return Num(Fraction(sign))
        if sign == "e" and self.skip("^"):
            return Call(r"\exp", self.group())
        reads: dict[str, Callable[[], Node]] = {
            r"\frac": self.fraction,
            r"\sum": self.total,
            r"\delta": self.delta,
            r"\begin{cases}": self.cases,
            r"\sqrt": lambda: Power(self.group(), Num(Fraction(1, 2))),
        }
        if sign in reads:
            return reads[sign]()
        if sign in FUNCTIONS:
            return self.call(sign)
        return self.name(sign)

    def call(self, sign: str) -> Node:
        r"""Read the argument of a function.

        Parameters
        ----------
        sign : str
            Such as ``\log``.

        Returns
        -------
        Node
            Its tree.
        """
        if self.skip("'"):
            self.take("(")
            argument = self.sum()
            self.take(")")
            if not isinstance(argument, Name):
                raise NotATree("a prime stands for the slope in one letter")
            return Slope(Call(sign, argument), argument)
        return Call(sign, self.atom() if sign == r"\sigma" else self.power())

    def indices(self) -> tuple[str, ...]:
        """Read subscripts.

        Returns
        -------
        tuple of str
            Letters and digits.
        """
        if not self.skip("{"):
            return (self.take(),)
        found = []
        while not self.skip("}"):
            if not self.skip(","):
                found.append(self.take())
        return tuple("".join(found)) if all(f.isdigit() for f in found) else tuple(found)

    def name(self, sign: str) -> Node:
        """Read a name with its scripts.

        Parameters
        ----------
        sign : str
            Its first sign.

        Returns
        -------
        Node
            A name, or its slope where it has primes.
        """
        if not re.fullmatch(
            r"[A-Za-z]|\\(?:theta|alpha|beta|lambda|mu)|\\(?:hat|mathcal|mathbf)\{\w\}|h_\\theta", sign
        ):
            raise NotATree(f"{sign} is not known here")
        at: tuple[str, ...] = ()
        sample, primes = None, 0
        while True:
            if self.skip("'"):
                primes += 1
            elif self.skip("_"):
                at = self.indices()
            elif self.skip("^", "{", "("):
                sample = self.take()
                self.take(")"), self.take("}")
            else:
                break
        plain = "h" if sign == r"h_\theta" else sign
        if sign in OF_SOMETHING and self.next == "(":
            self.take("(")
            inner = self.power()
            if self.next != ")" or not isinstance(inner, Name):
                raise NotATree(f"what {sign} is made of is one letter")
            self.take(")")
            sample = sample or inner.sample
            out: Node = Name(plain, at, sample)
            for _ in range(primes):
                out = Slope(out, inner)
            return out
        if primes:
            raise NotATree("say of which letter the primed function is")
        return Name(plain, at, sample)

    def fraction(self) -> Node:
        r"""Read ``\frac``: a quotient or a derivative.

        Returns
        -------
        Node
            Its tree.
        """
        one = self.signs[:2]
        if one == ["{", r"\partial"] or (one == ["{", "d"] and self._by("d")):
            return self.slope(self.signs[1] or "")
        top = self.group()
        return over(top, self.group())

    def _by(self, sign: str) -> bool:
        """Say whether the denominator begins with a d, too."""
        depth = 0
        for i, token in enumerate(self.signs):
            depth += (token == "{") - (token == "}")
            if not depth:
                return self.signs[i + 1 : i + 3] == ["{", sign]
        return False

    def slope(self, sign: str) -> Node:
        r"""Read a derivative from the brace of ``\frac`` on.

        Parameters
        ----------
        sign : str
            ``d`` or ``\partial``.

        Returns
        -------
        Node
            A slope, or a slope of a slope.
        """
        self.take("{"), self.take(sign)
        if self.skip("^"):
            self.group()
        of = None if self.next == "}" else self.product()
        self.take("}"), self.take("{")
        variables = []
        while not self.skip("}"):
            self.take(sign)
            variable = self.name(self.take())
            times_ = int(self.take()) if self.skip("^") else 1
            if not isinstance(variable, Name):
                raise NotATree("a slope is taken in a letter")
            variables += [variable] * times_
        out = self.product() if of is None else of
        for variable in reversed(variables):
            out = Slope(out, variable)
        return out

    def total(self) -> Node:
        r"""Read ``\sum``; it reaches to the next plus or minus.

        Returns
        -------
        Node
            Its tree.
        """
        self.take("_")
        without = None
        braced = self.skip("{")
        letter = self.take()
        if braced:
            if self.skip(r"\neq"):
                without = self.take()
            elif self.skip("="):
                self.take("1")
            self.take("}")
        size = "m" if letter == "i" else "K"
        if self.skip("^"):
            last = self.group()
            if isinstance(last, Name) and last.name in ("K", "m", "n"):
                size = last.name
            elif not (isinstance(last, Num) and size in ("K", "m")):
                raise NotATree("a sum runs over K classes, m examples or n columns")
        negative = self.skip("-")  # a minus without brackets: meant is the term
        body = self.product()
        return Total(letter, size, without, times(MINUS, body) if negative else body)

    def delta(self) -> Node:
        r"""Read ``\delta_{jk}``.

        Returns
        -------
        Node
            Its tree.
        """
        self.take("_")
        one, other = self.indices()
        return Delta(one, other)

    def cases(self) -> Node:
        """Read values with their conditions.

        Returns
        -------
        Node
            Its tree.
        """
        found: list[tuple[Node, tuple[str, str, str]]] = []
        while not self.skip(r"\end{cases}"):
            value = self.sum()
            self.take("&")
            words = self.take()
            if "otherwise" in words or "else" in words:
                condition = ("otherwise", "", "")
            else:
                left = self.name(self.take())
                relation = self.take("=", r"\neq")
                right = self.take()
                if not isinstance(left, Name):
                    raise NotATree("a case compares a letter")
                index = not left.at and left.name in "ijkl"
                condition = (
                    (f"index {relation}", left.name, right)
                    if index
                    else (f"label {relation}", left.at[0] if left.at else "", right)
                )
            found.append((value, condition))
            self.skip(r"\\")
        return Cases(tuple(found))
