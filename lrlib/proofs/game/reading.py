r"""Read a line of a derivation as a tree. Whether it is true is not asked here.

>>> read(r"\hat{y}_k - y_k").terms[0]
Name(name='\\hat{y}', at=('k',), sample=None)
"""

import re
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

from lrlib.proofs.brackets import has_letters
from lrlib.proofs.game.matrices import is_matrix
from lrlib.proofs.game.names import Names, NotATree
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
    Times,
    Total,
    Turned,
    over,
    plus,
    times,
)

FUNCTIONS = (r"\log", r"\exp", r"\sigma")
CLOSING = {"(": ")", "[": "]", "{": "}", r"\{": r"\}"}
REMEMBERED = 4096  # lines: those of a level are read again at each move
STOPS = {"+", "-", None, "&", ",", r"\\", *CLOSING.values()}


@lru_cache(maxsize=REMEMBERED)
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


class Reader(Names):
    """An expression, read as far as it goes: sums of products of powers of what stands alone."""

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
            term = self._product()
            terms.append(times(MINUS, term) if negative else term)
        return terms[0] if len(terms) == 1 else plus(*terms) if Num(0) not in terms else Plus(tuple(terms))

    def _product(self) -> Node:
        """Read a product."""
        bare = self._is_bare()
        out = self._power()
        while self.next not in STOPS:
            if bare and self.next not in (*FUNCTIONS, "/", r"\cdot"):
                raise NotATree("a factor stands behind the argument of a function without brackets: is it part of it?")
            if self.skip("/"):
                out = over(out, self._power())
                continue
            self.skip(r"\cdot")
            bare = self._is_bare()
            factor = self._power()
            several = out.factors if isinstance(out, Times) else (out,)
            last = several[-1]
            if isinstance(last, Turned) and isinstance(last.of, Name) and not is_matrix(last):
                if not isinstance(factor, Name):
                    raise NotATree("a row stands before something that is no column")
                dot = Dot(last.of, factor)
                out = times(*several[:-1], dot)
            elif is_matrix(factor) and any(map(is_matrix, several)):
                left = next(f for f in reversed(several) if is_matrix(f))  # numbers may stand between
                out = times(*(f for f in several if f is not left), Product(left, factor))
            else:
                out = times(out, factor)
        return out

    def _is_bare(self) -> bool:
        """Say whether a function comes next whose argument has no brackets."""
        return self.next in (r"\log", r"\exp") and self.signs[1] not in ("(", "[", "{", r"\{")

    def _power(self) -> Node:
        """Read a power, or a transpose."""
        base = self._atom()
        while self.skip("^"):
            if self.skip(r"\top") or self.skip("T") or self.skip("{", r"\top", "}"):
                base = Turned(base)
            else:
                base = Power(base, self._group())
        return base

    def _group(self) -> Node:
        """Read what stands in braces, or one sign."""
        if self.skip("{"):
            inside = self.sum()
            self.take("}")
            return inside
        if str(self.next).isdigit() and len(str(self.next)) > 1:
            digit = str(self.next)
            self.signs[0] = digit[1:]
            return Num(int(digit[0]))
        return self._atom()

    def _atom(self) -> Node:
        """Read what stands alone."""
        sign = self.take()
        if sign in CLOSING:
            inside = self.sum()
            self.take(CLOSING[sign])
            return inside
        if re.fullmatch(r"\d+(\.\d+)?", sign):
            return Num(Fraction(sign))
        if sign == "e" and self.skip("^"):
            return Call(r"\exp", self._group())
        reads: dict[str, Callable[[], Node]] = {
            r"\frac": self._fraction,
            r"\sum": self._total,
            r"\delta": self._delta,
            r"\begin{cases}": self._cases,
            r"\sqrt": lambda: Power(self._group(), Num(Fraction(1, 2))),
        }
        if sign in reads:
            return reads[sign]()
        if sign in FUNCTIONS:
            return self._call(sign)
        return self.name(sign)

    def _call(self, sign: str) -> Node:
        r"""Read the argument of a function."""
        if self.skip("'"):
            self.take("(")
            argument = self.sum()
            self.take(")")
            if not isinstance(argument, Name):
                raise NotATree("a prime stands for the slope in one letter")
            return Slope(Call(sign, argument), argument)
        if self.next not in ("(", "[") and sign != r"\sigma":
            return Call(sign, self._power())
        argument = self._atom()
        if sign == r"\log" and self.next == "^" and has_letters([str(sign) for sign in self.signs[1:]]):
            self.take("^")
            argument = Power(argument, self._group())  # log(1 - h)^{1 - y}: a negative number has no such power
        return Call(sign, argument)

    def _fraction(self) -> Node:
        r"""Read ``\frac``: a quotient or a derivative."""
        one = self.signs[:2]
        if one == ["{", r"\partial"] or (one == ["{", "d"] and self.begins("d")):
            return self._slope(self.signs[1] or "")
        top = self._group()
        return over(top, self._group())

    def _slope(self, sign: str) -> Node:
        r"""Read a derivative from the brace of ``\frac`` on."""
        self.take("{"), self.take(sign)
        if self.skip("^"):
            self._group()
        of = None if self.next == "}" else self._product()
        self.take("}"), self.take("{")
        variables = []
        while not self.skip("}"):
            self.take(sign)
            variable = self.name(self.take())
            times_ = int(self.take()) if self.skip("^") else 1
            if not isinstance(variable, Name):
                raise NotATree("a slope is taken in a letter")
            variables += [variable] * times_
        out = self._product() if of is None else of
        for variable in reversed(variables):
            out = Slope(out, variable)
        return out

    def _total(self) -> Node:
        r"""Read ``\sum``; it reaches to the next plus or minus."""
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
            last = self._group()
            if isinstance(last, Name) and last.name in ("K", "m", "n"):
                size = last.name
            elif not (isinstance(last, Num) and size in ("K", "m")):
                raise NotATree("a sum runs over K classes, m examples or n columns")
        negative = self.skip("-")  # a minus without brackets: meant is the term
        body = self._product()
        return Total(letter, size, without, times(MINUS, body) if negative else body)

    def _delta(self) -> Node:
        r"""Read ``\delta_{jk}``."""
        self.take("_")
        one, other = self.indices()
        return Delta(one, other)

    def _cases(self) -> Node:
        """Read values with their conditions."""
        found: list[tuple[Node, tuple[str, str, str]]] = []
        while not self.skip(r"\end{cases}"):
            value = self.sum()
            self.take("&")
            words = self.take() if str(self.next).startswith(r"\text") else ""
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
