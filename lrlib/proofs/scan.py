"""The tokens of one formula, and the place up to which they were read."""

from collections.abc import Collection, Mapping
from typing import Any

from lrlib.proofs.brackets import BRACKETS
from lrlib.proofs.names import Definition
from lrlib.proofs.symbols import Unreadable
from lrlib.proofs.tokens import is_words, text, tokens, without_spaces


class Scan:
    """The tokens of one formula, how far they are read, and what was met on the way.

    Parameters
    ----------
    latex : str
        The formula.
    names : collection of str
        All names that have a meaning.
    functions : collection of str
        Those among them that take arguments.
    uses : mapping, optional
        From names to what their definitions are made of.
    """

    def __init__(
        self,
        latex: str,
        names: Collection[str],
        functions: Collection[str] = (),
        uses: Mapping[str, set[str]] | None = None,
    ) -> None:
        self.tokens: list[str | None] = [*without_spaces(tokens(latex, names)), None]
        self.names, self.functions = names, set(functions)
        self.used: set[str] = set()
        self.sizes: dict[str, int] = {}
        self.local: dict[str, Definition] = {}
        self.cases: list[list[bool]] = []
        self.running: list[str] = []  # the indices of the sums that are being read
        self.bars = 0  # how many | are open
        self.open = ""  # a function whose argument was read without brackets
        self.uses: Mapping[str, set[str]] = uses or {}
        self.called: set[str] = set()  # functions that were given arguments
        self.bare: list[Any] = []  # functions that were not
        self.conditioned: set[str] = set()  # names of which conditions speak
        self.subjects: set[str] = set()  # sizes and indices that stand as numbers
        self.by: list[Any] = []  # by what is differentiated
        self.orders: dict[str, list[str]] = {}  # of the names in brackets behind a name

    @property
    def next(self) -> str | None:
        """Return the next token, or None at the end."""
        return self.tokens[0]

    def take(self, expected: str | None = None) -> str:
        """Take the next token.

        Parameters
        ----------
        expected : str, optional
            What it must be.

        Returns
        -------
        str
            The token.

        Raises
        ------
        Unreadable
            If there is none, or another.
        """
        token = self.tokens[0]
        if token is None or (expected is not None and token != expected):
            raise Unreadable(f"expected {expected or 'more'}, found {token or 'the end'}")
        del self.tokens[0]
        return token

    def skip(self, *wanted: str) -> str | None:
        """Take the next token if it is one of those wanted.

        Parameters
        ----------
        *wanted : str
            Tokens.

        Returns
        -------
        str or None
            The token, or None if it is another.
        """
        return self.take() if self.next is not None and self.next in wanted else None

    def words(self, *wanted: str) -> bool:
        """Take the next token if it is text that says one of these.

        Parameters
        ----------
        *wanted : str
            Words.

        Returns
        -------
        bool
            Whether it was.
        """
        if is_words(self.next) and text(self.next) in wanted:
            self.take()
            return True
        return False

    def comma(self) -> int:
        """Return how many tokens there are to the next comma outside brackets, or to the end.

        Returns
        -------
        int
            A number of tokens.
        """
        depth = 0
        for i, t in enumerate(self.tokens):
            depth += (t in BRACKETS or t == r"\{") - (t in BRACKETS.values() or t == r"\}")
            if t == "," and not depth:
                return i
        return len(self.tokens)

    def inside(self) -> list[str]:
        """Return what stands between the bracket that opens next and the one that closes it.

        Returns
        -------
        list of str
            Tokens.

        Raises
        ------
        Unreadable
            If it stays open.
        """
        depth = 0
        for i, t in enumerate(self.tokens):
            depth += (t in BRACKETS) - (t in BRACKETS.values())
            if not depth:
                return [str(t) for t in self.tokens[1:i]]
        raise Unreadable("a bracket is left open")

    def lists(self) -> bool:
        """Say whether a comma stands in the bracket that opens next, and in none that are within.

        Returns
        -------
        bool
            Whether it does.
        """
        within = Scan("", self.names)
        within.tokens = [*self.inside(), None]
        return within.comma() < len(within.tokens)

    def foreign(self) -> bool:
        """Say whether the next token is words that are no name.

        Returns
        -------
        bool
            Whether it is.
        """
        return is_words(self.next) and self.next not in self.names
