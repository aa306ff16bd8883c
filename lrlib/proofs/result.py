"""What came of reading one display."""

from dataclasses import dataclass, field

from lrlib.proofs.plain import plain

ORDER = ("false", "undecided", "tested", "proved")


@dataclass
class Result:
    """What came of reading one display.

    Attributes
    ----------
    latex : str
        As it is displayed.
    kinds : set of str
        Among "definition", "update", "proved", "tested", "false", "undecided".
    cases : int
        How many comparisons were made: places of the indices, entries of vectors and matrices, cases.
    sizes : dict
        For each of K, m and n that matters, the values that were tried.
    where : str
        A counter-example, or why nothing could be decided.
    needs : str
        A condition, in LaTeX, under which a false statement is true; empty if none is known.
    every : bool or None
        Whether it was proved for every K as well; None where K does not matter.
    met : dict
        For the right side of each case's condition, whether the case ever applied.
    trial : bool
        Whether counter-examples are looked for and nothing is proved.
    partly : bool
        Whether a logarithm or a root in it has no value somewhere; that no divisor is 0 is taken for granted, but for
        one that is 0 at an edge that a condition names.
    sparsely : bool
        Whether something that was tested, and not proved, has several letters: no line leads through all its places.
    family : str
        Whose names were taken, in words, where that was not said.
    grows : set of str
        Of "K", "m" and "n" those for which a bound may be one for some numbers only: where all classes, examples or
        columns are alike, its sides depend on how many there are.
    """

    latex: str
    kinds: set[str] = field(default_factory=set)
    cases: int = 0
    sizes: dict[str, set[int]] = field(default_factory=dict)
    where: str = ""
    needs: str = ""
    every: bool | None = None
    met: dict[str, bool] = field(default_factory=dict)
    trial: bool = False
    partly: bool = False
    sparsely: bool = False
    family: str = ""
    grows: set[str] = field(default_factory=set)

    @property
    def failed(self) -> bool:
        """Return whether something in the display is false or undecided.

        Returns
        -------
        bool
            False of what is proved or tested, and of a definition.
        """
        return bool(self.kinds & {"false", "undecided"})

    @property
    def true(self) -> bool:
        """Return whether something is claimed and none of it is false or undecided; a definition claims nothing.

        Returns
        -------
        bool
            True only of what is proved or tested.
        """
        return bool(self.kinds & {"proved", "tested"}) and not self.failed

    @property
    def kind(self) -> str:
        """Return the kinds in one word or two, the weakest claim first."""
        claim = next((k for k in ORDER if k in self.kinds), "")
        return " + ".join([k for k in ("definition", "update") if k in self.kinds] + [claim] * bool(claim))

    def __repr__(self) -> str:
        """Say what was proved, or where it fails."""
        return self._said() + f" (read with {self.family})" * bool(self.family)

    def _said(self) -> str:
        if "false" in self.kinds:
            return f"FALSE {plain(self.where)}" + f"\ntrue if {plain(self.needs)}" * bool(self.needs.strip())
        if "undecided" in self.kinds:
            return f"UNDECIDED {self.where}"
        if self.kinds <= {"definition", "update"}:
            return f"a{'n' * (self.kind == 'update')} {self.kind}: nothing is claimed, so nothing is proved"
        sizes = "; ".join(f"{s} = {', '.join(map(str, sorted(v)))}" for s, v in sorted(self.sizes.items()))
        how = "at random points, not proved" * ("tested" in self.kinds)
        cases = f"{self.cases} case{'s' * (self.cases != 1)}"
        every = " and for every K" * bool(self.every)
        where = " where both sides have a value" * self.partly
        larger = f"; tried, not proved, for larger {' and '.join(sorted(self.grows))}" * (self.kind == "proved")
        larger *= bool(self.grows)
        return f"{self.kind}{f' for {sizes}' * bool(sizes)}{every}{where}: {cases}{f' {how}' * bool(how)}{larger}"
