"""What a defined letter is indexed by, where no notation says it: by what stands in its definition."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import sympy as sp

from lrlib.proofs.latex import Formula
from lrlib.proofs.names import Definition, Notation
from lrlib.proofs.symbols import Elsewhere, Unbound, Unreadable
from lrlib.proofs.world import World

SIZES = {"K": 3, "n": 2, "m": 4}  # each another number, so that a shape tells what it is counted by
FAILURES = (ArithmeticError, AttributeError, LookupError, NotImplementedError, TypeError, ValueError, Elsewhere)


@dataclass(frozen=True)
class Asking(World):
    """A world that remembers over what each index runs, and whether one example was spoken of that has no number."""

    asked: set[tuple[str, str]] = field(default_factory=set)

    def number(self, index: Any, axis: str) -> Any:
        """Return the place of an index, and remember over what it runs.

        Parameters
        ----------
        index : object
            As it stands in a formula.
        axis : str
            What it counts.

        Returns
        -------
        object
            As `World.number`.
        """
        self.asked.add((str(index), axis))
        return super().number(index, axis)

    def value(self, name: str, places: tuple[Any, ...] = (), sample: Any = None) -> Any:
        """Return the value of a name, and remember whether it is that of one example.

        Parameters
        ----------
        name : str
            Of what stands in a formula.
        places : tuple
            Its indices.
        sample : object
            The example, where one is named.

        Returns
        -------
        object
            As `World.value`.
        """
        if self.notation.axes.get(name, "").startswith("^") and sample is None and self.sample is None:
            self.asked.add(("", "^"))
        return super().value(name, places, sample)


def axes_of(formula: Formula, notation: Notation, definitions: Mapping[str, Definition]) -> str:
    """Return what the letter that a definition defines is indexed by.

    Parameters
    ----------
    formula : Formula
        A definition without parameters.
    notation : Notation
        What the letters in it are.
    definitions : mapping
        What they are defined to be.

    Returns
    -------
    str
        As in `Notation.axes`.

    Raises
    ------
    Unreadable
        If an index runs over two things.
    """
    target = formula.target
    assert target is not None
    letters = [str(x) for x in target.letters]
    sample = {str(target.sample): 1} if target.sample else {}
    world = Asking(SIZES, notation, definitions, at={**dict.fromkeys(letters, 1), **sample})
    try:
        value = formula.sides[0](world)
    except Unbound as problem:
        raise Unreadable(f"{problem}: what {target.name} is speaks of an index that {target.name} has not") from None
    except Unreadable:
        raise
    except FAILURES:
        value = None
    over = [{axis for index, axis in world.asked if index == letter and axis != "any"} for letter in letters]
    twice = next((letter for letter, found in zip(letters, over, strict=True) if len(found) > 1), "")
    if twice:
        raise Unreadable(f"{twice} runs over two things in what {target.name} is: write another letter for one")
    beside = next((axis for found in over for axis in found), "")  # of the other index of a delta
    usual = {"i": "m", "j": "n"}
    axes = "".join(
        next(iter(found), beside or usual.get(letter, "K")) for letter, found in zip(letters, over, strict=True)
    )
    if isinstance(value, sp.MatrixBase):
        counted = {size: axis for axis, size in SIZES.items()}
        shape = value.shape if value.shape[1] > 1 else value.shape[:1]
        axes += "".join(counted.get(size, "") for size in shape)
    of_one = target.sample or ("", "^") in world.asked
    return "^" * bool(of_one) + axes


def row_of(formula: Formula, name: str, across: bool) -> Definition:
    """Return what a vector or matrix of all examples says of one of them.

    Parameters
    ----------
    formula : Formula
        Its definition.
    name : str
        Of the vector or matrix.
    across : bool
        Whether examples stand in its columns.

    Returns
    -------
    Definition
        Of the letter of one example.
    """
    body = formula.sides[0]

    def _value(w: World) -> Any:
        whole = body(replace(w, at={k: v for k, v in w.at.items() if k != "i"}, sample=None))
        if not isinstance(whole, sp.MatrixBase):
            if w.sizes["m"] == 1:
                return whole
            raise Unreadable(f"{name} has a value for each example, and is given as a number")
        place = w.at["i"]
        if place is None:
            raise Unreadable(f"{name} is given for all examples: write one of them with its number, as in ^{{(i)}}")
        row = whole[:, place - 1] if across else whole[place - 1, :].T
        return row[0, 0] if len(row) == 1 else row

    return Definition((), "i", (), _value)
