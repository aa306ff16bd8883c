"""The signs of a line, taken one after the other, and the letters among them with their scripts."""

import re

from lrlib.proofs.game.tree import Name, Node, Slope
from lrlib.proofs.tokens import tokens

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


class NotATree(ValueError):
    """The line has something of which no rule of the game speaks."""


class Names:
    """The signs of one expression, how far they are read, and the letters among them.

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
            inner = self.name(self.take())
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

    def begins(self, sign: str) -> bool:
        """Say whether the group after this one begins with a sign, as the d below a d does.

        Parameters
        ----------
        sign : str
            Such as d.

        Returns
        -------
        bool
            Whether it does.
        """
        depth = 0
        for i, token in enumerate(self.signs):
            depth += (token == "{") - (token == "}")
            if not depth:
                return self.signs[i + 1 : i + 3] == ["{", sign]
        return False
