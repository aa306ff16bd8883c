"""What a level of the derivation game is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lrlib.proofs.game.knowledge import BINARY, SOFTMAX, Knowledge, Link, defined
from lrlib.proofs.game.theory import SIZES

OWN = {  # the rules that a family knows; a level takes away what it is there to prove
    "binary": (
        *("chain", "quotient", "slope of σ", "one-hot", "definition of σ", "definition of z", "definition of h"),
        *(r"definition of \mathcal{L}", "definition of J", "entries", "exponential", "logarithm"),
    ),
    "softmax": (
        *("chain", "quotient", "softmax", "split", "labels", "one-hot", "shares", "definition of z"),
        *(r"definition of \hat{y}", r"definition of \mathcal{L}", "definition of L", "definition of σ", "entries"),
        *("exponential", "logarithm"),
    ),
}
CONDITIONS = {
    "softmax": (
        r"\sum_{j=1}^{K} y_j = 1",
        r"\sum_{j=1}^{K} y_j^{(i)} = 1 \text{ for all } i",
        r"y \text{ is one-hot}",
        "j = k",
        r"j \neq k",
        "K = 2",
        "m = 1",
        r"y_k = 1, \sum_{j=1}^{K} y_j = 1",
        r"y_k = 0, \sum_{j=1}^{K} y_j = 1",
        "z_2 = 0",
    ),
    "binary": (r"y \in \{0, 1\}", "y = 1", "y = 0", "m = 1", "z = 0"),
}


@dataclass(frozen=True)
class Mistake:
    """A wrong line that is known, and what is said to it.

    Attributes
    ----------
    line : str
        In LaTeX.
    name : str
        Of the misconception or the slip.
    words : str
        The answer, two sentences at most.
    """

    line: str
    name: str
    words: str


@dataclass(frozen=True, eq=False)
class Level:
    """One derivation.

    Attributes
    ----------
    name, title : str
        Its name for programs and for readers.
    chapter : int
        Where it is played.
    family : str
        "softmax" or "binary".
    left, goal : str
        What is derived, and what it shall become.
    road : tuple of str
        The lecture's lines; the last one is the goal.
    short : tuple of str
        Another road, with the fewest lines that are known.
    mistakes : tuple of Mistake
        Wrong lines.
    given : str
        The condition that may be used, or nothing.
    proves : tuple of str
        Rules that may not be used, since they say what is to be derived.
    uses : tuple of str
        Results of other levels that may be used, as rules.
    after : tuple of str
        Levels that come before.
    says : str
        Why it is worth the while: one sentence, shown with the goal.
    learns : tuple of str
        Definitions of letters that only this level has.
    made_of : mapping
        Of these letters, what they are made of.
    sizes : mapping
        How many classes there are, where that is fixed.
    others : tuple of tuple of str
        More roads that are known.
    """

    name: str
    title: str
    chapter: int
    family: str
    left: str
    goal: str
    road: tuple[str, ...]
    short: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    given: str = ""
    proves: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    says: str = ""
    learns: tuple[str, ...] = ()
    made_of: Mapping[str, str] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)
    others: tuple[tuple[str, ...], ...] = ()

    @property
    def roads(self) -> tuple[tuple[str, ...], ...]:
        """Return all roads that are known, the lecture's first."""
        return (self.road, self.short, *self.others)

    @cached_property
    def known(self) -> Knowledge:
        """Return what its letters are made of."""
        common = SOFTMAX if self.family == "softmax" else BINARY
        own = {name: Link(inner) for name, inner in self.made_of.items()}
        return Knowledge({**common.links, **own}, {**common.definitions, **defined(*self.learns)})

    @property
    def rules(self) -> tuple[str, ...]:
        """Return the rules that may be used."""
        own = tuple(f"definition of {name}" for name in self.made_of)
        given = {
            "labels": "y_" in self.given and "= 1" in self.given,
            "one-hot": "one-hot" in self.given or r"\in" in self.given,
        }
        given["labels"] |= given["one-hot"]
        some = [r for r in (*own, *self.uses, *OWN[self.family]) if r not in self.proves and given.get(r, True)]
        return tuple(some)

    @property
    def written_out(self) -> tuple[str, ...]:
        """Return the rules that may stand beside another one: definitions that the level gives, and a known slope."""
        return (*(f"definition of {name}" for name in self.made_of), "slope of σ")

    @property
    def world(self) -> Mapping[str, int]:
        """Return the sizes at which its lines are compared."""
        return {**SIZES, **self.sizes}

    @property
    def apart(self) -> bool:
        """Return whether j is another index than k."""
        return r"j \neq k" in self.given

    @property
    def formula(self) -> str:
        """Return the goal as a formula with its condition."""
        return f"{self.left} = {self.goal}" + rf" \quad \text{{if }} {self.given}" * bool(self.given)
