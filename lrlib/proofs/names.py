"""What the names of a page are, and what their definitions are."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lrlib.proofs.world import World


@dataclass(frozen=True)
class Notation:
    r"""What the names of a page are.

    Attributes
    ----------
    axes : mapping
        What a name is indexed by: "K" classes, "n" columns, "m" examples as subscripts; a leading "^" says that it has
        a value for each example, written ``^{(i)}``.
    rows : mapping
        "W": "w" says that the rows of W are w_1, w_2, ...
    domains : mapping
        "unit" (between 0 and 1), "positive" or "class" for names that are not any real number.
    loose : collection of str
        Defined names that can take every value: where a formula does not say what they are made of, they are symbols.
    open : collection of str
        Defined names to which a condition may give another meaning ("with z := ...").
    across : collection of str
        Those of `rows` whose rows stand as columns.
    broadcast : bool
        Whether a number that is added to a vector is added to each of its entries.
    """

    axes: Mapping[str, str]
    rows: Mapping[str, str] = field(default_factory=dict)
    domains: Mapping[str, str] = field(default_factory=dict)
    loose: Collection[str] = ()
    open: Collection[str] = ("z",)
    across: Collection[str] = ()
    broadcast: bool = False

    def __hash__(self) -> int:
        """Return the same number for the same names with the same meaning, in whatever dictionaries they stand."""
        mappings = (tuple(m.items()) for m in (self.axes, self.rows, self.domains))
        return hash((*mappings, *map(tuple, (self.loose, self.open, self.across)), self.broadcast))

    def with_names(self, **more: Mapping[str, str]) -> "Notation":
        """Return the notation with more names.

        Parameters
        ----------
        **more : mapping
            Additions to `axes`, `rows` or `domains`.

        Returns
        -------
        Notation
            A new one.
        """
        grown: dict[str, Any] = {kind: {**getattr(self, kind), **names} for kind, names in more.items()}
        return replace(self, **grown)


@dataclass(frozen=True, eq=False)
class Definition:
    """What stands right of `:=`, with the indices, the example and the parameters of its left side.

    Two are the same only if they were read once.
    """

    letters: tuple[Any, ...]
    sample: Any
    parameters: tuple[str, ...]
    body: Callable[["World"], Any]


@dataclass(frozen=True)
class Table:
    r"""What the letters of an author mean.

    Attributes
    ----------
    notation : Notation
        The names.
    definitions : tuple of str
        In the order in which they are read.
    said : str
        In words, for the reader of an answer.
    holds : tuple of str
        Conditions that the author states once, before the formulas: where one makes a false formula true, it is said.
    taught : tuple of str
        Those among `holds` that a line without any condition is to state itself: it is false without them.
    other : mapping
        From a reading, in words, to the definition that it puts in place of one above.
    unsaid : mapping
        From what to write, in a sentence, to a definition of which alone a line may be true: it is refused with that.
    y, w, z, p : str
        The letters of label, weights, score and probability.
    many : bool
        Whether there are several classes.
    likelihood : bool, optional
        Whether \ell is a log-likelihood, or a loss, wherever it stands; without it, its place tells.
    hessian : str
        The cost whose Hessian the author calls H; empty where that is not said.
    hessians : mapping
        From a cost to the definition that makes H its Hessian.
    """

    notation: Notation
    definitions: tuple[str, ...]
    said: str = ""
    holds: tuple[str, ...] = ()
    other: Mapping[str, str] = field(default_factory=dict)
    y: str = "y"
    w: str = ""
    z: str = ""
    p: str = ""
    many: bool = False
    likelihood: bool | None = None
    hessian: str = ""
    hessians: Mapping[str, str] = field(default_factory=dict)
    unsaid: Mapping[str, str] = field(default_factory=dict)
    taught: tuple[str, ...] = ()
